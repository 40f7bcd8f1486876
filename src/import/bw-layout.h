/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first rows of a table give away: its header, its columns, how they are written. */
#pragma once

#include "import/bw-value.h"

G_BEGIN_DECLS

/* One thing that was made out. */
typedef struct
{
  const char *what;       /* (static): "delimiter", "header", "decimal", "date_order" … */
  char       *value;      /* as it can be given in an option, such as "," or "day-first" */
  double      confidence; /* 0 to 1; 1: said by the user, or beyond doubt */
  char       *reason;     /* a sentence, translated */
} BwFinding;

typedef enum
{
  BW_COLUMN_EMPTY,
  BW_COLUMN_TEXT,
  BW_COLUMN_NUMBER,
  BW_COLUMN_SHARE, /* a probability or a percentage */
  BW_COLUMN_DATE,
  BW_COLUMN_BOOLEAN,
} BwColumnType;

/* How the values of one column are written. */
typedef struct
{
  BwColumnType type;
  guint        n_filled;  /* values in the sample that are not missing */
  char         decimal;   /* 0: nothing tells */
  BwDateOrder  order;     /* unknown: nothing tells */
  gboolean     mixed;     /* some values prove the other order or decimal character */
  gboolean     serial;    /* dates are a spreadsheet's numbers */
  gboolean     from_1904; /* which count from 1904 */
  gboolean     per_cent;  /* of a share: from 0 to 100, not to 1 */
  char         currency[BW_VALUE_CURRENCY_SIZE];
  GPtrArray   *findings; /* (element-type BwFinding) */
} BwLayoutColumn;

/* What is known before the rows are looked at. All may be left at zero. */
typedef struct
{
  guint       header_row; /* index of the row of the column names + 1 */
  gboolean    known;      /* that row was recognised by its names, not said */
  char        decimal;
  BwDateOrder order;
  gboolean    from_1904;
  gboolean    sheet; /* of a workbook, where numbers have a point */
} BwLayoutHints;

typedef struct
{
  guint      header_row;    /* index of the first row of the column names */
  guint      n_header_rows; /* 0: the table has no names */
  guint      n_groups;      /* leading columns whose values stand for the blank cells below */
  GPtrArray *headers;       /* (element-type utf8): names, unique and not empty */
  GPtrArray *columns;       /* (element-type BwLayoutColumn): as many */
  GPtrArray *findings;      /* (element-type BwFinding): about the table */
} BwLayout;

BwLayout   *bw_layout_guess (const GPtrArray     *rows,
                             const BwLayoutHints *hints) G_GNUC_WARN_UNUSED_RESULT;
void        bw_layout_free (BwLayout *layout);
guint       bw_layout_first_row (const BwLayout *layout);
void        bw_layout_add (GPtrArray  *findings,
                           const char *what,
                           const char *value,
                           double      confidence,
                           const char *reason);
void        bw_layout_free_finding (gpointer finding);
GPtrArray  *bw_layout_name_columns (const char *const *cells,
                                    guint              n) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_layout_is_total (const char *text);
gboolean    bw_layout_is_notice (const char *text);
const char *bw_column_type_name (BwColumnType type);

/* bw-layout-header.c and bw-layout-column.c */
void bw_layout_find_header (BwLayout            *layout,
                            const GPtrArray     *rows,
                            const BwLayoutHints *hints);
void bw_layout_judge_column (BwLayoutColumn      *column,
                             const char          *header,
                             const GPtrArray     *values,
                             const BwLayoutHints *hints);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLayout, bw_layout_free)

G_END_DECLS
