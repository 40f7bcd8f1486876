/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which time zone a place lies.
 *
 * The data parts the world into squares, each of one zone or of four quarters (a quadtree; R. Finkel and J. Bentley, Acta Informatica 4,
 * 1974), down to 1.6 km. It is read as it stands: one byte a square, and found again by where the quarters of each square begin; so a
 * look-up takes some ten steps. Zones over the open sea are those of the degrees ("Etc/GMT+3"). How far a zone is from UTC is asked
 * of the system's own zone data, which knows of daylight saving. */

#include "core/bw-time-zone.h"

#include <math.h>
#include <string.h>

#include "core/bw-atlas-bytes.h"
#include "core/bw-atlas-private.h"

enum
{
  WIDE = 48,
  HIGH = 24,
  MAX_DEPTH = 16,
};

struct BwZones
{
  GStringChunk *texts;
  GPtrArray    *names;    /* (element-type utf8) */
  GArray       *quarters; /* guint32[4]: of squares with quarters */
  guint32       top[WIDE * HIGH];
};

static const char zone_header[8] = { 'B', 'W', 'Z', 'O', 'N', 0, 0, 1 };

/* What a square is: a zone, or with the highest bit the index of its quarters. */
#define HAS_QUARTERS 0x80000000u

/* Frees @zones (transfer full). */
void
bw_zones_free (BwZones *zones)
{
  g_string_chunk_free (zones->texts);
  g_ptr_array_unref (zones->names);
  g_array_unref (zones->quarters);
  g_free (zones);
}

/* Reads a square and all that is in it. */
static guint32
read_square (BwAtlasBytes *bytes,
             BwZones      *zones,
             guint32      *last,
             guint         depth)
{
  guint   code = bw_atlas_bytes_number (bytes);
  guint32 own[4] = { 0 }, index;

  if (depth > MAX_DEPTH || code > zones->names->len + 1)
    bytes->good = FALSE;
  if (!bytes->good)
    return 0;
  if (code > 0)
    {
      *last = code > 1 ? code - 2 : *last;
      return *last;
    }
  index = zones->quarters->len;
  g_array_append_vals (zones->quarters, own, 1);
  for (guint i = 0; i < 4; i++)
    own[i] = read_square (bytes, zones, last, depth + 1);
  memcpy (zones->quarters->data + (gsize)index * sizeof own, own, sizeof own);
  return index | HAS_QUARTERS;
}

/* Gives @atlas, the map of the counties, the time zones in @data, as data/map/README.md describes them. Before anybody else has it. */
gboolean
bw_time_zone_add (BwAtlas *atlas,
                  GBytes  *data,
                  GError **error)
{
  BwZones     *zones;
  BwAtlasBytes bytes;
  guint        n;
  guint32      last = 0;

  if (!bw_atlas_bytes_open (&bytes, data, zone_header, error))
    return FALSE;
  zones = g_new0 (BwZones, 1);
  zones->texts = g_string_chunk_new (4096);
  zones->names = g_ptr_array_new ();
  zones->quarters = g_array_new (FALSE, FALSE, sizeof (guint32[4]));
  n = bw_atlas_bytes_length (&bytes, 1);
  for (guint i = 0; i < n && bytes.good; i++)
    g_ptr_array_add (zones->names, (gpointer)bw_atlas_bytes_text (&bytes, zones->texts));
  if (n == 0)
    bytes.good = FALSE;
  for (guint i = 0; i < WIDE * HIGH && bytes.good; i++)
    zones->top[i] = read_square (&bytes, zones, &last, 0);
  if (bytes.at != bytes.end)
    bytes.good = FALSE;
  if (!bw_atlas_bytes_close (&bytes, error))
    {
      bw_zones_free (zones);
      return FALSE;
    }
  g_clear_pointer (&atlas->zones, bw_zones_free);
  atlas->zones = zones;
  return TRUE;
}

/* The zone of a place (degrees), such as "America/Chicago".
 * Returns: (transfer none) (nullable): %NULL without data, or when the place is unknown. */
const char *
bw_time_zone_at (const BwAtlas *atlas,
                 double         latitude,
                 double         longitude)
{
  const BwZones *zones = bw_atlas_get_base (atlas)->zones;
  double         x, y;
  guint32        square;

  if (zones == NULL || !(fabs (latitude) <= 90) || !(fabs (longitude) <= 180))
    return NULL;
  x = MIN ((180 + longitude) * WIDE / 360, WIDE - 1e-9);
  y = MIN ((90 - latitude) * HIGH / 180, HIGH - 1e-9);
  square = zones->top[(guint)y * WIDE + (guint)x];
  while (square & HAS_QUARTERS)
    {
      x = (x - floor (x)) * 2;
      y = (y - floor (y)) * 2;
      square = ((const guint32 *)(gpointer)zones->quarters->data)[4 * (gsize)(square & ~HAS_QUARTERS) + (guint)y * 2 + (guint)x];
    }
  return g_ptr_array_index (zones->names, square);
}

/* The city after which @zone is named.
 * Returns: (transfer full): "Buenos Aires" of "America/Argentina/Buenos_Aires". */
char *
bw_time_zone_dup_city (const char *zone)
{
  const char *slash = strrchr (zone, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : zone), "_", ' ');
}

/* How many hours clocks in @zone are ahead of UTC at @at (seconds since 1970); NaN when the system does not know the zone. */
double
bw_time_zone_hours (const char *zone,
                    gint64      at)
{
  g_autoptr (GTimeZone) own = g_time_zone_new_identifier (zone);
  int interval = own != NULL ? g_time_zone_find_interval (own, G_TIME_TYPE_UNIVERSAL, at) : -1;

  return interval >= 0 ? g_time_zone_get_offset (own, interval) / 3600.0 : NAN;
}
