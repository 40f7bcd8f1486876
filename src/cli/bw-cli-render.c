/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what a page shows into a file: its charts as one picture, or all of it as pages to print.
 *
 * A page is added by one line of the table. A PDF of no given size is the printed report; anything else is the picture. */

#include <glib/gi18n-lib.h>

#include "chart/bw-map-chart.h"
#include "chart/bw-page-report.h"
#include "chart/bw-pipeline-picture.h"
#include "chart/bw-trend-picture.h"
#include "chart/bw-waterfall-chart.h"
#include "chart/bw-sheet.h"
#include "chart/bw-territory-report.h"
#include "cli/bw-cli.h"
#include "core/bw-insight.h"
#include "core/bw-query.h"
#include "session/bw-atlas-file.h"

enum
{
  DEFAULT_WIDTH = 1200,
  DEFAULT_HEIGHT = 800,
  SEED = 20170,
  MOST_INSIGHTS = 12,
};

/* What a page is drawn of. */
typedef struct
{
  BwBook     *book;
  BwDate      as_of;
  BwPeriod    period;
  BwScope     scope;
  BwPaper     paper;
  const char *shade; /* (nullable): the measure that the map is shaded by */
} Look;

static BwOutlook *
make_outlook (const Look *look)
{
  return bw_outlook_new (look->book, &look->scope, &look->period, look->as_of, SEED, NULL, NULL);
}

static BwFlow *
make_flow (const Look *look)
{
  return bw_flow_new (look->book, &look->scope, &look->period, MIN (look->period.from, look->as_of), look->as_of);
}

static BwTrend *
make_trend (const Look *look)
{
  BwSalesQuery query = { BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, 0, look->as_of, look->scope };

  return bw_trend_new (look->book, &query, NULL, bw_trend_usual_horizon (query.frequency));
}

static GPtrArray *
make_insights (const Look *look)
{
  BwInsightQuery query = {
    .scope = look->scope,
    .period = look->period,
    .as_of = look->as_of,
    .n_most = MOST_INSIGHTS,
    .business = TRUE,
  };

  return bw_insights_new (look->book, &query);
}

/* ---- Pictures ---- */

static BwChart *
draw_home (const Look *look,
           GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);
  g_autoptr (BwFlow) flow = make_flow (look);

  return bw_sheet_new_home (look->book, outlook, flow);
}

static BwChart *
draw_forecast (const Look *look,
               GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);

  return bw_sheet_new_forecast (look->book, outlook);
}

static BwChart *
draw_flow (const Look *look,
           GError    **error)
{
  g_autoptr (BwFlow) flow = make_flow (look);
  g_autoptr (BwCategoryFlow) categories = bw_category_flow_new (look->book, flow);
  g_autofree char *headline = bw_pipeline_picture_dup_flow_headline (flow, look->book->currency);
  BwChart         *sheet = bw_sheet_new (_ ("Pipeline flow"), headline);

  bw_sheet_take (sheet, bw_waterfall_chart_new (flow, look->book->currency), 0, 1, 1);
  bw_sheet_take (sheet, bw_pipeline_picture_new_categories (look->book, categories), 1, 1, 1);
  return sheet;
}

static BwChart *
draw_funnel (const Look *look,
             GError    **error)
{
  g_autoptr (BwFunnel) funnel = bw_funnel_new (look->book, &look->scope, &look->period, look->as_of);
  g_autofree char *headline = bw_pipeline_picture_dup_funnel_headline (funnel);
  BwChart         *sheet = bw_sheet_new (_ ("Funnel"), headline);

  bw_sheet_take (sheet, bw_pipeline_picture_new_funnel (look->book, funnel), 0, 1, 1);
  return sheet;
}

static BwChart *
draw_trends (const Look *look,
             GError    **error)
{
  g_autoptr (BwTrend) trend = make_trend (look);
  g_autofree char *headline = bw_trend_picture_dup_headline (trend, look->book);
  BwChart         *sheet = bw_sheet_new (_ ("Trends"), headline);

  bw_sheet_take (sheet, bw_trend_picture_new_course (trend, look->book), 0, 1.2, 1);
  bw_sheet_take (sheet, bw_trend_picture_new_season (trend, look->book), 1, 1, 1);
  bw_sheet_take (sheet, bw_trend_picture_new_heat (trend, look->book), 1, 1, 1);
  return sheet;
}

/* Whether there is a map to draw on, if only now; says why not. */
static gboolean
has_map (const Look *look,
         GError    **error)
{
  if (look->book->atlas == NULL)
    look->book->atlas = bw_atlas_file_load (error);
  return look->book->atlas != NULL;
}

/* Finds what the map is to be shaded by, where that was said. */
static gboolean
find_shade (const Look            *look,
            const BwAccountValues *values,
            BwMeasure             *shade,
            GError               **error)
{
  *shade = BW_MEASURE_PIPELINE;
  if (look->shade == NULL || bw_measures_find (values->measures, look->shade, shade))
    return TRUE;
  g_set_error (error, BW_TERRITORY_MEASURE_ERROR, BW_TERRITORY_MEASURE_ERROR_NAME,
               _ ("“%s” is nothing that the map can be shaded by. Write accounts, pipeline, history, potential, workload, revenue, employees, or a "
                  "measure of the plan."),
               look->shade);
  return FALSE;
}

static BwChart *
draw_territories (const Look *look,
                  GError    **error)
{
  BwBook *book = look->book;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  BwMeasure shade;

  if (!has_map (look, error))
    return NULL;
  plan = bw_territory_plan_new (book, BW_NOBODY);
  values = bw_account_values_new_for (plan, look->as_of);
  if (!find_shade (look, values, &shade, error))
    return NULL;
  return look->shade != NULL ? bw_map_chart_new_shaded (plan, values, shade) : bw_map_chart_new (plan, values);
}

/* ---- Reports ---- */

static BwReport *
report_home (const Look *look,
             GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);
  g_autoptr (BwFlow) flow = make_flow (look);
  g_autoptr (GPtrArray) insights = make_insights (look);

  return bw_page_report_new_home (look->book, outlook, flow, insights);
}

static BwReport *
report_brief (const Look *look,
              GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);
  g_autoptr (BwFlow) flow = make_flow (look);
  g_autoptr (GPtrArray) insights = make_insights (look);

  return bw_page_report_new_brief (look->book, outlook, flow, insights, &look->paper);
}

static BwReport *
report_forecast (const Look *look,
                 GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);

  return bw_page_report_new_forecast (look->book, outlook);
}

static BwReport *
report_accuracy (const Look *look,
                 GError    **error)
{
  g_autoptr (BwBacktest) backtest = bw_backtest_new (look->book, &look->scope, look->as_of, SEED, NULL, NULL);

  return bw_page_report_new_accuracy (look->book, backtest);
}

static BwReport *
report_pipeline (const Look *look,
                 GError    **error)
{
  static const BwDealField fields[] = { BW_DEAL_FIELD_NAME, BW_DEAL_FIELD_ACCOUNT, BW_DEAL_FIELD_OWNER, BW_DEAL_FIELD_STAGE,
                                        BW_DEAL_FIELD_CATEGORY, BW_DEAL_FIELD_AMOUNT, BW_DEAL_FIELD_CLOSE,
                                        BW_DEAL_FIELD_PROBABILITY };
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (look->book, &look->scope);
  BwQuery query = {
    .mask = mask,
    .open_only = TRUE,
    .period = look->period,
    .sort = BW_DEAL_FIELD_AMOUNT,
    .descending = TRUE,
    .today = look->as_of,
  };
  guint               n;
  g_autofree guint32 *deals = bw_query_run (look->book, &query, &n);
  g_autofree char    *headline = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u open deal of the period",
                                                               "%'u open deals of the period", n),
                                                  n);

  return bw_page_report_new_deals (look->book, &look->scope, &look->period, look->as_of, headline, deals, n, fields,
                                   G_N_ELEMENTS (fields));
}

static BwReport *
report_flow (const Look *look,
             GError    **error)
{
  g_autoptr (BwFlow) flow = make_flow (look);
  g_autoptr (BwCategoryFlow) categories = bw_category_flow_new (look->book, flow);

  return bw_page_report_new_flow (look->book, flow, categories);
}

static BwReport *
report_funnel (const Look *look,
               GError    **error)
{
  g_autoptr (BwFunnel) funnel = bw_funnel_new (look->book, &look->scope, &look->period, look->as_of);
  g_autoptr (GPtrArray) segments = bw_funnel_segments_new (look->book, &look->scope, &look->period, look->as_of,
                                                           BW_DEAL_FIELD_OWNER);

  return bw_page_report_new_funnel (look->book, funnel, segments, bw_deal_field_title (look->book, BW_DEAL_FIELD_OWNER));
}

static BwReport *
report_trends (const Look *look,
               GError    **error)
{
  g_autoptr (BwTrend) trend = make_trend (look);

  return bw_page_report_new_trend (look->book, trend);
}

static BwReport *
report_territories (const Look *look,
                    GError    **error)
{
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  BwMeasure shade;

  if (!has_map (look, error))
    return NULL;
  plan = bw_territory_plan_new (look->book, BW_NOBODY);
  values = bw_account_values_new_for (plan, look->as_of);
  if (!find_shade (look, values, &shade, error))
    return NULL;
  return look->shade != NULL ? bw_territory_report_new_shaded (plan, values, look->as_of, shade)
                             : bw_territory_report_new (plan, values, look->as_of);
}

static BwReport *
report_data (const Look *look,
             GError    **error)
{
  g_autoptr (BwHealth) health = bw_health_new (look->book, look->as_of, look->as_of);

  return bw_page_report_new_data (look->book, health);
}

/* A page has a picture, a report, or both. */
static const struct
{
  const char *page;
  BwChart *(*draw) (const Look *look,
                    GError    **error);
  BwReport *(*report) (const Look *look,
                       GError    **error);
} pages[] = {
  { "home", draw_home, report_home },
  { "brief", NULL, report_brief },
  { "forecast", draw_forecast, report_forecast },
  { "accuracy", NULL, report_accuracy },
  { "pipeline", NULL, report_pipeline },
  { "flow", draw_flow, report_flow },
  { "funnel", draw_funnel, report_funnel },
  { "trends", draw_trends, report_trends },
  { "territories", draw_territories, report_territories },
  { "data", NULL, report_data },
};

static gboolean
parse_size (const char *text,
            int        *width,
            int        *height)
{
  char   *end;
  guint64 across = g_ascii_strtoull (text, &end, 10), down;

  if (end == text || (*end != 'x' && *end != 'X'))
    return FALSE;
  text = end + 1;
  down = g_ascii_strtoull (text, &end, 10);
  if (end == text || *end != '\0' || across > G_MAXINT16 || down > G_MAXINT16)
    return FALSE;
  *width = (int)across;
  *height = (int)down;
  return TRUE;
}

static gboolean
has_ending (const char *path,
            const char *ending)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ending);
}

/* Writes page @page; the words that describe it go to @described.
 * Returns: %FALSE and sets @error when that fails. */
static gboolean
write_page (guint          page,
            const Look    *look,
            const char    *path,
            gboolean       as_report,
            int            width,
            int            height,
            const BwTheme *theme,
            char         **described,
            GError       **error)
{
  g_autoptr (BwChart) chart = NULL;

  if (as_report)
    {
      g_autoptr (BwReport) report = pages[page].report (look, error);

      if (report == NULL)
        return FALSE;
      if (has_ending (path, ".csv"))
        {
          g_autofree char *csv = bw_report_to_csv (report);

          *described = g_strdup (bw_report_get_title (report));
          return g_file_set_contents (path, csv, -1, error);
        }
      *described = g_strdup (bw_report_get_title (report));
      return bw_report_save (report, path, &look->paper, error);
    }
  chart = pages[page].draw (look, error);
  if (chart == NULL)
    return FALSE;
  *described = bw_chart_describe (chart);
  return bw_chart_render_to_file (chart, path, width, height, theme, error);
}

/* The command "render". */
int
bw_cli_render (int    argc,
               char **argv)
{
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *size_text = NULL, *paper_text = NULL, *described = NULL;
  g_autofree char   *as_of_text = NULL, *period_text = NULL, *scope_text = NULL, *filter_text = NULL, *shade_text = NULL;
  BwTheme            theme = BW_THEME_LIGHT;
  const GOptionEntry entries[] = {
    { "size", 0, 0, G_OPTION_ARG_STRING, &size_text, _ ("Pixels across and down, such as 1200x700; points in a PDF"), "WxH" },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &paper_text, _ ("Paper of a printed page: a4 or letter"), "NAME" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &theme.dark, _ ("Light on dark"), NULL },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, _ ("The day that is shown"), "DATE" },
    { "period", 0, 0, G_OPTION_ARG_STRING, &period_text, _ ("The period, such as 2026-Q4"), "P" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope_text, _ ("A person with everyone below, or a territory"), "NAME" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter_text, _ ("Only deals such as: product = \"Edge Hub\" or region ~ north"), "EXPR" },
    { "shade", 0, 0, G_OPTION_ARG_STRING, &shade_text, _ ("Shades the map's areas by a measure, such as pipeline or accounts"), "MEASURE" },
    { NULL },
  };
  Look     look = { .paper = bw_paper_default () };
  guint    page = 0;
  gboolean as_report;
  int      status, width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT;

  if (!bw_cli_parse (&cli, argc, argv, "FILE PAGE OUT.png|.svg|.pdf|.csv",
                     _ ("Draws what a page shows into a file: home, brief, forecast, accuracy, pipeline, flow, funnel, trends, "
                        "territories or data. A PDF without a size is a report on paper; a CSV holds the tables of that report."),
                     entries, 3, 3, &status))
    return status;
  while (page < G_N_ELEMENTS (pages) && !g_str_equal (pages[page].page, cli.rest[1]))
    page++;
  if (page == G_N_ELEMENTS (pages))
    return bw_cli_misuse (&cli, _ ("There is no page “%s” that can be drawn."), cli.rest[1]);
  if (size_text != NULL && !parse_size (size_text, &width, &height))
    return bw_cli_misuse (&cli, _ ("“%s” is no size. Write it as 1200x700."), size_text);
  if (paper_text != NULL && !bw_paper_parse (paper_text, &look.paper))
    return bw_cli_misuse (&cli, _ ("“%s” is no paper. Write a4 or letter."), paper_text);
  as_report = pages[page].report != NULL && (has_ending (cli.rest[2], ".csv") || (has_ending (cli.rest[2], ".pdf") && size_text == NULL));
  if (!as_report && pages[page].draw == NULL)
    return bw_cli_misuse (&cli, _ ("“%s” is a page to print. Give the file a name that ends in .pdf, and no size."), cli.rest[1]);
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  look.book = bw_session_get_book (session);
  look.shade = shade_text;
  if (!bw_cli_read_focus (&cli, look.book, as_of_text, period_text, scope_text, filter_text, &look.as_of, &look.period, &look.scope,
                          &status))
    return status;
  if (!write_page (page, &look, cli.rest[2], as_report, width, height, &theme, &described, &error))
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);
  if (cli.json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "file", cli.rest[2]);
      bw_cli_add_text (builder, "description", described);
      json_builder_end_object (builder);
      bw_cli_print_json (builder);
    }
  return BW_CLI_DONE;
}
