/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes until something happens, when for some it has not happened yet.
 *
 * The product-limit estimate (Kaplan and Meier, "Nonparametric estimation from incomplete observations", 1958) with late entries:
 * at each time of an event those are at risk who had come under observation before it and have not left before it. The
 * variance is Greenwood's, the range symmetric on the logarithm, as R's survfit gives it. A share that has fallen to 0
 * has no standard error and no range. O(n log n). */

#include "core/bw-survival.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NORMAL_975 1.959963984540054

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static int
compare_lives (const void *a,
               const void *b)
{
  return compare_doubles (&((const BwLife *)a)->leave, &((const BwLife *)b)->leave);
}

/* The curve of the @n @lives. Lives that leave when or before they enter, or with times that are no numbers, are left out.
 * Returns: (transfer full) (element-type BwSurvivalPoint): a point for each time of an event, ascending */
GArray *
bw_survival_new (const BwLife *lives,
                 guint         n)
{
  GArray            *curve = g_array_new (FALSE, FALSE, sizeof (BwSurvivalPoint));
  g_autofree BwLife *sorted = g_new (BwLife, n + 1);
  g_autofree double *enters = g_new (double, n + 1);
  guint              used = 0, entered = 0;
  double             survival = 1.0, greenwood = 0.0;

  for (guint i = 0; i < n; i++)
    if (isfinite (lives[i].enter) && isfinite (lives[i].leave) && lives[i].leave > lives[i].enter)
      {
        sorted[used] = lives[i];
        enters[used++] = lives[i].enter;
      }
  qsort (sorted, used, sizeof *sorted, compare_lives);
  qsort (enters, used, sizeof *enters, compare_doubles);
  for (guint i = 0; i < used;)
    {
      BwSurvivalPoint point = { .time = sorted[i].leave };
      guint           left = i;

      while (entered < used && enters[entered] < point.time)
        entered++;
      for (; i < used && sorted[i].leave == point.time; i++)
        point.n_events += sorted[i].event != FALSE;
      if (point.n_events == 0)
        continue;
      point.n_at_risk = entered - left;
      survival *= 1.0 - (double)point.n_events / point.n_at_risk;
      greenwood += (double)point.n_events / ((double)point.n_at_risk * (point.n_at_risk - point.n_events));
      point.survival = survival;
      point.error = point.low = point.high = NAN;
      if (survival > 0.0)
        {
          point.error = survival * sqrt (greenwood);
          point.low = survival * exp (-NORMAL_975 * sqrt (greenwood));
          point.high = MIN (1.0, survival * exp (NORMAL_975 * sqrt (greenwood)));
        }
      g_array_append_val (curve, point);
    }
  return curve;
}

/* The time by which the event has happened for the share @p; NaN when the @curve does not reach so far. */
double
bw_survival_quantile (const GArray *curve,
                      double        p)
{
  for (guint i = 0; i < curve->len; i++)
    if (g_array_index (curve, BwSurvivalPoint, i).survival <= 1.0 - p + 1e-12)
      return g_array_index (curve, BwSurvivalPoint, i).time;
  return NAN;
}
