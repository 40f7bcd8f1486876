/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals of a list are selected, whatever order they are in. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-deal-list.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_SELECTION (bw_deal_selection_get_type ())

/* Signal: "changed" when other deals are selected. */
G_DECLARE_FINAL_TYPE (BwDealSelection, bw_deal_selection, BW, DEAL_SELECTION, GObject)

BwDealSelection *bw_deal_selection_new (GtkSelectionModel *model,
                                        BwDealList        *list) G_GNUC_WARN_UNUSED_RESULT;
const guint32   *bw_deal_selection_get (BwDealSelection *self,
                                        guint           *n);
gint64           bw_deal_selection_get_sum (BwDealSelection *self);
void             bw_deal_selection_follow (BwDealSelection *self);
void             bw_deal_selection_choose (BwDealSelection *self,
                                           guint            position);

G_END_DECLS
