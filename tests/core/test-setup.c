/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of the set-up, and the book they make. */

#include "core/bw-setup.h"

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
  return g_test_run ();
}
