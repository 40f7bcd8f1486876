/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential smoothing: models in state space, their likelihood, and the choice among them. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

/* Longer seasons are taken out before smoothing, as each of their values would be a number to estimate. */
#define BW_ETS_MAX_SEASON 24

typedef enum
{
  BW_ETS_NO_TREND,
  BW_ETS_TREND,
  BW_ETS_DAMPED_TREND,
  BW_ETS_N_TRENDS,
} BwEtsTrend;

typedef enum
{
  BW_ETS_NO_SEASON,
  BW_ETS_ADDITIVE_SEASON,
  BW_ETS_MULTIPLICATIVE_SEASON,
  BW_ETS_N_SEASONS,
} BwEtsSeason;

/* Error (relative to the forecast or not), trend and season. A multiplicative season goes with relative errors only. */
typedef struct
{
  gboolean    relative;
  BwEtsTrend  trend;
  BwEtsSeason season;
} BwEtsModel;

/* Where a model stands between two values. */
typedef struct
{
  double level;
  double slope;                       /* what the next value adds to the level, before damping; 0: no trend */
  double seasonal[BW_ETS_MAX_SEASON]; /* of the next values in their order */
} BwEtsState;

/* A model fitted to a series. Parameters that the model has not are 0, phi is 1. */
typedef struct
{
  BwEtsModel model;
  guint      n;
  guint      period; /* 1: no season */
  double     alpha;
  double     beta;
  double     gamma;
  double     phi;
  BwEtsState first;          /* before the first value */
  BwEtsState last;           /* after the last */
  guint      n_parameters;   /* estimated numbers: parameters, states, variance */
  double     log_likelihood; /* without its constant: -1/2 (n log sum of squared errors + 2 sum of log |forecast|, if relative) */
  double     aicc;
  double     variance; /* of the model's errors: relative to the forecast if the model's are */
  double     sigma2;   /* of the one-step errors in the series' units */
} BwEtsFit;

gboolean bw_ets_fit (const double     *y,
                     guint             n,
                     guint             season,
                     const BwEtsModel *model,
                     BwEtsFit         *fit,
                     double           *fitted);
gboolean bw_ets_choose (const double *y,
                        guint         n,
                        guint         season,
                        BwEtsFit     *fit,
                        double       *fitted);
double   bw_ets_log_likelihood (const double     *y,
                                guint             n,
                                guint             season,
                                const BwEtsModel *model,
                                const double      parameters[4],
                                const BwEtsState *first);
char    *bw_ets_model_dup_name (const BwEtsModel *model) G_GNUC_WARN_UNUSED_RESULT;
void     bw_ets_fit_mean (const BwEtsFit *fit,
                          guint           horizon,
                          double         *mean);
void     bw_ets_fit_variance (const BwEtsFit *fit,
                              guint           horizon,
                              double         *variance);

void bw_ses_forecast (const double     *y,
                      guint             n,
                      guint             season,
                      guint             horizon,
                      BwMemberForecast *forecast);
void bw_damped_forecast (const double     *y,
                         guint             n,
                         guint             season,
                         guint             horizon,
                         BwMemberForecast *forecast);
void bw_ets_forecast (const double     *y,
                      guint             n,
                      guint             season,
                      guint             horizon,
                      BwMemberForecast *forecast);
void bw_ets_mixture_forecast (const double     *y,
                              guint             n,
                              guint             season,
                              guint             horizon,
                              BwMemberForecast *forecast);

G_END_DECLS
