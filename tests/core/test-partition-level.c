/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide maps on which few units are worth anything: they are divided by clusters first. */

#include "core/bw-random.h"
#include "made-map.h"

#include <string.h>

enum
{
  WIDTH = 90,
  K = 9,
};

/* A grid on which one in @every units has weights. */
static BwMadeMap
make_sparse (guint every,
             guint gap)
{
  BwMadeMap map = bw_made_map_grid (WIDTH, WIDTH, 2, gap, 31);
  BwRandom  random;

  bw_random_init (&random, 8, 0);
  for (guint u = 0; u < map.n; u++)
    if (bw_random_below (&random, every) > 0)
      map.weights[2 * u] = map.weights[2 * u + 1] = 0;
  return map;
}

/* Today's plan: nine squares. */
static gint32 *
make_squares (void)
{
  gint32 *plan = g_new (gint32, WIDTH * WIDTH);

  for (guint u = 0; u < WIDTH * WIDTH; u++)
    plan[u] = (gint32)(3 * (u / WIDTH / (WIDTH / 3)) + u % WIDTH / (WIDTH / 3));
  return plan;
}

/* Units put together weigh what they did, lie in the middle, and have the borders that they had between them. */
static void
test_merged (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (4, 2, 1, 0, 1);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  static const guint32 cluster[] = { 0, 0, 1, 2, 0, 1, 1, 2 };
  g_autoptr (BwUnitGraph) merged = bw_unit_graph_new_merged (graph, cluster, 3);
  double weight = 0, across = 0;

  for (guint u = 0; u < 8; u++)
    if (cluster[u] == 1)
      weight += map.weights[u], across += map.weights[u] * map.x[u];
  g_assert_cmpuint (merged->n, ==, 3);
  g_assert_cmpuint (merged->n_components, ==, 1);
  g_assert_cmpfloat_with_epsilon (merged->weights[1], weight, 1e-9);
  g_assert_cmpfloat_with_epsilon (merged->points[1].at[0], across / weight, 1e-9);
  g_assert_cmpfloat (merged->total[0], ==, graph->total[0]);
  g_assert_true (bw_unit_graph_are_neighbours (merged, 0, 1));
  g_assert_true (bw_unit_graph_are_neighbours (merged, 1, 2));
  g_assert_false (bw_unit_graph_are_neighbours (merged, 0, 2));
  g_assert_cmpuint (merged->first[3], ==, 4);
}

typedef struct
{
  const char *name;
  guint       every, gap;
  gboolean    current, some_nobody, locks, closed, afresh;
} SparseCase;

static const SparseCase cases[] = {
  { "new", 20, 0, FALSE, FALSE, FALSE, FALSE, FALSE },
  { "new-water", 20, 30, FALSE, FALSE, FALSE, FALSE, FALSE },
  { "realign", 20, 0, TRUE, FALSE, FALSE, FALSE, FALSE },
  { "gaps", 20, 0, TRUE, TRUE, FALSE, FALSE, FALSE },
  { "locks", 12, 0, TRUE, FALSE, TRUE, FALSE, FALSE },
  { "closed", 12, 0, TRUE, TRUE, TRUE, TRUE, FALSE },
  { "afresh", 20, 0, TRUE, FALSE, TRUE, FALSE, TRUE },
};

/* Even, in one piece, with locks kept, never worse than it was, the same for any number of threads; and little is moved. */
static void
test_sparse (gconstpointer data)
{
  const SparseCase *c = data;
  g_auto (BwMadeMap) map = make_sparse (c->every, c->gap);
  g_autoptr (BwUnitGraph) graph = NULL;
  g_autofree gint32 *current = make_squares (), *fixed = g_new (gint32, map.n);
  guint8             closed[K] = { 0 };
  double             tolerances[] = { 0.1, 0.1 };
  BwPartitionOptions options = { .k = K, .tolerances = tolerances, .seed = 3, .iterations = 150000, .n_threads = 1 };
  g_autoptr (BwPartition) partition = NULL;
  g_autoptr (BwPartition) again = NULL;

  for (guint u = 0; u < map.n; u++)
    {
      fixed[u] = c->locks && u % 101 == 0 ? current[u] : -1;
      if (c->some_nobody && u % WIDTH > 80)
        current[u] = fixed[u] = -1;
      for (guint m = 0; c->current && !c->closed && m < 2; m++)
        map.weights[2 * u + m] *= u % WIDTH < 30 ? 2 : 1;
    }
  closed[4] = c->closed;
  options.current = c->current ? current : NULL;
  options.fixed = c->locks ? fixed : NULL;
  options.closed = c->current ? closed : NULL;
  options.afresh = c->afresh;
  graph = bw_made_map_graph (&map);
  partition = bw_made_map_divide (graph, &options);
  if (!c->closed)
    g_assert_cmpuint (partition->score.n_outside, ==, 0);
  if (!c->locks)
    g_assert_cmpuint (partition->score.n_detached, ==, 0);
  if (c->current && !c->afresh && !c->closed)
    g_assert_cmpfloat (partition->score.moved, <=, 1.6 * partition->moved_at_least);
  options.n_threads = 2;
  again = bw_made_map_divide (graph, &options);
  g_assert_cmpmem (partition->territory, map.n * sizeof (gint32), again->territory, map.n * sizeof (gint32));
  g_assert_cmpuint (partition->iterations, ==, again->iterations);
}

/* The same work divides it better and with less on the way than without clusters, which are not made where all units have some weight. */
static void
test_fewer_steps (void)
{
  g_auto (BwMadeMap) map = make_sparse (40, 0);
  g_autoptr (BwUnitGraph) sparse = NULL;
  g_autoptr (BwUnitGraph) covered = NULL;
  g_autofree gint32 *current = make_squares ();
  double             tolerances[] = { 0.1, 0.1 };
  BwPartitionOptions options = { .k = K, .tolerances = tolerances, .seed = 3, .iterations = 3000, .current = current };
  g_autoptr (BwPartition) by_clusters = NULL;
  g_autoptr (BwPartition) by_units = NULL;

  for (guint u = 0; u < map.n; u++)
    for (guint m = 0; m < 2; m++)
      map.weights[2 * u + m] *= u % WIDTH < 30 ? 3 : 1;
  sparse = bw_made_map_graph (&map);
  for (guint u = 0; u < map.n; u++)
    for (guint m = 0; m < 2; m++)
      map.weights[2 * u + m] = MAX (map.weights[2 * u + m], 1e-9);
  covered = bw_made_map_graph (&map);
  by_clusters = bw_made_map_divide (sparse, &options);
  by_units = bw_made_map_divide (covered, &options);
  g_assert_cmpfloat (by_clusters->score.violation, <, by_units->score.violation);
}

typedef struct
{
  guint  n, last;
  double told;
} Stop;

static gboolean
stop_cb (double   done,
         gpointer data)
{
  Stop *stop = data;

  g_assert_cmpfloat (done, >=, stop->told);
  g_assert_cmpfloat (done, <=, 1);
  stop->told = done;
  return ++stop->n < stop->last;
}

/* Stopped at any question, among the clusters or after, there is a whole plan, never worse than what it began with, and at once. */
static void
test_stop (void)
{
  g_auto (BwMadeMap) map = make_sparse (20, 0);
  g_autoptr (BwUnitGraph) graph = NULL;
  g_autofree gint32 *current = make_squares ();
  Stop               stop = { .last = G_MAXUINT };
  BwPartitionOptions options = { .k = K, .seed = 3, .iterations = 20000, .current = current, .n_threads = 1, .progress = stop_cb, .progress_data = &stop };
  guint              calls;

  for (guint u = 0; u < map.n; u++)
    map.weights[2 * u] *= u % WIDTH < 30 ? 2 : 1;
  graph = bw_made_map_graph (&map);
  bw_partition_free (bw_made_map_divide (graph, &options));
  g_assert_cmpfloat (stop.told, >, 0.9);
  calls = stop.n;
  for (guint i = 0; i <= 8; i++)
    {
      guint last = MAX (calls * i / 8, 1);
      g_autoptr (BwPartition) partition = NULL;

      stop = (Stop) { .last = last };
      partition = bw_made_map_divide (graph, &options);
      g_assert_true (partition->stopped);
      g_assert_cmpuint (stop.n, <=, last + 40);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partition-level/merged", test_merged);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/partition-level/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_sparse);
    }
  g_test_add_func ("/partition-level/fewer-steps", test_fewer_steps);
  g_test_add_func ("/partition-level/stop", test_stop);
  return g_test_run ();
}
