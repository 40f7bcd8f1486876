/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row of which file told of a deal. */

#include "core/bw-deal-source.h"

/* Frees what @source holds, for arrays. */
void
bw_deal_source_clear (gpointer source)
{
  g_free (((BwDealSource *)source)->file);
}
