/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import changed: changes. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-change.h"
#include "core/bw-custom-field.h"
#include "core/bw-import-changes.h"

static const char *
ref_of (const BwBook *book,
        guint         deal)
{
  return bw_book_text (book, book->deals.ref[deal]);
}

static void
print_json (const BwBook          *book,
            const BwImportChanges *changes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, changes->import);

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "file", bw_book_text (book, record->file));
  bw_cli_add_date (builder, "as_of", record->as_of);
  bw_cli_add_count (builder, "deals", changes->n_deals);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->fields->len; i++)
    {
      const BwFieldChanges *field = &g_array_index (changes->fields, BwFieldChanges, i);
      g_autofree char      *name = bw_change_field_dup_name (book, field->field);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "field", name);
      bw_cli_add_count (builder, "changes", field->n_changes);
      bw_cli_add_count (builder, "deals", field->n_deals);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const BwChange  *change = &book->history.changes[g_array_index (changes->changes, guint, i)];
      g_autofree char *name = bw_change_field_dup_name (book, change->field);
      g_autofree char *before = bw_change_dup_value (book, change->field, change->old_value);
      g_autofree char *after = bw_change_dup_value (book, change->field, change->new_value);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "deal", ref_of (book, change->deal));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[change->deal]));
      bw_cli_add_text (builder, "field", name);
      bw_cli_add_text (builder, "old", before);
      bw_cli_add_text (builder, "new", after);
      bw_cli_add_date (builder, "at", change->at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_rows (const BwBook          *book,
            const BwImportChanges *changes)
{
  static const char *const header[] = { "deal", "name", "field", "old", "new", "at" };

  bw_cli_print_csv (header, G_N_ELEMENTS (header));
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const BwChange  *change = &book->history.changes[g_array_index (changes->changes, guint, i)];
      char             at[BW_DATE_ISO_SIZE];
      g_autofree char *name = bw_change_field_dup_name (book, change->field);
      g_autofree char *before = bw_change_dup_value (book, change->field, change->old_value);
      g_autofree char *after = bw_change_dup_value (book, change->field, change->new_value);
      const char      *cells[] = { ref_of (book, change->deal), bw_book_text (book, book->deals.name[change->deal]), name,
                              before != NULL ? before : "", after != NULL ? after : "", bw_date_write_iso (change->at, at) };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

int
bw_cli_changes (int    argc,
                char **argv)
{
  const BwBook *book;
  int           status;
  gint64        number;
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (BwImportChanges) changes = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "FILE [IMPORT]",
                     _ ("Lists what an import changed, as CSV. IMPORT is its number, the first being 1; without it, the last."),
                     NULL, 1, 2, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  book = bw_session_get_book (session);
  number = book->imports->len;
  if (number == 0 || (cli.n_rest == 2 && !g_ascii_string_to_signed (cli.rest[1], 10, 1, book->imports->len, &number, NULL)))
    return bw_cli_misuse (&cli, _ ("There is no import number %s; there are %u."), cli.n_rest == 2 ? cli.rest[1] : "1",
                          book->imports->len);
  changes = bw_import_changes (book, (gint32)number - 1);
  if (cli.json)
    print_json (book, changes);
  else
    print_rows (book, changes);
  return BW_CLI_DONE;
}
