/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars by the rules of RFC 5545: lines, texts, zones, recurrence, updates; and hours at which two zones are awake. */

#include <string.h>

#include "core/bw-ics.h"
#include "core/bw-meeting-hours.h"

static BwBook *
make_book (void)
{
  static const char *const zones[] = { "Europe/Berlin", "America/Chicago", "No/Where" };
  static const char *const names[] = { "Anna, the first; of many", "Björn Ångström-Wörthersee von und zu Österreich-Übersee", "Carl\\Lee" };
  BwBook                  *book = bw_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwPerson person = { .key = 0x1000 + i, .manager = BW_NOBODY, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      person.name = bw_pool_add (&book->texts, names[i], -1);
      person.time_zone = bw_pool_add (&book->texts, zones[i], -1);
      g_array_append_val (book->people, person);
    }
  return book;
}

static BwDate
day (const char *text)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (text, &date));
  return date;
}

static void
take (BwBook **book,
      BwBook  *after,
      BwDelta *delta)
{
  bw_delta_free (delta);
  bw_book_unref (*book);
  *book = after;
}

static gint64
add (BwBook     **book,
     gint32       host,
     gint32       person,
     BwRecurrence rhythm,
     const char  *first)
{
  BwCadenceInput  input = { host, person, rhythm, day (first), 9 * 60 + 5, 45, NULL };
  BwNoteSignature signature = { NULL, 1700000000 };
  BwDelta        *delta;
  BwBook         *after = bw_cadence_edit_add (*book, &input, &signature, &delta);

  take (book, after, delta);
  return bw_book_cadence (*book, (*book)->cadences->len - 1)->key;
}

/* Reads @text line by line as it has to be: CR LF, at most 75 octets, valid characters.
 * Returns: (transfer full): the lines unfolded. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint    n = g_strv_length (lines);
  GString *whole = g_string_new (NULL);

  g_assert_cmpstr (lines[n - 1], ==, "");
  for (guint i = 0; i + 1 < n; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), >, 0);
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n"));
      if (lines[i][0] != ' ' && whole->len > 0)
        g_string_append_c (whole, '\n');
      g_string_append (whole, lines[i] + (lines[i][0] == ' '));
    }
  g_string_append_c (whole, '\n');
  return g_string_free (whole, FALSE);
}

static void
test_lines (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  static const char *const signs[] = { "a", "ü", "€", "𝄞", " " };

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GString) line = g_string_new ("X:"), out = g_string_new (NULL);
      g_autofree char *back = NULL, *wanted = NULL;

      for (gint32 n = g_rand_int_range (rand, 0, 300); n > 0; n--)
        g_string_append (line, signs[g_rand_int_range (rand, 0, G_N_ELEMENTS (signs))]);
      bw_ics_append_line (out, line->str);
      back = unfold (out->str);
      wanted = g_strdup_printf ("%s\n", line->str);
      g_assert_cmpstr (back, ==, wanted);
    }
}

static void
test_escape (void)
{
  static const struct
  {
    const char *text, *value;
  } cases[] = {
    { "plain", "plain" },
    { "a;b,c\\d", "a\\;b\\,c\\\\d" },
    { "two\nlines\r", "two\\nlines" },
    { "bell\a tab\t", "bell tab" },
    { "not \xff utf-8", "not \xef\xbf\xbd utf-8" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = bw_ics_escape (cases[i].text);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

/* By the IANA time zone database (2022 and later), files northamerica, europe, asia, australasia, africa. */
static void
test_zones (void)
{
  static const struct
  {
    const char *zone;
    const char *has[4];
    const char *lacks;
  } cases[] = {
    { "America/New_York", { "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nTZNAME:EST" }, "RDATE" },
    { "Europe/Berlin", { "T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST", "T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET" }, "RDATE" },
    { "Asia/Kolkata", { "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nTZNAME:IST\nEND:STANDARD" }, "RRULE" },
    { "Australia/Sydney", { "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU" }, "RDATE" },
    { "America/St_Johns", { "TZOFFSETFROM:-0330\nTZOFFSETTO:-0230" }, "RDATE" },
    { "Africa/Casablanca", { "RDATE:2027" }, "RRULE" }, /* goes by the moon */
    { "Pacific/Apia", { "DTSTART:19700101T000000\nTZOFFSETFROM:+1300\nTZOFFSETTO:+1300" }, "RRULE" },
    { "UTC", { "TZOFFSETTO:+0000" }, "RRULE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *text = NULL;

      bw_ics_append_zone (out, cases[i].zone, day ("2026-11-24"));
      text = unfold (out->str);
      for (guint j = 0; j < 4 && cases[i].has[j] != NULL; j++)
        if (strstr (text, cases[i].has[j]) == NULL)
          g_error ("%s: no “%s” in\n%s", cases[i].zone, cases[i].has[j], text);
      if (strstr (text, cases[i].lacks) != NULL)
        g_error ("%s: “%s” in\n%s", cases[i].zone, cases[i].lacks, text);
    }
}

static char *
make_calendar (const BwBook *book,
               gint64        line)
{
  g_autofree char *text = bw_ics_new (book, &line, 1);

  return unfold (text);
}

static void
assert_has (const char *text,
            const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\n%s\n", line);

  if (strstr (text, whole) == NULL)
    g_error ("no “%s” in\n%s", line, text);
}

static void
test_events (void)
{
  static const struct
  {
    BwRecurrence rhythm;
    const char  *first, *rule;
  } cases[] = {
    { BW_EVERY_WEEK, "2026-11-24", "RRULE:FREQ=WEEKLY;BYDAY=TU" },
    { BW_EVERY_FORTNIGHT, "2026-11-29", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU" },
    { BW_EVERY_MONTH, "2026-11-09", "RRULE:FREQ=MONTHLY;BYDAY=2MO" },
    { BW_EVERY_MONTH, "2026-11-30", "RRULE:FREQ=MONTHLY;BYDAY=-1MO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = make_book ();
      gint64           line = add (&book, 0, 1, cases[i].rhythm, cases[i].first);
      g_autofree char *text = make_calendar (book, line);
      g_autofree char *uid = g_strdup_printf ("UID:%016" G_GINT64_MODIFIER "x@check-in.bellwether", (guint64)line);
      g_autofree char *start = g_strdup_printf ("DTSTART;TZID=Europe/Berlin:2026%.2s%sT090500", cases[i].first + 5, cases[i].first + 8);

      assert_has (text, cases[i].rule);
      assert_has (text, uid);
      assert_has (text, start);
      assert_has (text, "SEQUENCE:0");
      assert_has (text, "DURATION:PT45M");
      assert_has (text, "DTSTAMP:20231114T221320Z");
      g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:"));
      g_assert_true (g_str_has_suffix (text, "END:VEVENT\nEND:VCALENDAR\n"));
      g_assert_nonnull (strstr (text, "SUMMARY:Check-in: Anna\\, the first\\; of many with Björn"));
    }
}

static void
test_floating (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autofree char *text = make_calendar (book, add (&book, 2, 0, BW_EVERY_WEEK, "2026-11-24"));

  assert_has (text, "DTSTART:20261124T090500");
  g_assert_null (strstr (text, "VTIMEZONE"));
}

/* The same event throughout, with a greater number each time, until it is cancelled. */
static void
test_updates (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64           line = add (&book, 0, BW_NOBODY, BW_EVERY_WEEK, "2026-11-24");
  BwCadenceInput   input = { 0, BW_NOBODY, BW_EVERY_WEEK, day ("2026-11-24"), 600, 45, NULL };
  BwMeetingDue     due = { line, 0, 0, BW_NOBODY, day ("2026-12-01"), BW_MEETING_PLANNED, 0 };
  BwNoteSignature  signature = { NULL, 1700000060 };
  g_autofree char *first = make_calendar (book, line), *moved = NULL, *cancelled = NULL, *ended = NULL;
  BwDelta         *delta;
  BwBook          *after = bw_cadence_edit_change (book, line, &input, &signature, &delta);

  take (&book, after, delta);
  moved = make_calendar (book, line);
  assert_has (moved, "SEQUENCE:1");
  assert_has (moved, "DTSTART;TZID=Europe/Berlin:20261124T100000");
  assert_has (moved, "CREATED:20231114T221320Z");
  assert_has (moved, "LAST-MODIFIED:20231114T221420Z");
  after = bw_meeting_edit_write (book, &due, BW_MEETING_CANCELLED, NULL, &signature, NULL, &delta);
  take (&book, after, delta);
  cancelled = make_calendar (book, line);
  assert_has (cancelled, "SEQUENCE:2");
  assert_has (cancelled, "EXDATE;TZID=Europe/Berlin:20261201T100000");
  after = bw_meeting_edit_write (book, &due, BW_MEETING_HELD, NULL, &signature, NULL, &delta);
  take (&book, after, delta);
  after = bw_cadence_edit_remove (book, line, &signature, &delta);
  take (&book, after, delta);
  ended = make_calendar (book, line);
  assert_has (ended, "SEQUENCE:4");
  assert_has (ended, "STATUS:CANCELLED");
  g_assert_null (strstr (ended, "EXDATE"));
}

static void
move (BwBook            **book,
      const BwMeetingDue *due,
      const char         *to,
      guint               starts)
{
  BwNoteSignature signature = { NULL, 1700000120 };
  BwDelta        *delta;
  BwBook         *after = bw_meeting_edit_move (*book, due, day (to), starts, &signature, &delta);

  take (book, after, delta);
}

/* A single one that is elsewhere is an event of its own with the same name, and goes back with a greater number. */
static void
test_moved (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64           line = add (&book, 0, BW_NOBODY, BW_EVERY_WEEK, "2026-11-24");
  BwMeetingDue     due = { line, 0, 0, BW_NOBODY, day ("2026-12-01"), BW_MEETING_PLANNED, 0, day ("2026-12-01") };
  BwNoteSignature  signature = { NULL, 1700000180 };
  g_autofree char *uid = g_strdup_printf ("UID:%016" G_GINT64_MODIFIER "x@", (guint64)line), *moved = NULL, *back = NULL, *cancelled = NULL;
  const char      *second;
  BwDelta         *delta;
  BwBook          *after;

  move (&book, &due, "2026-11-20", 14 * 60); /* before the first of all */
  moved = make_calendar (book, line);
  assert_has (moved, "RECURRENCE-ID;TZID=Europe/Berlin:20261201T090500");
  assert_has (moved, "DTSTART;TZID=Europe/Berlin:20261120T140000");
  assert_has (moved, "DTSTART;TZID=Europe/Berlin:20261124T090500");
  assert_has (moved, "LAST-MODIFIED:20231114T221520Z");
  assert_has (moved, "SEQUENCE:1");
  second = strstr (strstr (moved, uid) + 1, uid);
  g_assert_nonnull (second);
  g_assert_null (strstr (second, "RRULE"));
  g_assert_null (strstr (moved, "EXDATE"));
  move (&book, &due, "2026-12-01", 9 * 60 + 5);
  back = make_calendar (book, line);
  assert_has (back, "RECURRENCE-ID;TZID=Europe/Berlin:20261201T090500");
  assert_has (back, "DTSTART;TZID=Europe/Berlin:20261201T090500");
  assert_has (back, "SEQUENCE:2");
  after = bw_meeting_edit_write (book, &due, BW_MEETING_CANCELLED, NULL, &signature, NULL, &delta);
  take (&book, after, delta);
  cancelled = make_calendar (book, line);
  assert_has (cancelled, "EXDATE;TZID=Europe/Berlin:20261201T090500");
  assert_has (cancelled, "SEQUENCE:3");
  g_assert_null (strstr (cancelled, "RECURRENCE-ID"));
}

static void
test_hours (void)
{
  static const struct
  {
    const char *zone, *other;
    guint       minutes, starts, there;
    gboolean    is_inside;
  } cases[] = {
    { "Europe/Berlin", "Europe/Berlin", 60, 750, 750, TRUE },
    { "America/Los_Angeles", "America/New_York", 60, 660, 840, TRUE }, /* 11 and 14: both 90 minutes off the middle */
    { "Europe/Berlin", "America/New_York", 30, 930, 570, TRUE },       /* 15 to 17 is within both */
    { "Europe/Berlin", "Australia/Sydney", 30, 480, 1080, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) hours = bw_meeting_hours (cases[i].zone, cases[i].other, day ("2026-11-24"), cases[i].minutes, 4);
      const BwMeetingHour *best = &g_array_index (hours, BwMeetingHour, 0);

      g_assert_cmpuint (hours->len, ==, cases[i].is_inside ? MIN (hours->len, 4) : 1);
      g_assert_cmpint (best->outside == 0, ==, cases[i].is_inside);
      for (guint j = 0; j < hours->len && cases[i].is_inside; j++)
        {
          const BwMeetingHour *hour = &g_array_index (hours, BwMeetingHour, j);

          g_assert_cmpuint (hour->starts, >=, 540);
          g_assert_cmpuint (hour->starts + cases[i].minutes, <=, 1020);
          g_assert_cmpuint (hour->other, >=, 540);
          g_assert_cmpuint (hour->other + cases[i].minutes, <=, 1020);
        }
      if (cases[i].is_inside)
        {
          g_assert_cmpuint (best->starts, ==, cases[i].starts);
          g_assert_cmpuint (best->other, ==, cases[i].there);
        }
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GArray) none = bw_meeting_hours (i == 0 ? NULL : "No/Where", "Europe/Berlin", day ("2026-11-24"), 30, 4);

      g_assert_cmpuint (none->len, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics/lines", test_lines);
  g_test_add_func ("/ics/escape", test_escape);
  g_test_add_func ("/ics/zones", test_zones);
  g_test_add_func ("/ics/events", test_events);
  g_test_add_func ("/ics/floating", test_floating);
  g_test_add_func ("/ics/updates", test_updates);
  g_test_add_func ("/ics/moved", test_moved);
  g_test_add_func ("/ics/hours", test_hours);
  return g_test_run ();
}
