/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions that show something on the page that has it, wherever it is asked for:
 *
 *   win.show-deal u            one deal
 *   win.show-deals s           the deals that a filter admits
 *   win.show-deals-of (us)     those of a person and everyone below that a filter admits
 *   win.show-found s           the deals that a search finds
 *   win.show-person u          the deals of a person and everyone below, on the page that is there
 *   win.show-everyone          everyone's, on the page that is there
 *   win.show-view x            a saved view of the deals, by its key
 *   win.show-scenario x        a saved scenario, by its key
 *   win.show-flow (iii)        what moved between two days, and the deals of one bucket of it (-1: of all)
 *   win.show-accuracy          how good past forecasts and calls were
 *   win.recalibrate            the same, after the models were fitted anew, with what changed
 *   win.show-import x          an import, by its key
 *   win.quotas                 the quotas, in a dialog
 *
 * Each leaves a mark first, so that there is a way back (bw-window-trail.c). */

#include "app/bw-page.h"
#include "app/bw-quota-dialog.h"
#include "app/bw-window-private.h"

/* The pages that take them. */
#define DEAL_PAGE     "pipeline"
#define ACCURACY_PAGE "forecast"
#define SCENARIO_PAGE "scenarios"

/* Makes the page called @name, and shows it. Returns: (transfer none) (nullable). */
static BwPage *
open_page (BwWindow   *self,
           const char *name)
{
  GtkWidget *page = bw_window_get_page (self, name);

  if (page == NULL)
    return NULL;
  bw_window_leave_mark (self);
  bw_window_show_page (self, name);
  return BW_PAGE (page);
}

/* Looks at the deals of @person and everyone below; the filter stays. */
static void
look_at_person (BwWindow *self,
                guint     person)
{
  BwFocus *focus = bw_session_get_focus (self->session);
  BwScope  scope = { BW_SCOPE_PERSON, (gint32)person };

  if (person < bw_session_get_book (self->session)->people->len)
    bw_focus_set_scope (focus, &scope);
}

static void
show_deal_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  BwPage *page = open_page (data, DEAL_PAGE);

  if (page != NULL)
    bw_page_show_deal (page, g_variant_get_uint32 (parameter));
}

static void
show_deals_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  BwPage *page = open_page (data, DEAL_PAGE);

  if (page != NULL)
    bw_page_show_deals (page, g_variant_get_string (parameter, NULL));
}

static void
show_deals_of_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  BwPage     *page = open_page (data, DEAL_PAGE);
  guint       person;
  const char *filter;

  g_variant_get (parameter, "(u&s)", &person, &filter);
  if (page == NULL)
    return;
  look_at_person (data, person);
  bw_page_show_deals (page, filter);
}

static void
show_found_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  BwPage *page = open_page (data, DEAL_PAGE);

  if (page == NULL)
    return;
  BW_WINDOW (data)->searching = TRUE;
  bw_page_show_found (page, g_variant_get_string (parameter, NULL));
}

static void
show_person_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwWindow *self = data;

  if (!bw_window_is_open (self))
    return;
  bw_window_leave_mark (self);
  look_at_person (self, g_variant_get_uint32 (parameter));
}

static void
show_everyone_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };
  BwWindow            *self = data;

  if (!bw_window_is_open (self))
    return;
  bw_window_leave_mark (self);
  bw_focus_set_scope (bw_session_get_focus (self->session), &everyone);
}

static void
show_view_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  BwPage *page = open_page (data, DEAL_PAGE);

  if (page != NULL)
    bw_page_show_saved (page, g_variant_get_int64 (parameter));
}

static void
show_scenario_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  BwPage *page = open_page (data, SCENARIO_PAGE);

  if (page != NULL)
    bw_page_show_saved (page, g_variant_get_int64 (parameter));
}

static void
show_flow_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  BwPage *page = open_page (data, DEAL_PAGE);
  gint32  from, to, bucket;

  g_variant_get (parameter, "(iii)", &from, &to, &bucket);
  if (page != NULL)
    bw_page_show_flow (page, from, to, bucket);
}

static void
show_accuracy_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  BwPage *page = open_page (data, ACCURACY_PAGE);

  if (page != NULL)
    bw_page_show_part (page, "accuracy");
}

static void
recalibrate_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwPage *page = open_page (data, ACCURACY_PAGE);

  if (page != NULL)
    bw_page_show_part (page, "recalibrate");
}

static void
show_import_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwPage *page = open_page (data, BW_WINDOW_IMPORT_PAGE);

  if (page != NULL)
    bw_page_show_import (page, g_variant_get_int64 (parameter));
}

static void
quotas_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  BwSession *session = bw_window_get_session (data);

  if (bw_session_get_book (session) != NULL)
    bw_quota_dialog_show (data, session);
}

/* Gives @self the actions. */
void
bw_window_add_show_actions (BwWindow *self)
{
  static const GActionEntry entries[] = {
    { "show-deal", show_deal_cb, "u" },
    { "show-deals", show_deals_cb, "s" },
    { "show-deals-of", show_deals_of_cb, "(us)" },
    { "show-found", show_found_cb, "s" },
    { "show-everyone", show_everyone_cb },
    { "show-person", show_person_cb, "u" },
    { "show-view", show_view_cb, "x" },
    { "show-scenario", show_scenario_cb, "x" },
    { "show-flow", show_flow_cb, "(iii)" },
    { "show-accuracy", show_accuracy_cb },
    { "recalibrate", recalibrate_cb },
    { "show-import", show_import_cb, "x" },
    { "quotas", quotas_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
