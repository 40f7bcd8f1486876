/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands the deals of a list on to other programs: as a CSV file, or through the clipboard.
 *
 * A file is written by a job on a thread of its own, in stretches, from the book that the list was made from; it takes the
 * place of an older one only when it is complete. */

#include "app/bw-deal-export.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "core/bw-deal-sheet.h"

enum
{
  STRETCH = 4096,      /* deals that are written at once */
  MOST_COPIED = 50000, /* deals that the clipboard is asked to hold */
};

typedef struct
{
  GtkWindow *parent; /* (owned) */
  BwBook    *book;   /* (owned) */
  guint32   *deals;  /* (owned) */
  guint      n;
  BwDate     today;
  GArray    *fields; /* (owned): BwDealField */
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_object_unref (export->parent);
  bw_book_unref (export->book);
  g_free (export->deals);
  g_array_unref (export->fields);
  g_free (export);
}

static gboolean
write_text (GOutputStream *stream,
            GString       *text,
            GError       **error)
{
  gboolean written = g_output_stream_write_all (stream, text->str, text->len, NULL, NULL, error);

  g_string_truncate (text, 0);
  return written;
}

static void
write_cb (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  const Export *export = data;
  const BwDealField *fields = (const BwDealField *)(gpointer) export->fields->data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GFileOutputStream) stream = NULL;
  GError  *error = NULL;
  gboolean good;

  stream = g_file_replace (G_FILE (source), NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, &error);
  bw_deal_sheet_append_names (text, export->book, fields, export->fields->len, BW_SHEET_CSV);
  good = stream != NULL && write_text (G_OUTPUT_STREAM (stream), text, &error);
  for (guint first = 0; good && first < export->n; first += STRETCH)
    {
      bw_deal_sheet_append_rows (text, export->book, export->deals + first, MIN (STRETCH, export->n - first), fields, export->fields->len,
                                 export->today, BW_SHEET_CSV);
      good = write_text (G_OUTPUT_STREAM (stream), text, &error);
    }
  good = good && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error);
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  const Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    bw_dialogs_show_error (export->parent, _ ("The deals were not exported"), error);
}

/* Writes @deals (array length=n) (nullable) of @list, else all of it, to @file, with @fields (element-type BwDealField) as columns;
 * says over @parent when it fails. */
void
bw_deal_export_save (GtkWindow     *parent,
                     GFile         *file,
                     BwDealList    *list,
                     const guint32 *deals,
                     guint          n,
                     GArray        *fields)
{
  Export *export = g_new0 (Export, 1);
  g_autoptr (GTask) task = g_task_new (file, NULL, written_cb, NULL);

  if (deals == NULL)
    deals = bw_deal_list_get_deals (list, &n);
  export->n = n;
  export->parent = g_object_ref (parent);
  export->book = bw_book_ref (bw_deal_list_get_book (list));
  export->deals = g_memdup2 (deals, export->n * sizeof *deals);
  export->today = bw_deal_list_get_today (list);
  export->fields = g_array_ref (fields);
  g_task_set_task_data (task, export, free_export);
  g_task_run_in_thread (task, write_cb);
}

/* Copies @deals (array length=n) (nullable) of @list, else all of it, as rows that can be pasted into a spreadsheet or a mail,
 * with @fields as columns; of very many
 * the first.
 * Returns: how many were copied. */
guint
bw_deal_export_copy (GtkWidget     *widget,
                     BwDealList    *list,
                     const guint32 *deals,
                     guint          n,
                     GArray        *fields)
{
  const BwDealField *columns = (const BwDealField *)(gpointer)fields->data;
  g_autoptr (GString) text = g_string_new (NULL);

  if (deals == NULL)
    deals = bw_deal_list_get_deals (list, &n);
  n = MIN (n, MOST_COPIED);
  bw_deal_sheet_append_names (text, bw_deal_list_get_book (list), columns, fields->len, BW_SHEET_TABS);
  bw_deal_sheet_append_rows (text, bw_deal_list_get_book (list), deals, n, columns, fields->len, bw_deal_list_get_today (list),
                             BW_SHEET_TABS);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  return n;
}
