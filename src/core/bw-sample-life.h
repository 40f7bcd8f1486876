/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of one of the sample's deals. */
#pragma once

#include "core/bw-sample-private.h"

G_BEGIN_DECLS

enum
{
  BW_SAMPLE_MAX_CHANGES = 40,
  BW_SAMPLE_N_OPEN_STAGES = 4,
  BW_SAMPLE_STAGE_WON = BW_SAMPLE_N_OPEN_STAGES,
  BW_SAMPLE_STAGE_LOST,
  BW_SAMPLE_MAX_VISITS = BW_SAMPLE_N_OPEN_STAGES + 2, /* a deal may go back once */
};

/* Sources and types of deals: how common, and what they add to the log-odds. */
typedef struct
{
  const char *name;
  double      share;
  double      odds;
} BwSampleKind;

/* A deal while it is told. */
typedef struct
{
  BwSample             *sample;
  BwRandom              random;
  const BwSamplePerson *owner;
  BwSampleSegment       segment;
  gboolean              won;
  gboolean              stuck; /* nobody looks after it any more */
  BwDate                created;
  BwDate                neglected; /* the day from which on nobody does */
  BwDate                vanished;  /* BW_DATE_NONE: never */
  BwDate                horizon;   /* the last day of which anything is written */
  guint8                stages[BW_SAMPLE_MAX_VISITS];
  BwDate                entered[BW_SAMPLE_MAX_VISITS + 1]; /* the last: when it ended */
  guint                 n_visits;
  gint32                account;
  gint32                product;
  const BwSampleKind   *source;
  const BwSampleKind   *type;

  gint64   value[BW_N_FIELDS]; /* the present */
  BwDate   last_told;
  guint    n_changes;
  BwChange changes[BW_SAMPLE_MAX_CHANGES];
} BwSampleLife;

void   bw_sample_life_draw (BwSampleLife *life);
double bw_sample_life_expect_days (const BwSampleLife *life,
                                   guint               stage);
BwDate bw_sample_month_end (BwDate date);
BwDate bw_sample_quarter_end (BwDate date);

G_END_DECLS
