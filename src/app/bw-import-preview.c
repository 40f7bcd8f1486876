/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a file as they will be read.
 *
 * A table of the columns that are read, under the names of their fields, in the order of the file. A cell that cannot be
 * read shows what stands there, marked, with the reason as its tooltip. Columns that are left out are not shown. The cells
 * are kept and refilled while the table's shape stays the same. */

#include "app/bw-import-preview.h"

#include <glib/gi18n.h>

enum
{
  ROWS = 8,
  /* As much of a cell is shown; wider tables scroll. */
  CELL_CHARS = 12,
  MAX_CELL_CHARS = 26,
};

struct _BwImportPreview
{
  AdwBin parent_instance;

  GtkGrid   *grid;
  GPtrArray *cells; /* (owned) GtkLabel, row by row; the first row has the titles */
  guint      n_columns;
};

G_DEFINE_FINAL_TYPE (BwImportPreview, bw_import_preview, ADW_TYPE_BIN)

static GtkLabel *
add_cell (BwImportPreview *self,
          guint            column,
          guint            row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CELL_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (label), CELL_CHARS);
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->grid, label, (int)column, (int)row, 1, 1);
  return GTK_LABEL (label);
}

/* Makes the grid as large as needed. */
static void
shape (BwImportPreview *self,
       guint            n_columns)
{
  GtkWidget *child;

  if (self->n_columns == n_columns)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->cells, 0);
  for (guint r = 0; r <= ROWS; r++)
    for (guint c = 0; c < n_columns; c++)
      g_ptr_array_add (self->cells, add_cell (self, c, r));
  self->n_columns = n_columns;
}

static GtkLabel *
get_cell (BwImportPreview *self,
          guint            column,
          guint            row)
{
  return g_ptr_array_index (self->cells, row * self->n_columns + column);
}

static void
fill_cell (GtkLabel             *cell,
           const BwImportColumn *column,
           const char           *text,
           const char           *currency)
{
  g_autofree char *shown = NULL;
  BwCellReading    reading = bw_import_column_read (column, text, currency, &shown);

  gtk_label_set_xalign (cell, bw_import_column_is_number (column) ? 1 : 0);
  if (reading != BW_READING_BAD)
    {
      gtk_label_set_label (cell, reading == BW_READING_MISSING ? "–" : shown);
      gtk_widget_set_tooltip_text (GTK_WIDGET (cell), *text != '\0' ? text : NULL);
      gtk_widget_remove_css_class (GTK_WIDGET (cell), "bad-cell");
      return;
    }
  gtk_label_set_label (cell, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), shown);
  gtk_widget_add_css_class (GTK_WIDGET (cell), "bad-cell");
}

static void
fill_column (BwImportPreview      *self,
             guint                 at,
             const BwImportFile   *file,
             guint                 index,
             const BwImportColumn *column,
             const char           *currency)
{
  GtkLabel   *title = get_cell (self, at, 0);
  gboolean    own = g_str_equal (column->field, BW_IMPORT_CUSTOM);
  const char *name = own ? column->header : bw_import_field_label (column->field);

  gtk_label_set_label (title, name);
  gtk_label_set_xalign (title, bw_import_column_is_number (column) ? 1 : 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (title), column->header);
  for (guint r = 0; r < ROWS; r++)
    {
      const char *const *cells = r < file->preview->len ? g_ptr_array_index (file->preview, r) : NULL;
      gboolean           has = cells != NULL && index < g_strv_length ((char **)cells);
      GtkLabel          *cell = get_cell (self, at, r + 1);
      g_autofree char   *own_currency = cells != NULL ? bw_import_row_currency (file->columns, cells) : NULL;

      gtk_widget_set_visible (GTK_WIDGET (cell), cells != NULL);
      fill_cell (cell, column, has ? cells[index] : "", own_currency != NULL && *own_currency != '\0' ? own_currency : currency);
    }
}

static void
dispose (GObject *object)
{
  BwImportPreview *self = BW_IMPORT_PREVIEW (object);

  g_clear_pointer (&self->cells, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_import_preview_parent_class)->dispose (object);
}

static void
bw_import_preview_class_init (BwImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_import_preview_init (BwImportPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->cells = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "preview");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The first rows as they will be read"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/* Shows the first rows of @file, amounts in the currency that stands beside them or in their row, else in @currency. */
void
bw_import_preview_show_file (BwImportPreview    *self,
                             const BwImportFile *file,
                             const char         *currency)
{
  guint n = 0;

  g_return_if_fail (BW_IS_IMPORT_PREVIEW (self));

  for (guint i = 0; i < file->columns->len; i++)
    n += ((const BwImportColumn *)g_ptr_array_index (file->columns, i))->field != NULL;
  shape (self, n);
  n = 0;
  for (guint i = 0; i < file->columns->len; i++)
    {
      const BwImportColumn *column = g_ptr_array_index (file->columns, i);

      if (column->field != NULL)
        fill_column (self, n++, file, i, column, currency);
    }
}
