/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page with the grid of all deals. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_PIPELINE_PAGE (bw_pipeline_page_get_type ())

G_DECLARE_FINAL_TYPE (BwPipelinePage, bw_pipeline_page, BW, PIPELINE_PAGE, AdwBin)

G_END_DECLS
