/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of many values.
 *
 * Interpolated between neighbours (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996). Where only a few
 * are asked for the values are not sorted but selected (Hoare, "Algorithm 65: Find", 1961; the median of three as pivot): each
 * selection leaves what is smaller on its left, so the next one, which is higher, only looks at its right. O(values) in the
 * mean. */

#include "core/bw-quantile.h"

#include <math.h>

/* The quantile @p of @n ascending values @sorted; NaN without any. */
double
bw_quantile (const double *sorted,
             guint         n,
             double        p)
{
  double at = p * (n - 1.0), low = floor (at);
  guint  i = (guint)low;

  if (n == 0)
    return NAN;
  return i + 1 < n ? sorted[i] + (at - low) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

static inline void
swap (double *values,
      gsize   a,
      gsize   b)
{
  double held = values[a];

  values[a] = values[b];
  values[b] = held;
}

/* Puts the value that would be at @k if @values from @from to @to - 1 were sorted there, smaller ones before it, larger ones
 * behind. */
static void
select_at (double *values,
           gsize   from,
           gsize   to,
           gsize   k)
{
  gint64 low = (gint64)from, high = (gint64)to - 1;

  while (low < high)
    {
      gint64 middle = low + (high - low) / 2, i = low, j = high;
      double pivot;

      if (values[middle] < values[low])
        swap (values, middle, low);
      if (values[high] < values[low])
        swap (values, high, low);
      if (values[high] < values[middle])
        swap (values, high, middle);
      pivot = values[middle];
      while (i <= j)
        {
          while (values[i] < pivot)
            i++;
          while (pivot < values[j])
            j--;
          if (i <= j)
            swap (values, (gsize)i++, (gsize)j--);
        }
      if ((gint64)k <= j)
        high = j;
      else if ((gint64)k >= i)
        low = i;
      else
        return;
    }
}

/* The quantiles @p, ascending, of the @n @values, which are put into another order; NaN without any. The values must be numbers. */
void
bw_quantiles (double       *values,
              guint         n,
              const double *p,
              guint         n_p,
              double       *quantiles)
{
  gsize done = 0;

  for (guint q = 0; q < n_p; q++)
    {
      double at = p[q] * (n - 1.0), low = floor (at);
      gsize  i = (gsize)MAX (low, 0.0), least;

      if (n == 0)
        {
          quantiles[q] = NAN;
          continue;
        }
      if (i >= done)
        {
          select_at (values, done, n, i);
          done = i;
        }
      quantiles[q] = values[i];
      if (at == low || i + 1 >= n)
        continue;
      least = i + 1;
      for (gsize k = i + 2; k < n; k++)
        if (values[k] < values[least])
          least = k;
      quantiles[q] += (at - low) * (values[least] - values[i]);
    }
}
