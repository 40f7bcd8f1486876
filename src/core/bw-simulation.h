/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many possible courses of a period. */
#pragma once

#include "core/bw-ledger.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* How many courses are simulated. */
#define BW_SIMULATION_N_PATHS 4000

/* What the simulation is told. Steps are the weeks of the period that end after the present day. */
typedef struct
{
  guint64           seed;
  const BwBook     *book;
  const BwOpenDeal *open; /* (array length=n_open) */
  guint             n_open;
  const float      *hazard; /* cumulated hazard of being won up to the period's start, then to the end of each step:
                             * [deal][1 + n_steps] */
  guint             n_steps;
  guint             n_classes;
  const double     *class_weight;  /* closed deals behind each class */
  double            shock;         /* standard deviation of what all deals share, relative */
  double            amount_spread; /* of won amounts about estimated ones, relative */
  const double     *new_wins;      /* expected wins of new business by person, last for nobody: [n_people + 1] */
  const double     *new_profile;   /* share of them in each step: [n_steps] */
  double            new_amount;    /* mean and variance of what they bring */
  double            new_variance;
  double            new_spread; /* standard deviation of the number of new deals beyond chance, relative */
} BwSimulationInput;

/* What came out, minor units. What had been won before the present day is not in it. */
typedef struct
{
  guint   n_paths;
  double *total;  /* [n_paths] */
  double *weeks;  /* won by the end of each step: [n_steps][n_paths] */
  float **people; /* [n_people + 1]: (nullable): each owner's own, [n_paths]; NULL where there is nothing */
  guint   n_people;
} BwSimulation;

BwSimulation *bw_simulation_new (const BwSimulationInput *input,
                                 BwProgress               progress,
                                 gpointer                 progress_data) G_GNUC_WARN_UNUSED_RESULT;
void          bw_simulation_free (BwSimulation *simulation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSimulation, bw_simulation_free)

G_END_DECLS
