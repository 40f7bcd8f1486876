/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reconciling gains: monthly retail turnover of Australia by state and industry, with the sums of each.
 *
 * At each origin every series is forecast twelve months on by itself, and the forecasts are then made to add up: over series, and
 * last over series and periods of all lengths, as for trends. The measure is the RMSSE of the M5 competition: the root of the mean
 * squared error over that of repeating the last value, in the months before the origin; its mean over all series and origins. Only
 * states and industries with all months take part. BELLWETHER_ORIGINS: how many origins, a year apart, the last a year before the
 * end; 5 if not said. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/bw-ets.h"
#include "core/bw-series-forecast.h"
#include "core/bw-temporal.h"
#include "core/bw-theta.h"
#include "import/bw-csv-reader.h"

enum
{
  SEASON = 12,
  HORIZON = 12,
  MAX_MONTHS = 600,
};

typedef struct
{
  char  *state;
  char  *industry;
  double values[MAX_MONTHS]; /* by month since January 1970 less the first of all */
  guint  n;
} Turnover;

typedef struct
{
  BwHierarchy *hierarchy;
  double      *values; /* a row of n_months for each series */
  guint        n_series;
  guint        n_months;
} Retail;

static void
free_turnover (gpointer data)
{
  Turnover *turnover = data;

  g_free (turnover->state);
  g_free (turnover->industry);
  g_free (turnover);
}

/* Reads the file: one row a month and series, in their order. */
static GPtrArray *
read_turnover (const char *path,
               GError    **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_turnover);
  g_autofree char *last = NULL;
  BwCsvRow         row;

  if (reader == NULL || !bw_csv_reader_next (reader, &row, error))
    return NULL;
  while (bw_csv_reader_next (reader, &row, error))
    {
      Turnover *turnover;

      if (row.n < 5)
        continue;
      if (g_strcmp0 (last, row.values[2]) != 0)
        {
          turnover = g_new0 (Turnover, 1);
          turnover->state = g_strdup (row.values[0]);
          turnover->industry = g_strdup (row.values[1]);
          g_ptr_array_add (all, turnover);
          g_free (last);
          last = g_strdup (row.values[2]);
        }
      turnover = g_ptr_array_index (all, all->len - 1);
      if (turnover->n < MAX_MONTHS)
        turnover->values[turnover->n++] = g_ascii_strtod (row.values[4], NULL);
    }
  return g_steal_pointer (&all);
}

static gint
number_of (GPtrArray  *names,
           const char *name)
{
  guint place;

  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, &place))
    {
      place = names->len;
      g_ptr_array_add (names, (gpointer)name);
    }
  return (gint)place;
}

/* Takes the series that reach back at least as far as the most common shorter start, all ending in the same month. */
static void
make_retail (GPtrArray *all,
             Retail    *retail)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new ();
  g_autoptr (GPtrArray) industries = g_ptr_array_new ();
  g_autofree gint *everything = g_new0 (gint, all->len);
  g_autofree gint *by_state = g_new (gint, all->len);
  g_autofree gint *by_industry = g_new (gint, all->len);
  guint            n_bottom = 0, longest = 0;

  retail->n_months = G_MAXUINT;
  for (guint i = 0; i < all->len; i++)
    longest = MAX (longest, ((Turnover *)g_ptr_array_index (all, i))->n);
  for (guint i = 0; i < all->len;)
    {
      Turnover *turnover = g_ptr_array_index (all, i);

      if (turnover->n * 2 < longest)
        {
          g_ptr_array_remove_index (all, i);
          continue;
        }
      retail->n_months = MIN (retail->n_months, turnover->n);
      by_state[i] = number_of (states, turnover->state);
      by_industry[i] = number_of (industries, turnover->industry);
      n_bottom = ++i;
    }
  retail->hierarchy = bw_hierarchy_new (n_bottom);
  bw_hierarchy_add_level (retail->hierarchy, everything, 1);
  bw_hierarchy_add_level (retail->hierarchy, by_state, states->len);
  bw_hierarchy_add_level (retail->hierarchy, by_industry, industries->len);
  retail->n_series = bw_hierarchy_n_series (retail->hierarchy);
  retail->values = g_new0 (double, (gsize)retail->n_series * retail->n_months);
  for (guint i = 0; i < n_bottom; i++)
    {
      const Turnover *turnover = g_ptr_array_index (all, i);

      for (guint t = 0; t < retail->n_months; t++)
        retail->values[i * retail->n_months + t] = turnover->values[turnover->n - retail->n_months + t];
    }
  bw_hierarchy_add_up (retail->hierarchy, retail->values, retail->n_months);
}

static double
rmsse (const double *forecast,
       const double *y,
       guint         n)
{
  double error = 0, naive = 0;

  for (guint h = 0; h < HORIZON; h++)
    error += (forecast[h] - y[n + h]) * (forecast[h] - y[n + h]) / HORIZON;
  for (guint t = 1; t < n; t++)
    naive += (y[t] - y[t - 1]) * (y[t] - y[t - 1]) / (n - 1);
  return sqrt (error / naive);
}

static const struct
{
  const char *name;
  BwMember    member; /* (nullable): all of them combined, with the errors of exponential smoothing, as for trends */
} members[] = {
  { "ETS", bw_ets_forecast },
  { "Theta", bw_theta_forecast },
  { "all combined", NULL },
};

static const struct
{
  const char       *name;
  BwReconcileMethod method;
  double            half_life;
  gboolean          over_periods;
} methods[] = {
  { "bottom-up", BW_RECONCILE_BOTTOM_UP },
  { "OLS", BW_RECONCILE_OLS },
  { "WLS-struct", BW_RECONCILE_STRUCT },
  { "MinT", BW_RECONCILE_MINT },
  { "MinT, recent errors", BW_RECONCILE_MINT, 2 * SEASON },
  { "the same over periods", BW_RECONCILE_MINT, 2 * SEASON, TRUE },
};

/* The mean RMSSE of the rows of @forecasts. */
static double
mean_rmsse (const Retail *retail,
            const double *forecasts,
            guint         n)
{
  double sum = 0;

  for (guint i = 0; i < retail->n_series; i++)
    sum += rmsse (forecasts + i * HORIZON, retail->values + (gsize)i * retail->n_months, n);
  return sum / retail->n_series;
}

/* Forecasts one series by the member of which @data is the number. */
static void
forecast_cb (const double *y,
             guint         n,
             guint         season,
             guint         horizon,
             double       *mean,
             double       *errors,
             gpointer      data)
{
  BwMember           member = members[GPOINTER_TO_UINT (data)].member;
  g_autofree double *ahead = g_new (double, horizon);
  BwMemberForecast   forecast = { .mean = member != NULL ? mean : ahead, .fitted = errors };

  (member != NULL ? member : bw_ets_forecast) (y, n, season, horizon, &forecast);
  for (guint t = 0; t < n; t++)
    errors[t] = y[t] - errors[t];
  if (member == NULL)
    {
      BwSeriesOptions options = { .season = season, .horizon = horizon };
      g_autoptr (BwSeriesForecast) combined = bw_series_forecast_new (y, n, &options);

      memcpy (mean, combined->mean, sizeof (double) * horizon);
    }
}

/* Forecasts all series from their first @n values by the member @which, for each by itself and then by method @m; into @values. */
static void
forecast_reconciled (const Retail *retail,
                     guint         which,
                     guint         m,
                     guint         n,
                     const double *forecasts,
                     const double *errors,
                     double       *values)
{
  memcpy (values, forecasts, sizeof (double) * retail->n_series * HORIZON);
  if (methods[m].over_periods)
    {
      g_autofree double *known = g_new (double, (gsize)retail->n_series *n);
      BwTemporalTask     task = {
            .hierarchy = retail->hierarchy,
            .method = methods[m].method,
            .half_life = methods[m].half_life,
            .values = known,
            .n = n,
            .season = SEASON,
            .horizon = HORIZON,
            .forecast = forecast_cb,
            .data = GUINT_TO_POINTER (which),
      };

      for (guint i = 0; i < retail->n_series; i++)
        memcpy (known + (gsize)i * n, retail->values + (gsize)i * retail->n_months, sizeof (double) * n);
      bw_temporal_reconcile (&task, FALSE, values);
    }
  else
    {
      g_autoptr (BwReconciler) reconciler =
        bw_reconciler_new (retail->hierarchy, methods[m].method, errors, n, methods[m].half_life);

      bw_reconciler_apply (reconciler, values, HORIZON, FALSE);
    }
}

static void
compare (const Retail *retail,
         guint         which,
         guint         n_origins)
{
  double base = 0, worst = 0, seconds = 0;
  double reconciled[G_N_ELEMENTS (methods)] = { 0 };

  for (guint origin = 0; origin < n_origins; origin++)
    {
      guint              n = retail->n_months - HORIZON * (n_origins - origin);
      g_autofree double *forecasts = g_new (double, retail->n_series *HORIZON);
      g_autofree double *errors = g_new (double, (gsize)retail->n_series *n);

      for (guint i = 0; i < retail->n_series; i++)
        forecast_cb (retail->values + (gsize)i * retail->n_months, n, SEASON, HORIZON, forecasts + i * HORIZON, errors + (gsize)i * n,
                     GUINT_TO_POINTER (which));
      base += mean_rmsse (retail, forecasts, n) / n_origins;
      for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
        {
          g_autofree double *values = g_new (double, retail->n_series *HORIZON);
          gint64             start = g_get_monotonic_time ();

          forecast_reconciled (retail, which, m, n, forecasts, errors, values);
          if (methods[m].half_life > 0 && !methods[m].over_periods)
            seconds += (g_get_monotonic_time () - start) * 1e-6 / n_origins;
          reconciled[m] += mean_rmsse (retail, values, n) / n_origins;
          worst = MAX (worst, bw_hierarchy_incoherence (retail->hierarchy, values, HORIZON));
        }
    }
  g_print ("%-6s base %.4f", members[which].name, base);
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    g_print (", %s %.4f (%+.1f %%)", methods[m].name, reconciled[m], 100 * (reconciled[m] / base - 1));
  g_print ("; off by at most %.1e; MinT %.0f ms\n", worst, 1000 * seconds);
}

int
main (void)
{
  const char      *folder = g_getenv ("BELLWETHER_DATA");
  const char      *asked = g_getenv ("BELLWETHER_ORIGINS");
  g_autofree char *path = g_build_filename (folder != NULL && *folder != '\0' ? folder : "../shared/data", "series",
                                            "aus_retail.csv.gz", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  Retail retail = { 0 };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_print ("Skipped: there is no %s\n", path);
      return 77;
    }
  all = read_turnover (path, &error);
  if (all == NULL || error != NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : path);
      return 1;
    }
  make_retail (all, &retail);
  g_print ("%u series, %u of them sums, %u months\n", retail.n_series, retail.hierarchy->n_sums, retail.n_months);
  for (guint which = 0; which < G_N_ELEMENTS (members); which++)
    compare (&retail, which, asked != NULL ? (guint)CLAMP (atoi (asked), 1, 20) : 5);
  bw_hierarchy_free (retail.hierarchy);
  g_free (retail.values);
  return 0;
}
