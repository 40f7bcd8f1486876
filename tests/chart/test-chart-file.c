/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts in files: PNG, SVG, PDF, and what is refused. */

#include "chart/bw-sheet.h"
#include "chart-sample.h"

#include <glib/gstdio.h>
#include <string.h>

enum
{
  WIDTH = 800,
  HEIGHT = 600,
};

typedef struct
{
  char    *folder;
  BwChart *chart;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwOutlook *outlook = chart_sample_outlook (book, bw_date_from_ymd (2026, 11, 9));
  BwFlow     flow;

  chart_sample_flow (&flow);
  fixture->folder = g_dir_make_tmp ("bw-chart-XXXXXX", NULL);
  fixture->chart = bw_sheet_new_home (book, outlook, &flow);
  chart_sample_outlook_free (outlook);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  bw_chart_unref (fixture->chart);
}

/* Renders into @name, and hands over the file's bytes. */
static char *
render (Fixture    *fixture,
        const char *name,
        gsize      *length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  BwTheme          theme = BW_THEME_DARK;
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_assert_true (bw_chart_render_to_file (fixture->chart, path, WIDTH, HEIGHT, &theme, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

static guint
read_big_endian (const char *bytes)
{
  const guint8 *b = (const guint8 *)bytes;

  return (guint)b[0] << 24 | (guint)b[1] << 16 | (guint)b[2] << 8 | b[3];
}

static void
test_png (Fixture      *fixture,
          gconstpointer data)
{
  gsize            length;
  g_autofree char *bytes = render (fixture, "a.PNG", &length);
  g_autofree char *path = g_build_filename (fixture->folder, "a.PNG", NULL);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  BwTheme          theme = BW_THEME_DARK;
  BwColor          paper = bw_palette_tone (&theme, BW_TONE_PAPER);
  const guint32   *pixels;

  g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint (read_big_endian (bytes + 16), ==, WIDTH);
  g_assert_cmpuint (read_big_endian (bytes + 20), ==, HEIGHT);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  pixels = (const guint32 *)(const void *)cairo_image_surface_get_data (surface);
  g_assert_cmpuint (pixels[0] & 0xff, ==, (guint)(paper.blue * 255 + 0.5));
  cairo_surface_destroy (surface);
}

static void
test_svg (Fixture      *fixture,
          gconstpointer data)
{
  static const GMarkupParser parser = { NULL };
  gsize                      length;
  g_autofree char           *bytes = render (fixture, "a.svg", &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);

  g_assert_true (g_markup_parse_context_parse (context, bytes, (gssize)length, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (bytes, "<svg"));
  g_assert_nonnull (strstr (bytes, "<path"));
}

static void
test_pdf (Fixture      *fixture,
          gconstpointer data)
{
  gsize            length;
  g_autofree char *bytes = render (fixture, "a.pdf", &length);
  g_autofree char *path = g_build_filename (fixture->folder, "a.pdf", NULL);
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  g_autofree char *text = NULL;
  const char      *argv[] = { tool, path, "-", NULL };

  g_assert_cmpmem (bytes, 5, "%PDF-", 5);
  g_assert_nonnull (g_strstr_len (bytes + length - 16, 16, "%%EOF"));
  if (tool == NULL)
    {
      g_test_skip ("pdftotext is not there");
      return;
    }
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, 0, NULL, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "Q4 2026, Everyone"));
  g_assert_nonnull (strstr (text, "heading for"));
}

/* What was there before stays when the new file cannot be made, and no leftovers stand beside a finished one. */
static void
test_replaced (Fixture      *fixture,
               gconstpointer data)
{
  gsize            length;
  g_autofree char *path = g_build_filename (fixture->folder, "a.png", NULL);
  g_autofree char *bytes = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  BwTheme theme = BW_THEME_LIGHT;
  guint   n = 0;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (bw_chart_render_to_file (fixture->chart, path, 0, 10, &theme, &error));
  g_assert_error (error, BW_CHART_ERROR, BW_CHART_ERROR_SIZE);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "before");
  bytes = render (fixture, "a.png", &length);
  g_assert_cmpmem (bytes, 4, "\x89PNG", 4);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char  *name;
    int          width;
    int          height;
    BwChartError code;
  } cases[] = {
    { "a.jpg", 100, 100, BW_CHART_ERROR_FORMAT },
    { "png", 100, 100, BW_CHART_ERROR_FORMAT },
    { "a.png", -1, 100, BW_CHART_ERROR_SIZE },
    { "a.png", 100, 1000000, BW_CHART_ERROR_SIZE },
    { "none/a.png", 100, 100, BW_CHART_ERROR_WRITE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      BwTheme          theme = BW_THEME_LIGHT;
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_chart_render_to_file (fixture->chart, path, cases[i].width, cases[i].height, &theme, &error));
      g_assert_error (error, BW_CHART_ERROR, (int)cases[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/chart-file/png", Fixture, NULL, set_up, test_png, tear_down);
  g_test_add ("/chart-file/svg", Fixture, NULL, set_up, test_svg, tear_down);
  g_test_add ("/chart-file/pdf", Fixture, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/chart-file/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  g_test_add ("/chart-file/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
