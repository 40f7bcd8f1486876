/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much faster deals are won in some weeks of a quarter than in others.
 *
 * Whoever has a quota for the quarter brings deals in before it ends, and what was brought forward is missing after it. For each
 * week of past quarters there is how many deals were won and how many rates by stage and age, that know no calendar, let expect;
 * each quarter's expectation is first brought to what the quarter came to, so that good times and growth do not look like
 * a course. Over the quarters, weeks then have ratios r(k) = won / expected.
 *
 * Which part of r(k) - 1 returns is a question of credibility (Bühlmann and Straub, "Glaubwürdigkeit für
 * Schadensätze", 1970): r(k) counts as t^2 / (t^2 + f / e(k)), e(k) the wins expected in the week over all quarters, f how much more
 * than by chance single weeks vary about r(k), and t^2 the variance of the course. As what returns is what
 * different quarters have in common, t^2 is the sum of the products of different quarters' surpluses over that of their
 * expectations, less the standard error that such a sum has where there is no course. One quarter by itself tells nothing, and where
 * nothing returns the rhythm is flat.
 *
 * O(quarters). */

#include "core/bw-rhythm.h"

#include <math.h>

#define MIN_PACE 0.1
#define MAX_PACE 8.0

/* Sums over quarters, by week. */
typedef struct
{
  double won, expected;
  double square;          /* of each quarter's surplus, won less expected */
  double expected_square; /* of each quarter's expectation */
} Week;

/* What a quarter's expectations have to be multiplied with; 0 where it tells nothing. */
static double
find_level (const double *won,
            const double *expected)
{
  double came = 0.0, said = 0.0;

  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    {
      came += won[k];
      said += expected[k];
    }
  return came > 0.0 && said > 0.0 ? came / said : 0.0;
}

/* Adds a quarter @sign times, if it tells anything. */
static void
add_quarter (Week         *weeks,
             const double *won,
             const double *expected,
             double        weight,
             double        sign)
{
  double level = find_level (won, expected);

  for (guint k = 0; k < BW_RHYTHM_N_WEEKS && level > 0.0; k++)
    {
      double came = weight * won[k], said = weight * level * expected[k];

      weeks[k].won += sign * came;
      weeks[k].expected += sign * said;
      weeks[k].square += sign * (came - said) * (came - said);
      weeks[k].expected_square += sign * said * said;
    }
}

static inline double
ratio_of (const Week *week)
{
  return week->expected > 0.0 ? week->won / week->expected : 1.0;
}

/* By how much more than chance the quarters' weeks vary about the ratios that they have in all, at least 1. */
static double
find_dispersion (const Week   *weeks,
                 const double *won,
                 const double *expected,
                 const double *weight,
                 guint         n_quarters)
{
  double sum = 0.0, n = 0.0;

  for (guint q = 0; q < n_quarters; q++)
    {
      double level = find_level (won + q * BW_RHYTHM_N_WEEKS, expected + q * BW_RHYTHM_N_WEEKS);

      for (guint k = 0; k < BW_RHYTHM_N_WEEKS && level > 0.0; k++)
        {
          double said = level * expected[q * BW_RHYTHM_N_WEEKS + k] * ratio_of (&weeks[k]);
          double off = won[q * BW_RHYTHM_N_WEEKS + k] - said;

          if (said > 0.0)
            sum += weight[q] * off * off / said;
        }
      n += level > 0.0 ? weight[q] : 0.0;
    }
  /* The weeks' ratios were found from the same numbers. */
  return n > 1.0 ? MAX (1.0, sum / ((n - 1.0) * (BW_RHYTHM_N_WEEKS - 1))) : 1.0;
}

static void
flatten (BwRhythm *rhythm)
{
  rhythm->known = FALSE;
  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    rhythm->pace[k] = 1.0;
}

/* Finds the course that @n_quarters whole quarters have in common.
 * @won, @expected: (array length=n_quarters * BW_RHYTHM_N_WEEKS): wins that came, and that rates let expect, [quarter][week]
 * @weight: (array length=n_quarters): how much each counts, at most 1
 * @left_out: a quarter that is not to be learned from, for it is to be foretold; else @n_quarters. How far courses return at all
 *   is taken from every quarter. */
void
bw_rhythm_fit (BwRhythm     *rhythm,
               const double *won,
               const double *expected,
               const double *weight,
               guint         n_quarters,
               guint         left_out)
{
  Week   weeks[BW_RHYTHM_N_WEEKS] = { { 0 } };
  double products = 0.0, pairs = 0.0, dispersion, course, mean = 0.0;

  flatten (rhythm);
  for (guint q = 0; q < n_quarters; q++)
    add_quarter (weeks, won + q * BW_RHYTHM_N_WEEKS, expected + q * BW_RHYTHM_N_WEEKS, weight[q], 1.0);
  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    {
      double surplus = weeks[k].won - weeks[k].expected;

      products += surplus * surplus - weeks[k].square;
      pairs += weeks[k].expected * weeks[k].expected - weeks[k].expected_square;
    }
  if (!(pairs > 0.0))
    return;
  dispersion = find_dispersion (weeks, won, expected, weight, n_quarters);
  course = (products - dispersion * sqrt (2.0 * pairs)) / pairs;
  if (!(course > 0.0))
    return;
  rhythm->known = TRUE;
  if (left_out < n_quarters)
    add_quarter (weeks, won + left_out * BW_RHYTHM_N_WEEKS, expected + left_out * BW_RHYTHM_N_WEEKS, weight[left_out], -1.0);
  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    {
      double sure = course * weeks[k].expected / (course * weeks[k].expected + dispersion);

      rhythm->pace[k] = CLAMP (1.0 + sure * (ratio_of (&weeks[k]) - 1.0), MIN_PACE, MAX_PACE);
      mean += rhythm->pace[k] / BW_RHYTHM_N_WEEKS;
    }
  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    rhythm->pace[k] /= mean;
}
