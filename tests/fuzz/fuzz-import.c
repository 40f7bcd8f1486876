/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file to be imported: looked at, read twice.
 *
 * Bytes that end in a tail (see Tail) also choose what is said of the file and what is done with it: its kind, encoding,
 * delimiter, styles, line of names, fields of its columns, rates; whether it is two exports of two weeks; whether the rejected
 * rows are given again; whether all of it goes through a project file. Where libFuzzer runs the target, a mutator of our
 * own keeps the tail at the end and changes it for itself.
 *
 * Held against every input: nothing crashes, hangs or leaks; a refusal has a sentence; all texts are valid UTF-8; each row is
 * new, changed, unchanged, rejected or set aside, and none is counted twice; a file of deals a second time brings none; a
 * project file gives back what was written into it, also after an undo, and is sound. */

#define _GNU_SOURCE /* memfd_create() */

#include "fuzz/fuzz-target.h"
#include "import/bw-field.h"
#include "import/bw-import.h"
#include "store/bw-store-compare.h"
#include "store/bw-store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* The end of an input that says more than the file: eight bytes that no export ends in, then one byte for each thing said. */
static const char tail_mark[8] = "\0bw-say";

typedef struct
{
  char   mark[sizeof tail_mark];
  guint8 kind;      /* BwImportKind; 0: recognised */
  guint8 encoding;  /* of the table below */
  guint8 delimiter; /* of the table below */
  guint8 styles;    /* Style */
  guint8 header;    /* the line of the names; 0: found */
  guint8 fields;    /* 0: recognised; else which fields the columns are read into */
  guint8 split;     /* 0: one export; else where the second one begins, in 256ths */
  guint8 course;    /* Course */
} Tail;

G_STATIC_ASSERT (sizeof (Tail) == 16);

enum
{
  STYLE_COMMA = 1 << 0,
  STYLE_POINT = 1 << 1,
  STYLE_DAY_FIRST = 1 << 2,
  STYLE_MONTH_FIRST = 1 << 3,
  STYLE_1904 = 1 << 4,
  STYLE_REMOVED = 1 << 5,
  STYLE_OUTSIDE = 1 << 6,
  STYLE_REMEMBER = 1 << 7,
};

enum
{
  COURSE_CORRECT = 1 << 0, /* rejected rows are given again */
  COURSE_STORE = 1 << 1,   /* through a project file */
  COURSE_RATES = 1 << 2,
  COURSE_AS_OF = 1 << 3,
};

static const char *const encodings[] = { NULL, "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "WINDOWS-1252", "WINDOWS-1250",
                                         "MACINTOSH", "IBM850", "KOI8-R", "SHIFT_JIS", "GB18030", "EUC-KR", "BIG5", "UTF-7",
                                         "ISO-2022-JP", "no such encoding" };
static const char        delimiters[] = { 0, ',', ';', '\t', '|', ':', ' ', 1, '"', '\n', '~', 'a' };

/* 2026-11-22 12:00 */
#define NOW G_GINT64_CONSTANT (1795348800)
#define DAY ((BwDate)(NOW / 86400))

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

/* ---- What the tail says ---- */

static void
choose_columns (BwFileOptions  *said,
                const BwBook   *book,
                const char     *path,
                BwImportOptions options,
                guint8          fields)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GPtrArray) files = bw_import_inspect (book, paths, &options);
  const BwImportFile *file = files->len > 0 ? g_ptr_array_index (files, 0) : NULL;

  for (guint c = 0; file != NULL && c < file->columns->len; c++)
    {
      const BwImportColumn *column = g_ptr_array_index (file->columns, c);
      guint                 choice = (fields * 7u + c * 13u) % (BW_N_IMPORT_FIELDS + BW_N_TYPES + 2);

      if (choice < BW_N_IMPORT_FIELDS)
        bw_file_options_choose (said, column->header, bw_import_field_name (choice), BW_TYPE_TEXT);
      else if (choice < BW_N_IMPORT_FIELDS + BW_N_TYPES)
        bw_file_options_choose (said, column->header, BW_IMPORT_CUSTOM, (BwFieldType)(choice - BW_N_IMPORT_FIELDS));
      else if (choice == BW_N_IMPORT_FIELDS + BW_N_TYPES)
        bw_file_options_choose (said, column->header, NULL, BW_TYPE_TEXT);
    }
}

/* Returns: (transfer full): what @tail says of a file. */
static BwFileOptions *
say (const Tail *tail)
{
  BwFileOptions *said = bw_file_options_new ();

  said->kind = (BwImportKind)(tail->kind % BW_N_KINDS);
  said->encoding = g_strdup (encodings[tail->encoding % G_N_ELEMENTS (encodings)]);
  said->delimiter = delimiters[tail->delimiter % G_N_ELEMENTS (delimiters)];
  said->header_line = tail->header;
  if (tail->styles & (STYLE_COMMA | STYLE_POINT))
    said->decimal = tail->styles & STYLE_COMMA ? ',' : '.';
  if (tail->styles & (STYLE_DAY_FIRST | STYLE_MONTH_FIRST))
    said->date_order = tail->styles & STYLE_DAY_FIRST ? BW_ORDER_DAY_FIRST : BW_ORDER_MONTH_FIRST;
  said->from_1904 = (tail->styles & STYLE_1904) != 0;
  if (tail->styles & (STYLE_REMOVED | STYLE_OUTSIDE))
    said->vanished = tail->styles & STYLE_REMOVED ? BW_VANISHED_REMOVED : BW_VANISHED_OUTSIDE;
  said->remember = (tail->styles & STYLE_REMEMBER) != 0;
  return said;
}

static void
begin_options (BwImportOptions *options,
               const BwBook    *book,
               const char      *path,
               const Tail      *tail)
{
  BwFileOptions *said = say (tail);

  *options = (BwImportOptions) { .as_of = BW_DATE_NONE, .now = NOW };
  options->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  if (tail->course & COURSE_AS_OF)
    options->as_of = DAY - 7;
  if (tail->course & COURSE_RATES)
    {
      options->rates = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (options->rates, (gpointer) "EUR", (gpointer) "1.08");
      g_hash_table_insert (options->rates, (gpointer) "GBP", (gpointer) "0,000001");
      g_hash_table_insert (options->rates, (gpointer) "JPY", (gpointer) "1e6");
    }
  if (tail->fields > 0)
    choose_columns (said, book, path, *options, tail->fields);
  g_hash_table_insert (options->files, g_strdup (path), said);
}

static void
end_options (BwImportOptions *options)
{
  g_clear_pointer (&options->files, g_hash_table_unref);
  g_clear_pointer (&options->rates, g_hash_table_unref);
  g_clear_pointer (&options->row_memory, g_bytes_unref);
}

/* ---- What is done ---- */

static void
assert_same (const BwBook *a,
             const BwBook *b)
{
  g_autofree char *difference = bw_book_dup_difference (a, b);

  g_assert_cmpstr (difference, ==, NULL);
}

static void
assert_sound (BwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = bw_store_check (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_error ("the project file: %s", (const char *)g_ptr_array_index (problems, i));
}

/* A project file as it is used: the imports are written, taken back and written again, and it is opened again. */
typedef struct
{
  char    *path;
  BwStore *store;
} Project;

static void
begin_project (Project *project,
               BwBook  *book)
{
  g_autoptr (GError) error = NULL;

  project->path = g_strdup_printf ("/dev/shm/bw-fuzz-%d.bellwether", (int)getpid ());
  g_unlink (project->path);
  project->store = bw_store_create (project->path, book, &error);
  g_assert_no_error (error);
}

static void
end_project (Project *project)
{
  g_clear_pointer (&project->store, bw_store_free);
  g_unlink (project->path);
  g_clear_pointer (&project->path, g_free);
}

static void
write_import (Project              *project,
              BwBook               *before,
              const BwImportResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (GBytes) redo = NULL;
  g_autoptr (BwBook) book = bw_book_ref (result->after);
  g_autoptr (BwBook) read = NULL;

  g_assert_true (bw_store_write (project->store, result->after, result->delta, &undo, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (bw_store_revert (project->store, undo, &redo, &book, &error));
  g_assert_no_error (error);
  assert_same (book, before);
  g_assert_true (bw_store_revert (project->store, redo, NULL, &book, &error));
  g_assert_no_error (error);
  assert_same (book, result->after);
  assert_sound (project->store);
  g_clear_pointer (&project->store, bw_store_free);
  project->store = bw_store_open (project->path, &error);
  g_assert_no_error (error);
  read = bw_store_load (project->store, &error);
  g_assert_no_error (error);
  assert_same (read, result->after);
}

/* Gives the rejected rows again, every other one changed. */
static void
correct_rows (const BwImportResult *result)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
  g_autoptr (BwImportResult) corrected = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rejected = result->delta->rejected;

  for (guint i = 0; i < rejected->len; i++)
    {
      BwRejectedRow   *row = g_ptr_array_index (rejected, i);
      g_autofree char *raw = g_strdup (row->raw);

      /* As the project file gives them. */
      row->key = i + 1;
      row->import = bw_book_last_import (result->after)->key;
      if (i % 2 == 1)
        g_strdelimit (raw, "3-.", '1');
      g_ptr_array_add (corrections, bw_correction_new (row->import, row->key, raw));
    }
  if (rejected->len == 0)
    return;
  if (!bw_import_correct (result->after, rejected, corrections, NOW, &corrected, &error))
    g_assert_true (error != NULL && *error->message != '\0');
  else
    check_result (corrected, NULL);
}

/* Imports the file at @path into *@book, twice. Returns %FALSE when it is refused. */
static gboolean
import_file (BwBook    **book,
             const char *path,
             const Tail *tail,
             Project    *project)
{
  const char *const paths[] = { path, NULL };
  BwImportOptions   options;
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  begin_options (&options, *book, path, tail);
  files = bw_import_inspect (*book, paths, &options);
  check_files (files);
  if (project->store != NULL)
    options.row_memory = bw_store_load_row_memory (project->store);
  done = bw_import_run (*book, paths, &options, NULL, NULL, &first, &error);
  if (!done)
    g_assert_true (error != NULL && *error->message != '\0');
  else
    {
      check_result (first, NULL);
      if (project->store != NULL)
        write_import (project, *book, first);
      if (tail->course & COURSE_CORRECT)
        correct_rows (first);
      g_clear_pointer (&options.row_memory, g_bytes_unref);
      if (project->store != NULL)
        options.row_memory = bw_store_load_row_memory (project->store);
      g_assert_true (bw_import_run (first->after, paths, &options, NULL, NULL, &second, &error));
      g_assert_no_error (error);
      check_result (second, first);
      g_clear_pointer (book, bw_book_unref);
      *book = bw_book_ref (second->after);
      if (project->store != NULL)
        write_import (project, first->after, second);
    }
  end_options (&options);
  return done;
}

/* A file in memory. Returns its descriptor, or -1. */
static int
make_file (const guint8 *head,
           gsize         n_head,
           const guint8 *rest,
           gsize         n_rest)
{
  int fd = memfd_create ("export", MFD_CLOEXEC);

  if (fd >= 0 && (write (fd, head, n_head) != (gssize)n_head || write (fd, rest, n_rest) != (gssize)n_rest))
    {
      close (fd);
      fd = -1;
    }
  return fd;
}

static gboolean
import_bytes (BwBook      **book,
              const guint8 *head,
              gsize         n_head,
              const guint8 *rest,
              gsize         n_rest,
              const Tail   *tail,
              Project      *project)
{
  int              fd = make_file (head, n_head, rest, n_rest);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  gboolean         done = fd >= 0 && import_file (book, path, tail, project);

  if (fd >= 0)
    close (fd);
  return done;
}

/* The first line of @data, or what would be one. */
static gsize
measure_line (const guint8 *data,
              gsize         size)
{
  const guint8 *end = size > 0 ? memchr (data, '\n', size) : NULL;

  return end != NULL ? (gsize)(end - data) + 1 : 0;
}

static gboolean
read_tail (const guint8 *data,
           gsize         size,
           Tail         *tail)
{
  memset (tail, 0, sizeof *tail);
  if (size < sizeof *tail || memcmp (data + size - sizeof *tail, tail_mark, sizeof tail_mark) != 0)
    return FALSE;
  memcpy (tail, data + size - sizeof *tail, sizeof *tail);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (BwBook) book = bw_book_new ();
  Project project = { NULL };
  Tail    tail;
  gsize   line, at;

  if (read_tail (data, size, &tail))
    size -= sizeof tail;
  if (tail.course & COURSE_STORE)
    begin_project (&project, book);
  if (tail.split == 0)
    import_bytes (&book, data, size, NULL, 0, &tail, &project);
  else
    {
      /* Two exports with the same names of columns; the second a week younger. */
      line = measure_line (data, size);
      at = MAX (size * tail.split / 256, line);
      at += measure_line (data + at, size - at);
      import_bytes (&book, data, at, NULL, 0, &tail, &project);
      at = line + (at - line) / 2;
      at += measure_line (data + at, size - at);
      tail.course &= (guint8)~COURSE_AS_OF;
      import_bytes (&book, data, line, data + at, size - at, &tail, &project);
    }
  if (project.store != NULL)
    end_project (&project);
  return 0;
}

#ifdef BW_LIBFUZZER
gsize LLVMFuzzerMutate (guint8 *data,
                        gsize   size,
                        gsize   max_size);

gsize LLVMFuzzerCustomMutator (guint8 *data,
                               gsize   size,
                               gsize   max_size,
                               guint   seed);

/* Changes the file or what is said of it, and leaves the other. */
gsize
LLVMFuzzerCustomMutator (guint8 *data,
                         gsize   size,
                         gsize   max_size,
                         guint   seed)
{
  Tail     tail;
  gboolean has_tail = read_tail (data, size, &tail);
  gboolean of_tail = seed % (has_tail ? 4 : 3) == 0;
  guint    at = (guint)(sizeof tail_mark + (seed >> 4) % (sizeof tail - sizeof tail_mark));

  if (has_tail)
    size -= sizeof tail;
  else if (of_tail && size + sizeof tail <= max_size)
    memcpy (tail.mark, tail_mark, sizeof tail_mark);
  else
    return LLVMFuzzerMutate (data, size, max_size);
  if (of_tail)
    ((guint8 *)&tail)[at] = (guint8)(seed >> 16);
  else
    size = LLVMFuzzerMutate (data, size, max_size - sizeof tail);
  memcpy (data + size, &tail, sizeof tail);
  return size + sizeof tail;
}
#endif
