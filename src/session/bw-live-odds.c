/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's view of single deals, kept up to date.
 *
 * Fitting the model and rebuilding the state of the day take a while, telling about one deal afterwards does not; so the
 * first is done once for a book and a focus, on a worker, and its result is kept. One job at a time: a change while a
 * job runs makes another one follow it. */

#include "session/bw-live-odds.h"

#include "session/bw-focus.h"

/* What a job takes and gives. */
typedef struct
{
  BwBook        *book;
  BwPeriod       period;
  BwDate         as_of;
  BwWinModel    *model;
  BwDealOdds    *odds; /* (array length=n), by deal */
  guint          n;
  gboolean       usable;
  BwSnapshot    *snapshot;
  BwInsightPast *past;
} Job;

struct _BwLiveOdds
{
  GObject    parent_instance;
  BwSession *session; /* (owned) */
  Job       *done;    /* (owned) (nullable) */
  BwPeriod   period;  /* of what is done or running */
  BwDate     as_of;
  gboolean   running;
  gboolean   again; /* something changed since the job began */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLiveOdds, bw_live_odds, G_TYPE_OBJECT)

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  g_clear_pointer (&job->model, bw_win_model_free);
  g_free (job->odds);
  g_clear_pointer (&job->snapshot, bw_snapshot_free);
  g_clear_pointer (&job->past, bw_insight_past_free);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  job->model = bw_win_model_new (job->book, job->as_of, BW_WIN_MODEL_SEED, NULL, NULL);
  job->odds = bw_win_model_deal_odds (job->model, &job->period, &job->n, &job->usable);
  job->snapshot = bw_snapshot_new (job->book, job->as_of);
  job->past = bw_insight_past_new (job->book, job->as_of);
  g_task_return_pointer (task, job, free_job);
}

static void start (BwLiveOdds *self);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwLiveOdds *self = BW_LIVE_ODDS (object);
  Job        *job = g_task_propagate_pointer (G_TASK (result), NULL);

  self->running = FALSE;
  if (self->again)
    {
      free_job (job);
      start (self);
      return;
    }
  g_clear_pointer (&self->done, free_job);
  self->done = job;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start (BwLiveOdds *self)
{
  BwBook  *book = bw_session_get_book (self->session);
  BwFocus *focus = bw_session_get_focus (self->session);
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->again = FALSE;
  if (book == NULL)
    return;
  job = g_new0 (Job, 1);
  job->book = bw_book_ref (book);
  job->period = self->period = *bw_focus_get_period (focus);
  job->as_of = self->as_of = bw_focus_get_as_of (focus);
  self->running = TRUE;
  task = g_task_new (self, NULL, done_cb, NULL);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, work);
}

/* What is known does not hold any more. */
static void
refresh (BwLiveOdds *self)
{
  g_clear_pointer (&self->done, free_job);
  if (self->running)
    self->again = TRUE;
  else
    start (self);
}

/* Odds are of all deals, whatever the scope. */
static void
focus_changed_cb (BwLiveOdds *self)
{
  BwFocus *focus = bw_session_get_focus (self->session);

  if (bw_focus_get_as_of (focus) != self->as_of || bw_focus_get_period (focus)->from != self->period.from ||
      bw_focus_get_period (focus)->to != self->period.to)
    refresh (self);
}

static void
bw_live_odds_finalize (GObject *object)
{
  BwLiveOdds *self = BW_LIVE_ODDS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->done, free_job);

  G_OBJECT_CLASS (bw_live_odds_parent_class)->finalize (object);
}

static void
bw_live_odds_class_init (BwLiveOddsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_live_odds_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_live_odds_init (BwLiveOdds *self)
{
}

/* Returns: (transfer full): odds that follow @session. */
BwLiveOdds *
bw_live_odds_new (BwSession *session)
{
  BwLiveOdds *self = g_object_new (BW_TYPE_LIVE_ODDS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (focus_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

/* Whether the odds of the present book and focus have arrived. */
gboolean
bw_live_odds_is_ready (BwLiveOdds *self)
{
  return self->done != NULL;
}

/* Whether the model has been shown to tell deals apart; otherwise its odds are those of the stage alone. */
gboolean
bw_live_odds_is_usable (BwLiveOdds *self)
{
  return self->done != NULL && self->done->usable;
}

/* Returns: (transfer none) (nullable): the odds of @deal; NULL when it is not open, or not ready. */
const BwDealOdds *
bw_live_odds_find (BwLiveOdds *self,
                   guint       deal)
{
  guint low = 0, high = self->done != NULL ? self->done->n : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->done->odds[middle].deal < deal)
        low = middle + 1;
      else
        high = middle;
    }
  if (self->done == NULL || low == self->done->n || self->done->odds[low].deal != deal)
    return NULL;
  return &self->done->odds[low];
}

/* Returns: (transfer none) (nullable): what tells the deals apart; NULL when not ready. */
const BwWinModel *
bw_live_odds_get_model (BwLiveOdds *self)
{
  return self->done != NULL ? self->done->model : NULL;
}

/* Returns: (transfer full) (nullable) (element-type BwInsight): what deserves a look about @deal; NULL when not ready. */
GPtrArray *
bw_live_odds_dup_risks (BwLiveOdds *self,
                        guint       deal)
{
  if (self->done == NULL)
    return NULL;
  return bw_insights_new_of_deal (self->done->book, self->done->snapshot, self->done->past, &self->done->period, deal);
}
