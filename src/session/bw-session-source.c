/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where deals come from, read on the file's own thread. */

#include "session/bw-session-private.h"

#include <glib/gi18n-lib.h>

/* What the thread is asked. */
typedef struct
{
  gint64 deals[BW_STORE_MOST_SOURCES];
  guint  n;
} Question;

static void
sources_work (GTask    *task,
              BwStore **store)
{
  const Question *question = g_task_get_task_data (task);
  GError         *error = NULL;
  GArray         *sources = bw_store_deal_sources (*store, question->deals, question->n, &error);

  if (sources != NULL)
    g_task_return_pointer (task, sources, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

void
bw_session_deal_sources_async (BwSession          *self,
                               const guint32      *deals,
                               guint               n,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            data)
{
  GTask    *task = g_task_new (self, cancellable, callback, data);
  Question *question;

  g_task_set_source_tag (task, bw_session_deal_sources_async);
  if (self->thread == NULL || self->book == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("No project is open."));
      g_object_unref (task);
      return;
    }
  question = g_new0 (Question, 1);
  question->n = MIN (n, BW_STORE_MOST_SOURCES);
  for (guint i = 0; i < question->n; i++)
    question->deals[i] = deals[i] < self->book->deals.n ? self->book->deals.key[deals[i]] : 0;
  g_task_set_task_data (task, question, g_free);
  bw_store_thread_run (self->thread, task, sources_work);
}

GArray *
bw_session_deal_sources_finish (BwSession    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
