/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files look like: which column is read into which field. */
#pragma once

#include "import/bw-field.h"
#include "import/bw-import.h"

G_BEGIN_DECLS

/* Which column of a file is read into which field. */
typedef struct
{
  BwImportKind kind;
  const char  *profile;                     /* (static) */
  int          columns[BW_N_IMPORT_FIELDS]; /* -1: none */
  double       confidence[BW_N_IMPORT_FIELDS];
  guint        score;   /* how much of the table was understood */
  gboolean     guessed; /* the names alone do not say the kind */
} BwMapping;

gboolean    bw_import_kind_has_field (BwImportKind  kind,
                                      BwImportField field);
void        bw_mapping_name_columns (const char *const *headers,
                                     guint              n,
                                     BwImportKind       kind,
                                     GHashTable        *map,
                                     const GPtrArray   *columns,
                                     BwMapping         *mapping);
gboolean    bw_mapping_find (const char *const *headers,
                             guint              n,
                             const char        *file_name,
                             BwImportKind       kind,
                             GHashTable        *map,
                             const GPtrArray   *columns,
                             BwMapping         *mapping);
const char *bw_profile_name_foreign (const char *const *headers,
                                     guint              n);

G_END_DECLS
