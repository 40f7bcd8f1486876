/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dense matrices, row by row. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bw_matrix_factor (double *a,
                           guint   n,
                           double *scale);
void     bw_matrix_solve (const double *factor,
                          const double *scale,
                          guint         n,
                          double       *x);

G_END_DECLS
