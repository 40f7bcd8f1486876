/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks, downturns and what is special about the season: as data, and as people read it. */

#include "core/bw-turning.h"

#include <math.h>
#include <string.h>

#include "core/bw-random.h"
#include "core/bw-season-fact.h"

enum
{
  N = 60,
};

/* Periods from January 2022 on (from the first Monday of the year by week, the first by day), all complete. */
static BwSalesSeries *
make_series (BwFrequency       frequency,
             guint             n,
             const BwCalendar *calendar)
{
  BwSalesSeries *series = g_new0 (BwSalesSeries, 1);
  BwDate         day = bw_date_from_ymd (2022, 1, 3);

  series->query.frequency = frequency;
  series->season = bw_frequency_season (frequency);
  series->periods = g_array_new (FALSE, TRUE, sizeof (BwSalesPeriod));
  g_array_set_clear_func (series->periods, (GDestroyNotify)bw_sales_period_clear);
  series->parts = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      BwSalesPeriod period = bw_sales_period_at (calendar, frequency, day);

      period.complete = TRUE;
      day = period.to + 1;
      g_array_append_val (series->periods, period);
    }
  return series;
}

static gboolean
has_text (const GArray        *turnings,
          const BwSalesSeries *series,
          const char          *text)
{
  gboolean found = FALSE;

  for (guint i = 0; i < turnings->len; i++)
    {
      g_autofree char *said = bw_turning_dup_text (&g_array_index (turnings, BwTurning, i), series, 0);

      g_test_message ("%s", said);
      found = found || g_str_equal (said, text);
    }
  return found;
}

/* Four months of the last year at 82 % of what they were. */
static void
test_downturn (void)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  g_autoptr (BwSalesSeries) series = make_series (BW_FREQUENCY_MONTH, N, &calendar);
  g_autoptr (GArray) turnings = NULL;
  double y[N];

  for (guint i = 0; i < N; i++)
    y[i] = 1000 + 3 * i + 200 * sin (2 * G_PI * i / 12);
  for (guint i = 50; i < 54; i++)
    y[i] = 0.82 * y[i - 12];
  turnings = bw_turnings_new (y, N, 12);
  g_assert_true (has_text (turnings, series, "March 2026 to June 2026: down 18\u00a0% against the same months a year before"));
  for (guint i = 0; i < turnings->len; i++)
    {
      const BwTurning *turning = &g_array_index (turnings, BwTurning, i);

      if (turning->kind != BW_TURNING_DOWN)
        continue;
      g_assert_cmpuint (turning->from, ==, 50);
      g_assert_cmpuint (turning->to, ==, 53);
      g_assert_cmpfloat_with_epsilon (turning->relative, -0.18, 1e-9);
      g_assert_false (turning->lasts);
    }
}

/* Up by 40 % until month 30, then down to where it began. */
static void
test_peak (void)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  g_autoptr (BwSalesSeries) series = make_series (BW_FREQUENCY_MONTH, N, &calendar);
  g_autoptr (GArray) turnings = NULL;
  const BwTurning *peak = NULL;
  double           y[N];

  for (guint i = 0; i < N; i++)
    y[i] = 1000 + (i <= 30 ? 20.0 * i : 20.0 * (60 - i));
  turnings = bw_turnings_new (y, N, 12);
  for (guint i = 0; i < turnings->len; i++)
    if (g_array_index (turnings, BwTurning, i).kind == BW_TURNING_PEAK)
      peak = &g_array_index (turnings, BwTurning, i);
    else
      g_assert_cmpint (g_array_index (turnings, BwTurning, i).kind, !=, BW_TURNING_TROUGH);
  g_assert_nonnull (peak);
  g_assert_cmpfloat (fabs (peak->from - 30.0), <=, 1);
  g_assert_true (peak->lasts);
  g_assert_cmpfloat_with_epsilon (peak->relative, 1020 / 1600.0 - 1, 0.03);
  {
    g_autofree char *text = bw_turning_dup_text (peak, series, 0);

    g_assert_true (g_str_has_prefix (text, "Peak in ") && g_str_has_suffix (text, "\u00a0% since then"));
  }
}

/* Steady growth and noise hardly turn anywhere. */
static void
test_nothing (void)
{
  guint found = 0;

  for (guint seed = 0; seed < 50; seed++)
    {
      BwRandom random;
      double   y[N];
      g_autoptr (GArray) turnings = NULL;

      bw_random_init (&random, 9, seed);
      for (guint i = 0; i < N; i++)
        y[i] = 1000 + 5 * i + 30 * bw_random_normal (&random);
      turnings = bw_turnings_new (y, N, 12);
      found += turnings->len;
    }
  g_test_message ("%u", found);
  g_assert_cmpuint (found, <=, 15);
}

typedef struct
{
  const char *name;
  BwFrequency frequency;
  guint       n;
  guint       every; /* which periods are more, or less */
  guint       which;
  double      factor;
  const char *text; /* NULL: nothing is to be said */
} SeasonCase;

static const SeasonCase season_cases[] = {
  { "quarter end", BW_FREQUENCY_MONTH, 30, 3, 2, 1.4, "The last month of each quarter brings 41\u00a0% of it" },
  { "quarter start", BW_FREQUENCY_MONTH, 30, 3, 0, 1.4, "The first month of each quarter brings 41\u00a0% of it" },
  { "middle", BW_FREQUENCY_MONTH, 30, 3, 1, 1.4, NULL },
  { "december", BW_FREQUENCY_MONTH, 60, 12, 11, 2, "December brings 15\u00a0% of a year" },
  { "august", BW_FREQUENCY_MONTH, 60, 12, 7, 0.5, "August brings only 4\u00a0% of a year" },
  { "fourth quarter", BW_FREQUENCY_QUARTER, 20, 4, 3, 1.5, "Q4 brings 33\u00a0% of a year" },
  { "friday", BW_FREQUENCY_DAY, 70, 7, 4, 2, "Friday brings 25\u00a0% of a week" },
  { "weeks", BW_FREQUENCY_WEEK, 156, 13, 12, 3, "The last two weeks of each quarter bring 27\u00a0% of it" },
  { "no season", BW_FREQUENCY_MONTH, 60, 100, 99, 1, NULL },
  { "too short", BW_FREQUENCY_MONTH, 5, 3, 2, 2, NULL },
  { "years", BW_FREQUENCY_YEAR, 9, 2, 1, 2, NULL },
};

static void
test_season (gconstpointer data)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  const SeasonCase       *c = data;
  g_autoptr (BwSalesSeries) series = make_series (c->frequency, c->n, &calendar);
  g_autoptr (GArray) facts = NULL;
  g_autofree double *y = g_new (double, c->n);
  BwRandom           random;
  gboolean           said = FALSE;

  bw_random_init (&random, 4, 0);
  for (guint i = 0; i < c->n; i++)
    y[i] = (1000 + 10 * bw_random_normal (&random)) * (i % c->every == c->which ? c->factor : 1);
  facts = bw_season_facts_new (series, y, &calendar);
  for (guint i = 0; i < facts->len; i++)
    {
      g_autofree char *text = bw_season_fact_dup_text (&g_array_index (facts, BwSeasonFact, i), series, &calendar);

      g_test_message ("%s (%u of %u)", text, g_array_index (facts, BwSeasonFact, i).n_alike, g_array_index (facts, BwSeasonFact, i).n);
      said = said || g_strcmp0 (text, c->text) == 0;
    }
  if (c->text != NULL)
    g_assert_true (said);
  else
    g_assert_cmpuint (facts->len, ==, 0);
}

static void
test_odd (void)
{
  static const guint      lengths[] = { 0, 1, 2, 7, 8, 30, 130 };
  static const guint      seasons[] = { 1, 4, 12, 52 };
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  double                  y[130];

  for (guint kind = 0; kind < 8; kind++)
    for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
      {
        g_autoptr (BwSalesSeries) series = make_series (BW_FREQUENCY_MONTH, lengths[l], &calendar);
        g_autoptr (GArray) facts = NULL;

        for (guint i = 0; i < lengths[l]; i++)
          {
            const double values[] = { 0, 7, i == 13 ? 1e15 : 1, -1e15 + i, i % 5 ? NAN : i, NAN, i % 4 ? 0 : 1e15 * i, -(double)i };

            y[i] = values[kind];
          }
        for (guint s = 0; s < G_N_ELEMENTS (seasons); s++)
          {
            g_autoptr (GArray) turnings = bw_turnings_new (y, lengths[l], seasons[s]);

            for (guint i = 0; i < turnings->len; i++)
              {
                const BwTurning *turning = &g_array_index (turnings, BwTurning, i);
                g_autofree char *text = bw_turning_dup_text (turning, series, 0);

                g_assert_true (turning->from <= turning->to && turning->to < lengths[l]);
                g_assert_true (isfinite (turning->relative) && isfinite (turning->size));
                g_assert_null (strstr (text, "nan"));
              }
            if (kind <= 1)
              g_assert_cmpuint (turnings->len, ==, 0);
          }
        facts = bw_season_facts_new (series, y, &calendar);
        for (guint i = 0; i < facts->len; i++)
          g_assert_true (isfinite (g_array_index (facts, BwSeasonFact, i).share));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turning/downturn", test_downturn);
  g_test_add_func ("/turning/peak", test_peak);
  g_test_add_func ("/turning/nothing", test_nothing);
  g_test_add_func ("/turning/odd", test_odd);
  for (guint i = 0; i < G_N_ELEMENTS (season_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/turning/season/%s", season_cases[i].name);

      g_test_add_data_func (path, &season_cases[i], test_season);
    }
  return g_test_run ();
}
