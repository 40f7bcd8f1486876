/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for large columns. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gpointer bw_block_alloc (gsize size) G_GNUC_WARN_UNUSED_RESULT;
void     bw_block_forget (gpointer block,
                          gsize    begin,
                          gsize    end);

G_END_DECLS
