/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long lines on pixels: a mask that they are drawn into. */
#pragma once

#include "chart/bw-canvas.h"

G_BEGIN_DECLS

typedef struct _BwInk BwInk;

BwInk *bw_ink_new (cairo_t      *cr,
                   const BwRect *area) G_GNUC_WARN_UNUSED_RESULT;
void   bw_ink_free (BwInk *ink);
void   bw_ink_add_line (BwInk        *ink,
                        double        thickness,
                        const double *x,
                        const double *y,
                        guint         n);
void   bw_ink_add_columns (BwInk        *ink,
                           double        thickness,
                           const double *x,
                           const double *y,
                           guint         n);
void   bw_ink_paint (BwInk   *ink,
                     cairo_t *cr);

G_END_DECLS
