/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, verifying and printing projects: new, sample, check, dump. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-sample.h"
#include "store/bw-store.h"

enum
{
  MAX_SAMPLE_DEALS = 5000000,
};

/* Writes @book to a new project at @path. Returns an exit status. */
static int
create (const BwCli  *cli,
        const char   *path,
        const BwBook *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwStore) store = bw_store_create (path, book, &error);

  if (store == NULL)
    return bw_cli_fail (cli, error, BW_CLI_FAILED);
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "file", path);
      json_builder_set_member_name (builder, "deals");
      json_builder_add_int_value (builder, book->deals.n);
      json_builder_end_object (builder);
      bw_cli_print_json (builder);
    }
  return BW_CLI_DONE;
}

int
bw_cli_new (int    argc,
            char **argv)
{
  g_autofree char   *name = NULL, *currency = NULL, *calendar = NULL;
  int                fiscal_start = 1, status;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, _ ("The organisation’s name"), "N" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, _ ("Its currency, such as USD"), "C" },
    { "fiscal-start", 0, 0, G_OPTION_ARG_INT, &fiscal_start, _ ("The month in which the fiscal year begins, 1 to 12"), "M" },
    { "calendar", 0, 0, G_OPTION_ARG_STRING, &calendar, _ ("quarters, 445, 454 or 544"), "K" },
    { NULL },
  };
  g_autoptr (BwBook) book = NULL;
  g_auto (BwCli) cli = { 0 };

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Makes a project."), entries, 1, 1, &status))
    return status;
  if (fiscal_start < 1 || fiscal_start > 12)
    return bw_cli_misuse (&cli, _ ("The fiscal year begins in a month from 1 to 12, not in %d."), fiscal_start);
  book = bw_book_new ();
  if (currency != NULL)
    {
      g_autofree char *upper = g_ascii_strup (currency, -1);

      if (!bw_currency_is_known (upper))
        return bw_cli_misuse (&cli, _ ("“%s” is no currency code. Write three letters, such as USD."), currency);
      g_strlcpy (book->currency, upper, sizeof book->currency);
    }
  if (calendar != NULL && !bw_calendar_kind_parse (calendar, &book->calendar.kind))
    return bw_cli_misuse (&cli, _ ("“%s” is no calendar. Write quarters, 445, 454 or 544."), calendar);
  book->calendar.fiscal_start_month = fiscal_start;
  book->name = bw_pool_add (&book->texts, name, -1);
  bw_book_add_default_stages (book);
  return create (&cli, cli.rest[0], book);
}

int
bw_cli_sample (int    argc,
               char **argv)
{
  BwSampleOptions    options = bw_sample_default_options ();
  g_autofree char   *day = NULL;
  int                n_deals = (int)options.n_deals, seed = (int)options.seed, status;
  const GOptionEntry entries[] = {
    { "deals", 0, 0, G_OPTION_ARG_INT, &n_deals, _ ("How many deals, 12000 if not said"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, _ ("The same seed gives the same project"), "S" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &day, _ ("The day up to which it tells, always the same if not said"), "DATE" },
    { NULL },
  };
  g_autoptr (BwBook) book = NULL;
  g_auto (BwCli) cli = { 0 };

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Makes the sample project: an invented company."), entries, 1, 1,
                     &status))
    return status;
  if (n_deals < 100 || n_deals > MAX_SAMPLE_DEALS)
    return bw_cli_misuse (&cli, _ ("A sample has 100 to %d deals, not %d."), MAX_SAMPLE_DEALS, n_deals);
  if (day != NULL && !bw_date_parse_iso (day, &options.today))
    return bw_cli_misuse (&cli, _ ("“%s” is no date. Write it as 2026-12-31."), day);
  if (options.today < bw_date_from_ymd (2000, 1, 1) || options.today > bw_date_from_ymd (2099, 12, 31))
    return bw_cli_misuse (&cli, _ ("A sample tells up to a day from 2000 to 2099, not %s."), day);
  options.n_deals = (guint)n_deals;
  options.seed = (guint64)seed;
  book = bw_sample_new (&options);
  return create (&cli, cli.rest[0], book);
}

int
bw_cli_check (int    argc,
              char **argv)
{
  int status;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwStore) store = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_auto (BwCli) cli = { 0 };

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Verifies a project file. Fails when something is wrong with it."),
                     NULL, 1, 1, &status))
    return status;
  store = bw_store_open (cli.rest[0], &error);
  if (store != NULL)
    problems = bw_store_check (store, &error);
  if (problems == NULL)
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);

  if (cli.json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "good");
      json_builder_add_boolean_value (builder, problems->len == 0);
      json_builder_set_member_name (builder, "problems");
      json_builder_begin_array (builder);
      for (guint i = 0; i < problems->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (problems, i));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      bw_cli_print_json (builder);
    }
  else if (problems->len == 0)
    g_print ("%s\n", _ ("Everything is in order."));
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("%s\n", (const char *)g_ptr_array_index (problems, i));
  return problems->len == 0 ? BW_CLI_DONE : BW_CLI_FAILED;
}

int
bw_cli_dump (int    argc,
             char **argv)
{
  int status;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwStore) store = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (BwCli) cli = { 0 };

  if (!bw_cli_parse (&cli, argc, argv, "FILE",
                     _ ("Prints a project as sorted text: equal projects give equal text."), NULL, 1, 1, &status))
    return status;
  store = bw_store_open (cli.rest[0], &error);
  if (store == NULL || !bw_store_dump (store, text, &error))
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);
  g_print ("%s", text->str);
  return BW_CLI_DONE;
}
