/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search: units at borders are shifted and swapped, first at random, in the end only for the better.
 *
 * Annealing (Kirkpatrick, Gelatt and Vecchi, Optimization by simulated annealing, Science 220, 1983): a proposal takes a random unit
 * at a border and one of the neighbouring territories, and is taken when it costs less than the temperature times an
 * exponential draw. Drawn first, this bound lets most proposals end before the dear part, the check that the donor stays whole,
 * is reached. While it cools the penalty on tolerances rises, so that a plan passes through uneven ones early and not late. A shift that
 * is refused is in part of the cases tried as a swap: another unit comes back over the same border (D'Amico, Wang, Batta and Rump,
 * A simulated annealing approach to police district design, Computers & Operations Research 29, 2002), which is the only way between even
 * plans where units are large against the tolerance.
 *
 * The descent goes through the border in random order and takes only what costs less, until a round finds nothing. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

enum
{
  CHECK_EVERY = 2048,
  SWAP_TRIES = 4,
  REFRESH_EVERY = 1 << 18,
};

/* How often a refused shift is tried as a swap. */
#define SWAP_SHARE_EXACT 0.5
#define SWAP_SHARE       0.1

/* The part of its time from which the clock hurries a search that would not be done. */
#define CLOCK_FROM 0.4

/* Around a territory that is outside: what a violation costs, and the temperatures in violations. */
#define FOCUS_PENALTY 100.0
#define FOCUS_HOT     0.005
#define FOCUS_COLD    0.0003

/* One of the territories beside @unit, other than its own; -1: none it may go to. */
static gint32
pick_neighbour (BwPartState *state,
                guint        unit)
{
  const BwUnitGraph *graph = state->task->graph;
  guint32            degree = graph->first[unit + 1] - graph->first[unit];
  guint32            at = bw_random_below (&state->random, degree);

  for (guint i = 0; i < degree; i++, at = at + 1 == degree ? 0 : at + 1)
    {
      guint32 neighbour = graph->neighbours[graph->first[unit] + at];
      gint32  other = state->territory[neighbour];

      if (other != state->territory[unit] && !state->cut_off[neighbour])
        return state->task->closed[other] ? -1 : other;
    }
  return -1;
}

static gboolean
touches (const BwPartState *state,
         guint              unit,
         gint32             territory)
{
  const BwUnitGraph *graph = state->task->graph;

  for (guint j = graph->first[unit]; j < graph->first[unit + 1]; j++)
    if (state->territory[graph->neighbours[j]] == territory && !state->cut_off[graph->neighbours[j]])
      return TRUE;
  return FALSE;
}

/* A unit of @territory that could go to @to; G_MAXUINT32: none found. Near @unit, or with exact anywhere at the border. */
static guint32
pick_return (BwPartState *state,
             guint        unit,
             gint32       territory,
             gint32       to)
{
  const BwUnitGraph *graph = state->task->graph;

  for (guint i = 0; i < SWAP_TRIES; i++)
    {
      guint32 other;

      if (state->task->exact)
        {
          const guint32 *members = state->members + (gsize)territory * state->task->n;

          other = members[bw_random_below (&state->random, state->sums[territory].n)];
        }
      else
        {
          guint32 hop = unit;

          for (guint j = 0; j < 2 + i; j++)
            hop = graph->neighbours[graph->first[hop] + bw_random_below (&state->random, graph->first[hop + 1] - graph->first[hop])];
          other = hop;
        }
      if (other != unit && state->territory[other] == territory && !state->task->locked[other] && touches (state, other, to))
        return other;
    }
  return G_MAXUINT32;
}

/* Shifts @unit to @to and another unit back if both together cost less than @at_most. */
static gboolean
try_swap (BwPartState *state,
          guint        unit,
          gint32       to,
          double       at_most)
{
  gint32  from = state->territory[unit];
  guint32 other = pick_return (state, unit, to, from);
  double  first;

  if (other == G_MAXUINT32 || !bw_part_state_can_leave (state, unit))
    return FALSE;
  first = bw_part_state_delta (state, unit, to, G_MAXDOUBLE);
  bw_part_state_move (state, unit, to);
  if (touches (state, other, from) && bw_part_state_delta (state, other, from, at_most - first) <= at_most - first &&
      bw_part_state_can_leave (state, other))
    {
      bw_part_state_move (state, other, from);
      return TRUE;
    }
  bw_part_state_move (state, unit, from);
  return FALSE;
}

/* One proposal at @temperature. Returns whether the plan changed. */
static gboolean
propose (BwPartState *state,
         double       temperature,
         double       swap_share)
{
  guint32 unit = state->n_focus > 0 ? state->focus[bw_random_below (&state->random, state->n_focus)]
                                    : state->border[bw_random_below (&state->random, state->n_border)];
  gint32  to = state->border_at[unit] != G_MAXUINT32 ? pick_neighbour (state, unit) : -1;
  double  bound;

  state->iterations++;
  if (to < 0 || state->sums[state->territory[unit]].n <= 1)
    return FALSE;
  bound = -temperature * log (bw_random_unit (&state->random));
  if (bw_part_state_delta (state, unit, to, bound) <= bound)
    {
      if (!bw_part_state_can_leave (state, unit))
        return FALSE;
      bw_part_state_move (state, unit, to);
      return TRUE;
    }
  return bw_random_unit (&state->random) < swap_share && try_swap (state, unit, to, bound);
}

/* How far the annealing is, 0 to 1: by proposals, and by the clock only where these would not be done in time. */
static double
progress_of (const BwPartTask *task,
             gint64            began_us,
             guint64           at,
             guint64           proposals,
             double            done_to)
{
  double share = (double)at / proposals, late;
  gint64 end_us;

  if (task->limit_us == 0)
    return share;
  end_us = task->began_us + (gint64)((double)(task->limit_us - task->began_us) * done_to);
  late = (double)(g_get_monotonic_time () - began_us) / MAX (end_us - began_us, 1);
  return late > CLOCK_FROM ? MAX (share, MIN ((late - CLOCK_FROM) / (1 - CLOCK_FROM), 1)) : share;
}

/* Cools the plan in @proposals from temperature @from to @to while the penalty rises. @done_from, @done_to: the part of all work that this is. */
void
bw_part_anneal (BwPartState *state,
                guint64      proposals,
                double       from,
                double       to,
                double       penalty_from,
                double       penalty_to,
                double       done_from,
                double       done_to)
{
  const BwPartTask *task = state->task;
  gint64            began_us = g_get_monotonic_time ();
  double            swap_share = task->exact ? SWAP_SHARE_EXACT : SWAP_SHARE, temperature = from;
  guint64           check_every = task->exact ? CHECK_EVERY / 4 : CHECK_EVERY, kept_at = 0, spacing = task->exact ? 0 : state->task->n;

  for (guint64 i = 0; i < proposals && state->n_border > 0; i++)
    {
      if (i % check_every == 0)
        {
          double share = progress_of (task, began_us, i, proposals, done_to);

          if (bw_part_state_stopped (state, done_from + (done_to - done_from) * share) || share >= 1)
            break;
          temperature = from * pow (to / from, share);
          state->penalty = penalty_from * pow (penalty_to / penalty_from, share);
          if (i % REFRESH_EVERY == REFRESH_EVERY - check_every)
            bw_part_state_set (state, state->territory);
        }
      if (propose (state, temperature, swap_share) && state->n_broken == 0 && i >= kept_at && bw_part_state_keep (state))
        kept_at = i + spacing;
    }
  bw_part_state_set (state, state->territory);
  bw_part_state_keep (state);
}

/* The best neighbouring territory for @unit and what going there costs. */
static double
best_shift (const BwPartState *state,
            guint              unit,
            gint32            *to)
{
  const BwUnitGraph *graph = state->task->graph;
  gint32             own = state->territory[unit], last = own;
  double             least = 0;

  *to = -1;
  for (guint j = graph->first[unit]; j < graph->first[unit + 1]; j++)
    {
      gint32 other = state->territory[graph->neighbours[j]];
      double delta;

      if (other == own || other == last || state->task->closed[other] || state->cut_off[graph->neighbours[j]])
        continue;
      last = other;
      delta = bw_part_state_delta (state, unit, other, least);
      if (delta < least - 1e-13)
        least = delta, *to = other;
    }
  return least;
}

/* Takes what costs less, shifts and swaps, for at most @rounds through the border or until a round finds none. */
void
bw_part_descend (BwPartState *state,
                 guint        rounds)
{
  g_autofree guint32 *units = g_new (guint32, state->task->n);

  for (guint round = 0; round < rounds; round++)
    {
      guint n = state->n_border, changed = 0;

      memcpy (units, state->border, n * sizeof *units);
      for (guint i = n; i > 1; i--)
        {
          guint32 j = bw_random_below (&state->random, i), unit = units[j];

          units[j] = units[i - 1];
          units[i - 1] = unit;
        }
      for (guint i = 0; i < n; i++)
        {
          gint32 to;

          if (i % CHECK_EVERY == 0 && bw_part_state_done (state))
            return;
          if (state->foreign[units[i]] == 0)
            continue;
          state->iterations++;
          if (best_shift (state, units[i], &to) < 0 && bw_part_state_can_leave (state, units[i]))
            {
              bw_part_state_move (state, units[i], to);
              changed++;
            }
          else if ((to = pick_neighbour (state, units[i])) >= 0 && try_swap (state, units[i], to, -1e-13))
            changed++;
        }
      bw_part_state_set (state, state->territory);
      bw_part_state_keep (state);
      if (changed == 0)
        break;
    }
}

/* Marks the territories around @territory, up to @hops borders away, and lists their units. */
static void
choose_focus (BwPartState *state,
              gint32       territory,
              guint        hops)
{
  const BwPartTask  *task = state->task;
  g_autofree guint8 *near = g_new0 (guint8, task->k), *next = g_new0 (guint8, task->k);

  near[territory] = TRUE;
  for (guint hop = 0; hop < hops; hop++)
    {
      memcpy (next, near, task->k);
      for (guint i = 0; i < state->n_border; i++)
        {
          guint32 unit = state->border[i];

          for (guint j = task->graph->first[unit]; near[state->territory[unit]] && j < task->graph->first[unit + 1]; j++)
            next[state->territory[task->graph->neighbours[j]]] = TRUE;
        }
      memcpy (near, next, task->k);
    }
  state->n_focus = 0;
  for (guint u = 0; u < task->n; u++)
    if (near[state->territory[u]] && !task->locked[u])
      state->focus[state->n_focus++] = u;
}

/* Anneals what lies around each territory that is outside its tolerance, with violations that may rise for a while. */
void
bw_part_focus (BwPartState *state,
               guint        hops,
               guint64      proposals)
{
  const BwPartTask   *task = state->task;
  g_autofree guint32 *focus = g_new (guint32, task->n);
  double              penalty = FOCUS_PENALTY / task->k;

  state->focus = focus;
  for (guint t = 0; t < task->k && !bw_part_state_done (state); t++)
    {
      if (!(bw_part_hinge (task, state->load + (gsize)t * task->m, t) > 0))
        continue;
      choose_focus (state, t, hops);
      if (state->n_focus > 0)
        bw_part_anneal (state, MIN (proposals, 60 * (guint64)state->n_focus), FOCUS_HOT * penalty, FOCUS_COLD * penalty, penalty, penalty, 0.9, 0.99);
      state->n_focus = 0;
      bw_part_state_set (state, state->best);
    }
  state->focus = NULL;
}
