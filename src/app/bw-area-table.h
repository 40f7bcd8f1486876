/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas of a plan's map as a table, for those who would rather read than look. */
#pragma once

#include <adwaita.h>

#include "app/bw-territory-layout.h"

G_BEGIN_DECLS

#define BW_TYPE_AREA_TABLE (bw_area_table_get_type ())

/* Signals: "selection-changed", when a person has selected other rows. Rows can be dragged: what is dragged is a G_TYPE_INT of
 * BW_NOBODY, which stands for what is selected. A menu of actions "territory.move" (int: a place in the list of territories),
 * "territory.unassign" and "territory.lock" opens on rows. */
G_DECLARE_FINAL_TYPE (BwAreaTable, bw_area_table, BW, AREA_TABLE, AdwBin)

void        bw_area_table_show (BwAreaTable       *self,
                                BwTerritoryLayout *layout,
                                gboolean           by_parent,
                                gboolean           editable);
void        bw_area_table_select (BwAreaTable   *self,
                                  const guint32 *units,
                                  guint          n);
GArray     *bw_area_table_dup_selected (BwAreaTable *self) G_GNUC_WARN_UNUSED_RESULT;
guint       bw_area_table_n_rows (BwAreaTable *self);
char       *bw_area_table_dup_text (BwAreaTable *self,
                                    guint        row,
                                    guint        column) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel *bw_area_table_make_menu (BwAreaTable *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
