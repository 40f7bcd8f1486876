/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values when a later export agrees, disagrees, or says nothing new; the CSV for its loader. */

#include "core/bw-adjustment-edit.h"
#include "core/bw-adjustment-sheet.h"
#include "import-fixture.h"

#define HEADER "Deal ID,Deal Name,Owner,Account,Stage,Amount,Close Date,Created Date,Next Step\n"
#define FIRST                                                                           \
  HEADER "D1,One,Ann,Acme,Proposal,100,2026-10-20,2026-05-01,Call\n"                    \
         "D2,\"=cmd|' /C calc'!A0\",Ann,Acme,Proposal,200,2026-10-21,2026-05-01,Call\n" \
         "D3,Three,Ann,Acme,Proposal,300,2026-10-22,2026-05-01,Call\n"

static void
set (BwBook        **book,
     const char     *ref,
     BwAdjusted      field,
     BwAdjustedInput input)
{
  g_autoptr (BwBook) before = *book;
  g_autoptr (BwDelta) delta = NULL;
  guint32 deal = find_deal (before, ref);

  *book = bw_adjustment_edit_set (before, &deal, 1, field, &input, NULL, FIXTURE_NOW, &delta);
}

static void
test_settle (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) same = NULL;
  g_autoptr (BwImportResult) later = NULL;
  g_autofree char *sheet = NULL;
  g_auto (GStrv) lines = NULL;
  const BwAdjustment *row;
  guint               n;

  bw_book_add_default_stages (book);
  fixture_init (&fixture);
  first = fixture_import_text (&fixture, &book, "deals 2026-09-01.csv", FIRST);
  set (&book, "D1", BW_ADJUSTED_CLOSE, (BwAdjustedInput) { .close = day ("2026-11-30") });
  set (&book, "D2", BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 99900 });
  set (&book, "D3", BW_ADJUSTED_NEXT_STEP, (BwAdjustedInput) { .next_step = "-2+3+cmd|' /C calc'!A0" });
  bw_adjustment_current (book, &n);
  g_assert_cmpuint (n, ==, 3);

  /* The same export once more says nothing about them. */
  same = fixture_import_text (&fixture, &book, "deals 2026-09-02.csv", FIRST);
  g_assert_cmpuint (book->adjustments->len, ==, 3);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D2")], ==, 20000);

  later = fixture_import_text (&fixture, &book, "deals 2026-09-09.csv",
                               HEADER "D1,One,Ann,Acme,Proposal,100,2026-11-30,2026-05-01,Call\n"
                                      "D2,\"=cmd|' /C calc'!A0\",Ann,Acme,Proposal,250,2026-10-21,2026-05-01,Call\n"
                                      "D3,Three,Ann,Acme,Proposal,300,2026-10-22,2026-05-01,Call\n");
  g_assert_cmpuint (book->adjustments->len, ==, 4);
  g_assert_cmpuint (later->delta->before[BW_TABLE_ADJUSTMENTS], ==, 3);
  row = bw_book_adjustment (book, 3);
  g_assert_cmpint (row->act, ==, BW_ADJUSTMENT_SETTLED);
  g_assert_cmpint (row->value.close, ==, day ("2026-11-30"));
  g_assert_cmpint (row->import, ==, 2);
  g_assert_null (bw_adjustment_find (book, find_deal (book, "D1"), BW_ADJUSTED_CLOSE));
  row = bw_adjustment_find (book, find_deal (book, "D2"), BW_ADJUSTED_AMOUNT);
  g_assert_nonnull (row);
  g_assert_cmpint (bw_adjustment_state (book, row), ==, BW_ADJUSTMENT_DIFFERS);
  g_assert_cmpint (row->crm.amount, ==, 20000);

  sheet = bw_adjustment_sheet_new (book);
  lines = g_strsplit (sheet, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "Deal ID,Deal,Field,CRM value,New value,When,Note,Status");
  g_assert_cmpstr (lines[1], ==, "D2,\"'=cmd|' /C calc'!A0\",amount,250.00,999.00,2026-11-22T12:00:00Z,,differs");
  g_assert_cmpstr (lines[2], ==, "D3,Three,next_step,Call,\"'-2+3+cmd|' /C calc'!A0\",2026-11-22T12:00:00Z,,pending");
  g_assert_cmpstr (lines[3], ==, "");
  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/adjustments/settle", test_settle);
  return g_test_run ();
}
