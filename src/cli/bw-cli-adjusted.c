/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums as adjusted, beside the CRM's.
 *
 * What is written beside the CRM's values is never in the numbers that are told as the CRM's; it is told beside them, so that
 * both can be read. Adjustments stand beside the present values: of a past day there are none. */

#include "cli/bw-cli-adjusted.h"

#include <glib/gi18n-lib.h>

#include "core/bw-as-adjusted.h"
#include "core/bw-deal-field.h"

/* Finds by how much adjustments change the pipeline that is looked at. Returns %FALSE where there are none. */
static gboolean
find_change (const BwCliLook    *look,
             BwAdjustedPipeline *pipeline)
{
  g_autoptr (BwAsAdjusted) as = NULL;

  if (!bw_as_adjusted_holds_on (look->book, look->as_of) || (as = bw_as_adjusted_new (look->book)) == NULL)
    return FALSE;
  bw_as_adjusted_pipeline (as, &look->scope, &look->period, pipeline);
  return pipeline->sum.n > 0;
}

static gint64
add_known (gint64 amount,
           gint64 change)
{
  return amount == BW_MONEY_NONE ? amount : amount + change;
}

/* Adds the member "adjusted" to an object that is open: %NULL where nothing that counts is adjusted. */
void
bw_cli_add_adjusted_pipeline (JsonBuilder     *builder,
                              const BwCliLook *look,
                              const BwOutlook *outlook)
{
  const char        *currency = look->book->currency;
  BwAdjustedPipeline pipeline;
  gint64             open;

  json_builder_set_member_name (builder, "adjusted");
  if (!find_change (look, &pipeline))
    {
      json_builder_add_null_value (builder);
      return;
    }
  open = outlook->open + pipeline.sum.change;
  json_builder_begin_object (builder);
  bw_cli_add_count (builder, "deals", pipeline.sum.n);
  bw_cli_add_count (builder, "deals_in", pipeline.sum.n_in);
  bw_cli_add_count (builder, "deals_out", pipeline.sum.n_out);
  bw_cli_add_money (builder, "open", open, currency);
  bw_cli_add_money (builder, "weighted", add_known (outlook->weighted, pipeline.weighted), currency);
  bw_cli_add_number (builder, "coverage", bw_outlook_coverage (open, outlook->won, outlook->quota));
  json_builder_set_member_name (builder, "categories");
  json_builder_begin_array (builder);
  for (int i = BW_CATEGORY_COMMIT; i >= BW_CATEGORY_PIPELINE; i--)
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "category", bw_rollup_category_name (i));
      bw_cli_add_money (builder, "value", bw_rollup_amount (&outlook->crm, i, BW_ROLLUP_SINGLE) + pipeline.categories[i], currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Prints the pipeline as adjusted, where it is another than the CRM's. */
void
bw_cli_print_adjusted_pipeline (const BwCliLook *look,
                                const BwOutlook *outlook)
{
  BwAdjustedPipeline pipeline;
  g_autofree char   *open = NULL, *weighted = NULL;

  if (!find_change (look, &pipeline))
    return;
  open = bw_money_format (outlook->open + pipeline.sum.change, look->book->currency);
  weighted = bw_money_format (add_known (outlook->weighted, pipeline.weighted), look->book->currency);
  g_print ("%-28s %18s\n", _ ("Open pipeline as adjusted"), open);
  g_print ("%-28s %18s\n", _ ("Weighted as adjusted"), weighted);
  g_print (ngettext ("%u adjusted deal counts; %u come in, %u go out.\n", "%u adjusted deals count; %u come in, %u go out.\n", pipeline.sum.n),
           pipeline.sum.n, pipeline.sum.n_in, pipeline.sum.n_out);
}

/* Returns: (transfer full): @book with its deals as adjusted, where that is asked for (@adjusted) and the day is the present. */
BwBook *
bw_cli_adjusted_book (const BwCliLook *look,
                      BwBook          *book,
                      gboolean         adjusted)
{
  return adjusted && bw_as_adjusted_holds_on (look->book, look->as_of) ? bw_as_adjusted_book (book) : bw_book_ref (book);
}

/* Whether two groups, of @a and of @b, are one and the same. */
static gboolean
is_same (const BwDealGroups *a,
         guint32             in_a,
         const BwDealGroups *b,
         guint32             in_b,
         const BwBook       *book)
{
  if ((in_a == BW_GROUP_NONE) != (in_b == BW_GROUP_NONE))
    return FALSE;
  if (in_a == BW_GROUP_NONE)
    return TRUE;
  return a->groups[in_a].level == b->groups[in_b].level &&
         bw_deal_groups_identify (a, book, in_a) == bw_deal_groups_identify (b, book, in_b) &&
         is_same (a, a->groups[in_a].parent, b, b->groups[in_b].parent, book);
}

/* What the deals of @groups sum up to in that group which is @group of @like; 0 where it has none. Both are by the same fields. */
gint64
bw_cli_find_group_amount (const BwDealGroups *groups,
                          const BwDealGroups *like,
                          const BwBook       *book,
                          guint               group)
{
  for (guint g = 0; g < groups->n_groups; g++)
    if (is_same (groups, g, like, group, book))
      return groups->groups[g].sums.amount;
  return 0;
}
