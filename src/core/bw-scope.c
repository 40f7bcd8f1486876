/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose deals are meant.
 *
 * A person's scope is everyone who reports to that person, directly or not. The tree comes from outside and may
 * hold a circle; the walk marks whom it has seen and so ends in any case.
 *
 * A territory's scope is its accounts, as its plan lays them out over the map: named ones and those that lie in it.
 *
 * A filter chooses among the deals of the scope. It is asked once, of the deals as the book has them today, and the answer holds
 * for every day that is looked at: product, region, type, source and the project's own fields say what a deal is and stay, so that
 * the past of "these deals" can be told, and parts by a filter add up to the whole on every day and on every simulated path. Of fields
 * that change (stage, category, amount, dates, owner) it is today's state that is asked, also about the past, and whoever shows
 * such a number says so; bw_filter_is_steady() tells the two apart. Days are counted from the data's day.
 *
 * Quotas are agreed for people, territories and the organisation, never for the deals of a product or a region; so what
 * a filter leaves has none, unless it asks for nothing but territories. */

#include "core/bw-scope.h"

#include <glib/gi18n-lib.h>

#include "core/bw-filter.h"
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

/* Marks the deals that @expression admits today; none when it cannot be read any more, as when a name in it is gone. */
static guint8 *
mark_deals (const BwBook *book,
            const char   *expression)
{
  guint8 *marks = g_new0 (guint8, MAX (book->deals.n, 1));
  g_autoptr (BwFilter) filter = bw_filter_parse (book, expression, NULL);

  if (filter != NULL)
    bw_filter_run (filter, book, bw_book_data_date (book), marks);
  return marks;
}

/* @scope with only those of its deals that @filter (nullable) admits; what it had as a filter goes. */
BwScope
bw_scope_with_filter (const BwScope *scope,
                      const char    *filter)
{
  BwScope filtered = *scope;

  filtered.filter = filter != NULL && *filter != '\0' ? g_intern_string (filter) : NULL;
  return filtered;
}

/* Whether both mean the same deals in the same words. */
gboolean
bw_scope_equal (const BwScope *a,
                const BwScope *b)
{
  return a->kind == b->kind && (a->kind == BW_SCOPE_ALL || a->index == b->index) && g_strcmp0 (a->filter, b->filter) == 0;
}

/* Whether only some of its deals are meant. */
gboolean
bw_scope_is_filtered (const BwScope *scope)
{
  return scope->filter != NULL && *scope->filter != '\0';
}

/* Whether the whole organisation is meant, and all its deals. */
gboolean
bw_scope_is_everything (const BwScope *scope)
{
  return scope->kind == BW_SCOPE_ALL && !bw_scope_is_filtered (scope);
}

/* Returns: (transfer full): @scope laid out over the people, accounts and deals of @book. Its deals are told by the present fields
 * of @book; a filter that cannot be read admits none. */
BwScopeMask *
bw_scope_mask_new (const BwBook  *book,
                   const BwScope *scope)
{
  BwScopeMask *mask = g_new0 (BwScopeMask, 1);

  mask->n_people = book->people->len;
  mask->n_accounts = book->accounts->len;
  mask->n_deals = book->deals.n;
  if (scope->kind == BW_SCOPE_PERSON)
    mask->people = mark_people (book, scope->index);
  else if (scope->kind == BW_SCOPE_TERRITORY)
    mask->accounts = mark_accounts (book, scope->index);
  if (bw_scope_is_filtered (scope))
    mask->deals = mark_deals (book, scope->filter);
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
  g_free (mask->deals);
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

  *scope = (BwScope) { BW_SCOPE_ALL, BW_NOBODY, NULL };
  if (name == NULL || *name == '\0' || g_ascii_strcasecmp (name, "all") == 0 || g_ascii_strcasecmp (name, "everyone") == 0)
    return TRUE;
  person = bw_book_find_person (book, name);
  if (person != BW_NOBODY)
    {
      *scope = (BwScope) { BW_SCOPE_PERSON, person, NULL };
      return TRUE;
    }
  for (guint i = 0; i < book->territories->len; i++)
    if (g_utf8_collate (bw_book_text (book, bw_book_territory (book, i)->name), name) == 0)
      {
        *scope = (BwScope) { BW_SCOPE_TERRITORY, (gint32)i, NULL };
        return TRUE;
      }
  return FALSE;
}

/* The sum of the quotas of the territories that are marked. */
static gint64
sum_territory_quotas (const BwBook   *book,
                      const guint8   *marks,
                      const BwPeriod *period)
{
  gint64 sum = BW_MONEY_NONE;

  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);

      if (quota->territory >= 0 && (guint)quota->territory < book->territories->len && marks[quota->territory] &&
          quota->from >= period->from && quota->to <= period->to)
        sum = (sum == BW_MONEY_NONE ? 0 : sum) + quota->amount;
    }
  return sum;
}

/* The territories that are the scope, when it is nothing but territories.
 * Returns: (transfer full) (nullable): 1 for each of them */
static guint8 *
mark_territories (const BwBook  *book,
                  const BwScope *scope)
{
  guint8 *marks;

  if (bw_scope_is_filtered (scope))
    {
      g_autoptr (BwFilter) filter = scope->kind == BW_SCOPE_ALL ? bw_filter_parse (book, scope->filter, NULL) : NULL;

      return filter != NULL ? bw_filter_dup_territories (filter, book) : NULL;
    }
  if (scope->kind != BW_SCOPE_TERRITORY)
    return NULL;
  marks = g_new0 (guint8, book->territories->len + 1);
  if (scope->index >= 0 && (guint)scope->index < book->territories->len)
    marks[scope->index] = 1;
  return marks;
}

/* The quota of @scope for @period: the person's, the organisation's, or the sum of the territories'; %BW_MONEY_NONE when
 * nothing was agreed, and for what any other filter leaves. */
gint64
bw_scope_quota (const BwBook   *book,
                const BwScope  *scope,
                const BwPeriod *period)
{
  g_autofree guint8 *territories = mark_territories (book, scope);

  if (territories != NULL)
    return sum_territory_quotas (book, territories, period);
  if (bw_scope_is_filtered (scope))
    return BW_MONEY_NONE;
  return bw_book_quota (book, scope->kind == BW_SCOPE_PERSON ? scope->index : BW_NOBODY, period);
}

/* Why the scope has no quota, apart from none having been agreed.
 * Returns: (transfer full) (nullable): a sentence; %NULL when it can have one. */
char *
bw_scope_dup_quota_reason (const BwBook  *book,
                           const BwScope *scope)
{
  g_autofree guint8 *territories = mark_territories (book, scope);

  if (!bw_scope_is_filtered (scope) || territories != NULL)
    return NULL;
  return g_strdup (_ ("No quota: quotas are agreed for people and territories, not for the deals that a filter leaves."));
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
