/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what was said of a person's number went through the period, beside what was closed. */
#pragma once

#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* The end of a day; minor units, BW_MONEY_NONE where nothing stood. */
typedef struct
{
  BwDate date;
  gint64 closed, call, override;
} BwCallCourseDay;

typedef struct
{
  BwPeriod period;
  BwDate   as_of;
  gint64   quota, p10, p50, p90; /* BW_MONEY_NONE: none was agreed; the period is over */
  GArray  *days;                 /* BwCallCourseDay: from the eve of the period on, by week and whenever something was said */
} BwCallCourse;

BwCallCourse *bw_call_course_new (const BwBook          *book,
                                  const BwOutlookPerson *person,
                                  const BwPeriod        *period,
                                  BwCategory             category,
                                  BwDate                 as_of) G_GNUC_WARN_UNUSED_RESULT;
void          bw_call_course_free (BwCallCourse *course);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCallCourse, bw_call_course_free)

G_END_DECLS
