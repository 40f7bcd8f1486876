/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking two rows that were merged apart again, after other things have happened.
 *
 * The trail of the merge names what came with the merged row. What still is where the merge put it goes back; what somebody
 * gave to another since stays. In the past of a deal that had both, the two can no longer be told apart: it stays with
 * the kept one. Facts that were copied stay copied, as they may have been confirmed since. */

#include "core/bw-merge-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-choice.h"

static void
give_back_deals (BwBook        *book,
                 BwDelta       *delta,
                 BwTable        table,
                 gint32         keep,
                 gint32         away,
                 const BwTrail *trail)
{
  BwField field;
  gint32 *column = bw_merge_deal_column (&book->deals, table, &field);

  for (guint i = 0; i < trail->deals->len; i++)
    {
      guint deal = g_array_index (trail->deals, guint, i);

      if (column[deal] != keep)
        continue;
      column[deal] = away;
      bw_delta_mark_deal (delta, deal);
    }
}

static gboolean
give_back_past_of (BwBook *book,
                   guint   deal,
                   BwField field,
                   gint32  keep,
                   gint32  away)
{
  gboolean moved = FALSE;

  for (guint i = book->history.first[deal]; i < book->history.first[deal + 1]; i++)
    {
      BwChange *change = &book->history.changes[i];

      if (change->field != field || (change->old_value != keep && change->new_value != keep))
        continue;
      if (change->old_value == keep)
        change->old_value = away;
      if (change->new_value == keep)
        change->new_value = away;
      moved = TRUE;
    }
  return moved;
}

/* The past goes back with the deal: the last change must lead to what the deal has now. */
static void
give_back_past (BwBook        *book,
                BwDelta       *delta,
                BwTable        table,
                gint32         keep,
                gint32         away,
                const BwTrail *trail)
{
  BwField field;
  gint32 *column = bw_merge_deal_column (&book->deals, table, &field);
  g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (guint));

  if (trail->past->len == 0)
    return;
  bw_history_make_writable (&book->history);
  for (guint i = 0; i < trail->past->len; i++)
    {
      guint deal = g_array_index (trail->past, guint, i);

      if (deal < book->history.n_deals && column[deal] != keep && give_back_past_of (book, deal, field, keep, away))
        g_array_append_val (deals, deal);
    }
  if (deals->len > 0)
    bw_delta_move (delta, field, (guint)keep, (guint)away, g_steal_pointer (&deals));
}

/* A deal whose past cannot go back stays, too, where its past leads. */
static void
hold_mixed_deals (const BwBook *book,
                  BwTable       table,
                  gint32        keep,
                  BwTrail      *trail)
{
  BwField field;
  guint   n = 0, at = 0;

  bw_merge_deal_column ((BwDeals *)&book->deals, table, &field);
  for (guint i = 0; i < trail->deals->len; i++)
    {
      guint    deal = g_array_index (trail->deals, guint, i), n_changes;
      gboolean mixed = FALSE;

      while (at < trail->past->len && g_array_index (trail->past, guint, at) < deal)
        at++;
      if (at == trail->past->len || g_array_index (trail->past, guint, at) != deal)
        {
          const BwChange *changes = bw_history_of (&book->history, deal, &n_changes);

          for (guint k = 0; k < n_changes && !mixed; k++)
            mixed = changes[k].field == field && (changes[k].old_value == keep || changes[k].new_value == keep);
        }
      if (!mixed)
        g_array_index (trail->deals, guint, n++) = deal;
    }
  g_array_set_size (trail->deals, n);
}

static void
give_back_rows (BwBook        *book,
                BwDelta       *delta,
                BwTable        table,
                gint32         keep,
                gint32         away,
                const BwTrail *trail)
{
  guint              n;
  const BwReference *references = bw_merge_references (&n);

  for (guint r = 0; r < n; r++)
    {
      GArray *rows;
      g_autoptr (GHashTable) keys = NULL;

      if (references[r].target != table || trail->rows[r]->len == 0)
        continue;
      rows = bw_book_writable_table (book, references[r].table);
      keys = g_hash_table_new (g_int64_hash, g_int64_equal);
      for (guint i = 0; i < trail->rows[r]->len; i++)
        g_hash_table_add (keys, &g_array_index (trail->rows[r], gint64, i));
      for (guint i = 0; i < rows->len; i++)
        {
          char   *row = rows->data + (gsize)i * g_array_get_element_size (rows);
          gint32 *value = (gint32 *)(void *)(row + references[r].offset);

          if (*value != keep || !g_hash_table_contains (keys, row))
            continue;
          *value = away;
          bw_delta_mark (delta, references[r].table, i);
        }
    }
}

BwBook *
bw_merge_separate (const BwBook *book,
                   BwTable       table,
                   guint         away,
                   BwDelta     **delta,
                   GError      **error)
{
  g_autoptr (BwTrail) trail = NULL;
  g_autofree char *name = NULL;
  const char      *text;
  BwBook          *after;
  gint32           keep;

  g_return_val_if_fail (bw_merge_fits (table) && away < bw_book_table (book, table)->len, NULL);

  if (!bw_merge_is_away (book, table, away))
    {
      g_set_error_literal (error, BW_MERGE_ERROR, BW_MERGE_ERROR_SAME, _ ("This one was not merged, so that there is nothing to separate."));
      return NULL;
    }
  name = bw_merge_trail_name (book, table, away);
  text = bw_choice_get (book, name);
  trail = text != NULL ? bw_trail_read (text, &book->deals) : NULL;
  keep = bw_merge_resolve (book, table, (gint32)away);
  if (trail == NULL || keep == (gint32)away)
    {
      g_set_error_literal (error, BW_MERGE_ERROR, BW_MERGE_ERROR_TRAIL,
                           _ ("What the merge moved is no longer told apart, because deals were removed since. Import the accounts, "
                              "people or products again to have both."));
      return NULL;
    }
  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  hold_mixed_deals (after, table, keep, trail);
  give_back_deals (after, *delta, table, keep, (gint32)away, trail);
  give_back_past (after, *delta, table, keep, (gint32)away, trail);
  give_back_rows (after, *delta, table, keep, (gint32)away, trail);
  *bw_merge_member (after, table, away) = 0;
  bw_delta_mark (*delta, table, away);
  bw_choice_set (after, *delta, name, "");
  return after;
}
