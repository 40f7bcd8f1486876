/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a value of the project file's tables.
 *
 * The file may have been written by another program: what cannot be (a date that is none, a reference to nothing, a number
 * that is too large for its column in memory) becomes unknown and is named in reading->bad_column. Labels, of which there
 * are few, are looked up once each. */

#include "store/bw-columns.h"

#include <string.h>

#include "core/bw-custom-field.h"

/* More days than there are in ten thousand years. */
#define BEYOND_DAYS 3660000

static BwText
read_text (BwReading    *reading,
           sqlite3_stmt *statement,
           int           index,
           gboolean      intern)
{
  const char *text = (const char *)sqlite3_column_text (statement, index);

  g_autofree char *mended = NULL;

  if (text == NULL)
    return 0;
  if (!g_utf8_validate (text, -1, NULL))
    {
      mended = g_strdup (text);
      reading->n_mended += bw_pool_mend (mended, strlen (mended));
      return intern ? bw_pool_intern (&reading->book->texts, mended) : bw_pool_add (&reading->book->texts, mended, -1);
    }
  return intern ? bw_pool_intern (&reading->book->texts, text)
                : bw_pool_add (&reading->book->texts, text, -1); /* up to a zero byte, as it was looked through */
}

/* Any value as a text: one that was written while the field was of numbers is as it is when a field is turned into text. */
static BwText
read_any (BwReading    *reading,
          sqlite3_stmt *statement,
          int           index)
{
  char buffer[BW_NUMBER_SIZE];
  int  type = sqlite3_column_type (statement, index);

  if (type == SQLITE_FLOAT || type == SQLITE_INTEGER)
    return bw_pool_intern (&reading->book->texts, bw_number_write (sqlite3_column_double (statement, index), buffer));
  return read_text (reading, statement, index, TRUE);
}

/* The text of the label with @key; 0, with reading->bad_column set, when there is none. */
static BwText
read_label (const BwColumn *column,
            BwReading      *reading,
            sqlite3_stmt   *statement,
            gint64          key)
{
  gpointer found;
  BwText   text = 0;

  if (reading->labels == NULL)
    reading->labels = g_hash_table_new (NULL, NULL);
  found = g_hash_table_lookup (reading->labels, GSIZE_TO_POINTER (key));
  if (found != NULL)
    return GPOINTER_TO_UINT (found);
  if (reading->find_label != NULL ||
      sqlite3_prepare_v2 (sqlite3_db_handle (statement), "SELECT text FROM labels WHERE key = ?1", -1, &reading->find_label, NULL) == SQLITE_OK)
    {
      sqlite3_bind_int64 (reading->find_label, 1, key);
      if (sqlite3_step (reading->find_label) == SQLITE_ROW)
        text = read_text (reading, reading->find_label, 0, TRUE);
      sqlite3_reset (reading->find_label);
    }
  if (text == 0)
    reading->bad_column = column->name;
  else
    g_hash_table_insert (reading->labels, GSIZE_TO_POINTER (key), GUINT_TO_POINTER (text));
  return text;
}

/* A text, or that of the label whose key stands there. */
static BwText
read_word (const BwColumn *column,
           BwReading      *reading,
           sqlite3_stmt   *statement,
           int             index)
{
  switch (sqlite3_column_type (statement, index))
    {
    case SQLITE_INTEGER:
      return read_label (column, reading, statement, sqlite3_column_int64 (statement, index));
    case SQLITE_TEXT:
      return read_text (reading, statement, index, column->list != BW_WORDS_OWN);
    default:
      reading->bad_column = column->name;
      return 0;
    }
}

/* Frees what @reading holds of labels. */
void
bw_reading_clear_labels (BwReading *reading)
{
  g_clear_pointer (&reading->labels, g_hash_table_unref);
  g_clear_pointer (&reading->find_label, sqlite3_finalize);
}

static gint64
read_number (const BwColumn *column,
             BwReading      *reading,
             sqlite3_stmt   *statement,
             int             index)
{
  gint64 number = sqlite3_column_int64 (statement, index);

  /* A column of fewer than 64 bits must hold it. */
  if (column->size < 8 && (number < 0 || number >= G_GINT64_CONSTANT (1) << (column->size * 8 - (column->kind == BW_VALUE_OPTIONAL))))
    {
      reading->bad_column = column->name;
      return 0;
    }
  return number;
}

static gint64
unknown_value (const BwColumn *column)
{
  switch (column->kind)
    {
    case BW_VALUE_MONEY:
      return BW_MONEY_NONE;
    case BW_VALUE_DATE:
    case BW_VALUE_DAY:
      return BW_DATE_NONE;
    case BW_VALUE_OPTIONAL:
    case BW_VALUE_REF:
    case BW_VALUE_DEAL:
      return -1;
    case BW_VALUE_YES_NO:
      return BW_BOOLEAN_NONE;
    case BW_VALUE_REAL:
      {
        double nan = __builtin_nan ("");
        gint64 number;

        memcpy (&number, &nan, sizeof number);
        return number;
      }
    default:
      return 0;
    }
}

/* Reads a value of the present row. What cannot be is unknown, with reading->bad_column set. */
gint64
bw_column_read (const BwColumn *column,
                BwReading      *reading,
                sqlite3_stmt   *statement,
                int             index)
{
  gint64 number = 0;
  BwDate date;
  double real;

  if (column->kind != BW_VALUE_CODE && sqlite3_column_type (statement, index) == SQLITE_NULL)
    return unknown_value (column);

  switch (column->kind)
    {
    case BW_VALUE_INTEGER:
    case BW_VALUE_BOOLEAN:
    case BW_VALUE_OPTIONAL:
      return read_number (column, reading, statement, index);
    case BW_VALUE_MONEY:
    case BW_VALUE_KEY:
      return sqlite3_column_int64 (statement, index);
    case BW_VALUE_REAL:
      real = sqlite3_column_double (statement, index);
      memcpy (&number, &real, sizeof number);
      return number;
    case BW_VALUE_DATE:
      if (bw_date_parse_iso ((const char *)sqlite3_column_text (statement, index), &date))
        return date;
      break;
    case BW_VALUE_TEXT:
    case BW_VALUE_LABEL:
      return read_text (reading, statement, index, column->kind == BW_VALUE_LABEL);
    case BW_VALUE_ANY:
      return read_any (reading, statement, index);
    case BW_VALUE_WORD:
      return read_word (column, reading, statement, index);
    case BW_VALUE_DAY:
      number = sqlite3_column_int64 (statement, index);
      if (sqlite3_column_type (statement, index) == SQLITE_INTEGER && number > -BEYOND_DAYS && number < BEYOND_DAYS)
        return number;
      break;
    case BW_VALUE_YES_NO:
      number = g_strcmp0 ((const char *)sqlite3_column_text (statement, index), "true") == 0;
      if (number || g_strcmp0 ((const char *)sqlite3_column_text (statement, index), "false") == 0)
        return number;
      break;
    case BW_VALUE_CODE:
      if (bw_code_parse (column->list, (const char *)sqlite3_column_text (statement, index), &number))
        return number;
      break;
    case BW_VALUE_REF:
    case BW_VALUE_DEAL:
    default:
      number = bw_key_map_lookup (column->kind == BW_VALUE_DEAL ? &reading->deals : &reading->keys[column->list],
                                  sqlite3_column_int64 (statement, index));
      if (number >= 0)
        return number;
      break;
    }
  reading->bad_column = column->name;
  return unknown_value (column);
}
