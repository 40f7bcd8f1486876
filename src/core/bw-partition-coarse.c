/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first plan: the best of many rough ones.
 *
 * How a few large territories lie decides most of the inertia, and the search at the borders cannot change it. So many divisions are
 * made of a thousand or more clusters of units, which takes milliseconds each, and only the best is carried over to the units and made even
 * there. With locks there is one division, of the units themselves. */

#include "core/bw-partition-private.h"

#include <string.h>

enum
{
  CLUSTERS_PER_TERRITORY = 20,
  LEAST_CLUSTERS = 1000,
};

/* The part of the time by which no further start is made, where there is a limit to it. */
#define STARTS_UNTIL 0.25

/* Clusters and their sums. */
typedef struct
{
  guint        n;
  guint32     *cluster; /* [units] */
  BwUnitPoint *points;
  double      *weights;
  guint32     *group;
} Coarse;

/* The units as points. */
BwPartCloud
bw_part_cloud (const BwPartTask *task)
{
  return (BwPartCloud) { task->n, task->points, task->graph->weights, task->group, task->home };
}

static void
clear_coarse (Coarse *coarse)
{
  g_free (coarse->cluster);
  g_free (coarse->points);
  g_free (coarse->weights);
  g_free (coarse->group);
}

static void
make_coarse (Coarse           *coarse,
             const BwPartTask *task,
             guint             n_wanted)
{
  g_autofree guint *size = NULL;

  coarse->cluster = g_new (guint32, task->n);
  coarse->n = bw_part_cluster (task, n_wanted, coarse->cluster);
  coarse->points = g_new0 (BwUnitPoint, coarse->n);
  coarse->weights = g_new0 (double, (gsize)coarse->n * task->m);
  coarse->group = g_new0 (guint32, coarse->n);
  size = g_new0 (guint, coarse->n);
  for (guint u = 0; u < task->n; u++)
    {
      guint32      own = coarse->cluster[u];
      BwUnitPoint *point = &coarse->points[own];

      coarse->group[own] = task->group[u];
      size[own]++;
      for (guint i = 0; i < 3; i++)
        point->at[i] += (task->points[u].mass + 1e-12) * task->points[u].at[i];
      point->mass += task->points[u].mass + 1e-12;
      for (guint m = 0; m < task->m; m++)
        coarse->weights[(gsize)own * task->m + m] += task->graph->weights[(gsize)u * task->m + m];
    }
  for (guint c = 0; c < coarse->n; c++)
    for (guint i = 0; i < 3; i++)
      coarse->points[c].at[i] /= coarse->points[c].mass;
}

/* Makes a first plan of tasks without seeds in @territory (out caller-allocates): the best of @starts, made even in @rounds. */
void
bw_part_first (BwPartState *state,
               gint32      *territory,
               guint        starts,
               guint        rounds)
{
  BwPartTask        *task = state->task;
  BwPartCloud        units = bw_part_cloud (task);
  Coarse             coarse = { 0 };
  BwPartCloud        cloud;
  g_autofree gint32 *plan = NULL, *best = NULL;
  double             least = G_MAXDOUBLE;
  guint              n_wanted = MAX (LEAST_CLUSTERS, CLUSTERS_PER_TERRITORY * task->k);

  if (starts <= 1 || 2 * n_wanted > task->n)
    {
      bw_part_bisect (task, &units, &state->random, territory);
      bw_part_power (state, &units, territory, rounds);
      return;
    }
  make_coarse (&coarse, task, n_wanted);
  cloud = (BwPartCloud) { coarse.n, coarse.points, coarse.weights, coarse.group, NULL };
  plan = g_new (gint32, coarse.n);
  best = g_new0 (gint32, coarse.n);
  for (guint i = 0; i < starts && !g_atomic_int_get (&task->stopped) && (i == 0 || !bw_part_state_late (state, STARTS_UNTIL)); i++)
    {
      double cost;

      bw_part_bisect (task, &cloud, &state->random, plan);
      cost = bw_part_power (state, &cloud, plan, rounds);
      if (cost < least)
        {
          least = cost;
          memcpy (best, plan, coarse.n * sizeof *best);
        }
    }
  for (guint u = 0; u < task->n; u++)
    territory[u] = best[coarse.cluster[u]];
  bw_part_power (state, &units, territory, rounds / 3);
  clear_coarse (&coarse);
}
