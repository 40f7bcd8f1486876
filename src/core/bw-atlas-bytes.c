/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and texts in the bytes of the map data, as data/map/README.md describes them.
 *
 * The bytes come from outside: a number that does not fit, a length that the rest of the bytes cannot hold, a text that is no UTF-8
 * make the reader bad, and from then on all that it gives is 0, so that whoever reads has to look once, at the end. */

#include "core/bw-atlas-bytes.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-atlas.h"

enum
{
  HEADER_SIZE = 8,
};

G_DEFINE_QUARK (bw_atlas_error, bw_atlas_error)

/* Begins to read @data, which should start with the eight bytes of @header. */
gboolean
bw_atlas_bytes_open (BwAtlasBytes *bytes,
                     GBytes       *data,
                     const char   *header,
                     GError      **error)
{
  gsize         size;
  const guint8 *start = g_bytes_get_data (data, &size);

  if (size < HEADER_SIZE || memcmp (start, header, HEADER_SIZE) != 0)
    {
      g_set_error_literal (error, BW_ATLAS_ERROR, BW_ATLAS_ERROR_FORMAT,
                           _ ("The map data is not of the kind that this version reads. Install the program anew."));
      return FALSE;
    }
  *bytes = (BwAtlasBytes) { start + HEADER_SIZE, start + size, TRUE };
  return TRUE;
}

/* Whether all was good so far. */
gboolean
bw_atlas_bytes_close (const BwAtlasBytes *bytes,
                      GError            **error)
{
  if (!bytes->good)
    g_set_error_literal (error, BW_ATLAS_ERROR, BW_ATLAS_ERROR_DAMAGED,
                         _ ("The map data is damaged. Install the program anew."));
  return bytes->good;
}

/* A number of seven bits a byte, lowest first. */
guint
bw_atlas_bytes_number (BwAtlasBytes *bytes)
{
  guint64 value = 0;

  for (int shift = 0; shift <= 28; shift += 7)
    {
      guint8 byte;

      if (!bytes->good || bytes->at == bytes->end)
        break;
      byte = *bytes->at++;
      value |= (guint64)(byte & 0x7f) << shift;
      if (!(byte & 0x80))
        {
          if (value <= G_MAXINT32)
            return (guint)value;
          break;
        }
    }
  bytes->good = FALSE;
  return 0;
}

/* A number that may be negative. */
gint32
bw_atlas_bytes_signed (BwAtlasBytes *bytes)
{
  guint value = bw_atlas_bytes_number (bytes);

  return value & 1 ? -(gint32)(value >> 1) - 1 : (gint32)(value >> 1);
}

/* A length of a list whose items take at least @item_size bytes each: a length that the rest of the bytes cannot hold
 * is refused before anything is allocated for it. */
guint
bw_atlas_bytes_length (BwAtlasBytes *bytes,
                       gsize         item_size)
{
  guint length = bw_atlas_bytes_number (bytes);

  if (length > (gsize)(bytes->end - bytes->at) / item_size)
    {
      bytes->good = FALSE;
      return 0;
    }
  return length;
}

/* Returns: (transfer none): a text, kept in @texts. */
const char *
bw_atlas_bytes_text (BwAtlasBytes *bytes,
                     GStringChunk *texts)
{
  guint       length = bw_atlas_bytes_length (bytes, 1);
  const char *text = (const char *)bytes->at;

  if (!bytes->good || !g_utf8_validate_len (text, length, NULL))
    {
      bytes->good = FALSE;
      return "";
    }
  bytes->at += length;
  return g_string_chunk_insert_len (texts, text, length);
}

/* One of @n_arcs arcs in a ring, ~arc when it is gone through backwards; @last is the one before. */
gboolean
bw_atlas_bytes_arc (BwAtlasBytes *bytes,
                    guint         n_arcs,
                    gint64       *last,
                    gint32       *arc)
{
  guint  code = bw_atlas_bytes_number (bytes);
  gint64 index = *last + (code & 2 ? -(gint64)(code >> 2) : (gint64)(code >> 2));

  if (index < 0 || index >= n_arcs)
    {
      bytes->good = FALSE;
      return FALSE;
    }
  *arc = code & 1 ? ~(gint32)index : (gint32)index;
  *last = index;
  return bytes->good;
}
