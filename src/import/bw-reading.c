/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the cells of a column will be read, in the words of the user's locale.
 *
 * The preview of an import shows its cells as they will be understood. The rules are those of the import itself
 * (bw-value.c); the style of the column, its decimal sign and its order of day and month, is what was found out when the
 * file was looked at. Nothing here decides what is taken or rejected. */

#include "import/bw-profile.h"
#include "import/bw-rate.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static BwFieldForm
form_of (const BwImportColumn *column)
{
  static const BwFieldForm of_types[BW_N_TYPES] = {
    [BW_TYPE_TEXT] = BW_FORM_TEXT,
    [BW_TYPE_NUMBER] = BW_FORM_NUMBER,
    [BW_TYPE_DATE] = BW_FORM_DATE,
    [BW_TYPE_BOOLEAN] = BW_FORM_BOOLEAN,
  };
  BwImportField field;

  if (g_strcmp0 (column->field, BW_IMPORT_CUSTOM) == 0)
    return column->type < BW_N_TYPES ? of_types[column->type] : BW_FORM_TEXT;
  return column->field != NULL && bw_import_field_parse (column->field, &field) ? bw_import_field_form (field)
                                                                                : BW_FORM_TEXT;
}

/* Whether the probabilities of @column are percents rather than shares of one. */
static gboolean
is_per_cent (const BwImportColumn *column)
{
  for (guint i = 0; i < column->samples->len; i++)
    {
      double   share;
      gboolean per_cent;

      if (bw_value_parse_share (g_ptr_array_index (column->samples, i), column->decimal, &share, &per_cent) ==
            BW_VALUE_GOOD &&
          (per_cent || share > 1))
        return TRUE;
    }
  return FALSE;
}

static BwValueResult
read_amount (const BwImportColumn *column,
             const char           *text,
             const char           *currency,
             char                **shown)
{
  char          found[BW_VALUE_CURRENCY_SIZE] = "";
  gint64        amount;
  BwValueResult result = bw_value_parse_amount (text, column->decimal, &amount, found);

  if (result == BW_VALUE_GOOD)
    {
      const char *code = *found != '\0' ? found : currency;

      *shown = bw_money_format (bw_value_to_minor (amount, code), code);
    }
  return result;
}

static BwValueResult
read_number (const BwImportColumn *column,
             const char           *text,
             char                **shown)
{
  double        number;
  BwValueResult result = bw_value_parse_number (text, column->decimal, &number);

  int digits = 0;

  if (result != BW_VALUE_GOOD)
    return result;
  /* As many digits as the number has, four at most. */
  while (digits < 4 && fabs (number * pow (10, digits) - round (number * pow (10, digits))) > 1e-6 * pow (10, digits))
    digits++;
  *shown = g_strdup_printf ("%'.*f", digits, number);
  return result;
}

static BwValueResult
read_share (const BwImportColumn *column,
            const char           *text,
            char                **shown)
{
  double        share;
  gboolean      per_cent;
  BwValueResult result = bw_value_parse_share (text, column->decimal, &share, &per_cent);

  if (result == BW_VALUE_GOOD)
    /* Translators: a probability in percent */
    *shown = g_strdup_printf (_ ("%g %%"), per_cent || share > 1 || is_per_cent (column) ? share : share * 100);
  return result;
}

static BwValueResult
read_date (const BwImportColumn *column,
           const char           *text,
           char                **shown)
{
  BwDate        date;
  BwValueResult result = bw_value_parse_date (text, column->date_order, &date);

  if (result == BW_VALUE_GOOD)
    *shown = bw_date_format_short (date, BW_DATE_NONE);
  return result;
}

static BwValueResult
read_boolean (const char *text,
              char      **shown)
{
  gboolean      value;
  BwValueResult result = bw_value_parse_boolean (text, &value);

  if (result == BW_VALUE_GOOD)
    *shown = g_strdup (value ? _ ("yes") : _ ("no"));
  return result;
}

/* Why a cell of @form cannot be read. */
static const char *
complain (BwFieldForm   form,
          BwValueResult result)
{
  if (result == BW_VALUE_NO_SUCH_DAY)
    return _ ("There is no such day.");
  switch (form)
    {
    case BW_FORM_DATE:
      return result == BW_VALUE_RANGE ? _ ("The date is too far away.") : _ ("This is not a date.");
    case BW_FORM_AMOUNT:
      return result == BW_VALUE_RANGE ? _ ("The amount is too large.") : _ ("This is not an amount.");
    case BW_FORM_SHARE:
      return result == BW_VALUE_RANGE ? _ ("A probability is between 0 and 100 percent.")
                                      : _ ("This is not a probability.");
    case BW_FORM_BOOLEAN:
      return _ ("This is neither yes nor no.");
    case BW_FORM_NUMBER:
    case BW_FORM_TEXT:
    case BW_FORM_ID:
    case BW_FORM_EMAIL:
    default:
      return _ ("This is not a number.");
    }
}

/* Reads @text as a cell of @column, amounts without a currency of their own as @currency. @shown (out) (transfer full): the
 * value as the user's locale writes it; the sentence that says why it cannot be read when it is bad; "" when it is missing.
 * The texts of a column that is left out are shown as they stand. */
BwCellReading
bw_import_column_read (const BwImportColumn *column,
                       const char           *text,
                       const char           *currency,
                       char                **shown)
{
  BwFieldForm   form = form_of (column);
  BwValueResult result;

  *shown = NULL;
  while (*text == ' ' || *text == '\t')
    text++;
  switch (form)
    {
    case BW_FORM_AMOUNT:
      result = read_amount (column, text, currency, shown);
      break;
    case BW_FORM_NUMBER:
      result = read_number (column, text, shown);
      break;
    case BW_FORM_SHARE:
      result = read_share (column, text, shown);
      break;
    case BW_FORM_DATE:
      result = read_date (column, text, shown);
      break;
    case BW_FORM_BOOLEAN:
      result = read_boolean (text, shown);
      break;
    case BW_FORM_TEXT:
    case BW_FORM_ID:
    case BW_FORM_EMAIL:
    default:
      result = *text == '\0' ? BW_VALUE_MISSING : BW_VALUE_GOOD;
      *shown = g_strdup (text);
    }
  if (result == BW_VALUE_GOOD)
    return BW_READING_GOOD;
  g_free (*shown);
  *shown = g_strdup (*text == '\0' || result == BW_VALUE_MISSING ? "" : complain (form, result));
  return *text == '\0' || result == BW_VALUE_MISSING ? BW_READING_MISSING : BW_READING_BAD;
}

/* Returns: (transfer none): the name for people of the field called @field; @field itself when there is none such. */
const char *
bw_import_field_label (const char *field)
{
  BwImportField known;

  return bw_import_field_parse (field, &known) ? bw_import_field_title (known) : field;
}

/* The currency that the row of @cells (NULL-terminated) names in a column of its own. Returns: (transfer full): its code, "" when
 * @columns (element-type BwImportColumn) has no such column, or nothing known stands in it. */
char *
bw_import_row_currency (const GPtrArray   *columns,
                        const char *const *cells)
{
  for (guint i = 0; i < columns->len && cells[i] != NULL; i++)
    {
      const BwImportColumn *column = g_ptr_array_index (columns, i);

      if (g_strcmp0 (column->field, bw_import_field_name (BW_IMPORT_CURRENCY)) == 0)
        {
          g_autofree char *code = bw_rate_read_code (cells[i]);

          return g_strdup (bw_value_is_currency (code) ? code : "");
        }
    }
  return g_strdup ("");
}

/* Whether the values of @column are numbers, which stand at the right of tables. */
gboolean
bw_import_column_is_number (const BwImportColumn *column)
{
  BwFieldForm form = form_of (column);

  return form == BW_FORM_AMOUNT || form == BW_FORM_NUMBER || form == BW_FORM_SHARE;
}

/* Returns: (transfer container) (element-type utf8): the names of the fields that files of @kind can have. */
GPtrArray *
bw_import_kind_fields (BwImportKind kind)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < BW_N_IMPORT_FIELDS; i++)
    if (bw_import_kind_has_field (kind, i))
      g_ptr_array_add (fields, (gpointer)bw_import_field_name (i));
  return fields;
}
