/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number comes about, to be read. */
#pragma once

#include <adwaita.h>

#include "core/bw-explanation.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_EXPLANATION_VIEW (bw_explanation_view_get_type ())

G_DECLARE_FINAL_TYPE (BwExplanationView, bw_explanation_view, BW, EXPLANATION_VIEW, AdwBin)

GtkWidget *bw_explanation_view_new (BwSession           *session,
                                    const BwExplanation *explanation) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *bw_explanation_view_popup (GtkWidget           *owner,
                                      const GdkRectangle  *at,
                                      BwSession           *session,
                                      const BwExplanation *explanation);

G_END_DECLS
