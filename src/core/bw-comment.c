/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments on deals, accounts, territories and cells of the forecast, with the people that they mention.
 *
 * Kept as notes are: each row is a version, rows are only added, and the last of a comment counts. Who is mentioned stands in the
 * text by key, so that a mention outlives another name and a merge of two people; what is shown has the name of today. When a
 * comment is written, "@" and a person's name, or the first word of it where only one has that, becomes a mention: the longest
 * name that fits, as a word of its own, without regard to case. All is O(comments), writing O(people) for each "@". */

#include "core/bw-comment.h"

#include <string.h>

#include "core/bw-merge.h"

enum
{
  KEY_DIGITS = 16,
};

static BwBook *
begin (const BwBook *book,
       BwDelta     **delta)
{
  *delta = bw_delta_new (book);
  return bw_book_copy_but_deals (book);
}

/* What is about nothing yet: one of its members is to be set, of a cell four. */
BwCommentAbout
bw_comment_about_none (void)
{
  BwCommentAbout about = { BW_NOBODY, BW_NOBODY, 0, BW_NOBODY, BW_DATE_NONE, BW_DATE_NONE, BW_CATEGORY_NONE };

  return about;
}

/* What the versions of one comment have in common: the key of the first. */
gint64
bw_comment_line (const BwComment *comment)
{
  g_return_val_if_fail (comment != NULL, 0);
  return comment->line != 0 ? comment->line : comment->key;
}

static gboolean
is_about (const BwComment      *comment,
          const BwCommentAbout *about)
{
  return comment->deal == about->deal && comment->account == about->account && comment->territory == about->territory &&
         comment->person == about->person && comment->from == about->from && comment->to == about->to &&
         (BwCategory)comment->category == about->category;
}

/* The versions that count of the comments about @about (nullable: about anything), without those removed.
 * Returns: (transfer full) (element-type guint): their rows, in the order in which the comments were begun. */
GArray *
bw_comment_current (const BwBook         *book,
                    const BwCommentAbout *about)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < book->comments->len; i++)
    {
      gint64 line = bw_comment_line (bw_book_comment (book, i));

      g_hash_table_insert (last, g_memdup2 (&line, sizeof line), GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < book->comments->len; i++)
    {
      const BwComment *first = bw_book_comment (book, i);
      guint            row;

      if (first->line != 0)
        continue;
      row = GPOINTER_TO_UINT (g_hash_table_lookup (last, &first->key));
      if (!bw_book_comment (book, row)->removed && (about == NULL || is_about (bw_book_comment (book, row), about)))
        g_array_append_val (rows, row);
    }
  return rows;
}

/* All versions of the comment with @line, what took it away among them.
 * Returns: (transfer full) (element-type guint): their rows, the oldest first. */
GArray *
bw_comment_versions (const BwBook *book,
                     gint64        line)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < book->comments->len; i++)
    if (bw_comment_line (bw_book_comment (book, i)) == line)
      g_array_append_val (rows, i);
  return rows;
}

/* ---- mentions ---- */

/* Reads the mention that begins at @at. Returns the person, %BW_NOBODY where there is none; @end becomes what comes after it. */
static gint32
read_mention (const BwBook *book,
              const char   *at,
              const char  **end)
{
  gint64 key = 0;
  guint  n = 0;

  if (at[0] != '@' || at[1] != '{')
    return BW_NOBODY;
  for (at += 2; n <= KEY_DIGITS && g_ascii_isxdigit (*at); at++, n++)
    key = (gint64)((guint64)key << 4 | (guint64)g_ascii_xdigit_value (*at));
  if (n == 0 || n > KEY_DIGITS || *at != '}')
    return BW_NOBODY;
  *end = at + 1;
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->key == key)
      return bw_merge_resolve (book, BW_TABLE_PEOPLE, (gint32)i);
  return BW_NOBODY;
}

/* Who is mentioned in @comment, each once.
 * Returns: (transfer full) (element-type gint32): people. */
GArray *
bw_comment_mentions (const BwBook    *book,
                     const BwComment *comment)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (const char *at = strchr (bw_book_text (book, comment->text), '@'); at != NULL; at = strchr (at + 1, '@'))
    {
      const char *end;
      gint32      person = read_mention (book, at, &end);
      gboolean    is_new = person != BW_NOBODY;

      for (guint i = 0; i < people->len; i++)
        is_new = is_new && g_array_index (people, gint32, i) != person;
      if (is_new)
        g_array_append_val (people, person);
    }
  return people;
}

/* Whether @comment mentions @person. */
gboolean
bw_comment_does_mention (const BwBook    *book,
                         const BwComment *comment,
                         gint32           person)
{
  g_autoptr (GArray) people = bw_comment_mentions (book, comment);

  for (guint i = 0; i < people->len; i++)
    if (g_array_index (people, gint32, i) == person)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): what @comment says, with the names of those it mentions. */
char *
bw_comment_dup_text (const BwBook    *book,
                     const BwComment *comment)
{
  GString *text = g_string_new (NULL);

  for (const char *at = bw_book_text (book, comment->text); *at != '\0';)
    {
      const char *end;
      gint32      person = read_mention (book, at, &end);

      if (person == BW_NOBODY)
        {
          g_string_append_c (text, *at++);
          continue;
        }
      g_string_append_printf (text, "@%s", bw_book_text (book, bw_book_person (book, person)->name));
      at = end;
    }
  return g_string_free (text, FALSE);
}

/* How many bytes of @text are the first @n_chars of @name, as whole words and without regard to case; 0 where they are not. */
static gsize
match_name (const char *text,
            const char *name,
            glong       n_chars)
{
  g_autofree char *head = NULL, *wanted = NULL, *folded_head = NULL, *folded = NULL;
  const char      *end;

  if (n_chars == 0 || g_utf8_strlen (text, -1) < n_chars)
    return 0;
  end = g_utf8_offset_to_pointer (text, n_chars);
  if (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
    return 0;
  head = g_strndup (text, (gsize)(end - text));
  wanted = g_utf8_substring (name, 0, n_chars);
  folded_head = g_utf8_casefold (head, -1);
  folded = g_utf8_casefold (wanted, -1);
  return g_str_equal (folded_head, folded) ? (gsize)(end - text) : 0;
}

/* The one whose name stands at @text. Returns %BW_NOBODY where it is nobody's or not only one's; @length becomes its bytes. */
static gint32
find_named (const BwBook *book,
            const char   *text,
            gsize        *length)
{
  gint32   found = BW_NOBODY;
  gboolean is_sole = TRUE;

  *length = 0;
  for (guint i = 0; i < book->people->len; i++)
    {
      const char *name = bw_book_text (book, bw_book_person (book, i)->name), *space = strchr (name, ' ');
      gsize       n;

      if (bw_merge_is_away (book, BW_TABLE_PEOPLE, i))
        continue;
      n = match_name (text, name, g_utf8_strlen (name, -1));
      if (n == 0 && space != NULL)
        n = match_name (text, name, g_utf8_strlen (name, space - name));
      if (n == 0 || n < *length)
        continue;
      is_sole = n > *length;
      *length = n;
      found = (gint32)i;
    }
  return is_sole ? found : BW_NOBODY;
}

/* Returns: (transfer full): @text as it is kept: with keys where people are named after an "@" that begins a word. */
static char *
encode (const BwBook *book,
        const char   *text)
{
  GString *kept = g_string_new (NULL);
  gunichar before = ' ';

  for (const char *at = text; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);
      gsize       length = 0;
      gint32      person = *at == '@' && !g_unichar_isalnum (before) ? find_named (book, next, &length) : BW_NOBODY;

      if (person != BW_NOBODY)
        g_string_append_printf (kept, "@{%" G_GINT64_MODIFIER "x}", (guint64)bw_book_person (book, person)->key);
      else
        g_string_append_len (kept, at, next - at);
      before = g_utf8_get_char (at);
      at = person != BW_NOBODY ? next + length : next;
    }
  return g_string_free (kept, FALSE);
}

/* ---- edits ---- */

static void
add_version (BwBook                *book,
             BwComment              row,
             const char            *text,
             const BwNoteSignature *signature)
{
  g_autofree char *kept = text != NULL ? encode (book, text) : NULL;

  row.key = bw_book_random_key ();
  row.edited = signature->at;
  row.removed = text == NULL;
  row.text = kept != NULL ? bw_pool_add (&book->texts, kept, -1) : 0;
  row.author = signature->author != NULL && *signature->author != '\0' ? bw_pool_add (&book->texts, signature->author, -1) : 0;
  g_array_append_val (book->comments, row);
}

/* Adds a comment about @about that says @text, valid UTF-8 and not empty.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_comment_edit_add (const BwBook          *book,
                     const BwCommentAbout  *about,
                     const char            *text,
                     const BwNoteSignature *signature,
                     BwDelta              **delta)
{
  BwBook   *after = begin (book, delta);
  BwComment row = {
    .deal = about->deal,
    .account = about->account,
    .territory = about->territory,
    .person = about->person,
    .from = about->from,
    .to = about->to,
    .category = (guint8)about->category,
    .at = signature->at,
  };

  add_version (after, row, text, signature);
  return after;
}

/* The version that counts of the comment with @line, as the first step to the next one. Returns FALSE where there is none. */
static gboolean
find_next (const BwBook *book,
           gint64        line,
           BwComment    *row)
{
  for (guint i = book->comments->len; i > 0; i--)
    if (bw_comment_line (bw_book_comment (book, i - 1)) == line)
      {
        *row = *bw_book_comment (book, i - 1);
        row->line = line;
        return !row->removed;
      }
  return FALSE;
}

/* Makes the comment with @line say @text, which is not empty; nothing where there is no such comment or it says that already.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_comment_edit_change (const BwBook          *book,
                        gint64                 line,
                        const char            *text,
                        const BwNoteSignature *signature,
                        BwDelta              **delta)
{
  BwBook          *after = begin (book, delta);
  BwComment        row;
  g_autofree char *said = NULL;

  if (!find_next (after, line, &row))
    return after;
  said = bw_comment_dup_text (after, &row);
  if (!g_str_equal (said, text))
    add_version (after, row, text, signature);
  return after;
}

/* Takes the comment with @line away; what it said stays on record.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_comment_edit_remove (const BwBook          *book,
                        gint64                 line,
                        const BwNoteSignature *signature,
                        BwDelta              **delta)
{
  BwBook   *after = begin (book, delta);
  BwComment row;

  if (find_next (after, line, &row))
    add_version (after, row, NULL, signature);
  return after;
}
