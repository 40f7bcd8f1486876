/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of others: parser cases with their answers, one table written in 26 ways, and open data with its clean version. */

#include "import/bw-source.h"

#include "import-fixture.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* Tables are arrays of rows (element-type GStrv). */
static GPtrArray *
table_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
}

static void
table_add (GPtrArray      *table,
           const BwCsvRow *row)
{
  char **cells = g_new0 (char *, row->n + 1);

  for (guint i = 0; i < row->n; i++)
    cells[i] = g_strdup (row->values[i]);
  g_ptr_array_add (table, cells);
}

/* All rows of the file at @path, exactly as they stand. @flags becomes what was noticed of any of them. */
static GPtrArray *
read_exactly (const char *path,
              guint      *flags)
{
  const BwCsvOptions options = { .exact = TRUE, .delimiter = ',' };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open_with (path, &options, &error);
  GPtrArray *table = table_new ();
  BwCsvRow   row;

  g_assert_no_error (error);
  *flags = 0;
  while (bw_csv_reader_next (reader, &row, &error))
    {
      *flags |= row.flags;
      table_add (table, &row);
    }
  g_assert_no_error (error);
  return table;
}

/* The table at @path as an import reads it: its first row is the names of the columns. */
static GPtrArray *
read_clean (const char      *path,
            BwImportSummary *summary)
{
  BwImportOptions options = { .as_of = BW_DATE_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSource) source = bw_source_open_any (path, &options, NULL, &error);
  GPtrArray *table = table_new ();
  BwCsvRow   row = { 0 };

  if (g_error_matches (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY))
    return table;
  g_assert_no_error (error);
  source->summary = summary;
  source->take_long = TRUE;
  row.n = source->headers->len;
  row.values = (const char **)source->headers->pdata;
  table_add (table, &row);
  while (bw_source_next (source, &row, &error))
    table_add (table, &row);
  g_assert_no_error (error);
  return table;
}

static JsonNode *
read_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_no_error (error);
  valid = g_utf8_make_valid (text, -1);
  g_assert_true (json_parser_load_from_data (parser, valid, -1, &error));
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

/* The rows of the answer @root: an array, or the only row. */
static JsonArray *
get_rows (JsonNode *root)
{
  JsonArray *rows;

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_array_ref (json_node_get_array (root));
  rows = json_array_new ();
  json_array_add_element (rows, json_node_copy (root));
  return rows;
}

/* Compares @table with the answer: an array of rows, or of objects whose members the first row names. */
static void
compare_with_json (GPtrArray  *table,
                   JsonArray  *answer,
                   const char *file)
{
  gboolean objects = json_array_get_length (answer) > 0 &&
                     JSON_NODE_HOLDS_OBJECT (json_array_get_element (answer, 0));
  char **names = table->len > 0 ? g_ptr_array_index (table, 0) : NULL;

  g_test_message ("%s", file);
  /* An answer without rows is that of a header alone. */
  if (json_array_get_length (answer) == 0)
    {
      g_assert_cmpuint (table->len, ==, 1);
      return;
    }
  g_assert_cmpuint (table->len, ==, json_array_get_length (answer) + objects);
  for (guint r = objects; r < table->len; r++)
    {
      char **cells = g_ptr_array_index (table, r);

      if (objects)
        {
          JsonObject *row = json_array_get_object_element (answer, r - 1);

          g_assert_cmpuint (g_strv_length (cells), ==, json_object_get_size (row));
          /* One answer has another phone number than its file. */
          for (guint c = g_str_equal (file, "location_coordinates.csv"); cells[c] != NULL; c++)
            g_assert_cmpstr (cells[c], ==, json_object_get_string_member (row, names[c]));
        }
      else
        {
          JsonArray *row = json_array_get_array_element (answer, r);

          g_assert_cmpuint (g_strv_length (cells), ==, json_array_get_length (row));
          for (guint c = 0; cells[c] != NULL; c++)
            g_assert_cmpstr (cells[c], ==, json_array_get_string_element (row, c));
        }
    }
}

/* Every file in the folder @csv that has an answer in @json agrees with it. */
static guint
compare_folder (const char *csv,
                const char *json)
{
  g_autofree char *folder = sample_path (csv);
  g_autofree char *answers = folder != NULL ? sample_path (json) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint       n = 0, flags;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *stem = g_strndup (name, strcspn (name, "."));
      g_autofree char *answer = g_strdup_printf ("%s/%s.json", answers, stem);
      g_autoptr (GPtrArray) table = NULL;
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (JsonArray) rows = NULL;

      if (!g_file_test (answer, G_FILE_TEST_EXISTS))
        continue;
      table = read_exactly (path, &flags);
      root = read_json (answer);
      rows = get_rows (root);
      compare_with_json (table, rows, name);
      /* Seconds of arc have a quotation mark, which is not written twice there. */
      g_assert_cmpuint (flags, ==, g_str_equal (name, "location_coordinates.csv") ? BW_CSV_STRAY_QUOTE : 0);
      n++;
    }
  return n;
}

static void
test_spectrum (void)
{
  guint n = compare_folder ("csv/csv-spectrum/csvs", "csv/csv-spectrum/json");

  g_assert_true (n == 12 || n == 0);
}

static void
test_sineemore (void)
{
  guint n = compare_folder ("csv/sineemore/csv", "csv/sineemore/json");

  g_assert_true (n == 18 || n == 0);
}

/* What is bad about a file is told: by the reader, by the number of cells, or as an error. */
static void
test_bad (void)
{
  static const struct
  {
    const char *name;
    guint       flags;
    int         cells; /* of the second row, against three names; -1: none */
  } cases[] = {
    { "bad-missing-quote.csv", BW_CSV_UNTERMINATED, 3 },
    { "bad-quotes-with-unescaped-quote.csv", BW_CSV_STRAY_QUOTE, 3 },
    { "bad-unescaped-quote.csv", BW_CSV_STRAY_QUOTE, 3 },
    { "bad-header-less-fields.csv", 0, 2 },
    { "bad-header-more-fields.csv", 0, 4 },
    { "bad-header-wrong-header.csv", 0, -1 },
  };
  g_autofree char *folder = sample_path ("csv/sineemore/csv");
  g_autofree char *empty = NULL;
  g_autoptr (GError) error = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE };

  if (folder == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
      guint            flags;
      g_autoptr (GPtrArray) table = read_exactly (path, &flags);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (flags, ==, cases[i].flags);
      g_assert_cmpint (table->len > 1 ? (int)g_strv_length (g_ptr_array_index (table, 1)) : -1, ==, cases[i].cells);
    }
  empty = g_build_filename (folder, "bad-header-no-header.csv", NULL);
  g_assert_null (bw_source_open_any (empty, &options, NULL, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY);
}

static void
test_papaparse (void)
{
  static const struct
  {
    const char *name;
    guint       rows, cells;
    const char *first;
  } cases[] = {
    { "sample.csv", 2, 3, "A" },
    { "slow-sample.csv", 2, 3, "A" },
    { "utf-8-bom-sample.csv", 2, 3, "A" },
    { "sample-header.csv", 3, 2, "title" },
    { "long-sample.csv", 8, 7, "Grant" },
    { "verylong-sample.csv", 2001, 3, "placeholder" },
  };
  g_autofree char *folder = sample_path ("csv/papaparse/tests");

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
      guint            flags, n_full = 0;
      g_autoptr (GPtrArray) table = read_exactly (path, &flags);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (flags, ==, 0);
      g_assert_cmpuint (table->len, ==, cases[i].rows);
      g_assert_cmpstr (((char **)g_ptr_array_index (table, 0))[0], ==, cases[i].first);
      for (guint r = 0; r < table->len; r++)
        n_full += g_strv_length (g_ptr_array_index (table, r)) == cases[i].cells;
      /* One file has four rows of two cells. */
      g_assert_cmpuint (n_full, ==, table->len - (g_str_equal (cases[i].name, "verylong-sample.csv") ? 4 : 0));
    }
}

/* The deals of @book are those of @expected, whose amounts from row 1 to @n_missing are missing. */
static void
compare_deals (const BwBook    *book,
               const GPtrArray *expected,
               guint            n_missing)
{
  g_assert_cmpuint (book->deals.n, ==, expected->len - 1);
  for (guint r = 1; r < expected->len; r++)
    {
      char **cells = g_ptr_array_index (expected, r);
      guint  deal = find_deal (book, cells[0]);
      gint64 amount = llround (g_ascii_strtod (cells[6], NULL) * 100);

      g_assert_cmpstr (bw_book_text (book, bw_book_person (book, book->deals.owner[deal])->name), ==, cells[1]);
      g_assert_cmpstr (bw_book_text (book, bw_book_account (book, book->deals.account[deal])->name), ==, cells[2]);
      g_assert_cmpstr (stage_name (book, book->deals.stage[deal]), ==, cells[3]);
      g_assert_cmpint (book->deals.created[deal], ==, day (cells[4]));
      g_assert_cmpint (book->deals.close[deal], ==, day (cells[5]));
      g_assert_cmpint (book->deals.amount[deal], ==, r <= n_missing ? BW_MONEY_NONE : amount);
    }
}

/* One table in all the ways in which exports write it gives the same deals. */
static void
test_variants (void)
{
  g_autofree char *folder = sample_path ("csv/messy_variants");
  g_autofree char *answer = folder != NULL ? g_build_filename (folder, "expected.csv", NULL) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) expected = NULL;
  const char *name;
  guint       flags, n = 0;

  if (folder == NULL)
    return;
  expected = read_exactly (answer, &flags);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      const char      *paths[] = { path, NULL };
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (BwImportResult) result = NULL;
      g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                            (GDestroyNotify)bw_file_options_free);
      BwFileOptions  *said = bw_file_options_new ();
      BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW, .files = files, .kind = BW_KIND_DEALS };
      GError         *error = NULL;

      g_hash_table_insert (files, path, said);
      if (g_str_has_suffix (name, ".md") || g_str_equal (name, "expected.csv"))
        continue;
      g_test_message ("%s", name);
      /* Nothing in the file tells that its dates count from 1904. */
      said->from_1904 = g_str_equal (name, "excel_serial_1904.csv");
      bw_import_run (book, paths, &options, NULL, NULL, &result, &error);
      g_assert_no_error (error);
      compare_deals (result->after, expected, g_str_equal (name, "null_tokens.csv") ? 9 : 0);
      n++;
    }
  g_assert_cmpuint (n, ==, 26);
}

/* ---- open data ---- */

/* Files that are read otherwise than their clean version says. */
static const struct
{
  const char *name;
  gboolean    header, rows; /* what differs */
  const char *reason;
} differences[] = {
  { "2004-2016.csv", FALSE, TRUE, "the clean version blanks the word \"missing\" in a cell, which a table keeps" },
  { "20170320-ePC_Data-Travel-Stationery.csv", FALSE, TRUE,
    "two tables one below the other: the clean version drops the second one's titles; totals are set aside here" },
  { "Copy_of_2016-17_Q3_Final_V2.csv", TRUE, FALSE, "the clean version drops a character from a name that it keeps in the rows" },
  { "Note_4_Staff_costs_-_Average_number_of_persons_employed_13-14.csv", TRUE, FALSE,
    "the clean version puts the title of the report before the name of the first column" },
  { "O18_air.csv", FALSE, TRUE, "the clean version has a typing error: \"0.\\\" for \"0.0\"" },
  { "PLA_6%Talc-1hz.csv", TRUE, FALSE, "the clean version has two apostrophes for a quotation mark in a name" },
  { "Sustainability_-_Water_consumption_P_56.csv", TRUE, FALSE,
    "the clean version puts the title of the report before the name of the first column" },
  { "mos-oct-dec-2014.csv", FALSE, TRUE, "several tables: the clean version drops the titles of the later ones" },
  { "nati-clin-audi-bowe-canc-2017-tran-main-fiel-list.csv", TRUE, TRUE,
    "the clean version takes a line with one word, \"Source\", for the names of eight columns" },
  { "permanent_secretary_and_director_general_expenses_and_hospitality_april_to_june_2012.csv", FALSE, TRUE,
    "several tables: the clean version drops the titles and headers of the later ones" },
  { "public-toilet-borough-grid.csv", FALSE, TRUE, "the row of totals at the end is set aside" },
  { "workforce-management-information-dft_201706.csv", TRUE, FALSE, "the clean version drops a comma from some names" },
};

static int
find_difference (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (g_str_equal (differences[i].name, name))
      return (int)i;
  return -1;
}

/* Cells without spaces around and the empty ones at the end. */
static char **
trim (char **cells)
{
  guint n = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_strstrip (cells[i]);
      n = *cells[i] != '\0' ? i + 1 : n;
    }
  for (guint i = n; cells[i] != NULL; i++)
    *cells[i] = '\0';
  return cells;
}

static gboolean
same_cells (char **a,
            char **b)
{
  guint n = MAX (g_strv_length (a), g_strv_length (b));
  guint n_a = g_strv_length (a), n_b = g_strv_length (b);

  for (guint i = 0; i < n; i++)
    if (strcmp (i < n_a ? a[i] : "", i < n_b ? b[i] : "") != 0)
      return FALSE;
  return TRUE;
}

/* Drops the rows of @table from @from on that have no cell filled. */
static void
drop_blank (GPtrArray *table,
            guint      from)
{
  for (guint r = table->len; r-- > from;)
    {
      char   **cells = trim (g_ptr_array_index (table, r));
      gboolean blank = TRUE;

      for (guint c = 0; cells[c] != NULL; c++)
        blank &= *cells[c] == '\0';
      if (blank)
        g_ptr_array_remove_index (table, r);
    }
}

/* The names of columns as they would be made unique, against those that were read. */
static gboolean
same_names (char **clean,
            char **read)
{
  g_autoptr (GPtrArray) names = bw_layout_name_columns ((const char *const *)clean, g_strv_length (clean));
  guint n = g_strv_length (read);

  /* The clean version may have columns without name or value at the end. */
  for (guint i = 0; i < names->len; i++)
    if (i < n ? !g_str_equal (g_ptr_array_index (names, i), read[i]) : *g_strstrip (clean[i]) != '\0')
      return FALSE;
  return names->len >= n;
}

static void
compare_survey (const char *folder,
                const char *name,
                guint      *n_equal)
{
  g_autofree char *raw = g_build_filename (folder, "csv", name, NULL);
  g_autofree char *clean = g_build_filename (folder, "clean", name, NULL);
  g_autofree char *parameters = g_strdup_printf ("%s/parameters/%s_parameters.json", folder, name);
  g_autoptr (JsonNode) root = read_json (parameters);
  const char     *lines = json_object_get_string_member (json_node_get_object (root), "header_lines");
  gboolean        named = !g_str_equal (lines, "0"), header = TRUE, rows;
  BwImportSummary summary = { 0 };
  g_autoptr (GPtrArray) read = read_clean (raw, &summary);
  guint flags;
  g_autoptr (GPtrArray) want = read_exactly (clean, &flags);
  guint from = named || (want->len > 0 && g_str_has_prefix (((char **)g_ptr_array_index (want, 0))[0], "col_")) ? 1 : 0;
  int   known = find_difference (name);

  drop_blank (read, 1);
  drop_blank (want, 1);
  if (named && want->len > 0)
    header = read->len > 0 && same_names (g_ptr_array_index (want, 0), g_ptr_array_index (read, 0));
  rows = MAX (read->len, 1) - 1 == MAX (want->len, from) - from;
  for (guint r = 1; rows && r < read->len; r++)
    rows = same_cells (g_ptr_array_index (read, r), g_ptr_array_index (want, r - 1 + from));
  g_test_message ("%s: names %s, rows %s%s%s", name, header ? "equal" : "differ", rows ? "equal" : "differ",
                  known >= 0 ? ": " : "", known >= 0 ? differences[known].reason : "");
  g_assert_cmpint (!header, ==, known >= 0 && differences[known].header);
  g_assert_cmpint (!rows, ==, known >= 0 && differences[known].rows);
  *n_equal += header && rows;
}

static void
test_survey (void)
{
  g_autofree char *folder = sample_path ("csv/pollock_survey");
  g_autofree char *csv = folder != NULL ? g_build_filename (folder, "csv", NULL) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (csv, 0, NULL) : NULL;
  const char *name;
  guint       n = 0, n_equal = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      compare_survey (folder, name, &n_equal);
      n++;
    }
  if (folder == NULL)
    return;
  g_test_message ("%u of %u are read as their clean versions say", n_equal, n);
  g_assert_cmpuint (n, ==, 82);
  g_assert_cmpuint (n_equal, ==, n - G_N_ELEMENTS (differences));
}

/* ---- a CRM's tables ---- */

/* Each file by itself, in a project that knows nothing else, and then all tables of a CRM at once, in the order of their names. */
static const struct
{
  const char  *folder;
  const char  *name;
  BwImportKind kind;
  gboolean     needs_deals; /* its rows wait for the deals that they tell of */
  gboolean     changes;     /* its rows are changes of deals */
} crm_files[] = {
  { "maven_crm", "accounts.csv", BW_KIND_ACCOUNTS, FALSE, FALSE },
  { "maven_crm", "products.csv", BW_KIND_PRODUCTS, FALSE, FALSE },
  { "maven_crm", "sales_pipeline.csv", BW_KIND_DEALS, FALSE, FALSE },
  { "maven_crm", "sales_teams.csv", BW_KIND_PEOPLE, FALSE, FALSE },
  { "salvirt_b2b", "Salvirt_B2B_ML_dataset.csv", BW_KIND_DEALS, FALSE, FALSE },
  { "superstore_orders", "Sample - Superstore.csv", BW_KIND_SALES, FALSE, FALSE },
  { "synth_stage_history", "crm_accounts.csv", BW_KIND_ACCOUNTS, FALSE, FALSE },
  { "synth_stage_history", "crm_activities.csv", BW_KIND_ACTIVITIES, FALSE, FALSE },
  { "synth_stage_history", "crm_contacts.csv", BW_KIND_CONTACTS, FALSE, FALSE },
  { "synth_stage_history", "crm_contracts.csv", BW_KIND_CONTRACTS, FALSE, FALSE },
  { "synth_stage_history", "crm_opportunities.csv", BW_KIND_DEALS, FALSE, FALSE },
  { "synth_stage_history", "crm_opportunity_line_items.csv", BW_KIND_LINE_ITEMS, FALSE, FALSE },
  { "synth_stage_history", "crm_opportunity_stage_history.csv", BW_KIND_STAGE_HISTORY, TRUE, TRUE },
  { "synth_stage_history", "crm_products.csv", BW_KIND_PRODUCTS, FALSE, FALSE },
  { "synth_stage_history", "crm_users.csv", BW_KIND_PEOPLE, FALSE, FALSE },
};

/* Imports @paths and looks whether the tables from @first on became what they are. */
static void
check_crm (const GPtrArray *paths,
           guint            first,
           gboolean         together)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  GError         *error = NULL;

  bw_book_add_default_stages (book);
  bw_import_run (book, (const char *const *)paths->pdata, &options, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->summaries->len, ==, paths->len - 1);
  for (guint i = 0; i + 1 < paths->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);
      guint                  flags;
      g_autoptr (GPtrArray) table = read_exactly (g_ptr_array_index (paths, i), &flags);
      gboolean waits = !together && crm_files[first + i].needs_deals;

      drop_blank (table, 1);
      g_test_message ("%s: %u rows, %u new, %u rejected", crm_files[first + i].name, summary->rows, summary->n_new, summary->n_rejected);
      g_assert_cmpstr (bw_import_kind_name (summary->kind), ==, bw_import_kind_name (crm_files[first + i].kind));
      g_assert_cmpuint (summary->rows, ==, table->len - 1);
      g_assert_cmpuint (summary->n_rejected, ==, waits ? summary->rows : 0);
      if (crm_files[first + i].changes)
        g_assert_cmpint (summary->n_changed > 0, ==, !waits);
      else
        g_assert_cmpuint (summary->n_new + summary->n_changed + summary->n_unchanged, >=, summary->rows);
    }
}

static void
test_crm (void)
{
  g_autofree char *folder = sample_path ("crm");
  guint            first = 0;

  while (folder != NULL && first < G_N_ELEMENTS (crm_files))
    {
      g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
      guint end = first;

      for (; end < G_N_ELEMENTS (crm_files) && g_str_equal (crm_files[end].folder, crm_files[first].folder); end++)
        {
          g_autoptr (GPtrArray) one = g_ptr_array_new ();

          g_ptr_array_add (all, g_build_filename (folder, crm_files[end].folder, crm_files[end].name, NULL));
          g_ptr_array_add (one, g_ptr_array_index (all, all->len - 1));
          g_ptr_array_add (one, NULL);
          check_crm (one, end, FALSE);
        }
      g_ptr_array_add (all, NULL);
      check_crm (all, first, TRUE);
      first = end;
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/crm", test_crm);
  g_test_add_func ("/samples/spectrum", test_spectrum);
  g_test_add_func ("/samples/sineemore", test_sineemore);
  g_test_add_func ("/samples/bad", test_bad);
  g_test_add_func ("/samples/papaparse", test_papaparse);
  g_test_add_func ("/samples/variants", test_variants);
  g_test_add_func ("/samples/survey", test_survey);
  return g_test_run ();
}
