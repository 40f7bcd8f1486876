/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan is worth, worked out from nothing but the plan.
 *
 * Independent of the sums that the search carries along, so that the one can be held against the other. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

/* Evenness. */
static void
score_loads (const BwUnitGraph        *graph,
             const BwPartitionOptions *options,
             const gint32             *territory,
             BwPartitionScore         *score)
{
  g_autofree double *load = g_new0 (double, (gsize)options->k * graph->n_measures);
  g_autofree double *total = g_memdup2 (graph->total, graph->n_measures * sizeof *graph->total);
  double             shares = 0;

  for (guint t = 0; t < options->k; t++)
    shares += options->shares != NULL ? options->shares[t] : 1;
  for (gsize i = 0; options->base != NULL && i < (gsize)options->k * graph->n_measures; i++)
    {
      load[i] = options->base[i];
      total[i % graph->n_measures] += options->base[i];
    }
  for (guint u = 0; u < graph->n; u++)
    for (guint m = 0; m < graph->n_measures; m++)
      load[(gsize)territory[u] * graph->n_measures + m] += graph->weights[(gsize)u * graph->n_measures + m];
  for (guint t = 0; t < options->k; t++)
    {
      gboolean outside = FALSE;

      for (guint m = 0; m < graph->n_measures; m++)
        {
          double tolerance = options->tolerances != NULL ? options->tolerances[m] : 0.05;
          double target = total[m] * (options->shares != NULL ? options->shares[t] : 1) / shares, away;

          if (!(target > 0))
            continue;
          away = fabs (load[(gsize)t * graph->n_measures + m] / target - 1);
          score->worst = MAX (score->worst, away);
          score->violation += MAX (away - tolerance - 1e-9, 0);
          outside |= away > tolerance + 1e-9;
        }
      score->n_outside += outside;
    }
}

/* Compactness: about the pinned centre, else the unit that makes it least, which is the one nearest to the centre of gravity. */
static void
score_inertia (const BwUnitGraph        *graph,
               const BwPartitionOptions *options,
               const gint32             *territory,
               BwPartitionScore         *score)
{
  g_autofree double *centre = g_new0 (double, 4 * (gsize)options->k), *least = g_new (double, options->k);

  for (guint u = 0; u < graph->n; u++)
    {
      double *sum = centre + 4 * (gsize)territory[u], mass = graph->points[u].mass;

      for (guint i = 0; i < 3; i++)
        sum[i] += mass * graph->points[u].at[i];
      sum[3] += mass;
    }
  for (guint t = 0; t < options->k; t++)
    {
      const double *pin = options->centres != NULL ? options->centres + 3 * (gsize)t : NULL;

      least[t] = G_MAXDOUBLE;
      if (pin != NULL && isfinite (pin[0]) && isfinite (pin[1]) && isfinite (pin[2]))
        {
          memcpy (centre + 4 * (gsize)t, pin, 3 * sizeof *pin);
          least[t] = 0;
          continue;
        }
      for (guint i = 0; i < 3; i++)
        centre[4 * (gsize)t + i] /= centre[4 * (gsize)t + 3] > 0 ? centre[4 * (gsize)t + 3] : 1;
    }
  for (guint u = 0; u < graph->n; u++)
    {
      double distance = bw_unit_distance2 (graph->points[u].at, centre + 4 * (gsize)territory[u]);

      score->inertia += graph->points[u].mass * distance;
      least[territory[u]] = MIN (least[territory[u]], distance);
    }
  for (guint t = 0; t < options->k; t++)
    if (least[t] > 0 && least[t] < G_MAXDOUBLE)
      score->inertia += least[t] * centre[4 * (gsize)t + 3];
}

/* Connected pieces of each territory, beyond the first. */
static void
score_pieces (const BwUnitGraph *graph,
              guint              k,
              const gint32      *territory,
              BwPartitionScore  *score)
{
  g_autofree guint8  *seen = g_new0 (guint8, graph->n);
  g_autofree guint   *pieces = g_new0 (guint, k);
  g_autofree guint32 *queue = g_new (guint32, graph->n);

  for (guint u = 0; u < graph->n; u++)
    {
      guint head = 0, tail = 0;

      if (seen[u])
        continue;
      if (++pieces[territory[u]] == 2)
        score->n_detached++;
      seen[u] = TRUE;
      queue[tail++] = u;
      while (head < tail)
        {
          guint32 at = queue[head++];

          for (guint j = graph->first[at]; j < graph->first[at + 1]; j++)
            {
              guint32 other = graph->neighbours[j];

              score->cut_edges += at < other && territory[other] != territory[at];
              if (!seen[other] && territory[other] == territory[at])
                seen[other] = TRUE, queue[tail++] = other;
            }
        }
    }
}

/* Works out @score (out caller-allocates) of a plan, @territory (array length=n), which gives every unit to one of the k territories. */
void
bw_partition_score (const BwUnitGraph        *graph,
                    const BwPartitionOptions *options,
                    const gint32             *territory,
                    BwPartitionScore         *score)
{
  *score = (BwPartitionScore) { 0 };
  score_loads (graph, options, territory, score);
  score_inertia (graph, options, territory, score);
  score_pieces (graph, options->k, territory, score);
  for (guint u = 0; options->current != NULL && u < graph->n; u++)
    if (options->current[u] >= 0 && territory[u] != options->current[u])
      {
        score->n_moved++;
        score->moved += graph->weights[(gsize)u * graph->n_measures];
      }
}
