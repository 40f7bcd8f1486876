/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the preview of an import says of single cells. */

#include "import/bw-import.h"

#include <locale.h>

static BwImportColumn
column (const char *field,
        BwFieldType type,
        char        decimal,
        BwDateOrder order,
        GPtrArray  *samples)
{
  return (BwImportColumn) {
    .field = (char *)field, .type = type, .decimal = decimal, .date_order = order, .samples = samples
  };
}

static void
test_cells (void)
{
  static const struct
  {
    const char   *field;
    BwFieldType   type;
    char          decimal;
    BwDateOrder   order;
    const char   *text;
    BwCellReading reading;
    const char   *shown;
  } cells[] = {
    { "name", 0, 0, 0, " Müller & Söhne ", BW_READING_GOOD, "Müller & Söhne " },
    { "name", 0, 0, 0, "", BW_READING_MISSING, "" },
    { NULL, 0, 0, 0, "left out", BW_READING_GOOD, "left out" },
    { "amount", 0, ',', 0, "1.234,56", BW_READING_GOOD, "€1234.56" },
    { "amount", 0, '.', 0, "$45k", BW_READING_GOOD, "€45000" },
    { "amount", 0, '.', 0, "soon", BW_READING_BAD, "This is not an amount." },
    { "amount", 0, '.', 0, "N/A", BW_READING_MISSING, "" },
    { "close_date", 0, 0, BW_ORDER_DAY_FIRST, "03.04.2026", BW_READING_GOOD, "3 Apr 2026" },
    { "close_date", 0, 0, BW_ORDER_MONTH_FIRST, "03/04/2026", BW_READING_GOOD, "4 Mar 2026" },
    { "close_date", 0, 0, BW_ORDER_DAY_FIRST, "31.04.2026", BW_READING_BAD, "There is no such day." },
    { "close_date", 0, 0, BW_ORDER_DAY_FIRST, "later", BW_READING_BAD, "This is not a date." },
    { "probability", 0, '.', 0, "0.4", BW_READING_GOOD, "40 %" },
    { "probability", 0, '.', 0, "75 %", BW_READING_GOOD, "75 %" },
    { "probability", 0, '.', 0, "130", BW_READING_BAD, "A probability is between 0 and 100 percent." },
    { "is_won", 0, 0, 0, "TRUE", BW_READING_GOOD, "yes" },
    { "is_won", 0, 0, 0, "perhaps", BW_READING_BAD, "This is neither yes nor no." },
    { BW_IMPORT_CUSTOM, BW_TYPE_NUMBER, ',', 0, "2,5", BW_READING_GOOD, "2.5" },
    { BW_IMPORT_CUSTOM, BW_TYPE_NUMBER, '.', 0, "48.13742", BW_READING_GOOD, "48.1374" },
    { BW_IMPORT_CUSTOM, BW_TYPE_NUMBER, '.', 0, "1,200", BW_READING_GOOD, "1200" },
    { BW_IMPORT_CUSTOM, BW_TYPE_NUMBER, ',', 0, "x", BW_READING_BAD, "This is not a number." },
    { BW_IMPORT_CUSTOM, BW_TYPE_DATE, 0, BW_ORDER_DAY_FIRST, "2026-11-22", BW_READING_GOOD, "22 Nov 2026" },
    { BW_IMPORT_CUSTOM, BW_TYPE_BOOLEAN, 0, 0, "no", BW_READING_GOOD, "no" },
    { BW_IMPORT_CUSTOM, BW_TYPE_TEXT, 0, 0, "2,5", BW_READING_GOOD, "2,5" },
  };
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      BwImportColumn   of = column (cells[i].field, cells[i].type, cells[i].decimal, cells[i].order, samples);
      g_autofree char *shown = NULL;

      g_test_message ("%s: %s", cells[i].field, cells[i].text);
      g_assert_cmpint (bw_import_column_read (&of, cells[i].text, "EUR", &shown), ==, cells[i].reading);
      g_assert_cmpstr (shown, ==, cells[i].shown);
    }
}

/* What one cell says of the scale holds for the column. */
static void
test_scale (void)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();
  BwImportColumn   of = column ("probability", 0, 0, 0, samples);
  g_autofree char *share = NULL, *percent = NULL;

  g_assert_cmpint (bw_import_column_read (&of, "1", "USD", &share), ==, BW_READING_GOOD);
  g_assert_cmpstr (share, ==, "100 %");
  g_ptr_array_add (samples, (gpointer) "60");
  g_assert_cmpint (bw_import_column_read (&of, "1", "USD", &percent), ==, BW_READING_GOOD);
  g_assert_cmpstr (percent, ==, "1 %");
}

/* An amount is in the currency that its row names, as a code, a word or a sign. */
static void
test_currency (void)
{
  static const struct
  {
    const char *cells[4];
    const char *code;
  } rows[] = {
    { { "A-1", "1200", "EUR", NULL }, "EUR" },
    { { "A-2", "1200", " gbp ", NULL }, "GBP" },
    { { "A-3", "1200", "£", NULL }, "GBP" },
    { { "A-4", "1200", "USD - US Dollar", NULL }, "USD" },
    { { "A-5", "1200", "per unit", NULL }, "" },
    { { "A-6", "1200", "", NULL }, "" },
    { { "A-7", "1200", NULL }, "" },
  };
  BwImportColumn id = column ("id", 0, 0, 0, NULL), amount = column ("amount", 0, '.', 0, NULL), code = column ("currency", 0, 0, 0, NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  g_ptr_array_add (columns, &id);
  g_ptr_array_add (columns, &amount);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = bw_import_row_currency (columns, rows[i].cells);

      g_assert_cmpstr (found, ==, "");
    }
  g_ptr_array_add (columns, &code);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = bw_import_row_currency (columns, rows[i].cells);

      g_assert_cmpstr (found, ==, rows[i].code);
    }
}

static void
test_fields (void)
{
  g_autoptr (GPtrArray) deals = bw_import_kind_fields (BW_KIND_DEALS);
  g_autoptr (GPtrArray) people = bw_import_kind_fields (BW_KIND_PEOPLE);
  g_autoptr (GPtrArray) unknown = bw_import_kind_fields (BW_KIND_UNKNOWN);

  g_assert_true (g_ptr_array_find_with_equal_func (deals, "close_date", g_str_equal, NULL));
  g_assert_false (g_ptr_array_find_with_equal_func (deals, "manager", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (people, "manager", g_str_equal, NULL));
  g_assert_cmpuint (unknown->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/reading/cells", test_cells);
  g_test_add_func ("/import/reading/scale", test_scale);
  g_test_add_func ("/import/reading/currency", test_currency);
  g_test_add_func ("/import/reading/fields", test_fields);
  return g_test_run ();
}
