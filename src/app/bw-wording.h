/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How periods, dates, shares and amounts are said on screen. */
#pragma once

#include "core/bw-calendar.h"

G_BEGIN_DECLS

char *bw_wording_period (const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
char *bw_wording_period_span (const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
char *bw_wording_day (BwDate date,
                      BwDate beside) G_GNUC_WARN_UNUSED_RESULT;
char *bw_wording_percent (double share) G_GNUC_WARN_UNUSED_RESULT;
char *bw_wording_range (double      low_minor,
                        double      high_minor,
                        const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char *bw_wording_count (guint n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
