/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was not to be expected: found where it was put, called what it is, and not found where nothing is. */

#include "core/bw-anomaly.h"

#include <math.h>
#include <string.h>

#include "core/bw-random.h"
#include "known-series.h"

enum
{
  N = 72,
  NOWHERE = G_MAXUINT,
};

/* The strongest from @from to @to of @kind, -1 for any. */
static const BwAnomaly *
find_at (const GArray *anomalies,
         guint         from,
         guint         to,
         int           kind)
{
  const BwAnomaly *best = NULL;

  for (guint i = 0; i < anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (anomalies, BwAnomaly, i);

      if (anomaly->at >= from && anomaly->at <= to && (kind < 0 || (int)anomaly->kind == kind) &&
          (best == NULL || fabs (anomaly->strength) > fabs (best->strength)))
        best = anomaly;
    }
  return best;
}

static void
print (const GArray *anomalies)
{
  for (guint i = 0; i < anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (anomalies, BwAnomaly, i);

      g_test_message ("%u: kind %d, %g for %g (%g to %g), size %g, strength %.1f", anomaly->at, anomaly->kind, anomaly->value,
                      anomaly->expected, anomaly->low, anomaly->high, anomaly->size, anomaly->strength);
    }
}

/* A level of 100 with noise of 3, a season if asked for, and what happens from @at on. */
static void
make_series (double        y[N],
             guint         seed,
             double        drift,
             gboolean      season,
             BwAnomalyKind kind,
             guint         at,
             double        size)
{
  BwRandom random;

  bw_random_init (&random, seed, 0);
  for (guint i = 0; i < N; i++)
    {
      y[i] = 100 + drift * i + 3 * bw_random_normal (&random) + (season ? 20 * sin (2 * G_PI * i / 12) : 0);
      if (at == NOWHERE || i < at)
        continue;
      y[i] += kind == BW_ANOMALY_SHIFT ? size : kind == BW_ANOMALY_BREAK ? size * (i - at + 1)
                                              : i == at                  ? size
                                                                         : 0;
    }
}

/* In at least nine of ten series the event is found, as what it is, with its size. */
static void
test_kinds (void)
{
  static const struct
  {
    BwAnomalyKind kind;
    double        drift;
    gboolean      season;
    guint         at;
    double        size;
    guint         slack; /* values by which the place may be off */
  } cases[] = {
    { BW_ANOMALY_SPIKE, 0, FALSE, 40, 25, 0 },
    { BW_ANOMALY_SPIKE, 0.5, TRUE, 40, -25, 0 },
    { BW_ANOMALY_SPIKE, 0, TRUE, N - 1, 30, 0 },
    { BW_ANOMALY_SHIFT, 0, FALSE, 36, 30, 0 },
    { BW_ANOMALY_SHIFT, 0.5, TRUE, 36, -30, 1 },
    { BW_ANOMALY_BREAK, 0, FALSE, 36, 4, 6 },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      guint found = 0;

      for (guint seed = 0; seed < 40; seed++)
        {
          double y[N];
          g_autoptr (GArray) anomalies = NULL;
          const BwAnomaly *anomaly;

          make_series (y, seed, cases[c].drift, cases[c].season, cases[c].kind, cases[c].at, cases[c].size);
          anomalies = bw_anomalies_new (y, N, cases[c].season ? 12 : 1);
          anomaly = find_at (anomalies, cases[c].at - cases[c].slack, cases[c].at + cases[c].slack, cases[c].kind);
          if (anomaly == NULL)
            {
              g_test_message ("case %u, seed %u", c, seed);
              print (anomalies);
              continue;
            }
          g_assert_cmpfloat (anomaly->value, ==, y[anomaly->at]);
          g_assert_true ((anomaly->size > 0) == (cases[c].size > 0));
          g_assert_true (anomaly->low <= anomaly->expected && anomaly->expected <= anomaly->high);
          found += fabs (anomaly->size / cases[c].size - 1) < 0.6;
        }
      g_test_message ("case %u: %u of 40", c, found);
      g_assert_cmpuint (found, >=, 36);
    }
}

/* Of noise alone about one value in a hundred is outside the range of 99 %, and next to no shift or break is seen. */
static void
test_noise (void)
{
  for (guint walk = 0; walk < 2; walk++)
    {
      guint spikes = 0, others = 0;

      for (guint seed = 0; seed < 100; seed++)
        {
          double   y[N];
          double   level = 1000;
          BwRandom random;
          g_autoptr (GArray) anomalies = NULL;

          bw_random_init (&random, seed, walk);
          for (guint i = 0; i < N; i++)
            {
              y[i] = level + 3 * bw_random_normal (&random);
              level = walk != 0 ? y[i] : level;
            }
          anomalies = bw_anomalies_new (y, N, 12);
          for (guint i = 0; i < anomalies->len; i++)
            if (g_array_index (anomalies, BwAnomaly, i).kind == BW_ANOMALY_SPIKE)
              spikes++;
            else
              others++;
        }
      g_test_message ("walk %u: %u spikes, %u others in %u values", walk, spikes, others, 100 * N);
      g_assert_cmpuint (spikes, <, 100 * N * 3 / 100);
      g_assert_cmpuint (others, <=, 12);
    }
}

/* On a series whose swings grow with its level, one month made higher by six tenths. */
static void
test_airline (void)
{
  double y[G_N_ELEMENTS (air_passengers)];
  g_autoptr (GArray) anomalies = NULL;
  const BwAnomaly *anomaly;

  memcpy (y, air_passengers, sizeof y);
  y[100] *= 1.6;
  anomalies = bw_anomalies_new (y, G_N_ELEMENTS (air_passengers), 12);
  print (anomalies);
  anomaly = find_at (anomalies, 100, 100, BW_ANOMALY_SPIKE);
  g_assert_nonnull (anomaly);
  g_assert_cmpfloat (fabs (anomaly->relative - 0.6), <, 0.12);
  g_assert_cmpfloat (fabs (anomaly->expected / air_passengers[100] - 1), <, 0.07);
  g_assert_true (anomaly->value > anomaly->high);
}

static void
test_scale (void)
{
  double y[N], scaled[N];
  g_autoptr (GArray) plain = NULL;
  g_autoptr (GArray) larger = NULL;

  make_series (y, 3, 0.5, TRUE, BW_ANOMALY_SHIFT, 40, 40);
  for (guint i = 0; i < N; i++)
    scaled[i] = 1e12 * y[i];
  plain = bw_anomalies_new (y, N, 12);
  larger = bw_anomalies_new (scaled, N, 12);
  g_assert_cmpuint (plain->len, ==, larger->len);
  g_assert_cmpuint (plain->len, >, 0);
  for (guint i = 0; i < plain->len; i++)
    {
      const BwAnomaly *a = &g_array_index (plain, BwAnomaly, i), *b = &g_array_index (larger, BwAnomaly, i);

      g_assert_cmpuint (a->at, ==, b->at);
      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpfloat_with_epsilon (b->size / 1e12, a->size, 1e-6 * fabs (a->size));
    }
}

static void
test_odd (void)
{
  static const guint lengths[] = { 0, 1, 2, 7, 8, 30, 130 };
  static const guint seasons[] = { 1, 4, 12, 52 };
  double             y[130];

  for (guint kind = 0; kind < 10; kind++)
    for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
      for (guint s = 0; s < G_N_ELEMENTS (seasons); s++)
        {
          g_autoptr (GArray) anomalies = NULL;

          for (guint i = 0; i < lengths[l]; i++)
            {
              const double values[] = { 0, 7, i == 13 ? 1e15 : 1, -1e15 + i, i % 5 ? NAN : i, NAN,
                                        i % 4 ? 0 : 1e15 * i, -(double)i, i == 5 ? INFINITY : 2, i < 15 ? 5 : 9 };

              y[i] = values[kind];
            }
          anomalies = bw_anomalies_new (y, lengths[l], seasons[s]);
          for (guint i = 0; i < anomalies->len; i++)
            {
              const BwAnomaly *anomaly = &g_array_index (anomalies, BwAnomaly, i);

              g_assert_true (anomaly->at < lengths[l] && isfinite (anomaly->value) && isfinite (anomaly->expected));
              g_assert_true (isfinite (anomaly->low) && isfinite (anomaly->high) && isfinite (anomaly->size));
              g_assert_true (isfinite (anomaly->strength));
            }
          if (kind <= 1 || kind == 7)
            g_assert_cmpuint (anomalies->len, ==, 0);
          if (kind == 2 && lengths[l] >= 30 && seasons[s] == 1)
            g_assert_nonnull (find_at (anomalies, 13, 13, BW_ANOMALY_SPIKE));
          if (kind == 9 && lengths[l] == 30 && seasons[s] == 1)
            g_assert_nonnull (find_at (anomalies, 15, 15, BW_ANOMALY_SHIFT));
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/anomaly/kinds", test_kinds);
  g_test_add_func ("/anomaly/noise", test_noise);
  g_test_add_func ("/anomaly/airline", test_airline);
  g_test_add_func ("/anomaly/scale", test_scale);
  g_test_add_func ("/anomaly/odd", test_odd);
  return g_test_run ();
}
