/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of a question that is not the one that is asked, while the answer is being worked out. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_pending_follow (GtkWidget *widget,
                        gpointer   source);

G_END_DECLS
