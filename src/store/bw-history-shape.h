/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writing and reading the compact form of a history have in common; bw-history-encode.c tells the form. */
#pragma once

#include <string.h>

#include "core/bw-deal-value.h"

G_BEGIN_DECLS

enum
{
  /* The head: so many numbers of 64 bits. */
  BW_CODED_CHANGES = 0,
  BW_CODED_DEALS,
  BW_CODED_COUNT_BYTES,
  BW_CODED_TABLE_BYTES,
  BW_CODED_SYMBOL_BYTES,
  BW_CODED_VALUE_BYTES,
  BW_CODED_N_HEAD,

  BW_CODED_HEAD_SIZE = 8 * BW_CODED_N_HEAD,
  BW_CODED_PADDING = 8, /* behind the values, so that 64 bits can be read anywhere */
  BW_CODED_MANY = 255,  /* a count that stands in the four bytes behind it */
  BW_CODED_MAX_EVENT = 12,

  /* Symbols: numbers of shapes, the most frequent ones in a byte, the next ones in two, the others in four. */
  BW_SYMBOL_BYTE_END = 224,
  BW_SYMBOL_PAIR_END = BW_SYMBOL_BYTE_END + 31 * 256,
  BW_SYMBOL_LONG = 255,

  /* How a shape says the day: in so many bytes, from the last day of its origin, or that it is the close date at the time. */
  BW_DAY_MAX_LENGTH = 4,
  BW_DAY_CLOSE,

  /* How a shape says an old value: in so many bytes, from the new one; as the field's last one; as an index into the field's list. */
  BW_OLD_MAX_LENGTH = 8,
  BW_OLD_SAME,
  BW_OLD_LISTED, /* and its length in bytes */
  BW_OLD_END = BW_OLD_LISTED + 3,
};

/* What a shape begins with; then for each change its field, and in a byte the way of the old value and, in the higher half, the
 * bytes of the new one's distance from what is expected. */
typedef struct
{
  guint32 origin;
  guint16 ordinal; /* of the first change */
  guint8  day;
  guint8  n;
} BwHistoryShape;

/* From whom changes are, and when the last of them was. */
typedef struct
{
  guint32 source;
  gint32  import;
} BwHistoryOrigin;

/* What the next change is foretold from. */
typedef struct
{
  const BwDeals *deals;
  guint          deal;
  gint64         recent[BW_TIME_PERSON + 1][BW_MAX_FIELDS]; /* for each source the last old value of each field, of whatever deal */
  gint64         expected[BW_MAX_FIELDS];                   /* what each field of this deal is after the change that comes next */
  guint64        seen[(BW_MAX_FIELDS + 63) / 64];           /* bits of the fields of which that is known */
} BwHistoryState;

static inline void
bw_history_state_enter (BwHistoryState *state,
                        guint           deal)
{
  state->deal = deal;
  memset (state->seen, 0, sizeof state->seen);
}

/* Returns: where it stands what @field of the present deal is after the change that comes next. */
static inline gint64 *
bw_history_state_expect (BwHistoryState *state,
                         guint           field)
{
  guint64 bit = (guint64)1 << (field % 64);

  if (!(state->seen[field / 64] & bit))
    {
      state->seen[field / 64] |= bit;
      state->expected[field] = bw_deal_value_get (state->deals, state->deal, (guint8)field);
    }
  return &state->expected[field];
}

/* Distances around the ends of what numbers can be. */
static inline gint64
bw_coded_minus (gint64 a,
                gint64 b)
{
  return (gint64)((guint64)a - (guint64)b);
}

static inline gint64
bw_coded_plus (gint64 a,
               gint64 b)
{
  return (gint64)((guint64)a + (guint64)b);
}

/* Small numbers of both signs as small numbers. */
static inline guint64
bw_coded_fold (gint64 number)
{
  return ((guint64)number << 1) ^ (guint64)(number < 0 ? -1 : 0);
}

static inline gint64
bw_coded_unfold (guint64 number)
{
  return (gint64)(number >> 1 ^ (0 - (number & 1)));
}

G_END_DECLS
