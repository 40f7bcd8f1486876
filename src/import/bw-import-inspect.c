/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at files before they are imported: what they are, how each column is read, which stages they name.
 *
 * Only the beginning of a file is looked at, but for the stages of a file of deals, which are counted over all of its rows. */

#include "import/bw-import.h"
#include "import/bw-import-run.h"
#include "import/bw-input.h"
#include "import/bw-stage-names.h"

enum
{
  PREVIEW_ROWS = 20,
  SAMPLES = 5,
};

static void
free_column (gpointer data)
{
  BwImportColumn *column = data;

  g_free (column->header);
  g_free (column->field);
  g_free (column->reason);
  g_ptr_array_unref (column->samples);
  g_ptr_array_unref (column->findings);
  g_free (column);
}

/* Frees @file (transfer full) (nullable). */
void
bw_import_file_free (BwImportFile *file)
{
  if (file == NULL)
    return;
  g_free (file->path);
  g_free (file->name);
  g_free (file->profile);
  g_free (file->encoding);
  g_ptr_array_unref (file->findings);
  g_ptr_array_unref (file->columns);
  g_ptr_array_unref (file->preview);
  g_ptr_array_unref (file->stages);
  g_clear_error (&file->error);
  g_free (file);
}

static GPtrArray *
copy_findings (const GPtrArray *findings)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (bw_layout_free_finding);

  for (guint i = 0; i < findings->len; i++)
    {
      const BwFinding *finding = g_ptr_array_index (findings, i);

      bw_layout_add (copy, finding->what, finding->value, finding->confidence, finding->reason);
    }
  return copy;
}

static BwImportColumn *
describe_column (BwSource *source,
                 guint     index)
{
  const BwColumnFate *fate = g_ptr_array_index (source->fates, index);
  BwImportColumn     *column = g_new0 (BwImportColumn, 1);

  column->header = g_strdup (g_ptr_array_index (source->headers, index));
  column->findings = copy_findings (((BwLayoutColumn *)g_ptr_array_index (source->layout->columns, index))->findings);
  column->samples = g_ptr_array_new_with_free_func (g_free);
  if (fate->field >= 0)
    column->field = g_strdup (bw_import_field_name (fate->field));
  else if (fate->custom)
    column->field = g_strdup (BW_IMPORT_CUSTOM);
  column->type = fate->type;
  column->confidence = fate->confidence;
  column->unsure = fate->unsure;
  column->reason = g_strdup (fate->reason);
  if (fate->field >= 0)
    {
      column->decimal = source->decimals[fate->field];
      column->date_order = source->orders[fate->field];
    }
  for (guint r = 0; r < source->head->len && column->samples->len < SAMPLES; r++)
    {
      char **cells = g_ptr_array_index (source->head, r);

      if (index < g_strv_length (cells) && *cells[index] != '\0')
        g_ptr_array_add (column->samples, g_strdup (cells[index]));
    }
  return column;
}

static void
free_stage (gpointer data)
{
  g_free (((BwImportStage *)data)->name);
  g_free (data);
}

/* A stage called @name as the project has it, else as its name says. */
static BwImportStage *
describe_stage (const BwBook *book,
                const char   *name)
{
  BwImportStage *stage = g_new0 (BwImportStage, 1);
  gint32         found = book != NULL ? bw_book_find_stage (book, name) : -1;
  BwStageMeaning meaning = bw_stage_name_meaning (name);

  stage->name = g_strdup (name);
  stage->mapped = found >= 0 && bw_book_stage (book, found)->mapped;
  stage->known = stage->mapped || meaning.known;
  stage->kind = found >= 0 ? bw_book_stage (book, found)->kind : meaning.kind;
  stage->category = found >= 0 ? bw_book_stage (book, found)->category : meaning.category;
  stage->probability = found >= 0 ? bw_book_stage (book, found)->probability : meaning.probability;
  return stage;
}

/* Counts the rows of each stage, over all of the file. */
static void
find_stages (BwImportFile *file,
             BwSource     *source,
             const BwBook *book)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) problem = NULL;
  g_autofree BwImportSummary *summary = g_new0 (BwImportSummary, 1);
  BwCsvRow                    row;

  source->summary = summary;
  while (bw_source_next (source, &row, &problem))
    {
      const char      *name = bw_source_cell (source, &row, BW_IMPORT_STAGE);
      g_autofree char *folded = NULL;
      BwImportStage   *stage;

      if (bw_value_is_missing (name))
        name = bw_source_cell (source, &row, BW_IMPORT_STATUS);
      if (bw_value_is_missing (name))
        continue;
      folded = g_utf8_casefold (name, -1);
      stage = g_hash_table_lookup (seen, folded);
      if (stage == NULL)
        {
          stage = describe_stage (book, name);
          g_ptr_array_add (file->stages, stage);
          g_hash_table_insert (seen, g_steal_pointer (&folded), stage);
        }
      stage->n++;
    }
  source->summary = NULL;
}

static BwImportFile *
inspect_file (const char            *path,
              const BwImportOptions *options,
              const BwBook          *book)
{
  BwImportFile *file = g_new0 (BwImportFile, 1);
  g_autoptr (BwSource) source = bw_source_open (path, options, book, NULL, NULL, &file->error);

  /* A table of which nothing is known is shown all the same: the user may know. */
  if (source == NULL && (g_error_matches (file->error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND) ||
                         g_error_matches (file->error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NO_HEADER)))
    source = bw_source_open_any (path, options, book, NULL);
  file->path = g_strdup (path);
  file->name = source != NULL ? g_strdup (source->name) : g_path_get_basename (path);
  file->findings = g_ptr_array_new_with_free_func (bw_layout_free_finding);
  file->columns = g_ptr_array_new_with_free_func (free_column);
  file->preview = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  file->stages = g_ptr_array_new_with_free_func (free_stage);
  if (source == NULL)
    return file;
  if (file->error == NULL)
    bw_import_check_kind (source, &file->error);
  bw_csv_reader_add_findings (source->reader, file->findings);
  for (guint i = 0; i < source->layout->findings->len; i++)
    {
      const BwFinding *finding = g_ptr_array_index (source->layout->findings, i);

      bw_layout_add (file->findings, finding->what, finding->value, finding->confidence, finding->reason);
    }
  file->kind = source->mapping.kind;
  file->profile = g_strdup (source->mapping.profile);
  file->encoding = g_strdup (bw_csv_reader_get_encoding (source->reader));
  file->delimiter = bw_csv_reader_get_delimiter (source->reader);
  file->header_line = source->header_line;
  file->remembered = source->remembered;
  for (guint i = 0; i < source->headers->len; i++)
    g_ptr_array_add (file->columns, describe_column (source, i));
  for (guint r = 0; r < MIN (source->head->len, PREVIEW_ROWS); r++)
    g_ptr_array_add (file->preview, g_strdupv (g_ptr_array_index (source->head, r)));
  if (file->kind == BW_KIND_DEALS && file->error == NULL)
    find_stages (file, source, book);
  return file;
}

GPtrArray *
bw_import_inspect (const BwBook          *book,
                   const char *const     *paths,
                   const BwImportOptions *options)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_import_file_free);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_auto (GStrv) tables = bw_input_list (paths[i], NULL);

      /* What cannot be listed cannot be opened either, and says why then. */
      if (tables == NULL)
        g_ptr_array_add (files, inspect_file (paths[i], options, book));
      for (char **table = tables; table != NULL && *table != NULL; table++)
        g_ptr_array_add (files, inspect_file (*table, options, book));
    }
  return files;
}
