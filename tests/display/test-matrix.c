/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page in every combination of period, scope and filter: nothing on it is a hole, a number that is none or a chart without words,
 * and the pages agree with each other and with the forecast made without them.
 *
 *   test-display-matrix [FOLDER]
 *
 * The period is past, present and to come; the scope everyone, somebody with reports and somebody without; the filter none, one that
 * few deals pass and one that none does. With a folder there is a picture of each view in it afterwards. */

#include <math.h>
#include <string.h>

#include "app/bw-chart-view.h"
#include "app/bw-flow-view.h"
#include "app/bw-funnel-view.h"
#include "app/bw-tile.h"
#include "app/bw-tooltip.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-money.h"
#include "core/bw-outlook.h"
#include "core/bw-sample.h"
#include "picture.h"
#include "session/bw-focus.h"
#include "session/bw-live-outlook.h"
#include "window-fixture.h"

/* (nullable): for pictures. */
static const char *folder;

typedef struct
{
  WindowFixture window;
  BwOutlook    *outlook; /* what the pages are to tell of */
  char         *name;    /* of the combination */
  GString      *faults;
} Matrix;

static BwBook *
get_book (Matrix *matrix)
{
  return bw_session_get_book (bw_window_get_session (matrix->window.window));
}

/* ---- Words ---- */

static void
note (Matrix     *matrix,
      const char *view,
      const char *what,
      const char *text)
{
  g_string_append_printf (matrix->faults, "\n%s, %s: %s: “%s”", matrix->name, view, what, text);
}

/* Whether @text has something in it that no reader should see. */
static gboolean
is_broken (const char *text)
{
  static GRegex *bad;

  if (g_once_init_enter (&bad))
    g_once_init_leave (&bad, g_regex_new ("(?<![\\pL\\pN])-?(nan|inf|infinity)(?![\\pL\\pN])|\\(null\\)|%[0-9$']*[sudlf](?![\\pL\\pN])|"
                                          "-92233720368|−92233720368|(?<![\\pN.,])[-−]0(?![\\pN.,/-])",
                                          G_REGEX_CASELESS, 0, NULL));
  return text != NULL && (!g_utf8_validate (text, -1, NULL) || g_regex_match (bad, text, 0, NULL));
}

static void
judge_text (Matrix     *matrix,
            const char *view,
            const char *text)
{
  if (is_broken (text))
    note (matrix, view, "not to be read", text);
}

/* The chart's words, and the table that stands for it; one without a point says so. */
static void
judge_chart (Matrix     *matrix,
             const char *view,
             BwChart    *chart)
{
  g_autofree char *title = bw_chart_dup_title (chart), *told = bw_chart_describe (chart);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);

  if (title == NULL || *title == '\0')
    note (matrix, view, "a chart without a title", told);
  if (told == NULL || *told == '\0')
    note (matrix, view, "a chart without a description", title);
  judge_text (matrix, view, title);
  judge_text (matrix, view, told);
  for (guint i = 0; i < bw_chart_n_points (chart); i++)
    {
      g_autofree char *text = bw_chart_dup_point_text (chart, i);

      judge_text (matrix, view, text);
    }
  if (table != NULL)
    {
      g_autofree char *rows = bw_chart_table_to_csv (table);

      judge_text (matrix, view, rows);
    }
}

/* All that can be read on the part of the window that @widget is. */
static void
judge_widget (Matrix     *matrix,
              const char *view,
              GtkWidget  *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  judge_text (matrix, view, gtk_widget_get_tooltip_text (widget));
  judge_text (matrix, view, bw_tooltip_get (widget));
  if (GTK_IS_LABEL (widget))
    judge_text (matrix, view, gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_INSCRIPTION (widget))
    judge_text (matrix, view, gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  if (BW_IS_TILE (widget) && *bw_tile_get_value (BW_TILE (widget)) == '\0')
    note (matrix, view, "a tile without a value", "");
  if (gtk_widget_has_css_class (widget, "headline-number") && *gtk_label_get_text (GTK_LABEL (widget)) == '\0')
    note (matrix, view, "a headline without a number", "");
  if (BW_IS_CHART_VIEW (widget) && bw_chart_view_get_chart (BW_CHART_VIEW (widget)) != NULL)
    judge_chart (matrix, view, bw_chart_view_get_chart (BW_CHART_VIEW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    judge_widget (matrix, view, child);
}

/* ---- Views ---- */

static GtkWidget *
find_class (GtkWidget  *root,
            const char *name)
{
  GtkWidget *found = gtk_widget_has_css_class (root, name) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_class (child, name);
  return found;
}

static gint64
landing_of (const BwOutlook *outlook)
{
  return outlook->as_of >= outlook->period.to ? outlook->won : (gint64)llround (outlook->p50);
}

static gboolean
has_landing (Matrix     *matrix,
             const char *page)
{
  GtkWidget       *landing = find_class (bw_window_get_page (matrix->window.window, page), "headline-number");
  g_autofree char *wanted = bw_money_format_compact (landing_of (matrix->outlook), get_book (matrix)->currency);

  return landing != NULL && gtk_widget_get_mapped (landing) && g_str_equal (gtk_label_get_text (GTK_LABEL (landing)), wanted);
}

static gboolean
home_agrees (gpointer matrix)
{
  return has_landing (matrix, "home");
}

static gboolean
forecast_agrees (gpointer data)
{
  Matrix          *matrix = data;
  GtkWidget       *page = bw_window_get_page (matrix->window.window, "forecast");
  g_autofree char *won = bw_money_format_compact (matrix->outlook->won, get_book (matrix)->currency);
  g_autofree char *part = g_strdup_printf ("<b>%s</b> won", won);

  return has_landing (matrix, "forecast") && window_has_label (page, part);
}

/* Whether the flow ends with what the forecast calls open. */
static gboolean
flow_agrees (gpointer data)
{
  Matrix      *matrix = data;
  GtkWidget   *view = window_find_hidden (bw_window_get_page (matrix->window.window, "pipeline"), BW_TYPE_FLOW_VIEW);
  BwChartView *pictured = BW_CHART_VIEW (window_find_hidden (view, BW_TYPE_CHART_VIEW));
  BwChart     *chart = bw_chart_view_get_chart (pictured);
  g_autoptr (BwChartTable) table = chart != NULL ? bw_chart_dup_table (chart, TRUE) : NULL;
  g_autofree char *wanted = bw_money_format_plain (matrix->outlook->open, get_book (matrix)->currency);

  for (guint i = 0; table != NULL && i < bw_chart_table_n_rows (table); i++)
    if (bw_waterfall_chart_bucket (chart, i) == BW_WATERFALL_END)
      return fabs (g_ascii_strtod (bw_chart_table_cell (table, i, 1), NULL) - g_ascii_strtod (wanted, NULL)) < 0.005;
  return FALSE;
}

/* Whether the funnel counts as many won deals as the forecast. */
static gboolean
funnel_agrees (gpointer data)
{
  Matrix          *matrix = data;
  GtkWidget       *view = window_find_hidden (bw_window_get_page (matrix->window.window, "pipeline"), BW_TYPE_FUNNEL_VIEW);
  GtkWidget       *tile = window_find_hidden (view, BW_TYPE_TILE);
  const char      *tip = gtk_widget_get_tooltip_text (tile);
  g_autofree char *wanted = g_strdup_printf ("%u won of ", matrix->outlook->n_won);

  if (tip == NULL)
    return FALSE;
  return g_str_has_prefix (tip, wanted) || (matrix->outlook->n_won == 0 && g_str_has_prefix (tip, "No deal was closed"));
}

static gboolean
is_ready (gpointer page)
{
  return picture_is_ready (page) && find_class (page, "pending") == NULL;
}

/* A view, and what it is to agree in. */
typedef struct
{
  const char     *page;
  const char     *part; /* (nullable) */
  WindowCondition agrees;
} View;

static void
look_at (Matrix     *matrix,
         const View *view)
{
  GtkWidget       *page = window_show_page (&matrix->window, view->page);
  g_autofree char *name = view->part != NULL ? g_strdup_printf ("%s-%s", view->page, view->part) : g_strdup (view->page);

  g_test_message ("%s, %s", matrix->name, name);
  if (view->part != NULL)
    {
      GtkWidget *child = window_find_hidden (page, g_str_equal (view->part, "flow") ? BW_TYPE_FLOW_VIEW : BW_TYPE_FUNNEL_VIEW);

      gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (child, GTK_TYPE_STACK)), view->part);
    }
  if (view->agrees != NULL)
    window_wait_until (view->agrees, matrix);
  window_wait_until (is_ready, page);
  picture_settle (page);
  judge_widget (matrix, name, page);
  if (folder != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s-%s", matrix->name, name);

      picture_take (GTK_WIDGET (matrix->window.window), folder, file);
    }
}

/* ---- Combinations ---- */

/* Somebody who has deals, and reports or none. */
static gint32
find_person (const BwBook *book,
             gboolean      has_reports)
{
  for (guint i = 0; i < book->people->len; i++)
    {
      gboolean owns = FALSE, leads = FALSE;

      for (guint k = 0; k < book->people->len; k++)
        leads |= bw_book_person (book, (gint32)k)->manager == (gint32)i && bw_book_person (book, (gint32)i)->manager != BW_NOBODY;
      for (guint k = 0; k < book->deals.n && !owns; k++)
        owns = book->deals.owner[k] == (gint32)i;
      if (has_reports ? leads : !leads && owns)
        return (gint32)i;
    }
  g_assert_not_reached ();
}

static BwOutlook *
forecast (Matrix *matrix)
{
  BwFocus *focus = bw_session_get_focus (bw_window_get_session (matrix->window.window));

  return bw_outlook_new (get_book (matrix), bw_focus_get_scope (focus), bw_focus_get_period (focus), bw_focus_get_as_of (focus),
                         BW_LIVE_OUTLOOK_SEED, NULL, NULL);
}

static void
look_at_all (Matrix *matrix)
{
  static const View views[] = {
    { "home", NULL, home_agrees },
    { "forecast", NULL, forecast_agrees },
    { "pipeline", "funnel", funnel_agrees },
    { "pipeline", "flow", flow_agrees },
    { "pipeline", NULL, NULL },
    { "trends", NULL, NULL },
    { "scenarios", NULL, NULL },
  };

  matrix->outlook = forecast (matrix);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    look_at (matrix, &views[i]);
  g_clear_pointer (&matrix->outlook, bw_outlook_free);
}

static void
test_matrix (void)
{
  static const char *const periods[] = { "past", "present", "future" }, *const scopes[] = { "all", "lead", "rep" };
  static const char *const filters[] = { NULL, "amount >= 150k", "amount >= 900m" };
  BwSampleOptions          options = bw_sample_default_options ();
  Matrix                   matrix = { .faults = g_string_new (NULL) };
  g_autoptr (BwBook) book = NULL;
  BwFocus *focus;
  BwPeriod present;

  options.n_deals = 1200;
  book = bw_sample_new (&options);
  window_fixture_set_up (&matrix.window, book);
  focus = bw_session_get_focus (bw_window_get_session (matrix.window.window));
  present = *bw_focus_get_period (focus);
  for (int period = 0; period < 3; period++)
    for (int scope = 0; scope < 3; scope++)
      for (guint filter = 0; filter < G_N_ELEMENTS (filters); filter++)
        {
          BwPeriod shown = bw_calendar_shift (&get_book (&matrix)->calendar, &present, period - 1);
          BwScope  who = { BW_SCOPE_ALL, BW_NOBODY, NULL };

          if (scope > 0)
            who = (BwScope) { BW_SCOPE_PERSON, find_person (get_book (&matrix), scope == 1), NULL };
          bw_focus_set_period (focus, &shown);
          bw_focus_set_scope (focus, &who);
          bw_focus_set_filter (focus, filters[filter]);
          matrix.name = g_strdup_printf ("%s-%s-%s", periods[period], scopes[scope], filter == 0 ? "every" : filter == 1 ? "few"
                                                                                                                         : "none");
          look_at_all (&matrix);
          g_clear_pointer (&matrix.name, g_free);
        }
  if (matrix.faults->len > 0)
    g_test_message ("Not fit to be read:%s", matrix.faults->str);
  g_assert_cmpuint (matrix.faults->len, ==, 0);
  g_string_free (matrix.faults, TRUE);
  bw_focus_set_filter (focus, NULL);
  window_fixture_tear_down (&matrix.window, NULL);
}

/* What is wrong is found, and what is right is not. */
static void
test_broken (void)
{
  static const char *const right[] = { "Finance", "info", "100 %", "0.5 d", "-0.3", "– 0", "Q4-0x", "$1.2 M", "2026-03-01" };
  static const char *const wrong[] = { "nan", "nan %", "$inf", "(null)", "-inf points", "%s deals", "%u", "-0", "−0 points", "-9223372036854775808" };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_false (is_broken (right[i]));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_true (is_broken (wrong[i]));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  folder = argc > 1 ? argv[1] : NULL;
  g_test_add_func ("/matrix/broken", test_broken);
  g_test_add_func ("/matrix/pages", test_matrix);
  return g_test_run ();
}
