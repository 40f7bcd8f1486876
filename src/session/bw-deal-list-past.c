/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals as they were on a past day.
 *
 * While the focus looks from a day before the last of the data, the list shows a book of that day (bw-past.c) and leaves out the
 * deals that came later. It is made once for a book and a day. O(deals + changes), and as much memory as the deals take: of many deals
 * on another thread. Until it is there the list goes on with the day that it has; where the book is another too it stays as it is.
 *
 *   day chosen --> making (worker) --> made: the list becomes that day's
 *        \--> another day or book: what is being made is dropped when it comes */

#include "session/bw-deal-list-private.h"

#include "core/bw-past.h"

enum
{
  /* Of no more deals than these the past is made at once. */
  N_MADE_AT_ONCE = 20000,
};

/* The book of a day. */
typedef struct
{
  BwBook *present; /* (owned) */
  BwDate  day;
  BwBook *past;  /* (owned) (nullable) */
  guint8 *known; /* (owned) (nullable): 1 for each deal that there was on that day */
  guint   number;
} Making;

static void
free_making (gpointer data)
{
  Making *making = data;

  bw_book_unref (making->present);
  g_clear_pointer (&making->past, bw_book_unref);
  g_free (making->known);
  g_free (making);
}

static void
make (Making *making)
{
  making->past = bw_past_new (making->present, making->day);
  making->known = g_new (guint8, MAX (making->present->deals.n, 1));
  for (guint i = 0; i < making->present->deals.n; i++)
    making->known[i] = making->past->deals.appeared[i] <= making->day;
}

static void
work_making (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  make (data);
  g_task_return_boolean (task, TRUE);
}

/* What is being made is no longer asked for. */
static void
forget_making (BwDealList *self)
{
  self->n_makings++;
  self->made_day = BW_DATE_NONE;
  g_clear_pointer (&self->made_of, bw_book_unref);
}

/* Lets go of the past. */
void
bw_deal_list_clear_past (BwDealList *self)
{
  g_clear_pointer (&self->present, bw_book_unref);
  g_clear_pointer (&self->past, bw_book_unref);
  g_clear_pointer (&self->known, g_free);
  forget_making (self);
}

static void
take_past (BwDealList *self,
           Making     *making)
{
  bw_deal_list_clear_past (self);
  self->present = bw_book_ref (making->present);
  self->past = g_steal_pointer (&making->past);
  self->known = g_steal_pointer (&making->known);
  self->past_day = making->day;
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwDealList *self = BW_DEAL_LIST (object);
  Making     *making = g_task_get_task_data (G_TASK (result));

  if (making->number != self->n_makings)
    return;
  take_past (self, making);
  bw_deal_list_refresh (self);
}

/* Has the past made, unless that goes on. */
static void
begin_making (BwDealList *self,
              BwBook     *present,
              BwDate      day)
{
  g_autoptr (GTask) task = NULL;
  Making *making;

  if (self->made_of == present && self->made_day == day)
    return;
  forget_making (self);
  self->made_of = bw_book_ref (present);
  self->made_day = day;
  making = g_new0 (Making, 1);
  making->present = bw_book_ref (present);
  making->day = day;
  making->number = self->n_makings;
  task = g_task_new (self, NULL, made_cb, NULL);
  g_task_set_task_data (task, making, free_making);
  g_task_run_in_thread (task, work_making);
}

/* The book that is shown now, where it is of @present. */
static BwBook *
find_shown (BwDealList *self,
            BwBook     *present)
{
  if (self->past != NULL)
    return self->present == present ? self->past : NULL;
  return bw_query_index_get_book (self->index) == present ? present : NULL;
}

/* Chooses @present, or what was known of it on the day that is looked from; while that is being made, what is shown. @day is of the
 * book that is returned.
 * Returns: (transfer none) (nullable): the book; %NULL where what is shown has to wait. */
BwBook *
bw_deal_list_choose_book (BwDealList *self,
                          BwBook     *present,
                          BwDate     *day)
{
  BwDate  latest = bw_book_data_date (present);
  Making *making;

  *day = bw_focus_get_as_of (bw_session_get_focus (self->session));
  if (latest == BW_DATE_NONE || *day >= latest)
    {
      bw_deal_list_clear_past (self);
      return present;
    }
  if (self->past != NULL && self->present == present && self->past_day == *day)
    {
      forget_making (self);
      return self->past;
    }
  if (present->deals.n > N_MADE_AT_ONCE && self->index != NULL)
    {
      begin_making (self, present, *day);
      *day = self->today;
      return find_shown (self, present);
    }
  making = g_new0 (Making, 1);
  making->present = bw_book_ref (present);
  making->day = *day;
  make (making);
  take_past (self, making);
  free_making (making);
  return self->past;
}

/* Whether the list shows what was known on a past day, which nobody can edit. */
gboolean
bw_deal_list_is_past (BwDealList *self)
{
  g_return_val_if_fail (BW_IS_DEAL_LIST (self), FALSE);

  return self->past != NULL;
}

/* Whether the list shows another day than the one that is looked from, as that is still being made. */
gboolean
bw_deal_list_is_making_past (BwDealList *self)
{
  g_return_val_if_fail (BW_IS_DEAL_LIST (self), FALSE);

  return self->made_of != NULL;
}
