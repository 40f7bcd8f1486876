/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a file, read on a thread of their own.
 *
 * Unpacking, decoding and splitting a file take a third of the time of reading it, and know nothing of what the rows mean.
 * Here they go on ahead: the thread copies some hundred rows at a time into one of a few batches, which go round between it
 * and who reads them, so that memory stays small and nobody waits for a single row. What a row holds, their order and an error
 * at the end are those of the reader. While the thread runs, the reader belongs to it. */

#include "import/bw-row-ahead.h"

#include <string.h>

enum
{
  N_BATCHES = 4,
  BATCH_ROWS = 512,
  BATCH_BYTES = 1 << 18, /* that are enough for one */
  NEAR = 1 << 16,        /* a row's cells that lie within so many bytes are copied at once */
};

typedef struct
{
  GArray    *rows;    /* BwCsvRow; values to be set */
  GArray    *offsets; /* gsize: of all cells of all rows */
  GPtrArray *values;
  GString   *text;
  GError    *error; /* (nullable) */
  gboolean   is_last;
  double     progress;
} Batch;

struct _BwRowAhead
{
  BwCsvReader *reader; /* not owned */
  Batch        batches[N_BATCHES];
  GAsyncQueue *empty;
  GAsyncQueue *full;
  GThread     *thread;
  int          stop;
  Batch       *batch; /* (nullable): being handed out */
  guint        at;    /* the next row of it */
  guint        cell;  /* the first cell of that */
};

static void
copy_cells (Batch          *batch,
            const BwCsvRow *row)
{
  const char *first = row->n > 0 ? row->values[0] : NULL, *last = row->n > 0 ? row->values[row->n - 1] : NULL;
  gboolean    near = row->n > 0 && last >= first && last - first < NEAR;
  gsize       base = batch->text->len;
  guint       n_before = batch->offsets->len;
  gsize      *offsets;

  g_array_set_size (batch->offsets, n_before + row->n);
  offsets = &g_array_index (batch->offsets, gsize, n_before);
  for (guint i = 1; i < row->n && near; i++)
    near = row->values[i] > row->values[i - 1];
  if (near)
    g_string_append_len (batch->text, first, last - first + (gssize)strlen (last) + 1);
  for (guint i = 0; i < row->n && near; i++)
    offsets[i] = base + (gsize)(row->values[i] - first);
  for (guint i = 0; i < row->n && !near; i++)
    {
      offsets[i] = batch->text->len;
      g_string_append_len (batch->text, row->values[i], (gssize)strlen (row->values[i]) + 1);
    }
}

/* Fills @batch with rows. */
static void
fill (BwRowAhead *ahead,
      Batch      *batch)
{
  const gsize *offsets;
  BwCsvRow     row;

  g_array_set_size (batch->rows, 0);
  g_array_set_size (batch->offsets, 0);
  g_string_truncate (batch->text, 0);
  while (batch->rows->len < BATCH_ROWS && batch->text->len < BATCH_BYTES && !batch->is_last)
    {
      if (!bw_csv_reader_next (ahead->reader, &row, &batch->error))
        {
          batch->is_last = TRUE;
          break;
        }
      copy_cells (batch, &row);
      g_array_append_val (batch->rows, row);
    }
  g_ptr_array_set_size (batch->values, (int)batch->offsets->len);
  offsets = (const gsize *)(const void *)batch->offsets->data;
  for (guint i = 0; i < batch->offsets->len; i++)
    batch->values->pdata[i] = batch->text->str + offsets[i];
  batch->progress = bw_csv_reader_get_progress (ahead->reader);
}

static gpointer
read_cb (gpointer data)
{
  BwRowAhead *ahead = data;
  gboolean    is_last = FALSE;

  while (!is_last)
    {
      Batch *batch = g_async_queue_pop (ahead->empty);

      if (g_atomic_int_get (&ahead->stop))
        break;
      fill (ahead, batch);
      is_last = batch->is_last;
      g_async_queue_push (ahead->full, batch);
    }
  return NULL;
}

/* Returns: (transfer full): what hands out the rows that @reader, which must outlive it, has not yet. */
BwRowAhead *
bw_row_ahead_new (BwCsvReader *reader)
{
  BwRowAhead *ahead = g_new0 (BwRowAhead, 1);

  ahead->reader = reader;
  ahead->empty = g_async_queue_new ();
  ahead->full = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    {
      Batch *batch = &ahead->batches[i];

      batch->rows = g_array_new (FALSE, FALSE, sizeof (BwCsvRow));
      batch->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
      batch->values = g_ptr_array_new ();
      batch->text = g_string_new (NULL);
      g_async_queue_push (ahead->empty, batch);
    }
  ahead->thread = g_thread_new ("rows", read_cb, ahead);
  return ahead;
}

/* Ends the reading, wherever it is, and frees @ahead (transfer full) (nullable). */
void
bw_row_ahead_free (BwRowAhead *ahead)
{
  if (ahead == NULL)
    return;
  g_atomic_int_set (&ahead->stop, TRUE);
  /* Wakes it up, should it wait. */
  g_async_queue_push (ahead->empty, &ahead->batches[0]);
  g_thread_join (ahead->thread);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      Batch *batch = &ahead->batches[i];

      g_array_unref (batch->rows);
      g_array_unref (batch->offsets);
      g_ptr_array_unref (batch->values);
      g_string_free (batch->text, TRUE);
      g_clear_error (&batch->error);
    }
  g_async_queue_unref (ahead->empty);
  g_async_queue_unref (ahead->full);
  g_free (ahead);
}

/* As bw_csv_reader_next(). */
gboolean
bw_row_ahead_next (BwRowAhead *ahead,
                   BwCsvRow   *row,
                   GError    **error)
{
  while (ahead->batch == NULL || ahead->at >= ahead->batch->rows->len)
    {
      if (ahead->batch != NULL && ahead->batch->is_last)
        {
          if (ahead->batch->error != NULL)
            g_propagate_error (error, g_steal_pointer (&ahead->batch->error));
          return FALSE;
        }
      if (ahead->batch != NULL)
        g_async_queue_push (ahead->empty, ahead->batch);
      ahead->batch = g_async_queue_pop (ahead->full);
      ahead->at = ahead->cell = 0;
    }
  *row = g_array_index (ahead->batch->rows, BwCsvRow, ahead->at++);
  row->values = (const char **)ahead->batch->values->pdata + ahead->cell;
  ahead->cell += row->n;
  return TRUE;
}

/* How much of the file was read when the present rows were, 0 to 1. */
double
bw_row_ahead_get_progress (const BwRowAhead *ahead)
{
  return ahead->batch != NULL ? ahead->batch->progress : 0;
}
