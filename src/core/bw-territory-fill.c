/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives away the areas that nobody has.
 *
 * Nearest: territories grow over the borders, at each step the area that is the shortest way from where a territory began (E. W.
 * Dijkstra, 1959, from all of them at once, with the distances of the areas' middles over the ground). So that each area goes to the
 * nearest territory that can be reached without crossing another.
 *
 * Compact: in rings from the borders inwards, each area to the territory that most of its neighbours belong to, the nearest of
 * several.
 *
 * What no border leads to, such as an island, goes to whose areas are nearest as the crow flies. Locked areas stay nobody's, and
 * locked territories take nothing. O(areas log areas + borders), and areas for each island. */

#include "core/bw-territory-fill.h"

#include <math.h>

#include "core/bw-adjacency.h"

#define EARTH_KM 6371.0088

typedef struct
{
  double  km;
  guint32 county;
  gint32  territory;
} Step;

typedef struct
{
  const BwTerritoryPlan *plan;
  BwAdjacency           *adjacency;
  double                *places;    /* [counties][3]: on the unit sphere */
  gint32                *territory; /* [counties] */
  GArray                *heap;      /* Step */
} Work;

static void
clear_work (Work *work)
{
  g_clear_pointer (&work->adjacency, bw_adjacency_free);
  g_clear_pointer (&work->heap, g_array_unref);
  g_free (work->places);
  g_free (work->territory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

static void
find_places (Work *work)
{
  const BwAtlas *atlas = work->plan->atlas;

  for (guint i = 0; i < work->plan->n_units; i++)
    {
      double latitude = bw_atlas_unit (atlas, i)->latitude, longitude = bw_atlas_unit (atlas, i)->longitude;

      work->places[3 * (gsize)i] = cos (latitude * G_PI / 180) * cos (longitude * G_PI / 180);
      work->places[3 * (gsize)i + 1] = cos (latitude * G_PI / 180) * sin (longitude * G_PI / 180);
      work->places[3 * (gsize)i + 2] = sin (latitude * G_PI / 180);
    }
}

static double
distance_km (const Work *work,
             guint       a,
             guint       b)
{
  const double *from = work->places + 3 * (gsize)a, *to = work->places + 3 * (gsize)b;
  double        chord = hypot (hypot (from[0] - to[0], from[1] - to[1]), from[2] - to[2]);

  return 2 * EARTH_KM * asin (MIN (chord / 2, 1));
}

/* Whether @county waits for somebody. */
static gboolean
is_free (const Work *work,
         guint       county)
{
  return work->territory[county] < 0 && !work->plan->locked[county];
}

/* Whether @territory may be given more. */
static gboolean
takes (const Work *work,
       gint32      territory)
{
  return territory >= 0 && !bw_book_territory (work->plan->book, territory)->locked;
}

/* ---- Nearest ---- */

static gboolean
comes_before (const Step *a,
              const Step *b)
{
  return a->km != b->km ? a->km < b->km : a->county < b->county;
}

static void
push (GArray *heap,
      Step    step)
{
  guint at = heap->len;

  g_array_append_val (heap, step);
  while (at > 0 && comes_before (&step, &g_array_index (heap, Step, (at - 1) / 2)))
    {
      g_array_index (heap, Step, at) = g_array_index (heap, Step, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  g_array_index (heap, Step, at) = step;
}

static Step
pop (GArray *heap)
{
  Step  top = g_array_index (heap, Step, 0), last = g_array_index (heap, Step, heap->len - 1);
  guint at = 0, n = heap->len - 1;

  g_array_set_size (heap, n);
  for (guint child = 1; child < n; child = 2 * at + 1)
    {
      if (child + 1 < n && comes_before (&g_array_index (heap, Step, child + 1), &g_array_index (heap, Step, child)))
        child++;
      if (!comes_before (&g_array_index (heap, Step, child), &last))
        break;
      g_array_index (heap, Step, at) = g_array_index (heap, Step, child);
      at = child;
    }
  if (n > 0)
    g_array_index (heap, Step, at) = last;
  return top;
}

/* Offers the free neighbours of @county to the territory that has it, which is @km from where it began. */
static void
offer (Work  *work,
       guint  county,
       double km)
{
  for (guint j = work->adjacency->first[county]; j < work->adjacency->first[county + 1]; j++)
    {
      guint near = (guint)work->adjacency->neighbours[j];
      Step  step = { 0, near, work->territory[county] };

      if (!is_free (work, near))
        continue;
      step.km = km + distance_km (work, county, near);
      push (work->heap, step);
    }
}

static void
fill_nearest (Work *work)
{
  work->heap = g_array_new (FALSE, FALSE, sizeof (Step));
  for (guint i = 0; i < work->plan->n_units; i++)
    if (takes (work, work->territory[i]))
      offer (work, i, 0);
  while (work->heap->len > 0)
    {
      Step step = pop (work->heap);

      if (!is_free (work, step.county))
        continue;
      work->territory[step.county] = step.territory;
      offer (work, step.county, step.km);
    }
}

/* ---- Compact ---- */

/* The territory that most neighbours of @county belong to, the nearest of several; %BW_NOBODY without any. */
static gint32
choose_neighbour (const Work *work,
                  guint       county)
{
  const guint  *first = work->adjacency->first;
  const gint32 *neighbours = work->adjacency->neighbours;
  gint32        best = BW_NOBODY;
  guint         most = 0;
  double        nearest = INFINITY;

  for (guint j = first[county]; j < first[county + 1]; j++)
    {
      gint32 territory = work->territory[neighbours[j]];
      guint  n = 0;
      double km = INFINITY;

      if (!takes (work, territory))
        continue;
      for (guint i = first[county]; i < first[county + 1]; i++)
        if (work->territory[neighbours[i]] == territory)
          {
            n++;
            km = MIN (km, distance_km (work, county, (guint)neighbours[i]));
          }
      if (n < most || (n == most && km >= nearest))
        continue;
      most = n;
      nearest = km;
      best = territory;
    }
  return best;
}

static void
fill_compact (Work *work)
{
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (Step));

  do
    {
      g_array_set_size (ring, 0);
      for (guint32 i = 0; i < work->plan->n_units; i++)
        {
          Step step = { 0, i, is_free (work, i) ? choose_neighbour (work, i) : BW_NOBODY };

          if (step.territory >= 0)
            g_array_append_val (ring, step);
        }
      for (guint i = 0; i < ring->len; i++)
        work->territory[g_array_index (ring, Step, i).county] = g_array_index (ring, Step, i).territory;
    }
  while (ring->len > 0);
}

/* Gives what no border leads to to whose areas of the plan are nearest. */
static void
fill_islands (Work *work)
{
  for (guint i = 0; i < work->plan->n_units; i++)
    {
      double nearest = INFINITY;
      gint32 best = BW_NOBODY;

      if (!is_free (work, i))
        continue;
      for (guint other = 0; other < work->plan->n_units; other++)
        {
          double km;

          if (!takes (work, work->plan->units[other]) || (km = distance_km (work, i, other)) >= nearest)
            continue;
          nearest = km;
          best = work->plan->units[other];
        }
      work->territory[i] = best;
    }
}

/* Looks for whom to give the areas to that nobody has in @plan, which has a map. Changes nothing: bw_territory_edit_assign_each()
 * takes the proposal over.
 * Returns: (transfer full). */
BwTerritoryFilling *
bw_territory_fill (const BwTerritoryPlan *plan,
                   BwFill                 how)
{
  BwTerritoryFilling *filling = g_new0 (BwTerritoryFilling, 1);
  g_auto (Work) work = { plan, bw_adjacency_new (plan->book, plan->atlas), g_new (double, 3 * (gsize)plan->n_units + 3),
                         g_memdup2 (plan->units, MAX (plan->n_units, 1) * sizeof *plan->units), NULL };

  find_places (&work);
  if (how == BW_FILL_COMPACT)
    fill_compact (&work);
  else
    fill_nearest (&work);
  fill_islands (&work);
  filling->counties = g_new (guint32, MAX (plan->n_units, 1));
  filling->territories = g_new (gint32, MAX (plan->n_units, 1));
  for (guint32 i = 0; i < plan->n_units; i++)
    {
      if (plan->units[i] >= 0)
        continue;
      filling->n_left += work.territory[i] < 0;
      if (work.territory[i] < 0)
        continue;
      filling->counties[filling->n] = i;
      filling->territories[filling->n++] = work.territory[i];
    }
  return filling;
}

/* Frees @filling (transfer full) (nullable). */
void
bw_territory_filling_free (BwTerritoryFilling *filling)
{
  if (filling == NULL)
    return;
  g_free (filling->counties);
  g_free (filling->territories);
  g_free (filling);
}
