/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an exponential number lets wait, quickly.
 *
 * Of a luck u from 0 to 1, drawn as 32 bits, -log (1 - u) is exponential. It is read off a line between the values at both ends of one
 * of 256 equal parts of the luck. As the curve bends upwards, it is below the line, by no more than h^2 / 8 times its second
 * derivative's largest, 1 / (1 - u)^2 at the part's end; h is the part's width. The last part has no end: nothing is known of it. */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

enum
{
  BW_WAIT_TABLE_BITS = 8,
  BW_WAIT_TABLE_CELLS = 1 << BW_WAIT_TABLE_BITS,
};

/* A plain value. */
typedef struct
{
  struct
  {
    double low;   /* the wait at the part's beginning */
    double rise;  /* for each of the bits within it */
    double slack; /* how far off the line may be */
  } cell[BW_WAIT_TABLE_CELLS];
} BwWaitTable;

/* The luck that was drawn as @bits: between 0 and 1, and neither. */
static inline double
bw_wait_table_luck (guint32 bits)
{
  return ((double)bits + 0.5) * 0x1p-32;
}

static inline void
bw_wait_table_init (BwWaitTable *table)
{
  double width = 1.0 / BW_WAIT_TABLE_CELLS;

  for (guint i = 0; i < BW_WAIT_TABLE_CELLS; i++)
    {
      double low = -log1p (-(double)i * width), left = MAX (1.0 - (i + 1.0) * width, 0x1p-60);

      table->cell[i].low = low;
      table->cell[i].rise = i + 1 < BW_WAIT_TABLE_CELLS ? (-log (left) - low) * BW_WAIT_TABLE_CELLS * 0x1p-32 : 0.0;
      /* And what numbers are rounded by. */
      table->cell[i].slack = i + 1 < BW_WAIT_TABLE_CELLS ? width * width / 8.0 / (left * left) + 1e-12 : INFINITY;
    }
}

/* The wait for what was drawn as @bits, within bw_wait_table_slack(). */
static inline double
bw_wait_table_read (const BwWaitTable *table,
                    guint32            bits)
{
  guint32 cell = bits >> (32 - BW_WAIT_TABLE_BITS), within = bits & (G_MAXUINT32 >> BW_WAIT_TABLE_BITS);

  return table->cell[cell].low + ((double)within + 0.5) * table->cell[cell].rise;
}

/* How far that may be off. */
static inline double
bw_wait_table_slack (const BwWaitTable *table,
                     guint32            bits)
{
  return table->cell[bits >> (32 - BW_WAIT_TABLE_BITS)].slack;
}

G_END_DECLS
