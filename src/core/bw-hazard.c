/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast deals are won, lost and moved on, by stage and time in it.
 *
 * A piecewise constant competing-risks model (Holford 1980; Prentice and others 1978): in each cell of
 * stage and time in the stage the rate is events over time at risk. Open deals are at risk too, so a rate
 * is not made of the closed ones only; time at risk begins with the first closing that was observed (left
 * truncation), for before it nobody would have seen a deal close. Older time counts less, by half each
 * year.
 *
 * Counts are kept in slices of time that end at the days on which the model will be asked, so that one
 * pass over the deals serves every replayed day: a fit for a day adds up the slices that had ended.
 * O(deals x cells crossed), then nothing depends on the number of deals.
 *
 * Rates are shrunk as there are few counts in most cells (bw-hazard-rate.c). Where most closings only imply that the deal was
 * open before (no stage history), stages say nothing about the past, and there is one class for all open stages. What
 * rates make of a deal in the weeks to come is a table (bw-hazard-table.c).
 *
 * Weeks of a quarter are not alike (bw-rhythm.c). Rates are those of an average week; each of won, lost and moved on has a course
 * within quarters of its own, by which time at risk counts more or less. The course is found from all quarters known
 * on the counts' last day, so that past days and the present one are foretold by the same model; on a past day the quarter that a
 * fit is to foretell is left out (leave-one-out cross-validation), as it would tell itself.
 *
 * Until quarters can be compared no course is known, but rates must not take the one that there may be for the pace of business: of
 * four months that begin and end with a quarter's last, rates would be too high, as busy weeks were seen twice. So weeks of a quarter
 * that were seen more often than others count for less each. The mean of a rate r(k) over all K weeks is estimated by one
 * over weeks with weights w(k); if r(k) varies by t^2 about the mean and the week was seen c(k) times with e closings each,
 * its squared error is the sum of (w(k) - 1/K)^2 t^2 + w(k)^2 / (e c(k)), least for w(k) ~ 1 / (t^2 + 1 / (e c(k))): each week alike
 * where much is closed, as often as it was seen where a single week is mostly luck. */

#include "core/bw-hazard-private.h"

#include <math.h>

enum
{
  N_BINS = BW_HAZARD_N_BINS,
};

#define MIDDLE_DAYS     46   /* half a quarter */
#define MAX_PACED_WEEKS 30   /* weeks ahead whose place in their quarter is looked at */
#define USUAL_COURSE    0.10 /* variance between a quarter's weeks of how much closes: samples 0.3, made books 0 and 0.11, synthetic data 0.03 */

/* How much each of the slices that had ended on @at counts: older ones less, by half each year, and weeks of a quarter that were seen
 * more often than others less, such that all together count for as many weeks as without that.
 * Returns: (transfer full) (array length=n_slices) */
static double *
weigh_slices (const BwHazardCounts *counts,
              BwDate                at)
{
  double *weights = g_new0 (double, counts->n_slices + 1);
  double  seen[BW_RHYTHM_N_WEEKS] = { 0.0 }, all = 0.0, closed = 0.0, balanced = 0.0;
  guint   n = 0;

  for (; n < counts->n_slices && counts->slices[n].to <= at; n++)
    {
      const BwHazardSlice *slice = &counts->slices[n];
      BwDate               before = n > 0 ? slice[-1].to : counts->start - 1;
      double               weeks;

      weights[n] = exp2 ((slice->to - at) / BW_HAZARD_HALF_LIFE_DAYS);
      weeks = weights[n] * (slice->to - before) / 7.0;
      seen[slice->week] += weeks;
      all += weeks;
      closed += weights[n] * counts->n_closings[n];
    }
  if (!(closed > 0.0))
    return weights;
  for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
    balanced += seen[k] / (USUAL_COURSE * seen[k] + all / closed);
  for (guint s = 0; s < n; s++)
    weights[s] *= all / balanced / (USUAL_COURSE * seen[counts->slices[s].week] + all / closed);
  return weights;
}

/* Adds up the slices that had ended on @at, as far as they count by @weights. */
static void
sum_slices (const BwHazardCounts *counts,
            BwDate                at,
            const double         *weights,
            BwHazardCell         *sums,
            double               *moves,
            BwHazardFit          *fit)
{
  guint         n_cells = counts->n_classes * N_BINS, n_moves = counts->n_classes * counts->n_classes;
  double        n_entries = 0.0;
  const double *losses = NULL;

  for (guint slice = 0; slice < counts->n_slices && counts->slices[slice].to <= at; slice++)
    {
      double weight = weights[slice];

      for (guint i = 0; i < n_cells; i++)
        {
          const BwHazardCell *cell = &counts->cells[(gsize)slice * n_cells + i];

          sums[i].exposure += weight * cell->exposure;
          sums[i].won += weight * cell->won;
          sums[i].lost += weight * cell->lost;
          sums[i].moved += weight * cell->moved;
        }
      for (guint i = 0; i < n_moves; i++)
        moves[i] += weight * counts->moves[(gsize)slice * n_moves + i];
      for (guint i = 0; i < counts->n_classes + 2; i++)
        fit->entry[i] += weight * counts->entries[(gsize)slice * (counts->n_classes + 2) + i];
      fit->n_deals += counts->n_closings[slice];
      losses = counts->prior_losses + (gsize)slice * BW_SHARE_PRIOR_N;
    }
  fit->prior_closed = bw_share_prior_choose (losses);
  for (guint i = 0; i < counts->n_classes + 2; i++)
    n_entries += fit->entry[i];
  for (guint i = 0; i < counts->n_classes + 2; i++)
    fit->entry[i] = n_entries > 0.0 ? fit->entry[i] / n_entries : i == 0;
}

/* Fills @came and @expected, [quarter][week], with how often @event came in the quarters from @first up to before @end, and how often
 * @rates let expect it. */
static void
count_by_week (const BwHazardCounts *counts,
               const BwHazardRates  *rates,
               BwHazardEvent         event,
               guint                 first,
               guint                 end,
               double               *came,
               double               *expected)
{
  guint              n_cells = counts->n_classes * N_BINS;
  g_autofree double *rate = g_new (double, n_cells + 1);

  for (guint i = 0; i < n_cells; i++)
    rate[i] = rates[i].rate[event];
  for (guint s = 0; s < counts->n_slices; s++)
    {
      const BwHazardSlice *slice = &counts->slices[s];
      const BwHazardCell  *cells = &counts->cells[(gsize)s * n_cells];
      guint                to = ((guint)slice->quarter - first) * BW_RHYTHM_N_WEEKS + slice->week;

      if (slice->quarter < first || slice->quarter >= end)
        continue;
      for (guint i = 0; i < n_cells; i++)
        {
          came[to] += bw_hazard_count (&cells[i], event);
          expected[to] += cells[i].exposure * rate[i];
        }
    }
}

/* Counts what the rhythm of quarters is found from: of the quarters that have ended, what came in each week and what the rates that
 * all that was seen makes let expect. */
void
bw_hazard_find_courses (BwHazardCounts *counts)
{
  guint n_cells = counts->n_classes * N_BINS, first = counts->first_is_cut, end = 0;
  g_autoptr (BwHazardFit) fit = g_new0 (BwHazardFit, 1);
  g_autofree BwHazardCell  *sums = g_new0 (BwHazardCell, n_cells + 1);
  g_autofree BwHazardRates *rates = g_new0 (BwHazardRates, n_cells + 1);
  g_autofree double        *weights = weigh_slices (counts, counts->end);
  g_autofree double        *moves = g_new0 (double, (gsize)counts->n_classes * counts->n_classes);
  gsize                     width;

  while (end < counts->n_quarters && counts->quarter_ends[end] <= counts->end)
    end++;
  counts->n_courses = end > first ? end - first : 0;
  width = (gsize)counts->n_courses * BW_RHYTHM_N_WEEKS;
  counts->came = g_new0 (double, width *BW_HAZARD_N_EVENTS + 1);
  counts->expected = g_new0 (double, width *BW_HAZARD_N_EVENTS + 1);
  counts->course_weight = g_new (double, counts->n_courses + 1);
  for (guint q = 0; q < counts->n_courses; q++)
    counts->course_weight[q] = exp2 ((counts->quarter_ends[first + q] - counts->end) / BW_HAZARD_HALF_LIFE_DAYS);
  fit->n_classes = counts->n_classes;
  fit->weight = g_new0 (double, fit->n_classes);
  fit->entry = g_new0 (double, fit->n_classes + 2);
  sum_slices (counts, counts->end, weights, sums, moves, fit);
  bw_hazard_shrink (fit, sums, FALSE, rates);
  if (counts->n_courses < 2)
    return;
  for (BwHazardEvent event = 0; event < BW_HAZARD_N_EVENTS; event++)
    count_by_week (counts, rates, event, first, end, counts->came + event * width, counts->expected + event * width);
}

/* Finds the rhythm of quarters. On a past day, @at, what came in the quarter after it is left out: it is what a fit for that day is
 * asked to foretell. Returns whether there is one. */
static gboolean
find_rhythms (const BwHazardCounts *counts,
              BwDate                at,
              BwRhythm             *rhythms)
{
  gsize    width = (gsize)counts->n_courses * BW_RHYTHM_N_WEEKS;
  guint    left_out = 0;
  gboolean any = FALSE;

  while (left_out < counts->n_courses && counts->quarter_ends[counts->first_is_cut + left_out] < at + MIDDLE_DAYS)
    left_out++;
  for (BwHazardEvent event = 0; event < BW_HAZARD_N_EVENTS; event++)
    {
      bw_rhythm_fit (&rhythms[event], counts->came + event * width, counts->expected + event * width, counts->course_weight,
                     counts->n_courses, left_out);
      any |= rhythms[event].known;
    }
  return any;
}

/* Brings @rates to what they are in an average week: time at risk that lay in weeks in which much happens is worth more. */
static void
pace_rates (const BwHazardCounts *counts,
            BwDate                at,
            const double         *weights,
            const BwRhythm       *rhythms,
            const BwHazardCell   *sums,
            BwHazardRates        *rates)
{
  guint              n_cells = counts->n_classes * N_BINS;
  g_autofree double *by_week = g_new0 (double, (gsize)n_cells *BW_RHYTHM_N_WEEKS + 1);

  for (guint s = 0; s < counts->n_slices && counts->slices[s].to <= at; s++)
    {
      double *exposure = by_week + (gsize)counts->slices[s].week * n_cells;

      for (guint i = 0; i < n_cells; i++)
        exposure[i] += weights[s] * counts->cells[(gsize)s * n_cells + i].exposure;
    }
  for (guint i = 0; i < n_cells; i++)
    for (BwHazardEvent event = 0; event < BW_HAZARD_N_EVENTS; event++)
      {
        double paced = BW_HAZARD_PRIOR_WEEKS;

        for (guint k = 0; k < BW_RHYTHM_N_WEEKS; k++)
          paced += by_week[(gsize)k * n_cells + i] * rhythms[event].pace[k];
        rates[i].rate[event] *= (sums[i].exposure + BW_HAZARD_PRIOR_WEEKS) / paced;
      }
}

/* Looks where in their quarters the @n_weeks weeks after @at lie. */
static void
look_ahead (BwHazardFit          *fit,
            const BwHazardCounts *counts,
            BwDate                at,
            guint                 n_weeks)
{
  BwPeriod quarter = bw_calendar_period_at (&counts->calendar, BW_PERIOD_QUARTER, at + 1);

  fit->n_paced = MIN (n_weeks, MAX_PACED_WEEKS);
  fit->n_days = fit->n_paced * 7;
  fit->ahead = g_new (double, fit->n_days + 1);
  fit->pace = g_new0 (double, fit->n_paced *BW_HAZARD_N_EVENTS);
  fit->ahead[0] = 0.0;
  for (guint d = 0; d < fit->n_days; d++)
    {
      BwDate day = at + 1 + (BwDate)d;
      guint  week;

      if (day > quarter.to)
        quarter = bw_calendar_period_at (&counts->calendar, BW_PERIOD_QUARTER, day);
      week = bw_rhythm_week ((gint64)quarter.to - day);
      fit->ahead[d + 1] = fit->ahead[d] + fit->rhythm[BW_HAZARD_WON].pace[week] / 7.0;
      for (BwHazardEvent event = 0; event < BW_HAZARD_N_EVENTS; event++)
        fit->pace[d / 7 * BW_HAZARD_N_EVENTS + event] += fit->rhythm[event].pace[week] / 7.0;
    }
}

/* Fits the hazards to what had happened up to the end of @at, the counts' last day or one of their cuts,
 * with a table of chances for up to @n_weeks weeks; see the flags.
 * Returns: (transfer full) */
BwHazardFit *
bw_hazard_fit_new (const BwHazardCounts *counts,
                   BwDate                at,
                   guint                 n_weeks,
                   BwHazardFlags         flags)
{
  BwHazardFit              *fit = g_new0 (BwHazardFit, 1);
  guint                     n_cells = counts->n_classes * N_BINS;
  g_autofree BwHazardCell  *sums = g_new0 (BwHazardCell, n_cells);
  g_autofree BwHazardRates *by_event = g_new (BwHazardRates, n_cells);
  g_autofree double        *weights = weigh_slices (counts, at);
  g_autofree double        *moves = g_new0 (double, (gsize)counts->n_classes * counts->n_classes);

  fit->n_classes = counts->n_classes;
  fit->n_weeks = n_weeks;
  fit->weight = g_new0 (double, fit->n_classes);
  fit->entry = g_new0 (double, fit->n_classes + 2);
  sum_slices (counts, at, weights, sums, moves, fit);
  bw_hazard_shrink (fit, sums, flags & BW_HAZARD_SHARED, by_event);
  if (find_rhythms (counts, at, fit->rhythm))
    {
      pace_rates (counts, at, weights, fit->rhythm, sums, by_event);
      if (!(flags & BW_HAZARD_AVERAGE))
        look_ahead (fit, counts, at, n_weeks);
    }
  bw_hazard_fill_table (fit, counts, by_event, moves);
  return fit;
}

/* The chance that a deal that comes when @left weeks are left of the @weeks from the present day on is won in them. */
double
bw_hazard_new_won_by (const BwHazardFit *fit,
                      double             weeks,
                      double             left)
{
  guint         whole = (guint)MAX (weeks, 0.0);
  double        part, early;
  const double *before, *after;

  if (fit->ahead == NULL || whole >= fit->n_paced)
    return bw_hazard_new_won (fit, left);
  if (left <= 0.0)
    return 0.0;
  part = (bw_hazard_time_after (fit, weeks * 7.0) - fit->ahead[whole * 7]) / (fit->ahead[whole * 7 + 7] - fit->ahead[whole * 7]);
  before = fit->new_paced + (gsize)whole * (fit->n_paced + 1);
  after = before + fit->n_paced + 1;
  early = MIN (left, whole);
  /* What comes before the present day nobody asks for, so the shorter row ends with it. */
  return (1.0 - part) * (bw_hazard_read (before, whole, early) + bw_hazard_read (after, whole + 1, left) -
                         bw_hazard_read (after, whole + 1, early)) +
         part * bw_hazard_read (after, whole + 1, left);
}

/* Wins by the end of day @to (0 the last day known) for one new deal a day, of those that come on the first @until days, with a cycle
 * that takes @pace times as long. */
double
bw_hazard_reach (const BwHazardFit *fit,
                 double             pace,
                 guint              to,
                 guint              until)
{
  double sum = 0.0;

  for (guint day = 0; day < MIN (to, until); day++)
    sum += bw_hazard_new_won_by (fit, to / 7.0, (to - day - 0.5) / 7.0 / pace);
  return sum;
}

/* In how many weeks from the present one on a deal is as far as one that takes @pace times as long is in @weeks. */
double
bw_hazard_weeks_at_pace (const BwHazardFit *fit,
                         double             weeks,
                         double             pace)
{
  double target;
  guint  low = 0, high = fit->n_days;

  if (fit->ahead == NULL || pace == 1.0)
    return weeks / pace;
  target = bw_hazard_time_after (fit, weeks * 7.0) / pace;
  if (target >= fit->ahead[fit->n_days])
    return fit->n_days / 7.0 + target - fit->ahead[fit->n_days];
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (fit->ahead[middle] <= target)
        low = middle;
      else
        high = middle;
    }
  return (low + (target - fit->ahead[low]) / (fit->ahead[low + 1] - fit->ahead[low])) / 7.0;
}

/* Frees @fit (transfer full) (nullable). */
void
bw_hazard_fit_free (BwHazardFit *fit)
{
  if (fit == NULL)
    return;
  g_free (fit->table);
  g_free (fit->new_won);
  g_free (fit->new_paced);
  g_free (fit->ahead);
  g_free (fit->pace);
  g_free (fit->weight);
  g_free (fit->entry);
  g_free (fit);
}
