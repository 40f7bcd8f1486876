/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forecasts rest on, kept so that another scope or filter costs little.
 *
 * All pages of a project ask here, on the threads of their jobs. What is not there is made by the thread that asks first; others that
 * ask for the same meanwhile wait for it, and make it themselves should the first be cancelled. The last few that were used are
 * kept, of large projects the last one, and nothing of a book that is not the one that is asked about any more. */

#include "session/bw-outlook-bases.h"

enum
{
  N_KEPT = 5, /* two periods to go back and forth between, each also as of the look before */
  WAIT_US = 20000,
};

/* What is asked for. */
typedef struct
{
  BwPeriod period;
  BwDate   as_of;
  guint64  seed;
  BwBook  *book; /* (owned) */
} Key;

struct _BwOutlookBases
{
  gatomicrefcount refs;
  GMutex          mutex;
  GCond           made;
  GPtrArray      *bases;  /* BwOutlookBase, the last used first */
  GPtrArray      *making; /* Key */
};

static void
free_key (gpointer data)
{
  Key *key = data;

  bw_book_unref (key->book);
  g_free (key);
}

/* Returns: (transfer full): empty. */
BwOutlookBases *
bw_outlook_bases_new (void)
{
  BwOutlookBases *self = g_new0 (BwOutlookBases, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->made);
  self->bases = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_outlook_base_unref);
  self->making = g_ptr_array_new_with_free_func (free_key);
  return self;
}

/* Returns: (transfer full): @self. */
BwOutlookBases *
bw_outlook_bases_ref (BwOutlookBases *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/* Lets go of @self (transfer full) (nullable). */
void
bw_outlook_bases_unref (BwOutlookBases *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->bases);
  g_ptr_array_unref (self->making);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->made);
  g_free (self);
}

/* Returns: (transfer full) (nullable): what is there, which becomes the last used. */
static BwOutlookBase *
take_kept (BwOutlookBases *self,
           const Key      *key)
{
  for (guint i = 0; i < self->bases->len; i++)
    {
      BwOutlookBase *base = g_ptr_array_index (self->bases, i);

      if (!bw_outlook_base_is_of (base, key->book, &key->period, key->as_of, key->seed))
        continue;
      g_ptr_array_insert (self->bases, 0, bw_outlook_base_ref (base));
      g_ptr_array_remove_index (self->bases, i + 1);
      return bw_outlook_base_ref (base);
    }
  return NULL;
}

/* Whether a thread is making what @key asks for. */
static gboolean
is_being_made (BwOutlookBases *self,
               const Key      *key)
{
  for (guint i = 0; i < self->making->len; i++)
    {
      const Key *other = g_ptr_array_index (self->making, i);

      if (other->book == key->book && other->as_of == key->as_of && other->seed == key->seed &&
          other->period.from == key->period.from && other->period.to == key->period.to)
        return TRUE;
    }
  return FALSE;
}

/* Keeps @base (transfer none), and lets go of what is too much. */
static void
keep (BwOutlookBases *self,
      BwOutlookBase  *base,
      const BwBook   *book)
{
  guint n_kept = book->deals.n > BW_OUTLOOK_BASES_LARGE ? 1 : N_KEPT;

  for (guint i = self->bases->len; i-- > 0;)
    if (!bw_outlook_base_knows (g_ptr_array_index (self->bases, i), book))
      g_ptr_array_remove_index (self->bases, i);
  g_ptr_array_insert (self->bases, 0, bw_outlook_base_ref (base));
  if (self->bases->len > n_kept)
    g_ptr_array_remove_range (self->bases, n_kept, self->bases->len - n_kept);
}

/* Makes what @key (transfer full) asks for; called, and returns, with the mutex held. */
static BwOutlookBase *
make (BwOutlookBases *self,
      Key            *key,
      BwProgress      progress,
      gpointer        progress_data)
{
  g_autoptr (BwOutlookBase) like = NULL;
  BwOutlookBase *base;

  if (self->bases->len > 0)
    like = bw_outlook_base_ref (g_ptr_array_index (self->bases, 0));
  g_ptr_array_add (self->making, key);
  if (key->book->deals.n > BW_OUTLOOK_BASES_LARGE)
    g_ptr_array_set_size (self->bases, 0);
  g_mutex_unlock (&self->mutex);
  base = bw_outlook_base_new (key->book, &key->period, key->as_of, key->seed, like, progress, progress_data);
  g_mutex_lock (&self->mutex);
  if (base != NULL)
    keep (self, base, key->book);
  g_ptr_array_remove (self->making, key);
  g_cond_broadcast (&self->made);
  return base;
}

/* See bw_outlook_base_new(). Blocks the thread until it is there; should another thread be making it, until that is done.
 * Returns: (transfer full) (nullable): %NULL when @progress stopped it. */
BwOutlookBase *
bw_outlook_bases_find (BwOutlookBases *self,
                       BwBook         *book,
                       const BwPeriod *period,
                       BwDate          as_of,
                       guint64         seed,
                       BwProgress      progress,
                       gpointer        progress_data)
{
  Key           *key = g_new (Key, 1);
  BwOutlookBase *base = NULL;

  *key = (Key) { *period, as_of, seed, bw_book_ref (book) };
  g_mutex_lock (&self->mutex);
  while ((base = take_kept (self, key)) == NULL && is_being_made (self, key) && progress (0.0, progress_data))
    g_cond_wait_until (&self->made, &self->mutex, g_get_monotonic_time () + WAIT_US);
  if (base == NULL && !is_being_made (self, key))
    base = make (self, g_steal_pointer (&key), progress, progress_data);
  g_mutex_unlock (&self->mutex);
  if (key != NULL)
    free_key (key);
  return base;
}
