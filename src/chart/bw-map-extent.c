/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which piece of a map is shown at first.
 *
 * Countries have regions overseas, beside which the rest would be a speck: France's reach from South America to the Indian Ocean. So land is
 * put together where it lies close, in a grid of CELLS by CELLS over the map, and what is far off with hardly any land or accounts is left to
 * those who pan there. Maps of the United States have what is far off in insets already. O(areas + cells). */

#include "chart/bw-map-extent.h"

#include <string.h>

enum
{
  CELLS = 48,
  REACH = 2, /* cells: land that is no further apart lies together */
};

#define WORTH  0.05 /* of all land or accounts: so much is always shown */
#define SPARED 0.70 /* what is left out is worth it when the rest is no longer than so much of the whole, across or down */

typedef struct
{
  BwAtlasBox box;
  double     land;
  guint      accounts;
} Piece;

/* The cell that @at lies in between @low and @high. */
static int
cell_of (gint32 at,
         gint32 low,
         gint32 high)
{
  return CLAMP ((int)(((double)at - low) / MAX ((double)high - low, 1) * CELLS), 0, CELLS - 1);
}

/* Marks all cells that lie together with the one at (@column, @row) as @piece. */
static void
flood (const guint8 *land,
       int          *pieces,
       int           column,
       int           row,
       int           piece)
{
  int stack[CELLS * CELLS], n = 0;

  pieces[row * CELLS + column] = piece;
  stack[n++] = row * CELLS + column;
  while (n > 0)
    {
      int at = stack[--n];

      for (int y = MAX (at / CELLS - REACH, 0); y <= MIN (at / CELLS + REACH, CELLS - 1); y++)
        for (int x = MAX (at % CELLS - REACH, 0); x <= MIN (at % CELLS + REACH, CELLS - 1); x++)
          if (land[y * CELLS + x] && pieces[y * CELLS + x] == 0)
            {
              pieces[y * CELLS + x] = piece;
              stack[n++] = y * CELLS + x;
            }
    }
}

/* Numbers the pieces of the map from 1; returns how many they are. */
static int
number_pieces (const BwAtlas *atlas,
               int           *pieces)
{
  guint8     land[CELLS * CELLS] = { 0 };
  BwAtlasBox box = bw_atlas_box (atlas);
  int        n = 0;

  for (guint i = 0; i < bw_atlas_n_units (atlas); i++)
    {
      const BwAtlasUnit *unit = bw_atlas_unit (atlas, i);

      land[cell_of (unit->center.y, box.low.y, box.high.y) * CELLS + cell_of (unit->center.x, box.low.x, box.high.x)] = 1;
    }
  memset (pieces, 0, CELLS * CELLS * sizeof *pieces);
  for (int i = 0; i < CELLS * CELLS; i++)
    if (land[i] && pieces[i] == 0)
      flood (land, pieces, i % CELLS, i / CELLS, ++n);
  return n;
}

static void
grow (BwAtlasBox       *box,
      const BwAtlasBox *by,
      gboolean          first)
{
  if (first)
    {
      *box = *by;
      return;
    }
  box->low.x = MIN (box->low.x, by->low.x);
  box->low.y = MIN (box->low.y, by->low.y);
  box->high.x = MAX (box->high.x, by->high.x);
  box->high.y = MAX (box->high.y, by->high.y);
}

/* The box around what of @plan's map is worth being shown at first; it has an atlas. */
BwAtlasBox
bw_map_extent (const BwTerritoryPlan *plan)
{
  const BwAtlas     *atlas = plan->atlas;
  BwAtlasBox         all = bw_atlas_box (atlas), box = all;
  g_autofree int    *pieces = g_new (int, CELLS *CELLS);
  g_autofree Piece  *sums = NULL;
  g_autofree guint8 *seen = NULL;
  gboolean           first = TRUE;
  double             land = 0;
  guint              accounts = 0;
  int                n;

  if (bw_atlas_get_kind (atlas) <= BW_ATLAS_ZIPS)
    return all;
  n = number_pieces (atlas, pieces);
  sums = g_new0 (Piece, n + 1);
  seen = g_new0 (guint8, n + 1);
  for (guint i = 0; i < bw_atlas_n_units (atlas); i++)
    {
      const BwAtlasUnit *unit = bw_atlas_unit (atlas, i);
      int                piece = pieces[cell_of (unit->center.y, all.low.y, all.high.y) * CELLS + cell_of (unit->center.x, all.low.x, all.high.x)];

      grow (&sums[piece].box, &unit->box, !seen[piece]);
      seen[piece] = 1;
      sums[piece].land += unit->area;
      land += unit->area;
    }
  for (guint i = 0; i < plan->n_accounts; i++)
    if (plan->places[i].unit != BW_ATLAS_NOWHERE)
      {
        const BwAtlasPoint *at = &bw_atlas_unit (atlas, (guint)plan->places[i].unit)->center;

        sums[pieces[cell_of (at->y, all.low.y, all.high.y) * CELLS + cell_of (at->x, all.low.x, all.high.x)]].accounts++;
        accounts++;
      }
  for (int i = 1; i <= n; i++)
    if (sums[i].land >= WORTH * land || (accounts > 0 && sums[i].accounts >= WORTH * accounts))
      {
        grow (&box, &sums[i].box, first);
        first = FALSE;
      }
  if ((double)box.high.x - box.low.x > SPARED * ((double)all.high.x - all.low.x) &&
      (double)box.high.y - box.low.y > SPARED * ((double)all.high.y - all.low.y))
    return all;
  return box;
}
