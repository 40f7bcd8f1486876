/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser as a job of an open project: what it tells meanwhile, what it gives, how it is cancelled, and edits beside it. */

#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-sample.h"
#include "core/bw-territory-edit.h"
#include "session/bw-session-optimise.h"

#include <glib/gstdio.h>

typedef struct
{
  char         *folder;
  BwSession    *session;
  GMainLoop    *loop;
  GAsyncResult *result;
  GCancellable *cancellable;
  GThread      *thread;
  guint         n_told;
  double        told;
  gboolean      cancel_when_told;
  BwDate        today;
} Fixture;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *f = data;

  g_assert_true (g_thread_self () == f->thread);
  g_assert_null (f->result);
  f->result = g_object_ref (result);
  g_main_loop_quit (f->loop);
}

static GAsyncResult *
wait_for (Fixture *f)
{
  if (f->result == NULL)
    g_main_loop_run (f->loop);
  return g_steal_pointer (&f->result);
}

static void
progress_cb (double   done,
             gpointer data)
{
  Fixture *f = data;

  g_assert_true (g_thread_self () == f->thread);
  g_assert_null (f->result);
  g_assert_cmpfloat (done, >=, f->told);
  g_assert_cmpfloat (done, <=, 1);
  f->told = done;
  f->n_told++;
  if (f->cancel_when_told)
    g_cancellable_cancel (f->cancellable);
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
  g_autofree char *path = NULL;

  options.n_deals = 800;
  f->today = options.today;
  book = bw_sample_new (&options);
  f->folder = g_dir_make_tmp ("bellwether-optimise-XXXXXX", NULL);
  path = g_build_filename (f->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (path);
  f->thread = g_thread_self ();
  f->loop = g_main_loop_new (NULL, FALSE);
  f->cancellable = g_cancellable_new ();
  f->session = bw_session_new ();
  bw_session_create_async (f->session, file, book, NULL, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_create_finish (f->session, result, &error));
  g_assert_no_error (error);
}

/* Gives the session up; the worker's thread lets go of it a little later than its answer comes. */
static void
finalize_session (Fixture *f)
{
  gpointer session = f->session;

  g_object_add_weak_pointer (G_OBJECT (f->session), &session);
  g_clear_object (&f->session);
  while (g_atomic_pointer_get (&session) != NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  bw_session_close (f->session);
  finalize_session (f);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_object_unref (f->cancellable);
  g_main_loop_unref (f->loop);
}

static void
begin (Fixture *f,
       guint64  iterations)
{
  BwTerritoryOptimiseOptions options = { .seed = 1, .iterations = iterations };

  options.measures[BW_MEASURE_ACCOUNTS] = TRUE;
  options.tolerances[BW_MEASURE_ACCOUNTS] = 0.2;
  bw_session_optimise_async (f->session, bw_territory_plan_current (bw_session_get_book (f->session)), f->today, &options, progress_cb, f,
                             f->cancellable, done_cb, f);
}

/* What the job gives is what the optimiser gives, and can be written and undone. */
static void
test_result (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (BwBook) before = bw_book_ref (bw_session_get_book (f->session));
  g_autoptr (BwBook) about = NULL;
  BwBook *after;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;
  g_autoptr (BwTerritoryProposal) alone = NULL;
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (before, bw_territory_plan_current (before));
  g_autoptr (BwAccountValues) values = bw_account_values_new (before, f->today);
  g_autoptr (BwTerritoryPlan) written = NULL;
  BwTerritoryOptimiseOptions options = { .seed = 1, .iterations = 400000, .n_threads = 1 };
  BwDelta                   *delta;

  begin (f, 400000);
  result = wait_for (f);
  proposal = bw_session_optimise_finish (f->session, result, &about, &error);
  g_assert_no_error (error);
  g_assert_true (about == before);
  g_assert_false (proposal->partition->stopped);
  g_assert_cmpuint (f->n_told, >, 0);
  options.measures[BW_MEASURE_ACCOUNTS] = TRUE;
  options.tolerances[BW_MEASURE_ACCOUNTS] = 0.2;
  alone = bw_territory_optimise (plan, values, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proposal->n_moved, >, 0);
  g_assert_cmpmem (proposal->moved, proposal->n_moved * sizeof *proposal->moved, alone->moved, alone->n_moved * sizeof *alone->moved);
  g_assert_cmpmem (proposal->moved_to, proposal->n_moved * sizeof *proposal->moved_to, alone->moved_to, alone->n_moved * sizeof *alone->moved_to);
  after = bw_territory_edit_assign_each (plan, proposal->moved, proposal->moved_to, proposal->n_moved, &delta);
  g_clear_object (&result);
  bw_session_apply_async (f->session, "Optimise", after, delta, NULL, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_apply_finish (f->session, result, &error));
  g_assert_no_error (error);
  written = bw_territory_plan_new (bw_session_get_book (f->session), bw_territory_plan_current (bw_session_get_book (f->session)));
  for (guint i = 0; i < proposal->n_moved; i++)
    g_assert_cmpint (written->units[proposal->moved[i]], ==, proposal->moved_to[i]);
}

/* A draft is laid out with what was found, is written as one edit and undone; the plan it came of stays as it was. */
static void
test_draft (Fixture      *f,
            gconstpointer data)
{
  g_autoptr (BwBook) before = bw_book_ref (bw_session_get_book (f->session));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (before, bw_territory_plan_current (before));
  g_autoptr (BwTerritoryPlan) laid = NULL;
  g_autoptr (BwTerritoryPlan) kept = NULL;
  BwTerritoryOptimiseOptions options = { .seed = 1, .iterations = 400000 };
  BwTerritoryDraft           draft, none;
  BwBook                    *now;
  gint32                     copy;

  options.measures[BW_MEASURE_ACCOUNTS] = TRUE;
  options.tolerances[BW_MEASURE_ACCOUNTS] = 0.2;
  bw_session_optimise_draft_async (f->session, plan->plan, f->today, &options, "Evener", 1793750400, progress_cb, f, f->cancellable, done_cb, f);
  result = wait_for (f);
  proposal = bw_session_optimise_finish (f->session, result, NULL, &error);
  g_assert_no_error (error);
  bw_session_optimise_take_draft (result, &draft);
  bw_session_optimise_take_draft (result, &none);
  g_assert_null (none.after);
  g_assert_null (none.delta);
  g_clear_object (&result);
  bw_session_apply_async (f->session, "Balance", g_steal_pointer (&draft.after), g_steal_pointer (&draft.delta), NULL, done_cb, f);
  bw_territory_draft_clear (&draft);
  result = wait_for (f);
  g_assert_true (bw_session_apply_finish (f->session, result, &error));
  g_assert_no_error (error);
  now = bw_session_get_book (f->session);
  copy = bw_plan_find_key (now, draft.key);
  g_assert_cmpint (copy, ==, bw_plan_find (now, "Evener"));
  g_assert_cmpint (copy, >=, 0);
  laid = bw_territory_plan_new (now, copy);
  kept = bw_territory_plan_new (now, plan->plan);
  g_assert_cmpuint (proposal->n_moved, >, 0);
  for (guint i = 0; i < proposal->n_moved; i++)
    {
      guint32 unit = proposal->moved[i];

      g_assert_cmpint (laid->units[unit], ==, bw_plan_continuation (now, copy, proposal->moved_to[i]));
      g_assert_cmpint (kept->units[unit], ==, plan->units[unit]);
    }
  g_clear_object (&result);
  bw_session_undo_async (f->session, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, result, NULL, &error));
  g_assert_cmpint (bw_plan_find (bw_session_get_book (f->session), "Evener"), <, 0);
}

/* Cancelled when it has begun, it gives a whole plan, and says that it was stopped. */
static void
test_cancel (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;

  f->cancel_when_told = TRUE;
  begin (f, G_GUINT64_CONSTANT (1000000000000));
  result = wait_for (f);
  proposal = bw_session_optimise_finish (f->session, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (proposal->partition->stopped);
  g_assert_cmpuint (proposal->partition->n, ==, proposal->n_units);
  g_assert_cmpfloat (proposal->partition->score.violation, <=, proposal->partition->start.violation + 1e-9);
}

/* Cancelled before it began, it is no error either. */
static void
test_cancelled_before (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;

  g_cancellable_cancel (f->cancellable);
  begin (f, G_GUINT64_CONSTANT (1000000000000));
  result = wait_for (f);
  proposal = bw_session_optimise_finish (f->session, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (proposal->partition->stopped);
}

/* An edit beside it: the proposal is about the book that it was begun with, and says so. */
static void
test_book_changed (Fixture      *f,
                   gconstpointer data)
{
  g_autoptr (BwBook) before = bw_book_ref (bw_session_get_book (f->session));
  g_autoptr (BwBook) about = NULL;
  BwBook *after;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTerritoryProposal) proposal = NULL;
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (before, bw_territory_plan_current (before));
  BwDelta *delta;
  guint32  unit = 0;
  gint32   to = BW_NOBODY;

  while (plan->units[unit] == BW_NOBODY)
    unit++;
  begin (f, 400000);
  after = bw_territory_edit_assign_each (plan, &unit, &to, 1, &delta);
  bw_session_apply_async (f->session, "Give up", after, delta, NULL, NULL, NULL);
  result = wait_for (f);
  proposal = bw_session_optimise_finish (f->session, result, &about, &error);
  g_assert_no_error (error);
  g_assert_true (about == before);
  while (bw_session_get_book (f->session) == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (bw_session_get_book (f->session) != about);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/optimise/result", Fixture, NULL, set_up, test_result, tear_down);
  g_test_add ("/optimise/draft", Fixture, NULL, set_up, test_draft, tear_down);
  g_test_add ("/optimise/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/optimise/cancelled-before", Fixture, NULL, set_up, test_cancelled_before, tear_down);
  g_test_add ("/optimise/book-changed", Fixture, NULL, set_up, test_book_changed, tear_down);
  return g_test_run ();
}
