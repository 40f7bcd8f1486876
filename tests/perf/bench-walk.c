/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long what a person does takes in a real window, and for how long the main loop stands still meanwhile.
 *
 *   bench-walk PROJECT [STEP…] opens the project in a window of the program and walks through it; of the steps only those whose
 *                             name contains one of STEP
 *   bench-walk start PROJECT  prints the milliseconds until the first frame with the project's numbers, and ends
 *   bench-walk frame PROJECT  prints the milliseconds until the first frame of the window, and ends
 *
 * The project is changed (a cell is edited and undone), so give it a copy. Of each step is printed, as median and most of N_RUNS
 * runs (less of large projects): until the first frame after the request, until the first frame that shows the result, and the longest
 * time that the main loop took for one turn, from the request until the program is at rest again; beside these the time of the
 * processor, which other programs disturb less: of the main thread and of all threads until the result, and of the main thread in its
 * longest turn.
 *
 * empty-window is to be run beside "frame" in the same display.
 *
 * A step without answer ends the program with a sentence that says which and what was missing: no frame or no result within
 * PATIENCE_MS, no rest within REST_PATIENCE_MS, or, told by a thread of its own, no turn of the main loop for STILL_S seconds. */

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "first-frame.h"
#include "walk-steps.h"

enum
{
  N_RUNS = 7, /* of pages as many as there are */
  N_RUNS_OF_MANY = 3,
  MANY_DEALS = 100000,
  QUIET_MS = 300, /* so long nothing is worked out before the next step */
  PATIENCE_MS = 60000,
  REST_PATIENCE_MS = 180000,
  STILL_S = 120,
  WATCH_US = 300, /* between two looks for a frame */
  REST_US = 4000, /* between two looks whether it is at rest: looking takes some of the processor too */
};

static void
painted_cb (GdkFrameClock *clock,
            Bench         *bench)
{
  bench->painted = g_get_monotonic_time ();
}

/* ---- Steps that never end ---- */

static const char *current; /* (atomic) (nullable): the step's name */
static int         n_turns; /* (atomic) */

G_GNUC_NORETURN static void
give_up (const char *missing)
{
  g_printerr ("The step “%s” does not end: %s.\n", current != NULL ? (const char *)g_atomic_pointer_get (&current) : "opening", missing);
  _exit (EXIT_FAILURE);
}

static gpointer
watch_cb (gpointer data)
{
  for (int seen = -1, still = 0; still < STILL_S;)
    {
      int now = g_atomic_int_get (&n_turns);

      still = now == seen ? still + 1 : 0;
      seen = now;
      g_usleep (G_USEC_PER_SEC);
    }
  give_up (g_atomic_pointer_get (&current) != NULL ? "the main loop stands still" : "the project is not shown");
  return NULL;
}

/* ---- Measuring ---- */

typedef enum
{
  TIME_FIRST,  /* until the first frame after the request */
  TIME_RESULT, /* until the first frame with the result */
  TIME_TURN,   /* the longest turn of the main loop */
  CPU_MAIN,    /* of the main thread until the result */
  CPU_ALL,     /* of all threads until then */
  CPU_TURN,    /* of the main thread in its longest turn */
  N_TIMES,
} Time;

/* Milliseconds. */
typedef struct
{
  double of[N_TIMES];
  double main; /* of the processor in all turns of the main loop so far: waiting for the next costs some too */
} Times;

static double
clock_ms (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
note_turn (Times *times,
           double wall,
           double cpu)
{
  times->of[TIME_TURN] = MAX (times->of[TIME_TURN], wall);
  times->of[CPU_TURN] = MAX (times->of[CPU_TURN], cpu);
  times->main += cpu;
}

/* One turn of the main loop, without the waiting; when there is nothing to do, it sleeps for @idle_us. */
static void
turn (Times *times,
      gulong idle_us)
{
  double wall, cpu;

  g_atomic_int_inc (&n_turns);
  if (!g_main_context_pending (NULL))
    {
      g_usleep (idle_us);
      return;
    }
  wall = clock_ms (CLOCK_MONOTONIC);
  cpu = clock_ms (CLOCK_THREAD_CPUTIME_ID);
  g_main_context_iteration (NULL, FALSE);
  note_turn (times, clock_ms (CLOCK_MONOTONIC) - wall, clock_ms (CLOCK_THREAD_CPUTIME_ID) - cpu);
}

/* Runs the main loop until the program has hardly used the processor for QUIET_MS, on any of its threads. */
static void
settle (Times *times)
{
  double began = clock_ms (CLOCK_MONOTONIC), since = began, used = clock_ms (CLOCK_PROCESS_CPUTIME_ID);

  while (clock_ms (CLOCK_MONOTONIC) - since < QUIET_MS)
    {
      turn (times, REST_US);
      if (clock_ms (CLOCK_MONOTONIC) - began > REST_PATIENCE_MS)
        give_up ("the program does not come to rest");
      /* The loop itself takes some. */
      if (clock_ms (CLOCK_PROCESS_CPUTIME_ID) - used > QUIET_MS / 6)
        {
          used = clock_ms (CLOCK_PROCESS_CPUTIME_ID);
          since = clock_ms (CLOCK_MONOTONIC);
        }
    }
}

static Times
measure_once (Bench             *bench,
              const WalkMeasure *measure,
              guint              run)
{
  g_autofree char *before = measure->sign != NULL ? measure->sign (bench) : NULL;
  gint64           began = g_get_monotonic_time (), seen = measure->sign == NULL ? began : 0;
  double           main_began = clock_ms (CLOCK_THREAD_CPUTIME_ID), all_began = clock_ms (CLOCK_PROCESS_CPUTIME_ID);
  Times            times = { 0 };

  bench->painted = 0;
  measure->step (bench, run);
  note_turn (&times, (double)(g_get_monotonic_time () - began) / 1e3, clock_ms (CLOCK_THREAD_CPUTIME_ID) - main_began);
  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (times.of[TIME_RESULT] == 0)
    {
      gint64           painted = bench->painted;
      g_autofree char *now = NULL;

      turn (&times, WATCH_US);
      if (g_get_monotonic_time () - began > PATIENCE_MS * 1000)
        give_up (times.of[TIME_FIRST] == 0 ? "no frame is drawn" : seen == 0 ? "there is no result"
                                                                             : "the result is not drawn");
      if (times.of[TIME_FIRST] == 0 && bench->painted != 0)
        times.of[TIME_FIRST] = (double)(bench->painted - began) / 1e3;
      if (seen != 0 && bench->painted != painted && bench->painted > seen)
        times.of[TIME_RESULT] = (double)(bench->painted - began) / 1e3;
      now = measure->sign != NULL && seen == 0 ? measure->sign (bench) : NULL;
      if (now != NULL && g_strcmp0 (now, before) != 0)
        {
          seen = g_get_monotonic_time ();
          gtk_widget_queue_draw (GTK_WIDGET (bench->window));
        }
    }
  times.of[CPU_MAIN] = times.main;
  times.of[CPU_ALL] = clock_ms (CLOCK_PROCESS_CPUTIME_ID) - all_began - (clock_ms (CLOCK_THREAD_CPUTIME_ID) - main_began - times.main);
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
measure_all (Bench             *bench,
             const WalkMeasure *measure,
             guint              n_runs)
{
  double of[N_TIMES][N_RUNS];
  Times  idle = { 0 };

  g_atomic_pointer_set (&current, measure->name);
  if (measure->page != NULL)
    bw_window_show_page (bench->window, measure->page);
  if (measure->enter != NULL)
    measure->enter (bench, 0);
  settle (&idle);
  for (guint run = 0; run < n_runs; run++)
    {
      Times times;

      if (measure->ready != NULL)
        {
          measure->ready (bench, run);
          settle (&idle);
        }
      times = measure_once (bench, measure, run);
      for (guint i = 0; i < N_TIMES; i++)
        of[i][run] = times.of[i];
      if (measure->back == NULL)
        continue;
      measure->back (bench, run);
      settle (&idle);
    }
  if (measure->leave != NULL)
    measure->leave (bench, n_runs);
  if (bench->only != NULL)
    for (guint run = 0; run < n_runs; run++)
      g_print ("  %s, run %u: longest turn %.0f ms, of the processor %.0f ms\n", measure->name, run, of[TIME_TURN][run], of[CPU_TURN][run]);
  g_print ("%-20s", measure->name);
  for (guint i = 0; i < N_TIMES; i++)
    {
      qsort (of[i], n_runs, sizeof *of[i], compare);
      g_print (" %7.0f", of[i][n_runs / 2]);
      if (i <= TIME_TURN || i == CPU_TURN)
        g_print (" %7.0f", of[i][n_runs - 1]);
    }
  g_print ("\n");
}

/* ---- The walk ---- */

static gboolean
is_wanted (Bench      *bench,
           const char *name)
{
  gboolean wanted = bench->only == NULL;

  for (guint i = 0; !wanted && bench->only[i] != NULL; i++)
    wanted = strstr (name, bench->only[i]) != NULL;
  return wanted;
}

static void
walk (Bench *bench)
{
  guint n_runs = bw_session_get_book (bw_window_get_session (bench->window))->deals.n > MANY_DEALS ? N_RUNS_OF_MANY : N_RUNS;
  Times idle = { 0 };

  settle (&idle);
  g_print ("opening: longest turn %.0f ms, of the processor %.0f ms\n", idle.of[TIME_TURN], idle.of[CPU_TURN]);
  g_print ("%-20s %15s %15s %15s %31s\n", "", "", "", "", "processor");
  g_print ("%-20s %15s %15s %15s %7s %7s %15s\n", "ms", "first frame", "result", "longest turn", "main", "all", "longest turn");
  g_print ("%-20s %7s %7s %7s %7s %7s %7s %7s %7s %7s %7s\n", "", "median", "most", "median", "most", "median", "most", "median", "median",
           "median", "most");
  for (guint i = 0; i < walk_n_measures; i++)
    if (is_wanted (bench, walk_measures[i].name))
      measure_all (bench, &walk_measures[i], walk_measures[i].runs > 0 ? MIN (walk_measures[i].runs, N_RUNS) : n_runs);
}

static gboolean
begin_cb (gpointer data)
{
  Bench *bench = data;

  if (bw_session_get_book (bw_window_get_session (bench->window)) == NULL || bw_window_get_page (bench->window, "home") == NULL)
    return G_SOURCE_CONTINUE;
  if (bench->mode != NULL)
    {
      g_autofree char *sign = walk_sign_home (bench);

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

  if (argc < 2)
    {
      g_printerr ("bench-walk [start|frame] PROJECT, or bench-walk PROJECT [STEP…]\n");
      return 2;
    }
  if (argc == 3 && (g_str_equal (argv[1], "start") || g_str_equal (argv[1], "frame")))
    bench.mode = argv[1];
  else if (argc > 2)
    bench.only = argv + 2;
  bench.path = argv[bench.mode != NULL ? 2 : 1];
  bench.application = bw_application_new ();
  g_application_set_flags (G_APPLICATION (bench.application), G_APPLICATION_NON_UNIQUE);
  g_signal_connect (bench.application, "activate", G_CALLBACK (activate_cb), &bench);
  g_thread_unref (g_thread_new ("watch", watch_cb, NULL));
  status = g_application_run (G_APPLICATION (bench.application), 1, argv);
  g_object_unref (bench.application);
  return status;
}
