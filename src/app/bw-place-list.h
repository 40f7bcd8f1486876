/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places of a list that is long. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_PLACE_LIST (bw_place_list_get_type ())

G_DECLARE_FINAL_TYPE (BwPlaceList, bw_place_list, BW, PLACE_LIST, GObject)

GListModel *bw_place_list_new (guint n) G_GNUC_WARN_UNUSED_RESULT;
void        bw_place_list_resize (BwPlaceList *self,
                                  guint        n);

G_END_DECLS
