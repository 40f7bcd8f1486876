/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data, kept up to date.
 *
 * A look at a million deals takes a good part of a second, so it is taken on a worker and only while somebody looks at the
 * result. Findings name rows by index; they are kept with the book that the indexes are of. One job at a time: a change
 * while a job runs makes another one follow it. */

#include "session/bw-live-health.h"

typedef struct
{
  BwBook   *book;
  BwDate    today;
  BwHealth *health;
} Job;

struct _BwLiveHealth
{
  GObject    parent_instance;
  BwSession *session; /* (owned) */
  Job       *done;    /* (owned) (nullable) */
  gboolean   wanted;
  gboolean   running;
  gboolean   again; /* something changed since the job began */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLiveHealth, bw_live_health, G_TYPE_OBJECT)

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  bw_health_free (job->health);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  job->health = bw_health_new (job->book, BW_DATE_NONE, job->today);
  g_task_return_pointer (task, job, free_job);
}

static void start (BwLiveHealth *self);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwLiveHealth *self = BW_LIVE_HEALTH (object);
  Job          *job = g_task_propagate_pointer (G_TASK (result), NULL);

  self->running = FALSE;
  g_clear_pointer (&self->done, free_job);
  self->done = job;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->again)
    start (self);
}

static void
start (BwLiveHealth *self)
{
  BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->again = FALSE;
  if (book == NULL || (self->done != NULL && self->done->book == book))
    return;
  job = g_new0 (Job, 1);
  job->book = bw_book_ref (book);
  job->today =
    bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
  self->running = TRUE;
  task = g_task_new (self, NULL, done_cb, NULL);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, work);
}

static void
refresh (BwLiveHealth *self)
{
  if (self->running)
    self->again = TRUE;
  else if (self->wanted)
    start (self);
}

static void
bw_live_health_finalize (GObject *object)
{
  BwLiveHealth *self = BW_LIVE_HEALTH (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->done, free_job);

  G_OBJECT_CLASS (bw_live_health_parent_class)->finalize (object);
}

static void
bw_live_health_class_init (BwLiveHealthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_live_health_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_live_health_init (BwLiveHealth *self)
{
}

/* Returns: (transfer full): the health of what @session has open, looked at once it is wanted. */
BwLiveHealth *
bw_live_health_new (BwSession *session)
{
  BwLiveHealth *self = g_object_new (BW_TYPE_LIVE_HEALTH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

/* Whether somebody looks at the findings. */
void
bw_live_health_set_wanted (BwLiveHealth *self,
                           gboolean      wanted)
{
  self->wanted = wanted;
  refresh (self);
}

/* Returns: (transfer none) (nullable): the latest findings, whose indexes are of bw_live_health_get_book(); NULL before the
 * first have arrived. */
const BwHealth *
bw_live_health_get (BwLiveHealth *self)
{
  return self->done != NULL ? self->done->health : NULL;
}

/* Returns: (transfer none) (nullable): the book that was looked at. */
BwBook *
bw_live_health_get_book (BwLiveHealth *self)
{
  return self->done != NULL ? self->done->book : NULL;
}
