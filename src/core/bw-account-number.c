/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that a project's own exports tell of accounts beside the built-in ones, such as seats or beds.
 *
 * One row for an account and a field. Few accounts files have more than a handful of such columns, and most accounts a value in each
 * of them or in none: rows need no table of fields beside them, and are written, packed and taken back as those of any small table.
 * A field is known by the name that the first file gave it; other spellings by case alone find it again. Like everything else of an
 * account a number is what the last file said; a file that leaves it empty says nothing. */

#include "core/bw-account-number.h"

#include <math.h>

struct _BwAccountNumberWriter
{
  BwBook     *book;
  BwDelta    *delta;
  BwText      field;
  GHashTable *rows; /* (owned): of the accounts that have one: account to row, both + 1 */
};

static const BwAccountNumber *
get (const BwBook *book,
     guint         row)
{
  return &g_array_index (book->numbers, BwAccountNumber, row);
}

/* Returns: (transfer full) (element-type utf8): the names of the fields, in the order in which they came. The texts are @book's. */
GPtrArray *
bw_account_number_dup_fields (const BwBook *book)
{
  GPtrArray *fields = g_ptr_array_new ();
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (BwText));

  for (guint i = 0; i < book->numbers->len; i++)
    {
      BwText      text = get (book, i)->field;
      const char *name = bw_book_text (book, text);
      guint       k = 0;

      /* A name stands in the pool once or a few times, so that few rows ask for more than this. */
      while (k < texts->len && g_array_index (texts, BwText, k) != text)
        k++;
      if (k < texts->len)
        continue;
      g_array_append_val (texts, text);
      if (!g_ptr_array_find_with_equal_func (fields, name, g_str_equal, NULL))
        g_ptr_array_add (fields, (gpointer)name);
    }
  return fields;
}

/* Returns: (transfer none) (nullable): the field called @name in any case, as the project writes it. */
const char *
bw_account_number_find_field (const BwBook *book,
                              const char   *name)
{
  g_autoptr (GPtrArray) fields = bw_account_number_dup_fields (book);
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (g_ptr_array_index (fields, i), -1);

      if (g_str_equal (folded, wanted))
        return g_ptr_array_index (fields, i);
    }
  return NULL;
}

/* What @account has of @field, as bw_account_number_find_field() writes it; NaN unknown. O(rows). */
double
bw_account_number_get (const BwBook *book,
                       const char   *field,
                       gint32        account)
{
  for (guint i = 0; i < book->numbers->len; i++)
    if (get (book, i)->account == account && g_str_equal (bw_book_text (book, get (book, i)->field), field))
      return get (book, i)->value;
  return NAN;
}

/* Begins to write the field called @name of @book, telling @delta; both must outlive the writer.
 * Returns: (transfer full). */
BwAccountNumberWriter *
bw_account_number_writer_new (BwBook     *book,
                              BwDelta    *delta,
                              const char *name)
{
  BwAccountNumberWriter *self = g_new0 (BwAccountNumberWriter, 1);
  g_autofree char       *known = g_strdup (bw_account_number_find_field (book, name));

  g_return_val_if_fail (*name != '\0', NULL);

  self->book = book;
  self->delta = delta;
  self->field = bw_pool_intern (&book->texts, known != NULL ? known : name);
  self->rows = g_hash_table_new (NULL, NULL);
  for (guint i = 0; known != NULL && i < book->numbers->len; i++)
    if (g_str_equal (bw_book_text (book, get (book, i)->field), known))
      g_hash_table_insert (self->rows, GINT_TO_POINTER (get (book, i)->account + 1), GUINT_TO_POINTER (i + 1));
  return self;
}

/* Says that @account has @number. Returns whether that is new. */
gboolean
bw_account_number_writer_set (BwAccountNumberWriter *writer,
                              gint32                 account,
                              double                 number)
{
  guint           found = GPOINTER_TO_UINT (g_hash_table_lookup (writer->rows, GINT_TO_POINTER (account + 1)));
  BwAccountNumber row = { 0, account, writer->field, number };

  g_return_val_if_fail (account >= 0 && isfinite (number), FALSE);

  if (found == 0)
    {
      row.key = bw_book_random_key ();
      g_array_append_val (writer->book->numbers, row);
      g_hash_table_insert (writer->rows, GINT_TO_POINTER (account + 1), GUINT_TO_POINTER (writer->book->numbers->len));
      return TRUE;
    }
  if (get (writer->book, found - 1)->value == number)
    return FALSE;
  g_array_index (writer->book->numbers, BwAccountNumber, found - 1).value = number;
  bw_delta_mark (writer->delta, BW_TABLE_ACCOUNT_NUMBERS, found - 1);
  return TRUE;
}

/* Frees @writer (transfer full) (nullable). */
void
bw_account_number_writer_free (BwAccountNumberWriter *writer)
{
  if (writer == NULL)
    return;
  g_hash_table_unref (writer->rows);
  g_free (writer);
}
