/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a file that was rejected, as it is corrected.
 *
 * A line may have been refused for several of its cells; each is a row of the project file of its own, and all are shown as the
 * one line that they are. The cells are split from the text when they are first looked at, so that of thousands of lines only
 * those on screen cost anything. */

#include "app/bw-reject-line.h"

#include "core/bw-reject-sheet.h"

struct _BwRejectLine
{
  GObject    parent_instance;
  GPtrArray *rows;    /* (owned) (element-type BwRejectedRow): those of the line */
  GPtrArray *columns; /* (owned) (element-type utf8): names of the file's columns */
  char      *reasons; /* (owned) (nullable) */
  GPtrArray *was;     /* (owned) (nullable) (element-type utf8): the cells as they stand in the file */
  GPtrArray *cells;   /* (owned) (nullable) (element-type utf8): as edited */
};

G_DEFINE_FINAL_TYPE (BwRejectLine, bw_reject_line, G_TYPE_OBJECT)

static void
bw_reject_line_finalize (GObject *object)
{
  BwRejectLine *self = BW_REJECT_LINE (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_free (self->reasons);
  g_clear_pointer (&self->was, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_reject_line_parent_class)->finalize (object);
}

static void
bw_reject_line_class_init (BwRejectLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_reject_line_finalize;
}

static void
bw_reject_line_init (BwRejectLine *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free);
}

/* Returns: (transfer full) (element-type BwRejectLine): the lines of @rows (element-type BwRejectedRow) that are open. @columns
 * (element-type utf8) are the names of the file's columns. */
GPtrArray *
bw_reject_lines_new (GPtrArray *rows,
                     GPtrArray *columns)
{
  GPtrArray    *lines = g_ptr_array_new_with_free_func (g_object_unref);
  BwRejectLine *line = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rows, i);

      if (row->state != BW_REJECT_OPEN)
        continue;
      if (line == NULL || bw_reject_line_get_row (line)->row != row->row)
        {
          line = g_object_new (BW_TYPE_REJECT_LINE, NULL);
          line->columns = g_ptr_array_ref (columns);
          g_ptr_array_add (lines, line);
        }
      g_ptr_array_add (line->rows, bw_rejected_row_copy (row));
    }
  return lines;
}

/* The first of the rows that the line stands for. */
const BwRejectedRow *
bw_reject_line_get_row (BwRejectLine *self)
{
  return g_ptr_array_index (self->rows, 0);
}

/* Returns: (transfer none) (element-type BwRejectedRow): all of them. */
GPtrArray *
bw_reject_line_get_rows (BwRejectLine *self)
{
  return self->rows;
}

/* Why the line was rejected, each reason behind the column that it is about. */
const char *
bw_reject_line_get_reasons (BwRejectLine *self)
{
  GString *text;

  if (self->reasons != NULL)
    return self->reasons;
  text = g_string_new (NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (self->rows, i);
      gboolean             named = row->column != NULL && *row->column != '\0';

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "", named ? row->column : "", named ? ": " : "",
                              row->reason != NULL ? row->reason : "");
    }
  self->reasons = g_string_free (text, FALSE);
  return self->reasons;
}

static void
split (BwRejectLine *self)
{
  const char *raw = bw_reject_line_get_row (self)->raw;

  if (self->was != NULL)
    return;
  self->was = bw_reject_sheet_split (raw != NULL ? raw : "");
  self->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->was->len; i++)
    g_ptr_array_add (self->cells, g_strdup (g_ptr_array_index (self->was, i)));
}

/* How many cells the line has, which may be more or fewer than the file has columns. */
guint
bw_reject_line_get_n_cells (BwRejectLine *self)
{
  split (self);
  return self->cells->len;
}

/* What stands in the cell of @column, as edited; "" when the line is shorter. */
const char *
bw_reject_line_get_cell (BwRejectLine *self,
                         guint         column)
{
  split (self);
  return column < self->cells->len ? g_ptr_array_index (self->cells, column) : "";
}

/* Why the cell of @column was refused. Returns: (transfer none) (nullable): NULL when it was not. */
const char *
bw_reject_line_get_fault (BwRejectLine *self,
                          guint         column)
{
  for (guint i = 0; i < self->rows->len && column < self->columns->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (row->column, g_ptr_array_index (self->columns, column)) == 0)
        return row->reason;
    }
  return NULL;
}

/* The first column whose cell was refused; 0 when the line is refused as a whole. */
guint
bw_reject_line_get_first_fault (BwRejectLine *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (bw_reject_line_get_fault (self, i) != NULL)
      return i;
  return 0;
}

/* Returns: whether @text is anything new. */
gboolean
bw_reject_line_set_cell (BwRejectLine *self,
                         guint         column,
                         const char   *text)
{
  if (g_str_equal (bw_reject_line_get_cell (self, column), text))
    return FALSE;
  while (self->cells->len <= column)
    g_ptr_array_add (self->cells, g_strdup (""));
  g_free (self->cells->pdata[column]);
  self->cells->pdata[column] = g_strdup (text);
  return TRUE;
}

gboolean
bw_reject_line_is_edited_at (BwRejectLine *self,
                             guint         column)
{
  const char *was = self->was != NULL && column < self->was->len ? g_ptr_array_index (self->was, column) : "";

  return self->was != NULL && !g_str_equal (was, bw_reject_line_get_cell (self, column));
}

/* Whether anything in the line differs from the file. */
gboolean
bw_reject_line_is_edited (BwRejectLine *self)
{
  for (guint i = 0; self->cells != NULL && i < self->cells->len; i++)
    if (bw_reject_line_is_edited_at (self, i))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): the line as edited, as CSV with commas. Empty cells beyond the @n_columns of the file are left out. */
char *
bw_reject_line_dup_raw (BwRejectLine *self,
                        guint         n_columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint n;

  split (self);
  n = self->cells->len;
  while (n > MAX (n_columns, 1) && *bw_reject_line_get_cell (self, n - 1) == '\0')
    n--;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cells, g_ptr_array_index (self->cells, i));
  return bw_reject_sheet_join (cells);
}

/* Takes over what was typed into @earlier, the same line as it was loaded before, unless the project file has another text now. */
void
bw_reject_line_keep_edits (BwRejectLine *self,
                           BwRejectLine *earlier)
{
  if (!bw_reject_line_is_edited (earlier) ||
      g_strcmp0 (bw_reject_line_get_row (self)->raw, bw_reject_line_get_row (earlier)->raw) != 0)
    return;
  for (guint i = 0; i < earlier->cells->len; i++)
    bw_reject_line_set_cell (self, i, bw_reject_line_get_cell (earlier, i));
}
