/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a file of deals, or of accounts, that become fields of the project's own. */
#pragma once

#include "import/bw-source.h"

G_BEGIN_DECLS

/* One column, typed, with a value for each row that was taken. */
typedef struct
{
  guint       index;  /* of the column in the file */
  const char *header; /* (unowned) */
  BwFieldType type;
  gboolean    fixed; /* the type is the user's word or a known field's, and stays */
  char        decimal;
  BwDateOrder order;
  gboolean    proven; /* the order was seen, not assumed */
  guint       n_against;
  guint       n_good;
  guint       n_bad;
  gboolean    repeats; /* its texts do; else interning them is wasted */
  guint       n_texts; /* different ones among the first */
  GArray     *values;  /* of the type's size; texts stand in the pool of the rows */
  GHashTable *bad;     /* row + 1 of the values that could not be read: nothing is known of them */
  gint32      field;   /* in the book, once settled; -1: left out */
} BwOwnColumn;

GPtrArray *bw_own_columns_new (const BwBook   *book,
                               const BwSource *source) G_GNUC_WARN_UNUSED_RESULT;
void       bw_own_columns_begin (GPtrArray *columns);
void       bw_own_columns_read (GPtrArray      *columns,
                                BwPool         *pool,
                                BwSource       *source,
                                const BwCsvRow *row);
gboolean   bw_own_columns_turn (GPtrArray *columns);
void       bw_own_columns_settle (GPtrArray *columns,
                                  BwBook    *book,
                                  BwSource  *source);
gint64     bw_own_column_get (const BwOwnColumn *column,
                              guint              row);
gboolean   bw_own_column_knows (const BwOwnColumn *column,
                                guint              row);

G_END_DECLS
