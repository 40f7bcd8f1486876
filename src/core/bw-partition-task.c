/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser's task: what is asked for, checked and laid out for the chains.
 *
 * Everything the search looks up a million times is worked out once here: bounds of each measure in each territory, which units may
 * move, the graph with its islands tied, and places about the middle of the map, so that differences of large sums keep their
 * digits. Costs are measured in units of the task's own: inertia in that of a rough division (bw-partition.c sets it), moved
 * value in a territory's target; so that temperatures and penalties suit any map. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define USUAL_TOLERANCE  0.05
#define USUAL_CUT_COST   0.66
#define USUAL_MOVED_COST 3.0
/* What moving a unit counts whatever it is worth, as a share of the mean unit: who moves it has work with it. */
#define MOVED_UNIT_SHARE 0.1

/* What single units are worth, in tolerances, from which on they are lumps. */
#define LUMPY 0.5

/* Whether one more of the numbers of @options is no number, or out of its range. */
static gboolean
check_numbers (const BwUnitGraph        *graph,
               const BwPartitionOptions *options,
               GError                  **error)
{
  double sum = 0;

  for (guint m = 0; options->tolerances != NULL && m < graph->n_measures; m++)
    if (!(options->tolerances[m] >= 0 && options->tolerances[m] <= 1e6))
      {
        g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_VALUE,
                     _ ("%g is no tolerance. Give a number from 0 on, as 0.05 for 5 %%."), options->tolerances[m]);
        return FALSE;
      }
  for (guint t = 0; options->shares != NULL && t < options->k; t++)
    {
      sum += options->shares[t];
      if (options->shares[t] >= 0 && options->shares[t] <= 1e30 && (t < options->k - 1 || sum > 0))
        continue;
      g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_VALUE,
                   _ ("%g is no share for territory %u. Give numbers from 0 on, and one above it."), options->shares[t], t + 1);
      return FALSE;
    }
  for (gsize i = 0; options->base != NULL && i < (gsize)options->k * graph->n_measures; i++)
    if (!(options->base[i] >= 0 && options->base[i] <= 1e30))
      {
        g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_VALUE,
                     _ ("%g is no value for a territory to have already. Give numbers from 0 on."), options->base[i]);
        return FALSE;
      }
  if (!(options->seconds >= 0) || !(options->moved_cost >= 0) || !(options->cut_cost >= 0))
    {
      g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_VALUE, _ ("Time and costs have to be numbers from 0 on."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_plans (const BwUnitGraph        *graph,
             const BwPartitionOptions *options,
             GError                  **error)
{
  const gint32 *const plans[] = { options->current, options->fixed };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    for (guint u = 0; plans[i] != NULL && u < graph->n; u++)
      if (plans[i][u] < -1 || plans[i][u] >= (gint32)options->k)
        {
          g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST,
                       _ ("Unit %u is in territory %d, but there are only %u territories."), u + 1, plans[i][u] + 1, options->k);
          return FALSE;
        }
  for (guint t = 0; options->closed != NULL && t < options->k; t++)
    if (options->closed[t] && options->current == NULL)
      {
        g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST,
                     _ ("Territory %u is to stay as it is, but no plan says how that is."), t + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_request (const BwUnitGraph        *graph,
               const BwPartitionOptions *options,
               GError                  **error)
{
  if (graph->n == 0)
    {
      g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST, _ ("There are no units to divide."));
      return FALSE;
    }
  if (options->k < 1 || options->k > MIN (graph->n, BW_PARTITION_MOST))
    {
      g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST,
                   _ ("%u units cannot make %u territories. Ask for 1 to %u."), graph->n, options->k,
                   MIN (graph->n, BW_PARTITION_MOST));
      return FALSE;
    }
  return check_numbers (graph, options, error) && check_plans (graph, options, error);
}

/* Targets and bounds of what the units of each territory bring: without what it has already. */
static void
set_targets (BwPartTask               *task,
             const BwUnitGraph        *graph,
             const BwPartitionOptions *options)
{
  gsize              n = (gsize)task->k * task->m;
  g_autofree double *total = g_memdup2 (graph->total, task->m * sizeof *graph->total);
  double             sum = 0;

  task->tolerance = g_new (double, task->m);
  for (guint m = 0; m < task->m; m++)
    task->tolerance[m] = options->tolerances != NULL ? options->tolerances[m] : USUAL_TOLERANCE;
  task->base = options->base != NULL ? g_memdup2 (options->base, n * sizeof *task->base) : g_new0 (double, n);
  for (guint t = 0; t < task->k; t++)
    {
      sum += options->shares != NULL ? options->shares[t] : 1;
      for (guint m = 0; m < task->m; m++)
        total[m] += task->base[(gsize)t * task->m + m];
    }
  task->target = g_new (double, n);
  task->low = g_new (double, n);
  task->high = g_new (double, n);
  task->inverse = g_new (double, n);
  for (guint t = 0; t < task->k; t++)
    for (guint m = 0; m < task->m; m++)
      {
        gsize  at = (gsize)t * task->m + m;
        double target = total[m] * (options->shares != NULL ? options->shares[t] : 1) / sum;

        task->target[at] = target - task->base[at];
        task->low[at] = target * (1 - task->tolerance[m]) - 1e-9 * target - task->base[at];
        task->high[at] = target * (1 + task->tolerance[m]) + 1e-9 * target - task->base[at];
        task->inverse[at] = target > 0 ? 1 / target : total[m] > 0 ? task->k / total[m]
                                                                   : 0;
      }
}

/* Which units stay where. What is fixed goes before a closed territory. */
static gboolean
set_locks (BwPartTask               *task,
           const BwPartitionOptions *options)
{
  gboolean any = FALSE;

  task->locked = g_new0 (guint8, task->n);
  task->home = g_new (gint32, task->n);
  task->closed = g_new0 (guint8, task->k);
  if (options->closed != NULL)
    memcpy (task->closed, options->closed, task->k);
  for (guint u = 0; u < task->n; u++)
    {
      gint32 today = options->current != NULL ? options->current[u] : -1;

      task->home[u] = options->fixed != NULL && options->fixed[u] >= 0 ? options->fixed[u] : -1;
      if (task->home[u] < 0 && today >= 0 && task->closed[today])
        task->home[u] = today;
      task->locked[u] = task->home[u] >= 0;
      any |= task->locked[u];
    }
  return any;
}

static gboolean
set_pins (BwPartTask               *task,
          const BwPartitionOptions *options)
{
  gboolean any = FALSE;

  task->pinned = g_new0 (guint8, task->k);
  task->pin = g_new0 (double, 3 * (gsize)task->k);
  for (guint t = 0; options->centres != NULL && t < task->k; t++)
    {
      const double *centre = options->centres + 3 * (gsize)t;

      if (!isfinite (centre[0]) || !isfinite (centre[1]) || !isfinite (centre[2]))
        continue;
      task->pinned[t] = any = TRUE;
      for (guint i = 0; i < 3; i++)
        task->pin[3 * (gsize)t + i] = centre[i] - task->middle[i];
    }
  return any;
}

static void
set_points (BwPartTask        *task,
            const BwUnitGraph *graph)
{
  task->points = g_memdup2 (graph->points, task->n * sizeof *graph->points);
  for (guint u = 0; u < task->n; u++)
    for (guint i = 0; i < 3; i++)
      task->middle[i] += graph->points[u].at[i] / task->n;
  for (guint u = 0; u < task->n; u++)
    for (guint i = 0; i < 3; i++)
      task->points[u].at[i] -= task->middle[i];
}

/* Whether @unit is worth something. */
gboolean
bw_part_has_weight (const BwPartTask *task,
                    guint             unit)
{
  for (guint m = 0; m < task->m; m++)
    if (task->graph->weights[(gsize)unit * task->m + m] > 0)
      return TRUE;
  return FALSE;
}

/* How many units are worth something, and whether what they are worth comes in lumps: the unit that a value is in, in the mean over all
 * value, against what a territory's load may be off. */
static void
set_lumps (BwPartTask *task)
{
  for (guint u = 0; u < task->n; u++)
    task->n_weighted += bw_part_has_weight (task, u);
  for (guint m = 0; m < task->m; m++)
    {
      double total = task->graph->total[m], squares = 0;

      for (guint u = 0; u < task->n; u++)
        squares += task->graph->weights[(gsize)u * task->m + m] * task->graph->weights[(gsize)u * task->m + m];
      task->lumpy |= total > 0 && squares / total > LUMPY * task->tolerance[m] * total / task->k;
    }
}

/* Lays out the task to divide @graph, which has to live as long. Returns %NULL when it makes no sense. */
BwPartTask *
bw_part_task_new (const BwUnitGraph        *graph,
                  const BwPartitionOptions *options,
                  GError                  **error)
{
  BwPartTask *task;
  gboolean    locks, pins;

  if (!check_request (graph, options, error))
    return NULL;
  task = g_new0 (BwPartTask, 1);
  task->n = graph->n;
  task->m = graph->n_measures;
  task->k = options->k;
  task->seed = options->seed;
  task->scattered = options->scattered;
  task->current = options->current;
  task->realign = options->current != NULL && !options->afresh;
  task->progress = options->progress;
  task->progress_data = options->progress_data;
  set_points (task, graph);
  set_targets (task, graph, options);
  locks = task->any_locked = set_locks (task, options);
  pins = set_pins (task, options);
  task->graph = bw_part_bridge (graph, task, !locks && !pins && options->current == NULL && options->shares == NULL && options->base == NULL);
  set_lumps (task);
  task->exact = task->n <= BW_PARTITION_EXACT_UNITS && (gsize)task->n * task->k <= BW_PARTITION_EXACT_CELLS;
  task->cut_cost = (options->cut_cost > 0 ? options->cut_cost : task->exact ? 0
                                                                            : USUAL_CUT_COST) /
                   task->n;
  task->moved_cost = (options->moved_cost > 0 ? options->moved_cost : USUAL_MOVED_COST) / task->k;
  task->moved_weight = g_new (double, task->n);
  for (guint u = 0; u < task->n; u++)
    task->moved_weight[u] = task->k * ((graph->total[0] > 0 ? graph->weights[(gsize)u * task->m] / graph->total[0] : 0) + MOVED_UNIT_SHARE / task->n);
  for (guint u = 0; u < task->n; u++)
    task->max_degree = MAX (task->max_degree, task->graph->first[u + 1] - task->graph->first[u]);
  return task;
}

/* Frees @task. */
void
bw_part_task_free (BwPartTask *task)
{
  bw_unit_graph_unref (task->graph);
  g_free (task->points);
  g_free (task->moved_weight);
  g_free (task->tolerance);
  g_free (task->base);
  g_free (task->target);
  g_free (task->low);
  g_free (task->high);
  g_free (task->inverse);
  g_free (task->locked);
  g_free (task->home);
  g_free (task->closed);
  g_free (task->pinned);
  g_free (task->pin);
  g_free (task->group);
  g_free (task->group_k);
  g_free (task);
}
