/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the compact form of a history.
 *
 * A change takes 32 bytes in memory and about 3 here, because most of it can be foretold. Each deal's changes are told from the last
 * to the first: what the last one of a field led to is what the deal has now, and what an earlier one led to is what the
 * next one came from. So only the old value is told, by its distance from the new one, with small magnitudes of both signs as small
 * numbers (zigzag), by where it stands in a list of the field's where that is shorter (texts that repeat), or not at all where
 * it is the same as in the change of the field before it from such a source.
 *
 * Changes of one day and origin are an event. What an event is but for its numbers (origin, order, fields, how long the numbers are) is
 * its shape; there are few shapes, which stand once in a table, by their frequency, and most events name theirs in one byte.
 *
 *   head     BW_CODED_N_HEAD numbers of 64 bits: of changes, of deals, of the bytes of each of the following parts
 *   counts   how many changes each deal has: a byte, or 255 and 32 bits
 *   tables   their number and the origins; their number and the lists, each its field, length and values; their number and the shapes
 *   symbols  for each event, deal by deal, which shape it has
 *   values   for each event the day, and for each of its changes, the last first, new value and old one, where the shape says so
 *   padding
 *
 * That a shape holds the lengths means that reading a value is one load and one mask, without a loop over bytes (as in group varint: Dean,
 * Challenges in building large-scale information retrieval systems, WSDM 2009). Numbers are in the machine's order, as in all
 * packed copies. O(changes). */

#include "store/bw-history-coding.h"

#include "store/bw-history-shape.h"
#include "store/bw-packed-block.h"

enum
{
  LIST_BYTES = 3,        /* a value of which so many would be told may be listed */
  MAX_LIST = 1 << 16,    /* values in a list */
  CHANGE_BYTES = 24,     /* more than the values of a change and what is written behind them take */
  FIRST_SLOTS = 1 << 10, /* of shapes; a power of two */
};

/* The old values of a field that may be worth a list. */
typedef struct
{
  GHashTable *places; /* (nullable): value to index + 1 */
  GArray     *values; /* guint32 */
  guint64     n;      /* how often they would be told */
  guint64     spared; /* bytes that they take without a list */
  guint       length; /* of an index; 0: no list */
} List;

/* The shapes that there are. */
typedef struct
{
  GByteArray *keys;
  GArray     *begins; /* guint32: where each begins in @keys */
  GArray     *uses;   /* guint32: how often it was met */
  guint32    *slots;  /* shape + 1 by hash, 0 none */
  guint       n_slots;
  guint32     last;
} Shapes;

typedef struct
{
  const BwHistory *history;
  guint            n_deals;
  guint            n_fields;
  BwHistoryState   state;
  List             lists[BW_MAX_FIELDS];
  GHashTable      *origin_places; /* source and import to index + 1 */
  GArray          *origins;       /* BwHistoryOrigin */
  GArray          *days;          /* guint32: of each origin the last one */
  Shapes           shapes;
  GArray          *events; /* guint32: their shapes */
  GByteArray      *values;
} Encoder;

/* The bytes that @number needs. */
static guint
length_of (guint64 number)
{
  return number == 0 ? 0 : (guint)(71 - __builtin_clzll (number)) / 8;
}

static inline guint8 *
put (guint8 *to,
     guint64 number,
     guint   length)
{
  guint64 bytes = GUINT64_TO_LE (number);

  memcpy (to, &bytes, sizeof bytes);
  return to + length;
}

/* ---- Lists ---- */

/* Notes that @change would tell its old value. */
static void
note_value (List           *list,
            const BwChange *change)
{
  guint   length = length_of (bw_coded_fold (bw_coded_minus (change->old_value, change->new_value)));
  guint32 value = (guint32)change->old_value;

  if (length < LIST_BYTES || change->old_value < 0 || change->old_value > G_MAXUINT32 || list->values == NULL || list->values->len > MAX_LIST)
    return;
  list->n++;
  list->spared += length;
  if (g_hash_table_contains (list->places, GUINT_TO_POINTER (value)))
    return;
  g_array_append_val (list->values, value);
  g_hash_table_insert (list->places, GUINT_TO_POINTER (value), GUINT_TO_POINTER (list->values->len));
}

/* Chooses the fields that get a list: where it takes less room with its indexes than the values do. */
static void
choose_lists (Encoder *encoder)
{
  const BwHistory   *history = encoder->history;
  g_autofree gint64 *recent = g_new0 (gint64, (BW_TIME_PERSON + 1) * BW_MAX_FIELDS);

  for (guint field = 0; field < encoder->n_fields; field++)
    {
      encoder->lists[field].places = g_hash_table_new (NULL, NULL);
      encoder->lists[field].values = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  for (guint i = 0; i < history->n; i++)
    {
      const BwChange *change = &history->changes[i];

      gint64 *last = &recent[change->source * BW_MAX_FIELDS + change->field];

      if (change->old_value != *last)
        note_value (&encoder->lists[change->field], change);
      *last = change->old_value;
    }
  for (guint field = 0; field < encoder->n_fields; field++)
    {
      List *list = &encoder->lists[field];
      guint n = list->values->len, length = length_of (MAX (n, 2) - 1);

      if (n <= MAX_LIST && list->spared > list->n * length + n * sizeof (guint32))
        list->length = length;
    }
}

static void
clear_lists (Encoder *encoder)
{
  for (guint field = 0; field < encoder->n_fields; field++)
    {
      g_hash_table_unref (encoder->lists[field].places);
      g_array_unref (encoder->lists[field].values);
    }
}

/* ---- Shapes ---- */

static const guint8 *
shape_key (const Shapes *shapes,
           guint32       shape,
           gsize        *size)
{
  guint32 begin = g_array_index (shapes->begins, guint32, shape);

  *size = (shape + 1 < shapes->begins->len ? g_array_index (shapes->begins, guint32, shape + 1) : shapes->keys->len) - begin;
  return shapes->keys->data + begin;
}

static gboolean
is_shape (const Shapes *shapes,
          guint32       shape,
          const guint8 *key,
          gsize         size)
{
  gsize         other_size;
  const guint8 *other = shape_key (shapes, shape, &other_size);

  return size == other_size && memcmp (key, other, size) == 0;
}

/* Returns: the slot of the shape with @key, or the empty one where it belongs. */
static guint32 *
find_slot (const Shapes *shapes,
           const guint8 *key,
           gsize         size)
{
  guint at = (guint)bw_checksum (key, size) & (shapes->n_slots - 1);

  while (shapes->slots[at] != 0 && !is_shape (shapes, shapes->slots[at] - 1, key, size))
    at = (at + 1) & (shapes->n_slots - 1);
  return &shapes->slots[at];
}

static void
grow_slots (Shapes *shapes)
{
  g_free (shapes->slots);
  shapes->n_slots = shapes->n_slots > 0 ? 2 * shapes->n_slots : FIRST_SLOTS;
  shapes->slots = g_new0 (guint32, shapes->n_slots);
  for (guint32 shape = 0; shape < shapes->begins->len; shape++)
    {
      gsize         size;
      const guint8 *key = shape_key (shapes, shape, &size);

      *find_slot (shapes, key, size) = shape + 1;
    }
}

/* Returns: the number of the shape with @key, which was met once more. */
static guint32
shape_of (Shapes       *shapes,
          const guint8 *key,
          gsize         size)
{
  guint32 *slot, once = 0, begin = shapes->keys->len;

  if (shapes->begins->len == 0 || !is_shape (shapes, shapes->last, key, size))
    {
      if (2 * shapes->begins->len >= shapes->n_slots)
        grow_slots (shapes);
      slot = find_slot (shapes, key, size);
      if (*slot == 0)
        {
          g_array_append_val (shapes->begins, begin);
          g_array_append_val (shapes->uses, once);
          g_byte_array_append (shapes->keys, key, (guint)size);
          *slot = shapes->begins->len;
        }
      shapes->last = *slot - 1;
    }
  g_array_index (shapes->uses, guint32, shapes->last)++;
  return shapes->last;
}

static int
compare_uses (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const GArray *uses = data;
  guint32       x = *(const guint32 *)a, y = *(const guint32 *)b, x_uses = g_array_index (uses, guint32, x), y_uses = g_array_index (uses, guint32, y);

  if (x_uses != y_uses)
    return x_uses > y_uses ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* Returns: (transfer full): the shapes, the most frequent first. */
static guint32 *
rank_shapes (const Shapes *shapes)
{
  guint    n = shapes->begins->len;
  guint32 *ranked = g_new (guint32, MAX (n, 1));

  for (guint32 i = 0; i < n; i++)
    ranked[i] = i;
  g_qsort_with_data (ranked, (gint)n, sizeof *ranked, compare_uses, shapes->uses);
  return ranked;
}

/* ---- Events ---- */

static guint32
origin_of (Encoder        *encoder,
           const BwChange *change)
{
  BwHistoryOrigin origin = { change->source, change->import };
  gint64          key = (gint64)((guint64)origin.source << 32 | (guint32)origin.import);
  guint32         none = 0, place = GPOINTER_TO_UINT (g_hash_table_lookup (encoder->origin_places, &key));

  if (place > 0)
    return place - 1;
  g_array_append_val (encoder->origins, origin);
  g_array_append_val (encoder->days, none);
  g_hash_table_insert (encoder->origin_places, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (encoder->origins->len));
  return encoder->origins->len - 1;
}

static guint8 *
put_day (Encoder        *encoder,
         BwHistoryShape *shape,
         BwDate          at,
         guint8         *to)
{
  guint32 *last = &g_array_index (encoder->days, guint32, shape->origin);
  guint64  day = bw_coded_fold ((gint32)((guint32)at - *last)) & G_MAXUINT32;

  *last = (guint32)at;
  if (day != 0 && *bw_history_state_expect (&encoder->state, BW_FIELD_CLOSE_DATE) == at)
    {
      shape->day = BW_DAY_CLOSE;
      return to;
    }
  shape->day = (guint8)length_of (day);
  return put (to, day, shape->day);
}

/* Writes the values of @change, and what of it is part of the shape to @entry. */
static guint8 *
put_change (Encoder        *encoder,
            const BwChange *change,
            guint8         *entry,
            guint8         *to)
{
  const List *list = &encoder->lists[change->field];
  gint64     *expected = bw_history_state_expect (&encoder->state, change->field), *recent = &encoder->state.recent[change->source][change->field];
  guint64     value = bw_coded_fold (bw_coded_minus (change->new_value, *expected));
  guint64     old = bw_coded_fold (bw_coded_minus (change->old_value, change->new_value));
  guint       value_length = length_of (value), old_length = length_of (old), place = 0;

  to = put (to, value, value_length);
  if (list->length > 0 && old_length > list->length && change->old_value >= 0 && change->old_value <= G_MAXUINT32)
    place = GPOINTER_TO_UINT (g_hash_table_lookup (list->places, GUINT_TO_POINTER ((guint32)change->old_value)));
  entry[0] = change->field;
  if (change->old_value == *recent)
    entry[1] = BW_OLD_SAME;
  else if (place > 0)
    {
      entry[1] = (guint8)(BW_OLD_LISTED + list->length);
      to = put (to, place - 1, list->length);
    }
  else
    {
      entry[1] = (guint8)old_length;
      to = put (to, old, old_length);
    }
  entry[1] |= (guint8)(value_length << 4);
  *expected = *recent = change->old_value;
  return to;
}

/* Writes the event of the @n @changes. */
static void
encode_event (Encoder        *encoder,
              const BwChange *changes,
              guint           n)
{
  guint8         key[sizeof (BwHistoryShape) + 2 * BW_CODED_MAX_EVENT], *to;
  BwHistoryShape shape = { .origin = origin_of (encoder, changes), .ordinal = changes->ordinal, .n = (guint8)n };
  guint          at = encoder->values->len;
  guint32        number;

  g_byte_array_set_size (encoder->values, at + (n + 1) * CHANGE_BYTES);
  to = put_day (encoder, &shape, changes->at, encoder->values->data + at);
  memcpy (key, &shape, sizeof shape);
  for (guint i = n; i > 0; i--)
    to = put_change (encoder, &changes[i - 1], key + sizeof shape + 2 * (i - 1), to);
  g_byte_array_set_size (encoder->values, (guint)(to - encoder->values->data));
  number = shape_of (&encoder->shapes, key, sizeof shape + 2 * n);
  g_array_append_val (encoder->events, number);
}

/* Whether @change goes on with the event that @before belongs to. */
static gboolean
goes_on (const BwChange *before,
         const BwChange *change)
{
  return change->at == before->at && change->source == before->source && change->import == before->import &&
         change->ordinal == before->ordinal + 1;
}

static void
encode_deal (Encoder *encoder,
             guint    deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (encoder->history, deal, &n);

  bw_history_state_enter (&encoder->state, deal);
  while (n > 0)
    {
      guint begin = n - 1;

      while (begin > 0 && n - begin < BW_CODED_MAX_EVENT && goes_on (&changes[begin - 1], &changes[begin]))
        begin--;
      encode_event (encoder, changes + begin, n - begin);
      n = begin;
    }
}

/* ---- The whole ---- */

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
append_counts (GByteArray    *bytes,
               const Encoder *encoder)
{
  for (guint deal = 0; deal < encoder->n_deals; deal++)
    {
      guint n;

      bw_history_of (encoder->history, deal, &n);
      append_number (bytes, MIN (n, BW_CODED_MANY), 1);
      if (n >= BW_CODED_MANY)
        append_number (bytes, n, 4);
    }
}

static void
append_array (GByteArray   *bytes,
              const GArray *array)
{
  append_number (bytes, array->len, 4);
  if (array->len > 0)
    g_byte_array_append (bytes, (const guint8 *)array->data, array->len * g_array_get_element_size ((GArray *)array));
}

static void
append_tables (GByteArray    *bytes,
               const Encoder *encoder,
               const guint32 *ranked)
{
  const Shapes *shapes = &encoder->shapes;
  guint         n_lists = 0;

  append_array (bytes, encoder->origins);
  for (guint field = 0; field < encoder->n_fields; field++)
    n_lists += encoder->lists[field].length > 0;
  append_number (bytes, n_lists, 4);
  for (guint field = 0; field < encoder->n_fields; field++)
    if (encoder->lists[field].length > 0)
      {
        append_number (bytes, field, 4);
        append_array (bytes, encoder->lists[field].values);
      }
  append_number (bytes, shapes->begins->len, 4);
  for (guint i = 0; i < shapes->begins->len; i++)
    {
      gsize         size;
      const guint8 *key = shape_key (shapes, ranked[i], &size);

      g_byte_array_append (bytes, key, (guint)size);
    }
}

static void
append_symbols (GByteArray    *bytes,
                const Encoder *encoder,
                const guint32 *ranked)
{
  guint               n = encoder->shapes.begins->len;
  g_autofree guint32 *symbols = g_new (guint32, MAX (n, 1));

  for (guint32 i = 0; i < n; i++)
    symbols[ranked[i]] = i;
  for (guint i = 0; i < encoder->events->len; i++)
    {
      guint32 symbol = symbols[g_array_index (encoder->events, guint32, i)];

      if (symbol < BW_SYMBOL_BYTE_END)
        append_number (bytes, symbol, 1);
      else if (symbol < BW_SYMBOL_PAIR_END)
        append_number (bytes, (BW_SYMBOL_BYTE_END + (symbol - BW_SYMBOL_BYTE_END) / 256) | (symbol - BW_SYMBOL_BYTE_END) % 256 << 8, 2);
      else
        append_number (bytes, (guint64)symbol << 8 | BW_SYMBOL_LONG, 5);
    }
}

static GByteArray *
assemble (const Encoder *encoder)
{
  guint64             head[BW_CODED_N_HEAD] = { encoder->history->n, encoder->n_deals };
  g_autofree guint32 *ranked = rank_shapes (&encoder->shapes);
  GByteArray         *bytes =
    g_byte_array_sized_new (BW_CODED_HEAD_SIZE + encoder->n_deals + encoder->shapes.keys->len + 2 * encoder->events->len + encoder->values->len);
  guint at = BW_CODED_HEAD_SIZE;

  g_byte_array_append (bytes, (const guint8 *)head, sizeof head);
  append_counts (bytes, encoder);
  head[BW_CODED_COUNT_BYTES] = bytes->len - at;
  at = bytes->len;
  append_tables (bytes, encoder, ranked);
  head[BW_CODED_TABLE_BYTES] = bytes->len - at;
  at = bytes->len;
  append_symbols (bytes, encoder, ranked);
  head[BW_CODED_SYMBOL_BYTES] = bytes->len - at;
  g_byte_array_append (bytes, encoder->values->data, encoder->values->len);
  append_number (bytes, 0, BW_CODED_PADDING);
  head[BW_CODED_VALUE_BYTES] = encoder->values->len + BW_CODED_PADDING;
  memcpy (bytes->data, head, sizeof head);
  return bytes;
}

/* Returns: (transfer full): the changes of the first @n_deals deals, which are all, for bw_history_decode(), to which @deals have to be
 * what they are now. Fields are below @n_fields. */
GByteArray *
bw_history_encode (const BwHistory *history,
                   const BwDeals   *deals,
                   guint            n_deals,
                   guint            n_fields)
{
  g_autofree Encoder *encoder = g_new0 (Encoder, 1);
  GByteArray         *bytes;

  encoder->history = history;
  encoder->n_deals = n_deals;
  encoder->n_fields = n_fields;
  encoder->state.deals = deals;
  encoder->origin_places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  encoder->origins = g_array_new (FALSE, FALSE, sizeof (BwHistoryOrigin));
  encoder->days = g_array_new (FALSE, FALSE, sizeof (guint32));
  encoder->shapes.keys = g_byte_array_new ();
  encoder->shapes.begins = g_array_new (FALSE, FALSE, sizeof (guint32));
  encoder->shapes.uses = g_array_new (FALSE, FALSE, sizeof (guint32));
  encoder->events = g_array_new (FALSE, FALSE, sizeof (guint32));
  encoder->values = g_byte_array_sized_new (history->n * 3);
  choose_lists (encoder);
  for (guint deal = 0; deal < n_deals; deal++)
    encode_deal (encoder, deal);
  bytes = assemble (encoder);

  clear_lists (encoder);
  g_hash_table_unref (encoder->origin_places);
  g_array_unref (encoder->origins);
  g_array_unref (encoder->days);
  g_byte_array_unref (encoder->shapes.keys);
  g_array_unref (encoder->shapes.begins);
  g_array_unref (encoder->shapes.uses);
  g_free (encoder->shapes.slots);
  g_array_unref (encoder->events);
  g_byte_array_unref (encoder->values);
  return bytes;
}
