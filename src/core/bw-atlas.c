/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps: units that territories are made of, where they lie, and what lies where.
 *
 * The borders come as arcs, pieces between two corners, each shared by at most two units. So the neighbours
 * need no list of their own, every border can be drawn once, and a parent's border is the arcs whose two sides lie in
 * different parents. Positions are already projected; the projection's parameters come with the map, so that points
 * can be brought onto the same plane and back.
 *
 * The map of the counties is the one that is read (bw-atlas-read.c); the others are made from it and from the world's data when they
 * are first asked for (bw-atlas-maps.c), belong to it and live as long as it does: a reference to any of them is one to all.
 *
 * Finding the unit at a point: bounding boxes in turn, then the even-odd rule along the rings; about 10 us, 40 us with the 33,791 ZIP
 * areas. */

#include "core/bw-atlas-private.h"

#include <math.h>

enum
{
  MIN_PREFIX = 3, /* digits of a ZIP code that must agree */
  ZIP_DIGITS = 5,
};

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

/* Returns: (transfer full): @atlas. */
BwAtlas *
bw_atlas_ref (BwAtlas *atlas)
{
  g_atomic_ref_count_inc (&(atlas->base != NULL ? atlas->base : atlas)->refs);
  return atlas;
}

static void
free_atlas (gpointer data)
{
  BwAtlas *atlas = data;

  g_clear_pointer (&atlas->maps, g_hash_table_unref);
  g_string_chunk_free (atlas->texts);
  g_array_unref (atlas->parts);
  g_array_unref (atlas->parents);
  g_array_unref (atlas->units);
  g_array_unref (atlas->points);
  g_array_unref (atlas->arcs);
  g_array_unref (atlas->rings);
  g_array_unref (atlas->ring_arcs);
  g_array_unref (atlas->first_neighbour);
  g_array_unref (atlas->neighbours);
  g_array_unref (atlas->zips);
  g_clear_pointer (&atlas->by_code, g_hash_table_unref);
  g_free (atlas->within);
  g_clear_pointer (&atlas->world, bw_world_free);
  g_clear_pointer (&atlas->zones, bw_zones_free);
  g_mutex_clear (&atlas->lock);
  g_free (atlas);
}

/* Lets go of @atlas (transfer full). */
void
bw_atlas_unref (BwAtlas *atlas)
{
  BwAtlas *base = atlas->base != NULL ? atlas->base : atlas;

  if (g_atomic_ref_count_dec (&base->refs))
    free_atlas (base);
}

/* Makes @map (transfer full) one of @base's under @name. */
void
bw_atlas_keep_map (BwAtlas    *base,
                   const char *name,
                   BwAtlas    *map)
{
  if (base->maps == NULL)
    base->maps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_atlas);
  map->base = base;
  g_hash_table_insert (base->maps, g_strdup (name), map);
}

/* What its units are. */
BwAtlasKind
bw_atlas_get_kind (const BwAtlas *atlas)
{
  return atlas->kind;
}

/* How many parents there are, such as states. */
guint
bw_atlas_n_parents (const BwAtlas *atlas)
{
  return atlas->parents->len;
}

/* How many units there are. */
guint
bw_atlas_n_units (const BwAtlas *atlas)
{
  return atlas->units->len;
}

/* How many pieces of border there are. */
guint
bw_atlas_n_arcs (const BwAtlas *atlas)
{
  return atlas->arcs->len;
}

/* How many ZIP areas are known to the map of the counties. */
guint
bw_atlas_n_zips (const BwAtlas *atlas)
{
  return atlas->zips->len;
}

/* How many parts the map is drawn in: the main one and the insets. */
guint
bw_atlas_n_parts (const BwAtlas *atlas)
{
  return atlas->parts->len;
}

/* Returns: (transfer none): the state with index @state. */
const BwAtlasParent *
bw_atlas_parent (const BwAtlas *atlas,
                 guint          state)
{
  return &g_array_index (atlas->parents, BwAtlasParent, state);
}

/* Returns: (transfer none): the unit with index @unit. */
const BwAtlasUnit *
bw_atlas_unit (const BwAtlas *atlas,
               guint          unit)
{
  return &g_array_index (atlas->units, BwAtlasUnit, unit);
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

/* Returns: (transfer none) (array length=n): the units that share a border with @unit or are joined to it over water, ascending. */
const gint32 *
bw_atlas_neighbours (const BwAtlas *atlas,
                     guint          unit,
                     guint         *n)
{
  guint first = g_array_index (atlas->first_neighbour, guint, unit);

  *n = g_array_index (atlas->first_neighbour, guint, unit + 1) - first;
  return (const gint32 *)(gpointer)atlas->neighbours->data + first;
}

/* The extent of the whole map. */
BwAtlasBox
bw_atlas_box (const BwAtlas *atlas)
{
  return atlas->box;
}

/* Whether (@x, @y) lies within a ring: a line from it to the left crosses the ring an odd number of times. */
gboolean
bw_atlas_ring_has (const BwAtlas *atlas,
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

/* Whether (@x, @y) lies within @unit. */
gboolean
bw_atlas_unit_has (const BwAtlas *atlas,
                   guint          unit,
                   double         x,
                   double         y)
{
  const BwAtlasUnit *own = bw_atlas_unit (atlas, unit);
  gboolean           inside = FALSE;

  if (x < own->box.low.x || x > own->box.high.x || y < own->box.low.y || y > own->box.high.y)
    return FALSE;
  for (guint ring = 0; ring < own->n_rings; ring++)
    inside ^= bw_atlas_ring_has (atlas, own->first_ring + ring, x, y);
  return inside;
}

/* The unit at a place on the map (units), or %BW_ATLAS_NOWHERE. */
gint32
bw_atlas_unit_at (const BwAtlas *atlas,
                  double         x,
                  double         y)
{
  for (guint i = 0; i < atlas->units->len; i++)
    if (bw_atlas_unit_has (atlas, i, x, y))
      return (gint32)i;
  return BW_ATLAS_NOWHERE;
}

/* Fills the table of codes, once all units are there. */
void
bw_atlas_index_codes (BwAtlas *atlas)
{
  atlas->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < atlas->units->len; i++)
    g_hash_table_insert (atlas->by_code, (gpointer)bw_atlas_unit (atlas, i)->code, GUINT_TO_POINTER (i + 1));
}

/* The unit with the code @code ("48453", "DE-BY"), or %BW_ATLAS_NOWHERE. */
gint32
bw_atlas_find_unit (const BwAtlas *atlas,
                    const char    *code)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (atlas->by_code, code)) - 1;
}

/* The county with the code @fips, or the one that covers most of it where the code is newer than the map;
 * %BW_ATLAS_NOWHERE for none. Of the map of the counties. */
gint32
bw_atlas_find_county (const BwAtlas *atlas,
                      guint          fips)
{
  char   code[16];
  gint32 found;

  g_snprintf (code, sizeof code, "%05u", fips);
  found = bw_atlas_find_unit (atlas, code);
  for (guint i = 0; found == BW_ATLAS_NOWHERE && i < G_N_ELEMENTS (later_codes); i++)
    if (later_codes[i].later == fips)
      return bw_atlas_find_county (atlas, later_codes[i].county);
  return found;
}

/* The parent called @name (nullable) or with that code ("TX", "Texas"), whatever the case; %BW_ATLAS_NOWHERE for none. */
gint32
bw_atlas_find_parent (const BwAtlas *atlas,
                      const char    *name)
{
  g_autofree char *wanted = name != NULL ? g_strstrip (g_strdup (name)) : NULL;

  if (wanted == NULL || *wanted == '\0')
    return BW_ATLAS_NOWHERE;
  for (guint i = 0; i < atlas->parents->len; i++)
    if (g_ascii_strcasecmp (bw_atlas_parent (atlas, i)->code, wanted) == 0 ||
        g_ascii_strcasecmp (bw_atlas_parent (atlas, i)->name, wanted) == 0)
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
      const BwAtlasPart *part = &g_array_index (atlas->parts, BwAtlasPart, i);

      if (latitude < part->low_latitude || latitude > part->high_latitude ||
          fabs (bw_globe_wrap (longitude - part->meridian)) > part->half_width)
        continue;
      bw_atlas_part_project (part, latitude, longitude, x, y);
      *x = part->place_x + part->radius * (*x - part->x0);
      *y = part->place_y - part->radius * (*y - part->y0);
      return TRUE;
    }
  return FALSE;
}

/* Which point of the earth (degrees) is drawn at a place of the map in its part number @part. */
void
bw_atlas_unproject (const BwAtlas *atlas,
                    guint          part,
                    double         x,
                    double         y,
                    double        *latitude,
                    double        *longitude)
{
  const BwAtlasPart *own = &g_array_index (atlas->parts, BwAtlasPart, part);

  bw_atlas_part_unproject (own, own->x0 + (x - own->place_x) / own->radius, own->y0 - (y - own->place_y) / own->radius, latitude, longitude);
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
 * nearest code that agrees in at least three digits stands in for it. Returns %FALSE when there is none. Of the map of the counties. */
gboolean
bw_atlas_find_zip (const BwAtlas *atlas,
                   const char    *code,
                   double        *latitude,
                   double        *longitude,
                   gint32        *county)
{
  guint             wanted, low = 0, high = atlas->zips->len;
  const BwAtlasZip *best = NULL;

  if (code == NULL || !parse_zip (code, &wanted))
    return FALSE;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (atlas->zips, BwAtlasZip, middle).code < wanted)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low > 0 ? low - 1 : 0; i <= low && i < atlas->zips->len; i++)
    {
      const BwAtlasZip *zip = &g_array_index (atlas->zips, BwAtlasZip, i);
      guint             digits = common_digits (zip->code, wanted);

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
