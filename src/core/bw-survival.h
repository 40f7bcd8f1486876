/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes until something happens, when for some it has not happened yet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One life: under observation from @enter to @leave (days, or any unit), and whether it ended with the event. */
typedef struct
{
  double   enter; /* 0 unless it was seen only later (left truncation) */
  double   leave;
  gboolean event;
} BwLife;

/* The curve after one time at which the event happened. */
typedef struct
{
  double time;
  guint  n_at_risk; /* just before it */
  guint  n_events;
  double survival;  /* share for which it has not happened by then */
  double error;     /* its standard error (Greenwood) */
  double low, high; /* 95 % range, by the logarithm */
} BwSurvivalPoint;

GArray *bw_survival_new (const BwLife *lives,
                         guint         n) G_GNUC_WARN_UNUSED_RESULT;
double  bw_survival_quantile (const GArray *curve,
                              double        p);

G_END_DECLS
