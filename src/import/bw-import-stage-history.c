/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads histories of stages: one row a change of stage, or one row a save with what the deal was after it.
 *
 * Each row is what the deal was from its time on: its stage, and where the file has them its amount, close date,
 * category and probability. What changed is what differs from the row before, so that rows that lead from a stage to itself
 * are no change of stage, and may be one of the amount. What the file says of before (from stage, previous amount and
 * close date) tells what a deal was before its first row. */

#include "import/bw-history-rows.h"
#include "import/bw-rate.h"
#include "import/bw-stage-names.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  BwHistoryReader reader;
  gboolean        per_cent;
  double          largest_share;
} Reading;

static void
add_stage (Reading        *reading,
           const BwCsvRow *row,
           BwHistoryRow    told,
           gint32          stage)
{
  const char *from = bw_source_cell (reading->reader.source, row, BW_IMPORT_FROM_STAGE);

  told.field = BW_FIELD_STAGE;
  told.new_value = stage;
  told.has_old = !bw_value_is_missing (from);
  if (told.has_old)
    told.old_value = bw_history_reader_stage (&reading->reader, from);
  bw_history_reader_add (&reading->reader, &told);
}

static gboolean
add_amount (Reading        *reading,
            const BwCsvRow *row,
            BwHistoryRow    told)
{
  BwSource        *source = reading->reader.source;
  const BwBook    *book = reading->reader.run->book;
  char             found[BW_VALUE_CURRENCY_SIZE] = "", found_before[BW_VALUE_CURRENCY_SIZE] = "";
  g_autofree char *code = NULL;
  gint64           amount, before = BW_MONEY_NONE;

  if (!bw_source_has (source, BW_IMPORT_AMOUNT))
    return TRUE;
  told.field = BW_FIELD_AMOUNT;
  if (!bw_source_amount (source, row, BW_IMPORT_AMOUNT, TRUE, &amount, found))
    return FALSE;
  if (!bw_rate_convert_past (source, book, row, told.deal, found, amount, &told.new_value, &code))
    {
      g_autofree char *reason = bw_rate_refusal (book, code);

      bw_source_reject (source, row, bw_source_has (source, BW_IMPORT_CURRENCY) ? BW_IMPORT_CURRENCY : BW_IMPORT_AMOUNT, reason);
      return FALSE;
    }
  if (bw_source_has (source, BW_IMPORT_PREV_AMOUNT) &&
      bw_source_amount (source, row, BW_IMPORT_PREV_AMOUNT, FALSE, &before, found_before))
    {
      g_autofree char *code_before = NULL;

      told.has_old = bw_rate_convert_past (source, book, row, told.deal, *found_before != '\0' ? found_before : found, before,
                                           &told.old_value, &code_before) &&
                     told.old_value != BW_MONEY_NONE;
    }
  bw_history_reader_add (&reading->reader, &told);
  return TRUE;
}

static gboolean
add_close (Reading        *reading,
           const BwCsvRow *row,
           BwHistoryRow    told)
{
  BwSource *source = reading->reader.source;
  BwDate    close, before;

  told.field = BW_FIELD_CLOSE_DATE;
  if (!bw_source_date (source, row, BW_IMPORT_CLOSE, TRUE, &close))
    return FALSE;
  if (close == BW_DATE_NONE)
    return TRUE;
  told.new_value = close;
  bw_source_date (source, row, BW_IMPORT_PREV_CLOSE, FALSE, &before);
  told.has_old = before != BW_DATE_NONE;
  told.old_value = before;
  bw_history_reader_add (&reading->reader, &told);
  return TRUE;
}

static void
add_category (Reading        *reading,
              const BwCsvRow *row,
              BwHistoryRow    told)
{
  const char *name = bw_source_cell (reading->reader.source, row, BW_IMPORT_CATEGORY);
  BwCategory  category;

  if (bw_value_is_missing (name))
    return;
  if (!bw_category_name_parse (name, &category))
    {
      bw_source_reject_cell (reading->reader.source, row, BW_IMPORT_CATEGORY, _ ("This forecast category is not known."));
      return;
    }
  told.field = BW_FIELD_CATEGORY;
  told.new_value = category;
  bw_history_reader_add (&reading->reader, &told);
}

/* Probabilities are kept in hundredths of what stands in the file until it is known whether that is per cent. */
static void
add_probability (Reading        *reading,
                 const BwCsvRow *row,
                 BwHistoryRow    told)
{
  BwSource     *source = reading->reader.source;
  double        share;
  gboolean      per_cent = FALSE;
  BwValueResult result = bw_value_parse_share (bw_source_cell (source, row, BW_IMPORT_PROBABILITY),
                                               source->decimals[BW_IMPORT_PROBABILITY], &share, &per_cent);

  if (result == BW_VALUE_GOOD)
    {
      told.field = BW_FIELD_PROBABILITY;
      told.new_value = lround (share * 100);
      reading->per_cent |= per_cent;
      reading->largest_share = MAX (reading->largest_share, share);
      bw_history_reader_add (&reading->reader, &told);
    }
  else if (result != BW_VALUE_MISSING)
    bw_source_reject_cell (source, row, BW_IMPORT_PROBABILITY, _ ("This is not a probability."));
}

static void
read_row (Reading        *reading,
          const BwCsvRow *row)
{
  const char  *to = bw_source_cell (reading->reader.source, row, BW_IMPORT_TO_STAGE);
  BwHistoryRow told;

  if (!bw_history_reader_begin_row (&reading->reader, row, &told))
    return;
  if (bw_value_is_missing (to))
    {
      bw_source_reject (reading->reader.source, row, BW_IMPORT_TO_STAGE, _ ("The row does not say which stage the deal came to."));
      return;
    }
  if (!add_amount (reading, row, told) || !add_close (reading, row, told))
    return;
  add_stage (reading, row, told, bw_history_reader_stage (&reading->reader, to));
  add_category (reading, row, told);
  if (bw_source_has (reading->reader.source, BW_IMPORT_PROBABILITY))
    add_probability (reading, row, told);
}

static void
settle_probabilities (Reading *reading)
{
  double scale = reading->per_cent || reading->largest_share > 1 ? 0.1 : 10;

  for (guint i = 0; i < reading->reader.rows->len; i++)
    {
      BwHistoryRow *row = &g_array_index (reading->reader.rows, BwHistoryRow, i);

      if (row->field == BW_FIELD_PROBABILITY)
        row->new_value = MIN (lround ((double)row->new_value * scale), 1000);
    }
}

/* Reads a history of stages. */
gboolean
bw_import_stage_history (BwImportRun *run,
                         BwSource    *source,
                         GError     **error)
{
  Reading  reading = { .per_cent = FALSE };
  guint    already_rejected = run->delta->rejected->len;
  GError  *problem = NULL;
  BwCsvRow row;

  bw_history_reader_init (&reading.reader, run, source);
  do
    {
      bw_history_reader_restart (&reading.reader);
      g_ptr_array_set_size (run->delta->rejected, already_rejected);
      while (bw_source_next (source, &row, &problem))
        read_row (&reading, &row);
    }
  while (problem == NULL && bw_source_turn_orders (source, &problem));
  if (problem == NULL)
    {
      settle_probabilities (&reading);
      bw_history_reader_apply (&reading.reader);
    }
  else
    g_propagate_error (error, problem);
  bw_history_reader_clear (&reading.reader);
  return problem == NULL && bw_source_tell_progress (source, error);
}
