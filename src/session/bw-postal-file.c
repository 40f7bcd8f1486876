/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of postal codes: told apart and read.
 *
 * Such a file has neither a header nor anything to be mapped, so that it is no import: what it would do is worked out on another thread, and
 * becomes an edit like others when somebody wants it. Countries have up to two million codes, read in about a second. */

#include "session/bw-postal-file.h"

#include <string.h>

enum
{
  HEAD_BYTES = 4096, /* read to tell what a file is */
  SAMPLE_LINES = 5,
};

/* Whether the file at @path is one of postal codes. Reads its beginning alone. */
gboolean
bw_postal_file_is_one (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char  head[HEAD_BYTES];
  gsize n = 0;

  return stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, NULL) && n > 0 &&
         bw_postal_edit_is_one (head, n);
}

/* Frees @file (transfer full) (nullable). */
void
bw_postal_file_free (BwPostalFile *file)
{
  if (file == NULL)
    return;
  g_free (file->path);
  g_string_free (file->sample, TRUE);
  g_clear_pointer (&file->delta, bw_delta_free);
  g_clear_pointer (&file->after, bw_book_unref);
  bw_book_unref (file->before);
  g_free (file);
}

/* Notes the first places of the file that are whole on their line: country, code, name. */
static void
take_sample (BwPostalFile *file,
             const char   *text,
             gsize         length)
{
  const char *at = text, *end = text + length;

  for (guint i = 0; i < SAMPLE_LINES && at < end; i++)
    {
      const char      *next = memchr (at, '\n', (gsize)(end - at));
      g_autofree char *line = g_utf8_make_valid (at, (next != NULL ? next : end) - at);
      g_auto (GStrv) cells = g_strsplit (line, "\t", 4);

      if (g_strv_length (cells) >= 3)
        g_string_append_printf (file->sample, "%s%s  %s  %s", file->sample->len > 0 ? "\n" : "", cells[0], cells[1], cells[2]);
      at = next != NULL ? next + 1 : end;
    }
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  BwPostalFile *self = data;
  GError       *error = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (self->path, FALSE, &error);

  if (mapped != NULL)
    self->after = bw_postal_edit_take (self->before, g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped), &self->count, &self->delta,
                                       &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_sample (self, g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped));
  self->n_found = bw_postal_edit_count_found (self->before, self->after);
  g_task_return_boolean (task, TRUE);
}

/* Reads the file at @path for @book on another thread; @ready gets what bw_postal_file_read_finish() takes. */
void
bw_postal_file_read_async (BwBook             *book,
                           const char         *path,
                           GAsyncReadyCallback ready,
                           gpointer            data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ready, data);
  BwPostalFile *self = g_new0 (BwPostalFile, 1);

  self->before = bw_book_ref (book);
  self->path = g_strdup (path);
  self->sample = g_string_new (NULL);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, read_in_thread);
}

/* Returns: (transfer full) (nullable): what taking the file would do; %NULL and @error when it cannot be read. */
BwPostalFile *
bw_postal_file_read_finish (GAsyncResult *result,
                            GError      **error)
{
  g_autoptr (BwPostalFile) self = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&self) : NULL;
}
