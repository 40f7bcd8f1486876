/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets side by side: what differs, what is wrong, what is taken over. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_RECONCILE_DIALOG (bw_reconcile_dialog_get_type ())

G_DECLARE_FINAL_TYPE (BwReconcileDialog, bw_reconcile_dialog, BW, RECONCILE_DIALOG, AdwWindow)

/* Reads the sheets at @paths for the period that the focus of @session shows. */
BwReconcileDialog *bw_reconcile_dialog_new (GtkWindow         *parent,
                                            BwSession         *session,
                                            const char *const *paths);
void               bw_reconcile_dialog_add (BwReconcileDialog *self,
                                            const char *const *paths);
/* How many lines the sheets have, and how many of them are to be taken over. */
guint bw_reconcile_dialog_count (BwReconcileDialog *self,
                                 guint             *n_accepted);

G_END_DECLS
