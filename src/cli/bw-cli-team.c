/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reports to whom, and since when: the command "team". */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "core/bw-reporting.h"

static const char *
name_of (const BwBook *book,
         gint32        person)
{
  return person >= 0 ? bw_book_text (book, bw_book_person (book, person)->name) : NULL;
}

static void
print_team_json (const BwCliLook *look)
{
  const BwBook *book = look->book;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->people->len; i++)
    {
      const BwPerson *person = bw_book_person (book, i);

      if (person->merged != 0)
        continue;
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, person->name));
      bw_cli_add_text (builder, "manager", name_of (book, person->manager));
      bw_cli_add_date (builder, "started", person->started);
      bw_cli_add_date (builder, "ended", person->ended);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->reporting->len; i++)
    {
      const BwReportingLine *line = &g_array_index (book->reporting, BwReportingLine, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "person", name_of (book, line->person));
      bw_cli_add_text (builder, "manager", name_of (book, line->manager));
      bw_cli_add_date (builder, "from", line->from);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_team (const BwCliLook *look)
{
  static const char *const titles[] = { "person", "manager", "from" };
  const BwBook            *book = look->book;

  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < book->people->len; i++)
    {
      const char *cells[] = { name_of (book, (gint32)i), name_of (book, bw_book_person (book, i)->manager), NULL };

      if (bw_book_person (book, i)->merged == 0)
        bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

/* Has a person report to somebody else from a day on. */
static int
move (const BwCliLook *look,
      const char      *from_text)
{
  const BwCli     *cli = &look->cli;
  BwBook          *book = bw_session_get_book (look->session), *after;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  BwDate   from = look->as_of;
  gint32   person, manager = BW_NOBODY;
  BwDelta *delta;
  int      status;

  if (from_text != NULL && !bw_date_parse_iso (from_text, &from))
    return bw_cli_misuse (cli, _ ("“%s” is no date. Write it as 2026-12-31."), from_text);
  if (!bw_cli_find_person (cli, book, cli->rest[2], &person, &status) ||
      (g_ascii_strcasecmp (cli->rest[3], "nobody") != 0 && !bw_cli_find_person (cli, book, cli->rest[3], &manager, &status)))
    return status;
  after = bw_reporting_set (book, person, manager, from, g_get_real_time () / G_USEC_PER_SEC, &delta, &error);
  if (after == NULL)
    return bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
  label = g_strdup_printf (_ ("Move %s in the team"), name_of (book, person));
  return bw_cli_apply (cli, look->session, label, after, delta);
}

int
bw_cli_team (int    argc,
             char **argv)
{
  g_autofree char   *from = NULL;
  const GOptionEntry own[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, _ ("The day from which on a move holds"), "DATE" },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };
  int status;

  if (!bw_cli_look_start_with (&look, argc, argv, "FILE [move PERSON MANAGER|nobody]", 1, 4,
                               _ ("Lists who reports to whom, on any day, or has somebody report to somebody else from a day on. What was before stays known."),
                               own, &status))
    return status;
  if (look.cli.n_rest > 1)
    {
      if (look.cli.n_rest != 4 || !g_str_equal (look.cli.rest[1], "move"))
        return bw_cli_misuse (&look.cli, _ ("Write: team FILE move PERSON MANAGER, with “nobody” for somebody who reports to nobody."));
      return move (&look, from);
    }
  if (look.cli.json)
    print_team_json (&look);
  else
    print_team (&look);
  return BW_CLI_DONE;
}
