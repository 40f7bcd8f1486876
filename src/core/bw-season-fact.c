/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is special about the season of sales.
 *
 * Periods stand at places of a larger one: months in quarters and years, quarters in years, days in weeks, weeks in
 * quarters. A place is special when it brings most of the whole, and is the one that brings most in so many of the larger
 * periods that chance, which would pick each place alike, makes it so in fewer than one of twenty series (the binomial
 * tail, times the places that could have been picked). Only larger periods all of whose parts are complete count. */

#include "core/bw-season-fact.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  MAX_PLACES = 12,
  LAST_WEEKS = 2, /* of a quarter, which are looked at as one */
  MIN_WEEKS = 12, /* in a quarter, more or less */
};

static const double least_doubt = 0.05;

/* "Each quarter" is said when it is so in this share of them: a strong December alone does not make it so. */
static const double least_each = 0.75;

/* Values of whole larger periods, by place. */
typedef struct
{
  guint   n_places;
  double  even[MAX_PLACES]; /* the share of each place if all were alike */
  GArray *values;           /* double: n_places for each larger period */
} Table;

/* The chance of at least @k hits in @n tries of chance @p. */
static double
binomial_tail (guint  n,
               guint  k,
               double p)
{
  double sum = 0;

  for (guint i = k; i <= n; i++)
    sum += exp (lgamma (n + 1.0) - lgamma (i + 1.0) - lgamma (n - i + 1.0) + i * log (p) + (n - i) * log1p (-p));
  return MIN (sum, 1);
}

/* Fills @row with the values of the periods from @i on that lie in the same @kind; gives how many there are. */
static guint
take_larger (const BwSalesSeries *series,
             const double        *values,
             const BwCalendar    *calendar,
             BwPeriodKind         kind,
             guint                i,
             double              *row,
             guint                max,
             gboolean            *whole)
{
  const BwSalesPeriod *period = bw_sales_series_period (series, i);
  BwPeriod             larger = bw_calendar_period_at (calendar, kind, period->from + (period->to - period->from) / 2);
  guint                n = 0;

  *whole = period->from <= larger.from + (period->to - period->from) / 2;
  for (; i < series->periods->len; i++, n++)
    {
      period = bw_sales_series_period (series, i);
      if (!bw_period_contains (&larger, period->from + (period->to - period->from) / 2))
        return n;
      *whole = *whole && period->complete && isfinite (values[i]) && n < max;
      if (n < max)
        row[n] = values[i];
    }
  period = bw_sales_series_period (series, series->periods->len - 1);
  *whole = *whole && period->to + (period->to - period->from + 1) / 2 > larger.to;
  return n;
}

static void
add_row (Table        *table,
         const double *row)
{
  double sum = 0;

  for (guint p = 0; p < table->n_places; p++)
    sum += row[p];
  if (sum > 0)
    g_array_append_vals (table->values, row, table->n_places);
}

/* Places are the periods in their @kind, of which a whole one has @n_places. */
static void
fill_table (Table               *table,
            const BwSalesSeries *series,
            const double        *values,
            const BwCalendar    *calendar,
            BwPeriodKind         kind,
            guint                n_places)
{
  double row[MAX_PLACES];

  table->n_places = n_places;
  for (guint p = 0; p < n_places; p++)
    table->even[p] = 1.0 / n_places;
  for (guint i = 0; i < series->periods->len;)
    {
      gboolean whole;
      guint    n = take_larger (series, values, calendar, kind, i, row, n_places, &whole);

      if (whole && n == n_places)
        add_row (table, row);
      i += MAX (n, 1);
    }
}

/* Places are the last two weeks of each quarter and the rest of it. */
static void
fill_quarter_ends (Table               *table,
                   const BwSalesSeries *series,
                   const double        *values,
                   const BwCalendar    *calendar)
{
  enum
  {
    MAX_WEEKS = 15,
  };
  double row[MAX_WEEKS];

  table->n_places = 2;
  table->even[1] = LAST_WEEKS / 13.0;
  table->even[0] = 1 - table->even[1];
  for (guint i = 0; i < series->periods->len;)
    {
      gboolean whole;
      guint    n = take_larger (series, values, calendar, BW_PERIOD_QUARTER, i, row, MAX_WEEKS, &whole);
      double   ends[2] = { 0, 0 };

      for (guint w = 0; whole && w < n; w++)
        ends[w + LAST_WEEKS >= n] += row[w];
      if (whole && n >= MIN_WEEKS)
        add_row (table, ends);
      i += MAX (n, 1);
    }
}

/* Places are the days of the week, Monday first. */
static void
fill_weekdays (Table               *table,
               const BwSalesSeries *series,
               const double        *values)
{
  table->n_places = 7;
  for (guint p = 0; p < 7; p++)
    table->even[p] = 1.0 / 7;
  for (guint i = 0; i + 7 <= series->periods->len; i++)
    {
      gboolean whole = bw_date_weekday (bw_sales_series_period (series, i)->from) == 1;

      for (guint d = 0; d < 7 && whole; d++)
        whole = bw_sales_series_period (series, i + d)->complete && isfinite (values[i + d]);
      if (whole)
        add_row (table, values + i);
    }
}

/* Looks at @place: what it brings, and in how many larger periods it stands out, upwards or downwards. */
static BwSeasonFact
look_at (const Table *table,
         guint        place,
         gboolean     most)
{
  guint        n = table->values->len / table->n_places;
  double       sum = 0, of_place = 0;
  BwSeasonFact fact = { .even = table->even[place], .n = n };

  for (guint g = 0; g < n; g++)
    {
      const double *row = &g_array_index (table->values, double, g * table->n_places);
      gboolean      stands_out = TRUE;

      for (guint p = 0; p < table->n_places; p++)
        {
          double here = row[place] / table->even[place], there = row[p] / table->even[p];

          sum += row[p];
          stands_out = stands_out && (p == place || (most ? here > there : here < there));
        }
      of_place += row[place];
      fact.n_alike += stands_out != 0;
    }
  fact.share = sum > 0 ? of_place / sum : NAN;
  return fact;
}

/* Finds the place that stands out most; %FALSE when it may be chance. */
static gboolean
find_special (const Table  *table,
              gboolean      most,
              guint        *special,
              BwSeasonFact *best)
{
  gboolean found = FALSE;

  for (guint place = 0; place < table->n_places; place++)
    {
      BwSeasonFact fact = look_at (table, place, most);
      double       ratio = fact.share / fact.even;

      if (!isnan (ratio) && (!found || (most ? ratio > best->share / best->even : ratio < best->share / best->even)))
        {
          *best = fact;
          *special = place;
          found = TRUE;
        }
    }
  /* Each place would be picked alike: once in n_places, and there are as many to pick from. */
  return found && binomial_tail (best->n, best->n_alike, 1.0 / table->n_places) * table->n_places < least_doubt;
}

static void
add_fact (GArray       *facts,
          const Table  *table,
          gboolean      most,
          BwSeasonTrait trait)
{
  BwSeasonFact fact;
  guint        place;

  if (!find_special (table, most, &place, &fact))
    return;
  fact.trait = trait;
  fact.which = place + 1;
  if (trait == BW_SEASON_QUARTER_END)
    {
      /* Of weeks only the last are looked at by themselves. */
      if ((place + 1 < table->n_places && (place > 0 || table->n_places == 2)) || fact.n_alike < least_each * fact.n)
        return;
      fact.trait = place == 0 ? BW_SEASON_QUARTER_START : BW_SEASON_QUARTER_END;
      fact.which = 0;
    }
  g_array_append_val (facts, fact);
}

/* Tells what is special about the season of @values, one for each period of @series, by @calendar.
 * Returns: (transfer full) (element-type BwSeasonFact): nothing when nothing is. */
GArray *
bw_season_facts_new (const BwSalesSeries *series,
                     const double        *values,
                     const BwCalendar    *calendar)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (BwSeasonFact));
  Table   table = { .values = g_array_new (FALSE, FALSE, sizeof (double)) };

  switch (series->query.frequency)
    {
    case BW_FREQUENCY_QUARTER:
      fill_table (&table, series, values, calendar, BW_PERIOD_YEAR, 4);
      add_fact (facts, &table, TRUE, BW_SEASON_STRONG_QUARTER);
      break;
    case BW_FREQUENCY_MONTH:
      fill_table (&table, series, values, calendar, BW_PERIOD_QUARTER, 3);
      add_fact (facts, &table, TRUE, BW_SEASON_QUARTER_END);
      g_array_set_size (table.values, 0);
      fill_table (&table, series, values, calendar, BW_PERIOD_YEAR, 12);
      add_fact (facts, &table, TRUE, BW_SEASON_STRONG_MONTH);
      add_fact (facts, &table, FALSE, BW_SEASON_WEAK_MONTH);
      break;
    case BW_FREQUENCY_WEEK:
      fill_quarter_ends (&table, series, values, calendar);
      add_fact (facts, &table, TRUE, BW_SEASON_QUARTER_END);
      break;
    case BW_FREQUENCY_DAY:
      fill_weekdays (&table, series, values);
      add_fact (facts, &table, TRUE, BW_SEASON_STRONG_WEEKDAY);
      break;
    case BW_FREQUENCY_YEAR:
    case BW_N_FREQUENCIES:
    default:
      break;
    }
  g_array_unref (table.values);
  return facts;
}

/* Words @fact, such as "The last month of each quarter brings 41 % of it".
 * Returns: (transfer full). */
char *
bw_season_fact_dup_text (const BwSeasonFact  *fact,
                         const BwSalesSeries *series,
                         const BwCalendar    *calendar)
{
  g_autofree char *share = g_strdup_printf (_ ("%.0f\u00a0%%"), fact->share * 100);
  g_autofree char *name = NULL;
  BwPeriod         month;

  switch (fact->trait)
    {
    case BW_SEASON_QUARTER_END:
      if (series->query.frequency == BW_FREQUENCY_WEEK)
        return g_strdup_printf (_ ("The last two weeks of each quarter bring %s of it"), share);
      return g_strdup_printf (_ ("The last month of each quarter brings %s of it"), share);
    case BW_SEASON_QUARTER_START:
      return g_strdup_printf (_ ("The first month of each quarter brings %s of it"), share);
    case BW_SEASON_STRONG_QUARTER:
      /* Translators: the number of a fiscal quarter, and a share in percent */
      return g_strdup_printf (_ ("Q%u brings %s of a year"), fact->which, share);
    case BW_SEASON_STRONG_WEEKDAY:
      /* The first of January 2024 was a Monday. */
      name = bw_date_format (bw_date_from_ymd (2024, 1, (int)fact->which), "%A");
      /* Translators: a day of the week, and a share in percent */
      return g_strdup_printf (_ ("%s brings %s of a week"), name, share);
    case BW_SEASON_STRONG_MONTH:
    case BW_SEASON_WEAK_MONTH:
    default:
      month = bw_calendar_period (calendar, BW_PERIOD_MONTH, 2024, (int)fact->which);
      name = bw_date_format (month.from + (month.to - month.from) / 2, "%B");
      return fact->trait == BW_SEASON_STRONG_MONTH
               /* Translators: a month, and a share in percent */
               ? g_strdup_printf (_ ("%s brings %s of a year"), name, share)
               /* Translators: a month, and a share in percent */
               : g_strdup_printf (_ ("%s brings only %s of a year"), name, share);
    }
}
