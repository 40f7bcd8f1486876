/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changes of deals over time.
 *
 * One array sorted by deal, day and order within the day, and an index of where each deal's changes begin.
 * The state of a deal on a past day is its present state with the later changes undone, newest first: a walk
 * over a handful of neighbours in memory. Adding changes merges them in one pass, as imports bring them by
 * the thousand; single edits cost the same pass (30 ms at three million changes). */

#include "core/bw-history.h"

#include <string.h>

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

/* Fills history->first from the sorted changes. */
static void
index_changes (BwHistory *history,
               guint      n_deals)
{
  guint at = 0;

  g_free (history->first);
  history->first = g_new (guint, n_deals + 1);
  history->n_deals = n_deals;
  for (guint deal = 0; deal < n_deals; deal++)
    {
      while (at < history->n && history->changes[at].deal < deal)
        at++;
      history->first[deal] = at;
    }
  history->first[n_deals] = history->n;
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
  g_clear_pointer (&history->changes, g_free);
  g_clear_pointer (&history->first, g_free);
  history->n = history->n_deals = 0;
}

/* Makes @to, which is not initialised, a copy of @from. */
void
bw_history_copy (const BwHistory *from,
                 BwHistory       *to)
{
  bw_history_init (to);
  to->n = from->n;
  to->n_deals = from->n_deals;
  to->changes = g_memdup2 (from->changes, sizeof (BwChange) * from->n);
  if (from->first != NULL)
    to->first = g_memdup2 (from->first, sizeof (guint) * (from->n_deals + 1));
}

/* Replaces what @history holds by the @n @changes (transfer full), in any order, of @n_deals deals. */
void
bw_history_take (BwHistory *history,
                 BwChange  *changes,
                 guint      n,
                 guint      n_deals)
{
  gboolean sorted = TRUE;

  g_free (history->changes);
  history->changes = changes;
  history->n = n;
  for (guint i = 1; i < n && sorted; i++)
    sorted = compare_changes (&changes[i - 1], &changes[i]) <= 0;
  if (!sorted)
    qsort (changes, n, sizeof *changes, compare_changes);
  index_changes (history, n_deals);
}

/* The same for @changes (transfer full) that are in order, with their index @first (transfer full). */
void
bw_history_take_sorted (BwHistory *history,
                        BwChange  *changes,
                        guint      n,
                        guint     *first,
                        guint      n_deals)
{
  g_free (history->changes);
  g_free (history->first);
  history->changes = changes;
  history->n = n;
  history->first = first;
  history->n_deals = n_deals;
}

/* Adds @n @changes (copied, in any order); @n_deals is the number of deals that there are now. */
void
bw_history_add (BwHistory      *history,
                const BwChange *changes,
                guint           n,
                guint           n_deals)
{
  g_autofree BwChange *sorted = g_memdup2 (changes, sizeof (BwChange) * n);
  BwChange            *merged = g_new (BwChange, history->n + n);
  guint                a = 0, b = 0;

  if (n > 1)
    qsort (sorted, n, sizeof *sorted, compare_changes);
  for (guint i = 0; i < history->n + n; i++)
    {
      if (b == n || (a < history->n && compare_changes (&history->changes[a], &sorted[b]) <= 0))
        merged[i] = history->changes[a++];
      else
        merged[i] = sorted[b++];
    }
  g_free (history->changes);
  history->changes = merged;
  history->n += n;
  index_changes (history, n_deals);
}

/* The changes of deal @deal, oldest first; @n is their number.
 * Returns: (transfer none) (array length=n): the first of them. */
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
  return history->changes + history->first[deal];
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
