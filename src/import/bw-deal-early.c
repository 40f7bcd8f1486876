/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the deals of a first import away while they are being settled, for their rows to be written beside it.
 *
 * Once all rows of a file were read everything is known that decides on a deal, and in a project without deals they are
 * settled one after the other and stay as they are. The columns, lines and implied changes have room for all of them from the
 * beginning, the texts are there, and nothing is added to the tables that deals refer to; so another thread can read the
 * first ones while those behind them are being made. What may change deals afterwards (other files, records that wait for
 * their deals, stages that the file tells the days of) keeps their rows from being given away; whoever writes them checks in the end. */

#include "import/bw-deal-merge.h"

enum
{
  MOST_IMPLIED = 3, /* changes of one deal */
};

static gboolean
may_give (const BwDealMerge *merge)
{
  const BwImportRun  *run = merge->run;
  const BwEarlyTaker *taker = run->options->early;

  return taker != NULL && run->is_alone && merge->book->deals.n == 0 && merge->book->history.n == 0 &&
         merge->book->records->len == 0 && merge->rows->pool == &merge->book->texts && merge->rows->rows->len >= taker->least &&
         run->delta->new_deal_rows->len == 0 && !bw_import_has_stages_entered (merge->source);
}

/* Makes ready to give deals away, where that may be. To be called when everything but the deals is settled. */
void
bw_deal_merge_begin_early (BwDealMerge *merge)
{
  guint   n = merge->rows->rows->len;
  GArray *lines = merge->run->delta->new_deal_rows;

  if (!may_give (merge))
    return;
  merge->early = merge->run->options->early;
  merge->run->import_key = bw_book_random_key ();
  /* So that they stay where they are. */
  g_array_set_size (lines, n);
  g_array_set_size (lines, 0);
  g_array_unref (merge->changes);
  merge->changes = g_array_sized_new (FALSE, FALSE, sizeof (BwChange), n * MOST_IMPLIED);
}

/* The deals so far are settled. */
void
bw_deal_merge_tell_early (BwDealMerge *merge)
{
  BwEarlyDeals deals = { .book = merge->book,
                         .n = merge->book->deals.n,
                         .changes = (const BwChange *)(const void *)merge->changes->data,
                         .n_changes = merge->changes->len,
                         .lines = (const guint64 *)(const void *)merge->run->delta->new_deal_rows->data,
                         .import = merge->run->import_key };

  if (merge->early != NULL)
    merge->early->take (&deals, merge->early->data);
}

/* There are no more; when this returns they may change again. @good: nothing has gone wrong. */
void
bw_deal_merge_end_early (BwDealMerge *merge,
                         gboolean     good)
{
  if (merge->early != NULL)
    merge->early->end (good, bw_source_go_on, merge->source, merge->early->data);
  merge->early = NULL;
}
