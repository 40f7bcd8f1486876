/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files inside a ZIP archive, and compressed files.
 *
 * libarchive unpacks piece by piece; nothing is written to disk, so that names inside an archive can do no harm. An archive
 * made to burst what opens it is recognised by what comes out of it: too many members, too large a member, or far more
 * bytes than real tables compress to. A .gz file is one member without a name. */

#include "import/bw-archive.h"
#include "import/bw-import.h"

#include <string.h>
#include <sys/stat.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

enum
{
  BLOCK = 64 * 1024,
  MEMBERS_MAX = 2000,
  /* Tables shrink to a tenth, very dull ones to a hundredth. */
  RATIO_MAX = 200,
};

/* A ratio says nothing before so many bytes. */
#define RATIO_FROM (G_GUINT64_CONSTANT (64) << 20)
#define OUT_MAX    (G_GUINT64_CONSTANT (16) << 30)

struct _BwArchive
{
  struct archive *archive;
  char           *name; /* for sentences */
  guint64         size; /* of the file, packed */
  guint64         out;  /* bytes unpacked */
};

static gboolean
fail (BwArchive  *self,
      GError    **error,
      const char *problem)
{
  g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV, _ ("“%s” could not be unpacked: %s. Unpack it yourself and choose the files in it."),
               self->name, problem != NULL ? problem : _ ("it is damaged"));
  return FALSE;
}

/* Opens the file at @path, before its first member. */
static BwArchive *
open_file (const char *path,
           gboolean    is_zip,
           GError    **error)
{
  g_autoptr (BwArchive) self = g_new0 (BwArchive, 1);
  struct stat info;

  self->name = g_path_get_basename (path);
  self->archive = archive_read_new ();
  if (stat (path, &info) == 0)
    self->size = info.st_size;
  if (is_zip)
    archive_read_support_format_zip (self->archive);
  else
    {
      archive_read_support_filter_gzip (self->archive);
      archive_read_support_format_raw (self->archive);
    }
  if (archive_read_open_filename (self->archive, path, BLOCK) != ARCHIVE_OK)
    {
      fail (self, error, archive_error_string (self->archive));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Returns: (transfer full): the name of @entry as valid UTF-8. */
static char *
entry_name (struct archive_entry *entry,
            guint                 index)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  return name != NULL ? g_utf8_make_valid (name, -1) : g_strdup_printf ("%u", index + 1);
}

/* The next member. Returns: (transfer full) (nullable): its name; %NULL at the end, and with @error set when the archive
 * is broken. Members that are no files are passed over. */
static char *
next_member (BwArchive             *self,
             guint                 *index,
             struct archive_entry **entry,
             GError               **error)
{
  while (TRUE)
    {
      int result = archive_read_next_header (self->archive, entry);

      if (result == ARCHIVE_EOF)
        return NULL;
      if (result < ARCHIVE_WARN)
        {
          fail (self, error, archive_error_string (self->archive));
          return NULL;
        }
      if (*index >= MEMBERS_MAX)
        {
          fail (self, error, _ ("it holds too many files"));
          return NULL;
        }
      (*index)++;
      if (archive_entry_filetype (*entry) == AE_IFREG || archive_entry_filetype (*entry) == 0)
        return entry_name (*entry, *index - 1);
    }
}

/* Returns: (transfer full) (element-type utf8) (nullable): the names of the files in the ZIP archive at @path, in their
 * order; %NULL with @error set. */
GPtrArray *
bw_archive_list (const char *path,
                 GError    **error)
{
  g_autoptr (BwArchive) self = open_file (path, TRUE, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  struct archive_entry *entry;
  guint                 index = 0;
  GError               *problem = NULL;
  char                 *name;

  if (self == NULL)
    return NULL;
  while ((name = next_member (self, &index, &entry, &problem)) != NULL)
    g_ptr_array_add (names, name);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  return g_steal_pointer (&names);
}

/* Opens @member of the ZIP archive at @path; %NULL: the file at @path is one compressed file.
 * Returns: (transfer full) (nullable): %NULL with @error set. */
BwArchive *
bw_archive_open (const char *path,
                 const char *member,
                 GError    **error)
{
  g_autoptr (BwArchive) self = open_file (path, member != NULL, error);
  struct archive_entry *entry;
  guint                 index = 0;
  GError               *problem = NULL;

  while (self != NULL)
    {
      g_autofree char *name = next_member (self, &index, &entry, &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return NULL;
        }
      if (name == NULL)
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_FOUND, _ ("There is no “%s” in “%s”."),
                       member != NULL ? member : self->name, self->name);
          return NULL;
        }
      if (member != NULL && !g_str_equal (name, member))
        continue;
      if (archive_entry_is_encrypted (entry))
        {
          fail (self, error, _ ("it is protected by a password"));
          return NULL;
        }
      return g_steal_pointer (&self);
    }
  return NULL;
}

/* Frees @archive (transfer full) (nullable). */
void
bw_archive_free (BwArchive *archive)
{
  if (archive == NULL)
    return;
  archive_read_free (archive->archive);
  g_free (archive->name);
  g_free (archive);
}

/* Unpacks up to @n bytes into @buffer. Returns how many came, 0 at the end, -1 with @error set. */
gssize
bw_archive_read (BwArchive *archive,
                 char      *buffer,
                 gsize      n,
                 GError   **error)
{
  la_ssize_t got = archive_read_data (archive->archive, buffer, n);
  guint64    packed;

  if (got < 0)
    {
      fail (archive, error, archive_error_string (archive->archive));
      return -1;
    }
  archive->out += got;
  packed = MAX (archive_filter_bytes (archive->archive, -1), 1);
  if (archive->out > OUT_MAX || (archive->out > RATIO_FROM && archive->out / packed > RATIO_MAX))
    {
      fail (archive, error, _ ("it unpacks to far more than a table holds"));
      return -1;
    }
  return got;
}

/* How much of the packed file has been read, 0 to 1. */
double
bw_archive_get_progress (const BwArchive *archive)
{
  double packed = (double)archive_filter_bytes (archive->archive, -1);

  return archive->size > 0 ? CLAMP (packed / (double)archive->size, 0.0, 1.0) : 1.0;
}
