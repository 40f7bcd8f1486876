/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes deals on the file's thread while the import that brings them goes on.
 *
 * Three threads take part. The importer's says how many deals are settled, as it goes, and waits at its end until nobody reads
 * them any more. The main thread is asked when the first are there: it holds the session, as for every write, unless somebody
 * has edited meanwhile or the project is being written; then nothing is done early, and the import is written when it is whole.
 * The file's thread writes what is settled, and then waits for the piece of work that ends the transaction: the writing of
 * all else, or the taking back. It takes no other work in between, so that nothing else runs within the transaction.
 *
 * What goes wrong with the early rows is no failure: they are taken back, and the writing of all else writes them too. */

#include "session/bw-early-writing.h"

enum
{
  LEAST_DEALS = 40000,                 /* with fewer there is nothing to gain */
  TOGETHER = 32768,                    /* deals that the file's thread waits for */
  WAIT = 20 * G_TIME_SPAN_MILLISECOND, /* between two looks at whether somebody wants to stop */
};

struct _BwEarlyWriting
{
  gatomicrefcount refs;
  GMainContext   *context;     /* (owned) */
  BwSession      *session;     /* (owned) (nullable): the main thread's alone, until it was asked */
  BwBook         *before;      /* (owned): the same */
  GCancellable   *cancellable; /* (nullable) */
  BwEarlyTaker    taker;
  GMutex          mutex; /* of all that follows */
  GCond           changed;
  BwEarlyDeals    deals;
  guint           n_begun;    /* deals of which the file's thread has been told */
  gboolean        asked;      /* the main thread */
  gboolean        has_begun;  /* it has agreed: the file's thread does this, or will do it next */
  gboolean        has_ended;  /* there will be no more deals */
  gboolean        is_good;    /* they are still to be kept */
  gboolean        is_reading; /* the file's thread may look at them */
  GTask          *last;       /* (owned) (nullable): what it does at the end */
  BwStoreWork     last_work;
};

/* Frees @self (transfer full) (nullable) when nobody else has it. */
void
bw_early_writing_unref (BwEarlyWriting *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->before, bw_book_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->last);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

static BwEarlyWriting *
early_writing_ref (BwEarlyWriting *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/* ---- The file's thread ---- */

/* Whether the rows are still wanted. Called on the file's thread. */
static gboolean
is_wanted_cb (double   done,
              gpointer data)
{
  BwEarlyWriting *self = data;
  gboolean        wanted;

  g_mutex_lock (&self->mutex);
  wanted = !self->has_ended || self->is_good;
  g_mutex_unlock (&self->mutex);
  return wanted && (self->cancellable == NULL || !g_cancellable_is_cancelled (self->cancellable));
}

/* Waits for deals. Returns whether there will be more; @deals: those that there are; @good: whether they are wanted. */
static gboolean
wait_for_deals (BwEarlyWriting *self,
                BwEarlyDeals   *deals,
                gboolean       *good)
{
  gboolean more;

  g_mutex_lock (&self->mutex);
  while (!self->has_ended && self->deals.n - self->n_begun < TOGETHER)
    g_cond_wait (&self->changed, &self->mutex);
  *deals = self->deals;
  self->n_begun = self->deals.n;
  more = !self->has_ended;
  *good = more || self->is_good;
  g_mutex_unlock (&self->mutex);
  return more;
}

/* Nothing of the deals is looked at from now on. Waits for what is to be done at the end, and returns it. */
static GTask *
wait_for_last (BwEarlyWriting *self)
{
  GTask *last;

  g_mutex_lock (&self->mutex);
  self->is_reading = FALSE;
  g_cond_broadcast (&self->changed);
  while (self->last == NULL)
    g_cond_wait (&self->changed, &self->mutex);
  last = g_steal_pointer (&self->last);
  g_mutex_unlock (&self->mutex);
  return last;
}

static void
early_work (GTask    *task,
            BwStore **store)
{
  BwEarlyWriting *self = g_task_get_task_data (task);
  gboolean        ok = *store != NULL && bw_store_begin_early (*store, NULL), good, more = TRUE;
  BwEarlyDeals    deals;
  GTask          *last;

  while (more)
    {
      more = wait_for_deals (self, &deals, &good);
      ok = ok && good && bw_store_write_early (*store, &deals, !more, is_wanted_cb, self, NULL);
    }
  if (!ok && *store != NULL)
    bw_store_drop_early (*store);
  last = wait_for_last (self);
  self->last_work (last, store);
  g_object_unref (last);
  g_task_return_boolean (task, TRUE);
}

/* ---- The main thread ---- */

/* Lets the file's thread begin, when it may. */
static gboolean
begin_cb (gpointer data)
{
  BwEarlyWriting *self = data;
  /* From here on the import alone keeps it. */
  g_autoptr (BwSession) session = g_steal_pointer (&self->session);
  gboolean may = session->thread != NULL && session->read_only_reason == NULL && session->holds == 0 &&
                 session->edits == 0 && session->book == self->before;
  GTask *task;

  g_mutex_lock (&self->mutex);
  self->has_begun = self->is_reading = may && !self->has_ended;
  g_mutex_unlock (&self->mutex);
  if (!self->has_begun)
    return G_SOURCE_REMOVE;
  bw_session_hold (session);
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, early_writing_ref (self), (GDestroyNotify)bw_early_writing_unref);
  bw_store_thread_run (session->thread, task, early_work);
  return G_SOURCE_REMOVE;
}

/* Whether the session is held and the file's thread waits for bw_early_writing_finish(). @self is (nullable). Once the importer
 * is done this does not change any more. */
gboolean
bw_early_writing_has_begun (BwEarlyWriting *self)
{
  gboolean begun;

  if (self == NULL)
    return FALSE;
  g_mutex_lock (&self->mutex);
  begun = self->has_begun;
  g_mutex_unlock (&self->mutex);
  return begun;
}

/* Has the file's thread do @work for @task (transfer full) at the end. */
void
bw_early_writing_finish (BwEarlyWriting *self,
                         GTask          *task,
                         BwStoreWork     work)
{
  g_mutex_lock (&self->mutex);
  self->last_work = work;
  self->last = task;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* ---- The importer's thread ---- */

static void
unref_cb (gpointer data)
{
  bw_early_writing_unref (data);
}

static void
take_cb (const BwEarlyDeals *deals,
         gpointer            data)
{
  BwEarlyWriting *self = data;
  gboolean        ask;

  g_mutex_lock (&self->mutex);
  self->deals = *deals;
  ask = !self->asked;
  self->asked = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (ask)
    {
      /* Not g_main_context_invoke(), which might call it here. */
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, begin_cb, early_writing_ref (self), unref_cb);
      g_source_attach (source, self->context);
    }
}

static void
end_cb (gboolean   good,
        BwProgress progress,
        gpointer   progress_data,
        gpointer   data)
{
  BwEarlyWriting *self = data;

  g_mutex_lock (&self->mutex);
  self->has_ended = TRUE;
  self->is_good = good;
  g_cond_broadcast (&self->changed);
  while (self->is_reading)
    {
      gboolean go_on = TRUE;

      if (g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + WAIT))
        continue;
      g_mutex_unlock (&self->mutex);
      go_on = progress (1, progress_data);
      g_mutex_lock (&self->mutex);
      self->is_good = self->is_good && go_on;
    }
  g_mutex_unlock (&self->mutex);
}

/* Returns: (transfer full): what may write an import into the project of @session, which has no deals, early. */
BwEarlyWriting *
bw_early_writing_new (BwSession    *session,
                      GCancellable *cancellable)
{
  BwEarlyWriting *self = g_new0 (BwEarlyWriting, 1);

  g_atomic_ref_count_init (&self->refs);
  self->context = g_main_context_ref_thread_default ();
  self->session = g_object_ref (session);
  self->before = bw_book_ref (session->book);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->taker = (BwEarlyTaker) { .take = take_cb, .end = end_cb, .data = self, .least = LEAST_DEALS };
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  return self;
}

/* Returns: (transfer none): what the importer is given. */
const BwEarlyTaker *
bw_early_writing_get_taker (BwEarlyWriting *self)
{
  return &self->taker;
}
