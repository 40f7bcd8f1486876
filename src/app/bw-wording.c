/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How periods, dates, shares and amounts are said on screen.
 *
 * Every page words the same thing the same way: in the user's language and locale, short, with an en dash for
 * what is not known. Shares are whole percents, and the ends are said as such: a chance of 0.4 % is not zero. */

#include "app/bw-wording.h"

#include <math.h>

#include <glib/gi18n.h>

#include "core/bw-money.h"

/* Returns: (transfer full): the name of @period, such as "Q4 2026". */
char *
bw_wording_period (const BwPeriod *period)
{
  return bw_period_dup_title (period);
}

/* Returns: (transfer full): the first and the last day of @period, such as "1 Oct to 31 Dec 2026". */
char *
bw_wording_period_span (const BwPeriod *period)
{
  g_autofree char *from = bw_wording_day (period->from, period->to);
  g_autofree char *to = bw_wording_day (period->to, BW_DATE_NONE);

  /* Translators: from a day to a day */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

/* Returns: (transfer full): @date, short, without its year when @beside is in the same year. */
char *
bw_wording_day (BwDate date,
                BwDate beside)
{
  return bw_date_format_short (date, beside);
}

/* Returns: (transfer full): @share as a whole percent; an en dash when it is NaN. */
char *
bw_wording_percent (double share)
{
  if (!isfinite (share))
    return g_strdup ("–");
  if (share > 0 && share < 0.01)
    return g_strdup (_ ("below 1 %"));
  if (share < 1 && share > 0.99)
    return g_strdup (_ ("above 99 %"));
  /* Translators: a share in percent */
  return g_strdup_printf (_ ("%.0f %%"), share * 100);
}

/* Returns: (transfer full): "$3.71 M to $4.58 M". */
char *
bw_wording_range (double      low_minor,
                  double      high_minor,
                  const char *currency)
{
  g_autofree char *low = bw_money_format_compact ((gint64)llround (low_minor), currency);
  g_autofree char *high = bw_money_format_compact ((gint64)llround (high_minor), currency);

  /* Translators: an amount to an amount */
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

/* Returns: (transfer full): @n with its thousands parted. */
char *
bw_wording_count (guint n)
{
  return g_strdup_printf ("%'u", n);
}
