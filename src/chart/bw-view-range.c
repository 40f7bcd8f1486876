/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a chart's width that is looked at.
 *
 *   0         from            to          1      shares of the whole
 *   |----------[======view=====]----------|
 *
 * Pure functions from one range to the next, so that gestures, keys and tests do the same. Every result lies within the whole and
 * is no narrower than asked. Zooming keeps what is under the pointer under it, as far as the ends allow. */

#include "chart/bw-view-range.h"

#include <math.h>

/* Closer to an end than this is at it: rounding would else keep a range from ever being the whole again. */
#define NEAR 1e-9

/* A range of @width that begins at @from, pushed into the whole. */
static BwViewRange
place (double from,
       double width)
{
  BwViewRange range;

  if (!(width < 1 - NEAR))
    return BW_VIEW_RANGE_WHOLE;
  range.from = CLAMP (from, 0, 1 - width);
  if (range.from < NEAR)
    range.from = 0;
  range.to = range.from + width;
  if (range.to > 1 - NEAR)
    range.to = 1;
  return range;
}

/* Whether nothing is hidden. */
gboolean
bw_view_range_is_whole (const BwViewRange *range)
{
  return range->from <= 0 && range->to >= 1;
}

/* The share of the whole at @share_of_view, 0 the left end of what is seen, 1 its right end. */
double
bw_view_range_at (const BwViewRange *range,
                  double             share_of_view)
{
  return range->from + share_of_view * (range->to - range->from);
}

/* Looks at 1 / @factor of what is seen (more than 1 is nearer), but no less than @least of the whole. The share of the whole
 * @about stays where it is seen. */
BwViewRange
bw_view_range_zoom (const BwViewRange *range,
                    double             factor,
                    double             about,
                    double             least)
{
  double before = range->to - range->from, width;

  if (!isfinite (factor) || factor <= 0 || !isfinite (about))
    return *range;
  width = CLAMP (before / factor, CLAMP (least, 1e-6, 1), 1);
  about = CLAMP (about, range->from, range->to);
  return place (about - (about - range->from) * width / before, width);
}

/* Moves along by @by times what is seen, more than 0 to the right, until an end. */
BwViewRange
bw_view_range_move (const BwViewRange *range,
                    double             by)
{
  double width = range->to - range->from;

  return isfinite (by) ? place (range->from + by * width, width) : *range;
}

/* Moves no further than needed to see the share of the whole @share, a little inside of the edge. */
BwViewRange
bw_view_range_show (const BwViewRange *range,
                    double             share)
{
  double width = range->to - range->from, inset = width * 0.05;

  if (!isfinite (share) || (share >= range->from && share <= range->to))
    return *range;
  return place (share < range->from ? share - inset : share + inset - width, width);
}
