/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of records by month.
 *
 * Two passes over the records: one for the span of time and the parts, one that adds. A part is known by its text, as
 * what a file names may stand in the pool more than once; texts are only looked at once for each offset or row of a table.
 * O(records + months x parts). */

#include "core/bw-record.h"

#include <math.h>
#include <string.h>

/* Which part each value of the split belongs to. */
typedef struct
{
  const BwBook *book;
  BwRecordSplit split;
  GHashTable   *parts;  /* text of the part (owned) to its number + 1 */
  GHashTable   *values; /* text or index, + 2, to the number + 1 */
  GPtrArray    *names;
} Parts;

static gint64
value_of (const BwRecord *record,
          BwRecordSplit   split)
{
  switch (split)
    {
    case BW_SPLIT_GROUP:
      return record->group;
    case BW_SPLIT_TYPE:
      return record->type;
    case BW_SPLIT_STATE:
      return record->state;
    case BW_SPLIT_NAME:
      return record->name;
    case BW_SPLIT_PRODUCT:
      return record->product;
    case BW_SPLIT_ACCOUNT:
      return record->account;
    case BW_SPLIT_PERSON:
      return record->person;
    case BW_SPLIT_NONE:
    default:
      return 0;
    }
}

static const char *
text_of (const BwBook *book,
         BwRecordSplit split,
         gint64        value)
{
  switch (split)
    {
    case BW_SPLIT_NONE:
      return "";
    case BW_SPLIT_PRODUCT:
      return value < 0 ? "" : bw_book_text (book, bw_book_product (book, value)->name);
    case BW_SPLIT_ACCOUNT:
      return value < 0 ? "" : bw_book_text (book, bw_book_account (book, value)->name);
    case BW_SPLIT_PERSON:
      return value < 0 ? "" : bw_book_text (book, bw_book_person (book, value)->name);
    case BW_SPLIT_GROUP:
    case BW_SPLIT_TYPE:
    case BW_SPLIT_STATE:
    case BW_SPLIT_NAME:
    default:
      return bw_book_text (book, (BwText)value);
    }
}

/* The number of the part that @value belongs to, which is made at need. */
static guint
part_of (Parts *parts,
         gint64 value)
{
  gpointer    key = GSIZE_TO_POINTER ((gsize)(value + 2));
  guint       found = GPOINTER_TO_UINT (g_hash_table_lookup (parts->values, key));
  const char *text;

  if (found != 0)
    return found - 1;
  text = text_of (parts->book, parts->split, value);
  found = GPOINTER_TO_UINT (g_hash_table_lookup (parts->parts, text));
  if (found == 0)
    {
      g_ptr_array_add (parts->names, g_strdup (text));
      found = parts->names->len;
      g_hash_table_insert (parts->parts, g_ptr_array_index (parts->names, found - 1), GUINT_TO_POINTER (found));
    }
  g_hash_table_insert (parts->values, key, GUINT_TO_POINTER (found));
  return found - 1;
}

static int
month_of (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  return year * 12 + month - 1;
}

/* The name of each part with its number before sorting. */
typedef struct
{
  char *name;
  guint part;
} Named;

static int
compare_named (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (((const Named *)a)->name, ((const Named *)b)->name);
}

/* Sorts @names; returns: (transfer full): for each part where it stands afterwards. */
static guint *
sort_names (GPtrArray *names)
{
  g_autofree Named *named = g_new (Named, MAX (names->len, 1));
  guint            *places = g_new (guint, MAX (names->len, 1));

  for (guint i = 0; i < names->len; i++)
    named[i] = (Named) { g_ptr_array_index (names, i), i };
  qsort (named, names->len, sizeof *named, compare_named);
  for (guint i = 0; i < names->len; i++)
    {
      names->pdata[i] = named[i].name;
      places[named[i].part] = i;
    }
  return places;
}

/* What @record counts for; %FALSE: nothing. */
static gboolean
measure_of (const BwRecord *record,
            BwRecordMeasure measure,
            double         *value)
{
  switch (measure)
    {
    case BW_MEASURE_AMOUNT:
      *value = (double)record->amount;
      return record->amount != BW_MONEY_NONE;
    case BW_MEASURE_QUANTITY:
      *value = record->quantity;
      return !isnan (record->quantity);
    case BW_MEASURE_COUNT:
    default:
      *value = 1;
      return TRUE;
    }
}

static void
add_up (BwRecordTotals *totals,
        const BwBook   *book,
        Parts          *parts,
        BwRecordKind    kind,
        BwRecordMeasure measure,
        int             first)
{
  g_autofree guint *places = sort_names (totals->parts);

  for (guint i = 0; i < book->records->len; i++)
    {
      const BwRecord *record = bw_book_record (book, i);
      double          value;
      gsize           cell;

      if (record->kind != kind || record->phase == BW_RECORD_CANCELLED || record->date == BW_DATE_NONE ||
          !measure_of (record, measure, &value))
        continue;
      cell = (gsize)places[part_of (parts, value_of (record, parts->split))] * totals->n_months +
             (gsize)(month_of (record->date) - first);
      totals->sums[cell] += value;
      totals->counts[cell]++;
    }
}

/* Adds @measure of the records of @kind up by month and @split; what was cancelled does not count.
 * Returns: (transfer full). */
BwRecordTotals *
bw_record_totals_new (const BwBook   *book,
                      BwRecordKind    kind,
                      BwRecordMeasure measure,
                      BwRecordSplit   split)
{
  BwRecordTotals *totals = g_new0 (BwRecordTotals, 1);
  Parts           parts = { .book = book, .split = split };
  int             first = G_MAXINT, last = G_MININT;

  totals->first = BW_DATE_NONE;
  totals->parts = parts.names = g_ptr_array_new_with_free_func (g_free);
  parts.parts = g_hash_table_new (g_str_hash, g_str_equal);
  parts.values = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < book->records->len; i++)
    {
      const BwRecord *record = bw_book_record (book, i);
      double          value;

      if (record->kind != kind || record->phase == BW_RECORD_CANCELLED || !measure_of (record, measure, &value))
        continue;
      if (record->date == BW_DATE_NONE)
        {
          totals->n_dateless++;
          continue;
        }
      first = MIN (first, month_of (record->date));
      last = MAX (last, month_of (record->date));
      part_of (&parts, value_of (record, split));
    }
  if (first <= last)
    {
      totals->first = bw_date_first_of_month (first / 12, first % 12 + 1);
      totals->n_months = (guint)(last - first + 1);
      totals->sums = g_new0 (double, (gsize)totals->n_months * totals->parts->len);
      totals->counts = g_new0 (guint, (gsize)totals->n_months * totals->parts->len);
      add_up (totals, book, &parts, kind, measure, first);
    }
  g_hash_table_unref (parts.parts);
  g_hash_table_unref (parts.values);
  return totals;
}

/* Frees @totals (transfer full) (nullable). */
void
bw_record_totals_free (BwRecordTotals *totals)
{
  if (totals == NULL)
    return;
  g_ptr_array_unref (totals->parts);
  g_free (totals->sums);
  g_free (totals->counts);
  g_free (totals);
}
