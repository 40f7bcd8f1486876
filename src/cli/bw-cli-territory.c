/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territory work, without a window: balance, overlaps, gaps, and who should have which account. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-territory-balance.h"
#include "session/bw-atlas-file.h"

/* What all four need. */
typedef struct
{
  BwCli            cli;
  BwSession       *session;
  BwBook          *book; /* borrowed */
  BwTerritoryPlan *plan;
  BwAccountValues *values;
} Work;

static void
clear_work (Work *work)
{
  bw_cli_clear (&work->cli);
  g_clear_pointer (&work->plan, bw_territory_plan_free);
  g_clear_pointer (&work->values, bw_account_values_free);
  g_clear_object (&work->session);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

static const char *
territory_name (const Work *work,
                gint32      territory)
{
  return territory >= 0 ? bw_book_text (work->book, bw_book_territory (work->book, territory)->name) : NULL;
}

static const char *
person_name (const Work *work,
             gint32      person)
{
  return person >= 0 ? bw_book_text (work->book, bw_book_person (work->book, person)->name) : NULL;
}

static const char *
territory_owner (const Work *work,
                 gint32      territory)
{
  return territory >= 0 ? person_name (work, bw_book_territory (work->book, territory)->owner) : NULL;
}

static char *
dup_value (const Work   *work,
           const gint64 *values,
           BwMeasure     measure)
{
  if (measure == BW_MEASURE_ACCOUNTS)
    return g_strdup_printf ("%" G_GINT64_FORMAT, values[measure]);
  return bw_money_format_plain (values[measure], work->book->currency);
}

/* Adds the object "values". */
static void
add_values (JsonBuilder  *builder,
            const Work   *work,
            const gint64 *values)
{
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    if (measure == BW_MEASURE_ACCOUNTS)
      bw_cli_add_number (builder, bw_measure_name (measure), (double)values[measure]);
    else
      bw_cli_add_money (builder, bw_measure_name (measure), values[measure], work->book->currency);
  json_builder_end_object (builder);
}

/* Begins the result: an object with the plan's name, and in it the array @name. */
static JsonBuilder *
begin_result (const Work *work,
              const char *name)
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

static void
end_result (JsonBuilder *builder)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
  g_object_unref (builder);
}

/* ---- balance ---- */

static void
add_balance (JsonBuilder              *builder,
             const Work               *work,
             const BwTerritoryBalance *row)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "name", territory_name (work, row->territory));
  bw_cli_add_text (builder, "owner", territory_owner (work, row->territory));
  bw_cli_add_count (builder, "units", row->units);
  bw_cli_add_count (builder, "accounts", row->accounts);
  add_values (builder, work, row->values);
  json_builder_set_member_name (builder, "deviation");
  json_builder_begin_object (builder);
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    bw_cli_add_number (builder, bw_measure_name (measure), row->deviation[measure]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "connected");
  json_builder_add_boolean_value (builder, row->pieces <= 1);
  bw_cli_add_count (builder, "pieces", row->pieces);
  json_builder_end_object (builder);
}

static void
print_balance_json (const Work *work,
                    GArray     *rows)
{
  g_autoptr (JsonBuilder) builder = begin_result (work, "measures");

  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    bw_cli_add_text (builder, NULL, bw_measure_name (measure));
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
  end_result (g_steal_pointer (&builder));
}

static void
print_balance (const Work *work,
               GArray     *rows)
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
                      territory_name (work, row->territory),
                      territory_owner (work, row->territory),
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
run_balance (const Work *work)
{
  g_autoptr (GArray) rows = bw_territory_balance_new (work->plan, work->values);

  if (work->cli.json)
    print_balance_json (work, rows);
  else
    print_balance (work, rows);
}

/* ---- overlaps ---- */

static void
run_overlaps (const Work *work)
{
  static const char *const titles[] = { "account", "account_id", "territory", "owner", "person", "deals", "amount" };
  g_autoptr (GArray) rows = bw_territory_overlaps_new (work->plan);
  g_autoptr (JsonBuilder) builder = work->cli.json ? begin_result (work, "overlaps") : NULL;

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
                      territory_name (work, row->territory),
                      territory_owner (work, row->territory),
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
    end_result (g_steal_pointer (&builder));
}

/* ---- gaps ---- */

static void
run_gaps (const Work *work)
{
  static const char *const titles[] = { "unit", "name", "state", "accounts", "pipeline", "history" };
  g_autoptr (GArray) rows = bw_territory_gaps_new (work->plan, work->values);
  g_autoptr (JsonBuilder) builder = work->cli.json ? begin_result (work, "gaps") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryGap *row = &g_array_index (rows, BwTerritoryGap, i);
      const BwAtlasCounty  *county = row->county >= 0 ? bw_atlas_county (work->book->atlas, row->county) : NULL;
      g_autofree char      *unit = county != NULL ? g_strdup_printf ("county:%05u", county->fips) : NULL;
      g_autofree char      *accounts = g_strdup_printf ("%u", row->accounts);
      g_autofree char      *pipeline = dup_value (work, row->values, BW_MEASURE_PIPELINE);
      g_autofree char      *history = dup_value (work, row->values, BW_MEASURE_HISTORY);
      const char           *cells[] = {
                  unit,
        county != NULL ? county->name : NULL,
        county != NULL ? bw_atlas_state (work->book->atlas, county->state)->postal : NULL,
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
      add_values (builder, work, row->values);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    end_result (g_steal_pointer (&builder));
}

/* ---- export ---- */

static const char *
account_county (const Work *work,
                guint       account,
                char        buffer[8])
{
  gint32 county = work->plan->places[account].county;

  if (county == BW_ATLAS_NOWHERE)
    return NULL;
  g_snprintf (buffer, 8, "%05u", bw_atlas_county (work->book->atlas, county)->fips);
  return buffer;
}

/* Who should have which account, for the CRM. */
static void
run_export (const Work *work)
{
  static const char *const titles[] = { "account_id", "account", "territory", "territory_owner", "owner", "county" };
  g_autoptr (JsonBuilder) builder = work->cli.json ? begin_result (work, "accounts") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < work->plan->n_accounts; i++)
    {
      const BwAccount *account = bw_book_account (work->book, i);
      gint32           territory = work->plan->accounts[i];
      char             county[8];
      const char      *cells[] = {
             bw_book_text (work->book, account->ref),
             bw_book_text (work->book, account->name),
             territory_name (work, territory),
             territory_owner (work, territory),
             person_name (work, account->owner),
             account_county (work, i, county),
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
    end_result (g_steal_pointer (&builder));
}

static const struct
{
  const char *name;
  void (*run) (const Work *work);
} tasks[] = {
  { "balance", run_balance },
  { "overlaps", run_overlaps },
  { "gaps", run_gaps },
  { "export", run_export },
};

/* The command "territory". */
int
bw_cli_territory (int    argc,
                  char **argv)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char   *as_of_text = NULL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, _ ("The day that the year of history ends before"), "DATE" },
    { NULL },
  };
  BwDate   as_of;
  BwPeriod period;
  BwScope  scope;
  guint    task = 0;
  int      status;

  if (!bw_cli_parse (&work.cli, argc, argv, "FILE balance|overlaps|gaps|export",
                     _ ("Tells how the territories are balanced, where people overlap, which areas nobody has, and who should "
                        "have which account."),
                     entries, 2, 2, &status))
    return status;
  while (task < G_N_ELEMENTS (tasks) && !g_str_equal (tasks[task].name, work.cli.rest[1]))
    task++;
  if (task == G_N_ELEMENTS (tasks))
    return bw_cli_misuse (&work.cli, _ ("“%s” is none of balance, overlaps, gaps and export."), work.cli.rest[1]);
  work.session = bw_cli_open (&work.cli, work.cli.rest[0], &status);
  if (work.session == NULL)
    return status;
  work.book = bw_session_get_book (work.session);
  if (work.book->atlas == NULL)
    {
      g_autoptr (BwAtlas) atlas = bw_atlas_file_load (&error);

      return bw_cli_fail (&work.cli, error, BW_CLI_FAILED);
    }
  if (!bw_cli_read_focus (&work.cli, work.book, as_of_text, NULL, NULL, NULL, &as_of, &period, &scope, &status))
    return status;
  work.plan = bw_territory_plan_new (work.book, BW_NOBODY);
  work.values = bw_account_values_new (work.book, as_of);
  tasks[task].run (&work);
  return BW_CLI_DONE;
}
