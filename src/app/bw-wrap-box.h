/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children in a row that goes on in the next line where it is full. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_WRAP_BOX (bw_wrap_box_get_type ())

/* Children are added by <child>, or bw_wrap_box_append(). Properties: "spacing", "line-spacing" (int, px), "homogeneous" (boolean:
 * all equally wide, in as few lines as have room), "end" (GtkWidget: stays at the end of the first line, whatever wraps; where
 * that leaves too little to the others it has the line to itself). */
G_DECLARE_FINAL_TYPE (BwWrapBox, bw_wrap_box, BW, WRAP_BOX, GtkWidget)

void bw_wrap_box_append (BwWrapBox *self,
                         GtkWidget *child);

G_END_DECLS
