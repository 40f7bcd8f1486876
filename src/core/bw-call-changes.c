/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed below a call since it was made, deal by deal.
 *
 * The deals as they were known at the end of the day of the call beside those of today: each counts for what it gives to
 * the category of the period, on either day. The differences of all deals are the difference of the two roll-ups, to the cent.
 * Why a deal counts for another amount is the first of: it left or came to the people, it is decided, it is gone or new,
 * its date, its category, its amount. The team is today's on both days, so that what a change of the tree brought is not
 * taken for what deals brought. O(deals + changes). */

#include "core/bw-call-changes.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *title;
} kinds[BW_N_CALL_CHANGES] = {
  [BW_CALL_CHANGE_WON] = { "won", N_ ("Won") },
  [BW_CALL_CHANGE_LOST] = { "lost", N_ ("Lost") },
  [BW_CALL_CHANGE_NEW] = { "new", N_ ("New") },
  [BW_CALL_CHANGE_SLIPPED] = { "slipped", N_ ("Slipped") },
  [BW_CALL_CHANGE_PULLED_IN] = { "pulled_in", N_ ("Pulled in") },
  [BW_CALL_CHANGE_CATEGORY] = { "category", N_ ("Category") },
  [BW_CALL_CHANGE_AMOUNT] = { "amount", N_ ("Amount") },
  [BW_CALL_CHANGE_OWNER] = { "owner", N_ ("Owner") },
  [BW_CALL_CHANGE_GONE] = { "gone", N_ ("Gone") },
};

/* The deals as known on one of the two days. */
typedef struct
{
  const BwLedger *ledger;
  const BwPeriod *period;
  BwCategory      category;
  BwRollupView    view;
} Side;

static gboolean
is_won_in (const Side *side,
           guint       deal)
{
  const BwSnapshot *now = side->ledger->now;

  return now->exists[deal] && now->kind[deal] == BW_STAGE_WON && bw_period_contains (side->period, bw_ledger_won_day (side->ledger, deal));
}

static gboolean
is_theirs (const Side *side,
           guint       deal)
{
  return bw_ledger_admits (side->ledger, deal, side->ledger->now->owner[deal]);
}

/* What @deal gives to the category. @counts becomes whether it is counted at all. */
static gint64
give (const Side *side,
      guint       deal,
      gboolean   *counts)
{
  const BwSnapshot *now = side->ledger->now;
  BwRollup          rollup = { { 0 } };
  gboolean          is_won = is_won_in (side, deal);

  *counts = FALSE;
  if (!now->exists[deal] || !is_theirs (side, deal) || !(is_won || bw_snapshot_in_pipeline (now, deal, side->period)))
    return 0;
  bw_rollup_add_deal (&rollup, now->category[deal], is_won, now->amount[deal] == BW_MONEY_NONE ? 0 : now->amount[deal]);
  *counts = bw_rollup_n (&rollup, side->category, side->view) > 0;
  return bw_rollup_amount (&rollup, side->category, side->view);
}

static BwCallChangeKind
find_kind (const Side *was,
           const Side *is,
           guint       deal)
{
  const BwSnapshot *before = was->ledger->now, *after = is->ledger->now;
  gboolean          was_in, is_in;

  if (!before->exists[deal])
    return is_won_in (is, deal) ? BW_CALL_CHANGE_WON : BW_CALL_CHANGE_NEW;
  if (!after->exists[deal])
    return BW_CALL_CHANGE_GONE;
  if (is_theirs (was, deal) != is_theirs (is, deal))
    return BW_CALL_CHANGE_OWNER;
  if (after->kind[deal] != before->kind[deal])
    return after->kind[deal] == BW_STAGE_WON ? BW_CALL_CHANGE_WON : after->kind[deal] == BW_STAGE_LOST ? BW_CALL_CHANGE_LOST
                                                                                                       : BW_CALL_CHANGE_NEW;
  was_in = bw_period_contains (was->period, before->close[deal]);
  is_in = bw_period_contains (is->period, after->close[deal]);
  if (was_in != is_in)
    return is_in ? BW_CALL_CHANGE_PULLED_IN : BW_CALL_CHANGE_SLIPPED;
  return before->category[deal] != after->category[deal] ? BW_CALL_CHANGE_CATEGORY : BW_CALL_CHANGE_AMOUNT;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const BwCallChange *x = a, *y = b;
  gint64              p = ABS (x->after - x->before), q = ABS (y->after - y->before);

  if (p != q)
    return p > q ? -1 : 1;
  if (x->after != y->after)
    return x->after > y->after ? -1 : 1;
  return x->deal < y->deal ? -1 : x->deal > y->deal;
}

/* What changed in @category of @period for @person and everyone below (%BW_NOBODY: for all) from the end of @from to the end of @to.
 * Returns: (transfer full): the changes. */
BwCallChanges *
bw_call_changes_new (const BwBook   *book,
                     gint32          person,
                     const BwPeriod *period,
                     BwCategory      category,
                     BwRollupView    view,
                     BwDate          from,
                     BwDate          to)
{
  BwScope scope = { person == BW_NOBODY ? BW_SCOPE_ALL : BW_SCOPE_PERSON, person, NULL };
  g_autoptr (BwLedger) first = bw_ledger_new (book, &scope, from);
  g_autoptr (BwLedger) last = bw_ledger_new (book, &scope, to);
  Side           was = { first, period, category, view }, is = { last, period, category, view };
  BwCallChanges *changes = g_new0 (BwCallChanges, 1);

  changes->from = from;
  changes->to = to;
  changes->changes = g_array_new (FALSE, FALSE, sizeof (BwCallChange));
  for (guint i = 0; i < book->deals.n; i++)
    {
      gboolean     counted, counts;
      BwCallChange change = { .deal = i, .before = give (&was, i, &counted), .after = give (&is, i, &counts) };
      gboolean     became_sure = is_won_in (&is, i) && counts && !(is_won_in (&was, i) && counted);

      changes->before += change.before;
      changes->after += change.after;
      if (change.before == change.after && counted == counts && !became_sure)
        continue;
      change.kind = find_kind (&was, &is, i);
      g_array_append_val (changes->changes, change);
    }
  g_array_sort (changes->changes, compare_changes);
  return changes;
}

void
bw_call_changes_free (BwCallChanges *changes)
{
  g_array_unref (changes->changes);
  g_free (changes);
}

/* Returns: (transfer none): the name of @kind in files. */
const char *
bw_call_change_name (BwCallChangeKind kind)
{
  return kinds[kind].name;
}

/* Returns: (transfer none): what it is called on screen, translated. */
const char *
bw_call_change_title (BwCallChangeKind kind)
{
  return _ (kinds[kind].title);
}
