/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two territory plans beside each other: what goes from where to where.
 *
 * Both plans are laid out over the map and the accounts; a territory of the one continues one of the other when they share a
 * line (bw-plan-edit.h). What is with another line then than before is a change: a whole state where all of its counties go
 * the same way, else a county; a ZIP row; an account that is named, or that a rule catches, in either plan. Each account
 * that moves belongs to just one change, so that the changes add up to what moves, and one can be taken back alone
 * (bw-plan-review.h). A territory that keeps its areas and gets another owner is a change too.
 *
 * An account's forecast is what is won of it in the period and what its open deals are expected to bring in it. It goes with the
 * account: nothing is said of how well the new owner sells.
 *
 * O(accounts + counties + territories^2). */

#include "core/bw-plan-compare.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-outlook.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-quota.h"
#include "core/bw-plan-review.h"

/* What is at hand while comparing. */
typedef struct
{
  const BwBook          *book;
  BwTerritoryPlan       *before;
  BwTerritoryPlan       *after;
  const BwAccountValues *values;    /* (nullable) */
  const double          *forecasts; /* (nullable) (array length: the accounts) */
  BwPlanComparison      *comparison;
  gint64                *lines;        /* (array length: the territories) */
  guint                 *county_index; /* (array length: the counties): 1 + its change, 0: none */
  GHashTable            *index;        /* unit to 1 + its change */
} Work;

static void
clear_change (gpointer data)
{
  g_free (((BwPlanChange *)data)->unit);
}

static gint64
line_of (const Work *work,
         gint32      territory)
{
  return territory >= 0 ? work->lines[territory] : 0;
}

static gint32
owner_of (const BwBook *book,
          gint32        territory)
{
  return territory >= 0 ? bw_book_territory (book, territory)->owner : BW_NOBODY;
}

/* The territory of @plan that continues @territory of another; %BW_NOBODY for none. */
gint32
bw_plan_continuation (const BwBook *book,
                      gint32        plan,
                      gint32        territory)
{
  gint64 line = bw_territory_line (book, territory);

  for (guint i = 0; line != 0 && i < book->territories->len; i++)
    if (bw_book_territory (book, i)->plan == plan && bw_territory_line (book, (gint32)i) == line)
      return (gint32)i;
  return BW_NOBODY;
}

static guint
add_change (Work            *work,
            BwPlanChangeKind kind,
            char            *unit,
            gint32           from,
            gint32           to,
            gint32           index)
{
  BwPlanChange change = { kind, unit, from, to, index, { 0 }, FALSE, BW_DECISION_OPEN, 0 };

  change.sum.forecast = work->forecasts != NULL ? 0 : NAN;
  g_array_append_val (work->comparison->changes, change);
  g_hash_table_insert (work->index, unit, GUINT_TO_POINTER (work->comparison->changes->len));
  return work->comparison->changes->len;
}

static gboolean
county_moves (const Work *work,
              guint       county)
{
  return line_of (work, work->before->units[county]) != line_of (work, work->after->units[county]);
}

/* Lists the states and counties that go elsewhere. */
static void
find_areas (Work *work)
{
  const BwAtlas *atlas = work->after->atlas;
  gint32        *before = work->before->units, *after = work->after->units;

  /* Over different maps only the accounts can be compared. */
  if (work->before->atlas != atlas)
    return;
  for (guint s = 0; atlas != NULL && s < bw_atlas_n_parents (atlas); s++)
    {
      const BwAtlasParent *state = bw_atlas_parent (atlas, s);
      gboolean             whole = state->n > 1 && bw_atlas_has_parent_ids (atlas);

      for (guint i = state->first; i < state->first + state->n && whole; i++)
        whole = county_moves (work, i) && before[i] == before[state->first] && after[i] == after[state->first];
      if (whole)
        {
          guint change = add_change (work, BW_CHANGE_AREA, bw_atlas_parent_dup_id (atlas, s), before[state->first],
                                     after[state->first], (gint32)s);

          for (guint i = state->first; i < state->first + state->n; i++)
            work->county_index[i] = change;
          g_array_index (work->comparison->changes, BwPlanChange, change - 1).whole = TRUE;
          g_array_index (work->comparison->changes, BwPlanChange, change - 1).sum.units = state->n;
          continue;
        }
      for (guint i = state->first; i < state->first + state->n; i++)
        if (county_moves (work, i))
          {
            work->county_index[i] = add_change (work, BW_CHANGE_AREA, bw_atlas_unit_dup_id (atlas, i),
                                                before[i], after[i], (gint32)i);
            g_array_index (work->comparison->changes, BwPlanChange, work->county_index[i] - 1).sum.units = 1;
          }
    }
}

/* The row of ZIP codes that decides over @place in either plan: its key in their tables; 0 for none. */
static guint
zip_key (const Work    *work,
         const BwPlace *place)
{
  guint keys[] = { place->zip, place->zip / 100 + BW_TERRITORY_PREFIX_BASE };

  for (guint i = 0; i < G_N_ELEMENTS (keys) && place->zip != 0; i++)
    if (g_hash_table_contains (work->before->zips, GUINT_TO_POINTER (keys[i])) ||
        g_hash_table_contains (work->after->zips, GUINT_TO_POINTER (keys[i])))
      return keys[i];
  return 0;
}

static guint
find_or_add (Work            *work,
             BwPlanChangeKind kind,
             char            *unit,
             guint            account,
             gint32           index)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (work->index, unit));

  if (found != 0)
    {
      g_free (unit);
      return found;
    }
  return add_change (work, kind, unit, work->before->accounts[account], work->after->accounts[account], index);
}

/* The change that @account moves by; 1 + its index. */
static guint
change_of_account (Work *work,
                   guint account)
{
  const BwPlace *place = &work->before->places[account];
  guint          key = zip_key (work, place);
  gboolean       single = work->before->named[account] || work->after->named[account] || work->before->rules[account] >= 0 ||
                    work->after->rules[account] >= 0;

  if (!single && key != 0)
    return find_or_add (work, BW_CHANGE_ZIP,
                        key >= BW_TERRITORY_PREFIX_BASE ? g_strdup_printf ("zip:%03u", key - BW_TERRITORY_PREFIX_BASE)
                                                        : g_strdup_printf ("zip:%05u", key),
                        account, BW_NOBODY);
  if (!single && place->unit != BW_ATLAS_NOWHERE && work->county_index[place->unit] != 0)
    return work->county_index[place->unit];
  if (!single && place->unit == BW_ATLAS_NOWHERE && place->parent != BW_ATLAS_NOWHERE && work->before->atlas == work->after->atlas)
    {
      guint first = bw_atlas_parent (work->after->atlas, (guint)place->parent)->first;

      if (work->county_index[first] != 0)
        return work->county_index[first];
    }
  return find_or_add (work, BW_CHANGE_ACCOUNT, g_strdup_printf ("account:%" G_GINT64_FORMAT, bw_book_account (work->book, account)->key),
                      account, (gint32)account);
}

static void
add_account (const Work *work,
             guint       account,
             BwPlanSum  *sum)
{
  gint32 before = owner_of (work->book, work->before->accounts[account]), after = owner_of (work->book, work->after->accounts[account]);

  sum->accounts++;
  sum->owners += before != after;
  if (work->values != NULL)
    for (int measure = 0; measure < BW_N_MEASURES; measure++)
      sum->values[measure] += work->values->values[measure][account];
  if (work->forecasts != NULL)
    sum->forecast += work->forecasts[account];
}

/* Lists the territories that get another owner. */
static void
find_owners (Work *work)
{
  const BwBook *book = work->book;

  for (guint i = 0; i < book->territories->len; i++)
    {
      gint32 base = bw_book_territory (book, i)->plan == work->after->plan ? bw_plan_continuation (book, work->before->plan, (gint32)i)
                                                                           : BW_NOBODY;

      if (base >= 0 && owner_of (book, base) != owner_of (book, (gint32)i))
        add_change (work, BW_CHANGE_OWNER, g_strdup_printf ("territory:%" G_GINT64_FORMAT, work->lines[i]), base, (gint32)i, (gint32)i);
    }
}

/* The change by which an account that stays in its territory gets another owner; 1 + its index, 0: none. */
static guint
owner_change (const Work *work,
              guint       account)
{
  g_autofree char *unit = NULL;
  gint32           territory = work->after->accounts[account];

  if (territory < 0 || owner_of (work->book, territory) == owner_of (work->book, work->before->accounts[account]))
    return 0;
  unit = g_strdup_printf ("territory:%" G_GINT64_FORMAT, work->lines[territory]);
  return GPOINTER_TO_UINT (g_hash_table_lookup (work->index, unit));
}

static void
sum_accounts (Work *work)
{
  for (guint i = 0; i < work->before->n_accounts; i++)
    {
      guint change;

      if (bw_book_account (work->book, i)->merged != 0)
        continue;
      if (line_of (work, work->before->accounts[i]) != line_of (work, work->after->accounts[i]))
        change = change_of_account (work, i);
      else
        change = owner_change (work, i);
      add_account (work, i, &work->comparison->all);
      if (change == 0)
        continue;
      add_account (work, i, &g_array_index (work->comparison->changes, BwPlanChange, change - 1).sum);
      add_account (work, i, &work->comparison->moved);
    }
}

/* Fills the matrix: each account and county from where to where. */
static void
fill_cells (Work *work)
{
  gsize                 n = work->book->territories->len + 1;
  g_autofree BwPlanSum *sums = g_new0 (BwPlanSum, n * n);

  for (guint i = 0; i < work->before->n_units && work->before->atlas == work->after->atlas; i++)
    sums[(gsize)(work->before->units[i] + 1) * n + (gsize)(work->after->units[i] + 1)].units++;
  for (guint i = 0; i < work->before->n_accounts; i++)
    if (bw_book_account (work->book, i)->merged == 0)
      add_account (work, i, &sums[(gsize)(work->before->accounts[i] + 1) * n + (gsize)(work->after->accounts[i] + 1)]);
  for (gsize i = 0; i < n * n; i++)
    {
      BwPlanCell cell = { (gint32)(i / n) - 1, (gint32)(i % n) - 1, FALSE, sums[i] };

      if (cell.sum.units == 0 && cell.sum.accounts == 0)
        continue;
      cell.stays = line_of (work, cell.from) == line_of (work, cell.to);
      if (work->forecasts == NULL)
        cell.sum.forecast = NAN;
      g_array_append_val (work->comparison->cells, cell);
    }
}

static void
add_sum (BwPlanSum       *to,
         const BwPlanSum *sum)
{
  to->units += sum->units;
  to->accounts += sum->accounts;
  to->owners += sum->owners;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    to->values[measure] += sum->values[measure];
  to->forecast += sum->forecast;
}

/* Lists who answers for a territory in either plan, with what they had and will have. */
static void
fill_people (Work           *work,
             const BwPeriod *period)
{
  const BwBook            *book = work->book;
  g_autofree BwPlanPerson *people = g_new0 (BwPlanPerson, book->people->len + 1);
  g_autofree guint8       *some = g_new0 (guint8, book->people->len + 1);
  g_autoptr (BwBook) then = bw_book_copy_but_deals (book);
  g_autoptr (BwDelta) delta = bw_delta_new (book);

  if (period != NULL && work->before->plan >= 0 && work->after->plan >= 0)
    bw_plan_quota_move (then, work->before->plan, work->after->plan, period->from, delta);
  for (guint i = 0; i < book->territories->len; i++)
    {
      const BwTerritory *territory = bw_book_territory (book, i);

      if (territory->owner >= 0 && (territory->plan == work->before->plan || territory->plan == work->after->plan))
        some[territory->owner] = 1;
    }
  for (guint i = 0; i < work->comparison->cells->len; i++)
    {
      const BwPlanCell *cell = &g_array_index (work->comparison->cells, BwPlanCell, i);
      gint32            before = owner_of (book, cell->from), after = owner_of (book, cell->to);

      if (before >= 0)
        add_sum (&people[before].before, &cell->sum);
      if (after >= 0)
        add_sum (&people[after].after, &cell->sum);
    }
  for (guint i = 0; i < book->people->len; i++)
    {
      people[i].person = (gint32)i;
      people[i].quota_before = period != NULL ? bw_book_own_quota (book, (gint32)i, period) : BW_MONEY_NONE;
      people[i].quota_after = period != NULL ? bw_book_own_quota (then, (gint32)i, period) : BW_MONEY_NONE;
      if (some[i])
        g_array_append_val (work->comparison->people, people[i]);
    }
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const BwPlanChange *left = a, *right = b;

  if (left->sum.accounts != right->sum.accounts)
    return left->sum.accounts > right->sum.accounts ? -1 : 1;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return strcmp (left->unit, right->unit);
}

/* Looks up what was said of the changes, and counts. */
static void
finish_changes (Work *work)
{
  BwPlanComparison *comparison = work->comparison;

  for (guint i = 0; i < comparison->changes->len; i++)
    {
      BwPlanChange       *change = &g_array_index (comparison->changes, BwPlanChange, i);
      const BwPlanReview *review = bw_plan_review_find (work->book, comparison->plan, change->unit, change->to);

      if (review != NULL)
        {
          change->decision = review->decision;
          change->note = review->note;
        }
      comparison->moved.units += change->sum.units;
      comparison->n_open += change->decision == BW_DECISION_OPEN;
      comparison->n_accepted += change->decision == BW_DECISION_ACCEPTED;
      comparison->n_rejected += change->decision == BW_DECISION_REJECTED;
    }
  g_array_sort (comparison->changes, compare_changes);
}

/* Compares @plan with @base, of which either may be %BW_NOBODY: without any territory. @values (nullable) tells what accounts are
 * worth, @forecasts (nullable) (array length: the accounts) what they are expected to bring, @period (nullable) whose quotas
 * are compared.
 * Returns: (transfer full). */
BwPlanComparison *
bw_plan_comparison_new (const BwBook          *book,
                        gint32                 base,
                        gint32                 plan,
                        const BwAccountValues *values,
                        const double          *forecasts,
                        const BwPeriod        *period)
{
  BwPlanComparison *self = g_new0 (BwPlanComparison, 1);
  g_autoptr (BwTerritoryPlan) before = bw_territory_plan_new_of (book, base);
  g_autoptr (BwTerritoryPlan) after = bw_territory_plan_new_of (book, plan);
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gint64 *lines = g_new0 (gint64, book->territories->len + 1);
  g_autofree guint  *county_index = g_new0 (guint, before->n_units + 1);
  Work               work = { book, before, after, values, forecasts, self, lines, county_index, index };

  self->base = base;
  self->plan = plan;
  self->cells = g_array_new (FALSE, FALSE, sizeof (BwPlanCell));
  self->changes = g_array_new (FALSE, FALSE, sizeof (BwPlanChange));
  g_array_set_clear_func (self->changes, clear_change);
  self->people = g_array_new (FALSE, FALSE, sizeof (BwPlanPerson));
  self->moved.forecast = self->all.forecast = forecasts != NULL ? 0 : NAN;
  for (guint i = 0; i < book->territories->len; i++)
    lines[i] = bw_territory_line (book, (gint32)i);
  self->all.units = before->n_units;
  find_areas (&work);
  find_owners (&work);
  sum_accounts (&work);
  fill_cells (&work);
  fill_people (&work, period);
  finish_changes (&work);
  return self;
}

/* Frees @comparison (transfer full) (nullable). */
void
bw_plan_comparison_free (BwPlanComparison *comparison)
{
  if (comparison == NULL)
    return;
  g_array_unref (comparison->cells);
  g_array_unref (comparison->changes);
  g_array_unref (comparison->people);
  g_free (comparison);
}

/* The map that an area which changes lies on. */
static const BwAtlas *
map_of (const BwBook       *book,
        const BwPlanChange *change)
{
  return bw_territory_plan_map (book, bw_book_territory (book, change->to >= 0 ? change->to : change->from)->plan);
}

/* Returns: (transfer full): what @change is about, such as "Travis, TX". */
char *
bw_plan_change_dup_name (const BwBook       *book,
                         const BwPlanChange *change)
{
  switch (change->kind)
    {
    case BW_CHANGE_AREA:
      return change->whole ? g_strdup (bw_atlas_parent (map_of (book, change), (guint)change->index)->name)
                           : bw_atlas_unit_dup_name (map_of (book, change), (guint)change->index);
    case BW_CHANGE_ZIP:
      return g_strdup_printf (strlen (change->unit) == 7 ? _ ("ZIP codes %s…") : _ ("ZIP code %s"), change->unit + 4);
    case BW_CHANGE_ACCOUNT:
      return g_strdup (bw_book_text (book, bw_book_account (book, (guint)change->index)->name));
    case BW_CHANGE_OWNER:
    default:
      return g_strdup_printf (_ ("Owner of %s"), bw_book_text (book, bw_book_territory (book, (guint)change->index)->name));
    }
}

/* What each account is expected to bring in @period as of @as_of, minor units: what is won of it, and each open deal's amount times
 * its chance of being won by the period's end.
 * Returns: (transfer full) (array length: the accounts). */
double *
bw_plan_forecasts_new (const BwBook   *book,
                       const BwPeriod *period,
                       BwDate          as_of)
{
  double                *forecasts = g_new0 (double, MAX (book->accounts->len, 1));
  guint                  n = 0;
  gboolean               usable = FALSE;
  g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, period, as_of, &n, &usable);

  for (guint i = 0; i < n; i++)
    {
      gint32 account = book->deals.account[odds[i].deal];
      gint64 amount = book->deals.amount[odds[i].deal];

      if (account >= 0 && amount != BW_MONEY_NONE && isfinite (odds[i].probability_in_period))
        forecasts[account] += odds[i].probability_in_period * (double)amount;
    }
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32 account = book->deals.account[i];

      if (account >= 0 && !(book->deals.flags[i] & BW_DEAL_VANISHED) && book->deals.stage[i] < book->stages->len &&
          bw_book_stage (book, book->deals.stage[i])->kind == BW_STAGE_WON && book->deals.close[i] >= period->from &&
          book->deals.close[i] <= MIN (period->to, as_of) && book->deals.amount[i] != BW_MONEY_NONE)
        forecasts[account] += (double)book->deals.amount[i];
    }
  return forecasts;
}
