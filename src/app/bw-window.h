/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one project, or the start view. */
#pragma once

#include "app/bw-application.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_WINDOW (bw_window_get_type ())

G_DECLARE_FINAL_TYPE (BwWindow, bw_window, BW, WINDOW, AdwApplicationWindow)

BwWindow   *bw_window_new (BwApplication *application);
GFile      *bw_window_get_file (BwWindow *self);
BwSession  *bw_window_get_session (BwWindow *self);
gboolean    bw_window_is_empty (BwWindow *self);
void        bw_window_new_project (BwWindow *self);
void        bw_window_open_project (BwWindow *self,
                                    GFile    *file);
void        bw_window_create_project (BwWindow          *self,
                                      GFile             *file,
                                      BwBook            *book,
                                      const char *const *exports);
void        bw_window_take_files (BwWindow *self,
                                  GFile   **files,
                                  guint     n_files);
void        bw_window_show_page (BwWindow   *self,
                                 const char *name);
GtkWidget  *bw_window_get_page (BwWindow   *self,
                                const char *name);
void        bw_window_begin_tour (BwWindow *self);
void        bw_window_toast (BwWindow   *self,
                             const char *text);
guint       bw_window_n_pages (void);
const char *bw_window_page_name (guint index);
const char *bw_window_page_title (guint index);

G_END_DECLS
