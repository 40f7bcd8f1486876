/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window program as a whole. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_APPLICATION (bw_application_get_type ())

G_DECLARE_FINAL_TYPE (BwApplication, bw_application, BW, APPLICATION, AdwApplication)

BwApplication *bw_application_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           bw_application_open_project (BwApplication *self,
                                            GFile         *file);

G_END_DECLS
