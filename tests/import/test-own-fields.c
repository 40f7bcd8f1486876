/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that become fields of the project's own: types, values, changes. */

#include "import-fixture.h"

#include "core/bw-account-number.h"
#include "core/bw-change.h"
#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-query.h"

#include <math.h>

static const char *const head = "Opportunity ID,Opportunity Name,Stage,Amount,Close Date,";

/* A file of deals D-1, D-2, … with @header and, for each deal, one of @values (ended by NULL). */
static char *
make_text (const char        *header,
           const char *const *values)
{
  GString *text = g_string_new (head);

  g_string_append_printf (text, "%s\n", header);
  for (guint i = 0; values[i] != NULL; i++)
    g_string_append_printf (text, "D-%u,Deal %u,Proposal,1000,2027-03-31,%s\n", i + 1, i + 1, values[i]);
  return g_string_free (text, FALSE);
}

static BwImportResult *
import (Fixture           *fixture,
        BwBook           **book,
        const char        *name,
        const char        *header,
        const char *const *values)
{
  g_autofree char *text = make_text (header, values);

  return fixture_import_text (fixture, book, name, text);
}

/* The value of the field called @name of the deal @ref, as text. */
static char *
value_of (const BwBook *book,
          const char   *name,
          const char   *ref)
{
  gint32 field = bw_custom_field_find (book, name);

  g_assert_cmpint (field, >=, 0);
  return bw_custom_value_dup_text (book, bw_book_field (book, field)->type,
                                   bw_custom_column_get (&book->deals.custom[field], find_deal (book, ref)));
}

#define assert_value(book, name, ref, expected)                \
  G_STMT_START                                                 \
  {                                                            \
    g_autofree char *found_value = value_of (book, name, ref); \
                                                               \
    g_assert_cmpstr (found_value, ==, expected);               \
  }                                                            \
  G_STMT_END

static BwFieldType
type_of (const BwBook *book,
         const char   *name)
{
  gint32 field = bw_custom_field_find (book, name);

  g_assert_cmpint (field, >=, 0);
  return bw_book_field (book, field)->type;
}

static void
test_types (void)
{
  static const struct
  {
    const char *values[6];
    BwFieldType type;
    const char *read[5];
  } cases[] = {
    { { "12", "0.12345678", "-3", "1e3", "" }, BW_TYPE_NUMBER, { "12", "0.12345678", "-3", "1000", "" } },
    { { "\"1,234.5\"", "7", "\"12,000\"", "N/A", "$5" }, BW_TYPE_NUMBER, { "1234.5", "7", "12000", "", "5" } },
    { { "2026-01-31", "", "2026-02-28", "2025-12-01", "null" }, BW_TYPE_DATE, { "2026-01-31", "", "2026-02-28", "2025-12-01", "" } },
    { { "31/01/2026", "02/03/2026", "01/12/2025", "-", "05/05/2026" }, BW_TYPE_DATE, { "2026-01-31", "2026-03-02", "2025-12-01", "", "2026-05-05" } },
    { { "yes", "no", "yes", "", "no" }, BW_TYPE_BOOLEAN, { "true", "false", "true", "", "false" } },
    { { "TRUE", "FALSE", "", "TRUE", "TRUE" }, BW_TYPE_BOOLEAN, { "true", "false", "", "true", "true" } },
    { { "red", "Blue ", "red", "", "12" }, BW_TYPE_TEXT, { "red", "Blue", "red", "", "12" } },
    { { "00123", "00456", "7", "8", "9" }, BW_TYPE_TEXT, { "00123", "00456", "7", "8", "9" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (BwImportResult) result = NULL;

      fixture_init (&fixture);
      result = import (&fixture, &book, "deals 2026-11-01.csv", "Quux Zorp", cases[i].values);
      g_test_message ("%s", cases[i].values[0]);
      g_assert_cmpuint (book->fields->len, ==, 1);
      g_assert_cmpint (type_of (book, "quux zorp"), ==, cases[i].type);
      for (guint k = 0; k < 5; k++)
        {
          g_autofree char *ref = g_strdup_printf ("D-%u", k + 1);

          assert_value (book, "Quux Zorp", ref, cases[i].read[k]);
        }
      g_assert_cmpuint (result->delta->rejected->len, ==, 0);
      fixture_clear (&fixture);
    }
}

/* What differs in a later export is written into the history, dated by the export; what is the same is not. */
static void
test_changes (void)
{
  static const char *const first[] = { "40,gold,2027-01-01,yes", "10,silver,,no", ",,,", NULL };
  static const char *const second[] = { "45.5,gold,2027-02-01,yes", "10,,,yes", "3,silver,2027-01-01,no", NULL };
  const char              *header = "Quux Seats,Tierzz,Renewzz,Stratzz";
  Fixture                  fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) a = NULL;
  g_autoptr (BwImportResult) b = NULL;
  g_autoptr (BwImportResult) c = NULL;
  guint           n;
  const BwChange *changes;

  fixture_init (&fixture);
  a = import (&fixture, &book, "deals 2026-10-01.csv", header, first);
  g_assert_cmpuint (book->history.n, ==, 0);
  b = import (&fixture, &book, "deals 2026-11-01.csv", header, second);
  g_assert_cmpuint (book->fields->len, ==, 4);
  assert_value (book, "Quux Seats", "D-1", "45.5");
  assert_value (book, "Renewzz", "D-1", "2027-02-01");
  assert_value (book, "Tierzz", "D-2", "");
  assert_value (book, "Stratzz", "D-2", "true");
  assert_value (book, "Tierzz", "D-3", "silver");
  changes = bw_history_of (&book->history, find_deal (book, "D-1"), &n);
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = bw_change_dup_text (book, &changes[i]);

      g_assert_cmpint (changes[i].at, ==, day ("2026-11-01"));
      g_assert_cmpint (changes[i].source, ==, BW_TIME_EXPORT);
      g_assert_cmpstr (text, ==, i == 0 ? "Quux Seats 40 → 45.5" : "Renewzz 1 Jan 2027 → 1 Feb 2027");
    }
  changes = bw_history_of (&book->history, find_deal (book, "D-3"), &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (b->delta->changes->len, ==, 8);
  c = import (&fixture, &book, "deals 2026-11-08.csv", header, second);
  g_assert_cmpuint (c->delta->changes->len, ==, 0);
  g_assert_cmpuint (c->delta->changed_deals->len, ==, 0);
  fixture_clear (&fixture);
}

/* A known field keeps its type, whatever a later file looks like; what does not fit is told and changes nothing. */
static void
test_known_type (void)
{
  static const char *const first[] = { "40", "10", "5", NULL };
  static const char *const second[] = { "ten to twenty", "11", "", NULL };
  Fixture                  fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) a = NULL;
  g_autoptr (BwImportResult) b = NULL;
  const BwRejectedRow *row;
  BwImportSummary     *summary;

  fixture_init (&fixture);
  a = import (&fixture, &book, "deals 2026-10-01.csv", "Quux Seats", first);
  b = import (&fixture, &book, "deals 2026-11-01.csv", "QUUX SEATS", second);
  g_assert_cmpuint (book->fields->len, ==, 1);
  g_assert_cmpint (type_of (book, "Quux Seats"), ==, BW_TYPE_NUMBER);
  assert_value (book, "Quux Seats", "D-1", "40"); /* it is not known that it is empty */
  assert_value (book, "Quux Seats", "D-2", "11");
  assert_value (book, "Quux Seats", "D-3", "");
  g_assert_cmpuint (b->delta->changes->len, ==, 2);
  g_assert_cmpuint (b->delta->rejected->len, ==, 1);
  row = g_ptr_array_index (b->delta->rejected, 0);
  g_assert_cmpstr (row->column, ==, "QUUX SEATS");
  g_assert_cmpstr (row->value, ==, "ten to twenty");
  g_assert_cmpuint (row->row, ==, 2);
  summary = g_ptr_array_index (b->summaries, 0);
  g_assert_cmpuint (summary->rows, ==, 3);
  g_assert_cmpuint (summary->n_rejected, ==, 0);
  fixture_clear (&fixture);
}

/* A renamed field is found again by the name that the exports have. */
static void
test_renamed (void)
{
  static const char *const first[] = { "40", "10", NULL };
  static const char *const second[] = { "41", "10", NULL };
  Fixture                  fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) renamed = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwImportResult) a = NULL;
  g_autoptr (BwImportResult) b = NULL;

  fixture_init (&fixture);
  a = import (&fixture, &book, "deals 2026-10-01.csv", "Quux Seats", first);
  renamed = bw_custom_field_rename (book, 0, "Users", &delta, NULL);
  b = import (&fixture, &renamed, "deals 2026-11-01.csv", "Quux Seats", second);
  g_assert_cmpuint (renamed->fields->len, ==, 1);
  assert_value (renamed, "Users", "D-1", "41");
  g_assert_cmpuint (b->delta->changes->len, ==, 1);
  fixture_clear (&fixture);
}

/* Seven hundred numbers and, far behind the first rows, @n_others other values. */
static char *
make_long_text (guint n_others)
{
  GString *text = g_string_new (head);

  g_string_append (text, "Quux Zorp\n");
  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *value = i >= 690 && i - 690 < n_others ? g_strdup_printf ("about %u", i) : g_strdup_printf ("%u.50", i);

      g_string_append_printf (text, "D-%u,Deal %u,Proposal,1000,2027-03-31,%s\n", i + 1, i + 1, value);
    }
  return g_string_free (text, FALSE);
}

/* What was taken for numbers by the first rows becomes text rather than losing values, and a slip of the pen does not make it so. */
static void
test_widening (void)
{
  for (guint n_others = 2; n_others <= 10; n_others += 8)
    {
      g_autofree char *text = make_long_text (n_others);
      gboolean         widened = n_others == 10;
      Fixture          fixture;
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (BwImportResult) result = NULL;

      fixture_init (&fixture);
      result = fixture_import_text (&fixture, &book, "deals 2026-10-01.csv", text);
      g_assert_cmpuint (book->deals.n, ==, 700);
      g_assert_cmpint (type_of (book, "Quux Zorp"), ==, widened ? BW_TYPE_TEXT : BW_TYPE_NUMBER);
      g_assert_cmpuint (result->delta->rejected->len, ==, widened ? 0 : 2);
      assert_value (book, "Quux Zorp", "D-1", widened ? "0.50" : "0.5");
      assert_value (book, "Quux Zorp", "D-691", widened ? "about 690" : "");
      fixture_clear (&fixture);
    }
}

/* The order of day and month that a late value proves holds for all. */
static void
test_date_order (void)
{
  g_autoptr (GString) text = g_string_new (head);
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;

  g_string_append (text, "Quux Day,Zorp Day\n");
  for (guint i = 0; i < 700; i++)
    g_string_append_printf (text, "D-%u,Deal %u,Proposal,1000,2027-03-31,%s,%s\n", i + 1, i + 1, i == 650 ? "25/02/2026" : "03/04/2026",
                            i == 650 ? "02/25/2026" : "03/04/2026");
  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals 2026-10-01.csv", text->str);
  assert_value (book, "Quux Day", "D-1", "2026-04-03");
  assert_value (book, "Quux Day", "D-651", "2026-02-25");
  assert_value (book, "Zorp Day", "D-1", "2026-03-04");
  assert_value (book, "Zorp Day", "D-651", "2026-02-25");
  g_assert_cmpuint (result->delta->rejected->len, ==, 0);
  fixture_clear (&fixture);
}

/* The user's word: left out, or of another type than the values look like. */
static void
test_chosen (void)
{
  static const char *const values[] = { "1,2,3", "4,5,x", NULL };
  Fixture                  fixture;
  BwImportOptions          options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)bw_file_options_free);
  g_autoptr (BwImportResult) result = NULL;
  g_autofree char *text = make_text ("Quux A,Quux B,Quux C", values);
  BwFileOptions   *said = bw_file_options_new ();
  const char      *path;

  fixture_init (&fixture);
  path = fixture_write (&fixture, "deals 2026-10-01.csv", text, -1);
  bw_file_options_choose (said, "Quux A", NULL, BW_TYPE_TEXT);
  bw_file_options_choose (said, "Quux B", BW_IMPORT_CUSTOM, BW_TYPE_TEXT);
  bw_file_options_choose (said, "Quux C", BW_IMPORT_CUSTOM, BW_TYPE_NUMBER);
  g_hash_table_insert (files, (gpointer)path, said);
  options.files = files;
  result = fixture_import (&fixture, &book, &options, NULL);
  g_assert_nonnull (result);
  g_assert_cmpint (bw_custom_field_find (book, "Quux A"), ==, -1);
  g_assert_cmpint (type_of (book, "Quux B"), ==, BW_TYPE_TEXT);
  assert_value (book, "Quux B", "D-2", "5");
  g_assert_cmpint (type_of (book, "Quux C"), ==, BW_TYPE_NUMBER);
  assert_value (book, "Quux C", "D-1", "3");
  g_assert_cmpuint (result->delta->rejected->len, ==, 1);
  fixture_clear (&fixture);
}

/* Columns without values make no fields; more than there can be are left out, and that is told. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (head);
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  BwImportSummary *summary;
  gboolean         told = FALSE;

  g_string_append (text, "Quux Nothing");
  for (guint i = 0; i < BW_MAX_CUSTOM_FIELDS + 5; i++)
    g_string_append_printf (text, ",Quux %u", i);
  for (guint row = 0; row < 4; row++)
    {
      g_string_append_printf (text, "\nD-%u,Deal %u,Proposal,1000,2027-03-31,", row, row);
      for (guint i = 0; i < BW_MAX_CUSTOM_FIELDS + 5; i++)
        g_string_append_printf (text, ",%u", i + row);
    }
  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals 2026-10-01.csv", text->str);
  g_assert_cmpuint (book->fields->len, ==, BW_MAX_CUSTOM_FIELDS);
  g_assert_cmpint (bw_custom_field_find (book, "Quux Nothing"), ==, -1);
  assert_value (book, "Quux 229", "D-3", "232");
  summary = g_ptr_array_index (result->summaries, 0);
  for (guint i = 0; i < summary->notes->len; i++)
    told |= g_str_has_prefix (g_ptr_array_index (summary->notes, i), "5 columns were left out");
  g_assert_true (told);
  fixture_clear (&fixture);
}

/* How often @value stands in column @column of @lines, which have quoted cells between semicolons. */
static guint
count_cells (char      **lines,
             guint       column,
             const char *value)
{
  guint n = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ";", -1);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", value);

      n += g_str_equal (cells[column], quoted);
    }
  return n;
}

/* Every feature of 448 real deals is there: the counts of each value are those of the file, asked by filters. */
static void
test_salvirt (void)
{
  g_autofree char *path = sample_path ("crm/salvirt_b2b/Salvirt_B2B_ML_dataset.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) headers = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  const char     *paths[] = { path, NULL };
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  guint n_own = 0, n_built_in = 0;

  if (path == NULL)
    return;
  g_assert_true (bw_import_run (book, paths, &options, NULL, NULL, &result, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  headers = g_strsplit (g_strchomp (lines[0]), ";", -1);
  for (guint c = 0; headers[c] != NULL; c++)
    {
      g_autofree char *name = g_strndup (headers[c] + 1, strlen (headers[c]) - 2);
      gint32           field = bw_custom_field_find (result->after, name);

      if (field < 0)
        {
          n_built_in++;
          continue;
        }
      n_own++;
      for (guint deal = 0; deal < result->after->deals.n; deal += 40)
        {
          BwFieldType      type = bw_book_field (result->after, field)->type;
          gint64           value = bw_custom_column_get (&result->after->deals.custom[field], deal);
          g_autofree char *word = bw_custom_value_dup_text (result->after, type, value);
          g_autofree char *expression = g_strdup_printf ("\"%s\" = \"%s\"", name, word);
          g_autoptr (BwFilter) filter = bw_filter_parse (result->after, expression, NULL);
          BwQuery             query = { .filter = filter, .period = { .from = BW_DATE_NONE }, .sort = BW_N_DEAL_FIELDS + field };
          guint               n;
          g_autofree guint32 *found = NULL;

          g_test_message ("%s", expression);
          g_assert_nonnull (filter);
          found = bw_query_run (result->after, &query, &n);
          g_assert_cmpuint (n, ==, count_cells (lines, c, type != BW_TYPE_BOOLEAN ? word : value ? "Yes"
                                                                                                 : "No"));
        }
    }
  /* Product, Seller, Source, Deal_type and Status are known. */
  g_assert_cmpuint (n_own, ==, 18);
  g_assert_cmpuint (n_built_in, ==, 5);
}

/* Numbers of accounts are kept, found again in any case, and changed by what a later file says; other columns are left out. */
static void
test_accounts (void)
{
  static const char *const first = "Account ID,Account Name,Industry,Quux Beds,Zorp\n"
                                   "A1,Alpha,Health,\"1,200\",hello\nA2,Beta,Health,300.5,x\nA3,Gamma,Energy,n/a,x\nA4,Delta,Energy,,y\n";
  static const char *const second = "Account ID,Account Name,Industry,QUUX BEDS,Zorp\n"
                                    "A1,Alpha,Health,,hello\nA2,Beta,Health,310,x\nA3,Gamma,Energy,many,x\nA4,Delta,Energy,7,y\n";
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) a = NULL;
  g_autoptr (BwImportResult) b = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  const BwImportSummary *summary;
  Fixture                fixture;

  fixture_init (&fixture);
  a = fixture_import_text (&fixture, &book, "accounts 2026-10-01.csv", first);
  fields = bw_account_number_dup_fields (book);
  g_assert_cmpuint (fields->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fields, 0), ==, "Quux Beds");
  g_assert_cmpuint (book->fields->len, ==, 0);
  g_assert_cmpuint (a->delta->rejected->len, ==, 0);
  g_assert_cmpfloat (bw_account_number_get (book, "Quux Beds", 0), ==, 1200);
  g_assert_cmpfloat (bw_account_number_get (book, "Quux Beds", 1), ==, 300.5);
  g_assert_true (isnan (bw_account_number_get (book, "Quux Beds", 2)));

  /* With a word among four values it is no column of numbers by itself, so somebody says so. */
  {
    BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
    g_autoptr (BwFileOptions) said = bw_file_options_new ();
    g_autoptr (GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
    GError     *error = NULL;
    const char *path = fixture_write (&fixture, "accounts 2026-11-01.csv", second, -1);

    bw_file_options_choose (said, "QUUX BEDS", BW_IMPORT_CUSTOM, BW_TYPE_NUMBER);
    g_hash_table_insert (files, (gpointer)path, said);
    options.files = files;
    b = fixture_import (&fixture, &book, &options, &error);
    g_assert_no_error (error);
  }
  summary = g_ptr_array_index (b->summaries, 0);
  g_assert_cmpuint (summary->n_changed, ==, 2);
  g_assert_cmpuint (summary->n_unchanged, ==, 2);
  g_assert_cmpuint (b->delta->rejected->len, ==, 1);
  g_assert_cmpstr (((const BwRejectedRow *)g_ptr_array_index (b->delta->rejected, 0))->value, ==, "many");
  g_assert_cmpuint (b->delta->changed[BW_TABLE_ACCOUNT_NUMBERS]->len, ==, 1);
  g_assert_cmpuint (book->numbers->len, ==, 3);
  g_assert_cmpfloat (bw_account_number_get (book, "Quux Beds", 0), ==, 1200);
  g_assert_cmpfloat (bw_account_number_get (book, "Quux Beds", 1), ==, 310);
  g_assert_cmpfloat (bw_account_number_get (book, "Quux Beds", 3), ==, 7);
  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-fields/types", test_types);
  g_test_add_func ("/own-fields/changes", test_changes);
  g_test_add_func ("/own-fields/known-type", test_known_type);
  g_test_add_func ("/own-fields/renamed", test_renamed);
  g_test_add_func ("/own-fields/widening", test_widening);
  g_test_add_func ("/own-fields/date-order", test_date_order);
  g_test_add_func ("/own-fields/chosen", test_chosen);
  g_test_add_func ("/own-fields/many", test_many);
  g_test_add_func ("/own-fields/accounts", test_accounts);
  g_test_add_func ("/own-fields/salvirt", test_salvirt);
  return g_test_run ();
}
