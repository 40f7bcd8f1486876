/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of an import: how it is read, what it asks, its first rows.
 *
 *   kind          day of the export     written with
 *   deals that are no longer there: what became of them?
 *   stages met for the first time: what are they?
 *   columns, those that ask first
 *   ------------------------------------------------
 *   the first rows as they will be read
 *
 * The view is made when its file is looked at for the first time. A file that cannot be read shows the sentence why, but
 * what it is and how it is written can still be said: that is often the remedy. Rows for columns are made a few at a time, so
 * that hundreds of them do not hold up the window; once there they stay and are only brought up to date. */

#include "app/bw-import-file-view.h"

#include <glib/gi18n.h>

#include "app/bw-column-row.h"
#include "app/bw-currency-question.h"
#include "app/bw-import-layout.h"
#include "app/bw-import-preview.h"
#include "app/bw-reading-order.h"
#include "app/bw-stage-question.h"
#include "app/bw-vanished-question.h"

/* Rows that are made at once. */
#define CHUNK 16

struct _BwImportFileView
{
  AdwBin parent_instance;

  BwImportLayout     *layout;
  GtkStack           *stack;
  GtkPaned           *paned;
  AdwStatusPage      *failure;
  BwVanishedQuestion *vanished;
  BwStageQuestion    *stages;
  BwCurrencyQuestion *currencies;
  GtkLabel           *columns_title;
  GtkListBox         *columns;
  BwImportPreview    *preview;

  BwImportDraft *draft; /* (owned) */
  guint          file;
  GArray        *order;   /* (owned) guint: the columns in the order of their rows */
  GPtrArray     *headers; /* (owned): of the columns that have rows */
  guint          n_made;  /* rows so far */
  guint          idle;
  gboolean       stale;
};

G_DEFINE_FINAL_TYPE (BwImportFileView, bw_import_file_view, ADW_TYPE_BIN)

/* Makes the next rows; the rest when there is time. */
static gboolean
make_rows_cb (gpointer data)
{
  BwImportFileView *self = data;

  for (guint i = 0; i < CHUNK && self->n_made < self->order->len; i++)
    gtk_list_box_append (self->columns,
                         bw_column_row_new (self->draft, self->file, g_array_index (self->order, guint, self->n_made++)));
  if (self->n_made < self->order->len)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

/* Whether the rows are those of the file's columns. */
static gboolean
has_rows (BwImportFileView   *self,
          const BwImportFile *file)
{
  if (self->headers->len != file->columns->len)
    return FALSE;
  for (guint i = 0; i < self->headers->len; i++)
    if (!g_str_equal (g_ptr_array_index (self->headers, i),
                      ((const BwImportColumn *)g_ptr_array_index (file->columns, i))->header))
      return FALSE;
  return TRUE;
}

/* Begins the rows anew: the columns that ask first, then those that are read, then the others. */
static void
begin_rows (BwImportFileView   *self,
            const BwImportFile *file)
{
  GtkWidget *row;

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_list_box_remove (self->columns, row);
  g_ptr_array_set_size (self->headers, 0);
  g_array_set_size (self->order, 0);
  self->n_made = 0;
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = 0; i < file->columns->len; i++)
      {
        const BwImportColumn *column = g_ptr_array_index (file->columns, i);
        gboolean              asks = bw_import_draft_column_asks (self->draft, self->file, i);

        if (pass == (asks ? 0 : column->field != NULL ? 1
                                                      : 2))
          g_array_append_val (self->order, i);
      }
  for (guint i = 0; i < file->columns->len; i++)
    g_ptr_array_add (self->headers, g_strdup (((const BwImportColumn *)g_ptr_array_index (file->columns, i))->header));
  if (make_rows_cb (self) == G_SOURCE_CONTINUE)
    self->idle = g_idle_add (make_rows_cb, self);
}

static void
show_title (BwImportFileView   *self,
            const BwImportFile *file)
{
  guint            n_asking = 0, n_read = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < file->columns->len; i++)
    {
      n_asking += bw_import_draft_column_asks (self->draft, self->file, i);
      n_read += ((const BwImportColumn *)g_ptr_array_index (file->columns, i))->field != NULL;
    }
  if (n_asking > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u columns should be looked at",
                                         "%u of %u columns should be looked at", n_asking),
                            n_asking, file->columns->len);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u column is read", "%u of %u columns are read",
                                         file->columns->len),
                            n_read, file->columns->len);
  gtk_label_set_label (self->columns_title, text);
}

static void
show_content (BwImportFileView   *self,
              const BwImportFile *file)
{
  if (!has_rows (self, file))
    begin_rows (self, file);
  else
    for (guint i = 0; i < self->n_made; i++)
      bw_column_row_refresh (BW_COLUMN_ROW (gtk_list_box_get_row_at_index (self->columns, (int)i)));
  show_title (self, file);
  bw_vanished_question_set_file (self->vanished, self->draft, self->file);
  bw_currency_question_set_file (self->currencies, self->draft, self->file);
  if (file->kind == BW_KIND_DEALS)
    bw_stage_question_set_draft (self->stages, self->draft);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->stages), FALSE);
  bw_import_preview_show_file (self->preview, file, bw_session_get_book (bw_import_draft_get_session (self->draft))->currency);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

/* A view that is not looked at is brought up to date when it is. */
static void
changed_cb (BwImportFileView *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_import_file_view_refresh (self);
}

static void
map (GtkWidget *widget)
{
  BwImportFileView *self = BW_IMPORT_FILE_VIEW (widget);

  GTK_WIDGET_CLASS (bw_import_file_view_parent_class)->map (widget);
  if (self->stale)
    bw_import_file_view_refresh (self);
}

static void
dispose (GObject *object)
{
  BwImportFileView *self = BW_IMPORT_FILE_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (bw_import_file_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (BW_IMPORT_FILE_VIEW (object)->order);
  g_ptr_array_unref (BW_IMPORT_FILE_VIEW (object)->headers);
  G_OBJECT_CLASS (bw_import_file_view_parent_class)->finalize (object);
}

static void
bw_import_file_view_class_init (BwImportFileViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_IMPORT_LAYOUT);
  g_type_ensure (BW_TYPE_IMPORT_PREVIEW);
  g_type_ensure (BW_TYPE_CURRENCY_QUESTION);
  g_type_ensure (BW_TYPE_STAGE_QUESTION);
  g_type_ensure (BW_TYPE_VANISHED_QUESTION);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  g_type_ensure (BW_TYPE_READING_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-file-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, layout);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, stack);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, paned);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, failure);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, vanished);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, currencies);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, stages);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, columns_title);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, columns);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, preview);
}

static void
bw_import_file_view_init (BwImportFileView *self)
{
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  self->headers = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer floating): a view of the file of @draft with the index @file. */
BwImportFileView *
bw_import_file_view_new (BwImportDraft *draft,
                         guint          file)
{
  BwImportFileView *self = g_object_new (BW_TYPE_IMPORT_FILE_VIEW, NULL);

  self->draft = g_object_ref (draft);
  self->file = file;
  bw_import_layout_set_file (self->layout, draft, file);
  g_signal_connect_object (draft, "inspected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "tried", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  bw_import_file_view_refresh (self);
  return self;
}

/* Shows the file as it now is. */
void
bw_import_file_view_refresh (BwImportFileView *self)
{
  const BwImportFile *file;

  g_return_if_fail (BW_IS_IMPORT_FILE_VIEW (self));

  file = bw_import_draft_get_file (self->draft, self->file);
  self->stale = FALSE;
  bw_import_layout_refresh (self->layout);
  if (file->error != NULL)
    {
      g_autofree char *safe = g_markup_escape_text (file->error->message, -1);

      adw_status_page_set_description (self->failure, safe);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  show_content (self, file);
}
