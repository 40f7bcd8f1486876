/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that an import rejected, as a table.
 *
 * The rows come from the project file when an import is shown, on the thread of the file; an answer that comes after
 * another import was asked for is dropped. */

#include "app/bw-reject-list.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "core/bw-reject-sheet.h"

/* ---- One row ---- */

#define BW_TYPE_REJECT_ITEM (bw_reject_item_get_type ())

G_DECLARE_FINAL_TYPE (BwRejectItem, bw_reject_item, BW, REJECT_ITEM, GObject)

struct _BwRejectItem
{
  GObject        parent_instance;
  GPtrArray     *rows; /* (owned): keeps @row */
  BwRejectedRow *row;
};

G_DEFINE_FINAL_TYPE (BwRejectItem, bw_reject_item, G_TYPE_OBJECT)

static void
bw_reject_item_finalize (GObject *object)
{
  g_ptr_array_unref (BW_REJECT_ITEM (object)->rows);
  G_OBJECT_CLASS (bw_reject_item_parent_class)->finalize (object);
}

static void
bw_reject_item_class_init (BwRejectItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_reject_item_finalize;
}

static void
bw_reject_item_init (BwRejectItem *self)
{
}

/* ---- The table ---- */

struct _BwRejectList
{
  AdwBin parent_instance;

  GtkStack       *stack;
  GtkLabel       *title;
  GtkColumnView  *view;
  GtkNoSelection *model;

  GPtrArray *rows; /* (owned) (nullable): BwRejectedRow */
  gint64     key;  /* of the import that is shown */
};

G_DEFINE_FINAL_TYPE (BwRejectList, bw_reject_list, ADW_TYPE_BIN)

typedef enum
{
  COLUMN_ROW,
  COLUMN_COLUMN,
  COLUMN_VALUE,
  COLUMN_REASON,
} Column;

static const struct
{
  const char *title;
  int         width_px;
} columns[] = {
  [COLUMN_ROW] = { N_ ("Row"), 70 },
  [COLUMN_COLUMN] = { N_ ("Column"), 130 },
  [COLUMN_VALUE] = { N_ ("Value"), 150 },
  [COLUMN_REASON] = { N_ ("Why"), 300 },
};

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *cell = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (cell), GPOINTER_TO_INT (column) == COLUMN_ROW ? 1 : 0);
  gtk_widget_set_valign (cell, GTK_ALIGN_START);
  if (GPOINTER_TO_INT (column) == COLUMN_REASON)
    gtk_label_set_wrap (GTK_LABEL (cell), TRUE);
  else
    gtk_label_set_ellipsize (GTK_LABEL (cell), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  const BwRejectedRow *row = BW_REJECT_ITEM (gtk_list_item_get_item (item))->row;
  GtkLabel            *cell = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char     *number = g_strdup_printf ("%" G_GUINT64_FORMAT, row->row);
  const char          *texts[] = {
             [COLUMN_ROW] = number,
             [COLUMN_COLUMN] = row->column,
             [COLUMN_VALUE] = row->value,
             [COLUMN_REASON] = row->reason,
  };
  const char *text = texts[GPOINTER_TO_INT (column)];

  gtk_label_set_label (cell, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), GPOINTER_TO_INT (column) == COLUMN_VALUE ? text : NULL);
}

static void
show_rows (BwRejectList *self)
{
  g_autoptr (GListStore) store = g_list_store_new (BW_TYPE_REJECT_ITEM);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      BwRejectItem *item = g_object_new (BW_TYPE_REJECT_ITEM, NULL);

      item->rows = g_ptr_array_ref (self->rows);
      item->row = g_ptr_array_index (self->rows, i);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  gtk_no_selection_set_model (self->model, G_LIST_MODEL (store));
  title = g_strdup_printf (ngettext ("%'u rejected row", "%'u rejected rows", self->rows->len), self->rows->len);
  gtk_label_set_label (self->title, title);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "rows" : "none");
}

/* What an answer belongs to. */
typedef struct
{
  BwRejectList *list; /* (owned) */
  gint64        key;
} Request;

static void
rejected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Request *request = data;
  g_autoptr (BwRejectList) self = request->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = bw_session_rejected_finish (BW_SESSION (source), result, &error);
  gboolean wanted = request->key == self->key;

  g_free (request);
  if (!wanted || adw_bin_get_child (ADW_BIN (self)) == NULL)
    return;
  if (rows == NULL)
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

      if (root != NULL)
        bw_dialogs_show_error (GTK_WINDOW (root), _ ("The rejected rows could not be read"), error);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  show_rows (self);
}

/* ---- Export ---- */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwRejectList) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The rejected rows could not be saved"), error);
}

static void
chosen_cb (GListModel *files,
           gpointer    data)
{
  BwRejectList *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autoptr (GBytes) bytes = NULL;
  char *csv;

  if (self->rows == NULL || file == NULL)
    return;
  csv = bw_reject_sheet_write (self->rows);
  bytes = g_bytes_new_take (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, g_object_ref (self));
}

static void
export_cb (BwRejectList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  bw_dialogs_save_file (GTK_WINDOW (root), _ ("Save the rejected rows"), _ ("rejected rows.csv"), _ ("Tables as text (CSV)"),
                        (const char *const[]) { "csv", NULL }, chosen_cb, self);
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  BwRejectList *self = BW_REJECT_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_reject_list_parent_class)->dispose (object);
}

static void
bw_reject_list_class_init (BwRejectListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-reject-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRejectList, stack);
  gtk_widget_class_bind_template_child (widget_class, BwRejectList, title);
  gtk_widget_class_bind_template_child (widget_class, BwRejectList, view);
  gtk_widget_class_bind_template_child (widget_class, BwRejectList, model);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
bw_reject_list_init (BwRejectList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < (int)G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (columns[i].title), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (i));
      gtk_column_view_column_set_fixed_width (column, columns[i].width_px);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, i == COLUMN_REASON);
      gtk_column_view_append_column (self->view, column);
    }
}

/* Shows the rejected rows of the import with @key. */
void
bw_reject_list_show_import (BwRejectList *self,
                            BwSession    *session,
                            gint64        key)
{
  Request *request = g_new (Request, 1);

  *request = (Request) { g_object_ref (self), key };
  self->key = key;
  gtk_stack_set_visible_child_name (self->stack, "busy");
  bw_session_rejected_async (session, key, rejected_cb, request);
}
