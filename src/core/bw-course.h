/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a period went: what was closed in it by day, and what was called for it. */
#pragma once

#include "core/bw-scope.h"

G_BEGIN_DECLS

/* An amount at the end of a day. */
typedef struct
{
  BwDate date;
  gint64 amount; /* minor units, BW_MONEY_NONE unknown */
} BwCoursePoint;

gint64  bw_course_call (const BwBook   *book,
                        const BwScope  *scope,
                        const BwPeriod *period,
                        BwDate          as_of);
GArray *bw_course_calls (const BwBook   *book,
                         const BwScope  *scope,
                         const BwPeriod *period,
                         BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_course_closed (const BwBook   *book,
                          const BwScope  *scope,
                          const BwPeriod *period,
                          BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
