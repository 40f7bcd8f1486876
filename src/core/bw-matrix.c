/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dense matrices: Cholesky's factor of a symmetric positive definite one, and equations solved by it.
 *
 * Golub, G. H. and Van Loan, C. F.: Matrix computations, 4.2. The matrix is scaled to a diagonal of ones first, so that
 * rows of very different size (an organisation beside one of its people) lose no digits to one another. A row that
 * depends on those before it gets a tiny share of its own, which makes its part of a solution small instead of wild.
 *
 * O(n^3) to factor, n^2 to solve; meant for up to some hundred rows. */

#include "core/bw-matrix.h"

#include <math.h>

/* What is left of a row of length 1 when it depends on the others. */
static const double least_pivot = 1e-12;

/* Replaces the lower half of the symmetric @n x @n matrix @a by the factor of its scaled form; @scale [@n] gets what the
 * rows were divided by. Gives %FALSE when a number is not finite or the diagonal is negative. */
gboolean
bw_matrix_factor (double *a,
                  guint   n,
                  double *scale)
{
  for (guint i = 0; i < n; i++)
    {
      double diagonal = a[i * n + i];

      if (!isfinite (diagonal) || diagonal < 0)
        return FALSE;
      scale[i] = diagonal > 0 ? sqrt (diagonal) : 1;
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j <= i; j++)
      {
        const double *row = a + i * n, *other = a + j * n;
        double        sum = row[j] / scale[i] / scale[j];

        for (guint k = 0; k < j; k++)
          sum -= row[k] * other[k];
        if (!isfinite (sum))
          return FALSE;
        a[i * n + j] = i == j ? sqrt (MAX (sum, least_pivot)) : sum / other[j];
      }
  return TRUE;
}

/* Replaces @x [@n] by the solution for it as the right side, given what bw_matrix_factor() made. */
void
bw_matrix_solve (const double *factor,
                 const double *scale,
                 guint         n,
                 double       *x)
{
  for (guint i = 0; i < n; i++)
    {
      double sum = x[i] / scale[i];

      for (guint k = 0; k < i; k++)
        sum -= factor[i * n + k] * x[k];
      x[i] = sum / factor[i * n + i];
    }
  for (guint i = n; i-- > 0;)
    {
      double sum = x[i];

      for (guint k = i + 1; k < n; k++)
        sum -= factor[k * n + i] * x[k];
      x[i] = sum / factor[i * n + i];
    }
  for (guint i = 0; i < n; i++)
    x[i] /= scale[i];
}
