/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts that add up over periods of several lengths as well as over series. */
#pragma once

#include "core/bw-reconcile.h"

G_BEGIN_DECLS

/* The lengths of periods that a series is looked at in, and how their forecasts become one. */
typedef struct
{
  guint   season;
  guint   n_lengths;
  guint  *lengths; /* [n_lengths] in values of the series, ascending from 1: each divides the season */
  guint   n_rows;  /* periods of all lengths in one season, the longest first */
  double *weights; /* [season x n_rows]: how each value follows from what is said of all periods */
} BwTemporal;

/* Forecasts the @horizon values after the @n values @y, which repeat every @season values, into @mean, and fills @errors [@n] with
 * how far one-step forecasts of the values were off, NaN where that is not known. */
typedef void (*BwTemporalForecast) (const double *y,
                                    guint         n,
                                    guint         season,
                                    guint         horizon,
                                    double       *mean,
                                    double       *errors,
                                    gpointer      data);

/* Series that are to be forecast such that they add up. */
typedef struct
{
  const BwHierarchy *hierarchy;
  BwReconcileMethod  method;
  double             half_life; /* of errors in values of the series, 0: all alike */
  const double      *values;    /* a row of @n for each series */
  guint              n;
  guint              season; /* 1: none */
  guint              horizon;
  BwTemporalForecast forecast;
  gpointer           data;
} BwTemporalTask;

BwTemporal       *bw_temporal_new (guint season,
                                   guint n) G_GNUC_WARN_UNUSED_RESULT;
void              bw_temporal_free (BwTemporal *temporal);
guint             bw_temporal_horizon (const BwTemporal *temporal,
                                       guint             i,
                                       guint             horizon);
void              bw_temporal_sum (const double *y,
                                   guint         n,
                                   guint         length,
                                   double       *sums);
void              bw_temporal_combine (const BwTemporal    *temporal,
                                       const double *const *forecasts,
                                       guint                horizon,
                                       double              *mean);
BwReconcileMethod bw_temporal_reconcile (const BwTemporalTask *task,
                                         gboolean              not_negative,
                                         double               *means);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTemporal, bw_temporal_free)

G_END_DECLS
