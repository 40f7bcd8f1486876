/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly day on which calls are due, and who is missing.
 *
 * A call is expected from whoever has open deals or a quota in the period or called for it before, and from everyone above them,
 * while they are there; not from viewers and operations. It is late when nothing was said since the last day on which it was due.
 * O(calls + people x quotas). */

#include "core/bw-call-day.h"

#include <glib/gi18n-lib.h>

enum
{
  WEEK = 7,
  DAY = 86400,    /* seconds */
  MOST_NAMED = 3, /* of who is late, in a sentence */
};

/* Whether @person has something to call. */
static gboolean
has_business (const BwBook     *book,
              const BwCallTree *tree,
              gint32            person)
{
  return bw_rollup_n (&tree->own[person], BW_CATEGORY_PIPELINE, BW_ROLLUP_CUMULATIVE) > 0 ||
         bw_book_own_quota (book, person, &tree->period) != BW_MONEY_NONE;
}

static gboolean
is_there (const BwBook *book,
          gint32        person,
          BwDate        today)
{
  const BwPerson *row = bw_book_person (book, person);

  return row->merged == 0 && row->role != BW_ROLE_OPERATIONS && row->role != BW_ROLE_VIEWER &&
         (row->started == BW_DATE_NONE || row->started <= today) && (row->ended == BW_DATE_NONE || row->ended >= today);
}

/* Marks who is expected to call. */
static void
mark_expected (const BwBook     *book,
               const BwCallTree *tree,
               BwDate            today,
               const BwDate     *last,
               guint8           *expected)
{
  for (guint i = 0; i < tree->n_people; i++)
    {
      gboolean calls = last[i] != BW_DATE_NONE || has_business (book, tree, (gint32)i);

      if (!calls || !is_there (book, (gint32)i, today))
        continue;
      expected[i] = 1;
      for (gint32 above = tree->parent[i]; above >= 0; above = tree->parent[above])
        expected[above] |= is_there (book, above, today);
    }
}

/* The last word of each person about their own number, of whatever category. */
static BwDate *
find_last (const BwCallTree *tree)
{
  BwDate *last = g_new (BwDate, tree->n_people + 1);

  for (guint i = 0; i < tree->n_people; i++)
    {
      gint64 at = 0;

      for (BwCategory category = BW_CATEGORY_PIPELINE; category < BW_CATEGORY_OMITTED; category++)
        at = MAX (at, bw_call_tree_cell (tree, (gint32)i, category)->called_at);
      last[i] = at > 0 ? (BwDate)(at / DAY) : BW_DATE_NONE;
    }
  return last;
}

static void
find_days (BwCallDay      *day,
           const BwBook   *book,
           const BwPeriod *period,
           BwDate          today)
{
  int    past = (bw_date_weekday (today) - book->calendar.call_weekday + WEEK) % WEEK;
  BwDate due = today - past;

  day->due = due >= period->from && due <= period->to ? due : BW_DATE_NONE;
  if (due > period->to)
    day->due = period->to - (bw_date_weekday (period->to) - book->calendar.call_weekday + WEEK) % WEEK;
  day->next = due + WEEK;
  if (day->next < period->from)
    day->next = period->from + (book->calendar.call_weekday - bw_date_weekday (period->from) + WEEK) % WEEK;
  if (day->next > period->to)
    day->next = BW_DATE_NONE;
}

/* Who is expected to call, as of @today, for the period of @tree, which was made from @book; of a period that is over, who was on its
 * last day.
 * Returns: (transfer full). */
BwCallDay *
bw_call_day_new (const BwBook     *book,
                 const BwCallTree *tree,
                 BwDate            today)
{
  BwCallDay         *day = g_new0 (BwCallDay, 1);
  g_autofree BwDate *last = find_last (tree);
  g_autofree guint8 *expected = g_new0 (guint8, tree->n_people + 1);

  day->ended = today >= tree->period.to ? tree->period.to : BW_DATE_NONE;
  today = MIN (today, tree->period.to);
  find_days (day, book, &tree->period, today);
  day->callers = g_array_new (FALSE, FALSE, sizeof (BwCaller));
  mark_expected (book, tree, today, last, expected);
  for (guint i = 0; i < tree->n_people; i++)
    {
      BwCaller caller = { .person = (gint32)i, .last = last[i] };

      if (!expected[i])
        continue;
      for (guint k = 0; k < tree->n_people; k++)
        caller.n_reports += expected[k] && tree->parent[k] == (gint32)i;
      caller.is_late = day->due != BW_DATE_NONE && (caller.last == BW_DATE_NONE || caller.last < day->due);
      day->n_late += caller.is_late;
      g_array_append_val (day->callers, caller);
    }
  return day;
}

void
bw_call_day_free (BwCallDay *day)
{
  g_array_unref (day->callers);
  g_free (day);
}

/* Returns: (transfer full): the first few who are late, and how many more there are. */
static char *
dup_late (const BwCallDay *day,
          const BwBook    *book)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_named = 0;

  for (guint i = 0; i < day->callers->len && n_named < MOST_NAMED; i++)
    {
      const BwCaller *caller = &g_array_index (day->callers, BwCaller, i);

      if (caller->is_late)
        g_string_append_printf (names, "%s%s", n_named++ > 0 ? ", " : "", bw_book_text (book, bw_book_person (book, caller->person)->name));
    }
  if (day->n_late > n_named)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", day->n_late - n_named), day->n_late - n_named);

      g_string_append_printf (names, ", %s", more);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* What can be said once nothing more will come. */
static char *
dup_over (const BwCallDay *day,
          const BwBook    *book)
{
  guint            n = day->callers->len;
  g_autofree char *due = bw_date_format_short (day->due, BW_DATE_NONE), *names = NULL;

  if (n == 0)
    return g_strdup (_ ("The period is over. Nobody was expected to call for it."));
  if (day->due == BW_DATE_NONE)
    return g_strdup (_ ("The period is over. No calls were due in it."));
  if (day->n_late == 0)
    return g_strdup_printf (ngettext ("The period is over. Its last call, due on %s, came.",
                                      "The period is over. All %2$u calls due at last, on %1$s, came.", n),
                            due, n);
  names = dup_late (day, book);
  /* Translators: how many of how many, a day, names */
  return g_strdup_printf (_ ("The period is over. %u of %u calls due at last, on %s, did not come: %s."), day->n_late, n, due, names);
}

/* Returns: (transfer full): a sentence on who has called and who has not. */
char *
bw_call_day_dup_text (const BwCallDay *day,
                      const BwBook    *book)
{
  g_autofree char *due = bw_date_format_short (day->due, BW_DATE_NONE), *next = bw_date_format_short (day->next, BW_DATE_NONE);
  g_autofree char *names = NULL;
  guint            n = day->callers->len;

  if (day->ended != BW_DATE_NONE)
    return dup_over (day, book);
  if (n == 0)
    return g_strdup (_ ("Nobody is expected to call for this period."));
  if (day->due == BW_DATE_NONE)
    return day->next == BW_DATE_NONE ? g_strdup (_ ("No calls are due in this period.")) : g_strdup_printf (_ ("The first calls are due on %s."), next);
  if (day->n_late == 0)
    return g_strdup_printf (ngettext ("The one call due on %s is in.", "All %2$u calls due on %1$s are in.", n), due, n);
  names = dup_late (day, book);
  /* Translators: how many of how many, a day, names */
  return g_strdup_printf (_ ("%u of %u calls due on %s are still to come: %s."), day->n_late, n, due, names);
}
