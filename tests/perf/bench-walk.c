/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long what a person does takes in a real window, and for how long the main loop stands still meanwhile.
 *
 *   bench-walk PROJECT        opens the project in a window of the program and walks through it
 *   bench-walk start PROJECT  prints the milliseconds until the first frame with the project's numbers, and ends
 *   bench-walk frame PROJECT  prints the milliseconds until the first frame of the window, and ends
 *
 * The project is changed (a cell is edited and undone), so give it a copy. Of each step is printed, as median and most of N_RUNS
 * runs: until the first frame after the request, until the first frame that shows the result, and the longest time that the main
 * loop took for one turn, from the request until the program is at rest again.
 *
 * empty-window is to be run beside "frame" in the same display. */

#include <stdlib.h>
#include <time.h>

#include "app/bw-application.h"
#include "app/bw-chart-view.h"
#include "app/bw-deal-editor.h"
#include "app/bw-deal-grid.h"
#include "app/bw-flow-view.h"
#include "app/bw-lever-row.h"
#include "app/bw-window.h"
#include "first-frame.h"
#include "session/bw-focus.h"

enum
{
  N_RUNS = 5,
  QUIET_MS = 300, /* so long nothing is worked out before the next step */
  PATIENCE_MS = 30000,
};

typedef struct
{
  BwApplication *application;
  BwWindow      *window;
  const char    *path;
  const char    *mode;    /* (nullable) */
  gint64         painted; /* when the last frame had been drawn */
} Bench;

typedef void (*Step) (Bench *bench,
                      guint  run);

static GtkWidget *
find (GtkWidget *from,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (from, type))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
painted_cb (GdkFrameClock *clock,
            Bench         *bench)
{
  bench->painted = g_get_monotonic_time ();
}

/* ---- What is on screen ---- */

/* Tells what shows whether the result is there: it is once this has changed. */
typedef char *(*Sign) (Bench *bench);

static GtkWidget *
get_page (Bench      *bench,
          const char *name)
{
  return bw_window_get_page (bench->window, name);
}

static GtkWidget *
find_class (GtkWidget  *root,
            const char *name)
{
  GtkWidget *found = gtk_widget_has_css_class (root, name) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_class (child, name);
  return found;
}

static char *
sign_home (Bench *bench)
{
  return g_strdup (gtk_widget_get_tooltip_text (find_class (get_page (bench, "home"), "headline-number")));
}

static char *
sign_scenario (Bench *bench)
{
  GtkWidget *landing = find_class (get_page (bench, "scenarios"), "headline-number");

  return landing != NULL ? g_strdup (gtk_widget_get_tooltip_text (landing)) : NULL;
}

static char *
sign_chart (GtkWidget *root)
{
  return g_strdup_printf ("%p", (void *)bw_chart_view_get_chart (BW_CHART_VIEW (find (root, BW_TYPE_CHART_VIEW))));
}

static char *
sign_trends (Bench *bench)
{
  return sign_chart (get_page (bench, "trends"));
}

static char *
sign_flow (Bench *bench)
{
  return sign_chart (find (get_page (bench, "pipeline"), BW_TYPE_FLOW_VIEW));
}

static BwDealGrid *
get_grid (Bench *bench)
{
  return BW_DEAL_GRID (find (get_page (bench, "pipeline"), BW_TYPE_DEAL_GRID));
}

static char *
sign_deals (Bench *bench)
{
  return g_strdup_printf ("%u", g_list_model_get_n_items (G_LIST_MODEL (bw_deal_grid_get_list (get_grid (bench)))));
}

static char *
sign_adjusted (Bench *bench)
{
  return g_strdup_printf ("%u", bw_session_get_book (bw_window_get_session (bench->window))->adjustments->len);
}

/* ---- Measuring ---- */

typedef struct
{
  double first;  /* until the first frame after the request */
  double answer; /* until the first frame with the result */
  double stall;  /* the longest turn of the main loop */
} Times;

static double
cpu_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* One turn of the main loop, without the waiting. */
static void
turn (Times *times)
{
  gint64 began;

  if (!g_main_context_pending (NULL))
    {
      g_usleep (300);
      return;
    }
  began = g_get_monotonic_time ();
  g_main_context_iteration (NULL, FALSE);
  times->stall = MAX (times->stall, (double)(g_get_monotonic_time () - began) / 1e3);
}

/* Runs the main loop until the program has not used the processor for QUIET_MS, on any of its threads. */
static void
settle (Times *times)
{
  gint64 began = g_get_monotonic_time (), since = began;
  double used = cpu_ms ();

  while (g_get_monotonic_time () - since < QUIET_MS * 1000 && g_get_monotonic_time () - began < PATIENCE_MS * 1000)
    {
      turn (times);
      /* The loop itself takes some. */
      if (cpu_ms () - used > QUIET_MS / 6)
        {
          used = cpu_ms ();
          since = g_get_monotonic_time ();
        }
    }
}

static Times
measure_once (Bench *bench,
              Step   step,
              Sign   sign,
              guint  run)
{
  g_autofree char *before = sign != NULL ? sign (bench) : NULL;
  gint64           began = g_get_monotonic_time (), seen = sign == NULL ? began : 0;
  Times            times = { 0, 0, 0 };

  bench->painted = 0;
  step (bench, run);
  times.stall = (double)(g_get_monotonic_time () - began) / 1e3;
  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (times.answer == 0 && g_get_monotonic_time () - began < PATIENCE_MS * 1000)
    {
      gint64           painted = bench->painted;
      g_autofree char *now = NULL;

      turn (&times);
      if (times.first == 0 && bench->painted != 0)
        times.first = (double)(bench->painted - began) / 1e3;
      if (seen != 0 && bench->painted != painted && bench->painted > seen)
        times.answer = (double)(bench->painted - began) / 1e3;
      now = sign != NULL && seen == 0 ? sign (bench) : NULL;
      if (sign != NULL && seen == 0 && g_strcmp0 (now, before) != 0)
        {
          seen = g_get_monotonic_time ();
          gtk_widget_queue_draw (GTK_WIDGET (bench->window));
        }
    }
  settle (&times);
  return times;
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
measure (Bench      *bench,
         const char *name,
         Step        step,
         Sign        sign)
{
  double first[N_RUNS], answer[N_RUNS], stall[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      Times times = measure_once (bench, step, sign, run);

      first[run] = times.first;
      answer[run] = times.answer;
      stall[run] = times.stall;
    }
  qsort (first, N_RUNS, sizeof *first, compare);
  qsort (answer, N_RUNS, sizeof *answer, compare);
  qsort (stall, N_RUNS, sizeof *stall, compare);
  g_print ("%-24s %8.0f %8.0f %8.0f %8.0f %8.0f %8.0f\n", name, first[N_RUNS / 2], first[N_RUNS - 1], answer[N_RUNS / 2],
           answer[N_RUNS - 1], stall[N_RUNS / 2], stall[N_RUNS - 1]);
}

/* ---- Steps; each undoes in its next run what it did ---- */

static BwFocus *
get_focus (Bench *bench)
{
  return bw_session_get_focus (bw_window_get_session (bench->window));
}

static void
switch_page (Bench *bench,
             guint  run)
{
  static const char *const names[] = { "forecast", "trends", "territories", "data", "home" };

  bw_window_show_page (bench->window, names[run % G_N_ELEMENTS (names)]);
}

static void
choose_period (Bench *bench,
               guint  run)
{
  BwBook  *book = bw_session_get_book (bw_window_get_session (bench->window));
  BwPeriod period = bw_calendar_shift (&book->calendar, bw_focus_get_period (get_focus (bench)), run % 2 == 0 ? -1 : 1);

  bw_focus_set_period (get_focus (bench), &period);
}

static void
choose_scope (Bench *bench,
              guint  run)
{
  BwScope scope = { run % 2 == 0 ? BW_SCOPE_PERSON : BW_SCOPE_ALL, run % 2 == 0 ? 1 : BW_NOBODY, NULL };

  bw_focus_set_scope (get_focus (bench), &scope);
}

static void
choose_filter (Bench *bench,
               guint  run)
{
  bw_focus_set_filter (get_focus (bench), run % 2 == 0 ? "amount >= 30k" : NULL);
}

static void
choose_days (Bench *bench,
             guint  run)
{
  BwDate day = bw_focus_get_as_of (get_focus (bench));

  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.show-flow", "(iii)", day - 20 - (int)run * 10, day, -1);
}

static void
open_bucket (Bench *bench,
             guint  run)
{
  g_signal_emit_by_name (find (find (get_page (bench, "pipeline"), BW_TYPE_FLOW_VIEW), BW_TYPE_CHART_VIEW), "point-activated", run % 4);
}

static void
open_deal (Bench *bench,
           guint  run)
{
  guint          n;
  const guint32 *deals = bw_deal_list_get_deals (bw_deal_grid_get_list (get_grid (bench)), &n);

  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.show-deal", "u", n > 0 ? deals[run * 7 % n] : 0);
}

static void
edit_cell (Bench *bench,
           guint  run)
{
  GtkWidget       *grid = GTK_WIDGET (get_grid (bench)), *editor = find (grid, BW_TYPE_DEAL_EDITOR);
  g_autofree char *text = g_strdup_printf ("2031-03-0%u", run + 1);

  bw_deal_grid_select (BW_DEAL_GRID (grid), 0);
  gtk_widget_activate_action (grid, "deals.edit", "s", "close_date");
  gtk_editable_set_text (GTK_EDITABLE (find (editor, GTK_TYPE_ENTRY)), text);
  bw_deal_editor_take (BW_DEAL_EDITOR (editor));
}

static void
undo (Bench *bench,
      guint  run)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.undo", NULL);
}

static BwLeverRow *
find_lever (GtkWidget *root)
{
  BwLeverRow *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = BW_IS_LEVER_ROW (child) && bw_lever_row_get_lever (BW_LEVER_ROW (child))->kind == BW_LEVER_WIN_RATE ? BW_LEVER_ROW (child)
                                                                                                                : find_lever (child);
  return found;
}

static void
move_slider (Bench *bench,
             guint  run)
{
  GtkWidget *lever = GTK_WIDGET (find_lever (get_page (bench, "scenarios")));

  gtk_range_set_value (GTK_RANGE (find (lever, GTK_TYPE_SCALE)), run % 2 == 0 ? 20 + run : 0);
}

/* The button that says "_Play a scenario". */
static void
begin_scenario (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), "_Play a scenario") == 0)
      g_signal_emit_by_name (child, "clicked");
    else
      begin_scenario (child);
}

/* ---- The walk ---- */

static void
walk (Bench *bench)
{
  Times idle = { 0, 0, 0 };

  settle (&idle);
  g_print ("opening: longest turn %.0f ms\n", idle.stall);
  g_print ("%-24s %17s %17s %17s\n%-24s %8s %8s %8s %8s %8s %8s\n", "ms", "first frame", "result", "longest turn", "", "median", "most",
           "median", "most", "median", "most");
  measure (bench, "page", switch_page, NULL);
  measure (bench, "page again", switch_page, NULL);
  bw_window_show_page (bench->window, "home");
  settle (&idle);
  measure (bench, "period, Home", choose_period, sign_home);
  choose_period (bench, 1);
  measure (bench, "scope, Home", choose_scope, sign_home);
  choose_scope (bench, 1);
  measure (bench, "filter, Home", choose_filter, sign_home);
  choose_filter (bench, 1);
  bw_window_show_page (bench->window, "trends");
  settle (&idle);
  measure (bench, "scope, Trends", choose_scope, sign_trends);
  choose_scope (bench, 1);
  bw_window_show_page (bench->window, "pipeline");
  settle (&idle);
  measure (bench, "scope, deals", choose_scope, sign_deals);
  choose_scope (bench, 1);
  measure (bench, "filter, deals", choose_filter, sign_deals);
  choose_filter (bench, 1);
  settle (&idle);
  measure (bench, "a deal", open_deal, NULL);
  measure (bench, "edit a cell", edit_cell, sign_adjusted);
  measure (bench, "undo", undo, sign_adjusted);
  measure (bench, "days, Flow", choose_days, sign_flow);
  measure (bench, "a part of the flow", open_bucket, NULL);
  bw_window_show_page (bench->window, "scenarios");
  begin_scenario (get_page (bench, "scenarios"));
  settle (&idle);
  measure (bench, "slider, Scenarios", move_slider, sign_scenario);
}

static gboolean
begin_cb (gpointer data)
{
  Bench *bench = data;

  if (bw_session_get_book (bw_window_get_session (bench->window)) == NULL || get_page (bench, "home") == NULL)
    return G_SOURCE_CONTINUE;
  if (bench->mode != NULL)
    {
      g_autofree char *sign = sign_home (bench);

      /* A frame with numbers. */
      if (sign == NULL || bench->painted == 0)
        return G_SOURCE_CONTINUE;
      g_print ("%.0f\n", first_frame_age_ms ());
      exit (EXIT_SUCCESS);
    }
  g_print ("opened after %.0f ms\n", first_frame_age_ms ());
  walk (bench);
  gtk_window_close (GTK_WINDOW (bench->window));
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GApplication *application,
             Bench        *bench)
{
  g_autoptr (GFile) file = g_file_new_for_path (bench->path);

  bench->window = bw_window_new (bench->application);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  if (g_strcmp0 (bench->mode, "frame") == 0)
    first_frame_watch (GTK_WIDGET (bench->window));
  bw_window_open_project (bench->window, file);
  gtk_window_present (GTK_WINDOW (bench->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint", G_CALLBACK (painted_cb), bench);
  g_timeout_add (4, begin_cb, bench);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  int   status;

  if (argc != 2 && !(argc == 3 && (g_str_equal (argv[1], "start") || g_str_equal (argv[1], "frame"))))
    {
      g_printerr ("bench-walk [start|frame] PROJECT\n");
      return 2;
    }
  bench.path = argv[argc - 1];
  bench.mode = argc == 3 ? argv[1] : NULL;
  bench.application = bw_application_new ();
  g_application_set_flags (G_APPLICATION (bench.application), G_APPLICATION_NON_UNIQUE);
  g_signal_connect (bench.application, "activate", G_CALLBACK (activate_cb), &bench);
  status = g_application_run (G_APPLICATION (bench.application), 1, argv);
  g_object_unref (bench.application);
  return status;
}
