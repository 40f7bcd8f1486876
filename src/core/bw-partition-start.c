/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first division: the map is cut in two by a straight line, and each part again, until there are enough.
 *
 * Each cut is tried in several directions, turned by chance, and the one is taken whose two sides are most compact; the line stands
 * where the sides' weights are as the numbers of territories they are to hold. (Recursive bisection: Berger and Bokhari, A
 * partitioning strategy for nonuniform problems on multiprocessors, IEEE Trans. Computers 36, 1987.) Borders are not looked at: the
 * result is even and compact, and bw-partition-repair.c makes pieces of it whole.
 *
 * Sorting by a direction is a radix sort of two passes over 22 bits, so that a cut takes O(n) for each direction. Places on a sphere
 * are looked at in the plane that touches it in the middle of the part. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <string.h>

enum
{
  N_DIRECTIONS = 6,
  KEY_BITS = 11,
  FEW = 128, /* points that are sorted by insertion */
};

typedef struct
{
  const BwPartTask  *task;
  const BwPartCloud *cloud;
  BwRandom          *random;
  gint32            *territory;
  guint32           *units;  /* the part's, in the order of the cut */
  guint32           *sorted; /* scratch */
  guint32           *keys;
  double            *weight; /* [n]: mean of the measures, as shares of the whole */
  double             across[3], along[3];
} Cutting;

/* Two directions at right angles in which the part of @n units spreads. */
static void
choose_plane (Cutting       *cutting,
              const guint32 *units,
              guint          n)
{
  const BwPartTask *task = cutting->task;
  double            up[3] = { 0, 0, 1 }, length = 0;

  cutting->across[0] = 1, cutting->across[1] = cutting->across[2] = 0;
  cutting->along[1] = 1, cutting->along[0] = cutting->along[2] = 0;
  if (!task->graph->on_sphere)
    return;
  memset (up, 0, sizeof up);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < 3; j++)
      up[j] += cutting->cloud->points[units[i]].at[j] + task->middle[j];
  for (guint j = 0; j < 3; j++)
    length += up[j] * up[j];
  length = sqrt (length);
  if (!(length > 0))
    return;
  for (guint j = 0; j < 3; j++)
    up[j] /= length;
  if (hypot (up[0], up[1]) < 1e-6)
    return;
  cutting->across[0] = -up[1] / hypot (up[0], up[1]);
  cutting->across[1] = up[0] / hypot (up[0], up[1]);
  cutting->across[2] = 0;
  cutting->along[0] = -up[2] * cutting->across[1];
  cutting->along[1] = up[2] * cutting->across[0];
  cutting->along[2] = up[0] * cutting->across[1] - up[1] * cutting->across[0];
}

/* Puts @n of @units in the order of the direction at @angle. */
static void
sort_along (Cutting *cutting,
            guint32 *units,
            guint    n,
            double   angle)
{
  double direction[3], low = G_MAXDOUBLE, high = -G_MAXDOUBLE, scale;

  for (guint j = 0; j < 3; j++)
    direction[j] = cos (angle) * cutting->across[j] + sin (angle) * cutting->along[j];
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        const double *at = cutting->cloud->points[units[i]].at;
        double        place = at[0] * direction[0] + at[1] * direction[1] + at[2] * direction[2];

        if (pass == 0)
          low = MIN (low, place), high = MAX (high, place);
        else
          {
            scale = high > low ? ((1u << 2 * KEY_BITS) - 1) / (high - low) : 0;
            cutting->keys[units[i]] = (guint32)((place - low) * scale);
          }
      }
  if (n < FEW)
    {
      for (guint i = 1; i < n; i++)
        {
          guint32 unit = units[i], j = i;

          for (; j > 0 && cutting->keys[units[j - 1]] > cutting->keys[unit]; j--)
            units[j] = units[j - 1];
          units[j] = unit;
        }
      return;
    }
  for (guint pass = 0; pass < 2; pass++)
    {
      guint32 count[(1 << KEY_BITS) + 1] = { 0 };

      for (guint i = 0; i < n; i++)
        count[(cutting->keys[units[i]] >> pass * KEY_BITS & ((1 << KEY_BITS) - 1)) + 1]++;
      for (guint i = 0; i < 1 << KEY_BITS; i++)
        count[i + 1] += count[i];
      for (guint i = 0; i < n; i++)
        cutting->sorted[count[cutting->keys[units[i]] >> pass * KEY_BITS & ((1 << KEY_BITS) - 1)]++] = units[i];
      memcpy (units, cutting->sorted, n * sizeof *units);
    }
}

static double
side_inertia (const Cutting *cutting,
              const guint32 *units,
              guint          n)
{
  double mass = 0, sum[3] = { 0 }, square = 0;

  for (guint i = 0; i < n; i++)
    {
      const BwUnitPoint *point = &cutting->cloud->points[units[i]];

      mass += point->mass;
      for (guint j = 0; j < 3; j++)
        sum[j] += point->mass * point->at[j], square += point->mass * point->at[j] * point->at[j];
    }
  return mass > 0 ? square - (sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]) / mass : 0;
}

/* Where sorted @units are cut so that the first side holds @share of the weight, and both enough units for their territories. */
static guint
find_cut (const Cutting *cutting,
          const guint32 *units,
          guint          n,
          double         share,
          guint          k_left,
          guint          k_right)
{
  double total = 0, sum = 0;
  guint  at = 0;

  for (guint i = 0; i < n; i++)
    total += cutting->weight[units[i]];
  while (at < n && sum + cutting->weight[units[at]] / 2 < share * total)
    sum += cutting->weight[units[at++]];
  return CLAMP (at, k_left, n - k_right);
}

/* Gives @n of @units to the territories from @first on, @k of them. */
static void
cut (Cutting *cutting,
     guint32 *units,
     guint    n,
     guint    first,
     guint    k)
{
  const BwPartTask *task = cutting->task;
  guint             k_left = k / 2, at = 0;
  double            share_left = 0, share = 0, turn = bw_random_unit (cutting->random) * G_PI, best_angle = turn;
  double            least = G_MAXDOUBLE;

  if (k <= 1)
    {
      for (guint i = 0; i < n; i++)
        cutting->territory[units[i]] = first;
      return;
    }
  for (guint t = 0; t < k; t++)
    for (guint m = 0; m < task->m; m++)
      {
        double part = MAX (task->target[(gsize)(first + t) * task->m + m], 0) * task->inverse[m];

        share += part;
        share_left += t < k_left ? part : 0;
      }
  share = share > 0 ? share_left / share : (double)k_left / k;
  choose_plane (cutting, units, n);
  for (guint i = 0; i <= N_DIRECTIONS; i++)
    {
      double angle = i < N_DIRECTIONS ? turn + i * G_PI / N_DIRECTIONS : best_angle, inertia;

      sort_along (cutting, units, n, angle);
      at = find_cut (cutting, units, n, share, k_left, k - k_left);
      if (i == N_DIRECTIONS)
        break;
      inertia = side_inertia (cutting, units, at) + side_inertia (cutting, units + at, n - at);
      if (inertia < least)
        least = inertia, best_angle = angle;
    }
  cut (cutting, units, at, first, k_left);
  cut (cutting, units + at, n - at, first + k_left, k - k_left);
}

static void
init_cutting (Cutting           *cutting,
              const BwPartTask  *task,
              const BwPartCloud *cloud)
{
  cutting->task = task;
  cutting->cloud = cloud;
  cutting->units = g_new (guint32, cloud->n);
  cutting->sorted = g_new (guint32, cloud->n);
  cutting->keys = g_new (guint32, cloud->n);
  cutting->weight = g_new0 (double, cloud->n);
}

static void
clear_cutting (Cutting *cutting)
{
  g_free (cutting->units);
  g_free (cutting->sorted);
  g_free (cutting->keys);
  g_free (cutting->weight);
}

/* Divides the points of @cloud into territories of about their targets, each group by itself. @territory: (out caller-allocates)
 * (array length=n). */
void
bw_part_bisect (const BwPartTask  *task,
                const BwPartCloud *cloud,
                BwRandom          *random,
                gint32            *territory)
{
  Cutting cutting = { 0 };
  guint   first = 0;

  init_cutting (&cutting, task, cloud);
  cutting.random = random;
  cutting.territory = territory;
  for (guint u = 0; u < cloud->n; u++)
    for (guint m = 0; m < task->m; m++)
      cutting.weight[u] += task->graph->total[m] > 0 ? cloud->weights[(gsize)u * task->m + m] / task->graph->total[m] : 0;
  for (guint g = 0; g < task->n_groups; g++)
    {
      guint n = 0;

      for (guint u = 0; u < cloud->n; u++)
        if (cloud->group[u] == g)
          cutting.units[n++] = u;
      cut (&cutting, cutting.units, n, first, task->group_k[g]);
      first += task->group_k[g];
    }
  clear_cutting (&cutting);
}

/* Halves the part of @n of @units across its longer side until it is one of @n_wanted clusters. */
static void
halve (Cutting *cutting,
       guint32 *units,
       guint    n,
       guint    n_wanted,
       guint32 *n_clusters,
       guint32 *cluster)
{
  double spread[2] = { 0 };
  guint  at;

  if (n_wanted <= 1 || n <= 1)
    {
      for (guint i = 0; i < n; i++)
        cluster[units[i]] = *n_clusters;
      (*n_clusters)++;
      return;
    }
  choose_plane (cutting, units, n);
  for (guint axis = 0; axis < 2; axis++)
    {
      const double *direction = axis == 0 ? cutting->across : cutting->along;
      double        low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

      for (guint i = 0; i < n; i++)
        {
          const double *place = cutting->cloud->points[units[i]].at;
          double        along = place[0] * direction[0] + place[1] * direction[1] + place[2] * direction[2];

          low = MIN (low, along), high = MAX (high, along);
        }
      spread[axis] = high - low;
    }
  sort_along (cutting, units, n, spread[0] >= spread[1] ? 0 : G_PI / 2);
  at = find_cut (cutting, units, n, (double)(n_wanted / 2) / n_wanted, 1, 1);
  halve (cutting, units, at, n_wanted / 2, n_clusters, cluster);
  halve (cutting, units + at, n - at, n_wanted - n_wanted / 2, n_clusters, cluster);
}

/* Puts units that lie together into about @n_wanted clusters, even in weight and in number; a group shares none. @cluster: (out
 * caller-allocates) (array length=n). Returns how many it are. */
guint
bw_part_cluster (const BwPartTask *task,
                 guint             n_wanted,
                 guint32          *cluster)
{
  BwPartCloud cloud = bw_part_cloud (task);
  Cutting     cutting = { 0 };
  guint32     n_clusters = 0;

  init_cutting (&cutting, task, &cloud);
  for (guint u = 0; u < cloud.n; u++)
    {
      cutting.weight[u] = 1.0 / cloud.n;
      for (guint m = 0; m < task->m; m++)
        cutting.weight[u] += task->graph->total[m] > 0 ? cloud.weights[(gsize)u * task->m + m] / task->graph->total[m] / task->m : 0;
    }
  for (guint g = 0; g < task->n_groups; g++)
    {
      guint n = 0;

      for (guint u = 0; u < cloud.n; u++)
        if (cloud.group[u] == g)
          cutting.units[n++] = u;
      halve (&cutting, cutting.units, n, MAX ((guint)((guint64)n_wanted * n / cloud.n), 4 * task->group_k[g]), &n_clusters, cluster);
    }
  clear_cutting (&cutting);
  return n_clusters;
}
