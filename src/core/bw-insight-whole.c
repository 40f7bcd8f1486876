/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules about the pipeline as a whole, and their words.
 *
 * What is at stake: of a concentration a tenth of what the deals are expected to bring, since all of it hangs on one thread; of
 * deals without a date, or with one that nobody chose, a quarter and a tenth, since they come at another time than is
 * planned; of missing pipeline what is missing; of old data a fiftieth of the pipeline for each week.
 *
 * A period to come is short when its open deals, each with the chance of its stage, are expected to bring less than four
 * fifths of what its quota asks of deals that exist by now: the quota times the share of past wins, over up to eight
 * periods, whose deals existed as long before their period began. */

#include "core/bw-insight-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-sales-series.h"

enum
{
  ACCOUNT_SHARE = 3, /* a third of the pipeline */
  MIN_PEOPLE = 3,    /* whose deals are open, before one is too many */
  MIN_DATED = 10,    /* deals, before their dates say something */
  MIN_WINS = 20,
  MIN_PAST = 4, /* periods */
  STALE_DAYS = 10,
};

static const double person_share = 0.4;
static const double month_end_share = 0.5;
static const double concentrated_doubt = 0.1;
static const double undated_doubt = 0.25;
static const double month_end_doubt = 0.1;
static const double short_share = 0.8; /* of what is usual */
static const double least_early = 0.1; /* of the wins existed so early, or else pipeline that early says little */
static const double stale_a_week = 0.02;
static const double most_stale = 0.2;

static char *
dup_money (const BwInspection *inspection,
           gint64              amount,
           gboolean            estimated)
{
  g_autofree char *money = bw_money_format_compact (amount, inspection->book->currency);

  /* Translators: an estimated amount of money. */
  return estimated ? g_strdup_printf (_ ("about %s"), money) : g_steal_pointer (&money);
}

/* Returns: (transfer full): whose @period is meant, for a dismissal: it holds for this scope and period alone. */
char *
bw_inspection_dup_subject (const BwInspection *inspection,
                           const BwPeriod     *period)
{
  const BwBook    *book = inspection->book;
  g_autofree char *name = period != NULL ? bw_period_dup_name (period) : g_strdup ("");
  const char      *filter = inspection->scope.filter;
  gint32           index = inspection->scope.index;

  switch (inspection->scope.kind)
    {
    case BW_SCOPE_PERSON:
      return g_strdup_printf ("%s person %" G_GINT64_FORMAT "%s%s", name, bw_book_person (book, index)->key, filter != NULL ? " " : "",
                              filter != NULL ? filter : "");
    case BW_SCOPE_TERRITORY:
      return g_strdup_printf ("%s territory %" G_GINT64_FORMAT "%s%s", name, bw_book_territory (book, index)->key,
                              filter != NULL ? " " : "", filter != NULL ? filter : "");
    case BW_SCOPE_ALL:
    default:
      return g_strdup_printf ("%s all%s%s", name, filter != NULL ? " " : "", filter != NULL ? filter : "");
    }
}

/* Adds @insight (transfer full), which has one finding, unless it was dismissed. */
void
bw_inspection_take (BwInspection *inspection,
                    GPtrArray    *insights,
                    BwInsight    *insight,
                    gint64        state,
                    gint64        measure)
{
  BwInsightFinding *finding = g_ptr_array_index (insight->findings, 0);
  gboolean          hidden = bw_inspection_hides (inspection, insight->code, BW_NOBODY, insight->subject, state, measure);

  finding->state = state;
  finding->measure = measure;
  finding->dismissed = hidden;
  if (insight->period.to == 0)
    insight->period = inspection->period;
  if (hidden && !inspection->with_dismissed)
    {
      bw_insight_free (insight);
      return;
    }
  bw_insight_finish (insight, inspection->book->currency);
  g_ptr_array_add (insights, insight);
}

static void
set_money (BwInsight          *insight,
           const BwInsightSum *sum,
           double              doubt)
{
  insight->amount = sum->amount;
  insight->estimated = sum->estimated;
  insight->stake = llround ((double)sum->expected * doubt);
}

/* Returns: (transfer full): a filter for the period's open deals with one value of a field. */
static char *
dup_filter (const BwInspection *inspection,
            const char         *field,
            const char         *value)
{
  g_autofree char *period = bw_period_dup_name (&inspection->period);
  g_autoptr (GString) text = g_string_new (field);

  g_string_append (text, " = \"");
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *at);
    }
  g_string_append_printf (text, "\" and kind = open and close = %s", period);
  return g_strdup (text->str);
}

static void
look_at_undated (BwInspection *inspection,
                 GPtrArray    *insights)
{
  const BwInsightSum *undated = &inspection->undated;
  g_autofree char    *subject = bw_inspection_dup_subject (inspection, NULL);
  BwInsight          *insight;

  if (undated->n == 0)
    return;
  insight = bw_insight_new (BW_INSIGHT_UNDATED, BW_NOBODY, subject, _ ("Deals without a close date"));
  set_money (insight, undated, undated_doubt);
  insight->evidence = BW_EVIDENCE_DEALS;
  insight->filter = g_strdup ("close is empty and kind = open");
  bw_insight_add_finding (insight, BW_INSIGHT_UNDATED, undated->n,
                          g_strdup_printf (ngettext ("%'u open deal has no close date, so that no period counts it.",
                                                     "%'u open deals have no close date, so that no period counts them.",
                                                     undated->n),
                                           undated->n),
                          g_strdup (_ ("no close date")));
  bw_inspection_take (inspection, insights, insight, 0, undated->n);
}

/* The most of the pipeline that hangs on one of @n; -1 when none hangs on any. */
static gint32
find_largest (const gint64 *worth,
              guint         n)
{
  gint32 largest = -1;

  for (guint i = 0; i < n; i++)
    if (worth[i] > 0 && (largest < 0 || worth[i] > worth[largest]))
      largest = (gint32)i;
  return largest;
}

static double
expected_share (const BwInsightSum *sum)
{
  return sum->amount > 0 ? (double)sum->expected / (double)sum->amount : 0.0;
}

static void
look_at_account (BwInspection *inspection,
                 GPtrArray    *insights)
{
  const BwBook    *book = inspection->book;
  gint32           account = find_largest (inspection->by_account, book->accounts->len);
  g_autofree char *subject = NULL;
  const char      *name;
  gint64           worth;
  guint            n, percent;
  BwInsight       *insight;

  if (account < 0 || inspection->n_by_account[account] < 2 ||
      inspection->by_account[account] <= inspection->open.amount / ACCOUNT_SHARE)
    return;
  worth = inspection->by_account[account];
  n = inspection->n_by_account[account];
  percent = (guint)((double)worth * 100.0 / (double)inspection->open.amount + 0.5);
  name = bw_book_text (book, bw_book_account (book, account)->name);
  subject = g_strdup_printf ("account %" G_GINT64_FORMAT, bw_book_account (book, account)->key);
  insight = bw_insight_new (BW_INSIGHT_ACCOUNT, BW_NOBODY, subject, name);
  insight->amount = worth;
  insight->stake = llround ((double)worth * expected_share (&inspection->open) * concentrated_doubt);
  insight->evidence = BW_EVIDENCE_DEALS;
  insight->filter = dup_filter (inspection, "account", name);
  bw_insight_add_finding (insight, BW_INSIGHT_ACCOUNT, percent,
                          g_strdup_printf (_ ("Its %'u deals are %u %% of the open pipeline."), n, percent),
                          g_strdup_printf (_ ("%u %% of the pipeline"), percent));
  bw_inspection_take (inspection, insights, insight, 0, percent);
}

static void
look_at_person (BwInspection *inspection,
                GPtrArray    *insights)
{
  const BwBook    *book = inspection->book;
  gint32           person = find_largest (inspection->by_person, book->people->len);
  guint            n_people = 0, percent;
  g_autofree char *subject = NULL;
  const char      *name;
  BwInsight       *insight;

  for (guint i = 0; i < book->people->len; i++)
    n_people += inspection->n_by_person[i] > 0;
  if (person < 0 || n_people < MIN_PEOPLE ||
      (double)inspection->by_person[person] <= (double)inspection->open.amount * person_share)
    return;
  percent = (guint)((double)inspection->by_person[person] * 100.0 / (double)inspection->open.amount + 0.5);
  name = bw_book_text (book, bw_book_person (book, person)->name);
  subject = g_strdup_printf ("person %" G_GINT64_FORMAT, bw_book_person (book, person)->key);
  insight = bw_insight_new (BW_INSIGHT_PERSON, BW_NOBODY, subject, name);
  insight->amount = inspection->by_person[person];
  insight->stake = llround ((double)insight->amount * expected_share (&inspection->open) * concentrated_doubt);
  insight->evidence = BW_EVIDENCE_DEALS;
  insight->filter = dup_filter (inspection, "owner", name);
  bw_insight_add_finding (insight, BW_INSIGHT_PERSON, percent,
                          g_strdup_printf (_ ("%u %% of the open pipeline of %u people is with one of them."), percent, n_people),
                          g_strdup_printf (_ ("%u %% of the pipeline"), percent));
  bw_inspection_take (inspection, insights, insight, 0, percent);
}

static void
look_at_month_ends (BwInspection *inspection,
                    GPtrArray    *insights)
{
  const BwInsightSum *sum = &inspection->month_end;
  g_autofree char    *subject = bw_inspection_dup_subject (inspection, &inspection->period);
  double              share = inspection->open.n > 0 ? (double)sum->n / inspection->open.n : 0.0;
  double              usual = inspection->n_wins > 0 ? (double)inspection->n_wins_month_end / inspection->n_wins : 0.0;
  BwInsight          *insight;
  g_autofree char    *day = NULL, *iso = bw_date_to_iso (inspection->period.to);

  if (inspection->open.n < MIN_DATED || inspection->n_wins < MIN_WINS || share <= month_end_share || share < 2.0 * usual)
    return;
  insight = bw_insight_new (BW_INSIGHT_MONTH_END, BW_NOBODY, subject, _ ("Dates at the end of the month"));
  set_money (insight, sum, month_end_doubt);
  insight->evidence = BW_EVIDENCE_DEALS;
  insight->filter = g_strdup_printf ("kind = open and close = %s", iso);
  bw_insight_add_finding (insight, BW_INSIGHT_MONTH_END, (guint)(share * 100.0 + 0.5),
                          g_strdup_printf (_ ("%'u of %'u open deals are dated on the last day of a month, where %.0f %% of %'u wins came: "
                                              "few of these dates were chosen."),
                                           sum->n, inspection->open.n, usual * 100.0, inspection->n_wins),
                          g_strdup (_ ("dated at the end of a month")));
  bw_inspection_take (inspection, insights, insight, 0, (gint64)(share * 100.0 + 0.5));
}

/* Even all of the pipeline does not make the quota. */
static void
look_at_coverage (BwInspection *inspection,
                  GPtrArray    *insights)
{
  const BwInsightSum *open = &inspection->open;
  gint64              quota = bw_scope_quota (inspection->book, &inspection->scope, &inspection->period);
  gint64              missing = quota == BW_MONEY_NONE ? 0 : quota - inspection->won - open->amount;
  BwSalesPeriod       period;
  g_autofree char    *money = NULL, *worth = NULL, *title = NULL, *subject = NULL, *filter = NULL;
  char               *text;
  BwInsight          *insight;

  if (missing <= 0 || inspection->as_of > inspection->period.to)
    return;
  period = bw_sales_period_at (&inspection->book->calendar,
                               inspection->period.kind == BW_PERIOD_MONTH     ? BW_FREQUENCY_MONTH
                               : inspection->period.kind == BW_PERIOD_QUARTER ? BW_FREQUENCY_QUARTER
                                                                              : BW_FREQUENCY_YEAR,
                               inspection->period.from);
  money = dup_money (inspection, missing, open->estimated);
  worth = dup_money (inspection, open->amount, open->estimated);
  title = g_strdup_printf (_ ("Pipeline of %s"), period.title);
  subject = bw_inspection_dup_subject (inspection, &inspection->period);
  filter = g_strdup_printf ("kind = open and close = %s", period.name);
  bw_sales_period_clear (&period);
  if (open->n == 0)
    text = g_strdup_printf (_ ("No open deals are left, and %s is missing to the quota."), money);
  else if (open->amount <= 0)
    text = g_strdup_printf (_ ("%s is missing to the quota, and nobody knows what the open deals are worth."), money);
  else
    text = g_strdup_printf (_ ("Even if every open deal (%s) is won, %s will be missing to the quota."), worth, money);
  insight = bw_insight_new (BW_INSIGHT_COVERAGE, BW_NOBODY, subject, title);
  insight->amount = insight->stake = missing;
  insight->estimated = open->estimated;
  insight->evidence = BW_EVIDENCE_DEALS;
  insight->filter = g_steal_pointer (&filter);
  bw_insight_add_finding (insight, BW_INSIGHT_COVERAGE, open->n, text, g_strdup (_ ("too little pipeline")));
  bw_inspection_take (inspection, insights, insight, 0, missing);
}

/* A period to come has less than is usual. */
static void
look_ahead (BwInspection   *inspection,
            BwInsightAhead *ahead,
            GPtrArray      *insights)
{
  gint64           quota = bw_scope_quota (inspection->book, &inspection->scope, &ahead->period), needed;
  double           share = inspection->past_won > 0 ? (double)ahead->existed / (double)inspection->past_won : 0.0;
  g_autofree char *title = NULL, *subject = NULL, *worth = NULL, *expected = NULL, *want = NULL, *filter = NULL;
  BwSalesPeriod    period;
  BwInsight       *insight;

  if (quota == BW_MONEY_NONE || inspection->n_past_periods < MIN_PAST || share < least_early)
    return;
  needed = llround ((double)quota * share);
  if (needed <= 0 || (double)ahead->open.expected >= (double)needed * short_share)
    return;
  period = bw_sales_period_at (&inspection->book->calendar,
                               ahead->period.kind == BW_PERIOD_MONTH     ? BW_FREQUENCY_MONTH
                               : ahead->period.kind == BW_PERIOD_QUARTER ? BW_FREQUENCY_QUARTER
                                                                         : BW_FREQUENCY_YEAR,
                               ahead->period.from);
  title = g_strdup_printf (_ ("Pipeline of %s"), period.title);
  filter = g_strdup_printf ("kind = open and close = %s", period.name);
  bw_sales_period_clear (&period);
  subject = bw_inspection_dup_subject (inspection, &ahead->period);
  worth = dup_money (inspection, ahead->open.amount, ahead->open.estimated);
  expected = dup_money (inspection, ahead->open.expected, FALSE);
  want = dup_money (inspection, needed, FALSE);
  insight = bw_insight_new (BW_INSIGHT_COVERAGE_AHEAD, BW_NOBODY, subject, title);
  insight->amount = quota;
  insight->stake = needed - ahead->open.expected;
  insight->evidence = BW_EVIDENCE_DEALS;
  insight->filter = g_steal_pointer (&filter);
  bw_insight_add_finding (insight, BW_INSIGHT_COVERAGE_AHEAD, inspection->n_past_periods,
                          g_strdup_printf (_ ("Its open deals (%s) let %s be expected; %s would be usual by now for the quota, as %.0f %% of "
                                              "the wins of %u past periods were there so early."),
                                           worth, expected, want, share * 100.0, inspection->n_past_periods),
                          g_strdup (_ ("too little pipeline")));
  insight->period = ahead->period;
  bw_inspection_take (inspection, insights, insight, 0, insight->stake);
}

/* The newest data are older than they usually are. */
static void
look_at_age (BwInspection *inspection,
             GPtrArray    *insights)
{
  BwDate     data = bw_book_data_date (inspection->book);
  int        days = inspection->today != 0 && data != BW_DATE_NONE ? inspection->today - data : 0;
  BwInsight *insight;

  if (days < STALE_DAYS || inspection->as_of < data)
    return;
  insight = bw_insight_new (BW_INSIGHT_STALE, BW_NOBODY, "data", _ ("Old data"));
  insight->amount = inspection->open.amount + inspection->undated.amount;
  insight->estimated = inspection->open.estimated || inspection->undated.estimated;
  insight->stake = llround ((double)(inspection->open.expected + inspection->undated.expected) * MIN (stale_a_week * days / 7.0, most_stale));
  insight->evidence = BW_EVIDENCE_IMPORTS;
  bw_insight_add_finding (insight, BW_INSIGHT_STALE, (guint)days,
                          g_strdup_printf (ngettext ("The newest export is %u day old; what happened since is not in these numbers.",
                                                     "The newest export is %u days old; what happened since is not in these numbers.",
                                                     (guint)days),
                                           (guint)days),
                          g_strdup_printf (ngettext ("%u day old", "%u days old", (guint)days), (guint)days));
  bw_inspection_take (inspection, insights, insight, data, days);
}

/* Looks at the pipeline as a whole, once its sums are there. */
void
bw_inspection_add_whole (BwInspection *inspection,
                         GPtrArray    *insights)
{
  look_at_undated (inspection, insights);
  if (inspection->open.n > 1)
    {
      look_at_account (inspection, insights);
      look_at_person (inspection, insights);
      look_at_month_ends (inspection, insights);
    }
  look_at_coverage (inspection, insights);
  for (guint i = 0; i < BW_INSIGHT_AHEAD; i++)
    look_ahead (inspection, &inspection->ahead[i], insights);
  look_at_age (inspection, insights);
}
