/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The projections of the maps, all of them equal-area, so that an area looks as large as it is.
 *
 * Albers' conic and Lambert's azimuthal: J. P. Snyder, Map projections: a working manual, 1987, pp. 98-103 and 182-190. Equal Earth:
 * B. Savric, T. Patterson and B. Jenny, The Equal Earth map projection, International Journal of Geographical Information
 * Science 33, 2019; its inverse by Newton's method, which needs four steps. */

#include "core/bw-atlas-private.h"

#include <math.h>

/* Equal Earth's polynomial. */
#define A1 1.340264
#define A2 -0.081106
#define A3 0.000893
#define A4 0.003796

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

/* Begins a part with the central @meridian (degrees). Albers: @first and @second are its parallels; azimuthal: @first is the
 * latitude of its middle. */
void
bw_atlas_part_begin (BwAtlasPart *part,
                     BwProjection kind,
                     double       meridian,
                     double       first,
                     double       second)
{
  double s1 = sin (radians (first));

  part->kind = kind;
  part->meridian = meridian;
  part->latitude = radians (first);
  part->n = (s1 + sin (radians (second))) / 2;
  part->c = 1 + s1 * (2 * part->n - s1);
}

/* Where a point (degrees) lies on the plane of @part, before that is scaled and moved. */
void
bw_atlas_part_project (const BwAtlasPart *part,
                       double             latitude,
                       double             longitude,
                       double            *x,
                       double            *y)
{
  double up = radians (latitude), along = radians (bw_globe_wrap (longitude - part->meridian));

  if (part->kind == BW_PROJECTION_ALBERS)
    {
      double r = sqrt (MAX (part->c - 2 * part->n * sin (up), 0)) / part->n;

      *x = r * sin (part->n * along);
      *y = -r * cos (part->n * along);
    }
  else if (part->kind == BW_PROJECTION_AZIMUTHAL)
    {
      double apart = sin (part->latitude) * sin (up) + cos (part->latitude) * cos (up) * cos (along);
      double k = sqrt (2 / MAX (1 + apart, 1e-6));

      *x = k * cos (up) * sin (along);
      *y = k * (cos (part->latitude) * sin (up) - sin (part->latitude) * cos (up) * cos (along));
    }
  else
    {
      double t = asin (sqrt (3) / 2 * sin (up)), t2 = t * t, t6 = t2 * t2 * t2;

      *x = 2 * sqrt (3) * along * cos (t) / (3 * (9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1));
      *y = t * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1);
    }
}

static void
unproject_equal_earth (double  x,
                       double  y,
                       double *up,
                       double *along)
{
  double t = y, t2 = t * t, t6 = t2 * t2 * t2;

  for (int i = 0; i < 12; i++)
    {
      double step = (t * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1) - y) / (9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1);

      t = CLAMP (t - step, -G_PI / 3, G_PI / 3);
      t2 = t * t;
      t6 = t2 * t2 * t2;
    }
  *up = asin (CLAMP (2 / sqrt (3) * sin (t), -1, 1));
  *along = 3 * x * (9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1) / (2 * sqrt (3) * cos (t));
}

/* Which point of the earth (degrees) is drawn there. */
void
bw_atlas_part_unproject (const BwAtlasPart *part,
                         double             x,
                         double             y,
                         double            *latitude,
                         double            *longitude)
{
  double up, along, r = hypot (x, y);

  if (part->kind == BW_PROJECTION_ALBERS)
    {
      double sign = part->n < 0 ? -1 : 1;

      up = asin (CLAMP ((part->c - r * r * part->n * part->n) / (2 * part->n), -1, 1));
      along = atan2 (sign * x, -sign * y) / part->n;
    }
  else if (part->kind == BW_PROJECTION_AZIMUTHAL)
    {
      double c = 2 * asin (MIN (r / 2, 1));

      up = r > 0 ? asin (CLAMP (cos (c) * sin (part->latitude) + y * sin (c) * cos (part->latitude) / r, -1, 1)) : part->latitude;
      along = atan2 (x * sin (c), r * cos (part->latitude) * cos (c) - y * sin (part->latitude) * sin (c));
    }
  else
    unproject_equal_earth (x, y, &up, &along);
  *latitude = up * 180 / G_PI;
  *longitude = bw_globe_wrap (part->meridian + along * 180 / G_PI);
}
