/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of a deal in words.
 *
 * The history holds numbers; here they become what a person reads, such as "Amount $40,000 → $52,000", and where the time
 * of the change comes from. Values that cannot be read (a stage that is not in the book) count as unknown. */

#include "core/bw-change.h"

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"

static const char *const titles[BW_N_FIELDS] = {
  [BW_FIELD_STAGE] = N_ ("Stage"),
  [BW_FIELD_AMOUNT] = N_ ("Amount"),
  [BW_FIELD_CLOSE_DATE] = N_ ("Close date"),
  [BW_FIELD_OWNER] = N_ ("Owner"),
  [BW_FIELD_CATEGORY] = N_ ("Category"),
  [BW_FIELD_PROBABILITY] = N_ ("Probability"),
  [BW_FIELD_PRESENT] = N_ ("In the exports"),
  [BW_FIELD_NAME] = N_ ("Name"),
  [BW_FIELD_ACCOUNT] = N_ ("Account"),
  [BW_FIELD_PRODUCT] = N_ ("Product"),
  [BW_FIELD_NEXT_STEP] = N_ ("Next step"),
  [BW_FIELD_REGION] = N_ ("Region"),
  [BW_FIELD_TYPE] = N_ ("Type"),
  [BW_FIELD_SOURCE] = N_ ("Source"),
  [BW_FIELD_CREATED] = N_ ("Created"),
  [BW_FIELD_ACTIVITY] = N_ ("Last activity"),
};

/* Returns: (transfer none): what a change's @field is called on screen; "" for one that @book does not have. */
const char *
bw_field_title (const BwBook *book,
                guint8        field)
{
  if (field < BW_N_FIELDS)
    return _ (titles[field]);
  return field - BW_N_FIELDS < book->fields->len ? bw_custom_field_title (book, field - BW_N_FIELDS) : "";
}

static char *
name_row (const BwBook *book,
          BwDealField   field,
          gint64        row)
{
  if (row < 0 || row >= bw_deal_field_n_rows (book, field))
    return NULL;
  return g_strdup (bw_deal_field_row_name (book, field, (guint)row));
}

static char *
word_date (gint64 value)
{
  if (value == BW_DATE_NONE || value < G_MININT32 || value > G_MAXINT32)
    return NULL;
  return bw_date_format_short ((BwDate)value, BW_DATE_NONE);
}

static char *
word_own (const BwBook *book,
          guint         field,
          gint64        value)
{
  BwFieldType type;

  if (field >= book->fields->len)
    return NULL;
  type = bw_book_field (book, field)->type;
  if (bw_custom_value_is_none (type, value) || (type == BW_TYPE_TEXT && (guint64)value >= book->texts.length))
    return NULL;
  return bw_custom_value_dup_shown (book, type, value);
}

/* Returns: (transfer full) (nullable): @value in words; NULL when it is not known. */
char *
bw_change_dup_value (const BwBook *book,
                     guint8        field,
                     gint64        value)
{
  if (field >= BW_N_FIELDS)
    return word_own (book, field - BW_N_FIELDS, value);
  switch ((BwField)field)
    {
    case BW_FIELD_STAGE:
      return name_row (book, BW_DEAL_FIELD_STAGE, value);
    case BW_FIELD_OWNER:
      return name_row (book, BW_DEAL_FIELD_OWNER, value);
    case BW_FIELD_ACCOUNT:
      return name_row (book, BW_DEAL_FIELD_ACCOUNT, value);
    case BW_FIELD_PRODUCT:
      return name_row (book, BW_DEAL_FIELD_PRODUCT, value);
    case BW_FIELD_CATEGORY:
      return name_row (book, BW_DEAL_FIELD_CATEGORY, value);
    case BW_FIELD_AMOUNT:
      return value == BW_MONEY_NONE ? NULL : bw_money_format (value, book->currency);
    case BW_FIELD_CLOSE_DATE:
    case BW_FIELD_CREATED:
    case BW_FIELD_ACTIVITY:
      return word_date (value);
    case BW_FIELD_PROBABILITY:
      /* Translators: a probability. */
      return value < 0 ? NULL : g_strdup_printf (_ ("%.0f %%"), (double)value / 10.0);
    case BW_FIELD_NAME:
    case BW_FIELD_NEXT_STEP:
    case BW_FIELD_REGION:
    case BW_FIELD_TYPE:
    case BW_FIELD_SOURCE:
      if (value <= 0 || (guint64)value >= book->texts.length)
        return NULL;
      return g_strdup (bw_book_text (book, (BwText)value));
    case BW_FIELD_PRESENT:
    case BW_N_FIELDS:
    default:
      return NULL;
    }
}

/* Returns: (transfer full): what changed, such as "Amount $40,000 → $52,000". */
char *
bw_change_dup_text (const BwBook   *book,
                    const BwChange *change)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char      *title = bw_field_title (book, change->field);

  if (change->field == BW_FIELD_PRESENT)
    return g_strdup (change->new_value != 0 ? _ ("Is in the exports again") : _ ("No longer in the exports"));
  before = bw_change_dup_value (book, change->field, change->old_value);
  after = bw_change_dup_value (book, change->field, change->new_value);
  if (before != NULL && after != NULL)
    /* Translators: a field, its value before and after */
    return g_strdup_printf (_ ("%s %s → %s"), title, before, after);
  if (after != NULL)
    /* Translators: a field that had no value, and the value it got */
    return g_strdup_printf (_ ("%s set to %s"), title, after);
  if (before != NULL)
    /* Translators: a field, and the value that it had and has no more */
    return g_strdup_printf (_ ("%s %s taken away"), title, before);
  return g_strdup (title);
}

/* Returns: (transfer full): where the time of the change comes from, such as "CRM" or "export deals.csv". */
char *
bw_change_dup_source (const BwBook   *book,
                      const BwChange *change)
{
  const char *file = "";

  if (change->import >= 0 && (guint)change->import < book->imports->len)
    file = bw_book_text (book, g_array_index (book->imports, BwImportRecord, change->import).file);
  switch ((BwTimeSource)change->source)
    {
    case BW_TIME_CRM:
      /* Translators: the time of a change comes from the CRM, and stands in a file */
      return *file != '\0' ? g_strdup_printf (_ ("CRM, in %s"), file) : g_strdup (_ ("CRM"));
    case BW_TIME_IMPLIED:
      return *file != '\0' ? g_strdup_printf (_ ("from its dates in %s"), file) : g_strdup (_ ("from its dates"));
    case BW_TIME_EXPORT:
      return *file != '\0' ? g_strdup_printf (_ ("date of the export %s"), file) : g_strdup (_ ("date of the export"));
    case BW_TIME_IMPORT:
      return *file != '\0' ? g_strdup_printf (_ ("when %s was imported"), file) : g_strdup (_ ("when imported"));
    case BW_TIME_PERSON:
    default:
      return g_strdup (_ ("edited here"));
    }
}
