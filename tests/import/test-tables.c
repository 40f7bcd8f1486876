/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several tables below each other in one file: found, read apart, with the lines of the file. */

#include "import-fixture.h"
#include "import/bw-input.h"
#include "import/bw-tables.h"

#define DEALS                                                                 \
  "Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Close Date\n" \
  "First,Acme,Ann Lee,Prospecting,1000,2026-12-01\n"                          \
  "\"Second,\nin two lines\",Bolt,Bob Ray,Closed Won,2000,2026-10-01\n"
#define PEOPLE "Full Name,Email,Manager,Role\nAnn Lee,ann@x.com,Cy Kay,AE\nBob Ray,bob@x.com,Cy Kay,AE\n"

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *spans;
  } cases[] = {
    { DEALS, "" },
    { DEALS "\n" PEOPLE, "1-5 6-8 " },
    { "Pipeline report\n\n" DEALS "\n\nThe team\n" PEOPLE, "1-8 9-12 " },
    { DEALS ",,,,,\n" PEOPLE, "1-5 6-8 " },
    /* The same names again on the next page, blank lines between rows, totals: one table. */
    { DEALS "\n" DEALS, "" },
    { "Name,Email,Manager\nA,a@x.com,B\n\nC,c@x.com,D\n\nE,e@x.com,F\n", "" },
    { DEALS "\n\"Grand Totals (2 records)\"\n\nConfidential Information - Do Not Distribute\n", "" },
    { PEOPLE DEALS, "" },
    { "", "" },
    { "nothing,known\n1,2\n\nhere,either\n3,4\n", "" },
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *path = fixture_write (&fixture, "report.csv", cases[i].text, -1);
      g_autoptr (GArray) spans = bw_tables_find (path, path);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint s = 0; s < spans->len; s++)
        g_string_append_printf (found, "%u-%u ", (guint)g_array_index (spans, BwTableSpan, s).first,
                                (guint)g_array_index (spans, BwTableSpan, s).last);
      g_test_message ("case %u", i);
      g_assert_cmpstr (found->str, ==, cases[i].spans);
    }
  fixture_clear (&fixture);
}

static void
test_names (void)
{
  static const char *const bad[] = { "", "lines", "lines 1", "lines 1 to", "lines 0 to 5", "lines 5 to 4", "lines 1 to 4x",
                                     "lines -1 to 4", "Sheet1" };
  BwTableSpan              span = { 12, 345 };
  g_autofree char         *text = bw_table_span_write (&span);

  g_assert_true (bw_table_span_parse (text, &span));
  g_assert_cmpuint (span.first, ==, 12);
  g_assert_cmpuint (span.last, ==, 345);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (bw_table_span_parse (bad[i], &span));
}

/* Each table is imported as what it is; a rejected row has the line of the file. */
static void
test_import (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  const char           *paths[] = { NULL, NULL };
  const BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };

  bw_book_add_default_stages (book);
  fixture_init (&fixture);
  paths[0] = fixture_write (&fixture, "report 2026-11-20.csv", PEOPLE "\nDeals\n" DEALS "Bad,Acme,Ann Lee,Prospecting,x,2026-12-01\n", -1);
  files = bw_import_inspect (book, paths, &options);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpint (((BwImportFile *)g_ptr_array_index (files, 0))->kind, ==, BW_KIND_PEOPLE);
  g_assert_cmpint (((BwImportFile *)g_ptr_array_index (files, 1))->kind, ==, BW_KIND_DEALS);
  g_assert_cmpuint (((BwImportFile *)g_ptr_array_index (files, 1))->header_line, ==, 6);
  g_assert_true (g_str_has_suffix (((BwImportFile *)g_ptr_array_index (files, 1))->name, "report 2026-11-20.csv/lines 5 to 10"));

  result = fixture_import (&fixture, &book, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->summaries->len, ==, 2);
  g_assert_cmpuint (book->deals.n, ==, 2);
  g_assert_cmpuint (book->people->len, ==, 3);
  g_assert_cmpint (result->as_of, ==, day ("2026-11-20"));
  g_assert_cmpuint (result->delta->rejected->len, ==, 1);
  g_assert_cmpuint (((BwRejectedRow *)g_ptr_array_index (result->delta->rejected, 0))->row, ==, 10);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/find", test_find);
  g_test_add_func ("/tables/names", test_names);
  g_test_add_func ("/tables/import", test_import);
  return g_test_run ();
}
