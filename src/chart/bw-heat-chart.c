/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of values by colour: a heat map.
 *
 *          Jan  Feb  Mar
 *   2024   ░░░  ▒▒▒  ▓▓▓
 *   2025   ▒▒▒  ▒▒▒  ███
 *
 * One hue from the least value to the most; what is not known has the grid's grey. Where a cell has room its value
 * stands in it, in whichever of black and white is read better. */

#include "chart/bw-heat-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Between small cells as much is left free on each side; between larger ones a pixel. */
#define GAP_SHARE 0.1

typedef struct
{
  BwChart   parent;
  BwMeasure measure;
  char     *title;     /* (owned) */
  char     *row_title; /* (owned) */
  char    **rows;      /* (owned) */
  char    **columns;   /* (owned) */
  guint     n_rows, n_columns;
  double   *values; /* (owned): [n_rows][n_columns], NaN unknown */
  double    low, high;
} BwHeatChart;

static double
get_value (const BwHeatChart *self,
           guint              cell)
{
  return self->values[cell];
}

static BwColor
find_color (const BwHeatChart *self,
            const BwCanvas    *canvas,
            double             value)
{
  double span = self->high - self->low;

  if (!isfinite (value))
    return bw_canvas_tone (canvas, BW_TONE_GRID);
  return bw_palette_sequential (canvas->theme, span > 0 ? (value - self->low) / span : 0.5);
}

/* Writes the value of cell @i, which has @color, into @inner where it has room. */
static void
write_value (const BwHeatChart *self,
             BwCanvas          *canvas,
             const BwRect      *inner,
             BwColor            color,
             guint              i)
{
  static const BwColor dark = { 0, 0, 0, 1 }, light = { 1, 1, 1, 1 };
  double               value = get_value (self, i), width, height;
  g_autofree char     *text = NULL;

  bw_canvas_measure_least (canvas, BW_TEXT_SMALL, "0", &width, &height);
  if (!isfinite (value) || width + 6 > inner->width || height + 2 > inner->height)
    return;
  text = bw_measure_dup_short (&self->measure, value);
  bw_canvas_measure_least (canvas, BW_TEXT_SMALL, text, &width, &height);
  if (width + 6 > inner->width)
    return;
  bw_canvas_measure (canvas, BW_TEXT_SMALL, text, &width, &height);
  if (width + 6 <= inner->width && height + 2 <= inner->height)
    bw_canvas_text (canvas, BW_TEXT_SMALL, bw_color_contrast (color, dark) > bw_color_contrast (color, light) ? dark : light, text,
                    inner->x + inner->width / 2, inner->y + inner->height / 2, 0.5, 0.5);
}

/* The width of the widest name of a row. */
static double
measure_rows (const BwHeatChart *self,
              BwCanvas          *canvas)
{
  double widest = 0, width;

  for (guint r = 0; r < self->n_rows; r++)
    {
      bw_canvas_measure (canvas, BW_TEXT_LABEL, self->rows[r], &width, NULL);
      widest = fmax (widest, width);
    }
  return widest;
}

/* The mean of what is known in the @n_rows by @n_columns cells from (@row, @column) on; NaN where nothing is. */
static double
find_mean (const BwHeatChart *self,
           guint              row,
           guint              column,
           guint              n_rows,
           guint              n_columns)
{
  double sum = 0;
  guint  n = 0;

  for (guint r = row; r < row + n_rows; r++)
    for (guint c = column; c < column + n_columns; c++)
      if (isfinite (get_value (self, r * self->n_columns + c)))
        {
          sum += get_value (self, r * self->n_columns + c);
          n++;
        }
  return n > 0 ? sum / n : NAN;
}

/* Draws all cells, @width by @height each, and tells where they are. Of cells smaller than a pixel, as many are drawn as one as make a
 * pixel. */
static void
draw_cells (const BwHeatChart *self,
            BwCanvas          *canvas,
            const BwRect      *plot,
            double             width,
            double             height)
{
  guint  across = (guint)ceil (1 / width), down = (guint)ceil (1 / height);
  double gap_x = fmin (width * across * GAP_SHARE, 1), gap_y = fmin (height * down * GAP_SHARE, 1);

  for (guint r = 0; r < self->n_rows; r += down)
    for (guint c = 0; c < self->n_columns; c += across)
      {
        guint   n_rows = MIN (down, self->n_rows - r), n_columns = MIN (across, self->n_columns - c);
        BwRect  inner = { plot->x + c * width + gap_x, plot->y + r * height + gap_y, n_columns * width - 2 * gap_x,
                          n_rows * height - 2 * gap_y };
        BwColor color = find_color (self, canvas, find_mean (self, r, c, n_rows, n_columns));

        bw_canvas_rect (canvas, color, &inner);
        write_value (self, canvas, &inner, color, r * self->n_columns + c);
      }
  for (guint r = 0; r < self->n_rows; r++)
    for (guint c = 0; c < self->n_columns; c++)
      {
        BwRect cell = { plot->x + c * width, plot->y + r * height, width, height };

        bw_canvas_add_point (canvas, cell.x + width / 2, cell.y + height / 2, &cell);
      }
}

static void
heat_draw (BwChart      *chart,
           BwCanvas     *canvas,
           const BwRect *area)
{
  BwHeatChart *self = (BwHeatChart *)chart;
  double       em = bw_canvas_em (canvas), line = bw_canvas_line_height (canvas), left;
  BwColor      dim = bw_canvas_tone (canvas, BW_TONE_DIM_TEXT);
  BwRect       plot;
  double       width, height;

  if (self->n_rows == 0 || self->n_columns == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is nothing to compare yet."));
      return;
    }
  left = fmin (measure_rows (self, canvas) + em * 0.8, area->width * 0.35);
  plot = (BwRect) { area->x + left, area->y + line * 1.3, fmax (area->width - left, 1),
                    fmax (area->height - line * 1.3, 1) };
  width = plot.width / self->n_columns;
  height = fmin (plot.height / self->n_rows, 4 * line);
  for (guint c = 0; c < self->n_columns; c++)
    bw_canvas_text (canvas, BW_TEXT_LABEL, dim, self->columns[c], plot.x + (c + 0.5) * width, plot.y - em * 0.3, 0.5,
                    1);
  for (guint r = 0; r < self->n_rows; r++)
    {
      double middle = plot.y + (r + 0.5) * height;
      BwRect room = { area->x, middle - line / 2, left - em * 0.8, line + 1 };

      bw_canvas_paragraph (canvas, BW_TEXT_LABEL, dim, self->rows[r], &room, 1, PANGO_ALIGN_LEFT);
    }
  draw_cells (self, canvas, &plot, width, height);
}

static char *
heat_dup_title (BwChart *chart)
{
  return g_strdup (((BwHeatChart *)chart)->title);
}

static guint
heat_n_points (BwChart *chart)
{
  BwHeatChart *self = (BwHeatChart *)chart;

  return self->n_rows * self->n_columns;
}

static char *
heat_dup_point_text (BwChart *chart,
                     guint    i)
{
  BwHeatChart     *self = (BwHeatChart *)chart;
  g_autofree char *value = bw_measure_dup_full (&self->measure, get_value (self, i));

  /* Translators: a column and a row of a grid: "March, 2026". */
  g_autofree char *place = g_strdup_printf (_ ("%s, %s"), self->columns[i % self->n_columns],
                                            self->rows[i / self->n_columns]);

  return g_strdup_printf ("%s\n%s", place, value);
}

static char *
heat_describe (BwChart *chart)
{
  BwHeatChart *self = (BwHeatChart *)chart;
  GString     *text = g_string_new (NULL);
  int          most = -1, least = -1;

  g_string_append_printf (text, "%s.", self->title);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    {
      if (!isfinite (get_value (self, i)))
        continue;
      if (most < 0 || get_value (self, i) > get_value (self, (guint)most))
        most = (int)i;
      if (least < 0 || get_value (self, i) < get_value (self, (guint)least))
        least = (int)i;
    }
  if (most >= 0)
    {
      g_autofree char *high = bw_measure_dup_short (&self->measure, get_value (self, (guint)most));
      g_autofree char *low = bw_measure_dup_short (&self->measure, get_value (self, (guint)least));

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("The most is %s (%s, %s), the least %s (%s, %s)."), high,
                              self->columns[(guint)most % self->n_columns], self->rows[(guint)most / self->n_columns],
                              low,
                              self->columns[(guint)least % self->n_columns],
                              self->rows[(guint)least / self->n_columns]);
    }
  return g_string_free (text, FALSE);
}

static void
heat_fill_table (BwChart      *chart,
                 BwChartTable *table)
{
  BwHeatChart *self = (BwHeatChart *)chart;

  bw_chart_table_add_column (table, self->row_title);
  for (guint c = 0; c < self->n_columns; c++)
    bw_chart_table_add_column (table, self->columns[c]);
  for (guint r = 0; r < self->n_rows; r++)
    {
      bw_chart_table_take (table, g_strdup (self->rows[r]));
      for (guint c = 0; c < self->n_columns; c++)
        bw_measure_take_cell (&self->measure, table, get_value (self, r * self->n_columns + c));
    }
}

static void
heat_finalize (BwChart *chart)
{
  BwHeatChart *self = (BwHeatChart *)chart;

  g_free (self->title);
  g_free (self->row_title);
  g_strfreev (self->rows);
  g_strfreev (self->columns);
  g_free (self->values);
}

static const BwChartClass heat_class = {
  .instance_size = sizeof (BwHeatChart),
  .direction = BW_CHART_OVER,
  .draw = heat_draw,
  .dup_title = heat_dup_title,
  .describe = heat_describe,
  .n_points = heat_n_points,
  .dup_point_text = heat_dup_point_text,
  .fill_table = heat_fill_table,
  .finalize = heat_finalize,
};

/* @values (array, row by row; NaN unknown) in a grid of the named @rows and @columns (both NULL-terminated). @title says in a sentence what
 * they show, @row_title heads the rows' names in the table.
 * Returns: (transfer full): the chart. */
BwChart *
bw_heat_chart_new (const char        *title,
                   const BwMeasure   *measure,
                   const char        *row_title,
                   const char *const *rows,
                   const char *const *columns,
                   const double      *values)
{
  BwHeatChart *self;

  g_return_val_if_fail (title != NULL && measure != NULL && row_title != NULL && rows != NULL && columns != NULL, NULL);

  self = bw_chart_alloc (&heat_class);
  self->measure = *measure;
  self->title = g_strdup (title);
  self->row_title = g_strdup (row_title);
  self->rows = g_strdupv ((char **)rows);
  self->columns = g_strdupv ((char **)columns);
  self->n_rows = g_strv_length (self->rows);
  self->n_columns = g_strv_length (self->columns);
  self->values = g_memdup2 (values, (gsize)self->n_rows * self->n_columns * sizeof *values);
  self->low = INFINITY;
  self->high = -INFINITY;
  for (gsize i = 0; i < (gsize)self->n_rows * self->n_columns; i++)
    if (isfinite (values[i]))
      {
        self->low = fmin (self->low, values[i]);
        self->high = fmax (self->high, values[i]);
      }
  return &self->parent;
}
