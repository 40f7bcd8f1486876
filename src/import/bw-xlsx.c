/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of an Excel workbook as rows of comma-separated text.
 *
 * A sheet is handed on as CSV, one record for each of its rows, also the blank ones, so that the reader of CSV, the search
 * for the header and the numbers of rows in messages are the same for both. Numbers stay as the file has them, dates become
 * 2026-11-22 or 2026-11-22 09:30:00, truth values TRUE and FALSE. Cells are read one after the other; of a sheet no more
 * than one row is in memory.
 *
 * Merged cells: the file has the value in the first cell only and says at its end which cells are merged. So the sheet is
 * unpacked once before and searched for that; a value then also stands in the cells merged below it. To its right it does
 * not: there a merged cell is a title. */

#include "import/bw-xlsx.h"
#include "import/bw-import.h"
#include "import/bw-xlsx-book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  COLUMNS_MAX = 16384,
  ROWS_MAX = 1048576,
  MERGES_MAX = 1000000,
  PIECE = 64 * 1024,
  /* Days from the first of January of year 1, as GLib counts. */
  ZERO_1900 = 693594,
  ZERO_1904 = 695056,
  SERIAL_MAX = 2958465, /* 9999-12-31 */
};

/* Cells of one column that share a value. */
typedef struct
{
  guint32 column;
  guint32 first, last; /* rows, the first being 1 */
  char   *value;       /* (nullable): once it was met */
} Merge;

struct _BwXlsx
{
  BwXlsxBook *book;
  BwXlsxPart *part;
  GArray     *merges; /* Merge, by first row */
  guint       merges_from;
  GString    *out; /* text that has not been handed out from @at on */
  gsize       at;
  GPtrArray  *cells; /* (element-type utf8) (nullable): the row's values by column */
  guint32     row;   /* of the last row that was written */
  gboolean    done;
};

static const BwXlsxSheet *
find_sheet (const BwXlsxBook *book,
            const char       *name)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      const BwXlsxSheet *sheet = g_ptr_array_index (book->sheets, i);

      if (sheet->part != NULL && g_str_equal (sheet->name, name))
        return sheet;
    }
  return NULL;
}

/* Whether the sheet in @part has a cell with a value. */
static gboolean
has_values (const char *path,
            const char *part,
            gboolean   *found,
            GError    **error)
{
  g_autoptr (BwXlsxPart) xml = bw_xlsx_part_open (path, part, error);
  GError *problem = NULL;

  *found = FALSE;
  if (xml == NULL)
    return FALSE;
  while (!*found && bw_xlsx_part_next (xml, &problem))
    *found = bw_xlsx_part_is (xml, "v") || bw_xlsx_part_is (xml, "t");
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* The sheets of the workbook at @path that can be seen and hold something.
 * Returns: (transfer full) (nullable): their names; %NULL with @error set. */
char **
bw_xlsx_list (const char *path,
              GError    **error)
{
  g_autoptr (BwXlsxBook) book = bw_xlsx_book_open (path, FALSE, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (book == NULL)
    return NULL;
  for (guint i = 0; i < book->sheets->len; i++)
    {
      const BwXlsxSheet *sheet = g_ptr_array_index (book->sheets, i);
      gboolean           found;

      if (sheet->hidden || sheet->part == NULL)
        continue;
      if (!has_values (path, sheet->part, &found, error))
        return NULL;
      if (found)
        g_ptr_array_add (names, g_strdup (sheet->name));
    }
  if (names->len == 0)
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY,
                   _ ("“%s” has no sheet with a table that is not hidden."), name);
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* Reads a reference such as "B12". Returns what follows it, or %NULL. */
static const char *
read_reference (const char *text,
                guint32    *column,
                guint32    *row)
{
  *column = *row = 0;
  for (; *text == '$' || g_ascii_isalpha (*text); text++)
    {
      if (*text != '$')
        *column = *column * 26 + (g_ascii_toupper (*text) - 'A' + 1);
      if (*column > COLUMNS_MAX)
        return NULL;
    }
  for (; *text == '$' || g_ascii_isdigit (*text); text++)
    {
      if (*text != '$')
        *row = *row * 10 + (*text - '0');
      if (*row > ROWS_MAX)
        return NULL;
    }
  (*column)--;
  return *column<COLUMNS_MAX && * row> 0 ? text : NULL;
}

static void
add_merge (GArray     *merges,
           const char *reference)
{
  Merge       merge = { 0 };
  guint32     column;
  const char *rest = read_reference (reference, &merge.column, &merge.first);

  if (rest == NULL || *rest != ':' || read_reference (rest + 1, &column, &merge.last) == NULL)
    return;
  if (merge.last > merge.first && merges->len < MERGES_MAX)
    g_array_append_val (merges, merge);
}

static int
compare_merges (const void *a,
                const void *b)
{
  const Merge *x = a, *y = b;

  return x->first < y->first ? -1 : x->first > y->first;
}

static void
clear_merge (gpointer data)
{
  g_free (((Merge *)data)->value);
}

/* Finds the merged cells of the sheet in @part, by searching its unpacked bytes. */
static gboolean
find_merges (const char *path,
             const char *part,
             GArray     *merges,
             GError    **error)
{
  static const char mark[] = "mergeCell ";
  g_autoptr (BwArchive) archive = bw_archive_open (path, part, error);
  g_autoptr (GString) text = g_string_sized_new (2 * PIECE);
  g_autofree char *piece = g_malloc (PIECE);
  gssize           got;

  if (archive == NULL)
    return FALSE;
  while ((got = bw_archive_read (archive, piece, PIECE, error)) > 0)
    {
      char *at, *last = NULL;

      g_string_append_len (text, piece, got);
      for (at = text->str; (at = g_strstr_len (at, text->str + text->len - at, mark)) != NULL; at++)
        {
          char *end = memchr (at, '>', text->str + text->len - at);
          char *reference;

          last = at;
          if (end == NULL)
            break;
          *end = '\0';
          reference = strstr (at, "ref=");
          if (reference != NULL && reference[4] != '\0')
            add_merge (merges, reference + 5);
          *end = '>';
          last = NULL;
          at = end - 1;
        }
      /* What may be the beginning of one more stays. */
      if (last != NULL)
        g_string_erase (text, 0, last - text->str);
      else if (text->len > strlen (mark))
        g_string_erase (text, 0, text->len - strlen (mark));
      if (text->len > PIECE)
        g_string_truncate (text, 0);
    }
  if (merges->len > 1)
    qsort (merges->data, merges->len, sizeof (Merge), compare_merges);
  return got == 0;
}

/* Opens the @sheet of the workbook at @path. Returns: (transfer full) (nullable): %NULL with @error set. */
BwXlsx *
bw_xlsx_open (const char *path,
              const char *sheet,
              GError    **error)
{
  g_autoptr (BwXlsx) xlsx = g_new0 (BwXlsx, 1);
  const BwXlsxSheet *found;

  xlsx->out = g_string_new (NULL);
  xlsx->cells = g_ptr_array_new_with_free_func (g_free);
  xlsx->merges = g_array_new (FALSE, FALSE, sizeof (Merge));
  g_array_set_clear_func (xlsx->merges, clear_merge);
  xlsx->book = bw_xlsx_book_open (path, TRUE, error);
  if (xlsx->book == NULL)
    return NULL;
  found = find_sheet (xlsx->book, sheet);
  if (found == NULL)
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_FOUND, _ ("There is no sheet “%s” in “%s”."), sheet, name);
      return NULL;
    }
  if (!find_merges (path, found->part, xlsx->merges, error))
    return NULL;
  xlsx->part = bw_xlsx_part_open (path, found->part, error);
  return xlsx->part != NULL ? g_steal_pointer (&xlsx) : NULL;
}

/* Frees @xlsx (transfer full) (nullable). */
void
bw_xlsx_free (BwXlsx *xlsx)
{
  if (xlsx == NULL)
    return;
  bw_xlsx_part_free (xlsx->part);
  bw_xlsx_book_free (xlsx->book);
  g_array_unref (xlsx->merges);
  g_string_free (xlsx->out, TRUE);
  g_ptr_array_unref (xlsx->cells);
  g_free (xlsx);
}

/* The number @text of a cell whose style says that it is a date or a time. Returns: (transfer full). */
static char *
format_serial (const BwXlsx *xlsx,
               const char   *text,
               BwXlsxStyle   style)
{
  char  *end;
  double serial = g_ascii_strtod (text, &end);
  gint64 days, seconds;
  GDate  date;
  char   day[16];

  if (end == text || *end != '\0' || !(serial >= 0 && serial < SERIAL_MAX))
    return g_strdup (text);
  days = (gint64)floor (serial);
  seconds = llround ((serial - (double)days) * 86400);
  days += seconds / 86400;
  seconds %= 86400;
  if (style == BW_XLSX_TIME)
    return g_strdup_printf ("%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT,
                            days * 24 + seconds / 3600, seconds / 60 % 60, seconds % 60);
  /* The first of these systems has a 29 February 1900, which never was. */
  if (!xlsx->book->from_1904 && days < 60)
    days++;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)((xlsx->book->from_1904 ? ZERO_1904 : ZERO_1900) + days));
  g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
  if (seconds == 0)
    return g_strdup (day);
  return g_strdup_printf ("%s %02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, day, seconds / 3600,
                          seconds / 60 % 60, seconds % 60);
}

/* What the value @text of a cell of @type and @style means. Returns: (transfer full). */
static char *
read_value (const BwXlsx *xlsx,
            const char   *text,
            const char   *type,
            const char   *style)
{
  BwXlsxStyle kind;

  if (type != NULL && g_str_equal (type, "s"))
    return g_strdup (bw_xlsx_book_text (xlsx->book, g_ascii_strtoull (text, NULL, 10)));
  if (type != NULL && g_str_equal (type, "b"))
    return g_strdup (g_str_equal (text, "1") || g_str_equal (text, "true") ? "TRUE" : "FALSE");
  if (type != NULL && !g_str_equal (type, "n"))
    return g_strdup (text);
  kind = style != NULL ? bw_xlsx_book_style (xlsx->book, g_ascii_strtoull (style, NULL, 10)) : BW_XLSX_NUMBER;
  return kind == BW_XLSX_NUMBER ? g_strdup (text) : format_serial (xlsx, text, kind);
}

/* Reads the cell on which the reader stands. */
static gboolean
read_cell (BwXlsx  *xlsx,
           GError **error)
{
  xmlTextReaderPtr reader = xlsx->part->reader;
  xmlChar         *reference = xmlTextReaderGetAttribute (reader, BAD_CAST "r");
  xmlChar         *type = xmlTextReaderGetAttribute (reader, BAD_CAST "t");
  xmlChar         *style = xmlTextReaderGetAttribute (reader, BAD_CAST "s");
  g_autoptr (GString) text = g_string_new (NULL);
  GError  *problem = NULL;
  guint32  column = xlsx->cells->len, row;
  gboolean in_value = FALSE, in_sound = FALSE;
  int      depth = xmlTextReaderDepth (reader);

  if (reference != NULL && read_reference ((const char *)reference, &column, &row) == NULL)
    column = COLUMNS_MAX;
  if (!xmlTextReaderIsEmptyElement (reader))
    while (bw_xlsx_part_next (xlsx->part, &problem) && xmlTextReaderDepth (reader) > depth)
      {
        gboolean starts = xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT &&
                          !xmlTextReaderIsEmptyElement (reader);

        if (bw_xlsx_part_is (xlsx->part, "v") || bw_xlsx_part_is (xlsx->part, "t"))
          in_value = starts;
        else if (bw_xlsx_part_is (xlsx->part, "rPh"))
          in_sound = starts;
        else if (in_value && !in_sound && xmlTextReaderHasValue (reader))
          g_string_append (text, (const char *)xmlTextReaderConstValue (reader));
      }
  if (problem == NULL && text->len > 0 && column < COLUMNS_MAX)
    {
      if (column >= xlsx->cells->len)
        g_ptr_array_set_size (xlsx->cells, (int)column + 1);
      g_free (g_ptr_array_index (xlsx->cells, column));
      g_ptr_array_index (xlsx->cells, column) = read_value (xlsx, text->str, (const char *)type, (const char *)style);
    }
  else if (problem == NULL && reference == NULL && column < COLUMNS_MAX)
    g_ptr_array_set_size (xlsx->cells, (int)column + 1);
  xmlFree (reference);
  xmlFree (type);
  xmlFree (style);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}

/* Gives the cells of the row the values of those that they are merged with. */
static void
fill_merges (BwXlsx *xlsx)
{
  for (guint i = xlsx->merges_from; i < xlsx->merges->len; i++)
    {
      Merge      *merge = &g_array_index (xlsx->merges, Merge, i);
      const char *value = merge->column < xlsx->cells->len ? g_ptr_array_index (xlsx->cells, merge->column) : NULL;

      if (merge->first > xlsx->row)
        break;
      if (merge->last < xlsx->row)
        {
          xlsx->merges_from += i == xlsx->merges_from;
          continue;
        }
      if (merge->first == xlsx->row)
        merge->value = g_strdup (value);
      else if (value == NULL && merge->value != NULL)
        {
          if (merge->column >= xlsx->cells->len)
            g_ptr_array_set_size (xlsx->cells, (int)merge->column + 1);
          g_ptr_array_index (xlsx->cells, merge->column) = g_strdup (merge->value);
        }
    }
}

static void
write_cell (GString    *out,
            const char *value)
{
  if (value == NULL)
    return;
  if (value[strcspn (value, ",\"\r\n")] == '\0')
    {
      g_string_append (out, value);
      return;
    }
  g_string_append_c (out, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *value);
    }
  g_string_append_c (out, '"');
}

static void
write_row (BwXlsx *xlsx)
{
  fill_merges (xlsx);
  for (guint i = 0; i < xlsx->cells->len; i++)
    {
      if (i > 0)
        g_string_append_c (xlsx->out, ',');
      write_cell (xlsx->out, g_ptr_array_index (xlsx->cells, i));
    }
  g_string_append_c (xlsx->out, '\n');
  g_ptr_array_set_size (xlsx->cells, 0);
}

/* Begins the row on which the reader stands; rows that were left out before it are blank. */
static void
begin_row (BwXlsx *xlsx)
{
  xmlChar *number = xmlTextReaderGetAttribute (xlsx->part->reader, BAD_CAST "r");
  guint64  row = number != NULL ? g_ascii_strtoull ((const char *)number, NULL, 10) : xlsx->row + 1;

  xmlFree (number);
  if (row > ROWS_MAX || row <= xlsx->row)
    row = xlsx->row + 1;
  while (xlsx->row + 1 < row)
    {
      xlsx->row++;
      write_row (xlsx);
    }
  xlsx->row = (guint32)row;
}

/* Reads on until there is text to hand out. */
static gboolean
read_row (BwXlsx  *xlsx,
          GError **error)
{
  GError *problem = NULL;

  while (bw_xlsx_part_next (xlsx->part, &problem))
    {
      int      type = xmlTextReaderNodeType (xlsx->part->reader);
      gboolean is_row = bw_xlsx_part_is (xlsx->part, "row");

      if (is_row && type == XML_READER_TYPE_ELEMENT)
        begin_row (xlsx);
      if (is_row && (type == XML_READER_TYPE_END_ELEMENT || xmlTextReaderIsEmptyElement (xlsx->part->reader)))
        {
          write_row (xlsx);
          return TRUE;
        }
      if (type == XML_READER_TYPE_ELEMENT && bw_xlsx_part_is (xlsx->part, "c") && !read_cell (xlsx, error))
        return FALSE;
      if (type == XML_READER_TYPE_END_ELEMENT && bw_xlsx_part_is (xlsx->part, "sheetData"))
        break;
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  xlsx->done = TRUE;
  return TRUE;
}

/* Reads up to @n bytes of text into @buffer. Returns how many came, 0 at the end, -1 with @error set. */
gssize
bw_xlsx_read (BwXlsx  *xlsx,
              char    *buffer,
              gsize    n,
              GError **error)
{
  gsize length;

  if (xlsx->at == xlsx->out->len)
    {
      g_string_truncate (xlsx->out, 0);
      xlsx->at = 0;
    }
  while (xlsx->out->len == 0 && !xlsx->done)
    if (!read_row (xlsx, error))
      return -1;
  length = MIN (n, xlsx->out->len - xlsx->at);
  memcpy (buffer, xlsx->out->str + xlsx->at, length);
  xlsx->at += length;
  return (gssize)length;
}

/* How much of the workbook has been read, 0 to 1. */
double
bw_xlsx_get_progress (const BwXlsx *xlsx)
{
  return bw_archive_get_progress (xlsx->part->archive);
}
