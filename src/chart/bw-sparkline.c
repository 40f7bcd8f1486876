/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series in a line of text: its shape, and a dot at its end.
 *
 * Sized for a tile or a cell, without scale or labels; the scale is cut to the values, so it shows movement, not
 * size. */

#include "chart/bw-sparkline.h"

#include "chart/bw-axis.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  BwChart parent;
  char    currency[4];
  char   *title;  /* (owned) */
  double *values; /* (owned) (array length=n): minor units, NaN unknown */
  guint   n;
} BwSparkline;

static void
find_range (const BwSparkline *self,
            double            *low,
            double            *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->n; i++)
    if (isfinite (self->values[i]))
      {
        *low = MIN (*low, self->values[i]);
        *high = MAX (*high, self->values[i]);
      }
}

/* The index of the last known value; n when there is none. */
static guint
find_last (const BwSparkline *self)
{
  for (guint i = self->n; i-- > 0;)
    if (isfinite (self->values[i]))
      return i;
  return self->n;
}

static void
sparkline_draw (BwChart      *chart,
                BwCanvas     *canvas,
                const BwRect *area)
{
  BwSparkline       *self = (BwSparkline *)chart;
  double             inset = MIN (3, area->height / 4), low, high;
  BwScale            x = { 0, MAX (self->n, 2) - 1, area->x + inset, area->x + area->width - inset };
  BwScale            y;
  g_autofree double *xs = g_new (double, self->n + 1), *ys = g_new (double, self->n + 1);
  guint              last = find_last (self);

  find_range (self, &low, &high);
  if (last == self->n)
    {
      bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_DIM_TEXT), "–",
                      area->x + area->width / 2, area->y + area->height / 2, 0.5, 0.5);
      return;
    }
  y = (BwScale) { low, high, area->y + area->height - inset, area->y + inset };
  for (guint i = 0; i < self->n; i++)
    {
      BwRect region = { bw_scale_to_pixel (&x, i), area->y, 0, area->height };

      xs[i] = region.x;
      ys[i] = bw_scale_to_pixel (&y, self->values[i]);
      bw_canvas_add_point (canvas, xs[i], ys[i], &region);
    }
  bw_canvas_polyline (canvas, bw_canvas_tone (canvas, BW_TONE_ACCENT), 1.5, xs, ys, self->n);
  bw_canvas_dot (canvas, bw_canvas_tone (canvas, BW_TONE_ACCENT), xs[last], ys[last], MIN (2.5, inset));
}

static char *
sparkline_dup_title (BwChart *chart)
{
  return g_strdup (((BwSparkline *)chart)->title);
}

static char *
sparkline_describe (BwChart *chart)
{
  BwSparkline     *self = (BwSparkline *)chart;
  guint            last = find_last (self);
  double           low, high;
  g_autofree char *now = NULL, *least = NULL, *most = NULL;

  if (last == self->n)
    return g_strdup_printf (_ ("%s: nothing is known yet."), self->title);
  find_range (self, &low, &high);
  now = bw_axis_dup_money (self->values[last], self->currency);
  least = bw_axis_dup_money (low, self->currency);
  most = bw_axis_dup_money (high, self->currency);
  return g_strdup_printf (_ ("%s: %s at the end, from %s to %s in all."), self->title, now, least, most);
}

static guint
sparkline_n_points (BwChart *chart)
{
  BwSparkline *self = (BwSparkline *)chart;

  return find_last (self) == self->n ? 0 : self->n;
}

static char *
sparkline_dup_point_text (BwChart *chart,
                          guint    point)
{
  BwSparkline *self = (BwSparkline *)chart;

  return bw_axis_dup_money_in_full (self->values[point], self->currency);
}

static void
sparkline_fill_table (BwChart      *chart,
                      BwChartTable *table)
{
  BwSparkline *self = (BwSparkline *)chart;

  bw_chart_table_add_column (table, self->title);
  for (guint i = 0; i < self->n; i++)
    bw_chart_table_take_money (table, self->values[i], self->currency);
}

static void
sparkline_finalize (BwChart *chart)
{
  BwSparkline *self = (BwSparkline *)chart;

  g_free (self->title);
  g_free (self->values);
}

static const BwChartClass sparkline_class = {
  .instance_size = sizeof (BwSparkline),
  .direction = BW_CHART_ACROSS,
  .draw = sparkline_draw,
  .dup_title = sparkline_dup_title,
  .describe = sparkline_describe,
  .n_points = sparkline_n_points,
  .dup_point_text = sparkline_dup_point_text,
  .fill_table = sparkline_fill_table,
  .finalize = sparkline_finalize,
};

/* The @values (array length=n), in minor units, evenly spaced. @title names them; it is not drawn.
 * Returns: (transfer full): the chart. */
BwChart *
bw_sparkline_new (const char   *title,
                  const double *values,
                  guint         n,
                  const char   *currency)
{
  BwSparkline *self;

  g_return_val_if_fail (title != NULL && currency != NULL && (values != NULL || n == 0), NULL);

  self = bw_chart_alloc (&sparkline_class);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->title = g_strdup (title);
  self->values = g_memdup2 (values, n * sizeof *values);
  self->n = n;
  bw_chart_set_title_visible (&self->parent, FALSE);
  return &self->parent;
}
