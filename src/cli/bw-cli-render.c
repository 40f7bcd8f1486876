/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what a page shows into a file. A page is added by one line of the table. */

#include <glib/gi18n-lib.h>

#include "chart/bw-map-chart.h"
#include "chart/bw-sheet.h"
#include "cli/bw-cli.h"
#include "session/bw-atlas-file.h"

enum
{
  DEFAULT_WIDTH = 1200,
  DEFAULT_HEIGHT = 800,
};

/* What a page is drawn of. */
typedef struct
{
  BwBook  *book;
  BwDate   as_of;
  BwPeriod period;
  BwScope  scope;
} Look;

enum
{
  SEED = 20170,
};

static BwOutlook *
make_outlook (const Look *look)
{
  return bw_outlook_new (look->book, &look->scope, &look->period, look->as_of, SEED, NULL, NULL);
}

static BwChart *
make_home (const Look *look,
           GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);
  g_autoptr (BwFlow) flow = bw_flow_new (look->book, &look->scope, &look->period,
                                         MIN (look->period.from, look->as_of), look->as_of);

  return bw_sheet_new_home (look->book, outlook, flow);
}

static BwChart *
make_forecast (const Look *look,
               GError    **error)
{
  g_autoptr (BwOutlook) outlook = make_outlook (look);

  return bw_sheet_new_forecast (look->book, outlook);
}

static BwChart *
make_territories (const Look *look,
                  GError    **error)
{
  BwBook *book = look->book;

  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;

  if (book->atlas == NULL)
    {
      g_autoptr (BwAtlas) atlas = bw_atlas_file_load (error);

      return NULL;
    }
  plan = bw_territory_plan_new (book, BW_NOBODY);
  values = bw_account_values_new (book, look->as_of);
  return bw_map_chart_new (plan, values);
}

static const struct
{
  const char *page;
  BwChart *(*make) (const Look *look,
                    GError    **error);
} pages[] = {
  { "home", make_home },
  { "forecast", make_forecast },
  { "territories", make_territories },
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

/* The command "render". */
int
bw_cli_render (int    argc,
               char **argv)
{
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (BwChart) chart = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *size_text = NULL;
  g_autofree char   *as_of_text = NULL, *period_text = NULL, *scope_text = NULL, *filter_text = NULL;
  BwTheme            theme = BW_THEME_LIGHT;
  const GOptionEntry entries[] = {
    { "size", 0, 0, G_OPTION_ARG_STRING, &size_text, _ ("Pixels across and down, such as 1200x700; points in a PDF"), "WxH" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &theme.dark, _ ("Light on dark"), NULL },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, _ ("The day that is shown"), "DATE" },
    { "period", 0, 0, G_OPTION_ARG_STRING, &period_text, _ ("The period, such as 2026-Q4"), "P" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope_text, _ ("A person with everyone below, or a territory"), "NAME" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter_text, _ ("Only deals such as: product = \"Edge Hub\" or region ~ north"), "EXPR" },
    { NULL },
  };
  Look  look = { 0 };
  guint page = 0;
  int   status, width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT;

  if (!bw_cli_parse (&cli, argc, argv, "FILE PAGE OUT.png|.svg|.pdf", _ ("Draws what a page shows into a file."), entries, 3, 3,
                     &status))
    return status;
  while (page < G_N_ELEMENTS (pages) && !g_str_equal (pages[page].page, cli.rest[1]))
    page++;
  if (page == G_N_ELEMENTS (pages))
    return bw_cli_misuse (&cli, _ ("There is no page “%s” that can be drawn."), cli.rest[1]);
  if (size_text != NULL && !parse_size (size_text, &width, &height))
    return bw_cli_misuse (&cli, _ ("“%s” is no size. Write it as 1200x700."), size_text);
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  look.book = bw_session_get_book (session);
  if (!bw_cli_read_focus (&cli, look.book, as_of_text, period_text, scope_text, filter_text, &look.as_of, &look.period, &look.scope,
                          &status))
    return status;
  chart = pages[page].make (&look, &error);
  if (chart == NULL || !bw_chart_render_to_file (chart, cli.rest[2], width, height, &theme, &error))
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);
  if (cli.json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autofree char *described = bw_chart_describe (chart);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "file", cli.rest[2]);
      bw_cli_add_text (builder, "description", described);
      json_builder_end_object (builder);
      bw_cli_print_json (builder);
    }
  return BW_CLI_DONE;
}
