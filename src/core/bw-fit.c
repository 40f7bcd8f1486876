/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of calibrations: when the models were fitted, to what, and how good they were until then.
 *
 * Each forecast is fitted to all that is known when it is made, so nothing goes stale by itself; the record is there to
 * see what the models rest on, how far they were off, and how both change with the data. A fit is a row, its numbers are rows
 * of a table of their own, by part, name and week; rows are only added. There are a few hundred numbers a fit and few fits, so
 * that they are searched one by one. */

#include "core/bw-fit.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-score.h"

/* Adds a number to the last fit of @book, which nobody else holds; unknown numbers are not kept. */
void
bw_fit_add_value (BwBook     *book,
                  gint32      fit,
                  BwFitPart   part,
                  const char *name,
                  gint32      week,
                  guint       n,
                  double      value)
{
  BwFitValue row = { bw_book_random_key (), fit, part, 0, week, n, value, NAN, NAN };

  if (!isfinite (value))
    return;
  row.name = bw_pool_add (&book->texts, name, -1);
  g_array_append_val (book->fit_values, row);
}

/* Returns: (transfer none) (nullable): the number of @fit called @name, of @week (-1: of none). */
const BwFitValue *
bw_fit_find (const BwBook *book,
             gint32        fit,
             BwFitPart     part,
             const char   *name,
             gint32        week)
{
  for (guint i = book->fit_values->len; i > 0; i--)
    {
      const BwFitValue *value = bw_book_fit_value (book, i - 1);

      if (value->fit == fit && value->part == part && value->week == week &&
          g_str_equal (bw_book_text (book, value->name), name))
        return value;
    }
  return NULL;
}

static void
add_scores (BwBook           *book,
            gint32            fit,
            const BwBacktest *backtest)
{
  for (guint i = 0; i < backtest->n_scores; i++)
    {
      const BwBacktestScore *score = &backtest->scores[i];
      const BwRangeScore    *sums = &score->score;
      const char            *name = backtest->names[score->method];
      gint32                 week = score->week == 0 ? -1 : (gint32)score->week;

      bw_fit_add_value (book, fit, BW_FIT_ERROR, name, week, sums->n, bw_range_score_wape (sums));
      bw_fit_add_value (book, fit, BW_FIT_BIAS, name, week, sums->n, bw_range_score_bias (sums));
      bw_fit_add_value (book, fit, BW_FIT_COVERAGE, name, week, sums->n_ranges, bw_range_score_coverage (sums, 80));
      if (sums->n_ranges > 0 && sums->actual > 0.0)
        bw_fit_add_value (book, fit, BW_FIT_CRPS, name, week, sums->n_ranges, sums->crps / sums->actual);
    }
}

static void
add_deals (BwBook                *book,
           gint32                 fit,
           const BwBacktestDeals *deals,
           const char            *prefix)
{
  BwScore score;
  const struct
  {
    const char   *name;
    const double *value;
  } numbers[] = {
    { "brier", &score.brier },
    { "base_brier", &score.base_brier },
    { "auc", &score.auc },
    { "calibration_slope", &score.slope },
  };

  if (deals->n == 0)
    return;
  bw_score_compute (deals->given, deals->won, deals->n, &score);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *name = g_strconcat (prefix, numbers[i].name, NULL);

      bw_fit_add_value (book, fit, BW_FIT_SCORE, name, -1, deals->n, *numbers[i].value);
    }
}

/* Puts on record that the models were fitted @now (seconds since 1970) to what is known of @book at the end of the day of
 * @backtest, which says how good they had been; @book stays as it is.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_fit_store (const BwBook     *book,
              const BwBacktest *backtest,
              gint64            now,
              BwDelta         **delta)
{
  BwBook *after = bw_book_copy (book);
  BwFit   fit = { bw_book_random_key (), now, backtest->as_of, book->imports->len, backtest->n_periods };
  gint32  index = (gint32)after->fits->len;

  *delta = bw_delta_new (book);
  g_array_append_val (after->fits, fit);
  bw_fit_measure (after, index, backtest->as_of);
  add_scores (after, index, backtest);
  add_deals (after, index, &backtest->ever, "ever_");
  add_deals (after, index, &backtest->within, "in_period_");
  return after;
}

/* Returns: (transfer full) (nullable): a sentence on what came since the last fit, which the record does not know; NULL when
 * nothing did. */
char *
bw_fit_dup_staleness (const BwBook *book)
{
  const BwFit     *fit;
  BwDate           date = bw_book_data_date (book);
  g_autofree char *day = NULL;

  if (book->fits->len == 0)
    return book->deals.n > 0 ? g_strdup (_ ("The models have not been calibrated on record yet.")) : NULL;
  fit = bw_book_fit (book, book->fits->len - 1);
  day = bw_date_format_short (fit->as_of, BW_DATE_NONE);
  if (book->imports->len > fit->n_imports)
    {
      guint n = book->imports->len - fit->n_imports;

      return g_strdup_printf (ngettext ("%u import has come since the models were last calibrated, on what was known on %s.",
                                        "%u imports have come since the models were last calibrated, on what was known on %s.",
                                        n),
                              n, day);
    }
  if (date != BW_DATE_NONE && date > fit->as_of)
    return g_strdup_printf (_ ("The data goes further than %s, up to which the models were last calibrated."), day);
  return NULL;
}
