/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits, undo and redo. */

#include "session/bw-session-private.h"

#include <glib/gi18n-lib.h>

/* ---- Edits ---- */

typedef struct
{
  char    *label;
  int      generation;
  BwBook  *after;
  BwDelta *delta;
  guint    imports_before;
  GBytes  *undo;     /* what the store gave */
  BwBook  *restored; /* (nullable): what the file holds, when it did not take the edit; %NULL when it cannot be read */
} Edit;

static void
free_edit (gpointer data)
{
  Edit *edit = data;

  g_free (edit->label);
  g_clear_pointer (&edit->after, bw_book_unref);
  g_clear_pointer (&edit->delta, bw_delta_free);
  g_clear_pointer (&edit->undo, g_bytes_unref);
  g_clear_pointer (&edit->restored, bw_book_unref);
  g_free (edit);
}

static void
edit_work (GTask    *task,
           BwStore **store)
{
  BwSession *self = g_task_get_source_object (task);
  Edit      *edit = g_task_get_task_data (task);
  GError    *error = NULL;

  /* It was made on top of an edit that the file did not take. */
  if (edit->generation != g_atomic_int_get (&self->generation))
    {
      edit->restored = bw_store_read_again (*store, NULL);
      g_task_return_new_error (task, BW_STORE_ERROR, BW_STORE_ERROR_CANCELLED,
                               _ ("“%s” was not done, because the change before it could not be saved."), edit->label);
      return;
    }
  if (bw_store_write (*store, edit->after, edit->delta, &edit->undo, NULL, NULL, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_atomic_int_inc (&self->generation);
  edit->restored = bw_store_read_again (*store, NULL);
  g_task_return_error (task, error);
}

static void
finish_copies_work (GTask    *task,
                    BwStore **store)
{
  if (*store != NULL)
    bw_store_finish_copies (*store);
  g_task_return_boolean (task, TRUE);
}

/* To be called when something was written: what makes the project open fast follows behind it, and nobody waits for it. */
void
bw_session_finish_copies (BwSession *self)
{
  if (self->thread != NULL)
    bw_store_thread_run (self->thread, g_task_new (NULL, NULL, NULL, NULL), finish_copies_work);
}

/* Runs on the main thread before the caller's callback: settles what the commit means for the session. */
static void
edit_done_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  g_autoptr (GTask) outer = data;
  Edit   *edit = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  self->edits--;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      bw_session_add_step (self, edit->label, g_steal_pointer (&edit->undo), edit->imports_before, edit->after->imports->len);
      bw_session_finish_copies (self);
      g_task_return_boolean (outer, TRUE);
      return;
    }
  if (g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_CHANGED))
    bw_session_forget_steps (self);
  if (edit->restored != NULL)
    bw_session_take_book (self, g_steal_pointer (&edit->restored));
  else
    bw_session_lose_file (self);
  g_task_return_error (outer, error);
}

void
bw_session_apply_async (BwSession          *self,
                        const char         *label,
                        BwBook             *after,
                        BwDelta            *delta,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, data);
  GTask *inner;
  Edit  *edit;

  g_task_set_source_tag (outer, bw_session_apply_async);
  if (bw_session_refuse (self, outer))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
      return;
    }
  edit = g_new0 (Edit, 1);
  edit->label = g_strdup (label);
  edit->after = after;
  edit->delta = delta;
  edit->imports_before = delta->before[BW_TABLE_IMPORTS];
  edit->generation = g_atomic_int_get (&self->generation);
  inner = g_task_new (self, NULL, edit_done_cb, g_object_ref (outer));
  g_task_set_task_data (inner, edit, free_edit);
  self->edits++;
  bw_store_thread_run (self->thread, inner, edit_work);
  bw_session_take_book (self, bw_book_ref (after));
}

gboolean
bw_session_apply_finish (BwSession    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Undo and redo ---- */

typedef struct
{
  gboolean redo;
  char    *label;
  GBytes  *token;
  GBytes  *back; /* what the store gave */
  BwBook  *book;
} Reversal;

static void
free_reversal (gpointer data)
{
  Reversal *reversal = data;

  g_free (reversal->label);
  g_clear_pointer (&reversal->token, g_bytes_unref);
  g_clear_pointer (&reversal->back, g_bytes_unref);
  g_clear_pointer (&reversal->book, bw_book_unref);
  g_free (reversal);
}

static void
reversal_work (GTask    *task,
               BwStore **store)
{
  Reversal *reversal = g_task_get_task_data (task);
  GError   *error = NULL;

  if (bw_store_revert (*store, reversal->token, &reversal->back, &reversal->book, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
reversal_done_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  g_autoptr (GTask) outer = data;
  Reversal  *reversal = g_task_get_task_data (G_TASK (result));
  GPtrArray *from = reversal->redo ? self->redo_steps : self->undo_steps;
  GPtrArray *to = reversal->redo ? self->undo_steps : self->redo_steps;
  GError    *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      bw_session_see_again (self, error);
      bw_session_release (self);
      g_task_return_error (outer, error);
      return;
    }
  if (reversal->back != NULL)
    {
      BwStep *step = g_memdup2 (g_ptr_array_index (from, from->len - 1), sizeof *step);

      step->label = g_strdup (reversal->label);
      step->token = g_steal_pointer (&reversal->back);
      g_ptr_array_add (to, step);
    }
  g_ptr_array_set_size (from, from->len - 1);
  bw_session_release (self);
  bw_session_take_book (self, g_steal_pointer (&reversal->book));
  bw_session_finish_copies (self);
  g_task_return_pointer (outer, g_steal_pointer (&reversal->label), g_free);
}

static void
start_reversal (BwSession          *self,
                gboolean            redo,
                GAsyncReadyCallback callback,
                gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, NULL, callback, data);
  GPtrArray *steps = redo ? self->redo_steps : self->undo_steps;
  Reversal  *reversal;
  BwStep    *step;
  GTask     *inner;

  g_task_set_source_tag (outer, redo ? (gpointer)bw_session_redo_async : (gpointer)bw_session_undo_async);
  if (bw_session_refuse (self, outer))
    return;
  if (steps->len == 0 || self->edits > 0)
    {
      g_task_return_new_error (outer, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                               redo ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
      return;
    }
  step = g_ptr_array_index (steps, steps->len - 1);
  reversal = g_new0 (Reversal, 1);
  reversal->redo = redo;
  reversal->label = g_strdup (step->label);
  reversal->token = g_bytes_ref (step->token);
  reversal->book = bw_book_ref (self->book);
  inner = g_task_new (self, NULL, reversal_done_cb, g_object_ref (outer));
  g_task_set_task_data (inner, reversal, free_reversal);
  bw_session_hold (self);
  bw_store_thread_run (self->thread, inner, reversal_work);
}

void
bw_session_undo_async (BwSession          *self,
                       GAsyncReadyCallback callback,
                       gpointer            data)
{
  g_return_if_fail (BW_IS_SESSION (self));

  start_reversal (self, FALSE, callback, data);
}

void
bw_session_redo_async (BwSession          *self,
                       GAsyncReadyCallback callback,
                       gpointer            data)
{
  g_return_if_fail (BW_IS_SESSION (self));

  start_reversal (self, TRUE, callback, data);
}

gboolean
bw_session_undo_finish (BwSession    *self,
                        GAsyncResult *result,
                        char        **label,
                        GError      **error)
{
  g_autofree char *what = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  what = g_task_propagate_pointer (G_TASK (result), error);
  if (what == NULL)
    return FALSE;
  if (label != NULL)
    *label = g_steal_pointer (&what);
  return TRUE;
}

/* ---- Rejected rows ---- */

static void
rejected_work (GTask    *task,
               BwStore **store)
{
  GError    *error = NULL;
  GPtrArray *rows = bw_store_rejected (*store, *(gint64 *)g_task_get_task_data (task), &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
bw_session_rejected_async (BwSession          *self,
                           gint64              import_key,
                           GAsyncReadyCallback callback,
                           gpointer            data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, bw_session_rejected_async);
  g_task_set_task_data (task, g_memdup2 (&import_key, sizeof import_key), g_free);
  if (self->thread == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("No project is open."));
      g_object_unref (task);
      return;
    }
  bw_store_thread_run (self->thread, task, rejected_work);
}

GPtrArray *
bw_session_rejected_finish (BwSession    *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
