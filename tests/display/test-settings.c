/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a project: changed in their window, saved as one step of undo, refused where they make no sense. */

#include <locale.h>
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/bw-project-settings.h"
#include "app/bw-setup-rows.h"
#include "core/bw-exchange.h"
#include "core/bw-key-measure.h"
#include "core/bw-sample.h"

typedef struct
{
  char      *folder;
  GFile     *file;
  BwSession *session;
  GtkWindow *parent;
} Fixture;

static void
told_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* The @n-th widget below @root, in the order of reading, of @type. */
static GtkWidget *
find (GtkWidget *root,
      GType      type,
      guint     *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*n)-- == 0)
        return child;
      found = find (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
nth (GtkWidget *root,
     GType      type,
     guint      n)
{
  GtkWidget *found = find (root, type, &n);

  g_assert_nonnull (found);
  return found;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  options.n_deals = 200;
  book = bw_sample_new (&options);
  fixture->folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "Sample.bellwether", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->session = bw_session_new ();
  bw_session_create_async (fixture->session, fixture->file, book, NULL, told_cb, &result);
  bw_session_create_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  fixture->parent = GTK_WINDOW (g_object_ref_sink (gtk_window_new ()));
  gtk_window_present (fixture->parent);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->parent);
  g_object_unref (fixture->parent);
  bw_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_file_delete (fixture->file, NULL, NULL);
  g_rmdir (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

static void
save (GtkWidget *settings)
{
  g_signal_emit_by_name (nth (settings, GTK_TYPE_BUTTON, 1), "clicked");
}

static void
test_save (Fixture      *fixture,
           gconstpointer data)
{
  BwProjectSettings *settings = bw_project_settings_new (fixture->parent, fixture->session);
  BwBook            *before = bw_session_get_book (fixture->session);
  guint              n_fields = before->fields->len;
  gboolean           can_undo = FALSE;
  GtkWidget         *name;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  gtk_window_present (GTK_WINDOW (settings));
  name = nth (GTK_WIDGET (settings), ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (name), "Pumps & Sons");
  save (GTK_WIDGET (settings));
  while (bw_session_get_book (fixture->session) == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (bw_session_get_title (fixture->session), ==, "Pumps & Sons");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->fields->len, ==, n_fields);
  while (!can_undo)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->session, "can-undo", &can_undo, NULL);
    }
  bw_session_undo_async (fixture->session, told_cb, &undone);
  g_assert_true (bw_session_undo_finish (fixture->session, wait_for (&undone), &label, &error));
  g_assert_cmpstr (bw_session_get_title (fixture->session), !=, "Pumps & Sons");
}

/* A person without a free name: said in the window, and nothing is written. */
static void
test_fault (Fixture      *fixture,
            gconstpointer data)
{
  BwProjectSettings *settings = bw_project_settings_new (fixture->parent, fixture->session);
  BwBook            *before = bw_session_get_book (fixture->session);
  GtkWidget         *first = nth (GTK_WIDGET (settings), BW_TYPE_PERSON_ROW, 0);
  GtkWidget         *second = nth (GTK_WIDGET (settings), BW_TYPE_PERSON_ROW, 1);
  GtkWidget         *fault = NULL;

  gtk_window_present (GTK_WINDOW (settings));
  gtk_editable_set_text (GTK_EDITABLE (nth (second, GTK_TYPE_ENTRY, 0)),
                         gtk_editable_get_text (GTK_EDITABLE (nth (first, GTK_TYPE_ENTRY, 0))));
  save (GTK_WIDGET (settings));
  g_assert_true (bw_session_get_book (fixture->session) == before);
  for (guint n = 0; fault == NULL || !gtk_widget_has_css_class (fault, "error"); n++)
    fault = nth (GTK_WIDGET (settings), GTK_TYPE_LABEL, n);
  g_assert_true (gtk_widget_get_visible (fault));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (fault)), "Two people"));
  gtk_window_destroy (GTK_WINDOW (settings));
}

static void
undo (Fixture *fixture)
{
  gboolean can_undo = FALSE;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  while (!can_undo)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->session, "can-undo", &can_undo, NULL);
    }
  bw_session_undo_async (fixture->session, told_cb, &undone);
  g_assert_true (bw_session_undo_finish (fixture->session, wait_for (&undone), &label, &error));
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  for (guint n = 0;; n++)
    {
      GtkWidget *button = nth (root, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

/* A rate is added, from a day on, and a measure moved up and another left out: shown again when the settings are opened
 * anew, and undone. */
static void
test_rates_and_measures (Fixture      *fixture,
                         gconstpointer data)
{
  BwProjectSettings *settings = bw_project_settings_new (fixture->parent, fixture->session);
  BwBook            *before = bw_session_get_book (fixture->session);
  GtkWidget         *row;
  BwKeyMeasures      measures;

  gtk_window_present (GTK_WINDOW (settings));
  g_signal_emit_by_name (find_button (GTK_WIDGET (settings), "Add a _rate"), "clicked");
  row = nth (GTK_WIDGET (settings), BW_TYPE_RATE_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (nth (row, GTK_TYPE_ENTRY, 0)), "eur");
  gtk_editable_set_text (GTK_EDITABLE (nth (row, GTK_TYPE_ENTRY, 1)), "1.08");
  gtk_editable_set_text (GTK_EDITABLE (nth (row, GTK_TYPE_ENTRY, 2)), "1 July 2026");
  row = nth (GTK_WIDGET (settings), BW_TYPE_MEASURE_ROW, 1);
  g_signal_emit_by_name (nth (row, GTK_TYPE_BUTTON, 0), "clicked");
  row = nth (GTK_WIDGET (settings), BW_TYPE_MEASURE_ROW, 5);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (nth (row, GTK_TYPE_CHECK_BUTTON, 0)), FALSE);
  save (GTK_WIDGET (settings));
  while (bw_session_get_book (fixture->session) == before)
    g_main_context_iteration (NULL, TRUE);
  {
    g_autoptr (GArray) rates = bw_exchange_list (bw_session_get_book (fixture->session));

    g_assert_cmpuint (rates->len, ==, 1);
    g_assert_cmpstr (g_array_index (rates, BwExchangeRate, 0).code, ==, "EUR");
    g_assert_cmpint (g_array_index (rates, BwExchangeRate, 0).from, ==, bw_date_from_ymd (2026, 7, 1));
  }
  measures = bw_key_measures_of_book (bw_session_get_book (fixture->session));
  g_assert_cmpuint (measures.n, ==, BW_N_KEY_MEASURES - 1);
  g_assert_cmpint (measures.list[0], ==, BW_KEY_FORECAST);
  g_assert_false (bw_key_measures_have (&measures, BW_KEY_CHANCE));

  settings = bw_project_settings_new (fixture->parent, fixture->session);
  gtk_window_present (GTK_WINDOW (settings));
  row = nth (GTK_WIDGET (settings), BW_TYPE_RATE_ROW, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (nth (row, GTK_TYPE_ENTRY, 0))), ==, "EUR");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (nth (row, GTK_TYPE_ENTRY, 1))), ==, "1.08");
  row = nth (GTK_WIDGET (settings), BW_TYPE_MEASURE_ROW, 5);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (nth (row, GTK_TYPE_CHECK_BUTTON, 0))));
  gtk_window_destroy (GTK_WINDOW (settings));

  undo (fixture);
  measures = bw_key_measures_of_book (bw_session_get_book (fixture->session));
  g_assert_cmpuint (measures.n, ==, BW_N_KEY_MEASURES);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_test_add ("/settings/save", Fixture, NULL, set_up, test_save, tear_down);
  g_test_add ("/settings/rates-and-measures", Fixture, NULL, set_up, test_rates_and_measures, tear_down);
  g_test_add ("/settings/fault", Fixture, NULL, set_up, test_fault, tear_down);
  return g_test_run ();
}
