/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import that is being prepared: what is said is looked at and tried, once, and only the last word counts. */

#include "session/bw-import-draft.h"

#include <glib/gstdio.h>

#define PATIENCE_S 60
#define LET_GO_MS  3000

typedef struct
{
  char          *folder;
  BwSession     *session;
  BwImportDraft *draft;
  guint          n_inspected;
  gboolean       created;
} Fixture;

static const char *const deals = "Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Segment\n"
                                 "A-1,First,Prospecting,1000,2026-12-01,Small\n"
                                 "A-2,Second,Frobnicating,2000,2026-12-31,Large\n"
                                 "A-3,Third,Prospecting,much,2026-12-31,Large\n";

static gboolean
too_late_cb (gpointer data)
{
  g_error ("What was waited for did not come within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static gboolean
is_quiet (Fixture *f)
{
  return !bw_import_draft_is_looking (f->draft) && bw_import_draft_get_trial (f->draft) != BW_TRIAL_RUNNING;
}

static gboolean
is_created (Fixture *f)
{
  return f->created;
}

static void
wait_until (gboolean (*condition) (Fixture *f),
            Fixture *f)
{
  guint source = g_timeout_add_seconds (PATIENCE_S, too_late_cb, NULL);

  while (!condition (f))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_session_create_finish (BW_SESSION (source), result, &error));
  g_assert_no_error (error);
  ((Fixture *)data)->created = TRUE;
}

static void
inspected_cb (Fixture *f)
{
  f->n_inspected++;
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  bw_book_add_default_stages (book);
  f->folder = g_dir_make_tmp ("bellwether-draft-XXXXXX", NULL);
  path = g_build_filename (f->folder, "project.bellwether", NULL);
  file = g_file_new_for_path (path);
  f->session = bw_session_new ();
  bw_session_create_async (f->session, file, book, NULL, created_cb, f);
  wait_until (is_created, f);
}

/* What was not given up in time. */
static GPtrArray *kept;

static gboolean
enough_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Gives the last reference to @object up, and waits for what was cancelled to give up its own. Sometimes one of a draft stays, of which is
 * not known: that is told, and the object is kept where it does not look lost. */
static void
finalize (gpointer object)
{
  gboolean enough = FALSE;
  gpointer seen = object;
  guint    source = g_timeout_add (LET_GO_MS, enough_cb, &enough);

  g_object_add_weak_pointer (object, &seen);
  g_object_unref (object);
  while (seen != NULL && !enough)
    g_main_context_iteration (NULL, TRUE);
  if (!enough)
    g_source_remove (source);
  if (seen == NULL)
    return;
  g_object_remove_weak_pointer (object, &seen);
  g_test_message ("%s is still referred to", G_OBJECT_TYPE_NAME (object));
  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, object);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  if (f->draft != NULL)
    {
      bw_import_draft_cancel (f->draft);
      finalize (f->draft);
    }
  bw_session_close (f->session);
  finalize (f->session);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
begin (Fixture    *f,
       const char *name,
       const char *text,
       gssize      length)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  f->draft = bw_import_draft_new (f->session, (const char *const[]) { path, NULL });
  g_signal_connect_swapped (f->draft, "inspected", G_CALLBACK (inspected_cb), f);
  wait_until (is_quiet, f);
}

static void
test_trial (Fixture      *f,
            gconstpointer data)
{
  const BwImportSummary *summary;
  const BwRejectedRow   *first;
  const BwDraftStage    *stage = NULL;
  const GPtrArray       *stages;

  begin (f, "deals.csv", deals, -1);
  g_assert_cmpint (bw_import_draft_get_trial (f->draft), ==, BW_TRIAL_DONE);
  summary = bw_import_draft_get_summary (f->draft, 0);
  g_assert_cmpuint (summary->n_new, ==, 2);
  g_assert_cmpuint (summary->n_rejected, ==, 1);
  g_assert_cmpuint (bw_import_draft_count_problems (f->draft, 0, "Amount", &first), ==, 1);
  g_assert_cmpstr (first->value, ==, "much");
  g_assert_cmpuint (bw_import_draft_count_problems (f->draft, 0, "Stage", NULL), ==, 0);
  g_assert_cmpuint (bw_import_draft_count_problems (f->draft, 0, "", NULL), ==, 1);
  stages = bw_import_draft_get_stages (f->draft);
  for (guint i = 0; i < stages->len; i++)
    if (g_str_equal (((const BwDraftStage *)g_ptr_array_index (stages, i))->name, "Frobnicating"))
      stage = g_ptr_array_index (stages, i);
  g_assert_nonnull (stage);
  g_assert_cmpuint (stage->n, ==, 1);
  g_assert_false (stage->known);
  /* Nothing was written. */
  g_assert_cmpuint (bw_session_get_book (f->session)->deals.n, ==, 0);
}

/* Several words in a row are looked at once, as the last of them says. */
static void
test_last_word (Fixture      *f,
                gconstpointer data)
{
  const BwImportColumn *column;

  begin (f, "deals.csv", deals, -1);
  g_assert_cmpuint (f->n_inspected, ==, 1);
  g_assert_false (bw_import_draft_get_remember (f->draft));
  bw_import_draft_choose (f->draft, 0, "Segment", BW_IMPORT_CUSTOM, BW_TYPE_NUMBER);
  bw_import_draft_choose (f->draft, 0, "Segment", NULL, BW_TYPE_TEXT);
  bw_import_draft_choose (f->draft, 0, "Segment", "region", BW_TYPE_TEXT);
  g_assert_true (bw_import_draft_is_looking (f->draft));
  wait_until (is_quiet, f);
  g_assert_cmpuint (f->n_inspected, ==, 2);
  column = g_ptr_array_index (bw_import_draft_get_file (f->draft, 0)->columns, 5);
  g_assert_cmpstr (column->field, ==, "region");
  g_assert_true (bw_import_draft_is_chosen (f->draft, 0, "Segment"));
  g_assert_true (bw_import_draft_get_remember (f->draft));
  bw_import_draft_set_remember (f->draft, FALSE);
  g_assert_false (bw_import_draft_get_remember (f->draft));
}

/* What was said of a stage does no harm when the file has it no more. */
static void
test_spare_stage (Fixture      *f,
                  gconstpointer data)
{
  begin (f, "deals.csv", deals, -1);
  g_assert_cmpuint (bw_import_draft_count_questions (f->draft, 0), ==, 1);
  bw_import_draft_set_stage (f->draft, "Frobnicating", BW_STAGE_WON, BW_CATEGORY_CLOSED);
  wait_until (is_quiet, f);
  g_assert_cmpuint (bw_import_draft_count_questions (f->draft, 0), ==, 0);
  g_assert_cmpuint (f->n_inspected, ==, 1);
  bw_import_draft_choose (f->draft, 0, "Stage", "type", BW_TYPE_TEXT);
  bw_import_draft_choose (f->draft, 0, "Segment", "stage", BW_TYPE_TEXT);
  wait_until (is_quiet, f);
  g_assert_no_error (bw_import_draft_get_trial_error (f->draft));
  g_assert_cmpint (bw_import_draft_get_trial (f->draft), ==, BW_TRIAL_DONE);
}

static void
test_left_out (Fixture      *f,
               gconstpointer data)
{
  g_auto (GStrv) paths = NULL;

  begin (f, "deals.csv", deals, -1);
  bw_import_draft_set_left_out (f->draft, 0, TRUE);
  wait_until (is_quiet, f);
  paths = bw_import_draft_dup_paths (f->draft);
  g_assert_null (paths[0]);
  g_assert_cmpint (bw_import_draft_get_trial (f->draft), ==, BW_TRIAL_NONE);
  g_assert_null (bw_import_draft_get_summary (f->draft, 0));
  g_assert_cmpuint (bw_import_draft_count_questions (f->draft, 0), ==, 0);
}

/* After it was cancelled nothing comes any more. */
static void
test_cancel (Fixture      *f,
             gconstpointer data)
{
  guint n;

  begin (f, "deals.csv", deals, -1);
  bw_import_draft_choose (f->draft, 0, "Segment", NULL, BW_TYPE_TEXT);
  n = f->n_inspected;
  bw_import_draft_cancel (f->draft);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (f->n_inspected, ==, n);
}

/* Large files are not tried; their rows are estimated by size. */
static void
test_too_large (Fixture      *f,
                gconstpointer data)
{
  static const char header[] = "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n";
  g_autoptr (GString) text = g_string_new (header);
  guint n = 0;

  for (; text->len < 65 << 20; n++)
    g_string_append_printf (text, "A-%07u,Deal of number %07u,Prospecting,%u,2026-12-01\n", n, n, 1000 + n % 9000);
  begin (f, "large.csv", text->str, (gssize)text->len);
  g_assert_cmpint (bw_import_draft_get_trial (f->draft), ==, BW_TRIAL_TOO_LARGE);
  g_assert_cmpfloat_with_epsilon ((double)bw_import_draft_estimate_rows (f->draft) / n, 1, 0.05);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture      *f,
                  gconstpointer data);
  } tests[] = {
    { "/session/import-draft/trial", test_trial },
    { "/session/import-draft/last-word", test_last_word },
    { "/session/import-draft/spare-stage", test_spare_stage },
    { "/session/import-draft/left-out", test_left_out },
    { "/session/import-draft/cancel", test_cancel },
    { "/session/import-draft/too-large", test_too_large },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
