/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas of a plan's map as the rows of a table. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

/* The units of a row belong to more than one territory, or to one and to none. */
#define BW_TERRITORY_SEVERAL (-2)

/* A unit of the map, or all that lie in one of its parents. */
typedef struct
{
  guint32 first, n;  /* its units, which are consecutive */
  gint32  territory; /* BW_NOBODY: none; BW_TERRITORY_SEVERAL */
  guint   n_locked;  /* of its units */
  guint   accounts;
  gint64  values[BW_N_MEASURES];
} BwTerritoryArea;

/* What rows can be put in order by; from BW_AREA_VALUE on by a measure. */
typedef enum
{
  BW_AREA_NAME,
  BW_AREA_TERRITORY,
  BW_AREA_VALUE,
} BwAreaKey;

GArray *bw_territory_areas_new (const BwTerritoryPlan *plan,
                                const GArray          *counties,
                                gboolean               by_parent) G_GNUC_WARN_UNUSED_RESULT;
char   *bw_territory_area_dup_name (const BwTerritoryPlan *plan,
                                    const BwTerritoryArea *area) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_territory_areas_find (const BwTerritoryPlan *plan,
                                 const GArray          *areas,
                                 const char            *text) G_GNUC_WARN_UNUSED_RESULT;
void    bw_territory_areas_sort (const BwTerritoryPlan *plan,
                                 const GArray          *areas,
                                 guint                  key,
                                 gboolean               descending,
                                 GArray                *found);

G_END_DECLS
