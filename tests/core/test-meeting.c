/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins: the days that cadences fall on, what is due, and that nothing noted is lost. */

#include "core/bw-meeting.h"

enum
{
  N_STEPS = 500,
};

static BwBook *
make_book (void)
{
  static const struct
  {
    const char *name, *zone;
    gint32      manager;
  } people[] = {
    { "Anna Lee", "Europe/Berlin", BW_NOBODY },
    { "Björn Ång", "America/Chicago", 0 },
    { "Carl Lee", "No/Where", 0 },
    { "Dora", "", 1 },
  };
  BwBook *book = bw_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      BwPerson person = { .key = 0x1000 + i, .manager = people[i].manager, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      person.name = bw_pool_add (&book->texts, people[i].name, -1);
      person.time_zone = bw_pool_add (&book->texts, people[i].zone, -1);
      g_array_append_val (book->people, person);
    }
  return book;
}

/* *@book becomes @after (transfer full); the delta is to say that only rows came. */
static void
take (BwBook **book,
      BwBook  *after,
      BwDelta *delta)
{
  g_assert_cmpuint (delta->changed[BW_TABLE_CADENCES]->len + delta->removed[BW_TABLE_CADENCES]->len, ==, 0);
  g_assert_cmpuint (delta->changed[BW_TABLE_MEETINGS]->len + delta->removed[BW_TABLE_MEETINGS]->len, ==, 0);
  g_assert_cmpuint (delta->before[BW_TABLE_CADENCES], ==, (*book)->cadences->len);
  g_assert_cmpuint (delta->before[BW_TABLE_MEETINGS], ==, (*book)->meetings->len);
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
  BwCadenceInput  input = { host, person, rhythm, BW_DATE_NONE, 9 * 60 + 30, 30, NULL };
  BwNoteSignature signature = { "Anna Lee", 1000 };
  BwDelta        *delta;
  BwBook         *after;

  g_assert_true (bw_date_parse_iso (first, &input.first));
  after = bw_cadence_edit_add (*book, &input, &signature, &delta);
  take (book, after, delta);
  return bw_cadence_line (bw_book_cadence (*book, (*book)->cadences->len - 1));
}

static BwDate
day (const char *text)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (text, &date));
  return date;
}

static void
test_days (void)
{
  static const struct
  {
    BwRecurrence rhythm;
    const char  *first, *from, *next, *before;
  } cases[] = {
    { BW_EVERY_WEEK, "2026-11-24", "2026-11-20", "2026-11-24", NULL },
    { BW_EVERY_WEEK, "2026-11-24", "2026-11-24", "2026-11-24", NULL },
    { BW_EVERY_WEEK, "2026-11-24", "2026-11-25", "2026-12-01", "2026-11-24" },
    { BW_EVERY_WEEK, "2026-11-24", "2027-01-05", "2027-01-05", "2026-12-29" },
    { BW_EVERY_FORTNIGHT, "2026-11-24", "2026-12-01", "2026-12-08", "2026-11-24" },
    { BW_EVERY_FORTNIGHT, "2026-11-24", "2026-12-09", "2026-12-22", "2026-12-08" },
    { BW_EVERY_MONTH, "2026-11-10", "2026-11-11", "2026-12-08", "2026-11-10" }, /* second Tuesday */
    { BW_EVERY_MONTH, "2026-11-10", "2027-01-01", "2027-01-12", "2026-12-08" }, /* over the year's end */
    { BW_EVERY_MONTH, "2026-06-30", "2026-07-01", "2026-07-28", "2026-06-30" }, /* the fifth is the last */
    { BW_EVERY_MONTH, "2026-06-30", "2027-02-01", "2027-02-23", "2027-01-26" }, /* of 28 days */
    { BW_EVERY_MONTH, "2024-02-29", "2024-02-29", "2024-02-29", NULL },
    { BW_EVERY_MONTH, "2024-02-29", "2024-03-01", "2024-03-28", "2024-02-29" },
    { BW_EVERY_MONTH, "2026-02-28", "2026-03-01", "2026-03-28", "2026-02-28" }, /* fourth, not last */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwCadence cadence = { .rhythm = cases[i].rhythm, .first = day (cases[i].first) };
      BwDate    before = bw_cadence_before (&cadence, day (cases[i].from));

      g_assert_cmpint (bw_cadence_next (&cadence, day (cases[i].from)), ==, day (cases[i].next));
      g_assert_cmpint (before, ==, cases[i].before != NULL ? day (cases[i].before) : BW_DATE_NONE);
    }
}

/* Each day is found from every day that leads to it, and they are a week, two, or four to five apart. */
static void
test_days_anywhere (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_STEPS; i++)
    {
      BwCadence cadence = { .rhythm = (BwRecurrence)g_rand_int_range (rand, 0, BW_N_RECURRENCES), .first = g_rand_int_range (rand, 18000, 22000) };
      BwDate    at = cadence.first + g_rand_int_range (rand, 0, 1500);
      BwDate    next = bw_cadence_next (&cadence, at), after = bw_cadence_next (&cadence, next + 1);
      int       apart = after - next;

      g_assert_cmpint (next, >=, at);
      g_assert_cmpint (bw_date_weekday (next), ==, bw_date_weekday (cadence.first));
      g_assert_cmpint (bw_cadence_before (&cadence, after), ==, next);
      g_assert_cmpint (bw_cadence_next (&cadence, next), ==, next);
      if (cadence.rhythm == BW_EVERY_MONTH)
        g_assert_true (apart == 28 || apart == 35);
      else
        g_assert_cmpint (apart, ==, cadence.rhythm == BW_EVERY_WEEK ? 7 : 14);
    }
}

/* The clock of the zone stays, so that UTC moves with summer time. */
static void
test_zones (void)
{
  g_autoptr (BwBook) book = make_book ();
  const BwCadence *cadence;

  add (&book, 0, 1, BW_EVERY_WEEK, "2026-03-03");
  cadence = bw_book_cadence (book, 0);
  g_assert_cmpstr (bw_cadence_zone (book, cadence), ==, "Europe/Berlin");
  g_assert_cmpint (bw_cadence_instant (book, cadence, day ("2026-03-24")) % 86400, ==, (8 * 60 + 30) * 60);
  g_assert_cmpint (bw_cadence_instant (book, cadence, day ("2026-03-31")) % 86400, ==, (7 * 60 + 30) * 60);
  g_assert_cmpstr (bw_cadence_zone_of (book, 1), ==, "America/Chicago");
  g_assert_null (bw_cadence_zone_of (book, 2)); /* the system knows no such zone */
  g_assert_null (bw_cadence_zone_of (book, 3));
  g_assert_null (bw_cadence_zone_of (book, BW_NOBODY));
}

static void
test_words (void)
{
  static const struct
  {
    BwRecurrence rhythm;
    const char  *first, *words;
  } cases[] = {
    { BW_EVERY_WEEK, "2026-11-24", "every Tuesday at 09:30" },
    { BW_EVERY_FORTNIGHT, "2026-11-23", "every second Monday at 09:30" },
    { BW_EVERY_MONTH, "2026-11-12", "each month on the second Thursday at 09:30" },
    { BW_EVERY_MONTH, "2026-11-30", "each month on the last Monday at 09:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwCadence        cadence = { .rhythm = cases[i].rhythm, .first = day (cases[i].first), .starts = 570 };
      g_autofree char *words = bw_cadence_dup_rhythm (&cadence);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static gint64
write_meeting (BwBook            **book,
               const BwMeetingDue *which,
               BwMeetingState      state,
               const char         *notes)
{
  BwNoteSignature signature = { "Anna Lee", 5000 };
  gint64          line = 0;
  BwDelta        *delta;
  BwBook         *after = bw_meeting_edit_write (*book, which, state, notes, &signature, &line, &delta);

  take (book, after, delta);
  return line;
}

static char *
list (const BwBook *book,
      gint32        who,
      const char   *today)
{
  g_autoptr (GArray) dues = bw_meeting_due (book, who, day (today) - 30, day (today), day (today) + 10);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (dues, BwMeetingDue, i);
      char                iso[BW_DATE_ISO_SIZE];

      g_string_append_printf (text, "%s%s %d-%d %s", i > 0 ? ", " : "", bw_date_write_iso (due->day, iso) + 5, due->host, due->person,
                              bw_meeting_state_name (due, day (today)));
    }
  return g_string_free (text, FALSE);
}

#define assert_list(book, who, today, wanted)         \
  G_STMT_START                                        \
  {                                                   \
    g_autofree char *found = list (book, who, today); \
                                                      \
    g_assert_cmpstr (found, ==, wanted);              \
  }                                                   \
  G_STMT_END

static void
test_due (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64       pair = add (&book, 0, 1, BW_EVERY_WEEK, "2026-10-06");
  gint64       team = add (&book, 0, BW_NOBODY, BW_EVERY_FORTNIGHT, "2026-11-26");
  BwMeetingDue due = { pair, 0, 0, 1, day ("2026-11-17"), BW_MEETING_PLANNED, 0 };
  BwMeetingDue apart = { 0, 0, 1, 3, day ("2026-11-20"), BW_MEETING_PLANNED, 0 };
  gint64       line;

  /* Of all that went by the last one alone is due still. */
  assert_list (book, BW_NOBODY, "2026-11-23", "11-17 0-1 missed, 11-24 0-1 planned, 11-26 0--1 planned, 12-01 0-1 planned");
  assert_list (book, 2, "2026-11-23", "11-26 0--1 planned"); /* of the team */
  assert_list (book, 3, "2026-11-23", "");                   /* reports to another */
  line = write_meeting (&book, &due, BW_MEETING_PLANNED, "Ask about Acme");
  assert_list (book, 1, "2026-11-23", "11-17 0-1 missed, 11-24 0-1 planned, 11-26 0--1 planned, 12-01 0-1 planned");
  g_assert_cmpint (write_meeting (&book, &due, BW_MEETING_HELD, NULL), ==, line);
  assert_list (book, 1, "2026-11-23", "11-17 0-1 held, 11-24 0-1 planned, 11-26 0--1 planned, 12-01 0-1 planned");
  g_assert_cmpstr (bw_book_text (book, bw_meeting_get (book, line)->notes), ==, "Ask about Acme");
  due.day = day ("2026-11-24");
  write_meeting (&book, &due, BW_MEETING_CANCELLED, NULL);
  write_meeting (&book, &apart, BW_MEETING_HELD, "Met at the fair");
  assert_list (book, BW_NOBODY, "2026-11-25",
               "11-17 0-1 held, 11-20 1-3 held, 11-24 0-1 cancelled, 11-26 0--1 planned, 12-01 0-1 planned");
  g_assert_cmpint (bw_meeting_last_held (book, 0, 1, day ("2026-12-01"), 0)->day, ==, day ("2026-11-17"));
  g_assert_null (bw_meeting_last_held (book, 0, 1, day ("2026-11-17"), 0));
  g_assert_null (bw_meeting_last_held (book, 0, BW_NOBODY, day ("2026-12-31"), 0));
  g_assert_cmpint (bw_cadence_find (book, team), ==, 1);
}

/* Two of the same two on a day, by two cadences: the second's last is the first, and neither is before itself. */
static void
test_twice_a_day (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64           early = add (&book, 0, 1, BW_EVERY_WEEK, "2026-11-03"), late = add (&book, 0, 1, BW_EVERY_WEEK, "2026-11-03");
  BwDate           on = day ("2026-11-24");
  BwMeetingDue     first = { early, 0, 0, 1, on, BW_MEETING_PLANNED, 0 }, second = { late, 0, 0, 1, on, BW_MEETING_PLANNED, 0 };
  const BwMeeting *last;
  gint64           at_first, at_second;

  bw_book_cadence (book, (guint)bw_cadence_find (book, late))->starts += 180;
  write_meeting (&book, &second, BW_MEETING_HELD, NULL);
  write_meeting (&book, &first, BW_MEETING_HELD, NULL);
  at_first = bw_meeting_begins (book, bw_meeting_find (book, early, 0, 1, on));
  at_second = bw_meeting_begins (book, bw_meeting_find (book, late, 0, 1, on));
  g_assert_cmpint (at_second - at_first, ==, 180 * 60);
  last = bw_meeting_last_held (book, 0, 1, on, at_second);
  g_assert_nonnull (last);
  g_assert_cmpint (last->cadence, ==, early);
  g_assert_null (bw_meeting_last_held (book, 0, 1, on, at_first));
  g_assert_null (bw_meeting_last_held (book, 0, 1, on, 0));
  /* Of a later day's the later one, whichever was noted last. */
  g_assert_cmpint (bw_meeting_last_held (book, 0, 1, on + 7, 0)->cadence, ==, late);
}

/* The same twice writes nothing; what is ended stays on record, and what was held with it. */
static void
test_versions (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64          line = add (&book, 0, 1, BW_EVERY_WEEK, "2026-11-03");
  BwMeetingDue    due = { line, 0, 0, 1, day ("2026-11-10"), BW_MEETING_PLANNED, 0 };
  BwNoteSignature signature = { NULL, 9000 };
  BwCadenceInput  input = { 0, 1, BW_EVERY_WEEK, day ("2026-11-03"), 570, 30, NULL };
  BwDelta        *delta;
  BwBook         *after = bw_cadence_edit_change (book, line, &input, &signature, &delta);
  g_autoptr (GArray) versions = NULL;

  take (&book, after, delta);
  g_assert_cmpuint (book->cadences->len, ==, 1);
  input.starts = 600;
  input.time_zone = "Europe/London";
  after = bw_cadence_edit_change (book, line, &input, &signature, &delta);
  take (&book, after, delta);
  g_assert_cmpint (bw_cadence_find (book, line), ==, 1);
  g_assert_cmpint (bw_book_cadence (book, 1)->at, ==, 1000);
  g_assert_cmpstr (bw_cadence_zone (book, bw_book_cadence (book, 1)), ==, "Europe/London");
  write_meeting (&book, &due, BW_MEETING_HELD, "All well");
  write_meeting (&book, &due, BW_MEETING_HELD, "All well");
  g_assert_cmpuint (book->meetings->len, ==, 1);
  write_meeting (&book, &due, BW_MEETING_HELD, "");
  g_assert_cmpuint (book->meetings->len, ==, 2);
  after = bw_cadence_edit_remove (book, line, &signature, &delta);
  take (&book, after, delta);
  after = bw_cadence_edit_change (book, line, &input, &signature, &delta);
  take (&book, after, delta);
  after = bw_cadence_edit_remove (book, line + 1, &signature, &delta);
  take (&book, after, delta);
  g_assert_cmpint (bw_cadence_find (book, line), ==, -1);
  versions = bw_cadence_versions (book, line);
  g_assert_cmpuint (versions->len, ==, 3);
  assert_list (book, BW_NOBODY, "2026-11-23", "11-10 0-1 held");
}

static void
move (BwBook            **book,
      const BwMeetingDue *which,
      const char         *to,
      guint               starts)
{
  BwNoteSignature signature = { "Anna Lee", 6000 };
  BwDelta        *delta;
  BwBook         *after = bw_meeting_edit_move (*book, which, day (to), starts, &signature, &delta);

  take (book, after, delta);
}

/* A single one goes elsewhere and stays the same one; the others stay where they are. Berlin is an hour ahead of UTC then. */
static void
test_moved (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64       line = add (&book, 0, 1, BW_EVERY_WEEK, "2026-11-03");
  BwMeetingDue due = { line, 0, 0, 1, day ("2026-11-24"), BW_MEETING_PLANNED, 0, day ("2026-11-24") };
  BwMeetingDue apart = { 0, 0, 1, 3, day ("2026-11-20"), BW_MEETING_PLANNED, 0, day ("2026-11-20") };
  g_autoptr (GArray) dues = NULL;
  const BwMeetingDue *only;
  const BwMeeting    *row;

  move (&book, &apart, "2026-11-21", 600); /* belongs to no cadence */
  move (&book, &due, "2026-11-24", 570);   /* is there already */
  g_assert_cmpuint (book->meetings->len, ==, 0);
  move (&book, &due, "2026-11-26", 14 * 60);
  move (&book, &due, "2026-11-26", 14 * 60);
  g_assert_cmpuint (book->meetings->len, ==, 1);
  row = bw_meeting_find (book, line, 0, 1, day ("2026-11-24"));
  g_assert_cmpint (row->moved, ==, (gint64)day ("2026-11-26") * 86400 + 13 * 3600);
  g_assert_cmpint (bw_meeting_on (book, row), ==, day ("2026-11-26"));
  g_assert_cmpstr (bw_book_text (book, row->author), ==, "Anna Lee");
  /* By the day on which it is, not missed before that, and the one before is still due. */
  assert_list (book, 1, "2026-11-25", "11-24 0-1 planned, 12-01 0-1 planned");
  assert_list (book, 1, "2026-11-27", "11-24 0-1 missed, 12-01 0-1 planned");
  dues = bw_meeting_due (book, 1, day ("2026-11-25"), day ("2026-11-25"), day ("2026-11-30"));
  g_assert_cmpuint (dues->len, ==, 1);
  only = &g_array_index (dues, BwMeetingDue, 0);
  g_assert_cmpint (only->on, ==, day ("2026-11-26"));
  g_assert_cmpint (only->at, ==, row->moved);
  /* It stays there when the rhythm's time changes, keeps its notes, and is held there. */
  write_meeting (&book, &due, BW_MEETING_HELD, "Came late");
  row = bw_meeting_find (book, line, 0, 1, day ("2026-11-24"));
  g_assert_cmpint (bw_meeting_on (book, row), ==, day ("2026-11-26"));
  g_assert_nonnull (bw_meeting_last_held (book, 0, 1, day ("2026-11-27"), 0));
  g_assert_null (bw_meeting_last_held (book, 0, 1, day ("2026-11-26"), 0));
  /* Back to where its rhythm has it, with what was noted. */
  move (&book, &due, "2026-11-24", 570);
  row = bw_meeting_find (book, line, 0, 1, day ("2026-11-24"));
  g_assert_cmpint (row->moved, ==, 0);
  g_assert_cmpint (row->state, ==, BW_MEETING_HELD);
  g_assert_cmpstr (bw_book_text (book, row->notes), ==, "Came late");
  g_assert_cmpint (bw_meeting_on (book, row), ==, day ("2026-11-24"));
}

/* One that was only moved is forgotten once a later one was held, as those that went by are; one that was cancelled is on again. */
static void
test_moved_by (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64       line = add (&book, 0, 1, BW_EVERY_WEEK, "2026-11-03");
  BwMeetingDue first = { line, 0, 0, 1, day ("2026-11-10"), BW_MEETING_PLANNED, 0, day ("2026-11-10") }, later = first;

  write_meeting (&book, &first, BW_MEETING_CANCELLED, NULL);
  move (&book, &first, "2026-11-12", 570);
  assert_list (book, 1, "2026-11-11", "11-10 0-1 planned, 11-17 0-1 planned");
  later.day = day ("2026-11-17");
  write_meeting (&book, &later, BW_MEETING_HELD, NULL);
  assert_list (book, 1, "2026-11-18", "11-17 0-1 held, 11-24 0-1 planned");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meeting/days", test_days);
  g_test_add_func ("/meeting/days-anywhere", test_days_anywhere);
  g_test_add_func ("/meeting/zones", test_zones);
  g_test_add_func ("/meeting/words", test_words);
  g_test_add_func ("/meeting/due", test_due);
  g_test_add_func ("/meeting/twice-a-day", test_twice_a_day);
  g_test_add_func ("/meeting/versions", test_versions);
  g_test_add_func ("/meeting/moved", test_moved);
  g_test_add_func ("/meeting/moved-by", test_moved_by);
  return g_test_run ();
}
