/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what was said of a person's number went through the period, beside what was closed.
 *
 * Closed is what is known today of each day, of the person with everyone below. A word holds from the day on which it was said
 * until the next one; what was said before the period stands from its eve on, and what was said after the day of the data, which
 * people look at until the next export comes, on that day. O(deals + calls + days). */

#include "core/bw-call-course.h"

#include "core/bw-call-tree.h"
#include "core/bw-course.h"

enum
{
  WEEK = 7,
  DAY = 86400, /* seconds */
};

/* The day on which @call is drawn. */
static BwDate
day_of (const BwCall   *call,
        const BwPeriod *period,
        BwDate          last)
{
  return CLAMP ((BwDate)(call->at / DAY), period->from - 1, last);
}

/* Returns: (transfer full): the course of @person, as @person's part of the forecast tells it, in @category of @period up to @as_of;
 * of a period that has not begun there are no days. */
BwCallCourse *
bw_call_course_new (const BwBook          *book,
                    const BwOutlookPerson *person,
                    const BwPeriod        *period,
                    BwCategory             category,
                    BwDate                 as_of)
{
  BwCallCourse *course = g_new0 (BwCallCourse, 1);
  BwScope       scope = { BW_SCOPE_PERSON, person->person, NULL };
  BwDate        last = MIN (as_of, period->to);
  g_autoptr (GArray) closed = bw_course_closed (book, &scope, period, as_of);
  g_autoptr (GPtrArray) log = bw_call_log (book, person->person, period, (int)category, -1, as_of);
  BwCallCourseDay day = { .closed = 0, .call = BW_MONEY_NONE, .override = BW_MONEY_NONE };
  guint           next_closed = 0, next_word = 0;
  gboolean        is_over = as_of >= period->to;

  course->period = *period;
  course->as_of = as_of;
  course->quota = person->quota;
  course->p10 = is_over ? BW_MONEY_NONE : person->p10;
  course->p50 = is_over ? BW_MONEY_NONE : person->p50;
  course->p90 = is_over ? BW_MONEY_NONE : person->p90;
  course->days = g_array_new (FALSE, FALSE, sizeof (BwCallCourseDay));
  for (day.date = period->from - 1; day.date <= last && last >= period->from; day.date++)
    {
      gboolean is_said = FALSE;

      for (; next_closed < closed->len && g_array_index (closed, BwCoursePoint, next_closed).date <= day.date; next_closed++)
        if (g_array_index (closed, BwCoursePoint, next_closed).amount != BW_MONEY_NONE)
          day.closed = g_array_index (closed, BwCoursePoint, next_closed).amount;
      for (; next_word < log->len && day_of (log->pdata[next_word], period, last) <= day.date; next_word++)
        {
          const BwCall *call = log->pdata[next_word];

          *(call->is_override ? &day.override : &day.call) = call->amount;
          is_said = TRUE;
        }
      if (is_said || day.date == last || (day.date - period->from + 1) % WEEK == 0)
        g_array_append_val (course->days, day);
    }
  return course;
}

void
bw_call_course_free (BwCallCourse *course)
{
  g_array_unref (course->days);
  g_free (course);
}
