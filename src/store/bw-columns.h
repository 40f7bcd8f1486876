/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the project file's tables and where their values stand in memory. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-delta.h"
#include "store/bw-key-map.h"
#include "store/bw-sql.h"

G_BEGIN_DECLS

/* How a value in memory is written in the file. In memory each is a 64-bit integer or fits one. */
typedef enum
{
  BW_VALUE_INTEGER,
  BW_VALUE_OPTIONAL, /* -1: NULL */
  BW_VALUE_BOOLEAN,
  BW_VALUE_MONEY,
  BW_VALUE_REAL, /* NaN: NULL; the bits of a double */
  BW_VALUE_DATE, /* ISO text */
  BW_VALUE_DAY,  /* a date as days since 1970 */
  BW_VALUE_TEXT,
  BW_VALUE_LABEL,  /* a text that is interned when read */
  BW_VALUE_ANY,    /* the same, and may stand in the file as a number */
  BW_VALUE_WORD,   /* the same, and may be the key of a row of labels; see bw-labels.h */
  BW_VALUE_YES_NO, /* true or false as text; 255: NULL */
  BW_VALUE_CODE,   /* one of the words of a list */
  BW_VALUE_REF,    /* the key of another table's row, which in memory is its index */
  BW_VALUE_DEAL,   /* the key of a deal */
  BW_VALUE_KEY,    /* the key of a row in memory too; 0: NULL */
} BwValueKind;

typedef enum
{
  BW_CODES_ROLE,
  BW_CODES_STAGE_KIND,
  BW_CODES_CATEGORY, /* NULL: BW_CATEGORY_NONE */
  BW_CODES_TIME_SOURCE,
  BW_CODES_PLAN_STATUS,
  BW_CODES_PLAN_EVENT,
  BW_CODES_DECISION,
  BW_CODES_CALENDAR,
  BW_CODES_PERIOD,
  BW_CODES_FIELD_TYPE,
  BW_CODES_RECORD_KIND,
  BW_CODES_FIT_PART,
  BW_CODES_LEVER,
  BW_CODES_ADJUSTED,
  BW_CODES_ADJUSTMENT_ACT,
  BW_CODES_RECORD_PHASE, /* NULL: BW_RECORD_UNSAID */
  BW_CODES_RECURRENCE,
  BW_CODES_MEETING_STATE,
  BW_CODES_COMMITMENT_STATE,
} BwCodes;

typedef struct
{
  const char *name;
  BwValueKind kind;
  int         list; /* a BwCodes or a BwTable */
  guint       size; /* of the value in memory */
  gsize       offset;
} BwColumn;

/* A table beside the deals. The first member of its rows in memory is the key. */
typedef struct
{
  const char     *name;
  const BwColumn *columns; /* without key and position */
  guint           n_columns;
} BwTableShape;

/* The list of a column of words whose texts are mostly its own: only those that are labels are interned. */
#define BW_WORDS_OWN 1

/* What reading needs to know. */
typedef struct
{
  BwBook       *book;
  BwKeyMap      keys[BW_N_TABLES];
  BwKeyMap      deals;
  GHashTable   *labels;     /* (nullable): their keys to the texts of the book */
  sqlite3_stmt *find_label; /* (nullable) */
  const char   *bad_column; /* (nullable): where a value stands that cannot be */
  guint         n_mended;   /* bytes of texts that are no UTF-8 */
} BwReading;

const BwTableShape *bw_table_shape (BwTable table);
const BwColumn     *bw_deal_columns (guint *n);
const BwColumn     *bw_organisation_columns (guint *n);
const BwColumn     *bw_custom_column (BwFieldType type);
const BwColumn     *bw_field_column (const BwBook *book,
                                     guint8        field);
void               *bw_deal_column_data (const BwDeals  *deals,
                                         const BwColumn *column);
void                bw_column_set (const BwColumn *column,
                                   void           *value,
                                   gint64          number);
int                 bw_column_bind (const BwColumn *column,
                                    const BwBook   *book,
                                    gint64          number,
                                    sqlite3_stmt   *statement,
                                    int             parameter);
void                bw_column_result (const BwColumn  *column,
                                      const BwBook    *book,
                                      gint64           number,
                                      sqlite3_context *context);
gint64              bw_column_read (const BwColumn *column,
                                    BwReading      *reading,
                                    sqlite3_stmt   *statement,
                                    int             index);
const char         *bw_code_name (BwCodes codes,
                                  gint64  code);
gint64              bw_code_count (BwCodes codes);
gboolean            bw_code_parse (BwCodes     codes,
                                   const char *name,
                                   gint64     *code);
gint64              bw_row_key (const BwBook *book,
                                BwTable       table,
                                gint64        row);
gboolean            bw_table_is_referred_to (BwTable table);
gboolean            bw_table_refers_to_deals (BwTable table);
BwText              bw_row_name (const BwBook *book,
                                 BwTable       table,
                                 gint64        row);
void                bw_reading_clear_labels (BwReading *reading);

/* Whether values of @column are texts of the book's pool. */
static inline gboolean
bw_column_is_text (const BwColumn *column)
{
  return column->kind == BW_VALUE_TEXT || column->kind == BW_VALUE_LABEL || column->kind == BW_VALUE_ANY ||
         column->kind == BW_VALUE_WORD;
}

/* The value at @value, which is of the column's size. */
static inline gint64
bw_column_get (const BwColumn *column,
               const void     *value)
{
  gboolean is_signed = column->kind == BW_VALUE_OPTIONAL || column->kind == BW_VALUE_DATE || column->kind == BW_VALUE_DAY || column->kind == BW_VALUE_REF ||
                       column->kind == BW_VALUE_DEAL;

  switch (column->size)
    {
    case 1:
      return *(const guint8 *)value;
    case 2:
      return column->kind == BW_VALUE_OPTIONAL ? *(const gint16 *)value : *(const guint16 *)value;
    case 4:
      return is_signed ? (gint64) * (const gint32 *)value : (gint64) * (const guint32 *)value;
    default:
      return *(const gint64 *)value;
    }
}

G_END_DECLS
