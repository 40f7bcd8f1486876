/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theta method, and the dynamic optimised theta model. */
#pragma once

#include "core/bw-member.h"

G_BEGIN_DECLS

void bw_theta_forecast (const double     *y,
                        guint             n,
                        guint             season,
                        guint             horizon,
                        BwMemberForecast *forecast);
void bw_dotm_forecast (const double     *y,
                       guint             n,
                       guint             season,
                       guint             horizon,
                       BwMemberForecast *forecast);

G_END_DECLS
