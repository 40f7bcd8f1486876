/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local regression on values at equal steps. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint window; /* values that take part at each place, odd; more than there are: all, with flatter weights */
  guint degree; /* 0 or 1 */
  guint jump;   /* fitted at every jump-th place only, straight lines between; 0 as 1 */
} BwLoess;

gboolean bw_loess_at (const BwLoess *loess,
                      const double  *y,
                      const double  *weights,
                      guint          n,
                      double         x,
                      guint          first,
                      guint          last,
                      double        *fit);
void     bw_loess_smooth (const BwLoess *loess,
                          const double  *y,
                          const double  *weights,
                          guint          n,
                          double        *smooth);

G_END_DECLS
