/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replay of an open project: made while somebody looks, given up when it is about something else, put on record. */

#include "core/bw-sample.h"
#include "session/bw-live-backtest.h"

#include <glib/gstdio.h>

typedef struct
{
  char           *folder;
  char           *path;
  BwSession      *session;
  BwLiveBacktest *live;
  GAsyncResult   *result;
  guint           n_changed;
} Fixture;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  ((Fixture *)data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Fixture *f)
{
  while (f->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&f->result);
}

static void
count_cb (BwLiveBacktest *live,
          Fixture        *f)
{
  f->n_changed++;
}

static void
wait_for_changes (Fixture *f,
                  guint    n)
{
  while (f->n_changed < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  options.n_deals = 250;
  book = bw_sample_new (&options);
  f->folder = g_dir_make_tmp ("bellwether-session-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (f->path);
  f->session = bw_session_new ();
  bw_session_create_async (f->session, file, book, NULL, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_create_finish (f->session, result, &error));
  f->live = bw_live_backtest_new (f->session);
  g_signal_connect (f->live, "changed", G_CALLBACK (count_cb), f);
}

static gboolean
is_idle (Fixture *f)
{
  return bw_live_backtest_get_progress (f->live) == 1.0;
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  gpointer    live = f->live;
  const char *name;

  bw_live_backtest_set_wanted (f->live, FALSE);
  while (!is_idle (f))
    g_main_context_iteration (NULL, TRUE);
  bw_session_close (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* A job's own thread may hold on to it for a moment longer than its result takes to come. */
  g_object_add_weak_pointer (live, &live);
  g_object_unref (f->live);
  while (g_atomic_pointer_get (&live) != NULL)
    g_thread_yield ();
  g_object_unref (f->session);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

/* Nothing is done until somebody looks; what is about another scope is given up and made anew. */
static void
test_wanted (Fixture      *f,
             gconstpointer data)
{
  BwScope person = { BW_SCOPE_PERSON, 1 };

  g_assert_null (bw_live_backtest_get (f->live));
  g_assert_true (is_idle (f));
  bw_live_backtest_set_wanted (f->live, TRUE);
  g_assert_false (is_idle (f));
  bw_focus_set_scope (bw_session_get_focus (f->session), &person);
  wait_for_changes (f, 1);
  g_assert_cmpint (bw_live_backtest_get (f->live)->scope.kind, ==, BW_SCOPE_PERSON);
  g_assert_true (bw_live_backtest_get_book (f->live) == bw_session_get_book (f->session));
  g_assert_true (is_idle (f));

  /* Looked at again, it is still there. */
  bw_live_backtest_set_wanted (f->live, FALSE);
  bw_live_backtest_set_wanted (f->live, TRUE);
  g_assert_true (is_idle (f));

  /* Another scope while nobody looks: what is known does not hold, and nothing is begun. */
  bw_live_backtest_set_wanted (f->live, FALSE);
  bw_focus_set_scope (bw_session_get_focus (f->session), &(BwScope) { BW_SCOPE_ALL, BW_NOBODY });
  g_assert_null (bw_live_backtest_get (f->live));
  g_assert_true (is_idle (f));
}

/* A calibration is put on record and can be undone; what was replayed goes on to hold. */
static void
test_recalibrate (Fixture      *f,
                  gconstpointer data)
{
  const BwBacktest *shown;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GPtrArray) told = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  bw_live_backtest_set_wanted (f->live, TRUE);
  wait_for_changes (f, 1);
  shown = bw_live_backtest_get (f->live);
  bw_live_backtest_recalibrate_async (f->live, NULL, done_cb, f);
  result = wait_for (f);
  told = bw_live_backtest_recalibrate_finish (f->live, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told->len, >, 0);
  g_assert_cmpuint (bw_session_get_book (f->session)->fits->len, ==, 1);
  g_assert_true (bw_live_backtest_get (f->live) == shown);
  g_assert_true (bw_live_backtest_get_book (f->live) == bw_session_get_book (f->session));

  bw_live_backtest_set_wanted (f->live, FALSE);
  bw_session_undo_async (f->session, done_cb, f);
  undone = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, undone, &label, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "Recalibrate");
  g_assert_cmpuint (bw_session_get_book (f->session)->fits->len, ==, 0);
  g_assert_cmpuint (bw_session_get_book (f->session)->fit_values->len, ==, 0);
}

/* Stopped, it leaves no trace. */
static void
test_stop (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_live_backtest_recalibrate_async (f->live, cancellable, done_cb, f);
  g_cancellable_cancel (cancellable);
  result = wait_for (f);
  g_assert_null (bw_live_backtest_recalibrate_finish (f->live, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (bw_session_get_book (f->session)->fits->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live-backtest/wanted", Fixture, NULL, set_up, test_wanted, tear_down);
  g_test_add ("/live-backtest/recalibrate", Fixture, NULL, set_up, test_recalibrate, tear_down);
  g_test_add ("/live-backtest/stop", Fixture, NULL, set_up, test_stop, tear_down);
  return g_test_run ();
}
