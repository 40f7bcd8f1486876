/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natural logarithms, quickly.
 *
 * For loops that take millions and can do with a little less than the C library's: x = 2^e m, and m = (1 + r) / c with one of 128 c from
 * a table, so that log x = e log 2 - log c + log (1 + r) with |r| below 1/128, by five terms of its series (Tang, "Table-driven
 * implementation of the logarithm function", ACM TOMS 16, 1990). The error is below BW_QUICK_LOG_ERROR. */
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

G_BEGIN_DECLS

/* No logarithm of a number from 2^-64 to 2^64 is further off than this. */
#define BW_QUICK_LOG_ERROR 1e-11

enum
{
  BW_QUICK_LOG_BITS = 7,
  BW_QUICK_LOG_CELLS = 1 << BW_QUICK_LOG_BITS,
};

/* A plain value. */
typedef struct
{
  double inverse[BW_QUICK_LOG_CELLS];
  double log[BW_QUICK_LOG_CELLS]; /* of one over that */
} BwQuickLog;

static inline void
bw_quick_log_init (BwQuickLog *table)
{
  for (guint i = 0; i < BW_QUICK_LOG_CELLS; i++)
    {
      double middle = 1.0 + (i + 0.5) / BW_QUICK_LOG_CELLS;

      table->inverse[i] = 1.0 / middle;
      table->log[i] = log (middle);
    }
}

/* The logarithm of @x, a number from 2^-64 to 2^64. */
static inline double
bw_quick_log (const BwQuickLog *table,
              double            x)
{
  guint64 bits;
  guint   cell;
  double  mantissa, r;

  memcpy (&bits, &x, sizeof bits);
  cell = (guint)(bits >> (52 - BW_QUICK_LOG_BITS)) & (BW_QUICK_LOG_CELLS - 1);
  x = (double)((gint)(bits >> 52) - 1023) * G_LN2;
  bits = (bits & G_GUINT64_CONSTANT (0xfffffffffffff)) | G_GUINT64_CONSTANT (0x3ff0000000000000);
  memcpy (&mantissa, &bits, sizeof mantissa);
  r = mantissa * table->inverse[cell] - 1.0;
  return x + table->log[cell] + r * (1.0 - r * (1.0 / 2 - r * (1.0 / 3 - r * (1.0 / 4 - r * (1.0 / 5)))));
}

G_END_DECLS
