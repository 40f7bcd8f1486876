/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in memory as a table that statements can read. */
#pragma once

#include "store/bw-sql.h"

G_BEGIN_DECLS

enum
{
  BW_FEED_COLUMNS = 28,
};

/* Gives the value of a column of a row to @context, with one of the sqlite3_result_ functions; nothing: NULL. */
typedef void (*BwFeedCell) (gpointer         data,
                            guint            row,
                            int              column,
                            sqlite3_context *context);

/* What "SELECT c0, c1, … FROM bw_feed" gives: the rows from first up to end. */
typedef struct
{
  BwFeedCell cell;
  gpointer   data;
  guint      first;
  guint      end;
} BwFeed;

int   bw_feed_register (sqlite3 *db,
                        BwFeed  *feed);
char *bw_feed_select (guint n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
