/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the map editor takes for what follows the pointer.
 *
 * bench-editor UNITS.csv EDGES.csv [TERRITORIES]: reads areas (unit,x_km,y_km,measure...) and their borders (a,b), gives them to territories by
 * a grid, and measures on copies of the running totals: one area to another territory and back with all totals of both; a line of 300
 * corners around 5,000 areas, tested, moved, and all totals and deviations read; the full check of all areas (pieces, holes, gaps). Then a
 * project with a plan of 41,000 rows of postal codes: giving all of them to another territory, as an edit, and taking it back. Of each the
 * median and the longest of the runs are printed in milliseconds of processor time. */

#include "core/bw-territory-edit.h"
#include "core/bw-territory-tally.h"
#include "store/bw-store.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
  N_RUNS = 41,
  N_CORNERS = 300,
  N_CODES = 41000,
  LASSOED = 5000,
  MOST_MEASURES = 8,
};

typedef struct
{
  guint        n, n_measures;
  GHashTable  *index;  /* unit to 1 + its index */
  GArray      *x, *y;  /* double */
  GArray      *values; /* gint64 */
  BwAdjacency *adjacency;
} Map;

static double
cpu_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
compare (const void *a,
         const void *b)
{
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static void
tell (const char *what,
      double     *runs,
      guint       n,
      double      goal)
{
  qsort (runs, n, sizeof *runs, compare);
  printf ("%-50s median %8.3f ms, longest %8.3f ms (goal %g)\n", what, runs[n / 2], runs[n - 1], goal);
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  return text;
}

static void
read_units (Map        *map,
            const char *path)
{
  g_autofree char *text = read_text (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  map->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  map->x = g_array_new (FALSE, FALSE, sizeof (double));
  map->y = g_array_new (FALSE, FALSE, sizeof (double));
  map->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ",", -1);
      guint  n = g_strv_length (cells);
      double x, y;

      if (n < 4)
        continue;
      x = g_ascii_strtod (cells[1], NULL);
      y = g_ascii_strtod (cells[2], NULL);
      map->n_measures = MIN (n - 3, MOST_MEASURES);
      g_hash_table_insert (map->index, g_strdup (cells[0]), GUINT_TO_POINTER (++map->n));
      g_array_append_val (map->x, x);
      g_array_append_val (map->y, y);
      for (guint m = 0; m < map->n_measures; m++)
        {
          gint64 value = llround (g_ascii_strtod (cells[3 + m], NULL));

          g_array_append_val (map->values, value);
        }
    }
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  guint64 left = *(const guint64 *)a, right = *(const guint64 *)b;

  return (left > right) - (left < right);
}

static void
read_edges (Map        *map,
            const char *path)
{
  g_autofree char *text = read_text (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ",", -1);
      guint64 a = g_strv_length (cells) == 2 ? GPOINTER_TO_UINT (g_hash_table_lookup (map->index, cells[0])) : 0;
      guint64 b = a != 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (map->index, cells[1])) : 0, pair;

      if (a == 0 || b == 0)
        continue;
      pair = (a - 1) << 32 | (b - 1);
      g_array_append_val (pairs, pair);
      pair = (b - 1) << 32 | (a - 1);
      g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  map->adjacency = g_new0 (BwAdjacency, 1);
  map->adjacency->n = map->n;
  map->adjacency->first = g_new0 (guint, map->n + 1);
  map->adjacency->neighbours = g_new (gint32, pairs->len + 1);
  for (guint i = 0; i < pairs->len; i++)
    {
      guint64 pair = g_array_index (pairs, guint64, i);

      map->adjacency->first[(pair >> 32) + 1]++;
      map->adjacency->neighbours[i] = (gint32)(pair & G_MAXUINT32);
    }
  for (guint i = 0; i < map->n; i++)
    map->adjacency->first[i + 1] += map->adjacency->first[i];
}

static BwTerritoryTally *
tally_new (const Map *map,
           guint      k)
{
  g_autofree gint32 *territory = g_new (gint32, map->n + 1);
  guint              across = (guint)MAX (ceil (sqrt (k)), 1);
  double             low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;

  for (guint i = 0; i < map->n; i++)
    {
      low_x = MIN (low_x, g_array_index (map->x, double, i));
      high_x = MAX (high_x, g_array_index (map->x, double, i));
      low_y = MIN (low_y, g_array_index (map->y, double, i));
      high_y = MAX (high_y, g_array_index (map->y, double, i));
    }
  for (guint i = 0; i < map->n; i++)
    {
      guint column = (guint)((g_array_index (map->x, double, i) - low_x) / (high_x - low_x + 1) * across);
      guint row = (guint)((g_array_index (map->y, double, i) - low_y) / (high_y - low_y + 1) * across);

      territory[i] = (gint32)((column + row * across) % k);
    }
  return bw_territory_tally_new (map->adjacency, k, map->n_measures, territory, (const gint64 *)(gpointer)map->values->data, NULL);
}

/* Reads what is shown of all territories. */
static double
read_all (const Map              *map,
          const BwTerritoryTally *tally,
          guint                   k)
{
  double sum = 0;

  for (gint32 t = 0; t < (gint32)k; t++)
    for (guint m = 0; m < map->n_measures; m++)
      sum += (double)bw_territory_tally_get_total (tally, t, m) + bw_territory_tally_get_deviation (tally, t, m);
  return sum;
}

static void
bench_one (const Map              *map,
           const BwTerritoryTally *tally,
           guint                   k)
{
  double runs[N_RUNS], sum = 0;
  g_autoptr (BwTerritoryTally) copy = bw_territory_tally_copy (tally);

  for (guint run = 0; run < N_RUNS; run++)
    {
      guint  unit = (guint)((guint64)run * 7919 % map->n);
      gint32 from = bw_territory_tally_get_territory (copy, unit), to = (from + 1) % (gint32)k;
      double began = cpu_ms ();

      bw_territory_tally_move (copy, unit, to);
      sum += read_all (map, copy, k);
      bw_territory_tally_move (copy, unit, from);
      runs[run] = cpu_ms () - began;
    }
  tell (sum != 0 ? "one area to another and back, all totals" : "", runs, N_RUNS, 1);
}

/* The corners of a line around the LASSOED areas nearest to the middle one. */
static void
make_lasso (const Map *map,
            double    *xs,
            double    *ys)
{
  g_autofree double *distances = g_new (double, map->n + 1);
  double             x = g_array_index (map->x, double, map->n / 2), y = g_array_index (map->y, double, map->n / 2), radius;

  for (guint i = 0; i < map->n; i++)
    distances[i] = hypot (g_array_index (map->x, double, i) - x, g_array_index (map->y, double, i) - y);
  qsort (distances, map->n, sizeof *distances, compare);
  radius = distances[MIN (LASSOED, map->n - 1)];
  for (guint i = 0; i < N_CORNERS; i++)
    {
      xs[i] = x + radius * cos (2 * G_PI * i / N_CORNERS);
      ys[i] = y + radius * sin (2 * G_PI * i / N_CORNERS);
    }
}

static void
bench_lasso (const Map              *map,
             const BwTerritoryTally *tally,
             guint                   k)
{
  double              runs[N_RUNS], xs[N_CORNERS], ys[N_CORNERS], sum = 0, low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  g_autofree guint32 *units = g_new (guint32, map->n + 1);
  guint               n = 0;

  make_lasso (map, xs, ys);
  for (guint i = 0; i < N_CORNERS; i++)
    {
      low_x = MIN (low_x, xs[i]);
      high_x = MAX (high_x, xs[i]);
      low_y = MIN (low_y, ys[i]);
      high_y = MAX (high_y, ys[i]);
    }
  for (guint run = 0; run < N_RUNS; run++)
    {
      double began = cpu_ms ();
      g_autoptr (BwTerritoryTally) copy = bw_territory_tally_copy (tally);

      n = 0;
      for (guint32 u = 0; u < map->n; u++)
        {
          double   x = g_array_index (map->x, double, u), y = g_array_index (map->y, double, u);
          gboolean odd = FALSE;

          if (x < low_x || x > high_x || y < low_y || y > high_y)
            continue;
          for (guint i = 0, j = N_CORNERS - 1; i < N_CORNERS; j = i++)
            if ((ys[i] > y) != (ys[j] > y) && x < xs[i] + (xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i]))
              odd = !odd;
          if (odd)
            units[n++] = u;
        }
      bw_territory_tally_move_all (copy, units, n, (gint32)(run % k));
      sum += read_all (map, copy, k);
      runs[run] = cpu_ms () - began;
    }
  printf ("(%u areas within the line)\n", n);
  tell (sum != 0 ? "a line around them, moved, all totals" : "", runs, N_RUNS, 16);
}

static void
bench_check (const BwTerritoryTally *tally)
{
  double runs[N_RUNS];
  guint  pieces = 0;

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_auto (BwTallyCheck) check = { 0 };
      double began = cpu_ms ();

      bw_territory_tally_check (tally, &check);
      runs[run] = cpu_ms () - began;
      pieces = check.n_pieces;
    }
  printf ("(%u pieces)\n", pieces);
  tell ("full check of all areas", runs, N_RUNS, 10);
}

/* A plan that gives 41,000 postal codes to the first of two territories. */
static BwBook *
book_new (void)
{
  BwBook     *book = bw_book_new ();
  BwPlan      plan = { .key = bw_book_random_key (), .status = BW_PLAN_DRAFT, .from = BW_DATE_NONE };
  BwTerritory territory = { .owner = BW_NOBODY };

  plan.name = bw_pool_add (&book->texts, "Plan", -1);
  g_array_append_val (book->plans, plan);
  for (guint i = 0; i < 2; i++)
    {
      territory.key = bw_book_random_key ();
      territory.name = bw_pool_add (&book->texts, i == 0 ? "One" : "Two", -1);
      g_array_append_val (book->territories, territory);
    }
  for (guint i = 0; i < N_CODES; i++)
    {
      g_autofree char *unit = g_strdup_printf ("zip:%05u", i);
      BwAssignment     row = { bw_book_random_key (), 0, bw_pool_add (&book->texts, unit, -1) };

      g_array_append_val (book->assignments, row);
    }
  return book;
}

static void
bench_undo (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-editor-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "project.bellwether", NULL);
  g_autoptr (BwBook) book = book_new ();
  g_autoptr (GError) error = NULL;
  BwStore *store = bw_store_create (path, book, &error);
  double   edits[7], undos[7];
  gsize    size = 0;

  for (guint run = 0; store != NULL && run < G_N_ELEMENTS (edits); run++)
    {
      BwBook *after = bw_book_copy_but_deals (book), *back = bw_book_ref (after);
      g_autoptr (BwDelta) delta = bw_delta_new (book);
      g_autoptr (GBytes) token = NULL;
      g_autoptr (GBytes) redo = NULL;
      double began;

      for (guint i = 0; i < after->assignments->len; i++)
        {
          g_array_index (after->assignments, BwAssignment, i).territory = 1;
          bw_delta_mark (delta, BW_TABLE_ASSIGNMENTS, i);
        }
      began = cpu_ms ();
      if (!bw_store_write (store, after, delta, &token, NULL, NULL, &error))
        break;
      edits[run] = cpu_ms () - began;
      size = g_bytes_get_size (token);
      began = cpu_ms ();
      if (!bw_store_revert (store, token, &redo, &back, &error))
        break;
      undos[run] = cpu_ms () - began;
      bw_book_unref (back);
      bw_book_unref (after);
    }
  if (error != NULL)
    fprintf (stderr, "%s\n", error->message);
  else
    {
      tell ("41,000 codes to another territory, as an edit", edits, G_N_ELEMENTS (edits), 200);
      tell ("taking it back", undos, G_N_ELEMENTS (undos), 200);
      printf ("(%.1f MB kept for it)\n", (double)size / 1e6);
    }
  g_clear_pointer (&store, bw_store_free);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  Map   map = { 0 };
  guint k = argc > 3 ? (guint)g_ascii_strtoull (argv[3], NULL, 10) : 100;

  if (argc < 3 || k < 2)
    {
      fprintf (stderr, "bench-editor UNITS.csv EDGES.csv [TERRITORIES]\n");
      return 2;
    }
  read_units (&map, argv[1]);
  read_edges (&map, argv[2]);
  printf ("%u areas, %u measures, %u territories\n", map.n, map.n_measures, k);
  {
    g_autoptr (BwTerritoryTally) tally = tally_new (&map, k);

    bench_one (&map, tally, k);
    bench_lasso (&map, tally, k);
    bench_check (tally);
  }
  bench_undo ();
  bw_adjacency_free (map.adjacency);
  g_hash_table_unref (map.index);
  g_array_unref (map.x);
  g_array_unref (map.y);
  g_array_unref (map.values);
  return 0;
}
