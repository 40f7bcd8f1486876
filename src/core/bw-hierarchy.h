/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which series are sums of which: an organisation over its regions and people, products across both. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The summing matrix, packed. Series 0 to n_bottom - 1 are those that all others are sums of; series n_bottom + s is the
 * sum of members[first[s]] up to members[first[s + 1]]. */
typedef struct
{
  guint   n_bottom;
  guint   n_sums;
  GArray *first;   /* guint: n_sums + 1 */
  GArray *members; /* guint: bottom series */
} BwHierarchy;

BwHierarchy *bw_hierarchy_new (guint n_bottom) G_GNUC_WARN_UNUSED_RESULT;
void         bw_hierarchy_free (BwHierarchy *hierarchy);
guint        bw_hierarchy_add (BwHierarchy *hierarchy,
                               const guint *members,
                               guint        n_members);
guint        bw_hierarchy_add_level (BwHierarchy *hierarchy,
                                     const gint  *groups,
                                     guint        n_groups);
guint        bw_hierarchy_n_series (const BwHierarchy *hierarchy);
const guint *bw_hierarchy_members (const BwHierarchy *hierarchy,
                                   guint              sum,
                                   guint             *n_members);
void         bw_hierarchy_add_up (const BwHierarchy *hierarchy,
                                  double            *values,
                                  guint              n_columns);
double       bw_hierarchy_incoherence (const BwHierarchy *hierarchy,
                                       const double      *values,
                                       guint              n_columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHierarchy, bw_hierarchy_free)

G_END_DECLS
