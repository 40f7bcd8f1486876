/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of deals of any size, made from a seed, for timing and comparing imports. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One export. The same numbers give the same file. */
typedef struct
{
  guint    n_deals;
  guint    week;     /* of the export, after the first, which is 0 */
  guint    every;    /* each week one deal in so many changes; 0: none, 1: all */
  guint    dropped;  /* one deal in so many is left out; 0: none */
  guint    n_new;    /* deals behind the others */
  gboolean reversed; /* the rows the other way round */
} BwImportSample;

#define BW_IMPORT_SAMPLE_COLUMNS 18

gboolean bw_import_sample_write (const BwImportSample *sample,
                                 const char           *path,
                                 GError              **error);

G_END_DECLS
