/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */
#pragma once

#include "app/bw-filter-bar.h"
#include "app/bw-filter-picker.h"
#include "app/bw-import-bar.h"
#include "app/bw-period-picker.h"
#include "app/bw-scope-picker.h"
#include "app/bw-scope-trail.h"
#include "app/bw-start-view.h"
#include "app/bw-tour.h"
#include "app/bw-window.h"
#include "session/bw-live-outlook.h"

G_BEGIN_DECLS

/* The page that shows imports. */
#define BW_WINDOW_IMPORT_PAGE "data"

struct _BwWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkRevealer     *drop_hint;
  GtkStack        *root;
  BwStartView     *start_view;
  GtkMenuButton   *start_menu_button;
  GtkSpinner      *spinner;
  GtkLabel        *opening_label;
  AdwFlap         *flap;
  GtkLabel        *project_title;
  GtkListBox      *sidebar;
  BwPeriodPicker  *period_picker;
  BwScopePicker   *scope_picker;
  BwFilterPicker  *filter_picker;
  BwFilterBar     *filter_bar;
  BwScopeTrail    *scope_trail;
  GtkSearchEntry  *search;
  GtkMenuButton   *menu_button;
  GtkButton       *back_button;
  GtkButton       *undo_button;
  GtkButton       *redo_button;
  GtkRevealer     *notice;
  GtkLabel        *notice_label;
  GtkStack        *pages;
  BwImportBar     *import_bar;
  BwTour          *tour;

  BwSession     *session; /* (owned): without a file in the states start and opening */
  BwLiveOutlook *outlook; /* (owned) (nullable): shared by the pages */
  char         **exports; /* (owned) (nullable): to be imported when the project is open */
  GPtrArray     *trail;   /* (owned): where somebody was; see bw-window-trail.c */
  gboolean       closing;
  gboolean       tour_wanted; /* begins when the project is open */
  gboolean       searching;   /* the table shows what the search finds */
};

/* What can be printed or saved. */
typedef enum
{
  BW_WINDOW_PRINT_PAGE,
  BW_WINDOW_SAVE_PAGE,
  BW_WINDOW_SAVE_TABLES,
  BW_WINDOW_SAVE_BRIEF,
} BwWindowPrintKind;

gboolean bw_window_is_open (BwWindow *self);
void     bw_window_choose_exports (BwWindow *self);
void     bw_window_import_exports (BwWindow *self);
void     bw_window_reconcile (BwWindow          *self,
                              const char *const *paths);
void     bw_window_take_list (BwWindow    *self,
                              GdkFileList *list);
void     bw_window_add_show_actions (BwWindow *self);
void     bw_window_add_help_actions (BwWindow *self);
void     bw_window_begin_trail (BwWindow *self);
void     bw_window_leave_mark (BwWindow *self);
void     bw_window_add_search_actions (BwWindow *self);
void     bw_window_begin_search (BwWindow *self);
void     bw_window_search_changed (BwWindow *self);
void     bw_window_search_stopped (BwWindow *self);
void     bw_window_paste_table (BwWindow *self);
void     bw_window_imported (BwWindow       *self,
                             BwImportResult *result,
                             GError         *error);
void     bw_window_print (BwWindow         *self,
                          BwWindowPrintKind kind);

G_END_DECLS
