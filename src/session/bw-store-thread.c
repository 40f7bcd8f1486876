/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns a project file.
 *
 * A database connection belongs to one thread, and a commit waits for the disk. So each open project has a thread
 * of its own that takes pieces of work from a queue, one after the other; the results go back as GTask does it,
 * to the main context in which the task was made. */

#include "session/bw-store-thread.h"

struct _BwStoreThread
{
  GThread     *thread;
  GAsyncQueue *queue; /* of Work */
  BwStore     *store; /* (owned) (nullable): the thread's alone */
  gboolean     left;  /* nobody else knows of it any more: it frees itself at its end */
};

typedef struct
{
  GTask      *task; /* (owned) (nullable): NULL ends the thread */
  BwStoreWork run;
} Work;

static gpointer
work_until_end (gpointer data)
{
  BwStoreThread *self = data;
  gboolean       end = FALSE;

  while (!end)
    {
      Work *work = g_async_queue_pop (self->queue);

      end = work->task == NULL;
      if (!end)
        work->run (work->task, &self->store);
      g_clear_object (&work->task);
      g_free (work);
    }
  g_clear_pointer (&self->store, bw_store_free);
  if (self->left)
    {
      g_async_queue_unref (self->queue);
      g_free (self);
    }
  return NULL;
}

static void
push (BwStoreThread *self,
      GTask         *task,
      BwStoreWork    run)
{
  Work *work = g_new (Work, 1);

  work->task = task;
  work->run = run;
  g_async_queue_push (self->queue, work);
}

/* Returns: (transfer full): a thread without a file. */
BwStoreThread *
bw_store_thread_new (void)
{
  BwStoreThread *self = g_new0 (BwStoreThread, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("project-file", work_until_end, self);
  return self;
}

/* Lets @work run for @task (transfer full) after all that was given before. */
void
bw_store_thread_run (BwStoreThread *self,
                     GTask         *task,
                     BwStoreWork    work)
{
  push (self, task, work);
}

/* Waits until all work is done, closes the file and frees @self (transfer full) (nullable). Called on the thread itself, as when
 * the last holder of a session is a task of its own, it lets the thread end behind it. */
void
bw_store_thread_free (BwStoreThread *self)
{
  if (self == NULL)
    return;
  push (self, NULL, NULL);
  if (self->thread == g_thread_self ())
    {
      self->left = TRUE;
      g_thread_unref (self->thread);
      return;
    }
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}
