/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up of a new project, step by step. */
#pragma once

#include <adwaita.h>

#include "app/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_WIZARD (bw_wizard_get_type ())

/* Fills in a BwSetup and then has the window it belongs to make the project. Every step can be skipped. */
G_DECLARE_FINAL_TYPE (BwWizard, bw_wizard, BW, WIZARD, AdwWindow)

BwWizard *bw_wizard_new (BwWindow *window);
void      bw_wizard_add_exports (BwWizard *self,
                                 GFile   **files,
                                 guint     n_files);

G_END_DECLS
