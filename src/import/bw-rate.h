/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of a file that are in another currency than the project's. */
#pragma once

#include "import/bw-source.h"

G_BEGIN_DECLS

/* Fields of the project's own that keep what a file says of amounts in other currencies; to be translated. */
#define BW_RATE_FIELD_AMOUNT   N_ ("Amount in its currency")
#define BW_RATE_FIELD_CURRENCY N_ ("Currency")
#define BW_RATE_FIELD_EXPORTED N_ ("Amount as exported")

char    *bw_rate_read_code (const char *text) G_GNUC_WARN_UNUSED_RESULT;
double   bw_rate_find (BwSource     *source,
                       const BwBook *book,
                       const char   *code,
                       guint         n);
char    *bw_rate_refusal (const BwBook *book,
                          const char   *code) G_GNUC_WARN_UNUSED_RESULT;
gint64   bw_rate_to_minor (const BwBook *book,
                           gint64        amount,
                           double        rate);
gboolean bw_rate_convert (BwSource       *source,
                          const BwBook   *book,
                          const BwCsvRow *row,
                          BwImportField   field,
                          gboolean        needed,
                          const char     *found,
                          gint64          amount,
                          gint64         *minor);
gboolean bw_rate_convert_past (BwSource       *source,
                               const BwBook   *book,
                               const BwCsvRow *row,
                               guint32         deal,
                               const char     *found,
                               gint64          amount,
                               gint64         *minor,
                               char          **code);
void     bw_rate_add_notes (BwSource     *source,
                            const BwBook *book);

G_END_DECLS
