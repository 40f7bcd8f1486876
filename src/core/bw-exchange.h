/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other currencies are worth in the project's. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_EXCHANGE_CODE_SIZE 16

/* What one unit of a currency is worth from a day on. */
typedef struct
{
  char   code[BW_EXCHANGE_CODE_SIZE]; /* "EUR" */
  BwDate from;                        /* BW_DATE_NONE: from the beginning */
  double rate;                        /* the price of one unit in the project's currency */
} BwExchangeRate;

gboolean bw_exchange_parse (const char *text,
                            double     *rate);
double   bw_exchange_rate (const BwBook *book,
                           const char   *code,
                           BwDate        day);
GArray  *bw_exchange_list (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_exchange_set (BwBook     *book,
                          BwDelta    *delta,
                          const char *code,
                          BwDate      from,
                          const char *text);
gboolean bw_exchange_say (BwBook     *book,
                          BwDelta    *delta,
                          const char *code,
                          BwDate      day,
                          const char *text);
void     bw_exchange_replace (BwBook       *book,
                              BwDelta      *delta,
                              const GArray *rates);

G_END_DECLS
