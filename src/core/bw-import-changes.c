/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import changed, field by field: the changes of the history that are from it, and their number for each field.
 * Those that a later import dated anew, or that a record of the CRM took the place of, are that one's. One pass over the
 * history. */

#include "core/bw-import-changes.h"

static gint64
amount_of (gint64 value)
{
  return value == BW_MONEY_NONE ? 0 : value;
}

static int
compare_fields (gconstpointer a,
                gconstpointer b)
{
  const BwFieldChanges *x = a, *y = b;

  if (x->n_changes != y->n_changes)
    return x->n_changes > y->n_changes ? -1 : 1;
  return (int)x->field - (int)y->field;
}

/* What the import at @import (an index into the book's imports) changed. New deals are no changes, but for what is implied
 * of their past. Returns: (transfer full). */
BwImportChanges *
bw_import_changes (const BwBook *book,
                   gint32        import)
{
  const BwHistory *history = &book->history;
  BwImportChanges *changes = g_new0 (BwImportChanges, 1);
  guint            counts[BW_MAX_FIELDS] = { 0 }, deals[BW_MAX_FIELDS] = { 0 };
  guint            last[BW_MAX_FIELDS], last_deal = G_MAXUINT;
  gint64           difference = 0;

  changes->import = import;
  changes->fields = g_array_new (FALSE, FALSE, sizeof (BwFieldChanges));
  changes->changes = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint field = 0; field < BW_MAX_FIELDS; field++)
    last[field] = G_MAXUINT;
  for (guint i = 0; i < history->n; i++)
    {
      const BwChange *change = &history->changes[i];

      if (change->import != import || change->field >= BW_MAX_FIELDS)
        continue;
      g_array_append_val (changes->changes, i);
      counts[change->field]++;
      deals[change->field] += last[change->field] != change->deal;
      last[change->field] = change->deal;
      changes->n_deals += last_deal != change->deal;
      last_deal = change->deal;
      if (change->field == BW_FIELD_AMOUNT)
        difference += amount_of (change->new_value) - amount_of (change->old_value);
    }
  for (guint field = 0; field < BW_MAX_FIELDS; field++)
    if (counts[field] > 0)
      {
        BwFieldChanges of_field = { (guint8)field, counts[field], deals[field], field == BW_FIELD_AMOUNT ? difference : 0 };

        g_array_append_val (changes->fields, of_field);
      }
  g_array_sort (changes->fields, compare_fields);
  return changes;
}

/* Returns: (transfer full) (element-type guint): where in the history of @book, from which @changes were made, those of @field
 * are. */
GArray *
bw_import_changes_of (const BwImportChanges *changes,
                      const BwBook          *book,
                      guint8                 field)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < changes->changes->len; i++)
    {
      guint place = g_array_index (changes->changes, guint, i);

      if (book->history.changes[place].field == field)
        g_array_append_val (places, place);
    }
  return places;
}

/* Frees @changes (transfer full) (nullable). */
void
bw_import_changes_free (BwImportChanges *changes)
{
  if (changes == NULL)
    return;
  g_array_unref (changes->fields);
  g_array_unref (changes->changes);
  g_free (changes);
}
