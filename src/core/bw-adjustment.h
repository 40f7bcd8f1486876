/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values of deals. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-query.h"

G_BEGIN_DECLS

/* The fields that can be adjusted. */
typedef enum
{
  BW_ADJUSTED_AMOUNT,
  BW_ADJUSTED_CLOSE,
  BW_ADJUSTED_CATEGORY,
  BW_ADJUSTED_NEXT_STEP,
  BW_N_ADJUSTED,
} BwAdjusted;

typedef enum
{
  BW_ADJUSTMENT_SET,
  BW_ADJUSTMENT_RESET,   /* taken back */
  BW_ADJUSTMENT_SETTLED, /* the CRM says the same */
  BW_N_ADJUSTMENT_ACTS,
} BwAdjustmentAct;

/* A value of one of the fields: the member of that field, the others unknown. */
typedef struct
{
  gint64 amount;    /* minor units, BW_MONEY_NONE: none */
  BwDate close;     /* BW_DATE_NONE: none */
  BwText next_step; /* 0: none */
  guint8 category;  /* BwCategory, BW_CATEGORY_NONE: none */
} BwAdjustedValue;

/* A row of the log of adjustments; append-only, the latest of a deal and field counts. */
typedef struct
{
  gint64          key;
  gint64          at;     /* seconds since 1970 */
  BwAdjustedValue value;  /* of BW_ADJUSTMENT_SETTLED what was settled; of BW_ADJUSTMENT_RESET unknown */
  BwAdjustedValue crm;    /* what the CRM said then */
  gint32          deal;   /* index */
  gint32          import; /* of BW_ADJUSTMENT_SETTLED the index of that which brought it, else BW_NOBODY */
  BwText          note;
  guint8          field; /* BwAdjusted */
  guint8          act;   /* BwAdjustmentAct */
} BwAdjustment;

#define bw_book_adjustment(book, i) (&g_array_index ((book)->adjustments, BwAdjustment, (i)))

/* How an adjustment that counts stands to the CRM. */
typedef enum
{
  BW_ADJUSTMENT_PENDING, /* the CRM says what it said when the adjustment was written */
  BW_ADJUSTMENT_DIFFERS, /* the CRM has moved to something else since */
  BW_ADJUSTMENT_AGREES,  /* the CRM says the same, and no import has settled it yet */
} BwAdjustmentState;

BwDealField         bw_adjusted_deal_field (BwAdjusted field);
gboolean            bw_adjusted_from_deal_field (BwDealField field,
                                                 BwAdjusted *adjusted);
const char         *bw_adjusted_name (BwAdjusted field);
const char         *bw_adjusted_title (BwAdjusted field);
BwAdjustedValue     bw_adjusted_crm (const BwBook *book,
                                     guint         deal);
BwAdjustedValue     bw_adjusted_only (const BwAdjustedValue *value,
                                      BwAdjusted             field);
gboolean            bw_adjusted_equal (const BwBook          *book,
                                       BwAdjusted             field,
                                       const BwAdjustedValue *a,
                                       const BwAdjustedValue *b);
char               *bw_adjusted_dup_text (const BwBook          *book,
                                          BwAdjusted             field,
                                          const BwAdjustedValue *value) G_GNUC_WARN_UNUSED_RESULT;
char               *bw_adjusted_dup_plain (const BwBook          *book,
                                           BwAdjusted             field,
                                           const BwAdjustedValue *value) G_GNUC_WARN_UNUSED_RESULT;
const BwAdjustment *bw_adjustment_find (const BwBook *book,
                                        guint         deal,
                                        BwAdjusted    field);
gboolean            bw_adjustment_is_any (const BwBook *book,
                                          guint         deal);
const guint        *bw_adjustment_current (const BwBook *book,
                                           guint        *n);
GArray             *bw_adjustment_log_of (const BwBook *book,
                                          guint         deal) G_GNUC_WARN_UNUSED_RESULT;
BwAdjustmentState   bw_adjustment_state (const BwBook       *book,
                                         const BwAdjustment *adjustment);
void                bw_adjustment_forget (BwBook *book);

G_END_DECLS
