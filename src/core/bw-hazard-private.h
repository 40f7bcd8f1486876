/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted of deals' lives, between the file that counts and the one that fits. */
#pragma once

#include "core/bw-hazard.h"
#include "core/bw-share-prior.h"

G_BEGIN_DECLS

#define BW_HAZARD_N_BINS         37
#define BW_HAZARD_HALF_LIFE_DAYS 364.0
#define BW_HAZARD_PRIOR_WEEKS    20.0 /* time at risk that what is known of more is worth in a cell */

/* The first week of each bin of ages, and the week after the last. */
extern const guint8 bw_hazard_bin_weeks[BW_HAZARD_N_BINS + 1];

/* A stretch of days that counts are kept of. */
typedef struct
{
  BwDate  to;      /* its last day */
  guint16 quarter; /* the fiscal quarter that it lies in, from the first one that was seen */
  guint8  week;    /* of that, counted back from its last day; the first one's may be longer */
} BwHazardSlice;

/* How often each kind of event comes in a week in one cell. */
typedef struct
{
  double rate[BW_HAZARD_N_EVENTS];
} BwHazardRates;

/* How often @event came in @cell. */
static inline double
bw_hazard_count (const BwHazardCell *cell,
                 BwHazardEvent       event)
{
  return event == BW_HAZARD_WON ? cell->won : event == BW_HAZARD_LOST ? cell->lost
                                                                      : cell->moved;
}

struct _BwHazardCounts
{
  guint          n_classes;
  guint          n_slices;
  guint          n_quarters;
  BwDate         start, end; /* the first day at risk, the last day */
  BwCalendar     calendar;
  BwHazardSlice *slices;
  guint16       *slice_of_day; /* from start to end */
  BwDate        *quarter_ends; /* [n_quarters] */
  gboolean       first_is_cut; /* whether the first quarter began before anything was seen */
  guint8         bin_of_week[BW_HAZARD_N_AGES];
  guint          n_stages;
  gint16        *class_of_stage; /* -1: not open */
  guint8        *kind_of_stage;
  gboolean       by_stage;
  BwHazardCell  *cells;        /* [slice][class][bin] */
  double        *moves;        /* [slice][from class][to class] */
  guint         *n_closings;   /* [slice] */
  double        *entries;      /* [slice][class]: deals that began in it; then those that came won, and lost */
  double        *prior_losses; /* [slice][prior]: see bw-share-prior.h */
  guint          n_courses;    /* quarters that were seen whole */
  double        *came;         /* [event][quarter][week]: what happened in them; see bw-rhythm.h */
  double        *expected;     /* the same: what rates that know no calendar let expect */
  double        *course_weight;
};

void bw_hazard_shrink (BwHazardFit        *fit,
                       const BwHazardCell *sums,
                       gboolean            shared,
                       BwHazardRates      *rates);
void bw_hazard_find_courses (BwHazardCounts *counts);
void bw_hazard_fill_table (BwHazardFit          *fit,
                           const BwHazardCounts *counts,
                           const BwHazardRates  *rates,
                           const double         *moves);

G_END_DECLS
