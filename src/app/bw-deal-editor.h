/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what is written beside the CRM's value of one field, of one deal or many, at the cell that shows it. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-adjustment.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DEAL_EDITOR (bw_deal_editor_get_type ())

/* Signal: "move" (int) after a value was taken with Tab (1) or Shift and Tab (-1): the next cell, or that before, is wanted. */
G_DECLARE_FINAL_TYPE (BwDealEditor, bw_deal_editor, BW, DEAL_EDITOR, GtkPopover)

GtkWidget *bw_deal_editor_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void       bw_deal_editor_open (BwDealEditor       *self,
                                const GdkRectangle *at,
                                const guint32      *deals,
                                guint               n,
                                BwAdjusted          field);
gboolean   bw_deal_editor_take (BwDealEditor *self);
void       bw_deal_editor_reset (BwDealEditor  *self,
                                 const guint32 *deals,
                                 guint          n,
                                 int            field);

G_END_DECLS
