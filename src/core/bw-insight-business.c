/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules about the business as a whole, and their words.
 *
 * An unusual week: how many deals were made, won, lost and dated later in the last seven days, against the weeks at the same
 * point of up to eight past periods and the weeks before and after those. It is told when it is three deviations from their
 * median, where the deviation is the larger of their median deviation and that of as many chance events. Of several the one with the most at stake is told.
 *
 * A new course: the last new level or break of the trend of monthly sales within a year (bw-anomaly.h). A season: what is special
 * about the month, or the quarter, that begins next (bw-season-fact.h). Calls: whose word of this week landed above or below
 * what came in three past periods or more, drawn to what all callers' calls brought (bw-backtest-callers.c).
 *
 * At stake is what a week changes: deals times their mean amount, times the share of them that is won unless they were; what a new
 * course changes within three months; a quarter of what a season brings
 * beyond an even share, as it is no surprise; what a call is off by.
 *
 * O(deals + changes). */

#include "core/bw-insight-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-anomaly.h"
#include "core/bw-backtest.h"
#include "core/bw-median.h"
#include "core/bw-sales-series.h"
#include "core/bw-season-fact.h"

enum
{
  DAYS = 7,
  N_PERIODS = 8,
  MIN_WEEKS = 8,
  MIN_DEALS = 3, /* more or fewer than usual */
  MIN_MONTHS = 18,
  RECENT_MONTHS = 12,
  MONTHS_AHEAD = 3,
  DAYS_AHEAD = 31,
  MIN_CALLED = 3, /* periods */
};

static const double unusual = 3.0; /* deviations */
static const double least_lean = 0.1;
static const double slip_doubt = 0.4;
static const double season_weight = 0.25;

/* ---- an unusual week ---- */

typedef enum
{
  MADE,
  WON,
  LOST,
  SLIPPED,
  N_EVENTS,
} Event;

/* Events by day; day 0 is @start. */
typedef struct
{
  BwDate start;
  guint  n_days;
  guint *n[N_EVENTS];
  guint  n_won, n_lost;
  gint64 won, all;
  guint  n_all;
  guint  weeks[N_PERIODS * 3]; /* last days of the weeks to compare with */
  guint  n_weeks;
} Weeks;

static void
count (Weeks *weeks,
       Event  event,
       BwDate day)
{
  if (day != BW_DATE_NONE && day >= weeks->start && day - weeks->start < (int)weeks->n_days)
    weeks->n[event][day - weeks->start]++;
}

/* The weeks at the same point of past periods, as far as the data reach back. */
static void
choose_weeks (Weeks              *weeks,
              const BwInspection *inspection)
{
  const BwCalendar *calendar = &inspection->book->calendar;
  BwPeriod          now = bw_calendar_period_at (calendar, calendar->forecast_period, inspection->as_of);
  BwDate            first = G_MAXINT32, ends[N_PERIODS * 3] = { 0 };
  guint             n = 0;

  for (guint i = 0; i < inspection->book->deals.n; i++)
    first = MIN (first, inspection->book->deals.appeared[i]);
  for (int p = 1; p <= N_PERIODS; p++)
    {
      BwPeriod past = bw_calendar_shift (calendar, &now, -p);

      for (int by = -1; by <= 1; by++)
        {
          BwDate end = MIN (past.from + (inspection->as_of - now.from), past.to) + by * DAYS;

          if (end - DAYS >= first)
            ends[n++] = end;
        }
    }
  weeks->start = inspection->as_of - DAYS + 1;
  for (guint i = 0; i < n; i++)
    weeks->start = MIN (weeks->start, ends[i] - DAYS + 1);
  weeks->n_days = (guint)(inspection->as_of - weeks->start + 1);
  for (guint i = 0; i < n; i++)
    weeks->weeks[weeks->n_weeks++] = (guint)(ends[i] - weeks->start);
}

static void
count_deal (Weeks              *weeks,
            const BwInspection *inspection,
            guint               i)
{
  const BwSnapshot *snapshot = inspection->snapshot;
  gint64            amount = snapshot->amount[i];
  guint             n;
  const BwChange   *changes = bw_history_of (&inspection->book->history, i, &n);

  count (weeks, MADE, inspection->book->deals.created[i]);
  if (snapshot->kind[i] != BW_STAGE_OPEN)
    count (weeks, snapshot->kind[i] == BW_STAGE_WON ? WON : LOST, snapshot->close[i]);
  weeks->n_won += snapshot->kind[i] == BW_STAGE_WON;
  weeks->n_lost += snapshot->kind[i] == BW_STAGE_LOST;
  if (amount != BW_MONEY_NONE)
    {
      weeks->all += amount;
      weeks->n_all++;
    }
  for (guint c = n; c > 0 && changes[c - 1].at >= weeks->start; c--)
    if (changes[c - 1].field == BW_FIELD_CLOSE_DATE && changes[c - 1].source != BW_TIME_IMPLIED && changes[c - 1].at <= inspection->as_of &&
        changes[c - 1].old_value != BW_DATE_NONE && changes[c - 1].new_value > changes[c - 1].old_value)
      count (weeks, SLIPPED, changes[c - 1].at);
}

static guint
sum_week (const Weeks *weeks,
          Event        event,
          guint        end)
{
  guint n = 0;

  for (guint day = end + 1 - DAYS; day <= end; day++)
    n += weeks->n[event][day];
  return n;
}

/* How many more than usual there were, if that is unusual; else 0. */
static double
find_excess (const Weeks *weeks,
             Event        event,
             guint       *n,
             double      *usual)
{
  double values[N_PERIODS * 3], deviation, excess;

  for (guint w = 0; w < weeks->n_weeks; w++)
    values[w] = sum_week (weeks, event, weeks->weeks[w]);
  *n = sum_week (weeks, event, weeks->n_days - 1);
  deviation = bw_median_deviation (values, weeks->n_weeks, usual);
  excess = *n - *usual;
  deviation = MAX (MAX (deviation, sqrt (*usual)), 1.0);
  return fabs (excess) >= unusual * deviation && fabs (excess) >= MIN_DEALS ? excess : 0.0;
}

/* Returns: (transfer full). */
static char *
word_week (Event  event,
           guint  n,
           double usual,
           guint  n_weeks)
{
  const char *text;

  switch (event)
    {
    case MADE:
      text = ngettext ("%'u new deal in seven days; about %.0f are usual at this point of a period (%u past weeks).",
                       "%'u new deals in seven days; about %.0f are usual at this point of a period (%u past weeks).", n);
      break;
    case WON:
      text = ngettext ("%'u deal won in seven days; about %.0f are usual at this point of a period (%u past weeks).",
                       "%'u deals won in seven days; about %.0f are usual at this point of a period (%u past weeks).", n);
      break;
    case LOST:
      text = ngettext ("%'u deal lost in seven days; about %.0f are usual at this point of a period (%u past weeks).",
                       "%'u deals lost in seven days; about %.0f are usual at this point of a period (%u past weeks).", n);
      break;
    case SLIPPED:
    case N_EVENTS:
    default:
      text = ngettext ("%'u close date moved later in seven days; about %.0f are usual at this point of a period (%u past weeks).",
                       "%'u close dates moved later in seven days; about %.0f are usual at this point of a period (%u past weeks).", n);
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (text, n, usual, n_weeks);
#pragma GCC diagnostic pop
}

static void
tell_week (BwInspection *inspection,
           const Weeks  *weeks,
           GPtrArray    *insights)
{
  double rate = (double)weeks->n_won / MAX (weeks->n_won + weeks->n_lost, 1), usual[N_EVENTS];
  double mean = weeks->n_all > 0 ? (double)weeks->all / weeks->n_all : 0.0, most = 0.0;
  double factors[N_EVENTS] = { [MADE] = rate, [WON] = 1.0, [LOST] = rate, [SLIPPED] = rate * slip_doubt };
  guint  n[N_EVENTS];
  int    best = -1;

  for (int event = 0; event < N_EVENTS; event++)
    {
      double stake = fabs (find_excess (weeks, event, &n[event], &usual[event])) * factors[event] * mean;

      if (stake > most)
        {
          most = stake;
          best = event;
        }
    }
  if (best >= 0)
    {
      static const char *const names[N_EVENTS] = { "made", "won", "lost", "slipped" };
      g_autofree char         *day = bw_date_format_short (inspection->as_of, inspection->as_of);
      g_autofree char         *title = g_strdup_printf (_ ("The week up to %s"), day);
      g_autofree char         *scope = bw_inspection_dup_subject (inspection, NULL);
      g_autofree char         *subject = g_strdup_printf ("%s%s", names[best], scope);
      BwInsight               *insight = bw_insight_new (BW_INSIGHT_WEEK, BW_NOBODY, subject, title);

      insight->stake = llround (most);
      insight->evidence = BW_EVIDENCE_FLOW;
      insight->from = inspection->as_of - DAYS;
      insight->to = inspection->as_of;
      bw_insight_add_finding (insight, BW_INSIGHT_WEEK, n[best], word_week (best, n[best], usual[best], weeks->n_weeks),
                              g_strdup (_ ("unusual")));
      bw_inspection_take (inspection, insights, insight, inspection->as_of, 0);
    }
}

static void
look_at_week (BwInspection *inspection,
              GPtrArray    *insights)
{
  const BwSnapshot *snapshot = inspection->snapshot;
  Weeks             weeks = { 0 };

  choose_weeks (&weeks, inspection);
  if (weeks.n_weeks < MIN_WEEKS)
    return;
  for (int event = 0; event < N_EVENTS; event++)
    weeks.n[event] = g_new0 (guint, weeks.n_days);
  for (guint i = 0; i < snapshot->n; i++)
    if (snapshot->exists[i] &&
        bw_scope_mask_admits (inspection->mask, i, snapshot->owner[i],
                              inspection->mask->accounts != NULL ? bw_inspection_account (inspection, i) : BW_NOBODY))
      count_deal (&weeks, inspection, i);
  tell_week (inspection, &weeks, insights);
  for (int event = 0; event < N_EVENTS; event++)
    g_free (weeks.n[event]);
}

/* ---- the course of sales ---- */

static void
look_at_trend (BwInspection        *inspection,
               const BwSalesSeries *series,
               guint                first,
               guint                n,
               GPtrArray           *insights)
{
  g_autoptr (GArray) anomalies = bw_anomalies_new (series->total + first, n, series->season);
  const BwAnomaly     *last = NULL;
  const BwSalesPeriod *since;
  g_autofree char     *title = NULL, *money = NULL, *subject = NULL;
  double               a_month;
  BwInsight           *insight;

  for (guint i = 0; i < anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (anomalies, BwAnomaly, i);

      if (anomaly->kind != BW_ANOMALY_SPIKE && anomaly->at + RECENT_MONTHS >= n && (last == NULL || anomaly->at >= last->at))
        last = anomaly;
    }
  if (last == NULL)
    return;
  since = bw_sales_series_period (series, first + last->at);
  a_month = last->kind == BW_ANOMALY_SHIFT ? last->size : last->size * (n - last->at);
  money = bw_money_format_compact (llround (fabs (a_month)), inspection->book->currency);
  title = g_strdup_printf (_ ("Sales since %s"), since->title);
  subject = bw_inspection_dup_subject (inspection, NULL);
  insight = bw_insight_new (BW_INSIGHT_TREND, BW_NOBODY, subject, title);
  insight->stake = llround (fabs (a_month) * MONTHS_AHEAD);
  insight->evidence = BW_EVIDENCE_TRENDS;
  /* Translators: an amount by which sales differ from what they would be. */
  insight->cost = g_strdup_printf (a_month > 0 ? _ ("%s a month more") : _ ("%s a month less"), money);
  bw_insight_add_finding (
    insight, BW_INSIGHT_TREND, n,
    g_strdup (last->kind == BW_ANOMALY_SHIFT
                ? (a_month > 0 ? _ ("Sales are at a new, higher level.") : _ ("Sales are at a new, lower level."))
                : (a_month > 0 ? _ ("Sales have turned upwards from their former course.")
                               : _ ("Sales have turned downwards from their former course."))),
    g_strdup (_ ("a new course")));
  bw_inspection_take (inspection, insights, insight, since->from, 0);
}

/* Whether @fact speaks of a period that begins soon; that period. */
static gboolean
lies_ahead (const BwInspection *inspection,
            const BwSeasonFact *fact,
            BwPeriod           *period)
{
  const BwCalendar *calendar = &inspection->book->calendar;
  BwPeriodKind      kind = fact->trait == BW_SEASON_STRONG_QUARTER ? BW_PERIOD_QUARTER : BW_PERIOD_MONTH;
  BwPeriod          now = bw_calendar_period_at (calendar, kind, inspection->as_of);

  *period = bw_calendar_shift (calendar, &now, 1);
  if (period->from - inspection->as_of > DAYS_AHEAD)
    return FALSE;
  switch (fact->trait)
    {
    case BW_SEASON_STRONG_MONTH:
    case BW_SEASON_WEAK_MONTH:
    case BW_SEASON_STRONG_QUARTER:
      return (guint)period->index == fact->which;
    case BW_SEASON_QUARTER_END:
      return period->index % 3 == 0;
    case BW_SEASON_QUARTER_START:
      return period->index % 3 == 1;
    case BW_SEASON_STRONG_WEEKDAY:
    default:
      return FALSE;
    }
}

static void
look_at_season (BwInspection        *inspection,
                const BwSalesSeries *series,
                guint                first,
                guint                n,
                GPtrArray           *insights)
{
  const BwCalendar *calendar = &inspection->book->calendar;
  g_autoptr (GArray) facts = bw_season_facts_new (series, series->total, calendar);
  double year = 0.0;

  for (guint i = first + n - MIN (n, 12); i < first + n; i++)
    year += series->total[i];
  for (guint f = 0; f < facts->len; f++)
    {
      const BwSeasonFact *fact = &g_array_index (facts, BwSeasonFact, f);
      gboolean            in_quarter = fact->trait == BW_SEASON_QUARTER_END || fact->trait == BW_SEASON_QUARTER_START;
      double              base = in_quarter ? year / 4.0 : year;
      g_autofree char    *subject = NULL, *money = NULL, *text = NULL;
      BwPeriod            period;
      BwSalesPeriod       shown;
      BwInsight          *insight;

      if (!lies_ahead (inspection, fact, &period))
        continue;
      shown = bw_sales_period_at (calendar, period.kind == BW_PERIOD_MONTH ? BW_FREQUENCY_MONTH : BW_FREQUENCY_QUARTER, period.from);
      subject = bw_inspection_dup_subject (inspection, &period);
      insight = bw_insight_new (BW_INSIGHT_SEASON, BW_NOBODY, subject, shown.title);
      insight->amount = llround (fact->share * base);
      insight->stake = llround (fabs (fact->share - fact->even) * base * season_weight);
      insight->period = period;
      insight->evidence = BW_EVIDENCE_TRENDS;
      money = bw_money_format_compact (llround (fabs (fact->share - fact->even) * base), inspection->book->currency);
      insight->cost = g_strdup_printf (fact->share > fact->even ? _ ("about %s more than others") : _ ("about %s less than others"), money);
      text = bw_season_fact_dup_text (fact, series, calendar);
      bw_insight_add_finding (insight, BW_INSIGHT_SEASON, fact->n, g_strdup_printf (_ ("%s (%u past ones)."), text, fact->n),
                              g_strdup (_ ("season ahead")));
      bw_sales_period_clear (&shown);
      bw_inspection_take (inspection, insights, insight, 0, 0);
      return; /* the facts begin with the largest: one is enough */
    }
}

static void
look_at_sales (BwInspection *inspection,
               GPtrArray    *insights)
{
  BwSalesQuery query = {
    .measure = BW_SALES_WON,
    .frequency = BW_FREQUENCY_MONTH,
    .split = BW_SALES_BY_NOTHING,
    .as_of = inspection->as_of,
    .scope = inspection->scope,
  };
  g_autoptr (BwSalesSeries) series = bw_sales_series_new (inspection->book, &query);
  guint first, n;

  bw_sales_series_get_complete (series, &first, &n);
  if (n < MIN_MONTHS)
    return;
  look_at_trend (inspection, series, first, n, insights);
  look_at_season (inspection, series, first, n, insights);
}

/* ---- calls ---- */

static void
tell_caller (BwInspection           *inspection,
             const BwBacktestCaller *caller,
             const BwPeriod         *period,
             gint64                  call,
             GPtrArray              *insights)
{
  const BwBook    *book = inspection->book;
  const BwPerson  *person = bw_book_person (book, caller->person);
  g_autofree char *called = bw_money_format_compact (call, book->currency);
  g_autofree char *comes = bw_money_format_compact (llround ((double)call * caller->lands), book->currency);
  g_autofree char *name = bw_period_dup_name (period), *stake = NULL;
  g_autofree char *subject = g_strdup_printf ("%s person %" G_GINT64_FORMAT, name, person->key);
  BwInsight       *insight = bw_insight_new (BW_INSIGHT_CALLS, BW_NOBODY, subject, bw_book_text (book, person->name));
  guint            percent = (guint)llround (caller->lands * 100.0);

  insight->amount = call;
  insight->stake = llround (fabs (caller->lands - 1.0) * (double)call);
  stake = bw_money_format_compact (insight->stake, book->currency);
  insight->cost = g_strdup_printf (caller->lands > 1.0 ? _ ("about %s more than called") : _ ("about %s less than called"), stake);
  insight->evidence = BW_EVIDENCE_ACCURACY;
  insight->period = *period;
  bw_insight_add_finding (insight, BW_INSIGHT_CALLS, caller->score.n,
                          g_strdup_printf (ngettext ("Has called %2$s. At this point of %1$u past period, calls came in at %3$u %%, which would be %4$s.",
                                                     "Has called %2$s. At this point of %1$u past periods, calls came in at %3$u %%, which would be %4$s.",
                                                     caller->score.n),
                                           caller->score.n, called, percent, comes),
                          g_strdup_printf (_ ("calls come in at %u %%"), percent));
  bw_inspection_take (inspection, insights, insight, call, ABS ((gint64)percent - 100));
}

static void
look_at_calls (BwInspection *inspection,
               GPtrArray    *insights)
{
  const BwBook *book = inspection->book;
  BwPeriod      period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, inspection->as_of);
  guint         week = (guint)CLAMP ((inspection->as_of - period.from + 1) / 7, 1, 53);
  g_autoptr (BwBacktest) backtest = NULL;

  if (book->calls->len == 0)
    return;
  backtest = bw_backtest_new_of_callers (book, &inspection->scope, inspection->as_of);
  for (guint i = 0; i < backtest->n_callers; i++)
    {
      const BwBacktestCaller *caller = &backtest->callers[i];
      gint64                  call;

      if (caller->week != week || caller->score.n < MIN_CALLED || isnan (caller->lands) ||
          fabs (caller->lands - 1.0) < least_lean)
        continue;
      call = bw_book_call (book, caller->person, &period, BW_CATEGORY_COMMIT, FALSE, inspection->as_of, NULL);
      if (call != BW_MONEY_NONE && call > 0)
        tell_caller (inspection, caller, &period, call, insights);
    }
}

/* Looks at the business as a whole. */
void
bw_inspection_add_business (BwInspection *inspection,
                            GPtrArray    *insights)
{
  look_at_week (inspection, insights);
  look_at_sales (inspection, insights);
  look_at_calls (inspection, insights);
}
