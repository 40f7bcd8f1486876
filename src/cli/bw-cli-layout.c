/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say how exports are written, as inspect and import take them. */

#include "cli/bw-cli-layout.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "import/bw-input.h"

/* Frees the texts of @said. */
void
bw_cli_layout_clear (BwCliLayout *said)
{
  g_free (said->kind);
  g_free (said->encoding);
  g_free (said->delimiter);
  g_free (said->decimal);
  g_free (said->order);
}

/* The names of all kinds, with commas between. */
static char *
list_kinds (void)
{
  GString *list = g_string_new (NULL);

  for (guint k = BW_KIND_UNKNOWN + 1; k < BW_N_KINDS; k++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", bw_import_kind_name (k));
  return g_string_free (list, FALSE);
}

/* Turns @said into @options. Returns %FALSE when something in it means nothing, which has been told. */
gboolean
bw_cli_layout_read (const BwCliLayout *said,
                    const BwCli       *cli,
                    BwFileOptions     *options,
                    int               *status)
{
  if (said->kind != NULL && !bw_import_kind_parse (said->kind, &options->kind))
    {
      g_autofree char *list = list_kinds ();

      *status = bw_cli_misuse (cli, _ ("“%s” is no kind of file. These are: %s."), said->kind, list);
      return FALSE;
    }
  if (said->delimiter != NULL)
    options->delimiter = g_str_equal (said->delimiter, "tab") ? '\t' : said->delimiter[0];
  if ((said->delimiter != NULL && (strlen (said->delimiter) != 1 && !g_str_equal (said->delimiter, "tab"))) ||
      options->delimiter < 0)
    {
      *status = bw_cli_misuse (cli, _ ("--delimiter takes one sign or “tab”, not “%s”."), said->delimiter);
      return FALSE;
    }
  if (said->decimal != NULL && strcmp (said->decimal, ".") != 0 && strcmp (said->decimal, ",") != 0)
    {
      *status = bw_cli_misuse (cli, _ ("--decimal takes a point or a comma, not “%s”."), said->decimal);
      return FALSE;
    }
  if (said->order != NULL && !bw_date_order_parse (said->order, &options->date_order))
    {
      *status = bw_cli_misuse (cli, _ ("--date-order takes day-first, month-first or year-first, not “%s”."), said->order);
      return FALSE;
    }
  options->encoding = g_strdup (said->encoding);
  options->decimal = said->decimal != NULL ? said->decimal[0] : 0;
  options->header_line = (guint)MAX (said->header_line, 0);
  options->from_1904 = said->from_1904;
  return TRUE;
}

/* The tables of all @files, each with a copy of @said. Files that cannot be listed stay as they are. */
GPtrArray *
bw_cli_layout_list (char               **files,
                    const BwFileOptions *said,
                    GHashTable          *options)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (char **file = files; *file != NULL; file++)
    {
      g_auto (GStrv) tables = bw_input_list (*file, NULL);

      if (tables == NULL)
        g_ptr_array_add (paths, g_strdup (*file));
      for (char **table = tables; table != NULL && *table != NULL; table++)
        {
          g_ptr_array_add (paths, g_strdup (*table));
          g_hash_table_replace (options, g_strdup (*table), bw_file_options_copy (said));
        }
    }
  g_ptr_array_add (paths, NULL);
  return paths;
}
