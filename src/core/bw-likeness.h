/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, people and products that may be the same, with the evidence. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* Why two rows may be one; several together. */
typedef enum
{
  BW_ALIKE_NAME = 1 << 0,       /* the same name but for case, accents, alphabet, punctuation */
  BW_ALIKE_LEGAL_FORM = 1 << 1, /* the same but for Inc, GmbH, Ltd and the like */
  BW_ALIKE_WORDS = 1 << 2,      /* the same words in another order, or all of one's words in the other */
  BW_ALIKE_LETTERS = 1 << 3,    /* one or two letters apart */
  BW_ALIKE_EMAIL = 1 << 4,
  BW_ALIKE_DOMAIN = 1 << 5, /* a domain of their own behind the @ */
  BW_ALIKE_PLACE = 1 << 6,  /* city or postal code */
  BW_ALIKE_OWNER = 1 << 7,  /* the owner, or the manager */
  BW_ALIKE_SKU = 1 << 8,
  BW_ALIKE_FAMILY = 1 << 9, /* family of products, industry of accounts */
  BW_UNALIKE_REF = 1 << 10, /* each has an id of its own in the CRM */
  BW_UNALIKE_PLACE = 1 << 11,
} BwAlike;

typedef struct
{
  guint32 keep; /* the one with more deals, else with more facts, else the earlier */
  guint32 away;
  guint   reasons; /* BwAlike */
  double  score;   /* 0 to 1; 0.5 and more are proposed */
} BwLikeness;

/* Pairs of rows of @table (people, accounts or products) that may be one, the surest first, each row away in at most one of
 * them; never what is merged already or was kept apart. About a second for a million rows. */
GArray *bw_likeness_find (const BwBook *book,
                          BwTable       table) G_GNUC_WARN_UNUSED_RESULT; /* BwLikeness */

/* The evidence as a sentence: what speaks for it and what against. */
char *bw_likeness_dup_text (const BwBook     *book,
                            BwTable           table,
                            const BwLikeness *pair) G_GNUC_WARN_UNUSED_RESULT;

/* The same for any two rows. */
char *bw_likeness_dup_evidence (const BwBook *book,
                                BwTable       table,
                                guint         keep,
                                guint         away) G_GNUC_WARN_UNUSED_RESULT;

/* Says that the two rows are two, so that they are not proposed again. */
BwBook *bw_likeness_keep_apart (const BwBook *book,
                                BwTable       table,
                                guint         a,
                                guint         b,
                                BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
