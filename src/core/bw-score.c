/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good probabilities were: Brier, log-loss, AUC, calibration, reliability.
 *
 * Brier (1950), Verification of forecasts expressed in terms of probability. The AUC is the statistic of Mann and Whitney (1947):
 * the share of pairs of one case that came and one that did not in which the first was given more, by the sum of middle
 * ranks. Calibration after Cox (1958), Two further applications of a model for binary regression: outcomes are fitted by a
 * logistic line of the probabilities' log-odds, here by Newton's method on two parameters. The interval of a share is
 * Wilson's (1927). O(n log n) for the AUC, O(n) for the rest. */

#include "core/bw-score.h"

#include <math.h>
#include <stdlib.h>

enum
{
  MAX_STEPS = 60,
};

#define EDGE      1e-12
#define MAX_SLOPE 1e3 /* beyond it the outcomes are separated, and there is no line */
#define Z_95      1.959963984540054

typedef struct
{
  double probability;
  guint8 came;
} Case;

static int
compare_cases (const void *a,
               const void *b)
{
  double x = ((const Case *)a)->probability, y = ((const Case *)b)->probability;

  return x < y ? -1 : x > y;
}

/* The area under the ROC curve of @n probabilities against whether it @came (0 or 1); NaN with one outcome only. */
double
bw_score_auc (const double *probability,
              const guint8 *came,
              guint         n)
{
  g_autofree Case *cases = g_new (Case, n + 1);
  double           rank_sum = 0.0, n_came = 0.0;

  for (guint i = 0; i < n; i++)
    cases[i] = (Case) { probability[i], came[i] };
  qsort (cases, n, sizeof *cases, compare_cases);
  for (guint i = 0, end; i < n; i = end)
    {
      double tied = 0.0;

      for (end = i; end < n && cases[end].probability == cases[i].probability; end++)
        tied += cases[end].came;
      rank_sum += tied * (i + end + 1.0) / 2.0;
      n_came += tied;
    }
  if (n_came == 0.0 || n_came == n)
    return NAN;
  return (rank_sum - n_came * (n_came + 1.0) / 2.0) / (n_came * (n - n_came));
}

static double
log_odds (double probability)
{
  double p = CLAMP (probability, EDGE, 1.0 - EDGE);

  return log (p / (1.0 - p));
}

/* Fits log-odds(came) = @intercept + @slope log-odds(@probability) by maximum likelihood; @weight is nullable. Returns FALSE, and
 * sets both to NaN, where there is no such line: one outcome, one probability, or outcomes that they separate. */
gboolean
bw_score_calibration (const double *probability,
                      const guint8 *came,
                      const double *weight,
                      guint         n,
                      double       *intercept,
                      double       *slope)
{
  double a = 0.0, b = 1.0;

  *intercept = *slope = NAN;
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double ga = 0.0, gb = 0.0, haa = 0.0, hab = 0.0, hbb = 0.0, determinant, da, db, scale;

      for (guint i = 0; i < n; i++)
        {
          double x = log_odds (probability[i]), p = 1.0 / (1.0 + exp (-(a + b * x)));
          double w = weight != NULL ? weight[i] : 1.0, v = w * p * (1.0 - p), r = w * (came[i] - p);

          ga += r;
          gb += r * x;
          haa += v;
          hab += v * x;
          hbb += v * x * x;
        }
      determinant = haa * hbb - hab * hab;
      if (!(determinant > 1e-12 * haa * hbb))
        return FALSE;
      da = (hbb * ga - hab * gb) / determinant;
      db = (haa * gb - hab * ga) / determinant;
      scale = MIN (1.0, 2.0 / MAX (fabs (da), fabs (db))); /* a step is at most 2, so that it does not run away */
      a += scale * da;
      b += scale * db;
      if (!(fabs (b) < MAX_SLOPE) || !(fabs (a) < MAX_SLOPE))
        return FALSE;
      if (fabs (da) + fabs (db) < 1e-10)
        {
          *intercept = a;
          *slope = b;
          return TRUE;
        }
    }
  return FALSE;
}

/* The interval of a share of @won of @n cases (weighted ones may be fractions) that is @z standard errors wide to each side: 1.96 for
 * 95 %; 0 to 1 without cases. */
void
bw_score_wilson (double  won,
                 double  n,
                 double  z,
                 double *low,
                 double *high)
{
  double share, middle, width;

  *low = 0.0;
  *high = 1.0;
  if (!(n > 0.0))
    return;
  share = won / n;
  middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
  width = z / (1.0 + z * z / n) * sqrt (share * (1.0 - share) / n + z * z / (4.0 * n * n));
  *low = won <= 0.0 ? 0.0 : MAX (0.0, middle - width);
  *high = won >= n ? 1.0 : MIN (1.0, middle + width);
}

/* Fills @score for @n cases: the @probability that was given to each and whether it @came (0 or 1). */
void
bw_score_compute (const double *probability,
                  const guint8 *came,
                  guint         n,
                  BwScore      *score)
{
  double sum = 0.0, square = 0.0, loss = 0.0;

  *score = (BwScore) { .n = n };
  for (guint i = 0; i < n; i++)
    {
      double error = probability[i] - came[i], p = CLAMP (probability[i], EDGE, 1.0 - EDGE);

      sum += probability[i];
      square += error * error;
      loss -= came[i] ? log (p) : log1p (-p);
      score->n_won += came[i] != 0;
    }
  score->mean = n > 0 ? sum / n : NAN;
  score->won = n > 0 ? (double)score->n_won / n : NAN;
  score->brier = n > 0 ? square / n : NAN;
  score->base_brier = score->won * (1.0 - score->won);
  score->log_loss = n > 0 ? loss / n : NAN;
  score->auc = bw_score_auc (probability, came, n);
  bw_score_calibration (probability, came, NULL, n, &score->intercept, &score->slope);
}

/* Sorts @n cases into @n_bins equally wide @bins (caller-allocated) by their probability, with the share that came in each. */
void
bw_score_reliability (const double *probability,
                      const guint8 *came,
                      guint         n,
                      guint         n_bins,
                      BwScoreBin   *bins)
{
  for (guint b = 0; b < n_bins; b++)
    bins[b] = (BwScoreBin) { .from = (double)b / n_bins, .to = (b + 1.0) / n_bins };
  for (guint i = 0; i < n; i++)
    {
      BwScoreBin *bin = &bins[(guint)CLAMP (probability[i] * n_bins, 0.0, n_bins - 1.0)];

      bin->n++;
      bin->mean += probability[i];
      bin->won += came[i];
    }
  for (guint b = 0; b < n_bins; b++)
    {
      BwScoreBin *bin = &bins[b];

      bw_score_wilson (bin->won, bin->n, Z_95, &bin->low, &bin->high);
      bin->mean = bin->n > 0 ? bin->mean / bin->n : NAN;
      bin->won = bin->n > 0 ? bin->won / bin->n : NAN;
    }
}
