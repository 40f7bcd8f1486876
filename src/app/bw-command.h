/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window can be told to do, with words and keys. */
#pragma once

#include "app/bw-window.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean  is_page; /* shows a page */
  char     *title;
  char     *keys;   /* (nullable): as they are called on screen */
  char     *action; /* such as "win.page" */
  GVariant *target; /* (nullable) */
} BwCommand;

GPtrArray *bw_command_list (BwWindow   *window,
                            GMenuModel *menu) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
