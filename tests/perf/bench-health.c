/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a look at the health of a large project takes. Goals: 300 ms for a million deals, a second for the likeness of
 * 100,000 accounts. Medians of five, in time of the processor. */

#include "core/bw-health.h"
#include "core/bw-leak.h"
#include "core/bw-likeness.h"
#include "core/bw-sample.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum
{
  N_DEALS = 1000000,
  N_ACCOUNTS = 100000,
  TIMES = 5,
};

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static void
look (const BwBook *book)
{
  g_autoptr (BwHealth) health = bw_health_new (book, BW_DATE_NONE, BW_DATE_NONE);

  g_assert_cmpuint (health->findings->len, >, 0);
}

static void
find_leaks (const BwBook *book)
{
  g_autoptr (GArray) leaks = bw_leak_find (book);

  g_assert_cmpuint (leaks->len, >, 0);
}

static void
find_accounts (const BwBook *book)
{
  g_autoptr (GArray) pairs = bw_likeness_find (book, BW_TABLE_ACCOUNTS);

  g_assert_nonnull (pairs);
}

static void
measure (const char   *name,
         const BwBook *book,
         void (*run) (const BwBook *book))
{
  double times[TIMES];

  for (guint i = 0; i < TIMES; i++)
    {
      clock_t began = clock ();

      run (book);
      times[i] = (double)(clock () - began) * 1000 / CLOCKS_PER_SEC;
    }
  qsort (times, TIMES, sizeof *times, compare_doubles);
  g_print ("%-40s %8.1f ms\n", name, times[TIMES / 2]);
}

/* Accounts of two made-up words and a place, one in a hundred a second time with a legal form. */
static BwBook *
make_accounts (void)
{
  static const char *const syllables[] = { "nor", "ta", "vel", "mi", "dran", "so", "quil", "be", "lor", "ex", "un", "ka", "zen", "por",
                                           "il", "gra" };
  BwBook                  *book = bw_book_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      BwAccount account = { .key = i + 1, .latitude = NAN, .longitude = NAN, .employees = -1, .owner = BW_NOBODY, .parent = BW_NOBODY };
      g_autoptr (GString) name = g_string_new (NULL);

      for (guint k = 0; k < 6; k++)
        g_string_append_printf (name, "%s%s", k == 3 ? " " : "", syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
      if (i % 100 == 99)
        {
          g_string_assign (name, bw_book_text (book, bw_book_account (book, i - 50)->name));
          g_string_append (name, " GmbH");
        }
      account.name = bw_pool_add (&book->texts, name->str, -1);
      g_array_append_val (book->accounts, account);
    }
  return book;
}

int
main (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) accounts = make_accounts ();

  options.n_deals = N_DEALS;
  book = bw_sample_new (&options);
  g_print ("%u deals, %u changes, %u accounts\n", book->deals.n, book->history.n, book->accounts->len);
  measure ("health of a million deals", book, look);
  measure ("of it: leaks", book, find_leaks);
  measure ("of it: likeness of the accounts", book, find_accounts);
  measure ("likeness of 100,000 accounts", accounts, find_accounts);
  return 0;
}
