/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The team as a tree of people with their numbers. */
#pragma once

#include <adwaita.h>

#include "core/bw-outlook.h"

G_BEGIN_DECLS

#define BW_TYPE_TEAM_TREE (bw_team_tree_get_type ())

/* Signals: "person-activated" (int person): a row was double-clicked or entered; "figure-activated" (int person,
 * uint BwTeamFigure, GtkWidget cell): how a figure comes about is asked for. */
G_DECLARE_FINAL_TYPE (BwTeamTree, bw_team_tree, BW, TEAM_TREE, AdwBin)

void        bw_team_tree_set_outlook (BwTeamTree      *self,
                                      const BwOutlook *outlook,
                                      const BwBook    *book);
void        bw_team_tree_set_look (BwTeamTree  *self,
                                   BwCategory   category,
                                   BwRollupView view);
GtkWidget  *bw_team_tree_make_chooser (BwTeamTree *self);
const char *bw_team_tree_get_title (BwTeamTree *self);
GListModel *bw_team_tree_get_rows (BwTeamTree *self);

G_END_DECLS
