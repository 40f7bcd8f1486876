/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes about deals.
 *
 * Notes are few and written by hand: a table in the order of writing, to which rows are only added. Each row is a version of a
 * note; those of one note have the key of its first version in common, and the last of them counts, so that nothing that was
 * ever written is lost, not by a change and not by a removal. Undo takes back the row. All is O(notes). */

#include "core/bw-note.h"

static BwBook *
begin (const BwBook *book,
       BwDelta     **delta)
{
  *delta = bw_delta_new (book);
  return bw_book_copy_but_deals (book);
}

/* What the versions of one note have in common: the key of the first. */
gint64
bw_note_line (const BwNote *note)
{
  g_return_val_if_fail (note != NULL, 0);
  return note->line != 0 ? note->line : note->key;
}

/* The row of the version that counts of the note with @line; -1 where there is none or it was removed. */
static int
find_current (const BwBook *book,
              gint64        line)
{
  for (guint i = book->notes->len; i > 0; i--)
    if (bw_note_line (bw_book_note (book, i - 1)) == line)
      return bw_book_note (book, i - 1)->removed ? -1 : (int)(i - 1);
  return -1;
}

static int
compare_first_written (gconstpointer a,
                       gconstpointer b,
                       gpointer      data)
{
  guint         row_a = *(const guint *)a, row_b = *(const guint *)b;
  const BwNote *note_a = bw_book_note ((const BwBook *)data, row_a), *note_b = bw_book_note ((const BwBook *)data, row_b);

  if (note_a->at != note_b->at)
    return note_a->at < note_b->at ? 1 : -1;
  return row_a < row_b ? 1 : row_a > row_b ? -1
                                           : 0;
}

/* The versions that count of the notes about @deal.
 * Returns: (transfer full) (element-type guint): their rows, the note that was begun last first. */
GArray *
bw_note_current_of (const BwBook *book,
                    gint32        deal)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = book->notes->len; i > 0; i--)
    {
      const BwNote *note = bw_book_note (book, i - 1);
      gint64        line = bw_note_line (note);
      guint         row = i - 1;

      if (note->deal != deal || !g_hash_table_add (seen, g_memdup2 (&line, sizeof line)))
        continue;
      if (!note->removed)
        g_array_append_val (rows, row);
    }
  g_array_sort_with_data (rows, compare_first_written, (gpointer)book);
  return rows;
}

/* All versions of the note with @line, what took it away among them.
 * Returns: (transfer full) (element-type guint): their rows, the oldest first. */
GArray *
bw_note_versions (const BwBook *book,
                  gint64        line)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < book->notes->len; i++)
    if (bw_note_line (bw_book_note (book, i)) == line)
      g_array_append_val (rows, i);
  return rows;
}

static void
add_version (BwBook                *book,
             const BwNote          *before,
             guint                  deal,
             const char            *text,
             const BwNoteSignature *signature)
{
  BwNote note = { bw_book_random_key (), signature->at, signature->at, (gint32)deal, 0, 0, 0, text == NULL };

  if (before != NULL)
    {
      note.at = before->at;
      note.line = bw_note_line (before);
    }
  if (text != NULL)
    note.text = bw_pool_add (&book->texts, text, -1);
  if (signature->author != NULL && *signature->author != '\0')
    note.author = bw_pool_add (&book->texts, signature->author, -1);
  g_array_append_val (book->notes, note);
}

/* Adds a note about @deal that says @text, which is not empty. */
BwBook *
bw_note_edit_add (const BwBook          *book,
                  guint                  deal,
                  const char            *text,
                  const BwNoteSignature *signature,
                  BwDelta              **delta)
{
  BwBook *after = begin (book, delta);

  add_version (after, NULL, deal, text, signature);
  return after;
}

/* Makes the note with @line say @text, which is not empty; nothing where there is no such note or it says that already. */
BwBook *
bw_note_edit_change (const BwBook          *book,
                     gint64                 line,
                     const char            *text,
                     const BwNoteSignature *signature,
                     BwDelta              **delta)
{
  BwBook *after = begin (book, delta);
  int     row = find_current (after, line);
  BwNote  before;

  if (row < 0 || g_str_equal (bw_book_text (after, bw_book_note (after, row)->text), text))
    return after;
  before = *bw_book_note (after, row);
  add_version (after, &before, (guint)before.deal, text, signature);
  return after;
}

/* Takes the note with @line away; what it said stays on record. */
BwBook *
bw_note_edit_remove (const BwBook          *book,
                     gint64                 line,
                     const BwNoteSignature *signature,
                     BwDelta              **delta)
{
  BwBook *after = begin (book, delta);
  int     row = find_current (after, line);
  BwNote  before;

  if (row < 0)
    return after;
  before = *bw_book_note (after, row);
  add_version (after, &before, (guint)before.deal, NULL, signature);
  return after;
}
