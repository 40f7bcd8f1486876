/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser at work on a territory plan. */
#pragma once

#include "core/bw-partition.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

/* What is asked for. Zeros but for the measures are a sound default. */
typedef struct
{
  gboolean   measures[BW_N_MEASURES];   /* which are to be even; the first of them is what moved value counts */
  double     tolerances[BW_N_MEASURES]; /* 0: 0.05 */
  gboolean   afresh;                    /* make a new plan for the same territories; else move as little as possible */
  gboolean   fill_gaps;                 /* counties that nobody has are given away too */
  guint64    seed;
  guint64    iterations; /* 0: as the size asks for */
  double     seconds;    /* 0: no limit */
  guint      n_threads;
  BwProgress progress; /* (nullable): called in the caller's thread; FALSE ends the search, and the best plan so far is given */
  gpointer   progress_data;
} BwTerritoryOptimiseOptions;

/* What came of it. */
typedef struct
{
  BwAtlas     *atlas; /* that of the plan: lives as long as the book's */
  guint        n_territories;
  gint32      *territories; /* (array length=n_territories): indexes into the book's table, in the order of the partition's */
  guint        n_units;
  guint32     *counties;  /* (array length=n_units): which county each unit of the partition is */
  BwPartition *partition; /* its loads count what named accounts and ZIP areas bring */
  guint        n_moved;
  guint32     *moved;            /* (array length=n_moved): counties that change hands */
  gint32      *finding_accounts; /* for each finding of the partition: the account that is most of what its unit is worth, -1 none */
  gint32      *moved_to;         /* (array length=n_moved): territories, indexes into the book's table */
  guint        n_measures;
  BwMeasure    measures[BW_N_MEASURES]; /* the partition's */
  char        *titles[BW_N_MEASURES];   /* (owned): what each of the partition's measures is called on screen */
} BwTerritoryProposal;

void                 bw_territory_optimise_choose (BwTerritoryOptimiseOptions *options,
                                                   const BwMeasures           *measures);
BwTerritoryProposal *bw_territory_optimise (const BwTerritoryPlan            *plan,
                                            const BwAccountValues            *values,
                                            const BwTerritoryOptimiseOptions *options,
                                            GError                          **error) G_GNUC_WARN_UNUSED_RESULT;
void                 bw_territory_proposal_free (BwTerritoryProposal *proposal);
char                *bw_territory_proposal_dup_finding (const BwTerritoryProposal *proposal,
                                                        const BwBook              *book,
                                                        guint                      finding) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTerritoryProposal, bw_territory_proposal_free)

G_END_DECLS
