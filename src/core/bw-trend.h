/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series of sales with everything there is to say about it: trend, season, anomalies, turns, what comes next. */
#pragma once

#include "core/bw-reconcile.h"
#include "core/bw-sales-series.h"
#include "core/bw-series-forecast.h"

G_BEGIN_DECLS

/* The whole of a series, not one part of it. */
#define BW_TREND_ALL (-1)

/* The shares of the two ranges of a trend's forecast. */
#define BW_TREND_INNER 0.5
#define BW_TREND_OUTER 0.8

typedef struct
{
  BwSalesSeries    *series; /* (owned) */
  char             *name;   /* (owned): the part's; "" for the whole, and for what belongs to no part */
  gboolean          whole;
  const double     *values; /* [first + n]: of the series; what is known is [first] to [first + n - 1] */
  guint             first, n;
  double           *smooth;                          /* (owned) [n] (nullable): the trend without season and remainder */
  GArray           *anomalies;                       /* BwAnomaly, places from first on */
  GArray           *turnings;                        /* BwTurning, places from first on */
  GArray           *facts;                           /* BwSeasonFact */
  GArray           *ahead;                           /* BwSalesPeriod: those that are forecast */
  BwSeriesForecast *forecast;                        /* (owned): ranges BW_TREND_INNER and BW_TREND_OUTER */
  guint             n_together;                      /* parts whose forecasts add up with this one; 0 it stands alone */
  BwReconcileMethod together;                        /* how they were made to */
  double            strength_trend, strength_season; /* 0 to 1; NaN too short to tell */
} BwTrend;

BwTrend *bw_trend_new (BwBook             *book,
                       const BwSalesQuery *query,
                       const char         *part,
                       guint               horizon) G_GNUC_WARN_UNUSED_RESULT;
void     bw_trend_free (BwTrend *trend);
guint    bw_trend_usual_horizon (BwFrequency frequency);
guint    bw_trend_year (const BwTrend *trend);
char    *bw_trend_dup_anomaly_text (const BwTrend *trend,
                                    const BwBook  *book,
                                    guint          anomaly) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTrend, bw_trend_free)

G_END_DECLS
