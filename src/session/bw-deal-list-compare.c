/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed in a list of deals since a day.
 *
 * Found on another thread where there are many deals; an answer that is no longer asked for, because the book, the day or the
 * question has changed, is dropped. */

#include "session/bw-deal-list-private.h"

enum
{
  /* Of no more deals than these it is found at once what changed. */
  N_COMPARED_AT_ONCE = 50000,
};

typedef struct
{
  BwBook *book; /* (owned) */
  BwDate  since;
  guint   number;
} Comparison;

static void
free_comparison (gpointer data)
{
  Comparison *comparison = data;

  bw_book_unref (comparison->book);
  g_free (comparison);
}

static void
free_changed (gpointer changed)
{
  bw_changed_free (changed);
}

static void
work_comparison (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const Comparison *comparison = data;

  g_task_return_pointer (task, bw_changed_new (comparison->book, comparison->since), free_changed);
}

/* Takes @changed (transfer full) (nullable), which tells of @book (nullable). */
void
bw_deal_list_take_changed (BwDealList *self,
                           BwChanged  *changed,
                           BwBook     *book)
{
  g_clear_pointer (&self->changed, bw_changed_free);
  g_clear_pointer (&self->changed_book, bw_book_unref);
  self->changed = changed;
  self->changed_book = book != NULL ? bw_book_ref (book) : NULL;
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  BwDealList       *self = BW_DEAL_LIST (object);
  const Comparison *comparison = g_task_get_task_data (G_TASK (result));
  BwChanged        *changed = g_task_propagate_pointer (G_TASK (result), NULL);

  if (comparison->number != self->n_comparisons)
    {
      bw_changed_free (changed);
      return;
    }
  bw_deal_list_take_changed (self, changed, comparison->book);
  bw_deal_list_refresh (self);
}

/* Finds out what changed since the day that is asked about, unless that is known or being found out. */
void
bw_deal_list_compare (BwDealList *self)
{
  BwBook     *book = bw_query_index_get_book (self->index);
  BwDate      since = bw_changed_parse_since (book, self->today, self->since);
  Comparison *comparison;
  g_autoptr (GTask) task = NULL;

  if (self->changed != NULL && self->changed_book == book && self->changed->since == since)
    return;
  if (since == BW_DATE_NONE || book->deals.n <= N_COMPARED_AT_ONCE)
    {
      self->n_comparisons++;
      bw_deal_list_take_changed (self, since != BW_DATE_NONE ? bw_changed_new (book, since) : NULL, book);
      return;
    }
  bw_deal_list_take_changed (self, NULL, NULL);
  comparison = g_new0 (Comparison, 1);
  comparison->book = bw_book_ref (book);
  comparison->since = since;
  comparison->number = ++self->n_comparisons;
  task = g_task_new (self, NULL, compared_cb, NULL);
  g_task_set_task_data (task, comparison, free_comparison);
  g_task_run_in_thread (task, work_comparison);
}

/* Tells what changed since @since (nullable), and with @only_changed shows only deals that did. */
void
bw_deal_list_set_since (BwDealList *self,
                        const char *since,
                        gboolean    only_changed)
{
  if (g_strcmp0 (self->since, since) == 0 && !self->only_changed == !only_changed)
    return;
  g_free (self->since);
  self->since = g_strdup (since);
  self->only_changed = only_changed;
  bw_deal_list_refresh (self);
}

/* Returns: (transfer none) (nullable): what changed in the book that the list was made from; NULL while that is being found out or not
 * asked for. */
const BwChanged *
bw_deal_list_get_changed (BwDealList *self)
{
  return self->changed_book == bw_query_index_get_book (self->index) ? self->changed : NULL;
}

/* How many of the deals among the rows changed, and in @n_new how many are new, since the day that is asked about. */
guint
bw_deal_list_count_changed (BwDealList *self,
                            guint      *n_new)
{
  const BwChanged *changed = bw_deal_list_get_changed (self);
  guint            n = 0;

  *n_new = 0;
  for (guint i = 0; changed != NULL && i < self->n; i++)
    {
      n += changed->marks[self->deals[i]] == BW_CHANGED_VALUES;
      *n_new += changed->marks[self->deals[i]] == BW_CHANGED_NEW;
    }
  return n;
}
