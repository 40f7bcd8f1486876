/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands that tell of a period have in common: the project, the day, the period, the scope. */

#include "cli/bw-cli-look.h"

#include <glib/gi18n-lib.h>

#include "core/bw-reporting.h"

/* Closes the project and frees what @look holds. */
void
bw_cli_look_clear (BwCliLook *look)
{
  bw_cli_clear (&look->cli);
  g_clear_pointer (&look->book, bw_book_unref);
  if (look->session != NULL)
    bw_session_close (look->session);
  g_clear_object (&look->session);
  g_free (look->as_of_text);
  g_free (look->period_text);
  g_free (look->scope_text);
  g_free (look->filter_text);
  g_free (look->period_name);
  g_free (look->scope_name);
}

/* Reads the options, @own ones (nullable, ended by an empty one) besides those of all, and opens the project. When it gives
 * FALSE, @status is what the command is to return. */
gboolean
bw_cli_look_start (BwCliLook          *look,
                   int                 argc,
                   char              **argv,
                   const char         *summary,
                   const GOptionEntry *own,
                   int                *status)
{
  return bw_cli_look_start_with (look, argc, argv, "FILE", 1, 1, summary, own, status);
}

/* The same for a command with more arguments than the file: @arguments says which, @min_rest to @max_rest how many with the file. */
gboolean
bw_cli_look_start_with (BwCliLook          *look,
                        int                 argc,
                        char              **argv,
                        const char         *arguments,
                        guint               min_rest,
                        guint               max_rest,
                        const char         *summary,
                        const GOptionEntry *own,
                        int                *status)
{
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  const GOptionEntry shared[] = {
    /* the last is left out where the command has its own */
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &look->as_of_text, _ ("Use nothing that was known only after this day"), "DATE" },
    { "period", 0, 0, G_OPTION_ARG_STRING, &look->period_text, _ ("The period, such as 2026-Q4 or 2026-M11"), "P" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &look->scope_text, _ ("A person with everyone below, or a territory"), "NAME" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &look->filter_text, _ ("Only deals such as: product = \"Edge Hub\" or region ~ north"), "EXPR" },
  };

  g_array_append_vals (entries, shared, G_N_ELEMENTS (shared));
  for (; own != NULL && own->long_name != NULL; own++)
    {
      if (g_str_equal (own->long_name, "filter"))
        g_array_set_size (entries, G_N_ELEMENTS (shared) - 1);
      g_array_append_val (entries, *own);
    }
  if (!bw_cli_parse (&look->cli, argc, argv, arguments, summary, (const GOptionEntry *)entries->data, min_rest, max_rest, status))
    return FALSE;
  look->session = bw_cli_open (&look->cli, look->cli.rest[0], status);
  if (look->session == NULL)
    return FALSE;
  if (!bw_cli_read_focus (&look->cli, bw_session_get_book (look->session), look->as_of_text, look->period_text, look->scope_text, look->filter_text,
                          &look->as_of, &look->period, &look->scope, status))
    return FALSE;
  look->book = bw_reporting_book_at (bw_session_get_book (look->session), look->as_of);
  look->period_name = bw_period_dup_name (&look->period);
  look->scope_name = bw_scope_dup_name (look->book, &look->scope);
  return TRUE;
}

/* Adds the scope as "scope" and, when it has one, its filter as "filter". */
void
bw_cli_look_add_scope (JsonBuilder     *builder,
                       const BwCliLook *look)
{
  bw_cli_add_text (builder, "scope", look->scope_name);
  if (bw_scope_is_filtered (&look->scope))
    bw_cli_add_text (builder, "filter", look->scope.filter);
}

/* Adds the period as "period". */
void
bw_cli_look_add_period (JsonBuilder     *builder,
                        const BwCliLook *look)
{
  json_builder_set_member_name (builder, "period");
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "name", look->period_name);
  bw_cli_add_date (builder, "from", look->period.from);
  bw_cli_add_date (builder, "to", look->period.to);
  json_builder_end_object (builder);
}
