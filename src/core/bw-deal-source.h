/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row of which file told of a deal. */
#pragma once

#include "core/bw-date.h"

G_BEGIN_DECLS

/* A row of an imported file. */
typedef struct
{
  gint64  deal;  /* its key */
  char   *file;  /* (owned): the file's name without folder */
  BwDate  as_of; /* the day of the export */
  guint64 row;   /* the line in the file, the first being 1; 0 unknown */
} BwDealSource;

void bw_deal_source_clear (gpointer source);

G_END_DECLS
