/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a project from a file, what the program without a window says of the same file, and waiting until both agree. */
#pragma once

#include <json-glib/json-glib.h>

#include "window-fixture.h"

/* A window with an open project. @window first, so that the fixture can take it down. */
typedef struct
{
  WindowFixture window;
  const char   *cli;  /* path of the program without a window */
  char         *path; /* (owned): of the project */
} Walk;

/* What is looked at while waiting. */
typedef struct
{
  Walk       *walk;
  GtkWidget  *page;
  JsonObject *told;  /* by the program without a window */
  GString    *wrong; /* what does not agree yet */
} WalkLook;

/* Whether @look agrees with what was told; else it says in what not, through walk_same(). */
typedef gboolean (*WalkCheck) (WalkLook *look);

void        walk_prepare (Walk       *walk,
                          const char *cli);
void        walk_open (Walk *walk);
void        walk_tear_down (Walk *walk);
BwSession  *walk_session (Walk *walk);
BwFocus    *walk_focus (Walk *walk);
BwBook     *walk_book (Walk *walk);
void        walk_run_cli (Walk       *walk,
                          char      **output,
                          const char *command,
                          ...) G_GNUC_NULL_TERMINATED;
JsonObject *walk_ask (Walk       *walk,
                      const char *command,
                      ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

void     walk_agree (Walk       *walk,
                     GtkWidget  *page,
                     JsonObject *told,
                     const char *what,
                     WalkCheck   check);
gboolean walk_same (WalkLook   *look,
                    const char *what,
                    const char *shown,
                    const char *wanted);

gint64     walk_money (Walk       *walk,
                       JsonObject *object,
                       const char *member);
double     walk_number (JsonObject *object,
                        const char *member);
guint      walk_count (JsonObject *object,
                       const char *member);
GPtrArray *walk_find_all (GtkWidget *root,
                          GType      type) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *walk_find_class (GtkWidget  *root,
                            const char *name);
GtkLabel  *walk_find_part (GtkWidget  *root,
                           const char *part);
void       walk_choose_period (Walk *walk,
                               int   shift);
void       walk_choose_day (Walk  *walk,
                            BwDate day);
void       walk_choose_scope (Walk *walk,
                              guint row);
