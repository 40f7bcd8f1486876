/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what is found about territories: a small company with known faults. */

#include "core/bw-plan-edit.h"
#include "core/bw-sample.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-finding.h"

#include <math.h>

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
add_accounts (BwBook     *book,
              const char *postal,
              const char *industry,
              guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      BwAccount account = { .key = bw_book_random_key (), .owner = BW_NOBODY, .parent = BW_NOBODY, .employees = -1 };

      account.latitude = account.longitude = NAN;
      account.revenue = BW_MONEY_NONE;
      account.postal = bw_pool_add (&book->texts, postal, -1);
      account.industry = bw_pool_intern (&book->texts, industry);
      account.name = bw_pool_add (&book->texts, "Account", -1);
      g_array_append_val (book->accounts, account);
    }
}

static void
add_deal (BwBook *book,
          gint32  account,
          gint32  owner,
          gint32  product,
          guint16 stage,
          gint64  amount)
{
  guint deal = bw_deals_append (&book->deals, bw_book_random_key ());

  book->deals.account[deal] = account;
  book->deals.owner[deal] = owner;
  book->deals.product[deal] = product;
  book->deals.stage[deal] = stage;
  book->deals.amount[deal] = amount;
  book->deals.close[deal] = bw_date_from_ymd (2026, 5, 5);
}

static guint16
stage_of_kind (const BwBook *book,
               BwStageKind   kind)
{
  for (guint i = 0; i < book->stages->len; i++)
    if (bw_book_stage (book, i)->kind == kind)
      return (guint16)i;
  g_assert_not_reached ();
}

static void
add_unit (BwBook     *book,
          gint32      territory,
          const char *unit)
{
  BwAssignment row = { bw_book_random_key (), territory, bw_pool_add (&book->texts, unit, -1) };

  g_array_append_val (book->assignments, row);
}

/* Anna has Texas, Ben Oklahoma. In Texas 40 accounts, of which 30 bought, one of them product 1 each third; in Oklahoma 20, of which one
 * bought and none was offered product 1; in Louisiana, which nobody has, two with an open deal. Ben works an account of Anna's. */
static BwBook *
new_book (void)
{
  BwBook     *book = bw_book_new ();
  BwPlan      plan = { .key = 1, .status = BW_PLAN_ACTIVE };
  BwPerson    people[] = { { .key = 2, .manager = BW_NOBODY }, { .key = 3, .manager = BW_NOBODY } };
  BwProduct   products[] = { { .key = 4 }, { .key = 5 } };
  BwTerritory territories[] = { { .key = 6, .owner = 0 }, { .key = 7, .owner = 1 } };
  guint16     won, open;

  bw_book_set_atlas (book, shared);
  bw_book_add_default_stages (book);
  won = stage_of_kind (book, BW_STAGE_WON);
  open = stage_of_kind (book, BW_STAGE_OPEN);
  plan.name = bw_pool_add (&book->texts, "Plan", -1);
  g_array_append_val (book->plans, plan);
  g_array_append_vals (book->people, people, 2);
  g_array_append_vals (book->products, products, 2);
  territories[0].name = bw_pool_add (&book->texts, "Texas", -1);
  territories[1].name = bw_pool_add (&book->texts, "Oklahoma", -1);
  g_array_append_vals (book->territories, territories, 2);
  add_unit (book, 0, "state:TX");
  add_unit (book, 1, "state:OK");
  add_accounts (book, "75201", "Retail", 40);
  add_accounts (book, "73102", "Retail", 20);
  add_accounts (book, "70112", "Retail", 2);
  for (gint32 i = 0; i < 30; i++)
    add_deal (book, i, 0, i % 3 == 0 ? 1 : 0, won, 10000);
  add_deal (book, 40, 1, 0, won, 10000);
  for (gint32 i = 0; i < 10; i++)
    add_deal (book, i, i == 0 ? 1 : 0, 0, open, 5000);
  add_deal (book, 60, BW_NOBODY, 0, open, 7000);
  add_deal (book, 61, BW_NOBODY, 0, open, 7000);
  return book;
}

static const BwTerritoryFinding *
find (GPtrArray             *findings,
      BwTerritoryFindingKind kind)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const BwTerritoryFinding *)g_ptr_array_index (findings, i))->kind == kind)
      return g_ptr_array_index (findings, i);
  return NULL;
}

static void
test_kinds (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
  g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 8, 1));
  g_autoptr (GPtrArray) findings = bw_territory_findings_new (plan, values, 0.1);
  const BwTerritoryFinding *finding;

  finding = find (findings, BW_TERRITORY_OVERLAP);
  g_assert_cmpint (finding->territory, ==, 0);
  g_assert_cmpint (finding->person, ==, 1);
  g_assert_cmpuint (finding->n, ==, 1);
  g_assert_cmpint (finding->amount, ==, 5000);

  finding = find (findings, BW_TERRITORY_GAP);
  g_assert_cmpstr (bw_atlas_parent (shared, (guint)finding->state)->code, ==, "LA");
  g_assert_cmpuint (finding->n, ==, 2);
  g_assert_cmpint (finding->amount, ==, 14000);

  finding = find (findings, BW_TERRITORY_LOAD);
  g_assert_cmpint (finding->territory, ==, 0);
  g_assert_cmpfloat_with_epsilon (finding->observed, 1, 1e-9); /* all of the pipeline, the mean being half */

  /* Elsewhere 30 of 42 bought; with ten accounts at the share of all, 31 of 62: (30 + 5) / 52 of 20. */
  finding = find (findings, BW_TERRITORY_DEAD_ZONE);
  g_assert_cmpstr (bw_atlas_parent (shared, (guint)finding->state)->code, ==, "OK");
  g_assert_cmpuint (finding->n, ==, 20);
  g_assert_cmpfloat (finding->observed, ==, 1);
  g_assert_cmpfloat_with_epsilon (finding->expected, 20 * 35.0 / 52, 1e-9);

  /* Ten of 62 bought product 1, all of one industry: (10 + 10 * 10 / 62) / 72 of 20. */
  finding = find (findings, BW_TERRITORY_POTENTIAL);
  g_assert_cmpint (finding->product, ==, 1);
  g_assert_cmpint (finding->territory, ==, 1);
  g_assert_cmpfloat_with_epsilon (finding->expected, 20 * (10 + 100.0 / 62) / 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (finding->lift, 1, 1e-9);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *title = bw_territory_finding_dup_title (plan, g_ptr_array_index (findings, i));

      g_assert_cmpint (*title, !=, 0);
    }
}

/* A county of Texas' in the middle of Oklahoma lies apart; giving it away in a draft mends that, and the plan stays. */
static void
test_detached (void)
{
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwBook) tried = NULL;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwTerritoryPlan) then = NULL;
  g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 8, 1));
  g_autoptr (GPtrArray) findings = NULL;
  const BwTerritoryFinding *finding;
  g_autofree char          *proposal = NULL;
  BwDelta                  *delta;
  gint32                    copy;

  add_unit (book, 0, "county:40109");
  plan = bw_territory_plan_new (book, 0);
  findings = bw_territory_findings_new (plan, values, 0.1);
  finding = find (findings, BW_TERRITORY_DETACHED);
  g_assert_cmpuint (finding->counties->len, ==, 1);
  g_assert_cmpint (finding->to, ==, 1);
  g_assert_cmpuint (finding->n, ==, 20);
  proposal = bw_territory_finding_dup_proposal (plan, values, finding);
  g_assert_nonnull (proposal);
  tried = bw_territory_finding_try (plan, finding, "Tried", 0, &copy, &delta);
  bw_delta_free (delta);
  then = bw_territory_plan_new (tried, copy);
  g_assert_cmpint (bw_territory_line (tried, then->units[bw_atlas_find_county (shared, 40109)]), ==, 7);
  g_assert_cmpint (bw_territory_plan_current (tried), ==, 0);
}

/* Maine is joined to Oklahoma by a bridge alone: its county at the end of it is told, as long as it is not locked. */
static void
test_hinge (void)
{
  g_autoptr (BwBook) book = new_book ();
  BwBridge   bridge = { bw_book_random_key (), bw_pool_add (&book->texts, "county:40109", -1), bw_pool_add (&book->texts, "county:23005", -1), TRUE };
  BwPlanLock lock = { bw_book_random_key (), 0, bridge.b };

  add_unit (book, 1, "state:ME");
  add_accounts (book, "04401", "Retail", 10);
  g_array_append_val (book->bridges, bridge);
  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, 0);
      g_autoptr (BwAccountValues) values = bw_account_values_new (book, bw_date_from_ymd (2026, 8, 1));
      g_autoptr (GPtrArray) findings = bw_territory_findings_new (plan, values, 0.1);
      const BwTerritoryFinding *finding = find (findings, BW_TERRITORY_HINGE);
      g_autofree char          *title = NULL;
      g_autofree char          *proposal = NULL;

      g_assert_null (find (findings, BW_TERRITORY_DETACHED));
      g_array_append_val (book->plan_locks, lock);
      if (pass == 1)
        {
          g_assert_null (finding);
          continue;
        }
      g_assert_cmpint (finding->territory, ==, 1);
      g_assert_cmpuint (finding->n, ==, 10);
      g_assert_cmpuint (finding->n_areas, ==, 15);
      g_assert_cmpuint (g_array_index (finding->counties, guint32, 0), ==, (guint)bw_atlas_find_county (shared, 23005));
      title = bw_territory_finding_dup_title (plan, finding);
      g_assert_cmpstr (title, ==,
                       "Cumberland, ME alone holds Oklahoma together: without it 15 counties with 10 accounts would lie apart. Lock it, or bridge the "
                       "parts.");
      proposal = bw_territory_finding_dup_proposal (plan, values, finding);
      g_assert_null (proposal);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) map = NULL;
  g_autoptr (GBytes) zips = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  map = read_bytes ("us.bwmap");
  zips = read_bytes ("us-zip.bwzip");
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_test_add_func ("/territory-finding/kinds", test_kinds);
  g_test_add_func ("/territory-finding/detached", test_detached);
  g_test_add_func ("/territory-finding/hinge", test_hinge);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
