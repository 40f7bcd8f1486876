/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes: what stands at the ticks, in the user's words.
 *
 * An axis of money has one unit, told once at its end, so that its labels are short and line up. An axis of dates is
 * divided as finely as its labels have room. */

#include "chart/bw-axis.h"

#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Chooses the unit for @ticks, whose values are minor units of @currency. */
void
bw_money_unit_init (BwMoneyUnit   *unit,
                    const BwTicks *ticks,
                    const char    *currency)
{
  BwMoneyWord words[BW_MONEY_N_WORDS];
  guint       n = bw_money_words (words);
  double      minor = (double)bw_currency_scale (currency);
  double      most = MAX (fabs (bw_ticks_value (ticks, 0)), fabs (bw_ticks_value (ticks, ticks->n - 1))) / minor;
  double      step;
  guint       i = 0;

  while (i < n && most < words[i].size * 0.9999)
    i++;
  unit->divisor = i < n ? words[i].size * minor : minor;
  g_snprintf (unit->name, sizeof unit->name, "%s%s%s", i < n ? words[i].word : "", i < n ? "\u00a0" : "", currency);
  step = ticks->step / unit->divisor;
  for (unit->decimals = 0; unit->decimals < 4; unit->decimals++)
    {
      double scaled = step * pow (10, unit->decimals);

      if (fabs (scaled - round (scaled)) < 1e-6 * scaled)
        break;
    }
}

/* Returns: (transfer full): the number at the tick of @minor, without its unit. */
char *
bw_money_unit_dup_label (const BwMoneyUnit *unit,
                         double             minor)
{
  double value = minor / unit->divisor;

  return g_strdup_printf (value < 0 ? "−%'.*f" : "%'.*f", unit->decimals, fabs (value));
}

/* The width of the widest label. */
double
bw_axis_money_width (BwCanvas          *canvas,
                     const BwTicks     *ticks,
                     const BwMoneyUnit *unit)
{
  double widest = 0;

  for (guint i = 0; i < ticks->n; i++)
    {
      g_autofree char *label = bw_money_unit_dup_label (unit, bw_ticks_value (ticks, i));
      double           width;

      bw_canvas_measure (canvas, BW_TEXT_LABEL, label, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

/* Draws the hairlines across @plot and the labels left of it, the unit above the topmost. */
void
bw_axis_draw_money_up (BwCanvas          *canvas,
                       const BwRect      *plot,
                       const BwScale     *scale,
                       const BwTicks     *ticks,
                       const BwMoneyUnit *unit)
{
  BwColor dim = bw_canvas_tone (canvas, BW_TONE_DIM_TEXT);
  double  x = plot->x - bw_canvas_em (canvas) * 0.5;

  bw_canvas_text (canvas, BW_TEXT_SMALL, dim, unit->name, 0, plot->y - bw_canvas_em (canvas) * 0.7, 0, 1);
  for (guint i = 0; i < ticks->n; i++)
    {
      double           value = bw_ticks_value (ticks, i);
      double           y = bw_scale_to_pixel (scale, value);
      g_autofree char *label = bw_money_unit_dup_label (unit, value);

      bw_canvas_line (canvas, bw_canvas_tone (canvas, value == 0 ? BW_TONE_AXIS : BW_TONE_GRID), 1, plot->x, y,
                      plot->x + plot->width, y);
      bw_canvas_text (canvas, BW_TEXT_LABEL, dim, label, x, y, 1, 0.5);
    }
}

/* Draws the labels under @plot, the unit after the last of them. */
void
bw_axis_draw_money_across (BwCanvas          *canvas,
                           const BwRect      *plot,
                           const BwScale     *scale,
                           const BwTicks     *ticks,
                           const BwMoneyUnit *unit)
{
  BwColor dim = bw_canvas_tone (canvas, BW_TONE_DIM_TEXT);
  double  y = plot->y + plot->height;
  double  gap = bw_canvas_em (canvas) * 0.4;

  bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_AXIS), 1, plot->x, y, plot->x + plot->width, y);
  bw_canvas_text (canvas, BW_TEXT_SMALL, dim, unit->name, plot->x + plot->width, y + gap, 1, 0);
  for (guint i = 0; i < ticks->n; i++)
    {
      double           value = bw_ticks_value (ticks, i);
      double           x = bw_scale_to_pixel (scale, value);
      g_autofree char *label = bw_money_unit_dup_label (unit, value);

      /* Ticks may stand a little beside an axis that is looked at in part. */
      if (x < plot->x - 0.5 || x > plot->x + plot->width + 0.5)
        continue;
      bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_AXIS), 1, x, y, x, y + gap * 0.8);
      bw_canvas_text (canvas, BW_TEXT_LABEL, dim, label, x, y + gap, 0.5, 0);
    }
}

/* Draws ticks and labels under @plot. @scale is of day numbers; a date's tick stands where its day begins. The end
 * of the axis is left to the caller's own label. */
void
bw_axis_draw_dates (BwCanvas         *canvas,
                    const BwRect     *plot,
                    const BwScale    *scale,
                    const BwCalendar *calendar,
                    BwDate            from,
                    BwDate            to)
{
  g_autoptr (GArray) ticks = NULL;
  BwColor dim = bw_canvas_tone (canvas, BW_TONE_DIM_TEXT);
  double  gap = bw_canvas_em (canvas) * 0.4, y = plot->y + plot->height, room;

  bw_canvas_measure (canvas, BW_TEXT_LABEL, "30\u00a0Sep\u2003", &room, NULL);
  ticks = bw_date_ticks_new (calendar, from, to, (guint)CLAMP (plot->width / MAX (room, 1), 1, 60), NULL);
  bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_AXIS), 1, plot->x, y, plot->x + plot->width, y);
  for (int major = 1; major >= 0; major--)
    for (guint i = 0; i < ticks->len; i++)
      {
        const BwDateTick *tick = &g_array_index (ticks, BwDateTick, i);
        double            x = bw_scale_to_pixel (scale, tick->date - 1);

        if (tick->major != major)
          continue;
        bw_canvas_line (canvas, bw_canvas_tone (canvas, BW_TONE_AXIS), 1, x, y, x, y + gap * (major ? 1 : 0.6));
        if (x > plot->x + plot->width - room)
          continue;
        if (i == 0 && x - plot->x < room / 2)
          bw_canvas_text (canvas, BW_TEXT_LABEL, dim, tick->label, x, y + gap, 0, 0);
        else
          bw_canvas_text (canvas, BW_TEXT_LABEL, dim, tick->label, x, y + gap, 0.5, 0);
      }
}

/* @minor as an amount; unknown when it is no number or too large. */
static gint64
round_amount (double minor)
{
  return isfinite (minor) && fabs (minor) < 9e18 ? (gint64)round (minor) : BW_MONEY_NONE;
}

/* @minor units in short. NaN gives an en dash.
 * Returns: (transfer full): the text. */
char *
bw_axis_dup_money (double      minor,
                   const char *currency)
{
  return bw_money_format_compact (round_amount (minor), currency);
}

/* @minor units with all digits. NaN gives an en dash.
 * Returns: (transfer full): the text. */
char *
bw_axis_dup_money_in_full (double      minor,
                           const char *currency)
{
  return bw_money_format (round_amount (minor), currency);
}

/* Returns: (transfer full): the name of @period for people: "Q4 2026", "November 2026", "2026". */
char *
bw_axis_dup_period (const BwPeriod *period)
{
  BwDate middle = period->from + (period->to - period->from) / 2;

  switch (period->kind)
    {
    case BW_PERIOD_MONTH:
      return bw_date_format (middle, _ ("%B %Y"));
    case BW_PERIOD_QUARTER:
      return g_strdup_printf (_ ("Q%d %d"), period->index, period->year);
    case BW_PERIOD_YEAR:
      break;
    }
  return g_strdup_printf ("%d", period->year);
}

/* @share (0 to 1) as whole percent, told apart from never and always: "68 %", "below 1 %", "above 99 %".
 * Returns: (transfer full): the text; an en dash for NaN. */
char *
bw_axis_dup_percent (double share)
{
  if (isnan (share))
    return g_strdup ("–");
  if (share < 0.01)
    return g_strdup (_ ("below 1\u00a0%"));
  if (share > 0.99)
    return g_strdup (_ ("above 99\u00a0%"));
  return g_strdup_printf (_ ("%.0f\u00a0%%"), share * 100);
}
