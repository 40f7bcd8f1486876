/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What past deals tell about those that are open. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* What may be said of a deal while it is open, and was said of closed ones. */
typedef enum
{
  BW_TRAIT_OVERDUE,    /* past its close date */
  BW_TRAIT_PUSHED,     /* close date moved later three times or more */
  BW_TRAIT_STUCK,      /* longer in a stage than its stall line */
  BW_TRAIT_SHRUNK,     /* the amount was cut by a fifth or more */
  BW_TRAIT_MOVED_BACK, /* to an earlier stage */
  BW_N_TRAITS,
} BwTrait;

/* What past deals tell of a stage. */
typedef struct
{
  int      days;     /* the stall line: three quarters of those that advanced took no longer; -1: no line */
  guint    n;        /* stays it comes from */
  gboolean pooled;   /* over all stages, as this one alone has too few deals */
  int      soonest;  /* nine in ten wins took as many days or more from coming to the stage; -1: too few */
  guint    n_wins;   /* wins it comes from */
  guint    n_closed; /* closed deals that had come to the stage */
  double   chance;   /* of them won, drawn to all stages where they are few; 0 to 1 */
} BwStallLine;

/* How closed deals with a trait did. */
typedef struct
{
  guint  n, n_won;
  double usual; /* the share won of deals that came to the same stages; NaN without any */
  double doubt; /* the share of its chance that a deal with the trait loses: 0.05 to 0.95 */
} BwTraitLine;

/* A deal that was another account's on the day. */
typedef struct
{
  guint  deal;
  gint32 account;
} BwFormerAccount;

typedef struct
{
  BwDate       as_of;
  guint        n_stages;
  BwStallLine *stages; /* one for each stage of the book, and one more for deals in none */
  BwTraitLine  traits[BW_N_TRAITS];
  GArray      *accounts; /* BwFormerAccount, by deal */
} BwInsightPast;

enum
{
  BW_INSIGHT_MANY_PUSHES = 3,
};

BwInsightPast *bw_insight_past_new (const BwBook *book,
                                    BwDate        as_of) G_GNUC_WARN_UNUSED_RESULT;
void           bw_insight_past_free (BwInsightPast *past);
BwStallLine   *bw_stall_lines_new (const BwBook *book,
                                   BwDate        as_of) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwInsightPast, bw_insight_past_free)

/* Whether a cut from one amount to another is one to speak of. Both may be unknown. */
static inline gboolean
bw_insight_is_cut (gint64 from,
                   gint64 to)
{
  return from != BW_MONEY_NONE && to != BW_MONEY_NONE && from > 0 && to < from - from / 5;
}

G_END_DECLS
