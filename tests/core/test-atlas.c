/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the map of the United States. */

#include "core/bw-atlas.h"

#include <math.h>

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

static guint
fips_of (gint32 county)
{
  return (guint)g_ascii_strtoull (bw_atlas_unit (shared, (guint)county)->code, NULL, 10);
}

/* Counts that the sources themselves give. */
static void
test_counts (void)
{
  guint pairs = 0, n;

  g_assert_cmpuint (bw_atlas_n_units (shared), ==, 3231);
  g_assert_cmpuint (bw_atlas_n_parents (shared), ==, 56);
  g_assert_cmpuint (bw_atlas_n_arcs (shared), ==, 9869);
  g_assert_cmpuint (bw_atlas_n_zips (shared), ==, 33791);
  g_assert_cmpuint (bw_atlas_n_parts (shared), ==, 6);
  for (guint i = 0; i < bw_atlas_n_units (shared); i++)
    {
      bw_atlas_neighbours (shared, i, &n);
      pairs += n;
    }
  g_assert_cmpuint (pairs / 2, ==, 8944 + 20); /* shared borders and bridges */
  for (guint i = 0; i < bw_atlas_n_parents (shared); i++)
    g_assert_cmpuint (bw_atlas_parent (shared, i)->n, >, 0);
  g_assert_cmpuint (bw_atlas_parent (shared, bw_atlas_find_parent (shared, "tx"))->n, ==, 254);
  g_assert_cmpuint (bw_atlas_parent (shared, bw_atlas_find_parent (shared, " California "))->n, ==, 58);
  g_assert_cmpint (bw_atlas_find_parent (shared, "Ontario"), ==, BW_ATLAS_NOWHERE);
  g_assert_cmpint (bw_atlas_find_parent (shared, ""), ==, BW_ATLAS_NOWHERE);
  g_assert_cmpint (bw_atlas_find_parent (shared, NULL), ==, BW_ATLAS_NOWHERE);
}

/* Places whose county is well known; degrees from the Geographic Names Information System. */
static void
test_places (void)
{
  static const struct
  {
    double latitude, longitude;
    guint  fips; /* 0: nowhere */
  } places[] = {
    { 30.27, -97.74, 48453 },      /* Austin: Travis */
    { 47.6062, -122.3321, 53033 }, /* Seattle: King */
    { 34.0522, -118.2437, 6037 },  /* Los Angeles */
    { 40.7831, -73.9712, 36061 },  /* Manhattan: New York */
    { 41.8781, -87.6298, 17031 },  /* Chicago: Cook */
    { 25.7743, -80.1937, 12086 },  /* Miami-Dade */
    { 39.7392, -104.9903, 8031 },  /* Denver */
    { 61.2181, -149.9003, 2020 },  /* Anchorage */
    { 21.3200, -157.8400, 15003 }, /* Honolulu */
    { 18.4000, -66.0600, 72127 },  /* San Juan */
    { 13.4443, 144.7937, 66010 },  /* Guam */
    { 52.90, 172.90, 2016 },       /* Attu, west of the date line: Aleutians West */
    { 38.9072, -77.0369, 11001 },  /* Washington */
    { 51.5, -0.12, 0 },            /* London */
    { 35.0, -60.0, 0 },            /* the Atlantic */
    { 45.4215, -75.6972, 0 },      /* Ottawa */
    { NAN, -75.0, 0 },
    { 1e300, INFINITY, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double x, y;
      gint32 county = BW_ATLAS_NOWHERE;

      if (bw_atlas_project (shared, places[i].latitude, places[i].longitude, &x, &y))
        county = bw_atlas_unit_at (shared, x, y);
      if (places[i].fips == 0)
        g_assert_cmpint (county, ==, BW_ATLAS_NOWHERE);
      else
        {
          g_assert_cmpint (county, !=, BW_ATLAS_NOWHERE);
          g_assert_cmpuint (fips_of (county), ==, places[i].fips);
        }
    }
}

/* Albers' projection of the 48 states against Snyder's worked example (1987, p. 292): parallels 29.5 and 45.5, origin
 * 23 N 96 W, point 35 N 75 W: x = 0.2952720, y = 0.2416774 radii. The map's point of reference is another, so
 * the difference to the projected origin is compared. */
static void
test_projection (void)
{
  double x, y, x0, y0;

  g_assert_true (bw_atlas_project (shared, 35, -75, &x, &y));
  g_assert_true (bw_atlas_project (shared, 25, -96, &x0, &y0));
  g_assert_cmpfloat_with_epsilon ((x - x0) / 63710.0, 0.2952720, 1e-6);
  /* rho(25 N) - rho(23 N) on the same cone is 0.0343689. */
  g_assert_cmpfloat_with_epsilon ((y0 - y) / 63710.0, 0.2416774 - 0.0343689, 1e-5);
}

static void
test_symmetry (void)
{
  for (guint i = 0; i < bw_atlas_n_units (shared); i++)
    {
      guint              n, m;
      const gint32      *neighbours = bw_atlas_neighbours (shared, i, &n);
      const BwAtlasUnit *county = bw_atlas_unit (shared, i);

      for (guint j = 0; j < n; j++)
        {
          const gint32 *back = bw_atlas_neighbours (shared, neighbours[j], &m);
          gboolean      found = FALSE;

          for (guint k = 0; k < m; k++)
            found |= back[k] == (gint32)i;
          g_assert_true (found);
          g_assert_cmpint (neighbours[j], !=, (gint32)i);
        }
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpint (bw_atlas_find_county (shared, fips_of ((gint32)i)), ==, (gint32)i);
      g_assert_cmpint (bw_atlas_find_unit (shared, county->code), ==, (gint32)i);
      g_assert_cmpint (county->parent, >=, 0);
    }
  g_assert_cmpint (bw_atlas_find_county (shared, 9110), ==, bw_atlas_find_county (shared, 9003));
  g_assert_cmpint (bw_atlas_find_county (shared, 2063), ==, bw_atlas_find_county (shared, 2261));
  g_assert_cmpint (bw_atlas_find_county (shared, 99999), ==, BW_ATLAS_NOWHERE);
}

static void
test_connected (void)
{
  guint               n = bw_atlas_n_units (shared), head = 0, tail = 0, m;
  g_autofree guint8  *seen = g_new0 (guint8, n);
  g_autofree guint32 *queue = g_new (guint32, n);

  queue[tail++] = 0;
  seen[0] = 1;
  while (head < tail)
    {
      const gint32 *next = bw_atlas_neighbours (shared, queue[head++], &m);

      for (guint i = 0; i < m; i++)
        if (!seen[next[i]])
          {
            seen[next[i]] = 1;
            queue[tail++] = next[i];
          }
    }
  g_assert_cmpuint (tail, ==, n);
}

static void
test_zips (void)
{
  static const struct
  {
    const char *code;
    guint       fips; /* 0: not found */
  } zips[] = {
    { "78701", 48453 },
    { " 78701-4321 ", 48453 },
    { "787014321", 48453 },
    { "02138", 25017 },
    { "2138", 25017 },
    { "10001", 36061 },
    { "99501", 2020 },
    { "96813", 15003 },
    { "00901", 72127 },
    { "78799", 48453 },
    { "", 0 },
    { NULL, 0 },
    { "K1A 0B1", 0 },
    { "12", 0 },
    { "78701x", 0 },
    { "00000", 0 },
    { "SW1A", 0 },
  };
  double latitude, longitude;
  gint32 county;

  for (guint i = 0; i < G_N_ELEMENTS (zips); i++)
    {
      gboolean found = bw_atlas_find_zip (shared, zips[i].code, &latitude, &longitude, &county);

      g_assert_cmpint (found, ==, zips[i].fips != 0);
      if (found)
        g_assert_cmpuint (fips_of (county), ==, zips[i].fips);
    }
  g_assert_true (bw_atlas_find_zip (shared, "10001", &latitude, &longitude, &county));
  g_assert_cmpfloat_with_epsilon (latitude, 40.75065, 1e-4);
  g_assert_cmpfloat_with_epsilon (longitude, -73.997293, 1e-4);
}

/* Tries to read @size bytes of @data, which may be anything, and uses what comes out. */
static void
try_bytes (const guint8 *data,
           gsize         size,
           GBytes       *zips,
           gboolean      must_fail)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAtlas) atlas = bw_atlas_new_from_bytes (bytes, zips, &error);

  if (atlas == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == BW_ATLAS_ERROR);
      return;
    }
  g_assert_false (must_fail);
  g_assert_no_error (error);
  bw_atlas_unit_at (atlas, 0, 0);
}

static void
test_hostile_map (void)
{
  g_autoptr (GBytes) map = read_bytes ("us.bwmap");
  gsize              size;
  const guint8      *data = g_bytes_get_data (map, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (gsize i = 0; i < 64; i++)
    try_bytes (data, i, NULL, TRUE);
  for (guint i = 0; i < 60; i++)
    try_bytes (data, (gsize)g_rand_int_range (rand, 0, (gint32)size), NULL, TRUE);
  for (guint i = 0; i < 400; i++)
    {
      gsize  at = i < 200 ? (gsize)g_rand_int_range (rand, 8, 2000) : (gsize)g_rand_int_range (rand, 8, (gint32)size);
      guint8 old = copy[at];

      copy[at] = (guint8)g_rand_int_range (rand, 0, 256);
      try_bytes (copy, size, NULL, FALSE);
      copy[at] = old;
    }
  try_bytes ((const guint8 *)"", 0, NULL, TRUE);
  try_bytes ((const guint8 *)"not a map at all, but text", 26, NULL, TRUE);
}

static void
test_hostile_zips (void)
{
  g_autoptr (GBytes) map = read_bytes ("us.bwmap");
  g_autoptr (GBytes) zips = read_bytes ("us-zip.bwzip");
  gsize              size;
  const guint8      *data = g_bytes_get_data (zips, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  gsize         map_size;
  const guint8 *map_data = g_bytes_get_data (map, &map_size);

  for (guint i = 0; i < 100; i++)
    {
      gsize  at = (gsize)g_rand_int_range (rand, 8, (gint32)size);
      guint8 old = copy[at];
      g_autoptr (GBytes) cut = g_bytes_new_static (copy, at);
      g_autoptr (GBytes) whole = NULL;

      if (i % 2 == 0)
        {
          try_bytes (map_data, map_size, cut, TRUE);
          continue;
        }
      copy[at] = (guint8)g_rand_int_range (rand, 0, 256);
      whole = g_bytes_new (copy, size);
      copy[at] = old;
      try_bytes (map_data, map_size, whole, FALSE);
    }
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
  g_test_add_func ("/atlas/counts", test_counts);
  g_test_add_func ("/atlas/places", test_places);
  g_test_add_func ("/atlas/projection", test_projection);
  g_test_add_func ("/atlas/symmetry", test_symmetry);
  g_test_add_func ("/atlas/connected", test_connected);
  g_test_add_func ("/atlas/zips", test_zips);
  g_test_add_func ("/atlas/hostile-map", test_hostile_map);
  g_test_add_func ("/atlas/hostile-zips", test_hostile_zips);
  status = g_test_run ();
  bw_atlas_unref (shared);
  return status;
}
