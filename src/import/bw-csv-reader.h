/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a file of separated values, one after the other. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BW_CSV_UNTERMINATED = 1 << 0, /* a quote is not closed: the line was taken without quoting */
  BW_CSV_TOO_LONG = 1 << 1,     /* the row is larger than any row can be and was cut */
  BW_CSV_STRAY_QUOTE = 1 << 2,  /* a quote within a cell is not written twice: it was taken as it stands */
  BW_CSV_KNOWN = 1 << 3,        /* the row was recognised and is not split: it has no cells */
} BwCsvFlags;

/* One row. All of it belongs to the reader and stays until the next row is read. */
typedef struct
{
  guint64      line;   /* on which the row begins, the first being 1 */
  guint        n;      /* number of cells */
  const char **values; /* valid UTF-8; spaces around cells without quotes are gone */
  BwCsvFlags   flags;
  guint64      hash;    /* of the row's text, as the recogniser gave it; 0: none */
  guint        n_known; /* rows that were recognised before it */
} BwCsvRow;

/* Asked of each row that is one line, before it is split: gives the hash of its @n bytes of @text, and whether the row is known and
 * need not be split. */
typedef gboolean (*BwCsvRecogniser) (const char *text,
                                     gsize       n,
                                     guint64    *hash,
                                     gpointer    data);

/* What is known of a table before it is read. All may be left at zero: then it is found out. */
typedef struct
{
  const char *encoding; /* (nullable) */
  char        delimiter;
  gboolean    exact; /* keep spaces around cells, and blank lines as rows */
} BwCsvOptions;

typedef struct _BwCsvReader BwCsvReader;

BwCsvReader *bw_csv_reader_open (const char *path,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
BwCsvReader *bw_csv_reader_open_with (const char         *path,
                                      const BwCsvOptions *options,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void         bw_csv_reader_set_recogniser (BwCsvReader    *reader,
                                           BwCsvRecogniser recogniser,
                                           gpointer        data);
void         bw_csv_reader_free (BwCsvReader *reader);
gboolean     bw_csv_reader_next (BwCsvReader *reader,
                                 BwCsvRow    *row,
                                 GError     **error);
const char  *bw_csv_reader_get_name (BwCsvReader *reader);
const char  *bw_csv_reader_get_encoding (BwCsvReader *reader);
char         bw_csv_reader_get_delimiter (BwCsvReader *reader);
char         bw_csv_reader_get_quote (BwCsvReader *reader);
gboolean     bw_csv_reader_is_sheet (BwCsvReader *reader);
double       bw_csv_reader_get_progress (BwCsvReader *reader);
void         bw_csv_reader_add_findings (BwCsvReader *reader,
                                         GPtrArray   *findings);
guint64      bw_csv_reader_get_n_bad (BwCsvReader *reader);
guint64      bw_csv_reader_get_n_nul (BwCsvReader *reader);
char        *bw_csv_row_to_text (const BwCsvRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCsvReader, bw_csv_reader_free)

G_END_DECLS
