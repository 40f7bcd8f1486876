/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rows that are one: the one is kept, the other stands for it no longer. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_MERGE_ERROR (bw_merge_error_quark ())

typedef enum
{
  BW_MERGE_ERROR_SAME,   /* a row with itself, or one that was merged already */
  BW_MERGE_ERROR_CIRCLE, /* somebody would be above and below the same */
  BW_MERGE_ERROR_TRAIL,  /* what the merge moved is not told apart any more */
} BwMergeError;

GQuark bw_merge_error_quark (void);

/* People, accounts and products that were merged away stay in their tables with "merged" the index of the row that took their
 * place (never itself merged away); lists, pickers and sums pass them over: bw_merge_is_away(). Nothing refers to them but
 * their own "merged". */

/* Whether @row of @table (people, accounts or products) was merged away. */
gboolean bw_merge_is_away (const BwBook *book,
                           BwTable       table,
                           guint         row);

/* The row that @row, an index or %BW_NOBODY, stands for: itself, or what it was merged into. */
gint32 bw_merge_resolve (const BwBook *book,
                         BwTable       table,
                         gint32        row);

/* For each row of @table the row that it stands for: bw_merge_resolve() of all at once. Returns: (transfer full). */
gint32 *bw_merge_map (const BwBook *book,
                      BwTable       table) G_GNUC_WARN_UNUSED_RESULT;

/* Merges @away into @keep: everything that refers to @away (deals and their past, records, quotas, calls, territories,
 * accounts, people, aliases) refers to @keep, and @keep gets the facts that only @away had. Imports that name @away lead to
 * @keep from then on. Gives the book after and, through @delta (transfer full), what changed; %NULL with @error when the two
 * cannot be merged (the same row, one that is merged away, a manager with somebody below). */
BwBook *bw_merge_apply (const BwBook *book,
                        BwTable       table,
                        guint         keep,
                        guint         away,
                        BwDelta     **delta,
                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @away a row of its own again. The deals, accounts, people, quotas, calls and territories that it brought along go
 * back to it unless somebody changed them since; facts that it lent stay copied. Gives the book after. */
BwBook *bw_merge_separate (const BwBook *book,
                           BwTable       table,
                           guint         away,
                           BwDelta     **delta,
                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
