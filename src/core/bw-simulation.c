/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many possible courses of a period.
 *
 * On each path every open deal is won in one of the coming weeks or not, and new business comes on top.
 * The paths share what the deals share: a shock to all hazards (good and bad times; its size comes from
 * replays), and for each class of stages a draw of how far its rate may be off, a gamma number with as
 * many degrees as there were closed deals. Without these the deals would be independent, and the range far
 * too narrow.
 *
 * With f the path's factor and L(w) the deal's cumulated hazard up to week w, it is won by w when an
 * exponential number is below f L(w). As E exp(-f L) > exp(-L), L is raised to L + v L^2 / 2, v the
 * variance of f, which keeps the mean.
 *
 * The loop runs over deals outside and paths inside, so a person's row of paths stays in the cache, and
 * each deal draws from a stream of its own, named by its key: the same deal has the same luck whatever
 * else is in the book and whatever is counted. Where there are more than MAX_SINGLE open deals, those whose
 * outcome matters least are taken together by owner and class, with the mean and variance that their sum
 * has at the path's factor. O(MAX_SINGLE x paths).
 *
 * New business: the recent new deals stand for those to come. On each path each of them has a Poisson number
 * of wins with a shared gamma factor (which makes it negative binomial), bringing a gamma amount like its
 * owner's recent wins. Where they are more than MAX_SINGLE they are taken together by owner.
 *
 * Scopes are coherent: the whole organisation is told, and only what is counted is played. As every deal has
 * its own luck and amounts are whole minor units, the parts of an organisation add up to it on every
 * path, exactly. Of what is taken together a part gets its share of what came of the whole; people get theirs
 * as a whole, so only parts that cut through an owner's deals are rounded, and vary a little less than they might. */

#include "core/bw-simulation.h"

#include <math.h>
#include <string.h>

#include "core/bw-random.h"

enum
{
  MAX_SINGLE = 4000,
  DEALS_PER_REPORT = 256,
  MIN_CLASS_WEIGHT = 4,
};

/* Streams of random numbers other than the deals'. */
enum
{
  STREAM_SHOCK = 1,
  STREAM_NEW_FACTOR = 2,
  STREAM_CLASSES = 1000,
  STREAM_OWNERS = 100000,
};

enum
{
  MAX_WINS = 100, /* of one arrival on a path */
};

typedef struct
{
  const BwSimulationInput *input;
  BwSimulation            *out;
  double                  *factor;     /* [class][path] */
  double                  *new_factor; /* [path] */
  double                  *variance;   /* [class]: of the factor */
  double                  *hazard;     /* [1 + n_steps]: the deal's that is being played */
  double                  *fresh;      /* [path]: brought by new business */
} Run;

/* Keeps the shared streams apart from the deals', which are named by keys that may be any number. */
#define SHARED_SEED G_GUINT64_CONSTANT (0x5ca1ab1e0ddba115)

/* Keeps what comes after a deal apart from the deal. */
#define ARRIVAL_SEED G_GUINT64_CONSTANT (0x0b5e55edca111e7e)

/* A group of deals of one owner and class. */
typedef struct
{
  double *mean;     /* [n_steps]: of what is counted */
  double *slope;    /* [n_steps]: change of the mean with the factor */
  double  whole;    /* mean of all, whether counted or not */
  double  variance; /* of all */
} Bundle;

static double *
row_of (Run   *run,
        gint32 owner)
{
  guint row = owner >= 0 && (guint)owner < run->out->n_people ? (guint)owner : run->out->n_people;

  if (run->out->people[row] == NULL)
    run->out->people[row] = g_new0 (double, run->out->n_paths);
  return run->out->people[row];
}

/* The relative variance of the shared shock and the class's own factor together. */
static double
draw_class (Run     *run,
            guint    klass,
            gboolean used)
{
  const BwSimulationInput *input = run->input;
  double                  *factor = run->factor + (gsize)klass * run->out->n_paths;
  double                   shape = input->class_weight[klass] + MIN_CLASS_WEIGHT;
  double                   log_sd = sqrt (log1p (input->shock * input->shock));
  BwRandom                 shock, own;

  if (!used)
    return 0.0;
  bw_random_init (&shock, input->seed ^ SHARED_SEED, STREAM_SHOCK);
  bw_random_init (&own, input->seed ^ SHARED_SEED, STREAM_CLASSES + klass);
  for (guint p = 0; p < run->out->n_paths; p++)
    factor[p] = exp (log_sd * bw_random_normal (&shock) - 0.5 * log_sd * log_sd) * bw_random_gamma (&own, shape) / shape;
  return (1.0 + input->shock * input->shock) * (1.0 + 1.0 / shape) - 1.0;
}

static void
draw_factors (Run *run)
{
  const BwSimulationInput *input = run->input;
  g_autofree gboolean     *used = g_new0 (gboolean, input->n_classes + 1);
  double                   log_sd = sqrt (log1p (input->shock * input->shock));
  double                   spread = input->new_spread * input->new_spread;
  BwRandom                 shock, own;

  for (guint i = 0; i < input->n_open; i++)
    used[input->open[i].klass] = TRUE;
  for (guint c = 0; c < input->n_classes; c++)
    run->variance[c] = draw_class (run, c, used[c]);
  bw_random_init (&shock, input->seed ^ SHARED_SEED, STREAM_SHOCK);
  bw_random_init (&own, input->seed ^ SHARED_SEED, STREAM_NEW_FACTOR);
  for (guint p = 0; p < run->out->n_paths; p++)
    {
      run->new_factor[p] = exp (log_sd * bw_random_normal (&shock) - 0.5 * log_sd * log_sd);
      if (spread > 0.0)
        run->new_factor[p] *= bw_random_gamma (&own, 1.0 / spread) * spread;
    }
}

/* A path's factor never takes a hazard further than this above the usual. */
static inline double
adjust_hazard (double hazard,
               double variance)
{
  return hazard * (1.0 + 0.5 * variance * MIN (hazard, 1.0));
}

/* Plays deal @i on all paths. */
static void
play_deal (Run  *run,
           guint i)
{
  const BwSimulationInput *input = run->input;
  const BwOpenDeal        *deal = &input->open[i];
  const double            *factor = run->factor + (gsize)deal->klass * run->out->n_paths;
  guint                    n_steps = input->n_steps, n_paths = run->out->n_paths;
  const float             *raw = input->hazard + (gsize)i * (n_steps + 1);
  double                  *hazard = run->hazard;
  double                  *own;
  BwRandom                 random;

  for (guint s = 0; s <= n_steps; s++)
    hazard[s] = adjust_hazard (raw[s], run->variance[deal->klass]);
  if (hazard[n_steps] <= hazard[0] || deal->amount == 0.0)
    return;
  own = row_of (run, deal->owner);
  bw_random_init (&random, input->seed, (guint64)input->book->deals.key[deal->deal]);
  for (guint p = 0; p < n_paths; p++)
    {
      double u = bw_random_unit (&random), limit = factor[p] * hazard[n_steps], wait, amount = deal->amount;
      guint  step = 1;

      /* 1 - exp (-x) is at most x. */
      if (u >= limit)
        continue;
      wait = -log1p (-u);
      if (wait >= limit || wait < factor[p] * hazard[0])
        continue;
      while (wait >= factor[p] * hazard[step])
        step++;
      if (deal->estimated && input->amount_spread > 0.0)
        amount *= MAX (0.0, 1.0 + input->amount_spread * bw_random_normal (&random));
      amount = rint (amount);
      own[p] += amount;
      run->out->weeks[(gsize)(step - 1) * n_paths + p] += amount;
    }
}

/* How much deal @i's outcome adds to the variance of the total. */
static double
importance (const BwSimulationInput *input,
            guint                    i)
{
  const float *hazard = input->hazard + (gsize)i * (input->n_steps + 1);
  double       chance = exp (-hazard[0]) - exp (-hazard[input->n_steps]);

  return input->open[i].amount * input->open[i].amount * chance * (1.0 - chance);
}

static int
compare_descending (const void *a,
                    const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x > y ? -1 : x < y;
}

/* The importance from which on a deal is played alone. */
static double
find_threshold (const BwSimulationInput *input)
{
  g_autofree double *values = NULL;

  if (input->n_open <= MAX_SINGLE)
    return -1.0;
  values = g_new (double, input->n_open);
  for (guint i = 0; i < input->n_open; i++)
    values[i] = importance (input, i);
  qsort (values, input->n_open, sizeof *values, compare_descending);
  return values[MAX_SINGLE];
}

static void
add_to_bundle (Run    *run,
               Bundle *bundle,
               guint   i)
{
  const BwSimulationInput *input = run->input;
  const BwOpenDeal        *deal = &input->open[i];
  const float             *hazard = input->hazard + (gsize)i * (input->n_steps + 1);
  double                   spread = deal->estimated ? input->amount_spread : 0.0, chance = 0.0;

  if (bundle->mean == NULL)
    {
      bundle->mean = g_new0 (double, input->n_steps);
      bundle->slope = g_new0 (double, input->n_steps);
    }
  for (guint s = 0; s < input->n_steps; s++)
    {
      double before = exp (-hazard[s]), after = exp (-hazard[s + 1]);

      chance += before - after;
      if (!input->counted[i])
        continue;
      bundle->mean[s] += deal->amount * (before - after);
      bundle->slope[s] += deal->amount * (hazard[s + 1] * after - hazard[s] * before);
    }
  bundle->whole += deal->amount * chance;
  bundle->variance += deal->amount * deal->amount * (chance * (1.0 - chance) + chance * spread * spread);
}

static void
play_bundle (Run          *run,
             const Bundle *bundle,
             guint         owner,
             guint         klass)
{
  guint         n_paths = run->out->n_paths, n_steps = run->input->n_steps;
  const double *factor = run->factor + (gsize)klass * n_paths;
  double       *own, mean = 0.0, noise;
  BwRandom      random;

  for (guint s = 0; s < n_steps; s++)
    mean += bundle->mean[s];
  if (mean <= 0.0)
    return;
  own = row_of (run, owner < run->out->n_people ? (gint32)owner : BW_NOBODY);
  noise = sqrt (bundle->variance) / bundle->whole;
  bw_random_init (&random, run->input->seed ^ SHARED_SEED, STREAM_OWNERS + (guint64)(owner + 1) * 1000 + klass + 500);
  for (guint p = 0; p < n_paths; p++)
    {
      double luck = 1.0 + noise * bw_random_normal (&random);

      for (guint s = 0; s < n_steps; s++)
        {
          double part = rint (MAX (0.0, (bundle->mean[s] + (factor[p] - 1.0) * bundle->slope[s]) * luck));

          run->out->weeks[(gsize)s * n_paths + p] += part;
          own[p] += part;
        }
    }
}

/* The Poisson number with mean @mean, which is small, that belongs to the uniform @u. */
static guint
count_wins (double u,
            double mean)
{
  double chance, sum;
  guint  n = 0;

  /* 1 - exp (-x) is at most x. */
  if (u >= mean)
    return 0;
  chance = sum = exp (-mean);
  while (1.0 - u > sum && n < MAX_WINS)
    {
      chance *= mean / ++n;
      sum += chance;
    }
  return n;
}

/* What comes as arrival @i came. */
static void
play_arrival (Run  *run,
              guint i)
{
  const BwSimulationInput *input = run->input;
  const BwArrival         *arrival = &input->arrivals[i];
  guint                    n_paths = run->out->n_paths, row = arrival->owner >= 0 ? (guint)arrival->owner : run->out->n_people;
  double                   mean = input->new_amount[MIN (row, run->out->n_people)], spread = input->new_variation * input->new_variation;
  double                  *own;
  BwRandom                 random;

  if (mean <= 0.0)
    return;
  own = row_of (run, arrival->owner);
  bw_random_init (&random, input->seed ^ ARRIVAL_SEED, (guint64)input->book->deals.key[arrival->deal]);
  for (guint p = 0; p < n_paths; p++)
    {
      guint  wins = count_wins (bw_random_unit (&random), input->new_wins * run->new_factor[p]);
      double amount = mean * wins;

      if (wins == 0)
        continue;
      if (spread > 0.0)
        amount = bw_random_gamma (&random, wins / spread) * spread * mean;
      amount = rint (amount);
      own[p] += amount;
      run->fresh[p] += amount;
    }
}

/* What comes as @n arrivals of @owner came, of which @n_counted are counted. */
static void
play_arrivals (Run  *run,
               guint owner,
               guint n,
               guint n_counted)
{
  const BwSimulationInput *input = run->input;
  double                   mean = input->new_amount[owner], spread = input->new_variation * input->new_variation;
  double                  *own;
  BwRandom                 random;

  if (n_counted == 0 || mean <= 0.0)
    return;
  own = row_of (run, owner < run->out->n_people ? (gint32)owner : BW_NOBODY);
  bw_random_init (&random, input->seed ^ SHARED_SEED, STREAM_OWNERS + (guint64)(owner + 1) * 1000);
  for (guint p = 0; p < run->out->n_paths; p++)
    {
      double wins = bw_random_poisson (&random, n * input->new_wins * run->new_factor[p]), amount = mean * wins;

      if (wins <= 0.0)
        continue;
      if (spread > 0.0)
        amount = bw_random_gamma (&random, wins / spread) * spread * mean;
      amount = rint (amount * n_counted / n);
      own[p] += amount;
      run->fresh[p] += amount;
    }
}

/* Puts what new business brought into the weeks. */
static void
spread_fresh (Run *run)
{
  const BwSimulationInput *input = run->input;
  guint                    n_paths = run->out->n_paths;

  for (guint p = 0; p < n_paths; p++)
    {
      double share = 0.0, before = 0.0;

      for (guint s = 0; s < input->n_steps && run->fresh[p] > 0.0; s++)
        {
          double now;

          share += input->new_profile[s];
          now = s + 1 < input->n_steps ? rint (run->fresh[p] * MIN (share, 1.0)) : run->fresh[p];
          run->out->weeks[(gsize)s * n_paths + p] += now - before;
          before = now;
        }
    }
}

static void
play_new_business (Run *run)
{
  const BwSimulationInput *input = run->input;
  guint                    n_rows = run->out->n_people + 1;
  g_autofree guint        *n = g_new0 (guint, 2 * n_rows);
  guint                   *n_counted = n + n_rows;

  if (input->new_wins <= 0.0)
    return;
  for (guint i = 0; i < input->n_arrivals; i++)
    {
      gint32 owner = input->arrivals[i].owner;
      guint  row = owner >= 0 && (guint)owner < run->out->n_people ? (guint)owner : run->out->n_people;

      n[row]++;
      n_counted[row] += input->arrivals[i].counted;
      if (input->n_arrivals <= MAX_SINGLE && input->arrivals[i].counted)
        play_arrival (run, i);
    }
  for (guint row = 0; row < n_rows && input->n_arrivals > MAX_SINGLE; row++)
    play_arrivals (run, row, n[row], n_counted[row]);
  spread_fresh (run);
}

static gboolean
play_deals (Run       *run,
            BwProgress progress,
            gpointer   data)
{
  const BwSimulationInput *input = run->input;
  guint                    n_rows = run->out->n_people + 1, n_bundles = n_rows * input->n_classes;
  double                   threshold = find_threshold (input);
  g_autofree Bundle       *bundles = threshold >= 0.0 ? g_new0 (Bundle, n_bundles) : NULL;
  gboolean                 go_on = TRUE;
  guint                    n_played = 0;

  for (guint i = 0; i < input->n_open && go_on; i++)
    {
      gint32 owner = input->open[i].owner;
      guint  row = owner >= 0 && (guint)owner < run->out->n_people ? (guint)owner : run->out->n_people;

      if (bundles != NULL && importance (input, i) <= threshold)
        {
          add_to_bundle (run, &bundles[row * input->n_classes + input->open[i].klass], i);
          continue;
        }
      if (!input->counted[i])
        continue;
      play_deal (run, i);
      if (++n_played % DEALS_PER_REPORT == 0 && progress != NULL)
        go_on = progress ((double)n_played / MIN (input->n_open, MAX_SINGLE), data);
    }
  for (guint b = 0; bundles != NULL && b < n_bundles; b++)
    if (bundles[b].mean != NULL)
      {
        if (go_on)
          play_bundle (run, &bundles[b], b / input->n_classes, b % input->n_classes);
        g_free (bundles[b].mean);
        g_free (bundles[b].slope);
      }
  return go_on;
}

/* Makes each week's rows the sum of all weeks up to it, and the total that of the last. */
static void
accumulate (Run *run)
{
  guint n_paths = run->out->n_paths, n_steps = run->input->n_steps;

  for (guint s = 1; s < n_steps; s++)
    for (guint p = 0; p < n_paths; p++)
      run->out->weeks[(gsize)s * n_paths + p] += run->out->weeks[(gsize)(s - 1) * n_paths + p];
  if (n_steps > 0)
    memcpy (run->out->total, run->out->weeks + (gsize)(n_steps - 1) * n_paths, sizeof (double) * n_paths);
}

/* Plays the rest of the period BW_SIMULATION_N_PATHS times, for what is counted. The same @input gives the same result.
 * Returns: (transfer full) (nullable): %NULL when @progress stopped it. */
BwSimulation *
bw_simulation_new (const BwSimulationInput *input,
                   BwProgress               progress,
                   gpointer                 progress_data)
{
  g_autoptr (BwSimulation) out = g_new0 (BwSimulation, 1);
  Run                run = { .input = input, .out = out };
  g_autofree double *factor = NULL, *new_factor = NULL, *variance = NULL, *hazard = NULL, *fresh = NULL;

  out->n_paths = BW_SIMULATION_N_PATHS;
  out->n_people = input->book->people->len;
  out->total = g_new0 (double, out->n_paths);
  out->weeks = g_new0 (double, (gsize)MAX (input->n_steps, 1) * out->n_paths);
  out->people = g_new0 (double *, out->n_people + 1);
  if (input->n_steps == 0)
    return g_steal_pointer (&out);
  run.factor = factor = g_new0 (double, (gsize)input->n_classes * out->n_paths);
  run.new_factor = new_factor = g_new0 (double, out->n_paths);
  run.hazard = hazard = g_new0 (double, input->n_steps + 1);
  run.fresh = fresh = g_new0 (double, out->n_paths);
  run.variance = variance = g_new0 (double, input->n_classes);
  draw_factors (&run);
  if (!play_deals (&run, progress, progress_data))
    return NULL;
  play_new_business (&run);
  accumulate (&run);
  return g_steal_pointer (&out);
}

/* Frees @simulation (transfer full) (nullable). */
void
bw_simulation_free (BwSimulation *simulation)
{
  if (simulation == NULL)
    return;
  for (guint i = 0; simulation->people != NULL && i <= simulation->n_people; i++)
    g_free (simulation->people[i]);
  g_free (simulation->people);
  g_free (simulation->total);
  g_free (simulation->weeks);
  g_free (simulation);
}
