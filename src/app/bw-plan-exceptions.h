/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above a plan's areas, and what holds them: rules, named accounts, locks, centres, bridges. */
#pragma once

#include <adwaita.h>

#include "app/bw-territory-layout.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_PLAN_EXCEPTIONS (bw_plan_exceptions_get_type ())

/* Signal "county-activated" (int): a county that is to be shown. */
G_DECLARE_FINAL_TYPE (BwPlanExceptions, bw_plan_exceptions, BW, PLAN_EXCEPTIONS, AdwBin)

void bw_plan_exceptions_set_session (BwPlanExceptions *self,
                                     BwSession        *session);
void bw_plan_exceptions_show (BwPlanExceptions  *self,
                              BwTerritoryLayout *layout,
                              gboolean           editable);
void bw_plan_exceptions_set_selection (BwPlanExceptions *self,
                                       const guint32    *counties,
                                       guint             n);

G_END_DECLS
