/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what territories are to have as much of, of running totals, of parts that lie apart and of areas that nobody has. */

#include <math.h>

#include "core/bw-account-number.h"
#include "core/bw-custom-field.h"
#include "core/bw-merge.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-area.h"
#include "core/bw-territory-balance.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-fill.h"
#include "core/bw-territory-part.h"
#include "core/bw-territory-tally.h"
#include "core/bw-workload.h"

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
add_account (BwBook     *book,
             const char *postal,
             const char *industry,
             gint32      employees)
{
  BwAccount account = { .key = bw_book_random_key (), .owner = BW_NOBODY, .parent = BW_NOBODY, .employees = employees };

  account.latitude = account.longitude = NAN;
  account.revenue = employees > 0 ? employees * 100000 : BW_MONEY_NONE;
  account.postal = bw_pool_add (&book->texts, postal, -1);
  account.industry = bw_pool_intern (&book->texts, industry);
  account.name = bw_pool_add (&book->texts, "Account", -1);
  g_array_append_val (book->accounts, account);
}

static guint
add_deal (BwBook     *book,
          gint32      account,
          BwStageKind kind,
          gint64      amount)
{
  guint deal = bw_deals_append (&book->deals, bw_book_random_key ());

  book->deals.account[deal] = account;
  for (guint i = 0; i < book->stages->len; i++)
    if (bw_book_stage (book, i)->kind == kind)
      book->deals.stage[deal] = (guint16)i;
  book->deals.amount[deal] = amount;
  book->deals.close[deal] = bw_date_from_ymd (2026, 5, 5);
  return deal;
}

static void
add_unit (BwBook     *book,
          gint32      territory,
          const char *unit)
{
  BwAssignment row = { bw_book_random_key (), territory, bw_pool_add (&book->texts, unit, -1) };

  g_array_append_val (book->assignments, row);
}

/* Two of an industry, of which one bought for a dollar, in Texas; one of another, who has an open deal with 2.5 seats, in Oklahoma. */
static BwBook *
new_book (void)
{
  BwBook     *book = bw_book_new ();
  BwPlan      plan = { .key = 1, .status = BW_PLAN_ACTIVE };
  BwTerritory territories[] = { { .key = 6, .owner = BW_NOBODY }, { .key = 7, .owner = BW_NOBODY } };
  gint32      field;
  guint       deal;

  bw_book_set_atlas (book, shared);
  bw_book_add_default_stages (book);
  plan.name = bw_pool_add (&book->texts, "Plan", -1);
  g_array_append_val (book->plans, plan);
  territories[0].name = bw_pool_add (&book->texts, "Texas", -1);
  territories[1].name = bw_pool_add (&book->texts, "Oklahoma", -1);
  g_array_append_vals (book->territories, territories, 2);
  add_unit (book, 0, "state:TX");
  add_unit (book, 1, "state:OK");
  add_account (book, "75201", "Retail", -1);
  add_account (book, "75201", "Retail", -1);
  add_account (book, "73102", "Energy", -1);
  add_deal (book, 0, BW_STAGE_WON, 100);
  deal = add_deal (book, 2, BW_STAGE_OPEN, 500);
  field = bw_custom_field_find_or_add (book, "Seats", BW_TYPE_NUMBER);
  bw_custom_column_set (&book->deals.custom[field], deal, bw_number_to_bits (2.5));
  return book;
}

static void
test_default (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwMeasures) measures = bw_measures_new (book, 0);
  g_autoptr (GPtrArray) available = bw_measures_dup_available (book);

  g_assert_cmpuint (measures->n, ==, 3);
  g_assert_cmpfloat (bw_measures_tolerance (measures, BW_MEASURE_PIPELINE), ==, 0.1);
  g_assert_cmpfloat (bw_measures_tolerance (measures, BW_MEASURE_HISTORY), ==, 0);
  g_assert_false (bw_measures_has (measures, BW_MEASURE_POTENTIAL));
  g_assert_cmpuint (available->len, ==, 8);
  g_assert_cmpstr (g_ptr_array_index (available, 7), ==, "field:Seats");
}

/* What is chosen is kept in its order, goes along with a copy, and goes with the plan. */
static void
test_choose (void)
{
  static const BwMeasureChoice choices[] = { { "field:Seats", 0.2 }, { "workload", 0.05 }, { "accounts", 0 } };
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBook) copied = NULL;
  g_autoptr (BwBook) removed = NULL;
  g_autoptr (BwMeasures) measures = NULL;
  g_autoptr (BwMeasures) copies = NULL;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  g_autoptr (GArray) balance = NULL;
  BwDelta *delta;
  gint32   copy;

  after = bw_measures_edit (book, 0, choices, G_N_ELEMENTS (choices), "3 if industry=Energy | 1.5", &delta, NULL);
  g_assert_nonnull (after);
  g_assert_cmpuint (delta->before[BW_TABLE_PLAN_MEASURES], ==, 0);
  bw_delta_free (delta);
  measures = bw_measures_new (after, 0);
  g_assert_cmpuint (measures->n, ==, 3);
  g_assert_cmpint (measures->chosen[0].measure, ==, BW_MEASURE_FIELD);
  g_assert_cmpstr (bw_measures_title (measures, BW_MEASURE_FIELD), ==, "Seats");
  g_assert_cmpfloat (measures->chosen[1].tolerance, ==, 0.05);

  plan = bw_territory_plan_new (after, 0);
  values = bw_account_values_new_for (plan, bw_date_from_ymd (2026, 8, 1));
  balance = bw_territory_balance_new (plan, values);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 0).values[BW_MEASURE_WORKLOAD], ==, 3000);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 1).values[BW_MEASURE_WORKLOAD], ==, 3000);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 1).values[BW_MEASURE_FIELD], ==, 2500);
  g_assert_cmpfloat_with_epsilon (g_array_index (balance, BwTerritoryBalance, 1).deviation[BW_MEASURE_FIELD], 1, 1e-12);

  copied = bw_plan_edit_copy (after, 0, "Copy", 0, &copy, &delta);
  bw_delta_free (delta);
  copies = bw_measures_new (copied, copy);
  g_assert_cmpuint (copies->n, ==, 3);
  g_assert_cmpstr (copies->formula, ==, "3 if industry=Energy | 1.5");
  removed = bw_plan_edit_remove (copied, 0, &delta);
  bw_delta_free (delta);
  g_assert_cmpuint (removed->plan_measures->len, ==, 3);
  g_assert_cmpint (g_array_index (removed->plan_measures, BwPlanMeasure, 0).plan, ==, 0);
}

/* Numbers of accounts count where the plan looks at them, beside one of deals that is called alike. */
static void
test_account_numbers (void)
{
  static const BwMeasureChoice choices[] = { { "account:beds", 0.2 }, { "account:Seats", 0.1 }, { "field:Seats", 0 } };
  static const struct
  {
    const char *field;
    gint32      account;
    double      number;
  } said[] = { { "Beds", 0, 100 }, { "Beds", 2, 400.5 }, { "BEDS", 1, 40 }, { "Seats", 2, 7 }, { "Beds", 0, 120 } };
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwDelta) written = bw_delta_new (book);
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBook) merged = NULL;
  g_autoptr (GPtrArray) available = NULL;
  g_autoptr (BwMeasures) measures = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  g_autoptr (BwAccountValues) values_merged = NULL;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwTerritoryPlan) plan_merged = NULL;
  g_autoptr (GArray) balance = NULL;
  BwDelta *delta;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (BwAccountNumberWriter) writer = bw_account_number_writer_new (book, written, said[i].field);

      g_assert_true (bw_account_number_writer_set (writer, said[i].account, said[i].number));
      g_assert_false (bw_account_number_writer_set (writer, said[i].account, said[i].number));
    }
  g_assert_cmpuint (book->numbers->len, ==, 4);
  g_assert_cmpfloat (bw_account_number_get (book, "Beds", 0), ==, 120);
  g_assert_true (isnan (bw_account_number_get (book, "Seats", 0)));
  available = bw_measures_dup_available (book);
  g_assert_cmpuint (available->len, ==, 10);
  g_assert_cmpstr (g_ptr_array_index (available, 8), ==, "account:Beds");

  after = bw_measures_edit (book, 0, choices, G_N_ELEMENTS (choices), NULL, &delta, NULL);
  bw_delta_free (delta);
  measures = bw_measures_new (after, 0);
  g_assert_cmpstr (bw_measures_title (measures, BW_MEASURE_FIELD), ==, "Beds");
  g_assert_cmpstr (bw_measures_title (measures, BW_MEASURE_FIELD + 1), ==, "Seats (accounts)");
  g_assert_cmpstr (bw_measures_title (measures, BW_MEASURE_FIELD + 2), ==, "Seats");
  plan = bw_territory_plan_new (after, 0);
  values = bw_account_values_new_for (plan, bw_date_from_ymd (2026, 8, 1));
  balance = bw_territory_balance_new (plan, values);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 0).values[BW_MEASURE_FIELD], ==, 160000);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 1).values[BW_MEASURE_FIELD], ==, 400500);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 1).values[BW_MEASURE_FIELD + 1], ==, 7000);
  g_assert_cmpint (g_array_index (balance, BwTerritoryBalance, 1).values[BW_MEASURE_FIELD + 2], ==, 2500);

  /* The kept account keeps its own, and takes what it lacks; nothing counts twice. */
  merged = bw_merge_apply (after, BW_TABLE_ACCOUNTS, 0, 2, &delta, NULL);
  bw_delta_free (delta);
  plan_merged = bw_territory_plan_new (merged, 0);
  values_merged = bw_account_values_new_for (plan_merged, bw_date_from_ymd (2026, 8, 1));
  g_assert_cmpint (values_merged->values[BW_MEASURE_FIELD][0], ==, 120000);
  g_assert_cmpint (values_merged->values[BW_MEASURE_FIELD + 1][0], ==, 7000);
  g_assert_cmpint (values_merged->values[BW_MEASURE_FIELD][2], ==, 0);
}

/* What cannot be chosen is told in a sentence, and changes nothing. */
static void
test_bad_choices (void)
{
  static const struct
  {
    BwMeasureChoice choices[2];
    guint           n;
    const char     *formula;
  } cases[] = {
    { { { "nonsense", 0.1 } }, 1, NULL },
    { { { "field:Nothing", 0.1 } }, 1, NULL },
    { { { "account:Nothing", 0.1 } }, 1, NULL },
    { { { "accounts", 0.1 }, { "accounts", 0.2 } }, 2, NULL },
    { { { "accounts", -0.1 } }, 1, NULL },
    { { { "accounts", NAN } }, 1, NULL },
    { { { "accounts", 2 } }, 1, NULL },
    { { { "workload", 0.1 } }, 1, "many" },
    { { { NULL, 0 } }, 0, NULL },
  };
  g_autoptr (BwBook) book = new_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      BwDelta *delta;

      g_assert_null (bw_measures_edit (book, 0, cases[i].choices, cases[i].n, cases[i].formula, &delta, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* Worked out by hand: all three have 100 together. Of the second of Retail those like it: the first alone; the mean of the other
 * two is 50, of Retail (100 + 10 * 50) / 11, of its size, the same accounts, (100 + 10 * 54.545) / 11 = 58.68. Energy has nobody else:
 * 50. The first had more than all. */
static void
test_potential (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 8, 1));

  g_assert_cmpint (values->values[BW_MEASURE_POTENTIAL][0], ==, 0);
  g_assert_cmpint (values->values[BW_MEASURE_POTENTIAL][1], ==, 59);
  g_assert_cmpint (values->values[BW_MEASURE_POTENTIAL][2], ==, 50);
}

static void
test_workload (void)
{
  static const struct
  {
    const char *formula;
    double      amounts[3]; /* of 600, 60 and 6 employees; negative: no formula */
  } cases[] = {
    { BW_WORKLOAD_DEFAULT, { 12, 6, 2 } },
    { "1.5", { 1.5, 1.5, 1.5 } },
    { "4 if size=500- ; industry=Retail", { 4, 0, 0 } },
    { "4 if industry=\"Retail|x\" | 1", { 1, 1, 1 } },
    { "-1", { -1 } },
    { "nan", { -1 } },
    { "inf", { -1 } },
    { "", { -1 } },
    { "2 |", { -1 } },
    { "2 when size=5", { -1 } },
    { "2 if nonsense", { -1 } },
    { "1e300", { -1 } },
  };
  g_autoptr (BwBook) book = bw_book_new ();

  add_account (book, "75201", "Retail", 600);
  add_account (book, "75201", "Retail", 60);
  add_account (book, "75201", "Retail", 6);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwWorkload) workload = bw_workload_parse (cases[i].formula, &error);

      if (cases[i].amounts[0] < 0)
        {
          g_assert_null (workload);
          g_assert_nonnull (error);
          continue;
        }
      g_assert_no_error (error);
      for (guint account = 0; account < 3; account++)
        {
          BwPlace place = bw_place_of_account (book, NULL, bw_book_account (book, account));

          g_assert_cmpfloat (bw_workload_of (workload, book, account, &place), ==, cases[i].amounts[account]);
        }
    }
}

/* Random moves give the totals that counting anew gives, and going back leaves no trace. */
static void
test_tally (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwAdjacency) adjacency = bw_adjacency_new (book, shared);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree gint32 *territory = g_new (gint32, adjacency->n), *moved = NULL;
  g_autofree gint64 *values = g_new (gint64, 2 * (gsize)adjacency->n);
  const gint64       base[] = { 5, 0, 0, 7, 0, 0, 1, 1 };
  g_autoptr (BwTerritoryTally) tally = NULL;
  g_autoptr (BwTerritoryTally) copy = NULL;
  g_autoptr (BwTerritoryTally) anew = NULL;
  g_auto (BwTallyCheck) check = { 0 };

  for (guint i = 0; i < adjacency->n; i++)
    {
      territory[i] = g_rand_int_range (rand, -1, 3);
      values[2 * i] = g_rand_int_range (rand, 0, 1000);
      values[2 * i + 1] = g_rand_int_range (rand, 0, 10) == 0 ? G_GINT64_CONSTANT (1000000000000000) : 0;
    }
  moved = g_memdup2 (territory, adjacency->n * sizeof *territory);
  tally = bw_territory_tally_new (adjacency, 3, 2, territory, values, base);
  copy = bw_territory_tally_copy (tally);
  for (guint i = 0; i < 20000; i++)
    {
      guint unit = (guint)g_rand_int_range (rand, 0, (gint32)adjacency->n);

      moved[unit] = g_rand_int_range (rand, -1, 3);
      bw_territory_tally_move (copy, unit, moved[unit]);
    }
  anew = bw_territory_tally_new (adjacency, 3, 2, moved, values, base);
  for (gint32 t = -1; t < 3; t++)
    {
      g_assert_cmpuint (bw_territory_tally_get_units (copy, t), ==, bw_territory_tally_get_units (anew, t));
      for (guint m = 0; m < 2; m++)
        {
          g_assert_cmpint (bw_territory_tally_get_total (copy, t, m), ==, bw_territory_tally_get_total (anew, t, m));
          if (t >= 0)
            g_assert_cmpfloat (bw_territory_tally_get_deviation (copy, t, m), ==, bw_territory_tally_get_deviation (anew, t, m));
        }
    }
  for (guint i = 0; i < adjacency->n; i++)
    bw_territory_tally_move (copy, i, territory[i]);
  for (gint32 t = -1; t < 3; t++)
    g_assert_cmpint (bw_territory_tally_get_total (copy, t, 1), ==, bw_territory_tally_get_total (tally, t, 1));
  g_assert_true (isnan (bw_territory_tally_get_deviation (tally, -1, 0)));
  bw_territory_tally_check (tally, &check);
  g_assert_cmpuint (check.n_unassigned, ==, bw_territory_tally_get_units (tally, -1));
  g_assert_cmpuint (check.n_pieces, ==, check.pieces[0] + check.pieces[1] + check.pieces[2]);
  g_assert_cmpuint (check.n_detached, ==, check.n_pieces - 3);
}

/* The place among @areas of the one that @code begins. */
static guint
area_of (const BwTerritoryPlan *plan,
         GArray                *areas,
         const char            *code)
{
  for (guint i = 0; i < areas->len; i++)
    if (g_str_equal (bw_atlas_unit (plan->atlas, g_array_index (areas, BwTerritoryArea, i).first)->code, code))
      return i;
  g_assert_not_reached ();
}

/* Rows of units and of states: whose they are, what they have, found by words, in order. */
static void
test_areas (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  g_autoptr (GArray) counties = NULL;
  g_autoptr (GArray) units = NULL;
  g_autoptr (GArray) states = NULL;
  g_autoptr (GArray) found = NULL;
  const BwTerritoryArea *area;
  g_autofree char       *name = NULL, *last = NULL;
  guint                  n = 0;

  add_unit (book, 0, "county:40109");
  plan = bw_territory_plan_new (book, 0);
  plan->locked[bw_atlas_find_county (shared, 48113)] = 1;
  values = bw_account_values_new_for (plan, bw_date_from_ymd (2026, 8, 1));
  counties = bw_territory_counties_new (plan, values);
  units = bw_territory_areas_new (plan, counties, FALSE);
  states = bw_territory_areas_new (plan, counties, TRUE);
  g_assert_cmpuint (units->len, ==, plan->n_units);
  for (guint i = 0; i < states->len; i++)
    n += g_array_index (states, BwTerritoryArea, i).n;
  g_assert_cmpuint (n, ==, plan->n_units);

  area = &g_array_index (units, BwTerritoryArea, area_of (plan, units, "48113"));
  g_assert_cmpint (area->territory, ==, 0);
  g_assert_cmpuint (area->accounts, ==, 2);
  g_assert_cmpuint (area->n_locked, ==, 1);
  g_assert_cmpint (area->values[BW_MEASURE_HISTORY], ==, 100);
  name = bw_territory_area_dup_name (plan, area);
  g_assert_cmpstr (name, ==, "Dallas, TX");
  /* One county of Oklahoma is the other's: the first, by which its row is found, is not. */
  area = &g_array_index (states, BwTerritoryArea, area_of (plan, states, "40001"));
  g_assert_cmpint (area->territory, ==, BW_TERRITORY_SEVERAL);
  g_assert_cmpuint (area->n, ==, 77);
  g_assert_cmpint (area->values[BW_MEASURE_PIPELINE], ==, 500);
  area = &g_array_index (states, BwTerritoryArea, area_of (plan, states, "48001"));
  g_assert_cmpint (area->territory, ==, 0);
  g_assert_cmpuint (area->n_locked, ==, 1);

  found = bw_territory_areas_find (plan, units, "DALLAS  tx");
  g_assert_cmpuint (found->len, ==, 1);
  g_array_unref (found);
  found = bw_territory_areas_find (plan, units, "40109");
  g_assert_cmpuint (found->len, ==, 1);
  g_array_unref (found);
  found = bw_territory_areas_find (plan, units, "texas");
  g_assert_cmpuint (found->len, ==, 254 + 1 + 2); /* the territory's, and two counties called so */
  bw_territory_areas_sort (plan, units, BW_AREA_VALUE + BW_MEASURE_PIPELINE, TRUE, found);
  g_assert_cmpuint (g_array_index (found, guint, 0), ==, area_of (plan, units, "40109"));
  bw_territory_areas_sort (plan, units, BW_AREA_NAME, TRUE, found);
  last = bw_territory_area_dup_name (plan, &g_array_index (units, BwTerritoryArea, g_array_index (found, guint, 0)));
  g_assert_cmpstr (last, ==, "Zavala, TX");
  bw_territory_areas_sort (plan, units, BW_AREA_TERRITORY, FALSE, found);
  g_assert_cmpint (g_array_index (units, BwTerritoryArea, g_array_index (found, guint, found->len - 1)).territory, ==, 0);
  g_array_unref (found);
  found = bw_territory_areas_find (plan, units, " ");
  g_assert_cmpuint (found->len, ==, units->len);
  bw_account_values_free (g_steal_pointer (&values));
}

static guint
count (GPtrArray *parts,
       BwPartKind kind)
{
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    n += ((BwTerritoryPart *)g_ptr_array_index (parts, i))->kind == kind;
  return n;
}

/* A county of Texas' inside Oklahoma; one of Texas that nobody has; Hawaii and the islands beyond, which the map joins with California. */
static void
test_parts (void)
{
  static const char *const islands[] = { "state:HI", "state:AS", "state:GU", "state:MP" };
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  const BwTerritoryPart *part;

  plan = bw_territory_plan_new (book, 0);
  parts = bw_territory_parts_new (plan, NULL);
  g_assert_cmpuint (parts->len, ==, 0);
  g_ptr_array_unref (g_steal_pointer (&parts));
  bw_territory_plan_free (g_steal_pointer (&plan));

  add_unit (book, 0, "county:40109");
  for (guint i = 0; i < G_N_ELEMENTS (islands); i++)
    add_unit (book, 0, islands[i]);
  plan = bw_territory_plan_new (book, 0);
  plan->units[bw_atlas_find_county (shared, 48453)] = BW_NOBODY;
  parts = bw_territory_parts_new (plan, NULL);
  g_assert_cmpuint (count (parts, BW_PART_HOLE), ==, 1);
  g_assert_cmpuint (count (parts, BW_PART_ENCLAVE), ==, 1);
  g_assert_cmpuint (count (parts, BW_PART_DETACHED), >=, 1);
  part = g_ptr_array_index (parts, 0);
  g_assert_cmpint (part->kind, ==, BW_PART_HOLE);
  g_assert_cmpint (part->to, ==, 0);
  g_assert_cmpint (part->counties[0], ==, bw_atlas_find_county (shared, 48453));
  part = g_ptr_array_index (parts, 1);
  g_assert_cmpint (part->territory, ==, 0);
  g_assert_cmpint (part->to, ==, 1);
  for (guint i = 0; i < parts->len; i++)
    {
      g_autofree char *title = bw_territory_part_dup_title (plan, g_ptr_array_index (parts, i));

      g_assert_nonnull (strstr (title, "county") != NULL ? title : strstr (title, "counties"));
    }
}

/* Everything goes to one of the two, the nearer half of what lies between to each; what is locked stays nobody's. */
static void
test_fill (void)
{
  g_autoptr (BwBook) book = new_book ();

  for (BwFill how = 0; how < BW_N_FILLS; how++)
    {
      g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
      g_autoptr (BwTerritoryFilling) filling = NULL;
      g_autoptr (BwBook) after = NULL;
      g_autoptr (BwTerritoryPlan) filled = NULL;
      gint32   locked = bw_atlas_find_county (shared, 6037);
      BwDelta *delta;

      plan->locked[locked] = 1;
      filling = bw_territory_fill (plan, how);
      g_assert_cmpuint (filling->n_left, ==, 1);
      after = bw_territory_edit_assign_each (plan, filling->counties, filling->territories, filling->n, &delta);
      bw_delta_free (delta);
      filled = bw_territory_plan_new (after, 0);
      for (guint i = 0; i < filled->n_units; i++)
        {
          g_assert_true ((gint32)i == locked ? filled->units[i] == BW_NOBODY : filled->units[i] >= 0);
          if (plan->units[i] >= 0)
            g_assert_cmpint (filled->units[i], ==, plan->units[i]);
        }
      /* Baton Rouge is nearer to Texas; Wichita to Oklahoma; Honolulu, over water, to Texas. */
      g_assert_cmpint (filled->units[bw_atlas_find_county (shared, 22033)], ==, 0);
      g_assert_cmpint (filled->units[bw_atlas_find_county (shared, 20173)], ==, 1);
      g_assert_cmpint (filled->units[bw_atlas_find_county (shared, 15003)], ==, 0);
    }
}

/* Where nobody may take anything, nothing is given. */
static void
test_fill_nobody (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwTerritoryFilling) filling = NULL;

  bw_book_territory (book, 0)->locked = bw_book_territory (book, 1)->locked = TRUE;
  plan = bw_territory_plan_new (book, 0);
  filling = bw_territory_fill (plan, BW_FILL_NEAREST);
  g_assert_cmpuint (filling->n, ==, 0);
  g_assert_cmpuint (filling->n_left, >, 2000);
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
  g_test_add_func ("/territory-measure/default", test_default);
  g_test_add_func ("/territory-measure/choose", test_choose);
  g_test_add_func ("/territory-measure/account-numbers", test_account_numbers);
  g_test_add_func ("/territory-measure/bad-choices", test_bad_choices);
  g_test_add_func ("/territory-measure/potential", test_potential);
  g_test_add_func ("/territory-measure/workload", test_workload);
  g_test_add_func ("/territory-tally/moves", test_tally);
  g_test_add_func ("/territory-area/rows", test_areas);
  g_test_add_func ("/territory-part/kinds", test_parts);
  g_test_add_func ("/territory-fill/both", test_fill);
  g_test_add_func ("/territory-fill/nobody", test_fill_nobody);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
