/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The win model's coefficients, fitted on rows and tested without each of them. */
#pragma once

#include "core/bw-logistic.h"
#include "core/bw-outlook.h"
#include "core/bw-score.h"
#include "core/bw-spline.h"
#include "core/bw-target-code.h"
#include "core/bw-win-rows.h"

G_BEGIN_DECLS

/* How a column of the rows becomes columns of the design. */
typedef enum
{
  BW_WIN_UNUSED,
  BW_WIN_LEVELS, /* one column for each level */
  BW_WIN_CODED,  /* one: the level's log-odds */
  BW_WIN_CURVE,  /* a spline's, and one for not known where that occurs */
} BwWinShape;

typedef struct
{
  BwWinShape    shape;
  guint         first; /* column of the design, and how many */
  guint         n;
  gboolean      has_unknown;
  BwSpline      curve;
  BwTargetCode *code; /* (owned) (nullable) */
} BwWinPart;

typedef struct
{
  const BwWinRows *rows;
  BwWinPart       *parts;     /* (array): by column of the rows */
  BwWinRole        reach;     /* columns up to this role are used */
  guint            n_columns; /* of the design */
  guint            width;
  double          *coefficients; /* the intercept first, calibrated */
  double           penalty;
  guint            n_deals;
  gboolean         timing; /* stage and time tell the won from the lost */
  gboolean         own;    /* the deals' own fields do, beyond that */
  double           gain;   /* see BwWinSignal */
  double           gain_error;
  BwScore          score;
} BwWinFit;

BwWinFit *bw_win_fit_new (const BwWinRows *rows,
                          const guint     *subset,
                          guint            n,
                          guint64          seed,
                          BwProgress       progress,
                          gpointer         progress_data) G_GNUC_WARN_UNUSED_RESULT;
void      bw_win_fit_free (BwWinFit *fit);
double    bw_win_fit_log_odds (const BwWinFit *fit,
                               const double   *values,
                               double         *terms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwWinFit, bw_win_fit_free)

G_END_DECLS
