/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many possible courses of a period: new business.
 *
 * New business: the recent new deals stand for those to come. On each path each of them has a Poisson number
 * of wins with a shared gamma factor (which makes it negative binomial), bringing a gamma amount like its
 * owner's recent wins. Where they are more than MAX_ARRIVALS they are taken together by owner.
 *
 * Who brings how many wins is drawn once for each source and path; where new business is another than before, only the sources
 * that differ are played, once as they were and once as they are, and what all of it brings is spread over the weeks anew. Where
 * only deals are other ones, as when a slider over all of them is moved, what it brought is repeated. */

#include "core/bw-simulation-private.h"

#include <string.h>

enum
{
  MAX_WINS = 200,   /* that are counted one by one */
  MAX_COUNTED = 30, /* mean from which on they are not */
};

/* Keeps what comes after a deal apart from the deal. */
#define ARRIVAL_SEED G_GUINT64_CONSTANT (0x0b5e55edca111e7e)

/* Keeps extra business apart from both. */
#define EXTRA_SEED G_GUINT64_CONSTANT (0x7e57ab1ef1e1d5a3)

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

/* Adds what @source brings, @sign times. */
static void
play_source (BwSimulationWorker      *worker,
             const BwSimulationInput *input,
             const BwSource          *source,
             double                   sign)
{
  BwSimulationRun *run = worker->run;
  double           spread = input->new_variation * input->new_variation, *own;
  guint64          luck = bw_random_mix (source->seed ^ source->stream);
  BwRandom         random;

  if (source->share <= 0.0 || source->amount <= 0.0 || source->wins <= 0.0)
    return;
  own = run->out->people[source->row];
  bw_simulation_start_stream (&random, source->seed, worker->block, source->stream);
  for (guint p = worker->from; p < worker->to; p++)
    {
      double   expected = source->wins * run->new_factor[p], u = bw_random_unit (&random), amount;
      BwRandom drawn;
      guint    wins;

      /* 1 - exp (-x) is at most x. */
      if (u >= expected)
        continue;
      bw_random_init (&drawn, luck, p);
      wins = expected < MAX_COUNTED ? count_wins (u, expected) : bw_random_poisson (&drawn, expected);
      if (wins == 0)
        continue;
      amount = spread > 0.0 ? bw_random_gamma (&drawn, wins / spread) * spread * source->amount : source->amount * wins;
      amount = sign * bw_simulation_whole (amount * source->share);
      own[p] += amount;
      run->out->fresh[p] += amount;
    }
}

/* Puts what new business brought, @fresh, into the weeks by @profile, @sign times. */
static void
spread_fresh (BwSimulationWorker *worker,
              const double       *fresh,
              const double       *more, /* (nullable): to be added to it */
              const double       *profile,
              double              sign)
{
  BwSimulation *out = worker->run->out;
  guint         n_paths = out->n_paths, n_steps = worker->run->input->n_steps;

  for (guint p = worker->from; p < worker->to; p++)
    {
      double share = 0.0, before = 0.0, sum = fresh[p] + (more != NULL ? more[p] : 0.0);

      for (guint s = 0; s < n_steps && sum > 0.0; s++)
        {
          double now;

          share += profile[s];
          now = s + 1 < n_steps ? bw_simulation_whole (sum * MIN (share, 1.0)) : sum;
          out->weeks[(gsize)s * n_paths + p] += sign * (now - before);
          before = now;
        }
    }
}

/* Arrival @i alone. */
static BwSource
source_of_arrival (const BwSimulationRun   *run,
                   const BwSimulationInput *input,
                   guint                    i)
{
  const BwArrival *arrival = &input->arrivals[i];
  BwSource         source = { .seed = input->seed ^ ARRIVAL_SEED, .stream = (guint64)input->book->deals.key[arrival->deal] };

  source.row = bw_simulation_row (run->out->n_people, arrival->owner);
  source.wins = input->new_wins * (input->arrival_wins != NULL ? input->arrival_wins[i] : 1.0);
  source.share = !arrival->counted ? 0.0 : input->arrival_size != NULL ? input->arrival_size[i]
                                                                       : 1.0;
  source.amount = input->new_amount[source.row];
  return source;
}

static BwSource
source_of_extra (const BwSimulationRun   *run,
                 const BwSimulationInput *input,
                 guint                    i)
{
  const BwExtraBusiness *extra = &input->extras[i];

  return (BwSource) { input->seed ^ EXTRA_SEED, extra->luck, bw_simulation_row (run->out->n_people, extra->owner), extra->wins, 1.0, extra->amount };
}

/* All arrivals of each owner together. Returns: (transfer full) (array length=n_people + 1) */
BwSource *
bw_simulation_sources (const BwSimulationRun   *run,
                       const BwSimulationInput *input)
{
  guint     n_rows = run->out->n_people + 1;
  BwSource *sources = g_new0 (BwSource, n_rows);

  for (guint i = 0; i < input->n_arrivals; i++)
    {
      BwSource  one = source_of_arrival (run, input, i);
      BwSource *source = &sources[one.row];

      source->wins += one.wins;
      source->share += one.wins * one.share;
    }
  for (guint row = 0; row < n_rows; row++)
    {
      sources[row].seed = input->seed ^ BW_SIMULATION_SHARED_SEED;
      sources[row].stream = BW_STREAM_OWNERS + (guint64)(row + 1) * 1000;
      sources[row].row = row;
      sources[row].amount = input->new_amount[row];
      if (sources[row].wins > 0.0)
        sources[row].share /= sources[row].wins;
    }
  return sources;
}

static gboolean
same_source (const BwSource *a,
             const BwSource *b)
{
  return a->wins == b->wins && a->share == b->share && a->amount == b->amount;
}

/* Plays @now, and takes away @was (nullable) where that is another. */
static void
exchange_source (BwSimulationWorker *worker,
                 const BwSource     *was,
                 const BwSource     *now)
{
  if (was != NULL && same_source (was, now))
    return;
  if (was != NULL)
    play_source (worker, worker->run->was, was, -1.0);
  play_source (worker, worker->run->input, now, 1.0);
}

/* Plays new business, or where there is something that was, what makes the difference. */
void
bw_simulation_play_new (BwSimulationWorker *worker)
{
  BwSimulationRun         *run = worker->run;
  const BwSimulationInput *input = run->input, *was = run->was;
  guint                    n_rows = run->out->n_people + 1;

  for (guint i = 0; i < input->n_arrivals && run->owners == NULL; i++)
    {
      BwSource now = source_of_arrival (run, input, i), then = { 0 };

      if (was != NULL)
        then = source_of_arrival (run, was, i);
      exchange_source (worker, was != NULL ? &then : NULL, &now);
    }
  for (guint row = 0; row < n_rows && run->owners != NULL; row++)
    exchange_source (worker, was != NULL ? &run->owners_were[row] : NULL, &run->owners[row]);
  for (guint i = 0; was != NULL && i < was->n_extras; i++)
    {
      BwSource then = source_of_extra (run, was, i);

      play_source (worker, was, &then, -1.0);
    }
  for (guint i = 0; i < input->n_extras; i++)
    {
      BwSource now = source_of_extra (run, input, i);

      play_source (worker, input, &now, 1.0);
    }
  if (was != NULL)
    spread_fresh (worker, run->before->fresh, NULL, was->new_profile, -1.0);
  spread_fresh (worker, run->out->fresh, was != NULL ? run->before->fresh : NULL, input->new_profile, 1.0);
}

/* Copies what @from has of new business in the block of @worker to @to, which has no other rows than that. */
static void
copy_new (const BwSimulationWorker *worker,
          const BwSimulation       *from,
          BwSimulation             *to)
{
  gsize size = sizeof (double) * (worker->to - worker->from);

  memcpy (to->fresh + worker->from, from->fresh + worker->from, size);
  for (guint row = 0; row <= from->n_people; row++)
    if (from->people[row] != NULL && to->people[row] != NULL)
      memcpy (to->people[row] + worker->from, from->people[row] + worker->from, size);
}

/* Notes what new business brought in the block, when nothing else was played in it yet. */
void
bw_simulation_note_new (const BwSimulationWorker *worker,
                        BwSimulation             *noted)
{
  copy_new (worker, worker->run->out, noted);
}

/* Plays the same new business as was @noted, when nothing else was played in the block yet. */
void
bw_simulation_repeat_new (BwSimulationWorker *worker,
                          const BwSimulation *noted)
{
  copy_new (worker, noted, worker->run->out);
  spread_fresh (worker, noted->fresh, NULL, worker->run->input->new_profile, 1.0);
}
