/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks for a territory's name and owner. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Told what the person chose; not called when they think better of it. @territory is the one that was asked about. */
typedef void (*BwTerritoryChosen) (gint32      territory,
                                   const char *name,
                                   gint32      owner,
                                   gpointer    data);

void bw_territory_dialog_show (GtkWidget        *page,
                               const BwBook     *book,
                               gint32            territory,
                               BwTerritoryChosen chosen);

G_END_DECLS
