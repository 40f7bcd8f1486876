/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios, without a window: listed, played beside the forecast, added, taken away. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-lever.h"
#include "cli/bw-cli-look.h"
#include "core/bw-scenario-edit.h"
#include "session/bw-live-outlook.h"

static const double need_chances[] = { 0.5, 0.8 };

/* What is played, and what came of it. */
typedef struct
{
  BwCliLook            *look;
  const char           *name; /* (nullable): of a scenario that is kept */
  const char           *note;
  BwLever              *levers;
  guint                 n_levers;
  BwScenarioBase       *base;
  BwScenarioResult     *before, *after;
  BwScenarioDifference *difference;
  BwScenarioEffect     *effects;
  guint                 n_effects;
  BwScenarioNeed        needs[G_N_ELEMENTS (need_chances)];
  guint                 n_needs;
} Play;

static void
clear_play (Play *play)
{
  g_free (play->levers);
  bw_scenario_base_unref (play->base);
  bw_scenario_result_free (play->before);
  bw_scenario_result_free (play->after);
  bw_scenario_difference_free (play->difference);
  g_free (play->effects);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Play, clear_play)

/* ---- results as JSON ---- */

static void
add_amount (JsonBuilder *builder,
            const char  *name,
            double       minor,
            const char  *currency)
{
  bw_cli_add_money (builder, name, isnan (minor) ? BW_MONEY_NONE : (gint64)llround (minor), currency);
}

static void
add_levers (JsonBuilder   *builder,
            const BwBook  *book,
            const BwLever *levers,
            guint          n_levers,
            BwDate         as_of)
{
  json_builder_set_member_name (builder, "levers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_levers; i++)
    {
      g_autofree char *problem = bw_lever_dup_problem (book, &levers[i], as_of);
      g_autofree char *code = bw_cli_lever_write (book, &levers[i]);
      g_autofree char *text = problem == NULL ? bw_lever_dup_text (book, &levers[i]) : NULL;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "kind", bw_cli_lever_name (levers[i].kind));
      bw_cli_add_text (builder, "lever", code);
      bw_cli_add_text (builder, "text", text);
      bw_cli_add_text (builder, "problem", problem);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_result (JsonBuilder            *builder,
            const char             *name,
            const BwScenarioResult *result,
            const char             *currency)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  bw_cli_add_money (builder, "won", result->won, currency);
  add_amount (builder, "mean", result->mean, currency);
  add_amount (builder, "p10", result->p10, currency);
  add_amount (builder, "p25", result->p25, currency);
  add_amount (builder, "p50", result->p50, currency);
  add_amount (builder, "p75", result->p75, currency);
  add_amount (builder, "p90", result->p90, currency);
  add_amount (builder, "from_open", result->from_open, currency);
  add_amount (builder, "from_new", result->from_new, currency);
  bw_cli_add_money (builder, "quota", result->quota, currency);
  bw_cli_add_number (builder, "chance_of_quota", result->chance_of_quota);
  bw_cli_add_count (builder, "hires", result->n_hires);
  json_builder_set_member_name (builder, "weeks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->n_weeks; i++)
    {
      const BwOutlookWeek *week = &result->weeks[i];

      json_builder_begin_object (builder);
      bw_cli_add_date (builder, "date", week->date);
      bw_cli_add_money (builder, "closed", week->closed, currency);
      bw_cli_add_money (builder, "p10", week->p10, currency);
      bw_cli_add_money (builder, "p50", week->p50, currency);
      bw_cli_add_money (builder, "p90", week->p90, currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_people (JsonBuilder *builder,
            const Play  *play)
{
  const BwBook *book = play->look->book;

  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < play->after->n_people; i++)
    {
      const BwScenarioPerson *before = &play->before->people[i], *after = &play->after->people[i];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, bw_book_person (book, after->person)->name));
      bw_cli_add_money (builder, "won", after->won, book->currency);
      bw_cli_add_money (builder, "base_quota", before->quota, book->currency);
      add_amount (builder, "base_mean", before->mean, book->currency);
      bw_cli_add_money (builder, "base_p50", before->p50, book->currency);
      bw_cli_add_money (builder, "quota", after->quota, book->currency);
      add_amount (builder, "mean", after->mean, book->currency);
      bw_cli_add_money (builder, "p10", after->p10, book->currency);
      bw_cli_add_money (builder, "p50", after->p50, book->currency);
      bw_cli_add_money (builder, "p90", after->p90, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_difference (JsonBuilder *builder,
                const Play  *play)
{
  const BwScenarioDifference *difference = play->difference;
  const BwBook               *book = play->look->book;

  json_builder_set_member_name (builder, "difference");
  json_builder_begin_object (builder);
  add_amount (builder, "from_open", difference->open, book->currency);
  add_amount (builder, "from_new", difference->added, book->currency);
  add_amount (builder, "mean", difference->mean, book->currency);
  add_amount (builder, "p50", difference->p50, book->currency);
  bw_cli_add_number (builder, "chance_of_quota", difference->chance);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < difference->n_people; i++)
    {
      gint32 person = difference->people[i].person;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", person >= 0 ? bw_book_text (book, bw_book_person (book, person)->name) : NULL);
      add_amount (builder, "mean", difference->people[i].mean, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "deals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < difference->n_deals; i++)
    {
      const BwScenarioDealChange *deal = &difference->deals[i];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[deal->deal]));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[deal->deal]));
      bw_cli_add_number (builder, "base_probability", deal->chance_before);
      bw_cli_add_number (builder, "probability", deal->chance_after);
      bw_cli_add_money (builder, "base_amount", deal->amount_before, book->currency);
      bw_cli_add_money (builder, "amount", deal->amount_after, book->currency);
      add_amount (builder, "change", deal->change, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_tornado (JsonBuilder *builder,
             const Play  *play)
{
  const BwBook *book = play->look->book;

  json_builder_set_member_name (builder, "tornado");
  json_builder_begin_array (builder);
  for (guint i = 0; i < play->n_effects; i++)
    {
      const BwScenarioEffect *effect = &play->effects[i];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "kind", bw_cli_lever_name (effect->kind));
      json_builder_set_member_name (builder, "lever");
      if (effect->lever < 0)
        json_builder_add_null_value (builder);
      else
        json_builder_add_int_value (builder, effect->lever);
      bw_cli_add_number (builder, "low", effect->low_factor);
      bw_cli_add_number (builder, "high", effect->high_factor);
      add_amount (builder, "low_mean", effect->low_mean, book->currency);
      add_amount (builder, "high_mean", effect->high_mean, book->currency);
      add_amount (builder, "low_p50", effect->low_p50, book->currency);
      add_amount (builder, "high_p50", effect->high_p50, book->currency);
      bw_cli_add_number (builder, "low_chance", effect->low_chance);
      bw_cli_add_number (builder, "high_chance", effect->high_chance);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_needs (JsonBuilder *builder,
           const Play  *play)
{
  const char *currency = play->look->book->currency;

  json_builder_set_member_name (builder, "need");
  json_builder_begin_array (builder);
  for (guint i = 0; i < play->n_needs; i++)
    {
      const BwScenarioNeed *need = &play->needs[i];

      json_builder_begin_object (builder);
      bw_cli_add_money (builder, "target", need->target, currency);
      bw_cli_add_number (builder, "chance", need->chance);
      bw_cli_add_number (builder, "present_chance", need->present_chance);
      bw_cli_add_number (builder, "new_pipeline", need->new_pipeline);
      bw_cli_add_number (builder, "win_rate", need->win_rate);
      bw_cli_add_number (builder, "deal_size", need->deal_size);
      bw_cli_add_money (builder, "open", need->open, currency);
      bw_cli_add_money (builder, "new_amount", need->new_amount, currency);
      bw_cli_add_money (builder, "need_amount", need->need_amount, currency);
      bw_cli_add_number (builder, "coverage", need->coverage);
      bw_cli_add_number (builder, "plain_ratio", need->plain_ratio);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_ramp (JsonBuilder *builder,
          const Play  *play)
{
  const BwRamp *ramp = bw_scenario_base_get_ramp (play->base);

  json_builder_set_member_name (builder, "ramp");
  json_builder_begin_object (builder);
  add_amount (builder, "settled_a_month", ramp->settled, play->look->book->currency);
  bw_cli_add_count (builder, "settled_people", ramp->n_settled);
  bw_cli_add_count (builder, "new_people", ramp->n_new);
  bw_cli_add_count (builder, "months", ramp->n_months);
  json_builder_set_member_name (builder, "shares");
  json_builder_begin_array (builder);
  for (guint m = 0; m < BW_RAMP_N_MONTHS; m++)
    json_builder_add_double_value (builder, ramp->share[m]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (const Play *play)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const BwCliLook *look = play->look;

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "name", play->name);
  bw_cli_add_text (builder, "note", play->note);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_look_add_period (builder, look);
  bw_cli_look_add_scope (builder, look);
  bw_cli_add_text (builder, "currency", look->book->currency);
  add_levers (builder, look->book, play->levers, play->n_levers, look->as_of);
  add_result (builder, "base", play->before, look->book->currency);
  add_result (builder, "scenario", play->after, look->book->currency);
  add_difference (builder, play);
  add_people (builder, play);
  add_tornado (builder, play);
  add_needs (builder, play);
  add_ramp (builder, play);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* ---- results as text ---- */

static void
print_pair (const char   *title,
            double        before,
            double        after,
            const BwBook *book)
{
  g_autofree char *was = bw_money_format ((gint64)llround (before), book->currency);
  g_autofree char *is = bw_money_format ((gint64)llround (after), book->currency);
  g_autofree char *change = bw_money_format_change ((gint64)llround (after - before), book->currency);

  g_print ("%-24s %18s %18s %18s\n", title, was, is, change);
}

/* A factor as one reads it: “× 1.25”. */
static char *
dup_factor (double factor)
{
  if (isnan (factor))
    return g_strdup_printf (_ ("more than × %g"), BW_LEVER_MAX_FACTOR);
  return factor > 0.0 ? g_strdup_printf ("× %.2f", factor) : g_strdup (_ ("next to none"));
}

static void
print_needs (const Play *play)
{
  for (guint i = 0; i < play->n_needs; i++)
    {
      const BwScenarioNeed *need = &play->needs[i];
      g_autofree char      *target = bw_money_format (need->target, play->look->book->currency);
      g_autofree char      *pipeline = dup_factor (need->new_pipeline), *rate = dup_factor (need->win_rate), *size = dup_factor (need->deal_size);

      g_print (_ ("For a chance of %.0f %% of %s (now %.0f %%): new pipeline %s, or win rate %s, or deal size %s\n"), need->chance * 100.0,
               target, need->present_chance * 100.0, pipeline, rate, size);
    }
}

static void
print_text (const Play *play)
{
  const BwBook           *book = play->look->book;
  const BwScenarioResult *before = play->before, *after = play->after;

  for (guint i = 0; i < play->n_levers; i++)
    {
      g_autofree char *problem = bw_lever_dup_problem (book, &play->levers[i], play->look->as_of);
      g_autofree char *text = problem == NULL ? bw_lever_dup_text (book, &play->levers[i]) : g_steal_pointer (&problem);

      g_print ("%s\n", text);
    }
  g_print ("\n%-24s %18s %18s %18s\n", play->look->period_name, _ ("now"), _ ("then"), _ ("change"));
  print_pair (_ ("Expected"), before->mean, after->mean, book);
  /* xgettext:no-c-format */
  print_pair (_ ("10 % of the time below"), before->p10, after->p10, book);
  print_pair (_ ("Half of the time below"), before->p50, after->p50, book);
  /* xgettext:no-c-format */
  print_pair (_ ("10 % of the time above"), before->p90, after->p90, book);
  print_pair (_ ("From open deals"), before->from_open, after->from_open, book);
  print_pair (_ ("From new business"), before->from_new, after->from_new, book);
  if (!isnan (before->chance_of_quota) && !isnan (after->chance_of_quota))
    g_print ("%-24s %17.0f%% %17.0f%% %+17.0f%%\n", _ ("Chance of the quota"), before->chance_of_quota * 100.0,
             after->chance_of_quota * 100.0, (after->chance_of_quota - before->chance_of_quota) * 100.0);
  print_needs (play);
}

/* ---- playing ---- */

/* Plays the levers and tells what comes of it; @target is what to reach (BW_MONEY_NONE: the quota). */
static int
play_levers (Play  *play,
             gint64 target)
{
  BwCliLook *look = play->look;

  play->base = bw_scenario_base_new (look->book, &look->scope, &look->period, look->as_of, BW_LIVE_OUTLOOK_SEED, NULL, NULL);
  play->before = bw_scenario_run (play->base, NULL, 0, NULL, NULL);
  play->after = bw_scenario_run (play->base, play->levers, play->n_levers, NULL, NULL);
  play->difference = bw_scenario_compare (play->base, NULL, 0, play->levers, play->n_levers, NULL, NULL);
  play->effects = bw_scenario_tornado (play->base, play->levers, play->n_levers, &play->n_effects, NULL, NULL);
  if (target == BW_MONEY_NONE)
    target = play->after->quota;
  if (target != BW_MONEY_NONE && bw_scenario_need (play->base, play->levers, play->n_levers, target, need_chances, G_N_ELEMENTS (need_chances),
                                                   play->needs, NULL, NULL))
    play->n_needs = G_N_ELEMENTS (need_chances);
  if (look->cli.json)
    print_json (play);
  else
    print_text (play);
  return BW_CLI_DONE;
}

/* Reads the levers from @texts (nullable) on. Returns an exit status. */
static int
read_levers (const BwCliLook *look,
             char           **texts,
             guint            n,
             BwLever        **levers)
{
  *levers = g_new0 (BwLever, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *problem = NULL;

      if (!bw_cli_lever_read (look->book, texts[i], look->as_of, &(*levers)[i], &problem))
        return bw_cli_misuse (&look->cli, "%s", problem);
    }
  return BW_CLI_DONE;
}

/* Finds the scenario that the third argument names. Returns an exit status. */
static int
find_scenario (const BwCliLook *look,
               guint           *scenario)
{
  gint32 found = bw_scenario_find (look->book, look->cli.rest[2]);

  if (found == BW_NOBODY)
    return bw_cli_misuse (&look->cli, _ ("No scenario is called “%s”."), look->cli.rest[2]);
  *scenario = (guint)found;
  return BW_CLI_DONE;
}

static int
list (const BwCliLook *look)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const BwBook *book = look->book;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "scenarios");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->scenarios->len; i++)
    {
      const BwScenario   *scenario = &g_array_index (book->scenarios, BwScenario, i);
      guint               n;
      g_autofree BwLever *levers = bw_scenario_dup_levers (book, i, &n);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, scenario->name));
      bw_cli_add_text (builder, "note", bw_book_text (book, scenario->note));
      add_levers (builder, book, levers, n, look->as_of);
      json_builder_end_object (builder);
      if (look->cli.json)
        continue;
      g_print ("%s\n", bw_book_text (book, scenario->name));
      for (guint k = 0; k < n; k++)
        {
          g_autofree char *code = bw_cli_lever_write (book, &levers[k]);

          g_print ("  %s\n", code);
        }
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (look->cli.json)
    bw_cli_print_json (builder);
  return BW_CLI_DONE;
}

static int
run_kept (BwCliLook *look,
          gint64     target)
{
  g_auto (Play) play = { .look = look };
  const BwScenario *row;
  guint             scenario = 0;
  int               status = find_scenario (look, &scenario);

  if (status != BW_CLI_DONE)
    return status;
  row = &g_array_index (look->book->scenarios, BwScenario, scenario);
  play.name = bw_book_text (look->book, row->name);
  play.note = bw_book_text (look->book, row->note);
  play.levers = bw_scenario_dup_levers (look->book, scenario, &play.n_levers);
  return play_levers (&play, target);
}

static int
try_levers (BwCliLook *look,
            gint64     target)
{
  g_auto (Play) play = { .look = look, .n_levers = look->cli.n_rest - 2 };
  int status = read_levers (look, look->cli.rest + 2, play.n_levers, &play.levers);

  return status != BW_CLI_DONE ? status : play_levers (&play, target);
}

static int
add (BwCliLook  *look,
     const char *note)
{
  g_autofree BwLever *levers = NULL;
  g_autofree char    *problem = bw_scenario_dup_name_problem (look->book, look->cli.rest[2], BW_NOBODY);
  guint               n = look->cli.n_rest - 3;
  BwDelta            *delta;
  BwBook             *after;
  int                 status = read_levers (look, look->cli.rest + 3, n, &levers);

  if (status != BW_CLI_DONE)
    return status;
  if (problem != NULL)
    return bw_cli_misuse (&look->cli, "%s", problem);
  after = bw_scenario_edit_add (look->book, look->cli.rest[2], note, levers, n, g_get_real_time () / G_USEC_PER_SEC, &delta);
  return bw_cli_apply (&look->cli, look->session, _ ("Add scenario"), after, delta);
}

static int delete (BwCliLook *look)
{
  BwDelta *delta;
  BwBook  *after;
  guint    scenario = 0;
  int      status = find_scenario (look, &scenario);

  if (status != BW_CLI_DONE)
    return status;
  after = bw_scenario_edit_delete (look->book, scenario, &delta);
  return bw_cli_apply (&look->cli, look->session, _ ("Delete scenario"), after, delta);
}

int
bw_cli_scenario (int    argc,
                 char **argv)
{
  g_autofree char   *target_text = NULL, *note = NULL, *examples = bw_cli_lever_help ();
  g_autofree char   *summary = NULL;
  gint64             target = BW_MONEY_NONE;
  const char        *what;
  int                status;
  const GOptionEntry entries[] = {
    { "target", 0, 0, G_OPTION_ARG_STRING, &target_text, _ ("What is to be reached, instead of the quota"), "AMOUNT" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, _ ("What is kept with a new scenario"), "TEXT" },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };

  summary = g_strdup_printf (_ ("Plays what would be if, beside the forecast. “list” tells the scenarios that are kept, “run NAME” plays one, "
                                "“try LEVER…” plays without keeping, “add NAME LEVER…” keeps one, “delete NAME” takes one away. Levers "
                                "look like:\n%s"),
                             examples);
  if (!bw_cli_look_start_with (&look, argc, argv, "FILE list|run|try|add|delete [NAME] [LEVER…]", 2, 1000, summary, entries, &status))
    return status;
  if (target_text != NULL)
    target = bw_money_parse_typed (target_text, look.book->currency);
  if (target_text != NULL && (target == BW_MONEY_NONE || target <= 0))
    return bw_cli_misuse (&look.cli, _ ("“%s” is no amount that could be reached."), target_text);
  what = look.cli.rest[1];
  if (g_str_equal (what, "list") && look.cli.n_rest == 2)
    return list (&look);
  if (g_str_equal (what, "try"))
    return try_levers (&look, target);
  if (g_str_equal (what, "run") && look.cli.n_rest == 3)
    return run_kept (&look, target);
  if (g_str_equal (what, "add") && look.cli.n_rest >= 3)
    return add (&look, note);
  if (g_str_equal (what, "delete") && look.cli.n_rest == 3)
    return delete (&look);
  return bw_cli_misuse (&look.cli, _ ("“%s” takes these arguments: %s"), look.cli.name, "FILE list|run|try|add|delete [NAME] [LEVER…]");
}
