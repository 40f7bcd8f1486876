/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters, searches and orders over deals, each against a plain reckoning. */

#include "core/bw-deal-field.h"
#include "core/bw-matcher.h"
#include "core/bw-query-index.h"
#include "core/bw-radix.h"

#include <stdlib.h>
#include <string.h>

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  if (*iso != '\0')
    g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

/* Five deals; the last knows hardly anything. */
static const struct
{
  const char *name, *ref, *region;
  int         account, owner, stage;
  gint64      amount;
  const char *close;
  int         probability, pushes;
} deals[] = {
  { "Harbor renewal", "D-1", "East", 0, 0, 0, 5000000, "2026-11-15", 300, 0 },
  { "MÜNCHEN expansion", "D-2", "West", 1, 1, 2, 12345600, "2026-12-31", -1, 3 },
  { "éclair pilot", "D-10", "east", 1, 0, 3, 7500000, "2027-01-10", 900, 1 },
  { "Zenith \"Big\" deal", "D-3", "", 0, 1, 4, 990000, "2026-10-02", 1000, 0 },
  { "", "D-4", "", BW_NOBODY, BW_NOBODY, 0, BW_MONEY_NONE, "", -1, 0 },
};

static BwBook *
make_book (void)
{
  static const char *const people[] = { "Anna Snelling", "Özgür Demir" };
  static const char *const accounts[] = { "Zoomzone Ltd", "acme (north)" };
  BwBook                  *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (guint i = 0; i < 2; i++)
    {
      BwPerson  person = { .key = i + 1, .name = bw_pool_add (&book->texts, people[i], -1), .manager = BW_NOBODY };
      BwAccount account = { .key = i + 1, .name = bw_pool_add (&book->texts, accounts[i], -1), .owner = BW_NOBODY };

      g_array_append_val (book->people, person);
      g_array_append_val (book->accounts, account);
    }
  for (guint k = 0; k < G_N_ELEMENTS (deals); k++)
    {
      guint i = bw_deals_append (&book->deals, k + 1);

      book->deals.name[i] = bw_pool_add (&book->texts, deals[k].name, -1);
      book->deals.ref[i] = bw_pool_add (&book->texts, deals[k].ref, -1);
      book->deals.region[i] = bw_pool_intern (&book->texts, deals[k].region);
      book->deals.account[i] = deals[k].account;
      book->deals.owner[i] = deals[k].owner;
      book->deals.stage[i] = (guint16)deals[k].stage;
      book->deals.amount[i] = deals[k].amount;
      book->deals.close[i] = day (deals[k].close);
      book->deals.probability[i] = (gint16)deals[k].probability;
      book->deals.pushes[i] = (guint16)deals[k].pushes;
      book->deals.created[i] = k < 4 ? day ("2026-09-01") + (int)k : BW_DATE_NONE;
    }
  return book;
}

static BwQuery
plain_query (void)
{
  return (BwQuery) { .period = { .from = BW_DATE_NONE }, .sort = BW_DEAL_FIELD_PUSHES, .today = day ("2026-11-01") };
}

/* The deals found, as "0 2 4" in the book's order or in that of the query. */
static char *
run (const BwBook  *book,
     const BwQuery *query,
     gboolean       ordered)
{
  guint               n;
  g_autofree guint32 *found = bw_query_run (book, query, &n);
  GString            *text = g_string_new (NULL);

  for (guint i = 0; ordered && i < n; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", found[i]);
  for (guint deal = 0; !ordered && deal < book->deals.n; deal++)
    for (guint i = 0; i < n; i++)
      if (found[i] == deal)
        g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", deal);
  return g_string_free (text, FALSE);
}

static void
test_filters (void)
{
  static const struct
  {
    const char *filter, *found;
  } cases[] = {
    { "", "0 1 2 3 4" },
    { "   ", "0 1 2 3 4" },
    { "amount >= 75k", "1 2" },
    { "amount > 75000", "1" },
    { "amount = 0.05m", "0" },
    { "amount < 50k", "3" },
    { "amount <= 50k", "0 3" },
    { "amount != 50k", "1 2 3 4" },
    { "amount is empty", "4" },
    { "amount is not empty", "0 1 2 3" },
    { "not amount > 0", "4" },
    { "stage = Proposal", "1" },
    { "STAGE = \"closed WON\"", "3" },
    { "stage >= Proposal", "1 2 3" },
    { "stage < discovery", "0 4" },
    { "category = commit", "2" },
    { "category = \"Best case\"", "1" },
    { "category > pipeline", "1 2 3" },
    { "kind = open", "0 1 2 4" },
    { "status != open", "3" },
    { "owner = \"anna snelling\"", "0 2" },
    { "owner != \"anna snelling\"", "1 3 4" },
    { "owner = \"ÖZGÜR DEMIR\"", "1 3" },
    { "owner ~ özg", "1 3" },
    { "owner is empty", "4" },
    { "account ~ \"(north)\"", "1 2" },
    { "close < 2026-12-31", "0 3" },
    { "close = 2026-12-31", "1" },
    { "close = 2026-Q4", "0 1 3" },
    { "close > 2026-Q4", "2" },
    { "close >= 2026-11", "0 1 2" },
    { "close != 2026-M11", "1 2 3 4" },
    { "close <= today+14", "0 3" },
    { "close < today", "3" },
    { "close is empty", "4" },
    { "age = 61", "0" },
    { "age < 60", "2 3" }, /* the closed one until it closed */
    { "probability >= 75", "2 3" },
    { "probability = 50%", "1" },
    { "probability = 10", "4" },
    { "pushes >= 3", "1" },
    { "region = EAST", "0 2" },
    { "region != east", "1 3 4" },
    { "region is empty", "3 4" },
    { "name ~ münch", "1" },
    { "name ~ ÉCL", "2" },
    { "name ~ \"\\\"big\\\"\"", "3" },
    { "name = \"harbor renewal\"", "0" },
    { "name ~ e", "0 1 3" },
    { "id ~ d-1", "0 2" },
    { "ref = d-1", "0" },
    { "amount > 10k and (owner ~ anna or close < 2026-12-31)", "0 2" },
    { "amount > 100k or stage = qualification and pushes = 0", "0 1 4" },
    { "(amount > 100k or stage = qualification) and pushes = 0", "0 4" },
    { "not not amount > 100k", "1" },
    { "not (region = east or region = west)", "3 4" },
    { "created>=2026-09-02 AND created<2026-09-04", "1 2" },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwFilter) filter = bw_filter_parse (book, cases[i].filter, &error);
      g_autofree char *found = NULL;
      BwQuery          query = plain_query ();

      {
        g_autofree char *shown = g_strescape (cases[i].filter, NULL);

        g_test_message ("%s", shown);
      }
      g_assert_no_error (error);
      query.filter = filter;
      found = run (book, &query, FALSE);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *filter;
    int         code;
    const char *place; /* that the message names */
  } cases[] = {
    { "amount", BW_QUERY_ERROR_SYNTAX, "character 7" },
    { "amount >", BW_QUERY_ERROR_SYNTAX, "character 9" },
    { "amount > 50k and", BW_QUERY_ERROR_SYNTAX, "character 17" },
    { "amount > 50k stage = Proposal", BW_QUERY_ERROR_SYNTAX, "character 14" },
    { "(amount > 50k", BW_QUERY_ERROR_SYNTAX, "character 14" },
    { "amount > 50k)", BW_QUERY_ERROR_SYNTAX, "character 13" },
    { "> 50k", BW_QUERY_ERROR_SYNTAX, "character 1" },
    { "name = \"open end", BW_QUERY_ERROR_SYNTAX, "character 8" },
    { "amount ~ 5", BW_QUERY_ERROR_SYNTAX, "character 8" },
    { "owner > Anna", BW_QUERY_ERROR_SYNTAX, "character 7" },
    { "name < m", BW_QUERY_ERROR_SYNTAX, "character 6" },
    { "amount is 5", BW_QUERY_ERROR_SYNTAX, "character 11" },
    { "amount == 5", BW_QUERY_ERROR_SYNTAX, "character 9" },
    { "amount is not", BW_QUERY_ERROR_SYNTAX, "character 14" },
    { "not", BW_QUERY_ERROR_SYNTAX, "character 4" },
    { "\xff\xfe", BW_QUERY_ERROR_SYNTAX, "UTF-8" },
    { "colour = red", BW_QUERY_ERROR_FIELD, "character 1" },
    { "owner ~ \"ö\" and größe > 1", BW_QUERY_ERROR_FIELD, "character 17" },
    { "stage = Propsal", BW_QUERY_ERROR_VALUE, "character 9" },
    { "amount > lots", BW_QUERY_ERROR_VALUE, "character 10" },
    { "amount > 5kk", BW_QUERY_ERROR_VALUE, "character 10" },
    { "amount > nan", BW_QUERY_ERROR_VALUE, "character 10" },
    { "amount > inf", BW_QUERY_ERROR_VALUE, "character 10" },
    { "amount > 1e300", BW_QUERY_ERROR_VALUE, "character 10" },
    { "close < 2026-02-30", BW_QUERY_ERROR_VALUE, "character 9" },
    { "close < today-x", BW_QUERY_ERROR_VALUE, "character 9" },
    { "close < today-99999999999999999999", BW_QUERY_ERROR_VALUE, "character 9" },
    { "close < yesterday", BW_QUERY_ERROR_VALUE, "character 9" },
  };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("amount > 1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      {
        g_autofree char *shown = g_strescape (cases[i].filter, NULL);

        g_test_message ("%s", shown);
      }
      g_assert_null (bw_filter_parse (book, cases[i].filter, &error));
      g_assert_error (error, BW_QUERY_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].place));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, i % 2 == 0 ? "(" : "not ");
  for (guint i = 0; i < 100000; i++)
    g_string_append (wide, " or amount > 1");
  g_assert_null (bw_filter_parse (book, deep->str, NULL));
  g_assert_null (bw_filter_parse (book, wide->str, NULL));
}

static void
test_search (void)
{
  static const struct
  {
    const char *search, *found;
  } cases[] = {
    { "", "0 1 2 3 4" },
    { "harbor", "0" },
    { "ZOOM", "0 3" },
    { "anna acme", "2" },
    { "  anna   éclair ", "2" },
    { "d-1", "0 2" },
    { "münchen", "1" },
    { "ÖZGÜR", "1 3" },
    { "d", "0 1 2 3 4" },
    { "proposal", "" },
    { "snelling harbor zoomzone d-1 renewal", "0" },
    { "\xff", "" },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwQuery          query = plain_query ();
      g_autofree char *found = NULL;

      {
        g_autofree char *shown = g_strescape (cases[i].search, NULL);

        g_test_message ("%s", shown);
      }
      query.search = cases[i].search;
      found = run (book, &query, FALSE);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_orders (void)
{
  static const struct
  {
    BwDealField field;
    gboolean    descending;
    const char *order;
  } cases[] = {
    { BW_DEAL_FIELD_AMOUNT, FALSE, "3 0 2 1 4" },
    { BW_DEAL_FIELD_AMOUNT, TRUE, "1 2 0 3 4" },
    { BW_DEAL_FIELD_NAME, FALSE, "2 0 1 3 4" },
    { BW_DEAL_FIELD_NAME, TRUE, "3 1 0 2 4" },
    { BW_DEAL_FIELD_ACCOUNT, FALSE, "1 2 0 3 4" },
    { BW_DEAL_FIELD_OWNER, FALSE, "0 2 1 3 4" },
    { BW_DEAL_FIELD_OWNER, TRUE, "1 3 0 2 4" },
    { BW_DEAL_FIELD_STAGE, FALSE, "0 4 1 2 3" },
    { BW_DEAL_FIELD_CLOSE, FALSE, "3 0 1 2 4" },
    { BW_DEAL_FIELD_CLOSE, TRUE, "2 1 0 3 4" },
    { BW_DEAL_FIELD_REGION, FALSE, "0 2 1 3 4" },
    { BW_DEAL_FIELD_PROBABILITY, TRUE, "3 2 1 0 4" },
    { BW_DEAL_FIELD_REF, FALSE, "0 2 1 3 4" },
    { BW_DEAL_FIELD_SOURCE, FALSE, "0 1 2 3 4" },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwQuery          query = plain_query ();
      g_autofree char *order = NULL;

      g_test_message ("%s %d", bw_deal_field_name (book, cases[i].field), cases[i].descending);
      query.sort = cases[i].field;
      query.descending = cases[i].descending;
      order = run (book, &query, TRUE);
      g_assert_cmpstr (order, ==, cases[i].order);
    }
}

static void
test_restrictions (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwScopeMask) mask = NULL;
  BwQuery          query = plain_query ();
  BwScope          scope = { BW_SCOPE_PERSON, 0 };
  g_autofree char *open = NULL, *dated = NULL, *undated = NULL, *scoped = NULL;

  book->deals.flags[2] = BW_DEAL_VANISHED;
  query.open_only = TRUE;
  open = run (book, &query, FALSE);
  g_assert_cmpstr (open, ==, "0 1 4");
  query.open_only = FALSE;
  query.period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  dated = run (book, &query, FALSE);
  g_assert_cmpstr (dated, ==, "0 1 3");
  query.with_undated = TRUE;
  undated = run (book, &query, FALSE);
  g_assert_cmpstr (undated, ==, "0 1 3 4");
  mask = bw_scope_mask_new (book, &scope);
  query.mask = mask;
  scoped = run (book, &query, FALSE);
  g_assert_cmpstr (scoped, ==, "0");
}

static void
test_texts (void)
{
  static const struct
  {
    guint       deal;
    BwDealField field;
    const char *text;
  } cases[] = {
    { 0, BW_DEAL_FIELD_NAME, "Harbor renewal" },
    { 0, BW_DEAL_FIELD_AMOUNT, "$50000" },
    { 0, BW_DEAL_FIELD_CLOSE, "15 Nov 2026" },
    { 0, BW_DEAL_FIELD_AGE, "61" },
    { 1, BW_DEAL_FIELD_PROBABILITY, "50 %" },
    { 1, BW_DEAL_FIELD_CATEGORY, "Best case" },
    { 1, BW_DEAL_FIELD_OWNER, "Özgür Demir" },
    { 3, BW_DEAL_FIELD_KIND, "Won" },
    { 3, BW_DEAL_FIELD_STAGE, "Closed won" },
    { 4, BW_DEAL_FIELD_AMOUNT, "" },
    { 4, BW_DEAL_FIELD_ACCOUNT, "" },
    { 4, BW_DEAL_FIELD_CLOSE, "" },
    { 4, BW_DEAL_FIELD_STAGE_DAYS, "" },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_deal_dup_text (book, cases[i].deal, cases[i].field, day ("2026-11-01"));

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (guint field = 0; field < BW_N_DEAL_FIELDS; field++)
    {
      BwDealField read;

      g_assert_true (bw_deal_field_parse (book, bw_deal_field_name (book, field), FALSE, &read));
      g_assert_cmpint (read, ==, field);
      g_assert_true (*bw_deal_field_title (book, field) != '\0');
    }
}

/* A random text of few letters, so that words are found in it and many are alike. */
static char *
random_text (GRand *random)
{
  static const char *const parts[] = { "a", "B", "ab", "BA", "ö", "Ö", " ", "x", "Ж", "ж", "日", "longer piece " };
  GString                 *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 14); n > 0; n--)
    g_string_append (text, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

/* Marks over the whole pool agree with g_utf8_casefold() and strstr() text by text. */
static void
test_matcher (void)
{
  static const char *const words[] = {
    "a",
    "ab",
    "aB",
    "öb",
    "Ж",
    "日b",
    "piece",
    "longer piece",
    "R P",
    "İ",
    "zz",
    "",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autofree BwText *texts = g_new0 (BwText, 3000);
  BwPool             pool;

  bw_pool_init (&pool);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = i % 500 == 499 ? g_strdup ("İzmir zz") : random_text (random);

      texts[i] = bw_pool_add (&pool, text, -1);
    }
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      g_autoptr (BwMatcher) matcher = bw_matcher_new (words[w]);
      g_autofree char *word = g_utf8_casefold (words[w], -1);
      BwTextMarks      marks;

      bw_matcher_mark (matcher, &pool, &marks);
      for (guint i = 0; i < 3000; i++)
        {
          g_autofree char *text = g_utf8_casefold (bw_pool_get (&pool, texts[i]), -1);
          gboolean         expected = strstr (text, word) != NULL;

          g_assert_true (bw_matcher_contains (matcher, bw_pool_get (&pool, texts[i])) == expected);
          g_assert_true (bw_matcher_equals (matcher, bw_pool_get (&pool, texts[i])) == g_str_equal (text, word));
          if (texts[i] != 0)
            g_assert_true (bw_text_marks_get (&marks, texts[i]) == expected);
        }
      bw_text_marks_clear (&marks);
    }
  bw_pool_clear (&pool);
}

#define CLUSTERS (-1)

static void
test_radix (void)
{
  static const gint64 spans[] = { 1, 2, 3000, 5000000, G_MAXINT32, G_GINT64_CONSTANT (9000000000000000), CLUSTERS };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint s = 0; s < G_N_ELEMENTS (spans); s++)
    for (int descending = 0; descending < 2; descending++)
      {
        guint               n = 5000;
        g_autofree gint64  *values = g_new (gint64, n);
        g_autofree guint32 *order = g_new (guint32, n);

        for (guint i = 0; i < n; i++)
          if (i % 97 == 0)
            values[i] = BW_RADIX_NONE;
          else if (spans[s] != CLUSTERS)
            values[i] = (gint64)((g_rand_double (random) - 0.5) * (double)spans[s]);
          else /* many and few that differ in their last bits alone */
            values[i] = (gint64)g_rand_int_range (random, 0, i % 2 == 0 ? 3 : 3000) << 50 | g_rand_int_range (random, 0, 100);
        bw_radix_order (values, n, descending, order);
        for (guint i = 1; i < n; i++)
          {
            gint64 a = values[order[i - 1]], b = values[order[i]];

            if (a == b)
              g_assert_cmpuint (order[i - 1], <, order[i]);
            else if (b != BW_RADIX_NONE)
              g_assert_true (a != BW_RADIX_NONE && (descending ? a > b : a < b));
          }
      }
}

/* Text ranks order as folded texts do, whether there are few different ones or many. */
static void
test_ranks (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guint              n = 20000;
  g_autofree BwText *texts = g_new0 (BwText, n);
  g_auto (GStrv) folded = g_new0 (char *, n + 1);

  for (int few = 0; few < 2; few++)
    {
      g_autofree guint32 *ranks = NULL;
      BwPool              pool;

      bw_pool_init (&pool);
      for (guint i = 0; i < n; i++)
        {
          int              number = g_rand_int_range (random, 0, 9000);
          g_autofree char *text = g_strdup_printf ("%s%d", i % 3 == 0 ? "A COMMON beginning " : "", number);

          texts[i] = i % 50 == 0 ? 0 : few ? bw_pool_intern (&pool, i % 2 ? "Über" : "uber alles")
                                           : bw_pool_add (&pool, text, -1);
          g_free (folded[i]);
          folded[i] = few ? g_strdup (i % 2 ? "uber" : "uber alles") : g_ascii_strdown (text, -1);
        }
      ranks = bw_radix_rank_texts (&pool, texts, n);
      for (guint i = 1; i < n; i++)
        {
          guint j = (guint)g_rand_int_range (random, 0, (gint32)n);
          int   expected = strcmp (folded[i], folded[j]);

          g_assert_true ((texts[i] == 0) == (ranks[i] == G_MAXUINT32));
          if (texts[i] != 0 && texts[j] != 0)
            g_assert_true (expected < 0 ? ranks[i] < ranks[j] : expected > 0 ? ranks[i] > ranks[j]
                                                                             : ranks[i] == ranks[j]);
        }
      bw_pool_clear (&pool);
    }
}

/* An index of a later book takes over what still holds, and sees what changed. */
static void
test_index (void)
{
  BwBook *book = make_book ();
  g_autoptr (BwQueryIndex) index = bw_query_index_new (book, NULL), later = NULL;
  BwQuery             query = plain_query ();
  guint               n;
  g_autofree guint32 *before = NULL, *after = NULL;

  query.sort = BW_DEAL_FIELD_NAME;
  bw_query_index_prepare (index, BW_DEAL_FIELD_REF);
  before = bw_query_index_run (index, &query, &n);
  g_assert_cmpuint (before[0], ==, 2);
  bw_book_make_writable (&book);
  book->deals.name[4] = bw_pool_add (&book->texts, "aaa", -1);
  later = bw_query_index_new (book, index);
  g_assert_true (bw_query_index_get_book (later) == book);
  after = bw_query_index_run (later, &query, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpuint (after[0], ==, 4);
  g_assert_cmpmem (bw_query_index_get_ranks (later, BW_DEAL_FIELD_REF), 5 * sizeof (guint32),
                   bw_query_index_get_ranks (index, BW_DEAL_FIELD_REF), 5 * sizeof (guint32));
  bw_book_unref (book);
}

static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwFilter) filter = bw_filter_parse (book, "amount > 1 or name ~ x", NULL);
  BwQuery             query = plain_query ();
  guint               n = 1;
  g_autofree guint32 *found = NULL;

  query.filter = filter;
  query.search = "x";
  query.sort = BW_DEAL_FIELD_NAME;
  found = bw_query_run (book, &query, &n);
  g_assert_cmpuint (n, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/filters", test_filters);
  g_test_add_func ("/query/errors", test_errors);
  g_test_add_func ("/query/search", test_search);
  g_test_add_func ("/query/orders", test_orders);
  g_test_add_func ("/query/restrictions", test_restrictions);
  g_test_add_func ("/query/texts", test_texts);
  g_test_add_func ("/query/matcher", test_matcher);
  g_test_add_func ("/query/radix", test_radix);
  g_test_add_func ("/query/ranks", test_ranks);
  g_test_add_func ("/query/index", test_index);
  g_test_add_func ("/query/empty", test_empty);
  return g_test_run ();
}
