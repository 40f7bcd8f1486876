/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: the forecast.
 *
 * What is known as of the day is laid out (bw-ledger.c), the hazards are counted in one pass over the
 * deals (bw-hazard.c), past days are replayed (bw-replay.c), the rest of the period is expected
 * (bw-expectation.c) and played many times (bw-simulation.c). Here the results are put together: totals by
 * the definitions, quantiles of the paths, people, the course by week, the methods side by side. People's
 * ranges come from the same paths: a deal's amount is booked to its owner and, path by path, to everybody
 * above.
 *
 * A scope only chooses whose deals are counted. What is learned, how far the rates may be off and the luck of each
 * deal are the organisation's, so a team has the same range whether it is a row of a larger scope or the scope itself,
 * and people, or territories and what lies in none, add up to the organisation on every path. The price is that
 * a team that closes better than its stages and dates tell is not seen as such; with the few closings of
 * a team that is mostly noise. What a new deal brings is learned by owner, shrunk to all.
 *
 * Nothing known only after the day is used, and the same book, day and seed give the same result to the
 * bit. */

#include "core/bw-outlook.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-course.h"
#include "core/bw-replay.h"
#include "core/bw-simulation.h"

enum
{
  MAX_SWINGS = 20,
};

#define MIN_SWING_CHANCE 0.01
#define REPLAY_PART      0.5  /* of the work, for the progress */
#define AMOUNT_PRIOR     10.0 /* wins of everybody's that an owner's mean amount is shrunk by */

typedef struct
{
  BwProgress progress;
  gpointer   data;
  double     from, to;
} ProgressPart;

/* One forecast while it is made. */
typedef struct
{
  const BwBook  *book;
  BwLedger      *whole;  /* the organisation's */
  BwLedger      *ledger; /* the scope's; may be the same */
  BwReplay      *replay;
  BwExpectation *expectation; /* of the organisation */
  BwExpectation *part;        /* of the scope; may be the same */
  guint8        *counted;     /* for each open deal of the expectation whether it is in the scope */
  BwSimulation  *simulation;  /* NULL when the period is over */
  BwDate        *steps;       /* the last days of the period's weeks that are not over */
  guint          n_steps;
  float         *hazard;
  double        *chance; /* of each open deal to be won within the period */
  double         level;  /* what expectations are multiplied with */
  double         from_open;
  double         from_new;
} Work;

static const struct
{
  const char *name;
  const char *title;
} method_names[BW_N_METHODS] = {
  [BW_METHOD_SIMULATION] = { "simulation", N_ ("Simulation") },
  [BW_METHOD_CONVERSION] = { "conversion", N_ ("Conversion rates") },
  [BW_METHOD_CRM] = { "crm_weighted", N_ ("Weighted by the CRM") },
  [BW_METHOD_LAST_90] = { "last_90_days", N_ ("Last 90 days repeated") },
  [BW_METHOD_LAST_YEAR] = { "last_year", N_ ("Same period last year") },
  [BW_METHOD_CALLS] = { "calls", N_ ("Calls") },
  [BW_METHOD_BLEND] = { "blend", N_ ("All blended") },
};

static gboolean
report_part_cb (double   done,
                gpointer data)
{
  ProgressPart *part = data;

  return part->progress == NULL || part->progress (part->from + (part->to - part->from) * done, part->data);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The quantile of @n ascending @values, interpolated (type 7 of Hyndman and Fan, 1996). */
static double
quantile (const double *values,
          guint         n,
          double        p)
{
  double at = p * (n - 1), low = floor (at);
  guint  i = (guint)low;

  return i + 1 < n ? values[i] + (at - low) * (values[i + 1] - values[i]) : values[n - 1];
}

static gint64
to_minor (double value)
{
  return isnan (value) ? BW_MONEY_NONE : (gint64)llround (value);
}

static double
from_minor (gint64 value)
{
  return value == BW_MONEY_NONE ? NAN : (double)value;
}

/* Adds @value to @sum; both may be unknown. */
static void
add_known (gint64 *sum,
           gint64  value)
{
  if (value != BW_MONEY_NONE)
    *sum = (*sum == BW_MONEY_NONE ? 0 : *sum) + value;
}

/* Won, open and weighted of the scope and of each person, by the definitions. Weighted is unknown where none of the
 * open deals has a probability. */
static void
sum_deals (BwOutlook *outlook,
           Work      *work)
{
  const BwSnapshot *now = work->ledger->now;

  outlook->weighted = BW_MONEY_NONE;
  for (guint i = 0; i < outlook->n_people; i++)
    outlook->people[i].weighted = BW_MONEY_NONE;
  for (guint i = 0; i < now->n; i++)
    {
      gint64           amount = now->amount[i] == BW_MONEY_NONE ? 0 : now->amount[i];
      BwOutlookPerson *person = NULL;

      if (!now->exists[i] || !bw_ledger_admits (work->ledger, i, now->owner[i]))
        continue;
      if (now->owner[i] >= 0 && (guint)now->owner[i] < outlook->n_people)
        person = &outlook->people[now->owner[i]];
      if (now->kind[i] == BW_STAGE_WON && bw_period_contains (&outlook->period, bw_ledger_won_day (work->ledger, i)))
        {
          outlook->won += amount;
          outlook->n_won++;
          if (person != NULL)
            {
              person->won += amount;
              person->n_won++;
            }
        }
      else if (bw_snapshot_in_pipeline (now, i, &outlook->period))
        {
          gint64 weighted =
            now->probability[i] == BW_PROBABILITY_NONE ? BW_MONEY_NONE : amount * now->probability[i] / 1000;

          outlook->open += amount;
          add_known (&outlook->weighted, weighted);
          outlook->n_open++;
          if (person != NULL)
            {
              person->open += amount;
              add_known (&person->weighted, weighted);
              person->n_open++;
            }
        }
    }
  if (outlook->n_open == 0)
    outlook->weighted = 0;
}

static void
sum_undated (BwOutlook    *outlook,
             const GArray *open)
{
  double sum = 0.0;

  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);

      if (deal->close != BW_DATE_NONE || deal->omitted)
        continue;
      sum += deal->amount;
      outlook->n_undated++;
    }
  outlook->open_undated = to_minor (sum);
}

/* The same when the period is over, so that nothing is estimated: of amounts those that are known. */
static void
sum_undated_at_end (BwOutlook *outlook,
                    Work      *work)
{
  const BwSnapshot *now = work->ledger->now;

  for (guint i = 0; i < now->n; i++)
    {
      if (!now->exists[i] || now->kind[i] != BW_STAGE_OPEN || now->category[i] == BW_CATEGORY_OMITTED ||
          now->close[i] != BW_DATE_NONE || !bw_ledger_admits (work->ledger, i, now->owner[i]))
        continue;
      outlook->open_undated += now->amount[i] == BW_MONEY_NONE ? 0 : now->amount[i];
      outlook->n_undated++;
    }
}

/* Adds what each person has to everybody above, whether or not the tree bites its own tail: calls
 * @add (to, from) for each pair. */
static void
for_each_superior (const BwBook *book,
                   guint         n_people,
                   void (*add) (guint    to,
                                guint    from,
                                gpointer data),
                   gpointer data)
{
  g_autofree guint *seen = g_new0 (guint, n_people + 1);

  for (guint i = 0; i < n_people; i++)
    {
      gint32 above = bw_book_person (book, i)->manager;

      seen[i] = i + 1;
      while (above >= 0 && (guint)above < n_people && seen[above] != i + 1)
        {
          seen[above] = i + 1;
          add ((guint)above, i, data);
          above = bw_book_person (book, above)->manager;
        }
    }
}

typedef struct
{
  BwOutlookPerson       *people; /* with everyone below */
  const BwOutlookPerson *own;
} TeamSums;

static void
add_sums_cb (guint    to,
             guint    from,
             gpointer data)
{
  TeamSums *sums = data;

  sums->people[to].won += sums->own[from].won;
  sums->people[to].open += sums->own[from].open;
  add_known (&sums->people[to].weighted, sums->own[from].weighted);
  sums->people[to].n_won += sums->own[from].n_won;
  sums->people[to].n_open += sums->own[from].n_open;
}

typedef struct
{
  double **rows; /* with everyone below */
  double **own;
  guint    n_paths;
} TeamRows;

static void
add_rows_cb (guint    to,
             guint    from,
             gpointer data)
{
  TeamRows *rows = data;

  if (rows->own[from] == NULL)
    return;
  if (rows->rows[to] == NULL)
    rows->rows[to] = g_new0 (double, rows->n_paths);
  for (guint p = 0; p < rows->n_paths; p++)
    rows->rows[to][p] += rows->own[from][p];
}

/* The ranges of the people, their own and their teams' paths added up. */
static void
fill_people_ranges (BwOutlook *outlook,
                    Work      *work)
{
  guint               n = outlook->n_people, n_paths = work->simulation != NULL ? work->simulation->n_paths : 0;
  g_autofree double  *sorted = g_new (double, n_paths + 1);
  g_autofree double **team = g_new0 (double *, n + 1);
  TeamRows            rows = { team, work->simulation != NULL ? work->simulation->people : NULL, n_paths };

  for (guint i = 0; i < n && n_paths > 0; i++)
    if (rows.own[i] != NULL)
      team[i] = g_memdup2 (rows.own[i], sizeof (double) * n_paths);
  if (n_paths > 0)
    for_each_superior (work->book, n, add_rows_cb, &rows);
  for (guint i = 0; i < n; i++)
    {
      BwOutlookPerson *person = &outlook->people[i];

      person->p10 = person->p50 = person->p90 = person->won;
      if (team[i] == NULL)
        continue;
      memcpy (sorted, team[i], sizeof *sorted * n_paths);
      qsort (sorted, n_paths, sizeof *sorted, compare_doubles);
      person->p10 += to_minor (quantile (sorted, n_paths, 0.1));
      person->p50 += to_minor (quantile (sorted, n_paths, 0.5));
      person->p90 += to_minor (quantile (sorted, n_paths, 0.9));
      g_free (team[i]);
    }
}

/* Keeps the people in the scope only: all, or for a person's scope that person's tree; nobody who was merged into another. */
static void
keep_people_in_scope (BwOutlook *outlook,
                      Work      *work)
{
  const guint8 *in_scope = work->ledger->mask->people;
  guint         n = 0;

  for (guint i = 0; i < outlook->n_people; i++)
    if ((in_scope == NULL || in_scope[i]) && bw_book_person (work->book, i)->merged == 0)
      outlook->people[n++] = outlook->people[i];
  outlook->n_people = n;
}

static void
fill_people (BwOutlook *outlook,
             Work      *work)
{
  g_autofree BwOutlookPerson *own = g_memdup2 (outlook->people, sizeof *own * outlook->n_people);
  TeamSums                    sums = { outlook->people, own };

  for_each_superior (work->book, outlook->n_people, add_sums_cb, &sums);
  for (guint i = 0; i < outlook->n_people; i++)
    {
      BwOutlookPerson *person = &outlook->people[i];

      person->person = (gint32)i;
      if (person->n_open == 0)
        person->weighted = 0;
      person->quota = bw_book_quota (work->book, (gint32)i, &outlook->period);
      person->call = bw_book_call (work->book, (gint32)i, &outlook->period, BW_CATEGORY_COMMIT, FALSE, outlook->as_of, NULL);
      person->override =
        bw_book_call (work->book, (gint32)i, &outlook->period, BW_CATEGORY_COMMIT, TRUE, outlook->as_of, NULL);
    }
  fill_people_ranges (outlook, work);
  keep_people_in_scope (outlook, work);
}

/* The weeks of the period: seven days each from its first day, the last maybe shorter. */
static void
lay_out_weeks (BwOutlook *outlook,
               Work      *work)
{
  guint n = (guint)(bw_period_n_days (&outlook->period) + 6) / 7;

  outlook->weeks = g_new0 (BwOutlookWeek, n);
  outlook->n_weeks = n;
  work->steps = g_new (BwDate, n);
  for (guint i = 0; i < n; i++)
    {
      BwOutlookWeek *week = &outlook->weeks[i];

      week->date = MIN (outlook->period.from + 7 * (BwDate)i + 6, outlook->period.to);
      week->past = week->date <= outlook->as_of;
      week->closed = week->p10 = week->p25 = week->p50 = week->p75 = week->p90 = BW_MONEY_NONE;
      if (week->past)
        week->closed = to_minor (bw_ledger_won_between (work->ledger, outlook->period.from, week->date));
      else
        work->steps[work->n_steps++] = week->date;
    }
}

static void
fill_future_weeks (BwOutlook *outlook,
                   Work      *work)
{
  guint              n_paths = work->simulation->n_paths, first = outlook->n_weeks - work->n_steps;
  g_autofree double *sorted = g_new (double, n_paths);

  for (guint s = 0; s < work->n_steps; s++)
    {
      BwOutlookWeek *week = &outlook->weeks[first + s];

      memcpy (sorted, work->simulation->weeks + (gsize)s * n_paths, sizeof (double) * n_paths);
      qsort (sorted, n_paths, sizeof *sorted, compare_doubles);
      week->p10 = outlook->won + to_minor (quantile (sorted, n_paths, 0.10));
      week->p25 = outlook->won + to_minor (quantile (sorted, n_paths, 0.25));
      week->p50 = outlook->won + to_minor (quantile (sorted, n_paths, 0.50));
      week->p75 = outlook->won + to_minor (quantile (sorted, n_paths, 0.75));
      week->p90 = outlook->won + to_minor (quantile (sorted, n_paths, 0.90));
    }
}

/* Works out each open deal's cumulated hazard by week, and what open deals bring in the mean. */
static void
fill_hazards (BwOutlook *outlook,
              Work      *work)
{
  const BwExpectation *expectation = work->expectation;
  const BwSlip        *slip = work->replay->use_slip ? &work->replay->slip : NULL;
  guint                n = expectation->open->len, width = work->n_steps + 1;

  work->hazard = g_new0 (float, (gsize)n *width + 1);
  work->chance = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const BwOpenDeal *deal = &g_array_index (expectation->open, BwOpenDeal, i);
      float            *hazard = work->hazard + (gsize)i * width;
      double            last = 0.0, first = 0.0;

      if (deal->omitted)
        continue;
      for (guint s = 0; s < width; s++)
        {
          BwDate day = s == 0 ? MAX (outlook->period.from - 1, outlook->as_of) : work->steps[s - 1];
          double chance = bw_slip_won_within (slip, expectation->fit, deal, outlook->as_of, (day - outlook->as_of) / 7.0);

          last = MAX (last, MIN (chance * work->level, 0.995));
          hazard[s] = (float)-log1p (-last);
          if (s == 0)
            first = last;
        }
      work->chance[i] = last - first;
      work->from_open += work->counted[i] ? deal->amount * work->chance[i] : 0.0;
    }
}

/* How the expected wins of new business fall into the weeks. */
static void
share_by_week (BwOutlook *outlook,
               Work      *work,
               double    *profile)
{
  g_autofree double *reach =
    bw_expectation_reach (work->expectation->fit, (guint)(outlook->period.to - outlook->as_of));
  double before = reach[MAX (outlook->period.from - 1 - outlook->as_of, 0)], sum = 0.0;

  for (guint s = 0; s < work->n_steps; s++)
    {
      double now = reach[work->steps[s] - outlook->as_of];

      profile[s] = now - before;
      sum += profile[s];
      before = now;
    }
  for (guint s = 0; s < work->n_steps; s++)
    profile[s] = sum > 0.0 ? profile[s] / sum : s == 0;
}

/* Returns: (transfer full) (element-type BwArrival): the new deals of the last quarter year. */
static GArray *
find_arrivals (BwOutlook *outlook,
               Work      *work)
{
  const BwLedger *whole = work->whole;
  GArray         *arrivals = g_array_new (FALSE, FALSE, sizeof (BwArrival));

  for (guint i = 0; i < whole->now->n; i++)
    {
      BwArrival arrival = { i, whole->now->owner[i], 0 };
      BwDate    day;

      if (!bw_ledger_is_arrival (whole, i, &day) || day <= outlook->as_of - 91 ||
          !bw_ledger_admits (whole, i, arrival.owner))
        continue;
      arrival.counted = bw_ledger_admits (work->ledger, i, arrival.owner);
      g_array_append_val (arrivals, arrival);
    }
  return arrivals;
}

/* What a new deal of each person brings in the mean: what the wins of the last half year brought, shrunk to what
 * everybody's did, such that the @arrivals together bring as much as if all were alike.
 * Returns: (transfer full) (array length=n_people + 1) */
static double *
find_new_amounts (Work         *work,
                  const GArray *arrivals)
{
  const BwLedger    *whole = work->whole;
  guint              n_people = work->book->people->len;
  double             mean = work->expectation->new_amount, sum = 0.0;
  double            *amounts = g_new (double, n_people + 1);
  g_autofree double *n = g_new (double, n_people + 1);

  for (guint i = 0; i <= n_people; i++)
    {
      amounts[i] = AMOUNT_PRIOR * mean;
      n[i] = AMOUNT_PRIOR;
    }
  for (guint i = 0; i < whole->now->n; i++)
    {
      gint64 amount = bw_ledger_won_amount (whole, i);
      gint32 owner = whole->now->owner[i];
      BwDate day;

      if (amount == BW_MONEY_NONE || owner < 0 || (guint)owner >= n_people)
        continue;
      day = bw_ledger_won_day (whole, i);
      if (day == BW_DATE_NONE || day > whole->as_of || day <= whole->as_of - 182)
        continue;
      amounts[owner] += (double)amount;
      n[owner]++;
    }
  for (guint i = 0; i <= n_people; i++)
    amounts[i] /= n[i];
  for (guint i = 0; i < arrivals->len; i++)
    {
      gint32 owner = g_array_index (arrivals, BwArrival, i).owner;

      sum += amounts[owner >= 0 && (guint)owner < n_people ? (guint)owner : n_people];
    }
  for (guint i = 0; i <= n_people && sum > 0.0; i++)
    amounts[i] *= mean * arrivals->len / sum;
  return amounts;
}

/* Marks the open deals that are in the scope. */
static void
mark_counted (Work *work)
{
  const GArray *open = work->expectation->open;

  work->counted = g_new (guint8, open->len + 1);
  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);

      work->counted[i] = bw_ledger_admits (work->ledger, deal->deal, deal->owner);
    }
}

static gboolean
simulate (BwOutlook   *outlook,
          Work        *work,
          guint64      seed,
          ProgressPart part)
{
  const BwExpectation *expectation = work->expectation;
  guint                n_people = work->book->people->len;
  g_autofree double   *profile = g_new0 (double, work->n_steps + 1);
  g_autoptr (GArray) arrivals = find_arrivals (outlook, work);
  g_autofree double *new_amount = find_new_amounts (work, arrivals);
  BwSimulationInput  input = { .seed = seed, .book = work->book };
  gboolean           estimated = FALSE;

  mark_counted (work);
  fill_hazards (outlook, work);
  share_by_week (outlook, work, profile);
  for (guint i = 0; i < expectation->open->len && !estimated; i++)
    estimated = g_array_index (expectation->open, BwOpenDeal, i).estimated;
  input.open = (const BwOpenDeal *)expectation->open->data;
  input.n_open = expectation->open->len;
  input.counted = work->counted;
  input.hazard = work->hazard;
  input.n_steps = work->n_steps;
  input.n_classes = expectation->fit->n_classes;
  input.class_weight = expectation->fit->weight;
  input.shock = work->replay->shock;
  input.amount_spread = estimated ? bw_ledger_amount_spread (work->whole) : 0.0;
  input.arrivals = (const BwArrival *)arrivals->data;
  input.n_arrivals = arrivals->len;
  input.new_wins = arrivals->len > 0 ? expectation->new_wins * work->level / arrivals->len : 0.0;
  input.new_profile = profile;
  input.new_amount = new_amount;
  if (expectation->new_amount > 0.0)
    input.new_variation = sqrt (expectation->new_variance) / expectation->new_amount;
  input.new_spread = expectation->arrival_spread;
  for (guint i = 0; i < arrivals->len; i++)
    if (input.arrivals[i].counted)
      {
        gint32 owner = input.arrivals[i].owner;

        work->from_new += input.new_wins * new_amount[owner >= 0 && (guint)owner < n_people ? (guint)owner : n_people];
      }
  work->simulation = bw_simulation_new (&input, report_part_cb, &part);
  return work->simulation != NULL;
}

static void
score_calls (const BwOutlook *outlook,
             const Work      *work,
             BwOutlookMethod *method)
{
  double error = 0.0, won = 0.0;

  for (guint i = 0; i < work->replay->n_days; i++)
    {
      const BwReplayDay *day = &work->replay->days[i];
      gint64             call;

      if (!day->is_period || !day->complete)
        continue;
      call = bw_course_call (work->book, &outlook->scope, &day->window, day->at);
      if (call == BW_MONEY_NONE)
        continue;
      error += fabs ((double)call - day->part.before - day->part.won_rest);
      won += day->part.before + day->part.won_rest;
      method->periods++;
    }
  if (won > 0.0)
    method->wape = error / won;
}

static void
fill_methods (BwOutlook *outlook,
              Work      *work)
{
  outlook->n_methods = BW_N_METHODS;
  outlook->methods = g_new0 (BwOutlookMethod, BW_N_METHODS);
  for (guint m = 0; m < BW_N_METHODS; m++)
    {
      BwOutlookMethod *method = &outlook->methods[m];
      double           value = NAN;

      method->name = method_names[m].name;
      method->title = _ (method_names[m].title);
      method->wape = NAN;
      if (m == BW_METHOD_CALLS)
        value = from_minor (bw_course_call (work->book, &outlook->scope, &outlook->period, outlook->as_of));
      else if (m == BW_METHOD_BLEND)
        value = outlook->mean;
      else if (m == BW_METHOD_LAST_90 || m == BW_METHOD_LAST_YEAR)
        value = bw_replay_naive (work->ledger, m, &outlook->period, outlook->as_of);
      else if (work->expectation == NULL)
        value = (double)outlook->won;
      else if (m == BW_METHOD_SIMULATION)
        value = (double)outlook->won + (work->replay->use_slip ? work->part->open_dated : work->part->open_plain) +
                work->part->new_wins * work->part->new_amount;
      else if (m == BW_METHOD_CONVERSION)
        value = bw_replay_conversion (work->replay, work->part);
      else
        value = (double)outlook->won + work->part->crm;
      method->value = to_minor (value);
      if (work->replay == NULL)
        continue;
      if (m == BW_METHOD_CALLS)
        score_calls (outlook, work, method);
      else
        bw_replay_score (work->replay, m, &method->wape, &method->periods);
    }
}

static int
compare_swings (const void *a,
                const void *b)
{
  const BwOutlookSwing *x = a, *y = b;

  if (x->swing != y->swing)
    return x->swing > y->swing ? -1 : 1;
  return x->deal < y->deal ? -1 : x->deal > y->deal;
}

/* Given the shared factors the deals are independent, so a deal's own swing E[T | won] - E[T | lost] is
 * its amount. (That a win is also a faint sign of good times is left out: it says nothing about the deal.)
 * Deals with next to no chance in the period swing nothing. */
static void
fill_swings (BwOutlook *outlook,
             Work      *work)
{
  const GArray *open = work->expectation->open;
  GArray       *swings = g_array_new (FALSE, FALSE, sizeof (BwOutlookSwing));

  for (guint i = 0; i < open->len; i++)
    {
      const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
      BwOutlookSwing    swing = { deal->deal, work->chance[i], to_minor (deal->amount) };

      if (work->counted[i] && swing.probability >= MIN_SWING_CHANCE && swing.swing > 0)
        g_array_append_val (swings, swing);
    }
  g_array_sort (swings, compare_swings);
  outlook->n_swings = MIN (swings->len, MAX_SWINGS);
  outlook->swings = (BwOutlookSwing *)g_array_free (swings, FALSE);
}

/* The distribution of the period's closed won. */
static void
fill_distribution (BwOutlook *outlook,
                   Work      *work)
{
  double won = (double)outlook->won;
  guint  n_paths = work->simulation != NULL ? work->simulation->n_paths : BW_SIMULATION_N_PATHS, reached = 0;

  outlook->n_paths = n_paths;
  outlook->paths = g_new (double, n_paths);
  for (guint p = 0; p < n_paths; p++)
    {
      outlook->paths[p] = won + (work->simulation != NULL ? work->simulation->total[p] : 0.0);
      reached += outlook->quota != BW_MONEY_NONE && outlook->paths[p] >= (double)outlook->quota;
    }
  qsort (outlook->paths, n_paths, sizeof *outlook->paths, compare_doubles);
  outlook->p10 = quantile (outlook->paths, n_paths, 0.10);
  outlook->p25 = quantile (outlook->paths, n_paths, 0.25);
  outlook->p50 = quantile (outlook->paths, n_paths, 0.50);
  outlook->p75 = quantile (outlook->paths, n_paths, 0.75);
  outlook->p90 = quantile (outlook->paths, n_paths, 0.90);
  outlook->from_open = work->from_open;
  outlook->from_new = work->from_new;
  outlook->mean = won + work->from_open + work->from_new;
  outlook->chance_of_quota = outlook->quota != BW_MONEY_NONE ? (double)reached / n_paths : NAN;
}

static void
clear_work (Work *work)
{
  if (work->part != work->expectation)
    bw_expectation_free (work->part);
  bw_expectation_free (work->expectation);
  bw_simulation_free (work->simulation);
  bw_replay_free (work->replay);
  if (work->ledger != work->whole)
    bw_ledger_free (work->ledger);
  bw_ledger_free (work->whole);
  g_free (work->counted);
  g_free (work->steps);
  g_free (work->hazard);
  g_free (work->chance);
}

/* The part that looks ahead: replay, expectation, simulation. Returns %FALSE when stopped. */
static gboolean
look_ahead (BwOutlook *outlook,
            Work      *work,
            guint64    seed,
            BwProgress progress,
            gpointer   data)
{
  ProgressPart part = { progress, data, 0.05, REPLAY_PART };

  work->replay = bw_replay_new (work->whole, work->ledger, &outlook->period, BW_DATE_NONE, report_part_cb, &part);
  if (work->replay == NULL)
    return FALSE;
  work->expectation = bw_expectation_new (work->whole, work->replay->counts, work->whole->now, &work->replay->slip,
                                          outlook->period.from, outlook->period.to);
  work->part = work->expectation;
  if (work->ledger != work->whole)
    work->part = bw_expectation_new_part (work->expectation, work->whole, work->ledger, &work->replay->slip,
                                          bw_hazard_start (work->replay->counts));
  work->level = bw_replay_level (work->replay, work->expectation);
  outlook->deals_fitted = work->expectation->fit->n_deals;
  for (guint i = 0; i < work->replay->n_days; i++)
    outlook->periods_fitted += work->replay->days[i].complete;
  sum_undated (outlook, work->part->open);
  part = (ProgressPart) { progress, data, REPLAY_PART, 0.95 };
  if (!simulate (outlook, work, seed, part))
    return FALSE;
  fill_methods (outlook, work);
  fill_future_weeks (outlook, work);
  fill_swings (outlook, work);
  return TRUE;
}

/* Forecasts what @scope will have closed by the end of @period, as known at the end of the day @as_of. The
 * same @seed gives the same result. When @as_of is the period's last day or later there is nothing left to
 * forecast: the range is what was won.
 * Returns: (transfer full) (nullable): the forecast; %NULL when @progress (nullable) stopped it. */
BwOutlook *
bw_outlook_new (const BwBook   *book,
                const BwScope  *scope,
                const BwPeriod *period,
                BwDate          as_of,
                guint64         seed,
                BwProgress      progress,
                gpointer        progress_data)
{
  g_autoptr (BwOutlook) outlook = NULL;
  BwScope  everyone = { BW_SCOPE_ALL, BW_NOBODY };
  Work     work = { .book = book };
  gboolean done = TRUE;

  g_return_val_if_fail (as_of != BW_DATE_NONE && period->from <= period->to, NULL);

  outlook = g_new0 (BwOutlook, 1);
  outlook->as_of = as_of;
  outlook->period = *period;
  outlook->scope = *scope;
  outlook->n_people = book->people->len;
  outlook->people = g_new0 (BwOutlookPerson, outlook->n_people + 1);
  outlook->quota = bw_scope_quota (book, scope, period);
  work.whole = work.ledger = bw_ledger_new (book, &everyone, as_of);
  if (scope->kind != BW_SCOPE_ALL)
    work.ledger = bw_ledger_new_part (work.whole, scope);
  sum_deals (outlook, &work);
  lay_out_weeks (outlook, &work);
  if (as_of >= period->to)
    sum_undated_at_end (outlook, &work);
  else
    done = look_ahead (outlook, &work, seed, progress, progress_data);
  if (done)
    {
      fill_distribution (outlook, &work);
      fill_people (outlook, &work);
      outlook->coverage = NAN;
      if (outlook->quota != BW_MONEY_NONE && outlook->quota > outlook->won)
        outlook->coverage = (double)outlook->open / (double)(outlook->quota - outlook->won);
      if (outlook->methods == NULL)
        fill_methods (outlook, &work);
      outlook->methods[BW_METHOD_BLEND].value = to_minor (outlook->mean);
      done = progress == NULL || progress (1.0, progress_data);
    }
  clear_work (&work);
  return done ? g_steal_pointer (&outlook) : NULL;
}

/* Frees @outlook (transfer full) (nullable). */
void
bw_outlook_free (BwOutlook *outlook)
{
  if (outlook == NULL)
    return;
  g_free (outlook->paths);
  g_free (outlook->weeks);
  g_free (outlook->methods);
  g_free (outlook->people);
  g_free (outlook->swings);
  g_free (outlook);
}
