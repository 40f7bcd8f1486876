/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is special about the season of sales, as data and in words. */
#pragma once

#include "core/bw-sales-series.h"

G_BEGIN_DECLS

typedef enum
{
  BW_SEASON_QUARTER_END,   /* the last month, or week, of each quarter brings more than its part of it */
  BW_SEASON_QUARTER_START, /* the first does */
  BW_SEASON_STRONG_MONTH,  /* of the year */
  BW_SEASON_WEAK_MONTH,
  BW_SEASON_STRONG_QUARTER, /* of the year */
  BW_SEASON_STRONG_WEEKDAY,
} BwSeasonTrait;

/* What is so often enough that chance does not make it so. */
typedef struct
{
  BwSeasonTrait trait;
  guint         which;   /* the month (1 to 12, fiscal), quarter or day of the week (1 is Monday); else 0 */
  double        share;   /* of the quarter, year or week */
  double        even;    /* what it would be if all were alike */
  guint         n;       /* quarters, years or weeks that were looked at */
  guint         n_alike; /* in how many of them it was so */
} BwSeasonFact;

GArray *bw_season_facts_new (const BwSalesSeries *series,
                             const double        *values,
                             const BwCalendar    *calendar) G_GNUC_WARN_UNUSED_RESULT;
char   *bw_season_fact_dup_text (const BwSeasonFact  *fact,
                                 const BwSalesSeries *series,
                                 const BwCalendar    *calendar) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
