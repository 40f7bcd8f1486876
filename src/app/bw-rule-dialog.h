/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs that ask for a rule of a plan, and for an account that is given by name. */
#pragma once

#include <gtk/gtk.h>

#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

/* Tells what somebody wrote (a condition, or an account's name or id) and for which territory. */
typedef void (*BwRuleChosen) (const char *text,
                              gint32      territory,
                              gpointer    data);

void   bw_rule_dialog_show (GtkWidget             *parent,
                            const BwTerritoryPlan *plan,
                            gint32                 rule,
                            BwRuleChosen           chosen);
void   bw_rule_dialog_show_account (GtkWidget             *parent,
                                    const BwTerritoryPlan *plan,
                                    BwRuleChosen           chosen);
gint32 bw_rule_dialog_find_account (const BwBook *book,
                                    const char   *text);

G_END_DECLS
