/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user decided once. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

const char *bw_choice_get (const BwBook *book,
                           const char   *name);
void        bw_choice_set (BwBook     *book,
                           BwDelta    *delta,
                           const char *name,
                           const char *value);
void        bw_choice_clear (BwBook     *book,
                             BwDelta    *delta,
                             const char *name);

G_END_DECLS
