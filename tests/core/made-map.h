/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps that are made up, and what has to be true of every division of one. */
#pragma once

#include "core/bw-partition.h"

G_BEGIN_DECLS

/* A map made up. */
typedef struct
{
  guint   n, m;
  double *x, *y, *weights;
  GArray *edges;
} BwMadeMap;

void         bw_made_map_clear (BwMadeMap *map);
BwMadeMap    bw_made_map_grid (guint   width,
                               guint   height,
                               guint   m,
                               guint   gap,
                               guint64 seed);
BwUnitGraph *bw_made_map_graph (const BwMadeMap *map) G_GNUC_WARN_UNUSED_RESULT;
guint        bw_made_map_count_pieces (const BwUnitGraph *graph,
                                       const gint32      *territory,
                                       gint32             own);
void         bw_made_map_check (const BwUnitGraph        *graph,
                                const BwPartitionOptions *options,
                                const BwPartition        *partition);
BwPartition *bw_made_map_divide (const BwUnitGraph        *graph,
                                 const BwPartitionOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwMadeMap, bw_made_map_clear)

G_END_DECLS
