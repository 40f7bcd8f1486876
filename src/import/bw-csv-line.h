/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of separated values split in place. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BwCsvLine BwCsvLine;

/* Whether @c is what may stand around a cell without being part of it. */
static inline gboolean
bw_csv_is_space (char c)
{
  return c == ' ' || c == '\t';
}

BwCsvLine *bw_csv_line_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       bw_csv_line_free (BwCsvLine *self);
gboolean   bw_csv_line_split (char      *line,
                              gsize      length,
                              char       delimiter,
                              char       quote,
                              gboolean   exact,
                              GPtrArray *values);
gboolean   bw_csv_line_split_quoted (BwCsvLine *self,
                                     char      *line,
                                     gsize      length,
                                     char       delimiter,
                                     char       quote,
                                     GPtrArray *values);

G_END_DECLS
