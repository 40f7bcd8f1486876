/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say of a period: calls, and overrides by their managers.
 *
 * Somebody's word is never changed: each is a row of its own, and the latest about the same counts. An override stands beside the
 * call, in rows of its own, and one without an amount takes it back; so does a call without an amount. A reason is asked for an
 * override, not for taking one back. Typed calls and those of files are one log. Saying again what was said last adds a row
 * all the same: it was said on that day, and the call is fresh again. O(calls). */

#include "core/bw-call-edit.h"

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-rollup.h"

G_DEFINE_QUARK (bw_call_error_quark, bw_call_error)

/* Whether @above is above @person, however far. */
static gboolean
is_above (const BwBook *book,
          gint32        above,
          gint32        person)
{
  gint32 at = bw_book_person (book, person)->manager;

  for (guint steps = 0; at >= 0 && steps <= book->people->len; steps++)
    {
      if (at == above)
        return TRUE;
      at = bw_book_person (book, at)->manager;
    }
  return FALSE;
}

/* Whether @input can be said. */
gboolean
bw_call_input_check (const BwBook      *book,
                     const BwCallInput *input,
                     GError           **error)
{
  g_autofree char *note = g_strstrip (g_strdup (input->note != NULL ? input->note : ""));

  if (input->category >= BW_CATEGORY_CLOSED)
    g_set_error (error, BW_CALL_ERROR, BW_CALL_ERROR_CATEGORY,
                 _ ("“%s” is not called: it is known. Call commit, best case or pipeline."), bw_deal_category_title (book, input->category));
  else if (input->amount != BW_MONEY_NONE && (input->amount < 0 || input->amount > BW_MONEY_MAX))
    g_set_error (error, BW_CALL_ERROR, BW_CALL_ERROR_AMOUNT, _ ("A call is an amount of 0 or more."));
  else if (input->is_override && input->amount != BW_MONEY_NONE && *note == '\0')
    g_set_error (error, BW_CALL_ERROR, BW_CALL_ERROR_REASON,
                 _ ("Say why another number takes the place of the call of %s: a reason is needed."),
                 bw_book_text (book, bw_book_person (book, input->person)->name));
  else if (input->is_override && input->author >= 0 &&
           (input->author == input->person || is_above (book, input->person, input->author)))
    g_set_error (error, BW_CALL_ERROR, BW_CALL_ERROR_AUTHOR,
                 _ ("%s cannot override this call: only somebody above %s can."), bw_book_text (book, bw_book_person (book, input->author)->name),
                 bw_book_text (book, bw_book_person (book, input->person)->name));
  else
    return TRUE;
  return FALSE;
}

/* The latest about the same as @input; %NULL for none. */
static const BwCall *
find_latest (const BwBook      *book,
             const BwCallInput *input)
{
  const BwCall *latest = NULL;

  for (guint i = 0; i < book->calls->len; i++)
    {
      const BwCall *call = &g_array_index (book->calls, BwCall, i);

      if (call->person == input->person && call->category == input->category && !call->is_override == !input->is_override &&
          call->from == input->period.from && call->to == input->period.to && (latest == NULL || call->at >= latest->at))
        latest = call;
    }
  return latest;
}

/* Adds what @input says to @after, which is being made. @at is in seconds since 1970; where something is dated later already, as by a
 * file with a day that lies ahead, it comes just behind that. Taking back what nobody said adds nothing.
 * Returns: whether a row was added. */
gboolean
bw_call_add (BwBook            *after,
             const BwCallInput *input,
             gint64             at)
{
  const BwCall *latest = find_latest (after, input);
  BwCall        call = {
           .key = bw_book_random_key (),
           .person = input->person,
           .author = input->author,
           .from = input->period.from,
           .to = input->period.to,
           .category = input->category,
           .amount = input->amount,
           .at = latest != NULL ? MAX (at, latest->at) : at,
           .is_override = input->is_override != FALSE,
  };

  if (input->amount == BW_MONEY_NONE && (latest == NULL || latest->amount == BW_MONEY_NONE))
    return FALSE;
  if (input->note != NULL && *input->note != '\0')
    call.note = bw_pool_add (&after->texts, input->note, -1);
  if (input->source != NULL && *input->source != '\0')
    call.source = bw_pool_add (&after->texts, input->source, -1);
  g_array_append_val (after->calls, call);
  return TRUE;
}

/* Says @input, which bw_call_input_check() admits.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_call_edit_say (const BwBook      *book,
                  const BwCallInput *input,
                  gint64             at,
                  BwDelta          **delta)
{
  BwBook *after;

  g_return_val_if_fail (bw_call_input_check (book, input, NULL), NULL);

  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  bw_call_add (after, input, at);
  return after;
}

/* Returns: (transfer full): what undo calls the edit. */
char *
bw_call_input_dup_label (const BwBook      *book,
                         const BwCallInput *input)
{
  const char      *name = bw_book_text (book, bw_book_person (book, input->person)->name);
  const char      *category = bw_deal_category_title (book, input->category);
  g_autofree char *amount = bw_money_format (input->amount, book->currency);

  if (input->amount == BW_MONEY_NONE)
    /* Translators: a category such as Commit, a person */
    return g_strdup_printf (input->is_override ? _ ("Reset the override of “%s” for %s") : _ ("Take back the call of “%s” for %s"), category, name);
  /* Translators: a category such as Commit, a person, an amount */
  return g_strdup_printf (input->is_override ? _ ("Override “%s” of %s with %s") : _ ("Call “%s” for %s at %s"), category, name, amount);
}

/* Who says something of @person's number where nobody is named: for a call the person, for an override the manager. */
gint32
bw_call_default_author (const BwBook *book,
                        gint32        person,
                        gboolean      is_override)
{
  return is_override ? bw_book_person (book, person)->manager : person;
}

/* Reads a category that can be called, by the project's own name or the usual one. */
gboolean
bw_call_category_parse (const BwBook *book,
                        const char   *text,
                        BwCategory   *category)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1), *plain = g_strdelimit (g_strdup (text), " -", '_');

  for (BwCategory i = 0; i < BW_N_CATEGORIES; i++)
    {
      g_autofree char *title = g_utf8_casefold (bw_deal_category_title (book, i), -1);

      if (g_str_equal (title, wanted) || g_ascii_strcasecmp (plain, bw_rollup_category_name (i)) == 0)
        {
          *category = i;
          return TRUE;
        }
    }
  return FALSE;
}
