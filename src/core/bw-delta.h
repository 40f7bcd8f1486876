/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import or an edit changed in a book, as the project file needs to be told. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* The book's tables beside the deals and their history; all but the records are small. */
typedef enum
{
  BW_TABLE_PEOPLE,
  BW_TABLE_STAGES,
  BW_TABLE_STAGE_RULES,
  BW_TABLE_ACCOUNTS,
  BW_TABLE_PRODUCTS,
  BW_TABLE_ALIASES,
  BW_TABLE_QUOTAS,
  BW_TABLE_CALLS,
  BW_TABLE_IMPORTS,
  BW_TABLE_PLANS,
  BW_TABLE_TERRITORIES,
  BW_TABLE_ASSIGNMENTS,
  BW_TABLE_NAMED_ACCOUNTS,
  BW_TABLE_FIELDS,
  BW_TABLE_CHOICES,
  BW_TABLE_FITS,
  BW_TABLE_FIT_VALUES,
  BW_TABLE_VIEWS,
  BW_TABLE_SCENARIOS,
  BW_TABLE_LEVERS,
  BW_TABLE_ADJUSTMENTS,
  BW_TABLE_NOTES,
  BW_TABLE_RECORDS,
  BW_TABLE_DISMISSALS,
  BW_TABLE_PLAN_EVENTS,
  BW_TABLE_PLAN_REVIEWS,
  BW_TABLE_PLAN_LOCKS,
  BW_TABLE_RULES,
  BW_TABLE_BRIDGES,
  BW_TABLE_QUOTA_CHANGES,
  BW_TABLE_REPORTING,
  BW_TABLE_SHEET_LINES,
  BW_TABLE_PLAN_MEASURES,
  BW_TABLE_POSTAL_PLACES,
  BW_TABLE_CADENCES,
  BW_TABLE_MEETINGS,
  BW_TABLE_COMMITMENTS,
  BW_TABLE_COMMENTS,
  BW_TABLE_ACCOUNT_NUMBERS,
  BW_N_TABLES,
} BwTable;

/* What became of a row that could not be taken. */
typedef enum
{
  BW_REJECT_OPEN,
  BW_REJECT_CORRECTED, /* corrected and read */
  BW_REJECT_DISMISSED, /* somebody said that it need not be read */
} BwRejectState;

/* A row of an imported file that could not be taken. */
typedef struct
{
  gint64        key;    /* in the project file; 0: not there yet */
  gint64        import; /* the key of the import; 0: not there yet */
  BwRejectState state;
  char         *file;   /* its name without folder */
  guint64       row;    /* the line in the file on which the row begins, the first being 1 */
  char         *column; /* the header of the column; "" when the row as a whole is meant */
  char         *value;  /* as it stands in the file, valid UTF-8 */
  char         *reason; /* a whole sentence in the user's language */
  char         *raw;    /* the whole row as CSV, so that it can be corrected and read again */
} BwRejectedRow;

/* In the history of some deals, the row @from of a table became the row @to (of the book after) wherever @field has it. */
typedef struct
{
  BwField field;
  guint   from, to;
  GArray *deals; /* (owned) (nullable): guint; NULL: of all deals */
} BwHistoryMove;

/* The difference between a book before and after. Rows are named by index in the book after; the rows of
 * a table from before[table] on are new. Removed rows are named by key (they have no index any more). */
typedef struct
{
  gboolean   organisation; /* name, currency, calendar or category names changed */
  guint      before[BW_N_TABLES];
  GArray    *changed[BW_N_TABLES]; /* guint: rows that were there before and changed */
  GArray    *removed[BW_N_TABLES]; /* gint64: keys */
  guint      deals_before;
  BwDeals    deals_were;    /* (nullable columns): those of before, which let an import be written shorter; see bw_delta_keep_before() */
  GArray    *changed_deals; /* guint, each once */
  GArray    *new_deal_rows; /* guint64: for each new deal its line in its file, or empty */
  GArray    *changes;       /* BwChange: new rows of the history, but for what is implied of new deals: that is in the book's */
  GArray    *change_rows;   /* guint64: for each its line in its file, or empty */
  GArray    *lost;          /* BwChange: rows of the history that were there before and are no longer */
  GArray    *moves;         /* BwHistoryMove: done before the new rows are added */
  GPtrArray *rejected;      /* BwRejectedRow */
  GBytes    *row_memory;    /* (owned) (nullable): what makes the next import of such a file fast */
  GPtrArray *settled;       /* BwRejectedRow: those that were there before and were corrected, dismissed or refused again */
} BwDelta;

BwDelta       *bw_delta_new (const BwBook *before) G_GNUC_WARN_UNUSED_RESULT;
void           bw_delta_free (BwDelta *delta);
void           bw_delta_keep_before (BwDelta      *delta,
                                     const BwBook *before);
void           bw_delta_forget_before (BwDelta *delta);
void           bw_delta_mark (BwDelta *delta,
                              BwTable  table,
                              guint    row);
void           bw_delta_mark_deal (BwDelta *delta,
                                   guint    deal);
void           bw_delta_remove (BwDelta *delta,
                                BwTable  table,
                                gint64   key);
void           bw_delta_lose (BwDelta        *delta,
                              const BwChange *changes,
                              guint           n);
void           bw_delta_move (BwDelta *delta,
                              BwField  field,
                              guint    from,
                              guint    to,
                              GArray  *deals);
gboolean       bw_delta_is_empty (const BwDelta *delta,
                                  const BwBook  *after);
void           bw_rejected_row_free (BwRejectedRow *row);
BwRejectedRow *bw_rejected_row_copy (const BwRejectedRow *row) G_GNUC_WARN_UNUSED_RESULT;
void           bw_delta_close_rejected (BwDelta *delta,
                                        BwBook  *book,
                                        gint64   key,
                                        guint    n);
BwBook        *bw_rejected_rows_dismiss (const BwBook    *book,
                                         const GPtrArray *rows,
                                         BwDelta        **delta) G_GNUC_WARN_UNUSED_RESULT;
GArray        *bw_book_table (const BwBook *book,
                              BwTable       table);
GArray        *bw_book_writable_table (BwBook *book,
                                       BwTable table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDelta, bw_delta_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRejectedRow, bw_rejected_row_free)

G_END_DECLS
