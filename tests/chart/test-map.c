/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the map's drawing. */

#include "chart/bw-map-chart.h"
#include "chart/bw-map-extent.h"
#include "chart/bw-map-picture.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

enum
{
  WIDTH = 1280,
  HEIGHT = 800,
};

static BwAtlas *shared;

static GBytes *
read_bytes (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("BELLWETHER_MAP_DIR"), "map", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

/* Texas and Oklahoma are North's, California is South's; one account in Austin with an open deal. */
static BwBook *
new_book (void)
{
  static const struct
  {
    gint32      territory;
    const char *unit;
  } units[] = { { 0, "state:TX" }, { 0, "state:OK" }, { 1, "state:CA" } };
  static const char *const names[] = { "North", "South" };
  BwBook                  *book = bw_book_new ();
  BwPlan                   plan = { bw_book_random_key (), 0, BW_PLAN_ACTIVE, BW_DATE_NONE };
  BwAccount                account = { .key = bw_book_random_key (), .owner = BW_NOBODY, .parent = BW_NOBODY };
  guint                    deal;

  bw_book_set_atlas (book, shared);
  bw_book_add_default_stages (book);
  g_array_append_val (book->plans, plan);
  for (gint32 i = 0; i < 2; i++)
    {
      BwTerritory territory = { bw_book_random_key (), 0, bw_pool_add (&book->texts, names[i], -1), BW_NOBODY, i };

      g_array_append_val (book->territories, territory);
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      BwAssignment row = { bw_book_random_key (), units[i].territory, bw_pool_add (&book->texts, units[i].unit, -1) };

      g_array_append_val (book->assignments, row);
    }
  account.latitude = account.longitude = NAN;
  account.name = bw_pool_add (&book->texts, "Austin & Sons <Ltd>", -1);
  account.postal = bw_pool_add (&book->texts, "78701", -1);
  g_array_append_val (book->accounts, account);
  deal = bw_deals_append (&book->deals, bw_book_random_key ());
  book->deals.account[deal] = 0;
  book->deals.amount[deal] = 120000;
  return book;
}

typedef struct
{
  BwBook          *book;
  BwTerritoryPlan *plan;
  BwAccountValues *values;
  BwMap           *map;
  BwMapView        view;
  cairo_surface_t *surface;
  cairo_t         *cr;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwAtlasBox box = bw_atlas_box (shared);

  fixture->book = new_book ();
  fixture->plan = bw_territory_plan_new (fixture->book, BW_NOBODY);
  fixture->values = bw_account_values_new (fixture->book, 20000);
  fixture->map = bw_map_new (fixture->plan, fixture->values, BW_MEASURE_PIPELINE);
  fixture->view = bw_map_view_fit (&box, WIDTH, HEIGHT, 10);
  fixture->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  fixture->cr = cairo_create (fixture->surface);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  cairo_destroy (fixture->cr);
  cairo_surface_destroy (fixture->surface);
  bw_map_unref (fixture->map);
  bw_account_values_free (fixture->values);
  bw_territory_plan_free (fixture->plan);
  bw_book_unref (fixture->book);
}

static guint32
pixel_at (Fixture *fixture,
          double   latitude,
          double   longitude)
{
  double x, y;

  g_assert_true (bw_atlas_project (shared, latitude, longitude, &x, &y));
  x = (x - fixture->view.x) * fixture->view.scale;
  y = (y - fixture->view.y) * fixture->view.scale;
  g_assert_true (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT);
  cairo_surface_flush (fixture->surface);
  return ((const guint32 *)(gpointer)(cairo_image_surface_get_data (fixture->surface) +
                                      (gsize)y * (gsize)cairo_image_surface_get_stride (fixture->surface)))[(gsize)x];
}

static guint32
packed (BwColor color)
{
  return 0xff000000u | (guint32)lround (color.red * 255) << 16 | (guint32)lround (color.green * 255) << 8 |
         (guint32)lround (color.blue * 255);
}

static void
assert_close (guint32 a,
              guint32 b)
{
  for (int shift = 0; shift < 32; shift += 8)
    g_assert_cmpint (ABS ((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)), <=, 1);
}

/* The middle of a county in each territory has the territory's colour, and the sea none. */
static void
test_areas (Fixture      *fixture,
            gconstpointer data)
{
  BwTheme theme = { .dark = GPOINTER_TO_INT (data) };

  bw_map_draw_areas (fixture->map, fixture->cr, &fixture->view, WIDTH, HEIGHT, BW_MAP_PARENTS, &theme);
  assert_close (pixel_at (fixture, 31.5, -99.3), packed (bw_map_get_color (fixture->map, &theme, 0)));
  assert_close (pixel_at (fixture, 35.5, -97.5), packed (bw_map_get_color (fixture->map, &theme, 0)));
  assert_close (pixel_at (fixture, 36.7, -119.7), packed (bw_map_get_color (fixture->map, &theme, 1)));
  assert_close (pixel_at (fixture, 39.0, -98.5), packed (bw_map_get_color (fixture->map, &theme, BW_NOBODY)));
  g_assert_cmphex (pixel_at (fixture, 28.0, -90.0), ==, 0);
  g_assert_cmphex (packed (bw_map_get_color (fixture->map, &theme, 0)), !=, packed (bw_map_get_color (fixture->map, &theme, 1)));
}

/* The account in Austin is drawn where Austin is. */
static void
test_points (Fixture      *fixture,
             gconstpointer data)
{
  BwTheme theme = BW_THEME_LIGHT;

  bw_map_draw_points (fixture->map, fixture->cr, &fixture->view, WIDTH, HEIGHT, &theme);
  g_assert_cmphex (pixel_at (fixture, 30.27, -97.74), !=, 0);
  g_assert_cmphex (pixel_at (fixture, 36.0, -100.0), ==, 0);
}

/* A selection tints what is selected and nothing far away from it. */
static void
test_selection (Fixture      *fixture,
                gconstpointer data)
{
  BwTheme            theme = BW_THEME_LIGHT;
  g_autofree guint8 *selected = g_new0 (guint8, bw_atlas_n_units (shared));
  gint32             county = bw_atlas_find_county (shared, 6071); /* San Bernardino, the largest */

  selected[county] = 1;
  bw_map_draw_selection (fixture->map, fixture->cr, &fixture->view, WIDTH, HEIGHT, selected, &theme);
  g_assert_cmphex (pixel_at (fixture, 34.8, -116.2), !=, 0);
  g_assert_cmphex (pixel_at (fixture, 31.5, -99.3), ==, 0);
}

/* Far in and far out, outside of everything: nothing may go wrong. */
static void
test_extreme_views (Fixture      *fixture,
                    gconstpointer data)
{
  static const BwMapView views[] = { { 0, 0, 1e-6 }, { 0, 0, 50 }, { 1e7, 1e7, 1 }, { -1e7, 0, 1e-3 } };
  BwTheme                theme = BW_THEME_DARK;

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      bw_map_draw_areas (fixture->map, fixture->cr, &views[i], WIDTH, HEIGHT, BW_MAP_UNITS, &theme);
      bw_map_draw_points (fixture->map, fixture->cr, &views[i], WIDTH, HEIGHT, &theme);
      bw_map_draw_labels (fixture->map, fixture->cr, &views[i], WIDTH, HEIGHT, &theme);
      bw_map_draw_outline (fixture->map, fixture->cr, &views[i], 0, BW_MAP_PARENTS, &theme);
      g_assert_cmpint (cairo_status (fixture->cr), ==, CAIRO_STATUS_SUCCESS);
    }
}

static void
test_chart (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *magic;
  } files[] = { { "map.png", "\x89PNG" }, { "map.svg", "<?xml" }, { "map.pdf", "%PDF" } };
  BwTheme          theme = BW_THEME_LIGHT;
  BwChart         *chart = bw_map_chart_new (fixture->plan, fixture->values);
  g_autofree char *folder = g_dir_make_tmp ("bw-map-XXXXXX", NULL);
  g_autofree char *title = bw_chart_dup_title (chart);
  g_autofree char *described = bw_chart_describe (chart);
  g_autofree char *point = bw_chart_dup_point_text (chart, 0);
  g_autoptr (BwChartTable) table = bw_chart_dup_table (chart, TRUE);

  g_assert_cmpstr (title, ==, "North has 100 % more pipeline than the mean of 2 territories");
  g_assert_nonnull (strstr (described, "South: 0 accounts"));
  g_assert_cmpstr (point, ==, "North: 1 account, $1.20\302\240K pipeline, $0 won in a year");
  g_assert_cmpuint (bw_chart_table_n_rows (table), ==, 3);
  g_assert_cmpstr (bw_chart_table_cell (table, 0, 2), ==, "331"); /* 254 and 77 counties */
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_assert_true (bw_chart_render_to_file (chart, path, 900, 600, &theme, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
      g_assert_cmpuint (size, >, 1000);
      g_assert_true (g_str_has_prefix (contents, files[i].magic));
      g_remove (path);
    }
  g_rmdir (folder);
  bw_chart_unref (chart);
}

/* How many of the fixture's pixels are not bare. */
static guint
count_painted (Fixture *fixture)
{
  const guint8 *data;
  guint         n = 0;

  cairo_surface_flush (fixture->surface);
  data = cairo_image_surface_get_data (fixture->surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      n += data[(gsize)y * (gsize)cairo_image_surface_get_stride (fixture->surface) + (gsize)x * 4 + 3] > 0;
  return n;
}

static void
clear (Fixture *fixture)
{
  cairo_save (fixture->cr);
  cairo_set_operator (fixture->cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (fixture->cr);
  cairo_restore (fixture->cr);
}

/* Where the number of a cluster stands in the middle of a territory, its name stands above or below; without a number, in the middle. */
static void
test_label_off_number (Fixture      *fixture,
                       gconstpointer data)
{
  const BwAtlasUnit *county = bw_atlas_unit (shared, (guint)bw_atlas_find_county (shared, 6071)); /* San Bernardino, the largest */
  BwTheme            theme = BW_THEME_LIGHT;
  BwMapView          view = bw_map_view_fit (&county->box, WIDTH, HEIGHT, 100);
  double             x = (county->center.x - view.x) * view.scale, y = (county->center.y - view.y) * view.scale;
  BwAssignment       row = { bw_book_random_key (), 1, bw_pool_add (&fixture->book->texts, "county:06071", -1) };
  guint              painted[2];

  g_array_set_size (fixture->book->assignments, 2);
  g_array_append_val (fixture->book->assignments, row);
  for (guint with_number = 0; with_number < 2; with_number++)
    {
      BwTerritoryPlan *plan = NULL;
      BwAccountValues *values = NULL;
      BwMap           *map = NULL;
      BwAccount        account = *bw_book_account (fixture->book, 0);
      const guint8    *pixel;

      account.key = bw_book_random_key ();
      account.latitude = county->latitude;
      account.longitude = county->longitude;
      for (guint i = 0; with_number == 1 && i < 2; i++)
        g_array_append_val (fixture->book->accounts, account);
      if (with_number == 1)
        fixture->book->deals.account[0] = 1;
      plan = bw_territory_plan_new (fixture->book, BW_NOBODY);
      values = bw_account_values_new (fixture->book, 20000);
      map = bw_map_new (plan, values, BW_MEASURE_PIPELINE);
      clear (fixture);
      bw_map_draw_labels (map, fixture->cr, &view, WIDTH, HEIGHT, &theme);
      painted[with_number] = count_painted (fixture);
      cairo_surface_flush (fixture->surface);
      pixel = cairo_image_surface_get_data (fixture->surface);
      {
        guint n = 0;

        for (int dy = -5; dy <= 5; dy++)
          for (int dx = -5; dx <= 5; dx++)
            n += pixel[(gsize)((int)y + dy) * (gsize)cairo_image_surface_get_stride (fixture->surface) + (gsize)((int)x + dx) * 4 + 3] > 0;
        if (with_number == 1)
          g_assert_cmpuint (n, ==, 0);
        else
          g_assert_cmpuint (n, >, 0);
      }
      bw_map_unref (map);
      bw_account_values_free (values);
      bw_territory_plan_free (plan);
    }
  g_assert_cmpuint (painted[0], >, 100);
  g_assert_cmpuint (MAX (painted[0], painted[1]) - MIN (painted[0], painted[1]), <, painted[0] / 20); /* all of the name */
}

/* What the fixture's surface shows is what drawing @view there gives, up to some labels and whole pixels. */
static void
assert_like_drawn (Fixture         *fixture,
                   const BwMapView *view)
{
  BwTheme          light = BW_THEME_LIGHT;
  cairo_surface_t *other = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t         *cr = cairo_create (other);
  const guint32   *left, *right;
  guint            differ = 0;

  bw_map_draw_areas (fixture->map, cr, view, WIDTH, HEIGHT, BW_MAP_UNITS, &light);
  bw_map_draw_points (fixture->map, cr, view, WIDTH, HEIGHT, &light);
  bw_map_draw_labels (fixture->map, cr, view, WIDTH, HEIGHT, &light);
  cairo_destroy (cr);
  cairo_surface_flush (other);
  cairo_surface_flush (fixture->surface);
  left = (const guint32 *)(gpointer)cairo_image_surface_get_data (fixture->surface);
  right = (const guint32 *)(gpointer)cairo_image_surface_get_data (other);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    differ += left[i] != right[i];
  g_assert_cmpuint (differ, <, WIDTH * HEIGHT / 50);
  cairo_surface_destroy (other);
}

/* A kept picture moved is what drawing there gives, but for what its labels had no room for; beyond its edge the outline shows. */
static void
test_picture (Fixture      *fixture,
              gconstpointer data)
{
  BwTheme      light = BW_THEME_LIGHT;
  BwMapOverlay nothing = { 0 };
  BwMapView    near = fixture->view, moved;
  BwMapFrame   frame, whole;
  g_autoptr (BwMapPicture) picture = NULL;
  g_autoptr (BwMapPicture) outline = NULL;
  guint alone, both;

  near.x += WIDTH / near.scale * 0.375;
  near.y += HEIGHT / near.scale * 0.375;
  near.scale *= 4;
  near.x = round (near.x * near.scale) / near.scale;
  near.y = round (near.y * near.scale) / near.scale;
  frame = bw_map_frame_around (fixture->map, &near, WIDTH, HEIGHT, 200);
  frame.theme = light;
  g_assert_cmpint (frame.width, >=, WIDTH + 400);
  g_assert_cmpint (frame.height, >=, HEIGHT + 400);
  g_assert_true (bw_map_frame_reaches (&frame, fixture->map, &near, WIDTH, HEIGHT, 200));
  picture = bw_map_picture_new (fixture->map, &frame, &nothing, NULL);
  whole = bw_map_frame_around (fixture->map, &fixture->view, WIDTH, HEIGHT, 0);
  whole.theme = light;
  g_assert_true (bw_map_frame_reaches (&whole, fixture->map, &fixture->view, WIDTH, HEIGHT, G_MAXINT));
  outline = bw_map_picture_new_outline (fixture->map, &whole);

  moved = near;
  moved.x += 100 / near.scale;
  g_assert_true (bw_map_frame_reaches (&frame, fixture->map, &moved, WIDTH, HEIGHT, 99));
  g_assert_false (bw_map_frame_reaches (&frame, fixture->map, &moved, WIDTH, HEIGHT, 120));
  bw_map_picture_paint (picture, outline, fixture->cr, &moved, WIDTH, HEIGHT);
  g_assert_cmpuint (count_painted (fixture), ==, WIDTH * HEIGHT);
  assert_like_drawn (fixture, &moved);

  moved = near;
  moved.x -= 900 / near.scale;
  clear (fixture);
  bw_map_picture_paint (picture, NULL, fixture->cr, &moved, WIDTH, HEIGHT);
  alone = count_painted (fixture);
  clear (fixture);
  bw_map_picture_paint (picture, outline, fixture->cr, &moved, WIDTH, HEIGHT);
  both = count_painted (fixture);
  g_assert_cmpuint (alone, <, WIDTH * HEIGHT / 2);
  g_assert_cmpuint (both, >, WIDTH * HEIGHT * 95 / 100);

  moved = near;
  moved.scale /= 1.5;
  g_assert_false (bw_map_frame_reaches (&frame, fixture->map, &moved, WIDTH, HEIGHT, 0));
  clear (fixture);
  bw_map_picture_paint (picture, outline, fixture->cr, &moved, WIDTH, HEIGHT);
  g_assert_cmpuint (count_painted (fixture), >, WIDTH * HEIGHT * 95 / 100);
}

/* Twenty accounts in counties of Texas with ever more open: classes ascend, begin at round numbers, and every area is in the right one. */
static void
test_shade (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const postals[] = { "75201", "77002", "78205", "79901", "79401", "76102", "78401", "78040", "79101", "77701" };
  BwTheme                  light = BW_THEME_LIGHT;
  BwBook                  *book = fixture->book;
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autoptr (BwAccountValues) values = NULL;
  g_autoptr (BwMap) map = NULL;
  g_autoptr (GArray) units = NULL;
  g_autofree char  *text = NULL;
  const BwMapShade *shade;
  guint             counted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (postals); i++)
    {
      BwAccount account = { .key = bw_book_random_key (), .owner = BW_NOBODY, .parent = BW_NOBODY };
      guint     deal = bw_deals_append (&book->deals, bw_book_random_key ());

      account.latitude = account.longitude = NAN;
      account.postal = bw_pool_add (&book->texts, postals[i], -1);
      g_array_append_val (book->accounts, account);
      book->deals.account[deal] = (gint32)book->accounts->len - 1;
      book->deals.amount[deal] = 130000 << i;
    }
  plan = bw_territory_plan_new (book, BW_NOBODY);
  values = bw_account_values_new (book, 20000);
  units = bw_territory_counties_new (plan, values);
  map = bw_map_new_shaded (plan, values, BW_MEASURE_PIPELINE);
  shade = bw_map_get_shade (map);
  g_assert_cmpuint (shade->n, >=, 4);
  g_assert_cmpuint (shade->n_half, ==, 1);
  for (guint c = 0; c < shade->n; c++)
    {
      gint64 digits = shade->from[c];

      while (digits % 10 == 0)
        digits /= 10;
      g_assert_true (digits == 1 || digits == 2 || digits == 5);
      g_assert_true (c == 0 || shade->from[c] > shade->from[c - 1]);
    }
  for (guint i = 0; i < units->len; i++)
    {
      gint64 value = g_array_index (units, BwTerritoryGap, i).values[BW_MEASURE_PIPELINE];
      guint class = shade->classes[i];

      g_assert_true ((class == 0) == (value <= 0));
      g_assert_true (class == 0 || value >= shade->from[class - 1]);
      g_assert_true (class == 0 || class == shade->n || value < shade->from[class]);
      counted += class > 0;
    }
  g_assert_cmpuint (counted, ==, G_N_ELEMENTS (postals) + 1);
  text = bw_map_shade_dup_range (shade, 1);
  g_assert_cmpstr (text, ==, "$1\u00a0K to $5\u00a0K");
  bw_map_draw_areas (map, fixture->cr, &fixture->view, WIDTH, HEIGHT, BW_MAP_PARENTS, &light);
  assert_close (pixel_at (fixture, 31.6, -106.2), packed (bw_map_shade_color (shade, &light, shade->classes[bw_atlas_find_county (shared, 48141)])));
  assert_close (pixel_at (fixture, 44.5, -100), packed (bw_map_shade_color (shade, &light, 0)));
}

/* Regions overseas, without accounts, are not what is shown at first; insets are. */
static void
test_extent (Fixture      *fixture,
             gconstpointer data)
{
  static const double places[][2] = { { 52.5, 13.4 }, { 48.9, 2.4 }, { 43.3, 5.4 } };
  g_autoptr (GBytes) world = read_bytes ("world.bwworld");
  g_autoptr (GError) error = NULL;
  BwAtlasBox       all = bw_atlas_box (shared), shown = bw_map_get_extent (fixture->map);
  BwTerritoryPlan *plan;

  g_assert_cmpmem (&shown, sizeof shown, &all, sizeof all);
  bw_atlas_add_world (shared, world, &error);
  g_assert_no_error (error);
  g_array_index (fixture->book->plans, BwPlan, 0).map = bw_pool_add (&fixture->book->texts, "regions:AT DE ES FR GB IT NL PL SE", -1);
  plan = bw_territory_plan_new (fixture->book, 0);
  all = bw_atlas_box (plan->atlas);
  shown = bw_map_extent (plan);
  g_assert_cmpint (shown.high.y - shown.low.y, <, (all.high.y - all.low.y) * 3 / 4);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double x, y;

      g_assert_true (bw_atlas_project (plan->atlas, places[i][0], places[i][1], &x, &y));
      g_assert_true (x >= shown.low.x && x <= shown.high.x && y >= shown.low.y && y <= shown.high.y);
    }
  bw_territory_plan_free (plan);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GBytes) map = NULL;
  g_autoptr (GBytes) zips = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  map = read_bytes ("us.bwmap");
  zips = read_bytes ("us-zip.bwzip");
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_test_add ("/map/areas/light", Fixture, GINT_TO_POINTER (FALSE), set_up, test_areas, tear_down);
  g_test_add ("/map/areas/dark", Fixture, GINT_TO_POINTER (TRUE), set_up, test_areas, tear_down);
  g_test_add ("/map/points", Fixture, NULL, set_up, test_points, tear_down);
  g_test_add ("/map/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/map/extreme-views", Fixture, NULL, set_up, test_extreme_views, tear_down);
  g_test_add ("/map/label-off-number", Fixture, NULL, set_up, test_label_off_number, tear_down);
  g_test_add ("/map/picture", Fixture, NULL, set_up, test_picture, tear_down);
  g_test_add ("/map/shade", Fixture, NULL, set_up, test_shade, tear_down);
  g_test_add ("/map/extent", Fixture, NULL, set_up, test_extent, tear_down);
  g_test_add ("/map/chart", Fixture, NULL, set_up, test_chart, tear_down);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
