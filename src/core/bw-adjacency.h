/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which areas of the map are neighbours, with a project's own bridges. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Neighbours of unit i: neighbours[first[i]] up to before neighbours[first[i + 1]], ascending; symmetric. */
typedef struct
{
  guint   n;
  guint  *first;      /* (array length=n + 1) */
  gint32 *neighbours; /* (array length=first[n]) */
} BwAdjacency;

BwAdjacency *bw_adjacency_new (const BwBook  *book,
                               const BwAtlas *map) G_GNUC_WARN_UNUSED_RESULT;
void         bw_adjacency_free (BwAdjacency *adjacency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAdjacency, bw_adjacency_free)

G_END_DECLS
