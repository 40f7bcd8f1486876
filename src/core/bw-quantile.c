/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of many values.
 *
 * Interpolated between neighbours (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996). Where only a few
 * are asked for the values are not sorted but selected (Hoare, "Algorithm 65: Find", 1961; the median of three as pivot): each
 * selection leaves what is smaller on its left, so the next one, which is higher, only looks at its right. O(values) in the
 * mean.
 *
 * Of many values it is counted first how many fall into each of some equal parts of their range, which tells the part that a quantile
 * is in; only what is there is selected from. That has no branch that could not be foretold, and is three times as fast. */

#include "core/bw-quantile.h"

#include <math.h>
#include <string.h>

enum
{
  MANY = 2000,    /* values */
  N_PARTS = 2048, /* no more than a guint16 holds */
};

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

/* How many values fall into each part of their range. */
typedef struct
{
  guint16 *part; /* (owned) [n]: of each value */
  guint    count[N_PARTS];
} Parts;

/* Whether the values, which are finite, could be divided: they are not where they are all the same, or too far apart to tell. */
static gboolean
divide (Parts        *parts,
        const double *values,
        gsize         n)
{
  double low = values[0], high = values[0], scale;

  for (gsize i = 1; i < n; i++)
    {
      low = values[i] < low ? values[i] : low;
      high = values[i] > high ? values[i] : high;
    }
  scale = (N_PARTS - 1) / (high - low);
  if (!isfinite (scale) || !isfinite (high - low))
    return FALSE;
  parts->part = g_new (guint16, n);
  memset (parts->count, 0, sizeof parts->count);
  for (gsize i = 0; i < n; i++)
    {
      parts->part[i] = (guint16)(gint32)((values[i] - low) * scale);
      parts->count[parts->part[i]]++;
    }
  return TRUE;
}

/* The values at @k and, where there is one, behind it, if they were sorted. */
static void
find_pair (const Parts  *parts,
           const double *values,
           gsize         n,
           gsize         k,
           double        pair[2])
{
  g_autofree double *room = NULL; /* for what is in their parts */
  gsize              before = 0, m = 0, end;
  guint              from = 0, to;

  while (before + parts->count[from] <= k)
    before += parts->count[from++];
  for (to = from, end = before + parts->count[from]; end <= k + 1 && end < n;)
    end += parts->count[++to];
  room = g_new (double, end - before + 1);
  for (gsize i = 0; i < n; i++)
    {
      room[m] = values[i];
      m += (parts->part[i] >= from) & (parts->part[i] <= to);
    }
  select_at (room, 0, m, k - before);
  pair[0] = pair[1] = room[k - before];
  if (k + 1 == n)
    return;
  pair[1] = INFINITY;
  for (gsize i = k + 1 - before; i < m; i++)
    pair[1] = room[i] < pair[1] ? room[i] : pair[1];
}

/* As bw_quantiles(), of many values. Returns: %FALSE where that cannot be. */
static gboolean
find_by_parts (const double *values,
               guint         n,
               const double *p,
               guint         n_p,
               double       *quantiles)
{
  g_autofree Parts *parts = g_new (Parts, 1);

  if (!divide (parts, values, n))
    return FALSE;
  for (guint q = 0; q < n_p; q++)
    {
      double at = p[q] * (n - 1.0), low = floor (at), pair[2];

      find_pair (parts, values, n, (gsize)MAX (low, 0.0), pair);
      quantiles[q] = pair[0];
      if (at != low && low + 1 < n)
        quantiles[q] += (at - low) * (pair[1] - pair[0]);
    }
  g_free (parts->part);
  return TRUE;
}

/* The quantiles @p, ascending, of the @n @values, which may be put into another order; NaN without any. The values must be numbers. */
void
bw_quantiles (double       *values,
              guint         n,
              const double *p,
              guint         n_p,
              double       *quantiles)
{
  gsize done = 0;

  if (n >= MANY && find_by_parts (values, n, p, n_p, quantiles))
    return;
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
