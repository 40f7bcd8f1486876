/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods as people and programs write them. */
#pragma once

#include "core/bw-calendar.h"

G_BEGIN_DECLS

gboolean bw_period_text_parse (const BwCalendar *calendar,
                               const char       *text,
                               BwPeriod         *period);
gboolean bw_period_text_find (const BwCalendar *calendar,
                              const char       *text,
                              BwPeriod         *period);

G_END_DECLS
