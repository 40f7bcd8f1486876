/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of territory plans.
 *
 * Assigning works on whole states: for each state that the edit touches the rows are written anew, as few as say it.
 * When all counties of a state belong to one territory, that is one row for the state; else the territory with
 * most of them gets the state and the others their counties, unless some counties belong to nobody: a row for the
 * state would give them away, so then each county has its row. Rows that stay the same are not touched, so the
 * project file's history of a plan holds what a person did.
 *
 * A copy of the book is made for every edit; its cost is that of copying the deals' columns (0.1 s at a million). */

#include "core/bw-territory-edit.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-plan-edit.h"
#include "core/bw-plan-map.h"

/* The rows that a state should have: unit to territory + 1. */
static void
want_rows (const BwTerritoryPlan *plan,
           const gint32          *counties,
           guint                  state,
           GHashTable            *wanted)
{
  const BwAtlas       *atlas = plan->atlas;
  const BwAtlasParent *area = bw_atlas_parent (atlas, state);
  gsize                n_territories = plan->book->territories->len;
  g_autofree guint    *count = g_new0 (guint, n_territories + 1);
  gint32               most = BW_NOBODY;

  for (guint i = area->first; i < area->first + area->n; i++)
    count[counties[i] + 1]++;
  if (count[0] == 0 && bw_atlas_has_parent_ids (atlas))
    for (guint i = 0; i < n_territories; i++)
      if (count[i + 1] > (most >= 0 ? count[most + 1] : 0))
        most = (gint32)i;
  if (most >= 0)
    g_hash_table_insert (wanted, bw_atlas_parent_dup_id (atlas, state), GINT_TO_POINTER (most + 1));
  for (guint i = area->first; i < area->first + area->n; i++)
    if (counties[i] >= 0 && counties[i] != most)
      g_hash_table_insert (wanted, bw_atlas_unit_dup_id (atlas, i), GINT_TO_POINTER (counties[i] + 1));
}

/* Whether @unit is a row of a parent that is marked in @states, or of another map's that lies over units of this one. */
static gboolean
is_touched (const BwAtlas *atlas,
            const guint8  *states,
            const char    *unit)
{
  gint32 state = bw_atlas_parent_of_id (atlas, unit);
  g_autoptr (GArray) units = NULL;

  if (state != BW_ATLAS_NOWHERE)
    return states[state];
  units = g_array_new (FALSE, FALSE, sizeof (guint32));
  return bw_atlas_collect_units (atlas, unit, units) > 0;
}

/* Marks the parents that rows of other maps lie over: these rows are replaced by the map's own. */
static void
mark_foreign (const BwBook  *book,
              const BwAtlas *atlas,
              gint32         plan,
              guint8        *states)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < book->assignments->len; i++)
    {
      const BwAssignment *row = &g_array_index (book->assignments, BwAssignment, i);
      const char         *unit = bw_book_text (book, row->unit);

      if (row->territory < 0 || bw_book_territory (book, row->territory)->plan != plan || bw_atlas_parent_of_id (atlas, unit) != BW_ATLAS_NOWHERE)
        continue;
      g_array_set_size (units, 0);
      bw_atlas_collect_units (atlas, unit, units);
      for (guint j = 0; j < units->len; j++)
        states[bw_atlas_unit (atlas, g_array_index (units, guint32, j))->parent] = 1;
    }
}

/* Brings the assignments of @plan in @after to those @wanted in the marked states. */
static void
replace_rows (BwBook        *after,
              const BwAtlas *atlas,
              gint32         plan,
              const guint8  *states,
              GHashTable    *wanted,
              BwDelta       *delta)
{
  g_autoptr (GArray) kept = g_array_sized_new (FALSE, TRUE, sizeof (BwAssignment), after->assignments->len);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer       unit, territory;

  for (guint i = 0; i < after->assignments->len; i++)
    {
      BwAssignment row = g_array_index (after->assignments, BwAssignment, i);
      const char  *code = bw_book_text (after, row.unit);
      gint32       want;

      if (row.territory >= 0 && bw_book_territory (after, row.territory)->plan == plan && is_touched (atlas, states, code))
        {
          want = GPOINTER_TO_INT (g_hash_table_lookup (wanted, code)) - 1;
          if (want < 0)
            {
              bw_delta_remove (delta, BW_TABLE_ASSIGNMENTS, row.key);
              continue;
            }
          if (want != row.territory)
            g_array_append_val (changed, kept->len);
          row.territory = want;
          g_hash_table_remove (wanted, code);
        }
      g_array_append_val (kept, row);
    }
  for (guint i = 0; i < changed->len; i++)
    bw_delta_mark (delta, BW_TABLE_ASSIGNMENTS, g_array_index (changed, guint, i));
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &unit, &territory))
    {
      BwAssignment row = { bw_book_random_key (), GPOINTER_TO_INT (territory) - 1, bw_pool_add (&after->texts, unit, -1) };

      g_array_append_val (kept, row);
    }
  g_array_unref (after->assignments);
  after->assignments = g_steal_pointer (&kept);
}

/* Lays @counties (array length: the map's) out as the rows of @after's plan in the states that are marked in @states. */
void
bw_territory_edit_write_areas (const BwTerritoryPlan *plan,
                               BwBook                *after,
                               const gint32          *counties,
                               const guint8          *states,
                               BwDelta               *delta)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_autofree guint8 *touched = g_memdup2 (states, bw_atlas_n_parents (plan->atlas));

  mark_foreign (after, plan->atlas, plan->plan, touched);
  for (guint state = 0; state < bw_atlas_n_parents (plan->atlas); state++)
    if (touched[state])
      want_rows (plan, counties, state, wanted);
  replace_rows (after, plan->atlas, plan->plan, touched, wanted, delta);
}

/* Gives each of the @n @counties (indexes of the map's) to its one of @territories (array length=n), or with %BW_NOBODY to nobody; what
 * is locked stays. */
BwBook *
bw_territory_edit_assign_each (const BwTerritoryPlan *plan,
                               const guint32         *counties,
                               const gint32          *territories,
                               guint                  n,
                               BwDelta              **delta)
{
  BwBook            *after = bw_book_copy_but_deals (plan->book);
  g_autofree gint32 *laid_out = g_memdup2 (plan->units, plan->n_units * sizeof *plan->units);
  g_autofree guint8 *states = NULL;

  *delta = bw_delta_new (plan->book);
  if (plan->atlas == NULL)
    return after;
  states = g_new0 (guint8, bw_atlas_n_parents (plan->atlas));
  for (guint i = 0; i < n; i++)
    if (bw_territory_plan_may_move (plan, counties[i], territories[i]))
      {
        laid_out[counties[i]] = territories[i];
        states[bw_atlas_unit (plan->atlas, counties[i])->parent] = 1;
      }
  bw_territory_edit_write_areas (plan, after, laid_out, states, *delta);
  return after;
}

/* Gives the @n @counties (indexes of the map's) to @territory, or with %BW_NOBODY to nobody. */
BwBook *
bw_territory_edit_assign (const BwTerritoryPlan *plan,
                          const guint32         *counties,
                          guint                  n,
                          gint32                 territory,
                          BwDelta              **delta)
{
  g_autofree gint32 *territories = g_new (gint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    territories[i] = territory;
  return bw_territory_edit_assign_each (plan, counties, territories, n, delta);
}

static gint32
append_plan (BwBook      *book,
             const char  *name,
             BwPlanStatus status)
{
  BwPlan           plan = { bw_book_random_key (), bw_pool_add (&book->texts, name, -1), status, BW_DATE_NONE };
  g_autofree char *map = bw_plan_map_dup_proposal (book);

  plan.map = bw_pool_add (&book->texts, map, -1);
  g_array_append_val (book->plans, plan);
  return (gint32)book->plans->len - 1;
}

static gint32
append_territory (BwBook     *book,
                  gint32      plan,
                  const char *name,
                  gint32      owner)
{
  BwTerritory territory = { bw_book_random_key (), plan, bw_pool_add (&book->texts, name, -1), owner, 0 };

  for (guint i = 0; i < book->territories->len; i++)
    if (bw_book_territory (book, i)->plan == plan)
      territory.color = (bw_book_territory (book, i)->color + 1) % BW_TERRITORY_N_COLORS;
  g_array_append_val (book->territories, territory);
  return (gint32)book->territories->len - 1;
}

/* Adds a territory without areas to @plan; with %BW_NOBODY makes a plan for it first. @territory (nullable)
 * becomes its index. */
BwBook *
bw_territory_edit_add (const BwBook *book,
                       gint32        plan,
                       const char   *name,
                       gint32        owner,
                       gint32       *territory,
                       BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);
  gint32  index;

  *delta = bw_delta_new (book);
  if (plan < 0)
    plan = append_plan (after, _ ("Territories"), BW_PLAN_ACTIVE);
  index = append_territory (after, plan, name, owner);
  if (territory != NULL)
    *territory = index;
  return after;
}

/* Calls @territory @name and makes @owner (a person, or %BW_NOBODY) answer for it. */
BwBook *
bw_territory_edit_describe (const BwBook *book,
                            gint32        territory,
                            const char   *name,
                            gint32        owner,
                            BwDelta     **delta)
{
  BwBook      *after = bw_book_copy_but_deals (book);
  BwTerritory *row = bw_book_territory (after, territory);

  *delta = bw_delta_new (book);
  row->name = bw_pool_add (&after->texts, name, -1);
  row->owner = owner;
  bw_delta_mark (*delta, BW_TABLE_TERRITORIES, (guint)territory);
  return after;
}

/* Removes @territory with its areas, named accounts, quotas, and what scenarios say of it. */
BwBook *
bw_territory_edit_remove (const BwBook *book,
                          gint32        territory,
                          BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  bw_plan_drop_territory (after, territory, *delta);
  return after;
}

/* Gives @account to @territory wherever it lies; with %BW_NOBODY its place decides again. */
BwBook *
bw_territory_edit_name_account (const BwTerritoryPlan *plan,
                                gint32                 account,
                                gint32                 territory,
                                BwDelta              **delta)
{
  BwBook  *after = bw_book_copy_but_deals (plan->book);
  gboolean done = territory < 0;

  *delta = bw_delta_new (plan->book);
  for (guint i = after->named_accounts->len; i > 0; i--)
    {
      BwNamedAccount *row = &g_array_index (after->named_accounts, BwNamedAccount, i - 1);

      if (row->account != account || row->territory < 0 || bw_book_territory (after, row->territory)->plan != plan->plan)
        continue;
      bw_delta_remove (*delta, BW_TABLE_NAMED_ACCOUNTS, row->key);
      g_array_remove_index (after->named_accounts, i - 1);
    }
  if (!done)
    {
      BwNamedAccount row = { bw_book_random_key (), territory, account };

      g_array_append_val (after->named_accounts, row);
    }
  return after;
}

/* The person whose team an account's or deal's owner belongs to: the manager, or the owner where there is none. */
static gint32
team_of (const BwBook *book,
         gint32        owner)
{
  gint32 manager;

  if (owner < 0 || (guint)owner >= book->people->len)
    return BW_NOBODY;
  manager = bw_book_person (book, owner)->manager;
  return manager >= 0 && (guint)manager < book->people->len ? manager : owner;
}

/* For each account who looks after it: its owner, else who has its latest open deal, else nobody. */
static gint32 *
dup_account_owners (const BwBook *book)
{
  gint32 *owners = g_new (gint32, MAX (book->accounts->len, 1));

  for (guint i = 0; i < book->accounts->len; i++)
    owners[i] = bw_book_account (book, i)->owner;
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32 account = book->deals.account[i];

      if (account >= 0 && (guint)account < book->accounts->len && bw_book_account (book, account)->owner < 0)
        owners[account] = book->deals.owner[i];
    }
  return owners;
}

/* Counts each state's accounts by person and gives each the person with most of them, %BW_NOBODY where nobody has any.
 * @teams: count for the owner's team rather than the owner. Returns how many people got a state. */
static guint
choose_state_owners (const BwTerritoryPlan *plan,
                     const gint32          *account_owners,
                     gboolean               teams,
                     gint32                *state_owners)
{
  const BwBook        *book = plan->book;
  guint                n_states = bw_atlas_n_parents (book->atlas), n_people = book->people->len, n_owners = 0;
  g_autofree guint    *counts = g_new0 (guint, (gsize)n_states * MAX (n_people, 1));
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (n_people, 1));

  for (guint i = 0; i < plan->n_accounts; i++)
    {
      gint32 owner = teams ? team_of (book, account_owners[i]) : account_owners[i];

      if (plan->places[i].state >= 0 && owner >= 0 && (guint)owner < n_people)
        counts[(gsize)plan->places[i].state * n_people + (gsize)owner]++;
    }
  for (guint state = 0; state < n_states; state++)
    {
      guint most = 0;

      state_owners[state] = BW_NOBODY;
      for (guint person = 0; person < n_people; person++)
        if (counts[(gsize)state * n_people + person] > most)
          {
            most = counts[(gsize)state * n_people + person];
            state_owners[state] = (gint32)person;
          }
      if (state_owners[state] >= 0 && !seen[state_owners[state]])
        {
          seen[state_owners[state]] = TRUE;
          n_owners++;
        }
    }
  return n_owners;
}

/* A territory of @owner's is called by the region where nobody else among @owners has it, else by the person. */
static const char *
choose_name (const BwBook *book,
             const gint32 *owners,
             guint         n,
             gint32        owner)
{
  const char *region = bw_book_text (book, bw_book_person (book, owner)->region);

  if (*region == '\0')
    return bw_book_text (book, bw_book_person (book, owner)->name);
  for (guint i = 0; i < n; i++)
    if (owners[i] >= 0 && owners[i] != owner && g_str_equal (bw_book_text (book, bw_book_person (book, owners[i])->region), region))
      return bw_book_text (book, bw_book_person (book, owner)->name);
  return region;
}

/* Makes an active plan called @name from who looks after the accounts today: a territory for each manager whose team
 * has
 * most accounts of some state, or for each person where only one manager would be left. A state without owned accounts
 * belongs to nobody. Needs a map. */
BwBook *
bw_territory_edit_plan_from_owners (const BwBook *book,
                                    const char   *name,
                                    BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);
  g_autoptr (BwTerritoryPlan) plan = NULL;
  g_autofree gint32 *account_owners = dup_account_owners (book);
  g_autofree gint32 *state_owners = NULL;
  g_autofree gint32 *territories = g_new (gint32, MAX (book->people->len, 1));
  guint              n_states = book->atlas != NULL ? bw_atlas_n_parents (book->atlas) : 0;
  gint32             index;

  *delta = bw_delta_new (book);
  index = append_plan (after, name, BW_PLAN_ACTIVE);
  if (n_states == 0)
    return after;
  plan = bw_territory_plan_new (after, index);
  state_owners = g_new (gint32, n_states);
  if (choose_state_owners (plan, account_owners, TRUE, state_owners) <= 1)
    choose_state_owners (plan, account_owners, FALSE, state_owners);

  for (guint i = 0; i < book->people->len; i++)
    territories[i] = BW_NOBODY;
  for (guint state = 0; state < n_states; state++)
    {
      gint32           owner = state_owners[state];
      g_autofree char *unit = g_strdup_printf ("state:%s", bw_atlas_parent (book->atlas, state)->code);
      BwAssignment     row = { bw_book_random_key (), 0, 0 };

      if (owner < 0)
        continue;
      if (territories[owner] < 0)
        territories[owner] = append_territory (after, index, choose_name (book, state_owners, n_states, owner), owner);
      row.territory = territories[owner];
      row.unit = bw_pool_add (&after->texts, unit, -1);
      g_array_append_val (after->assignments, row);
    }
  return after;
}
