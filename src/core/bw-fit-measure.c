/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers on which the models rest, and how business goes of late against how it went before.
 *
 * Coefficients are taken from the same hazards that the forecast uses. Drift is looked for in four numbers that any
 * of its methods lives on: new deals a week, share of closed deals that are won, days from creation to the win
 * (median), and the mean amount won. Each is taken over the last days, as many as a forecast period has, and over the
 * windows of that length before it. Were they all from one normal distribution, the next would lie within
 *
 *   mean +- t(n - 1, .975) s sqrt (1 + 1 / n)
 *
 * with 95 % probability (Hahn and Meeker, "Statistical Intervals", 1991); what lies outside is said to have drifted. Four
 * windows at least, so that their spread says something. O(deals + changes). */

#include "core/bw-fit.h"

#include <math.h>
#include <stdlib.h>

#include "core/bw-hazard.h"
#include "core/bw-ledger.h"

enum
{
  WITHIN_WEEKS = 13,
  FIT_WEEKS = 27,
  MAX_WINDOWS = 9, /* the last and eight before */
  MIN_EARLIER = 4,
};

/* What one window saw. */
typedef struct
{
  double new_deals; /* a week */
  double win_share;
  double cycle_days;
  double amount;
  guint  n_new, n_closed, n_won;
} Window;

static void
add_hazards (BwBook         *book,
             gint32          fit,
             const BwLedger *ledger)
{
  g_autoptr (BwHazardCounts) counts = bw_hazard_counts_new (book, ledger->as_of, NULL, 0);
  g_autoptr (BwHazardFit) hazards = bw_hazard_fit_new (counts, ledger->as_of, FIT_WEEKS, FALSE);

  if (hazards->n_deals == 0)
    return;
  bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "win_share", -1, hazards->n_deals, hazards->win_share);
  if (hazards->stalled_from < BW_HAZARD_N_AGES)
    bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "stalled_weeks", -1, hazards->n_deals, hazards->stalled_from);
  bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "new_deal_won", -1, hazards->n_deals,
                    bw_hazard_new_won_within (hazards, WITHIN_WEEKS));
  for (guint stage = 0; stage < book->stages->len && bw_hazard_by_stage (counts); stage++)
    {
      g_autofree char *name = NULL;
      gint32           klass = bw_hazard_class (counts, stage);

      if (bw_book_stage (book, stage)->kind != BW_STAGE_OPEN || klass < 0)
        continue;
      name = g_strconcat ("stage:", bw_book_text (book, bw_book_stage (book, stage)->name), NULL);
      bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, name, -1, (guint)lround (hazards->weight[klass]),
                        bw_hazard_won_within (hazards, (guint)klass, 0, WITHIN_WEEKS));
    }
}

static int
compare_ints (const void *a,
              const void *b)
{
  int x = *(const int *)a, y = *(const int *)b;

  return (x > y) - (x < y);
}

/* Looks at the days @from to @to. */
static void
look_at_window (Window         *window,
                const BwLedger *ledger,
                BwDate          from,
                BwDate          to)
{
  const BwSnapshot *now = ledger->now;
  g_autofree int   *ages = g_new (int, now->n + 1);
  guint             n_ages = 0, n_lost = 0;
  double            sum = 0.0;

  *window = (Window) { NAN, NAN, NAN, NAN, 0, 0, 0 };
  window->n_new = bw_ledger_arrivals_between (ledger, from, to);
  window->new_deals = window->n_new * 7.0 / (to - from + 1);
  for (guint i = 0; i < now->n; i++)
    {
      BwDate closed, born;

      if (!now->exists[i] || now->kind[i] == BW_STAGE_OPEN)
        continue;
      closed = now->close[i] != BW_DATE_NONE ? now->close[i] : now->stage_since[i];
      if (closed == BW_DATE_NONE || closed < from || closed > to)
        continue;
      n_lost += now->kind[i] == BW_STAGE_LOST;
      if (now->kind[i] != BW_STAGE_WON)
        continue;
      window->n_won++;
      sum += (double)bw_ledger_won_amount (ledger, i);
      born = bw_deal_birth (ledger->book, i, ledger->as_of);
      if (born != BW_DATE_NONE && born <= closed)
        ages[n_ages++] = closed - born;
    }
  window->n_closed = window->n_won + n_lost;
  if (n_lost > 0 && window->n_closed > 0)
    window->win_share = (double)window->n_won / window->n_closed;
  if (window->n_won > 0)
    window->amount = sum / window->n_won;
  if (n_ages == 0)
    return;
  qsort (ages, n_ages, sizeof *ages, compare_ints);
  window->cycle_days = (ages[(n_ages - 1) / 2] + ages[n_ages / 2]) / 2.0;
}

/* The quantile .975 of Student's t with 3 to 7 degrees of freedom. */
static double
student (guint degrees)
{
  static const double values[] = { 3.182, 2.776, 2.571, 2.447, 2.365 };

  return values[CLAMP (degrees, 3, 7) - 3];
}

/* Puts on record the number at @offset of the windows, the last first, with the range that is usual by those before. */
static void
add_drift (BwBook       *book,
           gint32        fit,
           const char   *name,
           const Window *windows,
           guint         n_windows,
           gsize         offset,
           double        most)
{
  double      sum = 0.0, square = 0.0, now = *(const double *)((const char *)&windows[0] + offset);
  guint       n = 0, before = book->fit_values->len;
  BwFitValue *row;

  for (guint i = 1; i < n_windows; i++)
    {
      double value = *(const double *)((const char *)&windows[i] + offset);

      if (isnan (value))
        continue;
      sum += value;
      square += value * value;
      n++;
    }
  bw_fit_add_value (book, fit, BW_FIT_DRIFT, name, -1, n, now);
  if (book->fit_values->len == before || n < MIN_EARLIER)
    return;
  row = bw_book_fit_value (book, before);
  square = sqrt (MAX (0.0, square - sum * sum / n) / (n - 1)) * sqrt (1.0 + 1.0 / n) * student (n - 1);
  row->low = MAX (sum / n - square, 0.0);
  row->high = MIN (sum / n + square, most);
}

/* Puts on record, for the last fit of @book, what the models rest on at the end of the day @as_of and how business goes. */
void
bw_fit_measure (BwBook *book,
                gint32  fit,
                BwDate  as_of)
{
  BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, as_of);
  BwPeriod period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, as_of);
  BwDate   first = MAX (ledger->first_seen, bw_hazard_first_closing (book, as_of));
  int      days = bw_period_n_days (&period);
  Window   windows[MAX_WINDOWS];
  guint    n = 0;

  add_hazards (book, fit, ledger);
  for (BwDate to = as_of; n < MAX_WINDOWS && to - days + 1 >= first; to -= days)
    look_at_window (&windows[n++], ledger, to - days + 1, to);
  if (n == 0)
    return;
  add_drift (book, fit, "new_deals_a_week", windows, n, G_STRUCT_OFFSET (Window, new_deals), G_MAXDOUBLE);
  add_drift (book, fit, "win_share", windows, n, G_STRUCT_OFFSET (Window, win_share), 1.0);
  add_drift (book, fit, "cycle_days", windows, n, G_STRUCT_OFFSET (Window, cycle_days), G_MAXDOUBLE);
  add_drift (book, fit, "won_amount", windows, n, G_STRUCT_OFFSET (Window, amount), G_MAXDOUBLE);
}
