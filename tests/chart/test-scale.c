/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales, ticks, units of axes, and colours. */

#include "chart/bw-axis.h"
#include "chart/bw-palette.h"
#include "chart/bw-scale.h"

#include <math.h>

typedef struct
{
  const char *label;
  double      low;
  double      high;
  guint       wanted;
  double      first;
  double      step;
  guint       n;
} TickCase;

/* What the R packages labeling (extended, by the authors of the paper; the first is its documented example) and scales
 * (breaks_extended, documented examples; the last is drawn there without its 0, which is outside of the range) give. */
static const TickCase tick_cases[] = {
  { "labeling", 8.1, 14.1, 4, 8, 2, 4 },
  { "zero-to-one", 0, 1, 5, 0, 0.25, 5 },
  { "zero-to-ten", 0, 10, 5, 0, 2.5, 5 },
  { "hundred", 0, 100, 5, 0, 25, 5 },
  { "fahrenheit", 32, 212, 5, 0, 50, 5 },
};

static void
test_ticks (gconstpointer data)
{
  const TickCase *c = data;
  BwTicks         ticks;

  g_assert_true (bw_ticks_choose (c->low, c->high, c->wanted, &ticks));
  g_assert_cmpfloat_with_epsilon (ticks.first, c->first, 1e-9 * c->step);
  g_assert_cmpfloat_with_epsilon (ticks.step, c->step, 1e-9 * c->step);
  g_assert_cmpuint (ticks.n, ==, c->n);
}

/* Any range has ticks of the pleasant kind, about as many as wanted, that cover most of it. */
static void
test_ticks_any_range (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 400; i++)
    {
      double  low = (g_rand_double (random) - 0.4) * pow (10, g_rand_int_range (random, -3, 15));
      double  size = pow (10, g_rand_int_range (random, -3, 15));
      double  high = low + g_rand_double (random) * size + 1e-3 * fabs (low) + 1e-6;
      guint   wanted = (guint)g_rand_int_range (random, 2, 13);
      double  end, mantissa;
      BwTicks ticks;

      g_assert_true (bw_ticks_choose (low, high, wanted, &ticks));
      g_assert_cmpuint (ticks.n, >=, 2);
      g_assert_cmpuint (ticks.n, <=, 3 * wanted + 1);
      end = bw_ticks_value (&ticks, ticks.n - 1);
      g_assert_cmpfloat (MIN (end, high) - MAX (ticks.first, low), >, 0.3 * (high - low));
      mantissa = ticks.step / pow (10, floor (log10 (ticks.step * (1 + 1e-9))));
      g_assert_cmpfloat (fabs (mantissa * 20 - round (mantissa * 20)), <, 1e-6);
    }
}

static void
test_ticks_refused (void)
{
  static const double ranges[][2] = {
    { 1, 1 },
    { 2, 1 },
    { NAN, 1 },
    { 0, NAN },
    { 0, INFINITY },
    { -INFINITY, 0 },
    { -1.7e308, 1.7e308 },
    { 0, 1e300 },
    { 1e15, 1e15 + 0.25 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      BwTicks ticks = { 0 };
      BwScale scale = { 0 };

      g_assert_false (bw_ticks_choose (ranges[i][0], ranges[i][1], 5, &ticks));
      bw_scale_fit (&scale, &ticks, ranges[i][0], ranges[i][1], 5);
      g_assert_cmpuint (ticks.n, >=, 2);
      g_assert_true (scale.to >= scale.from);
    }
}

static void
test_scale (void)
{
  BwScale scale = { 10, 20, 300, 100 };
  BwScale flat = { 5, 5, 0, 100 };

  g_assert_cmpfloat (bw_scale_to_pixel (&scale, 10), ==, 300);
  g_assert_cmpfloat (bw_scale_to_pixel (&scale, 15), ==, 200);
  g_assert_cmpfloat (bw_scale_to_pixel (&scale, 25), ==, 0);
  g_assert_cmpfloat (bw_scale_from_pixel (&scale, 250), ==, 12.5);
  g_assert_cmpfloat (bw_scale_to_pixel (&flat, 5), ==, 50);
  g_assert_true (isnan (bw_scale_to_pixel (&scale, NAN)));
}

typedef struct
{
  const char *label;
  BwCalendar  calendar;
  const char *from;
  const char *to;
  guint       at_most;
  BwDateStep  step;
  guint       n;
  const char *first;
  const char *first_label;
  const char *last;
} DateCase;

/* The retail months are those of the National Retail Federation's calendar for 2023. */
static const DateCase date_cases[] = {
  { "days", BW_CALENDAR_DEFAULT, "2026-10-01", "2026-10-07", 8, BW_DATE_STEP_DAY, 7, "2026-10-01", "1 Oct",
    "2026-10-07" },
  { "weeks", BW_CALENDAR_DEFAULT, "2026-10-01", "2026-12-31", 14, BW_DATE_STEP_WEEK, 13, "2026-10-05", "5 Oct",
    "2026-12-28" },
  { "months", BW_CALENDAR_DEFAULT, "2026-10-01", "2026-12-31", 5, BW_DATE_STEP_MONTH, 3, "2026-10-01", "Oct",
    "2026-12-01" },
  { "quarters", BW_CALENDAR_DEFAULT, "2025-01-01", "2026-12-31", 8, BW_DATE_STEP_QUARTER, 8, "2025-01-01", "Q1 2025",
    "2026-10-01" },
  { "years", BW_CALENDAR_DEFAULT, "2020-02-01", "2026-12-31", 8, BW_DATE_STEP_YEAR, 6, "2021-01-01", "2021",
    "2026-01-01" },
  { "decades", BW_CALENDAR_DEFAULT, "1950-01-01", "2049-12-31", 10, BW_DATE_STEP_YEARS, 10, "1950-01-01", "1950",
    "2040-01-01" },
  {
    "retail-months",
    { BW_CALENDAR_454, 2, 7, BW_PERIOD_QUARTER, 1 },
    "2023-01-29",
    "2023-04-29",
    5,
    BW_DATE_STEP_MONTH,
    3,
    "2023-01-29",
    "29 Jan",
    "2023-04-02",
  },
  {
    "retail-weeks",
    { BW_CALENDAR_454, 2, 7, BW_PERIOD_QUARTER, 1 },
    "2023-01-29",
    "2023-04-29",
    13,
    BW_DATE_STEP_WEEK,
    13,
    "2023-01-29",
    "29 Jan",
    "2023-04-23",
  },
  { "none", BW_CALENDAR_DEFAULT, "2026-10-02", "2026-10-01", 5, BW_DATE_STEP_DAY, 0, NULL, NULL, NULL },
};

static void
test_dates (gconstpointer data)
{
  const DateCase *c = data;
  BwDate          from, to;
  BwDateStep      step;
  g_autoptr (GArray) ticks = NULL;

  g_assert_true (bw_date_parse_iso (c->from, &from) && bw_date_parse_iso (c->to, &to));
  ticks = bw_date_ticks_new (&c->calendar, from, to, c->at_most, &step);
  g_assert_cmpint (step, ==, c->step);
  g_assert_cmpuint (ticks->len, ==, c->n);
  if (c->n > 0)
    {
      const BwDateTick *first = &g_array_index (ticks, BwDateTick, 0);
      g_autofree char  *date = bw_date_to_iso (first->date);
      g_autofree char  *last = bw_date_to_iso (g_array_index (ticks, BwDateTick, c->n - 1).date);

      g_assert_cmpstr (date, ==, c->first);
      g_assert_cmpstr (first->label, ==, c->first_label);
      g_assert_cmpstr (last, ==, c->last);
    }
}

static void
test_dates_at_the_edges (void)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  g_autoptr (GArray) all = bw_date_ticks_new (&calendar, G_MININT32, G_MAXINT32, 6, NULL);
  g_autoptr (GArray) none = bw_date_ticks_new (&calendar, G_MAXINT32 - 1, G_MAXINT32, 6, NULL);

  g_assert_cmpuint (all->len, >, 1);
  g_assert_cmpuint (all->len, <=, 6);
  g_assert_cmpuint (none->len, ==, 0);
}

typedef struct
{
  const char *label;
  BwTicks     ticks; /* minor units */
  const char *currency;
  const char *unit;
  const char *labels[3];
} UnitCase;

static const UnitCase unit_cases[] = {
  { "millions", { 0, 50000000, 9 }, "USD", "M\u00a0USD", { "0.0", "0.5", "1.0" } },
  { "whole-millions", { 0, 100000000, 5 }, "USD", "M\u00a0USD", { "0", "1", "2" } },
  { "thousands", { 0, 25000000, 3 }, "USD", "K\u00a0USD", { "0", "250", "500" } },
  { "yen", { 0, 2000000, 3 }, "JPY", "M\u00a0JPY", { "0", "2", "4" } },
  { "cents", { 0, 250, 3 }, "EUR", "EUR", { "0.0", "2.5", "5.0" } },
  { "negative", { -200000000, 100000000, 3 }, "USD", "M\u00a0USD", { "−2", "−1", "0" } },
  { "dinar", { 0, 1250000000, 3 }, "KWD", "M\u00a0KWD", { "0.00", "1.25", "2.50" } },
};

static void
test_unit (gconstpointer data)
{
  const UnitCase *c = data;
  BwMoneyUnit     unit;

  bw_money_unit_init (&unit, &c->ticks, c->currency);
  g_assert_cmpstr (unit.name, ==, c->unit);
  for (guint i = 0; i < G_N_ELEMENTS (c->labels); i++)
    {
      g_autofree char *label = bw_money_unit_dup_label (&unit, bw_ticks_value (&c->ticks, i));

      g_assert_cmpstr (label, ==, c->labels[i]);
    }
}

static void
test_percent (void)
{
  static const struct
  {
    double      share;
    const char *text;
  } cases[] = {
    { 0.684, "68\u00a0%" },
    { 0.01, "1\u00a0%" },
    { 0.004, "below 1\u00a0%" },
    { 0.996, "above 99\u00a0%" },
    { NAN, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_axis_dup_percent (cases[i].share);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* WCAG 2.1: white on black is 21:1; #767676 on white is the darkest grey known to just pass 4.5:1. */
static void
test_contrast (void)
{
  BwColor white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  BwColor grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0, 1 };

  g_assert_cmpfloat_with_epsilon (bw_color_contrast (white, black), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (bw_color_contrast (grey, white), 4.54, 0.005);
}

static void
test_readable (void)
{
  static const BwTone data[] = { BW_TONE_ACCENT, BW_TONE_WON, BW_TONE_OPEN, BW_TONE_LOST, BW_TONE_GOOD, BW_TONE_BAD };

  for (int i = 0; i < 4; i++)
    {
      BwTheme theme = { .dark = (i & 1) != 0, .high_contrast = (i & 2) != 0, .accent = { 0.5, 0.5, 0.45, i >= 2 } };
      BwColor paper = bw_palette_tone (&theme, BW_TONE_PAPER);

      g_assert_cmpfloat (bw_color_contrast (bw_palette_tone (&theme, BW_TONE_TEXT), paper), >=, 7);
      g_assert_cmpfloat (bw_color_contrast (bw_palette_tone (&theme, BW_TONE_DIM_TEXT), paper), >=, 4.5);
      for (guint t = 0; t < G_N_ELEMENTS (data); t++)
        {
          g_assert_cmpfloat (bw_color_contrast (bw_palette_tone (&theme, data[t]), paper), >=,
                             theme.high_contrast ? 4.5 : 3);
          g_assert_cmpfloat (bw_color_contrast (bw_palette_ink (&theme, data[t]), paper), >=, 4.5);
        }
      if (theme.dark)
        for (guint c = 0; c < 20; c++)
          g_assert_cmpfloat (bw_color_contrast (bw_palette_category (&theme, c), paper), >=, 3);
    }
}

/* More is always further from the ground, and the two sides of a target differ. */
static void
test_ramps (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      BwTheme theme = { .dark = dark };
      BwColor paper = bw_palette_tone (&theme, BW_TONE_PAPER);
      BwColor low = bw_palette_diverging (&theme, -1), high = bw_palette_diverging (&theme, 1);
      double  before = 0;

      for (int i = 0; i <= 10; i++)
        {
          double contrast = bw_color_contrast (bw_palette_sequential (&theme, i / 10.0), paper);

          g_assert_cmpfloat (contrast, >, before);
          before = contrast;
        }
      g_assert_cmpfloat (low.red, >, low.blue);
      g_assert_cmpfloat (high.blue, >, high.red);
      g_assert_cmpfloat (bw_palette_diverging (&theme, -7).red, ==, low.red);
      g_assert_false (isnan (bw_palette_sequential (&theme, NAN).red));
      g_assert_false (isnan (bw_palette_diverging (&theme, NAN).red));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tick_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scale/ticks/%s", tick_cases[i].label);

      g_test_add_data_func (path, &tick_cases[i], test_ticks);
    }
  for (guint i = 0; i < G_N_ELEMENTS (date_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scale/dates/%s", date_cases[i].label);

      g_test_add_data_func (path, &date_cases[i], test_dates);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unit_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/axis/unit/%s", unit_cases[i].label);

      g_test_add_data_func (path, &unit_cases[i], test_unit);
    }
  g_test_add_func ("/scale/ticks-any-range", test_ticks_any_range);
  g_test_add_func ("/scale/ticks-refused", test_ticks_refused);
  g_test_add_func ("/scale/linear", test_scale);
  g_test_add_func ("/scale/dates-at-the-edges", test_dates_at_the_edges);
  g_test_add_func ("/axis/percent", test_percent);
  g_test_add_func ("/palette/contrast", test_contrast);
  g_test_add_func ("/palette/readable", test_readable);
  g_test_add_func ("/palette/ramps", test_ramps);
  return g_test_run ();
}
