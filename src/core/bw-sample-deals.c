/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sample's people tell the CRM about their deals.
 *
 * A deal's course is drawn first (bw-sample-course.c). Then its owner tells the CRM about it day by day, according to
 * habit: states a close date, moves it when it has come, changes the amount, calls it Commit too early or too late.
 * What is told after the last day, or after the deal has vanished, is not written down.
 *
 * Invariants of what is written, for each deal and field: days ascend; each old value is the new value before it; the
 * last new value is the present column; pushes are counted from them as everywhere. */

#include "core/bw-push.h"
#include "core/bw-sample-life.h"

#include <math.h>
#include <string.h>

enum
{
  MAX_PUSHES = 8,
};

static const double segment_amount[] = { 0.6, 1.0, 1.9 };
static const double month_created[12] = { 1.02, 1.00, 1.08, 1.02, 0.98, 0.94, 0.86, 0.84, 1.10, 1.14, 1.04, 0.78 };
static const double quarter_amount[4] = { 1.0, 1.0, 0.98, 1.02 };

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

/* Writes that @field has @value from the day @at on. */
static void
tell (BwSampleLife *life,
      BwField       field,
      BwDate        at,
      gint64        value)
{
  BwChange *change;

  if (at > life->horizon || value == life->value[field] || life->n_changes == BW_SAMPLE_MAX_CHANGES)
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

/* People write the end of the month, or of the quarter, more often than the 17th. */
static BwDate
round_close (BwRandom *random,
             BwDate    date)
{
  double chance = bw_random_unit (random);

  if (chance < 0.28)
    return bw_sample_quarter_end (date);
  if (chance < 0.55)
    return bw_sample_month_end (date);
  return date;
}

/* The owner's view of a duration. */
static double
colour_by_habit (const BwSampleLife *life,
                 double              days)
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
begin (BwSampleLife *life)
{
  BwBook *book = life->sample->book;
  double  list = (double)bw_book_product (book, life->product)->list_price;
  int     year, month, day;
  BwDate  close;
  double  expected = colour_by_habit (life, bw_sample_life_expect_days (life, 0));

  bw_date_to_ymd (life->created, &year, &month, &day);
  list *= segment_amount[life->segment] * quarter_amount[(month - 1) / 3];
  life->value[BW_FIELD_AMOUNT] = round_amount (bw_random_log_normal (&life->random, list, 0.5));
  if (bw_random_unit (&life->random) < 0.03)
    life->value[BW_FIELD_AMOUNT] = BW_MONEY_NONE;
  close = life->created + (BwDate)bw_random_log_normal (&life->random, expected, 0.3);
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
tell_entry (BwSampleLife *life,
            guint         stage,
            BwDate        at)
{
  double        amount = (double)life->value[BW_FIELD_AMOUNT];
  double        list = (double)bw_book_product (life->sample->book, life->product)->list_price;
  BwSampleHabit habit = life->owner->habit;
  double        chance = bw_random_unit (&life->random);

  if (life->value[BW_FIELD_AMOUNT] == BW_MONEY_NONE)
    tell (life, BW_FIELD_AMOUNT, at, round_amount (bw_random_log_normal (&life->random, list, 0.5)));
  else if (stage == 2 && bw_random_unit (&life->random) < 0.35)
    tell (life, BW_FIELD_AMOUNT, at, round_amount (amount * bw_random_log_normal (&life->random, 0.98, 0.25)));
  else if (stage == 3 && bw_random_unit (&life->random) < 0.3)
    tell (life, BW_FIELD_AMOUNT, at, round_amount (amount * (0.82 + 0.14 * bw_random_unit (&life->random))));

  if (stage == 3 && bw_random_unit (&life->random) < 0.4)
    {
      double days = bw_random_log_normal (&life->random, bw_sample_life_expect_days (life, 3), 0.4);
      BwDate close = at + 4 + (BwDate)colour_by_habit (life, days);

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

/* The close date comes while the deal is open: the owner moves it, some at once, some after it has passed. Goes on
 * until @end. */
static void
tell_pushes (BwSampleLife *life,
             guint         stage,
             BwDate        end)
{
  for (guint moved = 0; moved < MAX_PUSHES && life->n_changes < BW_SAMPLE_MAX_CHANGES - 12; moved++)
    {
      BwDate close = (BwDate)life->value[BW_FIELD_CLOSE_DATE];
      BwDate at = close - 4 + (BwDate)bw_random_below (&life->random, 6);
      double days;

      if (bw_random_unit (&life->random) < 0.27)
        at = close + (BwDate)bw_random_log_normal (&life->random, 9, 0.7);
      at = MAX (at, life->last_told + 1);
      if (at >= end || at > life->horizon || at >= life->neglected)
        return;
      days = bw_random_log_normal (&life->random, 12 + 0.5 * bw_sample_life_expect_days (life, stage), 0.4);
      days = colour_by_habit (life, days);
      tell (life, BW_FIELD_CLOSE_DATE, at, round_close (&life->random, MAX (close, at) + 3 + (BwDate)days));
    }
}

/* The deal is given to somebody else: when its owner leaves, and now and then before. */
static void
tell_transfers (BwSampleLife *life,
                BwDate        end)
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
tell_life (BwSampleLife *life)
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
  life->neglected = G_MAXINT32;
  if (life->stuck)
    life->neglected = life->entered[life->n_visits - 1] + 25 + (BwDate)bw_random_below (&life->random, 40);

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
  tell (life, BW_FIELD_STAGE, end, life->won ? BW_SAMPLE_STAGE_WON : BW_SAMPLE_STAGE_LOST);
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
sort_changes (BwSampleLife *life)
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
set_counted (const BwSampleLife *life,
             BwDeals            *deals,
             guint               deal)
{
  deals->stage_since[deal] = life->created;
  for (guint i = 0; i < life->n_changes; i++)
    if (life->changes[i].field == BW_FIELD_STAGE)
      deals->stage_since[deal] = life->changes[i].at;
  deals->pushes[deal] =
    (guint16)bw_push_count (life->sample->book, deal, life->changes, life->n_changes, BW_DATE_NONE);
}

/* The last contact, and what is to be done next: kept for open deals that somebody looks after. */
static void
set_care (BwSampleLife *life,
          BwDeals      *deals,
          guint         deal)
{
  BwDate today = life->sample->today;
  BwDate contact = today - (BwDate)(-log (bw_random_unit (&life->random)) * 7);
  double chance = bw_random_unit (&life->random);

  if (life->value[BW_FIELD_STAGE] >= BW_SAMPLE_N_OPEN_STAGES || life->vanished != BW_DATE_NONE)
    deals->activity[deal] = life->last_told;
  else if (life->neglected <= today)
    deals->activity[deal] = chance < 0.15 ? BW_DATE_NONE : MIN (life->neglected, today);
  else
    {
      deals->activity[deal] = chance < 0.03 ? BW_DATE_NONE : MAX (contact, life->last_told);
      if (chance < 0.82)
        {
          guint step = bw_random_below (&life->random, G_N_ELEMENTS (next_steps));

          deals->next_step[deal] = bw_pool_intern (&life->sample->book->texts, next_steps[step]);
        }
    }
}

static void
add_deal (BwSampleLife *life)
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

/* How many deals are made on @date, up to a factor: growth, season, working days; before the first quarter only those
 * count that are still open when it begins. */
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
  BwDate       date = sample->from - BW_SAMPLE_WARM_UP_DAYS;
  BwSampleLife life = { .sample = sample };
  double       total = 0, passed;
  guint        n_changes;

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
          bw_sample_life_draw (&life);
        }
      while (life.entered[life.n_visits] < sample->from);
      tell_life (&life);
      add_deal (&life);
      g_array_append_vals (changes, life.changes, life.n_changes);
    }
  n_changes = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (g_steal_pointer (&changes), FALSE), n_changes,
                   book->deals.n);
}
