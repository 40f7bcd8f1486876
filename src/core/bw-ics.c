/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins as a calendar that other programs read.
 *
 * RFC 5545 (Internet Calendaring and Scheduling, 2009). Each cadence is one VEVENT with a rule of recurrence. Its UID is made of the
 * key of the cadence's first version, so that a file saved again is the same event to whoever reads it, and its SEQUENCE
 * grows with each version and each single meeting that was cancelled, is on again, or was moved; a cadence that was ended becomes a
 * cancelled event. A single meeting that was moved is a VEVENT of its own with the same UID, whose RECURRENCE-ID is the time by
 * the rule (3.8.4.4); it stays, with that time as its own, once the meeting was moved back, so that readers of the file move it back
 * too. It is an entry for one's own calendar and no invitation: it has neither organizer nor attendees (RFC 5545, 3.8.4), as what
 * sends invitations is the mail program; who meets and what clocks elsewhere show stands in the description. Times are those of a clock
 * in a zone, whose VTIMEZONE goes along; without a known zone they float. Lines are folded at 75 octets between characters
 * and end with CR LF. */

#include "core/bw-ics.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  MOST_OCTETS = 75,
  DAY = 86400,
};

/* Adds @line, folded. */
void
bw_ics_append_line (GString    *out,
                    const char *line)
{
  guint room = MOST_OCTETS;

  for (const char *at = line; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);
      guint       size = (guint)(next - at);

      if (size > room)
        {
          g_string_append (out, "\r\n ");
          room = MOST_OCTETS - 1;
        }
      g_string_append_len (out, at, size);
      room -= size;
      at = next;
    }
  g_string_append (out, "\r\n");
}

/* Returns: (transfer full): @text as the value of a property; characters that may not stand in one are left out. */
char *
bw_ics_escape (const char *text)
{
  GString         *out = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *at = valid; *at != '\0'; at++)
    if (*at == '\n')
      g_string_append (out, "\\n");
    else if (strchr ("\\;,", *at) != NULL)
      g_string_append_printf (out, "\\%c", *at);
    else if ((guchar)*at >= 0x20 && *at != 0x7f)
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

static void
append_property (GString    *out,
                 const char *name,
                 const char *text)
{
  g_autofree char *value = bw_ics_escape (text), *line = g_strdup_printf ("%s:%s", name, value);

  bw_ics_append_line (out, line);
}

static void
append_stamp (GString    *out,
              const char *name,
              gint64      at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at);
  g_autofree char *line = time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("19700101T000000Z");
  g_autofree char *whole = g_strdup_printf ("%s:%s", name, line);

  bw_ics_append_line (out, whole);
}

/* A clock's time on a day as a value of @name, in @zone or floating. */
static void
append_clock (GString    *out,
              const char *name,
              const char *zone,
              BwDate      day,
              guint       starts)
{
  int              year, month, of_month;
  g_autofree char *line = NULL, *where = zone != NULL ? g_strdup_printf (";TZID=%s", zone) : g_strdup ("");

  bw_date_to_ymd (day, &year, &month, &of_month);
  line = g_strdup_printf ("%s%s:%04d%02d%02dT%02u%02u00", name, where, year, month, of_month, starts / 60, starts % 60);
  bw_ics_append_line (out, line);
}

static void
append_rule (GString         *out,
             const BwCadence *cadence)
{
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const char              *day = days[(bw_date_weekday (cadence->first) + 6) % 7];
  g_autofree char         *line = NULL;

  if (cadence->rhythm == BW_EVERY_MONTH)
    line = g_strdup_printf ("RRULE:FREQ=MONTHLY;BYDAY=%d%s", bw_recurrence_ordinal (cadence->first), day);
  else
    line = g_strdup_printf ("RRULE:FREQ=WEEKLY%s;BYDAY=%s", cadence->rhythm == BW_EVERY_FORTNIGHT ? ";INTERVAL=2" : "", day);
  bw_ics_append_line (out, line);
}

/* Single meetings of a cadence that are not as its rule has them. */
typedef struct
{
  GArray *cancelled; /* BwDate: the days by the rule */
  GArray *moved;     /* guint: the rows that count of those that were ever moved and are on */
  guint   n_changes; /* how often one was cancelled, was on again, or was moved */
} Exceptions;

static void
exceptions_clear (Exceptions *exceptions)
{
  g_array_unref (exceptions->cancelled);
  g_array_unref (exceptions->moved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exceptions, exceptions_clear)

/* Finds those of @cadence, by the order in which they came on record. Days that the rule does not have any more only count. */
static Exceptions
find_exceptions (const BwBook    *book,
                 const BwCadence *cadence)
{
  Exceptions found = { g_array_new (FALSE, FALSE, sizeof (BwDate)), g_array_new (FALSE, FALSE, sizeof (guint)), 0 };
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL), ever_moved = g_hash_table_new (NULL, NULL);
  gint64 line = bw_cadence_line (cadence);

  for (guint i = 0; i < book->meetings->len; i++)
    {
      const BwMeeting *meeting = bw_book_meeting (book, i);
      gpointer         day = GINT_TO_POINTER (meeting->day), before = NULL;
      gboolean         was_cancelled = FALSE;
      gint64           moved = 0;

      if (meeting->cadence != line)
        continue;
      if (g_hash_table_lookup_extended (rows, day, NULL, &before))
        {
          was_cancelled = bw_book_meeting (book, GPOINTER_TO_UINT (before))->state == BW_MEETING_CANCELLED;
          moved = bw_book_meeting (book, GPOINTER_TO_UINT (before))->moved;
        }
      found.n_changes += was_cancelled != (meeting->state == BW_MEETING_CANCELLED) || moved != meeting->moved;
      if (meeting->moved != 0)
        g_hash_table_add (ever_moved, day);
      g_hash_table_replace (rows, day, GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < book->meetings->len; i++)
    {
      const BwMeeting *meeting = bw_book_meeting (book, i);
      gpointer         day = GINT_TO_POINTER (meeting->day), last = NULL;

      if (meeting->cadence != line || !g_hash_table_lookup_extended (rows, day, NULL, &last) || GPOINTER_TO_UINT (last) != i ||
          bw_cadence_next (cadence, meeting->day) != meeting->day)
        continue;
      if (meeting->state == BW_MEETING_CANCELLED)
        g_array_append_val (found.cancelled, meeting->day);
      else if (g_hash_table_contains (ever_moved, day))
        g_array_append_val (found.moved, i);
    }
  return found;
}

/* Returns: (transfer full): who meets, how often, and what the clock shows where the other one is. */
static char *
dup_description (const BwBook    *book,
                 const BwCadence *cadence,
                 const char      *zone)
{
  g_autofree char *title = bw_cadence_dup_title (book, cadence->host, cadence->person), *rhythm = bw_cadence_dup_rhythm (cadence);
  GString         *text = g_string_new (title);
  gint32           people[] = { cadence->host, cadence->person };
  gint64           at = bw_cadence_instant (book, cadence, cadence->first);

  g_string_append_printf (text, "\n%s", rhythm);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const char *own = bw_cadence_zone_of (book, people[i]);
      g_autoptr (GTimeZone) there = own != NULL && zone != NULL ? g_time_zone_new_identifier (own) : NULL;
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at), local = NULL;
      g_autofree char *clock = NULL;

      if (there == NULL || utc == NULL)
        continue;
      local = g_date_time_to_timezone (utc, there);
      clock = g_date_time_format (local, "%H:%M");
      /* Translators: a person, a time and a time zone */
      g_string_append_printf (text, "\n");
      g_string_append_printf (text, _ ("%s: %s (%s)"), bw_book_text (book, bw_book_person (book, (guint)people[i])->name), clock, own);
    }
  return g_string_free (text, FALSE);
}

/* What the whole of @cadence and a single meeting of it have in common, and the end. */
static void
append_rest (GString         *out,
             const BwBook    *book,
             const BwCadence *cadence,
             guint            number,
             gint64           at,
             gint64           edited)
{
  const char      *zone = bw_cadence_zone (book, cadence);
  gint64           line = bw_cadence_line (cadence);
  g_autofree char *uid = g_strdup_printf ("UID:%016" G_GINT64_MODIFIER "x@check-in.bellwether", (guint64)line), *sequence = NULL;
  g_autofree char *duration = g_strdup_printf ("DURATION:PT%uM", cadence->minutes);
  g_autofree char *title = bw_cadence_dup_title (book, cadence->host, cadence->person), *description = dup_description (book, cadence, zone);
  /* Translators: a meeting: who meets */
  g_autofree char *summary = g_strdup_printf (_ ("Check-in: %s"), title);

  bw_ics_append_line (out, uid);
  append_stamp (out, "DTSTAMP", edited);
  append_stamp (out, "CREATED", at);
  append_stamp (out, "LAST-MODIFIED", edited);
  bw_ics_append_line (out, duration);
  sequence = g_strdup_printf ("SEQUENCE:%u", number);
  bw_ics_append_line (out, sequence);
  append_property (out, "SUMMARY", summary);
  append_property (out, "DESCRIPTION", description);
  bw_ics_append_line (out, cadence->removed ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  bw_ics_append_line (out, "END:VEVENT");
}

static void
append_event (GString         *out,
              const BwBook    *book,
              const BwCadence *cadence,
              guint            n_versions)
{
  const char *zone = bw_cadence_zone (book, cadence);
  g_auto (Exceptions) exceptions = find_exceptions (book, cadence);
  guint number = n_versions - 1 + exceptions.n_changes;

  bw_ics_append_line (out, "BEGIN:VEVENT");
  append_clock (out, "DTSTART", zone, cadence->first, cadence->starts);
  append_rule (out, cadence);
  for (guint i = 0; i < exceptions.cancelled->len; i++)
    append_clock (out, "EXDATE", zone, g_array_index (exceptions.cancelled, BwDate, i), cadence->starts);
  append_rest (out, book, cadence, number, cadence->at, cadence->edited);
  for (guint i = 0; !cadence->removed && i < exceptions.moved->len; i++)
    {
      const BwMeeting *meeting = bw_book_meeting (book, g_array_index (exceptions.moved, guint, i));
      guint            starts = cadence->starts;
      BwDate           on = meeting->moved != 0 ? bw_cadence_clock (book, cadence, meeting->moved, &starts) : meeting->day;

      bw_ics_append_line (out, "BEGIN:VEVENT");
      append_clock (out, "RECURRENCE-ID", zone, meeting->day, cadence->starts);
      append_clock (out, "DTSTART", zone, on != BW_DATE_NONE ? on : meeting->day, starts);
      append_rest (out, book, cadence, number, meeting->at, meeting->edited);
    }
}

/* The first day that @cadence or one of its meetings that was moved has. */
static BwDate
find_earliest (const BwBook    *book,
               const BwCadence *cadence)
{
  BwDate earliest = cadence->first;

  for (guint i = 0; i < book->meetings->len; i++)
    if (bw_book_meeting (book, i)->cadence == bw_cadence_line (cadence))
      earliest = MIN (earliest, bw_meeting_on (book, bw_book_meeting (book, i)));
  return earliest;
}

/* The last version of the cadence with @line, also of one that was ended; NULL where there is none. */
static const BwCadence *
find_last (const BwBook *book,
           gint64        line,
           guint        *n_versions)
{
  g_autoptr (GArray) versions = bw_cadence_versions (book, line);

  *n_versions = versions->len;
  return versions->len > 0 ? bw_book_cadence (book, g_array_index (versions, guint, versions->len - 1)) : NULL;
}

/* The cadences with @lines as a calendar. Lines that there are not are left out.
 * Returns: (transfer full): the file's text. */
char *
bw_ics_new (const BwBook *book,
            const gint64 *lines,
            guint         n)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_versions;

  bw_ics_append_line (out, "BEGIN:VCALENDAR");
  bw_ics_append_line (out, "VERSION:2.0");
  bw_ics_append_line (out, "PRODID:-//Bellwether//Check-ins//EN");
  bw_ics_append_line (out, "CALSCALE:GREGORIAN");
  for (guint i = 0; i < n; i++)
    {
      const BwCadence *cadence = find_last (book, lines[i], &n_versions);
      const char      *zone = cadence != NULL ? bw_cadence_zone (book, cadence) : NULL;
      BwDate           from = cadence != NULL && cadence->first != BW_DATE_NONE ? find_earliest (book, cadence) : BW_DATE_NONE;

      /* One definition of a zone serves all events in it, so it begins with the first. */
      if (zone == NULL || from == BW_DATE_NONE || g_hash_table_contains (zones, zone))
        continue;
      for (guint j = i + 1; j < n; j++)
        {
          const BwCadence *other = find_last (book, lines[j], &n_versions);

          if (other != NULL && other->first != BW_DATE_NONE && g_strcmp0 (bw_cadence_zone (book, other), zone) == 0)
            from = MIN (from, find_earliest (book, other));
        }
      g_hash_table_add (zones, (gpointer)zone);
      bw_ics_append_zone (out, zone, from);
    }
  for (guint i = 0; i < n; i++)
    {
      const BwCadence *cadence = find_last (book, lines[i], &n_versions);

      if (cadence != NULL && cadence->first != BW_DATE_NONE)
        append_event (out, book, cadence, n_versions);
    }
  bw_ics_append_line (out, "END:VCALENDAR");
  return g_string_free (out, FALSE);
}
