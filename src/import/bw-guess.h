/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table's text and values give away about how they are written. */
#pragma once

#include "import/bw-value.h"

G_BEGIN_DECLS

char        bw_guess_delimiter (const char *text,
                                gsize       length,
                                double     *confidence);
gboolean    bw_guess_cuts_evenly (const char *text,
                                  gsize       length,
                                  char        delimiter);
char        bw_guess_quote (const char *text,
                            gsize       length,
                            char        delimiter);
char        bw_guess_decimal (const char *const *values,
                              guint              n);
BwDateOrder bw_guess_date_order (const char *const *values,
                                 guint              n);
BwDateOrder bw_guess_locale_order (void);
gboolean    bw_guess_looks_like_values (const char *const *cells,
                                        guint              n);
BwDate      bw_guess_date_in_name (const char *name);

G_END_DECLS
