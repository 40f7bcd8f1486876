/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory plan beside the one that it would take the place of, to print. */
#pragma once

#include "chart/bw-report.h"
#include "core/bw-plan-compare.h"

G_BEGIN_DECLS

BwReport *bw_plan_report_new (const BwBook           *book,
                              const BwPlanComparison *comparison,
                              BwDate                  as_of,
                              const BwPeriod         *period) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
