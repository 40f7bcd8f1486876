/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting who holds a block that copies have in common until one of them writes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the count of a block that one holds. */
static inline gatomicrefcount *
bw_share_new (void)
{
  gatomicrefcount *share = g_new (gatomicrefcount, 1);

  g_atomic_ref_count_init (share);
  return share;
}

/* Whether nobody else holds the block; @share is (nullable): never shared. */
static inline gboolean
bw_share_is_sole (gatomicrefcount *share)
{
  return share == NULL || g_atomic_ref_count_compare (share, 1);
}

/* Lets go of *@share (transfer full) (nullable), which becomes %NULL. Whether the block is now to be freed. */
static inline gboolean
bw_share_let_go (gatomicrefcount **share)
{
  gatomicrefcount *old = *share;

  *share = NULL;
  if (old == NULL)
    return TRUE;
  if (!g_atomic_ref_count_dec (old))
    return FALSE;
  g_free (old);
  return TRUE;
}

G_END_DECLS
