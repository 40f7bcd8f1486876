/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ZIP areas on the map: what is nearer to a ZIP area's centre than to any other within its county.
 *
 * The outlines of ZIP areas are not to be had; their centres are. So each county is shared out among the centres that lie in it (a Voronoi
 * diagram; F. Aurenhammer, Voronoi diagrams, ACM Computing Surveys 23, 1991). That is an approximation and is called so wherever it
 * is shown. A county without a centre of its own belongs to the nearest one.
 *
 * As on every map the borders are what is kept. Along each piece of a county's border the nearest centre changes where the line halfway between
 * two centres crosses it: so the piece is cut there, on both of its sides. Within the county that line itself is the border, from
 * crossing to crossing or to the point that is equally far from a third centre. Such points are worked out in one way whatever the pair,
 * so that they are the same for all three.
 *
 * O(points of borders x centres of the county + centres cubed), most of which an early end spares: half a second for the country. */

#include "core/bw-atlas-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A ZIP area's centre on the map. */
typedef struct
{
  double x, y;
} Site;

/* Where the line between two centres of a county crosses its border. */
typedef struct
{
  gint32       a, b; /* ZIP areas, a < b */
  double       x, y;
  BwAtlasPoint point;
} Crossing;

typedef struct
{
  const BwAtlas *base;
  BwAtlas       *atlas;
  Site          *sites;     /* [n_zips] */
  guint         *first;     /* [n_units + 1]: a county's ZIP areas in members */
  gint32        *members;   /* ZIP areas by county */
  gint32        *lone;      /* [n_units]: whose a county without any is; -1 it has some */
  GArray       **crossings; /* [n_units] (nullable): Crossing */
} Work;

static BwAtlasPoint
round_point (double x,
             double y)
{
  return (BwAtlasPoint) { (gint32)lround (x), (gint32)lround (y) };
}

/* ---- Centres ---- */

static const BwAtlasZip *
get_zip (const BwAtlas *base,
         guint          zip)
{
  return &g_array_index (base->zips, BwAtlasZip, zip);
}

static void
sort_sites (Work *work)
{
  const BwAtlas    *base = work->base;
  guint             n = base->zips->len, n_units = base->units->len;
  g_autofree guint *at = NULL;

  work->sites = g_new0 (Site, MAX (n, 1));
  work->first = g_new0 (guint, n_units + 1);
  work->members = g_new (gint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const BwAtlasZip *zip = get_zip (base, i);
      const BwAtlasBox *box = &bw_atlas_unit (base, (guint)zip->county)->box;

      if (!bw_atlas_project (base, zip->latitude, zip->longitude, &work->sites[i].x, &work->sites[i].y))
        work->sites[i] = (Site) { box->low.x, box->low.y };
      work->first[zip->county + 1]++;
    }
  for (guint i = 0; i < n_units; i++)
    work->first[i + 1] += work->first[i];
  at = g_memdup2 (work->first, (n_units + 1) * sizeof *at);
  for (guint i = 0; i < n; i++)
    work->members[at[get_zip (base, i)->county]++] = (gint32)i;
}

/* Finds whose the counties without a centre are: of the nearest one. */
static void
find_lone (Work *work)
{
  const BwAtlas *base = work->base;

  work->lone = g_new (gint32, MAX (base->units->len, 1));
  for (guint c = 0; c < base->units->len; c++)
    {
      const BwAtlasPoint *center = &bw_atlas_unit (base, c)->center;
      double              best = INFINITY;

      work->lone[c] = -1;
      if (work->first[c + 1] > work->first[c])
        continue;
      for (guint i = 0; i < base->zips->len; i++)
        {
          double distance = hypot (work->sites[i].x - center->x, work->sites[i].y - center->y);

          if (distance >= best)
            continue;
          best = distance;
          work->lone[c] = (gint32)i;
        }
    }
}

/* ---- Along the counties' borders ---- */

/* What of a segment is whose, on one of its sides. */
typedef struct
{
  double t;     /* from here on, 0 to 1 */
  gint32 owner; /* ZIP area */
} Span;

static gint32
nearest_site (const Work *work,
              guint       county,
              double      x,
              double      y)
{
  gint32 best = work->lone[county];
  double least = INFINITY;

  for (guint i = work->first[county]; i < work->first[county + 1]; i++)
    {
      const Site *site = &work->sites[work->members[i]];
      double      distance = (site->x - x) * (site->x - x) + (site->y - y) * (site->y - y);

      if (distance >= least)
        continue;
      least = distance;
      best = work->members[i];
    }
  return best;
}

/* Lists in @spans who has the segment from (@x0, @y0) along (@dx, @dy) in @county. */
static void
follow_segment (Work   *work,
                guint   county,
                double  x0,
                double  y0,
                double  dx,
                double  dy,
                GArray *spans)
{
  Span span = { 0, nearest_site (work, county, x0, y0) };

  g_array_set_size (spans, 0);
  g_array_append_val (spans, span);
  for (guint turns = work->first[county + 1] - work->first[county]; turns > 1; turns--)
    {
      const Site *now = &work->sites[span.owner];
      Span        next = { INFINITY, -1 };

      for (guint i = work->first[county]; i < work->first[county + 1]; i++)
        {
          const Site *site = &work->sites[work->members[i]];
          double      ux = site->x - now->x, uy = site->y - now->y, slope = 2 * (dx * ux + dy * uy), t;

          if (slope <= 0)
            continue;
          t = (site->x * site->x + site->y * site->y - now->x * now->x - now->y * now->y - 2 * (x0 * ux + y0 * uy)) / slope;
          if (t > span.t && t < next.t)
            next = (Span) { t, work->members[i] };
        }
      if (next.t >= 1)
        return;
      {
        Crossing crossing = { MIN (span.owner, next.owner), MAX (span.owner, next.owner), x0 + next.t * dx, y0 + next.t * dy };

        crossing.point = round_point (crossing.x, crossing.y);
        if (work->crossings[county] == NULL)
          work->crossings[county] = g_array_new (FALSE, FALSE, sizeof (Crossing));
        g_array_append_val (work->crossings[county], crossing);
      }
      span = next;
      g_array_append_val (spans, span);
    }
}

/* The border that is being drawn. */
typedef struct
{
  gboolean begun;
  gint32   left, right;
} Pen;

/* Goes on to @point with these areas on either side, in a new piece where they are others than before. */
static void
draw_to (Work        *work,
         Pen         *pen,
         BwAtlasPoint from,
         BwAtlasPoint to,
         gint32       left,
         gint32       right)
{
  if (pen->begun && (left != pen->left || right != pen->right))
    {
      bw_atlas_end_arc (work->atlas);
      pen->begun = FALSE;
    }
  if (!pen->begun)
    {
      bw_atlas_begin_arc (work->atlas, left, right);
      bw_atlas_add_point (work->atlas, from);
      *pen = (Pen) { TRUE, left, right };
    }
  bw_atlas_add_point (work->atlas, to);
}

/* Cuts one segment where either side changes hands. */
static void
cut_segment (Work               *work,
             Pen                *pen,
             const BwAtlasArc   *arc,
             const BwAtlasPoint *p,
             GArray             *left,
             GArray             *right)
{
  double       x0 = p[0].x, y0 = p[0].y, dx = (double)p[1].x - x0, dy = (double)p[1].y - y0;
  guint        i = 0, j = 0;
  BwAtlasPoint from = p[0];

  follow_segment (work, (guint)arc->left, x0, y0, dx, dy, left);
  g_array_set_size (right, 0);
  if (arc->right != BW_ATLAS_NOWHERE)
    follow_segment (work, (guint)arc->right, x0, y0, dx, dy, right);
  for (;;)
    {
      double       t_left = i + 1 < left->len ? g_array_index (left, Span, i + 1).t : 1;
      double       t_right = j + 1 < right->len ? g_array_index (right, Span, j + 1).t : 1;
      double       t = MIN (t_left, t_right);
      BwAtlasPoint to = t >= 1 ? p[1] : round_point (x0 + t * dx, y0 + t * dy);

      draw_to (work, pen, from, to, g_array_index (left, Span, i).owner,
               right->len > 0 ? g_array_index (right, Span, j).owner : BW_ATLAS_NOWHERE);
      if (t >= 1)
        return;
      from = to;
      i += t_left <= t;
      j += t_right <= t && right->len > 0;
    }
}

static void
cut_borders (Work *work)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GArray) right = g_array_new (FALSE, FALSE, sizeof (Span));

  for (guint a = 0; a < work->base->arcs->len; a++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (work->base, a);
      Pen               pen = { FALSE, 0, 0 };

      if (arc->left == BW_ATLAS_NOWHERE)
        continue;
      for (guint p = 0; p + 1 < arc->n; p++)
        cut_segment (work, &pen, arc, &arc->points[p], left, right);
      if (pen.begun)
        bw_atlas_end_arc (work->atlas);
    }
}

/* ---- Within the counties ---- */

/* The point that is equally far from three centres, the same in whatever order they are named. */
static Site
circumcenter (const Work *work,
              gint32      a,
              gint32      b,
              gint32      c)
{
  gint32 low = MIN (a, MIN (b, c)), high = MAX (a, MAX (b, c)), middle = a ^ b ^ c ^ low ^ high;
  double ox = work->sites[low].x, oy = work->sites[low].y;
  double bx = work->sites[middle].x - ox, by = work->sites[middle].y - oy, cx = work->sites[high].x - ox, cy = work->sites[high].y - oy;
  double d = 2 * (bx * cy - by * cx), b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;

  return (Site) { ox + (cy * b2 - by * c2) / d, oy + (bx * c2 - cx * b2) / d };
}

/* The line halfway between two centres, as far as no third one is nearer. */
typedef struct
{
  gint32 a, b;
  double x, y, ux, uy; /* (x, y) + t (ux, uy) */
  double low, high;
  gint32 at_low, at_high; /* third centres, -1: it goes on */
} Halfway;

/* Returns %FALSE when others are nearer all along the line. @near: the county's ZIP areas, those near to @line's a first. */
static gboolean
measure_halfway (const Work   *work,
                 const gint32 *near,
                 guint         n,
                 Halfway      *line)
{
  const Site *a = &work->sites[line->a], *b = &work->sites[line->b];

  line->x = (a->x + b->x) / 2;
  line->y = (a->y + b->y) / 2;
  line->ux = -(b->y - a->y);
  line->uy = b->x - a->x;
  line->low = -INFINITY;
  line->high = INFINITY;
  line->at_low = line->at_high = -1;
  if (line->ux == 0 && line->uy == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const Site *s = &work->sites[near[i]];
      double      sx = s->x - a->x, sy = s->y - a->y, slope = 2 * (line->ux * sx + line->uy * sy), room, t;

      if (near[i] == line->a || near[i] == line->b)
        continue;
      /* As far from s as from a at t: room = slope t. */
      room = s->x * s->x + s->y * s->y - a->x * a->x - a->y * a->y - 2 * (line->x * sx + line->y * sy);
      if (slope == 0)
        {
          if (room < 0 || (room == 0 && near[i] < line->b))
            return FALSE;
          continue;
        }
      t = room / slope;
      if (slope > 0 && t < line->high)
        {
          line->high = t;
          line->at_high = near[i];
        }
      else if (slope < 0 && t > line->low)
        {
          line->low = t;
          line->at_low = near[i];
        }
      if (line->low >= line->high)
        return FALSE;
    }
  return TRUE;
}

static double
place_on (const Halfway *line,
          double         x,
          double         y)
{
  return ((x - line->x) * line->ux + (y - line->y) * line->uy) / (line->ux * line->ux + line->uy * line->uy);
}

static void
draw_piece (Work          *work,
            const Halfway *line,
            BwAtlasPoint   from,
            BwAtlasPoint   to)
{
  bw_atlas_begin_arc (work->atlas, line->a, line->b);
  bw_atlas_add_point (work->atlas, from);
  bw_atlas_add_point (work->atlas, to);
  bw_atlas_end_arc (work->atlas);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return (left > right) - (left < right);
}

/* Draws what of @line lies within @county: from crossing to crossing, or to its ends. */
static void
draw_line (Work          *work,
           guint          county,
           const Halfway *line)
{
  const GArray *crossings = work->crossings[county];
  double        places[64];
  guint         n = 0;
  gboolean      inside = FALSE;
  BwAtlasPoint  from = { 0, 0 };

  for (guint i = 0; crossings != NULL && i < crossings->len && n < G_N_ELEMENTS (places); i++)
    {
      const Crossing *crossing = &g_array_index (crossings, Crossing, i);

      if (crossing->a == line->a && crossing->b == line->b)
        places[n++] = place_on (line, crossing->x, crossing->y);
    }
  if (n > 1)
    qsort (places, n, sizeof *places, compare_doubles);
  if (line->at_low >= 0)
    {
      Site corner = circumcenter (work, line->a, line->b, line->at_low);

      inside = bw_atlas_unit_has (work->base, county, corner.x, corner.y);
      if (inside)
        from = round_point (corner.x, corner.y);
    }
  for (guint i = 0; i < n; i++)
    {
      BwAtlasPoint here = round_point (line->x + places[i] * line->ux, line->y + places[i] * line->uy);

      if (inside)
        draw_piece (work, line, from, here);
      inside = !inside;
      from = here;
    }
  if (inside && line->at_high >= 0)
    {
      Site corner = circumcenter (work, line->a, line->b, line->at_high);

      draw_piece (work, line, from, round_point (corner.x, corner.y));
    }
}

/* A ZIP area and how far it is. */
typedef struct
{
  double distance;
  gint32 zip;
} Near;

static int
compare_near (const void *a,
              const void *b)
{
  const Near *left = a, *right = b;

  if (left->distance != right->distance)
    return left->distance < right->distance ? -1 : 1;
  return (left->zip > right->zip) - (left->zip < right->zip);
}

static void
share_county (Work *work,
              guint county)
{
  guint              n = work->first[county + 1] - work->first[county];
  const gint32      *members = work->members + work->first[county];
  g_autofree Near   *nears = g_new (Near, MAX (n, 1));
  g_autofree gint32 *order = g_new (gint32, MAX (n, 1));

  for (guint i = 0; i < n && n > 1; i++)
    {
      for (guint j = 0; j < n; j++)
        nears[j] = (Near) { hypot (work->sites[members[j]].x - work->sites[members[i]].x, work->sites[members[j]].y - work->sites[members[i]].y),
                            members[j] };
      qsort (nears, n, sizeof *nears, compare_near);
      for (guint j = 0; j < n; j++)
        order[j] = nears[j].zip;
      for (guint j = 0; j < n; j++)
        {
          Halfway line = { members[i], order[j] };

          if (line.b > line.a && measure_halfway (work, order, n, &line))
            draw_line (work, county, &line);
        }
    }
}

/* ---- The map ---- */

static void
add_units (Work *work)
{
  const BwAtlas *base = work->base;
  BwAtlas       *atlas = work->atlas;
  guint          last = G_MAXUINT;

  atlas->within = g_new (gint32, MAX (base->zips->len, 1));
  for (guint i = 0; i < base->zips->len; i++)
    {
      const BwAtlasZip *zip = get_zip (base, i);
      BwAtlasUnit      *unit;
      char              code[8];

      g_snprintf (code, sizeof code, "%03u", zip->code / 100 % 1000);
      if (zip->code / 100 != last)
        bw_atlas_add_parent (atlas, code, code);
      last = zip->code / 100;
      g_snprintf (code, sizeof code, "%05u", zip->code % 100000);
      unit = bw_atlas_add_unit (atlas, code, code, (gint32)atlas->parents->len - 1, bw_atlas_unit (base, (guint)zip->county)->part);
      unit->center = round_point (work->sites[i].x, work->sites[i].y);
      atlas->within[i] = zip->county;
    }
}

static guint
find_root (guint *root,
           guint  i)
{
  while (root[i] != i)
    i = root[i] = root[root[i]];
  return i;
}

/* Joins the areas of @county that no border joins, such as on islands or at one place, each with the nearest one. */
static void
join_county (const Work *work,
             guint       county,
             guint      *root,
             GArray     *pairs)
{
  for (guint i = work->first[county] + 1; i < work->first[county + 1]; i++)
    {
      const Site *site = &work->sites[work->members[i]];
      double      least = INFINITY;
      gint32      best = -1, own = work->members[i];

      if (find_root (root, (guint)own) == find_root (root, (guint)work->members[work->first[county]]))
        continue;
      for (guint j = work->first[county]; j < work->first[county + 1]; j++)
        {
          gint32 other = work->members[j];
          double distance = hypot (work->sites[other].x - site->x, work->sites[other].y - site->y);

          if (distance >= least || find_root (root, (guint)other) == find_root (root, (guint)own))
            continue;
          least = distance;
          best = other;
        }
      bw_atlas_add_pair (pairs, best, own);
      root[find_root (root, (guint)own)] = find_root (root, (guint)best);
    }
}

/* Joins over water what the counties' bridges do, by a near pair of areas. */
static void
add_bridges (const Work *work,
             GArray     *pairs)
{
  const BwAtlas    *base = work->base;
  g_autofree guint *root = g_new (guint, MAX (base->zips->len, 1));
  guint             n;

  for (guint i = 0; i < base->zips->len; i++)
    root[i] = i;
  for (guint i = 0; i < work->atlas->arcs->len; i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (work->atlas, i);

      if (arc->right != BW_ATLAS_NOWHERE)
        root[find_root (root, (guint)arc->left)] = find_root (root, (guint)arc->right);
    }
  for (guint c = 0; c < base->units->len; c++)
    join_county (work, c, root, pairs);
  for (guint c = 0; c < base->units->len; c++)
    {
      const gint32 *neighbours = bw_atlas_neighbours (base, c, &n);

      for (guint k = 0; k < n; k++)
        {
          const BwAtlasPoint *there = &bw_atlas_unit (base, (guint)neighbours[k])->center;
          gint32              a = nearest_site (work, c, there->x, there->y), b;

          if (a < 0)
            continue;
          b = nearest_site (work, (guint)neighbours[k], work->sites[a].x, work->sites[a].y);
          if (b < 0 || find_root (root, (guint)a) == find_root (root, (guint)b))
            continue;
          bw_atlas_add_pair (pairs, a, b);
          root[find_root (root, (guint)a)] = find_root (root, (guint)b);
        }
    }
}

/* The ZIP areas of @base, the map of the counties.
 * Returns: (transfer full). */
BwAtlas *
bw_atlas_new_zips (const BwAtlas *base)
{
  Work work = { base, bw_atlas_new_empty (BW_ATLAS_ZIPS) };
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32[2]));

  g_array_append_vals (work.atlas->parts, base->parts->data, base->parts->len);
  sort_sites (&work);
  find_lone (&work);
  add_units (&work);
  work.crossings = g_new0 (GArray *, base->units->len + 1);
  cut_borders (&work);
  for (guint c = 0; c < base->units->len; c++)
    share_county (&work, c);
  bw_atlas_settle_arcs (work.atlas);
  bw_atlas_close_rings (work.atlas);
  add_bridges (&work, pairs);
  bw_atlas_join_neighbours (work.atlas, pairs);
  bw_atlas_measure (work.atlas);
  for (guint c = 0; c < base->units->len; c++)
    g_clear_pointer (&work.crossings[c], g_array_unref);
  g_free (work.crossings);
  g_free (work.sites);
  g_free (work.first);
  g_free (work.members);
  g_free (work.lone);
  return work.atlas;
}
