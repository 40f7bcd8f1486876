/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history: adding and removing changes, alone and while a copy shares the arrays. */

#include "core/bw-book.h"

#include <string.h>

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const BwChange *x = a, *y = b;

  if (x->deal != y->deal)
    return x->deal < y->deal ? -1 : 1;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (int)x->ordinal - (int)y->ordinal;
}

/* That @history holds just @changes, which are in order, indexed by deal. */
static void
assert_holds (const BwHistory *history,
              const GArray    *changes,
              guint            n_deals)
{
  guint at = 0;

  g_assert_cmpuint (history->n, ==, changes->len);
  g_assert_cmpuint (history->n_deals, ==, n_deals);
  if (changes->len > 0)
    g_assert_cmpmem (history->changes, sizeof (BwChange) * history->n, changes->data, sizeof (BwChange) * changes->len);
  for (guint deal = 0; deal < n_deals; deal++)
    {
      guint n;

      bw_history_of (history, deal, &n);
      g_assert_cmpuint (history->first[deal], ==, at);
      for (guint i = 0; i < n; i++, at++)
        g_assert_cmpuint (history->changes[at].deal, ==, deal);
    }
  g_assert_cmpuint (at, ==, history->n);
}

/* Each step adds or removes some, in every second one while a copy holds the arrays too, which must not notice. */
static void
test_steps (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);
  g_autoptr (GArray) model = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwHistory history, copy;
  guint     n_deals = 0, stamp = 0;

  bw_history_init (&history);
  for (guint step = 0; step < 400; step++)
    {
      g_autoptr (GArray) before = g_array_copy (model);
      guint before_deals = n_deals;

      if (step % 2 == 1)
        bw_history_copy (&history, &copy);
      if (step % 3 == 2)
        {
          g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

          for (guint i = 0; i < model->len; i++)
            if (g_rand_int_range (rand, 0, 9) == 0)
              g_array_append_val (places, i);
          for (guint i = places->len; i > 0; i--)
            g_array_remove_index (model, g_array_index (places, guint, i - 1));
          bw_history_remove (&history, (const guint *)places->data, places->len);
        }
      else
        {
          g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (BwChange));

          n_deals += (guint)g_rand_int_range (rand, 0, 3);
          for (gint32 i = g_rand_int_range (rand, 0, 12); i > 0 && n_deals > 0; i--)
            {
              BwChange change = { .deal = (guint32)g_rand_int_range (rand, 0, (gint32)n_deals),
                                  .at = g_rand_int_range (rand, 100, 120),
                                  .ordinal = (guint16)stamp++ };

              g_array_append_val (added, change);
            }
          g_array_append_vals (model, added->data, added->len);
          g_array_sort (model, compare);
          bw_history_add (&history, (const BwChange *)added->data, added->len, n_deals);
        }
      assert_holds (&history, model, n_deals);
      if (step % 2 == 1)
        {
          if (before_deals > 0)
            assert_holds (&copy, before, before_deals);
          bw_history_clear (&copy);
        }
    }
  bw_history_clear (&history);
}

typedef struct
{
  guint told;
  guint stop_at; /* 0: never */
} Told;

static gboolean
tell_cb (double   done,
         gpointer data)
{
  Told *told = data;

  return ++told->told != told->stop_at;
}

/* Many changes, the deals' the other way round and within a deal in any order, come to stand as if they had been sorted; alone, while a
 * copy holds the arrays, and with a stop in between, after which the copy still is as it was. */
static void
test_many (void)
{
  enum
  {
    MANY = 120000,
    DEALS = 30000,
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (29);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (BwChange));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (BwChange));
  g_autoptr (GArray) both = NULL;
  Told whole = { 0, 0 };

  for (guint i = 0; i < MANY; i++)
    {
      BwChange change = { .deal = (MANY - 1 - i) / (MANY / DEALS), .at = g_rand_int_range (rand, 100, 120), .ordinal = (guint16)(i % 4 * 2) };

      g_array_append_val (first, change);
      change.ordinal++;
      g_array_append_val (second, change);
    }
  both = g_array_copy (first);
  g_array_append_vals (both, second->data, second->len);
  g_array_sort (both, compare);
  for (guint shared = 0; shared < 2; shared++)
    for (guint stop = 0; stop <= (shared == 0 ? 0 : whole.told); stop++)
      {
        Told      told = { 0, stop };
        BwHistory history, copy;

        bw_history_init (&history);
        bw_history_add (&history, (const BwChange *)first->data, first->len, DEALS);
        bw_history_copy (&history, &copy);
        if (shared == 0)
          bw_history_clear (&copy);
        g_assert_cmpint (bw_history_add_telling (&history, (const BwChange *)second->data, second->len, DEALS, tell_cb, &told), ==,
                         stop == 0);
        if (stop == 0)
          {
            assert_holds (&history, both, DEALS);
            g_assert_cmpuint (told.told, >=, 8);
            whole = told;
          }
        bw_history_clear (&history);
        if (shared != 0)
          {
            g_autoptr (GArray) sorted = g_array_copy (first);

            g_array_sort (sorted, compare);
            assert_holds (&copy, sorted, DEALS);
            bw_history_clear (&copy);
          }
      }
}

/* A copy shares texts, history and, when asked, deals until it is written. */
static void
test_shared_book (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) light = NULL;
  g_autoptr (BwBook) full = NULL;
  BwText   text = bw_pool_add (&book->texts, "one", -1);
  BwChange change = { .deal = 0, .at = 5 };

  bw_deals_append (&book->deals, 11);
  bw_history_add (&book->history, &change, 1, 1);
  light = bw_book_copy_but_deals (book);
  full = bw_book_copy (book);
  g_assert_true (light->deals.key == book->deals.key);
  g_assert_true (full->deals.key != book->deals.key);
  g_assert_true (full->history.changes == book->history.changes);
  g_assert_true (full->texts.bytes == book->texts.bytes);

  bw_pool_add (&full->texts, "two", -1);
  g_assert_cmpuint (book->texts.length, ==, text + 4);
  g_assert_cmpstr (bw_book_text (full, text), ==, "one");
  bw_deals_append (&light->deals, 12);
  g_assert_true (light->deals.key != book->deals.key);
  g_assert_cmpuint (book->deals.n, ==, 1);
  g_assert_cmpuint (light->deals.n, ==, 2);
  g_assert_cmpint (light->deals.key[0], ==, 11);
  bw_book_unref (g_steal_pointer (&book));
  g_assert_cmpstr (bw_book_text (light, text), ==, "one");
  g_assert_cmpint (light->history.changes[0].at, ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/steps", test_steps);
  g_test_add_func ("/history/many", test_many);
  g_test_add_func ("/history/shared-book", test_shared_book);
  return g_test_run ();
}
