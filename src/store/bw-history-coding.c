/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compact form of a history.
 *
 * A change takes 32 bytes in memory and about 6 here, because most of it can be foretold from the changes before: the
 * deal, the order within the day, where it comes from, and the old value, which is what the field's last change
 * of that deal made it. Days and new values are kept as differences, with small magnitudes of both signs as small numbers
 * (zigzag), in as many bytes as they need.
 *
 *   head     number of changes, of deals, of bytes of the counts (64 bits each)
 *   counts   how many changes each deal has: a byte, or 255 and 32 bits
 *   changes  tag | lengths | the field where it is one of the project's own | day | new value | old value, order, origin
 *            where the tag says that they were not foretold
 *   padding  so that 64 bits can be read anywhere
 *
 * The lengths stand before what they measure, so that a value is one load and one mask, without a loop over bytes that
 * the processor would guess wrong (as in group varint: Dean, Challenges in building large-scale information retrieval
 * systems, WSDM 2009). Decoding is one pass that also indexes the changes by deal and checks each value; what was made
 * on purpose to lead outside is refused. Both directions keep the same State in step. Numbers are little-endian. */

#include "store/bw-history-coding.h"

#include <string.h>

#include "core/bw-block.h"

G_STATIC_ASSERT (BW_N_FIELDS <= 16);

enum
{
  TAG_FIELD = 0x0f,
  TAG_OLD = 0x10,     /* one byte of length, and the old value's distance from the new one */
  TAG_ORDINAL = 0x20, /* two bytes */
  TAG_ORIGIN = 0x40,  /* source | length << 4, and the import's distance from the last one's */
  TAG_OWN = 0x80,     /* the field is one of the project's own, of the index in the byte after the lengths */
  HEAD_SIZE = 24,
  MANY = 255,   /* a count that stands in the four bytes behind it */
  PADDING = 64, /* more than a change and a load behind it take */
};

/* What the next change is foretold from. */
typedef struct
{
  guint   n_fields;
  gint64  recent[BW_MAX_FIELDS];           /* the last new value of each field, of whatever deal */
  gint64  opening[BW_MAX_FIELDS];          /* what each field was last before its first change of a deal */
  gint64  expected[BW_MAX_FIELDS];         /* what each field of this deal is now */
  guint64 seen[(BW_MAX_FIELDS + 63) / 64]; /* bits of the fields that this deal's changes had */
  guint32 at;
  guint16 ordinal;
  guint8  source;
  guint32 import;
} State;

static inline gboolean
was_seen (const State *state,
          guint        field)
{
  return state->seen[field / 64] >> (field % 64) & 1;
}

static inline void
note_seen (State *state,
           guint  field)
{
  state->seen[field / 64] |= (guint64)1 << (field % 64);
}

static guint64
fold (gint64 difference)
{
  return ((guint64)difference << 1) ^ (guint64)(difference < 0 ? -1 : 0);
}

static gint64
unfold (guint64 number)
{
  return (gint64)(number >> 1 ^ (0 - (number & 1)));
}

static gint64
minus (gint64 a,
       gint64 b)
{
  return (gint64)((guint64)a - (guint64)b);
}

static gint64
plus (gint64 a,
      gint64 b)
{
  return (gint64)((guint64)a + (guint64)b);
}

/* The bytes that @number needs. */
static guint
length_of (guint64 number)
{
  return number == 0 ? 0 : (guint)(71 - __builtin_clzll (number)) / 8;
}

/* ---- Encoding ---- */

static guint8 *
put (guint8 *to,
     guint64 number,
     guint   length)
{
  guint64 bytes = GUINT64_TO_LE (number);

  memcpy (to, &bytes, sizeof bytes);
  return to + length;
}

static void
enter_deal (State *state)
{
  memcpy (state->expected, state->opening, sizeof state->expected[0] * state->n_fields);
  memset (state->seen, 0, sizeof state->seen);
  state->ordinal = 0;
}

static guint8 *
encode_change (const BwChange *change,
               State          *state,
               guint8         *to)
{
  guint8 *start = to;
  guint   field = change->field;
  guint64 day = fold ((gint32)((guint32)change->at - state->at)) & G_MAXUINT32;
  guint64 value = fold (minus (change->new_value, state->recent[field]));

  start[0] = field < BW_N_FIELDS ? (guint8)field : TAG_OWN;
  start[1] = (guint8)(length_of (value) | length_of (day) << 4);
  to += 2;
  if (field >= BW_N_FIELDS)
    *to++ = (guint8)(field - BW_N_FIELDS);
  to = put (to, day, length_of (day));
  to = put (to, value, length_of (value));
  if (change->old_value != state->expected[field])
    {
      guint64 old = fold (minus (change->old_value, change->new_value));

      start[0] |= TAG_OLD;
      *to++ = (guint8)length_of (old);
      to = put (to, old, length_of (old));
      if (!was_seen (state, field))
        state->opening[field] = change->old_value;
    }
  if (change->ordinal != state->ordinal)
    {
      start[0] |= TAG_ORDINAL;
      to = put (to, change->ordinal, 2);
    }
  if (change->source != state->source || (guint32)change->import != state->import)
    {
      guint64 import = fold ((gint32)((guint32)change->import - state->import)) & G_MAXUINT32;

      start[0] |= TAG_ORIGIN;
      *to++ = (guint8)(change->source | length_of (import) << 4);
      to = put (to, import, length_of (import));
    }
  note_seen (state, field);
  state->recent[field] = state->expected[field] = change->new_value;
  state->at = (guint32)change->at;
  state->ordinal = (guint16)(change->ordinal + 1);
  state->source = change->source;
  state->import = (guint32)change->import;
  return to;
}

static void
append_number (GByteArray *bytes,
               guint64     number,
               guint       length)
{
  guint8 buffer[8];

  put (buffer, number, length);
  g_byte_array_append (bytes, buffer, length);
}

static void
append_counts (GByteArray      *bytes,
               const BwHistory *history,
               guint            n_deals)
{
  for (guint deal = 0; deal < n_deals; deal++)
    {
      guint n;

      bw_history_of (history, deal, &n);
      append_number (bytes, MIN (n, MANY), 1);
      if (n >= MANY)
        append_number (bytes, n, 4);
    }
}

/* Returns: (transfer full): the changes of the first @n_deals deals, which are all, for bw_history_decode(). Their fields
 * are below @n_fields. */
GByteArray *
bw_history_encode (const BwHistory *history,
                   guint            n_deals,
                   guint            n_fields)
{
  GByteArray *bytes = g_byte_array_sized_new (HEAD_SIZE + n_deals + history->n * 8 + PADDING);
  State       state = { .n_fields = n_fields };
  guint64     n_counts;
  guint       at;

  append_number (bytes, history->n, 8);
  append_number (bytes, n_deals, 8);
  append_number (bytes, 0, 8);
  append_counts (bytes, history, n_deals);
  n_counts = GUINT64_TO_LE (bytes->len - HEAD_SIZE);
  memcpy (bytes->data + 16, &n_counts, sizeof n_counts);

  at = bytes->len;
  g_byte_array_set_size (bytes, at + PADDING);
  for (guint i = 0; i < history->n; i++)
    {
      if (i == 0 || history->changes[i].deal != history->changes[i - 1].deal)
        enter_deal (&state);
      if (bytes->len < at + PADDING)
        g_byte_array_set_size (bytes, at + 1024 * PADDING);
      at = (guint)(encode_change (&history->changes[i], &state, bytes->data + at) - bytes->data);
    }
  g_byte_array_set_size (bytes, at + PADDING);
  memset (bytes->data + at, 0, PADDING);
  return bytes;
}

/* ---- Decoding ---- */

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

/* Reads what was not foretold of @change, whose new value is known. Returns what follows; %NULL when wrong. */
static const guint8 *
decode_rest (const guint8 *from,
             guint         tag,
             State        *state,
             BwChange     *change)
{
  guint length;

  if (tag & TAG_OLD)
    {
      length = *from++;
      if (length > 8)
        return NULL;
      change->old_value = plus (change->new_value, unfold (get (from, length)));
      from += length;
      if (!was_seen (state, change->field))
        state->opening[change->field] = change->old_value;
    }
  if (tag & TAG_ORDINAL)
    {
      state->ordinal = (guint16)get (from, 2);
      from += 2;
    }
  if (tag & TAG_ORIGIN)
    {
      state->source = *from & 0x0f;
      length = *from++ >> 4;
      if (length > 4 || state->source > BW_TIME_PERSON)
        return NULL;
      state->import += (guint32)unfold (get (from, length));
      from += length;
    }
  return from;
}

/* Decodes the @n changes of @deal from *@from. */
static gboolean
decode_deal (const guint8         **from,
             const guint8          *end,
             guint                  deal,
             guint                  n,
             const BwHistoryLimits *limits,
             State                 *state,
             BwChange              *changes)
{
  const guint8 *p = *from;
  gint64        order = G_MININT64;
  gboolean      wrong = FALSE;

  enter_deal (state);
  for (guint i = 0; i < n; i++)
    {
      BwChange *change = &changes[i];
      guint     tag, field, day_length, value_length;
      gint64    now;

      if (end - p < PADDING)
        return FALSE;
      tag = p[0];
      field = tag & TAG_FIELD;
      value_length = p[1] & 0x0f;
      day_length = p[1] >> 4;
      p += 2;
      if (tag & TAG_OWN)
        field = BW_N_FIELDS + *p++;
      if (value_length > 8 || day_length > 4 || field >= state->n_fields)
        return FALSE;
      state->at += (guint32)unfold (get (p, day_length));
      p += day_length;
      change->deal = deal;
      change->field = (guint8)field;
      change->new_value = plus (state->recent[field], unfold (get (p, value_length)));
      change->old_value = state->expected[field];
      p += value_length;
      if (tag & (TAG_OLD | TAG_ORDINAL | TAG_ORIGIN) && (p = decode_rest (p, tag, state, change)) == NULL)
        return FALSE;
      change->at = (BwDate)state->at;
      change->ordinal = state->ordinal++;
      change->source = state->source;
      change->import = (gint32)state->import;
      note_seen (state, field);
      state->recent[field] = state->expected[field] = change->new_value;

      now = (gint64)change->at * 65536 + change->ordinal;
      wrong |= now < order || (guint64)minus (change->new_value, limits->floor[field]) > limits->span[field] ||
               (guint64)minus (change->old_value, limits->floor[field]) > limits->span[field] || change->import < -1 ||
               change->import >= limits->n_imports;
      order = now;
    }
  *from = p;
  return !wrong;
}

static gboolean
decode_all (const guint8          *counts,
            const guint8          *from,
            const guint8          *end,
            guint                  n_deals,
            guint                  n,
            const BwHistoryLimits *limits,
            BwChange              *changes,
            guint                 *first)
{
  State         state = { .n_fields = limits->n_fields };
  const guint8 *counts_end = from;
  guint         at = 0;

  for (guint deal = 0; deal < n_deals; deal++)
    {
      guint64 count;

      if (counts >= counts_end)
        return FALSE;
      count = *counts++;
      if (count == MANY)
        {
          count = get (counts, 4); /* the padding is behind */
          counts += 4;
        }
      first[deal] = at;
      if (count > n - at || (count > 0 && !decode_deal (&from, end, deal, (guint)count, limits, &state, changes + at)))
        return FALSE;
      at += (guint)count;
    }
  first[n_deals] = n;
  return counts == counts_end && at == n && end - from == PADDING;
}

/* Puts into @history, which is empty, what bw_history_encode() made of one of @n_deals deals. %FALSE when @bytes are not
 * that, or hold what @limits do not allow. Safe on any thread and for any bytes. */
gboolean
bw_history_decode (const guint8          *bytes,
                   gsize                  length,
                   guint                  n_deals,
                   const BwHistoryLimits *limits,
                   BwHistory             *history)
{
  guint64              n, n_counts;
  g_autofree guint    *first = NULL;
  g_autofree BwChange *changes = NULL;

  if (length < HEAD_SIZE + PADDING)
    return FALSE;
  n = get (bytes, 8);
  n_counts = get (bytes + 16, 8);
  /* A change takes two bytes or more, so what is reserved is bounded by what is there. */
  if (get (bytes + 8, 8) != n_deals || n_counts > length - HEAD_SIZE - PADDING || n_deals > n_counts ||
      n > (length - HEAD_SIZE - PADDING - n_counts) / 2 || n > G_MAXINT32)
    return FALSE;
  changes = bw_block_alloc ((gsize)n * sizeof (BwChange));
  first = bw_block_alloc (((gsize)n_deals + 1) * sizeof (guint));
  if (!decode_all (bytes + HEAD_SIZE, bytes + HEAD_SIZE + n_counts, bytes + length, n_deals, (guint)n, limits, changes, first))
    return FALSE;
  bw_history_take_sorted (history, g_steal_pointer (&changes), (guint)n, g_steal_pointer (&first), n_deals);
  return TRUE;
}
