/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What importing an export costs at least: the plainest program that makes typed rows of it.
 *
 * libcsv splits the file of import-sample.c; amounts become minor units, dates days, names that repeat the numbers of a
 * table of texts; a prepared statement writes each row into one table with pages of 16 KiB, in one transaction that waits for
 * the disk. On one thread, with no link checked, no history, no hash, no undo and no packed copy. Without a database only libcsv
 * runs. */

#include "import-floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>
#include <sqlite3.h>

#include "core/bw-date.h"

enum
{
  N_COLUMNS = 18,
  PIECE = 1 << 20,
};

/* What each column holds: a text, a name that repeats, an amount, a date, a number. */
static const char kinds[] = "ttnnnaddinnnnntddd";

typedef struct
{
  sqlite3      *db; /* (nullable) */
  sqlite3_stmt *insert;
  GHashTable   *names;
  guint64       row;
  int           column;
} Floor;

static void
check (Floor *floor,
       int    rc)
{
  if (rc == SQLITE_OK || rc == SQLITE_DONE)
    return;
  fprintf (stderr, "%s\n", sqlite3_errmsg (floor->db));
  exit (1);
}

static gint64
name_number (Floor      *floor,
             const char *name)
{
  gpointer found = g_hash_table_lookup (floor->names, name);

  if (found == NULL)
    {
      found = GINT_TO_POINTER ((gint)g_hash_table_size (floor->names) + 1);
      g_hash_table_insert (floor->names, g_strdup (name), found);
    }
  return GPOINTER_TO_INT (found);
}

static void
cell_cb (void  *cell,
         size_t length,
         void  *data)
{
  Floor      *floor = data;
  const char *text = cell; /* ends with a zero byte: CSV_APPEND_NULL */
  int         column = floor->column++;
  BwDate      date;

  if (floor->db == NULL || floor->row == 0 || column >= N_COLUMNS)
    return;
  switch (kinds[column])
    {
    case 'n':
      sqlite3_bind_int64 (floor->insert, column + 1, name_number (floor, text));
      break;
    case 'a':
      sqlite3_bind_int64 (floor->insert, column + 1, (gint64)(g_ascii_strtod (text, NULL) * 100 + 0.5));
      break;
    case 'i':
      sqlite3_bind_int64 (floor->insert, column + 1, g_ascii_strtoll (text, NULL, 10));
      break;
    case 'd':
      if (bw_date_parse_iso (text, &date))
        sqlite3_bind_int64 (floor->insert, column + 1, date);
      else
        sqlite3_bind_null (floor->insert, column + 1);
      break;
    default:
      sqlite3_bind_text (floor->insert, column + 1, text, (int)length, SQLITE_TRANSIENT);
    }
}

static void
row_cb (int   terminator,
        void *data)
{
  Floor *floor = data;

  if (floor->db != NULL && floor->row > 0)
    {
      check (floor, sqlite3_step (floor->insert));
      sqlite3_reset (floor->insert);
    }
  floor->row++;
  floor->column = 0;
}

static void
open_database (Floor      *floor,
               const char *path)
{
  check (floor, sqlite3_open (path, &floor->db));
  check (floor, sqlite3_exec (floor->db,
                              "PRAGMA page_size = 16384; PRAGMA synchronous = FULL; CREATE TABLE deals (a, b, c, d, e, f, g, h, i, j, "
                              "k, l, m, n, o, p, q, r); CREATE TABLE names (key INTEGER PRIMARY KEY, text); BEGIN",
                              NULL, NULL, NULL));
  check (floor, sqlite3_prepare_v2 (floor->db, "INSERT INTO deals VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &floor->insert, NULL));
}

static void
write_names (Floor *floor)
{
  GHashTableIter iter;
  gpointer       name, number;
  sqlite3_stmt  *insert;

  check (floor, sqlite3_prepare_v2 (floor->db, "INSERT INTO names VALUES (?, ?)", -1, &insert, NULL));
  g_hash_table_iter_init (&iter, floor->names);
  while (g_hash_table_iter_next (&iter, &name, &number))
    {
      sqlite3_bind_int64 (insert, 1, GPOINTER_TO_INT (number));
      sqlite3_bind_text (insert, 2, name, -1, SQLITE_STATIC);
      check (floor, sqlite3_step (insert));
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
}

/* Reads @csv, and writes it to @database ("": not at all). */
void
bw_import_floor_run (const char *csv,
                     const char *database)
{
  Floor             floor = { .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autofree char  *piece = g_malloc (PIECE);
  FILE             *file = fopen (csv, "rb");
  struct csv_parser parser;
  size_t            n;

  if (file == NULL || csv_init (&parser, CSV_APPEND_NULL) != 0)
    exit (1);
  if (*database != '\0')
    open_database (&floor, database);
  while ((n = fread (piece, 1, PIECE, file)) > 0)
    csv_parse (&parser, piece, n, cell_cb, row_cb, &floor);
  csv_fini (&parser, cell_cb, row_cb, &floor);
  if (floor.db != NULL)
    {
      write_names (&floor);
      check (&floor, sqlite3_exec (floor.db, "COMMIT", NULL, NULL, NULL));
      sqlite3_finalize (floor.insert);
      sqlite3_close (floor.db);
    }
  csv_free (&parser);
  fclose (file);
  g_hash_table_unref (floor.names);
}
