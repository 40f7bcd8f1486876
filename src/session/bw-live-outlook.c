/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast of what the focus shows, kept up to date.
 *
 * One job at a time: a change while a job runs cancels it, and the next begins when it has ended, so that moving
 * quickly through periods never piles up work. What the forecast was at the look before costs as much again as the
 * forecast itself, so it is worked out in a second job once the first is shown. What does not depend on the scope is kept
 * (bw-outlook-bases.h).
 *
 * The first forecast of a large project takes a core for half a second, just when a window is about to draw itself for
 * the first time; so it begins HOLD_MS later, when the main loop has nothing better to do. */

#include "session/bw-live-outlook.h"

#include <math.h>

#include "core/bw-reporting.h"
#include "session/bw-focus.h"

enum
{
  /* The first forecast of projects with no more deals than these does not wait. */
  N_AT_ONCE = 20000,
  HOLD_MS = 200,
};

struct _BwLiveOutlook
{
  GObject       parent_instance;
  BwSession    *session; /* (owned) */
  BwOutlook    *outlook; /* (nullable) */
  BwOutlook    *before;  /* (nullable): at the look before */
  BwFlow       *flow;    /* (nullable) */
  BwBook       *book;    /* (nullable) */
  GArray       *calls;   /* (nullable): BwCoursePoint */
  GArray       *past;    /* (nullable): BwCoursePoint of last year's period */
  BwPeriod      past_period;
  gint64        change;    /* of the forecast since the look before; BW_MONEY_NONE unknown */
  gboolean      comparing; /* the job that runs is the second */
  GCancellable *running;   /* (nullable): of the job that runs */
  gboolean      again;     /* something changed since the job began */
  gboolean      begun;     /* the first job has */
  guint         held;      /* source that begins it */
};

enum
{
  PROP_BUSY = 1,
  N_PROPS,
};

enum
{
  CHANGED,
  COMPARED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLiveOutlook, bw_live_outlook, G_TYPE_OBJECT)

/* What a job takes and gives. */
typedef struct
{
  BwOutlookBases *bases;
  BwBook         *book;
  BwScope         scope;
  BwPeriod        period;
  BwDate          as_of;
  BwOutlook      *outlook;
  BwFlow         *flow;
  GArray         *calls;
  GArray         *past;
  BwPeriod        past_period;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_outlook_bases_unref (job->bases);
  bw_book_unref (job->book);
  g_clear_pointer (&job->outlook, bw_outlook_free);
  g_clear_pointer (&job->flow, bw_flow_free);
  g_clear_pointer (&job->calls, g_array_unref);
  g_clear_pointer (&job->past, g_array_unref);
  g_free (job);
}

static gboolean
go_on (double   done,
       gpointer data)
{
  return !g_cancellable_is_cancelled (data);
}

/* The day since which is told what moved: that of the export before the latest one, not before the period. */
static BwDate
previous_look (const BwBook   *book,
               const BwPeriod *period,
               BwDate          as_of)
{
  BwDate found = period->from - 1;

  for (guint i = 0; i < book->imports->len; i++)
    {
      BwDate date = g_array_index (book->imports, BwImportRecord, i).as_of;

      if (date < as_of)
        found = MAX (found, date);
    }
  return MIN (found, as_of);
}

/* Forecasts what @job asks for from what is kept for it. */
static void
forecast (Job          *job,
          GCancellable *cancellable)
{
  g_autoptr (BwOutlookBase) base = bw_outlook_bases_find (job->bases, job->book, &job->period, job->as_of, BW_LIVE_OUTLOOK_SEED,
                                                          go_on, cancellable);

  if (base != NULL)
    job->outlook = bw_outlook_base_part (base, &job->scope, go_on, cancellable);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;
  int  a_year = job->period.kind == BW_PERIOD_MONTH ? 12 : job->period.kind == BW_PERIOD_QUARTER ? 4
                                                                                                 : 1;

  forecast (job, cancellable);
  if (job->outlook != NULL)
    {
      job->flow = bw_flow_new (job->book, &job->scope, &job->period,
                               previous_look (job->book, &job->period, job->as_of), job->as_of);
      job->calls = bw_course_calls (job->book, &job->scope, &job->period, job->as_of);
      job->past_period = bw_calendar_shift (&job->book->calendar, &job->period, -a_year);
      job->past = bw_course_closed (job->book, &job->scope, &job->past_period, job->as_of);
    }
  g_task_return_boolean (task, job->outlook != NULL);
}

static void
compare (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Job *job = data;

  /* Of a large project only what the present forecast rests on is kept. */
  if (job->book->deals.n > BW_OUTLOOK_BASES_LARGE)
    job->outlook = bw_outlook_new (job->book, &job->scope, &job->period, job->as_of, BW_LIVE_OUTLOOK_SEED, go_on, cancellable);
  else
    forecast (job, cancellable);
  g_task_return_boolean (task, job->outlook != NULL);
}

static void start (BwLiveOutlook *self);

/* Runs @job (transfer full). */
static void
run (BwLiveOutlook      *self,
     Job                *job,
     GTaskThreadFunc     function,
     GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = NULL;

  self->running = g_cancellable_new ();
  task = g_task_new (self, self->running, done, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, function);
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  BwLiveOutlook *self = BW_LIVE_OUTLOOK (object);
  Job           *job = g_task_get_task_data (G_TASK (result));

  g_clear_object (&self->running);
  self->comparing = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), NULL) && !self->again)
    {
      self->before = g_steal_pointer (&job->outlook);
      self->change = (gint64)llround (self->outlook->p50) - (gint64)llround (self->before->p50);
      g_signal_emit (self, signals[COMPARED], 0);
    }
  if (self->again)
    start (self);
}

/* Works out what was forecast at the look before. */
static void
start_comparing (BwLiveOutlook *self)
{
  Job *job = g_new0 (Job, 1);

  job->bases = bw_outlook_bases_ref (bw_session_get_bases (self->session));
  job->book = bw_book_ref (self->book);
  job->scope = self->outlook->scope;
  job->period = self->outlook->period;
  job->as_of = self->flow->from;
  self->comparing = TRUE;
  run (self, job, compare, compared_cb);
}

static void
take (BwLiveOutlook *self,
      Job           *job)
{
  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_clear_pointer (&self->before, bw_outlook_free);
  g_clear_pointer (&self->flow, bw_flow_free);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->calls, g_array_unref);
  g_clear_pointer (&self->past, g_array_unref);
  self->outlook = g_steal_pointer (&job->outlook);
  self->flow = g_steal_pointer (&job->flow);
  self->calls = g_steal_pointer (&job->calls);
  self->past = g_steal_pointer (&job->past);
  self->past_period = job->past_period;
  self->book = bw_book_ref (job->book);
  self->change = BW_MONEY_NONE;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwLiveOutlook *self = BW_LIVE_OUTLOOK (object);
  Job           *job = g_task_get_task_data (G_TASK (result));
  gboolean       done = g_task_propagate_boolean (G_TASK (result), NULL) && !self->again;

  g_clear_object (&self->running);
  if (done)
    take (self, job);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
  if (done)
    g_signal_emit (self, signals[CHANGED], 0);
  if (self->running != NULL)
    return;
  if (self->again)
    start (self);
  else if (done && self->flow->from < self->outlook->as_of && self->outlook->as_of < self->outlook->period.to)
    start_comparing (self);
}

static void
start (BwLiveOutlook *self)
{
  BwBook  *book = bw_session_get_book (self->session);
  BwFocus *focus = bw_session_get_focus (self->session);
  Job     *job;

  self->again = FALSE;
  self->begun = TRUE;
  job = g_new0 (Job, 1);
  job->bases = bw_outlook_bases_ref (bw_session_get_bases (self->session));
  job->book = bw_reporting_book_at (book, bw_focus_get_as_of (focus));
  job->scope = *bw_focus_get_scope (focus);
  job->period = *bw_focus_get_period (focus);
  job->as_of = bw_focus_get_as_of (focus);
  run (self, job, work, done_cb);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static gboolean
held_cb (gpointer data)
{
  BwLiveOutlook *self = data;

  self->held = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
refresh (BwLiveOutlook *self)
{
  BwBook *book = bw_session_get_book (self->session);

  if (book == NULL || self->held != 0)
    return;
  if (self->running != NULL)
    {
      self->again = TRUE;
      g_cancellable_cancel (self->running);
    }
  else if (self->begun)
    start (self);
  else
    {
      self->held = g_timeout_add_full (G_PRIORITY_LOW, book->deals.n > N_AT_ONCE ? HOLD_MS : 0, held_cb, self, NULL);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
    }
}

static void
bw_live_outlook_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  BwLiveOutlook *self = BW_LIVE_OUTLOOK (object);

  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->held != 0 || (self->running != NULL && !self->comparing));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_live_outlook_finalize (GObject *object)
{
  BwLiveOutlook *self = BW_LIVE_OUTLOOK (object);

  g_clear_handle_id (&self->held, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_clear_pointer (&self->before, bw_outlook_free);
  g_clear_pointer (&self->flow, bw_flow_free);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->calls, g_array_unref);
  g_clear_pointer (&self->past, g_array_unref);

  G_OBJECT_CLASS (bw_live_outlook_parent_class)->finalize (object);
}

static void
bw_live_outlook_class_init (BwLiveOutlookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_live_outlook_get_property;
  object_class->finalize = bw_live_outlook_finalize;

  props[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPARED] =
    g_signal_new ("compared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_live_outlook_init (BwLiveOutlook *self)
{
  self->change = BW_MONEY_NONE;
}

/* Returns: (transfer full): a forecast that follows @session. */
BwLiveOutlook *
bw_live_outlook_new (BwSession *session)
{
  BwLiveOutlook *self = g_object_new (BW_TYPE_LIVE_OUTLOOK, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

const BwOutlook *
bw_live_outlook_get (BwLiveOutlook *self)
{
  return self->outlook;
}

const BwFlow *
bw_live_outlook_get_flow (BwLiveOutlook *self)
{
  return self->flow;
}

BwBook *
bw_live_outlook_get_book (BwLiveOutlook *self)
{
  return self->book;
}

const GArray *
bw_live_outlook_get_calls (BwLiveOutlook *self)
{
  return self->calls;
}

const GArray *
bw_live_outlook_get_past (BwLiveOutlook *self,
                          BwPeriod      *period)
{
  *period = self->past_period;
  return self->past;
}

gint64
bw_live_outlook_get_change (BwLiveOutlook *self)
{
  return self->change;
}

const BwOutlook *
bw_live_outlook_get_before (BwLiveOutlook *self)
{
  return self->before;
}
