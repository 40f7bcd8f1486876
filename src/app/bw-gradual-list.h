/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list whose rows come into a view a few at a time. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_GRADUAL_LIST (bw_gradual_list_get_type ())

/* A list model over another one. */
G_DECLARE_FINAL_TYPE (BwGradualList, bw_gradual_list, BW, GRADUAL_LIST, GObject)

BwGradualList *bw_gradual_list_new (GListModel *source) G_GNUC_WARN_UNUSED_RESULT;
void           bw_gradual_list_reach (BwGradualList *self,
                                      guint          position);

G_END_DECLS
