/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a project from a file, what the program without a window says of the same file, and waiting until both agree.
 *
 * The program without a window opens the file beside the window, for reading only, and is asked with the window's own period, day,
 * scope and filter. What the window shows may still be worked out, so a check is asked again until it holds; when it does not
 * within PATIENCE_S, the test fails and says what was shown and what was wanted. */

#include "walk.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/bw-period-picker.h"
#include "app/bw-scope-picker.h"
#include "app/bw-wording.h"
#include "core/bw-money.h"
#include "session/bw-focus.h"

#define PATIENCE_S 60

BwSession *
walk_session (Walk *walk)
{
  return bw_window_get_session (walk->window.window);
}

BwFocus *
walk_focus (Walk *walk)
{
  return bw_session_get_focus (walk_session (walk));
}

BwBook *
walk_book (Walk *walk)
{
  return bw_session_get_book (walk_session (walk));
}

/* ---- The window ---- */

/* Makes the folder of the project, at walk->path; the project itself is made by the program at @cli. */
void
walk_prepare (Walk       *walk,
              const char *cli)
{
  walk->cli = cli;
  walk->window.folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  walk->path = g_build_filename (walk->window.folder, "Walk.bellwether", NULL);
  walk->window.file = g_file_new_for_path (walk->path);
  walk->window.application = BW_APPLICATION (g_application_get_default ());
}

static gboolean
is_open (gpointer data)
{
  return bw_window_get_file (data) != NULL && bw_window_get_page (data, "home") != NULL;
}

/* Opens the project in a window. */
void
walk_open (Walk *walk)
{
  walk->window.window = bw_window_new (walk->window.application);
  gtk_window_set_default_size (GTK_WINDOW (walk->window.window), 1280, 800);
  gtk_window_present (GTK_WINDOW (walk->window.window));
  bw_window_open_project (walk->window.window, walk->window.file);
  window_wait_until (is_open, walk->window.window);
}

void
walk_tear_down (Walk *walk)
{
  window_fixture_tear_down (&walk->window, NULL);
  g_clear_pointer (&walk->path, g_free);
}

/* ---- The program without a window ---- */

/* Runs @arguments, whose first is the program, to its end, which has to be a good one. */
static void
run (GPtrArray *arguments,
     char     **output)
{
  g_autofree char *told = NULL, *wrong = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (arguments, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **)arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &told, &wrong, &status, &error));
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s%s", (const char *)arguments->pdata[1], error->message, told, wrong);
  if (output != NULL)
    *output = g_steal_pointer (&told);
}

/* Runs @command of the project with more arguments, which end with NULL. */
void
walk_run_cli (Walk       *walk,
              char      **output,
              const char *command,
              ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  const char *argument;
  va_list     list;

  g_ptr_array_add (arguments, (char *)walk->cli);
  g_ptr_array_add (arguments, (char *)command);
  g_ptr_array_add (arguments, walk->path);
  va_start (list, command);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (char *)argument);
  va_end (list);
  run (arguments, output);
}

/* Adds what the window looks at. */
static void
add_focus (Walk       *walk,
           GPtrArray  *arguments,
           const char *command)
{
  const BwScope   *scope = bw_focus_get_scope (walk_focus (walk));
  BwScope          plain = bw_scope_with_filter (scope, NULL);
  g_autofree char *day = bw_date_to_iso (bw_focus_get_as_of (walk_focus (walk)));
  g_autofree char *period = bw_period_dup_name (bw_focus_get_period (walk_focus (walk)));
  g_autofree char *name = bw_scope_dup_name (walk_book (walk), &plain);

  g_ptr_array_add (arguments, g_strdup_printf ("--as-of=%s", day));
  if (!g_str_equal (command, "trends"))
    g_ptr_array_add (arguments, g_strdup_printf ("--period=%s", period));
  if (plain.kind != BW_SCOPE_ALL)
    g_ptr_array_add (arguments, g_strdup_printf ("--scope=%s", name));
  if (bw_scope_is_filtered (scope))
    g_ptr_array_add (arguments, g_strdup_printf ("--filter=%s", scope->filter));
}

/* Asks @command, with more arguments that end with NULL, of what the window looks at. Returns: (transfer full): what it told. */
JsonObject *
walk_ask (Walk       *walk,
          const char *command,
          ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  const char *argument;
  va_list     list;

  g_ptr_array_add (arguments, g_strdup (walk->cli));
  g_ptr_array_add (arguments, g_strdup (command));
  g_ptr_array_add (arguments, g_strdup (walk->path));
  va_start (list, command);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, g_strdup (argument));
  va_end (list);
  add_focus (walk, arguments, command);
  g_ptr_array_add (arguments, g_strdup ("--json"));
  run (arguments, &output);
  g_assert_true (json_parser_load_from_data (parser, output, -1, &error));
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* Returns: the amount in minor units; BW_MONEY_NONE when it is not known. */
gint64
walk_money (Walk       *walk,
            JsonObject *object,
            const char *member)
{
  if (json_object_get_null_member (object, member))
    return BW_MONEY_NONE;
  return bw_money_from_major (json_object_get_double_member (object, member), walk_book (walk)->currency);
}

/* Returns: the number; NaN when it is not known. */
double
walk_number (JsonObject *object,
             const char *member)
{
  return json_object_get_null_member (object, member) ? NAN : json_object_get_double_member (object, member);
}

guint
walk_count (JsonObject *object,
            const char *member)
{
  return (guint)json_object_get_int_member (object, member);
}

/* ---- Waiting ---- */

static gboolean
late_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Notes when @shown is not @wanted. Returns: whether it is. */
gboolean
walk_same (WalkLook   *look,
           const char *what,
           const char *shown,
           const char *wanted)
{
  if (g_strcmp0 (shown, wanted) == 0)
    return TRUE;
  g_string_append_printf (look->wrong, " %s is “%s”, not “%s”;", what, shown != NULL ? shown : "nothing", wanted);
  return FALSE;
}

/* Runs the main loop until @check holds of @page; fails when it does not in good time. */
void
walk_agree (Walk       *walk,
            GtkWidget  *page,
            JsonObject *told,
            const char *what,
            WalkCheck   check)
{
  g_autoptr (GString) wrong = g_string_new (NULL);
  WalkLook look = { walk, page, told, wrong };
  gboolean late = FALSE;
  guint    source = g_timeout_add_seconds (PATIENCE_S, late_cb, &late);

  while (!check (&look) && !late)
    {
      g_main_context_iteration (NULL, TRUE);
      g_string_truncate (wrong, 0);
    }
  if (late)
    g_error ("%s:%s", what, wrong->str);
  g_source_remove (source);
}

/* ---- Finding ---- */

static void
add_all (GtkWidget *root,
         GType      type,
         GPtrArray *found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (g_type_is_a (G_OBJECT_TYPE (child), type))
        g_ptr_array_add (found, child);
      add_all (child, type, found);
    }
}

/* Returns: (transfer container): all widgets of @type below @root, shown or not, in their order. */
GPtrArray *
walk_find_all (GtkWidget *root,
               GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  add_all (root, type, found);
  return found;
}

/* The first widget below @root with the style class @name. */
GtkWidget *
walk_find_class (GtkWidget  *root,
                 const char *name)
{
  GtkWidget *found = gtk_widget_has_css_class (root, name) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = walk_find_class (child, name);
  return found;
}

/* The first label below @root that is on screen and has @part in it. */
GtkLabel *
walk_find_part (GtkWidget  *root,
                const char *part)
{
  g_autoptr (GPtrArray) labels = walk_find_all (root, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) && strstr (gtk_label_get_label (labels->pdata[i]), part) != NULL)
      return labels->pdata[i];
  return NULL;
}

/* ---- Choosing, with the controls above the pages ---- */

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

/* Opens the menu of the picker of @type. Returns: what is in it. */
static GtkWidget *
open_picker (Walk *walk,
             GType type)
{
  GtkWidget     *picker = window_find (GTK_WIDGET (walk->window.window), type, NULL, NULL);
  GtkMenuButton *button = GTK_MENU_BUTTON (window_find (picker, GTK_TYPE_MENU_BUTTON, NULL, NULL));

  gtk_menu_button_popup (button);
  window_wait_until (is_mapped, gtk_menu_button_get_popover (button));
  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

/* Chooses the period so many after the one that is shown. */
void
walk_choose_period (Walk *walk,
                    int   shift)
{
  BwPeriod         period = bw_calendar_shift (&walk_book (walk)->calendar, bw_focus_get_period (walk_focus (walk)), shift);
  g_autofree char *name = bw_wording_period (&period);
  GtkWidget       *popover = open_picker (walk, BW_TYPE_PERIOD_PICKER);
  GtkWidget       *list = window_find (popover, GTK_TYPE_LIST_BOX, NULL, NULL);
  GtkWidget       *label = window_find (list, GTK_TYPE_LABEL, "label", name);

  g_assert_nonnull (label);
  g_signal_emit_by_name (list, "row-activated", gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW));
  window_wait_until (is_unmapped, popover);
  g_assert_true (bw_period_equal (bw_focus_get_period (walk_focus (walk)), &period));
}

/* Looks at everything as it was known at the end of @day. */
void
walk_choose_day (Walk  *walk,
                 BwDate day)
{
  GtkWidget       *popover = open_picker (walk, BW_TYPE_PERIOD_PICKER);
  GtkWidget       *entry = window_find (popover, GTK_TYPE_ENTRY, NULL, NULL);
  g_autofree char *text = bw_date_to_iso (day);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  window_wait_until (is_unmapped, popover);
  g_assert_cmpint (bw_focus_get_as_of (walk_focus (walk)), ==, day);
}

/* Chooses row @row of the scopes, 0 being everyone. */
void
walk_choose_scope (Walk *walk,
                   guint row)
{
  GtkWidget     *popover = open_picker (walk, BW_TYPE_SCOPE_PICKER);
  GtkListBox    *list = GTK_LIST_BOX (window_find (popover, GTK_TYPE_LIST_BOX, NULL, NULL));
  GtkListBoxRow *chosen = gtk_list_box_get_row_at_index (list, (int)row);

  g_assert_nonnull (chosen);
  g_signal_emit_by_name (list, "row-activated", chosen);
  window_wait_until (is_unmapped, popover);
  g_assert_true ((bw_focus_get_scope (walk_focus (walk))->kind == BW_SCOPE_ALL) == (row == 0));
}
