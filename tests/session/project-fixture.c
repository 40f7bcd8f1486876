/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project-fixture.h"

#include "core/bw-sample.h"

#include <glib/gstdio.h>

/* Takes the result of what was begun with @data, a fixture. */
void
project_fixture_done_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      data)
{
  ((ProjectFixture *)data)->result = g_object_ref (result);
}

/* Returns: (transfer full): the next result. */
GAsyncResult *
project_fixture_wait (ProjectFixture *f)
{
  while (f->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&f->result);
}

/* Makes and opens a project of about @n_deals deals. */
void
project_fixture_set_up (ProjectFixture *f,
                        guint           n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  options.n_deals = n_deals;
  book = bw_sample_new (&options);
  f->folder = g_dir_make_tmp ("bellwether-session-XXXXXX", NULL);
  path = g_build_filename (f->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (path);
  f->session = bw_session_new ();
  bw_session_create_async (f->session, file, book, NULL, project_fixture_done_cb, f);
  result = project_fixture_wait (f);
  g_assert_true (bw_session_create_finish (f->session, result, &error));
  g_assert_no_error (error);
}

/* Closes the project and removes what it left. */
void
project_fixture_tear_down (ProjectFixture *f)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  bw_session_close (f->session);
  project_fixture_let_go (f->session);
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

/* Makes @after the book, with @delta (both transfer full), as one step. */
void
project_fixture_apply (ProjectFixture *f,
                       BwBook         *after,
                       BwDelta        *delta)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_apply_async (f->session, "Edit", after, delta, NULL, project_fixture_done_cb, f);
  result = project_fixture_wait (f);
  g_assert_true (bw_session_apply_finish (f->session, result, &error));
  g_assert_no_error (error);
}

/* Calls the first person @name: a change of the book that no number rests on. */
void
project_fixture_rename (ProjectFixture *f,
                        const char     *name)
{
  BwBook  *before = project_fixture_book (f);
  BwBook  *after = bw_book_copy (before);
  BwDelta *delta = bw_delta_new (before);

  bw_book_person (after, 0)->name = bw_pool_add (&after->texts, name, -1);
  bw_delta_mark (delta, BW_TABLE_PEOPLE, 0);
  project_fixture_apply (f, after, delta);
}

/* Returns: (transfer none): the book of now. */
BwBook *
project_fixture_book (ProjectFixture *f)
{
  return bw_session_get_book (f->session);
}

/* Counts a signal. */
void
project_fixture_count_cb (GObject *object,
                          guint   *count)
{
  (*count)++;
}

/* Waits until a signal has come @n times. */
void
project_fixture_wait_for (const guint *count,
                          guint        n)
{
  while (*count < n)
    g_main_context_iteration (NULL, TRUE);
}

/* Gives the last reference to @object up, and waits for what runs for it to give up its own. */
void
project_fixture_let_go (gpointer object)
{
  gpointer seen = object;

  g_object_add_weak_pointer (object, &seen);
  g_object_unref (object);
  while (g_atomic_pointer_get (&seen) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
}
