/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the map of the ZIP areas takes.
 *
 * bench-map [TERRITORIES]: makes the map of all ZIP areas with a plan of that many territories (100) of whole counties, and prints in milliseconds
 * of processor time how long it takes to make it, to lay the plan out, to find the area at a place, to draw all of it and a part of it (which
 * the window does on another thread), and to paint a frame of panning, of panning beyond the picture's edge and of zooming from kept pictures,
 * in software. The goals are those of a frame, 16 ms, and of a hit, 1 ms. */

#include "chart/bw-map-picture.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum
{
  WIDTH = 1600,
  HEIGHT = 900,
  MARGIN = 384,
  N_FRAMES = 31,
  N_HITS = 1000,
  GOAL_FRAME_MS = 16,
  GOAL_HIT_MS = 1,
};

static BwAtlas *shared;

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static GBytes *
read_map (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("BELLWETHER_MAP_DIR"), "map", name, NULL);
  char            *data;
  gsize            size;

  if (!g_file_get_contents (path, &data, &size, NULL))
    g_error ("Set BELLWETHER_MAP_DIR to the folder with map/%s in it", name);
  return g_bytes_new_take (data, size);
}

/* Counties in turn, in runs of their order, so that a territory is a piece of a state or more. */
static BwBook *
new_book (guint n_territories)
{
  BwBook *book = bw_book_new ();
  BwPlan  plan = { 1, 0, BW_PLAN_ACTIVE, BW_DATE_NONE };
  guint   n = bw_atlas_n_units (shared);

  plan.map = bw_pool_add (&book->texts, "zips", -1);
  bw_book_set_atlas (book, shared);
  bw_book_add_default_stages (book);
  g_array_append_val (book->plans, plan);
  for (guint i = 0; i < n_territories; i++)
    {
      g_autofree char *name = g_strdup_printf ("Territory %u", i + 1);
      BwTerritory      territory = { i + 1, 0, bw_pool_add (&book->texts, name, -1), BW_NOBODY, (gint32)i };

      g_array_append_val (book->territories, territory);
    }
  for (guint i = 0; i < bw_atlas_n_zips (shared); i++)
    {
      const BwAtlas   *zips = bw_atlas_get_map (shared, "zips");
      g_autofree char *unit = bw_atlas_unit_dup_id (zips, i);
      double           latitude, longitude;
      gint32           county = 0;
      BwAssignment     row = { i + 1, 0, bw_pool_add (&book->texts, unit, -1) };

      bw_atlas_find_zip (shared, bw_atlas_unit (zips, i)->code, &latitude, &longitude, &county);
      row.territory = (gint32)((guint64)county * n_territories / n);
      g_array_append_val (book->assignments, row);
    }
  return book;
}

static int
compare_times (const void *a,
               const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return (left > right) - (left < right);
}

/* Tells the median of @times. Returns whether it is within @goal (0: there is none). */
static gboolean
tell (const char *name,
      double     *times,
      guint       n,
      double      goal)
{
  qsort (times, n, sizeof *times, compare_times);
  g_print ("%-36s best %8.3f ms  median %8.3f ms  worst %8.3f ms", name, times[0], times[n / 2], times[n - 1]);
  if (goal > 0)
    g_print ("  goal %g ms  %s", goal, times[n / 2] <= goal ? "met" : "missed");
  g_print ("\n");
  return goal <= 0 || times[n / 2] <= goal;
}

static gboolean
time_hits (const BwAtlas *zips)
{
  double     times[N_HITS];
  BwAtlasBox box = bw_atlas_box (zips);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_HITS; i++)
    {
      double x = g_rand_double_range (rand, box.low.x, box.high.x), y = g_rand_double_range (rand, box.low.y, box.high.y), begin = now_ms ();

      bw_atlas_unit_at (zips, x, y);
      times[i] = now_ms () - begin;
    }
  return tell ("area at a place", times, N_HITS, GOAL_HIT_MS);
}

/* Draws a picture of @zoom times the whole.
 * Returns: (transfer full). */
static BwMapPicture *
time_drawing (const BwMap *map,
              double       zoom,
              BwMapView   *view)
{
  BwAtlasBox       box = bw_atlas_box (bw_map_get_atlas (map));
  BwMapOverlay     nothing = { 0 };
  BwMapPicture    *picture = NULL;
  double           times[9];
  BwMapFrame       frame;
  g_autofree char *name = g_strdup_printf ("picture drawn anew, zoom %g", zoom);

  *view = bw_map_view_fit (&box, WIDTH, HEIGHT, 12);
  view->x += WIDTH / view->scale * (1 - 1 / zoom) * 0.7;
  view->y += HEIGHT / view->scale * (1 - 1 / zoom) * 0.5;
  view->scale *= zoom;
  frame = bw_map_frame_around (map, view, WIDTH, HEIGHT, MARGIN);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      double begin = now_ms ();

      g_clear_pointer (&picture, bw_map_picture_free);
      picture = bw_map_picture_new (map, &frame, &nothing, NULL);
      times[i] = now_ms () - begin;
    }
  tell (name, times, G_N_ELEMENTS (times), 0);
  return picture;
}

/* Paints frames of @picture with @outline, each moved by (@dx, @dy) pixels from the last, and at last zoomed by @zoom. */
static gboolean
time_frames (const char         *name,
             const BwMapPicture *picture,
             const BwMapPicture *outline,
             BwMapView           view,
             double              dx,
             double              dy,
             double              zoom)
{
  cairo_surface_t *window = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t         *cr = cairo_create (window);
  double           times[N_FRAMES];

  for (int i = 0; i < N_FRAMES; i++)
    {
      double begin = now_ms ();

      view.x += dx / view.scale;
      view.y += dy / view.scale;
      view.scale *= pow (zoom, 1.0 / N_FRAMES);
      bw_map_picture_paint (picture, outline, cr, &view, WIDTH, HEIGHT);
      cairo_surface_flush (window);
      times[i] = now_ms () - begin;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (window);
  return tell (name, times, N_FRAMES, GOAL_FRAME_MS);
}

/* Draws pictures of the whole and of a part, and paints frames of the part. */
static gboolean
time_pictures (const BwMap *map)
{
  BwMapView whole, part;
  g_autoptr (BwMapPicture) outline = time_drawing (map, 1, &whole);
  g_autoptr (BwMapPicture) near = time_drawing (map, 8, &part);
  g_autoptr (BwMapPicture) picture = time_drawing (map, 3, &part);
  gboolean met;

  met = time_frames ("frame while panning", picture, outline, part, 11, 5, 1);
  met = time_frames ("frame beyond the picture's edge", picture, outline, part, 40, 20, 1) && met;
  met = time_frames ("frame while zooming in", picture, outline, part, 0, 0, 1.9) && met;
  return time_frames ("frame while zooming out", picture, outline, part, 0, 0, 0.5) && met;
}

int
main (int    argc,
      char **argv)
{
  guint n_territories = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 100;
  g_autoptr (GBytes) map_bytes = read_map ("us.bwmap");
  g_autoptr (GBytes) zip_bytes = read_map ("us-zip.bwzip");
  g_autoptr (BwBook) book = NULL;
  BwTerritoryPlan *plan;
  BwAccountValues *values;
  const BwAtlas   *zips;
  BwMap           *map;
  double           begin;
  gboolean         met;

  shared = bw_atlas_new_from_bytes (map_bytes, zip_bytes, NULL);
  begin = now_ms ();
  zips = bw_atlas_get_map (shared, "zips");
  g_print ("%-36s %8.1f ms for %u areas\n", "making the cells", now_ms () - begin, bw_atlas_n_units (zips));
  book = new_book (MAX (n_territories, 1));
  begin = now_ms ();
  plan = bw_territory_plan_new (book, 0);
  g_print ("%-36s %8.1f ms for %u territories\n", "laying the plan out", now_ms () - begin, n_territories);
  values = bw_account_values_new (book, 20000);
  begin = now_ms ();
  map = bw_map_new (plan, values, BW_MEASURE_PIPELINE);
  g_print ("%-36s %8.1f ms\n", "making the drawing", now_ms () - begin);
  met = time_hits (zips);
  met = time_pictures (map) && met;
  bw_map_unref (map);
  bw_account_values_free (values);
  bw_territory_plan_free (plan);
  bw_atlas_unref (shared);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
