/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good probabilities were: Brier, log-loss, AUC, calibration, reliability. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What @n probabilities are worth against what came. Everything is NaN where it has no meaning: no cases, one outcome only. */
typedef struct
{
  guint  n;
  guint  n_won;
  double mean;       /* of the probabilities */
  double won;        /* share that came true */
  double brier;      /* mean squared error */
  double base_brier; /* of always saying the share that came true */
  double log_loss;   /* natural logarithm; probabilities are held 1e-12 away from 0 and 1 */
  double auc;        /* area under the ROC curve, ties counted half */
  double slope;      /* of the outcomes' log-odds on the probabilities' log-odds; 1 is calibrated, below 1 too sure */
  double intercept;  /* with that slope */
} BwScore;

/* What came of cases that were given alike probabilities. */
typedef struct
{
  double from; /* the bin's bounds; the last includes its upper one */
  double to;
  guint  n;
  double mean; /* of the probabilities; NaN without cases */
  double won;  /* share that came true */
  double low;  /* 95 % interval of that share (Wilson) */
  double high;
} BwScoreBin;

void     bw_score_compute (const double *probability,
                           const guint8 *came,
                           guint         n,
                           BwScore      *score);
double   bw_score_auc (const double *probability,
                       const guint8 *came,
                       guint         n);
gboolean bw_score_calibration (const double *probability,
                               const guint8 *came,
                               const double *weight,
                               guint         n,
                               double       *intercept,
                               double       *slope);
void     bw_score_reliability (const double *probability,
                               const guint8 *came,
                               guint         n,
                               guint         n_bins,
                               BwScoreBin   *bins);
void     bw_score_wilson (double  won,
                          double  n,
                          double  z,
                          double *low,
                          double *high);

G_END_DECLS
