/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+C ends what is being worked out, not the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     bw_cli_interrupt_begin (void);
void     bw_cli_interrupt_end (void);
gboolean bw_cli_interrupt_progress (double   done,
                                    gpointer data);

G_END_DECLS
