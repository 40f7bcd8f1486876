/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sold, period by period and part by part.
 *
 * Every deal or record that counts becomes an event (day, part, value); the events span the periods, a table of days leads
 * each to its own. Deals are those of the book as it was on the day that is asked for, so that nothing known only later
 * takes part. Periods without a sale hold 0, but those of imported series, whose values between are not known, NaN.
 *
 * O(deals + changes + records + days). */

#include "core/bw-sales-series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-past.h"
#include "core/bw-sales-part.h"

enum
{
  MAX_DAYS = 366 * 60, /* a span of dates that is longer has a wrong one at its beginning */
  FEWEST_PERIODIC = 3, /* days with values before they are taken to come once a period */
  EDGE_SHARE = 5,      /* a first period whose first fifth is empty began before the data did */
};

static const struct
{
  const char *name;
  guint       season;
} frequencies[BW_N_FREQUENCIES] = {
  [BW_FREQUENCY_YEAR] = { "year", 1 },
  [BW_FREQUENCY_QUARTER] = { "quarter", 4 },
  [BW_FREQUENCY_MONTH] = { "month", 12 },
  [BW_FREQUENCY_WEEK] = { "week", 52 },
  [BW_FREQUENCY_DAY] = { "day", 7 },
};

static const char *const measure_names[BW_N_SALES_MEASURES] = {
  [BW_SALES_WON] = "won",
  [BW_SALES_WON_COUNT] = "won-count",
  [BW_SALES_NEW] = "new",
  [BW_SALES_NEW_COUNT] = "new-count",
  [BW_SALES_RECORD] = "sales",
  [BW_SALES_RECORD_COUNT] = "sales-count",
  [BW_SALES_VALUE] = "series",
};

static const char *const split_names[BW_N_SALES_SPLITS] = {
  [BW_SALES_BY_NOTHING] = "nothing",
  [BW_SALES_BY_PERSON] = "person",
  [BW_SALES_BY_TEAM] = "team",
  [BW_SALES_BY_REGION] = "region",
  [BW_SALES_BY_PRODUCT] = "product",
  [BW_SALES_BY_FAMILY] = "family",
  [BW_SALES_BY_TERRITORY] = "territory",
  [BW_SALES_BY_ACCOUNT] = "account",
  [BW_SALES_BY_INDUSTRY] = "industry",
  [BW_SALES_BY_STATE] = "state",
  [BW_SALES_BY_COUNTRY] = "country",
  [BW_SALES_BY_TYPE] = "type",
  [BW_SALES_BY_SOURCE] = "source",
  [BW_SALES_BY_NAME] = "name",
  [BW_SALES_BY_FIELD] = "field",
};

static gboolean
find_name (const char *const *names,
           guint              n,
           const char        *name,
           guint             *found)
{
  for (*found = 0; *found < n; (*found)++)
    if (g_ascii_strcasecmp (names[*found], name) == 0)
      return TRUE;
  return FALSE;
}

/* How many periods of @frequency make a season: a year, of days a week; 1: none. */
guint
bw_frequency_season (BwFrequency frequency)
{
  return frequencies[frequency].season;
}

/* Returns: (transfer none): the name that bw_frequency_parse() reads. */
const char *
bw_frequency_name (BwFrequency frequency)
{
  return frequencies[frequency].name;
}

/* Reads "year", "quarter", "month", "week" or "day". */
gboolean
bw_frequency_parse (const char  *name,
                    BwFrequency *frequency)
{
  for (guint i = 0; i < BW_N_FREQUENCIES; i++)
    if (g_ascii_strcasecmp (frequencies[i].name, name) == 0)
      {
        *frequency = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer none): the name that bw_sales_measure_parse() reads. */
const char *
bw_sales_measure_name (BwSalesMeasure measure)
{
  return measure_names[measure];
}

/* Returns: (transfer none): what @measure is called on screen. */
const char *
bw_sales_measure_title (BwSalesMeasure measure)
{
  static const char *const titles[BW_N_SALES_MEASURES] = {
    [BW_SALES_WON] = N_ ("Closed won"),
    [BW_SALES_WON_COUNT] = N_ ("Deals won"),
    [BW_SALES_NEW] = N_ ("New pipeline"),
    [BW_SALES_NEW_COUNT] = N_ ("New deals"),
    [BW_SALES_RECORD] = N_ ("Orders"),
    [BW_SALES_RECORD_COUNT] = N_ ("Number of orders"),
    [BW_SALES_VALUE] = N_ ("Imported series"),
  };

  return measure < BW_N_SALES_MEASURES ? _ (titles[measure]) : "";
}

/* Reads "won", "new", "sales", "series" and the like. */
gboolean
bw_sales_measure_parse (const char     *name,
                        BwSalesMeasure *measure)
{
  guint found;

  if (!find_name (measure_names, BW_N_SALES_MEASURES, name, &found))
    return FALSE;
  *measure = found;
  return TRUE;
}

/* Returns: (transfer none): the name that bw_sales_split_parse() reads. */
const char *
bw_sales_split_name (BwSalesSplit split)
{
  return split_names[split];
}

/* Reads the name of a split, or of one of the own fields of @book into @field. */
gboolean
bw_sales_split_parse (const BwBook *book,
                      const char   *name,
                      BwSalesSplit *split,
                      guint        *field)
{
  guint  found;
  gint32 own = bw_custom_field_find (book, name);

  *field = 0;
  if (find_name (split_names, BW_SALES_BY_FIELD, name, &found))
    {
      *split = found;
      return TRUE;
    }
  if (own < 0)
    return FALSE;
  *split = BW_SALES_BY_FIELD;
  *field = (guint)own;
  return TRUE;
}

/* ---- periods ---- */

static const BwPeriodKind fiscal_kinds[] = {
  [BW_FREQUENCY_YEAR] = BW_PERIOD_YEAR,
  [BW_FREQUENCY_QUARTER] = BW_PERIOD_QUARTER,
  [BW_FREQUENCY_MONTH] = BW_PERIOD_MONTH,
};

static char *
dup_fiscal_title (const BwPeriod *period)
{
  switch (period->kind)
    {
    case BW_PERIOD_QUARTER:
      /* Translators: a fiscal quarter, such as "Q4 2026" */
      return g_strdup_printf (_ ("Q%d %d"), period->index, period->year);
    case BW_PERIOD_MONTH:
      /* The day in the middle stands in the month that the period is called after, also when it begins in the one before. */
      return bw_date_format (period->from + (period->to - period->from) / 2, _ ("%B %Y"));
    case BW_PERIOD_YEAR:
    default:
      return g_strdup_printf ("%d", period->year);
    }
}

/* The period of @frequency in which @date falls, to be cleared with bw_sales_period_clear(); not said to be complete. */
BwSalesPeriod
bw_sales_period_at (const BwCalendar *calendar,
                    BwFrequency       frequency,
                    BwDate            date)
{
  BwSalesPeriod period = { date, date, NULL, NULL, FALSE };

  if (frequency <= BW_FREQUENCY_MONTH)
    {
      BwPeriod fiscal = bw_calendar_period_at (calendar, fiscal_kinds[frequency], date);

      period.from = fiscal.from;
      period.to = fiscal.to;
      period.name = bw_period_dup_name (&fiscal);
      period.title = dup_fiscal_title (&fiscal);
      return period;
    }
  if (frequency == BW_FREQUENCY_WEEK)
    {
      period.from = date - (bw_date_weekday (date) - calendar->first_weekday + 7) % 7;
      period.to = period.from + 6;
    }
  period.name = bw_date_to_iso (period.from);
  period.title = bw_date_format_short (period.from, BW_DATE_NONE);
  if (frequency == BW_FREQUENCY_WEEK)
    {
      g_autofree char *day = g_steal_pointer (&period.title);

      /* Translators: a week, by its first day */
      period.title = g_strdup_printf (_ ("week of %s"), day);
    }
  return period;
}

/* Frees what @period holds. */
void
bw_sales_period_clear (BwSalesPeriod *period)
{
  g_clear_pointer (&period->name, g_free);
  g_clear_pointer (&period->title, g_free);
}

static void
clear_period_cb (gpointer data)
{
  bw_sales_period_clear (data);
}

/* ---- events ---- */

typedef struct
{
  BwDate day;
  guint  part;
  double value;
  guint  source; /* index of the deal or the record */
} Event;

static gboolean
is_of_records (BwSalesMeasure measure)
{
  return measure == BW_SALES_RECORD || measure == BW_SALES_RECORD_COUNT || measure == BW_SALES_VALUE;
}

/* What @deal counts for and when; %FALSE: nothing. */
static gboolean
look_at_deal (const BwBook  *book,
              guint          deal,
              BwSalesMeasure measure,
              BwDate        *day,
              double        *value)
{
  const BwDeals *deals = &book->deals;
  gboolean       won = measure == BW_SALES_WON || measure == BW_SALES_WON_COUNT;
  gint64         amount = deals->amount[deal];

  if (deals->flags[deal] & BW_DEAL_VANISHED)
    return FALSE;
  if (won && bw_deal_kind (book, deal) != BW_STAGE_WON)
    return FALSE;
  *day = won ? deals->close[deal] : deals->created[deal];
  if (measure == BW_SALES_WON_COUNT || measure == BW_SALES_NEW_COUNT)
    {
      *value = 1;
      return TRUE;
    }
  *value = (double)amount;
  return amount != BW_MONEY_NONE;
}

static gboolean
look_at_record (const BwRecord *record,
                BwSalesMeasure  measure,
                BwDate         *day,
                double         *value)
{
  BwRecordKind kind = measure == BW_SALES_VALUE ? BW_RECORD_SERIES : BW_RECORD_SALE;

  if (record->kind != kind || record->phase == BW_RECORD_CANCELLED)
    return FALSE;
  *day = record->date;
  *value = measure == BW_SALES_VALUE ? record->quantity : measure == BW_SALES_RECORD ? (double)record->amount
                                                                                     : 1;
  return measure == BW_SALES_VALUE ? isfinite (record->quantity) : measure != BW_SALES_RECORD || record->amount != BW_MONEY_NONE;
}

static void
add_event (BwSalesSeries *series,
           GArray        *events,
           BwDate         day,
           guint          part,
           double         value,
           guint          source)
{
  Event event = { day, part, value, source };

  if (series->query.as_of == BW_DATE_NONE || day <= series->query.as_of)
    g_array_append_val (events, event);
}

static void
collect_deals (BwSalesSeries *series,
               BwBook        *book,
               BwSalesParts  *parts,
               GArray        *events)
{
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &series->query.scope);
  BwDate as_of = series->query.as_of;

  for (guint i = 0; i < book->deals.n; i++)
    {
      BwDate day;
      double value;

      if ((as_of != BW_DATE_NONE && book->deals.appeared[i] > as_of) ||
          !bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]) ||
          !look_at_deal (book, i, series->query.measure, &day, &value))
        continue;
      if (day == BW_DATE_NONE)
        series->n_undated++;
      else
        add_event (series, events, day, bw_sales_parts_of_deal (parts, i), value, i);
    }
}

/* Whether @record is in the scope: by its own person and account, and by what the filter says of its deal. */
static gboolean
admits_record (const BwScopeMask *mask,
               const BwRecord    *record)
{
  if (record->deal < 0 || (guint)record->deal >= mask->n_deals)
    return bw_scope_mask_admits_other (mask, record->person, record->account);
  return bw_scope_mask_admits (mask, (guint)record->deal, record->person, record->account);
}

static void
collect_records (BwSalesSeries *series,
                 const BwBook  *book,
                 BwSalesParts  *parts,
                 GArray        *events)
{
  static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };
  gboolean             owned = series->query.measure != BW_SALES_VALUE;
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, owned ? &series->query.scope : &everyone);

  for (guint i = 0; i < book->records->len; i++)
    {
      const BwRecord *record = bw_book_record (book, i);
      BwDate          day;
      double          value;

      if (!admits_record (mask, record) ||
          !look_at_record (record, series->query.measure, &day, &value))
        continue;
      if (day == BW_DATE_NONE)
        series->n_undated++;
      else
        add_event (series, events, day, bw_sales_parts_of_record (parts, record), value, i);
    }
}

/* ---- the table ---- */

/* Fills the periods from @first to @last, both included. */
static void
make_periods (BwSalesSeries    *series,
              const BwCalendar *calendar,
              BwDate            first,
              BwDate            last,
              BwDate            seen)
{
  BwDate day = first;

  while (day <= last)
    {
      BwSalesPeriod period = bw_sales_period_at (calendar, series->query.frequency, day);

      period.complete = period.to <= seen;
      if (series->periods->len == 0 && first - period.from > (period.to - period.from) / EDGE_SHARE)
        period.complete = FALSE;
      day = period.to + 1;
      g_array_append_val (series->periods, period);
    }
}

/* Adds the events up. */
static void
add_up (BwSalesSeries *series,
        const GArray  *events,
        BwDate         first,
        guint          n_parts)
{
  guint             n = series->periods->len;
  BwDate            start = bw_sales_series_period (series, 0)->from;
  guint             n_days = (guint)(bw_sales_series_period (series, n - 1)->to - start + 1);
  g_autofree guint *of_day = g_new (guint, n_days);
  gboolean          gaps = series->query.measure == BW_SALES_VALUE;

  for (guint p = 0, day = 0; p < n; p++)
    while (day < n_days && start + (BwDate)day <= bw_sales_series_period (series, p)->to)
      of_day[day++] = p;
  series->values = g_new (double, MAX ((gsize)n_parts * n, 1));
  series->total = g_new (double, n);
  for (gsize i = 0; i < (gsize)n_parts * n; i++)
    series->values[i] = gaps ? NAN : 0;
  for (guint p = 0; p < n; p++)
    series->total[p] = gaps ? NAN : 0;
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      double      *cell, *sum;

      if (event->day < first)
        {
          series->n_before++;
          continue;
        }
      cell = &series->values[(gsize)event->part * n + of_day[event->day - start]];
      sum = &series->total[of_day[event->day - start]];
      *cell = (isnan (*cell) ? 0 : *cell) + event->value;
      *sum = (isnan (*sum) ? 0 : *sum) + event->value;
    }
}

typedef struct
{
  guint  part;
  double size;
} Sized;

static int
compare_sized (gconstpointer a,
               gconstpointer b)
{
  const Sized *x = a, *y = b;

  if (x->size != y->size)
    return x->size < y->size ? 1 : -1;
  return x->part < y->part ? -1 : 1;
}

/* Puts the largest parts first. */
static void
sort_parts (BwSalesSeries *series,
            GPtrArray     *names)
{
  guint             n = series->periods->len;
  g_autofree Sized *sized = g_new0 (Sized, MAX (names->len, 1));
  double           *sorted = g_new (double, MAX ((gsize)names->len * n, 1));

  for (guint part = 0; part < names->len; part++)
    {
      sized[part].part = part;
      for (guint p = 0; p < n; p++)
        if (!isnan (series->values[(gsize)part * n + p]))
          sized[part].size += fabs (series->values[(gsize)part * n + p]);
    }
  qsort (sized, names->len, sizeof *sized, compare_sized);
  for (guint i = 0; i < names->len; i++)
    {
      memcpy (sorted + (gsize)i * n, series->values + (gsize)sized[i].part * n, sizeof (double) * n);
      g_ptr_array_add (series->parts, g_strdup (g_ptr_array_index (names, sized[i].part)));
    }
  g_free (series->values);
  series->values = sorted;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  BwDate x = ((const Event *)a)->day, y = ((const Event *)b)->day;

  return (x > y) - (x < y);
}

/* Whether the values come once a period, by whatever day of it they are dated: then the last one is all of its period. */
static gboolean
is_periodic (const BwCalendar *calendar,
             BwFrequency       frequency,
             const GArray     *events)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *)events);
  guint n_days = 0;

  g_array_sort (sorted, compare_days);
  for (guint i = 0; i < sorted->len; i++)
    {
      BwDate        day = g_array_index (sorted, Event, i).day;
      BwDate        before = i > 0 ? g_array_index (sorted, Event, i - 1).day : BW_DATE_NONE;
      BwSalesPeriod period;
      gboolean      again;

      if (day == before)
        continue;
      n_days++;
      if (before == BW_DATE_NONE)
        continue;
      period = bw_sales_period_at (calendar, frequency, before);
      again = day <= period.to;
      bw_sales_period_clear (&period);
      if (again)
        return FALSE;
    }
  return n_days >= FEWEST_PERIODIC;
}

/* The values of a periodic series are of the whole of their periods: widens the days from @first to @seen to these. */
static void
widen_to_periods (const BwCalendar *calendar,
                  BwFrequency       frequency,
                  BwDate           *first,
                  BwDate            last,
                  BwDate           *seen)
{
  BwSalesPeriod begin = bw_sales_period_at (calendar, frequency, *first), end = bw_sales_period_at (calendar, frequency, last);

  *first = begin.from;
  *seen = MAX (*seen, end.to);
  bw_sales_period_clear (&begin);
  bw_sales_period_clear (&end);
}

/* Collects what @series is made of from @past, the book as of its day. */
static void
collect (BwSalesSeries *series,
         BwBook        *past,
         BwSalesParts  *parts,
         GArray        *events)
{
  if (is_of_records (series->query.measure))
    collect_records (series, past, parts, events);
  else
    collect_deals (series, past, parts, events);
}

/* Returns: (transfer full): the book as it was when @query was asked. */
static BwBook *
get_past (BwBook             *book,
          const BwSalesQuery *query)
{
  return !is_of_records (query->measure) && query->as_of != BW_DATE_NONE ? bw_past_new (book, query->as_of) : bw_book_ref (book);
}

/* Tells what was sold of @book as @query asks.
 * Returns: (transfer full): the series, without periods when there is nothing. */
BwSalesSeries *
bw_sales_series_new (BwBook             *book,
                     const BwSalesQuery *query)
{
  BwSalesSeries *series = g_new0 (BwSalesSeries, 1);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  gboolean records = is_of_records (query->measure);
  g_autoptr (BwBook) past = get_past (book, query);
  g_autoptr (BwSalesParts) parts = bw_sales_parts_new (past, query->split, query->field);
  BwDate first = G_MAXINT32, last = BW_DATE_NONE, seen = query->as_of;

  series->query = *query;
  series->season = bw_frequency_season (query->frequency);
  series->money = query->measure == BW_SALES_WON || query->measure == BW_SALES_NEW || query->measure == BW_SALES_RECORD;
  series->periods = g_array_new (FALSE, TRUE, sizeof (BwSalesPeriod));
  g_array_set_clear_func (series->periods, clear_period_cb);
  series->parts = g_ptr_array_new_with_free_func (g_free);
  collect (series, past, parts, events);
  for (guint i = 0; i < events->len; i++)
    last = MAX (last, g_array_index (events, Event, i).day);
  for (guint i = 0; i < events->len; i++)
    if (last - g_array_index (events, Event, i).day < MAX_DAYS)
      first = MIN (first, g_array_index (events, Event, i).day);
  if (events->len == 0)
    return series;
  if (seen == BW_DATE_NONE)
    seen = MAX (bw_book_data_date (book), last);
  if (query->measure == BW_SALES_VALUE && is_periodic (&past->calendar, query->frequency, events))
    widen_to_periods (&past->calendar, query->frequency, &first, last, &seen);
  /* Months without a sale until today are that; years of them say that the data ends there. */
  make_periods (series, &past->calendar, first, records || seen - last > 366 ? last : seen, seen);
  add_up (series, events, first, bw_sales_parts_get_names (parts)->len);
  sort_parts (series, bw_sales_parts_get_names (parts));
  return series;
}

/* Frees @series (transfer full) (nullable). */
void
bw_sales_series_free (BwSalesSeries *series)
{
  if (series == NULL)
    return;
  g_array_unref (series->periods);
  g_ptr_array_unref (series->parts);
  g_free (series->values);
  g_free (series->total);
  g_free (series);
}

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  const BwSalesSource *x = a, *y = b;

  if (x->value != y->value)
    return x->value < y->value ? 1 : -1;
  return x->index < y->index ? -1 : 1;
}

/* Lists what makes up the value of @part (nullable: of the whole; "": of what belongs to none) of @query from the day @from to @to.
 * Returns: (transfer full) (element-type BwSalesSource): the largest first. */
GArray *
bw_sales_series_list (BwBook             *book,
                      const BwSalesQuery *query,
                      const char         *part,
                      BwDate              from,
                      BwDate              to)
{
  GArray       *sources = g_array_new (FALSE, FALSE, sizeof (BwSalesSource));
  BwSalesSeries asked = { .query = *query };
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  g_autoptr (BwBook) past = get_past (book, query);
  g_autoptr (BwSalesParts) parts = bw_sales_parts_new (past, query->split, query->field);
  GPtrArray *names = bw_sales_parts_get_names (parts);

  collect (&asked, past, parts, events);
  for (guint i = 0; i < events->len; i++)
    {
      const Event  *event = &g_array_index (events, Event, i);
      BwSalesSource source = { event->source, event->day, event->value };

      if (event->day >= from && event->day <= to && (part == NULL || g_str_equal (g_ptr_array_index (names, event->part), part)))
        g_array_append_val (sources, source);
    }
  g_array_sort (sources, compare_sources);
  return sources;
}

/* Whether @measure is told by records (bw-record.h), not by deals. */
gboolean
bw_sales_measure_is_of_records (BwSalesMeasure measure)
{
  return is_of_records (measure);
}

/* Gives the longest stretch of complete periods up to the last one that is. */
void
bw_sales_series_get_complete (const BwSalesSeries *series,
                              guint               *first,
                              guint               *n)
{
  guint end = series->periods->len;

  while (end > 0 && !bw_sales_series_period (series, end - 1)->complete)
    end--;
  *first = end;
  while (*first > 0 && bw_sales_series_period (series, *first - 1)->complete)
    (*first)--;
  *n = end - *first;
}

/* Returns: (transfer none): the values of @part, one for each period. */
const double *
bw_sales_series_row (const BwSalesSeries *series,
                     guint                part)
{
  return series->values + (gsize)part * series->periods->len;
}
