/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers of a scenario come about: what the levers change, and by how much against the present.
 *
 * The present is the forecast itself, and is explained as that. What is played is told with its levers, its range and the
 * difference to the present, which has the same luck. */

#include "core/bw-explanation-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-money.h"

/* What is explained. */
typedef struct
{
  const BwBook           *book;
  const BwOutlook        *outlook;
  const BwLever          *levers;
  guint                   n_levers;
  const BwScenarioResult *present;
  const BwScenarioResult *played;
} Question;

static const char *const titles[BW_N_EXPLAINED_OF_SCENARIO] = {
  [BW_EXPLAINED_PLAYED_P10] = N_ ("P10"),
  [BW_EXPLAINED_PLAYED_P50] = N_ ("P50"),
  [BW_EXPLAINED_PLAYED_P90] = N_ ("P90"),
  [BW_EXPLAINED_PLAYED_CHANCE] = N_ ("Chance of quota"),
  [BW_EXPLAINED_PLAYED_WON] = N_ ("Closed won"),
  [BW_EXPLAINED_PLAYED_OPEN] = N_ ("From open deals"),
  [BW_EXPLAINED_PLAYED_NEW] = N_ ("From deals still to come"),
  [BW_EXPLAINED_PLAYED_QUOTA] = N_ ("Quota"),
  [BW_EXPLAINED_PLAYED_GAP] = N_ ("Gap"),
};

/* @what of @result: minor units, or a share; NaN where there is none. */
static double
get_value (const BwScenarioResult *result,
           BwExplainedOfScenario   what)
{
  gboolean agreed = result->quota != BW_MONEY_NONE;

  switch (what)
    {
    case BW_EXPLAINED_PLAYED_P10:
      return result->p10;
    case BW_EXPLAINED_PLAYED_P50:
      return result->p50;
    case BW_EXPLAINED_PLAYED_P90:
      return result->p90;
    case BW_EXPLAINED_PLAYED_CHANCE:
      return result->chance_of_quota;
    case BW_EXPLAINED_PLAYED_WON:
      return (double)result->won;
    case BW_EXPLAINED_PLAYED_OPEN:
      return result->from_open;
    case BW_EXPLAINED_PLAYED_NEW:
      return result->from_new;
    case BW_EXPLAINED_PLAYED_QUOTA:
      return agreed ? (double)result->quota : NAN;
    case BW_EXPLAINED_PLAYED_GAP:
    default:
      return agreed ? (double)MAX (result->quota - result->won, 0) : NAN;
    }
}

static char *
dup_value (const Question       *question,
           BwExplainedOfScenario what,
           double                value)
{
  if (what == BW_EXPLAINED_PLAYED_CHANCE)
    return bw_explanation_dup_share (value);
  return bw_money_format (bw_explanation_to_minor (value), question->book->currency);
}

static char *
dup_formula (const Question       *question,
             BwExplainedOfScenario what)
{
  guint n = question->played->n_paths;

  switch (what)
    {
    case BW_EXPLAINED_PLAYED_P10:
      return g_strdup_printf (_ ("Nine of ten of %'u simulated courses of the period end above it."), n);
    case BW_EXPLAINED_PLAYED_P50:
      return g_strdup_printf (_ ("The middle of %'u simulated courses of the period: half of them end above it, half below."), n);
    case BW_EXPLAINED_PLAYED_P90:
      return g_strdup_printf (_ ("One of ten of %'u simulated courses of the period ends above it."), n);
    case BW_EXPLAINED_PLAYED_CHANCE:
      return g_strdup_printf (_ ("The share of %'u simulated courses of the period that reach the quota."), n);
    case BW_EXPLAINED_PLAYED_WON:
      return g_strdup (_ ("The amounts of all won deals whose close date is in the period. No lever changes what is won."));
    case BW_EXPLAINED_PLAYED_OPEN:
      return g_strdup (_ ("Amount times the model's chance of being won within the period, over all open deals, whatever their close date."));
    case BW_EXPLAINED_PLAYED_NEW:
      return g_strdup (_ ("Deals that are not there yet: as many as came lately, times what such deals brought within so many days."));
    case BW_EXPLAINED_PLAYED_QUOTA:
      return g_strdup (_ ("What was agreed for this scope and period, with what the levers change of it."));
    case BW_EXPLAINED_PLAYED_GAP:
    default:
      return g_strdup (_ ("Quota less closed."));
    }
}

/* Appends a line with what the present says, and the difference. */
static void
append_difference (GString              *text,
                   const Question       *question,
                   BwExplainedOfScenario what)
{
  double           now = get_value (question->present, what), then = get_value (question->played, what);
  g_autofree char *present = dup_value (question, what, now);
  g_autofree char *change = NULL;

  if (!isfinite (now) || !isfinite (then))
    return;
  if (what == BW_EXPLAINED_PLAYED_CHANCE)
    /* Translators: a difference of two percentages, in points */
    change = g_strdup_printf (_ ("%+.1f points"), (then - now) * 100);
  else
    {
      g_autofree char *size = bw_money_format (bw_explanation_to_minor (fabs (then - now)), question->book->currency);

      change = g_strdup_printf ("%s%s", then >= now ? "+" : "−", size);
    }
  /* Translators: a number as it is now, and the difference that the scenario makes */
  g_string_append_printf (text, _ ("As things are it is %s: the scenario makes a difference of %s."), present, change);
}

static char *
dup_numbers (const Question       *question,
             BwExplainedOfScenario what)
{
  GString         *text = g_string_new (NULL);
  const char      *currency = question->book->currency;
  g_autofree char *low = bw_money_format (bw_explanation_to_minor (question->played->p10), currency);
  g_autofree char *high = bw_money_format (bw_explanation_to_minor (question->played->p90), currency);
  g_autofree char *quota = bw_money_format (question->played->quota, currency);
  g_autofree char *won = bw_money_format (question->played->won, currency);

  if (what <= BW_EXPLAINED_PLAYED_P90)
    g_string_append_printf (text, _ ("Four of five end between %s (P10) and %s (P90)."), low, high);
  else if (what == BW_EXPLAINED_PLAYED_CHANCE && question->played->quota != BW_MONEY_NONE)
    g_string_append_printf (text, _ ("Quota: %s."), quota);
  else if (what == BW_EXPLAINED_PLAYED_GAP && question->played->quota != BW_MONEY_NONE)
    g_string_append_printf (text, "%s − %s", quota, won);
  if (question->n_levers > 0 && what != BW_EXPLAINED_PLAYED_WON)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      append_difference (text, question, what);
    }
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

/* The levers, a line each, and what the simulation rests on. */
static char *
dup_basis (const Question       *question,
           BwExplainedOfScenario what)
{
  GString *text = g_string_new (NULL);

  if (question->played->quota == BW_MONEY_NONE && what >= BW_EXPLAINED_PLAYED_QUOTA)
    g_string_append (text, _ ("Nothing was agreed for this scope and period, so there is no such number."));
  for (guint i = 0; i < question->n_levers; i++)
    {
      g_autofree char *lever = bw_lever_dup_text (question->book, &question->levers[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lever);
    }
  if (what <= BW_EXPLAINED_PLAYED_CHANCE || what == BW_EXPLAINED_PLAYED_OPEN || what == BW_EXPLAINED_PLAYED_NEW)
    {
      g_autofree char *fit = bw_explanation_dup_fit (question->outlook);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", fit);
    }
  return g_string_free (text, FALSE);
}

/* Explains @what of @played, which is what @levers (array length=n_levers) make of @base; @present is @base without any.
 * Returns: (transfer full): the explanation. */
BwExplanation *
bw_explanation_new_of_scenario (const BwScenarioBase   *base,
                                const BwLever          *levers,
                                guint                   n_levers,
                                const BwScenarioResult *present,
                                const BwScenarioResult *played,
                                BwExplainedOfScenario   what)
{
  Question       question = { NULL, NULL, levers, n_levers, present, played };
  BwExplanation *explanation;

  g_return_val_if_fail (base != NULL && present != NULL && played != NULL && what < BW_N_EXPLAINED_OF_SCENARIO, NULL);

  question.book = bw_scenario_base_get_book (base);
  question.outlook = bw_scenario_base_get_outlook (base);
  explanation = bw_explanation_create (_ (titles[what]));
  if (what <= BW_EXPLAINED_PLAYED_P90 || what == BW_EXPLAINED_PLAYED_OPEN || what == BW_EXPLAINED_PLAYED_NEW)
    bw_explanation_set_estimate (explanation, get_value (played, what), question.book->currency);
  else
    explanation->value = dup_value (&question, what, get_value (played, what));
  explanation->formula = dup_formula (&question, what);
  explanation->numbers = dup_numbers (&question, what);
  explanation->basis = dup_basis (&question, what);
  if (what == BW_EXPLAINED_PLAYED_WON)
    bw_explanation_add_deals (explanation, question.book, question.outlook, BW_NOBODY, BW_EXPLAINED_CLOSED);
  else if (what == BW_EXPLAINED_PLAYED_OPEN && n_levers == 0)
    bw_explanation_add_chances (explanation, question.outlook);
  return explanation;
}
