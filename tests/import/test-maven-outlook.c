/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast of a company whose CRM knows neither dates nor amounts of open deals. Sums are those of the file. */

#include "core/bw-outlook.h"

#include <math.h>

#include "import-fixture.h"

#define PIPELINE "sales_pipeline.csv"

static const char *const others[] = { "accounts.csv", "products.csv", "sales_teams.csv" };

/* Returns: (transfer full) (nullable): the folder of the files; %NULL, the test being skipped, without them. */
static char *
find_folder (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("BELLWETHER_DATA") ? g_getenv ("BELLWETHER_DATA") : ".", "crm",
                                              "maven_crm", NULL);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&folder);
  g_test_skip ("There is no crm/maven_crm in BELLWETHER_DATA.");
  return NULL;
}

static BwBook *
import_files (const char *folder,
              const char *pipeline,
              BwDate      as_of)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BwBook) before = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  BwImportOptions options = { .as_of = as_of, .now = FIXTURE_NOW };
  GError         *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (paths, g_build_filename (folder, others[i], NULL));
  g_ptr_array_add (paths, g_strdup (pipeline));
  g_ptr_array_add (paths, NULL);
  bw_import_run (before, (const char *const *)paths->pdata, &options, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  return bw_book_ref (result->after);
}

static BwBook *
import_whole (const char *folder)
{
  g_autofree char *pipeline = g_build_filename (folder, PIPELINE, NULL);

  return import_files (folder, pipeline, BW_DATE_NONE);
}

static double
won_between (const BwBook *book,
             BwDate        from,
             BwDate        to)
{
  double sum = 0;

  for (guint i = 0; i < book->deals.n; i++)
    if (bw_book_stage (book, book->deals.stage[i])->kind == BW_STAGE_WON && book->deals.close[i] >= from &&
        book->deals.close[i] <= to)
      sum += (double)book->deals.amount[i];
  return sum;
}

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static void
test_quarter (void)
{
  g_autofree char *folder = find_folder ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwOutlook) outlook = NULL;
  g_autofree BwDealOdds *odds = NULL;
  BwPeriod               period;
  gboolean               usable = TRUE;
  guint                  n;

  if (folder == NULL)
    return;
  book = import_whole (folder);
  period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2017, 4);
  outlook = bw_outlook_new (book, &everyone, &period, day ("2017-11-01"), 1, NULL, NULL);
  g_assert_cmpint (outlook->won, ==, 76079800);
  g_assert_cmpint (outlook->open, ==, 0);
  g_assert_cmpuint (outlook->n_undated, ==, 2586);
  g_test_message ("%.0f, %.0f to %.0f", outlook->p50, outlook->p10, outlook->p90);
  g_assert_cmpfloat (won_between (book, period.from, period.to), ==, 280249600);
  g_assert_cmpfloat_with_epsilon (outlook->p50 / 280249600, 1.0, 0.1);
  g_assert_cmpfloat (outlook->p10, <, 280249600);
  g_assert_cmpfloat (outlook->p90, >, 280249600);
  odds = bw_outlook_deal_odds (book, &period, day ("2017-11-01"), &n, &usable);
  g_assert_cmpuint (n, ==, 2586);
  g_assert_false (usable);
  /* Deals older than anything that ever closed are as good as lost. */
  for (guint i = 0; i < n; i++)
    {
      BwDate created = book->deals.created[odds[i].deal];

      g_assert_cmpfloat (odds[i].probability, <=, 1.0);
      if (day ("2017-11-01") - created > 150)
        g_assert_cmpfloat (odds[i].probability, <, 0.05);
    }
}

/* Returns: (transfer full): the pipeline's file as it was exported on @as_of: deals engaged later are not in it,
 * deals closed later are open. */
static char *
cut_pipeline (const char *folder,
              const char *as_of)
{
  g_autofree char *path = g_build_filename (folder, PIPELINE, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GString *cut;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  cut = g_string_new (lines[0]);
  g_string_append_c (cut, '\n');
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ",", -1);

      /* opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value */
      if (g_strv_length (cells) != 8 || *cells[5] == '\0' || strcmp (cells[5], as_of) > 0)
        continue;
      if (strcmp (cells[6], as_of) > 0)
        g_string_append_printf (cut, "%s,%s,%s,%s,Engaging,%s,,\n", cells[0], cells[1], cells[2], cells[3], cells[5]);
      else
        g_string_append_printf (cut, "%s\n", lines[i]);
    }
  return g_string_free (cut, FALSE);
}

/* The whole file looked at as of a day says what the file of that day would have said. */
static void
test_no_look_ahead (void)
{
  static const char *const days[] = { "2017-06-11", "2017-11-01" };
  g_autofree char         *folder = find_folder ();
  g_autoptr (BwBook) book = NULL;

  if (folder == NULL)
    return;
  book = import_whole (folder);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *text = cut_pipeline (folder, days[i]);
      g_autoptr (BwBook) then = NULL;
      g_autoptr (BwOutlook) a = NULL;
      g_autoptr (BwOutlook) b = NULL;
      BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, day (days[i]));
      Fixture  fixture;

      fixture_init (&fixture);
      then = import_files (folder, fixture_write (&fixture, PIPELINE, text, -1), day (days[i]));
      fixture_clear (&fixture);
      a = bw_outlook_new (book, &everyone, &period, day (days[i]), 1, NULL, NULL);
      b = bw_outlook_new (then, &everyone, &period, day (days[i]), 1, NULL, NULL);
      g_assert_cmpint (a->won, ==, b->won);
      g_assert_cmpuint (a->n_undated, ==, b->n_undated);
      g_assert_cmpint (a->open_undated, ==, b->open_undated);
      g_assert_cmpuint (a->deals_fitted, ==, b->deals_fitted);
      g_assert_cmpfloat_with_epsilon (a->from_open / b->from_open, 1.0, 1e-9);
      g_assert_cmpfloat_with_epsilon (a->from_new / b->from_new, 1.0, 1e-9);
      /* The deals' keys, and with them the random numbers, are others. */
      g_assert_cmpfloat_with_epsilon (a->p10 / b->p10, 1.0, 0.03);
    }
}

/* Totals of the 90 days after each of 18 Sundays. */
static void
test_ninety_days (void)
{
  g_autofree char *folder = find_folder ();
  g_autoptr (BwBook) book = NULL;
  guint  n = 0, inside = 0;
  double error = 0;

  if (folder == NULL)
    return;
  book = import_whole (folder);
  for (BwDate as_of = day ("2017-06-04"); as_of <= day ("2017-10-01"); as_of += 7)
    {
      BwPeriod period = { BW_PERIOD_QUARTER, 0, 0, as_of + 1, as_of + 90 };
      g_autoptr (BwOutlook) outlook = bw_outlook_new (book, &everyone, &period, as_of, 1, NULL, NULL);
      double won = won_between (book, period.from, period.to);

      inside += won >= outlook->p10 && won <= outlook->p90;
      error += fabs (outlook->p50 / won - 1.0);
      n++;
    }
  g_test_message ("%u of %u within P10 to P90, MAPE %.3f", inside, n, error / n);
  g_assert_cmpuint (n, ==, 18);
  g_assert_cmpfloat (error / n, <, 0.12);
  g_assert_cmpuint (inside, >=, 11);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maven-outlook/quarter", test_quarter);
  g_test_add_func ("/maven-outlook/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/maven-outlook/ninety-days", test_ninety_days);
  return g_test_run ();
}
