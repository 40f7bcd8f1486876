/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's help and tour. */

#include "app/bw-window-private.h"

#include "app/bw-help-window.h"

/* Returns: (nullable) (transfer none): the help that is open beside @self. */
static GtkWindow *
find_help (BwWindow *self)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (BW_IS_HELP_WINDOW (window) && gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        return window;
    }
  return NULL;
}

/* Opens the help at what is said of the page that is shown, or at the first steps. */
static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  BwWindow  *self = data;
  GtkWindow *help = find_help (self);

  if (help == NULL)
    help = bw_help_window_new (GTK_WINDOW (self));
  bw_help_window_show_topic (BW_HELP_WINDOW (help), bw_window_is_open (self) ? gtk_stack_get_visible_child_name (self->pages) : NULL);
  gtk_window_present (help);
}

static void
tour_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  bw_window_begin_tour (data);
}

/* Begins the tour, as soon as the project is open. */
void
bw_window_begin_tour (BwWindow *self)
{
  g_return_if_fail (BW_IS_WINDOW (self));

  self->tour_wanted = !bw_window_is_open (self);
  if (!self->tour_wanted)
    bw_tour_begin (self->tour);
}

/* Gives @self the actions. */
void
bw_window_add_help_actions (BwWindow *self)
{
  static const GActionEntry entries[] = {
    { "help", help_cb },
    { "tour", tour_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
