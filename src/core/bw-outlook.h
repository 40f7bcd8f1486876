/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: the forecast. */
#pragma once

#include "core/bw-progress.h"
#include "core/bw-rollup.h"
#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

/* One way to forecast the period's closed won, beside the others. Amounts in minor units. */
typedef struct
{
  const char *name;    /* in files: "simulation", "conversion", "crm_weighted", "last_90_days", "last_year", "calls" */
  const char *title;   /* on screen, translated */
  gint64      value;   /* BW_MONEY_NONE when it has nothing to go by */
  double      wape;    /* replayed on past periods at the same day of the period; NaN when not replayed */
  guint       periods; /* how many were replayed */
} BwOutlookMethod;

/* A person's part. Quota, call and override are BW_MONEY_NONE where there is none, weighted where no open deal has a
 * probability. What was said is kept by category; call and override are those of commit. */
typedef struct
{
  gint32   person;
  gint64   won, open, weighted, quota, call, override;
  gint64   p10, p50, p90;
  guint    n_won, n_open;
  BwRollup crm;                    /* won and open by category, with everyone below: they add up to won and open */
  gint64   calls[BW_N_CATEGORIES]; /* as said: see bw_call_in_view() */
  gint64   overrides[BW_N_CATEGORIES];
  BwDate   called[BW_N_CATEGORIES]; /* the day of the last call, BW_DATE_NONE for none */
  gint64   below[BW_N_CATEGORIES];  /* what stands of those who report, with the person's own deals: see bw-call-tree.h. Cumulative; */
  gint64   stands[BW_N_CATEGORIES]; /* what stands of the person. BW_MONEY_NONE where only a part of the deals is looked at */
} BwOutlookPerson;

/* A deal and by how much the period's mean differs between the deal being won and lost in it. */
typedef struct
{
  guint32 deal;
  double  probability; /* of being won within the period */
  gint64  swing;
} BwOutlookSwing;

/* The course: closed won, cumulated, at the end of a week of the period. Up to the present day what was, then what
 * the simulation says. */
typedef struct
{
  BwDate   date;
  gboolean past;
  gint64   closed;                  /* past weeks only, else BW_MONEY_NONE */
  gint64   p10, p25, p50, p75, p90; /* from the present day on, else BW_MONEY_NONE */
} BwOutlookWeek;

typedef struct
{
  BwDate   as_of;
  BwPeriod period;
  BwScope  scope;

  /* Minor units; weighted and quota BW_MONEY_NONE where unknown: no open deal has a probability, nothing was agreed. */
  gint64 won, open, open_undated, weighted, quota;
  guint  n_won, n_open, n_undated;
  double coverage; /* open / (quota - won); NaN: no number */

  BwRollup crm; /* won and open by category */

  double  mean, p10, p25, p50, p75, p90; /* of the period's closed won, minor units */
  double  from_open, from_new;           /* means */
  double  chance_of_quota;               /* 0 to 1, NaN without a quota */
  guint   deals_fitted;                  /* closed deals the hazards rest on */
  guint   wins_known;                    /* deals that were ever won */
  guint   periods_fitted;
  guint   n_paths;
  double *paths; /* (array length=n_paths): the period's closed won on each path, ascending */

  BwOutlookWeek   *weeks;
  guint            n_weeks;
  BwOutlookMethod *methods;
  guint            n_methods;
  BwOutlookPerson *people;
  guint            n_people; /* everyone in the scope, in the book's order */
  BwOutlookSwing  *swings;
  guint            n_swings; /* largest first, at most 20 */
  BwOutlookSwing  *chances;  /* of every open deal of the scope that may be won within the period, in the book's order */
  guint            n_chances;
} BwOutlook;

/* What the forecasts of all scopes of a book rest on for a period and a day: what was known, what has been learned of it, and the
 * luck of each deal. Made once, it gives the forecast of any scope in a fraction of the time. Never changes, and may be used by
 * several threads at once. */
typedef struct _BwOutlookBase BwOutlookBase;

/* The model's view of one open deal. */
typedef struct
{
  guint32  deal;
  double   probability;           /* of ever being won */
  double   probability_in_period; /* of being won by the period's end */
  BwDate   expected_close;        /* median date of the win if it is won; BW_DATE_NONE unknown */
  BwDate   close_from, close_to;  /* its 80 % range */
  gboolean stalled;               /* older than 97.5 % of what closed were */
  double   stage_average;         /* chance of ever being won by stage and time alone, over the deals open in the stage */
} BwDealOdds;

char      *bw_outlook_dup_missing (const BwOutlook *outlook) G_GNUC_WARN_UNUSED_RESULT;
double     bw_outlook_coverage (gint64 open,
                                gint64 won,
                                gint64 quota);
BwOutlook *bw_outlook_new (const BwBook   *book,
                           const BwScope  *scope,
                           const BwPeriod *period,
                           BwDate          as_of,
                           guint64         seed,
                           BwProgress      progress,
                           gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;
BwOutlook *bw_outlook_new_rough (const BwBook   *book,
                                 const BwScope  *scope,
                                 const BwPeriod *period,
                                 BwDate          as_of,
                                 guint64         seed,
                                 guint           n_paths,
                                 BwProgress      progress,
                                 gpointer        progress_data) G_GNUC_WARN_UNUSED_RESULT;
void       bw_outlook_free (BwOutlook *outlook);

gint64 bw_outlook_person_amount (const gint64 *sums,
                                 BwCategory    category,
                                 BwRollupView  view);

BwOutlookBase *bw_outlook_base_new (const BwBook        *book,
                                    const BwPeriod      *period,
                                    BwDate               as_of,
                                    guint64              seed,
                                    const BwOutlookBase *like,
                                    BwProgress           progress,
                                    gpointer             progress_data) G_GNUC_WARN_UNUSED_RESULT;
BwOutlookBase *bw_outlook_base_ref (BwOutlookBase *base) G_GNUC_WARN_UNUSED_RESULT;
void           bw_outlook_base_unref (BwOutlookBase *base);
gboolean       bw_outlook_base_knows (const BwOutlookBase *base,
                                      const BwBook        *book);
gboolean       bw_outlook_base_is_of (const BwOutlookBase *base,
                                      const BwBook        *book,
                                      const BwPeriod      *period,
                                      BwDate               as_of,
                                      guint64              seed);
BwOutlook     *bw_outlook_base_part (BwOutlookBase *base,
                                     const BwScope *scope,
                                     BwProgress     progress,
                                     gpointer       progress_data) G_GNUC_WARN_UNUSED_RESULT;

BwDealOdds *bw_outlook_deal_odds (const BwBook   *book,
                                  const BwPeriod *period,
                                  BwDate          as_of,
                                  guint          *n,
                                  gboolean       *usable_signal) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutlook, bw_outlook_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutlookBase, bw_outlook_base_unref)

G_END_DECLS
