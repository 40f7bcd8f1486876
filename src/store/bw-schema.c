/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that make the tables of a project file.
 *
 * Step n is schema/step-n.sql and leads from n - 1 to n; user_version is the last that was run. A released step
 * never changes. What a file's schema must look like is learnt by running the steps in memory: a file with other tables,
 * or with a trigger or a view, which would run foreign SQL as ours, is refused. */

#include "store/bw-schema.h"

#include "store/bw-store-resources.h"
#include "store/bw-store.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

enum
{
  N_STEPS = 6,
};

/* Returns: (transfer none): the program's own steps. */
const BwSchema *
bw_schema_get (void)
{
  static const char *steps[N_STEPS];
  static BwSchema    schema = { N_STEPS, steps };
  static gsize       ready = 0;

  if (g_once_init_enter (&ready))
    {
      GResource *resource = bw_store_get_resource ();

      for (guint i = 0; i < N_STEPS; i++)
        {
          g_autofree char *path = g_strdup_printf ("/org/bellwether/Bellwether/schema/step-%u.sql", i + 1);
          g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

          g_assert (bytes != NULL);
          steps[i] = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
        }
      g_once_init_leave (&ready, 1);
    }
  return &schema;
}

static gboolean
run_steps (BwSql          *sql,
           const BwSchema *schema,
           guint           from,
           guint           to,
           GError        **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %u", to);

  for (guint i = from; i < to; i++)
    if (!bw_sql_exec (sql, schema->steps[i], error))
      return FALSE;
  return bw_sql_exec (sql, version, error);
}

/* Makes the tables in an empty database, within a transaction of the caller's. */
gboolean
bw_schema_create (BwSql          *sql,
                  const BwSchema *schema,
                  GError        **error)
{
  g_autofree char *id = g_strdup_printf ("PRAGMA application_id = %d", BW_STORE_APPLICATION_ID);

  return bw_sql_exec (sql, id, error) && run_steps (sql, schema, 0, schema->n, error);
}

/* Brings the tables from step @from to the newest, in one transaction. */
gboolean
bw_schema_upgrade (BwSql          *sql,
                   const BwSchema *schema,
                   guint           from,
                   GError        **error)
{
  sql->action = _ ("bringing it up to this version");
  if (!bw_sql_begin (sql, TRUE, error))
    return FALSE;
  if (run_steps (sql, schema, from, schema->n, error))
    return bw_sql_commit (sql, error);
  bw_sql_rollback (sql);
  return FALSE;
}

/* All of a database's schema as one text, but for the tables that SQLite keeps for itself. A name says nothing: a trigger that was
 * written into the schema table may be called "sqlite_" something, too. */
static char *
describe (BwSql   *sql,
          GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  int row;

  statement = bw_sql_prepare (sql,
                              "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                              "WHERE type <> 'table' OR name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4') ORDER BY type, name",
                              error);
  if (statement == NULL)
    return NULL;
  while ((row = bw_sql_next (sql, statement, error)) > 0)
    for (int i = 0; i < 4; i++)
      {
        const char *value = (const char *)sqlite3_column_text (statement, i);

        g_string_append (text, value != NULL ? value : "");
        g_string_append_c (text, '\n');
      }
  return row < 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether the tables are just those of @step. */
gboolean
bw_schema_verify (BwSql          *sql,
                  const BwSchema *schema,
                  guint           step,
                  GError        **error)
{
  BwSql            model = { NULL, sql->name, sql->action };
  g_autofree char *wanted = NULL;
  g_autofree char *found = describe (sql, error);
  int              rc;

  if (found == NULL)
    return FALSE;
  rc = sqlite3_open_v2 (":memory:", &model.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, NULL);
  if (rc == SQLITE_OK && run_steps (&model, schema, 0, step, error))
    wanted = describe (&model, error);
  else if (rc != SQLITE_OK)
    bw_sql_fail (&model, rc, error);
  sqlite3_close (model.db);
  if (wanted == NULL)
    return FALSE;
  if (g_str_equal (wanted, found))
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_A_PROJECT,
               _ ("The tables in “%s” are not those of a Bellwether project: another program has changed them. Open a "
                  "copy from before that."),
               sql->name);
  return FALSE;
}
