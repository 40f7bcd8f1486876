/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says about products whose names are alike. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* Each gives the book after the edit (transfer full) and, through @delta (transfer full), what changed. The book before
 * stays as it is. */

BwBook *bw_product_alias_confirm (const BwBook *book,
                                  guint         alias,
                                  BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_product_alias_keep_apart (const BwBook *book,
                                     guint         alias,
                                     BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
