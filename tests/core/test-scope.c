/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scopes: whose deals are meant, and that parts add up to the whole in the flow and in the forecast. */

#include "core/bw-flow.h"
#include "core/bw-outlook.h"
#include "core/bw-sample.h"
#include "core/bw-simulation.h"
#include "core/bw-territory-plan.h"

#include <math.h>
#include <string.h>

#include "core/bw-random.h"

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

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

static BwAtlas *
load_atlas (void)
{
  g_autoptr (GBytes) map = read_map ("us.bwmap");
  g_autoptr (GBytes) zips = read_map ("us-zip.bwzip");
  g_autoptr (GError) error = NULL;
  BwAtlas *atlas = bw_atlas_new_from_bytes (map, zips, &error);

  g_assert_no_error (error);
  return atlas;
}

/* The sample company with its territories; nothing is left to one territory, whose deals belong to none. */
static BwBook *
make_book (gboolean with_map)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwBook         *book;

  options.n_deals = 3000;
  book = bw_sample_new (&options);
  g_assert_cmpuint (book->territories->len, >, 2);
  for (guint i = book->assignments->len; i > 0; i--)
    if (g_array_index (book->assignments, BwAssignment, i - 1).territory == 1)
      g_array_remove_index (book->assignments, i - 1);
  if (with_map)
    {
      g_autoptr (BwAtlas) atlas = load_atlas ();

      bw_book_set_atlas (book, atlas);
    }
  return book;
}

/* A territory is its accounts, as the plan lays them out: named ones before where they lie. */
static void
test_territory (void)
{
  g_autoptr (BwBook) book = make_book (TRUE);
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autofree guint *n = g_new0 (guint, book->territories->len);
  BwNamedAccount    named = { .key = 1, .territory = 0 };
  guint             n_none = 0;

  plan = bw_territory_plan_new (book, 0);
  while (plan->accounts[named.account] != 2)
    named.account++;
  g_array_append_val (book->named_accounts, named);
  g_clear_pointer (&plan, bw_territory_plan_free);
  plan = bw_territory_plan_new (book, 0);
  g_assert_cmpint (plan->accounts[named.account], ==, 0);
  for (guint t = 0; t < book->territories->len; t++)
    {
      BwScope scope = { BW_SCOPE_TERRITORY, (gint32)t }, parsed;
      g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scope);
      g_autofree char *name = bw_scope_dup_name (book, &scope);

      g_assert_true (bw_scope_parse (book, name, &parsed));
      g_assert_cmpint (parsed.kind, ==, BW_SCOPE_TERRITORY);
      g_assert_cmpint (parsed.index, ==, t);
      g_assert_false (bw_scope_mask_admits (mask, 0, 0, BW_NOBODY));
      for (guint a = 0; a < book->accounts->len; a++)
        {
          gboolean admitted = bw_scope_mask_admits (mask, 0, 0, (gint32)a);

          g_assert_cmpint (admitted, ==, plan->accounts[a] == (gint32)t);
          n[t] += admitted;
        }
    }
  for (guint a = 0; a < book->accounts->len; a++)
    n_none += plan->accounts[a] == BW_NOBODY;
  g_assert_cmpuint (n[0], >, 10);
  g_assert_cmpuint (n[2], >, 10);
  g_assert_cmpuint (n_none, >, 10);
}

/* Without a map only named accounts are known to belong anywhere; what does not exist has nothing. */
static void
test_nothing (void)
{
  g_autoptr (BwBook) book = make_book (FALSE);
  const BwScope scopes[] = {
    { BW_SCOPE_TERRITORY, 0 },
    { BW_SCOPE_TERRITORY, 1 },
    { BW_SCOPE_TERRITORY, -1 },
    { BW_SCOPE_TERRITORY, 99 },
    { BW_SCOPE_PERSON, -1 },
    { BW_SCOPE_PERSON, 9999 },
  };
  BwPeriod       period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 3);
  BwNamedAccount named = { .key = 1, .territory = 0, .account = 5 };

  g_array_set_size (book->named_accounts, 0);
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scopes[i]);
      g_autoptr (BwFlow) flow = bw_flow_new (book, &scopes[i], &period, period.from, period.from + 30);

      for (guint a = 0; a < book->accounts->len; a++)
        g_assert_false (bw_scope_mask_admits (mask, 0, 0, (gint32)a));
      g_assert_cmpuint (flow->deals->len, ==, 0);
    }
  g_array_append_val (book->named_accounts, named);
  {
    g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scopes[0]);

    g_assert_true (bw_scope_mask_admits (mask, 0, 0, 5));
    g_assert_false (bw_scope_mask_admits (mask, 0, 0, 4));
  }
}

/* Makes every account that has no territory the named account of @territory. */
static void
fill_gaps (BwBook *book,
           gint32  territory)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);

  for (guint a = 0; a < book->accounts->len; a++)
    {
      BwNamedAccount named = { .key = a + 1, .territory = territory, .account = (gint32)a };

      if (plan->accounts[a] == BW_NOBODY)
        g_array_append_val (book->named_accounts, named);
    }
}

/* The flows of the territories, one of which takes what would be in none, add up to the whole's. No account changes hands,
 * so each bucket does as well. */
static void
test_flow (void)
{
  g_autoptr (BwBook) book = make_book (TRUE);
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  g_autoptr (BwFlow) all = bw_flow_new (book, &everyone, &period, last - 45, last);
  gint64 start = 0, end = 0, value[BW_N_FLOWS] = { 0 };
  guint  n_deals = 0;

  fill_gaps (book, 1);
  for (guint t = 0; t < book->territories->len; t++)
    {
      BwScope scope = { BW_SCOPE_TERRITORY, (gint32)t };
      g_autoptr (BwFlow) flow = bw_flow_new (book, &scope, &period, last - 45, last);

      g_assert_true (flow->balanced);
      start += flow->start;
      end += flow->end;
      n_deals += flow->deals->len;
      for (guint b = 0; b < BW_N_FLOWS; b++)
        value[b] += flow->value[b];
    }
  g_assert_cmpuint (all->deals->len, >, 50);
  g_assert_cmpuint (n_deals, ==, all->deals->len);
  g_assert_cmpint (start, ==, all->start);
  g_assert_cmpint (end, ==, all->end);
  for (guint b = 0; b < BW_N_FLOWS; b++)
    g_assert_cmpint (value[b], ==, all->value[b]);
}

static const BwOutlookPerson *
find_row (const BwOutlook *outlook,
          gint32           person)
{
  for (guint i = 0; i < outlook->n_people; i++)
    if (outlook->people[i].person == person)
      return &outlook->people[i];
  return NULL;
}

/* A team has the same numbers as a row of the whole, as a scope, and as a row of its own scope. */
static void
test_teams (void)
{
  g_autoptr (BwBook) book = make_book (FALSE);
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  g_autoptr (BwOutlook) all = bw_outlook_new (book, &everyone, &period, last, 3, NULL, NULL);
  guint n_wide = 0;

  for (gint32 person = 0; person < 8; person++)
    {
      BwScope scope = { BW_SCOPE_PERSON, person };
      g_autoptr (BwOutlook) own = bw_outlook_new (book, &scope, &period, last, 3, NULL, NULL);
      const BwOutlookPerson *row = find_row (all, person), *top = find_row (own, person);

      g_assert_cmpint (row->won, ==, own->won);
      g_assert_cmpint (row->open, ==, own->open);
      g_assert_cmpint (row->weighted, ==, own->weighted);
      g_assert_cmpint (row->p10, ==, llround (own->p10));
      g_assert_cmpint (row->p50, ==, llround (own->p50));
      g_assert_cmpint (row->p90, ==, llround (own->p90));
      n_wide += row->p90 > row->p10;
      g_assert_cmpuint (own->n_people, <=, all->n_people);
      for (guint i = 0; i < own->n_people; i++)
        {
          const BwOutlookPerson *report = find_row (all, own->people[i].person);

          g_assert_cmpint (own->people[i].p10, ==, report->p10);
          g_assert_cmpint (own->people[i].p50, ==, report->p50);
          g_assert_cmpint (own->people[i].p90, ==, report->p90);
        }
      g_assert_true (top != NULL);
    }
  g_assert_cmpuint (n_wide, >=, 5);
}

/* Forecasts of the territories add up to the whole's. */
static void
test_outlook (void)
{
  g_autoptr (BwBook) book = make_book (TRUE);
  BwDate   last = bw_book_data_date (book);
  BwPeriod period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, last);
  g_autoptr (BwOutlook) all = bw_outlook_new (book, &everyone, &period, last, 3, NULL, NULL);
  double open = 0, fresh = 0, mean = 0, paths = 0, conversion = 0, whole = 0;
  gint64 won = 0, pipeline = 0;

  fill_gaps (book, 1);
  for (guint t = 0; t < book->territories->len; t++)
    {
      BwScope scope = { BW_SCOPE_TERRITORY, (gint32)t };
      g_autoptr (BwOutlook) part = bw_outlook_new (book, &scope, &period, last, 3, NULL, NULL);

      g_assert_cmpint (part->n_won, <, all->n_won);
      won += part->won;
      pipeline += part->open;
      open += part->from_open;
      fresh += part->from_new;
      mean += part->mean;
      conversion += (double)part->methods[1].value;
      for (guint p = 0; p < part->n_paths; p++)
        paths += part->paths[p];
    }
  for (guint p = 0; p < all->n_paths; p++)
    whole += all->paths[p];
  g_assert_cmpint (won, ==, all->won);
  g_assert_cmpint (pipeline, ==, all->open);
  g_assert_cmpfloat_with_epsilon (open, all->from_open, 1.0);
  g_assert_cmpfloat_with_epsilon (fresh, all->from_new, 1.0);
  g_assert_cmpfloat_with_epsilon (mean, all->mean, 1.0);
  g_assert_cmpstr (all->methods[1].name, ==, "conversion");
  g_assert_cmpfloat_with_epsilon (conversion, (double)all->methods[1].value, 5.0);
  g_assert_cmpfloat (paths, ==, whole);
}

/* Parts of a simulation add up on each path: to the last minor unit when the parts are people's, and, where very many deals
 * are taken together, up to rounding when they cut through an owner's deals. */
static void
test_paths (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data), n_people = 5, n_parts = 3;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autofree BwOpenDeal *open = g_new0 (BwOpenDeal, n);
  g_autofree BwArrival  *arrivals = g_new0 (BwArrival, n);
  g_autofree guint8     *counted = g_new (guint8, n);
  g_autofree float      *hazard = g_new (float, (gsize)n * 4);
  g_autofree double     *sum = g_new0 (double, BW_SIMULATION_N_PATHS);
  double                 weight = 40, profile[] = { 0.2, 0.3, 0.5 }, amount[] = { 900, 1000, 1100, 1200, 1300, 1000 };
  BwSimulationInput      input = {
         .seed = 5,
         .book = book,
         .open = open,
         .n_open = n,
         .counted = counted,
         .hazard = hazard,
         .n_steps = 3,
         .n_classes = 1,
         .class_weight = &weight,
         .shock = 0.2,
         .amount_spread = 0.3,
         .arrivals = arrivals,
         .n_arrivals = n,
         .new_wins = 0.3,
         .new_profile = profile,
         .new_amount = amount,
         .new_variation = 0.5,
         .new_spread = 0.1,
  };
  BwRandom random;

  bw_random_init (&random, 1, 1);
  for (guint i = 0; i < n_people; i++)
    {
      BwPerson person = { .key = i + 1, .manager = BW_NOBODY };

      g_array_append_val (book->people, person);
    }
  for (guint i = 0; i < n; i++)
    {
      double step = 0.02 + 0.1 * bw_random_unit (&random);

      bw_deals_append (&book->deals, i + 1);
      open[i] = (BwOpenDeal) { .deal = i, .owner = (gint32)(i % (n_people + 1)) - 1, .estimated = i % 2 };
      open[i].amount = 1000.5 + floor (10000 * bw_random_unit (&random));
      arrivals[i] = (BwArrival) { i, open[i].owner, 0 };
      for (guint s = 0; s < 4; s++)
        hazard[i * 4 + s] = (float)(s * step);
    }
  for (int by_owner = 0; by_owner < 2; by_owner++)
    {
      g_autoptr (BwSimulation) whole = NULL;

      memset (sum, 0, sizeof *sum * BW_SIMULATION_N_PATHS);
      for (guint part = 0; part <= n_parts; part++)
        {
          g_autoptr (BwSimulation) simulation = NULL;

          for (guint i = 0; i < n; i++)
            counted[i] = arrivals[i].counted =
              part == n_parts || (by_owner ? (guint)(open[i].owner + 1) : i / 2) % n_parts == part;
          simulation = bw_simulation_new (&input, NULL, NULL);
          for (guint p = 0; p < simulation->n_paths; p++)
            {
              double people = 0;

              for (guint i = 0; i <= n_people; i++)
                people += simulation->people[i] != NULL ? simulation->people[i][p] : 0;
              g_assert_cmpfloat (people, ==, simulation->total[p]);
              g_assert_cmpfloat (simulation->weeks[2 * simulation->n_paths + p], ==, simulation->total[p]);
              if (part < n_parts)
                sum[p] += simulation->total[p];
            }
          if (part == n_parts)
            whole = g_steal_pointer (&simulation);
        }
      for (guint p = 0; p < whole->n_paths; p++)
        if (by_owner || n <= 4000)
          g_assert_cmpfloat (sum[p], ==, whole->total[p]);
        else
          g_assert_cmpfloat_with_epsilon (sum[p], whole->total[p], (n_people + 1) * (3 + 1) * n_parts);
      g_assert_cmpfloat (whole->total[0], >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scope/territory", test_territory);
  g_test_add_func ("/scope/nothing", test_nothing);
  g_test_add_func ("/scope/flow", test_flow);
  g_test_add_func ("/scope/teams", test_teams);
  g_test_add_func ("/scope/outlook", test_outlook);
  g_test_add_data_func ("/scope/paths/few", GUINT_TO_POINTER (300), test_paths);
  g_test_add_data_func ("/scope/paths/many", GUINT_TO_POINTER (6000), test_paths);
  return g_test_run ();
}
