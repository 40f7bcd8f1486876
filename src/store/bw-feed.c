/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in memory as a table that statements can read.
 *
 * Binding twelve values and stepping a statement for each of five million rows costs as much as storing them. A
 * virtual table lets one statement, INSERT … SELECT, take thousands of rows, whose values SQLite fetches itself: 1.4
 * times as fast. The table has no name in the file: it is there for as long as the connection. */

#include "store/bw-feed.h"

typedef struct
{
  sqlite3_vtab base;
  BwFeed      *feed;
} Table;

typedef struct
{
  sqlite3_vtab_cursor base;
  guint               row;
} Cursor;

static int
connect_cb (sqlite3           *db,
            void              *data,
            int                n_arguments,
            const char *const *arguments,
            sqlite3_vtab     **table,
            char             **message)
{
  g_autoptr (GString) text = g_string_new ("CREATE TABLE x (c0");
  Table *self;
  int    rc;

  for (int i = 1; i < BW_FEED_COLUMNS; i++)
    g_string_append_printf (text, ", c%d", i);
  g_string_append_c (text, ')');
  rc = sqlite3_declare_vtab (db, text->str);
  if (rc != SQLITE_OK)
    return rc;
  self = g_new0 (Table, 1);
  self->feed = data;
  *table = &self->base;
  return SQLITE_OK;
}

static int
disconnect_cb (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
best_index_cb (sqlite3_vtab       *table,
               sqlite3_index_info *info)
{
  return SQLITE_OK;
}

static int
open_cb (sqlite3_vtab         *table,
         sqlite3_vtab_cursor **cursor)
{
  *cursor = (sqlite3_vtab_cursor *)g_new0 (Cursor, 1);
  return SQLITE_OK;
}

static int
close_cb (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
filter_cb (sqlite3_vtab_cursor *cursor,
           int                  number,
           const char          *name,
           int                  n_values,
           sqlite3_value      **values)
{
  ((Cursor *)cursor)->row = ((Table *)cursor->pVtab)->feed->first;
  return SQLITE_OK;
}

static int
next_cb (sqlite3_vtab_cursor *cursor)
{
  ((Cursor *)cursor)->row++;
  return SQLITE_OK;
}

static int
eof_cb (sqlite3_vtab_cursor *cursor)
{
  return ((Cursor *)cursor)->row >= ((Table *)cursor->pVtab)->feed->end;
}

static int
column_cb (sqlite3_vtab_cursor *cursor,
           sqlite3_context     *context,
           int                  column)
{
  BwFeed *feed = ((Table *)cursor->pVtab)->feed;

  feed->cell (feed->data, ((Cursor *)cursor)->row, column, context);
  return SQLITE_OK;
}

static int
row_id_cb (sqlite3_vtab_cursor *cursor,
           sqlite3_int64       *row)
{
  *row = ((Cursor *)cursor)->row;
  return SQLITE_OK;
}

/* Makes @feed, which must stay as long as @db, the table "bw_feed" of statements of @db. Returns a result code. */
int
bw_feed_register (sqlite3 *db,
                  BwFeed  *feed)
{
  /* Without xCreate it needs no CREATE VIRTUAL TABLE and can have none. */
  static const sqlite3_module module = {
    .xConnect = connect_cb,
    .xBestIndex = best_index_cb,
    .xDisconnect = disconnect_cb,
    .xOpen = open_cb,
    .xClose = close_cb,
    .xFilter = filter_cb,
    .xNext = next_cb,
    .xEof = eof_cb,
    .xColumn = column_cb,
    .xRowid = row_id_cb,
  };

  return sqlite3_create_module (db, "bw_feed", &module, feed);
}

/* Returns: (transfer full): "SELECT c0, …, c(@n - 1) FROM bw_feed". */
char *
bw_feed_select (guint n)
{
  g_autoptr (GString) text = g_string_new ("SELECT c0");

  for (guint i = 1; i < n; i++)
    g_string_append_printf (text, ", c%u", i);
  g_string_append (text, " FROM bw_feed");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
