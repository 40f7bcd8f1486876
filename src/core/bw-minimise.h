/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least value of a function of a few numbers within bounds, without derivatives. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is made small. @x: [n], always within the bounds. NaN counts as infinite, which is how a function refuses a point. */
typedef double (*BwObjective) (const double *x,
                               gpointer      data);

/* How many doubles of workspace a search over @n numbers needs. */
#define BW_MINIMISE_WORKSPACE(n) (((n) + 1) * ((n) + 1) + 4 * (n))

double bw_minimise (BwObjective   f,
                    gpointer      data,
                    guint         n,
                    double       *x,
                    const double *lower,
                    const double *upper,
                    double        tolerance,
                    guint         max_evaluations,
                    double       *workspace);

G_END_DECLS
