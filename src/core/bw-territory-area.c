/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas of a plan's map as the rows of a table: what each has, whose it is, found by words and put in order.
 *
 * A row is a unit, or all units of a parent: these are consecutive, so that a row is a range. O(units) to make, O(units) texts to find,
 * O(n log n) to sort, by keys of the locale that are made once. */

#include "core/bw-territory-area.h"

#include <string.h>

/* A row while it is put in order. */
typedef struct
{
  guint  index;
  gint64 value;
  char  *text; /* (owned) (nullable) */
} Ranked;

static BwTerritoryArea
sum_up (const BwTerritoryPlan *plan,
        const GArray          *counties,
        guint                  first,
        guint                  n)
{
  BwTerritoryArea area = { .first = first, .n = n, .territory = n > 0 ? plan->units[first] : BW_NOBODY };

  for (guint i = first; i < first + n; i++)
    {
      const BwTerritoryGap *county = &g_array_index (counties, BwTerritoryGap, i);

      if (plan->units[i] != area.territory)
        area.territory = BW_TERRITORY_SEVERAL;
      area.n_locked += plan->locked[i];
      area.accounts += county->accounts;
      for (guint measure = 0; measure < BW_N_MEASURES; measure++)
        area.values[measure] += county->values[measure];
    }
  return area;
}

/* Makes a row of each unit of @plan's map, or of each of its parents; @counties (element-type BwTerritoryGap) is what
 * bw_territory_counties_new() says of them. Returns: (transfer full) (element-type BwTerritoryArea): in the order of the map. */
GArray *
bw_territory_areas_new (const BwTerritoryPlan *plan,
                        const GArray          *counties,
                        gboolean               by_parent)
{
  guint   n = by_parent ? bw_atlas_n_parents (plan->atlas) : plan->n_units;
  GArray *areas = g_array_sized_new (FALSE, FALSE, sizeof (BwTerritoryArea), n);

  for (guint i = 0; i < n; i++)
    {
      const BwAtlasParent *parent = by_parent ? bw_atlas_parent (plan->atlas, i) : NULL;
      BwTerritoryArea      area = sum_up (plan, counties, parent != NULL ? parent->first : i, parent != NULL ? parent->n : 1);

      if (area.n > 0)
        g_array_append_val (areas, area);
    }
  return areas;
}

static gboolean
is_parent (const BwTerritoryPlan *plan,
           const BwTerritoryArea *area)
{
  const BwAtlasParent *parent = bw_atlas_parent (plan->atlas, (guint)bw_atlas_unit (plan->atlas, area->first)->parent);

  return area->n > 1 && parent->first == area->first && parent->n == area->n;
}

/* Returns: (transfer full): what @area is called: "Travis, TX", "Texas". A parent with a single unit is called as that is. */
char *
bw_territory_area_dup_name (const BwTerritoryPlan *plan,
                            const BwTerritoryArea *area)
{
  if (is_parent (plan, area))
    return g_strdup (bw_atlas_parent (plan->atlas, (guint)bw_atlas_unit (plan->atlas, area->first)->parent)->name);
  return bw_atlas_unit_dup_name (plan->atlas, area->first);
}

static const char *
territory_name (const BwTerritoryPlan *plan,
                gint32                 territory)
{
  return territory >= 0 ? bw_book_text (plan->book, bw_book_territory (plan->book, territory)->name) : "";
}

/* Whether each of @words is in @text. */
static gboolean
has_words (const char  *text,
           char *const *words)
{
  for (; *words != NULL; words++)
    if (**words != '\0' && strstr (text, *words) == NULL)
      return FALSE;
  return TRUE;
}

/* Finds those of @areas in whose name, code or territory each word of @text is, whatever its case; all without any.
 * Returns: (transfer full) (element-type guint): their places. */
GArray *
bw_territory_areas_find (const BwTerritoryPlan *plan,
                         const GArray          *areas,
                         const char            *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  GArray *found = g_array_sized_new (FALSE, FALSE, sizeof (guint), areas->len);

  for (guint i = 0; i < areas->len; i++)
    {
      const BwTerritoryArea *area = &g_array_index (areas, BwTerritoryArea, i);
      g_autofree char       *name = NULL, *whole = NULL, *lower = NULL;

      if (*folded != '\0')
        {
          name = bw_territory_area_dup_name (plan, area);
          whole = g_strjoin ("\n", name, area->n == 1 ? bw_atlas_unit (plan->atlas, area->first)->code : "", territory_name (plan, area->territory), NULL);
          lower = g_utf8_casefold (whole, -1);
        }
      if (lower == NULL || has_words (lower, words))
        g_array_append_val (found, i);
    }
  return found;
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      descending)
{
  const Ranked *left = a, *right = b;
  int           order = left->text != NULL ? strcmp (left->text, right->text) : (left->value > right->value) - (left->value < right->value);

  if (order == 0)
    return (left->index > right->index) - (left->index < right->index);
  return GPOINTER_TO_INT (descending) ? -order : order;
}

/* Puts @found (element-type guint), places in @areas, in order: by @key, a BwAreaKey or BW_AREA_VALUE and a measure. What is alike stays in
 * the order of the map. */
void
bw_territory_areas_sort (const BwTerritoryPlan *plan,
                         const GArray          *areas,
                         guint                  key,
                         gboolean               descending,
                         GArray                *found)
{
  g_autofree Ranked *ranked = g_new0 (Ranked, MAX (found->len, 1));

  for (guint i = 0; i < found->len; i++)
    {
      const BwTerritoryArea *area = &g_array_index (areas, BwTerritoryArea, g_array_index (found, guint, i));
      g_autofree char       *name = key == BW_AREA_NAME ? bw_territory_area_dup_name (plan, area) : NULL;

      ranked[i].index = g_array_index (found, guint, i);
      if (key < BW_AREA_VALUE)
        ranked[i].text = g_utf8_collate_key (name != NULL ? name : territory_name (plan, area->territory), -1);
      else
        ranked[i].value = area->values[key - BW_AREA_VALUE];
    }
  g_qsort_with_data (ranked, (int)found->len, sizeof *ranked, compare, GINT_TO_POINTER (descending));
  for (guint i = 0; i < found->len; i++)
    {
      g_array_index (found, guint, i) = ranked[i].index;
      g_free (ranked[i].text);
    }
}
