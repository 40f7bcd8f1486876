/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of quotas: parts as they would be, parents beside their children, how they changed. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-quota-proposal.h"

G_BEGIN_DECLS

GtkWidget *bw_quota_lists_new_parts (const BwBook *book,
                                     const GArray *lines) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *bw_quota_lists_new_gaps (const BwBook   *book,
                                    const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *bw_quota_lists_new_log (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
