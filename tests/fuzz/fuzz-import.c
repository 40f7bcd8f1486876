/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file to be imported: looked at, read twice.
 *
 * Held against every input: nothing crashes, hangs or leaks; a refusal has a sentence; all texts are valid UTF-8; each row is
 * new, changed, unchanged, rejected or set aside, and none is counted twice; a
 * file of deals a second time brings none. */

#define _GNU_SOURCE /* memfd_create() */

#include "fuzz/fuzz-target.h"
#include "import/bw-import.h"

#include <sys/mman.h>
#include <unistd.h>

/* 2026-11-22 12:00 */
#define NOW G_GINT64_CONSTANT (1795348800)

/* @before (nullable): what came of the same file just before. */
static void
check_result (const BwImportResult *result,
              const BwImportResult *before)
{
  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);

      g_assert_cmpuint (summary->n_rejected, <=, summary->rows);
      g_assert_cmpuint ((guint64)summary->n_new + summary->n_changed + summary->n_unchanged + summary->n_rejected, <=,
                        summary->rows);
      /* What has become known since may make another thing of a file that names nothing. */
      if (before != NULL && summary->kind == BW_KIND_DEALS &&
          ((BwImportSummary *)g_ptr_array_index (before->summaries, i))->kind == BW_KIND_DEALS)
        g_assert_cmpuint (summary->n_new, ==, 0);
      for (guint n = 0; n < summary->notes->len; n++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (summary->notes, n), -1, NULL));
    }
  for (guint i = 0; i < result->delta->rejected->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (result->delta->rejected, i);

      g_assert_true (g_utf8_validate (row->value, -1, NULL) && g_utf8_validate (row->raw, -1, NULL));
      g_assert_true (*row->reason != '\0');
    }
  for (guint d = 0; d < result->after->deals.n; d++)
    g_assert_true (g_utf8_validate (bw_book_text (result->after, result->after->deals.name[d]), -1, NULL));
}

static void
check_files (const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const BwImportFile *file = g_ptr_array_index (files, i);

      if (file->error != NULL)
        {
          g_assert_true (*file->error->message != '\0' && g_utf8_validate (file->error->message, -1, NULL));
          continue;
        }
      for (guint c = 0; c < file->columns->len; c++)
        g_assert_true (g_utf8_validate (((BwImportColumn *)g_ptr_array_index (file->columns, c))->header, -1, NULL));
    }
}

static void
import_bytes (const char *path)
{
  const char *const paths[] = { path, NULL };
  BwImportOptions   options = { .as_of = BW_DATE_NONE, .now = NOW };
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  g_autoptr (GPtrArray) files = bw_import_inspect (book, paths, &options);
  g_autoptr (GError) error = NULL;

  check_files (files);
  if (!bw_import_run (book, paths, &options, NULL, NULL, &first, &error))
    {
      g_assert_true (error != NULL && *error->message != '\0');
      return;
    }
  check_result (first, NULL);
  g_assert_true (bw_import_run (first->after, paths, &options, NULL, NULL, &second, &error));
  check_result (second, first);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *path = NULL;
  int              fd = memfd_create ("export", MFD_CLOEXEC);

  if (fd < 0)
    return 0;
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  if (write (fd, data, size) == (gssize)size)
    import_bytes (path);
  close (fd);
  return 0;
}
