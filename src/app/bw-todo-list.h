/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deserves a look in a period, what matters most first. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_TODO_LIST (bw_todo_list_get_type ())

/* Follows the session that it is given, while it is mapped. */
G_DECLARE_FINAL_TYPE (BwTodoList, bw_todo_list, BW, TODO_LIST, AdwBin)

void bw_todo_list_set_session (BwTodoList *self,
                               BwSession  *session);

void bw_todo_list_set_waiting (BwTodoList *self,
                               gboolean    waiting);

G_END_DECLS
