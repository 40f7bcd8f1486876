/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose deals are meant: a person with everyone below, a territory, or the whole organisation. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

typedef enum
{
  BW_SCOPE_ALL,
  BW_SCOPE_PERSON,
  BW_SCOPE_TERRITORY,
} BwScopeKind;

typedef struct
{
  BwScopeKind kind;
  gint32      index; /* of the person or territory */
} BwScope;

/* The scope laid out for quick tests. A NULL mask admits everything. */
typedef struct
{
  guint8 *people;   /* (nullable): 1 for each person in the scope, n_people values */
  guint8 *accounts; /* (nullable): 1 for each account in the scope */
  guint   n_people;
  guint   n_accounts;
} BwScopeMask;

BwScopeMask *bw_scope_mask_new (const BwBook  *book,
                                const BwScope *scope) G_GNUC_WARN_UNUSED_RESULT;
void         bw_scope_mask_free (BwScopeMask *mask);
gboolean     bw_scope_parse (const BwBook *book,
                             const char   *name,
                             BwScope      *scope);
gint64       bw_scope_quota (const BwBook   *book,
                             const BwScope  *scope,
                             const BwPeriod *period);
char        *bw_scope_dup_name (const BwBook  *book,
                                const BwScope *scope) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScopeMask, bw_scope_mask_free)

/* Whether a deal with @owner and @account is in the scope. */
static inline gboolean
bw_scope_mask_admits (const BwScopeMask *mask,
                      gint32             owner,
                      gint32             account)
{
  if (mask->people != NULL)
    return owner >= 0 && mask->people[owner];
  if (mask->accounts != NULL)
    return account >= 0 && mask->accounts[account];
  return TRUE;
}

G_END_DECLS
