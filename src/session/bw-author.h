/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits at this computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *bw_author_get_name (void);

G_END_DECLS
