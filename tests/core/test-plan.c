/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of territory plans as versions: copies, comparison, review, activation, quotas that follow, rules, locks, bridges. */

#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-review.h"
#include "core/bw-sample.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-rule.h"

#include <math.h>

static BwAtlas *shared;

enum
{
  NOW = 1790000000,
};

static GBytes *
read_bytes (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("BELLWETHER_MAP_DIR"), "map", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

/* The sample company with the map. */
static BwBook *
new_book (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwBook         *book;

  options.n_deals = 2000;
  book = bw_sample_new (&options);
  bw_book_set_atlas (book, shared);
  return book;
}

/* Goes on with what an edit gave. */
static void
step (BwBook **book,
      BwBook  *after,
      BwDelta *delta)
{
  bw_delta_free (delta);
  bw_book_unref (*book);
  *book = after;
}

static gint32
copy_plan (BwBook    **book,
           gint32      plan,
           const char *name)
{
  BwDelta *delta;
  gint32   copy;
  BwBook  *after = bw_plan_edit_copy (*book, plan, name, NOW, &copy, &delta);

  step (book, after, delta);
  return copy;
}

static void
do_act (BwBook  **book,
        gint32    plan,
        BwPlanAct act)
{
  BwDelta *delta;
  BwBook  *after;

  g_assert_true (bw_plan_allows (bw_book_plan (*book, plan), act));
  after = bw_plan_edit_set_status (*book, plan, act, "because", NOW, &delta);
  step (book, after, delta);
}

/* Gives the county @fips to the @index-th territory of @plan; returns that. */
static gint32
give_county (BwBook **book,
             gint32   plan,
             guint    fips,
             guint    index)
{
  g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (*book, plan);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (laid);
  guint32  county = (guint32)bw_atlas_find_county (shared, fips);
  gint32   territory = g_array_index (territories, gint32, index);
  BwDelta *delta;
  BwBook  *after = bw_territory_edit_assign (laid, &county, 1, territory, &delta);

  g_assert_cmpint (laid->units[county], !=, territory);
  step (book, after, delta);
  return territory;
}

static void
test_copy (void)
{
  g_autoptr (BwBook) book = new_book ();
  gint32            base = bw_territory_plan_current (book), copy;
  BwPlanComparison *comparison;
  g_autoptr (BwTerritoryPlan) before = bw_territory_plan_new (book, base);
  g_autoptr (BwTerritoryPlan) after = NULL;
  g_autoptr (BwBook) kept = bw_book_ref (book);

  copy = copy_plan (&book, base, "Next year");
  after = bw_territory_plan_new (book, copy);
  g_assert_cmpint (bw_book_plan (book, copy)->status, ==, BW_PLAN_DRAFT);
  g_assert_cmpint (bw_plan_base (book, copy), ==, base);
  g_assert_cmpint (bw_territory_plan_current (book), ==, base);
  g_assert_cmpint (bw_plan_find (book, "Next year"), ==, copy);
  for (guint i = 0; i < before->n_units; i++)
    g_assert_cmpint (bw_territory_line (book, before->units[i]), ==, bw_territory_line (book, after->units[i]));
  for (guint i = 0; i < before->n_accounts; i++)
    g_assert_cmpint (bw_territory_line (book, before->accounts[i]), ==, bw_territory_line (book, after->accounts[i]));
  comparison = bw_plan_comparison_new (book, base, copy, NULL, NULL, NULL);
  g_assert_cmpuint (comparison->changes->len, ==, 0);
  g_assert_cmpuint (comparison->moved.accounts, ==, 0);
  bw_plan_comparison_free (comparison);
}

/* A county and an account go elsewhere and a territory gets another owner: the changes add up, one is rejected and taken back. */
static void
test_review (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwAccountValues) values = NULL;
  g_autoptr (BwPlanComparison) comparison = NULL;
  g_autoptr (BwPlanComparison) last = NULL;
  g_autofree double *forecasts = NULL;
  gint32             base = bw_territory_plan_current (book), copy = copy_plan (&book, base, "Draft");
  BwDate             today = bw_book_data_date (book);
  BwPeriod           period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, today);
  gint32             to;
  double             sum = 0, before = 0, after = 0;
  guint              accounts = 0, moved = 0, cells = 0;
  BwDelta           *delta;

  to = give_county (&book, copy, 48201, 0); /* Harris, TX */
  g_assert_cmpint (bw_book_territory (book, to)->plan, ==, copy);
  give_county (&book, copy, 48453, 1);
  {
    g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (book, copy);
    gint32  other = laid->accounts[0] == to ? to + 1 : to;
    BwBook *named = bw_territory_edit_name_account (laid, 0, other, &delta);

    step (&book, named, delta);
  }
  values = bw_account_values_new (book, today);
  forecasts = bw_plan_forecasts_new (book, &period, today);
  comparison = bw_plan_comparison_new (book, base, copy, values, forecasts, &period);
  g_assert_cmpuint (comparison->changes->len, ==, 3);
  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);
      g_autofree char    *name = bw_plan_change_dup_name (book, change);

      g_assert_cmpint (*name, !=, 0);
      accounts += change->sum.accounts;
      sum += change->sum.forecast;
    }
  g_assert_cmpuint (accounts, ==, comparison->moved.accounts);
  g_assert_cmpfloat_with_epsilon (sum, comparison->moved.forecast, 1);
  for (guint i = 0; i < comparison->cells->len; i++)
    {
      const BwPlanCell *cell = &g_array_index (comparison->cells, BwPlanCell, i);

      cells += cell->sum.accounts;
      moved += cell->stays ? 0 : cell->sum.accounts;
    }
  g_assert_cmpuint (cells, ==, comparison->all.accounts);
  g_assert_cmpuint (moved, ==, comparison->moved.accounts);
  /* People: what one loses another gets. */
  for (guint i = 0; i < comparison->people->len; i++)
    {
      const BwPlanPerson *person = &g_array_index (comparison->people, BwPlanPerson, i);

      before += person->before.forecast;
      after += person->after.forecast;
    }
  g_assert_cmpfloat_with_epsilon (before, after, 1);

  {
    BwReviewed change = { "county:48201", to };
    BwBook    *said = bw_plan_review_edit (book, copy, &change, 1, BW_DECISION_REJECTED, "stays in Texas", NOW, &delta);

    step (&book, said, delta);
    said = bw_plan_review_edit (book, copy, &change, 1, BW_DECISION_REJECTED, NULL, NOW + 1, &delta);
    step (&book, said, delta);
  }
  g_assert_cmpstr (bw_book_text (book, bw_plan_review_find (book, copy, "county:48201", to)->note), ==, "stays in Texas");
  g_assert_null (bw_plan_review_find (book, copy, "county:48201", to + 1));
  do_act (&book, copy, BW_PLAN_PROPOSE);
  g_assert_false (bw_plan_is_editable (bw_book_plan (book, copy)));
  do_act (&book, copy, BW_PLAN_APPROVE);
  last = bw_plan_comparison_new (book, base, copy, NULL, NULL, NULL);
  g_assert_cmpuint (last->changes->len, ==, 2);
  for (guint i = 0; i < last->changes->len; i++)
    g_assert_cmpstr (g_array_index (last->changes, BwPlanChange, i).unit, !=, "county:48201");
}

static void
reject_all (BwBook **book,
            gint32   base,
            gint32   plan)
{
  g_autoptr (BwPlanComparison) comparison = bw_plan_comparison_new (*book, base, plan, NULL, NULL, NULL);

  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);
      BwReviewed          reviewed = { change->unit, change->to };
      BwDelta            *delta;
      BwBook             *after = bw_plan_review_edit (*book, plan, &reviewed, 1, BW_DECISION_REJECTED, NULL, NOW, &delta);

      step (book, after, delta);
    }
}

/* Every kind of change, all rejected: the plan is then as its base. */
static void
test_take_back_all (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwPlanComparison) comparison = NULL;
  g_autoptr (BwRuleCondition) condition = bw_rule_condition_parse ("industry=Software,Energy; size=10-", NULL);
  gint32       base = bw_territory_plan_current (book), copy = copy_plan (&book, base, "Draft"), territory;
  BwAssignment zip = { bw_book_random_key (), 0, 0 };
  BwDelta     *delta;
  BwBook      *after;
  const guint  counties[] = { 48201, 6037, 36061, 17031 };

  for (guint i = 0; i < G_N_ELEMENTS (counties); i++)
    {
      g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (book, copy);
      g_autoptr (GArray) territories = bw_territory_plan_dup_territories (laid);
      guint32 county = (guint32)bw_atlas_find_county (shared, counties[i]);

      after = bw_territory_edit_assign (laid, &county, 1, g_array_index (territories, gint32, i), &delta);
      step (&book, after, delta);
    }
  territory = bw_plan_continuation (book, copy, 0);
  after = bw_territory_edit_describe (book, territory, "Renamed", BW_NOBODY, &delta);
  step (&book, after, delta);
  after = bw_territory_rule_edit_add (book, territory + 1, condition, &delta);
  step (&book, after, delta);
  zip.territory = territory + 2;
  zip.unit = bw_pool_add (&book->texts, "zip:606", -1);
  g_array_append_val (book->assignments, zip);

  comparison = bw_plan_comparison_new (book, base, copy, NULL, NULL, NULL);
  g_assert_cmpuint (comparison->changes->len, >, 5);
  reject_all (&book, base, copy);
  do_act (&book, copy, BW_PLAN_PROPOSE);
  do_act (&book, copy, BW_PLAN_APPROVE);
  bw_plan_comparison_free (g_steal_pointer (&comparison));
  comparison = bw_plan_comparison_new (book, base, copy, NULL, NULL, NULL);
  g_assert_cmpuint (comparison->changes->len, ==, 0);
}

static gint64
sum_quotas (const BwBook *book)
{
  gint64 sum = 0;

  for (guint i = 0; i < book->quotas->len; i++)
    if (g_array_index (book->quotas, BwQuota, i).amount != BW_MONEY_NONE)
      sum += g_array_index (book->quotas, BwQuota, i).amount;
  return sum;
}

static void
test_activate (void)
{
  g_autoptr (BwBook) book = new_book ();
  gint32      base = bw_territory_plan_current (book), copy;
  BwDate      today = bw_book_data_date (book);
  BwPeriod    now = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, today);
  BwPeriod    next = bw_calendar_shift (&book->calendar, &now, 1);
  gint32      from, to;
  guint       given;
  gint64      sum, before, mine;
  BwDelta    *delta;
  BwBook     *after;
  BwAccount  *account;
  const char *fips = "48201";

  /* There are quotas for the next period too. */
  for (guint i = 0, n = book->quotas->len; i < n; i++)
    {
      BwQuota quota = g_array_index (book->quotas, BwQuota, i);

      if (quota.from != now.from)
        continue;
      quota.key = bw_book_random_key ();
      quota.from = next.from;
      quota.to = next.to;
      g_array_append_val (book->quotas, quota);
    }
  account = bw_book_account (book, 0);
  account->postal = bw_pool_add (&book->texts, "77002", -1);
  account->latitude = account->longitude = NAN;
  copy = copy_plan (&book, base, "Next");
  {
    g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (book, base);

    from = bw_book_territory (book, laid->units[bw_atlas_find_county (shared, (guint)g_ascii_strtoull (fips, NULL, 10))])->owner;
  }
  given = give_county (&book, copy, 48201, 0);
  to = bw_book_territory (book, given)->owner;
  g_assert_cmpint (from, !=, to);
  do_act (&book, copy, BW_PLAN_PROPOSE);
  do_act (&book, copy, BW_PLAN_APPROVE);
  sum = sum_quotas (book);
  before = bw_book_own_quota (book, from, &next);
  mine = bw_book_own_quota (book, from, &now);

  after = bw_plan_edit_activate (book, copy, next.from, today, TRUE, NOW, &delta);
  step (&book, after, delta);
  g_assert_cmpint (bw_territory_plan_at (book, today), ==, base);
  g_assert_cmpint (bw_territory_plan_at (book, next.from), ==, copy);
  g_assert_cmpint (bw_territory_plan_current (book), ==, base);
  g_assert_cmpint (bw_book_plan (book, base)->status, ==, BW_PLAN_ACTIVE);
  g_assert_cmpint (sum_quotas (book), ==, sum);
  g_assert_cmpint (bw_book_own_quota (book, from, &now), ==, mine);
  if (before != BW_MONEY_NONE)
    g_assert_cmpint (bw_book_own_quota (book, from, &next), <, before);

  /* One that begins at once archives the one before. */
  copy = copy_plan (&book, base, "Now");
  do_act (&book, copy, BW_PLAN_PROPOSE);
  do_act (&book, copy, BW_PLAN_APPROVE);
  after = bw_plan_edit_activate (book, copy, today, today, FALSE, NOW, &delta);
  step (&book, after, delta);
  g_assert_cmpint (bw_territory_plan_current (book), ==, copy);
  g_assert_cmpint (bw_book_plan (book, base)->status, ==, BW_PLAN_ARCHIVED);
}

static void
test_remove (void)
{
  g_autoptr (BwBook) book = new_book ();
  gint32            base = bw_territory_plan_current (book), first, second;
  guint             units = book->assignments->len, territories = book->territories->len, named = book->named_accounts->len;
  BwDelta          *delta;
  BwBook           *after;
  const char *const locks[] = { "county:48201", "county:48453", NULL };

  first = copy_plan (&book, base, "First");
  second = copy_plan (&book, base, "Second");
  after = bw_plan_edit_lock_units (book, first, locks, TRUE, &delta);
  step (&book, after, delta);
  after = bw_plan_edit_lock_units (book, first, locks, TRUE, &delta);
  g_assert_true (bw_delta_is_empty (delta, after));
  step (&book, after, delta);
  g_assert_cmpuint (book->plan_locks->len, ==, 2);
  {
    g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new (book, first);
    g_autoptr (BwBook) same = NULL;
    guint32 county = (guint32)bw_atlas_find_county (shared, 48201);

    g_assert_true (laid->locked[county]);
    g_assert_false (bw_territory_plan_may_move (laid, county, BW_NOBODY));
    same = bw_territory_edit_assign (laid, &county, 1, BW_NOBODY, &delta);
    g_assert_true (bw_delta_is_empty (delta, same));
    bw_delta_free (delta);
  }
  after = bw_plan_edit_remove (book, first, &delta);
  step (&book, after, delta);
  g_assert_cmpuint (book->plans->len, ==, 2);
  g_assert_cmpuint (book->plan_locks->len, ==, 0);
  g_assert_cmpint (bw_plan_find (book, "Second"), ==, second - 1);
  after = bw_plan_edit_remove (book, second - 1, &delta);
  step (&book, after, delta);
  g_assert_cmpuint (book->assignments->len, ==, units);
  g_assert_cmpuint (book->territories->len, ==, territories);
  g_assert_cmpuint (book->named_accounts->len, ==, named);
  g_assert_cmpuint (book->plan_events->len, ==, 0);

  after = bw_plan_edit_bridge (book, "county:26097", "county:26047", 1, &delta);
  step (&book, after, delta);
  after = bw_plan_edit_bridge (book, "county:26047", "county:26097", 0, &delta);
  step (&book, after, delta);
  g_assert_cmpuint (book->bridges->len, ==, 1);
  g_assert_false (g_array_index (book->bridges, BwBridge, 0).joined);
  after = bw_plan_edit_bridge (book, "county:26047", "county:26097", -1, &delta);
  step (&book, after, delta);
  g_assert_cmpuint (book->bridges->len, ==, 0);
}

typedef struct
{
  const char *text;
  const char *written; /* NULL: refused */
} Written;

static void
test_condition (gconstpointer data)
{
  const Written *written = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRuleCondition) condition = bw_rule_condition_parse (written->text, &error);
  g_autofree char *text = condition != NULL ? bw_rule_condition_dup_text (condition) : NULL;

  g_assert_cmpstr (text, ==, written->written);
  if (written->written == NULL)
    g_assert_error (error, BW_RULE_ERROR, BW_RULE_ERROR_SYNTAX);
}

typedef struct
{
  const char *condition;
  gboolean    holds;
} Held;

/* For an account in Austin, 78701, Software, 120 people, called Acme. */
static const Held held[] = {
  { "zip=78701", TRUE },
  { "zip=787*", TRUE },
  { "zip=786*,788*", FALSE },
  { "zip=78000-78799", TRUE },
  { "zip=78702-79000", FALSE },
  { "state=TX", TRUE },
  { "state=texas", TRUE },
  { "state=OK", FALSE },
  { "industry=software", TRUE },
  { "industry=Energy,SOFTWARE", TRUE },
  { "size=100-999", TRUE },
  { "size=120", TRUE },
  { "size=121-", FALSE },
  { "account=acme", TRUE },
  { "account=A-7", TRUE },
  { "account=Acm", FALSE },
  { "state=TX; size=1-100", FALSE },
  { "state=TX; size=101-; industry=Software", TRUE },
};

static void
test_rules (void)
{
  g_autoptr (BwBook) book = new_book ();
  gint32     plan = bw_territory_plan_current (book), territory;
  BwAccount *account = bw_book_account (book, 3);
  BwDelta   *delta;
  BwBook    *after;
  g_autoptr (BwTerritoryPlan) laid = NULL;

  account->postal = bw_pool_add (&book->texts, "78701", -1);
  account->state = bw_pool_add (&book->texts, "TX", -1);
  account->country = 0;
  account->latitude = account->longitude = NAN;
  account->industry = bw_pool_intern (&book->texts, "Software");
  account->employees = 120;
  account->name = bw_pool_add (&book->texts, "Acme", -1);
  account->ref = bw_pool_add (&book->texts, "A-7", -1);
  laid = bw_territory_plan_new (book, plan);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwRuleCondition) condition = bw_rule_condition_parse (held[i].condition, &error);

      g_assert_no_error (error);
      if (bw_rule_condition_holds (condition, book, 3, &laid->places[3]) != held[i].holds)
        g_error ("%s", held[i].condition);
    }
  /* The first rule counts, a name stands above both. */
  territory = laid->accounts[3] == 0 ? 1 : 0;
  {
    g_autoptr (BwRuleCondition) first = bw_rule_condition_parse ("account=Acme", NULL);
    g_autoptr (BwRuleCondition) second = bw_rule_condition_parse ("industry=Software", NULL);
    g_autoptr (GArray) rules = NULL;

    after = bw_territory_rule_edit_add (book, territory, first, &delta);
    step (&book, after, delta);
    after = bw_territory_rule_edit_add (book, territory + 1, second, &delta);
    step (&book, after, delta);
    bw_territory_plan_free (g_steal_pointer (&laid));
    laid = bw_territory_plan_new (book, plan);
    g_assert_cmpint (laid->accounts[3], ==, territory);
    g_assert_cmpint (laid->rules[3], ==, 0);
    after = bw_territory_rule_edit_raise (book, 1, TRUE, &delta);
    step (&book, after, delta);
    bw_territory_plan_free (g_steal_pointer (&laid));
    laid = bw_territory_plan_new (book, plan);
    g_assert_cmpint (laid->accounts[3], ==, territory + 1);
    after = bw_territory_edit_name_account (laid, 3, territory, &delta);
    step (&book, after, delta);
    bw_territory_plan_free (g_steal_pointer (&laid));
    laid = bw_territory_plan_new (book, plan);
    g_assert_cmpint (laid->accounts[3], ==, territory);
    rules = bw_territory_rules_of_plan (book, plan);
    g_assert_cmpuint (rules->len, ==, 2);
    after = bw_territory_rule_edit_remove (book, 0, &delta);
    step (&book, after, delta);
    g_assert_cmpuint (book->rules->len, ==, 1);
  }
}

int
main (int   argc,
      char *argv[])
{
  static const Written written[] = {
    { "zip=78701", "zip=78701" },
    { " ZIP = 787* , 75000-75999 ;; state=TX;", "zip=787*,75000-75999; state=TX" },
    { "industry=\"Food, drink\",Energy", "industry=\"Food, drink\",Energy" },
    { "size=100-", "size=100-" },
    { "", NULL },
    { "zip=", NULL },
    { "zip=7870", NULL },
    { "zip=78799-78700", NULL },
    { "zip=*", NULL },
    { "zip=787001*", NULL },
    { "size=many", NULL },
    { "size=10-5", NULL },
    { "colour=red", NULL },
    { "Texas", NULL },
    { "industry=\"", NULL },
    { "zip=99999999999999999999", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) map = NULL;
  g_autoptr (GBytes) zips = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  map = read_bytes ("us.bwmap");
  zips = read_bytes ("us-zip.bwzip");
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_test_add_func ("/plan/copy", test_copy);
  g_test_add_func ("/plan/review", test_review);
  g_test_add_func ("/plan/take-back-all", test_take_back_all);
  g_test_add_func ("/plan/activate", test_activate);
  g_test_add_func ("/plan/remove", test_remove);
  g_test_add_func ("/plan/rules", test_rules);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan/condition/%u", i);

      g_test_add_data_func (path, &written[i], test_condition);
    }
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
