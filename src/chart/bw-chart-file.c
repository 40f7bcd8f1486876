/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts written to PNG, SVG and PDF files.
 *
 * The picture is made in memory and put in place by a rename, so that a file is either the old one or the new one,
 * whole. In a file a chart gets what a window gives it otherwise: a background and a margin. */

#include "chart/bw-chart.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include <glib/gi18n-lib.h>

enum
{
  MAX_SIZE = 16384,
  MAX_MARGIN = 16,
};

typedef enum
{
  FORMAT_PNG,
  FORMAT_SVG,
  FORMAT_PDF,
  N_FORMATS,
} Format;

static const char *const endings[N_FORMATS] = { ".png", ".svg", ".pdf" };

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
find_format (const char *path,
             Format     *format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (int i = 0; i < N_FORMATS; i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

static cairo_surface_t *
create_surface (Format      format,
                GByteArray *bytes,
                int         width,
                int         height,
                BwChart    *chart)
{
  g_autofree char *title = bw_chart_dup_title (chart);
  cairo_surface_t *surface;

  switch (format)
    {
    case FORMAT_SVG:
      return cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);
    case FORMAT_PDF:
      surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
      return surface;
    case FORMAT_PNG:
    case N_FORMATS:
      break;
    }
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
}

static cairo_status_t
draw_page (BwChart         *chart,
           cairo_surface_t *surface,
           int              width,
           int              height,
           const BwTheme   *theme)
{
  cairo_t       *cr = cairo_create (surface);
  double         margin = MIN (MAX_MARGIN, MIN (width, height) / 12);
  cairo_status_t status;

  bw_color_set_source (bw_palette_tone (theme, BW_TONE_PAPER), cr);
  cairo_paint (cr);
  cairo_translate (cr, margin, margin);
  bw_chart_draw (chart, cr, width - 2 * margin, height - 2 * margin, theme);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

/* Draws @chart into a file whose name ends in .png, .svg or .pdf: @width by @height pixels, or points in a PDF. A file
 * that is already there is replaced when the new one is whole.
 * Returns: %FALSE and sets @error (%BW_CHART_ERROR) when that fails. */
gboolean
bw_chart_render_to_file (BwChart       *chart,
                         const char    *path,
                         int            width,
                         int            height,
                         const BwTheme *theme,
                         GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) cause = NULL;
  cairo_surface_t *surface;
  cairo_status_t   status;
  Format           format;

  g_return_val_if_fail (chart != NULL && path != NULL && theme != NULL, FALSE);

  if (!find_format (path, &format))
    {
      g_set_error (error, BW_CHART_ERROR, BW_CHART_ERROR_FORMAT,
                   _ ("%s cannot be drawn: its name must end in .png, .svg or .pdf."), path);
      return FALSE;
    }
  if (width < 1 || height < 1 || width > MAX_SIZE || height > MAX_SIZE)
    {
      g_set_error (error, BW_CHART_ERROR, BW_CHART_ERROR_SIZE,
                   _ ("A picture of %d by %d cannot be drawn: choose a width and a height from 1 to %d."),
                   width, height, MAX_SIZE);
      return FALSE;
    }

  surface = create_surface (format, bytes, width, height, chart);
  status = draw_page (chart, surface, width, height, theme);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, BW_CHART_ERROR, BW_CHART_ERROR_WRITE, _ ("%s cannot be drawn: %s. Choose a smaller size."),
                   path, cairo_status_to_string (status));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, (const char *)bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                 &cause))
    {
      g_set_error (error, BW_CHART_ERROR, BW_CHART_ERROR_WRITE,
                   _ ("%s cannot be written: %s. Choose another folder, or make room on the disk."), path,
                   cause->message);
      return FALSE;
    }
  return TRUE;
}
