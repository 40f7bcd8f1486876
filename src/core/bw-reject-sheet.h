/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows as a table to correct elsewhere. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

char *bw_reject_sheet_write (GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;

/* The names of the two columns that bw_reject_sheet_write_rows() adds before and behind the file's own. */
#define BW_REJECT_SHEET_ROW    "bellwether_row"
#define BW_REJECT_SHEET_REASON "bellwether_reason"

char    *bw_reject_sheet_write_rows (const GPtrArray *rows,
                                     const char      *names) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_reject_sheet_unguard (const char *cell);

GPtrArray *bw_reject_sheet_split (const char *raw) G_GNUC_WARN_UNUSED_RESULT;
char      *bw_reject_sheet_join (const GPtrArray *cells) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
