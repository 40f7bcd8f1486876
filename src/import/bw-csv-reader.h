/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a file of separated values, one after the other. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BW_CSV_UNTERMINATED = 1 << 0, /* a quote is not closed: the line was taken without quoting */
  BW_CSV_TOO_LONG = 1 << 1,     /* the row is larger than any row can be and was cut */
} BwCsvFlags;

/* One row. All of it belongs to the reader and stays until the next row is read. */
typedef struct
{
  guint64      line;   /* on which the row begins, the first being 1 */
  guint        n;      /* number of cells */
  const char **values; /* valid UTF-8; spaces around cells without quotes are gone */
  BwCsvFlags   flags;
} BwCsvRow;

typedef struct _BwCsvReader BwCsvReader;

BwCsvReader *bw_csv_reader_open (const char *path,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void         bw_csv_reader_free (BwCsvReader *reader);
gboolean     bw_csv_reader_next (BwCsvReader *reader,
                                 BwCsvRow    *row,
                                 GError     **error);
const char  *bw_csv_reader_get_name (BwCsvReader *reader);
const char  *bw_csv_reader_get_encoding (BwCsvReader *reader);
char         bw_csv_reader_get_delimiter (BwCsvReader *reader);
double       bw_csv_reader_get_progress (BwCsvReader *reader);
guint64      bw_csv_reader_get_n_bad (BwCsvReader *reader);
guint64      bw_csv_reader_get_n_nul (BwCsvReader *reader);
char        *bw_csv_row_to_text (const BwCsvRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCsvReader, bw_csv_reader_free)

G_END_DECLS
