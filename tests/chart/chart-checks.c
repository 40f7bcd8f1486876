/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every chart. */

#include "chart-checks.h"

#include <math.h>

static const int sizes[][2] = {
  { 320, 160 },
  { 400, 300 },
  { 640, 320 },
  { 900, 360 },
  { 1280, 800 },
  { 1800, 700 },
  { 300, 900 },
  { 1, 1 },
  { 1, 400 },
  { 400, 1 },
  { 17, 23 },
};

/* No label leaves the chart or touches another, at any size. */
void
chart_check_labels (BwChart *chart)
{
  for (guint s = 0; s < 2 * G_N_ELEMENTS (sizes); s++)
    {
      BwTheme theme = { .dark = s % 2, .high_contrast = s % 2, .rtl = s % 2, .font_size = s % 2 ? 17 : 0 };
      double  width = sizes[s / 2][0], height = sizes[s / 2][1];

      bw_chart_lay_out (chart, width, height, &theme);
      for (guint i = 0; i < chart->labels->len; i++)
        {
          const BwRect *a = &g_array_index (chart->labels, BwLabel, i).rect;

          g_assert_cmpfloat (a->x, >=, -0.6);
          g_assert_cmpfloat (a->y, >=, -0.6);
          g_assert_cmpfloat (a->x + a->width, <=, width + 0.6);
          g_assert_cmpfloat (a->y + a->height, <=, height + 0.6);
          for (guint j = 0; j < i; j++)
            g_assert_false (bw_rect_overlaps (a, &g_array_index (chart->labels, BwLabel, j).rect, 0));
        }
    }
}

/* Pointing at a point finds it, and stepping meets every point once. */
void
chart_check_points (BwChart *chart)
{
  BwTheme theme = BW_THEME_LIGHT;
  guint   n = bw_chart_n_points (chart), shown = 0;
  int     point = -1;

  bw_chart_lay_out (chart, 900, 400, &theme);
  g_assert_cmpuint (n, >, 2);
  for (guint i = 0; i < n; i++)
    {
      const BwPoint   *place = bw_chart_point (chart, i);
      g_autofree char *text = bw_chart_dup_point_text (chart, i);

      g_assert_cmpstr (text, !=, "");
      point = bw_chart_step (chart, point, 1);
      g_assert_cmpint (point, ==, (int)i);
      if (place == NULL || !isfinite (place->x + place->y))
        continue;
      shown++;
      g_assert_cmpint (bw_chart_hit (chart, place->x, CLAMP (place->y, 0, 400)), ==, (int)i);
    }
  g_assert_cmpuint (shown, >, 2);
  g_assert_cmpint (bw_chart_step (chart, point, 1), ==, (int)n - 1);
  g_assert_cmpint (bw_chart_step (chart, point, G_MININT), ==, 0);
  g_assert_cmpint (bw_chart_step (chart, 0, -1), ==, 0);
  g_assert_cmpint (bw_chart_step (chart, 0, G_MAXINT), ==, (int)n - 1);
  g_assert_cmpint (bw_chart_step (chart, -1, -1), ==, (int)n - 1);
  g_assert_cmpint (bw_chart_hit (chart, -1, 10), ==, -1);
  g_assert_cmpint (bw_chart_hit (chart, 10, 401), ==, -1);
  g_assert_null (bw_chart_point (chart, n));
}

/* The first label in the last drawing that holds @text; NULL: none. */
const char *
chart_find_label (const BwChart *chart,
                  const char    *text)
{
  for (guint i = 0; i < chart->labels->len; i++)
    if (g_strrstr (g_array_index (chart->labels, BwLabel, i).text, text) != NULL)
      return g_array_index (chart->labels, BwLabel, i).text;
  return NULL;
}

/* Draws @chart at any size with its points marked, and has it told. */
void
chart_check_drawing (BwChart *chart)
{
  BwTheme theme = BW_THEME_DARK;

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autofree char *title = bw_chart_dup_title (chart), *text = bw_chart_describe (chart);
      g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, s % 2);
      int              width = sizes[s][0], height = sizes[s][1];
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
      cairo_t         *cr = cairo_create (surface);

      bw_chart_draw (chart, cr, width, height, &theme);
      for (guint i = 0; i < MIN (bw_chart_n_points (chart), 40); i++)
        bw_chart_draw_hover (chart, cr, width, height, &theme, i);
      bw_chart_draw_hover (chart, cr, width, height, &theme, bw_chart_n_points (chart) + 3);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
      g_assert_true (g_utf8_validate (title, -1, NULL) && g_utf8_validate (text, -1, NULL));
    }
}
