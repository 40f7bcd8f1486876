/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales from values to pixels, and where their ticks stand.
 *
 * Ticks of numbers follow Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick
 * Labels on Axes" (2010): among labellings j*q*10^z with q in a list of pleasant numbers, the one with the best sum
 * of simplicity, coverage of the data and closeness to the wanted density; legibility is the axis' affair. The
 * search ends early by the upper bounds of the same paper, so that it takes some hundred steps for any range.
 *
 * Ticks of dates stand where fiscal periods begin: the finest of days, weeks, months, quarters and years of which
 * there are not more than asked for. Weeks begin on the calendar's first day of the week; in calendars made of
 * weeks these are the fiscal weeks. */

#include "chart/bw-scale.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static const double pleasant[] = { 1, 5, 2, 2.5, 4, 3 };

/* Weights of simplicity, coverage and density, as in the paper. */
#define W_SIMPLE 0.25
#define W_COVER  0.2
#define W_DENSE  0.5

/* The pixel of @value; NaN for NaN. */
double
bw_scale_to_pixel (const BwScale *scale,
                   double         value)
{
  double span = scale->to - scale->from;

  if (span == 0)
    return (scale->pixel_from + scale->pixel_to) / 2;
  return scale->pixel_from + (value - scale->from) / span * (scale->pixel_to - scale->pixel_from);
}

/* The value at @pixel. */
double
bw_scale_from_pixel (const BwScale *scale,
                     double         pixel)
{
  double span = scale->pixel_to - scale->pixel_from;

  if (span == 0)
    return scale->from;
  return scale->from + (pixel - scale->pixel_from) / span * (scale->to - scale->from);
}

/* A labelling being weighed: n ticks from first on, of the form j*q*10^z. */
typedef struct
{
  double  low;
  double  high;
  double  wanted;
  double  best_score;
  BwTicks best;
} Search;

static double
simplicity_bound (guint q,
                  int   j)
{
  return 1 - (double)q / (G_N_ELEMENTS (pleasant) - 1) - j + 1;
}

static double
simplicity (guint  q,
            int    j,
            double low,
            double high,
            double step)
{
  double rest = fabs (fmod (low, step));
  double near = step * 1e-10;
  int    zero = (rest < near || step - rest < near) && low <= near && high >= -near;

  return simplicity_bound (q, j) - 1 + zero;
}

static double
coverage (const Search *search,
          double        low,
          double        high)
{
  double tenth = 0.1 * (search->high - search->low);
  double above = search->high - high, below = search->low - low;

  return 1 - 0.5 * (above * above + below * below) / (tenth * tenth);
}

static double
coverage_bound (const Search *search,
                double        span)
{
  double range = search->high - search->low;
  double beyond = (span - range) / 2;

  return beyond > 0 ? 1 - beyond * beyond / (0.01 * range * range) : 1;
}

static double
density (const Search *search,
         int           n,
         double        low,
         double        high)
{
  double given = (n - 1) / (high - low);
  double ideal = (search->wanted - 1) / (MAX (high, search->high) - MIN (search->low, low));

  return 2 - MAX (given / ideal, ideal / given);
}

static double
density_bound (const Search *search,
               int           n)
{
  return n >= search->wanted ? 2 - (n - 1) / (search->wanted - 1) : 1;
}

/* Weighs every start of @n ticks @step apart. */
static void
weigh_starts (Search *search,
              guint   q,
              int     j,
              int     n,
              double  step)
{
  double first = floor (search->high / step) * j - (n - 1) * j;
  double last = ceil (search->low / step) * j;

  for (double start = first; start <= last; start++)
    {
      double low = start * (step / j), high = low + step * (n - 1);
      double score = W_SIMPLE * simplicity (q, j, low, high, step) + W_COVER * coverage (search, low, high) +
                     W_DENSE * density (search, n, low, high);

      if (score > search->best_score)
        {
          search->best_score = score;
          search->best = (BwTicks) { low, step, (guint)n };
        }
    }
}

/* Weighs all powers of ten for @n ticks with the pleasant number @q, every @j-th. Returns %FALSE when no more ticks
 * can do better. */
static gboolean
weigh_powers (Search *search,
              guint   q,
              int     j,
              int     n)
{
  double bound = W_SIMPLE * simplicity_bound (q, j) + W_DENSE * density_bound (search, n);
  double power;

  if (bound + W_COVER < search->best_score)
    return FALSE;
  power = ceil (log10 ((search->high - search->low) / (n + 1) / j / pleasant[q]));
  for (;; power++)
    {
      double step = j * pleasant[q] * pow (10, power);

      if (bound + W_COVER * coverage_bound (search, step * (n - 1)) < search->best_score)
        return TRUE;
      weigh_starts (search, q, j, n, step);
    }
}

/* Whether @value can stand on an axis, with room for sums of such values. */
static gboolean
is_drawable (double value)
{
  return isfinite (value) && fabs (value) < 1e150;
}

/* Chooses about @wanted (2 or more) ticks for values from @low to @high, which must be below 1e150 and differ
 * by more than rounding. Ticks may stand a little outside of the values or end a little inside.
 * Returns: %FALSE, leaving @ticks alone, when there are no such values. */
gboolean
bw_ticks_choose (double   low,
                 double   high,
                 guint    wanted,
                 BwTicks *ticks)
{
  Search search = { low, high, MAX (wanted, 2), -2.0, { 0 } };

  if (!is_drawable (low) || !is_drawable (high) || !(high > low) ||
      high - low < MAX (fabs (low), fabs (high)) * 1e-9 || high - low < 1e-200)
    return FALSE;
  for (int j = 1; j <= 20; j++)
    for (guint q = 0; q < G_N_ELEMENTS (pleasant); q++)
      {
        if (W_SIMPLE * simplicity_bound (q, j) + W_COVER + W_DENSE < search.best_score)
          {
            *ticks = search.best;
            return TRUE;
          }
        for (int n = 2; weigh_powers (&search, q, j, n); n++)
          ;
      }
  *ticks = search.best;
  return search.best.n > 0;
}

/* The value of tick @i, exactly 0 where that is meant. */
double
bw_ticks_value (const BwTicks *ticks,
                guint          i)
{
  double value = ticks->first + i * ticks->step;

  return fabs (value) < ticks->step * 1e-9 ? 0 : value;
}

/* Chooses @ticks for values from @low to @high and makes @scale reach from the lower of the first tick and @low to
 * the higher of the last tick and @high. Where there is nothing to scale (one value, none) it reaches around the one
 * value there is, or from 0 to 1. */
void
bw_scale_fit (BwScale *scale,
              BwTicks *ticks,
              double   low,
              double   high,
              guint    wanted)
{
  low = is_drawable (low) ? low : is_drawable (high) ? high
                                                     : 0;
  high = is_drawable (high) ? MAX (low, high) : low;
  if (!bw_ticks_choose (low, high, wanted, ticks))
    {
      double half = MAX (fabs (low) * 0.1, 0.5);

      low = low == 0 ? 0 : low - half;
      high = high == 0 ? 1 : high + half;
      if (!bw_ticks_choose (low, high, wanted, ticks))
        *ticks = (BwTicks) { low, high - low, 2 };
    }
  scale->from = MIN (low, bw_ticks_value (ticks, 0));
  scale->to = MAX (high, bw_ticks_value (ticks, ticks->n - 1));
}

/* The first step at or after @date; %G_MAXINT32 when it is later than dates are read for. */
static BwDate
next_step (const BwCalendar *calendar,
           BwDateStep        step,
           int               years,
           BwDate            date)
{
  static const BwPeriodKind kinds[] = {
    [BW_DATE_STEP_MONTH] = BW_PERIOD_MONTH,
    [BW_DATE_STEP_QUARTER] = BW_PERIOD_QUARTER,
    [BW_DATE_STEP_YEAR] = BW_PERIOD_YEAR,
    [BW_DATE_STEP_YEARS] = BW_PERIOD_YEAR,
  };
  BwPeriod period;
  int      by = 1;

  if (step == BW_DATE_STEP_DAY)
    return date;
  if (step == BW_DATE_STEP_WEEK)
    return date + (calendar->first_weekday - bw_date_weekday (date) + 7) % 7;
  period = bw_calendar_period_at (calendar, kinds[step], date);
  if (period.from >= date && (step != BW_DATE_STEP_YEARS || period.year % years == 0))
    return period.from;
  if (step == BW_DATE_STEP_YEARS)
    by = years - period.year % years;
  if (period.year + by >= BW_DATE_MAX_YEAR)
    return G_MAXINT32;
  period = bw_calendar_shift (calendar, &period, by);
  return period.from;
}

/* Whether @date begins a month of the ordinary calendar, which can be told by its name. */
static gboolean
begins_month (BwDate date)
{
  int day;

  bw_date_to_ymd (date, NULL, NULL, &day);
  return day == 1;
}

/* Returns: (transfer full): @date without its year, "31 Dec" or "Dec 31". */
char *
bw_date_dup_short (BwDate date)
{
  return bw_date_format_short (date, date);
}

static void
label_tick (const BwCalendar *calendar,
            BwDateStep        step,
            BwDateTick       *tick)
{
  BwPeriod         month = bw_calendar_period_at (calendar, BW_PERIOD_MONTH, tick->date);
  g_autofree char *text = NULL;

  switch (step)
    {
    case BW_DATE_STEP_DAY:
    case BW_DATE_STEP_WEEK:
      tick->major = tick->date - month.from < (step == BW_DATE_STEP_DAY ? 1 : 7);
      text = bw_date_dup_short (tick->date);
      break;
    case BW_DATE_STEP_MONTH:
      tick->major = month.index == 1;
      text = !begins_month (tick->date) ? bw_date_dup_short (tick->date)
                                        : bw_date_format (tick->date, tick->major ? _ ("%b %Y") : "%b");
      break;
    case BW_DATE_STEP_QUARTER:
      {
        BwPeriod quarter = bw_calendar_period_at (calendar, BW_PERIOD_QUARTER, tick->date);

        tick->major = quarter.index == 1;
        /* Translators: a fiscal quarter on a time axis, "Q4 2026". */
        text = g_strdup_printf (_ ("Q%d %d"), quarter.index, quarter.year);
        break;
      }
    case BW_DATE_STEP_YEAR:
    case BW_DATE_STEP_YEARS:
      tick->major = TRUE;
      text = g_strdup_printf ("%d", bw_calendar_period_at (calendar, BW_PERIOD_YEAR, tick->date).year);
      break;
    }
  g_strlcpy (tick->label, text, sizeof tick->label);
}

/* The number of steps from @from to @to, counted no further than one above @at_most. */
static guint
count_steps (const BwCalendar *calendar,
             BwDateStep        step,
             int               years,
             BwDate            from,
             BwDate            to,
             guint             at_most)
{
  guint n = 0;

  for (BwDate date = next_step (calendar, step, years, from); date <= to && n <= at_most;
       date = next_step (calendar, step, years, date + 1))
    n++;
  return n;
}

/* The ticks of a time axis from @from to @to, both within years that dates are read for: the finest division of
 * which there are at most @at_most.
 * Returns: (transfer full): BwDateTick, ascending; empty when the range is. @step (nullable) tells the division. */
GArray *
bw_date_ticks_new (const BwCalendar *calendar,
                   BwDate            from,
                   BwDate            to,
                   guint             at_most,
                   BwDateStep       *step)
{
  static const int spans[] = { 1, 1, 1, 1, 1, 2, 5, 10, 20, 50, 100 };
  GArray          *ticks = g_array_new (FALSE, TRUE, sizeof (BwDateTick));
  guint            chosen;
  BwDateStep       division;
  BwDate           first = bw_date_from_ymd (BW_DATE_MIN_YEAR + 2, 1, 1);
  BwDate           last = bw_date_from_ymd (BW_DATE_MAX_YEAR - 2, 12, 31);

  from = MAX (from, first);
  to = MIN (to, last);
  at_most = MAX (at_most, 1);
  for (chosen = 0; chosen + 1 < G_N_ELEMENTS (spans); chosen++)
    if (count_steps (calendar, MIN (chosen, BW_DATE_STEP_YEARS), spans[chosen], from, to, at_most) <= at_most)
      break;
  division = MIN (chosen, BW_DATE_STEP_YEARS);
  for (BwDate date = next_step (calendar, division, spans[chosen], from); date <= to;
       date = next_step (calendar, division, spans[chosen], date + 1))
    {
      BwDateTick tick = { .date = date };

      label_tick (calendar, division, &tick);
      g_array_append_val (ticks, tick);
    }
  if (step != NULL)
    *step = division;
  return ticks;
}
