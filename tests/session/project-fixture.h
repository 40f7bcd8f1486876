/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project with a made-up company, for tests of what follows a session. */
#pragma once

#include "session/bw-session.h"

typedef struct
{
  char         *folder;
  BwSession    *session;
  GAsyncResult *result;
} ProjectFixture;

void          project_fixture_set_up (ProjectFixture *f,
                                      guint           n_deals);
void          project_fixture_tear_down (ProjectFixture *f);
void          project_fixture_done_cb (GObject      *object,
                                       GAsyncResult *result,
                                       gpointer      data);
GAsyncResult *project_fixture_wait (ProjectFixture *f);
void          project_fixture_apply (ProjectFixture *f,
                                     BwBook         *after,
                                     BwDelta        *delta);
void          project_fixture_rename (ProjectFixture *f,
                                      const char     *name);
BwBook       *project_fixture_book (ProjectFixture *f);
void          project_fixture_count_cb (GObject *object,
                                        guint   *count);
void          project_fixture_wait_for (const guint *count,
                                        guint        n);
void          project_fixture_let_go (gpointer object);
