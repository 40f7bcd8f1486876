/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of series in which many periods hold nothing. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

/* From this share of zeros on a series is intermittent. */
#define BW_INTERMITTENT_SHARE 0.3

/* What is smoothed. */
typedef enum
{
  BW_INTERMITTENT_SES,     /* the values, zeros and all */
  BW_INTERMITTENT_TSB,     /* the chance of a demand, each period, and its size */
  BW_INTERMITTENT_CROSTON, /* the time between demands, and their size, at each demand */
  BW_INTERMITTENT_SBA,     /* the same, less what the ratio of the two is too high by */
} BwIntermittentKind;

gboolean bw_intermittent_test (const double *y,
                               guint         n);
double   bw_intermittent_smooth (BwIntermittentKind kind,
                                 const double      *y,
                                 guint              n,
                                 double             alpha,
                                 double             beta,
                                 double            *fitted);
void     bw_croston_forecast (const double     *y,
                              guint             n,
                              guint             season,
                              guint             horizon,
                              BwMemberForecast *forecast);
void     bw_sba_forecast (const double     *y,
                          guint             n,
                          guint             season,
                          guint             horizon,
                          BwMemberForecast *forecast);
void     bw_tsb_forecast (const double     *y,
                          guint             n,
                          guint             season,
                          guint             horizon,
                          BwMemberForecast *forecast);
void     bw_intermittent_forecast (const double     *y,
                                   guint             n,
                                   guint             season,
                                   guint             horizon,
                                   BwMemberForecast *forecast);

G_END_DECLS
