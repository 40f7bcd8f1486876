/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the slope of a series changes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint  at;       /* the first value that lies on the new slope */
  double change;   /* of the slope, from value to value */
  double strength; /* the same in its standard errors */
} BwTrendBreak;

gboolean bw_trend_break_find (const double *z,
                              guint         n,
                              double        rival,
                              BwTrendBreak *found);

G_END_DECLS
