/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forecasts of all scopes of a book rest on.
 *
 * A scope only chooses whose deals are counted (bw-outlook.c); all that is learned is the organisation's: what was known, the replay
 * of past days, the rates, what deals' fields tell, each deal's chance by week and its luck on each path. Finding that takes nearly
 * all of the time of a forecast, so it is made once for a book, a period and a day, and kept for as long as scopes and filters are
 * changed. What deals' fields tell does not depend on the period either, so another period of the same day takes it over.
 *
 * A base never changes once it is made. It holds on to its book. */

#include "core/bw-outlook-private.h"

#include <string.h>

#define REPLAY_PART 0.6 /* of the work, for the progress */

/* Whether an array of plain values is the same. */
static gboolean
is_same (const GArray *a,
         const GArray *b)
{
  return a == b || (a->len == b->len &&
                    (a->len == 0 || memcmp (a->data, b->data, (gsize)a->len * g_array_get_element_size ((GArray *)a)) == 0));
}

/* Whether a forecast from @a is one from @b: neither deals nor what they are judged by differ. */
static gboolean
is_same_book (const BwBook *a,
              const BwBook *b)
{
  return a == b ||
         (a->deals.share != NULL && a->deals.share == b->deals.share && a->deals.lasting_share == b->deals.lasting_share &&
          a->history.share != NULL && a->history.share == b->history.share && a->records_share == b->records_share &&
          memcmp (&a->calendar, &b->calendar, sizeof a->calendar) == 0 && strcmp (a->currency, b->currency) == 0 &&
          is_same (a->people, b->people) && is_same (a->stages, b->stages) && is_same (a->stage_rules, b->stage_rules) &&
          is_same (a->accounts, b->accounts) && is_same (a->products, b->products) && is_same (a->aliases, b->aliases) &&
          is_same (a->quotas, b->quotas) && is_same (a->calls, b->calls) && is_same (a->imports, b->imports) &&
          is_same (a->plans, b->plans) && is_same (a->territories, b->territories) && is_same (a->assignments, b->assignments) &&
          is_same (a->named_accounts, b->named_accounts) && a->atlas == b->atlas);
}

/* The part that looks ahead. Returns %FALSE when stopped. */
static gboolean
look_ahead (BwOutlookBase       *base,
            const BwOutlookBase *like,
            gboolean             keeps,
            BwProgress           progress,
            gpointer             data)
{
  BwOutlookPart part = { progress, data, 0.05, REPLAY_PART };

  if (base->n_paths == 0)
    base->tilt = like != NULL && like->tilt != NULL && like->as_of == base->as_of && is_same_book (like->book, base->book)
                   ? bw_deal_tilt_ref (like->tilt)
                   : bw_deal_tilt_new (base->book, base->as_of, NULL);
  base->split = bw_deal_chances_split (base->whole);
  base->replay = bw_replay_new (base->whole, &base->period, base->split, bw_outlook_report_cb, &part);
  if (base->replay == NULL)
    return FALSE;
  base->expectation = bw_expectation_new (base->whole, base->replay->counts, base->whole->now, &base->replay->slip,
                                          base->period.from, base->period.to);
  bw_replay_settle (base->replay, base->expectation);
  base->level = bw_replay_level (base->replay, base->expectation);
  base->steps = bw_outlook_steps (&base->period, base->as_of, &base->n_steps);
  bw_outlook_base_prepare (base, keeps);
  return TRUE;
}

static BwOutlookBase *
make (const BwBook        *book,
      const BwPeriod      *period,
      BwDate               as_of,
      guint64              seed,
      guint                n_paths,
      const BwOutlookBase *like,
      gboolean             keeps,
      BwProgress           progress,
      gpointer             progress_data)
{
  g_autoptr (BwOutlookBase) base = NULL;
  BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

  g_return_val_if_fail (as_of != BW_DATE_NONE && period->from <= period->to, NULL);

  base = g_new0 (BwOutlookBase, 1);
  g_atomic_ref_count_init (&base->refs);
  base->book = bw_book_ref ((BwBook *)book);
  base->period = *period;
  base->as_of = as_of;
  base->seed = seed;
  base->n_paths = n_paths;
  base->whole = bw_ledger_new (base->book, &everyone, as_of);
  if (as_of < period->to && !look_ahead (base, like, keeps, progress, progress_data))
    return NULL;
  return g_steal_pointer (&base);
}

/* What the forecast of one scope alone rests on, with @n_paths paths (0: the usual); see bw_outlook_new_rough().
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwOutlookBase *
bw_outlook_base_new_rough (const BwBook   *book,
                           const BwPeriod *period,
                           BwDate          as_of,
                           guint64         seed,
                           guint           n_paths,
                           BwProgress      progress,
                           gpointer        progress_data)
{
  return make (book, period, as_of, seed, n_paths, NULL, FALSE, progress, progress_data);
}

/* What the forecasts of @period rest on, as known at the end of the day @as_of. @like (nullable) is another one that is at hand: of
 * the same book and day it saves some of the work.
 * Returns: (transfer full) (nullable): %NULL when @progress (nullable) stopped it. */
BwOutlookBase *
bw_outlook_base_new (const BwBook        *book,
                     const BwPeriod      *period,
                     BwDate               as_of,
                     guint64              seed,
                     const BwOutlookBase *like,
                     BwProgress           progress,
                     gpointer             progress_data)
{
  BwOutlookPart part = { progress, progress_data, 0.0, REPLAY_PART };
  g_autoptr (BwOutlookBase) base = make (book, period, as_of, seed, 0, like, TRUE, bw_outlook_report_cb, &part);

  if (base == NULL)
    return NULL;
  if (base->replay != NULL)
    {
      part = (BwOutlookPart) { progress, progress_data, REPLAY_PART, 1.0 };
      base->simulation = bw_simulation_new (&base->input, bw_outlook_report_cb, &part);
      if (base->simulation == NULL)
        return NULL;
    }
  return g_steal_pointer (&base);
}

/* Returns: (transfer full): @base. */
BwOutlookBase *
bw_outlook_base_ref (BwOutlookBase *base)
{
  g_atomic_ref_count_inc (&base->refs);
  return base;
}

/* Lets go of @base (transfer full) (nullable). */
void
bw_outlook_base_unref (BwOutlookBase *base)
{
  if (base == NULL || !g_atomic_ref_count_dec (&base->refs))
    return;
  bw_simulation_free (base->simulation);
  g_free (base->counted);
  g_clear_pointer (&base->arrivals, g_array_unref);
  g_free (base->new_profile);
  g_free (base->new_amount);
  g_free (base->class_weight);
  bw_deal_chances_free (base->chances);
  bw_expectation_free (base->expectation);
  bw_deal_tilt_unref (base->tilt);
  bw_replay_free (base->replay);
  g_free (base->steps);
  g_free (base->hazard);
  g_free (base->chance);
  bw_ledger_free (base->whole);
  bw_book_unref (base->book);
  g_free (base);
}

/* Whether what @base knows holds for @book too: neither its deals nor what they are judged by differ. */
gboolean
bw_outlook_base_knows (const BwOutlookBase *base,
                       const BwBook        *book)
{
  return is_same_book (base->book, book);
}

/* Whether @base is what bw_outlook_base_new() would make of the rest: @book may be another one by now, as long as neither its deals nor
 * what they are judged by differ. */
gboolean
bw_outlook_base_is_of (const BwOutlookBase *base,
                       const BwBook        *book,
                       const BwPeriod      *period,
                       BwDate               as_of,
                       guint64              seed)
{
  return base->as_of == as_of && base->seed == seed && base->period.kind == period->kind && base->period.year == period->year &&
         base->period.index == period->index && base->period.from == period->from && base->period.to == period->to &&
         is_same_book (base->book, book);
}
