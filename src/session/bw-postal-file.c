/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of postal codes: told apart and read.
 *
 * Such a file has neither a header nor anything to be mapped, so that it is no import: what it would do is worked out on another thread, and
 * becomes an edit like others when somebody wants it. Countries have up to two million codes, read in about a second.
 *
 * GeoNames gives them away as archives, "DE.zip" with DE.txt and a readme.txt: of an archive the first text that is one of postal codes is
 * taken. What is in it is read into memory, up to MOST_BYTES; all countries of the world are a third of that. */

#include "session/bw-postal-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "import/bw-archive.h"

/* All countries together have a quarter of that. */
#define BYTES_MAX (G_GINT64_CONSTANT (1) << 30)

enum
{
  HEAD_BYTES = 4096, /* read to tell what a file is */
  SAMPLE_LINES = 5,
  PIECE_BYTES = 1 << 16,
  MOST_BYTES = 512 << 20, /* in an archive: more is none of postal codes */
  MOST_TEXTS = 8,         /* of an archive that are looked at */
};

/* Whether the file at @path begins as an archive does. */
static gboolean
is_archive (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char  head[4];
  gsize n = 0;

  return stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, NULL) && n == sizeof head &&
         memcmp (head, "PK\003\004", sizeof head) == 0;
}

/* Reads up to @most bytes of @archive behind @bytes. */
static gboolean
read_pieces (BwArchive  *archive,
             GByteArray *bytes,
             gsize       most,
             GError    **error)
{
  while (bytes->len < most)
    {
      guint  had = bytes->len;
      gssize n;

      g_byte_array_set_size (bytes, had + PIECE_BYTES);
      n = bw_archive_read (archive, (char *)bytes->data + had, PIECE_BYTES, error);
      g_byte_array_set_size (bytes, had + (guint)MAX (n, 0));
      if (n <= 0)
        return n == 0;
    }
  return TRUE;
}

/* Opens the text of postal codes in the archive at @path, and reads its beginning into @head.
 * Returns: (transfer full) (nullable): %NULL with @error set when there is none. */
static BwArchive *
open_member (const char *path,
             GByteArray *head,
             GError    **error)
{
  g_autoptr (GPtrArray) members = bw_archive_list (path, error);
  g_autofree char *name = g_path_get_basename (path), *shown = g_filename_display_name (name);
  guint            n_texts = 0;

  if (members == NULL)
    return NULL;
  for (guint i = 0; i < members->len && n_texts < MOST_TEXTS; i++)
    {
      g_autofree char *lower = g_ascii_strdown (g_ptr_array_index (members, i), -1);
      g_autoptr (BwArchive) archive = NULL;

      if (!g_str_has_suffix (lower, ".txt"))
        continue;
      n_texts++;
      archive = bw_archive_open (path, g_ptr_array_index (members, i), error);
      g_byte_array_set_size (head, 0);
      if (archive == NULL || !read_pieces (archive, head, HEAD_BYTES, error))
        return NULL;
      if (head->len > 0 && bw_postal_edit_is_one ((const char *)head->data, MIN (head->len, HEAD_BYTES)))
        return g_steal_pointer (&archive);
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There is no text of postal codes in “%s”."), shown);
  return NULL;
}

/* Reads the whole file at @path. It is not mapped: one that is cut short meanwhile would end the program.
 * Returns: (transfer full) (nullable): %NULL with @error when it cannot be read, or is too large to be one. */
static GBytes *
read_whole (const char *path,
            GError    **error)
{
  GStatBuf status;
  char    *text = NULL;
  gsize    length;

  if (g_stat (path, &status) == 0 && status.st_size > BYTES_MAX)
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("“%s” is larger than 1 GiB, which no file of postal codes is. Choose the file of one country."), name);
      return NULL;
    }
  return g_file_get_contents (path, &text, &length, error) ? g_bytes_new_take (text, length) : NULL;
}

/* Reads what the file at @path, or the text of postal codes in the archive there, has.
 * Returns: (transfer full) (nullable): %NULL with @error set when it cannot be read. */
GBytes *
bw_postal_file_load (const char *path,
                     GError    **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BwArchive) archive = NULL;

  if (!is_archive (path))
    return read_whole (path, error);
  bytes = g_byte_array_new ();
  archive = open_member (path, bytes, error);
  if (archive == NULL || !read_pieces (archive, bytes, MOST_BYTES, error))
    return NULL;
  if (bytes->len >= MOST_BYTES)
    {
      g_autofree char *name = g_path_get_basename (path), *shown = g_filename_display_name (name);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("What is in “%s” is too large for a list of postal codes."), shown);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Whether the file at @path is one of postal codes, or an archive with one. Reads beginnings alone. */
gboolean
bw_postal_file_is_one (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char  head[HEAD_BYTES];
  gsize n = 0;

  if (is_archive (path))
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (BwArchive) archive = open_member (path, bytes, NULL);

      return archive != NULL;
    }
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
  g_autoptr (GBytes) bytes = bw_postal_file_load (self->path, &error);
  const char *text = NULL;
  gsize       length = 0;

  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &length);
      self->after = bw_postal_edit_take (self->before, text, length, &self->count, &self->delta, &error);
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_sample (self, text, length);
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
