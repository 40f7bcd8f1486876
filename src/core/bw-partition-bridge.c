/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Islands: parts of a map that have no border with each other.
 *
 * Small parts cannot be territories of their own, so each is tied to the nearest units across the water, and the search then treats
 * these ties as borders: an island lies with what is near it, and the result says that it is detached. Where all large parts
 * (with the islands next to them) hold a whole number of territories, each is divided by itself, and no territory reaches over
 * the water.
 *
 * Nearest units are found by a sweep over the units in the order of their first coordinate, which ends when that
 * coordinate alone is farther than what was found. As in Boruvka's algorithm each part is tied in each round, until all hang
 * together: at most log2 (parts) rounds. A map without any border becomes its graph of nearest neighbours. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  N_TIES = 3,
};

typedef struct
{
  double  at;
  guint32 unit;
} Sweep;

/* The shortest ties of one part, ascending. */
typedef struct
{
  double  distance[N_TIES];
  guint32 from[N_TIES];
  guint32 to[N_TIES];
} Ties;

static int
compare_sweeps (gconstpointer a,
                gconstpointer b)
{
  const Sweep *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static Sweep *
sort_units (const BwUnitGraph *graph)
{
  Sweep *sweep = g_new (Sweep, MAX (graph->n, 1));

  for (guint u = 0; u < graph->n; u++)
    sweep[u] = (Sweep) { graph->points[u].at[0], u };
  qsort (sweep, graph->n, sizeof *sweep, compare_sweeps);
  return sweep;
}

/* Notes the tie from @from to @to if it is among the shortest; a unit is tied to once. */
static void
note_tie (Ties   *ties,
          double  distance,
          guint32 from,
          guint32 to)
{
  guint at = N_TIES;

  for (guint i = 0; i < N_TIES; i++)
    if (ties->to[i] == to && ties->distance[i] < G_MAXDOUBLE)
      {
        if (distance >= ties->distance[i])
          return;
        at = i + 1;
        break;
      }
  if (at == N_TIES && distance >= ties->distance[N_TIES - 1])
    return;
  for (at--; at > 0 && ties->distance[at - 1] > distance; at--)
    {
      ties->distance[at] = ties->distance[at - 1];
      ties->from[at] = ties->from[at - 1];
      ties->to[at] = ties->to[at - 1];
    }
  ties->distance[at] = distance;
  ties->from[at] = from;
  ties->to[at] = to;
}

/* Looks from the unit at @place for nearer ones of other parts, in one direction. */
static void
sweep_from (const BwUnitGraph *graph,
            const Sweep       *sweep,
            guint              place,
            int                step,
            const guint32     *group,
            Ties              *ties)
{
  guint32 unit = sweep[place].unit;

  for (gint64 i = (gint64)place + step; i >= 0 && i < graph->n; i += step)
    {
      guint32 other = sweep[i].unit;
      double  across = sweep[i].at - sweep[place].at;

      if (across * across >= ties->distance[N_TIES - 1])
        return;
      if (graph->component[other] == graph->component[unit] || group[other] != group[unit])
        continue;
      note_tie (ties, bw_unit_distance2 (graph->points[unit].at, graph->points[other].at), unit, other);
    }
}

/* Which part of each group has most units: the others are tied. */
static guint8 *
find_largest (const BwUnitGraph *graph,
              const guint32     *group,
              guint              n_groups)
{
  g_autofree guint   *size = g_new0 (guint, MAX (graph->n_components, 1));
  g_autofree guint32 *largest = g_new (guint32, MAX (n_groups, 1));
  guint8             *is_largest = g_new0 (guint8, MAX (graph->n_components, 1));

  memset (largest, 0xff, n_groups * sizeof *largest);
  for (guint u = 0; u < graph->n; u++)
    size[graph->component[u]]++;
  for (guint u = 0; u < graph->n; u++)
    {
      guint32 *best = &largest[group[u]];

      if (*best == G_MAXUINT32 || size[graph->component[u]] > size[*best])
        *best = graph->component[u];
    }
  for (guint g = 0; g < n_groups; g++)
    if (largest[g] != G_MAXUINT32)
      is_largest[largest[g]] = TRUE;
  return is_largest;
}

/* Ties each part but its group's largest. Returns: (transfer full) (nullable): the graph with ties, NULL when there was nothing to tie. */
static BwUnitGraph *
tie_once (const BwUnitGraph *graph,
          const Sweep       *sweep,
          const guint32     *group,
          guint              n_groups)
{
  g_autofree guint8 *is_largest = find_largest (graph, group, n_groups);
  g_autofree Ties   *ties = g_new (Ties, MAX (graph->n_components, 1));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint c = 0; c < graph->n_components; c++)
    for (guint i = 0; i < N_TIES; i++)
      ties[c].distance[i] = G_MAXDOUBLE;
  for (guint i = 0; i < graph->n; i++)
    {
      guint32 part = graph->component[sweep[i].unit];

      if (is_largest[part])
        continue;
      sweep_from (graph, sweep, i, 1, group, &ties[part]);
      sweep_from (graph, sweep, i, -1, group, &ties[part]);
    }
  for (guint c = 0; c < graph->n_components; c++)
    for (guint i = 0; i < N_TIES && !is_largest[c]; i++)
      if (ties[c].distance[i] < G_MAXDOUBLE)
        {
          g_array_append_val (edges, ties[c].from[i]);
          g_array_append_val (edges, ties[c].to[i]);
        }
  if (edges->len == 0)
    return NULL;
  return bw_unit_graph_new_bridged (graph, (const guint32 *)(gpointer)edges->data, edges->len / 2);
}

/* How many territories parts of these weights hold within the tolerance; 0 if it is no whole number. */
static guint
count_territories (const BwPartTask *task,
                   const double     *weights,
                   guint             n_units)
{
  double k = task->target[0] > 0 ? floor (weights[0] / task->target[0] + 0.5) : 0;

  if (k < 1 || k > n_units)
    return 0;
  for (guint m = 0; m < task->m; m++)
    if (task->target[m] > 0 && fabs (weights[m] / k / task->target[m] - 1) > 0.8 * task->tolerance[m])
      return 0;
  return (guint)k;
}

/* Puts the parts that could hold a territory, and the islands next to each, into groups. Returns whether each of these holds a whole number of territories. */
static gboolean
group_parts (const BwUnitGraph *graph,
             BwPartTask        *task)
{
  g_autofree double *weights = g_new0 (double, (gsize)graph->n_components * task->m);
  g_autofree guint  *size = g_new0 (guint, graph->n_components), *home = g_new (guint, graph->n_components);
  g_autofree double *nearest = g_new (double, graph->n_components);
  guint              n_groups = 0, sum = 0;

  for (guint u = 0; u < graph->n; u++)
    for (guint m = 0; m < task->m; m++)
      weights[(gsize)graph->component[u] * task->m + m] += graph->weights[(gsize)u * task->m + m];
  for (guint c = 0; c < graph->n_components; c++)
    {
      nearest[c] = G_MAXDOUBLE;
      home[c] = weights[(gsize)c * task->m] >= task->low[0] && task->low[0] > 0 ? n_groups++ : G_MAXUINT;
    }
  if (n_groups < 2 || (gsize)graph->n_components * graph->n > 200 * 1000 * 1000)
    return FALSE;
  for (guint u = 0; u < graph->n; u++)
    for (guint v = 0; v < graph->n; v++)
      {
        guint32 mine = graph->component[u], its = graph->component[v];
        double  distance;

        if (nearest[mine] == 0 || (home[mine] != G_MAXUINT && nearest[mine] == G_MAXDOUBLE))
          break;
        if (home[its] == G_MAXUINT || nearest[its] < G_MAXDOUBLE)
          continue;
        distance = bw_unit_distance2 (graph->points[u].at, graph->points[v].at);
        if (distance < nearest[mine])
          nearest[mine] = distance, home[mine] = home[its];
      }
  task->group_k = g_new0 (guint, n_groups);
  memset (weights, 0, (gsize)graph->n_components * task->m * sizeof *weights);
  for (guint u = 0; u < graph->n; u++)
    {
      task->group[u] = home[graph->component[u]];
      size[task->group[u]]++;
      for (guint m = 0; m < task->m; m++)
        weights[(gsize)task->group[u] * task->m + m] += graph->weights[(gsize)u * task->m + m];
    }
  for (guint g = 0; g < n_groups; g++)
    {
      task->group_k[g] = count_territories (task, weights + (gsize)g * task->m, size[g]);
      if (task->group_k[g] == 0)
        return FALSE;
      sum += task->group_k[g];
    }
  task->n_groups = n_groups;
  return sum == task->k;
}

/* Ties what has no border, and sets the groups of @task; @may_stand_alone: parts may be divided by themselves.
 * Returns: (transfer full): the graph with ties. */
BwUnitGraph *
bw_part_bridge (const BwUnitGraph *graph,
                BwPartTask        *task,
                gboolean           may_stand_alone)
{
  g_autofree Sweep *sweep = NULL;
  BwUnitGraph      *tied = bw_unit_graph_new_bridged (graph, NULL, 0), *more;

  task->group = g_new0 (guint32, MAX (graph->n, 1));
  if (!may_stand_alone || graph->n_components < 2 || !group_parts (graph, task))
    {
      memset (task->group, 0, graph->n * sizeof *task->group);
      g_free (task->group_k);
      task->group_k = g_new0 (guint, 1);
      task->group_k[0] = task->k;
      task->n_groups = 1;
    }
  if (graph->n_components < 2)
    return tied;
  sweep = sort_units (graph);
  while ((more = tie_once (tied, sweep, task->group, task->n_groups)) != NULL)
    {
      bw_unit_graph_unref (tied);
      tied = more;
    }
  return tied;
}
