/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows of a table were before many of them are updated.
 *
 * The session extension keeps each row whole, before and after, in memory of its own, and reads all of them again for the
 * change set: for a million deals that took longer than updating them, and a gigabyte. Here a hook on the connection appends to one
 * array what a column was where it became something else, and a checksum of what it became:
 *
 *   entry    key (8) | checksum of the new values (8) | number of columns (1) | their numbers (1 each) | old values
 *   value    type (1) | integer or real (8), or length (4) and bytes, or nothing
 *
 * Taking it back updates these columns alone, with the hook again in place: it gives the log of the way forth, and sees
 * whether what it replaces is what the log expects. A row that somebody else changed in between is so found out, and the caller
 * takes the transaction back. A log that was kept in the file is not trusted: nothing is read beyond its end. One hook at a time: not
 * while a session records. Numbers are in the machine's order, as a log
 * does not outlive the program. */

#include "store/bw-row-log.h"

#include <string.h>

#include "store/bw-packed-block.h"

enum
{
  MAX_COLUMNS = 100, /* no table has more */
  HEAD = 17,
};

struct _BwRowLog
{
  BwSql      *sql;
  const char *table; /* static */
  GByteArray *bytes;
  guint64     sum; /* of the values that the last row had where it changed */
  guint       n;   /* rows */
  int         problem;
};

static void
append_value (GByteArray    *bytes,
              sqlite3_value *value)
{
  guint8  type = (guint8)sqlite3_value_type (value);
  gint64  number;
  double  real;
  guint32 length;

  g_byte_array_append (bytes, &type, 1);
  if (type == SQLITE_INTEGER)
    {
      number = sqlite3_value_int64 (value);
      g_byte_array_append (bytes, (const guint8 *)&number, sizeof number);
    }
  else if (type == SQLITE_FLOAT)
    {
      real = sqlite3_value_double (value);
      g_byte_array_append (bytes, (const guint8 *)&real, sizeof real);
    }
  else if (type != SQLITE_NULL)
    {
      length = (guint32)sqlite3_value_bytes (value);
      g_byte_array_append (bytes, (const guint8 *)&length, sizeof length);
      g_byte_array_append (bytes, sqlite3_value_blob (value), length);
    }
}

static gboolean
same_value (sqlite3_value *a,
            sqlite3_value *b)
{
  int    type = sqlite3_value_type (a), n;
  double x, y;

  if (type != sqlite3_value_type (b))
    return FALSE;
  switch (type)
    {
    case SQLITE_NULL:
      return TRUE;
    case SQLITE_INTEGER:
      return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
    case SQLITE_FLOAT:
      x = sqlite3_value_double (a);
      y = sqlite3_value_double (b);
      return memcmp (&x, &y, sizeof x) == 0;
    default:
      n = sqlite3_value_bytes (a);
      return n == sqlite3_value_bytes (b) && (n == 0 || memcmp (sqlite3_value_blob (a), sqlite3_value_blob (b), (gsize)n) == 0);
    }
}

/* Appends the entry of a row; the values that it gets go behind it for a moment, to be summed up. */
static void
log_row (BwRowLog *log,
         sqlite3  *db,
         gint64    key)
{
  GByteArray    *bytes = log->bytes;
  sqlite3_value *old[MAX_COLUMNS], *new[MAX_COLUMNS];
  guint8         columns[MAX_COLUMNS], n = 0;
  int            n_columns = MIN (sqlite3_preupdate_count (db), MAX_COLUMNS);
  guint          start = bytes->len, end;
  guint64        sum = 0;

  for (int i = 0; i < n_columns; i++)
    {
      if (log->problem == SQLITE_OK)
        log->problem = sqlite3_preupdate_old (db, i, &old[n]);
      if (log->problem == SQLITE_OK)
        log->problem = sqlite3_preupdate_new (db, i, &new[n]);
      if (log->problem != SQLITE_OK)
        return;
      if (!same_value (old[n], new[n]))
        columns[n++] = (guint8)i;
    }
  g_byte_array_append (bytes, (const guint8 *)&key, sizeof key);
  g_byte_array_append (bytes, (const guint8 *)&sum, sizeof sum);
  g_byte_array_append (bytes, &n, 1);
  g_byte_array_append (bytes, columns, n);
  end = bytes->len;
  for (guint i = 0; i < n; i++)
    append_value (bytes, new[i]);
  sum = bw_checksum (bytes->data + end, bytes->len - end);
  memcpy (bytes->data + start + sizeof key, &sum, sizeof sum);
  g_byte_array_set_size (bytes, end);
  for (guint i = 0; i < n; i++)
    append_value (bytes, old[i]);
  log->sum = bw_checksum (bytes->data + end, bytes->len - end);
  log->n++;
}

static void
preupdate_cb (void       *data,
              sqlite3    *db,
              int         operation,
              const char *database,
              const char *table,
              gint64      key_before,
              gint64      key_after)
{
  BwRowLog *log = data;

  if (operation == SQLITE_UPDATE && log->problem == SQLITE_OK && strcmp (table, log->table) == 0)
    log_row (log, db, key_before);
}

/* Begins to append to @bytes (transfer none) how rows of @table (static), which has its keys as row ids, are updated.
 * Returns: (transfer full). */
BwRowLog *
bw_row_log_begin (BwSql      *sql,
                  const char *table,
                  GByteArray *bytes)
{
  BwRowLog *log = g_new0 (BwRowLog, 1);

  log->sql = sql;
  log->table = table;
  log->bytes = g_byte_array_ref (bytes);
  sqlite3_preupdate_hook (sql->db, (void (*) (void *, sqlite3 *, int, char const *, char const *, sqlite3_int64, sqlite3_int64))preupdate_cb, log);
  return log;
}

/* Frees @log (transfer full) (nullable). */
void
bw_row_log_free (BwRowLog *log)
{
  if (log == NULL)
    return;
  sqlite3_preupdate_hook (log->sql->db, NULL, NULL);
  g_byte_array_unref (log->bytes);
  g_free (log);
}

/* Ends logging. */
gboolean
bw_row_log_finish (BwRowLog *log,
                   GError  **error)
{
  sqlite3_preupdate_hook (log->sql->db, NULL, NULL);
  if (log->problem == SQLITE_OK)
    return TRUE;
  bw_sql_fail (log->sql, log->problem, error);
  return FALSE;
}

/* ---- Taking back ---- */

/* A statement for each set of columns, which are few. */
typedef struct
{
  BwSql      *sql;
  const char *table;
  GPtrArray  *names;      /* (element-type utf8): of the columns */
  GHashTable *statements; /* columns, as GBytes, to sqlite3_stmt */
} Reverting;

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
read_names (Reverting *reverting,
            GError   **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT * FROM %s LIMIT 0", reverting->table);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (reverting->sql, text, error);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    g_ptr_array_add (reverting->names, g_strdup (sqlite3_column_name (statement, i)));
  return TRUE;
}

/* The statement that sets the @n @columns. */
static sqlite3_stmt *
statement_for (Reverting    *reverting,
               const guint8 *columns,
               guint         n,
               GError      **error)
{
  g_autoptr (GBytes) key = g_bytes_new (columns, n);
  g_autoptr (GString) text = NULL;
  sqlite3_stmt *statement = g_hash_table_lookup (reverting->statements, key);

  if (statement != NULL)
    return statement;
  text = g_string_new (NULL);
  g_string_printf (text, "UPDATE %s SET ", reverting->table);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"%s\" = ?%u", i > 0 ? ", " : "", (const char *)g_ptr_array_index (reverting->names, columns[i]), i + 2);
  g_string_append (text, " WHERE key = ?1");
  statement = bw_sql_prepare (reverting->sql, text->str, error);
  if (statement != NULL)
    g_hash_table_insert (reverting->statements, g_steal_pointer (&key), statement);
  return statement;
}

/* Binds the value at @at. Returns what follows; %NULL when it does not end before @end. */
static const guint8 *
bind_value (sqlite3_stmt *statement,
            int           parameter,
            const guint8 *at,
            const guint8 *end)
{
  guint8  type = at < end ? *at++ : 0;
  gint64  number;
  double  real;
  guint32 length;

  if (type == 0 || ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && (gsize)(end - at) < sizeof number) ||
      ((type == SQLITE_TEXT || type == SQLITE_BLOB) && (gsize)(end - at) < sizeof length))
    return NULL;

  if (type == SQLITE_INTEGER)
    {
      memcpy (&number, at, sizeof number);
      sqlite3_bind_int64 (statement, parameter, number);
      return at + sizeof number;
    }
  if (type == SQLITE_FLOAT)
    {
      memcpy (&real, at, sizeof real);
      sqlite3_bind_double (statement, parameter, real);
      return at + sizeof real;
    }
  if (type == SQLITE_NULL)
    {
      sqlite3_bind_null (statement, parameter);
      return at;
    }
  memcpy (&length, at, sizeof length);
  at += sizeof length;
  if (length > (gsize)(end - at))
    return NULL;
  if (type == SQLITE_TEXT)
    sqlite3_bind_text (statement, parameter, (const char *)at, (int)length, SQLITE_STATIC);
  else
    sqlite3_bind_blob (statement, parameter, at, (int)length, SQLITE_STATIC);
  return at + length;
}

/* Takes back the entry at *@at, which then is the next one. */
static gboolean
revert_row (Reverting     *reverting,
            BwRowLog      *log,
            const guint8 **at,
            const guint8  *end,
            gboolean      *fits,
            GError       **error)
{
  const guint8 *entry = *at, *values;
  gboolean      is_whole = end - entry >= HEAD && entry[HEAD - 1] <= end - entry - HEAD;
  guint         n = is_whole ? entry[HEAD - 1] : 0, before = log->n;
  sqlite3_stmt *statement;
  gint64        key;
  guint64       sum;

  for (guint i = 0; i < n; i++)
    is_whole &= entry[HEAD + i] > 0 && entry[HEAD + i] < reverting->names->len;
  *fits = is_whole;
  if (!is_whole)
    return TRUE;
  memcpy (&key, entry, sizeof key);
  memcpy (&sum, entry + sizeof key, sizeof sum);
  values = entry + HEAD + n;
  if (n == 0)
    {
      *at = values;
      return TRUE;
    }
  statement = statement_for (reverting, entry + HEAD, n, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  for (guint i = 0; i < n && values != NULL; i++)
    values = bind_value (statement, (int)i + 2, values, end);
  *fits = values != NULL;
  if (values == NULL)
    return TRUE;
  if (!bw_sql_run (reverting->sql, statement, error))
    return FALSE;
  *fits = log->n == before + 1 && log->sum == sum;
  *at = values;
  return TRUE;
}

/* Takes back what @bytes, a log of @table (static), tells of, within a transaction of the caller's, and appends the log of that
 * to @redo. @fits: whether all rows were as the log left them; else the transaction is to be taken back. */
gboolean
bw_row_log_revert (BwSql        *sql,
                   const char   *table,
                   const guint8 *bytes,
                   gsize         n,
                   GByteArray   *redo,
                   gboolean     *fits,
                   GError      **error)
{
  g_autoptr (BwRowLog) log = bw_row_log_begin (sql, table, redo);
  Reverting     reverting = { sql, table, g_ptr_array_new_with_free_func (g_free),
                              g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                                     finalize_cb) };
  const guint8 *at = bytes;
  gboolean      ok = read_names (&reverting, error);

  *fits = TRUE;
  while (ok && *fits && at < bytes + n)
    ok = revert_row (&reverting, log, &at, bytes + n, fits, error);
  ok = ok && bw_row_log_finish (log, error);
  g_ptr_array_unref (reverting.names);
  g_hash_table_unref (reverting.statements);
  return ok;
}
