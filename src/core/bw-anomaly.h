/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a series that were not to be expected: spikes, new levels, breaks of the trend. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BW_ANOMALY_SPIKE, /* one value out of line */
  BW_ANOMALY_SHIFT, /* a new level from here on */
  BW_ANOMALY_BREAK, /* another slope from here on */
} BwAnomalyKind;

/* Values are in the series' units. */
typedef struct
{
  BwAnomalyKind kind;
  guint         at;
  double        value;    /* what was there */
  double        expected; /* what the values before let expect */
  double        low;      /* the range of 99 % about it */
  double        high;
  double        size;     /* of a spike value - expected; of a shift by how much the level moved; of a break by how much more each
                       * value adds to the one before */
  double        relative; /* size as a share of what was expected; NaN where that is 0 or below */
  double        strength; /* in standard deviations; its sign is the direction */
} BwAnomaly;

GArray *bw_anomalies_new (const double *y,
                          guint         n,
                          guint         season) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
