/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an archive or a workbook, and any texts as the parts of a workbook.
 *
 * Changing a packed file mostly breaks its checksums, which is noticed at once. So bytes that do not begin as an archive are taken
 * for the texts of a workbook's parts, with zero bytes between them: the list of sheets, their relations, shared texts, styles, a sheet; they
 * are put into an archive of their own. Held against every input: everything that is listed can be opened or is refused with
 * a sentence; what comes out ends, is valid UTF-8 where it is a sheet, and is no more than a bomb may give. */

#define _GNU_SOURCE /* memfd_create() */

#include "fuzz/fuzz-target.h"
#include "import/bw-archive.h"
#include "import/bw-input.h"
#include "import/bw-xlsx.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

enum
{
  BUFFER = 4096,
  MOST_OUT = 64 << 20,
};

static const char *const parts[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
                                     "xl/worksheets/sheet1.xml" };

static void
add_part (struct archive *archive,
          const char     *name,
          const guint8   *data,
          gsize           n)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t)n);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  if (n > 0)
    g_assert_cmpint (archive_write_data (archive, data, n), ==, (la_ssize_t)n);
  archive_entry_free (entry);
}

static void
write_workbook (int           fd,
                const guint8 *data,
                gsize         size)
{
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store");
  g_assert_cmpint (archive_write_open_fd (archive, fd), ==, ARCHIVE_OK);
  add_part (archive, "[Content_Types].xml", (const guint8 *)"<Types/>", 8);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const guint8 *end = i + 1 < G_N_ELEMENTS (parts) && size > 0 ? memchr (data, 0, size) : NULL;
      gsize         n = end != NULL ? (gsize)(end - data) : size;

      add_part (archive, parts[i], data, n);
      data += MIN (size, n + 1);
      size -= MIN (size, n + 1);
    }
  archive_write_close (archive);
  archive_write_free (archive);
}

static void
check_refusal (const GError *error)
{
  g_assert_true (error != NULL && *error->message != '\0' && g_utf8_validate (error->message, -1, NULL));
}

static void
drain (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwInput) input = bw_input_open (path, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  char   buffer[BUFFER];
  gssize n;
  gsize  out = 0;

  if (input == NULL)
    {
      check_refusal (error);
      return;
    }
  while ((n = bw_input_read (input, buffer, sizeof buffer, &error)) > 0)
    {
      out += (gsize)n;
      g_assert_cmpuint (out, <=, MOST_OUT);
      if (bw_input_is_sheet (input))
        g_string_append_len (text, buffer, n);
      bw_input_get_progress (input);
    }
  if (n < 0)
    check_refusal (error);
  else
    g_assert_true (g_utf8_validate (text->str, (gssize)text->len, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  int              fd = memfd_create ("packed", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_auto (GStrv) inside = NULL;
  g_auto (GStrv) sheets = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fd, >=, 0);
  if (size >= 2 && (memcmp (data, "PK", 2) == 0 || memcmp (data, "\x1f\x8b", 2) == 0))
    g_assert_cmpint (write (fd, data, size), ==, (gssize)size);
  else
    write_workbook (fd, data, size);
  inside = bw_input_list (path, &error);
  if (inside == NULL)
    check_refusal (error);
  for (guint i = 0; inside != NULL && inside[i] != NULL && i < 20; i++)
    drain (inside[i]);
  g_clear_error (&error);
  sheets = bw_xlsx_list (path, &error);
  if (sheets == NULL)
    check_refusal (error);
  g_clear_error (&error);
  members = bw_archive_list (path, &error);
  if (members == NULL)
    check_refusal (error);
  close (fd);
  return 0;
}
