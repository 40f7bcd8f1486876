/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a cell: an amount, a number, a share, a date, yes or no.
 *
 * The first byte chooses the decimal mark and the order of day and month. Held against every input: a good value is within what
 * the type can hold, and a date that was read is written and read again as the same day. */

#include "fuzz/fuzz-target.h"
#include "import/bw-value.h"

#include <math.h>

static void
check_date (const char *text,
            BwDateOrder order)
{
  char   iso[BW_DATE_ISO_SIZE];
  BwDate date, again;

  if (bw_value_parse_date (text, order, &date) != BW_VALUE_GOOD)
    return;
  g_assert_cmpint (bw_value_parse_date (bw_date_write_iso (date, iso), order, &again), ==, BW_VALUE_GOOD);
  g_assert_cmpint (again, ==, date);
}

static void
check_numbers (const char *text,
               char        decimal)
{
  char     currency[BW_VALUE_CURRENCY_SIZE];
  gint64   amount;
  double   number;
  gboolean flag;

  if (bw_value_parse_amount (text, decimal, &amount, currency) == BW_VALUE_GOOD)
    {
      g_assert_cmpint (amount, !=, BW_MONEY_NONE);
      bw_value_to_minor (amount, "USD");
    }
  if (bw_value_parse_number (text, decimal, &number) == BW_VALUE_GOOD)
    g_assert_true (isfinite (number));
  if (bw_value_parse_share (text, decimal, &number, &flag) == BW_VALUE_GOOD)
    g_assert_true (isfinite (number));
  bw_value_parse_boolean (text, &flag);
  bw_value_decimal_evidence (text);
  bw_value_order_evidence (text);
  bw_value_is_serial_date (text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char decimals[] = { 0, '.', ',' };
  g_autofree char  *raw = NULL;
  g_autofree char  *text = NULL;

  if (size == 0)
    return 0;
  raw = g_strndup ((const char *)data + 1, size - 1);
  text = g_utf8_make_valid (raw, -1);
  check_date (text, data[0] % 3);
  check_numbers (text, decimals[data[0] / 3 % 3]);
  return 0;
}
