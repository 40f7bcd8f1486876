/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of which files told of a deal.
 *
 * A change is known by its day, its number among the changes of that day and the name of its field: that is what the history in
 * memory and the table of the project file have in common. Arrays of rows are in the order of deals, and of each deal in the
 * order in which the files were imported, after the row that brought it. They are of a few deals, and searched from end to end. */

#include "core/bw-deal-source.h"

/* Returns: (transfer full): what the change of @field (as bw_change_field_dup_name() has it) on the day @at is known by. */
char *
bw_deal_source_name_change (BwDate      at,
                            guint       ordinal,
                            const char *field)
{
  return g_strdup_printf ("%d %u %s", at, ordinal, field);
}

/* Returns: (transfer none) (nullable): the row of @sources (element-type BwDealSource) that told of @change of the deal with the key
 * @deal; of "" the row that brought it. */
const BwDealSource *
bw_deal_source_find (const GArray *sources,
                     gint64        deal,
                     const char   *change)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const BwDealSource *source = &g_array_index (sources, BwDealSource, i);

      if (source->deal == deal && g_str_equal (source->change, change))
        return source;
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): the row of @sources (element-type BwDealSource) that changed the deal with the key @deal last;
 * NULL when none did since it was brought. */
const BwDealSource *
bw_deal_source_find_last (const GArray *sources,
                          gint64        deal)
{
  for (guint i = sources->len; i > 0; i--)
    {
      const BwDealSource *source = &g_array_index (sources, BwDealSource, i - 1);

      if (source->deal == deal && source->change[0] != '\0')
        return source;
    }
  return NULL;
}

/* Frees what @source holds, for arrays. */
void
bw_deal_source_clear (gpointer source)
{
  g_free (((BwDealSource *)source)->change);
  g_free (((BwDealSource *)source)->file);
}
