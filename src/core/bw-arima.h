/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small ARIMA models. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

/* The most autoregressive and moving-average numbers, and differences. */
#define BW_ARIMA_MAX_ORDER 2

/* A fitted ARIMA(p, d, q): with w the series differenced d times,
 * w(t) - mean = sum of ar[i] (w(t-1-i) - mean) + e(t) + sum of ma[j] e(t-1-j). */
typedef struct
{
  guint    p;
  guint    d;
  guint    q;
  gboolean with_mean; /* else mean is 0 */
  double   mean;
  double   ar[BW_ARIMA_MAX_ORDER];
  double   ma[BW_ARIMA_MAX_ORDER];
  double   sum;  /* of squared errors, but for the first d + BW_ARIMA_MAX_ORDER */
  double   aicc; /* comparable between models of the same d */
} BwArimaFit;

guint    bw_arima_differences (const double *y,
                               guint         n);
gboolean bw_arima_fit (const double *y,
                       guint         n,
                       BwArimaFit   *fit);
gboolean bw_arima_choose (const double *y,
                          guint         n,
                          BwArimaFit   *fit);
void     bw_arima_forecast (const double     *y,
                            guint             n,
                            guint             season,
                            guint             horizon,
                            BwMemberForecast *forecast);

G_END_DECLS
