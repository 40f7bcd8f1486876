/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the forecast of a quarter takes: the simulation alone, as a slider runs it again, and whole, with the model fitted anew;
 * and scenarios laid over it.
 *
 * Usage: bench-outlook [DEALS…]; 12000 and 1000000 without any. Wall times of the best and the median of some runs, and of the
 * processor over all threads. */

#include "core/bw-outlook.h"

#include <stdlib.h>
#include <time.h>

#include "core/bw-random.h"
#include "core/bw-sample.h"
#include "core/bw-scenario.h"
#include "core/bw-simulation.h"

enum
{
  N_OPEN = 2500,
  N_STEPS = 13,
  N_PEOPLE = 40,
  N_ROUNDS = 9,
};

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static void
report (const char *what,
        double     *wall,
        double     *cpu,
        guint       n)
{
  qsort (wall, n, sizeof *wall, compare_doubles);
  qsort (cpu, n, sizeof *cpu, compare_doubles);
  g_print ("%-60s %8.1f ms at best, median %8.1f ms; processor %8.1f ms\n", what, wall[0] * 1e3, wall[n / 2] * 1e3, cpu[n / 2] * 1e3);
}

/* The simulation of @input again, with the chances of @n of its deals moved from round to round. */
static void
time_slider (const BwSimulationInput *input,
             guint                    n,
             const char              *what)
{
  g_autoptr (BwSimulation) simulation = bw_simulation_new (input, NULL, NULL);
  double wall[N_ROUNDS], cpu[N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      BwSimulationInput now = *input;
      g_autofree float *hazard = g_memdup2 (input->hazard, sizeof *hazard * N_OPEN * (N_STEPS + 1));
      gint64            from = g_get_monotonic_time ();
      double            before = cpu_seconds ();
      g_autoptr (BwSimulation) varied = NULL;

      for (guint i = 0; i < n * (N_STEPS + 1); i++)
        hazard[i] *= 1.05F + 0.05F * round;
      now.hazard = hazard;
      varied = bw_simulation_vary (simulation, input, &now, NULL, NULL);
      wall[round] = (g_get_monotonic_time () - from) * 1e-6;
      cpu[round] = cpu_seconds () - before;
    }
  report (what, wall, cpu, N_ROUNDS);
}

/* 20,000 paths of 2,500 open deals, an eighth of which are won in the quarter. */
static void
time_simulation (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autofree BwOpenDeal *open = g_new0 (BwOpenDeal, N_OPEN);
  g_autofree guint8     *counted = g_new0 (guint8, N_OPEN);
  g_autofree float      *hazard = g_new0 (float, N_OPEN *(N_STEPS + 1));
  double                 weight[6] = { 50, 50, 50, 50, 50, 50 }, profile[N_STEPS] = { 1.0 }, amounts[N_PEOPLE + 1] = { 0 };
  double                 wall[N_ROUNDS], cpu[N_ROUNDS];
  BwSimulationInput      input = { .seed = 1, .book = book, .open = open, .n_open = N_OPEN, .counted = counted, .hazard = hazard };
  BwRandom               random;

  bw_random_init (&random, 1, 1);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      BwPerson person = { .key = i + 1, .manager = BW_NOBODY };

      g_array_append_val (book->people, person);
    }
  for (guint i = 0; i < N_OPEN; i++)
    {
      bw_deals_append (&book->deals, i + 1);
      open[i] = (BwOpenDeal) { .deal = i, .owner = (gint32)(i % N_PEOPLE), .klass = (guint16)(i % 6) };
      open[i].amount = 1000 + bw_random_below (&random, 1000000);
      counted[i] = 1;
      for (guint s = 1; s <= N_STEPS; s++)
        hazard[i * (N_STEPS + 1) + s] = (float)(0.035 * bw_random_unit (&random) / N_STEPS * 7 + hazard[i * (N_STEPS + 1) + s - 1]);
    }
  input.n_steps = N_STEPS;
  input.n_classes = 6;
  input.class_weight = weight;
  input.shock = 0.1;
  input.new_profile = profile;
  input.new_amount = amounts;
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 from = g_get_monotonic_time ();
      double before = cpu_seconds ();
      g_autoptr (BwSimulation) simulation = bw_simulation_new (&input, NULL, NULL);

      wall[round] = (g_get_monotonic_time () - from) * 1e-6;
      cpu[round] = cpu_seconds () - before;
    }
  report ("simulation, 20,000 paths of 2,500 open deals", wall, cpu, N_ROUNDS);
  time_slider (&input, 1, "the same after a slider changed one deal");
  time_slider (&input, N_OPEN / N_PEOPLE, "the same after a slider changed one owner's deals");
  time_slider (&input, N_OPEN / 6, "the same after a slider changed one stage's deals");
}

static void
time_outlook (guint n_deals)
{
  BwSampleOptions  options = bw_sample_default_options ();
  BwScope          everyone = { BW_SCOPE_ALL, BW_NOBODY };
  guint            n_rounds = n_deals > 100000 ? 3 : N_ROUNDS;
  double           wall[N_ROUNDS], cpu[N_ROUNDS];
  g_autofree char *what = g_strdup_printf ("fit, replay and simulate a quarter, %u deals", n_deals);
  g_autoptr (BwBook) book = NULL;
  BwPeriod period;

  options.n_deals = n_deals;
  book = bw_sample_new (&options);
  period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, options.today);
  for (guint round = 0; round < n_rounds; round++)
    {
      gint64 from = g_get_monotonic_time ();
      double before = cpu_seconds ();
      g_autoptr (BwOutlook) outlook = bw_outlook_new (book, &everyone, &period, period.from + 30, round, NULL, NULL);

      wall[round] = (g_get_monotonic_time () - from) * 1e-6;
      cpu[round] = cpu_seconds () - before;
    }
  report (what, wall, cpu, n_rounds);
}

/* One lever after the other over the forecast of a quarter of @book, as a slider asks for it: with all that a page shows. */
static void
time_levers (const BwScenarioBase *base,
             guint                 n_deals)
{
  static const struct
  {
    BwLeverKind kind;
    const char *what;
  } levers[] = {
    { BW_LEVER_WIN_RATE, "win rate" },
    { BW_LEVER_DEAL_SIZE, "deal size" },
    { BW_LEVER_CYCLE, "cycle" },
    { BW_LEVER_NEW_PIPELINE, "new pipeline" },
    { BW_LEVER_ADDED_PIPELINE, "added pipeline" },
    { BW_LEVER_HIRE, "hiring" },
    { BW_LEVER_LEAVE, "somebody leaving" },
    { BW_LEVER_DEAL_WON, "a deal won" },
    { BW_LEVER_QUOTA, "quota" },
  };
  const BwOutlook *outlook = bw_scenario_base_get_outlook (base);
  guint            n_rounds = n_deals > 100000 ? 3 : N_ROUNDS;
  double           wall[N_ROUNDS], cpu[N_ROUNDS];

  for (guint i = 0; i < G_N_ELEMENTS (levers); i++)
    {
      g_autofree char *what = g_strdup_printf ("scenario, %u deals: %s", n_deals, levers[i].what);

      for (guint round = 0; round < n_rounds; round++)
        {
          BwLever lever = bw_lever_init (levers[i].kind);
          gint64  from = g_get_monotonic_time ();
          double  before = cpu_seconds ();
          g_autoptr (BwScenarioResult) result = NULL;

          if (lever.kind != BW_LEVER_LEAVE)
            lever.factor = lever.kind == BW_LEVER_HIRE ? 1.0 + round : 1.05 + 0.05 * round;
          lever.amount = lever.kind == BW_LEVER_ADDED_PIPELINE ? (gint64)(round + 1) * 10000000 : BW_MONEY_NONE;
          lever.date = outlook->as_of + 5;
          lever.person = lever.kind == BW_LEVER_LEAVE ? 10 + (gint32)round : BW_NOBODY;
          lever.deal = outlook->n_swings > 0 ? (gint32)outlook->swings[round % outlook->n_swings].deal : BW_NOBODY;
          result = bw_scenario_run (base, &lever, 1, NULL, NULL);
          wall[round] = (g_get_monotonic_time () - from) * 1e-6;
          cpu[round] = cpu_seconds () - before;
        }
      report (what, wall, cpu, n_rounds);
    }
}

static void
time_scenarios (guint n_deals)
{
  BwSampleOptions  options = bw_sample_default_options ();
  BwScope          everyone = { .kind = BW_SCOPE_ALL, .index = BW_NOBODY };
  g_autofree char *tornado = g_strdup_printf ("scenario, %u deals: tornado of the usual changes", n_deals);
  g_autofree char *need = g_strdup_printf ("scenario, %u deals: what a target needs", n_deals);
  BwPeriod         period;
  gint64           from;
  double           before, wall, cpu;
  guint            n;
  BwScenarioNeed   needed[2];
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwScenarioBase) base = NULL;
  g_autofree BwScenarioEffect *effects = NULL;

  options.n_deals = n_deals;
  book = bw_sample_new (&options);
  period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, options.today);
  base = bw_scenario_base_new (book, &everyone, &period, period.from + 30, 1, NULL, NULL);
  time_levers (base, n_deals);
  from = g_get_monotonic_time ();
  before = cpu_seconds ();
  effects = bw_scenario_tornado (base, NULL, 0, &n, NULL, NULL);
  wall = (g_get_monotonic_time () - from) * 1e-6;
  cpu = cpu_seconds () - before;
  report (tornado, &wall, &cpu, 1);
  from = g_get_monotonic_time ();
  before = cpu_seconds ();
  bw_scenario_need (base, NULL, 0, (gint64)bw_scenario_base_get_outlook (base)->p90, (const double[]) { 0.5, 0.8 }, 2, needed, NULL, NULL);
  wall = (g_get_monotonic_time () - from) * 1e-6;
  cpu = cpu_seconds () - before;
  report (need, &wall, &cpu, 1);
}

int
main (int    argc,
      char **argv)
{
  time_simulation ();
  for (int i = 1; i < argc; i++)
    {
      time_outlook ((guint)strtoul (argv[i], NULL, 10));
      time_scenarios ((guint)strtoul (argv[i], NULL, 10));
    }
  if (argc > 1)
    return 0;
  time_outlook (12000);
  time_scenarios (12000);
  time_outlook (1000000);
  time_scenarios (1000000);
  return 0;
}
