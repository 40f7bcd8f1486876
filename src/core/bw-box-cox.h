/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales on which a series varies evenly: logarithm, square root, or as it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double bw_box_cox (double y,
                   double lambda);
double bw_box_cox_inverse (double z,
                           double lambda);
double bw_box_cox_inverse_mean (double z,
                                double variance,
                                double lambda);
double bw_box_cox_unevenness (const double *y,
                              guint         n,
                              guint         block,
                              double        lambda);
double bw_box_cox_choose (const double *y,
                          guint         n,
                          guint         season);

G_END_DECLS
