/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulation between the files that play it. */
#pragma once

#include <math.h>

#include "core/bw-random.h"
#include "core/bw-simulation.h"
#include "core/bw-wait-table.h"

G_BEGIN_DECLS

enum
{
  BW_SIMULATION_BLOCK_PATHS = 1000,
};

/* Streams of random numbers other than the deals'. */
enum
{
  BW_STREAM_SHOCK = 1,
  BW_STREAM_NEW_FACTOR = 2,
  BW_STREAM_CLASSES = 1000,
  BW_STREAM_OWNERS = 100000,
};

/* New business that is played as one. */
typedef struct
{
  guint64 seed; /* of its luck */
  guint64 stream;
  guint   row;    /* the owner's */
  double  wins;   /* expected */
  double  share;  /* of them that is counted, times what their amounts are multiplied with */
  double  amount; /* mean of one */
} BwSource;

/* A group of deals of one owner and class. */
typedef struct
{
  double *mean;     /* [n_steps]: of what is counted */
  double *slope;    /* [n_steps]: change of the mean with the factor */
  double  whole;    /* mean of all, whether counted or not */
  double  variance; /* of all */
} BwSimulationBundle;

typedef struct
{
  const BwSimulationInput *input;
  const BwSimulationInput *was; /* (nullable): what had been played before, of which only the difference is asked for */
  BwSimulation            *out;
  const double            *factor;     /* [class][path] */
  const double            *inverse;    /* [class][path]: one over that */
  const double            *new_factor; /* [path] */
  const double            *variance;   /* [class]: of the factor */
  guint32                 *single;     /* (array length=n_single): the open deals that are played alone */
  guint                    n_single;
  BwSimulationBundle      *bundles; /* (nullable) [owner][class]: the others */
  guint                    n_bundles;
  const BwSimulation      *before;     /* (nullable): what came of that */
  BwSimulation            *noted;      /* (nullable): where new business is noted to be repeated */
  const BwSimulation      *repeated;   /* (nullable): new business as it was noted */
  gboolean                 replay_new; /* whether new business is another than it was */
  BwSource                *owners;     /* (nullable): by owner, where arrivals are taken together */
  BwSource                *owners_were;
  int                      next_block; /* atomic: the next to be played */
  int                      stopped;    /* atomic */
  BwProgress               progress;
  gpointer                 progress_data;
  BwWaitTable              waits;
} BwSimulationRun;

/* Paths played by one thread in one go: in block b those from b * BW_SIMULATION_BLOCK_PATHS on. */
typedef struct
{
  BwSimulationRun *run;
  double          *hazard; /* [1 + n_steps]: the deal's that is being played */
  double          *most;   /* [class]: the largest factor in the block */
  guint            block;
  guint            from, to; /* paths */
} BwSimulationWorker;

/* Keeps the shared streams apart from the deals', which are named by keys that may be any number. */
#define BW_SIMULATION_SHARED_SEED G_GUINT64_CONSTANT (0x5ca1ab1e0ddba115)

/* Keeps blocks of paths apart. */
#define BW_SIMULATION_BLOCK_SEED G_GUINT64_CONSTANT (0xd1342543de82ef95)

static inline guint
bw_simulation_row (guint  n_people,
                   gint32 owner)
{
  return owner >= 0 && (guint)owner < n_people ? (guint)owner : n_people;
}

/* Whole minor units, ties to even; exact below 2^51. */
static inline double
bw_simulation_whole (double amount)
{
  return fabs (amount) < 0x1p51 ? (amount + 0x1.8p52) - 0x1.8p52 : rint (amount);
}

/* The stream @stream of @seed for the paths of @block. */
static inline void
bw_simulation_start_stream (BwRandom *random,
                            guint64   seed,
                            guint     block,
                            guint64   stream)
{
  bw_random_init (random, seed ^ (block * BW_SIMULATION_BLOCK_SEED), stream);
}

void      bw_simulation_play_deal (BwSimulationWorker      *worker,
                                   const BwSimulationInput *input,
                                   guint                    i,
                                   double                   sign);
void      bw_simulation_play_new (BwSimulationWorker *worker);
void      bw_simulation_note_new (const BwSimulationWorker *worker,
                                  BwSimulation             *noted);
void      bw_simulation_repeat_new (BwSimulationWorker *worker,
                                    const BwSimulation *noted);
BwSource *bw_simulation_sources (const BwSimulationRun   *run,
                                 const BwSimulationInput *input) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
