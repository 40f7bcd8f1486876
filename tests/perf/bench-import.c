/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times imports beside sqlite3's own: bench-import [DEALS [ROUNDS]] (a million and 3 unless said otherwise).
 *
 * Makes an export of 18 columns and newer ones of the same deals in the folder for temporary files. In each round
 * "sqlite3 .import" reads the first into text columns of a new database, and the session, as the window and the
 * commands use it, imports them one after the other into a new project; each in a process of its own, so that memory
 * can be told apart. Two rows tell what it costs at least (import-floor.c): libcsv alone, and with typed rows written plainly.
 * Prints the medians, tab-separated: what, seconds of the wall's clock, seconds of the processor, ratios of both to sqlite3's,
 * private memory at its peak and before in MB, what the file grew by in MB once it was closed, the longest time between two signs
 * of progress in ms, and the seconds of the processor that the packed copies took behind the import until it was closed. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/bw-flow.h"
#include "core/bw-snapshot.h"
#include "import-floor.h"
#include "import-sample.h"
#include "session/bw-session.h"

enum
{
  MAX_ROUNDS = 15,
  SAMPLE_MS = 5,
};

typedef enum
{
  WALL,
  CPU,
  PEAK,
  BEFORE,
  GROWTH,
  GAP,
  BEHIND,
  N_FIGURES,
} Figure;

typedef struct
{
  const char    *name;
  BwImportSample sample;
} Step;

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

/* ---- In a process of its own ---- */

/* Private memory of this process in KiB. */
static gint64
private_kib (void)
{
  g_autofree char *text = NULL;
  const char      *found;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  found = strstr (text, "RssAnon:");
  return found != NULL ? g_ascii_strtoll (found + 8, NULL, 10) : 0;
}

static gint64 peak;
static int    watching = 1;

static gpointer
watch_memory (gpointer data)
{
  while (g_atomic_int_get (&watching))
    {
      peak = MAX (peak, private_kib ());
      g_usleep (SAMPLE_MS * 1000);
    }
  return NULL;
}

typedef struct
{
  GMainLoop      *loop;
  BwImportResult *result;
  GError         *error;
  gint64          last, gap;
  double          cancel_at;
  GCancellable   *cancellable;
  gint64          cancelled;
} Waiting;

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Waiting *waiting = data;

  bw_session_open_finish (BW_SESSION (object), result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Waiting *waiting = data;

  bw_session_create_finish (BW_SESSION (object), result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Waiting *waiting = data;

  waiting->result = bw_session_import_finish (BW_SESSION (object), result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
note_gap (Waiting *waiting)
{
  gint64 now = g_get_monotonic_time ();

  waiting->gap = MAX (waiting->gap, now - waiting->last);
  waiting->last = now;
}

static void
progress_cb (double   done,
             gpointer data)
{
  Waiting *waiting = data;

  note_gap (waiting);
  if (waiting->cancelled == 0 && waiting->cancel_at > 0 && done >= waiting->cancel_at)
    {
      waiting->cancelled = g_get_monotonic_time ();
      g_cancellable_cancel (waiting->cancellable);
    }
}

static BwSession *
open_project (const char *project,
              Waiting    *waiting)
{
  BwSession *session = bw_session_new ();
  g_autoptr (GFile) file = g_file_new_for_path (project);

  if (g_file_test (project, G_FILE_TEST_EXISTS))
    bw_session_open_async (session, file, NULL, opened_cb, waiting);
  else
    {
      g_autoptr (BwBook) book = bw_book_new ();

      bw_book_add_default_stages (book);
      bw_session_create_async (session, file, book, NULL, created_cb, waiting);
    }
  g_main_loop_run (waiting->loop);
  stop_on (waiting->error);
  return session;
}

static gint64
file_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_size : 0;
}

static void
time_reads (BwBook *book)
{
  BwDate   last = bw_book_data_date (book);
  BwPeriod period;
  double   best[2] = { INFINITY, INFINITY };
  BwScope  scope = { BW_SCOPE_ALL, BW_NOBODY };

  period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  for (int i = 0; i < 5; i++)
    {
      gint64 began = g_get_monotonic_time ();
      g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, last - 90);
      g_autoptr (BwFlow) flow = NULL;

      best[0] = MIN (best[0], (double)(g_get_monotonic_time () - began) / 1000);
      began = g_get_monotonic_time ();
      flow = bw_flow_new (book, &scope, &period, last - 6, last);
      best[1] = MIN (best[1], (double)(g_get_monotonic_time () - began) / 1000);
      if (!flow->balanced)
        stop_on (g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_FAILED, "The waterfall does not balance."));
    }
  fprintf (stderr, "state as of a day %.0f ms, waterfall %.0f ms\n", best[0], best[1]);
}

static double
seconds_of (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Imports @csv into @project, and prints the figures. */
static int
import_one (const char *project,
            const char *csv,
            double      cancel_at)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting    waiting = { .loop = g_main_loop_new (NULL, FALSE), .cancel_at = cancel_at, .cancellable = cancellable };
  BwSession *session = open_project (project, &waiting);
  gint64     size = file_size (project), before = private_kib (), began;
  GThread   *watcher = g_thread_new ("watch", watch_memory, NULL);
  double     cpu = seconds_of (RUSAGE_SELF), wall, behind;

  began = waiting.last = g_get_monotonic_time ();
  bw_session_import_async (session, (const char *const[]) { csv, NULL }, NULL, progress_cb, &waiting, cancellable, imported_cb, &waiting);
  g_main_loop_run (waiting.loop);
  note_gap (&waiting);
  wall = (double)(waiting.last - began) / 1e6;
  if (cancel_at > 0)
    {
      printf ("%.3f\n", (double)(waiting.last - waiting.cancelled) / 1e6);
      return 0;
    }
  stop_on (waiting.error);
  behind = seconds_of (RUSAGE_SELF);
  cpu = behind - cpu;
  g_atomic_int_set (&watching, 0);
  g_thread_join (watcher);
  if (g_getenv ("BENCH_IMPORT_DETAILS") != NULL)
    {
      const BwImportSummary *summary = g_ptr_array_index (waiting.result->summaries, 0);
      const BwBook          *book = waiting.result->after;

      fprintf (stderr, "%u rows, %u new, %u changed, %u unchanged, %u vanished; read in %.2f s; %u changes, %.0f MB texts\n",
               summary->rows, summary->n_new, summary->n_changed, summary->n_unchanged, summary->n_vanished, summary->seconds,
               book->history.n, (double)book->texts.length / 1e6);
      time_reads (waiting.result->after);
    }
  bw_import_result_free (waiting.result);
  bw_session_close (session);
  g_object_unref (session);
  behind = seconds_of (RUSAGE_SELF) - behind;
  printf ("%f %f %f %f %f %f %f\n", wall, cpu, (double)peak / 1024, (double)before / 1024, (double)(file_size (project) - size) / 1e6,
          (double)waiting.gap / 1000, behind);
  g_main_loop_unref (waiting.loop);
  return 0;
}

/* ---- The rounds ---- */

/* Runs @arguments and returns the first line that it prints. */
static char *
run (const char *const *arguments,
     double            *wall,
     double            *cpu)
{
  GError *error = NULL;
  char   *output = NULL;
  int     status;
  gint64  began = g_get_monotonic_time ();

  *cpu = seconds_of (RUSAGE_CHILDREN);
  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  *wall = (double)(g_get_monotonic_time () - began) / 1e6;
  *cpu = seconds_of (RUSAGE_CHILDREN) - *cpu;
  stop_on (error);
  g_spawn_check_wait_status (status, &error);
  stop_on (error);
  return output;
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double
median (const double *values,
        guint         n)
{
  double sorted[MAX_ROUNDS];

  memcpy (sorted, values, n * sizeof *values);
  qsort (sorted, n, sizeof *sorted, compare);
  return sorted[n / 2];
}

static void
print_line (const char *name,
            double      figures[N_FIGURES][MAX_ROUNDS],
            guint       rounds,
            double      reference,
            double      reference_cpu)
{
  printf ("%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.1f\t%.0f\t%.2f\n", name, median (figures[WALL], rounds), median (figures[CPU], rounds),
          median (figures[WALL], rounds) / reference, median (figures[CPU], rounds) / reference_cpu,
          median (figures[PEAK], rounds), median (figures[BEFORE], rounds),
          median (figures[GROWTH], rounds), median (figures[GAP], rounds), median (figures[BEHIND], rounds));
}

static void
run_rounds (const char *self,
            const char *folder,
            const Step *steps,
            guint       n_steps,
            guint       rounds)
{
  static double    figures[8][N_FIGURES][MAX_ROUNDS], floors[2][N_FIGURES][MAX_ROUNDS], cancelled[2][MAX_ROUNDS];
  g_autofree char *project = g_build_filename (folder, "p.bellwether", NULL);
  g_autofree char *database = g_build_filename (folder, "reference.db", NULL);
  g_autofree char *first = g_build_filename (folder, "0.csv", NULL);
  g_autofree char *import = g_strdup_printf (".import --csv '%s' deals", first);
  double           wall, cpu;

  for (guint round = 0; round < rounds; round++)
    {
      g_free (run ((const char *const[]) { "sqlite3", database, import, NULL }, &figures[0][WALL][round], &figures[0][CPU][round]));
      figures[0][GROWTH][round] = (double)file_size (database) / 1e6;
      g_unlink (database);
      for (guint i = 0; i < 2; i++)
        {
          g_free (run ((const char *const[]) { self, "--floor", first, i == 0 ? "" : database, NULL }, &floors[i][WALL][round],
                       &floors[i][CPU][round]));
          floors[i][GROWTH][round] = (double)file_size (database) / 1e6;
        }
      g_unlink (database);
      for (guint i = 0; i < 2; i++)
        {
          g_autofree char *at = g_strdup (i == 0 ? "0.3" : "0.8");
          g_autofree char *output = run ((const char *const[]) { self, "--one", project, first, at, NULL }, &wall, &cpu);

          cancelled[i][round] = g_ascii_strtod (output, NULL);
          g_unlink (project);
        }
      for (guint i = 0; i < n_steps; i++)
        {
          g_autofree char *csv = g_strdup_printf ("%s/%u.csv", folder, i);
          g_autofree char *output = run ((const char *const[]) { self, "--one", project, csv, "0", NULL }, &wall, &cpu);
          char            *at = output;

          for (guint f = 0; f < N_FIGURES; f++)
            figures[i + 1][f][round] = g_ascii_strtod (at, &at);
        }
      g_unlink (project);
    }
  printf ("what\tseconds\tprocessor\tratio\tprocessor's ratio\tpeak MB\tbefore MB\tgrowth MB\tlongest silence ms\tbehind it\n");
  print_line ("sqlite3 .import", figures[0], rounds, median (figures[0][WALL], rounds), median (figures[0][CPU], rounds));
  print_line ("libcsv alone", floors[0], rounds, median (figures[0][WALL], rounds), median (figures[0][CPU], rounds));
  print_line ("libcsv and typed rows, bound", floors[1], rounds, median (figures[0][WALL], rounds), median (figures[0][CPU], rounds));
  for (guint i = 0; i < n_steps; i++)
    print_line (steps[i].name, figures[i + 1], rounds, median (figures[0][WALL], rounds), median (figures[0][CPU], rounds));
  printf ("cancelled while reading, while writing: %.0f ms, %.0f ms\n", median (cancelled[0], rounds) * 1000,
          median (cancelled[1], rounds) * 1000);
}

int
main (int    argc,
      char **argv)
{
  guint      n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  guint      rounds = CLAMP (argc > 2 ? atoi (argv[2]) : 3, 1, MAX_ROUNDS);
  const Step steps[] = {
    { "first import", { .n_deals = n } },
    { "the same again, one deal in 20 changed", { .n_deals = n, .week = 1, .every = 20 } },
    { "a week later, the rows the other way round", { .n_deals = n, .week = 2, .every = 20, .reversed = TRUE } },
    { "every deal changed", { .n_deals = n, .week = 3, .every = 1 } },
  };
  g_autofree char *folder = NULL;
  GError          *error = NULL;

  if (argc > 1 && g_str_equal (argv[1], "--one"))
    return import_one (argv[2], argv[3], g_ascii_strtod (argv[4], NULL));
  if (argc > 3 && g_str_equal (argv[1], "--floor"))
    {
      bw_import_floor_run (argv[2], argv[3]);
      return 0;
    }
  folder = g_dir_make_tmp ("bench-import-XXXXXX", &error);
  stop_on (error);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *csv = g_strdup_printf ("%s/%u.csv", folder, i);

      bw_import_sample_write (&steps[i].sample, csv, &error);
      stop_on (error);
    }
  run_rounds (argv[0], folder, steps, G_N_ELEMENTS (steps), rounds);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *csv = g_strdup_printf ("%s/%u.csv", folder, i);

      g_unlink (csv);
    }
  g_rmdir (folder);
  return 0;
}
