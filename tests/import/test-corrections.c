/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows corrected and read again, and imports after a merge. */

#include "core/bw-likeness.h"
#include "core/bw-merge.h"
#include "core/bw-reject-sheet.h"
#include "import-fixture.h"

static const char names[] = "Opportunity ID,Name,Account Name,Owner,Stage,Amount,Close Date,Created Date\n";
static const char good[] = "1,Alpha,Acme Inc,Ann,Proposal,\"1.000,50\",25/06/2026,20/01/2026\n";

/* Gives the rejected rows of @result keys, as the project file does. */
static GPtrArray *
take_rejected (const BwImportResult *result)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free);
  gint64     import = bw_book_last_import (result->after)->key;

  for (guint i = 0; i < result->delta->rejected->len; i++)
    {
      BwRejectedRow *row = bw_rejected_row_copy (g_ptr_array_index (result->delta->rejected, i));

      row->key = i + 1;
      row->import = import;
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static GPtrArray *
corrections_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
}

/* A corrected row has the effect that it would have had in the file: columns, styles and day are the file's. */
static void
test_correct (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) whole = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL, corrected = NULL, reference = NULL;
  g_autoptr (GPtrArray) rejected = NULL, corrections = corrections_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char     *text = g_strconcat (names, good, "2,\"Be\nta\",Zeta,Bob,Proposal,abc,31/04/2026,20/01/2026\n",
                                           "3,Gamma,Zeta,Bob,,\"20,25\",03/05/2026,20/01/2026\n", NULL);
  g_autofree char     *meant = g_strconcat (names, good, "2,\"Be\nta\",Zeta,Bob,Proposal,\"2,75\",30/04/2026,20/01/2026\n", NULL);
  const BwRejectedRow *open;

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals-2026-05-01.csv", text);
  reference = fixture_import_text (&fixture, &whole, "deals-2026-05-01.csv", meant);
  rejected = take_rejected (result);
  g_assert_cmpuint (rejected->len, >=, 2);
  g_assert_cmpuint (bw_book_last_import (book)->n_to_correct, ==, rejected->len);

  g_ptr_array_add (corrections, bw_correction_new (0, 1, "2,\"Be\nta\",Zeta,Bob,Proposal,\"2,75\",30/04/2026,20/01/2026"));
  g_ptr_array_add (corrections, bw_correction_new (0, rejected->len, "3,Gamma,Zeta,Bob,,\"20,26\",03/05/2026,20/01/2026"));
  g_assert_true (bw_import_correct (book, rejected, corrections, FIXTURE_NOW, &corrected, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (corrected->after->deals.n, ==, whole->deals.n);
  for (guint i = 0; i < whole->deals.n; i++)
    {
      guint deal = find_deal (corrected->after, bw_book_text (whole, whole->deals.ref[i]));

      g_assert_cmpint (corrected->after->deals.amount[deal], ==, whole->deals.amount[i]);
      g_assert_cmpint (corrected->after->deals.close[deal], ==, whole->deals.close[i]);
      g_assert_cmpint (corrected->after->deals.appeared[deal], ==, whole->deals.appeared[i]);
    }
  g_assert_cmpint (bw_book_last_import (corrected->after)->as_of, ==, bw_book_last_import (whole)->as_of);

  /* Row 3 is refused again, with the new text. */
  g_assert_cmpuint (corrected->delta->rejected->len, ==, 0);
  g_assert_cmpuint (corrected->delta->settled->len, ==, rejected->len);
  open = g_ptr_array_index (corrected->delta->settled, rejected->len - 1);
  g_assert_cmpint (open->state, ==, BW_REJECT_OPEN);
  g_assert_nonnull (strstr (open->raw, "20,26"));
  for (guint i = 0; i + 1 < rejected->len; i++)
    g_assert_cmpint (((const BwRejectedRow *)g_ptr_array_index (corrected->delta->settled, i))->state, ==, BW_REJECT_CORRECTED);
  g_assert_cmpuint (g_array_index (corrected->after->imports, BwImportRecord, 0).n_to_correct, ==, 1);
  fixture_clear (&fixture);
}

/* Rows of another project, rows that are settled, and imports whose columns are not known are refused. */
static void
test_refused (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL, corrected = NULL;
  g_autoptr (GPtrArray) rejected = NULL;
  g_autofree char *text = g_strconcat (names, good, "2,Beta,Zeta,Bob,Proposal,abc,30/04/2026,20/01/2026\n", NULL);

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals-2026-05-01.csv", text);
  rejected = take_rejected (result);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GPtrArray) corrections = corrections_new ();
      g_autoptr (GError) error = NULL;
      BwRejectedRow *row = g_ptr_array_index (rejected, 0);

      if (i == 2)
        row->state = BW_REJECT_CORRECTED;
      if (i == 3)
        {
          row->state = BW_REJECT_OPEN;
          bw_book_make_writable (&book);
          g_array_index (book->imports, BwImportRecord, 0).names = 0;
        }
      g_ptr_array_add (corrections, bw_correction_new (i == 1 ? 77 : 0, i == 0 ? 99 : 1, "2,Beta,Zeta,Bob,Proposal,1,30/04/2026,20/01/2026"));
      g_assert_false (bw_import_correct (book, rejected, corrections, FIXTURE_NOW, &corrected, &error));
      g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING);
    }
  fixture_clear (&fixture);
}

/* The sheet goes out and comes back as it was, formulas and line ends in cells included. */
static void
test_sheet (void)
{
  static const char *const raws[] = { "1,plain,\"a,b\"", "2,=1+1,-5", "3,\"two\nlines\",\"say \"\"hi\"\"\"", "4,'quoted,", "5,,@x" };
  Fixture                  fixture;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free), back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sheet = NULL;
  const char      *path;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (raws); i++)
    {
      BwRejectedRow row = { .key = i + 1, .import = G_MAXINT64, .row = i + 2, .file = (char *)"f", .column = (char *)"", .value = (char *)"", .reason = (char *)"=why?" };

      row.raw = (char *)raws[i];
      g_ptr_array_add (rows, bw_rejected_row_copy (&row));
    }
  sheet = bw_reject_sheet_write_rows (rows, "id,\"a name\",x");
  g_assert_nonnull (strstr (sheet, "\"'=1+1\""));
  path = fixture_write (&fixture, "rows.csv", sheet, -1);
  g_assert_true (bw_corrections_recognise (path));
  back = bw_corrections_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, rows->len);
  for (guint i = 0; i < back->len; i++)
    {
      const BwCorrection *correction = g_ptr_array_index (back, i);

      g_assert_cmpint (correction->key, ==, i + 1);
      g_assert_cmpint (correction->import, ==, G_MAXINT64);
      g_assert_cmpstr (correction->raw, ==, raws[i]);
    }
  path = fixture_write (&fixture, "bad.csv", "bellwether_row,a,bellwether_reason\nrubbish,1,2\n", -1);
  g_assert_null (bw_corrections_read (path, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING);
  path = fixture_write (&fixture, "deals.csv", names, -1);
  g_assert_false (bw_corrections_recognise (path));
  g_assert_false (bw_corrections_recognise ("/nowhere/at/all.csv"));
  fixture_clear (&fixture);
}

/* After a merge the other's id and name lead to the kept row, whose facts its line in a list does not touch. */
static void
test_merged (void)
{
  static const char accounts[] = "Account ID,Account Name,Industry,City\nA1,Acme Inc,Retail,Austin\nA2,ACME,Steel,Boston\n";
  static const char deals[] = "Opportunity ID,Name,Account ID,Account Name,Owner,Stage,Amount,Close Date\n"
                              "1,Alpha,A1,Acme Inc,Ann,Proposal,10,2026-06-25\n"
                              "2,Beta,A2,ACME,Ann,Proposal,20,2026-06-25\n";
  Fixture           fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) first = NULL, second = NULL, third = NULL, fourth = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GError) error = NULL;
  BwBook *after;

  fixture_init (&fixture);
  first = fixture_import_text (&fixture, &book, "accounts.csv", accounts);
  second = fixture_import_text (&fixture, &book, "deals-2026-05-01.csv", deals);
  g_assert_cmpuint (book->accounts->len, ==, 2);
  after = bw_merge_apply (book, BW_TABLE_ACCOUNTS, 0, 1, &delta, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->deals.account[0], ==, 0);
  g_assert_cmpint (after->deals.account[1], ==, 0);
  bw_book_unref (book);
  book = after;

  third = fixture_import_text (&fixture, &book, "accounts.csv", accounts);
  fourth = fixture_import_text (&fixture, &book, "deals-2026-05-02.csv",
                                "Opportunity ID,Name,Account ID,Account Name,Owner,Stage,Amount,Close Date\n"
                                "1,Alpha,A1,Acme Inc,Ann,Proposal,10,2026-06-25\n"
                                "2,Beta,A2,ACME,Ann,Proposal,20,2026-06-25\n"
                                "3,New,,acme,Ann,Proposal,30,2026-06-25\n");
  g_assert_cmpuint (book->accounts->len, ==, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (book->deals.account[i], ==, 0);
  g_assert_cmpstr (bw_book_text (book, bw_book_account (book, 0)->name), ==, "Acme Inc");
  g_assert_cmpstr (bw_book_text (book, bw_book_account (book, 0)->city), ==, "Austin");
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corrections/correct", test_correct);
  g_test_add_func ("/corrections/refused", test_refused);
  g_test_add_func ("/corrections/sheet", test_sheet);
  g_test_add_func ("/corrections/merged", test_merged);
  return g_test_run ();
}
