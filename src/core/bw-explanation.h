/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number comes about: its formula, what it rests on, and the deals that make it up. */
#pragma once

#include "core/bw-funnel.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* What can be explained of an outlook. */
typedef enum
{
  BW_EXPLAINED_CLOSED,
  BW_EXPLAINED_OPEN,
  BW_EXPLAINED_WEIGHTED,
  BW_EXPLAINED_QUOTA,
  BW_EXPLAINED_ATTAINED,
  BW_EXPLAINED_GAP,
  BW_EXPLAINED_COVERAGE,
  BW_EXPLAINED_MIDDLE, /* P50, with its range */
  BW_EXPLAINED_CHANCE, /* of making the quota */
  BW_EXPLAINED_FROM_OPEN,
  BW_EXPLAINED_FROM_NEW,
  BW_EXPLAINED_MEAN,
  BW_N_EXPLAINED,
} BwExplained;

/* What can be explained of a funnel. */
typedef enum
{
  BW_EXPLAINED_WIN_RATE,
  BW_EXPLAINED_CYCLE,
  BW_EXPLAINED_DEAL_SIZE,
  BW_EXPLAINED_OPEN_DEALS,
  BW_EXPLAINED_VELOCITY,
  BW_N_EXPLAINED_OF_FUNNEL,
} BwExplainedOfFunnel;

/* What a deal adds to the number. */
typedef struct
{
  guint32 deal;
  gint64  part; /* minor units */
} BwExplanationPart;

typedef struct
{
  char   *title;   /* (owned): what the number is called */
  char   *value;   /* (owned): with all its digits */
  char   *formula; /* (owned): how it is worked out, in a sentence */
  char   *numbers; /* (owned) (nullable): the same with the numbers that went into it */
  char   *basis;   /* (owned) (nullable): on how many deals or periods it rests, its range, how far off it was */
  GArray *parts;   /* (owned): BwExplanationPart, the largest first; empty when it is no sum of deals */
  gint64  sum;     /* minor units, of all parts */
  char   *filter;  /* (owned) (nullable): gives the same deals among those of the scope as of today; NULL where none does */
} BwExplanation;

BwExplanation *bw_explanation_new (const BwBook    *book,
                                   const BwOutlook *outlook,
                                   BwExplained      what) G_GNUC_WARN_UNUSED_RESULT;
BwExplanation *bw_explanation_new_of_funnel (const BwBook       *book,
                                             const BwFunnel     *funnel,
                                             BwExplainedOfFunnel what) G_GNUC_WARN_UNUSED_RESULT;
void           bw_explanation_free (BwExplanation *explanation);
const char    *bw_explained_name (BwExplained what);
const char    *bw_explained_of_funnel_name (BwExplainedOfFunnel what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwExplanation, bw_explanation_free)

G_END_DECLS
