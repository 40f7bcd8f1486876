/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is changed on the territories page. Each change is a step that can be undone. */

#include "app/bw-territories-page-private.h"

#include <glib/gi18n.h>

#include "app/bw-comments.h"
#include "app/bw-dialogs.h"
#include "app/bw-territory-dialog.h"
#include "app/bw-territory-wording.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"

static void
apply_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (BwTerritoriesPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (object), result, &error) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           _ ("The territories were not changed"), error);
}

/* Makes an edit a step that can be undone, called @label (transfer full). */
void
bw_territories_page_apply (BwTerritoriesPage *self,
                           char              *label,
                           BwBook            *after,
                           BwDelta           *delta)
{
  bw_session_apply_async (self->session, label, after, delta, NULL, apply_cb, g_object_ref (self));
  g_free (label);
}

/* Gives the selection to @territory, %BW_NOBODY: to none. To be called when the page has caught up. */
void
bw_territories_page_assign_to (BwTerritoriesPage *self,
                               gint32             territory)
{
  guint          n;
  const guint32 *counties = bw_territory_map_get_selected (self->map, &n);
  BwDelta       *delta;
  BwBook        *after;

  if (n == 0 || !bw_territories_page_may_edit (self) || self->plan->plan < 0)
    return;
  after = bw_territory_edit_assign (self->plan, counties, n, territory, &delta);
  if (bw_delta_is_empty (delta, after))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
      return;
    }
  bw_territories_page_apply (self,
                             territory >= 0 ? g_strdup_printf (ngettext ("Assign %u area to %s", "Assign %u areas to %s", n), n,
                                                               bw_territory_wording_name (self->book, territory))
                                            : g_strdup_printf (ngettext ("Unassign %u area", "Unassign %u areas", n), n),
                             after, delta);
}

/* Gives the selection to the territory that is chosen. */
void
bw_territories_page_assign (BwTerritoriesPage *self)
{
  gint32 territory;

  bw_territories_page_catch_up (self);
  territory = bw_territories_page_territory_at (self, gtk_drop_down_get_selected (self->target));
  if (territory >= 0)
    bw_territories_page_assign_to (self, territory);
}

/* Takes the selection out of its territories. */
void
bw_territories_page_unassign (BwTerritoriesPage *self)
{
  bw_territories_page_catch_up (self);
  bw_territories_page_assign_to (self, BW_NOBODY);
}

/* Makes a plan from who looks after the accounts today. */
void
bw_territories_page_make_plan (BwTerritoriesPage *self)
{
  BwDelta *delta;
  BwBook  *after;

  bw_territories_page_catch_up (self);
  if (self->book == NULL)
    return;
  after = bw_territory_edit_plan_from_owners (self->book, _ ("Today’s owners"), &delta);
  bw_territories_page_apply (self, g_strdup (_ ("Make a plan from today’s owners")), after, delta);
}

/* Takes what a person said about a new territory (%BW_NOBODY) or one that is there. */
static void
describe_cb (gint32      territory,
             const char *name,
             gint32      owner,
             gpointer    data)
{
  BwTerritoriesPage *self = data;
  BwDelta           *delta;
  BwBook            *after;

  if (self->book == NULL || self->book != bw_session_get_book (self->session))
    return;
  if (territory >= 0)
    {
      after = bw_territory_edit_describe (self->book, territory, name, owner, &delta);
      bw_territories_page_apply (self, g_strdup_printf (_ ("Change territory %s"), name), after, delta);
    }
  else
    {
      after = bw_territory_edit_add (self->book, self->plan->plan, name, owner, NULL, &delta);
      bw_territories_page_apply (self, g_strdup_printf (_ ("Add territory %s"), name), after, delta);
    }
}

/* Asks for a new territory. */
void
bw_territories_page_new (BwTerritoriesPage *self)
{
  bw_territories_page_catch_up (self);
  if (self->book != NULL)
    bw_territory_dialog_show (GTK_WIDGET (self), self->book, BW_NOBODY, describe_cb);
}

static gint32
selected_territory (BwTerritoriesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? bw_territories_page_territory_at (self, (guint)gtk_list_box_row_get_index (row)) : BW_NOBODY;
}

/* Asks for name and owner of the selected territory. */
void
bw_territories_page_edit (BwTerritoriesPage *self)
{
  gint32 territory;

  bw_territories_page_catch_up (self);
  territory = selected_territory (self);
  if (territory >= 0)
    bw_territory_dialog_show (GTK_WIDGET (self), self->book, territory, describe_cb);
}

/* Shows what was said about the selected territory, in whichever plan it was, to say more. */
void
bw_territories_page_talk (BwTerritoriesPage *self)
{
  BwCommentAbout     about = bw_comment_about_none ();
  const BwTerritory *row;
  gint32             territory;

  bw_territories_page_catch_up (self);
  territory = selected_territory (self);
  if (territory < 0)
    return;
  row = bw_book_territory (self->book, territory);
  about.territory = row->line != 0 ? row->line : row->key;
  bw_comments_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session, &about, bw_territory_wording_name (self->book, territory));
}

/* Removes the selected territory. */
void
bw_territories_page_remove (BwTerritoriesPage *self)
{
  gint32   territory;
  BwDelta *delta;
  BwBook  *after;

  bw_territories_page_catch_up (self);
  territory = selected_territory (self);
  if (territory < 0)
    return;
  after = bw_territory_edit_remove (self->book, territory, &delta);
  bw_territories_page_apply (self, g_strdup_printf (_ ("Remove territory %s"), bw_territory_wording_name (self->book, territory)), after,
                             delta);
}

/* Makes the selected areas stay where they are, or when all of them do, lets them go. */
void
bw_territories_page_lock (BwTerritoriesPage *self)
{
  guint          n;
  const guint32 *counties;
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_free);
  gboolean lock = FALSE;
  BwDelta *delta;
  BwBook  *after;

  bw_territories_page_catch_up (self);
  counties = bw_territory_map_get_selected (self->map, &n);
  if (n == 0 || !bw_territories_page_may_edit (self) || self->plan->plan < 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      lock = lock || !self->plan->locked[counties[i]];
      g_ptr_array_add (units, bw_atlas_unit_dup_id (self->plan->atlas, counties[i]));
    }
  g_ptr_array_add (units, NULL);
  after = bw_plan_edit_lock_units (self->book, self->plan->plan, (const char *const *)units->pdata, lock, &delta);
  bw_territories_page_apply (self, lock ? g_strdup_printf (ngettext ("Lock %u area", "Lock %u areas", n), n) : g_strdup_printf (ngettext ("Unlock %u area", "Unlock %u areas", n), n),
                             after, delta);
}
