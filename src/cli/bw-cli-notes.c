/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes about deals: all that was ever written, and a new one. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-note.h"
#include "session/bw-author.h"

/* What became of @row, a version of the note that @rows are all versions of. */
static const char *
version_state (const BwBook *book,
               const GArray *rows,
               guint         row)
{
  if (bw_book_note (book, row)->removed)
    return "removed";
  return g_array_index (rows, guint, rows->len - 1) == row ? "current" : "earlier";
}

typedef struct
{
  const BwBook *book;
  gint32        deal;    /* BW_NOBODY: all */
  JsonBuilder  *builder; /* (nullable): CSV is printed */
} Listing;

static void
list_version (const Listing *listing,
              const BwNote  *note,
              const char    *state)
{
  const BwBook    *book = listing->book;
  g_autofree char *begun = bw_adjustment_dup_time (note->at), *written = bw_adjustment_dup_time (note->edited);
  g_autofree char *line = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)bw_note_line (note));
  const char      *id = note->deal >= 0 ? bw_book_text (book, book->deals.ref[note->deal]) : "";
  const char      *name = note->deal >= 0 ? bw_book_text (book, book->deals.name[note->deal]) : "";
  const char      *author = bw_book_text (book, note->author), *text = bw_book_text (book, note->text);
  const char      *cells[] = { id, name, line, begun, written, author, state, text };
  const char      *names[] = { "id", "name", "note", "begun", "written", "author", "state", "text" };

  if (listing->builder == NULL)
    {
      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
      return;
    }
  json_builder_begin_object (listing->builder);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    bw_cli_add_text (listing->builder, names[i], *cells[i] != '\0' ? cells[i] : NULL);
  json_builder_end_object (listing->builder);
}

/* Note by note in the order in which they were begun, each with all its versions, the oldest first. */
static void
list (const Listing *listing)
{
  const BwBook *book = listing->book;

  for (guint i = 0; i < book->notes->len; i++)
    {
      const BwNote *first = bw_book_note (book, i);
      g_autoptr (GArray) rows = NULL;

      if (first->line != 0 || (listing->deal >= 0 && first->deal != listing->deal))
        continue;
      rows = bw_note_versions (book, first->key);
      for (guint v = 0; v < rows->len; v++)
        {
          guint row = g_array_index (rows, guint, v);

          list_version (listing, bw_book_note (book, row), version_state (book, rows, row));
        }
    }
}

static void
print (const BwCli  *cli,
       const BwBook *book,
       gint32        deal)
{
  static const char *const header[] = { "Deal ID", "Deal", "Note", "Begun", "Written", "Author", "State", "Text" };
  g_autoptr (JsonBuilder) builder = cli->json ? json_builder_new () : NULL;
  Listing listing = { book, deal, builder };

  if (builder == NULL)
    {
      bw_cli_print_csv (header, G_N_ELEMENTS (header));
      list (&listing);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  list (&listing);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Writes down what is to be noted about @deal. */
static int
add (const BwCli *cli,
     BwSession   *session,
     gint32       deal,
     const char  *text,
     const char  *author)
{
  BwBook          *book = bw_session_get_book (session), *after;
  BwNoteSignature  signature = { author != NULL ? author : bw_author_get_name (), g_get_real_time () / G_USEC_PER_SEC };
  g_autofree char *label = g_strdup_printf (_ ("Note about %s"), bw_book_text (book, book->deals.name[deal]));
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  BwDelta         *delta;

  if (*stripped == '\0')
    return bw_cli_misuse (cli, _ ("There is nothing to note. Write the note after --add."));
  after = bw_note_edit_add (book, (guint)deal, stripped, &signature, &delta);
  return bw_cli_apply (cli, session, label, after, delta);
}

int
bw_cli_notes (int    argc,
              char **argv)
{
  g_autofree char   *deal_text = NULL, *text = NULL, *author = NULL;
  const GOptionEntry entries[] = {
    { "deal", 0, 0, G_OPTION_ARG_STRING, &deal_text, _ ("Only the notes about this deal"), "ID" },
    { "add", 0, 0, G_OPTION_ARG_STRING, &text, _ ("Note this about the deal"), "TEXT" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &author, _ ("Who notes it, if not the person whose account this is"), "NAME" },
    { NULL },
  };
  gint32 deal = BW_NOBODY;
  int    status;
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Lists what is noted about deals, with all that was changed in it or taken away."), entries, 1,
                     1, &status))
    return status;
  if (text != NULL && deal_text == NULL)
    return bw_cli_misuse (&cli, _ ("Say with --deal about which deal that is to be noted."));
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  if (deal_text != NULL)
    deal = bw_cli_find_deal (bw_session_get_book (session), deal_text);
  if (deal_text != NULL && deal < 0)
    return bw_cli_misuse (&cli, _ ("The project has no single deal “%s”. Write the ID that it has in the CRM."), deal_text);
  if (text == NULL)
    {
      print (&cli, bw_session_get_book (session), deal);
      return BW_CLI_DONE;
    }
  status = add (&cli, session, deal, text, author);
  bw_session_close (session);
  return status;
}
