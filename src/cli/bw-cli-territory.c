/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territory work, without a window: balance, overlaps, gaps, and who should have which account. Plans as versions and their
 * review stand in bw-cli-plan.c, edits of areas, locks and rules in bw-cli-territory-edit.c. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-territory.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-export.h"
#include "session/bw-atlas-file.h"

static void
clear_work (BwTerritoryWork *work)
{
  bw_cli_clear (&work->cli);
  g_clear_pointer (&work->plan, bw_territory_plan_free);
  g_clear_pointer (&work->values, bw_account_values_free);
  g_clear_object (&work->session);
  g_free (work->note);
  g_free (work->format);
  g_free (work->formula);
  g_free (work->optimise.measures);
  g_free (work->optimise.tolerance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwTerritoryWork, clear_work)

/* Returns: (transfer none) (nullable): %NULL for none. */
const char *
bw_cli_territory_name (const BwTerritoryWork *work,
                       gint32                 territory)
{
  return territory >= 0 ? bw_book_text (work->book, bw_book_territory (work->book, territory)->name) : NULL;
}

static const char *
person_name (const BwTerritoryWork *work,
             gint32                 person)
{
  return person >= 0 ? bw_book_text (work->book, bw_book_person (work->book, person)->name) : NULL;
}

/* Returns: (transfer none) (nullable). */
const char *
bw_cli_territory_owner (const BwTerritoryWork *work,
                        gint32                 territory)
{
  return territory >= 0 ? person_name (work, bw_book_territory (work->book, territory)->owner) : NULL;
}

static char *
dup_value (const BwTerritoryWork *work,
           const gint64          *values,
           BwMeasure              measure)
{
  return bw_measure_dup_plain (measure, values[measure], work->book->currency);
}

/* Whether @measure is told: the three that always are, and what the plan has chosen. */
static gboolean
is_told (const BwTerritoryWork *work,
         BwMeasure              measure)
{
  return measure <= BW_MEASURE_HISTORY || bw_measures_has (work->values->measures, measure);
}

/* Adds @value of @measure as a member of the object that is open. */
void
bw_cli_territory_add_value (JsonBuilder           *builder,
                            const BwTerritoryWork *work,
                            BwMeasure              measure,
                            gint64                 value)
{
  const char *name = bw_measures_name (work->values->measures, measure);

  switch (bw_measure_quantity (measure))
    {
    case BW_QUANTITY_MONEY:
      bw_cli_add_money (builder, name, value, work->book->currency);
      break;
    case BW_QUANTITY_NUMBER:
      bw_cli_add_number (builder, name, (double)value / 1000);
      break;
    case BW_QUANTITY_COUNT:
    default:
      bw_cli_add_number (builder, name, (double)value);
    }
}

/* Adds the object "values". */
void
bw_cli_territory_add_values (JsonBuilder           *builder,
                             const BwTerritoryWork *work,
                             const gint64          *values)
{
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (guint measure = 0; measure < BW_N_MEASURES; measure++)
    if (is_told (work, measure))
      bw_cli_territory_add_value (builder, work, measure, values[measure]);
  json_builder_end_object (builder);
}

/* Begins the result: an object with the plan's name, and in it the array @name. */
JsonBuilder *
bw_cli_territory_begin (const BwTerritoryWork *work,
                        const char            *name)
{
  JsonBuilder  *builder = json_builder_new ();
  const BwPlan *plan = (const BwPlan *)(gpointer)work->book->plans->data;

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "plan", work->plan->plan >= 0 ? bw_book_text (work->book, plan[work->plan->plan].name) : NULL);
  bw_cli_add_text (builder, "currency", work->book->currency);
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  return builder;
}

/* Ends it and prints it; @builder is (transfer full). */
void
bw_cli_territory_end (JsonBuilder *builder)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
  g_object_unref (builder);
}

/* ---- balance ---- */

static void
add_balance (JsonBuilder              *builder,
             const BwTerritoryWork    *work,
             const BwTerritoryBalance *row)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "name", bw_cli_territory_name (work, row->territory));
  bw_cli_add_text (builder, "owner", bw_cli_territory_owner (work, row->territory));
  bw_cli_add_count (builder, "units", row->units);
  bw_cli_add_count (builder, "accounts", row->accounts);
  bw_cli_territory_add_values (builder, work, row->values);
  json_builder_set_member_name (builder, "deviation");
  json_builder_begin_object (builder);
  for (guint measure = 0; measure < BW_N_MEASURES; measure++)
    if (is_told (work, measure))
      bw_cli_add_number (builder, bw_measures_name (work->values->measures, measure), row->deviation[measure]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "connected");
  json_builder_add_boolean_value (builder, row->pieces <= 1);
  bw_cli_add_count (builder, "pieces", row->pieces);
  json_builder_end_object (builder);
}

static void
print_balance_json (const BwTerritoryWork *work,
                    GArray                *rows)
{
  g_autoptr (JsonBuilder) builder = bw_cli_territory_begin (work, "measures");

  for (guint measure = 0; measure < BW_N_MEASURES; measure++)
    if (is_told (work, measure))
      bw_cli_add_text (builder, NULL, bw_measures_name (work->values->measures, measure));
  json_builder_end_array (builder);
  bw_cli_add_date (builder, "history_from", work->values->from);
  bw_cli_add_date (builder, "history_to", work->values->to);
  bw_cli_add_count (builder, "accounts", work->plan->n_kept);
  bw_cli_add_count (builder, "accounts_without_place", work->plan->n_unplaced);
  bw_cli_add_count (builder, "accounts_state_only", work->plan->n_state_only);
  bw_cli_add_count (builder, "deals_without_account", work->values->n_without_account);
  json_builder_set_member_name (builder, "unassigned");
  add_balance (builder, work, &g_array_index (rows, BwTerritoryBalance, rows->len - 1));
  json_builder_set_member_name (builder, "territories");
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < rows->len; i++)
    add_balance (builder, work, &g_array_index (rows, BwTerritoryBalance, i));
  bw_cli_territory_end (g_steal_pointer (&builder));
}

static void
print_balance (const BwTerritoryWork *work,
               GArray                *rows)
{
  static const char *const titles[] = { "territory", "owner", "units", "accounts", "pipeline", "history",
                                        "pipeline_deviation", "pieces" };

  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryBalance *row = &g_array_index (rows, BwTerritoryBalance, i);
      g_autofree char          *units = g_strdup_printf ("%u", row->units);
      g_autofree char          *accounts = g_strdup_printf ("%u", row->accounts);
      g_autofree char          *pipeline = dup_value (work, row->values, BW_MEASURE_PIPELINE);
      g_autofree char          *history = dup_value (work, row->values, BW_MEASURE_HISTORY);
      g_autofree char          *pieces = g_strdup_printf ("%u", row->pieces);
      char                      deviation[G_ASCII_DTOSTR_BUF_SIZE] = "";
      const char               *cells[] = {
                      bw_cli_territory_name (work, row->territory),
                      bw_cli_territory_owner (work, row->territory),
                      units,
                      accounts,
                      pipeline,
                      history,
                      deviation,
                      pieces,
      };

      if (isfinite (row->deviation[BW_MEASURE_PIPELINE]))
        g_ascii_formatd (deviation, sizeof deviation, "%.4f", row->deviation[BW_MEASURE_PIPELINE]);
      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

static void
run_balance (const BwTerritoryWork *work)
{
  g_autoptr (GArray) rows = bw_territory_balance_new (work->plan, work->values);

  if (work->cli.json)
    print_balance_json (work, rows);
  else
    print_balance (work, rows);
}

/* ---- overlaps ---- */

static void
run_overlaps (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "account", "account_id", "territory", "owner", "person", "deals", "amount" };
  g_autoptr (GArray) rows = bw_territory_overlaps_new (work->plan);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "overlaps") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryOverlap *row = &g_array_index (rows, BwTerritoryOverlap, i);
      const BwAccount          *account = bw_book_account (work->book, row->account);
      g_autofree char          *deals = g_strdup_printf ("%u", row->deals);
      g_autofree char          *amount = bw_money_format_plain (row->amount, work->book->currency);
      const char               *cells[] = {
                      bw_book_text (work->book, account->name),
                      bw_book_text (work->book, account->ref),
                      bw_cli_territory_name (work, row->territory),
                      bw_cli_territory_owner (work, row->territory),
                      person_name (work, row->person),
                      deals,
                      amount,
      };

      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      for (guint j = 0; j < 5; j++)
        bw_cli_add_text (builder, titles[j], cells[j]);
      bw_cli_add_count (builder, "deals", row->deals);
      bw_cli_add_money (builder, "amount", row->amount, work->book->currency);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
}

/* ---- gaps ---- */

static void
run_gaps (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "unit", "name", "state", "accounts", "pipeline", "history" };
  g_autoptr (GArray) rows = bw_territory_gaps_new (work->plan, work->values);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "gaps") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryGap *row = &g_array_index (rows, BwTerritoryGap, i);
      const BwAtlasUnit    *area = row->unit >= 0 ? bw_atlas_unit (work->plan->atlas, (guint)row->unit) : NULL;
      g_autofree char      *unit = area != NULL ? bw_atlas_unit_dup_id (work->plan->atlas, (guint)row->unit) : NULL;
      g_autofree char      *accounts = g_strdup_printf ("%u", row->accounts);
      g_autofree char      *pipeline = dup_value (work, row->values, BW_MEASURE_PIPELINE);
      g_autofree char      *history = dup_value (work, row->values, BW_MEASURE_HISTORY);
      const char           *cells[] = {
                  unit,
        area != NULL ? area->name : NULL,
        area != NULL ? bw_atlas_parent (work->plan->atlas, (guint)area->parent)->code : NULL,
                  accounts,
                  pipeline,
                  history,
      };

      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      for (guint j = 0; j < 3; j++)
        bw_cli_add_text (builder, titles[j], cells[j]);
      bw_cli_add_count (builder, "accounts", row->accounts);
      bw_cli_territory_add_values (builder, work, row->values);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
}

/* ---- export ---- */

/* The code of the unit of the map that an account lies in. */
static const char *
account_unit (const BwTerritoryWork *work,
              guint                  account)
{
  gint32 unit = work->plan->places[account].unit;

  return unit != BW_ATLAS_NOWHERE ? bw_atlas_unit (work->plan->atlas, (guint)unit)->code : NULL;
}

/* Who should have which account, for the CRM. */
static void
run_export (const BwTerritoryWork *work)
{
  const char *const titles[] = { "account_id", "account", "territory", "territory_owner", "owner",
                                 bw_atlas_get_kind (work->plan->atlas) == BW_ATLAS_COUNTIES ? "county" : "unit" };
  g_autoptr (JsonBuilder) builder = NULL;

  if (work->format != NULL)
    {
      g_autofree char *text = g_str_equal (work->format, "geojson") ? bw_plan_dup_geojson (work->plan, work->values)
                                                                    : bw_plan_dup_ownership (work->book, work->base, work->plan->plan,
                                                                                             work->only_changed);

      g_print ("%s", text);
      return;
    }
  builder = work->cli.json ? bw_cli_territory_begin (work, "accounts") : NULL;
  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < work->plan->n_accounts; i++)
    {
      const BwAccount *account = bw_book_account (work->book, i);
      gint32           territory = work->plan->accounts[i];
      const char      *cells[] = {
             bw_book_text (work->book, account->ref),
             bw_book_text (work->book, account->name),
             bw_cli_territory_name (work, territory),
             bw_cli_territory_owner (work, territory),
             person_name (work, account->owner),
             account_unit (work, i),
      };

      if (account->merged != 0)
        continue;
      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      for (guint j = 0; j < G_N_ELEMENTS (cells); j++)
        bw_cli_add_text (builder, titles[j], cells[j]);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
}

static const struct
{
  const char *name;
  void (*run) (const BwTerritoryWork *work);
} tasks[] = {
  { "balance", run_balance },
  { "overlaps", run_overlaps },
  { "gaps", run_gaps },
  { "export", run_export },
};

/* Finds the plans and the territory that were named. */
static int
read_names (BwTerritoryWork *work,
            const char      *plan,
            const char      *base,
            const char      *target)
{
  gint32 index = plan != NULL ? bw_plan_find (work->book, plan) : bw_territory_plan_at (work->book, work->as_of);

  if (plan != NULL && index < 0)
    return bw_cli_misuse (&work->cli, _ ("There is no plan called “%s”."), plan);
  work->base = base != NULL ? bw_plan_find (work->book, base) : bw_plan_base (work->book, index);
  if (base != NULL && work->base < 0)
    return bw_cli_misuse (&work->cli, _ ("There is no plan called “%s”."), base);
  work->plan = bw_territory_plan_new (work->book, index);
  work->target = BW_NOBODY;
  for (guint i = 0; target != NULL && i < work->book->territories->len; i++)
    if (bw_book_territory (work->book, i)->plan == index && g_utf8_collate (bw_cli_territory_name (work, (gint32)i), target) == 0)
      work->target = (gint32)i;
  if (target != NULL && work->target < 0)
    return bw_cli_misuse (&work->cli, _ ("The plan has no territory called “%s”."), target);
  return BW_CLI_DONE;
}

static gboolean
is_findings (const char *task)
{
  return g_str_equal (task, "findings") || g_str_equal (task, "try");
}

static int
run (BwTerritoryWork *work)
{
  const char *task = work->cli.rest[1];

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (g_str_equal (tasks[i].name, task) && work->cli.n_rest == 2)
      {
        tasks[i].run (work);
        return BW_CLI_DONE;
      }
  if (g_str_equal (task, "optimise"))
    return bw_cli_territory_run_optimise (work);
  if (is_findings (task))
    return bw_cli_territory_run_findings (work, task);
  return bw_cli_territory_is_plan (task) ? bw_cli_territory_run_plan (work, task) : bw_cli_territory_run_edit (work, task);
}

static gboolean
is_task (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (g_str_equal (tasks[i].name, name))
      return TRUE;
  return g_str_equal (name, "optimise") || is_findings (name) || bw_cli_territory_is_plan (name) || bw_cli_territory_is_edit (name);
}

/* The command "territory". */
int
bw_cli_territory (int    argc,
                  char **argv)
{
  g_auto (BwTerritoryWork) work = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char   *as_of_text = NULL, *plan = NULL, *base = NULL, *target = NULL, *from = NULL, *period = NULL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, _ ("The day that the year of history ends before"), "DATE" },
    { "period", 0, 0, G_OPTION_ARG_STRING, &period, _ ("Whose forecast and quotas are compared"), "2026-Q4" },
    { "plan", 0, 0, G_OPTION_ARG_STRING, &plan, _ ("The plan, instead of the one in force"), "NAME" },
    { "base", 0, 0, G_OPTION_ARG_STRING, &base, _ ("What it is compared with, instead of what it was copied from"), "NAME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &target, _ ("The territory that something goes to"), "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, _ ("The day on which a plan becomes effective"), "DATE" },
    { "quotas", 0, 0, G_OPTION_ARG_NONE, &work.quotas, _ ("Quotas of periods from that day on follow the plan"), NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &work.note, _ ("What is said of it"), "TEXT" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &work.format, _ ("How to export: “crm” or “geojson”"), "FORMAT" },
    { "changed", 0, 0, G_OPTION_ARG_NONE, &work.only_changed, _ ("Only accounts that change"), NULL },
    { "measures", 0, 0, G_OPTION_ARG_STRING, &work.optimise.measures, _ ("optimise: what is to be even, instead of the plan’s measures"), "A,B" },
    { "tolerance", 0, 0, G_OPTION_ARG_STRING, &work.optimise.tolerance, _ ("optimise: how far from the mean, instead of the plan’s tolerances"), "T" },
    { "formula", 0, 0, G_OPTION_ARG_STRING, &work.formula, _ ("measures: how the workload of an account is worked out"), "FORMULA" },
    { "afresh", 0, 0, G_OPTION_ARG_NONE, &work.optimise.afresh, _ ("optimise: move whatever helps, not as little as possible"), NULL },
    { "fill-gaps", 0, 0, G_OPTION_ARG_NONE, &work.optimise.fill_gaps, _ ("optimise: give away areas that nobody has, too"), NULL },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &work.optimise.seconds, _ ("optimise: by when to be done"), "S" },
    { "iterations", 0, 0, G_OPTION_ARG_INT64, &work.optimise.iterations, _ ("optimise: proposals each of the two chains looks at"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &work.optimise.seed, _ ("optimise: the same seed gives the same plan"), "N" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &work.dry_run, _ ("Tell what would change, and change nothing"), NULL },
    { NULL },
  };
  g_autofree char *summary = NULL;
  BwScope          scope;
  int              status;

  summary = g_strconcat (_ ("Tells how the territories are balanced (balance), where people overlap (overlaps), which areas nobody has (gaps), and "
                            "who should have which account (export); finds better ones (optimise). Plans as versions: plans, copy NAME, "
                            "describe NAME, map MAP, propose, return, approve, activate, archive, remove, history, diff, report OUT.pdf, "
                            "review UNIT accept|reject|open. Edits: assign UNIT…, "
                            "name ACCOUNT, lock and unlock UNIT…, bridge UNIT UNIT join|part|map, rules, rule CONDITION, rule-remove N, "
                            "rule-raise N. Units are such as county:48453, state:TX, zip:78701, country:DE, region:DE-BY, territory:NAME."),
                         "\n", _ ("What is wrong, with what could be done: findings; try N makes a draft of what the N-th proposes."), "\n",
                         _ ("What is to be even: measures lists it, measures NAME=TOLERANCE… chooses it. Holes and what lies apart: parts. Areas that "
                            "nobody has are given away by fill nearest|compact. rule-change N CONDITION, rule-lower N, center UNIT --to NAME (where "
                            "its owner lives), exceptions lists locks, centres, named accounts and bridges."),
                         "\n", _ ("add NAME [PERSON] makes a territory without areas, delete NAME removes one."),
                         NULL);
  if (!bw_cli_parse (&work.cli, argc, argv, "FILE TASK [ARGUMENT…]", summary, entries, 2, 1000, &status))
    return status;
  if (!is_task (work.cli.rest[1]))
    return bw_cli_misuse (&work.cli, _ ("“%s” is no task of territories; --help lists them."), work.cli.rest[1]);
  if (work.format != NULL && !g_str_equal (work.format, "crm") && !g_str_equal (work.format, "geojson"))
    return bw_cli_misuse (&work.cli, _ ("“%s” is neither crm nor geojson."), work.format);
  work.from = BW_DATE_NONE;
  if (from != NULL && !bw_date_parse_iso (from, &work.from))
    return bw_cli_misuse (&work.cli, _ ("“%s” is no date. Write it like 2026-10-01."), from);
  work.session = bw_cli_open (&work.cli, work.cli.rest[0], &status);
  if (work.session == NULL)
    return status;
  work.book = bw_session_get_book (work.session);
  if (work.book->atlas == NULL)
    {
      g_autoptr (BwAtlas) atlas = bw_atlas_file_load (&error);

      return bw_cli_fail (&work.cli, error, BW_CLI_FAILED);
    }
  if (!bw_cli_read_focus (&work.cli, work.book, as_of_text, period, NULL, NULL, &work.as_of, &work.period, &scope, &status))
    return status;
  status = read_names (&work, plan, base, target);
  if (status != BW_CLI_DONE)
    return status;
  work.values = bw_account_values_new_for (work.plan, work.as_of);
  return run (&work);
}
