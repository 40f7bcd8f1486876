/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A time zone as a calendar tells it (RFC 5545, 3.6.5).
 *
 * The system's zone data are asked for the changes of the clocks from the year before the first event on, day by day, and each found
 * change to the second by halving. Changes of one kind (from and to the same offsets) that are each year at the same time on the
 * same weekday of the same month, counted from the month's beginning or its end, become a rule that holds for good; others are
 * listed one by one, as far as is looked. What clocks showed before the first change is told as well. O(days). */

#include "core/bw-ics.h"

#include <stdlib.h>

enum
{
  DAY = 86400,
  WEEK = 7,
  YEARS = 11,
};

/* A change of the clocks. */
typedef struct
{
  gint64   at;            /* seconds since 1970 */
  int      before, after; /* seconds ahead of UTC */
  gboolean is_summer;
  char     name[16];
  gboolean is_told;
} Change;

static int
offset_at (GTimeZone *zone,
           gint64     at)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at));
}

static void
look_at (GTimeZone *zone,
         gint64     at,
         Change    *change)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);

  change->at = at;
  change->before = offset_at (zone, at - 1);
  change->after = g_time_zone_get_offset (zone, interval);
  change->is_summer = g_time_zone_is_dst (zone, interval);
  g_strlcpy (change->name, g_time_zone_get_abbreviation (zone, interval), sizeof change->name);
}

/* The changes between two instants.
 * Returns: (transfer full) (element-type Change). */
static GArray *
find_changes (GTimeZone *zone,
              gint64     from,
              gint64     to)
{
  GArray *changes = g_array_new (FALSE, TRUE, sizeof (Change));

  for (gint64 at = from; at < to; at += DAY)
    {
      gint64 low = at, high = at + DAY;
      Change change = { 0 };

      if (offset_at (zone, low) == offset_at (zone, high))
        continue;
      while (high - low > 1)
        {
          gint64 middle = low + (high - low) / 2;

          if (offset_at (zone, middle) == offset_at (zone, low))
            low = middle;
          else
            high = middle;
        }
      look_at (zone, high, &change);
      g_array_append_val (changes, change);
    }
  return changes;
}

static GDateTime *
local_onset (const Change *change)
{
  return g_date_time_new_from_unix_utc (change->at + change->before);
}

static gboolean
is_like (const Change *a,
         const Change *b)
{
  return a->before == b->before && a->after == b->after && a->is_summer == b->is_summer && g_str_equal (a->name, b->name);
}

/* The rule by which all changes like @first come, once in each of the years.
 * Returns: (transfer full) (nullable): %NULL where there is none. */
static char *
dup_rule (const GArray *changes,
          const Change *first,
          int           last_year)
{
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  g_autoptr (GDateTime) begin = local_onset (first);
  int      month = g_date_time_get_month (begin), weekday = g_date_time_get_day_of_week (begin), year = g_date_time_get_year (begin) - 1;
  int      ordinal = (g_date_time_get_day_of_month (begin) - 1) / WEEK + 1;
  gboolean by_ordinal = TRUE, by_last = TRUE;

  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      g_autoptr (GDateTime) at = local_onset (change);
      int day = g_date_time_get_day_of_month (at);

      if (!is_like (change, first))
        continue;
      if (g_date_time_get_year (at) != ++year || g_date_time_get_month (at) != month || g_date_time_get_day_of_week (at) != weekday ||
          g_date_time_get_hour (at) != g_date_time_get_hour (begin) || g_date_time_get_minute (at) != g_date_time_get_minute (begin))
        return NULL;
      by_ordinal = by_ordinal && (day - 1) / WEEK + 1 == ordinal;
      by_last = by_last && day + WEEK > bw_date_days_in_month (year, month);
    }
  if (year < last_year || (!by_ordinal && !by_last))
    return NULL;
  return g_strdup_printf ("RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", month, by_ordinal ? ordinal : -1, days[weekday - 1]);
}

static void
append_offset (GString    *out,
               const char *name,
               int         offset)
{
  int              seconds = abs (offset);
  g_autofree char *end = seconds % 60 != 0 ? g_strdup_printf ("%02d", seconds % 60) : g_strdup ("");
  g_autofree char *line = g_strdup_printf ("%s:%c%02d%02d%s", name, offset < 0 ? '-' : '+', seconds / 3600, seconds / 60 % 60, end);

  bw_ics_append_line (out, line);
}

static void
append_onset (GString    *out,
              const char *name,
              GDateTime  *at)
{
  g_autofree char *value = g_date_time_format (at, "%Y%m%dT%H%M%S"), *line = g_strdup_printf ("%s:%s", name, value);

  bw_ics_append_line (out, line);
}

/* Writes what holds from changes like @first on; @changes (nullable): by which rule, or when. */
static void
append_observance (GString      *out,
                   const Change *first,
                   GArray       *changes,
                   int           last_year)
{
  g_autofree char *name = bw_ics_escape (first->name), *named = g_strdup_printf ("TZNAME:%s", name);
  g_autofree char *rule = changes != NULL ? dup_rule (changes, first, last_year) : NULL;
  g_autoptr (GDateTime) begin = local_onset (first);
  const char      *kind = first->is_summer ? "DAYLIGHT" : "STANDARD";
  g_autofree char *head = g_strdup_printf ("BEGIN:%s", kind), *foot = g_strdup_printf ("END:%s", kind);

  bw_ics_append_line (out, head);
  append_onset (out, "DTSTART", begin);
  if (rule != NULL)
    bw_ics_append_line (out, rule);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      Change *change = &g_array_index (changes, Change, i);
      g_autoptr (GDateTime) at = local_onset (change);

      if (change->is_told || !is_like (change, first))
        continue;
      if (rule == NULL && change->at > first->at)
        append_onset (out, "RDATE", at);
      change->is_told = TRUE;
    }
  append_offset (out, "TZOFFSETFROM", first->before);
  append_offset (out, "TZOFFSETTO", first->after);
  bw_ics_append_line (out, named);
  bw_ics_append_line (out, foot);
}

/* Adds the VTIMEZONE of @zone, which the system knows, for what happens from the day @from on. */
void
bw_ics_append_zone (GString    *out,
                    const char *zone,
                    BwDate      from)
{
  g_autoptr (GTimeZone) own = g_time_zone_new_identifier (zone);
  g_autoptr (GArray) changes = NULL;
  g_autofree char *id = g_strdup_printf ("TZID:%s", zone);
  int              year;
  gint64           begin;
  Change           before = { 0 };

  g_return_if_fail (own != NULL);
  bw_date_to_ymd (from, &year, NULL, NULL);
  begin = (gint64)bw_date_from_ymd (year - 1, 1, 1) * DAY;
  changes = find_changes (own, begin, (gint64)bw_date_from_ymd (year - 1 + YEARS, 1, 1) * DAY);
  bw_ics_append_line (out, "BEGIN:VTIMEZONE");
  bw_ics_append_line (out, id);
  if (changes->len == 0 || g_array_index (changes, Change, 0).at >= ((gint64)from - 1) * DAY)
    {
      look_at (own, begin, &before);
      before.before = before.after;
      before.at = -(gint64)before.after; /* 1970 on the clocks there */
      append_observance (out, &before, NULL, 0);
    }
  for (guint i = 0; i < changes->len; i++)
    {
      Change first = g_array_index (changes, Change, i);

      if (!first.is_told)
        append_observance (out, &first, changes, year - 2 + YEARS);
    }
  bw_ics_append_line (out, "END:VTIMEZONE");
}
