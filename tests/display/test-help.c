/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help opens at the page that is shown and can be searched; the tour goes through all pages and frames what it speaks of. */

#include "app/bw-help-text.h"
#include "app/bw-help-window.h"
#include "app/bw-tour.h"
#include "core/bw-sample.h"
#include "window-fixture.h"

enum
{
  MOST_STEPS = 30,
};

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 400;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

/* Returns: (transfer none) (nullable): the help of the fixture's window. */
static GtkWidget *
find_help (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (BW_IS_HELP_WINDOW (l->data) && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

static GtkWidget *
ask_for_help (WindowFixture *f)
{
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "help", NULL);
  return find_help ();
}

static void
test_topics (void)
{
  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      gboolean told = FALSE;

      for (guint t = 0; t < bw_help_n_topics (); t++)
        told = told || g_str_equal (bw_help_topic (t)->name, bw_window_page_name (i));
      g_assert_true (told);
    }
  for (guint t = 0; t < bw_help_n_topics (); t++)
    g_assert_nonnull (bw_help_topic (t)->items[0].heading);
}

static void
test_page (WindowFixture *f,
           gconstpointer  data)
{
  GtkWidget *help;

  window_show_page (f, "trends");
  help = ask_for_help (f);
  g_assert_nonnull (help);
  g_assert_true (window_has_label (help, "How did we get here, and what comes over the next months?"));
  g_assert_true (window_has_label (help, "Any series"));
  /* The same window follows the page. */
  window_show_page (f, "data");
  g_assert_true (ask_for_help (f) == help);
  g_assert_true (window_has_label (help, "Rejected rows"));
  g_assert_false (window_has_label (help, "Any series"));
  gtk_window_destroy (GTK_WINDOW (help));
}

static gboolean
is_found (gpointer help)
{
  return window_has_label (help, "Forecast › Sheets");
}

static gboolean
is_not_found (gpointer help)
{
  return window_has_label (help, "The help does not mention “<b>zebra”.");
}

static gboolean
is_first (gpointer help)
{
  return window_has_label (help, "How do I begin, and what do I do each week?");
}

static void
test_search (WindowFixture *f,
             gconstpointer  data)
{
  GtkWidget *help = ask_for_help (f), *entry = window_find (help, GTK_TYPE_SEARCH_ENTRY, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "WORKBOOK and takes");
  window_wait_until (is_found, help);
  g_assert_false (window_has_label (help, "Home › The bar"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "<b>zebra");
  window_wait_until (is_not_found, help);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  window_wait_until (is_first, help);
  gtk_window_destroy (GTK_WINDOW (help));
}

/* How many widgets on screen in @root are framed. */
static guint
count_framed (GtkWidget *root)
{
  guint n = gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, "tour-mark");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_framed (child);
  return n;
}

typedef struct
{
  GtkWidget *window;
  guint      framed;
} Framing;

static gboolean
is_framed (gpointer data)
{
  Framing *framing = data;

  return count_framed (framing->window) == framing->framed;
}

static void
test_tour (WindowFixture *f,
           gconstpointer  data)
{
  g_autoptr (GHashTable) pages = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *tour = window_find_hidden (GTK_WIDGET (f->window), BW_TYPE_TOUR);
  guint      n = 0;

  g_assert_false (bw_tour_is_under_way (BW_TOUR (tour)));
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "tour", NULL);
  for (; bw_tour_is_under_way (BW_TOUR (tour)) && n < MOST_STEPS; n++)
    {
      g_autoptr (GVariant) page = g_action_group_get_action_state (G_ACTION_GROUP (f->window), "page");
      const char *name = g_variant_get_string (page, NULL);
      GtkWidget  *next = window_find (tour, GTK_TYPE_BUTTON, "label", n + 1 == 10 ? "_Finish" : "_Next");
      Framing     framing = { GTK_WIDGET (f->window), !g_str_equal (name, "checkins") };

      g_assert_nonnull (next);
      g_hash_table_add (pages, (gpointer)g_intern_string (name));
      window_wait_until (is_framed, &framing);
      g_signal_emit_by_name (next, "clicked");
    }
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpuint (g_hash_table_size (pages), ==, bw_window_n_pages ());
  g_assert_cmpuint (count_framed (GTK_WIDGET (f->window)), ==, 0);
}

/* It goes back, and ends in the middle. */
static void
test_leave (WindowFixture *f,
            gconstpointer  data)
{
  GtkWidget *tour = window_find_hidden (GTK_WIDGET (f->window), BW_TYPE_TOUR), *back;

  bw_window_begin_tour (f->window);
  back = window_find (tour, GTK_TYPE_BUTTON, "label", "_Back");
  g_assert_false (gtk_widget_get_sensitive (back));
  g_signal_emit_by_name (window_find (tour, GTK_TYPE_BUTTON, "label", "_Next"), "clicked");
  g_assert_true (window_has_label (tour, "What deserves a look"));
  g_signal_emit_by_name (back, "clicked");
  g_assert_true (window_has_label (tour, "Where the quarter lands"));
  g_signal_emit_by_name (window_find (tour, GTK_TYPE_BUTTON, "label", "_End the tour"), "clicked");
  g_assert_false (bw_tour_is_under_way (BW_TOUR (tour)));
  g_assert_cmpuint (count_framed (GTK_WIDGET (f->window)), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (WindowFixture *f,
                  gconstpointer  data);
  } tests[] = {
    { "/help/page", test_page },
    { "/help/search", test_search },
    { "/help/tour", test_tour },
    { "/help/tour-left", test_leave },
  };
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add_func ("/help/topics", test_topics);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, NULL, set_up, tests[i].test, window_fixture_tear_down);
  return g_test_run ();
}
