/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of the set-up, and the book they make. */

#include "core/bw-custom-field.h"
#include "core/bw-exchange.h"
#include "core/bw-key-measure.h"
#include "core/bw-setup.h"

#include <string.h>

static BwSetup *
make (void)
{
  return bw_setup_new (bw_date_from_ymd (2026, 11, 1));
}

static void
test_untouched (void)
{
  g_autoptr (BwSetup) setup = make ();
  g_autoptr (BwBook) book = NULL;

  g_assert_null (bw_setup_find_fault (setup));
  g_assert_cmpint (setup->quota_year, ==, 2026);
  book = bw_setup_make_book (setup);
  g_assert_cmpuint (book->stages->len, ==, 6);
  g_assert_cmpuint (book->people->len, ==, 0);
  g_assert_cmpuint (book->quotas->len, ==, 0);
  g_assert_cmpstr (book->currency, ==, "USD");
}

/* Pasted from a sheet, from a mail, with a manager who has no line. */
static void
test_people (void)
{
  g_autoptr (BwSetup) setup = make ();
  g_autoptr (BwBook) book = NULL;
  gint32 grace, hal;

  g_assert_cmpuint (bw_setup_add_people (setup, "Ada Byron\tGrace Hopper\tRep\r\n\r\nAlan Kay; Grace Hopper\n"
                                                "Grace Hopper, Hal Noon, Sales Manager\n , nobody\n"),
                    ==, 3);
  g_assert_null (bw_setup_find_fault (setup));
  book = bw_setup_make_book (setup);
  g_assert_cmpuint (book->people->len, ==, 4);
  grace = bw_book_find_person (book, "Grace Hopper");
  hal = bw_book_find_person (book, "Hal Noon");
  g_assert_cmpint (bw_book_person (book, bw_book_find_person (book, "alan kay"))->manager, ==, grace);
  g_assert_cmpint (bw_book_person (book, grace)->manager, ==, hal);
  g_assert_cmpint (bw_book_person (book, grace)->role, ==, BW_ROLE_MANAGER);
  g_assert_cmpint (bw_book_person (book, hal)->manager, ==, BW_NOBODY);
}

/* The parts of a year's quota add up to the cent, whatever the calendar. */
static void
test_quota (void)
{
  static const BwPeriodKind kinds[] = { BW_PERIOD_MONTH, BW_PERIOD_QUARTER };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (BwSetup) setup = make ();
      g_autoptr (BwBook) book = NULL;
      BwPeriod year;

      setup->quota = 100000001;
      setup->calendar.kind = BW_CALENDAR_445;
      setup->calendar.forecast_period = kinds[i];
      book = bw_setup_make_book (setup);
      g_assert_cmpuint (book->quotas->len, ==, kinds[i] == BW_PERIOD_MONTH ? 12 : 4);
      year = bw_calendar_period (&book->calendar, BW_PERIOD_YEAR, 2026, 1);
      g_assert_cmpint (bw_book_quota (book, BW_NOBODY, &year), ==, 100000001);
    }
}

static void
test_faults (void)
{
  static const struct
  {
    const char *people;
    const char *stage;
    const char *currency;
  } cases[] = {
    { "Ada\nAda", NULL, NULL },
    { "Ada, Ada", NULL, NULL },
    { "", "", NULL },
    { "", "Discovery", NULL },
    { "", NULL, "us" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwSetup) setup = make ();
      g_autofree char *fault = NULL;

      bw_setup_add_people (setup, cases[i].people);
      if (cases[i].stage != NULL)
        bw_setup_add_stage (setup, cases[i].stage, BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, 0);
      if (cases[i].currency != NULL)
        g_strlcpy (setup->currency, cases[i].currency, sizeof setup->currency);
      fault = bw_setup_find_fault (setup);
      g_assert_nonnull (fault);
      g_assert_true (g_str_has_suffix (fault, "."));
    }
}

static void
test_no_won_stage (void)
{
  g_autoptr (BwSetup) setup = make ();
  g_autofree char *fault = NULL;

  g_ptr_array_remove_index (setup->stages, 4);
  fault = bw_setup_find_fault (setup);
  g_assert_nonnull (fault);
}

/* The first of @setup's people called @name. */
static BwSetupPerson *
person (BwSetup    *setup,
        const char *name)
{
  for (guint i = 0; i < setup->people->len; i++)
    if (g_str_equal (((BwSetupPerson *)g_ptr_array_index (setup->people, i))->name, name))
      return g_ptr_array_index (setup->people, i);
  g_assert_not_reached ();
}

static BwBook *
make_company (void)
{
  g_autoptr (BwSetup) setup = make ();

  bw_setup_add_people (setup, "Grace, , Manager\nAda, Grace\nAlan, Grace");
  setup->quota = 40000000;
  person (setup, "Ada")->quota = 1200001;
  return bw_setup_make_book (setup);
}

/* Settings that nobody touched change nothing. */
static void
test_settings_untouched (void)
{
  g_autoptr (BwBook) book = make_company ();
  g_autoptr (BwSetup) setup = bw_setup_of_book (book, 2026);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = NULL;

  g_assert_null (bw_setup_find_fault_in (setup, book));
  after = bw_setup_apply (setup, book, bw_date_from_ymd (2026, 11, 1), &delta);
  g_assert_true (bw_delta_is_empty (delta, after));
}

static void
test_settings (void)
{
  g_autoptr (BwBook) book = make_company ();
  g_autoptr (BwSetup) setup = bw_setup_of_book (book, 2026);
  BwDate   today = bw_date_from_ymd (2026, 11, 1);
  BwPeriod year = bw_calendar_period (&book->calendar, BW_PERIOD_YEAR, 2026, 1);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = NULL;
  BwSetupStage *stage = g_ptr_array_index (setup->stages, 1);
  BwStageKind   kind;
  BwCategory    category, old_category = stage->category;
  gint32        row;

  /* Grace gets another name, while Ada's manager is still called by the old one; Alan leaves; Ida comes. */
  g_free (person (setup, "Grace")->name);
  ((BwSetupPerson *)g_ptr_array_index (setup->people, 0))->name = g_strdup ("Grace Hopper");
  g_ptr_array_remove (setup->people, person (setup, "Alan"));
  bw_setup_add_person (setup, "Ida", "Grace Hopper", BW_ROLE_REP)->quota = 700;
  person (setup, "Ada")->quota = BW_MONEY_NONE;
  setup->calendar.fiscal_start_month = 1;
  stage->category = BW_CATEGORY_COMMIT;
  g_free (setup->category_names[BW_CATEGORY_COMMIT]);
  setup->category_names[BW_CATEGORY_COMMIT] = g_strdup ("Promise");
  bw_setup_add_field (setup, "Competitor", BW_TYPE_TEXT);
  after = bw_setup_apply (setup, book, today, &delta);

  g_assert_cmpuint (after->people->len, ==, 4);
  row = bw_book_find_person (after, "Grace Hopper");
  g_assert_cmpint (row, ==, bw_book_find_person (book, "Grace"));
  g_assert_cmpint (bw_book_person (after, bw_book_find_person (after, "Ada"))->manager, ==, row);
  g_assert_cmpint (bw_book_person (after, bw_book_find_person (after, "Ida"))->manager, ==, row);
  g_assert_cmpint (bw_book_person (after, bw_book_find_person (after, "Alan"))->ended, ==, today);
  g_assert_cmpint (bw_book_own_quota (after, bw_book_find_person (after, "Ada"), &year), ==, BW_MONEY_NONE);
  g_assert_cmpint (bw_book_own_quota (after, bw_book_find_person (after, "Ida"), &year), ==, 700);
  g_assert_cmpint (bw_book_quota (after, BW_NOBODY, &year), ==, 40000000);
  g_assert_cmpuint (delta->removed[BW_TABLE_QUOTAS]->len, ==, 4);
  g_assert_cmpuint (after->quotas->len - delta->before[BW_TABLE_QUOTAS], ==, 4);
  g_assert_cmpint (bw_custom_field_find (after, "Competitor"), ==, 0);
  g_assert_cmpstr (bw_book_text (after, after->category_names[BW_CATEGORY_COMMIT]), ==, "Promise");
  /* From today on; the past stays. */
  bw_book_stage_at (after, 1, today, &kind, &category);
  g_assert_cmpint (category, ==, BW_CATEGORY_COMMIT);
  bw_book_stage_at (after, 1, today - 1, &kind, &category);
  g_assert_cmpint (category, ==, old_category);
}

static void
test_settings_faults (void)
{
  g_autoptr (BwBook) book = make_company ();
  g_autoptr (BwSetup) setup = bw_setup_of_book (book, 2026);
  g_autofree char *circle = NULL, *stage = NULL;

  g_free (person (setup, "Grace")->manager);
  person (setup, "Grace")->manager = g_strdup ("Ada");
  circle = bw_setup_find_fault_in (setup, book);
  g_assert_nonnull (strstr (circle, "Grace"));
  g_clear_pointer (&person (setup, "Grace")->manager, g_free);
  g_ptr_array_remove_index (setup->stages, 1);
  stage = bw_setup_find_fault_in (setup, book);
  g_assert_nonnull (stage);
}

/* A company that wins 10, 20, 30 and 40 % of each of two years in their quarters. */
static void
test_season (void)
{
  g_autoptr (BwSetup) setup = make ();
  g_autoptr (BwBook) book = bw_setup_make_book (setup);
  BwImportRecord import = { .key = 1, .as_of = bw_date_from_ymd (2026, 1, 15) };
  double         shares[BW_SPREAD_MAX];
  gint64         parts[BW_SPREAD_MAX];
  guint          n_years;

  g_assert_cmpuint (bw_quota_spread_shares (book, BW_SPREAD_SEASON, 2026, shares, &n_years), ==, 4);
  g_assert_cmpuint (n_years, ==, 0);
  g_assert_cmpfloat_with_epsilon (shares[3], 0.25, 1e-12);
  for (int month = 1; month <= 24; month++)
    {
      guint d = bw_deals_append (&book->deals, month);

      book->deals.stage[d] = (guint16)bw_book_find_stage (book, "Closed won");
      book->deals.close[d] = bw_date_from_ymd (2024 + (month - 1) / 12, (month - 1) % 12 + 1, 10);
      book->deals.amount[d] = 1000 * ((month - 1) % 12 / 3 + 1);
    }
  g_array_append_val (book->imports, import);
  bw_quota_spread_shares (book, BW_SPREAD_SEASON, 2026, shares, &n_years);
  g_assert_cmpuint (n_years, ==, 2);
  /* Two years of 0.1 and 0.4 and an even one. */
  g_assert_cmpfloat_with_epsilon (shares[0], (0.1 + 0.1 + 0.25) / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (shares[3], (0.4 + 0.4 + 0.25) / 3, 1e-12);
  bw_quota_spread_parts (1001, shares, 4, parts);
  g_assert_cmpint (parts[0] + parts[1] + parts[2] + parts[3], ==, 1001);
  g_assert_cmpint (parts[0], <, parts[3]);
}

/* Rates and measures go into the book and come back as they were said; what did not change is no change. */
static void
test_rates_and_measures (void)
{
  g_autoptr (BwSetup) setup = make ();
  g_autoptr (BwSetup) back = NULL;
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) same = NULL;
  g_autoptr (BwBook) after = NULL;
  BwDelta      *delta = NULL;
  BwKeyMeasures measures;

  bw_setup_add_rate (setup, " eur ", "2026-07-01", "1,10");
  bw_setup_add_rate (setup, "EUR", NULL, "1.08");
  bw_setup_add_rate (setup, "GBP", "", " 1.3 ");
  g_assert_true (bw_key_measures_parse ("gap, forecast,gap", &setup->measures));
  g_assert_null (bw_setup_find_fault (setup));
  book = bw_setup_make_book (setup);
  g_assert_cmpfloat (bw_exchange_rate (book, "EUR", bw_date_from_ymd (2026, 1, 1)), ==, 1.08);
  g_assert_cmpfloat (bw_exchange_rate (book, "EUR", BW_DATE_NONE), ==, 1.1);
  measures = bw_key_measures_of_book (book);
  g_assert_cmpuint (measures.n, ==, 2);
  g_assert_cmpint (measures.list[0], ==, BW_KEY_GAP);
  g_assert_cmpint (measures.list[1], ==, BW_KEY_FORECAST);

  back = bw_setup_of_book (book, 2026);
  g_assert_cmpuint (back->rates->len, ==, 3);
  g_assert_cmpstr (((BwSetupRate *)g_ptr_array_index (back->rates, 0))->rate, ==, "1.08");
  g_assert_cmpstr (((BwSetupRate *)g_ptr_array_index (back->rates, 1))->from, ==, "2026-07-01");
  same = bw_setup_apply (back, book, 0, &delta);
  g_assert_true (bw_delta_is_empty (delta, same));
  bw_delta_free (delta);

  g_ptr_array_remove_index (back->rates, 0);
  back->measures = bw_key_measures_default ();
  after = bw_setup_apply (back, book, 0, &delta);
  g_assert_cmpuint (delta->removed[BW_TABLE_CHOICES]->len, ==, 1);
  g_assert_cmpuint (delta->changed[BW_TABLE_CHOICES]->len, ==, 1);
  g_assert_cmpfloat (bw_exchange_rate (after, "EUR", bw_date_from_ymd (2026, 1, 1)), ==, 1.1);
  g_assert_cmpuint (bw_key_measures_of_book (after).n, ==, BW_N_KEY_MEASURES);
  bw_delta_free (delta);
}

static void
test_rate_faults (void)
{
  static const struct
  {
    const char *code, *from, *rate;
    const char *says;
  } cases[] = {
    { "euro", "", "1.08", "no currency" },
    { "", "", "1.08", "no currency" },
    { "USD", "", "1.08", "own currency" },
    { "EUR", "", "0", "no rate" },
    { "EUR", "", "", "no rate" },
    { "EUR", "soon", "1.08", "no day" },
    { "GBP", "2026-07-01", "1.08", "same day" },
  };
  BwKeyMeasures measures = bw_key_measures_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwSetup) setup = make ();
      g_autofree char *fault = NULL;

      bw_setup_add_rate (setup, "GBP", "2026-07-01", "1.3");
      bw_setup_add_rate (setup, cases[i].code, cases[i].from, cases[i].rate);
      fault = bw_setup_find_fault (setup);
      g_assert_nonnull (fault);
      g_assert_nonnull (strstr (fault, cases[i].says));
    }
  g_assert_false (bw_key_measures_parse ("", &measures));
  g_assert_false (bw_key_measures_parse ("gap,luck", &measures));
  g_assert_cmpuint (measures.n, ==, BW_N_KEY_MEASURES);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/setup/untouched", test_untouched);
  g_test_add_func ("/setup/people", test_people);
  g_test_add_func ("/setup/quota", test_quota);
  g_test_add_func ("/setup/faults", test_faults);
  g_test_add_func ("/setup/no-won-stage", test_no_won_stage);
  g_test_add_func ("/setup/settings/untouched", test_settings_untouched);
  g_test_add_func ("/setup/settings/changed", test_settings);
  g_test_add_func ("/setup/settings/faults", test_settings_faults);
  g_test_add_func ("/setup/season", test_season);
  g_test_add_func ("/setup/rates-and-measures", test_rates_and_measures);
  g_test_add_func ("/setup/rate-faults", test_rate_faults);
  return g_test_run ();
}
