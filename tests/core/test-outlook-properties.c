/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of the forecast of any book: other units and other years change nothing, and numbers are numbers. */

#include "core/bw-outlook.h"
#include "core/bw-random.h"

#include <math.h>

#include "made-book.h"

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

enum
{
  N_STAGES = 4, /* of a made book: two open ones, won, lost */
};

static gint64
times (gint64 amount,
       gint64 factor)
{
  return amount == BW_MONEY_NONE ? amount : amount * factor;
}

/* Multiplies all amounts of @book. */
static void
scale (BwBook *book,
       gint64  factor)
{
  bw_deals_make_writable (&book->deals);
  bw_history_make_writable (&book->history);
  for (guint i = 0; i < book->deals.n; i++)
    book->deals.amount[i] = times (book->deals.amount[i], factor);
  for (guint c = 0; c < book->history.n; c++)
    if (book->history.changes[c].field == BW_FIELD_AMOUNT)
      {
        book->history.changes[c].old_value = times (book->history.changes[c].old_value, factor);
        book->history.changes[c].new_value = times (book->history.changes[c].new_value, factor);
      }
  for (guint i = 0; i < book->quotas->len; i++)
    g_array_index (book->quotas, BwQuota, i).amount *= factor;
  for (guint i = 0; i < book->calls->len; i++)
    g_array_index (book->calls, BwCall, i).amount *= factor;
}

static BwDate
later (BwDate date,
       int    days)
{
  return date == BW_DATE_NONE ? date : date + days;
}

/* Moves all that @book tells @days later. */
static void
shift (BwBook *book,
       int     days)
{
  BwDeals *deals = &book->deals;

  bw_deals_make_writable (deals);
  bw_history_make_writable (&book->history);
  for (guint i = 0; i < deals->n; i++)
    {
      deals->created[i] = later (deals->created[i], days);
      deals->appeared[i] = later (deals->appeared[i], days);
      deals->close[i] = later (deals->close[i], days);
      deals->stage_since[i] = later (deals->stage_since[i], days);
      deals->activity[i] = later (deals->activity[i], days);
    }
  for (guint c = 0; c < book->history.n; c++)
    {
      BwChange *change = &book->history.changes[c];

      change->at += days;
      if (change->field == BW_FIELD_CLOSE_DATE)
        {
          change->old_value = later ((BwDate)change->old_value, days);
          change->new_value = later ((BwDate)change->new_value, days);
        }
    }
  for (guint i = 0; i < book->quotas->len; i++)
    {
      g_array_index (book->quotas, BwQuota, i).from += days;
      g_array_index (book->quotas, BwQuota, i).to += days;
    }
  for (guint i = 0; i < book->calls->len; i++)
    {
      BwCall *call = &g_array_index (book->calls, BwCall, i);

      call->from += days;
      call->to += days;
      call->at += (gint64)days * 86400;
    }
}

/* Agrees on a quota for @period and lets the one at the top call it and the two quarters before, somewhat wrongly, ten days after
 * each begins. */
static void
say (BwBook         *book,
     const BwPeriod *period)
{
  for (int back = 0; back < 3; back++)
    {
      BwDate  from = period->from - back * 91, to = period->to - back * 91;
      BwQuota quota = { .key = 100 + back, .person = 0, .territory = BW_NOBODY, .product = BW_NOBODY, .from = from, .to = to };
      BwCall  call = { .key = 200 + back, .author = 0, .from = from, .to = to, .category = BW_CATEGORY_COMMIT };

      quota.amount = 40000000;
      call.amount = 30000000 + 1000000 * back;
      call.at = ((gint64)from + 10 - bw_date_from_ymd (1970, 1, 1)) * 86400;
      g_array_append_val (book->quotas, quota);
      g_array_append_val (book->calls, call);
    }
}

/* Some deals lose their amount, some change it on their way. */
static void
blur (BwBook *book)
{
  bw_deals_make_writable (&book->deals);
  bw_history_make_writable (&book->history);
  for (guint i = 0; i < book->deals.n; i += 17)
    book->deals.amount[i] = BW_MONEY_NONE;
  for (guint c = 0; c < book->history.n; c++)
    {
      BwChange *change = &book->history.changes[c];

      if (change->field == BW_FIELD_CLOSE_DATE && change->deal % 5 == 0 && change->deal % 17 != 0)
        {
          change->field = BW_FIELD_AMOUNT;
          change->new_value = book->deals.amount[change->deal];
          change->old_value = change->new_value / 2;
        }
    }
}

/* @b is @factor times @a, but for rounding of each of @n parts to minor units. */
static void
assert_times (double a,
              double b,
              double factor,
              double n)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat (fabs (b - factor * a), <=, 0.5 * (factor + 1) * n + 1e-6 * fabs (b));
}

static void
assert_money (gint64 a,
              gint64 b,
              double factor,
              double n)
{
  g_assert_cmpint (a == BW_MONEY_NONE, ==, b == BW_MONEY_NONE);
  if (a != BW_MONEY_NONE)
    assert_times ((double)a, (double)b, factor, n);
}

static void
assert_close (double a,
              double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat (fabs (a - b), <=, 1e-6);
}

/* All amounts of @b are @factor times those of @a and its dates @days later; all else is the same. */
static void
assert_alike (const BwOutlook *a,
              const BwOutlook *b,
              double           factor,
              int              days)
{
  double n = a->n_open + 1;

  assert_money (a->won, b->won, factor, 0);
  assert_money (a->open, b->open, factor, 0);
  assert_money (a->quota, b->quota, factor, 0);
  assert_money (a->weighted, b->weighted, factor, n);
  assert_times (a->mean, b->mean, factor, 1);
  assert_times (a->from_open, b->from_open, factor, 1);
  assert_times (a->from_new, b->from_new, factor, 1);
  assert_times (a->p10, b->p10, factor, 1);
  assert_times (a->p50, b->p50, factor, 1);
  assert_times (a->p90, b->p90, factor, 1);
  assert_close (a->coverage, b->coverage);
  assert_close (a->chance_of_quota, b->chance_of_quota);
  g_assert_cmpuint (a->deals_fitted, ==, b->deals_fitted);
  g_assert_cmpuint (a->periods_fitted, ==, b->periods_fitted);
  g_assert_cmpuint (a->n_paths, ==, b->n_paths);
  for (guint p = 0; p < a->n_paths; p++)
    assert_times (a->paths[p], b->paths[p], factor, 1);
  g_assert_cmpuint (a->n_weeks, ==, b->n_weeks);
  for (guint w = 0; w < a->n_weeks; w++)
    {
      g_assert_cmpint (a->weeks[w].date + days, ==, b->weeks[w].date);
      assert_money (a->weeks[w].closed, b->weeks[w].closed, factor, 1);
      assert_money (a->weeks[w].p10, b->weeks[w].p10, factor, 1);
      assert_money (a->weeks[w].p50, b->weeks[w].p50, factor, 1);
      assert_money (a->weeks[w].p90, b->weeks[w].p90, factor, 1);
    }
  g_assert_cmpuint (a->n_methods, ==, b->n_methods);
  for (guint m = 0; m < a->n_methods; m++)
    {
      assert_money (a->methods[m].value, b->methods[m].value, factor, n);
      assert_close (a->methods[m].wape, b->methods[m].wape);
      g_assert_cmpuint (a->methods[m].periods, ==, b->methods[m].periods);
    }
  g_assert_cmpuint (a->n_people, ==, b->n_people);
  for (guint i = 0; i < a->n_people; i++)
    {
      assert_money (a->people[i].call, b->people[i].call, factor, 0);
      assert_money (a->people[i].p10, b->people[i].p10, factor, 1);
      assert_money (a->people[i].p50, b->people[i].p50, factor, 1);
      assert_money (a->people[i].p90, b->people[i].p90, factor, 1);
    }
  g_assert_cmpuint (a->n_chances, ==, b->n_chances);
  for (guint i = 0; i < a->n_chances; i++)
    {
      g_assert_cmpuint (a->chances[i].deal, ==, b->chances[i].deal);
      assert_close (a->chances[i].probability, b->chances[i].probability);
      assert_times ((double)a->chances[i].swing, (double)b->chances[i].swing, factor, 1);
    }
}

/* A book whose calendar is of weeks. @fiscal: @period is a quarter of it, else 91 days that are none. */
static BwBook *
make_book (gboolean  dated,
           gboolean  fiscal,
           BwPeriod *period)
{
  BwMadeProcess process = bw_made_process_usual ();
  BwBook       *book;

  process.dated = dated;
  process.from = bw_date_from_ymd (2022, 1, 3);
  book = bw_made_book_new (&process);
  book->calendar.kind = BW_CALENDAR_445;
  *period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 3);
  if (!fiscal)
    {
      period->index = 0;
      period->from += 10;
      period->to += 10;
    }
  g_assert_cmpint (bw_period_n_days (period), ==, 91);
  blur (book);
  say (book, period);
  return book;
}

static BwOutlook *
look (const BwBook   *book,
      const BwPeriod *period)
{
  return bw_outlook_new_rough (book, &everyone, period, period->from + 25, 3, 2000, NULL, NULL);
}

static void
test_scale (gconstpointer data)
{
  BwPeriod period;
  g_autoptr (BwBook) book = make_book (GPOINTER_TO_INT (data), TRUE, &period);
  g_autoptr (BwOutlook) outlook = look (book, &period);
  static const gint64 factors[] = { 10, 1000 };

  g_assert_cmpuint (outlook->n_open, >, 5);
  g_assert_cmpint (outlook->people[0].call, !=, BW_MONEY_NONE);
  g_assert_false (isnan (outlook->chance_of_quota));
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      g_autoptr (BwBook) other = bw_book_copy (book);
      g_autoptr (BwOutlook) scaled = NULL;

      scale (other, factors[i]);
      scaled = look (other, &period);
      assert_alike (outlook, scaled, (double)factors[i], 0);
    }
}

/* A fiscal quarter of weeks lies 364 days later in the next year, where neither has a 53rd week; 91 days that are no quarter lie
 * anywhere. */
static void
test_shift (gconstpointer data)
{
  gboolean dated = GPOINTER_TO_INT (data);
  static const struct
  {
    gboolean fiscal;
    int      days;
  } cases[] = { { TRUE, 364 }, { FALSE, 364 }, { FALSE, 28 }, { FALSE, -28 }, { FALSE, 7 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwPeriod period, there;
      g_autoptr (BwBook) book = make_book (dated, cases[i].fiscal, &period);
      g_autoptr (BwBook) other = bw_book_copy (book);
      g_autoptr (BwOutlook) outlook = look (book, &period), shifted = NULL;

      shift (other, cases[i].days);
      there = period;
      there.from += cases[i].days;
      there.to += cases[i].days;
      if (cases[i].fiscal)
        {
          there = bw_calendar_shift (&book->calendar, &period, 4);
          g_assert_cmpint (there.from, ==, period.from + cases[i].days);
        }
      shifted = look (other, &there);
      assert_alike (outlook, shifted, 1, cases[i].days);
    }
}

/* One of the values that somebody might have typed. */
static gint64
any_amount (BwRandom *random)
{
  static const gint64 amounts[] = { 0, 1, -1, 100, 250000, -250000, 12345678, G_GINT64_CONSTANT (100000000000000000), BW_MONEY_NONE };

  return amounts[bw_random_below (random, G_N_ELEMENTS (amounts))];
}

static BwDate
any_date (BwRandom *random,
          BwDate    about)
{
  static const int spans[] = { 1, 30, 400, 4000, 40000 };
  int              span = spans[bw_random_below (random, G_N_ELEMENTS (spans))];

  if (bw_random_below (random, 8) == 0)
    return BW_DATE_NONE;
  return about - span + (BwDate)bw_random_below (random, 2 * (guint)span + 1);
}

static void
add_any_change (GArray   *changes,
                BwRandom *random,
                guint     deal,
                BwDate    as_of)
{
  BwChange change = { .deal = deal, .at = as_of - (BwDate)bw_random_below (random, 900), .source = BW_TIME_CRM, .import = -1 };

  change.ordinal = (guint16)changes->len;
  switch (bw_random_below (random, 3))
    {
    case 0:
      change.field = BW_FIELD_STAGE;
      change.old_value = (gint64)bw_random_below (random, N_STAGES);
      change.new_value = (gint64)bw_random_below (random, N_STAGES);
      break;
    case 1:
      change.field = BW_FIELD_AMOUNT;
      change.old_value = any_amount (random);
      change.new_value = any_amount (random);
      break;
    default:
      change.field = BW_FIELD_CLOSE_DATE;
      change.old_value = any_date (random, as_of);
      change.new_value = any_date (random, as_of);
      break;
    }
  g_array_append_val (changes, change);
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const BwChange *x = a, *y = b;

  return x->deal != y->deal ? (x->deal < y->deal ? -1 : 1) : x->at != y->at ? (x->at < y->at ? -1 : 1)
                                                                            : (int)x->ordinal - (int)y->ordinal;
}

/* A book of nonsense: every value is one that can be said, together they make none. */
static BwBook *
make_nonsense (guint64 seed,
               BwDate  as_of)
{
  BwMadeProcess process = bw_made_process_usual ();
  BwBook       *book;
  GArray       *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwRandom      random;
  guint         n;

  process.to = process.from;
  process.a_week = 0;
  book = bw_made_book_new (&process);
  bw_random_init (&random, seed, 0);
  n = 1 + bw_random_below (&random, seed % 2 != 0 ? 20 : 400);
  for (guint i = 0; i < n; i++)
    {
      guint    deal = bw_deals_append (&book->deals, i + 1);
      BwDeals *deals = &book->deals;

      deals->amount[deal] = any_amount (&random);
      deals->stage[deal] = (guint16)bw_random_below (&random, N_STAGES);
      deals->owner[deal] = (gint32)bw_random_below (&random, process.n_people + 1) - 1;
      deals->created[deal] = any_date (&random, as_of);
      deals->appeared[deal] = any_date (&random, as_of);
      deals->close[deal] = any_date (&random, as_of);
      deals->stage_since[deal] = any_date (&random, as_of);
      deals->activity[deal] = any_date (&random, as_of);
      deals->probability[deal] = (gint16)((int)bw_random_below (&random, 1002) - 1);
      deals->pushes[deal] = (guint16)bw_random_below (&random, 65536);
      for (guint k = bw_random_below (&random, 5); k > 0; k--)
        add_any_change (changes, &random, deal, as_of);
    }
  g_array_sort (changes, compare_changes);
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  return book;
}

static void
assert_numbers (const BwOutlook *outlook)
{
  g_assert_true (isfinite (outlook->mean) && isfinite (outlook->from_open) && isfinite (outlook->from_new));
  g_assert_true (isfinite (outlook->p10) && isfinite (outlook->p50) && isfinite (outlook->p90));
  g_assert_cmpfloat (outlook->p10, <=, outlook->p50);
  g_assert_cmpfloat (outlook->p50, <=, outlook->p90);
  for (guint p = 0; p < outlook->n_paths; p++)
    g_assert_true (isfinite (outlook->paths[p]));
  for (guint m = 0; m < outlook->n_methods; m++)
    g_assert_false (isinf (outlook->methods[m].wape) || outlook->methods[m].wape < 0.0);
  for (guint i = 0; i < outlook->n_chances; i++)
    g_assert_true (outlook->chances[i].probability >= 0.0 && outlook->chances[i].probability <= 1.0);
}

static void
test_nonsense (void)
{
  BwDate as_of = bw_date_from_ymd (2024, 8, 1);

  for (guint64 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (BwBook) book = make_nonsense (seed, as_of);
      BwPeriod period = bw_calendar_period_at (&book->calendar, (BwPeriodKind)(seed % 3), as_of);
      g_autoptr (BwOutlook) outlook = NULL;
      guint                  n;
      g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, &period, as_of, &n, NULL);

      if (seed % 5 == 0)
        say (book, &period);
      outlook = bw_outlook_new_rough (book, &everyone, &period, as_of, seed, 500, NULL, NULL);
      assert_numbers (outlook);
      for (guint i = 0; i < n; i++)
        g_assert_true (odds[i].probability >= 0.0 && odds[i].probability_in_period >= 0.0 && odds[i].probability <= 1.0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/outlook-properties/scale/undated", GINT_TO_POINTER (FALSE), test_scale);
  g_test_add_data_func ("/outlook-properties/scale/dated", GINT_TO_POINTER (TRUE), test_scale);
  g_test_add_data_func ("/outlook-properties/shift/undated", GINT_TO_POINTER (FALSE), test_shift);
  g_test_add_data_func ("/outlook-properties/shift/dated", GINT_TO_POINTER (TRUE), test_shift);
  g_test_add_func ("/outlook-properties/nonsense", test_nonsense);
  return g_test_run ();
}
