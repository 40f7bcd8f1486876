/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as rows for other programs: plain values, quotes, and nothing that a spreadsheet would run. */

#include "core/bw-csv-cell.h"
#include "core/bw-deal-sheet.h"

static const BwDealField fields[] = { BW_DEAL_FIELD_NAME, BW_DEAL_FIELD_AMOUNT, BW_DEAL_FIELD_CLOSE, BW_DEAL_FIELD_PROBABILITY,
                                      BW_DEAL_FIELD_STAGE };

static BwBook *
make_book (void)
{
  static const char *const names[] = { "Acme, \"North\"", "=HYPERLINK(1)", "Plain\tline\nend" };
  BwBook                  *book = bw_book_new ();

  g_strlcpy (book->currency, "USD", sizeof book->currency);
  bw_book_add_default_stages (book);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      bw_deals_append (&book->deals, i + 1);
      book->deals.name[i] = bw_pool_add (&book->texts, names[i], -1);
      book->deals.amount[i] = i == 2 ? BW_MONEY_NONE : 1234567 * (i + 1);
      book->deals.close[i] = i == 2 ? BW_DATE_NONE : bw_date_from_ymd (2026, 12, 1 + (int)i);
      book->deals.probability[i] = i == 2 ? BW_PROBABILITY_NONE : 255;
    }
  return book;
}

static void
test_csv (void)
{
  static const guint32 order[] = { 1, 0, 2 };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GString) out = g_string_new (NULL);

  bw_deal_sheet_append_names (out, book, fields, G_N_ELEMENTS (fields), BW_SHEET_CSV);
  bw_deal_sheet_append_rows (out, book, order, G_N_ELEMENTS (order), fields, G_N_ELEMENTS (fields), bw_date_from_ymd (2026, 11, 1), BW_SHEET_CSV);
  g_assert_cmpstr (out->str, ==,
                   "Deal,Amount,Close date,Probability,Stage\r\n"
                   "\"'=HYPERLINK(1)\",24691.34,2026-12-02,0.255,Qualification\r\n"
                   "\"Acme, \"\"North\"\"\",12345.67,2026-12-01,0.255,Qualification\r\n"
                   "\"Plain\tline\nend\",,,0.1,Qualification\r\n");
}

static void
test_tabs (void)
{
  static const guint32     order[] = { 2, 0 };
  static const BwDealField some[] = { BW_DEAL_FIELD_NAME, BW_DEAL_FIELD_AMOUNT };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GString) out = g_string_new (NULL);

  bw_deal_sheet_append_names (out, book, some, G_N_ELEMENTS (some), BW_SHEET_TABS);
  bw_deal_sheet_append_rows (out, book, order, G_N_ELEMENTS (order), some, G_N_ELEMENTS (some), bw_date_from_ymd (2026, 11, 1), BW_SHEET_TABS);
  g_assert_cmpstr (out->str, ==, "Deal\tAmount\nPlain line end\t\nAcme, \"North\"\t$12345.67\n");
}

static void
test_cells (void)
{
  static const struct
  {
    const char *cell, *written;
  } cells[] = {
    { "", "" },
    { "plain", "plain" },
    { "-5.20", "-5.20" },
    { "+49 30 1", "+49 30 1" },
    { "-cmd", "\"'-cmd\"" },
    { "@SUM(1)", "\"'@SUM(1)\"" },
    { "\t=1", "\"'\t=1\"" },
    { "a\"b", "\"a\"\"b\"" },
    { "1,5", "\"1,5\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      bw_csv_append_cell (line, cells[i].cell);
      g_assert_cmpstr (line->str, ==, cells[i].written);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deal-sheet/csv", test_csv);
  g_test_add_func ("/deal-sheet/tabs", test_tabs);
  g_test_add_func ("/deal-sheet/cells", test_cells);
  return g_test_run ();
}
