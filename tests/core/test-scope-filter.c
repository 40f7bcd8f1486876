/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters on a scope: what they admit, that parts by a filter add up to the whole in every number and on every path, and
 * which quotas they leave. */

#include "core/bw-course.h"
#include "core/bw-deal-field.h"
#include "core/bw-filter.h"
#include "core/bw-flow.h"
#include "core/bw-funnel.h"
#include "core/bw-insight.h"
#include "core/bw-outlook.h"
#include "core/bw-sales-series.h"
#include "core/bw-sample.h"

#include <math.h>

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static BwBook *
make_book (void)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 3000;
  return bw_sample_new (&options);
}

static BwPeriod
this_quarter (const BwBook *book)
{
  return bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, bw_book_data_date (book));
}

/* A filter for each value of @field, and one for the deals that have none.
 * Returns: (transfer full) (element-type utf8) */
static GPtrArray *
list_parts (const BwBook *book,
            BwDealField   field)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *name = bw_deal_field_name (book, field);

  for (guint i = 0; i < book->deals.n; i++)
    {
      g_autofree char *value = bw_deal_dup_text (book, i, field, BW_DATE_NONE);

      if (*value == '\0' || g_hash_table_contains (seen, value))
        continue;
      g_ptr_array_add (parts, g_strdup_printf ("%s = \"%s\"", name, value));
      g_hash_table_add (seen, g_steal_pointer (&value));
    }
  g_ptr_array_add (parts, g_strdup_printf ("%s is empty", name));
  return parts;
}

static const BwDealField split_by[] = { BW_DEAL_FIELD_PRODUCT, BW_DEAL_FIELD_REGION, BW_DEAL_FIELD_SOURCE, BW_DEAL_FIELD_CATEGORY };

/* The mask holds exactly what the filter admits, within the people of the scope, each deal for itself. */
static void
test_mask (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwScope all = bw_scope_with_filter (&everyone, "category = Commit"), person = bw_scope_with_filter (&(BwScope) { BW_SCOPE_PERSON, 2 }, "category = Commit");
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &all), few = bw_scope_mask_new (book, &person),
                          people = bw_scope_mask_new (book, &(BwScope) { BW_SCOPE_PERSON, 2 });
  guint n = 0, n_few = 0;

  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32   owner = book->deals.owner[i], account = book->deals.account[i];
      gboolean meant = bw_deal_category (book, i) == BW_CATEGORY_COMMIT;

      g_assert_cmpint (bw_scope_mask_admits (mask, i, owner, account), ==, meant);
      g_assert_cmpint (bw_scope_mask_admits (few, i, owner, account), ==, meant && bw_scope_mask_admits (people, i, owner, account));
      g_assert_false (bw_scope_mask_admits_other (mask, owner, account));
      g_assert_cmpint (bw_scope_mask_admits_other (people, owner, account), ==, bw_scope_mask_admits (people, i, owner, account));
      n += meant;
      n_few += bw_scope_mask_admits (few, i, owner, account);
    }
  g_assert_cmpuint (n, >, 20);
  g_assert_cmpuint (n_few, >, 0);
  g_assert_cmpuint (n_few, <, n);
}

/* Filters are values: equal words are equal, empty ones are none. One that cannot be read admits nothing. */
static void
test_values (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autofree char *words = g_strdup ("region = West");
  BwScope          a = bw_scope_with_filter (&everyone, words), b = bw_scope_with_filter (&everyone, "region = West");
  BwScope          none = bw_scope_with_filter (&a, ""), broken = bw_scope_with_filter (&everyone, "product = \"No such thing\"");
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &broken);

  words[0] = 'X';
  g_assert_cmpstr (a.filter, ==, "region = West");
  g_assert_true (bw_scope_equal (&a, &b));
  g_assert_false (bw_scope_equal (&a, &everyone));
  g_assert_true (bw_scope_is_filtered (&a));
  g_assert_false (bw_scope_is_everything (&a));
  g_assert_true (bw_scope_equal (&none, &everyone));
  g_assert_true (bw_scope_is_everything (&none));
  for (guint i = 0; i < book->deals.n; i++)
    g_assert_false (bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]));
}

/* Parts by what a deal is add up to the whole: sums, means, and the flow bucket by bucket. */
static void
test_sums (gconstpointer data)
{
  BwDealField field = split_by[GPOINTER_TO_UINT (data)];
  g_autoptr (BwBook) book = make_book ();
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = this_quarter (book);
  g_autoptr (GPtrArray) parts = list_parts (book, field);
  g_autoptr (BwOutlook) all = bw_outlook_new_rough (book, &everyone, &period, last, 3, 100, NULL, NULL);
  g_autoptr (BwFlow) flow = bw_flow_new (book, &everyone, &period, last - 45, last);
  g_autoptr (BwFunnel) funnel = bw_funnel_new (book, &everyone, &period, last);
  gint64 won = 0, open = 0, weighted = 0, undated = 0, value[BW_N_FLOWS] = { 0 };
  guint  n_won = 0, n_open = 0, n_funnel = 0;
  double from_open = 0, from_new = 0;

  g_assert_cmpuint (parts->len, >, 2);
  for (guint i = 0; i < parts->len; i++)
    {
      BwScope scope = bw_scope_with_filter (&everyone, g_ptr_array_index (parts, i));
      g_autoptr (BwOutlook) part = bw_outlook_new_rough (book, &scope, &period, last, 3, 100, NULL, NULL);
      g_autoptr (BwFlow) moved = bw_flow_new (book, &scope, &period, last - 45, last);
      g_autoptr (BwFunnel) passed = bw_funnel_new (book, &scope, &period, last);

      g_assert_true (moved->balanced);
      won += part->won;
      open += part->open;
      weighted += part->weighted;
      undated += part->open_undated;
      n_won += part->n_won;
      n_open += part->n_open;
      n_funnel += passed->closings.n_won + passed->closings.n_lost;
      from_open += part->from_open;
      from_new += part->from_new;
      g_assert_cmpint (part->quota, ==, BW_MONEY_NONE);
      for (guint b = 0; b < BW_N_FLOWS; b++)
        value[b] += moved->value[b];
    }
  g_assert_cmpint (all->won, >, 0);
  g_assert_cmpint (won, ==, all->won);
  g_assert_cmpint (open, ==, all->open);
  g_assert_cmpint (weighted, ==, all->weighted);
  g_assert_cmpint (undated, ==, all->open_undated);
  g_assert_cmpuint (n_won, ==, all->n_won);
  g_assert_cmpuint (n_open, ==, all->n_open);
  g_assert_cmpuint (n_funnel, ==, funnel->closings.n_won + funnel->closings.n_lost);
  g_assert_cmpfloat_with_epsilon (from_open, all->from_open, 1.0);
  g_assert_cmpfloat_with_epsilon (from_new, all->from_new, 1.0);
  for (guint b = 0; b < BW_N_FLOWS; b++)
    g_assert_cmpint (value[b], ==, flow->value[b]);
}

/* One path at a time: the parts' are the whole's to the minor unit, also within one person's team. */
static void
test_paths (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwDate        last = bw_book_data_date (book);
  BwPeriod      period = this_quarter (book);
  const BwScope scopes[] = { { BW_SCOPE_ALL, BW_NOBODY }, { BW_SCOPE_PERSON, 2 } };
  g_autoptr (GPtrArray) parts = list_parts (book, BW_DEAL_FIELD_PRODUCT);
  gboolean differs = FALSE;
  double   before = -1.0;

  for (guint s = 0; s < G_N_ELEMENTS (scopes); s++)
    for (guint64 seed = 1; seed <= 3; seed++)
      {
        g_autoptr (BwOutlook) all = bw_outlook_new_rough (book, &scopes[s], &period, last, seed, 1, NULL, NULL);
        double sum = 0;

        for (guint i = 0; i < parts->len; i++)
          {
            BwScope scope = bw_scope_with_filter (&scopes[s], g_ptr_array_index (parts, i));
            g_autoptr (BwOutlook) part = bw_outlook_new_rough (book, &scope, &period, last, seed, 1, NULL, NULL);

            sum += part->paths[0];
          }
        g_assert_cmpfloat (sum, ==, all->paths[0]);
        differs |= all->paths[0] != before;
        before = all->paths[0];
      }
  g_assert_true (differs);
}

/* Won by month is that of the deals that the filter leaves; what is found out is about them only. */
static void
test_other_pages (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = this_quarter (book);
  BwScope  scope = bw_scope_with_filter (&everyone, "region = West");
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scope);
  g_autoptr (GPtrArray) insights = bw_insights_new (book, &(BwInsightQuery) { .scope = scope, .period = period, .as_of = last });
  BwSalesQuery query = { .measure = BW_SALES_WON, .frequency = BW_FREQUENCY_QUARTER, .as_of = last };
  g_autoptr (BwOutlook) outlook = bw_outlook_new_rough (book, &scope, &period, last, 1, 10, NULL, NULL);
  g_autoptr (GArray) calls = bw_course_calls (book, &scope, &period, last);
  guint n = 0;

  query.scope = scope;
  {
    g_autoptr (BwSalesSeries) series = bw_sales_series_new (book, &query);
    double now = series->total[series->periods->len - 1];

    g_assert_cmpfloat (now, ==, (double)outlook->won);
  }
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      if (insight->deal == BW_NOBODY)
        continue;
      g_assert_cmpint (mask->deals[insight->deal], ==, 1);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (calls->len, ==, 0);
  g_assert_cmpint (bw_course_call (book, &scope, &period, last), ==, BW_MONEY_NONE);
  for (guint i = 0; i < outlook->n_people; i++)
    {
      g_assert_cmpint (outlook->people[i].quota, ==, BW_MONEY_NONE);
      g_assert_cmpint (outlook->people[i].call, ==, BW_MONEY_NONE);
    }
}

/* Quotas: of territories when nothing else is asked, else none, and it is said why. */
static void
test_quota (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwPeriod    period = this_quarter (book);
  const char *first = bw_book_text (book, bw_book_territory (book, 0)->name), *second = bw_book_text (book, bw_book_territory (book, 1)->name);
  BwQuota     quotas[] = {
        { .key = 1, .person = BW_NOBODY, .territory = 0, .product = BW_NOBODY, .from = period.from, .to = period.to, .amount = 700 },
        { .key = 2, .person = BW_NOBODY, .territory = 1, .product = BW_NOBODY, .from = period.from, .to = period.to, .amount = 40 },
  };
  g_autofree char *one = g_strdup_printf ("territory = \"%s\"", first);
  g_autofree char *both = g_strdup_printf ("territory = \"%s\" or territory = \"%s\"", first, second);
  g_autofree char *narrow = g_strdup_printf ("territory = \"%s\" and region = West", first);
  const struct
  {
    const char *filter;
    gint32      person;
    gint64      quota;
    gboolean    explained;
  } cases[] = {
    { one, BW_NOBODY, 700, FALSE },
    { both, BW_NOBODY, 740, FALSE },
    { narrow, BW_NOBODY, BW_MONEY_NONE, TRUE },
    { one, 2, BW_MONEY_NONE, TRUE },
    { "region = West", BW_NOBODY, BW_MONEY_NONE, TRUE },
    { "not (region = West)", BW_NOBODY, BW_MONEY_NONE, TRUE },
  };

  g_array_append_vals (book->quotas, quotas, G_N_ELEMENTS (quotas));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwScope          scope = { cases[i].person == BW_NOBODY ? BW_SCOPE_ALL : BW_SCOPE_PERSON, cases[i].person };
      g_autofree char *reason = NULL;

      scope = bw_scope_with_filter (&scope, cases[i].filter);
      reason = bw_scope_dup_quota_reason (book, &scope);
      g_assert_cmpint (bw_scope_quota (book, &scope, &period), ==, cases[i].quota);
      g_assert_cmpint (reason != NULL, ==, cases[i].explained);
    }
  g_assert_cmpint (bw_scope_quota (book, &everyone, &period), !=, BW_MONEY_NONE);
  g_assert_null (bw_scope_dup_quota_reason (book, &everyone));
}

/* The territory of a deal is its account's in the plan that holds; a named account here. Names of no territory are refused. */
static void
test_territory_field (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwNamedAccount   named = { .key = 1, .territory = 1, .account = book->deals.account[7] };
  g_autofree char *text = g_strdup_printf ("territory = \"%s\"", bw_book_text (book, bw_book_territory (book, 1)->name));
  g_autofree char *opposite = g_strdup_printf ("not %s", text);
  const struct
  {
    const char *filter;
    gboolean    named;
    gboolean    others;
  } cases[] = {
    { text, TRUE, FALSE },
    { opposite, FALSE, TRUE },
    { "territory is empty", FALSE, TRUE },
    { "territory is not empty", TRUE, FALSE },
    { "territory ~ \"no territory has this in its name\"", FALSE, FALSE },
  };

  g_array_set_size (book->named_accounts, 0);
  g_array_append_val (book->named_accounts, named);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      BwScope scope = bw_scope_with_filter (&everyone, cases[c].filter);
      g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scope);

      for (guint i = 0; i < book->deals.n; i++)
        g_assert_cmpint (mask->deals[i], ==, book->deals.account[i] == named.account ? cases[c].named : cases[c].others);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (bw_filter_parse (book, "territory = Atlantis", &error));
    g_assert_error (error, BW_QUERY_ERROR, BW_QUERY_ERROR_VALUE);
  }
}

static void
test_steady (void)
{
  g_autoptr (BwBook) book = make_book ();
  static const struct
  {
    const char *filter;
    gboolean    steady;
  } cases[] = {
    { "region = West", TRUE },
    { "region = West or not (source ~ web and territory is empty)", TRUE },
    { "stage is not empty", FALSE },
    { "region = West and amount > 5k", FALSE },
    { "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwFilter) filter = bw_filter_parse (book, cases[i].filter, &error);

      g_assert_no_error (error);
      g_assert_cmpint (bw_filter_is_steady (filter), ==, cases[i].steady);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scope-filter/mask", test_mask);
  g_test_add_func ("/scope-filter/values", test_values);
  g_test_add_data_func ("/scope-filter/sums/product", GUINT_TO_POINTER (0), test_sums);
  g_test_add_data_func ("/scope-filter/sums/region", GUINT_TO_POINTER (1), test_sums);
  g_test_add_data_func ("/scope-filter/sums/source", GUINT_TO_POINTER (2), test_sums);
  g_test_add_data_func ("/scope-filter/sums/category", GUINT_TO_POINTER (3), test_sums);
  g_test_add_func ("/scope-filter/paths", test_paths);
  g_test_add_func ("/scope-filter/other-pages", test_other_pages);
  g_test_add_func ("/scope-filter/quota", test_quota);
  g_test_add_func ("/scope-filter/territory-field", test_territory_field);
  g_test_add_func ("/scope-filter/steady", test_steady);
  return g_test_run ();
}
