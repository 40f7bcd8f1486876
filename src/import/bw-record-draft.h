/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a file of records, read but not yet in the book. */
#pragma once

#include "core/bw-record.h"
#include "core/bw-text-index.h"
#include "import/bw-import-run.h"

G_BEGIN_DECLS

/* The texts of a record. */
typedef enum
{
  BW_RECORD_REF,
  BW_RECORD_NAME,
  BW_RECORD_DEAL_REF,
  BW_RECORD_ACCOUNT_REF,
  BW_RECORD_PRODUCT_REF,
  BW_RECORD_TYPE,
  BW_RECORD_STATUS,
  BW_RECORD_GROUP,
  BW_RECORD_STATE,
  BW_RECORD_POSTAL,
  BW_RECORD_EMAIL,
  BW_RECORD_PHONE,
  BW_N_RECORD_TEXTS,
} BwRecordText;

/* What a row says: the numbers, dates and indexes of a record, and its texts as they stand in the row. */
typedef struct
{
  BwRecord    record;
  const char *texts[BW_N_RECORD_TEXTS]; /* never NULL; until the next row */
} BwRecordDraft;

/* How discounts are written. */
typedef enum
{
  BW_DISCOUNT_PER_CENT,
  BW_DISCOUNT_SHARE,  /* 0 to 1 */
  BW_DISCOUNT_AMOUNT, /* off the line as a whole */
} BwDiscountStyle;

/* The reading of one file. */
typedef struct
{
  BwImportRun    *run;
  BwSource       *source;
  BwRecordKind    kind;
  BwDate          today; /* of the import */
  BwTextIndex     deals, deal_names;
  GString        *name; /* of the present row, where it is put together */
  GString        *phone;
  char           *series; /* (nullable): the name of the file's series */
  BwDiscountStyle discount;
  GHashTable     *phases;                                                        /* of the statuses that were met, + 1 */
  gboolean        asks_outbound, asks_inbound;                                   /* the column of directions is a yes or no */
  GPtrArray      *lost_deals, *lost_accounts, *lost_products, *lost_people;      /* (element-type utf8): named and not there */
  guint           n_lost_deals, n_lost_accounts, n_lost_products, n_lost_people; /* rows */
  guint           n_negative, n_vague, n_rewritten_phones, n_without_email, n_discounts;
  guint64         first_negative; /* line */
} BwRecordReading;

void     bw_record_reading_init (BwRecordReading *reading,
                                 BwImportRun     *run,
                                 BwSource        *source,
                                 BwRecordKind     kind);
void     bw_record_reading_clear (BwRecordReading *reading);
gboolean bw_record_reading_row (BwRecordReading *reading,
                                const BwCsvRow  *row,
                                BwRecordDraft   *draft);
void     bw_record_reading_add_notes (BwRecordReading *reading);

BwRecordPhase bw_record_phase_of_word (const char *word);
char         *bw_phone_normalise (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

BwText *bw_record_text (BwRecord    *record,
                        BwRecordText text);

G_END_DECLS
