/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening what is no project, what is newer, older, damaged, write-protected, or open elsewhere. */

#include "store-fixture.h"

#include "store/bw-store-private.h"

#include <errno.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Of released steps, which never change. */
static const char *const step_checksums[] = {
  "fd5a10679060b5c2cb41ac0991e7dd339d2d4d49c3558e331c0cc46996f7b859",
  "693d61f3304a11d7770cae8562725f83cd818e5ae6e83597988025f31465d0f5",
  "8cb3a49aee23ef517a5eaa445984d1584d0c320a6df07946af460ca92e270044",
  "05a9349659c918ca471230a84c63232e3ac0edb420730f29098c0674d69a5c7d",
  "ec34fc6220f3f562be69e423006a1cf20c08f8bfdddffe1f8447b75312d861a2",
};

typedef struct
{
  const char  *name;
  BwStoreError code;
  void (*make) (const char *path);
} BadFile;

static void
make_project (const char *path)
{
  g_autoptr (BwBook) book = fixture_book_new (200, 31);
  GError *error = NULL;

  bw_store_free (bw_store_create (path, book, &error));
  g_assert_no_error (error);
}

static void
run_sql (const char *path,
         const char *text)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, text, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
set_content (const char *path,
             const void *bytes,
             gsize       n)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize)n, NULL));
}

static void
make_nothing (const char *path)
{
}

static void
make_empty (const char *path)
{
  set_content (path, "", 0);
}

static void
make_folder (const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
}

static void
make_text (const char *path)
{
  set_content (path, "opportunity_id,sales_agent\n1C1I7A6R,Moses Frase\n", 48);
}

static void
make_long_text (const char *path)
{
  g_autofree char *text = g_strnfill (100000, 'x');

  set_content (path, text, 100000);
}

static void
cut (const char *path,
     gsize       keep)
{
  g_autofree char *bytes = NULL;
  gsize            length;

  make_project (path);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (keep, <, length);
  set_content (path, bytes, keep);
}

static void
make_cut_header (const char *path)
{
  cut (path, 60);
}

static void
make_cut_page (const char *path)
{
  cut (path, 9000);
}

static void
make_cut_half (const char *path)
{
  cut (path, 16384 * 9);
}

static void
make_foreign (const char *path)
{
  run_sql (path, "CREATE TABLE moz_places (id INTEGER PRIMARY KEY)");
}

static void
make_newer (const char *path)
{
  make_project (path);
  run_sql (path, "PRAGMA user_version = 99");
}

static void
make_versionless (const char *path)
{
  make_project (path);
  run_sql (path, "PRAGMA user_version = 0");
}

static void
make_trigger (const char *path)
{
  make_project (path);
  run_sql (path, "CREATE TRIGGER t AFTER INSERT ON deal_rows BEGIN DELETE FROM people; END");
}

static void
make_view (const char *path)
{
  make_project (path);
  run_sql (path, "CREATE VIEW v AS SELECT 1");
}

/* A trigger under a name that SQLite keeps for itself, which only who writes into the schema table can give it. */
static void
make_hidden_trigger (const char *path)
{
  make_project (path);
  run_sql (path, "PRAGMA writable_schema = ON;"
                 "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_t', 'settings', 0,"
                 "'CREATE TRIGGER sqlite_t AFTER INSERT ON settings BEGIN DELETE FROM deal_notes; END')");
}

/* What SQLite says of it quotes bytes that are no text. */
static void
make_garbled_schema (const char *path)
{
  make_project (path);
  run_sql (path, "PRAGMA writable_schema = ON;"
                 "INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, CAST (x'435245415445205649e957207620' AS TEXT))");
}

static void
make_wider (const char *path)
{
  make_project (path);
  run_sql (path, "ALTER TABLE deal_rows ADD COLUMN extra TEXT");
}

static void
make_narrower (const char *path)
{
  make_project (path);
  run_sql (path, "DROP TABLE calls");
}

static void
make_garbled (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize            length;

  make_project (path);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 100, 0xa5, 16284);
  set_content (path, bytes, length);
}

static const BadFile bad_files[] = {
  { "missing", BW_STORE_ERROR_NOT_FOUND, make_nothing },
  { "empty", BW_STORE_ERROR_NOT_A_PROJECT, make_empty },
  { "folder", BW_STORE_ERROR_NOT_A_PROJECT, make_folder },
  { "text", BW_STORE_ERROR_NOT_A_PROJECT, make_text },
  { "long-text", BW_STORE_ERROR_NOT_A_PROJECT, make_long_text },
  { "foreign", BW_STORE_ERROR_NOT_A_PROJECT, make_foreign },
  { "cut-header", BW_STORE_ERROR_DAMAGED, make_cut_header },
  { "cut-page", BW_STORE_ERROR_DAMAGED, make_cut_page },
  { "cut-half", BW_STORE_ERROR_DAMAGED, make_cut_half },
  { "garbled", BW_STORE_ERROR_DAMAGED, make_garbled },
  { "newer", BW_STORE_ERROR_NEWER, make_newer },
  { "versionless", BW_STORE_ERROR_DAMAGED, make_versionless },
  { "trigger", BW_STORE_ERROR_NOT_A_PROJECT, make_trigger },
  { "hidden-trigger", BW_STORE_ERROR_NOT_A_PROJECT, make_hidden_trigger },
  { "garbled-schema", BW_STORE_ERROR_DAMAGED, make_garbled_schema },
  { "view", BW_STORE_ERROR_NOT_A_PROJECT, make_view },
  { "wider", BW_STORE_ERROR_NOT_A_PROJECT, make_wider },
  { "narrower", BW_STORE_ERROR_NOT_A_PROJECT, make_narrower },
};

static void
test_bad (gconstpointer data)
{
  const BadFile   *test = data;
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "bad.bellwether", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            n_before = 0, n_after = 0;
  g_autoptr (GError) error = NULL;

  test->make (path);
  g_file_get_contents (path, &before, &n_before, NULL);
  g_assert_null (bw_store_open (path, &error));
  g_assert_error (error, BW_STORE_ERROR, test->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "bad.bellwether"));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_file_get_contents (path, &after, &n_after, NULL);
  g_assert_cmpmem (before, n_before, after, n_after);
  g_rmdir (path);
  fixture_dir_free (dir);
}

/* What SQLite's own check cannot see is told by bw_store_check(). */
static void
test_check_finds (gconstpointer data)
{
  const char      *damage = data;
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "odd.bellwether", NULL);
  GError          *error = NULL;
  BwStore         *store;
  g_autoptr (GPtrArray) problems = NULL;

  make_project (path);
  run_sql (path, damage);
  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  problems = bw_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >, 0);
  g_test_message ("%s", (const char *)g_ptr_array_index (problems, 0));
  bw_store_free (store);
  fixture_dir_free (dir);
}

/* Another program's edit of a row is read, whatever the packed copies say. */
static void
test_foreign_edit (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "edited.bellwether", NULL);
  GError          *error = NULL;
  BwStore         *store;
  g_autoptr (BwBook) book = NULL;

  make_project (path);
  run_sql (path, "UPDATE deal_rows SET next_step = 'Edited' WHERE position = 3");
  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  book = bw_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bw_book_text (book, book->deals.next_step[3]), ==, "Edited");
  fixture_assert_sound (store);
  bw_store_free (store);
  fixture_dir_free (dir);
}

/* Bytes that are no text are read as question marks, from the rows and from the packed copies, and told. */
static void
test_no_text (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "bytes.bellwether", NULL);
  GError          *error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  BwStore *store;

  make_project (path);
  /* "An", what is not whole, "e", and the beginning of four bytes at the very end. */
  run_sql (path, "UPDATE people SET name = CAST (x'416ee965f0' AS TEXT) WHERE position = 3");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwBook) book = NULL;

      store = bw_store_open (path, &error);
      g_assert_no_error (error);
      book = bw_store_load (store, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (bw_book_text (book, g_array_index (book->people, BwPerson, 3).name), ==, "An?e?");
      if (i == 1)
        {
          problems = bw_store_check (store, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (problems->len, ==, 1);
          g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "2 bytes"));
        }
      bw_store_free (store);
    }
  fixture_dir_free (dir);
}

/* A project and its copies are for their owner alone. */
static void
test_private (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "p.bellwether", NULL);
  g_autofree char *copy = g_build_filename (dir, "copy.bellwether", NULL);
  GError          *error = NULL;
  BwStore         *store;
  GStatBuf         status;
  mode_t           mask = umask (022);

  make_project (path);
  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (bw_store_save_copy (store, copy, &error));
  g_assert_no_error (error);
  bw_store_free (store);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  umask (mask);
  fixture_dir_free (dir);
}

/* Damaged packed copies are not used. */
static void
test_damaged_copy (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "copy.bellwether", NULL);
  GError          *error = NULL;
  BwStore         *store;
  g_autoptr (BwBook) wanted = fixture_book_new (200, 31);
  g_autoptr (BwBook) book = NULL;

  make_project (path);
  run_sql (path, "UPDATE packed SET data = zeroblob(length(data)) WHERE part = 'deals.amount';"
                 "UPDATE packed_head SET file_counter = file_counter + 1");
  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  book = bw_store_load (store, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, wanted);
  bw_store_free (store);
  fixture_dir_free (dir);
}

/* A second program reads what the first one wrote, and says who has it. */
static void
test_two_programs (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "shared.bellwether", NULL);
  g_autofree char *lock = g_build_filename (dir, ".shared.bellwether.lock", NULL);
  GError          *error = NULL;
  BwStore         *first;
  g_autoptr (BwBook) book = fixture_book_new (200, 31);
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  GStatBuf beside;
  pid_t    child;
  int      status;

  first = bw_store_create (path, book, &error);
  g_assert_no_error (error);
  fixture_change (book, 1, &after, &delta);
  bw_store_write (first, after, delta, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Who may not read the project does not learn who works on it. */
  g_assert_cmpint (g_stat (lock, &beside), ==, 0);
  g_assert_cmpint (beside.st_mode & 0077, ==, 0);

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      BwStore *second = bw_store_open (path, &error);
      g_autoptr (BwBook) seen = second != NULL ? bw_store_load (second, NULL) : NULL;
      g_autofree char *process = g_strdup_printf ("process %d)", (int)getppid ());
      g_autoptr (BwDelta) none = NULL;

      if (second == NULL || seen == NULL || bw_store_read_only_reason (second) == NULL)
        _exit (1);
      if (strstr (bw_store_read_only_reason (second), process) == NULL)
        _exit (2);
      none = bw_delta_new (seen);
      if (bw_store_write (second, seen, none, NULL, NULL, NULL, &error) ||
          !g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY))
        _exit (3);
      if (seen->deals.n != after->deals.n)
        _exit (4);
      bw_store_free (second);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  bw_store_free (first);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));

  /* A lock file that somebody left means nothing. */
  set_content (lock, "Nobody on nothing", 17);
  first = bw_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (first));
  bw_store_free (first);
  fixture_dir_free (dir);
}

/* Through another name it is the same project. */
static void
test_linked (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "real.bellwether", NULL);
  g_autofree char *link_path = g_build_filename (dir, "link.bellwether", NULL);
  GError          *error = NULL;
  BwStore         *first, *second;

  make_project (path);
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  first = bw_store_open (path, &error);
  second = bw_store_open (link_path, &error);
  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (first));
  g_assert_nonnull (bw_store_read_only_reason (second));
  bw_store_free (second);
  bw_store_free (first);
  fixture_dir_free (dir);
}

/* Root may write anything, so there the folder is on a file system that is mounted for reading only. */
static gboolean
protect (const char *dir,
         const char *path)
{
  if (geteuid () != 0)
    return g_chmod (path, 0444) == 0 && g_chmod (dir, 0555) == 0;
  return mount (dir, dir, NULL, MS_BIND, NULL) == 0 && mount (NULL, dir, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0;
}

static void
unprotect (const char *dir)
{
  if (geteuid () == 0)
    umount2 (dir, MNT_DETACH);
  else
    g_chmod (dir, 0755);
}

static void
test_read_only_folder (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "fixed.bellwether", NULL);
  g_autofree char *other = g_build_filename (dir, "new.bellwether", NULL);
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) wanted = fixture_book_new (200, 31);
  g_autoptr (GError) error = NULL;
  BwStore *store;

  make_project (path);
  if (!protect (dir, path))
    {
      unprotect (dir);
      fixture_dir_free (dir);
      g_test_skip ("a folder cannot be made read-only here");
      return;
    }
  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bw_store_read_only_reason (store));
  g_test_message ("%s", bw_store_read_only_reason (store));
  book = bw_store_load (store, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, wanted);
  g_assert_false (bw_store_set_setting (store, "a", "b", &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  bw_store_free (store);
  g_assert_null (bw_store_create (other, wanted, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY);
  unprotect (dir);
  fixture_dir_free (dir);
}

/* An older file is upgraded, with a copy of how it was. */
static void
test_upgrade (void)
{
  const BwSchema  *now = bw_schema_get ();
  const char      *steps[8];
  BwSchema         later = { now->n + 1, steps };
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "old.bellwether", NULL);
  g_autofree char *copy_name = g_strdup_printf ("old-step-%u.bellwether", now->n);
  g_autofree char *copy = g_build_filename (dir, copy_name, NULL);
  g_autoptr (BwBook) wanted = fixture_book_new (200, 31);
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwBook) kept = NULL;
  g_autoptr (GError) error = NULL;
  BwStore *store;
  gint64   version;

  memcpy (steps, now->steps, sizeof *steps * now->n);
  steps[now->n] = "CREATE TABLE remarks (key INTEGER PRIMARY KEY, text TEXT) STRICT;";
  make_project (path);
  store = bw_store_open_schema (path, &later, &error);
  g_assert_no_error (error);
  g_assert_true (bw_sql_number (&store->sql, "PRAGMA user_version", &version, NULL));
  g_assert_cmpint (version, ==, now->n + 1);
  book = bw_store_load (store, &error);
  g_assert_no_error (error);
  fixture_assert_same (book, wanted);
  bw_store_free (store);

  store = bw_store_open (copy, &error);
  g_assert_no_error (error);
  kept = bw_store_load (store, &error);
  g_assert_no_error (error);
  fixture_assert_same (kept, wanted);
  bw_store_free (store);

  g_assert_null (bw_store_open (path, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER);
  fixture_dir_free (dir);
}

/* A step that fails leaves the file as it was. */
static void
test_upgrade_fails (void)
{
  const BwSchema  *now = bw_schema_get ();
  const char      *steps[8];
  BwSchema         later = { now->n + 1, steps };
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "old.bellwether", NULL);
  g_autoptr (GError) error = NULL;
  BwStore *store;

  memcpy (steps, now->steps, sizeof *steps * now->n);
  steps[now->n] = "CREATE TABLE remarks (key INTEGER); CREATE TABLE deals (key INTEGER);";
  make_project (path);
  g_assert_null (bw_store_open_schema (path, &later, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  fixture_assert_sound (store);
  bw_store_free (store);
  fixture_dir_free (dir);
}

static void
test_released_steps (void)
{
  const BwSchema *schema = bw_schema_get ();

  g_assert_cmpuint (schema->n, ==, bw_store_schema_version ());
  g_assert_cmpuint (schema->n, >=, G_N_ELEMENTS (step_checksums));
  for (guint i = 0; i < G_N_ELEMENTS (step_checksums); i++)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, schema->steps[i], -1);

      g_assert_cmpstr (sum, ==, step_checksums[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    const char *damage;
  } damages[] = {
    { "history-end", "UPDATE deal_rows SET amount = ifnull(amount, 0) + 1 WHERE key IN "
                     "(SELECT deal FROM deal_history WHERE field = 'amount')" },
    { "history-chain", "UPDATE deal_changes SET old = 5, old_ref = NULL WHERE ordinal = 7 AND field = 'amount'" },
    { "reference", "UPDATE deal_rows SET owner = 12345 WHERE position = 0" },
    { "date", "UPDATE deal_rows SET close_date = 99999999 WHERE position = 0" },
    { "word", "UPDATE stages SET kind = 'maybe' WHERE position = 0" },
    { "field", "UPDATE deal_changes SET field = 'colour' WHERE key = 1" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/store/bad/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad);
    }
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/store/check/", damages[i].name, NULL);

      g_test_add_data_func (path, damages[i].damage, test_check_finds);
    }
  g_test_add_func ("/store/packed/foreign-edit", test_foreign_edit);
  g_test_add_func ("/store/text", test_no_text);
  g_test_add_func ("/store/private", test_private);
  g_test_add_func ("/store/packed/damaged", test_damaged_copy);
  g_test_add_func ("/store/lock/two-programs", test_two_programs);
  g_test_add_func ("/store/lock/linked", test_linked);
  g_test_add_func ("/store/read-only-folder", test_read_only_folder);
  g_test_add_func ("/store/upgrade/copy", test_upgrade);
  g_test_add_func ("/store/upgrade/fails", test_upgrade_fails);
  g_test_add_func ("/store/upgrade/released", test_released_steps);
  return g_test_run ();
}
