/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values of deals.
 *
 * What somebody says a deal's amount, close date, category or next step should be never takes the place of what the CRM says: the
 * numbers of all pages stay those of the CRM, which can be held against its exports to the cent. It is a row of a log of its own,
 * which only grows; for each deal and field the latest row counts, until it is taken back or an import brings the same value.
 *
 * Grids ask for the adjustment of a cell, filters for that of each of a million deals. So a table of those that count, by deal
 * and field, is made when it is first asked for, and kept with the book. It is made by whichever thread asks first: shared books
 * are not written, and should two make it at once, one of both is kept. Whoever changes the log of a book that nobody else
 * holds calls bw_adjustment_forget().
 *
 * Making it O(rows log rows), looking up O(log of those that count). */

#include "core/bw-adjustment.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"

/* Those that count, by deal and field. */
typedef struct
{
  guint   n;
  guint64 places[]; /* deal << 34 | field << 32 | row, then the rows alone as guint */
} Index;

static const struct
{
  const char *name;
  BwDealField field;
} fields[BW_N_ADJUSTED] = {
  [BW_ADJUSTED_AMOUNT] = { "amount", BW_DEAL_FIELD_AMOUNT },
  [BW_ADJUSTED_CLOSE] = { "close_date", BW_DEAL_FIELD_CLOSE },
  [BW_ADJUSTED_CATEGORY] = { "category", BW_DEAL_FIELD_CATEGORY },
  [BW_ADJUSTED_NEXT_STEP] = { "next_step", BW_DEAL_FIELD_NEXT_STEP },
};

/* The field of deals that @field is beside. */
BwDealField
bw_adjusted_deal_field (BwAdjusted field)
{
  return fields[field].field;
}

/* Whether @field of deals can be adjusted. @adjusted (out) (nullable). */
gboolean
bw_adjusted_from_deal_field (BwDealField field,
                             BwAdjusted *adjusted)
{
  for (BwAdjusted i = 0; i < BW_N_ADJUSTED; i++)
    if (fields[i].field == field)
      {
        if (adjusted != NULL)
          *adjusted = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer none): the field's name in files and commands. */
const char *
bw_adjusted_name (BwAdjusted field)
{
  return fields[field].name;
}

/* Returns: (transfer none): what the field is called on screen. */
const char *
bw_adjusted_title (BwAdjusted field)
{
  return bw_deal_field_title (NULL, fields[field].field);
}

/* What the CRM says of @deal now. */
BwAdjustedValue
bw_adjusted_crm (const BwBook *book,
                 guint         deal)
{
  return (BwAdjustedValue) {
    .amount = book->deals.amount[deal],
    .close = book->deals.close[deal],
    .next_step = book->deals.next_step[deal],
    .category = (guint8)bw_deal_category (book, deal),
  };
}

/* @value with all but @field unknown. */
BwAdjustedValue
bw_adjusted_only (const BwAdjustedValue *value,
                  BwAdjusted             field)
{
  BwAdjustedValue only = { BW_MONEY_NONE, BW_DATE_NONE, 0, BW_CATEGORY_NONE };

  if (field == BW_ADJUSTED_AMOUNT)
    only.amount = value->amount;
  else if (field == BW_ADJUSTED_CLOSE)
    only.close = value->close;
  else if (field == BW_ADJUSTED_CATEGORY)
    only.category = value->category;
  else
    only.next_step = value->next_step;
  return only;
}

/* Whether @a and @b are the same in @field. */
gboolean
bw_adjusted_equal (const BwBook          *book,
                   BwAdjusted             field,
                   const BwAdjustedValue *a,
                   const BwAdjustedValue *b)
{
  switch (field)
    {
    case BW_ADJUSTED_AMOUNT:
      return a->amount == b->amount;
    case BW_ADJUSTED_CLOSE:
      return a->close == b->close;
    case BW_ADJUSTED_CATEGORY:
      return a->category == b->category;
    case BW_ADJUSTED_NEXT_STEP:
    case BW_N_ADJUSTED:
    default:
      return a->next_step == b->next_step || g_str_equal (bw_book_text (book, a->next_step), bw_book_text (book, b->next_step));
    }
}

/* Returns: (transfer full): the value as a grid shows it; "" for none. */
char *
bw_adjusted_dup_text (const BwBook          *book,
                      BwAdjusted             field,
                      const BwAdjustedValue *value)
{
  switch (field)
    {
    case BW_ADJUSTED_AMOUNT:
      return value->amount == BW_MONEY_NONE ? g_strdup ("") : bw_money_format (value->amount, book->currency);
    case BW_ADJUSTED_CLOSE:
      return value->close == BW_DATE_NONE ? g_strdup ("") : bw_date_format_short (value->close, BW_DATE_NONE);
    case BW_ADJUSTED_CATEGORY:
      return g_strdup (value->category < BW_N_CATEGORIES ? bw_deal_category_title (book, value->category) : "");
    case BW_ADJUSTED_NEXT_STEP:
    case BW_N_ADJUSTED:
    default:
      return g_strdup (bw_book_text (book, value->next_step));
    }
}

/* Returns: (transfer full): the value as other programs read it; "" for none. */
char *
bw_adjusted_dup_plain (const BwBook          *book,
                       BwAdjusted             field,
                       const BwAdjustedValue *value)
{
  if (field == BW_ADJUSTED_AMOUNT && value->amount != BW_MONEY_NONE)
    return bw_money_format_plain (value->amount, book->currency);
  if (field == BW_ADJUSTED_CLOSE && value->close != BW_DATE_NONE)
    return bw_date_to_iso (value->close);
  return bw_adjusted_dup_text (book, field, value);
}

/* ---- Those that count ---- */

static int
compare_places (const void *a,
                const void *b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return (x > y) - (x < y);
}

static guint *
get_rows (const Index *index)
{
  return (guint *)&index->places[index->n];
}

static Index *
make_index (const BwBook *book)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint  n = 0;
  Index *index;

  for (guint row = 0; row < book->adjustments->len; row++)
    {
      const BwAdjustment *adjustment = bw_book_adjustment (book, row);
      guint64             place = (guint64)(guint32)adjustment->deal << 34 | (guint64)adjustment->field << 32 | row;

      if (adjustment->deal >= 0 && (guint)adjustment->deal < book->deals.n)
        g_array_append_val (all, place);
    }
  if (all->len > 1)
    qsort (all->data, all->len, sizeof (guint64), compare_places);
  for (guint i = 0; i < all->len; i++)
    {
      guint64 place = g_array_index (all, guint64, i);

      /* The latest of its deal and field is the last. */
      if (i + 1 < all->len && g_array_index (all, guint64, i + 1) >> 32 == place >> 32)
        continue;
      if (bw_book_adjustment (book, (guint32)place)->act == BW_ADJUSTMENT_SET)
        g_array_index (all, guint64, n++) = place;
    }
  index = g_malloc (sizeof *index + n * (sizeof (guint64) + sizeof (guint)));
  index->n = n;
  for (guint i = 0; i < n; i++)
    {
      index->places[i] = g_array_index (all, guint64, i);
      get_rows (index)[i] = (guint32)index->places[i];
    }
  return index;
}

static const Index *
get_index (const BwBook *book)
{
  BwBook *keeper = (BwBook *)book; /* which is not changed by remembering this */
  Index  *index = g_atomic_pointer_get (&keeper->adjusted);

  if (index != NULL)
    return index;
  index = make_index (book);
  if (g_atomic_pointer_compare_and_exchange (&keeper->adjusted, NULL, index))
    return index;
  g_free (index);
  return g_atomic_pointer_get (&keeper->adjusted);
}

/* Lets go of what was remembered about the log, which nobody else looks at and which is about to be, or was, changed. */
void
bw_adjustment_forget (BwBook *book)
{
  g_clear_pointer (&book->adjusted, g_free);
}

/* The first that counts at or behind @deal and @field. */
static guint
find_place (const Index *index,
            guint        deal,
            guint        field)
{
  guint64 wanted = (guint64)deal << 34 | (guint64)field << 32;
  guint   low = 0, high = index->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (index->places[middle] < wanted)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns: (transfer none) (nullable): what is said of @field of @deal beside the CRM; %NULL when nothing is. */
const BwAdjustment *
bw_adjustment_find (const BwBook *book,
                    guint         deal,
                    BwAdjusted    field)
{
  const Index *index;
  guint        at;

  if (book->adjustments->len == 0)
    return NULL;
  index = get_index (book);
  at = find_place (index, deal, field);
  if (at == index->n || index->places[at] >> 32 != ((guint64)deal << 2 | field))
    return NULL;
  return bw_book_adjustment (book, get_rows (index)[at]);
}

/* Whether any field of @deal is adjusted. */
gboolean
bw_adjustment_is_any (const BwBook *book,
                      guint         deal)
{
  const Index *index;
  guint        at;

  if (book->adjustments->len == 0)
    return FALSE;
  index = get_index (book);
  at = find_place (index, deal, 0);
  return at < index->n && index->places[at] >> 34 == deal;
}

/* Returns: (transfer none) (array length=n): the rows of the log that count, by deal and field. */
const guint *
bw_adjustment_current (const BwBook *book,
                       guint        *n)
{
  const Index *index = get_index (book);

  *n = index->n;
  return get_rows (index);
}

/* Returns: (transfer full) (element-type guint): the rows of the log about @deal, oldest first. O(rows). */
GArray *
bw_adjustment_log_of (const BwBook *book,
                      guint         deal)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = 0; row < book->adjustments->len; row++)
    if (bw_book_adjustment (book, row)->deal == (gint32)deal)
      g_array_append_val (rows, row);
  return rows;
}

/* How @adjustment, which counts, stands to what the CRM says now. */
BwAdjustmentState
bw_adjustment_state (const BwBook       *book,
                     const BwAdjustment *adjustment)
{
  BwAdjustedValue crm = bw_adjusted_crm (book, (guint)adjustment->deal);

  if (bw_adjusted_equal (book, adjustment->field, &crm, &adjustment->value))
    return BW_ADJUSTMENT_AGREES;
  return bw_adjusted_equal (book, adjustment->field, &crm, &adjustment->crm) ? BW_ADJUSTMENT_PENDING : BW_ADJUSTMENT_DIFFERS;
}
