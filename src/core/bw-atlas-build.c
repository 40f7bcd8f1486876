/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps made of other maps: units put together, and rings, sizes and neighbours worked out from the pieces of border alone.
 *
 * A map is known by its pieces of border (arcs) and which unit lies on either side of each. All else follows: units that share an
 * arc are neighbours, and the arcs around a unit, chained by their ends, are its rings. Putting units together therefore means
 * leaving out the arcs that lie within, and chaining anew.
 *
 * Which rings are islands and which are holes is told by how many others lie around them. Chaining takes O(arcs of a unit squared),
 * a few hundred at most; nesting O(rings squared x points), of which boxes spare nearly all. */

#include "core/bw-atlas-private.h"

#include <math.h>
#include <string.h>

enum
{
  MIDDLE_STEPS = 12,
};

/* Returns: (transfer full): a map of @kind without anything. */
BwAtlas *
bw_atlas_new_empty (BwAtlasKind kind)
{
  BwAtlas *atlas = g_new0 (BwAtlas, 1);

  g_atomic_ref_count_init (&atlas->refs);
  g_mutex_init (&atlas->lock);
  atlas->kind = kind;
  atlas->texts = g_string_chunk_new (4096);
  atlas->parts = g_array_new (FALSE, FALSE, sizeof (BwAtlasPart));
  atlas->parents = g_array_new (FALSE, FALSE, sizeof (BwAtlasParent));
  atlas->units = g_array_new (FALSE, FALSE, sizeof (BwAtlasUnit));
  atlas->points = g_array_new (FALSE, FALSE, sizeof (BwAtlasPoint));
  atlas->arcs = g_array_new (FALSE, FALSE, sizeof (BwAtlasArc));
  atlas->rings = g_array_new (FALSE, FALSE, sizeof (guint));
  atlas->ring_arcs = g_array_new (FALSE, FALSE, sizeof (gint32));
  atlas->first_neighbour = g_array_new (FALSE, FALSE, sizeof (guint));
  atlas->neighbours = g_array_new (FALSE, FALSE, sizeof (gint32));
  atlas->zips = g_array_new (FALSE, FALSE, sizeof (BwAtlasZip));
  return atlas;
}

/* ---- Arcs ---- */

/* Begins a piece of border between @left and @right; its points follow. */
void
bw_atlas_begin_arc (BwAtlas *atlas,
                    gint32   left,
                    gint32   right)
{
  BwAtlasArc arc = { NULL, 0, left, right };

  if (left == BW_ATLAS_NOWHERE)
    {
      arc.left = right;
      arc.right = left;
    }
  g_array_append_val (atlas->arcs, arc);
}

/* Adds a point to the piece of border that was begun last, unless it is the same as the one before. */
void
bw_atlas_add_point (BwAtlas     *atlas,
                    BwAtlasPoint point)
{
  BwAtlasArc         *arc = &g_array_index (atlas->arcs, BwAtlasArc, atlas->arcs->len - 1);
  const BwAtlasPoint *last = arc->n > 0 ? &g_array_index (atlas->points, BwAtlasPoint, atlas->points->len - 1) : NULL;

  if (last != NULL && last->x == point.x && last->y == point.y)
    return;
  g_array_append_val (atlas->points, point);
  arc->n++;
}

/* Ends it: what has no length is no border. */
void
bw_atlas_end_arc (BwAtlas *atlas)
{
  BwAtlasArc *arc = &g_array_index (atlas->arcs, BwAtlasArc, atlas->arcs->len - 1);

  if (arc->n >= 2 && arc->left != arc->right)
    return;
  g_array_set_size (atlas->points, atlas->points->len - arc->n);
  g_array_set_size (atlas->arcs, atlas->arcs->len - 1);
}

/* Once all arcs are there: lets them point at their points, which move no more. */
void
bw_atlas_settle_arcs (BwAtlas *atlas)
{
  guint at = 0;

  for (guint i = 0; i < atlas->arcs->len; i++)
    {
      BwAtlasArc *arc = &g_array_index (atlas->arcs, BwAtlasArc, i);

      arc->points = &g_array_index (atlas->points, BwAtlasPoint, at);
      at += arc->n;
    }
}

/* ---- Rings ---- */

static gboolean
same_point (const BwAtlasPoint *a,
            const BwAtlasPoint *b)
{
  return a->x == b->x && a->y == b->y;
}

static double
distance_of (const BwAtlasPoint *a,
             const BwAtlasPoint *b)
{
  return hypot ((double)a->x - b->x, (double)a->y - b->y);
}

/* Chains the @n arcs in @own into rings, which are appended to @atlas. Where no end fits exactly (rounding), the nearest one does. */
static guint
chain_arcs (BwAtlas *atlas,
            gint32  *own,
            guint    n)
{
  guint n_rings = 0, done = 0;

  while (done < n)
    {
      const BwAtlasArc   *arc = bw_atlas_arc (atlas, (guint)own[done]);
      const BwAtlasPoint *start = &arc->points[0], *at = &arc->points[arc->n - 1];

      g_array_append_val (atlas->rings, atlas->ring_arcs->len);
      g_array_append_val (atlas->ring_arcs, own[done]);
      done++;
      n_rings++;
      while (!same_point (at, start))
        {
          guint    best = n;
          gboolean turned = FALSE;
          double   nearest = distance_of (at, start);
          gint32   index;

          for (guint i = done; i < n && nearest > 0; i++)
            {
              const BwAtlasArc *next = bw_atlas_arc (atlas, (guint)own[i]);
              double            first = distance_of (at, &next->points[0]), last = distance_of (at, &next->points[next->n - 1]);

              if (MIN (first, last) > nearest || (MIN (first, last) == nearest && best < n))
                continue;
              nearest = MIN (first, last);
              turned = last < first;
              best = i;
            }
          if (best == n)
            break;
          arc = bw_atlas_arc (atlas, (guint)own[best]);
          index = turned ? ~own[best] : own[best];
          g_array_append_val (atlas->ring_arcs, index);
          own[best] = own[done];
          done++;
          at = turned ? &arc->points[0] : &arc->points[arc->n - 1];
        }
    }
  return n_rings;
}

/* Makes each unit's rings from the arcs that have it on one side. */
void
bw_atlas_close_rings (BwAtlas *atlas)
{
  guint              n = atlas->units->len;
  g_autofree guint  *first = g_new0 (guint, n + 2);
  g_autofree gint32 *own = g_new (gint32, 2 * MAX (atlas->arcs->len, 1));

  for (guint i = 0; i < atlas->arcs->len; i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (atlas, i);

      first[arc->left + 2]++;
      if (arc->right != BW_ATLAS_NOWHERE)
        first[arc->right + 2]++;
    }
  for (guint i = 2; i < n + 2; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < atlas->arcs->len; i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (atlas, i);

      own[first[arc->left + 1]++] = (gint32)i;
      if (arc->right != BW_ATLAS_NOWHERE)
        own[first[arc->right + 1]++] = (gint32)i;
    }
  /* Now first[i] is where unit i begins. */
  g_array_set_size (atlas->rings, 0);
  g_array_set_size (atlas->ring_arcs, 0);
  for (guint i = 0; i < n; i++)
    {
      BwAtlasUnit *unit = &g_array_index (atlas->units, BwAtlasUnit, i);

      unit->first_ring = atlas->rings->len;
      unit->n_rings = chain_arcs (atlas, own + first[i], first[i + 1] - first[i]);
    }
  g_array_append_val (atlas->rings, atlas->ring_arcs->len);
}

/* ---- Neighbours ---- */

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const gint32 *left = a, *right = b;

  if (left[0] != right[0])
    return left[0] < right[0] ? -1 : 1;
  return (left[1] > right[1]) - (left[1] < right[1]);
}

/* Notes in @pairs (element-type gint32[2]) that @a and @b are neighbours, both ways. */
void
bw_atlas_add_pair (GArray *pairs,
                   gint32  a,
                   gint32  b)
{
  gint32 pair[2][2] = { { a, b }, { b, a } };

  if (a != b && a >= 0 && b >= 0)
    g_array_append_vals (pairs, pair, 2);
}

/* Lists the neighbours: from the two sides of each arc, and the bridges in @pairs, which are sorted here. */
void
bw_atlas_join_neighbours (BwAtlas *atlas,
                          GArray  *pairs)
{
  guint at = 0;

  for (guint i = 0; i < atlas->arcs->len; i++)
    bw_atlas_add_pair (pairs, bw_atlas_arc (atlas, i)->left, bw_atlas_arc (atlas, i)->right);
  g_array_sort (pairs, compare_pairs);
  for (guint unit = 0; unit < atlas->units->len; unit++)
    {
      g_array_append_val (atlas->first_neighbour, atlas->neighbours->len);
      for (; at < pairs->len; at++)
        {
          const gint32 *pair = (const gint32 *)(gpointer)pairs->data + 2 * (gsize)at;

          if (pair[0] != (gint32)unit)
            break;
          if (at == 0 || compare_pairs (pair, pair - 2) != 0)
            g_array_append_val (atlas->neighbours, pair[1]);
        }
    }
  g_array_append_val (atlas->first_neighbour, atlas->neighbours->len);
}

/* ---- Sizes ---- */

static const BwAtlasBox empty_box = { { G_MAXINT32, G_MAXINT32 }, { G_MININT32, G_MININT32 } };

static void
grow_box (BwAtlasBox       *box,
          const BwAtlasBox *by)
{
  box->low.x = MIN (box->low.x, by->low.x);
  box->low.y = MIN (box->low.y, by->low.y);
  box->high.x = MAX (box->high.x, by->high.x);
  box->high.y = MAX (box->high.y, by->high.y);
}

/* What a ring is. */
typedef struct
{
  BwAtlasBox   box;
  BwAtlasPoint point; /* one of its own */
  double       area;  /* square units */
  double       x, y;  /* of its middle */
} Ring;

static Ring
measure_ring (const BwAtlas *atlas,
              guint          index)
{
  guint         n;
  const gint32 *arcs = bw_atlas_ring (atlas, index, &n);
  Ring          ring = { empty_box, bw_atlas_arc (atlas, (guint)(arcs[0] < 0 ? ~arcs[0] : arcs[0]))->points[0], 0, 0, 0 };
  double        ox = ring.point.x, oy = ring.point.y, area = 0, mx = 0, my = 0;

  for (guint i = 0; i < n; i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (atlas, (guint)(arcs[i] < 0 ? ~arcs[i] : arcs[i]));
      double            sign = arcs[i] < 0 ? -1 : 1;

      for (guint j = 0; j < arc->n; j++)
        {
          const BwAtlasPoint *p = &arc->points[j];
          BwAtlasBox          dot = { *p, *p };
          double              x0, y0, x1, y1, cross;

          grow_box (&ring.box, &dot);
          if (j == 0)
            continue;
          x0 = p[-1].x - ox;
          y0 = p[-1].y - oy;
          x1 = p->x - ox;
          y1 = p->y - oy;
          cross = sign * (x0 * y1 - x1 * y0);
          area += cross;
          mx += cross * (x0 + x1);
          my += cross * (y0 + y1);
        }
    }
  ring.area = fabs (area) / 2;
  ring.x = area != 0 ? ox + mx / (3 * area) : ox;
  ring.y = area != 0 ? oy + my / (3 * area) : oy;
  return ring;
}

static gboolean
box_has (const BwAtlasBox   *box,
         const BwAtlasPoint *point)
{
  return point->x >= box->low.x && point->x <= box->high.x && point->y >= box->low.y && point->y <= box->high.y;
}

static void
measure_unit (const BwAtlas *atlas,
              BwAtlasUnit   *unit)
{
  const BwAtlasPart *part = &g_array_index (atlas->parts, BwAtlasPart, unit->part);
  g_autofree Ring   *rings = g_new (Ring, MAX (unit->n_rings, 1));
  double             km = BW_EARTH_RADIUS_KM / part->radius, best = -1, sum = 0;

  unit->box = unit->n_rings > 0 ? empty_box : (BwAtlasBox) { unit->center, unit->center };
  for (guint i = 0; i < unit->n_rings; i++)
    {
      rings[i] = measure_ring (atlas, unit->first_ring + i);
      grow_box (&unit->box, &rings[i].box);
    }
  for (guint i = 0; i < unit->n_rings; i++)
    {
      gboolean hole = FALSE;

      for (guint j = 0; j < unit->n_rings; j++)
        if (j != i && rings[j].area > rings[i].area && box_has (&rings[j].box, &rings[i].point) &&
            bw_atlas_ring_has (atlas, unit->first_ring + j, rings[i].point.x, rings[i].point.y))
          hole = !hole;
      sum += hole ? -rings[i].area : rings[i].area;
      if (rings[i].area <= best || atlas->kind == BW_ATLAS_ZIPS)
        continue;
      best = rings[i].area;
      unit->center.x = (gint32)lround (rings[i].x);
      unit->center.y = (gint32)lround (rings[i].y);
    }
  unit->area = MAX (sum, 0) * km * km;
  unit->center.x = CLAMP (unit->center.x, unit->box.low.x, unit->box.high.x);
  unit->center.y = CLAMP (unit->center.y, unit->box.low.y, unit->box.high.y);
  bw_atlas_unproject (atlas, (guint)unit->part, unit->center.x, unit->center.y, &unit->latitude, &unit->longitude);
}

/* The middle of @parent: the point with the least distance to its units, by their area, since a mean would be drawn out of a country by
 * what it has on another continent. From the mean in a few steps (E. Weiszfeld, Sur le point pour lequel la somme des distances de n points
 * donnés est minimum, Tôhoku Mathematical Journal 43, 1937). */
static BwAtlasPoint
find_middle (const BwAtlas       *atlas,
             const BwAtlasParent *parent)
{
  double at_x = 0, at_y = 0;

  for (guint step = 0; step < MIDDLE_STEPS; step++)
    {
      double weight = 0, x = 0, y = 0;

      for (guint i = parent->first; i < parent->first + parent->n; i++)
        {
          const BwAtlasUnit *unit = bw_atlas_unit (atlas, i);
          double             away = step > 0 ? hypot (unit->center.x - at_x, unit->center.y - at_y) : 1;
          double             size = (unit->area + 1e-6) / MAX (away, 1);

          weight += size;
          x += size * unit->center.x;
          y += size * unit->center.y;
        }
      at_x = x / weight;
      at_y = y / weight;
    }
  return (BwAtlasPoint) { (gint32)lround (at_x), (gint32)lround (at_y) };
}

static void
measure_parent (const BwAtlas *atlas,
                BwAtlasParent *parent)
{
  parent->box = empty_box;
  for (guint i = parent->first; i < parent->first + parent->n; i++)
    grow_box (&parent->box, &bw_atlas_unit (atlas, i)->box);
  if (parent->n > 0)
    parent->center = find_middle (atlas, parent);
}

/* Works out the boxes, areas and centres of units, parents, parts and the whole. */
void
bw_atlas_measure (BwAtlas *atlas)
{
  atlas->box = empty_box;
  for (guint i = 0; i < atlas->parts->len; i++)
    g_array_index (atlas->parts, BwAtlasPart, i).box = empty_box;
  for (guint i = 0; i < atlas->units->len; i++)
    {
      BwAtlasUnit *unit = &g_array_index (atlas->units, BwAtlasUnit, i);

      measure_unit (atlas, unit);
      grow_box (&atlas->box, &unit->box);
      grow_box (&g_array_index (atlas->parts, BwAtlasPart, unit->part).box, &unit->box);
    }
  for (guint i = 0; i < atlas->parents->len; i++)
    measure_parent (atlas, &g_array_index (atlas->parents, BwAtlasParent, i));
}

/* ---- Units put together ---- */

/* Appends a unit to those of @atlas; @parent is the last of them, or one more. */
BwAtlasUnit *
bw_atlas_add_unit (BwAtlas    *atlas,
                   const char *code,
                   const char *name,
                   gint32      parent,
                   gint32      part)
{
  BwAtlasUnit    unit = { 0 };
  BwAtlasParent *own = &g_array_index (atlas->parents, BwAtlasParent, parent);

  unit.code = g_string_chunk_insert (atlas->texts, code);
  unit.name = g_string_chunk_insert_const (atlas->texts, name);
  unit.parent = parent;
  unit.part = part;
  if (own->n++ == 0)
    own->first = atlas->units->len;
  g_array_append_val (atlas->units, unit);
  return &g_array_index (atlas->units, BwAtlasUnit, atlas->units->len - 1);
}

/* Fills @atlas, whose parts, parents and units are there, with the borders of @fine between them; unit i of @fine becomes part of unit
 * group[i]. */
void
bw_atlas_put_together (BwAtlas       *atlas,
                       const BwAtlas *fine,
                       const gint32  *group)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32[2]));
  guint m;

  for (guint i = 0; i < fine->arcs->len; i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (fine, i);
      gint32            left = arc->left != BW_ATLAS_NOWHERE ? group[arc->left] : BW_ATLAS_NOWHERE;
      gint32            right = arc->right != BW_ATLAS_NOWHERE ? group[arc->right] : BW_ATLAS_NOWHERE;

      if (left == right)
        continue;
      bw_atlas_begin_arc (atlas, left, right);
      for (guint j = 0; j < arc->n; j++)
        bw_atlas_add_point (atlas, arc->points[j]);
      bw_atlas_end_arc (atlas);
    }
  for (guint i = 0; i < fine->units->len; i++)
    {
      const gint32 *neighbours = bw_atlas_neighbours (fine, i, &m);

      for (guint j = 0; j < m; j++)
        bw_atlas_add_pair (pairs, group[i], group[neighbours[j]]);
    }
  bw_atlas_settle_arcs (atlas);
  bw_atlas_close_rings (atlas);
  bw_atlas_join_neighbours (atlas, pairs);
  bw_atlas_measure (atlas);
}
