/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which series are sums of which, as lists of the bottom series in each sum: a sum over 300 of 10,000 costs 300 numbers,
 * not 10,000. Matrices of values have a row for each series and any number of columns (steps, or steps of paths). */

#include "core/bw-hierarchy.h"

#include <math.h>

/* Returns: (transfer full): @n_bottom series without sums. */
BwHierarchy *
bw_hierarchy_new (guint n_bottom)
{
  BwHierarchy *hierarchy = g_new0 (BwHierarchy, 1);
  guint        zero = 0;

  hierarchy->n_bottom = n_bottom;
  hierarchy->first = g_array_new (FALSE, FALSE, sizeof (guint));
  hierarchy->members = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (hierarchy->first, zero);
  return hierarchy;
}

/* Frees @hierarchy (transfer full) (nullable). */
void
bw_hierarchy_free (BwHierarchy *hierarchy)
{
  if (hierarchy == NULL)
    return;
  g_array_unref (hierarchy->first);
  g_array_unref (hierarchy->members);
  g_free (hierarchy);
}

/* Adds the sum of the @n_members bottom series @members, each named once.
 * Returns: the number of the new series. */
guint
bw_hierarchy_add (BwHierarchy *hierarchy,
                  const guint *members,
                  guint        n_members)
{
  for (guint i = 0; i < n_members; i++)
    g_return_val_if_fail (members[i] < hierarchy->n_bottom, 0);

  g_array_append_vals (hierarchy->members, members, n_members);
  g_array_append_val (hierarchy->first, hierarchy->members->len);
  return hierarchy->n_bottom + hierarchy->n_sums++;
}

/* Adds a sum for each of @n_groups groups; @groups [n_bottom] says in which each bottom series is, -1: in none.
 * Returns: the number of the first new series; the others follow in their order. */
guint
bw_hierarchy_add_level (BwHierarchy *hierarchy,
                        const gint  *groups,
                        guint        n_groups)
{
  guint             first = bw_hierarchy_n_series (hierarchy);
  g_autofree guint *members = g_new (guint, MAX (hierarchy->n_bottom, 1));

  for (guint group = 0; group < n_groups; group++)
    {
      guint n = 0;

      for (guint i = 0; i < hierarchy->n_bottom; i++)
        if (groups[i] == (gint)group)
          members[n++] = i;
      bw_hierarchy_add (hierarchy, members, n);
    }
  return first;
}

/* How many series there are, bottom ones and sums. */
guint
bw_hierarchy_n_series (const BwHierarchy *hierarchy)
{
  return hierarchy->n_bottom + hierarchy->n_sums;
}

/* Returns: (transfer none) (array length=n_members): the bottom series of sum number @sum, from 0. */
const guint *
bw_hierarchy_members (const BwHierarchy *hierarchy,
                      guint              sum,
                      guint             *n_members)
{
  guint first = g_array_index (hierarchy->first, guint, sum);

  *n_members = g_array_index (hierarchy->first, guint, sum + 1) - first;
  return (const guint *)(gpointer)hierarchy->members->data + first;
}

/* Sets the rows of the sums in @values (a row of @n_columns for each series) from those of the bottom series. */
void
bw_hierarchy_add_up (const BwHierarchy *hierarchy,
                     double            *values,
                     guint              n_columns)
{
  for (guint s = 0; s < hierarchy->n_sums; s++)
    {
      guint        n_members;
      const guint *members = bw_hierarchy_members (hierarchy, s, &n_members);
      double      *sums = values + (gsize)(hierarchy->n_bottom + s) * n_columns;

      for (guint c = 0; c < n_columns; c++)
        sums[c] = 0;
      for (guint m = 0; m < n_members; m++)
        for (guint c = 0; c < n_columns; c++)
          sums[c] += values[(gsize)members[m] * n_columns + c];
    }
}

/* How far @values are from adding up: the largest difference between a sum and its parts, as a share of the largest
 * value in that column. */
double
bw_hierarchy_incoherence (const BwHierarchy *hierarchy,
                          const double      *values,
                          guint              n_columns)
{
  guint  n_series = bw_hierarchy_n_series (hierarchy);
  double worst = 0;

  for (guint c = 0; c < n_columns; c++)
    {
      double largest = 0;

      for (guint i = 0; i < n_series; i++)
        largest = MAX (largest, fabs (values[(gsize)i * n_columns + c]));
      for (guint s = 0; s < hierarchy->n_sums && largest > 0; s++)
        {
          guint        n_members;
          const guint *members = bw_hierarchy_members (hierarchy, s, &n_members);
          double       sum = 0;

          for (guint m = 0; m < n_members; m++)
            sum += values[(gsize)members[m] * n_columns + c];
          worst = MAX (worst, fabs (sum - values[(gsize)(hierarchy->n_bottom + s) * n_columns + c]) / largest);
        }
    }
  return worst;
}
