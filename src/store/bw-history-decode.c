/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the compact form of a history, which bw-history-encode.c tells of.
 *
 * One pass over the deals that fills in each one's changes from the last to the first, indexes them, and checks each value: what was made on
 * purpose to lead outside is refused. The tables are checked once, before. O(changes). */

#include "store/bw-history-coding.h"

#include "core/bw-block.h"
#include "store/bw-history-shape.h"

/* A shape of the table. */
typedef struct
{
  BwHistoryShape head;
  guint          size;    /* bytes of the values of an event */
  const guint8  *entries; /* two bytes for each change */
} Shape;

typedef struct
{
  const guint8 *values; /* of 32 bits each, not aligned */
  guint         n;
} List;

typedef struct
{
  const BwHistoryLimits *limits;
  BwHistoryState         state;
  BwHistoryOrigin       *origins;
  guint32               *days; /* the last one of each origin */
  guint                  n_origins;
  List                   lists[BW_MAX_FIELDS];
  Shape                 *shapes;
  guint                  n_shapes;
  const guint8          *symbols, *symbols_end;
  const guint8          *values, *values_end;
  BwChange              *changes;
} Decoder;

/* The number in the first @length of the eight bytes at @from. */
static inline guint64
get (const guint8 *from,
     guint         length)
{
  static const guint64 masks[9] = { 0,
                                    0xff,
                                    0xffff,
                                    0xffffff,
                                    0xffffffff,
                                    G_GUINT64_CONSTANT (0xffffffffff),
                                    G_GUINT64_CONSTANT (0xffffffffffff),
                                    G_GUINT64_CONSTANT (0xffffffffffffff),
                                    G_MAXUINT64 };
  guint64              bytes;

  memcpy (&bytes, from, sizeof bytes);
  return GUINT64_FROM_LE (bytes) & masks[length];
}

/* ---- Tables ---- */

/* Bytes that are read from the front. */
typedef struct
{
  const guint8 *at;
  gsize         left;
} Part;

/* Returns: (transfer none) (nullable): the next @size bytes of @part; %NULL when there are not so many. */
static const guint8 *
take (Part *part,
      gsize size)
{
  const guint8 *bytes = part->at;

  if (size > part->left)
    return NULL;
  part->at += size;
  part->left -= size;
  return bytes;
}

/* Reads how many things of @size bytes or more follow. */
static gboolean
take_count (Part  *part,
            gsize  size,
            guint *n)
{
  guint32       number;
  const guint8 *bytes = take (part, sizeof number);

  if (bytes == NULL)
    return FALSE;
  memcpy (&number, bytes, sizeof number);
  *n = number;
  return number <= part->left / size;
}

static gboolean
read_origins (Decoder *decoder,
              Part    *part)
{
  guint n;

  if (!take_count (part, sizeof (BwHistoryOrigin), &n))
    return FALSE;
  decoder->n_origins = n;
  decoder->origins = g_new (BwHistoryOrigin, MAX (n, 1));
  decoder->days = g_new0 (guint32, MAX (n, 1));
  if (n > 0)
    memcpy (decoder->origins, take (part, n * sizeof (BwHistoryOrigin)), n * sizeof (BwHistoryOrigin));
  for (guint i = 0; i < n; i++)
    if (decoder->origins[i].source > BW_TIME_PERSON || decoder->origins[i].import < -1 ||
        decoder->origins[i].import >= decoder->limits->n_imports)
      return FALSE;
  return TRUE;
}

static gboolean
read_lists (Decoder *decoder,
            Part    *part)
{
  guint n;

  if (!take_count (part, 2 * sizeof (guint32), &n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint32       field;
      guint         length;
      const guint8 *bytes = take (part, sizeof field);

      if (bytes == NULL || !take_count (part, sizeof (guint32), &length))
        return FALSE;
      memcpy (&field, bytes, sizeof field);
      if (field >= decoder->limits->n_fields)
        return FALSE;
      decoder->lists[field] = (List) { part->at, length };
      take (part, length * sizeof (guint32));
    }
  return TRUE;
}

/* Checks the changes of @shape, and counts the bytes that its values take. */
static gboolean
check_entries (const Decoder *decoder,
               Shape         *shape)
{
  for (guint i = 0; i < shape->head.n; i++)
    {
      guint field = shape->entries[2 * i], old = shape->entries[2 * i + 1] & 0x0f, value = shape->entries[2 * i + 1] >> 4;

      if (field >= decoder->limits->n_fields || value > 8 || old >= BW_OLD_END || old == BW_OLD_LISTED ||
          (old > BW_OLD_LISTED && decoder->lists[field].n == 0))
        return FALSE;
      shape->size += value;
      if (old <= BW_OLD_MAX_LENGTH)
        shape->size += old;
      else if (old > BW_OLD_LISTED)
        shape->size += old - BW_OLD_LISTED;
    }
  return TRUE;
}

static gboolean
read_shapes (Decoder *decoder,
             Part    *part)
{
  guint n;

  if (!take_count (part, sizeof (BwHistoryShape) + 2, &n))
    return FALSE;
  decoder->n_shapes = n;
  decoder->shapes = g_new (Shape, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      Shape        *shape = &decoder->shapes[i];
      const guint8 *head = take (part, sizeof (BwHistoryShape));

      if (head == NULL)
        return FALSE;
      memcpy (&shape->head, head, sizeof (BwHistoryShape));
      shape->size = shape->head.day <= BW_DAY_MAX_LENGTH ? shape->head.day : 0;
      if (shape->head.origin >= decoder->n_origins || shape->head.day > BW_DAY_CLOSE || shape->head.n == 0 ||
          shape->head.n > BW_CODED_MAX_EVENT || shape->head.ordinal + shape->head.n - 1 > G_MAXUINT16)
        return FALSE;
      shape->entries = take (part, 2 * (gsize)shape->head.n);
      if (shape->entries == NULL || !check_entries (decoder, shape))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_tables (Decoder      *decoder,
             const guint8 *bytes,
             gsize         size)
{
  Part part = { bytes, size };

  return read_origins (decoder, &part) && read_lists (decoder, &part) && read_shapes (decoder, &part) && part.left == 0;
}

/* ---- Changes ---- */

/* Returns: (transfer none) (nullable): the shape of the next event. */
static const Shape *
next_shape (Decoder *decoder)
{
  const guint8 *at = decoder->symbols;
  gsize         left = (gsize)(decoder->symbols_end - at);
  guint         symbol, length;

  if (left == 0)
    return NULL;
  /* The values stand behind the symbols, and the padding behind these. */
  symbol = at[0];
  length = symbol < BW_SYMBOL_BYTE_END ? 1 : symbol < BW_SYMBOL_LONG ? 2
                                                                     : 5;
  if (length > left)
    return NULL;
  if (length == 2)
    symbol = BW_SYMBOL_BYTE_END + (symbol - BW_SYMBOL_BYTE_END) * 256 + at[1];
  else if (length == 5)
    symbol = (guint)get (at + 1, 4);
  decoder->symbols = at + length;
  return symbol < decoder->n_shapes ? &decoder->shapes[symbol] : NULL;
}

/* Whether @value of @field is one that can be. */
static inline gboolean
fits (const BwHistoryLimits *limits,
      guint                  field,
      gint64                 value)
{
  return (guint64)bw_coded_minus (value, limits->floor[field]) <= limits->span[field];
}

/* Reads the values of @change, of which @entry tells, from @from. Returns what follows; %NULL when wrong. */
static inline const guint8 *
decode_change (Decoder      *decoder,
               const guint8 *from,
               const guint8 *entry,
               BwChange     *change)
{
  guint   field = entry[0], way = entry[1] & 0x0f, length = entry[1] >> 4;
  gint64 *expected = bw_history_state_expect (&decoder->state, field), *recent = &decoder->state.recent[change->source][field];

  change->field = (guint8)field;
  change->new_value = bw_coded_plus (*expected, bw_coded_unfold (get (from, length)));
  from += length;
  if (way <= BW_OLD_MAX_LENGTH)
    {
      change->old_value = bw_coded_plus (change->new_value, bw_coded_unfold (get (from, way)));
      from += way;
    }
  else if (way == BW_OLD_SAME)
    change->old_value = *recent;
  else
    {
      guint64 place = get (from, way - BW_OLD_LISTED);
      guint32 value;

      if (place >= decoder->lists[field].n)
        return NULL;
      memcpy (&value, decoder->lists[field].values + place * sizeof value, sizeof value);
      change->old_value = value;
      from += way - BW_OLD_LISTED;
    }
  *expected = *recent = change->old_value;
  return fits (decoder->limits, field, change->new_value) && fits (decoder->limits, field, change->old_value) ? from : NULL;
}

static BwDate
decode_day (Decoder     *decoder,
            const Shape *shape)
{
  guint32 *last = &decoder->days[shape->head.origin];

  if (shape->head.day == BW_DAY_CLOSE)
    *last = (guint32)*bw_history_state_expect (&decoder->state, BW_FIELD_CLOSE_DATE);
  else
    {
      *last += (guint32)bw_coded_unfold (get (decoder->values, shape->head.day));
      decoder->values += shape->head.day;
    }
  return (BwDate)*last;
}

/* Decodes the last event of the *@left changes that @deal still has, which begin at @changes, and takes it off. */
static gboolean
decode_event (Decoder  *decoder,
              guint     deal,
              BwChange *changes,
              guint    *left)
{
  const Shape           *shape = next_shape (decoder);
  const BwHistoryOrigin *origin;
  const guint8          *from;
  BwDate                 at;

  if (shape == NULL || shape->head.n > *left || shape->size > (gsize)(decoder->values_end - decoder->values))
    return FALSE;
  origin = &decoder->origins[shape->head.origin];
  at = decode_day (decoder, shape);
  from = decoder->values;
  *left -= shape->head.n;
  for (guint i = shape->head.n; i > 0 && from != NULL; i--)
    {
      BwChange *change = &changes[*left + i - 1];

      change->deal = deal;
      change->at = at;
      change->ordinal = (guint16)(shape->head.ordinal + i - 1);
      change->source = (guint8)origin->source;
      change->import = origin->import;
      from = decode_change (decoder, from, shape->entries + 2 * (i - 1), change);
    }
  decoder->values = from;
  return from != NULL;
}

/* Whether @change may stand before the one behind it. */
static inline gboolean
is_in_order (const BwChange *change)
{
  return change[0].at < change[1].at || (change[0].at == change[1].at && change[0].ordinal <= change[1].ordinal);
}

static gboolean
decode_deal (Decoder  *decoder,
             guint     deal,
             BwChange *changes,
             guint     n)
{
  guint left = n;

  bw_history_state_enter (&decoder->state, deal);
  while (left > 0)
    {
      guint end = left;

      if (!decode_event (decoder, deal, changes, &left) || (end < n && !is_in_order (&changes[end - 1])))
        return FALSE;
    }
  return TRUE;
}

static gboolean
decode_all (Decoder      *decoder,
            const guint8 *counts,
            const guint8 *counts_end,
            guint         n_deals,
            guint         n,
            guint        *first)
{
  guint at = 0;

  for (guint deal = 0; deal < n_deals; deal++)
    {
      guint64 count;

      if (counts >= counts_end)
        return FALSE;
      count = *counts++;
      if (count == BW_CODED_MANY)
        {
          count = get (counts, 4); /* the values and their padding are behind */
          counts += 4;
        }
      first[deal] = at;
      if (count > n - at || (count > 0 && !decode_deal (decoder, deal, decoder->changes + at, (guint)count)))
        return FALSE;
      at += (guint)count;
    }
  first[n_deals] = n;
  return counts == counts_end && at == n && decoder->symbols == decoder->symbols_end && decoder->values == decoder->values_end;
}

static void
clear_decoder (Decoder *decoder)
{
  g_free (decoder->origins);
  g_free (decoder->days);
  g_free (decoder->shapes);
  g_free (decoder->changes);
}

/* Whether the @head, of @length bytes with all that follows, is one that can be. Each part is within what is there, and a change takes at least
 * a twelfth of a byte of symbols, so that what is reserved is bounded by it. */
static gboolean
head_fits (const guint64 *head,
           gsize          length,
           guint          n_deals)
{
  gsize left = length - BW_CODED_HEAD_SIZE;

  for (guint part = BW_CODED_COUNT_BYTES; part < BW_CODED_N_HEAD; part++)
    {
      if (head[part] > left)
        return FALSE;
      left -= head[part];
    }
  return left == 0 && head[BW_CODED_VALUE_BYTES] >= BW_CODED_PADDING && head[BW_CODED_DEALS] == n_deals &&
         n_deals <= head[BW_CODED_COUNT_BYTES] && head[BW_CODED_CHANGES] <= head[BW_CODED_SYMBOL_BYTES] * BW_CODED_MAX_EVENT &&
         head[BW_CODED_CHANGES] <= G_MAXINT32;
}

/* Puts into @history, which is empty, what bw_history_encode() made of one of @n_deals deals, whose columns @deals have. %FALSE when
 * @bytes are not that, or hold what @limits do not allow. Safe on any thread and for any bytes. */
gboolean
bw_history_decode (const guint8          *bytes,
                   gsize                  length,
                   const BwDeals         *deals,
                   guint                  n_deals,
                   const BwHistoryLimits *limits,
                   BwHistory             *history)
{
  g_autofree Decoder *decoder = NULL;
  g_autofree guint   *first = NULL;
  guint64             head[BW_CODED_N_HEAD];
  const guint8       *counts = bytes + BW_CODED_HEAD_SIZE, *tables;
  guint               n;
  gboolean            good;

  if (length < BW_CODED_HEAD_SIZE)
    return FALSE;
  memcpy (head, bytes, sizeof head);
  if (!head_fits (head, length, n_deals))
    return FALSE;
  n = (guint)head[BW_CODED_CHANGES];
  tables = counts + head[BW_CODED_COUNT_BYTES];
  decoder = g_new0 (Decoder, 1);
  decoder->limits = limits;
  decoder->state.deals = deals;
  decoder->symbols = tables + head[BW_CODED_TABLE_BYTES];
  decoder->values = decoder->symbols_end = decoder->symbols + head[BW_CODED_SYMBOL_BYTES];
  decoder->values_end = decoder->values + head[BW_CODED_VALUE_BYTES] - BW_CODED_PADDING;
  decoder->changes = bw_block_alloc ((gsize)n * sizeof (BwChange));
  first = bw_block_alloc (((gsize)n_deals + 1) * sizeof (guint));
  good = read_tables (decoder, tables, head[BW_CODED_TABLE_BYTES]) && decode_all (decoder, counts, tables, n_deals, n, first);
  if (good)
    bw_history_take_sorted (history, g_steal_pointer (&decoder->changes), n, g_steal_pointer (&first), n_deals);
  clear_decoder (decoder);
  return good;
}
