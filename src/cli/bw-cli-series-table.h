/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file with a series in each row. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A series as it stands in the file. */
typedef struct
{
  char   *id;
  double *values; /* [n] NaN: missing */
  guint   n;
  guint64 line;
  guint   bad_column; /* the first cell that is no number, from 1; 0: none */
} BwCliSeriesRow;

typedef struct _BwCliSeriesTable BwCliSeriesTable;

BwCliSeriesTable *bw_cli_series_table_open (const char *path,
                                            char        delimiter,
                                            guint       season,
                                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void              bw_cli_series_table_free (BwCliSeriesTable *table);
gboolean          bw_cli_series_table_next (BwCliSeriesTable *table,
                                            BwCliSeriesRow  **row,
                                            GError          **wrong,
                                            GError          **error);
double            bw_cli_series_table_get_progress (BwCliSeriesTable *table);
const char       *bw_cli_series_table_get_remark (BwCliSeriesTable *table);
void              bw_cli_series_row_free (BwCliSeriesRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCliSeriesTable, bw_cli_series_table_free)

G_END_DECLS
