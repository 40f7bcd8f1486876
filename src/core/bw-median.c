/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of numbers and how far they lie from it.
 *
 * Hampel, F. R. (1974): The influence curve and its role in robust estimation. Journal of the American Statistical
 * Association 69. O(n log n), in place. */

#include "core/bw-median.h"

#include <math.h>
#include <stdlib.h>

/* Of a normal distribution: standard deviation over median deviation. */
static const double deviation_scale = 1.482602218505602;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* The median of the @n numbers @values, which it puts into another order; of none NaN. */
double
bw_median (double *values,
           guint   n)
{
  if (n == 0)
    return NAN;
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2] / 2 + values[(n - 1) / 2] / 2;
}

/* The median of how far the @n numbers @values are from their median (into @middle (nullable)), scaled so that it is the
 * standard deviation where they are normal. Leaves the distances in @values, the least first. */
double
bw_median_deviation (double *values,
                     guint   n,
                     double *middle)
{
  double median = bw_median (values, n);

  if (middle != NULL)
    *middle = median;
  for (guint i = 0; i < n; i++)
    values[i] = fabs (values[i] - median);
  return deviation_scale * bw_median (values, n);
}
