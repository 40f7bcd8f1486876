/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals are won, as far as their fields tell. */
#pragma once

#include "core/bw-outlook.h"
#include "core/bw-score.h"

G_BEGIN_DECLS

/* A model fitted on what was known on a day. Plain memory that is not written after it was made: it may be read from several
 * threads. Holds a reference to its book. */
typedef struct _BwWinModel BwWinModel;

/* The seed where no other is asked for. */
#define BW_WIN_MODEL_SEED 20170

/* What cross-validation by deals says of the model. */
typedef struct
{
  gboolean usable;     /* the deals' own fields tell the won from the lost, beyond stage and time and beyond chance */
  gboolean timing;     /* stage, age and time in the stage tell them apart */
  guint    n_deals;    /* closed deals that it was fitted on */
  guint    n_won;      /* those of them that were won */
  double   gain;       /* of Brier through the fields, against stage and time alone; NaN when there was too little to test */
  double   gain_error; /* standard error of that, deals taken together */
  BwScore  score;      /* of the chosen model, each deal foretold by a fit without it */
} BwWinSignal;

/* Why a deal's chance differs from that of the average deal that is open in its stage. */
typedef struct
{
  char  *factor; /* (owned): what it is, in words: "Owner Anna Meyer", "Pushed 3 times" */
  double points; /* percentage points */
  guint  n;      /* closed deals that are alike in it */
} BwWinReason;

/* One coefficient, to be compared with an earlier fit's. */
typedef struct
{
  char  *name;  /* (owned): such as "owner", "source", "amount", or the name of a field of the project's own */
  char  *title; /* (owned): the same on screen */
  double value; /* standard deviation, over the deals fitted on, of what the field adds to the log-odds of winning */
} BwWinTerm;

BwWinModel        *bw_win_model_new (const BwBook *book,
                                     BwDate        as_of,
                                     guint64       seed,
                                     BwProgress    progress,
                                     gpointer      progress_data) G_GNUC_WARN_UNUSED_RESULT;
void               bw_win_model_free (BwWinModel *model);
const BwWinSignal *bw_win_model_signal (const BwWinModel *model);
char              *bw_win_model_dup_message (const BwWinModel *model) G_GNUC_WARN_UNUSED_RESULT;
double             bw_win_model_probability (const BwWinModel *model,
                                             guint             deal);
double             bw_win_model_tilt (const BwWinModel *model,
                                      guint             deal);
GArray            *bw_win_model_reasons (const BwWinModel *model,
                                         const BwDealOdds *odds) G_GNUC_WARN_UNUSED_RESULT;
GArray            *bw_win_model_terms (const BwWinModel *model) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *bw_win_model_left_out (const BwWinModel *model);

BwDealOdds *bw_win_model_deal_odds (const BwWinModel *model,
                                    const BwPeriod   *period,
                                    guint            *n,
                                    gboolean         *usable_signal) G_GNUC_WARN_UNUSED_RESULT;

/* A deal that ended and is like another one. */
typedef struct
{
  guint32  deal;
  gboolean won;
  BwDate   closed;   /* BW_DATE_NONE unknown */
  double   likeness; /* 0 to 1 */
} BwWinSimilar;

GArray *bw_win_model_similar (const BwWinModel *model,
                              guint             deal,
                              guint             n_each) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwWinModel, bw_win_model_free)

G_END_DECLS
