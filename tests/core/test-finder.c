/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a few typed words may mean: how names fit, which are told and in which order, and how many there are. */

#include "core/bw-finder.h"
#include "core/bw-grid-view.h"
#include "core/bw-query.h"
#include "core/bw-sample.h"

#include <string.h>

static void
test_rate (void)
{
  static const struct
  {
    const char *typed;
    const char *text;
    BwFinderFit fit;
  } cases[] = {
    { "trends", "Trends", BW_FINDER_WHOLE },
    { "  TREN ", "Trends", BW_FINDER_START },
    { "rend", "Trends", BW_FINDER_INSIDE },
    { "bank north", "North Bank", BW_FINDER_WORDS },
    { "bank north", "North Riverbank", BW_FINDER_INSIDE },
    { "north ban", "North Bank", BW_FINDER_START },
    { "north bank", "Northbank", BW_FINDER_INSIDE },
    { "anna", "Joanna Anders, Anna", BW_FINDER_WORDS },
    { "muller", "Müller GmbH", BW_FINDER_START },
    { "MÜLLER", "Muller", BW_FINDER_WHOLE },
    { "avito", "Авито", BW_FINDER_WHOLE },
    { "o'neil", "O’Neil & Sons", BW_FINDER_START },
    { "sons oneil", "O'Neil & Sons", BW_FINDER_WORDS },
    { "bank south", "North Bank", BW_FINDER_NOT },
    { "trendsx", "Trends", BW_FINDER_NOT },
    { "", "Trends", BW_FINDER_NOT },
    { " \t", "Trends", BW_FINDER_NOT },
    { "&?!", "Trends", BW_FINDER_NOT },
    { "a", "", BW_FINDER_NOT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwFinder) finder = bw_finder_new (cases[i].typed);

      g_test_message ("“%s” in “%s”", cases[i].typed, cases[i].text);
      g_assert_cmpint (bw_finder_rate (finder, cases[i].text), ==, cases[i].fit);
    }
}

/* Bytes that are no text are no harm. */
static void
test_not_utf8 (void)
{
  g_autoptr (BwFinder) finder = bw_finder_new ("\xff\xc3 anna");
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwFindings) findings = bw_finder_run (finder, book, 5, NULL, NULL);

  g_assert_nonnull (findings);
  g_assert_cmpuint (findings->found->len, ==, 0);
}

static void
add_account (BwBook     *book,
             const char *name,
             gint64      merged)
{
  BwAccount account = {
    .key = book->accounts->len + 1,
    .name = bw_pool_add (&book->texts, name, -1),
    .owner = BW_NOBODY,
    .parent = BW_NOBODY,
    .merged = merged,
  };

  g_array_append_val (book->accounts, account);
}

/* The best fit first, of equals the shorter, then the earlier; merged rows are not found, and what is not told is counted. */
static void
test_order (void)
{
  static const char *const names[] = { "Riverport Ltd", "New Port", "Porto Hotels", "Port", "Portal Systems", "Old Port", "Harbour", "Portage" };
  static const guint       wanted[] = { 3, 7, 2, 4, 1 };
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwFinder) finder = bw_finder_new ("port");
  g_autoptr (BwFindings) findings = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_account (book, names[i], 0);
  add_account (book, "Port Merged", 4);
  findings = bw_finder_run (finder, book, G_N_ELEMENTS (wanted), NULL, NULL);
  g_assert_cmpuint (findings->n[BW_FOUND_ACCOUNT], ==, 7);
  g_assert_cmpuint (findings->found->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const BwFound *found = &g_array_index (findings->found, BwFound, i);

      g_assert_cmpint (found->kind, ==, BW_FOUND_ACCOUNT);
      g_assert_cmpuint (found->index, ==, wanted[i]);
    }
}

/* Each kind of the sample company is found by its own names, views by theirs, kinds in their order. */
static void
test_kinds (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) before = NULL;
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwGridView) view = bw_grid_view_new ();
  g_autoptr (BwDelta) delta = NULL;
  g_autofree char *surname = NULL;
  const char      *name;

  options.n_deals = 900;
  before = bw_sample_new (&options);
  name = bw_book_text (before, bw_book_person (before, before->people->len - 1)->name);
  surname = g_utf8_strup (strrchr (name, ' ') != NULL ? strrchr (name, ' ') + 1 : name, -1);
  book = bw_grid_view_add (before, view, surname, &delta, NULL);
  g_assert_nonnull (book);
  {
    g_autoptr (BwFinder) finder = bw_finder_new (surname);
    g_autoptr (BwFindings) findings = bw_finder_run (finder, book, 6, NULL, NULL);
    gboolean    person = FALSE, saved = FALSE;
    BwFoundKind last = BW_FOUND_PERSON;

    for (guint i = 0; i < findings->found->len; i++)
      {
        const BwFound *found = &g_array_index (findings->found, BwFound, i);

        g_assert_cmpint (found->kind, >=, last);
        last = found->kind;
        person |= found->kind == BW_FOUND_PERSON && found->index == book->people->len - 1;
        saved |= found->kind == BW_FOUND_VIEW && found->index == 0 && found->fit == BW_FINDER_WHOLE;
      }
    g_assert_true (person);
    g_assert_true (saved);
  }
}

/* Of the deals the largest are told, and all are counted that a table with the same search shows. */
static void
test_deals (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwQuery         query = { .search = "a", .period = { .from = BW_DATE_NONE }, .sort = BW_DEAL_FIELD_REF, .today = BW_DATE_NONE };
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwFinder) finder = bw_finder_new ("a");
  g_autoptr (BwFindings) findings = NULL;
  g_autofree guint32 *deals = NULL;
  gint64              last = G_MAXINT64;
  guint               n, told = 0;

  options.n_deals = 2000;
  book = bw_sample_new (&options);
  findings = bw_finder_run (finder, book, 6, NULL, NULL);
  deals = bw_query_run (book, &query, &n);
  g_assert_cmpuint (n, >, 6);
  g_assert_cmpuint (findings->n[BW_FOUND_DEAL], ==, n);
  for (guint i = 0; i < findings->found->len; i++)
    {
      const BwFound *found = &g_array_index (findings->found, BwFound, i);
      guint          larger = 0;

      if (found->kind != BW_FOUND_DEAL)
        continue;
      for (guint k = 0; k < n; k++)
        larger += book->deals.amount[deals[k]] > book->deals.amount[found->index];
      g_assert_cmpuint (larger, <=, told);
      g_assert_cmpint (book->deals.amount[found->index], <=, last);
      last = book->deals.amount[found->index];
      told++;
    }
  g_assert_cmpuint (told, ==, 6);
}

static gboolean
count_down (gpointer data)
{
  int *left = data;

  return (*left)-- > 0;
}

/* It can be given up at any time at which it asks. */
static void
test_given_up (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwFinder) finder = bw_finder_new ("port");
  gboolean finished = FALSE;
  int      n_given_up = 0;

  for (guint i = 0; i < 20000; i++)
    add_account (book, "Port", 0);
  for (int asks = 0; asks < 40 && !finished; asks++)
    {
      int left = asks;
      g_autoptr (BwFindings) findings = bw_finder_run (finder, book, 5, count_down, &left);

      finished = findings != NULL;
      n_given_up += !finished;
      if (finished)
        g_assert_cmpuint (findings->n[BW_FOUND_ACCOUNT], ==, 20000);
    }
  g_assert_true (finished);
  g_assert_cmpint (n_given_up, >, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/finder/rate", test_rate);
  g_test_add_func ("/finder/not-utf8", test_not_utf8);
  g_test_add_func ("/finder/order", test_order);
  g_test_add_func ("/finder/kinds", test_kinds);
  g_test_add_func ("/finder/deals", test_deals);
  g_test_add_func ("/finder/given-up", test_given_up);
  return g_test_run ();
}
