/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every view of every page, every dialog and every menu stands on the screen, in a language and a size
 * of text: nothing cut, covered, written over or out of the keyboard's reach.
 *
 *   test-display-looks LANGUAGE PERCENT [PROJECT [FOLDER [WIDTH HEIGHT]]]
 *
 * The language is one of those in po/, "en", or "mirrored" for English laid out from right to left. It
 * looks at the sample, also where the project is "-", or at a project, in a window of 1280 by 800, or of another size. With a
 * folder (which is not made) there is a picture of each view in it afterwards; with ADW_DEBUG_COLOR_SCHEME and
 * ADW_DEBUG_HIGH_CONTRAST these are dark or high in contrast. A view is a page with one choice of each switch on it. */

#include <locale.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-page.h"
#include "core/bw-sample.h"
#include "faults.h"
#include "looks-dialogs.h"
#include "picture.h"
#include "window-fixture.h"

static struct
{
  const char *language;
  int         percent;
  const char *project; /* (nullable) */
  const char *folder;  /* (nullable): of the pictures */
  int         width;
  int         height;
} options = { "en", 100, NULL, NULL, 1280, 800 };

/* Whether the window is laid out from right to left, with English texts: what shows is where things stand. */
static gboolean
is_mirrored (void)
{
  return g_str_equal (options.language, "mirrored");
}

/* Which part of a window is looked at. */
typedef struct
{
  WindowFixture window;
  GtkWidget    *page;
  GString      *faults;
} Look;

/* ---- Waiting ---- */

/* The first widget of @type below @root that is on screen. */
static GtkWidget *
find_mapped (GtkWidget *root,
             GType      type)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_mapped (child, type);
  return found;
}

static gboolean
is_settled (gpointer data)
{
  g_autoptr (BwReport) report = bw_page_make_report (data, NULL);

  return (report != NULL || find_mapped (data, ADW_TYPE_STATUS_PAGE) != NULL) && picture_is_ready (data);
}

static void
settle (Look *look)
{
  window_wait_until (is_settled, look->page);
  picture_settle (look->page);
}

/* ---- One view ---- */

static void
add_faults (Look       *look,
            const char *name,
            GPtrArray  *faults)
{
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (look->faults, "\n%s: %s", name, (const char *)faults->pdata[i]);
  g_ptr_array_unref (faults);
}

/* The first widget below @root whose type has that name and that is on screen. */
static GtkWidget *
find_named (GtkWidget  *root,
            const char *type)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = g_str_equal (G_OBJECT_TYPE_NAME (child), type) ? child : find_named (child, type);
  return found;
}

/* A table that has rows shows the first cell of the first one. */
static void
add_out_of_sight (Look       *look,
                  const char *name)
{
  GtkWidget      *view = find_mapped (look->page, GTK_TYPE_COLUMN_VIEW);
  GtkWidget      *cell = view != NULL ? find_named (view, "GtkColumnViewCell") : NULL;
  graphene_rect_t bounds;

  if (cell == NULL)
    return;
  g_assert_true (gtk_widget_compute_bounds (cell, view, &bounds));
  if (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > (float)gtk_widget_get_width (view) + 1)
    g_string_append_printf (look->faults, "\n%s: out of sight: the first cell of a table", name);
}

static void
judge (Look       *look,
       const char *name)
{
  GtkWidget *window = GTK_WIDGET (look->window.window);

  settle (look);
  if (options.folder != NULL)
    picture_take (window, options.folder, name);
  add_faults (look, name, faults_find (window));
  add_faults (look, name, faults_find_nameless (window));
  add_faults (look, name, faults_find_unreachable (window));
  if (look->page != NULL)
    add_out_of_sight (look, name);
}

/* ---- All views ---- */

/* Finds the switches below @widget that are on screen; those within what a switch shows are found with it. */
static void
find_stacks (GtkWidget *widget,
             GPtrArray *stacks)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_STACK_SWITCHER (widget))
    g_ptr_array_add (stacks, gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_stacks (child, stacks);
}

static gboolean
is_looked_at (GPtrArray *done,
              gpointer   stack)
{
  return g_ptr_array_find (done, stack, NULL);
}

/* Looks at the page as it is, or with each choice of its first switch that has not had its turn. */
static void
look_through (Look       *look,
              const char *name,
              GPtrArray  *done)
{
  g_autoptr (GPtrArray) stacks = g_ptr_array_new ();
  g_autoptr (GListModel) choices = NULL;
  GtkStack *stack = NULL;

  settle (look);
  find_stacks (look->page, stacks);
  for (guint i = 0; i < stacks->len && stack == NULL; i++)
    if (!is_looked_at (done, stacks->pdata[i]))
      stack = stacks->pdata[i];
  if (stack == NULL)
    {
      judge (look, name);
      return;
    }
  g_ptr_array_add (done, stack);
  choices = G_LIST_MODEL (gtk_stack_get_pages (stack));
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (GObject) choice = g_list_model_get_item (choices, i);
      const char      *part = gtk_stack_page_get_name (GTK_STACK_PAGE (choice));
      g_autofree char *view = g_strdup_printf ("%s-%s", name, part);

      if (!gtk_stack_page_get_visible (GTK_STACK_PAGE (choice)))
        continue;
      gtk_stack_set_visible_child_full (stack, part, GTK_STACK_TRANSITION_TYPE_NONE);
      look_through (look, view, done);
    }
  g_ptr_array_remove (done, stack);
}

static gboolean
is_begun (gpointer begin)
{
  return !gtk_widget_get_mapped (begin);
}

/* Begins to play a scenario, where the page is that of scenarios. */
static void
begin_scenario (Look *look)
{
  GtkWidget *begin = window_find (look->page, GTK_TYPE_BUTTON, "label", _ ("_Play a scenario"));

  if (begin == NULL || !gtk_widget_get_mapped (begin))
    return;
  judge (look, "scenarios-none");
  gtk_widget_activate (begin);
  window_wait_until (is_begun, begin);
  settle (look);
}

static void
show_page (Look       *look,
           const char *name)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new ();

  g_test_message ("%s", name);
  look->page = window_show_page (&look->window, name);
  settle (look);
  begin_scenario (look);
  look_through (look, name, done);
}

/* A deal with what is known of it. */
static void
show_deal (Look *look)
{
  BwBook *book = bw_session_get_book (bw_window_get_session (look->window.window));

  if (book->deals.n == 0)
    return;
  gtk_widget_activate_action (GTK_WIDGET (look->window.window), "win.show-deal", "u", book->deals.n / 2);
  look->page = bw_window_get_page (look->window.window, "pipeline");
  judge (look, "deal");
}

/* ---- The window ---- */

static gboolean
is_open (gpointer data)
{
  return bw_window_get_file (data) != NULL && bw_window_get_page (data, "home") != NULL;
}

static void
open_sample (Look *look)
{
  BwSampleOptions sample = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  sample.n_deals = 2500;
  book = bw_sample_new (&sample);
  window_fixture_set_up (&look->window, book);
}

static void
open_project (Look *look)
{
  look->window.application = BW_APPLICATION (g_application_get_default ());
  look->window.folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  look->window.file = g_file_new_for_commandline_arg (options.project);
  look->window.window = bw_window_new (look->window.application);
  gtk_window_present (GTK_WINDOW (look->window.window));
  bw_window_open_project (look->window.window, look->window.file);
  window_wait_until (is_open, look->window.window);
}

static void
begin (Look *look)
{
  if (options.project != NULL && !g_str_equal (options.project, "-"))
    open_project (look);
  else
    open_sample (look);
  gtk_window_set_default_size (GTK_WINDOW (look->window.window), options.width, options.height);
}

static void
finish (Look *look)
{
  if (look->faults->len > 0)
    g_test_message ("Not fit to be seen:%s", look->faults->str);
  g_assert_cmpuint (look->faults->len, ==, 0);
  g_string_free (look->faults, TRUE);
  window_fixture_tear_down (&look->window, NULL);
}

static void
test_pages (void)
{
  Look look = { .faults = g_string_new (NULL) };

  begin (&look);
  for (guint i = 0; i < bw_window_n_pages (); i++)
    show_page (&look, bw_window_page_name (i));
  show_deal (&look);
  finish (&look);
}

/* A window without a project, all dialogs, and the menus of the window and of each page. */
static void
test_dialogs (void)
{
  Look         look = { .faults = g_string_new (NULL) };
  LooksDialogs dialogs = { &look.window, options.folder, look.faults };
  GtkWidget   *start = GTK_WIDGET (bw_window_new (BW_APPLICATION (g_application_get_default ())));

  gtk_window_set_default_size (GTK_WINDOW (start), options.width, options.height);
  gtk_window_present (GTK_WINDOW (start));
  looks_dialogs_judge (&dialogs, start, "start");
  begin (&look);
  gtk_window_destroy (GTK_WINDOW (start));
  looks_dialogs_windows (&dialogs);
  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      look.page = window_show_page (&look.window, bw_window_page_name (i));
      settle (&look);
      if (i == 0)
        looks_dialogs_popovers (&dialogs, "header");
      looks_dialogs_popovers (&dialogs, bw_window_page_name (i));
      if (g_str_equal (bw_window_page_name (i), "forecast"))
        looks_dialogs_call (&dialogs);
      begin_scenario (&look);
      looks_dialogs_of_page (&dialogs, bw_window_page_name (i));
    }
  finish (&look);
}

/* ---- The search for faults itself ---- */

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static gboolean
has_fault (GPtrArray  *faults,
           const char *start)
{
  gboolean has = FALSE;

  for (guint i = 0; i < faults->len; i++)
    has |= g_str_has_prefix (faults->pdata[i], start);
  g_ptr_array_unref (faults);
  return has;
}

/* What is wrong is found, and what is right is not. */
static void
test_faults (void)
{
  GtkWidget *window = gtk_window_new (), *overlay = gtk_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = make_label ("A sentence that is rather long"), *over = make_label ("Another");
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 200);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_false (has_fault (faults_find (window), ""));
  g_assert_true (has_fault (faults_find_nameless (window), "without a name"));
  gtk_widget_set_tooltip_text (button, "Copy");
  g_assert_false (has_fault (faults_find_nameless (window), ""));

  g_assert_false (has_fault (faults_find_unreachable (window), ""));
  gtk_widget_set_focusable (button, FALSE);
  g_assert_true (has_fault (faults_find_unreachable (window), "out of the keyboard's reach"));
  gtk_widget_set_focusable (button, TRUE);
  gtk_widget_set_can_focus (box, FALSE);
  g_assert_true (has_fault (faults_find_unreachable (window), "out of the keyboard's reach"));

  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), over);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 8);
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (has_fault (faults_find (window), "shortened"));
  g_assert_true (has_fault (faults_find (window), "written over"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Returns: the locale of the language that is looked at. */
static const char *
get_locale (void)
{
  static const char *const locales[][2] = {
    { "de", "de_DE.UTF-8" },
    { "es", "es_ES.UTF-8" },
    { "fr", "fr_FR.UTF-8" },
    { "ja", "ja_JP.UTF-8" },
    { "pt_BR", "pt_BR.UTF-8" },
    { "zh_CN", "zh_CN.UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (g_str_equal (options.language, locales[i][0]))
      return locales[i][1];
  return "en_US.UTF-8";
}

/* Returns: whether there is such a locale. */
static gboolean
speak (void)
{
  g_setenv ("LANGUAGE", is_mirrored () ? "en" : options.language, TRUE);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("BELLWETHER_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return setlocale (LC_ALL, get_locale ()) != NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = NULL;
  gboolean speaks;

  options.language = argc > 1 ? argv[1] : options.language;
  options.percent = argc > 2 ? atoi (argv[2]) : options.percent;
  options.project = argc > 3 ? argv[3] : NULL;
  options.folder = argc > 4 ? argv[4] : NULL;
  options.width = argc > 6 ? atoi (argv[5]) : options.width;
  options.height = argc > 6 ? atoi (argv[6]) : options.height;
  speaks = speak ();
  application = window_fixture_init_in (&argc, &argv, speaks ? get_locale () : "C.UTF-8");
  if (is_mirrored ())
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * options.percent / 100, "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/looks/faults", test_faults);
  g_test_add_func ("/looks/dialogs", test_dialogs);
  g_test_add_func ("/looks/pages", test_pages);
  return g_test_run ();
}
