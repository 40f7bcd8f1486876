/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of deals tells beside the deals: groups with their sums, and what changed. */
#pragma once

#include "cli/bw-cli-look.h"

G_BEGIN_DECLS

/* What is asked for. */
typedef struct
{
  char    *group; /* (owned) (nullable): fields */
  gboolean by_total;
  char    *since;     /* (owned) (nullable): tell what changed since */
  gboolean in_period; /* only deals of the period */
  gboolean closed;    /* won and lost ones too */
  gboolean adjusted;  /* sums as adjusted, the CRM's beside them */
} BwCliTable;

void bw_cli_table_clear (BwCliTable *table);
int  bw_cli_table_print (const BwCliTable *table,
                         const BwCliLook  *look,
                         const char       *expression);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliTable, bw_cli_table_clear)

G_END_DECLS
