/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends without a window: trend and season, what was not to be expected, peaks and downturns, what comes next. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-anomaly.h"
#include "core/bw-custom-field.h"
#include "core/bw-season-fact.h"
#include "core/bw-sales-trends.h"
#include "core/bw-trend.h"
#include "core/bw-turning.h"

enum
{
  N_LEVELS = 2,
  MAX_HORIZON = 400,
};

static const double levels[N_LEVELS] = { 0.8, 0.95 };

static const char *const anomaly_names[] = { "spike", "level_shift", "trend_break" };
static const char *const turning_names[] = { "down", "up", "peak", "trough" };
static const char *const against_names[] = { "season_before", "turn" };
static const char *const trait_names[] = {
  "quarter_end",
  "quarter_start",
  "strong_month",
  "weak_month",
  "strong_quarter",
  "strong_weekday",
};
static const char *const reconcile_names[] = { "bottom_up", "ols", "wls_struct", "mint" };

/* What is printed. */
typedef struct
{
  const BwBook        *book;
  const BwSalesTrends *trends;
  double               scale; /* of values: minor units to the currency's */
} Report;

static void
add_value (JsonBuilder  *builder,
           const char   *name,
           const Report *report,
           double        value)
{
  bw_cli_add_number (builder, name, value / report->scale);
}

static const char *
name_of (const Report *report,
         guint         place)
{
  return bw_sales_series_period (report->trends->series, report->trends->first + place)->name;
}

static void
add_periods (JsonBuilder        *builder,
             const Report       *report,
             const BwSalesTrend *trend)
{
  const BwSalesTrends *trends = report->trends;

  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trends->series->periods->len; i++)
    {
      const BwSalesPeriod *period = bw_sales_series_period (trends->series, i);
      gboolean             seen = i >= trends->first && i < trends->first + trends->n_complete;
      guint                place = i - trends->first;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", period->name);
      bw_cli_add_date (builder, "from", period->from);
      bw_cli_add_date (builder, "to", period->to);
      json_builder_set_member_name (builder, "complete");
      json_builder_add_boolean_value (builder, period->complete);
      add_value (builder, "value", report, trend->values[i]);
      add_value (builder, "trend", report, seen ? trend->parts->trend[place] : NAN);
      add_value (builder, "season", report, !seen ? NAN : trend->parts->n_seasons > 0 ? trend->parts->season[0][place]
                                                                                      : 0);
      add_value (builder, "remainder", report, seen ? trend->parts->remainder[place] : NAN);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_anomalies (JsonBuilder        *builder,
               const Report       *report,
               const BwSalesTrend *trend)
{
  json_builder_set_member_name (builder, "anomalies");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trend->anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (trend->anomalies, BwAnomaly, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "kind", anomaly_names[anomaly->kind]);
      bw_cli_add_text (builder, "period", name_of (report, anomaly->at));
      add_value (builder, "value", report, anomaly->value);
      add_value (builder, "expected", report, anomaly->expected);
      add_value (builder, "low99", report, anomaly->low);
      add_value (builder, "high99", report, anomaly->high);
      add_value (builder, "size", report, anomaly->size);
      bw_cli_add_number (builder, "relative", anomaly->relative);
      bw_cli_add_number (builder, "strength", anomaly->strength);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_turnings (JsonBuilder        *builder,
              const Report       *report,
              const BwSalesTrend *trend)
{
  json_builder_set_member_name (builder, "turning_points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trend->turnings->len; i++)
    {
      const BwTurning *turning = &g_array_index (trend->turnings, BwTurning, i);
      g_autofree char *text = bw_turning_dup_text (turning, report->trends->series, report->trends->first);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "kind", turning_names[turning->kind]);
      bw_cli_add_text (builder, "from", name_of (report, turning->from));
      bw_cli_add_text (builder, "to", name_of (report, turning->to));
      bw_cli_add_text (builder, "against", against_names[turning->against]);
      add_value (builder, "size", report, turning->size);
      bw_cli_add_number (builder, "relative", turning->relative);
      bw_cli_add_text (builder, "text", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_season (JsonBuilder        *builder,
            const Report       *report,
            const BwSalesTrend *trend)
{
  json_builder_set_member_name (builder, "season");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trend->facts->len; i++)
    {
      const BwSeasonFact *fact = &g_array_index (trend->facts, BwSeasonFact, i);
      g_autofree char    *text = bw_season_fact_dup_text (fact, report->trends->series, &report->book->calendar);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "trait", trait_names[fact->trait]);
      bw_cli_add_count (builder, "which", fact->which);
      bw_cli_add_number (builder, "share", fact->share);
      bw_cli_add_number (builder, "even", fact->even);
      bw_cli_add_count (builder, "n", fact->n);
      bw_cli_add_count (builder, "n_alike", fact->n_alike);
      bw_cli_add_text (builder, "text", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_forecast (JsonBuilder        *builder,
              const Report       *report,
              const BwSalesTrend *trend)
{
  const BwSeriesForecast *forecast = trend->forecast;

  json_builder_set_member_name (builder, "forecast");
  json_builder_begin_array (builder);
  for (guint h = 0; h < forecast->horizon; h++)
    {
      const BwSalesPeriod *period = &g_array_index (report->trends->future, BwSalesPeriod, h);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", period->name);
      bw_cli_add_date (builder, "from", period->from);
      bw_cli_add_date (builder, "to", period->to);
      add_value (builder, "mean", report, forecast->mean[h]);
      add_value (builder, "lo80", report, forecast->lower[h]);
      add_value (builder, "hi80", report, forecast->upper[h]);
      add_value (builder, "lo95", report, forecast->lower[forecast->horizon + h]);
      add_value (builder, "hi95", report, forecast->upper[forecast->horizon + h]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint n = 0; n < BW_N_SERIES_NOTES; n++)
    if (forecast->notes & (1u << n))
      json_builder_add_string_value (builder, bw_series_note_code (1u << n));
  json_builder_end_array (builder);
}

static void
print_json (const Report *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const BwSalesTrends *trends = report->trends;
  const BwSalesQuery  *query = &trends->series->query;

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", query->as_of);
  bw_cli_add_text (builder, "currency", report->book->currency);
  bw_cli_add_text (builder, "measure", bw_sales_measure_name (query->measure));
  bw_cli_add_text (builder, "frequency", bw_frequency_name (query->frequency));
  bw_cli_add_text (builder, "by",
                   query->split == BW_SALES_BY_FIELD ? bw_custom_field_name (report->book, query->field)
                                                     : bw_sales_split_name (query->split));
  bw_cli_add_count (builder, "complete_periods", trends->n_complete);
  bw_cli_add_count (builder, "undated", trends->series->n_undated);
  bw_cli_add_count (builder, "too_old", trends->series->n_before);
  bw_cli_add_text (builder, "reconciled", trends->n > 1 ? reconcile_names[trends->reconciled] : NULL);
  json_builder_set_member_name (builder, "series");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trends->n; i++)
    {
      const BwSalesTrend *trend = &trends->trends[i];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", trend->name);
      json_builder_set_member_name (builder, "whole");
      json_builder_add_boolean_value (builder, i == 0);
      bw_cli_add_number (builder, "trend_strength", bw_decomposition_trend_strength (trend->parts));
      bw_cli_add_number (builder, "season_strength", bw_decomposition_season_strength (trend->parts, 0));
      add_periods (builder, report, trend);
      add_anomalies (builder, report, trend);
      add_turnings (builder, report, trend);
      add_season (builder, report, trend);
      add_forecast (builder, report, trend);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Returns: (transfer full): @value as it is read. */
static char *
dup_value (const Report *report,
           double        value)
{
  if (report->trends->series->money)
    return bw_money_format_compact (bw_money_from_major (value / report->scale, report->book->currency), report->book->currency);
  return g_strdup_printf ("%.6g", value);
}

static void
print_trend (const Report       *report,
             const BwSalesTrend *trend,
             gboolean            whole)
{
  const BwSeriesForecast *forecast = trend->forecast;

  g_print ("%s\n", whole ? _ ("All") : *trend->name == '\0' ? _ ("None")
                                                            : trend->name);
  for (guint i = 0; i < trend->turnings->len; i++)
    {
      g_autofree char *text = bw_turning_dup_text (&g_array_index (trend->turnings, BwTurning, i), report->trends->series,
                                                   report->trends->first);

      g_print ("  %s\n", text);
    }
  for (guint i = 0; i < trend->facts->len; i++)
    {
      g_autofree char *text = bw_season_fact_dup_text (&g_array_index (trend->facts, BwSeasonFact, i), report->trends->series,
                                                       &report->book->calendar);

      g_print ("  %s\n", text);
    }
  for (guint i = 0; i < trend->anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (trend->anomalies, BwAnomaly, i);
      g_autofree char *value = dup_value (report, anomaly->value), *expected = dup_value (report, anomaly->expected);

      /* Translators: a period, its value, and the value that was to be expected */
      g_print (_ ("  %s: %s, expected was %s\n"),
               bw_sales_series_period (report->trends->series, report->trends->first + anomaly->at)->title, value, expected);
    }
  for (guint h = 0; h < forecast->horizon; h++)
    {
      g_autofree char *mean = dup_value (report, forecast->mean[h]), *low = dup_value (report, forecast->lower[h]),
                      *high = dup_value (report, forecast->upper[h]);

      /* Translators: a period, its forecast, and the range around it */
      g_print (_ ("  %s: %s (%s to %s)\n"), g_array_index (report->trends->future, BwSalesPeriod, h).title, mean, low, high);
    }
}

/* What the options ask for. */
typedef struct
{
  char *as_of;
  char *by;
  char *filter;
  char *frequency;
  char *measure;
  char *part;
  char *scope;
  int   horizon;
  int   parts;
} Asked;

static void
clear_asked (Asked *asked)
{
  g_free (asked->as_of);
  g_free (asked->by);
  g_free (asked->filter);
  g_free (asked->frequency);
  g_free (asked->measure);
  g_free (asked->part);
  g_free (asked->scope);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
read_query (const BwCli  *cli,
            BwBook       *book,
            const Asked  *asked,
            BwSalesQuery *query,
            int          *status)
{
  BwPeriod period;

  *query = (BwSalesQuery) { .measure = BW_SALES_WON, .frequency = BW_FREQUENCY_MONTH };
  if (!bw_cli_read_focus (cli, book, asked->as_of, NULL, asked->scope, asked->filter, &query->as_of, &period, &query->scope, status))
    return FALSE;
  if (asked->frequency != NULL && !bw_frequency_parse (asked->frequency, &query->frequency))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is no frequency. Use year, quarter, month, week or day."), asked->frequency);
      return FALSE;
    }
  if (asked->measure != NULL && !bw_sales_measure_parse (asked->measure, &query->measure))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is nothing that can be shown. Use won, won-count, new, new-count, sales, sales-count or series."),
                               asked->measure);
      return FALSE;
    }
  if (asked->by != NULL && !bw_sales_split_parse (book, asked->by, &query->split, &query->field))
    {
      *status = bw_cli_misuse (cli, _ ("Sales cannot be told apart by “%s”. Use person, team, region, product, family, territory, account, industry, state, country, type, source, name or one of the project’s own fields."),
                               asked->by);
      return FALSE;
    }
  if (asked->horizon == 0 || asked->horizon < -1 || asked->horizon > MAX_HORIZON || asked->parts < 2)
    {
      *status = bw_cli_misuse (cli, _ ("The horizon is 1 to %d periods, and the parts are at least 2."), MAX_HORIZON);
      return FALSE;
    }
  return TRUE;
}

int
bw_cli_trends (int    argc,
               char **argv)
{
  int status;
  g_auto (Asked) asked = { .horizon = -1, .parts = BW_SALES_TRENDS_PARTS };
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &asked.as_of, _ ("Use nothing that was known only after this day"), "DATE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &asked.by, _ ("Tell apart by person, team, region, product or another field"), "FIELD" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &asked.filter, _ ("Only deals such as: product = \"Edge Hub\" or region ~ north"), "EXPR" },
    { "frequency", 0, 0, G_OPTION_ARG_STRING, &asked.frequency, _ ("Year, quarter, month, week or day; if not said, month"), "F" },
    { "measure", 0, 0, G_OPTION_ARG_STRING, &asked.measure, _ ("Won, won-count, new, new-count, sales, sales-count or series"), "M" },
    { "horizon", 0, 0, G_OPTION_ARG_INT, &asked.horizon, _ ("How many periods to forecast; if not said, as many as the page shows"), "N" },
    { "parts", 0, 0, G_OPTION_ARG_INT, &asked.parts, _ ("How many parts at most; the rest are shown as one"), "N" },
    { "part", 0, 0, G_OPTION_ARG_STRING, &asked.part, _ ("A part that is told for itself, however small it is"), "NAME" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &asked.scope, _ ("A person with everyone below, or a territory"), "NAME" },
    { NULL },
  };
  BwSalesQuery query;
  g_autoptr (BwSession) session = NULL;
  g_autoptr (BwSalesTrends) trends = NULL;
  Report  report = { 0 };
  BwBook *book;
  g_auto (BwCli) cli = { 0 };

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Tells how sales go: trend, season, surprises, peaks and downturns, and what comes next."),
                     entries, 1, 1, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  book = bw_session_get_book (session);
  status = BW_CLI_DONE;
  if (read_query (&cli, book, &asked, &query, &status))
    {
      guint horizon = asked.horizon < 0 ? bw_trend_usual_horizon (query.frequency) : (guint)asked.horizon;

      trends = bw_sales_trends_new (book, &query, (guint)asked.parts, asked.part, horizon, levels, N_LEVELS);
      report = (Report) { book, trends, trends->series->money ? (double)bw_currency_scale (book->currency) : 1 };
      if (cli.json)
        print_json (&report);
      else if (trends->n_complete == 0)
        g_print ("%s\n", _ ("There is no complete period with sales in it yet."));
      else
        for (guint i = 0; i < trends->n; i++)
          print_trend (&report, &trends->trends[i], i == 0);
    }
  bw_session_close (session);
  return status;
}
