/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values: adjustments. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-adjustment-sheet.h"

static void
add_value (JsonBuilder           *builder,
           const char            *name,
           const BwBook          *book,
           BwAdjusted             field,
           const BwAdjustedValue *value)
{
  g_autofree char *text = NULL;

  if (field == BW_ADJUSTED_AMOUNT)
    bw_cli_add_money (builder, name, value->amount, book->currency);
  else if (field == BW_ADJUSTED_CLOSE)
    bw_cli_add_date (builder, name, value->close);
  else
    {
      text = bw_adjusted_dup_plain (book, field, value);
      bw_cli_add_text (builder, name, *text != '\0' ? text : NULL);
    }
}

/* Adds what is said of @row of the log: the members of an object that is open. */
static void
add_members (JsonBuilder        *builder,
             const BwBook       *book,
             const BwAdjustment *row)
{
  BwAdjustedValue  crm = bw_adjusted_crm (book, (guint)row->deal);
  g_autofree char *at = bw_adjustment_dup_time (row->at);
  const char      *note = bw_book_text (book, row->note);

  bw_cli_add_text (builder, "field", bw_adjusted_name (row->field));
  add_value (builder, "crm", book, row->field, &crm);
  add_value (builder, "value", book, row->field, &row->value);
  bw_cli_add_text (builder, "at", at);
  bw_cli_add_text (builder, "state", bw_adjustment_state_name (bw_adjustment_state (book, row)));
  bw_cli_add_text (builder, "note", *note != '\0' ? note : NULL);
}

/* Adds the list "adjustments" of those of @deal that count, to an object that is open. */
void
bw_cli_add_adjustments (JsonBuilder  *builder,
                        const BwBook *book,
                        guint         deal)
{
  json_builder_set_member_name (builder, "adjustments");
  json_builder_begin_array (builder);
  for (BwAdjusted field = 0; field < BW_N_ADJUSTED; field++)
    {
      const BwAdjustment *row = bw_adjustment_find (book, deal, field);

      if (row == NULL)
        continue;
      json_builder_begin_object (builder);
      add_members (builder, book, row);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const BwBook *book)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint        n, n_settled = 0;
  const guint *rows = bw_adjustment_current (book, &n);

  for (guint i = 0; i < book->adjustments->len; i++)
    n_settled += bw_book_adjustment (book, i)->act == BW_ADJUSTMENT_SETTLED;
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "currency", book->currency);
  bw_cli_add_count (builder, "settled", n_settled);
  json_builder_set_member_name (builder, "adjustments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const BwAdjustment *row = bw_book_adjustment (book, rows[i]);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[row->deal]));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[row->deal]));
      add_members (builder, book, row);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

int
bw_cli_adjustments (int    argc,
                    char **argv)
{
  int status;
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autofree char *sheet = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "FILE",
                     _ ("Lists what is written beside the CRM's values of deals and has not come true, as CSV for the CRM's loader."),
                     NULL, 1, 1, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  if (cli.json)
    print_json (bw_session_get_book (session));
  else
    {
      sheet = bw_adjustment_sheet_new (bw_session_get_book (session));
      g_print ("%s", sheet);
    }
  return BW_CLI_DONE;
}
