/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely each outcome is under several assumptions.
 *
 *    over each other:                      in rows:
 *    [] Present  [] Two more people        Present          ▁▃▅█▇▅|▃▁▁
 *               Target $4.40 M                                 |
 *          ░░▒▒▓▓▓▒▒|▒                     Two more people    ▁▃▅|█▇▅▃▁▁
 *    ---------------|------- M USD         ---------------------|--- M USD
 *
 * Histograms in bins that all share, of a pleasant width (near that of Freedman and Diaconis, "On the histogram as a
 * density estimator", 1981, for the narrowest of them, within bounds), over the middle 99 % of each. Heights are shares of
 * the paths on one scale, so that a wider distribution is a lower one. Over each other the first is a grey ground and the
 * others are outlined in colours of their own, the part that reaches the target filled more strongly. */

#include "chart/bw-outcomes-chart.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  MIN_BINS = 12,
  MAX_BINS = 60,
  FEWEST_PATHS = 20,
};

typedef struct
{
  char   *name; /* (owned) */
  double  target, chance;
  double  p10, p50, p90;
  double *share; /* (owned) [n_bins] of the paths in each bin */
  double *more;  /* (owned) [n_bins] at or above the end of the bin */
} Set;

typedef struct
{
  BwChart          parent;
  char            *title; /* (owned) */
  char             currency[4];
  BwOutcomesLayout layout;
  GArray          *sets; /* Set */
  guint            n_bins;
  double           from, width; /* of the bins */
  double           highest;     /* share */
} BwOutcomesChart;

typedef struct
{
  BwOutcomesChart *chart;
  BwCanvas        *canvas;
  BwRect           plot;
  BwScale          x;
  BwScale          y; /* of one row */
} Drawing;

static const Set *
get_set (const BwOutcomesChart *self,
         guint                  i)
{
  return &g_array_index (self->sets, Set, i);
}

static void
clear_set (gpointer data)
{
  Set *set = data;

  g_free (set->name);
  g_free (set->share);
  g_free (set->more);
}

/* ---- Bins ---- */

/* Chooses bins that hold the middle 99 % of all @outcomes. */
static void
choose_bins (BwOutcomesChart  *self,
             const BwOutcomes *outcomes,
             guint             n)
{
  double  low = INFINITY, high = -INFINITY, width = INFINITY;
  BwTicks ticks;

  for (guint i = 0; i < n; i++)
    {
      guint         m = outcomes[i].n_paths;
      const double *paths = outcomes[i].paths;
      double        spread;

      if (m < FEWEST_PATHS)
        continue;
      low = fmin (low, paths[m / 200]);
      high = fmax (high, paths[m - 1 - m / 200]);
      spread = 2 * (paths[m - 1 - m / 4] - paths[m / 4]) / cbrt (m);
      if (spread > 0)
        width = fmin (width, spread);
    }
  if (!(high > low) || !isfinite (high - low) ||
      !bw_ticks_choose (low, high, (guint)CLAMP ((high - low) / width, MIN_BINS, MAX_BINS), &ticks))
    return;
  self->width = ticks.step;
  self->from = floor (low / ticks.step) * ticks.step;
  self->n_bins = MIN ((guint)floor ((high - self->from) / ticks.step) + 1, 4 * MAX_BINS);
}

static void
fill_set (BwOutcomesChart  *self,
          Set              *set,
          const BwOutcomes *outcomes)
{
  guint done = 0;

  set->share = g_new0 (double, MAX (self->n_bins, 1));
  set->more = g_new0 (double, MAX (self->n_bins, 1));
  if (outcomes->n_paths < FEWEST_PATHS)
    return;
  while (done < outcomes->n_paths && outcomes->paths[done] < self->from)
    done++;
  for (guint bin = 0; bin < self->n_bins; bin++)
    {
      guint first = done;

      while (done < outcomes->n_paths && outcomes->paths[done] < self->from + (bin + 1) * self->width)
        done++;
      set->share[bin] = (double)(done - first) / outcomes->n_paths;
      set->more[bin] = 1 - (double)done / outcomes->n_paths;
      self->highest = fmax (self->highest, set->share[bin]);
    }
}

/* ---- Drawing ---- */

/* The first of several is what the others are held against. */
static BwColor
get_color (const Drawing *d,
           guint          i)
{
  if (i == 0 && d->chart->sets->len > 1)
    return bw_canvas_tone (d->canvas, BW_TONE_CONTEXT);
  if (i <= 1)
    return bw_canvas_tone (d->canvas, BW_TONE_ACCENT);
  return bw_palette_category (d->canvas->theme, i - 1);
}

static double
bin_left (const Drawing *d,
          guint          bin)
{
  return bw_scale_to_pixel (&d->x, d->chart->from + bin * d->chart->width);
}

/* Fills the bins of @set over @bottom, strongly from its target on. */
static void
fill_bins (const Drawing *d,
           const Set     *set,
           BwColor        color,
           double         below,
           double         above,
           double         bottom)
{
  double part = isfinite (set->target) ? bw_scale_to_pixel (&d->x, set->target) : -INFINITY;

  for (guint bin = 0; bin < d->chart->n_bins; bin++)
    {
      double left = bin_left (d, bin), right = bin_left (d, bin + 1), top = bw_scale_to_pixel (&d->y, set->share[bin]);
      double middle = fmin (fmax (part, left), right);
      BwRect rect = { left, bottom + top, middle - left, -top };

      if (set->share[bin] <= 0)
        continue;
      bw_canvas_rect (d->canvas, bw_color_fade (color, below), &rect);
      rect.x = middle;
      rect.width = right - middle;
      bw_canvas_rect (d->canvas, bw_color_fade (color, above), &rect);
    }
}

static void
outline_bins (const Drawing *d,
              const Set     *set,
              BwColor        color,
              double         bottom)
{
  guint              n = 2 * d->chart->n_bins + 2;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);

  x[0] = bin_left (d, 0);
  y[0] = bottom;
  for (guint bin = 0; bin < d->chart->n_bins; bin++)
    {
      x[1 + 2 * bin] = bin_left (d, bin);
      x[2 + 2 * bin] = bin_left (d, bin + 1);
      y[1 + 2 * bin] = y[2 + 2 * bin] = bottom + bw_scale_to_pixel (&d->y, set->share[bin]);
    }
  x[n - 1] = bin_left (d, d->chart->n_bins);
  y[n - 1] = bottom;
  bw_canvas_polyline (d->canvas, color, 2, x, y, n);
}

static gboolean
is_within (const Drawing *d,
           double         x)
{
  return isfinite (x) && x >= d->plot.x && x <= d->plot.x + d->plot.width;
}

/* A dashed line at the target of set @i from @top to @bottom; named when @named. */
static void
draw_target (const Drawing *d,
             guint          i,
             double         top,
             double         bottom,
             gboolean       named)
{
  static const double dashes[] = { 6, 4 };
  const Set          *set = get_set (d->chart, i);
  double              x = bw_scale_to_pixel (&d->x, set->target), em = bw_canvas_em (d->canvas);
  g_autofree char    *money = bw_axis_dup_money (set->target, d->chart->currency);
  g_autofree char    *label = g_strdup_printf (_ ("Target %s"), money);
  BwColor             tone = bw_canvas_tone (d->canvas, BW_TONE_TARGET);

  if (!is_within (d, x))
    return;
  cairo_save (d->canvas->cr);
  cairo_set_dash (d->canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_canvas_line (d->canvas, tone, 1.5, x, top, x, bottom);
  cairo_restore (d->canvas->cr);
  if (named && !bw_canvas_text (d->canvas, BW_TEXT_STRONG, tone, label, x + em * 0.5, top, 0, 0))
    bw_canvas_text (d->canvas, BW_TEXT_STRONG, tone, label, x - em * 0.5, top, 1, 0);
}

/* Whether a target's line or the middle of another set than @but runs between @from and @to. */
static gboolean
is_crossed (const Drawing *d,
            guint          but,
            double         from,
            double         to)
{
  for (guint i = 0; i < d->chart->sets->len; i++)
    {
      double target = bw_scale_to_pixel (&d->x, get_set (d->chart, i)->target);
      double middle = bw_scale_to_pixel (&d->x, get_set (d->chart, i)->p50);

      if ((target > from && target < to) || (i != but && middle > from && middle < to))
        return TRUE;
    }
  return FALSE;
}

/* A line at the middle of set @i, with the amount on the side where nothing runs through it. */
static void
draw_middle (const Drawing *d,
             guint          i,
             double         top,
             double         bottom)
{
  const Set       *set = get_set (d->chart, i);
  double           x = bw_scale_to_pixel (&d->x, set->p50), em = bw_canvas_em (d->canvas);
  g_autofree char *money = bw_axis_dup_money (set->p50, d->chart->currency);
  g_autofree char *label = g_strdup_printf ("P50 %s", money);
  gboolean         ground = i == 0 && d->chart->sets->len > 1;
  BwColor          tone = bw_canvas_tone (d->canvas, ground ? BW_TONE_DIM_TEXT : BW_TONE_TEXT);
  BwTextStyle      style = ground ? BW_TEXT_LABEL : BW_TEXT_STRONG;
  double           width;

  if (!is_within (d, x))
    return;
  bw_canvas_line (d->canvas, tone, ground ? 1 : 2, x, top, x, bottom);
  bw_canvas_measure (d->canvas, style, label, &width, NULL);
  for (guint side = 0; side < 4; side++)
    {
      double at = side % 2 ? x - em * 0.3 : x + em * 0.3;

      if ((side >= 2 || !is_crossed (d, i, side % 2 ? at - width : at, side % 2 ? at : at + width)) &&
          bw_canvas_text (d->canvas, style, tone, label, at, top, side % 2, 0))
        return;
    }
}

static void
draw_legend (const Drawing *d,
             const BwRect  *area)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas), x = area->x;

  for (guint i = 0; i < d->chart->sets->len; i++)
    {
      BwRect swatch = { x, area->y + line * 0.2, em * 0.8, line * 0.6 };
      BwRect room = { x + em * 1.2, area->y, 0, line };
      double width;

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, get_set (d->chart, i)->name, &width, NULL);
      room.width = fmin (width + 1, (area->width - (x - area->x)) / (d->chart->sets->len - i) - em * 1.2);
      if (bw_canvas_paragraph (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), get_set (d->chart, i)->name,
                               &room, 1, PANGO_ALIGN_LEFT) <= 0)
        return;
      bw_canvas_rect (d->canvas, get_color (d, i), &swatch);
      x = room.x + room.width + em * 1.2;
    }
}

/* Fits the values to the width of the plot, with every target that is near, and draws the axis. */
static void
lay_out_across (Drawing *d)
{
  double      low = d->chart->from, high = low + d->chart->n_bins * d->chart->width, reach = high - low;
  double      bins_low = low, bins_high = high;
  BwTicks     ticks;
  BwMoneyUnit unit;

  for (guint i = 0; i < d->chart->sets->len; i++)
    {
      double target = get_set (d->chart, i)->target;

      if (isfinite (target) && target > bins_low - 1.5 * reach && target < bins_high + 1.5 * reach)
        {
          low = fmin (low, target);
          high = fmax (high, target);
        }
    }
  bw_scale_fit (&d->x, &ticks, low, high, (guint)CLAMP (d->plot.width / (6 * bw_canvas_em (d->canvas)), 2, 12));
  d->x = (BwScale) { low - (high - low) * 0.02, high + (high - low) * 0.02, d->plot.x, d->plot.x + d->plot.width };
  bw_money_unit_init (&unit, &ticks, d->chart->currency);
  bw_axis_draw_money_across (d->canvas, &d->plot, &d->x, &ticks, &unit);
}

static void
draw_over (Drawing      *d,
           const BwRect *area)
{
  double line = bw_canvas_line_height (d->canvas), bottom;

  d->plot = (BwRect) { area->x, area->y + 3.8 * line, area->width, fmax (area->height - 5.4 * line, 1) };
  bottom = d->plot.y + d->plot.height;
  lay_out_across (d);
  d->y = (BwScale) { 0, d->chart->highest * 1.05, 0, -d->plot.height };
  for (guint i = 0; i < d->chart->sets->len; i++)
    {
      gboolean ground = i == 0 && d->chart->sets->len > 1;

      fill_bins (d, get_set (d->chart, i), get_color (d, i), ground ? 0.45 : 0.2, ground ? 0.45 : 0.5, bottom);
      if (!ground)
        outline_bins (d, get_set (d->chart, i), get_color (d, i), bottom);
    }
  draw_legend (d, area);
  for (guint i = d->chart->sets->len; i-- > 0;)
    {
      draw_middle (d, i, area->y + 2.5 * line, bottom);
      if (i == d->chart->sets->len - 1 || get_set (d->chart, i)->target != get_set (d->chart, i + 1)->target)
        draw_target (d, i, area->y + 1.3 * line, bottom, TRUE);
    }
  for (guint bin = 0; bin < d->chart->n_bins; bin++)
    {
      double left = bin_left (d, bin), right = bin_left (d, bin + 1), most = 0;
      BwRect region = { left, d->plot.y, right - left, d->plot.height };

      for (guint i = 0; i < d->chart->sets->len; i++)
        most = fmax (most, get_set (d->chart, i)->share[bin]);
      bw_canvas_add_point (d->canvas, (left + right) / 2, bottom + bw_scale_to_pixel (&d->y, most), &region);
    }
}

static void
draw_rows (Drawing      *d,
           const BwRect *area)
{
  double line = bw_canvas_line_height (d->canvas), em = bw_canvas_em (d->canvas), names = 0, row;
  guint  n = d->chart->sets->len;

  for (guint i = 0; i < n; i++)
    {
      double width;

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, get_set (d->chart, i)->name, &width, NULL);
      names = fmax (names, width);
    }
  names = fmin (names, area->width * 0.3);
  d->plot = (BwRect) { area->x + names + em, area->y, fmax (area->width - names - em, 1), fmax (area->height - 1.6 * line, 1) };
  row = d->plot.height / n;
  lay_out_across (d);
  d->y = (BwScale) { 0, d->chart->highest * 1.05, 0, -fmax (row - 1.6 * line, 1) };
  for (guint i = 0; i < n; i++)
    {
      const Set *set = get_set (d->chart, i);
      double     top = d->plot.y + i * row, bottom = top + row - 1;
      BwRect     room = { area->x, bottom - 1.2 * line, names, line };
      BwRect     region = { 0, top, d->canvas->width, row };
      double     middle = bw_scale_to_pixel (&d->x, set->p50);

      fill_bins (d, set, get_color (d, i), 0.45, 0.9, bottom);
      bw_canvas_line (d->canvas, bw_canvas_tone (d->canvas, BW_TONE_GRID), 1, d->plot.x, bottom, d->plot.x + d->plot.width, bottom);
      draw_middle (d, i, top + 0.2 * line, bottom);
      draw_target (d, i, top + 1.4 * line, bottom, FALSE);
      bw_canvas_paragraph (d->canvas, BW_TEXT_LABEL, bw_canvas_tone (d->canvas, BW_TONE_TEXT), set->name, &room, 1, PANGO_ALIGN_LEFT);
      bw_canvas_add_point (d->canvas, is_within (d, middle) ? middle : d->plot.x, bottom - row / 2, &region);
    }
}

static void
outcomes_draw (BwChart      *chart,
               BwCanvas     *canvas,
               const BwRect *area)
{
  Drawing d = { .chart = (BwOutcomesChart *)chart, .canvas = canvas };

  if (d.chart->n_bins == 0)
    bw_canvas_empty (canvas, area, _ ("All simulated outcomes are the same: nothing is open any more."));
  else if (d.chart->layout == BW_OUTCOMES_ROWS)
    draw_rows (&d, area);
  else
    draw_over (&d, area);
}

/* ---- Words ---- */

static char *
outcomes_dup_title (BwChart *chart)
{
  return g_strdup (((BwOutcomesChart *)chart)->title);
}

/* "P50 $3.7 M, P10 to P90 $3.1 M to $4.4 M, 55 % chance of $4.4 M". */
static char *
dup_set_text (const BwOutcomesChart *self,
              const Set             *set)
{
  g_autofree char *low = bw_axis_dup_money (set->p10, self->currency);
  g_autofree char *middle = bw_axis_dup_money (set->p50, self->currency);
  g_autofree char *high = bw_axis_dup_money (set->p90, self->currency);
  g_autofree char *target = bw_axis_dup_money (set->target, self->currency);
  g_autofree char *chance = bw_axis_dup_percent (set->chance);

  if (isfinite (set->target) && isfinite (set->chance))
    return g_strdup_printf (_ ("in the middle %s, P10 to P90 %s to %s, %s chance of %s"), middle, low, high, chance, target);
  return g_strdup_printf (_ ("in the middle %s, P10 to P90 %s to %s"), middle, low, high);
}

static char *
outcomes_describe (BwChart *chart)
{
  BwOutcomesChart *self = (BwOutcomesChart *)chart;
  GString         *text = g_string_new (self->title);

  g_string_append_c (text, '.');
  for (guint i = 0; i < self->sets->len; i++)
    {
      g_autofree char *told = dup_set_text (self, get_set (self, i));

      g_string_append_printf (text, " %s: %s.", get_set (self, i)->name, told);
    }
  return g_string_free (text, FALSE);
}

static guint
outcomes_n_points (BwChart *chart)
{
  BwOutcomesChart *self = (BwOutcomesChart *)chart;

  return self->n_bins == 0 ? 0 : self->layout == BW_OUTCOMES_ROWS ? self->sets->len
                                                                  : self->n_bins;
}

static char *
outcomes_dup_point_text (BwChart *chart,
                         guint    point)
{
  BwOutcomesChart *self = (BwOutcomesChart *)chart;
  g_autofree char *from = bw_axis_dup_money (self->from + point * self->width, self->currency);
  g_autofree char *to = bw_axis_dup_money (self->from + (point + 1) * self->width, self->currency);
  GString         *text;

  if (self->layout == BW_OUTCOMES_ROWS)
    {
      g_autofree char *told = dup_set_text (self, get_set (self, point));

      return g_strdup_printf ("%s\n%s", get_set (self, point)->name, told);
    }
  text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%s to %s"), from, to);
  for (guint i = 0; i < self->sets->len; i++)
    {
      g_autofree char *here = bw_axis_dup_percent (get_set (self, i)->share[point]);
      g_autofree char *more = bw_axis_dup_percent (get_set (self, i)->more[point]);

      g_string_append_c (text, '\n');
      /* Translators: the name of a scenario and two percentages. */
      g_string_append_printf (text, _ ("%s: %s chance, %s of more"), get_set (self, i)->name, here, more);
    }
  return g_string_free (text, FALSE);
}

static void
take_share (BwChartTable *table,
            double        share)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE];

  bw_chart_table_take (table, table->for_file ? g_strdup (g_ascii_formatd (plain, sizeof plain, "%.4f", share))
                                              : bw_axis_dup_percent (share));
}

static void
outcomes_fill_table (BwChart      *chart,
                     BwChartTable *table)
{
  BwOutcomesChart *self = (BwOutcomesChart *)chart;

  bw_chart_table_add_column (table, _ ("From"));
  bw_chart_table_add_column (table, _ ("To"));
  for (guint i = 0; i < self->sets->len; i++)
    {
      g_autofree char *more = g_strdup_printf (_ ("%s, chance of more"), get_set (self, i)->name);

      bw_chart_table_add_column (table, get_set (self, i)->name);
      bw_chart_table_add_column (table, more);
    }
  for (guint bin = 0; bin < self->n_bins; bin++)
    {
      bw_chart_table_take_money (table, self->from + bin * self->width, self->currency);
      bw_chart_table_take_money (table, self->from + (bin + 1) * self->width, self->currency);
      for (guint i = 0; i < self->sets->len; i++)
        {
          take_share (table, get_set (self, i)->share[bin]);
          take_share (table, get_set (self, i)->more[bin]);
        }
    }
}

static void
outcomes_finalize (BwChart *chart)
{
  BwOutcomesChart *self = (BwOutcomesChart *)chart;

  g_free (self->title);
  g_array_unref (self->sets);
}

static const BwChartClass outcomes_class = {
  .instance_size = sizeof (BwOutcomesChart),
  .direction = BW_CHART_ACROSS,
  .draw = outcomes_draw,
  .dup_title = outcomes_dup_title,
  .describe = outcomes_describe,
  .n_points = outcomes_n_points,
  .dup_point_text = outcomes_dup_point_text,
  .fill_table = outcomes_fill_table,
  .finalize = outcomes_finalize,
};

/* The @outcomes (array length=n), in amounts of @currency. @title says in a sentence what they show.
 * Returns: (transfer full): the chart. */
BwChart *
bw_outcomes_chart_new (const char       *title,
                       const char       *currency,
                       BwOutcomesLayout  layout,
                       const BwOutcomes *outcomes,
                       guint             n)
{
  BwOutcomesChart *self;

  g_return_val_if_fail (title != NULL && currency != NULL && (outcomes != NULL || n == 0), NULL);

  self = bw_chart_alloc (&outcomes_class);
  self->title = g_strdup (title);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->layout = layout;
  if (layout == BW_OUTCOMES_ROWS)
    self->parent.direction = BW_CHART_DOWN;
  self->sets = g_array_sized_new (FALSE, TRUE, sizeof (Set), n);
  g_array_set_clear_func (self->sets, clear_set);
  choose_bins (self, outcomes, n);
  for (guint i = 0; i < n; i++)
    {
      Set set = { g_strdup (outcomes[i].name), outcomes[i].target, outcomes[i].chance,
                  outcomes[i].p10, outcomes[i].p50, outcomes[i].p90, NULL, NULL };

      fill_set (self, &set, &outcomes[i]);
      g_array_append_val (self->sets, set);
    }
  return &self->parent;
}
