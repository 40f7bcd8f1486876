/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the optimiser share: the task, and a plan that is being worked on. */
#pragma once

#include "core/bw-partition.h"
#include "core/bw-random.h"

G_BEGIN_DECLS

/* Below these sizes the exact centre unit is looked for at every step. */
#define BW_PARTITION_EXACT_UNITS 1500
#define BW_PARTITION_EXACT_CELLS 300000

/* A territory's sums, from which its inertia about its centre of gravity follows. */
typedef struct
{
  double mass;
  double sum[3];
  double square; /* mass times squared distance to the origin */
  guint  n;
} BwPartSums;

/* The task, the same for all chains; nothing in it changes while they run. */
typedef struct
{
  BwUnitGraph  *graph;  /* (owned): with ties to what has no border */
  BwUnitPoint  *points; /* (owned): about the middle of all units */
  guint         n, m, k;
  double        middle[3];
  double       *tolerance; /* [m] */
  double       *base;      /* [k][m]: what they have already; not in target, low and high */
  double       *target;    /* [k][m] */
  double       *low;       /* [k][m] */
  double       *high;      /* [k][m] */
  double       *inverse;   /* [k][m]: 1 / target, 0 where there is none */
  const gint32 *current;   /* (nullable) */
  gboolean      any_locked;
  guint8       *locked; /* [n]: 1 for units that stay in home[] */
  gint32       *home;   /* [n]: where a locked unit is */
  guint8       *closed; /* [k]: 1 for territories that neither give nor take */
  guint8       *pinned; /* [k] */
  double       *pin;    /* [k][3] */
  guint32      *group;  /* [n]: parts of the map that share no territory */
  guint         n_groups;
  guint        *group_k;      /* [n_groups]: their territories, in order */
  guint         n_weighted;   /* units that are worth something */
  gboolean      lumpy;        /* single units are much of what a load may be off */
  double        inertia_unit; /* what inertia is measured in: of a rough division */
  double       *moved_weight; /* [n]: what moving a unit counts, in a territory's target */
  double        moved_cost;
  double        cut_cost;
  gboolean      scattered;
  gboolean      realign;
  gboolean      refine; /* what it begins with is a plan that was made of clusters */
  gboolean      exact;  /* the most central unit is the centre, else the centre of gravity */
  guint         max_degree;
  guint64       seed;
  guint64       iterations;
  gint64        began_us;
  gint64        limit_us; /* 0 none */
  BwProgress    progress;
  gpointer      progress_data;
  double        told;    /* how far the caller thinks the work is */
  int           stopped; /* (atomic) */
} BwPartTask;

/* A coarser task: clusters of units. */
typedef struct
{
  guint              n;
  guint32           *cluster; /* [units]: which one each is in */
  BwUnitGraph       *graph;   /* (owned) */
  BwPartitionOptions options; /* what is asked of it */
  gint32            *current; /* [n] (nullable) */
  gint32            *fixed;   /* [n] (nullable) */
} BwPartLevel;

/* Points with weights: the units, or clusters of them. */
typedef struct
{
  guint              n;
  const BwUnitPoint *points;  /* [n] */
  const double      *weights; /* [n][m] */
  const guint32     *group;   /* [n] */
  const gint32      *home;    /* [n] (nullable): the territory a point stays in, -1 free */
} BwPartCloud;

/* A plan that is being worked on. */
typedef struct
{
  BwPartTask *task;
  gint32     *territory; /* [n] */
  BwPartSums *sums;      /* [k] */
  double     *load;      /* [k][m] */
  double     *offset;    /* [k]: what the centre unit costs more than the centre of gravity, with exact */
  guint32    *members;   /* [k][n] (nullable): units of each territory, with exact */
  guint32    *member_at; /* [n] (nullable) */
  guint32    *foreign;   /* [n]: neighbours in other territories */
  guint32    *border;    /* units that have some and are free to go */
  guint32    *border_at; /* [n]: where in border, G_MAXUINT32 */
  guint       n_border;
  gboolean    enclaves; /* locked units may be cut off */
  guint8     *cut_off;  /* [n]: locked units that are, of which others are not to become part */
  guint       n_broken; /* measures of territories outside their tolerance */
  double     *low;      /* [k][m]: what is aimed at, narrower than the task's at times */
  double     *high;     /* [k][m] */
  double     *stress;   /* [k][m]: how often a violation counts, 1 at least */
  guint32    *focus;    /* (nullable) (borrowed): units that proposals are about, all at borders without it */
  guint       n_focus;
  double      penalty;   /* what a violation of a whole target costs */
  double      inertia;   /* in inertia_unit */
  double      violation; /* of what is aimed at, under stress */
  double      moved;     /* in moved_weight */
  guint       cut;
  BwRandom    random;
  gboolean    asks;                  /* runs in the caller's thread, and asks whether to stop */
  double      done_from, done_share; /* its part of all work, as the caller is told it */
  guint64     iterations;
  guint32    *mark;    /* [n] scratch */
  guint32    *label;   /* [n] scratch */
  guint32    *queue;   /* [n] scratch */
  guint32    *classes; /* [max_degree] scratch */
  guint32    *waiting; /* [max_degree] scratch */
  guint32    *loose;   /* [max_degree] scratch */
  guint32     stamp;
  gint32     *best; /* [n]: the best so far */
  double      best_violation;
  double      best_cost;
  guint64     best_at;
} BwPartState;

/* bw-partition-task.c */
BwPartTask *bw_part_task_new (const BwUnitGraph        *graph,
                              const BwPartitionOptions *options,
                              GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_part_task_free (BwPartTask *task);
gboolean    bw_part_has_weight (const BwPartTask *task,
                                guint             unit);

/* bw-partition-bridge.c */
BwUnitGraph *bw_part_bridge (const BwUnitGraph *graph,
                             BwPartTask        *task,
                             gboolean           may_stand_alone) G_GNUC_WARN_UNUSED_RESULT;

/* bw-partition-state.c */
BwPartState *bw_part_state_new (BwPartTask *task,
                                guint       chain) G_GNUC_WARN_UNUSED_RESULT;
void         bw_part_state_free (BwPartState *state);
void         bw_part_state_set (BwPartState  *state,
                                const gint32 *territory);
void         bw_part_state_move (BwPartState *state,
                                 guint        unit,
                                 gint32       to);
gboolean     bw_part_state_can_leave (BwPartState *state,
                                      guint        unit);
double       bw_part_state_delta (const BwPartState *state,
                                  guint              unit,
                                  gint32             to,
                                  double             at_most);
double       bw_part_state_cost (const BwPartState *state);
gboolean     bw_part_state_keep (BwPartState *state);
gboolean     bw_part_state_stopped (BwPartState *state,
                                    double       done);
gboolean     bw_part_state_done (BwPartState *state);
void         bw_part_state_aim (BwPartState *state,
                                double       within);
guint        bw_part_state_stress (BwPartState *state,
                                   double       more,
                                   double       less);
void         bw_part_state_relieve (BwPartState *state);
void         bw_part_state_allow_enclaves (BwPartState *state,
                                           gboolean     allow);
gboolean     bw_part_state_late (const BwPartState *state,
                                 double             share);
double       bw_part_hinge (const BwPartTask *task,
                            const double     *load,
                            gint32            territory);

/* bw-partition-start.c */
void  bw_part_bisect (const BwPartTask  *task,
                      const BwPartCloud *cloud,
                      BwRandom          *random,
                      gint32            *territory);
guint bw_part_cluster (const BwPartTask *task,
                       guint             n_wanted,
                       guint32          *cluster);

/* bw-partition-power.c */
double bw_part_power (BwPartState       *state,
                      const BwPartCloud *cloud,
                      gint32            *territory,
                      guint              rounds);

/* bw-partition-level.c */
BwPartLevel *bw_part_level_new (const BwPartTask         *task,
                                const BwUnitGraph        *graph,
                                const BwPartitionOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void         bw_part_level_free (BwPartLevel *level);
void         bw_part_level_project (const BwPartLevel *level,
                                    const gint32      *coarse,
                                    gint32            *fine,
                                    guint              n);

/* bw-partition-coarse.c */
BwPartCloud bw_part_cloud (const BwPartTask *task);
void        bw_part_first (BwPartState *state,
                           gint32      *territory,
                           guint        starts,
                           guint        rounds);

/* bw-partition-repair.c */
void bw_part_repair (BwPartState *state,
                     gint32      *territory);

/* bw-partition-course.c */
void bw_part_course (BwPartState  *state,
                     const gint32 *begin,
                     gint32       *start);

/* bw-partition-rename.c */
void bw_part_rename (const BwPartTask *task,
                     gint32           *territory);

/* bw-partition-search.c */
void bw_part_anneal (BwPartState *state,
                     guint64      proposals,
                     double       from,
                     double       to,
                     double       penalty_from,
                     double       penalty_to,
                     double       done_from,
                     double       done_to);
void bw_part_focus (BwPartState *state, guint hops, guint64 proposals);
void bw_part_descend (BwPartState *state,
                      guint        rounds);

/* bw-partition-flow.c */
double bw_part_flow_least (const BwPartTask *task,
                           const gint32     *territory);
guint  bw_part_flow (BwPartState *state,
                     guint        measure,
                     double       within);

/* bw-partition-reason.c */
void bw_part_find_reason (BwPartState        *state,
                          gboolean            hurried,
                          BwPartitionFinding *finding);

/* bw-partition-finding.c */
GArray *bw_part_explain (const BwUnitGraph *graph,
                         BwPartTask        *task,
                         const BwPartition *partition) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
