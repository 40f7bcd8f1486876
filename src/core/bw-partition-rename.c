/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which territory is which, in a plan that was made afresh.
 *
 * What is made afresh begins at the centres of today's territories, but on the way to loads that are even they can wander far: the plan is good,
 * and everybody is sent to where somebody else was. Two territories that nothing ties to a place change names when less value moves then, and
 * nothing is farther outside its tolerance, until no two are left. Inertia and borders do not depend on names.
 *
 * O(n + k^2 measures) for each round. */

#include "core/bw-partition-private.h"

enum
{
  MOST_TERRITORIES = 2000, /* above, the table of what they have in common would be large */
  MOST_ROUNDS = 50,
};

typedef struct
{
  const BwPartTask *task;
  double           *load;   /* [k][m]: of each cell */
  double           *common; /* [k][k]: value in a cell that is of a territory today */
  gint32           *name;   /* [k]: the territory that a cell is */
  guint8           *tied;   /* [k]: territories that stay where they are */
} Naming;

static void
clear_naming (Naming *naming)
{
  g_free (naming->load);
  g_free (naming->common);
  g_free (naming->name);
  g_free (naming->tied);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Naming, clear_naming)

static void
sum_up (Naming       *naming,
        const gint32 *territory)
{
  const BwPartTask *task = naming->task;

  for (guint t = 0; t < task->k; t++)
    {
      naming->name[t] = (gint32)t;
      naming->tied[t] = task->closed[t] || task->pinned[t];
    }
  for (guint u = 0; u < task->n; u++)
    {
      if (task->locked[u])
        naming->tied[task->home[u]] = TRUE;
      if (task->current[u] >= 0)
        naming->common[(gsize)territory[u] * task->k + (guint)task->current[u]] += task->moved_weight[u];
      for (guint m = 0; m < task->m; m++)
        naming->load[(gsize)territory[u] * task->m + m] += task->graph->weights[(gsize)u * task->m + m];
    }
}

/* By how much @cell is outside of what @territory may bring. */
static double
outside (const Naming *naming,
         guint         cell,
         gint32        territory)
{
  const BwPartTask *task = naming->task;
  double            sum = 0;

  for (guint m = 0; m < task->m; m++)
    {
      gsize  at = (gsize)territory * task->m + m;
      double load = naming->load[(gsize)cell * task->m + m];

      sum += (MAX (load - task->high[at], 0) + MAX (task->low[at] - load, 0)) * task->inverse[at];
    }
  return sum;
}

/* Changes the names of @a and @b if that is better. */
static gboolean
try_pair (Naming *naming,
          guint   a,
          guint   b)
{
  gint32        own = naming->name[a], other = naming->name[b];
  const double *left = naming->common + (gsize)a * naming->task->k, *right = naming->common + (gsize)b * naming->task->k;

  if (left[other] + right[own] <= (left[own] + right[other]) * (1 + 1e-9) ||
      outside (naming, a, other) + outside (naming, b, own) > outside (naming, a, own) + outside (naming, b, other) + 1e-12)
    return FALSE;
  naming->name[a] = other;
  naming->name[b] = own;
  return TRUE;
}

/* Gives the territories of @territory (inout) the names by which least value moves from today's plan, where there is one. */
void
bw_part_rename (const BwPartTask *task,
                gint32           *territory)
{
  gboolean again = TRUE;
  g_auto (Naming) naming = { task, NULL, NULL, NULL, NULL };

  if (task->current == NULL || task->realign || task->k > MOST_TERRITORIES)
    return;
  naming.load = g_new0 (double, (gsize)task->k * task->m);
  naming.common = g_new0 (double, (gsize)task->k * task->k);
  naming.name = g_new (gint32, task->k);
  naming.tied = g_new (guint8, task->k);
  sum_up (&naming, territory);
  for (guint round = 0; round < MOST_ROUNDS && again; round++)
    {
      again = FALSE;
      for (guint a = 0; a < task->k; a++)
        for (guint b = a + 1; b < task->k; b++)
          if (!naming.tied[naming.name[a]] && !naming.tied[naming.name[b]])
            again |= try_pair (&naming, a, b);
    }
  for (guint u = 0; u < task->n; u++)
    territory[u] = naming.name[territory[u]];
}
