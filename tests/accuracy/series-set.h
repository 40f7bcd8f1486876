/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series with what came after them, as the accuracy of forecasts is measured on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A series and the values held back. */
typedef struct
{
  char   *id;
  double *y; /* [n + horizon]: known, then held back */
  guint   n;
  guint   horizon;
} BwTestSeries;

typedef struct
{
  const char *name;
  guint       season;  /* the methods are told */
  guint       scaling; /* the season of the naive errors that MASE and MSIS divide by */
  GArray     *series;  /* (owned) BwTestSeries */
} BwSeriesSet;

/* The sets, in the order they are reported. */
typedef enum
{
  BW_SET_M4_QUARTERLY,
  BW_SET_M4_MONTHLY,
  BW_SET_M4_WEEKLY,
  BW_SET_M3_QUARTERLY,
  BW_SET_M3_MONTHLY,
  BW_SET_PARTS_HALF_YEAR,
  BW_SET_PARTS_YEAR,
  BW_N_SETS
} BwSetId;

gboolean    bw_series_set_load (BwSeriesSet *set,
                                BwSetId      id,
                                const char  *folder,
                                guint        every,
                                guint        earlier);
void        bw_series_set_clear (BwSeriesSet *set);
const char *bw_series_set_name (BwSetId id);

G_END_DECLS
