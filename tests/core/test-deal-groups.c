/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of deals against plain sums by title, over random books; what they are called; how they are asked for. */

#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-group-rows.h"
#include "core/bw-money.h"

#include <math.h>

enum
{
  N_PEOPLE = 9,
  N_ACCOUNTS = 300,
  TODAY = 20400, /* 2025-11-08 */
};

static gint64
any_amount (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      return BW_MONEY_NONE;
    case 1:
      return -g_rand_int_range (rand, 1, 100000);
    case 2:
      return g_rand_int_range (rand, 0, 3) * 100000;
    default:
      return (gint64)(g_rand_double (rand) * g_rand_double (rand) * 9e9);
    }
}

static BwDate
any_day (GRand *rand)
{
  return g_rand_int_range (rand, 0, 9) == 0 ? BW_DATE_NONE : TODAY + g_rand_int_range (rand, -900, 500);
}

static void
fill_deal (BwBook *book,
           GRand  *rand,
           guint   i)
{
  static const char *const regions[] = { "East", "east", "West", "Ürdüngen", "", "North" };
  static const char *const tiers[] = { "Gold", "Silver", "" };
  BwDeals                 *deals = &book->deals;

  deals->name[i] = bw_pool_add (&book->texts, i % 5 == 0 ? "" : i % 3 ? "Same"
                                                                      : "Other",
                                -1);
  deals->region[i] = bw_pool_intern (&book->texts, regions[g_rand_int_range (rand, 0, G_N_ELEMENTS (regions))]);
  deals->owner[i] = g_rand_int_range (rand, -1, N_PEOPLE);
  deals->account[i] = g_rand_int_range (rand, -1, N_ACCOUNTS);
  deals->stage[i] = (guint16)g_rand_int_range (rand, 0, (gint32)book->stages->len);
  deals->category[i] = g_rand_boolean (rand) ? BW_CATEGORY_NONE : (guint8)g_rand_int_range (rand, 0, BW_N_CATEGORIES);
  deals->probability[i] = (gint16)g_rand_int_range (rand, -1, 1001);
  deals->pushes[i] = (guint16)g_rand_int_range (rand, 0, 5);
  deals->amount[i] = any_amount (rand);
  deals->created[i] = any_day (rand);
  deals->close[i] = any_day (rand);
  deals->stage_since[i] = any_day (rand);
  deals->custom[0].texts[i] = bw_pool_intern (&book->texts, tiers[g_rand_int_range (rand, 0, 3)]);
  deals->custom[1].numbers[i] = g_rand_int_range (rand, -2, 3) / 2.0;
  deals->custom[2].dates[i] = any_day (rand);
  deals->custom[3].booleans[i] = (guint8)(g_rand_boolean (rand) ? BW_BOOLEAN_NONE : g_rand_boolean (rand));
}

static BwBook *
make_book (guint seed,
           guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (gint32 i = 0; i < N_PEOPLE; i++)
    {
      /* Two have the same name. */
      g_autofree char *name = g_strdup_printf ("Person %d", i == 4 ? 3 : N_PEOPLE - i);
      BwPerson         person = { .key = i + 1, .name = bw_pool_add (&book->texts, name, -1), .manager = BW_NOBODY };

      g_array_append_val (book->people, person);
    }
  for (gint32 i = 0; i < N_ACCOUNTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %d", i * 7919 % N_ACCOUNTS);
      BwAccount        account = { .key = i + 1, .name = bw_pool_add (&book->texts, name, -1), .owner = BW_NOBODY };

      g_array_append_val (book->accounts, account);
    }
  bw_custom_field_find_or_add (book, "Tier", BW_TYPE_TEXT);
  bw_custom_field_find_or_add (book, "Score, all", BW_TYPE_NUMBER);
  bw_custom_field_find_or_add (book, "Renewal", BW_TYPE_DATE);
  bw_custom_field_find_or_add (book, "Stage", BW_TYPE_BOOLEAN);
  for (guint i = 0; i < n; i++)
    {
      bw_deals_append (&book->deals, i + 1);
      fill_deal (book, rand, i);
    }
  return book;
}

/* What a deal has of one field, so that deals of one group have the same and others another: reckoned from the deal alone. */
static char *
describe (const BwBook     *book,
          const BwGroupKey *key,
          guint             deal)
{
  static const BwPeriodKind kinds[] = { BW_PERIOD_MONTH, BW_PERIOD_MONTH, BW_PERIOD_QUARTER, BW_PERIOD_YEAR };
  gint64                    value;

  if (key->field == BW_DEAL_FIELD_TERRITORY)
    return g_strdup ("");
  if (bw_deal_field_type (book, key->field) == BW_DEAL_FIELD_TEXT)
    {
      g_autofree char *text = bw_deal_dup_text (book, deal, key->field, TODAY);

      return g_utf8_casefold (text, -1);
    }
  bw_deal_field_values (book, key->field, TODAY, NULL, deal, 1, &value);
  if (value == BW_DEAL_VALUE_NONE)
    return g_strdup ("none");
  if (bw_deal_field_type (book, key->field) == BW_DEAL_FIELD_DATE)
    {
      BwPeriod period = bw_calendar_period_at (&book->calendar, kinds[key->unit], (BwDate)value);

      return bw_period_dup_name (&period);
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/* Whether a band is meant: several values are in one group. */
static gboolean
has_bands (const BwBook *book,
           BwDealField   field)
{
  return field == BW_DEAL_FIELD_AMOUNT || field == BW_DEAL_FIELD_WEIGHTED || field == BW_DEAL_FIELD_AGE ||
         field == BW_DEAL_FIELD_STAGE_DAYS || field == BW_DEAL_FIELD_PROBABILITY;
}

static BwDealSums
reckon (const BwBook  *book,
        const guint32 *deals,
        guint          n)
{
  BwDealSums sums = { .n = n, .weighted = BW_MONEY_NONE };

  for (guint i = 0; i < n; i++)
    {
      guint  deal = deals[i], stage = book->deals.stage[deal];
      gint64 amount = book->deals.amount[deal];
      int    probability = book->deals.probability[deal];
      BwDate end = bw_book_stage (book, stage)->kind == BW_STAGE_OPEN ? TODAY : book->deals.close[deal];

      if (probability < 0)
        probability = bw_book_stage (book, stage)->probability;
      if (amount != BW_MONEY_NONE)
        {
          sums.amount += amount;
          if (probability >= 0)
            sums.weighted = (sums.weighted == BW_MONEY_NONE ? 0 : sums.weighted) + amount * probability / 1000;
        }
      if (end != BW_DATE_NONE && book->deals.created[deal] != BW_DATE_NONE)
        {
          sums.n_aged++;
          sums.days += end - book->deals.created[deal];
        }
    }
  return sums;
}

static void
assert_sums (const BwDealSums *a,
             const BwDealSums *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpuint (a->n_aged, ==, b->n_aged);
  g_assert_cmpint (a->amount, ==, b->amount);
  g_assert_cmpint (a->weighted, ==, b->weighted);
  g_assert_cmpint (a->days, ==, b->days);
}

/* Deals of one group have the same in common, which no other group of the level and the same parent has. */
static void
assert_group (const BwDealGroups *groups,
              const BwBook       *book,
              guint               g,
              GHashTable         *seen)
{
  const BwDealGroup *group = &groups->groups[g];
  const BwGroupKey  *key = &groups->grouping.keys[group->level];
  const guint32     *deals = groups->deals + group->first;
  BwDealSums         sums = reckon (book, deals, group->sums.n);

  g_assert_cmpuint (group->sums.n, >, 0);
  assert_sums (&sums, &group->sums);
  if (key->field < BW_N_DEAL_FIELDS && has_bands (book, key->field))
    return;
  for (guint i = 0; i < group->sums.n; i++)
    {
      g_autofree char *common = describe (book, key, deals[i]);
      g_autofree char *first = describe (book, key, deals[0]);

      g_assert_cmpstr (common, ==, first);
      if (i == 0)
        g_assert_true (g_hash_table_add (seen, g_strdup_printf ("%u %u %s", group->level, group->parent, common)));
    }
}

static void
assert_groups (const BwDealGroups *groups,
               const BwBook       *book,
               const guint32      *ordered,
               guint               n)
{
  g_autofree guint *place = g_new (guint, book->deals.n + 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) identities = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  BwDealSums total = reckon (book, ordered, n);
  guint      next[BW_GROUPING_MAX_LEVELS] = { 0 };
  gint64     last[BW_GROUPING_MAX_LEVELS] = { G_MAXINT64, G_MAXINT64 };

  assert_sums (&groups->total, &total);
  for (guint i = 0; i < n; i++)
    place[ordered[i]] = i;
  for (guint g = 0; g < groups->n_groups; g++)
    {
      const BwDealGroup *group = &groups->groups[g];
      guint64            identity = bw_deal_groups_identify (groups, book, g);

      assert_group (groups, book, g, seen);
      g_assert_cmpuint (group->first, ==, next[group->level]);
      next[group->level] += group->sums.n;
      g_assert_cmpuint (group->level == 0, ==, group->parent == BW_GROUP_NONE);
      if (group->level == 0)
        last[1] = G_MAXINT64;
      if (groups->grouping.by_total)
        g_assert_cmpint (group->sums.amount, <=, last[group->level]);
      last[group->level] = group->sums.amount;
      g_assert_true (g_hash_table_add (identities, g_memdup2 (&identity, sizeof identity)));
      for (guint i = 1; group->level + 1 == groups->grouping.n && i < group->sums.n; i++)
        g_assert_cmpuint (place[groups->deals[group->first + i - 1]], <, place[groups->deals[group->first + i]]);
    }
  for (guint level = 0; level < groups->grouping.n; level++)
    g_assert_cmpuint (next[level], ==, n);
}

/* Every field, alone and within every third other one, by name and by total, over all deals and over those of a filter. */
static void
test_against_sums (void)
{
  g_autoptr (BwBook) book = make_book (5, 1500);
  g_autoptr (BwQueryIndex) index = bw_query_index_new (book, NULL);
  g_autoptr (BwFilter) filter = bw_filter_parse (book, "amount >= 1000", NULL);
  guint n_fields = BW_N_DEAL_FIELDS + book->fields->len;

  for (guint outer = 0; outer < n_fields; outer++)
    for (guint inner = outer % 3; inner <= n_fields; inner += 3)
      {
        BwGrouping          grouping = { .n = inner == n_fields ? 1 : 2, .by_total = (outer + inner) % 2 };
        BwQuery             query = { .filter = inner % 2 ? filter : NULL, .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE } };
        BwDealField         fields[] = { outer, inner };
        g_autofree guint32 *ordered = NULL;
        guint               n;
        g_autoptr (BwDealGroups) groups = NULL;

        query.today = TODAY;
        query.sort = BW_DEAL_FIELD_AMOUNT;
        query.descending = TRUE;
        for (guint level = 0; level < grouping.n; level++)
          {
            gboolean dated = bw_deal_field_type (book, fields[level]) == BW_DEAL_FIELD_DATE;

            grouping.keys[level] = (BwGroupKey) { fields[level], dated ? 1 + inner % 3 : BW_GROUP_BY_VALUE };
            g_assert_true (bw_group_key_is_possible (book, &grouping.keys[level]));
          }
        ordered = bw_query_index_run (index, &query, &n);
        groups = bw_query_index_group (index, &query, &grouping);
        g_assert_cmpuint (groups->n, ==, n);
        g_assert_cmpuint (n, >, 500);
        assert_groups (groups, book, ordered, n);
      }
}

/* So many pairs that no table is made of them. */
static void
test_many_pairs (void)
{
  g_autoptr (BwBook) book = make_book (6, 6000);
  g_autoptr (BwQueryIndex) index = NULL;
  g_autofree guint32 *ordered = NULL;
  g_autoptr (BwDealGroups) groups = NULL;
  BwGrouping grouping = { 2, { { BW_DEAL_FIELD_ACCOUNT, BW_GROUP_BY_VALUE }, { BW_DEAL_FIELD_REF, BW_GROUP_BY_VALUE } }, FALSE };
  BwQuery    query = { .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE }, .today = TODAY };
  guint      n;

  for (guint i = 0; i < book->deals.n; i++)
    {
      g_autofree char *ref = g_strdup_printf ("%u", i % 4000);

      book->deals.ref[i] = bw_pool_add (&book->texts, ref, -1);
    }
  index = bw_query_index_new (book, NULL);
  ordered = bw_query_index_run (index, &query, &n);
  groups = bw_query_index_group (index, &query, &grouping);
  g_assert_cmpuint (groups->n_outer, ==, N_ACCOUNTS + 1);
  g_assert_cmpuint (groups->n_groups, >, 5000);
  assert_groups (groups, book, ordered, n);
}

/* The titles of the groups of @names, "|" between them. */
static char *
list_titles (BwBook     *book,
             const char *names)
{
  g_autoptr (BwQueryIndex) index = bw_query_index_new (book, NULL);
  g_autoptr (BwDealGroups) groups = NULL;
  BwGrouping grouping = { 0 };
  BwQuery    query = { .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE }, .today = TODAY };
  GString   *titles = g_string_new (NULL);

  g_assert_true (bw_grouping_parse (book, names, &grouping, NULL));
  groups = bw_query_index_group (index, &query, &grouping);
  for (guint g = 0; g < groups->n_groups; g++)
    {
      g_autofree char *title = bw_deal_groups_dup_title (groups, book, g);

      g_string_append_printf (titles, "%s%s", g > 0 ? "|" : "", title);
    }
  return g_string_free (titles, FALSE);
}

static void
test_titles (void)
{
  static const struct
  {
    const char *names, *titles;
  } cases[] = {
    { "owner", "Person 3|Person 3|Person 9|None" },
    { "region", "West|None" },
    { "amount", "Below 0|$250 to $500|$1000 to $2500|None" },
    { "age", "8 to 30 days|366 days and more|None" },
    { "probability", "0 to 10 %|70 to 80 %|100 %|None" },
    { "pushes", "0|3" },
    { "close:quarter", "Q4 2025|Q1 2026|None" },
    { "close:year", "Year 2025|Year 2026|None" },
    { "close", "November 2025|January 2026|None" },
    { "\"Score, all\"", "-0.5|1.5|None" },
    { "\"Stage\"", "No|Yes|None" },
    { "owner, pushes", "Person 3|0|Person 3|0|Person 9|3|None|0" },
  };
  g_autoptr (BwBook) book = make_book (1, 4);
  BwDeals *deals = &book->deals;

  for (guint i = 0; i < 4; i++)
    {
      static const gint64 amounts[] = { -5, 30000, 100000, BW_MONEY_NONE };
      static const gint16 probabilities[] = { 0, 700, 1000, -1 };
      static const double scores[] = { 1.5, -0.5, 1.5, 0 };

      deals->stage[i] = 0;
      deals->owner[i] = i == 0 ? 6 : i == 1 ? 4
                                   : i == 2 ? 0
                                            : BW_NOBODY;
      deals->region[i] = i == 2 ? bw_pool_intern (&book->texts, "West") : 0;
      deals->amount[i] = amounts[i];
      deals->created[i] = i == 0 ? TODAY - 8 : i == 1 ? TODAY - 400
                                                      : BW_DATE_NONE;
      deals->probability[i] = probabilities[i];
      deals->pushes[i] = i == 2 ? 3 : 0;
      deals->close[i] = i == 0 ? TODAY : i == 1 ? TODAY + 60
                                                : BW_DATE_NONE;
      deals->custom[1].numbers[i] = i == 3 ? (double)NAN : scores[i];
      deals->custom[3].booleans[i] = i == 3 ? BW_BOOLEAN_NONE : i == 2;
    }
  bw_book_stage (book, 0)->probability = BW_PROBABILITY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *titles = list_titles (book, cases[i].names);

      g_assert_cmpstr (titles, ==, cases[i].titles);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *names;
  } good[] = {
    { "stage", "stage" },
    { " STAGE , close:Quarter", "stage,close:quarter" },
    { "created", "created:month" },
    { "territory", "territory" },
    { "tier,\"Score, all\"", "\"Tier\",\"Score, all\"" },
    { "\"stage\"", "\"Stage\"" },
    { "Renewal:year", "\"Renewal\":year" },
  };
  static const char *const bad[] = { "", "stag", "stage:month", "stage,", "stage,owner,region", "territory:year", "\"\"", "close:day" };
  g_autoptr (BwBook) book = make_book (2, 1);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      BwGrouping grouping = { 0 }, again = { 0 };
      g_autoptr (GString) names = g_string_new (NULL);

      g_assert_true (bw_grouping_parse (book, good[i].text, &grouping, NULL));
      for (guint level = 0; level < grouping.n; level++)
        {
          g_autofree char *name = bw_group_key_dup_name (book, &grouping.keys[level]);

          g_string_append_printf (names, "%s%s", level > 0 ? "," : "", name);
        }
      g_assert_cmpstr (names->str, ==, good[i].names);
      g_assert_true (bw_grouping_parse (book, names->str, &again, NULL));
      g_assert_true (bw_grouping_equal (&grouping, &again));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      BwGrouping grouping = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_grouping_parse (book, bad[i], &grouping, &error));
      g_assert_nonnull (error);
    }
}

/* Each row is a header or a deal of the header before it, and is found again. */
static void
assert_rows (const BwGroupRows  *rows,
             const BwDealGroups *groups)
{
  guint last = BW_GROUP_NONE, n = 0;

  for (guint row = 0; row < bw_group_rows_count (rows); row++)
    {
      guint group, place;

      g_assert_true (bw_group_rows_get (rows, row, &group, &place));
      if (place == G_MAXUINT)
        {
          g_assert_cmpint (bw_group_rows_find_group (rows, group), ==, row);
          last = group;
          n = 0;
          continue;
        }
      g_assert_cmpuint (group, ==, last);
      g_assert_cmpuint (place, ==, groups->groups[group].first + n++);
      g_assert_cmpuint (bw_group_rows_group_of (rows, place), ==, group);
      g_assert_cmpint (bw_group_rows_find_place (rows, place), ==, row);
    }
}

/* Folds are kept when the groups are made anew, also in another order. */
static void
test_rows (void)
{
  g_autoptr (BwBook) book = make_book (9, 400);
  g_autoptr (BwQueryIndex) index = bw_query_index_new (book, NULL);
  g_autoptr (BwGroupRows) rows = bw_group_rows_new ();
  BwGrouping grouping = { 2, { { BW_DEAL_FIELD_OWNER, BW_GROUP_BY_VALUE }, { BW_DEAL_FIELD_REGION, BW_GROUP_BY_VALUE } }, FALSE };
  BwQuery    query = { .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE }, .today = TODAY };
  g_autoptr (BwDealGroups) groups = bw_query_index_group (index, &query, &grouping);
  g_autoptr (BwDealGroups) again = NULL;
  guint all = groups->n_groups + groups->n, n_inner = 0, folded, group, place;

  while (groups->groups[1 + n_inner].parent == 0)
    n_inner++;
  bw_group_rows_lay_out (rows, groups, book);
  g_assert_cmpuint (bw_group_rows_count (rows), ==, all);
  assert_rows (rows, groups);
  bw_group_rows_fold (rows, 0, TRUE);
  bw_group_rows_lay_out (rows, groups, book);
  folded = all - n_inner - groups->groups[0].sums.n;
  g_assert_cmpuint (bw_group_rows_count (rows), ==, folded);
  g_assert_cmpint (bw_group_rows_find_place (rows, 0), ==, -1);
  g_assert_cmpint (bw_group_rows_find_group (rows, 1), ==, -1);
  g_assert_false (bw_group_rows_get (rows, folded, &group, &place));
  assert_rows (rows, groups);
  grouping.by_total = TRUE;
  again = bw_query_index_group (index, &query, &grouping);
  bw_group_rows_lay_out (rows, again, book);
  g_assert_cmpuint (bw_group_rows_count (rows), ==, folded);
  assert_rows (rows, again);
  bw_group_rows_fold_all (rows, TRUE);
  bw_group_rows_lay_out (rows, again, book);
  g_assert_cmpuint (bw_group_rows_count (rows), ==, again->n_outer);
  bw_group_rows_fold (rows, 0, FALSE);
  bw_group_rows_lay_out (rows, again, book);
  g_assert_cmpuint (bw_group_rows_count (rows), >, again->n_outer);
  assert_rows (rows, again);
}

/* Without deals there are no groups, and nothing to sum up. */
static void
test_nothing (void)
{
  g_autoptr (BwBook) book = make_book (3, 0);
  g_autofree char *titles = list_titles (book, "close:month,stage");

  g_assert_cmpstr (titles, ==, "");
}

/* The largest amounts at whatever probability an export gives are what they are to the cent, alone and in sums. */
static void
test_largest (void)
{
  static const struct
  {
    gint64 amount;
    gint64 share;
    gint64 part;
  } cases[] = {
    { BW_MONEY_MAX, 1000, BW_MONEY_MAX },
    { BW_MONEY_MAX, 0, 0 },
    { BW_MONEY_MAX, 32767, BW_MONEY_MAX / 1000 * 32767 },
    { -BW_MONEY_MAX, 32767, -BW_MONEY_MAX / 1000 * 32767 },
    { G_MAXINT64, 1000, G_MAXINT64 },
    { 1999, 500, 999 },
    { -1999, 500, -999 },
    { 7, 100, 0 },
  };
  g_autoptr (BwBook) book = make_book (4, 8);
  guint32 deals[8];
  gint64  values[8];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (bw_money_share (cases[i].amount, cases[i].share), ==, cases[i].part);
      book->deals.amount[i] = cases[i].amount;
      book->deals.probability[i] = (gint16)cases[i].share;
      deals[i] = i;
    }
  bw_deal_field_values (book, BW_DEAL_FIELD_WEIGHTED, TODAY, deals, 0, G_N_ELEMENTS (deals), values);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (values[i], ==, cases[i].part);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deal-groups/against-sums", test_against_sums);
  g_test_add_func ("/deal-groups/many-pairs", test_many_pairs);
  g_test_add_func ("/deal-groups/titles", test_titles);
  g_test_add_func ("/deal-groups/parse", test_parse);
  g_test_add_func ("/deal-groups/rows", test_rows);
  g_test_add_func ("/deal-groups/nothing", test_nothing);
  g_test_add_func ("/deal-groups/largest", test_largest);
  return g_test_run ();
}
