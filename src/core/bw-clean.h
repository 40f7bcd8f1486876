/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series made ready for fitting: gaps filled, gross outliers replaced. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BW_CLEAN_GAP = 1 << 0,     /* was not known */
  BW_CLEAN_OUTLIER = 1 << 1, /* was far from what its neighbours and season let expect */
} BwCleanMark;

/* A series as it is fitted; what is shown stays as it came. */
typedef struct
{
  guint   n;
  double *y;     /* [n]: all finite */
  guint8 *marks; /* [n]: BwCleanMark */
  guint   first; /* the first value that was known; n: none */
  guint   n_gaps;
  guint   n_outliers;
  double  lambda; /* the scale on which it varies evenly, see bw-box-cox.h; y is not on it */
} BwCleaned;

BwCleaned *bw_clean (const double *y,
                     guint         n,
                     guint         season) G_GNUC_WARN_UNUSED_RESULT;
void       bw_cleaned_free (BwCleaned *cleaned);
gboolean   bw_clean_is_intermittent (const double *y,
                                     guint         n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCleaned, bw_cleaned_free)

G_END_DECLS
