/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of areas on which the connection of a territory hangs: against taking each away and counting what is left. */

#include "core/bw-territory-hinge.h"

#include <string.h>

enum
{
  WIDTH = 14,
  HEIGHT = 11,
  N = WIDTH * HEIGHT,
  K = 3,
};

/* A grid whose areas belong to territories, or nobody. */
typedef struct
{
  BwTerritoryPlan plan;
  BwAdjacency     adjacency;
  gint32          units[N];
  guint8          locked[N];
  guint           first[N + 1];
  gint32          neighbours[4 * N];
  GArray         *areas;
} Grid;

static void
connect_grid (Grid *grid)
{
  guint n = 0;

  for (int i = 0; i < N; i++)
    {
      int x = i % WIDTH, y = i / WIDTH;

      grid->first[i] = n;
      if (y > 0)
        grid->neighbours[n++] = i - WIDTH;
      if (x > 0)
        grid->neighbours[n++] = i - 1;
      if (x < WIDTH - 1)
        grid->neighbours[n++] = i + 1;
      if (y < HEIGHT - 1)
        grid->neighbours[n++] = i + WIDTH;
    }
  grid->first[N] = n;
  grid->adjacency = (BwAdjacency) { N, grid->first, grid->neighbours };
  grid->plan.n_units = N;
  grid->plan.units = grid->units;
  grid->plan.locked = grid->locked;
}

static void
make_grid (Grid  *grid,
           GRand *random)
{
  connect_grid (grid);
  grid->areas = g_array_new (FALSE, TRUE, sizeof (BwTerritoryGap));
  g_array_set_size (grid->areas, N);
  memset (grid->locked, 0, sizeof grid->locked);
  for (int i = 0; i < N; i++)
    {
      /* Mostly bands, with what makes holes in them. */
      grid->units[i] = g_rand_int_range (random, 0, 6) == 0 ? g_rand_int_range (random, -1, K) : (i % WIDTH) / 5;
      grid->locked[i] = g_rand_int_range (random, 0, 20) == 0;
      g_array_index (grid->areas, BwTerritoryGap, i).accounts = (guint)g_rand_int_range (random, 0, 3);
    }
}

/* How much the part of a territory around @root is without @without; its areas become 1 in @seen. */
static void
flood (const Grid *grid,
       int         root,
       int         without,
       guint8     *seen,
       guint      *areas,
       guint      *accounts)
{
  int queue[N], head = 0, tail = 0;

  *areas = *accounts = 0;
  seen[root] = 1;
  queue[tail++] = root;
  while (head < tail)
    {
      int at = queue[head++];

      (*areas)++;
      *accounts += g_array_index (grid->areas, BwTerritoryGap, at).accounts;
      for (guint j = grid->first[at]; j < grid->first[at + 1]; j++)
        {
          int near = grid->neighbours[j];

          if (near == without || seen[near] || grid->units[near] != grid->units[root])
            continue;
          seen[near] = 1;
          queue[tail++] = near;
        }
    }
}

/* How many areas, with how many accounts, of the part that @unit is in lie apart without it from the part with most accounts. */
static void
take_away (const Grid *grid,
           int         unit,
           guint      *apart_areas,
           guint      *apart_accounts)
{
  guint8 seen[N] = { 0 };
  guint  most_areas = 0, most_accounts = 0;

  *apart_areas = *apart_accounts = 0;
  for (guint j = grid->first[unit]; j < grid->first[unit + 1]; j++)
    {
      int   near = grid->neighbours[j];
      guint areas, accounts;

      if (seen[near] || grid->units[near] != grid->units[unit])
        continue;
      flood (grid, near, unit, seen, &areas, &accounts);
      *apart_areas += areas;
      *apart_accounts += accounts;
      if (accounts > most_accounts || (accounts == most_accounts && areas > most_areas))
        most_areas = areas, most_accounts = accounts;
    }
  *apart_areas -= most_areas;
  *apart_accounts -= most_accounts;
}

/* What hangs most on one area of the part around @root, of those that are not locked and of which at least three areas and a quarter of the accounts
 * hang. */
static gboolean
expect (const Grid *grid,
        int         root,
        guint8     *done,
        guint      *accounts)
{
  guint  all_areas, all_accounts, best_areas = 0, best_accounts = 0;
  guint8 part[N] = { 0 };

  flood (grid, root, -1, part, &all_areas, &all_accounts);
  for (int i = 0; i < N; i++)
    {
      guint areas, apart;

      if (!part[i])
        continue;
      done[i] = 1;
      take_away (grid, i, &areas, &apart);
      if (!grid->locked[i] && areas >= 3 && (apart > best_accounts || (apart == best_accounts && areas > best_areas)))
        best_areas = areas, best_accounts = apart;
    }
  *accounts = best_accounts;
  return best_areas > 0 && (all_accounts > 0 ? 4 * best_accounts >= all_accounts : 4 * best_areas >= all_areas);
}

/* All that is found hangs as it says, and where nothing is found nothing does. */
static void
test_against_taking_away (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (31);
  guint found = 0, none = 0;

  for (guint round = 0; round < 300; round++)
    {
      Grid   grid = { 0 };
      guint8 done[N] = { 0 };
      guint  at = 0;
      g_autoptr (GArray) hinges = NULL;

      make_grid (&grid, random);
      hinges = bw_territory_hinges_new (&grid.plan, &grid.adjacency, grid.areas);
      for (int root = 0; root < N; root++)
        {
          const BwTerritoryHinge *hinge = at < hinges->len ? &g_array_index (hinges, BwTerritoryHinge, at) : NULL;
          guint                   accounts, areas, apart;

          if (done[root] || grid.units[root] < 0)
            continue;
          if (!expect (&grid, root, done, &accounts))
            {
              none++;
              continue;
            }
          g_assert_nonnull (hinge);
          g_assert_cmpint (hinge->territory, ==, grid.units[root]);
          g_assert_cmpuint (hinge->accounts, ==, accounts);
          g_assert_false (grid.locked[hinge->unit]);
          take_away (&grid, (int)hinge->unit, &areas, &apart);
          g_assert_cmpuint (hinge->areas, ==, areas);
          g_assert_cmpuint (hinge->accounts, ==, apart);
          found++;
          at++;
        }
      g_assert_cmpuint (hinges->len, ==, at);
      g_array_unref (grid.areas);
    }
  g_assert_cmpuint (found, >, 50);
  g_assert_cmpuint (none, >, 50);
}

/* A territory on both sides of a strip that one area crosses: that, and those before and after it, are told one after the other when what was told is
 * locked. */
static void
test_strip (void)
{
  static const struct
  {
    int   unit;
    guint areas;
  } told[] = { { 4 * WIDTH + 6, 6 * HEIGHT + 1 }, { 4 * WIDTH + 7, 6 * HEIGHT }, { 4 * WIDTH + 8, 6 * HEIGHT - 1 } };
  Grid grid = { 0 };

  connect_grid (&grid);
  grid.areas = g_array_new (FALSE, TRUE, sizeof (BwTerritoryGap));
  g_array_set_size (grid.areas, N);
  for (int i = 0; i < N; i++)
    grid.units[i] = i % WIDTH == 7 && i / WIDTH != 4 ? 1 : 0;
  for (guint pass = 0; pass <= G_N_ELEMENTS (told); pass++)
    {
      g_autoptr (GArray) hinges = bw_territory_hinges_new (&grid.plan, &grid.adjacency, grid.areas);

      g_assert_cmpuint (hinges->len, ==, pass < G_N_ELEMENTS (told) ? 1 : 0);
      if (hinges->len == 0)
        continue;
      g_assert_cmpuint (g_array_index (hinges, BwTerritoryHinge, 0).unit, ==, (guint)told[pass].unit);
      g_assert_cmpuint (g_array_index (hinges, BwTerritoryHinge, 0).areas, ==, told[pass].areas);
      grid.locked[told[pass].unit] = 1;
    }
  g_array_unref (grid.areas);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/territory-hinge/against-taking-away", test_against_taking_away);
  g_test_add_func ("/territory-hinge/strip", test_strip);
  return g_test_run ();
}
