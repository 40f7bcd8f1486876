/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a file of deals that become fields of the project's own.
 *
 * What a column is called decides which field it is. A field that the project knows keeps its type: what does not fit is a
 * problem of the cell, and the row is taken without it. The type of a new field is the user's word, or was made out from the
 * first rows; in the latter case the column becomes one of texts when more than one value in a hundred is something else,
 * rather than losing them, and the file is read once more. So it is when values contradict an assumed order of day and
 * month.
 *
 * Numbers are read by the rules for amounts, which say what is a decimal point, and then exactly: an amount has four
 * decimals, a measurement may have more. A column without any value makes no field. */

#include "import/bw-own-columns.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "import/bw-guess.h"
#include "import/bw-rate.h"

enum
{
  BAD_SHARE = 100, /* one bad value in so many is still a slip of the pen */
  FIRST_TEXTS = 4096,
};

static void
free_column (gpointer data)
{
  BwOwnColumn *column = data;

  g_array_unref (column->values);
  g_hash_table_unref (column->bad);
  g_free (column);
}

/* Makes out how the numbers or dates of @column are written. */
static void
find_style (BwOwnColumn    *column,
            const BwSource *source)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint r = 0; r < source->head->len; r++)
    {
      char **cells = g_ptr_array_index (source->head, r);

      if (column->index < g_strv_length (cells))
        g_ptr_array_add (values, cells[column->index]);
    }
  column->decimal = bw_guess_decimal ((const char *const *)values->pdata, values->len);
  if (column->decimal == 0 && bw_csv_reader_get_delimiter (source->reader) == ';')
    column->decimal = ',';
  column->order = bw_guess_date_order ((const char *const *)values->pdata, values->len);
  column->proven = column->order != BW_ORDER_UNKNOWN;
  for (guint field = 0; field < BW_N_IMPORT_FIELDS && !column->proven; field++)
    if (source->mapping.columns[field] >= 0 && source->proven[field])
      column->order = source->orders[field];
  if (column->order == BW_ORDER_UNKNOWN)
    column->order = bw_guess_locale_order ();
  if (source->said != NULL && source->said->decimal != 0)
    column->decimal = source->said->decimal;
  if (source->said != NULL && source->said->date_order != BW_ORDER_UNKNOWN)
    {
      column->order = source->said->date_order;
      column->proven = TRUE;
    }
}

/* Adds the column @index of the file under the name @header. */
static void
add_column (GPtrArray      *columns,
            const BwBook   *book,
            const BwSource *source,
            guint           index,
            const char     *header,
            BwFieldType     type,
            gboolean        fixed)
{
  BwOwnColumn *column = g_new0 (BwOwnColumn, 1);

  column->index = index;
  column->header = header;
  column->field = source->mapping.kind == BW_KIND_DEALS ? bw_custom_field_find (book, header) : -1;
  column->type = column->field >= 0 ? bw_book_field (book, column->field)->type : type;
  column->fixed = column->field >= 0 || fixed;
  column->values = g_array_new (FALSE, FALSE, bw_field_type_size (column->type));
  column->bad = g_hash_table_new (NULL, NULL);
  find_style (column, source);
  g_ptr_array_add (columns, column);
}

/* Whether amounts of the file are in other currencies than the project's, or in several, by its beginning. */
static gboolean
has_other_currencies (const BwBook   *book,
                      const BwSource *source,
                      gboolean        said)
{
  int              place = source->mapping.columns[said ? BW_IMPORT_CURRENCY : BW_IMPORT_AMOUNT];
  g_autofree char *first = g_strdup (book->deals.n > 0 ? book->currency : NULL);

  for (guint r = 0; place >= 0 && r < source->head->len; r++)
    {
      char           **cells = g_ptr_array_index (source->head, r);
      g_autofree char *code = NULL;
      char             found[BW_VALUE_CURRENCY_SIZE] = "";
      gint64           amount;

      if ((guint)place >= g_strv_length (cells))
        continue;
      if (!said)
        bw_value_parse_amount (cells[place], source->decimals[BW_IMPORT_AMOUNT], &amount, found);
      code = said ? bw_rate_read_code (cells[place]) : g_strdup (found);
      if (*code == '\0')
        continue;
      if (first == NULL)
        first = g_steal_pointer (&code);
      else if (!g_str_equal (first, code))
        return TRUE;
    }
  return FALSE;
}

/* Keeps beside the converted amounts what the file says: the amount as it stands, and its currency. */
static void
keep_currencies (GPtrArray      *columns,
                 const BwBook   *book,
                 const BwSource *source)
{
  int amount = source->mapping.columns[BW_IMPORT_AMOUNT], currency = source->mapping.columns[BW_IMPORT_CURRENCY];

  if (amount < 0 || source->mapping.kind != BW_KIND_DEALS)
    return;
  if (currency >= 0 && (bw_custom_field_find (book, _ (BW_RATE_FIELD_CURRENCY)) >= 0 || has_other_currencies (book, source, TRUE)))
    {
      add_column (columns, book, source, (guint)amount, _ (BW_RATE_FIELD_AMOUNT), BW_TYPE_NUMBER, TRUE);
      add_column (columns, book, source, (guint)currency, _ (BW_RATE_FIELD_CURRENCY), BW_TYPE_TEXT, TRUE);
    }
  else if (currency < 0 && has_other_currencies (book, source, FALSE))
    add_column (columns, book, source, (guint)amount, _ (BW_RATE_FIELD_EXPORTED), BW_TYPE_TEXT, TRUE);
}

/* Returns: (transfer full) (element-type BwOwnColumn): the columns of @source that are kept as fields of the project's own,
 * without values yet. They are good as long as @source. */
GPtrArray *
bw_own_columns_new (const BwBook   *book,
                    const BwSource *source)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (free_column);

  for (guint i = 0; source->fates != NULL && i < MIN (source->fates->len, source->headers->len); i++)
    {
      const BwColumnFate *fate = g_ptr_array_index (source->fates, i);
      const char         *header = g_ptr_array_index (source->headers, i);

      if (fate->custom && *header != '\0')
        add_column (columns, book, source, i, header, fate->type, fate->confidence >= 1);
    }
  keep_currencies (columns, book, source);
  return columns;
}

/* Forgets the values, before the file is read from its beginning. */
void
bw_own_columns_begin (GPtrArray *columns)
{
  for (guint c = 0; c < columns->len; c++)
    {
      BwOwnColumn *column = g_ptr_array_index (columns, c);

      g_array_unref (column->values);
      column->values = g_array_new (FALSE, FALSE, bw_field_type_size (column->type));
      g_hash_table_remove_all (column->bad);
      column->n_good = column->n_bad = column->n_against = column->n_texts = 0;
      column->repeats = TRUE;
    }
}

/* Reads @text by the rules for amounts, but with all of its decimals. */
static BwValueResult
parse_number (const char *text,
              char        decimal,
              double     *number)
{
  g_autofree char *plain = g_strdup (text);
  BwValueResult    result = bw_value_parse_number (text, decimal, number);
  char            *end;
  double           exact;

  if (decimal == ',')
    g_strdelimit (plain, ",", '.');
  exact = g_ascii_strtod (plain, &end);
  if (end == plain || *g_strchug (end) != '\0' || !isfinite (exact) || strpbrk (plain, "xXnN") != NULL)
    return result;
  if (result == BW_VALUE_GOOD && fabs (exact - *number) <= 0.0001 + fabs (exact) * 1e-9)
    *number = exact;
  else if (result == BW_VALUE_RANGE)
    {
      *number = exact;
      return BW_VALUE_GOOD;
    }
  return result;
}

static BwText
add_text (BwOwnColumn *column,
          BwPool      *pool,
          const char  *text)
{
  gsize  before = pool->length;
  BwText added = column->repeats ? bw_pool_intern (pool, text) : bw_pool_add (pool, text, -1);

  column->n_texts += pool->length > before;
  if (column->repeats && column->n_good + 1 == FIRST_TEXTS)
    column->repeats = column->n_texts < FIRST_TEXTS / 2;
  return added;
}

static BwValueResult
parse_day (BwOwnColumn *column,
           BwSource    *source,
           const char  *text,
           BwDate      *date)
{
  BwValueResult result = bw_value_parse_date (text, column->order, date);
  BwDateOrder   evidence;

  if (result == BW_VALUE_GOOD && bw_value_is_serial_date (text))
    {
      source->saw_serial = TRUE;
      *date += source->from_1904 ? BW_VALUE_DAYS_1904 : 0;
    }
  else if (result == BW_VALUE_NO_SUCH_DAY && !column->proven)
    {
      evidence = bw_value_order_evidence (text);
      column->n_against += evidence != BW_ORDER_UNKNOWN && evidence != column->order;
    }
  return result;
}

/* Reads @text into *@value. */
static BwValueResult
parse_value (BwOwnColumn *column,
             BwPool      *pool,
             BwSource    *source,
             const char  *text,
             gint64      *value)
{
  BwValueResult result;
  double        number = 0;
  gboolean      flag = FALSE;
  BwDate        date = BW_DATE_NONE;

  switch (column->type)
    {
    case BW_TYPE_NUMBER:
      result = parse_number (text, column->decimal, &number);
      *value = bw_number_to_bits (number);
      return result;
    case BW_TYPE_DATE:
      result = parse_day (column, source, text, &date);
      *value = date;
      return result;
    case BW_TYPE_BOOLEAN:
      result = bw_value_parse_boolean (text, &flag);
      *value = flag;
      return result;
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      *value = add_text (column, pool, text);
      return BW_VALUE_GOOD;
    }
}

static const char *
tell_fault (BwFieldType   type,
            BwValueResult result)
{
  switch (type)
    {
    case BW_TYPE_NUMBER:
      return _ ("This is not a number, as the values of this field are.");
    case BW_TYPE_DATE:
      return result == BW_VALUE_NO_SUCH_DAY ? _ ("There is no such day.") : _ ("This is not a date, as the values of this field are.");
    case BW_TYPE_BOOLEAN:
      return _ ("This is neither yes nor no, as the values of this field are.");
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      return "";
    }
}

static void
append (BwOwnColumn *column,
        gint64       value)
{
  BwCustomColumn cell = { .type = column->type };

  g_array_set_size (column->values, column->values->len + 1);
  cell.values = column->values->data;
  bw_custom_column_set (&cell, column->values->len - 1, value);
}

/* Reads the values of @row, which was taken. */
void
bw_own_columns_read (GPtrArray      *columns,
                     BwPool         *pool,
                     BwSource       *source,
                     const BwCsvRow *row)
{
  for (guint c = 0; c < columns->len; c++)
    {
      BwOwnColumn  *column = g_ptr_array_index (columns, c);
      const char   *text = column->index < row->n ? row->values[column->index] : "";
      gint64        value = bw_field_type_none (column->type);
      BwValueResult result = BW_VALUE_MISSING;

      while (*text == ' ' || *text == '\t')
        text++;
      if (!bw_value_is_missing (text))
        result = parse_value (column, pool, source, text, &value);
      if (result == BW_VALUE_GOOD)
        column->n_good++;
      else
        value = bw_field_type_none (column->type);
      if (result != BW_VALUE_GOOD && result != BW_VALUE_MISSING)
        {
          column->n_bad++;
          g_hash_table_add (column->bad, GUINT_TO_POINTER (column->values->len + 1));
          bw_source_reject_column (source, row, column->index, tell_fault (column->type, result));
        }
      append (column, value);
    }
}

/* Corrects what was assumed and turned out to be wrong. Returns whether the file is to be read again. */
gboolean
bw_own_columns_turn (GPtrArray *columns)
{
  gboolean turned = FALSE;

  for (guint c = 0; c < columns->len; c++)
    {
      BwOwnColumn *column = g_ptr_array_index (columns, c);

      if (column->type == BW_TYPE_DATE && column->n_against > 0 && !column->proven)
        {
          column->order = column->order == BW_ORDER_DAY_FIRST ? BW_ORDER_MONTH_FIRST : BW_ORDER_DAY_FIRST;
          column->proven = turned = TRUE;
        }
      else if (!column->fixed && column->type != BW_TYPE_TEXT &&
               (guint64)column->n_bad * BAD_SHARE > (guint64)column->n_bad + column->n_good)
        {
          column->type = BW_TYPE_TEXT;
          turned = TRUE;
        }
    }
  return turned;
}

/* Finds the field of each column in @book, or adds it. Tells what could not be kept. */
void
bw_own_columns_settle (GPtrArray *columns,
                       BwBook    *book,
                       BwSource  *source)
{
  guint n_left_out = 0;

  for (guint c = 0; c < columns->len; c++)
    {
      BwOwnColumn *column = g_ptr_array_index (columns, c);

      if (column->field < 0 && column->n_good > 0)
        {
          column->field = bw_custom_field_find_or_add (book, column->header, column->type);
          n_left_out += column->field < 0;
        }
      if (column->field >= 0 && column->n_bad > 0)
        bw_source_note (source, _ ("%u values of “%s” do not fit its type and were left out; turn the field into text to keep them."),
                        column->n_bad, bw_custom_field_title (book, (guint)column->field));
    }
  if (n_left_out > 0)
    bw_source_note (source, _ ("%u columns were left out, as a project can have %d fields of its own; remove some that are not needed."),
                    n_left_out, BW_MAX_CUSTOM_FIELDS);
}

/* The value of @row, as bw_custom_column_get() gives it; a text in the pool of the rows. */
gint64
bw_own_column_get (const BwOwnColumn *column,
                   guint              row)
{
  BwCustomColumn cells = { .type = column->type, .values = column->values->data };

  return bw_custom_column_get (&cells, row);
}

/* Whether the file tells the value of @row, even that it has none: not where it could not be read. */
gboolean
bw_own_column_knows (const BwOwnColumn *column,
                     guint              row)
{
  return column->n_bad == 0 || !g_hash_table_contains (column->bad, GUINT_TO_POINTER (row + 1));
}
