/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a word in texts, without regard to case. */
#pragma once

#include "core/bw-pool.h"

G_BEGIN_DECLS

typedef struct _BwMatcher BwMatcher;

/* Which texts of a pool were found: one bit for each place where a text can begin. */
typedef struct
{
  guint64 *bits;
  gsize    n_words;
} BwTextMarks;

BwMatcher *bw_matcher_new (const char *word) G_GNUC_WARN_UNUSED_RESULT;
void       bw_matcher_free (BwMatcher *matcher);
gboolean   bw_matcher_contains (const BwMatcher *matcher,
                                const char      *text);
gboolean   bw_matcher_equals (const BwMatcher *matcher,
                              const char      *text);
void       bw_matcher_mark (const BwMatcher *matcher,
                            const BwPool    *pool,
                            BwTextMarks     *marks);
void       bw_text_marks_clear (BwTextMarks *marks);

/* Whether the text at @text was found. */
static inline gboolean
bw_text_marks_get (const BwTextMarks *marks,
                   BwText             text)
{
  guint32 at = text / 2 + text % 2; /* two texts never begin side by side; 0 is the empty one */

  return (marks->bits[at / 64] >> (at % 64)) & 1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMatcher, bw_matcher_free)

G_END_DECLS
