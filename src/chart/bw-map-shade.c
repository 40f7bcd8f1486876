/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas shaded by how much they have of something, with a key.
 *
 *   none        $1 K          $5 K          $20 K         $100 K
 *   [      ]    [ . . . ]     [ : : : ]     [ # # # ]     [ @ @ @ ]
 *
 * What sales are made of is lopsided: few areas have most of it. So classes hold about as many areas each (quantiles), and begin at round
 * numbers: 1, 2 or 5 times a power of ten, and where that leaves too few classes, one or two digits. Colours are one hue, so that more is
 * always stronger, also for those who see colours differently. O(areas log areas). */

#include "chart/bw-map-shade.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  FEW = 4,       /* classes that there should be, where areas differ enough */
  CELL_PX = 92,  /* of the key, at most */
  STRIP_PX = 10, /* how high its colours are */
  GAP_PX = 2,
};

/* How round a number has to be. */
typedef enum
{
  ROUND_125,
  ROUND_DIGIT,
  ROUND_TWO_DIGITS,
  N_ROUND,
} Roundness;

static gint64
unit_of (BwMeasure   measure,
         const char *currency)
{
  switch (bw_measure_quantity (measure))
    {
    case BW_QUANTITY_MONEY:
      return MAX (bw_money_from_major (1, currency), 1);
    case BW_QUANTITY_NUMBER:
      return 1000;
    case BW_QUANTITY_COUNT:
    default:
      return 1;
    }
}

/* The largest number as round as that which is not above @value, which is positive. */
static gint64
round_down (gint64    value,
            gint64    unit,
            Roundness roundness)
{
  double x = (double)value / (double)unit, power = pow (10, floor (log10 (x) + 1e-9)), digits = x / power;

  if (roundness == ROUND_125)
    digits = digits >= 5 - 1e-9 ? 5 : digits >= 2 - 1e-9 ? 2
                                                         : 1;
  else
    digits = roundness == ROUND_DIGIT ? floor (digits + 1e-9) : floor (digits * 10 + 1e-9) / 10;
  return MAX (llround (digits * power * (double)unit), 1);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

/* Lays the bounds of the classes for @sorted values (array length=@n), all positive. Counts are never rounded below what an area has. */
static void
choose_bounds (BwMapShade   *self,
               const gint64 *sorted,
               guint         n,
               gint64        unit)
{
  for (Roundness roundness = 0; roundness < N_ROUND && self->n < FEW; roundness++)
    {
      self->n = 0;
      for (guint i = 0; i < BW_MAP_SHADE_MOST; i++)
        {
          gint64 from = round_down (sorted[(guint)((guint64)i * n / BW_MAP_SHADE_MOST)], unit, roundness);

          if (self->n == 0 || from > self->from[self->n - 1])
            self->from[self->n++] = from;
        }
    }
}

/* How many of the largest of @sorted make half of their sum. */
static guint
count_half (const gint64 *sorted,
            guint         n)
{
  double sum = 0, part = 0;
  guint  i = n;

  for (guint j = 0; j < n; j++)
    sum += (double)sorted[j];
  while (i > 0 && part < sum / 2)
    part += (double)sorted[--i];
  return n - i;
}

static guint
find_class (const BwMapShade *self,
            gint64            value)
{
  guint class = 0;

  while (value > 0 && class < self->n && (class == 0 || value >= self->from[class]))
    class ++;
  return class;
}

/* Sorts the areas of @plan into classes by what their accounts have of @measure; what is less than nothing counts as nothing.
 * Returns: (transfer full): keeps nothing of the arguments. */
BwMapShade *
bw_map_shade_new (const BwTerritoryPlan *plan,
                  const BwAccountValues *values,
                  BwMeasure              measure)
{
  BwMapShade *self = g_new0 (BwMapShade, 1);
  g_autoptr (GArray) units = bw_territory_counties_new (plan, values);
  g_autofree gint64 *some = g_new (gint64, units->len + 1);
  guint              n = 0;

  self->measure = measure;
  self->title = g_strdup (bw_measures_title (values->measures, measure));
  g_strlcpy (self->currency, plan->book->currency, sizeof self->currency);
  self->classes = g_new0 (guint8, units->len + 1);
  for (guint i = 0; i < units->len; i++)
    {
      gint64 value = g_array_index (units, BwTerritoryGap, i).values[measure];

      self->most = MAX (self->most, value);
      if (value > 0)
        some[n++] = value;
    }
  qsort (some, n, sizeof *some, compare);
  if (n > 0)
    choose_bounds (self, some, n, unit_of (measure, self->currency));
  self->n_half = count_half (some, n);
  for (guint i = 0; i < units->len; i++)
    {
      guint class = find_class (self, g_array_index (units, BwTerritoryGap, i).values[measure]);

      self->classes[i] = (guint8) class;
      self->counts[class]++;
    }
  return self;
}

/* Frees @shade (transfer full) (nullable). */
void
bw_map_shade_free (BwMapShade *shade)
{
  if (shade == NULL)
    return;
  g_free (shade->title);
  g_free (shade->classes);
  g_free (shade);
}

/* The colour of @class as in classes. */
BwColor
bw_map_shade_color (const BwMapShade *shade,
                    const BwTheme    *theme,
                    guint class)
{
  if (class == 0)
    return bw_color_mix (bw_palette_tone (theme, BW_TONE_GRID), bw_palette_tone (theme, BW_TONE_CONTEXT), 0.2);
  return bw_palette_sequential (theme, shade->n > 1 ? 0.12 + 0.88 * (class - 1) / (shade->n - 1) : 0.6);
}

/* Returns: (transfer full): @value without zeros behind the point, which round numbers have no need of. */
static char *
dup_value (const BwMapShade *shade,
           gint64            value)
{
  g_autofree char *text = bw_measure_dup_text (shade->measure, value, shade->currency);
  const char      *point = strstr (text, localeconv ()->decimal_point);
  gsize            digits = point != NULL ? strspn (point + 1, "0123456789") : 0, kept = digits;

  while (kept > 0 && point[kept] == '0')
    kept--;
  if (kept == digits)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%.*s%s", (int)(point - text + (kept > 0 ? (glong)kept + 1 : 0)), text, point + 1 + digits);
}

/* Returns: (transfer full): what areas of @class as in classes have, such as "$5 K to $20 K" or "none". */
char *
bw_map_shade_dup_range (const BwMapShade *shade,
                        guint class)
{
  gboolean         counted = bw_measure_quantity (shade->measure) == BW_QUANTITY_COUNT;
  gint64           from = class > 0 ? shade->from[class - 1] : 0, to = class > 0 && class < shade->n ? shade->from[class] - counted : shade->most;
  g_autofree char *low = dup_value (shade, from);
  g_autofree char *high = dup_value (shade, to);

  if (class == 0)
    return g_strdup (_ ("none"));
  if (from >= to || g_str_equal (low, high))
    return g_steal_pointer (&low);
  /* Translators: the least and the most of a class of areas on the map. */
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

/* Returns: (transfer full): the key in words. */
char *
bw_map_shade_describe (const BwMapShade *shade)
{
  /* Translators: %s is what areas of the map are shaded by. */
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Shaded by %s."), shade->title);
  for (guint class = shade->n; class > 0; class --)
    {
      g_autofree char *range = bw_map_shade_dup_range (shade, class);

      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " %u area: %s.", " %u areas: %s.", shade->counts[class]), shade->counts[class],
                              range);
    }
  return g_string_free (text, FALSE);
}

/* Draws the key from (@x, @y) on, no wider than @width. Returns: how high it is. */
double
bw_map_shade_draw_key (const BwMapShade *shade,
                       BwCanvas         *canvas,
                       double            x,
                       double            y,
                       double            width)
{
  double cell = MIN (CELL_PX, width / (shade->n + 1)), line = bw_canvas_line_height (canvas);

  for (guint class = 0; class <= shade->n; class ++)
    {
      BwRect           strip = { x + class * cell, y, cell - GAP_PX, STRIP_PX };
      g_autofree char *from = class == 0 ? bw_map_shade_dup_range (shade, 0) : dup_value (shade, shade->from[class - 1]);
      double           wide;

      bw_canvas_rect (canvas, bw_map_shade_color (shade, canvas->theme, class), &strip);
      bw_canvas_measure (canvas, BW_TEXT_SMALL, from, &wide, NULL);
      if (wide <= cell - GAP_PX)
        bw_canvas_text (canvas, BW_TEXT_SMALL, bw_canvas_tone (canvas, BW_TONE_DIM_TEXT), from, strip.x, y + STRIP_PX, 0, 0);
    }
  return STRIP_PX + line;
}
