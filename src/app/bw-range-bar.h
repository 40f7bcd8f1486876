/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A range of amounts, drawn: what is closed, what may come, and the target. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-money.h"

G_BEGIN_DECLS

#define BW_TYPE_RANGE_BAR (bw_range_bar_get_type ())

/* Property: "labelled" (boolean): with the amounts written beside what is drawn. */
G_DECLARE_FINAL_TYPE (BwRangeBar, bw_range_bar, BW, RANGE_BAR, GtkWidget)

/* Amounts in minor units; BW_MONEY_NONE for what there is not. */
typedef struct
{
  gint64 won;
  gint64 p10, p25, p50, p75, p90; /* all, or p25 and p75, may be BW_MONEY_NONE */
  gint64 target;
  gint64 most; /* the right end; 0: from the others */
} BwRange;

void bw_range_bar_set_range (BwRangeBar    *self,
                             const BwRange *range,
                             const char    *currency);

G_END_DECLS
