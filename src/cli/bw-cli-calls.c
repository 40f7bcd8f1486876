/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls and overrides without a window: "call" and "override" say something, "calls" tells what was said and what stands. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "core/bw-call-changes.h"
#include "core/bw-call-course.h"
#include "core/bw-call-day.h"
#include "core/bw-call-edit.h"
#include "core/bw-deal-field.h"
#include "core/bw-home-news.h"

enum
{
  NOON = 43200, /* seconds: for days without a time */
  DAY = 86400,
};

/* The time at which something is said: noon of the day @text (nullable: now). Returns FALSE when that is no day. */
gboolean
bw_cli_read_time (const BwCli *cli,
                  const char  *text,
                  gint64      *at,
                  int         *status)
{
  BwDate date;

  *at = g_get_real_time () / G_USEC_PER_SEC;
  if (text == NULL)
    return TRUE;
  if (!bw_date_parse_iso (text, &date))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is no date. Write it as 2026-12-31."), text);
      return FALSE;
    }
  *at = (gint64)date * DAY + NOON;
  return TRUE;
}

/* Finds the person called @name; tells when there is none. */
gboolean
bw_cli_find_person (const BwCli  *cli,
                    const BwBook *book,
                    const char   *name,
                    gint32       *person,
                    int          *status)
{
  *person = bw_book_find_person (book, name);
  if (*person != BW_NOBODY)
    return TRUE;
  *status = bw_cli_misuse (cli, _ ("Nobody is called “%s”."), name);
  return FALSE;
}

/* Reads an amount as it is typed; tells when it is none. */
gboolean
bw_cli_read_amount (const BwCli *cli,
                    const char  *text,
                    const char  *currency,
                    gint64      *amount,
                    int         *status)
{
  *amount = strpbrk (text, "-–(") == NULL ? bw_money_parse_typed (text, currency) : BW_MONEY_NONE;
  if (*amount != BW_MONEY_NONE)
    return TRUE;
  *status = bw_cli_misuse (cli, _ ("“%s” is no amount of 0 or more. Write it as 450000, 450k or 1.2M."), text);
  return FALSE;
}

/* ---- call, override ---- */

/* Reads what is said from the arguments after the file. */
static gboolean
read_input (const BwCli     *cli,
            const BwCliLook *look,
            const char      *by,
            gboolean         is_override,
            BwCallInput     *input,
            int             *status)
{
  const BwBook *book = look->book;
  const char   *category = cli->rest[2], *amount = cli->rest[3];
  g_autoptr (GError) error = NULL;

  input->is_override = is_override;
  input->period = look->period;
  if (!bw_cli_find_person (cli, book, cli->rest[1], &input->person, status))
    return FALSE;
  if (!bw_call_category_parse (book, category, &input->category))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is no forecast category. Call commit, best case or pipeline."), category);
      return FALSE;
    }
  input->amount = BW_MONEY_NONE;
  if (g_ascii_strcasecmp (amount, "reset") != 0 && !bw_cli_read_amount (cli, amount, book->currency, &input->amount, status))
    return FALSE;
  input->author = bw_call_default_author (book, input->person, is_override);
  if (by != NULL && !bw_cli_find_person (cli, book, by, &input->author, status))
    return FALSE;
  if (bw_call_input_check (book, input, &error))
    return TRUE;
  *status = bw_cli_fail (cli, error, BW_CLI_WRONG_USE);
  return FALSE;
}

static void
add_cell (JsonBuilder      *builder,
          const BwBook     *book,
          const BwCallTree *tree,
          gint32            person,
          BwCategory        category,
          BwRollupView      view)
{
  const BwCallCell *cell = bw_call_tree_cell (tree, person, category);
  gboolean          is_part = view == BW_ROLLUP_SINGLE && category < BW_CATEGORY_CLOSED, is_single = bw_call_tree_is_single (book);
  gint64            surer = bw_call_tree_stands (tree, person, category + 1, BW_ROLLUP_CUMULATIVE);

  bw_cli_add_money (builder, "call", bw_call_in_view (cell->call, surer, is_single, view), book->currency);
  bw_cli_add_money (builder, "override", bw_call_in_view (cell->override, surer, is_single, view), book->currency);
  bw_cli_add_date (builder, "called", cell->called_at > 0 ? (BwDate)(cell->called_at / DAY) : BW_DATE_NONE);
  json_builder_set_member_name (builder, "age_days");
  if (cell->call != BW_MONEY_NONE)
    json_builder_add_int_value (builder, MAX (tree->as_of - (BwDate)(cell->called_at / DAY), 0));
  else
    json_builder_add_null_value (builder);
  bw_cli_add_money (builder, "below", bw_call_tree_below (tree, person, category, view), book->currency);
  bw_cli_add_money (builder, "stands", bw_call_tree_stands (tree, person, category, view), book->currency);
  bw_cli_add_money (builder, "crm", cell->crm - (is_part ? bw_call_tree_cell (tree, person, category + 1)->crm : 0), book->currency);
  bw_cli_add_count (builder, "people_said", cell->n_said);
  bw_cli_add_count (builder, "people_silent", cell->n_silent);
}

/* Tells what stands now of the person and of everyone above. */
static void
print_effect (const BwCliLook   *look,
              const BwBook      *book,
              const BwCallInput *input)
{
  g_autoptr (BwCallTree) tree = bw_call_tree_new (book, &look->period, look->as_of);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!look->cli.json)
    {
      g_autofree char *label = bw_call_input_dup_label (book, input);

      g_print ("%s\n", label);
      for (gint32 person = input->person; person >= 0; person = tree->parent[person])
        {
          g_autofree char *amount = bw_money_format (bw_call_tree_stands (tree, person, input->category, BW_ROLLUP_CUMULATIVE), book->currency);

          /* Translators: a person, an amount */
          g_print (_ ("%s: %s\n"), bw_book_text (book, bw_book_person (book, person)->name), amount);
        }
      return;
    }
  json_builder_begin_object (builder);
  bw_cli_look_add_period (builder, look);
  bw_cli_add_text (builder, "category", bw_rollup_category_name (input->category));
  json_builder_set_member_name (builder, "chain");
  json_builder_begin_array (builder);
  for (gint32 person = input->person; person >= 0; person = tree->parent[person])
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, bw_book_person (book, person)->name));
      add_cell (builder, book, tree, person, input->category, BW_ROLLUP_CUMULATIVE);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_add_money (builder, "everyone", tree->everyone[input->category], book->currency);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static int
say (int         argc,
     char      **argv,
     gboolean    is_override,
     const char *summary)
{
  g_autofree char   *note = NULL, *by = NULL, *at_text = NULL;
  const GOptionEntry own[] = {
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, _ ("What is said about it; of an override the reason"), "TEXT" },
    { "reason", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &note, NULL, NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, _ ("Who says it; without, the person, of an override the person's manager"), "NAME" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at_text, _ ("The day on which it was said; without, now"), "DATE" },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };
  BwCallInput      input = { 0 };
  g_autofree char *label = NULL;
  BwDelta         *delta;
  BwBook          *after;
  gint64           at;
  int              status;

  if (!bw_cli_look_start_with (&look, argc, argv, "FILE PERSON CATEGORY AMOUNT|reset", 4, 4, summary, own, &status))
    return status;
  input.note = note;
  if (!bw_cli_read_time (&look.cli, at_text, &at, &status) || !read_input (&look.cli, &look, by, is_override, &input, &status))
    return status;
  label = bw_call_input_dup_label (look.book, &input);
  after = bw_call_edit_say (bw_session_get_book (look.session), &input, at, &delta);
  status = bw_cli_apply (&look.cli, look.session, label, after, delta);
  if (status == BW_CLI_DONE)
    print_effect (&look, bw_session_get_book (look.session), &input);
  return status;
}

int
bw_cli_call (int    argc,
             char **argv)
{
  return say (argc, argv, FALSE,
              _ ("Says what a person will close in a category of a period, with what is closed already, or takes it back with “reset”. What was "
                 "said before stays in the log."));
}

int
bw_cli_override (int    argc,
                 char **argv)
{
  return say (argc, argv, TRUE,
              _ ("Puts another number beside a person's call, which then counts in its place, or takes it back with “reset”. A reason is "
                 "required; nothing that was said is lost."));
}

/* ---- calls ---- */

static void
add_call (JsonBuilder  *builder,
          const BwBook *book,
          const BwCall *call)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (call->at);
  g_autofree char *at = time != NULL ? g_date_time_format_iso8601 (time) : NULL;
  const char      *note = bw_book_text (book, call->note), *source = bw_book_text (book, call->source);

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "at", at);
  bw_cli_add_text (builder, "kind", !call->is_override ? call->amount != BW_MONEY_NONE ? "call" : "call_reset" : call->amount != BW_MONEY_NONE ? "override"
                                                                                                                                               : "reset");
  bw_cli_add_text (builder, "person", call->person >= 0 ? bw_book_text (book, bw_book_person (book, call->person)->name) : NULL);
  bw_cli_add_text (builder, "author", call->author >= 0 ? bw_book_text (book, bw_book_person (book, call->author)->name) : NULL);
  bw_cli_add_text (builder, "category", bw_rollup_category_name (call->category));
  bw_cli_add_money (builder, "amount", call->amount, book->currency);
  bw_cli_add_date (builder, "from", call->from);
  bw_cli_add_date (builder, "to", call->to);
  bw_cli_add_text (builder, "note", *note != '\0' ? note : NULL);
  bw_cli_add_text (builder, "source", *source != '\0' ? source : NULL);
  json_builder_end_object (builder);
}

static void
add_people (JsonBuilder      *builder,
            const BwBook     *book,
            const BwCallTree *tree,
            const guint8     *in_scope,
            BwRollupView      view)
{
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tree->n_people; i++)
    {
      if (bw_book_person (book, i)->merged != 0 || (in_scope != NULL && !in_scope[i]))
        continue;
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, bw_book_person (book, i)->name));
      bw_cli_add_text (builder, "manager", tree->parent[i] >= 0 ? bw_book_text (book, bw_book_person (book, tree->parent[i])->name) : NULL);
      json_builder_set_member_name (builder, "categories");
      json_builder_begin_array (builder);
      for (int category = BW_CATEGORY_COMMIT; category >= BW_CATEGORY_PIPELINE; category--)
        {
          json_builder_begin_object (builder);
          bw_cli_add_text (builder, "name", bw_rollup_category_name ((BwCategory)category));
          add_cell (builder, book, tree, (gint32)i, (BwCategory)category, view);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_day (JsonBuilder      *builder,
         const BwBook     *book,
         const BwCallTree *tree)
{
  g_autoptr (BwCallDay) day = bw_call_day_new (book, tree, tree->as_of);
  g_autofree char *text = bw_call_day_dup_text (day, book);

  json_builder_set_member_name (builder, "call_day");
  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "due", day->due);
  bw_cli_add_date (builder, "next", day->next);
  bw_cli_add_text (builder, "text", text);
  bw_cli_add_count (builder, "expected", day->callers->len);
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  for (guint i = 0; i < day->callers->len; i++)
    {
      const BwCaller *caller = &g_array_index (day->callers, BwCaller, i);

      if (!caller->is_late)
        continue;
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, bw_book_person (book, caller->person)->name));
      bw_cli_add_date (builder, "last", caller->last);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* How the commit of the person who is looked at went through the period. */
static void
add_course (JsonBuilder     *builder,
            const BwCliLook *look)
{
  const BwBook   *book = look->book;
  BwOutlookPerson person = { .person = look->scope.index, .quota = BW_MONEY_NONE, .p10 = BW_MONEY_NONE, .p50 = BW_MONEY_NONE, .p90 = BW_MONEY_NONE };
  g_autoptr (BwCallCourse) course = NULL;

  if (look->scope.kind != BW_SCOPE_PERSON)
    return;
  course = bw_call_course_new (book, &person, &look->period, BW_CATEGORY_COMMIT, look->as_of);
  json_builder_set_member_name (builder, "course");
  json_builder_begin_array (builder);
  for (guint i = 0; i < course->days->len; i++)
    {
      const BwCallCourseDay *day = &g_array_index (course->days, BwCallCourseDay, i);

      json_builder_begin_object (builder);
      bw_cli_add_date (builder, "date", day->date);
      bw_cli_add_money (builder, "closed", day->closed, book->currency);
      bw_cli_add_money (builder, "call", day->call, book->currency);
      bw_cli_add_money (builder, "override", day->override, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_calls_json (const BwCliLook *look,
                  const GPtrArray *log,
                  const guint8    *in_scope,
                  BwRollupView     view)
{
  const BwBook *book = look->book;
  g_autoptr (BwCallTree) tree = bw_call_tree_new (book, &look->period, look->as_of);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *due = bw_home_news_dup_due (book, &look->scope, &look->period, look->as_of);
  g_autofree char *wins = bw_home_news_dup_wins (book, &look->scope, look->as_of);

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_look_add_period (builder, look);
  bw_cli_look_add_scope (builder, look);
  bw_cli_add_text (builder, "currency", book->currency);
  bw_cli_add_text (builder, "rollup", bw_rollup_view_name (view));
  json_builder_set_member_name (builder, "everyone");
  json_builder_begin_array (builder);
  for (int category = BW_CATEGORY_CLOSED; category >= BW_CATEGORY_PIPELINE; category--)
    {
      gboolean is_part = view == BW_ROLLUP_SINGLE && category < BW_CATEGORY_CLOSED;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_rollup_category_name ((BwCategory)category));
      bw_cli_add_money (builder, "stands", bw_call_tree_stands (tree, BW_NOBODY, (BwCategory)category, view), book->currency);
      bw_cli_add_money (builder, "crm", tree->crm[category] - (is_part ? tree->crm[category + 1] : 0), book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_people (builder, book, tree, in_scope, view);
  add_day (builder, book, tree);
  add_course (builder, look);
  bw_cli_add_text (builder, "due", due);
  bw_cli_add_text (builder, "wins", wins);
  json_builder_set_member_name (builder, "calls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < log->len; i++)
    add_call (builder, book, log->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_calls (const BwBook    *book,
             const GPtrArray *log)
{
  static const char *const titles[] = { "at", "kind", "person", "author", "category", "amount", "note", "source" };

  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < log->len; i++)
    {
      const BwCall *call = log->pdata[i];
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (call->at);
      g_autofree char *at = time != NULL ? g_date_time_format_iso8601 (time) : NULL;
      g_autofree char *amount = call->amount != BW_MONEY_NONE ? bw_money_format_plain (call->amount, book->currency) : NULL;
      const char      *cells[] = { at, call->is_override ? call->amount != BW_MONEY_NONE ? "override" : "reset" : "call",
                              call->person >= 0 ? bw_book_text (book, bw_book_person (book, call->person)->name) : NULL,
                              call->author >= 0 ? bw_book_text (book, bw_book_person (book, call->author)->name) : NULL,
                                   bw_rollup_category_name (call->category), amount, bw_book_text (book, call->note), bw_book_text (book, call->source) };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

/* Leaves out of @log what was said of people outside the scope. */
static void
keep_scope (GPtrArray    *log,
            const guint8 *in_scope)
{
  guint n = 0;

  for (guint i = 0; i < log->len; i++)
    {
      const BwCall *call = log->pdata[i];

      if (in_scope == NULL || (call->person >= 0 && in_scope[call->person]))
        log->pdata[n++] = log->pdata[i];
    }
  g_ptr_array_set_size (log, (int)n);
}

/* ---- what changed since the last call ---- */

static void
print_changes_json (const BwCliLook     *look,
                    const BwCallChanges *changes,
                    BwCategory           category)
{
  const BwBook *book = look->book;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_look_add_period (builder, look);
  bw_cli_look_add_scope (builder, look);
  bw_cli_add_text (builder, "category", bw_rollup_category_name (category));
  bw_cli_add_date (builder, "since", changes->from);
  bw_cli_add_date (builder, "as_of", changes->to);
  bw_cli_add_money (builder, "before", changes->before, book->currency);
  bw_cli_add_money (builder, "after", changes->after, book->currency);
  json_builder_set_member_name (builder, "deals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const BwCallChange *change = &g_array_index (changes->changes, BwCallChange, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[change->deal]));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[change->deal]));
      bw_cli_add_text (builder, "kind", bw_call_change_name (change->kind));
      bw_cli_add_money (builder, "before", change->before, book->currency);
      bw_cli_add_money (builder, "after", change->after, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_changes (const BwBook        *book,
               const BwCallChanges *changes)
{
  static const char *const titles[] = { "id", "name", "kind", "before", "after" };

  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const BwCallChange *change = &g_array_index (changes->changes, BwCallChange, i);
      g_autofree char    *before = bw_money_format_plain (change->before, book->currency), *after = bw_money_format_plain (change->after, book->currency);
      const char         *cells[] = { bw_book_text (book, book->deals.ref[change->deal]), bw_book_text (book, book->deals.name[change->deal]),
                                      bw_call_change_name (change->kind), before, after };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

/* Tells what changed since the last call of the scope's head for @category. */
static int
tell_changes (const BwCliLook *look,
              const char      *category_text,
              BwRollupView     view)
{
  const BwBook *book = look->book;
  BwCategory    category;
  gint64        at = 0;
  g_autoptr (BwCallChanges) changes = NULL;
  gint32 person = look->scope.kind == BW_SCOPE_PERSON ? look->scope.index : BW_NOBODY;

  if (!bw_call_category_parse (book, category_text, &category))
    return bw_cli_misuse (&look->cli, _ ("“%s” is no forecast category. Call commit, best case or pipeline."), category_text);
  if (person == BW_NOBODY)
    return bw_cli_misuse (&look->cli, _ ("Say whose call is meant: --scope and a person."));
  if (bw_book_call (book, person, &look->period, category, FALSE, look->as_of, &at) == BW_MONEY_NONE)
    return bw_cli_misuse (&look->cli, _ ("%s has called nothing for “%s” in this period."), look->scope_name, bw_deal_category_title (book, category));
  changes = bw_call_changes_new (book, person, &look->period, category, view, MIN ((BwDate)(at / DAY), look->as_of), look->as_of);
  if (look->cli.json)
    print_changes_json (look, changes, category);
  else
    print_changes (book, changes);
  return BW_CLI_DONE;
}

int
bw_cli_calls (int    argc,
              char **argv)
{
  g_autofree char   *rollup = NULL, *since = NULL;
  gboolean           all = FALSE;
  const GOptionEntry own[] = {
    { "rollup", 0, 0, G_OPTION_ARG_STRING, &rollup, _ ("Each category for itself (single) or with what is surer (cumulative)"), "VIEW" },
    { "changes", 0, 0, G_OPTION_ARG_STRING, &since, _ ("Tell what changed since the last call of this category, deal by deal"), "CATEGORY" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, _ ("List the calls for all periods"), NULL },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (BwScopeMask) mask = NULL;
  BwRollupView view = BW_ROLLUP_CUMULATIVE;
  int          status;

  if (!bw_cli_look_start_with (&look, argc, argv, "FILE", 1, 1,
                               _ ("Lists what was called and overridden for a period, what stands of it up the tree, and whose call is missing."), own,
                               &status))
    return status;
  if (rollup != NULL && !bw_rollup_view_parse (rollup, &view))
    return bw_cli_misuse (&look.cli, _ ("“%s” is no view. Write single or cumulative."), rollup);
  if (since != NULL)
    return tell_changes (&look, since, view);
  mask = bw_scope_mask_new (look.book, &look.scope);
  log = bw_call_log (look.book, BW_NOBODY, all ? NULL : &look.period, -1, -1, look.as_of);
  keep_scope (log, mask->people);
  if (look.cli.json)
    print_calls_json (&look, log, mask->people, view);
  else
    print_calls (look.book, log);
  return BW_CLI_DONE;
}
