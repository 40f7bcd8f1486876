/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a territory plan, with evidence and what could be done about it. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

typedef enum
{
  BW_TERRITORY_OVERLAP,   /* somebody else works accounts of a territory */
  BW_TERRITORY_GAP,       /* an area with accounts that nobody has */
  BW_TERRITORY_LOAD,      /* a territory has far more than the mean */
  BW_TERRITORY_DEAD_ZONE, /* few accounts of a state buy, where like ones elsewhere do */
  BW_TERRITORY_POTENTIAL, /* a product that like accounts elsewhere buy was never offered */
  BW_TERRITORY_DETACHED,  /* an area apart from the rest of its territory */
  BW_TERRITORY_DISTANCE,  /* accounts far from the middle of their territory */
  BW_TERRITORY_TIME_ZONE, /* accounts whose clocks are far from those of their territory */
  BW_TERRITORY_HINGE,     /* an area on which the connection of a whole territory hangs */
  BW_N_TERRITORY_FINDINGS,
} BwTerritoryFindingKind;

typedef struct
{
  BwTerritoryFindingKind kind;
  guint                  rank;      /* among its kind, 0: weighs most */
  gint32                 territory; /* it is about, BW_NOBODY: none */
  gint32                 person;    /* of an overlap */
  gint32                 state;     /* of the map, or BW_ATLAS_NOWHERE */
  gint32                 product;
  guint                  n;        /* accounts that it rests on; of a hinge: that would lie apart */
  guint                  n_areas;  /* of a hinge: that would lie apart */
  double                 observed; /* accounts that bought; deviation of a load; km or hours from the middle */
  double                 expected; /* accounts that like ones elsewhere let expect; median km of the territory */
  double                 lift;     /* of the product among accounts of these industries, shrunk; NaN: not a product's */
  gint64                 amount;   /* minor units at stake */
  BwMeasure              measure;  /* of a load: that in which it is worst against what is tolerated */
  gint64                 excess;   /* of a load: how much of the measure is above the mean */
  GArray                *counties; /* guint32 (owned): that could go to @to; may be empty */
  gint32                 to;       /* territory, BW_NOBODY: nothing is proposed */
} BwTerritoryFinding;

GPtrArray  *bw_territory_findings_new (const BwTerritoryPlan *plan,
                                       const BwAccountValues *values,
                                       double                 tolerance) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_territory_finding_name (BwTerritoryFindingKind kind);
char       *bw_territory_finding_dup_title (const BwTerritoryPlan    *plan,
                                            const BwTerritoryFinding *finding) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_territory_finding_dup_proposal (const BwTerritoryPlan    *plan,
                                               const BwAccountValues    *values,
                                               const BwTerritoryFinding *finding) G_GNUC_WARN_UNUSED_RESULT;

BwBook *bw_territory_finding_try (const BwTerritoryPlan    *plan,
                                  const BwTerritoryFinding *finding,
                                  const char               *name,
                                  gint64                    now,
                                  gint32                   *copy,
                                  BwDelta                 **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
