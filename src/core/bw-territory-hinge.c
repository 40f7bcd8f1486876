/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas on which the connection of a whole territory hangs: given away or lost, much of the territory lies apart.
 *
 * These are articulation points (cut vertices) of the areas of one territory with their borders and bridges, found in one depth-first walk: of
 * an area, those reached through it that have no other way back lie apart without it (Hopcroft and Tarjan, 1973, "Efficient algorithms for
 * graph manipulation"). The walk keeps its own stack. What is locked cannot be lost, so that it is left out.
 *
 * O(areas + borders). */

#include "core/bw-territory-hinge.h"

enum
{
  MIN_AREAS = 3, /* that lie apart; a chain of a few areas always hangs on each of them */
};

/* The part of a territory's accounts, or where it has none of its areas, that has to lie apart. */
#define MIN_SHARE 0.25

/* Accounts come first; areas decide between what has as many. */
typedef struct
{
  guint areas, accounts;
} Size;

typedef struct
{
  const BwTerritoryPlan *plan;
  const BwAdjacency     *adjacency;
  const GArray          *areas; /* BwTerritoryGap */
  guint                 *found; /* [units]: when the walk came there, from 1 on; 0: not yet */
  guint                 *low;   /* [units]: the earliest area that is reached from there and beyond without going back the way */
  guint                 *next;  /* [units]: the border that is looked at next */
  guint32               *stack;
  Size                  *below; /* [units]: the area, and those reached through it */
  Size                  *cut;   /* [units]: those that have no way but through it */
  Size                  *most;  /* [units]: the largest part of these */
  guint                  time;
  GArray                *hinges;
} Walk;

static void
clear_walk (Walk *walk)
{
  g_free (walk->found);
  g_free (walk->low);
  g_free (walk->next);
  g_free (walk->stack);
  g_free (walk->below);
  g_free (walk->cut);
  g_free (walk->most);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, clear_walk)

static void
add (Size *sum,
     Size  more)
{
  sum->areas += more.areas;
  sum->accounts += more.accounts;
}

static gboolean
is_larger (Size size,
           Size than)
{
  return size.accounts != than.accounts ? size.accounts > than.accounts : size.areas > than.areas;
}

static void
come_to (Walk   *walk,
         guint32 unit)
{
  walk->found[unit] = walk->low[unit] = ++walk->time;
  walk->next[unit] = walk->adjacency->first[unit];
  walk->below[unit] = (Size) { 1, g_array_index (walk->areas, BwTerritoryGap, unit).accounts };
}

/* Goes back from @unit to where the walk came to it from. */
static void
go_back (Walk   *walk,
         guint32 unit,
         guint32 parent)
{
  walk->low[parent] = MIN (walk->low[parent], walk->low[unit]);
  add (&walk->below[parent], walk->below[unit]);
  if (walk->low[unit] < walk->found[parent])
    return;
  add (&walk->cut[parent], walk->below[unit]);
  if (is_larger (walk->below[unit], walk->most[parent]))
    walk->most[parent] = walk->below[unit];
}

/* Walks through the connected part around @root, whose areas come to @part. */
static void
walk_part (Walk   *walk,
           guint32 root,
           GArray *part)
{
  const gint32 *neighbours = walk->adjacency->neighbours;
  guint         depth = 0;

  walk->stack[depth++] = root;
  come_to (walk, root);
  g_array_append_val (part, root);
  while (depth > 0)
    {
      guint32 at = walk->stack[depth - 1], near;

      if (walk->next[at] == walk->adjacency->first[at + 1])
        {
          depth--;
          if (depth > 0)
            go_back (walk, at, walk->stack[depth - 1]);
          continue;
        }
      near = (guint32)neighbours[walk->next[at]++];
      if (walk->plan->units[near] != walk->plan->units[root] || (depth > 1 && near == walk->stack[depth - 2]))
        continue;
      if (walk->found[near] > 0)
        {
          walk->low[at] = MIN (walk->low[at], walk->found[near]);
          continue;
        }
      come_to (walk, near);
      g_array_append_val (part, near);
      walk->stack[depth++] = near;
    }
}

/* Notes the area of the connected @part around @root from which most hangs, if that is much. */
static void
note_hinge (Walk         *walk,
            guint32       root,
            const GArray *part)
{
  Size             all = walk->below[root], worst = { 0 };
  BwTerritoryHinge hinge = { walk->plan->units[root], 0, 0, 0 };

  for (guint i = 0; i < part->len; i++)
    {
      guint32 unit = g_array_index (part, guint32, i);
      guint   own = g_array_index (walk->areas, BwTerritoryGap, unit).accounts;
      Size    rest = { all.areas - 1 - walk->cut[unit].areas, all.accounts - own - walk->cut[unit].accounts };
      Size    most = is_larger (walk->most[unit], rest) ? walk->most[unit] : rest;
      Size    apart = { all.areas - 1 - most.areas, all.accounts - own - most.accounts };

      if (walk->plan->locked[unit] || apart.areas < MIN_AREAS || !is_larger (apart, worst))
        continue;
      worst = apart;
      hinge.unit = unit;
    }
  hinge.areas = worst.areas;
  hinge.accounts = worst.accounts;
  if (worst.areas > 0 && (all.accounts > 0 ? worst.accounts >= MIN_SHARE * all.accounts : worst.areas >= MIN_SHARE * all.areas))
    g_array_append_val (walk->hinges, hinge);
}

/* Looks for areas on which the connection of territories of @plan hangs; @areas (element-type BwTerritoryGap) is what each has.
 * Returns: (transfer full) (element-type BwTerritoryHinge): at most one of each connected part of a territory, in the map's order. */
GArray *
bw_territory_hinges_new (const BwTerritoryPlan *plan,
                         const BwAdjacency     *adjacency,
                         const GArray          *areas)
{
  guint n = plan->n_units + 1;
  g_auto (Walk) walk = { plan,
                         adjacency,
                         areas,
                         g_new0 (guint, n),
                         g_new0 (guint, n),
                         g_new0 (guint, n),
                         g_new0 (guint32, n),
                         g_new0 (Size, n),
                         g_new0 (Size, n),
                         g_new0 (Size, n),
                         0,
                         g_array_new (FALSE, FALSE, sizeof (BwTerritoryHinge)) };
  g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 root = 0; root < plan->n_units; root++)
    {
      if (plan->units[root] < 0 || walk.found[root] > 0)
        continue;
      g_array_set_size (part, 0);
      walk_part (&walk, root, part);
      note_hinge (&walk, root, part);
    }
  return walk.hinges;
}
