/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks and downturns of a series.
 *
 * Two views. Stretches: each value against the same one a season before; a run on one side that is long enough, and in
 * sum further off than chance makes the differences, is a downturn or, where the series grows less as a rule, an upturn.
 * Turns: the extremes of the robust trend between which it moves by more than the remainder scatters, found by going along
 * it and turning when it has come back by that much.
 *
 * O(n) beside the decomposition. */

#include "core/bw-turning.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-decompose.h"
#include "core/bw-median.h"

enum
{
  MIN_VALUES = 8,
};

/* A stretch or turn below this share is not worth a sentence. */
static const double least_share = 0.05;

/* In standard errors. */
static const double least_strength = 3;

/* The shortest run that is a stretch: a quarter's worth of months, half a year of quarters, six weeks, ten days. */
static guint
shortest_run (guint season)
{
  return season >= 52 ? 6 : season == 12 ? 3
                          : season == 7  ? 10
                                         : 2;
}

/* The shortest way of the trend between turns: a quarter of a season. */
static guint
shortest_phase (guint season)
{
  return MAX (2, (season + 3) / 4);
}

/* The middle and the spread of the known values among @differences. */
static double
find_usual (const double *differences,
            guint         n,
            double       *spread)
{
  g_autofree double *known = g_new (double, MAX (n, 1));
  guint              n_known = 0;
  double             middle = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (differences[i]))
      known[n_known++] = differences[i];
  *spread = n_known > 0 ? bw_median_deviation (known, n_known, &middle) : 0;
  return middle;
}

static void
add_stretch (GArray       *turnings,
             const double *y,
             guint         n,
             guint         season,
             guint         from,
             guint         to,
             double        usual,
             double        spread)
{
  guint     length = to - from + 1;
  double    size = 0, before = 0;
  BwTurning turning = { .from = from, .to = to, .lasts = to == n - 1 };

  for (guint i = from; i <= to; i++)
    {
      size += y[i] - y[i - season];
      before += y[i - season];
    }
  if (length < shortest_run (season) || !(before > 0) || fabs (size) < least_share * before)
    return;
  if (fabs (size - usual * length) < least_strength * spread * sqrt (length))
    return;
  turning.kind = size < 0 ? BW_TURNING_DOWN : BW_TURNING_UP;
  turning.against = BW_AGAINST_SEASON_BEFORE;
  turning.size = size;
  turning.relative = size / before;
  g_array_append_val (turnings, turning);
}

/* Adds the runs of differences below 0, or above what is usual (and above 0). */
static void
find_stretches (GArray       *turnings,
                const double *y,
                guint         n,
                guint         season)
{
  g_autofree double *differences = NULL;
  double             spread, usual;

  if (season < 2 || n <= season)
    return;
  differences = g_new (double, n);
  for (guint i = 0; i < n; i++)
    differences[i] = i >= season ? y[i] - y[i - season] : NAN;
  usual = find_usual (differences, n, &spread);
  for (guint i = season; i < n;)
    {
      int   side = differences[i] < 0 ? -1 : differences[i] > MAX (usual, 0) ? 1
                                                                             : 0;
      guint end = i + 1;

      while (end < n && side != 0 && (side < 0 ? differences[end] < 0 : differences[end] > MAX (usual, 0)))
        end++;
      if (side != 0)
        add_stretch (turnings, y, n, season, i, end - 1, side < 0 ? MIN (usual, 0) : MAX (usual, 0), spread);
      i = end;
    }
}

/* How far the trend must come back to have turned. */
static double
find_threshold (const BwDecomposition *parts)
{
  g_autofree double *spare = g_new (double, parts->n);
  guint              n = 0;
  double             level = 0;

  for (guint i = 0; i < parts->n; i++)
    if (isfinite (parts->remainder[i]))
      {
        spare[n++] = parts->remainder[i];
        level += fabs (parts->trend[i]);
      }
  return n > 0 ? MAX (bw_median_deviation (spare, n, NULL), least_share * level / n) : INFINITY;
}

static void
add_turn (GArray                *turnings,
          const BwDecomposition *parts,
          guint                  shortest,
          guint                  from,
          guint                  to)
{
  double    size = parts->trend[to] - parts->trend[from];
  BwTurning turning = { size < 0 ? BW_TURNING_PEAK : BW_TURNING_TROUGH, BW_AGAINST_TURN, from, to, size, NAN,
                        to == parts->n - 1 };

  if (!(parts->trend[from] > 0) || to - from < shortest)
    return;
  turning.relative = size / parts->trend[from];
  g_array_append_val (turnings, turning);
}

/* Adds the turns of the trend: @low and @high follow it, and what is further back than the threshold has turned. The first
 * stretch of all begins with the data, not with a turn. */
static void
find_turns (GArray                *turnings,
            const BwDecomposition *parts,
            guint                  shortest)
{
  const double *trend = parts->trend;
  double        threshold = find_threshold (parts);
  guint         low = 0, high = 0, turned = 0;
  int           direction = 0;
  gboolean      is_first = FALSE;

  for (guint i = 1; i < parts->n; i++)
    {
      low = trend[i] < trend[low] ? i : low;
      high = trend[i] > trend[high] ? i : high;
      if (direction <= 0 && trend[i] - trend[low] > threshold)
        {
          if (direction < 0 && !is_first)
            add_turn (turnings, parts, shortest, turned, low);
          is_first = direction == 0;
          turned = low;
          direction = 1;
          high = i;
        }
      else if (direction >= 0 && trend[high] - trend[i] > threshold)
        {
          if (direction > 0 && !is_first)
            add_turn (turnings, parts, shortest, turned, high);
          is_first = direction == 0;
          turned = high;
          direction = -1;
          low = i;
        }
    }
  if (direction != 0 && !is_first)
    add_turn (turnings, parts, shortest, turned, direction > 0 ? high : low);
}

static int
compare_turnings (gconstpointer a,
                  gconstpointer b)
{
  const BwTurning *x = a, *y = b;

  return x->from != y->from ? (x->from < y->from ? -1 : 1) : (int)x->kind - (int)y->kind;
}

/* Finds the peaks and downturns of the @n values @y (not finite: not known; they take no part), which repeat every @season
 * values (1: no season). Shares are said of positive amounts only.
 * Returns: (transfer full) (element-type BwTurning): by place. */
GArray *
bw_turnings_new (const double *y,
                 guint         n,
                 guint         season)
{
  static const BwDecomposeOptions options = { .robust = TRUE };
  GArray                         *turnings = g_array_new (FALSE, FALSE, sizeof (BwTurning));
  g_autoptr (BwDecomposition) parts = NULL;
  g_autofree double *filled = NULL;

  if (n < MIN_VALUES)
    return turnings;
  parts = bw_decompose (y, n, &season, 1, &options);
  filled = g_new (double, n);
  for (guint i = 0; i < n; i++)
    filled[i] = isfinite (y[i]) ? y[i] : bw_decomposition_fit (parts, i);
  find_stretches (turnings, filled, n, season);
  find_turns (turnings, parts, shortest_phase (season));
  g_array_sort (turnings, compare_turnings);
  return turnings;
}

/* The sentence of a stretch; NULL: a series by year has no season to compare with. */
static char *
dup_stretch_text (BwFrequency frequency,
                  gboolean    down,
                  const char *from,
                  const char *to,
                  const char *share)
{
  switch (frequency)
    {
    case BW_FREQUENCY_QUARTER:
      return down ? g_strdup_printf (_ ("%s to %s: down %s against the same quarters a year before"), from, to, share)
                  : g_strdup_printf (_ ("%s to %s: up %s against the same quarters a year before"), from, to, share);
    case BW_FREQUENCY_MONTH:
      return down ? g_strdup_printf (_ ("%s to %s: down %s against the same months a year before"), from, to, share)
                  : g_strdup_printf (_ ("%s to %s: up %s against the same months a year before"), from, to, share);
    case BW_FREQUENCY_WEEK:
      return down ? g_strdup_printf (_ ("%s to %s: down %s against the same weeks a year before"), from, to, share)
                  : g_strdup_printf (_ ("%s to %s: up %s against the same weeks a year before"), from, to, share);
    case BW_FREQUENCY_DAY:
      return down ? g_strdup_printf (_ ("%s to %s: down %s against the same days a week before"), from, to, share)
                  : g_strdup_printf (_ ("%s to %s: up %s against the same days a week before"), from, to, share);
    case BW_FREQUENCY_YEAR:
    case BW_N_FREQUENCIES:
    default:
      return NULL;
    }
}

static char *
dup_turn_text (const BwTurning *turning,
               const char      *from,
               const char      *to,
               const char      *share)
{
  if (turning->kind == BW_TURNING_PEAK)
    return turning->lasts
             /* Translators: a period, such as a month, and a share in percent */
             ? g_strdup_printf (_ ("Peak in %s: down %s since then"), from, share)
             /* Translators: a period, such as a month, a share in percent, and the last period of the fall */
             : g_strdup_printf (_ ("Peak in %s: down %s until %s"), from, share, to);
  return turning->lasts
           /* Translators: a period, such as a month, and a share in percent */
           ? g_strdup_printf (_ ("Low in %s: up %s since then"), from, share)
           /* Translators: a period, such as a month, a share in percent, and the last period of the rise */
           : g_strdup_printf (_ ("Low in %s: up %s until %s"), from, share, to);
}

/* Words @turning, found in the values of @series from number @first on, such as "March 2026 to June 2026: down 18 % against
 * the same months a year before".
 * Returns: (transfer full). */
char *
bw_turning_dup_text (const BwTurning     *turning,
                     const BwSalesSeries *series,
                     guint                first)
{
  const char      *from = bw_sales_series_period (series, first + turning->from)->title;
  const char      *to = bw_sales_series_period (series, first + turning->to)->title;
  g_autofree char *share = g_strdup_printf (_ ("%.0f\u00a0%%"), fabs (turning->relative) * 100);

  char *text = NULL;

  if (turning->against == BW_AGAINST_SEASON_BEFORE)
    text = dup_stretch_text (series->query.frequency, turning->kind == BW_TURNING_DOWN, from, to, share);
  return text != NULL ? text : dup_turn_text (turning, from, to, share);
}
