/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a person's calls in a period, beside what was closed and where the model says it ends. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-call-course.h"

G_BEGIN_DECLS

BwChart *bw_call_chart_new (const BwCallCourse *course,
                            const BwBook       *book) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
