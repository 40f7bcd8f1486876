/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of deals tells beside the deals: groups with their sums, and what changed.
 *
 * The same query and the same groups as in the window, of the book as it was known at the end of the day. */

#include "cli/bw-cli-table.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-adjusted.h"
#include "core/bw-changed.h"
#include "core/bw-deal-field.h"
#include "core/bw-deal-groups.h"
#include "core/bw-past.h"

/* Frees what @table holds. */
void
bw_cli_table_clear (BwCliTable *table)
{
  g_clear_pointer (&table->group, g_free);
  g_clear_pointer (&table->since, g_free);
}

static double
average_age (const BwDealSums *sums)
{
  return sums->n_aged > 0 ? (double)sums->days / sums->n_aged : (double)NAN;
}

/* The part of all amounts; unknown where these sum up to nothing. */
static double
share (const BwDealGroups *groups,
       const BwDealSums   *sums)
{
  return groups->total.amount != 0 ? (double)sums->amount / (double)groups->total.amount : (double)NAN;
}

static void
add_sums (JsonBuilder      *builder,
          const BwDealSums *sums,
          const char       *currency)
{
  bw_cli_add_count (builder, "n", sums->n);
  bw_cli_add_money (builder, "amount", sums->amount, currency);
  bw_cli_add_money (builder, "weighted", sums->weighted, currency);
  bw_cli_add_number (builder, "average_age", average_age (sums));
}

/* Adds the groups from @first on that have the parent @parent. @crm (nullable): the same by the CRM, where @groups are as adjusted. */
static void
add_groups (JsonBuilder        *builder,
            const BwDealGroups *groups,
            const BwDealGroups *crm,
            const BwBook       *book,
            guint               first,
            guint32             parent)
{
  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint g = first; g < groups->n_groups; g++)
    {
      const BwDealGroup *group = &groups->groups[g];
      g_autofree char   *title = NULL;

      if (parent != BW_GROUP_NONE && group->parent == BW_GROUP_NONE)
        break;
      if (group->parent != parent)
        continue;
      title = bw_deal_groups_dup_title (groups, book, g);
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "title", title);
      add_sums (builder, &group->sums, book->currency);
      bw_cli_add_number (builder, "share", share (groups, &group->sums));
      if (crm != NULL)
        bw_cli_add_money (builder, "crm_amount", bw_cli_find_group_amount (crm, groups, book, g), book->currency);
      if (groups->grouping.n > group->level + 1)
        add_groups (builder, groups, crm, book, g + 1, g);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const BwCliLook    *look,
            const BwDealGroups *groups,
            const BwDealGroups *crm,
            const BwBook       *book)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_add_text (builder, "scope", look->scope_name);
  bw_cli_add_text (builder, "currency", book->currency);
  json_builder_set_member_name (builder, "by");
  json_builder_begin_array (builder);
  for (guint level = 0; level < groups->grouping.n; level++)
    {
      g_autofree char *name = bw_group_key_dup_name (book, &groups->grouping.keys[level]);

      json_builder_add_string_value (builder, name);
    }
  json_builder_end_array (builder);
  bw_cli_add_text (builder, "basis", crm != NULL ? "adjusted" : "crm");
  json_builder_set_member_name (builder, "total");
  json_builder_begin_object (builder);
  add_sums (builder, &groups->total, book->currency);
  if (crm != NULL)
    bw_cli_add_money (builder, "crm_amount", crm->total.amount, book->currency);
  json_builder_end_object (builder);
  add_groups (builder, groups, crm, book, 0, BW_GROUP_NONE);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static char *
dup_number (double number,
            int    decimals)
{
  return isfinite (number) ? g_strdup_printf ("%.*f", decimals, number) : g_strdup ("");
}

/* Prints a line; @crm is what the CRM says of it, BW_MONEY_NONE where the amounts are the CRM's. */
static void
print_row (const BwDealGroups *groups,
           const BwBook       *book,
           const BwDealSums   *sums,
           const char         *outer,
           const char         *inner,
           gint64              crm)
{
  g_autofree char *n = g_strdup_printf ("%u", sums->n);
  g_autofree char *amount = bw_money_format_plain (sums->amount, book->currency);
  g_autofree char *weighted = sums->weighted != BW_MONEY_NONE ? bw_money_format_plain (sums->weighted, book->currency) : g_strdup ("");
  g_autofree char *age = dup_number (average_age (sums), 1);
  g_autofree char *part = dup_number (share (groups, sums), 4);
  g_autofree char *by_crm = crm != BW_MONEY_NONE ? bw_money_format_plain (crm, book->currency) : NULL;
  const char      *cells[] = { outer, inner, n, amount, weighted, age, part, by_crm };
  const char      *single[] = { outer, n, amount, weighted, age, part, by_crm };

  if (groups->grouping.n > 1)
    bw_cli_print_csv (cells, G_N_ELEMENTS (cells) - (by_crm == NULL));
  else
    bw_cli_print_csv (single, G_N_ELEMENTS (single) - (by_crm == NULL));
}

/* A line for each innermost group, and one for all. */
static void
print_csv (const BwDealGroups *groups,
           const BwDealGroups *crm,
           const BwBook       *book)
{
  g_autofree char *first = bw_group_key_dup_name (book, &groups->grouping.keys[0]);
  g_autofree char *second = groups->grouping.n > 1 ? bw_group_key_dup_name (book, &groups->grouping.keys[1]) : NULL;
  const char      *header[] = { first, "n", "amount", "weighted", "average_age", "share", "crm_amount" };
  const char      *wide[] = { first, second, "n", "amount", "weighted", "average_age", "share", "crm_amount" };

  if (second != NULL)
    bw_cli_print_csv (wide, G_N_ELEMENTS (wide) - (crm == NULL));
  else
    bw_cli_print_csv (header, G_N_ELEMENTS (header) - (crm == NULL));
  for (guint g = 0; g < groups->n_groups; g++)
    {
      const BwDealGroup *group = &groups->groups[g];
      g_autofree char   *title = bw_deal_groups_dup_title (groups, book, g);
      g_autofree char   *outer = group->parent != BW_GROUP_NONE ? bw_deal_groups_dup_title (groups, book, group->parent) : NULL;

      if (group->level + 1 == groups->grouping.n)
        print_row (groups, book, &group->sums, outer != NULL ? outer : title, outer != NULL ? title : "",
                   crm != NULL ? bw_cli_find_group_amount (crm, groups, book, g) : BW_MONEY_NONE);
    }
  print_row (groups, book, &groups->total, _ ("Total"), "", crm != NULL ? crm->total.amount : BW_MONEY_NONE);
}

/* Marks the deals that were known at the end of the day. */
static guint8 *
mark_known (const BwBook *book,
            BwDate        as_of)
{
  guint8 *marks = g_new0 (guint8, MAX (book->deals.n, 1));

  for (guint i = 0; i < book->deals.n; i++)
    marks[i] = book->deals.appeared[i] <= as_of;
  return marks;
}

/* ---- What changed ---- */

/* Adds what @field of @deal was and is, when it is another. */
static void
add_change (JsonBuilder     *builder,
            const BwChanged *changed,
            const BwBook    *book,
            guint            deal,
            BwDealField      field,
            BwDate           today)
{
  g_autofree char *was = NULL;
  g_autofree char *now = NULL;

  if (!bw_changed_get (changed, book, deal, field))
    return;
  was = bw_changed_dup_was (changed, book, deal, field);
  now = bw_deal_dup_text (book, deal, field, today);
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "field", bw_deal_field_name (book, field));
  bw_cli_add_text (builder, "was", *was != '\0' ? was : NULL);
  bw_cli_add_text (builder, "now", *now != '\0' ? now : NULL);
  json_builder_end_object (builder);
}

static void
print_changed_json (const BwCliLook *look,
                    const BwBook    *book,
                    const BwChanged *changed,
                    const guint32   *deals,
                    guint            n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_new = 0;

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_add_date (builder, "since", changed->since);
  for (guint i = 0; i < n; i++)
    n_new += changed->marks[deals[i]] == BW_CHANGED_NEW;
  bw_cli_add_count (builder, "changed", n - n_new);
  bw_cli_add_count (builder, "new", n_new);
  json_builder_set_member_name (builder, "deals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[deals[i]]));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[deals[i]]));
      json_builder_set_member_name (builder, "new");
      json_builder_add_boolean_value (builder, changed->marks[deals[i]] == BW_CHANGED_NEW);
      json_builder_set_member_name (builder, "changes");
      json_builder_begin_array (builder);
      for (BwDealField field = 0; bw_deal_field_exists (book, field); field++)
        add_change (builder, changed, book, deals[i], field, look->as_of);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* A line for each value that changed, and one for each new deal. */
static void
print_changed_csv (const BwCliLook *look,
                   const BwBook    *book,
                   const BwChanged *changed,
                   const guint32   *deals,
                   guint            n)
{
  static const char *const header[] = { "id", "name", "field", "was", "now" };

  bw_cli_print_csv (header, G_N_ELEMENTS (header));
  for (guint i = 0; i < n; i++)
    {
      const char *ref = bw_book_text (book, book->deals.ref[deals[i]]), *name = bw_book_text (book, book->deals.name[deals[i]]);
      const char *fresh[] = { ref, name, "new", "", "" };

      if (changed->marks[deals[i]] == BW_CHANGED_NEW)
        bw_cli_print_csv (fresh, G_N_ELEMENTS (fresh));
      for (BwDealField field = 0; bw_deal_field_exists (book, field); field++)
        if (bw_changed_get (changed, book, deals[i], field))
          {
            g_autofree char *was = bw_changed_dup_was (changed, book, deals[i], field);
            g_autofree char *now = bw_deal_dup_text (book, deals[i], field, look->as_of);
            const char      *cells[] = { ref, name, bw_deal_field_name (book, field), was, now };

            bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          }
    }
}

/* Tells what changed of the deals that @query finds. Its marks come to be those of what changed. */
static int
print_changed (const BwCliTable *table,
               const BwCliLook  *look,
               BwQueryIndex     *index,
               BwQuery          *query,
               guint8           *marks)
{
  const BwBook *book = bw_query_index_get_book (index);
  BwDate        since = bw_changed_parse_since (book, look->as_of, table->since);
  g_autoptr (BwChanged) changed = NULL;
  g_autofree guint32 *deals = NULL;
  guint               n;

  if (since == BW_DATE_NONE)
    return bw_cli_misuse (&look->cli,
                          _ ("--changed-since takes a date such as 2026-10-01, a number of days, or import where there was an import "
                             "before the last one, not “%s”."),
                          table->since);
  changed = bw_changed_new (book, since);
  for (guint i = 0; i < changed->n; i++)
    marks[i] = marks[i] && changed->marks[i] != BW_CHANGED_NOT;
  query->marks = marks;
  deals = bw_query_index_run (index, query, &n);
  if (look->cli.json)
    print_changed_json (look, book, changed, deals, n);
  else
    print_changed_csv (look, book, changed, deals, n);
  return BW_CLI_DONE;
}

/* ---- What is asked for ---- */

/* What @query is asked of a book: it with the masks and filters of that book. */
typedef struct
{
  BwQuery       query;
  BwQueryIndex *index;
  BwScopeMask  *mask;
  BwFilter     *filter;
  guint8       *marks;
} Question;

static void
clear_question (Question *question)
{
  g_clear_pointer (&question->index, bw_query_index_free);
  g_clear_pointer (&question->mask, bw_scope_mask_free);
  g_clear_pointer (&question->filter, bw_filter_free);
  g_clear_pointer (&question->marks, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, clear_question)

/* Puts what @table and @expression ask to @book. Returns %FALSE, with @error set, when the expression cannot be read. */
static gboolean
init_question (Question         *question,
               const BwCliTable *table,
               const BwCliLook  *look,
               BwBook           *book,
               const char       *expression,
               GError          **error)
{
  question->index = bw_query_index_new (book, NULL);
  question->mask = bw_scope_mask_new (book, &look->scope);
  question->marks = mark_known (book, look->as_of);
  if (expression != NULL && (question->filter = bw_filter_parse (book, expression, error)) == NULL)
    return FALSE;
  question->query = (BwQuery) {
    .mask = question->mask,
    .filter = question->filter,
    .marks = question->marks,
    .open_only = !table->closed,
    .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE },
    .sort = BW_DEAL_FIELD_AMOUNT,
    .descending = TRUE,
    .today = look->as_of,
  };
  if (table->in_period)
    {
      question->query.period = look->period;
      question->query.with_undated = TRUE;
    }
  return TRUE;
}

/* Tells what @table asks for of the deals that @expression (nullable) admits.
 * Returns: an exit status. */
int
bw_cli_table_print (const BwCliTable *table,
                    const BwCliLook  *look,
                    const char       *expression)
{
  g_autoptr (BwBook) past = bw_past_new (look->book, look->as_of);
  g_autoptr (BwBook) shown = bw_cli_adjusted_book (look, past, table->adjusted);
  g_auto (Question) question = { 0 };
  g_auto (Question) by_crm = { 0 };
  g_autoptr (BwDealGroups) groups = NULL;
  g_autoptr (BwDealGroups) crm = NULL;
  g_autoptr (GError) error = NULL;
  BwGrouping grouping = { .by_total = table->by_total };

  if (table->adjusted && table->group == NULL)
    return bw_cli_misuse (&look->cli, _ ("--adjusted is for sums. Say with --group by which fields."));
  if (table->group != NULL && !bw_grouping_parse (shown, table->group, &grouping, &error))
    return bw_cli_fail (&look->cli, error, BW_CLI_WRONG_USE);
  if (!init_question (&question, table, look, shown, expression, &error))
    return bw_cli_fail (&look->cli, error, BW_CLI_WRONG_USE);
  if (table->since != NULL)
    return print_changed (table, look, question.index, &question.query, question.marks);
  groups = bw_query_index_group (question.index, &question.query, &grouping);
  if (table->adjusted && init_question (&by_crm, table, look, past, expression, NULL))
    crm = bw_query_index_group (by_crm.index, &by_crm.query, &grouping);
  if (look->cli.json)
    print_json (look, groups, crm, shown);
  else
    print_csv (groups, crm, shown);
  return BW_CLI_DONE;
}
