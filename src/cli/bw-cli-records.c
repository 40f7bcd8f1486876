/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listing what happened around deals: records. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-record.h"

/* Returns: (transfer none): the text of row @index of a table, else what the record names and the project does not have. */
static const char *
link_text (const BwBook *book,
           gint32        index,
           BwText        text,
           BwText        missing)
{
  return bw_book_text (book, index >= 0 ? text : missing);
}

static void
print_record (const BwBook   *book,
              const BwRecord *record)
{
  BwText           deal = record->deal >= 0 ? book->deals.ref[record->deal] : 0;
  BwText           account = record->account >= 0 ? bw_book_account (book, record->account)->name : 0;
  BwText           product = record->product >= 0 ? bw_book_product (book, record->product)->name : 0;
  BwText           person = record->person >= 0 ? bw_book_person (book, record->person)->name : 0;
  g_autofree char *date = bw_date_to_iso (record->date), *due = bw_date_to_iso (record->due);
  g_autofree char *amount = record->amount != BW_MONEY_NONE ? bw_money_format_plain (record->amount, book->currency) : g_strdup ("");
  char             number[G_ASCII_DTOSTR_BUF_SIZE] = "";
  const char      *cells[] = {
         bw_record_kind_name (record->kind),
         bw_book_text (book, record->ref),
         link_text (book, record->deal, deal != 0 || record->deal < 0 ? deal : book->deals.name[record->deal], record->deal_ref),
         link_text (book, record->account, account, record->account_ref),
         bw_book_text (book, person),
         link_text (book, record->product, product, record->product_ref),
         bw_book_text (book, record->name),
         bw_book_text (book, record->type),
         bw_book_text (book, record->status),
    record->phase != BW_RECORD_UNSAID ? bw_record_phase_name (record->phase) : "",
         bw_book_text (book, record->group),
         bw_book_text (book, record->state),
         bw_book_text (book, record->postal),
         date,
         due,
         amount,
         number,
  };

  if (!isnan (record->quantity))
    g_ascii_dtostr (number, sizeof number, record->quantity);
  bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
}

int
bw_cli_records (int    argc,
                char **argv)
{
  static const char *const header[] = { "kind", "id", "deal", "account", "person", "product", "name", "type", "status", "phase",
                                        "group", "state", "postal", "date", "due", "amount", "quantity" };
  g_autofree char         *kind_name = NULL;
  const GOptionEntry       entries[] = {
          { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_name,
            _ ("Only these: activity, line_item, contact, payment, contract, delivery, cost, sale or series"), "K" },
          { NULL },
  };
  BwRecordKind kind = BW_RECORD_ACTIVITY;
  int          status;
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  const BwBook *book;

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Lists activities, line items, payments and the like, as CSV."), entries, 1, 1, &status))
    return status;
  if (kind_name != NULL && !bw_record_kind_parse (kind_name, &kind))
    return bw_cli_misuse (&cli,
                          _ ("“%s” is no kind of record. Write activity, line_item, contact, payment, contract, delivery, cost, sale or series."),
                          kind_name);
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  book = bw_session_get_book (session);
  bw_cli_print_csv (header, G_N_ELEMENTS (header));
  for (guint i = 0; i < book->records->len; i++)
    if (kind_name == NULL || bw_book_record (book, i)->kind == kind)
      print_record (book, bw_book_record (book, i));
  return BW_CLI_DONE;
}
