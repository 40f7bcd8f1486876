/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something worked out from the book and the focus, kept up to date.
 *
 * One job at a time: a change while a job runs cancels it, and the next begins when it has ended, so that moving quickly
 * through periods never piles up work; the newest question wins. A result stays until the next has arrived, so that what
 * shows it never flickers. */

#include "session/bw-live.h"

#include "core/bw-reporting.h"

struct _BwLive
{
  GObject        parent_instance;
  BwSession     *session; /* (owned) */
  BwLiveWork     work;
  GDestroyNotify free_result;
  gpointer       question; /* (owned) (nullable) */
  gsize          question_size;
  gboolean       active;
  gboolean       stale;   /* something changed since the last job began */
  GCancellable  *running; /* (owned) (nullable): of the job that runs */
  gpointer       result;  /* (owned) (nullable) */
  BwLiveJob     *job;     /* (owned) (nullable): the result's */
};

enum
{
  PROP_BUSY = 1,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLive, bw_live, G_TYPE_OBJECT)

/* A job on its way, with what it gives. */
typedef struct
{
  BwLiveJob     *job;
  BwLiveWork     work;
  GDestroyNotify free_result;
  gpointer       result;
} Run;

static void
free_job (BwLiveJob *job)
{
  bw_book_unref (job->book);
  g_object_unref (job->cancellable);
  g_free (job->question);
  g_free (job);
}

static void
free_run (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->result, run->free_result);
  g_clear_pointer (&run->job, free_job);
  g_free (run);
}

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  Run *run = data;

  run->result = run->work (run->job);
  g_task_return_boolean (task, run->result != NULL);
}

static void start (BwLive *self);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwLive  *self = BW_LIVE (object);
  Run     *run = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL) && !self->stale;

  g_clear_object (&self->running);
  if (done)
    {
      g_clear_pointer (&self->result, self->free_result);
      g_clear_pointer (&self->job, free_job);
      self->result = g_steal_pointer (&run->result);
      self->job = g_steal_pointer (&run->job);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
  if (done)
    g_signal_emit (self, signals[CHANGED], 0);
  if (self->stale && self->running == NULL)
    start (self);
}

/* Begins a job when one is needed and wanted, and none runs. */
static void
start (BwLive *self)
{
  BwBook  *book = bw_session_get_book (self->session);
  BwFocus *focus = bw_session_get_focus (self->session);
  g_autoptr (GTask) task = NULL;
  Run *run;

  if (book == NULL || !self->active || !self->stale || self->running != NULL)
    return;
  self->stale = FALSE;
  self->running = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->work = self->work;
  run->free_result = self->free_result;
  run->job = g_new0 (BwLiveJob, 1);
  run->job->book = bw_reporting_book_at (book, bw_focus_get_as_of (focus));
  run->job->scope = *bw_focus_get_scope (focus);
  run->job->period = *bw_focus_get_period (focus);
  run->job->as_of = bw_focus_get_as_of (focus);
  run->job->question = g_memdup2 (self->question, self->question_size);
  run->job->cancellable = g_object_ref (self->running);
  task = g_task_new (self, self->running, done_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, free_run);
  g_task_run_in_thread (task, run_cb);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
refresh (BwLive *self)
{
  self->stale = TRUE;
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  start (self);
}

static void
bw_live_get_property (GObject    *object,
                      guint       id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, BW_LIVE (object)->running != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_live_finalize (GObject *object)
{
  BwLive *self = BW_LIVE (object);

  g_clear_pointer (&self->result, self->free_result);
  g_clear_pointer (&self->job, free_job);
  g_clear_object (&self->session);
  g_free (self->question);
  G_OBJECT_CLASS (bw_live_parent_class)->finalize (object);
}

static void
bw_live_class_init (BwLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_live_get_property;
  object_class->finalize = bw_live_finalize;
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_live_init (BwLive *self)
{
  self->stale = TRUE;
}

/* Returns: (transfer full): what @work gives for @session, freed with @free_result; inactive. */
BwLive *
bw_live_new (BwSession     *session,
             BwLiveWork     work,
             GDestroyNotify free_result)
{
  BwLive *self = g_object_new (BW_TYPE_LIVE, NULL);

  self->session = g_object_ref (session);
  self->work = work;
  self->free_result = free_result;
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

void
bw_live_ask (BwLive       *self,
             gconstpointer question,
             gsize         size)
{
  g_free (self->question);
  self->question = g_memdup2 (question, size);
  self->question_size = size;
  refresh (self);
}

void
bw_live_set_active (BwLive  *self,
                    gboolean active)
{
  self->active = active;
  start (self);
}

gpointer
bw_live_get (BwLive *self)
{
  return self->result;
}

const BwLiveJob *
bw_live_get_job (BwLive *self)
{
  return self->job;
}
