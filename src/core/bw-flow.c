/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline flow (waterfall) between two days.
 *
 * Each deal's state at the end of the first day and of the last says what was in the pipeline then. Start and end are
 * summed from these alone; the buckets are filled deal by deal by the rules below; the flow is balanced when both agree
 * to the minor unit, in total and for each deal. So a mistake in a rule cannot hide in the numbers.
 *
 * A deal is looked at when it is in the pipeline on either day, or was closed within the period in between. One
 * that was not in the pipeline at the start has one entry, one that is not in it at the end has one exit; where
 * several rules fit, the first counts:
 *
 *            entry                        exit
 *   vanished restored                     omitted (with the amount at the start: nobody knows a later one)
 *   -        new                          -
 *   scope    transferred in               transferred out
 *   outcome  reopened                     lost; won, when it closed within the period
 *   date     pulled in, pushed in         pushed out, pulled earlier
 *   category restored                     omitted
 *
 * Entries carry the amount at the start (new deals the amount with which they first came into the period), exits
 * the amount at the end, and the difference is an increase or a decrease that is booked in between.
 *
 * An unknown amount counts as nothing. A deal without a close date lies after every period.
 *
 * O(deals + changes): one pass, in which each deal's later changes are undone once for both days. A deal that came after
 * the last day is not looked at, and one that did not change since the first day only when its close date lies in the
 * period. New deals have their changes walked again. */

#include "core/bw-flow.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *title;
} buckets[BW_N_FLOWS] = {
  [BW_FLOW_NEW] = { "new", N_ ("New") },
  [BW_FLOW_PULLED_IN] = { "pulled_in", N_ ("Pulled in") },
  [BW_FLOW_PUSHED_IN] = { "pushed_in", N_ ("Pushed in") },
  [BW_FLOW_REOPENED] = { "reopened", N_ ("Reopened") },
  [BW_FLOW_TRANSFERRED_IN] = { "transferred_in", N_ ("Transferred in") },
  [BW_FLOW_RESTORED] = { "restored", N_ ("Restored") },
  [BW_FLOW_INCREASED] = { "increased", N_ ("Increased") },
  [BW_FLOW_DECREASED] = { "decreased", N_ ("Decreased") },
  [BW_FLOW_WON] = { "won", N_ ("Won") },
  [BW_FLOW_LOST] = { "lost", N_ ("Lost") },
  [BW_FLOW_PUSHED_OUT] = { "pushed_out", N_ ("Pushed out") },
  [BW_FLOW_PULLED_EARLIER] = { "pulled_earlier", N_ ("Pulled earlier") },
  [BW_FLOW_TRANSFERRED_OUT] = { "transferred_out", N_ ("Transferred out") },
  [BW_FLOW_OMITTED] = { "omitted", N_ ("Omitted or removed") },
};

typedef struct
{
  guint8 kind;
  guint8 category;
} StageState;

/* A stretch of days on which no stage changes its meaning. */
typedef struct
{
  BwDate      from;
  StageState *stages;
} Epoch;

/* What is the same for all deals. */
typedef struct
{
  const BwBook      *book;
  const BwPeriod    *period;
  const BwScopeMask *mask;
  BwDate             from;
  BwDate             to;
  GArray            *epochs; /* Epoch, oldest first, the first from the day after the start */
  const StageState  *first;  /* the stages on the first day and on the last; one more for unknown ones */
  const StageState  *last;
} Window;

/* The own fields of a deal on some day. */
typedef struct
{
  gint64   amount;
  BwDate   close;
  gint32   owner;
  gint32   account;
  guint    stage;
  guint8   category;
  gboolean present;
} DealState;

/* What the rules look at: a deal on the first day or on the last. */
typedef struct
{
  gint64   amount;
  int      side; /* of the period on which the close date lies */
  guint8   kind;
  gboolean exists;
  gboolean in_scope;
  gboolean in_pipeline;
} DealView;

static inline gint64
known (gint64 amount)
{
  return amount == BW_MONEY_NONE ? 0 : amount;
}

/* -1 before the period, 0 within, 1 after it or unknown. */
static inline int
side_of (const BwPeriod *period,
         BwDate          close)
{
  if (close == BW_DATE_NONE || close > period->to)
    return 1;
  return close < period->from ? -1 : 0;
}

static int
compare_dates (const void *a,
               const void *b)
{
  BwDate x = *(const BwDate *)a, y = *(const BwDate *)b;

  return (x > y) - (x < y);
}

static void
clear_epoch_cb (gpointer data)
{
  g_free (((Epoch *)data)->stages);
}

/* Returns: (transfer full): what each stage of @book is on @day, and one more for stages that it does not have. */
static StageState *
stages_on (const BwBook *book,
           BwDate        day)
{
  StageState *stages = g_new0 (StageState, book->stages->len + 1);

  for (guint s = 0; s < book->stages->len; s++)
    {
      BwStageKind kind;
      BwCategory  category;

      bw_book_stage_at (book, (gint32)s, day, &kind, &category);
      stages[s] = (StageState) { kind, category };
    }
  return stages;
}

static GArray *
find_epochs (const BwBook *book,
             BwDate        from,
             BwDate        to)
{
  GArray *epochs = g_array_new (FALSE, FALSE, sizeof (Epoch));
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (BwDate));

  g_array_set_clear_func (epochs, clear_epoch_cb);
  g_array_append_val (days, from);
  for (guint i = 0; i < book->stage_rules->len; i++)
    {
      BwDate day = g_array_index (book->stage_rules, BwStageRule, i).from;

      if (day > from && day <= to)
        g_array_append_val (days, day);
    }
  g_array_sort (days, compare_dates);
  for (guint i = 0; i < days->len; i++)
    {
      Epoch epoch = { g_array_index (days, BwDate, i), NULL };

      if (i > 0 && epoch.from == g_array_index (days, BwDate, i - 1))
        continue;
      epoch.stages = stages_on (book, epoch.from);
      g_array_append_val (epochs, epoch);
    }
  return epochs;
}

static void
undo (DealState      *state,
      const BwChange *change)
{
  switch (change->field)
    {
    case BW_FIELD_STAGE:
      state->stage = (guint)change->old_value;
      break;
    case BW_FIELD_AMOUNT:
      state->amount = change->old_value;
      break;
    case BW_FIELD_CLOSE_DATE:
      state->close = (BwDate)change->old_value;
      break;
    case BW_FIELD_OWNER:
      state->owner = (gint32)change->old_value;
      break;
    case BW_FIELD_ACCOUNT:
      state->account = (gint32)change->old_value;
      break;
    case BW_FIELD_CATEGORY:
      state->category = (guint8)change->old_value;
      break;
    case BW_FIELD_PRESENT:
      state->present = change->old_value != 0;
      break;
    default:
      break;
    }
}

/* Whether deal @i, in @state, is in the pipeline, or closed within the period, on some day of @from to @to. */
static gboolean
counts_within (const Window    *window,
               guint            i,
               const DealState *state,
               BwDate           from,
               BwDate           to)
{
  if (!state->present || side_of (window->period, state->close) != 0 ||
      !bw_scope_mask_admits (window->mask, i, state->owner, state->account))
    return FALSE;
  for (guint e = 0; e < window->epochs->len; e++)
    {
      const Epoch *epoch = &g_array_index (window->epochs, Epoch, e);
      StageState   stage;
      BwDate       until = e + 1 < window->epochs->len ? g_array_index (window->epochs, Epoch, e + 1).from - 1 : to;

      if (epoch->from > to || until < from)
        continue;
      stage = epoch->stages[MIN (state->stage, window->book->stages->len)];
      if (stage.kind != BW_STAGE_OPEN ||
          (state->category != BW_CATEGORY_NONE ? state->category : stage.category) != BW_CATEGORY_OMITTED)
        return TRUE;
    }
  return FALSE;
}

/* What is known of deal @i today. */
static inline DealState
state_today (const BwBook *book,
             guint         i)
{
  const BwDeals *deals = &book->deals;

  return (DealState) { deals->amount[i], deals->close[i], deals->owner[i],
                       deals->account[i], deals->stage[i], deals->category[i],
                       !(deals->flags[i] & BW_DEAL_VANISHED) };
}

static inline DealView
view (const Window     *window,
      guint             i,
      const StageState *stages,
      const DealState  *state,
      gboolean          appeared)
{
  StageState stage = stages[MIN (state->stage, window->book->stages->len)];
  guint8     category = state->category != BW_CATEGORY_NONE ? state->category : stage.category;
  DealView   seen = { known (state->amount), side_of (window->period, state->close), stage.kind };

  seen.exists = appeared && state->present;
  seen.in_scope = bw_scope_mask_admits (window->mask, i, state->owner, state->account);
  seen.in_pipeline = seen.exists && seen.kind == BW_STAGE_OPEN && category != BW_CATEGORY_OMITTED && seen.side == 0 &&
                     seen.in_scope;
  return seen;
}

/* Whether a deal in the pipeline on neither day was closed within the period in between. */
static inline gboolean
closed_between (const DealView *before,
                const DealView *after)
{
  return after->kind != BW_STAGE_OPEN && after->exists && after->side == 0 &&
         (!before->exists || before->kind != after->kind) && after->in_scope;
}

/* The amount with which the new deal @i first came into the period: its changes are undone, newest first, and the
 * earliest stretch of days on which it counts decides; @last when it counts on none. */
static gint64
first_amount (const Window *window,
              guint         i,
              gint64        last)
{
  DealState       state = state_today (window->book, i);
  BwDate          end = window->to, first = window->book->deals.appeared[i], start;
  gint64          amount = last;
  guint           n;
  const BwChange *changes = bw_history_of (&window->book->history, i, &n);

  do
    {
      while (n > 0 && changes[n - 1].at > end)
        undo (&state, &changes[--n]);
      start = n > 0 ? MAX (changes[n - 1].at, first) : first;
      if (counts_within (window, i, &state, start, end))
        amount = known (state.amount);
      end = start - 1;
    }
  while (start > first);
  return amount;
}

static BwFlowBucket
find_entry (const DealView *before,
            gboolean        is_new)
{
  if (is_new)
    return BW_FLOW_NEW;
  if (!before->exists)
    return BW_FLOW_RESTORED;
  if (!before->in_scope)
    return BW_FLOW_TRANSFERRED_IN;
  if (before->kind != BW_STAGE_OPEN)
    return BW_FLOW_REOPENED;
  return before->side > 0 ? BW_FLOW_PULLED_IN : before->side < 0 ? BW_FLOW_PUSHED_IN
                                                                 : BW_FLOW_RESTORED;
}

static BwFlowBucket
find_exit (const DealView *after)
{
  if (!after->exists)
    return BW_FLOW_OMITTED;
  if (!after->in_scope)
    return BW_FLOW_TRANSFERRED_OUT;
  if (after->kind == BW_STAGE_LOST)
    return BW_FLOW_LOST;
  if (after->kind == BW_STAGE_WON && after->side == 0)
    return BW_FLOW_WON;
  return after->side > 0 ? BW_FLOW_PUSHED_OUT : after->side < 0 ? BW_FLOW_PULLED_EARLIER
                                                                : BW_FLOW_OMITTED;
}

static void
book_value (BwFlow      *flow,
            BwFlowBucket bucket,
            gint64       value)
{
  flow->value[bucket] += value;
  flow->count[bucket]++;
}

/* Puts deal @i into its buckets. */
static void
add_deal (BwFlow         *flow,
          const Window   *window,
          guint           i,
          const DealView *first,
          const DealView *last)
{
  gint64     before = first->amount, after = last->amount;
  BwFlowDeal deal = { .deal = i, .entry = BW_FLOW_NOWHERE, .exit = BW_FLOW_NOWHERE };

  if (first->in_pipeline)
    deal.start = before;
  else
    {
      deal.entry = find_entry (first, window->book->deals.appeared[i] > window->from);
      deal.entered = before = deal.entry == BW_FLOW_NEW ? first_amount (window, i, after) : before;
      book_value (flow, deal.entry, deal.entered);
    }
  if (last->in_pipeline)
    deal.end = after;
  else
    {
      deal.exit = find_exit (last);
      if (!last->exists)
        after = before;
      deal.left = after;
      book_value (flow, deal.exit, -deal.left);
    }
  deal.change = after - before;
  if (deal.change != 0)
    book_value (flow, deal.change > 0 ? BW_FLOW_INCREASED : BW_FLOW_DECREASED, deal.change);
  if (deal.start + deal.entered + deal.change - deal.left != deal.end)
    flow->balanced = FALSE;
  g_array_append_val (flow->deals, deal);
}

/* Sees deal @i on both days, and counts it. */
static inline void
look_at (BwFlow       *flow,
         const Window *window,
         guint         i)
{
  BwDate          appeared = window->book->deals.appeared[i];
  DealState       state;
  DealView        before, after;
  guint           n;
  const BwChange *changes;

  if (appeared > window->to)
    return;
  changes = bw_history_of (&window->book->history, i, &n);
  if ((n == 0 || changes[n - 1].at <= window->from) && side_of (window->period, window->book->deals.close[i]) != 0)
    return;
  state = state_today (window->book, i);
  while (n > 0 && changes[n - 1].at > window->to)
    undo (&state, &changes[--n]);
  after = view (window, i, window->last, &state, TRUE);
  while (n > 0 && changes[n - 1].at > window->from)
    undo (&state, &changes[--n]);
  before = view (window, i, window->first, &state, appeared <= window->from);
  flow->n_start += before.in_pipeline;
  flow->start += before.in_pipeline ? before.amount : 0;
  flow->n_end += after.in_pipeline;
  flow->end += after.in_pipeline ? after.amount : 0;
  if (before.in_pipeline || after.in_pipeline || closed_between (&before, &after))
    add_deal (flow, window, i, &before, &after);
}

/* What moved the pipeline of @scope and @period from the end of the day @from to the end of the day @to; given the
 * other way round the days are swapped.
 * Returns: (transfer full): the flow. */
BwFlow *
bw_flow_new (const BwBook   *book,
             const BwScope  *scope,
             const BwPeriod *period,
             BwDate          from,
             BwDate          to)
{
  BwFlow *flow = g_new0 (BwFlow, 1);
  BwDate  first = MIN (from, to), last = MAX (from, to);
  gint64  sum;
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, scope);
  g_autoptr (GArray) epochs = find_epochs (book, first + 1, last);
  g_autofree StageState *first_stages = stages_on (book, first);
  g_autofree StageState *last_stages = stages_on (book, last);
  Window                 window = { book, period, mask, first, last, epochs, first_stages, last_stages };

  flow->from = first;
  flow->to = last;
  flow->period = *period;
  flow->scope = *scope;
  flow->balanced = TRUE;
  flow->deals = g_array_new (FALSE, FALSE, sizeof (BwFlowDeal));
  for (guint i = 0; i < book->deals.n; i++)
    look_at (flow, &window, i);

  sum = flow->start;
  for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
    sum += flow->value[bucket];
  flow->balanced = flow->balanced && sum == flow->end;
  return flow;
}

/* Frees @flow (transfer full) (nullable). */
void
bw_flow_free (BwFlow *flow)
{
  if (flow == NULL)
    return;
  g_array_unref (flow->deals);
  g_free (flow);
}

/* Returns: (transfer none): the bucket's name in files and commands, such as "pulled_in". */
const char *
bw_flow_bucket_name (BwFlowBucket bucket)
{
  return buckets[bucket].name;
}

/* Returns: (transfer none): what the bucket is called on screen. */
const char *
bw_flow_bucket_title (BwFlowBucket bucket)
{
  return _ (buckets[bucket].title);
}
