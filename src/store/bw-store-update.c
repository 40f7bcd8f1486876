/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing deals that changed.
 *
 * Each is written as a whole, in place: all but texts that are no labels keep their width, so that pages seldom split. */

#include "store/bw-store-writing.h"

#include "store/bw-custom-text.h"

/* Deals on their way. */
typedef struct
{
  BwWriting      *writing;
  const BwColumn *columns;
  guint           n_columns;
  BwLabelMap    **labels; /* (element-type nullable): for each column of words */
  BwCustomWriter *custom;
  sqlite3_stmt   *statement;
} Update;

static gboolean
write_deal (Update  *update,
            guint    deal,
            GError **error)
{
  BwWriting     *writing = update->writing;
  sqlite3_stmt  *statement = update->statement;
  const BwDeals *deals = &writing->book->deals;
  gsize          length;
  const char    *text = bw_custom_writer_write (update->custom, deal, &length);

  sqlite3_bind_int64 (statement, 1, deals->key[deal]);
  if (text != NULL)
    sqlite3_bind_text64 (statement, 2, text, length, SQLITE_STATIC, SQLITE_UTF8);
  else
    sqlite3_bind_null (statement, 2);
  for (guint i = 0; i < update->n_columns; i++)
    {
      const BwColumn *column = &update->columns[i];
      const char     *data = bw_deal_column_data (deals, column);
      gint64          value = bw_column_get (column, data + (gsize)deal * column->size);
      gint64          label = column->kind == BW_VALUE_WORD ? bw_label_map_get (update->labels[i], (BwText)value) : 0;

      if (label != 0)
        sqlite3_bind_int64 (statement, (int)i + 3, label);
      else
        bw_column_bind (column, writing->book, value, statement, (int)i + 3);
    }
  return bw_sql_run (&writing->store->sql, statement, error) && bw_writing_advance (writing, 1, error);
}

/* "UPDATE deal_rows SET custom = ?2, … WHERE key = ?1". */
static char *
update_deals_text (const BwColumn *columns,
                   guint           n)
{
  g_autoptr (GString) text = g_string_new ("UPDATE deal_rows SET custom = ?2");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ", %s = ?%u", columns[i].name, i + 3);
  g_string_append (text, " WHERE key = ?1");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
compare_by_key (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const gint64 *keys = data;
  gint64        x = keys[*(const guint *)a], y = keys[*(const guint *)b];

  return x < y ? -1 : x > y;
}

static gboolean
run_update (Update       *update,
            const GArray *changed,
            GError      **error)
{
  g_autofree char *text = update_deals_text (update->columns, update->n_columns);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&update->writing->store->sql, text, error);
  g_autoptr (BwCustomWriter) custom = bw_custom_writer_new (update->writing->book);

  if (statement == NULL)
    return FALSE;
  update->statement = statement;
  update->custom = custom;
  for (guint i = 0; i < changed->len; i++)
    if (!write_deal (update, g_array_index (changed, guint, i), error))
      return FALSE;
  return TRUE;
}

/* Writes the deals that changed, in the order in which they stand in the file, as each jump costs a page. */
gboolean
bw_writing_update_deals (BwWriting *writing,
                         GError   **error)
{
  Update update = { .writing = writing };
  g_autoptr (GArray) changed = g_array_copy ((GArray *)bw_writing_changed_deals (writing));
  BwStore *store = writing->store;
  gboolean ok = TRUE;

  g_array_sort_with_data (changed, compare_by_key, writing->book->deals.key);
  update.columns = bw_deal_columns (&update.n_columns);
  update.labels = g_new0 (BwLabelMap *, update.n_columns);
  for (guint i = 0; i < update.n_columns && ok; i++)
    if (update.columns[i].kind == BW_VALUE_WORD)
      ok = (update.labels[i] = bw_label_map_new (store->labels, &store->sql, writing->book,
                                                 bw_deal_column_data (&writing->book->deals, &update.columns[i]),
                                                 (const guint *)(const void *)changed->data, changed->len, error)) != NULL;
  ok = ok && run_update (&update, changed, error);
  for (guint i = 0; i < update.n_columns; i++)
    bw_label_map_free (update.labels[i]);
  g_free (update.labels);
  return ok;
}

/* Loads the labels that the file has, unless they are. */
gboolean
bw_writing_load_labels (BwWriting *writing,
                        GError   **error)
{
  BwStore *store = writing->store;

  if (store->labels == NULL)
    store->labels = bw_labels_load (&store->sql, error);
  return store->labels != NULL;
}
