/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters as choices: taken apart, put together, told in words, counted; and what can come next while one is written. */

#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-filter.h"
#include "core/bw-filter-part.h"
#include "core/bw-filter-suggest.h"
#include "core/bw-random.h"
#include "core/bw-sample.h"

#include <string.h>

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static BwBook *
make_book (void)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 1000;
  return bw_sample_new (&options);
}

/* The deals that @expression admits. */
static guint8 *
mark (const BwBook *book,
      const char   *expression)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFilter) filter = bw_filter_parse (book, expression, &error);
  guint8 *marks = g_new0 (guint8, book->deals.n);

  g_assert_no_error (error);
  bw_filter_run (filter, book, bw_book_data_date (book), marks);
  return marks;
}

static const struct
{
  const char *expression;
  guint       n_parts;
  guint       n_choices;
  const char *words; /* (nullable) */
} filters[] = {
  { "", 0, 0, "" },
  { "region = West", 1, 1, "Region: West" },
  { "region = west or region = \"Southeast\"", 1, 1, "Region: west, Southeast" },
  { "(region = West or region is empty) and category = Commit", 2, 2, "Region: West, none; Category: Commit" },
  { "region = West or category = Commit", 1, 0, "(region = West or category = Commit)" },
  { "region = West and (amount > 50k or close < today)", 2, 1, "Region: West; (amount > 50k or close < today)" },
  { "not (region = West) and region != Southeast and stage_days > 3", 3, 0, NULL },
  { "((region = West and category = Commit) and (source ~ \"e\\\"b\"))", 3, 2, NULL },
  { "region = West and region = West", 2, 2, NULL },
  { "region = a or region = b or region = c or region = d or region = e", 1, 1, "Region: a, b, c and 2 more" },
};

/* Taken apart and put together again a filter admits the same deals. */
static void
test_parts (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data), n_choices = 0;
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = bw_filter_parts_new (book, filters[i].expression, &error);
  g_autofree char   *again = NULL, *words = bw_filter_dup_words (book, filters[i].expression);
  g_autofree guint8 *before = mark (book, filters[i].expression), *after = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, filters[i].n_parts);
  for (guint k = 0; k < parts->len; k++)
    n_choices += ((BwFilterPart *)g_ptr_array_index (parts, k))->is_choice;
  g_assert_cmpuint (n_choices, ==, filters[i].n_choices);
  again = bw_filter_parts_dup_text (parts);
  after = mark (book, again);
  g_assert_cmpmem (before, book->deals.n, after, book->deals.n);
  if (filters[i].words != NULL)
    g_assert_cmpstr (words, ==, filters[i].words);
}

/* What cannot be read has no parts, and is told as it stands. */
static void
test_broken (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GError) error = NULL;
  g_autofree char *words = bw_filter_dup_words (book, "region = ");

  g_assert_null (bw_filter_parts_new (book, "region = ", &error));
  g_assert_error (error, BW_QUERY_ERROR, BW_QUERY_ERROR_SYNTAX);
  g_assert_cmpstr (words, ==, "region = ");
}

/* Ticking values on and off at random admits exactly the deals that have them, and ends at no filter. */
static void
test_choose (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) parts = bw_filter_parts_new (book, NULL, NULL);
  g_autoptr (GPtrArray) regions = bw_filter_values_new (book, &everyone, BW_DEAL_FIELD_REGION);
  g_autoptr (GPtrArray) products = bw_filter_values_new (book, &everyone, BW_DEAL_FIELD_PRODUCT);
  GPtrArray  *lists[] = { regions, products };
  BwDealField fields[] = { BW_DEAL_FIELD_REGION, BW_DEAL_FIELD_PRODUCT };
  gboolean    chosen[2][64] = { { FALSE } };
  BwRandom    random;

  bw_random_init (&random, 7, 1);
  g_assert_cmpuint (regions->len, >, 2);
  for (guint step = 0; step < 60; step++)
    {
      guint                list = bw_random_unit (&random) < 0.5, value = (guint)(bw_random_unit (&random) * MIN (lists[list]->len, 64));
      const BwFilterValue *which = g_ptr_array_index (lists[list], value);
      g_autofree char     *text = NULL;
      g_autofree guint8   *marks = NULL;

      chosen[list][value] = !chosen[list][value];
      bw_filter_parts_choose (parts, book, fields[list], which->value, chosen[list][value]);
      text = bw_filter_parts_dup_text (parts);
      marks = mark (book, text);
      for (guint i = 0; i < book->deals.n; i++)
        {
          gboolean meant = TRUE;

          for (guint k = 0; k < 2; k++)
            {
              g_autofree char *own = bw_deal_dup_text (book, i, fields[k], BW_DATE_NONE);
              gboolean         any = FALSE, has = FALSE;

              for (guint v = 0; v < MIN (lists[k]->len, 64); v++)
                {
                  any |= chosen[k][v];
                  has |= chosen[k][v] && g_str_equal (((BwFilterValue *)g_ptr_array_index (lists[k], v))->value, own);
                }
              meant = meant && (!any || has);
            }
          g_assert_cmpint (marks[i], ==, meant);
        }
    }
  for (guint k = 0; k < 2; k++)
    for (guint v = 0; v < MIN (lists[k]->len, 64); v++)
      bw_filter_parts_choose (parts, book, fields[k], ((BwFilterValue *)g_ptr_array_index (lists[k], v))->value, FALSE);
  g_assert_cmpuint (parts->len, ==, 0);
}

/* Counts are of the deals of the scope, and add up to them; the most frequent come first, none last. */
static void
test_values (void)
{
  g_autoptr (BwBook) book = make_book ();
  const BwScope     scopes[] = { everyone, { BW_SCOPE_PERSON, 2 } };
  const BwDealField fields[] = { BW_DEAL_FIELD_STAGE, BW_DEAL_FIELD_CATEGORY, BW_DEAL_FIELD_PRODUCT, BW_DEAL_FIELD_REGION,
                                 BW_DEAL_FIELD_TYPE, BW_DEAL_FIELD_SOURCE, BW_DEAL_FIELD_TERRITORY };

  for (guint s = 0; s < G_N_ELEMENTS (scopes); s++)
    for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
      {
        g_autoptr (GPtrArray) values = bw_filter_values_new (book, &scopes[s], fields[f]);
        g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scopes[s]);
        guint n = 0, all = 0;

        for (guint i = 0; i < book->deals.n; i++)
          all += bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]);
        for (guint v = 0; v < values->len; v++)
          {
            const BwFilterValue *value = g_ptr_array_index (values, v);
            g_autoptr (GPtrArray) parts = bw_filter_parts_new (book, NULL, NULL);
            g_autofree char   *text = NULL;
            g_autofree guint8 *marks = NULL;
            guint              found = 0;

            bw_filter_parts_choose (parts, book, fields[f], value->value, TRUE);
            text = bw_filter_parts_dup_text (parts);
            marks = mark (book, text);
            for (guint i = 0; i < book->deals.n; i++)
              found += marks[i] && bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]);
            g_assert_cmpuint (found, ==, value->n);
            g_assert_cmpstr (value->title, !=, "");
            n += value->n;
          }
        g_assert_cmpuint (n, ==, all);
        g_assert_cmpuint (all, >, 0);
      }
}

static const struct
{
  const char     *text; /* | is the cursor */
  BwFilterExpects expects;
  const char     *begun;
  const char     *first; /* (nullable): the first suggestion */
} places[] = {
  { "|", BW_FILTER_EXPECTS_FIELD, "", "name" },
  { "reg|", BW_FILTER_EXPECTS_FIELD, "reg", "region" },
  { "REG| = West", BW_FILTER_EXPECTS_FIELD, "REG", "region" },
  { "not (cat|", BW_FILTER_EXPECTS_FIELD, "cat", "category" },
  { "region |", BW_FILTER_EXPECTS_OPERATOR, "", "=" },
  { "region is |", BW_FILTER_EXPECTS_EMPTY, "", "empty" },
  { "region is not e|", BW_FILTER_EXPECTS_EMPTY, "e", "empty" },
  { "region = |", BW_FILTER_EXPECTS_VALUE, "", NULL },
  { "region = wes|", BW_FILTER_EXPECTS_VALUE, "wes", "West" },
  { "region=\"Wes|", BW_FILTER_EXPECTS_VALUE, "Wes", "West" },
  { "region = West |", BW_FILTER_EXPECTS_JOIN, "", "and" },
  { "(region = \"West\") o|", BW_FILTER_EXPECTS_JOIN, "o", "or" },
  { "region = West and |", BW_FILTER_EXPECTS_FIELD, "", "name" },
  { "close >= to|", BW_FILTER_EXPECTS_VALUE, "to", "today" },
  { "nothing = |", BW_FILTER_EXPECTS_VALUE, "", NULL },
  { "region = West|", BW_FILTER_EXPECTS_VALUE, "West", NULL },
  { "amount > 5 or \"unfinished |", BW_FILTER_EXPECTS_FIELD, "unfinished ", NULL },
};

static void
test_places (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) regions = bw_filter_values_new (book, &everyone, BW_DEAL_FIELD_REGION);
  g_autoptr (GPtrArray) suggestions = NULL;
  g_auto (GStrv) sides = g_strsplit (places[i].text, "|", 2);
  g_autofree char *text = g_strconcat (sides[0], sides[1], NULL);
  g_auto (BwFilterPlace) place = { 0 };

  bw_filter_place_read (&place, book, text, strlen (sides[0]));
  g_assert_cmpint (place.expects, ==, places[i].expects);
  g_assert_cmpstr (place.begun, ==, places[i].begun);
  suggestions = bw_filter_place_suggest (&place, book, place.field == BW_DEAL_FIELD_REGION ? regions : NULL, 5);
  g_assert_cmpuint (suggestions->len, <=, 5);
  if (places[i].first != NULL)
    {
      g_assert_cmpuint (suggestions->len, >, 0);
      g_assert_cmpstr (g_ptr_array_index (suggestions, 0), ==, places[i].first);
    }
  else if (*place.begun != '\0')
    g_assert_cmpuint (suggestions->len, ==, 0);
}

/* Taking every first suggestion in turn writes a filter that can be read; a value that needs quotes gets them. */
static void
test_written (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) products = bw_filter_values_new (book, &everyone, BW_DEAL_FIELD_PRODUCT);
  g_autoptr (GString) text = g_string_new ("prod");

  for (guint step = 0; step < 5; step++)
    {
      g_autoptr (GPtrArray) suggestions = NULL;
      g_auto (BwFilterPlace) place = { 0 };

      if (step == 3)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (BwFilter) filter = bw_filter_parse (book, text->str, &error);

          g_assert_no_error (error);
        }
      bw_filter_place_read (&place, book, text->str, text->len);
      suggestions = bw_filter_place_suggest (&place, book, products, 3);
      g_assert_cmpuint (suggestions->len, >, 0);
      g_string_truncate (text, place.from);
      g_string_append_printf (text, "%s ", (char *)g_ptr_array_index (suggestions, 0));
    }
  g_assert_true (g_str_has_prefix (text->str, "product = "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *path = g_strdup_printf ("/filter-part/parts/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parts);
    }
  g_test_add_func ("/filter-part/broken", test_broken);
  g_test_add_func ("/filter-part/choose", test_choose);
  g_test_add_func ("/filter-part/values", test_values);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strdup_printf ("/filter-part/places/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_places);
    }
  g_test_add_func ("/filter-part/written", test_written);
  return g_test_run ();
}
