/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sheets of an Excel workbook share: their names, the texts of cells, the styles that make numbers dates.
 *
 * A workbook is a ZIP archive of XML files (ECMA-376, part 1): xl/workbook.xml lists the sheets, its relations tell their
 * files, a cell of a text refers to sharedStrings, and a cell of a date is a number whose style has a format of dates.
 * libxml2 reads the files as they are unpacked; external entities are never followed. */

#include "import/bw-xlsx-book.h"
#include "import/bw-import.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  SHEETS_MAX = 2000,
  STYLES_MAX = 65536,
};

/* Shared texts are held in memory. */
#define TEXTS_MAX (G_GUINT64_CONSTANT (1) << 30)

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT    "http://purl.oclc.org/ooxml/officeDocument/relationships"

static int
read_cb (void *data,
         char *buffer,
         int   length)
{
  BwXlsxPart *part = data;

  if (part->problem != NULL)
    return -1;
  return (int)bw_archive_read (part->archive, buffer, length, &part->problem);
}

static int
close_cb (void *data)
{
  return 0;
}

/* Keeps libxml2 from writing to standard error: what is wrong is told by the return values. */
static void
ignore_cb (void       *data,
           xmlErrorPtr problem)
{
}

/* Opens the XML file @part of the workbook at @path. Returns: (transfer full) (nullable): %NULL with @error set. */
BwXlsxPart *
bw_xlsx_part_open (const char *path,
                   const char *part,
                   GError    **error)
{
  g_autoptr (BwXlsxPart) self = g_new0 (BwXlsxPart, 1);

  self->name = g_path_get_basename (path);
  self->archive = bw_archive_open (path, part, error);
  if (self->archive == NULL)
    return NULL;
  self->reader = xmlReaderForIO (read_cb, close_cb, self, NULL, NULL, XML_PARSE_NONET);
  if (self->reader == NULL)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_IO, _ ("“%s” could not be read as a workbook."), self->name);
      return NULL;
    }
  xmlTextReaderSetStructuredErrorHandler (self->reader, ignore_cb, NULL);
  return g_steal_pointer (&self);
}

/* Frees @part (transfer full) (nullable). */
void
bw_xlsx_part_free (BwXlsxPart *part)
{
  if (part == NULL)
    return;
  g_clear_pointer (&part->reader, xmlFreeTextReader);
  bw_archive_free (part->archive);
  g_clear_error (&part->problem);
  g_free (part->name);
  g_free (part);
}

/* Goes to the next node. Returns %FALSE at the end, and with @error set when the file is broken. */
gboolean
bw_xlsx_part_next (BwXlsxPart *part,
                   GError    **error)
{
  int result = xmlTextReaderRead (part->reader);

  if (part->problem != NULL)
    g_propagate_error (error, g_steal_pointer (&part->problem));
  else if (result < 0)
    g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_IO,
                 _ ("The workbook “%s” is damaged. Open it in a spreadsheet program and save it again, or save the sheet as CSV."),
                 part->name);
  return result == 1;
}

/* Whether the node is the element @name, without regard to its namespace. */
gboolean
bw_xlsx_part_is (const BwXlsxPart *part,
                 const char       *name)
{
  const char *found = (const char *)xmlTextReaderConstLocalName (part->reader);

  return found != NULL && strcmp (found, name) == 0;
}

static gboolean
is_start (BwXlsxPart *part)
{
  return xmlTextReaderNodeType (part->reader) == XML_READER_TYPE_ELEMENT;
}

/* Returns: (transfer full) (nullable): the attribute @name, allocated by GLib. */
static char *
get_attribute (BwXlsxPart *part,
               const char *name,
               const char *space)
{
  xmlChar *value = space == NULL ? xmlTextReaderGetAttribute (part->reader, BAD_CAST name)
                                 : xmlTextReaderGetAttributeNs (part->reader, BAD_CAST name, BAD_CAST space);
  char    *copy = g_strdup ((const char *)value);

  if (value != NULL)
    xmlFree (value);
  return copy;
}

static void
free_sheet (gpointer data)
{
  BwXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->relation);
  g_free (sheet->part);
  g_free (sheet);
}

static void
read_workbook_node (BwXlsxBook *book,
                    BwXlsxPart *part)
{
  if (!is_start (part))
    return;
  if (bw_xlsx_part_is (part, "workbookPr"))
    {
      g_autofree char *value = get_attribute (part, "date1904", NULL);

      book->from_1904 = value != NULL && (g_str_equal (value, "1") || g_str_equal (value, "true"));
    }
  else if (bw_xlsx_part_is (part, "sheet") && book->sheets->len < SHEETS_MAX)
    {
      BwXlsxSheet     *sheet = g_new0 (BwXlsxSheet, 1);
      g_autofree char *state = get_attribute (part, "state", NULL);

      sheet->name = get_attribute (part, "name", NULL);
      if (sheet->name == NULL)
        sheet->name = g_strdup_printf ("%u", book->sheets->len + 1);
      sheet->relation = get_attribute (part, "id", RELATIONS);
      if (sheet->relation == NULL)
        sheet->relation = get_attribute (part, "id", STRICT);
      sheet->hidden = state != NULL && !g_str_equal (state, "visible");
      g_ptr_array_add (book->sheets, sheet);
    }
}

/* Reads what each relation of the workbook leads to. */
static void
read_relation_node (BwXlsxBook *book,
                    BwXlsxPart *part)
{
  g_autofree char *id = NULL, *type = NULL, *target = NULL, *file = NULL;

  if (!is_start (part) || !bw_xlsx_part_is (part, "Relationship"))
    return;
  id = get_attribute (part, "Id", NULL);
  type = get_attribute (part, "Type", NULL);
  target = get_attribute (part, "Target", NULL);
  if (id == NULL || type == NULL || target == NULL)
    return;
  file = *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
  if (g_str_has_suffix (type, "/sharedStrings"))
    {
      g_free (book->texts_part);
      book->texts_part = g_steal_pointer (&file);
    }
  else if (g_str_has_suffix (type, "/styles"))
    {
      g_free (book->styles_part);
      book->styles_part = g_steal_pointer (&file);
    }
  else if (g_str_has_suffix (type, "/worksheet"))
    for (guint i = 0; i < book->sheets->len; i++)
      {
        BwXlsxSheet *sheet = g_ptr_array_index (book->sheets, i);

        if (sheet->part == NULL && g_strcmp0 (sheet->relation, id) == 0)
          sheet->part = g_strdup (file);
      }
}

/* Whether numbers of the format @code are dates or times: a format of numbers has no letters of days, months, years and
 * hours outside quotation marks and brackets. */
BwXlsxStyle
bw_xlsx_format_style (const char *code)
{
  gboolean date = FALSE, time = FALSE;

  if (g_ascii_strcasecmp (code, "General") == 0 || g_ascii_strcasecmp (code, "Standard") == 0)
    return BW_XLSX_NUMBER;
  for (const char *at = code; *at != '\0'; at++)
    {
      char c = g_ascii_tolower (*at);

      if (c == ';')
        break;
      if (c == '\\' || c == '_' || c == '*')
        at += at[1] != '\0';
      else if (c == '"')
        {
          const char *end = strchr (at + 1, '"');

          if (end == NULL)
            break;
          at = end;
        }
      else if (c == '[')
        {
          const char *end = strchr (at + 1, ']');

          if (end == NULL)
            break;
          /* "[h]:mm" counts hours; other brackets hold colours, currencies and conditions. */
          time |= strspn (at + 1, "hHmMsS") == (gsize)(end - at - 1);
          at = end;
        }
      else if (c == 'y' || c == 'd')
        date = TRUE;
      else if (c == 'h' || c == 's')
        time = TRUE;
      else if (c == 'm' && !time)
        date |= strpbrk (at, "sShH") == NULL;
      else if (c == '0' || c == '#' || c == '?')
        {
          /* Digits stand only after seconds among times. */
          if (!date && !time)
            return BW_XLSX_NUMBER;
        }
    }
  return date ? BW_XLSX_DATE : time ? BW_XLSX_TIME
                                    : BW_XLSX_NUMBER;
}

/* The formats with numbers of their own (ECMA-376, 18.8.30). */
static BwXlsxStyle
built_in_style (gint64 id)
{
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
      id == 57 || id == 58)
    return BW_XLSX_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return BW_XLSX_TIME;
  return BW_XLSX_NUMBER;
}

static void
read_style_node (BwXlsxBook *book,
                 BwXlsxPart *part,
                 GHashTable *formats,
                 gboolean   *in_cells)
{
  g_autofree char *id = NULL, *code = NULL;

  if (bw_xlsx_part_is (part, "cellXfs"))
    *in_cells = is_start (part);
  if (!is_start (part))
    return;
  id = get_attribute (part, "numFmtId", NULL);
  if (bw_xlsx_part_is (part, "numFmt"))
    {
      code = get_attribute (part, "formatCode", NULL);
      if (id != NULL && code != NULL)
        g_hash_table_insert (formats, g_steal_pointer (&id), GUINT_TO_POINTER (bw_xlsx_format_style (code)));
    }
  else if (*in_cells && bw_xlsx_part_is (part, "xf") && book->styles->len < STYLES_MAX)
    {
      gpointer known = NULL;
      guint8   style;

      if (id != NULL && g_hash_table_lookup_extended (formats, id, NULL, &known))
        style = (guint8)GPOINTER_TO_UINT (known);
      else
        style = built_in_style (id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0);
      g_array_append_val (book->styles, style);
    }
}

/* Reads one node of the shared texts: a text is in one <t> or, when parts of it look different, in several; <rPh> tells how
 * to pronounce it. */
static void
read_text_node (BwXlsxBook *book,
                BwXlsxPart *part,
                gboolean   *in_text,
                gboolean   *in_sound)
{
  int type = xmlTextReaderNodeType (part->reader);

  if (bw_xlsx_part_is (part, "si") && (type == XML_READER_TYPE_ELEMENT))
    {
      gsize start = book->texts->len;

      g_array_append_val (book->starts, start);
      g_string_append_c (book->texts, '\0');
    }
  else if (bw_xlsx_part_is (part, "t"))
    *in_text = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement (part->reader);
  else if (bw_xlsx_part_is (part, "rPh"))
    *in_sound = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement (part->reader);
  else if (*in_text && !*in_sound && book->starts->len > 0 && xmlTextReaderHasValue (part->reader))
    {
      g_string_truncate (book->texts, book->texts->len - 1);
      g_string_append (book->texts, (const char *)xmlTextReaderConstValue (part->reader));
      g_string_append_c (book->texts, '\0');
    }
}

/* Reads the styles and the texts. */
static gboolean
read_shared (BwXlsxBook *book,
             const char *path,
             GError    **error)
{
  g_autoptr (BwXlsxPart) part = NULL;
  g_autoptr (GHashTable) formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean in_cells = FALSE, in_text = FALSE, in_sound = FALSE;
  GError  *problem = NULL;

  if (book->styles_part != NULL)
    {
      part = bw_xlsx_part_open (path, book->styles_part, error);
      if (part == NULL)
        return FALSE;
      while (bw_xlsx_part_next (part, &problem))
        read_style_node (book, part, formats, &in_cells);
    }
  if (problem == NULL && book->texts_part != NULL)
    {
      g_clear_pointer (&part, bw_xlsx_part_free);
      part = bw_xlsx_part_open (path, book->texts_part, error);
      if (part == NULL)
        return FALSE;
      while (bw_xlsx_part_next (part, &problem))
        {
          read_text_node (book, part, &in_text, &in_sound);
          if (book->texts->len <= TEXTS_MAX)
            continue;
          g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_IO,
                       _ ("“%s” holds more text than can be read at once. Save the sheet as CSV."), part->name);
          return FALSE;
        }
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* Opens the workbook at @path. Returns: (transfer full) (nullable): its sheets and, @with_texts, styles and texts; %NULL
 * with @error set. */
BwXlsxBook *
bw_xlsx_book_open (const char *path,
                   gboolean    with_texts,
                   GError    **error)
{
  static const char *const parts[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels" };
  g_autoptr (BwXlsxBook) book = g_new0 (BwXlsxBook, 1);
  GError *problem = NULL;

  book->sheets = g_ptr_array_new_with_free_func (free_sheet);
  book->styles = g_array_new (FALSE, FALSE, sizeof (guint8));
  book->texts = g_string_new (NULL);
  book->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (BwXlsxPart) part = bw_xlsx_part_open (path, parts[i], error);

      if (part == NULL)
        return NULL;
      while (bw_xlsx_part_next (part, &problem))
        if (i == 0)
          read_workbook_node (book, part);
        else
          read_relation_node (book, part);
      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return NULL;
        }
    }
  if (with_texts && !read_shared (book, path, error))
    return NULL;
  return g_steal_pointer (&book);
}

/* Frees @book (transfer full) (nullable). */
void
bw_xlsx_book_free (BwXlsxBook *book)
{
  if (book == NULL)
    return;
  g_ptr_array_unref (book->sheets);
  g_array_unref (book->styles);
  g_string_free (book->texts, TRUE);
  g_array_unref (book->starts);
  g_free (book->texts_part);
  g_free (book->styles_part);
  g_free (book);
}

/* Returns: (transfer none): the shared text @index; "" for one that is not there. */
const char *
bw_xlsx_book_text (const BwXlsxBook *book,
                   guint64           index)
{
  return index < book->starts->len ? book->texts->str + g_array_index (book->starts, gsize, index) : "";
}

/* What the style of cells @index makes of numbers. */
BwXlsxStyle
bw_xlsx_book_style (const BwXlsxBook *book,
                    guint64           index)
{
  return index < book->styles->len ? g_array_index (book->styles, guint8, index) : BW_XLSX_NUMBER;
}
