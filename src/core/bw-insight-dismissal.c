/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings that somebody does not want to see again.
 *
 * A dismissal is of one finding about one deal or subject. It holds until its day, if it has one, and as long as things stand
 * as they did: the finding's state is the same number (the close date that has passed, the day on which the stage was
 * entered, how often the date was pushed), and its measure has not grown by half. After that the finding is shown again, since it
 * is another one. An entry is dismissed with all that it then told; what is found about the deal later is shown. */

#include "core/bw-insight-dismissal.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-calendar.h"

/* Whether a finding that stands so on @as_of is still what was dismissed. */
gboolean
bw_dismissal_holds (const BwDismissal *dismissal,
                    BwDate             as_of,
                    gint64             state,
                    gint64             measure)
{
  gint64 then = ABS (dismissal->measure);

  if (dismissal->until != BW_DATE_NONE && as_of >= dismissal->until)
    return FALSE;
  return state == dismissal->state && (double)measure <= (double)then * 1.5;
}

static int
find_row (const BwBook *book,
          const char   *code,
          gint32        deal,
          const char   *subject)
{
  for (guint i = 0; i < book->dismissals->len; i++)
    {
      const BwDismissal *dismissal = &g_array_index (book->dismissals, BwDismissal, i);

      if (dismissal->deal == deal && g_str_equal (bw_book_text (book, dismissal->code), code) &&
          g_str_equal (bw_book_text (book, dismissal->subject), subject))
        return (int)i;
    }
  return -1;
}

/* Dismisses the findings of @insight, or the one with @code (-1: all) alone, until the day @until (BW_DATE_NONE: as long as
 * things stand so); @at is now, in seconds since 1970.
 * Returns: (transfer full): the book after; nothing has changed when @insight has no such finding. */
BwBook *
bw_insight_dismiss (const BwBook    *book,
                    const BwInsight *insight,
                    int              code,
                    BwDate           until,
                    gint64           at,
                    BwDelta        **delta)
{
  BwBook *after = bw_book_copy (book);

  *delta = bw_delta_new (book);
  for (guint i = 0; i < insight->findings->len; i++)
    {
      const BwInsightFinding *finding = g_ptr_array_index (insight->findings, i);
      const char             *name = bw_insight_code_name (finding->code);
      int                     row = find_row (after, name, insight->deal, insight->subject);
      BwDismissal             dismissal = {
                    .key = bw_book_random_key (),
                    .code = bw_pool_intern (&after->texts, name),
                    .deal = insight->deal,
                    .subject = bw_pool_add (&after->texts, insight->subject, -1),
                    .state = finding->state,
                    .measure = finding->measure,
                    .at = at,
                    .until = until,
      };

      if (code >= 0 && (int)finding->code != code)
        continue;
      if (row < 0)
        {
          g_array_append_val (after->dismissals, dismissal);
          continue;
        }
      dismissal.key = g_array_index (after->dismissals, BwDismissal, row).key;
      g_array_index (after->dismissals, BwDismissal, row) = dismissal;
      if ((guint)row < (*delta)->before[BW_TABLE_DISMISSALS])
        bw_delta_mark (*delta, BW_TABLE_DISMISSALS, (guint)row);
    }
  return after;
}

/* Takes back the dismissals with the @keys.
 * Returns: (transfer full): the book after. */
BwBook *
bw_insight_restore (const BwBook *book,
                    const gint64 *keys,
                    guint         n,
                    BwDelta     **delta)
{
  BwBook *after = bw_book_copy (book);

  *delta = bw_delta_new (book);
  for (guint i = after->dismissals->len; i > 0; i--)
    {
      gint64   key = g_array_index (after->dismissals, BwDismissal, i - 1).key;
      gboolean wanted = FALSE;

      for (guint k = 0; k < n; k++)
        wanted |= keys[k] == key;
      if (!wanted)
        continue;
      bw_delta_remove (*delta, BW_TABLE_DISMISSALS, key);
      g_array_remove_index (after->dismissals, i - 1);
    }
  return after;
}

/* Returns: (transfer full): the name of the @kind of row ("account ", "person ") with the key that stands in @subject; NULL
 *   when it is not about such a row. */
static char *
dup_row_name (const BwBook *book,
              const char   *subject)
{
  gint64 key;

  if (g_str_has_prefix (subject, "account "))
    {
      key = g_ascii_strtoll (subject + strlen ("account "), NULL, 10);
      for (guint i = 0; i < book->accounts->len; i++)
        if (bw_book_account (book, i)->key == key)
          return g_strdup (bw_book_text (book, bw_book_account (book, i)->name));
    }
  if (strstr (subject, "person ") != NULL)
    {
      key = g_ascii_strtoll (strstr (subject, "person ") + strlen ("person "), NULL, 10);
      for (guint i = 0; i < book->people->len; i++)
        if (bw_book_person (book, i)->key == key)
          return g_strdup (bw_book_text (book, bw_book_person (book, i)->name));
    }
  return NULL;
}

/* Returns: (transfer full): what was dismissed, in words: "Stuck: Harbor renewal". */
char *
bw_dismissal_dup_title (const BwBook      *book,
                        const BwDismissal *dismissal)
{
  const char      *subject = bw_book_text (book, dismissal->subject);
  g_autofree char *row = NULL;
  g_autofree char *period = NULL;
  BwInsightCode    code;
  const char      *title;

  title = bw_insight_code_parse (bw_book_text (book, dismissal->code), &code) ? bw_insight_code_title (code)
                                                                              : bw_book_text (book, dismissal->code);
  if (dismissal->deal >= 0 && (guint)dismissal->deal < book->deals.n)
    {
      const char *name = bw_book_text (book, book->deals.name[dismissal->deal]);

      if (*name == '\0')
        name = bw_book_text (book, book->deals.ref[dismissal->deal]);
      return g_strdup_printf ("%s: %s", title, name);
    }
  row = dup_row_name (book, subject);
  if (strchr (subject, ' ') != NULL && g_ascii_isdigit (*subject))
    period = g_strndup (subject, (gsize)(strchr (subject, ' ') - subject));
  if (row != NULL && period != NULL)
    return g_strdup_printf ("%s: %s, %s", title, row, period);
  if (row != NULL || period != NULL)
    return g_strdup_printf ("%s: %s", title, row != NULL ? row : period);
  return g_strdup (title);
}
