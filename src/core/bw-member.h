/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to forecast a series: how all of them are called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a member says. The arrays are the caller's. */
typedef struct
{
  double *mean;   /* [horizon] */
  double *fitted; /* [n] (nullable): what the member, fitted to all of the series, said one step ahead; NaN where it said nothing */
  double  sigma2; /* the variance of its one-step errors; NaN: too short to tell */
  double  aicc;   /* NaN: no likelihood */
} BwMemberForecast;

/* Forecasts @horizon values after the @n finite values @y, which repeat every @season values (1: no season). Fills all of
 * @forecast with finite means for any finite @y, also of one value, all equal, all zero, negative or as large as 1e15; what
 * is too short for the method falls back to a simpler one. Same input, same output; no state kept. */
typedef void (*BwMember) (const double     *y,
                          guint             n,
                          guint             season,
                          guint             horizon,
                          BwMemberForecast *forecast);

G_END_DECLS
