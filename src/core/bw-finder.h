/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a project a few typed words may mean: people, accounts, deals, views, scenarios. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* How well a text fits, the best last. */
typedef enum
{
  BW_FINDER_NOT,    /* a word is not in it */
  BW_FINDER_INSIDE, /* all words are in it, one of them in the middle of another word */
  BW_FINDER_WORDS,  /* words of it begin with all of them */
  BW_FINDER_START,  /* it begins so */
  BW_FINDER_WHOLE,  /* it is that */
} BwFinderFit;

/* The kinds of what is found, in the order in which they are told. */
typedef enum
{
  BW_FOUND_PERSON,
  BW_FOUND_ACCOUNT,
  BW_FOUND_DEAL,
  BW_FOUND_VIEW,
  BW_FOUND_SCENARIO,
  BW_N_FOUND,
} BwFoundKind;

typedef struct
{
  BwFoundKind kind;
  guint       index; /* of its row in the book */
  BwFinderFit fit;   /* of deals always BW_FINDER_INSIDE: they are told by their size */
} BwFound;

typedef struct
{
  GArray *found;         /* BwFound: kind by kind, the best of each first */
  guint   n[BW_N_FOUND]; /* how many of each kind fit, told or not */
} BwFindings;

typedef struct _BwFinder BwFinder;

/* Whether to go on. */
typedef gboolean (*BwFinderGoOn) (gpointer data);

BwFinder   *bw_finder_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void        bw_finder_free (BwFinder *finder);
BwFinderFit bw_finder_rate (const BwFinder *finder,
                            const char     *text);
BwFindings *bw_finder_run (const BwFinder *finder,
                           const BwBook   *book,
                           guint           most,
                           BwFinderGoOn    go_on,
                           gpointer        data) G_GNUC_WARN_UNUSED_RESULT;
void        bw_findings_free (BwFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFinder, bw_finder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFindings, bw_findings_free)

G_END_DECLS
