/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking writes back.
 *
 * A write is recorded with SQLite's session extension: old and new values of the rows that it touches. Taking it
 * back applies the inverse, and is itself recorded, which gives the redo. A large import would have to keep a copy of every new
 * row for that; there the new rows are known by where they begin (deals by position, changes and rejected rows by key), and
 * only what was changed is recorded. Reverts come in the opposite order of writes and lead to a state that was
 * consistent, so foreign keys, whose checking would scan a million deals for each removed person, are not enforced in
 * them; a change set that does not fit the file is refused as a whole. */

#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* More new rows than this are not recorded one by one. */
#define MAX_RECORDED 100000
/* A revert that removes more rows than this cannot be redone. */
#define MAX_REDO   500000

#define UNDO_MAGIC G_GINT64_CONSTANT (0x31304f444e557742)

/* What stands before the change set. */
typedef struct
{
  gint64 magic;
  gint64 n_bulk;         /* rows that were added without being recorded */
  gint64 first_place;    /* of the deals among them */
  gint64 first_change;   /* key of the changes among them */
  gint64 first_rejected; /* key of the rejected rows among them */
} UndoHead;

struct _BwRecording
{
  BwStore         *store;
  sqlite3_session *session;
  UndoHead         head;
};

static const char *const recorded_tables[] = {
  "organisation", "people", "stages", "stage_rules", "accounts", "products", "product_aliases", "quotas", "calls", "imports",
  "plans", "territories", "territory_units", "named_accounts", "deals", "deal_changes", "rejected_rows"
};

static BwRecording *
recording_new (BwStore *store,
               GError **error)
{
  BwRecording *recording = g_new0 (BwRecording, 1);
  int          rc = sqlite3session_create (store->sql.db, "main", &recording->session);

  for (guint i = 0; i < G_N_ELEMENTS (recorded_tables) && rc == SQLITE_OK; i++)
    rc = sqlite3session_attach (recording->session, recorded_tables[i]);
  recording->store = store;
  recording->head.magic = UNDO_MAGIC;
  if (rc == SQLITE_OK)
    return recording;
  bw_sql_fail (&store->sql, rc, error);
  bw_recording_free (recording);
  return NULL;
}

/* Begins to record, within a transaction, a write that will add @n_new deals, changes and rejected rows.
 * Returns: (transfer full) (nullable). */
BwRecording *
bw_recording_new (BwStore *store,
                  guint64  n_new,
                  GError **error)
{
  BwRecording *recording = recording_new (store, error);

  if (recording == NULL || n_new <= MAX_RECORDED)
    return recording;
  recording->head.n_bulk = (gint64)n_new;
  if (bw_sql_number (&store->sql, "SELECT max(position) + 1 FROM deals", &recording->head.first_place, error) &&
      bw_sql_number (&store->sql, "SELECT max(key) + 1 FROM deal_changes", &recording->head.first_change, error) &&
      bw_sql_number (&store->sql, "SELECT max(key) + 1 FROM rejected_rows", &recording->head.first_rejected, error))
    return recording;
  bw_recording_free (recording);
  return NULL;
}

/* Frees @recording (transfer full) (nullable). */
void
bw_recording_free (BwRecording *recording)
{
  if (recording == NULL)
    return;
  if (recording->session != NULL)
    sqlite3session_delete (recording->session);
  g_free (recording);
}

/* Between TRUE and FALSE only new deals, changes and rejected rows are written. @recording is (nullable). */
void
bw_recording_set_adding (BwRecording *recording,
                         gboolean     adding)
{
  if (recording != NULL && recording->head.n_bulk > 0)
    sqlite3session_enable (recording->session, !adding);
}

/* Returns: (transfer full) (nullable): what bw_store_revert() needs. */
GBytes *
bw_recording_finish (BwRecording *recording,
                     GError     **error)
{
  void       *changes = NULL;
  int         n = 0;
  int         rc = sqlite3session_changeset (recording->session, &n, &changes);
  GByteArray *bytes;

  if (rc != SQLITE_OK)
    {
      bw_sql_fail (&recording->store->sql, rc, error);
      return NULL;
    }
  bytes = g_byte_array_sized_new ((guint)(sizeof (UndoHead) + n));
  g_byte_array_append (bytes, (const guint8 *)&recording->head, sizeof (UndoHead));
  if (n > 0)
    g_byte_array_append (bytes, changes, (guint)n);
  sqlite3_free (changes);
  return g_byte_array_free_to_bytes (bytes);
}

static int
conflict_cb (void                   *data,
             int                     kind,
             sqlite3_changeset_iter *changes)
{
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
remove_bulk (BwStore        *store,
             const UndoHead *head,
             GError        **error)
{
  const struct
  {
    const char *text;
    gint64      first;
  } removals[] = {
    { "DELETE FROM deal_changes WHERE key >= ?1", head->first_change },
    { "DELETE FROM rejected_rows WHERE key >= ?1", head->first_rejected },
    { "DELETE FROM deals WHERE position >= ?1", head->first_place },
  };

  for (guint i = 0; i < G_N_ELEMENTS (removals); i++)
    {
      g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (&store->sql, removals[i].text, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, removals[i].first);
      if (!bw_sql_run (&store->sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* What a change set touches. */
typedef struct
{
  guint    tables; /* bits of BwTable */
  gboolean organisation;
  gboolean history;
  gboolean whole; /* more than can be read again by itself */
  GArray  *deals; /* gint64: keys of those that were updated */
} Touched;

static void
note_operation (Touched                *touched,
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
      touched->tables |= 1u << table;
      touched->whole |= operation != SQLITE_UPDATE && bw_table_is_referred_to (table);
    }
  else if (strcmp (name, "organisation") == 0)
    touched->organisation = TRUE;
  else if (strcmp (name, "deals") == 0)
    {
      touched->whole |= operation != SQLITE_UPDATE;
      g_array_append_val (touched->deals, key);
    }
  else if (strcmp (name, "deal_changes") == 0)
    {
      touched->history = TRUE;
      touched->whole |= key <= last_packed;
    }
}

static gboolean
find_touched (BwStore *store,
              int      n,
              void    *changes,
              Touched *touched,
              GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  gint64                  last_packed;
  int                     rc;

  if (!bw_sql_number (&store->sql, "SELECT last_change FROM packed_head", &last_packed, error))
    return FALSE;
  rc = sqlite3changeset_start (&iter, n, changes);
  while (rc == SQLITE_OK && sqlite3changeset_next (iter) == SQLITE_ROW)
    note_operation (touched, iter, last_packed);
  if (iter != NULL)
    rc = sqlite3changeset_finalize (iter);
  if (rc == SQLITE_OK)
    return TRUE;
  bw_sql_fail (&store->sql, rc, error);
  return FALSE;
}

/* A copy of @book with the small tables that were touched read again. */
static BwBook *
reload_tables (BwStore       *store,
               const BwBook  *book,
               const Touched *touched,
               GError       **error)
{
  g_autoptr (BwBook) copy = bw_book_copy (book);
  BwReading reading = { .book = copy };
  gboolean  ok = !touched->organisation || bw_store_load_organisation (store, &reading, error);

  for (int table = 0; table < BW_N_TABLES && ok; table++)
    if (touched->tables & 1u << table)
      ok = bw_store_load_keys_of (store, &reading, table, error);
  bw_store_index_keys (&reading);
  for (int table = 0; table < BW_N_TABLES && ok; table++)
    if (touched->tables & 1u << table)
      ok = bw_store_load_table (store, &reading, table, error);
  bw_reading_clear (&reading);
  return ok ? g_steal_pointer (&copy) : NULL;
}

static BwBook *
reload (BwStore       *store,
        const BwBook  *before,
        const Touched *touched,
        GError       **error)
{
  BwBook *book;

  store->sql.action = _ ("reading it again");
  if (!touched->whole && !touched->history && touched->deals->len == 0)
    return reload_tables (store, before, touched, error);
  book = touched->whole ? NULL : bw_store_load_packed (store);
  return book != NULL ? book : bw_store_load_rows (store, error);
}

static gboolean
apply_inverse (BwStore        *store,
               const UndoHead *head,
               int             n,
               const void     *changes,
               int            *n_inverse,
               void          **inverse,
               GError        **error)
{
  int rc;

  if (head->n_bulk > 0 && !remove_bulk (store, head, error))
    return FALSE;
  rc = sqlite3changeset_invert (n, changes, n_inverse, inverse);
  if (rc == SQLITE_OK && *n_inverse > 0)
    rc = sqlite3changeset_apply (store->sql.db, *n_inverse, *inverse, NULL, conflict_cb, NULL);
  if (rc == SQLITE_OK)
    return TRUE;
  if (rc == SQLITE_ABORT)
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                 _ ("This step can no longer be undone: “%s” was changed in between. Nothing was changed."), store->sql.name);
  else
    bw_sql_fail (&store->sql, rc, error);
  return FALSE;
}

/* The revert within its transaction; *@after becomes the book after it. */
static gboolean
revert (BwStore        *store,
        const UndoHead *head,
        int             n,
        const void     *changes,
        const BwBook   *before,
        GBytes        **redo,
        BwBook        **after,
        GError        **error)
{
  gboolean can_redo = redo != NULL && head->n_bulk <= MAX_REDO;
  Touched  touched = { .whole = head->n_bulk > 0 };
  void    *inverse = NULL;
  int      n_inverse = 0;

  g_autoptr (BwRecording) recording = NULL;
  g_autoptr (GArray) deals = touched.deals = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean ok;

  if (can_redo && (recording = recording_new (store, error)) == NULL)
    return FALSE;
  ok = apply_inverse (store, head, n, changes, &n_inverse, &inverse, error);
  if (ok && recording != NULL)
    ok = (*redo = bw_recording_finish (recording, error)) != NULL;
  if (ok && n_inverse > 0)
    ok = find_touched (store, n_inverse, inverse, &touched, error);
  sqlite3_free (inverse);
  if (!ok || !bw_store_pack_note_revert (store, before, touched.tables, deals, touched.whole, error))
    return FALSE;
  *after = reload (store, before, &touched, error);
  return *after != NULL;
}

gboolean
bw_store_revert (BwStore *store,
                 GBytes  *undo,
                 GBytes **redo,
                 BwBook **book,
                 GError **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (undo, &size);
  UndoHead      head;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (GBytes) back = NULL;
  gboolean ok;

  if (bw_store_refuse_read_only (store, error))
    return FALSE;
  g_return_val_if_fail (size >= sizeof head, FALSE);
  memcpy (&head, data, sizeof head);
  g_return_val_if_fail (head.magic == UNDO_MAGIC, FALSE);

  store->sql.action = _ ("taking a step back");
  if (!bw_store_enforce_references (store, FALSE, error))
    return FALSE;
  ok = bw_sql_begin (&store->sql, TRUE, error);
  if (ok)
    {
      ok = revert (store, &head, (int)(size - sizeof head), data + sizeof head, *book, redo != NULL ? &back : NULL, &after, error);
      store->sql.action = _ ("taking a step back");
      if (ok)
        ok = bw_sql_commit (&store->sql, error);
      else
        bw_sql_rollback (&store->sql);
    }
  if (!bw_store_enforce_references (store, TRUE, ok ? error : NULL) || !ok)
    return FALSE;

  store->worn = TRUE;
  bw_book_set_atlas (after, (*book)->atlas);
  bw_book_unref (*book);
  *book = g_steal_pointer (&after);
  if (redo != NULL)
    *redo = g_steal_pointer (&back);
  return TRUE;
}
