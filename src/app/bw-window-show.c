/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions that show something on the page that has it, wherever it is asked for:
 *
 *   win.show-deal u            one deal
 *   win.show-deals s           the deals that a filter admits
 *   win.show-flow (iii)        what moved between two days, and the deals of one bucket of it (-1: of all)
 *   win.show-accuracy          how good past forecasts and calls were
 *   win.show-import x          an import, by its key
 */

#include "app/bw-page.h"
#include "app/bw-window-private.h"

/* The pages that take them. */
#define DEAL_PAGE     "pipeline"
#define ACCURACY_PAGE "forecast"

/* Makes the page called @name, and shows it. Returns: (transfer none) (nullable). */
static BwPage *
open_page (BwWindow   *self,
           const char *name)
{
  GtkWidget *page = bw_window_get_page (self, name);

  if (page == NULL)
    return NULL;
  bw_window_show_page (self, name);
  return BW_PAGE (page);
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
show_import_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwPage *page = open_page (data, BW_WINDOW_IMPORT_PAGE);

  if (page != NULL)
    bw_page_show_import (page, g_variant_get_int64 (parameter));
}

/* Gives @self the actions. */
void
bw_window_add_show_actions (BwWindow *self)
{
  static const GActionEntry entries[] = {
    { "show-deal", show_deal_cb, "u" },
    { "show-deals", show_deals_cb, "s" },
    { "show-flow", show_flow_cb, "(iii)" },
    { "show-accuracy", show_accuracy_cb },
    { "show-import", show_import_cb, "x" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
