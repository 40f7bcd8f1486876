/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Implied changes that stand in their deal's row. */
#pragma once

#include "store/bw-store-private.h"

G_BEGIN_DECLS

/* What a deal was before it was closed. */
typedef struct
{
  guint    deal;
  guint    n;        /* changes that follow from this; 0: none */
  gint32   stage;    /* index */
  BwDate   close;    /* what was expected */
  gint32   import;   /* index, -1 for none */
  gboolean unpriced; /* the amount was not known */
} BwFolded;

void bw_folded_find (const BwBook *book,
                     guint         deal,
                     BwFolded     *folded);
void bw_folded_find_among (const BwBook   *book,
                           guint           deal,
                           const BwChange *changes,
                           guint           n,
                           BwFolded       *folded);
void bw_folded_add_changes (const GArray *folded,
                            const BwBook *book,
                            GArray       *changes);

G_END_DECLS
