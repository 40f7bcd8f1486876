/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances over the ground.
 *
 * The earth is a sphere here: off by half a per cent at most, far less than the way by road differs from the straight one. The
 * haversine keeps its digits for near points (R. W. Sinnott, Virtues of the haversine, Sky and Telescope 68, 1984). */

#include "core/bw-globe.h"

#include <math.h>

/* @degrees as an angle from -180 up to before 180. */
double
bw_globe_wrap (double degrees)
{
  return degrees - 360 * floor ((degrees + 180) / 360);
}

/* The length in km of the shortest way between two points (degrees); NaN when one of them is unknown. */
double
bw_globe_distance (double latitude,
                   double longitude,
                   double other_latitude,
                   double other_longitude)
{
  const double radian = G_PI / 180;
  double       up = sin ((other_latitude - latitude) * radian / 2), along = sin ((other_longitude - longitude) * radian / 2);
  double       h = up * up + cos (latitude * radian) * cos (other_latitude * radian) * along * along;

  return isnan (h) ? NAN : 2 * BW_EARTH_RADIUS_KM * asin (sqrt (CLAMP (h, 0, 1)));
}
