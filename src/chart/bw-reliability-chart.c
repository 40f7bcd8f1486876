/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether of the deals that were given a chance so many were won: a reliability diagram.
 *
 *    won, %
 *    100 |              .'
 *     50 |       |  ; o
 *        |  o .' |
 *      0 +-------------------
 *        0      50      100  given, %
 *
 * A dot for each group of deals with alike chances, at their mean chance and the share that was won, with the 95 % interval
 * of that share; the more deals the larger the dot. On the dotted line the chances were right, below it too high. Both axes
 * are always whole, from 0 to 100 %. */

#include "chart/bw-reliability-chart.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"

enum
{
  STEP = 20, /* percent between ticks */
};

#define RIGHT_WITHIN 0.04 /* mean gap between given and won that counts as right */
#define OFF_BY       0.10 /* gap of one group from which on it is told */
#define MIN_RADIUS   3.0
#define MAX_RADIUS   8.0

typedef struct
{
  BwChart     parent;
  BwScoreBin *bins; /* (owned) (array length=n): those that hold deals */
  guint       n;
} BwReliabilityChart;

typedef struct
{
  BwReliabilityChart *chart;
  BwCanvas           *canvas;
  BwRect              plot;
  BwScale             x, y;
} Drawing;

static guint
count_deals (const BwReliabilityChart *self)
{
  guint sum = 0;

  for (guint i = 0; i < self->n; i++)
    sum += self->bins[i].n;
  return sum;
}

/* By how much more was given than won, in the mean over the deals. */
static double
find_gap (const BwReliabilityChart *self)
{
  double sum = 0.0;

  for (guint i = 0; i < self->n; i++)
    sum += self->bins[i].n * (self->bins[i].mean - self->bins[i].won);
  return sum / count_deals (self);
}

/* The mean distance between given and won, over the deals. */
static double
find_distance (const BwReliabilityChart *self)
{
  double sum = 0.0;

  for (guint i = 0; i < self->n; i++)
    sum += self->bins[i].n * fabs (self->bins[i].mean - self->bins[i].won);
  return sum / count_deals (self);
}

static gboolean
is_off (const BwScoreBin *bin,
        gboolean          too_few)
{
  return too_few ? bin->high < bin->mean && bin->mean - bin->won > OFF_BY : bin->low > bin->mean && bin->won - bin->mean > OFF_BY;
}

/* The groups side by side, most deals in all, of which surely too few were won, or too many: their 95 % intervals lie on one side of what
 * was given.
 * Returns: (transfer full) (nullable): what to say of them. */
static char *
dup_exception (const BwReliabilityChart *self)
{
  const BwScoreBin *first = NULL, *last = NULL;
  gboolean          are_few = FALSE;
  guint             most = 0;

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < self->n; i++)
      {
        guint end = i, n_deals = 0;

        for (; end < self->n && is_off (&self->bins[end], side == 0); end++)
          n_deals += self->bins[end].n;
        if (n_deals > most)
          {
            most = n_deals;
            first = &self->bins[i];
            last = &self->bins[end - 1];
            are_few = side == 0;
          }
      }
  if (first == NULL)
    return NULL;
  return g_strdup_printf (are_few ? _ ("Chances hold, but from %.0f to %.0f %% too few are won")
                                  : _ ("Chances hold, but from %.0f to %.0f %% more are won"),
                          first->from * 100.0, last->to * 100.0);
}

static void
draw_axes (Drawing *d)
{
  BwColor dim = bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT);
  double  em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double  bottom = d->plot.y + d->plot.height, right = d->plot.x + d->plot.width;

  for (int tick = 0; tick <= 100; tick += STEP)
    {
      double           x = bw_scale_to_pixel (&d->x, tick / 100.0), y = bw_scale_to_pixel (&d->y, tick / 100.0);
      g_autofree char *label = g_strdup_printf ("%d", tick);

      bw_canvas_line (d->canvas, bw_canvas_tone (d->canvas, tick == 0 ? BW_TONE_AXIS : BW_TONE_GRID), 1, d->plot.x, y, right, y);
      bw_canvas_text (d->canvas, BW_TEXT_LABEL, dim, label, d->plot.x - em * 0.5, y, 1, 0.5);
      bw_canvas_line (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_AXIS), 1, x, bottom, x, bottom + em * 0.3);
      bw_canvas_text (d->canvas, BW_TEXT_LABEL, dim, label, x, bottom + em * 0.4, 0.5, 0);
    }
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, dim, _ ("Won, %"), 0, d->plot.y - em * 0.7, 0, 1);
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, dim, _ ("Chance given, %"), right, bottom + line * 1.4, 1, 0);
}

static void
draw_line_of_right (Drawing *d)
{
  static const double dashes[] = { 2, 4 };
  BwColor             tone = bw_canvas_tone (d->canvas, BW_TONE_AXIS);
  double              x = bw_scale_to_pixel (&d->x, 0.98), y = bw_scale_to_pixel (&d->y, 0.98);

  cairo_save (d->canvas->cr);
  cairo_set_dash (d->canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_line (d->canvas, tone, 1.5, d->plot.x, d->plot.y + d->plot.height, d->plot.x + d->plot.width, d->plot.y);
  cairo_restore (d->canvas->cr);
  bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT), _ ("as given"),
                  x - bw_canvas_em (d->canvas) * 1.6, y, 1, 0.5);
}

static void
draw_bins (Drawing *d)
{
  BwColor accent = bw_canvas_tone (d->canvas, BW_TONE_ACCENT);
  guint   most = 1;

  for (guint i = 0; i < d->chart->n; i++)
    most = MAX (most, d->chart->bins[i].n);
  for (guint i = 0; i < d->chart->n; i++)
    {
      const BwScoreBin *bin = &d->chart->bins[i];
      double            x = bw_scale_to_pixel (&d->x, bin->mean), y = bw_scale_to_pixel (&d->y, bin->won);
      double            low = bw_scale_to_pixel (&d->y, bin->low), high = bw_scale_to_pixel (&d->y, bin->high);
      double            radius = MAX (MAX_RADIUS * sqrt ((double)bin->n / most), MIN_RADIUS);
      BwRect            region = { x, MIN (high, y - radius), 0, MAX (low, y + radius) - MIN (high, y - radius) };

      bw_canvas_line (d->canvas, bw_color_fade (accent, 0.6), 2, x, low, x, high);
      bw_canvas_dot (d->canvas, accent, x, y, radius);
      bw_canvas_add_point (d->canvas, x, y, &region);
    }
}

static void
reliability_draw (BwChart      *chart,
                  BwCanvas     *canvas,
                  const BwRect *area)
{
  Drawing d = { .chart = (BwReliabilityChart *)chart, .canvas = canvas };
  double  em = bw_canvas_em (canvas), line = bw_canvas_line_height (canvas), left;

  if (d.chart->n == 0)
    {
      bw_canvas_empty (canvas, area, _ ("No deal of the past is decided yet."));
      return;
    }
  bw_canvas_measure (canvas, BW_TEXT_LABEL, "100", &left, NULL);
  left += em * 0.6;
  d.plot = (BwRect) { area->x + left, area->y + line * 1.8, MAX (area->width - left - em * 1.5, 1),
                      MAX (area->height - line * 4.4, 1) };
  d.x = (BwScale) { 0.0, 1.0, d.plot.x, d.plot.x + d.plot.width };
  d.y = (BwScale) { 0.0, 1.0, d.plot.y + d.plot.height, d.plot.y };
  draw_axes (&d);
  draw_line_of_right (&d);
  draw_bins (&d);
}

static char *
reliability_dup_title (BwChart *chart)
{
  BwReliabilityChart *self = (BwReliabilityChart *)chart;
  double              gap, distance;

  if (self->n == 0)
    return g_strdup (_ ("Whether chances held is not known yet"));
  gap = find_gap (self);
  distance = find_distance (self);
  if (distance <= RIGHT_WITHIN)
    {
      char *exception = dup_exception (self);

      return exception != NULL ? exception : g_strdup (_ ("Deals are won as often as their chances say"));
    }
  if (fabs (gap) <= distance / 2.0)
    return g_strdup_printf (_ ("Chances are off by %.0f points, up and down"), distance * 100.0);
  return g_strdup_printf (gap > 0.0 ? _ ("Deals are won less often than their chances say, by %.0f points")
                                    : _ ("Deals are won more often than their chances say, by %.0f points"),
                          fabs (gap) * 100.0);
}

static guint
reliability_n_points (BwChart *chart)
{
  return ((BwReliabilityChart *)chart)->n;
}

static char *
reliability_dup_point_text (BwChart *chart,
                            guint    point)
{
  const BwScoreBin *bin = &((BwReliabilityChart *)chart)->bins[point];
  g_autofree char  *given = bw_axis_dup_percent (bin->mean);
  g_autofree char  *won = bw_axis_dup_percent (bin->won);

  return g_strdup_printf (ngettext ("Given %s: %s of %u deal won\n95 %% range of that %.0f to %.0f %%",
                                    "Given %s: %s of %u deals won\n95 %% range of that %.0f to %.0f %%", bin->n),
                          given, won, bin->n, bin->low * 100.0, bin->high * 100.0);
}

static char *
reliability_describe (BwChart *chart)
{
  BwReliabilityChart *self = (BwReliabilityChart *)chart;
  g_autofree char    *title = reliability_dup_title (chart);
  GString            *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", title);
  for (guint i = 0; i < self->n; i++)
    {
      const BwScoreBin *bin = &self->bins[i];
      g_autofree char  *given = bw_axis_dup_percent (bin->mean);
      g_autofree char  *won = bw_axis_dup_percent (bin->won);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("Of %u deal given %s, %s were won.", "Of %u deals given %s, %s were won.", bin->n),
                              bin->n, given, won);
    }
  return g_string_free (text, FALSE);
}

static void
reliability_fill_table (BwChart      *chart,
                        BwChartTable *table)
{
  BwReliabilityChart *self = (BwReliabilityChart *)chart;
  const char *const   titles[] = { _ ("From, %"), _ ("To, %"), _ ("Deals"), _ ("Chance given, %"), _ ("Won, %"),
                                   _ ("Won at least, %"), _ ("Won at most, %") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    bw_chart_table_add_column (table, titles[i]);
  for (guint i = 0; i < self->n; i++)
    {
      const BwScoreBin *bin = &self->bins[i];

      bw_chart_table_take (table, g_strdup_printf ("%.0f", bin->from * 100.0));
      bw_chart_table_take (table, g_strdup_printf ("%.0f", bin->to * 100.0));
      bw_chart_table_take (table, g_strdup_printf ("%u", bin->n));
      bw_chart_table_take (table, g_strdup_printf ("%.1f", bin->mean * 100.0));
      bw_chart_table_take (table, g_strdup_printf ("%.1f", bin->won * 100.0));
      bw_chart_table_take (table, g_strdup_printf ("%.1f", bin->low * 100.0));
      bw_chart_table_take (table, g_strdup_printf ("%.1f", bin->high * 100.0));
    }
}

static void
reliability_finalize (BwChart *chart)
{
  g_free (((BwReliabilityChart *)chart)->bins);
}

static const BwChartClass reliability_class = {
  .instance_size = sizeof (BwReliabilityChart),
  .direction = BW_CHART_OVER,
  .draw = reliability_draw,
  .dup_title = reliability_dup_title,
  .describe = reliability_describe,
  .n_points = reliability_n_points,
  .dup_point_text = reliability_dup_point_text,
  .fill_table = reliability_fill_table,
  .finalize = reliability_finalize,
};

/* The @bins (array length=n) of bw_score_reliability(); those without deals are left out.
 * Returns: (transfer full): the chart. */
BwChart *
bw_reliability_chart_new (const BwScoreBin *bins,
                          guint             n)
{
  BwReliabilityChart *self;

  g_return_val_if_fail (bins != NULL || n == 0, NULL);

  self = bw_chart_alloc (&reliability_class);
  self->bins = g_new (BwScoreBin, n + 1);
  for (guint i = 0; i < n; i++)
    if (bins[i].n > 0)
      self->bins[self->n++] = bins[i];
  return &self->parent;
}
