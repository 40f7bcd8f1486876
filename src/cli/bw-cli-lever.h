/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levers of scenarios as one types them. */
#pragma once

#include "core/bw-scenario.h"

G_BEGIN_DECLS

gboolean    bw_cli_lever_read (const BwBook *book,
                               const char   *text,
                               BwDate        as_of,
                               BwLever      *lever,
                               char        **problem);
char       *bw_cli_lever_write (const BwBook  *book,
                                const BwLever *lever) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_cli_lever_name (BwLeverKind kind);
char       *bw_cli_lever_help (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
