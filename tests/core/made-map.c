/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps that are made up, and what has to be true of every division of one.
 *
 * Loads, pieces and locks are worked out here from the territories alone, and held against what the optimiser says of its own result. */

#include "made-map.h"

#include "core/bw-random.h"

/* Frees what @map holds. */
void
bw_made_map_clear (BwMadeMap *map)
{
  g_free (map->x);
  g_free (map->y);
  g_free (map->weights);
  g_array_unref (map->edges);
}

static void
join (BwMadeMap *map,
      guint32    a,
      guint32    b)
{
  g_array_append_val (map->edges, a);
  g_array_append_val (map->edges, b);
}

/* A grid of @width times @height units with random weights; after @gap columns (0: none) a strip of water. */
BwMadeMap
bw_made_map_grid (guint   width,
                  guint   height,
                  guint   m,
                  guint   gap,
                  guint64 seed)
{
  BwMadeMap map = { width * height, m };
  BwRandom  random;

  bw_random_init (&random, seed, 0);
  map.x = g_new (double, map.n);
  map.y = g_new (double, map.n);
  map.weights = g_new (double, map.n *m);
  map.edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint u = 0; u < map.n; u++)
    {
      guint column = u % width;

      map.x[u] = 10.0 * column + (gap > 0 && column >= gap ? 50 : 0) + bw_random_unit (&random);
      map.y[u] = 10.0 * (u / width) + bw_random_unit (&random);
      for (guint i = 0; i < m; i++)
        map.weights[u * m + i] = 1 + 4 * bw_random_unit (&random);
      if (column + 1 < width && column + 1 != gap)
        join (&map, u, u + 1);
      if (u + width < map.n)
        join (&map, u, u + width);
    }
  return map;
}

/* Returns: (transfer full): the graph of @map. */
BwUnitGraph *
bw_made_map_graph (const BwMadeMap *map)
{
  BwUnitGraphInput input = { .n = map->n, .n_measures = map->m, .x_km = map->x, .y_km = map->y, .weights = map->weights };
  g_autoptr (GError) error = NULL;
  BwUnitGraph *graph;

  input.edges = (const guint32 *)(gpointer)map->edges->data;
  input.n_edges = map->edges->len / 2;
  graph = bw_unit_graph_new (&input, &error);
  g_assert_no_error (error);
  return graph;
}

/* How many pieces territory @own is in. */
guint
bw_made_map_count_pieces (const BwUnitGraph *graph,
                          const gint32      *territory,
                          gint32             own)
{
  g_autofree guint8  *seen = g_new0 (guint8, graph->n);
  g_autofree guint32 *stack = g_new (guint32, graph->n);
  guint               pieces = 0;

  for (guint u = 0; u < graph->n; u++)
    {
      guint n = 0;

      if (seen[u] || territory[u] != own)
        continue;
      pieces++;
      seen[u] = TRUE;
      stack[n++] = u;
      while (n > 0)
        {
          guint32 at = stack[--n];

          for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
            if (!seen[graph->neighbours[j]] && territory[graph->neighbours[j]] == own)
              seen[graph->neighbours[j]] = TRUE, stack[n++] = graph->neighbours[j];
        }
    }
  return pieces;
}

/* Whether a plan of which every territory is in one piece was asked for, and there has to be one. */
static gboolean
has_to_be_whole (const BwUnitGraph        *graph,
                 const BwPartitionOptions *options)
{
  g_autofree gint32 *all = g_new0 (gint32, graph->n);

  return !options->scattered && options->fixed == NULL && options->closed == NULL && bw_made_map_count_pieces (graph, all, 0) == 1;
}

/* Nothing is worse than what was begun with: not farther outside, and where both are within, not better in none of the parts. */
static void
check_not_worse (const BwPartition *partition)
{
  const BwPartitionScore *now = &partition->score, *start = &partition->start;

  g_assert_true (now->violation <= start->violation + 1e-9);
  if (now->n_outside == 0 && start->n_outside == 0)
    g_assert_true (now->inertia <= start->inertia * (1 + 1e-9) + 1e-9 || now->cut_edges < start->cut_edges || now->moved < start->moved ||
                   now->n_detached < start->n_detached);
}

/* What holds for every result. */
void
bw_made_map_check (const BwUnitGraph        *graph,
                   const BwPartitionOptions *options,
                   const BwPartition        *partition)
{
  g_autofree guint  *units = g_new0 (guint, options->k);
  g_autofree double *load = g_new0 (double, options->k * graph->n_measures);
  guint              detached = 0;

  for (guint u = 0; u < graph->n; u++)
    {
      g_assert_cmpint (partition->territory[u], >=, 0);
      g_assert_cmpint (partition->territory[u], <, options->k);
      units[partition->territory[u]]++;
      for (guint m = 0; m < graph->n_measures; m++)
        load[partition->territory[u] * graph->n_measures + m] += graph->weights[u * graph->n_measures + m];
      if (options->fixed != NULL && options->fixed[u] >= 0)
        g_assert_cmpint (partition->territory[u], ==, options->fixed[u]);
      if (options->closed != NULL && options->current[u] >= 0 && options->closed[options->current[u]])
        g_assert_cmpint (partition->territory[u], ==, options->current[u]);
    }
  for (guint t = 0; t < options->k; t++)
    {
      g_assert_cmpuint (units[t], ==, partition->units[t]);
      g_assert_cmpuint (units[t], >, 0);
      for (guint m = 0; m < graph->n_measures; m++)
        g_assert_cmpfloat_with_epsilon (load[t * graph->n_measures + m], partition->load[t * graph->n_measures + m], 1e-6 * (1 + graph->total[m]));
      detached += bw_made_map_count_pieces (graph, partition->territory, t) > 1;
    }
  g_assert_cmpuint (partition->score.n_detached, ==, detached);
  if (has_to_be_whole (graph, options))
    g_assert_cmpuint (detached, ==, 0);
  check_not_worse (partition);
  if (partition->score.n_outside > 0)
    g_assert_cmpuint (partition->findings->len, >, 0);
}

/* Divides @graph and holds the result to what has to be true of any. Returns: (transfer full). */
BwPartition *
bw_made_map_divide (const BwUnitGraph        *graph,
                    const BwPartitionOptions *options)
{
  g_autoptr (GError) error = NULL;
  BwPartition *partition = bw_partition_new (graph, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (partition);
  bw_made_map_check (graph, options, partition);
  return partition;
}
