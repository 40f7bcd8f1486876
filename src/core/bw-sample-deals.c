/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lives of the sample's deals.
 *
 * A deal's course is drawn first: how long it stays in each stage (log-normal by stage and segment, as sales cycles
 * are), and whether and where it is lost (log-odds of source, type, product and region, owner, season). Then its owner
 * tells the CRM about it day by day, according to habit: states a close date, moves it when it has come, changes
 * the amount, calls it Commit too early or too late. What is told after the last day, or after the deal has
 * vanished, is not written down.
 *
 * Invariants of what is written, for each deal and field: days ascend; each old value is the new value before it; the
 * last new value is the present column; pushes counts the moves of the close date to a later day. */

#include "core/bw-sample-private.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_CHANGES = 40,
  MAX_PUSHES = 8,
  N_OPEN_STAGES = 4,
  STAGE_WON = N_OPEN_STAGES,
  STAGE_LOST,
  MAX_VISITS = N_OPEN_STAGES + 2, /* a deal may go back once */
};

static const struct
{
  double median_days;
  double sigma;
  double lost_share; /* of the deals that are lost, where */
  double skipped;    /* how often a deal passes by */
} stages[N_OPEN_STAGES] = {
  { 11, 0.7, 0.32, 0.00 },
  { 18, 0.6, 0.30, 0.08 },
  { 19, 0.6, 0.24, 0.05 },
  { 15, 0.7, 0.14, 0.12 },
};

static const double segment_days[] = { 0.7, 1.0, 1.45 };
static const double segment_amount[] = { 0.6, 1.0, 1.9 };
static const double month_created[12] = { 1.02, 1.00, 1.08, 1.02, 0.98, 0.94, 0.86, 0.84, 1.10, 1.14, 1.04, 0.78 };
static const double quarter_odds[4] = { -0.03, 0.01, -0.09, 0.10 };
static const double quarter_amount[4] = { 1.0, 1.0, 0.98, 1.02 };

/* Sources and types of deals: how common, and what they add to the log-odds. */
typedef struct
{
  const char *name;
  double      share;
  double      odds;
} Kind;

static const Kind sources[] = {
  { "Outbound", 0.30, -0.45 },
  { "Inbound", 0.27, 0.05 },
  { "Trade show", 0.15, -0.25 },
  { "Partner", 0.16, 0.35 },
  { "Referral", 0.12, 0.75 },
};

static const Kind types[] = {
  { "New business", 0.62, -0.10 },
  { "Expansion", 0.26, 0.25 },
  { "Replacement", 0.12, 0.10 },
};

static const char *const next_steps[] = {
  "Send revised quote",
  "Demo for the plant team",
  "Call with purchasing",
  "Site visit",
  "Technical questions answered by engineering",
  "Reference call",
  "Agree on pilot scope",
  "Legal reviews terms",
  "Meet the budget owner",
  "Follow up on trial results",
  "Security questionnaire",
  "Confirm delivery date",
};

/* A deal while it is told. */
typedef struct
{
  BwSample             *sample;
  BwRandom              random;
  const BwSamplePerson *owner;
  BwSampleSegment       segment;
  gboolean              won;
  gboolean              stuck; /* nobody looks after it any more */
  BwDate                created;
  BwDate                neglected; /* the day from which on nobody does */
  BwDate                vanished;  /* BW_DATE_NONE: never */
  BwDate                horizon;   /* the last day of which anything is written */
  guint8                stages[MAX_VISITS];
  BwDate                entered[MAX_VISITS + 1]; /* the last: when it ended */
  guint                 n_visits;
  gint32                account;
  gint32                product;
  const Kind           *source;
  const Kind           *type;

  gint64   value[BW_N_FIELDS]; /* the present */
  BwDate   last_told;
  guint    n_changes;
  BwChange changes[MAX_CHANGES];
} Life;

static double
draw_log_normal (BwRandom *random,
                 double    median,
                 double    sigma)
{
  return median * exp (sigma * bw_random_normal (random));
}

static const Kind *
draw_kind (BwRandom   *random,
           const Kind *kinds,
           guint       n)
{
  double target = bw_random_unit (random);
  guint  i = 0;

  while (i + 1 < n && target > kinds[i].share)
    target -= kinds[i++].share;
  return &kinds[i];
}

/* Writes that @field has @value from the day @at on. */
static void
tell (Life   *life,
      BwField field,
      BwDate  at,
      gint64  value)
{
  BwChange *change;

  if (at > life->horizon || value == life->value[field] || life->n_changes == MAX_CHANGES)
    return;
  life->last_told = MAX (life->last_told, at);
  /* A date that is moved twice on a day was moved once. */
  for (guint i = life->n_changes; i > 0 && field == BW_FIELD_CLOSE_DATE; i--)
    {
      change = &life->changes[i - 1];
      if (change->field == field && change->at == at && change->old_value != value)
        {
          change->new_value = life->value[field] = value;
          return;
        }
    }
  change = &life->changes[life->n_changes];
  *change = (BwChange) {
    .at = at,
    .ordinal = (guint16)life->n_changes++,
    .field = (guint8)field,
    .source = BW_TIME_CRM,
    .import = 0,
    .old_value = life->value[field],
    .new_value = value,
  };
  life->value[field] = value;
}

static BwDate
find_month_end (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  return bw_date_from_ymd (year, month, bw_date_days_in_month (year, month));
}

static BwDate
find_quarter_end (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  month = (month + 2) / 3 * 3;
  return bw_date_from_ymd (year, month, bw_date_days_in_month (year, month));
}

/* People write the end of the month, or of the quarter, more often than the 17th. */
static BwDate
round_close (BwRandom *random,
             BwDate    date)
{
  double chance = bw_random_unit (random);

  if (chance < 0.28)
    return find_quarter_end (date);
  if (chance < 0.55)
    return find_month_end (date);
  return date;
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
  BwDate end = find_quarter_end (date), before = find_quarter_end (date - 18);
  BwDate signing = date;

  if (before < date && before > earliest && chance < 0.45)
    signing = before - (BwDate)(-log (bw_random_unit (random)) * 4);
  else if (end - date < 45 && chance < 0.45)
    signing = end - (BwDate)(-log (bw_random_unit (random)) * 5);
  else if (chance < 0.65)
    signing = find_month_end (date) - (BwDate)(-log (bw_random_unit (random)) * 3);
  signing = avoid_weekend (signing);
  return MAX (signing, earliest);
}

/* Who had the account when the deal was made: whoever left since, its owner, else a colleague. */
static gint32
find_owner (Life *life)
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
draw_product (Life          *life,
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
draw_account (Life *life)
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
draw_subject (Life *life)
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
lay_course (Life *life,
            guint last)
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
      days = draw_log_normal (&life->random, stages[stage].median_days * segment_days[life->segment], stages[stage].sigma);
      if (!life->won && stage == last)
        days *= life->stuck ? 6 + 8 * bw_random_unit (&life->random) : 2.3;
      day += MAX (1, (BwDate)lrint (days));
      if (stage == N_OPEN_STAGES - 1 && life->n_visits == stage + 1 && bw_random_unit (&life->random) < 0.03)
        {
          life->stages[life->n_visits] = N_OPEN_STAGES - 2;
          life->entered[life->n_visits++] = day;
          day += 5 + (BwDate)bw_random_below (&life->random, 25);
          life->stages[life->n_visits] = N_OPEN_STAGES - 1;
          life->entered[life->n_visits++] = day;
          day += 4 + (BwDate)bw_random_below (&life->random, 20);
        }
    }
  life->entered[life->n_visits] = avoid_weekend (day);
  if (life->entered[life->n_visits] <= life->entered[life->n_visits - 1])
    life->entered[life->n_visits] = life->entered[life->n_visits - 1] + 1;
}

/* The deal's fate. */
static void
draw_course (Life *life)
{
  BwSample *sample = life->sample;
  double    fit = bw_sample_product_fit (sample, (guint)life->product, sample->accounts[life->account].region, life->created);
  double    odds = -1.12 + life->source->odds + life->type->odds + life->owner->skill + 0.45 * (fit - 1);
  double    target;
  guint     last = 0;
  int       year, month, day;

  life->won = TRUE;
  life->stuck = FALSE;
  lay_course (life, N_OPEN_STAGES - 1);
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
  while (last + 1 < N_OPEN_STAGES && target > stages[last].lost_share)
    target -= stages[last++].lost_share;
  lay_course (life, last);
}

/* The days that a deal still takes from @stage on when all goes well. */
static double
expect_days (const Life *life,
             guint       stage)
{
  double days = 0;

  for (guint i = stage; i < N_OPEN_STAGES; i++)
    days += stages[i].median_days * segment_days[life->segment];
  return days * 1.15;
}

/* The owner's view of a duration. */
static double
colour_by_habit (const Life *life,
                 double      days)
{
  switch (life->owner->habit)
    {
    case BW_SAMPLE_OPTIMIST:
      return days * 0.5;
    case BW_SAMPLE_NEW_HIRE:
      return days * 0.75;
    case BW_SAMPLE_SANDBAGGER:
      return days * 1.25;
    default:
      return days * 0.95;
    }
}

static gint64
round_amount (double minor)
{
  return (gint64)(MAX (5, round (minor / 10000))) * 10000;
}

static void
begin (Life *life)
{
  BwBook *book = life->sample->book;
  double  list = (double)bw_book_product (book, life->product)->list_price;
  int     year, month, day;
  BwDate  close;
  double  expected = colour_by_habit (life, expect_days (life, 0));

  bw_date_to_ymd (life->created, &year, &month, &day);
  life->value[BW_FIELD_AMOUNT] = round_amount (draw_log_normal (&life->random, list * segment_amount[life->segment], 0.5) *
                                               quarter_amount[(month - 1) / 3]);
  if (bw_random_unit (&life->random) < 0.03)
    life->value[BW_FIELD_AMOUNT] = BW_MONEY_NONE;
  close = life->created + (BwDate)draw_log_normal (&life->random, expected, 0.3);
  life->value[BW_FIELD_CLOSE_DATE] = round_close (&life->random, MAX (close, life->created + 7));
  life->value[BW_FIELD_STAGE] = 0;
  life->value[BW_FIELD_CATEGORY] = BW_CATEGORY_NONE;
  life->value[BW_FIELD_PROBABILITY] = BW_PROBABILITY_NONE;
  life->value[BW_FIELD_PRESENT] = 1;
  life->last_told = life->created;
  life->n_changes = 0;
}

/* What is told when a stage is entered: amounts become clearer, dates are looked at, a category is set by hand. */
static void
tell_entry (Life  *life,
            guint  stage,
            BwDate at)
{
  double        amount = (double)life->value[BW_FIELD_AMOUNT];
  BwSampleHabit habit = life->owner->habit;
  double        chance = bw_random_unit (&life->random);

  if (life->value[BW_FIELD_AMOUNT] == BW_MONEY_NONE)
    tell (life, BW_FIELD_AMOUNT, at,
          round_amount (draw_log_normal (&life->random, (double)bw_book_product (life->sample->book, life->product)->list_price, 0.5)));
  else if (stage == 2 && bw_random_unit (&life->random) < 0.35)
    tell (life, BW_FIELD_AMOUNT, at, round_amount (amount * draw_log_normal (&life->random, 0.98, 0.25)));
  else if (stage == 3 && bw_random_unit (&life->random) < 0.3)
    tell (life, BW_FIELD_AMOUNT, at, round_amount (amount * (0.82 + 0.14 * bw_random_unit (&life->random))));

  if (stage == 3 && bw_random_unit (&life->random) < 0.4)
    {
      BwDate close = at + 4 + (BwDate)colour_by_habit (life, draw_log_normal (&life->random, expect_days (life, 3), 0.4));

      tell (life, BW_FIELD_CLOSE_DATE, at, round_close (&life->random, close));
    }

  if (habit == BW_SAMPLE_OPTIMIST && stage == 2 && chance < 0.4)
    tell (life, BW_FIELD_CATEGORY, at, BW_CATEGORY_COMMIT);
  else if (habit == BW_SAMPLE_OPTIMIST && stage == 1 && chance < 0.25)
    tell (life, BW_FIELD_CATEGORY, at, BW_CATEGORY_BEST_CASE);
  else if (habit == BW_SAMPLE_SANDBAGGER && stage == 3 && chance < 0.5)
    tell (life, BW_FIELD_CATEGORY, at, BW_CATEGORY_BEST_CASE);
  else if (stage == 2 && chance < 0.06)
    tell (life, BW_FIELD_CATEGORY, at, BW_CATEGORY_COMMIT);
  if (stage == 3 && chance > 0.94)
    tell (life, BW_FIELD_PROBABILITY, at, chance > 0.97 ? 900 : 600);
}

/* The close date comes while the deal is open: the owner moves it, some at once, some after it has passed. Goes on until
 * @end. */
static void
tell_pushes (Life  *life,
             guint  stage,
             BwDate end)
{
  for (guint moved = 0; moved < MAX_PUSHES && life->n_changes < MAX_CHANGES - 12; moved++)
    {
      BwDate close = (BwDate)life->value[BW_FIELD_CLOSE_DATE];
      BwDate at = close - 4 + (BwDate)bw_random_below (&life->random, 6);
      double days;

      if (bw_random_unit (&life->random) < 0.27)
        at = close + (BwDate)draw_log_normal (&life->random, 9, 0.7);
      at = MAX (at, life->last_told + 1);
      if (at >= end || at > life->horizon || at >= life->neglected)
        return;
      days = colour_by_habit (life, draw_log_normal (&life->random, 12 + 0.5 * expect_days (life, stage), 0.4));
      tell (life, BW_FIELD_CLOSE_DATE, at, round_close (&life->random, MAX (close, at) + 3 + (BwDate)days));
    }
}

/* The deal is given to somebody else: when its owner leaves, and now and then before. */
static void
tell_transfers (Life  *life,
                BwDate end)
{
  BwSample *sample = life->sample;
  gint32    owner = (gint32)life->value[BW_FIELD_OWNER];
  BwDate    leaves = bw_book_person (sample->book, owner)->ended;
  BwDate    at = life->created + 3 + (BwDate)bw_random_below (&life->random, 60);

  if (leaves != BW_DATE_NONE && leaves < end)
    {
      if (leaves >= life->created)
        tell (life, BW_FIELD_OWNER, leaves, sample->people[owner].successor);
    }
  else if (at < end && bw_random_unit (&life->random) < 0.025)
    {
      guint start = bw_random_below (&life->random, sample->n_reps);

      for (guint i = 0; i < sample->n_reps; i++)
        {
          gint32 person = bw_sample_rep_index (sample, (start + i) % sample->n_reps);

          if (person == owner || sample->people[person].team != life->owner->team ||
              sample->people[person].successor != BW_NOBODY || !bw_sample_is_active (sample, person, at))
            continue;
          tell (life, BW_FIELD_OWNER, at, person);
          break;
        }
    }
}

/* Tells the whole life. What is won in the end counts for its owner even when it lies beyond the last day. */
static void
tell_life (Life *life)
{
  BwSample *sample = life->sample;
  BwDate    end = life->entered[life->n_visits];

  life->vanished = BW_DATE_NONE;
  life->horizon = sample->today;
  if (bw_random_unit (&life->random) < 0.006 && end - life->created > 25)
    {
      life->vanished = life->created + 10 + (BwDate)bw_random_below (&life->random, (guint)(end - life->created - 20));
      life->horizon = MIN (sample->today, life->vanished - 1);
    }
  life->neglected = life->stuck ? life->entered[life->n_visits - 1] + 25 + (BwDate)bw_random_below (&life->random, 40) : G_MAXINT32;

  begin (life);
  for (guint i = 0; i < life->n_visits; i++)
    {
      guint stage = life->stages[i];

      if (i > 0)
        {
          tell (life, BW_FIELD_STAGE, life->entered[i], stage);
          tell_entry (life, stage, life->entered[i]);
        }
      tell_pushes (life, stage, life->entered[i + 1]);
    }
  if (life->stuck && life->neglected < end && bw_random_unit (&life->random) < 0.12)
    tell (life, BW_FIELD_CATEGORY, life->neglected, BW_CATEGORY_OMITTED);
  tell_transfers (life, end);

  if (life->won && life->vanished == BW_DATE_NONE)
    {
      int quarter = bw_sample_quarter_at (sample, end);

      if (quarter >= 0 && life->value[BW_FIELD_AMOUNT] != BW_MONEY_NONE)
        sample->eventual[life->value[BW_FIELD_OWNER] * BW_SAMPLE_N_QUARTERS + quarter] += life->value[BW_FIELD_AMOUNT];
    }
  tell (life, BW_FIELD_STAGE, end, life->won ? STAGE_WON : STAGE_LOST);
  tell (life, BW_FIELD_CLOSE_DATE, end, end);
  tell (life, BW_FIELD_CATEGORY, end, BW_CATEGORY_NONE);
  tell (life, BW_FIELD_PROBABILITY, end, BW_PROBABILITY_NONE);
  if (life->vanished != BW_DATE_NONE && life->vanished <= sample->today)
    {
      life->horizon = sample->today;
      tell (life, BW_FIELD_PRESENT, life->vanished, 0);
    }
}

/* The few changes of a deal into the order of their days. */
static void
sort_changes (Life *life)
{
  for (guint i = 1; i < life->n_changes; i++)
    {
      BwChange change = life->changes[i];
      guint    k = i;

      for (; k > 0 && life->changes[k - 1].at > change.at; k--)
        life->changes[k] = life->changes[k - 1];
      life->changes[k] = change;
    }
  for (guint i = 0; i < life->n_changes; i++)
    life->changes[i].ordinal = (guint16)i;
}

/* Counts what the present columns say about the past. */
static void
set_counted (const Life *life,
             BwDeals    *deals,
             guint       deal)
{
  deals->stage_since[deal] = life->created;
  for (guint i = 0; i < life->n_changes; i++)
    {
      const BwChange *change = &life->changes[i];

      if (change->field == BW_FIELD_STAGE)
        deals->stage_since[deal] = change->at;
      else if (change->field == BW_FIELD_CLOSE_DATE && change->new_value > change->old_value)
        deals->pushes[deal]++;
    }
}

/* The last contact, and what is to be done next: kept for open deals that somebody looks after. */
static void
set_care (Life    *life,
          BwDeals *deals,
          guint    deal)
{
  BwDate today = life->sample->today;
  BwDate contact = today - (BwDate)(-log (bw_random_unit (&life->random)) * 7);
  double chance = bw_random_unit (&life->random);

  if (life->value[BW_FIELD_STAGE] >= N_OPEN_STAGES || life->vanished != BW_DATE_NONE)
    deals->activity[deal] = life->last_told;
  else if (life->neglected <= today)
    deals->activity[deal] = chance < 0.15 ? BW_DATE_NONE : MIN (life->neglected, today);
  else
    {
      deals->activity[deal] = chance < 0.03 ? BW_DATE_NONE : MAX (contact, life->last_told);
      if (chance < 0.82)
        deals->next_step[deal] = bw_pool_intern (&life->sample->book->texts,
                                                 next_steps[bw_random_below (&life->random, G_N_ELEMENTS (next_steps))]);
    }
}

static void
add_deal (Life *life)
{
  BwSample        *sample = life->sample;
  BwBook          *book = sample->book;
  BwDeals         *deals = &book->deals;
  guint            deal = bw_deals_append (deals, bw_sample_key (&life->random));
  g_autofree char *name = NULL;
  char             ref[16];

  sort_changes (life);
  name = g_strdup_printf ("%s, %s", bw_book_text (book, bw_book_account (book, life->account)->name),
                          bw_book_text (book, bw_book_product (book, life->product)->name));
  g_snprintf (ref, sizeof ref, "D-%07u", 1000001 + deal);
  deals->ref[deal] = bw_pool_add (&book->texts, ref, -1);
  deals->name[deal] = bw_pool_add (&book->texts, name, -1);
  deals->region[deal] = bw_pool_intern (&book->texts, bw_sample_region_name (sample->accounts[life->account].region));
  deals->type[deal] = bw_pool_intern (&book->texts, life->type->name);
  deals->source[deal] = bw_pool_intern (&book->texts, life->source->name);
  deals->account[deal] = life->account;
  deals->product[deal] = life->product;
  deals->created[deal] = deals->appeared[deal] = life->created;
  deals->stage[deal] = (guint16)life->value[BW_FIELD_STAGE];
  deals->amount[deal] = life->value[BW_FIELD_AMOUNT];
  deals->close[deal] = (BwDate)life->value[BW_FIELD_CLOSE_DATE];
  deals->owner[deal] = (gint32)life->value[BW_FIELD_OWNER];
  deals->category[deal] = (guint8)life->value[BW_FIELD_CATEGORY];
  deals->probability[deal] = (gint16)life->value[BW_FIELD_PROBABILITY];
  deals->flags[deal] = life->value[BW_FIELD_PRESENT] ? 0 : BW_DEAL_VANISHED;
  set_counted (life, deals, deal);
  set_care (life, deals, deal);
  for (guint i = 0; i < life->n_changes; i++)
    life->changes[i].deal = deal;
}

/* How many deals are made on @date, up to a factor: growth, season, working days; before the first quarter only those count
 * that are still open when it begins. */
static double
weigh_day (const BwSample *sample,
           BwDate          date)
{
  int    year, month, day;
  double weight;

  bw_date_to_ymd (date, &year, &month, &day);
  weight = month_created[month - 1] * exp (0.1 * (date - sample->from) / 365.25);
  if (bw_date_weekday (date) > 5)
    weight *= 0.03;
  if (date < sample->from)
    weight *= exp (-pow ((sample->from - date) / 92.0, 1.4));
  return weight;
}

/* Adds the deals in the order in which they were made, with their history. */
void
bw_sample_add_deals (BwSample *sample)
{
  BwBook *book = sample->book;
  g_autoptr (GArray) changes = g_array_sized_new (FALSE, FALSE, sizeof (BwChange), sample->n_deals * 5);
  BwDate date = sample->from - BW_SAMPLE_WARM_UP_DAYS;
  Life   life = { .sample = sample };
  double total = 0, passed;
  guint  n_changes;

  for (BwDate day = date; day <= sample->today; day++)
    total += weigh_day (sample, day);
  passed = weigh_day (sample, date);
  bw_deals_reserve (&book->deals, sample->n_deals);
  bw_random_init (&life.random, sample->seed, 7);
  for (guint i = 0; i < sample->n_deals; i++)
    {
      double target = (i + bw_random_unit (&life.random)) / sample->n_deals * total;

      while (passed < target && date < sample->today)
        passed += weigh_day (sample, ++date);
      life.created = date;
      do
        {
          draw_subject (&life);
          draw_course (&life);
        }
      while (life.entered[life.n_visits] < sample->from);
      tell_life (&life);
      add_deal (&life);
      g_array_append_vals (changes, life.changes, life.n_changes);
    }
  n_changes = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (g_steal_pointer (&changes), FALSE), n_changes, book->deals.n);
}
