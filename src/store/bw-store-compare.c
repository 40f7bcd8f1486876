/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two books say the same.
 *
 * Texts stand at different offsets in different books, so they are compared as texts and all else as numbers, column
 * by column from the same descriptions that the file is written by. */

#include "store/bw-store-compare.h"

#include <string.h>

/* Returns: (transfer full): a value as text; "" when unknown. */
char *
bw_column_dup_text (const BwColumn *column,
                    const BwBook   *book,
                    gint64          number)
{
  char   buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double real;

  switch (column->kind)
    {
    case BW_VALUE_YES_NO:
      return g_strdup (number == BW_BOOLEAN_NONE ? "" : number != 0 ? "true"
                                                                    : "false");
    case BW_VALUE_TEXT:
    case BW_VALUE_LABEL:
    case BW_VALUE_ANY:
    case BW_VALUE_WORD:
      return g_strdup (bw_book_text (book, (BwText)number));
    case BW_VALUE_DATE:
    case BW_VALUE_DAY:
      return bw_date_to_iso ((BwDate)number);
    case BW_VALUE_CODE:
      return g_strdup (bw_code_name (column->list, number) != NULL ? bw_code_name (column->list, number) : "");
    case BW_VALUE_REF:
      /* Fits have no name but their time. */
      if (column->list == BW_TABLE_FITS && number >= 0 && number < book->fits->len)
        return g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (book->fits, BwFit, number).at);
      return g_strdup (bw_book_text (book, bw_row_name (book, column->list, number)));
    case BW_VALUE_DEAL:
      if (number < 0 || number >= book->deals.n)
        return g_strdup ("");
      return g_strdup (bw_book_text (book, book->deals.ref[number] != 0 ? book->deals.ref[number] : book->deals.name[number]));
    case BW_VALUE_REAL:
      memcpy (&real, &number, sizeof real);
      return real != real ? g_strdup ("") : g_strdup (g_ascii_dtostr (buffer, sizeof buffer, real));
    case BW_VALUE_MONEY:
      return number == BW_MONEY_NONE ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, number);
    case BW_VALUE_OPTIONAL:
      return number < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, number);
    case BW_VALUE_KEY:
      return g_strdup (number != 0 ? "merged" : "");
    case BW_VALUE_BOOLEAN:
      return g_strdup (number != 0 ? "1" : "0");
    case BW_VALUE_INTEGER:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, number);
    }
}

static gboolean
values_equal (const BwColumn *column,
              const BwBook   *a,
              gint64          x,
              const BwBook   *b,
              gint64          y)
{
  double p, q;

  switch (column->kind)
    {
    case BW_VALUE_TEXT:
    case BW_VALUE_LABEL:
    case BW_VALUE_ANY:
    case BW_VALUE_WORD:
      return strcmp (bw_book_text (a, (BwText)x), bw_book_text (b, (BwText)y)) == 0;
    case BW_VALUE_REAL:
      memcpy (&p, &x, sizeof p);
      memcpy (&q, &y, sizeof q);
      return p == q || (p != p && q != q);
    case BW_VALUE_BOOLEAN:
      return !x == !y;
    default:
      return x == y;
    }
}

static char *
tell (const char     *table,
      guint           row,
      const BwColumn *column,
      const BwBook   *a,
      gint64          x,
      const BwBook   *b,
      gint64          y)
{
  g_autofree char *left = bw_column_dup_text (column, a, x);
  g_autofree char *right = bw_column_dup_text (column, b, y);

  return g_strdup_printf ("%s, row %u, %s: “%s” and “%s”", table, row, column->name != NULL ? column->name : "value", left, right);
}

static char *
compare_table (const BwBook *a,
               const BwBook *b,
               BwTable       table)
{
  const BwTableShape *shape = bw_table_shape (table);
  GArray             *x = bw_book_table (a, table), *y = bw_book_table (b, table);
  guint               size = g_array_get_element_size (x);

  if (x->len != y->len)
    return g_strdup_printf ("%s: %u and %u rows", shape->name, x->len, y->len);
  for (guint row = 0; row < x->len; row++)
    {
      const char *p = x->data + (gsize)row * size, *q = y->data + (gsize)row * size;

      if (*(const gint64 *)p != *(const gint64 *)q)
        return g_strdup_printf ("%s, row %u: other keys", shape->name, row);
      for (guint i = 0; i < shape->n_columns; i++)
        {
          const BwColumn *column = &shape->columns[i];
          gint64          v = bw_column_get (column, p + column->offset), w = bw_column_get (column, q + column->offset);

          if (!values_equal (column, a, v, b, w))
            return tell (shape->name, row, column, a, v, b, w);
        }
    }
  return NULL;
}

/* Compares the project's own fields, whose tables are the same. */
static char *
compare_custom (const BwBook *a,
                const BwBook *b)
{
  if (a->deals.n_custom != a->fields->len || b->deals.n_custom != a->fields->len)
    return g_strdup_printf ("deals: %u and %u columns for %u fields", a->deals.n_custom, b->deals.n_custom, a->fields->len);
  for (guint c = 0; c < a->deals.n_custom; c++)
    for (guint deal = 0; deal < a->deals.n; deal++)
      {
        const BwColumn *column = bw_custom_column (bw_book_field (a, c)->type);
        gint64          v = bw_custom_column_get (&a->deals.custom[c], deal), w = bw_custom_column_get (&b->deals.custom[c], deal);

        if (!values_equal (column, a, v, b, w))
          return tell ("deals", deal, column, a, v, b, w);
      }
  return NULL;
}

static char *
compare_deals (const BwBook *a,
               const BwBook *b)
{
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  if (a->deals.n != b->deals.n)
    return g_strdup_printf ("deals: %u and %u rows", a->deals.n, b->deals.n);
  for (guint deal = 0; deal < a->deals.n; deal++)
    if (a->deals.key[deal] != b->deals.key[deal])
      return g_strdup_printf ("deals, row %u: other keys", deal);
  for (guint i = 0; i < n; i++)
    {
      const char *p = bw_deal_column_data (&a->deals, &columns[i]), *q = bw_deal_column_data (&b->deals, &columns[i]);

      for (guint deal = 0; deal < a->deals.n; deal++, p += columns[i].size, q += columns[i].size)
        {
          gint64 v = bw_column_get (&columns[i], p), w = bw_column_get (&columns[i], q);

          if (!values_equal (&columns[i], a, v, b, w))
            return tell ("deals", deal, &columns[i], a, v, b, w);
        }
    }
  return compare_custom (a, b);
}

static char *
compare_history (const BwBook *a,
                 const BwBook *b)
{
  if (a->history.n != b->history.n)
    return g_strdup_printf ("deal_changes: %u and %u rows", a->history.n, b->history.n);
  for (guint i = 0; i < a->history.n; i++)
    {
      const BwChange *x = &a->history.changes[i], *y = &b->history.changes[i];
      const BwColumn *column = bw_field_column (a, MIN (x->field, y->field));

      if (x->deal != y->deal || x->at != y->at || x->ordinal != y->ordinal || x->field != y->field || x->source != y->source ||
          x->import != y->import)
        return g_strdup_printf ("deal_changes, row %u: other deal, day, field, source or import", i);
      if (!values_equal (column, a, x->old_value, b, y->old_value))
        return tell ("deal_changes", i, column, a, x->old_value, b, y->old_value);
      if (!values_equal (column, a, x->new_value, b, y->new_value))
        return tell ("deal_changes", i, column, a, x->new_value, b, y->new_value);
    }
  return NULL;
}

static char *
compare_organisation (const BwBook *a,
                      const BwBook *b)
{
  guint           n;
  const BwColumn *columns = bw_organisation_columns (&n);

  if (strcmp (a->currency, b->currency) != 0)
    return g_strdup_printf ("organisation, currency: “%s” and “%s”", a->currency, b->currency);
  for (guint i = 0; i < n; i++)
    {
      gint64 v = bw_column_get (&columns[i], (const char *)a + columns[i].offset);
      gint64 w = bw_column_get (&columns[i], (const char *)b + columns[i].offset);

      if (!values_equal (&columns[i], a, v, b, w))
        return tell ("organisation", 0, &columns[i], a, v, b, w);
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): where @a and @b first differ; %NULL when they say the same in the same order. */
char *
bw_book_dup_difference (const BwBook *a,
                        const BwBook *b)
{
  char *difference = compare_organisation (a, b);

  for (int table = 0; table < BW_N_TABLES && difference == NULL; table++)
    difference = compare_table (a, b, table);
  if (difference == NULL)
    difference = compare_deals (a, b);
  return difference != NULL ? difference : compare_history (a, b);
}
