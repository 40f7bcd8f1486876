/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to say about how sales go.
 *
 * The whole and each of the largest parts (the others together) are series of the same complete periods. Each is taken
 * apart, looked at for what was not to be expected, for turns and for the season's traits, and forecast; a part that is
 * asked for by name is among them however small it is. The forecasts are then made to add up, over parts and over periods of several
 * lengths (bw-temporal.h), by how far one-step forecasts of the same periods were off. Ranges move with the forecast that they are
 * about and keep their width.
 *
 * Milliseconds a series, nearly all of it the forecast. */

#include "core/bw-sales-trends.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-anomaly.h"
#include "core/bw-ets.h"
#include "core/bw-season-fact.h"
#include "core/bw-temporal.h"
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

/* Lists the parts that stand for themselves: the @n largest, but in the place of the smallest of them the one called @part
 * (nullable) when it is none of them.
 * Returns: (transfer full) (array length=series->parts->len): 1 for each that does. */
static guint8 *
mark_shown (const BwSalesSeries *series,
            guint                n,
            const char          *part)
{
  guint8 *shown = g_new0 (guint8, MAX (series->parts->len, 1));
  guint   asked;

  memset (shown, 1, n);
  if (part != NULL && n > 0 && g_ptr_array_find_with_equal_func (series->parts, part, g_str_equal, &asked) && asked >= n)
    {
      shown[n - 1] = 0;
      shown[asked] = 1;
    }
  return shown;
}

/* Names the series: the whole, the largest parts with the one called @part (nullable), and the others as one when there are more
 * than @max_parts. */
static void
choose_series (BwSalesTrends *trends,
               guint          max_parts,
               const char    *part)
{
  const BwSalesSeries *series = trends->series;
  guint                n_periods = series->periods->len, n_parts = series->parts->len;
  gboolean             apart = series->query.split != BW_SALES_BY_NOTHING;
  guint                n_shown = !apart ? 0 : n_parts <= max_parts ? n_parts
                                                                   : max_parts - 1;
  gboolean             lump = apart && n_shown < n_parts;
  g_autofree guint8   *shown = mark_shown (series, n_shown, part);
  guint                place = 1;

  trends->n = 1 + n_shown + lump;
  trends->trends = g_new0 (BwSalesTrend, trends->n);
  trends->trends[0].name = "";
  trends->trends[0].values = series->total;
  for (guint i = 0; apart && i < n_parts; i++)
    {
      if (!shown[i])
        continue;
      trends->trends[place].name = g_ptr_array_index (series->parts, i);
      trends->trends[place++].values = bw_sales_series_row (series, i);
    }
  if (!lump)
    return;
  trends->others = g_strdup_printf (ngettext ("%u other", "%u others", n_parts - n_shown), n_parts - n_shown);
  trends->other_values = g_new (double, n_periods);
  for (guint p = 0; p < n_periods; p++)
    {
      trends->other_values[p] = NAN;
      for (guint i = 0; i < n_parts; i++)
        {
          double value = bw_sales_series_row (series, i)[p];

          if (!shown[i] && !isnan (value))
            trends->other_values[p] = (isnan (trends->other_values[p]) ? 0 : trends->other_values[p]) + value;
        }
    }
  trends->trends[trends->n - 1].name = trends->others;
  trends->trends[trends->n - 1].values = trends->other_values;
}

static void
look_at (BwSalesTrends    *trends,
         BwSalesTrend     *trend,
         const BwCalendar *calendar)
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
}

/* ---- adding up ---- */

/* The forecast of one series at one length of periods: as all series are, with the errors of exponential smoothing. */
static void
forecast_cb (const double *y,
             guint         n,
             guint         season,
             guint         horizon,
             double       *mean,
             double       *errors,
             gpointer      data)
{
  BwSeriesOptions options = { .season = season, .horizon = horizon };
  g_autoptr (BwSeriesForecast) forecast = bw_series_forecast_new (y, n, &options);
  g_autofree double *ahead = g_new (double, horizon);
  BwMemberForecast   member = { .mean = ahead, .fitted = errors };
  gboolean           known = TRUE;

  for (guint h = 0; h < horizon; h++)
    mean[h] = forecast->horizon == horizon ? forecast->mean[h] : 0.0;
  for (guint i = 0; i < n; i++)
    known = known && isfinite (y[i]);
  if (known)
    bw_ets_forecast (y, n, season, horizon, &member);
  for (guint i = 0; i < n; i++)
    errors[i] = known ? y[i] - errors[i] : NAN;
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
  guint n_parts = trends->n - 1, n = trends->n_complete;
  g_autoptr (BwHierarchy) hierarchy = bw_hierarchy_new (n_parts);
  g_autofree gint   *all = g_new0 (gint, MAX (n_parts, 1));
  g_autofree double *values = g_new (double, (gsize)trends->n *n), *means = g_new (double, (gsize)trends->n *horizon);
  BwTemporalTask     task = {
        .hierarchy = hierarchy,
        .method = BW_RECONCILE_MINT,
        .half_life = 2.0 * trends->series->season,
        .values = values,
        .n = n,
        .season = trends->series->season,
        .horizon = horizon,
        .forecast = forecast_cb,
  };
  gboolean negative = FALSE;

  bw_hierarchy_add_level (hierarchy, all, 1);
  for (guint r = 0; r < trends->n; r++)
    {
      const BwSalesTrend *trend = &trends->trends[r < n_parts ? r + 1 : 0];

      if (trend->forecast->horizon != horizon)
        return;
      memcpy (values + (gsize)r * n, trend->values + trends->first, sizeof (double) * n);
      for (guint i = 0; i < n; i++)
        negative = negative || trend->values[trends->first + i] < 0;
    }
  trends->reconciled = bw_temporal_reconcile (&task, !negative, means);
  for (guint r = 0; r < trends->n; r++)
    move_forecast (trends->trends[r < n_parts ? r + 1 : 0].forecast, means + (gsize)r * horizon);
}

/* Forecasts what was sold of @book as @query asks: the whole and, if it asks for parts, up to @max_parts (at least 2) of them,
 * the last of which may be all others; the one called @part (nullable) stands for itself. @horizon periods (at least 1) after the
 * complete ones are forecast, with ranges of @levels, so that the parts add up to the whole. What else there is to say of each is
 * left out.
 * Returns: (transfer full). */
BwSalesTrends *
bw_sales_trends_new_forecasts (BwBook             *book,
                               const BwSalesQuery *query,
                               guint               max_parts,
                               const char         *part,
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
  choose_series (trends, MAX (max_parts, 2), part);
  for (guint i = 0; i < trends->n; i++)
    trends->trends[i].forecast = bw_series_forecast_new (trends->trends[i].values + trends->first, trends->n_complete, &options);
  if (trends->n > 1 && trends->n_complete > 0)
    reconcile (trends, horizon);
  return trends;
}

/* The same with all there is to say of each.
 * Returns: (transfer full). */
BwSalesTrends *
bw_sales_trends_new (BwBook             *book,
                     const BwSalesQuery *query,
                     guint               max_parts,
                     const char         *part,
                     guint               horizon,
                     const double       *levels,
                     guint               n_levels)
{
  BwSalesTrends *trends = bw_sales_trends_new_forecasts (book, query, max_parts, part, horizon, levels, n_levels);

  for (guint i = 0; trends != NULL && i < trends->n; i++)
    look_at (trends, &trends->trends[i], &book->calendar);
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

      g_clear_pointer (&trend->parts, bw_decomposition_free);
      g_clear_pointer (&trend->expected, g_free);
      g_clear_pointer (&trend->anomalies, g_array_unref);
      g_clear_pointer (&trend->turnings, g_array_unref);
      g_clear_pointer (&trend->facts, g_array_unref);
      g_clear_pointer (&trend->forecast, bw_series_forecast_free);
    }
  g_free (trends->trends);
  g_array_unref (trends->future);
  bw_sales_series_free (trends->series);
  g_free (trends->others);
  g_free (trends->other_values);
  g_free (trends);
}
