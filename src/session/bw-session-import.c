/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports: reading on a worker, committing on the file's thread.
 *
 * The worker reads the files into a new book beside a reference to the present one; the window goes on. Should somebody
 * have edited meanwhile, the files are read again onto the newer book, so that neither is lost. */

#include "session/bw-early-writing.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  /* Of the progress, reading takes 70 of 100 parts, writing the rest. */
  READING_PARTS = 70,
  /* The same where the deals are written beside it. */
  EARLY_PARTS = 95,
  /* How far progress has to be for the main thread to hear of it, in thousandths. */
  PROGRESS_STEP = 5,
  /* How long the main thread hears nothing of it at most, in microseconds, where the work does come to tell. */
  LONGEST_SILENCE = 20000,
};

typedef struct
{
  GTask            *outer; /* (owned): the caller's */
  char            **paths;
  BwImportOptions   options;
  GCancellable     *cancellable; /* (nullable) */
  BwSessionProgress progress;    /* (nullable) */
  gpointer          progress_data;
  int               told;    /* thousandths, the last that was told */
  gint64            told_at; /* when, in monotonic microseconds */
  BwBook           *before;
  BwEarlyWriting   *early; /* (nullable) */
  BwImportResult   *result;
  GBytes           *undo;
  GError           *error; /* (nullable): why it is given up, where rows are to be taken back before that is told */
} Import;

static GHashTable *
copy_table (GHashTable *table)
{
  GHashTable    *copy;
  GHashTableIter iter;
  gpointer       key, value;

  if (table == NULL)
    return NULL;
  copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  return copy;
}

static GHashTable *
copy_files (GHashTable *files)
{
  GHashTable    *copy;
  GHashTableIter iter;
  gpointer       path, options;

  if (files == NULL)
    return NULL;
  copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &options))
    g_hash_table_insert (copy, g_strdup (path), bw_file_options_copy (options));
  return copy;
}

static BwImportOptions
copy_options (const BwImportOptions *options)
{
  BwImportOptions copy = { .as_of = BW_DATE_NONE };

  if (options != NULL)
    {
      copy = *options;
      copy.row_memory = NULL;
      copy.early = NULL;
      copy.map = copy_table (options->map);
      copy.stages = copy_table (options->stages);
      copy.rates = copy_table (options->rates);
      copy.files = copy_files (options->files);
    }
  if (copy.now == 0)
    copy.now = g_get_real_time () / G_USEC_PER_SEC;
  return copy;
}

static void
clear_options (BwImportOptions *options)
{
  g_clear_pointer (&options->row_memory, g_bytes_unref);
  g_clear_pointer (&options->map, g_hash_table_unref);
  g_clear_pointer (&options->stages, g_hash_table_unref);
  g_clear_pointer (&options->rates, g_hash_table_unref);
  g_clear_pointer (&options->files, g_hash_table_unref);
}

static void
free_import (gpointer data)
{
  Import *import = data;

  g_clear_object (&import->outer);
  g_strfreev (import->paths);
  clear_options (&import->options);
  g_clear_object (&import->cancellable);
  g_clear_pointer (&import->before, bw_book_unref);
  g_clear_pointer (&import->early, bw_early_writing_unref);
  g_clear_pointer (&import->result, bw_import_result_free);
  g_clear_pointer (&import->undo, g_bytes_unref);
  g_clear_error (&import->error);
  g_free (import);
}

/* ---- Looking ---- */

typedef struct
{
  char          **paths;
  BwImportOptions options;
  BwBook         *book;
} Inspection;

static void
free_inspection (gpointer data)
{
  Inspection *inspection = data;

  g_strfreev (inspection->paths);
  clear_options (&inspection->options);
  bw_book_unref (inspection->book);
  g_free (inspection);
}

static Inspection *
new_inspection (BwSession             *self,
                const char *const     *paths,
                const BwImportOptions *options)
{
  Inspection *inspection = g_new0 (Inspection, 1);

  inspection->paths = g_strdupv ((char **)paths);
  inspection->options = copy_options (options);
  inspection->book = self->book != NULL ? bw_book_ref (self->book) : bw_book_new ();
  return inspection;
}

static void
inspect_work (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Inspection *inspection = data;

  g_task_return_pointer (task,
                         bw_import_inspect (inspection->book, (const char *const *)inspection->paths, &inspection->options),
                         (GDestroyNotify)g_ptr_array_unref);
}

void
bw_session_inspect_async (BwSession             *self,
                          const char *const     *paths,
                          const BwImportOptions *options,
                          GCancellable          *cancellable,
                          GAsyncReadyCallback    callback,
                          gpointer               data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, bw_session_inspect_async);
  g_task_set_task_data (task, new_inspection (self, paths, options), free_inspection);
  g_task_run_in_thread (task, inspect_work);
}

GPtrArray *
bw_session_inspect_finish (BwSession    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Trying ---- */

static gboolean
trial_progress (double   done,
                gpointer cancellable)
{
  return cancellable == NULL || !g_cancellable_is_cancelled (cancellable);
}

static void
try_work (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Inspection     *trial = data;
  BwImportResult *made = NULL;
  GError         *error = NULL;

  if (bw_import_run (trial->book, (const char *const *)trial->paths, &trial->options, trial_progress, cancellable, &made,
                     &error))
    {
      bw_delta_forget_before (made->delta);
      g_task_return_pointer (task, made, (GDestroyNotify)bw_import_result_free);
    }
  else
    g_task_return_error (task, error);
}

void
bw_session_try_import_async (BwSession             *self,
                             const char *const     *paths,
                             const BwImportOptions *options,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, bw_session_try_import_async);
  g_task_set_task_data (task, new_inspection (self, paths, options), free_inspection);
  g_task_run_in_thread (task, try_work);
}

BwImportResult *
bw_session_try_import_finish (BwSession    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Importing ---- */

typedef struct
{
  GTask *task; /* (owned): keeps the import alive */
  double done;
} Told;

static gboolean
tell_cb (gpointer data)
{
  Told   *told = data;
  Import *import = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task))
    import->progress (told->done, import->progress_data);
  return G_SOURCE_REMOVE;
}

static void
free_told (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

/* Called on the worker and on the file's thread. */
static gboolean
tell_progress (GTask *task,
               double done)
{
  Import *import = g_task_get_task_data (task);
  int     thousandths = (int)(done * 1000);
  gint64  now = g_get_monotonic_time ();

  if (import->progress != NULL && (thousandths >= import->told + PROGRESS_STEP || (done >= 1 && import->told < thousandths) ||
                                   now >= import->told_at + LONGEST_SILENCE))
    {
      Told *told = g_new (Told, 1);

      import->told = MAX (import->told, thousandths);
      import->told_at = now;
      told->task = g_object_ref (task);
      told->done = MAX (done, (double)import->told / 1000);
      g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_cb, told, free_told);
    }
  return import->cancellable == NULL || !g_cancellable_is_cancelled (import->cancellable);
}

static gboolean
reading_progress (double   done,
                  gpointer data)
{
  const Import *import = g_task_get_task_data (data);
  int           parts = bw_early_writing_has_begun (import->early) ? EARLY_PARTS : READING_PARTS;

  return tell_progress (data, done * parts / 100);
}

static gboolean
writing_progress (double   done,
                  gpointer data)
{
  const Import *import = g_task_get_task_data (data);
  int           parts = bw_early_writing_has_begun (import->early) ? EARLY_PARTS : READING_PARTS;

  return tell_progress (data, (parts + done * (100 - parts)) / 100);
}

static void
read_work (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;

  reading_progress (0, task);
  if (bw_import_run (import->before, (const char *const *)import->paths, &import->options, reading_progress, task,
                     &import->result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_work (GTask    *task,
            BwStore **store)
{
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  writing_progress (0, task);
  if (bw_store_write (*store, import->result->after, import->result->delta, &import->undo, writing_progress, task,
                      &error))
    {
      bw_delta_forget_before (import->result->delta);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void start_reading (BwSession *self,
                           Import    *import);

/* Gives the import's data from one task of the chain to the next. */
static Import *
steal_import (GTask *task)
{
  Import *import = g_task_get_task_data (task);
  Import *moved = g_memdup2 (import, sizeof *import);

  memset (import, 0, sizeof *import);
  return moved;
}

static char *
name_import (Import *import)
{
  guint n = g_strv_length (import->paths);

  if (n == 1)
    {
      g_autofree char *name = g_path_get_basename (import->paths[0]);

      return g_strdup_printf (_ ("Import %s"), name);
    }
  return g_strdup_printf (ngettext ("Import %u file", "Import %u files", n), n);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  Import    *import = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) outer = g_object_ref (import->outer);
  g_autofree char *label = name_import (import);
  GError          *error = NULL;

  bw_session_release (self);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      bw_session_see_again (self, error);
      g_task_return_error (outer, error);
      return;
    }
  bw_session_add_step (self, label, g_steal_pointer (&import->undo), self->book->imports->len,
                       import->result->after->imports->len);
  bw_session_take_book (self, bw_book_ref (import->result->after));
  bw_session_finish_copies (self);
  bw_session_read_awaited (self, outer, g_steal_pointer (&import->result), import->before->deals.n);
}

static void
drop_work (GTask    *task,
           BwStore **store)
{
  bw_store_drop_early (*store);
  g_task_return_boolean (task, TRUE);
}

static void
dropped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Import *import = g_task_get_task_data (G_TASK (result));

  bw_session_release (BW_SESSION (object));
  g_task_return_error (import->outer, g_steal_pointer (&import->error));
}

/* Ends an import whose deals have been written early, for its error's sake or by writing all else. */
static void
finish_early (BwSession *self,
              Import    *import)
{
  BwEarlyWriting *early = import->early;
  gboolean        failed = import->error != NULL;
  GTask          *last = g_task_new (self, NULL, failed ? dropped_cb : written_cb, NULL);

  g_task_set_task_data (last, import, free_import);
  bw_early_writing_finish (early, last, failed ? drop_work : write_work);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  Import    *import = g_task_get_task_data (G_TASK (result));
  GTask     *writing;
  GError    *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && import->cancellable != NULL &&
      g_cancellable_is_cancelled (import->cancellable))
    g_set_error_literal (&error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED, _ ("The import was stopped."));
  if (bw_early_writing_has_begun (import->early))
    {
      import->error = error;
      finish_early (self, steal_import (G_TASK (result)));
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (import->outer, error);
      return;
    }
  if (bw_session_refuse (self, import->outer))
    return;
  if (import->before != self->book)
    {
      g_clear_pointer (&import->result, bw_import_result_free);
      start_reading (self, steal_import (G_TASK (result)));
      return;
    }
  bw_session_hold (self);
  writing = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (writing, steal_import (G_TASK (result)), free_import);
  bw_store_thread_run (self->thread, writing, write_work);
}

static void
recall_work (GTask    *task,
             BwStore **store)
{
  Import *import = g_task_get_task_data (task);

  import->options.row_memory = *store != NULL ? bw_store_load_row_memory (*store) : NULL;
  g_task_return_boolean (task, TRUE);
}

static void
recalled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  Import    *import = g_task_get_task_data (G_TASK (result));

  if (!bw_session_refuse (self, import->outer))
    start_reading (self, steal_import (G_TASK (result)));
}

/* Fetches what is remembered of the last export from the file. */
static void
start_recalling (BwSession *self,
                 Import    *import)
{
  GTask *task = g_task_new (self, NULL, recalled_cb, NULL);

  g_task_set_task_data (task, import, free_import);
  bw_store_thread_run (self->thread, task, recall_work);
}

static void
start_reading (BwSession *self,
               Import    *import)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);

  g_clear_pointer (&import->before, bw_book_unref);
  import->before = bw_book_ref (self->book);
  g_clear_pointer (&import->early, bw_early_writing_unref);
  if (self->book->deals.n == 0)
    import->early = bw_early_writing_new (self, import->cancellable);
  import->options.early = import->early != NULL ? bw_early_writing_get_taker (import->early) : NULL;
  g_task_set_task_data (task, import, free_import);
  g_task_run_in_thread (task, read_work);
}

static void
recognise_work (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Import *import = data;

  g_task_return_boolean (task, bw_corrections_recognise (import->paths[0]));
}

static void
recognised_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  BwSession *self = BW_SESSION (object);
  Import    *import = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    start_recalling (self, steal_import (G_TASK (result)));
  else if (!bw_session_refuse (self, import->outer))
    bw_session_start_correcting (self, import->outer, NULL, import->paths[0]);
}

/* A single file may be a sheet of rejected rows that comes back. */
static void
start_recognising (BwSession *self,
                   Import    *import)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, recognised_cb, NULL);

  g_task_set_task_data (task, import, free_import);
  g_task_run_in_thread (task, recognise_work);
}

void
bw_session_import_async (BwSession             *self,
                         const char *const     *paths,
                         const BwImportOptions *options,
                         BwSessionProgress      progress,
                         gpointer               progress_data,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, data);
  Import *import;

  g_task_set_source_tag (outer, bw_session_import_async);
  /* What was committed is told as done, even when somebody cancelled a moment later. */
  g_task_set_check_cancellable (outer, FALSE);
  if (bw_session_refuse (self, outer))
    return;
  import = g_new0 (Import, 1);
  import->outer = g_object_ref (outer);
  import->paths = g_strdupv ((char **)paths);
  import->options = copy_options (options);
  import->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  import->progress = progress;
  import->progress_data = progress_data;
  if (paths[0] != NULL && paths[1] == NULL)
    start_recognising (self, import);
  else
    start_recalling (self, import);
}

BwImportResult *
bw_session_import_finish (BwSession    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
