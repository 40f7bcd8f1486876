/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book, its columns, and the state on past days. */

#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

#include <string.h>

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static void
test_pool (void)
{
  BwPool pool, copy;
  BwText a, b;

  bw_pool_init (&pool);
  g_assert_cmpuint (bw_pool_add (&pool, NULL, -1), ==, 0);
  g_assert_cmpuint (bw_pool_intern (&pool, ""), ==, 0);
  a = bw_pool_intern (&pool, "East");
  for (int i = 0; i < 1000; i++)
    bw_pool_add (&pool, "some name that makes the block move", -1);
  b = bw_pool_intern (&pool, "East");
  g_assert_cmpuint (a, ==, b);
  bw_pool_copy (&pool, &copy);
  g_assert_cmpstr (bw_pool_get (&copy, a), ==, "East");
  bw_pool_register (&copy, a);
  g_assert_cmpuint (bw_pool_intern (&copy, "East"), ==, a);
  bw_pool_clear (&pool);
  bw_pool_clear (&copy);
}

/* One deal: made on 1 March, amount raised on 10 March, pushed on 20 March, won on 5 April. */
static BwBook *
make_book (void)
{
  BwBook  *book = bw_book_new ();
  guint    i;
  BwChange changes[] = {
    { .field = BW_FIELD_STAGE, .old_value = 3, .new_value = 4, .import = -1 },
    { .field = BW_FIELD_CLOSE_DATE, .import = -1 },
    { .field = BW_FIELD_AMOUNT, .old_value = 10000, .new_value = 15000, .import = -1 },
    { .field = BW_FIELD_STAGE, .old_value = 0, .new_value = 3, .import = -1 },
  };

  bw_book_add_default_stages (book);
  i = bw_deals_append (&book->deals, 1);
  book->deals.stage[i] = 4;
  book->deals.amount[i] = 15000;
  book->deals.created[i] = book->deals.appeared[i] = day ("2024-03-01");
  book->deals.close[i] = day ("2024-04-05");
  book->deals.stage_since[i] = day ("2024-04-05");
  book->deals.pushes[i] = 1;
  changes[0].at = day ("2024-04-05");
  changes[1].at = day ("2024-03-20");
  changes[1].old_value = day ("2024-03-31");
  changes[1].new_value = day ("2024-04-05");
  changes[2].at = day ("2024-03-10");
  changes[3].at = day ("2024-03-15");
  bw_history_add (&book->history, changes, 2, 1);
  bw_history_add (&book->history, changes + 2, 2, 1);
  return book;
}

static void
test_snapshot (void)
{
  static const struct
  {
    const char *at;
    gboolean    exists;
    guint       stage;
    gint64      amount;
    const char *close, *since;
    guint       pushes;
  } cases[] = {
    { "2024-02-29", FALSE, 0, BW_MONEY_NONE, NULL, NULL, 0 },
    { "2024-03-01", TRUE, 0, 10000, "2024-03-31", "2024-03-01", 0 },
    { "2024-03-10", TRUE, 0, 15000, "2024-03-31", "2024-03-01", 0 },
    { "2024-03-15", TRUE, 3, 15000, "2024-03-31", "2024-03-15", 0 },
    { "2024-03-20", TRUE, 3, 15000, "2024-04-05", "2024-03-15", 1 },
    { "2024-04-04", TRUE, 3, 15000, "2024-04-05", "2024-03-15", 1 },
    { "2024-04-05", TRUE, 4, 15000, "2024-04-05", "2024-04-05", 1 },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, day (cases[i].at));

      g_test_message ("%s", cases[i].at);
      g_assert_cmpint (snapshot->exists[0], ==, cases[i].exists);
      g_assert_cmpuint (snapshot->stage[0], ==, cases[i].stage);
      g_assert_cmpint (snapshot->amount[0], ==, cases[i].amount);
      g_assert_cmpint (snapshot->close[0], ==, cases[i].close != NULL ? day (cases[i].close) : BW_DATE_NONE);
      g_assert_cmpuint (snapshot->pushes[0], ==, cases[i].pushes);
      if (cases[i].since != NULL)
        g_assert_cmpint (snapshot->stage_since[0], ==, day (cases[i].since));
    }
}

/* An edit of a shared book leaves the other holder's alone. */
static void
test_copy_on_write (void)
{
  BwBook *book = make_book ();
  BwBook *held = bw_book_ref (book);

  bw_book_make_writable (&book);
  g_assert_true (book != held);
  book->deals.amount[0] = 1;
  g_assert_cmpint (held->deals.amount[0], ==, 15000);
  g_assert_cmpuint (book->history.n, ==, 4);
  bw_book_unref (held);
  held = book;
  bw_book_make_writable (&book);
  g_assert_true (book == held);
  bw_book_unref (book);
}

/* A tree that bites its own tail is walked once. */
static void
test_scope (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwScopeMask) mask = NULL;
  BwScope             scope;
  static const gint32 managers[] = { 1, 2, 0, BW_NOBODY, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (managers); i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      BwPerson         person = { .key = i + 1, .name = bw_pool_add (&book->texts, name, -1), .manager = managers[i] };

      g_array_append_val (book->people, person);
    }
  g_assert_true (bw_scope_parse (book, "person 3", &scope));
  mask = bw_scope_mask_new (book, &scope);
  g_assert_false (bw_scope_mask_admits (mask, 0, 0, BW_NOBODY));
  g_assert_true (bw_scope_mask_admits (mask, 0, 3, BW_NOBODY));
  g_assert_true (bw_scope_mask_admits (mask, 0, 4, BW_NOBODY));
  g_assert_false (bw_scope_mask_admits (mask, 0, BW_NOBODY, BW_NOBODY));
  g_clear_pointer (&mask, bw_scope_mask_free);
  g_assert_true (bw_scope_parse (book, "Person 0", &scope));
  mask = bw_scope_mask_new (book, &scope);
  g_assert_true (bw_scope_mask_admits (mask, 0, 2, BW_NOBODY));
  g_assert_false (bw_scope_mask_admits (mask, 0, 4, BW_NOBODY));
  g_assert_false (bw_scope_parse (book, "Nobody of that name", &scope));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/pool", test_pool);
  g_test_add_func ("/book/snapshot", test_snapshot);
  g_test_add_func ("/book/copy-on-write", test_copy_on_write);
  g_test_add_func ("/book/scope", test_scope);
  return g_test_run ();
}
