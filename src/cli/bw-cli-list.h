/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of things with named values, as CSV or as JSON. */
#pragma once

#include "cli/bw-cli.h"

G_BEGIN_DECLS

JsonBuilder *bw_cli_list_begin (const BwCli *cli,
                                const char  *name);
void         bw_cli_list_row (JsonBuilder       *builder,
                              const char *const *names,
                              const char *const *cells,
                              guint              n);
void         bw_cli_list_end (JsonBuilder *builder);
gboolean     bw_cli_read_day (const BwCli *cli,
                              const char  *text,
                              BwDate      *day,
                              int         *status);

G_END_DECLS
