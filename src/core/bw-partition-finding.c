/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan could not meet, and why.
 *
 * A territory outside its tolerance is explained by the strongest reason there is: a unit that alone is more than it may have, then
 * what is locked into it, then that it is closed; then what it could give or take is tried (bw-partition-reason.c). Pieces are
 * looked at on the real borders, without the ties that the search makes over water. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* The part of the time after which a search that has not met everything had too little of it. */
#define HURRIED 0.8

static void
add_finding (GArray                *findings,
             BwPartitionFindingKind kind,
             gint32                 territory,
             gint32                 unit,
             guint                  measure,
             guint                  n_units,
             double                 value,
             double                 target)
{
  BwPartitionFinding finding = { kind, territory, unit, measure, n_units, value, target, 0, 0 };

  g_array_append_val (findings, finding);
}

/* Why @territory is outside the tolerance of @measure. */
static void
explain_load (GArray            *findings,
              BwPartState       *state,
              gboolean           hurried,
              const BwPartition *partition,
              gint32             territory,
              guint              measure)
{
  const BwPartTask *task = state->task;

  gsize   at = (gsize)territory * task->m + measure;
  double  load = partition->load[at], locked = task->base[at], largest = -1, target = partition->target[at];
  double  high = task->high[at] + task->base[at];
  guint   n_locked = 0;
  guint32 unit = 0;

  for (guint u = 0; u < task->n; u++)
    {
      double weight = task->graph->weights[(gsize)u * task->m + measure];

      if (partition->territory[u] != territory)
        continue;
      if (weight > largest)
        largest = weight, unit = u;
      if (task->locked[u])
        locked += weight, n_locked++;
    }
  if (largest > high)
    add_finding (findings, BW_PARTITION_LARGE_UNIT, territory, (gint32)unit, measure, 1, largest, target);
  else if (locked > high)
    add_finding (findings, BW_PARTITION_OVERLOADED_LOCK, territory, -1, measure, n_locked, locked, target);
  else if (task->closed[territory])
    add_finding (findings, load > target ? BW_PARTITION_OVERLOADED_LOCK : BW_PARTITION_UNDERLOADED_LOCK, territory, -1, measure, n_locked, load, target);
  else
    {
      add_finding (findings, load > target ? BW_PARTITION_OVER : BW_PARTITION_UNDER, territory, -1, measure,
                   partition->units[territory], load, target);
      bw_part_find_reason (state, hurried, &g_array_index (findings, BwPartitionFinding, findings->len - 1));
    }
}

/* Adds @piece to @findings, to that of the same kind and territory where there is one: which then tells of the heaviest piece, and how many
 * there are. */
static void
add_piece (GArray                   *findings,
           const BwPartitionFinding *piece)
{
  for (guint i = 0; i < findings->len; i++)
    {
      BwPartitionFinding *finding = &g_array_index (findings, BwPartitionFinding, i);
      guint               n = finding->n_pieces + 1;

      if (finding->kind != piece->kind || finding->territory != piece->territory)
        continue;
      if (piece->value > finding->value)
        *finding = *piece;
      finding->n_pieces = n;
      return;
    }
  g_array_append_val (findings, *piece);
}

/* Pieces of territories beyond the one with most units: one finding of each kind for each territory. */
static void
explain_pieces (GArray            *findings,
                const BwUnitGraph *graph,
                const BwPartTask  *task,
                const BwPartition *partition)
{
  g_autofree guint32 *queue = g_new (guint32, task->n);
  g_autofree guint8  *seen = g_new0 (guint8, task->n);
  g_autofree gint32  *main_piece = g_new (gint32, task->k);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (BwPartitionFinding));

  memset (main_piece, 0xff, task->k * sizeof *main_piece);
  for (guint u = 0; u < task->n; u++)
    {
      gint32             own = partition->territory[u];
      BwPartitionFinding piece = { BW_PARTITION_DETACHED_AREA, own, (gint32)u, 0, 0, 0, partition->target[(gsize)own * task->m], 1, 0 };
      guint              head = 0, tail = 0, n_free = 0, n_locked = 0; /* areas of others that it borders on */
      double             largest = -1;

      if (seen[u])
        continue;
      seen[u] = TRUE;
      queue[tail++] = u;
      while (head < tail)
        {
          guint32 at = queue[head++];
          double  weight = graph->weights[(gsize)at * task->m];

          piece.value += weight;
          if (task->locked[at])
            piece.kind = BW_PARTITION_SPLIT_LOCK;
          if (weight > largest)
            largest = weight, piece.unit = (gint32)at;
          for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
            {
              guint32 near = graph->neighbours[j];

              if (partition->territory[near] != own)
                *(task->locked[near] ? &n_locked : &n_free) += 1;
              else if (!seen[near])
                seen[near] = TRUE, queue[tail++] = near;
            }
        }
      if (piece.kind == BW_PARTITION_DETACHED_AREA && n_locked > 0 && n_free == 0)
        piece.kind = BW_PARTITION_LOCKED_BETWEEN;
      piece.n_units = tail;
      g_array_append_val (pieces, piece);
      if (main_piece[own] < 0 || tail > g_array_index (pieces, BwPartitionFinding, main_piece[own]).n_units)
        main_piece[own] = (gint32)pieces->len - 1;
    }
  for (guint i = 0; i < pieces->len; i++)
    {
      const BwPartitionFinding *piece = &g_array_index (pieces, BwPartitionFinding, i);

      if (main_piece[piece->territory] != (gint32)i)
        add_piece (findings, piece);
    }
}

/* What @partition of @graph does not meet. Returns: (transfer full) (element-type BwPartitionFinding). */
GArray *
bw_part_explain (const BwUnitGraph *graph,
                 BwPartTask        *task,
                 const BwPartition *partition)
{
  BwPartState *state = bw_part_state_new (task, BW_PARTITION_N_CHAINS);
  gboolean     hurried = partition->stopped || bw_part_state_late (state, HURRIED);
  GArray      *findings = g_array_new (FALSE, FALSE, sizeof (BwPartitionFinding));

  bw_part_state_set (state, partition->territory);
  if (partition->stopped)
    add_finding (findings, BW_PARTITION_STOPPED, -1, -1, 0, 0, 0, 0);
  for (guint t = 0; t < task->k; t++)
    for (guint m = 0; m < task->m; m++)
      {
        gsize  at = (gsize)t * task->m + m;
        double bring = partition->load[at] - task->base[at];

        if (partition->target[at] > 0 && (bring > task->high[at] || bring < task->low[at]))
          explain_load (findings, state, hurried, partition, t, m);
      }
  if (!task->scattered)
    explain_pieces (findings, graph, task, partition);
  bw_part_state_free (state);
  return findings;
}

/* Returns: (transfer none): the name of @kind in files. */
const char *
bw_partition_finding_code (BwPartitionFindingKind kind)
{
  static const char *const codes[] = {
    [BW_PARTITION_LARGE_UNIT] = "large_unit",
    [BW_PARTITION_OVERLOADED_LOCK] = "overloaded_lock",
    [BW_PARTITION_UNDERLOADED_LOCK] = "underloaded_lock",
    [BW_PARTITION_DETACHED_AREA] = "detached_area",
    [BW_PARTITION_SPLIT_LOCK] = "split_lock",
    [BW_PARTITION_LOCKED_BETWEEN] = "locked_between",
    [BW_PARTITION_LOCKED_IN] = "locked_in",
    [BW_PARTITION_WOULD_SPLIT] = "would_split",
    [BW_PARTITION_LUMPS] = "lumps",
    [BW_PARTITION_NO_ROOM] = "no_room",
    [BW_PARTITION_AT_ODDS] = "at_odds",
    [BW_PARTITION_NO_BORDER] = "no_border",
    [BW_PARTITION_NO_TIME] = "no_time",
    [BW_PARTITION_OVER] = "over",
    [BW_PARTITION_UNDER] = "under",
    [BW_PARTITION_STOPPED] = "stopped",
  };

  return codes[kind];
}

/* Why a territory that has too much, or too little (@over), cannot be mended. Returns: (transfer full). */
static char *
dup_reason (const BwPartitionFinding *finding,
            gboolean                  over,
            const char               *unit,
            const char               *other)
{
  switch (finding->kind)
    {
    case BW_PARTITION_LOCKED_IN:
      return g_strdup_printf (over ? _ ("What it could give is locked, as %s is. Unlock some of it.")
                                   : _ ("What it could take is locked, as %s is. Unlock some of it."),
                              unit);
    case BW_PARTITION_WOULD_SPLIT:
      return g_strdup_printf (over ? _ ("What it could give would leave the rest in pieces, as without %s. Allow other borders, or bridge them.")
                                   : _ ("What it could take would leave its neighbours in pieces, as without %s. Allow other borders, or bridge them."),
                              unit);
    case BW_PARTITION_LUMPS:
      return g_strdup_printf (over ? _ ("The areas that it could give are worth too much for the tolerance, %s the least so. Divide such areas, or widen the tolerance.")
                                   : _ ("The areas that it could take are worth too much for the tolerance, %s the least so. Divide such areas, or widen the tolerance."),
                              unit);
    case BW_PARTITION_NO_ROOM:
      return g_strdup_printf (over ? _ ("Its neighbours have no room for what it could give, as %s. Give them other shares, or widen the tolerance.")
                                   : _ ("Its neighbours cannot spare what it could take, as %s. Give them other shares, or widen the tolerance."),
                              unit);
    case BW_PARTITION_AT_ODDS:
      return g_strdup_printf (over ? _ ("What it could give would put %2$s outside its tolerance, as %1$s would: the two are at odds here. Widen one of the tolerances.")
                                   : _ ("What it could take would put %2$s outside its tolerance, as %1$s would: the two are at odds here. Widen one of the tolerances."),
                              unit, other);
    case BW_PARTITION_NO_BORDER:
      return g_strdup (_ ("Nothing of worth lies at its border. Give it areas by hand, or bridge it to others."));
    case BW_PARTITION_NO_TIME:
      return g_strdup (_ ("The time was up before an exchange with its neighbours was found. Allow more time."));
    default:
      return g_strdup (_ ("No exchange with its neighbours was found that mends this. Widen the tolerance, or try another seed."));
    }
}

/* @finding in a sentence or two, with the names of its unit (nullable), territory (nullable) and measure, and of the @other measure.
 * Returns: (transfer full). */
char *
bw_partition_finding_dup_sentence (const BwPartitionFinding *finding,
                                   const char               *unit,
                                   const char               *territory,
                                   const char               *measure,
                                   const char               *other)
{
  g_autofree char *reason = NULL;
  double           times = finding->target > 0 ? finding->value / finding->target : 0;

  switch (finding->kind)
    {
    case BW_PARTITION_LARGE_UNIT:
      return g_strdup_printf (_ ("%s alone has %.2f times the %s that %s should have. It would have to be divided, or the tolerance widened."),
                              unit, times, measure, territory);
    case BW_PARTITION_OVERLOADED_LOCK:
      return g_strdup_printf (_ ("What is locked into %s has %.2f times the %s it should have. Unlock some of it."), territory, times, measure);
    case BW_PARTITION_UNDERLOADED_LOCK:
      return g_strdup_printf (_ ("%s is locked and has only %.2f times the %s it should have. Unlock it, or give it a smaller share."),
                              territory, times, measure);
    case BW_PARTITION_DETACHED_AREA:
      if (finding->n_pieces > 1)
        return g_strdup_printf (_ ("%u parts of %s have no border with the rest of it. The largest lies around %s."), finding->n_pieces, territory, unit);
      if (finding->n_units == 1)
        return g_strdup_printf (_ ("%s has no border with the rest of %s."), unit, territory);
      return g_strdup_printf (_ ("%s and what is around it, %u areas, have no border with the rest of %s."), unit, finding->n_units, territory);
    case BW_PARTITION_SPLIT_LOCK:
      if (finding->n_pieces > 1)
        return g_strdup_printf (_ ("%u parts of %s are cut off, as areas in them are locked. The largest lies around %s. Unlock them, or lock what lies between."),
                                finding->n_pieces, territory, unit);
      return g_strdup_printf (_ ("%s is locked into %s and keeps it in several pieces. Unlock it, or lock what lies between."), unit, territory);
    case BW_PARTITION_LOCKED_BETWEEN:
      if (finding->n_pieces > 1)
        return g_strdup_printf (_ ("Locks cut %u parts of %s off from the rest. The largest lies around %s. Unlock some of what lies between."),
                                finding->n_pieces, territory, unit);
      if (finding->n_units == 1)
        return g_strdup_printf (_ ("Locks cut %s off from the rest of %s. Unlock some of what lies between."), unit, territory);
      return g_strdup_printf (_ ("Locks cut %s and what is around it, %u areas, off from the rest of %s. Unlock some of what lies between."), unit,
                              finding->n_units, territory);
    case BW_PARTITION_STOPPED:
      return g_strdup (_ ("The work was stopped. This is the best plan found until then."));
    default:
      reason = dup_reason (finding, times > 1, unit, other);
      return g_strdup_printf (times > 1 ? _ ("%s has %.2f times the %s it should have. %s") : _ ("%s has only %.2f times the %s it should have. %s"),
                              territory, times, measure, reason);
    }
}
