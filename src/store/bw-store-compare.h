/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two books say the same. */
#pragma once

#include "core/bw-book.h"
#include "store/bw-columns.h"

G_BEGIN_DECLS

char *bw_column_dup_text (const BwColumn *column,
                          const BwBook   *book,
                          gint64          number) G_GNUC_WARN_UNUSED_RESULT;
char *bw_book_dup_difference (const BwBook *a,
                              const BwBook *b) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
