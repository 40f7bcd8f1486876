/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up company that looks like a real one. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* How many deals the sample has unless something else is asked for. */
#define BW_SAMPLE_DEFAULT_DEALS 12000

/* The people of the book are the head of sales, then the managers, then the reps. Of the reps, counted from 0, those
 * whose number ends in 3 are optimists and those whose number ends in 7 sandbaggers. */
typedef struct
{
  guint64     seed;
  guint       n_deals; /* 0: BW_SAMPLE_DEFAULT_DEALS */
  BwDate      today;   /* the day up to which the data tells */
  const char *name;    /* (nullable): of the company */
} BwSampleOptions;

BwSampleOptions bw_sample_default_options (void);
BwBook         *bw_sample_new (const BwSampleOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
