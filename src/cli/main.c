/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program without a window: picks the command. */

#include <sys/stat.h>

#include <glib/gi18n-lib.h>

#include "bw-config.h"
#include "cli/bw-cli.h"
#include "core/bw-language.h"

static const struct
{
  const char *name;
  BwCliRun    run;
  const char *summary;
} commands[] = {
  { "new", bw_cli_new, N_ ("Make a project") },
  { "import", bw_cli_import, N_ ("Read exports into a project") },
  { "inspect", bw_cli_inspect, N_ ("Tell what exports hold, before reading them") },
  { "rejects", bw_cli_rejects, N_ ("List the rows that could not be read") },
  { "records", bw_cli_records, N_ ("List activities, line items, payments and the like") },
  { "changes", bw_cli_changes, N_ ("List what an import changed, field by field") },
  { "forecast", bw_cli_forecast, N_ ("Tell where a period will land") },
  { "call", bw_cli_call, N_ ("Say what a person will close") },
  { "override", bw_cli_override, N_ ("Put another number beside a person's call") },
  { "calls", bw_cli_calls, N_ ("Tell what was called, and what stands of it") },
  { "reconcile", bw_cli_reconcile, N_ ("Send managers their sheets, and read them back") },
  { "quota", bw_cli_quota, N_ ("Tell, set and share out quotas") },
  { "team", bw_cli_team, N_ ("Tell who reports to whom, and since when") },
  { "backtest", bw_cli_backtest, N_ ("Tell how good past forecasts were") },
  { "series", bw_cli_series, N_ ("Forecast series of numbers from a file") },
  { "adjustments", bw_cli_adjustments, N_ ("List what is written beside the CRM's values") },
  { "notes", bw_cli_notes, N_ ("List what is noted about deals, and note something") },
  { "commitments", bw_cli_commitments, N_ ("List what people said they would do, add to it and settle it") },
  { "checkins", bw_cli_checkins, N_ ("List which check-ins are due, and note what became of them") },
  { "comment", bw_cli_comment, N_ ("List what was said about deals, accounts and the forecast, or say something") },
  { "deals", bw_cli_deals, N_ ("List the open deals with their chances") },
  { "flow", bw_cli_flow, N_ ("Tell how the pipeline moved between two days") },
  { "funnel", bw_cli_funnel, N_ ("Tell how deals went through the stages, and which were won") },
  { "insights", bw_cli_insights, N_ ("List what needs attention") },
  { "health", bw_cli_health, N_ ("Tell what is wrong with the data") },
  { "merge", bw_cli_merge, N_ ("Merge accounts, people or products that are one") },
  { "trends", bw_cli_trends, N_ ("Tell how sales go, and what comes next") },
  { "territory", bw_cli_territory, N_ ("Tell how the territories are balanced") },
  { "partition", bw_cli_partition, N_ ("Divide units of area into even, compact territories") },
  { "postal", bw_cli_postal, N_ ("Tell where postal codes of other countries lie") },
  { "scenario", bw_cli_scenario, N_ ("Play what would be if, and keep it") },
  { "recalibrate", bw_cli_recalibrate, N_ ("Fit the models anew and tell what changed") },
  { "render", bw_cli_render, N_ ("Draw a page into a file") },
  { "check", bw_cli_check, N_ ("Verify a project file") },
  { "dump", bw_cli_dump, N_ ("Print a project as sorted text") },
  { "sample", bw_cli_sample, N_ ("Make the sample project") },
  { "settings", bw_cli_settings, N_ ("Tell or change the settings of a project") },
};

static void
print_usage (void)
{
  g_print (_ ("Usage: bellwether-cli COMMAND [OPTION…]\n\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n", _ ("“bellwether-cli COMMAND --help” explains a command."));
}

int
main (int    argc,
      char **argv)
{
  /* What is saved and exported is a company's sales: its files are for their owner alone. */
  umask (0077);
  bw_language_begin (BW_LOCALEDIR);

  if (argc >= 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help")))
    {
      print_usage ();
      return BW_CLI_DONE;
    }
  if (argc >= 2 && g_str_equal (argv[1], "--version"))
    {
      g_print ("bellwether-cli %s\n", BW_VERSION);
      return BW_CLI_DONE;
    }
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (argc - 1, argv + 1);

  if (argc >= 2)
    g_printerr (_ ("bellwether-cli: there is no command “%s”.\n"), argv[1]);
  print_usage ();
  return BW_CLI_WRONG_USE;
}
