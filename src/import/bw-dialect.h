/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways of writing separated values that differ from the common one, and their translation into it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far the escapes of a text have been turned into doubled quotes. */
typedef struct
{
  gsize    at;     /* in the text: all before it is done */
  gboolean quoted; /* within quotes there */
  gboolean begins; /* a cell does */
} BwDialectTurn;

const char *bw_dialect_name_binary (const char *bytes,
                                    gsize       n);
gboolean    bw_dialect_looks_binary (const char *text,
                                     gsize       n);
gboolean    bw_dialect_has_escapes (const char *text,
                                    gsize       n,
                                    char        delimiter,
                                    char        quote);
void        bw_dialect_turn_escapes (BwDialectTurn *turn,
                                     GString       *text,
                                     char           delimiter,
                                     char           quote,
                                     gboolean       last);
gboolean    bw_dialect_is_wrapped (const char *text,
                                   gsize       n,
                                   char       *delimiter);
void        bw_dialect_unwrap (char *line,
                               gsize n);
gboolean    bw_dialect_has_formulas (const char *text,
                                     gsize       n);
void        bw_dialect_strip_formula (char *cell);

gboolean bw_dialect_ends_row (gboolean   *is_within,
                              const char *line,
                              gsize       length);

G_END_DECLS
