/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands side by side on the page of scenarios, and how its numbers come about.
 *
 * The rows are the present, what is played when a lever is moved, and the saved scenarios that were chosen, in this order. A number is
 * explained by its row and column, so both are found by the same order. */

#include "app/bw-scenario-rows.h"

#include <glib/gi18n.h>

#include "app/bw-scenario-needs.h"
#include "app/bw-scenario-wording.h"

const BwScenario *
bw_scenario_rows_get_saved (const BwBook *book,
                            guint         i)
{
  return &g_array_index (book->scenarios, BwScenario, i);
}

/* Returns: the saved scenario with @key, or BW_NOBODY. */
gint32
bw_scenario_rows_find_saved (const BwBook *book,
                             gint64        key)
{
  for (guint i = 0; i < book->scenarios->len; i++)
    if (bw_scenario_rows_get_saved (book, i)->key == key)
      return (gint32)i;
  return BW_NOBODY;
}

/* Returns: (transfer full): what of the scenario with @key can be played. */
BwLever *
bw_scenario_rows_dup_playable (BwScenarioRows *self,
                               gint64          key,
                               guint          *n)
{
  const BwBook *book = bw_session_get_book (self->session);
  BwDate        as_of = bw_focus_get_as_of (bw_session_get_focus (self->session));
  gint32        scenario = bw_scenario_rows_find_saved (book, key);
  BwLever      *levers;
  guint         n_all = 0;

  *n = 0;
  if (scenario == BW_NOBODY)
    return NULL;
  levers = bw_scenario_dup_levers (book, (guint)scenario, &n_all);
  for (guint i = 0; i < n_all; i++)
    {
      g_autofree char *problem = bw_lever_dup_problem (book, &levers[i], as_of);

      if (problem == NULL)
        levers[(*n)++] = levers[i];
    }
  return levers;
}

/* ---- Rows ---- */

/* Whether what is shown is more than the present. */
gboolean
bw_scenario_rows_is_moved (BwScenarioRows *self)
{
  guint n;

  bw_live_scenario_get_levers (self->live, &n);
  return n > 0;
}

/* What stands in @row of the table: its levers (transfer full) (array length=n).
 * Returns: (transfer none) (nullable): where they land; %NULL when there is no such row, or it is not known yet. */
static const BwScenarioResult *
find_row (BwScenarioRows *self,
          guint           row,
          BwLever       **levers,
          guint          *n)
{
  guint         n_others, place = 1;
  const gint64 *others = bw_scenario_beside_get_keys (self->beside, &n_others);

  *levers = NULL;
  *n = 0;
  if (row == 0)
    return bw_live_scenario_get_present (self->live);
  if (bw_scenario_rows_is_moved (self) && row == place++)
    {
      const BwLever *played = bw_live_scenario_get_levers (self->live, n);

      *levers = g_memdup2 (played, *n * sizeof (BwLever));
      return bw_live_scenario_get_played (self->live);
    }
  for (guint i = 0; i < n_others; i++)
    {
      if (bw_scenario_rows_find_saved (bw_session_get_book (self->session), others[i]) == BW_NOBODY || row != place++)
        continue;
      *levers = bw_scenario_rows_dup_playable (self, others[i], n);
      return bw_live_scenario_has (self->live, BW_STUDY_BESIDE) ? bw_live_scenario_get_beside (self->live, i) : NULL;
    }
  return NULL;
}

/* What stands side by side; texts[i] (owned by the caller) holds the words of rows[i].
 * Returns: how many rows there are. */
guint
bw_scenario_rows_fill (BwScenarioRows *self,
                       BwScenarioRow   rows[BW_SCENARIO_ROWS_MOST],
                       char           *texts[BW_SCENARIO_ROWS_MOST])
{
  const BwBook  *book = bw_session_get_book (self->session);
  gboolean       known = bw_live_scenario_has (self->live, BW_STUDY_BESIDE);
  guint          n = 0, n_played, n_others;
  const gint64  *others = bw_scenario_beside_get_keys (self->beside, &n_others);
  const BwLever *played = bw_live_scenario_get_levers (self->live, &n_played);

  rows[n++] = (BwScenarioRow) { _ ("The present"), NULL, bw_live_scenario_get_present (self->live) };
  if (n_played > 0)
    {
      texts[n] = bw_scenario_wording_levers (book, played, n_played);
      rows[n] = (BwScenarioRow) { bw_scenario_bar_get_name (self->bar), texts[n], bw_live_scenario_get_played (self->live) };
      n++;
    }
  for (guint i = 0; i < n_others; i++)
    {
      gint64              key = others[i];
      gint32              scenario = bw_scenario_rows_find_saved (book, key);
      guint               n_levers;
      g_autofree BwLever *levers = bw_scenario_rows_dup_playable (self, key, &n_levers);

      if (scenario == BW_NOBODY)
        continue;
      texts[n] = bw_scenario_wording_levers (book, levers, n_levers);
      rows[n] = (BwScenarioRow) { bw_book_text (book, bw_scenario_rows_get_saved (book, (guint)scenario)->name), texts[n],
                                  known ? bw_live_scenario_get_beside (self->live, i) : NULL };
      n++;
    }
  return n;
}

void
bw_scenario_rows_free_texts (char *texts[BW_SCENARIO_ROWS_MOST])
{
  for (guint i = 0; i < BW_SCENARIO_ROWS_MOST; i++)
    g_free (texts[i]);
}

/* ---- How a number comes about ---- */

/* Explains a number of the table. */
BwExplanation *
bw_scenario_rows_explain (gpointer owner,
                          int      what)
{
  BwScenarioRows         *self = owner;
  guint                   n;
  g_autofree BwLever     *levers = NULL;
  const BwScenarioResult *result = self->base != NULL ? find_row (self, BW_SCENARIO_TABLE_ROW (what), &levers, &n) : NULL;

  if (result == NULL)
    return NULL;
  return bw_explanation_new_of_scenario (self->base, levers, n, bw_live_scenario_get_present (self->live), result, BW_SCENARIO_TABLE_COLUMN (what));
}

/* Explains a number of the headline, which is that of what is played. */
BwExplanation *
bw_scenario_rows_explain_played (gpointer owner,
                                 int      what)
{
  return bw_scenario_rows_explain (owner, (bw_scenario_rows_is_moved (owner) ? BW_N_EXPLAINED_OF_SCENARIO : 0) + what);
}

/* Explains a number of what is needed for the target. */
BwExplanation *
bw_scenario_rows_explain_need (gpointer owner,
                               int      what)
{
  BwScenarioRows       *self = owner;
  guint                 n_levers, n;
  const BwLever        *levers = bw_live_scenario_get_levers (self->live, &n_levers);
  const BwScenarioNeed *needs = bw_live_scenario_get_needs (self->live, &n);
  guint                 place = BW_SCENARIO_NEEDS_PLACE (what);

  if (self->base == NULL || place >= n || !bw_live_scenario_has (self->live, BW_STUDY_NEEDS))
    return NULL;
  return bw_explanation_new_of_need (self->base, levers, n_levers, &needs[place], BW_SCENARIO_NEEDS_ROW (what));
}

/* Explains a number of the difference. */
BwExplanation *
bw_scenario_rows_explain_change (gpointer owner,
                                 int      what)
{
  BwScenarioRows             *self = owner;
  guint                       n;
  const BwLever              *levers = bw_live_scenario_get_levers (self->live, &n);
  const BwScenarioDifference *difference = bw_live_scenario_get_difference (self->live);

  if (self->base == NULL || difference == NULL || !bw_live_scenario_has (self->live, BW_STUDY_DIFFERENCE))
    return NULL;
  return bw_explanation_new_of_change (self->base, levers, n, difference, (BwExplainedOfChange)what);
}
