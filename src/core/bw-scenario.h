/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a period would bring if things went otherwise. */
#pragma once

#include "core/bw-outlook.h"
#include "core/bw-ramp.h"

G_BEGIN_DECLS

/* Bounds of what a lever may say. */
#define BW_LEVER_MAX_FACTOR 10.0
#define BW_LEVER_MAX_HIRES  1000.0

/* The frozen present that scenarios are laid over: the forecast of a scope's period as of a day with all that it was made from.
 * Counted by references, never changed once made, read from any thread. */
typedef struct _BwScenarioBase BwScenarioBase;

/* A person's part, with everyone below. */
typedef struct
{
  gint32 person;
  gint64 won; /* up to the present day */
  gint64 quota;
  double mean;
  gint64 p10, p50, p90;
} BwScenarioPerson;

/* Where the period lands with some levers. Amounts in minor units, those of the whole period: what was won up to the present day
 * is in them, as "won". */
typedef struct
{
  gint64            won;
  double            mean, from_open, from_new; /* mean = won + from_open + from_new */
  double            p10, p25, p50, p75, p90;
  gint64            quota;           /* BW_MONEY_NONE without */
  double            chance_of_quota; /* NaN without a quota */
  guint             n_paths;
  double           *paths; /* (array length=n_paths), ascending */
  BwOutlookWeek    *weeks; /* (array length=n_weeks) */
  guint             n_weeks;
  BwScenarioPerson *people; /* (array length=n_people): everyone in the scope, in the book's order */
  guint             n_people;
  guint             n_hires; /* people that levers hire within the period and the scope */
} BwScenarioResult;

BwScenarioBase   *bw_scenario_base_new (BwBook         *book,
                                        const BwScope  *scope,
                                        const BwPeriod *period,
                                        BwDate          as_of,
                                        guint64         seed,
                                        BwProgress      progress,
                                        gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;
BwScenarioBase   *bw_scenario_base_new_part (BwOutlookBase *all,
                                             const BwScope *scope,
                                             BwProgress     progress,
                                             gpointer       progress_data) G_GNUC_WARN_UNUSED_RESULT;
BwScenarioBase   *bw_scenario_base_ref (BwScenarioBase *base);
void              bw_scenario_base_unref (BwScenarioBase *base);
BwBook           *bw_scenario_base_get_book (const BwScenarioBase *base);
gboolean          bw_scenario_base_knows (const BwScenarioBase *base,
                                          const BwBook         *book);
const BwOutlook  *bw_scenario_base_get_outlook (const BwScenarioBase *base);
const BwRamp     *bw_scenario_base_get_ramp (const BwScenarioBase *base);
BwScenarioResult *bw_scenario_run (const BwScenarioBase *base,
                                   const BwLever        *levers,
                                   guint                 n_levers,
                                   BwProgress            progress,
                                   gpointer              progress_data) G_GNUC_WARN_UNUSED_RESULT;
void              bw_scenario_result_free (BwScenarioResult *result);

/* ---- levers ---- */

/* Returns: an empty lever of @kind: about everything, its factor as it is now. */
BwLever  bw_lever_init (BwLeverKind kind);
gboolean bw_lever_is_neutral (const BwLever *lever);
char    *bw_lever_dup_problem (const BwBook  *book,
                               const BwLever *lever,
                               BwDate         as_of) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_lever_dup_text (const BwBook  *book,
                            const BwLever *lever) G_GNUC_WARN_UNUSED_RESULT;
BwLever *bw_scenario_dup_levers (const BwBook *book,
                                 guint         scenario,
                                 guint        *n) G_GNUC_WARN_UNUSED_RESULT;

/* ---- which lever matters ---- */

/* What one lever alone, or a usual change of one, does. The three are those of the whole period. */
typedef struct
{
  gint32 lever; /* index among the levers; -1: a usual change of "kind" down and up */
  guint8 kind;  /* BwLeverKind */
  double low_factor, high_factor;
  double low_mean, high_mean; /* of a lever: without it and with it, alone */
  double low_p50, high_p50;
  double low_chance, high_chance; /* NaN without a quota */
} BwScenarioEffect;

BwScenarioEffect *bw_scenario_tornado (const BwScenarioBase *base,
                                       const BwLever        *levers,
                                       guint                 n_levers,
                                       guint                *n,
                                       BwProgress            progress,
                                       gpointer              progress_data) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what is needed for a target ---- */

/* What would have to be for @chance of @target, one thing changed and all else as the levers say. Factors are times what it is;
 * NaN where none up to BW_LEVER_MAX_FACTOR does it, 0 where next to nothing does. */
typedef struct
{
  gint64 target;
  double chance;         /* that is wanted */
  double present_chance; /* that there is */
  double win_rate;
  double deal_size;
  double new_pipeline;
  gint64 new_amount;  /* new pipeline that is to come up to the period's end as things are, minor units */
  gint64 need_amount; /* and with the factor; BW_MONEY_NONE where there is none */
  gint64 open;        /* open pipeline of the period now */
  double coverage;    /* (open + new pipeline that is needed) / (target - won); NaN where there is no such number */
  double plain_ratio; /* the rule of thumb for the same: 1 / win rate by amount of the period's open pipeline; NaN without any */
} BwScenarioNeed;

gboolean bw_scenario_need (const BwScenarioBase *base,
                           const BwLever        *levers,
                           guint                 n_levers,
                           gint64                target,
                           const double         *chances,
                           guint                 n,
                           BwScenarioNeed       *needs,
                           BwProgress            progress,
                           gpointer              progress_data);

/* ---- what differs ---- */

/* A deal whose chance or amount is another. */
typedef struct
{
  guint32 deal;
  double  chance_before, chance_after; /* of being won within the period */
  gint64  amount_before, amount_after;
  double  change; /* of the mean, minor units */
} BwScenarioDealChange;

typedef struct
{
  gint32 person; /* BW_NOBODY: whatever is nobody's */
  double mean;   /* changes, of their own deals and business, minor units */
} BwScenarioPersonChange;

/* What the second of two sets of levers has more than the first. Minor units. */
typedef struct
{
  double                  open, added, mean, p50, chance; /* changes; chance NaN without a quota */
  BwScenarioPersonChange *people;                         /* those that differ, largest first */
  guint                   n_people;
  BwScenarioDealChange   *deals; /* those that differ, largest first */
  guint                   n_deals;
} BwScenarioDifference;

BwScenarioDifference *bw_scenario_compare (const BwScenarioBase *base,
                                           const BwLever        *from,
                                           guint                 n_from,
                                           const BwLever        *to,
                                           guint                 n_to,
                                           BwProgress            progress,
                                           gpointer              progress_data) G_GNUC_WARN_UNUSED_RESULT;
void                  bw_scenario_difference_free (BwScenarioDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScenarioBase, bw_scenario_base_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScenarioResult, bw_scenario_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScenarioDifference, bw_scenario_difference_free)

G_END_DECLS
