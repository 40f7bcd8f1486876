/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the project file on the sample company: bench-store [DEALS] (a million unless said otherwise).
 *
 * One line a step, tab-separated: name, seconds of the wall's clock, seconds of the processor; the size of the file in
 * MB. The file stands in the folder for temporary files. */

#include "core/bw-sample.h"
#include "store/bw-store-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <glib/gstdio.h>

static gint64  began;
static clock_t began_cpu;

static void
begin (void)
{
  began = g_get_monotonic_time ();
  began_cpu = clock ();
}

static void
tell (const char *name)
{
  printf ("%s\t%.3f\t%.3f\n", name, (double)(g_get_monotonic_time () - began) / 1e6, (double)(clock () - began_cpu) / CLOCKS_PER_SEC);
  fflush (stdout);
}

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

/* Writes all of @book as one import into a new project of its organisation alone. */
static void
first_import (const char *path,
              BwBook     *book)
{
  g_autoptr (BwBook) nothing = bw_book_new ();
  g_autoptr (BwDelta) delta = bw_delta_new (nothing);
  GError  *error = NULL;
  BwStore *store = bw_store_create (path, nothing, &error);

  stop_on (error);
  delta->organisation = TRUE;
  g_array_append_vals (delta->changes, book->history.changes, book->history.n);
  begin ();
  bw_store_write (store, book, delta, NULL, NULL, NULL, &error);
  bw_store_finish_copies (store);
  tell ("first import");
  stop_on (error);
  bw_store_free (store);
}

/* The state after an import that gives every @every-th deal another amount. */
static void
change (const BwBook *before,
        guint         every,
        BwBook      **after,
        BwDelta     **delta)
{
  BwBook *book = *after = bw_book_copy (before);

  *delta = bw_delta_new (before);
  for (guint deal = 0; deal < book->deals.n; deal += every)
    {
      BwChange change = { deal, 30000, 0, BW_FIELD_AMOUNT, BW_TIME_EXPORT, -1, book->deals.amount[deal], deal };

      book->deals.amount[deal] = deal;
      g_array_append_val ((*delta)->changes, change);
      bw_delta_mark_deal (*delta, deal);
    }
  bw_history_add (&book->history, (const BwChange *)(*delta)->changes->data, (*delta)->changes->len, book->deals.n);
}

static BwBook *
timed_change (BwStore      *store,
              const BwBook *before,
              guint         every,
              GBytes      **undo,
              const char   *name)
{
  GError *error = NULL;
  BwBook *after;
  g_autoptr (BwDelta) delta = NULL;

  change (before, every, &after, &delta);
  begin ();
  bw_store_write (store, after, delta, undo, NULL, NULL, &error);
  bw_store_finish_copies (store);
  tell (name);
  stop_on (error);
  return after;
}

static int
compare_seconds (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The median of five openings. */
static void
load_packed (BwStore *store)
{
  double  seconds[5];
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      g_autoptr (BwBook) book = NULL;

      begin ();
      book = bw_store_load (store, &error);
      seconds[i] = (double)(g_get_monotonic_time () - began) / 1e6;
      stop_on (error);
    }
  qsort (seconds, G_N_ELEMENTS (seconds), sizeof *seconds, compare_seconds);
  printf ("load packed, median and best of 5\t%.3f\t%.3f\n", seconds[2], seconds[0]);
}

static void
reads (const char *path)
{
  GError *error = NULL;
  g_autoptr (BwBook) rows = NULL;
  BwStore *store;

  begin ();
  store = bw_store_open (path, &error);
  tell ("open");
  stop_on (error);
  load_packed (store);
  if (!bw_sql_begin (&store->sql, FALSE, &error))
    stop_on (error);
  begin ();
  rows = bw_store_load_rows (store, &error);
  tell ("load rows");
  bw_sql_rollback (&store->sql);
  stop_on (error);
  bw_store_free (store);
}

static void
changes (const char *path)
{
  GError *error = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) edited = NULL;
  g_autoptr (BwBook) changed = NULL;
  g_autoptr (BwBook) again = NULL;
  BwStore *store = bw_store_open (path, &error);

  stop_on (error);
  book = bw_store_load (store, &error);
  stop_on (error);
  edited = timed_change (store, book, book->deals.n, &undo, "write one deal");
  begin ();
  bw_store_revert (store, undo, NULL, &edited, &error);
  tell ("undo one deal");
  stop_on (error);
  changed = timed_change (store, book, 20, NULL, "write 5 % of the deals");
  begin ();
  again = bw_store_load (store, &error);
  tell ("load packed and patched");
  stop_on (error);
  begin ();
  bw_store_free (store);
  tell ("close");
}

static void
moved_areas (const char *path)
{
  GError *error = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwDelta) moved = NULL;
  BwStore *store = bw_store_open (path, &error);

  stop_on (error);
  book = bw_store_load (store, &error);
  stop_on (error);
  delta = bw_delta_new (book);
  after = bw_book_copy (book);
  for (guint i = 0; i < 41000; i++)
    {
      BwAssignment unit = { bw_book_random_key (), (gint32)(i % book->territories->len), 0 };
      char         code[32];

      g_snprintf (code, sizeof code, "zip:%05u", i);
      unit.unit = bw_pool_add (&after->texts, code, -1);
      g_array_append_val (after->assignments, unit);
    }
  bw_store_write (store, after, delta, NULL, NULL, NULL, &error);
  stop_on (error);

  bw_book_unref (book);
  book = bw_book_copy (after);
  moved = bw_delta_new (book);
  for (guint i = moved->before[BW_TABLE_ASSIGNMENTS] - 41000; i < moved->before[BW_TABLE_ASSIGNMENTS]; i++)
    {
      g_array_index (book->assignments, BwAssignment, i).territory = 0;
      bw_delta_mark (moved, BW_TABLE_ASSIGNMENTS, i);
    }
  begin ();
  bw_store_write (store, book, moved, &undo, NULL, NULL, &error);
  tell ("move 41,000 areas");
  stop_on (error);
  begin ();
  bw_store_revert (store, undo, NULL, &book, &error);
  tell ("undo 41,000 moved areas");
  stop_on (error);
  bw_store_free (store);
}

int
main (int   argc,
      char *argv[])
{
  BwSampleOptions  options = bw_sample_default_options ();
  g_autofree char *dir = g_dir_make_tmp ("bw-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "bench.bellwether", NULL);
  GStatBuf         status;
  g_autoptr (BwBook) book = NULL;

  options.n_deals = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  begin ();
  book = bw_sample_new (&options);
  tell ("make the sample");
  printf ("deals\t%u\nchanges\t%u\ntexts MB\t%.1f\n", book->deals.n, book->history.n, (double)book->texts.length / 1e6);

  first_import (path, book);
  g_clear_pointer (&book, bw_book_unref);
  if (g_stat (path, &status) == 0)
    printf ("file MB\t%.1f\n", (double)status.st_size / 1e6);
  reads (path);
  changes (path);
  moved_areas (path);
  if (g_stat (path, &status) == 0)
    printf ("file MB\t%.1f\n", (double)status.st_size / 1e6);
  g_unlink (path);
  g_rmdir (dir);
  return 0;
}
