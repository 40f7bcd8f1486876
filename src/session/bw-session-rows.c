/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in the imported files the changes of one deal stand, looked up on the file's own thread. */

#include "session/bw-session-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "store/bw-store.h"

static void
rows_work (GTask    *task,
           BwStore **store)
{
  GError     *error = NULL;
  GHashTable *rows = bw_store_change_rows (*store, *(gint64 *)g_task_get_task_data (task), &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify)g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

void
bw_session_change_rows_async (BwSession          *self,
                              gint64              deal_key,
                              GAsyncReadyCallback callback,
                              gpointer            data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, bw_session_change_rows_async);
  g_task_set_task_data (task, g_memdup2 (&deal_key, sizeof deal_key), g_free);
  if (self->thread == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("No project is open."));
      g_object_unref (task);
      return;
    }
  bw_store_thread_run (self->thread, task, rows_work);
}

GHashTable *
bw_session_change_rows_finish (BwSession    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
bw_session_change_row_name (const BwBook   *book,
                            const BwChange *change)
{
  g_autofree char *field = bw_change_field_dup_name (book, change->field);

  return bw_change_row_name (change->at, change->ordinal, field);
}
