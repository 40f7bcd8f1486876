/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the forecast comes about, and what each person's part in it is. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_FORECAST_PAGE (bw_forecast_page_get_type ())

G_DECLARE_FINAL_TYPE (BwForecastPage, bw_forecast_page, BW, FORECAST_PAGE, AdwBin)

G_END_DECLS
