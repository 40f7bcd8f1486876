/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project: making, editing, undoing, importing, and what the pages hear of it. */

#include "core/bw-past.h"
#include "core/bw-query-index.h"
#include "core/bw-sample.h"
#include "session/bw-deal-list.h"
#include "session/bw-live-outlook.h"
#include "session/bw-session.h"
#include "store/bw-store.h"

#include <math.h>

#include <glib/gstdio.h>

typedef struct
{
  char         *folder;
  char         *path;
  GMainLoop    *loop;
  BwSession    *session;
  GAsyncResult *result;
  guint         n_changed;
} Fixture;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *f = data;

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
count_cb (BwSession *session,
          Fixture   *f)
{
  f->n_changed++;
}

static void
write_file (Fixture    *f,
            const char *name,
            const char *text,
            char      **path)
{
  g_autoptr (GError) error = NULL;

  *path = g_build_filename (f->folder, name, NULL);
  g_file_set_contents (*path, text, -1, &error);
  g_assert_no_error (error);
}

static BwSession *
open_session (Fixture *f,
              BwBook  *book)
{
  BwSession *session = bw_session_new ();
  g_autoptr (GFile) file = g_file_new_for_path (f->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (book != NULL)
    bw_session_create_async (session, file, book, NULL, done_cb, f);
  else
    bw_session_open_async (session, file, NULL, done_cb, f);
  result = wait_for (f);
  if (book != NULL)
    g_assert_true (bw_session_create_finish (session, result, &error));
  else
    g_assert_true (bw_session_open_finish (session, result, &error));
  g_assert_no_error (error);
  return session;
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();

  f->folder = g_dir_make_tmp ("bellwether-session-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "project.bellwether", NULL);
  f->loop = g_main_loop_new (NULL, FALSE);
  book->name = bw_pool_add (&book->texts, "Acme & Sons", -1);
  bw_book_add_default_stages (book);
  f->session = open_session (f, book);
  g_signal_connect (f->session, "book-changed", G_CALLBACK (count_cb), f);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (f->session != NULL)
    {
      bw_session_close (f->session);
      g_assert_finalize_object (f->session);
    }
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
  g_main_loop_unref (f->loop);
}

static void
reopen (Fixture *f)
{
  bw_session_close (f->session);
  g_assert_finalize_object (f->session);
  f->session = open_session (f, NULL);
}

/* Adds a person called @name as one step. */
static gboolean
add_person (Fixture    *f,
            const char *name,
            GError    **error)
{
  BwBook  *before = bw_session_get_book (f->session);
  BwBook  *after = bw_book_copy (before);
  BwDelta *delta = bw_delta_new (before);
  BwPerson person = {
    .key = bw_book_random_key (),
    .name = bw_pool_add (&after->texts, name, -1),
    .manager = BW_NOBODY,
    .started = BW_DATE_NONE,
    .ended = BW_DATE_NONE,
  };
  g_autoptr (GAsyncResult) result = NULL;

  g_array_append_val (after->people, person);
  bw_session_apply_async (f->session, "Add a person", after, delta, NULL, done_cb, f);
  result = wait_for (f);
  return bw_session_apply_finish (f->session, result, error);
}

static guint
n_people (Fixture *f)
{
  return bw_session_get_book (f->session)->people->len;
}

static void
test_edit_and_undo (Fixture      *f,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL, *undo_label = NULL;
  GAsyncResult    *result;
  BwBook          *book;
  gboolean         can_undo, can_redo;

  g_assert_cmpstr (bw_session_get_title (f->session), ==, "Acme & Sons");
  g_assert_null (bw_session_get_read_only_reason (f->session));
  g_assert_true (add_person (f, "Ada", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_people (f), ==, 1);
  g_assert_cmpuint (f->n_changed, ==, 1);
  g_object_get (f->session, "can-undo", &can_undo, "can-redo", &can_redo, "undo-label", &undo_label, NULL);
  g_assert_true (can_undo);
  g_assert_false (can_redo);
  g_assert_cmpstr (undo_label, ==, "Add a person");

  bw_session_undo_async (f->session, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, result, &label, &error));
  g_object_unref (result);
  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "Add a person");
  g_assert_cmpuint (n_people (f), ==, 0);

  bw_session_redo_async (f->session, done_cb, f);
  result = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, result, NULL, &error));
  g_object_unref (result);
  g_assert_cmpuint (n_people (f), ==, 1);

  reopen (f);
  g_assert_cmpuint (n_people (f), ==, 1);
  book = bw_session_get_book (f->session);
  g_assert_cmpstr (bw_book_text (book, bw_book_person (book, 0)->name), ==, "Ada");
}

static void
test_nothing_to_undo (Fixture      *f,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bw_session_undo_async (f->session, done_cb, f);
  result = wait_for (f);
  g_assert_false (bw_session_undo_finish (f->session, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static const char people_csv[] = "Name,Manager,Role\nAda Byron,Grace Hopper,Rep\nAlan Kay,Grace Hopper,Rep\n";
static const char deals_csv[] =
  "Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n"
  "006A,Big renewal,Ada Byron,Initech,Proposal,50000,2026-12-10,2026-09-01\n"
  "006B,Small one,Alan Kay,Globex,Closed won,20000,2026-10-20,2026-08-01\n"
  "006C,Lost one,Alan Kay,Globex,Closed lost,10000,2026-10-21,2026-08-02\n";

static BwImportResult *
import_files (Fixture           *f,
              const char *const *paths,
              GCancellable      *cancellable,
              GError           **error)
{
  BwImportOptions options = { .as_of = bw_date_from_ymd (2026, 11, 1), .now = 1793577600 };
  g_autoptr (GAsyncResult) result = NULL;

  bw_session_import_async (f->session, paths, &options, NULL, NULL, cancellable, done_cb, f);
  result = wait_for (f);
  return bw_session_import_finish (f->session, result, error);
}

static void
test_import (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *people = NULL, *deals = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwDealList) list = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *undone;

  write_file (f, "people.csv", people_csv, &people);
  write_file (f, "deals.csv", deals_csv, &deals);
  result = import_files (f, (const char *const[]) { deals, people, NULL }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 3);
  g_assert_cmpint (bw_focus_get_as_of (bw_session_get_focus (f->session)), ==, bw_date_from_ymd (2026, 11, 1));
  g_assert_cmpint (bw_focus_get_period (bw_session_get_focus (f->session))->to, ==, bw_date_from_ymd (2026, 12, 31));

  list = bw_deal_list_new (f->session);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  bw_deal_list_set_restriction (list, FALSE, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  bw_deal_list_set_search (list, "globex small");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (bw_deal_list_get_total (list), ==, 2000000);

  bw_session_undo_async (f->session, done_cb, f);
  undone = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, undone, NULL, &error));
  g_object_unref (undone);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

static gboolean
can_undo (Fixture *f)
{
  gboolean can;

  g_object_get (f->session, "can-undo", &can, NULL);
  return can;
}

static void
undo (Fixture *f)
{
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_undo_async (f->session, done_cb, f);
  undone = wait_for (f);
  g_assert_true (bw_session_undo_finish (f->session, undone, NULL, &error));
  g_assert_no_error (error);
}

/* An import and an edit can still be undone when the project was closed and opened again, once each and in their order. */
static void
test_undo_after_reopening (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *deals = NULL, *newer = NULL, *label = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 key;

  write_file (f, "deals.csv", deals_csv, &deals);
  write_file (f, "newer.csv",
              "Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n"
              "006A,Big renewal,Ada Byron,Initech,Negotiation,70000,2026-12-10,2026-09-01\n",
              &newer);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&result, bw_import_result_free);
      result = import_files (f, (const char *const[]) { i == 0 ? deals : newer, NULL }, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (bw_session_get_book (f->session)->deals.amount[0], ==, 7000000);
  g_assert_true (add_person (f, "Ada Lovelace", &error));
  key = bw_book_last_import (bw_session_get_book (f->session))->key;

  reopen (f);
  reopen (f);
  g_object_get (f->session, "undo-label", &label, NULL);
  g_assert_cmpstr (label, ==, "Add a person");
  g_assert_cmpuint (bw_session_count_steps_to (f->session, key), ==, 2);
  undo (f);
  reopen (f);
  g_assert_cmpuint (bw_session_count_steps_to (f->session, key), ==, 1);
  g_assert_cmpint (bw_session_get_book (f->session)->deals.amount[0], ==, 7000000);
  undo (f);
  g_assert_cmpint (bw_session_get_book (f->session)->deals.amount[0], ==, 5000000);
  reopen (f);
  undo (f);
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 0);
  reopen (f);
  g_assert_false (can_undo (f));
}

/* Nothing can be undone when somebody wrote to the file in between. */
static void
test_undo_after_others (Fixture      *f,
                        gconstpointer data)
{
  BwStore *store;
  g_autoptr (GError) error = NULL;

  g_assert_true (add_person (f, "Ada Lovelace", &error));
  bw_session_close (f->session);
  g_assert_finalize_object (f->session);
  store = bw_store_open (f->path, &error);
  g_assert_no_error (error);
  g_assert_true (bw_store_set_setting (store, "anything", "else", &error));
  bw_store_free (store);
  f->session = open_session (f, NULL);
  g_assert_false (can_undo (f));
  g_assert_cmpuint (n_people (f), ==, 1);
}

static void
test_import_cancelled (Fixture      *f,
                       gconstpointer data)
{
  g_autofree char *deals = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean writable;

  write_file (f, "deals.csv", deals_csv, &deals);
  g_cancellable_cancel (cancellable);
  result = import_files (f, (const char *const[]) { deals, NULL }, cancellable, &error);
  g_assert_null (result);
  g_assert_nonnull (error);
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 0);
  g_object_get (f->session, "writable", &writable, NULL);
  g_assert_true (writable);
}

static void
test_import_refused (Fixture      *f,
                     gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  write_file (f, "empty.csv", "", &path);
  result = import_files (f, (const char *const[]) { path, NULL }, NULL, &error);
  g_assert_null (result);
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY);
  g_assert_cmpuint (f->n_changed, ==, 0);
}

static void
outlook_cb (BwLiveOutlook *outlook,
            Fixture       *f)
{
  g_main_loop_quit (f->loop);
}

/* Drops @object (transfer full), which a worker may hold a moment longer than its task is under way. */
static void
let_go (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  while (g_atomic_pointer_get (&weak) != NULL)
    g_thread_yield ();
}

static void
test_live_outlook (Fixture      *f,
                   gconstpointer data)
{
  g_autofree char *deals = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwOutlook) before = NULL;
  const BwOutlook *now;
  BwLiveOutlook   *live;
  BwPeriod         past;

  write_file (f, "deals.csv", deals_csv, &deals);
  result = import_files (f, (const char *const[]) { deals, NULL }, NULL, &error);
  g_assert_no_error (error);
  live = bw_live_outlook_new (f->session);
  g_signal_connect (live, "changed", G_CALLBACK (outlook_cb), f);
  g_assert_null (bw_live_outlook_get (live));
  g_main_loop_run (f->loop);
  g_assert_cmpint (bw_live_outlook_get (live)->won, ==, 2000000);
  g_assert_cmpint (bw_live_outlook_get (live)->open, ==, 5000000);
  g_assert_true (bw_live_outlook_get_flow (live)->balanced);

  /* A second change while the first is worked out: the newest wins. */
  bw_focus_set_scope (bw_session_get_focus (f->session), &(BwScope) { BW_SCOPE_PERSON, 0 });
  bw_focus_set_scope (bw_session_get_focus (f->session), &(BwScope) { BW_SCOPE_PERSON, 1 });
  g_main_loop_run (f->loop);
  g_assert_cmpint (bw_live_outlook_get (live)->scope.index, ==, 1);
  g_assert_cmpuint (bw_live_outlook_get_calls (live)->len, ==, 0);
  g_assert_cmpuint (bw_live_outlook_get_past (live, &past)->len, ==, 0);
  g_assert_cmpint (past.year, ==, bw_live_outlook_get (live)->period.year - 1);
  g_assert_cmpint (past.index, ==, bw_live_outlook_get (live)->period.index);

  /* After it comes what the forecast was at the look before. */
  g_assert_cmpint (bw_live_outlook_get_change (live), ==, BW_MONEY_NONE);
  g_signal_connect (live, "compared", G_CALLBACK (outlook_cb), f);
  g_main_loop_run (f->loop);
  now = bw_live_outlook_get (live);
  before = bw_outlook_new (bw_live_outlook_get_book (live), &now->scope, &now->period,
                           bw_live_outlook_get_flow (live)->from, BW_LIVE_OUTLOOK_SEED, NULL, NULL);
  g_assert_cmpint (bw_live_outlook_get_change (live), ==, llround (now->p50) - llround (before->p50));
  let_go (live);
}

/* The list of deals and the forecast count the same pipeline, for everyone and for each person. */
static void
test_same_pipeline (Fixture      *f,
                    gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  BwFocus    *focus;
  BwDealList *list;
  guint       n_omitted = 0;

  options.n_deals = 3000;
  book = bw_sample_new (&options);
  bw_session_close (f->session);
  g_assert_finalize_object (f->session);
  g_remove (f->path);
  for (guint i = 0; i < book->deals.n; i += 9)
    book->deals.category[i] = BW_CATEGORY_OMITTED;
  for (guint i = 0; i < book->deals.n; i += 14)
    book->deals.close[i] = BW_DATE_NONE;
  f->session = open_session (f, book);
  focus = bw_session_get_focus (f->session);
  list = bw_deal_list_new (f->session);
  for (int person = BW_NOBODY; person < (int)book->people->len; person += 5)
    {
      BwScope scope = { person == BW_NOBODY ? BW_SCOPE_ALL : BW_SCOPE_PERSON, person };
      g_autoptr (BwOutlook) outlook = bw_outlook_new (bw_session_get_book (f->session), &scope,
                                                      bw_focus_get_period (focus), bw_focus_get_as_of (focus), 1, NULL, NULL);
      gint64 open;
      guint  n;

      bw_focus_set_scope (focus, &scope);
      open = bw_deal_list_get_pipeline (list, &n);
      g_assert_cmpint (open, ==, outlook->open);
      g_assert_cmpuint (n, ==, outlook->n_open);
      g_assert_cmpuint (n, <=, g_list_model_get_n_items (G_LIST_MODEL (list)));
      n_omitted += bw_deal_list_get_n_omitted (list);
    }
  g_assert_cmpuint (n_omitted, >, 0);
  g_object_unref (list);
}

static void
wait_for_past (BwDealList *list)
{
  g_assert_true (bw_deal_list_is_making_past (list));
  while (bw_deal_list_is_making_past (list))
    g_main_context_iteration (NULL, TRUE);
}

/* Of many deals those of an earlier day are made on another thread; meanwhile the list goes on with the day it has. The last day that is
 * asked for wins. */
static void
check_past (Fixture *f)
{
  BwFocus    *focus = bw_session_get_focus (f->session);
  BwBook     *book = bw_session_get_book (f->session);
  BwDate      latest = bw_focus_get_as_of (focus);
  BwDealList *list = bw_deal_list_new (f->session);
  g_autoptr (BwBook) past = bw_past_new (book, latest - 70);
  guint    n_before, n, n_known = 0;
  gpointer weak;

  bw_deal_list_set_restriction (list, FALSE, FALSE);
  bw_deal_list_get_deals (list, &n_before);
  bw_focus_set_as_of (focus, latest - 30);
  bw_focus_set_as_of (focus, latest - 70);
  g_assert_false (bw_deal_list_is_past (list));
  g_assert_cmpint (bw_deal_list_get_today (list), ==, latest);
  g_assert_true (bw_deal_list_get_book (list) == book);
  bw_deal_list_set_restriction (list, FALSE, TRUE);
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, <, n_before);
  bw_deal_list_set_restriction (list, FALSE, FALSE);
  wait_for_past (list);
  g_assert_true (bw_deal_list_is_past (list));
  g_assert_cmpint (bw_deal_list_get_today (list), ==, latest - 70);
  for (guint i = 0; i < past->deals.n; i++)
    n_known += past->deals.appeared[i] <= latest - 70;
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, ==, n_known);
  g_assert_cmpuint (n, <, n_before);

  /* Back before another day is made: it is dropped. */
  bw_focus_set_as_of (focus, latest - 40);
  g_assert_true (bw_deal_list_is_making_past (list));
  bw_focus_set_as_of (focus, latest);
  g_assert_false (bw_deal_list_is_past (list) || bw_deal_list_is_making_past (list));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  bw_deal_list_get_deals (list, &n);
  g_assert_cmpuint (n, ==, n_before);
  weak = list;
  g_object_add_weak_pointer (G_OBJECT (list), &weak);
  g_object_unref (list);
  while (g_atomic_pointer_get (&weak) != NULL)
    g_main_context_iteration (NULL, FALSE); /* what was dropped comes yet */
}

/* A large project: the forecast and the ranks of texts wait for the window, the ranks no longer than until they are asked
 * for, and neither outlives who asked. */
static void
test_large_project (Fixture      *f,
                    gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autofree guint32 *expected = NULL;
  const guint32      *deals;
  BwQuery             query = { .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE }, .sort = BW_DEAL_FIELD_NAME };
  BwQueryIndex       *index;
  BwLiveOutlook      *live;
  BwDealList         *list;
  gboolean            busy;
  guint               n, n_expected;

  options.n_deals = 21000;
  book = bw_sample_new (&options);
  g_assert_cmpuint (book->deals.n, >, 20000);
  bw_session_close (f->session);
  g_assert_finalize_object (f->session);
  g_remove (f->path);
  f->session = open_session (f, book);

  live = bw_live_outlook_new (f->session);
  g_assert_finalize_object (live);
  live = bw_live_outlook_new (f->session);
  g_object_get (live, "busy", &busy, NULL);
  g_assert_true (busy);
  g_signal_connect (live, "compared", G_CALLBACK (outlook_cb), f);
  g_main_loop_run (f->loop);
  g_assert_nonnull (bw_live_outlook_get (live));
  let_go (live);

  list = bw_deal_list_new (f->session);
  g_assert_finalize_object (list);
  list = bw_deal_list_new (f->session);
  bw_deal_list_set_restriction (list, FALSE, FALSE);
  g_assert_false (bw_deal_list_is_sorting (list));
  bw_deal_list_set_sort (list, BW_DEAL_FIELD_NAME, FALSE);
  g_assert_true (bw_deal_list_is_sorting (list));
  while (bw_deal_list_is_sorting (list))
    g_main_context_iteration (NULL, TRUE);
  query.today = bw_deal_list_get_today (list);
  index = bw_query_index_new (bw_session_get_book (f->session), NULL);
  bw_query_index_prepare (index, BW_DEAL_FIELD_NAME);
  expected = bw_query_index_run (index, &query, &n_expected);
  deals = bw_deal_list_get_deals (list, &n);
  g_assert_cmpmem (deals, n * sizeof *deals, expected, n_expected * sizeof *expected);
  bw_query_index_free (index);
  let_go (list);
  check_past (f);
}

/* A second session on the same file reads, and is told why it cannot write. */
static void
test_second_is_read_only (Fixture      *f,
                          gconstpointer data)
{
  BwSession *first = f->session;
  BwSession *second = open_session (f, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (bw_session_get_read_only_reason (second));
  f->session = second;
  g_assert_false (add_person (f, "Nobody", &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY);
  g_assert_cmpuint (n_people (f), ==, 0);
  bw_session_close (second);
  g_assert_finalize_object (second);
  f->session = first;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/session/edit-and-undo", test_edit_and_undo);
  ADD ("/session/nothing-to-undo", test_nothing_to_undo);
  ADD ("/session/import", test_import);
  ADD ("/session/import-cancelled", test_import_cancelled);
  ADD ("/session/import-refused", test_import_refused);
  ADD ("/session/undo-after-reopening", test_undo_after_reopening);
  ADD ("/session/undo-after-others", test_undo_after_others);
  ADD ("/session/live-outlook", test_live_outlook);
  ADD ("/session/same-pipeline", test_same_pipeline);
  ADD ("/session/large-project", test_large_project);
  ADD ("/session/second-is-read-only", test_second_is_read_only);
#undef ADD
  return g_test_run ();
}
