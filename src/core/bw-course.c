/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a period went: what was closed in it by day, and what was called for it.
 *
 * Closed won is read off the running sums of a ledger, a point for each day on which it grew. The call of a scope is
 * that of its head: a person's own or, before it, the override by their manager; for everyone the sum over
 * those at the top who called. A territory, or a part that a filter makes, nobody calls. It changes only when one of them
 * says something, so the history of the call has a point for each day with such a word. O(deals + changes + days),
 * O(calls * people at the top). */

#include "core/bw-course.h"

#include <math.h>

#include "core/bw-ledger.h"

enum
{
  DAY = 86400, /* seconds */
};

/* Whether what is called for @person counts for @scope. */
static gboolean
speaks_for (const BwBook  *book,
            const BwScope *scope,
            gint32         person)
{
  if (person < 0 || (guint)person >= book->people->len || scope->kind == BW_SCOPE_TERRITORY ||
      bw_scope_is_filtered (scope))
    return FALSE;
  if (scope->kind == BW_SCOPE_PERSON)
    return scope->index == person;
  return bw_book_person (book, person)->manager == BW_NOBODY && bw_book_person (book, person)->merged == 0;
}

/* What was called as commit for @scope and @period before @end (seconds since 1970). */
static gint64
find_call (const BwBook   *book,
           const BwScope  *scope,
           const BwPeriod *period,
           gint64          end)
{
  gint64 sum = BW_MONEY_NONE;

  for (guint i = 0; i < book->people->len; i++)
    {
      gint64 call;

      if (!speaks_for (book, scope, (gint32)i))
        continue;
      call = bw_book_call_before (book, (gint32)i, period, BW_CATEGORY_COMMIT, TRUE, end, NULL);
      if (call == BW_MONEY_NONE)
        call = bw_book_call_before (book, (gint32)i, period, BW_CATEGORY_COMMIT, FALSE, end, NULL);
      if (call != BW_MONEY_NONE)
        sum = (sum == BW_MONEY_NONE ? 0 : sum) + call;
    }
  return sum;
}

/* What was called as commit for @scope and @period as known at the end of the day @as_of; %BW_MONEY_NONE when nothing was. */
gint64
bw_course_call (const BwBook   *book,
                const BwScope  *scope,
                const BwPeriod *period,
                BwDate          as_of)
{
  return find_call (book, scope, period, bw_book_call_end (book, as_of));
}

static int
compare_points (const void *a,
                const void *b)
{
  const BwCoursePoint *x = a, *y = b;

  return (x->date > y->date) - (x->date < y->date);
}

/* How the commit call of @scope for @period went, up to the end of the day @as_of.
 * Returns: (transfer full) (element-type BwCoursePoint): a point for each day on which it was said anew, ascending; the
 *   amount unknown where an override was taken back and no call stood behind it. */
GArray *
bw_course_calls (const BwBook   *book,
                 const BwScope  *scope,
                 const BwPeriod *period,
                 BwDate          as_of)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (BwCoursePoint));
  gint64  end = bw_book_call_end (book, as_of);
  guint   n = 0;

  for (guint i = 0; i < book->calls->len; i++)
    {
      const BwCall *call = &g_array_index (book->calls, BwCall, i);
      BwCoursePoint point = { (BwDate)floor ((double)call->at / 86400.0), BW_MONEY_NONE };

      if (call->category == BW_CATEGORY_COMMIT && call->from == period->from && call->to == period->to &&
          call->at < end && speaks_for (book, scope, call->person))
        g_array_append_val (points, point);
    }
  g_array_sort (points, compare_points);
  for (guint i = 0; i < points->len; i++)
    {
      BwCoursePoint *point = &g_array_index (points, BwCoursePoint, i);

      if (i > 0 && point->date == g_array_index (points, BwCoursePoint, n - 1).date)
        continue;
      point->amount = find_call (book, scope, period, ((gint64)point->date + 1) * DAY);
      g_array_index (points, BwCoursePoint, n++) = *point;
    }
  g_array_set_size (points, n);
  return points;
}

/* How closed won of @scope grew over @period, as known at the end of the day @as_of.
 * Returns: (transfer full) (element-type BwCoursePoint): what had been won by the end of each day on which it
 *   changed and of the last; ascending. Empty when the period lies in the future, or began before anything was known. */
GArray *
bw_course_closed (const BwBook   *book,
                  const BwScope  *scope,
                  const BwPeriod *period,
                  BwDate          as_of)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (BwCoursePoint));
  BwDate  last = MIN (period->to, as_of);
  gint64  before = 0;
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, scope, as_of);

  if (ledger->first_seen > period->from || ledger->first_won > last)
    return points;
  for (BwDate date = period->from; date <= last; date++)
    {
      BwCoursePoint point = { date, (gint64)llround (bw_ledger_won_between (ledger, period->from, date)) };

      if (point.amount == before && date != last)
        continue;
      before = point.amount;
      g_array_append_val (points, point);
    }
  return points;
}
