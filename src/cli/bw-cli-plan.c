/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territory plans as versions, without a window: the tasks of the command "territory" that are about plans as a whole. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-plan-report.h"
#include "cli/bw-cli-territory.h"
#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-map.h"
#include "core/bw-plan-review.h"

static const char *const status_names[] = { "draft", "proposed", "approved", "active", "archived" };
static const char *const event_names[] = { "made", "copied", "proposed", "returned", "approved", "activated", "archived" };
static const char *const decision_names[] = { "open", "accepted", "rejected" };
static const char *const kind_names[] = { "area", "zip", "account", "owner" };

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static const char *
plan_name (const BwBook *book,
           gint32        plan)
{
  return plan >= 0 ? bw_book_text (book, bw_book_plan (book, plan)->name) : NULL;
}

/* ---- plans, history ---- */

static void
print_plans (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "plan", "status", "from", "base", "note", "map", "territories", "current" };
  const BwBook            *book = work->book;
  gint32                   current = bw_territory_plan_at (book, work->as_of);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "plans") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < book->plans->len; i++)
    {
      const BwPlan    *plan = bw_book_plan (book, i);
      g_autofree char *from = plan->from != BW_DATE_NONE ? bw_date_to_iso (plan->from) : NULL, *count = NULL;
      guint            n = 0;

      for (guint j = 0; j < book->territories->len; j++)
        n += bw_book_territory (book, j)->plan == (gint32)i;
      count = g_strdup_printf ("%u", n);
      {
        const char *cells[] = { plan_name (book, (gint32)i), status_names[plan->status], from, plan_name (book, bw_plan_find_key (book, plan->base)),
                                bw_book_text (book, plan->note), *bw_book_text (book, plan->map) != '\0' ? bw_book_text (book, plan->map) : "counties", count, (gint32)i == current ? "true" : "false" };

        if (builder == NULL)
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
        else
          {
            json_builder_begin_object (builder);
            for (guint cell = 0; cell < 6; cell++)
              bw_cli_add_text (builder, titles[cell], cells[cell]);
            bw_cli_add_count (builder, "territories", n);
            json_builder_set_member_name (builder, "current");
            json_builder_add_boolean_value (builder, (gint32)i == current);
            json_builder_end_object (builder);
          }
      }
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
}

static void
print_history (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "at", "event", "note" };
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "history") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < work->book->plan_events->len; i++)
    {
      const BwPlanEvent *event = &g_array_index (work->book->plan_events, BwPlanEvent, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (event->at);
      g_autofree char *at = time != NULL ? g_date_time_format_iso8601 (time) : NULL;
      const char      *cells[] = { at, event_names[event->kind], bw_book_text (work->book, event->note) };

      if (event->plan != work->plan->plan || event->plan < 0)
        continue;
      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      for (guint cell = 0; cell < G_N_ELEMENTS (cells); cell++)
        bw_cli_add_text (builder, titles[cell], cells[cell]);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
}

/* ---- diff ---- */

static void
add_sum (JsonBuilder           *builder,
         const BwTerritoryWork *work,
         const BwPlanSum       *sum)
{
  bw_cli_add_count (builder, "units", sum->units);
  bw_cli_add_count (builder, "accounts", sum->accounts);
  bw_cli_add_count (builder, "owners_changed", sum->owners);
  bw_cli_territory_add_values (builder, work, sum->values);
  bw_cli_add_money (builder, "forecast", isfinite (sum->forecast) ? (gint64)llround (sum->forecast) : BW_MONEY_NONE, work->book->currency);
}

static void
add_change (JsonBuilder           *builder,
            const BwTerritoryWork *work,
            const BwPlanChange    *change)
{
  g_autofree char *name = bw_plan_change_dup_name (work->book, change);

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "kind", kind_names[change->kind]);
  bw_cli_add_text (builder, "unit", change->unit);
  bw_cli_add_text (builder, "name", name);
  bw_cli_add_text (builder, "from", bw_cli_territory_name (work, change->from));
  bw_cli_add_text (builder, "to", bw_cli_territory_name (work, change->to));
  bw_cli_add_text (builder, "old_owner", bw_cli_territory_owner (work, change->from));
  bw_cli_add_text (builder, "new_owner", bw_cli_territory_owner (work, change->to));
  add_sum (builder, work, &change->sum);
  bw_cli_add_text (builder, "decision", decision_names[change->decision]);
  bw_cli_add_text (builder, "note", bw_book_text (work->book, change->note));
  json_builder_end_object (builder);
}

static void
add_person (JsonBuilder           *builder,
            const BwTerritoryWork *work,
            const BwPlanPerson    *person)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "name", bw_book_text (work->book, bw_book_person (work->book, person->person)->name));
  json_builder_set_member_name (builder, "before");
  json_builder_begin_object (builder);
  add_sum (builder, work, &person->before);
  bw_cli_add_money (builder, "quota", person->quota_before, work->book->currency);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "after");
  json_builder_begin_object (builder);
  add_sum (builder, work, &person->after);
  bw_cli_add_money (builder, "quota", person->quota_after, work->book->currency);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
print_diff_json (const BwTerritoryWork  *work,
                 const BwPlanComparison *comparison)
{
  g_autoptr (JsonBuilder) builder = bw_cli_territory_begin (work, "matrix");
  g_autofree char *period = bw_period_dup_name (&work->period);

  for (guint i = 0; i < comparison->cells->len; i++)
    {
      const BwPlanCell *cell = &g_array_index (comparison->cells, BwPlanCell, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "from", bw_cli_territory_name (work, cell->from));
      bw_cli_add_text (builder, "to", bw_cli_territory_name (work, cell->to));
      json_builder_set_member_name (builder, "stays");
      json_builder_add_boolean_value (builder, cell->stays);
      add_sum (builder, work, &cell->sum);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_add_text (builder, "base", plan_name (work->book, comparison->base));
  bw_cli_add_text (builder, "period", period);
  json_builder_set_member_name (builder, "moved");
  json_builder_begin_object (builder);
  add_sum (builder, work, &comparison->moved);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comparison->people->len; i++)
    add_person (builder, work, &g_array_index (comparison->people, BwPlanPerson, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comparison->changes->len; i++)
    add_change (builder, work, &g_array_index (comparison->changes, BwPlanChange, i));
  bw_cli_territory_end (g_steal_pointer (&builder));
}

static void
print_diff (const BwTerritoryWork  *work,
            const BwPlanComparison *comparison)
{
  static const char *const titles[] = { "kind", "unit", "name", "from", "to", "old_owner", "new_owner", "accounts", "pipeline", "history",
                                        "forecast", "decision", "note" };

  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);
      g_autofree char    *name = bw_plan_change_dup_name (work->book, change);
      g_autofree char    *accounts = g_strdup_printf ("%u", change->sum.accounts);
      g_autofree char    *pipeline = bw_money_format_plain (change->sum.values[BW_MEASURE_PIPELINE], work->book->currency);
      g_autofree char    *history = bw_money_format_plain (change->sum.values[BW_MEASURE_HISTORY], work->book->currency);
      g_autofree char    *forecast = bw_money_format_plain ((gint64)llround (change->sum.forecast), work->book->currency);
      const char         *cells[] = { kind_names[change->kind], change->unit, name, bw_cli_territory_name (work, change->from),
                                      bw_cli_territory_name (work, change->to), bw_cli_territory_owner (work, change->from),
                                      bw_cli_territory_owner (work, change->to), accounts, pipeline, history, forecast,
                                      decision_names[change->decision], bw_book_text (work->book, change->note) };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

static int
run_diff (const BwTerritoryWork *work)
{
  g_autofree double *forecasts = bw_plan_forecasts_new (work->book, &work->period, work->as_of);
  g_autoptr (BwPlanComparison) comparison = bw_plan_comparison_new (work->book, work->base, work->plan->plan, work->values, forecasts,
                                                                    &work->period);

  if (work->cli.json)
    print_diff_json (work, comparison);
  else
    print_diff (work, comparison);
  return BW_CLI_DONE;
}

/* Prints both plans beside each other into a file: as PDF, or the tables as CSV. */
static int
run_report (const BwTerritoryWork *work)
{
  guint              n;
  char             **rest = bw_territory_work_rest (work, &n);
  g_autofree double *forecasts = bw_plan_forecasts_new (work->book, &work->period, work->as_of);
  g_autoptr (BwPlanComparison) comparison = NULL;
  g_autoptr (BwReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  BwPaper          paper = bw_paper_default ();
  gboolean         good;

  if (n != 1 || (!g_str_has_suffix (rest[0], ".pdf") && !g_str_has_suffix (rest[0], ".csv")))
    return bw_cli_misuse (&work->cli, _ ("Say which file, one that ends in .pdf or .csv."));
  comparison = bw_plan_comparison_new (work->book, work->base, work->plan->plan, work->values, forecasts, &work->period);
  report = bw_plan_report_new (work->book, comparison, work->as_of, &work->period);
  csv = g_str_has_suffix (rest[0], ".csv") ? bw_report_to_csv (report) : NULL;
  good = csv != NULL ? g_file_set_contents (rest[0], csv, -1, &error) : bw_report_save (report, rest[0], &paper, &error);
  return good ? BW_CLI_DONE : bw_cli_fail (&work->cli, error, BW_CLI_FAILED);
}

/* ---- edits ---- */

static int
copy (const BwTerritoryWork *work)
{
  guint            n;
  char           **rest = bw_territory_work_rest (work, &n);
  g_autofree char *problem = n == 1 ? bw_plan_dup_name_problem (work->book, rest[0], BW_NOBODY) : NULL;
  BwDelta         *delta;
  BwBook          *after;

  if (n != 1)
    return bw_cli_misuse (&work->cli, _ ("Say what the copy is to be called."));
  if (problem != NULL)
    return bw_cli_misuse (&work->cli, "%s", problem);
  after = bw_plan_edit_copy (work->book, work->plan->plan, rest[0], now (), NULL, &delta);
  return bw_cli_apply (&work->cli, work->session, _ ("Copy plan"), after, delta);
}

static int
describe (const BwTerritoryWork *work)
{
  guint            n;
  char           **rest = bw_territory_work_rest (work, &n);
  gint32           plan = work->plan->plan;
  const char      *name = n == 1 ? rest[0] : plan_name (work->book, plan);
  g_autofree char *problem = bw_plan_dup_name_problem (work->book, name, plan);
  BwDelta         *delta;
  BwBook          *after;

  if (problem != NULL)
    return bw_cli_misuse (&work->cli, "%s", problem);
  after = bw_plan_edit_describe (work->book, plan, name, work->note, &delta);
  return bw_cli_apply (&work->cli, work->session, _ ("Change plan"), after, delta);
}

/* Draws the plan over another map. */
static int
change_map (const BwTerritoryWork *work)
{
  guint  n;
  char **rest = bw_territory_work_rest (work, &n);
  g_autoptr (GError) error = NULL;
  BwDelta *delta;
  BwBook  *after;

  if (n != 1)
    return bw_cli_misuse (&work->cli, _ ("Say which map: counties, states, zip3, zips, countries, regions or such as “regions:DE AT CH”."));
  if (!bw_plan_is_editable (bw_book_plan (work->book, work->plan->plan)))
    return bw_cli_misuse (&work->cli, _ ("The plan “%s” is %s, so that cannot be done with it."), plan_name (work->book, work->plan->plan),
                          status_names[bw_book_plan (work->book, work->plan->plan)->status]);
  after = bw_plan_map_edit (work->book, work->plan->plan, rest[0], &delta, &error);
  if (after == NULL)
    return bw_cli_misuse (&work->cli, "%s", error->message);
  return bw_cli_apply (&work->cli, work->session, _ ("Change map"), after, delta);
}

/* Changes how far a plan is. */
static int
do_act (const BwTerritoryWork *work,
        BwPlanAct              act,
        const char            *label)
{
  gint32   plan = work->plan->plan;
  BwDelta *delta;
  BwBook  *after;

  if (!bw_plan_allows (bw_book_plan (work->book, plan), act))
    return bw_cli_misuse (&work->cli, _ ("The plan “%s” is %s, so that cannot be done with it."), plan_name (work->book, plan),
                          status_names[bw_book_plan (work->book, plan)->status]);
  if (act == BW_PLAN_REMOVE)
    after = bw_plan_edit_remove (work->book, plan, &delta);
  else if (act == BW_PLAN_ACTIVATE)
    after = bw_plan_edit_activate (work->book, plan, work->from != BW_DATE_NONE ? work->from : work->as_of, work->as_of, work->quotas, now (),
                                   &delta);
  else
    after = bw_plan_edit_set_status (work->book, plan, act, work->note, now (), &delta);
  return bw_cli_apply (&work->cli, work->session, label, after, delta);
}

static int
review (const BwTerritoryWork *work)
{
  static const char *const words[BW_N_DECISIONS] = { "open", "accept", "reject" };
  guint                    n, decision = 0;
  char                   **rest = bw_territory_work_rest (work, &n);
  g_autoptr (BwPlanComparison) comparison = NULL;

  while (n == 2 && decision < BW_N_DECISIONS && !g_str_equal (rest[1], words[decision]))
    decision++;
  if (n != 2 || decision == BW_N_DECISIONS)
    return bw_cli_misuse (&work->cli, _ ("Say which unit, and accept, reject or open."));
  comparison = bw_plan_comparison_new (work->book, work->base, work->plan->plan, NULL, NULL, NULL);
  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);
      BwReviewed          reviewed = { change->unit, change->to };
      BwDelta            *delta;
      BwBook             *after;

      if (!g_str_equal (change->unit, rest[0]))
        continue;
      after = bw_plan_review_edit (work->book, work->plan->plan, &reviewed, 1, (BwDecision)decision, work->note, now (), &delta);
      return bw_cli_apply (&work->cli, work->session, _ ("Review a change"), after, delta);
    }
  return bw_cli_misuse (&work->cli, _ ("“%s” is no change of the plan; “diff” lists them."), rest[0]);
}

static const struct
{
  const char *name;
  int         act; /* -1: none */
  const char *label;
} tasks[] = {
  { "plans", -1, NULL },
  { "history", -1, NULL },
  { "diff", -1, NULL },
  { "report", -1, NULL },
  { "copy", -1, NULL },
  { "describe", -1, NULL },
  { "map", -1, NULL },
  { "review", -1, NULL },
  { "propose", BW_PLAN_PROPOSE, N_ ("Propose plan") },
  { "return", BW_PLAN_RETURN, N_ ("Return plan to draft") },
  { "approve", BW_PLAN_APPROVE, N_ ("Approve plan") },
  { "activate", BW_PLAN_ACTIVATE, N_ ("Make plan effective") },
  { "archive", BW_PLAN_ARCHIVE, N_ ("Archive plan") },
  { "remove", BW_PLAN_REMOVE, N_ ("Remove plan") },
};

/* Whether @task is about plans as a whole. */
gboolean
bw_cli_territory_is_plan (const char *task)
{
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (g_str_equal (tasks[i].name, task))
      return TRUE;
  return FALSE;
}

/* Does @task, which is one of those above. Returns an exit status. */
int
bw_cli_territory_run_plan (BwTerritoryWork *work,
                           const char      *task)
{
  if (g_str_equal (task, "plans"))
    {
      print_plans (work);
      return BW_CLI_DONE;
    }
  if (g_str_equal (task, "copy"))
    return copy (work);
  if (work->plan->plan < 0)
    return bw_cli_misuse (&work->cli, _ ("There is no plan yet. Make one with “copy NAME”."));
  if (g_str_equal (task, "history"))
    {
      print_history (work);
      return BW_CLI_DONE;
    }
  if (g_str_equal (task, "diff"))
    return run_diff (work);
  if (g_str_equal (task, "report"))
    return run_report (work);
  if (g_str_equal (task, "describe"))
    return describe (work);
  if (g_str_equal (task, "map"))
    return change_map (work);
  if (g_str_equal (task, "review"))
    return review (work);
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (tasks[i].act >= 0 && g_str_equal (tasks[i].name, task))
      return do_act (work, (BwPlanAct)tasks[i].act, _ (tasks[i].label));
  g_return_val_if_reached (BW_CLI_WRONG_USE);
}
