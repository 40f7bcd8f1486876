/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecasts of past periods were. */
#pragma once

#include <adwaita.h>

#include "chart/bw-report.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCURACY_VIEW (bw_accuracy_view_get_type ())

/* Follows the session that it is given; replays the past while it is mapped. */
G_DECLARE_FINAL_TYPE (BwAccuracyView, bw_accuracy_view, BW, ACCURACY_VIEW, AdwBin)

void       bw_accuracy_view_set_session (BwAccuracyView *self,
                                         BwSession      *session);
void       bw_accuracy_view_recalibrate (BwAccuracyView *self);
BwReport  *bw_accuracy_view_make_report (BwAccuracyView *self) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *bw_accuracy_view_get_corner (BwAccuracyView *self);

G_END_DECLS
