/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of postal codes, taken from a file. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_POSTAL_ERROR (bw_postal_error_quark ())

typedef enum
{
  BW_POSTAL_ERROR_FORMAT, /* no such file */
} BwPostalError;

GQuark bw_postal_error_quark (void);

/* What a file held. */
typedef struct
{
  guint n_read;   /* lines */
  guint n_bad;    /* lines without country, code or place on earth */
  guint n_codes;  /* different codes */
  guint line_bad; /* the first bad one, from 1; 0: none */
} BwPostalCount;

gboolean bw_postal_edit_is_one (const char *text,
                                gsize       length);
guint    bw_postal_edit_count_found (const BwBook *before,
                                     const BwBook *after);
BwBook  *bw_postal_edit_take (const BwBook  *book,
                              const char    *text,
                              gsize          length,
                              BwPostalCount *count,
                              BwDelta      **delta,
                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
