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
 * Paths are played in blocks, on several threads; within a block the loop runs over deals outside and paths inside, so the
 * block's rows stay in the cache. In each block each deal draws from a stream of its own, named by its key: the same deal has
 * the same luck whatever else is in the book, whatever is counted, however its chance or amount is changed (common random
 * numbers between scenarios) and however many threads there are. Where there are more than MAX_SINGLE open deals, those whose
 * outcome matters least are taken together by owner and class, with the mean and variance that their sum
 * has at the path's factor. O(MAX_SINGLE x paths);
 * nothing is allocated within.
 *
 * One deal on the paths of a block is played by bw-simulation-deal.c.
 *
 * Scopes are coherent: the whole organisation is told, and only what is counted is played. As every deal has
 * its own luck and amounts are whole minor units, the parts of an organisation add up to it on every
 * path, exactly. Of what is taken together a part gets its share of what came of the whole; people get theirs
 * as a whole, so only parts that cut through an owner's deals are rounded, and vary a little less than they might. */

#include "core/bw-simulation-private.h"

#include <string.h>

#include "core/bw-block.h"

enum
{
  MAX_SINGLE = 2500,
  MAX_ARRIVALS = 1000,
  MAX_THREADS = 8,
};

/* Marks whose new business is counted. */
static void
mark_new_rows (const BwSimulationInput *input,
               guint                    n_people,
               guint8                  *needed)
{
  for (guint i = 0; i < input->n_arrivals; i++)
    if (input->arrivals[i].counted)
      needed[bw_simulation_row (n_people, input->arrivals[i].owner)] = 1;
  for (guint i = 0; i < input->n_extras; i++)
    needed[bw_simulation_row (n_people, input->extras[i].owner)] = 1;
}

static void
mark_rows (const BwSimulationInput *input,
           guint                    n_people,
           guint8                  *needed)
{
  for (guint i = 0; i < input->n_open; i++)
    if (input->counted[i])
      needed[bw_simulation_row (n_people, input->open[i].owner)] = 1;
  mark_new_rows (input, n_people, needed);
}

/* Room for what comes of a simulation with @n_steps, in one block: page by page and row by row the memory would have to be got, cleared
 * and given back for each move of a slider. With @clear all is 0, else it is not set.
 * @needed: whether an owner has a row (array length=n_people + 1)
 * Returns: (transfer full) */
static BwSimulation *
allocate (guint         n_paths,
          guint         n_people,
          guint         n_steps,
          const guint8 *needed,
          gboolean      clear)
{
  BwSimulation *out = g_new0 (BwSimulation, 1);
  gsize         n_rows = 2 + MAX (n_steps, 1);
  double       *at;

  for (guint row = 0; row <= n_people; row++)
    n_rows += needed[row] != 0;
  out->n_paths = n_paths;
  out->n_people = n_people;
  out->people = g_new0 (double *, n_people + 1);
  out->block = at = bw_block_alloc (sizeof (double) * n_rows * n_paths);
  out->total = at;
  out->fresh = at += n_paths;
  out->weeks = at += n_paths;
  at += (gsize)MAX (n_steps, 1) * n_paths;
  for (guint row = 0; row <= n_people; row++)
    if (needed[row])
      {
        out->people[row] = at;
        at += n_paths;
      }
  if (clear)
    memset (out->block, 0, sizeof (double) * n_rows * n_paths);
  return out;
}

/* Returns: (transfer full): what @input, and what there @was (nullable) before, has nothing of yet, with a row for each owner of what
 * is counted. */
static BwSimulation *
new_simulation (const BwSimulationInput *input,
                const BwSimulationInput *was)
{
  guint              n_people = input->book->people->len;
  g_autofree guint8 *needed = g_new0 (guint8, n_people + 1);

  mark_rows (input, n_people, needed);
  if (was != NULL)
    mark_rows (was, n_people, needed);
  return allocate (input->n_paths > 0 ? input->n_paths : BW_SIMULATION_N_PATHS, n_people, input->n_steps, needed, TRUE);
}

/* What all deals of a class share on each path, and what new business shares; the same for all inputs that differ in single deals. */
struct _BwSimulationFactors
{
  double *factor;     /* [class][path] */
  double *inverse;    /* [class][path]: one over that */
  double *new_factor; /* [path] */
  double *variance;   /* [class]: of the factor */
};

static void
clear_factors (gpointer data)
{
  BwSimulationFactors *factors = data;

  g_free (factors->factor);
  g_free (factors->inverse);
  g_free (factors->new_factor);
  g_free (factors->variance);
}

/* The relative variance of the shared shock and the class's own factor together. */
static double
draw_class (BwSimulationRun     *run,
            BwSimulationFactors *factors,
            guint                klass,
            gboolean             used)
{
  const BwSimulationInput *input = run->input;
  double                  *factor = factors->factor + (gsize)klass * run->out->n_paths;
  double                  *inverse = factors->inverse + (gsize)klass * run->out->n_paths;
  double                   shape = input->class_weight[klass] + BW_SIMULATION_MIN_CLASS_WEIGHT;
  double                   log_sd = sqrt (log1p (input->shock * input->shock));
  BwRandom                 shock, own;

  if (!used)
    return 0.0;
  bw_random_init (&shock, input->seed ^ BW_SIMULATION_SHARED_SEED, BW_STREAM_SHOCK);
  bw_random_init (&own, input->seed ^ BW_SIMULATION_SHARED_SEED, BW_STREAM_CLASSES + klass);
  for (guint p = 0; p < run->out->n_paths; p++)
    {
      factor[p] = exp (log_sd * bw_random_normal (&shock) - 0.5 * log_sd * log_sd) * bw_random_gamma (&own, shape) / shape;
      inverse[p] = 1.0 / factor[p];
    }
  return (1.0 + input->shock * input->shock) * (1.0 + 1.0 / shape) - 1.0;
}

/* Returns: (transfer full): what paths share. */
static BwSimulationFactors *
draw_factors (BwSimulationRun *run)
{
  const BwSimulationInput *input = run->input;
  BwSimulationFactors     *factors = g_atomic_rc_box_new0 (BwSimulationFactors);
  g_autofree gboolean     *used = g_new0 (gboolean, input->n_classes + 1);
  double                   log_sd = sqrt (log1p (input->shock * input->shock));
  double                   spread = input->new_spread * input->new_spread;
  BwRandom                 shock, own;

  factors->factor = g_new0 (double, (gsize)input->n_classes * run->out->n_paths);
  factors->inverse = g_new0 (double, (gsize)input->n_classes * run->out->n_paths);
  factors->new_factor = g_new0 (double, run->out->n_paths);
  factors->variance = g_new0 (double, input->n_classes);
  for (guint i = 0; i < input->n_open; i++)
    used[input->open[i].klass] = TRUE;
  for (guint c = 0; c < input->n_classes; c++)
    factors->variance[c] = draw_class (run, factors, c, used[c]);
  bw_random_init (&shock, input->seed ^ BW_SIMULATION_SHARED_SEED, BW_STREAM_SHOCK);
  bw_random_init (&own, input->seed ^ BW_SIMULATION_SHARED_SEED, BW_STREAM_NEW_FACTOR);
  for (guint p = 0; p < run->out->n_paths; p++)
    {
      factors->new_factor[p] = exp (log_sd * bw_random_normal (&shock) - 0.5 * log_sd * log_sd);
      if (spread > 0.0)
        factors->new_factor[p] *= bw_random_gamma (&own, 1.0 / spread) * spread;
    }
  return factors;
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
add_to_bundle (BwSimulationRun    *run,
               BwSimulationBundle *bundle,
               guint               i)
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
play_bundle (BwSimulationWorker       *worker,
             const BwSimulationBundle *bundle,
             guint                     owner,
             guint                     klass)
{
  BwSimulationRun *run = worker->run;
  guint            n_paths = run->out->n_paths, n_steps = run->input->n_steps;
  const double    *factor = run->factor + (gsize)klass * n_paths;
  double          *own, mean = 0.0, noise, luck[BW_SIMULATION_BLOCK_PATHS];
  BwRandom         random;

  for (guint s = 0; s < n_steps; s++)
    mean += bundle->mean[s];
  if (mean <= 0.0)
    return;
  own = run->out->people[owner];
  noise = sqrt (bundle->variance) / bundle->whole;
  bw_simulation_start_stream (&random, run->input->seed ^ BW_SIMULATION_SHARED_SEED, worker->block,
                              BW_STREAM_OWNERS + (guint64)(owner + 1) * 1000 + klass + 500);
  for (guint p = worker->from; p < worker->to; p++)
    luck[p - worker->from] = 1.0 + noise * bw_random_normal (&random);
  for (guint s = 0; s < n_steps; s++)
    {
      double *week = run->out->weeks + (gsize)s * n_paths;
      double  at = bundle->mean[s] - bundle->slope[s], slope = bundle->slope[s];

      for (guint p = worker->from; p < worker->to; p++)
        {
          double part = bw_simulation_whole (MAX (0.0, (at + factor[p] * slope) * luck[p - worker->from]));

          week[p] += part;
          own[p] += part;
        }
    }
}

/* Makes each week's rows the sum of all weeks up to it, and the total that of the last. */
static void
accumulate (BwSimulationWorker *worker)
{
  BwSimulation *out = worker->run->out;
  guint         n_paths = out->n_paths, n_steps = worker->run->input->n_steps;

  for (guint s = 1; s < n_steps; s++)
    for (guint p = worker->from; p < worker->to; p++)
      out->weeks[(gsize)s * n_paths + p] += out->weeks[(gsize)(s - 1) * n_paths + p];
  memcpy (out->total + worker->from, out->weeks + (gsize)(n_steps - 1) * n_paths + worker->from,
          sizeof (double) * (worker->to - worker->from));
}

/* Finds the largest factor of each class in the block. */
static void
find_most (BwSimulationWorker *worker)
{
  const BwSimulationRun *run = worker->run;

  for (guint c = 0; c < run->input->n_classes; c++)
    {
      const double *factor = run->factor + (gsize)c * run->out->n_paths;

      worker->most[c] = 0.0;
      for (guint p = worker->from; p < worker->to; p++)
        worker->most[c] = factor[p] > worker->most[c] ? factor[p] : worker->most[c];
    }
}

static void
play_new_business (BwSimulationWorker *worker)
{
  BwSimulationRun *run = worker->run;

  if (run->was != NULL && !run->replay_new)
    return;
  if (run->repeated != NULL)
    {
      bw_simulation_repeat_new (worker, run->repeated);
      return;
    }
  bw_simulation_play_new (worker);
  if (run->noted != NULL)
    bw_simulation_note_new (worker, run->noted);
}

static void
play_block (BwSimulationWorker *worker)
{
  BwSimulationRun         *run = worker->run;
  const BwSimulationInput *input = run->input;

  find_most (worker);
  play_new_business (worker);
  for (guint i = 0; i < run->n_single; i++)
    {
      if (run->was != NULL && run->was->counted[run->single[i]])
        bw_simulation_play_deal (worker, run->was, run->single[i], -1.0);
      if (input->counted[run->single[i]])
        bw_simulation_play_deal (worker, input, run->single[i], 1.0);
    }
  for (guint b = 0; b < run->n_bundles; b++)
    if (run->bundles[b].mean != NULL)
      play_bundle (worker, &run->bundles[b], b / input->n_classes, b % input->n_classes);
  accumulate (worker);
}

/* Plays blocks as long as there are any. The first worker, @tells, is on the caller's thread and tells how far all are. */
static void
play_blocks (BwSimulationRun *run,
             gboolean         tells)
{
  guint              n_paths = run->out->n_paths, n_blocks = (n_paths + BW_SIMULATION_BLOCK_PATHS - 1) / BW_SIMULATION_BLOCK_PATHS;
  g_autofree double *hazard = g_new (double, run->input->n_steps + 1);
  g_autofree double *most = g_new (double, run->input->n_classes + 1);
  BwSimulationWorker worker = { run, hazard, most, 0, 0, 0 };

  while (!g_atomic_int_get (&run->stopped) &&
         (worker.block = (guint)g_atomic_int_add (&run->next_block, 1)) < n_blocks)
    {
      worker.from = worker.block * BW_SIMULATION_BLOCK_PATHS;
      worker.to = MIN (worker.from + BW_SIMULATION_BLOCK_PATHS, n_paths);
      play_block (&worker);
      if (tells && run->progress != NULL && !run->progress ((worker.block + 1.0) / n_blocks, run->progress_data))
        g_atomic_int_set (&run->stopped, 1);
    }
}

static gpointer
play_thread (gpointer data)
{
  play_blocks (data, FALSE);
  return NULL;
}

/* Whether deal @i is won on every path. */
static gboolean
is_certain (const BwSimulationInput *input,
            guint                    i)
{
  const float *hazard = input->hazard + (gsize)i * (input->n_steps + 1);

  return hazard[0] == 0.0F && hazard[input->n_steps] >= BW_SIMULATION_CERTAIN;
}

/* Decides what is played alone, by how much it mattered in @like, and puts the rest together. What is certain is played alone. */
static void
sort_out (BwSimulationRun         *run,
          const BwSimulationInput *like)
{
  const BwSimulationInput *input = run->input;
  guint                    n_rows = run->out->n_people + 1;
  double                   threshold = find_threshold (like);
  guint                    n_likely = 0;

  run->single = g_new (guint32, input->n_open + 1);
  if (threshold >= 0.0)
    {
      run->n_bundles = n_rows * input->n_classes;
      run->bundles = g_new0 (BwSimulationBundle, run->n_bundles);
    }
  for (guint i = 0; i < input->n_open; i++)
    if (run->bundles != NULL && !is_certain (input, i) && (importance (like, i) <= threshold || n_likely == MAX_SINGLE))
      add_to_bundle (run, &run->bundles[bw_simulation_row (run->out->n_people, input->open[i].owner) * input->n_classes + input->open[i].klass], i);
    else
      {
        run->single[run->n_single++] = i;
        n_likely += !is_certain (input, i);
      }
}

/* Plays on as many threads as there are processors, or on @n_threads when that is not 0. Returns %FALSE when stopped. */
static gboolean
play (BwSimulationRun *run,
      guint            n_threads)
{
  GThread *threads[MAX_THREADS];
  guint    n = n_threads > 0 ? n_threads : g_get_num_processors ();

  /* Asked here, as the other threads may have played all before this one takes a block. */
  if (run->progress != NULL && !run->progress (0.0, run->progress_data))
    return FALSE;

  n = CLAMP (n, 1, MAX_THREADS);
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("simulation", play_thread, run);
  play_blocks (run, TRUE);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
  return !run->stopped;
}

static void
clear_run (BwSimulationRun *run)
{
  for (guint b = 0; b < run->n_bundles; b++)
    {
      g_free (run->bundles[b].mean);
      g_free (run->bundles[b].slope);
    }
  g_free (run->bundles);
  g_free (run->single);
  g_free (run->owners);
  g_free (run->owners_were);
}

/* Draws what paths share. */
static void
prepare (BwSimulationRun *run)
{
  const BwSimulationInput *input = run->input;

  run->out->factors = run->before != NULL && run->before->factors != NULL ? g_atomic_rc_box_acquire (run->before->factors) : draw_factors (run);
  run->factor = run->out->factors->factor;
  run->inverse = run->out->factors->inverse;
  run->new_factor = run->out->factors->new_factor;
  run->variance = run->out->factors->variance;
  bw_wait_table_init (&run->waits);
  if (input->n_arrivals <= MAX_ARRIVALS)
    return;
  run->owners = bw_simulation_sources (run, input);
  if (run->was != NULL)
    run->owners_were = bw_simulation_sources (run, run->was);
}

static gboolean
same_factors (const double *was,
              const double *now,
              guint         n)
{
  for (guint i = 0; i < n && was != now; i++)
    if ((was != NULL ? was[i] : 1.0) != (now != NULL ? now[i] : 1.0))
      return FALSE;
  return TRUE;
}

/* Whether new business is the same. */
static gboolean
same_new_business (const BwSimulationInput *was,
                   const BwSimulationInput *now)
{
  return was->new_wins == now->new_wins && same_factors (was->arrival_wins, now->arrival_wins, now->n_arrivals) &&
         same_factors (was->arrival_size, now->arrival_size, now->n_arrivals) && was->n_extras == now->n_extras &&
         (now->n_extras == 0 || was->extras == now->extras) &&
         memcmp (was->new_profile, now->new_profile, sizeof (double) * now->n_steps) == 0 &&
         memcmp (was->new_amount, now->new_amount, sizeof (double) * (now->book->people->len + 1)) == 0;
}

/* Where new business is the same as it was in @before, has it repeated, or noted for the next time. */
static void
look_for_new_business (BwSimulationRun         *run,
                       const BwSimulationInput *like)
{
  g_autofree guint8 *needed = NULL;

  if (run->before == NULL || !same_new_business (like, run->input))
    return;
  run->repeated = g_atomic_pointer_get (&((BwSimulation *)run->before)->fresh_rows);
  if (run->repeated != NULL)
    return;
  needed = g_new0 (guint8, run->out->n_people + 1);
  mark_new_rows (run->input, run->out->n_people, needed);
  run->noted = allocate (run->out->n_paths, run->out->n_people, 0, needed, FALSE);
}

/* Keeps what was noted with what came @before, unless another thread has done so; it changes nothing that is known of that. */
static void
keep_noted (BwSimulation *noted,
            BwSimulation *before)
{
  if (!g_atomic_pointer_compare_and_exchange (&before->fresh_rows, NULL, noted))
    bw_simulation_free (noted);
}

/* The same, with those deals played alone that mattered most in @like; @before (nullable) came of that. */
static BwSimulation *
new_like (const BwSimulationInput *input,
          const BwSimulationInput *like,
          const BwSimulation      *before,
          BwProgress               progress,
          gpointer                 progress_data)
{
  g_autoptr (BwSimulation) out = new_simulation (input, NULL);
  BwSimulationRun run = { .input = input, .out = out, .before = before, .progress = progress, .progress_data = progress_data };
  gboolean        done;

  if (input->n_steps == 0)
    return g_steal_pointer (&out);
  prepare (&run);
  sort_out (&run, like);
  look_for_new_business (&run, like);
  done = play (&run, input->n_threads);
  clear_run (&run);
  if (done && run.noted != NULL)
    keep_noted (run.noted, (BwSimulation *)before);
  else
    bw_simulation_free (run.noted);
  return done ? g_steal_pointer (&out) : NULL;
}

/* Plays the rest of the period for what is counted. The same @input gives the same result, whatever the number of threads.
 * Returns: (transfer full) (nullable): %NULL when @progress, which is called on this thread, stopped it. */
BwSimulation *
bw_simulation_new (const BwSimulationInput *input,
                   BwProgress               progress,
                   gpointer                 progress_data)
{
  return new_like (input, input, NULL, progress, progress_data);
}

/* Whether deal @i is another in @now than in @was. */
static gboolean
is_changed (const BwSimulationInput *was,
            const BwSimulationInput *now,
            guint                    i)
{
  gsize width = now->n_steps + 1;

  return was->counted[i] != now->counted[i] || was->open[i].owner != now->open[i].owner || was->open[i].amount != now->open[i].amount ||
         was->open[i].estimated != now->open[i].estimated ||
         memcmp (was->hazard + i * width, now->hazard + i * width, sizeof (float) * width) != 0;
}

/* Whether the two are about the same deals and differ in nothing that all of them share. */
static gboolean
is_variation (const BwSimulationInput *was,
              const BwSimulationInput *now)
{
  if (was->seed != now->seed || was->book != now->book || was->n_open != now->n_open || was->n_steps != now->n_steps ||
      was->n_classes != now->n_classes || was->shock != now->shock || was->amount_spread != now->amount_spread ||
      was->arrivals != now->arrivals || was->n_arrivals != now->n_arrivals || was->new_variation != now->new_variation ||
      was->new_spread != now->new_spread || was->n_paths != now->n_paths ||
      memcmp (was->class_weight, now->class_weight, sizeof (double) * now->n_classes) != 0)
    return FALSE;
  for (guint i = 0; i < now->n_open; i++)
    if (was->open[i].deal != now->open[i].deal || was->open[i].klass != now->open[i].klass)
      return FALSE;
  return TRUE;
}

/* Fills @sum with @row and @more, one of which may be missing. */
static void
add_rows (double       *sum,
          const double *row,
          const double *more,
          gsize         n)
{
  if (row == NULL || more == NULL)
    memcpy (sum, row != NULL ? row : more, sizeof (double) * n);
  else
    for (gsize i = 0; i < n; i++)
      sum[i] = row[i] + more[i];
}

/* Returns: (transfer full): @simulation and @difference (nullable) together. */
static BwSimulation *
add_simulation (const BwSimulation *simulation,
                const BwSimulation *difference,
                guint               n_steps)
{
  guint              n_people = simulation->n_people, n_paths = simulation->n_paths;
  g_autofree guint8 *needed = g_new0 (guint8, n_people + 1);
  BwSimulation      *sum;

  for (guint row = 0; row <= n_people; row++)
    needed[row] = simulation->people[row] != NULL || (difference != NULL && difference->people[row] != NULL);
  sum = allocate (n_paths, n_people, n_steps, needed, FALSE);
  if (simulation->factors != NULL)
    sum->factors = g_atomic_rc_box_acquire (simulation->factors);
  add_rows (sum->total, simulation->total, difference != NULL ? difference->total : NULL, n_paths);
  add_rows (sum->fresh, simulation->fresh, difference != NULL ? difference->fresh : NULL, n_paths);
  add_rows (sum->weeks, simulation->weeks, difference != NULL ? difference->weeks : NULL, (gsize)n_paths * MAX (n_steps, 1));
  for (guint row = 0; row <= n_people; row++)
    if (needed[row])
      add_rows (sum->people[row], simulation->people[row], difference != NULL ? difference->people[row] : NULL, n_paths);
  return sum;
}

/* What bw_simulation_new() makes of @now, to the bit, given what it made of @was, @before: where only some deals differ only these
 * are played again, as when a slider is moved. Arrivals whose array is the same are taken to be the same.
 * Returns: (transfer full) (nullable): %NULL when @progress stopped it. */
BwSimulation *
bw_simulation_vary (const BwSimulation      *before,
                    const BwSimulationInput *was,
                    const BwSimulationInput *now,
                    BwProgress               progress,
                    gpointer                 progress_data)
{
  g_autoptr (BwSimulation) difference = NULL;
  BwSimulationRun run = { .input = now, .was = was, .before = before, .progress = progress, .progress_data = progress_data };
  gboolean        done;

  if (!is_variation (was, now))
    return bw_simulation_new (now, progress, progress_data);
  run.single = g_new (guint32, now->n_open + 1);
  for (guint i = 0; i < now->n_open; i++)
    if (is_changed (was, now, i))
      run.single[run.n_single++] = i;
  run.replay_new = !same_new_business (was, now);
  if (2 * run.n_single > now->n_open || (run.n_single > 0 && now->n_open > MAX_SINGLE))
    {
      clear_run (&run);
      return new_like (now, was, before, progress, progress_data);
    }
  if (now->n_steps == 0 || (run.n_single == 0 && !run.replay_new))
    {
      clear_run (&run);
      return add_simulation (before, NULL, now->n_steps);
    }
  run.out = difference = new_simulation (now, was);
  prepare (&run);
  done = play (&run, now->n_threads);
  clear_run (&run);
  return done ? add_simulation (before, difference, now->n_steps) : NULL;
}

/* Frees @simulation (transfer full) (nullable). */
void
bw_simulation_free (BwSimulation *simulation)
{
  if (simulation == NULL)
    return;
  bw_simulation_free (simulation->fresh_rows);
  g_free (simulation->people);
  g_free (simulation->block);
  if (simulation->factors != NULL)
    g_atomic_rc_box_release_full (simulation->factors, clear_factors);
  g_free (simulation);
}
