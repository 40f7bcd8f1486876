/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is being imported: its rows, by field. */
#pragma once

#include "import/bw-csv-reader.h"
#include "import/bw-row-ahead.h"
#include "import/bw-layout.h"
#include "import/bw-mapping.h"
#include "import/bw-value.h"

G_BEGIN_DECLS

/* How a date is written, as far as the eye tells it from the others of its column. */
typedef enum
{
  BW_DATE_FORM_DASHES,
  BW_DATE_FORM_SLASHES,
  BW_DATE_FORM_POINTS,
  BW_DATE_FORM_WORDS,
  BW_DATE_FORM_DIGITS,
  BW_N_DATE_FORMS,
} BwDateForm;

typedef struct
{
  BwCsvReader     *reader;
  BwRowAhead      *ahead; /* (nullable): what reads it for us */
  gboolean         may_read_ahead;
  guint            n_read; /* rows */
  char            *path;
  const char      *name;   /* without folder */
  BwFileOptions   *opened; /* (nullable): what the user said now, with which the file was opened */
  GPtrArray       *headers;
  guint            header_line; /* 0: the table has no names of columns */
  guint64          first_line;  /* of data */
  BwLayout        *layout;
  BwMapping        mapping;
  GPtrArray       *fates;                        /* BwColumnFate, of each column */
  BwFileOptions   *said;                         /* what the user said, now or of an earlier file with these headers */
  gboolean         remembered;                   /* some of it was of an earlier one */
  char             decimals[BW_N_IMPORT_FIELDS]; /* of each field's column; 0 unknown */
  BwDateOrder      orders[BW_N_IMPORT_FIELDS];
  gboolean         proven[BW_N_IMPORT_FIELDS]; /* the order was seen, not assumed */
  guint            n_of_form[BW_N_IMPORT_FIELDS][BW_N_DATE_FORMS];
  guint            n_against[BW_N_IMPORT_FIELDS]; /* values that prove the other */
  GPtrArray       *head;                          /* (element-type GStrv): the first rows after the header */
  GArray          *head_lines;                    /* guint64 */
  GPtrArray       *titles;                        /* (element-type GStrv): the rows above the names of columns */
  GArray          *head_flags;                    /* guint: BwCsvFlags */
  gboolean         whole;                         /* the beginning is all there is */
  guint            head_at;
  BwDelta         *delta;          /* (nullable): takes rejected rows */
  guint            first_rejected; /* of them, those of this file */
  BwImportSummary *summary;
  guint            n_short;
  guint            n_unterminated;
  guint64          first_unterminated;
  guint            n_without; /* rows that were read without one of their cells */
  guint            n_stray;
  gboolean         take_long; /* rows with more cells than columns are no fault */
  gboolean         saw_serial;
  BwCsvRecogniser  recogniser; /* (nullable): of rows that need not be split */
  gpointer         recogniser_data;
  gboolean         undated; /* neither the user nor the file's name says its day */
  gboolean         from_1904;
  gboolean         settled;                         /* all of the file was looked at for its styles */
  guint            n_other_way[BW_N_IMPORT_FIELDS]; /* values that prove another style than the column's, if settled */
  char           **carried;                         /* (nullable): the last values of grouped columns */
  GPtrArray       *filled;                          /* the cells of a row after carrying down */
  BwDate           rate_day;                        /* the day whose prices amounts in other currencies are converted at */
  BwProgress       progress;
  gpointer         progress_data;
  double           progress_from, progress_span;
  double           merged; /* 0 to 1: how far its rows, all read, are in the book */
} BwSource;

BwSource   *bw_source_open (const char            *path,
                            const BwImportOptions *options,
                            const BwBook          *book,
                            BwProgress             progress,
                            gpointer               progress_data,
                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;
BwSource   *bw_source_open_any (const char            *path,
                                const BwImportOptions *options,
                                const BwBook          *book,
                                GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_source_free (BwSource *source);
void        bw_source_begin_ahead (BwSource *source);
void        bw_source_read_ahead (BwSource *source,
                                  gboolean  may);
void        bw_source_set_recogniser (BwSource       *source,
                                      BwCsvRecogniser recogniser,
                                      gpointer        data);
gboolean    bw_source_rewind (BwSource *source,
                              GError  **error);
gboolean    bw_source_tell_progress (BwSource *source,
                                     GError  **error);
gboolean    bw_source_go_on (double   done,
                             gpointer source);
gboolean    bw_source_next (BwSource *source,
                            BwCsvRow *row,
                            GError  **error);
gboolean    bw_source_has (const BwSource *source,
                           BwImportField   field);
const char *bw_source_cell (const BwSource *source,
                            const BwCsvRow *row,
                            BwImportField   field);
void        bw_source_reject (BwSource       *source,
                              const BwCsvRow *row,
                              BwImportField   field,
                              const char     *reason);
void        bw_source_reject_cell (BwSource       *source,
                                   const BwCsvRow *row,
                                   BwImportField   field,
                                   const char     *reason);
void        bw_source_reject_column (BwSource       *source,
                                     const BwCsvRow *row,
                                     guint           column,
                                     const char     *reason);
gboolean    bw_source_date (BwSource       *source,
                            const BwCsvRow *row,
                            BwImportField   field,
                            gboolean        needed,
                            BwDate         *date);
gboolean    bw_source_amount (BwSource       *source,
                              const BwCsvRow *row,
                              BwImportField   field,
                              gboolean        needed,
                              gint64         *amount,
                              char            currency[BW_VALUE_CURRENCY_SIZE]);
gboolean    bw_source_read_again (BwSource *source,
                                  GError  **error);
gboolean    bw_source_turn_orders (BwSource *source,
                                   GError  **error);
double      bw_source_number (BwSource       *source,
                              const BwCsvRow *row,
                              BwImportField   field);
void        bw_source_settle (BwSource *source);
void        bw_source_note (BwSource   *source,
                            const char *format,
                            ...) G_GNUC_PRINTF (2, 3);
void        bw_source_add_notes (BwSource *source);

BwCsvReader *bw_source_open_reader (const BwSource *source,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSource, bw_source_free)

G_END_DECLS
