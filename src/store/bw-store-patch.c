/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing a book in memory up to rows that a change set touched.
 *
 * Taking back one edit of a million deals must not read a million deals again. The rows that were touched are read while the
 * transaction is open, beside the book; once the file has committed they are put into it, which cannot fail: in place
 * where nobody else holds the book, else in a copy of what is changed of it. Deals are found by one pass over
 * the keys in memory, changes of the history by what is in the row that went away. What cannot be told apart so is
 * left to the caller, who reads everything. */

#include "store/bw-store-patch.h"

#include <string.h>

#include "core/bw-custom-field.h"
#include "store/bw-store-updates.h"

struct _BwPatch
{
  BwBook *book;    /* the tables as they are now; the deals and the history of before, shared */
  BwDeals deals;   /* the deals that changed */
  GArray *places;  /* guint: where each of them belongs */
  GArray *removed; /* guint: places in the history */
  GArray *added;   /* BwChange */
};

/* ---- What was touched ---- */

void
bw_touched_init (BwTouched *touched)
{
  memset (touched, 0, sizeof *touched);
  touched->deals = g_array_new (FALSE, FALSE, sizeof (gint64));
  touched->folding = g_array_new (FALSE, FALSE, sizeof (gint64));
  touched->lost = g_array_new (FALSE, FALSE, sizeof (BwLostChange));
  touched->gained = g_array_new (FALSE, FALSE, sizeof (gint64));
  touched->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  touched->places = g_array_new (FALSE, FALSE, sizeof (gint32));
}

void
bw_touched_clear (BwTouched *touched)
{
  g_array_unref (touched->deals);
  g_array_unref (touched->folding);
  g_array_unref (touched->lost);
  g_array_unref (touched->gained);
  g_array_unref (touched->touched);
  g_array_unref (touched->places);
}

/* The columns of deal_changes that tell one change of a deal from the others; deal_updates has the deal there, too. */
enum
{
  COLUMN_DEAL = 1,
  COLUMN_FIELD = 2,
  COLUMN_AT = 7,
  COLUMN_ORDINAL = 8,
};

static void
note_lost (BwTouched              *touched,
           const BwBook           *before,
           sqlite3_changeset_iter *iter)
{
  sqlite3_value *values[COLUMN_ORDINAL + 1] = { NULL };
  BwLostChange   lost = { .at = BW_DATE_NONE };
  const char    *field;

  for (int i = COLUMN_DEAL; i <= COLUMN_ORDINAL; i++)
    if (sqlite3changeset_old (iter, i, &values[i]) != SQLITE_OK || values[i] == NULL)
      {
        touched->whole = TRUE;
        return;
      }
  field = (const char *)sqlite3_value_text (values[COLUMN_FIELD]);
  if (sqlite3_value_type (values[COLUMN_AT]) != SQLITE_NULL)
    lost.at = (BwDate)sqlite3_value_int64 (values[COLUMN_AT]);
  lost.deal = sqlite3_value_int64 (values[COLUMN_DEAL]);
  lost.ordinal = (guint16)sqlite3_value_int64 (values[COLUMN_ORDINAL]);
  if (field == NULL || !bw_change_field_parse (before, field, &lost.field))
    touched->whole = TRUE;
  else
    g_array_append_val (touched->lost, lost);
}

/* The column of deal_rows that is NULL when nothing stands folded in the row; see bw-folded.c. */
#define COLUMN_WAS_STAGE 25

/* Looking each change up among more deals than this takes longer than reading everything. */
#define MOST_FOLDING 1000

/* Whether @iter tells of a change whose deal's row or updates were seen to take it over, or to give it away: in the book it stays. */
static gboolean
is_folding (const BwTouched        *touched,
            sqlite3_changeset_iter *iter,
            int                     operation)
{
  sqlite3_value *deal = NULL;

  if (operation == SQLITE_INSERT)
    sqlite3changeset_new (iter, COLUMN_DEAL, &deal);
  else if (operation == SQLITE_DELETE)
    sqlite3changeset_old (iter, COLUMN_DEAL, &deal);
  if (touched->folding->len > MOST_FOLDING)
    return FALSE;
  for (guint i = 0; i < touched->folding->len && deal != NULL; i++)
    if (g_array_index (touched->folding, gint64, i) == sqlite3_value_int64 (deal))
      return TRUE;
  return FALSE;
}

static void
note_deal (BwTouched              *touched,
           sqlite3_changeset_iter *iter,
           int                     operation,
           gint64                  key)
{
  sqlite3_value *was_stage = NULL;

  touched->whole |= operation != SQLITE_UPDATE;
  g_array_append_val (touched->deals, key);
  if (operation == SQLITE_UPDATE && sqlite3changeset_new (iter, COLUMN_WAS_STAGE, &was_stage) == SQLITE_OK && was_stage != NULL)
    g_array_append_val (touched->folding, key);
}

/* Updates come and go with changes that tell the same: the history stays. */
static void
note_update (BwTouched              *touched,
             sqlite3_changeset_iter *iter,
             int                     operation)
{
  sqlite3_value *deal = NULL;
  gint64         key;

  if (operation == SQLITE_INSERT)
    sqlite3changeset_new (iter, COLUMN_DEAL, &deal);
  else
    sqlite3changeset_old (iter, COLUMN_DEAL, &deal);
  key = deal != NULL ? sqlite3_value_int64 (deal) : 0;
  touched->whole |= operation == SQLITE_UPDATE || key == 0;
  g_array_append_val (touched->folding, key);
}

static void
note_change (BwTouched              *touched,
             const BwBook           *before,
             sqlite3_changeset_iter *iter,
             int                     operation,
             gint64                  key,
             gint64                  last_packed)
{
  if (key < 0 && is_folding (touched, iter, operation))
    return;
  touched->whole |= key <= last_packed || operation == SQLITE_UPDATE;
  if (operation == SQLITE_DELETE)
    note_lost (touched, before, iter);
  else
    g_array_append_val (touched->gained, key);
}

static void
note_operation (BwTouched              *touched,
                const BwBook           *before,
                sqlite3_changeset_iter *iter,
                gint64                  last_packed)
{
  const char    *name = NULL;
  sqlite3_value *value = NULL;
  int            n_columns, operation, indirect, table;
  gint64         key = 0;

  sqlite3changeset_op (iter, &name, &n_columns, &operation, &indirect);
  for (table = 0; table < BW_N_TABLES && strcmp (bw_table_shape (table)->name, name) != 0; table++)
    ;
  if (operation == SQLITE_INSERT)
    sqlite3changeset_new (iter, 0, &value);
  else
    sqlite3changeset_old (iter, 0, &value);
  if (value != NULL)
    key = sqlite3_value_int64 (value);

  if (table < BW_N_TABLES)
    {
      touched->tables |= BW_TABLE_BIT (table);
      touched->whole |= operation != SQLITE_UPDATE && bw_table_is_referred_to (table);
    }
  else if (strcmp (name, "organisation") == 0)
    touched->organisation = TRUE;
  else if (strcmp (name, "deal_rows") == 0)
    note_deal (touched, iter, operation, key);
  else if (strcmp (name, "deal_updates") == 0)
    note_update (touched, iter, operation);
  else if (strcmp (name, "deal_changes") == 0)
    note_change (touched, before, iter, operation, key, last_packed);
}

/* Finds what the change set @changes of @n bytes touches, which led away from @before. */
gboolean
bw_touched_find (BwStore      *store,
                 const BwBook *before,
                 int           n,
                 void         *changes,
                 BwTouched    *touched,
                 GError      **error)
{
  sqlite3_changeset_iter *iter = NULL;
  gint64                  last_packed;
  int                     rc;

  if (!bw_sql_number (&store->sql, "SELECT last_change FROM packed_head", &last_packed, error))
    return FALSE;
  rc = sqlite3changeset_start (&iter, n, changes);
  while (rc == SQLITE_OK && sqlite3changeset_next (iter) == SQLITE_ROW)
    note_operation (touched, before, iter, last_packed);
  if (iter != NULL)
    rc = sqlite3changeset_finalize (iter);
  if (rc == SQLITE_OK)
    return TRUE;
  bw_sql_fail (&store->sql, rc, error);
  return FALSE;
}

/* Adds the deals of the changes that were gained. */
static gboolean
add_gained_deals (BwStore         *store,
                  const BwTouched *touched,
                  GArray          *keys,
                  GError         **error)
{
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql, "SELECT deal FROM deal_changes WHERE key = ?1", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < touched->gained->len; i++)
    {
      gint64 deal;

      sqlite3_bind_int64 (statement, 1, g_array_index (touched->gained, gint64, i));
      if (bw_sql_next (&store->sql, statement, error) < 0)
        return FALSE;
      deal = sqlite3_column_int64 (statement, 0);
      g_array_append_val (keys, deal);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/* Finds where the deals that were touched stand in @book. */
gboolean
bw_touched_place (BwStore      *store,
                  const BwBook *book,
                  BwTouched    *touched,
                  GError      **error)
{
  g_autoptr (GArray) keys = g_array_copy (touched->deals);
  BwKeyMap map = { NULL };
  gint32   nowhere = -1;

  for (guint i = 0; i < touched->lost->len; i++)
    g_array_append_val (keys, g_array_index (touched->lost, BwLostChange, i).deal);
  if (!add_gained_deals (store, touched, keys, error))
    return FALSE;
  if (keys->len == 0)
    return TRUE;
  bw_key_map_init (&map, keys->len);
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);

      if (key == 0 || bw_key_map_lookup (&map, key) >= 0)
        continue;
      bw_key_map_insert (&map, key, (gint32)touched->touched->len);
      g_array_append_val (touched->touched, key);
      g_array_append_val (touched->places, nowhere);
    }
  for (guint deal = 0; deal < book->deals.n; deal++)
    {
      gint32 slot = bw_key_map_lookup (&map, book->deals.key[deal]);

      if (slot >= 0)
        g_array_index (touched->places, gint32, slot) = (gint32)deal;
    }
  bw_key_map_clear (&map);
  return TRUE;
}

/* ---- The patch ---- */

/* Frees @patch (transfer full) (nullable). */
void
bw_patch_free (BwPatch *patch)
{
  if (patch == NULL)
    return;
  g_clear_pointer (&patch->book, bw_book_unref);
  bw_deals_clear (&patch->deals);
  g_array_unref (patch->places);
  g_array_unref (patch->removed);
  g_array_unref (patch->added);
  g_free (patch);
}

/* The tables that those which were touched, or the deals when some were, refer to. */
static guint64
tables_referred_to (const BwTouched *touched)
{
  guint64 tables = touched->touched->len > 0 ? BW_ALL_TABLES : touched->tables;

  for (int table = 0; table < BW_N_TABLES; table++)
    for (guint i = 0; touched->tables & BW_TABLE_BIT (table) && i < bw_table_shape (table)->n_columns; i++)
      if (bw_table_shape (table)->columns[i].kind == BW_VALUE_REF)
        tables |= BW_TABLE_BIT (bw_table_shape (table)->columns[i].list);
  return tables;
}

static gboolean
read_tables (BwStore         *store,
             const BwTouched *touched,
             BwReading       *reading,
             GError         **error)
{
  gboolean ok = !touched->organisation || bw_store_load_organisation (store, reading, error);

  for (int table = 0; table < BW_N_TABLES && ok; table++)
    if (touched->tables & BW_TABLE_BIT (table))
      ok = bw_store_load_keys_of (store, reading, table, error);
  bw_store_index_keys (reading, tables_referred_to (touched));
  for (int table = 0; table < BW_N_TABLES && ok; table++)
    if (touched->tables & BW_TABLE_BIT (table) && !bw_table_refers_to_deals (table))
      ok = bw_store_load_table (store, reading, table, error);
  return ok;
}

/* Reads the tables that were touched and refer to deals, of which there are as many as @before. */
static gboolean
read_tables_of_deals (BwStore         *store,
                      const BwBook    *before,
                      const BwTouched *touched,
                      BwReading       *reading,
                      GError         **error)
{
  gboolean ok = TRUE, indexed = FALSE;

  for (int table = 0; table < BW_N_TABLES && ok; table++)
    {
      if (!(touched->tables & BW_TABLE_BIT (table)) || !bw_table_refers_to_deals (table))
        continue;
      if (!indexed)
        bw_store_index_deals (reading, &before->deals);
      indexed = TRUE;
      ok = bw_store_load_table (store, reading, table, error);
    }
  return ok;
}

/* Reads the deals that were updated into reading->book, and where they belong. */
static gboolean
read_deals (BwStore         *store,
            const BwTouched *touched,
            BwReading       *reading,
            BwPatch         *patch,
            GError         **error)
{
  g_autofree char *columns = bw_store_deal_columns_sql ("0");
  g_autofree char *text = g_strconcat (columns, "FROM deal_rows d WHERE d.key = ?1", NULL);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, text, error);
  g_autoptr (GArray) unused = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < touched->deals->len; i++)
    {
      gint64 key = g_array_index (touched->deals, gint64, i);
      guint  place = (guint)bw_key_map_lookup (&reading->deals, key);

      sqlite3_bind_int64 (statement, 1, key);
      if (!bw_store_read_deals (store, reading, statement, unused, 0, NULL, error))
        return FALSE;
      sqlite3_reset (statement);
      g_array_append_val (patch->places, place);
    }
  return unused->len == touched->deals->len && bw_store_read_updates_of (store, reading, &reading->book->deals, 0, error);
}

/* The one change of the book that @lost tells of; -1 when there is none or more. */
static gint64
find_lost (const BwBook       *book,
           guint               deal,
           const BwLostChange *lost)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  gint64          found = -1;

  for (guint i = 0; i < n; i++)
    if (changes[i].field == lost->field && changes[i].at == lost->at && changes[i].ordinal == lost->ordinal)
      {
        if (found >= 0)
          return -1;
        found = (gint64)(changes - book->history.changes) + i;
      }
  return found;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;

  return x < y ? -1 : x > y;
}

static gboolean
find_removed (const BwBook    *before,
              const BwTouched *touched,
              const BwReading *reading,
              BwPatch         *patch)
{
  for (guint i = 0; i < touched->lost->len; i++)
    {
      const BwLostChange *lost = &g_array_index (touched->lost, BwLostChange, i);
      gint64              found = find_lost (before, (guint)bw_key_map_lookup (&reading->deals, lost->deal), lost);
      guint               place = (guint)found;

      if (found < 0)
        return FALSE;
      g_array_append_val (patch->removed, place);
    }
  g_array_sort (patch->removed, compare_places);
  for (guint i = 1; i < patch->removed->len; i++)
    if (g_array_index (patch->removed, guint, i) == g_array_index (patch->removed, guint, i - 1))
      return FALSE;
  return TRUE;
}

/* The changes that were gained are the newest, so those from the first of them on. */
static gboolean
read_gained (BwStore         *store,
             const BwTouched *touched,
             BwReading       *reading,
             BwPatch         *patch,
             GError         **error)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < touched->gained->len; i++)
    first = MIN (first, g_array_index (touched->gained, gint64, i));
  if (touched->gained->len > 0 && !bw_store_read_changes (store, reading, first - 1, patch->added, error))
    return FALSE;
  return patch->added->len == touched->gained->len;
}

/* Gives the deals that are to be read the columns that those of @before have. %FALSE when these are others now. */
static gboolean
fit_columns (const BwBook *before,
             BwReading    *reading)
{
  const BwDeals *deals = &reading->book->deals;

  if (!bw_custom_field_fit (reading->book) || deals->n_custom != before->deals.n_custom)
    return FALSE;
  for (guint i = 0; i < deals->n_custom; i++)
    if (deals->custom[i].type != before->deals.custom[i].type)
      return FALSE;
  return TRUE;
}

static gboolean
read_patch (BwStore         *store,
            const BwBook    *before,
            const BwTouched *touched,
            BwReading       *reading,
            BwPatch         *patch,
            GError         **error)
{
  bw_key_map_init (&reading->deals, touched->touched->len);
  for (guint i = 0; i < touched->touched->len; i++)
    {
      if (g_array_index (touched->places, gint32, i) < 0)
        return FALSE;
      bw_key_map_insert (&reading->deals, g_array_index (touched->touched, gint64, i), g_array_index (touched->places, gint32, i));
    }
  return read_tables (store, touched, reading, error) && fit_columns (before, reading) &&
         read_deals (store, touched, reading, patch, error) && find_removed (before, touched, reading, patch) &&
         read_gained (store, touched, reading, patch, error) && read_tables_of_deals (store, before, touched, reading, error);
}

/* Reads within a transaction what was @touched since the file held @before.
 * Returns: (transfer full) (nullable): %NULL with @error set, or without when everything is to be read instead. */
BwPatch *
bw_patch_new (BwStore         *store,
              const BwBook    *before,
              const BwTouched *touched,
              GError         **error)
{
  g_autoptr (BwPatch) patch = g_new0 (BwPatch, 1);
  BwReading reading = { NULL };
  BwDeals   deals;
  gboolean  ok;

  patch->book = reading.book = bw_book_copy_but_deals (before);
  patch->places = g_array_new (FALSE, FALSE, sizeof (guint));
  patch->removed = g_array_new (FALSE, FALSE, sizeof (guint));
  patch->added = g_array_new (FALSE, FALSE, sizeof (BwChange));
  deals = patch->book->deals;
  bw_deals_init (&patch->book->deals);
  ok = read_patch (store, before, touched, &reading, patch, error);
  patch->deals = patch->book->deals;
  patch->book->deals = deals;
  bw_reading_clear (&reading);
  return ok ? g_steal_pointer (&patch) : NULL;
}

/* Puts @patch (transfer full) into the book before, which the caller has let go of, or into what others still hold a
 * copy of. Returns: (transfer full): the book as the file is now. */
BwBook *
bw_patch_apply (BwPatch *patch)
{
  BwBook *book = g_steal_pointer (&patch->book);

  if (patch->places->len > 0)
    bw_deals_make_writable (&book->deals);
  for (guint i = 0; i < patch->places->len; i++)
    {
      guint place = g_array_index (patch->places, guint, i);

      bw_deals_copy_row (&patch->deals, i, &book->deals, place);
    }
  if (patch->removed->len > 0)
    bw_history_remove (&book->history, (const guint *)patch->removed->data, patch->removed->len);
  if (patch->added->len > 0)
    bw_history_add (&book->history, (const BwChange *)patch->added->data, patch->added->len, book->deals.n);
  bw_patch_free (patch);
  return book;
}
