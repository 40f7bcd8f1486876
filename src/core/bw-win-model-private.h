/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the win model share. */
#pragma once

#include "core/bw-win-fit.h"
#include "core/bw-win-model.h"

G_BEGIN_DECLS

struct _BwWinModel
{
  BwWinRows  *rows;
  BwWinFit   *fit;
  BwWinSignal signal;
  gint32      stage_column; /* of the rows; -1: none */
  guint       n_stages;     /* its levels; as many averages and one more for all */
  double     *average;      /* [stage][column]: mean of what the column adds */
  double     *level;        /* [stage]: what the own fields add to the average deal's chance */
  double     *spread;       /* [column]: standard deviation of what it adds */
  float      *log_odds;     /* by deal of the book; NaN for deals that are not open */
  float      *tilt;
};

guint bw_win_model_stage (const BwWinModel *model,
                          const double     *values);

G_END_DECLS
