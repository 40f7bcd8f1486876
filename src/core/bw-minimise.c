/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least value of a function of a few numbers within bounds, without derivatives.
 *
 * The simplex of Nelder and Mead (1965) with the order of moves of Lagarias and others (1998). A point outside the
 * bounds is moved onto them before it is asked for (Box 1965), so that optima on a bound, which smoothing parameters
 * often have, are found exactly. A simplex that has become flat on a bound would stay in it: when the search has
 * converged it begins once more from a small fresh simplex around the best point, and ends when that gains nothing.
 *
 * Layout of the workspace: n + 1 corners of n numbers, their values, then centre, two trial points and the steps.
 * Nothing is allocated; a move costs one or two calls of the function and O(n), a shrinking n calls. */

#include "core/bw-minimise.h"

#include <math.h>
#include <string.h>

#define FIRST_STEP 0.1  /* of the width of the bounds, or where there are none of the number itself */
#define NEXT_STEP  0.02 /* the same when the search begins again */

typedef struct
{
  BwObjective   f;
  gpointer      data;
  guint         n;
  const double *lower; /* (nullable) */
  const double *upper; /* (nullable) */
  double       *corners;
  double       *values;
  double       *centre;
  double       *trial;
  double       *second;
  double       *steps;
  guint         n_left; /* evaluations */
} Search;

static double
ask (Search *search,
     double *x)
{
  double value;

  for (guint i = 0; i < search->n; i++)
    {
      if (search->lower != NULL && !(x[i] >= search->lower[i]))
        x[i] = search->lower[i];
      if (search->upper != NULL && !(x[i] <= search->upper[i]))
        x[i] = search->upper[i];
    }
  if (search->n_left > 0)
    search->n_left--;
  value = search->f (x, search->data);
  return isnan (value) ? INFINITY : value;
}

static double *
corner (Search *search,
        guint   i)
{
  return search->corners + (gsize)i * search->n;
}

/* Around the first corner, each other one a step away in one direction, inwards where a bound is near. */
static void
spread (Search *search,
        double  share)
{
  guint n = search->n;

  for (guint i = 0; i < n; i++)
    {
      double *x = corner (search, i + 1);
      double  low = search->lower != NULL ? search->lower[i] : -INFINITY;
      double  high = search->upper != NULL ? search->upper[i] : INFINITY;
      double  step = isfinite (high - low) ? share * (high - low) : share * fabs (search->corners[i]);

      if (step == 0.0 && high != low)
        step = share;
      search->steps[i] = step;
      memcpy (x, search->corners, n * sizeof *x);
      x[i] += x[i] + step > high ? -step : step;
      search->values[i + 1] = ask (search, x);
    }
}

/* Best corner first, worst last: insertion, as but one or two have moved. */
static void
order (Search *search)
{
  guint n = search->n;

  for (guint i = 1; i <= n; i++)
    {
      double value = search->values[i];
      guint  to = i;

      while (to > 0 && search->values[to - 1] > value)
        to--;
      if (to == i)
        continue;
      memcpy (search->second, corner (search, i), n * sizeof (double));
      memmove (corner (search, to + 1), corner (search, to), (gsize)(i - to) * n * sizeof (double));
      memmove (search->values + to + 1, search->values + to, (i - to) * sizeof (double));
      memcpy (corner (search, to), search->second, n * sizeof (double));
      search->values[to] = value;
    }
}

static gboolean
converged (Search *search,
           double  tolerance)
{
  double best = search->values[0];
  double narrow = sqrt (tolerance);

  if (!(search->values[search->n] - best <= tolerance * (fabs (best) + tolerance)))
    return FALSE;
  for (guint i = 1; i <= search->n; i++)
    for (guint j = 0; j < search->n; j++)
      if (fabs (corner (search, i)[j] - search->corners[j]) > narrow * MAX (search->steps[j], tolerance))
        return FALSE;
  return TRUE;
}

/* The point that lies @factor times as far from the centre as the worst corner, on that side if @factor > 0. */
static double
try_point (Search *search,
           double *x,
           double  factor)
{
  const double *worst = corner (search, search->n);

  for (guint i = 0; i < search->n; i++)
    x[i] = search->centre[i] + factor * (worst[i] - search->centre[i]);
  return ask (search, x);
}

static void
replace_worst (Search       *search,
               const double *x,
               double        value)
{
  memcpy (corner (search, search->n), x, search->n * sizeof *x);
  search->values[search->n] = value;
}

static void
shrink (Search *search)
{
  for (guint i = 1; i <= search->n; i++)
    {
      double *x = corner (search, i);

      for (guint j = 0; j < search->n; j++)
        x[j] = 0.5 * (x[j] + search->corners[j]);
      search->values[i] = ask (search, x);
    }
}

static void
move (Search *search)
{
  guint  n = search->n;
  double reflected;
  double other;

  memset (search->centre, 0, n * sizeof (double));
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      search->centre[j] += corner (search, i)[j] / n;

  reflected = try_point (search, search->trial, -1.0);
  if (reflected < search->values[0])
    {
      other = try_point (search, search->second, -2.0);
      if (other < reflected)
        replace_worst (search, search->second, other);
      else
        replace_worst (search, search->trial, reflected);
      return;
    }
  if (reflected < search->values[n - 1])
    {
      replace_worst (search, search->trial, reflected);
      return;
    }
  other = try_point (search, search->second, reflected < search->values[n] ? -0.5 : 0.5);
  if (other < MIN (reflected, search->values[n]))
    replace_worst (search, search->second, other);
  else
    shrink (search);
}

/* Looks for the least value of @f over @n numbers. @x: [n], in: where to begin, out: the best point met. @lower, @upper:
 * (nullable): [n], the bounds; single ones may be infinite. @tolerance: relative, of the value; the numbers are then
 * found to about its square root. About @max_evaluations calls at most. @workspace: BW_MINIMISE_WORKSPACE (@n) doubles.
 * Returns the value at @x, infinite where @f refused every point. */
double
bw_minimise (BwObjective   f,
             gpointer      data,
             guint         n,
             double       *x,
             const double *lower,
             const double *upper,
             double        tolerance,
             guint         max_evaluations,
             double       *workspace)
{
  Search search = { f, data, n, lower, upper };
  double last;

  search.corners = workspace;
  search.values = search.corners + (gsize)(n + 1) * n;
  search.centre = search.values + n + 1;
  search.trial = search.centre + n;
  search.second = search.trial + n;
  search.steps = search.second + n;
  search.n_left = max_evaluations;

  memcpy (search.corners, x, n * sizeof *x);
  search.values[0] = ask (&search, search.corners);
  for (guint round = 0; n > 0; round++)
    {
      last = search.values[0];
      spread (&search, round == 0 ? FIRST_STEP : NEXT_STEP);
      for (order (&search); search.n_left > 0 && !converged (&search, tolerance); order (&search))
        move (&search);
      if (search.n_left == 0 || (round > 0 && !(last - search.values[0] > tolerance * fabs (last))))
        break;
    }
  memcpy (x, search.corners, n * sizeof *x);
  return search.values[0];
}
