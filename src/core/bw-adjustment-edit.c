/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of what is written beside the CRM's values.
 *
 * An edit adds rows to the log and changes none. Writing what the CRM says anyway takes an adjustment back, so a person who types
 * the old value is rid of it; writing what stands there already adds nothing. When an import brings the very value, the
 * adjustment is settled: it no longer counts, and the log tells that it came true. When the CRM moves to something else it stays,
 * and is told to differ, because only a person can say who is right.
 *
 * Each edit is O(log rows) for making the table of those that count, and O(n log of these) for @n deals. */

#include "core/bw-adjustment-edit.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-date-typed.h"
#include "core/bw-deal-field.h"
#include "core/bw-query.h"

enum
{
  MAX_TEXT = 4000, /* characters of a next step */
};

static void
append (BwBook                *after,
        guint                  deal,
        BwAdjusted             field,
        BwAdjustmentAct        act,
        const BwAdjustedValue *value,
        gint32                 import,
        BwText                 note,
        gint64                 at)
{
  static const BwAdjustedValue unknown = { BW_MONEY_NONE, BW_DATE_NONE, 0, BW_CATEGORY_NONE };
  BwAdjustedValue              crm = bw_adjusted_crm (after, deal);
  BwAdjustment                 row = { .key = bw_book_random_key (), .at = at, .deal = (gint32)deal, .import = import, .note = note };

  row.field = (guint8)field;
  row.act = (guint8)act;
  row.crm = bw_adjusted_only (&crm, field);
  row.value = value != NULL ? *value : unknown;
  g_array_append_val (after->adjustments, row);
}

/* The value that @input means, with its text in the book's pool. */
static BwAdjustedValue
take_input (BwBook                *after,
            BwAdjusted             field,
            const BwAdjustedInput *input)
{
  BwAdjustedValue value = { input->amount, input->close, 0, (guint8)input->category };

  if (field == BW_ADJUSTED_NEXT_STEP && input->next_step != NULL && *input->next_step != '\0')
    value.next_step = bw_pool_add (&after->texts, input->next_step, -1);
  return bw_adjusted_only (&value, field);
}

/* Writes @input beside the CRM's value of @field of @deals (array length=n, each once), with @note (nullable), as of @at. */
BwBook *
bw_adjustment_edit_set (const BwBook          *book,
                        const guint32         *deals,
                        guint                  n,
                        BwAdjusted             field,
                        const BwAdjustedInput *input,
                        const char            *note,
                        gint64                 at,
                        BwDelta              **delta)
{
  BwBook         *after = bw_book_copy_but_deals (book);
  BwAdjustedValue value = take_input (after, field, input);
  BwText          text = note != NULL && *note != '\0' ? bw_pool_add (&after->texts, note, -1) : 0;

  *delta = bw_delta_new (book);
  for (guint i = 0; i < n; i++)
    {
      const BwAdjustment *now = bw_adjustment_find (book, deals[i], field);
      BwAdjustedValue     crm = bw_adjusted_crm (book, deals[i]);

      if (bw_adjusted_equal (after, field, &crm, &value))
        {
          if (now != NULL)
            append (after, deals[i], field, BW_ADJUSTMENT_RESET, NULL, BW_NOBODY, text, at);
        }
      else if (now == NULL || text != 0 || !bw_adjusted_equal (after, field, &now->value, &value))
        append (after, deals[i], field, BW_ADJUSTMENT_SET, &value, BW_NOBODY, text, at);
    }
  return after;
}

/* Takes back what is written beside the CRM's value of @field (a BwAdjusted; -1: of all) of @deals (array length=n, each once). */
BwBook *
bw_adjustment_edit_reset (const BwBook  *book,
                          const guint32 *deals,
                          guint          n,
                          int            field,
                          gint64         at,
                          BwDelta      **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint i = 0; i < n; i++)
    for (BwAdjusted each = 0; each < BW_N_ADJUSTED; each++)
      if ((field < 0 || field == (int)each) && bw_adjustment_find (book, deals[i], each) != NULL)
        append (after, deals[i], each, BW_ADJUSTMENT_RESET, NULL, BW_NOBODY, 0, at);
  return after;
}

/* The import that brought the present value of @field of @deal, else @import. */
static gint32
find_import (const BwBook *book,
             guint         deal,
             BwAdjusted    field,
             gint32        import)
{
  static const BwField fields[BW_N_ADJUSTED] = {
    [BW_ADJUSTED_AMOUNT] = BW_FIELD_AMOUNT,
    [BW_ADJUSTED_CLOSE] = BW_FIELD_CLOSE_DATE,
    [BW_ADJUSTED_CATEGORY] = BW_FIELD_CATEGORY,
    [BW_ADJUSTED_NEXT_STEP] = BW_FIELD_NEXT_STEP,
  };
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);

  for (guint i = n; i > 0; i--)
    if (changes[i - 1].field == fields[field])
      return changes[i - 1].import >= 0 ? changes[i - 1].import : import;
  return import;
}

/* After an import into @book, which nobody else holds: settles the adjustments that the CRM now agrees with. @import is the
 * index of the import (BW_NOBODY: none), @at its time. Returns: how many. */
guint
bw_adjustment_settle (BwBook  *book,
                      BwDelta *delta,
                      gint32   import,
                      gint64   at)
{
  g_autoptr (GArray) settled = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint *rows;
  guint        n;

  if (book->adjustments->len == 0)
    return 0;
  bw_adjustment_forget (book);
  rows = bw_adjustment_current (book, &n);
  for (guint i = 0; i < n; i++)
    if (bw_adjustment_state (book, bw_book_adjustment (book, rows[i])) == BW_ADJUSTMENT_AGREES)
      g_array_append_val (settled, rows[i]);
  for (guint i = 0; i < settled->len; i++)
    {
      BwAdjustment row = *bw_book_adjustment (book, g_array_index (settled, guint, i));
      guint        deal = (guint)row.deal;

      append (book, deal, row.field, BW_ADJUSTMENT_SETTLED, &row.value, find_import (book, deal, row.field, import), 0, at);
    }
  bw_adjustment_forget (book);
  return settled->len;
}

/* What undoing an edit of @field (a BwAdjusted; -1: all) of @deals (array length=n) is called.
 * Returns: (transfer full): such as "Close date of 3 deals". */
char *
bw_adjustment_dup_label (const BwBook  *book,
                         const guint32 *deals,
                         guint          n,
                         int            field)
{
  const char      *what = field >= 0 ? bw_adjusted_title ((BwAdjusted)field) : _ ("Adjustments");
  g_autofree char *name = NULL;

  if (n == 1)
    {
      name = bw_deal_dup_text (book, deals[0], BW_DEAL_FIELD_NAME, BW_DATE_NONE);
      if (*name == '\0')
        {
          g_free (name);
          name = bw_deal_dup_text (book, deals[0], BW_DEAL_FIELD_REF, BW_DATE_NONE);
        }
      /* Translators: a field, and the name of the deal whose field was edited: "Close date of Acme renewal" */
      return g_strdup_printf (_ ("%s of %s"), what, name);
    }
  /* Translators: a field, and how many deals were edited: "Close date of 3 deals" */
  return g_strdup_printf (ngettext ("%s of %'u deal", "%s of %'u deals", n), what, n);
}

/* ---- What a person types ---- */

/* Whether @text is nothing but one amount: digits, what parts them, the currency, and one letter for thousands and more. */
static gboolean
is_amount (const char *text,
           const char *currency)
{
  const char *symbol = bw_currency_symbol (currency);
  gboolean    digits = FALSE, suffix = FALSE, named = FALSE;

  for (const char *at = text; *at != '\0';)
    {
      gsize code = strlen (currency), sign = strlen (symbol);

      if (g_ascii_isdigit (*at) && !suffix)
        digits = TRUE;
      else if (!named && (g_ascii_strncasecmp (at, currency, code) == 0 || (sign > 0 && strncmp (at, symbol, sign) == 0)))
        {
          named = TRUE;
          at += g_ascii_strncasecmp (at, currency, code) == 0 ? code : sign;
          continue;
        }
      else if (digits && !suffix && strchr ("kKmMbB", *at) != NULL)
        suffix = TRUE;
      else if (!g_unichar_isspace (g_utf8_get_char (at)) && strchr (".,'", *at) == NULL && !g_str_has_prefix (at, "’"))
        return FALSE;
      at = g_utf8_next_char (at);
    }
  return digits;
}

static gboolean
parse_category (const BwBook *book,
                const char   *text,
                BwCategory   *category)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (BwCategory i = 0; i < BW_N_CATEGORIES; i++)
    {
      g_autofree char *title = g_utf8_casefold (bw_deal_category_title (book, i), -1);

      if (g_str_equal (title, wanted))
        {
          *category = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean G_GNUC_PRINTF (2, 3)
  fail (GError    **error,
        const char *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (BW_QUERY_ERROR, BW_QUERY_ERROR_VALUE, format, args);
  va_end (args);
  return FALSE;
}

/* Reads what a person typed for @field: nothing means that it should be empty. @today is what dates without a year go by; the
 * text of a next step is @text's. Fails with %BW_QUERY_ERROR_VALUE and a sentence for the person. */
gboolean
bw_adjusted_parse (const BwBook    *book,
                   BwAdjusted       field,
                   const char      *text,
                   BwDate           today,
                   BwAdjustedInput *input,
                   GError         **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  *input = (BwAdjustedInput) { BW_MONEY_NONE, BW_DATE_NONE, BW_CATEGORY_NONE, NULL };
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, "%s", _ ("This text cannot be read."));
  if (field == BW_ADJUSTED_NEXT_STEP)
    {
      input->next_step = text;
      return g_utf8_strlen (text, -1) <= MAX_TEXT || fail (error, "%s", _ ("This is too long: a next step has 4,000 characters at most."));
    }
  if (field == BW_ADJUSTED_CATEGORY)
    return parse_category (book, stripped, &input->category) ||
           fail (error, _ ("There is no category “%s”. Choose one of the list."), stripped);
  if (*stripped == '\0')
    return TRUE;
  if (field == BW_ADJUSTED_CLOSE)
    return bw_date_parse_typed (stripped, today, &input->close) ||
           fail (error, _ ("“%s” is not a date. Type one such as 2026-11-30, or +14 for two weeks from now."), stripped);
  if (*stripped == '-' || g_str_has_prefix (stripped, "−"))
    return fail (error, _ ("“%s” is below zero. The amount of a deal is zero or more."), stripped);
  if (is_amount (stripped, book->currency))
    input->amount = bw_money_parse_typed (stripped, book->currency);
  return input->amount != BW_MONEY_NONE ||
         fail (error, _ ("“%s” is not an amount. Type one such as 52,000 or 52k."), stripped);
}
