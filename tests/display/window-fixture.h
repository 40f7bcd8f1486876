/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a project of its own, and how tests find their way in it. */
#pragma once

#include <adwaita.h>

#include "app/bw-window.h"
#include "core/bw-book.h"

typedef gboolean (*WindowCondition) (gpointer data);

typedef struct
{
  BwApplication *application;
  BwWindow      *window;
  char          *folder;
  GFile         *file;
} WindowFixture;

void       window_fixture_set_up (WindowFixture *fixture,
                                  BwBook        *book);
void       window_fixture_tear_down (WindowFixture *fixture,
                                     gconstpointer  data);
void       window_wait_until (WindowCondition condition,
                              gpointer        data);
GtkWidget *window_find (GtkWidget  *root,
                        GType       type,
                        const char *property,
                        const char *value);
GtkWidget *window_find_hidden (GtkWidget *root,
                               GType      type);
gboolean   window_has_label (GtkWidget  *root,
                             const char *text);
GtkWidget *window_show_page (WindowFixture *fixture,
                             const char    *name);

BwApplication *window_fixture_init (int    *argc,
                                    char ***argv) G_GNUC_WARN_UNUSED_RESULT;
BwApplication *window_fixture_init_in (int        *argc,
                                       char     ***argv,
                                       const char *locale) G_GNUC_WARN_UNUSED_RESULT;
