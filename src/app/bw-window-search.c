/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search in the window's header bar.
 *
 * While something is typed, app/bw-search-popover.c offers below the entry what it may mean, and the page that is shown
 * stays as it is. Only when a person asks for all deals that are found does the table of deals narrow to them; from then on it
 * follows what is typed, until something else is chosen, Escape is pressed or another page is shown. */

#include "app/bw-page.h"
#include "app/bw-search-popover.h"
#include "app/bw-window-private.h"

/* The page whose table a search narrows. */
#define SEARCH_PAGE "pipeline"

static void
focus_search_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  BwWindow *self = data;

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

/* The table shows something else: nothing is left of the search, and nobody has to be told. */
static void
clear_search_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  BwWindow *self = data;

  self->searching = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* What was chosen is about to be shown: the keyboard goes there too. */
static void
chosen_cb (BwWindow *self)
{
  self->searching = FALSE;
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->search)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

/* Gives @self the actions. */
void
bw_window_add_search_actions (BwWindow *self)
{
  static const GActionEntry entries[] = {
    { "search", focus_search_cb },
    { "clear-search", clear_search_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* The project is there: what it holds can be found. */
void
bw_window_begin_search (BwWindow *self)
{
  BwSearchPopover *popover = bw_search_popover_attach (self->search, self->session, gtk_menu_button_get_menu_model (self->menu_button));

  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

/* The words are others, and typing has paused. Where another page is shown by now, the table is let go. */
void
bw_window_search_changed (BwWindow *self)
{
  GtkWidget *page = self->searching ? bw_window_get_page (self, SEARCH_PAGE) : NULL;

  if (page == NULL)
    return;
  self->searching = gtk_stack_get_visible_child (self->pages) == page;
  bw_page_search (BW_PAGE (page), self->searching ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : "");
}

/* Escape was pressed. */
void
bw_window_search_stopped (BwWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  self->searching = FALSE;
  gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}
