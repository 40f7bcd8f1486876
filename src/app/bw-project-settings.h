/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of an open project. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_PROJECT_SETTINGS (bw_project_settings_get_type ())

G_DECLARE_FINAL_TYPE (BwProjectSettings, bw_project_settings, BW, PROJECT_SETTINGS, AdwWindow)

BwProjectSettings *bw_project_settings_new (GtkWindow *parent,
                                            BwSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
