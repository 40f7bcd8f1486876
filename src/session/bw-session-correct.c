/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrections: rejected rows read again as one step of undo.
 *
 * The file's thread gives the rejected rows, a worker reads the corrected ones into a new book, and what came of it is applied
 * like any edit. Should somebody have edited meanwhile, they are read again onto the newer book. */

#include "session/bw-session-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-reject-sheet.h"
#include "import/bw-layout.h"

typedef struct
{
  GTask          *outer;       /* (owned): the caller's */
  char           *path;        /* (nullable): the sheet that holds the corrections */
  GPtrArray      *corrections; /* (nullable) (element-type BwCorrection) */
  GPtrArray      *rejected;    /* (nullable) (element-type BwRejectedRow) */
  BwBook         *before;
  BwImportResult *result;
} Correcting;

static void
free_correcting (gpointer data)
{
  Correcting *correcting = data;

  g_clear_object (&correcting->outer);
  g_free (correcting->path);
  g_clear_pointer (&correcting->corrections, g_ptr_array_unref);
  g_clear_pointer (&correcting->rejected, g_ptr_array_unref);
  g_clear_pointer (&correcting->before, bw_book_unref);
  g_clear_pointer (&correcting->result, bw_import_result_free);
  g_free (correcting);
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Correcting *correcting = data;
  GError     *error = NULL;

  if (bw_session_apply_finish (BW_SESSION (object), result, &error))
    g_task_return_pointer (correcting->outer, g_steal_pointer (&correcting->result), (GDestroyNotify)bw_import_result_free);
  else
    g_task_return_error (correcting->outer, error);
  free_correcting (correcting);
}

static void
read_work (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Correcting *correcting = data;
  GError     *error = NULL;

  if (correcting->corrections == NULL && (correcting->corrections = bw_corrections_read (correcting->path, &error)) == NULL)
    g_task_return_error (task, error);
  else if (correcting->corrections->len == 0)
    g_task_return_new_error (task, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("There are no corrected rows."));
  else if (bw_import_correct (correcting->before, correcting->rejected, correcting->corrections, g_get_real_time () / G_USEC_PER_SEC,
                              &correcting->result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start_reading (BwSession  *self,
                           Correcting *correcting);

/* What the caller gets in place of @delta, which the file takes: only the rows that were refused again. */
static BwDelta *
tell_refused (const BwBook  *after,
              const BwDelta *delta)
{
  BwDelta *told = bw_delta_new (after);

  for (guint i = 0; i < delta->settled->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (delta->settled, i);

      if (row->state == BW_REJECT_OPEN)
        g_ptr_array_add (told->rejected, bw_rejected_row_copy (row));
    }
  return told;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwSession       *self = BW_SESSION (object);
  Correcting      *correcting = data;
  g_autofree char *label = NULL;
  GError          *error = NULL;
  BwDelta         *delta;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (correcting->outer, error);
      free_correcting (correcting);
      return;
    }
  if (correcting->before != self->book)
    {
      g_clear_pointer (&correcting->result, bw_import_result_free);
      start_reading (self, correcting);
      return;
    }
  label = g_strdup_printf (ngettext ("Correct %u row", "Correct %u rows", correcting->corrections->len), correcting->corrections->len);
  delta = g_steal_pointer (&correcting->result->delta);
  correcting->result->delta = tell_refused (correcting->result->after, delta);
  bw_session_apply_async (self, label, bw_book_ref (correcting->result->after), delta, NULL, applied_cb, correcting);
}

static void
start_reading (BwSession  *self,
               Correcting *correcting)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, correcting);

  g_clear_pointer (&correcting->before, bw_book_unref);
  correcting->before = bw_book_ref (self->book);
  g_task_set_task_data (task, correcting, NULL);
  g_task_run_in_thread (task, read_work);
}

static void
rejected_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Correcting *correcting = data;
  GError     *error = NULL;

  correcting->rejected = bw_session_rejected_finish (BW_SESSION (object), result, &error);
  if (correcting->rejected != NULL)
    {
      start_reading (BW_SESSION (object), correcting);
      return;
    }
  g_task_return_error (correcting->outer, error);
  free_correcting (correcting);
}

/* Reads @corrections (nullable) (element-type BwCorrection), else those of the sheet at @path (nullable), and gives @outer a
 * BwImportResult, whose delta has only the rows that were refused again. */
void
bw_session_start_correcting (BwSession  *self,
                             GTask      *outer,
                             GPtrArray  *corrections,
                             const char *path)
{
  Correcting *correcting = g_new0 (Correcting, 1);

  correcting->outer = g_object_ref (outer);
  correcting->corrections = corrections != NULL ? g_ptr_array_ref (corrections) : NULL;
  correcting->path = g_strdup (path);
  bw_session_rejected_async (self, 0, rejected_cb, correcting);
}

void
bw_session_correct_async (BwSession          *self,
                          GPtrArray          *corrections,
                          GAsyncReadyCallback callback,
                          gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (outer, bw_session_correct_async);
  if (!bw_session_refuse (self, outer))
    bw_session_start_correcting (self, outer, corrections, NULL);
}

BwImportResult *
bw_session_correct_finish (BwSession    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const BwImportRecord *
find_import (const BwBook *book,
             gint64        key,
             guint        *index)
{
  for (guint i = 0; i < book->imports->len; i++)
    if (g_array_index (book->imports, BwImportRecord, i).key == key)
      {
        *index = i;
        return &g_array_index (book->imports, BwImportRecord, i);
      }
  return NULL;
}

GPtrArray *
bw_session_dup_columns (BwSession *self,
                        gint64     key)
{
  const BwImportRecord *record;
  guint                 index;
  g_autoptr (GPtrArray) cells = NULL;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  record = self->book != NULL ? find_import (self->book, key, &index) : NULL;
  if (record == NULL || record->names == 0)
    return NULL;
  cells = bw_reject_sheet_split (bw_book_text (self->book, record->names));
  return bw_layout_name_columns ((const char *const *)cells->pdata, cells->len);
}

guint
bw_session_count_steps_to (BwSession *self,
                           gint64     key)
{
  guint index;

  g_return_val_if_fail (BW_IS_SESSION (self), 0);

  if (self->book == NULL || find_import (self->book, key, &index) == NULL)
    return 0;
  for (guint i = self->undo_steps->len; i > 0; i--)
    {
      const BwStep *step = g_ptr_array_index (self->undo_steps, i - 1);

      if (index >= step->imports_before && index < step->imports_after)
        return self->undo_steps->len - i + 1;
    }
  return 0;
}

/* ---- Histories whose deals come later ---- */

typedef struct
{
  GTask          *outer;   /* (owned): the import's */
  BwImportResult *result;  /* (owned): what is given to it */
  GPtrArray      *awaited; /* (nullable) (element-type GPtrArray): corrections, import by import */
  guint           first;   /* the first deal that came */
  guint           n_begun;
} Awaited;

static void
end_awaited (Awaited *awaited)
{
  g_task_return_pointer (awaited->outer, g_steal_pointer (&awaited->result), (GDestroyNotify)bw_import_result_free);
  g_clear_object (&awaited->outer);
  g_clear_pointer (&awaited->awaited, g_ptr_array_unref);
  g_free (awaited);
}

static void read_next_awaited (BwSession *self,
                               Awaited   *awaited);

/* Rows that cannot be read after all stay rejected: the import itself has been made. */
static void
awaited_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) corrected = bw_session_correct_finish (BW_SESSION (object), result, &error);

  if (corrected == NULL)
    g_info ("Rows of a history stay rejected: %s", error->message);
  read_next_awaited (BW_SESSION (object), data);
}

static void
read_next_awaited (BwSession *self,
                   Awaited   *awaited)
{
  if (awaited->n_begun < awaited->awaited->len)
    bw_session_correct_async (self, g_ptr_array_index (awaited->awaited, awaited->n_begun++), awaited_read_cb, awaited);
  else
    end_awaited (awaited);
}

static void
awaiting_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Awaited *awaited = data;
  g_autoptr (GPtrArray) rejected = bw_session_rejected_finish (BW_SESSION (object), result, NULL);

  if (rejected == NULL || BW_SESSION (object)->book == NULL)
    {
      end_awaited (awaited);
      return;
    }
  awaited->awaited = bw_corrections_awaited (BW_SESSION (object)->book, awaited->first, rejected);
  read_next_awaited (BW_SESSION (object), awaited);
}

/* Gives @result (transfer full) of an import to its task @outer. Rows of histories that were rejected because their deals, those
 * of the book from @first on, had not come yet are read before that, as a step of undo of their own for each history. */
void
bw_session_read_awaited (BwSession      *self,
                         GTask          *outer,
                         BwImportResult *result,
                         guint           first)
{
  Awaited *awaited;

  if (self->book->deals.n <= first || !bw_corrections_may_await (self->book))
    {
      g_task_return_pointer (outer, result, (GDestroyNotify)bw_import_result_free);
      return;
    }
  awaited = g_new0 (Awaited, 1);
  awaited->outer = g_object_ref (outer);
  awaited->result = result;
  awaited->first = first;
  bw_session_rejected_async (self, 0, awaiting_cb, awaited);
}
