/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a project as packed columns.
 *
 * Analytics over a million deals are sums over one or two fields. In columns such a sum reads 4 to 16 MB in
 * a row; in an array of structures it would drag all 80 bytes of each deal through the cache. */

#include "core/bw-deals.h"

#include <string.h>

#include "core/bw-block.h"
#include "core/bw-share.h"

enum
{
  FIRST_CAPACITY = 64,
};

/* The bytes of a value of @type. */
guint
bw_field_type_size (BwFieldType type)
{
  static const guint sizes[BW_N_TYPES] = {
    [BW_TYPE_TEXT] = sizeof (BwText),
    [BW_TYPE_NUMBER] = sizeof (double),
    [BW_TYPE_DATE] = sizeof (BwDate),
    [BW_TYPE_BOOLEAN] = sizeof (guint8),
  };

  return sizes[type];
}

/* The value of @type that stands for unknown, as bw_custom_column_get() gives it. */
gint64
bw_field_type_none (BwFieldType type)
{
  static const double nan = __builtin_nan ("");
  gint64              bits;

  switch (type)
    {
    case BW_TYPE_NUMBER:
      memcpy (&bits, &nan, sizeof bits);
      return bits;
    case BW_TYPE_DATE:
      return BW_DATE_NONE;
    case BW_TYPE_BOOLEAN:
      return BW_BOOLEAN_NONE;
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      return 0;
    }
}

/* The value of @deal as the history holds values: a text's offset, a number's bits, a day number, 0 or 1. */
gint64
bw_custom_column_get (const BwCustomColumn *column,
                      guint                 deal)
{
  gint64 bits;

  switch (column->type)
    {
    case BW_TYPE_NUMBER:
      memcpy (&bits, &column->numbers[deal], sizeof bits);
      return bits;
    case BW_TYPE_DATE:
      return column->dates[deal];
    case BW_TYPE_BOOLEAN:
      return column->booleans[deal];
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      return column->texts[deal];
    }
}

/* Puts @value, as bw_custom_column_get() gives it, into a column that nobody else has. */
void
bw_custom_column_set (BwCustomColumn *column,
                      guint           deal,
                      gint64          value)
{
  switch (column->type)
    {
    case BW_TYPE_NUMBER:
      memcpy (&column->numbers[deal], &value, sizeof value);
      break;
    case BW_TYPE_DATE:
      column->dates[deal] = (BwDate)value;
      break;
    case BW_TYPE_BOOLEAN:
      column->booleans[deal] = (guint8)value;
      break;
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      column->texts[deal] = (BwText)value;
      break;
    }
}

/* Makes @deals empty. */
void
bw_deals_init (BwDeals *deals)
{
  memset (deals, 0, sizeof *deals);
  deals->share = bw_share_new ();
  deals->lasting_share = bw_share_new ();
}

#define FREE_COLUMN(type, name) g_free (deals->name);

static void
free_moving (BwDeals *deals)
{
  if (!bw_share_let_go (&deals->share))
    return;
  BW_DEAL_MOVING_COLUMNS (FREE_COLUMN)
  for (guint c = 0; c < deals->n_custom; c++)
    g_free (deals->custom[c].values);
  g_free (deals->custom);
}

static void
free_lasting (BwDeals *deals)
{
  if (!bw_share_let_go (&deals->lasting_share))
    return;
  BW_DEAL_LASTING_COLUMNS (FREE_COLUMN)
}

#undef FREE_COLUMN

/* Frees the columns. */
void
bw_deals_clear (BwDeals *deals)
{
  free_moving (deals);
  free_lasting (deals);
  memset (deals, 0, sizeof *deals);
}

/* Makes room for @capacity deals in all, in columns that nobody else has. */
void
bw_deals_reserve (BwDeals *deals,
                  guint    capacity)
{
  bw_deals_make_writable (deals);
  if (capacity <= deals->capacity)
    return;
#define GROW_COLUMN(type, name) deals->name = g_renew (type, deals->name, capacity);
  BW_DEAL_COLUMNS (GROW_COLUMN)
#undef GROW_COLUMN
  for (guint c = 0; c < deals->n_custom; c++)
    deals->custom[c].values = g_realloc_n (deals->custom[c].values, capacity, bw_field_type_size (deals->custom[c].type));
  deals->capacity = capacity;
}

/* Adds a deal of which nothing is known but its @key, in stage 0. Returns its index. */
guint
bw_deals_append (BwDeals *deals,
                 gint64   key)
{
  guint i = deals->n;

  if (i == deals->capacity || !bw_share_is_sole (deals->share) || !bw_share_is_sole (deals->lasting_share))
    bw_deals_reserve (deals, MAX (FIRST_CAPACITY, i + i / 2));

#define ZERO_COLUMN(type, name) deals->name[i] = 0;
  BW_DEAL_COLUMNS (ZERO_COLUMN)
#undef ZERO_COLUMN
  deals->key[i] = key;
  deals->amount[i] = BW_MONEY_NONE;
  deals->owner[i] = deals->account[i] = deals->product[i] = BW_NOBODY;
  deals->created[i] = deals->appeared[i] = deals->close[i] = BW_DATE_NONE;
  deals->stage_since[i] = deals->activity[i] = BW_DATE_NONE;
  deals->probability[i] = BW_PROBABILITY_NONE;
  deals->category[i] = BW_CATEGORY_NONE;
  for (guint c = 0; c < deals->n_custom; c++)
    bw_custom_column_set (&deals->custom[c], i, bw_field_type_none (deals->custom[c].type));
  deals->n++;
  return i;
}

/* Gives @to, which has none, columns with what those of @from hold. */
#define COPY_COLUMN(type, name)                        \
  to->name = bw_block_alloc (sizeof (type) * from->n); \
  if (from->n > 0)                                     \
    memcpy (to->name, from->name, sizeof (type) * from->n);

static void
copy_moving (const BwDeals *from,
             BwDeals       *to)
{
  BW_DEAL_MOVING_COLUMNS (COPY_COLUMN)
  for (guint c = 0; c < from->n_custom; c++)
    {
      gsize size = (gsize)bw_field_type_size (from->custom[c].type) * from->n;

      to->custom[c].values = bw_block_alloc (size);
      if (from->n > 0)
        memcpy (to->custom[c].values, from->custom[c].values, size);
    }
}

static void
copy_lasting (const BwDeals *from,
              BwDeals       *to)
{
  BW_DEAL_LASTING_COLUMNS (COPY_COLUMN)
}

#undef COPY_COLUMN

/* Makes @to, which is not initialised, a copy of @from. */
void
bw_deals_copy (const BwDeals *from,
               BwDeals       *to)
{
  bw_deals_init (to);
  for (guint c = 0; c < from->n_custom; c++)
    bw_deals_add_custom (to, from->custom[c].type);
  if (from->n == 0)
    return;
  to->n = to->capacity = from->n;
  copy_moving (from, to);
  copy_lasting (from, to);
}

/* Makes @to, which is not initialised, have the columns of @from in common with it: to be read, and to be
 * written only after bw_deals_make_writable(). */
void
bw_deals_share (const BwDeals *from,
                BwDeals       *to)
{
  if (from->share == NULL || from->lasting_share == NULL)
    {
      bw_deals_copy (from, to);
      return;
    }
  *to = *from;
  g_atomic_ref_count_inc (to->share);
  g_atomic_ref_count_inc (to->lasting_share);
}

/* The same for the lasting columns alone. */
static void
make_lasting_writable (BwDeals *deals)
{
  BwDeals were = *deals;

  if (bw_share_is_sole (deals->lasting_share))
    return;
  deals->capacity = deals->n;
  deals->lasting_share = bw_share_new ();
  copy_lasting (&were, deals);
  free_lasting (&were);
}

/* Gives @deals columns of its own when others have them too. */
void
bw_deals_make_writable (BwDeals *deals)
{
  bw_deals_make_moving_writable (deals);
  make_lasting_writable (deals);
}

/* The same for the moving columns and those of the project's fields; the others must not be written, nor deals be added but by
 * bw_deals_append(). */
void
bw_deals_make_moving_writable (BwDeals *deals)
{
  BwDeals were = *deals;

  if (bw_share_is_sole (deals->share))
    return;
  deals->capacity = deals->n;
  deals->share = bw_share_new ();
  deals->custom = g_memdup2 (were.custom, sizeof (BwCustomColumn) * were.n_custom);
  copy_moving (&were, deals);
  free_moving (&were);
}

/* Puts the deals into another order: the one at @order[i] comes to i. */
void
bw_deals_reorder (BwDeals     *deals,
                  const guint *order)
{
  bw_deals_make_writable (deals);
  if (deals->n == 0)
    return;
  deals->capacity = deals->n;
#define SORT_COLUMN(type, name)                               \
  {                                                           \
    type *sorted = bw_block_alloc (sizeof (type) * deals->n); \
                                                              \
    for (guint i = 0; i < deals->n; i++)                      \
      sorted[i] = deals->name[order[i]];                      \
    g_free (deals->name);                                     \
    deals->name = sorted;                                     \
  }
  BW_DEAL_COLUMNS (SORT_COLUMN)
#undef SORT_COLUMN
  for (guint c = 0; c < deals->n_custom; c++)
    {
      BwCustomColumn sorted = { .type = deals->custom[c].type };

      sorted.values = bw_block_alloc ((gsize)bw_field_type_size (sorted.type) * deals->n);
      for (guint i = 0; i < deals->n; i++)
        bw_custom_column_set (&sorted, i, bw_custom_column_get (&deals->custom[c], order[i]));
      g_free (deals->custom[c].values);
      deals->custom[c] = sorted;
    }
}

/* Copies the deal @i of @from to @place of @to, which may be the same and has the same fields of its own. */
void
bw_deals_copy_row (const BwDeals *from,
                   guint          i,
                   BwDeals       *to,
                   guint          place)
{
#define COPY_VALUE(type, name) to->name[place] = from->name[i];
  BW_DEAL_COLUMNS (COPY_VALUE)
#undef COPY_VALUE
  for (guint c = 0; c < MIN (from->n_custom, to->n_custom); c++)
    bw_custom_column_set (&to->custom[c], place, bw_custom_column_get (&from->custom[c], i));
}

/* Adds a column of values that are not known yet. */
void
bw_deals_add_custom (BwDeals    *deals,
                     BwFieldType type)
{
  BwCustomColumn *column;
  gint64          none = bw_field_type_none (type);

  bw_deals_make_writable (deals);
  deals->custom = g_renew (BwCustomColumn, deals->custom, deals->n_custom + 1);
  column = &deals->custom[deals->n_custom++];
  column->type = type;
  column->values = deals->capacity > 0 ? g_malloc_n (deals->capacity, bw_field_type_size (type)) : NULL;
  for (guint i = 0; i < deals->n; i++)
    bw_custom_column_set (column, i, none);
}

/* Takes @column away. */
void
bw_deals_remove_custom (BwDeals *deals,
                        guint    column)
{
  g_return_if_fail (column < deals->n_custom);

  bw_deals_make_writable (deals);
  g_free (deals->custom[column].values);
  memmove (&deals->custom[column], &deals->custom[column + 1], sizeof (BwCustomColumn) * (--deals->n_custom - column));
}

/* Gives @column @values (transfer full), of which there is room for the deals' capacity, of @type. */
void
bw_deals_replace_custom (BwDeals    *deals,
                         guint       column,
                         BwFieldType type,
                         void       *values)
{
  g_return_if_fail (column < deals->n_custom);

  bw_deals_make_writable (deals);
  g_free (deals->custom[column].values);
  deals->custom[column] = (BwCustomColumn) { .type = type, .values = values };
}
