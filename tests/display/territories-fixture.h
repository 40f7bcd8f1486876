/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories page in a window of its own, with a project of its own. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-book.h"
#include "session/bw-session.h"

typedef struct
{
  char      *folder;
  BwSession *session;
  GtkWidget *window;
  GtkWidget *page;
  GMainLoop *loop;
  GtkWidget *map;
} TerritoriesFixture;

guint       territories_limit_wait (void);
void        territories_run_loop (TerritoriesFixture *fixture);
void        territories_undone_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      data);
GtkWidget  *territories_get_child (TerritoriesFixture *fixture,
                                   const char         *name);
const char *territories_get_text (TerritoriesFixture *fixture,
                                  const char         *name);
BwBook     *territories_new_sample (guint n_deals);
void        territories_set_up_with (TerritoriesFixture *fixture,
                                     BwBook             *book);
void        territories_set_up (TerritoriesFixture *fixture,
                                gconstpointer       data);
void        territories_tear_down (TerritoriesFixture *fixture,
                                   gconstpointer       data);
void        territories_wait_for_undo (TerritoriesFixture *fixture,
                                       const char         *label);
gint32      territories_owner_of (TerritoriesFixture *fixture,
                                  guint               fips);
gint32      territories_owner_in (TerritoriesFixture *fixture,
                                  gint32              plan,
                                  guint               fips);
guint       territories_n_rows (TerritoriesFixture *fixture,
                                const char         *list);
void        territories_click (TerritoriesFixture *fixture,
                               const char         *button);
GtkWidget  *territories_find_type (GtkWidget *root,
                                   GType      type);
GtkWidget  *territories_find_button (GtkWidget  *root,
                                     const char *name);
GtkWidget  *territories_wait_for_button (TerritoriesFixture *fixture,
                                         const char         *name);
void        territories_press (TerritoriesFixture *fixture,
                               const char         *name);
GtkWidget  *territories_find_labelled (GtkWidget  *root,
                                       GType       type,
                                       const char *label);
void        territories_answer (TerritoriesFixture *fixture,
                                const char         *text);
guint32     territories_select_county (TerritoriesFixture *fixture,
                                       guint               fips);
