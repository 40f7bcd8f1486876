/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complex exponential smoothing. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

void bw_ces_forecast (const double     *y,
                      guint             n,
                      guint             season,
                      guint             horizon,
                      BwMemberForecast *forecast);

G_END_DECLS
