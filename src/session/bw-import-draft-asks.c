/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import that is being prepared asks of the person.
 *
 * A column whose field is not sure, dates whose order nothing tells, a stage that nothing is known of, deals that a file no
 * longer has. What was asked once stays a question while the answer is tried. */

#include "session/bw-import-draft-private.h"

#include <math.h>

/* What is found with less is asked. */
#define SURE 0.6

/* Returns: (transfer none) (nullable): the finding on the order of day and month in @column. */
static const BwFinding *
find_order (const BwImportColumn *column)
{
  for (guint i = 0; i < column->findings->len; i++)
    if (g_str_equal (((const BwFinding *)g_ptr_array_index (column->findings, i))->what, "date_order"))
      return g_ptr_array_index (column->findings, i);
  return NULL;
}

/* Whether nothing in the file tells which number in the dates of @column is the month. What one column proves is likely for
 * the others. */
static gboolean
is_order_open (const BwDraftEntry   *entry,
               const BwImportColumn *column)
{
  const BwFinding *order = find_order (column);

  if (column->field == NULL || order == NULL || order->confidence >= SURE || entry->options->date_order != BW_ORDER_UNKNOWN)
    return FALSE;
  for (guint i = 0; i < entry->file->columns->len; i++)
    {
      const BwFinding *other = find_order (g_ptr_array_index (entry->file->columns, i));

      if (other != NULL && other->confidence >= SURE)
        return FALSE;
    }
  return TRUE;
}

/* What should be looked at in a column. */
BwColumnDoubt
bw_import_draft_get_doubt (BwImportDraft *self,
                           guint          index,
                           guint          column)
{
  const BwDraftEntry   *entry = bw_import_draft_entry (self, index);
  const BwImportColumn *of = g_ptr_array_index (entry->file->columns, column);

  if (bw_import_draft_is_chosen (self, index, of->header))
    return BW_DOUBT_NONE;
  return of->unsure ? BW_DOUBT_FIELD : is_order_open (entry, of) ? BW_DOUBT_DATE_ORDER
                                                                 : BW_DOUBT_NONE;
}

/* Whether a column should be looked at. */
gboolean
bw_import_draft_column_asks (BwImportDraft *self,
                             guint          index,
                             guint          column)
{
  return bw_import_draft_get_doubt (self, index, column) != BW_DOUBT_NONE;
}

/* How many things of a file should be looked at: columns, stages, deals that are no longer there. */
guint
bw_import_draft_count_questions (BwImportDraft *self,
                                 guint          index)
{
  const BwDraftEntry *entry = bw_import_draft_entry (self, index);
  guint               n = 0;

  if (!bw_draft_entry_is_imported (entry))
    return 0;
  for (guint i = 0; i < entry->file->columns->len; i++)
    n += bw_import_draft_column_asks (self, index, i);
  if (entry->file->kind == BW_KIND_DEALS)
    for (guint i = 0; i < self->stages_found->len; i++)
      n += !((const BwDraftStage *)g_ptr_array_index (self->stages_found, i))->known;
  for (guint i = 0; i < entry->currencies->len; i++)
    n += isnan (((const BwDraftCurrency *)g_ptr_array_index (entry->currencies, i))->rate);
  return n + (entry->misses && entry->options->vanished == BW_VANISHED_UNSAID);
}

/* Returns: (transfer none) (element-type BwDraftStage): the stages that are met for the first time; empty before the first
 * trial. */
GPtrArray *
bw_import_draft_get_stages (BwImportDraft *self)
{
  return self->stages_found;
}

/* Returns: (transfer none) (element-type BwDraftCurrency): the currencies of a file's amounts beside the project's; empty before
 * the first trial. */
GPtrArray *
bw_import_draft_get_currencies (BwImportDraft *self,
                                guint          index)
{
  return bw_import_draft_entry (self, index)->currencies;
}

/* Whether a file has no longer what earlier ones had. */
gboolean
bw_import_draft_get_vanished (BwImportDraft   *self,
                              guint            index,
                              BwDraftVanished *vanished)
{
  const BwDraftEntry *entry = bw_import_draft_entry (self, index);

  *vanished = entry->vanished;
  return entry->misses && bw_draft_entry_is_imported (entry);
}
