/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changes of deals over time, packed. */
#pragma once

#include "core/bw-deals.h"
#include "core/bw-progress.h"

G_BEGIN_DECLS

/* The fields whose changes are kept. Values are 64-bit integers whatever the field: minor units, day
 * numbers, indexes into the book's tables, texts as offsets into its pool. */
typedef enum
{
  BW_FIELD_STAGE,
  BW_FIELD_AMOUNT,
  BW_FIELD_CLOSE_DATE,
  BW_FIELD_OWNER,
  BW_FIELD_CATEGORY,
  BW_FIELD_PROBABILITY,
  BW_FIELD_PRESENT, /* 0 vanished from the exports, 1 there */
  BW_FIELD_NAME,
  BW_FIELD_ACCOUNT,
  BW_FIELD_PRODUCT,
  BW_FIELD_NEXT_STEP,
  BW_FIELD_REGION,
  BW_FIELD_TYPE,
  BW_FIELD_SOURCE,
  BW_FIELD_CREATED,
  BW_FIELD_ACTIVITY,
  BW_N_FIELDS,
} BwField;

/* A change's field is one of these or, from BW_N_FIELDS on, one of the project's own: BW_N_FIELDS + its index. */
enum
{
  BW_MAX_CUSTOM_FIELDS = 230,
  BW_MAX_FIELDS = BW_N_FIELDS + BW_MAX_CUSTOM_FIELDS,
};

/* Where the time of a change comes from, best first. */
typedef enum
{
  BW_TIME_CRM,     /* the CRM's own: stage or field history, last modified */
  BW_TIME_IMPLIED, /* from the deal's own dates: it was open before its close date */
  BW_TIME_EXPORT,  /* the day of the export */
  BW_TIME_IMPORT,  /* when it was imported */
  BW_TIME_PERSON,  /* edited in the program */
} BwTimeSource;

/* One change. */
typedef struct
{
  guint32 deal;    /* index */
  BwDate  at;      /* the first day on which the new value holds */
  guint16 ordinal; /* order within a day */
  guint8  field;   /* a BwField, or that of a field of the project's own */
  guint8  source;  /* a BwTimeSource */
  gint32  import;  /* index into the book's imports, -1 for none */
  gint64  old_value;
  gint64  new_value;
} BwChange;

/* The changes of all deals, those of one deal together and in the order of their time: changes
 * first[i] up to first[i + 1] are deal i's. */
typedef struct
{
  BwChange        *changes;
  guint            n;
  guint           *first; /* n_deals + 1 values */
  guint            n_deals;
  gatomicrefcount *share; /* (nullable): how many have both arrays in common */
} BwHistory;

void            bw_history_init (BwHistory *history);
void            bw_history_clear (BwHistory *history);
void            bw_history_copy (const BwHistory *from,
                                 BwHistory       *to);
void            bw_history_take (BwHistory *history,
                                 BwChange  *changes,
                                 guint      n,
                                 guint      n_deals);
void            bw_history_take_sorted (BwHistory *history,
                                        BwChange  *changes,
                                        guint      n,
                                        guint     *first,
                                        guint      n_deals);
void            bw_history_add (BwHistory      *history,
                                const BwChange *changes,
                                guint           n,
                                guint           n_deals);
gboolean        bw_history_add_telling (BwHistory      *history,
                                        const BwChange *changes,
                                        guint           n,
                                        guint           n_deals,
                                        BwProgress      progress,
                                        gpointer        data);
void            bw_history_remove (BwHistory   *history,
                                   const guint *places,
                                   guint        n);
gboolean        bw_history_remove_telling (BwHistory   *history,
                                           const guint *places,
                                           guint        n,
                                           BwProgress   progress,
                                           gpointer     data);
void            bw_history_make_writable (BwHistory *history);
const BwChange *bw_history_of (const BwHistory *history,
                               guint            deal,
                               guint           *n);
const char     *bw_field_name (BwField field);
gboolean        bw_field_parse (const char *name,
                                BwField    *field);

G_END_DECLS
