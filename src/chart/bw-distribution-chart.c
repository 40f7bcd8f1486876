/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely each outcome of a period is.
 *
 *            21 % chance to reach $4.40 M
 *                   ▁▃▅█▇▅|▃▁▁
 *   ------------------+---|---------  M USD
 *                 P10  P50   P90
 *
 * A histogram of the simulated totals in the bins of a pleasant width (near that of Freedman and Diaconis, "On the
 * histogram as a density estimator", 1981, within bounds). The part at or above the target is filled, and the bin
 * that the target falls into is parted at it. The height of a bin is its share of the paths; a scale of it would say
 * nothing that a manager uses, so there is none, and the shares are told point by point.
 *
 * Far tails, outside of the middle 99 % of the paths, are not drawn when they would take more than half of the width;
 * the chart then says how many paths they are. */

#include "chart/bw-distribution-chart.h"

#include "chart/bw-axis.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  MIN_BINS = 12,
  MAX_BINS = 60,
  FEWEST_PATHS = 20,
};

/* Outcomes from @from to below @to. */
typedef struct
{
  double from;
  double to;
  guint  n;
  double at_most; /* share of the paths below @to */
} Bin;

typedef struct
{
  BwChart  parent;
  char     currency[4];
  BwPeriod period;
  double   target;
  double   chance;
  double   p10, p50, p90;
  double   won;
  gboolean over; /* nothing is left to be simulated: what was won is the outcome */
  guint    n_paths;
  guint    n_outside; /* paths that are not drawn */
  GArray  *bins;      /* Bin */
} BwDistributionChart;

typedef struct
{
  BwDistributionChart *chart;
  BwCanvas            *canvas;
  BwRect               plot;
  BwScale              x;
  BwScale              y;
} Drawing;

static const Bin *
get_bin (const BwDistributionChart *self,
         guint                      i)
{
  return &g_array_index (self->bins, Bin, i);
}

/* A pleasant width for bins of @n ascending @values between @low and @high. */
static double
choose_bin_width (const double *values,
                  guint         n,
                  double        low,
                  double        high)
{
  double  spread = values[n - 1 - n / 4] - values[n / 4];
  double  width = 2 * spread / cbrt (n);
  double  wanted = width > 0 ? CLAMP ((high - low) / width, MIN_BINS, MAX_BINS) : MIN_BINS;
  BwTicks ticks;

  return bw_ticks_choose (low, high, (guint)wanted, &ticks) ? ticks.step : 0;
}

static void
fill_bins (BwDistributionChart *self,
           const double        *values,
           guint                n)
{
  double low = values[0], high = values[n - 1], width;
  double inner_low = values[n / 200], inner_high = values[n - 1 - n / 200];
  guint  i = 0;

  if (high - low > 2 * (inner_high - inner_low) && inner_high > inner_low)
    {
      low = inner_low;
      high = inner_high;
    }
  width = choose_bin_width (values, n, low, high);
  if (width <= 0)
    return;
  while (i < n && values[i] < low)
    i++;
  self->n_outside = i;
  for (double from = floor (low / width) * width; from <= high && self->bins->len < 4 * MAX_BINS; from += width)
    {
      Bin bin = { from, from + width, 0, 0 };

      while (i < n && values[i] < bin.to && values[i] <= high)
        {
          bin.n++;
          i++;
        }
      bin.at_most = (double)i / n;
      g_array_append_val (self->bins, bin);
    }
  self->n_outside += n - i;
}

static double
find_highest (const BwDistributionChart *self)
{
  guint most = 1;

  for (guint i = 0; i < self->bins->len; i++)
    most = MAX (most, get_bin (self, i)->n);
  return most;
}

static void
draw_bin (const Drawing *d,
          const Bin     *bin)
{
  double  left = bw_scale_to_pixel (&d->x, bin->from), right = bw_scale_to_pixel (&d->x, bin->to);
  double  gap = right - left > 5 ? 1 : 0;
  double  bottom = d->plot.y + d->plot.height, top = bw_scale_to_pixel (&d->y, bin->n);
  double  part = bw_scale_to_pixel (&d->x, d->chart->target);
  BwColor below = bw_color_fade (bw_canvas_tone (d->canvas, BW_TONE_ACCENT), 0.4);
  BwColor above = bw_canvas_tone (d->canvas, BW_TONE_ACCENT);
  BwRect  rect = { left, top, right - left - gap, bottom - top };

  part = isfinite (part) ? CLAMP (part, rect.x, rect.x + rect.width) : rect.x;
  rect.width = part - left;
  bw_canvas_rect (d->canvas, below, &rect);
  rect.x = part;
  rect.width = right - gap - part;
  bw_canvas_rect (d->canvas, above, &rect);
}

/* Draws a quantile as a stroke through the bins and its name above it. */
static void
draw_quantile (const Drawing *d,
               const char    *name,
               double         value,
               BwTextStyle    style)
{
  double           x = bw_scale_to_pixel (&d->x, value), top = d->plot.y, gap = bw_canvas_em (d->canvas) * 0.25;
  g_autofree char *money = bw_axis_dup_money (value, d->chart->currency);
  g_autofree char *label = g_strdup_printf ("%s %s", name, money);
  BwColor          tone = bw_canvas_tone (d->canvas, BW_TONE_TEXT);
  double           width, most = d->canvas->width;

  if (!isfinite (x) || x < d->plot.x || x > d->plot.x + d->plot.width)
    return;
  bw_canvas_line (d->canvas, tone, style == BW_TEXT_STRONG ? 2 : 1, x, top, x, top + d->plot.height);
  for (int shorter = most < 36 * bw_canvas_em (d->canvas); shorter < 2; shorter++)
    {
      const char *text = shorter ? name : label;

      /* Over its line, or beside it where the target's goes up. */
      bw_canvas_measure (d->canvas, style, text, &width, NULL);
      if (bw_canvas_text (d->canvas, style, tone, text, CLAMP (x, width / 2, MAX (most - width / 2, width / 2)), top - 2, 0.5, 1) ||
          bw_canvas_text (d->canvas, style, tone, text, x - gap, top - 2, 0, 1) ||
          bw_canvas_text (d->canvas, style, tone, text, x + gap, top - 2, 1, 1) ||
          bw_canvas_text (d->canvas, style, tone, text, x + 3 * gap, top - 2, 0, 1))
        return;
    }
}

static void
draw_target (const Drawing *d)
{
  static const double dashes[] = { 6, 4 };
  double              x = bw_scale_to_pixel (&d->x, d->chart->target), em = bw_canvas_em (d->canvas);
  double              line = bw_canvas_line_height (d->canvas), top = d->plot.y - 2.3 * line;
  g_autofree char    *money = bw_axis_dup_money (d->chart->target, d->chart->currency);
  g_autofree char    *chance = bw_axis_dup_percent (d->chart->chance);
  g_autofree char    *label = g_strdup_printf (_ ("Target %s"), money);
  g_autofree char    *told = g_strdup_printf (_ ("Target %s, %s chance"), money, chance);
  BwColor             tone = bw_canvas_tone (d->canvas, BW_TONE_TARGET);

  cairo_save (d->canvas->cr);
  cairo_set_dash (d->canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_line (d->canvas, tone, 1.5, x, top + line * 0.2, x, d->plot.y + d->plot.height);
  cairo_restore (d->canvas->cr);
  bw_canvas_keep_clear (d->canvas, &(BwRect) { x - 1.5, top, 3, d->plot.y + d->plot.height - top });
  for (int shorter = isnan (d->chart->chance) ? 1 : 0; shorter < 2; shorter++)
    {
      const char *text = shorter ? label : told;

      if (bw_canvas_text (d->canvas, BW_TEXT_STRONG, tone, text, x + em * 0.5, top, 0, 0) ||
          bw_canvas_text (d->canvas, BW_TEXT_STRONG, tone, text, x - em * 0.5, top, 1, 0))
        return;
    }
}

static void
lay_out (Drawing      *d,
         const BwRect *area,
         BwTicks      *ticks,
         BwMoneyUnit  *unit)
{
  double line = bw_canvas_line_height (d->canvas), em = bw_canvas_em (d->canvas);
  double top = isfinite (d->chart->target) ? 2.5 * line : 1.4 * line, bottom = line * 1.6;
  double low = get_bin (d->chart, 0)->from, high = get_bin (d->chart, d->chart->bins->len - 1)->to;

  if (isfinite (d->chart->target))
    {
      low = MIN (low, d->chart->target);
      high = MAX (high, d->chart->target);
    }
  d->plot = (BwRect) { area->x, area->y + top, area->width, MAX (area->height - top - bottom, 1) };
  bw_scale_fit (&d->x, ticks, low, high, (guint)CLAMP (area->width / (6 * em), 2, 12));
  d->x.from = low - (high - low) * 0.02;
  d->x.to = high + (high - low) * 0.02;
  d->x.pixel_from = d->plot.x;
  d->x.pixel_to = d->plot.x + d->plot.width;
  d->y = (BwScale) { 0, find_highest (d->chart) * 1.05, d->plot.y + d->plot.height, d->plot.y };
  bw_money_unit_init (unit, ticks, d->chart->currency);
}

static void
distribution_draw (BwChart      *chart,
                   BwCanvas     *canvas,
                   const BwRect *area)
{
  Drawing     d = { .chart = (BwDistributionChart *)chart, .canvas = canvas };
  BwTicks     ticks;
  BwMoneyUnit unit;

  if (d.chart->bins->len == 0)
    {
      bw_canvas_empty (canvas, area,
                       d.chart->over           ? _ ("The period is over: what was closed is its only outcome.")
                       : d.chart->n_paths == 0 ? _ ("There is no forecast yet. Import deals to see how likely each "
                                                    "outcome is.")
                                               : _ ("All simulated outcomes are the same: nothing is open any more."));
      return;
    }
  lay_out (&d, area, &ticks, &unit);
  for (guint i = 0; i < d.chart->bins->len; i++)
    draw_bin (&d, get_bin (d.chart, i));
  bw_axis_draw_money_across (canvas, &d.plot, &d.x, &ticks, &unit);
  if (isfinite (d.chart->target))
    draw_target (&d);
  draw_quantile (&d, "P50", d.chart->p50, BW_TEXT_STRONG);
  draw_quantile (&d, "P10", d.chart->p10, BW_TEXT_LABEL);
  draw_quantile (&d, "P90", d.chart->p90, BW_TEXT_LABEL);
  for (guint i = 0; i < d.chart->bins->len; i++)
    {
      const Bin *bin = get_bin (d.chart, i);
      double     left = bw_scale_to_pixel (&d.x, bin->from), right = bw_scale_to_pixel (&d.x, bin->to);
      BwRect     region = { left, d.plot.y, right - left, d.plot.height };

      bw_canvas_add_point (canvas, (left + right) / 2, bw_scale_to_pixel (&d.y, bin->n), &region);
    }
}

/* Returns: (transfer full): how a period that is over ended. */
static char *
dup_result (const BwDistributionChart *self,
            const char                *period)
{
  g_autofree char *won = bw_axis_dup_money (self->won, self->currency);
  g_autofree char *by = NULL, *against = NULL;

  if (!isfinite (self->target))
    return g_strdup_printf (_ ("%s closed at %s"), period, won);
  by = bw_axis_dup_money (fabs (self->won - self->target), self->currency);
  against = g_strdup_printf (self->won >= self->target ? _ ("%s above target") : _ ("%s short of target"), by);
  return g_strdup_printf (_ ("%s closed at %s, %s"), period, won, against);
}

static char *
distribution_dup_title (BwChart *chart)
{
  BwDistributionChart *self = (BwDistributionChart *)chart;
  g_autofree char     *period = bw_axis_dup_period (&self->period);
  g_autofree char     *target = bw_axis_dup_money (self->target, self->currency);
  g_autofree char     *chance = bw_axis_dup_percent (self->chance);
  g_autofree char     *low = bw_axis_dup_money (self->p10, self->currency);
  g_autofree char     *high = bw_axis_dup_money (self->p90, self->currency);

  if (self->bins->len == 0 && self->over)
    return dup_result (self, period);
  if (self->bins->len == 0 && self->n_paths > 0)
    return g_strdup_printf (_ ("All courses of %s end at %s"), period, low);
  if (self->bins->len == 0)
    return g_strdup_printf (_ ("How %s will end is not known yet"), period);
  if (isfinite (self->target) && isfinite (self->chance))
    return g_strdup_printf (_ ("The chance of reaching %s in %s is %s"), target, period, chance);
  return g_strdup_printf (_ ("%s most likely ends between %s and %s"), period, low, high);
}

static char *
distribution_describe (BwChart *chart)
{
  BwDistributionChart *self = (BwDistributionChart *)chart;
  g_autofree char     *title = distribution_dup_title (chart);
  g_autofree char     *low = bw_axis_dup_money (self->p10, self->currency);
  g_autofree char     *middle = bw_axis_dup_money (self->p50, self->currency);
  g_autofree char     *high = bw_axis_dup_money (self->p90, self->currency);
  GString             *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", title);
  if (self->bins->len == 0)
    return g_string_free (text, FALSE);
  g_string_append_c (text, ' ');
  g_string_append_printf (text,
                          _ ("Of %u simulated outcomes one in ten is below %s, half are below %s, "
                             "and one in ten is above %s."),
                          self->n_paths, low, middle, high);
  if (self->n_outside > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("%u outcomes are too far off to be drawn."), self->n_outside);
    }
  return g_string_free (text, FALSE);
}

static guint
distribution_n_points (BwChart *chart)
{
  return ((BwDistributionChart *)chart)->bins->len;
}

static char *
distribution_dup_point_text (BwChart *chart,
                             guint    point)
{
  BwDistributionChart *self = (BwDistributionChart *)chart;
  const Bin           *bin = get_bin (self, point);
  g_autofree char     *from = bw_axis_dup_money (bin->from, self->currency);
  g_autofree char     *to = bw_axis_dup_money (bin->to, self->currency);
  g_autofree char     *here = bw_axis_dup_percent ((double)bin->n / self->n_paths);
  g_autofree char     *more = bw_axis_dup_percent (1 - bin->at_most);

  return g_strdup_printf (_ ("%s to %s\n%s chance\n%s chance of more"), from, to, here, more);
}

static void
distribution_fill_table (BwChart      *chart,
                         BwChartTable *table)
{
  BwDistributionChart *self = (BwDistributionChart *)chart;

  bw_chart_table_add_column (table, _ ("From"));
  bw_chart_table_add_column (table, _ ("To"));
  bw_chart_table_add_column (table, _ ("Outcomes"));
  bw_chart_table_add_column (table, _ ("Chance of more"));
  for (guint i = 0; i < self->bins->len; i++)
    {
      const Bin *bin = get_bin (self, i);
      char       plain[G_ASCII_DTOSTR_BUF_SIZE];

      bw_chart_table_take_money (table, bin->from, self->currency);
      bw_chart_table_take_money (table, bin->to, self->currency);
      bw_chart_table_take (table, g_strdup_printf ("%u", bin->n));
      bw_chart_table_take (table, table->for_file ? g_strdup (g_ascii_formatd (plain, sizeof plain, "%.4f",
                                                                               1 - bin->at_most))
                                                  : bw_axis_dup_percent (1 - bin->at_most));
    }
}

static void
distribution_finalize (BwChart *chart)
{
  g_array_unref (((BwDistributionChart *)chart)->bins);
}

static const BwChartClass distribution_class = {
  .instance_size = sizeof (BwDistributionChart),
  .direction = BW_CHART_ACROSS,
  .draw = distribution_draw,
  .dup_title = distribution_dup_title,
  .describe = distribution_describe,
  .n_points = distribution_n_points,
  .dup_point_text = distribution_dup_point_text,
  .fill_table = distribution_fill_table,
  .finalize = distribution_finalize,
};

/* The outcomes of @outlook's simulation. Nothing of @outlook or @book is kept.
 * Returns: (transfer full): the chart. */
BwChart *
bw_distribution_chart_new (const BwOutlook *outlook,
                           const BwBook    *book)
{
  BwDistributionChart *self;
  guint                first = 0, n;

  g_return_val_if_fail (outlook != NULL && book != NULL, NULL);

  self = bw_chart_alloc (&distribution_class);
  g_strlcpy (self->currency, book->currency, sizeof self->currency);
  self->period = outlook->period;
  self->target = outlook->quota == BW_MONEY_NONE || outlook->quota <= 0 ? NAN : (double)outlook->quota;
  self->chance = outlook->chance_of_quota;
  self->won = (double)outlook->won;
  self->over = outlook->as_of != BW_DATE_NONE && outlook->as_of >= outlook->period.to;
  self->p10 = outlook->p10;
  self->p50 = outlook->p50;
  self->p90 = outlook->p90;
  self->bins = g_array_new (FALSE, FALSE, sizeof (Bin));
  for (n = outlook->paths != NULL ? outlook->n_paths : 0; n > 0 && !isfinite (outlook->paths[n - 1]); n--)
    ;
  while (first < n && !isfinite (outlook->paths[first]))
    first++;
  self->n_paths = n - first;
  if (self->n_paths >= FEWEST_PATHS)
    fill_bins (self, outlook->paths + first, self->n_paths);
  return &self->parent;
}
