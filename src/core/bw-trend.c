/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series of sales with everything there is to say about it.
 *
 * Looked at are the complete periods up to the last one that is; the period that runs is shown but neither fitted nor
 * judged, and it is the first that is forecast. The trend is that of the robust decomposition where there are two seasons
 * or more.
 *
 * Where parts are told apart, the forecast of the whole or of one of them is the one that adds up with those of the largest
 * parts and of the others together (bw-sales-trends.h), which are forecast for that alone. */

#include "core/bw-trend.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-anomaly.h"
#include "core/bw-decompose.h"
#include "core/bw-sales-trends.h"
#include "core/bw-season-fact.h"
#include "core/bw-turning.h"

enum
{
  FEWEST_SMOOTH = 5, /* values below which a trend line says nothing */
};

static void
clear_period_cb (gpointer data)
{
  bw_sales_period_clear (data);
}

/* How far ahead is told unless said otherwise, in periods. */
guint
bw_trend_usual_horizon (BwFrequency frequency)
{
  static const guint horizons[BW_N_FREQUENCIES] = {
    [BW_FREQUENCY_YEAR] = 3,
    [BW_FREQUENCY_QUARTER] = 6,
    [BW_FREQUENCY_MONTH] = 12,
    [BW_FREQUENCY_WEEK] = 26,
    [BW_FREQUENCY_DAY] = 28,
  };

  return horizons[frequency];
}

/* How many periods make up a year, of days four weeks; fewer where there are not so many. */
guint
bw_trend_year (const BwTrend *trend)
{
  return MIN (trend->series->query.frequency == BW_FREQUENCY_DAY ? 28 : trend->series->season, trend->n);
}

static void
smooth (BwTrend *trend)
{
  const double      *y = trend->values + trend->first;
  BwDecomposeOptions options = { .robust = TRUE };
  guint              season = trend->series->season;
  g_autoptr (BwDecomposition) decomposition = NULL;

  trend->strength_trend = trend->strength_season = NAN;
  if (trend->n < FEWEST_SMOOTH)
    return;
  decomposition = bw_decompose (y, trend->n, &season, season > 1 ? 1 : 0, &options);
  trend->smooth = g_memdup2 (decomposition->trend, trend->n * sizeof (double));
  trend->strength_trend = bw_decomposition_trend_strength (decomposition);
  if (decomposition->n_seasons > 0)
    trend->strength_season = bw_decomposition_season_strength (decomposition, 0);
}

/* Takes the forecast that adds up with the other parts'. */
static void
forecast_together (BwTrend      *trend,
                   BwBook       *book,
                   const char   *part,
                   guint         horizon,
                   const double *levels,
                   guint         n_levels)
{
  g_autoptr (BwSalesTrends) all = bw_sales_trends_new_forecasts (book, &trend->series->query, BW_SALES_TRENDS_PARTS, part, horizon, levels, n_levels);
  guint found = 0;

  for (guint i = 1; part != NULL && i < all->n && found == 0; i++)
    if (g_str_equal (all->trends[i].name, part))
      found = i;
  if (all->n < 2 || (part != NULL && found == 0))
    return;
  trend->forecast = g_steal_pointer (&all->trends[found].forecast);
  trend->n_together = all->n - 1;
  trend->together = all->reconciled;
}

static void
look_ahead (BwTrend    *trend,
            BwBook     *book,
            const char *part,
            guint       horizon)
{
  static const double levels[] = { BW_TREND_INNER, BW_TREND_OUTER };
  BwSeriesOptions     options = { trend->series->season, horizon, levels, G_N_ELEMENTS (levels), BW_SERIES_AUTO, FALSE };
  BwDate              day;

  if (trend->series->query.split != BW_SALES_BY_NOTHING && trend->n > 0)
    forecast_together (trend, book, part, horizon, levels, G_N_ELEMENTS (levels));
  if (trend->forecast == NULL)
    trend->forecast = bw_series_forecast_new (trend->values + trend->first, trend->n, &options);
  if (trend->n == 0)
    return;
  day = bw_sales_series_period (trend->series, trend->first + trend->n - 1)->to + 1;
  for (guint h = 0; h < trend->forecast->horizon; h++)
    {
      BwSalesPeriod period = bw_sales_period_at (&book->calendar, trend->series->query.frequency, day);

      day = period.to + 1;
      g_array_append_val (trend->ahead, period);
    }
}

/* What @query asks for of @book, of the part called @part (nullable: the whole; "": what belongs to none), with a forecast
 * of @horizon periods.
 * Returns: (transfer full): the trend; of a part that there is not, without values. */
BwTrend *
bw_trend_new (BwBook             *book,
              const BwSalesQuery *query,
              const char         *part,
              guint               horizon)
{
  BwTrend *self = g_new0 (BwTrend, 1);
  guint    found = 0;

  self->series = bw_sales_series_new (book, query);
  self->name = g_strdup (part != NULL ? part : "");
  self->whole = part == NULL;
  self->ahead = g_array_new (FALSE, TRUE, sizeof (BwSalesPeriod));
  g_array_set_clear_func (self->ahead, clear_period_cb);
  if (self->series->periods->len > 0)
    bw_sales_series_get_complete (self->series, &self->first, &self->n);
  self->values = self->series->total;
  if (part != NULL && g_ptr_array_find_with_equal_func (self->series->parts, part, g_str_equal, &found))
    self->values = bw_sales_series_row (self->series, found);
  else if (part != NULL)
    self->n = 0;
  smooth (self);
  self->anomalies = bw_anomalies_new (self->values + self->first, self->n, self->series->season);
  self->turnings = bw_turnings_new (self->values + self->first, self->n, self->series->season);
  self->facts = bw_season_facts_new (self->series, self->values, &book->calendar);
  look_ahead (self, book, part, horizon);
  return self;
}

/* Frees @trend. */
void
bw_trend_free (BwTrend *trend)
{
  if (trend == NULL)
    return;
  bw_sales_series_free (trend->series);
  bw_series_forecast_free (trend->forecast);
  g_array_unref (trend->anomalies);
  g_array_unref (trend->turnings);
  g_array_unref (trend->facts);
  g_array_unref (trend->ahead);
  g_free (trend->smooth);
  g_free (trend->name);
  g_free (trend);
}

static char *
dup_value (const BwTrend *trend,
           const BwBook  *book,
           double         value)
{
  if (trend->series->money)
    return bw_money_format_compact ((gint64)llround (value), book->currency);
  return g_strdup_printf (fabs (value) >= 100 || value == floor (value) ? "%'.0f" : "%.1f", value);
}

/* Returns: (transfer full): "March 2026: $1.2 M, 35 % above the $0.9 M that were to be expected." */
char *
bw_trend_dup_anomaly_text (const BwTrend *trend,
                           const BwBook  *book,
                           guint          anomaly)
{
  const BwAnomaly *found = &g_array_index (trend->anomalies, BwAnomaly, anomaly);
  const char      *period = bw_sales_series_period (trend->series, trend->first + found->at)->title;
  g_autofree char *value = dup_value (trend, book, found->value), *expected = dup_value (trend, book, found->expected);
  g_autofree char *size = dup_value (trend, book, fabs (found->size));

  switch (found->kind)
    {
    case BW_ANOMALY_SHIFT:
      return g_strdup_printf (found->size > 0 ? _ ("%s: a new level from here on, higher by %s a period.")
                                              : _ ("%s: a new level from here on, lower by %s a period."),
                              period, size);
    case BW_ANOMALY_BREAK:
      return g_strdup_printf (found->size > 0 ? _ ("%s: the trend turns up from here on, by %s more each period.")
                                              : _ ("%s: the trend turns down from here on, by %s less each period."),
                              period, size);
    case BW_ANOMALY_SPIKE:
      break;
    }
  return g_strdup_printf (found->size > 0 ? _ ("%s: %s, far above the %s that were to be expected.")
                                          : _ ("%s: %s, far below the %s that were to be expected."),
                          period, value, expected);
}
