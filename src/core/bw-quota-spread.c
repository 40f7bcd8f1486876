/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's quota spread over its periods.
 *
 * By season: each period's share is the mean, over the past fiscal years that the data holds whole, of what was won in it over
 * what was won in the year. A few years say little, so the shares are drawn towards even ones as if one even year had been
 * seen besides. Parts are whole minor units that add up to the total: what rounding leaves goes to the periods that lost
 * most by it (largest remainders). O(deals x years). */

#include "core/bw-quota-spread.h"

#include <math.h>

/* Past years further back say nothing of the next. */
#define MAX_YEARS 5

/* Sums what was won in each of the @n periods of fiscal @year. Returns whether anything was. */
static gboolean
sum_won (const BwBook *book,
         int           year,
         guint         n,
         double        won[BW_SPREAD_MAX])
{
  BwPeriod       whole = bw_calendar_period (&book->calendar, BW_PERIOD_YEAR, year, 1);
  const BwDeals *deals = &book->deals;
  gboolean       any = FALSE;

  for (guint i = 0; i < n; i++)
    won[i] = 0;
  for (guint d = 0; d < deals->n; d++)
    {
      if (!bw_period_contains (&whole, deals->close[d]) || deals->amount[d] == BW_MONEY_NONE || deals->amount[d] <= 0 ||
          bw_book_stage (book, deals->stage[d])->kind != BW_STAGE_WON)
        continue;
      won[bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, deals->close[d]).index - 1] +=
        (double)deals->amount[d];
      any = TRUE;
    }
  return any;
}

/* The first day on which a deal was won; %BW_DATE_NONE when none was. */
static BwDate
first_won (const BwBook *book)
{
  BwDate first = BW_DATE_NONE;

  for (guint d = 0; d < book->deals.n; d++)
    if (book->deals.close[d] != BW_DATE_NONE && bw_book_stage (book, book->deals.stage[d])->kind == BW_STAGE_WON &&
        (first == BW_DATE_NONE || book->deals.close[d] < first))
      first = book->deals.close[d];
  return first;
}

/* The share of each forecast period in fiscal @year; they add up to 1. @n_years becomes the number of past years that the
 * season was learnt from; without any the shares are even. Returns the number of periods. */
guint
bw_quota_spread_shares (const BwBook *book,
                        BwSpread      spread,
                        int           year,
                        double        shares[BW_SPREAD_MAX],
                        guint        *n_years)
{
  guint  n = book->calendar.forecast_period == BW_PERIOD_MONTH ? 12 : 4;
  BwDate last = bw_book_data_date (book);
  BwDate first = spread == BW_SPREAD_SEASON ? first_won (book) : BW_DATE_NONE;
  double won[BW_SPREAD_MAX];

  *n_years = 0;
  for (guint i = 0; i < n; i++)
    shares[i] = 1.0 / n;
  for (int past = year - 1; first != BW_DATE_NONE && past >= year - MAX_YEARS; past--)
    {
      BwPeriod whole = bw_calendar_period (&book->calendar, BW_PERIOD_YEAR, past, 1);
      BwPeriod opening = bw_calendar_period (&book->calendar, BW_PERIOD_MONTH, past, 1);
      double   total = 0;

      /* A year is whole when something was won in its first month or before, and the data goes beyond its end. */
      if (last == BW_DATE_NONE || whole.to > last || first > opening.to || !sum_won (book, past, n, won))
        continue;
      for (guint i = 0; i < n; i++)
        total += won[i];
      for (guint i = 0; i < n; i++)
        shares[i] += won[i] / total;
      (*n_years)++;
    }
  for (guint i = 0; i < n; i++)
    shares[i] /= *n_years + 1;
  return n;
}

/* Cuts @total (minor units, not negative) into @n parts by @shares. */
void
bw_quota_spread_parts (gint64       total,
                       const double shares[BW_SPREAD_MAX],
                       guint        n,
                       gint64       parts[BW_SPREAD_MAX])
{
  double rest[BW_SPREAD_MAX];
  gint64 left = total;

  for (guint i = 0; i < n; i++)
    {
      double exact = (double)total * shares[i];

      parts[i] = (gint64)floor (exact);
      rest[i] = exact - (double)parts[i];
      left -= parts[i];
    }
  for (; left != 0; left -= left > 0 ? 1 : -1)
    {
      guint most = 0;

      for (guint i = 1; i < n; i++)
        if (rest[i] > rest[most])
          most = i;
      parts[most] += left > 0 ? 1 : -1;
      rest[most] = -1;
    }
}
