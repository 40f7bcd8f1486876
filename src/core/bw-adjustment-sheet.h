/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjustments as a CSV table that a CRM's loader can read. */
#pragma once

#include "core/bw-adjustment.h"

G_BEGIN_DECLS

const char *bw_adjustment_state_name (BwAdjustmentState state);
const char *bw_adjustment_state_title (BwAdjustmentState state);
char       *bw_adjustment_dup_time (gint64 at) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_adjustment_sheet_new (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
