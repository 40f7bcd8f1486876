/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a deal's close date was moved later. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

guint bw_push_count (const BwBook   *book,
                     guint           deal,
                     const BwChange *changes,
                     guint           n,
                     BwDate          after);

G_END_DECLS
