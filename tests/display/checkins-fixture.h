/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tests plan check-ins in a window, hold them and come back to what was promised. */
#pragma once

#include "window-fixture.h"

BwBook     *checkins_get_book (WindowFixture *fixture);
void        checkins_forget (BwBook *book);
void        checkins_find_pair (const BwBook *book,
                                gint32       *host,
                                gint32       *person);
const char *checkins_name_of (const BwBook *book,
                              gint32        person);
GtkWidget  *checkins_find_dialog (void);
gboolean    checkins_has_dialog (gpointer data);
void        checkins_wait_rows (WindowFixture *fixture,
                                guint          cadences,
                                guint          meetings,
                                guint          commitments,
                                guint          comments);
gboolean    checkins_has_agenda (gpointer view);
void        checkins_undo (WindowFixture *fixture);
gboolean    checkins_choose (GtkWidget  *root,
                             const char *name,
                             guint       which);
void        checkins_plan (WindowFixture *fixture,
                           GtkWidget     *page,
                           gint32         host,
                           gint32         person);
void        checkins_promise (WindowFixture *fixture,
                              GtkWidget     *view,
                              const char    *text);
GtkListBox *checkins_get_list (GtkWidget *page);
void        checkins_hold (WindowFixture *fixture,
                           gconstpointer  data);
