/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated period: against closed forms, for any number of threads, and in parts. */

#include "core/bw-simulation.h"

#include <math.h>
#include <string.h>

#include "core/bw-random.h"

enum
{
  N_PEOPLE = 5,
  N_CLASSES = 3,
  N_STEPS = 13,
  SEED = 7,
};

/* An organisation of open deals whose chances are known. */
typedef struct
{
  BwBook           *book;
  BwOpenDeal       *open;
  guint8           *counted;
  float            *hazard;
  BwArrival        *arrivals;
  double            class_weight[N_CLASSES];
  double            profile[N_STEPS];
  double            new_amount[N_PEOPLE + 1];
  BwSimulationInput input;
} World;

/* Makes @n open deals, and so many arrivals a tenth of it. Nothing is shared: no shock, rates as good as known. */
static void
set_up (World *world,
        guint  n)
{
  BwRandom random;
  guint    n_arrivals = n / 10;

  bw_random_init (&random, SEED, 1);
  world->book = bw_book_new ();
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      BwPerson person = { .key = i + 1, .manager = BW_NOBODY };

      g_array_append_val (world->book->people, person);
    }
  world->open = g_new0 (BwOpenDeal, n + 1);
  world->counted = g_new0 (guint8, n + 1);
  world->hazard = g_new0 (float, n *(N_STEPS + 1) + 1);
  world->arrivals = g_new0 (BwArrival, n_arrivals + 1);
  for (guint i = 0; i < n + n_arrivals; i++)
    bw_deals_append (&world->book->deals, i + 1);
  for (guint i = 0; i < n; i++)
    {
      double rate = 0.002 + 0.04 * bw_random_unit (&random) * bw_random_unit (&random);

      world->open[i] = (BwOpenDeal) { .deal = i, .owner = (gint32)(i % (N_PEOPLE + 1)) - 1, .klass = (guint16)(i % N_CLASSES) };
      world->open[i].amount = 1000 + bw_random_below (&random, 100000);
      world->counted[i] = 1;
      for (guint s = 1; s <= N_STEPS; s++)
        world->hazard[i * (N_STEPS + 1) + s] = (float)(rate * s);
    }
  for (guint i = 0; i < n_arrivals; i++)
    world->arrivals[i] = (BwArrival) { n + i, (gint32)(i % N_PEOPLE), 1 };
  for (guint c = 0; c < N_CLASSES; c++)
    world->class_weight[c] = 1e12;
  for (guint s = 0; s < N_STEPS; s++)
    world->profile[s] = 1.0 / N_STEPS;
  for (guint i = 0; i <= N_PEOPLE; i++)
    world->new_amount[i] = 20000 + 1000 * i;
  world->input = (BwSimulationInput) {
    .seed = SEED,
    .book = world->book,
    .open = world->open,
    .n_open = n,
    .counted = world->counted,
    .hazard = world->hazard,
    .n_steps = N_STEPS,
    .n_classes = N_CLASSES,
    .class_weight = world->class_weight,
    .arrivals = world->arrivals,
    .n_arrivals = n_arrivals,
    .new_profile = world->profile,
    .new_amount = world->new_amount,
  };
}

static void
tear_down (World *world)
{
  bw_book_unref (world->book);
  g_free (world->open);
  g_free (world->counted);
  g_free (world->hazard);
  g_free (world->arrivals);
}

static void
get_moments (const double *values,
             guint         n,
             double       *mean,
             double       *variance)
{
  *mean = *variance = 0.0;
  for (guint i = 0; i < n; i++)
    *mean += values[i] / n;
  for (guint i = 0; i < n; i++)
    *variance += (values[i] - *mean) * (values[i] - *mean) / (n - 1);
}

/* Without anything shared the mean is the sum of a p and the variance that of a^2 p (1 - p), by each step; whether deals are
 * played alone (up to 2,500) or the rest is taken together. */
static void
test_closed_form (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  World world;

  set_up (&world, n);
  world.input.n_arrivals = 0;
  {
    g_autoptr (BwSimulation) simulation = bw_simulation_new (&world.input, NULL, NULL);

    for (guint s = 1; s <= N_STEPS; s++)
      {
        double mean, variance, expected = 0.0, spread = 0.0, error;

        for (guint i = 0; i < n; i++)
          {
            double chance = -expm1 (-(double)world.hazard[i * (N_STEPS + 1) + s]);

            expected += world.open[i].amount * chance;
            spread += world.open[i].amount * world.open[i].amount * chance * (1.0 - chance);
          }
        get_moments (simulation->weeks + (s - 1) * simulation->n_paths, simulation->n_paths, &mean, &variance);
        error = 5.0 * sqrt (spread / simulation->n_paths);
        g_assert_cmpfloat (fabs (mean - expected), <, error);
        if (s == N_STEPS)
          g_assert_cmpfloat_with_epsilon (variance / spread, 1.0, 0.06);
      }
  }
  tear_down (&world);
}

/* New business: the number of wins is Poisson, negative binomial with a spread, the amounts gamma: Wald's mean and variance. */
static void
test_new_business (gconstpointer data)
{
  double spread = *(const double *)data, wins, mean, variance, square = 0.0, sum = 0.0, expected;
  World  world;

  set_up (&world, 500);
  world.input.n_open = 0;
  world.input.new_wins = 0.3;
  world.input.new_variation = 0.8;
  world.input.new_spread = spread;
  wins = world.input.new_wins;
  for (guint i = 0; i < world.input.n_arrivals; i++)
    {
      double amount = world.new_amount[world.arrivals[i].owner];

      sum += wins * amount;
      square += wins * amount * amount * (1.0 + 0.8 * 0.8);
    }
  expected = square + spread * spread * sum * sum;
  {
    g_autoptr (BwSimulation) simulation = bw_simulation_new (&world.input, NULL, NULL);

    get_moments (simulation->total, simulation->n_paths, &mean, &variance);
    g_assert_cmpfloat (fabs (mean - sum), <, 5.0 * sqrt (expected / simulation->n_paths));
    g_assert_cmpfloat_with_epsilon (variance / expected, 1.0, 0.06);
  }
  tear_down (&world);
}

/* A shared shock adds its own variance and leaves the mean. */
static void
test_shock (void)
{
  double mean, variance, calm_mean, calm;
  World  world;

  set_up (&world, 2000);
  world.input.n_arrivals = 0;
  {
    g_autoptr (BwSimulation) before = bw_simulation_new (&world.input, NULL, NULL);
    g_autoptr (BwSimulation) after = NULL;

    world.input.shock = 0.3;
    after = bw_simulation_new (&world.input, NULL, NULL);
    get_moments (before->total, before->n_paths, &calm_mean, &calm);
    get_moments (after->total, after->n_paths, &mean, &variance);
  }
  g_assert_cmpfloat_with_epsilon (mean / calm_mean, 1.0, 0.02);
  g_assert_cmpfloat (sqrt (variance - calm) / mean, >, 0.2);
  g_assert_cmpfloat (sqrt (variance - calm) / mean, <, 0.3);
  tear_down (&world);
}

/* A world in which everything is shared that can be. */
static void
set_up_shared (World *world,
               guint  n)
{
  set_up (world, n);
  world->input.shock = 0.15;
  world->input.new_wins = 0.2;
  world->input.new_variation = 1.0;
  world->input.new_spread = 0.3;
  for (guint c = 0; c < N_CLASSES; c++)
    world->class_weight[c] = 20;
}

/* The same to the bit for any number of threads. */
static void
test_threads (gconstpointer data)
{
  World world;

  set_up_shared (&world, GPOINTER_TO_UINT (data));
  world.input.n_paths = 5500;
  world.input.n_threads = 1;
  {
    g_autoptr (BwSimulation) one = bw_simulation_new (&world.input, NULL, NULL);

    for (guint n = 2; n <= 5; n++)
      {
        g_autoptr (BwSimulation) many = NULL;

        world.input.n_threads = n;
        many = bw_simulation_new (&world.input, NULL, NULL);
        g_assert_cmpmem (one->weeks, sizeof (double) * one->n_paths * N_STEPS, many->weeks, sizeof (double) * many->n_paths * N_STEPS);
        g_assert_cmpmem (one->total, sizeof (double) * one->n_paths, many->total, sizeof (double) * many->n_paths);
      }
  }
  tear_down (&world);
}

/* However deals are divided the parts add up on every path, and owners add up to the total, exactly. */
static void
test_parts_add_up (gconstpointer data)
{
  guint         n = GPOINTER_TO_UINT (data), n_parts = 3;
  BwSimulation *parts[3];
  World         world;

  set_up_shared (&world, n);
  world.input.n_paths = 3000;
  {
    g_autoptr (BwSimulation) whole = bw_simulation_new (&world.input, NULL, NULL);

    for (guint k = 0; k < n_parts; k++)
      {
        for (guint i = 0; i < n; i++)
          world.counted[i] = (guint)(world.open[i].owner + 1) % n_parts == k;
        for (guint i = 0; i < world.input.n_arrivals; i++)
          world.arrivals[i].counted = (guint)(world.arrivals[i].owner + 1) % n_parts == k;
        parts[k] = bw_simulation_new (&world.input, NULL, NULL);
      }
    for (guint p = 0; p < whole->n_paths; p++)
      {
        double sum = 0.0, owners = 0.0;

        for (guint k = 0; k < n_parts; k++)
          sum += parts[k]->total[p];
        for (guint i = 0; i <= N_PEOPLE; i++)
          owners += whole->people[i] != NULL ? whole->people[i][p] : 0.0;
        g_assert_cmpfloat (sum, ==, whole->total[p]);
        g_assert_cmpfloat (owners, ==, whole->total[p]);
      }
  }
  for (guint k = 0; k < n_parts; k++)
    bw_simulation_free (parts[k]);
  tear_down (&world);
}

/* Common random numbers: with one deal's amount changed only the paths on which it is won differ, and by the difference. */
static void
test_common_numbers (void)
{
  World world;
  guint n_differ = 0;

  set_up_shared (&world, 300);
  {
    g_autoptr (BwSimulation) before = bw_simulation_new (&world.input, NULL, NULL);
    g_autoptr (BwSimulation) after = NULL;
    double chance = -expm1 (-(double)world.hazard[10 * (N_STEPS + 1) + N_STEPS]);

    world.open[10].amount += 5000;
    after = bw_simulation_new (&world.input, NULL, NULL);
    for (guint p = 0; p < before->n_paths; p++)
      {
        double change = after->total[p] - before->total[p];

        g_assert_true (change == 0.0 || change == 5000.0);
        n_differ += change != 0.0;
      }
    g_assert_cmpfloat_with_epsilon ((double)n_differ / before->n_paths, chance, 0.02);
  }
  tear_down (&world);
}

/* Playing again only what changed gives what playing everything gives, to the bit; and falls back to that where more changed. */
static void
test_vary (void)
{
  World             world;
  BwSimulationInput now;

  set_up_shared (&world, 600);
  world.input.n_paths = 3000;
  now = world.input;
  {
    g_autofree BwOpenDeal *open = g_memdup2 (world.open, sizeof *open * 600);
    g_autofree float      *hazard = g_memdup2 (world.hazard, sizeof *hazard * 600 * (N_STEPS + 1));
    g_autofree guint8     *counted = g_memdup2 (world.counted, 600);
    g_autoptr (BwSimulation) before = bw_simulation_new (&world.input, NULL, NULL);

    now.open = open;
    now.hazard = hazard;
    now.counted = counted;
    for (guint round = 0; round < 4; round++)
      {
        g_autoptr (BwSimulation) whole = NULL, varied = NULL;

        if (round == 1)
          open[3].amount *= 3;
        for (guint s = 0; round == 2 && s <= N_STEPS; s++)
          hazard[10 * (N_STEPS + 1) + s] *= 2;
        if (round == 2)
          counted[77] = 0;
        for (guint i = 0; round == 3 && i < 500; i++)
          open[i].amount += 100;
        whole = bw_simulation_new (&now, NULL, NULL);
        varied = bw_simulation_vary (before, &world.input, &now, NULL, NULL);
        g_assert_cmpmem (whole->total, sizeof (double) * whole->n_paths, varied->total, sizeof (double) * varied->n_paths);
        g_assert_cmpmem (whole->weeks, sizeof (double) * whole->n_paths * N_STEPS, varied->weeks, sizeof (double) * varied->n_paths * N_STEPS);
        for (guint i = 0; i <= N_PEOPLE; i++)
          g_assert_cmpmem (whole->people[i], sizeof (double) * whole->n_paths, varied->people[i], sizeof (double) * varied->n_paths);
        g_assert_cmpint (memcmp (whole->total, before->total, sizeof (double) * whole->n_paths) != 0, ==, round > 0);
      }
  }
  tear_down (&world);
}

static gboolean
stop_cb (double   done,
         gpointer data)
{
  return FALSE;
}

/* Nothing to play, and being stopped. */
static void
test_edges (void)
{
  World world;

  set_up (&world, 0);
  {
    g_autoptr (BwSimulation) simulation = bw_simulation_new (&world.input, NULL, NULL);

    for (guint p = 0; p < simulation->n_paths; p++)
      g_assert_cmpfloat (simulation->total[p], ==, 0.0);
    g_assert_null (bw_simulation_new (&world.input, stop_cb, NULL));
  }
  tear_down (&world);
}

/* Where new business is another, and a deal another's, the difference gives the same as the whole, to the bit. */
static void
test_vary_new_business (gconstpointer data)
{
  guint                  n = GPOINTER_TO_UINT (data), n_arrivals = n / 10;
  World                  world;
  BwSimulationInput      now;
  g_autofree double     *wins = g_new0 (double, n_arrivals), *size = g_new0 (double, n_arrivals);
  g_autofree BwOpenDeal *open = NULL;
  double                 profile[N_STEPS] = { 0.5, 0.5 };
  BwExtraBusiness        extras[] = { { 1, 2, 3.0, 40000 }, { 2, BW_NOBODY, 45.0, 7000 } };
  g_autoptr (BwSimulation) before = NULL;

  set_up_shared (&world, n);
  world.input.n_paths = 2000;
  world.input.new_wins = 0.2;
  world.input.new_variation = 0.8;
  world.input.new_spread = 0.2;
  before = bw_simulation_new (&world.input, NULL, NULL);
  open = g_memdup2 (world.open, sizeof *open * n);
  for (guint i = 0; i < n_arrivals; i++)
    wins[i] = size[i] = 1.0;
  now = world.input;
  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (BwSimulation) whole = NULL, varied = NULL;

      /* All deals are others, and new business as it was, twice, as it is kept; then it is another, too. */
      if (round == 5)
        {
          now = world.input;
          now.open = open;
          wins[0] = size[n_arrivals - 1] = 1.0;
        }
      for (guint i = 0; round >= 5 && i < n; i++)
        open[i].amount *= 2;
      if (round == 1 || round == 7)
        wins[0] = 2.5;
      if (round == 2)
        size[n_arrivals - 1] = 0.5;
      if (round == 3)
        {
          now.extras = extras;
          now.n_extras = G_N_ELEMENTS (extras);
          now.new_profile = profile;
        }
      if (round == 4 && n < 1000)
        {
          open[5].owner = (open[5].owner + 1) % N_PEOPLE;
          now.open = open;
        }
      now.arrival_wins = wins;
      now.arrival_size = size;
      whole = bw_simulation_new (&now, NULL, NULL);
      varied = bw_simulation_vary (before, &world.input, &now, NULL, NULL);
      g_assert_cmpmem (whole->total, sizeof (double) * whole->n_paths, varied->total, sizeof (double) * varied->n_paths);
      g_assert_cmpmem (whole->fresh, sizeof (double) * whole->n_paths, varied->fresh, sizeof (double) * varied->n_paths);
      g_assert_cmpmem (whole->weeks, sizeof (double) * whole->n_paths * N_STEPS, varied->weeks, sizeof (double) * varied->n_paths * N_STEPS);
      for (guint i = 0; i <= N_PEOPLE; i++)
        g_assert_cmpmem (whole->people[i], sizeof (double) * whole->n_paths, varied->people[i], sizeof (double) * varied->n_paths);
      g_assert_cmpint (memcmp (whole->total, before->total, sizeof (double) * whole->n_paths) != 0, ==, round > 0);
    }
  tear_down (&world);
}

int
main (int    argc,
      char **argv)
{
  static const double spreads[] = { 0.0, 0.4 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/simulation/closed-form/single", GUINT_TO_POINTER (400), test_closed_form);
  g_test_add_data_func ("/simulation/closed-form/together", GUINT_TO_POINTER (6000), test_closed_form);
  g_test_add_data_func ("/simulation/new-business/poisson", &spreads[0], test_new_business);
  g_test_add_data_func ("/simulation/new-business/negative-binomial", &spreads[1], test_new_business);
  g_test_add_func ("/simulation/shock", test_shock);
  g_test_add_data_func ("/simulation/threads/single", GUINT_TO_POINTER (300), test_threads);
  g_test_add_data_func ("/simulation/threads/together", GUINT_TO_POINTER (12000), test_threads);
  g_test_add_data_func ("/simulation/parts/single", GUINT_TO_POINTER (300), test_parts_add_up);
  g_test_add_data_func ("/simulation/parts/together", GUINT_TO_POINTER (12000), test_parts_add_up);
  g_test_add_func ("/simulation/common-numbers", test_common_numbers);
  g_test_add_func ("/simulation/vary", test_vary);
  g_test_add_data_func ("/simulation/vary-new/single", GUINT_TO_POINTER (600), test_vary_new_business);
  g_test_add_data_func ("/simulation/vary-new/together", GUINT_TO_POINTER (12000), test_vary_new_business);
  g_test_add_func ("/simulation/edges", test_edges);
  return g_test_run ();
}
