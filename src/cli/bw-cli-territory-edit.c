/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of a territory plan, without a window: areas, named accounts, locks, bridges and rules, with a dry run that tells what
 * would change. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-territory.h"
#include "core/bw-plan-edit.h"
#include "core/bw-rule-report.h"
#include "core/bw-territory-edit.h"

/* Tells how many accounts and how much each territory would gain. */
static void
print_effect (const BwTerritoryWork *work,
              const BwBook          *after)
{
  static const char *const titles[] = { "territory", "accounts_before", "accounts_after", "pipeline_before", "pipeline_after" };
  g_autoptr (BwTerritoryPlan) then = bw_territory_plan_new (after, work->plan->plan);
  g_autoptr (GArray) before = bw_territory_balance_new (work->plan, work->values);
  g_autoptr (GArray) balance = bw_territory_balance_new (then, work->values);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "territories") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < balance->len && i < before->len; i++)
    {
      const BwTerritoryBalance *was = &g_array_index (before, BwTerritoryBalance, i), *is = &g_array_index (balance, BwTerritoryBalance, i);
      g_autofree char          *accounts = g_strdup_printf ("%u", was->accounts), *accounts_then = g_strdup_printf ("%u", is->accounts);
      g_autofree char          *pipeline = bw_money_format_plain (was->values[BW_MEASURE_PIPELINE], work->book->currency);
      g_autofree char          *pipeline_then = bw_money_format_plain (is->values[BW_MEASURE_PIPELINE], work->book->currency);
      const char               *cells[] = { bw_cli_territory_name (work, was->territory), accounts, accounts_then, pipeline, pipeline_then };

      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", cells[0]);
      json_builder_set_member_name (builder, "before");
      json_builder_begin_object (builder);
      bw_cli_add_count (builder, "units", was->units);
      bw_cli_territory_add_values (builder, work, was->values);
      json_builder_end_object (builder);
      json_builder_set_member_name (builder, "after");
      json_builder_begin_object (builder);
      bw_cli_add_count (builder, "units", is->units);
      bw_cli_territory_add_values (builder, work, is->values);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
}

/* Writes an edit, or tells what it would do; @after and @delta are (transfer full). */
int
bw_cli_territory_finish (const BwTerritoryWork *work,
                         const char            *label,
                         BwBook                *after,
                         BwDelta               *delta)
{
  if (!work->dry_run)
    return bw_cli_apply (&work->cli, work->session, label, after, delta);
  print_effect (work, after);
  bw_book_unref (after);
  bw_delta_free (delta);
  return BW_CLI_DONE;
}

/* Reads units such as "state:TX" into counties. */
static int
read_units (const BwTerritoryWork *work,
            GArray                *counties)
{
  guint  n;
  char **rest = bw_territory_work_rest (work, &n);

  for (guint i = 0; i < n; i++)
    {
      if (bw_atlas_collect_units (work->plan->atlas, rest[i], counties) == 0)
        return bw_cli_misuse (&work->cli, _ ("“%s” is no unit of the map. Write such as county:48453 or state:TX."), rest[i]);
    }
  return n > 0 ? BW_CLI_DONE : bw_cli_misuse (&work->cli, _ ("Say which units."));
}

static int
assign (const BwTerritoryWork *work)
{
  g_autoptr (GArray) counties = g_array_new (FALSE, FALSE, sizeof (guint32));
  int      status = read_units (work, counties);
  BwDelta *delta;
  BwBook  *after;

  if (status != BW_CLI_DONE)
    return status;
  after = bw_territory_edit_assign (work->plan, (const guint32 *)(gpointer)counties->data, counties->len, work->target, &delta);
  return bw_cli_territory_finish (work, _ ("Assign areas"), after, delta);
}

/* The account with the id or name @name; %BW_NOBODY for none. */
static gint32
find_account (const BwBook *book,
              const char   *name)
{
  for (guint i = 0; i < book->accounts->len; i++)
    {
      const BwAccount *account = bw_book_account (book, i);

      if (account->merged == 0 && (g_str_equal (bw_book_text (book, account->ref), name) || g_str_equal (bw_book_text (book, account->name), name)))
        return (gint32)i;
    }
  return BW_NOBODY;
}

static int
name_account (const BwTerritoryWork *work)
{
  guint    n;
  char   **rest = bw_territory_work_rest (work, &n);
  gint32   account = n == 1 ? find_account (work->book, rest[0]) : BW_NOBODY;
  BwDelta *delta;
  BwBook  *after;

  if (n != 1)
    return bw_cli_misuse (&work->cli, _ ("Say which account."));
  if (account < 0)
    return bw_cli_misuse (&work->cli, _ ("There is no account called “%s”."), rest[0]);
  after = bw_territory_edit_name_account (work->plan, account, work->target, &delta);
  return bw_cli_territory_finish (work, _ ("Name account"), after, delta);
}

/* Locks or unlocks units, or a territory by its name. */
static int
lock (const BwTerritoryWork *work,
      gboolean               locked)
{
  guint    n;
  char   **rest = bw_territory_work_rest (work, &n);
  BwDelta *delta;
  BwBook  *after;

  if (n == 1 && g_str_has_prefix (rest[0], "territory:"))
    {
      for (guint i = 0; i < work->book->territories->len; i++)
        if (bw_book_territory (work->book, i)->plan == work->plan->plan && g_str_equal (bw_cli_territory_name (work, (gint32)i), rest[0] + 10))
          {
            after = bw_plan_edit_lock_territory (work->book, (gint32)i, locked, &delta);
            return bw_cli_territory_finish (work, locked ? _ ("Lock territory") : _ ("Unlock territory"), after, delta);
          }
      return bw_cli_misuse (&work->cli, _ ("The plan has no territory called “%s”."), rest[0] + 10);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

      if (bw_atlas_collect_units (work->plan->atlas, rest[i], units) == 0)
        return bw_cli_misuse (&work->cli, _ ("“%s” is no unit of the map. Write such as county:48453 or state:TX."), rest[i]);
    }
  if (n == 0)
    return bw_cli_misuse (&work->cli, _ ("Say which units."));
  after = bw_plan_edit_lock_units (work->book, work->plan->plan, (const char *const *)rest, locked, &delta);
  return bw_cli_territory_finish (work, locked ? _ ("Lock areas") : _ ("Unlock areas"), after, delta);
}

static int
bridge (const BwTerritoryWork *work)
{
  static const char *const words[] = { "map", "part", "join" };
  guint                    n, word = 0;
  char                   **rest = bw_territory_work_rest (work, &n);
  BwDelta                 *delta;
  BwBook                  *after;

  while (n == 3 && word < G_N_ELEMENTS (words) && !g_str_equal (rest[2], words[word]))
    word++;
  if (n != 3 || word == G_N_ELEMENTS (words))
    return bw_cli_misuse (&work->cli, _ ("Say which two counties, and join, part or map."));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

      if (bw_atlas_collect_units (work->plan->atlas, rest[i], units) != 1)
        return bw_cli_misuse (&work->cli, _ ("“%s” is no county. Write such as county:48453."), rest[i]);
    }
  after = bw_plan_edit_bridge (work->book, rest[0], rest[1], (int)word - 1, &delta);
  return bw_cli_territory_finish (work, _ ("Change bridge"), after, delta);
}

/* Says around which area --to lies, such as where its owner lives; without one, around none. */
static int
set_center (const BwTerritoryWork *work)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint    n;
  char   **rest = bw_territory_work_rest (work, &n);
  BwDelta *delta;
  BwBook  *after;

  if (n > 1 || work->target < 0)
    return bw_cli_misuse (&work->cli, _ ("Say which county, and with --to whose centre it is."));
  if (n == 1 && bw_atlas_collect_units (work->plan->atlas, rest[0], units) != 1)
    return bw_cli_misuse (&work->cli, _ ("“%s” is no county. Write such as county:48453."), rest[0]);
  after = bw_plan_edit_set_center (work->book, work->target, n == 1 ? rest[0] : NULL, &delta);
  return bw_cli_territory_finish (work, _ ("Set centre"), after, delta);
}

static void
print_exception (JsonBuilder *builder,
                 const char  *kind,
                 const char  *what,
                 const char  *territory)
{
  const char *cells[] = { kind, what, territory };

  if (builder == NULL)
    {
      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
      return;
    }
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "kind", kind);
  bw_cli_add_text (builder, "what", what);
  bw_cli_add_text (builder, "territory", territory);
  json_builder_end_object (builder);
}

/* Lists what a plan holds besides areas: locks, centres, named accounts and bridges. */
static int
print_exceptions (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "kind", "what", "territory" };
  const BwBook            *book = work->book;
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "exceptions") : NULL;
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (work->plan);

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < territories->len; i++)
    {
      const BwTerritory *territory = bw_book_territory (book, g_array_index (territories, gint32, i));
      const char        *name = bw_book_text (book, territory->name);

      if (territory->locked)
        print_exception (builder, "locked_territory", name, name);
      if (territory->center != 0)
        print_exception (builder, "center", bw_book_text (book, territory->center), name);
    }
  for (guint i = 0; i < book->plan_locks->len; i++)
    if (g_array_index (book->plan_locks, BwPlanLock, i).plan == work->plan->plan)
      print_exception (builder, "locked_unit", bw_book_text (book, g_array_index (book->plan_locks, BwPlanLock, i).unit), NULL);
  for (guint i = 0; i < work->plan->n_accounts; i++)
    if (work->plan->named[i])
      print_exception (builder, "named_account", bw_book_text (book, bw_book_account (book, i)->name),
                       bw_cli_territory_name (work, work->plan->accounts[i]));
  for (guint i = 0; i < book->bridges->len; i++)
    {
      const BwBridge  *bridge = &g_array_index (book->bridges, BwBridge, i);
      g_autofree char *pair = g_strdup_printf ("%s %s", bw_book_text (book, bridge->a), bw_book_text (book, bridge->b));

      print_exception (builder, bridge->joined ? "bridge" : "cut", pair, NULL);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
  return BW_CLI_DONE;
}

/* ---- rules ---- */

static int
print_rules (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "rule", "condition", "territory", "matched", "taken", "moved", "named" };
  g_autoptr (BwRuleReport) report = bw_rule_report_new (work->plan);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "rules") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < report->rules->len; i++)
    {
      const BwRuleEffect    *effect = &g_array_index (report->rules, BwRuleEffect, i);
      const BwTerritoryRule *rule = &g_array_index (work->book->rules, BwTerritoryRule, effect->rule);
      const guint            counts[] = { effect->matched, effect->taken, effect->moved, effect->named };
      g_autofree char       *number = g_strdup_printf ("%u", i + 1);
      char                   texts[G_N_ELEMENTS (counts)][16];
      const char            *cells[] = { number, bw_book_text (work->book, rule->condition), bw_cli_territory_name (work, rule->territory),
                                         texts[0], texts[1], texts[2], texts[3] };

      for (guint j = 0; j < G_N_ELEMENTS (counts); j++)
        g_snprintf (texts[j], sizeof texts[j], "%u", counts[j]);
      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      bw_cli_add_count (builder, "rule", i + 1);
      bw_cli_add_text (builder, "condition", cells[1]);
      bw_cli_add_text (builder, "territory", cells[2]);
      for (guint j = 0; j < G_N_ELEMENTS (counts); j++)
        bw_cli_add_count (builder, titles[3 + j], counts[j]);
      json_builder_end_object (builder);
    }
  if (builder == NULL)
    return BW_CLI_DONE;
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "conflicts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->conflicts->len; i++)
    {
      const BwRuleConflict *conflict = &g_array_index (report->conflicts, BwRuleConflict, i);

      json_builder_begin_object (builder);
      bw_cli_add_count (builder, "rule", conflict->first + 1);
      bw_cli_add_count (builder, "beaten", conflict->second + 1);
      bw_cli_add_count (builder, "accounts", conflict->accounts);
      json_builder_end_object (builder);
    }
  bw_cli_territory_end (g_steal_pointer (&builder));
  return BW_CLI_DONE;
}

static int
add_rule (const BwTerritoryWork *work)
{
  guint  n;
  char **rest = bw_territory_work_rest (work, &n);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRuleCondition) condition = n == 1 ? bw_rule_condition_parse (rest[0], &error) : NULL;
  BwDelta *delta;
  BwBook  *after;

  if (n != 1 || work->target < 0)
    return bw_cli_misuse (&work->cli, _ ("Say what the accounts are like, and with --to whose they are."));
  if (condition == NULL)
    return bw_cli_misuse (&work->cli, "%s", error->message);
  after = bw_territory_rule_edit_add (work->book, work->target, condition, &delta);
  return bw_cli_territory_finish (work, _ ("Add rule"), after, delta);
}

/* The rule with the number that @text says. */
static gboolean
read_rule (const BwTerritoryWork *work,
           const char            *text,
           guint                 *rule)
{
  g_autoptr (GArray) rules = bw_territory_rules_of_plan (work->book, work->plan->plan);
  guint64 number = g_ascii_strtoull (text, NULL, 10);

  if (number < 1 || number > rules->len)
    return FALSE;
  *rule = g_array_index (rules, guint, number - 1);
  return TRUE;
}

/* Takes away, raises or lowers the rule with the number that was given. */
static int
change_rule (const BwTerritoryWork *work,
             const char            *task)
{
  gboolean remove = g_str_equal (task, "rule-remove"), up = g_str_equal (task, "rule-raise");
  guint    n, rule;
  char   **rest = bw_territory_work_rest (work, &n);
  BwDelta *delta;
  BwBook  *after;

  if (n != 1 || !read_rule (work, rest[0], &rule))
    return bw_cli_misuse (&work->cli, _ ("Say which rule: a number that “rules” lists."));
  after = remove ? bw_territory_rule_edit_remove (work->book, rule, &delta) : bw_territory_rule_edit_raise (work->book, rule, up, &delta);
  return bw_cli_territory_finish (work, remove ? _ ("Remove rule") : up ? _ ("Raise rule")
                                                                        : _ ("Lower rule"),
                                  after, delta);
}

/* Gives the rule with the number that was given another condition, and with --to another territory. */
static int
rewrite_rule (const BwTerritoryWork *work)
{
  guint  n, rule;
  char **rest = bw_territory_work_rest (work, &n);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRuleCondition) condition = n == 2 ? bw_rule_condition_parse (rest[1], &error) : NULL;
  gint32   target;
  BwDelta *delta;
  BwBook  *after;

  if (n != 2 || !read_rule (work, rest[0], &rule))
    return bw_cli_misuse (&work->cli, _ ("Say which rule (a number that “rules” lists), and what the accounts are like."));
  if (condition == NULL)
    return bw_cli_misuse (&work->cli, "%s", error->message);
  target = work->target >= 0 ? work->target : g_array_index (work->book->rules, BwTerritoryRule, rule).territory;
  after = bw_territory_rule_edit_change (work->book, rule, target, condition, &delta);
  return bw_cli_territory_finish (work, _ ("Change rule"), after, delta);
}

/* The territory of the plan that is called @name; %BW_NOBODY for none. */
static gint32
find_territory (const BwTerritoryWork *work,
                const char            *name)
{
  for (guint i = 0; i < work->book->territories->len; i++)
    if (bw_book_territory (work->book, i)->plan == work->plan->plan && g_utf8_collate (bw_cli_territory_name (work, (gint32)i), name) == 0)
      return (gint32)i;
  return BW_NOBODY;
}

/* Writes a territory that comes or goes; with a dry run, that it could be done is all there is to tell. */
static int
finish_territory (const BwTerritoryWork *work,
                  const char            *label,
                  BwBook                *after,
                  BwDelta               *delta)
{
  if (!work->dry_run)
    return bw_cli_apply (&work->cli, work->session, label, after, delta);
  bw_book_unref (after);
  bw_delta_free (delta);
  return BW_CLI_DONE;
}

/* Adds a territory without areas, with the name that was given and the person who answers for it, or nobody. */
static int
add_territory (const BwTerritoryWork *work)
{
  guint    n;
  char   **rest = bw_territory_work_rest (work, &n);
  gint32   owner = BW_NOBODY;
  int      status;
  BwDelta *delta;
  BwBook  *after;

  if (n < 1 || n > 2 || *rest[0] == '\0')
    return bw_cli_misuse (&work->cli, _ ("Say what the territory is called, and if somebody answers for it, who."));
  if (find_territory (work, rest[0]) >= 0)
    return bw_cli_misuse (&work->cli, _ ("The plan has a territory called “%s” already."), rest[0]);
  if (n == 2 && !bw_cli_find_person (&work->cli, work->book, rest[1], &owner, &status))
    return status;
  after = bw_territory_edit_add (work->book, work->plan->plan, rest[0], owner, NULL, &delta);
  return finish_territory (work, _ ("Add territory"), after, delta);
}

/* Removes the territory that is called so; its areas belong to nobody then. */
static int
delete_territory (const BwTerritoryWork *work)
{
  guint    n;
  char   **rest = bw_territory_work_rest (work, &n);
  gint32   territory = n == 1 ? find_territory (work, rest[0]) : BW_NOBODY;
  BwDelta *delta;
  BwBook  *after;

  if (n != 1)
    return bw_cli_misuse (&work->cli, _ ("Say which territory."));
  if (territory < 0)
    return bw_cli_misuse (&work->cli, _ ("The plan has no territory called “%s”."), rest[0]);
  after = bw_territory_edit_remove (work->book, territory, &delta);
  return finish_territory (work, _ ("Remove territory"), after, delta);
}

static const char *const tasks[] = { "add", "delete", "assign", "name", "lock", "unlock", "bridge", "rules", "rule", "rule-change", "rule-remove", "rule-raise", "rule-lower",
                                     "center", "measures", "parts", "fill", "exceptions" };

/* Whether @task is an edit of a plan, or lists rules. */
gboolean
bw_cli_territory_is_edit (const char *task)
{
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (g_str_equal (tasks[i], task))
      return TRUE;
  return FALSE;
}

/* Does @task, which is one of those above. Returns an exit status. */
int
bw_cli_territory_run_edit (BwTerritoryWork *work,
                           const char      *task)
{
  gboolean editable;

  if (g_str_equal (task, "bridge"))
    return bridge (work);
  if (work->plan->plan < 0)
    return bw_cli_misuse (&work->cli, _ ("There is no plan yet. Make one with “copy NAME”."));
  if (g_str_equal (task, "rules"))
    return print_rules (work);
  if (g_str_equal (task, "parts"))
    return bw_cli_territory_run_parts (work);
  if (g_str_equal (task, "exceptions"))
    return print_exceptions (work);
  if (g_str_equal (task, "measures"))
    return bw_cli_territory_run_measures (work);
  editable = bw_plan_is_editable (bw_book_plan (work->book, work->plan->plan));
  if (!editable && !work->dry_run)
    return bw_cli_misuse (&work->cli, _ ("The plan “%s” is not a draft any more. Return it to draft, or copy it."),
                          bw_book_text (work->book, bw_book_plan (work->book, work->plan->plan)->name));
  if (g_str_equal (task, "add") || g_str_equal (task, "delete"))
    return g_str_equal (task, "add") ? add_territory (work) : delete_territory (work);
  if (g_str_equal (task, "assign"))
    return assign (work);
  if (g_str_equal (task, "name"))
    return name_account (work);
  if (g_str_equal (task, "lock") || g_str_equal (task, "unlock"))
    return lock (work, g_str_equal (task, "lock"));
  if (g_str_equal (task, "rule"))
    return add_rule (work);
  if (g_str_equal (task, "center"))
    return set_center (work);
  if (g_str_equal (task, "fill"))
    return bw_cli_territory_run_fill (work);
  return g_str_equal (task, "rule-change") ? rewrite_rule (work) : change_rule (work, task);
}
