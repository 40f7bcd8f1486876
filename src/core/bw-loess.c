/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local regression on values at equal steps: at each place a mean or a straight line through the nearest values, weighted
 * by the tricube of their distance and by weights of their own.
 *
 * Cleveland, W. S. (1979): Robust locally weighted regression and smoothing scatterplots. Journal of the American
 * Statistical Association 74. A window wider than the series, the jumps and the bounds of what counts as near are those
 * of Cleveland, R. B., Cleveland, W. S., McRae, J. E. and Terpenning, I. (1990): STL. Journal of Official Statistics 6.
 *
 * O(n x window / jump); nothing is allocated: the weights are reckoned twice instead of being kept. */

#include "core/bw-loess.h"

#include <math.h>

/* The bounds, as parts of the half-width, within which a value counts in full and beyond which not at all. */
static const double near = 0.001;
static const double far = 0.999;

static inline double
tricube (double distance,
         double half_width)
{
  double ratio;

  if (distance > far * half_width)
    return 0;
  if (distance <= near * half_width)
    return 1;
  ratio = distance / half_width;
  ratio = 1 - ratio * ratio * ratio;
  return ratio * ratio * ratio;
}

/* Fits the values @first to @last (both included) of the @n values @y, with @weights (nullable) beside the distance's, at
 * the place @x, which may lie outside. Gives %FALSE and leaves @fit alone when all weights are 0. */
gboolean
bw_loess_at (const BwLoess *loess,
             const double  *y,
             const double  *weights,
             guint          n,
             double         x,
             guint          first,
             guint          last,
             double        *fit)
{
  double half_width = MAX (x - first, last - x);
  double sum = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  double mean_x, spread;

  if (loess->window > n)
    half_width += (loess->window - n) / 2;
  for (guint j = first; j <= last; j++)
    {
      double distance = j - x;
      double w = tricube (fabs (distance), half_width) * (weights != NULL ? weights[j] : 1);

      sum += w;
      sum_x += w * distance;
      sum_y += w * y[j];
      sum_xx += w * distance * distance;
      sum_xy += w * distance * y[j];
    }
  if (!(sum > 0))
    return FALSE;
  mean_x = sum_x / sum;
  spread = sum_xx / sum - mean_x * mean_x;
  *fit = sum_y / sum;
  /* All at nearly one place tell no slope. */
  if (loess->degree > 0 && half_width > 0 && sqrt (MAX (spread, 0)) > near * (n - 1))
    *fit -= mean_x * (sum_xy / sum - mean_x * sum_y / sum) / spread;
  return TRUE;
}

/* The window of place @i: as far to each side as there are values. */
static void
window_at (const BwLoess *loess,
           guint          n,
           guint          i,
           guint         *first,
           guint         *last)
{
  guint half = (loess->window + 1) / 2;

  *first = 0;
  *last = n - 1;
  if (loess->window >= n)
    return;
  if (i + 1 >= half)
    *first = MIN (i + 1 - half, n - loess->window);
  *last = *first + loess->window - 1;
}

static void
fit_place (const BwLoess *loess,
           const double  *y,
           const double  *weights,
           guint          n,
           guint          i,
           double        *smooth)
{
  guint first, last;

  window_at (loess, n, i, &first, &last);
  if (!bw_loess_at (loess, y, weights, n, i, first, last, &smooth[i]))
    smooth[i] = y[i];
}

/* Smooths the @n values @y, all finite, into @smooth; @weights (nullable) count beside the distance, and where all near
 * ones are 0 the value stays what it is. */
void
bw_loess_smooth (const BwLoess *loess,
                 const double  *y,
                 const double  *weights,
                 guint          n,
                 double        *smooth)
{
  guint jump = CLAMP (loess->jump, 1, MAX (n, 2) - 1);
  guint done = 0;

  if (n < 2)
    {
      if (n == 1)
        smooth[0] = y[0];
      return;
    }
  fit_place (loess, y, weights, n, 0, smooth);
  while (done < n - 1)
    {
      guint next = MIN (done + jump, n - 1);

      fit_place (loess, y, weights, n, next, smooth);
      for (guint i = done + 1; i < next; i++)
        smooth[i] = smooth[done] + (smooth[next] - smooth[done]) * (i - done) / (next - done);
      done = next;
    }
}
