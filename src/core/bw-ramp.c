/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast new people come to sell as much as settled ones.
 *
 * A person's tenure begins with their first deal, or on the day on which they started where that is known and earlier. Whoever had
 * deals when the data begins is settled; whoever came later is new, and their won amounts are laid out by month of tenure. Each is held
 * against what a settled person won in the same days, so that neither growth nor season is taken for a ramp; of each month of
 * tenure the sums are divided, not the parts, as a single person's month is mostly chance.
 *
 * Few people say little, so what was seen is shrunk to a ramp that is an assumption, even steps over six months after a
 * first one, as if PRIOR_PEOPLE more had been seen to follow it. People do not unlearn: where the curve would fall, neighbours are
 * averaged until it does not (pool adjacent violators; Ayer and others, Annals of Mathematical Statistics 26, 1955). O(deals). */

#include "core/bw-ramp.h"

#include <math.h>

#define MONTH        30.4375 /* days */
#define PRIOR_PEOPLE 4.0
#define STEADY       0.9 /* of the settled level: from there on a person counts as settled on screen */

enum
{
  BEGINNING_DAYS = 61, /* of the data: who is there by then had been there before */
  LEVEL_DAYS = 365,    /* over which the settled level is taken */
  GONE_DAYS = 182,     /* without any deal */
};

/* Whom the data knows, for how long. */
typedef struct
{
  BwDate   first, last; /* with deals; BW_DATE_NONE: none */
  gboolean is_new;
} Tenure;

/* What settled people won, and how many they were, by day; sums of the days before. */
typedef struct
{
  const BwLedger *ledger;
  double         *won;    /* [n_days + 1] */
  double         *people; /* [n_days + 1] */
} Level;

/* The ramp that is assumed where none was seen. */
static double
usual_share (guint month)
{
  return CLAMP ((month - 0.5) / 6.0, 0.05, 1.0);
}

static guint
day_index (const BwLedger *ledger,
           gint64          day)
{
  return (guint)CLAMP (day - ledger->first_day, 0, (gint64)ledger->n_days);
}

/* Who was there from when to when. Returns: (transfer full) (array): one for each person */
static Tenure *
find_tenures (const BwLedger *ledger)
{
  const BwBook *book = ledger->book;
  guint         n = book->people->len;
  Tenure       *tenures = g_new (Tenure, n + 1);
  BwDate        start = ledger->as_of;

  for (guint i = 0; i < n; i++)
    tenures[i] = (Tenure) { BW_DATE_NONE, BW_DATE_NONE, FALSE };
  for (guint i = 0; i < ledger->now->n; i++)
    {
      gint32 owner = ledger->now->owner[i];
      BwDate birth = bw_deal_birth (book, i, ledger->as_of), last;

      if (!ledger->now->exists[i] || birth == BW_DATE_NONE)
        continue;
      start = MIN (start, birth);
      if (owner < 0 || (guint)owner >= n)
        continue;
      last = ledger->now->kind[i] == BW_STAGE_OPEN ? ledger->as_of : MAX (birth, bw_ledger_won_day (ledger, i));
      last = MIN (last, ledger->as_of);
      if (tenures[owner].first == BW_DATE_NONE || birth < tenures[owner].first)
        tenures[owner].first = birth;
      tenures[owner].last = MAX (tenures[owner].last, last);
    }
  for (guint i = 0; i < n; i++)
    {
      const BwPerson *person = bw_book_person (book, i);
      Tenure         *tenure = &tenures[i];

      if (tenure->first == BW_DATE_NONE)
        continue;
      if (person->started != BW_DATE_NONE && person->started < tenure->first)
        tenure->first = person->started;
      if (tenure->last > ledger->as_of - GONE_DAYS)
        tenure->last = ledger->as_of;
      if (person->ended != BW_DATE_NONE && person->ended < tenure->last)
        tenure->last = MAX (person->ended, tenure->first);
      tenure->is_new = tenure->first > start + BEGINNING_DAYS;
    }
  return tenures;
}

/* Lays out what those who are not new won. */
static void
measure_level (Level        *level,
               const Tenure *tenures)
{
  const BwLedger *ledger = level->ledger;
  guint           n = ledger->n_days;

  level->won = g_new0 (double, n + 2);
  level->people = g_new0 (double, n + 2);
  for (guint i = 0; i < ledger->book->people->len; i++)
    {
      if (tenures[i].first == BW_DATE_NONE || tenures[i].is_new)
        continue;
      level->people[day_index (ledger, tenures[i].first) + 1] += 1.0;
      level->people[day_index (ledger, (gint64)tenures[i].last + 1) + 1] -= 1.0;
    }
  for (guint i = 0; i < ledger->now->n; i++)
    {
      gint32 owner = ledger->now->owner[i];
      gint64 amount = bw_ledger_won_amount (ledger, i);
      BwDate day = bw_ledger_won_day (ledger, i);

      if (owner < 0 || (guint)owner >= ledger->book->people->len || amount == BW_MONEY_NONE || tenures[owner].first == BW_DATE_NONE ||
          tenures[owner].is_new || day == BW_DATE_NONE || day < ledger->first_day || day > ledger->as_of)
        continue;
      level->won[day_index (ledger, day) + 1] += (double)amount;
    }
  /* Heads of each day from comings and goings, then sums of both. */
  for (guint i = 1; i <= n + 1; i++)
    level->people[i] += level->people[i - 1];
  for (guint i = 1; i <= n + 1; i++)
    {
      level->people[i] += level->people[i - 1];
      level->won[i] += level->won[i - 1];
    }
}

/* What a settled person won a day from @from to before @to; 0 when there was none. */
static double
level_between (const Level *level,
               gint64       from,
               gint64       to)
{
  guint  a = day_index (level->ledger, from), b = day_index (level->ledger, to);
  double people = level->people[b] - level->people[a];

  return people > 0.0 ? (level->won[b] - level->won[a]) / people : 0.0;
}

/* The first day of a person's @month. */
static gint64
month_start (const Tenure *tenure,
             guint         month)
{
  return tenure->first + llround (month * MONTH);
}

/* Adds up what new people won by month of tenure, and what settled people would have. */
static void
sum_months (BwRamp       *ramp,
            const Level  *level,
            const Tenure *tenures,
            double       *won,
            double       *wanted)
{
  const BwLedger *ledger = level->ledger;

  for (guint i = 0; i < ledger->book->people->len; i++)
    {
      const Tenure *tenure = &tenures[i];

      if (!tenure->is_new)
        continue;
      ramp->n_new++;
      for (guint m = 0; m < BW_RAMP_N_MONTHS && month_start (tenure, m + 1) - 1 <= tenure->last; m++)
        {
          gint64 from = month_start (tenure, m), to = month_start (tenure, m + 1);

          wanted[m] += level_between (level, from, to) * (to - from);
          ramp->n_seen[m]++;
        }
    }
  for (guint i = 0; i < ledger->now->n; i++)
    {
      gint32 owner = ledger->now->owner[i];
      gint64 amount = bw_ledger_won_amount (ledger, i);
      BwDate day = bw_ledger_won_day (ledger, i);
      guint  month;

      if (owner < 0 || (guint)owner >= ledger->book->people->len || !tenures[owner].is_new || amount == BW_MONEY_NONE ||
          day == BW_DATE_NONE || day < tenures[owner].first || day > ledger->as_of)
        continue;
      month = (guint)((day - tenures[owner].first + 0.5) / MONTH);
      while (month > 0 && day < month_start (&tenures[owner], month))
        month--;
      if (month < BW_RAMP_N_MONTHS && month_start (&tenures[owner], month + 1) - 1 <= tenures[owner].last)
        won[month] += (double)amount;
    }
}

/* Averages neighbours until the curve rises. */
static void
make_rising (double *share)
{
  double sums[BW_RAMP_N_MONTHS];
  guint  lengths[BW_RAMP_N_MONTHS], n = 0, at = 0;

  for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
    {
      sums[n] = share[m];
      lengths[n++] = 1;
      while (n > 1 && sums[n - 2] / lengths[n - 2] > sums[n - 1] / lengths[n - 1])
        {
          sums[n - 2] += sums[n - 1];
          lengths[n - 2] += lengths[n - 1];
          n--;
        }
    }
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < lengths[i]; k++)
      share[at++] = MIN (sums[i] / lengths[i], 1.0);
}

/* Measures how new people came to sell, as known on the day of @ledger, the whole organisation's. Fills @ramp. */
void
bw_ramp_measure (BwRamp         *ramp,
                 const BwLedger *ledger)
{
  g_autofree Tenure *tenures = find_tenures (ledger);
  Level              level = { ledger, NULL, NULL };
  double             won[BW_RAMP_N_MONTHS] = { 0.0 }, wanted[BW_RAMP_N_MONTHS] = { 0.0 };

  *ramp = (BwRamp) { 0 };
  measure_level (&level, tenures);
  for (guint i = 0; i < ledger->book->people->len; i++)
    ramp->n_settled += tenures[i].first != BW_DATE_NONE && !tenures[i].is_new && tenures[i].last > ledger->as_of - LEVEL_DAYS;
  ramp->settled = level_between (&level, (gint64)ledger->as_of + 1 - LEVEL_DAYS, (gint64)ledger->as_of + 1) * MONTH;
  sum_months (ramp, &level, tenures, won, wanted);
  for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
    {
      guint n = wanted[m] > 0.0 ? ramp->n_seen[m] : 0;

      ramp->seen[m] = n > 0 ? won[m] / wanted[m] : NAN;
      ramp->share[m] = ((n > 0 ? n * ramp->seen[m] : 0.0) + PRIOR_PEOPLE * usual_share (m)) / (n + PRIOR_PEOPLE);
    }
  make_rising (ramp->share);
  while (ramp->n_months < BW_RAMP_N_MONTHS && ramp->share[ramp->n_months] < STEADY)
    ramp->n_months++;
  g_free (level.won);
  g_free (level.people);
}

/* What a person who began @months ago sells, as a share of what settled ones do; 0 before they began. */
double
bw_ramp_share (const BwRamp *ramp,
               double        months)
{
  if (months < 0.0)
    return 0.0;
  return months < BW_RAMP_N_MONTHS ? ramp->share[(guint)months] : 1.0;
}
