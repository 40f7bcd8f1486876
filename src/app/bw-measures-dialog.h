/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks what the territories of a plan are to have about as much of. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-territory-measure.h"

G_BEGIN_DECLS

/* Takes over what was chosen. Returns: %FALSE with @error set where that cannot be, and the dialog stays. */
typedef gboolean (*BwMeasuresChosen) (const BwMeasureChoice *choices,
                                      guint                  n,
                                      const char            *formula,
                                      gpointer               data,
                                      GError               **error);

void bw_measures_dialog_show (GtkWidget       *page,
                              const BwBook    *book,
                              gint32           plan,
                              BwMeasuresChosen chosen);

G_END_DECLS
