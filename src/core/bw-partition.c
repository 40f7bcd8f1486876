/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territories that are even, compact and in one piece, out of units of area.
 *
 * A new plan: first divisions by straight lines, made even and compact by a power diagram, pieces mended, annealed over the real borders,
 * what is outside put under stress, smoothed. Realigning: today's plan, flows of value between adjacent territories laid out first,
 * then the same search with a cost on all that moves (bw-partition-course.c).
 *
 * Where few units are worth anything, clusters around these are divided first, and their plan is smoothed on the units
 * (bw-partition-level.c).
 *
 * Two chains with luck of their own run on up to two threads and the better result is taken, so that the number of threads changes the
 * time and nothing else. Work is measured in proposals; a time limit is turned into proposals by what usual machines do in
 * about half of it, and the clock only shortens the rest when a machine is much slower: the same seed gives the same plan. Of all
 * plans seen the best is kept, by violation first: a stop at any time gives that one.
 *
 * References stand in the files of the parts: bw-partition-start.c, -power.c, -level.c, -course.c, -search.c, -flow.c. The whole follows the
 * review of Rios-Mercado (ed.), Optimal Districting and Territory Design, Springer 2020. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

/* Proposals of a chain in a second, on two usual processors: with and without the exact centre unit. */
#define PROPOSALS_PER_SECOND       1.6e6
#define PROPOSALS_PER_SECOND_EXACT 1.8e6

/* What is left of the time is for the result to be written. */
#define TIME_SHARE 0.92

/* How much of the work clusters are, where they are made. */
#define LEVEL_SHARE 0.8

enum
{
  USUAL_PER_UNIT = 60, /* proposals, when nothing is said */
  USUAL_LEAST = 1200000,
  WAIT_US = 20000,
};

typedef struct
{
  BwPartState  *state; /* (owned) */
  const gint32 *begin; /* (nullable): the plan to begin with */
  gint32       *start; /* (owned) [n]: what it began with */
  GAsyncQueue  *done;  /* (borrowed): where it tells that it is done */
} Chain;

/* The best of the chains. */
typedef struct
{
  gint32 *territory; /* (owned) [n] */
  gint32 *start;     /* (owned) [n]: what it began with */
  guint64 iterations;
} Solution;

/* A part of the work, as the caller is told it. */
typedef struct
{
  const BwPartitionOptions *options;
  double                    from, share;
} Part;

static gpointer
run_chain (gpointer data)
{
  Chain *chain = data;

  bw_part_course (chain->state, chain->begin, chain->start);
  g_async_queue_push (chain->done, chain);
  return NULL;
}

/* Runs the chains on @n_threads, the first on this one. While it waits for the others it goes on asking whether to stop. */
static void
run_chains (Chain *chains,
            guint  n_threads)
{
  g_autoptr (GAsyncQueue) done = g_async_queue_new ();
  GThread *threads[BW_PARTITION_N_CHAINS] = { NULL };
  guint    n_here = 0, n_waiting = 0;

  for (guint i = 0; i < BW_PARTITION_N_CHAINS; i++)
    {
      chains[i].done = done;
      chains[i].state->asks = i == 0 || i >= n_threads;
      n_here += chains[i].state->asks;
    }
  for (guint i = 0, before = 0; i < BW_PARTITION_N_CHAINS; i++)
    if (chains[i].state->asks)
      {
        chains[i].state->done_from = (double)before++ / n_here;
        chains[i].state->done_share = 1.0 / n_here;
      }
    else
      {
        threads[i] = g_thread_new ("partition", run_chain, &chains[i]);
        n_waiting++;
      }
  for (guint i = 0; i < BW_PARTITION_N_CHAINS; i++)
    if (chains[i].state->asks && (i == 0 || !bw_part_state_stopped (chains[i].state, 0)))
      {
        run_chain (&chains[i]);
        g_async_queue_pop (done);
      }
  while (n_waiting > 0)
    if (g_async_queue_timeout_pop (done, WAIT_US) != NULL)
      n_waiting--;
    else
      bw_part_state_stopped (chains[0].state, 1);
  for (guint i = 0; i < BW_PARTITION_N_CHAINS; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

/* Sets what inertia is measured in, and how many proposals are made. */
static void
set_scale (BwPartTask               *task,
           const BwPartitionOptions *options)
{
  BwPartState       *state = bw_part_state_new (task, BW_PARTITION_N_CHAINS);
  BwPartCloud        units = bw_part_cloud (task);
  g_autofree gint32 *territory = g_new (gint32, task->n);

  task->inertia_unit = 1;
  bw_part_bisect (task, &units, &state->random, territory);
  bw_part_state_set (state, territory);
  task->inertia_unit = state->inertia > 0 ? 1 / state->inertia : 0;
  bw_part_state_free (state);
  task->iterations = options->iterations;
  if (task->iterations == 0 && options->seconds > 0)
    task->iterations = (guint64)(0.55 * options->seconds * (task->exact ? PROPOSALS_PER_SECOND_EXACT : PROPOSALS_PER_SECOND));
  if (task->iterations == 0)
    task->iterations = MAX (USUAL_LEAST, USUAL_PER_UNIT * (guint64)task->n);
  task->limit_us = options->seconds > 0 ? task->began_us + (gint64)(TIME_SHARE * options->seconds * G_USEC_PER_SEC) : 0;
}

/* Tells of a part of the work as part of all. */
static gboolean
tell_part_cb (double   done,
              gpointer data)
{
  const Part *part = data;

  return part->options->progress == NULL || part->options->progress (part->from + part->share * done, part->options->progress_data);
}

/* Frees what @solution holds. */
static void
clear_solution (Solution *solution)
{
  g_free (solution->territory);
  g_free (solution->start);
}

/* Runs the chains of @task. @begin: (nullable): the plan they begin with. @start: (nullable): what that one was made from. */
static Solution
solve (BwPartTask               *task,
       const BwPartitionOptions *options,
       const gint32             *begin,
       const gint32             *start)
{
  Chain    chains[BW_PARTITION_N_CHAINS] = { 0 };
  Solution solution = { 0 };
  guint    best = 0;

  set_scale (task, options);
  for (guint i = 0; i < BW_PARTITION_N_CHAINS; i++)
    {
      chains[i].state = bw_part_state_new (task, i);
      chains[i].begin = begin;
      chains[i].start = start != NULL ? g_memdup2 (start, task->n * sizeof *start) : g_new0 (gint32, task->n);
    }
  run_chains (chains, options->n_threads > 0 ? options->n_threads : g_get_num_processors ());
  for (guint i = 1; i < BW_PARTITION_N_CHAINS; i++)
    if (chains[i].state->best_violation < chains[best].state->best_violation ||
        (chains[i].state->best_violation == chains[best].state->best_violation &&
         chains[i].state->best_cost < chains[best].state->best_cost))
      best = i;
  solution.territory = g_steal_pointer (&chains[best].state->best);
  solution.start = g_steal_pointer (&chains[best].start);
  for (guint i = 0; i < BW_PARTITION_N_CHAINS; i++)
    {
      solution.iterations += chains[i].state->iterations;
      bw_part_state_free (chains[i].state);
      g_free (chains[i].start);
    }
  return solution;
}

/* Solves @level, the coarser task of @task, then @task from there, which are @parts of the work. */
static Solution
solve_levels (BwPartTask               *task,
              BwPartLevel              *level,
              const BwPartitionOptions *options,
              Part                     *parts)
{
  BwPartTask        *coarse;
  Solution           rough, solution;
  g_autofree gint32 *begin = g_new (gint32, task->n), *start = g_new (gint32, task->n);

  level->options.progress = tell_part_cb;
  level->options.progress_data = &parts[0];
  level->options.seconds *= LEVEL_SHARE;
  coarse = bw_part_task_new (level->graph, &level->options, NULL);
  coarse->began_us = task->began_us;
  rough = solve (coarse, &level->options, level->options.current, NULL);
  bw_part_level_project (level, rough.territory, begin, task->n);
  bw_part_level_project (level, rough.start, start, task->n);
  task->refine = TRUE;
  task->stopped = coarse->stopped;
  task->progress = tell_part_cb;
  task->progress_data = &parts[1];
  solution = solve (task, options, begin, start);
  solution.iterations += rough.iterations;
  clear_solution (&rough);
  bw_part_task_free (coarse);
  return solution;
}

/* The search bends what lies outside, so that one large excess weighs more than several small ones; what it liked better may, stopped
 * early, be worse in plain shares. Then what it began with is the result: nobody gets a worse plan than there was. */
static void
keep_start_if_better (const BwUnitGraph        *graph,
                      const BwPartTask         *task,
                      const BwPartitionOptions *options,
                      Solution                 *solution)
{
  BwPartitionScore found, start;

  bw_partition_score (graph, options, solution->territory, &found);
  bw_partition_score (graph, options, solution->start, &start);
  if (found.violation > start.violation + 1e-9)
    memcpy (solution->territory, solution->start, task->n * sizeof *solution->territory);
}

static BwPartition *
make_result (const BwUnitGraph        *graph,
             const BwPartTask         *task,
             const BwPartitionOptions *options,
             Solution                 *solution)
{
  BwPartition *partition = g_new0 (BwPartition, 1);

  keep_start_if_better (graph, task, options, solution);
  bw_part_rename (task, solution->territory);
  partition->n = task->n;
  partition->k = task->k;
  partition->n_measures = task->m;
  partition->territory = g_steal_pointer (&solution->territory);
  partition->load = g_new0 (double, (gsize)task->k * task->m);
  partition->target = g_memdup2 (task->target, (gsize)task->k * task->m * sizeof *task->target);
  partition->units = g_new0 (guint, task->k);
  for (gsize i = 0; i < (gsize)task->k * task->m; i++)
    {
      partition->load[i] = task->base[i];
      partition->target[i] += task->base[i];
    }
  for (guint u = 0; u < task->n; u++)
    {
      partition->units[partition->territory[u]]++;
      for (guint m = 0; m < task->m; m++)
        partition->load[(gsize)partition->territory[u] * task->m + m] += graph->weights[(gsize)u * task->m + m];
    }
  bw_partition_score (graph, options, partition->territory, &partition->score);
  bw_partition_score (graph, options, solution->start, &partition->start);
  partition->moved_at_least = task->current != NULL ? bw_part_flow_least (task, task->current) : (double)NAN;
  partition->iterations = solution->iterations;
  partition->stopped = task->stopped;
  return partition;
}

/* Divides @graph as @options ask. Always gives a plan in which every unit has exactly one territory; what it could not meet stands
 * in the findings. Returns: (transfer full) (nullable): %NULL only when the question makes no sense. */
BwPartition *
bw_partition_new (const BwUnitGraph        *graph,
                  const BwPartitionOptions *options,
                  GError                  **error)
{
  gint64       began_us = g_get_monotonic_time ();
  BwPartTask  *task = bw_part_task_new (graph, options, error);
  BwPartLevel *level;
  BwPartition *partition;
  Solution     solution;
  Part         parts[] = { { options, 0, LEVEL_SHARE }, { options, LEVEL_SHARE, 1 - LEVEL_SHARE } };

  if (task == NULL)
    return NULL;
  task->began_us = options->began_us > 0 ? options->began_us : began_us;
  level = bw_part_level_new (task, graph, options);
  solution = level != NULL ? solve_levels (task, level, options, parts) : solve (task, options, options->current, NULL);
  partition = make_result (graph, task, options, &solution);
  partition->findings = bw_part_explain (graph, task, partition);
  clear_solution (&solution);
  bw_part_level_free (level);
  bw_part_task_free (task);
  return partition;
}

/* Frees @partition. */
void
bw_partition_free (BwPartition *partition)
{
  g_free (partition->territory);
  g_free (partition->load);
  g_free (partition->target);
  g_free (partition->units);
  g_clear_pointer (&partition->findings, g_array_unref);
  g_free (partition);
}
