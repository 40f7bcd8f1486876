/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of plans that change their map, of places by other countries' postal codes, and of what a plan's accounts are far from. */

#include "core/bw-plan-edit.h"
#include "core/bw-atlas.h"
#include "core/bw-plan-map.h"
#include "core/bw-postal-edit.h"
#include "core/bw-postal.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-reach.h"
#include "core/bw-time-zone.h"

#include <math.h>
#include <string.h>

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

static BwBook *
new_book (const char *const *units)
{
  BwBook     *book = bw_book_new ();
  BwPlan      plan = { bw_book_random_key (), bw_pool_add (&book->texts, "Plan", -1), BW_PLAN_ACTIVE, BW_DATE_NONE };
  BwTerritory north = { bw_book_random_key (), 0, bw_pool_add (&book->texts, "North", -1), BW_NOBODY, 0 };
  BwTerritory south = { bw_book_random_key (), 0, bw_pool_add (&book->texts, "South", -1), BW_NOBODY, 1 };

  bw_book_set_atlas (book, shared);
  g_array_append_val (book->plans, plan);
  g_array_append_val (book->territories, north);
  g_array_append_val (book->territories, south);
  for (guint i = 0; units[i] != NULL; i++)
    {
      BwAssignment row = { bw_book_random_key (), (gint32)i % 2, bw_pool_add (&book->texts, units[i], -1) };

      g_array_append_val (book->assignments, row);
    }
  return book;
}

/* The plan over another map; NULL when that would lose something. */
static BwBook *
over (const BwBook *book,
      const char   *map)
{
  g_autoptr (GError) error = NULL;
  BwDelta *delta = NULL;
  BwBook  *after = bw_plan_map_edit (book, 0, map, &delta, &error);

  g_assert_true ((after == NULL) == (error != NULL));
  g_clear_pointer (&delta, bw_delta_free);
  return after;
}

static gint32
territory_of (const BwBook *book,
              const char   *code)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new_of (book, 0);
  gint32 unit = bw_atlas_find_unit (plan->atlas, code);

  g_assert_cmpint (unit, !=, BW_ATLAS_NOWHERE);
  return plan->units[unit];
}

static void
test_us_plan (void)
{
  static const char *const units[] = { "state:TX", "state:LA", NULL };
  g_autoptr (BwBook) counties = new_book (units);
  g_autoptr (BwBook) zips = over (counties, "zips");
  g_autoptr (BwBook) zip3 = over (counties, "zip3");
  g_autoptr (BwBook) states = NULL;
  g_autoptr (BwBook) regions = NULL;
  g_autoptr (BwBook) back = NULL;
  g_autoptr (BwBook) split = NULL;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  BwDelta *delta;
  guint32  travis;

  g_assert_nonnull (zips);
  g_assert_cmpint (territory_of (zips, "78701"), ==, 0);
  g_assert_cmpint (territory_of (zips, "70112"), ==, 1);
  g_assert_cmpint (territory_of (zips, "10001"), ==, BW_NOBODY);
  g_assert_null (zip3); /* some cross the border of a state */
  states = over (zips, "states");
  g_assert_nonnull (states);
  g_assert_cmpint (territory_of (states, "TX"), ==, 0);
  g_assert_cmpuint (states->assignments->len, ==, 2);
  regions = over (states, "regions");
  g_assert_nonnull (regions);
  g_assert_cmpint (territory_of (regions, "US-LA"), ==, 1);
  g_assert_null (over (regions, "countries"));
  back = over (regions, "counties");
  g_assert_nonnull (back);
  g_assert_cmpuint (back->assignments->len, ==, 2);
  g_assert_cmpint (territory_of (back, "48453"), ==, 0);

  plan = bw_territory_plan_new_of (counties, 0);
  travis = (guint32)bw_atlas_find_unit (shared, "48453");
  split = bw_territory_edit_assign (plan, &travis, 1, 1, &delta);
  bw_delta_free (delta);
  g_assert_null (over (split, "states"));
  g_assert_null (over (split, "moon"));
}

static void
test_world_plan (void)
{
  static const char *const units[] = { "country:DE", "country:FR", "country:AT", NULL };
  g_autoptr (BwBook) plain = new_book (units);
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) regions = NULL;
  g_autoptr (BwBook) some = NULL;
  g_autoptr (BwBook) split = NULL;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  BwDelta *delta;
  guint32  bavaria;

  g_array_index (plain->plans, BwPlan, 0).map = bw_pool_add (&plain->texts, "countries", -1);
  g_assert_cmpint (territory_of (plain, "DE"), ==, 0);
  regions = over (plain, "regions");
  g_assert_nonnull (regions);
  g_assert_cmpint (territory_of (regions, "DE-BY"), ==, 0);
  g_assert_cmpint (territory_of (regions, "FR-75"), ==, 1);
  g_assert_null (over (plain, "counties"));
  g_assert_null (over (regions, "regions:DE AT"));
  some = over (regions, "regions:DE AT FR");
  g_assert_nonnull (some);
  book = over (some, "countries");
  g_assert_nonnull (book);
  g_assert_cmpint (territory_of (book, "FR"), ==, 1);
  plan = bw_territory_plan_new_of (some, 0);
  bavaria = (guint32)bw_atlas_find_unit (plan->atlas, "DE-BY");
  split = bw_territory_edit_assign (plan, &bavaria, 1, 1, &delta);
  bw_delta_free (delta);
  g_assert_cmpint (territory_of (split, "DE-BY"), ==, 1);
  g_assert_cmpint (territory_of (split, "DE-BE"), ==, 0);
  g_assert_null (over (split, "countries"));
}

/* Accounts of the world find their place by whatever their rows tell. */
static void
test_places (void)
{
  static const struct
  {
    const char *country, *state, *postal;
    double      latitude, longitude;
    const char *map, *unit; /* NULL: none, but @parent where it is known */
    const char *parent;
  } rows[] = {
    { "Germany", "Bayern", "80331", NAN, NAN, "countries", "DE", "Western Europe" },
    { "Deutschland", "Bayern", "80331", NAN, NAN, "regions:DE AT", "DE-BY", "DE" },
    { "DE", "", "", NAN, NAN, "regions:DE AT", NULL, "DE" },
    { "", "", "", 48.208, 16.373, "regions:DE AT", "AT-9", "AT" },
    { "", "", "", 48.208, 16.373, "counties", NULL, NULL },
    { "USA", "TX", "78701", NAN, NAN, "countries", "US", "Northern America" },
    { "", "TX", "", NAN, NAN, "states", "TX", "South" },
    { "", "", "78701", NAN, NAN, "zips", "78701", "787" },
    { "", "", "78701", NAN, NAN, "zip3", "787", "TX" },
    { "", "TX", "", NAN, NAN, "counties", NULL, "TX" },
    { "Germany", "", "78701", NAN, NAN, "zips", NULL, NULL },
    { "Atlantis", "TX", "78701", NAN, NAN, "counties", NULL, NULL },
  };
  g_autoptr (BwBook) book = bw_book_new ();

  bw_book_set_atlas (book, shared);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const BwAtlas *map = bw_atlas_get_map (shared, rows[i].map);
      BwAccount      account = { 0 };
      BwPlace        place;

      account.country = bw_pool_add (&book->texts, rows[i].country, -1);
      account.state = bw_pool_add (&book->texts, rows[i].state, -1);
      account.postal = bw_pool_add (&book->texts, rows[i].postal, -1);
      account.latitude = rows[i].latitude;
      account.longitude = rows[i].longitude;
      place = bw_place_of_account (book, map, &account);
      g_assert_cmpstr (place.unit >= 0 ? bw_atlas_unit (map, (guint)place.unit)->code : NULL, ==, rows[i].unit);
      g_assert_cmpstr (place.parent >= 0 ? bw_atlas_parent (map, (guint)place.parent)->code : NULL, ==, rows[i].parent);
    }
}

/* Accounts in Maine are far from a territory around Texas. */
static void
test_reach (void)
{
  static const char *const units[] = { "state:TX", "state:VT", "state:OK", "state:NH", "state:ME", NULL };
  static const char *const zips[] = { "75201", "76102", "78701", "77002", "73102", "78205", "04101", "04330", "04401", "05401", "03101", "05602" };
  g_autoptr (BwBook) book = new_book (units);
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  g_autoptr (GArray) reaches = NULL;
  g_autofree BwTerritoryMiddle *middles = NULL;
  gboolean                      ground = FALSE, clock = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (zips); i++)
    {
      BwAccount account = { bw_book_random_key () };

      account.postal = bw_pool_add (&book->texts, zips[i], -1);
      account.latitude = account.longitude = NAN;
      account.owner = account.parent = BW_NOBODY;
      g_array_append_val (book->accounts, account);
    }
  plan = bw_territory_plan_new_of (book, 0);
  values = bw_account_values_new (book, 20000);
  middles = bw_territory_middles_new (plan, values);
  g_assert_cmpuint (middles[0].n, ==, 9);
  g_assert_cmpuint (middles[1].n, ==, 3);
  g_assert_cmpfloat (middles[0].hours, ==, middles[1].hours - 1); /* central, eastern */
  reaches = bw_territory_reach_new (plan, values);
  for (guint i = 0; i < reaches->len; i++)
    {
      const BwTerritoryReach *reach = &g_array_index (reaches, BwTerritoryReach, i);

      g_assert_cmpint (reach->territory, ==, 0);
      g_assert_cmpuint (reach->n, ==, 3);
      g_assert_cmpstr (bw_atlas_parent (plan->atlas, (guint)reach->parent)->code, ==, "ME");
      g_assert_cmpint (reach->to, ==, 1);
      g_assert_cmpfloat (reach->after, <, reach->mean / 2);
      g_assert_cmpuint (reach->units->len, ==, 3);
      ground |= !reach->clock;
      clock |= reach->clock;
    }
  g_assert_true (ground);
  g_assert_false (clock); /* one hour is none to speak of */
}

/* Postal codes that a file told of, found however they are written. */
static void
test_postal (void)
{
  static const char text[] = "DE\t80331\tMünchen\tBayern\tBY\t\t\t\t\t48.1345\t11.571\t4\n"
                             "DE\t80331\tAltstadt\tBayern\tBY\t\t\t\t\t48.1365\t11.573\t4\r\n"
                             "GB\tSW1A\tLondon\tEngland\tENG\t\t\t\t\t51.5016\t-0.1416\t4\n"
                             "DE\tnowhere\tx\tx\tx\t\t\t\t\t91\t11\t4\n"
                             "\n"
                             "FR\t75001\tParis\tx\tx\t\t\t\t\t48.8592\t2.3417\t5";
  static const char other[] = "DE\t10115\tBerlin\tBerlin\tBE\t\t\t\t\t52.5323\t13.3846\t4\n";
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBook) later = NULL;
  g_autoptr (GError) error = NULL;
  BwPostalCount count;
  BwDelta      *delta;
  double        latitude, longitude;

  g_assert_true (bw_postal_edit_is_one (text, strlen (text)));
  g_assert_true (bw_postal_edit_is_one (text, strlen (text) - 20));
  g_assert_true (bw_postal_edit_is_one (other, strlen (other)));
  g_assert_false (bw_postal_edit_is_one ("", 0));
  g_assert_false (bw_postal_edit_is_one ("Name,Amount\nA,1\n", 16));
  g_assert_false (bw_postal_edit_is_one ("a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\n", 24));
  after = bw_postal_edit_take (book, text, strlen (text), &count, &delta, &error);
  g_assert_no_error (error);
  bw_delta_free (delta);
  g_assert_cmpuint (count.n_read, ==, 5);
  g_assert_cmpuint (count.n_bad, ==, 1);
  g_assert_cmpuint (count.line_bad, ==, 4);
  g_assert_cmpuint (count.n_codes, ==, 3);
  g_assert_true (bw_postal_find (after, "DE", " 80331 ", &latitude, &longitude));
  g_assert_cmpfloat_with_epsilon (latitude, 48.1355, 1e-9);
  g_assert_cmpfloat_with_epsilon (longitude, 11.572, 1e-9);
  g_assert_true (bw_postal_find (after, "GB", "sw1a 1aa", &latitude, &longitude));
  g_assert_cmpfloat_with_epsilon (latitude, 51.5016, 1e-9);
  g_assert_false (bw_postal_find (after, "GB", "N1 9GU", &latitude, &longitude));
  g_assert_false (bw_postal_find (after, "AT", "80331", &latitude, &longitude));
  g_assert_false (bw_postal_find (after, "DE", "", &latitude, &longitude));
  g_assert_false (bw_postal_find (after, "DE", NULL, &latitude, &longitude));

  later = bw_postal_edit_take (after, other, strlen (other), &count, &delta, &error);
  g_assert_no_error (error);
  bw_delta_free (delta);
  g_assert_true (bw_postal_find (later, "DE", "10115", &latitude, &longitude));
  g_assert_false (bw_postal_find (later, "DE", "80331", &latitude, &longitude));
  g_assert_true (bw_postal_find (later, "FR", "75001", &latitude, &longitude));
  g_assert_null (bw_postal_edit_take (later, "a,b,c\n", 6, &count, &delta, &error));
  g_assert_error (error, BW_POSTAL_ERROR, BW_POSTAL_ERROR_FORMAT);
}

/* A copy keeps its plan's map unless another one is chosen that can say the same. */
static void
test_copied_plan (void)
{
  static const char *const units[] = { "state:TX", "state:LA", NULL };
  static const struct
  {
    gint32      plan;
    const char *map;
    const char *code; /* NULL: refused */
    gint32      territory;
  } cases[] = {
    { 0, "counties", "48453", 2 },
    { 0, "states", "TX", 2 },
    { 0, "zips", "78701", 2 },
    { 0, "zip3", NULL, 0 },
    { BW_NOBODY, "zip3", "787", BW_NOBODY },
    { BW_NOBODY, "regions:DE AT", "DE-BY", BW_NOBODY },
    { BW_NOBODY, "moon", NULL, 0 },
  };
  g_autoptr (BwBook) book = new_book (units);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      BwDelta *delta = NULL;
      gint32   copy = BW_NOBODY, again = BW_NOBODY;
      g_autoptr (BwBook) after = bw_plan_map_copy (book, cases[i].plan, "Draft", cases[i].map, 0, &copy, &delta, &error);
      g_autoptr (BwTerritoryPlan) plan = NULL;
      g_autoptr (BwBook) later = NULL;

      g_assert_true ((after == NULL) == (cases[i].code == NULL));
      g_assert_true ((after == NULL) == (error != NULL));
      if (after == NULL)
        continue;
      bw_delta_free (delta);
      g_assert_cmpint (copy, ==, 1);
      plan = bw_territory_plan_new_of (after, copy);
      g_assert_true (plan->atlas == bw_atlas_get_map (shared, cases[i].map));
      g_assert_cmpint (plan->units[bw_atlas_find_unit (plan->atlas, cases[i].code)], ==, cases[i].territory);
      later = bw_plan_edit_copy (after, copy, "Draft 2", 0, &again, &delta);
      bw_delta_free (delta);
      g_assert_true (bw_territory_plan_map (later, again) == plan->atlas);
    }
  /* What it was copied from stays. */
  g_assert_cmpint (territory_of (book, "48453"), ==, 0);
}

/* A first plan gets the map on which its accounts are. */
static void
test_proposal (void)
{
  static const struct
  {
    const char *countries[5];
    const char *states[5];
    const char *map;
  } cases[] = {
    { { NULL }, { NULL }, "counties" },
    { { "", "", NULL }, { "", "", NULL }, "counties" },
    { { "", "USA", NULL }, { "TX", "", NULL }, "counties" },
    { { "US", "Germany", NULL }, { "TX", "", NULL }, "counties" },
    { { "Deutschland", "AT", "DE", NULL }, { "", "", "", NULL }, "regions:AT DE" },
    { { "Deutschland", "AT", "US", NULL }, { "", "", "", NULL }, "regions:AT DE US" },
    { { "Atlantis", NULL }, { "", NULL }, "counties" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (BwBook) after = NULL;
      g_autofree char *map = NULL;
      BwDelta         *delta;

      bw_book_set_atlas (book, shared);
      for (guint j = 0; cases[i].countries[j] != NULL; j++)
        {
          BwAccount account = { .key = bw_book_random_key (), .latitude = NAN, .longitude = NAN, .owner = BW_NOBODY, .parent = BW_NOBODY };

          account.country = bw_pool_add (&book->texts, cases[i].countries[j], -1);
          account.state = bw_pool_add (&book->texts, cases[i].states[j], -1);
          g_array_append_val (book->accounts, account);
        }
      map = bw_plan_map_dup_proposal (book);
      g_assert_cmpstr (map, ==, cases[i].map);
      g_assert_true (bw_territory_plan_map (book, BW_NOBODY) == bw_atlas_get_map (shared, map));
      after = bw_territory_edit_add (book, BW_NOBODY, "North", BW_NOBODY, NULL, &delta);
      bw_delta_free (delta);
      g_assert_true (bw_territory_plan_map (after, 0) == bw_atlas_get_map (shared, map));
    }
}

static void
test_countries_written (void)
{
  static const char *const cases[][2] = {
    { "", "regions" },
    { " , ", "regions" },
    { "DE, AT", "regions:DE AT" },
    { "Germany; Österreich", "regions:DE AT" },
    { "DE AT CH", "regions:DE AT CH" },
    { "United Kingdom, FR", "regions:GB FR" },
    { "DE, Atlantis", NULL },
  };
  g_autoptr (BwBook) book = bw_book_new ();

  bw_book_set_atlas (book, shared);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *map = bw_plan_map_dup_regions (book, cases[i][0]);

      g_assert_cmpstr (map, ==, cases[i][1]);
    }
}

/* Sentences call areas what they are on their map. */
static void
test_counts (void)
{
  static const char *const cases[][3] = {
    { "counties", "1 county", "2 counties" },
    { "states", "1 state", "2 states" },
    { "zip3", "1 ZIP3 area", "2 ZIP3 areas" },
    { "zips", "1 ZIP area", "2 ZIP areas" },
    { "countries", "1 country", "2 countries" },
    { "regions:DE", "1 region", "2 regions" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint n = 1; n <= 2; n++)
      {
        g_autofree char *text = bw_plan_map_dup_count (bw_atlas_get_map (shared, cases[i][0]), n);

        g_assert_cmpstr (text, ==, cases[i][n]);
      }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GBytes) map = read_bytes ("us.bwmap");
  g_autoptr (GBytes) zips = read_bytes ("us-zip.bwzip");
  g_autoptr (GBytes) world = read_bytes ("world.bwworld");
  g_autoptr (GBytes) zones = read_bytes ("zones.bwzone");
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_assert_true (bw_atlas_add_world (shared, world, &error));
  g_assert_true (bw_time_zone_add (shared, zones, &error));
  g_test_add_func ("/atlas/places", test_places);
  g_test_add_func ("/plan/reach", test_reach);
  g_test_add_func ("/postal/file", test_postal);
  g_test_add_func ("/plan/map/us", test_us_plan);
  g_test_add_func ("/plan/map/world", test_world_plan);
  g_test_add_func ("/plan/map/copy", test_copied_plan);
  g_test_add_func ("/plan/map/proposal", test_proposal);
  g_test_add_func ("/plan/map/countries", test_countries_written);
  g_test_add_func ("/plan/map/counts", test_counts);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
