/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown after two rows were merged: one of them, with the deals of both, and totals as before. */

#include "core/bw-merge.h"

#include <string.h>

#include "core/bw-course.h"
#include "core/bw-filter.h"
#include "core/bw-outlook.h"
#include "core/bw-query.h"
#include "core/bw-sample.h"
#include "core/bw-territory-balance.h"

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

static BwBook *
make_book (void)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 2500;
  return bw_sample_new (&options);
}

static GBytes *
read_map (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("BELLWETHER_MAP_DIR"), "map", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
add_map (BwBook *book)
{
  g_autoptr (GBytes) map = read_map ("us.bwmap");
  g_autoptr (GBytes) zips = read_map ("us-zip.bwzip");
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAtlas) atlas = bw_atlas_new_from_bytes (map, zips, &error);

  g_assert_no_error (error);
  bw_book_set_atlas (book, atlas);
}

/* Two people without anybody below, of one manager, who own deals. */
static void
find_pair (const BwBook *book,
           guint        *keep,
           guint        *away)
{
  g_autofree guint *n = g_new0 (guint, book->people->len), *below = g_new0 (guint, book->people->len);

  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.owner[i] >= 0)
      n[book->deals.owner[i]]++;
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager >= 0)
      below[bw_book_person (book, i)->manager]++;
  for (*keep = 0; *keep < book->people->len; (*keep)++)
    for (*away = *keep + 1; n[*keep] > 0 && below[*keep] == 0 && *away < book->people->len; (*away)++)
      if (n[*away] > 0 && below[*away] == 0 &&
          bw_book_person (book, *keep)->manager == bw_book_person (book, *away)->manager)
        return;
  g_assert_not_reached ();
}

static BwBook *
merge (const BwBook *book,
       BwTable       table,
       guint         keep,
       guint         away)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDelta) delta = NULL;
  BwBook *after = bw_merge_apply (book, table, keep, away, &delta, &error);

  g_assert_no_error (error);
  return after;
}

static BwOutlook *
look (const BwBook  *book,
      const BwScope *scope,
      BwPeriod      *period)
{
  BwDate as_of = bw_book_data_date (book);

  *period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of);
  return bw_outlook_new (book, scope, period, as_of, 1, NULL, NULL);
}

static const BwOutlookPerson *
person_of (const BwOutlook *outlook,
           guint            person)
{
  for (guint i = 0; i < outlook->n_people; i++)
    if (outlook->people[i].person == (gint32)person)
      return &outlook->people[i];
  return NULL;
}

static gint64
known (gint64 amount)
{
  return amount == BW_MONEY_NONE ? 0 : amount;
}

static void
assert_same_sums (const BwOutlook *before,
                  const BwOutlook *after)
{
  g_assert_cmpint (before->won, >, 0);
  g_assert_cmpint (before->open, >, 0);
  g_assert_cmpint (after->won, ==, before->won);
  g_assert_cmpint (after->open, ==, before->open);
  g_assert_cmpint (after->weighted, ==, before->weighted);
  g_assert_cmpint (after->quota, ==, before->quota);
  g_assert_cmpuint (after->n_won, ==, before->n_won);
  g_assert_cmpuint (after->n_open, ==, before->n_open);
}

/* The two in the forecast by person: one row, the sum of both; everybody else, and the team above, as before. */
static void
test_people (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwOutlook) was = NULL, is = NULL, team_was = NULL, team_is = NULL;
  const BwOutlookPerson *one, *other, *sum;
  BwPeriod               period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, bw_book_data_date (book));
  BwScope                team = { BW_SCOPE_PERSON, BW_NOBODY };
  guint                  keep, away;

  find_pair (book, &keep, &away);
  team.index = bw_book_person (book, keep)->manager;
  g_assert_cmpint (team.index, >=, 0);
  /* What the one was to bring until the middle of the period, the other after it. */
  g_array_set_size (book->quotas, 0);
  for (guint i = 0; i < 2; i++)
    {
      BwDate  middle = period.from + 45;
      BwQuota quota = { .key = 900 + i, .person = (gint32)(i == 0 ? keep : away) };

      quota.territory = quota.product = BW_NOBODY;
      quota.from = i == 0 ? period.from : middle;
      quota.to = i == 0 ? middle - 1 : period.to;
      quota.amount = 1234567 + i;
      g_array_append_val (book->quotas, quota);
    }
  after = merge (book, BW_TABLE_PEOPLE, keep, away);

  was = look (book, &everyone, &period);
  is = look (after, &everyone, &period);
  assert_same_sums (was, is);
  g_assert_cmpuint (is->n_people, ==, was->n_people - 1);
  g_assert_null (person_of (is, away));
  one = person_of (was, keep);
  other = person_of (was, away);
  sum = person_of (is, keep);
  g_assert_cmpint (sum->won, ==, one->won + other->won);
  g_assert_cmpint (sum->open, ==, one->open + other->open);
  g_assert_cmpint (sum->weighted, ==, known (one->weighted) + known (other->weighted));
  g_assert_cmpint (sum->quota, ==, one->quota + other->quota);
  g_assert_cmpuint (sum->n_won, ==, one->n_won + other->n_won);
  g_assert_cmpuint (sum->n_open, ==, one->n_open + other->n_open);
  for (guint i = 0; i < is->n_people; i++)
    if (is->people[i].person != (gint32)keep)
      {
        const BwOutlookPerson *same = person_of (was, (guint)is->people[i].person);

        g_assert_cmpint (is->people[i].won, ==, same->won);
        g_assert_cmpint (is->people[i].open, ==, same->open);
        g_assert_cmpint (is->people[i].weighted, ==, same->weighted);
        g_assert_cmpint (is->people[i].quota, ==, same->quota);
      }

  team_was = look (book, &team, &period);
  team_is = look (after, &team, &period);
  assert_same_sums (team_was, team_is);
  g_assert_cmpuint (team_is->n_people, ==, team_was->n_people - 1);
  g_assert_null (person_of (team_is, away));
}

/* Everything that asks for the one who is gone by name or by row gets the one kept. */
static void
test_lookups (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwScopeMask) mask = NULL, kept_mask = NULL;
  g_autofree char   *wanted = NULL;
  g_autofree guint8 *chosen = NULL;
  const char        *name;
  BwScope            scope;
  guint              keep, away, n = 0;

  find_pair (book, &keep, &away);
  after = merge (book, BW_TABLE_PEOPLE, keep, away);
  name = bw_book_text (after, bw_book_person (after, away)->name);
  g_assert_cmpint (bw_book_find_person (book, name), ==, (gint32)away);
  g_assert_cmpint (bw_book_find_person (after, name), ==, (gint32)keep);
  g_assert_true (bw_scope_parse (after, name, &scope));
  g_assert_cmpint (scope.index, ==, (gint32)keep);

  mask = bw_scope_mask_new (after, &(BwScope) { BW_SCOPE_PERSON, (gint32)away });
  kept_mask = bw_scope_mask_new (after, &(BwScope) { BW_SCOPE_PERSON, (gint32)keep });
  g_assert_cmpmem (mask->people, mask->n_people, kept_mask->people, kept_mask->n_people);

  wanted = g_strdup_printf ("owner = \"%s\"", name);
  filter = bw_filter_parse (after, wanted, &error);
  g_assert_no_error (error);
  chosen = g_malloc0 (after->deals.n);
  bw_filter_run (filter, after, bw_book_data_date (after), chosen);
  for (guint i = 0; i < after->deals.n; i++)
    {
      g_assert_cmpint (chosen[i] != 0, ==, after->deals.owner[i] == (gint32)keep);
      n += chosen[i];
    }
  g_assert_cmpuint (n, >, 0);
}

/* On the map: one account less, and nothing else. */
static void
test_accounts (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwTerritoryPlan) was = NULL, is = NULL;
  g_autoptr (BwAccountValues) values_were = NULL, values_are = NULL;
  g_autoptr (GArray) rows_were = NULL, rows_are = NULL, gaps = NULL;
  BwDate as_of = bw_book_data_date (book);
  guint  keep = 0, away, n = 0, n_gaps = 0;
  gint64 pipeline = 0;

  add_map (book);
  was = bw_territory_plan_new (book, 0);
  while (was->accounts[keep] < 0)
    keep++;
  away = keep + 1;
  while (was->accounts[away] != was->accounts[keep])
    away++;
  after = merge (book, BW_TABLE_ACCOUNTS, keep, away);
  is = bw_territory_plan_new (after, 0);
  values_were = bw_account_values_new (book, as_of);
  values_are = bw_account_values_new (after, as_of);
  g_assert_cmpuint (was->n_kept, ==, book->accounts->len);
  g_assert_cmpuint (is->n_kept, ==, was->n_kept - 1);
  g_assert_cmpint (is->accounts[away], ==, BW_NOBODY);
  g_assert_cmpint (values_are->values[BW_MEASURE_PIPELINE][away], ==, 0);

  rows_were = bw_territory_balance_new (was, values_were);
  rows_are = bw_territory_balance_new (is, values_are);
  g_assert_cmpuint (rows_are->len, ==, rows_were->len);
  for (guint i = 0; i < rows_are->len; i++)
    {
      const BwTerritoryBalance *before = &g_array_index (rows_were, BwTerritoryBalance, i);
      const BwTerritoryBalance *now = &g_array_index (rows_are, BwTerritoryBalance, i);
      gboolean                  theirs = before->territory == was->accounts[keep];

      g_assert_cmpuint (now->accounts, ==, before->accounts - theirs);
      g_assert_cmpint (now->values[BW_MEASURE_ACCOUNTS], ==, before->values[BW_MEASURE_ACCOUNTS] - theirs);
      g_assert_cmpint (now->values[BW_MEASURE_PIPELINE], ==, before->values[BW_MEASURE_PIPELINE]);
      g_assert_cmpint (now->values[BW_MEASURE_HISTORY], ==, before->values[BW_MEASURE_HISTORY]);
      n += now->accounts;
      pipeline += now->values[BW_MEASURE_PIPELINE];
    }
  g_assert_cmpuint (n, ==, is->n_kept);
  g_assert_cmpint (pipeline, >, 0);
  gaps = bw_territory_gaps_new (is, values_are);
  for (guint i = 0; i < gaps->len; i++)
    n_gaps += g_array_index (gaps, BwTerritoryGap, i).accounts;
  g_assert_cmpuint (n_gaps, ==, g_array_index (rows_are, BwTerritoryBalance, rows_are->len - 1).accounts);
}

/* What somebody called is not added up a second time. */
static void
test_calls (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) after = NULL;
  BwDate   as_of = bw_book_data_date (book);
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of);
  guint    keep, away;

  find_pair (book, &keep, &away);
  bw_book_person (book, keep)->manager = bw_book_person (book, away)->manager = BW_NOBODY;
  g_array_set_size (book->calls, 0);
  for (guint i = 0; i < 2; i++)
    {
      BwCall call = { .key = 900 + i, .person = (gint32)(i == 0 ? keep : away), .category = BW_CATEGORY_COMMIT };

      call.author = (gint32)keep;
      call.from = period.from;
      call.to = period.to;
      call.amount = 5000 + i;
      call.at = (gint64)(as_of - 3 + (int)i) * 86400;
      g_array_append_val (book->calls, call);
    }
  after = merge (book, BW_TABLE_PEOPLE, keep, away);
  g_assert_cmpint (bw_course_call (book, &everyone, &period, as_of), ==, 10001);
  g_assert_cmpint (bw_course_call (after, &everyone, &period, as_of), ==, 5001);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/people", test_people);
  g_test_add_func ("/merge/lookups", test_lookups);
  g_test_add_func ("/merge/accounts", test_accounts);
  g_test_add_func ("/merge/calls", test_calls);
  return g_test_run ();
}
