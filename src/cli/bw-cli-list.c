/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of things with named values: rows of CSV, or with --json an object with an array of objects. What has no value is an empty
 * cell, or null. */

#include "cli/bw-cli-list.h"

#include <glib/gi18n-lib.h>

/* Begins the list called @name.
 * Returns: (transfer full) (nullable): %NULL where rows of CSV are wanted. */
JsonBuilder *
bw_cli_list_begin (const BwCli *cli,
                   const char  *name)
{
  JsonBuilder *builder;

  if (!cli->json)
    return NULL;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  return builder;
}

/* Prints @names with @cells (each nullable) as an object of @builder, or where that is NULL as a row. */
void
bw_cli_list_row (JsonBuilder       *builder,
                 const char *const *names,
                 const char *const *cells,
                 guint              n)
{
  if (builder == NULL)
    {
      g_autofree const char **row = g_new (const char *, n);

      for (guint i = 0; i < n; i++)
        row[i] = cells[i] != NULL ? cells[i] : "";
      bw_cli_print_csv (row, n);
      return;
    }
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    bw_cli_add_text (builder, names[i], cells[i] != NULL && *cells[i] != '\0' ? cells[i] : NULL);
  json_builder_end_object (builder);
}

/* Ends the list that @builder (nullable) began, and prints it. */
void
bw_cli_list_end (JsonBuilder *builder)
{
  if (builder == NULL)
    return;
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Reads what is to be a day; nothing where @text is NULL. Returns FALSE when it is none, which has been told. */
gboolean
bw_cli_read_day (const BwCli *cli,
                 const char  *text,
                 BwDate      *day,
                 int         *status)
{
  if (text == NULL || bw_date_parse_iso (text, day))
    return TRUE;
  *status = bw_cli_misuse (cli, _ ("“%s” is no date. Write it as 2026-12-31."), text);
  return FALSE;
}
