/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose deals are meant.
 *
 * A person's scope is everyone who reports to that person, directly or not. The tree comes from outside and may
 * hold a circle; the walk marks whom it has seen and so ends in any case.
 *
 * A territory's scope is its accounts, as its plan lays them out over the map: named ones and those that lie in it. */

#include "core/bw-scope.h"

#include <glib/gi18n-lib.h>

#include "core/bw-merge.h"
#include "core/bw-territory-plan.h"

/* Marks @top and everybody below; nobody when there is no such person. */
static guint8 *
mark_people (const BwBook *book,
             gint32        top)
{
  guint8  *marks = g_new0 (guint8, MAX (book->people->len, 1));
  gboolean more = TRUE;

  if (top < 0 || (guint)top >= book->people->len)
    return marks;
  top = bw_merge_resolve (book, BW_TABLE_PEOPLE, top);
  marks[top] = 1;
  while (more)
    {
      more = FALSE;
      for (guint i = 0; i < book->people->len; i++)
        {
          gint32 manager = bw_book_person (book, i)->manager;

          if (!marks[i] && manager >= 0 && marks[manager])
            marks[i] = more = TRUE;
        }
    }
  return marks;
}

/* Marks the accounts of @territory; none when there is no such territory. */
static guint8 *
mark_accounts (const BwBook *book,
               gint32        territory)
{
  guint8 *marks = g_new0 (guint8, MAX (book->accounts->len, 1));
  g_autoptr (BwTerritoryPlan) plan = NULL;

  if (territory < 0 || (guint)territory >= book->territories->len)
    return marks;
  plan = bw_territory_plan_new (book, bw_book_territory (book, territory)->plan);
  for (guint i = 0; i < plan->n_accounts; i++)
    marks[i] = plan->accounts[i] == territory;
  return marks;
}

/* Returns: (transfer full): @scope laid out over the people and accounts of @book. */
BwScopeMask *
bw_scope_mask_new (const BwBook  *book,
                   const BwScope *scope)
{
  BwScopeMask *mask = g_new0 (BwScopeMask, 1);

  mask->n_people = book->people->len;
  mask->n_accounts = book->accounts->len;
  if (scope->kind == BW_SCOPE_PERSON)
    mask->people = mark_people (book, scope->index);
  else if (scope->kind == BW_SCOPE_TERRITORY)
    mask->accounts = mark_accounts (book, scope->index);
  return mask;
}

/* Frees @mask (transfer full) (nullable). */
void
bw_scope_mask_free (BwScopeMask *mask)
{
  if (mask == NULL)
    return;
  g_free (mask->people);
  g_free (mask->accounts);
  g_free (mask);
}

/* Reads the name of a person or territory, or nothing (%NULL, "", "all") for the whole organisation.
 * Returns %FALSE when nobody is called so. */
gboolean
bw_scope_parse (const BwBook *book,
                const char   *name,
                BwScope      *scope)
{
  gint32 person;

  *scope = (BwScope) { BW_SCOPE_ALL, BW_NOBODY };
  if (name == NULL || *name == '\0' || g_ascii_strcasecmp (name, "all") == 0 || g_ascii_strcasecmp (name, "everyone") == 0)
    return TRUE;
  person = bw_book_find_person (book, name);
  if (person != BW_NOBODY)
    {
      *scope = (BwScope) { BW_SCOPE_PERSON, person };
      return TRUE;
    }
  for (guint i = 0; i < book->territories->len; i++)
    if (g_utf8_collate (bw_book_text (book, bw_book_territory (book, i)->name), name) == 0)
      {
        *scope = (BwScope) { BW_SCOPE_TERRITORY, (gint32)i };
        return TRUE;
      }
  return FALSE;
}

/* The quota of @scope for @period: the person's, the organisation's, or the sum of the territory's; %BW_MONEY_NONE when
 * nothing was agreed. */
gint64
bw_scope_quota (const BwBook   *book,
                const BwScope  *scope,
                const BwPeriod *period)
{
  gint64 sum = BW_MONEY_NONE;

  if (scope->kind != BW_SCOPE_TERRITORY)
    return bw_book_quota (book, scope->kind == BW_SCOPE_PERSON ? scope->index : BW_NOBODY, period);
  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);

      if (quota->territory == scope->index && quota->from >= period->from && quota->to <= period->to)
        sum = (sum == BW_MONEY_NONE ? 0 : sum) + quota->amount;
    }
  return sum;
}

/* Returns: (transfer full): what the scope is called on screen. */
char *
bw_scope_dup_name (const BwBook  *book,
                   const BwScope *scope)
{
  switch (scope->kind)
    {
    case BW_SCOPE_PERSON:
      return g_strdup (bw_book_text (book, bw_book_person (book, scope->index)->name));
    case BW_SCOPE_TERRITORY:
      return g_strdup (bw_book_text (book, bw_book_territory (book, scope->index)->name));
    case BW_SCOPE_ALL:
    default:
      return g_strdup (_ ("Everyone"));
    }
}
