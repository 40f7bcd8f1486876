/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of the optimiser's plans. */
#pragma once

#include "cli/bw-cli.h"
#include "core/bw-partition.h"

G_BEGIN_DECLS

void bw_cli_partition_add_score (JsonBuilder            *builder,
                                 const char             *name,
                                 const BwPartitionScore *score,
                                 guint                   k);

G_END_DECLS
