/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series taken apart: against R, and what must hold for any series. */

#include "core/bw-decompose.h"

#include <math.h>

#include "known-series.h"

enum
{
  N_WAVES = 400,
  MAX_PLACES = 4,
};

/* Two seasons, a trend and a sawtooth, the same in R:
 *   y <- 100 + 10*sin(2*pi*(1:400)/7) + 20*cos(2*pi*(1:400)/52) + (1:400)*.1 + ((1:400)*37) %% 11 */
static void
make_waves (double y[N_WAVES])
{
  for (int i = 1; i <= N_WAVES; i++)
    y[i - 1] = 100 + 10 * sin (2 * G_PI * i / 7) + 20 * cos (2 * G_PI * i / 52) + i * 0.1 + (i * 37) % 11;
}

typedef struct
{
  const char        *name;
  const char        *in_r;
  char               series; /* a: airline, l: its logarithm, g: gas, w: waves */
  guint              n;
  guint              seasons[2];
  BwDecomposeOptions options;
  guint              places[MAX_PLACES]; /* from 1, as in R; 0: none */
  double             trend[MAX_PLACES];
  double             season[2][MAX_PLACES];
  double             weight[MAX_PLACES]; /* 0 in all: not compared */
} Reference;

/* R 4.2, stats::stl and forecast::mstl 8.20. The robust ones have an odd number of values: with an even one R's stl asks for
 * the two middle residuals in falling order, which its partial sort does not allow, and now and then weighs by a wrong
 * median. */
static const Reference references[] = {
  { "periodic", "stl(log(AirPassengers), s.window=\"periodic\")", 'l', G_N_ELEMENTS (air_passengers), { 12 }, { .periodic = TRUE }, { 1, 2, 100, 144 }, { 4.82938865395, 4.8303681399, 5.87500478739, 6.20475235643 }, { { -0.0916404241465, -0.11402828392, -0.0140275899738, -0.100636250654 } }, { 0 } },
  { "changing", "stl(UKgas, s.window=7)", 'g', G_N_ELEMENTS (uk_gas), { 4 }, { .season_window = 7 }, { 1, 50, 90, 108 }, { 121.718511732, 254.045900959, 570.319088364, 726.027673533 }, { { 41.6565470134, -23.8712481445, -108.081529325, 86.658367325 } }, { 0 } },
  { "robust", "stl(ts(AirPassengers[1:143],frequency=12), s.window=11, robust=TRUE)", 'a', 143, { 12 }, { .robust = TRUE }, { 1, 50, 90, 143 }, { 130.274311418, 221.163912271, 324.944787355, 496.770690021 }, { { -20.8596136617, -26.3427326629, 36.286117526, -64.9868427601 } }, { 0.986794342337, 0.997147395249, 0.711994799141, 0 } },
  { "weekly", "stl(ts(y[1:399],frequency=52), s.window=7, t.window=31, robust=TRUE)", 'w', 399, { 52 }, { .robust = TRUE, .season_window = 7, .trend_window = 31 }, { 1, 200, 399 }, { 108.0072902, 125.158267267, 142.105806117 }, { { 17.8614725669, 14.4318225992, -11.2225189641 } }, { 0.958147244113, 0.974836847085, 0.999366428704 } },
  { "two seasons", "mstl(msts(y, c(7,52)))", 'w', N_WAVES, { 52, 7 }, { 0 }, { 1, 200, 400 }, { 105.282449559, 124.999147317, 144.638727766 }, { { 7.38549024405, -4.04114202865, 9.04316688711 }, { 18.6117309121, 12.9259098977, -5.5839844258 } }, { 0 } },
};

static void
make_series (char   which,
             double y[N_WAVES])
{
  guint n = which == 'g' ? G_N_ELEMENTS (uk_gas) : G_N_ELEMENTS (air_passengers);

  if (which == 'w')
    {
      make_waves (y);
      return;
    }
  for (guint i = 0; i < n; i++)
    y[i] = which == 'g' ? uk_gas[i] : which == 'a' ? air_passengers[i]
                                                   : log (air_passengers[i]);
}

static void
test_against_r (gconstpointer data)
{
  const Reference *reference = data;
  guint            n_seasons = reference->seasons[1] > 0 ? 2 : 1;
  double           y[N_WAVES];
  g_autoptr (BwDecomposition) parts = NULL;

  make_series (reference->series, y);
  parts = bw_decompose (y, reference->n, reference->seasons, n_seasons, &reference->options);
  g_assert_cmpuint (parts->n_seasons, ==, n_seasons);
  for (guint k = 0; k < MAX_PLACES && reference->places[k] > 0; k++)
    {
      guint i = reference->places[k] - 1;

      g_test_message ("place %u: trend %.10g, season %.10g, weight %.10g", i, parts->trend[i], parts->season[0][i], parts->weight[i]);
      g_assert_cmpfloat_with_epsilon (parts->trend[i], reference->trend[k], 1e-7 * fabs (reference->trend[k]));
      for (guint s = 0; s < n_seasons; s++)
        g_assert_cmpfloat_with_epsilon (parts->season[s][i], reference->season[s][k], 1e-6 * fabs (reference->season[s][k]));
      if (reference->weight[0] > 0)
        g_assert_cmpfloat_with_epsilon (parts->weight[i], reference->weight[k], 1e-6);
    }
}

/* In R: f <- stl(UKgas, s.window=7)$time.series; with r, s and t its columns
 * c(1-var(r)/var(t+r), 1-var(r)/var(s+r)) gives 0.9925642034 0.9893350586. */
static void
test_strength (void)
{
  static const guint              season = 4;
  static const BwDecomposeOptions options = { .season_window = 7 };
  g_autoptr (BwDecomposition) parts = bw_decompose (uk_gas, G_N_ELEMENTS (uk_gas), &season, 1, &options);

  g_assert_cmpfloat_with_epsilon (bw_decomposition_trend_strength (parts), 0.9925642034, 1e-8);
  g_assert_cmpfloat_with_epsilon (bw_decomposition_season_strength (parts, 0), 0.9893350586, 1e-8);
  g_assert_cmpfloat (bw_decomposition_season_strength (parts, 1), ==, 0);
}

static void
assert_sums (const BwDecomposition *parts,
             const double          *y,
             double                 scale)
{
  for (guint i = 0; i < parts->n; i++)
    {
      g_assert_true (isfinite (parts->trend[i]));
      g_assert_true (isfinite (bw_decomposition_fit (parts, i)));
      g_assert_true (parts->weight[i] >= 0 && parts->weight[i] <= 1);
      if (isfinite (y[i]))
        g_assert_cmpfloat_with_epsilon (bw_decomposition_fit (parts, i) + parts->remainder[i], y[i], 1e-9 * scale);
      else
        g_assert_true (isnan (parts->remainder[i]) && parts->weight[i] == 0);
    }
}

/* A gap is filled by what trend and season say: near to what was there. */
static void
test_gaps (void)
{
  static const guint season = 12;
  double             y[G_N_ELEMENTS (air_passengers)];

  for (guint robust = 0; robust < 2; robust++)
    {
      BwDecomposeOptions options = { .robust = robust != 0 };
      g_autoptr (BwDecomposition) parts = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
        y[i] = i == 0 || i == 67 || (i >= 90 && i < 93) || i == G_N_ELEMENTS (air_passengers) - 1 ? NAN : log (air_passengers[i]);
      parts = bw_decompose (y, G_N_ELEMENTS (air_passengers), &season, 1, &options);
      assert_sums (parts, y, 10);
      for (guint i = 0; i < G_N_ELEMENTS (air_passengers); i++)
        if (isnan (y[i]))
          g_assert_cmpfloat (fabs (bw_decomposition_fit (parts, i) - log (air_passengers[i])), <, 0.06);
    }
}

static void
test_scale_and_shift (void)
{
  static const guint              season = 4;
  static const BwDecomposeOptions options = { .robust = TRUE };
  double                          scaled[G_N_ELEMENTS (uk_gas)];
  g_autoptr (BwDecomposition) parts = bw_decompose (uk_gas, G_N_ELEMENTS (uk_gas), &season, 1, &options);
  g_autoptr (BwDecomposition) other = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (uk_gas); i++)
    scaled[i] = 1e12 * (uk_gas[i] - 500);
  other = bw_decompose (scaled, G_N_ELEMENTS (uk_gas), &season, 1, &options);
  for (guint i = 0; i < G_N_ELEMENTS (uk_gas); i++)
    {
      g_assert_cmpfloat_with_epsilon (other->trend[i] / 1e12 + 500, parts->trend[i], 1e-6);
      g_assert_cmpfloat_with_epsilon (other->season[0][i] / 1e12, parts->season[0][i], 1e-6);
    }
}

/* The same season every year about one level is taken apart exactly. */
static void
test_plain (void)
{
  static const guint  season = 4;
  static const double shape[] = { 5, -2, -7, 4 };
  double              y[40];
  g_autoptr (BwDecomposition) parts = NULL;

  for (guint i = 0; i < 40; i++)
    y[i] = 100 + shape[i % 4];
  parts = bw_decompose (y, 40, &season, 1, NULL);
  for (guint i = 0; i < 40; i++)
    {
      g_assert_cmpfloat_with_epsilon (parts->remainder[i], 0, 1e-9);
      g_assert_cmpfloat_with_epsilon (parts->season[0][i], shape[i % 4], 1e-9);
    }
}

/* Whatever comes: finite parts that add up. */
static void
test_odd_series (void)
{
  static const guint lengths[] = { 1, 2, 3, 7, 8, 9, 25, 130 };
  static const guint seasons[][2] = { { 1, 0 }, { 2, 0 }, { 4, 0 }, { 12, 0 }, { 7, 52 } };
  double             y[130];

  for (guint kind = 0; kind < 8; kind++)
    for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
      for (guint s = 0; s < G_N_ELEMENTS (seasons); s++)
        for (guint robust = 0; robust < 2; robust++)
          {
            BwDecomposeOptions options = { .robust = robust != 0 };
            double             largest = 1;
            g_autoptr (BwDecomposition) parts = NULL;

            for (guint i = 0; i < lengths[l]; i++)
              {
                const double values[] = { 0, 7, i == 3 ? 1e15 : 0, -1e15 + i, i % 5 ? NAN : i, NAN, i % 4 ? 0 : 1e15 * i, -(double)i };

                y[i] = values[kind];
                largest = MAX (largest, fabs (isnan (y[i]) ? 0 : y[i]));
              }
            parts = bw_decompose (y, lengths[l], seasons[s], 2, &options);
            assert_sums (parts, y, largest);
            g_assert_true (bw_decomposition_trend_strength (parts) >= 0 && bw_decomposition_trend_strength (parts) <= 1);
          }
  {
    g_autoptr (BwDecomposition) nothing = bw_decompose (y, 0, seasons[2], 1, NULL);

    g_assert_cmpuint (nothing->n, ==, 0);
    g_assert_cmpfloat (bw_decomposition_trend_strength (nothing), ==, 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *path = g_strdup_printf ("/decompose/as-r/%s", references[i].name);

      g_test_add_data_func (path, &references[i], test_against_r);
    }
  g_test_add_func ("/decompose/strength", test_strength);
  g_test_add_func ("/decompose/gaps", test_gaps);
  g_test_add_func ("/decompose/scale-and-shift", test_scale_and_shift);
  g_test_add_func ("/decompose/plain", test_plain);
  g_test_add_func ("/decompose/odd-series", test_odd_series);
  return g_test_run ();
}
