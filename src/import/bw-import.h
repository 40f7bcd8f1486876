/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading exports into a book. */
#pragma once

#include <gio/gio.h>

#include "core/bw-book.h"
#include "core/bw-delta.h"
#include "core/bw-outlook.h"

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

typedef enum
{
  BW_KIND_UNKNOWN,
  BW_KIND_PEOPLE,
  BW_KIND_PRODUCTS,
  BW_KIND_ACCOUNTS,
  BW_KIND_QUOTAS,
  BW_KIND_DEALS, /* in the order in which several files are read */
  BW_N_KINDS,
} BwImportKind;

const char *bw_import_kind_name (BwImportKind kind);  /* "deals", for files and commands */
const char *bw_import_kind_title (BwImportKind kind); /* translated */
gboolean    bw_import_kind_parse (const char *name, BwImportKind *kind);

/* One column of a file and the field it is read into. */
typedef struct
{
  char      *header;     /* as it stands in the file */
  char      *field;      /* (nullable): the field's name, such as "amount"; NULL: left out */
  double     confidence; /* 0 to 1 */
  char      *reason;     /* why, a short sentence */
  GPtrArray *samples;    /* (element-type utf8): up to five values */
} BwImportColumn;

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
  GPtrArray   *columns;     /* BwImportColumn */
  GPtrArray   *preview;     /* (element-type GStrv): the first rows, up to 20 */
  GError      *error;       /* (nullable): why this file cannot be read; the rest may be unset */
} BwImportFile;

/* What the user said. Everything may be left at zero. */
typedef struct
{
  BwImportKind kind;   /* for every file; UNKNOWN: recognise */
  BwDate       as_of;  /* BW_DATE_NONE: from the file's name or its newest event */
  GHashTable  *map;    /* (nullable): field name to header */
  GHashTable  *stages; /* (nullable): stage name to "open:pipeline", "won:closed", "lost:omitted" … */
  gint64       now;    /* seconds since 1970: the time of the import */
} BwImportOptions;

/* What came of one file. */
typedef struct
{
  char        *file; /* without folder */
  BwImportKind kind;
  char        *profile;
  char        *encoding;
  char         delimiter;
  guint        rows, n_new, n_changed, n_unchanged, n_vanished, n_rejected, n_set_aside;
  double       seconds;
  GPtrArray   *notes; /* (element-type utf8): sentences about what was noticed, such as near-duplicate products */
} BwImportSummary;

typedef struct
{
  BwBook    *after;
  BwDelta   *delta;
  GPtrArray *summaries; /* BwImportSummary, in the order the files were given */
  BwDate     as_of;     /* the latest of the files' dates */
} BwImportResult;

/* Looks at the files without reading them whole. Returns: (transfer full) (element-type BwImportFile): one for each path,
 * in their order; a file that cannot be read has its error set. */
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportResult, bw_import_result_free)

G_END_DECLS
