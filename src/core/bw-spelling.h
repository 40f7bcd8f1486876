/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing names that people spell in more ways than one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bw_spelling_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *bw_spelling_strip_form (const char *folded) G_GNUC_WARN_UNUSED_RESULT;
char *bw_spelling_sort_words (const char *folded) G_GNUC_WARN_UNUSED_RESULT;
guint bw_spelling_distance (const char *a,
                            const char *b,
                            guint       limit);

G_END_DECLS
