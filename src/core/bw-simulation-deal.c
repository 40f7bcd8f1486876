/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many possible courses of a period: one open deal on the paths of a block.
 *
 * This is what a simulation does most often: 20,000 paths of 2,500 deals are 50 million draws. So the draws are gone through in
 * whole numbers first, by how far the hazard may reach on any of the paths; of what is left the wait is looked up (bw-wait-table.h) and
 * the rest dropped; and only where it ends too near to a step's end for that is the logarithm taken. What comes out is the same to the
 * bit as if it always were.
 *
 * What a win brings is drawn from the deal and the path alone, so that a deal that is won on more paths brings on the others
 * what it did before. */

#include "core/bw-simulation-private.h"

enum
{
  GUIDE_CELLS = 64,
};

/* A path's factor never takes a hazard further than this above the usual. */
static inline double
adjust_hazard (double hazard,
               double variance)
{
  return hazard * (1.0 + 0.5 * variance * MIN (hazard, 1.0));
}

/* A standard normal number that belongs to path @p of what @luck names (Box and Muller, Annals of Mathematical Statistics 29,
 * 1958). */
static double
normal_of_path (guint64 luck,
                guint   p)
{
  guint64 bits = bw_random_mix (luck + (p + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  double  u = ((double)(guint32)bits + 0.5) * 0x1p-32, v = ((double)(guint32)(bits >> 32) + 0.5) * 0x1p-32;

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

/* Fills @guide (array length=GUIDE_CELLS): for equal parts of the waits up to @hazard's last, the first step in which one of that part
 * may end. What a part is reached by is returned: it times the wait is the part's number. */
static double
fill_guide (guint8       *guide,
            const double *hazard,
            guint         n_steps)
{
  double width = hazard[n_steps] / GUIDE_CELLS;
  guint  step = 1;

  for (guint cell = 0; cell < GUIDE_CELLS; cell++)
    {
      while (step < n_steps && hazard[step] <= cell * width * (1.0 - 1e-9))
        step++;
      guide[cell] = (guint8)step;
    }
  return 1.0 / width;
}

/* The paths on which a deal may be won. */
typedef struct
{
  guint   n;
  guint64 drawn[BW_SIMULATION_BLOCK_PATHS + 1]; /* the path in the block, and in the lower half what it has drawn */
  double  wait[BW_SIMULATION_BLOCK_PATHS + 1];  /* what the hazard has to reach, within the slack */
} Candidates;

/* The path in the block of what was drawn. */
static inline guint
path_of (guint64 drawn)
{
  return (guint)(drawn >> 32);
}

/* Finds the paths on which a deal may be won whose hazard times the path's factor reaches no more than @most in this block; 1 - exp (-x)
 * is at most x. Without a branch that could not be foretold, and of whole numbers: this is done for each deal and path. */
static void
find_candidates (Candidates               *found,
                 const BwSimulationWorker *worker,
                 BwRandom                 *random,
                 double                    most)
{
  guint64 below = (guint64)MIN (most * 0x1p32 + 1.0, 0x1p32);
  guint   n = 0, n_paths = worker->to - worker->from;

  for (guint64 p = 0; p < n_paths; p += 2)
    {
      guint64 bits = bw_random_u64 (random), low = bits & G_MAXUINT32, high = bits >> 32;

      found->drawn[n] = p << 32 | low;
      n += low < below;
      found->drawn[n] = (p + 1) << 32 | high;
      n += high < below;
    }
  /* Of an odd number of paths the last pair has one too many. */
  found->n = n > 0 && path_of (found->drawn[n - 1]) >= n_paths ? n - 1 : n;
}

/* Keeps the paths on which the wait ends between @first and @last, and those where it is too near to tell. */
static void
keep_waits (Candidates        *found,
            const BwWaitTable *waits,
            const double      *factor, /* of the block's first path */
            const double      *inverse,
            double             first,
            double             last)
{
  guint n = 0;

  for (guint k = 0; k < found->n; k++)
    {
      guint64 drawn = found->drawn[k];
      guint   p = path_of (drawn);
      double  wait = bw_wait_table_read (waits, (guint32)drawn) * inverse[p], slack = bw_wait_table_slack (waits, (guint32)drawn) * inverse[p];

      found->drawn[n] = drawn;
      found->wait[n] = wait;
      n += (bw_wait_table_luck ((guint32)drawn) < factor[p] * last) & (wait < last + slack) & (wait > first - slack);
    }
  found->n = n;
}

/* The step in which candidate @k is won; 0: in none. Where the wait ends too near to a step's end, it is worked out in full. */
static inline guint
find_step (const Candidates  *found,
           guint              k,
           const BwWaitTable *waits,
           const guint8      *guide,
           double             part,
           const double      *hazard,
           guint              n_steps,
           double             factor,
           double             inverse)
{
  guint32 drawn = (guint32)found->drawn[k];
  double  wait = found->wait[k], slack = bw_wait_table_slack (waits, drawn) * inverse;
  guint   step = guide[MIN ((guint)(MAX (wait, 0.0) * part), GUIDE_CELLS - 1)];

  /* Once without a branch, as one step's end in a part of the waits is common, and two are not. */
  step += (step < n_steps) & (wait >= hazard[step]);
  while (step < n_steps && wait >= hazard[step])
    step++;
  if (G_LIKELY (wait + slack < hazard[step] && wait - slack > hazard[step - 1]))
    return step;
  wait = -log (1.0 - bw_wait_table_luck (drawn)) / factor;
  if (wait >= hazard[n_steps] || wait < hazard[0])
    return 0;
  for (step = 1; wait >= hazard[step];)
    step++;
  return step;
}

/* Plays deal @i of @input on the worker's paths, and adds what it brings @sign times. */
void
bw_simulation_play_deal (BwSimulationWorker      *worker,
                         const BwSimulationInput *input,
                         guint                    i,
                         double                   sign)
{
  BwSimulationRun  *run = worker->run;
  const BwOpenDeal *deal = &input->open[i];
  guint             n_steps = input->n_steps, n_paths = run->out->n_paths;
  const double     *factor = run->factor + (gsize)deal->klass * n_paths, *inverse = run->inverse + (gsize)deal->klass * n_paths;
  const float      *raw = input->hazard + (gsize)i * (n_steps + 1);
  double           *hazard = worker->hazard, *own = run->out->people[bw_simulation_row (run->out->n_people, deal->owner)], *weeks = run->out->weeks;
  double            spread = deal->estimated ? input->amount_spread : 0.0, amount = bw_simulation_whole (deal->amount), part;
  guint8            guide[GUIDE_CELLS];
  Candidates        found;
  guint64           key = (guint64)input->book->deals.key[deal->deal], luck_of_amount = bw_random_mix (key ^ input->seed);
  BwRandom          random;

  for (guint s = 0; s <= n_steps; s++)
    hazard[s] = adjust_hazard (raw[s], run->variance[deal->klass]);
  if (hazard[n_steps] <= hazard[0] || amount == 0.0)
    return;
  part = fill_guide (guide, hazard, n_steps);
  bw_simulation_start_stream (&random, input->seed, worker->block, key);
  find_candidates (&found, worker, &random, worker->most[deal->klass] * hazard[n_steps]);
  keep_waits (&found, &run->waits, factor + worker->from, inverse + worker->from, hazard[0], hazard[n_steps]);
  for (guint k = 0; k < found.n; k++)
    {
      guint  p = worker->from + path_of (found.drawn[k]), step = find_step (&found, k, &run->waits, guide, part, hazard, n_steps, factor[p], inverse[p]);
      double won = amount;

      if (step == 0)
        continue;
      if (spread > 0.0)
        won = bw_simulation_whole (amount * MAX (0.0, 1.0 + spread * normal_of_path (luck_of_amount, p)));
      won *= sign;
      own[p] += won;
      weeks[(gsize)(step - 1) * n_paths + p] += won;
    }
}
