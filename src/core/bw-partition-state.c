/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan that is being worked on, and what one change to it would cost.
 *
 * For each territory the sums of mass, place and squared place are kept, so that its inertia about its centre of gravity c,
 * sum m |p - c|^2, changes by - m M / (M - m) |p - c|^2 when a unit of mass m leaves and by m M / (M + m) |p - c|^2 when it comes
 * (Steiner's theorem): a handful of operations, however large the territory is. The most central unit costs M min |p - c|^2 more
 * than the centre of gravity; in small tasks this is worked out over the members, but only for changes that would be taken without.
 *
 * A territory stays in one piece when, without the unit, the unit's neighbours in it still reach each other. The search goes out
 * from all of these at once and ends when they have met or when one has nowhere left to go: it costs the shorter of the detour
 * and of the smaller piece, mostly the ring of neighbours. Pieces that were there before never become more, which is what locks in
 * several places need. Where enclaves are allowed, locked units, and nothing else, may be cut off; they stay so small, as nothing
 * becomes part of them.
 *
 * Violations are hinges: nothing within the tolerance, beyond it linear (so that a finite penalty is exact) with a quadratic part
 * (so that the worst territory is drawn in first). */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

#define NOWHERE     G_MAXUINT32
#define HINGE_BEND  4.0

#define MOST_STRESS 1e6

/* Units that are looked at before a territory is thought to fall apart. */
#define MOST_DETOUR 2000

/* In targets. */
#define SMALLEST_VIOLATION 1e-8

/* By how much @load is outside of @low and @high, in targets (@inverse is 1 / target). */
static inline double
hinge (double load,
       double low,
       double high,
       double inverse)
{
  double over = (load > high ? load - high : load < low ? low - load
                                                        : 0) *
                inverse;

  return over + HINGE_BEND * over * over;
}

/* How far @load of @territory is outside its tolerances, in targets. */
double
bw_part_hinge (const BwPartTask *task,
               const double     *load,
               gint32            territory)
{
  gsize  at = (gsize)territory * task->m;
  double sum = 0;

  for (guint m = 0; m < task->m; m++)
    sum += hinge (load[m], task->low[at + m], task->high[at + m], task->inverse[at + m]);
  return sum;
}

static guint
count_broken (const BwPartTask *task,
              const double     *load,
              gint32            territory)
{
  gsize at = (gsize)territory * task->m;
  guint n = 0;

  for (guint m = 0; m < task->m; m++)
    n += (load[m] > task->high[at + m] || load[m] < task->low[at + m]) && task->inverse[at + m] > 0;
  return n;
}

/* The stressed hinge of @territory about what is aimed at, with @weights more (@sign 1) or less (-1), or as it is (0). */
static inline double
hinge_with (const BwPartState *state,
            gint32             territory,
            const double      *weights,
            double             sign)
{
  const BwPartTask *task = state->task;
  gsize             at = (gsize)territory * task->m;
  double            sum = 0;

  for (guint m = 0; m < task->m; m++)
    sum += state->stress[at + m] * hinge (state->load[at + m] + sign * weights[m], state->low[at + m], state->high[at + m], task->inverse[at + m]);
  return sum;
}

static double
inertia_of (const BwPartState *state,
            gint32             territory)
{
  const BwPartSums *sums = &state->sums[territory];
  const double     *pin = state->task->pin + 3 * (gsize)territory;
  double            square = sums->sum[0] * sums->sum[0] + sums->sum[1] * sums->sum[1] + sums->sum[2] * sums->sum[2];

  if (state->task->pinned[territory])
    return sums->square - 2 * (pin[0] * sums->sum[0] + pin[1] * sums->sum[1] + pin[2] * sums->sum[2]) +
           sums->mass * (pin[0] * pin[0] + pin[1] * pin[1] + pin[2] * pin[2]);
  return sums->mass > 0 ? MAX (sums->square - square / sums->mass, 0) : 0;
}

/* What the most central unit of @territory, without @less and with @more (NOWHERE: none), costs more than the centre of gravity of @sums. */
static double
offset_of (const BwPartState *state,
           gint32             territory,
           const BwPartSums  *sums,
           guint32            less,
           guint32            more)
{
  const BwPartTask *task = state->task;
  const guint32    *members = state->members + (gsize)territory * task->n;
  double            centre[3], least = G_MAXDOUBLE;

  if (task->pinned[territory] || !(sums->mass > 0))
    return 0;
  for (guint i = 0; i < 3; i++)
    centre[i] = sums->sum[i] / sums->mass;
  for (guint i = 0; i < state->sums[territory].n; i++)
    {
      double distance = bw_unit_distance2 (task->points[members[i]].at, centre);

      if (distance < least && members[i] != less)
        least = distance;
    }
  if (more != NOWHERE)
    least = MIN (least, bw_unit_distance2 (task->points[more].at, centre));
  return least < G_MAXDOUBLE ? least * sums->mass : 0;
}

static void
add_point (BwPartSums        *sums,
           const BwUnitPoint *point,
           double             sign)
{
  double mass = sign * point->mass;

  sums->mass += mass;
  for (guint i = 0; i < 3; i++)
    sums->sum[i] += mass * point->at[i];
  sums->square += mass * (point->at[0] * point->at[0] + point->at[1] * point->at[1] + point->at[2] * point->at[2]);
  if (sign > 0)
    sums->n++;
  else
    sums->n--;
}

/* By how much the inertia of @territory about its centre changes when @point comes (@sign 1) or leaves (-1). */
static double
inertia_with (const BwPartState *state,
              gint32             territory,
              const BwUnitPoint *point,
              double             sign)
{
  const BwPartSums *sums = &state->sums[territory];
  double            distance = 0, after = sums->mass + sign * point->mass;

  if (state->task->pinned[territory])
    return sign * point->mass * bw_unit_distance2 (point->at, state->task->pin + 3 * (gsize)territory);
  if (!(sums->mass > 0) || !(point->mass > 0))
    return 0;
  if (!(after > 1e-12 * sums->mass))
    return -inertia_of (state, territory);
  for (guint i = 0; i < 3; i++)
    {
      double away = point->at[i] - sums->sum[i] / sums->mass;

      distance += away * away;
    }
  return sign * point->mass * sums->mass / after * distance;
}

/* What the centre units of both territories cost more or less once @unit has gone over to @to. */
static double
offset_change (const BwPartState *state,
               guint              unit,
               gint32             to)
{
  const BwPartTask *task = state->task;
  gint32            from = state->territory[unit];
  BwPartSums        less = state->sums[from], more = state->sums[to];

  add_point (&less, &task->points[unit], -1);
  add_point (&more, &task->points[unit], 1);
  return offset_of (state, from, &less, unit, NOWHERE) + offset_of (state, to, &more, NOWHERE, unit) - state->offset[from] -
         state->offset[to];
}

/* The change in cost when @unit goes over to @to. Above @at_most only that it is more. */
double
bw_part_state_delta (const BwPartState *state,
                     guint              unit,
                     gint32             to,
                     double             at_most)
{
  const BwPartTask  *task = state->task;
  const BwUnitGraph *graph = task->graph;
  const double      *weights = graph->weights + (gsize)unit * task->m;
  gint32             from = state->territory[unit];
  double             inertia, delta;

  inertia = inertia_with (state, from, &task->points[unit], -1) + inertia_with (state, to, &task->points[unit], 1);
  delta = state->penalty * (hinge_with (state, from, weights, -1) + hinge_with (state, to, weights, 1) -
                            hinge_with (state, from, weights, 0) - hinge_with (state, to, weights, 0));
  if (task->realign)
    delta += task->moved_cost * task->moved_weight[unit] *
             ((to != task->current[unit]) - (from != task->current[unit]));
  if (task->cut_cost > 0)
    {
      int cut = 0;

      for (guint j = graph->first[unit]; j < graph->first[unit + 1]; j++)
        {
          gint32 other = state->territory[graph->neighbours[j]];

          cut += (other == from) - (other == to);
        }
      delta += task->cut_cost * cut;
    }
  if (!task->exact)
    return delta + inertia * task->inertia_unit;
  if (delta + (inertia - state->offset[from] - state->offset[to]) * task->inertia_unit > at_most)
    return G_MAXDOUBLE;
  return delta + (inertia + offset_change (state, unit, to)) * task->inertia_unit;
}

static void
join_border (BwPartState *state,
             guint        unit)
{
  if (state->border_at[unit] != NOWHERE || state->task->locked[unit])
    return;
  state->border_at[unit] = state->n_border;
  state->border[state->n_border++] = unit;
}

static void
leave_border (BwPartState *state,
              guint        unit)
{
  guint32 at = state->border_at[unit], last;

  if (at == NOWHERE)
    return;
  last = state->border[--state->n_border];
  state->border[at] = last;
  state->border_at[last] = at;
  state->border_at[unit] = NOWHERE;
}

static void
move_member (BwPartState *state,
             guint        unit,
             gint32       from,
             gint32       to)
{
  gsize    n = state->task->n;
  guint32 *old = state->members + from * n, *new = state->members + to *n;
  guint32 last = old[state->sums[from].n - 1];

  old[state->member_at[unit]] = last;
  state->member_at[last] = state->member_at[unit];
  new[state->sums[to].n] = unit;
  state->member_at[unit] = state->sums[to].n;
}

/* Who is at a border now that @unit has gone from @from to @to, and how many borders are cut. */
static void
move_borders (BwPartState *state,
              guint        unit,
              gint32       from,
              gint32       to)
{
  const BwUnitGraph *graph = state->task->graph;
  guint              foreign = 0;

  for (guint j = graph->first[unit]; j < graph->first[unit + 1]; j++)
    {
      guint32 other = graph->neighbours[j];

      if (state->territory[other] == from)
        {
          state->cut++;
          if (state->foreign[other]++ == 0)
            join_border (state, other);
        }
      else if (state->territory[other] == to)
        {
          state->cut--;
          if (--state->foreign[other] == 0)
            leave_border (state, other);
        }
      foreign += state->territory[other] != to;
    }
  state->foreign[unit] = foreign;
  if (foreign > 0)
    join_border (state, unit);
  else
    leave_border (state, unit);
}

/* Gives @unit to @to. */
void
bw_part_state_move (BwPartState *state,
                    guint        unit,
                    gint32       to)
{
  const BwPartTask *task = state->task;
  const double     *weights = task->graph->weights + (gsize)unit * task->m;
  gint32            from = state->territory[unit], both[] = { from, to };

  for (guint i = 0; i < 2; i++)
    {
      double *load = state->load + (gsize)both[i] * task->m;

      state->inertia -= (inertia_of (state, both[i]) + state->offset[both[i]]) * task->inertia_unit;
      state->violation -= hinge_with (state, both[i], weights, 0);
      state->n_broken -= count_broken (task, load, both[i]);
      if (i == 0 && task->exact)
        move_member (state, unit, from, to);
      add_point (&state->sums[both[i]], &task->points[unit], i == 0 ? -1 : 1);
      for (guint m = 0; m < task->m; m++)
        load[m] += i == 0 ? -weights[m] : weights[m];
      if (task->exact)
        state->offset[both[i]] = offset_of (state, both[i], &state->sums[both[i]], NOWHERE, NOWHERE);
      state->inertia += (inertia_of (state, both[i]) + state->offset[both[i]]) * task->inertia_unit;
      state->violation += hinge_with (state, both[i], weights, 0);
      state->n_broken += count_broken (task, load, both[i]);
    }
  if (task->current != NULL)
    state->moved += task->moved_weight[unit] * ((to != task->current[unit]) - (from != task->current[unit]));
  state->territory[unit] = to;
  move_borders (state, unit, from, to);
}

static guint32
find_class (guint32 *classes,
            guint32  label)
{
  while (classes[label] != label)
    label = classes[label] = classes[classes[label]];
  return label;
}

/* Begins a search from each neighbour of @unit in its territory. Returns how many there are. */
static guint
begin_search (BwPartState *state,
              guint        unit)
{
  const BwUnitGraph *graph = state->task->graph;
  guint              n = 0;

  if (++state->stamp == 0)
    {
      memset (state->mark, 0, state->task->n * sizeof *state->mark);
      state->stamp = 1;
    }
  state->mark[unit] = state->stamp;
  state->label[unit] = NOWHERE;
  for (guint j = graph->first[unit]; j < graph->first[unit + 1]; j++)
    {
      guint32 other = graph->neighbours[j];

      if (state->territory[other] != state->territory[unit])
        continue;
      state->mark[other] = state->stamp;
      state->label[other] = state->classes[n] = n;
      state->waiting[n] = 1;
      state->loose[n] = !state->task->locked[other];
      state->queue[n++] = other;
    }
  return n;
}

/* Notes that the units which the search has found from class @mine, all of them locked, are cut off; @n are in the queue. */
static void
note_cut_off (BwPartState *state,
              guint32      mine,
              guint        n)
{
  for (guint i = 0; i < n; i++)
    if (find_class (state->classes, state->label[state->queue[i]]) == mine)
      state->cut_off[state->queue[i]] = TRUE;
}

/* Whether the territory of @unit stays as whole as it is without it, and with somebody in it. A detour of more than MOST_DETOUR units is
 * not looked for. Locked units may be cut off where enclaves are allowed. */
gboolean
bw_part_state_can_leave (BwPartState *state,
                         guint        unit)
{
  const BwUnitGraph *graph = state->task->graph;
  gint32             from = state->territory[unit];
  guint              n_classes, head = 0, tail;

  if (state->sums[from].n <= 1 || state->task->locked[unit])
    return FALSE;
  if (state->task->scattered)
    return TRUE;
  n_classes = tail = begin_search (state, unit);
  while (n_classes > 1)
    {
      guint32 at, mine;

      if (head == MOST_DETOUR)
        return FALSE;
      at = state->queue[head++];
      mine = find_class (state->classes, state->label[at]);
      state->waiting[mine]--;
      for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
        {
          guint32 other = graph->neighbours[j], its;

          if (state->territory[other] != from || other == unit)
            continue;
          if (state->mark[other] != state->stamp)
            {
              state->mark[other] = state->stamp;
              state->label[other] = mine;
              state->queue[tail++] = other;
              state->waiting[mine]++;
              state->loose[mine] += !state->task->locked[other];
              continue;
            }
          its = find_class (state->classes, state->label[other]);
          if (its == mine)
            continue;
          state->classes[its] = mine;
          state->waiting[mine] += state->waiting[its];
          state->loose[mine] += state->loose[its];
          if (--n_classes == 1)
            return TRUE;
        }
      if (state->waiting[mine] > 0)
        continue;
      if (!state->enclaves || state->loose[mine] > 0)
        return FALSE;
      note_cut_off (state, mine, tail);
      n_classes--;
    }
  return TRUE;
}

/* Finds the locked units that are cut off: pieces of nothing else, of territories that have more than locked units. */
static void
find_cut_off (BwPartState *state)
{
  const BwPartTask   *task = state->task;
  const BwUnitGraph  *graph = task->graph;
  g_autofree guint8  *seen = g_new0 (guint8, task->n);
  g_autofree guint32 *n_loose = g_new0 (guint32, task->k);
  guint32            *queue = state->queue;

  memset (state->cut_off, 0, task->n);
  for (guint u = 0; u < task->n; u++)
    n_loose[state->territory[u]] += !task->locked[u];
  for (guint u = 0; u < task->n; u++)
    {
      guint    head = 0, tail = 0;
      gboolean alone = n_loose[state->territory[u]] > 0;

      if (seen[u] || !task->locked[u])
        continue;
      seen[u] = TRUE;
      queue[tail++] = u;
      while (head < tail)
        {
          guint32 at = queue[head++];

          for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
            {
              guint32 other = graph->neighbours[j];

              if (state->territory[other] != state->territory[u] || seen[other])
                continue;
              if (!task->locked[other])
                alone = FALSE;
              else
                seen[other] = TRUE, queue[tail++] = other;
            }
        }
      for (guint i = 0; alone && i < tail; i++)
        state->cut_off[queue[i]] = TRUE;
    }
}

/* Whether locked units may be cut off from now on by what goes away around them. */
void
bw_part_state_allow_enclaves (BwPartState *state,
                              gboolean     allow)
{
  state->enclaves = allow && state->task->any_locked && !state->task->scattered;
  find_cut_off (state);
}

/* What the plan costs, violations left out. */
double
bw_part_state_cost (const BwPartState *state)
{
  const BwPartTask *task = state->task;

  return state->inertia + task->cut_cost * state->cut + (task->realign ? task->moved_cost * state->moved : 0);
}

/* What the plan violates, whatever is aimed at; differences that come from rounding are none. */
static double
count_violation (const BwPartState *state)
{
  const BwPartTask *task = state->task;
  double            sum = 0;

  for (guint t = 0; state->n_broken > 0 && t < task->k; t++)
    sum += bw_part_hinge (task, state->load + (gsize)t * task->m, t);
  return state->n_broken > 0 ? ceil (MAX (sum, SMALLEST_VIOLATION) / SMALLEST_VIOLATION) * SMALLEST_VIOLATION : 0;
}

/* Keeps the plan if it is better than the best so far: first by violation, then by cost. */
gboolean
bw_part_state_keep (BwPartState *state)
{
  double cost = bw_part_state_cost (state), violation = count_violation (state);

  if (violation > state->best_violation || (violation == state->best_violation && cost >= state->best_cost - 1e-12))
    return FALSE;
  memcpy (state->best, state->territory, state->task->n * sizeof *state->best);
  state->best_violation = violation;
  state->best_cost = cost;
  state->best_at = state->iterations;
  return TRUE;
}

static void
sum_up (BwPartState *state)
{
  const BwPartTask *task = state->task;

  state->inertia = state->violation = 0;
  state->n_broken = 0;
  for (guint t = 0; t < task->k; t++)
    {
      state->offset[t] = task->exact ? offset_of (state, t, &state->sums[t], NOWHERE, NOWHERE) : 0;
      state->inertia += (inertia_of (state, t) + state->offset[t]) * task->inertia_unit;
      state->violation += hinge_with (state, t, task->graph->weights, 0);
      state->n_broken += count_broken (task, state->load + (gsize)t * task->m, t);
    }
}

/* From now on loads are to be within @within of their tolerances, 1 at most, so that what misses its aim by little is within them. */
void
bw_part_state_aim (BwPartState *state,
                   double       within)
{
  const BwPartTask *task = state->task;

  for (gsize i = 0; i < (gsize)task->k * task->m; i++)
    {
      double narrower = (task->high[i] - task->low[i]) / 2 * (1 - within);

      state->low[i] = task->low[i] + narrower;
      state->high[i] = task->high[i] - narrower;
    }
  sum_up (state);
}

/* Makes violations count @more times what they did where there are any, and @less (below 1) where there are none. Returns how many are broken. */
guint
bw_part_state_stress (BwPartState *state,
                      double       more,
                      double       less)
{
  const BwPartTask *task = state->task;

  for (gsize i = 0; i < (gsize)task->k * task->m; i++)
    if (state->load[i] > task->high[i] || state->load[i] < task->low[i])
      state->stress[i] = MIN (state->stress[i] * more, MOST_STRESS);
    else
      state->stress[i] = MAX (state->stress[i] * less, 1);
  sum_up (state);
  return state->n_broken;
}

/* Makes all violations count once again. */
void
bw_part_state_relieve (BwPartState *state)
{
  for (gsize i = 0; i < (gsize)state->task->k * state->task->m; i++)
    state->stress[i] = 1;
  sum_up (state);
}

/* Makes @territory (transfer none) (array length=n) the plan; all its units are given to one. Also frees the sums of rounding errors. */
void
bw_part_state_set (BwPartState  *state,
                   const gint32 *territory)
{
  const BwPartTask  *task = state->task;
  const BwUnitGraph *graph = task->graph;

  if (territory != state->territory)
    memcpy (state->territory, territory, task->n * sizeof *territory);
  memset (state->sums, 0, task->k * sizeof *state->sums);
  memset (state->load, 0, (gsize)task->k * task->m * sizeof *state->load);
  state->n_border = state->cut = 0;
  state->moved = 0;
  for (guint u = 0; u < task->n; u++)
    {
      gint32 own = state->territory[u];

      if (task->exact)
        {
          state->members[(gsize)own * task->n + state->sums[own].n] = u;
          state->member_at[u] = state->sums[own].n;
        }
      add_point (&state->sums[own], &task->points[u], 1);
      for (guint m = 0; m < task->m; m++)
        state->load[(gsize)own * task->m + m] += graph->weights[(gsize)u * task->m + m];
      if (task->current != NULL && task->current[u] >= 0 && own != task->current[u])
        state->moved += task->moved_weight[u];
      state->foreign[u] = 0;
      for (guint j = graph->first[u]; j < graph->first[u + 1]; j++)
        state->foreign[u] += state->territory[graph->neighbours[j]] != own;
      state->cut += state->foreign[u];
      state->border_at[u] = NOWHERE;
      if (state->foreign[u] > 0)
        join_border (state, u);
    }
  state->cut /= 2;
  sum_up (state);
  if (task->any_locked)
    find_cut_off (state);
}

/* Whether the work is to end. @done: how far the chain is, 0 to 1. */
gboolean
bw_part_state_stopped (BwPartState *state,
                       double       done)
{
  BwPartTask *task = state->task;

  if (state->asks && task->progress != NULL)
    {
      task->told = MAX (task->told, CLAMP (state->done_from + state->done_share * done, 0, 1));
      if (!task->progress (task->told, task->progress_data))
        g_atomic_int_set (&task->stopped, TRUE);
    }
  return g_atomic_int_get (&task->stopped);
}

/* Whether @share of the time is over, where there is a limit to it. */
gboolean
bw_part_state_late (const BwPartState *state,
                    double             share)
{
  const BwPartTask *task = state->task;

  return task->limit_us > 0 &&
         g_get_monotonic_time () > task->began_us + (gint64)(share * (double)(task->limit_us - task->began_us));
}

/* Whether the work is to end, or its time is up, near the end of it. */
gboolean
bw_part_state_done (BwPartState *state)
{
  return bw_part_state_stopped (state, 0.97) || bw_part_state_late (state, 1);
}

/* Returns: (transfer full): room for a plan of @task, for chain number @chain. */
BwPartState *
bw_part_state_new (BwPartTask *task,
                   guint       chain)
{
  BwPartState *state = g_new0 (BwPartState, 1);
  gsize        n = MAX (task->n, 1), n_loads = (gsize)task->k * task->m;

  state->task = task;
  state->done_share = 1;
  state->territory = g_new0 (gint32, n);
  state->best = g_new0 (gint32, n);
  state->sums = g_new0 (BwPartSums, task->k);
  state->load = g_new0 (double, n_loads);
  state->offset = g_new0 (double, task->k);
  state->low = g_memdup2 (task->low, n_loads * sizeof *task->low);
  state->high = g_memdup2 (task->high, n_loads * sizeof *task->high);
  state->stress = g_new (double, n_loads);
  for (gsize i = 0; i < n_loads; i++)
    state->stress[i] = 1;
  state->members = task->exact ? g_new (guint32, n * task->k) : NULL;
  state->member_at = task->exact ? g_new (guint32, n) : NULL;
  state->foreign = g_new (guint32, n);
  state->border = g_new (guint32, n);
  state->border_at = g_new (guint32, n);
  state->mark = g_new0 (guint32, n);
  state->label = g_new (guint32, n);
  state->queue = g_new (guint32, n);
  state->classes = g_new (guint32, task->max_degree + 1);
  state->waiting = g_new (guint32, task->max_degree + 1);
  state->loose = g_new (guint32, task->max_degree + 1);
  state->cut_off = g_new0 (guint8, n);
  state->best_violation = state->best_cost = G_MAXDOUBLE;
  bw_random_init (&state->random, task->seed, chain);
  return state;
}

/* Frees @state. */
void
bw_part_state_free (BwPartState *state)
{
  g_free (state->territory);
  g_free (state->best);
  g_free (state->sums);
  g_free (state->load);
  g_free (state->offset);
  g_free (state->low);
  g_free (state->high);
  g_free (state->stress);
  g_free (state->members);
  g_free (state->member_at);
  g_free (state->foreign);
  g_free (state->border);
  g_free (state->border_at);
  g_free (state->mark);
  g_free (state->label);
  g_free (state->queue);
  g_free (state->classes);
  g_free (state->waiting);
  g_free (state->loose);
  g_free (state->cut_off);
  g_free (state);
}
