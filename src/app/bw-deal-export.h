/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands the deals of a list on to other programs: as a CSV file, or through the clipboard. */
#pragma once

#include <gtk/gtk.h>

#include "session/bw-deal-list.h"

G_BEGIN_DECLS

void  bw_deal_export_save (GtkWindow     *parent,
                           GFile         *file,
                           BwDealList    *list,
                           const guint32 *deals,
                           guint          n,
                           GArray        *fields);
guint bw_deal_export_copy (GtkWidget     *widget,
                           BwDealList    *list,
                           const guint32 *deals,
                           guint          n,
                           GArray        *fields);

G_END_DECLS
