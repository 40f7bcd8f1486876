/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a column are, whatever its name.
 *
 * Each of the first values is tried as everything that a value can be, and looked up among the names that the project
 * knows. Nothing is decided here: the counts are the evidence. A whole number could be the serial date of a spreadsheet and
 * is counted as such apart. Cost: linear in the values. */

#include "import/bw-column-values.h"
#include "import/bw-stage-names.h"
#include "import/bw-value.h"

#include <string.h>

enum
{
  LONG_TEXT = 80,
  MAX_NAME = 128,  /* bytes of one that is folded where it stands */
  MAX_DIGITS = 15, /* of a number that is kept exactly */
};

struct _BwKnownNames
{
  GHashTable *stages; /* casefolded names */
  GHashTable *people;
  GHashTable *accounts;
  GHashTable *products;
};

/* Folds @text, which for ASCII, as most names are, is to make its letters small. */
static char *
fold_case (const char *text)
{
  const char *at = text;

  while (*at != '\0' && (guchar)*at < 0x80)
    at++;
  return *at == '\0' ? g_ascii_strdown (text, at - text) : g_utf8_casefold (text, -1);
}

/* Folds @text into @small, of @size bytes, where it is of ASCII and has room. Returns whether it is. */
static gboolean
fold_into (const char *text,
           char       *small,
           gsize       size)
{
  for (gsize i = 0; i < size && (guchar)text[i] < 0x80; i++)
    {
      small[i] = g_ascii_tolower (text[i]);
      if (text[i] == '\0')
        return TRUE;
    }
  return FALSE;
}

/* Adds the name at @text when it is @wanted: of hundreds of thousands of them a file's first rows have some hundred. */
static void
add_name (GHashTable   *table,
          GHashTable   *wanted,
          const BwBook *book,
          BwText        text)
{
  const char *name = bw_book_text (book, text);
  char        small[MAX_NAME];

  if (fold_into (name, small, sizeof small))
    {
      if (*small != '\0' && g_hash_table_contains (wanted, small))
        g_hash_table_add (table, g_strdup (small));
    }
  else
    g_hash_table_add (table, fold_case (name));
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Returns: (transfer full): of the names that @book (nullable) knows those that cells of @rows (element-type GStrv) have. */
BwKnownNames *
bw_known_names_new (const BwBook    *book,
                    const GPtrArray *rows)
{
  BwKnownNames *names = g_new0 (BwKnownNames, 1);
  g_autoptr (GHashTable) wanted = new_table ();

  for (guint r = 0; book != NULL && r < rows->len; r++)
    for (char **cell = g_ptr_array_index (rows, r); *cell != NULL; cell++)
      g_hash_table_add (wanted, fold_case (*cell));

  names->stages = new_table ();
  names->people = new_table ();
  names->accounts = new_table ();
  names->products = new_table ();
  for (guint i = 0; book != NULL && i < book->stages->len; i++)
    add_name (names->stages, wanted, book, bw_book_stage (book, i)->name);
  for (guint i = 0; book != NULL && i < book->people->len; i++)
    {
      add_name (names->people, wanted, book, bw_book_person (book, i)->name);
      add_name (names->people, wanted, book, bw_book_person (book, i)->email);
    }
  for (guint i = 0; book != NULL && i < book->accounts->len; i++)
    add_name (names->accounts, wanted, book, bw_book_account (book, i)->name);
  for (guint i = 0; book != NULL && i < book->products->len; i++)
    add_name (names->products, wanted, book, bw_book_product (book, i)->name);
  return names;
}

/* Frees @names (transfer full) (nullable). */
void
bw_known_names_free (BwKnownNames *names)
{
  if (names == NULL)
    return;
  g_hash_table_unref (names->stages);
  g_hash_table_unref (names->people);
  g_hash_table_unref (names->accounts);
  g_hash_table_unref (names->products);
  g_free (names);
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at > text && strchr (at, '.') != NULL && strpbrk (text, " ,;<>") == NULL;
}

/* Whether @text is one word with both a digit and something else, or at least eight digits. */
static gboolean
is_id (const char *text)
{
  guint n_digits = 0, n_others = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("-_{}.", *at) == NULL)
        return FALSE;
      n_digits += g_ascii_isdigit (*at);
      n_others += g_ascii_isalpha (*at);
    }
  return (n_digits > 0 && n_others > 0) || (n_others == 0 && n_digits >= 8);
}

/* Whether @text is a number only by its letters: "0278123456". */
static gboolean
is_padded (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return text[n] == '\0' && ((n > 1 && text[0] == '0') || n > MAX_DIGITS);
}

/* Counts @text, which @times cells have. */
static void
count_value (BwColumnValues     *values,
             const char         *text,
             guint               times,
             const BwKnownNames *names)
{
  g_autofree char *folded = fold_case (text);
  char             currency[BW_VALUE_CURRENCY_SIZE];
  gint64           amount;
  double           share;
  gboolean         flag;
  BwDate           date;
  BwValueResult    dated = bw_value_parse_date (text, BW_ORDER_DAY_FIRST, &date);
  BwStageMeaning   meaning = bw_stage_name_meaning (text);
  guint            n_other = values->n_amounts + values->n_dates + values->n_serials + values->n_emails;

  if (dated != BW_VALUE_GOOD)
    dated = bw_value_parse_date (text, BW_ORDER_MONTH_FIRST, &date);
  if (bw_value_parse_amount (text, 0, &amount, currency) == BW_VALUE_GOOD)
    {
      values->n_amounts += times;
      values->n_money += *currency != '\0' ? times : 0;
    }
  values->n_padded += is_padded (text) ? times : 0;
  /* Numbers of other things look like these. */
  if (dated == BW_VALUE_GOOD &&
      (text[strspn (text, "0123456789")] == '\0' || bw_value_is_serial_date (text) || bw_value_is_year_day (text)))
    values->n_serials += times;
  else if (dated == BW_VALUE_GOOD || dated == BW_VALUE_NO_SUCH_DAY)
    values->n_dates += times;
  values->n_booleans += bw_value_parse_boolean (text, &flag) == BW_VALUE_GOOD ? times : 0;
  values->n_shares += bw_value_parse_share (text, 0, &share, &flag) == BW_VALUE_GOOD ? times : 0;
  values->n_emails += is_email (text) ? times : 0;
  values->n_ids += is_id (text) ? times : 0;
  values->n_names += n_other == values->n_amounts + values->n_dates + values->n_serials + values->n_emails && !meaning.known ? times : 0;
  values->n_long += strlen (text) > LONG_TEXT ? times : 0;
  values->n_known += meaning.known ? times : 0;
  values->n_outcomes += meaning.known && meaning.kind != BW_STAGE_OPEN ? times : 0;
  values->n_stages += g_hash_table_contains (names->stages, folded) ? times : 0;
  values->n_people += g_hash_table_contains (names->people, folded) ? times : 0;
  values->n_accounts += g_hash_table_contains (names->accounts, folded) ? times : 0;
  values->n_products += g_hash_table_contains (names->products, folded) ? times : 0;
}

/* Counts what the values of @column in @rows (element-type GStrv) are. What stands in many cells is looked at once. */
void
bw_column_values_count (BwColumnValues     *values,
                        const GPtrArray    *rows,
                        guint               column,
                        const BwKnownNames *names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer       text, times;

  memset (values, 0, sizeof *values);
  for (guint r = 0; r < rows->len; r++)
    {
      char **cells = g_ptr_array_index (rows, r);

      if (column >= g_strv_length (cells) || bw_value_is_missing (cells[column]))
        continue;
      values->n++;
      times = g_hash_table_lookup (seen, cells[column]);
      values->repeats |= times != NULL;
      g_hash_table_insert (seen, cells[column], GUINT_TO_POINTER (GPOINTER_TO_UINT (times) + 1));
    }
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &text, &times))
    count_value (values, text, GPOINTER_TO_UINT (times), names);
  values->n_distinct = g_hash_table_size (seen);
}

/* How many of the values can be of a field with @form. */
guint
bw_column_values_fit (const BwColumnValues *values,
                      BwFieldForm           form)
{
  switch (form)
    {
    case BW_FORM_EMAIL:
      return values->n_emails;
    case BW_FORM_AMOUNT:
    case BW_FORM_NUMBER:
      return values->n_amounts;
    case BW_FORM_SHARE:
      return values->n_shares;
    case BW_FORM_DATE:
      return values->n_dates + values->n_serials;
    case BW_FORM_BOOLEAN:
      return values->n_booleans;
    case BW_FORM_TEXT:
    case BW_FORM_ID:
      return values->n;
    default:
      g_assert_not_reached ();
    }
}

/* What a field of the project's own with these values is: text unless every one of them is something else. */
BwFieldType
bw_column_values_type (const BwColumnValues *values)
{
  if (values->n == 0)
    return BW_TYPE_TEXT;
  if (values->n_dates == values->n)
    return BW_TYPE_DATE;
  if (values->n_booleans == values->n && values->n_distinct <= 2)
    return BW_TYPE_BOOLEAN;
  return values->n_amounts == values->n && values->n_padded == 0 ? BW_TYPE_NUMBER : BW_TYPE_TEXT;
}
