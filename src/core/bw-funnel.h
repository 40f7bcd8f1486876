/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel of a period: conversion of each stage, time in it, win rate, sales cycle, velocity. */
#pragma once

#include "core/bw-query.h"
#include "core/bw-scope.h"

G_BEGIN_DECLS

/* How many periods before the one looked at are pooled to compare it with. */
#define BW_FUNNEL_N_PAST 4

/* Days of which many were counted. NaN when none were. */
typedef struct
{
  guint  n;
  double quarter, median, three_quarters;
} BwFunnelDays;

/* A share of @n that came true, with its 95 % interval (Wilson). NaN without cases. */
typedef struct
{
  guint  n;
  double share, low, high;
} BwFunnelShare;

/* What happened at one open stage within the period. */
typedef struct
{
  gint32        stage;      /* of the book */
  guint         n_entered;  /* deals that came to it, or past it */
  guint         n_advanced; /* that went on from it, or past it */
  guint         n_lost;     /* that were lost with it as the deepest they had reached */
  BwFunnelShare conversion; /* advanced of advanced and lost */
  BwFunnelShare past;       /* the same over the periods before */
  BwFunnelDays  days;       /* in it, of those that were in it and went on */
  BwFunnelDays  past_days;
} BwFunnelStep;

/* What was closed in some periods. */
typedef struct
{
  guint         n_won, n_lost;
  gint64        won, lost;   /* minor units; unknown amounts are nothing */
  BwFunnelShare win_rate;    /* by count */
  double        value_rate;  /* by value; NaN without any */
  BwFunnelDays  cycle;       /* from created to won */
  guint         n_undatable; /* closed deals that are left out of the cycle: no creation date, or one after the close */
  double        mean_won;    /* minor units a won deal of known amount; NaN without one */
} BwFunnelClosings;

typedef struct
{
  BwPeriod         period;
  BwPeriod         past; /* from the first of the periods before to the last */
  BwScope          scope;
  BwDate           as_of;
  BwFunnelStep    *steps; /* open stages in their order */
  guint            n_steps;
  BwFunnelClosings closings, past_closings;
  guint            n_open;                  /* deals open on the day, not omitted */
  double           velocity, past_velocity; /* minor units a day; NaN unknown */
} BwFunnel;

/* Deals of one value of some field, and how those that closed did. */
typedef struct
{
  char            *name; /* (owned): the value's, or a word for none */
  BwFunnelClosings closings, past_closings;
} BwFunnelSegment;

BwFunnel  *bw_funnel_new (const BwBook   *book,
                          const BwScope  *scope,
                          const BwPeriod *period,
                          BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
void       bw_funnel_free (BwFunnel *funnel);
GPtrArray *bw_funnel_segments_new (const BwBook   *book,
                                   const BwScope  *scope,
                                   const BwPeriod *period,
                                   BwDate          as_of,
                                   BwDealField     field) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFunnel, bw_funnel_free)

G_END_DECLS
