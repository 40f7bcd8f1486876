/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of bytes that packed copies are made of.
 *
 * A part (the texts, a column of deals) is cut into chunks, each with a checksum. Writing a part leaves the chunks alone that
 * are there already, so that after an import which touched two columns of twenty only those two are written. Chunks are
 * read with the incremental blob interface, straight to where they belong. */

#include "store/bw-packed-block.h"

#include <string.h>

#include "core/bw-block.h"

/* Small enough that texts, which only grow, keep most of their chunks. */
#define MAX_CHUNK BW_PACKED_CHUNK

/* Four independent chains of multiply and rotate over 64-bit words, as in xxHash64 (Collet, 2012), for the speed of
 * memory; its constants are odd and of mixed bits, all that is asked of them. */
guint64
bw_checksum (const void *data,
             gsize       length)
{
  const guint64 factor = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  const char   *bytes = data;
  guint64       lanes[4] = { 1, 2, 3, 4 }, sum = length;
  gsize         at = 0;

  for (; at + 32 <= length; at += 32)
    for (int i = 0; i < 4; i++)
      {
        guint64 word;

        memcpy (&word, bytes + at + 8 * i, 8);
        lanes[i] = (lanes[i] ^ word) * factor;
        lanes[i] = lanes[i] << 29 | lanes[i] >> 35;
      }
  for (; at < length; at++)
    lanes[0] = (lanes[0] ^ (guint8)bytes[at]) * factor;
  for (int i = 0; i < 4; i++)
    sum = ((sum ^ lanes[i]) * factor) ^ (lanes[i] >> 31);
  return sum;
}

static gboolean
put_chunk (BwSql        *sql,
           sqlite3_stmt *find,
           sqlite3_stmt *insert,
           const char   *part,
           int           chunk,
           const char   *bytes,
           gsize         size,
           GError      **error)
{
  gint64 checksum = (gint64)bw_checksum (bytes, size);
  int    row;

  sqlite3_bind_text (find, 1, part, -1, SQLITE_STATIC);
  sqlite3_bind_int (find, 2, chunk);
  row = bw_sql_next (sql, find, error);
  if (row > 0 && sqlite3_column_int64 (find, 0) == checksum && sqlite3_column_int64 (find, 1) == (gint64)size)
    {
      sqlite3_reset (find);
      return TRUE;
    }
  sqlite3_reset (find);
  if (row < 0)
    return FALSE;
  sqlite3_bind_text (insert, 1, part, -1, SQLITE_STATIC);
  sqlite3_bind_int (insert, 2, chunk);
  sqlite3_bind_int64 (insert, 3, checksum);
  if (size > 0)
    sqlite3_bind_blob64 (insert, 4, bytes, size, SQLITE_STATIC);
  else
    sqlite3_bind_zeroblob (insert, 4, 0);
  return bw_sql_run (sql, insert, error);
}

/* Makes @part hold @length bytes of @data (nullable when 0), within a transaction of the caller's. */
gboolean
bw_packed_write (BwSql      *sql,
                 const char *part,
                 const void *data,
                 gsize       length,
                 GError    **error)
{
  g_autoptr (sqlite3_stmt) find =
    bw_sql_prepare (sql, "SELECT checksum, length(data) FROM packed WHERE part = ?1 AND chunk = ?2", error);
  g_autoptr (sqlite3_stmt) insert = NULL;
  g_autoptr (sqlite3_stmt) cut = NULL;
  const char *bytes = data;
  gsize       done = 0;
  int         chunk = 0;

  if (find == NULL)
    return FALSE;
  insert = bw_sql_prepare (sql, "INSERT OR REPLACE INTO packed (part, chunk, checksum, data) VALUES (?1, ?2, ?3, ?4)", error);
  if (insert == NULL)
    return FALSE;
  do
    {
      gsize size = MIN (length - done, MAX_CHUNK);

      /* Nothing may have no address to count from. */
      if (!put_chunk (sql, find, insert, part, chunk++, done > 0 ? bytes + done : bytes, size, error))
        return FALSE;
      done += size;
    }
  while (done < length);

  cut = bw_sql_prepare (sql, "DELETE FROM packed WHERE part = ?1 AND chunk >= ?2", error);
  if (cut == NULL)
    return FALSE;
  sqlite3_bind_text (cut, 1, part, -1, SQLITE_STATIC);
  sqlite3_bind_int (cut, 2, chunk);
  return bw_sql_run (sql, cut, error);
}

/* The bytes that @part holds; -1 when there is none. */
gssize
bw_packed_length (BwSql      *sql,
                  const char *part)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (sql, "SELECT sum(length(data)) FROM packed WHERE part = ?1", NULL);

  if (statement == NULL)
    return -1;
  sqlite3_bind_text (statement, 1, part, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_ROW || sqlite3_column_type (statement, 0) == SQLITE_NULL)
    return -1;
  return (gssize)sqlite3_column_int64 (statement, 0);
}

/* Reads @size bytes of the chunk in @row to @bytes. */
static gboolean
read_chunk (BwSql  *sql,
            gint64  row,
            char   *bytes,
            gsize   size,
            guint64 checksum)
{
  sqlite3_blob *blob = NULL;
  int           rc = sqlite3_blob_open (sql->db, "main", "packed", "data", row, 0, &blob);

  if (rc == SQLITE_OK && size > 0)
    rc = sqlite3_blob_read (blob, bytes, (int)size, 0);
  sqlite3_blob_close (blob);
  return rc == SQLITE_OK && bw_checksum (bytes, size) == checksum;
}

/* Reads @part whole. Returns: (transfer full) (nullable): its bytes; %NULL when missing or wrong. */
void *
bw_packed_read (BwSql      *sql,
                const char *part,
                gsize      *length)
{
  gssize           whole = bw_packed_length (sql, part);
  gsize            at = 0;
  g_autofree char *bytes = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  *length = 0;
  if (whole < 0)
    return NULL;
  statement = bw_sql_prepare (sql, "SELECT rowid, checksum, length(data) FROM packed WHERE part = ?1 ORDER BY chunk", NULL);
  if (statement == NULL)
    return NULL;
  bytes = bw_block_alloc ((gsize)whole);
  sqlite3_bind_text (statement, 1, part, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gsize size = (gsize)sqlite3_column_int64 (statement, 2);

      if (size > (gsize)whole - at ||
          !read_chunk (sql, sqlite3_column_int64 (statement, 0), bytes + at, size, (guint64)sqlite3_column_int64 (statement, 1)))
        return NULL;
      at += size;
    }
  if (at != (gsize)whole)
    return NULL;
  *length = at;
  return g_steal_pointer (&bytes);
}

static inline void
copy_values (const char *from,
             gsize       from_step,
             char       *to,
             gsize       to_step,
             gsize       n,
             gsize       size)
{
  for (gsize i = 0; i < n; i++, from += from_step, to += to_step)
    memcpy (to, from, size);
}

/* A copy of a size that is known when compiling is a move or two. */
static void
copy_column (const char *from,
             gsize       from_step,
             char       *to,
             gsize       to_step,
             gsize       n,
             gsize       size)
{
  if (size == 1)
    copy_values (from, from_step, to, to_step, n, 1);
  else if (size == 4)
    copy_values (from, from_step, to, to_step, n, 4);
  else if (size == 8)
    copy_values (from, from_step, to, to_step, n, 8);
  else
    copy_values (from, from_step, to, to_step, n, size);
}

void
bw_gather_column (const char *from,
                  gsize       stride,
                  gsize       n,
                  gsize       size,
                  char       *to)
{
  copy_column (from, stride, to, size, n, size);
}

void
bw_scatter_column (const char *from,
                   gsize       stride,
                   gsize       n,
                   gsize       size,
                   char       *to)
{
  copy_column (from, size, to, stride, n, size);
}
