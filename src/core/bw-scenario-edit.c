/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of scenarios.
 *
 * A scenario's levers are rows in their order. Changing them keeps the rows that are there and writes only those that differ, so that
 * a slider that is moved is one changed row in the project file. O(scenarios + levers). */

#include "core/bw-scenario-edit.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Returns: (transfer none). */
static BwScenario *
scenario_at (const BwBook *book,
             guint         i)
{
  return &g_array_index (book->scenarios, BwScenario, i);
}

static BwText
add_text (BwBook     *book,
          const char *text)
{
  return text != NULL && *text != '\0' ? bw_pool_add (&book->texts, text, -1) : 0;
}

/* The index of the scenario called @name; BW_NOBODY for none. */
gint32
bw_scenario_find (const BwBook *book,
                  const char   *name)
{
  for (guint i = 0; i < book->scenarios->len; i++)
    if (g_utf8_collate (bw_book_text (book, scenario_at (book, i)->name), name) == 0)
      return (gint32)i;
  return BW_NOBODY;
}

/* What is wrong with @name for a scenario; @except is the one that is to be called so (BW_NOBODY: a new one).
 * Returns: (transfer full) (nullable): a sentence. */
char *
bw_scenario_dup_name_problem (const BwBook *book,
                              const char   *name,
                              gint32        except)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name != NULL ? name : ""));
  gint32           same;

  if (*stripped == '\0')
    return g_strdup (_ ("Give the scenario a name."));
  same = bw_scenario_find (book, stripped);
  if (same != BW_NOBODY && same != except)
    return g_strdup_printf (_ ("There is a scenario called “%s” already. Give this one another name."), stripped);
  return NULL;
}

/* Whether both say the same. */
static gboolean
same_lever (const BwLever *a,
            const BwLever *b)
{
  BwLever x = *a, y = *b;

  x.key = y.key;
  x.scenario = y.scenario;
  return x.kind == y.kind && x.stage == y.stage && x.person == y.person && x.territory == y.territory && x.product == y.product &&
         x.other == y.other && x.deal == y.deal && x.amount == y.amount && x.date == y.date &&
         memcmp (&x.factor, &y.factor, sizeof x.factor) == 0;
}

/* Makes the levers of @scenario those given: rows that are there are kept for the first of them. */
static void
replace_levers (BwBook        *after,
                guint          scenario,
                const BwLever *levers,
                guint          n_levers,
                BwDelta       *delta)
{
  GArray *rows = after->levers;
  guint   kept = 0, used = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      BwLever row = g_array_index (rows, BwLever, i);

      if (row.scenario == (gint32)scenario && used >= n_levers)
        {
          bw_delta_remove (delta, BW_TABLE_LEVERS, row.key);
          continue;
        }
      if (row.scenario == (gint32)scenario)
        {
          gint64 key = row.key;

          if (!same_lever (&row, &levers[used]))
            bw_delta_mark (delta, BW_TABLE_LEVERS, kept);
          row = levers[used++];
          row.key = key;
          row.scenario = (gint32)scenario;
        }
      g_array_index (rows, BwLever, kept++) = row;
    }
  g_array_set_size (rows, kept);
  for (; used < n_levers; used++)
    {
      BwLever row = levers[used];

      row.key = bw_book_random_key ();
      row.scenario = (gint32)scenario;
      g_array_append_val (rows, row);
    }
}

/* Adds a scenario, made @now (seconds since 1970), as the last one; @name has been found good, @note is (nullable).
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_scenario_edit_add (const BwBook  *book,
                      const char    *name,
                      const char    *note,
                      const BwLever *levers,
                      guint          n_levers,
                      gint64         now,
                      BwDelta      **delta)
{
  BwBook          *after = bw_book_copy_but_deals (book);
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  BwScenario       scenario = { bw_book_random_key (), add_text (after, stripped), add_text (after, note), now };

  *delta = bw_delta_new (book);
  g_array_append_val (after->scenarios, scenario);
  replace_levers (after, after->scenarios->len - 1, levers, n_levers, *delta);
  return after;
}

/* Calls @scenario @name, which has been found good, and gives it @note (nullable).
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_scenario_edit_rename (const BwBook *book,
                         guint         scenario,
                         const char   *name,
                         const char   *note,
                         BwDelta     **delta)
{
  BwBook          *after = bw_book_copy_but_deals (book);
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  *delta = bw_delta_new (book);
  scenario_at (after, scenario)->name = add_text (after, stripped);
  scenario_at (after, scenario)->note = add_text (after, note);
  bw_delta_mark (*delta, BW_TABLE_SCENARIOS, scenario);
  return after;
}

/* Makes the levers of @scenario those given.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_scenario_edit_levers (const BwBook  *book,
                         guint          scenario,
                         const BwLever *levers,
                         guint          n_levers,
                         BwDelta      **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  replace_levers (after, scenario, levers, n_levers, *delta);
  return after;
}

/* A name for a copy of the scenario called @name. */
static char *
dup_copy_name (const BwBook *book,
               const char   *name)
{
  char *copy = g_strdup_printf (_ ("%s, copy"), name);

  for (guint i = 2; bw_scenario_find (book, copy) != BW_NOBODY; i++)
    {
      g_free (copy);
      copy = g_strdup_printf (_ ("%s, copy %u"), name, i);
    }
  return copy;
}

/* Adds a copy of @scenario under a name of its own as the last one, made @now.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_scenario_edit_duplicate (const BwBook *book,
                            guint         scenario,
                            gint64        now,
                            BwDelta     **delta)
{
  g_autofree char *name = dup_copy_name (book, bw_book_text (book, scenario_at (book, scenario)->name));
  g_autoptr (GArray) levers = g_array_new (FALSE, FALSE, sizeof (BwLever));

  for (guint i = 0; i < book->levers->len; i++)
    if (g_array_index (book->levers, BwLever, i).scenario == (gint32)scenario)
      g_array_append_val (levers, g_array_index (book->levers, BwLever, i));
  return bw_scenario_edit_add (book, name, bw_book_text (book, scenario_at (book, scenario)->note), (const BwLever *)(gpointer)levers->data,
                               levers->len, now, delta);
}

/* Removes @scenario with its levers; those behind it move up.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_scenario_edit_delete (const BwBook *book,
                         guint         scenario,
                         BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  replace_levers (after, scenario, NULL, 0, *delta);
  for (guint i = 0; i < after->levers->len; i++)
    g_array_index (after->levers, BwLever, i).scenario -= g_array_index (after->levers, BwLever, i).scenario > (gint32)scenario;
  bw_delta_remove (*delta, BW_TABLE_SCENARIOS, scenario_at (after, scenario)->key);
  g_array_remove_index (after->scenarios, scenario);
  return after;
}
