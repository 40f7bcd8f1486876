/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints reports and saves them as PDF.
 *
 * The report is laid out on whatever paper the printer has; the paper and the printer that were chosen last are kept while the
 * program runs. */

#include "app/bw-report-print.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-window.h"

/* What was chosen last: (owned) (nullable). */
static GtkPrintSettings *last_settings;

/* The paper on which this computer prints unless told otherwise. */
BwPaper
bw_report_print_paper (void)
{
  GtkPaperSize *size = gtk_paper_size_new (NULL);
  BwPaper       paper = { gtk_paper_size_get_width (size, GTK_UNIT_POINTS), gtk_paper_size_get_height (size, GTK_UNIT_POINTS) };

  gtk_paper_size_free (size);
  return paper;
}

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                BwReport          *report)
{
  guint n = bw_report_lay_out (report, gtk_print_context_get_width (context), gtk_print_context_get_height (context));

  gtk_print_operation_set_n_pages (operation, (int)n);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              BwReport          *report)
{
  bw_report_draw_page (report, gtk_print_context_get_cairo_context (context), (guint)page);
}

static void
done_cb (GtkPrintOperation      *operation,
         GtkPrintOperationResult result,
         GtkWindow              *parent)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_set_object (&last_settings, gtk_print_operation_get_print_settings (operation));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  bw_dialogs_show_error (parent, _ ("The page was not printed"), error);
}

/* Asks for a printer, and prints @report (transfer none). */
void
bw_report_print_run (GtkWindow *parent,
                     BwReport  *report)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  if (bw_report_is_wide (report))
    gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  if (last_settings != NULL)
    gtk_print_operation_set_print_settings (operation, last_settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, bw_report_get_title (report));
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), report);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), report);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  g_object_set_data_full (G_OBJECT (operation), "report", bw_report_ref (report), (GDestroyNotify)bw_report_unref);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

#define TO_SAVE "bw-report-to-save"

static void
save_to_cb (GListModel *files,
            gpointer    data)
{
  GtkWindow *parent = data;
  BwReport  *report = g_object_get_data (G_OBJECT (parent), TO_SAVE);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  BwPaper          paper = bw_report_print_paper ();
  g_autoptr (GError) error = NULL;

  if (path == NULL || report == NULL)
    return;
  if (!bw_report_save (report, path, &paper, &error))
    bw_dialogs_show_error (parent, _ ("The page was not saved"), error);
  else if (BW_IS_WINDOW (parent))
    bw_window_toast (BW_WINDOW (parent), _ ("The page is saved."));
}

/* Asks where to save @report (transfer none) as a PDF, and saves it. */
void
bw_report_print_save (GtkWindow *parent,
                      BwReport  *report)
{
  /* Translators: the name of a file; %s is the title of a page. */
  g_autofree char *name = g_strdup_printf (_ ("%s.pdf"), bw_report_get_title (report));

  g_object_set_data_full (G_OBJECT (parent), TO_SAVE, bw_report_ref (report), (GDestroyNotify)bw_report_unref);
  bw_dialogs_save_file (parent, _ ("Save the page as PDF"), name, _ ("PDF documents"),
                        (const char *const[]) { "pdf", NULL }, save_to_cb, parent);
}

static void
save_tables_to_cb (GListModel *files,
                   gpointer    data)
{
  GtkWindow *parent = data;
  BwReport  *report = g_object_get_data (G_OBJECT (parent), TO_SAVE);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *csv = report != NULL ? bw_report_to_csv (report) : NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || csv == NULL)
    return;
  if (!g_file_set_contents (path, csv, -1, &error))
    bw_dialogs_show_error (parent, _ ("The tables were not saved"), error);
  else if (BW_IS_WINDOW (parent))
    bw_window_toast (BW_WINDOW (parent), _ ("The tables are saved."));
}

/* Asks where to save the tables of @report (transfer none) as CSV, and saves them. */
void
bw_report_print_save_tables (GtkWindow *parent,
                             BwReport  *report)
{
  /* Translators: the name of a file; %s is the title of a page. */
  g_autofree char *name = g_strdup_printf (_ ("%s.csv"), bw_report_get_title (report));

  g_object_set_data_full (G_OBJECT (parent), TO_SAVE, bw_report_ref (report), (GDestroyNotify)bw_report_unref);
  bw_dialogs_save_file (parent, _ ("Save the page's tables as CSV"), name, _ ("Tables (CSV)"),
                        (const char *const[]) { "csv", NULL }, save_tables_to_cb, parent);
}
