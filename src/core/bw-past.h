/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A book as it was on a past day, for whatever asks about deals' fields. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

BwBook *bw_past_new (BwBook *book,
                     BwDate  at) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
