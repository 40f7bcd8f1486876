/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project whose file another program has changed, replaced or spoilt while it is open.
 *
 * What the file holds is the truth, as long as it is a project: then its content becomes the book. Else the book is all that is left: it stays
 * on screen, nothing is written any more, and a copy is made from it. */

#include "session/bw-session-private.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* What an earlier write gave does not fit the file as another program left it. */
void
bw_session_forget_steps (BwSession *self)
{
  g_ptr_array_set_size (self->undo_steps, 0);
  g_ptr_array_set_size (self->redo_steps, 0);
  bw_session_notify_steps (self);
}

/* From now on the book is all that is left of the project. */
void
bw_session_lose_file (BwSession *self)
{
  g_autofree char *name = g_file_get_basename (self->file);

  self->lost = TRUE;
  g_free (self->read_only_reason);
  self->read_only_reason = g_strdup_printf (_ ("“%s” cannot be read any more: another program has replaced or damaged it. What was read "
                                               "before is shown. Save a copy to keep it."),
                                            name);
  bw_session_forget_steps (self);
}

static void
read_again_work (GTask    *task,
                 BwStore **store)
{
  g_task_return_pointer (task, bw_store_read_again (*store, NULL), (GDestroyNotify)bw_book_unref);
}

static void
read_again_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  BwBook    *book = g_task_propagate_pointer (G_TASK (result), NULL);

  if (book != NULL)
    bw_session_take_book (self, book);
  else
    bw_session_lose_file (self);
  bw_session_release (self);
}

/* To be called when something was not written because of @error: where another program is the cause, what it left is read. */
void
bw_session_see_again (BwSession    *self,
                      const GError *error)
{
  if (!g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_CHANGED) || self->thread == NULL || self->lost)
    return;
  bw_session_forget_steps (self);
  bw_session_hold (self);
  bw_store_thread_run (self->thread, g_task_new (self, NULL, read_again_cb, NULL), read_again_work);
}

/* ---- A copy ---- */

typedef struct
{
  char   *path;
  BwBook *book; /* (nullable): to be made from, where there is no file */
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_free (copy->path);
  g_clear_pointer (&copy->book, bw_book_unref);
  g_free (copy);
}

/* Makes a project from the book in place of whatever is at the path. */
static gboolean
copy_book (Copy    *copy,
           GError **error)
{
  g_autofree char *partial = g_strdup_printf ("%s.%08x.part", copy->path, g_random_int ());
  BwStore         *made = bw_store_create (partial, copy->book, error);

  if (made == NULL)
    return FALSE;
  bw_store_free (made);
  if (g_rename (partial, copy->path) == 0)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO, _ ("The copy could not be put at “%s”: %s."), copy->path, g_strerror (errno));
  g_unlink (partial);
  return FALSE;
}

static void
copy_work (GTask    *task,
           BwStore **store)
{
  Copy   *copy = g_task_get_task_data (task);
  GError *error = NULL;

  if (copy->book != NULL ? copy_book (copy, &error) : bw_store_save_copy (*store, copy->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
bw_session_save_copy_async (BwSession          *self,
                            GFile              *file,
                            GAsyncReadyCallback callback,
                            gpointer            data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Copy  *copy = g_new0 (Copy, 1);

  g_task_set_source_tag (task, bw_session_save_copy_async);
  copy->path = g_file_get_path (file);
  copy->book = self->lost ? bw_book_ref (self->book) : NULL;
  g_task_set_task_data (task, copy, free_copy);
  if (self->thread == NULL || copy->path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("A project must be a file on this computer."));
      g_object_unref (task);
      return;
    }
  bw_store_thread_run (self->thread, task, copy_work);
}

gboolean
bw_session_save_copy_finish (BwSession    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
