/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changes of deals over time.
 *
 * One array sorted by deal, day and order within the day, and an index of where each deal's changes begin.
 * The state of a deal on a past day is its present state with the later changes undone, newest first: a walk
 * over a handful of neighbours in memory. Adding or removing
 * changes moves what is between them as it is, and in place where nobody else has the arrays; copies share them. */

#include "core/bw-history.h"

#include <string.h>

#include "core/bw-block.h"
#include "core/bw-share.h"

enum
{
  PROGRESS_CHANGES = 1 << 15, /* between two signs of it */
  MANY_CHANGES = 1 << 14,
};

static const char *const field_names[BW_N_FIELDS] = {
  [BW_FIELD_STAGE] = "stage",
  [BW_FIELD_AMOUNT] = "amount",
  [BW_FIELD_CLOSE_DATE] = "close_date",
  [BW_FIELD_OWNER] = "owner",
  [BW_FIELD_CATEGORY] = "category",
  [BW_FIELD_PROBABILITY] = "probability",
  [BW_FIELD_PRESENT] = "present",
  [BW_FIELD_NAME] = "name",
  [BW_FIELD_ACCOUNT] = "account",
  [BW_FIELD_PRODUCT] = "product",
  [BW_FIELD_NEXT_STEP] = "next_step",
  [BW_FIELD_REGION] = "region",
  [BW_FIELD_TYPE] = "type",
  [BW_FIELD_SOURCE] = "source",
  [BW_FIELD_CREATED] = "created",
  [BW_FIELD_ACTIVITY] = "activity",
};

static int
compare_changes (const void *a,
                 const void *b)
{
  const BwChange *x = a, *y = b;

  if (x->deal != y->deal)
    return x->deal < y->deal ? -1 : 1;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (int)x->ordinal - (int)y->ordinal;
}

/* Returns: (transfer full): where the sorted changes of each of @n_deals deals begin, and their end. */
static guint *
index_changes (const BwChange *changes,
               guint           n,
               guint           n_deals)
{
  guint *first = g_new (guint, (gsize)n_deals + 1);
  guint  at = 0;

  for (guint deal = 0; deal < n_deals; deal++)
    {
      while (at < n && changes[at].deal < deal)
        at++;
      first[deal] = at;
    }
  first[n_deals] = n;
  return first;
}

/* Makes @history empty. */
void
bw_history_init (BwHistory *history)
{
  memset (history, 0, sizeof *history);
}

/* Frees what @history holds. */
void
bw_history_clear (BwHistory *history)
{
  if (bw_share_let_go (&history->share))
    {
      g_free (history->changes);
      g_free (history->first);
    }
  memset (history, 0, sizeof *history);
}

/* Makes @to, which is not initialised, a copy of @from. */
void
bw_history_copy (const BwHistory *from,
                 BwHistory       *to)
{
  *to = *from;
  if (to->share != NULL)
    g_atomic_ref_count_inc (to->share);
}

static gboolean
are_sorted (const BwChange *changes,
            guint           n)
{
  for (guint i = 1; i < n; i++)
    if (compare_changes (&changes[i - 1], &changes[i]) > 0)
      return FALSE;
  return TRUE;
}

/* Puts @changes in order; mostly they are. */
static void
sort_changes (BwChange *changes,
              guint     n)
{
  if (!are_sorted (changes, n))
    qsort (changes, n, sizeof *changes, compare_changes);
}

/* Whether to go on, which is asked once in many times. */
static inline gboolean
goes_on (guint      i,
         BwProgress progress,
         gpointer   data)
{
  return i % PROGRESS_CHANGES != 0 || progress == NULL || progress (0, data);
}

/* Returns: (transfer full) (nullable): @changes, all of deals below @n_deals, in order: spread over their deals, which is linear,
 * and sorted within each; %NULL when @progress stopped it. */
static BwChange *
sort_by_deal (const BwChange *changes,
              guint           n,
              guint           n_deals,
              BwProgress      progress,
              gpointer        data)
{
  g_autofree BwChange *sorted = bw_block_alloc (sizeof (BwChange) * (gsize)n);
  g_autofree guint    *end = g_new0 (guint, (gsize)n_deals + 1);

  for (guint i = 0; i < n; i++)
    end[changes[i].deal + 1]++;
  for (guint deal = 0; deal < n_deals; deal++)
    end[deal + 1] += end[deal];
  for (guint i = 0; i < n; i++)
    {
      if (!goes_on (i, progress, data))
        return NULL;
      sorted[end[changes[i].deal]++] = changes[i];
    }
  /* Each now is the end of its deal's. */
  for (guint deal = 0, first = 0; deal < n_deals; first = end[deal++])
    {
      if (!goes_on (deal, progress, data))
        return NULL;
      sort_changes (sorted + first, end[deal] - first);
    }
  return g_steal_pointer (&sorted);
}

/* Returns whether @changes are in order now: @sorted (out) (transfer full) (nullable): in a copy; %NULL: as they are. */
static gboolean
put_in_order (const BwChange *changes,
              guint           n,
              guint           n_deals,
              BwProgress      progress,
              gpointer        data,
              BwChange      **sorted)
{
  *sorted = NULL;
  if (are_sorted (changes, n))
    return TRUE;
  if (n < MANY_CHANGES)
    {
      *sorted = g_memdup2 (changes, sizeof (BwChange) * n);
      qsort (*sorted, n, sizeof **sorted, compare_changes);
    }
  else
    *sorted = sort_by_deal (changes, n, n_deals, progress, data);
  return *sorted != NULL;
}

/* Replaces what @history holds by the @n @changes (transfer full), in any order, of @n_deals deals. */
void
bw_history_take (BwHistory *history,
                 BwChange  *changes,
                 guint      n,
                 guint      n_deals)
{
  sort_changes (changes, n);
  bw_history_take_sorted (history, changes, n, index_changes (changes, n, n_deals), n_deals);
}

/* The same for @changes (transfer full) that are in order, with their index @first (transfer full). */
void
bw_history_take_sorted (BwHistory *history,
                        BwChange  *changes,
                        guint      n,
                        guint     *first,
                        guint      n_deals)
{
  bw_history_clear (history);
  history->changes = changes;
  history->n = n;
  history->first = first;
  history->n_deals = n_deals;
  history->share = bw_share_new ();
}

/* Where before @end @change belongs: behind those of its deal that are not later. */
static guint
place_of (const BwHistory *history,
          guint            end,
          const BwChange  *change)
{
  guint at;

  if (change->deal >= history->n_deals)
    return end;
  at = history->first[change->deal];
  end = MIN (end, history->first[change->deal + 1]);
  while (at < end && compare_changes (&history->changes[at], change) <= 0)
    at++;
  return at;
}

/* Moves the changes of @old to @to, which may be the same place, so that the @n sorted @changes stand between them. Returns %FALSE
 * when @progress stopped it. */
static gboolean
interleave (const BwHistory *old,
            BwChange        *to,
            const BwChange  *changes,
            guint            n,
            BwProgress       progress,
            gpointer         data)
{
  guint end = old->n;

  /* From the end, so that in place nothing is written over before it was moved. */
  for (guint i = n; i > 0; i--)
    {
      guint place = place_of (old, end, &changes[i - 1]);

      if (!goes_on (i, progress, data))
        return FALSE;
      if (end > place)
        memmove (to + place + i, old->changes + place, sizeof (BwChange) * (end - place));
      to[place + i - 1] = changes[i - 1];
      end = place;
    }
  if (to != old->changes && end > 0)
    memcpy (to, old->changes, sizeof (BwChange) * end);
  return TRUE;
}

/* Adds @n @changes (copied, in any order); @n_deals is the number of deals that there are now, not fewer than before. @progress
 * (nullable) is called at times. Returns %FALSE when it stopped the work: the history is then of no use but to be cleared. */
gboolean
bw_history_add_telling (BwHistory      *history,
                        const BwChange *changes,
                        guint           n,
                        guint           n_deals,
                        BwProgress      progress,
                        gpointer        data)
{
  g_autofree BwChange *sorted = NULL;
  gboolean             sole = bw_share_is_sole (history->share), done;
  BwHistory            old = *history;
  BwChange            *to;
  guint               *first;

  if (!put_in_order (changes, n, n_deals, progress, data, &sorted))
    return FALSE;
  if (sorted != NULL)
    changes = sorted;
  if (sole)
    {
      to = old.changes = g_renew (BwChange, old.changes, old.n + n);
      first = old.first = g_renew (guint, old.first, (gsize)n_deals + 1);
    }
  else
    {
      to = bw_block_alloc (sizeof (BwChange) * ((gsize)old.n + n));
      first = bw_block_alloc (sizeof (guint) * ((gsize)n_deals + 1));
    }
  done = interleave (&old, to, changes, n, progress, data);
  for (guint deal = 0, added = 0; deal <= n_deals; deal++)
    {
      while (added < n && changes[added].deal < deal)
        added++;
      first[deal] = (deal < old.n_deals ? old.first[deal] : old.n) + added;
    }
  if (sole)
    {
      *history = old;
      history->changes = NULL;
      history->first = NULL;
    }
  bw_history_take_sorted (history, to, old.n + n, first, n_deals);
  return done;
}

/* The same without telling. */
void
bw_history_add (BwHistory      *history,
                const BwChange *changes,
                guint           n,
                guint           n_deals)
{
  bw_history_add_telling (history, changes, n, n_deals, NULL, NULL);
}

/* Removes the @n changes that stand at @places, which ascend; otherwise as bw_history_add_telling(). */
gboolean
bw_history_remove_telling (BwHistory   *history,
                           const guint *places,
                           guint        n,
                           BwProgress   progress,
                           gpointer     data)
{
  gboolean  sole = bw_share_is_sole (history->share);
  BwHistory old = *history;
  BwChange *to = sole ? old.changes : bw_block_alloc (sizeof (BwChange) * old.n);
  guint    *first = sole ? old.first : bw_block_alloc (sizeof (guint) * ((gsize)old.n_deals + 1));
  guint     from = 0, at = 0;
  gboolean  go_on = TRUE;

  for (guint i = 0; i <= n && go_on; i++)
    {
      guint end = i < n ? places[i] : old.n;

      go_on = goes_on (i, progress, data);

      if (to + at != old.changes + from && end > from)
        memmove (to + at, old.changes + from, sizeof (BwChange) * (end - from));
      at += end - from;
      from = end + 1;
    }
  for (guint deal = 0, removed = 0; deal <= old.n_deals; deal++)
    {
      while (removed < n && places[removed] < old.first[deal])
        removed++;
      first[deal] = old.first[deal] - removed;
    }
  if (sole)
    {
      history->n = old.n - n;
      return go_on;
    }
  bw_history_take_sorted (history, to, old.n - n, first, old.n_deals);
  return go_on;
}

/* The same without telling. */
void
bw_history_remove (BwHistory   *history,
                   const guint *places,
                   guint        n)
{
  bw_history_remove_telling (history, places, n, NULL, NULL);
}

/* Gives @history arrays of its own when others have them too, so that changes can be written in place. */
void
bw_history_make_writable (BwHistory *history)
{
  gsize     changes_size = sizeof (BwChange) * (gsize)history->n, first_size = sizeof (guint) * ((gsize)history->n_deals + 1);
  BwChange *changes;
  guint    *first;

  if (bw_share_is_sole (history->share))
    return;
  changes = bw_block_alloc (changes_size);
  first = bw_block_alloc (first_size);
  if (history->n > 0)
    memcpy (changes, history->changes, changes_size);
  memcpy (first, history->first, first_size);
  bw_history_take_sorted (history, changes, history->n, first, history->n_deals);
}

/* The changes of deal @deal, oldest first; @n is their number.
 * Returns: (transfer none) (array length=n) (nullable): the first of them. */
const BwChange *
bw_history_of (const BwHistory *history,
               guint            deal,
               guint           *n)
{
  if (deal >= history->n_deals)
    {
      *n = 0;
      return NULL;
    }
  *n = history->first[deal + 1] - history->first[deal];
  return *n > 0 ? history->changes + history->first[deal] : NULL;
}

/* Returns: (transfer none): the field's name in files and commands. */
const char *
bw_field_name (BwField field)
{
  return field_names[field];
}

/* Reads what bw_field_name() writes. */
gboolean
bw_field_parse (const char *name,
                BwField    *field)
{
  for (guint i = 0; i < BW_N_FIELDS; i++)
    if (g_str_equal (name, field_names[i]))
      {
        *field = i;
        return TRUE;
      }
  return FALSE;
}
