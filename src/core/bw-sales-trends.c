/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to say about how sales go.
 *
 * The whole and each of the largest parts (the others together) are series of the same complete periods. Each is taken
 * apart, looked at for what was not to be expected, for turns and for the season's traits, and forecast; the forecasts
 * are then made to add up (bw-reconcile.h) by how far one-step forecasts of the same periods were off. Ranges move with
 * the forecast that they are about and keep their width.
 *
 * Milliseconds a series, nearly all of it the forecast. */

#include "core/bw-sales-trends.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-anomaly.h"
#include "core/bw-ets.h"
#include "core/bw-season-fact.h"
#include "core/bw-turning.h"

/* ---- the series ---- */

static void
clear_period_cb (gpointer data)
{
  bw_sales_period_clear (data);
}

/* The periods that come after the complete ones. */
static void
make_future (BwSalesTrends    *trends,
             const BwCalendar *calendar,
             guint             horizon)
{
  BwDate day;

  trends->future = g_array_new (FALSE, TRUE, sizeof (BwSalesPeriod));
  g_array_set_clear_func (trends->future, clear_period_cb);
  if (trends->n_complete == 0)
    return;
  day = bw_sales_series_period (trends->series, trends->first + trends->n_complete - 1)->to + 1;
  for (guint h = 0; h < horizon; h++)
    {
      BwSalesPeriod period = bw_sales_period_at (calendar, trends->series->query.frequency, day);

      day = period.to + 1;
      g_array_append_val (trends->future, period);
    }
}

/* Names the series: the whole, the largest parts, and the others as one when there are more than @max_parts. */
static void
choose_series (BwSalesTrends *trends,
               guint          max_parts)
{
  const BwSalesSeries *series = trends->series;
  guint                n_periods = series->periods->len, n_parts = series->parts->len;
  gboolean             apart = series->query.split != BW_SALES_BY_NOTHING;
  guint                n_shown = !apart ? 0 : n_parts <= max_parts ? n_parts
                                                                   : max_parts - 1;
  gboolean             lump = apart && n_shown < n_parts;

  trends->n = 1 + n_shown + lump;
  trends->trends = g_new0 (BwSalesTrend, trends->n);
  trends->trends[0].name = "";
  trends->trends[0].values = series->total;
  for (guint i = 0; i < n_shown; i++)
    {
      trends->trends[1 + i].name = g_ptr_array_index (series->parts, i);
      trends->trends[1 + i].values = bw_sales_series_row (series, i);
    }
  if (!lump)
    return;
  trends->others = g_strdup_printf (ngettext ("%u other", "%u others", n_parts - n_shown), n_parts - n_shown);
  trends->other_values = g_new (double, n_periods);
  for (guint p = 0; p < n_periods; p++)
    {
      trends->other_values[p] = NAN;
      for (guint i = n_shown; i < n_parts; i++)
        {
          double value = bw_sales_series_row (series, i)[p];

          if (!isnan (value))
            trends->other_values[p] = (isnan (trends->other_values[p]) ? 0 : trends->other_values[p]) + value;
        }
    }
  trends->trends[trends->n - 1].name = trends->others;
  trends->trends[trends->n - 1].values = trends->other_values;
}

static void
look_at (BwSalesTrends         *trends,
         BwSalesTrend          *trend,
         const BwCalendar      *calendar,
         const BwSeriesOptions *options)
{
  static const BwDecomposeOptions robust = { .robust = TRUE };
  const double                   *y = trend->values + trends->first;
  guint                           n = trends->n_complete;

  trend->parts = bw_decompose (y, n, &trends->series->season, 1, &robust);
  trend->expected = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    trend->expected[i] = bw_decomposition_fit (trend->parts, i);
  trend->anomalies = bw_anomalies_new (y, n, trends->series->season);
  trend->turnings = bw_turnings_new (y, n, trends->series->season);
  trend->facts = bw_season_facts_new (trends->series, trend->values, calendar);
  trend->forecast = bw_series_forecast_new (y, n, options);
}

/* ---- adding up ---- */

/* One-step errors of exponential smoothing, a row for each series, the parts first. */
static double *
find_errors (const BwSalesTrends *trends,
             const guint         *order)
{
  guint              n = trends->n_complete;
  double            *errors = g_new (double, MAX ((gsize)trends->n * n, 1));
  g_autofree double *fitted = g_new (double, MAX (n, 1));
  double             mean[1];

  for (guint r = 0; r < trends->n; r++)
    {
      const double    *y = trends->trends[order[r]].values + trends->first;
      BwMemberForecast member = { .mean = mean, .fitted = fitted };
      gboolean         known = TRUE;

      for (guint i = 0; i < n; i++)
        known = known && isfinite (y[i]);
      if (known)
        bw_ets_forecast (y, n, trends->series->season, 1, &member);
      for (guint i = 0; i < n; i++)
        errors[(gsize)r * n + i] = known ? y[i] - fitted[i] : NAN;
    }
  return errors;
}

/* Moves @forecast to @mean, its ranges with it; they stay at or above 0 where they were cut there. */
static void
move_forecast (BwSeriesForecast *forecast,
               const double     *mean)
{
  for (guint h = 0; h < forecast->horizon; h++)
    {
      double   by = mean[h] - forecast->mean[h];
      gboolean cut = forecast->notes & BW_SERIES_NOTE_CUT;

      forecast->mean[h] = mean[h];
      for (guint l = 0; l < forecast->n_levels; l++)
        {
          double *lower = &forecast->lower[l * forecast->horizon + h], *upper = &forecast->upper[l * forecast->horizon + h];

          *lower = cut ? MAX (*lower + by, 0) : *lower + by;
          *upper = MAX (*upper + by, *lower);
        }
    }
}

/* Makes the forecasts of the parts add up to that of the whole, which moves too. */
static void
reconcile (BwSalesTrends *trends,
           guint          horizon)
{
  guint n_parts = trends->n - 1;
  g_autoptr (BwHierarchy) hierarchy = bw_hierarchy_new (n_parts);
  g_autoptr (BwReconciler) reconciler = NULL;
  g_autofree gint   *all = g_new0 (gint, MAX (n_parts, 1));
  g_autofree guint  *order = g_new (guint, trends->n);
  g_autofree double *errors = NULL, *values = g_new (double, (gsize)trends->n *horizon);
  gboolean           negative = FALSE;

  bw_hierarchy_add_level (hierarchy, all, 1);
  for (guint r = 0; r < trends->n; r++)
    {
      const BwSalesTrend *trend = &trends->trends[order[r] = r < n_parts ? r + 1 : 0];

      if (trend->forecast->horizon != horizon)
        return;
      memcpy (values + (gsize)r * horizon, trend->forecast->mean, sizeof (double) * horizon);
      for (guint i = 0; i < trends->n_complete; i++)
        negative = negative || trend->values[trends->first + i] < 0;
    }
  errors = find_errors (trends, order);
  reconciler = bw_reconciler_new (hierarchy, BW_RECONCILE_MINT, errors, trends->n_complete,
                                  2.0 * trends->series->season);
  bw_reconciler_apply (reconciler, values, horizon, !negative);
  trends->reconciled = reconciler->method;
  for (guint r = 0; r < trends->n; r++)
    move_forecast (trends->trends[order[r]].forecast, values + (gsize)r * horizon);
}

/* Looks at what was sold of @book as @query asks: at the whole and, if it asks for parts, at up to @max_parts (at least 2)
 * of them, the last of which may be all others. @horizon periods (at least 1) after the complete ones are forecast, with
 * ranges of @levels.
 * Returns: (transfer full). */
BwSalesTrends *
bw_sales_trends_new (BwBook             *book,
                     const BwSalesQuery *query,
                     guint               max_parts,
                     guint               horizon,
                     const double       *levels,
                     guint               n_levels)
{
  BwSalesTrends  *trends;
  BwSeriesOptions options = { .horizon = horizon, .levels = levels, .n_levels = n_levels };

  g_return_val_if_fail (horizon > 0, NULL);

  trends = g_new0 (BwSalesTrends, 1);
  trends->series = bw_sales_series_new (book, query);
  trends->reconciled = BW_RECONCILE_BOTTOM_UP;
  options.season = trends->series->season;
  bw_sales_series_get_complete (trends->series, &trends->first, &trends->n_complete);
  make_future (trends, &book->calendar, horizon);
  if (trends->series->periods->len == 0)
    return trends;
  choose_series (trends, MAX (max_parts, 2));
  for (guint i = 0; i < trends->n; i++)
    look_at (trends, &trends->trends[i], &book->calendar, &options);
  if (trends->n > 1 && trends->n_complete > 0)
    reconcile (trends, horizon);
  return trends;
}

/* Frees @trends (transfer full) (nullable). */
void
bw_sales_trends_free (BwSalesTrends *trends)
{
  if (trends == NULL)
    return;
  for (guint i = 0; i < trends->n; i++)
    {
      BwSalesTrend *trend = &trends->trends[i];

      bw_decomposition_free (trend->parts);
      g_free (trend->expected);
      g_array_unref (trend->anomalies);
      g_array_unref (trend->turnings);
      g_array_unref (trend->facts);
      bw_series_forecast_free (trend->forecast);
    }
  g_free (trends->trends);
  g_array_unref (trends->future);
  bw_sales_series_free (trends->series);
  g_free (trends->others);
  g_free (trends->other_values);
  g_free (trends);
}
