/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory plan laid out over its map and the accounts.
 *
 * A plan is kept as few rows as say it: a state as a whole, single counties, ZIP areas, named accounts. Here it is
 * laid out: a territory for each unit of the plan's map and each account. The more special row wins: a named account over a rule
 * (bw-territory-rule.h), that over a ZIP area, five digits over three, a ZIP area over a county, a county over its state. An account of which only the
 * state is known belongs to a territory when that has the whole state.
 *
 * Colours: the territories take turns in their order; each keeps its own colour unless a neighbour has it already,
 * else takes the first free one (greedy colouring; D. J. A. Welsh and M. B. Powell, 1967, without their order, so that
 * painting a county does not recolour the map). Where all are taken by neighbours, the one that the fewest have.
 *
 * Linear in the rows, the accounts (5 us each to place, a twentieth of that where an earlier plan has the place) and the
 * borders. */

#include "core/bw-territory-plan.h"

#include <math.h>
#include <string.h>

#include "core/bw-territory-rule.h"
#include "core/bw-plan-map.h"

/* How well @plan serves as the one in force on @day: active and begun, the latest; else active from a later day on; else the
 * newest that is not archived. */
static gboolean
serves_better (const BwPlan *plan,
               const BwPlan *other,
               BwDate        day)
{
  gboolean active = plan->status == BW_PLAN_ACTIVE, other_active = other->status == BW_PLAN_ACTIVE;
  gboolean begun = day == BW_DATE_NONE || plan->from <= day, other_begun = day == BW_DATE_NONE || other->from <= day;

  if (active != other_active)
    return active;
  if (active && begun != other_begun)
    return begun;
  return active && !begun ? plan->from < other->from : plan->from >= other->from;
}

/* The index of the plan that is in force on @day (%BW_DATE_NONE: the latest): the active one, of several the one that began
 * last; else the newest one that is not archived; %BW_NOBODY without any. */
gint32
bw_territory_plan_at (const BwBook *book,
                      BwDate        day)
{
  gint32 best = BW_NOBODY;

  for (guint i = 0; i < book->plans->len; i++)
    {
      const BwPlan *plan = &g_array_index (book->plans, BwPlan, i);

      if (plan->status != BW_PLAN_ARCHIVED &&
          (best < 0 || serves_better (plan, &g_array_index (book->plans, BwPlan, best), day)))
        best = (gint32)i;
    }
  return best;
}

/* The same on the day that the data is of. */
gint32
bw_territory_plan_current (const BwBook *book)
{
  return bw_territory_plan_at (book, bw_book_data_date (book));
}

static gboolean
in_plan (const BwTerritoryPlan *plan,
         gint32                 territory)
{
  return plan->plan >= 0 && territory >= 0 && (guint)territory < plan->book->territories->len &&
         bw_book_territory (plan->book, territory)->plan == plan->plan;
}

static void
give_zip (BwTerritoryPlan *plan,
          const char      *code,
          gint32           territory)
{
  guint key = (guint)MIN (g_ascii_strtoull (code, NULL, 10), 99999);

  if (strlen (code) == 3)
    key += BW_TERRITORY_PREFIX_BASE;
  g_hash_table_insert (plan->zips, GUINT_TO_POINTER (key), GINT_TO_POINTER (territory + 1));
}

/* How special a row is: the more special ones stand over the others. */
static int
rank_of (const char *unit)
{
  if (g_str_has_prefix (unit, "country:"))
    return 0;
  if (g_str_has_prefix (unit, "state:"))
    return 1;
  if (!g_str_has_prefix (unit, "zip:"))
    return 2;
  return strlen (unit) == 7 ? 3 : 4;
}

/* Reads the rows, the less special ones first. ZIP codes that are no units of the map are looked up account by account. */
static void
lay_out_areas (BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (int rank = 0; rank <= 4; rank++)
    for (guint i = 0; i < book->assignments->len; i++)
      {
        const BwAssignment *row = &g_array_index (book->assignments, BwAssignment, i);
        const char         *unit = bw_book_text (book, row->unit);

        if (!in_plan (plan, row->territory) || rank_of (unit) != rank)
          continue;
        g_array_set_size (units, 0);
        if (bw_atlas_collect_units (plan->atlas, unit, units) == 0 && rank >= 3)
          give_zip (plan, unit + 4, row->territory);
        for (guint j = 0; j < units->len; j++)
          plan->units[g_array_index (units, guint32, j)] = row->territory;
      }
}

/* The territory of what lies at @place, by the areas of @plan alone; %BW_NOBODY for none. */
gint32
bw_territory_plan_of_place (const BwTerritoryPlan *plan,
                            const BwPlace         *place)
{
  gpointer found = NULL;

  if (place->zip != 0 && g_hash_table_size (plan->zips) > 0)
    {
      found = g_hash_table_lookup (plan->zips, GUINT_TO_POINTER (place->zip));
      if (found == NULL)
        found = g_hash_table_lookup (plan->zips, GUINT_TO_POINTER (place->zip / 100 + BW_TERRITORY_PREFIX_BASE));
    }
  if (found != NULL)
    return GPOINTER_TO_INT (found) - 1;
  if (place->unit != BW_ATLAS_NOWHERE)
    return plan->units[place->unit];
  return place->parent != BW_ATLAS_NOWHERE ? bw_territory_plan_parent (plan, (guint)place->parent) : BW_NOBODY;
}

/* Asks the plan's rules of each account. O(rules x accounts). */
static void
apply_rules (BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;
  g_autoptr (GArray) rules = bw_territory_rules_of_plan (book, plan->plan);

  for (guint i = 0; i < rules->len; i++)
    {
      guint                  index = g_array_index (rules, guint, i);
      const BwTerritoryRule *rule = &g_array_index (book->rules, BwTerritoryRule, index);
      g_autoptr (BwRuleCondition) condition = bw_rule_condition_parse (bw_book_text (book, rule->condition), NULL);

      for (guint account = 0; condition != NULL && account < plan->n_accounts; account++)
        if (plan->rules[account] < 0 && bw_book_account (book, account)->merged == 0 &&
            bw_rule_condition_holds (condition, book, account, &plan->places[account]))
          plan->rules[account] = (gint32)index;
    }
}

static void
lay_out_accounts (BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;

  for (guint i = 0; i < plan->n_accounts; i++)
    if (plan->rules[i] >= 0)
      plan->accounts[i] = g_array_index (book->rules, BwTerritoryRule, plan->rules[i]).territory;
    else if (!plan->named[i])
      plan->accounts[i] = bw_territory_plan_of_place (plan, &plan->places[i]);
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

/* Marks what stays where it is: areas that are locked, and those of locked territories. */
static void
mark_locked (BwTerritoryPlan *plan)
{
  const BwBook *book = plan->book;

  for (guint i = 0; i < plan->n_units; i++)
    plan->locked[i] = plan->units[i] >= 0 && bw_book_territory (book, plan->units[i])->locked;
  for (guint i = 0; i < book->plan_locks->len; i++)
    {
      const BwPlanLock *lock = &g_array_index (book->plan_locks, BwPlanLock, i);
      g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

      if (lock->plan == plan->plan && plan->plan >= 0)
        bw_atlas_collect_units (plan->atlas, bw_book_text (book, lock->unit), units);
      for (guint j = 0; j < units->len; j++)
        plan->locked[g_array_index (units, guint32, j)] = 1;
    }
}

/* The map that @plan of @book is drawn over: the counties unless it says otherwise. With %BW_NOBODY the one that a first plan would get.
 * Returns: (transfer none) (nullable): %NULL without maps; lives as long as the book's. */
BwAtlas *
bw_territory_plan_map (const BwBook *book,
                       gint32        plan)
{
  gboolean         is_there = plan >= 0 && (guint)plan < book->plans->len;
  g_autofree char *proposal = is_there ? NULL : bw_plan_map_dup_proposal (book);
  const char      *name = is_there ? bw_book_text (book, g_array_index (book->plans, BwPlan, plan).map) : proposal;
  BwAtlas         *map = book->atlas != NULL ? bw_atlas_get_map (book->atlas, name) : NULL;

  /* A map of a later version: its plan's accounts can still be named. */
  return map != NULL ? map : book->atlas;
}

static BwTerritoryPlan *
new_blank (const BwBook *book,
           gint32        index)
{
  BwTerritoryPlan *plan = g_new0 (BwTerritoryPlan, 1);

  plan->book = book;
  plan->plan = index;
  plan->atlas = bw_territory_plan_map (book, index);
  plan->n_units = plan->atlas != NULL ? bw_atlas_n_units (plan->atlas) : 0;
  plan->n_accounts = book->accounts->len;
  plan->units = g_new (gint32, MAX (plan->n_units, 1));
  plan->locked = g_new0 (guint8, MAX (plan->n_units, 1));
  plan->accounts = g_new (gint32, MAX (plan->n_accounts, 1));
  plan->places = g_new (BwPlace, MAX (plan->n_accounts, 1));
  plan->named = g_new0 (guint8, MAX (plan->n_accounts, 1));
  plan->rules = g_new (gint32, MAX (plan->n_accounts, 1));
  memset (plan->rules, 0xff, MAX (plan->n_accounts, 1) * sizeof *plan->rules);
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
  return bw_territory_plan_new_of (book, plan >= 0 && (guint)plan < book->plans->len ? plan : bw_territory_plan_current (book));
}

static gboolean
same_text (const BwBook *book,
           BwText        text,
           const BwBook *other,
           BwText        other_text)
{
  return strcmp (bw_book_text (book, text), bw_book_text (other, other_text)) == 0;
}

/* Whether two numbers are the same, also when both are unknown. */
static gboolean
same_number (double a,
             double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Whether all that tells where an account lies is as it was in @earlier, which then has its place. */
static gboolean
has_place_in (const BwTerritoryPlan *earlier,
              const BwBook          *book,
              const BwAtlas         *map,
              guint                  index)
{
  const BwAccount *now = bw_book_account (book, index), *then;

  if (index >= earlier->n_accounts || earlier->atlas != map || earlier->book->postal_places->len != book->postal_places->len)
    return FALSE;
  then = bw_book_account (earlier->book, index);
  return (now->merged != 0) == (then->merged != 0) && same_number (now->latitude, then->latitude) &&
         same_number (now->longitude, then->longitude) && same_text (book, now->postal, earlier->book, then->postal) &&
         same_text (book, now->state, earlier->book, then->state) &&
         same_text (book, now->country, earlier->book, then->country);
}

/* The same of just the plan with index @plan: with %BW_NOBODY nothing belongs anywhere.
 * Returns: (transfer full). */
BwTerritoryPlan *
bw_territory_plan_new_of (const BwBook *book,
                          gint32        plan)
{
  return bw_territory_plan_new_after (book, plan, NULL);
}

/* The same, with the places of accounts taken from @earlier (nullable), any plan of any book, where they cannot have changed:
 * to place an account is most of the work.
 * Returns: (transfer full): keeps nothing of @earlier. */
BwTerritoryPlan *
bw_territory_plan_new_after (const BwBook          *book,
                             gint32                 plan,
                             const BwTerritoryPlan *earlier)
{
  BwTerritoryPlan *self = new_blank (book, plan);

  self->zips = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->n_units; i++)
    self->units[i] = BW_NOBODY;
  for (guint i = 0; i < self->n_accounts; i++)
    {
      gboolean away = bw_book_account (book, i)->merged != 0;

      if (earlier != NULL && has_place_in (earlier, book, self->atlas, i))
        self->places[i] = earlier->places[i];
      else
        self->places[i] = bw_place_of_account (book, self->atlas, bw_book_account (book, i));
      self->n_kept += !away;
      self->n_unplaced += !away && self->places[i].kind == BW_PLACE_UNKNOWN;
      self->n_state_only += self->places[i].kind == BW_PLACE_STATE;
    }
  if (self->atlas != NULL)
    {
      lay_out_areas (self);
      mark_locked (self);
    }
  apply_rules (self);
  lay_out_accounts (self);
  return self;
}

/* The areas alone of the plan with index @plan: with no account, which takes next to no time.
 * Returns: (transfer full). */
BwTerritoryPlan *
bw_territory_plan_new_of_areas (const BwBook *book,
                                gint32        plan)
{
  BwTerritoryPlan *self = new_blank (book, plan);

  self->n_accounts = 0;
  self->zips = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->n_units; i++)
    self->units[i] = BW_NOBODY;
  if (self->atlas != NULL)
    {
      lay_out_areas (self);
      mark_locked (self);
    }
  return self;
}

/* What @plan would be if the @n @units belonged to @territory (%BW_NOBODY: to none).
 * Returns: (transfer full): with the same book, which has to outlive it. */
BwTerritoryPlan *
bw_territory_plan_preview (const BwTerritoryPlan *plan,
                           const guint32         *units,
                           guint                  n,
                           gint32                 territory)
{
  BwTerritoryPlan *self = new_blank (plan->book, plan->plan);

  self->zips = g_hash_table_ref (plan->zips);
  self->n_kept = plan->n_kept;
  self->n_unplaced = plan->n_unplaced;
  self->n_state_only = plan->n_state_only;
  memcpy (self->units, plan->units, plan->n_units * sizeof *self->units);
  memcpy (self->locked, plan->locked, plan->n_units * sizeof *self->locked);
  memcpy (self->places, plan->places, plan->n_accounts * sizeof *self->places);
  memcpy (self->rules, plan->rules, plan->n_accounts * sizeof *self->rules);
  for (guint i = 0; i < n; i++)
    if (bw_territory_plan_may_move (plan, units[i], territory))
      self->units[units[i]] = territory;
  lay_out_accounts (self);
  return self;
}

/* Frees @plan (transfer full) (nullable). */
void
bw_territory_plan_free (BwTerritoryPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->units);
  g_free (plan->locked);
  g_free (plan->accounts);
  g_free (plan->places);
  g_free (plan->named);
  g_free (plan->rules);
  g_hash_table_unref (plan->zips);
  g_free (plan);
}

/* Whether @unit may be given to @territory (%BW_NOBODY: to none): neither it nor either territory is locked. */
gboolean
bw_territory_plan_may_move (const BwTerritoryPlan *plan,
                            guint                  unit,
                            gint32                 territory)
{
  return plan->units[unit] == territory ||
         (!plan->locked[unit] && (territory < 0 || !bw_book_territory (plan->book, territory)->locked));
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

/* The territory that has the whole of @parent, or %BW_NOBODY. */
gint32
bw_territory_plan_parent (const BwTerritoryPlan *plan,
                          guint                  parent)
{
  const BwAtlasParent *area = bw_atlas_parent (plan->atlas, parent);

  for (guint i = 1; i < area->n; i++)
    if (plan->units[area->first + i] != plan->units[area->first])
      return BW_NOBODY;
  return area->n > 0 ? plan->units[area->first] : BW_NOBODY;
}

/* Marks which pairs of territories share a border: a square of bytes. */
static guint8 *
dup_borders (const BwTerritoryPlan *plan)
{
  gsize   n = plan->book->territories->len;
  guint8 *touching = g_new0 (guint8, MAX (n * n, 1));

  for (guint i = 0; i < plan->n_units; i++)
    {
      guint         m;
      const gint32 *neighbours = bw_atlas_neighbours (plan->atlas, i, &m);
      gint32        here = plan->units[i];

      for (guint j = 0; here >= 0 && j < m; j++)
        {
          gint32 there = plan->units[neighbours[j]];

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
