/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the territories page shows, worked out. */
#pragma once

#include "core/bw-territory-balance.h"
#include "core/bw-territory-part.h"
#include "core/bw-territory-preview.h"
#include "session/bw-live.h"

G_BEGIN_DECLS

/* Counted by references and never changed, so that a thread may make it and the page show it. */
typedef struct
{
  BwBook             *book;     /* (owned): what the rest is made of */
  gint64              plan_key; /* which plan was asked for, 0: the one in force */
  BwDate              as_of;
  gint32              index; /* of the plan that was laid out, BW_NOBODY: there is none */
  BwTerritoryPlan    *plan;
  BwAccountValues    *values;
  GArray             *balance;  /* (element-type BwTerritoryBalance) */
  GArray             *counties; /* (element-type BwTerritoryGap) */
  GArray             *overlaps; /* (element-type BwTerritoryOverlap) */
  GArray             *gaps;     /* (element-type BwTerritoryGap) */
  GPtrArray          *parts;    /* (element-type BwTerritoryPart) */
  BwTerritoryPreview *preview;  /* of the plan */
  guint8             *problems; /* (array length: the counties): what bw_map_draw_marks() takes */
} BwTerritoryLayout;

gint32             bw_territory_layout_find_plan (const BwBook *book,
                                                  gint64        plan_key,
                                                  BwDate        as_of);
BwTerritoryLayout *bw_territory_layout_new (BwBook                  *book,
                                            gint64                   plan_key,
                                            BwDate                   as_of,
                                            const BwTerritoryLayout *earlier) G_GNUC_WARN_UNUSED_RESULT;
BwTerritoryLayout *bw_territory_layout_ref (BwTerritoryLayout *layout);
void               bw_territory_layout_unref (BwTerritoryLayout *layout);
gboolean           bw_territory_layout_is_of (const BwTerritoryLayout *layout,
                                              const BwBook            *book,
                                              gint64                   plan_key,
                                              BwDate                   as_of);
BwLive            *bw_territory_layout_live_new (BwSession *session) G_GNUC_WARN_UNUSED_RESULT;
void               bw_territory_layout_ask (BwLive *live,
                                            gint64  plan_key);

G_END_DECLS
