/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said they would do, and what became of it.
 *
 * A commitment is kept as notes are: each row is a version, rows are only added, those of one commitment have the key of the first in
 * common, and the last of them counts. So what was promised, by when, and each time the day was moved stays on record; undo takes
 * back the row. Late is no state of its own: what is open past its day is late by itself, and what was kept after it was kept
 * late. All is O(commitments). */

#include "core/bw-commitment.h"

enum
{
  DAY = 86400,
};

static BwBook *
begin (const BwBook *book,
       BwDelta     **delta)
{
  *delta = bw_delta_new (book);
  return bw_book_copy_but_deals (book);
}

/* What the versions of one commitment have in common: the key of the first. */
gint64
bw_commitment_line (const BwCommitment *commitment)
{
  g_return_val_if_fail (commitment != NULL, 0);
  return commitment->line != 0 ? commitment->line : commitment->key;
}

/* The versions that count of the commitments of @owner (%BW_NOBODY: of everyone).
 * Returns: (transfer full) (element-type guint): their rows, in the order in which those versions were written. */
GArray *
bw_commitment_current (const BwBook *book,
                       gint32        owner)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < book->commitments->len; i++)
    {
      gint64 line = bw_commitment_line (bw_book_commitment (book, i));

      g_hash_table_insert (last, g_memdup2 (&line, sizeof line), GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < book->commitments->len; i++)
    {
      const BwCommitment *commitment = bw_book_commitment (book, i);
      gint64              line = bw_commitment_line (commitment);

      if (GPOINTER_TO_UINT (g_hash_table_lookup (last, &line)) == i && (owner == BW_NOBODY || commitment->owner == owner))
        g_array_append_val (rows, i);
    }
  return rows;
}

/* All versions of the commitment with @line.
 * Returns: (transfer full) (element-type guint): their rows, the oldest first. */
GArray *
bw_commitment_versions (const BwBook *book,
                        gint64        line)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < book->commitments->len; i++)
    if (bw_commitment_line (bw_book_commitment (book, i)) == line)
      g_array_append_val (rows, i);
  return rows;
}

/* Whether the day of @commitment, which is open, is past. */
gboolean
bw_commitment_is_late (const BwCommitment *commitment,
                       BwDate              today)
{
  return commitment->state == BW_COMMITMENT_OPEN && commitment->due != BW_DATE_NONE && commitment->due < today;
}

/* Returns: (transfer none): how @commitment stands, in files: "open", "late", "kept", "kept_late" or "dropped". */
const char *
bw_commitment_state_name (const BwCommitment *commitment,
                          BwDate              today)
{
  switch (commitment->state)
    {
    case BW_COMMITMENT_KEPT:
      return commitment->due != BW_DATE_NONE && commitment->edited >= ((gint64)commitment->due + 1) * DAY ? "kept_late" : "kept";
    case BW_COMMITMENT_DROPPED:
      return "dropped";
    case BW_COMMITMENT_OPEN:
    case BW_N_COMMITMENT_STATES:
    default:
      return bw_commitment_is_late (commitment, today) ? "late" : "open";
    }
}

/* What became of the deal that @commitment is about.
 * Returns: (transfer none) (nullable): in files: "open", "won", "lost", or "gone" from the exports; %NULL where it is about none. */
const char *
bw_commitment_deal_state (const BwBook       *book,
                          const BwCommitment *commitment)
{
  static const char *const names[] = { [BW_STAGE_OPEN] = "open", [BW_STAGE_WON] = "won", [BW_STAGE_LOST] = "lost" };
  gint32                   deal = commitment->deal;

  if (deal < 0 || (guint)deal >= book->deals.n)
    return NULL;
  if (book->deals.flags[deal] & BW_DEAL_VANISHED)
    return "gone";
  return book->deals.stage[deal] < book->stages->len ? names[bw_book_stage (book, book->deals.stage[deal])->kind] : "open";
}

/* Returns: (transfer none): what the territory that @commitment is about is called in the latest of the plans that have it; "" where it
 * is about none, or there is none any more. */
const char *
bw_commitment_territory_name (const BwBook       *book,
                              const BwCommitment *commitment)
{
  for (guint i = book->territories->len; i > 0 && commitment->territory != 0; i--)
    {
      const BwTerritory *row = bw_book_territory (book, i - 1);

      if (row->line == commitment->territory || row->key == commitment->territory)
        return bw_book_text (book, row->name);
    }
  return "";
}

/* Adds @row as a version, whose author and time are @signature's. */
static void
add_version (BwBook                *book,
             BwCommitment           row,
             const char            *note,
             const BwNoteSignature *signature)
{
  row.key = bw_book_random_key ();
  row.edited = signature->at;
  row.note = note != NULL && *note != '\0' ? bw_pool_add (&book->texts, note, -1) : 0;
  row.author = signature->author != NULL && *signature->author != '\0' ? bw_pool_add (&book->texts, signature->author, -1) : 0;
  g_array_append_val (book->commitments, row);
}

/* Adds a commitment, whose text is not empty.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_commitment_edit_add (const BwBook            *book,
                        const BwCommitmentInput *input,
                        const BwNoteSignature   *signature,
                        BwDelta                **delta)
{
  BwBook      *after = begin (book, delta);
  BwCommitment row = {
    .owner = input->owner,
    .text = bw_pool_add (&after->texts, input->text, -1),
    .due = input->due,
    .deal = input->deal,
    .account = input->account,
    .territory = input->territory,
    .meeting = input->meeting,
    .state = BW_COMMITMENT_OPEN,
    .at = signature->at,
  };

  add_version (after, row, NULL, signature);
  return after;
}

/* The version that counts of the commitment with @line, as the first step to the next one. Returns FALSE where there is none. */
static gboolean
find_next (const BwBook *book,
           gint64        line,
           BwCommitment *row)
{
  for (guint i = book->commitments->len; i > 0; i--)
    if (bw_commitment_line (bw_book_commitment (book, i - 1)) == line)
      {
        *row = *bw_book_commitment (book, i - 1);
        row->line = line;
        return TRUE;
      }
  return FALSE;
}

/* Makes the commitment with @line kept, dropped, or open again, with what is said of it (nullable); nothing where there is no such
 * commitment or it is so already.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_commitment_edit_settle (const BwBook          *book,
                           gint64                 line,
                           BwCommitmentState      state,
                           const char            *note,
                           const BwNoteSignature *signature,
                           BwDelta              **delta)
{
  BwBook      *after = begin (book, delta);
  BwCommitment row;

  if (!find_next (after, line, &row) || row.state == state)
    return after;
  row.state = state;
  add_version (after, row, note, signature);
  return after;
}

/* Makes the commitment with @line due on @due (%BW_DATE_NONE: on no day), as when it is carried forward; nothing where there is no
 * such commitment or it is due then already.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_commitment_edit_move (const BwBook          *book,
                         gint64                 line,
                         BwDate                 due,
                         const char            *note,
                         const BwNoteSignature *signature,
                         BwDelta              **delta)
{
  BwBook      *after = begin (book, delta);
  BwCommitment row;

  if (!find_next (after, line, &row) || row.due == due)
    return after;
  row.due = due;
  add_version (after, row, note, signature);
  return after;
}
