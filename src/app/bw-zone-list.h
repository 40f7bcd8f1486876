/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time zones that one can choose from, by their cities. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _BwZoneList BwZoneList;

/* Returns: (transfer full): the time zones that this computer knows, and those at @others (nullable elements, array length=n). */
BwZoneList *bw_zone_list_new (const char *const *others,
                              guint              n) G_GNUC_WARN_UNUSED_RESULT;
void        bw_zone_list_free (BwZoneList *self);
/* Returns: (transfer floating): a list to choose from, which is searched by city; before all stands @none. */
GtkWidget *bw_zone_list_make (BwZoneList *self,
                              const char *none);
/* Returns: (transfer none) (nullable): what is chosen in @drop_down, made by this; %NULL: none. */
const char *bw_zone_list_get (BwZoneList  *self,
                              GtkDropDown *drop_down);
/* Chooses @zone (nullable: none) in @drop_down, made by this. */
void bw_zone_list_set (BwZoneList  *self,
                       GtkDropDown *drop_down,
                       const char  *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwZoneList, bw_zone_list_free)

G_END_DECLS
