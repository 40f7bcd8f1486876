/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of disk fault and of failing memory at every step of all that writes a project.
 *
 * Each piece of work is run with a fault at its first operation of a kind, its second and so on until it runs through. After each: the
 * file opens, is sound, and holds what it held before or what the work leads to; where the work says that it was done it holds
 * the latter; where not, a whole sentence says so; nothing else is left beside it. By default about N_POINTS of the steps are
 * tried; all with BELLWETHER_FAULTS=all. */

#include "fault-vfs.h"
#include "store-fixture.h"

#include "core/bw-merge.h"
#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gstdio.h>

enum
{
  N_DEALS = 40,
#ifdef __SANITIZE_ADDRESS__
  N_POINTS = 4, /* each takes many times as long */
#else
  N_POINTS = 12,
#endif
};

typedef struct
{
  char    *dir, *path, *copy;
  char    *base; /* the file before */
  gsize    base_length;
  BwBook  *before, *after;
  BwDelta *delta;
  char    *dump_before, *dump_after;
  gboolean undo;
} Scene;

typedef gboolean (*Work) (Scene   *scene,
                          GError **error);

static const char *upgraded_steps[16];
static BwSchema    upgraded = { 0, upgraded_steps };

/* ---- SQLite's memory ---- */

static sqlite3_mem_methods real_memory;
static guint               memory_count, memory_at;
static gboolean            memory_armed;

static gboolean
memory_fails (void)
{
  return memory_armed && memory_count++ == memory_at;
}

static void *
memory_malloc (int n)
{
  return memory_fails () ? NULL : real_memory.xMalloc (n);
}

static void *
memory_realloc (void *old,
                int   n)
{
  return memory_fails () ? NULL : real_memory.xRealloc (old, n);
}

/* Must come before anything else is asked of SQLite. */
static void
install_memory (void)
{
  sqlite3_mem_methods methods;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory), ==, SQLITE_OK);
  methods = real_memory;
  methods.xMalloc = memory_malloc;
  methods.xRealloc = memory_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
  sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

/* ---- Work ---- */

static gboolean
work_write (Scene   *scene,
            GError **error)
{
  BwStore *store = bw_store_open (scene->path, error);
  g_autoptr (GBytes) undo = NULL;
  gboolean ok;

  if (store == NULL)
    return FALSE;
  ok = bw_store_read_only_reason (store) == NULL ? bw_store_write (store, scene->after, scene->delta, &undo, NULL, NULL, error)
                                                 : !bw_store_refuse_read_only (store, error);
  bw_store_free (store);
  return ok;
}

/* Writes and takes back: leads to what was before. A fault may also leave what stood between the two. */
static gboolean
work_undo (Scene   *scene,
           GError **error)
{
  BwStore *store = bw_store_open (scene->path, error);
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (BwBook) book = bw_book_ref (scene->after);
  gboolean ok;

  if (store == NULL)
    return FALSE;
  ok = bw_store_write (store, scene->after, scene->delta, &undo, NULL, NULL, error) && bw_store_revert (store, undo, NULL, &book, error);
  bw_store_free (store);
  return ok;
}

static gboolean
work_copy (Scene   *scene,
           GError **error)
{
  BwStore *store = bw_store_open (scene->path, error);
  gboolean ok;

  if (store == NULL)
    return FALSE;
  ok = bw_store_save_copy (store, scene->copy, error);
  bw_store_free (store);
  return ok;
}

static gboolean
work_upgrade (Scene   *scene,
              GError **error)
{
  BwStore *store = bw_store_open_schema (scene->path, &upgraded, error);

  bw_store_free (store);
  return store != NULL;
}

/* ---- What is held against it ---- */

static gint64
version_of (const char *path)
{
  sqlite3      *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64        version = -1;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    version = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return version;
}

static char *
dump_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  BwStore *store = version_of (path) > bw_schema_get ()->n ? bw_store_open_schema (path, &upgraded, &error) : bw_store_open (path, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (store));
  fixture_assert_sound (store);
  bw_store_dump (store, text, &error);
  g_assert_no_error (error);
  bw_store_free (store);
  return g_string_free (text, FALSE);
}

/* Puts the project back as it was, alone in its folder. */
static void
reset (Scene *scene)
{
  g_autoptr (GDir) dir = g_dir_open (scene->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (scene->dir, name, NULL);

      g_unlink (path);
    }
  g_assert_true (g_file_set_contents (scene->path, scene->base, (gssize)scene->base_length, NULL));
}

static void
check_folder (Scene *scene)
{
  g_autoptr (GDir) dir = g_dir_open (scene->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".part") != NULL)
      g_error ("“%s” is left", name);
}

static void
check_point (Scene        *scene,
             Work          work,
             gboolean      ok,
             const GError *error)
{
  g_autofree char *found = dump_file (scene->path);
  gboolean         is_after = strcmp (found, scene->dump_after) == 0;

  g_assert_true (is_after || strcmp (found, scene->dump_before) == 0);
  if (!ok)
    {
      g_assert_nonnull (error);
      g_assert_true (g_str_has_suffix (error->message, ".") && strlen (error->message) > 40);
    }
  else if (work == work_write)
    g_assert_true (is_after);
  else
    g_assert_cmpstr (found, ==, scene->dump_before);
  if (work == work_upgrade)
    g_assert_cmpint (version_of (scene->path), ==, ok ? upgraded.n : version_of (scene->path));
  if (work == work_copy)
    {
      check_folder (scene);
      g_assert_true (ok || !g_file_test (scene->copy, G_FILE_TEST_EXISTS));
      if (ok)
        {
          g_autofree char *copied = dump_file (scene->copy);

          g_assert_cmpstr (copied, ==, scene->dump_before);
        }
    }
}

static void
scene_init (Scene   *scene,
            gboolean merge)
{
  GError *error = NULL;

  memset (scene, 0, sizeof *scene);
  scene->dir = fixture_dir_new ();
  scene->path = g_build_filename (scene->dir, "project.bellwether", NULL);
  scene->copy = g_build_filename (scene->dir, "copy.bellwether", NULL);
  scene->before = fixture_book_new (N_DEALS, 21);
  if (merge)
    scene->after = bw_merge_apply (scene->before, BW_TABLE_PRODUCTS, 2, 5, &scene->delta, &error);
  else
    fixture_change (scene->before, 5, &scene->after, &scene->delta);
  g_assert_no_error (error);
  bw_store_free (bw_store_create (scene->path, scene->before, &error));
  g_assert_no_error (error);
  scene->dump_before = dump_file (scene->path);
  g_assert_true (g_file_get_contents (scene->path, &scene->base, &scene->base_length, NULL));
  g_assert_true (work_write (scene, &error));
  g_assert_no_error (error);
  scene->dump_after = dump_file (scene->path);
  g_assert_cmpstr (scene->dump_before, !=, scene->dump_after);
}

static void
scene_clear (Scene *scene)
{
  fixture_dir_free (scene->dir);
  g_free (scene->path);
  g_free (scene->copy);
  g_free (scene->base);
  bw_book_unref (scene->before);
  bw_book_unref (scene->after);
  bw_delta_free (scene->delta);
  g_free (scene->dump_before);
  g_free (scene->dump_after);
}

typedef struct
{
  const char *name;
  Work        work;
  gboolean    merge;
} WorkCase;

static const struct
{
  const char *name;
  FaultKind   kind;
  guint       places;
} faults[] = {
  { "write error", FAULT_ERROR, FAULT_ON_WRITE },
  { "full disk", FAULT_FULL_STAYS, FAULT_ON_WRITE },
  { "short write", FAULT_SHORT, FAULT_ON_WRITE },
  { "sync error", FAULT_ERROR, FAULT_ON_SYNC },
  { "truncate error", FAULT_ERROR, FAULT_ON_TRUNCATE },
  { "delete error", FAULT_ERROR, FAULT_ON_DELETE },
  { "read error", FAULT_ERROR, FAULT_ON_READ },
  { "open error", FAULT_ERROR, FAULT_ON_OPEN },
  { "lock error", FAULT_ERROR, FAULT_ON_LOCK },
  { "power loss", FAULT_POWER, FAULT_ON_CHANGE },
};

/* The distance between steps that are tried, of @n. */
static guint
stride (guint n)
{
  return g_strcmp0 (g_getenv ("BELLWETHER_FAULTS"), "all") == 0 ? 1 : MAX (1, n / N_POINTS);
}

static void
test_disk (gconstpointer data)
{
  const WorkCase *test = data;
  Scene           scene;

  scene_init (&scene, test->merge);
  for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
    {
      guint n, n_points = 0, n_failed = 0;

      reset (&scene);
      fault_vfs_arm_at (FAULT_NONE, faults[f].places, 0);
      g_assert_true (test->work (&scene, NULL));
      n = fault_vfs_count ();
      for (guint at = 0; at < n; at += stride (n), n_points++)
        {
          g_autoptr (GError) error = NULL;
          gboolean ok;

          reset (&scene);
          fault_vfs_arm_at (faults[f].kind, faults[f].places, at);
          ok = test->work (&scene, &error);
          fault_vfs_arm (FAULT_NONE, 0);
          n_failed += !ok;
          check_point (&scene, test->work, ok, error);
        }
      g_test_message ("%s: %u steps, %u tried, %u failed with a sentence", faults[f].name, n, n_points, n_failed);
    }
  scene_clear (&scene);
}

static void
test_memory (gconstpointer data)
{
  const WorkCase *test = data;
  Scene           scene;
  guint           n, n_points = 0, n_failed = 0;

  scene_init (&scene, test->merge);
  reset (&scene);
  memory_at = G_MAXUINT;
  memory_count = 0;
  memory_armed = TRUE;
  g_assert_true (test->work (&scene, NULL));
  memory_armed = FALSE;
  n = memory_count;
  g_assert_cmpuint (n, >, 100);
  for (guint at = 0; at < n; at += MAX (1, stride (n) / 8), n_points++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok;

      reset (&scene);
      memory_at = at;
      memory_count = 0;
      memory_armed = TRUE;
      ok = test->work (&scene, &error);
      memory_armed = FALSE;
      n_failed += !ok;
      check_point (&scene, test->work, ok, error);
    }
  g_test_message ("memory: %u allocations, %u failed, %u times with a sentence", n, n_points, n_failed);
  g_assert_cmpuint (n_failed, >, 0);
  scene_clear (&scene);
}

int
main (int   argc,
      char *argv[])
{
  static const WorkCase cases[] = {
    { "import", work_write, FALSE },
    { "merge", work_write, TRUE },
    { "undo", work_undo, FALSE },
    { "copy", work_copy, FALSE },
    { "upgrade", work_upgrade, FALSE },
  };
  const BwSchema *now = bw_schema_get ();

  g_test_init (&argc, &argv, NULL);
  install_memory ();
  fault_vfs_install ();
  upgraded.n = now->n + 1;
  for (guint i = 0; i < now->n; i++)
    upgraded_steps[i] = now->steps[i];
  upgraded_steps[now->n] = "CREATE TABLE later (key INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;";
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *disk = g_strconcat ("/store/disk/", cases[i].name, NULL);
      g_autofree char *memory = g_strconcat ("/store/memory/", cases[i].name, NULL);

      g_test_add_data_func (disk, &cases[i], test_disk);
      g_test_add_data_func (memory, &cases[i], test_memory);
    }
  return g_test_run ();
}
