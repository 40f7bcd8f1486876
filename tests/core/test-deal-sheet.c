/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as rows for other programs: plain values, quotes, and nothing that a spreadsheet would run. */

#include "core/bw-csv-cell.h"
#include "core/bw-deal-sheet.h"
#include "core/bw-reject-sheet.h"

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
  static const guint32     order[] = { 2, 1, 0 };
  static const BwDealField some[] = { BW_DEAL_FIELD_NAME, BW_DEAL_FIELD_AMOUNT };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GString) out = g_string_new (NULL);

  bw_deal_sheet_append_names (out, book, some, G_N_ELEMENTS (some), BW_SHEET_TABS);
  bw_deal_sheet_append_rows (out, book, order, G_N_ELEMENTS (order), some, G_N_ELEMENTS (some), bw_date_from_ymd (2026, 11, 1), BW_SHEET_TABS);
  g_assert_cmpstr (out->str, ==, "Deal\tAmount\nPlain line end\t\n'=HYPERLINK(1)\t$24691.34\nAcme, \"North\"\t$12345.67\n");
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
    { "-3.2%", "-3.2%" },
    { "-1,234.5", "\"-1,234.5\"" },
    { "-$5", "-$5" },
    { "+1e-5", "+1e-5" },
    { "+1/2", "\"'+1/2\"" },
    { "-1(2)", "\"'-1(2)\"" },
    { "+1e", "\"'+1e\"" },
    { "-1 -2", "\"'-1 -2\"" },
    { "-$A$1", "\"'-$A$1\"" },
    { "+49 (30) 1", "\"'+49 (30) 1\"" },
    { "-", "\"'-\"" },
    { "|x", "\"'|x\"" },
    { "＝1+1", "\"'＝1+1\"" },
    { "'=1", "\"''=1\"" },
    { "'tis", "'tis" },
    { "'", "'" },
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

/* Any texts of what is dangerous: a reader of CSV gets a cell back that no spreadsheet works out, and from it the text as it was. */
static void
test_round_trip (void)
{
  static const char *const parts[] = { "=", "+", "-", "@", "|", "\t", "\r", "\n", "'", "\"", ",", ";", " ", "1", "2", ".", "e", "%", "(", "/", "A", "$",
                                       "＝", "é" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4180);
  g_autoptr (GRegex) harmless = g_regex_new ("^([^-=+@|\\t\\r\\n＝]|[-+][$]?[0-9][0-9., ]*([eE][-+]?[0-9]+)? *%?$|$)", G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  guint n_guarded = 0;

  for (guint i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) line = g_string_new ("before,");
      g_autoptr (GPtrArray) cells = NULL;
      const char *read;

      for (gint32 n = g_rand_int_range (rand, 0, 7); n > 0; n--)
        g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      bw_csv_append_cell (line, text->str);
      g_string_append (line, ",after");
      cells = bw_reject_sheet_split (line->str);
      g_assert_cmpuint (cells->len, ==, 3);
      read = g_ptr_array_index (cells, 1);
      if (!g_regex_match (harmless, read, 0, NULL))
        g_error ("“%s” is written as “%s”", text->str, read);
      g_assert_cmpstr (bw_csv_unguard (read), ==, text->str);
      n_guarded += bw_csv_unguard (read) != read;
    }
  g_assert_cmpuint (n_guarded, >, 50000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deal-sheet/csv", test_csv);
  g_test_add_func ("/deal-sheet/tabs", test_tabs);
  g_test_add_func ("/deal-sheet/cells", test_cells);
  g_test_add_func ("/deal-sheet/round-trip", test_round_trip);
  return g_test_run ();
}
