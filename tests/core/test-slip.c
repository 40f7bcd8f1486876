/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deals' whole ages say: where landmarks agree, where they do not, and on the sample, whose old deals are seldom won. */

#include "core/bw-outlook.h"
#include "core/bw-sample.h"
#include "core/bw-slip.h"

enum
{
  N_LANDMARKS = 12,
  STEP = 28,
};

static BwDate
day (const char *iso)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

/* Landmarks every four weeks, on which each group of ages was expected to win 20 at every horizon; old deals won @low, on
 * every other four landmarks @high. */
static void
fill_landmarks (BwSlipLandmark *landmarks,
                double          low,
                double          high)
{
  for (guint i = 0; i < N_LANDMARKS; i++)
    {
      landmarks[i] = (BwSlipLandmark) { .at = (BwDate)(20000 + i * STEP) };
      for (guint age = 0; age < BW_SLIP_N_AGES; age++)
        for (guint h = 0; h < BW_SLIP_N_HORIZONS; h++)
          {
            landmarks[i].expected_by_age[age][h] = 20;
            landmarks[i].happened_by_age[age][h] = age < 5 ? 20 : (i / 4) % 2 == 0 ? low
                                                                                   : high;
          }
    }
}

static void
test_ages (void)
{
  static const struct
  {
    double   low, high;
    guint    n;     /* landmarks told of */
    int      later; /* days after the last of all */
    gboolean used;
    double   from, to; /* the factor of old deals after a quarter */
  } cases[] = {
    { 4, 4, 0, 400, FALSE, 1, 1 }, /* none */
    { 4, 4, 4, 400, FALSE, 1, 1 }, /* none had been known on another's day */
    { 4, 4, N_LANDMARKS, 400, TRUE, 0.2, 0.25 },
    { 20, 20, N_LANDMARKS, 400, FALSE, 1, 1 }, /* nothing to tell */
    { 0, 40, N_LANDMARKS, 400, FALSE, 1, 1 },  /* one time against the other */
    { 4, 4, N_LANDMARKS, -400, FALSE, 1, 1 },  /* nothing had ended */
    { 4, 4, 6, 400, TRUE, 0.22, 0.25 },
  };
  BwSlipLandmark   landmarks[N_LANDMARKS];
  const BwOpenDeal young = { .whole_age = 4 }, old = { .whole_age = 60 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwSlip slip;

      fill_landmarks (landmarks, cases[i].low, cases[i].high);
      bw_slip_fit (&slip, landmarks, cases[i].n, landmarks[N_LANDMARKS - 1].at + cases[i].later);
      g_test_message ("%u: %d %g", i, slip.use_ages, bw_slip_age_factor (&slip, &old, 13));
      g_assert_cmpint (slip.use_ages, ==, cases[i].used);
      g_assert_cmpfloat_with_epsilon (bw_slip_age_factor (&slip, &young, 13), 1.0, 1e-12);
      g_assert_cmpfloat (bw_slip_age_factor (&slip, &old, 13), >=, cases[i].from);
      g_assert_cmpfloat (bw_slip_age_factor (&slip, &old, 13), <=, cases[i].to);
      g_assert_cmpfloat (bw_slip_age_factor (&slip, &old, 200), ==, bw_slip_age_factor (&slip, &old, 26));
    }
}

/* Of the sample's deals that are older than five months next to none is won, however lately they moved; the chances say so. */
static void
test_sample (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  BwDate                 at = day ("2024-09-30");
  BwPeriod               period;
  guint                  n, n_old = 0;
  g_autofree BwDealOdds *odds = NULL;
  double                 given = 0, given_old = 0, won = 0, won_old = 0;

  options.n_deals = 8000;
  options.today = day ("2025-12-31");
  book = bw_sample_new (&options);
  period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 4);
  odds = bw_outlook_deal_odds (book, &period, at, &n, NULL);
  for (guint i = 0; i < n; i++)
    {
      guint    deal = odds[i].deal;
      gboolean is_won = bw_book_stage (book, book->deals.stage[deal])->kind == BW_STAGE_WON;

      given += odds[i].probability;
      won += is_won;
      if (at - bw_deal_birth (book, deal, at) < 150)
        continue;
      given_old += odds[i].probability;
      won_old += is_won;
      n_old++;
    }
  g_test_message ("%u deals, given %.3f, won %.3f; %u old, given %.3f, won %.3f", n, given / n, won / n, n_old, given_old / n_old,
                  won_old / n_old);
  g_assert_cmpuint (n_old, >, 30);
  g_assert_cmpfloat_with_epsilon (given / n, won / n, 0.06);
  g_assert_cmpfloat (given_old / n_old, <, 0.5 * given / n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slip/ages", test_ages);
  g_test_add_func ("/slip/sample", test_sample);
  return g_test_run ();
}
