/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of sums and parts made to add up. */
#pragma once

#include "core/bw-hierarchy.h"

G_BEGIN_DECLS

typedef enum
{
  BW_RECONCILE_BOTTOM_UP, /* the sums are those of the bottom series' forecasts */
  BW_RECONCILE_OLS,       /* all forecasts are trusted alike */
  BW_RECONCILE_STRUCT,    /* a sum of n series is taken to be off n times as much as one, in variance */
  BW_RECONCILE_MINT,      /* by how far the forecasts were off, and which together */
} BwReconcileMethod;

/* How the forecasts of a hierarchy are made to add up. */
typedef struct
{
  const BwHierarchy *hierarchy; /* (unowned) */
  BwReconcileMethod  method;    /* what is used: BW_RECONCILE_STRUCT in place of MinT when the errors are too few */
  double             shrinkage; /* of MinT: 0 the errors' correlations as they were to 1 none; else NaN */
  guint              n_errors;  /* times at which the errors of all series were known */
  double            *weights;   /* [n_bottom x n_sums]: how the bottom series answer to the sums' mismatch */
} BwReconciler;

BwReconciler *bw_reconciler_new (const BwHierarchy *hierarchy,
                                 BwReconcileMethod  method,
                                 const double      *errors,
                                 guint              n_times,
                                 double             half_life) G_GNUC_WARN_UNUSED_RESULT;
void          bw_reconciler_free (BwReconciler *reconciler);
void          bw_reconciler_apply (const BwReconciler *reconciler,
                                   double             *values,
                                   guint               n_columns,
                                   gboolean            not_negative);
double       *bw_shrunk_covariance (const double *errors,
                                    guint         n_series,
                                    guint         n_times,
                                    double       *shrinkage) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReconciler, bw_reconciler_free)

G_END_DECLS
