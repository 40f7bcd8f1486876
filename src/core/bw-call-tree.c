/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands for a period: everybody's calls and overrides, rolled up the tree beside what the CRM has.
 *
 *   stands (p) = override of p, else call of p, else below (p)
 *   below (p)  = sum of stands over those who report to p + p's own deals as the CRM has them
 *
 * So without a word the roll-up is the CRM's own, and each word takes the place of what is below it, and of nothing else. What
 * somebody adds or holds back is stands (p) - below (p), and the sum of these over all people is what stands for everyone less what the CRM
 * has: nothing is lost or counted twice, whatever is said and however the tree looks.
 *
 * A call is what will be closed with what is closed already: the cumulative view. A project whose people call each category for
 * itself says so ("calls" = "single" among its choices); what is surer is then added as it stands. Either way both views
 * are of the same numbers: the single one is the difference of two cumulative ones.
 *
 * People whose managers go in circles stand at the top. O(deals + calls + people). */

#include "core/bw-call-tree.h"

#include <glib/gi18n-lib.h>

#include "core/bw-choice.h"

/* The choice that says which view people call in. */
#define VIEW_CHOICE "calls"

/* Whether calls are of each category for itself, and not with what is surer. */
gboolean
bw_call_tree_is_single (const BwBook *book)
{
  return g_strcmp0 (bw_choice_get (book, VIEW_CHOICE), bw_rollup_view_name (BW_ROLLUP_SINGLE)) == 0;
}

/* ---- The tree ---- */

static void
find_parents (BwCallTree   *tree,
              const BwBook *book)
{
  for (guint i = 0; i < tree->n_people; i++)
    {
      gint32 at = (gint32)i;
      guint  steps = 0;

      while (at >= 0 && (guint)at < tree->n_people && steps++ <= tree->n_people)
        at = bw_book_person (book, at)->manager;
      tree->parent[i] = at < 0 ? bw_book_person (book, i)->manager : BW_NOBODY;
    }
}

/* Returns: (transfer full): the people, those below before those above them. */
static guint *
sort_upwards (const BwCallTree *tree)
{
  g_autofree guint *depth = g_new0 (guint, tree->n_people + 1), *first = NULL;
  guint            *order = g_new (guint, tree->n_people + 1), deepest = 0, place = 0;

  for (guint i = 0; i < tree->n_people; i++)
    {
      for (gint32 at = tree->parent[i]; at >= 0; at = tree->parent[at])
        depth[i]++;
      deepest = MAX (deepest, depth[i]);
    }
  for (guint level = deepest + 1; level > 0; level--)
    for (guint i = 0; i < tree->n_people; i++)
      if (depth[i] == level - 1)
        order[place++] = i;
  return order;
}

/* ---- What was said ---- */

/* Fills in the latest words of each cell. */
static void
read_words (BwCallTree   *tree,
            const BwBook *book)
{
  gint64 end = bw_book_call_end (book, tree->as_of);

  for (guint i = 0; i < book->calls->len; i++)
    {
      const BwCall *call = &g_array_index (book->calls, BwCall, i);
      BwCallCell   *cell;
      gint64       *amount, *at;

      if (call->from != tree->period.from || call->to != tree->period.to || call->at >= end || call->person < 0 ||
          (guint)call->person >= tree->n_people || call->category >= BW_N_CATEGORIES)
        continue;
      cell = bw_call_tree_cell (tree, call->person, call->category);
      amount = call->is_override ? &cell->override : &cell->call;
      at = call->is_override ? &cell->overridden_at : &cell->called_at;
      if (call->at < *at)
        continue;
      *amount = call->amount;
      *at = call->at;
      *(call->is_override ? &cell->overrider : &cell->caller) = call->author;
    }
}

/* ---- Sums ---- */

/* Adds up the category, whose surer neighbour is done. */
static void
roll_up (BwCallTree   *tree,
         const BwBook *book,
         const guint  *order,
         BwCategory    category,
         gboolean      is_single)
{
  for (guint i = 0; i < tree->n_people; i++)
    {
      BwCallCell *cell = bw_call_tree_cell (tree, (gint32)i, category);

      cell->crm = cell->below = bw_rollup_amount (&tree->own[i], category, BW_ROLLUP_CUMULATIVE);
    }
  for (guint k = 0; k < tree->n_people; k++)
    {
      gint32      person = (gint32)order[k], parent = tree->parent[person];
      BwCallCell *cell = bw_call_tree_cell (tree, person, category), *above;
      gint64      word = cell->override != BW_MONEY_NONE ? cell->override : cell->call;

      /* What is closed is known, whatever was said. */
      if (category >= BW_CATEGORY_CLOSED)
        word = BW_MONEY_NONE;
      else if (word != BW_MONEY_NONE && is_single)
        word += bw_call_tree_cell (tree, person, category + 1)->stands;
      cell->stands = word != BW_MONEY_NONE ? word : cell->below;
      if (cell->call != BW_MONEY_NONE || cell->override != BW_MONEY_NONE)
        cell->n_said++;
      else if (bw_rollup_n (&tree->own[person], BW_CATEGORY_PIPELINE, BW_ROLLUP_CUMULATIVE) > 0)
        cell->n_silent++;
      if (parent == BW_NOBODY)
        {
          tree->everyone[category] += cell->stands;
          tree->crm[category] += cell->crm;
          continue;
        }
      above = bw_call_tree_cell (tree, parent, category);
      above->below += cell->stands;
      above->crm += cell->crm;
      above->n_said += cell->n_said;
      above->n_silent += cell->n_silent;
    }
  tree->everyone[category] += bw_rollup_amount (&tree->unowned, category, BW_ROLLUP_CUMULATIVE);
  tree->crm[category] += bw_rollup_amount (&tree->unowned, category, BW_ROLLUP_CUMULATIVE);
}

/* Rolls up what was said for @period by the end of @as_of, where what stands in the CRM is known: @own (array) of each person of
 * @book, and @unowned (nullable) of deals that nobody has.
 * Returns: (transfer full): the tree. */
BwCallTree *
bw_call_tree_new_of (const BwBook   *book,
                     const BwPeriod *period,
                     BwDate          as_of,
                     const BwRollup *own,
                     const BwRollup *unowned)
{
  BwCallTree       *tree = g_new0 (BwCallTree, 1);
  guint             n = book->people->len;
  g_autofree guint *order = NULL;
  gboolean          is_single = bw_call_tree_is_single (book);

  tree->period = *period;
  tree->as_of = as_of;
  tree->n_people = n;
  tree->cells = g_new0 (BwCallCell, (gsize)(n + 1) * BW_N_CATEGORIES);
  tree->parent = g_new (gint32, n + 1);
  tree->own = g_new0 (BwRollup, n + 1);
  for (guint i = 0; i < n; i++)
    tree->own[i] = own[i];
  if (unowned != NULL)
    tree->unowned = *unowned;
  for (gsize i = 0; i < (gsize)n * BW_N_CATEGORIES; i++)
    {
      tree->cells[i].call = tree->cells[i].override = BW_MONEY_NONE;
      tree->cells[i].caller = tree->cells[i].overrider = BW_NOBODY;
    }
  find_parents (tree, book);
  order = sort_upwards (tree);
  read_words (tree, book);
  for (int category = BW_CATEGORY_CLOSED; category >= BW_CATEGORY_PIPELINE; category--)
    roll_up (tree, book, order, (BwCategory)category, is_single);
  return tree;
}

/* The same, with what stood in the CRM at the end of @as_of. */
BwCallTree *
bw_call_tree_new (const BwBook   *book,
                  const BwPeriod *period,
                  BwDate          as_of)
{
  BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY, NULL };
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, as_of);
  g_autofree BwRollup *own = g_new0 (BwRollup, book->people->len + 1);
  const BwSnapshot    *now = ledger->now;
  BwRollup             unowned = { { 0 } };

  for (guint i = 0; i < now->n; i++)
    {
      gint64    amount = now->amount[i] == BW_MONEY_NONE ? 0 : now->amount[i];
      BwRollup *sums = now->owner[i] >= 0 && (guint)now->owner[i] < book->people->len ? &own[now->owner[i]] : &unowned;

      if (!now->exists[i])
        continue;
      if (now->kind[i] == BW_STAGE_WON && bw_period_contains (period, bw_ledger_won_day (ledger, i)))
        bw_rollup_add_deal (sums, now->category[i], TRUE, amount);
      else if (bw_snapshot_in_pipeline (now, i, period))
        bw_rollup_add_deal (sums, now->category[i], FALSE, amount);
    }
  return bw_call_tree_new_of (book, period, as_of, own, &unowned);
}

void
bw_call_tree_free (BwCallTree *tree)
{
  g_free (tree->cells);
  g_free (tree->parent);
  g_free (tree->own);
  g_free (tree);
}

/* ---- Views ---- */

/* What stands of @person (%BW_NOBODY: of everyone) in @category, minor units. */
gint64
bw_call_tree_stands (const BwCallTree *tree,
                     gint32            person,
                     BwCategory        category,
                     BwRollupView      view)
{
  gboolean is_part = view == BW_ROLLUP_SINGLE && category < BW_CATEGORY_CLOSED;

  if (category >= BW_CATEGORY_OMITTED)
    return 0;
  if (person == BW_NOBODY)
    return tree->everyone[category] - (is_part ? tree->everyone[category + 1] : 0);
  return bw_call_tree_cell (tree, person, category)->stands -
         (is_part ? bw_call_tree_cell (tree, person, category + 1)->stands : 0);
}

/* What comes up to @person in @category from those who report, with the person's own deals; minor units. */
gint64
bw_call_tree_below (const BwCallTree *tree,
                    gint32            person,
                    BwCategory        category,
                    BwRollupView      view)
{
  gboolean is_part = view == BW_ROLLUP_SINGLE && category < BW_CATEGORY_CLOSED;

  if (category >= BW_CATEGORY_OMITTED)
    return 0;
  return bw_call_tree_cell (tree, person, category)->below -
         (is_part ? bw_call_tree_cell (tree, person, category + 1)->below : 0);
}

/* What @said, as it was said of a category, is in @view: @surer is what stands in all that is surer, as bw_call_tree_is_single()
 * tells @is_single. Minor units; %BW_MONEY_NONE where nothing was said, or what is surer is not known but is asked for. */
gint64
bw_call_in_view (gint64       said,
                 gint64       surer,
                 gboolean     is_single,
                 BwRollupView view)
{
  if (said == BW_MONEY_NONE || is_single == (view == BW_ROLLUP_SINGLE))
    return said;
  if (surer == BW_MONEY_NONE)
    return BW_MONEY_NONE;
  return is_single ? said + surer : said - surer;
}

/* Whether what is surer has gone beyond what @said since, so that nothing would be left in the category for itself: the call was
 * made when less was closed or committed. */
gboolean
bw_call_is_passed (gint64       said,
                   gint64       surer,
                   gboolean     is_single,
                   BwRollupView view)
{
  return !is_single && view == BW_ROLLUP_SINGLE && said != BW_MONEY_NONE && surer != BW_MONEY_NONE && said >= 0 && surer > said;
}

/* Returns: (transfer full): that of a call @said, minor units, in whole sentences. */
char *
bw_call_dup_passed (gint64      said,
                    gint64      surer,
                    const char *currency)
{
  g_autofree char *call = bw_money_format (said, currency), *now = bw_money_format (surer, currency);

  /* Translators: two amounts */
  return g_strdup_printf (_ ("The call was %s in all; what is surer is at %s since, so nothing is left in this category for itself. Good news, and time "
                             "for a new call."),
                          call, now);
}

/* ---- The log ---- */

static int
compare_calls (gconstpointer a,
               gconstpointer b)
{
  const BwCall *x = *(const BwCall *const *)a, *y = *(const BwCall *const *)b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (x > y) - (x < y); /* as they were written */
}

/* Everything that was said by the end of @as_of: of @person (%BW_NOBODY: of anybody), for @period (nullable: any), in @category (-1: any), and
 * calls (0), overrides (1) or both (-1).
 * Returns: (transfer container) (element-type BwCall): rows of @book, the oldest first. */
GPtrArray *
bw_call_log (const BwBook   *book,
             gint32          person,
             const BwPeriod *period,
             int             category,
             int             is_override,
             BwDate          as_of)
{
  GPtrArray *log = g_ptr_array_new ();
  gint64     end = bw_book_call_end (book, as_of);

  for (guint i = 0; i < book->calls->len; i++)
    {
      BwCall *call = &g_array_index (book->calls, BwCall, i);

      if ((person == BW_NOBODY || call->person == person) && (period == NULL || (call->from == period->from && call->to == period->to)) &&
          (category < 0 || call->category == (BwCategory)category) && (is_override < 0 || !call->is_override == !is_override) && call->at < end)
        g_ptr_array_add (log, call);
    }
  g_ptr_array_sort (log, compare_calls);
  return log;
}
