/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home and the one-page brief as reports.
 *
 * The brief is what a meeting needs on one sheet of paper: where the period lands, how it got there, what moved, what each team
 * has to bring, and what to talk about. It has as much as fits: lists are shortened until it is one page, never the figures. */

#include "chart/bw-page-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-range-chart.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-course.h"
#include "core/bw-insight.h"
#include "core/bw-money.h"

enum
{
  HOME_INSIGHTS = 12,
  BRIEF_INSIGHTS = 7,
  BRIEF_SWINGS = 6,
  BRIEF_PEOPLE = 12,
};

#define RANGE_HEIGHT     58.0
#define COURSE_HEIGHT    230.0
#define WATERFALL_HEIGHT 190.0
#define BRIEF_PICTURE    165.0

/* Begins a report called @title about @scope in @period (nullable: about all periods) as of a day.
 * Returns: (transfer full): the report, whose subtitle and foot say so. */
BwReport *
bw_page_report_begin (const char     *title,
                      const BwBook   *book,
                      const BwScope  *scope,
                      const BwPeriod *period,
                      BwDate          as_of)
{
  g_autofree char *name_of_scope = bw_scope_dup_name (book, scope);
  g_autofree char *whose = scope->filter != NULL ? g_strdup_printf ("%s · %s", name_of_scope, scope->filter)
                                                 : g_strdup (name_of_scope);
  g_autofree char *name = period != NULL ? bw_axis_dup_period (period) : NULL;
  g_autofree char *day = bw_date_format_short (as_of, BW_DATE_NONE);
  g_autofree char *subtitle = NULL;
  const char      *organisation = bw_book_text (book, book->name);

  if (name != NULL)
    /* Translators: a period, whose deals are meant, and a day. */
    subtitle = g_strdup_printf (_ ("%s · %s · as of %s"), name, whose, day);
  else
    subtitle = g_strdup_printf (_ ("%s · as of %s"), whose, day);
  return bw_report_new (title, subtitle, organisation);
}

static void
add_landing (BwReport        *report,
             const BwBook    *book,
             const BwOutlook *outlook)
{
  gboolean         over = outlook->as_of >= outlook->period.to;
  gint64           p50 = isfinite (outlook->p50) ? (gint64)llround (outlook->p50) : BW_MONEY_NONE;
  g_autofree char *missing = bw_outlook_dup_missing (outlook);
  g_autofree char *lands = bw_money_format_compact (over || missing != NULL ? outlook->won : p50, book->currency);
  g_autofree char *day = bw_date_format_short (outlook->period.to, outlook->as_of);
  g_autofree char *low = bw_axis_dup_money (outlook->p10, book->currency);
  g_autofree char *high = bw_axis_dup_money (outlook->p90, book->currency);
  g_autofree char *quota = bw_money_format_compact (outlook->quota, book->currency);
  g_autofree char *chance = bw_axis_dup_percent (outlook->chance_of_quota);
  g_autofree char *note = NULL;

  if (over)
    note = g_strdup (_ ("closed; the period is over"));
  else if (missing != NULL)
    note = g_strdup (_ ("won so far; what follows cannot be told yet"));
  else if (outlook->quota == BW_MONEY_NONE)
    note = g_strdup_printf (_ ("lands by %s, four times in five %s to %s; no quota is set"), day, low, high);
  else
    note = g_strdup_printf (_ ("lands by %s, four times in five %s to %s; of %s, %s chance"), day, low, high, quota, chance);
  bw_report_add_headline (report, lands, note);
}

static void
add_range (BwReport        *report,
           const BwBook    *book,
           const BwOutlook *outlook)
{
  BwRangeMarks marks = { outlook->p10, outlook->p25, outlook->p50, outlook->p75, outlook->p90,
                         outlook->quota == BW_MONEY_NONE ? NAN : (double)outlook->quota };
  g_autoptr (BwChart) range = NULL;

  if (outlook->as_of >= outlook->period.to)
    return;
  range = bw_range_chart_new (&marks, book->currency);
  bw_report_add_chart (report, range, RANGE_HEIGHT);
}

static void
add_facts (BwReport        *report,
           const BwBook    *book,
           const BwOutlook *outlook)
{
  gboolean         has_quota = outlook->quota != BW_MONEY_NONE && outlook->quota > 0;
  g_autofree char *won = bw_money_format_compact (outlook->won, book->currency);
  g_autofree char *open = bw_money_format_compact (outlook->open, book->currency);
  g_autofree char *quota = bw_money_format_compact (outlook->quota, book->currency);
  g_autofree char *attained = bw_axis_dup_percent (has_quota ? (double)outlook->won / (double)outlook->quota : NAN);
  g_autofree char *gap = bw_money_format_compact (has_quota ? MAX (outlook->quota - outlook->won, 0) : BW_MONEY_NONE,
                                                  book->currency);
  g_autofree char  *coverage = isfinite (outlook->coverage) ? g_strdup_printf ("%.1f×", outlook->coverage) : g_strdup ("–");
  const char *const titles[] = { _ ("Closed"), _ ("Open pipeline"), _ ("Quota"), _ ("Attained"), _ ("Gap"), _ ("Coverage") };
  const char *const values[] = { won, open, quota, has_quota ? attained : "–", gap, coverage };

  bw_report_add_facts (report, titles, values, G_N_ELEMENTS (titles));
}

/* The course of the period, over last year's and with what was called. */
static BwChart *
new_course (const BwBook    *book,
            const BwOutlook *outlook)
{
  BwChart *chart = bw_course_chart_new (outlook, book);
  BwPeriod before = bw_calendar_period (&book->calendar, outlook->period.kind, outlook->period.year - 1,
                                        outlook->period.index);
  g_autoptr (GArray) past = bw_course_closed (book, &outlook->scope, &before, before.to);
  g_autoptr (GArray) calls = bw_course_calls (book, &outlook->scope, &outlook->period, outlook->as_of);

  if (past->len > 0)
    bw_course_chart_add_past (chart, &before, (const BwCoursePoint *)(const void *)past->data, past->len);
  bw_course_chart_set_calls (chart, (const BwCoursePoint *)(const void *)calls->data, calls->len);
  return chart;
}

static void
add_insights (BwReport        *report,
              const GPtrArray *insights,
              guint            most)
{
  if (insights == NULL || insights->len == 0 || most == 0)
    return;
  bw_report_add_heading (report, _ ("What to do"));
  for (guint i = 0; i < MIN (insights->len, most); i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);
      g_autofree char *strong = insight->cost[0] != '\0' ? g_strdup_printf ("%s: %s", insight->title, insight->cost)
                                                         : g_strdup (insight->title);
      g_autofree char *text = g_strdup_printf ("%s %s", insight->body, insight->action);

      bw_report_add_item (report, strong, text);
    }
}

/* The Home page. @flow (nullable) is what moved, @insights (nullable) (element-type BwInsight) what to do. */
BwReport *
bw_page_report_new_home (const BwBook    *book,
                         const BwOutlook *outlook,
                         const BwFlow    *flow,
                         const GPtrArray *insights)
{
  BwReport *report = bw_page_report_begin (_ ("Where the period lands"), book, &outlook->scope, &outlook->period, outlook->as_of);
  g_autoptr (BwChart) course = new_course (book, outlook);

  add_landing (report, book, outlook);
  add_range (report, book, outlook);
  add_facts (report, book, outlook);
  bw_report_add_chart (report, course, COURSE_HEIGHT);
  if (flow != NULL)
    {
      g_autoptr (BwChart) moved = bw_waterfall_chart_new (flow, book->currency);

      bw_report_add_chart (report, moved, WATERFALL_HEIGHT);
    }
  add_insights (report, insights, HOME_INSIGHTS);
  return report;
}

/* Whether @person is at the top of the scope or reports to whom is: those that a brief names. */
static gboolean
is_near_top (const BwBook    *book,
             const BwOutlook *outlook,
             gint32           person)
{
  gint32 manager = bw_book_person (book, person)->manager;
  gint32 top = outlook->scope.kind == BW_SCOPE_PERSON ? outlook->scope.index : BW_NOBODY;

  if (top != BW_NOBODY)
    return person == top || manager == top;
  return manager == BW_NOBODY || bw_book_person (book, manager)->manager == BW_NOBODY;
}

static void
take_money (BwChartTable *table,
            const BwBook *book,
            gint64        amount)
{
  bw_report_take_money (table, amount, book->currency, TRUE);
}

static void
add_people (BwReport        *report,
            const BwBook    *book,
            const BwOutlook *outlook,
            guint            most)
{
  BwChartTable *table;
  guint         n = 0;

  if (outlook->n_people < 2 || most == 0)
    return;
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("With their teams"));
  bw_chart_table_add_column (table, _ ("Closed"));
  bw_chart_table_add_column (table, _ ("Open"));
  bw_chart_table_add_column (table, _ ("Call"));
  bw_chart_table_add_column (table, _ ("P10"));
  bw_chart_table_add_column (table, _ ("P50"));
  bw_chart_table_add_column (table, _ ("P90"));
  bw_chart_table_add_column (table, _ ("Quota"));
  for (guint i = 0; i < outlook->n_people && n < most; i++)
    {
      const BwOutlookPerson *person = &outlook->people[i];

      if (!is_near_top (book, outlook, person->person))
        continue;
      bw_chart_table_take (table, g_strdup (bw_book_text (book, bw_book_person (book, person->person)->name)));
      take_money (table, book, person->won);
      take_money (table, book, person->open);
      take_money (table, book, person->call);
      take_money (table, book, person->p10);
      take_money (table, book, person->p50);
      take_money (table, book, person->p90);
      take_money (table, book, person->quota);
      n++;
    }
}

static void
add_swings (BwReport        *report,
            const BwBook    *book,
            const BwOutlook *outlook,
            guint            most)
{
  BwChartTable *table;

  if (outlook->n_swings == 0 || most == 0)
    return;
  bw_report_add_heading (report, _ ("Deals that swing it"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Deal"));
  bw_chart_table_add_column (table, _ ("Owner"));
  bw_chart_table_add_column (table, _ ("Chance in the period"));
  bw_chart_table_add_column (table, _ ("Amount"));
  for (guint i = 0; i < MIN (outlook->n_swings, most); i++)
    {
      const BwOutlookSwing *swing = &outlook->swings[i];
      gint32                owner = book->deals.owner[swing->deal];

      bw_chart_table_take (table, g_strdup (bw_book_text (book, book->deals.name[swing->deal])));
      bw_chart_table_take (table, g_strdup (owner != BW_NOBODY ? bw_book_text (book, bw_book_person (book, owner)->name) : "–"));
      bw_report_take_share (table, swing->probability);
      bw_report_take_money (table, swing->swing, book->currency, FALSE);
    }
}

/* How much of the lists there is. */
static BwReport *
make_brief (const BwBook    *book,
            const BwOutlook *outlook,
            const BwFlow    *flow,
            const GPtrArray *insights,
            guint            cut)
{
  g_autofree char *period = bw_axis_dup_period (&outlook->period);
  /* Translators: a sheet for a meeting, about a period. */
  g_autofree char *title = g_strdup_printf (_ ("%s in brief"), period);
  BwReport        *report = bw_page_report_begin (title, book, &outlook->scope, &outlook->period, outlook->as_of);
  g_autoptr (BwChart) course = new_course (book, outlook), moved = NULL;

  add_landing (report, book, outlook);
  add_range (report, book, outlook);
  add_facts (report, book, outlook);
  if (flow != NULL)
    moved = bw_waterfall_chart_new (flow, book->currency);
  bw_report_add_charts (report, (BwChart *const[]) { course, moved }, moved != NULL ? 2 : 1, BRIEF_PICTURE);
  add_people (report, book, outlook, BRIEF_PEOPLE - MIN (cut, BRIEF_PEOPLE));
  add_swings (report, book, outlook, BRIEF_SWINGS - MIN (cut, BRIEF_SWINGS));
  add_insights (report, insights, BRIEF_INSIGHTS - MIN (cut, BRIEF_INSIGHTS));
  return report;
}

/* The period on one page of @paper, for a meeting. @flow and @insights as of bw_page_report_new_home(). */
BwReport *
bw_page_report_new_brief (const BwBook    *book,
                          const BwOutlook *outlook,
                          const BwFlow    *flow,
                          const GPtrArray *insights,
                          const BwPaper   *paper)
{
  BwReport *report = NULL;

  for (guint cut = 0; cut <= BRIEF_PEOPLE; cut++)
    {
      g_clear_pointer (&report, bw_report_unref);
      report = make_brief (book, outlook, flow, insights, cut);
      if (bw_report_lay_out (report, paper->width, paper->height) == 1)
        break;
    }
  return report;
}
