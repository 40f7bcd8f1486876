/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of its own for each test, and a small book that uses every table and column. */
#pragma once

#include "store/bw-store.h"

G_BEGIN_DECLS

char   *fixture_dir_new (void) G_GNUC_WARN_UNUSED_RESULT;
void    fixture_dir_free (char *dir);
BwBook *fixture_book_new (guint n_deals,
                          guint seed) G_GNUC_WARN_UNUSED_RESULT;
void    fixture_change (const BwBook *before,
                        guint         seed,
                        BwBook      **after,
                        BwDelta     **delta);
void    fixture_assert_same (const BwBook *a,
                             const BwBook *b);
void    fixture_assert_sound (BwStore *store);

G_END_DECLS
