/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of deals on its way into the book. */
#pragma once

#include "core/bw-chronicle.h"
#include "import/bw-deal-index.h"
#include "import/bw-deal-rows.h"

G_BEGIN_DECLS

typedef struct
{
  BwImportRun *run;
  BwSource    *source;
  BwDealRows  *rows;
  BwBook      *book;
  guint8      *seen; /* for each deal that there may be, whether the file has it; as much again that is never marked */
  guint        n_seen;
  guint8      *outdated; /* (nullable): for each row, whether another is a later version of it */
  GHashTable  *texts;    /* offsets of the rows' interned texts to the book's */
  GArray      *late;     /* LateReject */
  GArray      *changes;  /* BwChange of this file */
  BwChronicle *chronicle;
  gint64       fields; /* bits of the BwField that the file tells of */
  BwDate       last;   /* the day of the last export of deals before */
  BwDate       today;
  guint        n_earlier; /* deals whose past it told more of */
  gboolean     amount_at_close;
  gboolean     created_is_stage; /* the creation date is when the open stage was entered */
  gint32       open_stage;       /* that closed deals were in before */
  double       share_scale;      /* of BwDealRow.share to thousandths */
  guint        n_alike;

  const BwEarlyTaker *early; /* (nullable): is given the deals as they are settled */
} BwDealMerge;

/* A row as the book would hold it. */
typedef struct
{
  BwStageKind kind;
  gint32      stage;
  gint64      amount;
  BwDate      close;
  gint16      probability;
  guint8      category;
} BwDealState;

BwText bw_deal_merge_intern (BwDealMerge *merge, BwText text);
BwText bw_deal_merge_copy_text (BwDealMerge *merge, BwText text);
gint32 bw_deal_merge_stage_before (const BwDealMerge *merge, const BwDealRow *row, const BwDealState *state);
BwDate bw_deal_merge_first_known (BwDealMerge *merge, const BwDealRow *row, const BwDealState *state);
gint64 bw_deal_merge_own_value (BwDealMerge *merge, const BwOwnColumn *column, guint row);
gint64 bw_deal_merge_find_fields (const BwSource *source);
void   bw_deal_merge_update (BwDealMerge *merge, guint i, const BwDealRow *row, const BwDealState *state);

/* bw-deal-early.c */
void bw_deal_merge_begin_early (BwDealMerge *merge);
void bw_deal_merge_tell_early (BwDealMerge *merge);
void bw_deal_merge_end_early (BwDealMerge *merge, gboolean good);

/* Where @row stands among the rows. */
static inline guint
bw_deal_merge_place_of (const BwDealMerge *merge,
                        const BwDealRow   *row)
{
  return (guint)(row - (const BwDealRow *)(const void *)merge->rows->rows->data);
}

G_END_DECLS
