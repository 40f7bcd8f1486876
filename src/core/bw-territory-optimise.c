/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser at work on a territory plan.
 *
 * Units are the counties of the plan's territories (and those nobody has, when gaps are to be filled), with what their accounts are
 * worth. Accounts that a territory has by name or ZIP area go with it wherever the county goes: their worth is counted as what the
 * territory has already. Counties without accounts weigh a little too, so that they lie with what is around them. Distances are those
 * over the ground, not those of the map, whose insets are drawn elsewhere and smaller.
 *
 * The plan's own rules hold: locked units and territories stay, centres are pinned, bridges count as borders and cut borders do not. */

#include "core/bw-territory-optimise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* What a county weighs by being there, as a share of all, besides what its accounts are worth. */
#define AREA_SHARE 0.1

/* An account is named with an area when it is more than this part of what that is worth. */
#define MOSTLY 0.5

typedef struct
{
  const BwTerritoryPlan            *plan;
  const BwAccountValues            *values;
  const BwTerritoryOptimiseOptions *options;
  const BwAtlas                    *atlas;
  BwTerritoryProposal              *proposal;
  gint32                           *unit_of;      /* [n_counties]: -1 none */
  gint32                           *territory_of; /* [book's territories]: the partition's, -1 none */
  double                           *latitude, *longitude, *weights, *mass, *base;
  GArray                           *edges; /* guint32 */
  gint32                           *current, *fixed;
  guint8                           *closed;
  double                           *centres;
} Work;

static void
clear_work (Work *work)
{
  g_free (work->unit_of);
  g_free (work->territory_of);
  g_free (work->latitude);
  g_free (work->longitude);
  g_free (work->weights);
  g_free (work->mass);
  g_free (work->base);
  g_clear_pointer (&work->edges, g_array_unref);
  g_free (work->current);
  g_free (work->fixed);
  g_free (work->closed);
  g_free (work->centres);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

/* Which territories and counties take part. */
static void
find_units (Work *work)
{
  BwTerritoryProposal *proposal = work->proposal;
  const BwBook        *book = work->plan->book;
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (work->plan);

  work->territory_of = g_new (gint32, MAX (book->territories->len, 1));
  memset (work->territory_of, 0xff, MAX (book->territories->len, 1) * sizeof *work->territory_of);
  proposal->n_territories = territories->len;
  proposal->territories = g_new (gint32, MAX (territories->len, 1));
  for (guint i = 0; i < territories->len; i++)
    {
      proposal->territories[i] = g_array_index (territories, gint32, i);
      work->territory_of[proposal->territories[i]] = (gint32)i;
    }
  work->unit_of = g_new (gint32, MAX (work->plan->n_units, 1));
  proposal->counties = g_new (guint32, MAX (work->plan->n_units, 1));
  for (guint c = 0; c < work->plan->n_units; c++)
    {
      work->unit_of[c] = -1;
      if (work->plan->units[c] == BW_NOBODY && !work->options->fill_gaps)
        continue;
      work->unit_of[c] = (gint32)proposal->n_units;
      proposal->counties[proposal->n_units++] = c;
    }
  for (guint m = 0; m < BW_N_MEASURES; m++)
    if (work->options->measures[m])
      {
        proposal->titles[proposal->n_measures] = g_strdup (bw_measures_title (work->values->measures, m));
        proposal->measures[proposal->n_measures++] = m;
      }
}

/* What counties are worth, and what territories have besides. */
static void
sum_values (Work *work)
{
  const BwTerritoryProposal *proposal = work->proposal;
  guint                      n_measures = proposal->n_measures;
  g_autofree double         *total = g_new0 (double, n_measures);

  work->weights = g_new0 (double, MAX ((gsize)proposal->n_units * n_measures, 1));
  work->mass = g_new0 (double, MAX (proposal->n_units, 1));
  work->base = g_new0 (double, MAX ((gsize)proposal->n_territories * n_measures, 1));
  for (guint i = 0; i < work->plan->n_accounts && i < work->values->n; i++)
    {
      gint32 county = work->plan->places[i].unit, territory = work->plan->accounts[i];
      gint32 unit = county != BW_ATLAS_NOWHERE ? work->unit_of[county] : -1;

      if (bw_book_account (work->plan->book, i)->merged != 0)
        continue;
      for (guint m = 0; m < n_measures; m++)
        {
          double value = (double)MAX (work->values->values[proposal->measures[m]][i], 0);

          if (unit >= 0 && !work->plan->named[i] && territory == work->plan->units[county])
            {
              work->weights[(gsize)unit * n_measures + m] += value;
              total[m] += value;
            }
          else if (territory >= 0)
            work->base[(gsize)work->territory_of[territory] * n_measures + m] += value;
        }
    }
  for (guint u = 0; u < proposal->n_units; u++)
    {
      work->mass[u] = AREA_SHARE / proposal->n_units;
      for (guint m = 0; m < n_measures; m++)
        work->mass[u] += total[m] > 0 ? work->weights[(gsize)u * n_measures + m] / total[m] / n_measures : 0;
    }
}

static void
find_places (Work *work)
{
  const BwTerritoryProposal *proposal = work->proposal;

  work->latitude = g_new (double, MAX (proposal->n_units, 1));
  work->longitude = g_new (double, MAX (proposal->n_units, 1));
  for (guint u = 0; u < proposal->n_units; u++)
    {
      const BwAtlasUnit *county = bw_atlas_unit (work->atlas, proposal->counties[u]);

      work->latitude[u] = county->latitude;
      work->longitude[u] = county->longitude;
    }
}

/* The units that the name of a unit of the map stands for. Returns: (transfer full) (element-type guint32). */
static GArray *
units_of_name (const Work *work,
               const char *name)
{
  GArray *units = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (guint32));

  bw_atlas_collect_units (work->atlas, name, areas);
  for (guint i = 0; i < areas->len; i++)
    {
      gint32 unit = work->unit_of[g_array_index (areas, guint32, i)];

      if (unit >= 0)
        g_array_append_val (units, unit);
    }
  return units;
}

/* Pairs of units that are bridged by hand, or with @joined %FALSE kept apart. Returns: (transfer full) (element-type guint32). */
static GArray *
find_bridges (const Work *work,
              gboolean    joined)
{
  const BwBook *book = work->plan->book;
  GArray       *pairs = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < book->bridges->len; i++)
    {
      const BwBridge *bridge = &g_array_index (book->bridges, BwBridge, i);
      g_autoptr (GArray) first = units_of_name (work, bw_book_text (book, bridge->a));
      g_autoptr (GArray) second = units_of_name (work, bw_book_text (book, bridge->b));

      if (bridge->joined != joined || first->len != 1 || second->len != 1)
        continue;
      g_array_append_vals (pairs, first->data, 1);
      g_array_append_vals (pairs, second->data, 1);
    }
  return pairs;
}

static gboolean
has_pair (const GArray *pairs,
          guint32       a,
          guint32       b)
{
  for (guint i = 0; i < pairs->len; i += 2)
    {
      guint32 first = g_array_index (pairs, guint32, i), second = g_array_index (pairs, guint32, i + 1);

      if ((first == a && second == b) || (first == b && second == a))
        return TRUE;
    }
  return FALSE;
}

static void
find_edges (Work *work)
{
  const BwTerritoryProposal *proposal = work->proposal;
  g_autoptr (GArray) apart = find_bridges (work, FALSE);
  g_autoptr (GArray) joined = find_bridges (work, TRUE);

  work->edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 u = 0; u < proposal->n_units; u++)
    {
      guint         n;
      const gint32 *neighbours = bw_atlas_neighbours (work->atlas, proposal->counties[u], &n);

      for (guint i = 0; i < n; i++)
        {
          gint32 other = work->unit_of[neighbours[i]];

          if (other <= (gint32)u || has_pair (apart, u, (guint32)other))
            continue;
          g_array_append_val (work->edges, u);
          g_array_append_val (work->edges, other);
        }
    }
  g_array_append_vals (work->edges, joined->data, joined->len);
}

/* Today's plan, its locks and pinned centres. */
static void
find_plan (Work              *work,
           const BwUnitGraph *graph)
{
  const BwTerritoryProposal *proposal = work->proposal;
  const BwBook              *book = work->plan->book;

  work->current = g_new (gint32, MAX (proposal->n_units, 1));
  work->fixed = g_new (gint32, MAX (proposal->n_units, 1));
  work->closed = g_new0 (guint8, MAX (proposal->n_territories, 1));
  work->centres = g_new (double, 3 * (gsize)MAX (proposal->n_territories, 1));
  for (guint u = 0; u < proposal->n_units; u++)
    {
      gint32 territory = work->plan->units[proposal->counties[u]];

      work->current[u] = territory != BW_NOBODY ? work->territory_of[territory] : -1;
      work->fixed[u] = -1;
    }
  for (guint i = 0; i < book->plan_locks->len; i++)
    {
      const BwPlanLock *lock = &g_array_index (book->plan_locks, BwPlanLock, i);
      g_autoptr (GArray) units = NULL;

      if (lock->plan != work->plan->plan)
        continue;
      units = units_of_name (work, bw_book_text (book, lock->unit));
      for (guint j = 0; j < units->len; j++)
        work->fixed[g_array_index (units, guint32, j)] = work->current[g_array_index (units, guint32, j)];
    }
  for (guint t = 0; t < proposal->n_territories; t++)
    {
      const BwTerritory *territory = bw_book_territory (book, proposal->territories[t]);
      g_autoptr (GArray) units = units_of_name (work, bw_book_text (book, territory->center));

      work->closed[t] = territory->locked;
      for (guint i = 0; i < 3; i++)
        work->centres[3 * (gsize)t + i] = units->len == 1 ? graph->points[g_array_index (units, guint32, 0)].at[i] : (double)NAN;
    }
}

/* Which counties change hands. */
static void
note_moves (Work *work)
{
  BwTerritoryProposal *proposal = work->proposal;

  proposal->moved = g_new (guint32, MAX (proposal->n_units, 1));
  proposal->moved_to = g_new (gint32, MAX (proposal->n_units, 1));
  for (guint u = 0; u < proposal->n_units; u++)
    {
      gint32 to = proposal->partition->territory[u];

      if (to == work->current[u])
        continue;
      proposal->moved[proposal->n_moved] = proposal->counties[u];
      proposal->moved_to[proposal->n_moved++] = proposal->territories[to];
    }
}

/* Which accounts are most of what the units in the findings are worth. */
static void
note_accounts (Work *work)
{
  BwTerritoryProposal *proposal = work->proposal;
  const GArray        *findings = proposal->partition->findings;

  proposal->finding_accounts = g_new (gint32, MAX (findings->len, 1));
  for (guint i = 0; i < findings->len; i++)
    {
      const BwPartitionFinding *finding = &g_array_index (findings, BwPartitionFinding, i);
      const gint64             *values = work->values->values[proposal->measures[finding->measure]];
      gint32                    largest = -1;

      for (guint a = 0; finding->unit >= 0 && a < work->plan->n_accounts && a < work->values->n; a++)
        {
          gint32 county = work->plan->places[a].unit;

          if (county != BW_ATLAS_NOWHERE && work->unit_of[county] == finding->unit && bw_book_account (work->plan->book, a)->merged == 0 &&
              !work->plan->named[a] && (largest < 0 || values[a] > values[largest]))
            largest = (gint32)a;
        }
      if (largest >= 0 && (double)values[largest] <= MOSTLY * work->weights[(gsize)finding->unit * proposal->n_measures + finding->measure])
        largest = -1;
      proposal->finding_accounts[i] = largest;
    }
}

static gboolean
check (const BwTerritoryPlan     *plan,
       const BwTerritoryProposal *proposal,
       GError                   **error)
{
  if (plan->atlas == NULL || proposal->n_units == 0 || proposal->n_territories == 0)
    g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST,
                 _ ("The plan has no territories with areas to optimise. Make territories and give them areas first."));
  else if (proposal->n_measures == 0)
    g_set_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST, _ ("Choose at least one measure that is to be even."));
  else
    return TRUE;
  return FALSE;
}

static BwPartition *
run (Work    *work,
     GError **error)
{
  BwTerritoryProposal *proposal = work->proposal;
  double               tolerances[BW_N_MEASURES];
  BwUnitGraphInput     input = { 0 };
  BwPartitionOptions   options = { 0 };
  g_autoptr (BwUnitGraph) graph = NULL;

  input.n = proposal->n_units;
  input.n_measures = proposal->n_measures;
  input.latitude = work->latitude;
  input.longitude = work->longitude;
  input.weights = work->weights;
  input.mass = work->mass;
  input.edges = (const guint32 *)(gpointer)work->edges->data;
  input.n_edges = work->edges->len / 2;
  graph = bw_unit_graph_new (&input, error);
  if (graph == NULL)
    return NULL;
  find_plan (work, graph);
  for (guint m = 0; m < proposal->n_measures; m++)
    {
      double tolerance = work->options->tolerances[proposal->measures[m]];

      tolerances[m] = tolerance > 0 ? tolerance : 0.05;
    }
  options.k = proposal->n_territories;
  options.tolerances = tolerances;
  options.base = work->base;
  options.current = work->current;
  options.afresh = work->options->afresh;
  options.fixed = work->fixed;
  options.closed = work->closed;
  options.centres = work->centres;
  options.seed = work->options->seed;
  options.iterations = work->options->iterations;
  options.seconds = work->options->seconds;
  options.n_threads = work->options->n_threads;
  options.progress = work->options->progress;
  options.progress_data = work->options->progress_data;
  return bw_partition_new (graph, &options, error);
}

/* Makes @options ask for what @measures say that territories are to have as much of: those with a tolerance. */
void
bw_territory_optimise_choose (BwTerritoryOptimiseOptions *options,
                              const BwMeasures           *measures)
{
  for (guint i = 0; i < measures->n; i++)
    {
      const BwChosenMeasure *chosen = &measures->chosen[i];

      options->measures[chosen->measure] = chosen->tolerance > 0;
      options->tolerances[chosen->measure] = chosen->tolerance;
    }
}

/* Works out a better plan than @plan for the same territories. Changes nothing: the caller shows the proposal, and
 * bw_territory_edit_assign_each() takes it over. May be called on any thread. Returns: (transfer full) (nullable). */
BwTerritoryProposal *
bw_territory_optimise (const BwTerritoryPlan            *plan,
                       const BwAccountValues            *values,
                       const BwTerritoryOptimiseOptions *options,
                       GError                          **error)
{
  g_autoptr (BwTerritoryProposal) proposal = g_new0 (BwTerritoryProposal, 1);
  g_auto (Work) work = { plan, values, options, plan->atlas, proposal };

  proposal->atlas = plan->atlas;
  find_units (&work);
  if (!check (plan, proposal, error))
    return NULL;
  sum_values (&work);
  find_places (&work);
  find_edges (&work);
  proposal->partition = run (&work, error);
  if (proposal->partition == NULL)
    return NULL;
  note_moves (&work);
  note_accounts (&work);
  return g_steal_pointer (&proposal);
}

/* Frees @proposal. */
void
bw_territory_proposal_free (BwTerritoryProposal *proposal)
{
  g_free (proposal->territories);
  g_free (proposal->counties);
  g_clear_pointer (&proposal->partition, bw_partition_free);
  g_free (proposal->moved);
  g_free (proposal->moved_to);
  g_free (proposal->finding_accounts);
  for (guint m = 0; m < proposal->n_measures; m++)
    g_free (proposal->titles[m]);
  g_free (proposal);
}

/* One of the partition's findings in a sentence with the names of @book. Returns: (transfer full). */
char *
bw_territory_proposal_dup_finding (const BwTerritoryProposal *proposal,
                                   const BwBook              *book,
                                   guint                      finding)
{
  const BwPartitionFinding *what = &g_array_index (proposal->partition->findings, BwPartitionFinding, finding);
  g_autofree char          *county = NULL;
  const char               *territory = NULL;

  if (what->unit >= 0)
    county = bw_atlas_unit_dup_name (proposal->atlas, proposal->counties[what->unit]);
  if (county != NULL && proposal->finding_accounts[finding] >= 0)
    {
      g_autofree char *area = g_steal_pointer (&county);

      /* Translators: an area, and the account that is most of what it is worth. */
      county = g_strdup_printf (_ ("%s (%s)"), area,
                                bw_book_text (book, bw_book_account (book, (guint)proposal->finding_accounts[finding])->name));
    }
  if (what->territory >= 0)
    territory = bw_book_text (book, bw_book_territory (book, proposal->territories[what->territory])->name);
  return bw_partition_finding_dup_sentence (what, county, territory, proposal->titles[what->measure], proposal->titles[what->other]);
}
