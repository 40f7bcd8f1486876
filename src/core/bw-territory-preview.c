/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What territories would have if areas were given away, while a hand still holds these.
 *
 * Accounts are summed up once: those that go where their area goes, by area; those that stay (named, by rule, by a postal code of their own),
 * by territory; those of which only the state or country is known, by that, since they belong to whoever has all of it. From then on an answer
 * takes one step for each area given away (bw-territory-tally.c), however many accounts there are: 5,000 areas in a millisecond or two, where
 * laying the plan out again takes as long as there are accounts. */

#include "core/bw-territory-preview.h"

#include <math.h>
#include <string.h>

#include "core/bw-adjacency.h"
#include "core/bw-territory-tally.h"

/* Accounts of which only the parent of their area is known. */
typedef struct
{
  guint  parent;
  gint64 values[BW_N_MEASURES];
} Vague;

struct _BwTerritoryPreview
{
  const BwTerritoryPlan *plan; /* borrowed */
  BwAdjacency           *adjacency;
  GArray                *territories; /* gint32: of the book */
  gint32                *row_of;      /* (array length: the book's territories): which of the territories each is, -1 none */
  gint64                *values;      /* [units][BW_N_MEASURES] */
  BwTerritoryTally      *tally;       /* of the territories' rows, as they are */
  GArray                *vague;       /* Vague, by parent */
};

static gint32
row_of (const BwTerritoryPreview *self,
        gint32                    territory)
{
  return territory >= 0 ? self->row_of[territory] : BW_TALLY_NONE;
}

/* Whether the plan says of the postal code itself whose it is. */
static gboolean
has_own_code (const BwTerritoryPlan *plan,
              const BwPlace         *place)
{
  return place->zip != 0 && (g_hash_table_contains (plan->zips, GUINT_TO_POINTER (place->zip)) ||
                             g_hash_table_contains (plan->zips, GUINT_TO_POINTER (place->zip / 100 + BW_TERRITORY_PREFIX_BASE)));
}

/* Whether @account goes where the land goes that it is on. */
static gboolean
follows_land (const BwTerritoryPlan *plan,
              guint                  account)
{
  return plan->rules[account] < 0 && !plan->named[account] && !has_own_code (plan, &plan->places[account]);
}

static void
add (gint64                *sums,
     const BwAccountValues *values,
     guint                  account)
{
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    sums[measure] += values->values[measure][account];
}

/* Sums the accounts up. Returns: (transfer full): what stays, [territories + 1][BW_N_MEASURES]. */
static gint64 *
sum_up (BwTerritoryPreview    *self,
        const BwAccountValues *values)
{
  const BwTerritoryPlan *plan = self->plan;
  guint                  k = self->territories->len;
  gint64                *base = g_new0 (gint64, (gsize)(k + 1) * BW_N_MEASURES);
  g_autofree guint      *place = g_new0 (guint, (plan->atlas != NULL ? bw_atlas_n_parents (plan->atlas) : 0) + 1);

  for (guint i = 0; i < plan->n_accounts && i < values->n; i++)
    {
      const BwPlace *at = &plan->places[i];
      gint32         row = row_of (self, plan->accounts[i]);
      gboolean       follows = follows_land (plan, i);

      if (follows && at->unit != BW_ATLAS_NOWHERE)
        add (self->values + (gsize)at->unit * BW_N_MEASURES, values, i);
      else if (!follows || at->parent == BW_ATLAS_NOWHERE)
        add (base + (gsize)(row >= 0 ? (guint)row : k) * BW_N_MEASURES, values, i);
      else
        {
          if (place[at->parent] == 0)
            {
              Vague blank = { .parent = (guint)at->parent };

              g_array_append_val (self->vague, blank);
              place[at->parent] = self->vague->len;
            }
          add (g_array_index (self->vague, Vague, place[at->parent] - 1).values, values, i);
        }
    }
  return base;
}

/* Gets ready to say what moving areas of @plan, which is borrowed, would do. Nothing is kept of @values.
 * Returns: (transfer full). */
BwTerritoryPreview *
bw_territory_preview_new (const BwTerritoryPlan *plan,
                          const BwAccountValues *values)
{
  BwTerritoryPreview *self = g_new0 (BwTerritoryPreview, 1);
  g_autofree gint64  *base = NULL;
  g_autofree gint32  *rows = g_new (gint32, plan->n_units + 1);

  self->plan = plan;
  self->adjacency = bw_adjacency_new (plan->book, plan->atlas);
  self->territories = bw_territory_plan_dup_territories (plan);
  self->row_of = g_new (gint32, plan->book->territories->len + 1);
  memset (self->row_of, 0xff, (plan->book->territories->len + 1) * sizeof *self->row_of);
  for (guint i = 0; i < self->territories->len; i++)
    self->row_of[g_array_index (self->territories, gint32, i)] = (gint32)i;
  self->values = g_new0 (gint64, MAX ((gsize)plan->n_units * BW_N_MEASURES, 1));
  self->vague = g_array_new (FALSE, FALSE, sizeof (Vague));
  base = sum_up (self, values);
  for (guint i = 0; i < plan->n_units; i++)
    rows[i] = row_of (self, plan->units[i]);
  self->tally = bw_territory_tally_new (self->adjacency, self->territories->len, BW_N_MEASURES, rows, self->values, base);
  return self;
}

/* Frees @preview (transfer full) (nullable). */
void
bw_territory_preview_free (BwTerritoryPreview *preview)
{
  if (preview == NULL)
    return;
  bw_territory_tally_free (preview->tally);
  bw_adjacency_free (preview->adjacency);
  g_array_unref (preview->territories);
  g_array_unref (preview->vague);
  g_free (preview->row_of);
  g_free (preview->values);
  g_free (preview);
}

/* The row that has the whole of @parent, %BW_TALLY_NONE where none has. */
static gint32
row_of_parent (const BwTerritoryPreview *self,
               const BwTerritoryTally   *tally,
               guint                     parent)
{
  const BwAtlasParent *area = bw_atlas_parent (self->plan->atlas, parent);

  for (guint i = 1; i < area->n; i++)
    if (bw_territory_tally_get_territory (tally, area->first + i) != bw_territory_tally_get_territory (tally, area->first))
      return BW_TALLY_NONE;
  return area->n > 0 ? bw_territory_tally_get_territory (tally, area->first) : BW_TALLY_NONE;
}

static void
fill_row (const BwTerritoryPreview *self,
          const BwTerritoryTally   *tally,
          guint                     index,
          BwTerritoryBalance       *row)
{
  gint32 tallied = index < self->territories->len ? (gint32)index : BW_TALLY_NONE;

  row->territory = tallied >= 0 ? g_array_index (self->territories, gint32, index) : BW_NOBODY;
  row->units = bw_territory_tally_get_units (tally, tallied);
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    row->values[measure] = bw_territory_tally_get_total (tally, tallied, (guint)measure);
}

static void
add_vague (const BwTerritoryPreview *self,
           const BwTerritoryTally   *tally,
           GArray                   *rows)
{
  for (guint i = 0; i < self->vague->len; i++)
    {
      const Vague        *vague = &g_array_index (self->vague, Vague, i);
      gint32              tallied = row_of_parent (self, tally, vague->parent);
      BwTerritoryBalance *row = &g_array_index (rows, BwTerritoryBalance, tallied >= 0 ? (guint)tallied : self->territories->len);

      for (int measure = 0; measure < BW_N_MEASURES; measure++)
        row->values[measure] += vague->values[measure];
    }
}

static void
set_deviations (GArray *rows)
{
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    {
      double sum = 0;

      for (guint i = 0; i + 1 < rows->len; i++)
        sum += (double)g_array_index (rows, BwTerritoryBalance, i).values[measure];
      for (guint i = 0; i < rows->len; i++)
        {
          BwTerritoryBalance *row = &g_array_index (rows, BwTerritoryBalance, i);

          row->deviation[measure] = i + 1 < rows->len && sum > 0 ? (double)row->values[measure] * (rows->len - 1) / sum - 1 : NAN;
        }
    }
}

/* What the territories would have if the @n @units, each once, belonged to @territory (%BW_NOBODY: to none), as far as they may be moved.
 * Returns: (transfer full) (element-type BwTerritoryBalance): as of bw_territory_balance_new(), but without the pieces of what nobody has. */
GArray *
bw_territory_preview_balance (const BwTerritoryPreview *preview,
                              const guint32            *units,
                              guint                     n,
                              gint32                    territory)
{
  g_autoptr (BwTerritoryTally) tally = bw_territory_tally_copy (preview->tally);
  g_auto (BwTallyCheck) check = { 0 };
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (BwTerritoryBalance));

  for (guint i = 0; i < n; i++)
    if (bw_territory_plan_may_move (preview->plan, units[i], territory))
      bw_territory_tally_move (tally, units[i], row_of (preview, territory));
  g_array_set_size (rows, preview->territories->len + 1);
  for (guint i = 0; i < rows->len; i++)
    fill_row (preview, tally, i, &g_array_index (rows, BwTerritoryBalance, i));
  add_vague (preview, tally, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      BwTerritoryBalance *row = &g_array_index (rows, BwTerritoryBalance, i);

      row->accounts = (guint)row->values[BW_MEASURE_ACCOUNTS];
    }
  bw_territory_tally_check (tally, &check);
  for (guint i = 0; i + 1 < rows->len; i++)
    g_array_index (rows, BwTerritoryBalance, i).pieces = check.pieces[i];
  set_deviations (rows);
  return rows;
}
