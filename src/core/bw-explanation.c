/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number comes about: its formula, what it rests on, and the deals that make it up.
 *
 * An explanation is worked out when somebody asks, from the same snapshot and the same rules as the number itself, so that the
 * parts add up to it; a test holds the two against each other. Sums of deals list them all, the largest first; what is worked out
 * from other numbers (a gap, a coverage, a chance) shows these in its formula. O(deals), some milliseconds a million. */

#include "core/bw-explanation-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-ledger.h"
#include "core/bw-money.h"
#include "core/bw-rollup.h"
#include "core/bw-snapshot.h"

static const char *const names[BW_N_EXPLAINED] = {
  "closed",
  "open",
  "weighted",
  "quota",
  "attained",
  "gap",
  "coverage",
  "middle",
  "chance",
  "from_open",
  "from_new",
  "mean",
};

static const char *const funnel_names[BW_N_EXPLAINED_OF_FUNNEL] = {
  "win_rate",
  "cycle",
  "deal_size",
  "open_deals",
  "velocity",
};

/* Returns: (transfer none): the name of @what in files. */
const char *
bw_explained_name (BwExplained what)
{
  return names[what];
}

/* Returns: (transfer none): the name of @what in files. */
const char *
bw_explained_of_funnel_name (BwExplainedOfFunnel what)
{
  return funnel_names[what];
}

/* Frees @explanation (transfer full) (nullable). */
void
bw_explanation_free (BwExplanation *explanation)
{
  if (explanation == NULL)
    return;
  g_free (explanation->title);
  g_free (explanation->value);
  g_free (explanation->brief);
  g_free (explanation->formula);
  g_free (explanation->numbers);
  g_free (explanation->basis);
  g_free (explanation->filter);
  g_array_unref (explanation->parts);
  g_free (explanation);
}

/* ---- Parts ---- */

void
bw_explained_deals_open (BwExplainedDeals *deals,
                         const BwBook     *book,
                         const BwScope    *scope,
                         gint32            person,
                         const BwPeriod   *period,
                         BwDate            as_of)
{
  BwScope of = { BW_SCOPE_PERSON, person };

  deals->book = book;
  deals->period = period;
  deals->now = bw_snapshot_new (book, as_of);
  deals->mask = bw_scope_mask_new (book, scope);
  deals->person = person != BW_NOBODY ? bw_scope_mask_new (book, &of) : NULL;
  deals->account = bw_ledger_column_at (book, BW_FIELD_ACCOUNT, book->deals.account, as_of);
}

void
bw_explained_deals_clear (BwExplainedDeals *deals)
{
  bw_snapshot_free (deals->now);
  bw_scope_mask_free (deals->mask);
  bw_scope_mask_free (deals->person);
  g_free (deals->account);
}

/* Whether deal @i was there and in the scope. */
gboolean
bw_explained_deals_admit (const BwExplainedDeals *deals,
                          guint                   i)
{
  return deals->now->exists[i] && bw_scope_mask_admits (deals->mask, i, deals->now->owner[i], deals->account[i]) &&
         (deals->person == NULL || bw_scope_mask_admits (deals->person, i, deals->now->owner[i], deals->account[i]));
}

/* Whether deal @i was closed as @kind within the period. */
gboolean
bw_explained_deals_closed (const BwExplainedDeals *deals,
                           guint                   i,
                           BwStageKind             kind)
{
  BwDate day = deals->now->close[i] != BW_DATE_NONE ? deals->now->close[i] : deals->now->stage_since[i];

  return deals->now->kind[i] == kind && bw_period_contains (deals->period, day);
}

/* Deal @i's amount, 0 unknown. */
gint64
bw_explained_deals_amount (const BwExplainedDeals *deals,
                           guint                   i)
{
  return deals->now->amount[i] == BW_MONEY_NONE ? 0 : deals->now->amount[i];
}

/* What a deal adds to @what; whether it adds anything at all, be it 0. */
static gboolean
find_part (const BwExplainedDeals *deals,
           BwExplained             what,
           guint                   i,
           gint64                 *part)
{
  gint64 amount = bw_explained_deals_amount (deals, i);
  gint16 probability = deals->now->probability[i];

  *part = amount;
  if (what == BW_EXPLAINED_CLOSED)
    return bw_explained_deals_closed (deals, i, BW_STAGE_WON);
  if (!bw_snapshot_in_pipeline (deals->now, i, deals->period))
    return FALSE;
  if (what == BW_EXPLAINED_OPEN)
    return TRUE;
  *part = probability == BW_PROBABILITY_NONE ? 0 : bw_money_share (amount, probability);
  return probability != BW_PROBABILITY_NONE;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const BwExplanationPart *x = a, *y = b;

  if (ABS (x->part) != ABS (y->part))
    return ABS (x->part) > ABS (y->part) ? -1 : 1;
  return (x->deal > y->deal) - (x->deal < y->deal);
}

/* Adds what @deal brings, minor units. */
void
bw_explanation_add_part (BwExplanation *explanation,
                         guint          deal,
                         gint64         amount)
{
  BwExplanationPart part = { deal, amount };

  g_array_append_val (explanation->parts, part);
  explanation->sum += amount;
}

/* Puts the largest first. */
void
bw_explanation_sort_parts (BwExplanation *explanation)
{
  g_array_sort (explanation->parts, compare_parts);
}

/* Adds the deals of @outlook, or of @person (BW_NOBODY: of all) in it, that make up @what: closed, open or weighted. */
void
bw_explanation_add_deals (BwExplanation   *explanation,
                          const BwBook    *book,
                          const BwOutlook *outlook,
                          gint32           person,
                          BwExplained      what)
{
  g_auto (BwExplainedDeals) deals = { 0 };
  gint64 part;

  bw_explained_deals_open (&deals, book, &outlook->scope, person, &outlook->period, outlook->as_of);
  for (guint i = 0; i < deals.now->n; i++)
    if (bw_explained_deals_admit (&deals, i) && find_part (&deals, what, i, &part))
      bw_explanation_add_part (explanation, i, part);
  bw_explanation_sort_parts (explanation);
}

/* What each open deal is to bring in the mean. */
void
bw_explanation_add_chances (BwExplanation   *explanation,
                            const BwOutlook *outlook)
{
  for (guint i = 0; i < outlook->n_chances; i++)
    bw_explanation_add_part (explanation, outlook->chances[i].deal,
                             (gint64)llround (outlook->chances[i].probability * (double)outlook->chances[i].swing));
  bw_explanation_sort_parts (explanation);
}

/* ---- Words ---- */

/* Returns: (transfer full): an explanation that is called @title and says nothing yet. */
BwExplanation *
bw_explanation_create (const char *title)
{
  BwExplanation *explanation = g_new0 (BwExplanation, 1);

  explanation->title = g_strdup (title);
  explanation->person = BW_NOBODY;
  explanation->parts = g_array_new (FALSE, FALSE, sizeof (BwExplanationPart));
  return explanation;
}

/* Returns: (transfer full): "38.4 %". */
char *
bw_explanation_dup_share (double share)
{
  return isfinite (share) ? g_strdup_printf (_ ("%.1f\u00a0%%"), share * 100.0) : g_strdup ("–");
}

/* @value in whole minor units. */
gint64
bw_explanation_to_minor (double value)
{
  return isfinite (value) ? (gint64)llround (value) : BW_MONEY_NONE;
}

/* Makes the value of @explanation the estimate @minor: nobody knows it to the cent, so three digits are what is read first. */
void
bw_explanation_set_estimate (BwExplanation *explanation,
                             double         minor,
                             const char    *currency)
{
  gint64 amount = bw_explanation_to_minor (minor);

  g_free (explanation->value);
  g_free (explanation->brief);
  explanation->value = bw_money_format (amount, currency);
  explanation->brief = bw_money_format_compact (amount, currency);
}

/* Returns: (transfer full): "12 deals". */
char *
bw_explanation_dup_n_deals (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u deal", "%'u deals", n), n);
}

/* Returns: (transfer full): @filter for deals dated in @period. */
char *
bw_explanation_dup_dated (char           *filter,
                          const BwPeriod *period)
{
  g_autofree char *undated = filter, *from = bw_date_to_iso (period->from), *to = bw_date_to_iso (period->to);

  return g_strdup_printf ("(%s) and close >= %s and close <= %s", undated, from, to);
}

static void
explain_closed (BwExplanation   *explanation,
                const BwBook    *book,
                const BwOutlook *outlook)
{
  explanation->value = bw_money_format (outlook->won, book->currency);
  explanation->formula = g_strdup (_ ("The amounts of all won deals whose close date is in the period."));
  explanation->basis = bw_explanation_dup_n_deals (outlook->n_won);
  bw_explanation_add_deals (explanation, book, outlook, BW_NOBODY, BW_EXPLAINED_CLOSED);
  explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_filter (book, BW_CATEGORY_CLOSED, BW_ROLLUP_SINGLE), &outlook->period);
}

static void
explain_open (BwExplanation   *explanation,
              const BwBook    *book,
              const BwOutlook *outlook)
{
  explanation->value = bw_money_format (outlook->open, book->currency);
  explanation->formula = g_strdup (_ ("The amounts of all open deals whose close date is in the period and whose category is not omitted."));
  explanation->basis = bw_explanation_dup_n_deals (outlook->n_open);
  bw_explanation_add_deals (explanation, book, outlook, BW_NOBODY, BW_EXPLAINED_OPEN);
  explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_open_filter (book), &outlook->period);
}

static void
explain_weighted (BwExplanation   *explanation,
                  const BwBook    *book,
                  const BwOutlook *outlook)
{
  explanation->value = bw_money_format (outlook->weighted, book->currency);
  explanation->formula = g_strdup (_ ("Amount times the CRM's probability, over all open deals of the period. The model's chances are another number."));
  bw_explanation_add_deals (explanation, book, outlook, BW_NOBODY, BW_EXPLAINED_WEIGHTED);
  explanation->basis = bw_explanation_dup_n_deals (explanation->parts->len);
}

/* Says @what of quota, attainment, gap and coverage, from amounts in minor units and @coverage. */
void
bw_explanation_say_quota (BwExplanation *explanation,
                          BwExplained    what,
                          gint64         won_minor,
                          gint64         open_minor,
                          gint64         quota_minor,
                          double         coverage,
                          const char    *currency)
{
  gboolean         known = quota_minor != BW_MONEY_NONE && quota_minor > 0;
  g_autofree char *quota = bw_money_format (quota_minor, currency);
  g_autofree char *won = bw_money_format (won_minor, currency);
  g_autofree char *open = bw_money_format (open_minor, currency);
  g_autofree char *gap = bw_money_format (known ? quota_minor - won_minor : BW_MONEY_NONE, currency);

  if (what == BW_EXPLAINED_QUOTA)
    {
      explanation->value = g_strdup (quota);
      explanation->formula = g_strdup (_ ("What was agreed for this scope and period."));
    }
  else if (what == BW_EXPLAINED_ATTAINED)
    {
      explanation->value = bw_explanation_dup_share (known ? (double)won_minor / (double)quota_minor : NAN);
      explanation->formula = g_strdup (_ ("Closed divided by quota."));
      explanation->numbers = known ? g_strdup_printf ("%s ÷ %s", won, quota) : NULL;
    }
  else if (what == BW_EXPLAINED_GAP)
    {
      explanation->value = g_strdup (gap);
      explanation->formula = g_strdup (_ ("Quota less closed."));
      explanation->numbers = known ? g_strdup_printf ("%s − %s", quota, won) : NULL;
    }
  else
    {
      explanation->value = isfinite (coverage) ? g_strdup_printf ("%.2f×", coverage) : g_strdup ("–");
      explanation->formula = g_strdup (_ ("Open pipeline of the period divided by the gap: quota less closed."));
      explanation->numbers = isfinite (coverage) ? g_strdup_printf ("%s ÷ %s", open, gap) : NULL;
      if (known && !isfinite (coverage))
        explanation->basis = g_strdup (_ ("Nothing is left to cover."));
    }
  if (!known)
    explanation->basis = g_strdup (_ ("Nothing was agreed for this scope and period, so there is no such number."));
}

/* "Fitted on 10,938 closed deals and replayed on 12 past periods; there it was off by 8.4 %." */
char *
bw_explanation_dup_fit (const BwOutlook *outlook)
{
  const BwOutlookMethod *blend = outlook->n_methods > 0 ? &outlook->methods[outlook->n_methods - 1] : NULL;
  g_autofree char       *deals = bw_explanation_dup_n_deals (outlook->deals_fitted);
  GString               *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Learned from %s that were closed."), deals);
  if (blend != NULL && isfinite (blend->wape))
    {
      g_autofree char *error = bw_explanation_dup_share (blend->wape);

      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "Replayed at the same day of %u past period it was off by %s.",
                                           "Replayed at the same day of %u past periods it was off by %s.", blend->periods),
                              blend->periods, error);
    }
  return g_string_free (text, FALSE);
}

static void
explain_forecast (BwExplanation   *explanation,
                  const BwBook    *book,
                  const BwOutlook *outlook,
                  BwExplained      what)
{
  g_autofree char *won = bw_money_format (outlook->won, book->currency);
  g_autofree char *open = bw_money_format (bw_explanation_to_minor (outlook->from_open), book->currency);
  g_autofree char *new = bw_money_format (bw_explanation_to_minor (outlook->from_new), book->currency);
  g_autofree char *low = bw_money_format_compact (bw_explanation_to_minor (outlook->p10), book->currency);
  g_autofree char *high = bw_money_format_compact (bw_explanation_to_minor (outlook->p90), book->currency);
  g_autofree char *quota = bw_money_format (outlook->quota, book->currency);

  explanation->basis = bw_explanation_dup_fit (outlook);
  switch (what)
    {
    case BW_EXPLAINED_MIDDLE:
      bw_explanation_set_estimate (explanation, outlook->p50, book->currency);
      explanation->formula = g_strdup_printf (_ ("The middle of %'u simulated courses of the period: half of them end above it, half below."),
                                              outlook->n_paths);
      explanation->numbers = g_strdup_printf (_ ("Four of five end between %s (P10) and %s (P90)."), low, high);
      break;
    case BW_EXPLAINED_CHANCE:
      explanation->value = bw_explanation_dup_share (outlook->chance_of_quota);
      explanation->formula = g_strdup_printf (_ ("The share of %'u simulated courses of the period that reach the quota."), outlook->n_paths);
      explanation->numbers = outlook->quota != BW_MONEY_NONE ? g_strdup_printf (_ ("Quota: %s."), quota) : NULL;
      break;
    case BW_EXPLAINED_FROM_OPEN:
      bw_explanation_set_estimate (explanation, outlook->from_open, book->currency);
      explanation->formula = g_strdup (_ ("Amount times the model's chance of being won within the period, over all open deals, whatever their close date."));
      bw_explanation_add_chances (explanation, outlook);
      break;
    case BW_EXPLAINED_FROM_NEW:
      bw_explanation_set_estimate (explanation, outlook->from_new, book->currency);
      explanation->formula = g_strdup (_ ("Deals that are not there yet: as many as came lately, times what such deals brought within so many days."));
      break;
    case BW_EXPLAINED_MEAN:
    default:
      bw_explanation_set_estimate (explanation, outlook->mean, book->currency);
      explanation->formula = g_strdup (_ ("Won, and what is expected from open deals and from deals still to come."));
      explanation->numbers = g_strdup_printf ("%s + %s + %s", won, open, new);
    }
}

static const char *
get_title (BwExplained what)
{
  switch (what)
    {
    case BW_EXPLAINED_CLOSED:
      return _ ("Closed won");
    case BW_EXPLAINED_OPEN:
      return _ ("Open pipeline");
    case BW_EXPLAINED_WEIGHTED:
      return _ ("Weighted pipeline");
    case BW_EXPLAINED_QUOTA:
      return _ ("Quota");
    case BW_EXPLAINED_ATTAINED:
      return _ ("Attainment");
    case BW_EXPLAINED_GAP:
      return _ ("Gap");
    case BW_EXPLAINED_COVERAGE:
      return _ ("Coverage");
    case BW_EXPLAINED_MIDDLE:
      return _ ("Forecast, P50");
    case BW_EXPLAINED_CHANCE:
      return _ ("Chance of quota");
    case BW_EXPLAINED_FROM_OPEN:
      return _ ("From open deals");
    case BW_EXPLAINED_FROM_NEW:
      return _ ("From deals still to come");
    case BW_EXPLAINED_MEAN:
    default:
      return _ ("Forecast, mean");
    }
}

/* Explains @what of @outlook, which was made from @book.
 * Returns: (transfer full): the explanation. */
BwExplanation *
bw_explanation_new (const BwBook    *book,
                    const BwOutlook *outlook,
                    BwExplained      what)
{
  BwExplanation *explanation;

  g_return_val_if_fail (book != NULL && outlook != NULL && what < BW_N_EXPLAINED, NULL);

  explanation = bw_explanation_create (get_title (what));
  if (what == BW_EXPLAINED_CLOSED)
    explain_closed (explanation, book, outlook);
  else if (what == BW_EXPLAINED_OPEN)
    explain_open (explanation, book, outlook);
  else if (what == BW_EXPLAINED_WEIGHTED)
    explain_weighted (explanation, book, outlook);
  else if (what <= BW_EXPLAINED_COVERAGE)
    bw_explanation_say_quota (explanation, what, outlook->won, outlook->open, outlook->quota, outlook->coverage, book->currency);
  else
    explain_forecast (explanation, book, outlook, what);
  return explanation;
}

/* ---- The funnel ---- */

/* Adds the deals of the funnel that were closed as @kind in its period, or are open. */
static void
add_of_funnel (BwExplanation  *explanation,
               const BwBook   *book,
               const BwFunnel *funnel,
               BwStageKind     kind)
{
  g_auto (BwExplainedDeals) deals = { 0 };

  bw_explained_deals_open (&deals, book, &funnel->scope, BW_NOBODY, &funnel->period, funnel->as_of);
  for (guint i = 0; i < deals.now->n; i++)
    if (deals.now->exists[i] && bw_scope_mask_admits (deals.mask, i, deals.now->owner[i], book->deals.account[i]) &&
        (kind == BW_STAGE_OPEN
           ? deals.now->kind[i] == BW_STAGE_OPEN && deals.now->category[i] != BW_CATEGORY_OMITTED
           : deals.now->kind[i] == kind && bw_period_contains (&funnel->period, deals.now->close[i])))
      bw_explanation_add_part (explanation, i, bw_explained_deals_amount (&deals, i));
  bw_explanation_sort_parts (explanation);
}

static void
explain_win_rate (BwExplanation  *explanation,
                  const BwFunnel *funnel)
{
  const BwFunnelShare *rate = &funnel->closings.win_rate;
  g_autofree char     *low = bw_explanation_dup_share (rate->low), *high = bw_explanation_dup_share (rate->high);
  g_autofree char     *by_value = bw_explanation_dup_share (funnel->closings.value_rate);

  explanation->value = bw_explanation_dup_share (rate->share);
  explanation->formula = g_strdup (_ ("Deals won divided by deals won and lost, of those closed in the period."));
  explanation->numbers = g_strdup_printf (_ ("%'u ÷ (%'u + %'u); by value %s"), funnel->closings.n_won, funnel->closings.n_won,
                                          funnel->closings.n_lost, by_value);
  if (rate->n > 0)
    explanation->basis = g_strdup_printf (_ ("With so many deals the true rate lies between %s and %s, 95 times in 100 (Wilson)."), low, high);
}

static void
explain_cycle (BwExplanation  *explanation,
               const BwFunnel *funnel)
{
  const BwFunnelDays *cycle = &funnel->closings.cycle;

  explanation->value = isfinite (cycle->median) ? g_strdup_printf (_ ("%.0f days"), cycle->median) : g_strdup ("–");
  explanation->formula = g_strdup (_ ("The median of the days from created to won, of the deals won in the period."));
  explanation->numbers = g_strdup_printf (_ ("%'u deals; %'u without usable dates are left out"), cycle->n, funnel->closings.n_undatable);
  if (cycle->n > 0)
    explanation->basis = g_strdup_printf (_ ("The middle half took %.0f to %.0f days."), cycle->quarter, cycle->three_quarters);
}

static void
explain_velocity (BwExplanation  *explanation,
                  const BwBook   *book,
                  const BwFunnel *funnel)
{
  g_autofree char *size = bw_money_format (bw_explanation_to_minor (funnel->closings.mean_won), book->currency);
  g_autofree char *rate = bw_explanation_dup_share (funnel->closings.win_rate.share);

  bw_explanation_set_estimate (explanation, funnel->velocity, book->currency);
  explanation->formula = g_strdup (_ ("Open deals times mean amount won times win rate, divided by the days of the sales cycle: what a day brings."));
  if (isfinite (funnel->velocity))
    explanation->numbers = g_strdup_printf ("%'u × %s × %s ÷ %.0f", funnel->n_open, size, rate, funnel->closings.cycle.median);
}

/* Explains @what of @funnel, which was made from @book.
 * Returns: (transfer full): the explanation. */
BwExplanation *
bw_explanation_new_of_funnel (const BwBook       *book,
                              const BwFunnel     *funnel,
                              BwExplainedOfFunnel what)
{
  static const char *const titles[BW_N_EXPLAINED_OF_FUNNEL] = { N_ ("Win rate"), N_ ("Sales cycle"), N_ ("Deal won"),
                                                                N_ ("Open deals"), N_ ("Velocity") };
  BwExplanation           *explanation;

  g_return_val_if_fail (book != NULL && funnel != NULL && what < BW_N_EXPLAINED_OF_FUNNEL, NULL);

  explanation = bw_explanation_create (_ (titles[what]));
  if (what == BW_EXPLAINED_WIN_RATE)
    explain_win_rate (explanation, funnel);
  else if (what == BW_EXPLAINED_CYCLE)
    explain_cycle (explanation, funnel);
  else if (what == BW_EXPLAINED_VELOCITY)
    explain_velocity (explanation, book, funnel);
  else if (what == BW_EXPLAINED_DEAL_SIZE)
    {
      explanation->value = bw_money_format (bw_explanation_to_minor (funnel->closings.mean_won), book->currency);
      explanation->formula = g_strdup (_ ("The mean amount of the deals won in the period whose amount is known."));
    }
  else
    {
      explanation->value = g_strdup_printf ("%'u", funnel->n_open);
      explanation->formula = g_strdup (_ ("Deals that are open on the day of the data and not omitted, whenever they are to close."));
    }
  if (what != BW_EXPLAINED_VELOCITY)
    add_of_funnel (explanation, book, funnel, what == BW_EXPLAINED_OPEN_DEALS ? BW_STAGE_OPEN : BW_STAGE_WON);
  return explanation;
}
