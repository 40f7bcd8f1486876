/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios' numbers and distributions side by side. */
#pragma once

#include <adwaita.h>

#include "app/bw-explain.h"
#include "core/bw-scenario.h"

G_BEGIN_DECLS

#define BW_TYPE_SCENARIO_TABLE (bw_scenario_table_get_type ())

G_DECLARE_FINAL_TYPE (BwScenarioTable, bw_scenario_table, BW, SCENARIO_TABLE, AdwBin)

/* One of them. */
typedef struct
{
  const char             *name;
  const char             *levers; /* what it changes, in words */
  const BwScenarioResult *result; /* (nullable): not known yet */
} BwScenarioRow;

/* The number that is explained: the row's, and a BwExplainedOfScenario. */
#define BW_SCENARIO_TABLE_ROW(what)    ((guint)(what) / BW_N_EXPLAINED_OF_SCENARIO)
#define BW_SCENARIO_TABLE_COLUMN(what) ((BwExplainedOfScenario)((guint)(what) % BW_N_EXPLAINED_OF_SCENARIO))

void bw_scenario_table_set_source (BwScenarioTable *self,
                                   BwSession       *session,
                                   BwExplainFunc    explain,
                                   gpointer         owner);
void bw_scenario_table_show (BwScenarioTable     *self,
                             const BwScenarioRow *rows,
                             guint                n,
                             const char          *currency);

G_END_DECLS
