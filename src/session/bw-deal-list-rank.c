/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranks of the texts by which a list of deals is put into order and groups.
 *
 * A worker makes them in an index of its own, which takes the place of the list's when it is done; a book that has changed in the
 * meantime takes over what still holds. Unless the list waits for it, the worker begins HOLD_MS later, so as not to compete with a
 * window that is about to draw the list. */

#include "session/bw-deal-list-private.h"

#include "core/bw-deal-field.h"

enum
{
  /* Texts of no more rows than these are ranked at once. */
  N_RANKED_AT_ONCE = 20000,
  HOLD_MS = 300,
};

/* Whether the list can be put into the order of @field without keeping anybody waiting. */
static gboolean
can_sort (BwQueryIndex *index,
          BwDealField   field)
{
  const BwBook *book = bw_query_index_get_book (index);
  guint         n = bw_deal_field_type (book, field) == BW_DEAL_FIELD_TEXT ? book->deals.n : bw_deal_field_n_rows (book, field);

  return n <= N_RANKED_AT_ONCE || bw_query_index_is_prepared (index, field);
}

static gboolean
can_group (BwQueryIndex     *index,
           const BwGrouping *grouping)
{
  const BwBook *book = bw_query_index_get_book (index);

  for (guint level = 0; level < grouping->n; level++)
    if (!bw_group_key_is_possible (book, &grouping->keys[level]) || !can_sort (index, grouping->keys[level].field))
      return FALSE;
  return TRUE;
}

/* Decides on the order and the groups that the list has from now on: those asked for, or while their texts have not been ranked,
 * those it has. */
void
bw_deal_list_choose_order (BwDealList   *self,
                           BwQueryIndex *index)
{
  if (can_group (index, &self->grouping))
    self->shown_grouping = self->grouping;
  else if (!can_group (index, &self->shown_grouping))
    self->shown_grouping.n = 0;
  if (can_sort (index, self->sort))
    {
      self->shown_sort = self->sort;
      self->shown_descending = self->descending;
    }
  else if (!can_sort (index, self->shown_sort))
    {
      self->shown_sort = BW_DEAL_FIELD_AMOUNT;
      self->shown_descending = TRUE;
    }
}

static const BwDealField ranked_fields[] = {
  BW_DEAL_FIELD_NAME,
  BW_DEAL_FIELD_ACCOUNT,
  BW_DEAL_FIELD_NEXT_STEP,
  BW_DEAL_FIELD_REGION,
  BW_DEAL_FIELD_PRODUCT,
  BW_DEAL_FIELD_OWNER,
  BW_DEAL_FIELD_TYPE,
  BW_DEAL_FIELD_SOURCE,
  BW_DEAL_FIELD_REF,
};

/* What a worker ranks: the fields above and, of the project's own, only that by which the list is to be sorted, as there may
 * be many. */
typedef struct
{
  BwQueryIndex *index;
  BwDealField   wanted;
  BwGrouping    grouping;
} Ranking;

static void
free_ranking (gpointer data)
{
  Ranking *ranking = data;

  g_clear_pointer (&ranking->index, bw_query_index_free);
  g_free (ranking);
}

static void
free_index (gpointer index)
{
  bw_query_index_free (index);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Ranking *ranking = data;

  bw_query_index_prepare (ranking->index, ranking->wanted);
  for (guint level = 0; level < ranking->grouping.n; level++)
    bw_query_index_prepare (ranking->index, ranking->grouping.keys[level].field);
  for (guint i = 0; i < G_N_ELEMENTS (ranked_fields); i++)
    bw_query_index_prepare (ranking->index, ranked_fields[i]);
  g_task_return_pointer (task, g_steal_pointer (&ranking->index), free_index);
}

static void
ranked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  BwDealList   *self = BW_DEAL_LIST (object);
  BwQueryIndex *done = g_task_propagate_pointer (G_TASK (result), NULL);
  BwQueryIndex *present = self->index;
  BwBook       *book = bw_query_index_get_book (present);

  self->ranking = FALSE;
  if (bw_query_index_get_book (done) == book)
    self->index = done;
  else
    {
      self->index = bw_query_index_new (book, done);
      bw_query_index_free (done);
    }
  bw_query_index_free (present);
  if (bw_deal_list_is_sorting (self))
    bw_deal_list_refresh (self);
  else
    bw_deal_list_plan_ranking (self);
}

/* Lets a worker rank the texts. */
static void
rank (BwDealList *self)
{
  g_autoptr (GTask) task = NULL;
  Ranking *ranking = g_new0 (Ranking, 1);

  g_clear_handle_id (&self->held, g_source_remove);
  self->ranking = TRUE;
  task = g_task_new (self, NULL, ranked_cb, NULL);
  ranking->index = bw_query_index_new (bw_query_index_get_book (self->index), self->index);
  ranking->wanted = self->sort;
  ranking->grouping = self->grouping;
  g_task_set_task_data (task, ranking, free_ranking);
  g_task_run_in_thread (task, work);
}

static gboolean
held_cb (gpointer data)
{
  BwDealList *self = data;

  self->held = 0;
  rank (self);
  return G_SOURCE_REMOVE;
}

/* Whether groups that are possible wait for ranks. */
static gboolean
is_grouping (BwDealList *self)
{
  const BwBook *book = bw_query_index_get_book (self->index);

  for (guint level = 0; level < self->grouping.n; level++)
    if (!bw_group_key_is_possible (book, &self->grouping.keys[level]))
      return FALSE;
  return !bw_grouping_equal (&self->grouping, &self->shown_grouping);
}

/* Has the texts ranked, unless that is done or under way: at once when the list waits for it. */
void
bw_deal_list_plan_ranking (BwDealList *self)
{
  gboolean ready = can_sort (self->index, self->sort) && !is_grouping (self);

  for (guint i = 0; i < G_N_ELEMENTS (ranked_fields); i++)
    ready = ready && can_sort (self->index, ranked_fields[i]);
  if (ready || self->ranking)
    return;
  if (bw_deal_list_is_sorting (self))
    rank (self);
  else if (self->held == 0)
    self->held = g_timeout_add_full (G_PRIORITY_LOW, HOLD_MS, held_cb, self, NULL);
}

/* Whether the rows still are in another order than was asked for last. */
gboolean
bw_deal_list_is_sorting (BwDealList *self)
{
  return self->shown_sort != self->sort || self->shown_descending != self->descending || is_grouping (self);
}
