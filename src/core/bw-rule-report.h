/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of a territory plan do, and where they contradict each other. */
#pragma once

#include "core/bw-territory-plan.h"
#include "core/bw-territory-rule.h"

G_BEGIN_DECLS

/* Counts of accounts. */
typedef struct
{
  guint rule;    /* of the book */
  guint matched; /* the condition holds for */
  guint taken;   /* it decides over: no earlier rule and no name does */
  guint moved;   /* of those, would be in another territory by their place */
  guint named;   /* matched, but named elsewhere or here */
} BwRuleEffect;

/* Two rules that hold for the same accounts and give them to different territories; the earlier one wins. */
typedef struct
{
  guint first, second; /* indexes into the report's rules */
  guint accounts;
} BwRuleConflict;

typedef struct
{
  GArray *rules;     /* BwRuleEffect, in their order */
  GArray *conflicts; /* BwRuleConflict, the most accounts first */
} BwRuleReport;

/* What a rule that is being thought of would do; counts of accounts. */
typedef struct
{
  guint matched;   /* the condition holds for */
  guint named;     /* of those, named one by one, which stands above rules */
  guint beaten;    /* of those, an earlier rule decides over, for another territory */
  guint taken;     /* it would decide over */
  guint moved;     /* of those, are in another territory now */
  guint overrides; /* of those, a later rule decides over now */
} BwRuleTrial;

BwRuleTrial   bw_rule_try (const BwTerritoryPlan *plan,
                           const BwRuleCondition *condition,
                           gint32                 territory,
                           gint32                 rule);
BwRuleReport *bw_rule_report_new (const BwTerritoryPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
void          bw_rule_report_free (BwRuleReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRuleReport, bw_rule_report_free)

G_END_DECLS
