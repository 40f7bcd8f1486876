/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the headless commands share: options, results and errors.
 *
 * Results go to standard output, messages to standard error. With --json a result is one object, and so is an error. */

#include "cli/bw-cli.h"
#include "core/bw-csv-cell.h"
#include "core/bw-query.h"
#include "store/bw-store.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Reads the options of a command. @arguments describes the arguments that are no options, of which there must be
 * @min_rest to @max_rest. Returns %FALSE when the command is over, with its exit status in @status. */
gboolean
bw_cli_parse (BwCli              *cli,
              int                 argc,
              char              **argv,
              const char         *arguments,
              const char         *summary,
              const GOptionEntry *entries,
              guint               min_rest,
              guint               max_rest,
              int                *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_auto (GStrv) args = g_new0 (char *, argc + 1);
  g_autoptr (GError) error = NULL;
  gboolean     json = FALSE, help = FALSE;
  GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, _ ("Give the result as one JSON object"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, _ ("Explain this command"), NULL },
    { NULL },
  };

  *cli = (BwCli) { .name = argv[0] };
  for (int i = 0; i < argc; i++)
    args[i] = i == 0 ? g_strdup_printf ("bellwether-cli %s", argv[0]) : g_strdup (argv[i]);
  g_set_prgname ("bellwether-cli");
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  for (int i = 1; i < argc; i++)
    cli->json = cli->json || g_str_equal (argv[i], "--json");
  if (!g_option_context_parse_strv (context, &args, &error))
    {
      *status = bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", text);
      *status = BW_CLI_DONE;
      return FALSE;
    }
  cli->json = json;
  cli->n_rest = g_strv_length (args) - 1;
  cli->rest = g_strdupv (args + 1);
  if (cli->n_rest < min_rest || cli->n_rest > max_rest)
    {
      *status = bw_cli_misuse (cli, _ ("“%s” takes these arguments: %s"), cli->name, arguments);
      return FALSE;
    }
  return TRUE;
}

void
bw_cli_clear (BwCli *cli)
{
  g_clear_pointer (&cli->rest, g_strfreev);
}

static const char *
error_code (const GError *error)
{
  const struct
  {
    GQuark      domain;
    int         code;
    const char *name;
  } codes[] = {
    { BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "not_found" },
    { BW_STORE_ERROR, BW_STORE_ERROR_NOT_A_PROJECT, "not_a_project" },
    { BW_STORE_ERROR, BW_STORE_ERROR_NEWER, "newer" },
    { BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED, "damaged" },
    { BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY, "read_only" },
    { BW_STORE_ERROR, BW_STORE_ERROR_FULL, "full" },
    { BW_STORE_ERROR, BW_STORE_ERROR_IO, "io" },
    { BW_STORE_ERROR, BW_STORE_ERROR_EXISTS, "exists" },
    { BW_STORE_ERROR, BW_STORE_ERROR_CANCELLED, "cancelled" },
    { BW_STORE_ERROR, BW_STORE_ERROR_CHANGED, "changed" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_FOUND, "not_found" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV, "not_csv" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, "empty" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_NO_HEADER, "no_header" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND, "unknown_kind" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING, "mapping" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_IO, "io" },
    { BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED, "cancelled" },
    { BW_CALENDAR_ERROR, BW_CALENDAR_ERROR_PERIOD, "period" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (error->domain == codes[i].domain && error->code == codes[i].code)
      return codes[i].name;
  return error->domain == G_OPTION_ERROR ? "usage" : "failed";
}

static int
report (const BwCli *cli,
        const char  *code,
        const char  *message,
        int          status)
{
  g_printerr ("bellwether-cli: %s\n", message);
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "error");
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "code", code);
      bw_cli_add_text (builder, "message", message);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
      bw_cli_print_json (builder);
    }
  return status;
}

/* Tells of @error (transfer none). Returns @status. */
int
bw_cli_fail (const BwCli  *cli,
             const GError *error,
             int           status)
{
  return report (cli, error_code (error), error->message, status);
}

/* Tells what was wrong with the call. Returns %BW_CLI_WRONG_USE. */
int
bw_cli_misuse (const BwCli *cli,
               const char  *format,
               ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (cli, "usage", message, BW_CLI_WRONG_USE);
}

/* Prints what @builder (transfer none) holds, and a line's end. */
void
bw_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);
  g_autoptr (GString) escaped = g_string_new (NULL);

  /* The library leaves rare control characters as they are, which no JSON may hold. */
  for (const char *at = text; *at != '\0'; at++)
    if ((guint8)*at < 0x20 && *at != '\n')
      g_string_append_printf (escaped, "\\u%04x", (guint)*at);
    else
      g_string_append_c (escaped, *at);
  g_print ("%s\n", escaped->str);
}

/* Adds @value as member @name (nullable: as an element); null when it is not a finite number. */
void
bw_cli_add_number (JsonBuilder *builder,
                   const char  *name,
                   double       value)
{
  if (name != NULL)
    json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* Adds an amount in whole units of @currency; null when unknown. */
void
bw_cli_add_money (JsonBuilder *builder,
                  const char  *name,
                  gint64       minor,
                  const char  *currency)
{
  bw_cli_add_number (builder, name, bw_money_to_major (minor, currency));
}

/* Adds the whole number @n as @name. */
void
bw_cli_add_count (JsonBuilder *builder,
                  const char  *name,
                  guint        n)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, n);
}

/* Adds @value (nullable: null). */
void
bw_cli_add_text (JsonBuilder *builder,
                 const char  *name,
                 const char  *value)
{
  if (name != NULL)
    json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* Adds @date as ISO text; null when unknown. */
void
bw_cli_add_date (JsonBuilder *builder,
                 const char  *name,
                 BwDate       date)
{
  char buffer[BW_DATE_ISO_SIZE];

  bw_cli_add_text (builder, name, date != BW_DATE_NONE ? bw_date_write_iso (date, buffer) : NULL);
}

/* Prints a row of CSV: quoted where needed. A cell that a spreadsheet would take for a formula gets an apostrophe. */
void
bw_cli_print_csv (const char *const *cells,
                  guint              n)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      bw_csv_append_cell (line, cells[i] != NULL ? cells[i] : "");
    }
  g_print ("%s\n", line->str);
}

typedef struct
{
  GMainLoop *loop;
  GError    *error;
} Opening;

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Opening *opening = data;

  bw_session_open_finish (BW_SESSION (object), result, &opening->error);
  g_main_loop_quit (opening->loop);
}

/* Opens the project at @path and waits for it.
 * Returns: (transfer full) (nullable): %NULL when it cannot be opened, which has been told, with the exit status in @status. */
BwSession *
bw_cli_open (const BwCli *cli,
             const char  *path,
             int         *status)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (BwSession) session = bw_session_new ();
  g_autoptr (GError) error = NULL;
  Opening opening = { loop, NULL };

  bw_session_open_async (session, file, NULL, opened_cb, &opening);
  g_main_loop_run (loop);
  error = opening.error;
  if (error != NULL)
    {
      *status = bw_cli_fail (cli, error, BW_CLI_FAILED);
      return NULL;
    }
  return g_steal_pointer (&session);
}

/* Reads what a forecast or flow is to be about. Without texts: the data's day, the period it falls in, everyone, all deals.
 * Returns %FALSE when something is wrong, which has been told. */
gboolean
bw_cli_read_focus (const BwCli *cli,
                   BwBook      *book,
                   const char  *as_of_text,
                   const char  *period_text,
                   const char  *scope_text,
                   const char  *filter_text,
                   BwDate      *as_of,
                   BwPeriod    *period,
                   BwScope     *scope,
                   int         *status)
{
  g_autoptr (GError) error = NULL;

  *as_of = bw_book_data_date (book);
  if (*as_of == BW_DATE_NONE)
    *as_of = (BwDate)(g_get_real_time () / G_USEC_PER_SEC / 86400);
  if (as_of_text != NULL && !bw_date_parse_iso (as_of_text, as_of))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is no date. Write it as 2026-12-31."), as_of_text);
      return FALSE;
    }
  *period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, *as_of);
  if (period_text != NULL && !bw_calendar_parse_period (&book->calendar, period_text, period, &error))
    {
      *status = bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
      return FALSE;
    }
  if (!bw_scope_parse (book, scope_text, scope))
    {
      *status = bw_cli_misuse (cli, _ ("Nobody and no territory is called “%s”."), scope_text);
      return FALSE;
    }
  if (filter_text != NULL)
    {
      g_autoptr (BwFilter) filter = bw_filter_parse (book, filter_text, &error);

      if (filter == NULL)
        {
          *status = bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
          return FALSE;
        }
      *scope = bw_scope_with_filter (scope, filter_text);
    }
  return TRUE;
}

/* The deal with the CRM's id @text, else the only one called so; BW_NOBODY for none. */
gint32
bw_cli_find_deal (const BwBook *book,
                  const char   *text)
{
  gint32 named = BW_NOBODY;
  guint  n_named = 0;

  for (guint i = 0; i < book->deals.n; i++)
    {
      if (g_str_equal (bw_book_text (book, book->deals.ref[i]), text))
        return (gint32)i;
      if (!g_str_equal (bw_book_text (book, book->deals.name[i]), text))
        continue;
      named = (gint32)i;
      n_named++;
    }
  return n_named == 1 ? named : BW_NOBODY;
}
