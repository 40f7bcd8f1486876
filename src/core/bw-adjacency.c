/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which areas of the map are neighbours, with a project's own bridges.
 *
 * The map knows borders and the bridges over water that everybody uses. A project may join two counties more, or part two that only
 * meet on the map (a mountain range, a lake): rows of the book, which stand over the map. O(borders + bridges x neighbours). */

#include "core/bw-adjacency.h"

#include "core/bw-territory-plan.h"

/* The one unit that @id stands for; %BW_ATLAS_NOWHERE when it is none, or several. */
static gint32
find_one (const BwAtlas *map,
          const char    *id)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

  return bw_atlas_collect_units (map, id, units) == 1 ? (gint32)g_array_index (units, guint32, 0) : BW_ATLAS_NOWHERE;
}

static gboolean
find_pair (const BwBook   *book,
           const BwAtlas  *map,
           const BwBridge *bridge,
           gint32         *a,
           gint32         *b)
{
  *a = find_one (map, bw_book_text (book, bridge->a));
  *b = find_one (map, bw_book_text (book, bridge->b));
  return *a != BW_ATLAS_NOWHERE && *b != BW_ATLAS_NOWHERE && *a != *b;
}

/* Joins or parts @a and @b among the neighbours of @unit, which are appended to @neighbours from @first on. */
static void
apply_bridges (const BwBook  *book,
               const BwAtlas *map,
               gint32         unit,
               GArray        *neighbours,
               guint          first)
{
  for (guint i = 0; i < book->bridges->len; i++)
    {
      const BwBridge *bridge = &g_array_index (book->bridges, BwBridge, i);
      gint32          a, b, other;
      guint           at = first;

      if (!find_pair (book, map, bridge, &a, &b) || (a != unit && b != unit))
        continue;
      other = a == unit ? b : a;
      while (at < neighbours->len && g_array_index (neighbours, gint32, at) < other)
        at++;
      if (at < neighbours->len && g_array_index (neighbours, gint32, at) == other)
        {
          if (!bridge->joined)
            g_array_remove_index (neighbours, at);
        }
      else if (bridge->joined)
        g_array_insert_val (neighbours, at, other);
    }
}

/* The units of @map (nullable: none), with the bridges of @book.
 * Returns: (transfer full). */
BwAdjacency *
bw_adjacency_new (const BwBook  *book,
                  const BwAtlas *map)
{
  BwAdjacency *self = g_new0 (BwAdjacency, 1);
  g_autoptr (GArray) neighbours = g_array_new (FALSE, FALSE, sizeof (gint32));
  guint m;

  self->n = map != NULL ? bw_atlas_n_units (map) : 0;
  self->first = g_new (guint, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      const gint32 *near = bw_atlas_neighbours (map, i, &m);

      self->first[i] = neighbours->len;
      g_array_append_vals (neighbours, near, m);
      if (book->bridges->len > 0)
        apply_bridges (book, map, (gint32)i, neighbours, self->first[i]);
    }
  self->first[self->n] = neighbours->len;
  self->neighbours = (gint32 *)(gpointer)g_array_free (g_steal_pointer (&neighbours), FALSE);
  return self;
}

/* Frees @adjacency (transfer full) (nullable). */
void
bw_adjacency_free (BwAdjacency *adjacency)
{
  if (adjacency == NULL)
    return;
  g_free (adjacency->first);
  g_free (adjacency->neighbours);
  g_free (adjacency);
}
