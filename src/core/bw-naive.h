/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts that repeat what was: the guards and yardsticks of the others. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

void bw_naive_forecast (const double     *y,
                        guint             n,
                        guint             season,
                        guint             horizon,
                        BwMemberForecast *forecast);
void bw_seasonal_naive_forecast (const double     *y,
                                 guint             n,
                                 guint             season,
                                 guint             horizon,
                                 BwMemberForecast *forecast);
void bw_naive2_forecast (const double     *y,
                         guint             n,
                         guint             season,
                         guint             horizon,
                         BwMemberForecast *forecast);
void bw_drift_forecast (const double     *y,
                        guint             n,
                        guint             season,
                        guint             horizon,
                        BwMemberForecast *forecast);

G_END_DECLS
