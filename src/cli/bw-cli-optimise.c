/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser at work on a project's territories: territory FILE optimise.
 *
 * Tells which areas change hands and what that makes of the territories, and writes it as one edit unless it is only tried or was
 * interrupted (Ctrl+C): then the best plan so far is told, and nothing written. */

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-interrupt.h"
#include "cli/bw-cli-partition.h"
#include "cli/bw-cli-territory.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-optimise.h"

/* Reads --measures and --tolerance; without them what the plan says. */
static gboolean
read_measures (const BwTerritoryWork      *work,
               BwTerritoryOptimiseOptions *options,
               int                        *status)
{
  g_auto (GStrv) names = work->optimise.measures != NULL ? g_strsplit (work->optimise.measures, ",", -1) : NULL;
  g_auto (GStrv) tolerances = g_strsplit (work->optimise.tolerance != NULL ? work->optimise.tolerance : "", ",", -1);
  guint n = g_strv_length (tolerances), n_chosen = 0;

  if (names == NULL)
    bw_territory_optimise_choose (options, work->values->measures);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      BwMeasure measure;

      g_strstrip (names[i]);
      if (!bw_measures_find (work->values->measures, names[i], &measure))
        {
          *status = bw_cli_misuse (&work->cli, _ ("“%s” is no measure of the plan. “measures” lists them; several have commas between."), names[i]);
          return FALSE;
        }
      options->measures[measure] = TRUE;
      options->tolerances[measure] = bw_measures_tolerance (work->values->measures, measure);
    }
  for (guint m = 0; m < BW_N_MEASURES; m++)
    n_chosen += options->measures[m];
  for (guint m = 0, i = 0; m < BW_N_MEASURES; m++)
    {
      guint       at = i;
      const char *text;
      char       *end;

      if (!options->measures[m])
        continue;
      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        if (g_str_equal (names[j], bw_measures_name (work->values->measures, m)))
          at = j;
      i++;
      if (n == 0)
        {
          options->tolerances[m] = options->tolerances[m] > 0 ? options->tolerances[m] : 0.1;
          continue;
        }
      text = g_strstrip (tolerances[n == 1 ? 0 : MIN (at, n - 1)]);
      options->tolerances[m] = g_ascii_strtod (text, &end);
      if (*text == '\0' || *end != '\0' || !(options->tolerances[m] > 0 && options->tolerances[m] <= 100) || (n != 1 && n != n_chosen))
        {
          *status = bw_cli_misuse (&work->cli, _ ("--tolerance takes a number above 0, as 0.1 for 10 %%, or one for each measure."));
          return FALSE;
        }
    }
  return TRUE;
}

static void
add_territories (const BwTerritoryWork     *work,
                 const BwTerritoryProposal *proposal,
                 JsonBuilder               *builder)
{
  const BwPartition *partition = proposal->partition;

  json_builder_set_member_name (builder, "territories");
  json_builder_begin_array (builder);
  for (guint t = 0; t < partition->k; t++)
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_cli_territory_name (work, proposal->territories[t]));
      bw_cli_add_text (builder, "owner", bw_cli_territory_owner (work, proposal->territories[t]));
      bw_cli_add_count (builder, "units", partition->units[t]);
      json_builder_set_member_name (builder, "values");
      json_builder_begin_object (builder);
      for (guint m = 0; m < proposal->n_measures; m++)
        {
          double value = partition->load[t * proposal->n_measures + m];

          bw_cli_territory_add_value (builder, work, proposal->measures[m], (gint64)llround (value));
        }
      json_builder_end_object (builder);
      json_builder_set_member_name (builder, "deviation");
      json_builder_begin_object (builder);
      for (guint m = 0; m < proposal->n_measures; m++)
        {
          double target = partition->target[t * proposal->n_measures + m];

          bw_cli_add_number (builder, bw_measures_name (work->values->measures, proposal->measures[m]),
                             target > 0 ? partition->load[t * proposal->n_measures + m] / target - 1 : (double)NAN);
        }
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_findings (const BwTerritoryWork     *work,
              const BwTerritoryProposal *proposal,
              JsonBuilder               *builder)
{
  const GArray *findings = proposal->partition->findings;

  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const BwPartitionFinding *finding = &g_array_index (findings, BwPartitionFinding, i);
      g_autofree char          *text = bw_territory_proposal_dup_finding (proposal, work->book, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "code", bw_partition_finding_code (finding->kind));
      bw_cli_add_text (builder, "text", text);
      bw_cli_add_text (builder, "territory",
                       finding->territory >= 0 ? bw_cli_territory_name (work, proposal->territories[finding->territory]) : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_moves (const BwTerritoryWork     *work,
             const BwTerritoryProposal *proposal)
{
  static const char *const titles[] = { "unit", "name", "from", "to" };
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "moves") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < proposal->n_moved; i++)
    {
      g_autofree char *unit = bw_atlas_unit_dup_id (work->plan->atlas, proposal->moved[i]);
      const char      *cells[] = {
             unit,
             bw_atlas_unit (work->plan->atlas, proposal->moved[i])->name,
             bw_cli_territory_name (work, work->plan->units[proposal->moved[i]]),
             bw_cli_territory_name (work, proposal->moved_to[i]),
      };

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
  if (builder == NULL)
    return;
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "stopped");
  json_builder_add_boolean_value (builder, proposal->partition->stopped);
  bw_cli_partition_add_score (builder, "score", &proposal->partition->score, proposal->partition->k);
  bw_cli_partition_add_score (builder, "start", &proposal->partition->start, proposal->partition->k);
  bw_cli_add_number (builder, "moved_at_least", proposal->partition->moved_at_least);
  add_territories (work, proposal, builder);
  add_findings (work, proposal, builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
tell_findings (const BwTerritoryWork     *work,
               const BwTerritoryProposal *proposal)
{
  for (guint i = 0; i < proposal->partition->findings->len; i++)
    {
      g_autofree char *text = bw_territory_proposal_dup_finding (proposal, work->book, i);

      g_printerr ("bellwether-cli: %s\n", text);
    }
}

/* The task "optimise". */
int
bw_cli_territory_run_optimise (BwTerritoryWork *work)
{
  BwTerritoryOptimiseOptions options = { 0 };
  g_autoptr (BwTerritoryProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;
  BwDelta *delta;
  BwBook  *after;
  int      status = BW_CLI_DONE;

  if (!read_measures (work, &options, &status))
    return status;
  if (work->plan->plan >= 0 && !work->dry_run && !bw_plan_is_editable (bw_book_plan (work->book, work->plan->plan)))
    return bw_cli_misuse (&work->cli, _ ("The plan “%s” is not a draft any more. Return it to draft, or copy it."),
                          bw_book_text (work->book, bw_book_plan (work->book, work->plan->plan)->name));
  options.afresh = work->optimise.afresh;
  options.fill_gaps = work->optimise.fill_gaps;
  options.seed = (guint64)work->optimise.seed;
  options.iterations = (guint64)MAX (work->optimise.iterations, 0);
  options.seconds = MAX (work->optimise.seconds, 0);
  options.progress = bw_cli_interrupt_progress;
  bw_cli_interrupt_begin ();
  proposal = bw_territory_optimise (work->plan, work->values, &options, &error);
  bw_cli_interrupt_end ();
  if (proposal == NULL)
    return bw_cli_fail (&work->cli, error, BW_CLI_FAILED);
  print_moves (work, proposal);
  if (!work->cli.json)
    tell_findings (work, proposal);
  if (work->dry_run || proposal->n_moved == 0)
    return BW_CLI_DONE;
  if (proposal->partition->stopped)
    {
      g_printerr (_ ("bellwether-cli: The work was stopped: the plan was not changed. Give it less time with --seconds to have what is found by then.\n"));
      return BW_CLI_FAILED;
    }
  after = bw_territory_edit_assign_each (work->plan, proposal->moved, proposal->moved_to, proposal->n_moved, &delta);
  return bw_cli_apply (&work->cli, work->session, _ ("Optimise territories"), after, delta);
}
