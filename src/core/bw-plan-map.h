/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map that a territory plan is drawn over, changed. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

#define BW_PLAN_MAP_ERROR (bw_plan_map_error_quark ())

typedef enum
{
  BW_PLAN_MAP_ERROR_UNKNOWN, /* there is no such map */
  BW_PLAN_MAP_ERROR_LOST,    /* the other map cannot say what the plan does */
} BwPlanMapError;

GQuark      bw_plan_map_error_quark (void);
const char *bw_plan_map_title (BwAtlasKind kind);
const char *bw_plan_map_name (BwAtlasKind kind);
char       *bw_plan_map_dup_count (const BwAtlas *map,
                                   guint          n) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_plan_map_edit (const BwBook *book,
                              gint32        plan,
                              const char   *map,
                              BwDelta     **delta,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_plan_map_copy (const BwBook *book,
                              gint32        plan,
                              const char   *name,
                              const char   *map,
                              gint64        now,
                              gint32       *copy,
                              BwDelta     **delta,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_plan_map_dup_proposal (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_plan_map_dup_regions (const BwBook *book,
                                     const char   *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
