/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of a plan, coloured by territory or shaded by a measure.
 *
 * Drawn in layers, so that a window can keep the slow one (the areas) as a picture and draw the quick ones over it.
 * Areas are filled without antialiasing, which leaves no seams between them, and every piece of border is then stroked
 * once over the steps, by kind: counties thin, states stronger, territories strongest. That looks the same as filling
 * with antialiasing and is three times as fast: 40 ms for the whole country.
 *
 * Accounts are points whose area grows with their value. Those that would fall into one cell of CELL_PX are
 * drawn as one, in the middle of their weight, with their number where there is room for it.
 *
 * A territory is labelled in the largest connected piece of it, at the county nearest to the piece's middle, or a little above or below
 * where the number of a cluster stands there; larger territories first, and a label that would run into an earlier one is left out. */

#include "chart/bw-map.h"

#include "chart/bw-map-extent.h"

#include <math.h>
#include <string.h>

enum
{
  CELL_PX = 16,
  MAX_RADIUS_PX = 12,
  COUNT_RADIUS_PX = 8, /* from here on a cluster's number is written */
  HALO_PX = 3,
};

/* Where an account stands. */
typedef struct
{
  double x, y; /* map units */
  double weight;
} Point;

/* Where a territory is labelled. */
typedef struct
{
  char  *name;
  double x, y;
  double size; /* of its largest piece, square units */
} Anchor;

struct _BwMap
{
  gatomicrefcount references;

  BwAtlas    *atlas;
  guint       n_territories; /* of the book */
  gint32     *counties;      /* (array length): territory of each county */
  guint8     *colors;        /* (array length=n_territories) */
  BwAtlasBox  extent;        /* what is shown at first */
  GArray     *points;        /* Point */
  GArray     *anchors;       /* Anchor, the largest first */
  BwMapShade *shade;         /* (owned) (nullable): what areas are shaded by, instead of coloured by territory */
};

/* Which kind of border an arc is. */
typedef enum
{
  BORDER_COUNTY,
  BORDER_STATE,
  BORDER_TERRITORY,
  N_BORDERS,
} Border;

/* Of a point without value. */
#define MIN_RADIUS_PX 1.6

static void
clear_anchor (gpointer anchor)
{
  g_free (((Anchor *)anchor)->name);
}

static double
county_size (const BwAtlasUnit *county)
{
  return ((double)county->box.high.x - county->box.low.x) * ((double)county->box.high.y - county->box.low.y);
}

/* Collects the counties of the piece around @county into @queue and marks them. Returns how many they are; @size
 * and the middle become the piece's. */
static guint
collect_piece (const BwMap *map,
               guint        county,
               guint8      *seen,
               guint32     *queue,
               Anchor      *piece)
{
  guint  head = 0, tail = 0, n;
  double x = 0, y = 0;

  piece->size = 0;
  queue[tail++] = county;
  seen[county] = 1;
  while (head < tail)
    {
      const BwAtlasUnit *here = bw_atlas_unit (map->atlas, queue[head]);
      const gint32      *neighbours = bw_atlas_neighbours (map->atlas, queue[head], &n);
      double             size = county_size (here) + 1;

      head++;
      piece->size += size;
      x += size * here->center.x;
      y += size * here->center.y;
      for (guint i = 0; i < n; i++)
        if (!seen[neighbours[i]] && map->counties[neighbours[i]] == map->counties[county] &&
            bw_atlas_unit (map->atlas, neighbours[i])->part == here->part)
          {
            seen[neighbours[i]] = 1;
            queue[tail++] = (guint32)neighbours[i];
          }
    }
  piece->x = x / piece->size;
  piece->y = y / piece->size;
  return tail;
}

/* Moves the middle of a piece to the county of its own that is nearest to it. */
static void
move_inside (const BwMap   *map,
             const guint32 *counties,
             guint          n,
             Anchor        *piece)
{
  double best = INFINITY, x = piece->x, y = piece->y;

  for (guint i = 0; i < n; i++)
    {
      const BwAtlasPoint *center = &bw_atlas_unit (map->atlas, counties[i])->center;
      double              distance = hypot (center->x - x, center->y - y);

      if (distance < best)
        {
          best = distance;
          piece->x = center->x;
          piece->y = center->y;
        }
    }
}

static int
compare_anchors (gconstpointer a,
                 gconstpointer b)
{
  const Anchor *left = a, *right = b;

  return (left->size < right->size) - (left->size > right->size);
}

static void
find_anchors (BwMap                 *map,
              const BwTerritoryPlan *plan)
{
  guint               n = bw_atlas_n_units (map->atlas);
  g_autofree guint8  *seen = g_new0 (guint8, n);
  g_autofree guint32 *queue = g_new (guint32, n);
  g_autofree Anchor  *best = g_new0 (Anchor, map->n_territories + 1);

  for (guint i = 0; i < n; i++)
    {
      gint32 territory = map->counties[i];
      Anchor piece = { 0 };
      guint  found;

      if (territory < 0 || seen[i])
        continue;
      found = collect_piece (map, i, seen, queue, &piece);
      if (piece.size <= best[territory].size)
        continue;
      move_inside (map, queue, found, &piece);
      best[territory] = piece;
    }
  for (guint i = 0; i < map->n_territories; i++)
    if (best[i].size > 0)
      {
        best[i].name = g_strdup (bw_book_text (plan->book, bw_book_territory (plan->book, i)->name));
        g_array_append_val (map->anchors, best[i]);
      }
  g_array_sort (map->anchors, compare_anchors);
}

/* Makes a map of @plan, whose book has an atlas, with the accounts as points that grow with @points_by of @values.
 * Nothing of
 * the arguments is kept but the atlas.
 * Returns: (transfer full). */
BwMap *
bw_map_new (const BwTerritoryPlan *plan,
            const BwAccountValues *values,
            BwMeasure              points_by)
{
  BwMap *map = g_new0 (BwMap, 1);

  g_return_val_if_fail (plan->atlas != NULL, NULL);

  g_atomic_ref_count_init (&map->references);
  map->atlas = bw_atlas_ref (plan->atlas);
  map->n_territories = plan->book->territories->len;
  map->counties = g_memdup2 (plan->units, plan->n_units * sizeof *plan->units);
  map->colors = bw_territory_plan_dup_colors (plan);
  map->points = g_array_new (FALSE, FALSE, sizeof (Point));
  map->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  g_array_set_clear_func (map->anchors, clear_anchor);
  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      Point point = { plan->places[i].x, plan->places[i].y, (double)MAX (values->values[points_by][i], 0) };

      if (isfinite (point.x))
        g_array_append_val (map->points, point);
    }
  map->extent = bw_map_extent (plan);
  find_anchors (map, plan);
  return map;
}

/* Makes a map of @plan whose areas are shaded by what they have of @shaded_by, without points for the accounts, which would be the same again.
 * Returns: (transfer full). */
BwMap *
bw_map_new_shaded (const BwTerritoryPlan *plan,
                   const BwAccountValues *values,
                   BwMeasure              shaded_by)
{
  BwMap *map = bw_map_new (plan, values, shaded_by);

  g_return_val_if_fail (map != NULL, NULL);

  map->shade = bw_map_shade_new (plan, values, shaded_by);
  g_array_set_size (map->points, 0);
  return map;
}

/* Returns: (transfer full): @map. */
BwMap *
bw_map_ref (BwMap *map)
{
  g_atomic_ref_count_inc (&map->references);
  return map;
}

/* Lets go of @map (transfer full) (nullable). */
void
bw_map_unref (BwMap *map)
{
  if (map == NULL || !g_atomic_ref_count_dec (&map->references))
    return;
  bw_atlas_unref (map->atlas);
  g_free (map->counties);
  g_free (map->colors);
  g_array_unref (map->points);
  g_array_unref (map->anchors);
  g_clear_pointer (&map->shade, bw_map_shade_free);
  g_free (map);
}

/* Returns: (transfer none): the map's borders. */
const BwAtlas *
bw_map_get_atlas (const BwMap *map)
{
  return map->atlas;
}

/* The box around what is worth being shown at first. */
BwAtlasBox
bw_map_get_extent (const BwMap *map)
{
  return map->extent;
}

/* Returns: (transfer none) (nullable): what areas are shaded by; %NULL: they are coloured by territory. */
const BwMapShade *
bw_map_get_shade (const BwMap *map)
{
  return map->shade;
}

/* The colour of @territory (%BW_NOBODY: what belongs to none) on the map, and so of its swatch in a list. */
BwColor
bw_map_get_color (const BwMap   *map,
                  const BwTheme *theme,
                  gint32         territory)
{
  BwColor paper = bw_palette_tone (theme, BW_TONE_PAPER);

  if (territory < 0 || (guint)territory >= map->n_territories)
    return bw_color_mix (bw_palette_tone (theme, BW_TONE_GRID), bw_palette_tone (theme, BW_TONE_CONTEXT), 0.2);
  return bw_color_mix (bw_palette_category (theme, map->colors[territory]), paper, theme->dark ? 0.35 : 0.28);
}

/* The view that shows all of @box within @width by @height pixels, @margin pixels from the edges. */
BwMapView
bw_map_view_fit (const BwAtlasBox *box,
                 double            width,
                 double            height,
                 double            margin)
{
  double    wide = MAX ((double)box->high.x - box->low.x, 1), high = MAX ((double)box->high.y - box->low.y, 1);
  BwMapView view;

  view.scale = MIN (MAX (width - 2 * margin, 1) / wide, MAX (height - 2 * margin, 1) / high);
  view.x = box->low.x + wide / 2 - width / 2 / view.scale;
  view.y = box->low.y + high / 2 - height / 2 / view.scale;
  return view;
}

static gboolean
is_visible (const BwAtlasBox *box,
            const BwMapView  *view,
            double            width,
            double            height)
{
  return (box->high.x - view->x) * view->scale >= 0 && (box->low.x - view->x) * view->scale <= width &&
         (box->high.y - view->y) * view->scale >= 0 && (box->low.y - view->y) * view->scale <= height;
}

static void
trace_arc (const BwMapView  *view,
           cairo_t          *cr,
           const BwAtlasArc *arc,
           gboolean          backwards,
           gboolean          join)
{
  for (guint i = 0; i < arc->n; i++)
    {
      const BwAtlasPoint *p = &arc->points[backwards ? arc->n - 1 - i : i];
      double              x = (p->x - view->x) * view->scale, y = (p->y - view->y) * view->scale;

      if (i > 0)
        cairo_line_to (cr, x, y);
      else if (!join)
        cairo_move_to (cr, x, y);
    }
}

static void
trace_county (const BwMap       *map,
              const BwMapView   *view,
              cairo_t           *cr,
              const BwAtlasUnit *county)
{
  for (guint ring = county->first_ring; ring < county->first_ring + county->n_rings; ring++)
    {
      guint         n;
      const gint32 *arcs = bw_atlas_ring (map->atlas, ring, &n);

      for (guint i = 0; i < n; i++)
        trace_arc (view, cr, bw_atlas_arc (map->atlas, arcs[i] < 0 ? ~arcs[i] : arcs[i]), arcs[i]<0, i> 0);
      cairo_close_path (cr);
    }
}

static Border
kind_of_border (const BwMap      *map,
                const BwAtlasArc *arc)
{
  if (arc->right == BW_ATLAS_NOWHERE)
    return BORDER_STATE;
  if (map->counties[arc->left] != map->counties[arc->right])
    return BORDER_TERRITORY;
  return bw_atlas_unit (map->atlas, arc->left)->parent != bw_atlas_unit (map->atlas, arc->right)->parent
           ? BORDER_STATE
           : BORDER_COUNTY;
}

static gboolean
arc_is_visible (const BwMap      *map,
                const BwAtlasArc *arc,
                const BwMapView  *view,
                double            width,
                double            height)
{
  return arc->left != BW_ATLAS_NOWHERE && is_visible (&bw_atlas_unit (map->atlas, arc->left)->box, view, width,
                                                      height);
}

static void
stroke_borders (const BwMap     *map,
                cairo_t         *cr,
                const BwMapView *view,
                double           width,
                double           height,
                BwMapLevel       level,
                const BwTheme   *theme)
{
  BwColor paper = bw_palette_tone (theme, BW_TONE_PAPER), text = bw_palette_tone (theme, BW_TONE_TEXT);
  double  zoom = CLAMP (view->scale * 30, 0.6, 2.0);
  const struct
  {
    BwColor color;
    double  thickness;
  } styles[N_BORDERS] = {
    [BORDER_COUNTY] = { bw_color_fade (paper, 0.55), 0.6 * zoom },
    [BORDER_STATE] = { bw_color_fade (paper, 0.95), 1.3 * zoom },
    [BORDER_TERRITORY] = { bw_color_fade (text, 0.75), 1.3 * zoom },
  };

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (int kind = level == BW_MAP_PARENTS ? BORDER_STATE : BORDER_COUNTY; kind < N_BORDERS; kind++)
    {
      for (guint i = 0; i < bw_atlas_n_arcs (map->atlas); i++)
        {
          const BwAtlasArc *arc = bw_atlas_arc (map->atlas, i);

          if (arc_is_visible (map, arc, view, width, height) && (int)kind_of_border (map, arc) == kind)
            trace_arc (view, cr, arc, FALSE, FALSE);
        }
      bw_color_set_source (styles[kind].color, cr);
      cairo_set_line_width (cr, styles[kind].thickness);
      cairo_stroke (cr);
    }
}

/* Draws the areas and their borders, without anything behind them. */
void
bw_map_draw_areas (const BwMap     *map,
                   cairo_t         *cr,
                   const BwMapView *view,
                   double           width,
                   double           height,
                   BwMapLevel       level,
                   const BwTheme   *theme)
{
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < bw_atlas_n_units (map->atlas); i++)
    {
      const BwAtlasUnit *county = bw_atlas_unit (map->atlas, i);

      if (!is_visible (&county->box, view, width, height))
        continue;
      trace_county (map, view, cr, county);
      bw_color_set_source (map->shade != NULL ? bw_map_shade_color (map->shade, theme, map->shade->classes[i])
                                              : bw_map_get_color (map, theme, map->counties[i]),
                           cr);
      cairo_fill (cr);
    }
  stroke_borders (map, cr, view, width, height, level, theme);
  cairo_restore (cr);
}

/* The points of one cell. */
typedef struct
{
  double x, y, weight; /* sums, in pixels */
  guint  n;
} Cluster;

static Cluster *
gather_clusters (const BwMap     *map,
                 const BwMapView *view,
                 double           width,
                 double           height,
                 guint           *n_columns,
                 guint           *n_rows)
{
  Cluster *clusters;

  *n_columns = (guint)(width / CELL_PX) + 1;
  *n_rows = (guint)(height / CELL_PX) + 1;
  clusters = g_new0 (Cluster, (gsize)*n_columns * *n_rows);
  for (guint i = 0; i < map->points->len; i++)
    {
      const Point *point = &g_array_index (map->points, Point, i);
      double       x = (point->x - view->x) * view->scale, y = (point->y - view->y) * view->scale;
      Cluster     *cluster;

      if (x < 0 || y < 0 || x >= width || y >= height)
        continue;
      cluster = &clusters[(gsize)(y / CELL_PX) * *n_columns + (gsize)(x / CELL_PX)];
      cluster->x += x;
      cluster->y += y;
      cluster->weight += point->weight;
      cluster->n++;
    }
  return clusters;
}

static void
draw_count (BwCanvas *canvas,
            guint     n,
            double    x,
            double    y)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_PAPER), text, x, y, 0.5, 0.5);
}

static double
most_weight (const Cluster *clusters,
             gsize          n)
{
  double most = 0;

  for (gsize i = 0; i < n; i++)
    most = MAX (most, clusters[i].weight);
  return most;
}

static double
radius_of (const Cluster *cluster,
           double         most)
{
  return MIN_RADIUS_PX + (most > 0 ? (MAX_RADIUS_PX - MIN_RADIUS_PX) * sqrt (cluster->weight / most) : 0);
}

static gboolean
has_number (const Cluster *cluster,
            double         most)
{
  return cluster->n > 1 && radius_of (cluster, most) >= COUNT_RADIUS_PX;
}

/* Returns: (transfer full) (element-type BwRect): where the numbers of clusters stand. */
static GArray *
find_numbers (const BwMap     *map,
              const BwMapView *view,
              double           width,
              double           height)
{
  guint               n_columns, n_rows;
  g_autofree Cluster *clusters = gather_clusters (map, view, width, height, &n_columns, &n_rows);
  double              most = most_weight (clusters, (gsize)n_columns * n_rows);
  GArray             *numbers = g_array_new (FALSE, FALSE, sizeof (BwRect));

  for (gsize i = 0; i < (gsize)n_columns * n_rows; i++)
    {
      const Cluster *cluster = &clusters[i];
      BwRect         rect = { cluster->x / MAX (cluster->n, 1) - COUNT_RADIUS_PX, cluster->y / MAX (cluster->n, 1) - COUNT_RADIUS_PX,
                              2 * COUNT_RADIUS_PX, 2 * COUNT_RADIUS_PX };

      if (has_number (cluster, most))
        g_array_append_val (numbers, rect);
    }
  return numbers;
}

/* Draws the accounts as points. */
void
bw_map_draw_points (const BwMap     *map,
                    cairo_t         *cr,
                    const BwMapView *view,
                    double           width,
                    double           height,
                    const BwTheme   *theme)
{
  guint               n_columns, n_rows;
  g_autofree Cluster *clusters = gather_clusters (map, view, width, height, &n_columns, &n_rows);
  double              most = most_weight (clusters, (gsize)n_columns * n_rows);
  BwCanvas            canvas;

  bw_canvas_init (&canvas, cr, width, height, theme);
  for (gsize i = 0; i < (gsize)n_columns * n_rows; i++)
    {
      Cluster *cluster = &clusters[i];
      double   x, y, radius;

      if (cluster->n == 0)
        continue;
      x = cluster->x / cluster->n;
      y = cluster->y / cluster->n;
      radius = radius_of (cluster, most);
      bw_canvas_dot (&canvas, bw_color_fade (bw_canvas_tone (&canvas, BW_TONE_PAPER), 0.7), x, y, radius + 0.8);
      bw_canvas_dot (&canvas, bw_color_fade (bw_canvas_tone (&canvas, BW_TONE_TEXT), 0.65), x, y, radius);
      if (has_number (cluster, most))
        draw_count (&canvas, cluster->n, x, y);
    }
  bw_canvas_clear (&canvas);
}

static gboolean
is_free (const BwCanvas *canvas,
         const BwRect   *rect)
{
  if (rect->x < 0 || rect->y < 0 || rect->x + rect->width > canvas->width || rect->y + rect->height > canvas->height)
    return FALSE;
  for (guint i = 0; i < canvas->labels->len; i++)
    if (bw_rect_overlaps (&g_array_index (canvas->labels, BwLabel, i).rect, rect, HALO_PX))
      return FALSE;
  return TRUE;
}

static gboolean
is_over_number (const GArray *numbers,
                const BwRect *rect)
{
  for (guint i = 0; i < numbers->len; i++)
    if (bw_rect_overlaps (&g_array_index (numbers, BwRect, i), rect, 0))
      return TRUE;
  return FALSE;
}

/* Moves @rect up or down by as little as takes it off the @numbers, at most by its height and a half; where nothing does, it stays. */
static void
make_way (const BwCanvas *canvas,
          const GArray   *numbers,
          BwRect         *rect)
{
  static const double shifts[] = { 0, -0.5, 0.5, -1, 1, -1.5, 1.5 };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      BwRect moved = *rect;

      moved.y += shifts[i] * rect->height;
      if (!is_free (canvas, &moved) || is_over_number (numbers, &moved))
        continue;
      *rect = moved;
      return;
    }
}

/* Draws @text around (@x, @y) with a halo, unless something stands there. One that @insists moves out of the way of @numbers, and where
 * it cannot, stands over them; another gives way to them. */
static void
draw_label (BwCanvas     *canvas,
            const GArray *numbers,
            gboolean      insists,
            BwTextStyle   style,
            BwColor       color,
            const char   *text,
            double        x,
            double        y)
{
  BwRect rect;

  bw_canvas_measure (canvas, style, text, &rect.width, &rect.height);
  rect.x = x - rect.width / 2;
  rect.y = y - rect.height / 2;
  if (insists)
    make_way (canvas, numbers, &rect);
  else if (is_over_number (numbers, &rect))
    return;
  if (!is_free (canvas, &rect))
    return;
  cairo_save (canvas->cr);
  cairo_move_to (canvas->cr, rect.x, rect.y);
  pango_cairo_layout_path (canvas->cr, canvas->layout);
  bw_color_set_source (bw_color_fade (bw_canvas_tone (canvas, BW_TONE_PAPER), 0.85), canvas->cr);
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (canvas->cr, HALO_PX);
  cairo_stroke (canvas->cr);
  cairo_restore (canvas->cr);
  bw_canvas_text (canvas, style, color, text, x, rect.y + rect.height / 2, 0.5, 0.5);
}

/* Writes the territories' names, then the states' abbreviations where there is room. */
void
bw_map_draw_labels (const BwMap     *map,
                    cairo_t         *cr,
                    const BwMapView *view,
                    double           width,
                    double           height,
                    const BwTheme   *theme)
{
  g_autoptr (GArray) numbers = find_numbers (map, view, width, height);
  BwCanvas canvas;

  bw_canvas_init (&canvas, cr, width, height, theme);
  for (guint i = 0; i < map->anchors->len; i++)
    {
      const Anchor *anchor = &g_array_index (map->anchors, Anchor, i);

      draw_label (&canvas, numbers, TRUE, BW_TEXT_STRONG, bw_canvas_tone (&canvas, BW_TONE_TEXT), anchor->name,
                  (anchor->x - view->x) * view->scale, (anchor->y - view->y) * view->scale);
    }
  for (guint i = 0; i < bw_atlas_n_parents (map->atlas); i++)
    {
      const BwAtlasParent *state = bw_atlas_parent (map->atlas, i);
      double               wide, across;

      if (state->n == 0)
        continue;
      across = MIN ((double)state->box.high.x - state->box.low.x, (double)state->box.high.y - state->box.low.y);
      bw_canvas_measure (&canvas, BW_TEXT_SMALL, state->code, &wide, NULL);
      if (across * view->scale > wide * 1.2)
        draw_label (&canvas, numbers, FALSE, BW_TEXT_SMALL, bw_canvas_tone (&canvas, BW_TONE_TEXT), state->code,
                    (state->center.x - view->x) * view->scale, (state->center.y - view->y) * view->scale);
    }
  bw_canvas_clear (&canvas);
}

/* Strokes the current path so that it stands out on any colour. */
static void
stroke_outline (cairo_t       *cr,
                const BwTheme *theme,
                BwColor        color)
{
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  bw_color_set_source (bw_palette_tone (theme, BW_TONE_PAPER), cr);
  cairo_set_line_width (cr, 4.5);
  cairo_stroke_preserve (cr);
  bw_color_set_source (color, cr);
  cairo_set_line_width (cr, 2.2);
  cairo_stroke (cr);
}

/* Tints the counties marked in @selected (array length: the atlas's) and outlines them together. */
void
bw_map_draw_selection (const BwMap     *map,
                       cairo_t         *cr,
                       const BwMapView *view,
                       double           width,
                       double           height,
                       const guint8    *selected,
                       const BwTheme   *theme)
{
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < bw_atlas_n_units (map->atlas); i++)
    {
      const BwAtlasUnit *county = bw_atlas_unit (map->atlas, i);

      if (selected[i] && is_visible (&county->box, view, width, height))
        trace_county (map, view, cr, county);
    }
  bw_color_set_source (bw_color_fade (bw_palette_tone (theme, BW_TONE_ACCENT), 0.35), cr);
  cairo_fill (cr);
  for (guint i = 0; i < bw_atlas_n_arcs (map->atlas); i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (map->atlas, i);

      if (arc_is_visible (map, arc, view, width, height) &&
          !selected[arc->left] != !(arc->right != BW_ATLAS_NOWHERE && selected[arc->right]))
        trace_arc (view, cr, arc, FALSE, FALSE);
    }
  stroke_outline (cr, theme, bw_palette_tone (theme, BW_TONE_ACCENT));
  cairo_restore (cr);
}

/* Outlines @county, or the state that it is in. */
void
bw_map_draw_outline (const BwMap     *map,
                     cairo_t         *cr,
                     const BwMapView *view,
                     guint            county,
                     BwMapLevel       level,
                     const BwTheme   *theme)
{
  gint32               index = bw_atlas_unit (map->atlas, county)->parent;
  const BwAtlasParent *state = bw_atlas_parent (map->atlas, index);

  cairo_save (cr);
  if (level == BW_MAP_UNITS)
    trace_county (map, view, cr, bw_atlas_unit (map->atlas, county));
  else
    for (guint i = state->first; i < state->first + state->n; i++)
      {
        const BwAtlasUnit *each = bw_atlas_unit (map->atlas, i);

        for (guint ring = each->first_ring; ring < each->first_ring + each->n_rings; ring++)
          {
            guint         n;
            const gint32 *arcs = bw_atlas_ring (map->atlas, ring, &n);

            for (guint j = 0; j < n; j++)
              {
                const BwAtlasArc *arc = bw_atlas_arc (map->atlas, arcs[j] < 0 ? ~arcs[j] : arcs[j]);

                if (arc->right == BW_ATLAS_NOWHERE || bw_atlas_unit (map->atlas, arc->left)->parent !=
                                                        bw_atlas_unit (map->atlas, arc->right)->parent)
                  trace_arc (view, cr, arc, FALSE, FALSE);
              }
          }
      }
  stroke_outline (cr, theme, bw_palette_tone (theme, BW_TONE_TEXT));
  cairo_restore (cr);
}
