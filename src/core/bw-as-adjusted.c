/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sums would be were the values that are written beside the CRM's the CRM's own.
 *
 * The numbers of all pages are those of the CRM. Beside them stands what they would be as adjusted: an adjusted amount counts in
 * place of the CRM's, an adjusted close date moves a deal into a period or out of it, an adjusted category into the pipeline or
 * out of it, or from one category to another.
 *
 * Adjusted deals are few, so they are put into two small books, one as the CRM has them and one as adjusted, which share
 * everything else with the whole. Whatever gives a sum over the whole (a query, a scope with a filter, the pipeline's rule) is
 * asked of both; the difference is by how much the sum changes. So there is one rule for each sum and not another for adjusted ones.
 * Making them O(deals adjusted), and the tables beside the deals; each question O(deals adjusted). */

#include "core/bw-as-adjusted.h"

#include "core/bw-deal-field.h"
#include "core/bw-query.h"

/* Whether an adjustment of @field changes what is summed up. */
static gboolean
is_counted (guint8 field)
{
  return field == BW_ADJUSTED_AMOUNT || field == BW_ADJUSTED_CLOSE || field == BW_ADJUSTED_CATEGORY;
}

/* Puts the adjusted @value into @deal of @deals. */
static void
put (BwDeals            *deals,
     guint               deal,
     const BwAdjustment *adjustment)
{
  switch ((BwAdjusted)adjustment->field)
    {
    case BW_ADJUSTED_AMOUNT:
      deals->amount[deal] = adjustment->value.amount;
      break;
    case BW_ADJUSTED_CLOSE:
      deals->close[deal] = adjustment->value.close;
      break;
    case BW_ADJUSTED_CATEGORY:
      deals->category[deal] = adjustment->value.category;
      break;
    case BW_ADJUSTED_NEXT_STEP:
    case BW_N_ADJUSTED:
    default:
      break;
    }
}

/* The rows of @book's log that count and change sums; of deals that were closed since none do.
 * Returns: (transfer full) (element-type guint): them, ascending by deal. */
static GArray *
find_counted (const BwBook *book)
{
  guint        n;
  const guint *rows = bw_adjustment_current (book, &n);
  GArray      *counted = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      const BwAdjustment *row = bw_book_adjustment (book, rows[i]);

      if (is_counted (row->field) && bw_deal_kind (book, (guint)row->deal) == BW_STAGE_OPEN)
        g_array_append_val (counted, rows[i]);
    }
  return counted;
}

/* A book of @deals (array length=n) of @book alone. */
static BwBook *
make_part (const BwBook  *book,
           const guint32 *deals,
           guint          n)
{
  BwBook *part = bw_book_copy_but_deals (book);

  bw_deals_clear (&part->deals);
  bw_deals_init (&part->deals);
  for (guint c = 0; c < book->deals.n_custom; c++)
    bw_deals_add_custom (&part->deals, book->deals.custom[c].type);
  for (guint i = 0; i < n; i++)
    {
      bw_deals_append (&part->deals, book->deals.key[deals[i]]);
      bw_deals_copy_row (&book->deals, deals[i], &part->deals, i);
    }
  return part;
}

/* Has the log of @part, a book of @deals alone, tell of these and of no others. */
static void
narrow_log (BwBook        *part,
            const guint32 *deals,
            guint          n)
{
  guint kept = 0;

  for (guint i = 0; i < part->adjustments->len; i++)
    {
      BwAdjustment row = *bw_book_adjustment (part, i);
      guint        low = 0, high = n;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (deals[middle] < (guint32)row.deal)
            low = middle + 1;
          else
            high = middle;
        }
      if (low == n || deals[low] != (guint32)row.deal)
        continue;
      row.deal = (gint32)low;
      *bw_book_adjustment (part, kept++) = row;
    }
  g_array_set_size (part->adjustments, kept);
  bw_adjustment_forget (part);
}

/* Returns: (transfer full) (nullable): the open deals of @book whose amount, close date or category is adjusted; %NULL where there
 * are none. */
BwAsAdjusted *
bw_as_adjusted_new (const BwBook *book)
{
  g_autoptr (GArray) rows = NULL;
  BwAsAdjusted *as;

  g_return_val_if_fail (book != NULL, NULL);

  if (book->adjustments->len == 0)
    return NULL;
  rows = find_counted (book);
  if (rows->len == 0)
    return NULL;
  as = g_new0 (BwAsAdjusted, 1);
  as->deals = g_new (guint32, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 deal = (guint32)bw_book_adjustment (book, g_array_index (rows, guint, i))->deal;

      if (as->n == 0 || as->deals[as->n - 1] != deal)
        as->deals[as->n++] = deal;
    }
  as->crm = make_part (book, as->deals, as->n);
  as->adjusted = make_part (book, as->deals, as->n);
  for (guint i = 0, at = 0; i < rows->len; i++)
    {
      const BwAdjustment *row = bw_book_adjustment (book, g_array_index (rows, guint, i));

      while (as->deals[at] != (guint32)row->deal)
        at++;
      put (&as->adjusted->deals, at, row);
    }
  narrow_log (as->crm, as->deals, as->n);
  narrow_log (as->adjusted, as->deals, as->n);
  return as;
}

/* Frees @as (transfer full) (nullable). */
void
bw_as_adjusted_free (BwAsAdjusted *as)
{
  if (as == NULL)
    return;
  bw_book_unref (as->crm);
  bw_book_unref (as->adjusted);
  g_free (as->deals);
  g_free (as);
}

static gint64
known (gint64 amount)
{
  return amount != BW_MONEY_NONE ? amount : 0;
}

/* By how much the sum of amounts changes of which @by_crm (array length=as->n) marks the deals that it holds by the CRM and
 * @as_adjusted (array length=as->n) those that it holds as adjusted. */
void
bw_as_adjusted_sum (const BwAsAdjusted *as,
                    const guint8       *by_crm,
                    const guint8       *as_adjusted,
                    BwAdjustedSum      *sum)
{
  *sum = (BwAdjustedSum) { 0 };
  for (guint i = 0; i < as->n; i++)
    {
      sum->n += by_crm[i] || as_adjusted[i];
      sum->n_in += as_adjusted[i] && !by_crm[i];
      sum->n_out += by_crm[i] && !as_adjusted[i];
      sum->change += (as_adjusted[i] ? known (as->adjusted->deals.amount[i]) : 0) - (by_crm[i] ? known (as->crm->deals.amount[i]) : 0);
    }
}

/* Marks the deals of @part that are in the pipeline of @scope and @period, and adds what they sum up to @times times. */
static guint8 *
mark_pipeline (const BwBook       *part,
               const BwScope      *scope,
               const BwPeriod     *period,
               int                 times,
               BwAdjustedPipeline *pipeline)
{
  const BwDeals *deals = &part->deals;
  guint8        *marks = g_new0 (guint8, MAX (deals->n, 1));
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (part, scope);

  for (guint i = 0; i < deals->n; i++)
    {
      BwCategory category = bw_deal_category (part, i);
      gint64     weighted;

      if ((deals->flags[i] & BW_DEAL_VANISHED) || bw_deal_kind (part, i) != BW_STAGE_OPEN || category == BW_CATEGORY_OMITTED ||
          !bw_period_contains (period, deals->close[i]) || !bw_scope_mask_admits (mask, i, deals->owner[i], deals->account[i]))
        continue;
      marks[i] = 1;
      bw_deal_field_values (part, BW_DEAL_FIELD_WEIGHTED, BW_DATE_NONE, NULL, i, 1, &weighted);
      pipeline->weighted += times * known (weighted);
      if (category < BW_N_CATEGORIES)
        pipeline->categories[category] += times * known (deals->amount[i]);
    }
  return marks;
}

/* By how much the open pipeline of @scope and @period changes, by category too. */
void
bw_as_adjusted_pipeline (const BwAsAdjusted *as,
                         const BwScope      *scope,
                         const BwPeriod     *period,
                         BwAdjustedPipeline *pipeline)
{
  g_autofree guint8 *by_crm = NULL, *as_adjusted = NULL;

  *pipeline = (BwAdjustedPipeline) { 0 };
  by_crm = mark_pipeline (as->crm, scope, period, -1, pipeline);
  as_adjusted = mark_pipeline (as->adjusted, scope, period, 1, pipeline);
  bw_as_adjusted_sum (as, by_crm, as_adjusted, &pipeline->sum);
}

/* Whether what was known at the end of @day is what is known now: adjustments stand beside the present values alone. */
gboolean
bw_as_adjusted_holds_on (const BwBook *book,
                         BwDate        day)
{
  for (guint i = 0; i < book->history.n; i++)
    if (book->history.changes[i].at > day)
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full): @book with all its deals as adjusted; @book itself where none are. */
BwBook *
bw_as_adjusted_book (BwBook *book)
{
  g_autoptr (GArray) rows = find_counted (book);
  BwBook *after;

  if (rows->len == 0)
    return bw_book_ref (book);
  after = bw_book_copy (book);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwAdjustment *row = bw_book_adjustment (book, g_array_index (rows, guint, i));

      put (&after->deals, (guint)row->deal, row);
    }
  return after;
}
