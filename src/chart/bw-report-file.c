/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report saved as PDF, all or nothing: made in memory, put in place by a rename. */

#include "chart/bw-report-private.h"

#include <cairo-pdf.h>

#include <glib/gi18n-lib.h>

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Saves @report as a PDF in @path, on @paper, which a wide report lays on its side. A file that is already there is replaced
 * when the new one is whole.
 * Returns: %FALSE and sets @error (%BW_CHART_ERROR) when that fails. */
gboolean
bw_report_save (BwReport      *report,
                const char    *path,
                const BwPaper *paper,
                GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) cause = NULL;
  double           width = report->wide ? paper->height : paper->width, height = report->wide ? paper->width : paper->height;
  guint            n_pages;
  cairo_surface_t *surface;
  cairo_t         *cr;
  cairo_status_t   status;

  g_return_val_if_fail (report != NULL && path != NULL && paper != NULL, FALSE);

  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  cr = cairo_create (surface);
  n_pages = bw_report_lay_out (report, width, height);
  for (guint page = 0; page < n_pages; page++)
    {
      bw_report_draw_page (report, cr, page);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, BW_CHART_ERROR, BW_CHART_ERROR_WRITE, _ ("%s cannot be drawn: %s."), path,
                   cairo_status_to_string (status));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, (const char *)bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &cause))
    {
      g_set_error (error, BW_CHART_ERROR, BW_CHART_ERROR_WRITE,
                   _ ("%s cannot be written: %s. Choose another folder, or make room on the disk."), path, cause->message);
      return FALSE;
    }
  return TRUE;
}
