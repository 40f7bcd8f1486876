/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of a territory plan do, and where they contradict each other. O(rules x accounts + rules^2). */

#include "core/bw-rule-report.h"

static int
compare_conflicts (gconstpointer a,
                   gconstpointer b)
{
  const BwRuleConflict *left = a, *right = b;

  if (left->accounts != right->accounts)
    return left->accounts > right->accounts ? -1 : 1;
  return left->first != right->first ? (left->first > right->first) - (left->first < right->first)
                                     : (left->second > right->second) - (left->second < right->second);
}

static gint32
territory_of (const BwBook *book,
              guint         rule)
{
  return g_array_index (book->rules, BwTerritoryRule, rule).territory;
}

/* Counts what holds for @account; @clashes is a square of the rules. */
static void
count_account (const BwTerritoryPlan *plan,
               GPtrArray             *conditions,
               guint                  account,
               GArray                *rules,
               guint                 *clashes)
{
  guint winner = G_MAXUINT;

  for (guint i = 0; i < rules->len; i++)
    {
      BwRuleEffect          *effect = &g_array_index (rules, BwRuleEffect, i);
      const BwRuleCondition *condition = g_ptr_array_index (conditions, i);

      if (condition == NULL || !bw_rule_condition_holds (condition, plan->book, account, &plan->places[account]))
        continue;
      effect->matched++;
      effect->named += plan->named[account];
      if (winner == G_MAXUINT)
        {
          winner = i;
          effect->taken += !plan->named[account];
          effect->moved += !plan->named[account] &&
                           bw_territory_plan_of_place (plan, &plan->places[account]) != territory_of (plan->book, effect->rule);
        }
      else if (territory_of (plan->book, effect->rule) != territory_of (plan->book, g_array_index (rules, BwRuleEffect, winner).rule))
        clashes[(gsize)winner * rules->len + i]++;
    }
}

/* Looks at all rules of @plan.
 * Returns: (transfer full). */
BwRuleReport *
bw_rule_report_new (const BwTerritoryPlan *plan)
{
  BwRuleReport *report = g_new0 (BwRuleReport, 1);
  g_autoptr (GArray) indexes = bw_territory_rules_of_plan (plan->book, plan->plan);
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rule_condition_free);
  g_autofree guint *clashes = g_new0 (guint, (gsize)indexes->len * indexes->len + 1);

  report->rules = g_array_new (FALSE, TRUE, sizeof (BwRuleEffect));
  report->conflicts = g_array_new (FALSE, FALSE, sizeof (BwRuleConflict));
  for (guint i = 0; i < indexes->len; i++)
    {
      BwRuleEffect effect = { g_array_index (indexes, guint, i) };

      g_array_append_val (report->rules, effect);
      g_ptr_array_add (conditions, bw_rule_condition_parse (bw_book_text (plan->book,
                                                                          g_array_index (plan->book->rules, BwTerritoryRule, effect.rule).condition),
                                                            NULL));
    }
  for (guint i = 0; i < plan->n_accounts; i++)
    if (bw_book_account (plan->book, i)->merged == 0)
      count_account (plan, conditions, i, report->rules, clashes);
  for (guint i = 0; i < indexes->len * indexes->len; i++)
    {
      BwRuleConflict conflict = { i / indexes->len, i % indexes->len, clashes[i] };

      if (conflict.accounts > 0)
        g_array_append_val (report->conflicts, conflict);
    }
  g_array_sort (report->conflicts, compare_conflicts);
  return report;
}

/* Frees @report (transfer full) (nullable). */
void
bw_rule_report_free (BwRuleReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->rules);
  g_array_unref (report->conflicts);
  g_free (report);
}

/* What @condition would do for @territory in the place of the book's @rule, or as the last of @plan's rules (%BW_NOBODY). O(accounts). */
BwRuleTrial
bw_rule_try (const BwTerritoryPlan *plan,
             const BwRuleCondition *condition,
             gint32                 territory,
             gint32                 rule)
{
  const BwBook *book = plan->book;
  BwRuleTrial   trial = { 0 };

  for (guint i = 0; i < plan->n_accounts; i++)
    {
      gint32 decides = plan->rules[i];

      if (bw_book_account (book, i)->merged != 0 || !bw_rule_condition_holds (condition, book, i, &plan->places[i]))
        continue;
      trial.matched++;
      if (plan->named[i])
        trial.named++;
      else if (decides >= 0 && decides != rule && (rule < 0 || decides < rule))
        trial.beaten += g_array_index (book->rules, BwTerritoryRule, decides).territory != territory;
      else
        {
          trial.taken++;
          trial.moved += plan->accounts[i] != territory;
          trial.overrides += decides >= 0 && decides != rule;
        }
    }
  return trial;
}
