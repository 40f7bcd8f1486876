/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outlook and a flow to draw, the same each time.
 *
 * The fourth quarter of 2026: 50,000.00 closed a day, and from the day of the data a range that is wide by a tenth of
 * what is missing. The simulated totals are the whole numbers from 3,000,000.00 to 5,000,000.00 in even steps, so that
 * every share of them is known beforehand. */

#include "chart-sample.h"

#include <math.h>

enum
{
  N_PATHS = 2001,
};

/* The target is 4,500,000.00: 501 of the 2,001 totals reach it. */
BwOutlook *
chart_sample_outlook (const BwBook *book,
                      BwDate        as_of)
{
  BwOutlook   *outlook = g_new0 (BwOutlook, 1);
  GArray      *weeks = g_array_new (FALSE, TRUE, sizeof (BwOutlookWeek));
  const gint64 daily = 5000000;

  outlook->as_of = as_of;
  outlook->period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  outlook->won = daily * CLAMP (as_of - outlook->period.from + 1, 0, bw_period_n_days (&outlook->period));
  outlook->quota = 450000000;
  outlook->deals_fitted = 100;
  outlook->wins_known = 40;
  for (BwDate date = outlook->period.from + 6;; date = MIN (date + 7, outlook->period.to))
    {
      BwOutlookWeek week = { date, date <= as_of, BW_MONEY_NONE, BW_MONEY_NONE, BW_MONEY_NONE,
                             BW_MONEY_NONE, BW_MONEY_NONE, BW_MONEY_NONE };
      gint64        straight = daily * (date - outlook->period.from + 1);
      gint64        wide = (straight - outlook->won) / 10;

      if (week.past)
        week.closed = straight;
      else
        {
          week.p10 = straight - 2 * wide;
          week.p25 = straight - wide;
          week.p50 = straight;
          week.p75 = straight + wide;
          week.p90 = straight + 2 * wide;
        }
      g_array_append_val (weeks, week);
      if (date == outlook->period.to)
        break;
    }
  outlook->n_weeks = weeks->len;
  outlook->weeks = (BwOutlookWeek *)(void *)g_array_free (weeks, FALSE);
  outlook->n_paths = N_PATHS;
  outlook->paths = g_new (double, N_PATHS);
  for (guint i = 0; i < N_PATHS; i++)
    outlook->paths[i] = 300000000.0 + i * 100000.0;
  outlook->mean = outlook->p50 = outlook->paths[1000];
  outlook->p10 = outlook->paths[200];
  outlook->p25 = outlook->paths[500];
  outlook->p75 = outlook->paths[1500];
  outlook->p90 = outlook->paths[1800];
  outlook->chance_of_quota = 501.0 / N_PATHS;
  return outlook;
}

void
chart_sample_outlook_free (BwOutlook *outlook)
{
  g_free (outlook->weeks);
  g_free (outlook->paths);
  g_free (outlook);
}

/* From 9,120,000.00 to 8,030,000.00 through every kind of move but two. */
void
chart_sample_flow (BwFlow *flow)
{
  static const gint64 values[BW_N_FLOWS] = {
    [BW_FLOW_NEW] = 210000000,
    [BW_FLOW_PULLED_IN] = 85000000,
    [BW_FLOW_PUSHED_IN] = 12000000,
    [BW_FLOW_REOPENED] = 4000000,
    [BW_FLOW_INCREASED] = 40000000,
    [BW_FLOW_DECREASED] = -22000000,
    [BW_FLOW_WON] = -180000000,
    [BW_FLOW_LOST] = -140000000,
    [BW_FLOW_PUSHED_OUT] = -95000000,
    [BW_FLOW_PULLED_EARLIER] = -8000000,
    [BW_FLOW_OMITTED] = -15000000,
  };

  *flow = (BwFlow) { .from = bw_date_from_ymd (2026, 10, 1), .to = bw_date_from_ymd (2026, 11, 12) };
  flow->start = flow->end = 912000000;
  flow->n_start = 212;
  flow->n_end = 205;
  for (int i = 0; i < BW_N_FLOWS; i++)
    {
      flow->value[i] = values[i];
      flow->count[i] = values[i] != 0 ? (guint)i + 1 : 0;
      flow->end += values[i];
    }
  flow->balanced = TRUE;
}
