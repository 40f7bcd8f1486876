/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking writes back.
 *
 * A write is recorded with SQLite's session extension: old and new values of the rows that it touches. Taking it
 * back applies the inverse, and is itself recorded, which gives the redo. A large import would have to keep a copy of every new
 * row for that; there the new rows are known by where they begin (deals and records by position, changes and rejected rows by
 * key), and only what was changed is recorded; where many deals are updated, bw-row-log.c notes what they were. Reverts come in
 * the opposite order of writes and lead to a state that was
 * consistent, so foreign keys, whose checking would scan a million deals for each removed person, are not enforced in
 * them; a change set that does not fit the file is refused as a whole. */

#include "store/bw-row-log.h"
#include "store/bw-store-patch.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* More new rows than this are not recorded one by one. */
#define MAX_RECORDED 100000
/* With them, more new rows of a small table than this are not either. */
#define MAX_ROWS 1000
/* More updated deals than this are logged, where the book is read anew after a revert anyway; else more than the other. */
#define MAX_UPDATED_BULK 1000
#define MAX_UPDATED      20000
/* A revert that removes more rows than this cannot be redone. */
#define MAX_REDO   500000

#define UNDO_MAGIC G_GINT64_CONSTANT (0x35304f444e557742)

/* What stands before the log and the change set. */
typedef struct
{
  gint64 magic;
  gint64 n_bulk;                 /* rows that were added without being recorded */
  gint64 first_place;            /* of the deals among them */
  gint64 first_change;           /* key of the changes among them */
  gint64 first_rejected;         /* key of the rejected rows among them */
  gint64 first_record;           /* position of the records among them */
  gint64 first_update;           /* key of the updates of deals among them */
  gint64 first_set;              /* and of their sets */
  gint64 whole;                  /* taking it back asks for reading everything anew */
  gint64 first_row[BW_N_TABLES]; /* position of the rows of small tables among them; G_MAXINT64: none */
  gint64 n_log;                  /* bytes of the log of updated deals, which comes next */
} UndoHead;

struct _BwRecording
{
  BwStore         *store;
  sqlite3_session *session; /* (nullable): while deals are logged */
  BwRowLog        *log;     /* (nullable): while deals are logged */
  GByteArray      *bytes;   /* head, log, change set */
  UndoHead         head;
};

static const char *const recorded_tables[] = {
  "organisation", "people", "stages", "stage_rules", "accounts", "products", "product_aliases", "quotas", "calls", "imports",
  "plans", "territories", "territory_units", "named_accounts", "fields", "choices", "model_fits", "model_values", "views", "scenarios",
  "scenario_levers", "deal_adjustments", "deal_notes", "records", "insight_dismissals",
  "plan_events", "plan_reviews", "plan_locks", "plan_measures", "territory_rules", "map_bridges", "quota_changes", "reporting_lines",
  "sheet_lines", "postal_places", "cadences", "meetings", "commitments", "comments", "account_numbers", "deal_rows", "update_sets", "deal_updates", "deal_changes", "rejected_rows"
};

static BwRecording *
recording_new (BwStore *store)
{
  BwRecording *recording = g_new0 (BwRecording, 1);

  recording->store = store;
  recording->head.magic = UNDO_MAGIC;
  for (int table = 0; table < BW_N_TABLES; table++)
    recording->head.first_row[table] = G_MAXINT64;
  recording->bytes = g_byte_array_new ();
  g_byte_array_append (recording->bytes, (const guint8 *)&recording->head, sizeof recording->head);
  return recording;
}

/* Lets a session record from now on. */
static gboolean
begin_session (BwRecording *recording,
               GError     **error)
{
  int rc = sqlite3session_create (recording->store->sql.db, "main", &recording->session);

  for (guint i = 0; i < G_N_ELEMENTS (recorded_tables) && rc == SQLITE_OK; i++)
    rc = sqlite3session_attach (recording->session, recorded_tables[i]);
  if (rc == SQLITE_OK)
    return TRUE;
  bw_sql_fail (&recording->store->sql, rc, error);
  return FALSE;
}

/* Finds where the rows that will be added begin. */
static gboolean
find_bulk (BwRecording *recording,
           gboolean     has_deals,
           GError     **error)
{
  BwSql *sql = &recording->store->sql;

  /* There is no index of the positions: without new deals none is beyond this. */
  recording->head.first_place = G_MAXINT64;
  return (!has_deals || bw_sql_number (sql, "SELECT max(position) + 1 FROM deal_rows", &recording->head.first_place, error)) &&
         bw_sql_number (sql, "SELECT max(key) + 1 FROM deal_changes", &recording->head.first_change, error) &&
         bw_sql_number (sql, "SELECT ifnull(max(key), 0) + 1 FROM deal_updates", &recording->head.first_update, error) &&
         bw_sql_number (sql, "SELECT ifnull(max(key), 0) + 1 FROM update_sets", &recording->head.first_set, error) &&
         bw_sql_number (sql, "SELECT max(key) + 1 FROM rejected_rows", &recording->head.first_rejected, error) &&
         bw_sql_number (sql, "SELECT max(position) + 1 FROM records", &recording->head.first_record, error);
}

/* Begins to record, within a transaction, a write that will add @n_deals deals, @n_updates updates of deals and @n_other records,
 * changes and rejected rows, and write @n_updated deals in their rows.
 * Deals that were written early are the first of all. Returns: (transfer full) (nullable). */
BwRecording *
bw_recording_new (BwStore *store,
                  guint64  n_deals,
                  guint64  n_updates,
                  guint64  n_other,
                  guint64  n_updated,
                  GError **error)
{
  g_autoptr (BwRecording) recording = recording_new (store);
  gboolean is_early = store->early != NULL;
  gboolean bulk = is_early || n_updates > MAX_ROWS || n_deals + n_updates + n_other > MAX_RECORDED;

  if (bulk)
    {
      recording->head.n_bulk = (gint64)(n_deals + n_updates + n_other);
      if (!find_bulk (recording, n_deals > 0 && !is_early, error))
        return NULL;
      if (is_early)
        recording->head.first_place = 0;
    }
  if (n_updated > (bulk ? MAX_UPDATED_BULK : MAX_UPDATED))
    recording->log = bw_row_log_begin (&store->sql, "deal_rows", recording->bytes);
  else if (!begin_session (recording, error))
    return NULL;
  return g_steal_pointer (&recording);
}

/* Whether deals are to be updated before anything else is written. @recording is (nullable). */
gboolean
bw_recording_is_logging (BwRecording *recording)
{
  return recording != NULL && recording->log != NULL;
}

/* The deals have been updated. */
gboolean
bw_recording_end_log (BwRecording *recording,
                      GError     **error)
{
  gboolean ok = bw_row_log_finish (recording->log, error);

  g_clear_pointer (&recording->log, bw_row_log_free);
  recording->head.n_log = recording->bytes->len - sizeof recording->head;
  return ok && begin_session (recording, error);
}

/* Frees @recording (transfer full) (nullable). */
void
bw_recording_free (BwRecording *recording)
{
  if (recording == NULL)
    return;
  if (recording->session != NULL)
    sqlite3session_delete (recording->session);
  bw_row_log_free (recording->log);
  if (recording->bytes != NULL)
    g_byte_array_unref (recording->bytes);
  g_free (recording);
}

/* Between TRUE and FALSE only new deals, records, changes and rejected rows are written. @recording is (nullable). */
void
bw_recording_set_adding (BwRecording *recording,
                         gboolean     adding)
{
  if (recording != NULL && recording->head.n_bulk > 0)
    sqlite3session_enable (recording->session, !adding);
}

/* The @n rows that are new in @table are written next, from @position on. Many are not recorded one by one where new deals are
 * not either. @recording is (nullable). */
void
bw_recording_begin_rows (BwRecording *recording,
                         BwTable      table,
                         gint64       position,
                         guint        n)
{
  if (recording == NULL || recording->head.n_bulk == 0 || n <= MAX_ROWS)
    return;
  recording->head.first_row[table] = position;
  recording->head.n_bulk += n;
  bw_recording_set_adding (recording, TRUE);
}

/* Says that a book cannot be brought up to the write's taking back by its change set alone. @recording is (nullable). */
void
bw_recording_set_whole (BwRecording *recording)
{
  if (recording != NULL)
    recording->head.whole = TRUE;
}

/* Returns: (transfer full) (nullable): what bw_store_revert() needs. */
GBytes *
bw_recording_finish (BwRecording *recording,
                     GError     **error)
{
  void *changes = NULL;
  int   n = 0;
  int   rc = sqlite3session_changeset (recording->session, &n, &changes);

  if (rc != SQLITE_OK)
    {
      bw_sql_fail (&recording->store->sql, rc, error);
      return NULL;
    }
  if (n > 0)
    g_byte_array_append (recording->bytes, changes, (guint)n);
  sqlite3_free (changes);
  memcpy (recording->bytes->data, &recording->head, sizeof recording->head);
  return g_byte_array_free_to_bytes (g_steal_pointer (&recording->bytes));
}

static int
conflict_cb (void                   *data,
             int                     kind,
             sqlite3_changeset_iter *changes)
{
  return SQLITE_CHANGESET_ABORT;
}

/* A change set that was kept in the file is applied to nothing but what can be recorded. */
static int
filter_cb (void       *data,
           const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (recorded_tables); i++)
    if (strcmp (table, recorded_tables[i]) == 0)
      return 1;
  return 0;
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
    { "DELETE FROM deal_updates WHERE key >= ?1", head->first_update },
    { "DELETE FROM update_sets WHERE key >= ?1", head->first_set },
    { "DELETE FROM deal_changes WHERE key >= ?1", head->first_change },
    { "DELETE FROM rejected_rows WHERE key >= ?1", head->first_rejected },
    { "DELETE FROM records WHERE position >= ?1", head->first_record },
    { "DELETE FROM deal_rows WHERE position >= ?1", head->first_place },
  };

  for (guint i = 0; i < G_N_ELEMENTS (removals); i++)
    {
      g_autoptr (sqlite3_stmt) statement = NULL;

      if (removals[i].first == G_MAXINT64)
        continue;
      statement = bw_sql_prepare (&store->sql, removals[i].text, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, removals[i].first);
      if (!bw_sql_run (&store->sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_rows (BwStore        *store,
             const UndoHead *head,
             GError        **error)
{
  for (int table = 0; table < BW_N_TABLES; table++)
    {
      g_autofree char *text = g_strdup_printf ("DELETE FROM %s WHERE position >= ?1", bw_table_shape (table)->name);
      g_autoptr (sqlite3_stmt) statement = NULL;

      if (head->first_row[table] == G_MAXINT64)
        continue;
      statement = bw_sql_prepare (&store->sql, text, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, head->first_row[table]);
      if (!bw_sql_run (&store->sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fail_changed (BwStore *store,
              GError **error)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
               _ ("This step can no longer be undone: “%s” was changed in between. Nothing was changed."), store->sql.name);
  return FALSE;
}

/* Returns: how many bytes the number at @at takes, of at most @left; 0: it is cut short. Its value goes to @value. */
static gsize
read_varint (const guint8 *at,
             gsize         left,
             guint64      *value)
{
  *value = 0;
  for (gsize i = 0; i < left && i < 9; i++)
    {
      *value = i == 8 ? (*value << 8) | at[i] : (*value << 7) | (at[i] & 0x7f);
      if (i == 8 || at[i] < 0x80)
        return i + 1;
    }
  return 0;
}

/* Returns: how many bytes the value at @at takes; 0: it is cut short or none. */
static gsize
measure_value (const guint8 *at,
               gsize         left)
{
  guint64 length;
  gsize   n;

  if (left == 0 || at[0] > 5)
    return 0;
  if (at[0] == SQLITE_INTEGER || at[0] == SQLITE_FLOAT)
    return left >= 9 ? 9 : 0;
  if (at[0] == 0 || at[0] == SQLITE_NULL)
    return 1;
  n = read_varint (at + 1, left - 1, &length);
  return n > 0 && length <= left - 1 - n ? 1 + n + (gsize)length : 0;
}

/* Whether the @n bytes of @changes are whole. SQLite's reader does not come back from a table's name that is cut short. The format is that
 * of SQLite's session extension. */
static gboolean
is_whole (const guint8 *changes,
          gsize         n)
{
  guint64 n_columns = 0;
  gsize   at = 0;

  while (at < n)
    {
      guint8 kind = changes[at];

      if (kind == 'T')
        {
          gsize         read = read_varint (changes + at + 1, n - at - 1, &n_columns);
          const guint8 *end;

          if (read == 0 || n_columns > 65536 || n_columns > n - at - 1 - read)
            return FALSE;
          at += 1 + read + (gsize)n_columns;
          end = at < n ? memchr (changes + at, 0, n - at) : NULL;
          if (end == NULL)
            return FALSE;
          at = (gsize)(end - changes) + 1;
          continue;
        }
      if (kind != SQLITE_INSERT && kind != SQLITE_DELETE && kind != SQLITE_UPDATE)
        return FALSE;
      at += 2;
      for (guint64 i = 0; i < (kind == SQLITE_UPDATE ? 2 : 1) * n_columns; i++)
        {
          gsize size = at < n ? measure_value (changes + at, n - at) : 0;

          if (size == 0)
            return FALSE;
          at += size;
        }
    }
  return at == n;
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

  if (!is_whole (changes, (gsize)n))
    return fail_changed (store, error);
  if (head->n_bulk > 0 && (!remove_bulk (store, head, error) || !remove_rows (store, head, error)))
    return FALSE;
  rc = sqlite3changeset_invert (n, changes, n_inverse, inverse);
  if (rc == SQLITE_OK && *n_inverse > 0)
    rc = sqlite3changeset_apply (store->sql.db, *n_inverse, *inverse, filter_cb, conflict_cb, NULL);
  if (rc == SQLITE_OK)
    return TRUE;
  if (rc == SQLITE_ABORT || rc == SQLITE_CORRUPT)
    return fail_changed (store, error);
  bw_sql_fail (&store->sql, rc, error);
  return FALSE;
}

/* Gives the deals that were logged what they had, and logs that for @redo. */
static gboolean
revert_log (BwStore        *store,
            const UndoHead *head,
            const guint8   *log,
            BwRecording    *redo,
            GError        **error)
{
  gboolean fits = TRUE;

  if (!bw_row_log_revert (&store->sql, "deal_rows", log, (gsize)head->n_log, redo->bytes, &fits, error))
    return FALSE;
  redo->head.n_log = redo->bytes->len - sizeof redo->head;
  return fits || fail_changed (store, error);
}

/* What a revert found out within its transaction. */
typedef struct
{
  GBytes  *redo;  /* (nullable) */
  BwPatch *patch; /* (nullable): what leads from the book before to that after */
  BwBook  *after; /* (nullable): else the book after */
} Reverted;

static void
clear_reverted (Reverted *reverted)
{
  g_clear_pointer (&reverted->redo, g_bytes_unref);
  g_clear_pointer (&reverted->patch, bw_patch_free);
  g_clear_pointer (&reverted->after, bw_book_unref);
}

/* Notes what was @touched for the packed copies, and reads it again. */
static gboolean
follow (BwStore      *store,
        BwTouched    *touched,
        const BwBook *before,
        Reverted     *reverted,
        GError      **error)
{
  g_autoptr (GError) local = NULL;

  if ((!touched->whole && !bw_touched_place (store, before, touched, error)) ||
      !bw_store_pack_note_revert (store, touched->tables, touched->touched, touched->places, touched->whole, error))
    return FALSE;
  store->sql.action = _ ("reading it again");
  if (!touched->whole)
    reverted->patch = bw_patch_new (store, before, touched, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (reverted->patch == NULL && !touched->whole)
    reverted->after = bw_store_load_packed (store);
  if (reverted->patch == NULL && reverted->after == NULL)
    reverted->after = bw_store_load_rows (store, error);
  return reverted->patch != NULL || reverted->after != NULL;
}

static gboolean
revert (BwStore        *store,
        const UndoHead *head,
        int             n,
        const guint8   *data,
        const BwBook   *before,
        gboolean        can_redo,
        Reverted       *reverted,
        GError        **error)
{
  BwTouched touched;
  void     *inverse = NULL;
  int       n_inverse = 0;
  gboolean  ok;
  g_autoptr (BwRecording) recording = recording_new (store);

  can_redo &= head->n_bulk <= MAX_REDO;
  if (head->n_log > 0 && !revert_log (store, head, data, recording, error))
    return FALSE;
  if (can_redo && !begin_session (recording, error))
    return FALSE;
  bw_touched_init (&touched);
  recording->head.whole = head->whole;
  touched.whole = head->n_bulk > 0 || head->n_log > 0 || head->whole;
  ok = apply_inverse (store, head, n, data + head->n_log, &n_inverse, &inverse, error);
  if (ok && can_redo)
    ok = (reverted->redo = bw_recording_finish (recording, error)) != NULL;
  if (ok && n_inverse > 0)
    ok = bw_touched_find (store, before, n_inverse, inverse, &touched, error);
  sqlite3_free (inverse);
  ok = ok && follow (store, &touched, before, reverted, error);
  bw_touched_clear (&touched);
  return ok;
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
  UndoHead      head = { 0 };
  Reverted      reverted = { NULL };
  gboolean      ok;

  if (bw_store_refuse_read_only (store, error))
    return FALSE;
  /* It may come from the file. */
  if (size >= sizeof head)
    memcpy (&head, data, sizeof head);
  if (size < sizeof head || size > G_MAXINT32 || head.magic != UNDO_MAGIC || head.n_log < 0 ||
      (gsize)head.n_log > size - sizeof head)
    return fail_changed (store, error);

  store->sql.action = _ ("taking a step back");
  if (!bw_store_enforce_references (store, FALSE, error))
    return FALSE;
  ok = bw_store_begin_writing (store, error);
  if (ok)
    {
      ok = revert (store, &head, (int)(size - sizeof head - (gsize)head.n_log), data + sizeof head, *book, redo != NULL, &reverted, error);
      store->sql.action = _ ("taking a step back");
      if (ok)
        ok = bw_sql_commit (&store->sql, error);
      else
        bw_sql_rollback (&store->sql);
    }
  if (!bw_store_enforce_references (store, TRUE, ok ? error : NULL) || !ok)
    {
      clear_reverted (&reverted);
      return FALSE;
    }

  store->worn = TRUE;
  if (reverted.after != NULL)
    bw_book_set_atlas (reverted.after, (*book)->atlas);
  bw_book_unref (*book);
  *book = reverted.patch != NULL ? bw_patch_apply (g_steal_pointer (&reverted.patch)) : g_steal_pointer (&reverted.after);
  bw_store_pack_later (store, bw_store_pack_is_valid (store) ? NULL : *book, NULL);
  if (redo != NULL)
    *redo = g_steal_pointer (&reverted.redo);
  clear_reverted (&reverted);
  return TRUE;
}
