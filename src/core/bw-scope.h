/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose deals are meant: a person with everyone below, a territory, or the whole organisation; and which of them. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

typedef enum
{
  BW_SCOPE_ALL,
  BW_SCOPE_PERSON,
  BW_SCOPE_TERRITORY,
} BwScopeKind;

/* A value: copied by assignment, as the filter's text is interned. */
typedef struct
{
  BwScopeKind kind;
  gint32      index;  /* of the person or territory */
  const char *filter; /* (nullable): of these deals those that this filter (see bw-filter.c) admits; interned */
} BwScope;

/* The scope laid out for quick tests: each column that is there has to admit. */
typedef struct
{
  guint8 *people;   /* (nullable): 1 for each person in the scope, n_people values */
  guint8 *accounts; /* (nullable): 1 for each account in the scope */
  guint8 *deals;    /* (nullable): 1 for each deal that the filter admits */
  guint   n_people;
  guint   n_accounts;
  guint   n_deals;
} BwScopeMask;

BwScopeMask *bw_scope_mask_new (const BwBook  *book,
                                const BwScope *scope) G_GNUC_WARN_UNUSED_RESULT;
void         bw_scope_mask_free (BwScopeMask *mask);
BwScope      bw_scope_with_filter (const BwScope *scope,
                                   const char    *filter);
gboolean     bw_scope_equal (const BwScope *a,
                             const BwScope *b);
gboolean     bw_scope_is_filtered (const BwScope *scope);
gboolean     bw_scope_is_everything (const BwScope *scope);
gboolean     bw_scope_parse (const BwBook *book,
                             const char   *name,
                             BwScope      *scope);
gint64       bw_scope_quota (const BwBook   *book,
                             const BwScope  *scope,
                             const BwPeriod *period);
char        *bw_scope_dup_quota_reason (const BwBook  *book,
                                        const BwScope *scope) G_GNUC_WARN_UNUSED_RESULT;
char        *bw_scope_dup_name (const BwBook  *book,
                                const BwScope *scope) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScopeMask, bw_scope_mask_free)

/* Whether what belongs to @owner and @account, and to no deal, is in the scope: what a filter on deals asks is not known of it,
 * so that with a filter nothing is. */
static inline gboolean
bw_scope_mask_admits_other (const BwScopeMask *mask,
                            gint32             owner,
                            gint32             account)
{
  if (mask->deals != NULL || (mask->people != NULL && (owner < 0 || !mask->people[owner])))
    return FALSE;
  return mask->accounts == NULL || (account >= 0 && mask->accounts[account]);
}

/* Whether @deal, at a time when it is @owner's and @account's, is in the scope. */
static inline gboolean
bw_scope_mask_admits (const BwScopeMask *mask,
                      guint              deal,
                      gint32             owner,
                      gint32             account)
{
  if (mask->people != NULL && (owner < 0 || !mask->people[owner]))
    return FALSE;
  if (mask->accounts != NULL && (account < 0 || !mask->accounts[account]))
    return FALSE;
  return mask->deals == NULL || mask->deals[deal];
}

G_END_DECLS
