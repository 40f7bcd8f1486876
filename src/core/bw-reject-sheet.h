/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows as a table to correct elsewhere. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

char *bw_reject_sheet_write (GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
