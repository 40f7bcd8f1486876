/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several tables below each other in one file or sheet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a table stands: from one line to another, the first of the file being 1. */
typedef struct
{
  guint64 first;
  guint64 last;
} BwTableSpan;

GArray  *bw_tables_find (const char *path,
                         const char *file) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_table_span_write (const BwTableSpan *span) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_table_span_parse (const char  *text,
                              BwTableSpan *span);

G_END_DECLS
