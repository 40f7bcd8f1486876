/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression with a quadratic penalty, on sparse rows.
 *
 * Maximises the weighted log-likelihood less half the sum of penalty times coefficient squared (le Cessie and van Houwelingen,
 * 1992, Ridge estimators in logistic regression); the intercept is not penalised. Newton's method: the matrix of second
 * derivatives is added up row by row from the few columns in which a row has something, then solved by Cholesky; a step that
 * makes it worse is halved. Outcomes that the columns separate have no largest likelihood without a penalty; with one there
 * always is. O(steps x (rows x width^2 + columns^3)). */

#include "core/bw-logistic.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_STEPS = 50,
  MAX_HALVINGS = 20,
};

#define MIN_CURVATURE 1e-10 /* added where a column says nothing and is not penalised */

/* What is known at one point: the objective, its slope and, packed by rows, the lower half of its curvature. */
typedef struct
{
  guint   n; /* coefficients with the intercept */
  double  objective;
  double *slope;
  double *curvature;
} Point;

/* Returns: (transfer full): a design whose values are all 0. */
BwDesign *
bw_design_new (guint n_rows,
               guint n_columns,
               guint width)
{
  BwDesign *design = g_new0 (BwDesign, 1);

  design->n_rows = n_rows;
  design->n_columns = n_columns;
  design->width = width;
  design->column = g_new0 (guint16, (gsize)n_rows * width + 1);
  design->value = g_new0 (double, (gsize)n_rows *width + 1);
  return design;
}

/* Frees @design (transfer full) (nullable). */
void
bw_design_free (BwDesign *design)
{
  if (design == NULL)
    return;
  g_free (design->column);
  g_free (design->value);
  g_free (design);
}

static double *
curvature_row (const Point *point,
               guint        row)
{
  return point->curvature + (gsize)row * (row + 1) / 2;
}

/* Adds one case to @point: @pull is its weighted residual, @spread its weighted variance. */
static inline void
add_case (Point          *point,
          const BwDesign *design,
          guint           row,
          double          pull,
          double          spread)
{
  const guint16 *column = design->column + (gsize)row * design->width;
  const double  *value = design->value + (gsize)row * design->width;

  point->slope[0] += pull;
  point->curvature[0] += spread;
  for (guint i = 0; i < design->width; i++)
    {
      double  part = spread * value[i];
      double *into;

      if (value[i] == 0.0)
        continue;
      into = curvature_row (point, column[i] + 1u);
      point->slope[column[i] + 1] += pull * value[i];
      into[0] += part;
      for (guint k = 0; k <= i; k++)
        into[column[k] + 1] += part * value[k];
    }
}

/* Looks at the point @coefficients. */
static void
evaluate (Point          *point,
          const BwDesign *design,
          const guint8   *came,
          const double   *weight,
          const guint    *rows,
          guint           n,
          const double   *penalty,
          const double   *coefficients)
{
  point->objective = 0.0;
  memset (point->slope, 0, sizeof (double) * point->n);
  memset (point->curvature, 0, sizeof (double) * point->n * (point->n + 1) / 2);
  for (guint i = 0; i < n; i++)
    {
      guint  row = rows != NULL ? rows[i] : i;
      double w = weight != NULL ? weight[row] : 1.0, eta = bw_design_log_odds (design, row, coefficients);
      double tail = exp (-fabs (eta)), p = eta >= 0.0 ? 1.0 / (1.0 + tail) : tail / (1.0 + tail);

      point->objective += w * ((came[row] ? MIN (eta, 0.0) : MIN (-eta, 0.0)) - log1p (tail));
      add_case (point, design, row, w * (came[row] - p), w * p * (1.0 - p));
    }
  for (guint k = 1; k < point->n; k++)
    {
      double *diagonal = curvature_row (point, k) + k;

      point->objective -= 0.5 * penalty[k - 1] * coefficients[k] * coefficients[k];
      point->slope[k] -= penalty[k - 1] * coefficients[k];
      *diagonal += penalty[k - 1];
    }
}

/* Solves curvature x = slope by Cholesky, in place; x takes the slope's place. */
static gboolean
solve (Point *point)
{
  for (guint i = 0; i < point->n; i++)
    {
      double *row = curvature_row (point, i), sum = row[i] + MIN_CURVATURE;

      for (guint k = 0; k < i; k++)
        {
          const double *other = curvature_row (point, k);
          double        dot = row[k];

          for (guint m = 0; m < k; m++)
            dot -= row[m] * other[m];
          row[k] = dot / other[k];
          sum -= row[k] * row[k];
        }
      if (!(sum > 0.0))
        return FALSE;
      row[i] = sqrt (sum);
    }
  for (guint i = 0; i < point->n; i++)
    {
      const double *row = curvature_row (point, i);

      for (guint k = 0; k < i; k++)
        point->slope[i] -= row[k] * point->slope[k];
      point->slope[i] /= row[i];
    }
  for (guint i = point->n; i-- > 0;)
    {
      const double *row = curvature_row (point, i);

      point->slope[i] /= row[i];
      for (guint k = 0; k < i; k++)
        point->slope[k] -= row[k] * point->slope[i];
    }
  return TRUE;
}

/* Fits whether rows @came (0 or 1, by row of @design) to the @n rows of @design that @rows lists (nullable: the first @n). @weight
 * (nullable) is by row too. @penalty has one value a column. @coefficients, the intercept first, hold the start and then the
 * result; steps end when none changes a coefficient by more than @tolerance. Returns whether it came to that; if not,
 * as with separated outcomes and no penalty, the coefficients are the last that made it better, and finite. */
gboolean
bw_logistic_fit (const BwDesign *design,
                 const guint8   *came,
                 const double   *weight,
                 const guint    *rows,
                 guint           n,
                 const double   *penalty,
                 double          tolerance,
                 double         *coefficients)
{
  guint              size = design->n_columns + 1, n_halvings = 0;
  g_autofree double *slope = g_new (double, size);
  g_autofree double *curvature = g_new (double, (gsize)size *(size + 1) / 2);
  g_autofree double *last = g_memdup2 (coefficients, sizeof (double) * size);
  Point              point = { size, 0.0, slope, curvature };
  double             best = -INFINITY;

  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double largest = 0.0;

      evaluate (&point, design, came, weight, rows, n, penalty, coefficients);
      if (!(point.objective >= best - 1e-12 * (1.0 + fabs (best))))
        {
          if (n_halvings++ == MAX_HALVINGS)
            break;
          for (guint k = 0; k < size; k++)
            coefficients[k] = 0.5 * (coefficients[k] + last[k]);
          continue;
        }
      best = point.objective;
      memcpy (last, coefficients, sizeof (double) * size);
      if (!solve (&point))
        break;
      for (guint k = 0; k < size; k++)
        {
          coefficients[k] += slope[k];
          largest = MAX (largest, fabs (slope[k]));
        }
      if (largest < tolerance)
        return TRUE;
      n_halvings = 0;
    }
  memcpy (coefficients, last, sizeof (double) * size);
  return FALSE;
}
