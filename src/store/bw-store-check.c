/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verifying a project file.
 *
 * From the bytes upwards: SQLite's own structure, references, values, the history against the present state, and the
 * packed copies against the rows. Each finding is a sentence; the first few of a kind are told and the rest counted. */

#include "store/bw-store-compare.h"
#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"

enum
{
  MAX_TOLD = 20,
};

static gboolean
check_structure (BwStore   *store,
                 GPtrArray *problems,
                 GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, "PRAGMA integrity_check(20)", error);
  int row;

  if (statement == NULL)
    return FALSE;
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0)
    {
      const char *text = (const char *)sqlite3_column_text (statement, 0);

      if (text != NULL && strcmp (text, "ok") != 0)
        {
          g_autofree char *told = g_utf8_make_valid (text, -1);

          g_ptr_array_add (problems, g_strdup_printf (_ ("The file's structure is damaged: %s."), told));
        }
    }
  return row == 0;
}

static gboolean
check_references (BwStore   *store,
                  GPtrArray *problems,
                  GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, "PRAGMA foreign_key_check", error);
  guint told = 0;
  int   row;

  if (statement == NULL)
    return FALSE;
  while ((row = bw_sql_next (&store->sql, statement, error)) > 0 && told++ < MAX_TOLD)
    g_ptr_array_add (problems, g_strdup_printf (_ ("A row of “%s” refers to a row of “%s” that is not there."),
                                                (const char *)sqlite3_column_text (statement, 0),
                                                (const char *)sqlite3_column_text (statement, 2)));
  return row >= 0;
}

/* The column of deals that holds the present value of @field; %NULL for a field without one. */
static const BwColumn *
present_column (BwField field)
{
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (columns[i].name, bw_field_name (field)) == 0)
      return &columns[i];
  return NULL;
}

static gboolean
same (const BwBook *book,
      guint8        field,
      gint64        x,
      gint64        y)
{
  const BwColumn *column = bw_field_column (book, field);

  if (bw_column_is_text (column))
    return strcmp (bw_book_text (book, (BwText)x), bw_book_text (book, (BwText)y)) == 0;
  if (column->kind == BW_VALUE_REAL)
    return bw_custom_value_is_none (BW_TYPE_NUMBER, x) ? bw_custom_value_is_none (BW_TYPE_NUMBER, y)
                                                       : bw_number_from_bits (x) == bw_number_from_bits (y);
  return x == y;
}

/* Whether one deal's changes of each field follow on each other and lead to its present value. */
static gboolean
check_chain (const BwBook          *book,
             guint                  deal,
             const BwColumn *const *columns,
             guint8                *broken)
{
  guint           n, n_fields = BW_N_FIELDS + book->fields->len;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  const BwChange *last[BW_MAX_FIELDS];

  memset (last, 0, sizeof last[0] * n_fields);

  for (guint i = 0; i < n; i++)
    {
      guint8 field = *broken = changes[i].field;

      if (last[field] != NULL && !same (book, field, last[field]->new_value, changes[i].old_value))
        return FALSE;
      last[field] = &changes[i];
    }
  for (guint field = 0; field < n_fields; field++)
    if (last[field] != NULL)
      {
        const BwColumn *column = field < BW_N_FIELDS ? columns[field] : NULL;
        gint64          present;

        *broken = (guint8)field;
        if (field >= BW_N_FIELDS)
          present = bw_custom_column_get (&book->deals.custom[field - BW_N_FIELDS], deal);
        else if (field == BW_FIELD_PRESENT)
          present = !(book->deals.flags[deal] & BW_DEAL_VANISHED);
        else
          present = bw_column_get (column, (const char *)bw_deal_column_data (&book->deals, column) + (gsize)deal * column->size);
        if (!same (book, (guint8)field, last[field]->new_value, present))
          return FALSE;
      }
  return TRUE;
}

static void
check_history (const BwBook *book,
               GPtrArray    *problems)
{
  const BwColumn *columns[BW_N_FIELDS];
  guint           n_broken = 0;

  for (guint field = 0; field < BW_N_FIELDS; field++)
    columns[field] = present_column (field);
  for (guint deal = 0; deal < book->deals.n; deal++)
    {
      g_autofree char *name = NULL;
      guint8           field;

      if (check_chain (book, deal, columns, &field) || ++n_broken > MAX_TOLD)
        continue;
      name = bw_change_field_dup_name (book, field);
      g_ptr_array_add (problems, g_strdup_printf (_ ("The history of the deal “%s” (%s) does not lead to its present “%s”."),
                                                  bw_book_text (book, book->deals.name[deal]),
                                                  bw_book_text (book, book->deals.ref[deal]), name));
    }
  if (n_broken > MAX_TOLD)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%u deals in all have a history that does not lead to their present state."), n_broken));
}

static gboolean
check_content (BwStore   *store,
               GPtrArray *problems,
               GError   **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BwBook) book = bw_store_load_rows (store, &local);
  g_autoptr (BwBook) packed = NULL;
  g_autofree char *difference = NULL;

  if (book == NULL)
    {
      if (!g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_ptr_array_add (problems, g_strdup (local->message));
      return TRUE;
    }
  if (store->n_mended > 0)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u byte of the texts is no character (read as “?”).",
                                                          "%u bytes of the texts are no characters (each read as “?”).", store->n_mended),
                                                store->n_mended));
  check_history (book, problems);
  packed = bw_store_load_packed (store);
  if (packed == NULL)
    return TRUE;
  difference = bw_book_dup_difference (book, packed);
  if (difference != NULL)
    g_ptr_array_add (problems, g_strdup_printf (_ ("The packed copy differs from the rows: %s."), difference));
  return TRUE;
}

GPtrArray *
bw_store_check (BwStore *store,
                GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  gboolean ok;

  bw_store_finish_copies (store);
  store->sql.action = _ ("checking it");
  if (!bw_sql_begin (&store->sql, FALSE, error))
    return NULL;
  ok = check_structure (store, problems, &local) && check_references (store, problems, &local);
  if (ok && problems->len == 0)
    ok = check_content (store, problems, &local);
  bw_sql_rollback (&store->sql);
  if (ok)
    return g_steal_pointer (&problems);
  if (!g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_add (problems, g_strdup (local->message));
  return g_steal_pointer (&problems);
}
