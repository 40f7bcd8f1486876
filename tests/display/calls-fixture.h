/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tests say calls at the cells of a window and drop managers' sheets onto it. */
#pragma once

#include "app/bw-reconcile-dialog.h"
#include "window-fixture.h"

BwSession *calls_get_session (WindowFixture *fixture);
BwBook    *calls_get_book (WindowFixture *fixture);
gboolean   calls_is_gone (gpointer data);
void       calls_wait_for_calls (WindowFixture *fixture,
                                 guint          n_calls,
                                 guint          n_lines);
void       calls_step (WindowFixture *fixture,
                       const char    *action);
GtkWidget *calls_open_cell (GtkWidget *page,
                            gint32     person,
                            guint      figure);
void       calls_say_at_cell (WindowFixture *fixture,
                              gint32         person,
                              guint          figure,
                              const char    *amount,
                              const char    *note);

BwReconcileDialog *calls_find_dialog (void);
gboolean           calls_is_read (gpointer data);
gboolean           calls_has_all (gpointer n);
gboolean           calls_is_closed (gpointer data);
void               calls_drop (GtkWidget *widget,
                               GFile     *file);
gint64             calls_ask_headless (WindowFixture *fixture,
                                       const char    *period);
