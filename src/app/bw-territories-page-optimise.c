/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Balancing on the territories page: the search beside the window, and what becomes of it.
 *
 * What the optimiser finds becomes a draft of its own and never takes the place of a plan. What it could not meet, and why, is told
 * above the territories of the draft (bw-territory-outcome.c). A search that is cancelled leaves nothing. */

#include "app/bw-territories-page-private.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "core/bw-plan-edit.h"
#include "session/bw-session-optimise.h"

/* A search that runs. */
typedef struct
{
  BwTerritoriesPage *page;        /* (owned) */
  GCancellable      *cancellable; /* (owned) */
} Search;

static void
free_search (Search *search)
{
  g_object_unref (search->page);
  g_object_unref (search->cancellable);
  g_free (search);
}

/* Writes the draft that was made of what was proposed for a plan of @book, and shows it with what was not met. */
static void
keep_draft (BwTerritoriesPage         *self,
            BwBook                    *book,
            const BwTerritoryProposal *proposal,
            BwTerritoryDraft          *draft)
{
  bw_territory_outcome_take (self->outcome, proposal, book, draft->key);
  bw_territories_page_apply (self, g_strdup (_ ("Balance territories")), g_steal_pointer (&draft->after), g_steal_pointer (&draft->delta));
  bw_territories_page_choose_plan (self, draft->key);
}

/* Says what the button of the search does now. */
static void
label_search (BwTerritoriesPage *self,
              gboolean           running)
{
  gtk_button_set_label (self->optimise_button, running ? _ ("_Cancel") : _ ("_Balance"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->optimise_button), GTK_ACCESSIBLE_PROPERTY_LABEL, running ? _ ("Cancel") : _ ("Balance"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->optimise_progress), running);
  gtk_progress_bar_set_fraction (self->optimise_progress, 0);
}

static void
progress_cb (double   done,
             gpointer data)
{
  const Search *search = data;

  if (search->page->optimising == search->cancellable)
    gtk_progress_bar_set_fraction (search->page->optimise_progress, done);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Search            *search = data;
  BwTerritoriesPage *self = search->page;
  BwBook            *book = NULL;
  g_autoptr (GError) error = NULL;
  BwTerritoryProposal *proposal = bw_session_optimise_finish (BW_SESSION (source), result, &book, &error);
  GtkRoot             *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean             cancelled = g_cancellable_is_cancelled (search->cancellable);
  BwTerritoryDraft     draft;

  bw_session_optimise_take_draft (result, &draft);
  if (self->optimising == search->cancellable)
    {
      g_clear_object (&self->optimising);
      label_search (self, FALSE);
    }
  if (!cancelled && root != NULL)
    {
      if (proposal != NULL && book != bw_session_get_book (self->session))
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("The project was changed meanwhile. Balance again."));
      if (error == NULL)
        keep_draft (self, book, proposal, &draft);
      else
        bw_dialogs_show_error (GTK_WINDOW (root), _ ("The territories were not balanced"), error);
    }
  bw_territory_draft_clear (&draft);
  g_clear_pointer (&proposal, bw_territory_proposal_free);
  g_clear_pointer (&book, bw_book_unref);
  free_search (search);
}

/* Looks for a plan whose territories are even by the plan's measures and that moves little; while it looks, gives up. */
void
bw_territories_page_optimise (BwTerritoriesPage *self)
{
  BwTerritoryOptimiseOptions options = { .n_threads = 2, .fill_gaps = TRUE, .seed = 1 };
  Search                    *search;
  g_autofree char           *stem = NULL, *name = NULL;

  if (self->optimising != NULL)
    {
      g_cancellable_cancel (self->optimising);
      return;
    }
  bw_territories_page_catch_up (self);
  if (self->plan == NULL || self->plan->plan < 0 || self->values == NULL)
    return;
  bw_territory_optimise_choose (&options, self->values->measures);
  self->optimising = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->page = g_object_ref (self);
  search->cancellable = g_object_ref (self->optimising);
  label_search (self, TRUE);
  stem = g_strdup_printf (_ ("%s, balanced"), bw_book_text (self->book, bw_book_plan (self->book, self->plan->plan)->name));
  name = bw_plan_dup_free_name (self->book, stem);
  bw_session_optimise_draft_async (self->session, self->plan->plan, bw_focus_get_as_of (bw_session_get_focus (self->session)), &options, name,
                                   g_get_real_time () / G_USEC_PER_SEC, progress_cb, search, search->cancellable, searched_cb, search);
}
