/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What merging and separating share. */
#pragma once

#include "core/bw-merge.h"

G_BEGIN_DECLS

/* A column of a small table that refers to rows of another. */
typedef struct
{
  BwTable     table;
  BwTable     target;
  gsize       offset; /* of the gint32 */
  const char *name;   /* in the trail */
} BwReference;

const BwReference *bw_merge_references (guint *n);
gint32            *bw_merge_deal_column (BwDeals *deals,
                                         BwTable  table,
                                         BwField *field);
char              *bw_merge_trail_name (const BwBook *book,
                                        BwTable       table,
                                        guint         away) G_GNUC_WARN_UNUSED_RESULT;
gint64             bw_merge_row_key (const BwBook *book,
                                     BwTable       table,
                                     guint         row);
gint64            *bw_merge_member (const BwBook *book,
                                    BwTable       table,
                                    guint         row);
gboolean           bw_merge_fits (const BwTable table);

/* What a merge moved, so that it can be told apart again; kept as a text among the choices. Deals are numbered by their
 * place, which does not change while they are there; @check is the exclusive or of their keys. */
typedef struct
{
  GArray  *deals; /* guint: those that were the merged row's, ascending */
  GArray  *past;  /* guint: those whose history had it and not the kept one, ascending */
  GArray **rows;  /* gint64: for each reference the keys of the rows that had it */
  guint64  check; /* over both lists */
} BwTrail;

BwTrail *bw_trail_new (void) G_GNUC_WARN_UNUSED_RESULT;
void     bw_trail_free (BwTrail *trail);
char    *bw_trail_write (BwTrail       *trail,
                         const BwDeals *deals) G_GNUC_WARN_UNUSED_RESULT;
BwTrail *bw_trail_read (const char    *text,
                        const BwDeals *deals) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTrail, bw_trail_free)

G_END_DECLS
