/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many closed deals the share of wins of a larger group is worth to a smaller one.
 *
 * The share of wins at an age in a stage is (won + k x the stage's) / (closed + k), and the stage's the same of all deals'
 * (empirical Bayes). Which k is right depends on how much stages and ages differ in a book, so its own past says: the closings of
 * each slice of time are foretold from the slices before it, once with each k, and the log-loss is kept (the prequential
 * likelihood, Dawid 1984). Nothing that came after a slice takes part in foretelling it, so a choice for a day rests on what was
 * known on it. The k used is the geometric mean of those tried, weighed by likelihood and by a bell about USUAL in the logarithm:
 * where there is little to go by it is USUAL. Rates (bw-hazard-rate.c) take it for how many closed deals the factor of a stage is shrunk
 * to 1 by.
 *
 * O(slices x cells), and one logarithm for each k and cell in which something closed. */

#include "core/bw-share-prior.h"

#include <math.h>

#define USUAL   15.0
#define SPREAD  0.7  /* of the logarithm of k between books, as far as nothing is known */
#define CERTAIN 1e-6 /* nearer to 0 or 1 no share is taken to be: rounding would make it certain, and one exception infinite */

/* From USUAL 3 / 8 to USUAL 8 / 3, evenly in the logarithm. */
static double
tried (guint i)
{
  return USUAL * pow (8.0 / 3.0, ((double)i - (BW_SHARE_PRIOR_N - 1) / 2.0) / ((BW_SHARE_PRIOR_N - 1) / 2.0));
}

/* What is known before a slice, older counts weighing less. */
typedef struct
{
  BwHazardCell *bins;    /* [class][bin] */
  BwHazardCell *classes; /* [class] */
  BwHazardCell  all;
} Known;

static inline void
add (BwHazardCell       *sum,
     const BwHazardCell *cell)
{
  sum->won += cell->won;
  sum->lost += cell->lost;
}

static inline double
shrink (const BwHazardCell *cell,
        double              share,
        double              k)
{
  return (cell->won + k * share) / (cell->won + cell->lost + k);
}

/* Adds to @loss, by k, how badly what is @known foretold @cell, one of @klass. */
static void
score_cell (const Known        *known,
            guint               klass,
            const BwHazardCell *before,
            const BwHazardCell *cell,
            double             *loss)
{
  double all = (known->all.won + 0.5) / (known->all.won + known->all.lost + 1.0);

  for (guint i = 0; i < BW_SHARE_PRIOR_N; i++)
    {
      double k = tried (i), share = shrink (before, shrink (&known->classes[klass], all, k), k);

      share = CLAMP (share, CERTAIN, 1.0 - CERTAIN);
      loss[i] -= cell->won * log (share) + cell->lost * log1p (-share);
    }
}

static void
fade (BwHazardCell *cells,
      guint         n,
      double        keep)
{
  for (guint i = 0; i < n; i++)
    {
      cells[i].won *= keep;
      cells[i].lost *= keep;
    }
}

/* Foretells the closings of each of @n_slices slices of time from those before it.
 * @cells: (array): what happened, [slice][class][bin]
 * @keep: (array length=n_slices): by how much what was known counts less after the slice than after the one before
 * @losses: (out caller-allocates): the log-loss in all up to the end of each slice, [slice][k], in nats */
void
bw_share_prior_score (const BwHazardCell *cells,
                      guint               n_slices,
                      guint               n_classes,
                      guint               n_bins,
                      const double       *keep,
                      double             *losses)
{
  guint                    n_cells = n_classes * n_bins;
  g_autofree BwHazardCell *bins = g_new0 (BwHazardCell, n_cells + 1);
  g_autofree BwHazardCell *classes = g_new0 (BwHazardCell, n_classes + 1);
  Known                    known = { .bins = bins, .classes = classes };

  for (guint slice = 0; slice < n_slices; slice++)
    {
      const BwHazardCell *now = cells + (gsize)slice * n_cells;
      double             *loss = losses + (gsize)slice * BW_SHARE_PRIOR_N;

      for (guint i = 0; i < BW_SHARE_PRIOR_N; i++)
        loss[i] = slice > 0 ? loss[i - (gssize)BW_SHARE_PRIOR_N] : 0.0;
      for (guint c = 0; c < n_cells; c++)
        if (now[c].won + now[c].lost > 0.0)
          score_cell (&known, c / n_bins, &bins[c], &now[c], loss);
      fade (bins, n_cells, keep[slice]);
      fade (classes, n_classes, keep[slice]);
      fade (&known.all, 1, keep[slice]);
      for (guint c = 0; c < n_cells; c++)
        {
          add (&bins[c], &now[c]);
          add (&classes[c / n_bins], &now[c]);
          add (&known.all, &now[c]);
        }
    }
}

/* The number of closed deals that a larger group's share is worth, by @losses (nullable) of each that was tried. */
double
bw_share_prior_choose (const double *losses)
{
  double best = G_MAXDOUBLE, sum = 0.0, weights = 0.0, score[BW_SHARE_PRIOR_N];

  if (losses == NULL)
    return USUAL;
  for (guint i = 0; i < BW_SHARE_PRIOR_N; i++)
    {
      double off = log (tried (i) / USUAL) / SPREAD;

      score[i] = losses[i] + 0.5 * off * off;
      best = MIN (best, score[i]);
    }
  for (guint i = 0; i < BW_SHARE_PRIOR_N; i++)
    {
      double weight = exp (best - score[i]);

      sum += weight * log (tried (i));
      weights += weight;
    }
  return exp (sum / weights);
}
