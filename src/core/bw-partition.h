/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territories that are even, compact and in one piece, out of units of area. */
#pragma once

#include "core/bw-progress.h"
#include "core/bw-unit-graph.h"

G_BEGIN_DECLS

/* Most territories of a plan. */
#define BW_PARTITION_MOST 10000

/* What is asked for. Zeros everywhere but @k are a sound default. All arrays are borrowed. */
typedef struct
{
  guint         k;          /* territories, 1 to the number of units */
  const double *tolerances; /* (nullable) (array length=n_measures): how far each measure may be from its target, 0.05 is 5 % */
  const double *shares;     /* (nullable) (array length=k): what each territory should have relative to the others; without it all the same */
  gboolean      scattered;  /* territories need not be in one piece */

  const double *base;       /* (nullable) [k][n_measures]: what territories have already, wherever units go; NULL nothing */
  const gint32 *current;    /* (nullable) (array length=n): today's plan, -1 for units that nobody has */
  gboolean      afresh;     /* with a current plan: only begin at its centres; else as little as possible is moved */
  double        moved_cost; /* with a current plan: what moving costs against being spread out; 0 the usual */
  const gint32 *fixed;      /* (nullable) (array length=n): the territory a unit must be in, -1 free */
  const guint8 *closed;     /* (nullable) (array length=k): 1 for territories that stay as they are in @current */
  const double *centres;    /* (nullable) [k][3]: pinned centres, as the graph's points; NaN where there is none */

  double     cut_cost; /* what a border between two units costs, against an n-th of all inertia; 0: 0.66, in small tasks none */
  guint64    seed;
  guint64    iterations; /* proposals to be looked at by each chain; 0: by @seconds, or as the size asks for */
  double     seconds;    /* by which it has to be done; 0: no matter */
  gint64     began_us;   /* monotonic time from which these count; 0: from the call */
  guint      n_threads;  /* 0: one for each processor, at most as many as chains */
  BwProgress progress;   /* (nullable): called in the caller's thread */
  gpointer   progress_data;
} BwPartitionOptions;

/* The chains that are run, whatever the number of threads: so that this changes nothing. */
#define BW_PARTITION_N_CHAINS 2

/* Why something could not be met. */
typedef enum
{
  BW_PARTITION_LARGE_UNIT,       /* @unit alone is more than its territory may have */
  BW_PARTITION_OVERLOADED_LOCK,  /* what is locked into @territory is more than it may have */
  BW_PARTITION_UNDERLOADED_LOCK, /* @territory is closed and has too little */
  BW_PARTITION_DETACHED_AREA,    /* @n_pieces, the largest @n_units around @unit, have no border with the rest of @territory */
  BW_PARTITION_SPLIT_LOCK,       /* units locked into @territory cut off @n_pieces of it, the largest around @unit */
  BW_PARTITION_LOCKED_BETWEEN,   /* what is locked, and nothing else, lies between @n_pieces and the rest, the largest around @unit */
  BW_PARTITION_LOCKED_IN,        /* what @territory could give, or take where it has too little, is locked, as @unit is */
  BW_PARTITION_WOULD_SPLIT,      /* would be in pieces without it, or its neighbour would, as without @unit */
  BW_PARTITION_LUMPS,            /* is worth too much for the tolerance, @unit the least so */
  BW_PARTITION_NO_ROOM,          /* would put its neighbours outside, as @unit would */
  BW_PARTITION_AT_ODDS,          /* would put another measure outside, as @unit would @other */
  BW_PARTITION_NO_BORDER,        /* does not exist: nothing of worth lies at its border */
  BW_PARTITION_NO_TIME,          /* could not be looked for: the time was up */
  BW_PARTITION_OVER,             /* @territory has too much, for none of these reasons */
  BW_PARTITION_UNDER,            /* @territory has too little */
  BW_PARTITION_STOPPED,          /* it was stopped: the best so far */
} BwPartitionFindingKind;

typedef struct
{
  BwPartitionFindingKind kind;
  gint32                 territory; /* -1: none in particular */
  gint32                 unit;      /* -1: none in particular */
  guint                  measure;
  guint                  n_units;
  double                 value;  /* of the measure */
  double                 target; /* what the territory should have of it */
  guint                  n_pieces;
  guint                  other; /* measure */
} BwPartitionFinding;

/* The objective in parts. */
typedef struct
{
  guint  n_outside;  /* territories that are outside a tolerance */
  double violation;  /* by how much, as a share of the target, in all */
  double worst;      /* the largest deviation of a territory from its target in any measure, 0.05 is 5 % */
  double inertia;    /* mass times squared km to the territory's centre: the pinned one, else its most central unit */
  guint  cut_edges;  /* borders between units of different territories */
  double moved;      /* first measure of units that are not where they are today */
  guint  n_moved;    /* those units */
  guint  n_detached; /* territories that are not in one piece */
} BwPartitionScore;

typedef struct
{
  guint            n, k, n_measures;
  gint32          *territory; /* (array length=n): 0 to k - 1 */
  double          *load;      /* [k][n_measures] */
  double          *target;    /* [k][n_measures] */
  guint           *units;     /* (array length=k) */
  BwPartitionScore score;
  BwPartitionScore start;          /* of what it began with: the current plan, or the first division */
  double           moved_at_least; /* the least that has to be moved, by flows between adjacent territories; NaN without a current plan */
  guint64          iterations;
  gboolean         stopped;
  GArray          *findings; /* (element-type BwPartitionFinding) */
} BwPartition;

BwPartition *bw_partition_new (const BwUnitGraph        *graph,
                               const BwPartitionOptions *options,
                               GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void         bw_partition_free (BwPartition *partition);

void bw_partition_score (const BwUnitGraph        *graph,
                         const BwPartitionOptions *options,
                         const gint32             *territory,
                         BwPartitionScore         *score);

const char *bw_partition_finding_code (BwPartitionFindingKind kind);
char       *bw_partition_finding_dup_sentence (const BwPartitionFinding *finding,
                                               const char               *unit,
                                               const char               *territory,
                                               const char               *measure,
                                               const char               *other) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPartition, bw_partition_free)

G_END_DECLS
