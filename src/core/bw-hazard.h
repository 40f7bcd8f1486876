/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast deals are won, lost and moved on, by stage and time in it. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-rhythm.h"

G_BEGIN_DECLS

/* Time in the stage is told apart by week up to this many weeks; what is older counts as this old. */
#define BW_HAZARD_N_AGES 105

/* Weighted counts of what happened, by time, class of stages and time in the stage. */
typedef struct _BwHazardCounts BwHazardCounts;

/* What becomes of an open deal. */
typedef enum
{
  BW_HAZARD_WON,
  BW_HAZARD_LOST,
  BW_HAZARD_MOVED, /* to another class */
  BW_HAZARD_N_EVENTS,
} BwHazardEvent;

typedef enum
{
  BW_HAZARD_SHARED = 1 << 0,  /* every closing deal has the same chance of being won: for data in which stage and age tell when deals
                               * close but not how */
  BW_HAZARD_AVERAGE = 1 << 1, /* the coming weeks are taken to be as weeks are on average, wherever in the quarter they lie */
} BwHazardFlags;

/* The hazards as they were known on a day, and what follows from them. */
typedef struct
{
  guint    n_classes;
  guint    n_weeks;      /* the horizon of the table */
  double  *table;        /* won within h weeks: [(h * n_classes + class) * BW_HAZARD_N_AGES + age], h = 0 to n_weeks */
  double  *new_won;      /* of a new deal within so many average weeks: [n_weeks + 1] */
  double  *weight;       /* by class: the weighted number of closed deals that its hazards rest on */
  double  *entry;        /* shares of new deals by the class they begin in; then of those that come won, and lost */
  double   n_closed;     /* the same in all */
  guint    n_deals;      /* closed deals, unweighted */
  double   win_share;    /* of closed deals */
  double   prior_closed; /* closed deals that a larger group's share of wins is worth to a smaller one, by replay */
  guint    stalled_from; /* weeks; BW_HAZARD_N_AGES: no line */
  BwRhythm rhythm[BW_HAZARD_N_EVENTS];

  /* Of the coming weeks, where their places in the quarter matter. */
  guint   n_paced;   /* weeks that are looked at; in the table further ones are as on average */
  guint   n_days;    /* the same in days */
  double *pace;      /* (nullable): [week][event] */
  double *ahead;     /* (nullable): average weeks of winning that will have gone by after so many days: [n_days + 1] */
  double *new_paced; /* (nullable): of a new deal that comes when so many weeks are left of the first h: [h][n_paced + 1] */
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
                                   BwHazardFlags         flags) G_GNUC_WARN_UNUSED_RESULT;
void            bw_hazard_fit_free (BwHazardFit *fit);
double          bw_hazard_new_won_by (const BwHazardFit *fit,
                                      double             weeks,
                                      double             left);
double          bw_hazard_reach (const BwHazardFit *fit,
                                 double             pace,
                                 guint              to,
                                 guint              until);
double          bw_hazard_weeks_at_pace (const BwHazardFit *fit,
                                         double             weeks,
                                         double             pace);
BwDate          bw_deal_birth (const BwBook *book,
                               guint         deal,
                               BwDate        as_of);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHazardCounts, bw_hazard_counts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHazardFit, bw_hazard_fit_free)

/* The average weeks of winning that will have gone by @days (any fraction) after the present one. */
static inline double
bw_hazard_time_after (const BwHazardFit *fit,
                      double             days)
{
  guint whole;

  if (fit->ahead == NULL)
    return days / 7.0;
  if (days >= fit->n_days)
    return fit->ahead[fit->n_days] + (days - fit->n_days) / 7.0;
  whole = (guint)days;
  return fit->ahead[whole] + (days - whole) * (fit->ahead[whole + 1] - fit->ahead[whole]);
}

/* The chance that a deal of @klass that has been @age weeks in its stage is won within @weeks (any fraction). */
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
  /* Within a week time runs as wins do. */
  if (whole < fit->n_paced && part > 0.0)
    part = (bw_hazard_time_after (fit, weeks * 7.0) - fit->ahead[whole * 7]) / (fit->ahead[whole * 7 + 7] - fit->ahead[whole * 7]);
  return fit->table[whole * row + cell] * (1.0 - part) + fit->table[(whole + 1) * row + cell] * part;
}

/* The value at @at of a row of values at 0 to @n. */
static inline double
bw_hazard_read (const double *values,
                guint         n,
                double        at)
{
  guint whole;

  if (at >= n)
    return values[n];
  whole = (guint)MAX (at, 0.0);
  return values[whole] + MAX (at - whole, 0.0) * (values[whole + 1] - values[whole]);
}

/* The chance that a deal that comes to be is won within @weeks average weeks. */
static inline double
bw_hazard_new_won (const BwHazardFit *fit,
                   double             weeks)
{
  return weeks > 0.0 ? bw_hazard_read (fit->new_won, fit->n_weeks, weeks) : 0.0;
}

G_END_DECLS
