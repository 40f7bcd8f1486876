/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table behind a chart.
 *
 * The rows are known to the table alone; the list model only counts them, and a cell finds its text by its position,
 * so that no row is an object. */

#include "app/bw-table-window.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"

struct _BwTableWindow
{
  AdwWindow parent_instance;

  BwChart      *chart; /* (owned) */
  BwChartTable *table; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BwTableWindow, bw_table_window, ADW_TYPE_WINDOW)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  BwTableWindow *self = BW_TABLE_WINDOW (g_object_get_data (G_OBJECT (factory), "window"));
  GtkLabel      *label = GTK_LABEL (gtk_list_item_get_child (item));

  gtk_label_set_text (label, bw_chart_table_cell (self->table, gtk_list_item_get_position (item),
                                                  GPOINTER_TO_UINT (column)));
}

static GtkWidget *
make_view (BwTableWindow *self)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkWidget     *view;

  for (guint i = 0; i < bw_chart_table_n_rows (self->table); i++)
    gtk_string_list_append (rows, "");
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))));
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "data-table");
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "window", self);
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (g_ptr_array_index (self->table->columns, i), factory);
      gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  return view;
}

static void
save_to_cb (GListModel *files,
            gpointer    data)
{
  BwTableWindow *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (BwChartTable) table = bw_chart_dup_table (self->chart, TRUE);
  g_autofree char *csv = bw_chart_table_to_csv (table);
  g_autoptr (GError) error = NULL;

  if (path != NULL && !g_file_set_contents (path, csv, -1, &error))
    bw_dialogs_show_error (GTK_WINDOW (self), _ ("The table was not saved"), error);
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_dialogs_save_file (GTK_WINDOW (widget), _ ("Save the table"), _ ("Table.csv"), _ ("Tables as text (CSV)"),
                        (const char *const[]) { "csv", NULL }, save_to_cb, widget);
}

static void
dispose (GObject *object)
{
  BwTableWindow *self = BW_TABLE_WINDOW (object);

  adw_window_set_content (ADW_WINDOW (self), NULL);
  g_clear_pointer (&self->table, bw_chart_table_free);
  g_clear_pointer (&self->chart, bw_chart_unref);
  G_OBJECT_CLASS (bw_table_window_parent_class)->dispose (object);
}

static void
bw_table_window_class_init (BwTableWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "table.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_table_window_init (BwTableWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 480);
}

/* Returns: (transfer none): a window over @parent (nullable) with the rows behind @chart; it belongs to GTK. */
GtkWidget *
bw_table_window_new (GtkWindow *parent,
                     BwChart   *chart)
{
  BwTableWindow   *self = g_object_new (BW_TYPE_TABLE_WINDOW, "transient-for", parent,
                                        "destroy-with-parent", TRUE, NULL);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *bar = adw_header_bar_new ();
  GtkWidget       *save = gtk_button_new_with_mnemonic (_ ("_Save as CSV…"));
  GtkWidget       *scrolled = gtk_scrolled_window_new ();
  g_autofree char *title = bw_chart_dup_title (chart);

  self->chart = bw_chart_ref (chart);
  self->table = bw_chart_dup_table (chart, FALSE);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "table.save");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), save);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_view (self));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  return GTK_WIDGET (self);
}
