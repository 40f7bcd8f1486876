/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser at work on plans over each kind of map. */

#include <math.h>

#include "core/bw-plan-edit.h"
#include "core/bw-random.h"
#include "core/bw-territory-optimise.h"

enum
{
  N_ACCOUNTS = 240,
  N_TERRITORIES = 4,
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

/* Accounts in areas of @name drawn by chance; four territories of neighbouring areas, as the map has them in order, that are of
 * unlike size. One area in a hundred is nobody's. */
static BwBook *
new_book (const char *name)
{
  BwBook  *book = bw_book_new ();
  BwPlan   plan = { .key = 1, .status = BW_PLAN_ACTIVE };
  BwAtlas *map;
  BwRandom random;
  guint    n;

  bw_random_init (&random, 4, 0);
  bw_book_set_atlas (book, shared);
  bw_book_add_default_stages (book);
  plan.name = bw_pool_add (&book->texts, "Plan", -1);
  plan.map = bw_pool_add (&book->texts, name, -1);
  g_array_append_val (book->plans, plan);
  map = bw_territory_plan_map (book, 0);
  n = bw_atlas_n_units (map);
  for (guint t = 0; t < N_TERRITORIES; t++)
    {
      BwTerritory territory = { .key = 10 + t, .owner = BW_NOBODY };

      territory.name = bw_pool_add (&book->texts, (const char *[]) { "One", "Two", "Three", "Four" }[t], -1);
      g_array_append_val (book->territories, territory);
    }
  for (guint u = 0; u < n; u++)
    {
      g_autofree char *id = bw_atlas_unit_dup_id (map, u);
      BwAssignment     row = { bw_book_random_key (), (gint32)MIN (sqrt ((double)u / n) * N_TERRITORIES, N_TERRITORIES - 1), 0 };

      row.unit = bw_pool_add (&book->texts, id, -1);
      if (bw_random_below (&random, 100) > 0)
        g_array_append_val (book->assignments, row);
    }
  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      const BwAtlasUnit *unit = bw_atlas_unit (map, bw_random_below (&random, n));
      BwAccount          account = { .key = bw_book_random_key (), .owner = BW_NOBODY, .parent = BW_NOBODY, .employees = -1, .revenue = BW_MONEY_NONE };

      account.latitude = unit->latitude;
      account.longitude = unit->longitude;
      account.name = bw_pool_add (&book->texts, "Account", -1);
      g_array_append_val (book->accounts, account);
    }
  return book;
}

static void
check_proposal (const BwTerritoryPlan     *plan,
                const BwTerritoryProposal *proposal,
                gboolean                   fill_gaps)
{
  const BwPartition *partition = proposal->partition;
  double             sum = 0;
  guint              named = 0;

  g_assert_cmpuint (proposal->n_territories, ==, N_TERRITORIES);
  for (guint u = 0; u < plan->n_units; u++)
    named += plan->units[u] != BW_NOBODY;
  g_assert_cmpuint (proposal->n_units, ==, fill_gaps ? plan->n_units : named);
  for (guint u = 0; u < proposal->n_units; u++)
    g_assert_cmpint (partition->territory[u], <, N_TERRITORIES);
  for (guint i = 0; i < proposal->n_moved; i++)
    {
      g_assert_cmpint (plan->units[proposal->moved[i]], !=, proposal->moved_to[i]);
      g_assert_cmpint (proposal->moved_to[i], !=, BW_NOBODY);
    }
  for (guint t = 0; t < N_TERRITORIES; t++)
    sum += partition->load[t];
  g_assert_cmpfloat (sum, <=, N_ACCOUNTS + 1e-6);
  g_assert_cmpfloat (partition->score.violation, <=, partition->start.violation + 1e-9);
  for (guint i = 0; i < partition->findings->len; i++)
    {
      g_autofree char *sentence = bw_territory_proposal_dup_finding (proposal, plan->book, i);

      g_assert_true (g_str_has_suffix (sentence, "."));
    }
}

static gboolean
count_cb (double   done,
          gpointer data)
{
  int *left = data;

  return --*left > 0;
}

/* A map, and whether what lies side by side on it can be exchanged: on maps of the world, and with areas in the order of their
 * codes, whole parts hang on single areas, as South America on France, and such an area alone cannot go. */
typedef struct
{
  const char *name;
  gboolean    even;
} MapCase;

static const MapCase cases[] = {
  { "counties", TRUE },
  { "states", TRUE },
  { "zip3", TRUE },
  { "zips", FALSE },
  { "countries", FALSE },
  { "regions", FALSE },
  { "regions:DE AT CH", TRUE },
};

/* Better than it was, nearly or wholly even where that can be, what is moved is what is said to be, and the same again; stopped after some questions it
 * keeps the best so far. */
static void
test_map (gconstpointer data)
{
  const MapCase *c = data;
  g_autoptr (BwBook) book = new_book (c->name);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autoptr (BwAccountValues) values = bw_account_values_new_for (plan, bw_date_from_ymd (2026, 6, 1));
  BwTerritoryOptimiseOptions options = { .seed = 1, .iterations = 60000, .fill_gaps = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;
  g_autoptr (BwTerritoryProposal) again = NULL;

  options.measures[BW_MEASURE_ACCOUNTS] = TRUE;
  options.tolerances[BW_MEASURE_ACCOUNTS] = 0.15;
  proposal = bw_territory_optimise (plan, values, &options, &error);
  g_assert_no_error (error);
  check_proposal (plan, proposal, TRUE);
  g_assert_cmpuint (proposal->partition->start.n_outside, >, 1);
  g_assert_cmpfloat (proposal->partition->score.violation, <, proposal->partition->start.violation);
  if (c->even)
    g_assert_cmpuint (proposal->partition->score.n_outside, <=, 1);
  options.n_threads = 1;
  again = bw_territory_optimise (plan, values, &options, &error);
  g_assert_cmpmem (proposal->moved, proposal->n_moved * sizeof (guint32), again->moved, again->n_moved * sizeof (guint32));
  for (int questions = 1; questions < 60; questions += 12)
    {
      int left = questions;
      g_autoptr (BwTerritoryProposal) stopped = NULL;

      options.iterations = G_GUINT64_CONSTANT (1000000000);
      options.progress = count_cb;
      options.progress_data = &left;
      stopped = bw_territory_optimise (plan, values, &options, &error);
      g_assert_true (stopped->partition->stopped);
      check_proposal (plan, stopped, TRUE);
      g_assert_cmpint (left, >, -100);
    }
}

/* Locked areas and territories stay where they are, on every map. */
static void
test_locks (gconstpointer data)
{
  const MapCase *c = data;
  g_autoptr (BwBook) book = new_book (c->name);
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  BwTerritoryOptimiseOptions options = { .seed = 1, .iterations = 40000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;
  BwAtlas *map = bw_territory_plan_map (book, 0);

  g_array_index (book->territories, BwTerritory, 1).locked = TRUE;
  for (guint u = 0; u < bw_atlas_n_units (map); u += 7)
    {
      g_autofree char *id = bw_atlas_unit_dup_id (map, u);
      BwPlanLock       lock = { .key = bw_book_random_key (), .plan = 0 };

      lock.unit = bw_pool_add (&book->texts, id, -1);
      g_array_append_val (book->plan_locks, lock);
    }
  plan = bw_territory_plan_new (book, 0);
  values = bw_account_values_new_for (plan, bw_date_from_ymd (2026, 6, 1));
  options.measures[BW_MEASURE_ACCOUNTS] = TRUE;
  proposal = bw_territory_optimise (plan, values, &options, &error);
  g_assert_no_error (error);
  check_proposal (plan, proposal, FALSE);
  for (guint i = 0; i < proposal->n_moved; i++)
    {
      g_assert_cmpuint (proposal->moved[i] % 7, !=, 0);
      g_assert_cmpint (plan->units[proposal->moved[i]], !=, 1);
      g_assert_cmpint (proposal->moved_to[i], !=, 1);
    }
}

/* Without territories, areas or measures there is nothing to do, and a sentence says so; one territory keeps all. */
static void
test_little (void)
{
  g_autoptr (BwBook) book = new_book ("states");
  BwTerritoryOptimiseOptions options = { .seed = 1, .iterations = 1000 };
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autoptr (BwAccountValues) values = bw_account_values_new_for (plan, bw_date_from_ymd (2026, 6, 1));
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwTerritoryPlan) nothing = NULL;
  g_autoptr (BwAccountValues) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_territory_optimise (plan, values, &options, &error));
  g_assert_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST);
  g_clear_error (&error);
  bw_book_set_atlas (empty, shared);
  nothing = bw_territory_plan_new (empty, BW_NOBODY);
  none = bw_account_values_new_for (nothing, bw_date_from_ymd (2026, 6, 1));
  options.measures[BW_MEASURE_ACCOUNTS] = TRUE;
  g_assert_null (bw_territory_optimise (nothing, none, &options, &error));
  g_assert_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GBytes) map = read_bytes ("us.bwmap");
  g_autoptr (GBytes) zips = read_bytes ("us-zip.bwzip");
  g_autoptr (GBytes) world = read_bytes ("world.bwworld");
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_assert_true (bw_atlas_add_world (shared, world, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *even = g_strdup_printf ("/territory-optimise/map/%s", cases[i].name);
      g_autofree char *locks = g_strdup_printf ("/territory-optimise/locks/%s", cases[i].name);

      g_test_add_data_func (even, &cases[i], test_map);
      g_test_add_data_func (locks, &cases[i], test_locks);
    }
  g_test_add_func ("/territory-optimise/little", test_little);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
