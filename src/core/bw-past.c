/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A book as it was on a past day, for whatever asks about deals' fields.
 *
 * A snapshot (bw-snapshot.h) has the few columns that sums and the models need, fast. A filter may name any field, built-in
 * or the project's own: for it every change after the day is taken back in a copy of the columns, newest first, and the
 * stages are what they were by the rules of the day. Deals that came later are blank in the snapshot, whose days in stage
 * and pushes these are too, and keep their values here: who asks leaves them out. O(deals + changes). */

#include "core/bw-past.h"

#include "core/bw-deal-value.h"
#include "core/bw-snapshot.h"

static void
take_back (BwBook *book,
           guint   deal,
           BwDate  at)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);

  for (; n > 0 && changes[n - 1].at > at; n--)
    bw_deal_value_set (&book->deals, deal, changes[n - 1].field, changes[n - 1].old_value);
}

/* Returns: (transfer full): @book as it was at the end of the day @at: to be read, and not written to a file. It has the
 * history that @book has. */
BwBook *
bw_past_new (BwBook *book,
             BwDate  at)
{
  gboolean later = FALSE;
  BwBook  *past;
  g_autoptr (BwSnapshot) snapshot = NULL;

  for (guint i = 0; i < book->history.n && !later; i++)
    later = book->history.changes[i].at > at;
  if (!later && book->stage_rules->len == 0)
    return bw_book_ref (book);
  past = bw_book_copy (book);
  snapshot = bw_snapshot_new (book, at);
  for (guint i = 0; i < past->deals.n; i++)
    {
      take_back (past, i, at);
      past->deals.stage_since[i] = snapshot->stage_since[i];
      past->deals.pushes[i] = snapshot->pushes[i];
    }
  for (guint i = 0; i < past->stages->len; i++)
    {
      BwStage *stage = bw_book_stage (past, i);

      bw_book_stage_at (book, (gint32)i, at, &stage->kind, &stage->category);
    }
  return past;
}
