/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals to show, and in which order.
 *
 * A query marks deals in a column of bytes, one condition after the other, gathers the indexes of those that are
 * left, and puts them into order by numbers (see bw-radix.c). Names of people, accounts and products, and the
 * texts of deals, are ordered by ranks, which an index keeps for as long as a book stays the same; when a book is
 * replaced after an edit, the columns that did not change hand their ranks on.
 *
 * O(deals + bytes of the pool for each word that is sought); ranking texts is done once for each column. */

#include "core/bw-query.h"

#include <string.h>

#include "core/bw-deal-field.h"
#include "core/bw-deal-groups.h"
#include "core/bw-filter.h"
#include "core/bw-matcher.h"
#include "core/bw-query-index.h"
#include "core/bw-radix.h"

enum
{
  /* Fewer deals than a 16th are looked at one by one, rather than all texts at once. */
  FEW_SHARE = 16,
};

struct _BwQueryIndex
{
  const BwBook *book;
  BwBook       *held; /* (owned) (nullable): @book, when it is held */
  guint         n_fields;
  guint32     **ranks; /* (owned) (array length=n_fields): for each field (nullable), of texts, one for each deal or row */
  guint        *n_ranks;
};

static BwQueryIndex *
index_new (const BwBook *book)
{
  BwQueryIndex *index = g_new0 (BwQueryIndex, 1);

  index->book = book;
  index->n_fields = BW_N_DEAL_FIELDS + book->fields->len;
  index->ranks = g_new0 (guint32 *, index->n_fields);
  index->n_ranks = g_new0 (guint, index->n_fields);
  return index;
}

/* Fields of rows that are ordered by name; the others by the order that their table has. */
static gboolean
is_ordered_by_name (BwDealField field)
{
  return field == BW_DEAL_FIELD_OWNER || field == BW_DEAL_FIELD_ACCOUNT || field == BW_DEAL_FIELD_PRODUCT;
}

static guint32 *
rank_rows (const BwBook *book,
           BwDealField   field)
{
  guint              n = bw_deal_field_n_rows (book, field);
  g_autofree BwText *names = g_new (BwText, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = field == BW_DEAL_FIELD_OWNER     ? bw_book_person (book, i)->name
               : field == BW_DEAL_FIELD_ACCOUNT ? bw_book_account (book, i)->name
                                                : bw_book_product (book, i)->name;
  return bw_radix_rank_texts (&book->texts, names, n);
}

/* Makes what ordering by @field needs, unless it is there. */
void
bw_query_index_prepare (BwQueryIndex *index,
                        BwDealField   field)
{
  const BwBook *book = index->book;

  if (field >= index->n_fields || index->ranks[field] != NULL)
    return;
  if (is_ordered_by_name (field))
    {
      index->ranks[field] = rank_rows (book, field);
      index->n_ranks[field] = bw_deal_field_n_rows (book, field);
    }
  else if (bw_deal_field_type (book, field) == BW_DEAL_FIELD_TEXT)
    {
      index->ranks[field] = bw_radix_rank_texts (&book->texts, bw_deal_field_texts (book, field), book->deals.n);
      index->n_ranks[field] = book->deals.n;
    }
}

/* Whether what ordering by @field needs is there. */
gboolean
bw_query_index_is_prepared (BwQueryIndex *index,
                            BwDealField   field)
{
  return field >= index->n_fields || index->ranks[field] != NULL ||
         (!is_ordered_by_name (field) && bw_deal_field_type (index->book, field) != BW_DEAL_FIELD_TEXT);
}

/* Returns: (transfer none) (nullable): the ranks of the texts of @field, one for each deal, or of the names of its
 * table's rows; G_MAXUINT32 for none. NULL for numbers. */
const guint32 *
bw_query_index_get_ranks (BwQueryIndex *index,
                          BwDealField   field)
{
  if (field >= index->n_fields)
    return NULL;
  bw_query_index_prepare (index, field);
  return index->ranks[field];
}

/* Whether an offset into @before means the same text in @after. */
static gboolean
is_continued (const BwPool *before,
              const BwPool *after)
{
  return after->length >= before->length && memcmp (after->bytes, before->bytes, before->length) == 0;
}

/* Which field of @before is @field of @after: for the project's own the one with the same key; -1 for none. */
static int
former_field (const BwBook *before,
              const BwBook *after,
              guint         field)
{
  if (field < BW_N_DEAL_FIELDS)
    return (int)field;
  for (guint i = 0; i < before->fields->len; i++)
    if (bw_book_field (before, i)->key == bw_book_field (after, field - BW_N_DEAL_FIELDS)->key)
      return (int)(BW_N_DEAL_FIELDS + i);
  return -1;
}

/* Makes an index of @book, of which it keeps a reference. What still holds of @previous (nullable, transfer none),
 * the index of an earlier state of the same book, is copied from it.
 * Returns: (transfer full): the index. */
BwQueryIndex *
bw_query_index_new (BwBook       *book,
                    BwQueryIndex *previous)
{
  BwQueryIndex *index = index_new (book);

  index->held = bw_book_ref (book);
  if (previous == NULL || !is_continued (&previous->book->texts, &book->texts))
    return index;
  for (guint field = 0; field < index->n_fields; field++)
    {
      int           former = former_field (previous->book, book, field);
      const BwText *before = former < 0 ? NULL : bw_deal_field_texts (previous->book, (BwDealField)former);
      const BwText *after = bw_deal_field_texts (book, field);

      if (before != NULL && after != NULL && previous->ranks[former] != NULL && previous->n_ranks[former] == book->deals.n &&
          memcmp (before, after, sizeof (BwText) * book->deals.n) == 0)
        {
          index->ranks[field] = g_memdup2 (previous->ranks[former], sizeof (guint32) * book->deals.n);
          index->n_ranks[field] = book->deals.n;
        }
    }
  return index;
}

/* Frees @index (transfer full) (nullable). */
void
bw_query_index_free (BwQueryIndex *index)
{
  if (index == NULL)
    return;
  for (guint field = 0; field < index->n_fields; field++)
    g_free (index->ranks[field]);
  g_free (index->ranks);
  g_free (index->n_ranks);
  g_clear_pointer (&index->held, bw_book_unref);
  g_free (index);
}

/* Returns: (transfer none): the book that is indexed. */
BwBook *
bw_query_index_get_book (BwQueryIndex *index)
{
  return index->held;
}

static guint
count_chosen (const guint8 *chosen,
              guint         n)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += chosen[i];
  return count;
}

/* Keeps the deals in whose name, id, account or owner the word is; all texts are looked at in one run. */
static void
search_all (const BwBook    *book,
            const BwMatcher *matcher,
            guint8          *chosen)
{
  const BwDeals     *deals = &book->deals;
  BwTextMarks        marks;
  g_autofree guint8 *accounts = g_malloc0 (book->accounts->len + 1);
  g_autofree guint8 *people = g_malloc0 (book->people->len + 1);

  bw_matcher_mark (matcher, &book->texts, &marks);
  for (guint i = 0; i < book->accounts->len; i++)
    accounts[i + 1] = bw_text_marks_get (&marks, bw_book_account (book, i)->name);
  for (guint i = 0; i < book->people->len; i++)
    people[i + 1] = bw_text_marks_get (&marks, bw_book_person (book, i)->name);
  for (guint i = 0; i < deals->n; i++)
    chosen[i] &= bw_text_marks_get (&marks, deals->name[i]) | bw_text_marks_get (&marks, deals->ref[i]) |
                 accounts[deals->account[i] + 1] | people[deals->owner[i] + 1];
  bw_text_marks_clear (&marks);
}

/* The same for the few deals that are left. */
static void
search_few (const BwBook    *book,
            const BwMatcher *matcher,
            guint8          *chosen)
{
  const BwDeals     *deals = &book->deals;
  g_autofree guint8 *accounts = g_malloc0 (book->accounts->len + 1);
  g_autofree guint8 *people = g_malloc0 (book->people->len + 1);

  for (guint i = 0; i < book->accounts->len; i++)
    accounts[i] = bw_matcher_contains (matcher, bw_book_text (book, bw_book_account (book, i)->name));
  for (guint i = 0; i < book->people->len; i++)
    people[i] = bw_matcher_contains (matcher, bw_book_text (book, bw_book_person (book, i)->name));
  for (guint i = 0; i < deals->n; i++)
    if (chosen[i])
      chosen[i] = bw_matcher_contains (matcher, bw_book_text (book, deals->name[i])) ||
                  bw_matcher_contains (matcher, bw_book_text (book, deals->ref[i])) ||
                  (deals->account[i] >= 0 && accounts[deals->account[i]]) ||
                  (deals->owner[i] >= 0 && people[deals->owner[i]]);
}

/* Longer words first: they leave fewer deals to the others. */
static int
compare_lengths (const void *a,
                 const void *b)
{
  gsize x = strlen (*(char *const *)a), y = strlen (*(char *const *)b);

  return (x < y) - (x > y);
}

static void
search (const BwBook *book,
        const char   *wanted,
        guint8       *chosen)
{
  g_autofree char *valid = g_utf8_make_valid (wanted, -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\n\r", -1);

  qsort (words, g_strv_length (words), sizeof *words, compare_lengths);
  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_autoptr (BwMatcher) matcher = bw_matcher_new (words[i]);

      if (count_chosen (chosen, book->deals.n) <= book->deals.n / FEW_SHARE)
        search_few (book, matcher, chosen);
      else
        search_all (book, matcher, chosen);
    }
}

/* Keeps the deals that are open, when asked for, and dated in the period. */
static void
restrict_to_period (const BwBook  *book,
                    const BwQuery *query,
                    guint8        *chosen)
{
  const BwDeals  *deals = &book->deals;
  const BwPeriod *period = &query->period;
  gboolean        any = period->from == BW_DATE_NONE;

  for (guint i = 0; i < deals->n; i++)
    {
      gboolean open = bw_deal_kind (book, i) == BW_STAGE_OPEN;
      gboolean dated = any || bw_period_contains (period, deals->close[i]) ||
                       (query->with_undated && open && deals->close[i] == BW_DATE_NONE);

      if (!dated || (query->open_only && (!open || (deals->flags[i] & BW_DEAL_VANISHED))))
        chosen[i] = 0;
    }
}

static void
restrict_to_scope (const BwBook      *book,
                   const BwScopeMask *mask,
                   guint8            *chosen)
{
  for (guint i = 0; i < book->deals.n; i++)
    chosen[i] &= bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]) != 0;
}

/* The deals that the query asks for, in the book's order.
 * Returns: (transfer full) (array length=n): their indexes. */
static guint32 *
choose (const BwBook  *book,
        const BwQuery *query,
        guint         *n)
{
  guint              n_deals = book->deals.n, count = 0;
  g_autofree guint8 *chosen = g_malloc (n_deals + 1);
  guint32           *found;

  if (query->filter != NULL)
    bw_filter_run (query->filter, book, query->today, chosen);
  else
    memset (chosen, 1, n_deals);
  for (guint i = 0; query->marks != NULL && i < n_deals; i++)
    chosen[i] &= query->marks[i] != 0;
  if (query->mask != NULL && (query->mask->people != NULL || query->mask->accounts != NULL || query->mask->deals != NULL))
    restrict_to_scope (book, query->mask, chosen);
  if (query->open_only || query->period.from != BW_DATE_NONE)
    restrict_to_period (book, query, chosen);
  if (query->search != NULL)
    search (book, query->search, chosen);
  found = g_new (guint32, count_chosen (chosen, n_deals) + 1);
  for (guint i = 0; i < n_deals; i++)
    {
      found[count] = i;
      count += chosen[i];
    }
  *n = count;
  return found;
}

/* The numbers by which @deals are ordered. */
static void
find_sort_values (BwQueryIndex  *index,
                  const BwQuery *query,
                  const guint32 *deals,
                  guint          n,
                  gint64        *values)
{
  const guint32 *ranks = bw_query_index_get_ranks (index, query->sort);

  if (bw_deal_field_type (index->book, query->sort) == BW_DEAL_FIELD_TEXT)
    {
      for (guint i = 0; i < n; i++)
        values[i] = ranks[deals[i]] != G_MAXUINT32 ? (gint64)ranks[deals[i]] : BW_RADIX_NONE;
      return;
    }
  bw_deal_field_values (index->book, query->sort, query->today, deals, 0, n, values);
  for (guint i = 0; ranks != NULL && i < n; i++)
    if (values[i] != BW_DEAL_VALUE_NONE)
      values[i] = ranks[values[i]] != G_MAXUINT32 ? (gint64)ranks[values[i]] : BW_RADIX_NONE;
}

/* Runs @query over the book of @index.
 * Returns: (transfer full) (array length=n): the indexes of the deals, in order; what is not known comes last, and
 * deals that are equal in the field keep the book's order. */
guint32 *
bw_query_index_run (BwQueryIndex  *index,
                    const BwQuery *query,
                    guint         *n)
{
  g_autofree guint32 *found = choose (index->book, query, n);
  g_autofree gint64  *values = g_new (gint64, *n + 1);
  guint32            *order = g_new (guint32, *n + 1);

  find_sort_values (index, query, found, *n, values);
  bw_radix_order (values, *n, query->descending, order);
  for (guint i = 0; i < *n; i++)
    order[i] = found[order[i]];
  return order;
}

/* Runs @query over the book of @index, and groups what it finds: within each group the deals are in the query's order.
 * Returns: (transfer full): the groups. */
BwDealGroups *
bw_query_index_group (BwQueryIndex     *index,
                      const BwQuery    *query,
                      const BwGrouping *grouping)
{
  guint               n;
  g_autofree guint32 *found = choose (index->book, query, &n);
  g_autofree gint64  *values = g_new (gint64, n + 1);
  g_autofree guint32 *order = g_new (guint32, n + 1);

  find_sort_values (index, query, found, n, values);
  bw_radix_order (values, n, query->descending, order);
  return bw_deal_groups_new (index, grouping, query->today, found, n, order);
}

/* Runs @query over @book. Who asks often keeps an index: see bw_query_index_run().
 * Returns: (transfer full) (array length=n): the indexes of the deals, in order. */
guint32 *
bw_query_run (const BwBook  *book,
              const BwQuery *query,
              guint         *n)
{
  g_autoptr (BwQueryIndex) index = index_new (book);

  return bw_query_index_run (index, query, n);
}
