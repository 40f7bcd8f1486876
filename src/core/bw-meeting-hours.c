/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When two people in different time zones can meet.
 *
 * Every half hour of the first one's day is tried. It is as good as the worse of the two has it at the worst time of the year, as the
 * clocks of two zones are not changed on the same day; and of those that are within both working days, the one that is nearest
 * to the middle of them is the best. A time outside is proposed only where there is none inside, the one that reaches out least.
 * O(48 x 53). */

#include "core/bw-meeting-hours.h"

#include <stdlib.h>

enum
{
  DAY_MINUTES = 1440,
  FROM = 9 * 60,
  TO = 17 * 60,
  STEP = 30,
  WEEKS = 53,
};

static int
minutes_ahead (GTimeZone *zone,
               BwDate     day)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, ((gint64)day * DAY_MINUTES + DAY_MINUTES / 2) * 60);

  return g_time_zone_get_offset (zone, interval) / 60;
}

/* By how much a meeting reaches outside of the working day. */
static guint
reach_outside (int   starts,
               guint minutes)
{
  int least = G_MAXINT;

  for (int at = starts - DAY_MINUTES; at <= starts + DAY_MINUTES; at += DAY_MINUTES)
    least = MIN (least, MAX (MAX (FROM - at, at + (int)minutes - TO), 0));
  return (guint)least;
}

static int
wrap (int minutes)
{
  return (minutes % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;
}

static int
off_middle (int   starts,
            guint minutes)
{
  return abs (wrap (starts) + (int)minutes / 2 - (FROM + TO) / 2);
}

typedef struct
{
  BwMeetingHour hour;
  int           off;
} Tried;

static int
compare_tried (gconstpointer a,
               gconstpointer b)
{
  const Tried *x = a, *y = b;

  if (x->hour.outside != y->hour.outside)
    return x->hour.outside < y->hour.outside ? -1 : 1;
  if (x->off != y->off)
    return x->off < y->off ? -1 : 1;
  return x->hour.starts < y->hour.starts ? -1 : x->hour.starts > y->hour.starts;
}

static void
try (Tried     *tried,
     GTimeZone *zone,
     GTimeZone *other,
     BwDate     first,
     guint      minutes)
{
  int starts = (int)tried->hour.starts, at_first = wrap (starts + minutes_ahead (other, first) - minutes_ahead (zone, first));

  tried->hour.other = (guint)at_first;
  tried->off = MAX (off_middle (starts, minutes), off_middle (at_first, minutes));
  for (BwDate day = first; day < first + WEEKS * 7; day += 7)
    {
      int there = wrap (starts + minutes_ahead (other, day) - minutes_ahead (zone, day));

      tried->hour.outside = MAX (tried->hour.outside, MAX (reach_outside (starts, minutes), reach_outside (there, minutes)));
      tried->hour.shifts = tried->hour.shifts || there != at_first;
    }
}

/* The best times for a meeting of @minutes from the day @first on, of one in @zone with one in @other.
 * Returns: (transfer full) (element-type BwMeetingHour): at most @most, the best first; none where a zone is not known. Only the first
 * of those outside of the working days is among them, and only where none is inside. */
GArray *
bw_meeting_hours (const char *zone,
                  const char *other,
                  BwDate      first,
                  guint       minutes,
                  guint       most)
{
  GArray *hours = g_array_new (FALSE, FALSE, sizeof (BwMeetingHour));
  g_autoptr (GTimeZone) here = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  g_autoptr (GTimeZone) there = other != NULL ? g_time_zone_new_identifier (other) : NULL;
  Tried tried[DAY_MINUTES / STEP] = { 0 };

  if (here == NULL || there == NULL || first == BW_DATE_NONE)
    return hours;
  for (guint i = 0; i < G_N_ELEMENTS (tried); i++)
    {
      tried[i].hour.starts = i * STEP;
      try (&tried[i], here, there, first, minutes);
    }
  qsort (tried, G_N_ELEMENTS (tried), sizeof *tried, compare_tried);
  for (guint i = 0; i < MIN (G_N_ELEMENTS (tried), most) && (i == 0 || tried[i].hour.outside == 0); i++)
    g_array_append_val (hours, tried[i].hour);
  return hours;
}
