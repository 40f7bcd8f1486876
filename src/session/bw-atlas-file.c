/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed map data.
 *
 * Looked for in $BELLWETHER_MAP_DIR, then where the program is installed, then, in a checkout, in the source. It takes
 * 10 ms to read and never changes, so each opening of a project reads it anew rather than keeping it in a global
 * place. */

#include "session/bw-atlas-file.h"

#include <glib/gi18n-lib.h>

#include "bw-config.h"

#include "core/bw-time-zone.h"

static GBytes *
read_file (const char *folder,
           const char *name,
           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "map", name, NULL);
  char            *data;
  gsize            size;

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* Reads the map of the United States with its ZIP areas, the world and its time zones.
 * Returns: (transfer full) (nullable): %NULL when it is not installed, or damaged. */
BwAtlas *
bw_atlas_file_load (GError **error)
{
  const char *const folders[] = { g_getenv ("BELLWETHER_MAP_DIR"), BW_PKGDATADIR, BW_SOURCE_DATADIR };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GBytes) map = NULL;
      g_autoptr (GBytes) zips = NULL;
      g_autoptr (GBytes) world = NULL;
      g_autoptr (GBytes) zones = NULL;
      g_autoptr (BwAtlas) atlas = NULL;
      g_autoptr (GError) local_error = NULL;

      if (folders[i] == NULL || *folders[i] == '\0')
        continue;
      map = read_file (folders[i], "us.bwmap", &local_error);
      if (map == NULL && g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        continue;
      if (map != NULL)
        zips = read_file (folders[i], "us-zip.bwzip", &local_error);
      if (zips == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      atlas = bw_atlas_new_from_bytes (map, zips, error);
      world = atlas != NULL ? read_file (folders[i], "world.bwworld", error) : NULL;
      zones = world != NULL && bw_atlas_add_world (atlas, world, error) ? read_file (folders[i], "zones.bwzone", error) : NULL;
      return zones != NULL && bw_time_zone_add (atlas, zones, error) ? g_steal_pointer (&atlas) : NULL;
    }
  g_set_error (error, BW_ATLAS_ERROR, BW_ATLAS_ERROR_FORMAT,
               _ ("The map data is not installed: there is no map/us.bwmap in “%s”. Install the program anew."),
               BW_PKGDATADIR);
  return NULL;
}
