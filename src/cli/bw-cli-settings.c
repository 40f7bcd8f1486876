/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a project without a window: what it is called, its calendar, what other currencies are worth, which measures
 * matter. Changes go through the set-up, as those of the window do, and are one step of undo. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-exchange.h"
#include "core/bw-setup.h"

/* Puts @text, such as "EUR=1.08" or "EUR@2026-07-01=1.08", among the rates of @setup in the place of what was said of the same
 * currency and day. Without a price it is taken out. Returns %FALSE when it is neither. */
static gboolean
change_rate (BwSetup    *setup,
             const char *text)
{
  const char      *equals = strchr (text, '='), *at = strchr (text, '@');
  gsize            length = equals != NULL ? (gsize)(equals - text) : strlen (text);
  gsize            n_code = at != NULL && (gsize)(at - text) < length ? (gsize)(at - text) : length;
  g_autofree char *typed = g_strndup (text, n_code);
  g_autofree char *code = g_ascii_strup (g_strstrip (typed), -1);
  g_autofree char *from = n_code < length ? g_strndup (text + n_code + 1, length - n_code - 1) : g_strdup ("");
  gboolean         known = FALSE;

  for (guint i = setup->rates->len; i > 0; i--)
    {
      const BwSetupRate *rate = g_ptr_array_index (setup->rates, i - 1);

      if (!g_str_equal (rate->code, code) || !g_str_equal (rate->from, from))
        continue;
      g_ptr_array_remove_index (setup->rates, i - 1);
      known = TRUE;
    }
  if (equals != NULL && equals[1] != '\0')
    bw_setup_add_rate (setup, code, from, equals + 1);
  else if (!known)
    return FALSE;
  return TRUE;
}

static void
print_text (const BwBook        *book,
            const BwKeyMeasures *measures,
            const GArray        *rates,
            gboolean             changed)
{
  g_autofree char *names = bw_key_measures_to_text (measures);

  g_print (_ ("Organisation: %s\n"), bw_book_text (book, book->name));
  g_print (_ ("Currency: %s\n"), book->currency);
  g_print (_ ("Measures that matter: %s\n"), names);
  for (guint i = 0; i < rates->len; i++)
    {
      const BwExchangeRate *rate = &g_array_index (rates, BwExchangeRate, i);
      g_autofree char      *from = rate->from != BW_DATE_NONE ? bw_date_to_iso (rate->from) : g_strdup (_ ("the beginning"));

      g_print (_ ("1 %s = %.10g %s from %s\n"), rate->code, rate->rate, book->currency, from);
    }
  if (changed && book->deals.n > 0)
    g_print ("%s\n", _ ("Amounts that were read before change when their file is read again."));
}

static void
print_json (const BwBook        *book,
            const BwKeyMeasures *measures,
            const GArray        *rates)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "organisation", bw_book_text (book, book->name));
  bw_cli_add_text (builder, "currency", book->currency);
  json_builder_set_member_name (builder, "measures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < measures->n; i++)
    json_builder_add_string_value (builder, bw_key_measure_name (measures->list[i]));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "rates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rates->len; i++)
    {
      const BwExchangeRate *rate = &g_array_index (rates, BwExchangeRate, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "currency", rate->code);
      bw_cli_add_date (builder, "from", rate->from);
      bw_cli_add_number (builder, "rate", rate->rate);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Changes what @measures (nullable) and @rates (nullable) say. Returns an exit status. */
static int
change (const BwCli *cli,
        BwSession   *session,
        const char  *measures,
        char       **rates)
{
  BwBook *book = bw_session_get_book (session);
  g_autoptr (BwSetup) setup = bw_setup_of_book (book, 2000);
  g_autofree char *fault = NULL;
  BwDelta         *delta;
  BwBook          *after;

  if (measures != NULL && !bw_key_measures_parse (measures, &setup->measures))
    return bw_cli_misuse (cli, _ ("“%s” are no measures. Write some of closed, forecast, quota, gap, coverage and chance, with commas."),
                          measures);
  for (char **rate = rates; rate != NULL && *rate != NULL; rate++)
    if (!change_rate (setup, *rate))
      return bw_cli_misuse (cli, _ ("There is no rate “%s” to take out. Write EUR=1.08 to say one, EUR= to take it out."), *rate);
  fault = bw_setup_find_rate_fault (setup);
  if (fault != NULL)
    return bw_cli_misuse (cli, "%s", fault);
  after = bw_setup_apply (setup, book, bw_book_data_date (book), &delta);
  if (bw_delta_is_empty (delta, after))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
      return BW_CLI_DONE;
    }
  return bw_cli_apply (cli, session, _ ("Change the project settings"), after, delta);
}

int
bw_cli_settings (int    argc,
                 char **argv)
{
  g_autofree char *measures = NULL;
  g_auto (GStrv) rates = NULL;
  const GOptionEntry entries[] = {
    { "measures", 0, 0, G_OPTION_ARG_STRING, &measures, _ ("Which measures matter, in their order, such as forecast,gap"), "LIST" },
    { "rate", 0, 0, G_OPTION_ARG_STRING_ARRAY, &rates,
      _ ("What one unit of another currency is worth, from a day on if said; without a rate it is taken out"), "CODE[@DATE]=RATE" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (GArray) list = NULL;
  BwKeyMeasures known;
  int           status = BW_CLI_DONE;

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Tells the settings of a project, and changes them."), entries, 1, 1, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  if (measures != NULL || rates != NULL)
    status = change (&cli, session, measures, rates);
  if (status == BW_CLI_DONE)
    {
      list = bw_exchange_list (bw_session_get_book (session));
      known = bw_key_measures_of_book (bw_session_get_book (session));
      if (cli.json)
        print_json (bw_session_get_book (session), &known, list);
      else
        print_text (bw_session_get_book (session), &known, list, rates != NULL);
    }
  bw_session_close (session);
  return status;
}
