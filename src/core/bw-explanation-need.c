/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers beside a scenario come about: what is needed for a target, and what differs between two scenarios.
 *
 * What is needed was searched for over the simulation, so its formula says what was varied until the chance was there. What
 * differs is a sum over open deals and one over deals still to come; the first lists its deals, which add up to it. O(deals that
 * differ). */

#include "core/bw-explanation-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-money.h"

static const char *const need_titles[BW_N_EXPLAINED_OF_NEED] = {
  [BW_EXPLAINED_NEW_PIPELINE] = N_ ("New pipeline needed"),
  [BW_EXPLAINED_COVERAGE_NEEDED] = N_ ("Coverage needed"),
  [BW_EXPLAINED_WIN_RATE_NEEDED] = N_ ("Win rate needed"),
  [BW_EXPLAINED_DEAL_SIZE_NEEDED] = N_ ("Deal size needed"),
};

static const char *const need_formulas[BW_N_EXPLAINED_OF_NEED] = {
  [BW_EXPLAINED_NEW_PIPELINE] =
    N_ ("New deals are made more or fewer, all else as it is played, until the wanted share of the simulated courses reaches the target."),
  [BW_EXPLAINED_COVERAGE_NEEDED] = N_ ("Open pipeline and the new pipeline that is needed, for each of what the target still lacks."),
  [BW_EXPLAINED_WIN_RATE_NEEDED] =
    N_ ("Win rates are raised or lowered, all else as it is played, until the wanted share of the simulated courses reaches the target."),
  [BW_EXPLAINED_DEAL_SIZE_NEEDED] =
    N_ ("Amounts are raised or lowered, all else as it is played, until the wanted share of the simulated courses reaches the target."),
};

static const char *const change_titles[BW_N_EXPLAINED_OF_CHANGE] = {
  [BW_EXPLAINED_CHANGE_OPEN] = N_ ("Difference from open deals"),
  [BW_EXPLAINED_CHANGE_NEW] = N_ ("Difference from deals still to come"),
  [BW_EXPLAINED_CHANGE_MEAN] = N_ ("Difference on average"),
};

static const char *const change_formulas[BW_N_EXPLAINED_OF_CHANGE] = {
  [BW_EXPLAINED_CHANGE_OPEN] =
    N_ ("Amount times the chance of being won within the period, over all open deals: as it is played less what it is held against."),
  [BW_EXPLAINED_CHANGE_NEW] = N_ ("What deals that are not there yet bring within the period: as it is played less what it is held against."),
  [BW_EXPLAINED_CHANGE_MEAN] = N_ ("The difference from open deals plus that from deals still to come."),
};

/* ---- What is needed ---- */

/* Whether no factor does it, or none is needed; then there is nothing to work out. */
static double
get_factor (const BwScenarioNeed *need,
            BwExplainedOfNeed     what)
{
  switch (what)
    {
    case BW_EXPLAINED_WIN_RATE_NEEDED:
      return need->win_rate;
    case BW_EXPLAINED_DEAL_SIZE_NEEDED:
      return need->deal_size;
    case BW_EXPLAINED_COVERAGE_NEEDED:
    case BW_EXPLAINED_NEW_PIPELINE:
    default:
      return need->new_pipeline;
    }
}

static char *
dup_need (const BwScenarioNeed *need,
          BwExplainedOfNeed     what,
          const char           *currency)
{
  double factor = get_factor (need, what);

  if (need->present_chance >= need->chance)
    return g_strdup (_ ("reached"));
  if (!isfinite (factor))
    return g_strdup (_ ("cannot do it alone"));
  if (what == BW_EXPLAINED_NEW_PIPELINE)
    return bw_money_format (need->need_amount, currency);
  if (what == BW_EXPLAINED_COVERAGE_NEEDED)
    return isfinite (need->coverage) ? g_strdup_printf ("%.2f×", need->coverage) : g_strdup ("–");
  /* Translators: a factor: times what it is now */
  return g_strdup_printf (_ ("%.2f times what it is"), factor);
}

static char *
dup_need_numbers (const BwScenarioNeed *need,
                  BwExplainedOfNeed     what,
                  gint64                won,
                  const char           *currency)
{
  g_autofree char *open = bw_money_format (need->open, currency);
  g_autofree char *coming = bw_money_format (need->new_amount, currency);
  g_autofree char *needed = bw_money_format (need->need_amount, currency);
  g_autofree char *lacking = bw_money_format (need->target - won, currency);

  if (need->present_chance >= need->chance || need->need_amount == BW_MONEY_NONE)
    return NULL;
  if (what == BW_EXPLAINED_NEW_PIPELINE)
    /* Translators: an amount and a factor */
    return g_strdup_printf (_ ("%s are likely to come in as it is played; it takes %.2f times that."), coming, need->new_pipeline);
  if (what == BW_EXPLAINED_COVERAGE_NEEDED && isfinite (need->coverage))
    return g_strdup_printf ("(%s + %s) ÷ %s", open, needed, lacking);
  return NULL;
}

static void
append_line (GString    *text,
             const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_levers (GString       *text,
               const BwBook  *book,
               const BwLever *levers,
               guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *lever = bw_lever_dup_text (book, &levers[i]);

      append_line (text, lever);
    }
}

/* Explains @what of @need, which was found for @levers (array length=n_levers) on @base.
 * Returns: (transfer full): the explanation. */
BwExplanation *
bw_explanation_new_of_need (const BwScenarioBase *base,
                            const BwLever        *levers,
                            guint                 n_levers,
                            const BwScenarioNeed *need,
                            BwExplainedOfNeed     what)
{
  const BwBook    *book;
  const BwOutlook *outlook;
  BwExplanation   *explanation;
  g_autofree char *target = NULL, *now = NULL, *wanted = NULL, *fit = NULL;
  GString         *basis = g_string_new (NULL);

  g_return_val_if_fail (base != NULL && need != NULL && what < BW_N_EXPLAINED_OF_NEED, NULL);

  book = bw_scenario_base_get_book (base);
  outlook = bw_scenario_base_get_outlook (base);
  target = bw_money_format (need->target, book->currency);
  now = bw_explanation_dup_share (need->present_chance);
  wanted = bw_explanation_dup_share (need->chance);
  fit = bw_explanation_dup_fit (outlook);
  explanation = bw_explanation_create (_ (need_titles[what]));
  explanation->value = dup_need (need, what, book->currency);
  explanation->formula = g_strdup (_ (need_formulas[what]));
  explanation->numbers = dup_need_numbers (need, what, outlook->won, book->currency);
  /* Translators: an amount and two percentages */
  g_string_append_printf (basis, _ ("As it is played, the chance of %s is %s; %s is wanted."), target, now, wanted);
  append_levers (basis, book, levers, n_levers);
  append_line (basis, fit);
  explanation->basis = g_string_free (basis, FALSE);
  return explanation;
}

/* ---- What differs ---- */

/* Explains @what of @difference, which is what @levers (array length=n_levers) bring on @base otherwise than something else.
 * Returns: (transfer full): the explanation; of open deals with those that differ. */
BwExplanation *
bw_explanation_new_of_change (const BwScenarioBase       *base,
                              const BwLever              *levers,
                              guint                       n_levers,
                              const BwScenarioDifference *difference,
                              BwExplainedOfChange         what)
{
  const BwBook    *book;
  BwExplanation   *explanation;
  g_autofree char *open = NULL, *added = NULL, *fit = NULL;
  GString         *basis = g_string_new (NULL);
  double           values[BW_N_EXPLAINED_OF_CHANGE];

  g_return_val_if_fail (base != NULL && difference != NULL && what < BW_N_EXPLAINED_OF_CHANGE, NULL);

  book = bw_scenario_base_get_book (base);
  values[BW_EXPLAINED_CHANGE_OPEN] = difference->open;
  values[BW_EXPLAINED_CHANGE_NEW] = difference->added;
  values[BW_EXPLAINED_CHANGE_MEAN] = difference->mean;
  open = bw_money_format (bw_explanation_to_minor (difference->open), book->currency);
  added = bw_money_format (bw_explanation_to_minor (difference->added), book->currency);
  fit = bw_explanation_dup_fit (bw_scenario_base_get_outlook (base));
  explanation = bw_explanation_create (_ (change_titles[what]));
  explanation->value = bw_money_format (bw_explanation_to_minor (values[what]), book->currency);
  explanation->formula = g_strdup (_ (change_formulas[what]));
  if (what == BW_EXPLAINED_CHANGE_MEAN)
    explanation->numbers = g_strdup_printf ("%s + %s", open, added);
  append_levers (basis, book, levers, n_levers);
  append_line (basis, fit);
  explanation->basis = g_string_free (basis, FALSE);
  for (guint i = 0; what == BW_EXPLAINED_CHANGE_OPEN && i < difference->n_deals; i++)
    bw_explanation_add_part (explanation, difference->deals[i].deal, bw_explanation_to_minor (difference->deals[i].change));
  return explanation;
}
