/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a file that tells the history of deals, and their way into the book. */
#pragma once

#include "import/bw-deal-index.h"
#include "import/bw-import-run.h"

G_BEGIN_DECLS

/* What one row tells of one field of a deal. */
typedef struct
{
  guint32  deal;
  BwDate   at;
  gint32   seconds; /* of the day, 0 when not told */
  guint32  order;   /* of the row in the file */
  guint64  line;
  gint64   old_value;
  gint64   new_value;
  guint8   field;
  gboolean has_old;
} BwHistoryRow;

typedef struct
{
  BwImportRun *run;
  BwSource    *source;
  GArray      *rows; /* BwHistoryRow */
  BwDealIndex  index;
  GHashTable  *names;   /* (owned) (nullable): deals by name, made at need */
  GHashTable  *stages;  /* (owned): stages by the name in the file */
  GHashTable  *unknown; /* (owned): deals that the project does not have */
  guint32      order;
  guint        n_unknown; /* rows of these */
  guint        n_ascending;
  guint        n_descending;
  guint32      last_deal;
  BwDate       last_day;
  gint32       last_seconds;
} BwHistoryReader;

gint32   bw_history_seconds_in (const char *text);
void     bw_history_reader_init (BwHistoryReader *reader,
                                 BwImportRun     *run,
                                 BwSource        *source);
void     bw_history_reader_clear (BwHistoryReader *reader);
void     bw_history_reader_restart (BwHistoryReader *reader);
gboolean bw_history_reader_begin_row (BwHistoryReader *reader,
                                      const BwCsvRow  *row,
                                      BwHistoryRow    *told);
void     bw_history_reader_add (BwHistoryReader    *reader,
                                const BwHistoryRow *told);
gint32   bw_history_reader_stage (BwHistoryReader *reader,
                                  const char      *name);
void     bw_history_reader_apply (BwHistoryReader *reader);

G_END_DECLS
