/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory plan laid out over the map and the accounts. */
#pragma once

#include "core/bw-place.h"

G_BEGIN_DECLS

/* How many colours the territories of a map share. */
#define BW_TERRITORY_N_COLORS 7

/* Three digits of a ZIP code are a key of the plan's table at this plus them. */
#define BW_TERRITORY_PREFIX_BASE 1000000

/* Which territory everything belongs to. Territories are indexes into the book's table, BW_NOBODY for none. */
typedef struct
{
  const BwBook *book;  /* borrowed: to be kept alive as long as this */
  BwAtlas      *atlas; /* (nullable): the map that the plan is drawn over; lives as long as the book's */
  gint32        plan;  /* index into the book's plans, BW_NOBODY: there is none */
  guint         n_units;
  guint         n_accounts;   /* rows of the table */
  guint         n_kept;       /* accounts: rows that were not merged into another. The others have neither place nor territory */
  guint         n_unplaced;   /* accounts whose place is unknown */
  guint         n_state_only; /* accounts of which only the state is known */
  gint32       *units;        /* (array length=n_units): by area */
  guint8       *locked;       /* (array length=n_units): 1 when it stays where it is: by itself, its parent or its territory */
  gint32       *accounts;     /* (array length=n_accounts): named accounts first, else by rule, else by ZIP area, else by area */
  BwPlace      *places;       /* (array length=n_accounts) */
  guint8       *named;        /* (array length=n_accounts): 1 when named, wherever it is */
  gint32       *rules;        /* (array length=n_accounts): the book's rule that holds first for it, BW_NOBODY for none */
  GHashTable   *zips;         /* ZIP code or three digits of it to territory + 1 */
} BwTerritoryPlan;

gint32           bw_territory_plan_current (const BwBook *book);
gint32           bw_territory_plan_at (const BwBook *book,
                                       BwDate        day);
BwTerritoryPlan *bw_territory_plan_new (const BwBook *book,
                                        gint32        plan) G_GNUC_WARN_UNUSED_RESULT;
BwTerritoryPlan *bw_territory_plan_new_of (const BwBook *book,
                                           gint32        plan) G_GNUC_WARN_UNUSED_RESULT;
BwTerritoryPlan *bw_territory_plan_new_after (const BwBook          *book,
                                              gint32                 plan,
                                              const BwTerritoryPlan *earlier) G_GNUC_WARN_UNUSED_RESULT;
BwTerritoryPlan *bw_territory_plan_new_of_areas (const BwBook *book,
                                                 gint32        plan) G_GNUC_WARN_UNUSED_RESULT;
BwTerritoryPlan *bw_territory_plan_preview (const BwTerritoryPlan *plan,
                                            const guint32         *units,
                                            guint                  n,
                                            gint32                 territory) G_GNUC_WARN_UNUSED_RESULT;
void             bw_territory_plan_free (BwTerritoryPlan *plan);
GArray          *bw_territory_plan_dup_territories (const BwTerritoryPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
gboolean         bw_territory_plan_may_move (const BwTerritoryPlan *plan,
                                             guint                  unit,
                                             gint32                 territory);
BwAtlas         *bw_territory_plan_map (const BwBook *book,
                                        gint32        plan);
gint32           bw_territory_plan_parent (const BwTerritoryPlan *plan,
                                           guint                  parent);
gint32           bw_territory_plan_of_place (const BwTerritoryPlan *plan,
                                             const BwPlace         *place);
guint8          *bw_territory_plan_dup_colors (const BwTerritoryPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTerritoryPlan, bw_territory_plan_free)

G_END_DECLS
