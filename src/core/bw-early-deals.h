/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New deals that are settled while the import that brings them goes on. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-progress.h"

G_BEGIN_DECLS

/* What another thread may read of them until the importer says that nothing of it is needed any more. Their values, texts and
 * what they refer to stay where they are; behind them the importer goes on. */
typedef struct
{
  const BwBook   *book;    /* has no other deals */
  guint           n;       /* deals that are settled: the first so many of @book */
  const BwChange *changes; /* what is implied of them, in their order */
  guint           n_changes;
  const guint64  *lines;  /* of the file, one for each */
  gint64          import; /* the key that the import's record will have */
} BwEarlyDeals;

/* Who takes them. */
typedef struct
{
  /* There are more of them now. Called on the importer's thread, and does not wait. */
  void (*take) (const BwEarlyDeals *deals,
                gpointer            data);
  /* There are no more. Returns when nothing of them is being read any more; @good: whether they are still meant to be kept.
   * @progress is called at times meanwhile; when it returns FALSE they are not kept either. */
  void (*end) (gboolean   good,
               BwProgress progress,
               gpointer   progress_data,
               gpointer   data);
  gpointer data;
  guint    least; /* with fewer deals nothing is done early */
} BwEarlyTaker;

G_END_DECLS
