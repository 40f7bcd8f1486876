/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL statements, with errors that say what was being done. */
#pragma once

#include <glib.h>

/* Debian builds SQLite with both. */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

G_BEGIN_DECLS

/* A connection. @action is what is being done, translated, such as "reading the deals": errors name it. */
typedef struct
{
  sqlite3    *db;
  char       *name; /* of the file, for errors */
  const char *action;
} BwSql;

void          bw_sql_fail (BwSql   *sql,
                           int      rc,
                           GError **error);
gboolean      bw_sql_exec (BwSql      *sql,
                           const char *text,
                           GError    **error);
sqlite3_stmt *bw_sql_prepare (BwSql      *sql,
                              const char *text,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
int           bw_sql_next (BwSql        *sql,
                           sqlite3_stmt *statement,
                           GError      **error);
gboolean      bw_sql_run (BwSql        *sql,
                          sqlite3_stmt *statement,
                          GError      **error);
gboolean      bw_sql_number (BwSql      *sql,
                             const char *text,
                             gint64     *number,
                             GError    **error);
gboolean      bw_sql_begin (BwSql   *sql,
                            gboolean for_writing,
                            GError **error);
gboolean      bw_sql_commit (BwSql   *sql,
                             GError **error);
void          bw_sql_rollback (BwSql *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
