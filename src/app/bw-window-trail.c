/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back in a window.
 *
 * Before anything leads elsewhere (another page, a deal, the deals behind a number, a person's part) a mark is left: the page
 * with what it says of itself, the period, the scope with its filter, and the day. Going back takes the newest mark and shows all
 * of it again, so that every drill-down has a way back however it was entered. Edits are not undone by it. The marks are a
 * window's own and are gone with it; the oldest make room for the newest. */

#include "app/bw-window-private.h"

#include <glib/gi18n.h>

#include "app/bw-page.h"
#include "app/bw-wording.h"

enum
{
  MOST_MARKS = 50,
};

/* Where somebody was. */
typedef struct
{
  char     *page;  /* (owned) */
  GVariant *place; /* (owned) (nullable): as the page describes it */
  BwPeriod  period;
  BwScope   scope;
  BwDate    as_of;
} Mark;

static void
free_mark (gpointer data)
{
  Mark *mark = data;

  g_free (mark->page);
  g_clear_pointer (&mark->place, g_variant_unref);
  g_free (mark);
}

/* Returns: (transfer full): where the window is now. */
static Mark *
make_mark (BwWindow *self)
{
  BwFocus   *focus = bw_session_get_focus (self->session);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  Mark      *mark = g_new0 (Mark, 1);

  mark->page = g_strdup (gtk_stack_get_visible_child_name (self->pages));
  mark->place = bw_page_dup_place (BW_PAGE (page));
  mark->period = *bw_focus_get_period (focus);
  mark->scope = *bw_focus_get_scope (focus);
  mark->as_of = bw_focus_get_as_of (focus);
  return mark;
}

static gboolean
is_same (const Mark *a,
         const Mark *b)
{
  if (!g_str_equal (a->page, b->page) || !bw_period_equal (&a->period, &b->period) || !bw_scope_equal (&a->scope, &b->scope) ||
      a->as_of != b->as_of || (a->place == NULL) != (b->place == NULL))
    return FALSE;
  return a->place == NULL || g_variant_equal (a->place, b->place);
}

/* Says on the button where it leads. */
static void
update (BwWindow *self)
{
  const Mark      *mark = self->trail->len > 0 ? self->trail->pdata[self->trail->len - 1] : NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; mark != NULL && i < bw_window_n_pages (); i++)
    if (g_str_equal (bw_window_page_name (i), mark->page))
      {
        g_autofree char *scope = bw_scope_dup_name (bw_session_get_book (self->session), &mark->scope);

        /* Translators: a page, and whose deals it showed, such as "Back to Forecast: Everyone" */
        text = g_strdup_printf (_ ("Back to %s: %s"), bw_window_page_title (i), scope);
      }
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "go-back")), mark != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->back_button), text != NULL ? text : _ ("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : _ ("Back"), -1);
}

static void
go_back_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  BwWindow  *self = data;
  BwFocus   *focus = bw_session_get_focus (self->session);
  GtkWidget *page;
  Mark      *mark;

  if (self->trail->len == 0)
    return;
  mark = g_ptr_array_steal_index (self->trail, self->trail->len - 1);
  bw_focus_set_as_of (focus, mark->as_of);
  bw_focus_set_period (focus, &mark->period);
  bw_focus_set_scope (focus, &mark->scope);
  bw_focus_set_filter (focus, mark->scope.filter);
  page = bw_window_get_page (self, mark->page);
  bw_window_show_page (self, mark->page);
  if (mark->place != NULL)
    bw_page_go_to (BW_PAGE (page), mark->place);
  free_mark (mark);
  update (self);
}

/* Notes where the window is, as something is about to lead elsewhere. */
void
bw_window_leave_mark (BwWindow *self)
{
  Mark *mark;

  if (!bw_window_is_open (self) || gtk_stack_get_visible_child (self->pages) == NULL)
    return;
  mark = make_mark (self);
  if (self->trail->len > 0 && is_same (self->trail->pdata[self->trail->len - 1], mark))
    {
      free_mark (mark);
      return;
    }
  if (self->trail->len == MOST_MARKS)
    g_ptr_array_remove_index (self->trail, 0);
  g_ptr_array_add (self->trail, mark);
  update (self);
}

/* Gives @self the action, and a way without marks. */
void
bw_window_begin_trail (BwWindow *self)
{
  static const GActionEntry entries[] = {
    { "go-back", go_back_cb },
  };

  self->trail = g_ptr_array_new_with_free_func (free_mark);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  update (self);
}
