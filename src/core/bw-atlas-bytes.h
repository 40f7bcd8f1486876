/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and texts in the bytes of the map data. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads numbers from bytes; once something is wrong everything reads as 0. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      good;
} BwAtlasBytes;

gboolean    bw_atlas_bytes_open (BwAtlasBytes *bytes,
                                 GBytes       *data,
                                 const char   *header,
                                 GError      **error);
gboolean    bw_atlas_bytes_close (const BwAtlasBytes *bytes,
                                  GError            **error);
guint       bw_atlas_bytes_number (BwAtlasBytes *bytes);
gint32      bw_atlas_bytes_signed (BwAtlasBytes *bytes);
guint       bw_atlas_bytes_length (BwAtlasBytes *bytes,
                                   gsize         item_size);
const char *bw_atlas_bytes_text (BwAtlasBytes *bytes,
                                 GStringChunk *texts);
gboolean    bw_atlas_bytes_arc (BwAtlasBytes *bytes,
                                guint         n_arcs,
                                gint64       *last,
                                gint32       *arc);

G_END_DECLS
