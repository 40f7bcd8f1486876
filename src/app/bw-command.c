/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window can be told to do.
 *
 * The words are taken from where they stand already: pages from the window's table, most commands from its menu, what would be
 * undone from the session. Only what is in no menu has words of its own here. Keys come from the application, so that
 * they are always those that work; a command that is not possible now is left out. */

#include "app/bw-command.h"

#include <glib/gi18n.h>

#include <string.h>

/* Commands that no menu has. */
static const struct
{
  const char *action;
  const char *title;
} table[] = {
  { "win.paste-table", N_ ("Import a copied table") },
  { "win.filter", N_ ("Filter the deals of all pages") },
  { "win.clear-filter", N_ ("Show all deals") },
  { "win.go-back", N_ ("Back to where you were") },
  { "win.show-everyone", N_ ("Look at everyone") },
  { "win.show-accuracy", N_ ("How good past forecasts and calls were") },
  { "win.quotas", N_ ("Set quotas, and see how they changed") },
  { "win.toggle-sidebar", N_ ("Show or hide the list of pages") },
  { "app.open-sample", N_ ("Open the sample company") },
  { "win.close", N_ ("Close the window") },
  { "app.quit", N_ ("Quit") },
};

static void
free_command (gpointer data)
{
  BwCommand *command = data;

  g_free (command->title);
  g_free (command->keys);
  g_free (command->action);
  g_clear_pointer (&command->target, g_variant_unref);
  g_free (command);
}

/* Whether @action, of the window or of its application, can be done now. */
static gboolean
is_possible (BwWindow   *window,
             const char *action)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));
  gboolean      enabled = FALSE;

  if (g_str_has_prefix (action, "win."))
    return g_action_group_query_action (G_ACTION_GROUP (window), action + 4, &enabled, NULL, NULL, NULL, NULL) && enabled;
  if (application != NULL && g_str_has_prefix (action, "app."))
    return g_action_group_query_action (G_ACTION_GROUP (application), action + 4, &enabled, NULL, NULL, NULL, NULL) && enabled;
  return FALSE;
}

/* Returns: (transfer full) (nullable): the keys of @action. */
static char *
dup_keys (BwWindow   *window,
          const char *action,
          GVariant   *target)
{
  GtkApplication  *application = gtk_window_get_application (GTK_WINDOW (window));
  g_autofree char *detailed = g_action_print_detailed_name (action, target);
  g_auto (GStrv) keys = application != NULL ? gtk_application_get_accels_for_action (application, detailed) : NULL;
  GdkModifierType modifiers;
  guint           key;

  if (keys == NULL || keys[0] == NULL || !gtk_accelerator_parse (keys[0], &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

/* Adds the command of @action, when it is possible now. @title is taken. */
static void
add (GPtrArray  *commands,
     BwWindow   *window,
     gboolean    is_page,
     char       *title,
     const char *action,
     GVariant   *target)
{
  g_autofree char *taken = title;
  g_autoptr (GVariant) sunk = target != NULL ? g_variant_ref_sink (target) : NULL;
  BwCommand *command;

  if (!is_possible (window, action))
    return;
  command = g_new0 (BwCommand, 1);
  command->is_page = is_page;
  command->title = g_steal_pointer (&taken);
  command->keys = dup_keys (window, action, sunk);
  command->action = g_strdup (action);
  command->target = g_steal_pointer (&sunk);
  g_ptr_array_add (commands, command);
}

/* Returns: (transfer full): @label without the mark of its mnemonic. */
static char *
strip_mnemonic (const char *label)
{
  GString *title = g_string_new (NULL);

  for (const char *at = label; *at != '\0'; at++)
    if (*at != '_' || (at > label && at[-1] == '_'))
      g_string_append_c (title, *at);
  return g_string_free (title, FALSE);
}

/* Adds what @menu and the menus in it offer. */
static void
add_menu (GPtrArray  *commands,
          BwWindow   *window,
          GMenuModel *menu)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label) &&
          g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        {
          g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);

          add (commands, window, FALSE, strip_mnemonic (label), action, target);
        }
      for (guint k = 0; k < G_N_ELEMENTS (links); k++)
        {
          g_autoptr (GMenuModel) inner = g_menu_model_get_item_link (menu, i, links[k]);

          if (inner != NULL)
            add_menu (commands, window, inner);
        }
    }
}

/* Adds what takes back the last edit, or the last one that was taken back, with what that was. */
static void
add_step (GPtrArray  *commands,
          BwWindow   *window,
          const char *verb,
          const char *property,
          const char *action)
{
  g_autofree char *step = NULL;

  g_object_get (bw_window_get_session (window), property, &step, NULL);
  add (commands, window, FALSE, step != NULL ? g_strdup_printf ("%s: %s", verb, step) : g_strdup (verb), action, NULL);
}

/* Returns: (transfer full) (element-type BwCommand): what @window can be told to do now: its pages, what its @menu offers, and
 * more */
GPtrArray *
bw_command_list (BwWindow   *window,
                 GMenuModel *menu)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func (free_command);

  for (guint i = 0; i < bw_window_n_pages (); i++)
    add (commands, window, TRUE, g_strdup (bw_window_page_title (i)), "win.page", g_variant_new_string (bw_window_page_name (i)));
  add_menu (commands, window, menu);
  add_step (commands, window, _ ("Undo"), "undo-label", "win.undo");
  add_step (commands, window, _ ("Redo"), "redo-label", "win.redo");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    add (commands, window, FALSE, g_strdup (_ (table[i].title)), table[i].action, NULL);
  return commands;
}
