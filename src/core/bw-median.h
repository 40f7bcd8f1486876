/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of numbers and how far they lie from it, whatever a few of them do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double bw_median (double *values,
                  guint   n);
double bw_median_deviation (double *values,
                            guint   n,
                            double *middle);

G_END_DECLS
