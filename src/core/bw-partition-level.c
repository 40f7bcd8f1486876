/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coarser task: units that are worth nothing are put to those that are.
 *
 * A map of postal codes has tens of thousands of areas, and a company's accounts are in a few hundred of them. Between these the search
 * would walk for ages over ground that weighs nothing, where one border is as good as the next: a step that changes a load is a dozen
 * steps that change none. So each unit with a weight takes in what lies around it, all at the same pace, and the territories are made of these
 * clusters; the result is carried over to the units and smoothed there (the multilevel scheme of Hendrickson and Leland, A
 * multilevel algorithm for partitioning graphs, Supercomputing 1995, with one level).
 *
 * What is in a cluster is in the same territory today, or in none, and is locked into the same one, or free: so that value moved and locks
 * mean the same for clusters as for units. A cluster is in one piece of the graph with its ties, and so what is in one piece on this level
 * is on the finer. No cluster has more than a part of a territory's units, so that wide empty ground can still be divided. O(n + e). */

#include "core/bw-partition-private.h"

#include <string.h>

/* It is worth it when at most this part of the units has a weight. */
#define MOST_WEIGHTED 0.3

enum
{
  LEAST_UNITS = 5000,          /* below, all of them are searched fast enough */
  CLUSTERS_PER_TERRITORY = 40, /* at least, of empty ground */
  LEAST_PER_TERRITORY = 3,     /* clusters that there are at all */
};

/* Clusters that grow. */
typedef struct
{
  const BwPartTask *task;
  guint32          *cluster; /* [n]: G_MAXUINT32 none yet */
  GArray           *size;    /* guint, for each cluster */
  guint32          *queue;   /* [n] */
  guint             most;    /* units of a cluster */
} Growth;

/* Whether a cluster is made around @unit: when it has a weight, or a tie over water in @graph's stead, of which an island has but few. */
static gboolean
is_seed (const BwPartTask  *task,
         const BwUnitGraph *graph,
         guint              unit)
{
  return bw_part_has_weight (task, unit) || task->graph->first[unit + 1] - task->graph->first[unit] > graph->first[unit + 1] - graph->first[unit];
}

/* Whether both are in the same territory today and locked into the same, or not at all. */
static gboolean
are_alike (const BwPartTask *task,
           guint             a,
           guint             b)
{
  return task->locked[a] == task->locked[b] && task->home[a] == task->home[b] && task->group[a] == task->group[b] &&
         (task->current == NULL || task->current[a] == task->current[b]);
}

static void
found_cluster (Growth *growth,
               guint   unit)
{
  guint one = 1;

  growth->cluster[unit] = growth->size->len;
  g_array_append_val (growth->size, one);
}

/* Lets the clusters of the first @tail units in the queue take in what is around them. */
static void
grow (Growth *growth,
      guint   tail)
{
  const BwUnitGraph *graph = growth->task->graph;

  for (guint head = 0; head < tail; head++)
    {
      guint32 at = growth->queue[head];
      guint  *size = &g_array_index (growth->size, guint, growth->cluster[at]);

      for (guint j = graph->first[at]; j < graph->first[at + 1] && *size < growth->most; j++)
        {
          guint32 other = graph->neighbours[j];

          if (growth->cluster[other] != G_MAXUINT32 || !are_alike (growth->task, at, other))
            continue;
          growth->cluster[other] = growth->cluster[at];
          growth->queue[tail++] = other;
          (*size)++;
        }
    }
}

/* Puts the units into clusters. Returns how many. */
static guint
make_clusters (const BwPartTask  *task,
               const BwUnitGraph *graph,
               guint32           *cluster)
{
  g_autoptr (GArray) size = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint32 *queue = g_new (guint32, task->n);
  Growth              growth = { task, cluster, size, queue, MAX (task->n / CLUSTERS_PER_TERRITORY / task->k, 1) };
  guint               tail = 0;

  memset (cluster, 0xff, task->n * sizeof *cluster);
  for (guint u = 0; u < task->n; u++)
    if (is_seed (task, graph, u))
      {
        found_cluster (&growth, u);
        queue[tail++] = u;
      }
  grow (&growth, tail);
  for (guint u = 0; u < task->n; u++)
    if (cluster[u] == G_MAXUINT32)
      {
        found_cluster (&growth, u);
        queue[0] = u;
        grow (&growth, 1);
      }
  return size->len;
}

/* What is asked of the clusters. */
static void
set_options (BwPartLevel              *level,
             const BwPartTask         *task,
             const BwPartitionOptions *options)
{
  level->options = *options;
  if (options->current != NULL)
    level->options.current = level->current = g_new (gint32, level->n);
  if (options->fixed != NULL)
    level->options.fixed = level->fixed = g_new (gint32, level->n);
  for (guint u = 0; u < task->n; u++)
    {
      if (level->current != NULL)
        level->current[level->cluster[u]] = options->current[u];
      if (level->fixed != NULL)
        level->fixed[level->cluster[u]] = task->home[u];
    }
}

/* Returns: (transfer full) (nullable): the coarser task of @task, the division of @graph, which has to live as long; %NULL when it is not worth it. */
BwPartLevel *
bw_part_level_new (const BwPartTask         *task,
                   const BwUnitGraph        *graph,
                   const BwPartitionOptions *options)
{
  BwPartLevel *level;

  if (task->n < LEAST_UNITS || task->scattered || task->n_weighted > MOST_WEIGHTED * task->n || task->n_weighted < LEAST_PER_TERRITORY * task->k)
    return NULL;
  level = g_new0 (BwPartLevel, 1);
  level->cluster = g_new (guint32, task->n);
  level->n = make_clusters (task, graph, level->cluster);
  level->graph = bw_unit_graph_new_merged (task->graph, level->cluster, level->n);
  set_options (level, task, options);
  return level;
}

/* Writes what the plan @coarse (array length=level->n) is for the @n units of the finer task into @fine (out caller-allocates). */
void
bw_part_level_project (const BwPartLevel *level,
                       const gint32      *coarse,
                       gint32            *fine,
                       guint              n)
{
  for (guint u = 0; u < n; u++)
    fine[u] = coarse[level->cluster[u]];
}

/* Frees @level (nullable). */
void
bw_part_level_free (BwPartLevel *level)
{
  if (level == NULL)
    return;
  bw_unit_graph_unref (level->graph);
  g_free (level->cluster);
  g_free (level->current);
  g_free (level->fixed);
  g_free (level);
}
