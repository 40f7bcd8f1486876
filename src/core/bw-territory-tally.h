/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each territory has, kept up to date while units are moved to and fro. */
#pragma once

#include "core/bw-adjacency.h"

G_BEGIN_DECLS

/* No territory. */
#define BW_TALLY_NONE (-1)

typedef struct _BwTerritoryTally BwTerritoryTally;

/* What is wrong with how territories lie; of all units. */
typedef struct
{
  guint  n_pieces;     /* connected pieces of territories */
  guint  n_detached;   /* of those, pieces that are not the largest of their territory */
  guint  n_holes;      /* pieces of no territory that only one territory surrounds */
  guint  n_unassigned; /* units without territory */
  guint *pieces;       /* (array length=k): of each territory */
} BwTallyCheck;

BwTerritoryTally *bw_territory_tally_new (const BwAdjacency *adjacency,
                                          guint              k,
                                          guint              n_measures,
                                          const gint32      *territory,
                                          const gint64      *values,
                                          const gint64      *base) G_GNUC_WARN_UNUSED_RESULT;
BwTerritoryTally *bw_territory_tally_copy (const BwTerritoryTally *tally) G_GNUC_WARN_UNUSED_RESULT;
void              bw_territory_tally_free (BwTerritoryTally *tally);

void bw_territory_tally_move (BwTerritoryTally *tally,
                              guint             unit,
                              gint32            territory);
void bw_territory_tally_move_all (BwTerritoryTally *tally,
                                  const guint32    *units,
                                  guint             n,
                                  gint32            territory);

gint32 bw_territory_tally_get_territory (const BwTerritoryTally *tally,
                                         guint                   unit);
gint64 bw_territory_tally_get_total (const BwTerritoryTally *tally,
                                     gint32                  territory,
                                     guint                   measure);
guint  bw_territory_tally_get_units (const BwTerritoryTally *tally,
                                     gint32                  territory);
double bw_territory_tally_get_deviation (const BwTerritoryTally *tally,
                                         gint32                  territory,
                                         guint                   measure);
void   bw_territory_tally_check (const BwTerritoryTally *tally,
                                 BwTallyCheck           *check);
void   bw_tally_check_clear (BwTallyCheck *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTerritoryTally, bw_territory_tally_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwTallyCheck, bw_tally_check_clear)

G_END_DECLS
