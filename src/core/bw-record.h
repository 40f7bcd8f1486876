/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened around deals and accounts: activities, line items, payments, deliveries, costs, sales and the like. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-delta.h"

G_BEGIN_DECLS

typedef enum
{
  BW_RECORD_ACTIVITY,  /* a call, an email, a meeting, a task */
  BW_RECORD_LINE_ITEM, /* a product of a deal, with quantity and amount */
  BW_RECORD_CONTACT,   /* a person at an account */
  BW_RECORD_PAYMENT,
  BW_RECORD_CONTRACT,
  BW_RECORD_DELIVERY, /* a shipment, a production order, a project step */
  BW_RECORD_COST,     /* what was spent, such as on marketing */
  BW_RECORD_SALE,     /* a dated amount: an order line, an invoice line */
  BW_RECORD_SERIES,   /* a dated number of a named series */
  BW_N_RECORD_KINDS,
} BwRecordKind;

/* How far it is, as its status, a flag or its dates say. */
typedef enum
{
  BW_RECORD_UNSAID,
  BW_RECORD_OPEN, /* planned, pending, under way */
  BW_RECORD_DONE, /* held, paid, delivered, signed */
  BW_RECORD_CANCELLED,
  BW_N_RECORD_PHASES,
} BwRecordPhase;

/* A row of the table of records. What a member is to each kind:
 *
 *             date               due                    quantity   group           name
 *   activity  held on            planned for            minutes    direction       subject
 *   line item added on                                  units                      what is on the line
 *   contact                                                        department      name
 *   payment   paid on            due on
 *   contract  begins             ends
 *   delivery  delivered on       promised for           units      place of work
 *   cost      spent on                                             source, channel campaign
 *   sale      ordered on         shipped on             units      region          order
 *   series    of this day                               the value  group           the series
 *
 * A deal, account or product that the file names and the book does not know stays in the text beside the index until
 * it comes: see bw_records_settle(). Of the index and the text at most one is set. */
typedef struct
{
  gint64 key;
  gint64 amount;   /* minor units, BW_MONEY_NONE unknown */
  double quantity; /* NaN unknown */
  BwText ref;      /* the source's id */
  BwText name;
  BwText deal_ref;
  BwText account_ref;
  BwText product_ref;
  BwText type;   /* interned, as are those down to postal */
  BwText status; /* as the source words it; of an activity its outcome */
  BwText group;
  BwText state; /* where it was sold, as given */
  BwText postal;
  BwText email;
  BwText phone;
  gint32 deal; /* index, or BW_NOBODY */
  gint32 account;
  gint32 product;
  gint32 person;
  gint32 import; /* that brought it */
  BwDate date;
  BwDate due;
  BwDate created;
  guint8 kind;  /* BwRecordKind */
  guint8 phase; /* BwRecordPhase */
} BwRecord;

#define bw_book_record(book, i) (&g_array_index ((book)->records, BwRecord, (i)))

const char *bw_record_kind_name (BwRecordKind kind);
gboolean    bw_record_kind_parse (const char   *name,
                                  BwRecordKind *kind);
const char *bw_record_phase_name (BwRecordPhase phase);
void        bw_record_init (BwRecord    *record,
                            BwRecordKind kind);

/* What bw_records_settle() did. */
typedef struct
{
  guint n_healed;         /* records whose deal, account or product was found */
  guint n_activity_dates; /* deals whose last activity is later than was known */
  guint n_products;       /* deals that were given the product of their only line item */
} BwSettled;

void bw_records_settle (BwBook    *book,
                        BwDelta   *delta,
                        gint32     import,
                        BwSettled *settled);

/* What records are added up by. */
typedef enum
{
  BW_SPLIT_NONE,
  BW_SPLIT_GROUP,
  BW_SPLIT_TYPE,
  BW_SPLIT_STATE,
  BW_SPLIT_NAME,
  BW_SPLIT_PRODUCT,
  BW_SPLIT_ACCOUNT,
  BW_SPLIT_PERSON,
} BwRecordSplit;

typedef enum
{
  BW_MEASURE_COUNT,
  BW_MEASURE_AMOUNT,   /* minor units */
  BW_MEASURE_QUANTITY, /* of a series its value */
} BwRecordMeasure;

/* Sums by month: sums[g * n_months + m] is that of parts[g] in the month that is m after the first. */
typedef struct
{
  BwDate     first; /* of the month; BW_DATE_NONE when there is nothing */
  guint      n_months;
  GPtrArray *parts; /* (element-type utf8): "" for those that name none; by their names' order */
  double    *sums;
  guint     *counts;     /* records in it */
  guint      n_dateless; /* records that were left out for want of a date */
} BwRecordTotals;

BwRecordTotals *bw_record_totals_new (const BwBook   *book,
                                      BwRecordKind    kind,
                                      BwRecordMeasure measure,
                                      BwRecordSplit   split) G_GNUC_WARN_UNUSED_RESULT;
void            bw_record_totals_free (BwRecordTotals *totals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRecordTotals, bw_record_totals_free)

G_END_DECLS
