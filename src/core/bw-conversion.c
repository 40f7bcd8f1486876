/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conversion projection: what open amounts turned into on replayed days.
 *
 * Open deals are grouped by class of stages and by where their stated date lies (none, in the window, after it). Of each group's
 * open amount the share that was won by the end of the window on past days at the same place is taken, shrunk towards the share
 * of all groups by as much as RATE_PRIOR_DEALS deals of mean amount are worth: r = (won + k r0) / (open + k). What deals that
 * were not there yet brought comes on top, as the mean over those days. */

#include "core/bw-replay.h"

#include <math.h>

#define RATE_PRIOR_DEALS 10.0

/* Won so far, @before, plus what deals like the open ones, whose amounts by group are @group_open, brought anywhere, plus what
 * new deals brought @part (nullable: the whole organisation), on the days whose window had ended by @at; NaN without
 * such days. */
double
bw_replay_convert (const BwReplay     *replay,
                   const BwReplayPart *part,
                   BwDate              at,
                   double              before,
                   const double       *group_open)
{
  guint  n_groups = bw_hazard_n_classes (replay->counts) * 3, n = 0, n_deals = 0;
  double open = 0.0, won = 0.0, fresh = 0.0, rate, forecast = before;

  for (guint i = 0; i < replay->n_days; i++)
    {
      const BwReplayDay  *day = &replay->days[i];
      const BwReplaySums *sums = part != NULL ? &part->sums[i] : &day->all;

      if (!day->complete || !bw_replay_is_known (replay, i, at))
        continue;
      for (guint g = 0; g < n_groups; g++)
        {
          open += day->all.group_open[g];
          won += day->all.group_won[g];
          n_deals += day->all.group_n[g];
        }
      fresh += sums->won_rest - sums->won_open;
      n++;
    }
  if (n == 0)
    return NAN;
  rate = open > 0.0 ? won / open : 0.0;
  for (guint g = 0; g < n_groups; g++)
    {
      double prior = n_deals > 0 ? RATE_PRIOR_DEALS * open / n_deals : 1.0, of = prior, came = prior * rate;

      for (guint i = 0; i < replay->n_days; i++)
        if (replay->days[i].complete && bw_replay_is_known (replay, i, at))
          {
            of += replay->days[i].all.group_open[g];
            came += replay->days[i].all.group_won[g];
          }
      if (of > 0.0)
        forecast += group_open[g] * came / of;
    }
  return forecast + fresh / n;
}
