/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where postal codes lie that a file told of. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

gboolean bw_postal_find (const BwBook *book,
                         const char   *country,
                         const char   *code,
                         double       *latitude,
                         double       *longitude);
int      bw_postal_compare (const char *country,
                            const char *code,
                            const char *other_country,
                            const char *other_code);

G_END_DECLS
