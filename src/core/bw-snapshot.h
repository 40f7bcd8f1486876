/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of all deals on a day, rebuilt from their history. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Columns with one value for each deal of the book, in its order. Only what was known on the day: of a deal that
 * did not exist yet nothing. */
typedef struct
{
  BwDate   at; /* the end of this day */
  guint    n;
  guint8  *exists;   /* 1 when the deal was known and had not vanished */
  guint8  *kind;     /* a BwStageKind, by the rules of that day */
  guint8  *category; /* a BwCategory: the deal's own or its stage's */
  guint16 *stage;
  gint16  *probability; /* the deal's, else its stage's; thousandths */
  guint16 *pushes;
  gint64  *amount;
  BwDate  *close;
  BwDate  *stage_since;
  gint32  *owner;
} BwSnapshot;

BwSnapshot *bw_snapshot_new (const BwBook *book,
                             BwDate        at) G_GNUC_WARN_UNUSED_RESULT;
BwSnapshot *bw_snapshot_renew (BwSnapshot   *was,
                               const BwBook *book,
                               BwDate        at) G_GNUC_WARN_UNUSED_RESULT;
void        bw_snapshot_free (BwSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSnapshot, bw_snapshot_free)

/* Whether deal @i is in the pipeline of @period: open, dated in it, not omitted. */
static inline gboolean
bw_snapshot_in_pipeline (const BwSnapshot *snapshot,
                         guint             i,
                         const BwPeriod   *period)
{
  return snapshot->exists[i] && snapshot->kind[i] == BW_STAGE_OPEN && snapshot->category[i] != BW_CATEGORY_OMITTED &&
         bw_period_contains (period, snapshot->close[i]);
}

G_END_DECLS
