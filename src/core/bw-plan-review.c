/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review of a territory plan, change by change.
 *
 * What is said of a change is a row that names its unit and where it goes; the latest counts, earlier ones stay. When the
 * plan then sends the unit elsewhere, nothing has been said of that yet.
 *
 * A rejected change stays in the plan while it is reviewed and is taken back when the plan is approved: areas and ZIP rows go back
 * to the territory that continues the one they came from, owners come back, and an account that would still be elsewhere is named
 * there. Where no territory continues the former one, the unit belongs to nobody. */

#include "core/bw-plan-review.h"

#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"

/* The latest that was said of @unit going to @territory in @plan.
 * Returns: (transfer none) (nullable). */
const BwPlanReview *
bw_plan_review_find (const BwBook *book,
                     gint32        plan,
                     const char   *unit,
                     gint32        territory)
{
  for (guint i = book->plan_reviews->len; i > 0; i--)
    {
      const BwPlanReview *row = &g_array_index (book->plan_reviews, BwPlanReview, i - 1);

      if (row->plan == plan && row->territory == territory && g_str_equal (bw_book_text (book, row->unit), unit))
        return row;
    }
  return NULL;
}

/* Says @decision and @note (nullable: what was said before stays) of the @n @changes of @plan. Gives the book after the edit
 * (transfer full) and, through @delta (transfer full), what changed. */
BwBook *
bw_plan_review_edit (const BwBook     *book,
                     gint32            plan,
                     const BwReviewed *changes,
                     guint             n,
                     BwDecision        decision,
                     const char       *note,
                     gint64            now,
                     BwDelta         **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);
  BwText  text = note != NULL && *note != '\0' ? bw_pool_add (&after->texts, note, -1) : 0;

  *delta = bw_delta_new (book);
  for (guint i = 0; i < n; i++)
    {
      const BwPlanReview *said = bw_plan_review_find (book, plan, changes[i].unit, changes[i].territory);
      BwPlanReview        row = { bw_book_random_key (), plan, bw_pool_intern (&after->texts, changes[i].unit), changes[i].territory,
                                  decision, note == NULL && said != NULL ? said->note : text, now };

      g_array_append_val (after->plan_reviews, row);
    }
  return after;
}

/* Gives the areas of rejected changes back. */
static void
take_back_areas (BwBook                 *after,
                 const BwPlanComparison *comparison,
                 BwDelta                *delta)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (after, comparison->plan);
  g_autofree guint8 *states = NULL;
  gboolean           some = FALSE;

  if (plan->atlas == NULL)
    return;
  states = g_new0 (guint8, bw_atlas_n_parents (plan->atlas));
  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange  *change = &g_array_index (comparison->changes, BwPlanChange, i);
      gint32               to = bw_plan_continuation (after, comparison->plan, change->from);
      gboolean             whole = change->whole;
      const BwAtlasParent *state;

      if (change->kind != BW_CHANGE_AREA || change->decision != BW_DECISION_REJECTED)
        continue;
      some = TRUE;
      if (!whole)
        {
          plan->units[change->index] = to;
          states[bw_atlas_unit (plan->atlas, (guint)change->index)->parent] = 1;
          continue;
        }
      states[change->index] = 1;
      state = bw_atlas_parent (plan->atlas, (guint)change->index);
      for (guint county = state->first; county < state->first + state->n; county++)
        plan->units[county] = to;
    }
  if (some)
    bw_territory_edit_write_areas (plan, after, plan->units, states, delta);
}

/* The index of the row of @plan that has @unit; -1 for none. */
static int
find_row (const BwBook *book,
          gint32        plan,
          const char   *unit)
{
  for (guint i = 0; i < book->assignments->len; i++)
    {
      const BwAssignment *row = &g_array_index (book->assignments, BwAssignment, i);

      if (row->territory >= 0 && bw_book_territory (book, row->territory)->plan == plan && g_str_equal (bw_book_text (book, row->unit), unit))
        return (int)i;
    }
  return -1;
}

/* Makes the row of a ZIP code what it was in the base. */
static void
take_back_zip (BwBook                 *after,
               const BwPlanComparison *comparison,
               const BwPlanChange     *change,
               BwDelta                *delta)
{
  int    was = find_row (after, comparison->base, change->unit), is = find_row (after, comparison->plan, change->unit);
  gint32 to = was >= 0 ? bw_plan_continuation (after, comparison->plan, g_array_index (after->assignments, BwAssignment, was).territory)
                       : BW_NOBODY;

  if (is >= 0)
    {
      bw_delta_remove (delta, BW_TABLE_ASSIGNMENTS, g_array_index (after->assignments, BwAssignment, is).key);
      g_array_remove_index (after->assignments, (guint)is);
    }
  if (to >= 0)
    {
      BwAssignment row = { bw_book_random_key (), to, bw_pool_add (&after->texts, change->unit, -1) };

      g_array_append_val (after->assignments, row);
    }
}

/* Gives an account back: its name is taken out of the plan, and put in again where it would not come back by itself. */
static void
take_back_account (BwBook                 *after,
                   const BwPlanComparison *comparison,
                   const BwPlanChange     *change,
                   BwDelta                *delta)
{
  gint32 to = bw_plan_continuation (after, comparison->plan, change->from);
  g_autoptr (BwTerritoryPlan) plan = NULL;

  for (guint i = after->named_accounts->len; i > 0; i--)
    {
      const BwNamedAccount *row = &g_array_index (after->named_accounts, BwNamedAccount, i - 1);

      if (row->account != change->index || row->territory < 0 || bw_book_territory (after, row->territory)->plan != comparison->plan)
        continue;
      bw_delta_remove (delta, BW_TABLE_NAMED_ACCOUNTS, row->key);
      g_array_remove_index (after->named_accounts, i - 1);
    }
  plan = bw_territory_plan_new (after, comparison->plan);
  if (to >= 0 && plan->accounts[change->index] != to)
    {
      BwNamedAccount row = { bw_book_random_key (), to, change->index };

      g_array_append_val (after->named_accounts, row);
    }
}

static gboolean
rejects (const BwPlanComparison *comparison,
         guint                   change,
         BwPlanChangeKind        kind)
{
  const BwPlanChange *row = &g_array_index (comparison->changes, BwPlanChange, change);

  return row->kind == kind && row->decision == BW_DECISION_REJECTED;
}

/* Takes the rejected changes of @plan back in @after, which is being made. */
void
bw_plan_review_take_back (BwBook  *after,
                          gint32   plan,
                          BwDelta *delta)
{
  g_autoptr (BwPlanComparison) comparison = bw_plan_comparison_new (after, bw_plan_base (after, plan), plan, NULL, NULL, NULL);

  /* Rows that are marked as changed must not move afterwards: those of ZIP codes are taken out first. */
  for (guint i = 0; i < comparison->changes->len; i++)
    if (rejects (comparison, i, BW_CHANGE_ZIP))
      take_back_zip (after, comparison, &g_array_index (comparison->changes, BwPlanChange, i), delta);
  take_back_areas (after, comparison, delta);
  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);

      if (rejects (comparison, i, BW_CHANGE_ACCOUNT))
        take_back_account (after, comparison, change, delta);
      if (rejects (comparison, i, BW_CHANGE_OWNER))
        {
          bw_book_territory (after, change->to)->owner = bw_book_territory (after, change->from)->owner;
          bw_delta_mark (delta, BW_TABLE_TERRITORIES, (guint)change->to);
        }
    }
}
