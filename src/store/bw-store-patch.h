/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing a book in memory up to rows that a change set touched. */
#pragma once

#include "store/bw-store-private.h"

G_BEGIN_DECLS

/* A change that was taken out of the history, as far as it can be told from its row. */
typedef struct
{
  gint64  deal; /* key */
  guint8  field;
  BwDate  at;
  guint16 ordinal;
} BwLostChange;

/* What a change set touches. */
typedef struct
{
  guint64  tables; /* bits of BwTable */
  gboolean organisation;
  gboolean whole;   /* more than can be read again by itself */
  GArray  *deals;   /* gint64: keys of those that were updated */
  GArray  *folding; /* gint64: keys of deals whose row now tells what changes told, or the other way round */
  GArray  *lost;    /* BwLostChange */
  GArray  *gained;  /* gint64: keys of changes that came into the history */
  GArray  *touched; /* gint64: the keys of the deals in all of these, each once */
  GArray  *places;  /* gint32: where these stand in the book; -1 for nowhere */
} BwTouched;

typedef struct _BwPatch BwPatch;

void     bw_touched_init (BwTouched *touched);
void     bw_touched_clear (BwTouched *touched);
gboolean bw_touched_find (BwStore      *store,
                          const BwBook *before,
                          int           n,
                          void         *changes,
                          BwTouched    *touched,
                          GError      **error);
gboolean bw_touched_place (BwStore      *store,
                           const BwBook *book,
                           BwTouched    *touched,
                           GError      **error);
BwPatch *bw_patch_new (BwStore         *store,
                       const BwBook    *before,
                       const BwTouched *touched,
                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void     bw_patch_free (BwPatch *patch);
BwBook  *bw_patch_apply (BwPatch *patch) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPatch, bw_patch_free)

G_END_DECLS
