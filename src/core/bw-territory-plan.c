/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory plan laid out over the map and the accounts.
 *
 * A plan is kept as few rows as say it: a state as a whole, single counties, ZIP areas, named accounts. Here it is
 * laid out: a territory for each county and each account. The more special rule wins: a named account over a ZIP
 * area, five digits over three, a ZIP area over a county, a county over its state. An account of which only the
 * state is known belongs to a territory when that has the whole state.
 *
 * Colours: the territories take turns in their order; each keeps its own colour unless a neighbour has it already,
 * else takes the first free one (greedy colouring; D. J. A. Welsh and M. B. Powell, 1967, without their order, so that
 * painting a county does not recolour the map). Where all are taken by neighbours, the one that the fewest have.
 *
 * Linear in the rows, the accounts (10 us each with latitude and longitude) and the borders. */

#include "core/bw-territory-plan.h"

#include <string.h>

enum
{
  PREFIX_BASE = 1000000, /* three digits of a ZIP code are kept at this plus them */
};

/* The index of the plan that is in force: the active one, of several the latest; else the newest one that is not
 * archived;
 * %BW_NOBODY without any. */
gint32
bw_territory_plan_current (const BwBook *book)
{
  gint32 best = BW_NOBODY;

  for (guint i = 0; i < book->plans->len; i++)
    {
      const BwPlan *plan = &g_array_index (book->plans, BwPlan, i);
      const BwPlan *other = best >= 0 ? &g_array_index (book->plans, BwPlan, best) : NULL;
      gboolean      active = plan->status == BW_PLAN_ACTIVE;

      if (plan->status == BW_PLAN_ARCHIVED)
        continue;
      if (other == NULL || (active && other->status != BW_PLAN_ACTIVE) ||
          (active == (other->status == BW_PLAN_ACTIVE) && plan->from >= other->from))
        best = (gint32)i;
    }
  return best;
}

static gboolean
in_plan (const BwTerritoryPlan *plan,
         gint32                 territory)
{
  return plan->plan >= 0 && territory >= 0 && (guint)territory < plan->book->territories->len &&
         bw_book_territory (plan->book, territory)->plan == plan->plan;
}

static void
give_state (BwTerritoryPlan *plan,
            const char      *code,
            gint32           territory)
{
  gint32 index = bw_atlas_find_state (plan->book->atlas, code);

  if (index != BW_ATLAS_NOWHERE)
    {
      const BwAtlasState *state = bw_atlas_state (plan->book->atlas, index);

      for (guint i = state->first; i < state->first + state->n; i++)
        plan->counties[i] = territory;
    }
}

static void
give_zip (BwTerritoryPlan *plan,
          const char      *code,
          gint32           territory)
{
  guint key = (guint)MIN (g_ascii_strtoull (code, NULL, 10), 99999);

  if (strlen (code) == 3)
    key += PREFIX_BASE;
  g_hash_table_insert (plan->zips, GUINT_TO_POINTER (key), GINT_TO_POINTER (territory + 1));
}

/* Reads the rows: the states first, so that the counties' own rows stand over them. */
static void
lay_out_areas (BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < book->assignments->len; i++)
      {
        const BwAssignment *row = &g_array_index (book->assignments, BwAssignment, i);
        const char         *unit = bw_book_text (book, row->unit);

        if (!in_plan (plan, row->territory))
          continue;
        if (pass == 0 && g_str_has_prefix (unit, "state:"))
          give_state (plan, unit + 6, row->territory);
        else if (pass == 0 && g_str_has_prefix (unit, "zip:"))
          give_zip (plan, unit + 4, row->territory);
        else if (pass == 1 && g_str_has_prefix (unit, "county:"))
          {
            gint32 county = bw_atlas_find_county (book->atlas, (guint)MIN (g_ascii_strtoull (unit + 7, NULL, 10),
                                                                           99999));

            if (county != BW_ATLAS_NOWHERE)
              plan->counties[county] = row->territory;
          }
      }
}

static gint32
territory_of_place (const BwTerritoryPlan *plan,
                    const BwPlace         *place)
{
  gpointer found = NULL;

  if (place->zip != 0 && g_hash_table_size (plan->zips) > 0)
    {
      found = g_hash_table_lookup (plan->zips, GUINT_TO_POINTER (place->zip));
      if (found == NULL)
        found = g_hash_table_lookup (plan->zips, GUINT_TO_POINTER (place->zip / 100 + PREFIX_BASE));
    }
  if (found != NULL)
    return GPOINTER_TO_INT (found) - 1;
  if (place->county != BW_ATLAS_NOWHERE)
    return plan->counties[place->county];
  return place->state != BW_ATLAS_NOWHERE ? bw_territory_plan_state (plan, place->state) : BW_NOBODY;
}

static void
lay_out_accounts (BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;

  for (guint i = 0; i < plan->n_accounts; i++)
    if (!plan->named[i])
      plan->accounts[i] = territory_of_place (plan, &plan->places[i]);
  for (guint i = 0; i < book->named_accounts->len; i++)
    {
      const BwNamedAccount *row = &g_array_index (book->named_accounts, BwNamedAccount, i);

      if (!in_plan (plan, row->territory) || row->account < 0 || (guint)row->account >= plan->n_accounts ||
          bw_book_account (book, row->account)->merged != 0)
        continue;
      plan->accounts[row->account] = row->territory;
      plan->named[row->account] = 1;
    }
}

static BwTerritoryPlan *
new_blank (const BwBook *book,
           gint32        index)
{
  BwTerritoryPlan *plan = g_new0 (BwTerritoryPlan, 1);

  plan->book = book;
  plan->plan = index;
  plan->n_counties = book->atlas != NULL ? bw_atlas_n_counties (book->atlas) : 0;
  plan->n_accounts = book->accounts->len;
  plan->counties = g_new (gint32, MAX (plan->n_counties, 1));
  plan->accounts = g_new (gint32, MAX (plan->n_accounts, 1));
  plan->places = g_new (BwPlace, MAX (plan->n_accounts, 1));
  plan->named = g_new0 (guint8, MAX (plan->n_accounts, 1));
  return plan;
}

/* Lays out the plan with index @plan (%BW_NOBODY: the current one, which may not exist) of @book, which has to
 * outlive it.
 * Without a map only named accounts belong anywhere.
 * Returns: (transfer full). */
BwTerritoryPlan *
bw_territory_plan_new (const BwBook *book,
                       gint32        plan)
{
  BwTerritoryPlan *self;

  self = new_blank (book, plan >= 0 && (guint)plan < book->plans->len ? plan : bw_territory_plan_current (book));
  self->zips = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->n_counties; i++)
    self->counties[i] = BW_NOBODY;
  for (guint i = 0; i < self->n_accounts; i++)
    {
      gboolean away = bw_book_account (book, i)->merged != 0;

      self->places[i] = bw_place_of_account (book, bw_book_account (book, i));
      self->n_kept += !away;
      self->n_unplaced += !away && self->places[i].kind == BW_PLACE_UNKNOWN;
      self->n_state_only += self->places[i].kind == BW_PLACE_STATE;
    }
  if (book->atlas != NULL)
    lay_out_areas (self);
  lay_out_accounts (self);
  return self;
}

/* What @plan would be if the @n @counties belonged to @territory (%BW_NOBODY: to none).
 * Returns: (transfer full): with the same book, which has to outlive it. */
BwTerritoryPlan *
bw_territory_plan_preview (const BwTerritoryPlan *plan,
                           const guint32         *counties,
                           guint                  n,
                           gint32                 territory)
{
  BwTerritoryPlan *self = new_blank (plan->book, plan->plan);

  self->zips = g_hash_table_ref (plan->zips);
  self->n_kept = plan->n_kept;
  self->n_unplaced = plan->n_unplaced;
  self->n_state_only = plan->n_state_only;
  memcpy (self->counties, plan->counties, plan->n_counties * sizeof *self->counties);
  memcpy (self->places, plan->places, plan->n_accounts * sizeof *self->places);
  for (guint i = 0; i < n; i++)
    self->counties[counties[i]] = territory;
  lay_out_accounts (self);
  return self;
}

/* Frees @plan (transfer full) (nullable). */
void
bw_territory_plan_free (BwTerritoryPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->counties);
  g_free (plan->accounts);
  g_free (plan->places);
  g_free (plan->named);
  g_hash_table_unref (plan->zips);
  g_free (plan);
}

/* Returns: (transfer full) (element-type gint32): the plan's territories in the book's order. */
GArray *
bw_territory_plan_dup_territories (const BwTerritoryPlan *plan)
{
  GArray *territories = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; i < plan->book->territories->len; i++)
    if (in_plan (plan, (gint32)i))
      g_array_append_val (territories, i);
  return territories;
}

/* The territory that has the whole of @state, or %BW_NOBODY. */
gint32
bw_territory_plan_state (const BwTerritoryPlan *plan,
                         guint                  state)
{
  const BwAtlasState *area = bw_atlas_state (plan->book->atlas, state);

  for (guint i = 1; i < area->n; i++)
    if (plan->counties[area->first + i] != plan->counties[area->first])
      return BW_NOBODY;
  return area->n > 0 ? plan->counties[area->first] : BW_NOBODY;
}

/* Marks which pairs of territories share a border: a square of bytes. */
static guint8 *
dup_borders (const BwTerritoryPlan *plan)
{
  gsize   n = plan->book->territories->len;
  guint8 *touching = g_new0 (guint8, MAX (n * n, 1));

  for (guint i = 0; i < plan->n_counties; i++)
    {
      guint         m;
      const gint32 *neighbours = bw_atlas_neighbours (plan->book->atlas, i, &m);
      gint32        here = plan->counties[i];

      for (guint j = 0; here >= 0 && j < m; j++)
        {
          gint32 there = plan->counties[neighbours[j]];

          if (there >= 0 && there != here)
            touching[(gsize)here * n + (gsize)there] = 1;
        }
    }
  return touching;
}

static guint8
choose_color (guint8       wanted,
              const guint *taken)
{
  guint8 best = wanted;

  if (taken[wanted] == 0)
    return wanted;
  for (guint8 color = 0; color < BW_TERRITORY_N_COLORS; color++)
    if (taken[color] < taken[best])
      best = color;
  return best;
}

/* Chooses colours such that neighbours differ.
 * Returns: (transfer full): for each territory of the book (of any plan) 0 to %BW_TERRITORY_N_COLORS - 1. */
guint8 *
bw_territory_plan_dup_colors (const BwTerritoryPlan *plan)
{
  gsize              n = plan->book->territories->len;
  g_autofree guint8 *touching = dup_borders (plan);
  guint8            *colors = g_new0 (guint8, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    {
      gint32 own = bw_book_territory (plan->book, i)->color;
      guint  taken[BW_TERRITORY_N_COLORS] = { 0 };

      for (gsize j = 0; j < i; j++)
        if (touching[i * n + j])
          taken[colors[j]]++;
      colors[i] = choose_color ((guint8)(own >= 0 ? own % BW_TERRITORY_N_COLORS
                                                  : (gint32)(i % BW_TERRITORY_N_COLORS)),
                                taken);
    }
  return colors;
}
