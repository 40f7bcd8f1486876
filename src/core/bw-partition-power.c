/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compact, even cells about centres: a balanced power diagram.
 *
 * Each unit goes to the centre c with the least |p - c|^2 - a, where the additive weights a are the prices at which all cells get
 * what they should have (Aurenhammer, Hoffmann and Aronov, Minkowski-type theorems and least-squares clustering, Algorithmica 20,
 * 1998); centres then move to their cells' centres of gravity (Cohen-Addad, Klein and Young, Balanced centroidal power diagrams for
 * redistricting, SIGSPATIAL 2018). The price of a cell is changed by its own mean squared radius times what it lacks: a city
 * and a desert differ by four orders of magnitude, and one step for all either never moves the one or throws the other about. A
 * step that overshoots is shortened for this cell (as in Rprop: Riedmiller and Braun, ICNN 1993), and centres move a part of their
 * way, less in each round: both at full speed chase each other and never become even.
 *
 * A unit only looks at the N_NEAR cells nearest to the one it is in, so that a round takes O(n N_NEAR + k^2). The most even round is
 * kept. Locked units stay, pinned centres too. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

enum
{
  N_NEAR = 16,
  NEAR_EVERY = 3, /* rounds */
};

#define FIRST_STEP   0.5
#define MOST_STEP    0.9
#define STEP_LONGER  1.1
#define STEP_SHORTER 0.8
#define FIRST_SPEED  0.3
#define UNEVEN_COST  3.0
#define MOST_LACKING 1.0

typedef struct
{
  BwPartTask        *task;
  const BwPartCloud *cloud;
  gint32            *territory;
  gint32            *best;
  double             best_cost;
  double            *centre;  /* [k][3] */
  double            *price;   /* [k] */
  double            *radius2; /* [k] */
  double            *step;    /* [k] */
  double            *lacked;  /* [k]: in the round before */
  double            *load;    /* [k][m] */
  double            *mass;    /* [k] */
  double            *sum;     /* [k][3] */
  double            *square;  /* [k] */
  guint             *n;       /* [k] */
  guint32           *near;    /* [k][n_near] */
  guint32           *group;   /* [k] */
  guint              n_near;
} Diagram;

typedef struct
{
  double  distance;
  guint32 territory;
} Near;

/* Sums of all cells: loads, centres and radii. */
static void
sum_cells (Diagram *diagram)
{
  const BwPartTask *task = diagram->task;

  memset (diagram->load, 0, (gsize)task->k * task->m * sizeof *diagram->load);
  memset (diagram->mass, 0, task->k * sizeof *diagram->mass);
  memset (diagram->sum, 0, 3 * (gsize)task->k * sizeof *diagram->sum);
  memset (diagram->square, 0, task->k * sizeof *diagram->square);
  memset (diagram->n, 0, task->k * sizeof *diagram->n);
  for (guint u = 0; u < diagram->cloud->n; u++)
    {
      const BwUnitPoint *point = &diagram->cloud->points[u];
      gint32             own = diagram->territory[u];

      diagram->n[own]++;
      diagram->mass[own] += point->mass;
      for (guint i = 0; i < 3; i++)
        {
          diagram->sum[3 * (gsize)own + i] += point->mass * point->at[i];
          diagram->square[own] += point->mass * point->at[i] * point->at[i];
        }
      for (guint m = 0; m < task->m; m++)
        diagram->load[(gsize)own * task->m + m] += diagram->cloud->weights[(gsize)u * task->m + m];
    }
}

/* Moves the centres @speed of the way to their cells' centres of gravity. */
static void
move_centres (Diagram *diagram,
              double   speed)
{
  const BwPartTask *task = diagram->task;

  for (guint t = 0; t < task->k; t++)
    {
      double *centre = diagram->centre + 3 * (gsize)t, *sum = diagram->sum + 3 * (gsize)t;

      if (!(diagram->mass[t] > 0))
        continue;
      if (task->pinned[t])
        memcpy (centre, task->pin + 3 * (gsize)t, 3 * sizeof *centre);
      else
        for (guint i = 0; i < 3; i++)
          centre[i] += speed * (sum[i] / diagram->mass[t] - centre[i]);
      diagram->radius2[t] = (diagram->square[t] - 2 * (centre[0] * sum[0] + centre[1] * sum[1] + centre[2] * sum[2])) / diagram->mass[t] +
                            centre[0] * centre[0] + centre[1] * centre[1] + centre[2] * centre[2];
      diagram->radius2[t] = MAX (diagram->radius2[t], 1e-6);
    }
}

/* What @territory lacks, as a share of its target, in the mean of the measures. */
static double
lacking (const Diagram *diagram,
         guint          territory)
{
  const BwPartTask *task = diagram->task;
  double            sum = 0;

  for (guint m = 0; m < task->m; m++)
    {
      gsize at = (gsize)territory * task->m + m;

      sum += (task->target[at] - diagram->load[at]) * task->inverse[at];
    }
  return sum / task->m;
}

/* Changes the price of each cell by what it lacks. */
static void
change_prices (Diagram *diagram)
{
  for (guint t = 0; t < diagram->task->k; t++)
    {
      double lacks = lacking (diagram, t);

      diagram->step[t] *= lacks * diagram->lacked[t] < 0 ? STEP_SHORTER : STEP_LONGER;
      diagram->step[t] = MIN (diagram->step[t], MOST_STEP);
      diagram->lacked[t] = lacks;
      diagram->price[t] += diagram->step[t] * diagram->radius2[t] * CLAMP (lacks, -MOST_LACKING, MOST_LACKING);
    }
}

/* What the round is worth: how spread out and how uneven its cells are; empty ones are very bad. Keeps the best round. */
static void
keep_best (Diagram *diagram)
{
  const BwPartTask *task = diagram->task;
  double            uneven = 0, inertia = 0;

  for (guint t = 0; t < task->k; t++)
    {
      const double *sum = diagram->sum + 3 * (gsize)t;

      uneven += bw_part_hinge (task, diagram->load + (gsize)t * task->m, t) + (diagram->n[t] == 0 ? 1e6 : 0);
      if (diagram->mass[t] > 0)
        inertia += diagram->square[t] - (sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]) / diagram->mass[t];
    }
  inertia = inertia * task->inertia_unit + UNEVEN_COST * uneven / task->k;
  if (inertia >= diagram->best_cost)
    return;
  diagram->best_cost = inertia;
  memcpy (diagram->best, diagram->territory, diagram->cloud->n * sizeof *diagram->best);
}

/* Which cells are nearest to each, by what the units between them would pay. */
static void
find_near (Diagram *diagram)
{
  const BwPartTask *task = diagram->task;
  Near              near[N_NEAR];

  for (guint t = 0; t < task->k; t++)
    {
      guint n = 0;

      for (guint other = 0; other < task->k; other++)
        {
          double distance = bw_unit_distance2 (diagram->centre + 3 * (gsize)t, diagram->centre + 3 * (gsize)other) - diagram->price[other];
          guint  at;

          if (diagram->group[other] != diagram->group[t] || task->closed[other] ||
              (n == diagram->n_near && distance >= near[n - 1].distance))
            continue;
          for (at = n < diagram->n_near ? n++ : n - 1; at > 0 && near[at - 1].distance > distance; at--)
            near[at] = near[at - 1];
          near[at] = (Near) { distance, other };
        }
      for (guint i = 0; i < diagram->n_near; i++)
        diagram->near[(gsize)t * diagram->n_near + i] = i < n ? near[i].territory : G_MAXUINT32;
    }
}

/* Gives each unit to the cell that is cheapest for it. */
static void
assign_units (Diagram *diagram)
{
  const BwPartTask *task = diagram->task;

  for (guint u = 0; u < diagram->cloud->n; u++)
    {
      const double  *at = diagram->cloud->points[u].at;
      gint32         own = diagram->territory[u], best = own;
      const guint32 *near = diagram->near + (gsize)own * diagram->n_near;
      double         least;

      if (diagram->cloud->home != NULL && diagram->cloud->home[u] >= 0)
        continue;
      least = task->closed[own] ? G_MAXDOUBLE : bw_unit_distance2 (at, diagram->centre + 3 * (gsize)own) - diagram->price[own];
      for (guint i = 0; i < diagram->n_near && near[i] != G_MAXUINT32; i++)
        {
          double cost = bw_unit_distance2 (at, diagram->centre + 3 * (gsize)near[i]) - diagram->price[near[i]];

          if (cost < least)
            least = cost, best = near[i];
        }
      diagram->territory[u] = best;
    }
}

static void
free_diagram (Diagram *diagram)
{
  g_free (diagram->best);
  g_free (diagram->centre);
  g_free (diagram->price);
  g_free (diagram->radius2);
  g_free (diagram->step);
  g_free (diagram->lacked);
  g_free (diagram->load);
  g_free (diagram->mass);
  g_free (diagram->sum);
  g_free (diagram->square);
  g_free (diagram->n);
  g_free (diagram->near);
  g_free (diagram->group);
}

static void
init_diagram (Diagram           *diagram,
              BwPartTask        *task,
              const BwPartCloud *cloud,
              gint32            *territory)
{
  diagram->task = task;
  diagram->cloud = cloud;
  diagram->territory = territory;
  diagram->best = g_memdup2 (territory, diagram->cloud->n * sizeof *territory);
  diagram->best_cost = G_MAXDOUBLE;
  diagram->centre = g_new0 (double, 3 * (gsize)task->k);
  diagram->price = g_new0 (double, task->k);
  diagram->radius2 = g_new0 (double, task->k);
  diagram->step = g_new (double, task->k);
  diagram->lacked = g_new0 (double, task->k);
  diagram->load = g_new0 (double, (gsize)task->k * task->m);
  diagram->mass = g_new0 (double, task->k);
  diagram->sum = g_new0 (double, 3 * (gsize)task->k);
  diagram->square = g_new0 (double, task->k);
  diagram->n = g_new0 (guint, task->k);
  diagram->group = g_new0 (guint32, task->k);
  diagram->n_near = MIN (N_NEAR, task->k);
  diagram->near = g_new (guint32, (gsize)task->k * diagram->n_near);
  for (guint t = 0; t < task->k; t++)
    diagram->step[t] = FIRST_STEP;
  for (guint g = 0, t = 0; g < task->n_groups; g++)
    for (guint i = 0; i < task->group_k[g]; i++)
      diagram->group[t++] = g;
}

/* Makes @territory (inout) (array length=n) of the points of @cloud more compact and even in @rounds, from the cells it has. Returns what
 * that is worth: its inertia in inertia_unit, and far more for what is uneven. */
double
bw_part_power (BwPartState       *state,
               const BwPartCloud *cloud,
               gint32            *territory,
               guint              rounds)
{
  BwPartTask *task = state->task;
  Diagram     diagram = { 0 };
  double      cost;

  init_diagram (&diagram, task, cloud, territory);
  sum_cells (&diagram);
  for (guint round = 0; round < rounds && task->k > 1; round++)
    {
      double speed = round == 0 ? 1 : FIRST_SPEED * (rounds - 1 - round) / rounds;

      if (bw_part_state_stopped (state, 0.02))
        break;
      move_centres (&diagram, speed);
      change_prices (&diagram);
      if (round % NEAR_EVERY == 0)
        find_near (&diagram);
      assign_units (&diagram);
      sum_cells (&diagram);
      if (round >= rounds / 2)
        keep_best (&diagram);
    }
  memcpy (territory, diagram.best, cloud->n * sizeof *territory);
  cost = diagram.best_cost;
  free_diagram (&diagram);
  return cost;
}
