/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the dialogs and popovers of a window stand on the screen: opened as a person would, looked at, left with Escape.
 *
 * A dialog with several screens is looked at once for each. Popovers are found by their buttons: whatever is added to a page is
 * looked at from then on. Of the numbers that explain themselves one a page is opened, as all show the same. */

#include "looks-dialogs.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/bw-explain.h"
#include "app/bw-import-dialog.h"
#include "app/bw-page.h"
#include "app/bw-quota-dialog.h"
#include "app/bw-reconcile-dialog.h"
#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"
#include "app/bw-wizard.h"
#include "faults.h"
#include "picture.h"

#define PATIENCE_US (10 * G_USEC_PER_SEC)

static void
add_faults (LooksDialogs *looks,
            const char   *name,
            GPtrArray    *faults)
{
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (looks->faults, "\n%s: %s", name, (const char *)faults->pdata[i]);
  g_ptr_array_unref (faults);
}

/* Whether @root has the room that what is in it asks for: a window on screen gets it from the desktop, a while later,
 * unless the screen is too small. */
static gboolean
has_room (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);
  int        needed;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  return gtk_widget_get_allocated_width (child) >= needed;
}

/* Looks at @root, a window or popover on screen, and keeps a picture of it as @name. */
void
looks_dialogs_judge (LooksDialogs *looks,
                     GtkWidget    *root,
                     const char   *name)
{
  g_test_message ("%s", name);
  window_wait_until (picture_is_ready, root);
  picture_settle (root);
  for (gint64 end = g_get_monotonic_time () + PATIENCE_US; g_get_monotonic_time () < end && !has_room (root);)
    picture_settle (root);
  if (looks->folder != NULL)
    picture_take (root, looks->folder, name);
  add_faults (looks, name, faults_find (root));
  add_faults (looks, name, faults_find_nameless (root));
  add_faults (looks, name, faults_find_unreachable (root));
}

/* ---- Windows ---- */

/* Presses Escape, as far as @window itself listens to it. */
static gboolean
press_escape (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == GDK_KEY_Escape)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE, window,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

/* The window on screen beside that of the project. */
static GtkWidget *
find_dialog (LooksDialogs *looks)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != looks->fixture->window && GTK_IS_WINDOW (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog (data) == NULL;
}

static GtkWidget *
find_stack (GtkWidget *root)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = G_OBJECT_TYPE (child) == GTK_TYPE_STACK ? child : find_stack (child);
  return found;
}

/* Every screen of the dialog that @action shows; the wizard's steps are shown by its own action, which fills them in. */
static void
look_at_screens (LooksDialogs *looks,
                 GtkWidget    *dialog,
                 const char   *name)
{
  GtkWidget *stack = find_stack (dialog);
  g_autoptr (GListModel) screens = stack != NULL ? G_LIST_MODEL (gtk_stack_get_pages (GTK_STACK (stack))) : NULL;

  for (guint i = 0; screens != NULL && i < g_list_model_get_n_items (screens); i++)
    {
      g_autoptr (GObject) screen = g_list_model_get_item (screens, i);
      const char      *part = gtk_stack_page_get_name (GTK_STACK_PAGE (screen));
      g_autofree char *view = g_strdup_printf ("%s-%s", name, part);

      if (BW_IS_WIZARD (dialog))
        gtk_widget_activate_action (dialog, "wizard.step", "s", part);
      gtk_stack_set_visible_child_full (GTK_STACK (stack), part, GTK_STACK_TRANSITION_TYPE_NONE);
      looks_dialogs_judge (looks, dialog, view);
    }
  if (screens == NULL)
    looks_dialogs_judge (looks, dialog, name);
}

/* Looks at the dialog that was asked for, and leaves it with Escape. */
static void
look_at_dialog (LooksDialogs *looks,
                const char   *name,
                gboolean      by_screens)
{
  GtkWidget *dialog;

  window_wait_until (has_dialog, looks);
  dialog = find_dialog (looks);
  if (by_screens)
    look_at_screens (looks, dialog, name);
  else
    looks_dialogs_judge (looks, dialog, name);
  if (!press_escape (dialog))
    {
      g_string_append_printf (looks->faults, "\n%s: Escape does not leave it", name);
      gtk_window_close (GTK_WINDOW (dialog));
    }
  window_wait_until (has_no_dialog, looks);
}

static gboolean
is_tried (gpointer data)
{
  GtkWidget     *dialog = find_dialog (data);
  BwImportDraft *draft = dialog != NULL ? bw_import_dialog_get_draft (BW_IMPORT_DIALOG (dialog)) : NULL;

  return draft != NULL && !bw_import_draft_is_looking (draft) && bw_import_draft_get_trial (draft) != BW_TRIAL_RUNNING;
}

/* An export with all that is asked about: a stage nobody knows, an amount in another currency, a date that is none. */
static void
look_at_import (LooksDialogs *looks)
{
  static const char text[] =
    "Opportunity ID,Opportunity Name,Account,Owner,Stage,Amount,Currency,Close Date,Created,Region of the partner\n"
    "N-1,Pumps for Northwind,Northwind,Ada Byron,Discovery,12000,EUR,2026-12-01,2026-01-02,North\n"
    "N-2,Valves,Contoso,Ada Byron,Negotiation,8000,USD,2026-12-15,2026-02-03,South\n"
    "N-3,Service for three years,Fabrikam,Grace Hopper,Handshake,not much,USD,2026-12-40,2026-03-04,East\n";
  g_autofree char *path = g_build_filename (looks->fixture->folder, "deals.csv", NULL);
  BwImportDialog  *dialog;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dialog = bw_import_dialog_new (GTK_WINDOW (looks->fixture->window), bw_window_get_session (looks->fixture->window),
                                 (const char *const[]) { path, NULL });
  gtk_window_present (GTK_WINDOW (dialog));
  window_wait_until (is_tried, looks);
  look_at_dialog (looks, "dialog-import", FALSE);
  g_unlink (path);
}

/* ---- Quotas and sheets ---- */

static gboolean
has_parts (gpointer data)
{
  return window_has_label (find_dialog (data), gettext ("Together"));
}

/* The dialog of quotas, with an amount that is shared out. */
static void
look_at_quotas (LooksDialogs *looks)
{
  GtkWidget *dialog, *amount, *way;

  gtk_widget_activate_action (GTK_WIDGET (looks->fixture->window), "win.quotas", NULL);
  window_wait_until (has_dialog, looks);
  dialog = find_dialog (looks);
  g_assert_true (BW_IS_QUOTA_DIALOG (dialog));
  amount = window_find (dialog, ADW_TYPE_ENTRY_ROW, NULL, NULL);
  way = window_find (dialog, GTK_TYPE_DROP_DOWN, "name", "way");
  gtk_editable_set_text (GTK_EDITABLE (amount), "4500000.01");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (way), 2);
  window_wait_until (has_parts, looks);
  look_at_dialog (looks, "dialog-quotas", TRUE);
}

/* Writes a manager's sheet. Returns: (transfer full): its path. */
static char *
write_sheet (LooksDialogs *looks,
             const char   *name,
             const char   *text)
{
  char *path = g_build_filename (looks->fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static gboolean
is_compared (gpointer data)
{
  guint n_accepted;

  return find_dialog (data) != NULL && bw_reconcile_dialog_count (BW_RECONCILE_DIALOG (find_dialog (data)), &n_accepted) > 0;
}

/* The first person to whom people report who report on, else the first to whom anybody reports; BW_NOBODY when nobody does. */
static gint32
find_manager (const BwBook *book)
{
  gint32 any = BW_NOBODY;

  for (guint i = book->people->len; i > 0; i--)
    if (bw_book_person (book, i - 1)->manager != BW_NOBODY)
      any = bw_book_person (book, i - 1)->manager;
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager != BW_NOBODY && bw_book_person (book, bw_book_person (book, i)->manager)->manager != BW_NOBODY)
      return bw_book_person (book, i)->manager;
  return any;
}

/* Four sheets of which three are wrong: of another period, with a word for an amount, without the people. */
static void
look_at_sheets (LooksDialogs *looks)
{
  BwSession       *session = bw_window_get_session (looks->fixture->window);
  const BwBook    *book = bw_session_get_book (session);
  g_autofree char *period = bw_period_dup_name (bw_focus_get_period (bw_session_get_focus (session)));
  gint32           manager = find_manager (book);
  const char      *name = manager != BW_NOBODY ? bw_book_text (book, bw_book_person (book, manager)->name) : "";
  g_autoptr (GString) good = g_string_new ("Bellwether calls,\n"), odd = g_string_new ("Bellwether calls,\n");
  g_autofree char   *late = g_strdup_printf ("Bellwether calls,\nManager,%s\nPeriod,2019-Q1\nPerson,Commit,Note\n%s,5000,\n", name, name);
  g_autofree char   *empty = g_strdup_printf ("Bellwether calls,\nManager,%s\nPeriod,%s\nNickname,Commit,Note\n%s,5000,\n", name, period, name);
  BwReconcileDialog *dialog;
  const char        *paths[5] = { NULL };

  if (manager == BW_NOBODY)
    return;
  g_string_append_printf (good, "Manager,%s\nPeriod,%s\nPerson,Commit,Note\n", name, period);
  g_string_append_printf (odd, "Manager,%s\nPeriod,%s\nPerson,Commit,Note\n", name, period);
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager == manager)
      {
        g_string_append_printf (good, "%s,%u.50,as seen on Monday\n", bw_book_text (book, bw_book_person (book, i)->name), 250000 + i);
        g_string_append_printf (odd, "%s,to be told,\nSomebody Unknown,17,\n", bw_book_text (book, bw_book_person (book, i)->name));
      }
  paths[0] = write_sheet (looks, "north.csv", good->str);
  paths[1] = write_sheet (looks, "north-late.csv", late);
  paths[2] = write_sheet (looks, "north-again.csv", odd->str);
  paths[3] = write_sheet (looks, "north-nicknames.csv", empty);
  dialog = bw_reconcile_dialog_new (GTK_WINDOW (looks->fixture->window), session, paths);
  gtk_window_present (GTK_WINDOW (dialog));
  window_wait_until (is_compared, looks);
  look_at_dialog (looks, "dialog-sheets", FALSE);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_unlink (paths[i]);
      g_free ((char *)paths[i]);
    }
}

/* Looks at every dialog of the window. */
void
looks_dialogs_windows (LooksDialogs *looks)
{
  GtkWidget *window = GTK_WIDGET (looks->fixture->window);
  g_autoptr (GFile) export = g_file_new_build_filename (looks->fixture->folder, "deals.csv", NULL);
  BwWizard *wizard;

  gtk_widget_activate_action (window, "win.settings", NULL);
  look_at_dialog (looks, "dialog-settings", TRUE);
  look_at_quotas (looks);
  look_at_sheets (looks);
  gtk_widget_activate_action (window, "win.show-help-overlay", NULL);
  look_at_dialog (looks, "dialog-shortcuts", FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (looks->fixture->application), "about", NULL);
  look_at_dialog (looks, "dialog-about", FALSE);
  wizard = bw_wizard_new (looks->fixture->window);
  bw_wizard_add_exports (wizard, &export, 1);
  gtk_window_present (GTK_WINDOW (wizard));
  look_at_dialog (looks, "dialog-wizard", TRUE);
  look_at_import (looks);
}

/* What opens a dialog from a page: a button with a label or a tooltip (in English). */
static const struct
{
  const char *page, *property, *value, *name;
} dialog_buttons[] = {
  { "territories", "label", N_ ("New _draft…"), "dialog-plan" },
  { "territories", "label", N_ ("_New…"), "dialog-territory" },
  { "territories", "tooltip-text", N_ ("Choose what is to be even, and how far it may be off"), "dialog-measures" },
  { "scenarios", "label", N_ ("_Save"), "dialog-scenario" },
};

/* Looks at the dialogs that the buttons on the page called @page open. */
void
looks_dialogs_of_page (LooksDialogs *looks,
                       const char   *page)
{
  GtkWidget *root = bw_window_get_page (looks->fixture->window, page);

  for (guint i = 0; i < G_N_ELEMENTS (dialog_buttons); i++)
    {
      GtkWidget *button;

      if (!g_str_equal (dialog_buttons[i].page, page))
        continue;
      button = window_find (root, GTK_TYPE_BUTTON, dialog_buttons[i].property, gettext (dialog_buttons[i].value));
      if (button == NULL || !gtk_widget_get_mapped (button) || !gtk_widget_is_sensitive (button))
        continue;
      gtk_widget_activate (button);
      look_at_dialog (looks, dialog_buttons[i].name, FALSE);
    }
}

/* ---- Popovers ---- */

static void
find_menus (GtkWidget *widget,
            GPtrArray *menus)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (GTK_IS_MENU_BUTTON (widget))
    g_ptr_array_add (menus, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_menus (child, menus);
}

/* Whether all of @widget is in its window: not scrolled out of sight. */
static gboolean
is_in_sight (GtkWidget *widget,
             GtkWidget *window)
{
  graphene_rect_t bounds, all = GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (window), (float)gtk_widget_get_height (window));

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, window, &bounds) && graphene_rect_contains_rect (&all, &bounds);
}

static gboolean
is_open (gpointer menu)
{
  GtkPopover *popover = gtk_menu_button_get_popover (menu);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

static gboolean
is_closed (gpointer menu)
{
  return !is_open (menu);
}

/* Opens every menu in sight on the page called @page, or in what is around the pages ("header"), and looks at it. */
void
looks_dialogs_popovers (LooksDialogs *looks,
                        const char   *page)
{
  g_autoptr (GPtrArray) menus = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *root = g_str_equal (page, "header") ? GTK_WIDGET (looks->fixture->window) : bw_window_get_page (looks->fixture->window, page);
  gboolean   has_explained = FALSE;

  find_menus (root, menus);
  for (guint i = 0; i < menus->len; i++)
    {
      GtkWidget       *menu = menus->pdata[i];
      gboolean         explains = BW_IS_EXPLAIN (gtk_widget_get_parent (menu));
      g_autofree char *name = g_strdup_printf ("menu-%s-%u", page, i);

      if (!is_in_sight (menu, GTK_WIDGET (looks->fixture->window)) || (explains && has_explained) ||
          (g_str_equal (page, "header") && gtk_widget_get_ancestor (menu, BW_TYPE_PAGE) != NULL))
        continue;
      has_explained |= explains;
      gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
      window_wait_until (is_open, menu);
      looks_dialogs_judge (looks, GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu))), name);
      gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
      window_wait_until (is_closed, menu);
    }
}

static gboolean
is_popped_up (gpointer page)
{
  GtkWidget *popover = window_find (page, GTK_TYPE_POPOVER, NULL, NULL);

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static gboolean
is_popped_down (gpointer page)
{
  return window_find (page, GTK_TYPE_POPOVER, NULL, NULL) == NULL;
}

/* Looks at what stands at a cell of calls, of somebody at the top. */
void
looks_dialogs_call (LooksDialogs *looks)
{
  GtkWidget  *page = window_show_page (looks->fixture, "forecast"), *tree = window_find_hidden (page, BW_TYPE_TEAM_TREE), *popover, *cell;
  GListModel *rows = bw_team_tree_get_rows (BW_TEAM_TREE (tree));
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, 1);
  g_autoptr (BwTeamRow) person = gtk_tree_list_row_get_item (row);

  cell = window_find (tree, GTK_TYPE_BUTTON, NULL, NULL);
  gtk_widget_grab_focus (cell);
  picture_settle (page);
  /* With large text the team stands below the fold. */
  if (!is_in_sight (cell, GTK_WIDGET (looks->fixture->window)))
    return;
  g_signal_emit_by_name (tree, "figure-activated", bw_team_row_get_person (person)->person, BW_TEAM_CALL, cell);
  window_wait_until (is_popped_up, page);
  popover = window_find (page, GTK_TYPE_POPOVER, NULL, NULL);
  looks_dialogs_judge (looks, popover, "cell-call");
  gtk_popover_popdown (GTK_POPOVER (popover));
  window_wait_until (is_popped_down, page);
}
