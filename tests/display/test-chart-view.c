/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in a window: what a screen reader is told, keys, pointer, table. */

#include <locale.h>
#include <math.h>
#include <adwaita.h>

#include "app/bw-chart-view.h"
#include "app/bw-table-window.h"
#include "chart/bw-series-chart.h"
#include "chart/bw-waterfall-chart.h"

#include "../chart/chart-sample.h"

typedef struct
{
  GtkWidget   *window;
  BwChartView *view;
  int          activated;
} Fixture;

static void
activated_cb (BwChartView *view,
              guint        point,
              Fixture     *fixture)
{
  fixture->activated = (int)point;
}

static gboolean
expire_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @expression holds; gives up after ten seconds. */
#define wait_until(expression)                                        \
  G_STMT_START                                                        \
  {                                                                   \
    gboolean expired = FALSE;                                         \
    guint    timer = g_timeout_add_seconds (10, expire_cb, &expired); \
                                                                      \
    while (!(expression) && !expired)                                 \
      g_main_context_iteration (NULL, TRUE);                          \
    g_assert_true (expression);                                       \
    g_source_remove (timer);                                          \
  }                                                                   \
  G_STMT_END

static BwChart *
make_chart (void)
{
  BwFlow flow;

  chart_sample_flow (&flow);
  return bw_waterfall_chart_new (&flow, "USD");
}

/* A year of days. */
static BwChart *
make_series (const char *title)
{
  BwSeriesPoint points[365];
  BwMeasure     money = bw_measure_money ("USD");
  BwCalendar    calendar = BW_CALENDAR_DEFAULT;
  char          labels[365][16];

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_snprintf (labels[i], sizeof labels[i], "day %u", i);
      points[i] = (BwSeriesPoint) { bw_date_from_ymd (2026, 1, 1) + (BwDate)i, labels[i], 1e6 + 1e3 * (i % 30), NAN, NAN, NAN, NAN, NAN, NAN,
                                    NULL };
    }
  return bw_series_chart_new (title, &money, &calendar, "a", "b", points, G_N_ELEMENTS (points));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (BwChart) chart = data != NULL ? make_series (data) : make_chart ();

  fixture->activated = -1;
  fixture->window = gtk_window_new ();
  fixture->view = BW_CHART_VIEW (bw_chart_view_new ());
  bw_chart_view_set_chart (fixture->view, chart);
  g_signal_connect (fixture->view, "point-activated", G_CALLBACK (activated_cb), fixture);
  gtk_window_set_title (GTK_WINDOW (fixture->window), "bw-chart-view");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (bw_chart_point (chart, 0) != NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *)&fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until (fixture->view == NULL);
}

static void
test_told (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *title = bw_chart_dup_title (bw_chart_view_get_chart (fixture->view));
  g_autofree char *text = bw_chart_describe (bw_chart_view_get_chart (fixture->view));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (fixture->view)));
}

/* Types or points as a person would, with what comes after xdotool. %FALSE when there is no xdotool. */
static gboolean
play (const char *const *words)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;

  if (tool == NULL)
    {
      g_test_skip ("xdotool is not there");
      return FALSE;
    }
  g_strv_builder_add (builder, tool);
  g_strv_builder_addv (builder, (const char **)words);
  argv = g_strv_builder_end (builder);
  g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL));
  return TRUE;
}

static void
test_keys (Fixture      *fixture,
           gconstpointer data)
{
  static const char *const focus[] = { "search", "--name", "^bw-chart-view$", "windowfocus", NULL };
  static const char *const end[] = { "key", "End", NULL };
  static const char *const left[] = { "key", "Left", "Return", NULL };
  static const char *const escape[] = { "key", "Escape", NULL };
  int                      n = (int)bw_chart_n_points (bw_chart_view_get_chart (fixture->view));
  g_autofree char         *text = NULL;

  if (!play (focus))
    return;
  wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  play (end);
  wait_until (bw_chart_view_get_point (fixture->view) == n - 1);
  text = bw_chart_dup_point_text (bw_chart_view_get_chart (fixture->view), n - 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
  play (left);
  wait_until (fixture->activated == n - 2);
  play (escape);
  wait_until (bw_chart_view_get_point (fixture->view) == -1);
}

static void
test_pointer (Fixture      *fixture,
              gconstpointer data)
{
  const BwPoint           *point = bw_chart_point (bw_chart_view_get_chart (fixture->view), 4);
  g_autofree char         *x = g_strdup_printf ("%d", (int)point->x), *y = g_strdup_printf ("%d", (int)point->y);
  const char *const        move[] = { "search", "--name", "^bw-chart-view$", "mousemove", "--window", "%1", x, y, NULL };
  static const char *const click[] = { "click", "1", NULL };
  static const char *const away[] = { "mousemove", "1270", "890", NULL };

  if (!play (move))
    return;
  wait_until (bw_chart_view_get_point (fixture->view) == 4);
  play (click);
  wait_until (fixture->activated == 4);
  play (away);
  wait_until (bw_chart_view_get_point (fixture->view) == -1);
}

static BwViewRange
get_range (Fixture *fixture)
{
  return bw_chart_get_range (bw_chart_view_get_chart (fixture->view));
}

static gboolean
is_whole (Fixture *fixture)
{
  BwViewRange range = get_range (fixture);

  return bw_view_range_is_whole (&range);
}

/* The button that shows the whole again. */
static GtkWidget *
get_button (Fixture *fixture)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      return child;
  return NULL;
}

static void
focus_chart (Fixture *fixture)
{
  static const char *const focus[] = { "search", "--name", "^bw-chart-view$", "windowfocus", NULL };

  play (focus);
  wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
}

/* Plus and minus, 0, Shift with an arrow; stepping takes the view along; what is shown is told. */
static void
test_zoom_keys (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const in[] = { "key", "plus", "KP_Add", NULL }, *const out[] = { "key", "minus", NULL };
  static const char *const right[] = { "key", "shift+Right", NULL }, *const zero[] = { "key", "0", NULL };
  static const char *const end[] = { "key", "End", NULL };
  BwViewRange              range;
  g_autofree char         *text = NULL;

  if (!play (zero))
    return;
  focus_chart (fixture);
  play (in);
  wait_until (get_range (fixture).to - get_range (fixture).from < 0.45);
  range = get_range (fixture);
  g_assert_cmpfloat_with_epsilon (range.to - range.from, 1 / 2.25, 1e-9);
  g_assert_true (gtk_widget_get_visible (get_button (fixture)));
  text = bw_chart_describe (bw_chart_view_get_chart (fixture->view));
  g_assert_nonnull (strstr (text, "Shown: day "));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
  play (right);
  wait_until (get_range (fixture).from > range.from + 0.1);
  play (end);
  wait_until (bw_chart_view_get_point (fixture->view) == 364);
  wait_until (get_range (fixture).to == 1);
  play (out);
  wait_until (get_range (fixture).to - get_range (fixture).from > 0.6);
  play (zero);
  wait_until (is_whole (fixture));
  g_assert_false (gtk_widget_get_visible (get_button (fixture)));
}

/* The wheel with Ctrl keeps what is under the pointer there; dragging moves, and does not open what is behind a point. */
static void
test_zoom_pointer (Fixture      *fixture,
                   gconstpointer data)
{
  static const char *const move[] = { "search", "--name", "^bw-chart-view$", "mousemove", "--window", "%1", "600", "200", NULL };
  static const char *const wheel[] = { "click", "4", NULL }, *const nearer[] = { "keydown", "ctrl", "click", "4", "click", "4", "keyup", "ctrl", NULL };
  static const char *const drag[] = { "mousedown", "1", "mousemove_relative", "60", "0", "mousemove_relative", "60", "0", "mouseup", "1", NULL };
  static const char *const click[] = { "click", "1", NULL };
  BwChart                 *chart = bw_chart_view_get_chart (fixture->view);
  BwViewRange              range;
  double                   about;
  int                      x;

  if (!play (move))
    return;
  focus_chart (fixture);
  wait_until (bw_chart_view_get_point (fixture->view) >= 0);
  play (wheel);
  about = bw_chart_share_at (chart, 600);
  play (nearer);
  wait_until (get_range (fixture).to - get_range (fixture).from < 0.65);
  range = get_range (fixture);
  g_assert_cmpfloat_with_epsilon (range.to - range.from, 1 / (1.25 * 1.25), 1e-9);
  g_assert_cmpfloat_with_epsilon (bw_chart_share_at (chart, 600), about, 1e-2);
  play (drag);
  wait_until (get_range (fixture).from < range.from - 0.05);
  g_assert_cmpfloat_with_epsilon (get_range (fixture).to - get_range (fixture).from, range.to - range.from, 1e-9);
  g_assert_cmpint (fixture->activated, ==, -1);
  play (click);
  wait_until (fixture->activated >= 0);
  x = (int)bw_chart_point (chart, (guint)fixture->activated)->x;
  g_assert_cmpint (x, >=, (int)chart->plot.x);
}

/* The button shows the whole; another chart of the same days is looked at in the same part, one of others is whole. */
static void
test_zoom_button (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (BwChart) again = make_series ("Again");
  g_autoptr (BwChart) other = make_chart ();
  BwViewRange range = { 0.25, 0.5 };

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_button (fixture)), GTK_ACCESSIBLE_ROLE_BUTTON);
  bw_chart_view_set_range (fixture->view, &range);
  bw_chart_view_set_chart (fixture->view, again);
  g_assert_cmpfloat (get_range (fixture).to, ==, 0.5);
  wait_until (gtk_widget_get_width (get_button (fixture)) > 0);
  gtk_widget_activate (get_button (fixture));
  wait_until (is_whole (fixture));
  bw_chart_view_set_range (fixture->view, &range);
  bw_chart_view_set_chart (fixture->view, other);
  bw_chart_view_set_range (fixture->view, &range);
  g_assert_true (is_whole (fixture));
  g_assert_false (gtk_widget_get_visible (get_button (fixture)));
}

static GtkWindow *
find_table (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (BW_IS_TABLE_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
test_table (Fixture      *fixture,
            gconstpointer data)
{
  GtkWindow *table;

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chart.show-table", NULL);
  wait_until (find_table () != NULL);
  table = g_object_ref (find_table ());
  gtk_window_destroy (table);
  g_assert_finalize_object (table);
}

/* A view without a chart does nothing, and takes the one it gets. */
static void
test_without (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (BwChart) chart = make_chart ();

  bw_chart_view_set_chart (fixture->view, NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chart.show-table", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chart.copy", NULL);
  g_assert_null (find_table ());
  g_assert_null (bw_chart_view_get_chart (fixture->view));
  bw_chart_view_set_chart (fixture->view, chart);
  wait_until (bw_chart_point (chart, 0) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chart.copy", NULL);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_test_add ("/chart-view/told", Fixture, NULL, set_up, test_told, tear_down);
  g_test_add ("/chart-view/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/chart-view/pointer", Fixture, NULL, set_up, test_pointer, tear_down);
  g_test_add ("/chart-view/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/chart-view/without", Fixture, NULL, set_up, test_without, tear_down);
  g_test_add ("/chart-view/zoom-keys", Fixture, "A year", set_up, test_zoom_keys, tear_down);
  g_test_add ("/chart-view/zoom-pointer", Fixture, "A year", set_up, test_zoom_pointer, tear_down);
  g_test_add ("/chart-view/zoom-button", Fixture, "A year", set_up, test_zoom_button, tear_down);
  return g_test_run ();
}
