/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of many values. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double bw_quantile (const double *sorted,
                    guint         n,
                    double        p);
void   bw_quantiles (double       *values,
                     guint         n,
                     const double *p,
                     guint         n_p,
                     double       *quantiles);

G_END_DECLS
