/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said of files with a certain set of headers, to be offered again.
 *
 * The set is known by the SHA-256 of its folded headers in their order; what was said is a text of the project's choices, one
 * line for each thing: "kind deals", "decimal ,", "order day", "from 1904", and "column", the escaped header, the field and the
 * type, with tabs between. Lines that are not understood are passed over, so that a later version may write more. */

#include "import/bw-remembered.h"

#include <string.h>

/* Returns: (transfer full): the name under which the project's choices have what was said of files with these headers. */
char *
bw_remembered_name (const char *const *headers,
                    guint              n)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folded = bw_header_fold (headers[i]);

      g_checksum_update (sum, (const guchar *)folded, (gssize)strlen (folded) + 1);
    }
  return g_strconcat ("mapping:", g_checksum_get_string (sum), NULL);
}

static void
read_column (BwFileOptions *options,
             const char    *text)
{
  static const char *const types[BW_N_TYPES] = { "text", "number", "date", "boolean" };
  g_auto (GStrv) parts = g_strsplit (text, "\t", 3);
  g_autofree char *header = NULL;
  BwFieldType      type = BW_TYPE_TEXT;

  if (g_strv_length (parts) < 3)
    return;
  header = g_strcompress (parts[0]);
  for (guint i = 0; i < BW_N_TYPES; i++)
    if (g_str_equal (parts[2], types[i]))
      type = i;
  if (g_utf8_validate (header, -1, NULL))
    bw_file_options_choose (options, header, *parts[1] != '\0' ? parts[1] : NULL, type);
}

/* Returns: (transfer full): what @text, which bw_remembered_write() gave, says of a file. */
BwFileOptions *
bw_remembered_read (const char *text)
{
  BwFileOptions *options = bw_file_options_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      if (g_str_has_prefix (*line, "kind "))
        bw_import_kind_parse (*line + strlen ("kind "), &options->kind);
      else if (g_str_equal (*line, "decimal .") || g_str_equal (*line, "decimal ,"))
        options->decimal = (*line)[strlen ("decimal ")];
      else if (g_str_has_prefix (*line, "order "))
        {
          g_autofree char *order = g_strconcat (*line + strlen ("order "), "-first", NULL);

          bw_date_order_parse (order, &options->date_order);
        }
      else if (g_str_equal (*line, "from 1904"))
        options->from_1904 = TRUE;
      else if (g_str_has_prefix (*line, "column\t"))
        read_column (options, *line + strlen ("column\t"));
    }
  return options;
}

/* Returns: (transfer full): how a file with these headers is read: its kind, how its values are written, and what becomes of its
 * columns by @fates (element-type BwColumnFate); with @all of every one, else of those that
 * the user decided, or let stand although they were not sure. */
char *
bw_remembered_write (const char *const   *headers,
                     guint                n,
                     const BwFileOptions *said,
                     BwImportKind         kind,
                     const GPtrArray     *fates,
                     gboolean             all)
{
  static const char *const types[BW_N_TYPES] = { "text", "number", "date", "boolean" };
  GString                 *text = g_string_new (NULL);

  g_string_append_printf (text, "kind %s\n", bw_import_kind_name (kind));
  if (said->decimal != 0)
    g_string_append_printf (text, "decimal %c\n", said->decimal);
  if (said->date_order != BW_ORDER_UNKNOWN)
    g_string_append_printf (text, "order %.*s\n", (int)strcspn (bw_date_order_name (said->date_order), "-"),
                            bw_date_order_name (said->date_order));
  if (said->from_1904)
    g_string_append (text, "from 1904\n");
  for (guint i = 0; i < n && i < fates->len; i++)
    {
      const BwColumnFate *fate = g_ptr_array_index (fates, i);
      g_autofree char    *header = g_strescape (headers[i], NULL);
      const char         *field = fate->field >= 0 ? bw_import_field_name (fate->field) : fate->custom ? BW_IMPORT_CUSTOM
                                                                                                       : "";

      if (all || fate->confidence >= 1 || fate->unsure)
        g_string_append_printf (text, "column\t%s\t%s\t%s\n", header, field, types[fate->type]);
    }
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full) (nullable): what was said of an earlier file with these headers. */
BwFileOptions *
bw_remembered_find (const BwBook      *book,
                    const char *const *headers,
                    guint              n)
{
  g_autofree char *name = NULL;
  const char      *text;

  if (book == NULL || book->choices->len == 0)
    return NULL;
  name = bw_remembered_name (headers, n);
  text = bw_choice_get (book, name);
  return text != NULL ? bw_remembered_read (text) : NULL;
}

/* Keeps in @book what was said of a file with these headers. */
void
bw_remembered_keep (BwBook              *book,
                    BwDelta             *delta,
                    const char *const   *headers,
                    guint                n,
                    const BwFileOptions *said,
                    BwImportKind         kind,
                    const GPtrArray     *fates)
{
  g_autofree char *name = bw_remembered_name (headers, n);
  g_autofree char *text = bw_remembered_write (headers, n, said, kind, fates, FALSE);

  bw_choice_set (book, delta, name, text);
}

/* Returns: (transfer full): what is said in @said (nullable) now, and for what it leaves open in @remembered (nullable). */
BwFileOptions *
bw_remembered_complete (const BwFileOptions *said,
                        const BwFileOptions *remembered)
{
  BwFileOptions *whole = said != NULL ? bw_file_options_copy (said) : bw_file_options_new ();

  if (remembered == NULL)
    return whole;
  if (whole->kind == BW_KIND_UNKNOWN)
    whole->kind = remembered->kind;
  if (whole->decimal == 0)
    whole->decimal = remembered->decimal;
  if (whole->date_order == BW_ORDER_UNKNOWN)
    whole->date_order = remembered->date_order;
  whole->from_1904 |= remembered->from_1904;
  for (guint i = 0; remembered->columns != NULL && i < remembered->columns->len; i++)
    {
      const BwColumnChoice *choice = g_ptr_array_index (remembered->columns, i);
      gboolean              known = FALSE;

      for (guint c = 0; whole->columns != NULL && c < whole->columns->len && !known; c++)
        {
          const BwColumnChoice *other = g_ptr_array_index (whole->columns, c);

          known = g_str_equal (other->header, choice->header) ||
                  (choice->field != NULL && g_strcmp0 (choice->field, BW_IMPORT_CUSTOM) != 0 &&
                   g_strcmp0 (other->field, choice->field) == 0);
        }
      if (!known)
        bw_file_options_choose (whole, choice->header, choice->field, choice->type);
    }
  return whole;
}
