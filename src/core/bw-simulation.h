/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many possible courses of a period. */
#pragma once

#include "core/bw-ledger.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* How many courses are simulated. */
#define BW_SIMULATION_N_PATHS 20000

/* Closed deals that a class's rate is as sure as without any. */
#define BW_SIMULATION_MIN_CLASS_WEIGHT 4.0

/* A cumulated hazard from which on a deal is won on every path. */
#define BW_SIMULATION_CERTAIN 1e12F

/* A recent new deal, for which others like it will come. */
typedef struct
{
  guint32 deal;
  gint32  owner;
  guint8  counted;
} BwArrival;

/* New business that is not like recent new deals: that of people to be hired, or of a campaign. All of it is counted. */
typedef struct
{
  guint64 luck;   /* names its luck: the same number has the same */
  gint32  owner;  /* or BW_NOBODY */
  double  wins;   /* expected */
  double  amount; /* what one brings in the mean */
} BwExtraBusiness;

/* What the simulation is told: the whole organisation, and which of it is counted. Steps are the weeks of the period that end after the present day. */
typedef struct
{
  guint64                seed;
  guint                  n_paths;   /* 0: BW_SIMULATION_N_PATHS */
  guint                  n_threads; /* 0: one for each processor */
  const BwBook          *book;
  const BwOpenDeal      *open; /* (array length=n_open) */
  guint                  n_open;
  const guint8          *counted; /* (array length=n_open): 1 for the deals whose amounts are counted */
  const float           *hazard;  /* cumulated hazard of being won up to the period's start, then to the end of each step:
                             * [deal][1 + n_steps] */
  guint                  n_steps;
  guint                  n_classes;
  const double          *class_weight;  /* closed deals behind each class */
  double                 shock;         /* standard deviation of what all deals share, relative */
  double                 amount_spread; /* of won amounts about estimated ones, relative */
  const BwArrival       *arrivals;      /* (array length=n_arrivals) */
  guint                  n_arrivals;
  const double          *arrival_wins;  /* (nullable) (array length=n_arrivals): what each one's wins are multiplied with */
  const double          *arrival_size;  /* (nullable) (array length=n_arrivals): what the amount of each one's wins is multiplied with */
  double                 new_wins;      /* expected wins of new business for each arrival */
  const double          *new_profile;   /* share of them in each step: [n_steps] */
  const double          *new_amount;    /* what one brings in the mean, by person, last for nobody: [n_people + 1] */
  double                 new_variation; /* standard deviation of that, relative */
  double                 new_spread;    /* standard deviation of the number of new deals beyond chance, relative */
  const BwExtraBusiness *extras;        /* (array length=n_extras) */
  guint                  n_extras;
} BwSimulationInput;

/* What paths share, however single deals are changed. */
typedef struct _BwSimulationFactors BwSimulationFactors;

/* What came out of what is counted, whole minor units. What had been won before the present day is not in it. */
typedef struct _BwSimulation BwSimulation;

struct _BwSimulation
{
  guint    n_paths;
  double  *total;  /* [n_paths] */
  double  *fresh;  /* [n_paths]: of that, new business */
  double  *weeks;  /* won by the end of each step: [n_steps][n_paths] */
  double **people; /* [n_people + 1]: (nullable): each owner's own, [n_paths]; NULL where there is nothing */
  guint    n_people;

  double              *block;      /* (owned): what the numbers above stand in */
  BwSimulationFactors *factors;    /* (nullable) */
  BwSimulation        *fresh_rows; /* (owned) (nullable) (atomic): of new business alone, kept when it was first varied without that */
};

BwSimulation *bw_simulation_new (const BwSimulationInput *input,
                                 BwProgress               progress,
                                 gpointer                 progress_data) G_GNUC_WARN_UNUSED_RESULT;
BwSimulation *bw_simulation_vary (const BwSimulation      *before,
                                  const BwSimulationInput *was,
                                  const BwSimulationInput *now,
                                  BwProgress               progress,
                                  gpointer                 progress_data) G_GNUC_WARN_UNUSED_RESULT;
void          bw_simulation_free (BwSimulation *simulation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSimulation, bw_simulation_free)

G_END_DECLS
