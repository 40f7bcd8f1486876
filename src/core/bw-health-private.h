/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks of the health of the data share. */
#pragma once

#include "core/bw-health.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *items;  /* (nullable): BwHealthItem */
  guint   n_of;   /* among how many it was looked for */
  gint64  amount; /* minor units */
  char   *detail; /* (owned) (nullable): a sentence with figures of its own, translated */
} BwHealthNotes;

/* One look at a book. */
typedef struct
{
  const BwBook *book;
  BwDate        day, today;
  guint8       *kinds;  /* BwStageKind by stage */
  guint8       *unwell; /* for each deal the areas of its findings, as bits */
  guint         n_open, n_closed, n_won, n_present;
  BwHealthNotes notes[BW_N_HEALTH_CODES];
  gboolean      ignored[BW_N_HEALTH_CODES];
} BwHealthRun;

void bw_health_note (BwHealthRun *run,
                     BwHealthCode code,
                     guint        index,
                     guint        other);
void bw_health_note_deal (BwHealthRun *run,
                          BwHealthCode code,
                          guint        deal,
                          guint        other);

/* bw-health-deals.c */
void bw_health_check_deals (BwHealthRun *run);

/* bw-health-doubles.c */
void bw_health_check_doubles (BwHealthRun *run);

/* bw-health-records.c */
void  bw_health_check_records (BwHealthRun *run);
char *bw_health_record_text (const BwBook *book,
                             guint         record) G_GNUC_WARN_UNUSED_RESULT;

/* bw-health-tables.c */
void bw_health_check_tables (BwHealthRun *run);

#define BW_HEALTH_NO_OTHER G_MAXUINT32

G_END_DECLS
