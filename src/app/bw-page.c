/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page of the window can be asked to do.
 *
 * The window knows its pages only through this interface and their type, so a page is added by one line of
 * the window's table. A method that a page leaves out does nothing. */

#include "app/bw-page.h"

G_DEFINE_INTERFACE (BwPage, bw_page, GTK_TYPE_WIDGET)

static void
bw_page_default_init (BwPageInterface *iface)
{
}

/* Narrows what the page shows to @text; "" for everything. */
void
bw_page_search (BwPage     *self,
                const char *text)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->search != NULL)
    BW_PAGE_GET_IFACE (self)->search (self, text);
}

/* Shows all that the search @text finds, whatever filters are set. */
void
bw_page_show_found (BwPage     *self,
                    const char *text)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_found != NULL)
    BW_PAGE_GET_IFACE (self)->show_found (self, text);
}

/* Shows what the project keeps for the page under @key: a view, a scenario. */
void
bw_page_show_saved (BwPage *self,
                    gint64  key)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_saved != NULL)
    BW_PAGE_GET_IFACE (self)->show_saved (self, key);
}

/* Shows the deal with index @deal, whatever filters are set. */
void
bw_page_show_deal (BwPage *self,
                   guint   deal)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_deal != NULL)
    BW_PAGE_GET_IFACE (self)->show_deal (self, deal);
}

/* Shows the import with @key and the rows that it rejected. */
void
bw_page_show_import (BwPage *self,
                     gint64  key)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_import != NULL)
    BW_PAGE_GET_IFACE (self)->show_import (self, key);
}

/* What the page shows, to be printed or saved. @insights (nullable) (element-type BwInsight): what to do in the period, for
 * pages that tell of it.
 * Returns: (transfer full) (nullable): the report; nothing while there is nothing to show. */
BwReport *
bw_page_make_report (BwPage          *self,
                     const GPtrArray *insights)
{
  g_return_val_if_fail (BW_IS_PAGE (self), NULL);

  if (BW_PAGE_GET_IFACE (self)->make_report == NULL)
    return NULL;
  return BW_PAGE_GET_IFACE (self)->make_report (self, insights);
}

/* Shows those deals alone that @filter admits (an expression as a person types it), of any period and whether open or not; the
 * scope stays. */
void
bw_page_show_deals (BwPage     *self,
                    const char *filter)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_deals != NULL)
    BW_PAGE_GET_IFACE (self)->show_deals (self, filter);
}

/* Shows what moved between two days (BW_DATE_NONE: those that it shows by itself), and the deals of a @bucket of it (a
 * BwFlowBucket, or -1: of all). */
void
bw_page_show_flow (BwPage *self,
                   BwDate  from,
                   BwDate  to,
                   int     bucket)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_flow != NULL)
    BW_PAGE_GET_IFACE (self)->show_flow (self, from, to, bucket);
}

/* Shows the part of the page that is called so. */
void
bw_page_show_part (BwPage     *self,
                   const char *part)
{
  g_return_if_fail (BW_IS_PAGE (self));

  if (BW_PAGE_GET_IFACE (self)->show_part != NULL)
    BW_PAGE_GET_IFACE (self)->show_part (self, part);
}

/* Returns: (transfer full) (nullable): what of the page is to be found again when somebody comes back to it, beside what it looks
 * at; none where a page has no such thing. */
GVariant *
bw_page_dup_place (BwPage *self)
{
  g_return_val_if_fail (BW_IS_PAGE (self), NULL);

  return BW_PAGE_GET_IFACE (self)->dup_place != NULL ? g_variant_ref_sink (BW_PAGE_GET_IFACE (self)->dup_place (self)) : NULL;
}

/* Shows @place, which the page described, again. */
void
bw_page_go_to (BwPage   *self,
               GVariant *place)
{
  g_return_if_fail (BW_IS_PAGE (self) && place != NULL);

  if (BW_PAGE_GET_IFACE (self)->go_to != NULL)
    BW_PAGE_GET_IFACE (self)->go_to (self, place);
}
