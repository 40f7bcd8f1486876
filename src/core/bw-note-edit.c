/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of notes about deals.
 *
 * Notes are few and written by hand: a table in the order of writing, changed in place. What a note said before is in the undo of
 * the edit, not in the file. O(notes). */

#include "core/bw-adjustment-edit.h"

static BwBook *
begin (const BwBook *book,
       BwDelta     **delta)
{
  *delta = bw_delta_new (book);
  return bw_book_copy_but_deals (book);
}

/* The row of the note with @key; -1 for none. */
static int
find_note (const BwBook *book,
           gint64        key)
{
  for (guint i = 0; i < book->notes->len; i++)
    if (bw_book_note (book, i)->key == key)
      return (int)i;
  return -1;
}

/* Adds a note about @deal that says @text, which is not empty. */
BwBook *
bw_note_edit_add (const BwBook *book,
                  guint         deal,
                  const char   *text,
                  gint64        at,
                  BwDelta     **delta)
{
  BwBook *after = begin (book, delta);
  BwNote  note = { bw_book_random_key (), at, at, (gint32)deal, bw_pool_add (&after->texts, text, -1) };

  g_array_append_val (after->notes, note);
  return after;
}

/* Makes the note with @key say @text, which is not empty; nothing where there is no such note or it says that already. */
BwBook *
bw_note_edit_change (const BwBook *book,
                     gint64        key,
                     const char   *text,
                     gint64        at,
                     BwDelta     **delta)
{
  BwBook *after = begin (book, delta);
  int     row = find_note (after, key);

  if (row < 0 || g_str_equal (bw_book_text (after, bw_book_note (after, row)->text), text))
    return after;
  bw_book_note (after, row)->text = bw_pool_add (&after->texts, text, -1);
  bw_book_note (after, row)->edited = at;
  bw_delta_mark (*delta, BW_TABLE_NOTES, (guint)row);
  return after;
}

/* Takes the note with @key away. */
BwBook *
bw_note_edit_remove (const BwBook *book,
                     gint64        key,
                     BwDelta     **delta)
{
  BwBook *after = begin (book, delta);
  int     row = find_note (after, key);

  if (row < 0)
    return after;
  bw_delta_remove (*delta, BW_TABLE_NOTES, key);
  g_array_remove_index (after->notes, (guint)row);
  return after;
}
