/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands that tell of a period have in common: the project, the day, the period, the scope. */
#pragma once

#include "cli/bw-cli.h"

G_BEGIN_DECLS

/* A project and what it is looked at for. */
typedef struct
{
  BwCli      cli;
  BwSession *session;
  BwBook    *book; /* (owned): with the people reporting as they did on the day */
  BwDate     as_of;
  BwPeriod   period;
  BwScope    scope;
  char      *as_of_text;
  char      *period_text;
  char      *scope_text;
  char      *filter_text;
  char      *period_name;
  char      *scope_name;
} BwCliLook;

gboolean bw_cli_look_start (BwCliLook          *look,
                            int                 argc,
                            char              **argv,
                            const char         *summary,
                            const GOptionEntry *own,
                            int                *status);
gboolean bw_cli_look_start_with (BwCliLook          *look,
                                 int                 argc,
                                 char              **argv,
                                 const char         *arguments,
                                 guint               min_rest,
                                 guint               max_rest,
                                 const char         *summary,
                                 const GOptionEntry *own,
                                 int                *status);
void     bw_cli_look_clear (BwCliLook *look);
void     bw_cli_look_add_scope (JsonBuilder     *builder,
                                const BwCliLook *look);
void     bw_cli_look_add_period (JsonBuilder     *builder,
                                 const BwCliLook *look);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliLook, bw_cli_look_clear)

G_END_DECLS
