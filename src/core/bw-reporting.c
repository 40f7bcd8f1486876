/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reported to whom, and when.
 *
 * people.manager is what holds from the last change on; nearly everybody has never changed and has nothing else. Who
 * did has rows in the log: one for what was before, from the beginning, and one for each change with its day. A later row
 * of the same day takes the place of an earlier one, and none is ever removed. What looks at a past day looks at a copy of the
 * book in which people report as they did then, so that every sum over the tree is of that day's tree without knowing of it.
 * O(people + rows). */

#include "core/bw-reporting.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (bw_reporting_error_quark, bw_reporting_error)

#define LINE(book, i) (&g_array_index ((book)->reporting, BwReportingLine, (i)))

/* To whom @person reported at the end of @date; %BW_NOBODY at the top. */
gint32
bw_reporting_manager_at (const BwBook *book,
                         gint32        person,
                         BwDate        date)
{
  const BwReportingLine *found = NULL;

  for (guint i = 0; i < book->reporting->len; i++)
    {
      const BwReportingLine *line = LINE (book, i);

      if (line->person == person && line->from <= date && (found == NULL || line->from >= found->from))
        found = line;
    }
  return found != NULL ? found->manager : bw_book_person (book, person)->manager;
}

/* Returns: (transfer full): @book with the people reporting as they did at the end of @date: @book itself where that is as they do now. */
BwBook *
bw_reporting_book_at (BwBook *book,
                      BwDate  date)
{
  BwBook *past = NULL;

  for (guint i = 0; i < book->reporting->len; i++)
    {
      gint32 person = LINE (book, i)->person, manager;

      if (person < 0 || (guint)person >= book->people->len)
        continue;
      manager = bw_reporting_manager_at (book, person, date);
      if (manager == bw_book_person (past != NULL ? past : book, person)->manager)
        continue;
      if (past == NULL)
        past = bw_book_copy_but_deals (book);
      bw_book_person (past, person)->manager = manager;
    }
  return past != NULL ? past : bw_book_ref (book);
}

static gboolean
has_lines (const BwBook *book,
           gint32        person)
{
  for (guint i = 0; i < book->reporting->len; i++)
    if (LINE (book, i)->person == person)
      return TRUE;
  return FALSE;
}

static void
add_line (BwBook *book,
          gint32  person,
          gint32  manager,
          BwDate  from,
          gint64  at)
{
  BwReportingLine line = { bw_book_random_key (), person, manager, from, at };

  g_array_append_val (book->reporting, line);
}

/* Notes that @person, who reported to @was, reports to @manager from @from on. */
static void
note_change (BwBook *book,
             gint32  person,
             gint32  was,
             gint32  manager,
             BwDate  from,
             gint64  at)
{
  if (!has_lines (book, person))
    add_line (book, person, was, BW_DATE_NONE, at);
  add_line (book, person, manager, from, at);
}

/* Returns: (transfer full) (element-type gint32): to whom each person of @book reports, for bw_reporting_note(). */
GArray *
bw_reporting_managers (const BwBook *book)
{
  GArray *managers = g_array_sized_new (FALSE, FALSE, sizeof (gint32), book->people->len);

  for (guint i = 0; i < book->people->len; i++)
    g_array_append_val (managers, bw_book_person (book, i)->manager);
  return managers;
}

/* Notes in @after, which is being made, who reports to somebody else from the day @from on than @were (element-type gint32) says. Who is
 * new, or had no manager and now has one for the first time, has no past to keep. What is known of a later day still holds now, as when
 * an older list is read. To be called once all managers are set. @at is in seconds since 1970. */
void
bw_reporting_note (BwBook       *after,
                   const GArray *were,
                   BwDate        from,
                   gint64        at)
{
  for (guint i = 0; i < were->len; i++)
    {
      gint32    was = g_array_index (were, gint32, i);
      BwPerson *person = bw_book_person (after, i);

      if (was == person->manager || person->merged != 0)
        continue;
      if (was == BW_NOBODY && !has_lines (after, (gint32)i))
        continue;
      note_change (after, (gint32)i, was, person->manager, from, at);
      person->manager = bw_reporting_manager_at (after, (gint32)i, G_MAXINT32);
    }
}

/* Whether @manager is @person or somewhere below, at the end of @date. */
static gboolean
is_below (const BwBook *book,
          gint32        manager,
          gint32        person,
          BwDate        date)
{
  for (guint steps = 0; manager >= 0 && steps <= book->people->len; steps++)
    {
      if (manager == person)
        return TRUE;
      manager = bw_reporting_manager_at (book, manager, date);
    }
  return FALSE;
}

/* Has @person report to @manager (%BW_NOBODY: to nobody) from the day @from on; what was before stays known. A day that lies ahead of
 * the last change, or is the same, decides what holds now.
 * Returns: (transfer full) (nullable): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_reporting_set (const BwBook *book,
                  gint32        person,
                  gint32        manager,
                  BwDate        from,
                  gint64        at,
                  BwDelta     **delta,
                  GError      **error)
{
  BwDate  last = BW_DATE_NONE;
  BwBook *after;

  g_return_val_if_fail (person >= 0 && (guint)person < book->people->len, NULL);

  if (is_below (book, manager, person, from))
    {
      g_set_error (error, BW_REPORTING_ERROR, BW_REPORTING_ERROR_CIRCLE,
                   _ ("%s cannot report to %s, who would then be above and below the same people. Move %s first."),
                   bw_book_text (book, bw_book_person (book, person)->name), bw_book_text (book, bw_book_person (book, manager)->name),
                   bw_book_text (book, bw_book_person (book, manager)->name));
      return NULL;
    }
  for (guint i = 0; i < book->reporting->len; i++)
    if (LINE (book, i)->person == person)
      last = MAX (last, LINE (book, i)->from);
  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  if (bw_reporting_manager_at (book, person, from) == manager)
    return after;
  note_change (after, person, bw_book_person (book, person)->manager, manager, from, at);
  if (from >= last && bw_book_person (after, person)->manager != manager)
    {
      bw_book_person (after, person)->manager = manager;
      bw_delta_mark (*delta, BW_TABLE_PEOPLE, (guint)person);
    }
  return after;
}
