/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the methods that stand beside the forecast come to their numbers.
 *
 * Each says what the whole period will close. Where a method starts from what is won, that part is told apart from what it adds,
 * so that the two add up to its number to the cent. O(1). */

#include "core/bw-explanation-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-money.h"
#include "core/bw-replay.h"

static const char *const formulas[BW_N_METHODS] = {
  [BW_METHOD_SIMULATION] =
    N_ ("What is won, plus amount times the model's chance over all open deals, plus as many new deals as came lately times what such deals brought."),
  [BW_METHOD_CONVERSION] =
    N_ ("What is won, plus the share of open amounts that was won in past periods within as many days, by stage and close date, plus what new deals brought in them."),
  [BW_METHOD_CRM] = N_ ("What is won, plus amount times the CRM's probability over the open deals of the period."),
  [BW_METHOD_LAST_90] = N_ ("What is won, plus what the last 90 days brought a day, times the days that are left."),
  [BW_METHOD_LAST_YEAR] = N_ ("What the same period closed a year before."),
  [BW_METHOD_CALLS] = N_ ("What was called as commit for this scope and period."),
  [BW_METHOD_BLEND] =
    N_ ("What is won, plus what the methods say together of the rest of the period: the mean of the forecast."),
};

/* Returns: (transfer full): how far off it was when it was asked on past days. */
static char *
dup_replay (const BwOutlookMethod *method)
{
  g_autofree char *share = bw_explanation_dup_share (method->wape);

  if (!isfinite (method->wape))
    return g_strdup (_ ("There is no past period to replay it on."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Replayed on %u past period at the same day, it was off by %s of what was closed.",
                                       "Replayed on %u past periods at the same day, it was off by %s of what was closed.",
                                       method->periods),
                          method->periods, share);
}

/* Explains what the method at @place among those of @outlook says.
 * Returns: (transfer full) (nullable): the explanation; none when there is no such method. */
BwExplanation *
bw_explanation_new_of_method (const BwBook    *book,
                              const BwOutlook *outlook,
                              guint            place)
{
  const BwOutlookMethod *method;
  BwExplanation         *explanation;

  g_return_val_if_fail (book != NULL && outlook != NULL, NULL);

  if (place >= outlook->n_methods || place >= BW_N_METHODS)
    return NULL;
  method = &outlook->methods[place];
  explanation = bw_explanation_create (method->title);
  explanation->value = bw_money_format (method->value, book->currency);
  explanation->formula = g_strdup (_ (formulas[place]));
  explanation->basis = dup_replay (method);
  if (method->value == BW_MONEY_NONE)
    explanation->numbers = g_strdup (_ ("It has nothing to go by here."));
  else if (place != BW_METHOD_LAST_YEAR && place != BW_METHOD_CALLS)
    {
      g_autofree char *won = bw_money_format (outlook->won, book->currency);
      g_autofree char *rest = bw_money_format (method->value - outlook->won, book->currency);

      /* Translators: two amounts, which add up to what a method says */
      explanation->numbers = g_strdup_printf (_ ("%s are won, %s are still to come."), won, rest);
    }
  return explanation;
}
