/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast of books that say little: a number and an honest range always, for whatever is missing. */

#include "core/bw-outlook.h"

#include <math.h>
#include <string.h>

enum
{
  STAGE_OPEN = 1,
  STAGE_WON = 4,
  STAGE_LOST = 5,
};

/* What the deals of a book have. */
typedef struct
{
  const char *name;
  guint       n_open, n_won, n_lost;
  gboolean    no_dates, no_amounts, no_history;
  BwDate      closed_ahead; /* days after the day on which the won deals say they were closed */
  gint64      amount;       /* of all of them, minor units; 0: somewhat different ones */
  gboolean    zero;         /* all amounts are */
} Case;

static const Case cases[] = {
  { "one-open", 1, 0, 0 },
  { "two-open", 2, 0, 0 },
  { "one-of-each", 1, 1, 1 },
  { "no-closed", 40, 0, 0 },
  { "all-won", 0, 30, 0 },
  { "all-lost", 0, 0, 30 },
  { "only-lost-before", 20, 0, 30 },
  { "only-won-before", 20, 30, 0 },
  { "closes-ahead", 10, 12, 6, .closed_ahead = 40 },
  { "closes-far-ahead", 10, 12, 6, .closed_ahead = 4000 },
  { "no-dates", 20, 15, 10, .no_dates = TRUE },
  { "no-amounts", 20, 15, 10, .no_amounts = TRUE },
  { "neither", 20, 15, 10, .no_dates = TRUE, .no_amounts = TRUE },
  { "no-history", 20, 15, 10, .no_history = TRUE },
  { "nothing-known", 20, 15, 10, TRUE, TRUE, TRUE },
  { "constant", 20, 15, 10, .amount = 50000 },
  { "huge", 20, 15, 10, .amount = G_GINT64_CONSTANT (1000000000000000) },
  { "negative", 20, 15, 10, .amount = -50000 },
  { "all-zero", 20, 15, 10, .zero = TRUE },
};

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static BwBook *
make_book (const Case *of,
           BwDate      as_of)
{
  BwBook *book = bw_book_new ();
  guint   n = of->n_open + of->n_won + of->n_lost;
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));

  bw_book_add_default_stages (book);
  for (guint i = 0; i < n; i++)
    {
      guint    deal = bw_deals_append (&book->deals, i + 1);
      guint    stage = i < of->n_open ? STAGE_OPEN : i < of->n_open + of->n_won ? STAGE_WON
                                                                                : STAGE_LOST;
      BwDate   born = as_of - 200 + (BwDate)(i * 37 % 150), closed = born + 20 + (BwDate)(i * 11 % 30);
      BwDeals *deals = &book->deals;

      deals->created[deal] = deals->appeared[deal] = born;
      deals->stage[deal] = (guint16)stage;
      deals->stage_since[deal] = stage == STAGE_OPEN ? born : closed;
      deals->amount[deal] = of->no_amounts ? BW_MONEY_NONE : of->zero        ? 0
                                                           : of->amount != 0 ? of->amount
                                                                             : 100000 + 1000 * (gint64)i;
      if (!of->no_dates)
        deals->close[deal] = stage == STAGE_OPEN ? as_of + 20 : closed;
      if (stage == STAGE_WON && of->closed_ahead > 0)
        deals->close[deal] = as_of + of->closed_ahead;
      if (stage != STAGE_OPEN && !of->no_history)
        {
          BwChange change = { deal, closed, 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, STAGE_OPEN, stage };

          g_array_append_val (changes, change);
        }
    }
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  return book;
}

static void
test_case (gconstpointer data)
{
  const Case *of = data;
  BwDate      as_of = bw_date_from_ymd (2024, 8, 1);
  g_autoptr (BwBook) book = make_book (of, as_of);

  for (BwPeriodKind kind = BW_PERIOD_MONTH; kind <= BW_PERIOD_YEAR; kind++)
    {
      BwPeriod period = bw_calendar_period_at (&book->calendar, kind, as_of);
      g_autoptr (BwOutlook) outlook = bw_outlook_new (book, &everyone, &period, as_of, 1, NULL, NULL);
      guint                  n;
      g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, &period, as_of, &n, NULL);
      g_autofree char       *missing = bw_outlook_dup_missing (outlook);
      double                 won = (double)outlook->won;

      g_assert_true (isfinite (outlook->mean) && isfinite (outlook->from_open) && isfinite (outlook->from_new));
      if (of->amount >= 0)
        {
          g_assert_cmpfloat (outlook->mean, >=, won);
          g_assert_cmpfloat (outlook->p10, >=, won);
        }
      /* Where the past tells nothing it is said so. */
      if (of->n_won + of->n_lost == 0 || of->no_history)
        g_assert_true (missing != NULL && strstr (missing, "closed while it was open before") != NULL);
      else if (of->n_won == 0)
        g_assert_true (missing != NULL && strstr (missing, "No deal has ever been won") != NULL);
      else
        g_assert_null (missing);
      g_assert_cmpfloat (outlook->p50, >=, outlook->p10);
      g_assert_cmpfloat (outlook->p90, >=, outlook->p50);
      g_assert_cmpuint (n, ==, of->n_open);
      for (guint p = 0; p < outlook->n_paths; p++)
        g_assert_true (isfinite (outlook->paths[p]));
      for (guint i = 0; i < n; i++)
        g_assert_true (odds[i].probability >= 0.0 && odds[i].probability <= 1.0);
      for (guint m = 0; m < outlook->n_methods; m++)
        g_assert_true (isnan (outlook->methods[m].wape) || outlook->methods[m].wape >= 0.0);
      /* Few deals: nothing is certain but what was won. */
      if (of->n_won > 0 && of->n_open >= 10 && !of->no_amounts && !of->no_history && of->closed_ahead == 0 && of->amount >= 0 && !of->zero)
        g_assert_cmpfloat (outlook->p90, >, outlook->p10);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/outlook-few/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
