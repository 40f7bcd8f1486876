/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands side by side on the page of scenarios, and how its numbers come about. */
#pragma once

#include "app/bw-scenario-bar.h"
#include "app/bw-scenario-beside.h"
#include "app/bw-scenario-table.h"
#include "session/bw-live-scenario.h"

G_BEGIN_DECLS

/* The present, what is played, and what stands beside. */
#define BW_SCENARIO_ROWS_MOST (2 + BW_LIVE_SCENARIO_MAX_BESIDE)

/* What the rows are made from; nothing of it is owned. */
typedef struct
{
  BwSession        *session;
  BwLiveScenario   *live;
  BwScenarioBar    *bar;
  BwScenarioBeside *beside;
  BwScenarioBase   *base; /* (nullable): what the levers name rows of */
} BwScenarioRows;

const BwScenario *bw_scenario_rows_get_saved (const BwBook *book,
                                              guint         i);
gint32            bw_scenario_rows_find_saved (const BwBook *book,
                                               gint64        key);
BwLever          *bw_scenario_rows_dup_playable (BwScenarioRows *self,
                                                 gint64          key,
                                                 guint          *n) G_GNUC_WARN_UNUSED_RESULT;
gboolean          bw_scenario_rows_is_moved (BwScenarioRows *self);
guint             bw_scenario_rows_fill (BwScenarioRows *self,
                                         BwScenarioRow   rows[BW_SCENARIO_ROWS_MOST],
                                         char           *texts[BW_SCENARIO_ROWS_MOST]);
void              bw_scenario_rows_free_texts (char *texts[BW_SCENARIO_ROWS_MOST]);
BwExplanation    *bw_scenario_rows_explain (gpointer owner,
                                            int      what);
BwExplanation    *bw_scenario_rows_explain_played (gpointer owner,
                                                   int      what);
BwExplanation    *bw_scenario_rows_explain_need (gpointer owner,
                                                 int      what);
BwExplanation    *bw_scenario_rows_explain_change (gpointer owner,
                                                   int      what);

G_END_DECLS
