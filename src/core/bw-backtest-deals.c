/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals of the past: what the model gave them then, and what became of them.
 *
 * On a landmark day (van Houwelingen, "Dynamic prediction by landmarking in event history analysis", 2007) every deal
 * that was open is given its odds from what was known on the day. Two questions are asked of them. Whether the deal was
 * won by the end of the day's period: that is known for each, so nothing is left out. And whether it was ever won: of
 * a deal that is still open that is not known yet, unless it has been open for longer than 97.5 % of the deals that
 * closed ever were; then it counts as not won. The others are left out and counted. A deal that vanished from the exports
 * was not won.
 *
 * A third question is asked of the deals that closed: whether their own fields, beyond stage and time, tell the won from the lost.
 * For that the win model foretells each by a fit without it (bw-win-fit.c).
 *
 * The deals are those of the scope; of a very large number every k-th is taken, so that a landmark has at most some
 * twenty thousand. O(deals + changes) a landmark, besides the odds. */

#include "core/bw-backtest-private.h"

#include <string.h>

#include "core/bw-hazard.h"

enum
{
  MAX_DEALS = 20000,
  MIN_CLOSED = 20,
  NO_LINE = G_MAXINT,
};

#define STALL_QUANTILE 0.975

static BwDate
find_won_day (const BwSnapshot *now,
              guint             deal)
{
  if (!now->exists[deal] || now->kind[deal] != BW_STAGE_WON)
    return BW_DATE_NONE;
  return now->close[deal] != BW_DATE_NONE ? now->close[deal] : now->stage_since[deal];
}

static int
compare_ints (const void *a,
              const void *b)
{
  int x = *(const int *)a, y = *(const int *)b;

  return (x > y) - (x < y);
}

/* The days within which 97.5 % of the closed deals closed. */
static int
find_stall_days (const BwBook     *book,
                 const BwSnapshot *now)
{
  g_autofree int *ages = g_new (int, now->n + 1);
  guint           n = 0;

  for (guint i = 0; i < now->n; i++)
    {
      BwDate born, closed;

      if (!now->exists[i] || now->kind[i] == BW_STAGE_OPEN)
        continue;
      born = bw_deal_birth (book, i, now->at);
      closed = now->close[i] != BW_DATE_NONE ? now->close[i] : now->stage_since[i];
      if (born != BW_DATE_NONE && closed != BW_DATE_NONE && closed >= born)
        ages[n++] = closed - born;
    }
  if (n < MIN_CLOSED)
    return NO_LINE;
  qsort (ages, n, sizeof *ages, compare_ints);
  return ages[(guint)(STALL_QUANTILE * (n - 1))];
}

/* Lays out what is known of the deals of @book at the end of the day @as_of. */
void
bw_backtest_fates_init (BwBacktestFates *fates,
                        const BwBook    *book,
                        BwDate           as_of)
{
  fates->book = book;
  fates->now = bw_snapshot_new (book, as_of);
  fates->stall_days = find_stall_days (book, fates->now);
}

void
bw_backtest_fates_clear (BwBacktestFates *fates)
{
  g_clear_pointer (&fates->now, bw_snapshot_free);
}

static void
start_deals (BwBacktestDeals *deals,
             guint            n)
{
  deals->given = g_new (double, n + 1);
  deals->won = g_new (guint8, n + 1);
}

static void
add_deal (BwBacktestDeals *deals,
          double           given,
          gboolean         won)
{
  deals->given[deals->n] = CLAMP (given, 0.0, 1.0);
  deals->won[deals->n++] = won != FALSE;
}

/* Whether it is known by now whether @deal was ever won. */
static gboolean
is_decided (const BwBacktestFates *fates,
            guint                  deal)
{
  BwDate born;

  if (!fates->now->exists[deal] || fates->now->kind[deal] != BW_STAGE_OPEN)
    return TRUE;
  born = bw_deal_birth (fates->book, deal, fates->now->at);
  return born != BW_DATE_NONE && fates->stall_days != NO_LINE && fates->now->at - born > fates->stall_days;
}

/* Fills @landmark, whose day and period are set, with the deals of @scope. */
void
bw_backtest_look_at_deals (BwBacktestLandmark    *landmark,
                           const BwBacktestFates *fates,
                           const BwScope         *scope)
{
  guint                  n;
  g_autofree BwDealOdds *odds = bw_outlook_deal_odds (fates->book, &landmark->period, landmark->at, &n, NULL);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (fates->book, scope);
  guint step = n / MAX_DEALS + 1;

  start_deals (&landmark->ever, n / step + 1);
  start_deals (&landmark->within, n / step + 1);
  for (guint i = 0; i < n; i += step)
    {
      guint  deal = odds[i].deal;
      BwDate won = find_won_day (fates->now, deal);

      if (!bw_scope_is_everything (scope) &&
          !bw_scope_mask_admits (mask, deal, fates->now->owner[deal], fates->book->deals.account[deal]))
        continue;
      add_deal (&landmark->within, odds[i].probability_in_period,
                won != BW_DATE_NONE && won >= landmark->period.from && won <= landmark->period.to);
      if (is_decided (fates, deal))
        add_deal (&landmark->ever, odds[i].probability, won != BW_DATE_NONE);
      else
        landmark->ever.n_unknown++;
    }
}

/* Tests what closed deals' own fields tell of winning. Returns: %FALSE when @progress (nullable) stopped it. */
gboolean
bw_backtest_test_fields (BwBacktest   *backtest,
                         const BwBook *book,
                         BwProgress    progress,
                         gpointer      progress_data)
{
  g_autoptr (BwWinModel) model = bw_win_model_new (book, backtest->as_of, BW_WIN_MODEL_SEED, progress, progress_data);

  if (model == NULL)
    return FALSE;
  backtest->fields = *bw_win_model_signal (model);
  backtest->fields_text = bw_win_model_dup_message (model);
  return TRUE;
}

/* Adds the deals of @other to @deals. */
void
bw_backtest_deals_append (BwBacktestDeals       *deals,
                          const BwBacktestDeals *other)
{
  deals->given = g_renew (double, deals->given, (gsize)deals->n + other->n + 1);
  deals->won = g_renew (guint8, deals->won, (gsize)deals->n + other->n + 1);
  if (other->n > 0)
    {
      memcpy (deals->given + deals->n, other->given, sizeof *deals->given * other->n);
      memcpy (deals->won + deals->n, other->won, other->n);
    }
  deals->n += other->n;
  deals->n_unknown += other->n_unknown;
}

void
bw_backtest_deals_clear (BwBacktestDeals *deals)
{
  g_clear_pointer (&deals->given, g_free);
  g_clear_pointer (&deals->won, g_free);
}
