/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full disks, failing disks and killed processes: at every write point the file holds all of a write or nothing of it. */

#include "fault-vfs.h"
#include "store-fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

enum
{
  N_KILLS = 50,
  N_FAULTS = 40, /* a kind of fault is tried at so many points at most */
};

typedef struct
{
  const char *name;
  FaultKind   kind;
  guint       n_deals;
  gboolean    undo;
} FaultCase;

typedef struct
{
  char    *dir;
  char    *path;
  char    *base; /* the file before */
  gsize    base_length;
  BwBook  *before;
  BwBook  *after;
  BwDelta *delta;
  char    *dump_before;
  char    *dump_after;
  guint    operations;
} Scene;

static char *
dump_file (const char *path)
{
  GError  *error = NULL;
  BwStore *store = bw_store_open (path, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_null (bw_store_read_only_reason (store));
  fixture_assert_sound (store);
  bw_store_dump (store, text, &error);
  g_assert_no_error (error);
  bw_store_free (store);
  return g_string_free (text, FALSE);
}

/* Opens the file and writes the change: with undo taken, and taken back again. */
static gboolean
do_write (Scene   *scene,
          gboolean undo,
          GError **error)
{
  BwStore *store = bw_store_open (scene->path, error);
  g_autoptr (GBytes) bytes = NULL;
  gboolean ok;

  if (store == NULL)
    return FALSE;
  ok = bw_store_write (store, scene->after, scene->delta, undo ? &bytes : NULL, NULL, NULL, error);
  bw_store_free (store);
  return ok;
}

static void
scene_init (Scene           *scene,
            const FaultCase *test)
{
  GError  *error = NULL;
  BwStore *store;

  memset (scene, 0, sizeof *scene);
  scene->dir = fixture_dir_new ();
  scene->path = g_build_filename (scene->dir, "project.bellwether", NULL);
  scene->before = fixture_book_new (test->n_deals, 21);
  fixture_change (scene->before, 5, &scene->after, &scene->delta);
  store = bw_store_create (scene->path, scene->before, &error);
  g_assert_no_error (error);
  bw_store_free (store);
  scene->dump_before = dump_file (scene->path);
  g_assert_true (g_file_get_contents (scene->path, &scene->base, &scene->base_length, NULL));
  fault_vfs_arm (FAULT_NONE, 0);
  g_assert_true (do_write (scene, test->undo, &error));
  scene->operations = fault_vfs_count ();
  scene->dump_after = dump_file (scene->path);
  g_assert_cmpstr (scene->dump_before, !=, scene->dump_after);
}

static void
scene_clear (Scene *scene)
{
  fixture_dir_free (scene->dir);
  g_free (scene->path);
  g_free (scene->base);
  bw_book_unref (scene->before);
  bw_book_unref (scene->after);
  bw_delta_free (scene->delta);
  g_free (scene->dump_before);
  g_free (scene->dump_after);
}

/* Puts the file back as it was before; a journal that a fault left is part of what it left. */
static void
scene_reset (Scene *scene)
{
  g_autofree char *journal = g_strconcat (scene->path, "-journal", NULL);

  g_unlink (journal);
  g_assert_true (g_file_set_contents (scene->path, scene->base, (gssize)scene->base_length, NULL));
}

static void
test_fault (gconstpointer data)
{
  const FaultCase *test = data;
  Scene            scene;
  guint            step, n_before = 0, n_after = 0;

  scene_init (&scene, test);
  step = MAX (1, scene.operations / N_FAULTS);
  for (guint at = 0; at < scene.operations; at += step)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;
      gboolean         ok, is_after;

      scene_reset (&scene);
      fault_vfs_arm (test->kind, at);
      ok = do_write (&scene, test->undo, &error);
      fault_vfs_arm (FAULT_NONE, 0);
      found = dump_file (scene.path);
      is_after = strcmp (found, scene.dump_after) == 0;
      g_assert_true (is_after || strcmp (found, scene.dump_before) == 0);
      if (ok)
        g_assert_true (is_after);
      else
        {
          g_assert_nonnull (error);
          g_assert_cmpuint (strlen (error->message), >, 20);
          if (test->kind == FAULT_FULL || test->kind == FAULT_FULL_STAYS)
            g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL);
        }
      n_before += !is_after;
      n_after += is_after;
    }
  g_test_message ("%u points: %u before, %u after", scene.operations, n_before, n_after);
  g_assert_cmpuint (n_before, >, 0);
  scene_clear (&scene);
}

static void
test_kill (gconstpointer data)
{
  const FaultCase *test = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);
  Scene scene;
  guint n_before = 0, n_after = 0;

  scene_init (&scene, test);
  for (guint i = 0; i < N_KILLS; i++)
    {
      guint            at = (guint)g_rand_int_range (rand, 0, (gint32)scene.operations);
      g_autofree char *found = NULL;
      int              status;
      pid_t            child;

      scene_reset (&scene);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          fault_vfs_arm (FAULT_KILL, at);
          _exit (do_write (&scene, test->undo, NULL) ? 0 : 1);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
      found = dump_file (scene.path);
      if (strcmp (found, scene.dump_after) == 0)
        n_after++;
      else
        {
          g_assert_cmpstr (found, ==, scene.dump_before);
          n_before++;
        }
    }
  g_test_message ("%u killed: %u before, %u after", N_KILLS, n_before, n_after);
  g_assert_cmpuint (n_before, >, 0);
  scene_clear (&scene);
}

/* Making a project on a full disk leaves nothing. */
static void
test_create_full (void)
{
  g_autoptr (BwBook) book = fixture_book_new (500, 22);
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "new.bellwether", NULL);

  for (guint at = 0; at < 40; at += 3)
    {
      g_autoptr (GError) error = NULL;

      fault_vfs_arm (FAULT_FULL_STAYS, at);
      g_assert_null (bw_store_create (path, book, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  fault_vfs_arm (FAULT_NONE, 0);
  fixture_dir_free (dir);
}

int
main (int   argc,
      char *argv[])
{
  static const FaultCase faults[] = {
    { "/store/faults/full", FAULT_FULL, 300, FALSE },
    { "/store/faults/full-stays", FAULT_FULL_STAYS, 300, TRUE },
    { "/store/faults/error", FAULT_ERROR, 300, TRUE },
    { "/store/faults/error-stays", FAULT_ERROR_STAYS, 300, FALSE },
    { "/store/faults/full-small", FAULT_FULL_STAYS, 3, FALSE },
  };
  static const FaultCase kills = { "/store/faults/kill", FAULT_KILL, 300, TRUE };
  static const FaultCase kills_packing = { "/store/faults/kill-packing", FAULT_KILL, 3, FALSE };

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    g_test_add_data_func (faults[i].name, &faults[i], test_fault);
  g_test_add_data_func (kills.name, &kills, test_kill);
  g_test_add_data_func (kills_packing.name, &kills_packing, test_kill);
  g_test_add_func ("/store/faults/create-full", test_create_full);
  return g_test_run ();
}
