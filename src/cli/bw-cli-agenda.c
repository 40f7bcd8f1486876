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

/* The day of the next check-in of the two, today where none is to come. */
static BwDate
find_day (const BwBook        *book,
          const BwAgendaQuery *query,
          BwDate               today)
{
  g_autoptr (GArray) dues = bw_meeting_due (book, BW_NOBODY, today, today, today + DAYS_AHEAD);

  for (guint i = 0; i < dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (dues, BwMeetingDue, i);

      if (due->host == query->host && due->person == query->person && due->state == BW_MEETING_PLANNED)
        return due->on;
    }
  return today;
}

static gboolean
read_query (const BwCli        *cli,
            BwBook             *book,
            const BwCliCheckin *wish,
            BwAgendaQuery      *query,
            int                *status)
{
  gint32  person;
  BwScope scope;

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
  query->day = wish->day_of != BW_DATE_NONE ? wish->day_of : find_day (book, query, wish->today_day);
  return TRUE;
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
  BwPaper          paper = bw_paper_default ();
  const BwMeeting *noted = NULL;
  int              status;

  if (is_brief && cli->n_rest != 4)
    return bw_cli_misuse (cli, _ ("Say whose check-in and which file: checkins FILE brief NAME OUT.pdf, or OUT.md."));
  if (!read_query (cli, bw_session_get_book (session), wish, &query, &status))
    return status;
  book = bw_reporting_book_at (bw_session_get_book (session), query.as_of);
  agenda = make_agenda (book, &query);
  for (guint i = book->meetings->len; i > 0 && noted == NULL; i--)
    {
      const BwMeeting *meeting = bw_book_meeting (book, i - 1);

      if (meeting->host == query.host && meeting->person == query.person && bw_meeting_on (book, meeting) == query.day)
        noted = meeting;
    }
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
