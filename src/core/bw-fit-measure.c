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
#include "core/bw-win-model.h"

enum
{
  WITHIN_WEEKS = 13,
  LAST_WEEKS = 4, /* of a quarter */
  FIT_WEEKS = 27,
  MAX_WINDOWS = 9, /* the last and eight before */
  MIN_EARLIER = 4,
  WIN_SEED = 20170,
};

typedef enum
{
  NEW_DEALS, /* a week */
  WIN_SHARE,
  CYCLE_DAYS,
  WON_AMOUNT,
  N_NUMBERS,
} Number;

static const struct
{
  const char *name;
  double      most;
} numbers[N_NUMBERS] = {
  [NEW_DEALS] = { "new_deals_a_week", G_MAXDOUBLE },
  [WIN_SHARE] = { "win_share", 1.0 },
  [CYCLE_DAYS] = { "cycle_days", G_MAXDOUBLE },
  [WON_AMOUNT] = { "won_amount", G_MAXDOUBLE },
};

/* What one window saw; NaN where nothing. */
typedef struct
{
  double value[N_NUMBERS];
} Window;

/* How fast deals are won in the last weeks of a quarter, 1 as in the mean of its weeks. */
static double
last_weeks_pace (const BwRhythm *rhythm)
{
  double sum = 0.0;

  for (guint week = 0; week < LAST_WEEKS; week++)
    sum += rhythm->pace[week];
  return sum / LAST_WEEKS;
}

static void
add_hazards (BwBook         *book,
             gint32          fit,
             const BwLedger *ledger)
{
  g_autoptr (BwHazardCounts) counts = bw_hazard_counts_new (book, ledger->as_of, NULL, 0);
  g_autoptr (BwHazardFit) hazards = bw_hazard_fit_new (counts, ledger->as_of, FIT_WEEKS, BW_HAZARD_AVERAGE);

  if (hazards->n_deals == 0)
    return;
  bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "win_share", -1, hazards->n_deals, hazards->win_share);
  if (hazards->stalled_from < BW_HAZARD_N_AGES)
    bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "stalled_weeks", -1, hazards->n_deals, hazards->stalled_from);
  bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "new_deal_won", -1, hazards->n_deals,
                    bw_hazard_new_won (hazards, WITHIN_WEEKS));
  bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, "last_weeks_pace", -1, hazards->n_deals,
                    last_weeks_pace (&hazards->rhythm[BW_HAZARD_WON]));
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

/* What each field adds to the chance of winning, and by how much all of them tell the won from the lost. */
static void
add_win_model (BwBook *book,
               gint32  fit,
               BwDate  as_of)
{
  g_autoptr (BwWinModel) model = bw_win_model_new (book, as_of, WIN_SEED, NULL, NULL);
  g_autoptr (GArray) terms = NULL;
  const BwWinSignal *signal;

  if (model == NULL)
    return;
  signal = bw_win_model_signal (model);
  if (signal->n_deals == 0)
    return;
  bw_fit_add_value (book, fit, BW_FIT_SCORE, "fields_gain", -1, signal->n_deals, signal->gain);
  terms = bw_win_model_terms (model);
  for (guint i = 0; i < terms->len && signal->usable; i++)
    {
      const BwWinTerm *term = &g_array_index (terms, BwWinTerm, i);
      g_autofree char *name = g_strconcat ("win:", term->name, NULL);

      bw_fit_add_value (book, fit, BW_FIT_COEFFICIENT, name, -1, signal->n_deals, term->value);
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
  guint             n_ages = 0, n_lost = 0, n_won = 0;
  double            sum = 0.0;

  for (guint i = 0; i < N_NUMBERS; i++)
    window->value[i] = NAN;
  window->value[NEW_DEALS] = bw_ledger_arrivals_between (ledger, from, to) * 7.0 / (to - from + 1);
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
      n_won++;
      sum += (double)bw_ledger_won_amount (ledger, i);
      born = bw_deal_birth (ledger->book, i, ledger->as_of);
      if (born != BW_DATE_NONE && born <= closed)
        ages[n_ages++] = closed - born;
    }
  if (n_lost > 0)
    window->value[WIN_SHARE] = (double)n_won / (n_won + n_lost);
  if (n_won > 0)
    window->value[WON_AMOUNT] = sum / n_won;
  if (n_ages == 0)
    return;
  qsort (ages, n_ages, sizeof *ages, compare_ints);
  window->value[CYCLE_DAYS] = (ages[(n_ages - 1) / 2] + ages[n_ages / 2]) / 2.0;
}

/* The quantile .975 of Student's t with 3 to 7 degrees of freedom. */
static double
student (guint degrees)
{
  static const double values[] = { 3.182, 2.776, 2.571, 2.447, 2.365 };

  return values[CLAMP (degrees, 3, 7) - 3];
}

/* Puts @number of the windows on record, the last first, with the range that is usual by those before. */
static void
add_drift (BwBook       *book,
           gint32        fit,
           Number        number,
           const Window *windows,
           guint         n_windows)
{
  double      sum = 0.0, square = 0.0;
  guint       n = 0, before = book->fit_values->len;
  BwFitValue *row;

  for (guint i = 1; i < n_windows; i++)
    {
      double value = windows[i].value[number];

      if (isnan (value))
        continue;
      sum += value;
      square += value * value;
      n++;
    }
  bw_fit_add_value (book, fit, BW_FIT_DRIFT, numbers[number].name, -1, n, windows[0].value[number]);
  if (book->fit_values->len == before || n < MIN_EARLIER)
    return;
  row = bw_book_fit_value (book, before);
  square = sqrt (MAX (0.0, square - sum * sum / n) / (n - 1)) * sqrt (1.0 + 1.0 / n) * student (n - 1);
  row->low = MAX (sum / n - square, 0.0);
  row->high = MIN (sum / n + square, numbers[number].most);
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
  add_win_model (book, fit, as_of);
  for (BwDate to = as_of; n < MAX_WINDOWS && to - days + 1 >= first; to -= days)
    look_at_window (&windows[n++], ledger, to - days + 1, to);
  if (n == 0)
    return;
  for (guint i = 0; i < N_NUMBERS; i++)
    add_drift (book, fit, i, windows, n);
}
