/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up company that looks like a real one.
 *
 * Lets every page have something true to say before anybody has imported anything, and gives tests and benchmarks a
 * project of any size. It is grown forward as a company would be: people with habits, accounts in real cities,
 * and deals that are made, move through the stages, have their dates pushed, and end; the history is what
 * was written down on the way, so that undoing it from the present leads over the same path. A deal's fate beyond the
 * last day is drawn too and then left out: nothing on that day gives it away. Quotas, calls and check-ins come last,
 * as they speak of the deals.
 *
 * The same options give the same book, keys included: each part draws from a stream of its own, so that a change in one
 * does not disturb the others. O(deals). The texts are data as a customer's would be, hence not translated.
 *
 *   bw-sample.c         this: the order of things, and what all parts need
 *   bw-sample-people.c  the organisation and its products
 *   bw-sample-places.c  the cities
 *   bw-sample-plan.c    accounts and territories
 *   bw-sample-course.c  what becomes of the deals
 *   bw-sample-deals.c   what is told about them
 *   bw-sample-calls.c   quotas, calls and overrides
 *   bw-sample-checkins.c  check-ins, commitments and comments */

#include "core/bw-sample-private.h"

#include <math.h>

enum
{
  BASE_MANAGERS = 6,
  BASE_REPS = 40,
  BASE_DEALS = 50000, /* up to here the team stays as it is, then it grows with the square root */
  DEFAULT_SEED = 1,
};

static const char default_name[] = "Northlight Instruments";

/* A key for a row: positive, never 0. */
gint64
bw_sample_key (BwRandom *random)
{
  return (gint64)(bw_random_u64 (random) >> 1 | 1);
}

/* Whether @person works for the company on @date. */
gboolean
bw_sample_is_active (const BwSample *sample,
                     gint32          person,
                     BwDate          date)
{
  const BwPerson *row = bw_book_person (sample->book, person);

  return row->started <= date && (row->ended == BW_DATE_NONE || date <= row->ended);
}

/* The index of the quarter that holds @date, -1 when it is outside of all. */
int
bw_sample_quarter_at (const BwSample *sample,
                      BwDate          date)
{
  int guess = (int)((date - sample->quarters[0].from) / 91.4);

  for (int i = MAX (0, guess - 1); i < BW_SAMPLE_N_QUARTERS && i <= guess + 1; i++)
    if (bw_period_contains (&sample->quarters[i], date))
      return i;
  return -1;
}

static void
lay_quarters (BwSample *sample)
{
  BwPeriod current = bw_calendar_period_at (&sample->book->calendar, BW_PERIOD_QUARTER, sample->today);

  for (int i = 0; i < BW_SAMPLE_N_QUARTERS; i++)
    sample->quarters[i] = bw_calendar_shift (&sample->book->calendar, &current, i - BW_SAMPLE_QUARTERS_PAST);
  sample->from = sample->quarters[0].from;
}

/* The stages that most companies begin with. Once "Proposal" counted for less: its rule changed with a new year. */
static void
add_stages (BwSample *sample)
{
  BwBook  *book = sample->book;
  BwRandom random;
  int      year, month, day;

  bw_random_init (&random, sample->seed, 1);
  bw_date_to_ymd (sample->today, &year, &month, &day);
  bw_book_add_default_stages (book);
  for (guint i = 0; i < book->stages->len; i++)
    {
      BwStage    *stage = bw_book_stage (book, i);
      BwStageRule rule = { bw_sample_key (&random), (gint32)i, BW_DATE_NONE, stage->kind, stage->category };

      stage->key = bw_sample_key (&random);
      if (stage->category == BW_CATEGORY_BEST_CASE)
        {
          BwStageRule before = { bw_sample_key (&random), (gint32)i, BW_DATE_NONE, stage->kind, BW_CATEGORY_PIPELINE };

          g_array_append_val (book->stage_rules, before);
          rule.from = bw_date_from_ymd (year - 1, 1, 1);
        }
      g_array_append_val (book->stage_rules, rule);
    }
}

static void
add_import (BwSample *sample)
{
  BwBook        *book = sample->book;
  BwRandom       random;
  BwImportRecord record = {
    .file = bw_pool_add (&book->texts, "sample", -1),
    .kind = bw_pool_intern (&book->texts, "deals"),
    .profile = bw_pool_intern (&book->texts, "generic"),
    .as_of = sample->today,
    .as_of_source = BW_TIME_EXPORT,
    .at = (gint64)sample->today * 86400 + 18 * 3600,
    .n_rows = sample->n_deals,
    .n_new = sample->n_deals,
  };

  bw_random_init (&random, sample->seed, 2);
  record.key = bw_sample_key (&random);
  g_array_append_val (book->imports, record);
}

/* What to make when nothing is said: always the same company, in the middle of a quarter. */
BwSampleOptions
bw_sample_default_options (void)
{
  return (BwSampleOptions) { DEFAULT_SEED, BW_SAMPLE_DEFAULT_DEALS, bw_date_from_ymd (2026, 11, 13), NULL };
}

/* Returns: (transfer full): the company that @options describe; the same for the same options. */
BwBook *
bw_sample_new (const BwSampleOptions *options)
{
  BwSample sample = { .book = bw_book_new (), .seed = options->seed, .today = options->today };
  double   growth;

  sample.n_deals = options->n_deals > 0 ? options->n_deals : BW_SAMPLE_DEFAULT_DEALS;
  growth = sample.n_deals > BASE_DEALS ? sqrt ((double)sample.n_deals / BASE_DEALS) : 1;
  sample.n_managers = (guint)lrint (BASE_MANAGERS * growth);
  sample.n_reps = (guint)lrint (BASE_REPS * growth);
  sample.book->name = bw_pool_add (&sample.book->texts, options->name != NULL ? options->name : default_name, -1);
  sample.people = g_new0 (BwSamplePerson, bw_sample_n_people (&sample));
  sample.eventual = g_new0 (gint64, (gsize)bw_sample_n_people (&sample) * BW_SAMPLE_N_QUARTERS);

  lay_quarters (&sample);
  add_stages (&sample);
  add_import (&sample);
  bw_sample_add_people (&sample);
  bw_sample_add_products (&sample);
  bw_sample_add_accounts (&sample);
  bw_sample_add_plan (&sample);
  bw_sample_add_deals (&sample);
  bw_sample_add_quotas (&sample);
  bw_sample_add_calls (&sample);
  bw_sample_add_checkins (&sample);

  g_free (sample.people);
  g_free (sample.accounts);
  g_free (sample.account_weights);
  g_free (sample.eventual);
  return sample.book;
}
