/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's own fields in the file: added, renamed, turned into text, removed, taken back, and brought up from step 1. */

#include "store-fixture.h"

#include "core/bw-custom-field.h"
#include "store/bw-custom-text.h"
#include "store/bw-packed-block.h"
#include "store/bw-store-private.h"

#include <math.h>
#include <string.h>

enum
{
  N_DEALS = 300,
};

typedef struct
{
  char    *dir;
  char    *path;
  BwBook  *book;
  BwStore *store;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  GError *error = NULL;

  fixture->dir = fixture_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "project.bellwether", NULL);
  fixture->book = fixture_book_new (N_DEALS, 21);
  fixture->store = bw_store_create (fixture->path, fixture->book, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->store, bw_store_free);
  bw_book_unref (fixture->book);
  g_free (fixture->path);
  fixture_dir_free (fixture->dir);
}

static void
reopen (Fixture *fixture)
{
  GError *error = NULL;

  bw_store_free (fixture->store);
  fixture->store = bw_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

/* The rows and the copies, or what is read where they are given up, say the same as the book. */
static void
assert_holds (Fixture *fixture)
{
  GError *error = NULL;
  g_autoptr (BwBook) any = bw_store_load (fixture->store, &error);
  g_autoptr (BwBook) rows = NULL;

  g_assert_no_error (error);
  fixture_assert_same (any, fixture->book);
  g_assert_true (bw_sql_begin (&fixture->store->sql, FALSE, NULL));
  rows = bw_store_load_rows (fixture->store, &error);
  bw_sql_rollback (&fixture->store->sql);
  g_assert_no_error (error);
  fixture_assert_same (rows, fixture->book);
  fixture_assert_sound (fixture->store);
}

static gboolean
has_packed (Fixture *fixture)
{
  g_autoptr (BwBook) packed = NULL;

  g_assert_true (bw_sql_begin (&fixture->store->sql, FALSE, NULL));
  packed = bw_store_load_packed (fixture->store);
  bw_sql_rollback (&fixture->store->sql);
  if (packed != NULL)
    fixture_assert_same (packed, fixture->book);
  return packed != NULL;
}

/* Writes @after (transfer full), and gives what takes it back. */
static GBytes *
write_edit (Fixture       *fixture,
            BwBook        *after,
            const BwDelta *delta)
{
  GError *error = NULL;
  GBytes *undo = NULL;

  bw_store_write (fixture->store, after, delta, &undo, NULL, NULL, &error);
  g_assert_no_error (error);
  bw_book_unref (fixture->book);
  fixture->book = after;
  assert_holds (fixture);
  return undo;
}

/* Takes the edit back and does it again, each in the open file and after opening it anew. */
static void
check_undo (Fixture *fixture,
            BwBook  *before,
            BwBook  *after,
            GBytes  *undo)
{
  GError *error = NULL;
  g_autoptr (GBytes) redo = NULL;

  bw_store_revert (fixture->store, undo, &redo, &fixture->book, &error);
  g_assert_no_error (error);
  fixture_assert_same (fixture->book, before);
  assert_holds (fixture);
  reopen (fixture);
  assert_holds (fixture);
  bw_store_revert (fixture->store, redo, NULL, &fixture->book, &error);
  g_assert_no_error (error);
  fixture_assert_same (fixture->book, after);
  assert_holds (fixture);
  reopen (fixture);
  assert_holds (fixture);
  g_assert_true (has_packed (fixture));
}

/* A field that comes with a few deals: read over the copies, without giving them up. */
static void
test_new_field (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (BwBook) before = bw_book_ref (fixture->book);
  g_autoptr (BwDelta) delta = bw_delta_new (before);
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (BwBook) held = NULL;
  BwBook  *after = bw_book_copy (before);
  gint32   field = bw_custom_field_find_or_add (after, "Partner", BW_TYPE_TEXT);
  BwChange change = { 5, 20500, 0, (guint8)(BW_N_FIELDS + field), BW_TIME_EXPORT, -1, 0, 0 };

  for (guint deal = 3; deal <= 5; deal++)
    {
      after->deals.custom[field].texts[deal] = bw_pool_intern (&after->texts, "Globex");
      bw_delta_mark_deal (delta, deal);
    }
  change.new_value = after->deals.custom[field].texts[5];
  g_array_append_val (delta->changes, change);
  bw_history_add (&after->history, &change, 1, after->deals.n);
  held = bw_book_ref (after);
  undo = write_edit (fixture, after, delta);
  g_assert_true (has_packed (fixture));
  check_undo (fixture, before, held, undo);
}

static void
test_rename (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (BwBook) before = bw_book_ref (fixture->book);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GBytes) undo = NULL;
  BwBook *after = bw_custom_field_rename (before, 4, "Proposal since", &delta, NULL);
  g_autoptr (BwBook) held = bw_book_ref (after);

  undo = write_edit (fixture, after, delta);
  g_assert_true (has_packed (fixture));
  check_undo (fixture, before, held, undo);
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  for (guint field = 0; field < 3; field++)
    {
      g_autoptr (BwBook) before = bw_book_ref (fixture->book);
      g_autoptr (BwDelta) delta = NULL;
      g_autoptr (GBytes) undo = NULL;
      BwBook *after = bw_custom_field_remove (before, field * 2, &delta);
      g_autoptr (BwBook) held = bw_book_ref (after);

      undo = write_edit (fixture, after, delta);
      check_undo (fixture, before, held, undo);
    }
}

/* What was written as numbers, days, yes and no is read as text. */
static void
test_turn_into_text (Fixture      *fixture,
                     gconstpointer data)
{
  for (guint field = 1; field < 4; field++)
    {
      g_autoptr (BwBook) before = bw_book_ref (fixture->book);
      g_autoptr (BwDelta) delta = NULL;
      g_autoptr (GBytes) undo = NULL;
      BwBook *after = bw_custom_field_turn_into_text (before, field, &delta);
      g_autoptr (BwBook) held = bw_book_ref (after);

      undo = write_edit (fixture, after, delta);
      check_undo (fixture, before, held, undo);
    }
}

static char *
ask (Fixture    *fixture,
     const char *question)
{
  GError *error = NULL;
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&fixture->store->sql, question, &error);
  g_autoptr (GString) answer = g_string_new (NULL);

  g_assert_no_error (error);
  while (bw_sql_next (&fixture->store->sql, statement, &error) > 0)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      g_string_append_printf (answer, "%s|", (const char *)sqlite3_column_text (statement, i));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

/* Any SQLite tool reads the values and their history. */
static void
test_readable (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (BwDelta) delta = bw_delta_new (fixture->book);
  g_autoptr (GBytes) undo = NULL;
  BwBook         *after = bw_book_copy (fixture->book);
  BwCustomColumn *custom = after->deals.custom;
  BwChange        changes[] = {
           { 0, 20500, 0, BW_N_FIELDS + 1, BW_TIME_EXPORT, -1, bw_field_type_none (BW_TYPE_NUMBER), bw_number_to_bits (40.5) },
           { 0, 20500, 1, BW_N_FIELDS + 3, BW_TIME_EXPORT, -1, 0, 1 },
  };
  g_autofree char *values = NULL, *valid = NULL, *history = NULL;

  for (guint c = 0; c < after->deals.n_custom; c++)
    bw_custom_column_set (&custom[c], 0, bw_field_type_none (custom[c].type));
  custom[0].texts[0] = bw_pool_add (&after->texts, "A \"B\" \\ ü", -1);
  custom[1].numbers[0] = 40.5;
  custom[2].dates[0] = 20454;
  custom[3].booleans[0] = 1;
  bw_delta_mark_deal (delta, 0);
  g_array_append_vals (delta->changes, changes, 2);
  bw_history_add (&after->history, changes, 2, after->deals.n);
  bw_store_write (fixture->store, after, delta, NULL, NULL, NULL, NULL);
  bw_book_unref (fixture->book);
  fixture->book = after;
  values = ask (fixture, "SELECT json_extract(custom, '$.Segment'), json_extract(custom, '$.Seats'), json_type(custom, '$.Seats'), "
                         "json_extract(custom, '$.Renewal'), json_type(custom, '$.Strategic') FROM deals WHERE position = 0");
  g_assert_cmpstr (values, ==, "A \"B\" \\ ü|40.5|real|2026-01-01|true|");
  valid = ask (fixture, "SELECT count(*), min(json_valid(custom)) FROM deals WHERE custom IS NOT NULL");
  g_assert_true (g_str_has_suffix (valid, "|1|"));
  history = ask (fixture, "SELECT field, old, new FROM deal_history WHERE at = '2026-02-16' ORDER BY ordinal");
  g_assert_cmpstr (history, ==, "field:Seats|(null)|40.5|field:Strategic|false|true|");
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    gboolean    good;
  } cases[] = {
    { NULL, TRUE },
    { "{\"T\":\"x\"}", TRUE },
    { " { \"T\" : \"x\\u00e9\\ud83d\\ude00\\n\" , \"N\" : -1.5e3 } ", TRUE },
    { "{\"N\":null,\"B\":false,\"D\":\"2026-02-28\"}", TRUE },
    { "{\"T\":12}", TRUE },
    { "{\"T\":true}", TRUE },
    { "", FALSE },
    { "{}", FALSE },
    { "[]", FALSE },
    { "{\"T\":\"x\"", FALSE },
    { "{\"T\":\"x\"}}", FALSE },
    { "{\"T\":\"x}", FALSE },
    { "{\"T\":\"\\q\"}", FALSE },
    { "{\"T\":\"\\ud83d\"}", FALSE },
    { "{\"T\":\"\\u0000\"}", FALSE },
    { "{\"T\":\"\\u12\"}", FALSE },
    { "{\"T\"", FALSE },
    { "{\"T\":", FALSE },
    { "{\"T\":\"x\",}", FALSE },
    { "{\"Nothing\":1}", FALSE },
    { "{\"N\":\"1\"}", FALSE },
    { "{\"N\":true}", FALSE },
    { "{\"N\":nan}", FALSE },
    { "{\"N\":0x}", FALSE },
    { "{\"D\":\"2026-02-30\"}", FALSE },
    { "{\"D\":20260228}", FALSE },
    { "{\"B\":1}", FALSE },
    { "{\"T\":{\"a\":1}}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = bw_book_new ();

      bw_custom_field_find_or_add (book, "T", BW_TYPE_TEXT);
      bw_custom_field_find_or_add (book, "N", BW_TYPE_NUMBER);
      bw_custom_field_find_or_add (book, "D", BW_TYPE_DATE);
      bw_custom_field_find_or_add (book, "B", BW_TYPE_BOOLEAN);
      bw_deals_append (&book->deals, 1);
      g_test_message ("%s", cases[i].text != NULL ? cases[i].text : "nothing");
      g_assert_cmpint (bw_custom_text_read (book, cases[i].text, 0), ==, cases[i].good);
      if (i == 2)
        {
          g_assert_cmpstr (bw_book_text (book, book->deals.custom[0].texts[0]), ==, "xé😀\n");
          g_assert_cmpfloat (book->deals.custom[1].numbers[0], ==, -1500);
        }
    }
}

/* What cannot be, as after an edit with another program, is refused with a sentence and found by the check. */
static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const harms[] = {
    "UPDATE deal_rows SET custom = '{\"Seats\":\"many\"}' WHERE position = 7",
    "UPDATE deal_rows SET custom = '{\"Seats\":' WHERE position = 7",
    "UPDATE deal_rows SET custom = '{\"No such field\":1}' WHERE position = 7",
    "UPDATE deal_changes SET field = 'field:No such field' WHERE field LIKE 'field:%'",
    "UPDATE fields SET type = 'color' WHERE position = 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (harms); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = NULL;
      g_autofree char *path = g_strdup_printf ("%s/harm-%u.bellwether", fixture->dir, i);
      BwStore         *store = bw_store_create (path, fixture->book, NULL);
      BwBook          *book;

      g_test_message ("%s", harms[i]);
      g_assert_true (bw_sql_exec (&store->sql, harms[i], NULL));
      book = bw_store_load (store, &error);
      g_assert_null (book);
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
      problems = bw_store_check (store, NULL);
      g_assert_cmpuint (problems->len, >, 0);
      bw_store_free (store);
    }
}

/* Copies that were made on purpose to lead outside are not believed. */
static void
test_hostile_copies (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree BwText *texts = g_new0 (BwText, N_DEALS);
  g_autofree char   *part = bw_packed_field_part (bw_book_field (fixture->book, 0));

  g_assert_true (has_packed (fixture));
  texts[17] = G_MAXUINT32;
  g_assert_true (bw_sql_begin (&fixture->store->sql, TRUE, NULL));
  g_assert_true (bw_packed_write (&fixture->store->sql, part, texts, sizeof *texts * N_DEALS, NULL));
  g_assert_true (bw_store_pack_keep (fixture->store, NULL));
  g_assert_true (bw_sql_commit (&fixture->store->sql, NULL));
  g_assert_false (has_packed (fixture));
  reopen (fixture);
  assert_holds (fixture);
}

static void
run (sqlite3    *db,
     const char *text)
{
  char *message = NULL;

  sqlite3_exec (db, text, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

/* Returns: (transfer full): the columns of @table in @db, with commas. */
static char *
list_columns (sqlite3    *db,
              const char *table)
{
  g_autofree char *text = g_strdup_printf ("SELECT group_concat(name) FROM pragma_table_info('%s')", table);
  sqlite3_stmt    *statement = NULL;
  char            *list;

  g_assert_cmpint (sqlite3_prepare_v2 (db, text, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  list = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return list;
}

/* What "other.@table" holds, as the first version had it. */
static char *
select_as_first (const char *table,
                 const char *columns)
{
  static const char *const worded[] = { "close_date", "created", "appeared", "stage_since", "activity",
                                        "region", "type", "source", "next_step" };
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);
  g_autofree char *list = NULL;

  if (g_str_equal (table, "deal_changes"))
    return g_strdup_printf ("SELECT %s FROM (SELECT row_number () OVER () AS key, * FROM other.deal_history)", columns);
  if (!g_str_equal (table, "deals"))
    return g_strdup_printf ("SELECT %s FROM other.%s", columns, table);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *from = "d";
      char       *name;

      for (guint w = 0; w < G_N_ELEMENTS (worded); w++)
        if (g_str_equal (names[i], worded[w]))
          from = "l";
      name = g_strconcat (from, ".", names[i], NULL);
      g_free (names[i]);
      names[i] = name;
    }
  list = g_strjoinv (",", names);
  return g_strdup_printf ("SELECT %s FROM other.deals d JOIN other.deal_list l ON l.key = d.key", list);
}

/* Makes at @path a file of the first version with the rows of the one at @from. */
static void
make_first_version (const char *from,
                    const char *path)
{
  static const char *const tables[] = { "organisation", "people", "stages", "stage_rules", "accounts", "products", "product_aliases",
                                        "imports", "plans", "territories", "territory_units", "named_accounts", "quotas", "calls",
                                        "deals", "deal_changes", "rejected_rows", "settings", "packed_head" };
  BwSchema                 first = { 1, bw_schema_get ()->steps };
  BwSql                    sql = { NULL, "first", "making it" };
  g_autofree char         *attach = g_strdup_printf ("ATTACH '%s' AS other", from);

  g_assert_cmpint (sqlite3_open (path, &sql.db), ==, SQLITE_OK);
  g_assert_true (bw_schema_create (&sql, &first, NULL));
  run (sql.db, attach);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *columns = list_columns (sql.db, tables[i]);
      g_autofree char *select = select_as_first (tables[i], columns);
      g_autofree char *copy = g_strdup_printf ("INSERT INTO main.%s (%s) %s", tables[i], columns, select);

      run (sql.db, copy);
    }
  run (sql.db, "UPDATE packed_head SET valid = 0");
  sqlite3_close (sql.db);
}

/* A file of the first version, without fields, is brought up and can have them. */
static void
test_upgrade (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (BwDelta) delta = NULL;
  g_autofree char *old = g_build_filename (fixture->dir, "old.bellwether", NULL);
  GError          *error = NULL;
  BwBook          *plain;

  for (guint n = fixture->book->fields->len; n > 0; n--)
    {
      g_autoptr (BwDelta) removal = NULL;
      g_autoptr (GBytes) undo = NULL;

      plain = bw_custom_field_remove (fixture->book, n - 1, &removal);
      undo = write_edit (fixture, plain, removal);
    }
  g_clear_pointer (&fixture->store, bw_store_free);
  make_first_version (fixture->path, old);
  g_free (fixture->path);
  fixture->path = g_steal_pointer (&old);
  fixture->store = bw_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (fixture->store));
  plain = bw_store_load (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plain->fields->len, ==, 0);
  g_assert_cmpuint (plain->deals.n_custom, ==, 0);
  g_assert_cmpuint (plain->history.n, ==, fixture->book->history.n);
  g_assert_cmpmem (plain->deals.key, sizeof (gint64) * plain->deals.n, fixture->book->deals.key, sizeof (gint64) * N_DEALS);
  bw_book_unref (fixture->book);
  fixture->book = plain;
  assert_holds (fixture);

  plain = bw_book_copy (fixture->book);
  delta = bw_delta_new (fixture->book);
  g_assert_cmpint (bw_custom_field_find_or_add (plain, "Seats", BW_TYPE_NUMBER), ==, 0);
  plain->deals.custom[0].numbers[2] = 12;
  bw_delta_mark_deal (delta, 2);
  bw_store_write (fixture->store, plain, delta, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  bw_book_unref (fixture->book);
  fixture->book = plain;
  reopen (fixture);
  assert_holds (fixture);
}

/* Fields are told apart in the text of a project, in the order of their names. */
static void
test_dump (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (bw_store_dump (fixture->store, text, NULL));
  g_assert_nonnull (strstr (text->str, "fields\tname=Seats\ttitle=Users\ttype=number"));
  g_assert_nonnull (strstr (text->str, "\tfield:Seats=-0.1"));
  g_assert_nonnull (strstr (text->str, "\tfield:Strategic=true"));
  g_assert_nonnull (strstr (text->str, "\tfield=field:Renewal"));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fields/text", test_text);
  ADD ("/store/fields/new", test_new_field);
  ADD ("/store/fields/rename", test_rename);
  ADD ("/store/fields/remove", test_remove);
  ADD ("/store/fields/turn-into-text", test_turn_into_text);
  ADD ("/store/fields/readable", test_readable);
  ADD ("/store/fields/damaged", test_damaged);
  ADD ("/store/fields/hostile-copies", test_hostile_copies);
  ADD ("/store/fields/upgrade", test_upgrade);
  ADD ("/store/fields/dump", test_dump);
  return g_test_run ();
}
