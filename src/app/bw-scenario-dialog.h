/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks for a scenario's name and note. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Told what was typed; not called when the person thinks better of it. */
typedef void (*BwScenarioNamed) (const char *name,
                                 const char *note,
                                 gpointer    data);

void bw_scenario_dialog_show (GtkWidget      *parent,
                              const BwBook   *book,
                              gint32          scenario,
                              const char     *heading,
                              BwScenarioNamed named,
                              gpointer        data);

G_END_DECLS
