/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the imports: what came in, what was rejected, and what is to be decided. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_DATA_PAGE (bw_data_page_get_type ())

G_DECLARE_FINAL_TYPE (BwDataPage, bw_data_page, BW, DATA_PAGE, AdwBin)

G_END_DECLS
