/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map's data, read.
 *
 * Invariants, all checked while reading, since the bytes come from outside: every index is in range, every ring
 * has at least one arc and every arc two points, coordinates stay within +/- MAX_COORDINATE, an arc has
 * at most two sides, counties stand in the order of their FIPS codes, those of a state together. data/map/README.md describes
 * the format. */

#include "core/bw-atlas-private.h"

#include <math.h>
#include <string.h>

#include "core/bw-atlas-bytes.h"

enum
{
  MAX_COORDINATE = 1 << 20, /* units; the map is 50,000 wide */
};

static const char map_header[8] = { 'B', 'W', 'M', 'A', 'P', 0, 0, 1 };
static const char zip_header[8] = { 'B', 'W', 'Z', 'I', 'P', 0, 0, 1 };

static double
read_degrees (BwAtlasBytes *bytes)
{
  double degrees = bw_atlas_bytes_signed (bytes) / 1e6;

  if (fabs (degrees) > 360)
    bytes->good = FALSE;
  return degrees;
}

static gint32
read_coordinate (BwAtlasBytes *bytes,
                 gint32        before)
{
  gint64 value = (gint64)before + bw_atlas_bytes_signed (bytes);

  if (value < -MAX_COORDINATE || value > MAX_COORDINATE)
    {
      bytes->good = FALSE;
      return 0;
    }
  return (gint32)value;
}

static void
read_parts (BwAtlasBytes *bytes,
            BwAtlas      *atlas)
{
  guint n = bw_atlas_bytes_length (bytes, 11);

  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwAtlasPart part = { 0 };
      double      meridian, parallel, longitude, latitude;

      meridian = read_degrees (bytes);
      parallel = read_degrees (bytes);
      bw_atlas_part_begin (&part, BW_PROJECTION_ALBERS, meridian, parallel, read_degrees (bytes));
      longitude = read_degrees (bytes);
      latitude = read_degrees (bytes);
      part.radius = bw_atlas_bytes_number (bytes) / 1000.0;
      part.place_x = read_coordinate (bytes, 0);
      part.place_y = read_coordinate (bytes, 0);
      part.low_latitude = read_degrees (bytes);
      part.high_latitude = read_degrees (bytes);
      part.half_width = read_degrees (bytes);
      if (fabs (part.n) < 0.01 || part.radius <= 0)
        bytes->good = FALSE;
      bw_atlas_part_project (&part, latitude, longitude, &part.x0, &part.y0);
      g_array_append_val (atlas->parts, part);
    }
  if (n == 0)
    bytes->good = FALSE;
}

static void
read_states (BwAtlasBytes *bytes,
             BwAtlas      *atlas)
{
  guint n = bw_atlas_bytes_length (bytes, 3);

  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwAtlasParent state = { 0 };

      bw_atlas_bytes_number (bytes); /* FIPS code: that of the counties begins with it */
      state.code = bw_atlas_bytes_text (bytes, atlas->texts);
      state.name = bw_atlas_bytes_text (bytes, atlas->texts);
      g_array_append_val (atlas->parents, state);
    }
}

static void
read_arcs (BwAtlasBytes *bytes,
           BwAtlas      *atlas)
{
  guint n = bw_atlas_bytes_length (bytes, 5);
  g_autoptr (GArray) firsts = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  BwAtlasPoint point = { 0 };

  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwAtlasArc arc = { NULL, bw_atlas_bytes_length (bytes, 2), BW_ATLAS_NOWHERE, BW_ATLAS_NOWHERE };

      if (arc.n < 2)
        bytes->good = FALSE;
      g_array_append_val (firsts, atlas->points->len);
      g_array_append_val (atlas->arcs, arc);
      for (guint j = 0; j < arc.n && bytes->good; j++)
        {
          point.x = read_coordinate (bytes, point.x);
          point.y = read_coordinate (bytes, point.y);
          g_array_append_val (atlas->points, point);
        }
    }
  if (!bytes->good)
    return;
  for (guint i = 0; i < n; i++)
    g_array_index (atlas->arcs, BwAtlasArc, i).points =
      &g_array_index (atlas->points, BwAtlasPoint, g_array_index (firsts, guint, i));
}

/* Reads the arcs of one ring and notes on which side of them @county lies. */
static void
read_ring (BwAtlasBytes *bytes,
           BwAtlas      *atlas,
           gint32        county,
           gint64       *last)
{
  guint n = bw_atlas_bytes_length (bytes, 1);

  if (n == 0)
    bytes->good = FALSE;
  for (guint i = 0; i < n && bytes->good; i++)
    {
      gint32      arc;
      BwAtlasArc *border;

      if (!bw_atlas_bytes_arc (bytes, atlas->arcs->len, last, &arc))
        return;
      border = &g_array_index (atlas->arcs, BwAtlasArc, arc < 0 ? ~arc : arc);
      if (border->left == BW_ATLAS_NOWHERE)
        border->left = county;
      else if (border->right == BW_ATLAS_NOWHERE)
        border->right = county;
      else
        bytes->good = FALSE;
      g_array_append_val (atlas->ring_arcs, arc);
    }
}

static void
read_counties (BwAtlasBytes *bytes,
               BwAtlas      *atlas)
{
  guint  n = bw_atlas_bytes_length (bytes, 5), fips = 0;
  gint64 last = 0;

  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwAtlasUnit    county = { 0 };
      BwAtlasParent *state;
      guint          before = fips;
      char           code[16];

      fips = bw_atlas_bytes_number (bytes);
      g_snprintf (code, sizeof code, "%05u", fips);
      county.code = g_string_chunk_insert (atlas->texts, code);
      county.parent = (gint32)bw_atlas_bytes_number (bytes);
      county.part = (gint32)bw_atlas_bytes_number (bytes);
      county.name = bw_atlas_bytes_text (bytes, atlas->texts);
      county.first_ring = atlas->rings->len;
      county.n_rings = bw_atlas_bytes_length (bytes, 2);
      if (county.parent >= (gint32)atlas->parents->len || county.part >= (gint32)atlas->parts->len || county.n_rings == 0)
        bytes->good = FALSE;
      for (guint ring = 0; ring < county.n_rings && bytes->good; ring++)
        {
          g_array_append_val (atlas->rings, atlas->ring_arcs->len);
          read_ring (bytes, atlas, (gint32)i, &last);
        }
      if (!bytes->good || (i > 0 && fips <= before))
        {
          bytes->good = FALSE;
          return;
        }
      state = &g_array_index (atlas->parents, BwAtlasParent, county.parent);
      if (state->n == 0)
        state->first = i;
      if (state->first + state->n++ != i)
        bytes->good = FALSE;
      g_array_append_val (atlas->units, county);
    }
  g_array_append_val (atlas->rings, atlas->ring_arcs->len);
}

/* Lists the neighbours: from the two sides of each arc, and the bridges that stand last in the file. */
static void
read_neighbours (BwAtlasBytes *bytes,
                 BwAtlas      *atlas)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32[2]));
  guint n = bw_atlas_bytes_length (bytes, 2);

  for (guint i = 0; i < n && bytes->good; i++)
    {
      guint a = bw_atlas_bytes_number (bytes), b = bw_atlas_bytes_number (bytes);

      if (a >= atlas->units->len || b >= atlas->units->len)
        bytes->good = FALSE;
      else
        bw_atlas_add_pair (pairs, (gint32)a, (gint32)b);
    }
  if (bytes->at != bytes->end)
    bytes->good = FALSE;
  if (bytes->good)
    bw_atlas_join_neighbours (atlas, pairs);
}

static void
read_zips (BwAtlasBytes *bytes,
           BwAtlas      *atlas)
{
  guint  n = bw_atlas_bytes_length (bytes, 4);
  gint64 code = 0, county = 0, latitude = 0, longitude = 0;

  for (guint i = 0; i < n && bytes->good; i++)
    {
      guint      step = bw_atlas_bytes_number (bytes);
      BwAtlasZip zip;

      code += step;
      county += bw_atlas_bytes_signed (bytes);
      latitude += bw_atlas_bytes_signed (bytes);
      longitude += bw_atlas_bytes_signed (bytes);
      if ((i > 0 && step == 0) || code > 99999 || county < 0 || county >= atlas->units->len ||
          ABS (latitude) > 900000 || ABS (longitude) > 3600000)
        bytes->good = FALSE;
      zip = (BwAtlasZip) { (guint)code, (gint32)county, latitude / 1e4f, longitude / 1e4f };
      g_array_append_val (atlas->zips, zip);
    }
  if (bytes->at != bytes->end)
    bytes->good = FALSE;
}

/* Reads the map from @map and the ZIP areas from @zips (nullable: none), as data/map/README.md describes them.
 * Returns: (transfer full) (nullable): %NULL when the bytes are not such data, or damaged. */
BwAtlas *
bw_atlas_new_from_bytes (GBytes  *map,
                         GBytes  *zips,
                         GError **error)
{
  g_autoptr (BwAtlas) atlas = bw_atlas_new_empty (BW_ATLAS_COUNTIES);
  BwAtlasBytes bytes;

  if (!bw_atlas_bytes_open (&bytes, map, map_header, error))
    return NULL;
  read_parts (&bytes, atlas);
  read_states (&bytes, atlas);
  read_arcs (&bytes, atlas);
  read_counties (&bytes, atlas);
  read_neighbours (&bytes, atlas);
  if (!bw_atlas_bytes_close (&bytes, error))
    return NULL;
  bw_atlas_measure (atlas);
  bw_atlas_index_codes (atlas);

  if (zips != NULL)
    {
      if (!bw_atlas_bytes_open (&bytes, zips, zip_header, error))
        return NULL;
      read_zips (&bytes, atlas);
      if (!bw_atlas_bytes_close (&bytes, error))
        return NULL;
    }
  return g_steal_pointer (&atlas);
}
