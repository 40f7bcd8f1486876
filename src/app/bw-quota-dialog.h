/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog in which quotas are set, shared out, held beside each other, and their log is read. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_QUOTA_DIALOG (bw_quota_dialog_get_type ())

G_DECLARE_FINAL_TYPE (BwQuotaDialog, bw_quota_dialog, BW, QUOTA_DIALOG, AdwWindow)

BwQuotaDialog *bw_quota_dialog_show (GtkWidget *page,
                                     BwSession *session);

G_END_DECLS
