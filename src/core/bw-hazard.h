/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast deals are won, lost and moved on, by stage and time in it. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* Time in the stage is told apart by week up to this many weeks; what is older counts as this old. */
#define BW_HAZARD_N_AGES 105

/* Weighted counts of what happened, by time, class of stages and time in the stage. */
typedef struct _BwHazardCounts BwHazardCounts;

/* The hazards as they were known on a day, and what follows from them. */
typedef struct
{
  guint   n_classes;
  guint   n_weeks;      /* the horizon of the table */
  double *table;        /* won within h weeks: [(h * n_classes + class) * BW_HAZARD_N_AGES + age], h = 0 to n_weeks */
  double *weight;       /* by class: the weighted number of closed deals that its hazards rest on */
  double *entry;        /* shares of new deals by the class they begin in; then of those that come won, and lost */
  double  n_closed;     /* the same in all */
  guint   n_deals;      /* closed deals, unweighted */
  double  win_share;    /* of closed deals */
  guint   stalled_from; /* weeks; BW_HAZARD_N_AGES: no line */
} BwHazardFit;

BwHazardCounts *bw_hazard_counts_new (const BwBook *book,
                                      BwDate        as_of,
                                      const BwDate *cuts,
                                      guint         n_cuts) G_GNUC_WARN_UNUSED_RESULT;
void            bw_hazard_counts_free (BwHazardCounts *counts);
gint32          bw_hazard_class (const BwHazardCounts *counts,
                                 guint                 stage);
guint           bw_hazard_n_classes (const BwHazardCounts *counts);
gboolean        bw_hazard_by_stage (const BwHazardCounts *counts);
BwDate          bw_hazard_start (const BwHazardCounts *counts);
BwDate          bw_hazard_first_closing (const BwBook *book,
                                         BwDate        as_of);
BwHazardFit    *bw_hazard_fit_new (const BwHazardCounts *counts,
                                   BwDate                at,
                                   guint                 n_weeks,
                                   gboolean              shared_win_share) G_GNUC_WARN_UNUSED_RESULT;
void            bw_hazard_fit_free (BwHazardFit *fit);
double          bw_hazard_new_won_within (const BwHazardFit *fit,
                                          double             weeks);
BwDate          bw_deal_birth (const BwBook *book,
                               guint         deal,
                               BwDate        as_of);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHazardCounts, bw_hazard_counts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHazardFit, bw_hazard_fit_free)

/* The chance that a deal of @klass that has been @age weeks in its stage is won within @weeks (any
 * fraction). */
static inline double
bw_hazard_won_within (const BwHazardFit *fit,
                      guint              klass,
                      guint              age,
                      double             weeks)
{
  gsize  row = (gsize)fit->n_classes * BW_HAZARD_N_AGES;
  gsize  cell = (gsize)klass * BW_HAZARD_N_AGES + MIN (age, BW_HAZARD_N_AGES - 1);
  guint  whole;
  double part;

  if (weeks <= 0.0)
    return 0.0;
  if (weeks >= fit->n_weeks)
    return fit->table[fit->n_weeks * row + cell];
  whole = (guint)weeks;
  part = weeks - whole;
  return fit->table[whole * row + cell] * (1.0 - part) + fit->table[(whole + 1) * row + cell] * part;
}

G_END_DECLS
