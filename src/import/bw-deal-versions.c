/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that a file has in several versions.
 *
 * Of rows with the same id the one counts that was changed last. Hardly a file has any, so a filter of bits by the ids'
 * hashes (Bloom, Space/time trade-offs in hash coding with allowable errors, CACM 1970) first finds which ids may be there
 * twice: a twentieth of a million rows. Only these are looked at. */

#include "core/bw-text-index.h"
#include "import/bw-deal-rows.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum
{
  BITS_A_ROW = 16,
  LEAST_BITS = 1024,
  PROGRESS_ROWS = 1 << 15, /* between two signs of it */
};

typedef struct
{
  guint8 *met;   /* a bit for each hash that a row had */
  guint8 *twice; /* for each that a second row had */
  gsize   mask;
} Filter;

static gsize
bit_of (const Filter     *filter,
        const BwDealRows *rows,
        guint             i)
{
  const char *ref = bw_pool_get (rows->pool, bw_deal_rows_get (rows, i)->ref);

  return XXH3_64bits (ref, bw_ref_length (ref)) & filter->mask;
}

/* Finds which ids may stand twice, and says of the rows with others that they do not. @source is told that it goes on. */
static void
fill_filter (Filter     *filter,
             BwDealRows *rows,
             BwSource   *source)
{
  gsize bits = LEAST_BITS;

  while (bits < (gsize)rows->rows->len * BITS_A_ROW)
    bits *= 2;
  filter->mask = bits - 1;
  filter->met = g_malloc0 (bits / 8);
  filter->twice = g_malloc0 (bits / 8);
  for (guint i = 0; i < rows->rows->len; i++)
    {
      gsize  at = bit_of (filter, rows, i);
      guint8 bit = (guint8)(1 << at % 8);

      if (i % PROGRESS_ROWS == 0)
        bw_source_go_on (0, source);
      filter->twice[at / 8] |= filter->met[at / 8] & bit;
      filter->met[at / 8] |= bit;
    }
  for (guint i = 0; i < rows->rows->len; i++)
    {
      BwDealRow *row = bw_deal_rows_get (rows, i);
      gsize      at = bit_of (filter, rows, i);

      if (i % PROGRESS_ROWS == 0)
        bw_source_go_on (0, source);
      row->once = row->ref != 0 && !(filter->twice[at / 8] & 1 << at % 8);
    }
}

static gboolean
is_later (const BwDealRow *row,
          const BwDealRow *other)
{
  return row->modified > other->modified || (row->modified == other->modified && row->modified_time > other->modified_time);
}

/* Finds which rows the file has in a later version too, by when they were changed, and whose ids stand in no other.
 * Returns: (transfer full) (nullable): one for each row; %NULL when the file does not tell or has no id twice. */
guint8 *
bw_deal_rows_find_outdated (BwDealRows *rows,
                            BwSource   *source)
{
  gboolean    tells = bw_source_has (source, BW_IMPORT_MODIFIED);
  BwTextIndex index;
  Filter      filter;
  guint8     *outdated = NULL;

  if (!bw_source_has (source, BW_IMPORT_ID) || (!tells && !rows->all_new))
    return NULL;
  fill_filter (&filter, rows, source);
  bw_text_index_init (&index, rows->pool, rows->rows->len / BITS_A_ROW);
  for (guint i = 0; i < rows->rows->len && tells; i++)
    {
      const BwDealRow *row = bw_deal_rows_get (rows, i);
      gint32           before;
      gboolean         later;

      if (i % PROGRESS_ROWS == 0)
        bw_source_go_on (0, source);
      if (row->ref == 0 || row->once)
        continue;
      before = bw_text_index_find (&index, bw_pool_get (rows->pool, row->ref));
      if (before < 0)
        {
          bw_text_index_add (&index, row->ref, (gint32)i);
          continue;
        }
      later = is_later (row, bw_deal_rows_get (rows, before));
      if (outdated == NULL)
        outdated = g_new0 (guint8, rows->rows->len);
      outdated[later ? (guint)before : i] = TRUE;
      if (later)
        bw_text_index_replace (&index, row->ref, (gint32)i);
    }
  bw_text_index_clear (&index);
  g_free (filter.met);
  g_free (filter.twice);
  return outdated;
}
