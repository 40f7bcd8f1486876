/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal's values of the project's own fields as one text of the file.
 *
 * The text is a JSON object by the names of the fields, such as {"Seats":40,"Renewal":"2026-03-01","Strategic":true}, so that
 * any SQLite tool reads it with json_extract(); what is not known is left out, and a deal without any value has NULL.
 *
 * It is read here and not by SQLite: its reading of numbers is not exact to the last bit, and a path cannot name a field
 * whose name has quotes in it, as some CRMs' have. Only flat objects are understood. A field of texts takes any value for its
 * text (its type may have been another when the row was written); else a value of the wrong type cannot be. */

#include "store/bw-custom-text.h"

#include <string.h>

#include "core/bw-custom-field.h"

struct _BwCustomWriter
{
  const BwBook *book;
  char        **names; /* (owned): each field's as JSON, with a colon */
  GString      *text;
};

/* ---- Writing ---- */

static void
append_string (GString    *to,
               const char *text)
{
  g_string_append_c (to, '"');
  while (*text != '\0')
    {
      gsize plain = 0;

      while ((guchar)text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\')
        plain++;
      g_string_append_len (to, text, (gssize)plain);
      text += plain;
      if (*text == '\0')
        break;
      if ((guchar)*text < 0x20)
        g_string_append_printf (to, "\\u%04x", (guint)*text);
      else
        g_string_append_printf (to, "\\%c", *text);
      text++;
    }
  g_string_append_c (to, '"');
}

/* Returns: (transfer full): what writes the deals of @book, which must stay as it is meanwhile. */
BwCustomWriter *
bw_custom_writer_new (const BwBook *book)
{
  BwCustomWriter *writer = g_new0 (BwCustomWriter, 1);

  writer->book = book;
  writer->text = g_string_new (NULL);
  writer->names = g_new0 (char *, book->fields->len + 1);
  for (guint i = 0; i < book->fields->len; i++)
    {
      GString *name = g_string_new (NULL);

      append_string (name, bw_custom_field_name (book, i));
      g_string_append_c (name, ':');
      writer->names[i] = g_string_free (name, FALSE);
    }
  return writer;
}

/* Frees @writer (transfer full) (nullable). */
void
bw_custom_writer_free (BwCustomWriter *writer)
{
  if (writer == NULL)
    return;
  g_strfreev (writer->names);
  g_string_free (writer->text, TRUE);
  g_free (writer);
}

static void
append_value (GString      *to,
              const BwBook *book,
              BwFieldType   type,
              gint64        value)
{
  char   buffer[BW_NUMBER_SIZE];
  double number;

  switch (type)
    {
    case BW_TYPE_NUMBER:
      number = bw_number_from_bits (value);
      /* JSON has no infinity; what is too large to be told from it is read as it. */
      if (number - number != 0)
        g_string_append (to, number > 0 ? "9e999" : "-9e999");
      else
        g_string_append (to, bw_number_write (number, buffer));
      break;
    case BW_TYPE_DATE:
      append_string (to, bw_date_write_iso ((BwDate)value, buffer));
      break;
    case BW_TYPE_BOOLEAN:
      g_string_append (to, value != 0 ? "true" : "false");
      break;
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      append_string (to, bw_book_text (book, (BwText)value));
      break;
    }
}

/* Returns: (transfer none) (nullable): the text of @deal, until the next is written; %NULL when it has no values. */
const char *
bw_custom_writer_write (BwCustomWriter *writer,
                        guint           deal,
                        gsize          *length)
{
  const BwDeals *deals = &writer->book->deals;
  GString       *text = writer->text;

  g_string_truncate (text, 0);
  for (guint c = 0; c < deals->n_custom; c++)
    {
      BwFieldType type = deals->custom[c].type;
      gint64      value = bw_custom_column_get (&deals->custom[c], deal);

      if (bw_custom_value_is_none (type, value))
        continue;
      g_string_append_c (text, text->len == 0 ? '{' : ',');
      g_string_append (text, writer->names[c]);
      append_value (text, writer->book, type, value);
    }
  if (text->len > 0)
    g_string_append_c (text, '}');
  *length = text->len;
  return text->len > 0 ? text->str : NULL;
}

/* ---- Reading ---- */

static void
skip_space (const char **at)
{
  while (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r')
    (*at)++;
}

static gboolean
read_hex (const char **at,
          gunichar    *code)
{
  *code = 0;
  for (guint i = 0; i < 4; i++, (*at)++)
    {
      if (!g_ascii_isxdigit (**at))
        return FALSE;
      *code = *code * 16 + (gunichar)g_ascii_xdigit_value (**at);
    }
  return TRUE;
}

/* Reads what stands behind a backslash. */
static gboolean
read_escape (const char **at,
             GString     *to)
{
  static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char       *found = **at != '\0' ? strchr (names, **at) : NULL;
  gunichar          code, low;

  if (found != NULL)
    {
      g_string_append_c (to, meanings[found - names]);
      (*at)++;
      return TRUE;
    }
  if (**at != 'u')
    return FALSE;
  (*at)++;
  if (!read_hex (at, &code))
    return FALSE;
  if (code >= 0xd800 && code < 0xdc00)
    {
      if ((*at)[0] != '\\' || (*at)[1] != 'u')
        return FALSE;
      *at += 2;
      if (!read_hex (at, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  if (code == 0 || !g_unichar_validate (code))
    return FALSE;
  g_string_append_unichar (to, code);
  return TRUE;
}

/* Reads a string in quotation marks into @to. */
static gboolean
read_string (const char **at,
             GString     *to)
{
  g_string_truncate (to, 0);
  if (**at != '"')
    return FALSE;
  (*at)++;
  while (**at != '"')
    {
      gsize plain = strcspn (*at, "\"\\");

      g_string_append_len (to, *at, (gssize)plain);
      *at += plain;
      if (**at == '\0')
        return FALSE;
      if (**at != '\\')
        continue;
      (*at)++;
      if (!read_escape (at, to))
        return FALSE;
    }
  (*at)++;
  return g_utf8_validate (to->str, (gssize)to->len, NULL);
}

static gboolean
put_string (BwBook         *book,
            BwCustomColumn *column,
            guint           deal,
            const char     *string)
{
  BwDate date;

  if (column->type == BW_TYPE_TEXT)
    bw_custom_column_set (column, deal, bw_pool_intern (&book->texts, string));
  else if (column->type == BW_TYPE_DATE && bw_date_parse_iso (string, &date))
    bw_custom_column_set (column, deal, date);
  else
    return FALSE;
  return TRUE;
}

/* Reads a number, true, false or null. */
static gboolean
read_word (const char    **at,
           BwBook         *book,
           BwCustomColumn *column,
           guint           deal)
{
  char   buffer[BW_NUMBER_SIZE];
  char  *end;
  double number;

  if (g_str_has_prefix (*at, "null"))
    {
      *at += 4;
      return TRUE;
    }
  if (g_str_has_prefix (*at, "true") || g_str_has_prefix (*at, "false"))
    {
      gboolean value = **at == 't';

      *at += value ? 4 : 5;
      if (column->type == BW_TYPE_TEXT)
        return put_string (book, column, deal, value ? "true" : "false");
      bw_custom_column_set (column, deal, value);
      return column->type == BW_TYPE_BOOLEAN;
    }
  if (!g_ascii_isdigit (**at) && **at != '-')
    return FALSE;
  number = g_ascii_strtod (*at, &end);
  if (end == *at || number != number)
    return FALSE;
  *at = end;
  if (column->type == BW_TYPE_TEXT)
    return put_string (book, column, deal, bw_number_write (number, buffer));
  bw_custom_column_set (column, deal, bw_number_to_bits (number));
  return column->type == BW_TYPE_NUMBER;
}

/* The field called @name; where it is next in order, it stands at @guess. */
static gint32
find_field (const BwBook *book,
            const char   *name,
            guint         guess)
{
  if (guess < book->fields->len && strcmp (bw_custom_field_name (book, guess), name) == 0)
    return (gint32)guess;
  for (guint i = 0; i < book->fields->len; i++)
    if (strcmp (bw_custom_field_name (book, i), name) == 0)
      return (gint32)i;
  return -1;
}

/* Reads one "name": value. */
static gboolean
read_member (const char **at,
             BwBook      *book,
             guint        deal,
             guint       *next,
             GString     *scratch)
{
  gint32          field;
  BwCustomColumn *column;

  skip_space (at);
  if (!read_string (at, scratch) || (field = find_field (book, scratch->str, *next)) < 0)
    return FALSE;
  column = &book->deals.custom[field];
  *next = (guint)field + 1;
  skip_space (at);
  if (*(*at)++ != ':')
    return FALSE;
  skip_space (at);
  if (**at != '"')
    return read_word (at, book, column, deal);
  return read_string (at, scratch) && put_string (book, column, deal, scratch->str);
}

/* Puts the values in @text (nullable) into @deal of @book. %FALSE when it is not what bw_custom_writer_write() gives. */
gboolean
bw_custom_text_read (BwBook     *book,
                     const char *text,
                     guint       deal)
{
  g_autoptr (GString) scratch = NULL;
  const char *at = text;
  guint       next = 0;

  if (text == NULL)
    return TRUE;
  scratch = g_string_new (NULL);
  skip_space (&at);
  if (*at != '{')
    return FALSE;
  do
    {
      at++;
      if (!read_member (&at, book, deal, &next, scratch))
        return FALSE;
      skip_space (&at);
    }
  while (*at == ',');
  if (*at++ != '}')
    return FALSE;
  skip_space (&at);
  return *at == '\0';
}
