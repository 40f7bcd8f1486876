/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums as adjusted, beside the CRM's. */
#pragma once

#include "cli/bw-cli-look.h"
#include "core/bw-deal-groups.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

void    bw_cli_add_adjusted_pipeline (JsonBuilder     *builder,
                                      const BwCliLook *look,
                                      const BwOutlook *outlook);
void    bw_cli_print_adjusted_pipeline (const BwCliLook *look,
                                        const BwOutlook *outlook);
BwBook *bw_cli_adjusted_book (const BwCliLook *look,
                              BwBook          *book,
                              gboolean         adjusted) G_GNUC_WARN_UNUSED_RESULT;
gint64  bw_cli_find_group_amount (const BwDealGroups *groups,
                                  const BwDealGroups *like,
                                  const BwBook       *book,
                                  guint               group);

G_END_DECLS
