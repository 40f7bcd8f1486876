/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, reading, changing and taking back. */

#include "store-fixture.h"

#include "core/bw-custom-field.h"
#include "core/bw-deal-source.h"

#include "core/bw-record.h"
#include "core/bw-sample.h"
#include "store/bw-store-private.h"

#include <glib/gstdio.h>

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = fixture_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "project.bellwether", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->path);
  fixture_dir_free (fixture->dir);
}

static BwStore *
create (const char   *path,
        const BwBook *book)
{
  GError  *error = NULL;
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (store));
  return store;
}

static BwStore *
open_store (const char *path)
{
  GError  *error = NULL;
  BwStore *store = bw_store_open (path, &error);

  g_assert_no_error (error);
  return store;
}

static BwBook *
load (BwStore *store)
{
  GError *error = NULL;
  BwBook *book = bw_store_load (store, &error);

  g_assert_no_error (error);
  return book;
}

/* Both ways of reading give @book. */
static void
assert_holds (BwStore      *store,
              const BwBook *book)
{
  GError *error = NULL;
  g_autoptr (BwBook) rows = NULL;
  g_autoptr (BwBook) any = load (store);

  g_assert_true (bw_sql_begin (&store->sql, FALSE, NULL));
  rows = bw_store_load_rows (store, &error);
  bw_sql_rollback (&store->sql);
  g_assert_no_error (error);
  fixture_assert_same (rows, book);
  fixture_assert_same (any, book);
}

static gboolean
has_packed (BwStore *store)
{
  g_autoptr (BwBook) packed = NULL;

  g_assert_true (bw_sql_begin (&store->sql, FALSE, NULL));
  packed = bw_store_load_packed (store);
  bw_sql_rollback (&store->sql);
  return packed != NULL;
}

static void
write_change (BwStore *store,
              BwBook **book,
              guint    seed,
              GBytes **undo)
{
  GError *error = NULL;
  BwBook *after;
  g_autoptr (BwDelta) delta = NULL;

  fixture_change (*book, seed, &after, &delta);
  bw_store_write (store, after, delta, undo, NULL, NULL, &error);
  g_assert_no_error (error);
  bw_book_unref (*book);
  *book = after;
}

static char *
dump (BwStore *store)
{
  GError  *error = NULL;
  GString *text = g_string_new (NULL);

  bw_store_dump (store, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
test_round_trip (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (GPOINTER_TO_UINT (data), 1);
  BwStore *store = create (fixture->path, book);

  assert_holds (store, book);
  g_assert_true (has_packed (store));
  fixture_assert_sound (store);
  bw_store_free (store);

  store = open_store (fixture->path);
  g_assert_null (bw_store_read_only_reason (store));
  g_assert_true (has_packed (store));
  assert_holds (store, book);
  fixture_assert_sound (store);
  bw_store_free (store);
}

/* The sample company: every table as a real project fills it. */
static void
test_sample (Fixture      *fixture,
             gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwStore        *store;
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 3000;
  book = bw_sample_new (&options);
  store = create (fixture->path, book);
  bw_store_free (store);
  store = open_store (fixture->path);
  g_assert_true (has_packed (store));
  assert_holds (store, book);
  fixture_assert_sound (store);
  bw_store_free (store);
}

static void
test_labels (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (200, 2);
  g_autoptr (BwBook) again = NULL;
  BwStore *store = create (fixture->path, book);

  again = load (store);
  for (guint i = 0; i < again->deals.n; i++)
    g_assert_cmpuint (again->deals.region[i], ==, bw_pool_intern (&again->texts, bw_book_text (again, again->deals.region[i])));
  bw_store_free (store);
}

static void
test_write (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (300, 3);
  BwStore *store = create (fixture->path, book);

  for (guint seed = 0; seed < 5; seed++)
    {
      g_autoptr (GPtrArray) rejected = NULL;

      write_change (store, &book, seed, NULL);
      /* Much has changed: the copies follow, and until then the rows are read. */
      g_assert_false (has_packed (store));
      assert_holds (store, book);
      if (seed == 1)
        write_change (store, &book, 100, NULL);
      bw_store_finish_copies (store);
      g_assert_true (has_packed (store));
      assert_holds (store, book);
      fixture_assert_sound (store);
      rejected = bw_store_rejected (store, 0, NULL);
      g_assert_cmpuint (rejected->len, ==, seed + 1 + (seed >= 1));
      g_assert_cmpstr (((BwRejectedRow *)g_ptr_array_index (rejected, rejected->len - 1))->raw, ==, "1,\"a\nb\",twelve");
      g_ptr_array_unref (g_steal_pointer (&rejected));
      rejected = bw_store_rejected (store, bw_book_last_import (book)->key, NULL);
      g_assert_cmpuint (rejected->len, ==, 1);
    }
  bw_store_free (store);

  store = open_store (fixture->path);
  g_assert_true (has_packed (store));
  assert_holds (store, book);
  fixture_assert_sound (store);
  bw_store_free (store);
}

static void
test_undo (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (300, 4);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_book_unref);
  GBytes  *undo[4], *redo[4];
  GError  *error = NULL;
  BwStore *store = create (fixture->path, book);

  g_ptr_array_add (states, bw_book_ref (book));
  for (guint i = 0; i < 4; i++)
    {
      write_change (store, &book, i, &undo[i]);
      g_ptr_array_add (states, bw_book_ref (book));
    }
  for (guint i = 4; i > 0; i--)
    {
      bw_store_revert (store, undo[i - 1], &redo[i - 1], &book, &error);
      g_assert_no_error (error);
      fixture_assert_same (book, g_ptr_array_index (states, i - 1));
      assert_holds (store, book);
      fixture_assert_sound (store);
    }
  for (guint i = 0; i < 4; i++)
    {
      bw_store_revert (store, redo[i], NULL, &book, &error);
      g_assert_no_error (error);
      fixture_assert_same (book, g_ptr_array_index (states, i + 1));
      assert_holds (store, book);
      g_bytes_unref (undo[i]);
      g_bytes_unref (redo[i]);
    }
  fixture_assert_sound (store);
  bw_store_free (store);
}

/* Which rows of which files brought a deal, and changed it: of two deals at once, one of them new. */
static void
test_sources (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (300, 4);
  g_autoptr (GArray) sources = NULL;
  const BwDealSource *source;
  GError             *error = NULL;
  BwStore            *store = create (fixture->path, book);
  guint               n, n_found = 0;
  const BwChange     *changes;
  gint64              keys[2];

  write_change (store, &book, 0, NULL);
  keys[0] = book->deals.key[0];
  keys[1] = book->deals.key[book->deals.n - 1];
  sources = bw_store_deal_sources (store, keys, G_N_ELEMENTS (keys), &error);
  g_assert_no_error (error);
  changes = bw_history_of (&book->history, 0, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *field = bw_change_field_dup_name (book, changes[i].field);
      g_autofree char *change = bw_deal_source_name_change (changes[i].at, changes[i].ordinal, field);

      source = bw_deal_source_find (sources, keys[0], change);
      if (source == NULL)
        continue;
      g_assert_cmpuint (source->row, ==, 7);
      g_assert_cmpstr (source->file, ==, bw_book_text (book, g_array_index (book->imports, BwImportRecord, changes[i].import).file));
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, 2);
  source = bw_deal_source_find (sources, keys[1], "");
  g_assert_nonnull (source);
  g_assert_cmpuint (source->row, ==, 7);
  g_assert_nonnull (bw_deal_source_find_last (sources, keys[0]));
  g_assert_null (bw_deal_source_find_last (sources, keys[1]));
  g_assert_null (bw_deal_source_find (sources, keys[1], "0 0 stage"));
  bw_store_free (store);
}

/* Changes that are taken out of the history, and others put in their places: written, taken back and done again. */
static void
test_lost_changes (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (BwBook) before = fixture_book_new (200, 11);
  g_autoptr (BwBook) after = bw_book_copy (before);
  g_autoptr (BwDelta) delta = bw_delta_new (before);
  g_autoptr (GArray) lost = g_array_new (FALSE, FALSE, sizeof (BwChange));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (BwBook) book = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (GBytes) redo = NULL;
  GError  *error = NULL;
  BwStore *store = create (fixture->path, before);

  for (guint i = 0; i < before->history.n; i += 3)
    {
      g_array_append_val (lost, before->history.changes[i]);
      g_array_append_val (places, i);
    }
  g_assert_cmpuint (lost->len, >, 10);
  bw_delta_lose (delta, (const BwChange *)(const void *)lost->data, lost->len);
  g_assert_cmpuint (delta->lost->len, ==, lost->len);
  bw_history_remove (&after->history, (const guint *)(const void *)places->data, places->len);
  for (guint i = 0; i < lost->len; i += 2)
    {
      BwChange change = g_array_index (lost, BwChange, i);

      change.at -= 5;
      change.ordinal += 40;
      g_array_append_val (delta->changes, change);
    }
  bw_history_add (&after->history, (const BwChange *)(const void *)delta->changes->data, delta->changes->len, after->deals.n);
  bw_store_write (store, after, delta, &undo, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_holds (store, after);
  book = bw_book_ref (after);
  bw_store_revert (store, undo, &redo, &book, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, before);
  assert_holds (store, before);
  fixture_assert_sound (store);
  bw_store_revert (store, redo, NULL, &book, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, after);
  assert_holds (store, after);
  bw_store_free (store);
}

static void
test_undo_out_of_order (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (100, 5);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) error = NULL;
  BwStore *store = create (fixture->path, book);

  write_change (store, &book, 0, &first);
  write_change (store, &book, 7, &second);
  g_assert_false (bw_store_revert (store, first, NULL, &book, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO);
  assert_holds (store, book);
  fixture_assert_sound (store);
  bw_store_free (store);
}

static void
test_dump (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (50, 6);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *changed = NULL;
  BwStore         *store = create (fixture->path, book);

  first = dump (store);
  bw_store_free (store);
  g_assert_nonnull (strstr (first, "organisation\tcurrency=EUR\tname=Sámple & Sons\tcalendar=454"));
  g_assert_nonnull (strstr (first, "postal=06598"));

  /* Other keys: the same text. */
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      GArray *rows = bw_book_table (book, table);

      for (guint i = 0; i < rows->len; i++)
        *(gint64 *)(rows->data + i * g_array_get_element_size (rows)) = 1000 + i;
    }
  g_unlink (fixture->path);
  store = create (fixture->path, book);
  second = dump (store);
  g_assert_cmpstr (first, ==, second);

  write_change (store, &book, 0, NULL);
  changed = dump (store);
  g_assert_cmpstr (first, !=, changed);
  bw_store_free (store);
}

static void
test_settings (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (5, 7);
  g_autofree char *value = NULL;
  GError          *error = NULL;
  BwStore         *store = create (fixture->path, book);

  g_assert_null (bw_store_get_setting (store, "mapping"));
  bw_store_set_setting (store, "mapping", "a", &error);
  bw_store_set_setting (store, "mapping", "b=“c”", &error);
  g_assert_no_error (error);
  g_assert_true (has_packed (store));
  bw_store_free (store);
  store = open_store (fixture->path);
  value = bw_store_get_setting (store, "mapping");
  g_assert_cmpstr (value, ==, "b=“c”");
  bw_store_set_setting (store, "mapping", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (bw_store_get_setting (store, "mapping"));
  bw_store_free (store);
}

static gboolean
stop_cb (double   done,
         gpointer data)
{
  return done < 0.5;
}

/* Stops when all is written but not yet on the disk; nothing may be told behind that. */
static gboolean
stop_last_cb (double   done,
              gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (*last, <, 1);
  g_assert_cmpfloat (done, >=, *last);
  *last = done;
  return done < 1;
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (BwBook) empty = fixture_book_new (0, 8);
  double last = 0;
  g_autoptr (BwBook) full = bw_book_copy (empty);
  g_autoptr (BwDelta) delta = bw_delta_new (empty);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) undo = NULL;
  BwStore *store = create (fixture->path, empty);

  for (guint i = 0; i < 20000; i++)
    bw_deals_append (&full->deals, 5000000 - i);
  bw_history_add (&full->history, NULL, 0, full->deals.n);
  g_assert_false (bw_store_write (store, full, delta, &undo, stop_cb, NULL, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CANCELLED);
  g_assert_null (undo);
  assert_holds (store, empty);
  g_clear_error (&error);
  g_assert_false (bw_store_write (store, full, delta, &undo, stop_last_cb, &last, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CANCELLED);
  g_assert_cmpfloat (last, ==, 1);
  assert_holds (store, empty);
  fixture_assert_sound (store);
  bw_store_free (store);
}

static void
test_bulk_undo (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (BwBook) before = fixture_book_new (50, 9);
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) full = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (GBytes) redo = NULL;
  GError  *error = NULL;
  BwStore *store = create (fixture->path, before);

  fixture_change (before, 3, &full, &delta);
  for (gint64 i = 0; i < 110000; i++)
    bw_deals_append (&full->deals, 7000000 - i);
  for (guint i = 0; i < 500; i++)
    {
      BwRecord record;

      bw_record_init (&record, BW_RECORD_ACTIVITY);
      record.key = 9000000 - i;
      record.deal = (gint32)(full->deals.n - 1 - i);
      g_array_append_val (full->records, record);
    }
  bw_history_add (&full->history, NULL, 0, full->deals.n);
  bw_store_write (store, full, delta, &undo, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (undo), <, 100000);
  assert_holds (store, full);

  book = bw_book_ref (full);
  bw_store_revert (store, undo, &redo, &book, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, before);
  assert_holds (store, before);
  bw_store_revert (store, redo, NULL, &book, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, full);
  bw_store_free (store);
}

/* So many deals are updated that they are logged instead of recorded. */
static void
test_logged_undo (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (BwBook) before = fixture_book_new (21000, 3);
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (GBytes) redo = NULL;
  g_autoptr (GBytes) again = NULL;
  GError  *error = NULL;
  BwStore *store = create (fixture->path, before);

  fixture_change (before, 5, &after, &delta);
  for (guint deal = 0; deal < before->deals.n; deal++)
    {
      after->deals.amount[deal] = deal % 3 == 0 ? BW_MONEY_NONE : deal + 17;
      after->deals.next_step[deal] = deal % 5 == 0 ? 0 : bw_pool_add (&after->texts, "Call again, and send the offer", -1);
      bw_delta_mark_deal (delta, deal);
    }
  bw_store_write (store, after, delta, &undo, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_holds (store, after);
  book = bw_book_ref (after);
  bw_store_revert (store, undo, &redo, &book, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, before);
  assert_holds (store, before);
  bw_store_revert (store, redo, &again, &book, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, after);
  assert_holds (store, after);

  /* A token that was cut short is refused. */
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GBytes) token = g_bytes_new_from_bytes (again, 0, g_bytes_get_size (again) * i / 40 - (i == 39));

      g_assert_false (bw_store_revert (store, token, NULL, &book, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  assert_holds (store, after);

  /* What somebody else has changed in between is not overwritten. */
  g_assert_cmpint (sqlite3_exec (store->sql.db, "UPDATE deal_rows SET amount = 4711 WHERE position = 20002", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (bw_store_revert (store, again, NULL, &book, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO);
  g_clear_error (&error);
  after->deals.amount[20002] = 4711;
  assert_holds (store, after);
  bw_store_free (store);
}

static void
test_save_copy (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (100, 10);
  g_autofree char *path = g_build_filename (fixture->dir, "copy.bellwether", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->dir, "no", "such", "copy.bellwether", NULL);
  g_autoptr (GError) error = NULL;
  BwStore *store = create (fixture->path, book), *copy;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  bw_store_save_copy (store, path, &error);
  g_assert_no_error (error);
  g_assert_false (bw_store_save_copy (store, nowhere, &error));
  g_assert_nonnull (error);
  copy = open_store (path);
  g_assert_null (bw_store_read_only_reason (copy));
  g_assert_true (has_packed (copy));
  assert_holds (copy, book);
  fixture_assert_sound (copy);
  bw_store_free (copy);
  bw_store_free (store);
}

static void
test_exists (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (BwBook) book = fixture_book_new (3, 11);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "mine", -1, NULL));
  g_assert_null (bw_store_create (fixture->path, book, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)
  ADD ("/store/sources", NULL, test_sources);
  ADD ("/store/round-trip/empty", GUINT_TO_POINTER (0), test_round_trip);
  ADD ("/store/round-trip/small", GUINT_TO_POINTER (7), test_round_trip);
  ADD ("/store/round-trip/larger", GUINT_TO_POINTER (5000), test_round_trip);
  ADD ("/store/round-trip/sample", NULL, test_sample);
  ADD ("/store/labels", NULL, test_labels);
  ADD ("/store/write", NULL, test_write);
  ADD ("/store/undo", NULL, test_undo);
  ADD ("/store/lost-changes", NULL, test_lost_changes);
  ADD ("/store/undo-out-of-order", NULL, test_undo_out_of_order);
  ADD ("/store/bulk-undo", NULL, test_bulk_undo);
  ADD ("/store/logged-undo", NULL, test_logged_undo);
  ADD ("/store/dump", NULL, test_dump);
  ADD ("/store/settings", NULL, test_settings);
  ADD ("/store/cancel", NULL, test_cancel);
  ADD ("/store/save-copy", NULL, test_save_copy);
  ADD ("/store/exists", NULL, test_exists);
  return g_test_run ();
}
