/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person of the team tree, with those who report to that person. */
#pragma once

#include <gio/gio.h>

#include "core/bw-outlook.h"

G_BEGIN_DECLS

#define BW_TYPE_TEAM_ROW (bw_team_row_get_type ())

G_DECLARE_FINAL_TYPE (BwTeamRow, bw_team_row, BW, TEAM_ROW, GObject)

/* The numbers of a row, in the order of their columns; the same as BwExplainedOfPerson. */
typedef enum
{
  BW_TEAM_CALL,
  BW_TEAM_OVERRIDE,
  BW_TEAM_CRM,
  BW_TEAM_P10,
  BW_TEAM_P50,
  BW_TEAM_P90,
  BW_TEAM_WON,
  BW_TEAM_QUOTA,
  BW_TEAM_ATTAINMENT,
  BW_TEAM_GAP,
  BW_TEAM_COVERAGE,
  BW_TEAM_CALL_AGE,
  BW_TEAM_COMMIT,
  BW_TEAM_BEST_CASE,
  BW_TEAM_PIPELINE,
  BW_TEAM_OPEN,
  BW_TEAM_WEIGHTED,
  BW_TEAM_BELOW,
  BW_TEAM_STANDS,
  BW_N_TEAM_FIGURES,
} BwTeamFigure;

/* What the tree is looked at for. */
typedef struct
{
  guint        unit;     /* whole units of the currency that 1 stands for */
  BwCategory   category; /* whose calls and roll-up are shown */
  BwRollupView view;
  gboolean     is_single; /* calls are of each category for itself, and not with what is surer */
} BwTeamLook;

GListStore            *bw_team_row_make_tree (const BwOutlook  *outlook,
                                              const BwBook     *book,
                                              const BwTeamLook *look) G_GNUC_WARN_UNUSED_RESULT;
gboolean               bw_team_row_take_tree (GListStore *to,
                                              GListStore *from);
guint                  bw_team_row_find_unit (const BwOutlook *outlook,
                                              const char      *currency);
const BwOutlookPerson *bw_team_row_get_person (BwTeamRow *self);
const char            *bw_team_row_get_name (BwTeamRow *self);
const char            *bw_team_row_get_currency (BwTeamRow *self);
gint64                 bw_team_row_get_most (BwTeamRow *self);
GListModel            *bw_team_row_get_reports (BwTeamRow *self);
double                 bw_team_row_figure (BwTeamRow   *self,
                                           BwTeamFigure figure);
char                  *bw_team_row_dup_text (BwTeamRow   *self,
                                             BwTeamFigure figure) G_GNUC_WARN_UNUSED_RESULT;

char *bw_team_row_dup_full (BwTeamRow   *self,
                            BwTeamFigure figure) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
