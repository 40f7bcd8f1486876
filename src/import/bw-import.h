/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading exports into a book. */
#pragma once

#include <gio/gio.h>

#include "core/bw-book.h"
#include "core/bw-delta.h"
#include "core/bw-early-deals.h"
#include "core/bw-outlook.h"
#include "import/bw-layout.h"
#include "import/bw-value.h"

G_BEGIN_DECLS

#define BW_IMPORT_ERROR (bw_import_error_quark ())

typedef enum
{
  BW_IMPORT_ERROR_NOT_FOUND,
  BW_IMPORT_ERROR_NOT_CSV, /* binary, or no table in it */
  BW_IMPORT_ERROR_EMPTY,
  BW_IMPORT_ERROR_NO_HEADER,
  BW_IMPORT_ERROR_UNKNOWN_KIND, /* a table, but nothing says of what */
  BW_IMPORT_ERROR_MAPPING,      /* a --map or --stage that fits nothing */
  BW_IMPORT_ERROR_IO,
  BW_IMPORT_ERROR_CANCELLED,
} BwImportError;

GQuark bw_import_error_quark (void);

/* In the order in which several files are read: what is referred to comes first. */
typedef enum
{
  BW_KIND_UNKNOWN,
  BW_KIND_PEOPLE,
  BW_KIND_PRODUCTS,
  BW_KIND_ACCOUNTS,
  BW_KIND_CONTACTS,
  BW_KIND_QUOTAS,
  BW_KIND_STAGES,
  BW_KIND_DEALS,
  BW_KIND_STAGE_HISTORY,
  BW_KIND_FIELD_HISTORY,
  BW_KIND_LINE_ITEMS,
  BW_KIND_ACTIVITIES,
  BW_KIND_PAYMENTS,
  BW_KIND_CONTRACTS,
  BW_KIND_DELIVERIES,
  BW_KIND_COSTS,
  BW_KIND_CALLS,
  BW_KIND_SALES,
  BW_KIND_SERIES,
  BW_N_KINDS,
} BwImportKind;

const char *bw_import_kind_name (BwImportKind kind);  /* "deals", for files and commands */
const char *bw_import_kind_title (BwImportKind kind); /* translated */
gboolean    bw_import_kind_parse (const char *name, BwImportKind *kind);

/* The name in place of a field's for a column that is kept as a field of the project's own. */
#define BW_IMPORT_CUSTOM "custom"

/* One column of a file and the field it is read into. */
typedef struct
{
  char       *header;     /* as it stands in the file, made unique where headers repeat */
  char       *field;      /* (nullable): the field's name, such as "amount", or BW_IMPORT_CUSTOM; NULL: left out */
  BwFieldType type;       /* of a custom field */
  double      confidence; /* 0 to 1 */
  gboolean    unsure;     /* to be asked: the names or values leave a doubt that would cost */
  char       *reason;     /* why, a short sentence */
  GPtrArray  *samples;    /* (element-type utf8): up to five values */
  char        decimal;    /* '.' or ',' in numbers; 0: not known */
  BwDateOrder date_order; /* of day and month in dates */
  GPtrArray  *findings;   /* (element-type BwFinding): how its values are written */
} BwImportColumn;

/* What the user said of one column. */
typedef struct
{
  char       *header; /* as in BwImportColumn */
  char       *field;  /* (nullable): as in BwImportColumn */
  BwFieldType type;
} BwColumnChoice;

/* What became of deals that an export no longer has. */
typedef enum
{
  BW_VANISHED_UNSAID,  /* as remembered for such files, else as the import judges */
  BW_VANISHED_OUTSIDE, /* only outside the report's filter: they stay as they are */
  BW_VANISHED_REMOVED, /* deleted in the CRM: they are marked and leave the pipeline */
} BwVanished;

/* What the user said of one file. Everything may be left at zero (as_of: BW_DATE_NONE): it is then made out. */
typedef struct
{
  BwImportKind kind;
  BwDate       as_of;
  GPtrArray   *columns;     /* (nullable) (element-type BwColumnChoice): those not named here are made out */
  char        *encoding;    /* (nullable) */
  char         delimiter;   /* 0 */
  guint        header_line; /* the line of the column names, the first being 1 */
  char         decimal;     /* '.' or ',' */
  BwDateOrder  date_order;
  gboolean     from_1904; /* serial dates count from 1904 */
  BwVanished   vanished;
  gboolean     remember; /* offer all this again for files with the same set of headers */
} BwFileOptions;

BwFileOptions *bw_file_options_new (void) G_GNUC_WARN_UNUSED_RESULT;
BwFileOptions *bw_file_options_copy (const BwFileOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void           bw_file_options_free (BwFileOptions *options);
void           bw_file_options_choose (BwFileOptions *options,
                                       const char    *header,
                                       const char    *field,
                                       BwFieldType    type);

/* A stage that a file of deals names. */
typedef struct
{
  char       *name;
  guint       n;      /* rows in it */
  gboolean    mapped; /* the project knows it, and somebody has said what it is */
  gboolean    known;  /* it does, or its name says what it is: the rest is more than an assumption */
  BwStageKind kind;
  BwCategory  category;
  gint16      probability; /* thousandths, or BW_PROBABILITY_NONE */
} BwImportStage;

/* What was made out about one file before reading it. */
typedef struct
{
  char        *path;
  char        *name; /* without folder */
  BwImportKind kind;
  char        *profile;  /* "maven", "salesforce", or "generic" */
  char        *encoding; /* "UTF-8" */
  char         delimiter;
  guint        header_line; /* the line on which the header stands, the first being 1 */
  gboolean     remembered;  /* what was said of an earlier file with the same headers is applied */
  GPtrArray   *findings;    /* (element-type BwFinding): about the table as a whole */
  GPtrArray   *columns;     /* BwImportColumn */
  GPtrArray   *preview;     /* (element-type GStrv): the first rows, up to 20 */
  GPtrArray   *stages;      /* (element-type BwImportStage): of all rows of a file of deals, in the order they come */
  GError      *error;       /* (nullable): why this file cannot be read; the rest is set if it is a table of an unknown kind */
} BwImportFile;

/* What the user said. Everything may be left at zero. */
typedef struct
{
  BwImportKind kind;         /* for every file; UNKNOWN: recognise */
  BwDate       as_of;        /* BW_DATE_NONE: from the file's name or its newest event */
  GBytes      *row_memory;   /* (nullable): as bw_store_load_row_memory() gives it */
  GHashTable  *map;          /* (nullable): field name to header */
  GHashTable  *stages;       /* (nullable): stage name to "open:pipeline", "won:closed", "lost:omitted" … */
  GHashTable  *rates;        /* (nullable): code of a currency to the price of one unit in the project's, such as "1.08" */
  gboolean     spare_stages; /* a stage of @stages that is in no file is no mistake */
  gint64       now;          /* seconds since 1970: the time of the import */
  GHashTable  *files;        /* (nullable) (element-type filename BwFileOptions): by path; goes before what is said of all */

  const BwEarlyTaker *early; /* (nullable): is given new deals while the import goes on, where that can be */
} BwImportOptions;

const BwFileOptions *bw_import_options_of (const BwImportOptions *options,
                                           const char            *path);

/* Rows of a file whose amounts are in another currency than the project's. */
typedef struct
{
  char  *code;
  guint  n;
  double rate; /* the price of one unit in the project's currency, at which they were converted; NaN: they were set aside */
} BwForeignCurrency;

/* What came of one file. */
typedef struct
{
  char        *file; /* without folder */
  BwImportKind kind;
  char        *profile;
  char        *encoding;
  char         delimiter;
  guint        rows, n_new, n_changed, n_unchanged, n_vanished, n_rejected, n_set_aside;
  guint        n_recalled; /* of the unchanged: known from the export before, and not read */
  double       seconds;
  BwVanished   vanished;        /* what the n_vanished deals were taken for; UNSAID when there are none */
  gboolean     vanished_said;   /* by the user, now or before; else judged */
  gint64       vanished_amount; /* what they are worth, minor units */
  GPtrArray   *currencies;      /* (element-type BwForeignCurrency) */
  GPtrArray   *notes;           /* (element-type utf8): sentences about what was noticed, such as near-duplicate products */
} BwImportSummary;

typedef struct
{
  BwBook    *after;
  BwDelta   *delta;
  GPtrArray *summaries; /* BwImportSummary, in the order the files were given */
  GPtrArray *refused;   /* (element-type utf8): of each file that could not be read and was left out, why */
  BwDate     as_of;     /* the latest of the files' dates */
} BwImportResult;

/* Looks at the files without reading them whole. Returns: (transfer full) (element-type BwImportFile): one for each table,
 * in the order of the files; an archive or a workbook has several, whose paths ("archive.zip/deals.csv", "book.xlsx/Sheet1")
 * can be given to bw_import_run(). A file that cannot be read has its error set. */
GPtrArray *bw_import_inspect (const BwBook          *book,
                              const char *const     *paths,
                              const BwImportOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the files (people, products, accounts, quotas, then deals, whatever their order) on the calling thread. Nothing is
 * written anywhere: @result holds the book after it and the delta. Fails as a whole when any of the files cannot be read. */
gboolean bw_import_run (BwBook                *before,
                        const char *const     *paths,
                        const BwImportOptions *options,
                        BwProgress             progress,
                        gpointer               progress_data,
                        BwImportResult       **result,
                        GError               **error);
void     bw_import_result_free (BwImportResult *result);
void     bw_import_file_free (BwImportFile *file);

/* A rejected row as it is to be read. */
typedef struct
{
  gint64 import; /* the key of the import; 0: not told */
  gint64 key;    /* of the rejected row */
  char  *raw;    /* the whole row as CSV with commas, as in BwRejectedRow */
} BwCorrection;

BwCorrection *bw_correction_new (gint64      import,
                                 gint64      key,
                                 const char *raw) G_GNUC_WARN_UNUSED_RESULT;
void          bw_correction_free (BwCorrection *correction);

/* Reads @corrections (element-type BwCorrection) of rows that one import rejected again: as of the day of that import, with its
 * columns and styles, exactly as if they had been in a file of their own. @rejected (element-type BwRejectedRow) are that
 * import's rows as the project file has them. Rows that are read now are settled as corrected; rows that are
 * refused again stay open, with the new text and the new reason. Otherwise as bw_import_run(). */
gboolean bw_import_correct (BwBook          *before,
                            const GPtrArray *rejected,
                            const GPtrArray *corrections,
                            gint64           now,
                            BwImportResult **result,
                            GError         **error);

/* Whether the file at @path is a sheet of rejected rows that bw_reject_sheet_write_rows() made. Reads its first row. */
gboolean bw_corrections_recognise (const char *path);

/* Whether @book has histories with rejected rows that could be read again: their deals may come with a later file. */
gboolean bw_corrections_may_await (const BwBook *book);

/* Which of the @rejected rows (element-type BwRejectedRow) of histories are about deals of @book from @first on, which came after
 * them. Returns: (transfer full) (element-type GPtrArray): for each import with such rows its BwCorrections, in the order of
 * lines; the rows as they are. */
GPtrArray *bw_corrections_awaited (const BwBook    *book,
                                   guint            first,
                                   const GPtrArray *rejected) G_GNUC_WARN_UNUSED_RESULT;

/* Reads such a sheet. Returns: (transfer full) (element-type BwCorrection). */
GPtrArray *bw_corrections_read (const char *path,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* How one cell of a column is read. */
typedef enum
{
  BW_READING_MISSING,
  BW_READING_GOOD,
  BW_READING_BAD,
} BwCellReading;

GPtrArray    *bw_import_kind_fields (BwImportKind kind) G_GNUC_WARN_UNUSED_RESULT;
gboolean      bw_import_kind_keeps (BwImportKind kind,
                                    BwFieldType  type);
const char   *bw_import_field_label (const char *field);
gboolean      bw_import_column_is_number (const BwImportColumn *column);
BwCellReading bw_import_column_read (const BwImportColumn *column,
                                     const char           *text,
                                     const char           *currency,
                                     char                **shown);
char         *bw_import_row_currency (const GPtrArray   *columns,
                                      const char *const *cells) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportResult, bw_import_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCorrection, bw_correction_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFileOptions, bw_file_options_free)

G_END_DECLS
