/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a series that were not to be expected.
 *
 * Chen, C. and Liu, L.-M. (1993): Joint estimation of model parameters and outlier effects in time series. Journal of the
 * American Statistical Association 88, for simple exponential smoothing with a drift. The series, without its season and on
 * the scale on which it varies evenly, is smoothed; an unexpected event leaves a mark in the one-step errors that tells its
 * kind. With the smoothing a, an event of size 1 at t makes the errors from t on
 *
 *   spike   1, -a, -a (1 - a), -a (1 - a)^2, ...        the level is misled, then led back
 *   shift   1, (1 - a), (1 - a)^2, ...                  the level follows little by little
 *
 * The kind and place whose mark fits best, against the median deviation of the errors, is taken out of them, and so on until
 * none stands out: a spike beyond the 99 % range of a value, shifts, which have all places to choose from, beyond a higher
 * bound. The last values cannot tell a new level from a spike: there it is a spike until more come. A break of the trend
 * leaves no mark of its own, as the level keeps following; it is looked for first (bw-trend-break.h), and taken out.
 *
 * O(n^2 + events x n x length of a mark), which is short unless the smoothing is very slow. */

#include "core/bw-anomaly.h"

#include <math.h>
#include <string.h>

#include "core/bw-box-cox.h"
#include "core/bw-clean.h"
#include "core/bw-decompose.h"
#include "core/bw-median.h"
#include "core/bw-trend-break.h"

enum
{
  MIN_VALUES = 8,
  MIN_AFTER_SHIFT = 3,
  MAX_BREAKS = 2,
  PASSES = 2,       /* the second finds the season without the new levels that the first found */
  EVENTS_SHARE = 8, /* at most one event in so many values */
};

/* 99 % of a normal distribution are within so many standard deviations. */
static const double spike_bound = 2.5758293035489;

/* Four of five values of a normal distribution are within so many. */
static const double four_of_five = 1.2815515655446;

/* The least of a new level, in standard deviations; more in long series, as each place is one more chance. */
static const double least_shift_bound = 4;

static const double least_strength = 0.4; /* of a season that is taken out */

typedef struct
{
  guint   n;
  double *z;      /* the series on its scale, without the season */
  double *clean;  /* the same without gross outliers */
  double *season; /* [n] */
  double *errors; /* one-step, less the events found so far */
  double *spare;
  double *bent;  /* what breaks of the trend have added */
  double *moved; /* what shifts and breaks added in the pass before */
  double  alpha;
  double  lambda;
  double  deviation;
  double  resolution; /* errors below are rounding */
  double  years;      /* seasons that the season was found in; infinite: none was taken out */
} Smoothing;

/* ---- the smoothing ---- */

/* One-step errors of smoothing with @alpha and @drift; gives the sum of their sizes. */
static double
smooth (const Smoothing *smoothing,
        double           alpha,
        double           drift,
        double          *errors)
{
  const double *z = smoothing->z;
  guint         n_start = MIN (4, smoothing->n);
  double        level, sum = 0;

  for (guint i = 0; i < n_start; i++)
    smoothing->spare[i] = z[i] - drift * i;
  level = bw_median (smoothing->spare, n_start) - drift;
  for (guint i = 0; i < smoothing->n; i++)
    {
      double error = z[i] - (level + drift);

      if (errors != NULL)
        errors[i] = error;
      sum += fabs (error);
      level += drift + alpha * error;
    }
  return sum;
}

/* The middle of the slopes between values half the series apart: a few wild ones do not move it. */
static double
find_drift (const Smoothing *smoothing)
{
  guint apart = smoothing->n / 2, n = smoothing->n - apart;

  for (guint i = 0; i < n; i++)
    smoothing->spare[i] = (smoothing->z[i + apart] - smoothing->z[i]) / apart;
  return bw_median (smoothing->spare, n);
}

/* Picks the smoothing whose errors are least in sum: sizes, not squares, so that spikes do not decide. */
static void
fit_smoothing (Smoothing *smoothing)
{
  static const double alphas[] = { 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97 };
  double              drift = find_drift (smoothing), least = INFINITY;

  for (guint i = 0; i < G_N_ELEMENTS (alphas); i++)
    {
      double sum = smooth (smoothing, alphas[i], drift, NULL);

      if (sum < least * 0.999)
        {
          least = sum;
          smoothing->alpha = alphas[i];
        }
    }
  smooth (smoothing, smoothing->alpha, drift, smoothing->errors);
}

/* Puts the spread of the errors into smoothing->deviation: by their median, or by the size that four of five stay below
 * where that says more, as in series with many small and some large errors. Neither minds a few wild ones. What a season
 * that was found in the same few years has taken from the errors is given back. */
static void
measure_errors (Smoothing *smoothing)
{
  guint  n = smoothing->n;
  double squares = 0;

  memcpy (smoothing->spare, smoothing->errors, sizeof (double) * n);
  smoothing->deviation = bw_median_deviation (smoothing->spare, n, NULL);
  smoothing->deviation = MAX (smoothing->deviation, smoothing->spare[n * 4 / 5] / four_of_five);
  smoothing->deviation *= sqrt (isinf (smoothing->years) ? 1 : smoothing->years / MAX (smoothing->years - 1, 1));
  for (guint i = 0; i < n; i++)
    squares += smoothing->errors[i] * smoothing->errors[i] / n;
  /* More than half of them alike: what is left is all that varies. */
  if (!(smoothing->deviation > smoothing->resolution))
    smoothing->deviation = sqrt (squares);
}

/* ---- marks ---- */

/* The mark of an event of @kind at its @k-th value. @power is (1 - alpha)^k. */
static double
mark_at (BwAnomalyKind kind,
         double        alpha,
         guint         k,
         double        power)
{
  if (kind == BW_ANOMALY_SHIFT)
    return power;
  return k == 0 ? 1 : -alpha * power / (1 - alpha);
}

/* How many values of a mark at @at are worth looking at. */
static guint
mark_length (const Smoothing *smoothing,
             guint            at)
{
  guint fades = (guint)ceil (log (1e-3) / log1p (-smoothing->alpha)) + 1;

  return MIN (smoothing->n - at, fades);
}

typedef struct
{
  BwAnomalyKind kind;
  guint         at;
  double        size;
  double        strength;
} Event;

static Event
fit_event (const Smoothing *smoothing,
           BwAnomalyKind    kind,
           guint            at)
{
  guint  length = mark_length (smoothing, at);
  double power = 1, product = 0, squares = 0;
  Event  event = { kind, at, 0, 0 };

  for (guint k = 0; k < length; k++, power *= 1 - smoothing->alpha)
    {
      double mark = mark_at (kind, smoothing->alpha, k, power);

      product += smoothing->errors[at + k] * mark;
      squares += mark * mark;
    }
  event.size = product / squares;
  event.strength = product / sqrt (squares) / smoothing->deviation;
  return event;
}

static void
take_out (Smoothing   *smoothing,
          const Event *event)
{
  double power = 1;

  for (guint k = 0; event->at + k < smoothing->n; k++, power *= 1 - smoothing->alpha)
    smoothing->errors[event->at + k] -= event->size * mark_at (event->kind, smoothing->alpha, k, power);
}

/* Whether @event is more than chance makes of it. */
static gboolean
stands_out (const Smoothing *smoothing,
            const Event     *event)
{
  if (fabs (event->size) <= smoothing->resolution)
    return FALSE;
  if (event->kind == BW_ANOMALY_SPIKE)
    return fabs (event->strength) > spike_bound && fabs (event->size) > spike_bound * smoothing->deviation;
  return smoothing->n - event->at >= MIN_AFTER_SHIFT && event->at >= MIN_AFTER_SHIFT &&
         fabs (event->strength) > MAX (least_shift_bound, sqrt (2 * log (2.0 * smoothing->n)));
}

/* The event that stands out most; %FALSE: none does. */
static gboolean
find_event (const Smoothing *smoothing,
            Event           *best)
{
  gboolean found = FALSE;

  for (guint at = 0; at < smoothing->n; at++)
    for (BwAnomalyKind kind = BW_ANOMALY_SPIKE; kind <= BW_ANOMALY_SHIFT; kind++)
      {
        Event event = fit_event (smoothing, kind, at);

        if ((!found || fabs (event.strength) > fabs (best->strength)) && stands_out (smoothing, &event))
          {
            *best = event;
            found = TRUE;
          }
      }
  return found;
}

/* ---- back to the series ---- */

static BwAnomaly
describe (const Smoothing *smoothing,
          const double    *y,
          const Event     *event)
{
  double before = smoothing->z[event->at] + smoothing->bent[event->at] + smoothing->season[event->at] -
                  smoothing->errors[event->at];
  double    reach = spike_bound * smoothing->deviation;
  BwAnomaly anomaly = { event->kind, event->at, y[event->at], 0, 0, 0, 0, 0, event->strength };

  anomaly.expected = bw_box_cox_inverse (before, smoothing->lambda);
  anomaly.low = bw_box_cox_inverse (before - reach, smoothing->lambda);
  anomaly.high = bw_box_cox_inverse (before + reach, smoothing->lambda);
  anomaly.size = event->kind == BW_ANOMALY_SPIKE
                   ? anomaly.value - anomaly.expected
                   : bw_box_cox_inverse (before + event->size, smoothing->lambda) - anomaly.expected;
  anomaly.relative = anomaly.expected > 0 ? anomaly.size / anomaly.expected : NAN;
  return anomaly;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const BwAnomaly *x = a, *y = b;

  return x->at != y->at ? (x->at < y->at ? -1 : 1) : (int)x->kind - (int)y->kind;
}

/* Puts the series without its season, and the season, into @smoothing. */
static void
adjust (Smoothing    *smoothing,
        const double *filled,
        const double *clean,
        guint         season)
{
  static const BwDecomposeOptions options = { .robust = TRUE };
  g_autoptr (BwDecomposition) parts = NULL;
  double largest = 0;

  for (guint i = 0; i < smoothing->n; i++)
    {
      smoothing->z[i] = bw_box_cox (filled[i], smoothing->lambda);
      smoothing->clean[i] = bw_box_cox (clean[i], smoothing->lambda);
      largest = MAX (largest, fabs (smoothing->z[i]));
    }
  smoothing->resolution = 1e-9 * largest;
  for (guint i = 0; i < smoothing->n; i++)
    smoothing->spare[i] = smoothing->z[i] - smoothing->moved[i];
  parts = bw_decompose (smoothing->spare, smoothing->n, &season, 1, &options);
  smoothing->years = INFINITY;
  if (bw_decomposition_season_strength (parts, 0) < least_strength)
    {
      memset (smoothing->season, 0, sizeof (double) * smoothing->n);
      return;
    }
  smoothing->years = (double)smoothing->n / season;
  for (guint i = 0; i < smoothing->n; i++)
    {
      smoothing->season[i] = parts->season[0][i];
      smoothing->z[i] -= smoothing->season[i];
      smoothing->clean[i] -= smoothing->season[i];
    }
}

static double
sum_of_squares (const double *values,
                guint         n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i] * values[i];
  return sum;
}

/* Finds the breaks of the trend and takes them out. */
static void
find_breaks (Smoothing    *smoothing,
             const double *y,
             GArray       *anomalies)
{
  for (guint round = 0; round < MAX_BREAKS; round++)
    {
      BwTrendBreak found;
      Event        event;
      BwAnomaly    anomaly;
      Smoothing    rival = *smoothing;

      rival.z = smoothing->clean;
      fit_smoothing (&rival);
      smoothing->alpha = rival.alpha;
      measure_errors (smoothing);
      if (!(smoothing->deviation > smoothing->resolution) ||
          !bw_trend_break_find (smoothing->clean, smoothing->n, sum_of_squares (smoothing->errors, smoothing->n), &found))
        return;
      event = (Event) { BW_ANOMALY_BREAK, found.at, found.change, found.strength };
      anomaly = describe (smoothing, y, &event);
      if (isfinite (y[found.at]))
        g_array_append_val (anomalies, anomaly);
      for (guint i = found.at; i < smoothing->n; i++)
        {
          double added = found.change * (i - found.at + 1);

          smoothing->bent[i] += added;
          smoothing->z[i] -= added;
          smoothing->clean[i] -= added;
        }
    }
}

/* Takes out one event after the other. */
static void
find_events (Smoothing    *smoothing,
             const double *y,
             GArray       *anomalies)
{
  gboolean measure = TRUE;

  fit_smoothing (smoothing);
  for (guint round = 0; round < smoothing->n / EVENTS_SHARE + 1; round++)
    {
      Event     event = { 0 };
      BwAnomaly anomaly;

      if (measure)
        measure_errors (smoothing);
      if (!(smoothing->deviation > smoothing->resolution) || !find_event (smoothing, &event))
        return;
      anomaly = describe (smoothing, y, &event);
      take_out (smoothing, &event);
      /* Spikes are part of what the median deviation allows for: without them it would be too small. */
      measure = event.kind == BW_ANOMALY_SHIFT;
      for (guint i = event.at; i < smoothing->n && event.kind == BW_ANOMALY_SHIFT; i++)
        smoothing->moved[i] += event.size;
      if (isfinite (y[event.at]))
        g_array_append_val (anomalies, anomaly);
    }
}

/* Finds what was not to be expected in the @n values @y (not finite: not known), which repeat every @season values (1: no
 * season). Nothing is found in series that are mostly zeros, or shorter than eight values.
 * Returns: (transfer full) (element-type BwAnomaly): by place. */
GArray *
bw_anomalies_new (const double *y,
                  guint         n,
                  guint         season)
{
  GArray *anomalies = g_array_new (FALSE, FALSE, sizeof (BwAnomaly));
  g_autoptr (BwCleaned) cleaned = bw_clean (y, n, season);
  g_autofree double *buffer = NULL, *filled = NULL;
  Smoothing          smoothing = { .n = n, .lambda = cleaned->lambda };

  if (n - cleaned->n_gaps < MIN_VALUES || bw_clean_is_intermittent (y, n))
    return anomalies;
  buffer = g_new0 (double, 7 * (gsize)n);
  filled = g_new (double, n);
  smoothing.z = buffer;
  smoothing.season = buffer + n;
  smoothing.errors = buffer + 2 * (gsize)n;
  smoothing.spare = buffer + 3 * (gsize)n;
  smoothing.clean = buffer + 4 * (gsize)n;
  smoothing.bent = buffer + 5 * (gsize)n;
  smoothing.moved = buffer + 6 * (gsize)n;
  for (guint i = 0; i < n; i++)
    filled[i] = isfinite (y[i]) ? y[i] : cleaned->y[i];
  for (guint pass = 0; pass < PASSES; pass++)
    {
      g_array_set_size (anomalies, 0);
      adjust (&smoothing, filled, cleaned->y, season);
      memset (smoothing.moved, 0, sizeof (double) * n);
      memset (smoothing.bent, 0, sizeof (double) * n);
      find_breaks (&smoothing, y, anomalies);
      memcpy (smoothing.moved, smoothing.bent, sizeof (double) * n);
      find_events (&smoothing, y, anomalies);
    }
  g_array_sort (anomalies, compare_places);
  return anomalies;
}
