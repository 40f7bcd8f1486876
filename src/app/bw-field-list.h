/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of the project's own: to be renamed, turned into text and removed. */
#pragma once

#include <adwaita.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FIELD_LIST (bw_field_list_get_type ())

/* Follows the session that it is given, while it is mapped. */
G_DECLARE_FINAL_TYPE (BwFieldList, bw_field_list, BW, FIELD_LIST, AdwBin)

void bw_field_list_set_session (BwFieldList *self,
                                BwSession   *session);

G_END_DECLS
