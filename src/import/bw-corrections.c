/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows, corrected and read again.
 *
 * The corrected rows become a file of their own below the line of column names of their import, which is then imported with
 * what that import noted of how it read: nothing about reading is done twice, and a corrected row has just the effect that it
 * would have had. As an export of the same day with the same columns it also belongs to that export's view, so that a deal
 * which was missing because its row was bad counts as having been there. What is refused again is found by its line.
 *
 * A sheet of rejected rows that was corrected elsewhere has the key of each row in its first column; it is read with the
 * reader for all files, so that it may come back from any spreadsheet. Rows that were taken out of it stay open. */

#include "import/bw-import.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "core/bw-reject-sheet.h"
#include "import/bw-csv-reader.h"
#include "import/bw-remembered.h"

/* Returns: (transfer full). */
BwCorrection *
bw_correction_new (gint64      import,
                   gint64      key,
                   const char *raw)
{
  BwCorrection *correction = g_new (BwCorrection, 1);

  correction->import = import;
  correction->key = key;
  correction->raw = g_strdup (raw);
  return correction;
}

/* Frees @correction (transfer full) (nullable). */
void
bw_correction_free (BwCorrection *correction)
{
  if (correction == NULL)
    return;
  g_free (correction->raw);
  g_free (correction);
}

/* ---- Reading again ---- */

typedef struct
{
  const BwImportRecord *record; /* in the book before */
  GPtrArray            *rows;   /* BwRejectedRow: what is corrected, in the order of the corrections */
  guint64              *lines;  /* on which each begins in the file */
  char                 *folder;
  char                 *path;
} Again;

/* Returns: (transfer full) (element-type gint64 BwRejectedRow): the rows of @rejected, not owned, by their keys. */
static GHashTable *
index_rows (const GPtrArray *rejected)
{
  GHashTable *rows = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < rejected->len; i++)
    {
      BwRejectedRow *row = g_ptr_array_index (rejected, i);

      g_hash_table_insert (rows, &row->key, row);
    }
  return rows;
}

static const BwImportRecord *
find_record (const BwBook *book,
             gint64        key)
{
  for (guint i = 0; i < book->imports->len; i++)
    if (g_array_index (book->imports, BwImportRecord, i).key == key)
      return &g_array_index (book->imports, BwImportRecord, i);
  return NULL;
}

static gboolean
find_rows (Again           *again,
           const BwBook    *book,
           const GPtrArray *rejected,
           const GPtrArray *corrections,
           GError         **error)
{
  g_autoptr (GHashTable) by_key = index_rows (rejected);

  for (guint i = 0; i < corrections->len; i++)
    {
      const BwCorrection  *correction = g_ptr_array_index (corrections, i);
      const BwRejectedRow *row = g_hash_table_lookup (by_key, &correction->key);

      if (row == NULL || (correction->import != 0 && correction->import != row->import) || (again->record != NULL && row->import != again->record->key))
        {
          g_set_error_literal (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                               _ ("These rows are not rejected rows of one import of this project. Export them again from the project "
                                  "they belong to."));
          return FALSE;
        }
      if (row->state != BW_REJECT_OPEN)
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                       _ ("Row %" PRIu64 " of “%s” has been corrected or dismissed already. Take it out, and import the rest."),
                       row->row, row->file);
          return FALSE;
        }
      again->record = find_record (book, row->import);
      g_ptr_array_add (again->rows, (gpointer)row);
    }
  if (again->record != NULL && again->record->names != 0)
    return TRUE;
  g_set_error_literal (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                       _ ("How these rows were read is not known, because the import was made by an earlier version. Correct the "
                          "file itself and import it again."));
  return FALSE;
}

static guint64
count_lines (const char *text)
{
  guint64 n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n' || (*text == '\r' && text[1] != '\n');
  return n;
}

/* Writes the file that is to be imported, in a folder of its own, under the name of the import's file. */
static gboolean
write_file (Again           *again,
            const BwBook    *book,
            const GPtrArray *corrections,
            GError         **error)
{
  const char      *names = bw_book_text (book, again->record->names);
  g_autofree char *name = g_path_get_basename (bw_book_text (book, again->record->file));
  g_autofree char *csv = g_strconcat (name, g_str_has_suffix (name, ".csv") ? "" : ".csv", NULL);
  guint64          line = 2 + count_lines (names);
  g_autoptr (GString) text = g_string_new (names);

  g_string_append_c (text, '\n');
  again->lines = g_new (guint64, MAX (corrections->len, 1));
  for (guint i = 0; i < corrections->len; i++)
    {
      const BwCorrection *correction = g_ptr_array_index (corrections, i);

      again->lines[i] = line;
      g_string_append_printf (text, "%s\n", correction->raw);
      line += 1 + count_lines (correction->raw);
    }
  again->folder = g_dir_make_tmp ("bellwether-XXXXXX", error);
  if (again->folder == NULL)
    return FALSE;
  again->path = g_build_filename (again->folder, csv, NULL);
  return g_file_set_contents_full (again->path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static void
clear_again (Again *again)
{
  if (again->path != NULL)
    g_unlink (again->path);
  if (again->folder != NULL)
    g_rmdir (again->folder);
  g_free (again->path);
  g_free (again->folder);
  g_free (again->lines);
  g_ptr_array_unref (again->rows);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const BwRejectedRow *x = *(const BwRejectedRow *const *)a, *y = *(const BwRejectedRow *const *)b;

  return (x->row > y->row) - (x->row < y->row);
}

/* Returns: the index of the first of @rows, which stand in the order of their lines, on @line or after it. O(log n). */
static guint
find_first (const GPtrArray *rows,
            guint64          line)
{
  guint low = 0, high = rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((const BwRejectedRow *)g_ptr_array_index (rows, middle))->row < line)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns: (transfer full): those of @rejected that are open and of the import with @key, not owned, in the order of their lines. */
static GPtrArray *
list_open (const GPtrArray *rejected,
           gint64           key)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < rejected->len; i++)
    {
      BwRejectedRow *row = g_ptr_array_index (rejected, i);

      if (row->import == key && row->state == BW_REJECT_OPEN)
        g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort (rows, compare_lines);
  return rows;
}

/* @refused is in the order of lines. Whether the correction that begins on line @i was refused. Returns: (transfer none) (nullable). */
static const BwRejectedRow *
find_refusal (const Again     *again,
              guint            i,
              const GPtrArray *refused)
{
  guint                k = find_first (refused, again->lines[i]);
  const BwRejectedRow *row = k < refused->len ? g_ptr_array_index (refused, k) : NULL;

  return row != NULL && (i + 1 == again->rows->len || row->row < again->lines[i + 1]) ? row : NULL;
}

/* Says what became of the rows of @open, in the order of their lines, that stood on the same line as correction @i. Returns how
 * many are open no longer. */
static guint
settle_row (const Again         *again,
            const GPtrArray     *open,
            const BwCorrection  *correction,
            guint                i,
            const BwRejectedRow *refusal,
            BwDelta             *delta)
{
  const BwRejectedRow *target = g_ptr_array_index (again->rows, i);
  guint                n = 0;

  for (guint k = find_first (open, target->row); k < open->len; k++)
    {
      const BwRejectedRow *row = g_ptr_array_index (open, k);
      BwRejectedRow       *settled;

      if (row->row != target->row)
        break;
      settled = bw_rejected_row_copy (row);
      g_free (settled->raw);
      settled->raw = g_strdup (correction->raw);
      if (row == target && refusal != NULL)
        {
          g_free (settled->column);
          g_free (settled->value);
          g_free (settled->reason);
          settled->column = g_strdup (refusal->column);
          settled->value = g_strdup (refusal->value);
          settled->reason = g_strdup (refusal->reason);
        }
      else
        {
          settled->state = BW_REJECT_CORRECTED;
          n++;
        }
      g_ptr_array_add (delta->settled, settled);
    }
  return n;
}

static void
settle_rows (const Again     *again,
             const GPtrArray *rejected,
             const GPtrArray *corrections,
             BwImportResult  *result)
{
  BwDelta *delta = result->delta;
  guint    n = 0;
  g_autoptr (GPtrArray) open = list_open (rejected, again->record->key);

  g_ptr_array_sort (delta->rejected, compare_lines);
  for (guint i = 0; i < corrections->len; i++)
    n += settle_row (again, open, g_ptr_array_index (corrections, i), i, find_refusal (again, i, delta->rejected), delta);
  g_ptr_array_set_size (delta->rejected, 0);
  bw_delta_close_rejected (delta, result->after, again->record->key, n);
  g_array_index (result->after->imports, BwImportRecord, result->after->imports->len - 1).n_to_correct = 0;
}

gboolean
bw_import_correct (BwBook          *before,
                   const GPtrArray *rejected,
                   const GPtrArray *corrections,
                   gint64           now,
                   BwImportResult **result,
                   GError         **error)
{
  Again           again = { .rows = g_ptr_array_new () };
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = now };
  const char     *paths[2] = { NULL, NULL };
  BwFileOptions  *reading;
  gboolean        done = FALSE;

  if (find_rows (&again, before, rejected, corrections, error) && write_file (&again, before, corrections, error))
    {
      paths[0] = again.path;
      reading = bw_remembered_read (bw_book_text (before, again.record->reading));
      reading->as_of = again.record->as_of;
      reading->encoding = g_strdup ("UTF-8");
      reading->delimiter = ',';
      reading->header_line = 1;
      options.files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)bw_file_options_free);
      g_hash_table_insert (options.files, again.path, reading);
      done = bw_import_run (before, paths, &options, NULL, NULL, result, error);
      g_hash_table_unref (options.files);
    }
  if (done)
    settle_rows (&again, rejected, corrections, *result);
  clear_again (&again);
  return done;
}

/* ---- Histories whose deals come later ---- */

static gboolean
is_history (const BwBook         *book,
            const BwImportRecord *record)
{
  BwImportKind kind;

  return record->n_to_correct > 0 && record->names != 0 && bw_import_kind_parse (bw_book_text (book, record->kind), &kind) &&
         (kind == BW_KIND_STAGE_HISTORY || kind == BW_KIND_FIELD_HISTORY);
}

gboolean
bw_corrections_may_await (const BwBook *book)
{
  for (guint i = 0; i < book->imports->len; i++)
    if (is_history (book, &g_array_index (book->imports, BwImportRecord, i)))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): what the rows of histories call the deals from @first on: not owned ids and names. */
static GHashTable *
index_deals (const BwBook *book,
             guint         first)
{
  GHashTable *called = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = first; i < book->deals.n; i++)
    {
      g_hash_table_add (called, (gpointer)bw_book_text (book, book->deals.ref[i]));
      g_hash_table_add (called, (gpointer)bw_book_text (book, book->deals.name[i]));
    }
  g_hash_table_remove (called, "");
  return called;
}

GPtrArray *
bw_corrections_awaited (const BwBook    *book,
                        guint            first,
                        const GPtrArray *rejected)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) called = index_deals (book, first);

  for (guint i = 0; i < book->imports->len; i++)
    {
      const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, i);
      guint64               last = 0;
      g_autoptr (GPtrArray) open = NULL;
      g_autoptr (GPtrArray) corrections = NULL;

      if (!is_history (book, record))
        continue;
      open = list_open (rejected, record->key);
      corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
      for (guint k = 0; k < open->len; k++)
        {
          const BwRejectedRow *row = g_ptr_array_index (open, k);

          if (row->row == last || !g_hash_table_contains (called, row->value))
            continue;
          last = row->row;
          g_ptr_array_add (corrections, bw_correction_new (row->import, row->key, row->raw));
        }
      if (corrections->len > 0)
        g_ptr_array_add (all, g_steal_pointer (&corrections));
    }
  return all;
}

/* ---- Sheets ---- */

gboolean
bw_corrections_recognise (const char *path)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, NULL);
  BwCsvRow row;

  return reader != NULL && bw_csv_reader_next (reader, &row, NULL) && row.n > 2 && g_str_equal (row.values[0], BW_REJECT_SHEET_ROW);
}

/* Reads what bw_reject_sheet_write_rows() calls a row: "r", the import's key, "-", the row's. */
static gboolean
read_name (const char *name,
           gint64     *import,
           gint64     *key)
{
  g_auto (GStrv) parts = g_strsplit (*name == 'r' ? name + 1 : "", "-", -1);
  guint64 numbers[2];

  if (g_strv_length (parts) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (!g_ascii_string_to_unsigned (parts[i], 16, 1, G_MAXINT64, &numbers[i], NULL))
      return FALSE;
  *import = (gint64)numbers[0];
  *key = (gint64)numbers[1];
  return TRUE;
}

GPtrArray *
bw_corrections_read (const char *path,
                     GError    **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, error);
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
  GError  *problem = NULL;
  BwCsvRow row;
  guint    n = 0;

  if (reader == NULL || !bw_csv_reader_next (reader, &row, error))
    return NULL;
  for (guint i = 0; i < row.n && n == 0; i++)
    if (g_str_equal (row.values[i], BW_REJECT_SHEET_REASON))
      n = i;
  n = n > 0 ? n : row.n;
  while (bw_csv_reader_next (reader, &row, &problem))
    {
      g_autoptr (GPtrArray) values = g_ptr_array_new ();
      g_autofree char *raw = NULL;
      BwCsvRow         whole = { 0 };
      gint64           import, key;

      if (row.n == 0 || row.values[0][0] == '\0')
        continue;
      if (!read_name (row.values[0], &import, &key))
        {
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING,
                       _ ("“%s”, line %" PRIu64 ": “%s” names no rejected row. Leave the first column as it was exported."),
                       bw_csv_reader_get_name (reader), row.line, row.values[0]);
          return NULL;
        }
      for (guint i = 1; i < n; i++)
        g_ptr_array_add (values, i < row.n ? (char *)row.values[i] + bw_reject_sheet_unguard (row.values[i]) : (char *)"");
      whole.n = values->len;
      whole.values = (const char **)values->pdata;
      raw = bw_csv_row_to_text (&whole);
      g_ptr_array_add (corrections, bw_correction_new (import, key, raw));
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  return g_steal_pointer (&corrections);
}
