/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings about the pipeline of a period and the business around it.
 *
 * Each rule looks at the state of the deals on one day, as far as it was known then, and says what it saw with the
 * numbers it rests on: bw-insight-deal.c about one deal, bw-insight-whole.c about the pipeline, bw-insight-business.c about
 * sales as a whole; bw-insight-past.c has what past deals tell. All that is found about a deal is one entry. Entries are ranked by
 * what is expected to be at stake (bw-insight-rank.c).
 *
 * A deal is looked at when it is open, in the scope, not omitted, and dated in the period or overdue; where the period is the
 * present one, also without a date. A deal without an amount counts
 * with the estimate that the forecast uses (bw-ledger.c), and the words say "about".
 *
 * O(deals + changes). A large pipeline has more findings than anybody reads, so where only the largest are wanted, deals are
 * looked at in the order of the most that could be at stake with them, roughly: many times as many as are wanted first, selected without
 * sorting (C. A. R. Hoare, "Find", 1961), then of the others those alone that could still be among them. The past is walked through while
 * the state of the day is rebuilt. */

#include "core/bw-insight.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-insight-dismissal.h"
#include "core/bw-insight-private.h"
#include "core/bw-ledger.h"

enum
{
  FIRST_LOOK = 4,         /* times as many as are wanted are looked at first */
  N_MARKED_DAYS = 36525,  /* from 1970 on: to 2069 */
  NEXT_STEP_SHARE = 5,    /* a fifth of the deals have a next step: it is kept */
  TOO_MANY_DEALS = 50000, /* with more of them the past is walked through on another thread */
};

static const struct
{
  const char *name;
  const char *title;
  const char *action;
} codes[BW_N_INSIGHTS] = {
  [BW_INSIGHT_OVERDUE] = { "overdue", N_ ("Past its date"), N_ ("Close it, or agree on a new date.") },
  [BW_INSIGHT_PUSHED] = { "pushed", N_ ("Pushed"), N_ ("Ask what has to happen first, and date the deal by that.") },
  [BW_INSIGHT_STUCK] = { "stuck", N_ ("Stuck"), N_ ("Find out what blocks the next stage, or let the deal go.") },
  [BW_INSIGHT_SILENT] = { "silent", N_ ("Silent"), N_ ("Get in touch with the customer, or let the deal go.") },
  [BW_INSIGHT_SHRUNK] = { "shrunk", N_ ("Shrunk"), N_ ("Ask what was left out, and whether more is in question.") },
  [BW_INSIGHT_MOVED_BACK] = { "moved_back", N_ ("Moved back"), N_ ("Ask what has come up, and whether the date still holds.") },
  [BW_INSIGHT_NO_NEXT_STEP] = { "no_next_step", N_ ("No next step"), N_ ("Agree on a next step with a day.") },
  [BW_INSIGHT_EARLY_COMMIT] = { "early_commit", N_ ("Committed early"), N_ ("Ask what makes it certain, or take it out of the commitment.") },
  [BW_INSIGHT_TOO_SOON] = { "too_soon", N_ ("Dated too soon"), N_ ("Check whether the date can hold, or move it on.") },
  [BW_INSIGHT_LATE_START] = { "late_start", N_ ("Late start"), N_ ("Check whether the date can hold, or move it on.") },
  [BW_INSIGHT_LARGE] = { "concentration", N_ ("Large deal"), N_ ("Plan for the period without it as well.") },
  [BW_INSIGHT_ACCOUNT] = { "account_concentration", N_ ("Large account"), N_ ("Plan for the period without it as well.") },
  [BW_INSIGHT_PERSON] = { "person_concentration", N_ ("Much with one person"), N_ ("Offer help, or share the deals out.") },
  [BW_INSIGHT_UNDATED] = { "undated", N_ ("No close date"), N_ ("Give each a close date, so that it counts in a period.") },
  [BW_INSIGHT_MONTH_END] = { "month_end_dates", N_ ("Month-end dates"), N_ ("Ask for the day on which the customer means to decide.") },
  [BW_INSIGHT_COVERAGE] = { "coverage", N_ ("Too little pipeline"), N_ ("Find new deals, or pull deals in from later periods.") },
  [BW_INSIGHT_COVERAGE_AHEAD] = { "coverage_ahead", N_ ("Too little pipeline ahead"), N_ ("Make time for new deals now; later ones come too late.") },
  [BW_INSIGHT_STALE] = { "stale_data", N_ ("Old data"), N_ ("Drop a new export onto the window.") },
  [BW_INSIGHT_WEEK] = { "unusual_week", N_ ("Unusual week"), N_ ("Look at what moved, and whether it is one thing or many.") },
  [BW_INSIGHT_TREND] = { "trend_break", N_ ("New course of sales"), N_ ("Look at which part of the business turned.") },
  [BW_INSIGHT_SEASON] = { "season_ahead", N_ ("Season ahead"), N_ ("Plan people and pipeline for it.") },
  [BW_INSIGHT_CALLS] = { "biased_calls", N_ ("Calls that lean"), N_ ("Go through the deals behind the call together.") },
};

static gint64
known (gint64 amount)
{
  return amount == BW_MONEY_NONE ? 0 : amount;
}

/* What deal @i is worth: its amount, else an estimate, 0 when there is nothing to go by. */
gint64
bw_inspection_worth (BwInspection *inspection,
                     guint         i)
{
  const BwBook *book = inspection->book;
  guint         n = book->products->len;
  gint32        product;

  if (inspection->snapshot->amount[i] != BW_MONEY_NONE)
    return inspection->snapshot->amount[i];
  if (inspection->single)
    return 0;
  if (inspection->products == NULL)
    {
      inspection->products =
        bw_ledger_column_at (book, BW_FIELD_PRODUCT, book->deals.product, inspection->as_of);
      inspection->estimates =
        bw_ledger_estimates (book, inspection->snapshot, inspection->products, inspection->as_of);
    }
  product = inspection->products[i];
  return (gint64)(inspection->estimates[product >= 0 && (guint)product < n ? (guint)product : n] + 0.5);
}

/* Whose account deal @i was on the day. */
gint32
bw_inspection_account (const BwInspection *inspection,
                       guint               i)
{
  const BwFormerAccount *former = (const BwFormerAccount *)(gconstpointer)inspection->past->accounts->data;
  guint                  low = 0, high = inspection->past->accounts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (former[middle].deal < i)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < inspection->past->accounts->len && former[low].deal == i)
    return former[low].account;
  return inspection->book->deals.account[i];
}

/* ---- what was dismissed ---- */

static char *
dup_dismissal_name (const char *code,
                    gint32      deal,
                    const char *subject)
{
  return g_strdup_printf ("%s:%d:%s", code, deal, subject);
}

static void
index_dismissals (BwInspection *inspection)
{
  const BwBook *book = inspection->book;

  if (book->dismissals->len == 0)
    return;
  inspection->dismissals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < book->dismissals->len; i++)
    {
      BwDismissal *dismissal = &g_array_index (book->dismissals, BwDismissal, i);

      g_hash_table_insert (inspection->dismissals,
                           dup_dismissal_name (bw_book_text (book, dismissal->code), dismissal->deal,
                                               bw_book_text (book, dismissal->subject)),
                           dismissal);
    }
}

/* Whether somebody has dismissed this, and it still stands so. */
gboolean
bw_inspection_hides (const BwInspection *inspection,
                     BwInsightCode       code,
                     gint32              deal,
                     const char         *subject,
                     gint64              state,
                     gint64              measure)
{
  const BwDismissal *dismissal;
  g_autofree char   *name = NULL;

  if (inspection->dismissals == NULL)
    return FALSE;
  name = dup_dismissal_name (codes[code].name, deal, subject);
  dismissal = g_hash_table_lookup (inspection->dismissals, name);
  return dismissal != NULL && bw_dismissal_holds (dismissal, inspection->as_of, state, measure);
}

/* ---- one walk through the deals ---- */

/* A deal to be looked at, with the most that could be at stake. */
typedef struct
{
  gint64 bound;
  guint  deal;
} Candidate;

static void
add_to_sum (BwInsightSum *sum,
            gint64        amount,
            double        chance,
            gboolean      estimated)
{
  sum->amount += amount;
  sum->expected += (gint64)((double)amount * chance + 0.5);
  sum->estimated |= estimated;
  sum->n++;
}

/* Marks the last days of the months of a hundred years, as a million dates would take long to be reckoned one by one. */
static void
mark_month_ends (BwInspection *inspection)
{
  inspection->month_ends = g_new0 (guint8, N_MARKED_DAYS);
  for (int month = 1; month <= 12 * 100; month++)
    {
      BwDate last = bw_date_first_of_month (1970 + month / 12, month % 12 + 1) - 1;

      if (last >= 0 && last < N_MARKED_DAYS)
        inspection->month_ends[last] = 1;
    }
}

static inline gboolean
is_month_end (const BwInspection *inspection,
              BwDate              date)
{
  return date >= 0 && date < N_MARKED_DAYS && inspection->month_ends[date];
}

/* A win: what it tells of the period and of past ones. */
static void
count_win (BwInspection *inspection,
           guint         i)
{
  BwDate close = inspection->snapshot->close[i], created = inspection->book->deals.created[i];
  gint64 amount = known (inspection->snapshot->amount[i]);

  if (bw_period_contains (&inspection->period, close))
    inspection->won += amount;
  if (close == BW_DATE_NONE || close > inspection->as_of)
    return;
  inspection->n_wins++;
  inspection->n_wins_month_end += is_month_end (inspection, close);
  if (created == BW_DATE_NONE)
    return;
  for (guint p = 0; p < inspection->n_past_periods; p++)
    if (bw_period_contains (&inspection->past_periods[p], close))
      {
        inspection->past_won += amount;
        for (guint a = 0; a < BW_INSIGHT_AHEAD; a++)
          if (created <= inspection->past_periods[p].from - (inspection->ahead[a].period.from - inspection->as_of))
            inspection->ahead[a].existed += amount;
        break;
      }
}

/* A deal that is dated in the period. */
static void
count_pipeline (BwInspection *inspection,
                guint         i,
                gint64        amount,
                double        chance,
                gboolean      estimated)
{
  gint32 owner = inspection->snapshot->owner[i], account = bw_inspection_account (inspection, i);

  add_to_sum (&inspection->open, amount, chance, estimated);
  if (amount > inspection->largest_worth)
    {
      inspection->largest_worth = amount;
      inspection->largest = (gint32)i;
    }
  if (is_month_end (inspection, inspection->snapshot->close[i]))
    add_to_sum (&inspection->month_end, amount, chance, estimated);
  if (account >= 0 && (guint)account < inspection->book->accounts->len)
    {
      inspection->by_account[account] += amount;
      inspection->n_by_account[account]++;
    }
  if (owner >= 0 && (guint)owner < inspection->book->people->len)
    {
      inspection->by_person[owner] += amount;
      inspection->n_by_person[owner]++;
    }
}

/* An open deal: sums it up, and makes it a candidate if it is one. */
static void
count_open (BwInspection *inspection,
            guint         i,
            GArray       *candidates)
{
  BwDate    close = inspection->snapshot->close[i];
  gint64    amount = bw_inspection_worth (inspection, i);
  double    chance = bw_inspection_chance (inspection, i);
  gboolean  estimated = inspection->snapshot->amount[i] == BW_MONEY_NONE;
  Candidate candidate = { 0, i };

  if (close == BW_DATE_NONE)
    {
      add_to_sum (&inspection->undated, amount, chance, estimated);
      candidate.bound = bw_inspection_largest_stake (inspection, i);
      if (bw_period_contains (&inspection->period, inspection->as_of))
        g_array_append_val (candidates, candidate);
      return;
    }
  for (guint a = 0; a < BW_INSIGHT_AHEAD; a++)
    if (bw_period_contains (&inspection->ahead[a].period, close))
      add_to_sum (&inspection->ahead[a].open, amount, chance, estimated);
  if (bw_period_contains (&inspection->period, close))
    count_pipeline (inspection, i, amount, chance, estimated);
  else if (close >= inspection->as_of)
    return;
  candidate.bound = bw_inspection_largest_stake (inspection, i);
  g_array_append_val (candidates, candidate);
}

/* Returns: (transfer full) (element-type Candidate): the deals to be looked at. */
static GArray *
walk (BwInspection *inspection)
{
  const BwSnapshot *snapshot = inspection->snapshot;
  GArray           *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint             n_open = 0, n_with_step = 0;

  for (guint i = 0; i < snapshot->n; i++)
    {
      if (!snapshot->exists[i] || snapshot->kind[i] == BW_STAGE_LOST ||
          (snapshot->kind[i] == BW_STAGE_OPEN && snapshot->category[i] == BW_CATEGORY_OMITTED) ||
          !bw_scope_mask_admits (inspection->mask, i, snapshot->owner[i],
                                 inspection->mask->accounts != NULL ? bw_inspection_account (inspection, i) : BW_NOBODY))
        continue;
      if (snapshot->kind[i] == BW_STAGE_WON)
        {
          count_win (inspection, i);
          continue;
        }
      n_open++;
      n_with_step += inspection->book->deals.next_step[i] != 0;
      count_open (inspection, i, candidates);
    }
  inspection->knows_next_steps = n_with_step > 0 && n_with_step >= n_open / NEXT_STEP_SHARE;
  return candidates;
}

/* Brings the @n_most candidates of the highest bounds to the front. */
static void
select_highest (GArray *candidates,
                guint   n_most)
{
  Candidate *all = (Candidate *)(void *)candidates->data;
  gint64     low = 0, high = (gint64)candidates->len - 1;

  while (low < high)
    {
      gint64 pivot = all[low + (high - low) / 2].bound, i = low, j = high;

      while (i <= j)
        {
          while (all[i].bound > pivot)
            i++;
          while (all[j].bound < pivot)
            j--;
          if (i <= j)
            {
              Candidate swap = all[i];

              all[i++] = all[j];
              all[j--] = swap;
            }
        }
      if ((gint64)n_most <= j)
        high = j;
      else if ((gint64)n_most >= i)
        low = i;
      else
        return;
    }
}

static int
compare_stakes (const void *a,
                const void *b)
{
  const Candidate *x = a, *y = b;

  if (x->bound != y->bound)
    return x->bound > y->bound ? -1 : 1;
  return (x->deal > y->deal) - (x->deal < y->deal);
}

/* Looks at the @candidates, and puts what was found about the @n_most (0: all) with the most at stake into words. */
static void
look_at_deals (BwInspection *inspection,
               GArray       *candidates,
               guint         n_most,
               GPtrArray    *insights)
{
  g_autoptr (GArray) stakes = g_array_new (FALSE, FALSE, sizeof (Candidate));
  BwInsightFound found[BW_MAX_FOUND];
  guint          n_first = n_most > 0 ? MIN ((guint64)n_most * FIRST_LOOK, candidates->len) : candidates->len, n;
  gint64         least = G_MININT64;

  if (n_first < candidates->len)
    select_highest (candidates, n_first);
  for (guint c = 0; c < candidates->len; c++)
    {
      Candidate candidate = g_array_index (candidates, Candidate, c);

      if (candidate.bound < least)
        continue;
      n = bw_inspection_look (inspection, candidate.deal, found);
      if (n == 0)
        continue;
      candidate.bound = bw_inspection_stake (inspection, candidate.deal, found, n);
      g_array_append_val (stakes, candidate);
      if (n_most > 0 && stakes->len >= n_most * FIRST_LOOK)
        {
          g_array_sort (stakes, compare_stakes);
          g_array_set_size (stakes, n_most);
          least = g_array_index (stakes, Candidate, n_most - 1).bound;
        }
    }
  g_array_sort (stakes, compare_stakes);
  for (guint s = 0; s < stakes->len && (n_most == 0 || s < n_most); s++)
    {
      guint deal = g_array_index (stakes, Candidate, s).deal;

      n = bw_inspection_look (inspection, deal, found);
      g_ptr_array_add (insights, bw_inspection_word_deal (inspection, deal, found, n));
    }
}

/* ---- the whole ---- */

/* Gives the open stages their numbers. */
static void
number_stages (BwInspection *inspection)
{
  inspection->positions = g_new (gint32, inspection->book->stages->len + 1);
  for (guint s = 0; s < inspection->book->stages->len; s++)
    inspection->positions[s] =
      bw_book_stage (inspection->book, s)->kind == BW_STAGE_OPEN ? inspection->n_open_stages++ : -1;
}

/* The periods to come, and the past ones that the data reach back to. */
static void
choose_periods (BwInspection *inspection)
{
  const BwCalendar *calendar = &inspection->book->calendar;
  BwPeriodKind      kind = inspection->period.kind;
  BwPeriod          now = bw_calendar_period_at (calendar, kind, inspection->as_of);
  BwDate            first = G_MAXINT32;

  for (guint i = 0; i < inspection->book->deals.n; i++)
    if (inspection->book->deals.created[i] != BW_DATE_NONE)
      first = MIN (first, inspection->book->deals.created[i]);
  for (guint a = 0; a < BW_INSIGHT_AHEAD; a++)
    inspection->ahead[a].period = bw_calendar_shift (calendar, &now, (int)a + 1);
  for (guint p = 0; p < BW_INSIGHT_N_PAST; p++)
    {
      BwPeriod past = bw_calendar_shift (calendar, &now, -1 - (int)p);

      /* What began before the data did has no deals that existed long before it. */
      if (past.from - (inspection->ahead[0].period.from - inspection->as_of) <= first)
        break;
      inspection->past_periods[inspection->n_past_periods++] = past;
    }
}

typedef struct
{
  const BwBook *book;
  BwDate        as_of;
} PastJob;

static gpointer
past_thread (gpointer data)
{
  const PastJob *job = data;

  return bw_insight_past_new (job->book, job->as_of);
}

static void
inspect (BwInspection         *inspection,
         const BwInsightQuery *query,
         GPtrArray            *insights)
{
  guint n_accounts = inspection->book->accounts->len, n_people = inspection->book->people->len;
  g_autoptr (GArray) candidates = NULL;
  BwKeyMeasures measures = bw_key_measures_of_book (inspection->book);

  inspection->by_account = g_new0 (gint64, n_accounts + 1);
  inspection->n_by_account = g_new0 (guint, n_accounts + 1);
  inspection->by_person = g_new0 (gint64, n_people + 1);
  inspection->n_by_person = g_new0 (guint, n_people + 1);
  inspection->mask = bw_scope_mask_new (inspection->book, &inspection->scope);
  number_stages (inspection);
  mark_month_ends (inspection);
  choose_periods (inspection);
  index_dismissals (inspection);
  candidates = walk (inspection);
  look_at_deals (inspection, candidates, query->n_most > 0 ? MAX (query->n_most, BW_INSIGHT_CHOICE) : 0, insights);
  bw_inspection_add_whole (inspection, insights);
  if (query->business)
    bw_inspection_add_business (inspection, insights);
  bw_insights_rank (insights, &measures, query->n_most);
}

static void
clear_inspection (BwInspection *inspection)
{
  g_free (inspection->positions);
  g_free (inspection->month_ends);
  g_free (inspection->by_account);
  g_free (inspection->n_by_account);
  g_free (inspection->by_person);
  g_free (inspection->n_by_person);
  g_free (inspection->products);
  g_free (inspection->estimates);
  g_clear_pointer (&inspection->mask, bw_scope_mask_free);
  g_clear_pointer (&inspection->dismissals, g_hash_table_unref);
}

/* What deserves a look, by what was known on the day of @query.
 * Returns: (transfer full) (element-type BwInsight): the entries, ranked. */
GPtrArray *
bw_insights_new (BwBook               *book,
                 const BwInsightQuery *query)
{
  GPtrArray *insights = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_insight_free);
  PastJob    job = { book, query->as_of };
  GThread   *thread = book->deals.n > TOO_MANY_DEALS ? g_thread_new ("insight-past", past_thread, &job) : NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, query->as_of);
  g_autoptr (BwInsightPast) past = thread != NULL ? g_thread_join (thread) : past_thread (&job);
  BwInspection inspection = {
    .book = book,
    .snapshot = snapshot,
    .past = past,
    .scope = query->scope,
    .period = query->period,
    .as_of = query->as_of,
    .today = query->today,
    .with_dismissed = query->dismissed,
    .largest = BW_NOBODY,
  };

  inspect (&inspection, query, insights);
  clear_inspection (&inspection);
  return insights;
}

/* What deserves a look about one @deal alone, whatever period it is dated in and whatever was dismissed, on the day of @snapshot;
 * @past is of the same day. O(stages + changes of the deal), for a page that shows one deal after the other.
 * Returns: (transfer full) (element-type BwInsight): an entry for each finding, the gravest first; their texts leave the deal's
 *   name out. */
GPtrArray *
bw_insights_new_of_deal (const BwBook        *book,
                         const BwSnapshot    *snapshot,
                         const BwInsightPast *past,
                         const BwPeriod      *period,
                         guint                deal)
{
  GPtrArray     *insights = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_insight_free);
  BwInsightFound found[BW_MAX_FOUND];
  guint          n;
  BwInspection   inspection = {
      .book = (BwBook *)book, /* is only read here */
      .snapshot = snapshot,
      .past = past,
      .period = *period,
      .as_of = snapshot->at,
      .with_dismissed = TRUE,
      .largest = BW_NOBODY,
      .single = TRUE,
  };

  if (deal >= snapshot->n || !snapshot->exists[deal] || snapshot->kind[deal] != BW_STAGE_OPEN ||
      snapshot->category[deal] == BW_CATEGORY_OMITTED)
    return insights;
  number_stages (&inspection);
  n = bw_inspection_look (&inspection, deal, found);
  if (n > 0)
    {
      g_autoptr (BwInsight) all = bw_inspection_word_deal (&inspection, deal, found, n);

      for (guint i = 0; i < all->findings->len; i++)
        {
          const BwInsightFinding *finding = g_ptr_array_index (all->findings, i);
          BwInsight              *one = bw_insight_new (finding->code, (gint32)deal, "", all->title);

          bw_insight_add_finding (one, finding->code, finding->n, g_strdup (finding->text), g_strdup (finding->brief));
          one->text = g_strdup (finding->text);
          one->body = g_strdup (finding->text);
          one->cost = g_strdup ("");
          one->action = finding->action;
          g_ptr_array_add (insights, one);
        }
    }
  clear_inspection (&inspection);
  return insights;
}

/* ---- entries ---- */

static void
free_finding (gpointer data)
{
  BwInsightFinding *finding = data;

  g_free (finding->text);
  g_free (finding->brief);
  g_free (finding);
}

/* Returns: (transfer full): an entry without findings; bw_insight_finish() when these are there. */
BwInsight *
bw_insight_new (BwInsightCode code,
                gint32        deal,
                const char   *subject,
                const char   *title)
{
  BwInsight *insight = g_new0 (BwInsight, 1);

  insight->code = code;
  insight->deal = deal;
  insight->subject = g_strdup (subject);
  insight->title = g_strdup (*title != '\0' ? title : _ ("Without a name"));
  insight->findings = g_ptr_array_new_with_free_func (free_finding);
  return insight;
}

/* Returns: (transfer none): a new finding of @insight, with @text and @brief (both transfer full). */
BwInsightFinding *
bw_insight_add_finding (BwInsight    *insight,
                        BwInsightCode code,
                        guint         n,
                        char         *text,
                        char         *brief)
{
  BwInsightFinding *finding = g_new0 (BwInsightFinding, 1);

  finding->code = code;
  finding->n = n;
  finding->text = text;
  finding->brief = brief;
  finding->action = _ (codes[code].action);
  g_ptr_array_add (insight->findings, finding);
  return finding;
}

/* Returns: (transfer full): what it costs, in words. */
static char *
dup_cost (const BwInsight *insight,
          const char      *currency)
{
  g_autofree char *amount = bw_money_format_compact (insight->amount, currency);
  g_autofree char *stake = bw_money_format_compact (insight->stake, currency);

  if (insight->stake <= 0)
    return g_strdup (insight->amount > 0 ? amount : "");
  if (insight->stake >= insight->amount)
    /* Translators: an amount of money that is at stake. */
    return g_strdup_printf (_ ("%s at stake"), stake);
  return g_strdup_printf (insight->estimated ? _ ("%s of about %s at stake") : _ ("%s of %s at stake"), stake, amount);
}

/* The first finding in full, the others in a few words. */
static char *
dup_body (const BwInsight *insight)
{
  const BwInsightFinding *first = g_ptr_array_index (insight->findings, 0);
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 1; i < insight->findings->len; i++)
    g_string_append_printf (others, "%s%s", i > 1 ? ", " : "",
                            ((const BwInsightFinding *)g_ptr_array_index (insight->findings, i))->brief);
  if (others->len == 0)
    return g_strdup (first->text);
  /* Translators: a sentence, and other findings: "No activity for 57 days. Also: pushed 5 times, no next step." */
  return g_strdup_printf (_ ("%s Also: %s."), first->text, others->str);
}

/* Puts an entry into words whose money and findings are there. */
void
bw_insight_finish (BwInsight  *insight,
                   const char *currency)
{
  const BwInsightFinding *first = g_ptr_array_index (insight->findings, 0);

  insight->dismissed = TRUE;
  for (guint i = 0; i < insight->findings->len; i++)
    insight->dismissed = insight->dismissed && ((const BwInsightFinding *)g_ptr_array_index (insight->findings, i))->dismissed;
  insight->action = first->action;
  if (insight->cost == NULL)
    insight->cost = dup_cost (insight, currency);
  insight->body = dup_body (insight);
  if (*insight->cost != '\0')
    /* Translators: what it is about, what it costs, and a sentence: "“Harbor renewal” ($87 K of $241 K at stake): …". */
    insight->text = g_strdup_printf (_ ("“%s” (%s): %s"), insight->title, insight->cost, insight->body);
  else
    insight->text = g_strdup_printf (_ ("“%s”: %s"), insight->title, insight->body);
}

/* Frees @insight (transfer full) (nullable). */
void
bw_insight_free (BwInsight *insight)
{
  if (insight == NULL)
    return;
  g_free (insight->subject);
  g_free (insight->title);
  g_free (insight->cost);
  g_free (insight->text);
  g_free (insight->body);
  g_free (insight->filter);
  g_ptr_array_unref (insight->findings);
  g_free (insight);
}

/* Returns: (transfer none): the code's name in files and commands, such as "overdue". */
const char *
bw_insight_code_name (BwInsightCode code)
{
  return codes[code].name;
}

/* Reads what bw_insight_code_name() gave. Returns FALSE when there is no such code. */
gboolean
bw_insight_code_parse (const char    *name,
                       BwInsightCode *code)
{
  for (int i = 0; i < BW_N_INSIGHTS; i++)
    if (g_strcmp0 (name, codes[i].name) == 0)
      {
        *code = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer none): what findings with @code are called, translated. */
const char *
bw_insight_code_title (BwInsightCode code)
{
  return _ (codes[code].title);
}
