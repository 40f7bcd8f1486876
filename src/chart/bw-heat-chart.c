/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of values by colour: a heat map.
 *
 *          Jan  Feb  Mar
 *   2024   ░░░  ▒▒▒  ▓▓▓
 *   2025   ▒▒▒  ▒▒▒  ███
 *
 * One hue from the least value to the most; what is not known has the grid's grey. Where the cells have room for their values, these
 * stand in them, in whichever of black and white is read better: each with its unit, else all in one unit that is told in the corner,
 * else none, as the largest would be the first to be missing. */

#include "chart/bw-heat-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* So many lines high is a row at most, so that few rows do not become towers. */
#define MOST_LINES 8

/* Of grids with more cells only the least and the most are measured. */
#define MOST_MEASURED 600

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

/* How the values are written into the cells. */
typedef enum
{
  WRITE_SHORT, /* each with its unit */
  WRITE_PLAIN, /* in one unit, which is told beside them */
  WRITE_NONE,
} Writing;

typedef struct
{
  Writing     writing;
  BwMoneyUnit unit; /* of WRITE_PLAIN */
} Style;

static char *
dup_value (const BwHeatChart *self,
           const Style       *style,
           double             value)
{
  return style->writing == WRITE_PLAIN ? bw_money_unit_dup_label (&style->unit, value) : bw_measure_dup_short (&self->measure, value);
}

/* Whether @value, written as @style says, takes at most @width by @height. */
static gboolean
value_fits (const BwHeatChart *self,
            BwCanvas          *canvas,
            const Style       *style,
            double             value,
            double             width,
            double             height)
{
  g_autofree char *text = NULL;
  double           needed, high;

  if (!isfinite (value))
    return TRUE;
  text = dup_value (self, style, value);
  bw_canvas_measure_least (canvas, BW_TEXT_SMALL, text, &needed, &high);
  if (needed + 6 > width || high + 2 > height)
    return FALSE;
  bw_canvas_measure (canvas, BW_TEXT_SMALL, text, &needed, &high);
  return needed + 6 <= width && high + 2 <= height;
}

static gboolean
values_fit (const BwHeatChart *self,
            BwCanvas          *canvas,
            const Style       *style,
            double             width,
            double             height)
{
  guint n = self->n_rows * self->n_columns;

  if (!value_fits (self, canvas, style, self->high, width, height) || !value_fits (self, canvas, style, self->low, width, height))
    return FALSE;
  for (guint i = 0; i < n && n <= MOST_MEASURED; i++)
    if (!value_fits (self, canvas, style, get_value (self, i), width, height))
      return FALSE;
  return TRUE;
}

/* The unit of the largest value, with three digits of it. */
static void
choose_unit (const BwHeatChart *self,
             BwMoneyUnit       *unit)
{
  double  most = fmax (fabs (self->low), fabs (self->high));
  BwTicks ticks = { 0, most, 2 };

  if (!(most > 0))
    return;
  bw_measure_unit_init (&self->measure, unit, &ticks);
  most /= unit->divisor;
  if (unit->divisor > 1 || self->measure.kind == BW_MEASURE_MONEY)
    unit->decimals = most >= 99.95 ? 0 : most >= 9.995 ? 1
                                                       : 2;
}

/* The first way of writing for which cells of @width by @height have room. */
static Style
choose_style (const BwHeatChart *self,
              BwCanvas          *canvas,
              double             width,
              double             height)
{
  Style  style = { WRITE_SHORT };
  double digit, line;

  bw_canvas_measure_least (canvas, BW_TEXT_SMALL, "0", &digit, &line);
  if (digit + 6 > width || line + 2 > height || !isfinite (self->high))
    return (Style) { WRITE_NONE };
  if (values_fit (self, canvas, &style, width, height))
    return style;
  if (self->measure.kind == BW_MEASURE_MONEY || self->measure.kind == BW_MEASURE_NUMBER)
    {
      choose_unit (self, &style.unit);
      style.writing = style.unit.divisor > 0 ? WRITE_PLAIN : WRITE_NONE;
      if (style.writing == WRITE_PLAIN && values_fit (self, canvas, &style, width, height))
        return style;
    }
  return (Style) { WRITE_NONE };
}

/* Writes the value of cell @i, which has @color, into @inner. */
static void
write_value (const BwHeatChart *self,
             BwCanvas          *canvas,
             const Style       *style,
             const BwRect      *inner,
             BwColor            color,
             guint              i)
{
  static const BwColor dark = { 0, 0, 0, 1 }, light = { 1, 1, 1, 1 };
  double               value = get_value (self, i);
  g_autofree char     *text = NULL;

  if (style->writing == WRITE_NONE || !isfinite (value))
    return;
  text = dup_value (self, style, value);
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
            const Style       *style,
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
        write_value (self, canvas, style, &inner, color, r * self->n_columns + c);
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
  Style        style;

  if (self->n_rows == 0 || self->n_columns == 0)
    {
      bw_canvas_empty (canvas, area, _ ("There is nothing to compare yet."));
      return;
    }
  left = fmin (measure_rows (self, canvas) + em * 0.8, area->width * 0.35);
  plot = (BwRect) { area->x + left, area->y + line * 1.3, fmax (area->width - left, 1),
                    fmax (area->height - line * 1.3, 1) };
  width = plot.width / self->n_columns;
  height = fmin (plot.height / self->n_rows, MOST_LINES * line);
  style = choose_style (self, canvas, width - 2 * fmin (width * GAP_SHARE, 1), height - 2 * fmin (height * GAP_SHARE, 1));
  if (style.writing == WRITE_PLAIN)
    bw_canvas_text (canvas, BW_TEXT_LABEL, dim, style.unit.name, area->x, plot.y - em * 0.3, 0, 1);
  for (guint c = 0; c < self->n_columns; c++)
    bw_canvas_text (canvas, BW_TEXT_LABEL, dim, self->columns[c], plot.x + (c + 0.5) * width, plot.y - em * 0.3, 0.5,
                    1);
  for (guint r = 0; r < self->n_rows; r++)
    {
      double middle = plot.y + (r + 0.5) * height;
      BwRect room = { area->x, middle - line / 2, left - em * 0.8, line + 1 };

      bw_canvas_paragraph (canvas, BW_TEXT_LABEL, dim, self->rows[r], &room, 1, PANGO_ALIGN_LEFT);
    }
  draw_cells (self, canvas, &style, &plot, width, height);
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
