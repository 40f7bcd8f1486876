/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merging and separating through the project file: what is read back, and what undo restores. */

#include "core/bw-merge.h"
#include "store-fixture.h"

static BwStore *
make_store (const char *dir,
            BwBook     *book)
{
  g_autofree char *path = g_build_filename (dir, "p.bellwether", NULL);
  g_autoptr (GError) error = NULL;
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  return store;
}

static void
write_delta (BwStore       *store,
             BwBook        *after,
             const BwDelta *delta,
             GBytes       **undo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBook) loaded = NULL;

  bw_store_write (store, after, delta, undo, NULL, NULL, &error);
  g_assert_no_error (error);
  loaded = bw_store_load (store, &error);
  g_assert_no_error (error);
  fixture_assert_same (after, loaded);
  fixture_assert_sound (store);
}

static guint
count_uses (const BwBook *book,
            BwTable       table,
            gint32        row)
{
  const gint32 *column = table == BW_TABLE_ACCOUNTS ? book->deals.account : table == BW_TABLE_PEOPLE ? book->deals.owner
                                                                                                     : book->deals.product;
  const BwField field = table == BW_TABLE_ACCOUNTS ? BW_FIELD_ACCOUNT : table == BW_TABLE_PEOPLE ? BW_FIELD_OWNER
                                                                                                 : BW_FIELD_PRODUCT;
  guint         n = 0;

  for (guint i = 0; i < book->deals.n; i++)
    n += column[i] == row;
  for (guint i = 0; i < book->history.n; i++)
    n += book->history.changes[i].field == field &&
         (book->history.changes[i].old_value == row || book->history.changes[i].new_value == row);
  return n;
}

static void
test_merge (gconstpointer data)
{
  BwTable          table = (BwTable)GPOINTER_TO_INT (data);
  g_autofree char *dir = fixture_dir_new ();
  g_autoptr (BwBook) book = fixture_book_new (600, 4);
  g_autoptr (BwStore) store = make_store (dir, book);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDelta) delta = NULL, second = NULL;
  g_autoptr (BwBook) after = NULL, apart = NULL;
  g_autoptr (GBytes) undo = NULL, undo_apart = NULL;
  g_autoptr (GBytes) redo = NULL;
  guint keep = 2, away = 5;

  /* The fixture's tree is made at random and may have circles. */
  for (guint i = 0; i < book->people->len; i++)
    g_assert_cmpint (bw_book_person (book, i)->manager, <, (gint32)book->people->len);
  if (table == BW_TABLE_PEOPLE || table == BW_TABLE_ACCOUNTS)
    for (;; away++)
      {
        g_assert_cmpuint (away, <, bw_book_table (book, table)->len);
        after = bw_merge_apply (book, table, keep, away, &delta, NULL);
        if (after != NULL)
          break;
      }
  else
    after = bw_merge_apply (book, table, keep, away, &delta, &error);
  g_assert_no_error (error);
  g_assert_nonnull (after);
  g_assert_cmpuint (count_uses (book, table, (gint32)away), >, 0);
  g_assert_cmpuint (count_uses (after, table, (gint32)away), ==, 0);
  g_assert_true (bw_merge_is_away (after, table, away));
  g_assert_cmpint (bw_merge_resolve (after, table, (gint32)away), ==, (gint32)keep);
  write_delta (store, after, delta, &undo);

  apart = bw_merge_separate (after, table, away, &second, &error);
  g_assert_no_error (error);
  g_assert_false (bw_merge_is_away (apart, table, away));
  write_delta (store, apart, second, &undo_apart);
  g_assert_cmpuint (count_uses (apart, table, (gint32)away), >, 0);

  {
    BwBook *present = bw_book_ref (apart);

    g_assert_true (bw_store_revert (store, undo_apart, NULL, &present, &error));
    g_assert_no_error (error);
    fixture_assert_same (present, after);
    g_assert_true (bw_store_revert (store, undo, &redo, &present, &error));
    g_assert_no_error (error);
    fixture_assert_same (present, book);
    fixture_assert_sound (store);
    g_assert_true (bw_store_revert (store, redo, NULL, &present, &error));
    g_assert_no_error (error);
    fixture_assert_same (present, after);
    bw_book_unref (present);
  }
  g_clear_pointer (&store, bw_store_free);
  fixture_dir_free (g_steal_pointer (&dir));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/merge/accounts", GINT_TO_POINTER (BW_TABLE_ACCOUNTS), test_merge);
  g_test_add_data_func ("/store/merge/people", GINT_TO_POINTER (BW_TABLE_PEOPLE), test_merge);
  g_test_add_data_func ("/store/merge/products", GINT_TO_POINTER (BW_TABLE_PRODUCTS), test_merge);
  return g_test_run ();
}
