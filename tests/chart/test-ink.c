/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines drawn as ink, against cairo's own strokes, and what is drawn of cells smaller than a pixel. */

#include "chart/bw-heat-chart.h"
#include "chart/bw-ink.h"
#include "chart/bw-stack-chart.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

enum
{
  SIDE = 96,
  MOST_POINTS = 400,
};

typedef struct
{
  const char *name;
  double      thickness;
  double      scale; /* of the surface */
  double      x[6], y[6];
  guint       n;
} Line;

static const Line lines[] = {
  { "level", 2, 1, { 10, 80 }, { 40.5, 40.5 }, 2 },
  { "upright", 2, 1, { 40.25, 40.25 }, { 10, 80 }, 2 },
  { "backwards", 1.2, 1, { 80, 10 }, { 20, 33 }, 2 },
  { "thin zigzag", 1.2, 1, { 5, 20, 35, 50, 65, 80 }, { 90, 10, 60, 20, 80, 5 }, 6 },
  { "thick zigzag", 5, 1, { 8, 20, 35, 50, 65, 80 }, { 80, 10, 60, 20, 80, 10 }, 6 },
  { "finer than a pixel", 0.5, 1, { 5, 40, 90 }, { 10, 60, 30 }, 3 },
  { "on a fine screen", 1.5, 2, { 5, 12, 20, 31, 44 }, { 40, 3, 33, 20, 41 }, 5 },
  { "gap", 2.5, 1, { 5, 30, 45, 60, 90 }, { 10, 60, NAN, 20, 70 }, 5 },
  { "dot between gaps", 4, 1, { 5, 20, 40, 60, 90 }, { 10, 20, NAN, 50, NAN }, 5 },
  { "over the edge", 2, 1, { -20, 50, 140 }, { 20, 130, -40 }, 3 },
  { "far over the edge", 2, 1, { 10, 50, 90 }, { -1e12, 1e12, 50 }, 3 },
};

static cairo_surface_t *
make_surface (double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

static void
stroke (cairo_t    *cr,
        const Line *line)
{
  gboolean pen_up = TRUE;

  for (guint i = 0; i < line->n; i++)
    if (isfinite (line->y[i]))
      {
        double y = CLAMP (line->y[i], -100000, 100000);

        if (pen_up)
          cairo_move_to (cr, line->x[i], y);
        cairo_line_to (cr, line->x[i], y);
        pen_up = FALSE;
      }
    else
      {
        pen_up = TRUE;
      }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, line->thickness);
  cairo_stroke (cr);
}

static int
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x];
}

/* What is covered in all, in pixels. */
static double
sum_coverage (cairo_surface_t *surface)
{
  double sum = 0;

  cairo_surface_flush (surface);
  for (int i = 0; i < SIDE * SIDE; i++)
    sum += get_pixel (surface, i % SIDE, i / SIDE) / 255.0;
  return sum;
}

/* Ink covers what cairo's stroke covers: as much in all, and no pixel that the other leaves free. */
static void
test_like_stroke (gconstpointer data)
{
  const Line      *line = data;
  BwRect           area = { 0, 0, SIDE / line->scale, SIDE / line->scale };
  cairo_surface_t *surfaces[2] = { make_surface (line->scale), make_surface (line->scale) };
  cairo_t         *cr[2] = { cairo_create (surfaces[0]), cairo_create (surfaces[1]) };
  BwInk           *ink = bw_ink_new (cr[1], &area);

  stroke (cr[0], line);
  g_assert_nonnull (ink);
  bw_ink_add_line (ink, line->thickness, line->x, line->y, line->n);
  bw_ink_paint (ink, cr[1]);
  bw_ink_free (ink);
  g_assert_cmpfloat_with_epsilon (sum_coverage (surfaces[1]), sum_coverage (surfaces[0]), 0.04 * sum_coverage (surfaces[0]) + 2);
  for (int i = 0; i < SIDE * SIDE; i++)
    {
      int stroked = get_pixel (surfaces[0], i % SIDE, i / SIDE), inked = get_pixel (surfaces[1], i % SIDE, i / SIDE);

      if (abs (stroked - inked) > 150)
        g_error ("%s: pixel %d, %d is %d, not %d", line->name, i % SIDE, i / SIDE, inked, stroked);
    }
  for (guint i = 0; i < 2; i++)
    {
      cairo_destroy (cr[i]);
      cairo_surface_destroy (surfaces[i]);
    }
}

/* A line of many points a pixel fills each column from the lowest to the highest of it and of what leads there. */
static void
test_columns (void)
{
  cairo_surface_t *surface = make_surface (1);
  cairo_t         *cr = cairo_create (surface);
  BwRect           area = { 0, 0, SIDE, SIDE };
  BwInk           *ink = bw_ink_new (cr, &area);
  double           x[MOST_POINTS], y[MOST_POINTS];

  for (guint i = 0; i < MOST_POINTS; i++)
    {
      x[i] = 10 + i / 10.0;
      y[i] = i < 200 ? (i % 2 ? 20 : 30) : i % 2 ? 60
                                                 : 70;
    }
  y[95] = NAN;
  bw_ink_add_columns (ink, 2, x, y, MOST_POINTS);
  bw_ink_paint (ink, cr);
  bw_ink_free (ink);
  cairo_surface_flush (surface);
  for (int v = 0; v < SIDE; v++)
    {
      g_assert_cmpint (get_pixel (surface, 9, v), ==, 0);
      g_assert_cmpint (get_pixel (surface, 15, v), ==, v >= 19 && v < 31 ? 255 : 0);
      g_assert_cmpint (get_pixel (surface, 30, v), ==, v >= 31 - 12 && v < 71 ? (v >= 31 ? 255 : 0) : 0);
      g_assert_cmpint (get_pixel (surface, 40, v), ==, v >= 59 && v < 71 ? 255 : 0);
      g_assert_cmpint (get_pixel (surface, 50, v), ==, 0);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static cairo_status_t
forget (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  return CAIRO_STATUS_SUCCESS;
}

/* Where lines are to stay lines, where they are dashed or turned, there is no ink; where nothing is seen, it is empty. */
static void
test_no_ink (void)
{
  static const double dashes[] = { 3, 2 };
  BwRect              area = { 0, 0, SIDE, SIDE }, outside = { 2 * SIDE, 0, SIDE, SIDE };
  double              x[] = { 0, 300 }, y[] = { 0, 80 };
  cairo_surface_t    *surface = make_surface (1), *file = cairo_pdf_surface_create_for_stream (forget, NULL, SIDE, SIDE);
  cairo_t            *cr = cairo_create (surface), *paper = cairo_create (file);
  BwInk              *ink;

  g_assert_null (bw_ink_new (paper, &area));
  cairo_save (cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  g_assert_null (bw_ink_new (cr, &area));
  cairo_restore (cr);
  cairo_save (cr);
  cairo_rotate (cr, 1);
  g_assert_null (bw_ink_new (cr, &area));
  cairo_restore (cr);
  ink = bw_ink_new (cr, &outside);
  g_assert_nonnull (ink);
  bw_ink_add_line (ink, 3, x, y, 2);
  bw_ink_add_columns (ink, 3, x, y, 2);
  bw_ink_paint (ink, cr);
  bw_ink_free (ink);
  g_assert_cmpfloat (sum_coverage (surface), ==, 0);
  cairo_destroy (cr);
  cairo_destroy (paper);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (file);
}

/* Draws @chart and takes the colours of the pixels of a row at @y. */
static void
draw_row (BwChart *chart,
          int      y,
          guint32  row[SIDE])
{
  BwTheme          theme = BW_THEME_LIGHT;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  bw_chart_set_title_visible (chart, FALSE);
  bw_chart_draw (chart, cr, SIDE, SIDE, &theme);
  cairo_surface_flush (surface);
  memcpy (row, cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface), SIDE * sizeof *row);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Many columns to a pixel show their mean: such that go up and down look as such that are in the middle,
 * but for an odd one in a pixel. */
static void
test_small_cells (void)
{
  enum
  {
    N = 1024,
  };
  static const char *const rows[] = { "a", NULL };
  g_autofree double       *values = g_new (double, N), *even = g_new (double, N);
  g_auto (GStrv) names = g_new0 (char *, N + 1);
  BwMeasure number = { .kind = BW_MEASURE_NUMBER };
  guint32   mixed[SIDE], whole[SIDE];

  for (guint i = 0; i < N; i++)
    {
      names[i] = g_strdup ("");
      values[i] = i == 0 ? 0 : i == 1 ? 4
                             : i % 2  ? 3
                                      : 1;
      even[i] = i == 0 ? 0 : i == 1 ? 4
                                    : 2;
    }
  for (guint kind = 0; kind < 2; kind++)
    {
      const char *const *many = (const char *const *)names;
      BwChart           *charts[2];

      for (guint k = 0; k < 2; k++)
        charts[k] = kind == 0 ? bw_heat_chart_new ("x", &number, "x", rows, many, k ? even : values)
                              : bw_stack_chart_new ("x", &number, "x", many, rows, k ? even : values);
      draw_row (charts[0], kind == 0 ? 30 : SIDE / 2 + 12, mixed);
      draw_row (charts[1], kind == 0 ? 30 : SIDE / 2 + 12, whole);
      g_assert_cmpuint (bw_chart_n_points (charts[0]), ==, N);
      g_assert_cmpuint (charts[0]->points->len, ==, N);
      g_assert_cmpuint (whole[SIDE / 2], !=, 0xffffffff);
      for (guint i = SIDE / 2; i < SIDE - 4; i++)
        for (int bit = 0; bit < 24; bit += 8)
          g_assert_cmpint (abs ((int)(mixed[i] >> bit & 255) - (int)(whole[i] >> bit & 255)), <=, 8);
      bw_chart_unref (charts[0]);
      bw_chart_unref (charts[1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ink/like-stroke/%s", lines[i].name);

      g_test_add_data_func (path, &lines[i], test_like_stroke);
    }
  g_test_add_func ("/ink/columns", test_columns);
  g_test_add_func ("/ink/none", test_no_ink);
  g_test_add_func ("/ink/small-cells", test_small_cells);
  return g_test_run ();
}
