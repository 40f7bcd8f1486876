/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables inside other files: compressed files, archives, Excel workbooks, and those that are broken or meant to burst. */

#include "import/bw-input.h"
#include "import/bw-source.h"
#include "import/bw-xlsx-book.h"

#include "import-fixture.h"

#include <archive.h>
#include <archive_entry.h>

/* A file to be put into an archive. */
typedef struct
{
  const char *name;
  const char *text;
  gsize       repeat; /* that many times; 0: once */
} Member;

/* Writes the @members (ended by a NULL name) to the ZIP archive @path, or the first one to a .gz file. */
static void
pack (const char   *path,
      const Member *members,
      gboolean      zip)
{
  struct archive *archive = archive_write_new ();

  if (zip)
    archive_write_set_format_zip (archive);
  else
    {
      archive_write_add_filter_gzip (archive);
      archive_write_set_format_raw (archive);
    }
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (; members->name != NULL; members++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize                 length = strlen (members->text), times = MAX (members->repeat, 1);

      archive_entry_set_pathname (entry, members->name);
      archive_entry_set_size (entry, (la_int64_t)(length * times));
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      for (gsize i = 0; i < times; i++)
        g_assert_cmpint (archive_write_data (archive, members->text, length), ==, length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}

/* A path in the fixture's folder that is removed with it. */
static const char *
fixture_path (Fixture    *fixture,
              const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_ptr_array_add (fixture->paths, path);
  return path;
}

/* The rows of the table at @path: the line, and the cells in brackets. */
static char *
read_rows (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, &error);
  GString *text = g_string_new (NULL);
  BwCsvRow row;

  g_assert_no_error (error);
  while (bw_csv_reader_next (reader, &row, &error))
    {
      g_string_append_printf (text, "%" G_GUINT64_FORMAT, row.line);
      for (guint i = 0; i < row.n; i++)
        g_string_append_printf (text, "[%s]", row.values[i]);
      g_string_append_c (text, ' ');
    }
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
assert_rows (const char *path,
             const char *rows)
{
  g_autofree char *read = read_rows (path);

  g_assert_cmpstr (read, ==, rows);
}

/* The tables in the file at @path, without its folder. */
static void
assert_tables (const char *path,
               const char *names)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) tables = bw_input_list (path, &error);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_no_error (error);
  for (char **table = tables; *table != NULL; table++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", *table + strlen (folder) + 1);
  g_assert_cmpstr (list->str, ==, names);
}

static void
test_gzip (void)
{
  static const Member members[] = { { "deals.csv", "a;b\n1;2\n", 0 }, { NULL } };
  Fixture             fixture;
  const char         *path;

  fixture_init (&fixture);
  path = fixture_path (&fixture, "deals.csv.gz");
  pack (path, members, FALSE);
  assert_tables (path, "deals.csv.gz");
  assert_rows (path, "1[a][b] 2[1][2] ");
  fixture_clear (&fixture);
}

static void
test_zip (void)
{
  static const Member members[] = { { "sub folder/deals.csv", "a,b\n1,\"2\n3\"\n4,5\n", 0 },
                                    { "readme.md", "no table", 0 },
                                    { "../up.tsv", "x\ty\n\xe9\t2\n", 0 },
                                    { "__MACOSX/._deals.csv", "rubbish", 0 },
                                    { ".hidden.csv", "rubbish", 0 },
                                    { NULL } };
  Fixture             fixture;
  const char         *path;
  g_autofree char    *second = NULL;
  g_autofree char    *none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwInput) input = NULL;

  fixture_init (&fixture);
  path = fixture_path (&fixture, "two.zip");
  pack (path, members, TRUE);
  assert_tables (path, "two.zip/sub folder/deals.csv two.zip/../up.tsv");
  assert_rows (path, "1[a][b] 2[1][2\n3] 4[4][5] ");
  second = g_strconcat (path, "/../up.tsv", NULL);
  assert_rows (second, "1[x][y] 2[é][2] ");
  input = bw_input_open (second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bw_input_get_name (input), ==, "two.zip/../up.tsv");
  none = g_strconcat (path, "/none.csv", NULL);
  g_assert_null (bw_input_open (none, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_FOUND);
  fixture_clear (&fixture);
}

/* All tables of an archive are imported at once, whatever their order in it. */
static void
test_import (void)
{
  static const Member members[] = { { "deals.csv",
                                      "opportunity_id,sales_agent,account,deal_stage,engage_date,close_date,close_value\n"
                                      "D1,Ann Abel,Acme,Won,2026-01-02,2026-02-03,1000\n",
                                      0 },
                                    { "accounts.csv", "account,sector,revenue\nAcme,retail,10\nBolt,software,20\n", 0 },
                                    { NULL } };
  Fixture             fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  pack (fixture_path (&fixture, "crm.zip"), members, TRUE);
  result = fixture_import (&fixture, &book, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->summaries->len, ==, 2);
  g_assert_cmpstr (((BwImportSummary *)g_ptr_array_index (result->summaries, 0))->file, ==, "crm.zip/deals.csv");
  g_assert_cmpuint (book->deals.n, ==, 1);
  g_assert_cmpuint (book->accounts->len, ==, 2);
  fixture_clear (&fixture);
}

#define XML        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define MAIN_SPACE "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define TYPES      "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char workbook[] =
  XML "<workbook " MAIN_SPACE " xmlns:r=\"" TYPES "\"><workbookPr/><sheets>"
      "<sheet name=\"Deals &amp; more\" sheetId=\"1\" r:id=\"rId1\"/>"
      "<sheet name=\"Secret\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/>"
      "<sheet name=\"Blank\" sheetId=\"3\" r:id=\"rId3\"/>"
      "<sheet name=\"Second\" sheetId=\"4\" r:id=\"rId4\"/></sheets></workbook>";
static const char relations[] =
  XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"rId1\" Type=\"" TYPES "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
      "<Relationship Id=\"rId2\" Type=\"" TYPES "/worksheet\" Target=\"worksheets/sheet2.xml\"/>"
      "<Relationship Id=\"rId3\" Type=\"" TYPES "/worksheet\" Target=\"/xl/worksheets/sheet3.xml\"/>"
      "<Relationship Id=\"rId4\" Type=\"" TYPES "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
      "<Relationship Id=\"rId5\" Type=\"" TYPES "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
      "<Relationship Id=\"rId6\" Type=\"" TYPES "/styles\" Target=\"styles.xml\"/></Relationships>";
static const char styles[] =
  XML "<styleSheet " MAIN_SPACE "><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"#,##0.00 &quot;days&quot;\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
      "<xf numFmtId=\"46\"/></cellXfs></styleSheet>";
static const char texts[] =
  XML "<sst " MAIN_SPACE "><si><t>Name</t></si><si><r><t xml:space=\"preserve\">Two </t></r><r><t>parts, \"quoted\"</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>sound</t></rPh></si><si><t/></si></sst>";
static const char sheet1[] =
  XML "<worksheet " MAIN_SPACE "><sheetData>"
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>When</t></is></c>"
      "<c r=\"C1\" t=\"str\"><f>A1</f><v>Value</v></c><c r=\"E1\" t=\"inlineStr\"><is><t>Flag</t></is></c></row>"
      "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>42795</v></c>"
      "<c r=\"C3\"><v>0.30000000000000004</v></c><c r=\"E3\" t=\"b\"><v>1</v></c></row>"
      "<row r=\"4\"><c r=\"B4\" s=\"2\"><v>42795.5</v></c><c r=\"C4\" s=\"3\"><v>1234.5</v></c>"
      "<c r=\"D4\" t=\"e\"><v>#N/A</v></c><c r=\"E4\" t=\"b\"><v>0</v></c></row>"
      "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>one\ntwo</t></is></c><c r=\"B5\" s=\"1\"><v>1</v></c>"
      "<c r=\"C5\" s=\"4\"><v>1.5</v></c></row>"
      "<row><c><v>7</v></c><c s=\"1\"/><c><v>9</v></c></row>"
      "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"A1:C1\"/></mergeCells></worksheet>";
static const char sheet2[] = XML "<worksheet " MAIN_SPACE "><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
static const char sheet3[] = XML "<worksheet " MAIN_SPACE "><sheetData/></worksheet>";

static const Member book_members[] = { { "[Content_Types].xml", "<Types/>", 0 },
                                       { "xl/workbook.xml", workbook, 0 },
                                       { "xl/_rels/workbook.xml.rels", relations, 0 },
                                       { "xl/styles.xml", styles, 0 },
                                       { "xl/sharedStrings.xml", texts, 0 },
                                       { "xl/worksheets/sheet1.xml", sheet1, 0 },
                                       { "xl/worksheets/sheet2.xml", sheet2, 0 },
                                       { "xl/worksheets/sheet3.xml", sheet3, 0 },
                                       { NULL } };

static void
test_workbook (void)
{
  Fixture          fixture;
  const char      *path;
  g_autofree char *second = NULL;

  fixture_init (&fixture);
  path = fixture_path (&fixture, "book.xlsx");
  pack (path, book_members, TRUE);
  assert_tables (path, "book.xlsx/Deals & more book.xlsx/Second");
  assert_rows (path, "1[Name][When][Value][][Flag] "
                     "3[Two parts, \"quoted\"][2017-03-01][0.30000000000000004][][TRUE] "
                     "4[Two parts, \"quoted\"][2017-03-01 12:00:00][1234.5][#N/A][FALSE] "
                     "5[one\ntwo][1900-01-01][36:00:00] "
                     "6[7][][9] ");
  second = g_strconcat (path, "/Second", NULL);
  assert_rows (second, "1[1] ");
  fixture_clear (&fixture);
}

/* Two tables below each other in a sheet, the first with a cell of two lines; in an archive; packed. */
static void
test_tables_inside (void)
{
#define TEXT_CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
  static const char two[] =
    XML "<worksheet " MAIN_SPACE "><sheetData><row r=\"1\">" TEXT_CELL ("Name") TEXT_CELL ("Email") TEXT_CELL ("Manager") "</row>"
                                                                                                                          "<row r=\"2\">" TEXT_CELL ("Ann\nLee") TEXT_CELL ("ann@x.example") TEXT_CELL ("Bob") "</row>"
                                                                                                                                                                                                               "<row r=\"4\">" TEXT_CELL ("Deals") "</row>"
                                                                                                                                                                                                                                                   "<row r=\"5\">" TEXT_CELL ("Deal Name") TEXT_CELL ("Stage") TEXT_CELL ("Amount") TEXT_CELL ("Close Date") "</row>"
                                                                                                                                                                                                                                                                                                                                                             "<row r=\"6\">" TEXT_CELL ("A") TEXT_CELL ("Won") "<c><v>5</v></c>" TEXT_CELL ("2026-01-02") "</row>"
                                                                                                                                                                                                                                                                                                                                                                                                                                                          "</sheetData></worksheet>";
  static const char csv[] = "Name,Email,Manager\nAnn,ann@x.example,Bob\n\nDeal Name,Stage,Amount,Close Date\nA,Won,5,2026-01-02\n";
  Member            members[G_N_ELEMENTS (book_members)];
  const Member      archive[] = { { "sales/report.csv", csv, 0 }, { NULL } };
  Fixture           fixture;
  const char       *path;
  g_autofree char  *table = NULL, *packed = NULL;

  memcpy (members, book_members, sizeof members);
  members[5].text = two;
  fixture_init (&fixture);
  path = fixture_path (&fixture, "book.xlsx");
  pack (path, members, TRUE);
  assert_tables (path, "book.xlsx/Deals & more/lines 1 to 3 book.xlsx/Deals & more/lines 4 to 6 book.xlsx/Second");
  table = g_strconcat (path, "/Deals & more/lines 4 to 6", NULL);
  assert_rows (table, "4[Deals] 5[Deal Name][Stage][Amount][Close Date] 6[A][Won][5][2026-01-02] ");
  path = fixture_path (&fixture, "sales.zip");
  pack (path, archive, TRUE);
  assert_tables (path, "sales.zip/sales/report.csv/lines 1 to 3 sales.zip/sales/report.csv/lines 4 to 5");
  packed = g_strconcat (path, "/sales/report.csv/lines 4 to 5", NULL);
  assert_rows (packed, "4[Deal Name][Stage][Amount][Close Date] 5[A][Won][5][2026-01-02] ");
  fixture_clear (&fixture);
#undef TEXT_CELL
}

/* The same days in the system that counts from 1904. */
static void
test_workbook_1904 (void)
{
  Member members[G_N_ELEMENTS (book_members)];
  g_auto (GStrv) parts = g_strsplit (workbook, "<workbookPr/>", 2);
  g_autofree char *other = g_strconcat (parts[0], "<workbookPr date1904=\"1\"/>", parts[1], NULL);
  Fixture          fixture;
  const char      *path;
  g_autofree char *rows = NULL;

  memcpy (members, book_members, sizeof members);
  members[1].text = other;
  fixture_init (&fixture);
  path = fixture_path (&fixture, "book.xlsx");
  pack (path, members, TRUE);
  rows = read_rows (path);
  g_assert_nonnull (strstr (rows, "[2021-03-02]"));
  fixture_clear (&fixture);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *code;
    BwXlsxStyle style;
  } cases[] = {
    { "General", BW_XLSX_NUMBER },
    { "0.00", BW_XLSX_NUMBER },
    { "#,##0.00 \"days\"", BW_XLSX_NUMBER },
    { "[Red]-#,##0", BW_XLSX_NUMBER },
    { "[$€-407]#,##0.00", BW_XLSX_NUMBER },
    { "_-* #,##0.00_-;-* #,##0.00_-", BW_XLSX_NUMBER },
    { "0.00E+00", BW_XLSX_NUMBER },
    { "0%", BW_XLSX_NUMBER },
    { "@", BW_XLSX_NUMBER },
    { "yyyy-mm-dd", BW_XLSX_DATE },
    { "[$-409]d\\-mmm\\-yy;@", BW_XLSX_DATE },
    { "mmm", BW_XLSX_DATE },
    { "dd/mm/yyyy hh:mm", BW_XLSX_DATE },
    { "h:mm AM/PM", BW_XLSX_TIME },
    { "[h]:mm:ss", BW_XLSX_TIME },
    { "mm:ss.0", BW_XLSX_TIME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (bw_xlsx_format_style (cases[i].code), ==, cases[i].style);
    }
}

/* Broken files are refused with a sentence that names them, never with a crash, wherever they are cut. */
static void
test_broken (void)
{
  Fixture          fixture;
  const char      *path;
  g_autofree char *bytes = NULL;
  gsize            length;
  guint            n_refused = 0;

  fixture_init (&fixture);
  path = fixture_path (&fixture, "book.xlsx");
  pack (path, book_members, TRUE);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize cut = 4; cut < length; cut += 37)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwCsvReader) reader = NULL;
      BwCsvRow row;

      /* Without a new file the old one's end would stay. */
      g_unlink (path);
      g_assert_true (g_file_set_contents_full (path, bytes, (gssize)cut, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      reader = bw_csv_reader_open (path, &error);
      while (reader != NULL && bw_csv_reader_next (reader, &row, &error))
        continue;
      n_refused += error != NULL;
      if (error != NULL)
        g_assert_nonnull (strstr (error->message, "book.xlsx"));
    }
  g_assert_cmpuint (n_refused, >, 20);
  fixture_clear (&fixture);
}

static void
test_bomb (void)
{
  static const char   line[] = "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,a,b,c,d,e,f\n";
  static const Member members[] = { { "deals.csv", line, (96 << 20) / (sizeof line - 1) }, { NULL } };
  static const Member documents[] = { { "content.xml", "<office/>", 0 }, { NULL } };
  static const Member others[] = { { "picture.png", "x", 0 }, { NULL } };
  Fixture             fixture;
  const char         *path;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCsvReader) reader = NULL;
  BwCsvRow row;

  fixture_init (&fixture);
  path = fixture_path (&fixture, "bomb.zip");
  pack (path, members, TRUE);
  reader = bw_csv_reader_open (path, &error);
  g_assert_no_error (error);
  while (bw_csv_reader_next (reader, &row, &error))
    continue;
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV);
  g_assert_nonnull (strstr (error->message, "bomb.zip"));
  g_clear_error (&error);

  path = fixture_path (&fixture, "sheet.ods");
  pack (path, documents, TRUE);
  g_assert_null (bw_input_list (path, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV);
  g_assert_nonnull (strstr (error->message, ".xlsx"));
  g_clear_error (&error);
  path = fixture_path (&fixture, "pictures.zip");
  pack (path, others, TRUE);
  g_assert_null (bw_input_list (path, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV);
  g_assert_nonnull (strstr (error->message, ".csv"));
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/containers/gzip", test_gzip);
  g_test_add_func ("/containers/zip", test_zip);
  g_test_add_func ("/containers/import", test_import);
  g_test_add_func ("/containers/workbook", test_workbook);
  g_test_add_func ("/containers/tables-inside", test_tables_inside);
  g_test_add_func ("/containers/workbook-1904", test_workbook_1904);
  g_test_add_func ("/containers/formats", test_formats);
  g_test_add_func ("/containers/broken", test_broken);
  g_test_add_func ("/containers/bomb", test_bomb);
  return g_test_run ();
}
