/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads from an export of deals when each deal entered each stage, where it has a column for each stage as HubSpot's have.
 *
 * The file was read as a view of its day already; now each date is a change of stage that the CRM tells, and goes the way
 * of a history of stages. A stage that was entered twice has its last day alone. */

#include "import/bw-history-rows.h"

/* A column with the days on which a stage was entered. */
typedef struct
{
  guint  column;
  gint32 stage;
} Entered;

/* The stage of the column called @header; -1 for none that the project has. Export and project may name the pipeline or not. */
static gint32
find_stage (const BwBook *book,
            const char   *header)
{
  g_autofree char *stage = NULL, *pipeline = NULL, *both = NULL;
  gint32           found;

  if (!bw_header_parse_stage_entered (header, &stage, &pipeline))
    return -1;
  found = bw_book_find_stage (book, stage);
  if (found >= 0 || pipeline == NULL)
    return found;
  both = g_strdup_printf ("%s (%s)", stage, pipeline);
  return bw_book_find_stage (book, both);
}

/* Whether @source has such columns. */
gboolean
bw_import_has_stages_entered (const BwSource *source)
{
  for (guint i = 0; i < source->fates->len; i++)
    if (((const BwColumnFate *)g_ptr_array_index (source->fates, i))->field == BW_IMPORT_STAGE_ENTERED)
      return TRUE;
  return FALSE;
}

static GArray *
find_columns (const BwBook   *book,
              const BwSource *source)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Entered));

  for (guint i = 0; i < source->fates->len; i++)
    {
      const BwColumnFate *fate = g_ptr_array_index (source->fates, i);
      Entered             entered = { i, -1 };

      if (fate->field == BW_IMPORT_STAGE_ENTERED)
        entered.stage = find_stage (book, g_ptr_array_index (source->headers, i));
      if (entered.stage >= 0)
        g_array_append_val (columns, entered);
    }
  return columns;
}

static void
read_row (BwHistoryReader *reader,
          const GArray    *columns,
          const BwCsvRow  *row)
{
  const char  *ref = bw_source_cell (reader->source, row, BW_IMPORT_ID);
  BwHistoryRow told = { .field = BW_FIELD_STAGE, .line = row->line };
  gint64       deal = bw_value_is_missing (ref) ? -1 : bw_deal_index_find (&reader->index, ref, "", BW_NOBODY, BW_NOBODY, NULL);

  if (deal < 0)
    return;
  told.deal = (guint32)deal;
  for (guint i = 0; i < columns->len; i++)
    {
      const Entered *entered = &g_array_index (columns, Entered, i);

      if (entered->column >= row->n ||
          bw_value_parse_date (row->values[entered->column], reader->source->orders[BW_IMPORT_STAGE_ENTERED], &told.at) != BW_VALUE_GOOD ||
          told.at > reader->run->as_of)
        continue;
      told.seconds = bw_history_seconds_in (row->values[entered->column]);
      told.order = (guint32)bw_book_stage (reader->run->book, entered->stage)->order;
      told.new_value = entered->stage;
      bw_history_reader_add (reader, &told);
    }
}

/* Reads the columns of @source, which was imported as the last of the book's imports. */
gboolean
bw_import_stages_entered (BwImportRun *run,
                          BwSource    *source,
                          GError     **error)
{
  g_autoptr (GArray) columns = find_columns (run->book, source);
  BwImportSummary *summary = source->summary, read_again = { .notes = g_ptr_array_new_with_free_func (g_free) };
  guint            n_rejected = run->delta->rejected->len;
  BwHistoryReader  reader;
  BwCsvRow         row;
  GError          *problem = NULL;

  bw_history_reader_init (&reader, run, source);
  source->summary = &read_again;
  if (columns->len > 0 && bw_source_rewind (source, &problem))
    while (bw_source_next (source, &row, &problem))
      read_row (&reader, columns, &row);
  if (problem == NULL)
    bw_history_reader_apply (&reader);
  else
    g_propagate_error (error, problem);
  source->summary = summary;
  g_ptr_array_unref (read_again.notes);
  g_ptr_array_set_size (run->delta->rejected, n_rejected);
  bw_history_reader_clear (&reader);
  return problem == NULL && bw_source_tell_progress (source, error);
}
