/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the grid of deals takes in a real window.
 *
 * bench-grid PROJECT: opens the project in a window of the program, shows the grid, and then scrolls, orders, filters and
 * searches all of its deals. Of each step the median and the longest time in milliseconds are printed, from the step
 * until the frame that shows it has been drawn, and the processor time of the main thread within it. */

#include "app/bw-application.h"
#include "app/bw-window.h"
#include "session/bw-deal-list.h"

#include <stdlib.h>
#include <time.h>

enum
{
  N_RUNS = 15,
};

typedef struct
{
  BwApplication *application;
  BwWindow      *window;
  const char    *path;
  gint64         began;
  gboolean       drawn;
  GtkWidget     *view;
  BwDealList    *list;
  GtkAdjustment *scroll;
  GRand         *random;
} Bench;

static double
cpu_ms (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

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
  bench->drawn = TRUE;
}

static void
wait_for_frame (Bench *bench)
{
  bench->drawn = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (!bench->drawn)
    g_main_context_iteration (NULL, TRUE);
}

/* Until nothing is left to do, so that a step pays for itself alone. */
static void
settle (Bench *bench)
{
  for (guint i = 0; i < 6; i++)
    wait_for_frame (bench);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

typedef void (*Step) (Bench *bench,
                      guint  run);

static void
measure (Bench      *bench,
         const char *name,
         Step        step)
{
  double wall[N_RUNS], cpu[N_RUNS], call[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64 began;
      double used;

      settle (bench);
      began = g_get_monotonic_time ();
      used = cpu_ms (CLOCK_THREAD_CPUTIME_ID);
      step (bench, run);
      call[run] = (double)(g_get_monotonic_time () - began) / 1e3;
      wait_for_frame (bench);
      wall[run] = (double)(g_get_monotonic_time () - began) / 1e3;
      cpu[run] = cpu_ms (CLOCK_THREAD_CPUTIME_ID) - used;
    }
  qsort (wall, N_RUNS, sizeof *wall, compare);
  qsort (cpu, N_RUNS, sizeof *cpu, compare);
  qsort (call, N_RUNS, sizeof *call, compare);
  g_print ("%-24s %7.1f %7.1f %10.1f %10.1f\n", name, wall[N_RUNS / 2], wall[N_RUNS - 1], cpu[N_RUNS / 2],
           call[N_RUNS / 2]);
}

/* ---- Steps ---- */

static void
wheel (Bench *bench,
       guint  run)
{
  gtk_adjustment_set_value (bench->scroll, gtk_adjustment_get_value (bench->scroll) + 66);
}

static void
page_down (Bench *bench,
           guint  run)
{
  gtk_adjustment_set_value (bench->scroll,
                            gtk_adjustment_get_value (bench->scroll) + gtk_adjustment_get_page_size (bench->scroll));
}

static void
jump (Bench *bench,
      guint  run)
{
  gtk_adjustment_set_value (bench->scroll, g_rand_double (bench->random) * gtk_adjustment_get_upper (bench->scroll));
}

static void
sort_by (Bench *bench,
         guint  column,
         guint  run)
{
  GListModel *model = gtk_column_view_get_columns (GTK_COLUMN_VIEW (bench->view));
  g_autoptr (GtkColumnViewColumn) wanted = g_list_model_get_item (model, column);

  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (bench->view), wanted,
                                  run % 2 == 0 ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
}

static void
sort_by_name (Bench *bench,
              guint  run)
{
  sort_by (bench, 0, run);
}

static void
sort_by_account (Bench *bench,
                 guint  run)
{
  sort_by (bench, 1, run);
}

static void
sort_by_amount (Bench *bench,
                guint  run)
{
  sort_by (bench, 5, run);
}

static void
sort_by_close (Bench *bench,
               guint  run)
{
  sort_by (bench, 6, run);
}

static void
filter (Bench *bench,
        guint  run)
{
  static const char *const expressions[] = { "amount >= 50k and stage = Proposal", "pushes >= 2 or close < 2026-01-01", NULL };

  bw_deal_list_set_filter (bench->list, expressions[run % 3], NULL);
}

static void
search (Bench *bench,
        guint  run)
{
  static const char *const words[] = { "a", "mesa", "mesa foods", "" };

  bw_deal_list_set_search (bench->list, words[run % 4]);
}

static void
report (Bench      *bench,
        const char *what)
{
  g_print ("%-24s %7.1f ms, processor %.1f ms, of which the main thread %.1f ms\n", what,
           (double)(g_get_monotonic_time () - bench->began) / 1e3, cpu_ms (CLOCK_PROCESS_CPUTIME_ID),
           cpu_ms (CLOCK_THREAD_CPUTIME_ID));
}

static gboolean
run (gpointer data)
{
  Bench *bench = data;

  if (bw_session_get_book (bw_window_get_session (bench->window)) == NULL ||
      bw_window_get_page (bench->window, "pipeline") == NULL)
    return G_SOURCE_CONTINUE;
  report (bench, "start to open project");
  bw_window_show_page (bench->window, "pipeline");
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint", G_CALLBACK (painted_cb), bench);
  bench->view = find (bw_window_get_page (bench->window, "pipeline"), GTK_TYPE_COLUMN_VIEW);
  while (gtk_widget_get_height (bench->view) < 100)
    wait_for_frame (bench);
  report (bench, "start to first frame");
  bench->list = BW_DEAL_LIST (
    gtk_multi_selection_get_model (GTK_MULTI_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (bench->view)))));
  bench->scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->view));
  bw_deal_list_set_restriction (bench->list, FALSE, FALSE);
  sort_by_name (bench, 0);
  while (bw_deal_list_is_sorting (bench->list))
    g_main_context_iteration (NULL, TRUE);
  report (bench, "texts ranked");
  g_print ("%u deals; median, longest, processor of the main thread, of which the call: ms\n",
           g_list_model_get_n_items (G_LIST_MODEL (bench->list)));
  measure (bench, "wheel step", wheel);
  measure (bench, "page down", page_down);
  measure (bench, "random jump", jump);
  gtk_adjustment_set_value (bench->scroll, 0);
  measure (bench, "sort by name", sort_by_name);
  measure (bench, "sort by account", sort_by_account);
  measure (bench, "sort by amount", sort_by_amount);
  measure (bench, "sort by close date", sort_by_close);
  measure (bench, "filter", filter);
  bw_deal_list_set_filter (bench->list, NULL, NULL);
  measure (bench, "search", search);
  gtk_window_close (GTK_WINDOW (bench->window));
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GApplication *application,
             Bench        *bench)
{
  g_autoptr (GFile) file = g_file_new_for_path (bench->path);

  report (bench, "start of GTK");
  bench->window = bw_window_new (bench->application);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  bw_window_open_project (bench->window, file);
  gtk_window_present (GTK_WINDOW (bench->window));
  g_timeout_add (2, run, bench);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { .began = g_get_monotonic_time () };
  int   status;

  if (argc != 2)
    {
      g_printerr ("bench-grid PROJECT\n");
      return 2;
    }
  bench.path = argv[1];
  bench.random = g_rand_new_with_seed (5);
  bench.application = bw_application_new ();
  g_application_set_flags (G_APPLICATION (bench.application), G_APPLICATION_NON_UNIQUE);
  g_signal_connect (bench.application, "activate", G_CALLBACK (activate_cb), &bench);
  status = g_application_run (G_APPLICATION (bench.application), 1, argv);
  g_object_unref (bench.application);
  g_rand_free (bench.random);
  return status;
}
