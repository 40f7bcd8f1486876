/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that give accounts to territories by what they are. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-place.h"

G_BEGIN_DECLS

#define BW_RULE_ERROR (bw_rule_error_quark ())

typedef enum
{
  BW_RULE_ERROR_SYNTAX,
} BwRuleError;

GQuark bw_rule_error_quark (void);

/* What a rule asks of an account. */
typedef struct _BwRuleCondition BwRuleCondition;

BwRuleCondition *bw_rule_condition_parse (const char *text,
                                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void             bw_rule_condition_free (BwRuleCondition *condition);
char            *bw_rule_condition_dup_text (const BwRuleCondition *condition) G_GNUC_WARN_UNUSED_RESULT;
gboolean         bw_rule_condition_holds (const BwRuleCondition *condition,
                                          const BwBook          *book,
                                          guint                  account,
                                          const BwPlace         *place);

/* Each gives the book after the edit (transfer full) and, through @delta (transfer full), what changed. */
BwBook *bw_territory_rule_edit_add (const BwBook          *book,
                                    gint32                 territory,
                                    const BwRuleCondition *condition,
                                    BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_rule_edit_change (const BwBook          *book,
                                       guint                  rule,
                                       gint32                 territory,
                                       const BwRuleCondition *condition,
                                       BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_rule_edit_remove (const BwBook *book,
                                       guint         rule,
                                       BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_rule_edit_raise (const BwBook *book,
                                      guint         rule,
                                      gboolean      up,
                                      BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_territory_rules_of_plan (const BwBook *book,
                                    gint32        plan) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRuleCondition, bw_rule_condition_free)

G_END_DECLS
