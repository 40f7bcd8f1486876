/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Theta and the dynamic optimised theta model: against R, and what must hold for any series. */

#include "core/bw-season.h"
#include "core/bw-theta.h"
#include "known-series.h"

#include <math.h>

enum
{
  MAX_VALUES = 160,
  HORIZON = 12,
};

/* R 4.2, forecast 8.20: thetaf (x, h = 12)$mean, which takes out the classical season. */
static const double theta_air[HORIZON] = {
  440.0782, 428.3843, 489.7071, 475.7046, 479.6704, 545.3663,
  602.752, 601.1008, 523.9515, 456.6271, 397.9537, 447.6449
};
static const double theta_gas[HORIZON] = {
  999.7439, 660.0976, 387.1895, 718.3607, 1016.076, 670.8376,
  393.4636, 729.9543, 1032.409, 681.5775, 399.7377, 741.5478
};
static const double theta_nile[HORIZON] = {
  799.812, 798.4548, 797.0977, 795.7405, 794.3834, 793.0262,
  791.6691, 790.3119, 788.9548, 787.5976, 786.2405, 784.8833
};

/* R: the recursions of the paper begun with A(0) = y(1), B(0) = 0, run value by value on x divided by
 * decompose (x, "multiplicative")$seasonal (the Nile as it is) less its first value; the sum of squares plus 2 / n
 * times the sum of (w g)^2 minimised over l(0), alpha and w by optim (Nelder-Mead, reltol 1e-15, three times from
 * each of 12 starts). */
static const double dotm_air[HORIZON] = {
  442.7524, 432.0947, 495.21133, 482.27488, 487.5257, 555.69233,
  615.7018, 615.54347, 537.86865, 469.90984, 410.53197, 462.91742
};
static const double dotm_gas[HORIZON] = {
  992.25415, 658.02395, 387.65135, 722.31953, 1026.0458, 680.29293,
  400.68753, 746.45577, 1060.1118, 702.73434, 413.82001, 770.76217
};
static const double dotm_nile[HORIZON] = {
  805.3163, 805.3163, 805.3163, 805.3163, 805.3163, 805.3163,
  805.3163, 805.3163, 805.3163, 805.3163, 805.3163, 805.3163
};

static const struct
{
  const char   *name;
  const double *y;
  guint         n;
  guint         season;
  const double *theta;
  const double *dotm;
} references[] = {
  { "air-passengers", air_passengers, G_N_ELEMENTS (air_passengers), 12, theta_air, dotm_air },
  { "gas", uk_gas, G_N_ELEMENTS (uk_gas), 4, theta_gas, dotm_gas },
  { "nile", nile, G_N_ELEMENTS (nile), 1, theta_nile, dotm_nile },
};

static const struct
{
  const char *name;
  BwMember    member;
} members[] = {
  { "theta", bw_theta_forecast },
  { "dotm", bw_dotm_forecast },
};

/* Takes out the classical season, forecasts without one, and lays it on again. */
static void
forecast_classically (BwMember member, guint i, BwMemberForecast *forecast)
{
  double       adjusted[MAX_VALUES];
  double       indices[12];
  guint        n = references[i].n;
  guint        season = references[i].season;
  BwSeasonKind kind = bw_season_indices (references[i].y, n, season, indices);

  bw_season_adjust (references[i].y, n, season, kind, indices, adjusted);
  member (adjusted, n, 1, HORIZON, forecast);
  bw_season_restore (forecast->mean, HORIZON, n, season, kind, indices);
}

static void
test_reference (gconstpointer data)
{
  guint            i = GPOINTER_TO_UINT (data);
  double           mean[HORIZON];
  double           fitted[MAX_VALUES];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };

  forecast_classically (bw_theta_forecast, i, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], references[i].theta[h], references[i].theta[h] * 3e-5);
  forecast_classically (bw_dotm_forecast, i, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], references[i].dotm[h], references[i].dotm[h] * 1e-5);
}

/* The one-step variance of the Nile: R: ses (Nile): RMSE 142.7822 over 100 values; theta of 1 is the same model
 * with three numbers fitted. */
static void
test_variance (void)
{
  double           mean[HORIZON];
  double           fitted[MAX_VALUES];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };
  double           sum = 0.0;

  bw_dotm_forecast (nile, G_N_ELEMENTS (nile), 1, HORIZON, &forecast);
  g_assert_cmpfloat_with_epsilon (forecast.sigma2, 142.7822 * 142.7822 * 100.0 / 97.0, 0.1);
  for (guint t = 0; t < G_N_ELEMENTS (nile); t++)
    sum += (nile[t] - fitted[t]) * (nile[t] - fitted[t]);
  g_assert_cmpfloat_with_epsilon (sqrt (sum / 100.0), 142.7822, 1e-3);
  g_assert_true (isnan (forecast.aicc));
}

/* A straight line goes on: DOTM within a twentieth of its slope, Theta with half of its slope. A constant gives
 * itself. */
static void
test_lines (void)
{
  double           y[40];
  double           mean[HORIZON];
  BwMemberForecast forecast = { .mean = mean };

  for (guint t = 0; t < 40; t++)
    y[t] = 300.0 - 4.0 * t;
  bw_dotm_forecast (y, 40, 1, HORIZON, &forecast);
  for (guint h = 0; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h], 300.0 - 4.0 * (40 + h), 0.2 * (h + 2));
  bw_theta_forecast (y, 40, 1, HORIZON, &forecast);
  for (guint h = 1; h < HORIZON; h++)
    g_assert_cmpfloat_with_epsilon (mean[h] - mean[h - 1], -2.0, 1e-9);
  for (guint t = 0; t < 40; t++)
    y[t] = 1234.5;
  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    for (guint n = 1; n <= 40; n++)
      {
        members[m].member (y, n, 12, HORIZON, &forecast);
        for (guint h = 0; h < HORIZON; h++)
          g_assert_cmpfloat_with_epsilon (mean[h], 1234.5, 1e-9);
      }
}

/* Any length and size, of any sign, gives finite values that grow with the series and, where its season is
 * not multiplied, rise with it. */
static void
test_robust (gconstpointer data)
{
  BwMember            member = members[GPOINTER_TO_UINT (data)].member;
  static const double factors[] = { 0.0, 1.0, -1.0, 1e-12, 1e15, 1e200 };

  for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
    for (guint n = 1; n <= G_N_ELEMENTS (nottingham); n++)
      {
        double           y[MAX_VALUES];
        double           mean[HORIZON];
        double           plain[HORIZON];
        double           raised[HORIZON];
        double           fitted[MAX_VALUES];
        BwMemberForecast forecast = { .mean = mean, .fitted = fitted };
        BwMemberForecast unscaled = { .mean = plain };
        BwMemberForecast shifted = { .mean = raised };

        for (guint t = 0; t < n; t++)
          y[t] = nottingham[t] * factors[f];
        member (y, n, 12, HORIZON, &forecast);
        member (nottingham, n, 12, HORIZON, &unscaled);
        for (guint h = 0; h < HORIZON; h++)
          {
            g_assert_true (isfinite (mean[h]));
            if (factors[f] >= 0.0)
              g_assert_cmpfloat_with_epsilon (mean[h], plain[h] * factors[f],
                                              fabs (plain[h] * factors[f]) * 1e-6 + G_MINDOUBLE);
          }
        for (guint t = 0; t < n; t++)
          y[t] = nottingham[t] - 60.0;
        member (y, n, 12, HORIZON, &forecast);
        for (guint t = 0; t < n; t++)
          y[t] = nottingham[t] - 1060.0;
        member (y, n, 12, HORIZON, &shifted);
        for (guint h = 0; h < HORIZON; h++)
          g_assert_cmpfloat_with_epsilon (raised[h], mean[h] - 1000.0, 1e-3);
      }
}

/* Hostile shapes: one spike among zeros, alternating signs, a jump of 30 orders of magnitude. */
static void
test_shapes (gconstpointer data)
{
  BwMember         member = members[GPOINTER_TO_UINT (data)].member;
  double           y[48];
  double           mean[HORIZON];
  double           fitted[48];
  BwMemberForecast forecast = { .mean = mean, .fitted = fitted };

  for (guint shape = 0; shape < 4; shape++)
    for (guint n = 1; n <= 48; n++)
      {
        for (guint t = 0; t < n; t++)
          switch (shape)
            {
            case 0:
              y[t] = t == n / 2 ? 1e15 : 0.0;
              break;
            case 1:
              y[t] = t % 2 == 0 ? 1e15 : -1e15;
              break;
            case 2:
              y[t] = t < n / 2 ? 1e-15 : 1e15;
              break;
            default:
              y[t] = t % 12 == 3 ? 100.0 : 0.0;
              break;
            }
        member (y, n, 12, HORIZON, &forecast);
        for (guint h = 0; h < HORIZON; h++)
          g_assert_true (isfinite (mean[h]));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *path = g_strconcat ("/theta/reference/", references[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_reference);
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *robust = g_strconcat ("/theta/robust/", members[i].name, NULL);
      g_autofree char *shapes = g_strconcat ("/theta/shapes/", members[i].name, NULL);

      g_test_add_data_func (robust, GUINT_TO_POINTER (i), test_robust);
      g_test_add_data_func (shapes, GUINT_TO_POINTER (i), test_shapes);
    }
  g_test_add_func ("/theta/variance", test_variance);
  g_test_add_func ("/theta/lines", test_lines);
  return g_test_run ();
}
