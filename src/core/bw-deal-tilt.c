/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what deals' own fields say of single deals has been borne out, and the model that says it.
 *
 * The win model tests itself on deals left out (bw-win-fit.c), but only on whether a deal is won if it closes. What the forecast of a
 * period needs is which deals are won within it. So the model is fitted once more as of a day twelve weeks back, one of those
 * that are replayed, and the chances that it gave the deals open then of being won since are held against what came: with the
 * fields the squared error (Brier, 1950) must have been smaller than without. Where the model of that day had nothing to say
 * there is nothing to hold against it, and its own test stands.
 *
 * Both models are fitted at once, each on a thread of its own, while the caller replays past days. The earlier one is needed only where
 * that of the day has something to say: where it has not, the earlier one is given up. The result does not depend on which of
 * the threads is faster. */

#include "core/bw-deal-chance.h"

#include <math.h>

enum
{
  TEST_DAYS = 84, /* a multiple of the days between replayed ones */
  EVER_WEEKS = 156,
  MIN_TESTED = 30,
};

struct _BwDealTilt
{
  gatomicrefcount   refs;
  BwBook           *book; /* (owned) */
  BwDate            as_of;
  const BwWinModel *given;
  BwWinModel       *own;    /* where none was given */
  BwWinModel       *then;   /* (nullable): of TEST_DAYS before */
  GThread          *thread; /* (nullable): that fits own, and the one that fits then */
  GThread          *thread_then;
  gint              stop;    /* atomic */
  gint              in_vain; /* atomic: whether then is not needed */
};

static gboolean
go_on_cb (double   done,
          gpointer data)
{
  BwDealTilt *tilt = data;

  return g_atomic_int_get (&tilt->stop) == 0;
}

static gboolean
go_on_then_cb (double   done,
               gpointer data)
{
  BwDealTilt *tilt = data;

  return g_atomic_int_get (&tilt->stop) == 0 && g_atomic_int_get (&tilt->in_vain) == 0;
}

static const BwWinModel *
model_of (const BwDealTilt *tilt)
{
  return tilt->given != NULL ? tilt->given : tilt->own;
}

static gboolean
is_usable (const BwWinModel *model)
{
  return model != NULL && bw_win_model_signal (model)->usable;
}

static gpointer
fit_own (gpointer data)
{
  BwDealTilt *tilt = data;

  tilt->own = bw_win_model_new (tilt->book, tilt->as_of, BW_WIN_MODEL_SEED, go_on_cb, tilt);
  if (!is_usable (tilt->own))
    g_atomic_int_set (&tilt->in_vain, 1);
  return NULL;
}

static gpointer
fit_then (gpointer data)
{
  BwDealTilt *tilt = data;

  tilt->then = bw_win_model_new (tilt->book, tilt->as_of - TEST_DAYS, BW_WIN_MODEL_SEED, go_on_then_cb, tilt);
  return NULL;
}

/* Begins to fit what is known of the deals of @book at the end of the day @as_of; @model (nullable) is that of the day, where it is
 * there already, and must outlive the result.
 * Returns: (transfer full) */
BwDealTilt *
bw_deal_tilt_new (const BwBook     *book,
                  BwDate            as_of,
                  const BwWinModel *model)
{
  BwDealTilt *tilt = g_new0 (BwDealTilt, 1);

  g_atomic_ref_count_init (&tilt->refs);
  tilt->book = bw_book_ref ((BwBook *)book);
  tilt->as_of = as_of;
  tilt->given = model;
  if (model == NULL)
    tilt->thread = g_thread_new ("win-model", fit_own, tilt);
  if (model == NULL || is_usable (model))
    tilt->thread_then = g_thread_new ("win-model-then", fit_then, tilt);
  return tilt;
}

static void
join (BwDealTilt *tilt)
{
  g_clear_pointer (&tilt->thread, g_thread_join);
  g_clear_pointer (&tilt->thread_then, g_thread_join);
}

/* Returns: (transfer full): @tilt. Before it has been asked what it found it may be used by one thread alone. */
BwDealTilt *
bw_deal_tilt_ref (BwDealTilt *tilt)
{
  g_atomic_ref_count_inc (&tilt->refs);
  return tilt;
}

/* Lets go of @tilt (transfer full) (nullable); the last one stops it. */
void
bw_deal_tilt_unref (BwDealTilt *tilt)
{
  if (tilt == NULL || !g_atomic_ref_count_dec (&tilt->refs))
    return;
  g_atomic_int_set (&tilt->stop, 1);
  join (tilt);
  g_clear_pointer (&tilt->own, bw_win_model_free);
  g_clear_pointer (&tilt->then, bw_win_model_free);
  bw_book_unref (tilt->book);
  g_free (tilt);
}

/* Whether the chances of being won since @at, of the deals open then, were nearer to what came with the tilts of @model than
 * without. */
static gboolean
helped (const BwReplay   *replay,
        const BwWinModel *model,
        BwDate            at)
{
  const BwLedger *ledger = replay->ledger;
  g_autoptr (BwSnapshot) then = bw_snapshot_new (ledger->book, at);
  g_autoptr (GArray) open = bw_ledger_open_deals (ledger, replay->counts, then);
  g_autoptr (BwHazardFit) fit = bw_hazard_fit_new (replay->counts, at, EVER_WEEKS, 0);
  double weeks = (ledger->as_of - at) / 7.0, gain = 0.0, plain = 0.0, tilted = 0.0, scale;

  for (guint pass = 0; pass < 2; pass++)
    {
      scale = tilted > 0.0 ? plain / tilted : 1.0;
      for (guint i = 0; i < open->len; i++)
        {
          const BwOpenDeal *deal = &g_array_index (open, BwOpenDeal, i);
          double            ever = bw_hazard_won_within (fit, deal->klass, deal->age, EVER_WEEKS);
          double            chance = bw_hazard_won_within (fit, deal->klass, deal->age, weeks), without, with;
          gboolean          won = bw_ledger_won_amount (ledger, deal->deal) != BW_MONEY_NONE && bw_ledger_won_day (ledger, deal->deal) > at;

          if (ever <= 0.0)
            continue;
          with = chance / ever * bw_deal_chances_tilt (ever, bw_win_model_tilt (model, deal->deal));
          if (pass == 0)
            {
              plain += chance;
              tilted += with;
              continue;
            }
          without = won - chance;
          with = won - MIN (with * scale, 1.0);
          gain += without * without - with * with;
        }
    }
  return open->len < MIN_TESTED || gain > 0.0;
}

/* Waits for the fits. @replay is that of the ledger's day.
 * Returns: (transfer none) (nullable): the model whose tilts are to be used; %NULL when the fields tell nothing that has been borne
 *   out. */
const BwWinModel *
bw_deal_tilt_find (BwDealTilt     *tilt,
                   const BwReplay *replay)
{
  const BwWinModel *model;
  BwDate            at = tilt->as_of - TEST_DAYS;

  join (tilt);
  model = model_of (tilt);
  if (!is_usable (model))
    return NULL;
  for (guint i = 0; i < replay->n_days && tilt->then != NULL; i++)
    if (replay->days[i].at == at)
      return !bw_win_model_signal (tilt->then)->usable || helped (replay, tilt->then, at) ? model : NULL;
  return model;
}
