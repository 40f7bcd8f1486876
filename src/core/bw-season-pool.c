/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The season that like series have in common, lent to those too short to show one.
 *
 * Series of a group (the products of a family, the persons of a region) are of different sizes, so what they
 * can have in common is a multiplied season: the geometric mean of their indices, each as bw_season_take_out
 * finds it. A series that shows no season of its own counts as one without, so that a pool of such lends next
 * to nothing. A short series is then drawn towards the pool's season as others are drawn towards none
 * (bw_season_take_out_near): group seasonal indices as Dalhart (1974) proposed and Bunn and Vassilopoulos (1999)
 * tested. O(n season) a series added. */

#include "core/bw-season-pool.h"

#include "core/bw-season.h"

#include <math.h>

struct _BwSeasonPool
{
  guint  season;
  guint  n_series;
  double logs[]; /* [season] sums of the logarithms of indices, by place in the season */
};

/* An empty pool of series that repeat every @season values. */
BwSeasonPool *
bw_season_pool_new (guint season)
{
  BwSeasonPool *pool = g_malloc0 (sizeof (BwSeasonPool) + sizeof (double) * season);

  pool->season = season;
  return pool;
}

/* Frees @pool (nullable). */
void
bw_season_pool_free (BwSeasonPool *pool)
{
  g_free (pool);
}

/* Adds the series @y (array length=n), whose first value stands at @place in the season. FALSE, and nothing is
 * added, if it is shorter than three seasons or not positive throughout. */
gboolean
bw_season_pool_add (BwSeasonPool *pool,
                    const double *y,
                    guint         n,
                    guint         place)
{
  g_autofree double *indices = NULL;
  g_autofree double *adjusted = NULL;
  BwSeasonKind       kind;

  if (pool->season < 2 || n / 3 < pool->season)
    return FALSE;
  for (guint t = 0; t < n; t++)
    if (!(y[t] > 0.0))
      return FALSE;
  indices = g_new (double, pool->season);
  adjusted = g_new (double, n);
  kind = bw_season_take_out (y, n, pool->season, indices, adjusted);
  if (kind == BW_SEASON_ADDITIVE)
    return FALSE;
  for (guint i = 0; kind == BW_SEASON_MULTIPLICATIVE && i < pool->season; i++)
    pool->logs[(place + i) % pool->season] += log (indices[i]);
  pool->n_series++;
  return TRUE;
}

/* How many series are in @pool. */
guint
bw_season_pool_n_series (const BwSeasonPool *pool)
{
  return pool->n_series;
}

/* Fills @indices (array length=season of the pool) with the common season, multiplied, of a series whose first
 * value stands at @place in the season. FALSE: the pool is empty. */
gboolean
bw_season_pool_indices (const BwSeasonPool *pool,
                        guint               place,
                        double             *indices)
{
  double mean = 0.0;

  if (pool->n_series == 0)
    return FALSE;
  for (guint i = 0; i < pool->season; i++)
    {
      indices[i] = exp (pool->logs[(place + i) % pool->season] / pool->n_series);
      mean += indices[i] / pool->season;
    }
  for (guint i = 0; i < pool->season; i++)
    indices[i] /= mean;
  return TRUE;
}

/* Forecasts @y, whose first value stands at @place in the season, with @member, the season being as far that of
 * @pool as @y does not show its own. An empty pool leaves the season to the member. */
void
bw_season_pool_forecast (const BwSeasonPool *pool,
                         guint               place,
                         BwMember            member,
                         const double       *y,
                         guint               n,
                         guint               horizon,
                         BwMemberForecast   *forecast)
{
  g_autofree double *lent = g_new (double, MAX (pool->season, 1));
  g_autofree double *indices = g_new (double, MAX (pool->season, 1));
  g_autofree double *adjusted = g_new (double, MAX (n, 1));
  double             mean = 0.0;
  BwSeasonKind       kind;

  if (!bw_season_pool_indices (pool, place, lent))
    {
      member (y, n, pool->season, horizon, forecast);
      return;
    }
  kind = bw_season_take_out_near (y, n, pool->season, BW_SEASON_MULTIPLICATIVE, lent, indices, adjusted);
  member (adjusted, n, 1, horizon, forecast);
  bw_season_restore (forecast->mean, horizon, n, pool->season, kind, indices);
  if (forecast->fitted != NULL)
    bw_season_restore (forecast->fitted, n, 0, pool->season, kind, indices);
  for (guint t = 0; kind == BW_SEASON_MULTIPLICATIVE && t < n; t++)
    mean += indices[t % pool->season] * indices[t % pool->season] / n;
  if (kind == BW_SEASON_MULTIPLICATIVE && n > 0)
    forecast->sigma2 *= mean;
}
