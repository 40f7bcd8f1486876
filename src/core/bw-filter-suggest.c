/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can come next while a filter is being written.
 *
 * A filter is unfinished at nearly every key press, so it is not parsed but read up to the cursor with the few states that its
 * grammar (bw-filter.c) has:
 *
 *   field -> operator -> value -> and, or -> field
 *                  is -> [not] empty -> and, or
 *
 * The last word, when the cursor touches it, is what has been begun; suggestions contain it, those that begin with it first. */

#include "core/bw-filter-suggest.h"

#include <string.h>

#include "core/bw-deal-field.h"
#include "core/bw-filter-part.h"
#include "core/bw-filter.h"

void
bw_filter_place_clear (BwFilterPlace *place)
{
  g_clear_pointer (&place->begun, g_free);
}

/* Reads a token that is no blank. Returns: its end; @closed is FALSE for a quotation that never ends. */
static const char *
skip_token (const char *at,
            const char *end,
            gboolean   *closed)
{
  const char *start = at;

  *closed = TRUE;
  if (*at == '"')
    {
      for (at++; at < end && *at != '"'; at++)
        if (*at == '\\' && at + 1 < end)
          at++;
      *closed = at < end;
      return *closed ? at + 1 : end;
    }
  if (strchr ("()", *at) != NULL)
    return at + 1;
  if (strchr ("=!<>~", *at) != NULL)
    return at + (at + 1 < end && at[1] == '=' && *at != '=' && *at != '~' ? 2 : 1);
  while (at < end && !g_ascii_isspace (*at) && strchr ("()=!<>~\"", *at) == NULL)
    at++;
  return at > start ? at : at + 1;
}

static char *
unquote (const char *from,
         const char *to)
{
  GString *text = g_string_new (NULL);
  gboolean quoted = from < to && *from == '"';

  for (from += quoted; from < to && !(quoted && *from == '"'); from++)
    {
      if (quoted && *from == '\\' && from + 1 < to)
        from++;
      g_string_append_c (text, *from);
    }
  return g_string_free (text, FALSE);
}

/* What is expected after the token @word where @place->expects was. */
static void
step (BwFilterPlace *place,
      const BwBook  *book,
      const char    *word,
      gboolean       quoted)
{
  gboolean bare = !quoted;

  switch (place->expects)
    {
    case BW_FILTER_EXPECTS_FIELD:
      if (bare && (g_str_equal (word, "(") || g_ascii_strcasecmp (word, "not") == 0))
        break;
      if (!bw_deal_field_parse (book, word, quoted, &place->field))
        place->field = BW_N_DEAL_FIELDS + book->fields->len;
      place->expects = BW_FILTER_EXPECTS_OPERATOR;
      break;
    case BW_FILTER_EXPECTS_OPERATOR:
      place->expects = bare && g_ascii_strcasecmp (word, "is") == 0 ? BW_FILTER_EXPECTS_EMPTY : BW_FILTER_EXPECTS_VALUE;
      break;
    case BW_FILTER_EXPECTS_EMPTY:
      if (g_ascii_strcasecmp (word, "not") != 0)
        place->expects = BW_FILTER_EXPECTS_JOIN;
      break;
    case BW_FILTER_EXPECTS_VALUE:
      place->expects = BW_FILTER_EXPECTS_JOIN;
      break;
    case BW_FILTER_EXPECTS_JOIN:
      if (!bare || !g_str_equal (word, ")"))
        place->expects = BW_FILTER_EXPECTS_FIELD;
      break;
    case BW_FILTER_EXPECTS_NOTHING:
    default:
      break;
    }
}

static gboolean
is_sign (char c)
{
  return strchr ("()=!<>~", c) != NULL;
}

/* Reads @text up to the byte @cursor. @place is to be cleared. */
void
bw_filter_place_read (BwFilterPlace *place,
                      const BwBook  *book,
                      const char    *text,
                      gsize          cursor)
{
  const char *end = text + MIN (cursor, strlen (text)), *at = text;

  *place = (BwFilterPlace) { BW_FILTER_EXPECTS_FIELD, BW_N_DEAL_FIELDS + book->fields->len, (gsize)(end - text), NULL };
  while (at < end)
    {
      const char *start;
      gboolean    closed;

      if (g_ascii_isspace (*at))
        {
          at++;
          continue;
        }
      start = at;
      at = MIN (skip_token (at, end, &closed), end);
      if (at == end && (!closed || (*start != '"' && !is_sign (*start))))
        {
          place->from = (gsize)(start - text);
          place->begun = unquote (start, end);
        }
      else
        {
          g_autofree char *word = unquote (start, at);

          step (place, book, word, *start == '"');
        }
    }
  if (place->begun == NULL)
    place->begun = g_strdup ("");
}

/* Whether @word contains what has been begun; 2 when it begins so. */
static guint
find_fit (const char *word,
          const char *folded)
{
  g_autofree char *other = g_utf8_casefold (word, -1);
  const char      *found = strstr (other, folded);

  return found == NULL ? 0 : found == other ? 2
                                            : 1;
}

static char *
quote (const char *word)
{
  GString *text;

  if (*word != '\0' && strpbrk (word, " \t\r\n()=!<>~\"\\") == NULL)
    return g_strdup (word);
  text = g_string_new (NULL);
  bw_filter_append_quoted (text, word);
  return g_string_free (text, FALSE);
}

/* What @place can take, in the order in which it is offered.
 * Returns: (transfer full) (element-type utf8): as filters write it */
static GPtrArray *
list_candidates (const BwFilterPlace *place,
                 const BwBook        *book,
                 GPtrArray           *values)
{
  static const char *const signs[] = { "=", "!=", "~", "<", "<=", ">", ">=", "is empty", "is not empty" };
  GPtrArray               *all = g_ptr_array_new_with_free_func (g_free);
  gboolean                 known = bw_deal_field_exists (book, place->field);
  BwDealFieldType          type = known ? bw_deal_field_type (book, place->field) : BW_DEAL_FIELD_TEXT;
  gboolean                 worded = type == BW_DEAL_FIELD_TEXT || type == BW_DEAL_FIELD_ROW;
  gboolean                 ordered = (!worded && type != BW_DEAL_FIELD_YES_NO) || place->field == BW_DEAL_FIELD_STAGE ||
                     place->field == BW_DEAL_FIELD_CATEGORY;

  switch (place->expects)
    {
    case BW_FILTER_EXPECTS_FIELD:
      for (guint i = 0; i < BW_N_DEAL_FIELDS + book->fields->len; i++)
        g_ptr_array_add (all, bw_deal_field_is_custom (i) ? quote (bw_deal_field_name (book, i)) : g_strdup (bw_deal_field_name (book, i)));
      g_ptr_array_add (all, g_strdup ("not"));
      break;
    case BW_FILTER_EXPECTS_OPERATOR:
      for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
        if ((i != 2 || worded) && (i < 3 || i > 6 || ordered))
          g_ptr_array_add (all, g_strdup (signs[i]));
      break;
    case BW_FILTER_EXPECTS_VALUE:
      if (type == BW_DEAL_FIELD_DATE)
        {
          BwDate   day = bw_book_data_date (book);
          BwPeriod period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, day == BW_DATE_NONE ? 0 : day);

          g_ptr_array_add (all, g_strdup ("today"));
          g_ptr_array_add (all, g_strdup ("today-30"));
          g_ptr_array_add (all, bw_period_dup_name (&period));
        }
      for (guint i = 0; values != NULL && i < values->len; i++)
        if (*((BwFilterValue *)g_ptr_array_index (values, i))->value != '\0')
          g_ptr_array_add (all, quote (((BwFilterValue *)g_ptr_array_index (values, i))->value));
      break;
    case BW_FILTER_EXPECTS_EMPTY:
      g_ptr_array_add (all, g_strdup ("empty"));
      g_ptr_array_add (all, g_strdup ("not empty"));
      break;
    case BW_FILTER_EXPECTS_JOIN:
      g_ptr_array_add (all, g_strdup ("and"));
      g_ptr_array_add (all, g_strdup ("or"));
      break;
    case BW_FILTER_EXPECTS_NOTHING:
    default:
      break;
    }
  return all;
}

/* What could stand at @place, those that begin as was begun first; nothing when a whole one stands there
 * already that no other begins with. @values
 * (nullable) (element-type BwFilterValue) are those of its field.
 * Returns: (transfer full) (element-type utf8): at most @most texts to be put from @place->from on */
GPtrArray *
bw_filter_place_suggest (const BwFilterPlace *place,
                         const BwBook        *book,
                         GPtrArray           *values,
                         guint                most)
{
  g_autoptr (GPtrArray) all = list_candidates (place, book, values);
  GPtrArray       *suggestions = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folded = g_utf8_casefold (place->begun, -1);

  for (guint fit = 2; fit > 0; fit--)
    {
      for (guint i = 0; i < all->len && suggestions->len < most; i++)
        {
          const char *candidate = g_ptr_array_index (all, i);

          if (find_fit (*candidate == '"' ? candidate + 1 : candidate, folded) == fit)
            g_ptr_array_add (suggestions, g_strdup (candidate));
        }
      if (suggestions->len == 1 && fit == 2 && strlen (g_ptr_array_index (suggestions, 0)) == strlen (place->begun))
        {
          g_ptr_array_set_size (suggestions, 0);
          break;
        }
    }
  return suggestions;
}
