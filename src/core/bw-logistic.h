/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression with a quadratic penalty, on sparse rows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of explaining values. Each row has @width pairs of a column and a value, the columns ascending; a pair whose value is 0 may
 * name any column. The intercept is not among them. */
typedef struct
{
  guint    n_rows;
  guint    n_columns;
  guint    width;
  guint16 *column; /* (array length=n_rows * width) */
  double  *value;  /* (array length=n_rows * width) */
} BwDesign;

BwDesign *bw_design_new (guint n_rows,
                         guint n_columns,
                         guint width) G_GNUC_WARN_UNUSED_RESULT;
void      bw_design_free (BwDesign *design);

gboolean bw_logistic_fit (const BwDesign *design,
                          const guint8   *came,
                          const double   *weight,
                          const guint    *rows,
                          guint           n,
                          const double   *penalty,
                          double          tolerance,
                          double         *coefficients);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDesign, bw_design_free)

/* The log-odds that @coefficients (the intercept first) give to row @row. */
static inline double
bw_design_log_odds (const BwDesign *design,
                    guint           row,
                    const double   *coefficients)
{
  const guint16 *column = design->column + (gsize)row * design->width;
  const double  *value = design->value + (gsize)row * design->width;
  double         sum = coefficients[0];

  for (guint k = 0; k < design->width; k++)
    sum += value[k] * coefficients[1 + column[k]];
  return sum;
}

G_END_DECLS
