/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project as sorted text.
 *
 * Two projects with the same content give the same text, whatever the keys, the order of rows and the time of
 * importing: references are written as names, lines are sorted, and keys and import times are left out. */

#include "store/bw-store-compare.h"
#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"

static void
append_value (GString    *line,
              const char *name,
              const char *value)
{
  if (*value == '\0')
    return;
  g_string_append_printf (line, "\t%s=", name);
  for (; *value != '\0'; value++)
    switch (*value)
      {
      case '\n':
        g_string_append (line, "\\n");
        break;
      case '\r':
        g_string_append (line, "\\r");
        break;
      case '\t':
        g_string_append (line, "\\t");
        break;
      case '\\':
        g_string_append (line, "\\\\");
        break;
      default:
        g_string_append_c (line, *value);
      }
}

static void
append_column (GString        *line,
               const BwBook   *book,
               const BwColumn *column,
               const void     *at)
{
  g_autofree char *value = bw_column_dup_text (column, book, bw_column_get (column, at));

  append_value (line, column->name, value);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Sorts and writes @lines (element-type utf8), and empties them. */
static void
flush_lines (GPtrArray *lines,
             GString   *out)
{
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append (out, g_ptr_array_index (lines, i));
      g_string_append_c (out, '\n');
    }
  g_ptr_array_set_size (lines, 0);
}

static void
dump_organisation (const BwBook *book,
                   GString      *out)
{
  guint           n;
  const BwColumn *columns = bw_organisation_columns (&n);

  g_string_append (out, "organisation");
  append_value (out, "currency", book->currency);
  for (guint i = 0; i < n; i++)
    append_column (out, book, &columns[i], (const char *)book + columns[i].offset);
  g_string_append_c (out, '\n');
}

static void
dump_table (const BwBook *book,
            BwTable       table,
            GPtrArray    *lines)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *rows = bw_book_table (book, table);

  for (guint row = 0; row < rows->len; row++)
    {
      const char *at = rows->data + (gsize)row * g_array_get_element_size (rows);
      GString    *line = g_string_new (shape->name);

      for (guint i = 0; i < shape->n_columns; i++)
        if (table != BW_TABLE_IMPORTS || strcmp (shape->columns[i].name, "at") != 0)
          append_column (line, book, &shape->columns[i], at + shape->columns[i].offset);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  return strcmp (bw_custom_field_name (data, *(const guint *)a), bw_custom_field_name (data, *(const guint *)b));
}

/* Returns: (transfer full): the project's own fields in the order of their names. */
static guint *
order_fields (const BwBook *book)
{
  guint *order = g_new (guint, book->fields->len + 1);

  for (guint i = 0; i < book->fields->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (int)book->fields->len, sizeof *order, compare_names, (gpointer)book);
  return order;
}

static void
append_custom (GString      *line,
               const BwBook *book,
               guint         field,
               guint         deal)
{
  const BwCustomColumn *column = &book->deals.custom[field];
  g_autofree char      *name = g_strconcat ("field:", bw_custom_field_name (book, field), NULL);
  g_autofree char      *value = bw_custom_value_dup_text (book, column->type, bw_custom_column_get (column, deal));

  append_value (line, name, value);
}

static void
dump_deals (const BwBook *book,
            GPtrArray    *lines)
{
  guint             n;
  const BwColumn   *columns = bw_deal_columns (&n);
  g_autofree guint *order = order_fields (book);

  for (guint deal = 0; deal < book->deals.n; deal++)
    {
      GString *line = g_string_new ("deals");

      for (guint i = 0; i < n; i++)
        append_column (line, book, &columns[i],
                       (const char *)bw_deal_column_data (&book->deals, &columns[i]) + (gsize)deal * columns[i].size);
      for (guint i = 0; i < book->fields->len; i++)
        append_custom (line, book, order[i], deal);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
}

static void
dump_history (const BwBook *book,
              GPtrArray    *lines)
{
  static const BwColumn import_column = { NULL, BW_VALUE_REF, BW_TABLE_IMPORTS, sizeof (gint32), 0 };

  for (guint i = 0; i < book->history.n; i++)
    {
      const BwChange  *change = &book->history.changes[i];
      const BwColumn  *column = bw_field_column (book, change->field);
      GString         *line = g_string_new ("deal_changes");
      g_autofree char *at = bw_date_to_iso (change->at);
      g_autofree char *field = bw_change_field_dup_name (book, change->field);
      g_autofree char *old = bw_column_dup_text (column, book, change->old_value);
      g_autofree char *new = bw_column_dup_text (column, book, change->new_value);
      g_autofree char *import = bw_column_dup_text (&import_column, book, change->import);

      append_value (line, "deal", bw_book_text (book, book->deals.ref[change->deal]));
      append_value (line, "name", bw_book_text (book, book->deals.name[change->deal]));
      append_value (line, "at", at);
      g_string_append_printf (line, "\tordinal=%05u", change->ordinal);
      append_value (line, "field", field);
      append_value (line, "old", old);
      append_value (line, "new", new);
      append_value (line, "time_source", bw_code_name (BW_CODES_TIME_SOURCE, change->source));
      append_value (line, "import", import);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
}

static void
dump_rejected (const GPtrArray *rejected,
               GPtrArray       *lines)
{
  for (guint i = 0; i < rejected->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rejected, i);
      GString             *line = g_string_new ("rejected_rows");

      append_value (line, "file", row->file);
      g_string_append_printf (line, "\trow=%010" G_GUINT64_FORMAT, row->row);
      append_value (line, "column", row->column);
      append_value (line, "value", row->value);
      append_value (line, "reason", row->reason);
      append_value (line, "raw", row->raw);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
}

static gboolean
dump_settings (BwStore   *store,
               GPtrArray *lines,
               GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, "SELECT name, value FROM settings", error);
  int row;

  if (statement == NULL)
    return FALSE;
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      GString *line = g_string_new ("settings");

      append_value (line, "name", (const char *)sqlite3_column_text (statement, 0));
      append_value (line, "value", (const char *)sqlite3_column_text (statement, 1));
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  return row == 0;
}

static gboolean
dump (BwStore *store,
      GString *out,
      GError **error)
{
  g_autoptr (BwBook) book = bw_store_load_rows (store, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rejected = NULL;

  if (book == NULL)
    return FALSE;
  rejected = bw_store_rejected (store, 0, error);
  if (rejected == NULL)
    return FALSE;
  dump_organisation (book, out);
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      dump_table (book, table, lines);
      flush_lines (lines, out);
    }
  dump_deals (book, lines);
  flush_lines (lines, out);
  dump_history (book, lines);
  flush_lines (lines, out);
  dump_rejected (rejected, lines);
  flush_lines (lines, out);
  if (!dump_settings (store, lines, error))
    return FALSE;
  flush_lines (lines, out);
  return TRUE;
}

gboolean
bw_store_dump (BwStore *store,
               GString *out,
               GError **error)
{
  gboolean ok;

  store->sql.action = _ ("writing it as text");
  if (!bw_sql_begin (&store->sql, FALSE, error))
    return FALSE;
  ok = dump (store, out, error);
  bw_sql_rollback (&store->sql);
  return ok;
}

GPtrArray *
bw_store_rejected (BwStore *store,
                   gint64   import_key,
                   GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  store->sql.action = _ ("reading the rejected rows");
  statement = bw_sql_prepare (&store->sql,
                              "SELECT file, source_row, column_name, value, reason, raw, key, import, state FROM rejected_rows "
                              "WHERE ?1 = 0 OR import = ?1 ORDER BY key",
                              error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, import_key);
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      BwRejectedRow *rejected = g_new0 (BwRejectedRow, 1);
      const char    *state = (const char *)sqlite3_column_text (statement, 8);
      char         **texts[] = { &rejected->file, NULL, &rejected->column, &rejected->value, &rejected->reason, &rejected->raw };

      rejected->row = (guint64)sqlite3_column_int64 (statement, 1);
      rejected->key = sqlite3_column_int64 (statement, 6);
      rejected->import = sqlite3_column_int64 (statement, 7);
      rejected->state = g_strcmp0 (state, "corrected") == 0   ? BW_REJECT_CORRECTED
                        : g_strcmp0 (state, "dismissed") == 0 ? BW_REJECT_DISMISSED
                                                              : BW_REJECT_OPEN;
      for (int i = 0; i < (int)G_N_ELEMENTS (texts); i++)
        if (texts[i] != NULL)
          {
            const char *text = (const char *)sqlite3_column_text (statement, i);

            *texts[i] = g_utf8_make_valid (text != NULL ? text : "", -1);
          }
      g_ptr_array_add (rows, rejected);
    }
  return row == 0 ? g_steal_pointer (&rows) : NULL;
}
