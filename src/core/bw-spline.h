/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A smooth curve of one number, as columns of a regression. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  BW_SPLINE_MAX_KNOTS = 5,
  BW_SPLINE_MAX_COLUMNS = BW_SPLINE_MAX_KNOTS - 1,
};

/* A plain value. Columns are uncorrelated and have mean 0 and variance 1 over the numbers that it was made from; the first is the
 * straight line, the others bend it. */
typedef struct
{
  guint  n_knots;   /* below 3: a straight line */
  guint  n_columns; /* 0: the numbers are all the same */
  double knots[BW_SPLINE_MAX_KNOTS];
  double low, high; /* what is beyond is taken to be there */
  double mean[BW_SPLINE_MAX_COLUMNS];
  double scale[BW_SPLINE_MAX_COLUMNS];
  double mix[BW_SPLINE_MAX_COLUMNS][BW_SPLINE_MAX_COLUMNS]; /* what of the columns before is taken away */
} BwSpline;

void bw_spline_init (BwSpline     *spline,
                     const double *values,
                     guint         n,
                     guint         n_knots);
void bw_spline_columns (const BwSpline *spline,
                        double          value,
                        double         *columns);

G_END_DECLS
