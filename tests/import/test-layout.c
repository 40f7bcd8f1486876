/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first rows of a table give away, and that all values are asked before one is misread. */

#include "import/bw-layout.h"
#include "import/bw-source.h"

#include "import-fixture.h"

/* Rows from lines whose cells are parted by bars. */
static GPtrArray *
make_rows (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    g_ptr_array_add (rows, g_strsplit (*line, "|", -1));
  return rows;
}

static char *
join_headers (const BwLayout *layout)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < layout->headers->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", (char *)g_ptr_array_index (layout->headers, i));
  return g_string_free (text, FALSE);
}

static const BwFinding *
find_finding (const GPtrArray *findings,
              const char      *what)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((BwFinding *)g_ptr_array_index (findings, i))->what, what))
      return g_ptr_array_index (findings, i);
  return NULL;
}

static void
test_header (void)
{
  static const struct
  {
    const char *rows;
    guint       header, n_header;
    const char *names;
  } cases[] = {
    { "a|b\n1|2\n3|4", 0, 1, "a|b" },
    { "1|2\n3|4\n5|6", 0, 0, "Column 1|Column 2" },
    { "Report of today\nmade by Ann\nname|amount|day\nx|1|2026-01-02\ny|2|2026-01-03", 2, 1, "name|amount|day" },
    { "name|amount|amount|\nx|1|2|\ny|3|4|", 0, 1, "name|amount|amount (2)" },
    { "name||amount\nx|1|2\ny|3|4", 0, 1, "name|Column 2|amount" },
    { "Country|2023|2024|2025\nDE|1|2|3\nFR|4|5|6", 0, 1, "Country|2023|2024|2025" },
    { "Name|Cost||Note\n|Rail|Air|\nx|1|2|y\nz|3|4|w", 0, 2, "Name|Cost Rail|Cost Air|Note" },
    { "|2025|2025\nName|Open|Won\nx|1|2\ny|3|4", 1, 1, "Name|Open|Won" },
    { "|Before|Before\nName|Open|Open\nx|1|2\ny|3|4", 0, 2, "Name|Before Open|Before Open (2)" },
    { "name|city\nAnn|Bonn\nBen|Ulm", 0, 1, "name|city" },
    { "name|stage|amount\nx|Open|\ny|Open|5\nz|Won|6", 0, 1, "name|stage|amount" },
    { "only", 0, 1, "only" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) rows = make_rows (cases[i].rows);
      g_autoptr (BwLayout) layout = bw_layout_guess (rows, NULL);
      g_autofree char *names = join_headers (layout);

      g_test_message ("%s", names);
      g_assert_cmpuint (layout->header_row, ==, cases[i].header);
      g_assert_cmpuint (layout->n_header_rows, ==, cases[i].n_header);
      g_assert_cmpstr (names, ==, cases[i].names);
      g_assert_nonnull (find_finding (layout->findings, "header"));
    }
}

static void
test_columns (void)
{
  static const struct
  {
    const char  *rows;
    BwColumnType type;
    const char  *what; /* (nullable) */
    const char  *value;
    gboolean     sure; /* at least 0.9 */
  } cases[] = {
    { "v\n1,234.50\n2,000\n3", BW_COLUMN_NUMBER, "decimal", ".", FALSE },
    { "v\n1.234,50\n1,5\n1,25\n3", BW_COLUMN_NUMBER, "decimal", ",", TRUE },
    { "v\n1,234\n2,000", BW_COLUMN_NUMBER, "decimal", "unknown", FALSE },
    { "v\n1.5\n2,5\n3.5", BW_COLUMN_NUMBER, "decimal", ".", FALSE },
    { "v\n€5\n6 €\nEUR 7", BW_COLUMN_NUMBER, "currency", "EUR", TRUE },
    { "v\n03/04/2026\n13/04/2026\n14/04/2026\n15/04/2026", BW_COLUMN_DATE, "date_order", "day-first", TRUE },
    { "v\n03/04/2026\n04/13/2026\n04/14/2026\n04/15/2026", BW_COLUMN_DATE, "date_order", "month-first", TRUE },
    { "v\n03/04/2026\n05/06/2026", BW_COLUMN_DATE, "date_order", "unknown", FALSE },
    { "close date\n46000\n46010\n46020", BW_COLUMN_DATE, "date_system", "1900", FALSE },
    { "amount\n46000\n46010\n46020", BW_COLUMN_NUMBER, "date_system", NULL, FALSE },
    { "v\n20260102\n20260203\n20260304", BW_COLUMN_DATE, "date_order", NULL, FALSE },
    { "Probability\n0.1\n0.5\n1", BW_COLUMN_SHARE, "scale", "1", FALSE },
    { "Probability (%)\n10\n50\n1", BW_COLUMN_SHARE, "scale", "100", TRUE },
    { "v\n10%\n5 %\n1%", BW_COLUMN_SHARE, "scale", "100", TRUE },
    { "v\nyes\nno\nyes", BW_COLUMN_BOOLEAN, NULL, NULL, FALSE },
    { "v\nAnn\nBen\n3", BW_COLUMN_TEXT, "decimal", NULL, FALSE },
    { "v|w\n|1\nN/A|2", BW_COLUMN_EMPTY, NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) rows = make_rows (cases[i].rows);
      BwLayoutHints hints = { .header_row = 1 };
      g_autoptr (BwLayout) layout = bw_layout_guess (rows, &hints);
      const BwLayoutColumn *column = g_ptr_array_index (layout->columns, 0);
      const BwFinding      *finding = cases[i].what != NULL ? find_finding (column->findings, cases[i].what) : NULL;

      g_test_message ("%u: %s", i, bw_column_type_name (column->type));
      g_assert_cmpint (column->type, ==, cases[i].type);
      g_assert_cmpstr (finding != NULL ? finding->value : NULL, ==, cases[i].value);
      if (finding == NULL)
        continue;
      g_assert_cmpint (finding->confidence >= 0.9, ==, cases[i].sure);
      g_assert_cmpuint (strlen (finding->reason), >, 10);
    }
}

static void
test_totals (void)
{
  static const struct
  {
    const char *text;
    gboolean    total, notice;
  } cases[] = {
    { "Total", TRUE, FALSE },
    { "Grand Totals (5700 records)", TRUE, FALSE },
    { "Subtotal", TRUE, FALSE },
    { "Total: 12", TRUE, FALSE },
    { "Summe", TRUE, FALSE },
    { "Total Energies", FALSE, FALSE },
    { "Summer Foods", FALSE, FALSE },
    { "County Hall", FALSE, FALSE },
    { "Confidential Information - Do Not Distribute", FALSE, TRUE },
    { "Copyright (c) 2000-2026 salesforce.com, inc.", FALSE, TRUE },
    { "", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (bw_layout_is_total (cases[i].text), ==, cases[i].total);
      g_assert_cmpint (bw_layout_is_notice (cases[i].text), ==, cases[i].notice);
    }
}

/* The table of @text as an import reads it, rows parted by spaces. */
static char *
read_table (Fixture         *fixture,
            const char      *text,
            BwImportSummary *summary)
{
  BwImportOptions options = { .as_of = BW_DATE_NONE };
  g_autoptr (GError) error = NULL;
  const char *path = fixture_write (fixture, "table.csv", text, -1);
  g_autoptr (BwSource) source = bw_source_open_any (path, &options, NULL, &error);
  GString *table = g_string_new (NULL);
  BwCsvRow row;

  g_assert_no_error (error);
  source->summary = summary;
  while (bw_source_next (source, &row, &error))
    {
      g_autofree char *cells = bw_csv_row_to_text (&row);

      g_string_append_printf (table, "%s ", cells);
    }
  g_assert_no_error (error);
  return g_string_free (table, FALSE);
}

/* Blank cells are carried down where the report shows that it is grouped, and nowhere else. */
static void
test_groups (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
    guint       set_aside;
  } cases[] = {
    { "Owner,Stage,Deal,Amount\nAnn,Open,D1,1\n,,D2,2\n,Won,D3,3\nSubtotal,,,6\nBen,Open,D4,4\n,,D5,5\nSubtotal,,,9\nGrand Total,,,15\n",
      "Ann,Open,D1,1 Ann,Open,D2,2 Ann,Won,D3,3 Ben,Open,D4,4 Ben,Open,D5,5 ", 3 },
    { "Deals by owner\nOwner,Deal,Amount\nAnn,D1,1\n,D2,2\n,D3,3\nBen,D4,4\n,D5,5\n",
      "Ann,D1,1 Ann,D2,2 Ann,D3,3 Ben,D4,4 Ben,D5,5 ", 0 },
    /* Few rows, but a subtotal between them. */
    { "Stage,Deal,Amount\nOpen,D1,1\n,D2,2\nSubtotal,,3\nWon,D3,3\nGrand Total,,6\n", "Open,D1,1 Open,D2,2 Won,D3,3 ", 2 },
    { "Stage,Deal,Amount\nOpen,D1,1\n,D2,2\nWon,D3,3\nGrand Total,,6\n", "Open,D1,1 ,D2,2 Won,D3,3 ", 1 },
    /* Nothing tells of groups: an empty cell is one. */
    { "Owner,Deal,Amount\nAnn,D1,1\n,D2,2\n,D3,3\nBen,D4,4\n,D5,5\n", "Ann,D1,1 ,D2,2 ,D3,3 Ben,D4,4 ,D5,5 ", 0 },
    { "Deals by owner\nOwner,Deal,Amount\nAnn,D1,1\n,D2,\n,,3\nBen,D4,\n,D5,5\n", "Ann,D1,1 ,D2, ,,3 Ben,D4, ,D5,5 ", 0 },
    { "date,value\n2026-01-01,1\n2026-02-01,2\nTotal,3\n", "2026-01-01,1 2026-02-01,2 ", 1 },
    { "account,value\nTotal Energies,1\nBolt,2\nConfidential Records,3\n", "Total Energies,1 Bolt,2 Confidential Records,3 ", 0 },
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwImportSummary  summary = { 0 };
      g_autofree char *rows = read_table (&fixture, cases[i].text, &summary);

      g_test_message ("%u", i);
      g_assert_cmpstr (rows, ==, cases[i].rows);
      g_assert_cmpuint (summary.n_set_aside, ==, cases[i].set_aside);
    }
  fixture_clear (&fixture);
}

/* Six hundred deals that can be read in two ways, and then some that tell: all are read as those say. */
static void
test_late_proof (void)
{
  g_autoptr (GString) text = g_string_new ("Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Created Date\n");
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;

  for (guint i = 0; i < 600; i++)
    g_string_append_printf (text, "D%u,Deal %u,Open,\"1.234\",03/04/2027,02/03/2026\n", i, i);
  g_string_append (text, "D600,Deal,Open,\"1.234,50\",25/04/2027,28/03/2026\n");
  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals.csv", text->str);
  g_assert_cmpuint (book->deals.n, ==, 601);
  for (guint i = 0; i < 600; i++)
    {
      g_assert_cmpint (book->deals.amount[i], ==, 123400);
      g_assert_cmpint (book->deals.close[i], ==, day ("2027-04-03"));
      g_assert_cmpint (book->deals.created[i], ==, day ("2026-03-02"));
    }
  g_assert_cmpint (book->deals.amount[find_deal (book, "D600")], ==, 123450);
  fixture_clear (&fixture);
}

/* A column that contradicts itself is told of. */
static void
test_contradiction (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  const GPtrArray *notes;
  guint            n = 0;

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals.csv",
                                "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
                                "D1,One,Open,1,03/04/2027\nD2,Two,Open,2,13/04/2027\nD3,Three,Open,3,14/04/2027\n"
                                "D4,Four,Open,4,04/15/2027\n");
  notes = ((BwImportSummary *)g_ptr_array_index (result->summaries, 0))->notes;
  for (guint i = 0; i < notes->len; i++)
    n += strstr (g_ptr_array_index (notes, i), "contradicts itself") != NULL;
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (book->deals.close[find_deal (book, "D1")], ==, day ("2027-04-03"));
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/header", test_header);
  g_test_add_func ("/layout/columns", test_columns);
  g_test_add_func ("/layout/totals", test_totals);
  g_test_add_func ("/layout/groups", test_groups);
  g_test_add_func ("/layout/late-proof", test_late_proof);
  g_test_add_func ("/layout/contradiction", test_contradiction);
  return g_test_run ();
}
