/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline's funnel and flow in pictures and sentences. */
#pragma once

#include "chart/bw-chart.h"
#include "core/bw-category-flow.h"
#include "core/bw-funnel.h"

G_BEGIN_DECLS

BwChart *bw_pipeline_picture_new_funnel (const BwBook   *book,
                                         const BwFunnel *funnel) G_GNUC_WARN_UNUSED_RESULT;
BwChart *bw_pipeline_picture_new_categories (const BwBook         *book,
                                             const BwCategoryFlow *flow) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_pipeline_picture_dup_funnel_headline (const BwFunnel *funnel) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_pipeline_picture_dup_flow_headline (const BwFlow *flow,
                                                const char   *currency) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
