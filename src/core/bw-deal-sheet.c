/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as rows of a table for other programs.
 *
 * The fields are the CRM's; where something is written beside a field of any deal, a column of that follows the field's. Rows are
 * appended to a text in stretches, so that a million of them never need to be in memory at once. */

#include "core/bw-deal-sheet.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-adjustment.h"
#include "core/bw-csv-cell.h"
#include "core/bw-deal-field.h"

/* Adds @cell and what parts it from the next, or ends the line. */
static void
append_cell (GString    *out,
             const char *cell,
             BwSheetForm form,
             gboolean    last)
{
  if (form == BW_SHEET_CSV)
    {
      bw_csv_append_cell (out, cell);
      g_string_append (out, last ? "\r\n" : ",");
      return;
    }
  /* What is pasted has no quotes: a tab or a line end within a cell would be one of the table. It is run as what is opened is. */
  if (bw_csv_is_formula (cell))
    g_string_append_c (out, '\'');
  for (const char *at = cell; *at != '\0'; at++)
    g_string_append_c (out, strchr ("\t\r\n", *at) != NULL ? ' ' : *at);
  g_string_append_c (out, last ? '\n' : '\t');
}

/* The value of @field as other programs read it. */
static char *
dup_plain (const BwBook *book,
           guint         deal,
           BwDealField   field,
           BwDate        today)
{
  BwDealFieldType type = bw_deal_field_type (book, field);
  char            number[G_ASCII_DTOSTR_BUF_SIZE];
  gint64          value;

  if (type == BW_DEAL_FIELD_TEXT || type == BW_DEAL_FIELD_ROW || type == BW_DEAL_FIELD_YES_NO)
    return bw_deal_dup_text (book, deal, field, today);
  bw_deal_field_values (book, field, today, NULL, deal, 1, &value);
  if (value == BW_DEAL_VALUE_NONE)
    return g_strdup ("");
  switch (type)
    {
    case BW_DEAL_FIELD_MONEY:
      return bw_money_format_plain (value, book->currency);
    case BW_DEAL_FIELD_DATE:
      return bw_date_to_iso ((BwDate)value);
    case BW_DEAL_FIELD_PERCENT:
      return g_strdup (g_ascii_formatd (number, sizeof number, "%.4g", (double)value / 1000.0));
    case BW_DEAL_FIELD_REAL:
      return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", bw_deal_value_to_number (value)));
    case BW_DEAL_FIELD_NUMBER:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

/* Whether @field has a column beside it for what is written beside the CRM's values: where that is so of any deal. */
static gboolean
is_adjusted (const BwBook *book,
             BwDealField   field,
             BwAdjusted   *adjusted)
{
  const guint *rows;
  guint        n;

  if (book->adjustments->len == 0 || !bw_adjusted_from_deal_field (field, adjusted))
    return FALSE;
  rows = bw_adjustment_current (book, &n);
  for (guint i = 0; i < n; i++)
    if (bw_book_adjustment (book, rows[i])->field == *adjusted)
      return TRUE;
  return FALSE;
}

/* What is written beside @field of @deal, "" for nothing. */
static char *
dup_adjusted (const BwBook *book,
              guint         deal,
              BwAdjusted    field,
              BwSheetForm   form)
{
  const BwAdjustment *row = bw_adjustment_find (book, deal, field);

  if (row == NULL)
    return g_strdup ("");
  return form == BW_SHEET_CSV ? bw_adjusted_dup_plain (book, field, &row->value) : bw_adjusted_dup_text (book, field, &row->value);
}

/* Adds the line of the @fields' names: what they are called on screen. */
void
bw_deal_sheet_append_names (GString           *out,
                            const BwBook      *book,
                            const BwDealField *fields,
                            guint              n_fields,
                            BwSheetForm        form)
{
  for (guint f = 0; f < n_fields; f++)
    {
      const char      *title = bw_deal_field_title (book, fields[f]);
      BwAdjusted       adjusted;
      gboolean         beside = is_adjusted (book, fields[f], &adjusted);
      g_autofree char *name = NULL;

      append_cell (out, title, form, !beside && f + 1 == n_fields);
      if (!beside)
        continue;
      /* Translators: the name of a column; a field such as "Close date", as somebody has written it beside the CRM's value */
      name = g_strdup_printf (_ ("%s, adjusted"), title);
      append_cell (out, name, form, f + 1 == n_fields);
    }
}

/* Adds a line for each of @deals (array length=n). */
void
bw_deal_sheet_append_rows (GString           *out,
                           const BwBook      *book,
                           const guint32     *deals,
                           guint              n,
                           const BwDealField *fields,
                           guint              n_fields,
                           BwDate             today,
                           BwSheetForm        form)
{
  g_autofree int *beside = g_new (int, n_fields + 1);

  for (guint f = 0; f < n_fields; f++)
    {
      BwAdjusted adjusted = BW_N_ADJUSTED;

      beside[f] = is_adjusted (book, fields[f], &adjusted) ? (int)adjusted : -1;
    }
  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < n_fields; f++)
      {
        g_autofree char *cell = form == BW_SHEET_CSV ? dup_plain (book, deals[i], fields[f], today)
                                                     : bw_deal_dup_text (book, deals[i], fields[f], today);

        append_cell (out, cell, form, beside[f] < 0 && f + 1 == n_fields);
        if (beside[f] >= 0)
          {
            g_autofree char *other = dup_adjusted (book, deals[i], (BwAdjusted)beside[f], form);

            append_cell (out, other, form, f + 1 == n_fields);
          }
      }
}
