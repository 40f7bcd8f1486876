/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a chart are, and so how they are written.
 *
 * Charts whose values may be money, counts, shares or days hold a BwMeasure and write every value through it: short on
 * the drawing, in full in tooltips, plain in files. */

#include "chart/bw-measure.h"

#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Money of @currency, in minor units. */
BwMeasure
bw_measure_money (const char *currency)
{
  BwMeasure measure = { .kind = BW_MEASURE_MONEY };

  g_strlcpy (measure.currency, currency, sizeof measure.currency);
  return measure;
}

/* The decimals that tell multiples of @step apart, at most four. */
static int
find_decimals (double step)
{
  int decimals = 0;

  while (decimals < 4 && fabs (step * pow (10, decimals) - round (step * pow (10,
                                                                              decimals))) > 1e-6 * fabs (step) * pow (10, decimals))
    decimals++;
  return decimals;
}

/* Finds the short word for numbers as large as @size. Returns: whether there is one. */
static gboolean
find_word (double       size,
           BwMoneyWord *word)
{
  BwMoneyWord words[BW_MONEY_N_WORDS];
  guint       n = bw_money_words (words);

  for (guint i = 0; i < n; i++)
    if (size >= words[i].size)
      {
        *word = words[i];
        return TRUE;
      }
  return FALSE;
}

/* Chooses how the labels at @ticks are written. */
void
bw_measure_unit_init (const BwMeasure *measure,
                      BwMoneyUnit     *unit,
                      const BwTicks   *ticks)
{
  double      most = MAX (fabs (bw_ticks_value (ticks, 0)), fabs (bw_ticks_value (ticks, ticks->n - 1)));
  BwMoneyWord word;
  gboolean    shortened;

  switch (measure->kind)
    {
    case BW_MEASURE_MONEY:
      bw_money_unit_init (unit, ticks, measure->currency);
      return;
    case BW_MEASURE_SHARE:
      unit->divisor = 0.01;
      g_strlcpy (unit->name, "%", sizeof unit->name);
      break;
    case BW_MEASURE_DAYS:
      unit->divisor = 1;
      g_strlcpy (unit->name, _ ("days"), sizeof unit->name);
      break;
    case BW_MEASURE_NUMBER:
      shortened = most >= 1e5 && find_word (most, &word);
      unit->divisor = shortened ? word.size : 1;
      g_strlcpy (unit->name, shortened ? word.word : "", sizeof unit->name);
      break;
    }
  unit->decimals = find_decimals (ticks->step / unit->divisor);
}

static char *
dup_number (double value)
{
  const char *sign = value < 0 ? "−" : "";
  double      size = fabs (value);
  BwMoneyWord word;

  if (size >= 99950 && find_word (size * 1.0005, &word))
    {
      double           scaled = size / word.size;
      g_autofree char *digits = g_strdup_printf ("%s%'.*f", sign, scaled < 9.995 ? 2 : scaled < 99.95 ? 1
                                                                                                      : 0,
                                                 scaled);

      return bw_money_with_word (digits, word.word);
    }
  if (size == floor (size) || size >= 1000)
    return g_strdup_printf ("%s%'.0f", sign, size);
  return g_strdup_printf ("%s%.*f", sign, size < 10 ? 2 : 1, size);
}

/* @value as it stands on a drawing, with three or four digits. NaN gives an en dash.
 * Returns: (transfer full): the text. */
char *
bw_measure_dup_short (const BwMeasure *measure,
                      double           value)
{
  if (!isfinite (value))
    return g_strdup ("–");
  switch (measure->kind)
    {
    case BW_MEASURE_MONEY:
      return bw_axis_dup_money (value, measure->currency);
    case BW_MEASURE_SHARE:
      return g_strdup_printf (_ ("%.0f\u00a0%%"), value * 100);
    case BW_MEASURE_DAYS:
      return g_strdup_printf (ngettext ("%.0f day", "%.0f days", (gulong)MIN (fabs (round (value)), 1e6)), value);
    case BW_MEASURE_NUMBER:
      break;
    }
  return dup_number (value);
}

/* @value with all its digits. NaN gives an en dash.
 * Returns: (transfer full): the text. */
char *
bw_measure_dup_full (const BwMeasure *measure,
                     double           value)
{
  if (!isfinite (value))
    return g_strdup ("–");
  switch (measure->kind)
    {
    case BW_MEASURE_MONEY:
      return bw_axis_dup_money_in_full (value, measure->currency);
    case BW_MEASURE_SHARE:
      return g_strdup_printf (_ ("%.1f\u00a0%%"), value * 100);
    case BW_MEASURE_DAYS:
      return g_strdup_printf (_ ("%.1f days"), value);
    case BW_MEASURE_NUMBER:
      break;
    }
  if (value == floor (value) || fabs (value) >= 1e6)
    return g_strdup_printf (value < 0 ? "−%'.0f" : "%'.0f", fabs (value));
  return g_strdup_printf (value < 0 ? "−%'.*f" : "%'.*f", fabs (value) < 100 ? 3 : 1, fabs (value));
}

/* Adds @value to @table as a cell: for people, or plain where the table is for a file. */
void
bw_measure_take_cell (const BwMeasure *measure,
                      BwChartTable    *table,
                      double           value)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE];

  if (measure->kind == BW_MEASURE_MONEY)
    {
      bw_chart_table_take_money (table, value, measure->currency);
      return;
    }
  if (!table->for_file)
    {
      bw_chart_table_take (table, bw_measure_dup_full (measure, value));
      return;
    }
  bw_chart_table_take (table, g_strdup (isfinite (value) ? g_ascii_formatd (plain, sizeof plain, "%.10g", value) : ""));
}
