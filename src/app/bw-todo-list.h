/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deserves a look in a period, most money first. */
#pragma once

#include <adwaita.h>

#include "core/bw-scope.h"

G_BEGIN_DECLS

#define BW_TYPE_TODO_LIST (bw_todo_list_get_type ())

G_DECLARE_FINAL_TYPE (BwTodoList, bw_todo_list, BW, TODO_LIST, AdwBin)

void bw_todo_list_look (BwTodoList     *self,
                        BwBook         *book,
                        const BwScope  *scope,
                        const BwPeriod *period,
                        BwDate          as_of);

G_END_DECLS
