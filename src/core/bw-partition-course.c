/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a chain: what is done after what, for large tasks, small ones, and those that move as little as possible.
 *
 * Large: divisions are annealed a little, and the search goes on from the one that came out best. Loads aim at less than their tolerance
 * meanwhile, and violations cost little more than what they are worth in compactness: a penalty that forbids them freezes
 * everything before territories that lie several borders apart have exchanged what they must. Then what is still outside is put under
 * stress: a violation counts more in each round in which it stays, and less again when it is gone (weighted constraints, as in
 * Morris, The breakout method for escaping from local minima, AAAI 1993), which hands a surplus on from neighbour to neighbour
 * while the rest of the map stays as it is. What even that leaves is forced by flows and by a hot search around it, and if that
 * fails the whole plan is warmed and drawn in again. Last, with violations forbidden, the plan is cooled once more, as all this has
 * frayed its borders.
 *
 * From today's plan: what has to flow flows first, then the same with a cost on what is moved. Where locked units are in the way of what
 * has to go, what lies around them goes without them: being within the tolerances comes before their being in one piece with the rest,
 * which is told as a finding. Small tasks are begun many times over, from
 * reasoned divisions and from chance. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

enum
{
  STARTS = 8, /* rough divisions, of which the best is gone on with */
  POWER_ROUNDS = 60,
  POWER_ROUNDS_SMALL = 30,
  STARTS_SMALL = 10, /* at least, of a small task */
  MOST_TRIES = 8,
  PROPOSALS_PER_TRY = 60, /* and unit, at least */
  DRAW_IN_TIMES = 6,
  LOOSEN_TIMES = 4,
  FOCUS_PROPOSALS = 60000, /* and at most this part of all */
  FOCUS_PARTS = 20,
  REALIGN_PARTS = 4, /* of the search, after the first of which locks are looked at */
  MOST_WORK = 6,     /* times the proposals asked for, what is still outside is worth */
  MOST_WORK_LARGE = 3,
  ENOUGH_WORK = 8000000,
  STRESS_ROUNDS = 40,
  STRESS_VAIN = 12, /* rounds without anything gained */
};

/* Temperatures, in an n-th of all inertia. */
#define HOT         0.5
#define WARM        0.1
#define COLD        0.05
#define FROZEN      0.005
#define REALIGN_HOT 0.1
#define LUMPY_HOT   6.0 /* in a part of all inertia for each unit that is worth something */
#define LUMPY_WARM  3.0
#define LUMPY_COLD  0.1
#define SMALL_HOT   1.0
#define SMALL_COLD  0.01

/* What a violation of a whole target costs, in a k-th of all inertia. */
#define LENIENT       3.0
#define STRICT        10.0
#define FORBIDDEN     4000.0
#define REALIGN_FIRST 500.0
#define REALIGN_LAST  1000.0
#define LUMPY_FIRST   10.0
#define LUMPY_LAST    100.0
#define SMALL_FIRST   1.0
#define SMALL_LAST    100.0

/* Of all measures of territories, those that may be outside before locked units are thought to be in the way. */
#define MOST_BROKEN 0.05

/* Parts of all proposals. */
#define SHARE_TRIES   0.5
#define SHARE_STRESS  0.02
#define SHARE_POLISH  0.4
#define SHARE_DRAW_IN 0.05
#define SHARE_LOOSEN  0.3

/* Parts of the time by which these are to be done, where there is a limit to it. */
#define TRIES_UNTIL    0.5
#define STRESSED_UNTIL 0.65
#define RELAXED_UNTIL  0.8
#define POLISH_UNTIL   0.95

/* Parts of the tolerance that are aimed at. */
#define TRIES_WITHIN   0.8
#define RELAX_WITHIN   0.9
#define FLOW_WITHIN    0.97
#define DRAW_IN_WITHIN 0.9

#define STRESS_MORE    1.4
#define STRESS_LESS    0.9

/* Gives the cells of @territory to the territories whose locks or pins are nearest. */
static void
match_cells (BwPartState *state,
             gint32      *territory)
{
  const BwPartTask  *task = state->task;
  g_autofree double *cell = g_new0 (double, 4 * (gsize)task->k), *seed = g_new0 (double, 4 * (gsize)task->k);
  g_autofree gint32 *name = g_new (gint32, task->k);
  g_autofree guint8 *taken = g_new0 (guint8, task->k);
  guint              free = 0;

  for (guint u = 0; u < task->n; u++)
    for (guint i = 0; i < 4; i++)
      {
        double value = i < 3 ? task->points[u].at[i] : 1;

        cell[4 * (gsize)territory[u] + i] += value;
        if (task->locked[u])
          seed[4 * (gsize)task->home[u] + i] += value;
      }
  memset (name, 0xff, task->k * sizeof *name);
  for (guint t = 0; t < task->k; t++)
    {
      double least = G_MAXDOUBLE, at[3];
      guint  best = task->k;

      if (!task->pinned[t] && seed[4 * (gsize)t + 3] == 0)
        continue;
      for (guint i = 0; i < 3; i++)
        at[i] = task->pinned[t] ? task->pin[3 * (gsize)t + i] : seed[4 * (gsize)t + i] / seed[4 * (gsize)t + 3];
      for (guint c = 0; c < task->k; c++)
        {
          const double *sum = cell + 4 * (gsize)c;
          double        centre[3] = { sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3] }, distance = bw_unit_distance2 (at, centre);

          if (name[c] < 0 && distance < least)
            least = distance, best = c;
        }
      if (best < task->k)
        name[best] = t, taken[t] = TRUE;
    }
  for (guint c = 0; c < task->k; c++)
    {
      while (free < task->k && taken[free])
        free++;
      if (name[c] < 0)
        name[c] = free++;
    }
  for (guint u = 0; u < task->n; u++)
    territory[u] = name[territory[u]];
}

/* Makes a first plan in @territory. */
static void
make_start (BwPartState  *state,
            const gint32 *begin,
            gint32       *territory)
{
  BwPartTask *task = state->task;
  BwPartCloud units = bw_part_cloud (task);
  gboolean    any_seed = FALSE;

  if (begin != NULL)
    {
      memcpy (territory, begin, task->n * sizeof *territory);
      bw_part_repair (state, territory);
      if (task->realign)
        return;
    }
  for (guint u = 0; u < task->n; u++)
    any_seed |= task->locked[u];
  for (guint t = 0; t < task->k; t++)
    any_seed |= task->pinned[t];
  if (begin == NULL && !any_seed)
    {
      bw_part_first (state, territory, task->exact ? 1 : CLAMP (STARTS * 100 / task->k, 2, STARTS), task->exact ? POWER_ROUNDS_SMALL : POWER_ROUNDS);
      bw_part_repair (state, territory);
      return;
    }
  if (begin == NULL)
    {
      bw_part_bisect (task, &units, &state->random, territory);
      match_cells (state, territory);
    }
  for (guint u = 0; u < task->n; u++)
    if (task->locked[u])
      territory[u] = task->home[u];
  bw_part_power (state, &units, territory, task->exact ? POWER_ROUNDS_SMALL : POWER_ROUNDS);
  bw_part_repair (state, territory);
}

/* Puts stress on what is outside its tolerance until nothing is, or nothing is gained. @from, @until: the part of all work that this is. */
static void
relax (BwPartState *state,
       double       from,
       double       until)
{
  const BwPartTask *task = state->task;
  double            temperature = WARM / task->n, penalty = STRICT / task->k, before = state->best_violation;
  guint64           proposals = (guint64)(SHARE_STRESS * (double)task->iterations);

  if (!(state->best_violation > 0))
    return;
  bw_part_state_aim (state, RELAX_WITHIN);
  for (guint i = 0, vain = 0; i < STRESS_ROUNDS && vain < STRESS_VAIN && !bw_part_state_late (state, until); i++)
    {
      double done = from + (until - from) * i / STRESS_ROUNDS;

      if (bw_part_state_stopped (state, done) || bw_part_state_stress (state, STRESS_MORE, STRESS_LESS) == 0)
        break;
      bw_part_anneal (state, proposals, temperature, temperature, penalty, penalty, done, until);
      vain = state->best_violation < before ? 0 : vain + 1;
      before = state->best_violation;
    }
  bw_part_state_relieve (state);
  bw_part_state_aim (state, 1);
  bw_part_state_set (state, state->best);
}

/* Whether more has been done than what is still outside is worth: counted in proposals, so that a busy machine gives the same plan. */
static gboolean
is_spent (const BwPartState *state)
{
  guint64 asked = state->task->iterations;

  return state->iterations > MIN (MOST_WORK * asked, MAX (MOST_WORK_LARGE * asked, ENOUGH_WORK));
}

/* Draws what is still outside its tolerance in: by flows from surplus to deficit, by the search over all borders with rising penalties, and
 * by a hotter one around each such territory, wider each time. */
static void
draw_in (BwPartState *state)
{
  const BwPartTask *task = state->task;

  for (guint i = 0, vain = 0; i < DRAW_IN_TIMES && vain < 2 && state->best_violation > 0 && !is_spent (state) && !bw_part_state_done (state);
       i++)
    {
      double before = state->best_violation;

      bw_part_state_set (state, state->best);
      for (guint m = 0; m < task->m; m++)
        bw_part_flow (state, m, DRAW_IN_WITHIN);
      state->penalty = 1000.0 * pow (4, i) / task->k;
      bw_part_anneal (state, MAX ((guint64)(SHARE_DRAW_IN * (double)task->iterations), 20000), COLD / task->n, FROZEN / task->n, state->penalty,
                      state->penalty, RELAXED_UNTIL, RELAXED_UNTIL);
      bw_part_descend (state, 5);
      bw_part_state_set (state, state->best);
      bw_part_focus (state, 1 + i % 3, MIN (FOCUS_PROPOSALS, task->iterations / FOCUS_PARTS));
      vain = state->best_violation > 0.98 * before ? vain + 1 : 0;
    }
  bw_part_state_set (state, state->best);
}

/* Where locked units are in the way of what is still outside: lets what is around them go without them. */
static void
relax_around_locks (BwPartState *state)
{
  if (!state->task->any_locked || !(state->best_violation > 0))
    return;
  bw_part_state_allow_enclaves (state, TRUE);
  relax (state, STRESSED_UNTIL, RELAXED_UNTIL);
}

/* What is still outside because borders are frozen, as between a corner that has a single neighbour and what lies behind that: warms the
 * whole plan with lenient penalties, so that value can pass through territories on its way, and draws it in again. */
static void
loosen (BwPartState *state)
{
  const BwPartTask *task = state->task;
  guint64           proposals = (guint64)(SHARE_LOOSEN * (double)task->iterations);

  for (guint i = 0, vain = 0;
       i < LOOSEN_TIMES && vain < 3 && state->best_violation > 0 && !is_spent (state) && !bw_part_state_late (state, RELAXED_UNTIL);
       i++)
    {
      double before = state->best_violation;

      if (bw_part_state_stopped (state, RELAXED_UNTIL))
        break;
      bw_part_state_set (state, state->best);
      bw_part_state_aim (state, TRIES_WITHIN);
      if (task->realign && task->lumpy)
        bw_part_anneal (state, proposals, LUMPY_WARM / MAX (task->n_weighted, 1), LUMPY_COLD / task->n, LUMPY_FIRST / task->k, LUMPY_LAST / task->k,
                        STRESSED_UNTIL, RELAXED_UNTIL);
      else
        bw_part_anneal (state, proposals, HOT / task->n, COLD / task->n, LENIENT / task->k, STRICT / task->k, STRESSED_UNTIL, RELAXED_UNTIL);
      bw_part_state_aim (state, 1);
      bw_part_descend (state, 10);
      relax (state, STRESSED_UNTIL, RELAXED_UNTIL);
      draw_in (state);
      vain = state->best_violation > 0.98 * before ? vain + 1 : 0;
    }
}

/* Smooths the best plan without leaving the tolerances again. */
static void
polish (BwPartState *state)
{
  const BwPartTask *task = state->task;
  double            penalty = FORBIDDEN / task->k;

  bw_part_state_allow_enclaves (state, FALSE);
  bw_part_state_set (state, state->best);
  bw_part_anneal (state, (guint64)(SHARE_POLISH * (double)task->iterations), WARM / task->n, FROZEN / task->n, penalty, penalty,
                  RELAXED_UNTIL, POLISH_UNTIL);
  bw_part_descend (state, 10);
}

/* A large task: on from the best of some divisions. */
static void
run_large (BwPartState  *state,
           const gint32 *begin,
           gint32       *start)
{
  const BwPartTask  *task = state->task;
  g_autofree gint32 *territory = g_new (gint32, task->n), *best = g_new (gint32, task->n);
  double             least = G_MAXDOUBLE;
  guint              tries = (guint)CLAMP (task->iterations / PROPOSALS_PER_TRY / task->n, 1, MOST_TRIES);
  guint64            proposals = (guint64)(SHARE_TRIES * (double)task->iterations) / tries;

  for (guint i = 0; i < tries; i++)
    {
      double cost;

      if (i > 0 && (bw_part_state_late (state, TRIES_UNTIL * i / tries) || bw_part_state_stopped (state, TRIES_UNTIL * i / tries)))
        break;
      make_start (state, begin, territory);
      bw_part_state_set (state, territory);
      bw_part_state_keep (state);
      if (i == 0)
        memcpy (start, territory, task->n * sizeof *start);
      bw_part_state_aim (state, TRIES_WITHIN);
      bw_part_anneal (state, proposals, HOT / task->n, COLD / task->n, LENIENT / task->k, STRICT / task->k, TRIES_UNTIL * i / tries,
                      TRIES_UNTIL * (i + 1) / tries);
      cost = bw_part_state_cost (state) + state->penalty * state->violation;
      bw_part_state_aim (state, 1);
      if (cost >= least)
        continue;
      least = cost;
      memcpy (best, state->territory, task->n * sizeof *best);
    }
  bw_part_state_set (state, best);
  bw_part_descend (state, 10);
  relax (state, TRIES_UNTIL, STRESSED_UNTIL);
  relax_around_locks (state);
  draw_in (state);
  loosen (state);
  polish (state);
}

/* The first search from today's plan. Where value comes in lumps, flows carry little of it, and a lump that passes through a
 * territory on its way puts that outside by more than any frozen search would allow: so it begins as hot as a lump is dear. */
static void
cool_realigned (BwPartState *state)
{
  const BwPartTask *task = state->task;
  double            part = 1.0 / REALIGN_PARTS, hot = REALIGN_HOT / task->n, cooler = pow (FROZEN / REALIGN_HOT, part);
  double            first = REALIGN_FIRST / task->k, dearer = 1, last = REALIGN_LAST / task->k;

  if (task->lumpy)
    {
      hot = LUMPY_HOT / MAX (task->n_weighted, 1);
      cooler = pow (LUMPY_COLD / task->n / hot, part);
      first = LUMPY_FIRST / task->k;
      dearer = pow (LUMPY_LAST / LUMPY_FIRST, part);
      last = first * dearer;
      bw_part_state_aim (state, TRIES_WITHIN);
    }
  for (guint i = 0; i < REALIGN_PARTS; i++)
    {
      if (i == 1 && state->n_broken > MOST_BROKEN * task->k * task->m)
        bw_part_state_allow_enclaves (state, TRUE);
      bw_part_anneal (state, (guint64)(part * (double)task->iterations), hot * pow (cooler, i), hot * pow (cooler, i + 1), first * pow (dearer, i),
                      last * pow (dearer, i), TRIES_UNTIL * part * i, TRIES_UNTIL * part * (i + 1));
    }
  bw_part_state_aim (state, 1);
}

/* From today's plan: what has to flow flows first, then the search with a cost on what is moved. */
static void
run_realign (BwPartState  *state,
             const gint32 *begin,
             gint32       *start)
{
  const BwPartTask  *task = state->task;
  g_autofree gint32 *territory = g_new (gint32, task->n);

  make_start (state, begin, territory);
  bw_part_state_set (state, territory);
  bw_part_state_keep (state);
  memcpy (start, territory, task->n * sizeof *start);
  for (guint m = 0; m < task->m; m++)
    bw_part_flow (state, m, FLOW_WITHIN);
  bw_part_state_keep (state);
  cool_realigned (state);
  bw_part_descend (state, 10);
  relax (state, TRIES_UNTIL, STRESSED_UNTIL);
  relax_around_locks (state);
  draw_in (state);
  loosen (state);
  polish (state);
}

/* Makes a plan in @territory of the units nearest to centres drawn by chance: uneven, but unlike any that is reasoned out. */
static void
scatter (BwPartState *state,
         gint32      *territory)
{
  const BwPartTask   *task = state->task;
  g_autofree guint32 *centre = g_new (guint32, task->k);
  guint               first = 0;

  for (guint g = 0; g < task->n_groups; first += task->group_k[g++])
    for (guint t = first; t < first + task->group_k[g]; t++)
      do
        centre[t] = bw_random_below (&state->random, task->n);
      while (task->group[centre[t]] != g);
  for (guint u = 0; u < task->n; u++)
    {
      double least = G_MAXDOUBLE;

      for (guint t = 0; t < task->k; t++)
        {
          double distance = bw_unit_distance2 (task->points[u].at, task->pinned[t] ? task->pin + 3 * (gsize)t : task->points[centre[t]].at);

          if (task->group[centre[t]] == task->group[u] && distance < least)
            least = distance, territory[u] = (gint32)t;
        }
    }
  bw_part_repair (state, territory);
}

/* A small task: many times from divisions made by chance. */
static void
run_small (BwPartState  *state,
           const gint32 *begin,
           gint32       *start)
{
  const BwPartTask  *task = state->task;
  g_autofree gint32 *territory = g_new (gint32, task->n);
  guint64            each = CLAMP (task->iterations / STARTS_SMALL, 5000, 2000 * (guint64)task->n);
  guint              starts = (guint)MAX (task->iterations / each, 1);

  for (guint i = 0; i < starts; i++)
    {
      if (i % 3 == 0 || begin != NULL)
        make_start (state, begin, territory);
      else
        scatter (state, territory);
      bw_part_state_set (state, territory);
      bw_part_state_keep (state);
      if (i == 0)
        memcpy (start, territory, task->n * sizeof *start);
      bw_part_anneal (state, each, SMALL_HOT / task->n, SMALL_COLD / task->n, SMALL_FIRST / task->k, SMALL_LAST / task->k,
                      (double)i / starts, (i + 0.9) / starts);
      bw_part_descend (state, 20);
      if (bw_part_state_stopped (state, (i + 1.0) / starts) || bw_part_state_done (state))
        break;
    }
  draw_in (state);
  bw_part_descend (state, 10);
}

/* From a plan that was made of clusters: what they were too coarse for, and their borders. */
static void
run_refine (BwPartState  *state,
            const gint32 *begin,
            const gint32 *start)
{
  bw_part_state_set (state, start);
  bw_part_state_keep (state);
  bw_part_state_set (state, begin);
  bw_part_state_keep (state);
  state->penalty = REALIGN_LAST / state->task->k;
  bw_part_descend (state, 10);
  relax (state, 0, STRESSED_UNTIL);
  relax_around_locks (state);
  draw_in (state);
  polish (state);
}

/* Works on @state until its proposals are used up or its time is; its best is the result. @begin: (nullable): the plan to begin with.
 * @start: (inout) (array length=n): what was begun with, which a plan of clusters brings along. */
void
bw_part_course (BwPartState  *state,
                const gint32 *begin,
                gint32       *start)
{
  if (state->task->refine)
    run_refine (state, begin, start);
  else if (state->task->realign)
    run_realign (state, begin, start);
  else if (state->task->exact)
    run_small (state, begin, start);
  else
    run_large (state, begin, start);
}
