/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios played upon what the focus shows, as fast as they are changed. */
#pragma once

#include "core/bw-scenario.h"
#include "session/bw-live-outlook.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

/* Seed of what is shown, the same as the forecast's, so that the present here is the forecast there. */
#define BW_LIVE_SCENARIO_SEED BW_LIVE_OUTLOOK_SEED
/* How many can stand beside the one that is played. */
#define BW_LIVE_SCENARIO_MAX_BESIDE 3

/* What can be had beyond the outcome itself; each costs many runs, so only the one that is wanted is worked out. */
typedef enum
{
  BW_STUDY_BESIDE,     /* other scenarios' outcomes */
  BW_STUDY_EFFECTS,    /* what each lever does */
  BW_STUDY_NEEDS,      /* what is needed for the target, at 50 % and 80 % */
  BW_STUDY_DIFFERENCE, /* what differs from another scenario, or the present */
  BW_N_STUDIES,
} BwStudy;

/* Levers that go together. */
typedef struct
{
  BwLever *levers; /* (owned) (array length=n) */
  guint    n;
} BwLeverSet;

#define BW_TYPE_LIVE_SCENARIO (bw_live_scenario_get_type ())

/* Property: "busy" (boolean). Signals: "played" when an outcome has arrived, "studied" when what was wanted has. Results stay
 * until the next of their kind arrives. */
G_DECLARE_FINAL_TYPE (BwLiveScenario, bw_live_scenario, BW, LIVE_SCENARIO, GObject)

BwLiveScenario *bw_live_scenario_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it is wanted now; it begins as not. */
void bw_live_scenario_set_active (BwLiveScenario *self,
                                  gboolean        active);
void bw_live_scenario_play (BwLiveScenario *self,
                            const BwLever  *levers,
                            guint           n);
void bw_live_scenario_want (BwLiveScenario *self,
                            BwStudy         study);
/* Those to stand beside, at most BW_LIVE_SCENARIO_MAX_BESIDE; the first @n of @sets are copied. */
void bw_live_scenario_set_beside (BwLiveScenario   *self,
                                  const BwLeverSet *sets,
                                  guint             n);
/* What the difference is to. */
void bw_live_scenario_set_against (BwLiveScenario *self,
                                   const BwLever  *levers,
                                   guint           n);

/* (transfer none) (nullable): all of what was last played. */
BwScenarioBase         *bw_live_scenario_get_base (BwLiveScenario *self);
const BwScenarioResult *bw_live_scenario_get_present (BwLiveScenario *self);
const BwScenarioResult *bw_live_scenario_get_played (BwLiveScenario *self);
/* (transfer none) (array length=n): the levers of what was last played, which may be older than what is asked for. */
const BwLever *bw_live_scenario_get_levers (BwLiveScenario *self,
                                            guint          *n);

/* Whether @study is of what was played last. */
gboolean                    bw_live_scenario_has (BwLiveScenario *self,
                                                  BwStudy         study);
const BwScenarioResult     *bw_live_scenario_get_beside (BwLiveScenario *self,
                                                         guint           i);
const BwScenarioEffect     *bw_live_scenario_get_effects (BwLiveScenario *self,
                                                          guint          *n);
const BwScenarioNeed       *bw_live_scenario_get_needs (BwLiveScenario *self,
                                                        guint          *n);
const BwScenarioDifference *bw_live_scenario_get_difference (BwLiveScenario *self);

G_END_DECLS
