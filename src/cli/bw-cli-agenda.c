/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a check-in is about, without a window: its agenda, a brief to send, the calendar that other programs read, and hours at which both
 * sides are awake. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-checkin-report.h"
#include "cli/bw-cli-checkins.h"
#include "core/bw-agenda.h"
#include "core/bw-ics.h"
#include "core/bw-meeting-hours.h"
#include "core/bw-meeting.h"
#include "core/bw-merge.h"
#include "core/bw-reporting.h"

enum
{
  SEED = 20170,
  MOST_HOURS = 5,
  DAYS_AHEAD = 62,
};

/* ---- the agenda ---- */

/* With whom @person meets: the host of a cadence, else the manager. */
static gint32
find_host (const BwBook *book,
           gint32        person)
{
  g_autoptr (GArray) rows = bw_cadence_current (book, person);

  for (guint i = 0; i < rows->len; i++)
    {
      const BwCadence *cadence = bw_book_cadence (book, g_array_index (rows, guint, i));

      if (cadence->person == person)
        return cadence->host;
    }
  return bw_merge_resolve (book, BW_TABLE_PEOPLE, bw_book_person (book, (guint)person)->manager);
}

/* The time at which @due begins, where its cadence or else its host is, as "16:00".
 * Returns: (transfer full) (nullable): %NULL where no time was said. */
static char *
dup_clock (const BwBook       *book,
           const BwMeetingDue *due)
{
  int         row = due->cadence != 0 ? bw_cadence_find (book, due->cadence) : -1;
  const char *name = row >= 0 ? bw_cadence_zone (book, bw_book_cadence (book, (guint)row)) : bw_cadence_zone_of (book, due->host);
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  g_autoptr (GDateTime) utc = due->at != 0 ? g_date_time_new_from_unix_utc (due->at) : NULL;
  g_autoptr (GDateTime) local = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (utc == NULL)
    return NULL;
  return bw_cadence_dup_time ((guint)(g_date_time_get_hour (local != NULL ? local : utc) * 60 +
                                      g_date_time_get_minute (local != NULL ? local : utc)));
}

/* The check-ins of the two on @day, or where that is %BW_DATE_NONE the next one that is planned.
 * Returns: (transfer full) (element-type BwMeetingDue): by time. */
static GArray *
find_meetings (const BwBook        *book,
               const BwAgendaQuery *query,
               BwDate               day,
               BwDate               today)
{
  gboolean is_next = day == BW_DATE_NONE;
  g_autoptr (GArray) dues = bw_meeting_due (book, BW_NOBODY, is_next ? today : day, today, is_next ? today + DAYS_AHEAD : day);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (BwMeetingDue));

  for (guint i = 0; i < dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (dues, BwMeetingDue, i);

      if (due->host == query->host && due->person == query->person && due->state != BW_MEETING_CANCELLED &&
          (!is_next || (due->state == BW_MEETING_PLANNED && found->len == 0)))
        g_array_append_val (found, *due);
    }
  return found;
}

/* Says which of the two's check-ins of a day there are, and how to say which is meant. */
static int
tell_times (const BwCli  *cli,
            const BwBook *book,
            const GArray *dues)
{
  g_autoptr (GString) times = g_string_new (NULL);

  for (guint i = 0; i < dues->len; i++)
    {
      g_autofree char *clock = dup_clock (book, &g_array_index (dues, BwMeetingDue, i));

      if (clock != NULL)
        g_string_append_printf (times, "%s%s", times->len > 0 ? ", " : "", clock);
    }
  if (times->len == 0)
    return bw_cli_misuse (cli, _ ("No time was said of the check-in on that day, so that none begins at what --at says."));
  return bw_cli_misuse (cli, _ ("The two have check-ins on that day at these times: %s. Say which is meant with --at."), times->str);
}

/* Which check-in is meant: of those on the day that is said the one that begins at the time that is said, else the next one, else
 * one that nobody planned, which stays with line 0. */
static gboolean
find_meeting (const BwCli        *cli,
              const BwBook       *book,
              const BwCliCheckin *wish,
              BwAgendaQuery      *query,
              BwMeetingDue       *meant,
              int                *status)
{
  g_autoptr (GArray) dues = find_meetings (book, query, wish->day_of, wish->today_day);
  guint starts = 0, n = 0;

  *meant = (BwMeetingDue) { 0 };
  query->day = wish->day_of != BW_DATE_NONE ? wish->day_of : wish->today_day;
  if (wish->at != NULL && !bw_cadence_read_time (wish->at, &starts))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is no time. Write it as 9:30."), wish->at);
      return FALSE;
    }
  for (guint i = 0; i < dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (dues, BwMeetingDue, i);
      g_autofree char    *clock = dup_clock (book, due), *wanted = wish->at != NULL ? bw_cadence_dup_time (starts) : NULL;

      if (wanted != NULL && g_strcmp0 (clock, wanted) != 0)
        continue;
      *meant = *due;
      n++;
    }
  if (n > 1 || (n == 0 && wish->at != NULL && dues->len > 0))
    {
      *status = tell_times (cli, book, dues);
      return FALSE;
    }
  if (n == 1)
    {
      query->day = meant->on;
      query->at = meant->at;
    }
  return TRUE;
}

static gboolean
read_query (const BwCli        *cli,
            BwBook             *book,
            const BwCliCheckin *wish,
            BwAgendaQuery      *query,
            BwMeetingDue       *meant,
            int                *status)
{
  gint32  person;
  BwScope scope;

  *query = (BwAgendaQuery) { 0 };

  if (cli->n_rest < 3)
    {
      *status = bw_cli_misuse (cli, _ ("Say whose check-in: a person's name, or the host's with --team."));
      return FALSE;
    }
  if (!bw_cli_find_person (cli, book, cli->rest[2], &person, status) ||
      !bw_cli_read_focus (cli, book, wish->as_of, wish->period, NULL, NULL, &query->as_of, &query->period, &scope, status))
    return FALSE;
  query->person = wish->team ? BW_NOBODY : person;
  query->host = wish->team ? person : find_host (book, person);
  if (wish->host != NULL && !wish->team && !bw_cli_find_person (cli, book, wish->host, &query->host, status))
    return FALSE;
  if (query->host == BW_NOBODY)
    {
      *status = bw_cli_misuse (cli, _ ("%s reports to nobody: say with --host who leads the check-in, or --team."), cli->rest[2]);
      return FALSE;
    }
  if (query->host == query->person)
    {
      *status = bw_cli_misuse (cli, _ ("A check-in is between two people, or of one with the team."));
      return FALSE;
    }
  return find_meeting (cli, book, wish, query, meant, status);
}

static BwAgenda *
make_agenda (BwBook              *book,
             const BwAgendaQuery *query)
{
  BwScope scope = bw_agenda_scope (query);
  BwDate  since = bw_agenda_since (book, query, NULL);
  g_autoptr (BwOutlook) now = bw_outlook_new (book, &scope, &query->period, query->as_of, SEED, NULL, NULL);
  g_autoptr (BwOutlook) before = NULL;

  if (since < query->as_of && since >= query->period.from)
    before = bw_outlook_new (book, &scope, &query->period, since, SEED, NULL, NULL);
  return bw_agenda_new (book, query, now, before);
}

static void
print_item (const BwBook       *book,
            const BwAgendaItem *item,
            JsonBuilder        *builder)
{
  g_autofree char *commitment = item->commitment != 0 ? g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)item->commitment) : NULL;

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "section", bw_agenda_section_name (item->section));
  bw_cli_add_text (builder, "title", item->title);
  bw_cli_add_text (builder, "text", item->text);
  bw_cli_add_text (builder, "deal", item->deal >= 0 ? bw_book_text (book, book->deals.ref[item->deal]) : NULL);
  bw_cli_add_money (builder, "amount", item->amount, book->currency);
  bw_cli_add_text (builder, "commitment", commitment);
  json_builder_set_member_name (builder, "from_last");
  json_builder_add_boolean_value (builder, item->from_last);
  json_builder_end_object (builder);
}

static void
print_agenda (const BwBook   *book,
              const BwAgenda *agenda)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GArray) deals = bw_agenda_dup_deals (book, agenda);
  const char *currency = book->currency;

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "day", agenda->query.day);
  bw_cli_add_date (builder, "as_of", agenda->query.as_of);
  bw_cli_add_date (builder, "since", agenda->since);
  bw_cli_add_money (builder, "closed", agenda->closed, currency);
  bw_cli_add_money (builder, "closed_before", agenda->closed_before, currency);
  bw_cli_add_money (builder, "quota", agenda->quota, currency);
  bw_cli_add_money (builder, "open", agenda->open, currency);
  bw_cli_add_count (builder, "open_deals", agenda->n_open);
  bw_cli_add_number (builder, "coverage", agenda->coverage);
  bw_cli_add_money (builder, "call", agenda->call, currency);
  bw_cli_add_money (builder, "call_before", agenda->call_before, currency);
  bw_cli_add_money (builder, "override", agenda->override, currency);
  bw_cli_add_money (builder, "p10", agenda->p10, currency);
  bw_cli_add_money (builder, "p50", agenda->p50, currency);
  bw_cli_add_money (builder, "p90", agenda->p90, currency);
  bw_cli_add_money (builder, "p50_before", agenda->p50_before, currency);
  bw_cli_add_number (builder, "chance_of_quota", agenda->chance);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < agenda->items->len; i++)
    print_item (book, g_ptr_array_index (agenda->items, i), builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "deals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < deals->len; i++)
    json_builder_add_string_value (builder, bw_book_text (book, book->deals.ref[g_array_index (deals, guint32, i)]));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Tells the agenda, or saves it as a brief. */
int
bw_cli_checkin_agenda (const BwCli        *cli,
                       BwSession          *session,
                       const BwCliCheckin *wish)
{
  gboolean is_brief = g_str_equal (cli->rest[1], "brief");
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwAgenda) agenda = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  BwAgendaQuery    query;
  BwMeetingDue     meant;
  BwPaper          paper = bw_paper_default ();
  const BwMeeting *noted = NULL;
  int              status;

  if (is_brief && cli->n_rest != 4)
    return bw_cli_misuse (cli, _ ("Say whose check-in and which file: checkins FILE brief NAME OUT.pdf, or OUT.md."));
  if (!read_query (cli, bw_session_get_book (session), wish, &query, &meant, &status))
    return status;
  book = bw_reporting_book_at (bw_session_get_book (session), query.as_of);
  agenda = make_agenda (book, &query);
  if (meant.line != 0)
    noted = bw_meeting_get (book, meant.line);
  if (is_brief)
    return bw_checkin_report_save (book, agenda, noted != NULL ? bw_book_text (book, noted->notes) : NULL, cli->rest[3], &paper, &error)
             ? BW_CLI_DONE
             : bw_cli_fail (cli, error, BW_CLI_FAILED);
  if (cli->json)
    {
      print_agenda (book, agenda);
      return BW_CLI_DONE;
    }
  text = bw_agenda_to_markdown (book, agenda, noted != NULL ? bw_book_text (book, noted->notes) : NULL);
  g_print ("%s", text);
  return BW_CLI_DONE;
}

/* ---- the calendar ---- */

/* Prints, or saves in the file that is named, the calendar of all cadences, of one, or of a person. Those that were ended are in it as
 * cancelled, so that they go away where it is read. */
int
bw_cli_checkin_calendar (const BwCli        *cli,
                         BwSession          *session,
                         const BwCliCheckin *wish)
{
  const BwBook *book = bw_session_get_book (session);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint32           who = BW_NOBODY;
  int              status;

  if (wish->who != NULL && !bw_cli_find_person (cli, book, wish->who, &who, &status))
    return status;
  for (guint i = 0; i < book->cadences->len; i++)
    {
      const BwCadence *cadence = bw_book_cadence (book, i);
      gint64           line = bw_cadence_line (cadence);

      if (cadence->line == 0 && bw_cadence_concerns (book, cadence->host, cadence->person, who))
        g_array_append_val (lines, line);
    }
  text = bw_ics_new (book, (const gint64 *)(gpointer)lines->data, lines->len);
  if (cli->n_rest < 3)
    {
      g_print ("%s", text);
      return BW_CLI_DONE;
    }
  return g_file_set_contents (cli->rest[2], text, -1, &error) ? BW_CLI_DONE : bw_cli_fail (cli, error, BW_CLI_FAILED);
}

/* ---- hours ---- */

/* Proposes when two people could meet. */
int
bw_cli_checkin_hours (const BwCli        *cli,
                      BwSession          *session,
                      const BwCliCheckin *wish)
{
  const BwBook *book = bw_session_get_book (session);
  g_autoptr (GArray) hours = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint32 people[2];
  int    status;

  if (cli->n_rest != 4)
    return bw_cli_misuse (cli, _ ("Say who meets: checkins FILE hours NAME NAME."));
  for (guint i = 0; i < 2; i++)
    {
      if (!bw_cli_find_person (cli, book, cli->rest[2 + i], &people[i], &status))
        return status;
      if (bw_cadence_zone_of (book, people[i]) == NULL)
        return bw_cli_misuse (cli, _ ("The time zone of %s is not known. It stands in the team's settings."), cli->rest[2 + i]);
    }
  hours = bw_meeting_hours (bw_cadence_zone_of (book, people[0]), bw_cadence_zone_of (book, people[1]),
                            wish->first_day != BW_DATE_NONE ? wish->first_day : wish->today_day, wish->minutes > 0 ? (guint)wish->minutes : 30,
                            MOST_HOURS);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "hours");
  json_builder_begin_array (builder);
  for (guint i = 0; i < hours->len; i++)
    {
      const BwMeetingHour *hour = &g_array_index (hours, BwMeetingHour, i);
      g_autofree char     *first = bw_cadence_dup_time (hour->starts), *second = bw_cadence_dup_time (hour->other);

      if (!cli->json)
        g_print ("%s %s, %s %s%s\n", cli->rest[2], first, cli->rest[3], second, hour->outside > 0 ? _ (" (outside of 9 to 17 for one of them)") : "");
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "first", first);
      bw_cli_add_text (builder, "second", second);
      bw_cli_add_count (builder, "minutes_outside", hour->outside);
      json_builder_set_member_name (builder, "shifts");
      json_builder_add_boolean_value (builder, hour->shifts);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    bw_cli_print_json (builder);
  return BW_CLI_DONE;
}
