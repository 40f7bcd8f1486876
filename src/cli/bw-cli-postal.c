/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of postal codes of other countries: which a project knows, and taken from a file. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-postal-edit.h"
#include "session/bw-postal-file.h"

/* Prints how many codes the project knows of each country. */
static void
print_countries (const BwCli  *cli,
                 const BwBook *book)
{
  static const char *const titles[] = { "country", "codes" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  json_builder_begin_array (builder);
  for (guint i = 0, n; i < book->postal_places->len; i += n)
    {
      const char      *country = bw_book_text (book, g_array_index (book->postal_places, BwPostalPlace, i).country);
      g_autofree char *count = NULL;
      const char      *cells[2] = { country };

      for (n = 1; i + n < book->postal_places->len; n++)
        if (!g_str_equal (country, bw_book_text (book, g_array_index (book->postal_places, BwPostalPlace, i + n).country)))
          break;
      cells[1] = count = g_strdup_printf ("%u", n);
      if (!cli->json)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "country", country);
      bw_cli_add_count (builder, "codes", n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (cli->json)
    bw_cli_print_json (builder);
}

static int
take (const BwCli *cli,
      BwSession   *session,
      const char  *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = bw_postal_file_load (path, &error);
  const char   *text;
  gsize         length;
  BwPostalCount count;
  BwDelta      *delta;
  BwBook       *after;

  if (file == NULL)
    return bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
  text = g_bytes_get_data (file, &length);
  after = bw_postal_edit_take (bw_session_get_book (session), text, length, &count, &delta, &error);
  if (after == NULL)
    return bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
  g_printerr (ngettext ("%u postal code.\n", "%u postal codes.\n", count.n_codes), count.n_codes);
  if (count.n_bad > 0)
    g_printerr (ngettext ("%u line tells of no place; the first is line %u.\n", "%u lines tell of no place; the first is line %u.\n", count.n_bad),
                count.n_bad, count.line_bad);
  return bw_cli_apply (cli, session, _ ("Take postal codes"), after, delta);
}

int
bw_cli_postal (int    argc,
               char **argv)
{
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  int status;

  if (!bw_cli_parse (&cli, argc, argv, "FILE [GEONAMES.txt|GEONAMES.zip]",
                     _ ("Lists of which countries the project knows where postal codes lie, or takes them from a file of GeoNames, so that accounts "
                        "with postal codes of other countries get a place on the map."),
                     NULL, 1, 2, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  if (cli.n_rest == 2)
    return take (&cli, session, cli.rest[1]);
  print_countries (&cli, bw_session_get_book (session));
  return BW_CLI_DONE;
}
