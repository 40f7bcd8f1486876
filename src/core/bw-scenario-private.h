/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios between the files that play them. */
#pragma once

#include "core/bw-outlook-private.h"
#include "core/bw-scenario.h"

G_BEGIN_DECLS

struct _BwScenarioBase
{
  gatomicrefcount refs;
  BwBook         *book;
  guint64         seed;
  BwOutlook      *outlook;
  BwOutlookWork   work;
  BwRamp          ramp;
  BwScopeMask    *mask;     /* the scope's */
  guint           days;     /* left in the period */
  double          most_new; /* what the share of new deals that are won can be multiplied with at most */
};

/* What the simulation is told with some levers. What is not theirs is the base's. */
typedef struct
{
  BwSimulationInput input;
  BwOpenDeal       *open;
  guint8           *counted;
  float            *hazard;
  double           *chance; /* of each open deal to be won within the period */
  double           *arrival_wins;
  double           *arrival_size;
  double           *new_profile;
  GArray           *extras; /* BwExtraBusiness */
  gboolean          changes_deals;
  gboolean          changes_new;
  double            from_open, from_new;
  gint64            quota;
  guint             n_hires;
} BwScenarioInput;

/* The three numbers that levers are compared by. */
typedef struct
{
  double mean, p50, chance;
} BwScenarioPoint;

BwScenarioInput *bw_scenario_input_new (const BwScenarioBase *base,
                                        const BwLever        *levers,
                                        guint                 n_levers) G_GNUC_WARN_UNUSED_RESULT;
void             bw_scenario_input_free (BwScenarioInput *input);
void             bw_scenario_input_add_business (const BwScenarioBase *base,
                                                 const BwLever        *levers,
                                                 guint                 n_levers,
                                                 BwScenarioInput      *input);
BwSimulation    *bw_scenario_play (const BwScenarioBase  *base,
                                   const BwScenarioInput *input,
                                   BwProgress             progress,
                                   gpointer               progress_data) G_GNUC_WARN_UNUSED_RESULT;
gint64           bw_scenario_quota (const BwScenarioBase *base,
                                    const BwScope        *scope,
                                    gint64                quota,
                                    const BwLever        *levers,
                                    guint                 n_levers);
void             bw_scenario_measure (const BwScenarioBase  *base,
                                      const BwScenarioInput *input,
                                      const BwSimulation    *simulation,
                                      gint64                 target,
                                      BwScenarioPoint       *point);
gboolean         bw_scenario_point (const BwScenarioBase *base,
                                    const BwLever        *levers,
                                    guint                 n_levers,
                                    gint64                target,
                                    BwScenarioPoint      *point);

/* What a lever speaks of, laid out for quick tests. */
typedef struct
{
  const BwLever *lever;
  BwScopeMask   *people;   /* (nullable) */
  BwScopeMask   *accounts; /* (nullable) */
} BwLeverSubject;

BwLeverSubject *bw_lever_subjects_new (const BwBook  *book,
                                       const BwLever *levers,
                                       guint          n_levers) G_GNUC_WARN_UNUSED_RESULT;
void            bw_lever_subjects_free (BwLeverSubject *subjects,
                                        guint           n);
gboolean        bw_lever_subject_admits (const BwLeverSubject *subject,
                                         gint32                owner,
                                         gint32                account,
                                         gint32                product);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScenarioInput, bw_scenario_input_free)

G_END_DECLS
