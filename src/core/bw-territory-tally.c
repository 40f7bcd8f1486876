/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each territory has, kept up to date while units are moved to and fro.
 *
 * Totals follow from what changes: a moved unit is taken from one territory and added to another, in O(measures) and whatever the
 * number of accounts. So that totals can be shown while units are dragged or a line is drawn around thousands of them. Sums are
 * integers: moving back and forth leaves no trace.
 *
 * Checking how territories lie is a pass over all units and borders, O(units + borders), by one breadth-first search from each unit
 * that no earlier one has reached. */

#include "core/bw-territory-tally.h"

#include <math.h>
#include <string.h>

struct _BwTerritoryTally
{
  const BwAdjacency *adjacency; /* borrowed */
  const gint64      *values;    /* borrowed: [n][n_measures] */
  guint              n, k, n_measures;
  gint32            *territory; /* (array length=n) */
  gint64            *totals;    /* [k + 1][n_measures]: the last are those of none */
  gint64            *sums;      /* (array length=n_measures): of all territories, without those of none */
  guint             *units;     /* (array length=k + 1) */
};

static guint
row_of (const BwTerritoryTally *self,
        gint32                  territory)
{
  return territory >= 0 && (guint)territory < self->k ? (guint)territory : self->k;
}

/* Counts @values ([units][@n_measures]), and @base (nullable) ([@k + 1][@n_measures]; the last row is what none has) which stays where it is,
 * by @territory (array length: the units; 0 to @k - 1, else none). @adjacency and @values are borrowed for as long as the tally is there.
 * Returns: (transfer full). */
BwTerritoryTally *
bw_territory_tally_new (const BwAdjacency *adjacency,
                        guint              k,
                        guint              n_measures,
                        const gint32      *territory,
                        const gint64      *values,
                        const gint64      *base)
{
  BwTerritoryTally *self = g_new0 (BwTerritoryTally, 1);
  gsize             cells = (gsize)(k + 1) * n_measures;

  self->adjacency = adjacency;
  self->values = values;
  self->n = adjacency->n;
  self->k = k;
  self->n_measures = n_measures;
  self->territory = g_memdup2 (territory, MAX (self->n, 1) * sizeof *territory);
  self->totals = base != NULL && cells > 0 ? g_memdup2 (base, cells * sizeof *base) : g_new0 (gint64, MAX (cells, 1));
  self->sums = g_new0 (gint64, MAX (n_measures, 1));
  self->units = g_new0 (guint, k + 1);
  for (guint u = 0; u < self->n; u++)
    {
      guint row = row_of (self, territory[u]);

      self->units[row]++;
      for (guint m = 0; m < n_measures; m++)
        self->totals[(gsize)row * n_measures + m] += values[(gsize)u * n_measures + m];
    }
  for (guint t = 0; t < k; t++)
    for (guint m = 0; m < n_measures; m++)
      self->sums[m] += self->totals[(gsize)t * n_measures + m];
  return self;
}

/* Returns: (transfer full): another one to try things with. */
BwTerritoryTally *
bw_territory_tally_copy (const BwTerritoryTally *tally)
{
  BwTerritoryTally *self = g_memdup2 (tally, sizeof *tally);

  self->territory = g_memdup2 (tally->territory, MAX (tally->n, 1) * sizeof *tally->territory);
  self->totals = g_memdup2 (tally->totals, MAX ((gsize)(tally->k + 1) * tally->n_measures, 1) * sizeof *tally->totals);
  self->sums = g_memdup2 (tally->sums, MAX (tally->n_measures, 1) * sizeof *tally->sums);
  self->units = g_memdup2 (tally->units, (tally->k + 1) * sizeof *tally->units);
  return self;
}

/* Frees @tally (transfer full) (nullable). */
void
bw_territory_tally_free (BwTerritoryTally *tally)
{
  if (tally == NULL)
    return;
  g_free (tally->territory);
  g_free (tally->totals);
  g_free (tally->sums);
  g_free (tally->units);
  g_free (tally);
}

/* Gives @unit to @territory (%BW_TALLY_NONE: to none). O(measures). */
void
bw_territory_tally_move (BwTerritoryTally *tally,
                         guint             unit,
                         gint32            territory)
{
  guint         from = row_of (tally, tally->territory[unit]), to = row_of (tally, territory), n = tally->n_measures;
  const gint64 *values = tally->values + (gsize)unit * n;

  tally->territory[unit] = territory;
  if (from == to)
    return;
  tally->units[from]--;
  tally->units[to]++;
  for (guint m = 0; m < n; m++)
    {
      tally->totals[(gsize)from * n + m] -= values[m];
      tally->totals[(gsize)to * n + m] += values[m];
      tally->sums[m] += from == tally->k ? values[m] : to == tally->k ? -values[m]
                                                                      : 0;
    }
}

/* Gives all of @units (array length=n) to @territory. */
void
bw_territory_tally_move_all (BwTerritoryTally *tally,
                             const guint32    *units,
                             guint             n,
                             gint32            territory)
{
  for (guint i = 0; i < n; i++)
    bw_territory_tally_move (tally, units[i], territory);
}

/* Which territory @unit is in now. */
gint32
bw_territory_tally_get_territory (const BwTerritoryTally *tally,
                                  guint                   unit)
{
  return tally->territory[unit];
}

/* What @territory (%BW_TALLY_NONE: none) has of @measure. */
gint64
bw_territory_tally_get_total (const BwTerritoryTally *tally,
                              gint32                  territory,
                              guint                   measure)
{
  return tally->totals[(gsize)row_of (tally, territory) * tally->n_measures + measure];
}

/* How many units it has. */
guint
bw_territory_tally_get_units (const BwTerritoryTally *tally,
                              gint32                  territory)
{
  return tally->units[row_of (tally, territory)];
}

/* How far it is from the territories' mean, 0.1 is 10 % more; NaN where the mean is 0, and of none. */
double
bw_territory_tally_get_deviation (const BwTerritoryTally *tally,
                                  gint32                  territory,
                                  guint                   measure)
{
  if (territory < 0 || tally->sums[measure] <= 0)
    return NAN;
  return (double)bw_territory_tally_get_total (tally, territory, measure) * tally->k / (double)tally->sums[measure] - 1;
}

/* Goes through the piece that @unit is in. Returns its units; @around becomes the one territory that surrounds it, -1 nobody does, -2 several
 * do, or it touches what is nobody's. */
static guint
walk (const BwTerritoryTally *self,
      guint                   unit,
      guint8                 *seen,
      guint32                *queue,
      gint32                 *around)
{
  const guint  *first = self->adjacency->first;
  const gint32 *neighbours = self->adjacency->neighbours;
  guint         head = 0, tail = 0;
  gint32        here = self->territory[unit];

  *around = -1;
  queue[tail++] = unit;
  seen[unit] = 1;
  while (head < tail)
    {
      guint at = queue[head++];

      for (guint j = first[at]; j < first[at + 1]; j++)
        {
          gint32 near = neighbours[j], there = self->territory[near];

          if (there != here)
            *around = there >= 0 && (*around == -1 || *around == there) ? there : -2;
          else if (!seen[near])
            {
              seen[near] = 1;
              queue[tail++] = (guint32)near;
            }
        }
    }
  return tail;
}

/* Looks at how all territories lie. @check is to be cleared with bw_tally_check_clear(). */
void
bw_territory_tally_check (const BwTerritoryTally *tally,
                          BwTallyCheck           *check)
{
  g_autofree guint8  *seen = g_new0 (guint8, tally->n + 1);
  g_autofree guint32 *queue = g_new (guint32, tally->n + 1);

  memset (check, 0, sizeof *check);
  check->pieces = g_new0 (guint, tally->k + 1);
  for (guint u = 0; u < tally->n; u++)
    {
      gint32 around, territory = tally->territory[u];
      guint  n;

      if (seen[u])
        continue;
      n = walk (tally, u, seen, queue, &around);
      if (territory < 0)
        {
          check->n_unassigned += n;
          check->n_holes += around >= 0;
          continue;
        }
      check->n_pieces++;
      check->n_detached += check->pieces[territory]++ > 0;
    }
}

/* Frees what is in @check. */
void
bw_tally_check_clear (BwTallyCheck *check)
{
  g_clear_pointer (&check->pieces, g_free);
}
