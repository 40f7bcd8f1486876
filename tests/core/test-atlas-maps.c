/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the maps besides that of the counties, and of what is found by them. */

#include "core/bw-atlas.h"
#include "core/bw-globe.h"
#include "core/bw-time-zone.h"
#include "core/bw-world.h"

#include <math.h>
#include <string.h>

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

/* ---- What holds of every map ---- */

static void
check_neighbours (const BwAtlas *map)
{
  guint               n = bw_atlas_n_units (map), head = 0, tail = 0, m, back;
  g_autofree guint8  *seen = g_new0 (guint8, n);
  g_autofree guint32 *queue = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      const gint32 *near = bw_atlas_neighbours (map, i, &m);

      for (guint j = 0; j < m; j++)
        {
          const gint32 *far = bw_atlas_neighbours (map, (guint)near[j], &back);
          gboolean      found = FALSE;

          for (guint k = 0; k < back; k++)
            found |= far[k] == (gint32)i;
          g_assert_true (found);
          g_assert_cmpint (near[j], !=, (gint32)i);
        }
    }
  queue[tail++] = 0;
  seen[0] = 1;
  while (head < tail)
    {
      const gint32 *near = bw_atlas_neighbours (map, queue[head++], &m);

      for (guint i = 0; i < m; i++)
        if (!seen[near[i]])
          {
            seen[near[i]] = 1;
            queue[tail++] = (guint32)near[i];
          }
    }
  g_assert_cmpuint (tail, ==, n);
}

/* Names lead back to the units, parents have theirs in one piece, and the projection can be undone. */
static void
check_units (const BwAtlas *map)
{
  guint sum = 0;
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < bw_atlas_n_parents (map); i++)
    {
      g_assert_cmpuint (bw_atlas_parent (map, i)->first, ==, sum);
      sum += bw_atlas_parent (map, i)->n;
    }
  g_assert_cmpuint (sum, ==, bw_atlas_n_units (map));
  for (guint i = 0; i < bw_atlas_n_units (map); i += 7)
    {
      const BwAtlasUnit *unit = bw_atlas_unit (map, i);
      g_autofree char   *id = bw_atlas_unit_dup_id (map, i);
      g_autofree char   *name = bw_atlas_unit_dup_name (map, i);
      double             x, y;

      g_array_set_size (units, 0);
      g_assert_cmpuint (bw_atlas_collect_units (map, id, units), ==, 1);
      g_assert_cmpuint (g_array_index (units, guint32, 0), ==, i);
      g_assert_cmpint (bw_atlas_parent_of_id (map, id), ==, unit->parent);
      g_assert_true (g_utf8_validate (name, -1, NULL) && *name != '\0');
      g_assert_cmpfloat (fabs (unit->latitude), <=, 90);
      g_assert_cmpfloat (fabs (unit->longitude), <=, 180);
      if (unit->part == 0 && bw_atlas_project (map, unit->latitude, unit->longitude, &x, &y))
        g_assert_cmpfloat (hypot (x - unit->center.x, y - unit->center.y), <, 2);
    }
}

static void
test_all (gconstpointer data)
{
  BwAtlas *map = bw_atlas_get_map (shared, data);

  g_assert_nonnull (map);
  g_assert_true (bw_atlas_get_map (map, data) == map);
  check_neighbours (map);
  check_units (map);
}

/* ---- Each ---- */

static double
area_of (const char *map,
         const char *code)
{
  const BwAtlas *atlas = bw_atlas_get_map (shared, map);
  gint32         unit = bw_atlas_find_unit (atlas, code);

  g_assert_cmpint (unit, !=, BW_ATLAS_NOWHERE);
  return bw_atlas_unit (atlas, (guint)unit)->area;
}

/* Square km: states with inland water (US Census Bureau, State Area Measurements 2010), countries and regions by their statistical
 * offices. A border of so few points is off by some per cent at most. */
static void
test_areas (void)
{
  static const struct
  {
    const char *map, *code;
    double      area, tolerance;
  } areas[] = {
    { "states", "TX", 695662, 0.01 },
    { "states", "CO", 269601, 0.01 },
    { "states", "AK", 1506300, 0.03 },
    { "countries", "DE", 357588, 0.02 },
    { "countries", "CH", 41285, 0.02 },
    { "countries", "PL", 312696, 0.02 },
    { "countries", "BR", 8510346, 0.02 },
    { "countries", "AU", 7688287, 0.02 },
    { "regions", "DE-BY", 70550, 0.02 },
    { "regions:DE AT CH", "DE-BY", 70550, 0.02 },
    { "regions:DE AT CH", "AT-9", 415, 0.05 },
    { "regions:CA", "CA-ON", 1076395, 0.1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    g_assert_cmpfloat_with_epsilon (area_of (areas[i].map, areas[i].code), areas[i].area, areas[i].area * areas[i].tolerance);
}

static void
check_near (const char        *map,
            const char        *code,
            const char *const *wanted)
{
  const BwAtlas *atlas = bw_atlas_get_map (shared, map);
  guint          n;
  const gint32  *near = bw_atlas_neighbours (atlas, (guint)bw_atlas_find_unit (atlas, code), &n);

  g_assert_cmpuint (n, ==, g_strv_length ((char **)wanted));
  for (guint i = 0; i < n; i++)
    g_assert_true (g_strv_contains (wanted, bw_atlas_unit (atlas, (guint)near[i])->code));
}

static void
test_near (void)
{
  check_near ("states", "TX", (const char *const[]) { "NM", "OK", "AR", "LA", NULL });
  check_near ("countries", "DE", (const char *const[]) { "AT", "BE", "CH", "CZ", "DK", "FR", "LU", "NL", "PL", NULL });
  check_near ("regions:DE", "DE-BE", (const char *const[]) { "DE-BB", NULL });
}

/* The cells share the counties out: all of them, nothing twice, each around its centre. */
static void
test_cells (void)
{
  const BwAtlas *zips = bw_atlas_get_map (shared, "zips");
  double         counties = 0, cells = 0;
  guint          away = 0, drawn = 0;

  g_assert_cmpuint (bw_atlas_n_units (zips), ==, 33791);
  g_assert_cmpuint (bw_atlas_n_parents (zips), ==, 896);
  for (guint i = 0; i < bw_atlas_n_units (shared); i++)
    counties += bw_atlas_unit (shared, i)->area;
  for (guint i = 0; i < bw_atlas_n_units (zips); i++)
    {
      const BwAtlasUnit *unit = bw_atlas_unit (zips, i);

      cells += unit->area;
      if (unit->n_rings == 0)
        continue;
      drawn++;
      away += bw_atlas_unit_at (zips, unit->center.x, unit->center.y) != (gint32)i;
    }
  g_test_message ("%u of %u drawn, %u centres elsewhere, area %.6f of the counties'", drawn, bw_atlas_n_units (zips), away, cells / counties);
  g_assert_cmpfloat_with_epsilon (cells / counties, 1, 0.002);
  g_assert_cmpuint (drawn, >, 33700);
  g_assert_cmpuint (away, <, 340); /* centres in the water, and cells thinner than the grid */
}

static void
test_prefixes (void)
{
  const BwAtlas *zip3 = bw_atlas_get_map (shared, "zip3");
  gint32         austin = bw_atlas_find_unit (zip3, "787");

  g_assert_cmpuint (bw_atlas_n_units (zip3), ==, 896);
  g_assert_cmpint (austin, !=, BW_ATLAS_NOWHERE);
  g_assert_cmpstr (bw_atlas_parent (zip3, (guint)bw_atlas_unit (zip3, (guint)austin)->parent)->code, ==, "TX");
}

/* Towns whose region is well known. */
static void
test_points (void)
{
  static const struct
  {
    double      latitude, longitude;
    const char *region;
  } towns[] = {
    { 48.137, 11.575, "DE-BY" },
    { 52.52, 13.405, "DE-BE" },
    { 53.55, 9.99, "DE-HH" },
    { 48.208, 16.373, "AT-9" },
    { 47.377, 8.54, "CH-ZH" },
    { 48.8566, 2.35, "FR-75" },
    { 43.7, -79.4, "CA-ON" },
    { 35.68, 139.69, "JP-13" },
    { -33.87, 151.2, "AU-NSW" },
    { 30.27, -97.74, "US-TX" },
    { -23.55, -46.63, "BR-SP" },
    { 35.0, -60.0, NULL },
  };
  const BwAtlas *regions = bw_atlas_get_map (shared, "regions");

  for (guint i = 0; i < G_N_ELEMENTS (towns); i++)
    {
      double x, y;
      gint32 unit;

      g_assert_true (bw_atlas_project (regions, towns[i].latitude, towns[i].longitude, &x, &y));
      unit = bw_atlas_unit_at (regions, x, y);
      if (towns[i].region == NULL)
        g_assert_cmpint (unit, ==, BW_ATLAS_NOWHERE);
      else
        {
          g_assert_cmpint (unit, !=, BW_ATLAS_NOWHERE);
          g_assert_cmpstr (bw_atlas_unit (regions, (guint)unit)->code, ==, towns[i].region);
        }
    }
}

static void
test_names (void)
{
  static const struct
  {
    const char *name, *code;
  } names[] = {
    { "Deutschland", "DE" },
    { "GERMANY", "DE" },
    { "deu", "DE" },
    { "Allemagne", "DE" },
    { "Alemania", "DE" },
    { "ドイツ", "DE" },
    { "U.S.A.", "US" },
    { "Vereinigte Staaten", "US" },
    { "Estados Unidos", "US" },
    { "États-Unis", "US" },
    { "Etats Unis", "US" },
    { "United Kingdom", "GB" },
    { "UK", "GB" },
    { "Vereinigtes Königreich", "GB" },
    { "COTE D'IVOIRE", "CI" },
    { "Côte d’Ivoire", "CI" },
    { "Schweiz", "CH" },
    { "Suisse", "CH" },
    { "Korea, Republic of", "KR" },
    { "Czechia", "CZ" },
    { "Tschechien", "CZ" },
    { "Türkei", "TR" },
    { "Nederland", "NL" },
    { "The Netherlands", "NL" },
    { "España", "ES" },
    { "Atlantis", NULL },
    { "", NULL },
    { "-", NULL },
  };
  g_autofree char *bavaria = bw_atlas_dup_region_code (shared, "DE", "Bavaria"), *code = bw_atlas_dup_region_code (shared, "DE", "DE-BY");
  g_autofree char *own = bw_atlas_dup_region_code (shared, "DE", "BAYERN"), *none = bw_atlas_dup_region_code (shared, "DE", "Texas");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (bw_atlas_country_code (shared, names[i].name), ==, names[i].code);
  g_assert_cmpstr (bavaria, ==, "DE-BY");
  g_assert_cmpstr (code, ==, "DE-BY");
  g_assert_cmpstr (own, ==, "DE-BY");
  g_assert_null (none);
}

/* Known distances: London to New York 5,570 km, poles half the circumference apart, a point to itself nothing. */
static void
test_distance (void)
{
  g_assert_cmpfloat_with_epsilon (bw_globe_distance (51.5074, -0.1278, 40.7128, -74.006), 5570, 10);
  g_assert_cmpfloat_with_epsilon (bw_globe_distance (90, 0, -90, 77), G_PI * BW_EARTH_RADIUS_KM, 1e-6);
  g_assert_cmpfloat (bw_globe_distance (12, 34, 12, 34), ==, 0);
  g_assert_cmpfloat_with_epsilon (bw_globe_distance (0, 179.5, 0, -179.5), 111.19, 0.01);
  g_assert_true (isnan (bw_globe_distance (NAN, 0, 0, 0)));
}

/* The hand-made cases of tz-lookup 6.0.2's own tests, and such as are no place. */
static void
test_zones (void)
{
  static const struct
  {
    double      latitude, longitude;
    const char *zone;
  } places[] = {
    { 40.7092, -74.0151, "America/New_York" },
    { 42.3668, -71.0546, "America/New_York" },
    { 41.8976, -87.6205, "America/Chicago" },
    { 47.6897, -122.4023, "America/Los_Angeles" },
    { 42.7235, -73.6931, "America/New_York" },
    { 42.5807, -83.0223, "America/Detroit" },
    { 36.8381, -84.8500, "America/Kentucky/Monticello" },
    { 40.1674, -85.3583, "America/Indiana/Indianapolis" },
    { 37.9643, -86.7453, "America/Indiana/Tell_City" },
    { 38.6043, -90.2417, "America/Chicago" },
    { 41.1591, -104.8261, "America/Denver" },
    { 35.1991, -111.6348, "America/Phoenix" },
    { 43.1432, -115.6750, "America/Boise" },
    { 47.5886, -122.3382, "America/Los_Angeles" },
    { 58.3168, -134.4397, "America/Juneau" },
    { 21.4381, -158.0493, "Pacific/Honolulu" },
    { 42.7000, -80.0000, "America/Toronto" },
    { 51.0036, -114.0161, "America/Edmonton" },
    { -16.4965, -68.1702, "America/La_Paz" },
    { -31.9369, 115.8453, "Australia/Perth" },
    { 42.0000, -87.5000, "America/Chicago" },
    { 52.52, 13.405, "Europe/Berlin" },
    { 35.0, -60.0, "Etc/GMT+4" },
    { 91, 0, NULL },
    { NAN, 0, NULL },
    { 0, 1e300, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_cmpstr (bw_time_zone_at (shared, places[i].latitude, places[i].longitude), ==, places[i].zone);
  for (double latitude = -90; latitude <= 90; latitude += 7.25)
    for (double longitude = -180; longitude <= 180; longitude += 3.6)
      g_assert_nonnull (bw_time_zone_at (shared, latitude, longitude));
  g_assert_cmpfloat (bw_time_zone_hours ("Europe/Berlin", 1783000000), ==, 2);     /* July 2026 */
  g_assert_cmpfloat (bw_time_zone_hours ("America/New_York", 1799000000), ==, -5); /* January 2027 */
  g_assert_true (isnan (bw_time_zone_hours ("Moon/Tranquility", 0)));
}

/* What is asked of the names by each thread, and what it is told. */
typedef struct
{
  const BwWorld *world;
  int            germany, bavaria, limburg[2];
} Asked;

static gpointer
ask (gpointer data)
{
  static const char *const germanies[] = { "DE", "Germany", "Deutschland", "allemagne", "ALEMANIA" };
  static const char *const bavarias[] = { "BY", "DE-BY", "Bayern", "bavaria" };
  Asked                   *asked = data;

  asked->germany = bw_world_find_country (asked->world, "de");
  g_assert_cmpint (asked->germany, >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (germanies); i++)
    g_assert_cmpint (bw_world_find_country (asked->world, germanies[i]), ==, asked->germany);
  asked->bavaria = bw_world_find_region (asked->world, (guint)asked->germany, "Bayern");
  for (guint i = 0; i < G_N_ELEMENTS (bavarias); i++)
    g_assert_cmpint (bw_world_find_region (asked->world, (guint)asked->germany, bavarias[i]), ==, asked->bavaria);
  for (guint i = 0; i < 2; i++)
    asked->limburg[i] = bw_world_find_region (asked->world, (guint)bw_world_find_country (asked->world, i == 0 ? "NL" : "BE"), "Limburg");
  return NULL;
}

/* Names in many languages, of regions within their country, told alike to threads that ask at once. */
static void
test_world_names (void)
{
  g_autoptr (GBytes) bytes = read_bytes ("world.bwworld");
  g_autoptr (GError) error = NULL;
  BwWorld *world = bw_world_new (bytes, &error);
  Asked    asked[8];
  GThread *threads[G_N_ELEMENTS (asked)];

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      asked[i] = (Asked) { .world = world };
      threads[i] = g_thread_new ("ask", ask, &asked[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_thread_join (threads[i]);
      g_assert_cmpint (asked[i].bavaria, ==, asked[0].bavaria);
    }
  g_assert_cmpuint (bw_world_region (world, (guint)asked[0].bavaria)->country, ==, (guint)asked[0].germany);
  g_assert_cmpint (asked[0].limburg[0], >=, 0);
  g_assert_cmpint (asked[0].limburg[1], >=, 0);
  g_assert_cmpint (asked[0].limburg[0], !=, asked[0].limburg[1]);
  g_assert_cmpint (bw_world_find_country (world, "Bayern"), ==, -1);
  g_assert_cmpint (bw_world_find_country (world, ""), ==, -1);
  g_assert_cmpint (bw_world_find_country (world, NULL), ==, -1);
  g_assert_cmpint (bw_world_find_region (world, (guint)asked[0].germany, "Limburg"), ==, -1);
  for (guint i = 0; i < bw_world_n_regions (world); i++)
    {
      const BwWorldRegion *region = bw_world_region (world, i);
      g_autofree char     *code = g_strdup_printf ("%s-%s", bw_world_country (world, region->country)->code, region->code);
      int                  found = bw_world_find_region (world, region->country, code);

      g_assert_cmpint (found, >=, 0);
      g_assert_cmpuint (bw_world_region (world, (guint)found)->country, ==, region->country);
    }
  bw_world_free (world);
}

/* Bytes that break off or are others than they should be give an error, or a world, and never more. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) bytes = read_bytes ("world.bwworld");
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (guint i = 0; i < 40; i++)
    {
      gsize            length = i < 20 ? i : (gsize)g_rand_int_range (rand, 20, (gint32)size);
      g_autofree char *copy = g_memdup2 (data, MAX (length, 1));
      g_autoptr (GBytes) part = g_bytes_new (copy, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_world_new (part, &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) part = NULL;
      g_autoptr (GError) error = NULL;
      BwWorld *world;

      for (guint j = 0; j < 5; j++)
        copy[g_rand_int_range (rand, 8, (gint32)size)] ^= (guint8)g_rand_int_range (rand, 1, 256);
      part = g_bytes_new (copy, size);
      world = bw_world_new (part, &error);
      g_assert_true ((world == NULL) == (error != NULL));
      g_clear_pointer (&world, bw_world_free);
    }
  g_assert_null (bw_atlas_get_map (shared, "moon"));
  g_assert_null (bw_atlas_get_map (shared, "regions:"));
  g_assert_null (bw_atlas_get_map (shared, "regions:QQ"));
}

/* The middle of a country is in it, whatever it has overseas. */
static void
test_middles (void)
{
  static const char *const countries[] = { "country:FR", "country:ES", "country:DE", "country:PT" };
  BwAtlas                 *map = bw_atlas_get_map (shared, "regions:FR ES DE PT");

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      gint32       parent = bw_atlas_parent_of_id (map, countries[i]), unit;
      BwAtlasPoint middle = bw_atlas_parent (map, (guint)parent)->center;

      unit = bw_atlas_unit_at (map, middle.x, middle.y);
      g_assert_cmpint (unit, !=, BW_ATLAS_NOWHERE);
      g_assert_cmpint (bw_atlas_unit (map, (guint)unit)->parent, ==, parent);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char *const maps[] = { "counties", "states", "zip3", "zips", "countries", "regions", "regions:DE AT CH", "regions:FR", "regions:US RU" };
  g_autoptr (GBytes) map = read_bytes ("us.bwmap");
  g_autoptr (GBytes) zips = read_bytes ("us-zip.bwzip");
  g_autoptr (GBytes) world = read_bytes ("world.bwworld");
  g_autoptr (GBytes) zones = read_bytes ("zones.bwzone");
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shared = bw_atlas_new_from_bytes (map, zips, &error);
  g_assert_no_error (error);
  g_assert_true (bw_atlas_add_world (shared, world, &error));
  g_assert_true (bw_time_zone_add (shared, zones, &error));
  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_autofree char *path = g_strdup_printf ("/atlas/map/%s", maps[i]);

      g_test_add_data_func (path, maps[i], test_all);
    }
  g_test_add_func ("/atlas/areas", test_areas);
  g_test_add_func ("/atlas/middles", test_middles);
  g_test_add_func ("/atlas/near", test_near);
  g_test_add_func ("/atlas/cells", test_cells);
  g_test_add_func ("/atlas/prefixes", test_prefixes);
  g_test_add_func ("/atlas/points", test_points);
  g_test_add_func ("/atlas/names", test_names);
  g_test_add_func ("/atlas/distance", test_distance);
  g_test_add_func ("/atlas/zones", test_zones);
  g_test_add_func ("/atlas/world-names", test_world_names);
  g_test_add_func ("/atlas/damaged", test_damaged);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
