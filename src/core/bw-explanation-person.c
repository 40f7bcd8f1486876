/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a person's numbers in the forecast come about.
 *
 * The same as of the whole (bw-explanation.c), of the deals of the person and everyone below: sums list their deals, ratios show
 * what they are made of, and what was said is told with what was said before. Percentiles come from the same simulated courses as
 * those of the whole; their deals are what each open one is to bring on average. */

#include "core/bw-explanation-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-call-tree.h"
#include "core/bw-deal-field.h"
#include "core/bw-money.h"

enum
{
  MOST_CALLS = 4, /* that are told */
};

/* What is explained. */
typedef struct
{
  const BwBook          *book;
  const BwOutlook       *outlook;
  const BwOutlookPerson *person;
  const char            *name; /* of the person */
  BwCategory             category;
  BwRollupView           view;
} Question;

/* ---- What was said ---- */

static int
compare_calls (gconstpointer a,
               gconstpointer b)
{
  const BwCall *x = *(const BwCall *const *)a, *y = *(const BwCall *const *)b;

  return (x->at < y->at) - (x->at > y->at);
}

/* Returns: (transfer container): what was said for the person, the latest first. */
static GPtrArray *
list_calls (const Question *question,
            gboolean        is_override)
{
  const BwOutlook *outlook = question->outlook;
  GPtrArray       *calls = g_ptr_array_new ();
  gint64           end = bw_book_call_end (question->book, outlook->as_of);

  for (guint i = 0; i < question->book->calls->len; i++)
    {
      const BwCall *call = &g_array_index (question->book->calls, BwCall, i);

      if (call->person == question->person->person && call->category == question->category && !call->is_override == !is_override &&
          call->from == outlook->period.from && call->to == outlook->period.to && call->at < end)
        g_ptr_array_add (calls, (gpointer)call);
    }
  g_ptr_array_sort (calls, compare_calls);
  return calls;
}

/* Returns: (transfer full): "$1,200,000 on 12 Nov 2026 by Anna Snelling: two more are sure". */
static char *
dup_call (const BwBook *book,
          const BwCall *call)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *amount = bw_money_format (call->amount, book->currency);
  g_autofree char *day = bw_date_format_short ((BwDate)(call->at / 86400), BW_DATE_NONE);

  if (call->amount == BW_MONEY_NONE)
    /* Translators: a day on which what was said before was taken back */
    g_string_append_printf (text, _ ("taken back on %s"), day);
  else
    /* Translators: an amount and the day on which it was said */
    g_string_append_printf (text, _ ("%s on %s"), amount, day);
  if (call->author >= 0 && call->author != call->person)
    /* Translators: goes on from an amount and a day: who said it */
    g_string_append_printf (text, _ (" by %s"), bw_book_text (book, bw_book_person (book, call->author)->name));
  if (*bw_book_text (book, call->note) != '\0')
    g_string_append_printf (text, ": %s", bw_book_text (book, call->note));
  return g_string_free (text, FALSE);
}

/* Tells the newest calls, the last one first. */
static void
tell_calls (BwExplanation  *explanation,
            const Question *question,
            gboolean        is_override)
{
  g_autoptr (GPtrArray) calls = list_calls (question, is_override);
  g_autoptr (GString) before = g_string_new (NULL);

  if (calls->len == 0)
    return;
  explanation->numbers = dup_call (question->book, calls->pdata[0]);
  for (guint i = 1; i < MIN (calls->len, MOST_CALLS); i++)
    {
      g_autofree char *text = dup_call (question->book, calls->pdata[i]);

      g_string_append_printf (before, "%s%s", before->len > 0 ? "\n" : "", text);
    }
  if (before->len > 0)
    /* Translators: a list of what was said before, a line each */
    explanation->basis = g_strdup_printf (_ ("Before:\n%s"), before->str);
}

/* What was said, in the view that is looked at, and by what it differs from what was said. */
static void
explain_word (BwExplanation  *explanation,
              const Question *question,
              gboolean        is_override)
{
  const BwOutlookPerson *person = question->person;
  BwCategory             category = question->category;
  gboolean               is_single = bw_call_tree_is_single (question->book);
  const char            *title = bw_deal_category_title (question->book, category);
  gint64                 said = is_override ? person->overrides[category] : person->calls[category];
  gint64                 shown = bw_call_in_view (said, person->stands[category + 1], is_single, question->view);
  g_autofree char       *formula = is_override
                               /* Translators: a category such as Commit, and a person */
                                     ? g_strdup_printf (_ ("What a manager put in the place of the call for “%s” of %s."), title, question->name)
                                     : g_strdup_printf (_ ("What was said for “%s” of %s."), title, question->name);

  explanation->value = bw_money_format (shown, question->book->currency);
  if (shown == said)
    explanation->formula = g_steal_pointer (&formula);
  else if (bw_call_is_passed (said, person->stands[category + 1], is_single, question->view))
    {
      g_autofree char *passed = bw_call_dup_passed (said, person->stands[category + 1], question->book->currency);

      explanation->formula = g_strconcat (formula, " ", passed, NULL);
    }
  else if (shown != BW_MONEY_NONE)
    {
      g_autofree char *surer = bw_money_format (person->stands[category + 1], question->book->currency);

      /* Translators: the amount of all that is surer */
      g_autofree char *part = g_strdup_printf (is_single ? _ ("What is surer is added: %s.") : _ ("What is surer is taken off: %s."), surer);

      explanation->formula = g_strconcat (formula, " ", part, NULL);
    }
  else
    explanation->basis = g_strdup (_ ("Not known where only a part of the deals is looked at."));
}

static void
explain_call (BwExplanation      *explanation,
              const Question     *question,
              BwExplainedOfPerson what)
{
  const BwOutlookPerson *person = question->person;
  gboolean               is_override = what == BW_EXPLAINED_OVERRIDE;
  const char            *category = bw_deal_category_title (question->book, question->category);
  BwDate                 said = person->called[question->category];

  if (what == BW_EXPLAINED_CALL_AGE)
    {
      guint days = said != BW_DATE_NONE ? (guint)MAX (question->outlook->as_of - said, 0) : 0;

      explanation->value = said == BW_DATE_NONE ? g_strdup ("–")
                                                : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u day", "%'u days", days), days);
      /* Translators: a category such as Commit */
      explanation->formula = g_strdup_printf (_ ("Days from the last call for “%s” to the day of the data."), category);
    }
  else
    explain_word (explanation, question, is_override);
  tell_calls (explanation, question, is_override);
  if (explanation->numbers == NULL)
    explanation->basis = g_strdup (is_override ? _ ("Nobody put anything in the place of the call.") : _ ("Nothing was called for this period and category."));
}

/* ---- What counts ---- */

/* What comes up from those who report: theirs together, and the person's own deals. */
static void
explain_below (BwExplanation  *explanation,
               const Question *question)
{
  const BwOutlook *outlook = question->outlook;
  const char      *currency = question->book->currency;
  gint64           below = bw_outlook_person_amount (question->person->below, question->category, question->view), sum = 0;
  guint            n = 0;

  explanation->value = bw_money_format (below, currency);
  explanation->formula = g_strdup (_ ("What counts of those who report, and the person's own deals as they stand in the CRM."));
  if (below == BW_MONEY_NONE)
    {
      explanation->basis = g_strdup (_ ("Not known where only a part of the deals is looked at."));
      return;
    }
  for (guint i = 0; i < outlook->n_people; i++)
    {
      const BwOutlookPerson *other = &outlook->people[i];
      gint64                 amount = bw_outlook_person_amount (other->stands, question->category, question->view);

      if (bw_book_person (question->book, other->person)->manager != question->person->person || amount == BW_MONEY_NONE)
        continue;
      sum += amount;
      n++;
    }
  if (n > 0)
    {
      g_autofree char *theirs = bw_money_format (sum, currency), *own = bw_money_format (below - sum, currency);

      /* Translators: how many people report, what counts of them, and what the person's own deals bring */
      explanation->numbers = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u who reports: %s. Own deals: %s.",
                                                           "%'u who report: %s. Own deals: %s.", n),
                                              n, theirs, own);
    }
}

/* Which of override, call and team counts. */
static void
explain_standing (BwExplanation  *explanation,
                  const Question *question)
{
  const BwOutlookPerson *person = question->person;
  const char            *currency = question->book->currency;
  BwCategory             category = question->category;
  gint64                 stands = bw_outlook_person_amount (person->stands, category, question->view);
  gint64                 below = bw_outlook_person_amount (person->below, category, question->view);

  explanation->value = bw_money_format (stands, currency);
  if (category >= BW_CATEGORY_CLOSED)
    explanation->formula = g_strdup (_ ("What is closed counts, whatever was said."));
  else if (person->overrides[category] != BW_MONEY_NONE)
    explanation->formula = g_strdup (_ ("A manager's override counts in the place of the call and of what comes from the team."));
  else if (person->calls[category] != BW_MONEY_NONE)
    explanation->formula = g_strdup (_ ("The call counts in the place of what comes from the team."));
  else
    explanation->formula = g_strdup (_ ("Nothing was called, so what comes from the team counts."));
  if (stands == BW_MONEY_NONE)
    explanation->basis = g_strdup (_ ("Not known where only a part of the deals is looked at."));
  else
    {
      g_autofree char *team = bw_money_format (below, currency);

      explanation->numbers = g_strdup_printf (_ ("From the team come %s."), team);
    }
}

/* ---- What stands in the CRM ---- */

static BwCategory
find_category (const Question     *question,
               BwExplainedOfPerson what)
{
  switch ((int)what)
    {
    case BW_EXPLAINED_COMMIT:
      return BW_CATEGORY_COMMIT;
    case BW_EXPLAINED_BEST_CASE:
      return BW_CATEGORY_BEST_CASE;
    case BW_EXPLAINED_PIPELINE:
      return BW_CATEGORY_PIPELINE;
    default:
      return question->category;
    }
}

static void
add_category (BwExplanation  *explanation,
              const Question *question,
              BwCategory      category)
{
  const BwOutlook *outlook = question->outlook;
  g_auto (BwExplainedDeals) deals = { 0 };

  bw_explained_deals_open (&deals, question->book, &outlook->scope, question->person->person, &outlook->period, outlook->as_of);
  for (guint i = 0; i < deals.now->n; i++)
    {
      BwRollup one = { 0 };
      gint64   amount = bw_explained_deals_amount (&deals, i);
      gboolean won;

      if (!bw_explained_deals_admit (&deals, i))
        continue;
      won = bw_explained_deals_closed (&deals, i, BW_STAGE_WON);
      if (!won && !bw_snapshot_in_pipeline (deals.now, i, &outlook->period))
        continue;
      bw_rollup_add_deal (&one, deals.now->category[i], won, amount);
      if (bw_rollup_n (&one, category, question->view) > 0)
        bw_explanation_add_part (explanation, i, amount);
    }
  bw_explanation_sort_parts (explanation);
}

static void
explain_category (BwExplanation      *explanation,
                  const Question     *question,
                  BwExplainedOfPerson what)
{
  BwCategory  category = find_category (question, what);
  const char *title = bw_deal_category_title (question->book, category);

  explanation->value = bw_money_format (bw_rollup_amount (&question->person->crm, category, question->view), question->book->currency);
  /* Translators: a category such as Best case */
  explanation->formula = question->view == BW_ROLLUP_SINGLE
                           ? g_strdup_printf (_ ("The open deals of the period that stand in the CRM as “%s”."), title)
                           : g_strdup_printf (_ ("The open deals of the period that stand in the CRM as “%s” or as surer, and what is won."), title);
  add_category (explanation, question, category);
  explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_filter (question->book, category, question->view), &question->outlook->period);
  explanation->basis = bw_explanation_dup_n_deals (explanation->parts->len);
}

static void
explain_sum (BwExplanation      *explanation,
             const Question     *question,
             BwExplainedOfPerson what)
{
  const BwOutlookPerson *person = question->person;
  const BwBook          *book = question->book;
  const BwPeriod        *period = &question->outlook->period;

  if (what == BW_EXPLAINED_OWN_CLOSED)
    {
      explanation->value = bw_money_format (person->won, book->currency);
      explanation->formula = g_strdup (_ ("The amounts of all won deals whose close date is in the period."));
      bw_explanation_add_deals (explanation, book, question->outlook, person->person, BW_EXPLAINED_CLOSED);
      explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_filter (book, BW_CATEGORY_CLOSED, BW_ROLLUP_SINGLE), period);
    }
  else if (what == BW_EXPLAINED_OWN_OPEN)
    {
      explanation->value = bw_money_format (person->open, book->currency);
      explanation->formula = g_strdup (_ ("The amounts of all open deals whose close date is in the period, but for those that are omitted."));
      bw_explanation_add_deals (explanation, book, question->outlook, person->person, BW_EXPLAINED_OPEN);
      explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_open_filter (book), period);
    }
  else
    {
      explanation->value = bw_money_format (person->weighted, book->currency);
      explanation->formula = g_strdup (_ ("Amount times the CRM's probability, over all open deals of the period. The model's chances are another number."));
      bw_explanation_add_deals (explanation, book, question->outlook, person->person, BW_EXPLAINED_WEIGHTED);
      explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_open_filter (book), period);
    }
  explanation->basis = bw_explanation_dup_n_deals (explanation->parts->len);
}

/* ---- Where the person lands ---- */

/* Adds what each open deal is to bring on average. Returns: the sum, minor units. */
static gint64
add_chances (BwExplanation  *explanation,
             const Question *question)
{
  const BwOutlook *outlook = question->outlook;
  g_auto (BwExplainedDeals) deals = { 0 };

  bw_explained_deals_open (&deals, question->book, &outlook->scope, question->person->person, &outlook->period, outlook->as_of);
  for (guint i = 0; i < outlook->n_chances; i++)
    if (bw_explained_deals_admit (&deals, outlook->chances[i].deal))
      bw_explanation_add_part (explanation, outlook->chances[i].deal,
                               (gint64)llround (outlook->chances[i].probability * (double)outlook->chances[i].swing));
  bw_explanation_sort_parts (explanation);
  return explanation->sum;
}

static void
explain_landing (BwExplanation      *explanation,
                 const Question     *question,
                 BwExplainedOfPerson what)
{
  const BwOutlookPerson *person = question->person;
  const char            *currency = question->book->currency;
  g_autofree char       *low = bw_money_format_compact (person->p10, currency), *high = bw_money_format_compact (person->p90, currency);
  g_autofree char       *won = bw_money_format (person->won, currency), *open = NULL;
  guint                  n = question->outlook->n_paths;

  switch ((int)what)
    {
    case BW_EXPLAINED_P10:
      bw_explanation_set_estimate (explanation, (double)person->p10, currency);
      explanation->formula = g_strdup_printf (_ ("Nine of ten of %'u simulated courses of the period end above it."), n);
      break;
    case BW_EXPLAINED_P50:
      bw_explanation_set_estimate (explanation, (double)person->p50, currency);
      explanation->formula = g_strdup_printf (_ ("The middle of %'u simulated courses of the period: half of them end above it, half below."), n);
      break;
    default:
      bw_explanation_set_estimate (explanation, (double)person->p90, currency);
      explanation->formula = g_strdup_printf (_ ("One of ten of %'u simulated courses of the period ends above it."), n);
    }
  open = bw_money_format (add_chances (explanation, question), currency);
  /* Translators: four amounts */
  explanation->numbers = g_strdup_printf (_ ("Four of five end between %s (P10) and %s (P90). %s are won, and the open deals below bring %s on average; the rest is from deals still to come."),
                                          low, high, won, open);
  explanation->basis = bw_explanation_dup_fit (question->outlook);
}

/* ---- Quota ---- */

/* Says what those who report to the person agreed to together. */
static void
compare_quotas (BwExplanation  *explanation,
                const Question *question)
{
  const BwBook *book = question->book;
  gint64        sum = 0;
  guint         n = 0;

  for (guint i = 0; i < question->outlook->n_people; i++)
    {
      const BwOutlookPerson *other = &question->outlook->people[i];

      if (bw_book_person (book, other->person)->manager != question->person->person || other->quota == BW_MONEY_NONE)
        continue;
      sum += other->quota;
      n++;
    }
  if (n > 0)
    {
      g_autofree char *total = bw_money_format (sum, book->currency);
      g_autofree char *apart = bw_money_format (ABS (sum - question->person->quota), book->currency);

      if (sum == question->person->quota)
        explanation->numbers = g_strdup_printf (_ ("Those who report directly have %s together: the same."), total);
      else
        explanation->numbers = g_strdup_printf (sum > question->person->quota ? _ ("Those who report directly have %s together: %s more.")
                                                                              : _ ("Those who report directly have %s together: %s less."),
                                                total, apart);
    }
}

static void
explain_quota (BwExplanation      *explanation,
               const Question     *question,
               BwExplainedOfPerson what)
{
  static const BwExplained like[] = { BW_EXPLAINED_QUOTA, BW_EXPLAINED_ATTAINED, BW_EXPLAINED_GAP, BW_EXPLAINED_COVERAGE };
  const BwOutlookPerson   *person = question->person;

  bw_explanation_say_quota (explanation, like[what - BW_EXPLAINED_OWN_QUOTA], person->won, person->open, person->quota,
                            bw_outlook_coverage (person->open, person->won, person->quota), question->book->currency);
  if (person->quota == BW_MONEY_NONE)
    return;
  if (what == BW_EXPLAINED_OWN_QUOTA)
    compare_quotas (explanation, question);
  else if (what == BW_EXPLAINED_OWN_COVERAGE)
    {
      bw_explanation_add_deals (explanation, question->book, question->outlook, person->person, BW_EXPLAINED_OPEN);
      explanation->filter = bw_explanation_dup_dated (bw_rollup_dup_open_filter (question->book), &question->outlook->period);
    }
  else
    {
      bw_explanation_add_deals (explanation, question->book, question->outlook, person->person, BW_EXPLAINED_CLOSED);
      explanation->filter =
        bw_explanation_dup_dated (bw_rollup_dup_filter (question->book, BW_CATEGORY_CLOSED, BW_ROLLUP_SINGLE), &question->outlook->period);
    }
}

static const char *
get_title (const Question     *question,
           BwExplainedOfPerson what)
{
  static const char *const titles[BW_N_EXPLAINED_OF_PERSON] = {
    [BW_EXPLAINED_CALL] = N_ ("Call"),
    [BW_EXPLAINED_OVERRIDE] = N_ ("Override"),
    [BW_EXPLAINED_CRM] = N_ ("Roll-up"),
    [BW_EXPLAINED_P10] = N_ ("P10"),
    [BW_EXPLAINED_P50] = N_ ("P50"),
    [BW_EXPLAINED_P90] = N_ ("P90"),
    [BW_EXPLAINED_OWN_CLOSED] = N_ ("Closed won"),
    [BW_EXPLAINED_OWN_QUOTA] = N_ ("Quota"),
    [BW_EXPLAINED_OWN_ATTAINED] = N_ ("Attainment"),
    [BW_EXPLAINED_OWN_GAP] = N_ ("Gap"),
    [BW_EXPLAINED_OWN_COVERAGE] = N_ ("Coverage"),
    [BW_EXPLAINED_CALL_AGE] = N_ ("Call age"),
    [BW_EXPLAINED_OWN_OPEN] = N_ ("Open pipeline"),
    [BW_EXPLAINED_OWN_WEIGHTED] = N_ ("Weighted pipeline"),
    [BW_EXPLAINED_BELOW] = N_ ("Team"),
    [BW_EXPLAINED_STANDS] = N_ ("Counts"),
  };

  return titles[what] != NULL ? _ (titles[what]) : bw_deal_category_title (question->book, find_category (question, what));
}

/* Explains @what of the person at @place among those of @outlook, which was made from @book: calls and roll-up those of @category,
 * looked at as @view says.
 * Returns: (transfer full): the explanation. */
BwExplanation *
bw_explanation_new_of_person (const BwBook       *book,
                              const BwOutlook    *outlook,
                              guint               place,
                              BwExplainedOfPerson what,
                              BwCategory          category,
                              BwRollupView        view)
{
  Question         question = { book, outlook, NULL, NULL, category, view };
  g_autofree char *title = NULL;
  BwExplanation   *explanation;

  g_return_val_if_fail (book != NULL && outlook != NULL && place < outlook->n_people && what < BW_N_EXPLAINED_OF_PERSON, NULL);

  question.person = &outlook->people[place];
  question.name = bw_book_text (book, bw_book_person (book, question.person->person)->name);
  /* Translators: a person, and what number of the person's is explained */
  title = g_strdup_printf (_ ("%s: %s"), question.name, get_title (&question, what));
  explanation = bw_explanation_create (title);
  explanation->person = question.person->person;
  if (what == BW_EXPLAINED_CALL || what == BW_EXPLAINED_OVERRIDE || what == BW_EXPLAINED_CALL_AGE)
    explain_call (explanation, &question, what);
  else if (what == BW_EXPLAINED_BELOW)
    explain_below (explanation, &question);
  else if (what == BW_EXPLAINED_STANDS)
    explain_standing (explanation, &question);
  else if (what == BW_EXPLAINED_CRM || (what >= BW_EXPLAINED_COMMIT && what <= BW_EXPLAINED_PIPELINE))
    explain_category (explanation, &question, what);
  else if (what >= BW_EXPLAINED_P10 && what <= BW_EXPLAINED_P90)
    explain_landing (explanation, &question, what);
  else if (what >= BW_EXPLAINED_OWN_QUOTA && what <= BW_EXPLAINED_OWN_COVERAGE)
    explain_quota (explanation, &question, what);
  else
    explain_sum (explanation, &question, what);
  return explanation;
}
