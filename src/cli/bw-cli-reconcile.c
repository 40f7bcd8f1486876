/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets without a window: written for them, read back, held against everything, taken over. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "core/bw-call-reconcile.h"
#include "core/bw-deal-field.h"
#include "import/bw-call-sheet-read.h"

static const char *const decision_names[BW_N_DECISIONS] = { "open", "accepted", "rejected" };

static const char *
name_of (const BwBook *book,
         gint32        person)
{
  return person >= 0 ? bw_book_text (book, bw_book_person (book, person)->name) : NULL;
}

static int
write_sheets (const BwCliLook *look)
{
  gint32 manager = look->scope.kind == BW_SCOPE_PERSON ? look->scope.index : BW_NOBODY;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = bw_call_sheet_write_all (look->book, &look->period, look->as_of, manager, look->cli.rest[2], &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (paths == NULL)
    return bw_cli_fail (&look->cli, error, BW_CLI_FAILED);
  if (!look->cli.json)
    {
      for (guint i = 0; i < paths->len; i++)
        g_print ("%s\n", (const char *)paths->pdata[i]);
      return BW_CLI_DONE;
    }
  json_builder_begin_object (builder);
  bw_cli_look_add_period (builder, look);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < paths->len; i++)
    json_builder_add_string_value (builder, paths->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
  return BW_CLI_DONE;
}

static void
add_sheets (JsonBuilder       *builder,
            const BwBook      *book,
            const BwReconcile *reconcile)
{
  json_builder_set_member_name (builder, "sheets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reconcile->sheets->len; i++)
    {
      const BwCallSheet *sheet = g_ptr_array_index (reconcile->sheets, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "file", sheet->file);
      bw_cli_add_text (builder, "manager", name_of (book, sheet->manager));
      bw_cli_add_text (builder, "refused", sheet->refusal);
      bw_cli_add_count (builder, "calls", sheet->calls->len);
      bw_cli_add_count (builder, "deals", sheet->deals->len);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_line (JsonBuilder           *builder,
          const BwBook          *book,
          const BwReconcileLine *line)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "id", line->id);
  bw_cli_add_text (builder, "person", name_of (book, line->person));
  bw_cli_add_text (builder, "category", bw_rollup_category_name (line->category));
  bw_cli_add_money (builder, "manager", line->manager, book->currency);
  bw_cli_add_money (builder, "rep", line->rep, book->currency);
  bw_cli_add_money (builder, "crm", line->crm, book->currency);
  bw_cli_add_money (builder, "stands", line->stands, book->currency);
  bw_cli_add_money (builder, "manager_less_crm", line->manager - line->crm, book->currency);
  bw_cli_add_money (builder, "manager_less_rep", line->rep != BW_MONEY_NONE ? line->manager - line->rep : BW_MONEY_NONE, book->currency);
  bw_cli_add_money (builder, "unexplained", line->unexplained, book->currency);
  bw_cli_add_text (builder, "decision", decision_names[line->decision]);
  json_builder_set_member_name (builder, "deals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->deals->len; i++)
    {
      const BwReconcileDeal *deal = &g_array_index (line->deals, BwReconcileDeal, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[deal->deal]));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[deal->deal]));
      bw_cli_add_money (builder, "crm", deal->crm, book->currency);
      bw_cli_add_money (builder, "manager", deal->manager, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_findings (JsonBuilder       *builder,
              const BwBook      *book,
              const BwReconcile *reconcile)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reconcile->findings->len; i++)
    {
      const BwReconcileFinding *finding = &g_array_index (reconcile->findings, BwReconcileFinding, i);
      const BwCallSheet        *sheet = finding->sheet >= 0 ? g_ptr_array_index (reconcile->sheets, finding->sheet) : NULL;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "kind", bw_reconcile_kind_name (finding->kind));
      bw_cli_add_text (builder, "file", sheet != NULL ? sheet->file : NULL);
      bw_cli_add_text (builder, "cell", *finding->cell != '\0' ? finding->cell : NULL);
      bw_cli_add_text (builder, "person", name_of (book, finding->person));
      bw_cli_add_text (builder, "deal", finding->deal >= 0 ? bw_book_text (book, book->deals.ref[finding->deal]) : NULL);
      bw_cli_add_text (builder, "text", finding->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What stands of everyone, before or after. */
static void
add_rollup (JsonBuilder      *builder,
            const char       *name,
            const BwBook     *book,
            const BwCallTree *tree)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (int category = BW_CATEGORY_CLOSED; category >= BW_CATEGORY_PIPELINE; category--)
    bw_cli_add_money (builder, bw_rollup_category_name ((BwCategory)category), tree->everyone[category], book->currency);
  json_builder_end_object (builder);
}

static void
print_result (const BwCliLook   *look,
              const BwBook      *after,
              const BwReconcile *reconcile)
{
  const BwBook *book = look->book;
  g_autoptr (BwCallTree) tree = bw_call_tree_new (after, &look->period, look->as_of);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!look->cli.json)
    {
      for (guint i = 0; i < reconcile->findings->len; i++)
        g_print ("%s\n", g_array_index (reconcile->findings, BwReconcileFinding, i).text);
      for (guint i = 0; i < reconcile->lines->len; i++)
        {
          const BwReconcileLine *line = &g_array_index (reconcile->lines, BwReconcileLine, i);
          g_autofree char       *manager = bw_money_format (line->manager, book->currency), *rep = bw_money_format (line->rep, book->currency);
          g_autofree char       *crm = bw_money_format (line->crm, book->currency);

          /* Translators: a cell, a person, a category, three amounts, a decision */
          g_print (_ ("%s  %s, %s: sheet %s, own call %s, CRM %s (%s)\n"), line->id, name_of (book, line->person),
                   bw_deal_category_title (book, line->category), manager, rep, crm, decision_names[line->decision]);
        }
      return;
    }
  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_look_add_period (builder, look);
  bw_cli_add_text (builder, "currency", book->currency);
  add_sheets (builder, book, reconcile);
  add_findings (builder, book, reconcile);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reconcile->lines->len; i++)
    add_line (builder, book, &g_array_index (reconcile->lines, BwReconcileLine, i));
  json_builder_end_array (builder);
  add_rollup (builder, "before", book, reconcile->tree);
  add_rollup (builder, "after", after, tree);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Marks the lines with @ids (nullable) as decided. */
static gboolean
decide (const BwCli       *cli,
        const BwReconcile *reconcile,
        char             **ids,
        BwDecision         decision,
        int               *status)
{
  for (; ids != NULL && *ids != NULL; ids++)
    {
      BwReconcileLine *line = bw_reconcile_find_line (reconcile, *ids);

      if (line == NULL)
        {
          *status = bw_cli_misuse (cli, _ ("No sheet has a number at “%s”. Name it as the list does, such as anna.xlsx!I7."), *ids);
          return FALSE;
        }
      line->decision = decision;
    }
  return TRUE;
}

static int
read_sheets (const BwCliLook *look,
             char           **accept,
             char           **reject,
             gboolean         keeps)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_call_sheet_free);
  g_autoptr (BwReconcile) reconcile = NULL;
  g_autoptr (BwBook) after = NULL;
  BwDelta *delta = NULL;
  int      status = BW_CLI_DONE;

  for (guint i = 2; i < look->cli.n_rest; i++)
    g_ptr_array_add (sheets, bw_call_sheet_read (look->book, &look->period, look->cli.rest[i]));
  reconcile = bw_reconcile_sheets (look->book, &look->period, look->as_of, sheets);
  if (!decide (&look->cli, reconcile, reject, BW_DECISION_REJECTED, &status) ||
      !decide (&look->cli, reconcile, accept, BW_DECISION_ACCEPTED, &status))
    return status;
  bw_reconcile_decide (reconcile);
  after = bw_reconcile_apply (bw_session_get_book (look->session), reconcile, g_get_real_time () / G_USEC_PER_SEC, &delta);
  if (keeps)
    status = bw_cli_apply (&look->cli, look->session, _ ("Reconcile sheets"), bw_book_ref (after), delta);
  else
    bw_delta_free (delta);
  if (status == BW_CLI_DONE)
    print_result (look, after, reconcile);
  return status;
}

int
bw_cli_reconcile (int    argc,
                  char **argv)
{
  g_auto (GStrv) accept = NULL;
  g_auto (GStrv) reject = NULL;
  gboolean           keeps = FALSE;
  const GOptionEntry own[] = {
    { "accept", 0, 0, G_OPTION_ARG_STRING_ARRAY, &accept, _ ("Accept this number, though another is about the same"), "ID" },
    { "reject", 0, 0, G_OPTION_ARG_STRING_ARRAY, &reject, _ ("Leave this number out"), "ID" },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &keeps, _ ("Take the accepted numbers over; without, only tell"), NULL },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };
  int status;

  if (!bw_cli_look_start_with (&look, argc, argv, "FILE out FOLDER | FILE in SHEET…", 3, G_MAXUINT,
                               _ ("Writes a sheet for each manager, or for that of --scope, and reads filled ones back, all at once: who called what, what "
                                  "differs to the cent and why, what is there twice, who is missing. What is accepted becomes calls and overrides."),
                               own, &status))
    return status;
  if (g_str_equal (look.cli.rest[1], "out") && look.cli.n_rest == 3)
    return write_sheets (&look);
  if (g_str_equal (look.cli.rest[1], "in"))
    return read_sheets (&look, accept, reject, keeps);
  return bw_cli_misuse (&look.cli, _ ("Write: reconcile FILE out FOLDER, or reconcile FILE in SHEET…"));
}
