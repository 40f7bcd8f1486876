/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of a file that are in another currency than the project's.
 *
 * A column names the currency of each row, as a code, a sign or a word; or it stands beside the amount. What is in another
 * currency is converted by the rate that the project holds (core/bw-exchange.h). Without a rate the row is set aside, and the
 * summary says for which currencies it needs one, so that the person is asked once and not by row. Nothing is ever added up
 * across currencies in silence. */

#include "import/bw-rate.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "core/bw-exchange.h"

/* What @text in a column of currencies means: a code in capitals, the text itself where it is not known, "" where it is missing.
 * Returns: (transfer full). */
char *
bw_rate_read_code (const char *text)
{
  static const struct
  {
    const char *name;
    const char *code;
  } names[] = {
    { "euro", "EUR" },
    { "us dollar", "USD" },
    { "u.s. dollar", "USD" },
    { "united states dollar", "USD" },
    { "british pound", "GBP" },
    { "pound sterling", "GBP" },
    { "uk pound", "GBP" },
    { "swiss franc", "CHF" },
    { "schweizer franken", "CHF" },
    { "franc suisse", "CHF" },
    { "japanese yen", "JPY" },
    { "canadian dollar", "CAD" },
    { "australian dollar", "AUD" },
    { "indian rupee", "INR" },
    { "us-dollar", "USD" },
    { "dollar américain", "USD" },
    { "dólar estadounidense", "USD" },
    { "pfund sterling", "GBP" },
    { "livre sterling", "GBP" },
    { "libra esterlina", "GBP" },
    { "swedish krona", "SEK" },
    { "danish krone", "DKK" },
    { "norwegian krone", "NOK" },
    { "polish zloty", "PLN" },
  };
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *upper = NULL, *folded = NULL, *one = NULL;
  char             code[BW_VALUE_CURRENCY_SIZE] = "";
  gint64           amount;

  if (bw_value_is_missing (stripped))
    return g_strdup ("");
  upper = g_utf8_strup (stripped, -1);
  if (bw_value_is_currency (upper))
    return g_steal_pointer (&upper);
  folded = g_utf8_strdown (stripped, -1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (folded, names[i].name))
      return g_strdup (names[i].code);
  /* "USD - US Dollar", "EUR (€)" */
  memcpy (code, upper, strnlen (upper, sizeof code - 1));
  if (strlen (upper) > 3 && strchr (" -(:", upper[3]) != NULL && bw_value_is_currency (code))
    return g_strdup (code);
  /* A sign. */
  one = g_strconcat ("1 ", stripped, NULL);
  if (bw_value_parse_amount (one, '.', &amount, code) == BW_VALUE_GOOD && *code != '\0')
    return g_strdup (code);
  return g_steal_pointer (&upper);
}

/* The price of one unit of @code in the project's currency, NaN when it is not known; the @n rows are counted among
 * those that are in another currency. */
double
bw_rate_find (BwSource     *source,
              const BwBook *book,
              const char   *code,
              guint         n)
{
  BwForeignCurrency *foreign;
  double             rate = bw_exchange_rate (book, code, source->rate_day);

  if (*code == '\0' || g_ascii_strcasecmp (code, book->currency) == 0)
    return 1;
  if (source->summary->currencies == NULL)
    return rate;
  for (guint i = 0; i < source->summary->currencies->len; i++)
    {
      foreign = g_ptr_array_index (source->summary->currencies, i);
      if (!g_str_equal (foreign->code, code))
        continue;
      foreign->n += n;
      return rate;
    }
  foreign = g_new0 (BwForeignCurrency, 1);
  foreign->code = g_strdup (code);
  foreign->rate = rate;
  foreign->n = n;
  g_ptr_array_add (source->summary->currencies, foreign);
  return rate;
}

/* Returns: (transfer full): why a row in the currency @code is set aside. */
char *
bw_rate_refusal (const BwBook *book,
                 const char   *code)
{
  return g_strdup_printf (_ ("The amount is in %s, and nobody has said what one %s is worth in %s."), code, code, book->currency);
}

/* The @amount, in ten-thousandths of a unit that is worth @rate, in the project's minor units. */
gint64
bw_rate_to_minor (const BwBook *book,
                  gint64        amount,
                  double        rate)
{
  double converted;

  if (amount == BW_MONEY_NONE || rate == 1)
    return amount == BW_MONEY_NONE ? BW_MONEY_NONE : bw_value_to_minor (amount, book->currency);
  converted = (double)amount * rate / BW_VALUE_PER_UNIT * (double)bw_currency_scale (book->currency);
  return fabs (converted) > (double)BW_MONEY_MAX ? BW_MONEY_NONE : (gint64)llround (converted);
}

/* Converts the @amount in @field of @row: @found beside it, or said by the row's column of currencies. Without a rate the row is
 * read without it when it is not @needed, else rejected: then returns %FALSE. */
gboolean
bw_rate_convert (BwSource       *source,
                 const BwBook   *book,
                 const BwCsvRow *row,
                 BwImportField   field,
                 gboolean        needed,
                 const char     *found,
                 gint64          amount,
                 gint64         *minor)
{
  g_autofree char *said = bw_rate_read_code (bw_source_cell (source, row, BW_IMPORT_CURRENCY));
  const char      *code = *said != '\0' ? said : found;
  g_autofree char *reason = NULL;
  double           rate;

  *minor = BW_MONEY_NONE;
  if (amount == BW_MONEY_NONE)
    return TRUE;
  rate = bw_rate_find (source, book, code, 1);
  if (!isnan (rate))
    {
      *minor = bw_rate_to_minor (book, amount, rate);
      return TRUE;
    }
  reason = bw_rate_refusal (book, code);
  if (!needed)
    bw_source_reject_cell (source, row, field, reason);
  else
    bw_source_reject (source, row, bw_source_has (source, BW_IMPORT_CURRENCY) ? BW_IMPORT_CURRENCY : field, reason);
  return !needed;
}

/* The currency in which the file that told of @deal had its amount, "" for none but the project's. Returns: (transfer full). */
static char *
find_own_code (const BwBook *book,
               guint32       deal)
{
  gint32      said = bw_custom_field_find (book, _ (BW_RATE_FIELD_CURRENCY));
  gint32      exported = bw_custom_field_find (book, _ (BW_RATE_FIELD_EXPORTED));
  char        code[BW_VALUE_CURRENCY_SIZE] = "";
  gint64      amount;
  const char *text;

  if (said >= 0 && bw_book_field (book, said)->type == BW_TYPE_TEXT)
    return bw_rate_read_code (bw_book_text (book, (BwText)bw_custom_column_get (&book->deals.custom[said], deal)));
  if (exported < 0 || bw_book_field (book, exported)->type != BW_TYPE_TEXT)
    return g_strdup ("");
  text = bw_book_text (book, (BwText)bw_custom_column_get (&book->deals.custom[exported], deal));
  bw_value_parse_amount (text, 0, &amount, code);
  return g_strdup (code);
}

/* Converts an amount that a history tells of @deal at the rate of the deal itself: @found beside it, said by a column of @row
 * (nullable), or else in the currency in which the deal was exported, so that the past does not differ from the present
 * by the price of a currency. Without a rate returns %FALSE, and *@code (transfer full) is the currency; else that is %NULL. */
gboolean
bw_rate_convert_past (BwSource       *source,
                      const BwBook   *book,
                      const BwCsvRow *row,
                      guint32         deal,
                      const char     *found,
                      gint64          amount,
                      gint64         *minor,
                      char          **code)
{
  g_autofree char *own = NULL;
  double           rate;

  *minor = BW_MONEY_NONE;
  *code = NULL;
  if (amount == BW_MONEY_NONE)
    return TRUE;
  if (row != NULL && bw_source_has (source, BW_IMPORT_CURRENCY))
    own = bw_rate_read_code (bw_source_cell (source, row, BW_IMPORT_CURRENCY));
  if ((own == NULL || *own == '\0') && *found != '\0')
    {
      g_free (own);
      own = g_strdup (found);
    }
  if (own == NULL || *own == '\0')
    {
      g_free (own);
      own = find_own_code (book, deal);
    }
  rate = bw_rate_find (source, book, own, 1);
  if (isnan (rate))
    {
      *code = g_steal_pointer (&own);
      return FALSE;
    }
  *minor = bw_rate_to_minor (book, amount, rate);
  return TRUE;
}

/* Says what was converted, and what was set aside for want of a rate. */
void
bw_rate_add_notes (BwSource     *source,
                   const BwBook *book)
{
  for (guint i = 0; i < source->summary->currencies->len; i++)
    {
      const BwForeignCurrency *foreign = g_ptr_array_index (source->summary->currencies, i);
      char                     rate[G_ASCII_DTOSTR_BUF_SIZE];

      if (isnan (foreign->rate))
        bw_source_note (source,
                        ngettext ("%u amount is in %s and was set aside: say what one %s is worth in %s.",
                                  "%u amounts are in %s and were set aside: say what one %s is worth in %s.", foreign->n),
                        foreign->n, foreign->code, foreign->code, book->currency);
      else
        bw_source_note (source,
                        ngettext ("%u amount in %s was converted at %s %s for one.",
                                  "%u amounts in %s were converted at %s %s for one.", foreign->n),
                        foreign->n, foreign->code, g_ascii_formatd (rate, sizeof rate, "%.6g", foreign->rate), book->currency);
    }
}
