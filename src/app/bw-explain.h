/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number that explains itself when it is clicked. */
#pragma once

#include <adwaita.h>

#include "core/bw-explanation.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

/* Explains what the widget shows. Returns: (transfer full) (nullable): nothing while there is nothing to explain. */
typedef BwExplanation *(*BwExplainFunc) (gpointer owner,
                                         int      what);

#define BW_TYPE_EXPLAIN (bw_explain_get_type ())

/* Shows its "child" (GtkWidget) as it is; a click, or Enter, opens how it comes about. */
G_DECLARE_FINAL_TYPE (BwExplain, bw_explain, BW, EXPLAIN, GtkWidget)

void bw_explain_set_source (BwExplain    *self,
                            BwSession    *session,
                            BwExplainFunc explain,
                            gpointer      owner,
                            int           what);
void bw_explain_set_name (BwExplain  *self,
                          const char *name);

G_END_DECLS
