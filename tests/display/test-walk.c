/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk through every page of a real window: what stands on screen is what the program without a window says of the same file.
 *
 *   test-display-walk BELLWETHER-CLI
 *
 * One story is told of several projects: the sample, an export of a CRM (where BELLWETHER_DATA has it), and, where the environment
 * variable BELLWETHER_WALK_DEALS gives a number, a sample of so many deals:
 *
 *   BELLWETHER_WALK_DEALS=1000000 meson test -C build display-walk
 *
 * The story: each page is looked at; period, day, scope and filter are changed with the controls above the pages, and the pages
 * follow; a part of the flow leads to its deals, to one of them and back; a cell is edited, undone and done again; a scenario is
 * played; pages become PDF, charts pictures, the deals CSV, and these are read back. */

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/bw-deal-editor.h"
#include "app/bw-deal-export.h"
#include "app/bw-deal-grid.h"
#include "app/bw-filter-bar.h"
#include "app/bw-flow-view.h"
#include "app/bw-funnel-view.h"
#include "app/bw-lever-row.h"
#include "app/bw-page.h"
#include "app/bw-theme.h"
#include "core/bw-money.h"
#include "import/bw-csv-reader.h"
#include "session/bw-focus.h"
#include "walk-looks.h"

/* How large the sample is; where every access to memory is checked, it would take as long again many times over. */
#ifdef __SANITIZE_ADDRESS__
#define SAMPLE_DEALS "2000"
#else
#define SAMPLE_DEALS "12000"
#endif

/* The program without a window. */
static const char *cli;

/* ---- What is changed above the pages ---- */

/* Another period, another scope, a filter and an earlier day, one upon the other; then back to where it began. */
static void
change_focus (Walk *walk)
{
  BwFocus         *focus = walk_focus (walk);
  BwPeriod         period = *bw_focus_get_period (focus);
  BwDate           day = bw_focus_get_as_of (focus);
  gint64           middle = bw_money_from_major (1000, walk_book (walk)->currency);
  g_autofree char *plain = bw_money_format_plain (middle, walk_book (walk)->currency);
  g_autofree char *filter = g_strdup_printf ("amount >= %s", plain);
  GtkWidget       *bar = window_find_hidden (GTK_WIDGET (walk->window.window), BW_TYPE_FILTER_BAR);

  walk_choose_period (walk, -1);
  walk_look_at_four (walk);
  walk_choose_scope (walk, 2);
  walk_look_at_four (walk);
  walk_look_at_flow (walk);
  bw_focus_set_filter (focus, filter);
  walk_look_at_four (walk);
  walk_look_at_flow (walk);
  walk_look_at_funnel (walk);

  /* The grid shows the deals as they are now, whatever the day. */
  walk_choose_day (walk, bw_focus_get_period (focus)->from + 45);
  walk_look_at_home (walk);
  walk_look_at_forecast (walk);
  walk_look_at_trends (walk);
  walk_look_at_flow (walk);

  g_assert_true (bw_scope_is_filtered (bw_focus_get_scope (focus)));
  g_signal_emit_by_name (window_find (bar, GTK_TYPE_BUTTON, "label", "Show all deals"), "clicked");
  g_assert_false (bw_scope_is_filtered (bw_focus_get_scope (focus)));
  walk_choose_scope (walk, 0);
  walk_choose_day (walk, day);
  walk_choose_period (walk, 1);
  g_assert_true (bw_period_equal (bw_focus_get_period (focus), &period));
  walk_look_at_home (walk);
}

/* ---- A cell ---- */

static gboolean
check_adjusted (WalkLook *look)
{
  gboolean         writable;
  guint            n;
  g_autofree char *shown = NULL, *wanted = NULL;

  g_object_get (walk_session (look->walk), "writable", &writable, NULL);
  bw_adjustment_current (walk_book (look->walk), &n);
  shown = g_strdup_printf ("%u%s", n, writable ? "" : ", being written");
  wanted = g_strdup_printf ("%u", walk_count (look->told, "n"));
  return walk_same (look, "how many are adjusted", shown, wanted);
}

/* Waits until @n values are adjusted and the file has them. */
static void
expect_adjusted (Walk       *walk,
                 guint       n,
                 const char *property)
{
  g_autoptr (JsonObject) wanted = json_object_new (), told = NULL;
  g_autofree char *step = NULL, *output = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_object_set_int_member (wanted, "n", n);
  walk_agree (walk, NULL, wanted, "Adjustments", check_adjusted);
  /* A step is offered once it is in the file. */
  while (g_object_get (walk_session (walk), property, &step, NULL), step == NULL || !g_str_has_prefix (step, "Close date of "))
    {
      g_clear_pointer (&step, g_free);
      g_main_context_iteration (NULL, TRUE);
    }
  walk_run_cli (walk, &output, "adjustments", "--json", NULL);
  g_assert_true (json_parser_load_from_data (parser, output, -1, NULL));
  told = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (told, "adjustments")), ==, n);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* An open deal's date is written beside the CRM's, taken back, and written again; the file follows, the forecast does not. */
static void
edit (Walk *walk)
{
  GtkWidget  *grid = walk_restrict_deals (walk, FALSE, TRUE), *editor;
  BwDealList *list = bw_deal_grid_get_list (BW_DEAL_GRID (grid));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, 0);
  gtk_test_widget_wait_for_draw (grid);
  bw_deal_grid_select (BW_DEAL_GRID (grid), 0);
  editor = window_find_hidden (grid, BW_TYPE_DEAL_EDITOR);
  g_assert_true (gtk_widget_activate_action (grid, "deals.edit", "s", "close_date"));
  window_wait_until (is_mapped, editor);
  gtk_editable_set_text (GTK_EDITABLE (window_find (editor, GTK_TYPE_ENTRY, NULL, NULL)), "2031-03-04");
  g_assert_true (bw_deal_editor_take (BW_DEAL_EDITOR (editor)));
  expect_adjusted (walk, 1, "undo-label");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (walk->window.window), "win.undo", NULL));
  expect_adjusted (walk, 0, "redo-label");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (walk->window.window), "win.redo", NULL));
  expect_adjusted (walk, 1, "undo-label");
  walk_restrict_deals (walk, TRUE, TRUE);
  walk_look_at_home (walk);
}

/* ---- A scenario ---- */

static BwLeverRow *
find_lever (GtkWidget  *page,
            BwLeverKind kind)
{
  g_autoptr (GPtrArray) rows = walk_find_all (page, BW_TYPE_LEVER_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (bw_lever_row_get_lever (rows->pdata[i])->kind == kind)
      return rows->pdata[i];
  return NULL;
}

static gboolean
has_levers (gpointer page)
{
  BwLeverRow *row = find_lever (page, BW_LEVER_WIN_RATE);

  return row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row));
}

static gboolean
check_played (WalkLook *look)
{
  gint64           p50 = walk_money (look->walk, json_object_get_object_member (look->told, "scenario"), "p50");
  g_autofree char *wanted = bw_money_format (p50, walk_book (look->walk)->currency);

  return walk_same (look, "the outcome", gtk_widget_get_tooltip_text (walk_find_class (look->page, "headline-number")), wanted);
}

/* A lever is moved and put back, in a period that is not over. */
static void
play (Walk *walk)
{
  BwFocus   *focus = walk_focus (walk);
  gboolean   over = bw_focus_get_as_of (focus) >= bw_focus_get_period (focus)->to;
  GtkWidget *page;
  GtkRange  *scale;
  g_autoptr (JsonObject) played = NULL, present = NULL;

  if (over)
    walk_choose_period (walk, 1);
  page = window_show_page (&walk->window, "scenarios");
  gtk_widget_activate (window_find (page, GTK_TYPE_BUTTON, "label", "_Play a scenario"));
  window_wait_until (has_levers, page);
  played = walk_ask (walk, "scenario", "try", "win_rate=+20%", NULL);
  present = walk_ask (walk, "scenario", "try", "win_rate=+0%", NULL);
  scale = GTK_RANGE (window_find (GTK_WIDGET (find_lever (page, BW_LEVER_WIN_RATE)), GTK_TYPE_SCALE, NULL, NULL));
  gtk_range_set_value (scale, 20);
  walk_agree (walk, page, played, "Scenarios", check_played);
  gtk_range_set_value (scale, 0);
  walk_agree (walk, page, present, "Scenarios", check_played);
  if (over)
    walk_choose_period (walk, -1);
}

/* ---- What is handed on ---- */

/* Joins words that are not to be parted, as a PDF has no such spaces. */
static char *
dup_plain (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, "\u00a0", " ", 0);
  g_string_replace (plain, "\u202f", " ", 0);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Returns: (transfer full): the words of the PDF at @path. */
static char *
read_pdf (const char *path)
{
  const char      *arguments[] = { "pdftotext", path, "-", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return dup_plain (text);
}

static gboolean
has_report (gpointer page)
{
  g_autoptr (BwReport) report = bw_page_make_report (page, NULL);

  return report != NULL;
}

/* Each page as PDF; Home's and Forecast's landing is read back from theirs. */
static void
save_pages (Walk *walk)
{
  static const BwPaper paper = BW_PAPER_A4;

  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      const char      *name = bw_window_page_name (i);
      GtkWidget       *page = window_show_page (&walk->window, name), *landing;
      g_autofree char *path = g_build_filename (walk->window.folder, name, NULL), *text = NULL, *wanted = NULL;
      g_autoptr (BwReport) report = NULL;
      g_autoptr (GError) error = NULL;

      /* No check-in is planned in these books. */
      if (g_str_equal (name, "checkins"))
        continue;
      window_wait_until (has_report, page);
      report = bw_page_make_report (BW_PAGE (page), NULL);
      g_assert_true (bw_report_save (report, path, &paper, &error));
      g_assert_no_error (error);
      text = read_pdf (path);
      g_assert_cmpuint (strlen (text), >, 80);
      landing = walk_find_class (page, "headline-number");
      if (landing == NULL)
        continue;
      wanted = dup_plain (gtk_label_get_label (GTK_LABEL (landing)));
      if (strstr (text, wanted) == NULL)
        g_error ("The PDF of %s does not say %s:\n%s", name, wanted, text);
    }
}

/* Whether not all of the picture at @path is of one colour. */
static gboolean
is_drawn (const char *path)
{
  cairo_surface_t     *picture = cairo_image_surface_create_from_png (path);
  const unsigned char *pixels = cairo_image_surface_get_data (picture);
  int                  width = cairo_image_surface_get_width (picture), height = cairo_image_surface_get_height (picture);
  int                  stride = cairo_image_surface_get_stride (picture);
  gboolean             drawn = FALSE;

  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  for (int y = 0; y < height && !drawn; y++)
    drawn = memcmp (pixels, pixels + y * stride, (gsize)width * 4) != 0;
  cairo_surface_destroy (picture);
  return drawn;
}

static void
count_paths_cb (GMarkupParseContext *context,
                const char          *element,
                const char         **names,
                const char         **values,
                gpointer             data,
                GError             **error)
{
  *(guint *)data += g_str_equal (element, "path");
}

/* The chart below @root as PNG, SVG and PDF. */
static void
save_chart (Walk      *walk,
            GtkWidget *root)
{
  BwChartView        *view = walk_find_chart (root);
  const GMarkupParser parser = { .start_element = count_paths_cb };
  g_autofree char    *png = g_build_filename (walk->window.folder, "Chart.png", NULL);
  g_autofree char    *svg = g_build_filename (walk->window.folder, "Chart.svg", NULL), *text = NULL;
  g_autofree char    *pdf = g_build_filename (walk->window.folder, "Chart.pdf", NULL), *words = NULL;
  guint               n_paths = 0;
  gsize               size;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &n_paths, NULL);
  g_autoptr (GError) error = NULL;
  BwTheme theme;

  bw_theme_init (&theme, GTK_WIDGET (view));
  g_assert_true (bw_chart_render_to_file (bw_chart_view_get_chart (view), png, 1200, 600, &theme, &error));
  g_assert_no_error (error);
  g_assert_true (is_drawn (png));
  g_assert_true (bw_chart_render_to_file (bw_chart_view_get_chart (view), svg, 1200, 600, &theme, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (svg, &text, &size, NULL));
  g_assert_true (g_markup_parse_context_parse (context, text, (gssize)size, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_paths, >, 3);
  g_assert_true (bw_chart_render_to_file (bw_chart_view_get_chart (view), pdf, 600, 300, &theme, &error));
  g_assert_no_error (error);
  words = read_pdf (pdf);
  g_assert_cmpuint (strlen (g_strstrip (words)), >, 8);
}

typedef struct
{
  const char *path;
  goffset     size; /* when it was last looked at */
  guint       n_rows;
} Written;

/* Whether the file has all of its rows; looked at only when it has stopped growing. */
static gboolean
is_written (gpointer data)
{
  Written *written = data;
  GStatBuf status;
  guint    n = 0;
  BwCsvRow row;
  g_autoptr (BwCsvReader) reader = NULL;

  if (g_stat (written->path, &status) != 0 || status.st_size == 0)
    return FALSE;
  if (status.st_size != written->size)
    {
      written->size = status.st_size;
      return FALSE;
    }
  reader = bw_csv_reader_open (written->path, NULL);
  while (reader != NULL && bw_csv_reader_next (reader, &row, NULL))
    n++;
  return n == written->n_rows;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The deals that are shown as CSV: as many rows, and the same sum. */
static void
save_deals (Walk *walk)
{
  GtkWidget  *grid = walk_restrict_deals (walk, FALSE, FALSE);
  BwDealList *list = bw_deal_grid_get_list (BW_DEAL_GRID (grid));
  g_autoptr (GArray) fields = bw_deal_grid_list_fields (BW_DEAL_GRID (grid));
  g_autofree char *path = g_build_filename (walk->window.folder, "Deals.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (BwCsvReader) reader = NULL;
  Written  written = { path, 0, 0 };
  guint    column = G_MAXUINT, tick, n;
  gint64   sum = 0;
  BwCsvRow row;

  while (bw_deal_list_is_sorting (list))
    g_main_context_iteration (NULL, TRUE);
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, ==, walk_book (walk)->deals.n);
  written.n_rows = n + 1;
  bw_deal_export_save (GTK_WINDOW (walk->window.window), file, list, NULL, 0, fields);
  tick = g_timeout_add (100, tick_cb, NULL);
  window_wait_until (is_written, &written);
  g_source_remove (tick);
  reader = bw_csv_reader_open (path, NULL);
  g_assert_true (bw_csv_reader_next (reader, &row, NULL));
  for (guint i = 0; i < row.n; i++)
    if (g_str_equal (row.values[i], "Amount"))
      column = i;
  g_assert_cmpuint (column, <, row.n);
  while (bw_csv_reader_next (reader, &row, NULL))
    if (*row.values[column] != '\0')
      sum += bw_money_from_major (g_ascii_strtod (row.values[column], NULL), walk_book (walk)->currency);
  g_assert_cmpint (sum, ==, bw_deal_list_get_total (list));
  walk_restrict_deals (walk, TRUE, TRUE);
}

static void
hand_on (Walk *walk)
{
  save_pages (walk);
  save_chart (walk, window_show_page (&walk->window, "home"));
  save_chart (walk, window_show_page (&walk->window, "forecast"));
  save_chart (walk, window_show_page (&walk->window, "trends"));
  save_chart (walk, walk_show_part (walk, "flow", BW_TYPE_FLOW_VIEW));
  save_chart (walk, walk_show_part (walk, "funnel", BW_TYPE_FUNNEL_VIEW));
  save_deals (walk);
}

/* ---- The story ---- */

static void
tell (Walk *walk)
{
  walk_open (walk);
  walk_look_at_four (walk);
  walk_look_at_flow (walk);
  walk_look_at_funnel (walk);
  for (guint i = 0; i < bw_window_n_pages (); i++)
    g_assert_true (gtk_widget_get_mapped (window_show_page (&walk->window, bw_window_page_name (i))));
  change_focus (walk);
  edit (walk);
  play (walk);
  hand_on (walk);
  walk_tear_down (walk);
}

static void
test_sample (gconstpointer data)
{
  Walk             walk = { 0 };
  g_autofree char *option = g_strdup_printf ("--deals=%s", (const char *)data);

  walk_prepare (&walk, cli);
  walk_run_cli (&walk, NULL, "sample", option, NULL);
  tell (&walk);
}

/* An export without history, quotas or forecast categories. */
static void
test_maven (gconstpointer data)
{
  const char      *folder = g_getenv ("BELLWETHER_DATA");
  g_autofree char *deals = g_build_filename (folder != NULL ? folder : "", "crm/maven_crm/sales_pipeline.csv", NULL);
  g_autofree char *people = g_build_filename (folder != NULL ? folder : "", "crm/maven_crm/sales_teams.csv", NULL);
  g_autofree char *products = g_build_filename (folder != NULL ? folder : "", "crm/maven_crm/products.csv", NULL);
  g_autofree char *accounts = g_build_filename (folder != NULL ? folder : "", "crm/maven_crm/accounts.csv", NULL);
  Walk             walk = { 0 };

  if (!g_file_test (deals, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there are no sample exports");
      return;
    }
  walk_prepare (&walk, cli);
  walk_run_cli (&walk, NULL, "new", NULL);
  walk_run_cli (&walk, NULL, "import", accounts, products, people, deals, NULL);
  tell (&walk);
}

int
main (int    argc,
      char **argv)
{
  const char *large = g_getenv ("BELLWETHER_WALK_DEALS");
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  if (argc != 2)
    {
      g_printerr ("test-display-walk BELLWETHER-CLI\n");
      return 2;
    }
  cli = argv[1];
  g_test_add_data_func ("/walk/sample", SAMPLE_DEALS, test_sample);
  g_test_add_data_func ("/walk/maven", NULL, test_maven);
  if (large != NULL && *large != '\0')
    g_test_add_data_func ("/walk/large", large, test_sample);
  return g_test_run ();
}
