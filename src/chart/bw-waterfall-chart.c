/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the pipeline came from its start to its end.
 *
 *   M USD         +$2.1 M
 *   12             ____    ____
 *    9 |$9.1 M|   |####|  |####|  ____
 *    6 |      |                  |-$1.8 M|   |$8.1 M|
 *    0 |______|__________________________ ___|______|
 *       Start      New   Pulled in  Won        End
 *
 * Start and end are columns from zero, the moves between them float: entries, then changes of amounts, then exits, as
 * the flow has them; moves of nothing are left out. Where columns would be too narrow for their names and there is
 * height for it, the same is drawn downwards, a row for each. */

#include "chart/bw-waterfall-chart.h"

#include "chart/bw-axis.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* A column: what it stands for, and between which totals it reaches. */
typedef struct
{
  int    bucket; /* a BwFlowBucket, BW_WATERFALL_START or BW_WATERFALL_END */
  double before;
  double after;
  double value;
  guint  count; /* deals */
} Move;

typedef struct
{
  BwChart parent;
  char    currency[4];
  BwDate  from;
  BwDate  to;
  GArray *moves; /* Move, in their order */
} BwWaterfallChart;

typedef struct
{
  BwWaterfallChart *chart;
  BwCanvas         *canvas;
  BwRect            plot;
  BwScale           scale; /* of amounts */
  double            band;  /* of one move, across the scale */
  gboolean          down;  /* a row for each move */
} Drawing;

static const Move *
get_move (const BwWaterfallChart *self,
          guint                   i)
{
  return &g_array_index (self->moves, Move, i);
}

static const char *
get_name (const Move *move)
{
  if (move->bucket == BW_WATERFALL_START)
    return _ ("Start");
  if (move->bucket == BW_WATERFALL_END)
    return _ ("End");
  return bw_flow_bucket_title (move->bucket);
}

static BwColor
get_color (const BwCanvas *canvas,
           const Move     *move)
{
  BwColor open = bw_canvas_tone (canvas, BW_TONE_OPEN);

  switch (move->bucket)
    {
    case BW_WATERFALL_START:
    case BW_WATERFALL_END:
      return open;
    case BW_FLOW_WON:
      return bw_canvas_tone (canvas, BW_TONE_WON);
    case BW_FLOW_LOST:
      return bw_canvas_tone (canvas, BW_TONE_LOST);
    default:
      return move->value >= 0 ? bw_color_fade (open, 0.55) : bw_canvas_tone (canvas, BW_TONE_BAD);
    }
}

/* The amount of a column, of a move with its sign. */
static char *
dup_value (const BwWaterfallChart *self,
           const Move             *move)
{
  if (move->bucket < 0)
    return bw_axis_dup_money (move->value, self->currency);
  return bw_money_format_change ((gint64)move->value, self->currency);
}

static void
find_range (const BwWaterfallChart *self,
            double                 *low,
            double                 *high)
{
  *low = 0;
  *high = 0;
  for (guint i = 0; i < self->moves->len; i++)
    {
      *low = MIN (*low, MIN (get_move (self, i)->before, get_move (self, i)->after));
      *high = MAX (*high, MAX (get_move (self, i)->before, get_move (self, i)->after));
    }
}

static BwRect
place_move (const Drawing *d,
            guint          i)
{
  const Move *move = get_move (d->chart, i);
  double      thick = MAX (floor (d->band * 0.68), 1), inset = (d->band - thick) / 2;
  double      a = bw_scale_to_pixel (&d->scale, move->before), b = bw_scale_to_pixel (&d->scale, move->after);

  if (d->down)
    return (BwRect) { MIN (a, b), d->plot.y + i * d->band + inset, MAX (fabs (b - a), 1), thick };
  return (BwRect) { d->plot.x + i * d->band + inset, MIN (a, b), thick, MAX (fabs (b - a), 1) };
}

/* A hairline from the end of a move to the beginning of the next. */
static void
draw_connection (const Drawing *d,
                 guint          i,
                 const BwRect  *here,
                 const BwRect  *next)
{
  double  at = bw_scale_to_pixel (&d->scale, get_move (d->chart, i)->after);
  BwColor axis = bw_canvas_tone (d->canvas, BW_TONE_AXIS);

  if (d->down)
    bw_canvas_line (d->canvas, axis, 1, at, here->y + here->height, at, next->y);
  else
    bw_canvas_line (d->canvas, axis, 1, here->x + here->width, at, next->x, at);
}

static void
label_move (const Drawing *d,
            guint          i,
            const BwRect  *bar)
{
  const Move      *move = get_move (d->chart, i);
  g_autofree char *value = dup_value (d->chart, move);
  BwTextStyle      style = move->bucket < 0 ? BW_TEXT_STRONG : BW_TEXT_LABEL;
  BwColor          text = bw_canvas_tone (d->canvas, BW_TONE_TEXT);
  double           middle = bar->y + bar->height / 2, gap = bw_canvas_em (d->canvas) * 0.4;
  double           center = bar->x + bar->width / 2;

  if (d->down)
    {
      bw_canvas_text (d->canvas, BW_TEXT_LABEL, text, get_name (move), d->plot.x - gap * 1.5, middle, 1, 0.5);
      if (!bw_canvas_text (d->canvas, style, text, value, bar->x + bar->width + gap, middle, 0, 0.5))
        bw_canvas_text (d->canvas, style, text, value, bar->x - gap, middle, 1, 0.5);
      return;
    }
  if (move->bucket >= 0 && d->band < 3.4 * bw_canvas_em (d->canvas))
    return;
  if (move->value < 0 && move->bucket >= 0)
    bw_canvas_text (d->canvas, style, text, value, center, bar->y + bar->height + 1, 0.5, 0);
  /* The columns at the ends may have less room than their value needs. */
  else if (!bw_canvas_text (d->canvas, style, text, value, center, bar->y - 1, 0.5, 1) && move->bucket < 0 &&
           !bw_canvas_text (d->canvas, style, text, value, bar->x + bar->width, bar->y - 1, 1, 1))
    bw_canvas_text (d->canvas, style, text, value, bar->x, bar->y - 1, 0, 1);
}

/* Names under the columns, in as many lines as there is room for. */
static void
draw_names (const Drawing *d)
{
  double line = bw_canvas_line_height (d->canvas), top = d->plot.y + d->plot.height + line * 0.25;
  int    lines = (int)((d->canvas->height - top) / (line * 0.85));

  for (guint i = 0; i < d->chart->moves->len; i++)
    {
      BwRect room = { d->plot.x + i * d->band + 2, top, d->band - 4, d->canvas->height - top + 1 };

      bw_canvas_paragraph (d->canvas, BW_TEXT_SMALL, bw_canvas_tone (d->canvas, BW_TONE_DIM_TEXT),
                           get_name (get_move (d->chart, i)), &room, MAX (lines, 1), PANGO_ALIGN_CENTER);
    }
}

static void
lay_out_down (Drawing      *d,
              const BwRect *area)
{
  double names = 0, values = 0, low, high, em = bw_canvas_em (d->canvas);

  for (guint i = 0; i < d->chart->moves->len; i++)
    {
      g_autofree char *value = dup_value (d->chart, get_move (d->chart, i));
      double           width;

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, get_name (get_move (d->chart, i)), &width, NULL);
      names = MAX (names, width);
      bw_canvas_measure (d->canvas, BW_TEXT_STRONG, value, &width, NULL);
      values = MAX (values, width);
    }
  find_range (d->chart, &low, &high);
  d->plot = (BwRect) { area->x + names + em, area->y, MAX (area->width - names - values - 2 * em, 1), area->height };
  d->band = d->plot.height / d->chart->moves->len;
  d->scale = (BwScale) { low, high > low ? high : low + 1, d->plot.x, d->plot.x + d->plot.width };
}

/* Whether a name needs more than @width. */
static gboolean
has_long_name (const Drawing *d,
               double         width)
{
  for (guint i = 0; i < d->chart->moves->len; i++)
    {
      double needed;

      bw_canvas_measure (d->canvas, BW_TEXT_SMALL, get_name (get_move (d->chart, i)), &needed, NULL);
      if (needed > width)
        return TRUE;
    }
  return FALSE;
}

static void
lay_out_across (Drawing      *d,
                const BwRect *area)
{
  double      line = bw_canvas_line_height (d->canvas), em = bw_canvas_em (d->canvas), low, high, left;
  double      bottom;
  BwTicks     ticks;
  BwMoneyUnit unit;

  find_range (d->chart, &low, &high);
  bw_scale_fit (&d->scale, &ticks, low, high, (guint)CLAMP (area->height / (3.4 * line), 2, 6));
  bw_money_unit_init (&unit, &ticks, d->chart->currency);
  left = bw_axis_money_width (d->canvas, &ticks, &unit) + em * 0.6;
  d->band = (area->width - left) / d->chart->moves->len;
  bottom = MIN (has_long_name (d, d->band - 4) ? 2.4 * line : 1.4 * line, area->height / 4);
  d->plot = (BwRect) { area->x + left, area->y + 1.6 * line, MAX (area->width - left, 1),
                       MAX (area->height - 1.6 * line - bottom, 1) };
  d->scale.pixel_from = d->plot.y + d->plot.height;
  d->scale.pixel_to = d->plot.y;
  bw_axis_draw_money_up (d->canvas, &d->plot, &d->scale, &ticks, &unit);
}

static void
draw_moves (const Drawing *d)
{
  for (guint i = 0; i < d->chart->moves->len; i++)
    {
      BwRect bar = place_move (d, i);
      BwRect region = d->plot;

      bw_canvas_rect (d->canvas, get_color (d->canvas, get_move (d->chart, i)), &bar);
      if (i + 1 < d->chart->moves->len)
        {
          BwRect next = place_move (d, i + 1);

          draw_connection (d, i, &bar, &next);
        }
      if (d->down)
        {
          region.y += i * d->band;
          region.height = d->band;
        }
      else
        {
          region.x += i * d->band;
          region.width = d->band;
        }
      bw_canvas_add_point (d->canvas, bar.x + bar.width / 2, d->down ? bar.y + bar.height / 2 : bar.y, &region);
    }
  for (int columns = 1; columns >= 0; columns--)
    for (guint i = 0; i < d->chart->moves->len; i++)
      {
        BwRect bar = place_move (d, i);

        if ((get_move (d->chart, i)->bucket < 0) == columns)
          label_move (d, i, &bar);
      }
}

static gboolean
is_empty (const BwWaterfallChart *self)
{
  return self->moves->len == 2 && get_move (self, 0)->value == 0 && get_move (self, 1)->value == 0;
}

static void
waterfall_draw (BwChart      *chart,
                BwCanvas     *canvas,
                const BwRect *area)
{
  Drawing d = { .chart = (BwWaterfallChart *)chart, .canvas = canvas };
  double  line = bw_canvas_line_height (canvas), n = d.chart->moves->len;

  if (is_empty (d.chart))
    {
      bw_canvas_empty (canvas, area, _ ("The pipeline was empty at both dates, and nothing went through it."));
      return;
    }
  d.down = area->width / n < 4.6 * bw_canvas_em (canvas) && area->height / n > 1.1 * line &&
           area->width > 18 * bw_canvas_em (canvas);
  chart->direction = d.down ? BW_CHART_DOWN : BW_CHART_ACROSS;
  if (d.down)
    lay_out_down (&d, area);
  else
    lay_out_across (&d, area);
  draw_moves (&d);
  if (!d.down)
    draw_names (&d);
}

static char *
waterfall_dup_title (BwChart *chart)
{
  BwWaterfallChart *self = (BwWaterfallChart *)chart;
  const Move       *start = get_move (self, 0), *end = get_move (self, self->moves->len - 1);
  double            change = end->value - start->value;
  g_autofree char  *by = bw_axis_dup_money (fabs (change), self->currency);
  g_autofree char  *to = bw_axis_dup_money (end->value, self->currency);
  g_autofree char  *since = bw_date_dup_short (self->from);

  if (change == 0)
    return g_strdup_printf (_ ("The pipeline is %s, as on %s"), to, since);
  if (change > 0)
    return g_strdup_printf (_ ("The pipeline grew by %s since %s to %s"), by, since, to);
  return g_strdup_printf (_ ("The pipeline shrank by %s since %s to %s"), by, since, to);
}

static char *
waterfall_describe (BwChart *chart)
{
  BwWaterfallChart *self = (BwWaterfallChart *)chart;
  g_autofree char  *title = waterfall_dup_title (chart);
  GString          *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", title);
  for (guint i = 0; i < self->moves->len; i++)
    {
      const Move      *move = get_move (self, i);
      g_autofree char *value = dup_value (self, move);

      g_string_append_printf (text, " %s %s", get_name (move), value);
      g_string_append (text, i + 1 < self->moves->len ? "," : ".");
    }
  return g_string_free (text, FALSE);
}

static guint
waterfall_n_points (BwChart *chart)
{
  return is_empty ((BwWaterfallChart *)chart) ? 0 : ((BwWaterfallChart *)chart)->moves->len;
}

static char *
waterfall_dup_point_text (BwChart *chart,
                          guint    point)
{
  BwWaterfallChart *self = (BwWaterfallChart *)chart;
  const Move       *move = get_move (self, point);
  g_autofree char  *money = bw_axis_dup_money_in_full (move->value, self->currency);
  g_autofree char  *deals = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u deal", "%u deals", move->count),
                                             move->count);

  return g_strdup_printf ("%s\n%s\n%s", get_name (move), money, deals);
}

static void
waterfall_fill_table (BwChart      *chart,
                      BwChartTable *table)
{
  BwWaterfallChart *self = (BwWaterfallChart *)chart;

  bw_chart_table_add_column (table, _ ("Move"));
  bw_chart_table_add_column (table, _ ("Amount"));
  bw_chart_table_add_column (table, _ ("Deals"));
  for (guint i = 0; i < self->moves->len; i++)
    {
      const Move *move = get_move (self, i);

      bw_chart_table_take (table, g_strdup (get_name (move)));
      bw_chart_table_take_money (table, move->value, self->currency);
      bw_chart_table_take (table, g_strdup_printf ("%u", move->count));
    }
}

static void
waterfall_finalize (BwChart *chart)
{
  g_array_unref (((BwWaterfallChart *)chart)->moves);
}

static const BwChartClass waterfall_class = {
  .instance_size = sizeof (BwWaterfallChart),
  .direction = BW_CHART_ACROSS,
  .draw = waterfall_draw,
  .dup_title = waterfall_dup_title,
  .describe = waterfall_describe,
  .n_points = waterfall_n_points,
  .dup_point_text = waterfall_dup_point_text,
  .fill_table = waterfall_fill_table,
  .finalize = waterfall_finalize,
};

static void
add_move (BwWaterfallChart *self,
          int               bucket,
          double            before,
          double            value,
          guint             count)
{
  Move move = { bucket, before, before + value, value, count };

  g_array_append_val (self->moves, move);
}

/* The moves of @flow, of which nothing is kept.
 * Returns: (transfer full): the chart. */
BwChart *
bw_waterfall_chart_new (const BwFlow *flow,
                        const char   *currency)
{
  BwWaterfallChart *self;
  double            total;

  g_return_val_if_fail (flow != NULL && currency != NULL, NULL);

  self = bw_chart_alloc (&waterfall_class);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->from = flow->from;
  self->to = flow->to;
  self->moves = g_array_new (FALSE, FALSE, sizeof (Move));
  total = (double)flow->start;
  add_move (self, BW_WATERFALL_START, 0, total, flow->n_start);
  for (int i = 0; i < BW_N_FLOWS; i++)
    if (flow->value[i] != 0)
      {
        add_move (self, i, total, (double)flow->value[i], flow->count[i]);
        total += (double)flow->value[i];
      }
  add_move (self, BW_WATERFALL_END, 0, (double)flow->end, flow->n_end);
  return &self->parent;
}

/* What @point stands for: a BwFlowBucket, %BW_WATERFALL_START or %BW_WATERFALL_END. */
int
bw_waterfall_chart_bucket (BwChart *chart,
                           guint    point)
{
  BwWaterfallChart *self = (BwWaterfallChart *)chart;

  g_return_val_if_fail (chart != NULL && chart->klass == &waterfall_class, BW_WATERFALL_END);
  g_return_val_if_fail (point < self->moves->len, BW_WATERFALL_END);
  return get_move (self, point)->bucket;
}
