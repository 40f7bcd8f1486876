/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecasts of past periods were, without a window. */

#include <math.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-backtest.h"
#include "core/bw-score.h"

enum
{
  DEFAULT_SEED = 20170,
  N_BINS = 10,
};

static gboolean
show_progress_cb (double   done,
                  gpointer data)
{
  g_printerr ("\r%3.0f %%", done * 100.0);
  return TRUE;
}

/* An amount in minor units that need not be a whole number of them. */
static void
add_amount (JsonBuilder *builder,
            const char  *name,
            double       minor,
            const char  *currency)
{
  bw_cli_add_number (builder, name, minor / (double)bw_currency_scale (currency));
}

static void
add_range_score (JsonBuilder        *builder,
                 const BwRangeScore *score,
                 const char         *currency)
{
  bw_cli_add_number (builder, "wape", bw_range_score_wape (score));
  bw_cli_add_number (builder, "bias", bw_range_score_bias (score));
  bw_cli_add_number (builder, "coverage50", bw_range_score_coverage (score, 50));
  bw_cli_add_number (builder, "coverage80", bw_range_score_coverage (score, 80));
  bw_cli_add_number (builder, "coverage95", bw_range_score_coverage (score, 95));
  add_amount (builder, "crps", bw_range_score_crps (score), currency);
}

static void
add_method (JsonBuilder           *builder,
            const BwBacktest      *backtest,
            const BwBacktestScore *score,
            const char            *currency)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "name", backtest->names[score->method]);
  if (score->week != 0)
    bw_cli_add_count (builder, "week", score->week);
  bw_cli_add_count (builder, "n", score->score.n);
  add_range_score (builder, &score->score, currency);
  bw_cli_add_number (builder, "value_added_last_year", score->added_last_year);
  bw_cli_add_number (builder, "value_added_crm", score->added_crm);
  if (score->score.n_ranges > 0)
    {
      json_builder_set_member_name (builder, "pit");
      json_builder_begin_array (builder);
      for (guint i = 0; i < BW_RANGE_SCORE_N_BINS; i++)
        json_builder_add_int_value (builder, score->score.pit[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

/* The scores by week, or (@of_all) those of all weeks together. */
static void
add_methods (JsonBuilder      *builder,
             const char       *name,
             const BwBacktest *backtest,
             gboolean          of_all,
             const char       *currency)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < backtest->n_scores; i++)
    if ((backtest->scores[i].week == 0) == of_all)
      add_method (builder, backtest, &backtest->scores[i], currency);
  json_builder_end_array (builder);
}

static void
add_callers (JsonBuilder      *builder,
             const BwBacktest *backtest,
             const BwBook     *book)
{
  json_builder_set_member_name (builder, "callers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < backtest->n_callers; i++)
    {
      const BwBacktestCaller *caller = &backtest->callers[i];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, bw_book_person (book, caller->person)->name));
      if (caller->week == 0)
        bw_cli_add_text (builder, "week", NULL);
      else
        bw_cli_add_count (builder, "week", caller->week);
      bw_cli_add_count (builder, "n", caller->score.n);
      bw_cli_add_number (builder, "wape", bw_range_score_wape (&caller->score));
      bw_cli_add_number (builder, "bias", bw_range_score_bias (&caller->score));
      bw_cli_add_number (builder, "lands_at", caller->lands);
      bw_cli_add_number (builder, "added_last_year", caller->added);
      bw_cli_add_count (builder, "added_periods", caller->n_added);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_deals (JsonBuilder           *builder,
           const char            *name,
           const BwBacktestDeals *deals)
{
  BwScoreBin bins[N_BINS];
  BwScore    score;

  bw_score_compute (deals->given, deals->won, deals->n, &score);
  bw_score_reliability (deals->given, deals->won, deals->n, N_BINS, bins);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  bw_cli_add_count (builder, "n", score.n);
  bw_cli_add_count (builder, "won", score.n_won);
  bw_cli_add_count (builder, "not_yet_known", deals->n_unknown);
  bw_cli_add_number (builder, "mean", score.mean);
  bw_cli_add_number (builder, "brier", score.brier);
  bw_cli_add_number (builder, "base_brier", score.base_brier);
  bw_cli_add_number (builder, "log_loss", score.log_loss);
  bw_cli_add_number (builder, "auc", score.auc);
  bw_cli_add_number (builder, "calibration_slope", score.slope);
  json_builder_set_member_name (builder, "reliability");
  json_builder_begin_array (builder);
  for (guint i = 0; i < N_BINS; i++)
    {
      json_builder_begin_object (builder);
      bw_cli_add_number (builder, "from", bins[i].from);
      bw_cli_add_number (builder, "to", bins[i].to);
      bw_cli_add_count (builder, "n", bins[i].n);
      bw_cli_add_number (builder, "mean", bins[i].mean);
      bw_cli_add_number (builder, "won", bins[i].won);
      bw_cli_add_number (builder, "low", bins[i].n > 0 ? bins[i].low : NAN);
      bw_cli_add_number (builder, "high", bins[i].n > 0 ? bins[i].high : NAN);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* What closed deals' own fields tell of winning, against always saying the mean. */
static void
add_fields (JsonBuilder       *builder,
            const BwWinSignal *fields,
            const char        *text)
{
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "signal", fields->usable ? "usable" : "none");
  bw_cli_add_text (builder, "text", text);
  bw_cli_add_count (builder, "n", fields->n_deals);
  bw_cli_add_count (builder, "won", fields->n_won);
  bw_cli_add_number (builder, "brier", fields->score.brier);
  bw_cli_add_number (builder, "base_brier", fields->score.base_brier);
  bw_cli_add_number (builder, "auc", fields->score.auc);
  bw_cli_add_number (builder, "calibration_slope", fields->score.slope);
  bw_cli_add_number (builder, "gain", fields->gain);
  bw_cli_add_number (builder, "gain_error", fields->gain_error);
  json_builder_end_object (builder);
}

static void
print_json (const BwBacktest *backtest,
            const BwBook     *book)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *scope = bw_scope_dup_name (book, &backtest->scope);
  int              best = bw_backtest_best (backtest, 0);

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", backtest->as_of);
  bw_cli_add_text (builder, "scope", scope);
  if (bw_scope_is_filtered (&backtest->scope))
    bw_cli_add_text (builder, "filter", backtest->scope.filter);
  bw_cli_add_text (builder, "currency", book->currency);
  bw_cli_add_text (builder, "missing", backtest->missing);
  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < backtest->n_periods; i++)
    {
      g_autofree char *name = bw_period_dup_name (&backtest->periods[i]);

      json_builder_add_string_value (builder, name);
    }
  json_builder_end_array (builder);
  bw_cli_add_text (builder, "best", best >= 0 ? backtest->names[best] : NULL);
  add_methods (builder, "methods", backtest, FALSE, book->currency);
  add_methods (builder, "summary", backtest, TRUE, book->currency);
  add_callers (builder, backtest, book);
  add_deals (builder, "deals", &backtest->ever);
  add_deals (builder, "deals_in_period", &backtest->within);
  add_fields (builder, &backtest->fields, backtest->fields_text);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static char *
show_percent (double share)
{
  return isnan (share) ? g_strdup ("–") : g_strdup_printf ("%.1f", share * 100.0);
}

static void
print_methods (const BwBacktest *backtest)
{
  g_print ("\n%-26s %5s %4s %7s %7s %9s %9s\n", _ ("Method, %"), _ ("Week"), "n", _ ("Error"), _ ("Bias"), _ ("Within 80"),
           _ ("Added"));
  for (guint i = 0; i < backtest->n_scores; i++)
    {
      const BwBacktestScore *score = &backtest->scores[i];
      g_autofree char       *week = score->week == 0 ? g_strdup (_ ("all")) : g_strdup_printf ("%u", score->week);
      g_autofree char       *wape = show_percent (bw_range_score_wape (&score->score));
      g_autofree char       *bias = show_percent (bw_range_score_bias (&score->score));
      g_autofree char       *within = show_percent (bw_range_score_coverage (&score->score, 80));
      g_autofree char       *added = show_percent (score->added_last_year);

      g_print ("%-26s %5s %4u %7s %7s %9s %9s\n", backtest->titles[score->method], week, score->score.n, wape, bias, within,
               added);
    }
}

static void
print_deals (const BwBacktestDeals *deals,
             const char            *title)
{
  BwScoreBin bins[N_BINS];
  BwScore    score;

  bw_score_compute (deals->given, deals->won, deals->n, &score);
  bw_score_reliability (deals->given, deals->won, deals->n, N_BINS, bins);
  g_print ("\n%s\n", title);
  if (deals->n == 0)
    {
      g_print ("%s\n", _ ("None of the deals that were looked at is decided yet."));
      return;
    }
  g_print (_ ("Brier %.4f (always the mean: %.4f), AUC %.3f, %u deals\n"), score.brier, score.base_brier, score.auc, score.n);
  for (guint i = 0; i < N_BINS; i++)
    if (bins[i].n > 0)
      g_print (_ ("  given %3.0f %%: %3.0f %% of %u won (%.0f to %.0f %%)\n"), bins[i].mean * 100, bins[i].won * 100, bins[i].n,
               bins[i].low * 100, bins[i].high * 100);
}

static void
print_fields (const BwBacktest *backtest)
{
  const BwScore *score = &backtest->fields.score;

  g_print ("\n%s\n%s\n", _ ("Won if closed, by the deals’ own fields"), backtest->fields_text);
  if (!isnan (score->brier))
    g_print (_ ("Brier %.4f (always the mean: %.4f), AUC %.3f, %u deals\n"), score->brier, score->base_brier, score->auc,
             backtest->fields.n_deals);
}

static void
print_text (const BwBacktest *backtest,
            const BwBook     *book)
{
  guint week = MAX (bw_backtest_n_weeks (backtest) / 3, 1); /* of which the calls are told */

  if (backtest->n_periods == 0)
    {
      g_print ("%s\n", backtest->missing);
      print_fields (backtest);
      return;
    }
  g_print (_ ("Replayed:"));
  for (guint i = 0; i < backtest->n_periods; i++)
    {
      g_autofree char *name = bw_period_dup_name (&backtest->periods[i]);

      g_print (" %s", name);
    }
  g_print ("\n");
  print_methods (backtest);
  print_deals (&backtest->within, _ ("Won by the end of the period"));
  print_deals (&backtest->ever, _ ("Ever won"));
  print_fields (backtest);
  g_print ("\n");
  for (guint i = 0; i < backtest->n_callers; i++)
    if (backtest->callers[i].week == week)
      {
        g_autofree char *sentence = bw_backtest_dup_caller_text (book, &backtest->callers[i]);

        g_print ("%s\n", sentence);
      }
}

int
bw_cli_backtest (int    argc,
                 char **argv)
{
  gint64             seed = DEFAULT_SEED;
  g_autofree char   *as_of_text = NULL;
  g_autofree char   *scope_text = NULL;
  g_autofree char   *filter_text = NULL;
  BwDate             as_of;
  BwPeriod           period;
  BwScope            scope;
  BwBook            *book;
  int                status;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, _ ("Use nothing that was known only after this day"), "DATE" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope_text, _ ("A person with everyone below, or a territory"), "NAME" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter_text, _ ("Only deals such as: product = \"Edge Hub\" or region ~ north"), "EXPR" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, _ ("The same seed gives the same simulation"), "N" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (BwBacktest) backtest = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "FILE", _ ("Replays past periods and tells how good each forecast of them was."),
                     entries, 1, 1, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  book = bw_session_get_book (session);
  if (bw_cli_read_focus (&cli, book, as_of_text, NULL, scope_text, filter_text, &as_of, &period, &scope, &status))
    {
      backtest = bw_backtest_new (book, &scope, as_of, (guint64)seed, isatty (STDERR_FILENO) ? show_progress_cb : NULL, NULL);
      if (isatty (STDERR_FILENO))
        g_printerr ("\r");
      if (cli.json)
        print_json (backtest, book);
      else
        print_text (backtest, book);
      status = BW_CLI_DONE;
    }
  bw_session_close (session);
  return status;
}
