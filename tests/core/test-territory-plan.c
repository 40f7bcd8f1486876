/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of territory plans: laying out, balance, overlaps, gaps and edits. */

#include "core/bw-scope.h"
#include "core/bw-territory-balance.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-preview.h"

#include <math.h>

enum
{
  NORTH,
  SOUTH,
};

static BwAtlas *shared;

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

static void
add_person (BwBook     *book,
            const char *name,
            const char *region,
            gint32      manager)
{
  BwPerson person = { bw_book_random_key () };

  person.name = bw_pool_add (&book->texts, name, -1);
  person.region = bw_pool_add (&book->texts, region, -1);
  person.manager = manager;
  person.started = person.ended = BW_DATE_NONE;
  g_array_append_val (book->people, person);
}

static void
add_account (BwBook     *book,
             const char *name,
             const char *state,
             const char *postal,
             const char *country,
             gint32      owner)
{
  BwAccount account = { bw_book_random_key () };

  account.name = bw_pool_add (&book->texts, name, -1);
  account.state = bw_pool_add (&book->texts, state, -1);
  account.postal = bw_pool_add (&book->texts, postal, -1);
  account.country = bw_pool_add (&book->texts, country, -1);
  account.latitude = account.longitude = NAN;
  account.employees = -1;
  account.owner = owner;
  account.parent = BW_NOBODY;
  g_array_append_val (book->accounts, account);
}

static void
add_deal (BwBook *book,
          gint32  account,
          gint32  owner,
          guint16 stage,
          gint64  amount,
          BwDate  close)
{
  guint deal = bw_deals_append (&book->deals, bw_book_random_key ());

  book->deals.account[deal] = account;
  book->deals.owner[deal] = owner;
  book->deals.stage[deal] = stage;
  book->deals.amount[deal] = amount;
  book->deals.close[deal] = close;
}

static void
add_unit (BwBook     *book,
          gint32      territory,
          const char *unit)
{
  BwAssignment row = { bw_book_random_key (), territory, bw_pool_add (&book->texts, unit, -1) };

  g_array_append_val (book->assignments, row);
}

static guint
stage_of_kind (const BwBook *book,
               BwStageKind   kind)
{
  for (guint i = 0; i < book->stages->len; i++)
    if (bw_book_stage (book, i)->kind == kind)
      return i;
  g_assert_not_reached ();
}

/* Two managers (0, 1) with a rep each (2, 3); North has Texas but Travis county, South Travis and Louisiana;
 * accounts: 0 in
 * Dallas, 1 in Austin, 2 in New Orleans, 3 in Boston (nobody's), 4 in Berlin, 5 in Louisiana, 6 in Texas. */
static BwBook *
new_book (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwBook  *after;
  BwDelta *delta;
  BwDate   day = bw_date_from_ymd (2026, 11, 1);
  guint    open, won;
  gint32   territory;

  bw_book_set_atlas (book, shared);
  bw_book_add_default_stages (book);
  open = stage_of_kind (book, BW_STAGE_OPEN);
  won = stage_of_kind (book, BW_STAGE_WON);
  add_person (book, "Nora", "North", BW_NOBODY);
  add_person (book, "Sam", "South", BW_NOBODY);
  add_person (book, "Rep of Nora", "North", 0);
  add_person (book, "Rep of Sam", "South", 1);
  add_account (book, "Dallas", "TX", "75201", "USA", 2);
  add_account (book, "Austin", "", "78701", "", 3);
  add_account (book, "New Orleans", "LA", "70112", "United States", 3);
  add_account (book, "Boston", "MA", "02108", "U.S.A.", BW_NOBODY);
  add_account (book, "Berlin", "", "10115", "Germany", 2);
  add_account (book, "Louisiana", "Louisiana", "", "US", 3);
  add_account (book, "Texas", "Texas", "", "US", 2);
  add_deal (book, 0, 2, open, 10000, day);
  add_deal (book, 1, 2, open, 2500, day); /* Nora's rep in Sam's territory */
  add_deal (book, 1, 3, open, 5000, day);
  add_deal (book, 2, 3, won, 7000, bw_date_from_ymd (2026, 5, 5));
  add_deal (book, 2, 3, won, 900, bw_date_from_ymd (2025, 9, 30)); /* before the four quarters */
  add_deal (book, 3, BW_NOBODY, open, 3000, day);
  add_deal (book, BW_NOBODY, 2, open, 800, day);
  after = bw_territory_edit_add (book, BW_NOBODY, "North", 0, &territory, &delta);
  bw_delta_free (delta);
  g_assert_cmpint (territory, ==, NORTH);
  return after;
}

/* The same with both territories and their areas. */
static BwBook *
new_planned_book (void)
{
  g_autoptr (BwBook) book = new_book ();
  BwBook  *after;
  BwDelta *delta;
  gint32   territory;

  after = bw_territory_edit_add (book, 0, "South", 1, &territory, &delta);
  bw_delta_free (delta);
  g_assert_cmpint (territory, ==, SOUTH);
  add_unit (after, NORTH, "state:TX");
  add_unit (after, SOUTH, "county:48453");
  add_unit (after, SOUTH, "state:LA");
  add_unit (after, SOUTH, "nonsense");
  add_unit (after, SOUTH, "state:ZZ");
  add_unit (after, SOUTH, "county:99999999999999999999");
  return after;
}

static void
test_lay_out (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);
  static const gint32 expected[] = { NORTH, SOUTH, SOUTH, BW_NOBODY, BW_NOBODY, SOUTH, BW_NOBODY };

  g_assert_cmpint (plan->plan, ==, 0);
  g_assert_cmpuint (plan->n_accounts, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < plan->n_accounts; i++)
    g_assert_cmpint (plan->accounts[i], ==, expected[i]);
  g_assert_cmpuint (plan->n_unplaced, ==, 1);
  g_assert_cmpuint (plan->n_state_only, ==, 2);
  g_assert_cmpint (bw_territory_plan_parent (plan, bw_atlas_find_parent (shared, "LA")), ==, SOUTH);
  g_assert_cmpint (bw_territory_plan_parent (plan, bw_atlas_find_parent (shared, "TX")), ==, BW_NOBODY);
}

/* Compares two plans by what they say of accounts. */
static void
assert_same_places (const BwTerritoryPlan *a,
                    const BwTerritoryPlan *b)
{
  g_assert_cmpuint (a->n_accounts, ==, b->n_accounts);
  g_assert_cmpuint (a->n_unplaced, ==, b->n_unplaced);
  g_assert_cmpuint (a->n_state_only, ==, b->n_state_only);
  for (guint i = 0; i < a->n_accounts; i++)
    {
      g_assert_cmpint (a->places[i].kind, ==, b->places[i].kind);
      g_assert_cmpint (a->places[i].state, ==, b->places[i].state);
      g_assert_cmpint (a->places[i].unit, ==, b->places[i].unit);
      g_assert_cmpuint (a->places[i].zip, ==, b->places[i].zip);
      g_assert_cmpint (a->accounts[i], ==, b->accounts[i]);
    }
}

/* After an earlier plan it is as without one, whatever became of the accounts in between; what did not change is the earlier's. */
static void
test_after (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwBook) after = bw_book_copy (book);
  g_autoptr (BwBook) other = bw_book_new ();
  g_autoptr (BwTerritoryPlan) earlier = bw_territory_plan_new (book, 0);
  g_autoptr (BwTerritoryPlan) bare = bw_territory_plan_new_of (other, BW_NOBODY);
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwTerritoryPlan) expected = NULL;
  g_autoptr (BwTerritoryPlan) unaided = NULL;

  bw_book_account (after, 0)->postal = bw_pool_add (&after->texts, "02108", -1); /* to Boston */
  bw_book_account (after, 1)->merged = bw_book_account (after, 0)->key;
  bw_book_account (after, 2)->country = bw_pool_add (&after->texts, "France", -1);
  bw_book_account (after, 5)->state = bw_pool_add (&after->texts, "Texas", -1);
  bw_book_account (after, 6)->latitude = 30.27; /* Austin */
  bw_book_account (after, 6)->longitude = -97.74;
  add_account (after, "New", "", "10001", "", 2);
  expected = bw_territory_plan_new (after, 0);
  plan = bw_territory_plan_new_after (after, 0, earlier);
  unaided = bw_territory_plan_new_after (after, 0, bare);
  assert_same_places (plan, expected);
  assert_same_places (unaided, expected);
  g_assert_cmpint (plan->places[6].kind, ==, BW_PLACE_POINT);

  /* Boston, which nothing touched, comes from the earlier plan, whatever that says. */
  earlier->places[3].zip = 4711;
  g_clear_pointer (&plan, bw_territory_plan_free);
  plan = bw_territory_plan_new_after (after, 0, earlier);
  g_assert_cmpuint (plan->places[3].zip, ==, 4711);
  g_assert_cmpuint (plan->places[0].zip, ==, 2108);
}

/* Named accounts stand over ZIP areas, these over prefixes, these over counties. */
static void
test_precedence (void)
{
  static const struct
  {
    const char *unit;
    gint32      territory;
    gint32      expected; /* of the account in Austin */
  } steps[] = {
    { "zip:787", NORTH, NORTH },
    { "zip:78701", SOUTH, SOUTH },
    { "zip:99999", NORTH, SOUTH },
  };
  g_autoptr (BwBook) book = new_planned_book ();
  BwNamedAccount named = { bw_book_random_key (), NORTH, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (BwTerritoryPlan) plan = NULL;

      add_unit (book, steps[i].territory, steps[i].unit);
      plan = bw_territory_plan_new (book, 0);
      g_assert_cmpint (plan->accounts[1], ==, steps[i].expected);
      g_assert_cmpint (plan->accounts[0], ==, NORTH);
    }
  g_array_append_val (book->named_accounts, named);
  {
    g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);

    g_assert_cmpint (plan->accounts[1], ==, NORTH);
    g_assert_cmpuint (plan->named[1], ==, 1);
  }
}

static void
test_balance (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 11, 1));
  g_autoptr (GArray) rows = bw_territory_balance_new (plan, values);
  const BwTerritoryBalance *north = &g_array_index (rows, BwTerritoryBalance, 0);
  const BwTerritoryBalance *south = &g_array_index (rows, BwTerritoryBalance, 1);
  const BwTerritoryBalance *none = &g_array_index (rows, BwTerritoryBalance, 2);

  g_assert_cmpint (values->from, ==, bw_date_from_ymd (2025, 10, 1));
  g_assert_cmpint (values->to, ==, bw_date_from_ymd (2026, 9, 30));
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpuint (north->units, ==, 253);
  g_assert_cmpuint (south->units, ==, 65); /* Travis and 64 parishes */
  g_assert_cmpuint (none->units, ==, 3231 - 254 - 64);
  g_assert_cmpuint (north->accounts, ==, 1);
  g_assert_cmpuint (south->accounts, ==, 3);
  g_assert_cmpuint (none->accounts, ==, 3);
  g_assert_cmpint (north->values[BW_MEASURE_PIPELINE], ==, 10000);
  g_assert_cmpint (south->values[BW_MEASURE_PIPELINE], ==, 7500);
  g_assert_cmpint (south->values[BW_MEASURE_HISTORY], ==, 7000);
  g_assert_cmpint (none->values[BW_MEASURE_PIPELINE], ==, 3000);
  g_assert_cmpuint (north->pieces, ==, 1);
  g_assert_cmpuint (south->pieces, ==, 2);
  g_assert_cmpint (none->territory, ==, BW_NOBODY);
  g_assert_cmpfloat_with_epsilon (north->deviation[BW_MEASURE_PIPELINE], 10000 / 8750.0 - 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (north->deviation[BW_MEASURE_HISTORY], -1, 1e-12);
  g_assert_true (isnan (none->deviation[BW_MEASURE_PIPELINE]));
  g_assert_cmpuint (values->n_without_account, ==, 1);
  g_assert_cmpint (values->without_account[BW_MEASURE_PIPELINE], ==, 800);
}

static void
test_overlaps_and_gaps (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 11, 1));
  g_autoptr (GArray) overlaps = bw_territory_overlaps_new (plan);
  g_autoptr (GArray) gaps = bw_territory_gaps_new (plan, values);
  const BwTerritoryOverlap *overlap = &g_array_index (overlaps, BwTerritoryOverlap, 0);
  const BwTerritoryGap     *gap = &g_array_index (gaps, BwTerritoryGap, 0);

  g_assert_cmpuint (overlaps->len, ==, 1);
  g_assert_cmpint (overlap->territory, ==, SOUTH);
  g_assert_cmpint (overlap->account, ==, 1);
  g_assert_cmpint (overlap->person, ==, 2);
  g_assert_cmpuint (overlap->deals, ==, 1);
  g_assert_cmpint (overlap->amount, ==, 2500);

  g_assert_cmpuint (gaps->len, ==, 2);
  g_assert_cmpstr (bw_atlas_unit (shared, (guint)gap->unit)->code, ==, "25025");
  g_assert_cmpuint (gap->accounts, ==, 1);
  g_assert_cmpint (gap->values[BW_MEASURE_PIPELINE], ==, 3000);
  g_assert_cmpint (g_array_index (gaps, BwTerritoryGap, 1).unit, ==, BW_ATLAS_NOWHERE);
  g_assert_cmpuint (g_array_index (gaps, BwTerritoryGap, 1).accounts, ==, 2);
}

static void
test_scope (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  BwScope south = { BW_SCOPE_TERRITORY, SOUTH }, gone = { BW_SCOPE_TERRITORY, 77 };
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &south);
  g_autoptr (BwScopeMask) nobody = bw_scope_mask_new (book, &gone);

  g_assert_true (bw_scope_mask_admits (mask, 0, 2, 1));
  g_assert_false (bw_scope_mask_admits (mask, 0, 3, 0));
  g_assert_false (bw_scope_mask_admits (mask, 0, 3, BW_NOBODY));
  g_assert_false (bw_scope_mask_admits (nobody, 0, 2, 1));
}

/* Checks that laying out @after gives @expected for every county, and that the delta tells the file what it needs. */
static void
check_areas (const BwBook  *before,
             const BwBook  *after,
             const BwDelta *delta,
             const gint32  *expected)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (after, 0);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint old = delta->before[BW_TABLE_ASSIGNMENTS];

  g_assert_cmpmem (plan->units, plan->n_units * sizeof (gint32), expected, plan->n_units * sizeof (gint32));
  g_assert_cmpuint (old + delta->removed[BW_TABLE_ASSIGNMENTS]->len, ==, before->assignments->len);
  for (guint i = 0; i < before->assignments->len; i++)
    {
      BwAssignment *row = &g_array_index (before->assignments, BwAssignment, i);

      g_hash_table_insert (keys, &row->key, row);
    }
  for (guint i = 0; i < after->assignments->len; i++)
    {
      BwAssignment *row = &g_array_index (after->assignments, BwAssignment, i);
      BwAssignment *was = g_hash_table_lookup (keys, &row->key);
      gboolean      marked = FALSE;

      for (guint j = 0; j < delta->changed[BW_TABLE_ASSIGNMENTS]->len; j++)
        marked |= g_array_index (delta->changed[BW_TABLE_ASSIGNMENTS], guint, j) == i;
      g_assert_cmpint (was != NULL, ==, i < old);
      g_assert_cmpint (marked, ==, was != NULL && was->territory != row->territory);
    }
}

/* Assigns random sets of counties, some of them whole states, and holds the result against doing it county by
 * county. */
static void
test_assign (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
      g_autoptr (BwTerritoryPlan) preview = NULL;
      g_autofree gint32   *expected = g_memdup2 (plan->units, plan->n_units * sizeof (gint32));
      g_autofree guint32  *chosen = g_new (guint32, plan->n_units);
      const BwAtlasParent *state = bw_atlas_parent (shared, (guint)g_rand_int_range (rand, 0, 12));
      gint32               territory = g_rand_int_range (rand, -1, 2);
      guint                n = 0;
      BwDelta             *delta;
      BwBook              *after;

      for (guint i = state->first; i < state->first + state->n; i++)
        if (round % 3 == 0 || g_rand_boolean (rand))
          chosen[n++] = i;
      if (round % 5 == 0)
        chosen[n++] = (guint)g_rand_int_range (rand, 0, 3231);
      for (guint i = 0; i < n; i++)
        expected[chosen[i]] = territory;
      preview = bw_territory_plan_preview (plan, chosen, n, territory);
      after = bw_territory_edit_assign (plan, chosen, n, territory, &delta);
      check_areas (book, after, delta, expected);
      g_assert_cmpmem (preview->units, plan->n_units * sizeof (gint32), expected,
                       plan->n_units * sizeof (gint32));
      {
        g_autoptr (BwTerritoryPlan) laid_out = bw_territory_plan_new (after, 0);

        g_assert_cmpmem (preview->accounts, plan->n_accounts * sizeof (gint32), laid_out->accounts,
                         plan->n_accounts * sizeof (gint32));
      }
      bw_delta_free (delta);
      bw_book_unref (book);
      book = after;
    }
}

/* Whatever accounts follow (areas, states, codes of their own, names, rules) and is locked, the quick answer is what laying the plan out
 * again says. */
static void
test_preview (void)
{
  static const char *const postals[] = { "75201", "78701", "70112", "02108", "", "77001", "30301", "" };
  static const char *const states[] = { "TX", "", "LA", "MA", "TX", "", "GA", "LA" };
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  BwNamedAccount  named = { bw_book_random_key (), NORTH, 9 };
  BwTerritoryRule rule = { bw_book_random_key (), SOUTH, bw_pool_add (&book->texts, "zip=021*", -1) };
  BwPlanLock      lock = { bw_book_random_key (), 0, bw_pool_add (&book->texts, "county:48113", -1) };

  for (guint i = 0; i < 64; i++)
    add_account (book, "One", states[i % 8], postals[i % 8], "US", BW_NOBODY);
  add_unit (book, NORTH, "zip:70112");
  add_unit (book, SOUTH, "zip:303");
  g_array_append_val (book->named_accounts, named);
  g_array_append_val (book->rules, rule);
  g_array_append_val (book->plan_locks, lock);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
      g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 11, 20));
      g_autoptr (BwTerritoryPreview) preview = bw_territory_preview_new (plan, values);
      g_autoptr (BwTerritoryPlan) laid_out = NULL;
      g_autoptr (GArray) quick = NULL;
      g_autoptr (GArray) slow = NULL;
      g_autofree guint32  *chosen = g_new (guint32, plan->n_units);
      const char          *state = states[(round % 4) * 2];
      const BwAtlasParent *area = bw_atlas_parent (shared, (guint)bw_atlas_find_parent (shared, state));
      guint                n = 0;
      gint32               territory = g_rand_int_range (rand, -1, 2);

      for (guint i = area->first; i < area->first + area->n; i++)
        if (round % 2 == 0 || g_rand_boolean (rand))
          chosen[n++] = i;
      g_assert_cmpint (plan->rules[10], ==, 0);
      laid_out = bw_territory_plan_preview (plan, chosen, n, territory);
      quick = bw_territory_preview_balance (preview, chosen, n, territory);
      slow = bw_territory_balance_new (laid_out, values);
      g_assert_cmpuint (quick->len, ==, slow->len);
      for (guint i = 0; i < slow->len; i++)
        {
          const BwTerritoryBalance *left = &g_array_index (quick, BwTerritoryBalance, i), *right = &g_array_index (slow, BwTerritoryBalance, i);

          g_assert_cmpint (left->territory, ==, right->territory);
          g_assert_cmpuint (left->units, ==, right->units);
          g_assert_cmpuint (left->accounts, ==, right->accounts);
          if (i + 1 < slow->len)
            g_assert_cmpuint (left->pieces, ==, right->pieces);
          g_assert_cmpmem (left->values, sizeof left->values, right->values, sizeof right->values);
          for (int m = 0; m < BW_N_MEASURES; m++)
            g_assert_true (isnan (right->deviation[m]) ? isnan (left->deviation[m]) : left->deviation[m] == right->deviation[m]);
        }
    }
}

/* A whole country costs a row a state. */
static void
test_assign_all (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autofree guint32 *all = g_new (guint32, plan->n_units);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = NULL;

  for (guint i = 0; i < plan->n_units; i++)
    all[i] = i;
  after = bw_territory_edit_assign (plan, all, plan->n_units, SOUTH, &delta);
  g_assert_cmpuint (after->assignments->len, ==, 56 + 3); /* and three rows of nonsense, which are left alone */
}

static void
test_edit_territories (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwBook) renamed = NULL;
  g_autoptr (BwBook) removed = NULL;
  g_autoptr (BwDelta) rename_delta = NULL;
  g_autoptr (BwDelta) remove_delta = NULL;

  renamed = bw_territory_edit_describe (book, NORTH, "Upper part", BW_NOBODY, &rename_delta);
  g_assert_cmpstr (bw_book_text (renamed, bw_book_territory (renamed, NORTH)->name), ==, "Upper part");
  g_assert_cmpint (bw_book_territory (renamed, NORTH)->owner, ==, BW_NOBODY);
  g_assert_cmpstr (bw_book_text (book, bw_book_territory (book, NORTH)->name), ==, "North");
  g_assert_cmpuint (rename_delta->changed[BW_TABLE_TERRITORIES]->len, ==, 1);

  removed = bw_territory_edit_remove (book, NORTH, &remove_delta);
  g_assert_cmpuint (removed->territories->len, ==, 1);
  g_assert_cmpuint (removed->assignments->len, ==, book->assignments->len - 1);
  g_assert_cmpuint (remove_delta->removed[BW_TABLE_ASSIGNMENTS]->len, ==, 1);
  g_assert_cmpuint (remove_delta->removed[BW_TABLE_TERRITORIES]->len, ==, 1);
  g_assert_cmpuint (remove_delta->before[BW_TABLE_TERRITORIES], ==, 1);
  {
    g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (removed, 0);

    g_assert_cmpint (plan->accounts[1], ==, 0);
    g_assert_cmpint (plan->accounts[0], ==, BW_NOBODY);
  }
}

static void
test_name_account (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = bw_territory_edit_name_account (plan, 4, NORTH, &delta);
  g_autoptr (BwTerritoryPlan) named = bw_territory_plan_new (after, 0);
  g_autoptr (BwDelta) back_delta = NULL;
  g_autoptr (BwBook) back = bw_territory_edit_name_account (named, 4, BW_NOBODY, &back_delta);

  g_assert_cmpint (named->accounts[4], ==, NORTH);
  g_assert_cmpuint (back->named_accounts->len, ==, 0);
  g_assert_cmpuint (back_delta->removed[BW_TABLE_NAMED_ACCOUNTS]->len, ==, 1);
}

static void
test_plan_from_owners (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = bw_territory_edit_plan_from_owners (book, "As it is", &delta);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (after, 1);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  gint32 texas, louisiana;

  g_assert_cmpuint (territories->len, ==, 2);
  texas = bw_territory_plan_parent (plan, bw_atlas_find_parent (shared, "TX"));
  louisiana = bw_territory_plan_parent (plan, bw_atlas_find_parent (shared, "LA"));
  g_assert_cmpstr (bw_book_text (after, bw_book_territory (after, texas)->name), ==, "North");
  g_assert_cmpint (bw_book_territory (after, texas)->owner, ==, 0);
  g_assert_cmpstr (bw_book_text (after, bw_book_territory (after, louisiana)->name), ==, "South");
  g_assert_cmpint (bw_territory_plan_parent (plan, bw_atlas_find_parent (shared, "MA")), ==, BW_NOBODY);
}

/* Fourteen territories of states side by side: no two neighbours share a colour, although all want the same. */
static void
test_colors (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autofree guint8 *colors = NULL;
  BwPlan             row = { bw_book_random_key (), 0, BW_PLAN_DRAFT, BW_DATE_NONE };

  bw_book_set_atlas (book, shared);
  g_array_append_val (book->plans, row);
  for (guint i = 0; i < bw_atlas_n_parents (shared); i++)
    {
      BwTerritory      territory = { bw_book_random_key (), 0, 0, BW_NOBODY, 0 };
      g_autofree char *unit = g_strdup_printf ("state:%s", bw_atlas_parent (shared, i)->name);

      g_array_append_val (book->territories, territory);
      add_unit (book, (gint32)i, unit);
    }
  plan = bw_territory_plan_new (book, 0);
  colors = bw_territory_plan_dup_colors (plan);
  for (guint i = 0; i < plan->n_units; i++)
    {
      guint         n;
      const gint32 *neighbours = bw_atlas_neighbours (shared, i, &n);

      g_assert_cmpint (plan->units[i], >=, 0);
      for (guint j = 0; j < n; j++)
        if (plan->units[i] != plan->units[neighbours[j]])
          g_assert_cmpuint (colors[plan->units[i]], !=, colors[plan->units[neighbours[j]]]);
    }
}

/* Without a map, and in an empty book, everything belongs to nobody. */
static void
test_no_map (void)
{
  g_autoptr (BwBook) book = new_planned_book ();
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwTerritoryPlan) nothing = bw_territory_plan_new (empty, BW_NOBODY);
  g_autoptr (BwAccountValues) values = bw_account_values_new (empty, 0);
  g_autoptr (GArray) rows = bw_territory_balance_new (nothing, values);

  bw_book_set_atlas (book, NULL);
  plan = bw_territory_plan_new (book, 0);
  for (guint i = 0; i < plan->n_accounts; i++)
    g_assert_cmpint (plan->accounts[i], ==, BW_NOBODY);
  g_assert_cmpuint (plan->n_unplaced, ==, plan->n_accounts);
  g_assert_cmpuint (rows->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GBytes) map = NULL;
  g_autoptr (GBytes) zips = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  map = read_bytes ("us.bwmap");
  zips = read_bytes ("us-zip.bwzip");
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_test_add_func ("/territory-plan/lay-out", test_lay_out);
  g_test_add_func ("/territory-plan/after", test_after);
  g_test_add_func ("/territory-plan/precedence", test_precedence);
  g_test_add_func ("/territory-plan/balance", test_balance);
  g_test_add_func ("/territory-plan/overlaps-and-gaps", test_overlaps_and_gaps);
  g_test_add_func ("/territory-plan/scope", test_scope);
  g_test_add_func ("/territory-plan/assign", test_assign);
  g_test_add_func ("/territory-plan/preview", test_preview);
  g_test_add_func ("/territory-plan/assign-all", test_assign_all);
  g_test_add_func ("/territory-plan/edit-territories", test_edit_territories);
  g_test_add_func ("/territory-plan/name-account", test_name_account);
  g_test_add_func ("/territory-plan/plan-from-owners", test_plan_from_owners);
  g_test_add_func ("/territory-plan/colors", test_colors);
  g_test_add_func ("/territory-plan/no-map", test_no_map);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
