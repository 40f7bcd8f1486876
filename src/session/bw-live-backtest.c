/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecasts of the past were, kept up to date while somebody looks.
 *
 * A replay makes the forecast more than a hundred times, which takes seconds, so it is made on a worker, only while its result
 * is looked at, and given up at once when what it is about changes. A result is kept with the book, the scope and the day
 * that it is of. Putting a calibration on record makes another book with the same deals: the result goes on to hold, and is
 * taken over to it.
 *
 *   nobody looks --wanted--> running --done--> shown --book or focus changes--> running
 *                               ^                                                  |
 *                               +------------- given up, begun anew ---------------+ */

#include "session/bw-live-backtest.h"

#include <glib/gi18n-lib.h>

#include "session/bw-live-outlook.h"

enum
{
  PROGRESS_MS = 100, /* between two looks at how far the worker is */
};

/* What a job takes and gives. */
typedef struct
{
  BwBook       *book;
  BwScope       scope;
  BwDate        as_of;
  GCancellable *cancellable; /* (owned) */
  gint          done;        /* atomic: thousandths */
  BwBacktest   *backtest;
  BwBook       *after; /* (nullable): with the calibration on record */
} Job;

struct _BwLiveBacktest
{
  GObject    parent_instance;
  BwSession *session; /* (owned) */
  Job       *done;    /* (owned) (nullable) */
  Job       *running; /* (nullable): the task's */
  guint      timer;
  gboolean   wanted;
  gboolean   storing; /* the session's next book is ours */
};

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPERTIES,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLiveBacktest, bw_live_backtest, G_TYPE_OBJECT)

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  g_clear_object (&job->cancellable);
  bw_backtest_free (job->backtest);
  g_clear_pointer (&job->after, bw_book_unref);
  g_free (job);
}

static Job *
new_job (BwLiveBacktest *self,
         const BwScope  *scope)
{
  Job *job = g_new0 (Job, 1);

  job->book = bw_book_ref (bw_session_get_book (self->session));
  job->scope = *scope;
  job->as_of = bw_focus_get_as_of (bw_session_get_focus (self->session));
  job->cancellable = g_cancellable_new ();
  return job;
}

static gboolean
report_cb (double   done,
           gpointer data)
{
  Job *job = data;

  g_atomic_int_set (&job->done, (gint)(done * 1000.0));
  return !g_cancellable_is_cancelled (job->cancellable);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  job->backtest = bw_backtest_new (job->book, &job->scope, job->as_of, BW_LIVE_OUTLOOK_SEED, report_cb, job);
  g_task_return_boolean (task, job->backtest != NULL);
}

static void start (BwLiveBacktest *self);

static gboolean
tick_cb (gpointer data)
{
  g_object_notify_by_pspec (data, properties[PROP_PROGRESS]);
  return G_SOURCE_CONTINUE;
}

static void
stop_timer (BwLiveBacktest *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* Whether @job is about what is looked at now. */
static gboolean
is_current (BwLiveBacktest *self,
            const Job      *job)
{
  BwFocus       *focus = bw_session_get_focus (self->session);
  const BwScope *scope = bw_focus_get_scope (focus);

  return job->book == bw_session_get_book (self->session) && job->as_of == bw_focus_get_as_of (focus) &&
         bw_scope_equal (&job->scope, scope);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwLiveBacktest *self = BW_LIVE_BACKTEST (object);
  Job            *job = g_task_get_task_data (G_TASK (result));

  self->running = NULL;
  stop_timer (self);
  if (g_task_propagate_boolean (G_TASK (result), NULL) && is_current (self, job))
    {
      g_clear_pointer (&self->done, free_job);
      self->done = job;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else
    {
      free_job (job);
      if (self->wanted)
        start (self);
    }
}

static void
start (BwLiveBacktest *self)
{
  g_autoptr (GTask) task = NULL;

  if (bw_session_get_book (self->session) == NULL || (self->done != NULL && is_current (self, self->done)))
    return;
  self->running = new_job (self, bw_focus_get_scope (bw_session_get_focus (self->session)));
  self->timer = g_timeout_add (PROGRESS_MS, tick_cb, self);
  task = g_task_new (self, NULL, done_cb, NULL);
  g_task_set_task_data (task, self->running, NULL);
  g_task_run_in_thread (task, work);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* What is known may not hold any more. */
static void
refresh (BwLiveBacktest *self)
{
  if (self->storing)
    return;
  if (self->done != NULL && !is_current (self, self->done))
    {
      g_clear_pointer (&self->done, free_job);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->running != NULL)
    {
      if (!self->wanted || !is_current (self, self->running))
        g_cancellable_cancel (self->running->cancellable);
    }
  else if (self->wanted)
    start (self);
}

static void
get_property (GObject    *object,
              guint       id,
              GValue     *value,
              GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, bw_live_backtest_get_progress (BW_LIVE_BACKTEST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_live_backtest_finalize (GObject *object)
{
  BwLiveBacktest *self = BW_LIVE_BACKTEST (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->done, free_job);

  G_OBJECT_CLASS (bw_live_backtest_parent_class)->finalize (object);
}

static void
bw_live_backtest_class_init (BwLiveBacktestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = bw_live_backtest_finalize;
  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 1.0, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_live_backtest_init (BwLiveBacktest *self)
{
}

/* Returns: (transfer full): the back-test of what @session has open, made once it is wanted. */
BwLiveBacktest *
bw_live_backtest_new (BwSession *session)
{
  BwLiveBacktest *self = g_object_new (BW_TYPE_LIVE_BACKTEST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

/* Whether somebody looks at the result. */
void
bw_live_backtest_set_wanted (BwLiveBacktest *self,
                             gboolean        wanted)
{
  self->wanted = wanted;
  refresh (self);
}

/* Returns: (transfer none) (nullable): the latest result, until "changed"; NULL before one has arrived. */
const BwBacktest *
bw_live_backtest_get (BwLiveBacktest *self)
{
  return self->done != NULL ? self->done->backtest : NULL;
}

/* Returns: (transfer none) (nullable): the book that the result is of. */
BwBook *
bw_live_backtest_get_book (BwLiveBacktest *self)
{
  return self->done != NULL ? self->done->book : NULL;
}

/* How far the worker is, 0 to 1. */
double
bw_live_backtest_get_progress (BwLiveBacktest *self)
{
  return self->running != NULL ? g_atomic_int_get (&self->running->done) / 1000.0 : 1.0;
}

/* ---- recalibrating ---- */

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Job    *job = g_task_get_task_data (task);
  BwBook *after = job->after;
  GError *error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (object), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bw_fit_changes (after, (gint32)after->fits->len - 1, job->backtest),
                           (GDestroyNotify)g_ptr_array_unref);
}

/* Puts what @task's job found on record. What is shown goes on to hold: its deals are the same. */
static void
store (BwLiveBacktest *self,
       GTask          *task)
{
  Job     *job = g_task_get_task_data (task);
  BwBook  *book = bw_session_get_book (self->session), *after;
  BwDelta *delta;
  gboolean holds = self->done != NULL && is_current (self, self->done);

  if (book != job->book)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                               _ ("The project changed while the models were calibrated. Calibrate them again."));
      g_object_unref (task);
      return;
    }
  after = job->after = bw_fit_store (book, job->backtest, g_get_real_time () / G_USEC_PER_SEC, &delta);
  self->storing = TRUE;
  bw_session_apply_async (self->session, _ ("Recalibrate"), bw_book_ref (after), delta, NULL, stored_cb, task);
  self->storing = FALSE;
  if (holds && bw_session_get_book (self->session) == after)
    {
      bw_book_unref (self->done->book);
      self->done->book = bw_book_ref (after);
    }
  refresh (self);
}

static void
calibrated_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  GTask *task = data;

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    {
      store (BW_LIVE_BACKTEST (object), task);
      return;
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The calibration was stopped."));
  g_object_unref (task);
}

void
bw_live_backtest_recalibrate_async (BwLiveBacktest     *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            data)
{
  GTask  *task = g_task_new (self, cancellable, callback, data);
  BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };
  Job    *job = new_job (self, &everyone);
  g_autoptr (GTask) work_task = NULL;

  job->as_of = bw_book_data_date (job->book) != BW_DATE_NONE ? bw_book_data_date (job->book) : job->as_of;
  if (cancellable != NULL)
    g_set_object (&job->cancellable, cancellable);
  g_task_set_task_data (task, job, free_job);
  work_task = g_task_new (self, NULL, calibrated_cb, task);
  g_task_set_task_data (work_task, job, NULL);
  g_task_run_in_thread (work_task, work);
}

GPtrArray *
bw_live_backtest_recalibrate_finish (BwLiveBacktest *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
