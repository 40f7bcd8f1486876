/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of each column of a table. */
#pragma once

#include "import/bw-column-values.h"
#include "import/bw-profile.h"

G_BEGIN_DECLS

/* What becomes of one column. */
typedef struct
{
  int         field;  /* a BwImportField; -1: none */
  gboolean    custom; /* kept as a field of the project's own */
  BwFieldType type;   /* of that */
  double      confidence;
  gboolean    unsure; /* to be asked */
  char       *reason; /* a sentence, translated */
} BwColumnFate;

/* What is known of a table beside its names. */
typedef struct
{
  const char *const *headers;
  guint              n;
  const GPtrArray   *rows;       /* (element-type GStrv): the first ones */
  gboolean           whole;      /* those are all */
  const BwBook      *book;       /* (nullable) */
  GHashTable        *map;        /* (nullable): field names to headers, as the user said */
  const GPtrArray   *columns;    /* (nullable) (element-type BwColumnChoice) */
  gboolean           remembered; /* @columns are from an earlier import */
  BwProgress         progress;   /* (nullable): told at times that it goes on; what it says is not looked at */
  gpointer           progress_data;
} BwMappingView;

GPtrArray *bw_mapping_settle (BwMapping           *mapping,
                              const BwMappingView *view) G_GNUC_WARN_UNUSED_RESULT;
gboolean   bw_mapping_find_by_values (const BwMappingView *view,
                                      const char          *file_name,
                                      BwImportKind         kind,
                                      BwMapping           *mapping);

G_END_DECLS
