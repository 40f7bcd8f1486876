/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units of area with weights, places and neighbours, to be put together into territories. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_PARTITION_ERROR (bw_partition_error_quark ())

typedef enum
{
  BW_PARTITION_ERROR_VALUE,   /* a number that is none, or negative */
  BW_PARTITION_ERROR_GRAPH,   /* neighbours that do not exist */
  BW_PARTITION_ERROR_REQUEST, /* what is asked for cannot be: more territories than units, contradicting locks */
} BwPartitionError;

GQuark bw_partition_error_quark (void);

/* Where a unit is and what its distance to the centre is weighed with. */
typedef struct
{
  double at[3]; /* km; on a plane the third is 0, on a sphere from its middle */
  double mass;
} BwUnitPoint;

/* What a graph is made of. All arrays are borrowed. */
typedef struct
{
  guint          n;
  guint          n_measures; /* 1 or more */
  const double  *x_km;       /* (array length=n) on a plane */
  const double  *y_km;       /* (array length=n) */
  const double  *latitude;   /* (nullable) (array length=n): degrees, instead of a plane */
  const double  *longitude;  /* (nullable) (array length=n) */
  const double  *weights;    /* [n][n_measures]: 0 or more */
  const double  *mass;       /* (nullable) (array length=n): weights of the distances; without it the first measure */
  const guint32 *edges;      /* [n_edges][2]: pairs of neighbours, in any order, repeated or not */
  guint          n_edges;
} BwUnitGraphInput;

/* Counted by references; never changes once made, so that threads may share it. */
typedef struct
{
  gatomicrefcount refs;
  guint           n;
  guint           n_measures;
  BwUnitPoint    *points;     /* (array length=n) */
  double         *weights;    /* [n][n_measures] */
  double         *total;      /* (array length=n_measures) */
  guint32        *first;      /* (array length=n+1): where each unit's neighbours begin */
  guint32        *neighbours; /* ascending for each unit */
  guint32        *component;  /* (array length=n): which connected part it is in */
  guint           n_components;
  gboolean        on_sphere;
} BwUnitGraph;

BwUnitGraph *bw_unit_graph_new (const BwUnitGraphInput *input,
                                GError                **error) G_GNUC_WARN_UNUSED_RESULT;
BwUnitGraph *bw_unit_graph_ref (BwUnitGraph *graph);
void         bw_unit_graph_unref (BwUnitGraph *graph);
BwUnitGraph *bw_unit_graph_new_bridged (const BwUnitGraph *graph,
                                        const guint32     *edges,
                                        guint              n_edges) G_GNUC_WARN_UNUSED_RESULT;
BwUnitGraph *bw_unit_graph_new_merged (const BwUnitGraph *graph,
                                       const guint32     *cluster,
                                       guint              n) G_GNUC_WARN_UNUSED_RESULT;
gboolean     bw_unit_graph_are_neighbours (const BwUnitGraph *graph,
                                           guint              a,
                                           guint              b);

/* Squared distance in km2. */
static inline double
bw_unit_distance2 (const double *a,
                   const double *b)
{
  double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];

  return x * x + y * y + z * z;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwUnitGraph, bw_unit_graph_unref)

G_END_DECLS
