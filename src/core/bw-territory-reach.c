/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far accounts are from the middle of their territory, over the ground and by the clock.
 *
 * The middle is the centre that a person pinned, such as where the owner lives; else the place from which the ways to the accounts with
 * a place are shortest together (the geometric median; E. Weiszfeld, 1937), which a few far ones hardly move. Far is what is more than
 * FAR_TIMES as far as the median of the territory's accounts and more than FAR_KM: a territory of the prairie may be wide. By the clock
 * it is FAR_HOURS or more from the zone of the centre, else of most accounts, as clocks stand on the last day of the history, so that
 * daylight saving counts.
 *
 * Accounts are put together by parent of the map (state, country); a group is told of from MIN_ACCOUNTS on. It is proposed for the
 * territory whose middle is nearest, when that at least halves the way. O(accounts x territories). */

#include "core/bw-territory-reach.h"

#include <math.h>
#include <stdlib.h>

#include "core/bw-globe.h"
#include "core/bw-time-zone.h"

enum
{
  FAR_KM = 300,
  FAR_HOURS = 2,
  MIN_ACCOUNTS = 3,
  MAX_ZONES = 48, /* half hours */
  N_STEPS = 30,   /* towards the median */
};

#define FAR_TIMES 2.5

static gboolean
counts (const BwTerritoryPlan *plan,
        const BwAccountValues *values,
        guint                  account)
{
  return account < values->n && plan->accounts[account] >= 0 && isfinite (plan->places[account].latitude) &&
         bw_book_account (plan->book, account)->merged == 0;
}

static double
hours_at (const BwTerritoryPlan *plan,
          const BwAccountValues *values,
          double                 latitude,
          double                 longitude)
{
  const char *zone = plan->atlas != NULL ? bw_time_zone_at (plan->atlas, latitude, longitude) : NULL;

  return zone != NULL ? bw_time_zone_hours (zone, (gint64)values->to * 86400 + 43200) : NAN;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return (left > right) - (left < right);
}

/* The pinned centre of @territory. */
static gboolean
find_pinned (const BwTerritoryPlan *plan,
             guint                  territory,
             BwTerritoryMiddle     *middle)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));
  const BwAtlasUnit *unit;

  if (plan->atlas == NULL ||
      bw_atlas_collect_units (plan->atlas, bw_book_text (plan->book, bw_book_territory (plan->book, territory)->center), units) != 1)
    return FALSE;
  unit = bw_atlas_unit (plan->atlas, g_array_index (units, guint32, 0));
  middle->latitude = unit->latitude;
  middle->longitude = unit->longitude;
  return TRUE;
}

static double
distance_to (const BwTerritoryPlan   *plan,
             guint                    account,
             const BwTerritoryMiddle *middle)
{
  return bw_globe_distance (plan->places[account].latitude, plan->places[account].longitude, middle->latitude, middle->longitude);
}

/* Hours of each account, NaN unknown; a zone is asked for once. Returns: (transfer full). */
static double *
dup_hours (const BwTerritoryPlan *plan,
           const BwAccountValues *values)
{
  double *hours = g_new (double, MAX (plan->n_accounts, 1));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);

  for (guint i = 0; i < plan->n_accounts; i++)
    {
      const char *zone = counts (plan, values, i) ? bw_time_zone_at (plan->atlas, plan->places[i].latitude, plan->places[i].longitude) : NULL;
      double     *own = zone != NULL ? g_hash_table_lookup (known, zone) : NULL;

      if (zone != NULL && own == NULL)
        {
          own = g_new (double, 1);
          *own = bw_time_zone_hours (zone, (gint64)values->to * 86400 + 43200);
          g_hash_table_insert (known, (gpointer)zone, own);
        }
      hours[i] = own != NULL ? *own : NAN;
    }
  return hours;
}

/* The hours that most accounts of @territory have. */
static double
most_hours (const BwTerritoryPlan *plan,
            const double          *hours,
            gint32                 territory)
{
  guint counted[2 * MAX_ZONES] = { 0 }, best = 0;

  for (guint i = 0; i < plan->n_accounts; i++)
    if (plan->accounts[i] == territory && isfinite (hours[i]))
      counted[CLAMP ((int)lround (hours[i] * 2) + MAX_ZONES, 0, 2 * MAX_ZONES - 1)]++;
  for (guint i = 1; i < 2 * MAX_ZONES; i++)
    if (counted[i] > counted[best])
      best = i;
  return counted[best] > 0 ? ((double)best - MAX_ZONES) / 2 : (double)NAN;
}

static void
to_vector (const BwPlace *place,
           double         at[3])
{
  double up = place->latitude * G_PI / 180, along = place->longitude * G_PI / 180;

  at[0] = cos (up) * cos (along);
  at[1] = cos (up) * sin (along);
  at[2] = sin (up);
}

/* The geometric median of the @middle->n @accounts, from their @sum on. */
static void
find_median (const BwTerritoryPlan *plan,
             const guint           *accounts,
             const double          *sum,
             BwTerritoryMiddle     *middle)
{
  double here[3] = { sum[0] / middle->n, sum[1] / middle->n, sum[2] / middle->n };

  for (guint step = 0; step < N_STEPS; step++)
    {
      double next[3] = { 0 }, weights = 0;

      for (guint i = 0; i < middle->n; i++)
        {
          double at[3], weight;

          to_vector (&plan->places[accounts[i]], at);
          weight = 1 / MAX (sqrt ((at[0] - here[0]) * (at[0] - here[0]) + (at[1] - here[1]) * (at[1] - here[1]) + (at[2] - here[2]) * (at[2] - here[2])), 1e-4);
          weights += weight;
          for (guint k = 0; k < 3; k++)
            next[k] += weight * at[k];
        }
      for (guint k = 0; k < 3; k++)
        here[k] = next[k] / weights;
    }
  middle->latitude = atan2 (here[2], hypot (here[0], here[1])) * 180 / G_PI;
  middle->longitude = atan2 (here[1], here[0]) * 180 / G_PI;
}

static BwTerritoryMiddle *
dup_middles (const BwTerritoryPlan *plan,
             const BwAccountValues *values,
             const double          *hours)
{
  guint              n = plan->book->territories->len;
  BwTerritoryMiddle *middles = g_new0 (BwTerritoryMiddle, MAX (n, 1));
  g_autofree double *sums = g_new0 (double, 3 * (gsize)MAX (n, 1));
  g_autofree double *ways = g_new (double, MAX (plan->n_accounts, 1));
  g_autofree guint  *ends = g_new0 (guint, MAX (n, 1)), *members = g_new (guint, MAX (plan->n_accounts, 1));

  for (guint i = 0; i < plan->n_accounts; i++)
    if (counts (plan, values, i))
      {
        double *sum = sums + 3 * (gsize)plan->accounts[i], at[3];

        middles[plan->accounts[i]].n++;
        to_vector (&plan->places[i], at);
        for (guint k = 0; k < 3; k++)
          sum[k] += at[k];
      }
  /* The accounts by territory; each ends where the next begins. */
  for (guint t = 1; t < n; t++)
    ends[t] = ends[t - 1] + middles[t - 1].n;
  for (guint i = 0; i < plan->n_accounts; i++)
    if (counts (plan, values, i))
      members[ends[plan->accounts[i]]++] = i;
  for (guint t = 0; t < n; t++)
    {
      BwTerritoryMiddle *middle = &middles[t];
      gboolean           pinned = middle->n > 0 && find_pinned (plan, t, middle);
      const guint       *own = members + (t > 0 ? ends[t - 1] : 0);

      if (middle->n == 0)
        continue;
      if (!pinned)
        find_median (plan, own, sums + 3 * (gsize)t, middle);
      for (guint i = 0; i < middle->n; i++)
        ways[i] = distance_to (plan, own[i], middle);
      qsort (ways, middle->n, sizeof *ways, compare_doubles);
      middle->median = ways[middle->n / 2];
      middle->hours = pinned ? hours_at (plan, values, middle->latitude, middle->longitude) : most_hours (plan, hours, (gint32)t);
    }
  return middles;
}

/* Returns: (transfer full) (array length: the book's territories): the middles of those of @plan. */
BwTerritoryMiddle *
bw_territory_middles_new (const BwTerritoryPlan *plan,
                          const BwAccountValues *values)
{
  g_autofree double *hours = dup_hours (plan, values);

  return dup_middles (plan, values, hours);
}

static void
clear_reach (gpointer data)
{
  g_array_unref (((BwTerritoryReach *)data)->units);
}

static BwTerritoryReach *
find_group (GArray  *groups,
            gint32   territory,
            gint32   parent,
            gboolean clock)
{
  BwTerritoryReach group = { territory, parent, clock, 0, 0, 0, NULL, BW_NOBODY, NAN };

  for (guint i = 0; i < groups->len; i++)
    {
      BwTerritoryReach *other = &g_array_index (groups, BwTerritoryReach, i);

      if (other->territory == territory && other->parent == parent && other->clock == clock)
        return other;
    }
  group.units = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (groups, group);
  return &g_array_index (groups, BwTerritoryReach, groups->len - 1);
}

static void
add_account (const BwTerritoryPlan *plan,
             const BwAccountValues *values,
             guint                  account,
             double                 away,
             BwTerritoryReach      *group)
{
  guint32  unit = (guint32)plan->places[account].unit;
  gboolean known = plan->places[account].unit < 0 || plan->units[unit] != group->territory || plan->locked[unit];

  group->n++;
  group->mean += away;
  group->amount += values->values[BW_MEASURE_PIPELINE][account];
  for (guint i = 0; i < group->units->len && !known; i++)
    known = g_array_index (group->units, guint32, i) == unit;
  if (!known)
    g_array_append_val (group->units, unit);
}

/* Chooses the territory that a group is nearest to. */
static void
propose (const BwTerritoryPlan   *plan,
         const BwTerritoryMiddle *middles,
         const double            *hours,
         BwTerritoryReach        *group)
{
  for (guint t = 0; t < plan->book->territories->len && group->units->len > 0; t++)
    {
      double sum = 0;
      guint  n = 0;

      if (middles[t].n == 0 || (gint32)t == group->territory || bw_book_territory (plan->book, t)->locked)
        continue;
      for (guint i = 0; i < plan->n_accounts; i++)
        if (plan->accounts[i] == group->territory && plan->places[i].parent == group->parent && isfinite (plan->places[i].latitude))
          {
            double away = group->clock ? fabs (hours[i] - middles[t].hours) : distance_to (plan, i, &middles[t]);

            if (!isfinite (away))
              continue;
            sum += away;
            n++;
          }
      if (n == 0 || !(sum / n <= group->mean / 2) || (group->to >= 0 && !(sum / n < group->after)))
        continue;
      group->to = (gint32)t;
      group->after = sum / n;
    }
}

/* Finds the accounts of @plan, whose book has a map, that are far from the middle of their territory.
 * Returns: (transfer full) (element-type BwTerritoryReach): by territory and parent as they come. */
GArray *
bw_territory_reach_new (const BwTerritoryPlan *plan,
                        const BwAccountValues *values)
{
  GArray                       *groups = g_array_new (FALSE, FALSE, sizeof (BwTerritoryReach));
  g_autofree double            *hours = dup_hours (plan, values);
  g_autofree BwTerritoryMiddle *middles = dup_middles (plan, values, hours);

  g_array_set_clear_func (groups, clear_reach);
  for (guint i = 0; i < plan->n_accounts; i++)
    {
      const BwTerritoryMiddle *middle;
      double                   km, apart;

      if (!counts (plan, values, i) || plan->places[i].parent < 0 || plan->named[i])
        continue;
      middle = &middles[plan->accounts[i]];
      km = distance_to (plan, i, middle);
      apart = fabs (hours[i] - middle->hours);
      if (km > FAR_KM && km > FAR_TIMES * middle->median)
        add_account (plan, values, i, km, find_group (groups, plan->accounts[i], plan->places[i].parent, FALSE));
      if (apart >= FAR_HOURS)
        add_account (plan, values, i, apart, find_group (groups, plan->accounts[i], plan->places[i].parent, TRUE));
    }
  for (guint i = groups->len; i > 0; i--)
    {
      BwTerritoryReach *group = &g_array_index (groups, BwTerritoryReach, i - 1);

      group->mean /= group->n;
      if (group->n < MIN_ACCOUNTS)
        g_array_remove_index (groups, i - 1);
      else
        propose (plan, middles, hours, group);
    }
  return groups;
}
