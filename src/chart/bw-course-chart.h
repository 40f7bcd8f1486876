/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a period: closed so far, and where it will land. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-course.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

BwChart *bw_course_chart_new (const BwOutlook *outlook,
                              const BwBook    *book) G_GNUC_WARN_UNUSED_RESULT;
void     bw_course_chart_add_past (BwChart             *chart,
                                   const BwPeriod      *period,
                                   const BwCoursePoint *points,
                                   guint                n);
void     bw_course_chart_set_calls (BwChart             *chart,
                                    const BwCoursePoint *calls,
                                    guint                n);

G_END_DECLS
