/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sheets of an Excel workbook share: their names, the texts of cells, the styles that make numbers dates. */
#pragma once

#include "import/bw-archive.h"

#include <libxml/xmlreader.h>

G_BEGIN_DECLS

typedef enum
{
  BW_XLSX_NUMBER,
  BW_XLSX_DATE,
  BW_XLSX_TIME, /* a time of the day, or a duration */
} BwXlsxStyle;

typedef struct
{
  char    *name;
  char    *relation;
  char    *part; /* (nullable): its file in the archive; NULL: no table, such as a sheet that is a chart */
  gboolean hidden;
} BwXlsxSheet;

typedef struct
{
  gboolean   from_1904;
  GPtrArray *sheets; /* BwXlsxSheet */
  GArray    *styles; /* guint8: a BwXlsxStyle for each style of cells */
  GString   *texts;  /* shared by cells, each followed by a zero byte */
  GArray    *starts; /* gsize: where they begin */
  char      *texts_part;
  char      *styles_part;
} BwXlsxBook;

/* An XML file inside the archive that is being read. */
typedef struct
{
  BwArchive       *archive;
  xmlTextReaderPtr reader;
  char            *name;    /* of the workbook, for sentences */
  GError          *problem; /* of unpacking */
} BwXlsxPart;

BwXlsxBook *bw_xlsx_book_open (const char *path,
                               gboolean    with_texts,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_xlsx_book_free (BwXlsxBook *book);
const char *bw_xlsx_book_text (const BwXlsxBook *book,
                               guint64           index);
BwXlsxStyle bw_xlsx_book_style (const BwXlsxBook *book,
                                guint64           index);
BwXlsxPart *bw_xlsx_part_open (const char *path,
                               const char *part,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_xlsx_part_free (BwXlsxPart *part);
gboolean    bw_xlsx_part_next (BwXlsxPart *part,
                               GError    **error);
gboolean    bw_xlsx_part_is (const BwXlsxPart *part,
                             const char       *name);
BwXlsxStyle bw_xlsx_format_style (const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwXlsxBook, bw_xlsx_book_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwXlsxPart, bw_xlsx_part_free)

G_END_DECLS
