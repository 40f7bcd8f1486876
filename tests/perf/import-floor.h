/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What importing an export costs at least. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void bw_import_floor_run (const char *csv,
                          const char *database);

G_END_DECLS
