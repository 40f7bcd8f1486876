/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commitments and comments without a window: "commitments" lists and settles what people said they would do, "comment" lists and adds
 * what was said about deals, accounts and cells of the forecast. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-list.h"
#include "cli/bw-cli.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-call-edit.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-merge.h"
#include "core/bw-rollup.h"
#include "core/bw-territory-plan.h"
#include "session/bw-author.h"

typedef struct
{
  char *owner, *due, *deal, *account, *note, *author, *today, *person, *period, *category, *mentions, *territory;
  /* What these name. */
  BwDate due_day, today_day;
} Wish;

static void
wish_clear (Wish *wish)
{
  g_free (wish->owner);
  g_free (wish->due);
  g_free (wish->deal);
  g_free (wish->account);
  g_free (wish->note);
  g_free (wish->author);
  g_free (wish->today);
  g_free (wish->person);
  g_free (wish->period);
  g_free (wish->category);
  g_free (wish->mentions);
  g_free (wish->territory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static const char *
person_name (const BwBook *book,
             gint32        person)
{
  return person >= 0 ? bw_book_text (book, bw_book_person (book, person)->name) : NULL;
}

/* The line over the plans of the territory called @name, in the plan that is in force or else in the last that has one; 0 for none. */
static gint64
find_territory (const BwBook *book,
                const char   *name)
{
  gint32 plan = bw_territory_plan_current (book);
  gint64 found = 0;

  for (guint i = 0; i < book->territories->len; i++)
    {
      const BwTerritory *row = bw_book_territory (book, i);

      if (!g_str_equal (bw_book_text (book, row->name), name))
        continue;
      found = row->line != 0 ? row->line : row->key;
      if (row->plan == plan)
        break;
    }
  return found;
}

/* Finds the deal, the account and the territory that are named; those that are not stay nobody. */
static gboolean
find_subjects (const BwCli  *cli,
               const BwBook *book,
               const Wish   *wish,
               gint32       *deal,
               gint32       *account,
               gint64       *territory,
               int          *status)
{
  if (wish->territory != NULL && (*territory = find_territory (book, wish->territory)) == 0)
    {
      *status = bw_cli_misuse (cli, _ ("The project has no territory “%s”. Write its name as the plan has it."), wish->territory);
      return FALSE;
    }
  if (wish->deal != NULL && (*deal = bw_cli_find_deal (book, wish->deal)) < 0)
    {
      *status = bw_cli_misuse (cli, _ ("The project has no single deal “%s”. Write the ID that it has in the CRM."), wish->deal);
      return FALSE;
    }
  for (guint i = 0; wish->account != NULL && *account < 0 && i < book->accounts->len; i++)
    {
      const BwAccount *row = bw_book_account (book, i);

      if (g_str_equal (bw_book_text (book, row->ref), wish->account) || g_str_equal (bw_book_text (book, row->name), wish->account))
        *account = bw_merge_resolve (book, BW_TABLE_ACCOUNTS, (gint32)i);
    }
  if (wish->account == NULL || *account >= 0)
    return TRUE;
  *status = bw_cli_misuse (cli, _ ("The project has no account “%s”. Write its name or the ID that it has in the CRM."), wish->account);
  return FALSE;
}

static void
sign (const Wish      *wish,
      BwNoteSignature *signature)
{
  signature->author = wish->author != NULL ? wish->author : bw_author_get_name ();
  signature->at = g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- commitments ---- */

static void
print_commitment (const BwBook       *book,
                  const BwCommitment *commitment,
                  BwDate              today,
                  JsonBuilder        *builder)
{
  static const char *const names[] = { "id", "owner", "text", "due", "state", "begun", "written", "deal", "deal_name",
                                       "deal_state", "account", "territory", "note", "author" };
  g_autofree char         *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)bw_commitment_line (commitment));
  g_autofree char         *due = commitment->due != BW_DATE_NONE ? bw_date_to_iso (commitment->due) : NULL;
  g_autofree char         *begun = bw_adjustment_dup_time (commitment->at), *written = bw_adjustment_dup_time (commitment->edited);
  gboolean                 has_deal = commitment->deal >= 0;
  const char              *cells[] = {
                 id,
                 person_name (book, commitment->owner),
                 bw_book_text (book, commitment->text),
                 due,
                 bw_commitment_state_name (commitment, today),
                 begun,
                 written,
    has_deal ? bw_book_text (book, book->deals.ref[commitment->deal]) : NULL,
    has_deal ? bw_book_text (book, book->deals.name[commitment->deal]) : NULL,
                 bw_commitment_deal_state (book, commitment),
    commitment->account >= 0 ? bw_book_text (book, bw_book_account (book, commitment->account)->name) : NULL,
    commitment->territory != 0 ? bw_commitment_territory_name (book, commitment) : NULL,
                 bw_book_text (book, commitment->note),
                 bw_book_text (book, commitment->author),
  };

  bw_cli_list_row (builder, names, cells, G_N_ELEMENTS (cells));
}

static int
list_commitments (const BwCli  *cli,
                  const BwBook *book,
                  const Wish   *wish)
{
  static const char *const titles[] = { "ID", "Owner", "Commitment", "Due", "State", "Begun", "Written", "Deal ID", "Deal",
                                        "Deal is", "Account", "Territory", "Note", "Author" };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  gint32 owner = BW_NOBODY;
  int    status;

  if (wish->owner != NULL && !bw_cli_find_person (cli, book, wish->owner, &owner, &status))
    return status;
  builder = bw_cli_list_begin (cli, "commitments");
  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  rows = bw_commitment_current (book, owner);
  for (guint i = 0; i < rows->len; i++)
    print_commitment (book, bw_book_commitment (book, g_array_index (rows, guint, i)), wish->today_day, builder);
  bw_cli_list_end (builder);
  return BW_CLI_DONE;
}

static int
add_commitment (const BwCli *cli,
                BwSession   *session,
                const Wish  *wish)
{
  BwBook           *book = bw_session_get_book (session), *after;
  BwCommitmentInput input = { .due = wish->due_day, .deal = BW_NOBODY, .account = BW_NOBODY };
  g_autofree char  *text = NULL, *label = NULL;
  BwNoteSignature   signature;
  BwDelta          *delta;
  int               status;

  if (cli->n_rest != 3 || wish->owner == NULL)
    return bw_cli_misuse (cli, _ ("Say what was promised and with --owner by whom: commitments FILE add TEXT --owner NAME."));
  text = g_strstrip (g_strdup (cli->rest[2]));
  if (*text == '\0')
    return bw_cli_misuse (cli, _ ("A commitment needs a text."));
  if ((wish->deal != NULL) + (wish->account != NULL) + (wish->territory != NULL) > 1)
    return bw_cli_misuse (cli, _ ("A commitment is about one thing: --deal, --account or --territory."));
  if (!bw_cli_find_person (cli, book, wish->owner, &input.owner, &status) ||
      !find_subjects (cli, book, wish, &input.deal, &input.account, &input.territory, &status))
    return status;
  input.text = text;
  sign (wish, &signature);
  /* Translators: a person */
  label = g_strdup_printf (_ ("Commitment of %s"), person_name (book, input.owner));
  after = bw_commitment_edit_add (book, &input, &signature, &delta);
  return bw_cli_apply (cli, session, label, after, delta);
}

/* Keeps, drops, opens again or moves the commitment whose id, or the beginning of it, is given. */
static int
change_commitment (const BwCli *cli,
                   BwSession   *session,
                   const char  *verb,
                   const Wish  *wish)
{
  static const struct
  {
    const char       *verb;
    BwCommitmentState state;
    const char       *label;
  } verbs[] = {
    { "keep", BW_COMMITMENT_KEPT, N_ ("Commitment kept") },
    { "drop", BW_COMMITMENT_DROPPED, N_ ("Commitment dropped") },
    { "reopen", BW_COMMITMENT_OPEN, N_ ("Commitment open again") },
    { "move", BW_N_COMMITMENT_STATES, N_ ("Move a commitment") },
  };
  BwBook         *book = bw_session_get_book (session), *after;
  BwNoteSignature signature;
  BwDelta        *delta;
  guint           which = 0, found = 0;
  gint64          line = 0;
  g_autoptr (GArray) rows = bw_commitment_current (book, BW_NOBODY);

  while (which < G_N_ELEMENTS (verbs) && !g_str_equal (verbs[which].verb, verb))
    which++;
  if (which == G_N_ELEMENTS (verbs))
    return bw_cli_misuse (cli, _ ("“%s” is none of list, add, keep, drop, reopen and move."), verb);
  if (cli->n_rest != 3 || *cli->rest[2] == '\0')
    return bw_cli_misuse (cli, _ ("Say which commitment: its id stands in the list."));
  for (guint i = 0; i < rows->len; i++)
    {
      gint64           own = bw_commitment_line (bw_book_commitment (book, g_array_index (rows, guint, i)));
      g_autofree char *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)own);

      if (!g_str_has_prefix (id, cli->rest[2]))
        continue;
      line = own;
      found++;
    }
  if (found != 1)
    return bw_cli_misuse (cli, _ ("There is no single commitment “%s”: its id stands in the list."), cli->rest[2]);
  if (verbs[which].state == BW_N_COMMITMENT_STATES && wish->due == NULL)
    return bw_cli_misuse (cli, _ ("Say with --due to which day."));
  sign (wish, &signature);
  after = verbs[which].state == BW_N_COMMITMENT_STATES
            ? bw_commitment_edit_move (book, line, wish->due_day, wish->note, &signature, &delta)
            : bw_commitment_edit_settle (book, line, verbs[which].state, wish->note, &signature, &delta);
  return bw_cli_apply (cli, session, _ (verbs[which].label), after, delta);
}

int
bw_cli_commitments (int    argc,
                    char **argv)
{
  g_auto (Wish) wish = { .due_day = BW_DATE_NONE };
  const GOptionEntry entries[] = {
    { "owner", 0, 0, G_OPTION_ARG_STRING, &wish.owner, _ ("Who is to do it; in a list: only theirs"), "NAME" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &wish.due, _ ("By when"), "DATE" },
    { "deal", 0, 0, G_OPTION_ARG_STRING, &wish.deal, _ ("The deal that it is about"), "ID" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &wish.account, _ ("The account that it is about"), "NAME" },
    { "territory", 0, 0, G_OPTION_ARG_STRING, &wish.territory, _ ("The territory that it is about"), "NAME" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &wish.note, _ ("What is said when it is kept, dropped or moved"), "TEXT" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &wish.author, _ ("Who notes it, if not the person whose account this is"), "NAME" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &wish.today, _ ("Tell what is late on this day"), "DATE" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  const char *verb;
  int         status;

  if (!bw_cli_parse (&cli, argc, argv, "FILE [list | add TEXT | keep ID | drop ID | reopen ID | move ID]",
                     _ ("Lists what people said they would do and what became of it; adds to it and settles it. What was said before stays."),
                     entries, 1, 3, &status))
    return status;
  wish.today_day = (BwDate)(g_get_real_time () / G_USEC_PER_SEC / 86400);
  if (!bw_cli_read_day (&cli, wish.due, &wish.due_day, &status) || !bw_cli_read_day (&cli, wish.today, &wish.today_day, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  verb = cli.n_rest > 1 ? cli.rest[1] : "list";
  if (g_str_equal (verb, "list"))
    return list_commitments (&cli, bw_session_get_book (session), &wish);
  status = g_str_equal (verb, "add") ? add_commitment (&cli, session, &wish) : change_commitment (&cli, session, verb, &wish);
  bw_session_close (session);
  return status;
}

/* ---- comment ---- */

/* What is commented. Returns FALSE where that is nothing, or more than one thing, which has been told. */
static gboolean
read_about (const BwCli    *cli,
            const BwBook   *book,
            const Wish     *wish,
            BwCommentAbout *about,
            int            *status)
{
  gboolean is_cell = wish->person != NULL || wish->period != NULL || wish->category != NULL;
  BwPeriod period;
  g_autoptr (GError) error = NULL;

  *about = bw_comment_about_none ();
  if ((wish->deal != NULL) + (wish->account != NULL) + (wish->territory != NULL) + is_cell != 1)
    *status = bw_cli_misuse (cli, _ ("Say what it is about: --deal, --account, --territory, or a cell with --person, --period and --category."));
  else if (!is_cell)
    return find_subjects (cli, book, wish, &about->deal, &about->account, &about->territory, status);
  else if (wish->person == NULL || wish->period == NULL || wish->category == NULL)
    *status = bw_cli_misuse (cli, _ ("A cell of the forecast has a person, a period and a category: say all three."));
  else if (!bw_calendar_parse_period (&book->calendar, wish->period, &period, &error))
    *status = bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
  else if (!bw_call_category_parse (book, wish->category, &about->category))
    *status = bw_cli_misuse (cli, _ ("“%s” is no forecast category. Call commit, best case or pipeline."), wish->category);
  else if (bw_cli_find_person (cli, book, wish->person, &about->person, status))
    {
      about->from = period.from;
      about->to = period.to;
      return TRUE;
    }
  return FALSE;
}

static void
print_comment (const BwBook    *book,
               const BwComment *comment,
               JsonBuilder     *builder)
{
  static const char *const names[] = { "id", "begun", "written", "author", "deal", "account", "territory", "person", "from", "to", "category", "text" };
  g_autofree char         *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)bw_comment_line (comment));
  g_autofree char         *begun = bw_adjustment_dup_time (comment->at), *written = bw_adjustment_dup_time (comment->edited);
  g_autofree char         *from = comment->from != BW_DATE_NONE ? bw_date_to_iso (comment->from) : NULL;
  g_autofree char         *to = comment->to != BW_DATE_NONE ? bw_date_to_iso (comment->to) : NULL;
  g_autofree char         *text = bw_comment_dup_text (book, comment);
  const BwCommitment       named = { .territory = comment->territory };
  const char              *cells[] = {
                 id,
                 begun,
                 written,
                 bw_book_text (book, comment->author),
    comment->deal >= 0 ? bw_book_text (book, book->deals.ref[comment->deal]) : NULL,
    comment->account >= 0 ? bw_book_text (book, bw_book_account (book, comment->account)->name) : NULL,
    comment->territory != 0 ? bw_commitment_territory_name (book, &named) : NULL,
                 person_name (book, comment->person),
                 from,
                 to,
    comment->category < BW_N_CATEGORIES ? bw_rollup_category_name (comment->category) : NULL,
                 text,
  };

  bw_cli_list_row (builder, names, cells, G_N_ELEMENTS (cells));
}

static int
list_comments (const BwCli  *cli,
               const BwBook *book,
               const Wish   *wish)
{
  static const char *const titles[] = { "ID", "Begun", "Written", "Author", "Deal ID", "Account", "Territory", "Person", "From", "To", "Category", "Text" };
  gboolean                 is_all = wish->deal == NULL && wish->account == NULL && wish->territory == NULL && wish->person == NULL && wish->period == NULL &&
                    wish->category == NULL;
  gint32         mentioned = BW_NOBODY;
  BwCommentAbout about;
  int            status;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (!is_all && !read_about (cli, book, wish, &about, &status))
    return status;
  if (wish->mentions != NULL && !bw_cli_find_person (cli, book, wish->mentions, &mentioned, &status))
    return status;
  rows = bw_comment_current (book, is_all ? NULL : &about);
  builder = bw_cli_list_begin (cli, "comments");
  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwComment *comment = bw_book_comment (book, g_array_index (rows, guint, i));

      if (mentioned == BW_NOBODY || bw_comment_does_mention (book, comment, mentioned))
        print_comment (book, comment, builder);
    }
  bw_cli_list_end (builder);
  return BW_CLI_DONE;
}

int
bw_cli_comment (int    argc,
                char **argv)
{
  g_auto (Wish) wish = { 0 };
  const GOptionEntry entries[] = {
    { "deal", 0, 0, G_OPTION_ARG_STRING, &wish.deal, _ ("About this deal"), "ID" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &wish.account, _ ("About this account"), "NAME" },
    { "territory", 0, 0, G_OPTION_ARG_STRING, &wish.territory, _ ("About this territory"), "NAME" },
    { "person", 0, 0, G_OPTION_ARG_STRING, &wish.person, _ ("About a cell of the forecast: whose"), "NAME" },
    { "period", 0, 0, G_OPTION_ARG_STRING, &wish.period, _ ("Of which period"), "PERIOD" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &wish.category, _ ("Of which category"), "CATEGORY" },
    { "mentions", 0, 0, G_OPTION_ARG_STRING, &wish.mentions, _ ("List only those that mention this person"), "NAME" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &wish.author, _ ("Who says it, if not the person whose account this is"), "NAME" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autofree char *text = NULL;
  BwNoteSignature  signature;
  BwCommentAbout   about;
  BwDelta         *delta;
  BwBook          *after;
  int              status;

  if (!bw_cli_parse (&cli, argc, argv, "FILE [TEXT]",
                     _ ("Lists what was said about deals, accounts, territories and cells of the forecast, or with a text says something. “@” and a name mention a person."),
                     entries, 1, 2, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  if (cli.n_rest == 1)
    return list_comments (&cli, bw_session_get_book (session), &wish);
  text = g_strstrip (g_strdup (cli.rest[1]));
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return bw_cli_misuse (&cli, _ ("A comment needs a text."));
  if (!read_about (&cli, bw_session_get_book (session), &wish, &about, &status))
    return status;
  sign (&wish, &signature);
  after = bw_comment_edit_add (bw_session_get_book (session), &about, text, &signature, &delta);
  status = bw_cli_apply (&cli, session, _ ("Comment"), after, delta);
  bw_session_close (session);
  return status;
}
