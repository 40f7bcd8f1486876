/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes every territory of a plan one piece, with somebody in it and all units given away.
 *
 * Of each territory the heaviest piece stays, and every piece with a locked unit; the others are given unit by unit, from their
 * edges inwards, to the neighbouring territory that has least of what it should have, or, among those within their tolerance, to the
 * nearest. A territory without units gets the one that is nearest to its pin, or else the heaviest that another can do without.
 * O(n + e) but for the last. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

/* A plan and the sums of it that repair needs. */
typedef struct
{
  BwPartState *state;
  gint32      *territory;
  double      *load;   /* [k]: mean of the measures, in targets */
  double      *centre; /* [k][3] */
  guint       *n;      /* [k] */
  guint32     *piece;  /* [n] */
} Repair;

static double
unit_load (const BwPartTask *task,
           guint             unit,
           gint32            territory)
{
  double sum = 0;

  for (guint m = 0; m < task->m; m++)
    sum += task->graph->weights[(gsize)unit * task->m + m] * task->inverse[(gsize)territory * task->m + m];
  return sum / task->m;
}

/* Numbers the pieces and gives up all but the heaviest and the locked of each territory. */
static void
give_up_pieces (Repair *repair)
{
  const BwPartTask  *task = repair->state->task;
  const BwUnitGraph *graph = task->graph;
  g_autoptr (GArray) mass = g_array_new (FALSE, TRUE, sizeof (double));
  g_autofree guint32 *heaviest = g_new (guint32, task->k);
  guint32            *queue = repair->state->queue;

  memset (repair->piece, 0xff, task->n * sizeof *repair->piece);
  memset (heaviest, 0xff, task->k * sizeof *heaviest);
  for (guint u = 0; u < task->n; u++)
    {
      guint   head = 0, tail = 0;
      guint32 piece = mass->len;
      double  sum = 0;

      if (repair->piece[u] != G_MAXUINT32 || repair->territory[u] < 0)
        continue;
      repair->piece[u] = piece;
      queue[tail++] = u;
      while (head < tail)
        {
          guint32 at = queue[head++];

          sum += task->locked[at] ? 1e30 : 1e-9 + unit_load (task, at, repair->territory[u]);
          for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
            if (repair->piece[graph->neighbours[j]] == G_MAXUINT32 && repair->territory[graph->neighbours[j]] == repair->territory[u])
              {
                repair->piece[graph->neighbours[j]] = piece;
                queue[tail++] = graph->neighbours[j];
              }
        }
      g_array_append_val (mass, sum);
      if (heaviest[repair->territory[u]] == G_MAXUINT32 || sum > g_array_index (mass, double, heaviest[repair->territory[u]]))
        heaviest[repair->territory[u]] = piece;
    }
  for (guint u = 0; u < task->n; u++)
    if (repair->territory[u] >= 0 && repair->piece[u] != heaviest[repair->territory[u]] &&
        g_array_index (mass, double, repair->piece[u]) < 1e30)
      repair->territory[u] = -1;
}

static void
sum_up (Repair *repair)
{
  const BwPartTask  *task = repair->state->task;
  g_autofree double *mass = g_new0 (double, task->k);

  memset (repair->load, 0, task->k * sizeof *repair->load);
  memset (repair->n, 0, task->k * sizeof *repair->n);
  memset (repair->centre, 0, 3 * (gsize)task->k * sizeof *repair->centre);
  for (guint u = 0; u < task->n; u++)
    {
      gint32 own = repair->territory[u];
      double weight = task->points[u].mass + 1e-12;

      if (own < 0)
        continue;
      repair->n[own]++;
      repair->load[own] += unit_load (task, u, own);
      mass[own] += weight;
      for (guint i = 0; i < 3; i++)
        repair->centre[3 * (gsize)own + i] += weight * task->points[u].at[i];
    }
  for (guint t = 0; t < task->k; t++)
    for (guint i = 0; i < 3; i++)
      repair->centre[3 * (gsize)t + i] = task->pinned[t] ? task->pin[3 * (gsize)t + i] : repair->centre[3 * (gsize)t + i] / MAX (mass[t], 1e-300);
}

/* Which neighbouring territory @unit had best go to; -1: it has none. */
static gint32
choose_neighbour (const Repair *repair,
                  guint         unit)
{
  const BwPartTask  *task = repair->state->task;
  const BwUnitGraph *graph = task->graph;
  gint32             best = -1;
  double             least = G_MAXDOUBLE;

  for (guint j = graph->first[unit]; j < graph->first[unit + 1]; j++)
    {
      gint32 other = repair->territory[graph->neighbours[j]];
      double cost;

      if (other < 0 || task->closed[other])
        continue;
      cost = bw_unit_distance2 (task->points[unit].at, repair->centre + 3 * (gsize)other);
      cost *= repair->load[other] > 1 + task->tolerance[0] ? 4 * repair->load[other] : repair->load[other] < 1 - task->tolerance[0] ? 0.5
                                                                                                                                    : 1;
      if (cost < least)
        least = cost, best = other;
    }
  return best;
}

/* Gives away, from the edges inwards, what nobody has. */
static void
give_away (Repair *repair)
{
  const BwPartTask  *task = repair->state->task;
  const BwUnitGraph *graph = task->graph;
  guint32           *queue = repair->state->queue;
  guint              head = 0, tail = 0;
  g_autofree guint8 *queued = g_new0 (guint8, task->n);

  for (guint u = 0; u < task->n; u++)
    if (repair->territory[u] < 0 && choose_neighbour (repair, u) >= 0)
      queued[u] = TRUE, queue[tail++] = u;
  while (head < tail)
    {
      guint32 at = queue[head++];
      gint32  to = choose_neighbour (repair, at);

      repair->territory[at] = to;
      repair->n[to]++;
      repair->load[to] += unit_load (task, at, to);
      for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
        {
          guint32 other = graph->neighbours[j];

          if (repair->territory[other] < 0 && !queued[other])
            queued[other] = TRUE, queue[tail++] = other;
        }
    }
}

/* What no territory that takes anything borders on goes to the nearest that does, or to the nearest at all. */
static void
give_rest (Repair *repair)
{
  const BwPartTask *task = repair->state->task;

  for (guint u = 0; u < task->n; u++)
    {
      gint32 best = -1;
      double least = G_MAXDOUBLE;

      if (repair->territory[u] >= 0)
        continue;
      for (guint t = 0; t < task->k; t++)
        {
          double distance = bw_unit_distance2 (task->points[u].at, repair->centre + 3 * (gsize)t) + (task->closed[t] ? 1e12 : 0);

          if (distance < least && repair->n[t] > 0)
            least = distance, best = t;
        }
      repair->territory[u] = MAX (best, 0);
      repair->n[repair->territory[u]]++;
      give_away (repair);
    }
}

/* Gives a unit to each territory that has none. */
static void
fill_empty (Repair *repair)
{
  const BwPartTask *task = repair->state->task;
  BwPartState      *state = repair->state;

  for (guint t = 0; t < task->k; t++)
    {
      guint32 best = G_MAXUINT32;
      double  least = G_MAXDOUBLE;

      if (repair->n[t] > 0 || task->closed[t])
        continue;
      memcpy (state->territory, repair->territory, task->n * sizeof *state->territory);
      for (guint s = 0; s < task->k; s++)
        state->sums[s].n = repair->n[s];
      for (guint u = 0; u < task->n; u++)
        {
          gint32 own = repair->territory[u];
          double cost = task->pinned[t] ? bw_unit_distance2 (task->points[u].at, task->pin + 3 * (gsize)t)
                                        : -repair->load[own] * (1 + unit_load (task, u, t));

          if (cost < least && repair->n[own] > 1 && !task->closed[own] && bw_part_state_can_leave (state, u))
            least = cost, best = u;
        }
      if (best == G_MAXUINT32)
        continue;
      repair->n[repair->territory[best]]--;
      repair->load[repair->territory[best]] -= unit_load (task, best, repair->territory[best]);
      repair->territory[best] = t;
      repair->n[t] = 1;
      repair->load[t] = unit_load (task, best, t);
    }
}

/* Mends @territory (inout) (array length=n; -1: nobody has it). */
void
bw_part_repair (BwPartState *state,
                gint32      *territory)
{
  const BwPartTask   *task = state->task;
  g_autofree double  *load = g_new (double, task->k), *centre = g_new (double, 3 * (gsize)task->k);
  g_autofree guint   *n = g_new (guint, task->k);
  g_autofree guint32 *piece = g_new (guint32, task->n);
  Repair              repair = { state, territory, load, centre, n, piece };

  for (guint u = 0; u < task->n; u++)
    if (task->locked[u])
      territory[u] = task->home[u];
  if (!task->scattered)
    give_up_pieces (&repair);
  sum_up (&repair);
  give_away (&repair);
  give_rest (&repair);
  fill_empty (&repair);
}
