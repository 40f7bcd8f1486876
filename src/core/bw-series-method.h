/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods a series can be forecast by, and their names. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

/* AUTO combines what fits the series; the others stand alone. */
typedef enum
{
  BW_SERIES_AUTO,
  BW_SERIES_NAIVE,
  BW_SERIES_SEASONAL_NAIVE,
  BW_SERIES_NAIVE2,
  BW_SERIES_DRIFT,
  BW_SERIES_SES,
  BW_SERIES_DAMPED,
  BW_SERIES_ETS,
  BW_SERIES_ETS_MIXTURE,
  BW_SERIES_THETA,
  BW_SERIES_DOTM,
  BW_SERIES_AUTOREGRESSION,
  BW_SERIES_INTERMITTENT,
  BW_SERIES_CES,
  BW_SERIES_ARIMA,
  BW_SERIES_CROSTON,
  BW_SERIES_SBA,
  BW_SERIES_TSB,
  BW_N_SERIES_METHODS
} BwSeriesMethod;

const char *bw_series_method_name (BwSeriesMethod method);
gboolean    bw_series_method_parse (const char     *name,
                                    BwSeriesMethod *method);
char       *bw_series_method_dup_names (void) G_GNUC_WARN_UNUSED_RESULT;
BwMember    bw_series_method_member (BwSeriesMethod method);

G_END_DECLS
