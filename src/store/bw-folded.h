/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Implied changes that stand in their deal's row. */
#pragma once

#include "store/bw-store-private.h"

G_BEGIN_DECLS

/* What a deal was before it was closed. */
typedef struct
{
  guint    n;        /* changes that follow from this; 0: none */
  gint32   stage;    /* index */
  BwDate   close;    /* what was expected */
  gboolean unpriced; /* the amount was not known */
} BwFolded;

void bw_folded_find (const BwBook *book,
                     guint         deal,
                     gint64        import_key,
                     BwFolded     *folded);
void bw_folded_append (const BwFolded *folded,
                       const BwBook   *book,
                       guint           deal,
                       gint32          import,
                       GArray         *changes);

G_END_DECLS
