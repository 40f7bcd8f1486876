/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a territory is outside its tolerance, told by what it could give or take.
 *
 * Each area at its border that is worth something is tried: whether it may go, whether its territory would stay in one piece, and what
 * loads would be then. What stands in the way of most of them is the reason; an area stands for the others in the
 * sentence, of those that are worth too much the least. When one could go and nothing speaks against it, the search had not come that
 * far. Exchanges of several areas at once are not tried, the search did that. O(border x neighbours), and a walk for each. */

#include "core/bw-partition-private.h"

/* What speaks against a shift, in the order of the questions. */
typedef enum
{
  LOCKED,
  SPLITS,
  TOO_MUCH,
  NO_ROOM,
  AT_ODDS,
  NOTHING,
  N_ANSWERS,
} Answer;

/* Areas with the same answer. */
typedef struct
{
  guint  n;
  gint32 unit; /* one of them */
  double weight;
  guint  other; /* the measure that would be put outside */
} Tally;

/* By how much @load is outside of the bounds of @measure in @territory. */
static double
outside (const BwPartTask *task,
         gint32            territory,
         guint             measure,
         double            load)
{
  gsize at = (gsize)territory * task->m + measure;

  return MAX (load - task->high[at], 0) + MAX (task->low[at] - load, 0);
}

/* Whether @measure of @territory would be farther outside with @change more. */
static gboolean
gets_worse (const BwPartState *state,
            gint32             territory,
            guint              measure,
            double             change)
{
  double load = state->load[(gsize)territory * state->task->m + measure];

  return outside (state->task, territory, measure, load + change) > outside (state->task, territory, measure, load) + 1e-12 * (1 + load);
}

/* What speaks against giving @unit to @to, to mend @measure of @territory, which is one of both. @other: the measure at odds with it. */
static Answer
try_shift (BwPartState *state,
           guint        unit,
           gint32       to,
           gint32       territory,
           guint        measure,
           guint       *other)
{
  const BwPartTask *task = state->task;
  const double     *weights = task->graph->weights + (gsize)unit * task->m;
  gint32            from = state->territory[unit], partner = from == territory ? to : from;
  gsize             at = (gsize)territory * task->m + measure;
  double            sign = from == territory ? -1 : 1, load = state->load[at];

  if (task->locked[unit] || task->closed[from] || task->closed[to])
    return LOCKED;
  if (!bw_part_state_can_leave (state, unit))
    return SPLITS;
  load += sign * weights[measure];
  if (sign < 0 ? load < task->low[at] : load > task->high[at])
    return TOO_MUCH;
  if (gets_worse (state, partner, measure, -sign * weights[measure]))
    return NO_ROOM;
  for (guint m = 0; m < task->m; m++)
    if (m != measure && (gets_worse (state, territory, m, sign * weights[m]) || gets_worse (state, partner, m, -sign * weights[m])))
      {
        *other = m;
        return AT_ODDS;
      }
  return NOTHING;
}

static void
count_answer (Tally *tally,
              Answer answer,
              guint  unit,
              double weight,
              guint  other)
{
  Tally *mine = &tally[answer];

  if (mine->n++ > 0 && (answer == TOO_MUCH ? weight >= mine->weight : weight <= mine->weight))
    return;
  mine->unit = (gint32)unit;
  mine->weight = weight;
  mine->other = other;
}

/* Tries all that @territory could give (@gives), or take. */
static void
try_all (BwPartState *state,
         gint32       territory,
         guint        measure,
         gboolean     gives,
         Tally       *tally)
{
  const BwPartTask  *task = state->task;
  const BwUnitGraph *graph = task->graph;

  for (guint u = 0; u < task->n; u++)
    {
      gint32 own = state->territory[u], last = own;
      double weight = graph->weights[(gsize)u * task->m + measure];

      if (!(weight > 0) || (own == territory) != gives)
        continue;
      for (guint j = graph->first[u]; j < graph->first[u + 1]; j++)
        {
          gint32 to = state->territory[graph->neighbours[j]];
          guint  other = 0;
          Answer answer;

          if (to == last || to == own || (!gives && to != territory))
            continue;
          last = to;
          answer = try_shift (state, u, to, territory, measure, &other);
          count_answer (tally, answer, u, weight, other);
        }
    }
}

/* Sets in @finding (inout), which says that a territory has too much or too little, why. @hurried: the search was not given its time. */
void
bw_part_find_reason (BwPartState        *state,
                     gboolean            hurried,
                     BwPartitionFinding *finding)
{
  static const BwPartitionFindingKind kinds[] = {
    [LOCKED] = BW_PARTITION_LOCKED_IN,
    [SPLITS] = BW_PARTITION_WOULD_SPLIT,
    [TOO_MUCH] = BW_PARTITION_LUMPS,
    [NO_ROOM] = BW_PARTITION_NO_ROOM,
    [AT_ODDS] = BW_PARTITION_AT_ODDS,
  };
  Tally  tally[N_ANSWERS] = { 0 };
  Answer most = LOCKED;

  try_all (state, finding->territory, finding->measure, finding->kind == BW_PARTITION_OVER, tally);
  for (guint i = 0; i < NOTHING; i++)
    if (tally[i].n > tally[most].n)
      most = i;
  if (hurried)
    finding->kind = BW_PARTITION_NO_TIME;
  else if (tally[NOTHING].n == 0 && tally[most].n == 0)
    finding->kind = BW_PARTITION_NO_BORDER;
  else if (tally[NOTHING].n == 0)
    {
      finding->kind = kinds[most];
      finding->unit = tally[most].unit;
      finding->other = tally[most].other;
    }
}
