/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts beside each other that the Tab key goes through one after the other. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_READING_ORDER (bw_reading_order_get_type ())

/* Its "child" holds the parts as its children, in their order. */
G_DECLARE_FINAL_TYPE (BwReadingOrder, bw_reading_order, BW, READING_ORDER, AdwBin)

G_END_DECLS
