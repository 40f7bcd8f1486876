/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the sample's deals, whatever is told about them.
 *
 * How long a deal stays in each stage is log-normal by stage and segment, as sales cycles are; whether it is won
 * follows log-odds of source, type, owner, season, and how well the product fits the region. */

#include "core/bw-sample-life.h"

#include <math.h>

static const struct
{
  double median_days;
  double sigma;
  double lost_share; /* of the deals that are lost, where */
  double skipped;    /* how often a deal passes by */
} stages[BW_SAMPLE_N_OPEN_STAGES] = {
  { 11, 0.7, 0.32, 0.00 },
  { 18, 0.6, 0.30, 0.08 },
  { 19, 0.6, 0.24, 0.05 },
  { 15, 0.7, 0.14, 0.12 },
};

static const double segment_days[] = { 0.7, 1.0, 1.45 };
static const double quarter_odds[4] = { -0.03, 0.01, -0.09, 0.10 };

static const BwSampleKind sources[] = {
  { "Outbound", 0.30, -0.45 },
  { "Inbound", 0.27, 0.05 },
  { "Trade show", 0.15, -0.25 },
  { "Partner", 0.16, 0.35 },
  { "Referral", 0.12, 0.75 },
};

static const BwSampleKind types[] = {
  { "New business", 0.62, -0.10 },
  { "Expansion", 0.26, 0.25 },
  { "Replacement", 0.12, 0.10 },
};

static const BwSampleKind *
draw_kind (BwRandom           *random,
           const BwSampleKind *kinds,
           guint               n)
{
  double target = bw_random_unit (random);
  guint  i = 0;

  while (i + 1 < n && target > kinds[i].share)
    target -= kinds[i++].share;
  return &kinds[i];
}

/* The last day of the month that @date is in. */
BwDate
bw_sample_month_end (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  return bw_date_from_ymd (year, month, bw_date_days_in_month (year, month));
}

/* The last day of the calendar quarter that @date is in. */
BwDate
bw_sample_quarter_end (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  month = (month + 2) / 3 * 3;
  return bw_date_from_ymd (year, month, bw_date_days_in_month (year, month));
}

static BwDate
avoid_weekend (BwDate date)
{
  int weekday = bw_date_weekday (date);

  return weekday > 5 ? date - (weekday - 5) : date;
}

/* Won deals are signed before the period ends: the later half of a quarter's gather in its last days, and some
 * of the next one's first weeks are brought forward. */
static BwDate
draw_signing (BwRandom *random,
              BwDate    earliest,
              BwDate    date)
{
  double chance = bw_random_unit (random);
  BwDate end = bw_sample_quarter_end (date), before = bw_sample_quarter_end (date - 18);
  BwDate signing = date;

  if (before < date && before > earliest && chance < 0.45)
    signing = before - (BwDate)(-log (bw_random_unit (random)) * 4);
  else if (end - date < 45 && chance < 0.45)
    signing = end - (BwDate)(-log (bw_random_unit (random)) * 5);
  else if (chance < 0.65)
    signing = bw_sample_month_end (date) - (BwDate)(-log (bw_random_unit (random)) * 3);
  signing = avoid_weekend (signing);
  return MAX (signing, earliest);
}

/* Who had the account when the deal was made: whoever left since, its owner, else a colleague. */
static gint32
find_owner (BwSampleLife *life)
{
  const BwSample        *sample = life->sample;
  const BwSampleAccount *account = &sample->accounts[life->account];
  gint32                 owner = bw_book_account (sample->book, life->account)->owner;
  guint                  start;

  if (account->former != BW_NOBODY && bw_sample_is_active (sample, account->former, life->created))
    return account->former;
  if (bw_sample_is_active (sample, owner, life->created))
    {
      /* A new hire is given some of the account's business at first. */
      double months = (life->created - bw_book_person (sample->book, owner)->started) / 30.0;

      if (months > 6 || bw_random_unit (&life->random) < 0.3 + months * 0.12)
        return owner;
    }
  start = bw_random_below (&life->random, sample->n_reps);
  for (guint i = 0; i < sample->n_reps; i++)
    {
      gint32 person = bw_sample_rep_index (sample, (start + i) % sample->n_reps);

      if (sample->people[person].team == sample->people[owner].team && person != owner &&
          bw_sample_is_active (sample, person, life->created))
        return person;
    }
  return bw_sample_manager_index (sample, sample->people[owner].team);
}

static gint32
draw_product (BwSampleLife  *life,
              BwSampleRegion region)
{
  const BwSample *sample = life->sample;
  double          sum = 0, target;
  gint32          last = 0;

  for (guint i = 0; i < sample->book->products->len; i++)
    sum += bw_sample_product_fit (sample, i, region, life->created);
  target = bw_random_unit (&life->random) * sum;
  for (guint i = 0; i < sample->book->products->len; i++)
    {
      double fit = bw_sample_product_fit (sample, i, region, life->created);

      if (fit > 0)
        {
          last = (gint32)i;
          if (target < fit)
            return last;
        }
      target -= fit;
    }
  return last;
}

static guint
draw_account (BwSampleLife *life)
{
  const double *weights = life->sample->account_weights;
  guint         low = 0, high = life->sample->book->accounts->len - 1;
  double        target = bw_random_unit (&life->random) * weights[high];

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (weights[middle] < target)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Who, what and where. */
static void
draw_subject (BwSampleLife *life)
{
  BwSample              *sample = life->sample;
  const BwSampleAccount *account;
  gint32                 owner;

  life->account = (gint32)draw_account (life);
  account = &sample->accounts[life->account];
  life->segment = account->segment;
  life->product = draw_product (life, account->region);
  life->source = draw_kind (&life->random, sources, G_N_ELEMENTS (sources));
  life->type = draw_kind (&life->random, types, G_N_ELEMENTS (types));
  owner = find_owner (life);
  life->owner = &sample->people[owner];
  life->value[BW_FIELD_OWNER] = owner;
}

/* Lays out the stages that the deal passes up to @last, and when. A won deal may go back from the
 * last to the one before once. */
static void
lay_course (BwSampleLife *life,
            guint         last)
{
  BwDate day = life->created;

  life->n_visits = 0;
  for (guint stage = 0; stage <= last; stage++)
    {
      double days;

      if (stage > 0 && stage < last && bw_random_unit (&life->random) < stages[stage].skipped)
        continue;
      life->stages[life->n_visits] = (guint8)stage;
      life->entered[life->n_visits++] = day;
      days = segment_days[life->segment] *
             bw_random_log_normal (&life->random, stages[stage].median_days, stages[stage].sigma);
      if (!life->won && stage == last)
        days *= life->stuck ? 6 + 8 * bw_random_unit (&life->random) : 2.3;
      day += MAX (1, (BwDate)lrint (days));
      if (stage == BW_SAMPLE_N_OPEN_STAGES - 1 && life->n_visits == stage + 1 && bw_random_unit (&life->random) < 0.03)
        {
          life->stages[life->n_visits] = BW_SAMPLE_N_OPEN_STAGES - 2;
          life->entered[life->n_visits++] = day;
          day += 5 + (BwDate)bw_random_below (&life->random, 25);
          life->stages[life->n_visits] = BW_SAMPLE_N_OPEN_STAGES - 1;
          life->entered[life->n_visits++] = day;
          day += 4 + (BwDate)bw_random_below (&life->random, 20);
        }
    }
  life->entered[life->n_visits] = avoid_weekend (day);
  if (life->entered[life->n_visits] <= life->entered[life->n_visits - 1])
    life->entered[life->n_visits] = life->entered[life->n_visits - 1] + 1;
}

/* Whether the deal is won, or where it is lost, and when. */
static void
draw_course (BwSampleLife *life)
{
  BwSample *sample = life->sample;
  double    fit = bw_sample_product_fit (sample, (guint)life->product, sample->accounts[life->account].region,
                                         life->created);
  double    odds = -1.12 + life->source->odds + life->type->odds + life->owner->skill + 0.45 * (fit - 1);
  double    target;
  guint     last = 0;
  int       year, month, day;

  life->won = TRUE;
  life->stuck = FALSE;
  lay_course (life, BW_SAMPLE_N_OPEN_STAGES - 1);
  bw_date_to_ymd (life->entered[life->n_visits], &year, &month, &day);
  odds += quarter_odds[(month - 1) / 3] - 0.12 * ((double)life->segment - 1);
  if (bw_random_unit (&life->random) < 1 / (1 + exp (-odds)))
    {
      life->entered[life->n_visits] = draw_signing (&life->random, life->entered[life->n_visits - 1] + 1,
                                                    life->entered[life->n_visits]);
      return;
    }
  life->won = FALSE;
  life->stuck = bw_random_unit (&life->random) < 0.11;
  target = bw_random_unit (&life->random);
  while (last + 1 < BW_SAMPLE_N_OPEN_STAGES && target > stages[last].lost_share)
    target -= stages[last++].lost_share;
  lay_course (life, last);
}

/* The days that a deal still takes from @stage on when all goes well. */
double
bw_sample_life_expect_days (const BwSampleLife *life,
                            guint               stage)
{
  double days = 0;

  for (guint i = stage; i < BW_SAMPLE_N_OPEN_STAGES; i++)
    days += stages[i].median_days * segment_days[life->segment];
  return days * 1.15;
}

/* Draws who sells what to whom, and what comes of it: everything up to the stages and their days. */
void
bw_sample_life_draw (BwSampleLife *life)
{
  draw_subject (life);
  draw_course (life);
}
