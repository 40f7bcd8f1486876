/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes told from the changes before them. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

void bw_autoregression_forecast (const double     *y,
                                 guint             n,
                                 guint             season,
                                 guint             horizon,
                                 BwMemberForecast *forecast);

G_END_DECLS
