/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many deals get from stage to stage.
 *
 *   Qualify   ########################  412   62 % move on (58 % before), 12 days
 *   Propose   ###############           256   71 % move on (74 % before), 20 days
 *   Won       ###########               181
 *
 * Bars begin at zero on a common scale, so that what is lost between two stages is the difference of two lengths. What
 * is
 * better than before is named with a sign and the colour of good, what is worse with that of bad, only when they differ
 * by two points or more. */

#include "chart/bw-funnel-chart.h"

#include "chart/bw-axis.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Differences below this share are not worth a colour. */
#define NOTICEABLE 0.02

typedef struct
{
  BwChart parent;
  char   *title;  /* (owned) */
  GArray *stages; /* BwFunnelStage, names owned */
} BwFunnelChart;

static void
clear_stage (gpointer data)
{
  g_free ((char *)((BwFunnelStage *)data)->name);
}

static const BwFunnelStage *
get_stage (const BwFunnelChart *self,
           guint                i)
{
  return &g_array_index (self->stages, BwFunnelStage, i);
}

/* What stands beside the bar of @stage: its conversion and how long it takes. */
static char *
dup_conversion (const BwFunnelStage *stage)
{
  GString *text = g_string_new (NULL);

  if (isfinite (stage->conversion))
    {
      g_autofree char *share = bw_axis_dup_percent (stage->conversion);

      g_string_append_printf (text, _ ("%s move on"), share);
      if (isfinite (stage->past_conversion))
        {
          g_autofree char *past = bw_axis_dup_percent (stage->past_conversion);

          g_string_append_c (text, ' ');
          g_string_append_printf (text, _ ("(%s before)"), past);
        }
    }
  if (isfinite (stage->days))
    {
      int days = (int)round (stage->days);

      g_string_append (text, text->len > 0 ? ", " : "");
      g_string_append_printf (text, ngettext ("%d day", "%d days", (gulong)days), days);
    }
  return g_string_free (text, FALSE);
}

/* The tone of a conversion against the one before. */
static BwTone
find_tone (const BwFunnelStage *stage)
{
  double change = stage->conversion - stage->past_conversion;

  if (!isfinite (change) || fabs (change) < NOTICEABLE)
    return BW_TONE_DIM_TEXT;
  return change > 0 ? BW_TONE_GOOD : BW_TONE_BAD;
}

static const char *
find_sign (const BwFunnelStage *stage)
{
  switch (find_tone (stage))
    {
    case BW_TONE_GOOD:
      return "▲ ";
    case BW_TONE_BAD:
      return "▼ ";
    default:
      return "";
    }
}

typedef struct
{
  BwFunnelChart *chart;
  BwCanvas      *canvas;
  BwRect         area;
  BwScale        scale;
  double         names; /* the width of the stages' names */
  double         notes; /* the width of what is said beside the bars; 0: no room for it */
  double         band;
  guint          n; /* stages that are drawn */
} Drawing;

static void
lay_out (Drawing *d)
{
  double em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas), counts = 0, most = 1, width;

  d->n = MIN (d->chart->stages->len, (guint)fmax (d->area.height / (1.3 * line), 0));
  for (guint i = 0; i < d->n; i++)
    {
      const BwFunnelStage *stage = get_stage (d->chart, i);
      g_autofree char     *note = dup_conversion (stage), *count = g_strdup_printf ("%'u", stage->n_entered);

      bw_canvas_measure (d->canvas, BW_TEXT_LABEL, stage->name, &width, NULL);
      d->names = fmax (d->names, width);
      bw_canvas_measure (d->canvas, BW_TEXT_SMALL, note, &width, NULL);
      d->notes = fmax (d->notes, width + 2 * em);
      bw_canvas_measure (d->canvas, BW_TEXT_STRONG, count, &width, NULL);
      counts = fmax (counts, width);
      most = fmax (most, stage->n_entered);
    }
  d->names = fmin (d->names, d->area.width * 0.3);
  if (d->area.width - d->names - d->notes - counts < 8 * em)
    d->notes = 0;
  d->scale = (BwScale) { 0, most, d->area.x + d->names + em, d->area.x + d->area.width - d->notes - counts - 2 * em };
  d->scale.pixel_to = fmax (d->scale.pixel_to, d->scale.pixel_from + 1);
  d->band = fmin (d->area.height / MAX (d->n, 1), 3.2 * line);
}

static void
draw_stage (const Drawing *d,
            guint          i)
{
  const BwFunnelStage *stage = get_stage (d->chart, i);
  g_autofree char     *conversion = dup_conversion (stage), *note = g_strconcat (find_sign (stage), conversion, NULL);
  g_autofree char     *count = g_strdup_printf ("%'u", stage->n_entered);
  double               em = bw_canvas_em (d->canvas), line = bw_canvas_line_height (d->canvas);
  double               middle = d->area.y + (i + 0.5) * d->band, thick = fmin (floor (d->band * 0.7), 1.8 * line);
  double               end = bw_scale_to_pixel (&d->scale, stage->n_entered);
  BwRect               bar = { d->scale.pixel_from, round (middle - thick / 2), end - d->scale.pixel_from, thick };
  BwRect               region = { 0, d->area.y + i * d->band, d->canvas->width, d->band };
  BwRect               room = { d->area.x, middle - line / 2, d->names, line + 1 };
  BwColor              text = bw_canvas_tone (d->canvas, BW_TONE_TEXT);
  gboolean             won = i + 1 == d->chart->stages->len;

  bw_canvas_rect (d->canvas, bw_canvas_tone (d->canvas, won ? BW_TONE_WON : BW_TONE_OPEN), &bar);
  bw_canvas_paragraph (d->canvas, BW_TEXT_LABEL, text, stage->name, &room, 1, PANGO_ALIGN_LEFT);
  bw_canvas_text (d->canvas, BW_TEXT_STRONG, text, count, end + em * 0.5, middle, 0, 0.5);
  if (d->notes > 0)
    bw_canvas_text (d->canvas, BW_TEXT_SMALL, bw_palette_ink (d->canvas->theme, find_tone (stage)), note,
                    d->area.x + d->area.width - d->notes + em, middle, 0, 0.5);
  bw_canvas_add_point (d->canvas, end, middle, &region);
}

static void
funnel_draw (BwChart      *chart,
             BwCanvas     *canvas,
             const BwRect *area)
{
  Drawing d = { .chart = (BwFunnelChart *)chart, .canvas = canvas, .area = *area };

  if (d.chart->stages->len == 0)
    {
      bw_canvas_empty (canvas, area, _ ("No deal has gone through the stages yet."));
      return;
    }
  lay_out (&d);
  for (guint i = 0; i < d.n; i++)
    draw_stage (&d, i);
}

static char *
funnel_dup_title (BwChart *chart)
{
  return g_strdup (((BwFunnelChart *)chart)->title);
}

static guint
funnel_n_points (BwChart *chart)
{
  return ((BwFunnelChart *)chart)->stages->len;
}

static char *
funnel_dup_point_text (BwChart *chart,
                       guint    i)
{
  const BwFunnelStage *stage = get_stage ((BwFunnelChart *)chart, i);
  g_autofree char     *conversion = dup_conversion (stage);
  GString             *text = g_string_new (stage->name);

  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("%'u deal came into it", "%'u deals came into it", stage->n_entered),
                          stage->n_entered);
  if (conversion[0] != '\0')
    g_string_append_printf (text, "\n%s", conversion);
  return g_string_free (text, FALSE);
}

static char *
funnel_describe (BwChart *chart)
{
  BwFunnelChart *self = (BwFunnelChart *)chart;
  GString       *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->title);
  for (guint i = 0; i < self->stages->len; i++)
    {
      const BwFunnelStage *stage = get_stage (self, i);
      g_autofree char     *conversion = dup_conversion (stage);

      g_string_append_printf (text, " %s: %'u%s%s.", stage->name, stage->n_entered, conversion[0] != '\0' ? ", " : "",
                              conversion);
    }
  return g_string_free (text, FALSE);
}

static void
funnel_fill_table (BwChart      *chart,
                   BwChartTable *table)
{
  static const char plain[] = "%.4f";
  BwFunnelChart    *self = (BwFunnelChart *)chart;

  bw_chart_table_add_column (table, _ ("Stage"));
  bw_chart_table_add_column (table, _ ("Deals"));
  bw_chart_table_add_column (table, _ ("Move on"));
  bw_chart_table_add_column (table, _ ("Before"));
  bw_chart_table_add_column (table, _ ("Median days"));
  for (guint i = 0; i < self->stages->len; i++)
    {
      const BwFunnelStage *stage = get_stage (self, i);
      const double         shares[] = { stage->conversion, stage->past_conversion };
      char                 number[G_ASCII_DTOSTR_BUF_SIZE];

      bw_chart_table_take (table, g_strdup (stage->name));
      bw_chart_table_take (table, g_strdup_printf (table->for_file ? "%u" : "%'u", stage->n_entered));
      for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
        if (!table->for_file)
          bw_chart_table_take (table, bw_axis_dup_percent (shares[s]));
        else
          bw_chart_table_take (table, g_strdup (isfinite (shares[s]) ? g_ascii_formatd (number, sizeof number, plain,
                                                                                        shares[s])
                                                                     : ""));
      bw_chart_table_take (table, isfinite (stage->days) ? g_strdup_printf ("%.0f", stage->days)
                                                         : g_strdup (table->for_file ? "" : "–"));
    }
}

static void
funnel_finalize (BwChart *chart)
{
  BwFunnelChart *self = (BwFunnelChart *)chart;

  g_free (self->title);
  g_array_unref (self->stages);
}

static const BwChartClass funnel_class = {
  .instance_size = sizeof (BwFunnelChart),
  .direction = BW_CHART_DOWN,
  .draw = funnel_draw,
  .dup_title = funnel_dup_title,
  .describe = funnel_describe,
  .n_points = funnel_n_points,
  .dup_point_text = funnel_dup_point_text,
  .fill_table = funnel_fill_table,
  .finalize = funnel_finalize,
};

/* The @stages (array length=n) in their order, winning as the last. @title says in a sentence what they show.
 * Returns: (transfer full): the chart. */
BwChart *
bw_funnel_chart_new (const char          *title,
                     const BwFunnelStage *stages,
                     guint                n)
{
  BwFunnelChart *self;

  g_return_val_if_fail (title != NULL && (stages != NULL || n == 0), NULL);

  self = bw_chart_alloc (&funnel_class);
  self->title = g_strdup (title);
  self->stages = g_array_sized_new (FALSE, FALSE, sizeof (BwFunnelStage), n);
  g_array_set_clear_func (self->stages, clear_stage);
  for (guint i = 0; i < n; i++)
    {
      BwFunnelStage stage = stages[i];

      stage.name = g_strdup (stage.name);
      g_array_append_val (self->stages, stage);
    }
  return &self->parent;
}
