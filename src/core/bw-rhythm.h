/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much faster deals are won in some weeks of a quarter than in others. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Weeks of a quarter, counted back from its last day; the last of them holds what is left. */
#define BW_RHYTHM_N_WEEKS 13

/* How fast it goes in each week, 1 in the mean over a quarter. */
typedef struct
{
  gboolean known; /* else it is 1 throughout */
  double   pace[BW_RHYTHM_N_WEEKS];
} BwRhythm;

void bw_rhythm_fit (BwRhythm     *rhythm,
                    const double *won,
                    const double *expected,
                    const double *weight,
                    guint         n_quarters,
                    guint         left_out);

/* The week that lies @days before the last day of a quarter. */
static inline guint
bw_rhythm_week (gint64 days)
{
  return (guint)CLAMP (days / 7, 0, BW_RHYTHM_N_WEEKS - 1);
}

G_END_DECLS
