/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the territories as a chart: with a legend, in words, as a table.
 *
 *   North has 34 % more pipeline than the mean of 8 territories
 *   +------------------------------+  [#] North       412 accounts
 *   |                              |      Nora Bell      $4.12 M
 *   |             map              |  [#] South       398 accounts
 *   |                              |      Sam Hill       $3.70 M
 *   +------------------------------+  [ ] No territory ...
 *
 * For files and for people who do not see it; a window has a list beside its map instead of the legend. The points
 * are the territories. Where the chart is narrow there is no legend. Below the map stand the key of what areas are shaded by, and how far
 * things are apart. */

#include "chart/bw-map-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  LEGEND_MIN_WIDTH = 640, /* of the whole chart */
  SWATCH = 12,
  KEY_GAP = 8,
};

typedef struct
{
  gint32             territory;
  char              *name;
  char              *owner;
  BwTerritoryBalance balance;
} Row;

typedef struct
{
  BwChart parent;
  BwMap  *map;
  char    currency[4];
  GArray *rows; /* Row: the territories, and last what belongs to none */
} BwMapChart;

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_free (row->name);
  g_free (row->owner);
}

static guint
n_territories (const BwMapChart *self)
{
  return self->rows->len - 1;
}

static const Row *
get_row (const BwMapChart *self,
         guint             i)
{
  return &g_array_index (self->rows, Row, i);
}

/* The territory that is furthest from the mean pipeline; NULL when there are none, or no pipeline. */
static const Row *
find_furthest (const BwMapChart *self)
{
  const Row *furthest = NULL;

  for (guint i = 0; i < n_territories (self); i++)
    {
      const Row *row = get_row (self, i);
      double     deviation = fabs (row->balance.deviation[BW_MEASURE_PIPELINE]);

      if (isfinite (deviation) && (furthest == NULL ||
                                   deviation > fabs (furthest->balance.deviation[BW_MEASURE_PIPELINE])))
        furthest = row;
    }
  return furthest;
}

static char *
dup_shaded_title (const BwMapChart *self)
{
  const BwMapShade *shade = bw_map_get_shade (self->map);
  guint             n = bw_atlas_n_units (bw_map_get_atlas (self->map));

  if (shade->n_half == 0)
    /* Translators: %s is a measure such as "Open pipeline". */
    return g_strdup_printf (_ ("%s: no area has any"), shade->title);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u of %u areas has half of all", "%s: %u of %u areas have half of all", shade->n_half),
                          shade->title, shade->n_half, n);
}

static char *
dup_title (BwChart *chart)
{
  BwMapChart *self = (BwMapChart *)chart;
  const Row  *furthest = find_furthest (self);
  guint       n = n_territories (self);
  int         percent;

  if (bw_map_get_shade (self->map) != NULL)
    return dup_shaded_title (self);
  if (n == 0)
    return g_strdup (_ ("There are no territories yet"));
  if (n == 1 || furthest == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u territory", "%u territories", n), n);
  percent = (int)lround (100 * furthest->balance.deviation[BW_MEASURE_PIPELINE]);
  if (percent == 0)
    return g_strdup_printf (_ ("%u territories have the same pipeline"), n);
  if (percent > 0)
    return g_strdup_printf (_ ("%s has %d %% more pipeline than the mean of %u territories"), furthest->name,
                            percent, n);
  return g_strdup_printf (_ ("%s has %d %% less pipeline than the mean of %u territories"), furthest->name, -percent,
                          n);
}

static char *
dup_accounts (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u account", "%u accounts", n), n);
}

static char *
dup_row_text (const BwMapChart *self,
              const Row        *row)
{
  g_autofree char *accounts = dup_accounts (row->balance.accounts);
  g_autofree char *pipeline = bw_money_format_compact (row->balance.values[BW_MEASURE_PIPELINE], self->currency);
  g_autofree char *history = bw_money_format_compact (row->balance.values[BW_MEASURE_HISTORY], self->currency);

  return g_strdup_printf (_ ("%s: %s, %s pipeline, %s won in a year"), row->name, accounts, pipeline, history);
}

static char *
describe (BwChart *chart)
{
  BwMapChart *self = (BwMapChart *)chart;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = dup_title (chart);

  g_string_append_printf (text, "%s.", title);
  if (bw_map_get_shade (self->map) != NULL)
    {
      g_autofree char *key = bw_map_shade_describe (bw_map_get_shade (self->map));

      g_string_append_printf (text, " %s", key);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *row = dup_row_text (self, get_row (self, i));

      g_string_append_printf (text, " %s.", row);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
n_points (BwChart *chart)
{
  return ((BwMapChart *)chart)->rows->len;
}

static char *
dup_point_text (BwChart *chart,
                guint    point)
{
  BwMapChart *self = (BwMapChart *)chart;

  return dup_row_text (self, get_row (self, point));
}

static void
fill_table (BwChart      *chart,
            BwChartTable *table)
{
  BwMapChart *self = (BwMapChart *)chart;

  bw_chart_table_add_column (table, _ ("Territory"));
  bw_chart_table_add_column (table, _ ("Owner"));
  bw_chart_table_add_column (table, _ ("Areas"));
  for (int measure = 0; measure <= BW_MEASURE_HISTORY; measure++)
    bw_chart_table_add_column (table, bw_measure_title (measure));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);

      bw_chart_table_take (table, g_strdup (row->name));
      bw_chart_table_take (table, g_strdup (row->owner));
      bw_chart_table_take (table, g_strdup_printf ("%u", row->balance.units));
      bw_chart_table_take (table, g_strdup_printf ("%u", row->balance.accounts));
      bw_chart_table_take_money (table, (double)row->balance.values[BW_MEASURE_PIPELINE], self->currency);
      bw_chart_table_take_money (table, (double)row->balance.values[BW_MEASURE_HISTORY], self->currency);
    }
}

/* Draws one entry of the legend at the top of @area; returns its height. */
static double
draw_entry (BwMapChart   *self,
            BwCanvas     *canvas,
            const BwRect *area,
            const Row    *row)
{
  double            line = bw_canvas_line_height (canvas), left = area->x + SWATCH * 1.6, right = area->x + area->width;
  BwColor           text = bw_canvas_tone (canvas, BW_TONE_TEXT), dim = bw_canvas_tone (canvas, BW_TONE_DIM_TEXT);
  BwRect            swatch = { area->x, area->y + (line - SWATCH) / 2, SWATCH, SWATCH };
  BwRect            region = { area->x, area->y, area->width, 2 * line };
  BwRect            name = { left, area->y, 0, line };
  double            taken;
  g_autofree char  *accounts = dup_accounts (row->balance.accounts);
  const BwMapShade *shade = bw_map_get_shade (self->map);
  BwMeasure         measure = shade != NULL ? shade->measure : BW_MEASURE_PIPELINE;
  g_autofree char  *pipeline = bw_measure_dup_text (measure, row->balance.values[measure], self->currency);

  if (shade == NULL)
    bw_canvas_rect (canvas, bw_map_get_color (self->map, canvas->theme, row->territory), &swatch);
  bw_canvas_measure (canvas, BW_TEXT_STRONG, pipeline, &taken, NULL);
  name.width = right - taken - SWATCH - left;
  bw_canvas_text (canvas, BW_TEXT_STRONG, text, pipeline, right, area->y, 1, 0);
  bw_canvas_paragraph (canvas, BW_TEXT_STRONG, text, row->name, &name, 1, PANGO_ALIGN_LEFT);
  bw_canvas_text (canvas, BW_TEXT_SMALL, dim, accounts, right, area->y + line, 1, 0);
  bw_canvas_text (canvas, BW_TEXT_SMALL, dim, row->owner, left, area->y + line, 0, 0);
  bw_canvas_add_point (canvas, swatch.x + SWATCH / 2.0, swatch.y + SWATCH / 2.0, &region);
  return 2.6 * line;
}

static void
draw_legend (BwMapChart   *self,
             BwCanvas     *canvas,
             const BwRect *area)
{
  BwRect rest = *area;

  for (guint i = 0; i < self->rows->len; i++)
    {
      double taken = draw_entry (self, canvas, &rest, get_row (self, i));

      rest.y += taken;
      rest.height -= taken;
    }
}

/* Draws the key at the bottom of @area; returns how much of it that takes. */
static double
draw_key (BwMapChart   *self,
          BwCanvas     *canvas,
          const BwRect *area)
{
  double high = KEY_GAP + SWATCH + bw_canvas_line_height (canvas);

  bw_map_shade_draw_key (bw_map_get_shade (self->map), canvas, area->x, area->y + area->height - high + KEY_GAP, area->width);
  return high;
}

static void
draw (BwChart      *chart,
      BwCanvas     *canvas,
      const BwRect *area)
{
  BwMapChart *self = (BwMapChart *)chart;
  BwAtlasBox  box = bw_map_get_extent (self->map);
  BwRect      map = *area, legend = *area;
  BwMapView   view;
  BwAtlasKind kind = bw_atlas_get_kind (bw_map_get_atlas (self->map));

  if (area->width >= LEGEND_MIN_WIDTH)
    {
      legend.width = MAX (area->width * 0.21, 210);
      map.width -= legend.width + 2 * SWATCH;
      legend.x = area->x + area->width - legend.width;
      draw_legend (self, canvas, &legend);
    }
  if (bw_map_get_shade (self->map) != NULL)
    map.height -= draw_key (self, canvas, &map);
  view = bw_map_view_fit (&box, map.width, map.height, 0);
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, map.x, map.y);
  cairo_rectangle (canvas->cr, 0, 0, map.width, map.height);
  cairo_clip (canvas->cr);
  bw_map_draw_areas (self->map, canvas->cr, &view, map.width, map.height, BW_MAP_UNITS, canvas->theme);
  bw_map_draw_points (self->map, canvas->cr, &view, map.width, map.height, canvas->theme);
  bw_map_draw_labels (self->map, canvas->cr, &view, map.width, map.height, canvas->theme);
  bw_map_draw_scale (self->map, canvas->cr, &view, map.width, map.height, 0, 0, canvas->theme);
  cairo_restore (canvas->cr);
  if (kind == BW_ATLAS_ZIPS || kind == BW_ATLAS_ZIP3)
    bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_DIM_TEXT), _ ("Approximate: what is nearest to each ZIP area’s centre"),
                    map.x, map.y + map.height, 0, 1);
}

static void
finalize (BwChart *chart)
{
  BwMapChart *self = (BwMapChart *)chart;

  bw_map_unref (self->map);
  g_array_unref (self->rows);
}

static const BwChartClass map_chart_class = {
  .instance_size = sizeof (BwMapChart),
  .direction = BW_CHART_DOWN,
  .draw = draw,
  .dup_title = dup_title,
  .describe = describe,
  .n_points = n_points,
  .dup_point_text = dup_point_text,
  .fill_table = fill_table,
  .finalize = finalize,
};

/* Takes @map (transfer full). */
static BwChart *
make (BwMap                 *map,
      const BwTerritoryPlan *plan,
      const BwAccountValues *values)
{
  BwMapChart   *self;
  const BwBook *book = plan->book;
  g_autoptr (GArray) balance = bw_territory_balance_new (plan, values);

  self = bw_chart_alloc (&map_chart_class);
  self->map = map;
  g_strlcpy (self->currency, book->currency, sizeof self->currency);
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
  g_array_set_size (self->rows, balance->len);
  for (guint i = 0; i < balance->len; i++)
    {
      Row   *row = &g_array_index (self->rows, Row, i);
      gint32 owner = BW_NOBODY;

      row->balance = g_array_index (balance, BwTerritoryBalance, i);
      row->territory = row->balance.territory;
      if (row->territory >= 0)
        owner = bw_book_territory (book, row->territory)->owner;
      row->name = g_strdup (row->territory >= 0 ? bw_book_text (book, bw_book_territory (book, row->territory)->name)
                                                : _ ("No territory"));
      row->owner = g_strdup (owner >= 0 ? bw_book_text (book, bw_book_person (book, owner)->name) : "");
    }
  return (BwChart *)self;
}

/* Makes a chart of @plan, whose book has an atlas; nothing of the arguments is kept.
 * Returns: (transfer full). */
BwChart *
bw_map_chart_new (const BwTerritoryPlan *plan,
                  const BwAccountValues *values)
{
  g_return_val_if_fail (plan->atlas != NULL, NULL);

  return make (bw_map_new (plan, values, BW_MEASURE_PIPELINE), plan, values);
}

/* Makes a chart of @plan, whose book has an atlas, with the areas shaded by what they have of @shaded_by; nothing of the arguments is kept.
 * Returns: (transfer full). */
BwChart *
bw_map_chart_new_shaded (const BwTerritoryPlan *plan,
                         const BwAccountValues *values,
                         BwMeasure              shaded_by)
{
  g_return_val_if_fail (plan->atlas != NULL, NULL);

  return make (bw_map_new_shaded (plan, values, shaded_by), plan, values);
}
