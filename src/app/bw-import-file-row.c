/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file in the list of an import: what it is and whether it is ready.
 *
 *   [x]  name.csv
 *        Deals · 8,800 rows
 *        ✓ ready  |  ? asks 2 things  |  ! cannot be read */

#include "app/bw-import-file-row.h"

#include <glib/gi18n.h>

struct _BwImportFileRow
{
  GtkListBoxRow parent_instance;

  GtkCheckButton *check;
  GtkLabel       *name;
  GtkLabel       *what;
  GtkImage       *icon;
  GtkLabel       *state;

  BwImportDraft *draft; /* (owned) */
  guint          file;
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (BwImportFileRow, bw_import_file_row, GTK_TYPE_LIST_BOX_ROW)

static void
toggled_cb (BwImportFileRow *self)
{
  if (!self->filling)
    bw_import_draft_set_left_out (self->draft, self->file, !gtk_check_button_get_active (self->check));
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
dispose (GObject *object)
{
  BwImportFileRow *self = BW_IMPORT_FILE_ROW (object);

  g_clear_object (&self->draft);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  G_OBJECT_CLASS (bw_import_file_row_parent_class)->dispose (object);
}

static void
bw_import_file_row_class_init (BwImportFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_import_file_row_init (BwImportFileRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *states = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->check), _ ("Import this file"));
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  self->name = add_label (texts, NULL);
  self->what = add_label (texts, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->what), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->what), "numeric");
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (states), GTK_WIDGET (self->icon));
  self->state = add_label (states, "caption");
  gtk_box_append (GTK_BOX (texts), states);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->check));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/* Returns: (transfer floating): a row for the file of @draft with the index @file. */
GtkWidget *
bw_import_file_row_new (BwImportDraft *draft,
                        guint          file)
{
  BwImportFileRow *self = g_object_new (BW_TYPE_IMPORT_FILE_ROW, NULL);

  self->draft = g_object_ref (draft);
  self->file = file;
  bw_import_file_row_refresh (self);
  return GTK_WIDGET (self);
}

static void
show_state (BwImportFileRow    *self,
            const BwImportFile *file)
{
  guint            n = bw_import_draft_count_questions (self->draft, self->file);
  g_autofree char *asks = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "asks %u thing", "asks %u things", n), n);
  const char      *text, *icon, *style;

  if (file->error != NULL)
    text = _ ("cannot be read"), icon = "dialog-warning-symbolic", style = "error";
  else if (bw_import_draft_get_left_out (self->draft, self->file))
    text = _ ("left out"), icon = "window-minimize-symbolic", style = "dim-label";
  else if (n > 0)
    text = asks, icon = "dialog-question-symbolic", style = "warning";
  else
    text = _ ("ready"), icon = "object-select-symbolic", style = "success";
  gtk_label_set_label (self->state, text);
  gtk_image_set_from_icon_name (self->icon, icon);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget  *widget = i == 0 ? GTK_WIDGET (self->state) : GTK_WIDGET (self->icon);
      const char *classes[] = { "caption", style, NULL };

      gtk_widget_set_css_classes (widget, classes);
    }
}

/* Shows the file as it now is. */
void
bw_import_file_row_refresh (BwImportFileRow *self)
{
  const BwImportFile    *file;
  const BwImportSummary *summary;
  g_autofree char       *what = NULL;
  g_autofree char       *spoken = NULL;

  g_return_if_fail (BW_IS_IMPORT_FILE_ROW (self));

  file = bw_import_draft_get_file (self->draft, self->file);
  summary = bw_import_draft_get_summary (self->draft, self->file);
  gtk_label_set_label (self->name, file->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), file->error != NULL ? file->error->message : file->path);
  if (file->error != NULL)
    what = g_strdup (file->error->message);
  else if (summary != NULL)
    /* Translators: the kind of a file, its number of rows */
    what = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · %'u row", "%s · %'u rows", summary->rows),
                            bw_import_kind_title (file->kind), summary->rows);
  else
    what = g_strdup (bw_import_kind_title (file->kind));
  gtk_label_set_label (self->what, what);
  gtk_label_set_ellipsize (self->what, PANGO_ELLIPSIZE_END);
  show_state (self, file);
  self->filling = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), file->error == NULL);
  gtk_check_button_set_active (self->check, !bw_import_draft_get_left_out (self->draft, self->file));
  self->filling = FALSE;
  spoken = g_strdup_printf (_ ("Import %s"), file->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_free (spoken);
  spoken = g_strdup_printf ("%s, %s, %s", file->name, what, gtk_label_get_label (self->state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
