/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outlook and a flow to draw, the same each time. */
#pragma once

#include "core/bw-flow.h"
#include "core/bw-outlook.h"

BwOutlook *chart_sample_outlook (const BwBook *book,
                                 BwDate        as_of);
void       chart_sample_outlook_free (BwOutlook *outlook);
void       chart_sample_flow (BwFlow *flow);
