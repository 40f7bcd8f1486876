/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was known of deals while they were open, as rows to learn from. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-insight.h"

G_BEGIN_DECLS

/* What a column is to the model. */
typedef enum
{
  BW_WIN_STAGE,
  BW_WIN_TIMING, /* age, time in the stage */
  BW_WIN_OWN,    /* what is the deal's own */
} BwWinRole;

typedef enum
{
  BW_WIN_OF_FIELD,    /* the value of a field */
  BW_WIN_OF_INDUSTRY, /* of the account */
  BW_WIN_OF_AMOUNT,   /* its logarithm */
  BW_WIN_OF_PUSHES,
  BW_WIN_OF_AGE,        /* logarithm of days */
  BW_WIN_OF_STAGE_DAYS, /* logarithm of days against the stall line */
} BwWinOrigin;

/* The level of a category that is none of those known, or too rare for one of its own. */
#define BW_WIN_NO_LEVEL (-1)

typedef struct
{
  char       *name;  /* (owned): in files */
  char       *title; /* (owned): on screen */
  BwWinRole   role;
  BwWinOrigin origin;
  guint       field; /* a BwField, or BW_N_FIELDS + the index of one of the project's own */
  gboolean    is_category;
  gboolean    is_text;   /* a category whose values are texts */
  GHashTable *levels;    /* (nullable): of a category: its value to level + 1 */
  GArray     *values;    /* (nullable) (element-type gint64): of a category: one value of each level */
  GArray     *n_deals;   /* (element-type guint): by level, or by fifth of a number's values */
  guint       n_unknown; /* deals of which a number is not known */
  double      fifths[4];
} BwWinColumn;


typedef struct
{
  BwBook      *book;
  BwDate       as_of;
  gboolean     plain; /* there is no history: closed deals as they are */
  BwStallLine *lines;
  GPtrArray   *columns;  /* (element-type BwWinColumn) */
  GPtrArray   *left_out; /* (element-type utf8): titles of fields that are known only after the outcome */
  guint        n_deals;  /* closed deals in the rows */
  guint        n_won;
  guint        n_closed; /* all closed deals, and those won */
  guint        n_closed_won;
  guint        n;
  guint32     *deal; /* those of one deal are together */
  BwDate      *at;   /* the day of which the row tells */
  guint32     *group;
  guint        n_groups;
  guint8      *won;
  double      *weight;
  double      *values; /* [row][column]: a level, or a number, NaN unknown */
} BwWinRows;

BwWinRows *bw_win_rows_new (const BwBook *book,
                            BwDate        as_of,
                            guint64       seed,
                            guint         max_rows) G_GNUC_WARN_UNUSED_RESULT;
void       bw_win_rows_free (BwWinRows *rows);
void       bw_win_rows_read (const BwWinRows *rows,
                             guint            deal,
                             BwDate           at,
                             double          *values);
gint64     bw_win_rows_category (const BwWinRows *rows,
                                 guint            column,
                                 guint            deal,
                                 BwDate           at);
char      *bw_win_rows_dup_words (const BwWinRows *rows,
                                  guint            column,
                                  guint            deal,
                                  const double    *values) G_GNUC_WARN_UNUSED_RESULT;
guint      bw_win_rows_n_alike (const BwWinRows *rows,
                                guint            column,
                                double           value);

#define bw_win_rows_column(rows, i) ((BwWinColumn *)g_ptr_array_index ((rows)->columns, (i)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwWinRows, bw_win_rows_free)

G_END_DECLS
