/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins without a window: "checkins" lists which meetings are due, says how they recur, and notes what became of them. */

#include "cli/bw-cli-checkins.h"

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-list.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-meeting.h"
#include "session/bw-author.h"

enum
{
  DAYS_BACK = 60,
  DAYS_AHEAD = 30,
};

static void
wish_clear (BwCliCheckin *wish)
{
  char **texts[] = { &wish->host, &wish->with, &wish->who, &wish->rhythm, &wish->first, &wish->at, &wish->zone,
                     &wish->day, &wish->notes, &wish->author, &wish->today, &wish->since, &wish->period, &wish->as_of, &wish->to };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
}

typedef BwCliCheckin Wish;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static const char *
person_name (const BwBook *book,
             gint32        person)
{
  return person >= 0 ? bw_book_text (book, bw_book_person (book, person)->name) : NULL;
}

static BwNoteSignature
sign (const Wish *wish)
{
  BwNoteSignature signature = { wish->author != NULL ? wish->author : bw_author_get_name (), g_get_real_time () / G_USEC_PER_SEC };

  return signature;
}

/* ---- lists ---- */

static int
list_due (const BwCli  *cli,
          const BwBook *book,
          const Wish   *wish)
{
  static const char *const titles[] = { "ID", "Rhythm ID", "Day", "Moved to", "Begins (UTC)", "Host", "With", "State", "Notes" };
  static const char *const names[] = { "id", "cadence", "day", "moved_to", "begins", "host", "with", "state", "notes" };
  g_autoptr (GArray) dues = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  gint32 who = BW_NOBODY;
  int    status;

  if (wish->who != NULL && !bw_cli_find_person (cli, book, wish->who, &who, &status))
    return status;
  dues = bw_meeting_due (book, who, wish->since_day != BW_DATE_NONE ? wish->since_day : wish->today_day - DAYS_BACK, wish->today_day,
                         wish->day_of != BW_DATE_NONE ? wish->day_of : wish->today_day + DAYS_AHEAD);
  builder = bw_cli_list_begin (cli, "meetings");
  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (dues, BwMeetingDue, i);
      const BwMeeting    *noted = due->line != 0 ? bw_meeting_get (book, due->line) : NULL;
      g_autofree char    *id = due->line != 0 ? g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)due->line) : NULL;
      g_autofree char    *cadence = due->cadence != 0 ? g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)due->cadence) : NULL;
      g_autofree char    *moved = noted != NULL && noted->moved != 0 ? bw_date_to_iso (due->on) : NULL;
      g_autofree char    *day = bw_date_to_iso (due->day), *at = due->at != 0 ? bw_adjustment_dup_time (due->at) : NULL;
      const char         *cells[] = {
                id,
                cadence,
                day,
                moved,
                at,
                person_name (book, due->host),
                person_name (book, due->person),
                bw_meeting_state_name (due, wish->today_day),
        noted != NULL ? bw_book_text (book, noted->notes) : NULL,
      };

      bw_cli_list_row (builder, names, cells, G_N_ELEMENTS (cells));
    }
  bw_cli_list_end (builder);
  return BW_CLI_DONE;
}

static int
list_rhythms (const BwCli  *cli,
              const BwBook *book,
              const Wish   *wish)
{
  static const char *const titles[] = { "ID", "Host", "With", "Rhythm", "First", "At", "Minutes", "Time zone", "In words", "Written", "Author" };
  static const char *const names[] = { "id", "host", "with", "rhythm", "first", "at", "minutes", "time_zone", "words", "written", "author" };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  gint32 who = BW_NOBODY;
  int    status;

  if (wish->who != NULL && !bw_cli_find_person (cli, book, wish->who, &who, &status))
    return status;
  rows = bw_cadence_current (book, who);
  builder = bw_cli_list_begin (cli, "rhythms");
  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwCadence *cadence = bw_book_cadence (book, g_array_index (rows, guint, i));
      g_autofree char *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)bw_cadence_line (cadence));
      g_autofree char *first = bw_date_to_iso (cadence->first), *at = bw_cadence_dup_time (cadence->starts);
      g_autofree char *minutes = g_strdup_printf ("%u", cadence->minutes), *words = bw_cadence_dup_rhythm (cadence);
      g_autofree char *written = bw_adjustment_dup_time (cadence->edited);
      const char      *cells[] = {
             id,
             person_name (book, cadence->host),
             person_name (book, cadence->person),
             bw_recurrence_name (cadence->rhythm),
             first,
             at,
             minutes,
             bw_cadence_zone (book, cadence),
             words,
             written,
             bw_book_text (book, cadence->author),
      };

      bw_cli_list_row (builder, names, cells, G_N_ELEMENTS (cells));
    }
  bw_cli_list_end (builder);
  return BW_CLI_DONE;
}

/* ---- how they recur ---- */

/* Reads "9:30" into minutes after midnight. Returns FALSE when it is no time, which has been told. */
static gboolean
read_clock (const BwCli *cli,
            const char  *text,
            guint       *starts,
            int         *status)
{
  if (bw_cadence_read_time (text, starts))
    return TRUE;
  *status = bw_cli_misuse (cli, _ ("“%s” is no time. Write it as 9:30."), text);
  return FALSE;
}

/* Puts what was said into @input, where what is not said stays. */
static gboolean
read_input (const BwCli    *cli,
            const BwBook   *book,
            const Wish     *wish,
            BwCadenceInput *input,
            int            *status)
{
  g_autoptr (GTimeZone) zone = wish->zone != NULL ? g_time_zone_new_identifier (wish->zone) : NULL;

  if ((wish->host != NULL && !bw_cli_find_person (cli, book, wish->host, &input->host, status)) ||
      (wish->with != NULL && !bw_cli_find_person (cli, book, wish->with, &input->person, status)) ||
      (wish->at != NULL && !read_clock (cli, wish->at, &input->starts, status)))
    return FALSE;
  if (wish->team)
    input->person = BW_NOBODY;
  if (wish->first_day != BW_DATE_NONE)
    input->first = wish->first_day;
  if (wish->rhythm != NULL && !bw_recurrence_parse (wish->rhythm, &input->rhythm))
    *status = bw_cli_misuse (cli, _ ("“%s” is none of weekly, fortnightly and monthly."), wish->rhythm);
  else if (wish->minutes < 0 || wish->minutes > BW_MINUTES_OF_DAY)
    *status = bw_cli_misuse (cli, _ ("A meeting takes 1 to %d minutes."), BW_MINUTES_OF_DAY);
  else if (wish->zone != NULL && zone == NULL)
    *status = bw_cli_misuse (cli, _ ("“%s” is no time zone that this computer knows. Write it as Europe/Berlin."), wish->zone);
  else if (input->host == input->person)
    *status = bw_cli_misuse (cli, _ ("A check-in is between two people, or of one with the team."));
  else
    {
      input->minutes = wish->minutes > 0 ? (guint)wish->minutes : input->minutes;
      input->time_zone = wish->zone != NULL ? wish->zone : input->time_zone;
      return TRUE;
    }
  return FALSE;
}

static int
add_rhythm (const BwCli *cli,
            BwSession   *session,
            const Wish  *wish)
{
  BwBook          *book = bw_session_get_book (session), *after;
  BwCadenceInput   input = { BW_NOBODY, BW_NOBODY, BW_EVERY_WEEK, wish->today_day, 9 * 60, 30, NULL };
  BwNoteSignature  signature = sign (wish);
  g_autofree char *title = NULL, *label = NULL;
  BwDelta         *delta;
  int              status;

  if (wish->host == NULL || (wish->with == NULL) == !wish->team || wish->first_day == BW_DATE_NONE)
    return bw_cli_misuse (cli, _ ("Say who leads it with --host, with whom (--with NAME or --team), and with --first on which day it begins."));
  if (!read_input (cli, book, wish, &input, &status))
    return status;
  title = bw_cadence_dup_title (book, input.host, input.person);
  /* Translators: a meeting that recurs: who meets */
  label = g_strdup_printf (_ ("Check-in %s"), title);
  after = bw_cadence_edit_add (book, &input, &signature, &delta);
  return bw_cli_apply (cli, session, label, after, delta);
}

/* Finds the cadence whose id, or the beginning of it, is @id. Returns FALSE when there is no single one, which has been told. */
static gboolean
find_rhythm (const BwCli  *cli,
             const BwBook *book,
             const char   *id,
             guint        *row,
             int          *status)
{
  g_autoptr (GArray) rows = bw_cadence_current (book, BW_NOBODY);
  guint found = 0;

  for (guint i = 0; id != NULL && *id != '\0' && i < rows->len; i++)
    {
      guint            place = g_array_index (rows, guint, i);
      g_autofree char *own = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)bw_cadence_line (bw_book_cadence (book, place)));

      if (!g_str_has_prefix (own, id))
        continue;
      *row = place;
      found++;
    }
  if (found != 1)
    *status = bw_cli_misuse (cli, _ ("There is no single check-in that recurs with the id “%s”: “rhythms” lists them."), id != NULL ? id : "");
  return found == 1;
}

static int
change_rhythm (const BwCli *cli,
               BwSession   *session,
               const Wish  *wish,
               gboolean     is_end)
{
  BwBook          *book = bw_session_get_book (session), *after;
  BwNoteSignature  signature = sign (wish);
  const BwCadence *cadence;
  BwCadenceInput   input;
  g_autofree char *title = NULL, *label = NULL;
  BwDelta         *delta;
  guint            row;
  int              status;

  if (!find_rhythm (cli, book, cli->n_rest > 2 ? cli->rest[2] : NULL, &row, &status))
    return status;
  cadence = bw_book_cadence (book, row);
  input = (BwCadenceInput) { cadence->host, cadence->person, cadence->rhythm, cadence->first, cadence->starts, cadence->minutes,
                             cadence->time_zone != 0 ? bw_book_text (book, cadence->time_zone) : NULL };
  if (!is_end && !read_input (cli, book, wish, &input, &status))
    return status;
  title = bw_cadence_dup_title (book, input.host, input.person);
  /* Translators: a meeting that recurs: who meets */
  label = g_strdup_printf (is_end ? _ ("End check-in %s") : _ ("Change check-in %s"), title);
  after = is_end ? bw_cadence_edit_remove (book, bw_cadence_line (cadence), &signature, &delta)
                 : bw_cadence_edit_change (book, bw_cadence_line (cadence), &input, &signature, &delta);
  return bw_cli_apply (cli, session, label, after, delta);
}

/* ---- what became of them ---- */

/* Which meeting is meant: that of a cadence on the day that is said, else on the one it was or is due last; or one apart from any. */
static gboolean
find_meeting (const BwCli  *cli,
              const BwBook *book,
              const Wish   *wish,
              BwMeetingDue *due,
              int          *status)
{
  const BwCadence *cadence;
  guint            row;

  *due = (BwMeetingDue) { 0, 0, BW_NOBODY, BW_NOBODY, wish->day_of, BW_MEETING_PLANNED, 0 };
  if (cli->n_rest < 3)
    {
      if (wish->host == NULL || (wish->with == NULL) == !wish->team || wish->day_of == BW_DATE_NONE)
        {
          *status = bw_cli_misuse (cli, _ ("Say which check-in by its id, or who met and when: --host, --with or --team, and --day."));
          return FALSE;
        }
      return bw_cli_find_person (cli, book, wish->host, &due->host, status) &&
             (wish->team || bw_cli_find_person (cli, book, wish->with, &due->person, status));
    }
  if (!find_rhythm (cli, book, cli->rest[2], &row, status))
    return FALSE;
  cadence = bw_book_cadence (book, row);
  if (due->day == BW_DATE_NONE)
    due->day = bw_cadence_before (cadence, wish->today_day + 1);
  if (due->day == BW_DATE_NONE)
    due->day = cadence->first;
  if (bw_cadence_next (cadence, due->day) != due->day)
    {
      g_autofree char *words = bw_cadence_dup_rhythm (cadence), *day = bw_date_to_iso (due->day);

      *status = bw_cli_misuse (cli, _ ("It is %s; %s is no such day."), words, day);
      return FALSE;
    }
  due->cadence = bw_cadence_line (cadence);
  due->host = cadence->host;
  due->person = cadence->person;
  return TRUE;
}

/* Moves a single meeting, to another day or another time; the others stay where they are. */
static int
move_meeting (const BwCli *cli,
              BwSession   *session,
              const Wish  *wish)
{
  BwBook          *book = bw_session_get_book (session), *after;
  BwNoteSignature  signature = sign (wish);
  g_autofree char *title = NULL, *label = NULL;
  BwMeetingDue     due;
  BwDelta         *delta;
  guint            row, starts;
  int              status;

  if (cli->n_rest < 3 || (wish->to_day == BW_DATE_NONE && wish->at == NULL))
    return bw_cli_misuse (cli, _ ("Say which check-in by its id, which day of it with --day, and with --to and --at when it is to be instead."));
  if (!find_meeting (cli, book, wish, &due, &status) || !find_rhythm (cli, book, cli->rest[2], &row, &status))
    return status;
  starts = bw_book_cadence (book, row)->starts;
  if (wish->at != NULL && !read_clock (cli, wish->at, &starts, &status))
    return status;
  title = bw_cadence_dup_title (book, due.host, due.person);
  /* Translators: a single meeting: who meets */
  label = g_strdup_printf (_ ("Move check-in %s"), title);
  after = bw_meeting_edit_move (book, &due, wish->to_day != BW_DATE_NONE ? wish->to_day : due.day, starts, &signature, &delta);
  return bw_cli_apply (cli, session, label, after, delta);
}

static int
write_meeting (const BwCli *cli,
               BwSession   *session,
               const char  *verb,
               const Wish  *wish)
{
  static const struct
  {
    const char    *verb;
    BwMeetingState state;
    const char    *label;
  } verbs[] = {
    { "hold", BW_MEETING_HELD, N_ ("Check-in held") },
    { "cancel", BW_MEETING_CANCELLED, N_ ("Check-in cancelled") },
    { "reopen", BW_MEETING_PLANNED, N_ ("Check-in open again") },
    { "note", BW_N_MEETING_STATES, N_ ("Notes of the check-in") },
  };
  BwBook          *book = bw_session_get_book (session), *after;
  BwNoteSignature  signature = sign (wish);
  const BwMeeting *before;
  BwMeetingState   state;
  BwMeetingDue     due;
  g_autofree char *title = NULL, *label = NULL;
  BwDelta         *delta;
  guint            which = 0;
  int              status;

  while (which < G_N_ELEMENTS (verbs) && !g_str_equal (verbs[which].verb, verb))
    which++;
  if (which == G_N_ELEMENTS (verbs))
    return bw_cli_misuse (cli, _ ("“%s” is none of list, rhythms, add, change, end, hold, cancel, reopen, move, note, agenda, brief, calendar and hours."), verb);
  if (verbs[which].state == BW_N_MEETING_STATES && wish->notes == NULL)
    return bw_cli_misuse (cli, _ ("Say with --notes what is to be noted."));
  if (wish->notes != NULL && !g_utf8_validate (wish->notes, -1, NULL))
    return bw_cli_misuse (cli, _ ("The notes are no text in UTF-8."));
  if (!find_meeting (cli, book, wish, &due, &status))
    return status;
  before = bw_meeting_find (book, due.cadence, due.host, due.person, due.day);
  state = verbs[which].state != BW_N_MEETING_STATES ? verbs[which].state : before != NULL ? before->state
                                                                                          : BW_MEETING_PLANNED;
  title = bw_cadence_dup_title (book, due.host, due.person);
  label = g_strdup_printf ("%s: %s", _ (verbs[which].label), title);
  after = bw_meeting_edit_write (book, &due, state, wish->notes, &signature, NULL, &delta);
  return bw_cli_apply (cli, session, label, after, delta);
}

/* ---- the command ---- */

static int
run (const BwCli *cli,
     BwSession   *session,
     const char  *verb,
     const Wish  *wish)
{
  if (g_str_equal (verb, "list"))
    return list_due (cli, bw_session_get_book (session), wish);
  if (g_str_equal (verb, "rhythms"))
    return list_rhythms (cli, bw_session_get_book (session), wish);
  if (g_str_equal (verb, "add"))
    return add_rhythm (cli, session, wish);
  if (g_str_equal (verb, "change") || g_str_equal (verb, "end"))
    return change_rhythm (cli, session, wish, g_str_equal (verb, "end"));
  if (g_str_equal (verb, "move"))
    return move_meeting (cli, session, wish);
  if (g_str_equal (verb, "agenda") || g_str_equal (verb, "brief"))
    return bw_cli_checkin_agenda (cli, session, wish);
  if (g_str_equal (verb, "calendar"))
    return bw_cli_checkin_calendar (cli, session, wish);
  if (g_str_equal (verb, "hours"))
    return bw_cli_checkin_hours (cli, session, wish);
  return write_meeting (cli, session, verb, wish);
}

int
bw_cli_checkins (int    argc,
                 char **argv)
{
  g_auto (Wish) wish = { .day_of = BW_DATE_NONE, .first_day = BW_DATE_NONE, .since_day = BW_DATE_NONE, .to_day = BW_DATE_NONE };
  const GOptionEntry entries[] = {
    { "host", 0, 0, G_OPTION_ARG_STRING, &wish.host, _ ("Who leads it"), "NAME" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &wish.with, _ ("With whom"), "NAME" },
    { "team", 0, 0, G_OPTION_ARG_NONE, &wish.team, _ ("With all who report to the host"), NULL },
    { "who", 0, 0, G_OPTION_ARG_STRING, &wish.who, _ ("List only those of this person"), "NAME" },
    { "rhythm", 0, 0, G_OPTION_ARG_STRING, &wish.rhythm, _ ("How often: weekly, fortnightly or monthly"), "RHYTHM" },
    { "first", 0, 0, G_OPTION_ARG_STRING, &wish.first, _ ("The first day, whose weekday is that of all"), "DATE" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &wish.at, _ ("When it begins"), "HH:MM" },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &wish.minutes, _ ("How long it takes"), "N" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &wish.zone, _ ("Where the time is meant, if not where the host is"), "ZONE" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &wish.day, _ ("Which meeting; in a list: up to this day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &wish.to, _ ("Move it to this day"), "DATE" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &wish.since, _ ("List from this day on"), "DATE" },
    { "notes", 0, 0, G_OPTION_ARG_STRING, &wish.notes, _ ("What was said"), "TEXT" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &wish.author, _ ("Who notes it, if not the person whose account this is"), "NAME" },
    { "period", 0, 0, G_OPTION_ARG_STRING, &wish.period, _ ("The period of an agenda"), "PERIOD" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &wish.as_of, _ ("Only what was known on this day"), "DATE" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &wish.today, _ ("Take this day for today"), "DATE" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  int status;

  if (!bw_cli_parse (&cli, argc, argv, "FILE [list | rhythms | add | change ID | end ID | hold [ID] | cancel [ID] | reopen [ID] | move ID | note [ID] | agenda NAME | brief NAME OUT | calendar [OUT] | hours NAME NAME]",
                     _ ("Lists which check-ins are due, says how they recur and notes what became of them; tells what one is about. What was said before stays."),
                     entries, 1, 4, &status))
    return status;
  wish.today_day = (BwDate)(g_get_real_time () / G_USEC_PER_SEC / 86400);
  if (!bw_cli_read_day (&cli, wish.day, &wish.day_of, &status) || !bw_cli_read_day (&cli, wish.first, &wish.first_day, &status) ||
      !bw_cli_read_day (&cli, wish.today, &wish.today_day, &status) || !bw_cli_read_day (&cli, wish.since, &wish.since_day, &status) ||
      !bw_cli_read_day (&cli, wish.to, &wish.to_day, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  status = run (&cli, session, cli.n_rest > 1 ? cli.rest[1] : "list", &wish);
  bw_session_close (session);
  return status;
}
