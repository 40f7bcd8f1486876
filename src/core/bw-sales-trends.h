/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to say about how sales go: of the whole and of each part, with forecasts that add up. */
#pragma once

#include "core/bw-decompose.h"
#include "core/bw-reconcile.h"
#include "core/bw-sales-series.h"
#include "core/bw-series-forecast.h"

G_BEGIN_DECLS

/* How many parts are told apart unless said otherwise; the rest are one. */
#define BW_SALES_TRENDS_PARTS 12

/* One series. Places in it count from the first complete period on. What stands below the values is unknown (NULL), but for the
 * forecast, where only forecasts were asked for. */
typedef struct
{
  const char       *name;      /* of the part; "" for those that belong to none, and for the whole */
  const double     *values;    /* one for each period */
  BwDecomposition  *parts;     /* of the complete periods */
  double           *expected;  /* trend and season together, one for each complete period */
  GArray           *anomalies; /* BwAnomaly */
  GArray           *turnings;  /* BwTurning */
  GArray           *facts;     /* BwSeasonFact */
  BwSeriesForecast *forecast;  /* of the periods to come */
} BwSalesTrend;

typedef struct
{
  BwSalesSeries    *series;
  guint             first;      /* the first period of the complete ones that are looked at */
  guint             n_complete; /* and how many these are */
  GArray           *future;     /* BwSalesPeriod: those that are forecast; the first may have begun */
  guint             n;
  BwSalesTrend     *trends; /* the whole, then the parts; no parts when nothing is told apart */
  char             *others; /* what all parts beyond the largest are called together */
  double           *other_values;
  BwReconcileMethod reconciled; /* how the forecasts were made to add up */
} BwSalesTrends;

BwSalesTrends *bw_sales_trends_new (BwBook             *book,
                                    const BwSalesQuery *query,
                                    guint               max_parts,
                                    const char         *part,
                                    guint               horizon,
                                    const double       *levels,
                                    guint               n_levels) G_GNUC_WARN_UNUSED_RESULT;
BwSalesTrends *bw_sales_trends_new_forecasts (BwBook             *book,
                                              const BwSalesQuery *query,
                                              guint               max_parts,
                                              const char         *part,
                                              guint               horizon,
                                              const double       *levels,
                                              guint               n_levels) G_GNUC_WARN_UNUSED_RESULT;
void           bw_sales_trends_free (BwSalesTrends *trends);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSalesTrends, bw_sales_trends_free)

G_END_DECLS
