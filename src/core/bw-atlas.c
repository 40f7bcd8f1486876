/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the United States: counties, states, ZIP areas and where they lie.
 *
 * The borders come as arcs, pieces between two corners, each shared by at most two counties. So the neighbours
 * need no list of their own, every border can be drawn once, and a state's border is the arcs whose two sides lie in
 * different states. Positions are already projected; the projection's parameters come with the file, so that points
 * can be brought onto the same plane.
 *
 * Invariants, all checked while reading, since the bytes come from outside: every index is in range, every ring
 * has at least one arc and every arc two points, coordinates stay within +/- MAX_COORDINATE, an arc has
 * at most two sides, counties stand in the order of their FIPS codes, those of a state together.
 *
 * Finding the county at a point: bounding boxes in turn, then the even-odd rule along the rings; about 10 us. An
 * index would make it 2 us, which nobody would notice.
 *
 * Projection: Albers' equal-area conic; J. P. Snyder, Map projections: a working manual, 1987, pp. 98-103. */

#include "core/bw-atlas.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  HEADER_SIZE = 8,
  MAX_COORDINATE = 1 << 20, /* units; the map is 50,000 wide */
  MIN_PREFIX = 3,           /* digits of a ZIP code that must agree */
  ZIP_DIGITS = 5,
};

static const char map_header[HEADER_SIZE] = { 'B', 'W', 'M', 'A', 'P', 0, 0, 1 };
static const char zip_header[HEADER_SIZE] = { 'B', 'W', 'Z', 'I', 'P', 0, 0, 1 };

/* An inset and its projection, in radians. */
typedef struct
{
  double     meridian;
  double     n, c;   /* Snyder's n and C */
  double     x0, y0; /* raw position of the point of reference */
  double     radius; /* units */
  double     place_x, place_y;
  double     low_latitude, high_latitude, half_width;
  BwAtlasBox box;
} Part;

typedef struct
{
  guint  code;
  gint32 county;
  float  latitude;
  float  longitude;
} Zip;

struct _BwAtlas
{
  gatomicrefcount refs;
  GStringChunk   *texts;
  GArray         *parts;           /* Part */
  GArray         *states;          /* BwAtlasState */
  GArray         *counties;        /* BwAtlasCounty */
  GArray         *points;          /* BwAtlasPoint */
  GArray         *arcs;            /* BwAtlasArc */
  GArray         *rings;           /* guint: where in ring_arcs each begins, and the end */
  GArray         *ring_arcs;       /* gint32: an arc, or ~arc when gone through backwards */
  GArray         *first_neighbour; /* guint: n_counties + 1 */
  GArray         *neighbours;      /* gint32 */
  GArray         *zips;            /* Zip, by code */
  BwAtlasBox      box;
};

/* Reads numbers from bytes; once something is wrong everything reads as 0. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      good;
} Reader;

/* Codes that came into use after the counties of the map, and the county of the map that covers most of each. */
static const struct
{
  guint later;
  guint county;
} later_codes[] = {
  { 2063, 2261 },
  { 2066, 2261 },
  { 2270, 2158 },
  { 9110, 9003 },
  { 9120, 9001 },
  { 9130, 9007 },
  { 9140, 9009 },
  { 9150, 9015 },
  { 9160, 9005 },
  { 9170, 9009 },
  { 9180, 9011 },
  { 9190, 9001 },
  { 46113, 46102 },
  { 51515, 51019 },
};

G_DEFINE_QUARK (bw_atlas_error, bw_atlas_error)

static guint
read_number (Reader *reader)
{
  guint64 value = 0;

  for (int shift = 0; shift <= 28; shift += 7)
    {
      guint8 byte;

      if (!reader->good || reader->at == reader->end)
        break;
      byte = *reader->at++;
      value |= (guint64)(byte & 0x7f) << shift;
      if (!(byte & 0x80))
        {
          if (value <= G_MAXINT32)
            return (guint)value;
          break;
        }
    }
  reader->good = FALSE;
  return 0;
}

static gint32
read_signed (Reader *reader)
{
  guint value = read_number (reader);

  return value & 1 ? -(gint32)(value >> 1) - 1 : (gint32)(value >> 1);
}

/* A length of a list whose items take at least @item_size bytes each: a length that the rest of the bytes cannot hold
 * is refused before anything is allocated for it. */
static guint
read_length (Reader *reader,
             gsize   item_size)
{
  guint length = read_number (reader);

  if (length > (gsize)(reader->end - reader->at) / item_size)
    {
      reader->good = FALSE;
      return 0;
    }
  return length;
}

static const char *
read_text (Reader       *reader,
           GStringChunk *texts)
{
  guint       length = read_length (reader, 1);
  const char *text = (const char *)reader->at;

  if (!reader->good || !g_utf8_validate_len (text, length, NULL))
    {
      reader->good = FALSE;
      return "";
    }
  reader->at += length;
  return g_string_chunk_insert_len (texts, text, length);
}

static double
read_degrees (Reader *reader)
{
  double degrees = read_signed (reader) / 1e6;

  if (fabs (degrees) > 360)
    reader->good = FALSE;
  return degrees;
}

static gint32
read_coordinate (Reader *reader,
                 gint32  before)
{
  gint64 value = (gint64)before + read_signed (reader);

  if (value < -MAX_COORDINATE || value > MAX_COORDINATE)
    {
      reader->good = FALSE;
      return 0;
    }
  return (gint32)value;
}

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

static double
wrap_degrees (double degrees)
{
  return degrees - 360 * floor ((degrees + 180) / 360);
}

static void
project_raw (const Part *part,
             double      latitude,
             double      longitude,
             double     *x,
             double     *y)
{
  double angle = part->n * radians (wrap_degrees (longitude - part->meridian));
  double r = sqrt (MAX (part->c - 2 * part->n * sin (radians (latitude)), 0)) / part->n;

  *x = r * sin (angle);
  *y = -r * cos (angle);
}

static void
read_parts (Reader  *reader,
            BwAtlas *atlas)
{
  guint n = read_length (reader, 11);

  for (guint i = 0; i < n && reader->good; i++)
    {
      Part   part = { 0 };
      double parallel1, parallel2, longitude, latitude, s1;

      part.meridian = read_degrees (reader);
      parallel1 = read_degrees (reader);
      parallel2 = read_degrees (reader);
      longitude = read_degrees (reader);
      latitude = read_degrees (reader);
      part.radius = read_number (reader) / 1000.0;
      part.place_x = read_coordinate (reader, 0);
      part.place_y = read_coordinate (reader, 0);
      part.low_latitude = read_degrees (reader);
      part.high_latitude = read_degrees (reader);
      part.half_width = read_degrees (reader);
      s1 = sin (radians (parallel1));
      part.n = (s1 + sin (radians (parallel2))) / 2;
      part.c = 1 + s1 * (2 * part.n - s1);
      if (fabs (part.n) < 0.01)
        reader->good = FALSE;
      project_raw (&part, latitude, longitude, &part.x0, &part.y0);
      g_array_append_val (atlas->parts, part);
    }
  if (n == 0)
    reader->good = FALSE;
}

static void
read_states (Reader  *reader,
             BwAtlas *atlas)
{
  guint n = read_length (reader, 3);

  for (guint i = 0; i < n && reader->good; i++)
    {
      BwAtlasState state = { 0 };

      state.fips = read_number (reader);
      state.postal = read_text (reader, atlas->texts);
      state.name = read_text (reader, atlas->texts);
      g_array_append_val (atlas->states, state);
    }
}

static void
read_arcs (Reader  *reader,
           BwAtlas *atlas)
{
  guint n = read_length (reader, 5);
  g_autoptr (GArray) firsts = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  BwAtlasPoint point = { 0 };

  for (guint i = 0; i < n && reader->good; i++)
    {
      BwAtlasArc arc = { NULL, read_length (reader, 2), BW_ATLAS_NOWHERE, BW_ATLAS_NOWHERE };

      if (arc.n < 2)
        reader->good = FALSE;
      g_array_append_val (firsts, atlas->points->len);
      g_array_append_val (atlas->arcs, arc);
      for (guint j = 0; j < arc.n && reader->good; j++)
        {
          point.x = read_coordinate (reader, point.x);
          point.y = read_coordinate (reader, point.y);
          g_array_append_val (atlas->points, point);
        }
    }
  if (!reader->good)
    return;
  for (guint i = 0; i < n; i++)
    g_array_index (atlas->arcs, BwAtlasArc, i).points =
      &g_array_index (atlas->points, BwAtlasPoint, g_array_index (firsts, guint, i));
}

/* Reads the arcs of one ring and notes on which side of them @county lies. */
static void
read_ring (Reader  *reader,
           BwAtlas *atlas,
           gint32   county,
           gint64  *last)
{
  guint n = read_length (reader, 1);

  if (n == 0)
    reader->good = FALSE;
  for (guint i = 0; i < n && reader->good; i++)
    {
      guint       code = read_number (reader);
      gint64      arc = *last + (code & 2 ? -(gint64)(code >> 2) : (gint64)(code >> 2));
      gint32      signed_arc;
      BwAtlasArc *border;

      if (arc < 0 || arc >= atlas->arcs->len)
        {
          reader->good = FALSE;
          return;
        }
      border = &g_array_index (atlas->arcs, BwAtlasArc, arc);
      if (border->left == BW_ATLAS_NOWHERE)
        border->left = county;
      else if (border->right == BW_ATLAS_NOWHERE)
        border->right = county;
      else
        reader->good = FALSE;
      signed_arc = code & 1 ? ~(gint32)arc : (gint32)arc;
      g_array_append_val (atlas->ring_arcs, signed_arc);
      *last = arc;
    }
}

static void
read_counties (Reader  *reader,
               BwAtlas *atlas)
{
  guint  n = read_length (reader, 5);
  gint64 last = 0;

  for (guint i = 0; i < n && reader->good; i++)
    {
      BwAtlasCounty county = { 0 };
      BwAtlasState *state;

      county.fips = read_number (reader);
      county.state = (gint32)read_number (reader);
      county.part = (gint32)read_number (reader);
      county.name = read_text (reader, atlas->texts);
      county.first_ring = atlas->rings->len;
      county.n_rings = read_length (reader, 2);
      if (county.state >= (gint32)atlas->states->len || county.part >= (gint32)atlas->parts->len || county.n_rings == 0)
        reader->good = FALSE;
      for (guint ring = 0; ring < county.n_rings && reader->good; ring++)
        {
          g_array_append_val (atlas->rings, atlas->ring_arcs->len);
          read_ring (reader, atlas, (gint32)i, &last);
        }
      if (!reader->good || (i > 0 && county.fips <= g_array_index (atlas->counties, BwAtlasCounty, i - 1).fips))
        {
          reader->good = FALSE;
          return;
        }
      state = &g_array_index (atlas->states, BwAtlasState, county.state);
      if (state->n == 0)
        state->first = i;
      if (state->first + state->n++ != i)
        reader->good = FALSE;
      g_array_append_val (atlas->counties, county);
    }
  g_array_append_val (atlas->rings, atlas->ring_arcs->len);
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const gint32 *left = a, *right = b;

  if (left[0] != right[0])
    return left[0] < right[0] ? -1 : 1;
  return (left[1] > right[1]) - (left[1] < right[1]);
}

static void
add_pair (GArray *pairs,
          gint32  a,
          gint32  b)
{
  gint32 pair[2][2] = { { a, b }, { b, a } };

  if (a != b && a >= 0 && b >= 0)
    g_array_append_vals (pairs, pair, 2);
}

/* Lists the neighbours: from the two sides of each arc, and the bridges that stand last in the file. */
static void
read_neighbours (Reader  *reader,
                 BwAtlas *atlas)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32[2]));
  guint n = read_length (reader, 2), at = 0;

  for (guint i = 0; i < n && reader->good; i++)
    {
      guint a = read_number (reader), b = read_number (reader);

      if (a >= atlas->counties->len || b >= atlas->counties->len)
        reader->good = FALSE;
      else
        add_pair (pairs, (gint32)a, (gint32)b);
    }
  if (reader->at != reader->end)
    reader->good = FALSE;
  if (!reader->good)
    return;

  for (guint i = 0; i < atlas->arcs->len; i++)
    add_pair (pairs, bw_atlas_arc (atlas, i)->left, bw_atlas_arc (atlas, i)->right);
  g_array_sort (pairs, compare_pairs);
  for (guint county = 0; county < atlas->counties->len; county++)
    {
      g_array_append_val (atlas->first_neighbour, atlas->neighbours->len);
      for (; at < pairs->len; at++)
        {
          const gint32 *pair = (const gint32 *)pairs->data + 2 * (gsize)at;

          if (pair[0] != (gint32)county)
            break;
          if (at == 0 || compare_pairs (pair, pair - 2) != 0)
            g_array_append_val (atlas->neighbours, pair[1]);
        }
    }
  g_array_append_val (atlas->first_neighbour, atlas->neighbours->len);
}

static const BwAtlasBox empty_box = { { G_MAXINT32, G_MAXINT32 }, { G_MININT32, G_MININT32 } };

static void
grow_box (BwAtlasBox       *box,
          const BwAtlasBox *by)
{
  box->low.x = MIN (box->low.x, by->low.x);
  box->low.y = MIN (box->low.y, by->low.y);
  box->high.x = MAX (box->high.x, by->high.x);
  box->high.y = MAX (box->high.y, by->high.y);
}

/* Sums up a ring: grows @box, gives twice its signed area and its first moments. */
static double
measure_ring (const BwAtlas *atlas,
              guint          ring,
              BwAtlasBox    *box,
              double        *x,
              double        *y)
{
  guint         n;
  const gint32 *arcs = bw_atlas_ring (atlas, ring, &n);
  double        area = 0, mx = 0, my = 0;

  for (guint i = 0; i < n; i++)
    {
      gint32            index = arcs[i] < 0 ? ~arcs[i] : arcs[i];
      const BwAtlasArc *arc = bw_atlas_arc (atlas, index);
      double            sign = arcs[i] < 0 ? -1 : 1;

      for (guint j = 0; j < arc->n; j++)
        {
          const BwAtlasPoint *p = &arc->points[j];
          BwAtlasBox          dot = { *p, *p };

          grow_box (box, &dot);
          if (j > 0)
            {
              double cross = sign * ((double)p[-1].x * p->y - (double)p->x * p[-1].y);

              area += cross;
              mx += cross * ((double)p[-1].x + p->x);
              my += cross * ((double)p[-1].y + p->y);
            }
        }
    }
  *x = mx;
  *y = my;
  return area;
}

static void
measure_county (const BwAtlas *atlas,
                BwAtlasCounty *county)
{
  double best = 0;

  county->box = empty_box;
  for (guint i = 0; i < county->n_rings; i++)
    {
      double x, y, area = measure_ring (atlas, county->first_ring + i, &county->box, &x, &y);

      if (fabs (area) > fabs (best))
        {
          best = area;
          county->center.x = (gint32)lround (x / (3 * area));
          county->center.y = (gint32)lround (y / (3 * area));
        }
    }
  if (best == 0)
    county->center = county->box.low;
  county->center.x = CLAMP (county->center.x, county->box.low.x, county->box.high.x);
  county->center.y = CLAMP (county->center.y, county->box.low.y, county->box.high.y);
}

/* Works out the boxes and centres of counties, states, parts and the whole. */
static void
measure (BwAtlas *atlas)
{
  atlas->box = empty_box;
  for (guint i = 0; i < atlas->parts->len; i++)
    g_array_index (atlas->parts, Part, i).box = empty_box;
  for (guint i = 0; i < atlas->states->len; i++)
    {
      BwAtlasState *state = &g_array_index (atlas->states, BwAtlasState, i);
      double        weight = 0, x = 0, y = 0;

      state->box = empty_box;
      for (guint j = state->first; j < state->first + state->n; j++)
        {
          BwAtlasCounty *county = &g_array_index (atlas->counties, BwAtlasCounty, j);
          double         size;

          measure_county (atlas, county);
          size = ((double)county->box.high.x - county->box.low.x + 1) * ((double)county->box.high.y - county->box.low.y + 1);
          weight += size;
          x += size * county->center.x;
          y += size * county->center.y;
          grow_box (&state->box, &county->box);
          grow_box (&atlas->box, &county->box);
          grow_box (&g_array_index (atlas->parts, Part, county->part).box, &county->box);
        }
      if (weight > 0)
        state->center = (BwAtlasPoint) { (gint32)lround (x / weight), (gint32)lround (y / weight) };
    }
}

static void
read_zips (Reader  *reader,
           BwAtlas *atlas)
{
  guint  n = read_length (reader, 4);
  gint64 code = 0, county = 0, latitude = 0, longitude = 0;

  for (guint i = 0; i < n && reader->good; i++)
    {
      guint step = read_number (reader);
      Zip   zip;

      code += step;
      county += read_signed (reader);
      latitude += read_signed (reader);
      longitude += read_signed (reader);
      if ((i > 0 && step == 0) || code > 99999 || county < 0 || county >= atlas->counties->len ||
          ABS (latitude) > 900000 || ABS (longitude) > 3600000)
        reader->good = FALSE;
      zip = (Zip) { (guint)code, (gint32)county, latitude / 1e4f, longitude / 1e4f };
      g_array_append_val (atlas->zips, zip);
    }
  if (reader->at != reader->end)
    reader->good = FALSE;
}

/* Begins to read @bytes, which should start with @header. */
static gboolean
open_reader (Reader     *reader,
             GBytes     *bytes,
             const char *header,
             GError    **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < HEADER_SIZE || memcmp (data, header, HEADER_SIZE) != 0)
    {
      g_set_error_literal (error, BW_ATLAS_ERROR, BW_ATLAS_ERROR_FORMAT,
                           _ ("The map data is not of the kind that this version reads. Install the program anew."));
      return FALSE;
    }
  *reader = (Reader) { data + HEADER_SIZE, data + size, TRUE };
  return TRUE;
}

static gboolean
finish_reader (const Reader *reader,
               GError      **error)
{
  if (!reader->good)
    g_set_error_literal (error, BW_ATLAS_ERROR, BW_ATLAS_ERROR_DAMAGED,
                         _ ("The map data is damaged. Install the program anew."));
  return reader->good;
}

static BwAtlas *
new_empty (void)
{
  BwAtlas *atlas = g_new0 (BwAtlas, 1);

  g_atomic_ref_count_init (&atlas->refs);
  atlas->texts = g_string_chunk_new (4096);
  atlas->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  atlas->states = g_array_new (FALSE, FALSE, sizeof (BwAtlasState));
  atlas->counties = g_array_new (FALSE, FALSE, sizeof (BwAtlasCounty));
  atlas->points = g_array_new (FALSE, FALSE, sizeof (BwAtlasPoint));
  atlas->arcs = g_array_new (FALSE, FALSE, sizeof (BwAtlasArc));
  atlas->rings = g_array_new (FALSE, FALSE, sizeof (guint));
  atlas->ring_arcs = g_array_new (FALSE, FALSE, sizeof (gint32));
  atlas->first_neighbour = g_array_new (FALSE, FALSE, sizeof (guint));
  atlas->neighbours = g_array_new (FALSE, FALSE, sizeof (gint32));
  atlas->zips = g_array_new (FALSE, FALSE, sizeof (Zip));
  return atlas;
}

/* Reads the map from @map and the ZIP areas from @zips (nullable: none), as data/map/README.md describes them.
 * Returns: (transfer full) (nullable): %NULL when the bytes are not such data, or damaged. */
BwAtlas *
bw_atlas_new_from_bytes (GBytes  *map,
                         GBytes  *zips,
                         GError **error)
{
  g_autoptr (BwAtlas) atlas = new_empty ();
  Reader reader;

  if (!open_reader (&reader, map, map_header, error))
    return NULL;
  read_parts (&reader, atlas);
  read_states (&reader, atlas);
  read_arcs (&reader, atlas);
  read_counties (&reader, atlas);
  read_neighbours (&reader, atlas);
  if (!finish_reader (&reader, error))
    return NULL;
  measure (atlas);

  if (zips != NULL)
    {
      if (!open_reader (&reader, zips, zip_header, error))
        return NULL;
      read_zips (&reader, atlas);
      if (!finish_reader (&reader, error))
        return NULL;
    }
  return g_steal_pointer (&atlas);
}

/* Returns: (transfer full): @atlas. */
BwAtlas *
bw_atlas_ref (BwAtlas *atlas)
{
  g_atomic_ref_count_inc (&atlas->refs);
  return atlas;
}

/* Lets go of @atlas (transfer full). */
void
bw_atlas_unref (BwAtlas *atlas)
{
  if (!g_atomic_ref_count_dec (&atlas->refs))
    return;
  g_string_chunk_free (atlas->texts);
  g_array_unref (atlas->parts);
  g_array_unref (atlas->states);
  g_array_unref (atlas->counties);
  g_array_unref (atlas->points);
  g_array_unref (atlas->arcs);
  g_array_unref (atlas->rings);
  g_array_unref (atlas->ring_arcs);
  g_array_unref (atlas->first_neighbour);
  g_array_unref (atlas->neighbours);
  g_array_unref (atlas->zips);
  g_free (atlas);
}

/* How many states and territories there are. */
guint
bw_atlas_n_states (const BwAtlas *atlas)
{
  return atlas->states->len;
}

/* How many counties there are. */
guint
bw_atlas_n_counties (const BwAtlas *atlas)
{
  return atlas->counties->len;
}

/* How many pieces of border there are. */
guint
bw_atlas_n_arcs (const BwAtlas *atlas)
{
  return atlas->arcs->len;
}

/* How many ZIP areas are known. */
guint
bw_atlas_n_zips (const BwAtlas *atlas)
{
  return atlas->zips->len;
}

/* How many parts the map is drawn in: the 48 states and the insets. */
guint
bw_atlas_n_parts (const BwAtlas *atlas)
{
  return atlas->parts->len;
}

/* Returns: (transfer none): the state with index @state. */
const BwAtlasState *
bw_atlas_state (const BwAtlas *atlas,
                guint          state)
{
  return &g_array_index (atlas->states, BwAtlasState, state);
}

/* Returns: (transfer none): the county with index @county. */
const BwAtlasCounty *
bw_atlas_county (const BwAtlas *atlas,
                 guint          county)
{
  return &g_array_index (atlas->counties, BwAtlasCounty, county);
}

/* Returns: (transfer none): the piece of border with index @arc. */
const BwAtlasArc *
bw_atlas_arc (const BwAtlas *atlas,
              guint          arc)
{
  return &g_array_index (atlas->arcs, BwAtlasArc, arc);
}

/* Returns: (transfer none) (array length=n): the arcs around a ring, in their order; ~arc is one gone through
 * backwards.
 * Islands and holes are rings alike: what is inside is told by the even-odd rule. */
const gint32 *
bw_atlas_ring (const BwAtlas *atlas,
               guint          ring,
               guint         *n)
{
  guint first = g_array_index (atlas->rings, guint, ring);

  *n = g_array_index (atlas->rings, guint, ring + 1) - first;
  return &g_array_index (atlas->ring_arcs, gint32, first);
}

/* Returns: (transfer none) (array length=n): the counties that share a border with @county or are joined to it over
 * water, ascending. */
const gint32 *
bw_atlas_neighbours (const BwAtlas *atlas,
                     guint          county,
                     guint         *n)
{
  guint first = g_array_index (atlas->first_neighbour, guint, county);

  *n = g_array_index (atlas->first_neighbour, guint, county + 1) - first;
  return (const gint32 *)atlas->neighbours->data + first;
}

/* The extent of the whole map. */
BwAtlasBox
bw_atlas_box (const BwAtlas *atlas)
{
  return atlas->box;
}

static gboolean
ring_crossings_odd (const BwAtlas *atlas,
                    guint          ring,
                    double         x,
                    double         y)
{
  guint         n;
  const gint32 *arcs = bw_atlas_ring (atlas, ring, &n);
  gboolean      odd = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const BwAtlasArc   *arc = bw_atlas_arc (atlas, arcs[i] < 0 ? ~arcs[i] : arcs[i]);
      const BwAtlasPoint *p = arc->points;

      for (guint j = 1; j < arc->n; j++)
        if ((p[j - 1].y > y) != (p[j].y > y) &&
            x < p[j - 1].x + ((double)p[j].x - p[j - 1].x) * (y - p[j - 1].y) / ((double)p[j].y - p[j - 1].y))
          odd = !odd;
    }
  return odd;
}

/* The county at a place on the map (units), or %BW_ATLAS_NOWHERE. */
gint32
bw_atlas_county_at (const BwAtlas *atlas,
                    double         x,
                    double         y)
{
  for (guint i = 0; i < atlas->counties->len; i++)
    {
      const BwAtlasCounty *county = bw_atlas_county (atlas, i);
      gboolean             inside = FALSE;

      if (x < county->box.low.x || x > county->box.high.x || y < county->box.low.y || y > county->box.high.y)
        continue;
      for (guint ring = 0; ring < county->n_rings; ring++)
        inside ^= ring_crossings_odd (atlas, county->first_ring + ring, x, y);
      if (inside)
        return (gint32)i;
    }
  return BW_ATLAS_NOWHERE;
}

/* The county with the code @fips, or the one that covers most of it where the code is newer than the map;
 * %BW_ATLAS_NOWHERE for none. */
gint32
bw_atlas_find_county (const BwAtlas *atlas,
                      guint          fips)
{
  guint low = 0, high = atlas->counties->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      guint here = bw_atlas_county (atlas, middle)->fips;

      if (here == fips)
        return (gint32)middle;
      if (here < fips)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = 0; i < G_N_ELEMENTS (later_codes); i++)
    if (later_codes[i].later == fips)
      return bw_atlas_find_county (atlas, later_codes[i].county);
  return BW_ATLAS_NOWHERE;
}

/* The state called @name (nullable) or abbreviated so ("TX", "Texas"), whatever the case; %BW_ATLAS_NOWHERE for none.
 * */
gint32
bw_atlas_find_state (const BwAtlas *atlas,
                     const char    *name)
{
  g_autofree char *wanted = name != NULL ? g_strstrip (g_strdup (name)) : NULL;

  if (wanted == NULL || *wanted == '\0')
    return BW_ATLAS_NOWHERE;
  for (guint i = 0; i < atlas->states->len; i++)
    if (g_ascii_strcasecmp (bw_atlas_state (atlas, i)->postal, wanted) == 0 ||
        g_ascii_strcasecmp (bw_atlas_state (atlas, i)->name, wanted) == 0)
      return (gint32)i;
  return BW_ATLAS_NOWHERE;
}

/* Where a point (degrees) lies on the map. Returns %FALSE when it lies in none of its parts. */
gboolean
bw_atlas_project (const BwAtlas *atlas,
                  double         latitude,
                  double         longitude,
                  double        *x,
                  double        *y)
{
  if (!isfinite (latitude) || !isfinite (longitude))
    return FALSE;
  for (guint i = 0; i < atlas->parts->len; i++)
    {
      const Part *part = &g_array_index (atlas->parts, Part, i);

      if (latitude < part->low_latitude || latitude > part->high_latitude ||
          fabs (wrap_degrees (longitude - part->meridian)) > part->half_width)
        continue;
      project_raw (part, latitude, longitude, x, y);
      *x = part->place_x + part->radius * (*x - part->x0);
      *y = part->place_y - part->radius * (*y - part->y0);
      return TRUE;
    }
  return FALSE;
}

static guint
common_digits (guint a,
               guint b)
{
  guint n = ZIP_DIGITS;

  while (a != b && n > 0)
    {
      a /= 10;
      b /= 10;
      n--;
    }
  return n;
}

/* Reads the five digits of a ZIP code, also from "78701-1234" or, where zeros were lost, "2138". */
static gboolean
parse_zip (const char *code,
           guint      *value)
{
  guint digits = 0;

  *value = 0;
  while (g_ascii_isspace (*code))
    code++;
  for (; g_ascii_isdigit (*code) && digits < ZIP_DIGITS; code++, digits++)
    *value = *value * 10 + (guint)(*code - '0');
  while (g_ascii_isspace (*code))
    code++;
  return digits >= MIN_PREFIX && (*code == '\0' || *code == '-' || (digits == ZIP_DIGITS && g_ascii_isdigit (*code)));
}

/* Where the ZIP area @code (nullable) lies: its centre in degrees and its county. Where there is no such area, the
 * nearest code that agrees in at least three digits stands in for it. Returns %FALSE when there is none. */
gboolean
bw_atlas_find_zip (const BwAtlas *atlas,
                   const char    *code,
                   double        *latitude,
                   double        *longitude,
                   gint32        *county)
{
  guint      wanted, low = 0, high = atlas->zips->len;
  const Zip *best = NULL;

  if (code == NULL || !parse_zip (code, &wanted))
    return FALSE;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (atlas->zips, Zip, middle).code < wanted)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low > 0 ? low - 1 : 0; i <= low && i < atlas->zips->len; i++)
    {
      const Zip *zip = &g_array_index (atlas->zips, Zip, i);
      guint      digits = common_digits (zip->code, wanted);

      if (digits >= MIN_PREFIX && (best == NULL || digits > common_digits (best->code, wanted) ||
                                   (digits == common_digits (best->code, wanted) &&
                                    ABS ((int)zip->code - (int)wanted) < ABS ((int)best->code - (int)wanted))))
        best = zip;
    }
  if (best == NULL)
    return FALSE;
  *latitude = best->latitude;
  *longitude = best->longitude;
  *county = best->county;
  return TRUE;
}
