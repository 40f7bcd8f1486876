/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions that are asked about territory plans. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Told what was written. */
typedef void (*BwPlanNamed) (const char *text,
                             gpointer    data);
/* Told from when on, and whether quotas are to follow. */
typedef void (*BwPlanDated) (BwDate   from,
                             gboolean quotas,
                             gpointer data);

void bw_plan_dialog_ask_text (GtkWidget  *parent,
                              const char *heading,
                              const char *title,
                              const char *text,
                              const char *button,
                              gboolean    needed,
                              BwPlanNamed named,
                              gpointer    data);
void bw_plan_dialog_ask_day (GtkWidget  *parent,
                             const char *plan,
                             BwDate      day,
                             BwPlanDated dated,
                             gpointer    data);

G_END_DECLS
